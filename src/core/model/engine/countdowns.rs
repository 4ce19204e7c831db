//! The clocks of many faces in a tick: most run on, and all that is wanted of a sweep over them is a list of the few that
//! run out.

use crate::model::engine::face::Countdown;
use crate::model::engine::face_course::{Call, Pull};
use crate::model::engine::phase::Phase;
use std::array;

/// How fast the clocks of an expression run.
pub struct Speeds<H, O, P> {
    /// Writes the hazards of people while idle, from a first one on.
    pub hazards: H,
    /// Writes the speeds of their clocks in any other phase, unless they are 1.
    pub others: O,
    /// What acts on a person whose clock runs out.
    pub pull: P,
}

/// Seconds are seconds.
pub const fn steady(_: usize, _: &[Phase], _: &mut [f64]) {}

/// People at a time in a sweep.
pub const WIDTH: usize = 64;

/// Lets the clocks of some people run for a tick, from the person with number `first` on; lists those whose clock runs out in
/// it or who are called.
#[inline(always)] // part of a loop that is compiled for several processors
pub fn sweep(
    first: usize,
    clocks: &mut [Countdown],
    phases: &[Phase],
    calls: &[Call],
    dt: f64,
    due: &mut Vec<u32>,
    speeds: &Speeds<impl Fn(usize, &mut [f64]), impl Fn(usize, &[Phase], &mut [f64]), impl Fn(usize) -> Pull>,
) {
    let mut abreast = Abreast::new();
    let mut calls = &calls[calls.partition_point(|call| (call.person as usize) < first)..];
    for (chunk, (clocks, phases)) in clocks.chunks_mut(WIDTH).zip(phases.chunks(WIDTH)).enumerate() {
        let first = first + chunk * WIDTH;
        (speeds.hazards)(first, &mut abreast.hazard[..clocks.len()]);
        (speeds.others)(first, phases, &mut abreast.other[..clocks.len()]);
        while let Some((call, others)) = calls.split_first().filter(|(call, _)| (call.person as usize) < first + WIDTH)
        {
            abreast.call(call.person as usize - first);
            calls = others;
        }
        let mut rest = abreast.run(clocks, phases, dt);
        while rest != 0 {
            due.push((first + rest.trailing_zeros() as usize) as u32);
            rest &= rest - 1;
        }
    }
}

/// The clocks of some faces side by side, so that several run at once. Choices are masks (all bits or none), not branches:
/// who is idle cannot be predicted.
struct Abreast {
    /// Speed while idle.
    hazard: [f64; WIDTH],
    /// Speed in any other phase.
    other: [f64; WIDTH],
    /// Whether any of the others is not what it was.
    called: bool,
}

/// Each has a bit of its own.
const BITS: [u64; WIDTH] = {
    let (mut bits, mut i) = ([0; WIDTH], 0);
    while i < WIDTH {
        bits[i] = 1 << i;
        i += 1;
    }
    bits
};

const fn mask(yes: bool) -> u64 {
    (yes as u64).wrapping_neg()
}

impl Abreast {
    const fn new() -> Self {
        Self { hazard: [0.0; WIDTH], other: [1.0; WIDTH], called: false }
    }

    /// Something happens to a face in this tick whatever its clock says.
    const fn call(&mut self, place: usize) {
        self.hazard[place] = f64::INFINITY;
        self.other[place] = f64::INFINITY;
        self.called = true;
    }

    /// Lets clocks run for a tick; a bit for each that runs out, which stays as it is.
    #[inline(always)] // part of `sweep`
    fn run(&mut self, clocks: &mut [Countdown], phases: &[Phase], dt: f64) -> u64 {
        let due = match (<&mut [_; WIDTH]>::try_from(&mut *clocks), phases.try_into()) {
            (Ok(clocks), Ok(phases)) => self.run_all(clocks, phases, dt),
            // The last few, among clocks that never run out.
            _ => {
                let (mut all, mut stages) = ([Countdown(f64::NAN); WIDTH], [Phase::Idle; WIDTH]);
                all[..clocks.len()].copy_from_slice(clocks);
                stages[..phases.len()].copy_from_slice(phases);
                let due = self.run_all(&mut all, &stages, dt);
                clocks.copy_from_slice(&all[..clocks.len()]);
                due
            }
        };
        if std::mem::take(&mut self.called) {
            self.other = [1.0; WIDTH];
        }
        due
    }

    #[inline(always)] // part of `sweep`
    fn run_all(&self, clocks: &mut [Countdown; WIDTH], phases: &[Phase; WIDTH], dt: f64) -> u64 {
        let idle: [u64; WIDTH] = array::from_fn(|i| mask(phases[i] == Phase::Idle));
        let due: [u64; WIDTH] = array::from_fn(|i| {
            let speed = (self.hazard[i].to_bits() & idle[i]) | (self.other[i].to_bits() & !idle[i]);
            let need = f64::from_bits(speed) * dt;
            let due = mask(clocks[i].0 <= need);
            clocks[i].0 -= f64::from_bits(need.to_bits() & !due);
            due
        });
        due.iter().zip(BITS).fold(0, |all, (due, bit)| all | (due & bit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::engine::phase::Cause;

    #[test]
    fn those_who_run_out_or_are_called_are_listed_and_keep_their_clocks() {
        for people in [1, 63, 64, 65, 200] {
            let phase = |i: usize| if i.is_multiple_of(3) { Phase::Expressing } else { Phase::Idle };
            let phases: Vec<Phase> = (0..people).map(phase).collect();
            let left = |i: usize| if i.is_multiple_of(5) { 0.25 } else { 2.0 + i as f64 };
            let mut clocks: Vec<Countdown> = (0..people).map(|i| Countdown(left(i))).collect();
            let called: Vec<usize> = (0..people).filter(|i| i % 31 == 7).collect();
            let call =
                |&i: &usize| Call { expression: 0, person: 100 + i as u32, at: 0.0, cause: Cause::Event, hold: None };
            let calls: Vec<Call> = called.iter().map(call).collect();
            let speeds = Speeds {
                hazards: |first: usize, hazards: &mut [f64]| {
                    assert!(first >= 100 && first + hazards.len() <= 100 + people);
                    hazards.fill(0.5);
                },
                others: steady,
                pull: |_: usize| Pull { spontaneous: 0.5, imitation: 0.0, deliberate: 0.0, stopping: 1.0 },
            };
            let mut due = Vec::new();
            sweep(100, &mut clocks, &phases, &calls, 1.0, &mut due, &speeds);
            let expected: Vec<u32> =
                (0..people).filter(|i| left(*i) < 0.5 || called.contains(i)).map(|i| 100 + i as u32).collect();
            assert_eq!(due, expected, "{people}");
            for (i, clock) in clocks.iter().enumerate() {
                let speed = if phases[i] == Phase::Idle { 0.5 } else { 1.0 };
                let run = if due.contains(&(100 + i as u32)) { 0.0 } else { speed };
                assert_eq!(clock.0, left(i) - run, "{people}, {i}");
            }
        }
    }
}
