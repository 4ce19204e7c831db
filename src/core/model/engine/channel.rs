//! An expression as the engine uses it: rates turned into numbers per tick, names into indices.

use crate::chance::{Chance, Distribution, Draws, Stream, scope};
use crate::model::engine::phase::Cause;
use crate::model::situation::{Expression, ImitationRate, MemoryKernel, Response, Situation};
use bevy_ecs::prelude::Resource;

/// All expressions of the scenario, in its order.
#[derive(Resource, Debug)]
pub struct Repertoire(pub Vec<Channel>);

/// One expression, ready to run.
#[derive(Debug)]
pub struct Channel {
    /// Its name.
    pub name: String,
    /// λ0 \[/s\].
    pub spontaneous_rate: f64,
    /// β \[/s\], infinite for "always".
    pub imitation_rate: f64,
    /// a: factor on the spontaneous hazard when nobody is in view.
    pub alone_factor: f64,
    /// G.
    pub closeness_gain: f64,
    /// B \[people\].
    pub attention: f64,
    /// τ_A or T \[s\].
    pub memory: f64,
    /// Leaky or box.
    pub memory_kernel: MemoryKernel,
    /// L \[s\].
    pub latency: Distribution,
    /// χ.
    pub latency_closeness: f64,
    /// D \[s\].
    pub duration: Distribution,
    /// R \[s\].
    pub refractory: Distribution,
    /// Ψ.
    pub response: Response,
    /// θ_hold, infinite: none.
    pub hold: f64,
    /// σ_c.
    pub social_stopping: f64,
    /// c \[/person\].
    pub calming: f64,
    /// η \[/s\].
    pub habituation_rate: f64,
    /// τ_h \[s\].
    pub habituation_recovery: f64,
    /// Which expressions set it off, itself first, with their weight in the imitation matrix.
    pub triggers: Vec<(usize, f64)>,
    /// κ \[/SD\].
    pub mood_to_spontaneous: f64,
    /// μ \[/SD\].
    pub mood_to_mimicry: f64,
    /// ζ.
    pub loneliness_gate: f64,
    /// f \[SD\].
    pub feedback: f64,
    /// a_del.
    pub deliberate_feedback: f64,
    /// e \[SD\].
    pub witness_effect: f64,
    /// Whether a mirrored one strengthens a tie.
    pub bonding: bool,
    /// Which other expressions nobody shows together with it.
    pub rivals: Rivals,
    /// Its draws.
    pub luck: Luck,
}

/// The expressions that nobody shows together with another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rivals {
    /// Those that it ends when it begins.
    pub ends: Vec<usize>,
    /// Those that keep it from beginning while they are shown.
    pub above: Vec<usize>,
}

impl Rivals {
    fn of(own: usize, all: &[Expression]) -> Self {
        let excludes = |one: usize, other: usize| all[one].excludes.contains(&all[other].name);
        let others = || (0..all.len()).filter(|&other| other != own);
        Self {
            ends: others().filter(|&other| excludes(own, other)).collect(),
            above: others().filter(|&other| excludes(other, own) && !excludes(own, other)).collect(),
        }
    }

    /// Those that a face ends when it begins for this reason: what the scenario makes somebody show ends all of them.
    pub fn ended_by(&self, cause: Cause) -> impl Iterator<Item = usize> {
        let above = if is_made(cause) { &self.above[..] } else { &[] };
        self.ends.iter().chain(above).copied()
    }

    /// Those that keep it from beginning for this reason.
    #[inline]
    pub fn hinder(&self, cause: Cause) -> &[usize] {
        if is_made(cause) { &[] } else { &self.above }
    }
}

/// Whether the scenario has somebody show something, or they do so on purpose.
const fn is_made(cause: Cause) -> bool {
    matches!(cause, Cause::Event | Cause::Deliberate)
}

/// The named draws of one expression.
#[derive(Clone, Copy, Debug)]
pub struct Luck {
    /// Hazard that an idle stretch takes.
    pub firing: Draws,
    /// Which hazard fired.
    pub cause: Draws,
    /// From whom.
    pub source: Draws,
    /// Latent time.
    pub latency: Draws,
    /// Visible time.
    pub duration: Draws,
    /// Refractory time.
    pub refractory: Draws,
}

