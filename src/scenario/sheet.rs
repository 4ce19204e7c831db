//! Tables that people keep in a spreadsheet, saved as CSV: commas, semicolons or tabs between the columns, points or commas in
//! the numbers, whatever encoding their program writes. Every cell knows its place in the file.

use super::diagnostics::{Diagnostics, Span};

/// A cell without the white space around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) span: Span,
}

/// A table: its headings and its rows, all of the same length.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    pub(super) headings: Vec<Cell>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// How the text was read, where that is not a matter of course.
    pub(super) notes: Vec<String>,
}

/// Where something is wrong, what, and what to do about it.
pub(super) type Mistake = (Span, String, String);

/// Reads a table; nothing where something is wrong with its form, which is then noted. `place` is where its name stands in
/// the scenario.
pub(super) fn read(path: &str, bytes: &[u8], place: Span, diagnostics: &mut Diagnostics) -> Option<Sheet> {
    let (text, mut notes) = match crate::network::format::text_of(bytes) {
        Ok(read) => read,
        Err(problem) => {
            diagnostics.error(place, format!("cannot read `{path}`: {problem}"), "a table saved as CSV");
            return None;
        }
    };
    let number = diagnostics.add_text(path, &text);
    match parse(&text) {
        Ok(sheet) => {
            let sheet = sheet.in_text(number);
            notes.extend(sheet.notes);
            Some(Sheet { notes, ..sheet })
        }
        Err((span, message, advice)) => {
            diagnostics.error(Span { text: number, ..span }, message, advice);
            None
        }
    }
}

/// The table in a text.
fn parse(text: &str) -> Result<Sheet, Mistake> {
    let (delimiter, start) = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter as u8)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(&text.as_bytes()[start..]);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error, text, start))?;
        let at = start + record.position().map_or(0, |place| place.byte() as usize);
        let row = row(text, at, delimiter, &record);
        if row.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(row);
        }
    }
    rows.last().map_or(Ok(()), |row| closed(row, text))?;
    if rows.is_empty() {
        let whole = Span { text: 0, start: 0, end: text.len() };
        return Err((whole, "it is empty; the first line names the columns".to_owned(), String::new()));
    }
    let mut headings = rows.remove(0);
    let width = rows.iter().chain([&headings]).map(|row| used(row)).max().unwrap_or(0);
    let named = used(&headings);
    headings.resize_with(width, Cell::default);
    for row in &mut rows {
        as_wide_as(row, named, width)?;
    }
    told_apart(&headings)?;
    Ok(Sheet { headings, rows, notes: Vec::new() })
}

impl Sheet {
    fn in_text(mut self, number: usize) -> Self {
        self.headings.iter_mut().chain(self.rows.iter_mut().flatten()).for_each(|cell| cell.span.text = number);
        self
    }
}

/// How many cells of a row are in use: a spreadsheet may write empty ones behind the last.
fn used(row: &[Cell]) -> usize {
    row.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1)
}

/// Gives a row as many cells as there are columns. One that is too long, or that breaks off, is a mistake.
fn as_wide_as(row: &mut Vec<Cell>, named: usize, width: usize) -> Result<(), Mistake> {
    let span = row.first().zip(row.last()).map_or(Span::default(), |(a, b)| Span { end: b.span.end, ..a.span });
    if used(row) > named {
        let found = used(row);
        let message = format!("this line has {}, the first line has {named}", counted(found));
        return Err((row[named].span, message, "every column has a heading in the first line".to_owned()));
    }
    if row.len() < named {
        let message = format!("this line has {}, the first line has {named}", counted(row.len()));
        return Err((span, message, "every line has as many fields as the first; they may be empty".to_owned()));
    }
    row.resize_with(width, || Cell { text: String::new(), span: Span { start: span.end, ..span } });
    Ok(())
}

fn counted(fields: usize) -> String {
    if fields == 1 { "1 field".to_owned() } else { format!("{fields} fields") }
}

fn told_apart(headings: &[Cell]) -> Result<(), Mistake> {
    for (at, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.text.is_empty()) {
        if headings[..at].iter().any(|before| before.text == heading.text) {
            let message = format!("two columns are called `{}`", heading.text);
            return Err((heading.span, message, "each column needs its own heading".to_owned()));
        }
    }
    Ok(())
}

/// What stands between the columns, and where the table begins: a spreadsheet may say `sep=;` in a line before it.
fn delimiter(text: &str) -> (char, usize) {
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |at| from + at + 1);
    let first = text[..line_end(0)].trim();
    let told = first.get(..4).filter(|sep| sep.eq_ignore_ascii_case("sep=")).and_then(|_| first[4..].chars().next());
    if let Some(between) = told.filter(char::is_ascii) {
        return (between, line_end(0));
    }
    let start = text.len() - text.trim_start_matches(['\n', '\r', '\u{feff}']).len();
    let line = outside_of_quotes(&text[start..line_end(start)]);
    let found = [';', '\t', ','].into_iter().max_by_key(|&c| (line.matches(c).count(), c == ','));
    (found.filter(|&c| line.contains(c)).unwrap_or(','), start)
}

fn outside_of_quotes(line: &str) -> String {
    line.split('"').step_by(2).collect()
}

/// A quotation mark that nobody closes takes in all that follows: only the last row can have one.
fn closed(row: &[Cell], text: &str) -> Result<(), Mistake> {
    let open = |cell: &&Cell| {
        let raw = &text[cell.span.start..cell.span.end];
        raw.starts_with('"') && raw.matches('"').count() % 2 == 1
    };
    row.iter().find(open).map_or(Ok(()), |cell| {
        let end = text[cell.span.start..].find(['\n', '\r']).map_or(text.len(), |length| cell.span.start + length);
        let message = "this quotation mark is never closed; everything below it belongs to this field".to_owned();
        Err((Span { end, ..cell.span }, message, "close it, or take it away".to_owned()))
    })
}

