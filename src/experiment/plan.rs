//! Which runs there are: points (arms, the run without imitation) times replicates.

use super::RunError;
use super::one_run::caught;
use super::shard::Shard;
use super::stopping::Until;
use crate::chance::Chance;
use crate::model::{Exchange, Situation};
use crate::network::{Network, NetworkError, NetworkSpec, Part, Source};
use crate::scenario::ticks::{self, Timed};
use crate::scenario::{Overrides, Scenario, Sweep, Timing};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

/// An experiment: every run that there is to do.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "mpi", derive(serde::Serialize, serde::Deserialize))]
pub struct Plan {
    /// What is run, point by point.
    pub points: Vec<Point>,
    /// Runs of each point; where the plan goes on until something holds, of its first look.
    pub replicates: u64,
    /// Until when runs are added to a point.
    pub until: Option<Until>,
    /// The seed of all chance.
    pub seed: u64,
    /// The different networks.
    pub networks: Vec<NetworkSpec>,
    /// The design of a sweep; empty where the scenario itself is run.
    pub design: String,
    /// The keys that a sweep varies.
    pub varied: Vec<String>,
    /// Where among the networks those are that look alike at first sight: there may be a million of them.
    #[cfg_attr(feature = "mpi", serde(skip))]
    known: BTreeMap<String, Vec<usize>>,
}

/// One thing that is run, many times.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "mpi", derive(serde::Serialize, serde::Deserialize))]
pub struct Point {
    /// Its number.
    pub index: usize,
    /// Its arm.
    pub arm: String,
    /// What differs from the scenario as written: dotted keys and TOML values.
    pub overrides: Vec<(String, String)>,
    /// The keys that a design varies, and their values here, as the tables show them.
    pub varied: Vec<(String, String)>,
    /// Whether this is the run without imitation.
    pub null: bool,
    /// What the run is told.
    pub situation: Situation,
    /// What its scenario says about ticks and samples; the rest was chosen.
    pub timing: Timing,
    /// Which point of the design it belongs to: points of one number are variants that share their dice and their tick.
    pub stretch: usize,
    /// Which of the plan's networks.
    pub network: usize,
}

/// One run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its number: point × replicates (the most that a point can have) + replicate.
    pub id: u64,
    /// Which point.
    pub point: usize,
    /// Which replicate of it.
    pub replicate: u64,
    /// The seed of its chance, the same for a replicate of every point.
    pub seed: u64,
}

impl Plan {
    /// The plan of a scenario: its arms (or itself) and, if asked for, the run without imitation. `read` reads the same
    /// scenario with changes.
    ///
    /// # Errors
    /// When an arm's changes cannot be.
    pub fn new<E>(scenario: &Scenario, read: impl Fn(&[(String, String)]) -> Result<Scenario, E>) -> Result<Self, E> {
        let mut plan = Self::empty(scenario, scenario.replicates);
        plan.add(scenario, &Overrides::new(), 0, &read)?;
        plan.settle_ticks();
        Ok(plan)
    }

    /// The plan of a design: at each of its points what [`new`](Self::new) runs. `read` is also told which point it is.
    ///
    /// # Errors
    /// When a point's changes cannot be.
    pub fn of_design<E>(
        scenario: &Scenario,
        sweep: &Sweep,
        design: &[Overrides],
        read: impl Fn(usize, &[(String, String)]) -> Result<Scenario, E>,
    ) -> Result<Self, E> {
        let plan = Self::empty(scenario, sweep.runs_a_point(scenario.replicates));
        let most = u64::from(sweep.max_replicates).max(plan.replicates);
        let until = (!sweep.until_ci.is_empty()).then(|| Until { targets: sweep.until_ci.clone(), most });
        let mut plan = Self { design: sweep.design.clone(), varied: sweep.keys(), until, ..plan };
        for (number, varied) in design.iter().enumerate() {
            let mut changed = read(number, varied)?;
            if Sweep::take_the_place(&plan.varied, &changed.arms) {
                changed.arms.clear();
            }
            // What matters is asked of the scenario; whether imitation does is another question, at twice the runs.
            changed.null_run &= !sweep.asks_what_matters();
            plan.add(&changed, varied, number, &|more| read(number, &[varied, more].concat()))?;
        }
        plan.settle_ticks();
        Ok(plan)
    }

