//! Points of a sweep in a table: headings are dotted keys, a row of values for each point; an empty field leaves a key as the
//! scenario has it. Columns whose heading begins with `label` are kept in the results as text and change nothing. Every key and
//! value knows its place in the file.

use super::Files;
use super::diagnostics::{Diagnostics, Span, unreadable};
use super::sheet::{self, Cell, Sheet};
use super::tree::{self, Entry, Node, Raw};

/// Puts the points of a file in the place of its name (`points = "points.csv"`); of a file with mistakes one point that
/// changes nothing, so that nothing else is said about it.
pub(super) fn open(root: &mut Node, files: Files<'_>, diagnostics: &mut Diagnostics) {
    let Some(place) = tree::find_mut(root, &["sweep", "points"]) else { return };
    let Raw::Text(path) = place.value.clone() else { return };
    let read = match files(&path) {
        Ok(bytes) => rows(&path, &bytes, place.span, diagnostics),
        Err(error) => {
            let message = format!("cannot read `{path}`: {}", unreadable(&error));
            diagnostics.error(place.span, message, "a CSV file, relative to the scenario's folder");
            None
        }
    };
    let unchanged = || vec![Node { span: place.span, value: Raw::Table(Vec::new()) }];
    place.value = Raw::List(read.unwrap_or_else(unchanged));
    super::letters::check(place, diagnostics);
}

/// The rows as tables; nothing where something is wrong, which is then noted.
fn rows(path: &str, bytes: &[u8], place: Span, diagnostics: &mut Diagnostics) -> Option<Vec<Node>> {
    let sheet = sheet::read(path, bytes, place, diagnostics)?;
    sheet.notes.iter().for_each(|note| diagnostics.note(place, format!("`{path}`: {note}")));
    match points(&sheet) {
        Ok(points) => Some(points),
        Err((span, message, advice)) => {
            diagnostics.error(span, message, advice);
            None
        }
    }
}

fn points(sheet: &Sheet) -> Result<Vec<Node>, sheet::Mistake> {
    let first = sheet.headings[0].span;
    if let Some(nameless) = sheet.headings.iter().position(|heading| heading.text.is_empty()) {
        return Err((first, format!("column {} has no key in the first line", nameless + 1), String::new()));
    }
    if sheet.rows.is_empty() {
        return Err((first, "the design is empty: there is no line below the first".to_owned(), String::new()));
    }
    if sheet.headings.iter().all(|heading| is_label(&heading.text)) {
        let message = "every column is a label: nothing is varied".to_owned();
        return Err((first, message, "a column called like a dotted key, such as ties.closeness".to_owned()));
    }
    Ok(sheet.rows.iter().map(|row| point(&sheet.headings, row)).collect())
}

fn point(headings: &[Cell], row: &[Cell]) -> Node {
    let given = headings.iter().zip(row).filter(|(_, cell)| !cell.text.is_empty());
    let entries = given.map(|(heading, cell)| {
        let key = if is_label(&heading.text) { label(&heading.text) } else { heading.text.clone() };
        Entry { key, key_span: heading.span, value: value(heading, cell) }
    });
    let (start, end) = row.first().zip(row.last()).map_or((0, 0), |(a, b)| (a.span.start, b.span.end));
    let span = Span { start, end, ..row.first().map_or(Span::default(), |cell| cell.span) };
    Node { span, value: Raw::Table(entries.collect()) }
}

/// A value as in a scenario; a number may have a decimal comma. A label is a text whatever it looks like.
fn value(heading: &Cell, cell: &Cell) -> Node {
    if is_label(&heading.text) {
        return Node { span: cell.span, value: Raw::Text(cell.text.clone()) };
    }
    let text = sheet::with_point(&cell.text).unwrap_or_else(|| cell.text.clone());
    Node { span: cell.span, ..tree::parse_value(&text, cell.span.text, cell.span.start) }
}

/// Whether a key of a point is a label: it is kept in the results, and changes nothing.
pub fn is_label(key: &str) -> bool {
    let lower = key.trim().to_lowercase();
    let rest = lower.strip_prefix("labels").or_else(|| lower.strip_prefix("label"));
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

/// What a column of labels is called in the results: `label: Site` is `label_site`.
fn label(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// The line of each point of a table, from 1; none where it cannot be read.
pub fn lines(bytes: &[u8]) -> Vec<u64> {
    let mut diagnostics = Diagnostics::new("", "");
    let Some(sheet) = sheet::read("", bytes, Span::default(), &mut diagnostics) else { return Vec::new() };
    // From one row to the next: counted anew from the start for each, a million rows would take hours.
    let (mut line, mut counted, mut lines) = (1, Span::default(), Vec::with_capacity(sheet.rows.len()));
    for span in sheet.rows.iter().filter_map(|row| Some(row.first()?.span)) {
        line += diagnostics.lines_between(counted, span) as u64;
        counted = span;
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new("s.toml", "");
        assert!(rows("p.csv", text.as_bytes(), Span::default(), &mut diagnostics).is_none());
        diagnostics.lines()
    }

    #[test]
    fn fields_are_values_as_in_a_scenario_and_know_their_place() {
        let text = "ties.closeness, duration\n0.5, 30 min\n,2 h\n";
        let mut diagnostics = Diagnostics::new("s.toml", "");
        let rows = rows("p.csv", text.as_bytes(), Span::default(), &mut diagnostics).unwrap();
        let told: Vec<String> = rows.iter().map(Node::to_toml).collect();
        assert_eq!(told, ["{ \"ties.closeness\" = 0.5, duration = \"30 min\" }", "{ duration = \"2 h\" }"]);
        let span = rows[0].get("duration").unwrap().span;
        assert_eq!(&text[span.start..span.end], "30 min");
        let span = rows[1].entry("duration").unwrap();
        assert_eq!(
            (&text[span.key_span.start..span.key_span.end], &text[span.value.span.start..]),
            ("duration", "2 h\n")
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(said("")[0].contains("the file is empty"));
        assert!(said("a,b\n")[0].contains("the design is empty"));
        assert!(said("a,\n1,2\n")[0].contains("2:3: this line has 2 fields, the first line has 1"));
        assert!(said(",b\n1,2\n")[0].contains("column 1 has no key"));
        assert_eq!(said("a,b\n1,2\n\n1\n"), ["p.csv:4:1: this line has 1 field, the first line has 2"]);
        assert!(said("label\nx\n")[0].contains("nothing is varied"));
    }

    #[test]
    fn semicolons_decimal_commas_and_labels_are_read() {
        let text = "\u{feff}Label: Site;ties.closeness;duration\r\n007;0,5;1,5 h\r\nSüd;;2 h\r\n";
        let mut diagnostics = Diagnostics::new("s.toml", "");
        let rows = rows("p.csv", text.as_bytes(), Span::default(), &mut diagnostics).unwrap();
        let told: Vec<String> = rows.iter().map(Node::to_toml).collect();
        assert_eq!(
            told,
            [
                "{ label_site = \"007\", \"ties.closeness\" = 0.5, duration = \"1.5 h\" }",
                "{ label_site = \"Süd\", duration = \"2 h\" }"
            ]
        );
        assert_eq!(lines(text.as_bytes()), [2, 3]);
        assert!(is_label("label") && is_label("labels") && is_label("Label 2") && !is_label("labelled"));
    }
}
