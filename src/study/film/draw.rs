//! Pictures of moments.

use super::Film;
use super::moment::{BOW, Cause, Counted, Deed, FADING, counted};
use super::words;
use crate::output::chart::axis::capital;
use crate::output::chart::sheet::escape;
use crate::scenario::Picture;
use std::fmt::Write;

/// The width of a world beside another one.
pub(super) const PANEL: f64 = 384.0;
/// The width of a world alone.
pub(super) const ALONE: f64 = 560.0;
/// Between the edge and what is drawn.
const MARGIN: f64 = 14.0;
/// Where stages begin.
pub(super) const TOP: f64 = 92.0;
/// Room below the stages: counters, clock.
const BELOW: f64 = 84.0;

pub(super) const GROUND: &str = "#fbfaf6";
pub(super) const INK: &str = "#1b1c1f";
pub(super) const QUIET: &str = "#6a6d75";
const TIE: &str = "#8f9299";

/// The colour of a cause; its shape tells the same.
pub(super) fn colour(cause: Cause) -> &'static str {
    match cause {
        Cause::Own => "#1f5fae",
        Cause::Caught => "#b8400e",
        Cause::Set => "#6b3fa0",
    }
}

/// The size of the whole picture, even as films must be.
pub(super) fn size(film: &Film) -> (f64, f64) {
    let worlds = film.worlds.len().max(1) as f64;
    let width = if worlds > 1.0 { worlds * PANEL + (worlds + 1.0) * MARGIN } else { ALONE + 2.0 * MARGIN };
    let even = |side: f64| (side / 2.0).ceil() * 2.0;
    (even(width), even(TOP + film.places.height + BELOW))
}

/// Where the stage of a world begins.
pub(super) fn left(film: &Film, world: usize) -> f64 {
    let wide = if film.worlds.len() > 1 { PANEL } else { ALONE };
    MARGIN + world as f64 * (wide + MARGIN)
}

/// What does not move: ground, title, names of the worlds, ties, people who have done nothing yet.
pub(super) fn lasting(film: &Film) -> String {
    let (width, height) = size(film);
    let mut svg = format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{GROUND}\"/>");
    text(&mut svg, (MARGIN, 30.0), 19.0, true, INK, &film.title);
    text(&mut svg, (MARGIN, 50.0), 13.0, false, QUIET, &words::what_is_shown(film));
    for world in 0..film.worlds.len() {
        let x = left(film, world);
        text(&mut svg, (x, 78.0), 15.0, true, INK, &capital(&film.worlds[world].label));
        let _ = write!(svg, "<g transform=\"translate({x} {TOP})\">");
        ground(&mut svg, film);
        svg.push_str("</g>");
    }
    svg
}

/// Ties, the front of the room, and everybody as a ring.
fn ground(svg: &mut String, film: &Film) {
    let places = &film.places;
    if places.shown == Picture::Seats {
        let middle = places.width / 2.0;
        let _ =
            write!(svg, "<path d=\"M{} 8H{}\" stroke=\"{QUIET}\" stroke-width=\"3\"/>", middle - 60.0, middle + 60.0);
        let _ = write!(
            svg,
            "<text x=\"{middle}\" y=\"22\" font-size=\"11\" text-anchor=\"middle\" fill=\"{QUIET}\">front</text>"
        );
    }
    if places.shown == Picture::Network {
        let mut path = String::new();
        for tie in film.crowd.ties.chunks_exact(2) {
            let ((x1, y1), (x2, y2)) = (places.at[tie[0] as usize], places.at[tie[1] as usize]);
            let _ = write!(path, "M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}");
        }
        let opacity = (500.0 / film.crowd.tied.max(1) as f64).clamp(0.2, 0.7);
        let _ = write!(
            svg,
            "<path d=\"{path}\" stroke=\"{TIE}\" stroke-width=\"0.8\" stroke-opacity=\"{opacity:.2}\" fill=\"none\"/>"
        );
    }
    let line = (places.radius * 0.22).clamp(0.8, 2.0);
    let _ = write!(svg, "<g fill=\"{GROUND}\" stroke=\"{QUIET}\" stroke-width=\"{line:.1}\">");
    for &at in &places.at {
        dot(svg, at, places.radius * 0.8, "");
    }
    svg.push_str("</g>");
}

