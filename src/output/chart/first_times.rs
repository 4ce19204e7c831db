//! What the seat map and the network map share: people coloured by the time of their first expression.

use super::axis::{self, Clock};
use super::input::{Cause, Person, Results};
use super::page::{Frame, Hang, Page, Stroke, Type};
use super::words::{self, VerbForms};
use super::{Look, Table};
use crate::output::tongue::say;

/// The first times of one expression in the run shown.
pub(super) struct FirstTimes {
    /// Position of the expression.
    pub expression: usize,
    /// How it is spoken of.
    pub voice: VerbForms,
    /// For each person when they first expressed it; none: never.
    pub times: Vec<Option<f64>>,
    /// For each person whether the first was set by the scenario or shown on purpose.
    pub set: Vec<bool>,
    /// For each person whether they caught their first one.
    pub caught: Vec<bool>,
    /// For each person from whom they did, where that is known.
    pub source: Vec<Option<u32>>,
    /// The clock of the colour bar.
    pub clock: Clock,
    /// Where the colour bar ends, in the tables' unit.
    pub span: f64,
}

impl FirstTimes {
    /// Of the expression that most people expressed.
    pub(super) fn of(results: &Results) -> FirstTimes {
        let reached = |x: usize| results.people.iter().filter(|p| first(p, x).is_some()).count();
        let all = 0..results.facts.expressions.len();
        let expression = all.max_by_key(|&x| (reached(x), std::cmp::Reverse(x))).unwrap_or(0);
        let times: Vec<Option<f64>> = results.people.iter().map(|p| first(p, expression)).collect();
        let latest = times.iter().flatten().copied().fold(0.0, f64::max);
        let span = if latest > 0.0 { latest } else { results.facts.duration };
        let voice =
            VerbForms::of(&results.facts.verbs, results.facts.expressions.get(expression).map_or("", String::as_str));
        let mut found = FirstTimes {
            expression,
            voice,
            set: vec![false; times.len()],
            caught: vec![false; times.len()],
            source: vec![None; times.len()],
            times,
            clock: Clock::new(&results.facts.time_unit, span),
            span,
        };
        found.causes(results);
        found
    }

    fn causes(&mut self, results: &Results) {
        let Some(run) = results.shown_run() else { return };
        let mut known = vec![false; self.times.len()];
        for event in results.events_of(run.id).filter(|e| e.expression == self.expression) {
            let Some(seen) = known.get_mut(event.person as usize) else { continue };
            if !std::mem::replace(seen, true) {
                self.set[event.person as usize] = matches!(event.cause, Cause::Event | Cause::Deliberate);
                self.caught[event.person as usize] = event.cause == Cause::Imitated;
                self.source[event.person as usize] = event.source;
            }
        }
    }

    /// How many expressed it.
    pub(super) fn reached(&self) -> usize {
        self.times.iter().flatten().count()
    }

    /// The colour of a person, none if they never did.
    pub(super) fn colour(&self, look: &Look, person: usize) -> Option<super::colour::Colour> {
        self.times.get(person).copied().flatten().map(|t| look.theme.when(t / self.span))
    }

    /// Draws somebody: nobody's first is a small dot, one's own a ring, a caught one a disc, both in the colour of their time and with
    /// an edge that shows on any ground.
    pub(super) fn mark(&self, page: &mut Page, look: &Look, (person, at): (usize, (f64, f64)), radius: f64) {
        let theme = look.theme;
        let Some(colour) = self.colour(look, person) else {
            page.dot(at, radius, theme.ground);
            page.dot(at, (radius * 0.3).max(1.2), theme.grey);
            return;
        };
        let edge = Stroke::new(theme.soft, (radius * 0.08).clamp(0.6, 1.2));
        if self.caught[person] {
            page.dot(at, radius, colour);
            page.ring(at, radius, edge);
        } else {
            page.dot(at, radius, theme.ground);
            page.ring(at, radius * 0.78, Stroke::new(colour, radius * 0.44));
            page.ring(at, radius, edge);
            page.ring(at, radius * 0.56, edge);
        }
        if self.set[person] {
            page.ring(at, radius + (radius * 0.28).max(1.6), Stroke::new(theme.ink, 1.8));
        }
    }

