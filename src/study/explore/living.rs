//! One run to look at, beside the same dice without imitation: who stands where, who expresses what from when to when, and from whom
//! they caught it.

use super::{Explorable, Settings, spoken};
use crate::experiment::{Plan, Point, Run, simulate};
use crate::model::{self, Cause, Detail, Recording};
use crate::network::Network;
use crate::output::chart::graph_layout;
use crate::output::chart::metric::Metric;
use crate::output::chart::words::arm_label;
use crate::output::tables::{Layout, Table, csv_of};
use crate::results::{self, Facts};
use crate::scenario::{Picture, Scenario};
use crate::study::StudyError;
use crate::text;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A run to look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Living {
    /// Who is there.
    pub crowd: Crowd,
    /// The scenario, then the same without imitation or what it is compared with.
    pub worlds: Vec<World>,
    /// The seed.
    pub seed: u64,
    /// Length of the run \[s\].
    pub duration: f64,
    /// What is odd about these settings.
    pub warnings: Vec<String>,
}

/// Who is there, and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Crowd {
    /// How many.
    pub people: usize,
    /// Their names; empty: they are numbered.
    pub names: Vec<String>,
    /// Across, 0 to 1; empty: nobody has a place.
    pub x: Vec<f32>,
    /// Down, in the measure of `x`.
    pub y: Vec<f32>,
    /// Whether places are seats in rows and columns.
    pub seats: bool,
    /// The block that each belongs to; empty: there are none.
    pub block: Vec<u32>,
    /// Ties in either direction, once: a, b, a, b …; empty where there are too many to draw.
    pub ties: Vec<u32>,
    /// How many such ties there are.
    pub tied: usize,
}

/// A recorded run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct World {
    /// Its arm in tables.
    pub arm: String,
    /// What it is called.
    pub label: String,
    /// Whether it is what the other one is compared with.
    pub null: bool,
    /// Every expression.
    pub events: Events,
    /// Times of the series \[s\].
    pub times: Vec<f64>,
    /// Its columns.
    pub series: Vec<Column>,
    /// When it ended \[s\].
    pub ended: f64,
}

/// Expressions, a column each, in the order of time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Events {
    /// When it became visible \[s\], to a fifty-thousandth of the run.
    pub time: Vec<f64>,
    /// Whose.
    pub who: Vec<u32>,
    /// Which.
    pub what: Vec<u16>,
    /// Why: 0 of their own accord, 1 caught, 2 on purpose, 3 set by the scenario or by a touch.
    pub cause: Vec<u8>,
    /// From whom; −1: from nobody, or nobody knows.
    pub source: Vec<i64>,
    /// How long it was visible \[s\], as fine; none: to the end of the run.
    pub lasting: Vec<Option<f64>>,
}

/// A column of a series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Its name in tables.
    pub name: String,
    /// In words.
    pub phrase: String,
    /// Whether it is a share.
    pub share: bool,
    /// Its values.
    pub values: Vec<f32>,
}

/// Where the people of a network stand.
#[derive(Clone, Debug)]
pub(super) struct LaidOut {
    people: usize,
    pairs: Vec<(u32, u32)>,
    places: Vec<(f64, f64)>,
}

/// More ties than this are a ball of wool.
const MOST_TIES: usize = 12_000;
/// Moments of a run that are told apart, at least.
const FINEST: f64 = 50_000.0;
/// More people than this are laid out in circles, not by their ties.
const MOST_LAID_OUT: usize = 600;

/// How people of a scenario can be shown, the first one first.
pub(in crate::study) fn pictures(scenario: &Scenario) -> Vec<&'static str> {
    let told = scenario.explore.iter().flat_map(|explore| explore.pictures.iter());
    let told: Vec<&str> = told.filter_map(|word| Picture::named(word)).map(Picture::word).collect();
    if told.is_empty() { Picture::ALL.map(Picture::word).to_vec() } else { told }
}