/// A frame.
pub(super) fn frame(film: &Film, number: usize) -> String {
    let mut svg = lasting(film);
    for (world, deeds) in film.deeds.iter().enumerate() {
        let x = left(film, world);
        let _ = write!(svg, "<g transform=\"translate({x} {TOP})\">");
        moment(&mut svg, film, deeds, number);
        svg.push_str("</g>");
        counters(&mut svg, film, world, counted(deeds, film.crowd.people, number));
    }
    clock(&mut svg, film, number);
    framed(size(film), &svg, &film.alt())
}

/// Who did it up to a frame, faint.
fn past(svg: &mut String, film: &Film, deeds: &[Deed], frame: usize) {
    let places = &film.places;
    let mut past = vec![None; film.crowd.people];
    deeds.iter().take_while(|deed| deed.from <= frame).for_each(|deed| past[deed.who] = Some(deed.cause));
    for cause in [Cause::Own, Cause::Caught, Cause::Set] {
        let _ = write!(svg, "<g fill=\"{}\" fill-opacity=\"0.5\">", colour(cause));
        let of = |who: &usize| past[*who] == Some(cause);
        (0..past.len()).filter(of).for_each(|who| dot(svg, places.at[who], places.radius * 0.8, ""));
        svg.push_str("</g>");
        if cause == Cause::Caught {
            let _ = write!(svg, "<g fill=\"{GROUND}\">");
            (0..past.len()).filter(of).for_each(|who| dot(svg, places.at[who], places.radius * HOLE, ""));
            svg.push_str("</g>");
        }
    }
}

/// A moment of a still: who shows it at that very time, and from whom it was caught.
fn instant(svg: &mut String, film: &Film, deeds: &[Deed], frame: usize) {
    past(svg, film, deeds, frame);
    let time = words::time(film, frame);
    let seen = || deeds.iter().filter(|deed| deed.is_seen_at(time));
    seen().for_each(|deed| svg.push_str(&bow(film, deed, "")));
    seen().for_each(|deed| svg.push_str(&face(film, deed, "")));
}

/// A moment of a film: a face that is over fades, and a line stays for a while, so that eyes can follow.
fn moment(svg: &mut String, film: &Film, deeds: &[Deed], frame: usize) {
    past(svg, film, deeds, frame);
    let so_far = deeds.iter().take_while(|deed| deed.from <= frame);
    for deed in so_far.clone().filter(|deed| deed.source.is_some() && frame - deed.from < BOW) {
        let age = (frame - deed.from) as f64 / BOW as f64;
        svg.push_str(&bow(film, deed, &see_through((1.0 - age).max(0.15))));
    }
    for deed in so_far {
        let fading = frame.saturating_sub(deed.until);
        if fading < FADING {
            let opacity = 1.0 - fading as f64 / FADING as f64;
            svg.push_str(&face(film, deed, &see_through(opacity)));
        }
    }
}

/// How much is seen of what has only one colour on top of another: unlike `opacity`, it needs no layer of its own.
fn see_through(share: f64) -> String {
    if share >= 1.0 { String::new() } else { format!("fill-opacity=\"{share:.2}\" stroke-opacity=\"{share:.2}\"") }
}

/// A face that is seen now: large, with a rim; a caught one with a hole.
pub(super) fn face(film: &Film, deed: &Deed, attributes: &str) -> String {
    let (at, radius) = (film.places.at[deed.who], film.places.radius);
    let rim = (radius * 0.3).clamp(0.8, 2.4);
    let mut svg = format!("<g {attributes}>");
    let look = format!(" fill=\"{}\" stroke=\"{INK}\" stroke-width=\"{rim:.1}\"", colour(deed.cause));
    dot(&mut svg, at, radius * 1.3, &look);
    if deed.cause == Cause::Caught {
        dot(&mut svg, at, radius * 0.45, &format!(" fill=\"{GROUND}\""));
    }
    svg + "</g>"
}