    /// What is said under either map.
    pub(super) fn findings(&self, results: &Results) -> String {
        let (reached, size) = (self.reached(), results.people.len());
        if reached == 0 {
            return format!("Nobody {} in this run.", self.voice.did);
        }
        let caught = self.caught.iter().filter(|caught| **caught).count();
        let unnamed = match caught - self.source.iter().flatten().count() {
            0 => String::new(),
            n => format!("; for {n} of them no source can be named ({})", words::unnamed(results)),
        };
        let times = crate::experiment::statistics::sorted(self.times.iter().flatten().copied());
        let median = crate::experiment::statistics::quantile(&times, 0.5);
        let half = match median {
            0.0 => "at the very start".to_owned(),
            median => format!("within {}", self.clock.words(median)),
        };
        let last = match times[times.len() - 1] {
            0.0 => String::new(),
            last => format!(", the last after {}", self.clock.words(last)),
        };
        let set = match self.set.iter().filter(|set| **set).count() {
            0 => String::new(),
            n => format!(", {n} had theirs set by the scenario or showed it on purpose"),
        };
        format!(
            "{reached} of {size} people ({}) {} at least once, half of them {half}{last}; {caught} caught their first one{unnamed}{set}.",
            axis::percent(reached as f64 / size as f64),
            self.voice.did,
        )
    }

    /// How this one run stands among all runs of its point.
    pub(super) fn place_among_runs(&self, results: &Results) -> String {
        let (Some(run), Some(name)) = (results.shown_run(), results.facts.expressions.get(self.expression)) else {
            return String::new();
        };
        let all = results.sample(run.point, &format!("{name}_reach"));
        if all.n() < 2 {
            return " One run is one story, not an average.".to_owned();
        }
        format!(
            " One run is one story, not an average: over all {}, {} of people were reached.",
            words::runs(all.n()),
            words::spread_of_shares(&all)
        )
    }

    /// The numbers drawn.
    pub(super) fn table(&self, results: &Results, places: &[(f64, f64)]) -> Table {
        let time = format!("first_{}", self.clock.unit);
        let mut table = Table::new(&["person", "x", "y", &time, "caught_from"]);
        for (index, person) in results.people.iter().enumerate() {
            let (x, y) = places.get(index).copied().unwrap_or((f64::NAN, f64::NAN));
            let source =
                self.source[index].and_then(|s| results.people.get(s as usize)).map_or("", |p| p.name.as_str());
            let first = self.times[index].map_or(f64::NAN, |t| self.clock.read(t));
            table.row(vec![person.name.as_str().into(), x.into(), y.into(), first.into(), source.into()]);
        }
        table
    }
}

fn first(person: &Person, expression: usize) -> Option<f64> {
    person.first.get(expression).copied().flatten().filter(|t| t.is_finite())
}

/// Draws the colour bar with its title, and what marks stand for below it, at the bottom of the page's body; takes the room it
/// needs.
pub(super) fn colour_bar(page: &mut Page, look: &Look, first: &FirstTimes) {
    let theme = look.theme;
    let leading = theme.leading(theme.text);
    let keys = legend(first);
    let wide = |text: &str| super::font::width(text, theme.text, false);
    let room = page.body.width();
    let rows = rows(&keys.iter().map(|(_, text)| wide(text) + theme.text * 2.4).collect::<Vec<_>>(), room);
    let title = say!("until-their-first", [unit = axis::capital(&first.clock.many())], "{unit} until their first");
    // Where the title and the bar do not fit side by side, the bar stands below.
    let beside = wide(&title) + theme.text * 14.0 < room;
    let bar_rows = if first.reached() == 0 {
        1.0
    } else if beside {
        2.0
    } else {
        3.0
    };
    let height = leading * (bar_rows + rows.len() as f64) + theme.text * 0.8;
    let mut y = page.body.bottom - height + theme.text * 0.8;
    page.body.bottom -= height;
    page.group("colour-bar");
    let quiet = page.quiet();
    let left = page.body.left;
    if first.reached() == 0 {
        page.text((left, y + leading / 2.0), &words::nobody_in_this(&first.voice), quiet);
    } else {
        page.text((left, y + leading / 2.0), &title, quiet);
        let start = if beside { left + wide(&title) + theme.text } else { left + theme.text * 0.5 };
        let top = if beside { y } else { y + leading };
        let end = (start + look.scaled(260.0)).min(page.body.right - theme.text);
        bar(page, look, first, Frame::new(start, top + leading * 0.15, end, top + leading * 0.15 + theme.text));
    }
    y += leading * bar_rows;
    page.group("legend");
    for row in rows {
        let mut x = left;
        for (kind, text) in &keys[row] {
            sample(page, look, *kind, (x + theme.text * 0.6, y + leading / 2.0));
            page.text((x + theme.text * 1.5, y + leading / 2.0), text, quiet);
            x += wide(text) + theme.text * 2.4;
        }
        y += leading;
    }
}

