//! From runs just done to results: what tables would say of them, without the tables.

use super::manifest::Manifest;
use super::number::Teller;
use super::{Cause, Event, Person, Results, Run, Runs, Series, Sight, asked, facts, groups};
use crate::experiment::{self, Plan, Point};
use crate::model::{self, Recording};
use crate::network::Network;
use crate::quantity::TimeUnit;
use crate::scenario::Scenario;
use std::collections::BTreeMap;
use std::io;

/// Column names that end so are times.
pub const TIMES: [&str; 4] = ["_time_to_peak", "_time_to_half", "_lasting", "_first_time"];

/// Nobody draws the ties of more people than this one by one.
pub const DRAWN: usize = 5000;

/// The names of what all points have, each once, in the order in which points bring them.
pub fn union(points: &[Point], names: fn(&model::Situation) -> Vec<String>) -> Vec<String> {
    let mut union: Vec<String> = Vec::new();
    for name in points.iter().flat_map(|point| names(&point.situation)) {
        if !union.contains(&name) {
            union.push(name);
        }
    }
    union
}

/// Takes runs as they are done, in any order, and makes results of them.
#[derive(Debug)]
pub struct Collector {
    teller: Teller,
    metrics: Vec<String>,
    series: Vec<String>,
    expressions: Vec<String>,
    /// A sweep keeps the outcomes alone: its charts need no more.
    outcomes_only: bool,
    runs: BTreeMap<u64, Taken>,
}

/// What is kept of a run.
#[derive(Debug)]
struct Taken {
    run: Run,
    outcomes: Vec<f64>,
    series: (Vec<f64>, Vec<Vec<f32>>),
    events: Vec<Event>,
    people: Vec<Person>,
    moods: Vec<f64>,
    /// Of each person, where the scenario has groups.
    groups: Vec<String>,
    ties: Vec<(u32, u32)>,
    sight: Vec<Sight>,
}

impl Collector {
    /// For the runs of a plan; times are told in `unit`.
    pub fn new(plan: &Plan, unit: TimeUnit) -> Self {
        let expressions = plan.points.first().map(|point| &point.situation.expressions);
        Self {
            teller: Teller::new(unit),
            metrics: union(&plan.points, model::metric_names),
            series: union(&plan.points, model::series_names),
            expressions: expressions.into_iter().flatten().map(|expression| expression.name.clone()).collect(),
            outcomes_only: !plan.design.is_empty(),
            runs: BTreeMap::new(),
        }
    }

    /// The names of the outcomes.
    pub fn metrics(&self) -> &[String] {
        &self.metrics
    }

    /// The names of what the series hold.
    pub fn series(&self) -> &[String] {
        &self.series
    }

    /// An outcome of a run that was taken; none where it has none.
    pub fn outcome(&self, run: u64, metric: &str) -> Option<f64> {
        let place = self.metrics.iter().position(|name| name == metric)?;
        self.runs.get(&run).map(|taken| taken.outcomes[place]).filter(|value| !value.is_nan())
    }

    /// Takes a run that came to its end.
    pub fn take(&mut self, run: &experiment::Run, point: &Point, network: &Network, recording: &Recording) {
        let names = model::metric_names(&point.situation);
        let outcomes = self.metrics.iter().map(|name| {
            let value = recording.metrics[names.iter().position(|own| own == name)?]?;
            Some(if is_time(name) { self.teller.tell(value) } else { value })
        });
        let outcomes = outcomes.map(|value| value.unwrap_or(f64::NAN)).collect();
        let of = Run { id: run.id, point: run.point as u32, replicate: run.replicate as u32 };
        let mut taken = Taken { outcomes, ..Taken::new(of) };
        if !self.outcomes_only {
            taken.series = self.series_of(point, recording);
            taken.events = recording.events.iter().map(|event| self.event(point, event)).collect();
            self.people(&mut taken, point, network, recording);
            ties(&mut taken, network, recording);
        }
        self.runs.insert(run.id, taken);
    }

    fn series_of(&self, point: &Point, recording: &Recording) -> (Vec<f64>, Vec<Vec<f32>>) {
        let names = model::series_names(&point.situation);
        let column = |name: &String| {
            let place = names.iter().position(|own| own == name);
            let value =
                |row: &model::measure::record::SeriesRow| place.map_or(f64::NAN, |place| row.values[place]) as f32;
            recording.series.iter().map(value).collect()
        };
        let times = recording.series.iter().map(|row| self.teller.tell(row.time)).collect();
        (times, self.series.iter().map(column).collect())
    }

    fn event(&self, point: &Point, event: &model::ExpressionEvent) -> Event {
        let name = &point.situation.expressions[usize::from(event.expression)].name;
        Event {
            run: 0,
            time: self.teller.tell(event.time),
            person: event.agent,
            expression: self.expressions.iter().position(|own| own == name).unwrap_or_default(),
            cause: Cause::ALL.into_iter().find(|cause| cause.name() == event.cause.name()).unwrap_or(Cause::Event),
            source: event.source,
            latency: self.teller.tell(event.latency),
            duration: self.teller.tell(event.duration),
        }
    }

