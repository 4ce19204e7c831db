//! The tables of results, with the names and the order of columns that the files of a result folder have.

use super::table::{Column, Table};
use arrow_schema::ArrowError;
use catching::experiment::comparison::Comparison;
use catching::output::chart::words::arm_label;
use catching::output::{comparison, hypotheses};
use catching::results::{Event, Person};
use catching::study::Results;

/// The tables that there may be, and when.
pub(crate) const NAMES: [&str; 8] =
    ["summary", "runs", "series", "events", "people", "comparison", "hypotheses", "sensitivity"];

/// The table of this name; none where the results do not have it.
pub(crate) fn named(results: &Results, name: &str) -> Option<Result<Table, ArrowError>> {
    Some(match name {
        "summary" => of_csv(&results.summary_csv()),
        "runs" => runs(results),
        "series" => series(results),
        "events" => events(results),
        "people" => people(results),
        _ => of_csv(&text(results, name)?),
    })
}

/// The text of a table that files have, too: the same bytes.
pub(crate) fn text(results: &Results, name: &str) -> Option<String> {
    match name {
        "summary" => Some(results.summary_csv()),
        "comparison" => compared(results).map(|(names, all)| comparison::csv(&all, (&names[0], &names[1]))),
        "hypotheses" => {
            Some(results.hypotheses()).filter(|tested| !tested.is_empty()).map(|tested| hypotheses::csv(&tested))
        }
        "sensitivity" => results.data().study.as_ref().map(catching::output::tables::sensitivity_csv),
        _ => None,
    }
}

/// Both arms by name, and every outcome of them compared; nothing where there are not two.
pub(crate) fn compared(results: &Results) -> Option<(Vec<String>, Vec<Comparison>)> {
    let names = results.data().arms().map(arm_label).collect();
    comparison::of_arms(results.data()).map(|all| (names, all))
}

type Named = Vec<(String, Column)>;

fn runs(results: &Results) -> Result<Table, ArrowError> {
    let data = results.data();
    let all: Vec<_> = data
        .points
        .iter()
        .flat_map(|point| data.runs.with_outcomes(point.index).map(move |(run, outcomes)| (point, run, outcomes)))
        .collect();
    let mut columns: Named = vec![
        ("run_id".into(), Column::Whole(all.iter().map(|(_, run, _)| Some(run.id as i64)).collect())),
        ("point".into(), Column::Whole(all.iter().map(|(_, run, _)| Some(i64::from(run.point))).collect())),
        ("arm".into(), Column::Words(all.iter().map(|(point, ..)| Some(point.arm.clone())).collect())),
        ("replicate".into(), Column::Whole(all.iter().map(|(_, run, _)| Some(i64::from(run.replicate))).collect())),
        ("seed".into(), Column::Seeds(all.iter().map(|(_, run, _)| results.seed_of(run.replicate.into())).collect())),
        ("status".into(), Column::Words(vec![Some("ok".to_owned()); all.len()])),
    ];
    // A sweep's keys; what arms differ in is known to charts only.
    for key in &data.facts.varied {
        let values = all.iter().map(|(point, ..)| point.value(key).unwrap_or_default());
        columns.push((key.clone(), guessed(key, values.collect())));
    }
    for (place, name) in data.outcomes.iter().enumerate() {
        let values = all.iter().map(|(.., outcomes)| outcomes[place]).collect();
        columns.push((name.clone(), Column::Numbers(values)));
    }
    Table::new(columns)
}

fn series(results: &Results) -> Result<Table, ArrowError> {
    let series = &results.data().series;
    let rows = |columns: &Vec<Vec<f32>>| columns.first().map_or(0, Vec::len);
    let times = series.runs.iter().flat_map(|(_, columns)| series.times.iter().take(rows(columns)).copied());
    let ids = series.runs.iter().flat_map(|(id, columns)| std::iter::repeat_n(Some(*id as i64), rows(columns)));
    let mut columns: Named =
        vec![("run_id".into(), Column::Whole(ids.collect())), ("time".into(), Column::Numbers(times.collect()))];
    for (place, name) in series.columns.iter().enumerate() {
        let values = series.runs.iter().flat_map(|(_, columns)| &columns[place]).copied().collect();
        columns.push((name.clone(), Column::Short(values)));
    }
    Table::new(columns)
}

