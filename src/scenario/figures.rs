//! How an editor wants a chart: its words, its height, its arms and their colours, remarks on it.

use super::diagnostics::{Diagnostics, did_you_mean};
use super::keys;
use super::language::Language;
use super::section::Section;
use super::tree::{Node, Raw};
use crate::quantity;

/// What an editor has set for one chart; what is left out is computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hand {
    /// The chart.
    pub chart: String,
    /// Its heading, in place of the finding; empty: the finding stays.
    pub title: Option<String>,
    /// The lines below the heading.
    pub subtitle: Option<String>,
    /// Title of the horizontal axis.
    pub x: Option<String>,
    /// Title of the vertical axis.
    pub y: Option<String>,
    /// Height of the whole picture \[px\].
    pub height: Option<f64>,
    /// The arms that are drawn, in this order; empty: all. The run without imitation stays.
    pub arms: Vec<String>,
    /// What arms are called.
    pub labels: Vec<(String, String)>,
    /// Red, green and blue of arms.
    pub colours: Vec<(String, [u8; 3])>,
    /// Remarks on the drawing.
    pub notes: Vec<Note>,
    /// Its language; none: that of the scenario.
    pub language: Option<Language>,
}

/// A remark at a place of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Where along the horizontal axis; none: right across.
    pub at: Option<At>,
    /// Where along the vertical axis, in its unit (shares: 0 to 1); none: from top to bottom.
    pub value: Option<f64>,
    /// The words.
    pub text: String,
}

/// A place along a horizontal axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// In the unit of the axis as it is drawn.
    Number(f64),
    /// A time since the start \[s\].
    Seconds(f64),
}

impl Hand {
    /// Of this chart, nothing set.
    pub fn of(chart: &str) -> Self {
        Self { chart: chart.to_owned(), ..Self::default() }
    }

    /// This hand, and where it says nothing, another.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let list = |mine: bool| mine;
        Self {
            chart: self.chart,
            title: self.title.or(other.title),
            subtitle: self.subtitle.or(other.subtitle),
            x: self.x.or(other.x),
            y: self.y.or(other.y),
            height: self.height.or(other.height),
            arms: if list(self.arms.is_empty()) { other.arms } else { self.arms },
            labels: [self.labels, other.labels].concat(),
            colours: [self.colours, other.colours].concat(),
            notes: [self.notes, other.notes].concat(),
            language: self.language.or(other.language),
        }
    }

    /// The arms that it speaks of.
    pub fn named_arms(&self) -> impl Iterator<Item = &str> {
        let labels = self.labels.iter().map(|(arm, _)| arm);
        let colours = self.colours.iter().map(|(arm, _)| arm);
        self.arms.iter().chain(labels).chain(colours).map(String::as_str)
    }
}

/// A colour as `#rrggbb`, `#rgb` or one of a few names.
pub fn colour(text: &str) -> Option<[u8; 3]> {
    let named = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, hex)| *hex);
    let hex = named.unwrap_or(text).strip_prefix('#')?;
    if !hex.is_ascii() {
        return None;
    }
    let digits: Vec<u8> = hex.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    match digits.as_slice() {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [a, b, c, d, e, f] => Some([a * 16 + b, c * 16 + d, e * 16 + f]),
        _ => None,
    }
}

/// What a colour may be, for messages.
pub const COLOURS: &str =
    "write it as \"#0072b2\", or black, grey, blue, sky, green, orange, amber, red, purple, pink, brown";

const NAMED: [(&str, &str); 12] = [
    ("black", "#000000"),
    ("grey", "#767a82"),
    ("gray", "#767a82"),
    ("blue", "#0072b2"),
    ("sky", "#56b4e9"),
    ("green", "#009e73"),
    ("orange", "#d55e00"),
    ("amber", "#e69f00"),
    ("red", "#c1121f"),
    ("purple", "#332288"),
    ("pink", "#cc79a7"),
    ("brown", "#7f4f24"),
];

/// A place along an axis as written: `8 min`, `0.5`.
pub fn place(text: &str) -> Option<At> {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Some(At::Number(number)),
        Ok(_) => None,
        Err(_) => {
            let (number, unit) = text.trim().split_once(' ')?;
            let unit = quantity::TimeUnit::from_symbol(unit.trim())?;
            let number: f64 = number.parse().ok().filter(|n: &f64| n.is_finite())?;
            Some(At::Seconds(number * unit.seconds()))
        }
    }
}

