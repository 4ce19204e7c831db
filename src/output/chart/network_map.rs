//! `network-map`: people and their ties, coloured by the time of the first expression, with who caught it from whom.

use super::first_times::{FirstTimes, colour_bar};
use super::graph_layout;
use super::input::Results;
use super::page::{Frame, Page, Stroke, Type};
use super::{Chart, Figure, Look, MadeOf, labels, made_of, words};
use crate::output::tongue::say;

/// People and their ties.
pub(super) const NETWORK_MAP: Chart = Chart {
    name: "network-map",
    made_of: MadeOf::ShownRun,
    shows: "people and their ties, coloured by the time of the first expression in one run, with who caught it from whom",
    needs: "ties and agents of at most 600 people",
    applies: |results| (2..=MOST).contains(&results.people.len()) && !results.ties.is_empty(),
    usual: |results| {
        let more_than_pairs = results.ties.len() > results.people.len();
        !results.facts.seats && more_than_pairs && !everyone_sees_everyone(results) && !one_sees_all(results)
    },
    draw,
};

/// More people than this are a cloud.
const MOST: usize = 600;

/// Everybody tied to one and to nobody else is a star, whatever happens on it.
fn one_sees_all(results: &Results) -> bool {
    let most = results.people.iter().map(|p| p.degree).fold(0.0, f64::max);
    most + 1.0 >= results.people.len() as f64 && results.ties.len() as f64 <= 2.0 * most
}

/// Everyone tied to everyone is a ball of wool.
fn everyone_sees_everyone(results: &Results) -> bool {
    let n = results.people.len();
    results.ties.len() as f64 > 0.6 * (n * n.saturating_sub(1)) as f64
}

fn draw(results: &Results, look: &Look) -> Figure {
    let first = FirstTimes::of(results);
    let title = say!("who-from-whom", [once = first.voice.once], "Who {once} when, and from whom they caught it");
    let what = say!("lines-are-ties", "lines are ties, arrows show from whom the first one was caught");
    let what = made_of::of_run(results, &what);
    let subtitle = format!("{} {what}", words::led(results, ','));
    let places = places(results);
    let high = places.iter().map(|p| p.1).fold(0.0, f64::max);
    let room = (look.width * high.clamp(0.35, 0.72)) + look.scaled(70.0);
    let mut page = Page::new(look, room, &title, &subtitle);
    colour_bar(&mut page, look, &first);
    let radius = radius(results.people.len(), look);
    let frame = page.body.inset(radius * 3.0, radius * 2.0, radius * 3.0, radius * 2.0);
    let at = graph_layout::apart(fitted(&places, frame), 2.0 * radius + look.scaled(2.5), frame);
    ties(&mut page, look, results, &at);
    arrows(&mut page, look, &first, &at, radius);
    people(&mut page, look, &first, &at, radius);
    names(&mut page, results, &at, radius);
    let findings = first.findings(results);
    let ties = pairs(results).len();
    let caption = format!(
        "**{title}.** {} {}: {} people and {ties} ties. {findings}{} Places are chosen so that few steps apart in the network is near on paper; directions mean nothing. {} {}\n",
        results.facts.led(','),
        made_of::which(results),
        results.people.len(),
        first.place_among_runs(results),
        words::caveats(results),
        words::source(results, "`agents.csv`, `ties.csv` and `events.csv`")
    );
    let alt = format!(
        "Network of {} people and {ties} ties, coloured by the time of the first expression. {findings}",
        results.people.len()
    );
    let table = first.table(results, &places);
    let svg = page.finish(NETWORK_MAP.name, &title, &alt);
    Figure::drawn(NETWORK_MAP.name, title, svg, table, (caption.replace("  ", " "), alt))
}

/// Where people are: as the network says, or laid out by their ties.
pub(super) fn places(results: &Results) -> Vec<(f64, f64)> {
    let known: Option<Vec<(f64, f64)>> = results.people.iter().map(|p| p.place).collect();
    known.filter(|k| spans_an_area(k)).unwrap_or_else(|| graph_layout::layout(results.people.len(), &results.ties))
}

fn spans_an_area(points: &[(f64, f64)]) -> bool {
    points.iter().any(|p| p.0 != points[0].0) && points.iter().any(|p| p.1 != points[0].1)
}

/// So large that all together cover a small part of the sheet.
pub(super) fn radius(people: usize, look: &Look) -> f64 {
    let narrow = (look.width / 800.0).min(1.0);
    (look.scaled(150.0 / (people.max(1) as f64).sqrt()) * narrow).clamp(2.4, look.scaled(11.0))
}

