//! People in one room who see each other's faces, in continuous time: a leaky trace, a hazard in proportion to it, then
//! latency, expression and rest. Between two events every trace is a known curve, so that the next firing can be drawn
//! exactly by thinning (Ogata 1981, IEEE Trans Inf Theory 27:23).

use super::drawn;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Exp, Exp1, Gamma};

/// The room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// How many people.
    pub people: usize,
    /// B: how many of those in view one can follow.
    pub attention: f64,
    /// β \[/s\].
    pub rate: f64,
    /// τ_A \[s\].
    pub memory: f64,
    /// Mean of the latency \[s\], gamma of shape 4.
    pub latency: f64,
    /// Mean of the duration \[s\], exponential.
    pub duration: f64,
    /// Mean of the refractory time \[s\], exponential.
    pub refractory: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Idle,
    Latent,
    Expressing,
    Resting,
}

struct Person {
    stage: Stage,
    /// When the stage ends; infinite while idle.
    ends: f64,
    trace: f64,
}

/// Further expressions until `until` \[s\] after one person began to express at time 0.
pub fn further(room: &Room, until: f64, dice: &mut impl Rng) -> usize {
    let fresh = |_| Person { stage: Stage::Idle, ends: f64::INFINITY, trace: 0.0 };
    let mut people: Vec<Person> = (0..room.people).map(fresh).collect();
    people[0].stage = Stage::Expressing;
    people[0].ends = room.length(Stage::Expressing, dice);
    let (mut now, mut begun) = (0.0, 0);
    let is_over = |p: &Person| matches!(p.stage, Stage::Idle | Stage::Resting) && p.trace < 1e-12;
    while now < until && !people.iter().all(is_over) {
        let inputs = room.inputs(&people);
        // Until the next event a trace lies between its present value and its input.
        let bounds: Vec<f64> = people.iter().zip(&inputs).map(|(p, &input)| room.bound(p, input)).collect();
        let all: f64 = bounds.iter().sum();
        let wait = if all > 0.0 { dice.sample::<f64, _>(Exp1) / all } else { f64::INFINITY };
        let (first, ends) = first_to_end(&people);
        // Now and then the bounds are drawn up anew, for traces fade.
        let pause = room.memory.min(until - now);
        let step = wait.min(ends - now).min(pause);
        room.fade(&mut people, &inputs, step);
        if ends - now <= step {
            now = ends;
            begun += usize::from(people[first].stage == Stage::Latent);
            room.advance(&mut people[first], now, dice);
            continue;
        }
        now += step;
        if wait <= step {
            let who = drawn(&bounds, all * dice.random::<f64>());
            if dice.random::<f64>() * bounds[who] < room.rate * people[who].trace {
                room.fire(&mut people[who], now, dice);
            }
        }
    }
    begun
}

impl Room {
    /// What each person sees: the number of others expressing, as far as attention reaches.
    fn inputs(&self, people: &[Person]) -> Vec<f64> {
        let others = (self.people - 1) as f64;
        let share = (self.attention / others).min(1.0);
        let showing = people.iter().filter(|p| p.stage == Stage::Expressing).count() as f64;
        people.iter().map(|p| share * (showing - f64::from(u8::from(p.stage == Stage::Expressing)))).collect()
    }

    fn bound(&self, person: &Person, input: f64) -> f64 {
        if person.stage == Stage::Idle { self.rate * person.trace.max(input) } else { 0.0 }
    }

    fn fade(&self, people: &mut [Person], inputs: &[f64], step: f64) {
        let keep = (-step / self.memory).exp();
        people.iter_mut().zip(inputs).for_each(|(p, input)| p.trace = input + (p.trace - input) * keep);
    }

    fn length(&self, stage: Stage, dice: &mut impl Rng) -> f64 {
        let exponential = |mean: f64| Exp::new(1.0 / mean).expect("a positive mean");
        match stage {
            Stage::Idle => f64::INFINITY,
            Stage::Latent => Gamma::new(4.0, self.latency / 4.0).expect("a positive mean").sample(dice),
            Stage::Expressing => exponential(self.duration).sample(dice),
            Stage::Resting => exponential(self.refractory).sample(dice),
        }
    }

    fn fire(&self, person: &mut Person, now: f64, dice: &mut impl Rng) {
        person.stage = Stage::Latent;
        person.ends = now + self.length(Stage::Latent, dice);
    }

    fn advance(&self, person: &mut Person, now: f64, dice: &mut impl Rng) {
        person.stage = match person.stage {
            Stage::Latent => Stage::Expressing,
            Stage::Expressing => Stage::Resting,
            Stage::Resting | Stage::Idle => Stage::Idle,
        };
        person.ends = now + self.length(person.stage, dice);
    }
}

fn first_to_end(people: &[Person]) -> (usize, f64) {
    let ends = people.iter().map(|p| p.ends).enumerate();
    ends.fold((0, f64::INFINITY), |first, next| if next.1 < first.1 { next } else { first })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn one_smile_is_answered_as_its_area_says() {
        // One who can answer only once in time: no latency to speak of, a long rest.
        let room =
            Room { people: 2, attention: 1.0, rate: 0.25, memory: 0.5, latency: 1e-6, duration: 3.0, refractory: 1e9 };
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(1);
        let n = 20_000;
        let answered = (0..n).map(|_| further(&room, 600.0, &mut dice)).sum::<usize>() as f64 / f64::from(n);
        // 1 − E e^{−β D} for an exponential D of mean 3: β/(β + 1/3).
        let expected = 0.25 / (0.25 + 1.0 / 3.0);
        assert!((answered - expected).abs() < 4.0 * 0.5 / f64::from(n).sqrt(), "{answered} against {expected}");
    }
}
