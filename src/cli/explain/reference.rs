//! Short answers: keys, outcomes, charts, networks, designs.

use super::page::Page;
use crate::evidence::{GLOBALS, PRESETS};
use crate::experiment::design::DESIGNS;
use crate::network::GENERATORS;
use crate::output::chart::CHARTS;
use crate::scenario::keys::{self, Key};

/// Something with a short answer.
pub(super) struct Entry {
    /// What it is called, in full.
    pub(super) name: String,
    /// What sort of thing it is.
    pub(super) sort: &'static str,
    /// What it is.
    pub(super) lines: Vec<String>,
}

/// Their page.
pub(super) fn page(entries: &[Entry], width: usize) -> String {
    let mut text = Page::new(width);
    for (place, entry) in entries.iter().enumerate() {
        if place > 0 {
            text.heading("");
        }
        text.paragraph("", &format!("{} ({})", entry.name, entry.sort));
        entry.lines.iter().for_each(|line| text.paragraph("  ", line));
    }
    text.finish()
}

/// Whatever is called exactly so among keys, outcomes, charts, networks and designs.
pub(super) fn entries(name: &str) -> Vec<Entry> {
    let mut found = keys_called(name);
    found.extend(outcomes(name));
    let others = CHARTS.iter().filter(|c| c.name == name).map(|c| {
        entry(c.name, "a chart", vec![format!("It shows {}.", lower(c.shows)), format!("It needs {}.", c.needs)])
    });
    found.extend(others);
    found.extend(GENERATORS.iter().filter(|g| g.name == name).map(generator));
    let designs = DESIGNS.iter().filter(|d| d.name == name);
    found.extend(designs.map(|d| entry(d.name, "a design of a sweep", vec![d.about.to_owned()])));
    found
}

