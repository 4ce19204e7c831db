//! Results in memory, however they came: from runs just done, or from the tables of a folder. Charts, report and statistics are made
//! from them. Times are in the scenario's unit; an outcome is a number.

pub mod asked;
pub mod collect;
mod column_store;
pub mod facts;
pub mod groups;
pub mod manifest;
pub mod number;
mod runs;
pub mod theory;
mod varied;

use crate::experiment::sensitivity::Study;
use crate::experiment::statistics::{Sample, Summary, weighed_by};
use crate::experiment::tick_error::TickError;
use crate::scenario::NO_IMITATION;
use groups::NamedGroups;
use std::collections::{BTreeMap, BTreeSet};
use theory::Theory;

pub use crate::scenario::{Called, Mark, Verb};
pub use column_store::ColumnStore;
pub use runs::{Run, Runs};
pub use varied::Varied;

/// Everything that a chart may read.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Facts about the scenario.
    pub facts: Facts,
    /// Points of the experiment, the null run among them.
    pub points: Vec<Point>,
    /// Names of the outcomes in [`Self::runs`].
    pub outcomes: Vec<String>,
    /// The finished runs and their outcomes.
    pub runs: Runs,
    /// What a design that asks which keys matter has found.
    pub study: Option<Study>,
    /// What happened over time.
    pub series: Series,
    /// One row an expression, for the runs that recorded them.
    pub events: Vec<Event>,
    /// One row a person of the recorded run.
    pub people: Vec<Person>,
    /// The moods of everyone at the end, of each run that recorded its people.
    pub moods: Vec<(u64, Vec<f64>)>,
    /// Who is in which group that the scenario names, for each run that recorded its people.
    pub groups: NamedGroups,
    /// Ties of the recorded run: viewer, seen (positions in `people`).
    pub ties: Vec<(u32, u32)>,
    /// For each run that recorded its ties: who can see whom.
    pub sight: Vec<(u64, Vec<Sight>)>,
    /// Where a point has a closeness gain of its own: point, position of the expression, gain.
    pub gains: Vec<(u32, usize, f64)>,
    /// What theory expects, where somebody asked.
    pub theory: Option<Theory>,
}

/// Facts about the scenario and how it was run.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Its short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The question that it asks.
    pub question: String,
    /// Unit of every time: `s`, `min`, `h`, `day`, `week`, `month` or `year`.
    pub time_unit: String,
    /// Length of a run, in `time_unit`.
    pub duration: f64,
    /// Names of the expressions, in the scenario's order.
    pub expressions: Vec<String>,
    /// Number of people.
    pub size: usize,
    /// Whether people's places are seats in rows and columns.
    pub seats: bool,
    /// Master seed.
    pub seed: u64,
    /// Version of the program that simulated.
    pub version: String,
    /// People who act on the scenario's orders: a recorded laugh, a smiler on purpose.
    pub actors: usize,
    /// Things that happen at set times, in `time_unit`: a joke, a recorded laugh.
    pub pulses: Vec<Pulse>,
    /// Published values to draw beside the result.
    pub marks: Vec<Mark>,
    /// How each expression comes and goes, parallel to `expressions`.
    pub habits: Vec<Habit>,
    /// Length of a tick, in `time_unit`.
    pub tick: f64,
    /// How far it moves outcomes, where that was asked.
    pub tick_errors: Vec<TickError>,
    /// Whether all runs are on one network.
    pub one_network: bool,
    /// Whether each group that the scenario names has the same members in all runs.
    pub fixed_groups: bool,
    /// Whether who is in view changes within a run.
    pub company_changes: bool,
    /// Whether people perceive each other through their surroundings, too.
    pub has_medium: bool,
    /// Outcomes that the scenario asks charts to show; empty: the usual one.
    pub outcomes: Vec<String>,
    /// The design of a sweep, empty where there is none.
    pub design: String,
    /// The keys that a sweep varies.
    pub varied: Vec<String>,
    /// The run that pictures of one run show, where somebody asked for it.
    pub shown: Option<u64>,
    /// A difference of mood or affect that nobody would notice \[SD between people\].
    pub negligible: Option<f64>,
    /// A difference of shares of people that nobody would notice, 0 to 1.
    pub negligible_share: Option<f64>,
    /// The language in which the scenario wants its charts.
    pub language: crate::scenario::Language,
    /// Outcomes for which runs were added until their interval was narrow.
    pub waited_for: Vec<String>,
    /// How expressions are spoken of that the scenario gives a verb of their own.
    pub verbs: Vec<Verb>,
    /// What these keys, and those in which arms differ, are called.
    pub called: Vec<(String, Called)>,
}