impl Luck {
    /// The same draws for people whose numbers are told from a first one on.
    fn counted_from(self, first: usize) -> Self {
        let of = |draws: Draws| draws.counted_from(first);
        Self {
            firing: of(self.firing),
            cause: of(self.cause),
            source: of(self.source),
            latency: of(self.latency),
            duration: of(self.duration),
            refractory: of(self.refractory),
        }
    }

    fn new(chance: Chance, name: &str) -> Self {
        let of = |stream| chance.of(stream, scope(name));
        Self {
            firing: of(Stream::Firing),
            cause: of(Stream::Cause),
            source: of(Stream::Source),
            latency: of(Stream::Latency),
            duration: of(Stream::Duration),
            refractory: of(Stream::Refractory),
        }
    }
}

impl Repertoire {
    /// Prepares the expressions of a situation.
    pub fn new(situation: &Situation, chance: Chance) -> Self {
        let index = |name: &str| situation.expressions.iter().position(|e| e.name == name);
        let rivals = |own| Rivals::of(own, &situation.expressions);
        let all = situation.expressions.iter().enumerate();
        Self(all.map(|(own, e)| Channel { rivals: rivals(own), ..Channel::new(e, chance, index) }).collect())
    }

    /// The same for people whose numbers are told from a first one on: number 0 draws what person `first` does.
    #[must_use]
    pub fn counted_from(mut self, first: usize) -> Self {
        for channel in &mut self.0 {
            channel.luck = channel.luck.counted_from(first);
            for times in [&mut channel.latency, &mut channel.duration, &mut channel.refractory] {
                *times = times.counted_from(first);
            }
        }
        self
    }
}

impl Channel {
    /// a(company).
    #[inline]
    pub fn company(&self, in_view: f32) -> f64 {
        if in_view > 0.0 { 1.0 } else { self.alone_factor }
    }

    /// Whether a visible face runs its course whatever others do.
    pub const fn stops_by_itself(&self) -> bool {
        self.hold.is_infinite() && self.social_stopping == 0.0 && self.calming == 0.0
    }

    /// Speed of the clock of a visible face that nothing holds, where `in_view` people are in view and so many of them are
    /// seen to show it.
    ///
    /// ```text
    /// 1 + (σ_c + c K)(1 − X̄)        X̄ = seen/K, at most 1
    /// ```
    #[inline]
    pub fn stopping(&self, in_view: f64, seen: impl FnOnce() -> f64) -> f64 {
        if (self.social_stopping == 0.0 && self.calming == 0.0) || in_view == 0.0 {
            return 1.0;
        }
        let calm = 1.0 - (seen() / in_view).min(1.0);
        1.0 + (self.social_stopping + self.calming * in_view) * calm
    }

    /// Whether something hangs on whether the activation meets a bound exactly.
    pub const fn has_threshold(&self) -> bool {
        self.hold.is_finite() || matches!(self.response, Response::Threshold { .. })
    }

    fn new(expression: &Expression, chance: Chance, index: impl Fn(&str) -> Option<usize>) -> Self {
        let own = index(&expression.name).into_iter().map(|i| (i, 1.0));
        let others = expression.triggered_by.iter().filter_map(|(name, weight)| Some((index(name)?, *weight)));
        Self {
            name: expression.name.clone(),
            spontaneous_rate: expression.spontaneous_rate,
            imitation_rate: match expression.imitation_rate {
                ImitationRate::Rate(rate) => rate,
                ImitationRate::Always => f64::INFINITY,
            },
            alone_factor: 1.0 / expression.company_factor,
            closeness_gain: expression.closeness_gain,
            attention: expression.attention,
            memory: expression.memory,
            memory_kernel: expression.memory_kernel,
            latency: expression.latency.clone(),
            latency_closeness: expression.latency_closeness,
            duration: expression.duration.clone(),
            refractory: expression.refractory.clone(),
            response: expression.response.clone(),
            hold: expression.hold.unwrap_or(f64::INFINITY),
            social_stopping: expression.social_stopping,
            calming: expression.calming,
            habituation_rate: expression.habituation_rate,
            habituation_recovery: expression.habituation_recovery,
            triggers: own.chain(others).collect(),
            mood_to_spontaneous: expression.mood_to_spontaneous,
            mood_to_mimicry: expression.mood_to_mimicry,
            loneliness_gate: expression.loneliness_gate,
            feedback: expression.feedback,
            deliberate_feedback: expression.deliberate_feedback,
            witness_effect: expression.witness_effect,
            bonding: expression.bonding,
            rivals: Rivals::default(),
            luck: Luck::new(chance, &expression.name),
        }
    }
}