/// Scaled into a frame; the two axes may stretch differently by a little, to use the page.
pub(super) fn fitted(points: &[(f64, f64)], frame: Frame) -> Vec<(f64, f64)> {
    let (left, right) = points.iter().fold((f64::MAX, f64::MIN), |b, p| (b.0.min(p.0), b.1.max(p.0)));
    let (top, bottom) = points.iter().fold((f64::MAX, f64::MIN), |b, p| (b.0.min(p.1), b.1.max(p.1)));
    let across = frame.width() / (right - left).max(1e-9);
    let down = frame.height() / (bottom - top).max(1e-9);
    let (across, down) = (across.min(down * 1.3), down.min(across * 1.3));
    let middle = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
    let place = |p: &(f64, f64)| {
        (middle.0 + (p.0 - (left + right) / 2.0) * across, middle.1 + (p.1 - (top + bottom) / 2.0) * down)
    };
    points.iter().map(place).collect()
}

/// Ties in either direction, once.
pub(super) fn pairs(results: &Results) -> Vec<(usize, usize)> {
    let n = results.people.len();
    let mut pairs: Vec<(usize, usize)> = results
        .ties
        .iter()
        .map(|&(a, b)| (a.min(b) as usize, a.max(b) as usize))
        .filter(|&(a, b)| a < b && b < n)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

pub(super) fn ties(page: &mut Page, look: &Look, results: &Results, at: &[(f64, f64)]) {
    let pairs = pairs(results);
    let opacity = (400.0 / pairs.len().max(1) as f64).clamp(0.25, 0.6);
    page.group("ties");
    for (a, b) in pairs {
        page.line(&[at[a], at[b]], Stroke::new(look.theme.grey, 0.8).faded(opacity));
    }
}

fn arrows(page: &mut Page, look: &Look, first: &FirstTimes, at: &[(f64, f64)], radius: f64) {
    page.group("caught-from");
    for (person, source) in first.source.iter().enumerate() {
        let Some(source) = source.map(|s| s as usize).filter(|&s| s < at.len() && s != person) else { continue };
        arrow(page, at[source], at[person], radius, Stroke::new(look.theme.ink, look.theme.line * 0.75).faded(0.75));
    }
}

/// From edge to edge of the two dots, with a head.
fn arrow(page: &mut Page, from: (f64, f64), to: (f64, f64), radius: f64, stroke: Stroke) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1e-9);
    let (ux, uy) = (dx / length, dy / length);
    let head = (radius * 0.9).clamp(4.0, 9.0).min(length * 0.4);
    let tip = (to.0 - ux * (radius + 1.5), to.1 - uy * (radius + 1.5));
    let neck = (tip.0 - ux * head, tip.1 - uy * head);
    let side = head * 0.42;
    page.line(&[(from.0 + ux * radius, from.1 + uy * radius), neck], stroke);
    let head = [tip, (neck.0 - uy * side, neck.1 + ux * side), (neck.0 + uy * side, neck.1 - ux * side)];
    page.area(&head, stroke.colour, stroke.opacity);
}

fn people(page: &mut Page, look: &Look, first: &FirstTimes, at: &[(f64, f64)], radius: f64) {
    page.group("people");
    for (person, &place) in at.iter().enumerate() {
        first.mark(page, look, (person, place), radius);
    }
}

/// Names of the best connected, as many as find room.
fn names(page: &mut Page, results: &Results, at: &[(f64, f64)], radius: f64) {
    let named = results.people.iter().any(|p| p.name.parse::<u64>().is_err());
    let few = results.people.len() <= 40;
    if !named && !few {
        return;
    }
    let mut order: Vec<usize> = (0..results.people.len()).collect();
    order.sort_by(|&a, &b| results.people[b].degree.total_cmp(&results.people[a].degree).then(a.cmp(&b)));
    let most = if few { order.len() } else { 28 };
    // Everybody's dot is in the way of labels, but only the best connected are named.
    let text = |(rank, &i): (usize, &usize)| {
        let name =
            if rank < most { crate::text::shown(&results.people[i].name).replace('_', " ") } else { String::new() };
        (at[i], radius, name)
    };
    let points: Vec<((f64, f64), f64, String)> = order.iter().enumerate().map(text).collect();
    let bounds = page.body;
    let look = Type { bold: false, ..page.label() };
    page.group("names");
    page.halo(true);
    labels::beside_points(page, &points, bounds, look);
    page.halo(false);
}
