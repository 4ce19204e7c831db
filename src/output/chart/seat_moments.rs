//! `seat-moments`: the seats of one run at six moments, who had expressed it by then and who had since the moment before.

use super::axis;
use super::first_times::FirstTimes;
use super::input::{Cause, Results};
use super::labels::{self, Key, Sample};
use super::page::{Frame, Page, Stroke, Type};
use super::raster::cause_colour;
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, font};
use crate::output::tongue::say;

/// Seats at moments.
pub(super) const SEAT_MOMENTS: Chart = Chart {
    name: "seat-moments",
    made_of: MadeOf::ShownRun,
    shows: "seats in rows and columns at six moments of one run: who expressed it for the first time since the moment before, who had before, and who not yet",
    needs: "seats (the `seating` or `grid_2d` network) and agents",
    applies: |results| results.facts.seats && results.people.iter().any(|p| p.place.is_some()),
    usual: |results| results.facts.size <= 1000,
    draw,
};

/// Moments.
const MOMENTS: usize = 6;

/// What somebody had done by a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Not yet.
    Never,
    /// Before the moment before.
    Before,
    /// Since the moment before.
    Since,
}

/// What somebody whose first time this was had done by a moment, after the moment before.
fn state(first: Option<f64>, before: f64, now: f64) -> State {
    match first {
        Some(time) if time > before && time <= now => State::Since,
        Some(time) if time <= before => State::Before,
        _ => State::Never,
    }
}

/// The moments: even, round steps until everyone's first time is over. What happens at the very start belongs to the first of them.
fn moments(first: &FirstTimes) -> Vec<(f64, f64)> {
    let span = first.clock.read(first.span);
    let step = step(span / MOMENTS as f64);
    let count = ((span / step - 1e-9).ceil() as usize).clamp(1, MOMENTS);
    let end = |moment: usize| step * moment as f64 * first.clock.per;
    // The last one ends where rounding cannot leave anybody out.
    let last = |moment: usize| if moment == count { end(moment).max(first.span) } else { end(moment) };
    (0..count).map(|moment| (if moment == 0 { f64::NEG_INFINITY } else { end(moment) }, last(moment + 1))).collect()
}

/// The next round number at or above a length.
fn step(length: f64) -> f64 {
    const ROUND: [f64; 9] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];
    let length = length.max(f64::MIN_POSITIVE);
    let power = 10f64.powf(length.log10().floor());
    let found = ROUND.iter().map(|round| round * power).find(|step| *step >= length * (1.0 - 1e-9));
    found.unwrap_or(10.0 * power)
}

fn draw(results: &Results, look: &Look) -> Figure {
    let first = FirstTimes::of(results);
    let places: Vec<Option<(f64, f64)>> = results.people.iter().map(|p| p.place).collect();
    let (columns, rows) =
        places.iter().flatten().fold((1.0, 1.0), |(c, r): (f64, f64), (x, y)| (c.max(x + 1.0), r.max(y + 1.0)));
    let title = say!(
        "title-moments",
        [did = first.voice.did, act = first.voice.act, once = first.voice.once],
        "Who {did} by when, seat by seat"
    );
    let what = say!(
        "moments-read",
        "one run, seen from above, the front row at the top; new: since the picture before; a line comes from whom it was caught"
    );
    let subtitle = format!("{} {what}", words::led(results, ','));
    let across = if look.width < look.scaled(560.0) { 2 } else { 3 };
    let gap = look.theme.text * 1.4;
    let wide = (look.width - 28.0 - gap * (across as f64 - 1.0)) / across as f64;
    let pitch = (wide / columns).min(look.scaled(24.0));
    let heading = look.theme.leading(look.theme.text) * 1.2;
    let shown = moments(&first);
    let down = shown.len().div_ceil(across);
    let room = (pitch * rows + heading + gap) * down as f64 + look.scaled(56.0);
    let mut page = Page::new(look, room, &title, &subtitle);
    labels::legend(&mut page, &keys(look, &first));
    page.body.top += look.theme.text * 0.4;
    let body = page.body;
    let pitch = pitch.min(((body.height() + gap) / down as f64 - gap - heading) / rows).max(0.5);
    let tall = (heading + pitch * rows) * down as f64 + gap * (down as f64 - 1.0);
    let cells = Frame { bottom: body.top + tall, ..body }.cells(down, across, (gap, gap));
    for (moment, cell) in shown.into_iter().zip(cells) {
        panel(&mut page, (&first, &places), moment, (cell, pitch, pitch * columns));
    }
    let findings = findings(&first, results);
    let caption = format!(
        "**{title}.** {} {findings}{} {}{}\n",
        results.facts.led(','),
        first.place_among_runs(results),
        words::with_space(words::caveats(results)),
        words::source(results, "`agents.csv` and `events.csv`")
    );
    let alt = format!("Small seat maps of {columns} columns and {rows} rows. {findings}");
    let svg = page.finish(SEAT_MOMENTS.name, &title, &alt);
    Figure::drawn(SEAT_MOMENTS.name, title, svg, table(results, &first), (caption.replace("  ", " "), alt))
}

