//! `--excel`: tables that a spreadsheet opens with a double click.

use crate::common::Desk;

#[test]
fn tables_for_excel_have_the_marks_of_a_country_and_the_same_numbers() {
    let desk = Desk::with_small();
    let run = ["run", "small.toml", "-q", "--no-charts", "-o", "out"];
    for (marks, delimiter, mark) in [("comma", ';', ","), ("point", ',', ".")] {
        desk.ok(&[&run[..], &[&format!("--excel={marks}")]].concat());
        for table in ["runs", "series", "summary"] {
            let plain = desk.read(&format!("out/{table}.csv"));
            let excel = desk.read(&format!("out/{table}.excel.csv"));
            assert!(excel.starts_with('\u{feff}') && excel.contains("\r\n"), "{table}");
            let lines = excel.trim_start_matches('\u{feff}').split("\r\n").filter(|line| !line.is_empty());
            assert_eq!(lines.clone().count(), plain.lines().count(), "{table}");
            for (excel, plain) in lines.zip(plain.lines()) {
                let back: Vec<String> = excel
                    .split(delimiter)
                    .map(|cell| cell.trim_matches('"').replace("=\"\"", "").replace("\"\"", "").replace(mark, "."))
                    .collect();
                assert_eq!(back.join(","), plain, "{table}, {marks}");
            }
        }
    }
    let seeds = desk.read("out/runs.excel.csv");
    assert!(seeds.contains("=\"\""), "seeds keep their digits: {seeds}");
    desk.ok(&[&run[..], &["--force"]].concat());
    assert!(!desk.path("out/runs.excel.csv").exists(), "what is replaced leaves nothing old behind");
}

#[test]
fn other_marks_are_refused() {
    let (_, err) = Desk::with_small().ends(2, &["run", "small.toml", "--excel=german"]);
    assert!(err.contains("comma") && err.contains("point"), "{err}");
}
