//! Many runs: what the outcome came to, how sure that is, and the tables that the command line writes.

use super::{Explorable, Outcome, Settings, outcome};
use crate::experiment::statistics::{quantile, sorted};
use crate::experiment::{Networks, Rounds};
use crate::output::chart::metric::Metric;
use crate::output::chart::words::arm_label;
use crate::output::comparison;
use crate::output::tables::{Layout, Segments, Table, csv_of};
use crate::results::collect::Collector;
use crate::results::{self, Point};
use crate::study::{Observer, Results, Running, StudyError, play};
use serde::Serialize;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// What many runs came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// How many runs of each arm.
    pub replicates: u32,
    /// What is told.
    pub outcome: Outcome,
    /// How far apart the two lie, in a sentence with its interval; empty where there is nothing to compare.
    pub sentence: String,
    /// Each arm, the one without imitation last.
    pub arms: Vec<OfArm>,
    /// Where curves lie.
    pub bands: Vec<Band>,
    /// Tables by their file names, as the command line writes them.
    pub tables: Vec<(String, String)>,
}

/// The outcome of an arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfArm {
    /// Its name in tables.
    pub arm: String,
    /// What it is called.
    pub label: String,
    /// Whether it is what the other is compared with.
    pub null: bool,
    /// The mean.
    pub mean: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Mean and interval in words.
    pub said: String,
    /// Every run.
    pub values: Vec<f64>,
}

/// A column of the series over all runs of an arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Band {
    /// The arm.
    pub arm: String,
    /// The column.
    pub column: String,
    /// Sample times, in the scenario's unit.
    pub times: Vec<f64>,
    /// One run in ten lies below.
    pub low: Vec<f64>,
    /// The median.
    pub middle: Vec<f64>,
    /// One run in ten lies above.
    pub high: Vec<f64>,
}

impl Explorable {
    /// Does so many runs of the settings and of the same without imitation.
    ///
    /// # Errors
    /// What is wrong with the settings, that a run cannot be done, or that the observer had enough.
    pub fn answer(
        &self,
        settings: &Settings,
        replicates: u32,
        observer: &mut impl Observer,
    ) -> Result<Answer, StudyError> {
        let (study, plan) = self.planned(settings, replicates)?;
        let layout = Layout::new(&plan.points, study.scenario.time_unit);
        let mut running = Running {
            collector: Collector::new(&plan, study.scenario.time_unit),
            sizes: BTreeMap::new(),
            done: 0,
            planned: plan.runs(),
        };
        let mut rows = BTreeMap::new();
        let networks = Networks::new(NonZeroUsize::MIN);
        for run in plan.in_order(Rounds::new(&plan).wanted(), NonZeroUsize::MIN) {
            let played = play(&plan, &networks, study.selection(), run);
            if let Ok((network, recording)) = &played.came {
                rows.insert(run.id, layout.rows(&run, &plan.points[run.point], network, recording));
            }
            running.take(&plan, played, observer)?;
        }
        let results = study.results(Arc::clone(&plan), running)?;
        let tables = tables(&results, &layout, &rows);
        Ok(answer(&results, outcome(&study.scenario), replicates, tables))
    }
}

fn tables(results: &Results, layout: &Layout, rows: &BTreeMap<u64, Segments>) -> Vec<(String, String)> {
    let table = |table: Table| {
        let mut text = csv_of([layout.header(table)]);
        rows.values().for_each(|segments| text.push_str(&String::from_utf8_lossy(segments.of(table))));
        (table.file(), text)
    };
    vec![table(Table::Runs), (Table::Summary.file(), results.summary_csv()), table(Table::Events)]
}

fn answer(results: &Results, outcome: Outcome, replicates: u32, tables: Vec<(String, String)>) -> Answer {
    let data = results.data();
    let metric = Metric::of(&data.facts, &outcome.name);
    let mut arms: Vec<OfArm> = data.points.iter().map(|point| of_arm(data, point, &metric)).collect();
    arms.sort_by_key(|arm| arm.null);
    let shown = data.points.iter().find(|point| !point.null);
    let sentence = shown.zip(data.null()).map(|(shown, null)| {
        let compared = comparison::of_two(data, null, shown, &outcome.name);
        let (a, b) = (arm_label(null), arm_label(shown));
        comparison::sentence(&compared, &metric, (&a, &b)) + &comparison::left_out(&compared, (&a, &b))
    });
    Answer {
        replicates,
        sentence: sentence.unwrap_or_default(),
        arms,
        bands: data.points.iter().flat_map(|point| bands(data, point)).collect(),
        tables,
        outcome,
    }
}

fn of_arm(data: &results::Results, point: &Point, metric: &Metric) -> OfArm {
    let summary = data.summary(point.index, &metric.column);
    let said = summary.mean.map_or_else(String::new, |mean| {
        let ends = summary.interval.filter(|(low, high)| low < high);
        let between =
            |(low, high): (f64, f64)| format!(" (95\u{a0}% interval {} to {})", metric.say(low), metric.say(high));
        metric.say(mean) + &ends.map(between).unwrap_or_default()
    });
    OfArm {
        arm: point.arm.clone(),
        label: arm_label(point),
        null: point.null,
        mean: summary.mean,
        interval: summary.interval,
        said,
        values: data.outcome(point.index, &metric.column).into_iter().map(|(_, value)| value).collect(),
    }
}

fn bands(data: &results::Results, point: &Point) -> Vec<Band> {
    let band = |column: &String| {
        let curves = data.curves(point.index, column);
        let at = |place: usize| {
            let values = curves.iter().filter_map(|curve| curve.get(place)).map(|value| f64::from(*value));
            sorted(values.filter(|value| !value.is_nan()))
        };
        let columns: Vec<Vec<f64>> =
            (0..data.series.times.len()).map(at).take_while(|values| !values.is_empty()).collect();
        let of = |share: f64| columns.iter().map(|values| quantile(values, share)).collect::<Vec<f64>>();
        Band {
            arm: point.arm.clone(),
            column: column.clone(),
            times: data.series.times[..columns.len()].to_vec(),
            low: of(0.1),
            middle: of(0.5),
            high: of(0.9),
        }
    };
    data.series.columns.iter().map(band).collect()
}