impl Explorable {
    /// One run, and the same dice without imitation.
    ///
    /// # Errors
    /// What is wrong with the settings, or that the run cannot be done.
    pub fn play(&mut self, settings: &Settings) -> Result<Living, StudyError> {
        let (study, plan) = self.planned(settings, 1)?;
        let mut crowd = None;
        let mut worlds = Vec::new();
        for point in &plan.points {
            let (network, recording) = recorded(&plan, point, &plan.run(point.index, 0))?;
            crowd = crowd.or_else(|| Some(crowd_of(&network, &mut self.laid_out)));
            worlds.push(world(point, &recording, &study.scenario, network.people()));
        }
        worlds.sort_by_key(|world| world.null);
        Ok(Living {
            crowd: crowd.unwrap_or_default(),
            worlds,
            seed: study.scenario.seed,
            duration: study.scenario.situation.duration,
            warnings: study.warnings(),
        })
    }
}

impl Living {
    /// Runs of one network that were done and recorded elsewhere, the first the one that is looked at.
    pub fn of_runs(network: &Network, runs: &[(&Point, &Recording)], scenario: &Scenario) -> Self {
        Self {
            crowd: crowd_of(network, &mut None),
            worlds: runs.iter().map(|(point, recording)| world(point, recording, scenario, network.people())).collect(),
            seed: scenario.seed,
            duration: scenario.situation.duration,
            warnings: Vec::new(),
        }
    }
}

/// Who is there. The last network's places are kept: a reader moves many things and seldom the network.
fn crowd_of(network: &Network, last: &mut Option<LaidOut>) -> Crowd {
    let (people, pairs) = (network.people(), pairs(network));
    let seats = network.positions();
    let places = if spans_an_area(seats) {
        let widest = seats.iter().map(|place| place[0].max(place[1])).fold(1.0, f32::max);
        seats.iter().map(|place| (f64::from(place[0] / widest), f64::from(place[1] / widest))).collect()
    } else if pairs.is_empty() || people > MOST_LAID_OUT || is_everyone_tied(people, pairs.len()) {
        Vec::new()
    } else {
        laid_out(last, people, &pairs)
    };
    let drawn = if pairs.len() <= MOST_TIES { &pairs[..] } else { &[] };
    Crowd {
        people,
        names: network.names().iter().map(|name| text::shown(name).into_owned()).collect(),
        x: places.iter().map(|place| place.0 as f32).collect(),
        y: places.iter().map(|place| place.1 as f32).collect(),
        seats: spans_an_area(seats),
        block: network.blocks().to_vec(),
        ties: drawn.iter().flat_map(|&(a, b)| [a, b]).collect(),
        tied: pairs.len(),
    }
}

fn laid_out(last: &mut Option<LaidOut>, people: usize, pairs: &[(u32, u32)]) -> Vec<(f64, f64)> {
    match last {
        Some(known) if known.people == people && known.pairs == pairs => known.places.clone(),
        _ => {
            let places = graph_layout::layout(people, pairs);
            *last = Some(LaidOut { people, pairs: pairs.to_vec(), places: places.clone() });
            places
        }
    }
}

fn spans_an_area(places: &[[f32; 2]]) -> bool {
    [0, 1].into_iter().all(|side| places.iter().any(|place| place[side] != places[0][side]))
}

/// Whether so many are tied to so many that lines say nothing.
fn is_everyone_tied(people: usize, pairs: usize) -> bool {
    pairs as f64 > 0.6 * (people * people.saturating_sub(1) / 2) as f64
}

