//! What the numbers behind each chart are.

use super::Type::{Integer, Number, String as Words};
use super::{Column, Said, Subject, Type, Unit, said, tables, unknown};
use crate::output::chart;
use crate::quantity::TimeUnit;
use std::io;
use std::path::Path;

const ONE: Unit = Unit::Of("1");
const MIXED: Unit = Unit::None;

/// Columns of charts.
const COLUMNS: &[Said] = &[
    ("runs", Integer, Unit::Of("runs"), "runs that are counted"),
    ("line", Words, Unit::None, "the line: the arm, and the values of other varied keys"),
    ("mean", Number, MIXED, "mean over the runs, in the unit of the outcome"),
    ("ci_low", Number, MIXED, "lower end of the 95 % interval"),
    ("ci_high", Number, MIXED, "upper end of the 95 % interval"),
    ("theory", Number, MIXED, "what theory expects"),
    ("q05", Number, MIXED, "5 % of the runs lie below"),
    ("q25", Number, MIXED, "a quarter of the runs lies below"),
    ("median", Number, MIXED, "half of the runs lie below"),
    ("q75", Number, MIXED, "three quarters of the runs lie below"),
    ("q95", Number, MIXED, "95 % of the runs lie below"),
    ("peak", Number, ONE, "the highest moment of a run: mean over the runs of its share"),
    ("longest", Integer, Unit::None, "steps of the longest chain of imitation"),
    ("minus_without", Number, MIXED, "mean difference from the run without imitation, over runs that share their dice"),
    ("minus_low", Number, MIXED, "lower end of its 95 % interval"),
    ("minus_high", Number, MIXED, "upper end of its 95 % interval"),
    ("group", Words, Unit::None, "the group, or everyone"),
    ("panel", Words, Unit::None, "the panel of the chart"),
    ("kind", Words, Unit::None, "what the row is part of: the median, one run, or the distribution of lengths"),
    ("share", Number, ONE, "share of people, or of runs"),
    ("share_conf", Number, ONE, "half the width of its 95 % interval"),
    ("repetition", Integer, Unit::None, "which time in a row, from 1"),
    ("distance", Integer, Unit::Of("ties"), "steps along ties between two people"),
    ("association", Number, ONE, "how much likelier one expresses it when the other does (relative risk less 1)"),
    ("from", Number, MIXED, "lower edge, in the unit of the outcome"),
    ("to", Number, MIXED, "upper edge, in the unit of the outcome"),
    ("share_of_runs", Number, ONE, "share of the runs that lie between the edges"),
    ("person", Words, Unit::None, "the person"),
    ("x", Number, Unit::None, "place in the picture or the room"),
    ("y", Number, Unit::None, "place in the picture or the room"),
    (
        "caught_from",
        Words,
        Unit::None,
        "from whom the first one was caught; missing: it was not, or nobody can be named (out of view by then, or the surroundings)",
    ),
    (
        "what",
        Words,
        Unit::None,
        "what the row is: a version, a mean, a difference; or a level, a dot, a point of the hill",
    ),
    ("value", Number, MIXED, "the value, in the unit of the outcome"),
    ("own_accord", Number, Unit::Of("expressions"), "mean number that was not imitated"),
    ("caught", Number, Unit::Of("expressions"), "mean number that was imitated"),
    ("cause", Words, Unit::None, "why: of their own accord, imitated, on purpose, or set by the scenario"),
    ("step", Integer, Unit::None, "how many times it was passed on, from 0; the first step of the row"),
    ("last_step", Integer, Unit::None, "the last step of the row"),
    ("mean_number", Number, Unit::Of("expressions"), "mean number in a run"),
    ("people", Integer, Unit::Of("people"), "people whose moods are counted"),
    ("mood", Number, Unit::Of("SD"), "slow mood"),
    ("density", Number, Unit::Of("1/SD"), "density of people at that mood"),
    ("difference_of_means", Number, Unit::Of("SD"), "mean mood less that without imitation"),
    ("pairs", Integer, Unit::Of("pairs"), "pairs of runs that share their dice"),
    ("contacts", Number, Unit::Of("people"), "how many of those in view showed it"),
    ("share_of_contacts", Number, ONE, "share of those in view who showed it"),
    ("time_at_risk", Number, Unit::Time, "time that people spent idle with so many in view who showed it"),
    ("begun", Number, Unit::Of("expressions"), "expressions that began then"),
    ("chance", Number, ONE, "chance of beginning within the window"),
    ("fit_simple", Number, ONE, "the same by the best simple contagion"),
    ("fit_complex", Number, ONE, "the same by the best complex contagion"),
    ("end", Words, Unit::None, "whether it is the first or the last value of the key"),
    ("change", Number, MIXED, "mean change of the outcome from the scenario as it is"),
    ("change_ci_low", Number, MIXED, "lower end of its 95 % interval"),
    ("change_ci_high", Number, MIXED, "upper end of its 95 % interval"),
    ("part", Words, Unit::None, "the part of chance, or the varied key"),
    ("link", Integer, Unit::None, "which expression of the run, in the order of onsets, from 0"),
    (
        "caught_from_link",
        Integer,
        Unit::None,
        "the one that it was caught from; missing: it was not, or nobody can be named",
    ),
    ("descendants", Integer, Unit::Of("expressions"), "how many were caught from it, directly or through others"),
    ("drawn", Words, Unit::None, "whether it is in the picture or in the sum below it"),
    ("from_group", Words, Unit::None, "the group that it was caught from"),
    ("number_caught", Integer, Unit::Of("expressions"), "how many the group caught from the other one"),
    ("number_expected", Number, Unit::Of("expressions"), "how many that would be if groups did not matter"),
    ("caught_first", Integer, Unit::None, "1 where the person caught their first one, else 0"),
    ("state", Words, Unit::None, "what the person had done by then: nothing yet, before the moment before, or since"),
    ("height", Number, MIXED, "height of the hill: density of runs at that value"),
    ("feeling", Number, Unit::Of("SD"), "mean mood, or mean affect, over the runs and the window"),
    ("feeling_low", Number, Unit::Of("SD"), "lower end of its 95 % interval"),
    ("feeling_high", Number, Unit::Of("SD"), "upper end of its 95 % interval"),
    ("share_low", Number, ONE, "lower end of its 95 % interval"),
    ("share_high", Number, ONE, "upper end of its 95 % interval"),
    ("key", Words, Unit::None, "the varied key, with its unit"),
    ("trend", Number, MIXED, "the straight trend at that value"),
    ("trend_low", Number, MIXED, "lower end of its 95 % interval"),
    ("trend_high", Number, MIXED, "upper end of its 95 % interval"),
];

