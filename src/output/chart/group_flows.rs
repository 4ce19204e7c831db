//! `group-flows`: who catches it from which group, beside what would be if groups did not matter.

use super::axis;
use super::communities::{Groups, Made};
use super::input::{Cause, Event, Results};
use super::page::{Frame, Hang, Page, Stroke, Type};
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, font};
use crate::experiment::statistics::{Estimate, Kind};
use crate::output::tongue::say;
use std::collections::{BTreeMap, BTreeSet};

/// Groups by groups.
pub(super) const GROUP_FLOWS: Chart = Chart {
    name: "group-flows",
    made_of: MadeOf::Groups,
    shows: "who catches it from which group: numbers and shades, beside what would be if groups did not matter",
    needs: "people in groups (of the scenario, of the network, or made by its ties) and events of which some were caught from somebody who can be named",
    applies: |results| Groups::named_or_found(results).is_some_and(|groups| anything(results, &groups)),
    usual: |results| {
        let groups = Groups::of_network(results);
        results.points.len() <= 4 && groups.is_some_and(|groups| anything(results, &groups))
    },
    draw,
};

/// Groups that a page can hold; of more only the own and the others are told apart.
const MOST: usize = 8;

/// What was caught from whom, in numbers of expressions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Flows {
    /// Caught by each group (rows) from each group (columns).
    pub caught: Vec<Vec<f64>>,
    /// The same, had each been caught from any expression of somebody else in the run with the same chance.
    pub expected: Vec<Vec<f64>>,
    /// Run by run: how many were caught within a group, expected there, and caught from anybody who can be named.
    pub runs: Vec<[f64; 3]>,
}

impl Flows {
    /// Of the events of these runs.
    pub(super) fn of(results: &Results, groups: &Groups, runs: &[u64]) -> Flows {
        let empty = || vec![vec![0.0; groups.count()]; groups.count()];
        let mut flows = Flows { caught: empty(), expected: empty(), runs: Vec::new() };
        let mut by_run: BTreeMap<u64, Vec<&Event>> = runs.iter().map(|run| (*run, Vec::new())).collect();
        for event in &results.events {
            if let Some(events) = by_run.get_mut(&event.run) {
                events.push(event);
            }
        }
        by_run.iter().for_each(|(run, events)| flows.add(groups.in_run(*run), events));
        flows
    }

    /// A run in which people are in these groups.
    fn add(&mut self, of: &[usize], events: &[&Event]) {
        let group = |person: u32| of.get(person as usize).copied();
        let (mut shown, mut own) = (vec![0.0; self.caught.len()], BTreeMap::<u32, f64>::new());
        for event in events {
            if let Some(group) = group(event.person) {
                shown[group] += 1.0;
                *own.entry(event.person).or_default() += 1.0;
            }
        }
        let all: f64 = shown.iter().sum();
        let mut run = [0.0; 3];
        for event in events.iter().filter(|event| event.cause == Cause::Imitated) {
            let Some((by, from)) = group(event.person).zip(event.source.and_then(group)) else { continue };
            let mine = own.get(&event.person).copied().unwrap_or(0.0);
            let others = all - mine;
            if others <= 0.0 {
                continue;
            }
            self.caught[by][from] += 1.0;
            for (other, shown) in shown.iter().enumerate() {
                let share = (shown - if other == by { mine } else { 0.0 }) / others;
                self.expected[by][other] += share;
                run[1] += if other == by { share } else { 0.0 };
            }
            run[0] += f64::from(u8::from(by == from));
            run[2] += 1.0;
        }
        self.runs.push(run);
    }

    /// Caught within a group, expected there, and caught in all.
    pub(super) fn within(&self) -> [f64; 3] {
        self.runs.iter().fold([0.0; 3], |sum, run| [sum[0] + run[0], sum[1] + run[1], sum[2] + run[2]])
    }

    /// How many more than expected were caught within a group in a run, where there are several.
    pub(super) fn excess(&self) -> Option<Estimate> {
        (self.runs.len() > 1).then(|| Estimate::of(Kind::Signed, self.runs.iter().map(|run| run[0] - run[1])))
    }
}

/// The runs of the first arm that recorded their events, and of which it is known who is in which group.
pub(super) fn recorded(results: &Results, groups: &Groups) -> Vec<u64> {
    let Some(shown) = results.shown_run() else { return Vec::new() };
    if results.facts.shown.is_some() {
        return vec![shown.id];
    }
    let with_events: BTreeSet<u64> = results.events.iter().map(|event| event.run).collect();
    let mut runs: Vec<u64> = results.runs.ids(shown.point).into_iter().collect();
    runs.retain(|run| with_events.contains(run) && groups.knows(results, *run));
    runs
}

fn anything(results: &Results, groups: &Groups) -> bool {
    let runs: BTreeSet<u64> = recorded(results, groups).into_iter().collect();
    results.events.iter().any(|e| e.cause == Cause::Imitated && e.source.is_some() && runs.contains(&e.run))
}