    fn empty(scenario: &Scenario, replicates: u32) -> Self {
        Self {
            points: Vec::new(),
            replicates: u64::from(replicates),
            until: None,
            seed: scenario.seed,
            networks: Vec::new(),
            design: String::new(),
            varied: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    /// Adds the arms and the null run of a scenario.
    fn add<E>(
        &mut self,
        scenario: &Scenario,
        varied: &Overrides,
        stretch: usize,
        read: &impl Fn(&[(String, String)]) -> Result<Scenario, E>,
    ) -> Result<(), E> {
        for point in scenario.points() {
            let changed = if point.overrides.is_empty() { scenario.clone() } else { read(&point.overrides)? };
            let network = self.network(changed.network);
            self.points.push(Point {
                index: self.points.len(),
                arm: point.arm,
                overrides: point.overrides,
                varied: self.varied.iter().map(|key| (key.clone(), printed(value_of(varied, key)))).collect(),
                null: point.null,
                situation: changed.situation,
                timing: changed.timing,
                stretch,
                network,
            });
        }
        Ok(())
    }

    /// The points of another plan after this one's, as variants of them; replicates and dice are this one's.
    #[must_use]
    pub fn beside(mut self, other: Self) -> Self {
        for point in other.points {
            let network = self.network(other.networks[point.network].clone());
            self.points.push(Point { index: self.points.len(), network, ..point });
        }
        self.points.iter_mut().for_each(|point| point.stretch = 0);
        self.settle_ticks();
        self
    }

    /// Gives the points of each stretch their tick, and all of them their sampling times.
    fn settle_ticks(&mut self) {
        let mut stretches: Vec<Vec<Timed<'_>>> = Vec::new();
        let people: Vec<_> = self.networks.iter().map(|network| network.size().map(|size| size.people)).collect();
        for stretch in self.points.chunk_by_mut(|a, b| a.stretch == b.stretch) {
            let timed = stretch.iter_mut().map(|Point { network, timing, situation, .. }| Timed {
                people: people[*network],
                timing: *timing,
                situation,
            });
            stretches.push(timed.collect());
        }
        ticks::settle(&mut stretches);
    }

    /// Gives a scenario the tick and the sampling times of one of the points.
    pub fn time(&self, point: usize, scenario: &mut Scenario) {
        if let Some(Point { situation, .. }) = self.points.get(point) {
            let Situation { clock, dt, sample_every, .. } = *situation;
            let told = &mut scenario.situation;
            (told.clock, told.dt, told.sample_every) = (clock, dt, sample_every);
        }
    }

    /// The number of this network among the different ones.
    fn network(&mut self, network: NetworkSpec) -> usize {
        let alike = self.known.entry(first_sight(&network)).or_default();
        if let Some(known) = alike.iter().find(|known| self.networks[**known] == network) {
            return *known;
        }
        alike.push(self.networks.len());
        self.networks.push(network);
        self.networks.len() - 1
    }

    /// How many runs there are, or will be at most.
    pub fn runs(&self) -> u64 {
        (self.points.len() as u64).saturating_mul(self.most_replicates())
    }

    /// The most runs that a point can have.
    pub fn most_replicates(&self) -> u64 {
        self.until.as_ref().map_or(self.replicates, |until| until.most)
    }

    /// The run of a replicate of a point.
    pub fn run(&self, point: usize, replicate: u64) -> Run {
        let seed = Chance::new(self.seed).replicate_seed(replicate);
        Run { id: point as u64 * self.most_replicates() + replicate, point, replicate, seed }
    }

    /// The chance of a run: that of its seed, but for what its point holds still.
    pub fn chance(&self, run: &Run) -> Chance {
        self.points[run.point].situation.held.chance(run.seed)
    }

    /// The network of a run.
    ///
    /// # Errors
    /// When it could not be drawn.
    pub fn draw_network(&self, run: &Run) -> Result<Arc<Network>, RunError> {
        let spec = &self.networks[self.points[run.point].network];
        caught(|| Ok(spec.shared(self.chance(run))?))
    }

    /// One part of the network of a run, as others draw theirs elsewhere. Where none can be had without the whole, the whole is
    /// built in one place after another: a machine that has room for one has room for them.
    ///
    /// # Errors
    /// When it could not be drawn, or cannot be in parts.
    pub fn draw_part(&self, run: &Run, exchange: &mut dyn Exchange) -> Result<Part, NetworkError> {
        let spec = &self.networks[self.points[run.point].network];
        let (parts, number, chance) = (exchange.parts(), exchange.part(), self.chance(run));
        if spec.tells_pairs() {
            return spec.part(chance, parts, number);
        }
        let mut part = Err(NetworkError::NotRead(String::new()));
        exchange.relay(Vec::new(), &mut |_| {
            part = spec.part(chance, parts, number);
            Vec::new()
        });
        part
    }

    /// Whether a run is in a part of the plan.
    pub fn is_in(&self, shard: Option<Shard>, run: &Run) -> bool {
        let points = self.points.len() as u64;
        let place = run.replicate * points + run.point as u64;
        shard.is_none_or(|shard| shard.holds(place, points * self.replicates))
    }

    /// The runs of each point from the first to the second number of its range, in an order in which runs that share a
    /// network follow each other and `threads` threads do not wait for the same one. Which run comes first is not seen in
    /// any result.
    pub fn in_order(
        self: &Arc<Self>,
        wanted: Vec<Range<u64>>,
        threads: NonZeroUsize,
    ) -> impl Iterator<Item = Run> + Send + 'static {
        let most = wanted.iter().map(|range| range.end).max().unwrap_or(0);
        let (drawn, given): (Vec<_>, Vec<_>) =
            self.by_network().into_iter().partition(|(network, _)| self.networks[*network].is_random());
        let points = |groups: Vec<(usize, Vec<usize>)>| groups.into_iter().map(|g| g.1).collect::<Vec<_>>();
        let (drawn, given, block) = (Arc::new(points(drawn)), points(given), threads.get() as u64);
        let of_given = given.into_iter().flat_map(move |points| crossed(points, 0..most));
        let blocks = (0..most.div_ceil(block)).map(move |number| number * block..((number + 1) * block).min(most));
        let of_drawn = blocks.flat_map(move |block| {
            let drawn = Arc::clone(&drawn);
            (0..drawn.len()).flat_map(move |group| crossed(drawn[group].clone(), block.clone()))
        });
        let plan = Arc::clone(self);
        let all = of_given.chain(of_drawn).filter(move |(point, replicate)| wanted[*point].contains(replicate));
        all.map(move |(point, replicate)| plan.run(point, replicate))
    }

    /// The points that share each network.
    pub fn by_network(&self) -> Vec<(usize, Vec<usize>)> {
        let mut groups: Vec<(usize, Vec<usize>)> = (0..self.networks.len()).map(|n| (n, Vec::new())).collect();
        self.points.iter().for_each(|point| groups[point.network].1.push(point.index));
        groups
    }
}

/// A text that two equal networks share, and few others.
fn first_sight(network: &NetworkSpec) -> String {
    let seed = network.seed();
    match network.source() {
        Source::Generated { generator, parameters } => format!("{generator} {parameters:?} {seed:?}"),
        Source::File { path, .. } => format!("{path} {seed:?}"),
    }
}

/// Each point at each of these replicates, all replicates of a point together.
fn crossed(points: Vec<usize>, replicates: Range<u64>) -> impl Iterator<Item = (usize, u64)> + Send {
    points.into_iter().flat_map(move |point| replicates.clone().map(move |replicate| (point, replicate)))
}

/// The value of a key at a point; empty where the point leaves it as the scenario has it.
fn value_of<'a>(point: &'a Overrides, key: &str) -> &'a str {
    point.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
}

