//! Whether a scenario still makes sense where its arms and its sweep change it.

use super::diagnostics::Diagnostics;
use super::dotted::dotted;
use super::keys;
use super::placing;
use super::resolve::Networks;
use super::sweep::{Sweep, Values};
use super::tree::{self, Entry, Node, Raw};
use super::{Explore, Files, Fitting, Scenario, overridden, points, roster, understand};
use crate::network::NetworkSpec;

/// So many points of a sweep are looked at in advance; the sweep itself looks at all.
const LOOKED_AT: u32 = 256;

/// A scenario as written, to be read once more for each of its variants.
pub(super) struct Variants<'a> {
    pub(super) root: &'a Node,
    /// Its network.
    pub(super) network: &'a NetworkSpec,
    pub(super) files: Files<'a>,
}

impl Variants<'_> {
    /// Reads the scenario once more for each arm, and keeps what is wrong then and was not before.
    pub(super) fn arms_make_sense(&self, diagnostics: &mut Diagnostics) {
        for set in self.items("arms").iter().filter_map(|arm| arm.get("set")) {
            self.makes_sense(&dotted(set.entries(), ""), diagnostics);
        }
    }

    /// The same for the points of a sweep: all together where they are laid out, each end alone where they are drawn.
    pub(super) fn sweep_makes_sense(&self, sweep: &Sweep, diagnostics: &mut Diagnostics) {
        let Some(written) = self.root.get("sweep") else { return };
        if sweep.design == "points" {
            for point in items(written.get("points")).iter().take(LOOKED_AT as usize) {
                self.makes_sense(&dotted(point.entries(), ""), diagnostics);
            }
            return;
        }
        let vary: Vec<(&Node, Vec<Node>)> =
            items(written.get("vary")).iter().filter_map(|vary| Some((vary.get("key")?, values(vary)))).collect();
        self.keys_exist(&vary, diagnostics);
        if diagnostics.has_errors() || vary.len() != sweep.vary.len() {
            return;
        }
        match sweep.design.as_str() {
            "grid" if sweep.count().is_some_and(|n| n <= u64::from(LOOKED_AT)) => {
                let rows = vary.iter().fold(vec![Vec::new()], |rows, vary| crossed(&rows, vary));
                rows.iter().for_each(|row| self.makes_sense(row, diagnostics));
            }
            "zip" if sweep.count().is_some_and(|n| n <= u64::from(LOOKED_AT)) => {
                let count = vary.iter().map(|v| v.1.len()).min().unwrap_or(0).min(LOOKED_AT as usize);
                let row = |row: usize| vary.iter().map(|(key, values)| entry(key, &values[row])).collect::<Vec<_>>();
                (0..count).for_each(|at| self.makes_sense(&row(at), diagnostics));
            }
            _ => {
                let alone = vary.iter().flat_map(|(key, values)| values.iter().map(|value| entry(key, value)));
                alone.for_each(|entry| self.makes_sense(&[entry], diagnostics));
            }
        }
    }

    /// The same for what a reader may move: each value alone.
    pub(super) fn explore_makes_sense(&self, explore: &mut Explore, diagnostics: &mut Diagnostics) {
        let Some(written) = self.root.get("explore") else { return };
        let mut out = Vec::new();
        for vary in items(written.get("vary")) {
            let Some(key) = vary.get("key") else { continue };
            let vary = (key, values(vary));
            let mark = diagnostics.mark();
            self.keys_exist(std::slice::from_ref(&vary), diagnostics);
            if !diagnostics.has_errors() {
                // What does not reach everybody need not be said of what a reader may try.
                vary.1.iter().for_each(|value| drop(self.understood(&[entry(key, value)], diagnostics)));
            }
            let may_go = diagnostics.is_changed() && !diagnostics.is_set(key.span);
            if may_go && diagnostics.leave_out(mark, key.span, "what a reader may move here") {
                out.extend(key.text());
            }
        }
        explore.vary.retain(|moved| !out.contains(&moved.vary.key.as_str()));
    }

    /// The same for what a fit looks for: a ends of each key alone, or where a prior has none its middle.
    pub(super) fn fit_makes_sense(&self, fit: &Fitting, diagnostics: &mut Diagnostics) {
        let Some(written) = self.root.get("fit") else { return };
        let free = items(written.get("free")).iter();
        let keys: Vec<(&Node, Vec<Node>)> = free
            .zip(&fit.free)
            .filter_map(|(free, prior)| {
                let (key, span) = (free.get("key")?, free.get("prior")?.span);
                Some((key, prior.examples().into_iter().map(|value| Node { span, value }).collect()))
            })
            .collect();
        self.keys_exist(&keys, diagnostics);
        if diagnostics.has_errors() {
            return;
        }
        let alone = keys.iter().flat_map(|(key, values)| values.iter().map(|value| entry(key, value)));
        alone.for_each(|entry| drop(self.understood(&[entry], diagnostics)));
    }

    /// A mistyped name of an expression would make a new one, which lacks all the rest.
    fn keys_exist(&self, vary: &[(&Node, Vec<Node>)], diagnostics: &mut Diagnostics) {
        for (key, _) in vary {
            let Some(name) = key.text().and_then(|text| text.strip_prefix("expressions.")) else { continue };
            let name = name.split('.').next().unwrap_or_default().trim_matches('"');
            let known = || self.root.get("expressions").map(Node::entries).unwrap_or_default().iter();
            if !known().any(|entry| entry.key == name) {
                let near = super::diagnostics::did_you_mean(name, known().map(|entry| entry.key.as_str()));
                let advice = "only what is there can be varied; add the expression first";
                diagnostics.error(key.span, format!("there is no expression `{name}`{near}"), advice);
            }
        }
    }

    fn makes_sense(&self, entries: &[Entry], diagnostics: &mut Diagnostics) {
        let scenario = self.understood(entries, diagnostics);
        for Entry { key, key_span, .. } in entries {
            if let Some(message) = overridden::for_a_part(key, &scenario.situation) {
                diagnostics.note(*key_span, message);
            }
        }
    }

    /// What the scenario means with these entries; what is wrong then is noted.
    fn understood(&self, entries: &[Entry], diagnostics: &mut Diagnostics) -> Scenario {
        // What is left out is not copied first: a sweep may have a million points.
        let with_arms = varies("arms", entries);
        let stays = |entry: &&Entry| match entry.key.as_str() {
            "sweep" | "hypotheses" | "explore" | "fit" => false,
            "arms" => with_arms,
            _ => true,
        };
        let top = self.root.entries().iter().filter(stays).cloned().collect();
        let mut variant = Node { span: self.root.span, value: Raw::Table(top) };
        for entry in entries.iter().filter(|entry| !points::is_label(&entry.key)) {
            if let Err(message) = placing::put(&mut variant, &entry.key, entry.key_span, entry.value.clone()) {
                diagnostics.error(entry.key_span, message, "a dotted key such as ties.closeness or events.0.at");
            }
        }
        let redraws = entries.iter().any(|entry| keys::changes_network(&entry.key));
        let network = if redraws { Networks::Read(self.files) } else { Networks::Known(self.network) };
        let scenario = understand("", &variant, network, diagnostics);
        let listed = scenario.network.listed();
        entries.iter().for_each(|entry| roster::no_effect(&entry.key, entry.key_span, listed, diagnostics));
        scenario
    }

    fn items(&self, key: &str) -> &[Node] {
        items(self.root.get(key))
    }
}