/// Which of these widths stand in each row.
fn rows(widths: &[f64], room: f64) -> Vec<std::ops::Range<usize>> {
    let (mut rows, mut start, mut used) = (Vec::new(), 0, 0.0);
    for (place, width) in widths.iter().enumerate() {
        if used + width > room && place > start {
            rows.push(start..place);
            (start, used) = (place, 0.0);
        }
        used += width;
    }
    if start < widths.len() {
        rows.push(start..widths.len());
    }
    rows
}

/// What a mark of a map is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Own,
    Caught,
    Never,
    Began,
}

fn legend(first: &FirstTimes) -> Vec<(Kind, String)> {
    let own = (0..first.times.len()).any(|p| first.times[p].is_some() && !first.caught[p]);
    let any = |kind: bool, entry: (Kind, String)| kind.then_some(entry);
    let VerbForms { did, once, act, .. } = &first.voice;
    let never = say!("never-did", [did, once, act], "never {did}");
    let all = [
        any(own, (Kind::Own, say!("map-own", "of their own accord"))),
        any(first.caught.contains(&true), (Kind::Caught, say!("map-caught", "caught from others"))),
        any(first.times.iter().any(Option::is_none), (Kind::Never, never)),
        any(first.set.contains(&true), (Kind::Began, say!("map-began", "began it"))),
    ];
    all.into_iter().flatten().collect()
}

fn sample(page: &mut Page, look: &Look, kind: Kind, at: (f64, f64)) {
    let theme = look.theme;
    let radius = theme.text * 0.42;
    let (colour, edge) = (theme.when(0.3), Stroke::new(theme.soft, 0.8));
    match kind {
        Kind::Never => page.dot(at, radius * 0.4, theme.grey),
        Kind::Caught => {
            page.dot(at, radius, colour);
            page.ring(at, radius, edge);
        }
        Kind::Own | Kind::Began => page.ring(at, radius * 0.78, Stroke::new(colour, radius * 0.44)),
    }
    if kind == Kind::Began {
        page.ring(at, radius + 2.2, Stroke::new(theme.ink, 1.6));
    }
}

fn bar(page: &mut Page, look: &Look, first: &FirstTimes, bar: Frame) {
    let theme = look.theme;
    const STEPS: usize = 52;
    for step in 0..STEPS {
        let edge = |s: usize| bar.left + bar.width() * s as f64 / STEPS as f64;
        let patch = Frame::new(edge(step), bar.top, edge(step + 1) + 0.3, bar.bottom);
        page.fill(patch, theme.when((step as f64 + 0.5) / STEPS as f64), 1.0);
    }
    page.outline(bar, Stroke::new(theme.soft, 0.8));
    let quiet = page.quiet();
    let ticks = first.clock.axis(first.span, ((bar.width() / theme.text / 4.0) as usize).clamp(2, 5)).ticks;
    for (value, label) in ticks {
        let x = bar.left + bar.width() * value / first.clock.read(first.span);
        page.line(&[(x, bar.bottom), (x, bar.bottom + 4.0)], Stroke::new(theme.soft, 1.0));
        page.text((x, bar.bottom + 6.0 + theme.text / 2.0), &label, Type { hang: Hang::Middle, ..quiet });
    }
}
