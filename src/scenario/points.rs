//! Points of a sweep in a CSV file: a header of dotted keys, a row of values for each point; an empty field leaves a key as the
//! scenario has it. Every key and value knows its place in the file.

use super::Files;
use super::diagnostics::{Diagnostics, Span};
use super::tree::{self, Entry, Node, Raw};

/// Puts the points of a file in the place of its name (`points = "points.csv"`); of a file with mistakes one point that
/// changes nothing, so that nothing else is said about it.
pub(super) fn open(root: &mut Node, files: Files<'_>, diagnostics: &mut Diagnostics) {
    let Some(place) = tree::find_mut(root, &["sweep", "points"]) else { return };
    let Raw::Text(path) = place.value.clone() else { return };
    let read = match files(&path) {
        Ok(bytes) => rows(&path, &bytes, diagnostics),
        Err(error) => {
            let message = format!("cannot read `{path}`: {error}");
            diagnostics.error(place.span, message, "a CSV file, relative to the scenario's folder");
            None
        }
    };
    let unchanged = || vec![Node { span: place.span, value: Raw::Table(Vec::new()) }];
    place.value = Raw::List(read.unwrap_or_else(unchanged));
}

/// The rows as tables; nothing where something is wrong, which is then noted.
fn rows(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Vec<Node>> {
    let text = String::from_utf8_lossy(bytes);
    let number = diagnostics.add_text(path, &text);
    match Sheet::read(&text, number) {
        Ok(sheet) => Some(sheet.rows),
        Err((span, message, advice)) => {
            diagnostics.error(Span { text: number, ..span }, message, advice);
            None
        }
    }
}

/// Where something is wrong, what, and what to do about it.
type Mistake = (Span, String, &'static str);

struct Sheet {
    rows: Vec<Node>,
}

impl Sheet {
    fn read(text: &str, number: usize) -> Result<Self, Mistake> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let keys = reader.headers().map_err(|error| broken(&error, text))?.clone();
        let header = line_at(text, keys.position().map_or(0, |place| place.byte() as usize), number);
        if keys.is_empty() {
            return Err((header, "it is empty; the first line names the keys".to_owned(), ""));
        }
        if keys.len() == 1 && keys[0].contains(';') {
            let advice = "save it with commas between the columns and points in the numbers";
            return Err((header, "it seems to use semicolons between its columns".to_owned(), advice));
        }
        let key_spans = places(text, header, &keys);
        if let Some(nameless) = keys.iter().position(str::is_empty) {
            return Err((header, format!("column {} has no key in the first line", nameless + 1), ""));
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| broken(&error, text))?;
            let line = line_at(text, record.position().map_or(0, |place| place.byte() as usize), number);
            let spans = places(text, line, &record);
            let entry = |at: usize| {
                let value = Node { span: spans[at], ..tree::parse_value(&record[at], number, spans[at].start) };
                Entry { key: keys[at].to_owned(), key_span: key_spans[at], value }
            };
            let given = (0..keys.len()).filter(|&at| !record[at].is_empty()).map(entry).collect();
            rows.push(Node { span: line, value: Raw::Table(given) });
        }
        if rows.is_empty() {
            return Err((header, "the design is empty: there is no line below the first".to_owned(), ""));
        }
        Ok(Self { rows })
    }
}

/// What is wrong with the form of the file.
fn broken(error: &csv::Error, text: &str) -> Mistake {
    let at = error.position().map_or(0, |place| place.byte() as usize);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let fields = if *len == 1 { "1 field".to_owned() } else { format!("{len} fields") };
            format!("this line has {fields}, the first line has {expected_len}")
        }
        _ => error.to_string(),
    };
    (line_at(text, at, 0), message, "a value for each key; nothing between two commas leaves a key as it is")
}

/// The line that has something in it from this byte on.
fn line_at(text: &str, byte: usize, number: usize) -> Span {
    let rest = text.get(byte..).unwrap_or_default();
    let start = byte + (rest.len() - rest.trim_start_matches(['\n', '\r', '\u{feff}']).len());
    let end = text.get(start..).and_then(|rest| rest.find(['\n', '\r'])).map_or(text.len(), |length| start + length);
    Span { text: number, start: start.min(text.len()), end }
}

/// Where the fields of a line stand in it; one that is quoted may stand at its line.
fn places(text: &str, line: Span, fields: &csv::StringRecord) -> Vec<Span> {
    let mut from = line.start;
    let mut place = |field: &str| {
        let found = text.get(from..line.end).and_then(|rest| rest.find(field)).map(|at| from + at);
        let span = found.map_or(line, |start| Span { start, end: start + field.len(), ..line });
        let comma = text.get(span.end..line.end).and_then(|rest| rest.find(','));
        from = if found.is_some() { comma.map_or(line.end, |at| span.end + at + 1) } else { from };
        span
    };
    fields.iter().map(&mut place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new("s.toml", "");
        assert!(rows("p.csv", text.as_bytes(), &mut diagnostics).is_none());
        diagnostics.lines()
    }

    #[test]
    fn fields_are_values_as_in_a_scenario_and_know_their_place() {
        let text = "ties.closeness, duration\n0.5, 30 min\n,2 h\n";
        let mut diagnostics = Diagnostics::new("s.toml", "");
        let rows = rows("p.csv", text.as_bytes(), &mut diagnostics).unwrap();
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
        assert!(said("")[0].starts_with("p.csv:1:1: it is empty"));
        assert!(said("a,b\n")[0].contains("the design is empty"));
        assert!(said("a,\n1,2\n")[0].contains("column 2 has no key"));
        assert_eq!(said("a,b\n1,2\n\n1\n"), ["p.csv:4:1: this line has 1 field, the first line has 2"]);
        assert!(said("ties.closeness;network.n\n0,5;12\n")[0].contains("semicolons"));
    }
}
