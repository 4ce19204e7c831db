//! Parquet tables hold what the CSV tables hold, with a type for each column.

use crate::common::Desk;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use std::fs::File;

/// The names of the columns, and every row.
fn columns_and_rows(desk: &Desk, name: &str) -> (Vec<String>, Vec<Vec<Field>>) {
    let reader = SerializedFileReader::new(File::open(desk.path(name)).unwrap()).unwrap();
    let schema = reader.metadata().file_metadata().schema().get_fields().to_vec();
    let row = |row: parquet::record::Row| row.get_column_iter().map(|(_, field)| field.clone()).collect();
    let rows = reader.get_row_iter(None).unwrap().map(|r| row(r.unwrap())).collect();
    (schema.iter().map(|field| field.name().to_owned()).collect(), rows)
}

fn means(field: &Field, text: &str) -> bool {
    match field {
        Field::Null => text.is_empty(),
        Field::Long(number) => number.to_string() == text,
        Field::Double(number) => text.parse() == Ok(*number),
        Field::Str(word) => word == text,
        _ => false,
    }
}

/// Checks every field of a table, and says how many rows there were.
#[track_caller]
fn same(desk: &Desk, table: &str) -> usize {
    let (columns, rows) = columns_and_rows(desk, &format!("{table}.parquet"));
    let mut csv = csv::Reader::from_path(desk.path(&format!("{table}.csv"))).unwrap();
    assert!(columns.iter().eq(csv.headers().unwrap().iter()), "{table}: {columns:?}");
    let records: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), records.len(), "{table}");
    for (row, record) in rows.iter().zip(&records) {
        let wrong = row.iter().zip(record).find(|(field, text)| !means(field, text));
        assert_eq!(wrong, None, "{table}");
    }
    rows.len()
}

const SWEEP: [&str; 9] = [
    "sweep",
    "small.toml",
    "--vary",
    "ties.closeness=0,0.5",
    "--vary",
    "expressions.yawn.attention=2,\"all\"",
    "--no-charts",
    "-o",
    "out",
];

#[test]
fn every_table_of_a_sweep_reads_back_as_its_csv_with_types() {
    let desk = Desk::with_small();
    desk.ok(&[&SWEEP[..], &["--parquet", "-q"]].concat());
    let rows =
        ["runs", "series", "summary", "events", "agents", "ties"].map(|table| same(&desk, &format!("out/{table}")));
    assert_eq!((rows[0], rows.iter().all(|n| *n > 0)), (2 * 2 * 2 * 6, true), "{rows:?}");
    let (columns, rows) = columns_and_rows(&desk, "out/runs.parquet");
    let field = |name: &str| &rows[0][columns.iter().position(|column| column == name).unwrap()];
    assert!(matches!(field("run_id"), Field::Long(0)) && matches!(field("status"), Field::Str(_)));
    assert!(matches!(field("ties.closeness"), Field::Double(_)), "a key whose values are all numbers is one");
    assert!(
        matches!(field("expressions.yawn.attention"), Field::Str(_)),
        "a key with a word among its values is words"
    );
}

#[test]
fn finished_results_get_their_parquet_tables_without_a_run_and_lose_them_when_replaced() {
    let desk = Desk::with_small();
    desk.ok(&SWEEP);
    assert!(!desk.path("out/runs.parquet").exists());
    let (_, said) = desk.ok(&[&SWEEP[..], &["--parquet"]].concat());
    assert!(said.contains("nothing was simulated"), "{said}");
    same(&desk, "out/runs");
    let first = std::fs::read(desk.path("out/runs.parquet")).unwrap();
    desk.ok(&[&SWEEP[..], &["--parquet", "--force", "-j", "1"]].concat());
    assert!(std::fs::read(desk.path("out/runs.parquet")).unwrap() == first, "the same bytes at any number of threads");
    desk.ok(&[&SWEEP[..], &["--force"]].concat());
    assert!(!desk.path("out/runs.parquet").exists() && desk.path("out/runs.csv").exists());
}

#[test]
fn tables_of_comparisons_and_studies_are_written_too() {
    let desk = Desk::with_small();
    let b = ["compare", "small.toml", "--b", "ties.closeness=0.9", "--no-charts", "--parquet", "-q", "-o", "pair"];
    desk.ok(&b);
    assert!(same(&desk, "pair/comparison") > 5 && same(&desk, "pair/runs") == 12);
    let split = ["sweep", "small.toml", "--split-variance", "yawn_reach", "--samples", "8", "--no-charts"];
    desk.ok(&[&split[..], &["--parquet", "-q", "-o", "split"]].concat());
    same(&desk, "split/sensitivity");
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "--parquet", "-o", "one"]);
    desk.ok(&["compare", "pair:1", "one", "--no-charts", "--parquet", "-o", "two", "-q"]);
    same(&desk, "two/comparison");
}
