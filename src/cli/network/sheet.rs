//! The measures of a network as a table for people and as JSON for programs.

use crate::network::{Flow, Measures, Network, Reading};
use serde_json::{Value, json};
use std::fmt::Write;

/// What is told of a network.
pub(super) struct Told<'a> {
    pub(super) name: &'a str,
    pub(super) measures: &'a Measures,
    pub(super) reading: &'a Reading,
    /// Which way contagion runs along one-way ties, for networks from files.
    pub(super) flow: Option<Flow>,
}

impl Told<'_> {
    /// The JSON: all measures, with what was dropped and noted while reading.
    pub(super) fn json(&self) -> String {
        let mut value = serde_json::to_value(self.measures).unwrap_or_default();
        if let Value::Object(fields) = &mut value {
            let attributes: Vec<&str> = self.reading.attributes.iter().map(|a| a.name.as_str()).collect();
            fields.insert("network".to_owned(), json!(self.name));
            fields.insert("dropped".to_owned(), json!(self.reading.dropped));
            fields.insert("notes".to_owned(), json!(self.reading.notes));
            fields.insert("attributes".to_owned(), json!(attributes));
            fields.insert("direction".to_owned(), json!(self.one_way().map(Flow::word)));
        }
        format!("{value:#}")
    }

    /// The table, a line a measure, and how degrees are spread.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{}\n", self.name);
        for (label, value) in self.lines() {
            let _ = writeln!(text, "  {label:<15} {value}");
        }
        text + "\n" + &degrees(self.measures)
    }

    fn one_way(&self) -> Option<Flow> {
        self.flow.filter(|_| !self.reading.network.is_symmetric())
    }

    fn lines(&self) -> Vec<(&'static str, String)> {
        let m = self.measures;
        let mut lines = vec![("people", thousands(m.people)), ("ties", ties(m))];
        if let Some(reciprocity) = m.reciprocity.filter(|&r| r < 1.0) {
            lines.push(("reciprocity", format!("{reciprocity:.3} of directed ties go both ways")));
        }
        if let Some(flow) = self.one_way() {
            lines.push(("contagion", format!("runs from {}", flow.word())));
        }
        lines.push(("components", components(m)));
        if let Some(density) = m.density {
            lines.push(("density", significant(density)));
        }
        lines.push(("degree", format!("mean {:.2}, from {} to {}", m.degree.mean, m.degree.min, m.degree.max)));
        lines.push(("clustering", format!("{:.3} average, {:.3} transitivity", m.average_clustering, m.transitivity)));
        lines.push(("distance", distance(m)));
        lines.push(("λ_max", format!("{:.4}", m.lambda_max)));
        lines.push(("assortativity", assortativity(m)));
        if m.weighted {
            lines.push(("weights", weights(&self.reading.network)));
        }
        if self.flow.is_some() && m.directed_ties > 0 {
            lines.push(("closeness", closeness(&self.reading.network).to_owned()));
        }
        if m.kinds.iter().any(|k| !k.is_empty()) {
            lines.push(("kinds of ties", m.kinds.join(", ")));
        }
        if m.blocks > 0 {
            lines.push(("blocks", thousands(m.blocks)));
        }
        if m.contacts > 0 {
            lines.push(("contacts", contacts(m)));
        }
        if !self.reading.attributes.is_empty() {
            let names: Vec<&str> = self.reading.attributes.iter().map(|a| a.name.as_str()).collect();
            lines.push(("of people", names.join(", ")));
        }
        lines
    }
}

/// From the smallest weight to the largest, and what becomes of them.
fn weights(network: &Network) -> String {
    let all = (0..network.ties()).map(|tie| network.weight(tie));
    let (low, high) = all.fold((f32::INFINITY, 0.0f32), |(low, high), w| (low.min(w), high.max(w)));
    format!("from {low} to {high}; where closeness comes from them, they are divided by {high}")
}