fn keys(look: &Look, first: &FirstTimes) -> Vec<Key> {
    let key = |colour, sample, text| Key { stroke: Stroke::new(colour, look.theme.line), sample, text };
    let of = |cause| cause_colour(&look.theme, cause);
    let firsts = || (0..first.times.len()).filter(|person| first.times[*person].is_some());
    let mut keys = Vec::new();
    if firsts().any(|person| !first.caught[person] && !first.set[person]) {
        keys.push(key(of(Cause::Spontaneous), Sample::Ring, say!("moments-own", "New: of their own accord")));
    }
    if firsts().any(|person| first.set[person]) {
        let said = say!("moments-set", "New: set by the scenario, or on purpose");
        keys.push(key(of(Cause::Event), Sample::Patch, said));
    }
    if firsts().any(|person| first.caught[person]) {
        keys.push(key(of(Cause::Imitated), Sample::Disc, say!("moments-caught", "New: caught from others")));
    }
    keys.push(key(earlier(look), Sample::Disc, say!("moments-before", "Before")));
    keys
}

/// The grey of what was before.
fn earlier(look: &Look) -> super::colour::Colour {
    look.theme.grey
}

fn panel(
    page: &mut Page,
    (first, places): (&FirstTimes, &[Option<(f64, f64)>]),
    (before, now): (f64, f64),
    (cell, pitch, wide): (Frame, f64, f64),
) {
    let theme = *page.theme;
    let left = cell.left + ((cell.width() - wide) / 2.0).max(0.0);
    let top = cell.top + theme.leading(theme.text) * 1.2;
    let by_now = first.times.iter().flatten().filter(|time| **time <= now).count();
    let told = say!("by-then", [time = first.clock.words(now), n = by_now.to_string()], "by {time}: {n}");
    let label = Type { bold: true, ..page.label() };
    let told = font::shorten(&axis::capital(&told), theme.text, true, cell.width());
    page.group("moment");
    page.text((cell.left, cell.top + theme.leading(theme.text) / 2.0), &told, label);
    let place = |(x, y): (f64, f64)| (left + (x + 0.5) * pitch, top + (y + 0.5) * pitch);
    let states: Vec<State> = first.times.iter().map(|time| state(*time, before, now)).collect();
    page.group("caught-from");
    for (person, at) in places.iter().enumerate().filter(|(person, _)| states[*person] == State::Since) {
        let source = first.source[person].map(|source| source as usize).filter(|source| *source != person);
        if let Some((from, to)) = source.and_then(|source| *places.get(source)?).zip(*at) {
            page.line(&[place(from), place(to)], Stroke::new(theme.ink, (pitch * 0.08).clamp(0.8, 1.8)));
        }
    }
    page.group("seats");
    let radius = pitch * 0.38;
    for (person, at) in places.iter().enumerate() {
        let Some(at) = at.map(place) else { continue };
        let look = page.look;
        let of = |cause| cause_colour(&look.theme, cause);
        match states[person] {
            State::Never => page.dot(at, (radius * 0.25).clamp(0.7, 1.6), theme.grid.mix(theme.grey, 0.5)),
            State::Before => page.dot(at, radius * 0.7, earlier(look).mix(theme.ground, 0.25)),
            State::Since if first.caught[person] => page.dot(at, radius, of(Cause::Imitated)),
            State::Since if first.set[person] => {
                let half = radius * 0.85;
                page.fill(Frame::new(at.0 - half, at.1 - half, at.0 + half, at.1 + half), of(Cause::Event), 1.0);
            }
            State::Since => {
                let stroke = Stroke::new(of(Cause::Spontaneous), (radius * 0.5).max(1.0));
                page.ring(at, radius * 0.76, stroke);
            }
        }
    }
}

fn findings(first: &FirstTimes, results: &Results) -> String {
    let by = |now: f64| first.times.iter().flatten().filter(|time| **time <= now).count();
    let counts: Vec<String> =
        moments(first).into_iter().map(|(_, now)| format!("{} by {}", by(now), first.clock.words(now))).collect();
    format!("{} Who had done it: {}.", first.findings(results), words::listed(&counts))
}

fn table(results: &Results, first: &FirstTimes) -> Table {
    let time = format!("time_{}", first.clock.unit);
    let mut table = Table::new(&[&time, "person", "x", "y", "state", "caught_from"]);
    for (before, now) in moments(first) {
        for (index, person) in results.people.iter().enumerate() {
            let (x, y) = person.place.unwrap_or((f64::NAN, f64::NAN));
            let state = match state(first.times[index], before, now) {
                State::Never => "not yet",
                State::Before => "earlier",
                State::Since if first.caught[index] => "since, caught",
                State::Since if first.set[index] => "since, set or on purpose",
                State::Since => "since, own accord",
            };
            let source = first.source[index].filter(|_| state == "since, caught");
            let source = source.and_then(|s| results.people.get(s as usize)).map_or("", |p| p.name.as_str());
            let name = person.name.as_str();
            table.row(vec![first.clock.read(now).into(), name.into(), x.into(), y.into(), state.into(), source.into()]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_round() {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(step(4.88), 5.0) && near(step(5.0), 5.0) && near(step(0.21), 0.25) && near(step(81.0), 100.0));
    }

    #[test]
    fn everyone_is_new_at_one_moment_and_earlier_after_it() {
        let ends = [(f64::NEG_INFINITY, 1.0), (1.0, 2.0), (2.0, 3.0)];
        let states = |first: Option<f64>| ends.map(|(before, now)| state(first, before, now));
        assert_eq!(states(Some(0.0)), [State::Since, State::Before, State::Before]);
        assert_eq!(states(Some(2.0)), [State::Never, State::Since, State::Before]);
        assert_eq!(states(Some(3.0)), [State::Never, State::Never, State::Since]);
        assert_eq!(states(None), [State::Never; 3]);
    }
}