/// How an expression comes and goes, in the scenario's unit of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Habit {
    /// How long what was seen is remembered.
    pub memory: f64,
    /// How long after an expression the next one may be ruled out; infinite: for good.
    pub rest: f64,
    /// How long it lasts on average; infinite: for good.
    pub lasting: f64,
    /// Whether something that happens makes many people begin at once.
    pub stirred: bool,
    /// How many times as strongly the closest of people is caught from as a stranger.
    pub gain: f64,
}

/// Somebody in view of somebody else.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// Who sees.
    pub viewer: u32,
    /// Who is seen.
    pub seen: u32,
    /// How near the two are to each other, 0 to 1.
    pub closeness: f64,
    /// How much is seen, above 0 to 1.
    pub visibility: f64,
}

/// Something that happens to people at set times.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulse {
    /// When, in the scenario's unit.
    pub at: f64,
    /// How long, in the scenario's unit.
    pub lasting: f64,
    /// The expression that it concerns; empty: all.
    pub expression: String,
}

/// A point of the experiment: an arm, or the null run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Its number in the tables.
    pub index: u32,
    /// Name of the arm.
    pub arm: String,
    /// Imitation is off.
    pub null: bool,
    /// What differs from the other points: the keys of a design, or the one number in which all arms differ, each with
    /// its value as the tables print it.
    pub varied: Vec<(String, String)>,
    /// What the key is called, where there is only one.
    pub called: String,
    /// Of the run without imitation, how many people are in it, where arms have other numbers of people.
    pub of_size: Option<usize>,
    /// People in its first run; 0 where that is not known.
    pub people: usize,
    /// How long its runs last, in the scenario's unit: no time is longer. None where that is not known.
    pub lasts: Option<f64>,
    /// Of a run without imitation, the arm of which it is that; none: of the scenario, or of all arms.
    pub null_of: Option<String>,
    /// Of a run without imitation, whether arms are another set-up than it is.
    pub apart: bool,
    /// What an editor calls it; empty: what it is called.
    pub label: String,
    /// Whether it changes more of the scenario than how it is caught, so that the run without imitation is not the same
    /// thing without imitation.
    pub changes_more: bool,
}

/// What happened over time, run by run.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Sample times, in the scenario's unit, of the longest run.
    pub times: Vec<f64>,
    /// For each run its number and its columns; a run that ended early has shorter ones.
    pub runs: Vec<(u64, Vec<Vec<f32>>)>,
}

/// One expression of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The run.
    pub run: u64,
    /// Onset of the visible face, in the scenario's unit.
    pub time: f64,
    /// Who (position in the recorded people's order).
    pub person: u32,
    /// Which expression (position in [`Facts::expressions`]).
    pub expression: usize,
    /// Why.
    pub cause: Cause,
    /// From whom.
    pub source: Option<u32>,
    /// How long before it was decided, in the scenario's unit.
    pub latency: f64,
    /// How long, in the scenario's unit.
    pub duration: f64,
}

/// Why somebody expressed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Of their own accord.
    Spontaneous,
    /// Caught from others.
    Imitated,
    /// On purpose.
    Deliberate,
    /// Set by the scenario.
    Event,
}