/// What becomes of the closeness of the people of a file.
pub(in super::super) fn closeness(network: &Network) -> &'static str {
    if network.is_weighted() {
        "not from the weights unless a scenario says so: closeness = \"weight\" in [ties]; else 0, as among strangers"
    } else {
        "not in the file: 0, as among strangers, unless a scenario says more, such as closeness = 0.6 in [ties]"
    }
}

/// The correlation of degrees along ties, or why there is none.
fn assortativity(m: &Measures) -> String {
    match m.degree_assortativity {
        Some(r) => format!("{r:+.3}"),
        None if m.directed_ties == 0 => "none: there are no ties".to_owned(),
        None if m.degree.min == m.degree.max => "none: all degrees are the same".to_owned(),
        None => "none: at one end of the ties the degrees are all the same".to_owned(),
    }
}

/// Moments as a file has them, one a line.
fn contacts(m: &Measures) -> String {
    let ways = if m.reciprocity == Some(1.0) { ", each way" } else { "" };
    format!("{} recorded moments{ways}", thousands(m.contacts))
}

fn ties(m: &Measures) -> String {
    match m.reciprocity {
        None => "none".to_owned(),
        Some(1.0) => format!("{} (who see each other)", thousands(m.pairs)),
        Some(_) => format!("{} between pairs, {} counting directions", thousands(m.pairs), thousands(m.directed_ties)),
    }
}

fn components(m: &Measures) -> String {
    if m.components == 1 {
        return "1 (all are connected)".to_owned();
    }
    let (all, largest, isolated) = (thousands(m.components), thousands(m.largest_component), thousands(m.isolated));
    format!(
        "{all}, the largest of {largest} people; {isolated} {} without ties",
        if m.isolated == 1 { "person" } else { "people" }
    )
}

fn distance(m: &Measures) -> String {
    let Some(mean) = m.distance.mean else { return "none: nobody sees anybody".to_owned() };
    let sampled = format!(" (sampled from {} people)", thousands(m.distance.from));
    let (at_most, sampled) = if m.distance.exact { ("at most", "") } else { ("at least up to", sampled.as_str()) };
    format!("{mean:.2} steps on average, {at_most} {}{sampled}", m.distance.longest)
}

/// No more lines than this in a histogram.
const BINS: usize = 16;
const WIDTH: usize = 40;

/// A histogram of degrees; in bins that double when there are many.
fn degrees(m: &Measures) -> String {
    let mut bins: Vec<(usize, usize, usize)> = m.degree.histogram.iter().map(|&(d, people)| (d, d, people)).collect();
    if bins.len() > BINS {
        bins = doubling(&m.degree.histogram);
    }
    let most = bins.iter().map(|bin| bin.2).max().unwrap_or(1);
    let mut text = "  degree     people\n".to_owned();
    for (from, to, people) in bins {
        let label = if from == to { from.to_string() } else { format!("{from}–{to}") };
        let bar = "█".repeat((people * WIDTH).div_ceil(most));
        let _ = writeln!(text, "  {label:<10} {:>6}  {bar}", thousands(people));
    }
    text
}

fn doubling(histogram: &[(usize, usize)]) -> Vec<(usize, usize, usize)> {
    let mut bins: Vec<(usize, usize, usize)> = Vec::new();
    for &(degree, people) in histogram {
        let from = (degree + 1).next_power_of_two() / if (degree + 1).is_power_of_two() { 1 } else { 2 } - 1;
        match bins.last_mut() {
            Some(bin) if bin.0 == from => bin.2 += people,
            _ => bins.push((from, 2 * from, people)),
        }
    }
    bins
}

/// 1234567 as 1,234,567.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn significant(number: f64) -> String {
    if number >= 0.001 || number == 0.0 { format!("{number:.4}") } else { format!("{number:.2e}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        let grouped = [0, 999, 1000, 1_234_567].map(thousands);
        assert_eq!(grouped, ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn bins_double() {
        let histogram: Vec<_> = (0..40).map(|d| (d, 1)).collect();
        assert_eq!(doubling(&histogram), [(0, 0, 1), (1, 2, 2), (3, 6, 4), (7, 14, 8), (15, 30, 16), (31, 62, 9)]);
    }
}