/// Rows and columns as they are drawn: who caught (named), from whom (named), and both numbers.
struct Shown {
    rows: Vec<String>,
    columns: Vec<String>,
    caught: Vec<Vec<f64>>,
    expected: Vec<Vec<f64>>,
}

impl Shown {
    /// Group by group, or all groups by their own and the others.
    fn of(groups: &Groups, flows: &Flows) -> Shown {
        if groups.count() <= MOST {
            let names = || groups.names.clone();
            let (caught, expected) = (flows.caught.clone(), flows.expected.clone());
            return Shown { rows: names(), columns: names(), caught, expected };
        }
        let [own, expected, all] = flows.within();
        Shown {
            rows: vec![say!("groups-all", [count = groups.count().to_string()], "all {count} groups")],
            columns: vec![say!("group-own", "own group"), say!("group-others", "other groups")],
            caught: vec![vec![own, all - own]],
            expected: vec![vec![expected, all - expected]],
        }
    }
}

fn draw(results: &Results, look: &Look) -> Figure {
    let Some(groups) = Groups::named_or_found(results) else { return Figure::empty(GROUP_FLOWS.name) };
    let runs = recorded(results, &groups);
    let flows = Flows::of(results, &groups, &runs);
    let shown = Shown::of(&groups, &flows);
    let voice = VerbForms::of_all(results);
    let VerbForms { many, act, .. } = &voice;
    let title = match groups.made {
        Made::Network => say!("title-flows", [many, act], "From which group the {many} were caught"),
        Made::Scenario { .. } => {
            say!("title-flows-told", [many, act], "From which of the scenario's groups the {many} were caught")
        }
        Made::Ties(_) => {
            say!("title-flows-found", [many, act], "From which of the groups that the ties make the {many} were caught")
        }
    };
    let (n, told) = (runs.len(), words::runs(runs.len()));
    let what = say!(
        "flows-read",
        [n, told],
        "{told}; below each number what it would be if groups did not matter; the stronger the shade, the larger the share of what a group caught"
    );
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let rows = shown.rows.len() as f64;
    let row = look.theme.text * 3.2;
    let mut page = Page::new(look, row * rows + look.theme.text * 6.0, &title, &subtitle);
    matrix(&mut page, &shown);
    let findings = findings(&flows, &voice);
    let made = groups.caution();
    let caption = format!(
        "**{title}.** {} {}. {findings} {made} The second number is what would be had each of those expressions been caught from any other expression of somebody else in the run with the same chance. That more are caught within a group says that its members see each other, not why. {}{}\n",
        results.facts.led(','),
        told,
        words::with_space(words::caveats(results)),
        words::source(results, "`events.csv` and `agents.csv`")
    );
    let alt = format!("Table of who catches it from which of {} groups {}. {findings}", groups.count(), groups.whose());
    let svg = page.finish(GROUP_FLOWS.name, &title, &alt);
    Figure::drawn(GROUP_FLOWS.name, title, svg, table(&shown), (caption, alt))
}

/// Cells of one size, names of the catching at the left, of those caught from on top.
fn matrix(page: &mut Page, shown: &Shown) {
    let theme = *page.theme;
    let (text, leading, body) = (theme.text, theme.leading(theme.text), page.body);
    let most = body.width() * 0.3;
    let names: Vec<Vec<String>> = shown.rows.iter().map(|n| font::wrap_at_most(n, text, false, most, 2)).collect();
    let wide = names.iter().flatten().map(|l| font::width(l, text, false)).fold(0.0, f64::max);
    let left = body.left + wide + text * 0.8;
    let cell = ((body.right - left) / shown.columns.len() as f64).min(text * 9.0);
    let heads = Heads::of(&shown.columns, text, cell);
    let top = body.top + leading * (1.3 + heads.rows() as f64) + text * 0.4;
    let height = ((body.bottom - top) / shown.rows.len() as f64).min(text * 4.0);
    page.group("heads");
    let (quiet, label) = (page.quiet(), page.label());
    page.text((left, body.top + leading / 2.0), &say!("flows-from", "caught from …"), quiet);
    page.text((body.left, top - leading / 2.0 - text * 0.2), &say!("flows-by", "… by"), quiet);
    for (column, head) in heads.lines.iter().enumerate() {
        let at = (left + (column as f64 + 0.5) * cell, top - text * 0.3 - leading * heads.rows() as f64 / 2.0);
        page.block(at, head, Type { hang: Hang::Middle, ..label });
    }
    for (row, name) in names.iter().enumerate() {
        let mut name = name.clone();
        if let Some(first) = name.first_mut().filter(|_| heads.numbered) {
            *first = font::shorten(&format!("{} {first}", row + 1), text, false, wide + text * 0.6);
        }
        page.block((body.left, top + (row as f64 + 0.5) * height), &name, label);
    }
    page.group("flows");
    for (row, (caught, expected)) in shown.caught.iter().zip(&shown.expected).enumerate() {
        let all: f64 = caught.iter().sum();
        for (column, pair) in caught.iter().copied().zip(expected.iter().copied()).enumerate() {
            let (x, y) = (left + column as f64 * cell, top + row as f64 * height);
            let frame = Frame::new(x + 1.0, y + 1.0, x + cell - 1.0, y + height - 1.0);
            one(page, frame, pair, if all > 0.0 { pair.0 / all } else { 0.0 });
        }
    }
}

