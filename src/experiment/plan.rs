//! Which runs there are: points (arms, the run without imitation) times replicates.

use super::standin::Scenario;
use crate::chance::Chance;
use crate::model::Situation;
use crate::model::situation::ImitationRate;
use crate::network::NetworkSpec;

/// The name of the only arm of a scenario without arms.
pub const MAIN: &str = "main";
/// The name of the arm without imitation.
pub const NULL: &str = "null";

/// An experiment: every run that there is to do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is run, point by point.
    pub points: Vec<Point>,
    /// Runs of each point.
    pub replicates: u64,
    /// The seed of all chance.
    pub seed: u64,
    /// The different networks.
    pub networks: Vec<NetworkSpec>,
}

/// One thing that is run, many times.
#[derive(Clone, Debug)]
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
    /// Which of the plan's networks.
    pub network: usize,
}

/// One run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its number: point × replicates + replicate.
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
        let mut plan = Self {
            points: Vec::new(),
            replicates: u64::from(scenario.replicates),
            seed: scenario.seed,
            networks: Vec::new(),
        };
        if scenario.arms.is_empty() {
            plan.add(MAIN, Vec::new(), scenario.situation.clone(), &scenario.network);
        }
        for arm in &scenario.arms {
            let changed = read(&arm.set)?;
            plan.add(&arm.name, arm.set.clone(), changed.situation, &changed.network);
        }
        if scenario.null_run {
            plan.add(NULL, Vec::new(), without_imitation(&scenario.situation), &scenario.network);
        }
        Ok(plan)
    }

    fn add(&mut self, arm: &str, overrides: Vec<(String, String)>, situation: Situation, network: &NetworkSpec) {
        let index = self.points.len();
        let known = self.networks.iter().position(|n| n == network);
        let network = known.unwrap_or_else(|| {
            self.networks.push(network.clone());
            self.networks.len() - 1
        });
        let null = arm == NULL;
        self.points.push(Point { index, arm: arm.to_owned(), overrides, varied: Vec::new(), null, situation, network });
    }

    /// How many runs there are.
    pub fn runs(&self) -> u64 {
        self.points.len() as u64 * self.replicates
    }

    /// The run of a replicate of a point.
    pub fn run(&self, point: usize, replicate: u64) -> Run {
        let seed = Chance::new(self.seed).replicate_seed(replicate);
        Run { id: point as u64 * self.replicates + replicate, point, replicate, seed }
    }

    /// All runs, replicate by replicate, so that runs that share a network are done together.
    pub fn all(&self) -> impl Iterator<Item = Run> + '_ {
        let points = self.points.len();
        (0..self.replicates).flat_map(move |replicate| (0..points).map(move |point| self.run(point, replicate)))
    }
}

/// The same, but nobody catches anything.
fn without_imitation(situation: &Situation) -> Situation {
    let mut situation = situation.clone();
    for expression in &mut situation.expressions {
        expression.imitation_rate = ImitationRate::Rate(0.0);
    }
    situation
}