fn varies(top: &str, entries: &[Entry]) -> bool {
    entries.iter().any(|entry| keys::is_in(top, &entry.key))
}

fn items(node: Option<&Node>) -> &[Node] {
    node.map(Node::items).unwrap_or_default()
}

fn entry(key: &Node, value: &Node) -> Entry {
    Entry { key: key.text().unwrap_or_default().to_owned(), key_span: key.span, value: value.clone() }
}

fn crossed(rows: &[Vec<Entry>], (key, values): &(&Node, Vec<Node>)) -> Vec<Vec<Entry>> {
    let with = |row: &Vec<Entry>, value: &Node| row.iter().cloned().chain([entry(key, value)]).collect();
    rows.iter().flat_map(|row| values.iter().map(|value| with(row, value)).collect::<Vec<_>>()).collect()
}

/// Every value that is varied over, at its place in the text; of a range without steps, or with a great many, the two
/// ends.
fn values(vary: &Node) -> Vec<Node> {
    if let Some(list) = vary.get("values") {
        return list.items().iter().take(LOOKED_AT as usize).cloned().collect();
    }
    let (Some(from), Some(to)) = (vary.get("from"), vary.get("to")) else { return Vec::new() };
    let between = match super::sweep::range_of(vary) {
        Some(range @ Values::Range { steps: Some(3..=LOOKED_AT), .. }) => range.all(),
        _ => Vec::new(),
    };
    let inner = between.len().saturating_sub(2);
    let inside = between.iter().skip(1).take(inner).map(|value| {
        let node = tree::parse_value(value, 0, 0);
        Node { span: to.span, ..node }
    });
    [from.clone()].into_iter().chain(inside).chain([to.clone()]).collect()
}