/// A record with the place of each of its fields.
fn row(text: &str, from: usize, delimiter: char, record: &csv::StringRecord) -> Vec<Cell> {
    let mut at = from + (text[from..].len() - text[from..].trim_start_matches(['\n', '\r']).len());
    let mut cell = |field: &str| {
        let (start, end, next) = field_at(text, at, delimiter);
        at = next;
        Cell { text: field.trim().to_owned(), span: Span { text: 0, start, end } }
    };
    record.iter().map(&mut cell).collect()
}

/// Where a field that begins here has its content, and where the next one begins.
fn field_at(text: &str, from: usize, delimiter: char) -> (usize, usize, usize) {
    let rest = &text[from..];
    let (mut quoted, mut end) = (false, rest.len());
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if !quoted && (c == delimiter || c == '\n' || c == '\r') => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let field = &rest[..end];
    let start = from + (field.len() - field.trim_start().len()).min(field.len());
    let next = if rest[end..].starts_with(delimiter) { end + delimiter.len_utf8() } else { end };
    (start, (from + field.trim_end().len()).max(start), from + next)
}

/// What is wrong with the form of the file.
fn broken(error: &csv::Error, text: &str, from: usize) -> Mistake {
    let start = (from + error.position().map_or(0, |place| place.byte() as usize)).min(text.len());
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    (Span { text: 0, start, end }, error.to_string(), "a table saved as CSV".to_owned())
}

/// A number as people write it: a decimal comma, and a minus sign as printed, are taken, too. Nothing where it is none.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = with_point(text).unwrap_or_else(|| text.to_owned()).replace('\u{2212}', "-");
    plain.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// `0,5` and `0,5 min` with a decimal point; nothing where there is no decimal comma.
pub(super) fn with_point(text: &str) -> Option<String> {
    let text = text.trim();
    let (whole, rest) = text.split_once(',')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let fraction = rest.find(|c: char| !c.is_ascii_digit()).map_or(rest, |end| &rest[..end]);
    let after = &rest[fraction.len()..];
    let unit =
        after.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '%' | '-' | '+') || c.is_ascii_digit());
    let number = digits(whole.trim_start_matches(['-', '+', '\u{2212}'])) && digits(fraction) && unit;
    number.then(|| format!("{whole}.{rest}"))
}

/// Whether a cell says that there is nothing to say, as R, pandas and people write it.
pub(super) fn is_blank(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "" | "na" | "n/a" | "nan" | "null" | "none" | "-" | "–" | "—" | "?" | "."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let sheet = parse(text).unwrap();
        let plain = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.clone()).collect();
        [&sheet.headings].into_iter().chain(&sheet.rows).map(plain).collect()
    }

    #[test]
    fn commas_semicolons_and_tabs_stand_between_columns() {
        let expected = [["name", "s"], ["Ana", "0,5"], ["Zoë, B", ""]];
        assert_eq!(texts("name;s\nAna;0,5\nZoë, B;\n"), expected);
        assert_eq!(texts("name\ts\r\nAna\t0,5\r\nZoë, B\t\r\n"), expected);
        assert_eq!(texts("name,s\nAna,\"0,5\"\n\"Zoë, B\",\n"), expected);
        assert_eq!(texts("sep=;\nname;s\nAna;0,5\nZoë, B;\n;;\n"), expected);
        assert_eq!(texts("\n\nname;s;;\nAna;0,5;;\n;\nZoë, B;;;"), expected);
    }

    #[test]
    fn every_cell_knows_its_place() {
        let text = "name , s\n\"A, \"\"x\"\"\", 1\nBen,22\n";
        let sheet = parse(text).unwrap();
        let places: Vec<&str> = sheet.rows.iter().flatten().map(|c| &text[c.span.start..c.span.end]).collect();
        assert_eq!(places, ["\"A, \"\"x\"\"\"", "1", "Ben", "22"]);
        assert_eq!(sheet.rows[0][0].text, "A, \"x\"");
    }

    #[test]
    fn lines_of_another_length_are_refused_unless_what_is_more_is_empty() {
        let said = |text: &str| parse(text).unwrap_err().1;
        assert_eq!(said("a,b\n1,2,3\n"), "this line has 3 fields, the first line has 2");
        assert_eq!(said("a,b\n1\n"), "this line has 1 field, the first line has 2");
        assert_eq!(said("a,a\n1,2\n"), "two columns are called `a`");
        assert!(said("\n").contains("empty"));
        for open in ["\"a\n1\n2\n", "a,b\n1,2\n\"3,4\n5,6\n", "a,b\n1,\"2 \"\"x\"\"\n3,4"] {
            assert!(said(open).starts_with("this quotation mark is never closed"), "{open}: {}", said(open));
        }
    }

    #[test]
    fn numbers_may_have_a_decimal_comma() {
        assert_eq!([number("0,5"), number(" 1.25"), number("\u{2212}2")], [Some(0.5), Some(1.25), Some(-2.0)]);
        assert_eq!([number("1,2,3"), number("abc"), number("inf"), number("")], [None; 4]);
        assert_eq!(with_point("0,5 min").as_deref(), Some("0.5 min"));
        assert_eq!(with_point("1,5 /day").as_deref(), Some("1.5 /day"));
        assert_eq!([with_point("[1, 2]"), with_point("a,b"), with_point("1, 2")], [None, None, None]);
    }
}