fn events(results: &Results) -> Result<Table, ArrowError> {
    let data = results.data();
    let name = |person: u32| data.people.get(person as usize).map_or_else(|| person.to_string(), |p| p.name.clone());
    let all = &data.events;
    let words = |tell: &dyn Fn(&Event) -> Option<String>| Column::Words(all.iter().map(tell).collect());
    let numbers = |tell: &dyn Fn(&Event) -> f64| Column::Numbers(all.iter().map(tell).collect());
    Table::new(vec![
        ("run_id".into(), Column::Whole(all.iter().map(|event| Some(event.run as i64)).collect())),
        ("time".into(), numbers(&|event| event.time)),
        ("agent".into(), words(&|event| Some(name(event.person)))),
        ("expression".into(), words(&|event| data.facts.expressions.get(event.expression).cloned())),
        ("cause".into(), words(&|event| Some(event.cause.name().to_owned()))),
        ("source".into(), words(&|event| event.source.map(name))),
        ("latency".into(), numbers(&|event| event.latency)),
        ("duration".into(), numbers(&|event| event.duration)),
    ])
}

fn people(results: &Results) -> Result<Table, ArrowError> {
    let data = results.data();
    let numbers = |tell: &dyn Fn(&Person) -> Option<f64>| {
        Column::Numbers(data.people.iter().map(|person| tell(person).unwrap_or(f64::NAN)).collect())
    };
    let mut columns: Named = vec![
        ("agent".into(), Column::Words(data.people.iter().map(|person| Some(person.name.clone())).collect())),
        ("x".into(), numbers(&|person| person.place.map(|place| place.0))),
        ("y".into(), numbers(&|person| person.place.map(|place| place.1))),
        ("degree".into(), numbers(&|person| Some(person.degree))),
    ];
    for (place, name) in data.facts.expressions.iter().enumerate() {
        columns.push((format!("{name}_first_time"), numbers(&|person| *person.first.get(place)?)));
    }
    Table::new(columns)
}

/// Columns that are words whatever they look like.
const WORDS: [&str; 18] = [
    "arm",
    "metric",
    "interval",
    "a",
    "b",
    "design",
    "ci_kind",
    "test",
    "second_test",
    "effect_kind",
    "p_b_above_kind",
    "finding",
    "verdict",
    "at",
    "key",
    "unit",
    "statistic",
    "holds",
];
/// Columns that count.
const WHOLE: [&str; 10] =
    ["point", "n", "n_a", "n_b", "no_partner_a", "no_partner_b", "samples", "runs", "draw", "trials"];

/// A table that was written as text: words, counts, and numbers, by the names of its columns and what is in them.
pub(crate) fn of_csv(text: &str) -> Result<Table, ArrowError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let wrong = |error: csv::Error| ArrowError::CsvError(error.to_string());
    let names: Vec<String> = reader.headers().map_err(wrong)?.iter().map(str::to_owned).collect();
    let records = reader.records().collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    let column = |(place, name): (usize, &String)| {
        let cells = records.iter().map(|record| record.get(place).unwrap_or_default());
        (name.clone(), guessed(name, cells.collect()))
    };
    Table::new(names.iter().enumerate().map(column).collect())
}

fn guessed(name: &str, cells: Vec<&str>) -> Column {
    let whole = |cell: &&str| if cell.is_empty() { Ok(None) } else { cell.parse().map(Some) };
    if WHOLE.contains(&name)
        && let Ok(values) = cells.iter().map(whole).collect::<Result<Vec<_>, _>>()
    {
        return Column::Whole(values);
    }
    let number = |cell: &&str| if cell.is_empty() { Ok(f64::NAN) } else { cell.parse() };
    if !WORDS.contains(&name)
        && let Ok(values) = cells.iter().map(number).collect::<Result<Vec<f64>, _>>()
    {
        return Column::Numbers(values);
    }
    Column::Words(cells.into_iter().map(|cell| Some(cell.to_owned()).filter(|cell| !cell.is_empty())).collect())
}
