//! Every sentence of a film.

use super::moment::{Counted, FADING, counted};
use super::{Film, RATE};
use crate::output::chart::axis::{capital, lasting, short};
use crate::output::chart::words::arm_label;
use crate::results::Point;

const DAY: f64 = 86_400.0;
const YEAR: f64 = 31_557_600.0;

/// What a world is called where another one stands beside it.
fn called(film: &Film, world: usize) -> String {
    film.worlds
        .get(world)
        .map_or_else(String::new, |world| arm_label(&Point { arm: world.arm.clone(), ..Point::default() }))
}

/// "one dot a person".
pub(super) fn what_is_shown(film: &Film) -> String {
    let shown = match film.worlds.len() {
        1 => "One dot a person",
        _ => "One dot a person; the same people and the same dice on both sides",
    };
    format!("{shown}. {}.", capital(&film.run))
}

/// What six moments show.
pub(super) fn still_shows(film: &Film) -> String {
    format!("Six moments of {}, {}. One dot a person.", lasting(film.duration), film.run)
}

/// The time of a frame in the run \[s\].
pub(super) fn time(film: &Film, frame: usize) -> f64 {
    film.duration * frame as f64 / film.frames.saturating_sub(1).max(1) as f64
}

/// The clock of a frame.
pub(super) fn clock(film: &Film, frame: usize) -> String {
    let time = time(film, frame);
    let pair = |large: f64, small: f64| format!("{}:{:02}", (time / large) as u64, (time % large / small) as u64);
    match film.duration {
        d if d < 240.0 => format!("{time:.0}\u{a0}s"),
        d if d <= 3.0 * 3600.0 => format!("{}\u{a0}min", pair(60.0, 1.0)),
        d if d <= 3.0 * DAY => format!("{}\u{a0}h", pair(3600.0, 60.0)),
        d if d <= 3.0 * YEAR => format!("day {:.0}", (time / DAY).floor()),
        _ => format!("year {:.0}", (time / YEAR).floor()),
    }
}

/// "32 caught".
pub(super) fn caught(counted: Counted) -> String {
    format!("{} caught", counted.caught)
}

/// "200 of their own accord", with those that the scenario set.
pub(super) fn own(counted: Counted) -> String {
    let set = if counted.set > 0 { format!(", {} set", counted.set) } else { String::new() };
    format!("{} of their own accord{set}", counted.own)
}

/// What marks stand for below six moments.
pub(super) fn own_and_more(film: &Film) -> String {
    let set = if in_the_end(film, 0).set > 0 { " (violet: set by the scenario)" } else { "" };
    format!("of their own accord{set}; large: now; faint: before; a line: from whom")
}

/// "145 of 200 people yawned".
pub(super) fn people(film: &Film, counted: Counted) -> String {
    let each = if film.crowd.people == 1 { "1 person" } else { &format!("{} people", film.crowd.people) };
    format!("{} of {each} {} so far", counted.people, film.voice.did)
}

/// What came of a world in the end.
fn in_the_end(film: &Film, world: usize) -> Counted {
    film.deeds.get(world).map_or_else(Counted::default, |deeds| counted(deeds, film.crowd.people, film.frames))
}

fn all(counted: Counted) -> usize {
    counted.caught + counted.own + counted.set
}

fn many(film: &Film, n: usize) -> String {
    format!("{n} {}", if n == 1 { &film.voice.one } else { &film.voice.many })
}

/// What there was in the other world, for a still that shows one.
pub(super) fn beside(film: &Film) -> String {
    if film.worlds.len() < 2 {
        return String::new();
    }
    let other = in_the_end(film, 1);
    format!(
        "{}, with the same dice: {} by {} of {} people in the end.",
        capital(&called(film, 1)),
        many(film, all(other)),
        other.people,
        film.crowd.people
    )
}

/// The caption.
pub(super) fn caption(film: &Film) -> String {
    let seconds = film.frames / RATE as usize;
    let world = |world: usize| {
        let end = in_the_end(film, world);
        format!(
            "{}: {} by {} of {} people, {} caught, {}",
            capital(&called(film, world)),
            many(film, all(end)),
            end.people,
            film.crowd.people,
            end.caught,
            own(end)
        )
    };
    let worlds: Vec<String> = (0..film.worlds.len()).map(world).collect();
    let dice = if worlds.len() > 1 { " Both sides have the same people and the same dice." } else { "" };
    format!(
        "**{}, one run as it went.** {}: {} in {seconds} s. {}.{dice} Each dot is a person: large while it lasts, faint afterwards, with a \
         hole where it was caught; a line leads from whom. In the film, not in its still, a face that is over fades within half a second, \
         {} of the run, so that short ones are seen. One run is one story, not an average, and whom it was caught from is the model’s, by \
         its rule for closeness and attention.\n",
        film.title,
        capital(&film.run),
        lasting(film.duration),
        worlds.join(". "),
        lasting(time(film, FADING))
    )
}

/// The text in place of the film.
pub(super) fn alt(film: &Film) -> String {
    let (end, other) = (in_the_end(film, 0), in_the_end(film, 1));
    let first = format!(
        "Film of {}, one dot a person: {} of {} were caught, and {} of {} people {}.",
        lasting(film.duration),
        end.caught,
        many(film, all(end)),
        end.people,
        short(film.crowd.people as f64),
        film.voice.did
    );
    if film.worlds.len() < 2 {
        return first;
    }
    format!(
        "{first} Beside it, {} and the same dice: {} by {} people.",
        called(film, 1),
        many(film, all(other)),
        other.people
    )
}
