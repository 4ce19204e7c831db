//! What can be wrong with a value.

use super::Mistake;
use super::line::Line;
use crate::quantity::without_comma;

/// Quotes that do not end, or end too early; and what follows them.
pub(super) fn quotes(line: &Line<'_>, _: &str) -> Option<Mistake> {
    let value = line.value()?;
    let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = &value[1..];
    let Some(end) = closing(inner, mark) else {
        let advice = format!("write {mark}{}{mark}", inner.split(" #").next().unwrap_or(inner).trim_end());
        return Some(Mistake::new(line.place(value), "the text that begins here has no closing quote", advice));
    };
    let (text, rest) = (&inner[..end], inner[end + 1..].trim());
    let place = line.place(rest);
    match rest.chars().next()? {
        c @ (';' | ',') if rest.len() == 1 => Some(Mistake::new(
            place,
            format!("nothing stands after a value, not even `{c}`"),
            format!("delete the `{c}`"),
        )),
        _ if rest.split_once('=').is_some_and(|(key, _)| is_word(key.trim())) => {
            Some(Mistake::new(place, "here are two keys on one line", "write each on a line of its own"))
        }
        _ if inner.ends_with(mark) => {
            let other = if mark == '"' { '\'' } else { '"' };
            let advice = format!("write {other}{}{other}", &inner[..inner.len() - 1]);
            Some(Mistake::new(line.place(value), "a quote inside of the text ends it", advice))
        }
        _ => Some(Mistake::new(place, "this stands after the text in quotes", format!("write \"{text} {rest}\""))),
    }
}

/// Where a text ends, from after its opening quote.
fn closing(inner: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    let ends = |&(_, c): &(usize, char)| {
        let ends = c == mark && !escaped;
        escaped = mark == '"' && c == '\\' && !escaped;
        ends
    };
    inner.char_indices().find(ends).map(|(at, _)| at)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A value without quotes that TOML does not know.
pub(super) fn plain(line: &Line<'_>, _: &str) -> Option<Mistake> {
    let (key, _) = line.pair()?;
    let value = line.value()?;
    if value.is_empty() {
        let advice = format!("write one, as in {key} = \"…\" or {key} = 1, or delete the line");
        return Some(Mistake::new(line.place(line.text.trim_end()), "there is no value after `=`", advice));
    }
    if value.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let (message, right) = meant(value)?;
    Some(Mistake::new(line.place(value), message, format!("write {right}")))
}

/// What is wrong with a value without quotes, and how it is written; none: nothing is.
fn meant(value: &str) -> Option<(&'static str, String)> {
    [minus, grouped, decimal_comma, share, ragged_number, truth, quote_at_its_end, with_unit]
        .iter()
        .find_map(|kind| kind(value))
        .or_else(|| (!is_plain(value)).then(|| ("a text needs quotes", format!("\"{value}\""))))
}

/// The value as it should be written, for advice.
pub(super) fn repaired(value: &str) -> String {
    if value.starts_with(['"', '\'', '[', '{']) {
        return value.to_owned();
    }
    meant(value).map_or_else(|| value.to_owned(), |(_, right)| right)
}

/// Whether TOML reads it as it stands.
fn is_plain(value: &str) -> bool {
    toml::from_str::<toml::Table>(&format!("x = {value}")).is_ok()
}

type Meant = Option<(&'static str, String)>;

/// A minus as word processors write it.
fn minus(value: &str) -> Meant {
    let rest = value.strip_prefix(['−', '–', '—'])?;
    rest.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        .then(|| ("this is a typographic minus", format!("-{}", repaired(rest))))
}

/// Thousands in groups.
fn grouped(value: &str) -> Meant {
    let separator = value.chars().find(|c| !c.is_ascii_digit())?;
    let groups: Vec<&str> = value.split(separator).collect();
    let three = groups[1..].iter().all(|group| group.len() == 3 && is_digits(group));
    let first = groups[0].len() <= 3 && is_digits(groups[0]);
    // 1.000 is one, as everywhere in TOML, and 1,000 may be either.
    let sure = groups.len() > 2 || matches!(separator, '\'' | '’' | ' ');
    (three && first && sure && matches!(separator, '.' | ',' | '\'' | '’' | ' '))
        .then(|| ("digits are not grouped", groups.concat()))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A comma where a point belongs.
fn decimal_comma(value: &str) -> Meant {
    let right = without_comma(value)?;
    let right = if is_plain(&right) { right } else { format!("\"{right}\"") };
    Some(("numbers have a point, not a comma", right))
}

/// Per cent, or a fraction.
fn share(value: &str) -> Meant {
    if let Some(number) = value.strip_suffix('%') {
        let number: f64 = number.trim().replace(',', ".").parse().ok()?;
        return Some(("a share is a number from 0 to 1", tidy(number / 100.0)));
    }
    let (above, below) = value.split_once('/')?;
    let (above, below): (f64, f64) = (above.trim().parse().ok()?, below.trim().parse().ok()?);
    (below != 0.0).then(|| ("a fraction is written as a number", tidy(above / below)))
}

fn tidy(number: f64) -> String {
    let rounded = (number * 1e4).round() / 1e4;
    rounded.to_string()
}

/// A number without a digit before or after its point, or with zeros before it.
fn ragged_number(value: &str) -> Meant {
    let (sign, rest) = value.strip_prefix('-').map_or(("", value), |rest| ("-", rest));
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    if !rest.chars().all(|c| c.is_ascii_digit() || c == '.') || is_plain(value) {
        return None;
    }
    let number: f64 = rest.parse().ok()?;
    Some(("a number is not written like this", format!("{sign}{number}")))
}

/// Yes and no.
fn truth(value: &str) -> Meant {
    let right = match value.to_lowercase().as_str() {
        "yes" | "on" | "true" | "y" | "ja" | "oui" | "wahr" => "true",
        "no" | "off" | "false" | "n" | "nein" | "non" | "falsch" => "false",
        _ => return None,
    };
    (value != right).then(|| ("yes and no are `true` and `false`", right.to_owned()))
}

/// An opening quote that is missing.
fn quote_at_its_end(value: &str) -> Meant {
    let text = value.strip_suffix(['"', '\''])?;
    (!text.contains(['"', '\''])).then(|| ("the opening quote is missing", format!("\"{text}\"")))
}

/// A number with its unit.
fn with_unit(value: &str) -> Meant {
    let starts = value.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    (starts && !is_plain(value)).then(|| ("a number with its unit needs quotes", format!("\"{value}\"")))
}
