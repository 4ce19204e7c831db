//! A recorded run as a film: people light up and fade, lines lead from whom it was caught, the same dice without imitation beside it,
//! a clock and counters. Made of plain data; pictures of single moments, one that moves by itself, and a still of six moments.

mod animated;
mod draw;
mod moment;
mod places;
mod words;

use super::explore::{Crowd, Living, Spoken, World};
use crate::scenario::{Picture, Scenario};
use moment::Deed;
use places::Places;

/// Frames in a second.
pub const RATE: u32 = 10;
/// More people than this are no dots any more.
pub const MOST_PEOPLE: usize = 3_000;
/// More expressions than this are too many to be drawn one by one in a picture that moves by itself.
const MOST_DEEDS: usize = 20_000;

/// A film.
#[derive(Clone, Debug)]
pub struct Film {
    title: String,
    /// Which run, in words: "run 0 of 200".
    run: String,
    crowd: Crowd,
    worlds: Vec<World>,
    deeds: Vec<Vec<Deed>>,
    voice: Spoken,
    places: Places,
    duration: f64,
    frames: usize,
}

/// What is to be filmed, and how.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// The scenario of the run.
    pub scenario: &'a Scenario,
    /// Which run, in words.
    pub run: String,
    /// Which expression; none: the first.
    pub expression: Option<&'a str>,
    /// How people are shown; none: as the scenario says, else as fits.
    pub picture: Option<Picture>,
    /// How long it lasts \[s\].
    pub seconds: u32,
}

impl Film {
    /// A film of runs that were recorded with every expression.
    ///
    /// # Errors
    /// When there is no such expression, nobody, or too many people to be seen.
    pub fn new(living: Living, wish: &Wish<'_>) -> Result<Self, String> {
        let Living { crowd, worlds, .. } = living;
        let expressions: Vec<&str> = wish.scenario.situation.expressions.iter().map(|e| e.name.as_str()).collect();
        let at = wish.expression.map_or(Some(0), |name| expressions.iter().position(|known| *known == name));
        let Some((at, name)) = at.and_then(|at| Some((at, *expressions.get(at)?))) else {
            return Err(format!(
                "nobody can express `{}` here; there are {}",
                wish.expression.unwrap_or(""),
                expressions.join(", ")
            ));
        };
        if crowd.people == 0 || crowd.people > MOST_PEOPLE {
            return Err(format!("{} people are no film: it shows up to {MOST_PEOPLE}, each as a dot", crowd.people));
        }
        let duration = worlds.iter().map(|world| world.ended).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let frames = (wish.seconds * RATE) as usize;
        let deeds = worlds.iter().map(|world| moment::deeds(&world.events, at as u16, duration, frames)).collect();
        let wide = if worlds.len() > 1 { draw::PANEL } else { draw::ALONE };
        let places = Places::of(&crowd, &places::fitting(&crowd, wish), wide);
        let title = if wish.scenario.title.is_empty() { &wish.scenario.name } else { &wish.scenario.title };
        Ok(Self {
            title: title.clone(),
            run: wish.run.clone(),
            voice: super::explore::spoken(&wish.scenario.verbs, name),
            crowd,
            worlds,
            deeds,
            places,
            duration,
            frames,
        })
    }

    /// How many frames it has.
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// A frame as SVG; those after the last are like the last.
    pub fn frame(&self, number: usize) -> String {
        draw::frame(self, number.min(self.frames.saturating_sub(1)))
    }

    /// Six moments of it, to be printed.
    pub fn still(&self) -> String {
        draw::still(self)
    }

    /// The film as one SVG that moves by itself, without a script; none where there are too many expressions.
    pub fn animated(&self) -> Option<String> {
        let count: usize = self.deeds.iter().map(Vec::len).sum();
        (count <= MOST_DEEDS).then(|| animated::svg(self))
    }

    /// What it shows, in Markdown.
    pub fn caption(&self) -> String {
        words::caption(self)
    }

    /// The same for those who cannot see it.
    pub fn alt(&self) -> String {
        words::alt(self)
    }
}