/// What stands above the columns: names, or where columns are too narrow for them numbers, which stand before the names of rows, too.
struct Heads {
    lines: Vec<Vec<String>>,
    numbered: bool,
}

impl Heads {
    fn of(names: &[String], text: f64, cell: f64) -> Heads {
        let lines: Vec<Vec<String>> = names.iter().map(|n| font::wrap_at_most(n, text, false, cell - 4.0, 2)).collect();
        let fits = |line: &String| font::width(line, text, false) <= cell - 2.0;
        let whole = |(lines, name): (&Vec<String>, &String)| lines.join(" ") == *name && lines.iter().all(fits);
        if lines.iter().zip(names).all(whole) {
            return Heads { lines, numbered: false };
        }
        Heads { lines: (1..=names.len()).map(|number| vec![number.to_string()]).collect(), numbered: true }
    }

    fn rows(&self) -> usize {
        self.lines.iter().map(Vec::len).max().unwrap_or(1)
    }
}

/// A number on its shade, and below it what is expected.
fn one(page: &mut Page, frame: Frame, (caught, expected): (f64, f64), share: f64) {
    let theme = *page.theme;
    let shade = theme.ground.mix(theme.arm(0), 0.85 * share.clamp(0.0, 1.0));
    page.fill(frame, shade, 1.0);
    page.outline(frame, Stroke::new(theme.grid, 1.0));
    let readable = |ink: super::colour::Colour| {
        if ink.contrast(shade) >= 4.5 {
            ink
        } else if theme.ground.contrast(shade) > theme.ink.contrast(shade) {
            theme.ground
        } else {
            theme.ink
        }
    };
    let middle = f64::midpoint(frame.left, frame.right);
    let (y, leading) = (f64::midpoint(frame.top, frame.bottom), theme.text * 1.2);
    let bold = Type { bold: true, hang: Hang::Middle, colour: readable(theme.ink), ..page.label() };
    let quiet = Type { hang: Hang::Middle, colour: readable(theme.soft), ..page.label() };
    page.text((middle, y - leading / 2.0), &axis::plain(caught, 0), bold);
    page.text((middle, y + leading / 2.0), &beside(expected), quiet);
}

/// What is expected, to the digits that fit a cell.
fn beside(expected: f64) -> String {
    axis::plain(expected, if expected < 9.95 { 1 } else { 0 })
}

/// What is said of them.
fn findings(flows: &Flows, voice: &VerbForms) -> String {
    let [own, expected, all] = flows.within();
    let excess = match flows.excess() {
        Some(e) => format!(" In a run {} more than that.", words::interval(e, 1.0, "")),
        None => " One run is one story, not an average.".to_owned(),
    };
    format!(
        "{} of {} that were caught from somebody who can be named came from the own group; {} would have if groups did not matter.{excess}",
        axis::plain(own, 0),
        voice.counted(&axis::plain(all, 0)),
        axis::short(expected),
    )
}

fn table(shown: &Shown) -> Table {
    let mut table = Table::new(&["group", "from_group", "number_caught", "number_expected"]);
    for (row, name) in shown.rows.iter().enumerate() {
        for (column, from) in shown.columns.iter().enumerate() {
            let (caught, expected) = (shown.caught[row][column], shown.expected[row][column]);
            table.row(vec![name.as_str().into(), from.as_str().into(), caught.into(), expected.into()]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(person: u32, source: Option<u32>) -> Event {
        let cause = if source.is_some() { Cause::Imitated } else { Cause::Spontaneous };
        Event { run: 0, time: 0.0, person, expression: 0, cause, source, latency: 0.0, duration: 1.0 }
    }

    #[test]
    fn what_is_expected_adds_up_to_what_was_caught_and_nobody_catches_from_themselves() {
        // Two of person 0, one each of the others; person 1 caught theirs from 0, person 2 from 3.
        let events = [event(0, None), event(0, None), event(1, Some(0)), event(3, None), event(2, Some(3))];
        let mut flows = Flows { caught: vec![vec![0.0; 2]; 2], expected: vec![vec![0.0; 2]; 2], runs: Vec::new() };
        flows.add(&[0, 0, 1, 1], &events.iter().collect::<Vec<_>>());
        assert_eq!(flows.caught, [[1.0, 0.0], [0.0, 1.0]]);
        // Person 1 could have caught it from four others, two of them of the own group; person 2 from four, one of the own.
        assert_eq!(flows.expected, [[0.5, 0.5], [0.75, 0.25]]);
        assert_eq!((flows.within(), flows.excess()), ([2.0, 0.75, 2.0], None));
    }
}