/// The figures, in order.
pub(super) fn figures(root: &Section<'_>, arms: &[String], diagnostics: &mut Diagnostics) -> Vec<Hand> {
    let entries = root.given("figures").map(Node::entries).unwrap_or_default();
    let of_charts = entries.iter().filter(|entry| keys::find(keys::FIGURES, &entry.key).is_none());
    let read = |entry: &super::tree::Entry| {
        let chart = keys::chart(&entry.key);
        if !keys::CHARTS.contains(&chart) {
            let near = did_you_mean(&entry.key, keys::CHARTS.iter().copied());
            let advice = format!("one of {}", keys::CHARTS.join(", "));
            diagnostics.error(entry.key_span, format!("there is no chart `{}`{near}", entry.key), advice);
        }
        let table = Section::new(keys::FIGURE, Some(&entry.value), root.reader);
        hand(chart, &table, arms, diagnostics)
    };
    of_charts.map(read).collect()
}

/// The language of charts: that of `[figures]`, else that of the scenario.
pub(super) fn language(root: &Section<'_>) -> Language {
    let of_figures = Section::new(keys::FIGURES, root.given("figures"), root.reader).choice("language");
    of_figures.or_else(|| root.choice("language")).and_then(Language::named).unwrap_or_default()
}

fn hand(chart: &str, table: &Section<'_>, arms: &[String], diagnostics: &mut Diagnostics) -> Hand {
    let said = |name: &str| table.has(name).then(|| table.text(name)).flatten();
    let labels = by_arm(table, "labels", arms, diagnostics);
    let mut colours = Vec::new();
    for (arm, node, text) in by_arm(table, "colours", arms, diagnostics) {
        match colour(&text) {
            Some(colour) => colours.push((arm, colour)),
            None => diagnostics.error(node.span, format!("`{text}` is no colour"), COLOURS),
        }
    }
    for item in table.given("arms").map(Node::items).unwrap_or_default() {
        item.text().into_iter().for_each(|arm| is_an_arm(arm, item, arms, diagnostics));
    }
    Hand {
        chart: chart.to_owned(),
        title: said("title"),
        subtitle: said("subtitle"),
        x: said("x"),
        y: said("y"),
        height: table.number("height"),
        arms: table.texts("arms"),
        labels: labels.into_iter().map(|(arm, _, text)| (arm, text)).collect(),
        colours,
        notes: table.tables("notes", keys::NOTE).iter().filter_map(|note| self::note(note, diagnostics)).collect(),
        language: table.choice("language").and_then(Language::named),
    }
}

/// What a table says of each arm, with where it stands.
fn by_arm<'a>(
    table: &Section<'a>,
    name: &str,
    arms: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, &'a Node, String)> {
    let Some(node) = table.given(name) else { return Vec::new() };
    if !matches!(node.value, Raw::Table(_)) {
        let advice = format!("write {name} = {{ \"friends\" = \"…\" }}");
        diagnostics.error(node.span, format!("`{name}` is a table: the name of an arm, and what it gets"), advice);
    }
    let mut found = Vec::new();
    for entry in node.entries() {
        is_an_arm(&entry.key, &entry.value, arms, diagnostics);
        match entry.value.text() {
            Some(text) => found.push((entry.key.clone(), &entry.value, text.to_owned())),
            None => diagnostics.error(entry.value.span, format!("`{}` must be a text", entry.key), "put it in quotes"),
        }
    }
    found
}

fn is_an_arm(arm: &str, node: &Node, arms: &[String], diagnostics: &mut Diagnostics) {
    if !arms.iter().any(|known| known == arm) {
        let near = did_you_mean(arm, arms.iter().map(String::as_str));
        let advice = format!("the arms are {}", arms.join(", "));
        diagnostics.error(node.span, format!("there is no arm `{arm}`{near}"), advice);
    }
}

fn note(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Note> {
    let text = table.text("text").unwrap_or_default();
    if text.trim().is_empty() {
        table.missing("text", "a note", diagnostics);
    }
    let at = table.given("at").and_then(|node| {
        let written = node.text().map_or_else(|| node.to_toml(), str::to_owned);
        let place = place(&written);
        if place.is_none() {
            let advice = "write a time such as \"8 min\", or a number in the unit of the axis";
            diagnostics.error(node.span, format!("`{written}` is no place along an axis"), advice);
        }
        place
    });
    let value = table.number("value");
    if !table.has("at") && !table.has("value") {
        diagnostics.error(table.span(), "a note does not say where", "add at = \"8 min\", value = 0.5, or both");
    }
    Some(Note { at, value, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_what_is_none_is_not() {
        assert_eq!(colour("#0072b2"), Some([0, 114, 178]));
        assert_eq!((colour("#fff"), colour("Orange")), (Some([255; 3]), Some([213, 94, 0])));
        for wrong in ["", "#", "#12345", "0072b2", "#ééé", "sunny"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_place_is_a_time_or_a_number() {
        assert_eq!(place("8 min"), Some(At::Seconds(480.0)));
        assert_eq!(place("0.5"), Some(At::Number(0.5)));
        assert!(["soon", "inf", "8 parsecs", ""].iter().all(|wrong| place(wrong).is_none()));
    }
}