/// A value as tables show it: a text without its quotes.
pub fn printed(value: &str) -> String {
    let quoted = value.starts_with(['"', '\'']);
    let text = || format!("v = {value}").parse::<toml::Table>().ok()?.remove("v")?.as_str().map(str::to_owned);
    quoted.then(text).flatten().unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_networks_are_one_and_others_are_told_apart() {
        let text = "duration = \"1 min\"\n[network]\ngenerator = \"complete\"\nn = 3\n[expressions.yawn]\n";
        let scenario = crate::scenario::read("x", text, &[], &|_| Err(std::io::ErrorKind::NotFound.into()));
        let mut plan = Plan::empty(&scenario.expect("it can be read"), 1);
        let drawn = |n: u32, seed: Option<u64>| {
            let size = [("n".to_owned(), crate::network::Param::from(n))].into();
            NetworkSpec::from_parameters("complete", &size).expect("a network").with_seed(seed)
        };
        let file = |directed| NetworkSpec::file("a.csv", directed);
        let specs = [drawn(4, None), drawn(5, None), drawn(4, Some(1)), file(None), file(Some(true))];
        let twice = specs.iter().chain(specs.iter().rev());
        let numbers: Vec<usize> = twice.map(|spec| plan.network(spec.clone())).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]);
        assert!(plan.networks == specs);
    }
}
