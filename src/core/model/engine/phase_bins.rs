//! Whose turn it is: those whose slot of time begins at a moment of their own, sorted by it, so that in each tick only a
//! few have to be asked.

use crate::model::engine::threads::Rows;
use crate::model::engine::time::Clock;

/// Some who take turns, by phase.
#[derive(Clone, Debug)]
pub struct PhaseBins<T> {
    /// Bin after bin, each in the order in which they were given.
    who: Vec<T>,
    /// Where each bin begins, and where the last one ends.
    bounds: Vec<usize>,
}

/// Bins a tick: those at the edges are asked in vain.
const FINENESS: f64 = 8.0;

/// Most bins.
const MOST: f64 = 65_536.0;

/// What rounding may add to a phase.
const SLACK: f64 = 1e-6;

impl<T: Copy + Ord> PhaseBins<T> {
    /// Sorts those given, in order, by their `phase` (0..1); a turn comes once in so many ticks.
    pub fn new(given: Vec<T>, phase: impl Fn(&T) -> f64, ticks: f64) -> Self {
        let bins = (FINENESS * ticks).clamp(1.0, MOST).min(given.len() as f64).max(1.0) as usize;
        let bin = |one: &T| ((phase(one) * bins as f64) as usize).min(bins - 1) as u32;
        let places: Vec<u32> = given.iter().map(bin).collect();
        let mut bounds = vec![0; bins + 1];
        places.iter().for_each(|&bin| bounds[bin as usize + 1] += 1);
        (0..bins).for_each(|i| bounds[i + 1] += bounds[i]);
        let (mut next, mut who) = (bounds.clone(), given.clone());
        for (one, bin) in given.iter().zip(places) {
            let place = &mut next[bin as usize];
            who[*place] = *one;
            *place += 1;
        }
        Self { who, bounds }
    }

    /// All for whom `time / length + phase` passes a whole number between the last tick and this, and a few more.
    pub fn turn(&self, length: f64, clock: Clock) -> Runs<'_, T> {
        let (before, now) = ((clock.start() - clock.dt) / length, clock.start() / length);
        let bin = |bin: usize| &self.who[self.bounds[bin]..self.bounds[bin + 1]];
        let all = self.bounds.len() - 1;
        if clock.tick == 0 || now - before + 2.0 * SLACK >= 1.0 || all < 2 {
            return Runs((0..all).map(bin).collect());
        }
        // A phase p passes one when before + p < n <= now + p for a whole n.
        let bins = all as f64;
        let first = (-now - SLACK).rem_euclid(1.0) * bins;
        let count = ((now - before + 2.0 * SLACK) * bins + first.fract()).floor() as usize;
        Runs((0..=count).map(|i| bin((first as usize + i) % all)).collect())
    }
}

/// Several bins, each in order.
#[derive(Clone, Debug)]
pub struct Runs<'a, T>(Vec<&'a [T]>);

impl<T: Copy + Ord> Runs<'_, T> {
    /// All of them, in order: few runs have to be merged.
    pub fn merged(self) -> Vec<T> {
        let mut who = self.0.concat();
        who.sort();
        who
    }
}

/// Cut near there, so that all of the first part come before all of the second.
impl<T: Copy + Ord + Sync> Rows for Runs<'_, T> {
    fn count(&self) -> usize {
        self.0.iter().map(|run| run.len()).sum()
    }

    fn cut(self, at: usize) -> (Self, Self) {
        let count = self.count();
        let longest = self.0.iter().max_by_key(|run| run.len());
        let Some(&middle) = longest.and_then(|run| run.get(at * run.len() / count.max(1))) else {
            return (self, Self(Vec::new()));
        };
        let (first, second) =
            self.0.into_iter().map(|run| run.split_at(run.partition_point(|&one| one < middle))).unzip();
        (Self(first), Self(second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_passed_over_and_few_are_asked_in_vain() {
        let phases: Vec<f64> = (0..5_000).map(|i| (f64::from(i) * 0.618_033_988_749_895).fract()).collect();
        for (length, dt) in [(30.0, 1.0), (7.3, 0.7), (0.5, 1.0), (1.0, 1.0), (5.0, 0.1), (1e6, 0.25)] {
            let phase_bins = PhaseBins::new((0..5_000).collect(), |&i: &usize| phases[i], length / dt);
            let (mut asked, mut due) = (0, 0);
            for tick in (0..400).chain(10_000_000..10_000_400) {
                let clock = Clock { tick, dt, is_exact: false };
                let number = |time: f64, i: usize| (time / length + phases[i]).floor() as u64;
                let turn = phase_bins.turn(length, clock).merged();
                let begins = |i: &usize| tick == 0 || number(clock.start(), *i) != number(clock.start() - dt, *i);
                let begun: Vec<usize> = (0..5_000).filter(begins).collect();
                assert!(turn.windows(2).all(|pair| pair[0] < pair[1]), "{length} {dt} {tick}");
                assert_eq!(turn.iter().copied().filter(begins).collect::<Vec<_>>(), begun, "{length} {dt} {tick}");
                let halves = phase_bins.turn(length, clock).cut(turn.len() / 2);
                assert_eq!([halves.0.merged(), halves.1.merged()].concat(), turn, "{length} {dt} {tick}");
                (asked, due) = (asked + turn.len(), due + begun.len());
            }
            assert!(asked <= due * 13 / 10 + 5_000, "{asked} asked, {due} due");
        }
    }
}