/// The hole of a faint dot, as a share of a place.
const HOLE: f64 = 0.3;

/// What stays of a face that was seen.
pub(super) fn trace(film: &Film, deed: &Deed, attributes: &str) -> String {
    let mut svg = format!("<g {attributes}>");
    let look = format!(" fill=\"{}\" fill-opacity=\"0.5\"", colour(deed.cause));
    // What was there before is covered.
    dot(&mut svg, film.places.at[deed.who], film.places.radius * 0.8, &format!(" fill=\"{GROUND}\""));
    dot(&mut svg, film.places.at[deed.who], film.places.radius * 0.8, &look);
    if deed.cause == Cause::Caught {
        dot(&mut svg, film.places.at[deed.who], film.places.radius * HOLE, &format!(" fill=\"{GROUND}\""));
    }
    svg + "</g>"
}

/// A line from whom it was caught, with a head.
pub(super) fn bow(film: &Film, deed: &Deed, attributes: &str) -> String {
    const LIFT: f64 = 0.22;
    let Some(&(x1, y1)) = deed.source.and_then(|source| film.places.at.get(source)) else { return String::new() };
    let (x2, y2) = film.places.at[deed.who];
    let (x, y) = ((x1 + x2) / 2.0 + (y2 - y1) * LIFT, (y1 + y2) / 2.0 - (x2 - x1) * LIFT - 4.0);
    let angle = (y2 - y).atan2(x2 - x);
    let head = |turn: f64| (x2 - 7.0 * (angle + turn).cos(), y2 - 7.0 * (angle + turn).sin());
    let ((ax, ay), (bx, by)) = (head(-0.45), head(0.45));
    let colour = colour(Cause::Caught);
    format!(
        "<g {attributes}><path d=\"M{x1:.1} {y1:.1}Q{x:.1} {y:.1} {x2:.1} {y2:.1}\" stroke=\"{colour}\" stroke-width=\"1.8\" fill=\"none\"/><path \
         d=\"M{x2:.1} {y2:.1}L{ax:.1} {ay:.1}L{bx:.1} {by:.1}z\" fill=\"{colour}\"/></g>"
    )
}

/// Where counters stand: a mark, a number and words for each cause, then how many people.
pub(super) fn counter_lines(film: &Film, world: usize) -> (f64, f64) {
    (left(film, world), TOP + film.places.height + 24.0)
}

fn counters(svg: &mut String, film: &Film, world: usize, counted: Counted) {
    let (x, y) = counter_lines(film, world);
    legend(svg, (x, y));
    text(svg, (x + 16.0, y), 15.0, true, INK, &words::caught(counted));
    text(svg, (x + 136.0, y), 15.0, true, INK, &words::own(counted));
    text(svg, (x, y + 20.0), 13.0, false, QUIET, &words::people(film, counted));
}

/// The marks before the counters.
pub(super) fn legend(svg: &mut String, (x, y): (f64, f64)) {
    mark(svg, Cause::Caught, (x + 5.0, y));
    mark(svg, Cause::Own, (x + 125.0, y));
}

/// The mark of a cause before a word.
fn mark(svg: &mut String, cause: Cause, (x, y): (f64, f64)) {
    dot(svg, (x, y - 5.0), 5.5, &format!(" fill=\"{}\"", colour(cause)));
    if cause == Cause::Caught {
        dot(svg, (x, y - 5.0), 2.0, &format!(" fill=\"{GROUND}\""));
    }
}

fn clock(svg: &mut String, film: &Film, number: usize) {
    let (width, height) = size(film);
    let y = height - 22.0;
    let share = number as f64 / film.frames.saturating_sub(1).max(1) as f64;
    text(svg, (MARGIN, y + 5.0), 15.0, true, INK, &words::clock(film, number));
    bar(svg, film, &format!(" width=\"{:.1}\"", share * (width - 2.0 * MARGIN - 100.0)));
}

