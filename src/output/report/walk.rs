//! What a reader can walk through: the points of a sweep one after another, each with its curve, and the curve that may be drawn
//! before it is seen.

use super::Sources;
use crate::experiment::statistics::{quantile, sorted};
use crate::output::chart::axis::capital;
use crate::output::chart::input::{Point, Results};
use crate::output::chart::metric::Metric;
use crate::output::chart::words::{arm_label, point_label, runs};
use crate::quantity::TimeUnit;
use serde::Serialize;

/// Samples of a curve that a page holds.
const MOST_SAMPLES: usize = 61;
/// Points that a page holds.
const MOST_POINTS: usize = 400;
/// The middle half and nine tenths of runs: low, middle, high.
const SHARES: [f64; 3] = [0.05, 0.5, 0.95];

/// All points of a result, with what they came to.
#[derive(Serialize)]
struct Walk {
    /// What is told of each point, in words.
    phrase: String,
    share: bool,
    /// What the curves show; empty where none was kept.
    curve: String,
    /// \[s\]
    times: Vec<f64>,
    /// \[s\]
    duration: f64,
    keys: Vec<Key>,
    points: Vec<Stop>,
}

/// What is varied, with the values that it takes.
#[derive(Serialize)]
struct Key {
    name: String,
    values: Vec<String>,
    /// The dotted key; none: the version.
    #[serde(skip)]
    key: Option<String>,
}

impl Key {
    fn new(name: String, key: Option<String>, points: &[&Point]) -> Self {
        let mut new = Self { name, values: Vec::new(), key };
        for point in points {
            let value = new.value(point);
            if !new.values.contains(&value) {
                new.values.push(value);
            }
        }
        new
    }

    fn value(&self, point: &Point) -> String {
        match &self.key {
            Some(key) => point.value(key).unwrap_or_default().to_owned(),
            None => arm_label(point),
        }
    }

    /// The place of a point's value.
    fn place(&self, point: &Point) -> usize {
        let value = self.value(point);
        self.values.iter().position(|other| *other == value).unwrap_or_default()
    }
}

/// A point.
#[derive(Serialize)]
struct Stop {
    label: String,
    /// The place of its value for each key.
    at: Vec<usize>,
    said: String,
    mean: Option<f64>,
    /// 95 %, of the mean.
    interval: Option<[f64; 2]>,
    /// The mean without imitation.
    without: Option<f64>,
    /// Low, middle and high over runs at each time; empty where none was kept.
    curve: Vec<[f32; 3]>,
    /// The middle of the runs without imitation.
    null: Vec<f32>,
}

/// As JSON that cannot end the element which holds it; nothing where there is neither a choice of points nor a curve.
pub(super) fn told(sources: &Sources<'_>) -> Option<String> {
    let results = sources.results;
    let points: Vec<&Point> = results.arms().collect();
    if points.is_empty() || points.len() > MOST_POINTS || results.facts.expressions.is_empty() {
        return None;
    }
    let column = format!("{}_reach", results.facts.expressions[0]);
    let outcome = outcome(sources, &column)?;
    let metric = Metric::of(&results.facts, &outcome);
    let samples = samples(results.series.times.len());
    let second = TimeUnit::from_symbol(&results.facts.time_unit)?.seconds();
    let keys = keys(results, &points);
    let stop = |point: &&Point| stop(results, point, &metric, (&outcome, &column), &samples, &keys);
    let walk = Walk {
        phrase: capital(&metric.phrase),
        share: metric.kind.is_share(),
        curve: capital(&Metric::of(&results.facts, &column).phrase),
        times: samples.iter().map(|&at| results.series.times[at] * second).collect(),
        duration: results.facts.duration * second,
        points: points.iter().map(stop).collect(),
        keys,
    };
    let is_drawn = walk.points.iter().any(|point| !point.curve.is_empty());
    let text = serde_json::to_string(&walk).ok()?;
    (is_drawn || points.len() > 1).then(|| text.replace('<', "\\u003c"))
}

/// The outcome that is told: what the scenario asks for, else the reach.
fn outcome(sources: &Sources<'_>, reach: &str) -> Option<String> {
    let known = |name: &&String| sources.results.outcomes.contains(name);
    let asked = sources.scenario.outcomes.iter().find(known).cloned();
    asked.or_else(|| Some(reach.to_owned()).filter(|name| known(&name)))
}

/// Which samples are drawn, the first and the last among them.
fn samples(all: usize) -> Vec<usize> {
    let count = all.min(MOST_SAMPLES);
    (0..count).map(|at| at * all.saturating_sub(1) / count.saturating_sub(1).max(1)).collect()
}

/// What is varied, in the order of the results: first the versions, where there are several.
fn keys(results: &Results, points: &[&Point]) -> Vec<Key> {
    let versions = Key::new("version".to_owned(), None, points);
    let varied = results.facts.varied.iter();
    let varied = varied.map(|key| Key::new(results.facts.called(key).full, Some(key.clone()), points));
    std::iter::once(versions).chain(varied).filter(|key| key.values.len() > 1).collect()
}

fn stop(
    results: &Results,
    point: &Point,
    metric: &Metric,
    (outcome, column): (&str, &str),
    samples: &[usize],
    keys: &[Key],
) -> Stop {
    let summary = results.summary(point.index, outcome);
    let interval = summary
        .interval
        .map(|(low, high)| format!(" (95 % interval of the mean: {} to {})", metric.say(low), metric.say(high)));
    let said = summary.mean.map_or_else(
        || "no run has it".to_owned(),
        |mean| format!("{}{}, over {}", metric.say(mean), interval.unwrap_or_default(), runs(summary.n)),
    );
    let null = results.null_beside(point).filter(|null| null.is_null_of(point));
    let middle = null.map(|null| curve(results, null.index, column, samples)).unwrap_or_default();
    Stop {
        label: point_label(point),
        at: keys.iter().map(|key| key.place(point)).collect(),
        said,
        mean: summary.mean,
        interval: summary.interval.map(|(low, high)| [low, high]),
        without: null.and_then(|null| results.summary(null.index, outcome).mean),
        curve: curve(results, point.index, column, samples),
        null: middle.into_iter().map(|[_, middle, _]| middle).collect(),
    }
}

/// Low, middle and high over the runs of a point; a run that ended early stays where it was.
fn curve(results: &Results, point: u32, column: &str, samples: &[usize]) -> Vec<[f32; 3]> {
    let runs = results.curves(point, column);
    if runs.is_empty() {
        return Vec::new();
    }
    let at = |&sample: &usize| {
        let held = |run: &&[f32]| f64::from(run.get(sample).or(run.last()).copied().unwrap_or(0.0));
        let values = sorted(runs.iter().map(held));
        SHARES.map(|share| (quantile(&values, share) * 1e4).round() as f32 / 1e4)
    };
    samples.iter().map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_sample_are_drawn() {
        assert_eq!(samples(3), [0, 1, 2]);
        assert_eq!((samples(1), samples(0)), (vec![0], vec![]));
        let many = samples(1801);
        assert_eq!((many.len(), many[0], many[60]), (61, 0, 1800));
    }
}
