//! Deliberate expression: shown on purpose, at random moments or by a timetable. Not gated by mood or loneliness.

use crate::model::engine::face_course::Call;
use crate::model::engine::phase::Cause;
use crate::model::engine::time::Clock;
use crate::model::situation::Policy;
use bevy_ecs::prelude::{Component, Resource};

/// δ: hazard of showing it on purpose \[/s\].
#[derive(Component, Clone, Copy, Debug)]
pub struct DeliberateRate(pub f64);

/// One person's or group's timetable for an expression.
#[derive(Clone, Debug)]
pub struct Timetable {
    /// Which expression.
    pub expression: u8,
    /// Who keeps to it.
    pub people: Vec<u32>,
    /// When.
    pub policy: Policy,
}

/// All timetables.
#[derive(Resource, Debug, Default)]
pub struct Timetables(pub Vec<Timetable>);

impl Timetable {
    /// The showings that begin in a tick.
    pub fn calls(&self, clock: Clock) -> Vec<Call> {
        let Policy::Schedule { on, hold, every, until } = self.policy else { return Vec::new() };
        if hold <= 0.0 {
            return Vec::new();
        }
        let begins = occurrences(on, every, until, clock);
        let call =
            |at, person| Call { expression: self.expression, person, at, cause: Cause::Deliberate, hold: Some(hold) };
        begins.flat_map(|(_, at)| self.people.iter().map(move |&person| call(at, person))).collect()
    }
}

/// When a repeated thing happens in a tick: (how many times before, offset from the start of the tick \[s\]).
///
/// Each moment belongs to exactly one tick, found from the moment itself: comparing it with the two ends of a tick, which
/// are rounded too, would lose some moments and count others twice.
pub fn occurrences(at: f64, every: f64, until: f64, clock: Clock) -> impl Iterator<Item = (u64, f64)> {
    let moment = move |count: u64| if count == 0 { at } else { at + count as f64 * every };
    let tick = move |time: f64| (time / clock.dt + 1e-6).floor() as u64;
    let first = if every.is_finite() { ((clock.start() - at) / every - 1.0).floor().max(0.0) as u64 } else { 0 };
    (first..)
        .take_while(move |&count| {
            (count == 0 || every.is_finite()) && moment(count) < until && tick(moment(count)) <= clock.tick
        })
        .filter(move |&count| tick(moment(count)) == clock.tick)
        .map(move |count| (count, (moment(count) - clock.start()).clamp(0.0, clock.dt * (1.0 - 1e-9))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(at: f64, every: f64, until: f64, dt: f64, ticks: u64) -> Vec<f64> {
        let of = |tick| {
            let clock = Clock { tick, dt, is_exact: false };
            occurrences(at, every, until, clock).map(move |(_, offset)| clock.start() + offset).collect::<Vec<_>>()
        };
        (0..ticks).flat_map(of).collect()
    }

    #[test]
    fn a_repeated_thing_happens_as_often_as_it_should_at_any_tick() {
        for dt in [0.1, 0.25, 0.3, 1.0, 7.0] {
            for (at, every) in [(5.0, 10.0), (0.3, 0.3), (0.7, 0.7), (0.3, 10.0), (0.0, 0.25), (2.1, 0.1)] {
                let found = moments(at, every, 45.0, dt, (70.0 / dt) as u64);
                let expected: Vec<f64> = (0..).map(|n| at + f64::from(n) * every).take_while(|&t| t < 45.0).collect();
                assert_eq!(found.len(), expected.len(), "at {at} every {every}, dt {dt}");
                found.iter().zip(&expected).for_each(|(t, e)| assert!((t - e).abs() < 1e-5, "{t} {e}"));
            }
        }
    }

    #[test]
    fn a_single_thing_happens_once() {
        for at in [0.0, 0.3, 0.7, 3.0] {
            assert_eq!(moments(at, f64::INFINITY, f64::INFINITY, 0.1, 100).len(), 1, "at {at}");
        }
    }
}
