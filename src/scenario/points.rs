//! Points of a sweep in a CSV file: a header of dotted keys, a row of values for each point; an empty field leaves a key as the
//! scenario has it.

use super::Files;
use super::diagnostics::Diagnostics;
use super::tree::{self, Entry, Node, Raw};

/// Puts the points of a file in the place of its name (`points = "points.csv"`).
pub(super) fn open(root: &mut Node, files: Files<'_>, diagnostics: &mut Diagnostics) {
    let Some(place) = tree::find_mut(root, &["sweep", "points"]) else { return };
    let Raw::Text(path) = &place.value else { return };
    let read = files(path).map_err(|error| error.to_string()).and_then(|bytes| rows(&bytes, place));
    match read {
        Ok(rows) => place.value = Raw::List(rows),
        Err(problem) => {
            let message = format!("cannot read `{path}`: {problem}");
            diagnostics.error(place.span, message, "a CSV file, relative to the scenario's folder");
            place.value = Raw::List(Vec::new());
        }
    }
}

/// The points of a CSV file as a TOML list of tables.
///
/// # Errors
/// Says in which line something is wrong.
pub fn points_of_csv(bytes: &[u8]) -> Result<String, String> {
    let nowhere = Node { span: super::Span::default(), value: Raw::Flag(false) };
    Ok(Node { value: Raw::List(rows(bytes, &nowhere)?), ..nowhere }.to_toml())
}

/// The rows as tables; they all stand where the file is named.
fn rows(bytes: &[u8], place: &Node) -> Result<Vec<Node>, String> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let keys = reader.headers().map_err(|error| error.to_string())?.clone();
    if keys.is_empty() {
        return Err("it is empty; the first line names the keys".to_owned());
    }
    if let Some(nameless) = keys.iter().position(str::is_empty) {
        return Err(format!("column {} has no key in the first line", nameless + 1));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let value = |field: &str| Node { span: place.span, ..tree::parse_value(field, place.span.text, 0) };
        let given = keys.iter().zip(&record).filter(|(_, field)| !field.is_empty());
        let entry =
            |(key, field): (&str, &str)| Entry { key: key.to_owned(), key_span: place.span, value: value(field) };
        rows.push(Node { span: place.span, value: Raw::Table(given.map(entry).collect()) });
    }
    if rows.is_empty() {
        return Err("the design is empty: there is no line below the first".to_owned());
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_values_as_in_a_scenario() {
        let text = b"ties.closeness, duration\n0.5, 30 min\n,2 h\n";
        let expected = "[{ \"ties.closeness\" = 0.5, duration = \"30 min\" }, { duration = \"2 h\" }]";
        assert_eq!(points_of_csv(text).unwrap(), expected);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(points_of_csv(b"").unwrap_err().contains("empty"));
        assert!(points_of_csv(b"a,b\n").unwrap_err().contains("the design is empty"));
        assert!(points_of_csv(b"a,\n1,2\n").unwrap_err().contains("column 2 has no key"));
        assert!(points_of_csv(b"a,b\n1,2\n1\n").unwrap_err().contains("line: 3"));
    }
}
