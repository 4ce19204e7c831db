//! Whose turn it is: those whose slot of time begins at a moment of their own, sorted by it, so that in each tick only a
//! few have to be asked.

use super::clock::Clock;

/// Some who take turns, by phase.
#[derive(Clone, Debug)]
pub struct Rota<T> {
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

impl<T: Copy + Ord> Rota<T> {
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

    /// All for whom `time / length + phase` passes a whole number between the last tick and this, and a few more; in order.
    pub fn turn(&self, length: f64, clock: Clock) -> Vec<T> {
        let (before, now) = ((clock.start() - clock.dt) / length, clock.start() / length);
        if clock.tick == 0 || now - before + 2.0 * SLACK >= 1.0 || self.bounds.len() < 3 {
            return self.sorted(self.who.clone());
        }
        // A phase p passes one when before + p < n <= now + p for a whole n.
        let bins = (self.bounds.len() - 1) as f64;
        let first = (-now - SLACK).rem_euclid(1.0) * bins;
        let count = ((now - before + 2.0 * SLACK) * bins + first.fract()).floor() as usize;
        let due = (0..=count).map(|i| (first as usize + i) % (self.bounds.len() - 1));
        self.sorted(due.flat_map(|bin| &self.who[self.bounds[bin]..self.bounds[bin + 1]]).copied().collect())
    }

    /// Bins are in order, so that few runs have to be merged.
    fn sorted(&self, mut who: Vec<T>) -> Vec<T> {
        who.sort();
        who
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_passed_over_and_few_are_asked_in_vain() {
        let phases: Vec<f64> = (0..5_000).map(|i| (f64::from(i) * 0.618_033_988_749_895).fract()).collect();
        for (length, dt) in [(30.0, 1.0), (7.3, 0.7), (0.5, 1.0), (1.0, 1.0), (5.0, 0.1), (1e6, 0.25)] {
            let rota = Rota::new((0..5_000).collect(), |&i: &usize| phases[i], length / dt);
            let (mut asked, mut due) = (0, 0);
            for tick in (0..400).chain(10_000_000..10_000_400) {
                let clock = Clock { tick, dt };
                let number = |time: f64, i: usize| (time / length + phases[i]).floor() as u64;
                let turn = rota.turn(length, clock);
                let begins = |i: &usize| tick == 0 || number(clock.start(), *i) != number(clock.start() - dt, *i);
                let begun: Vec<usize> = (0..5_000).filter(begins).collect();
                assert!(turn.windows(2).all(|pair| pair[0] < pair[1]), "{length} {dt} {tick}");
                assert_eq!(turn.iter().copied().filter(begins).collect::<Vec<_>>(), begun, "{length} {dt} {tick}");
                (asked, due) = (asked + turn.len(), due + begun.len());
            }
            assert!(asked <= due * 13 / 10 + 5_000, "{asked} asked, {due} due");
        }
    }
}
