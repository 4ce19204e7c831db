//! Deliberate expression: shown on purpose, at random moments or by a timetable. Not gated by mood or loneliness.

use super::course::Call;
use super::phase::Cause;
use super::situation::Policy;
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
    pub fn calls(&self, start: f64, end: f64) -> Vec<Call> {
        let Policy::Schedule { on, hold, every, until } = self.policy else { return Vec::new() };
        let Some(at) = occurrence(on, every, until, start, end) else { return Vec::new() };
        let call = |&person| Call {
            expression: self.expression,
            person,
            at: at - start,
            cause: Cause::Deliberate,
            hold: Some(hold),
        };
        self.people.iter().map(call).collect()
    }
}

/// When a repeated thing next happens, if that is in `start..end`.
pub fn occurrence(at: f64, every: f64, until: f64, start: f64, end: f64) -> Option<f64> {
    let time = if every.is_finite() && start > at { at + ((start - at) / every - 1e-9).ceil() * every } else { at };
    // A moment that rounding puts a hair before the tick belongs to the tick.
    let time = if time < start && start - time < 1e-9 * start.abs().max(1.0) { start } else { time };
    (time >= start && time < end && time < until).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::occurrence;

    #[test]
    fn a_repeated_thing_happens_once_in_the_right_tick() {
        for dt in [0.1, 0.25, 0.3, 7.0] {
            let ticks = (60.0 / dt) as u64;
            let times: Vec<f64> =
                (0..ticks).filter_map(|k| occurrence(5.0, 10.0, 45.0, k as f64 * dt, (k + 1) as f64 * dt)).collect();
            assert_eq!(times.len(), 4, "dt {dt}: {times:?}");
            times
                .iter()
                .zip([5.0, 15.0, 25.0, 35.0])
                .for_each(|(t, e)| assert!((t - e).abs() < 1e-6, "dt {dt}: {times:?}"));
        }
    }

    #[test]
    fn a_single_thing_happens_once() {
        let times: Vec<f64> =
            (0..100).filter_map(|k| occurrence(3.0, f64::INFINITY, f64::INFINITY, k as f64, k as f64 + 1.0)).collect();
        assert_eq!(times, [3.0]);
    }
}