impl Cause {
    /// All of them, in the order of legends.
    pub const ALL: [Cause; 4] = [Cause::Spontaneous, Cause::Imitated, Cause::Deliberate, Cause::Event];

    /// As the tables write it.
    pub fn name(self) -> &'static str {
        match self {
            Cause::Spontaneous => "spontaneous",
            Cause::Imitated => "imitated",
            Cause::Deliberate => "deliberate",
            Cause::Event => "event",
        }
    }

    /// As a legend says it.
    pub fn words(self) -> &'static str {
        match self {
            Cause::Spontaneous => "of their own accord",
            Cause::Imitated => "caught from others",
            Cause::Deliberate => "on purpose",
            Cause::Event => "set by the scenario",
        }
    }
}

/// A person of the recorded run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// Name, or number where the network has no names.
    pub name: String,
    /// Where they sit or stand.
    pub place: Option<(f64, f64)>,
    /// Number of ties.
    pub degree: f64,
    /// The group of the network that they belong to: team, table, faction.
    pub block: Option<u32>,
    /// When they first expressed each expression, in the scenario's unit; none: never.
    pub first: Vec<Option<f64>>,
}

impl Point {
    /// Whether this null run says what an arm would be without imitation: the plain one is that of the scenario before an
    /// arm changes it.
    pub fn is_null_of(&self, arm: &Point) -> bool {
        match &self.null_of {
            Some(of) => self.null && *of == arm.arm,
            None => self.null && (self.arm != NO_IMITATION || !arm.changes_more),
        }
    }

    /// The value of a varied key as the tables print it.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.varied.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The value of a varied key that is a number, whatever unit it is counted in.
    pub fn number(&self, key: &str) -> Option<f64> {
        number_and_unit(self.value(key)?).map(|(number, _)| number)
    }

    /// The one number in which this point differs, with its key.
    pub fn only_number(&self) -> Option<(&str, f64)> {
        let [(key, _)] = self.varied.as_slice() else { return None };
        Some((key, self.number(key)?))
    }
}

/// A printed value as a number and what follows it: `0.5`, `30 s`, `10 /day`.
pub fn number_and_unit(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let split = text.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+' | 'e' | 'E')).unwrap_or(text.len());
    let number: f64 = text[..split].parse().ok()?;
    let unit = text[split..].trim();
    (number.is_finite() && unit.len() <= 10).then_some((number, unit))
}

impl Facts {
    /// The title before what follows after this mark; a question keeps its own.
    pub fn led(&self, mark: char) -> String {
        if self.title.ends_with(['?', '!', '.', '…']) {
            format!("{} –", self.title)
        } else {
            format!("{}{mark}", self.title)
        }
    }

    /// What a varied key is called; one that nobody has named is shown as it is.
    pub fn called(&self, key: &str) -> Called {
        let known = self.called.iter().find(|(name, _)| name == key).map(|(_, called)| called.clone());
        let last = key.rsplit('.').next().unwrap_or(key);
        known.unwrap_or_else(|| Called { full: key.to_owned(), short: last.to_owned() })
    }
}

/// Whether an outcome is the share that was caught, which is 0 without imitation whatever the dice say.
pub(crate) fn is_of_caught(name: &str) -> bool {
    name.contains("_imitated_share")
}

impl Results {
    /// The number of people, where all arms have the same.
    pub fn one_size(&self) -> Option<usize> {
        let size = self.facts.size;
        self.arms().all(|arm| self.people_of(arm.index) == size).then_some(size)
    }

    /// The number of people of a point.
    pub fn people_of(&self, point: u32) -> usize {
        let known = self.points.iter().find(|p| p.index == point).map_or(0, |p| p.people);
        if known > 0 { known } else { self.facts.size }
    }

    /// Whether the points are those of a design.
    pub fn is_sweep(&self) -> bool {
        !self.facts.varied.is_empty()
    }

