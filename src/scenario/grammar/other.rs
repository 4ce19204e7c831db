//! Files that are no scenario at all.

use super::Mistake;

/// What a scenario is, for advice.
const START: &str = "`catching new NAME` writes a scenario to start from";

/// The kind of file that this is instead, told at its first line.
pub(super) fn recognised(text: &str) -> Option<Mistake> {
    let (message, advice) = kind(text)?;
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
    Some(Mistake::new(start..end, message, advice))
}

fn kind(text: &str) -> Option<(String, String)> {
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let start = START.to_owned();
    let said = |name: &str| format!("this is {name}, not a scenario in TOML");
    if is_old_macintosh(text) {
        let message = "its line ends are those of old Macintosh programs".to_owned();
        return Some((message, "save it with the line ends of Windows or Unix".to_owned()));
    }
    let first = *lines.first()?;
    if first.starts_with('<') {
        return Some((said("XML"), network()));
    }
    if is_json(text) {
        return Some((said("JSON"), start));
    }
    if lines.iter().any(|line| line.contains('=')) {
        return None;
    }
    if is_yaml(&lines) {
        return Some((said("YAML"), "a line is KEY = VALUE, and a section begins with [HEADING]".to_owned()));
    }
    if is_table(&lines) {
        return Some((said("a table of rows"), network()));
    }
    let has_marks = lines.iter().any(|line| line.starts_with('[') || line.contains(':') || line.contains('"'));
    (!has_marks && (lines.len() != 1 || first.contains(' ')))
        .then(|| ("this is no scenario: no line has a `=`".to_owned(), start))
}

fn network() -> String {
    "a network is named in a scenario: file = \"NAME\" under [network]; points of a sweep go with --points NAME"
        .to_owned()
}

/// Carriage returns alone.
fn is_old_macintosh(text: &str) -> bool {
    text.contains('\r') && !text.contains('\n')
}

fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let after = |mark: char| text.strip_prefix(mark).map(str::trim_start);
    after('{').is_some()
        || after('[').is_some_and(|rest| rest.starts_with(['{', '"']) || rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_yaml(lines: &[&str]) -> bool {
    let pair = |line: &&&str| {
        let line = line.strip_prefix("- ").unwrap_or(line);
        line.split_once(':').is_some_and(|(key, rest)| {
            !key.is_empty()
                && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
                && (rest.is_empty() || rest.starts_with(' '))
        })
    };
    let pairs = lines.iter().filter(pair).count();
    lines.first() == Some(&"---") || (pairs > 1 && pairs * 2 > lines.len())
}

/// Rows with as many separators each.
fn is_table(lines: &[&str]) -> bool {
    [',', ';', '\t'].iter().any(|&mark| {
        let count = |line: &&str| line.matches(mark).count();
        let first = lines.first().map_or(0, count);
        first > 0 && lines.len() > 1 && lines.iter().filter(|line| count(line) >= first).count() * 4 >= lines.len() * 3
    })
}

/// What to say of bytes that are no UTF-8.
pub(super) fn not_utf8(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "it is UTF-16: save it as UTF-8 (in Notepad: Save As, Encoding)".to_owned()
        }
        _ if bytes.contains(&0) => "it is no text at all".to_owned(),
        _ => "its letters are in an older encoding, such as Windows-1252: save it as UTF-8".to_owned(),
    }
}