/// Beginnings of columns that end with their unit of time.
const TIMES: &[(&str, &str)] = &[
    ("time_", "since the start of the run"),
    ("from_", "start of the interval"),
    ("to_", "end of the interval"),
    ("onset_", "when it became visible"),
    ("peak_", "the highest moment of a run: mean over the runs of its time"),
    ("end_", "when it was over; missing: it still was visible at the end of the run"),
    ("first_", "when the person first expressed it; missing: never"),
];

/// What a chart's table is, and its columns.
pub(super) fn describe(name: &str, path: &Path, subject: &Subject) -> io::Result<(String, Vec<Column>)> {
    let shows = chart::named(name).map_or("", |chart| chart.shows);
    let about = if shows.is_empty() { String::new() } else { format!("the numbers of the chart `{name}`: {shows}") };
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?.clone();
    let rows = reader.into_records().collect::<Result<Vec<_>, _>>()?;
    let column = |(place, column): (usize, &str)| {
        let found = known(column, subject).unwrap_or_else(|| unknown(column));
        let fields = || rows.iter().filter_map(|row| row.get(place));
        Column { kind: fitting(found.kind, fields), ..found }
    };
    Ok((about, header.iter().enumerate().map(column).collect()))
}

fn known(column: &str, subject: &Subject) -> Option<Column> {
    let found = COLUMNS.iter().find(|(known, ..)| *known == column).map(|found| said(column, found, &subject.time));
    found.or_else(|| tables::anywhere(column, subject)).or_else(|| time(column)).or_else(|| key(column, subject))
}

/// `time_min`
fn time(column: &str) -> Option<Column> {
    let (unit, about) = TIMES.iter().find_map(|(start, about)| Some((column.strip_prefix(start)?, about)))?;
    let unit = TimeUnit::from_symbol(unit)?.symbol().to_owned();
    let (name, description) = (column.to_owned(), (*about).to_owned());
    Some(Column { name, kind: Number, description, unit, constraints: None })
}

/// A varied key, with its unit in brackets: `expressions.yawn.memory [s]`; or the heading of panels, `yawn_reach where`.
fn key(column: &str, subject: &Subject) -> Option<Column> {
    if let Some(outcome) = column.strip_suffix(" where") {
        let description = format!("the panel: where the chart shows {outcome}");
        let unit = String::new();
        return Some(Column { name: column.to_owned(), kind: Words, description, unit, constraints: None });
    }
    let (key, unit) = match column.strip_suffix(']').and_then(|rest| rest.rsplit_once(" [")) {
        Some((key, unit)) => (key, unit),
        None => (column, ""),
    };
    let about = crate::scenario::keys::about(key);
    let varied = tables::varied(key, subject);
    if about.is_empty() && varied.is_none() && !key.contains('.') {
        return None;
    }
    let description = varied.map_or_else(|| format!("value of the key ({about})"), |varied| varied.description);
    let unit = if unit.is_empty() { "1".to_owned() } else { unit.to_owned() };
    Some(Column { name: column.to_owned(), kind: Number, description, unit, constraints: None })
}

/// The type, if all fields are of it; else the next that takes them.
fn fitting<'a, I: Iterator<Item = &'a str>>(kind: Type, fields: impl Fn() -> I) -> Type {
    let all = |fits: fn(&str) -> bool| fields().filter(|field| !field.is_empty()).all(fits);
    match kind {
        Integer if all(|field| field.parse::<i64>().is_ok()) => Integer,
        Integer | Number | Type::Any if all(|field| field.parse::<f64>().is_ok()) => Number,
        _ => Words,
    }
}