/// The bar of time: how far it has gone by.
pub(super) fn bar(svg: &mut String, film: &Film, gone: &str) {
    let (width, height) = size(film);
    let (x, y, wide) = (MARGIN + 100.0, height - 24.0, width - 2.0 * MARGIN - 100.0);
    let _ =
        write!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"4\" fill=\"{TIE}\" fill-opacity=\"0.5\"/>");
    let _ = write!(svg, "<rect x=\"{x}\" y=\"{y}\" height=\"4\" fill=\"{INK}\"{gone}/>");
}

/// Where the words of the clock stand.
pub(super) fn clock_at(film: &Film) -> (f64, f64) {
    (MARGIN, size(film).1 - 17.0)
}

/// Six moments of the first world, each with its clock and counters; what there is without imitation in words.
pub(super) fn still(film: &Film) -> String {
    const SCALE: f64 = 0.66;
    const ACROSS: usize = 3;
    let wide = if film.worlds.len() > 1 { PANEL } else { ALONE };
    let (cell, tall) = (wide * SCALE + MARGIN, film.places.height * SCALE + 46.0);
    let (width, height) = (ACROSS as f64 * cell + MARGIN, 2.0 * tall + 112.0);
    let mut svg = format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{GROUND}\"/>");
    text(&mut svg, (MARGIN, 30.0), 19.0, true, INK, &film.title);
    text(&mut svg, (MARGIN, 50.0), 13.0, false, QUIET, &words::still_shows(film));
    let Some(deeds) = film.deeds.first() else { return framed((width, height), &svg, &film.alt()) };
    for place in 0..6 {
        let number = (place + 1) * film.frames.saturating_sub(1) / 6;
        let (x, y) = (MARGIN + (place % ACROSS) as f64 * cell, 84.0 + (place / ACROSS) as f64 * tall);
        let now = counted(deeds, film.crowd.people, number);
        text(&mut svg, (x, y), 14.0, true, INK, &words::clock(film, number));
        for (cause, across, count) in [(Cause::Caught, 88.0, now.caught), (Cause::Own, 150.0, now.own)] {
            mark(&mut svg, cause, (x + across, y));
            text(&mut svg, (x + across + 12.0, y), 14.0, true, INK, &count.to_string());
        }
        let _ = write!(svg, "<g transform=\"translate({x:.1} {:.1}) scale({SCALE})\">", y + 10.0);
        ground(&mut svg, film);
        instant(&mut svg, film, deeds, number);
        svg.push_str("</g>");
    }
    let y = height - 34.0;
    let (first, second) = (MARGIN + 5.0, MARGIN + 85.0);
    mark(&mut svg, Cause::Caught, (first, y));
    text(&mut svg, (first + 11.0, y), 13.0, false, INK, "caught");
    mark(&mut svg, Cause::Own, (second, y));
    text(&mut svg, (second + 11.0, y), 13.0, false, INK, words::own_and_more(film).as_str());
    text(&mut svg, (MARGIN, y + 20.0), 13.0, false, INK, &words::beside(film));
    framed((width, height), &svg, &film.alt())
}

pub(super) fn text(svg: &mut String, (x, y): (f64, f64), size: f64, bold: bool, fill: &str, words: &str) {
    let weight = if bold { " font-weight=\"600\"" } else { "" };
    let _ = write!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{weight} fill=\"{fill}\">{}</text>",
        escape(words)
    );
}

fn dot(svg: &mut String, (x, y): (f64, f64), radius: f64, look: &str) {
    let _ = write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"{look}/>");
}

/// A picture with its words.
pub(super) fn framed((width, height): (f64, f64), inner: &str, about: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
         aria-label=\"{}\" font-family=\"Inter, system-ui, sans-serif\">{inner}</svg>",
        escape(about)
    )
}