    fn people(&self, taken: &mut Taken, point: &Point, network: &Network, recording: &Recording) {
        let columns = model::agent_columns(&point.situation);
        let place = |name: &str| columns.iter().position(|column| column == name);
        let (x, y, degree, mood) = (place("x"), place("y"), place("degree"), place("mood"));
        let block = place("block");
        let first: Vec<_> = self.expressions.iter().map(|e| place(&format!("{e}_first_time"))).collect();
        for row in &recording.agents {
            let at = |place: Option<usize>| place.map(|place| row.values[place]).filter(|value| !value.is_nan());
            let name = network.names().get(row.agent as usize).map(|name| crate::text::written(name).into_owned());
            taken.people.push(Person {
                name: name.unwrap_or_else(|| row.agent.to_string()),
                place: at(x).zip(at(y)),
                degree: at(degree).unwrap_or_default(),
                block: at(block).map(|block| block as u32),
                first: first.iter().map(|place| at(*place).map(|time| self.teller.tell(time))).collect(),
            });
            taken.moods.extend(mood.map(|place| row.values[place]));
        }
        taken.groups = groups(point, recording);
    }

    /// What the runs came to.
    ///
    /// # Errors
    /// When there are more than fit in memory, and the disk is full.
    pub fn finish(self, scenario: &Scenario, manifest: &Manifest) -> io::Result<Results> {
        let facts = facts::facts(scenario, manifest);
        let mut runs = Runs::new(self.metrics.len());
        for taken in self.runs.values() {
            runs.add(taken.run, &taken.outcomes)?;
        }
        let mut results = Results {
            points: facts::points(manifest, &facts),
            gains: facts::gains(manifest, &facts.expressions),
            outcomes: self.metrics,
            series: Series { columns: self.series, ..Series::default() },
            runs,
            facts,
            ..Results::default()
        };
        if self.outcomes_only {
            let study = asked::study(scenario, &results);
            return Ok(Results { study, gains: Vec::new(), series: Series::default(), ..results });
        }
        self.runs.into_values().for_each(|taken| taken.into(&mut results));
        Ok(results)
    }
}

impl Taken {
    fn new(run: Run) -> Self {
        Self {
            run,
            outcomes: Vec::new(),
            series: (Vec::new(), Vec::new()),
            events: Vec::new(),
            people: Vec::new(),
            moods: Vec::new(),
            groups: Vec::new(),
            ties: Vec::new(),
            sight: Vec::new(),
        }
    }

    /// Adds what was kept to the results of all runs, which come in the order of their numbers.
    fn into(self, results: &mut Results) {
        let id = self.run.id;
        let (times, columns) = self.series;
        if times.len() > results.series.times.len() {
            results.series.times = times;
        }
        results.series.runs.push((id, columns));
        results.events.extend(self.events.into_iter().map(|event| Event { run: id, ..event }));
        if !self.moods.is_empty() {
            results.moods.push((id, self.moods));
        }
        if !self.groups.is_empty() {
            results.groups.add(id, self.groups.iter().map(String::as_str));
        }
        let first = results.people.is_empty();
        if first {
            results.people = self.people;
        }
        if results.sight.is_empty() && results.ties.is_empty() {
            results.ties = self.ties;
        }
        if !self.sight.is_empty() {
            results.sight.push((id, self.sight));
        }
    }
}

/// What each recorded person is in; nothing where there are no groups.
fn groups(point: &Point, recording: &Recording) -> Vec<String> {
    if recording.groups.is_empty() {
        return Vec::new();
    }
    let names = point.situation.groups.iter().map(|group| group.name.as_str());
    let mut told = groups::by_person(names.zip(recording.groups.iter().map(Vec::as_slice)));
    recording.agents.iter().map(|row| told.remove(&row.agent).unwrap_or_default()).collect()
}

fn ties(taken: &mut Taken, network: &Network, recording: &Recording) {
    if network.people() <= DRAWN {
        taken.ties = recording.ties.iter().map(|tie| (tie.viewer, tie.seen)).collect();
    }
    let visible = recording.ties.iter().filter(|tie| tie.visibility > 0.0);
    let sight = visible.map(|tie| Sight {
        viewer: tie.viewer,
        seen: tie.seen,
        closeness: short(tie.closeness),
        visibility: short(tie.visibility),
    });
    taken.sight = sight.collect();
}

/// A number as its shortest digits say it: 0.6, not 0.6000000238418579.
fn short(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

/// Whether an outcome or column is a time.
pub fn is_time(name: &str) -> bool {
    TIMES.iter().any(|end| name.ends_with(end))
}
