//! Contagion in continuous time by the direct method (Gillespie 1977, J Phys Chem 81:2340): the next event comes after an
//! exponential time with the sum of all rates, and is drawn in proportion to its rate.

use super::{Contacts, drawn};
use rand::{Rng, RngExt};
use rand_distr::Exp1;

/// Rates \[/s\].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// a: of catching it from nobody.
    pub spontaneous: f64,
    /// β: of catching it from each contact who has it.
    pub imitation: f64,
    /// γ: of losing it.
    pub recovery: f64,
    /// Whether those who lost it cannot catch it again (SIR).
    pub once: bool,
}

/// What a run shows. People who are seen must see back: after a change only the contacts' rates are worked out anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// How many had it at each of the times asked for.
    pub infected: Vec<usize>,
    /// How many ever had it.
    pub reached: usize,
    /// The most who had it at the same time, and when they were first so many \[s\].
    pub peak: (usize, f64),
}

/// One run from `seeds` to the last of `times`, which rise.
pub fn run(contacts: &Contacts, rates: Rates, seeds: &[usize], times: &[f64], dice: &mut impl Rng) -> Course {
    let mut infected = Vec::new();
    let state = watch(contacts, rates, seeds, times, dice, |now| infected.push(now.iter().filter(|&&x| x).count()));
    Course { infected, reached: state.ever.iter().filter(|&&x| x).count(), peak: state.peak }
}

/// The same, with a look at everyone at each of the times.
pub fn watch<'a>(
    contacts: &'a Contacts,
    rates: Rates,
    seeds: &[usize],
    times: &[f64],
    dice: &mut impl Rng,
    mut look: impl FnMut(&[bool]),
) -> State<'a> {
    let mut state = State::new(contacts, seeds);
    let mut hazards: Vec<f64> = (0..contacts.len()).map(|i| state.hazard(i, rates)).collect();
    let mut times = times.iter().peekable();
    let mut now = 0.0;
    while times.peek().is_some() {
        let all: f64 = hazards.iter().sum();
        now += if all > 0.0 { dice.sample::<f64, _>(Exp1) / all } else { f64::INFINITY };
        while times.next_if(|&&time| time < now).is_some() {
            look(&state.infected);
        }
        if now.is_finite() && times.peek().is_some() {
            let who = drawn(&hazards, all * dice.random::<f64>());
            state.change(who, now);
            for &i in contacts[who].iter().chain([&who]) {
                hazards[i] = state.hazard(i, rates);
            }
        }
    }
    state
}

/// Where everybody stands.
pub struct State<'a> {
    contacts: &'a Contacts,
    infected: Vec<bool>,
    ever: Vec<bool>,
    count: usize,
    peak: (usize, f64),
}

impl<'a> State<'a> {
    fn new(contacts: &'a Contacts, seeds: &[usize]) -> Self {
        let mut infected = vec![false; contacts.len()];
        seeds.iter().for_each(|&i| infected[i] = true);
        let count = infected.iter().filter(|&&x| x).count();
        Self { contacts, ever: infected.clone(), infected, count, peak: (count, 0.0) }
    }

    /// The rate at which person i changes.
    fn hazard(&self, i: usize, rates: Rates) -> f64 {
        if self.infected[i] {
            rates.recovery
        } else if rates.once && self.ever[i] {
            0.0
        } else {
            let seen = self.contacts[i].iter().filter(|&&j| self.infected[j]).count();
            rates.spontaneous + rates.imitation * seen as f64
        }
    }

    fn change(&mut self, i: usize, now: f64) {
        self.infected[i] = !self.infected[i];
        self.count = if self.infected[i] { self.count + 1 } else { self.count - 1 };
        if self.count > self.peak.0 {
            self.peak = (self.count, now);
        }
        self.ever[i] |= self.infected[i];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn people_without_contacts_follow_the_two_state_law() {
        let alone = vec![Vec::new(); 2000];
        let rates = Rates { spontaneous: 1.0, imitation: 9.0, recovery: 2.0, once: false };
        let course = run(&alone, rates, &[], &[0.0, 0.1], &mut Xoshiro256PlusPlus::seed_from_u64(1));
        let expected = (1.0 - (-0.3f64).exp()) / 3.0;
        let share = course.infected[1] as f64 / 2000.0;
        assert_eq!(course.infected[0], 0);
        assert!((share - expected).abs() < 4.0 * (expected / 2000.0).sqrt(), "{share}");
    }

    #[test]
    fn once_is_once() {
        let pair = vec![vec![1], vec![0]];
        let rates = Rates { spontaneous: 0.0, imitation: 1.0, recovery: 1.0, once: true };
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(2);
        let both = (0..4000).filter(|_| run(&pair, rates, &[0], &[100.0], &mut dice).reached == 2).count();
        // Transmission comes before recovery with chance one half.
        assert!((both as f64 / 4000.0 - 0.5).abs() < 4.0 * 0.5 / 4000.0f64.sqrt(), "{both}");
    }
}