fn entry(name: &str, sort: &'static str, lines: Vec<String>) -> Entry {
    Entry { name: name.to_owned(), sort, lines }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn generator(generator: &crate::network::Generator) -> Entry {
    let parameters = generator.parameters.iter().map(|p| format!("{}: {} ({})", p.name, p.doc, p.kind));
    let lines = [format!("{}.", generator.about)].into_iter().chain(parameters);
    entry(generator.name, "a network: generator = \"…\" under [network]", lines.collect())
}

/// The keys of this name in any table, or the one at the end of a dotted path.
fn keys_called(name: &str) -> Vec<Entry> {
    if name.contains('.') {
        return keys::documented(name).map(|(_, found)| key(name, found)).into_iter().collect();
    }
    let tables = keys::TABLES.iter();
    let found =
        tables.flat_map(|(table, keys)| keys.iter().filter(|key| key.name == name).map(move |key| (*table, key)));
    found.map(|(table, found)| key(&path(table, found.name), found)).collect()
}

/// A key as it is typed, with names that stand for any.
fn path(table: &str, name: &str) -> String {
    let table = match table {
        "" => return name.to_owned(),
        "expressions" => "expressions.NAME",
        "groups" => "groups.NAME",
        "groups.deliberate" => "groups.NAME.deliberate.0",
        "ties.rules" | "events" | "hypotheses" | "marks" | "sweep.vary" => return format!("{table}.0.{name}"),
        "arms" => "arms.NAME",
        table => table,
    };
    format!("{table}.{name}")
}

fn key(path: &str, key: &Key) -> Entry {
    let mut lines = vec![format!("{}.", key.doc)];
    if !key.default.is_empty() {
        lines.push(format!("Left out: {}.", key.default));
    }
    lines.push(format!("In a scenario: {} = {}", key.name, key.example));
    lines.push(format!("On the command line: --set {path}=VALUE; in a sweep: --vary {path}=A,B,C"));
    lines.extend(evidence(path, key.name));
    entry(path, "a key of a scenario", lines)
}

/// What is known about the number.
fn evidence(path: &str, name: &str) -> Vec<String> {
    let of_all = GLOBALS.iter().filter(|p| p.key == path).map(|p| (None, p));
    let parts: Vec<&str> = path.split('.').collect();
    let in_expression = parts.first() == Some(&"expressions");
    let one = parts.get(1).filter(|_| in_expression);
    let presets =
        PRESETS.iter().filter(|preset| in_expression && one.is_none_or(|n| *n == "NAME" || *n == preset.name));
    let of_presets = presets.filter_map(|preset| Some((Some(preset.name), preset.parameter(name)?)));
    let line = |(whose, p): (Option<&str>, &crate::evidence::Parameter)| {
        let whose = whose.map(|name| format!("{name}: ")).unwrap_or_default();
        format!("{whose}{}, plausible {} – {}; {}", p.told(), p.range, p.sureness(), p.source)
    };
    of_all.chain(of_presets).map(line).collect()
}

/// What a number that a run ends with says.
fn outcomes(name: &str) -> Vec<Entry> {
    let metrics = crate::cli::list::metrics();
    let plain = |known: &str| known == name || known.strip_prefix("X_").is_some_and(|end| end == name);
    let mut rows: Vec<_> = metrics.iter().filter(|(known, _)| plain(known)).collect();
    if rows.is_empty() {
        let fits = |known: &str| known.strip_prefix('X').is_some_and(|end| fits(name, end));
        let part = |known: &str| {
            known.strip_suffix("G").is_some_and(|start| !start.starts_with('X') && name.starts_with(start))
        };
        rows = metrics.iter().filter(|(known, _)| fits(known) || part(known)).collect();
        // The most definite: `X_prevalence_late` and not `X_late`.
        rows.sort_by_key(|(known, _)| std::cmp::Reverse(known.len()));
        rows.truncate(1);
    }
    let lines = |known: &str, about: &str| {
        let general = if known == name {
            String::new()
        } else {
            format!(" This is `{known}`, X being the expression, G a group.")
        };
        vec![format!("{about}.{general}"), "A column of runs.csv; its mean and interval are in summary.csv.".to_owned()]
    };
    rows.into_iter().map(|(known, about)| entry(name, "an outcome", lines(known, about))).collect()
}

/// Whether a name ends as a metric of an expression does, with a group after a point or without.
fn fits(name: &str, end: &str) -> bool {
    match end.strip_suffix("G") {
        Some(end) => {
            name.split_once(end).is_some_and(|(expression, group)| !expression.is_empty() && !group.is_empty())
        }
        None => name.strip_suffix(end).is_some_and(|expression| !expression.is_empty() && !expression.contains('.')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_path_and_by_name() {
        let one = |name: &str| entries(name).into_iter().next().expect(name);
        assert!(one("ties.closeness").lines[0].starts_with("w:"));
        assert!(one("imitation_rate").name == "expressions.NAME.imitation_rate");
        assert!(one("expressions.yawn.imitation_rate").lines.last().expect("evidence").contains("0.0135"));
        assert!(one("people.susceptibility.mean").lines[0].starts_with("s:"));
        assert!(entries("ties.closenes").is_empty() && entries("nobody").is_empty());
    }

    #[test]
    fn outcomes_are_found_with_the_name_of_any_expression() {
        for (name, word) in [
            ("yawn_reach", "at least once"),
            ("reach", "at least once"),
            ("mood_mean", "slow mood"),
            ("mood_mean.smilers", "group"),
            ("clap_prevalence_late", "last half"),
            ("yawn_reach.others", "group"),
        ] {
            let found = entries(name);
            assert!(found.iter().any(|e| e.lines[0].contains(word)), "{name}");
        }
    }

    #[test]
    fn charts_networks_and_designs_are_found() {
        for (name, sort) in [("seat-map", "chart"), ("watts_strogatz", "network"), ("morris", "design")] {
            assert!(entries(name).iter().any(|e| e.sort.contains(sort)), "{name}");
        }
    }
}