    /// The arms that are not the null run.
    pub fn arms(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| !point.null)
    }

    /// The null run of the same place in a design, where there is one.
    pub fn null_beside(&self, arm: &Point) -> Option<&Point> {
        let mut nulls = self.points.iter().filter(|point| point.null && point.varied == arm.varied);
        nulls
            .clone()
            .find(|null| null.null_of.as_ref() == Some(&arm.arm))
            .or_else(|| nulls.next())
            .or_else(|| self.null())
    }

    /// The point without imitation, if there is one; the first of several.
    pub fn null(&self) -> Option<&Point> {
        self.points.iter().find(|point| point.null)
    }

    /// Outcome `name` of every finished run of a point that has one, in the order of replicates, with the replicate.
    pub fn outcome(&self, point: u32, name: &str) -> Vec<(u32, f64)> {
        let column = self.outcomes.iter().position(|n| n == name);
        column.map(|column| self.runs.outcome(point, column)).unwrap_or_default()
    }

    /// Outcome `name` over the finished runs of a point: what every mean, interval and comparison is made from.
    pub fn sample(&self, point: u32, name: &str) -> Sample {
        let lasts = self.points.iter().find(|p| p.index == point).and_then(|p| p.lasts);
        let sample = self.sample_of_runs(point, name);
        match lasts {
            Some(lasts) => sample.lasting(lasts),
            None => sample,
        }
    }

    fn sample_of_runs(&self, point: u32, name: &str) -> Sample {
        let place = |name: &str| self.outcomes.iter().position(|n| n == name);
        let Some(column) = place(name) else { return Sample::of(name, []) };
        let runs = self.runs.with_absent(point, column);
        let Some(events) = weighed_by(name).and_then(|events| place(&events)) else {
            return Sample::of(name, runs.into_iter().map(|(replicate, value)| (u64::from(replicate), value)));
        };
        let events = self.runs.with_absent(point, events).into_iter().map(|(_, events)| events);
        let both = runs.into_iter().zip(events);
        Sample::weighed(name, both.map(|((replicate, value), events)| (u64::from(replicate), value, events)))
    }

    /// Whether nobody who has not begun expresses the first expression but by imitation: the run without it does not grow.
    pub fn is_only_caught(&self) -> bool {
        let (Some(null), Some(first)) = (self.null(), self.facts.expressions.first()) else { return false };
        let curves = self.curves(null.index, &format!("{first}_reach"));
        !curves.is_empty()
            && curves.iter().all(|c| c.first() == c.last() && c.first().is_some_and(|share| *share > 0.0))
    }

    /// Whether an outcome of a point is settled before it begins: what share is caught, and how many express what is only caught,
    /// where nobody catches it. It has no interval.
    pub fn is_settled(&self, point: u32, name: &str) -> bool {
        let null = self.points.iter().any(|p| p.index == point && p.null);
        if self.is_of_nobody_caught(point, name) {
            return true;
        }
        let first = self.facts.expressions.first().is_some_and(|first| name == format!("{first}_reach"));
        null && first && self.is_only_caught()
    }

    /// What outcome `name` came to over the finished runs of a point: the same numbers as in `summary.csv`.
    pub fn summary(&self, point: u32, name: &str) -> Summary {
        let summary = Summary::of_sample(&self.sample(point, name));
        if self.is_of_nobody_caught(point, name) { summary.settled() } else { summary }
    }

    /// Whether it is the share that was caught where imitation is off: an arm that others are compared with may have some.
    fn is_of_nobody_caught(&self, point: u32, name: &str) -> bool {
        is_of_caught(name) && self.points.iter().any(|p| p.index == point && p.null && p.arm == NO_IMITATION)
    }

    /// The moods of everyone in the runs of a point that recorded their people.
    pub fn moods_of(&self, point: u32) -> Vec<f64> {
        let mine = self.runs.ids(point);
        self.moods.iter().filter(|(run, _)| mine.contains(run)).flat_map(|(_, moods)| moods).copied().collect()
    }

    /// How many people of the recorded run did this because the scenario had them do it, and not of their own accord.
    pub fn told_to(&self, expression: usize) -> usize {
        let Some(run) = self.shown_run() else { return 0 };
        let by_order =
            |event: &&Event| event.expression == expression && matches!(event.cause, Cause::Deliberate | Cause::Event);
        let people: BTreeSet<u32> = self.events_of(run.id).filter(by_order).map(|e| e.person).collect();
        people.len()
    }

    /// Number of finished runs of a point.
    pub fn replicates(&self, point: u32) -> usize {
        self.runs.count(point)
    }

    /// Column `name` of the series of each run of a point.
    pub fn curves(&self, point: u32, name: &str) -> Vec<&[f32]> {
        let Some(column) = self.series.columns.iter().position(|n| n == name) else { return Vec::new() };
        let mine = self.runs.ids(point);
        let runs = self.series.runs.iter().filter(|(id, _)| mine.contains(id));
        runs.filter_map(|(_, columns)| columns.get(column).map(Vec::as_slice)).collect()
    }

    /// The same, each with its replicate: runs of one replicate share their dice.
    pub fn curves_by_replicate(&self, point: u32, name: &str) -> Vec<(u32, &[f32])> {
        let Some(column) = self.series.columns.iter().position(|n| n == name) else { return Vec::new() };
        let known: BTreeMap<u64, u32> = self.runs.of(point).iter().map(|run| (run.id, run.replicate)).collect();
        let runs = self.series.runs.iter();
        runs.filter_map(|(id, columns)| Some((*known.get(id)?, columns.get(column)?.as_slice()))).collect()
    }

    /// The points without imitation: one for all arms, or one for each.
    pub fn nulls(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| point.null)
    }

    /// The run whose people are shown one by one: the first of the first arm that recorded its events.
    pub fn shown_run(&self) -> Option<Run> {
        if let Some(asked) = self.facts.shown {
            return self.points.iter().flat_map(|point| self.runs.of(point.index)).find(|run| run.id == asked);
        }
        let recorded: BTreeSet<u64> = self.events.iter().map(|event| event.run).collect();
        let mut runs = self.runs.of(self.arms().next()?.index);
        runs.sort_by_key(|run| run.id);
        runs.iter().copied().find(|run| recorded.contains(&run.id)).or(runs.first().copied())
    }

    /// Events of a run.
    pub fn events_of(&self, run: u64) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.run == run)
    }

    /// Number of runs of a point of which something was sampled over time.
    pub fn runs_with_series(&self, point: u32) -> usize {
        let mine = self.runs.ids(point);
        self.series.runs.iter().filter(|(id, _)| mine.contains(id)).count()
    }

    /// The runs of a point whose events are known, in the order of replicates: those in which nothing happened, too, where all runs
    /// recorded theirs.
    pub fn runs_with_events(&self, point: u32) -> Vec<Run> {
        let every = self.every_run_has_events();
        let recorded: BTreeSet<u64> = self.events.iter().map(|event| event.run).collect();
        let mut runs = self.runs.of(point);
        runs.retain(|run| every || recorded.contains(&run.id));
        runs
    }

    /// Whether every run of every point recorded its events.
    pub fn every_run_has_events(&self) -> bool {
        if self.events.is_empty() {
            return false;
        }
        let recorded: BTreeSet<u64> = self.events.iter().map(|event| event.run).collect();
        let counted = |e: &String| self.outcomes.iter().position(|n| *n == format!("{e}_events"));
        let columns: Vec<usize> = self.facts.expressions.iter().filter_map(counted).collect();
        let active = |outcomes: &[f64]| columns.iter().any(|&column| outcomes[column] > 0.0);
        let of_point = |point: u32| self.runs.with_outcomes(point);
        let mut all = self.runs.points().into_iter().flat_map(of_point);
        all.all(|(run, outcomes)| !active(&outcomes) || recorded.contains(&run.id))
    }
}