/// Ties in either direction, once.
fn pairs(network: &Network) -> Vec<(u32, u32)> {
    let of = |viewer: u32| {
        let seen = network.seen_by(viewer as usize).iter();
        seen.map(move |&seen| (seen.min(viewer), seen.max(viewer)))
    };
    let mut pairs: Vec<(u32, u32)> = (0..network.people() as u32).flat_map(of).filter(|(a, b)| a != b).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// A run with every expression.
pub(in crate::study) fn recorded(
    plan: &Plan,
    point: &Point,
    run: &Run,
) -> Result<(Arc<Network>, Recording), StudyError> {
    let failed = |why: String| StudyError::Run(run.id, why);
    let network = plan.draw_network(run).map_err(|error| failed(error.to_string()))?;
    let detail = Detail { events: true, ..Detail::NONE };
    let recording = simulate(point, &network, run.seed, detail).map_err(|error| failed(error.to_string()))?;
    Ok((network, recording))
}

fn world(point: &Point, recording: &Recording, scenario: &Scenario, people: usize) -> World {
    let named = results::Point { arm: point.arm.clone(), ..results::Point::default() };
    World {
        arm: point.arm.clone(),
        label: arm_label(&named),
        null: point.null,
        events: events(recording, scenario.situation.duration),
        times: recording.series.iter().map(|row| row.time).collect(),
        series: series(point, recording, scenario, people),
        ended: recording.ended,
    }
}

/// Times as fine as a picture of the whole run can show, and as short as they can be written: a page holds thousands of them.
fn events(recording: &Recording, run: f64) -> Events {
    let steps = 10f64.powf((FINEST / run).log10().ceil());
    let shown = |time: f64| (time * steps).round() / steps;
    let mut events = Events::default();
    for event in &recording.events {
        events.time.push(shown(event.time));
        events.who.push(event.agent);
        events.what.push(event.expression);
        events.cause.push(event.cause as u8);
        events.source.push(event.source.map_or(-1, i64::from));
        events.lasting.push(Some(event.duration).filter(|duration| duration.is_finite()).map(shown));
    }
    events
}

fn series(point: &Point, recording: &Recording, scenario: &Scenario, people: usize) -> Vec<Column> {
    let facts = Facts {
        expressions: point.situation.expressions.iter().map(|e| e.name.clone()).collect(),
        time_unit: scenario.time_unit.symbol().to_owned(),
        verbs: scenario.verbs.clone(),
        ..Facts::default()
    };
    let column = |(place, name): (usize, String)| {
        let (phrase, share) = in_words(&facts, &name);
        let mut values: Vec<f32> = recording.series.iter().map(|row| row.values[place] as f32).collect();
        if let (Some(first), Some(begun)) = (values.first_mut(), at_the_start(&facts, &name, recording, people)) {
            *first = first.max(begun);
        }
        Column { phrase, share, values, name }
    };
    model::series_names(&point.situation).into_iter().enumerate().map(column).collect()
}

/// What a column is at the first moment with what happens at just that moment: a row is taken before, and a picture shows who has
/// begun.
fn at_the_start(facts: &Facts, name: &str, recording: &Recording, people: usize) -> Option<f32> {
    let (expression, ending) = name.rsplit_once('_')?;
    let place = facts.expressions.iter().position(|known| known == expression)? as u16;
    let start = recording.series.first()?.time;
    let begun = || recording.events.iter().filter(move |event| event.expression == place && event.time <= start);
    let share = |count: usize| Some(count as f32 / people.max(1) as f32);
    match ending {
        "reach" => share(begun().map(|event| event.agent).collect::<BTreeSet<u32>>().len()),
        // One that is still visible at the end has no length.
        "prevalence" => share(begun().filter(|e| e.duration.is_nan() || e.time + e.duration > start).count()),
        "events" => Some(begun().count() as f32),
        "imitated" => Some(begun().filter(|event| event.cause == Cause::Imitated).count() as f32),
        _ => None,
    }
}

/// A column of a series in words, and whether it is a share.
fn in_words(facts: &Facts, name: &str) -> (String, bool) {
    let of = |ending: &str| {
        let first = name.strip_suffix(ending)?;
        facts
            .expressions
            .iter()
            .find(|expression| *expression == first)
            .map(|expression| spoken(&facts.verbs, expression))
    };
    match (of("_prevalence"), of("_reach"), of("_events"), of("_imitated")) {
        (Some(voice), ..) => (format!("share of people {} at that moment", voice.doing), true),
        (_, Some(voice), ..) => (format!("share of people who {} so far", voice.did), true),
        (_, _, Some(voice), _) => (format!("number of {} so far", voice.many), false),
        (_, _, _, Some(voice)) => (format!("number of {} so far that were caught", voice.many), false),
        _ => (Metric::of(facts, name).phrase, false),
    }
}

/// `events.csv` of the first run of each point.
pub(super) fn events_csv(plan: &Plan, layout: &Layout) -> Result<String, StudyError> {
    let mut text = csv_of([layout.header(Table::Events)]);
    for point in &plan.points {
        let run = plan.run(point.index, 0);
        let (network, recording) = recorded(plan, point, &run)?;
        let segments = layout.rows(&run, point, &network, &recording);
        text.push_str(&String::from_utf8_lossy(segments.of(Table::Events)));
    }
    Ok(text)
}
