//! One expression among infinitely many people who mix: the mean-field limit of the agent model.
//!
//! ```text
//! idle ──λ──▶ latent ──▶ expressing ──▶ resting ──▶ idle        λ = a + z β E[Ψ(A)]
//! ```
//!
//! With nothing but a rate in each arrow this is SIS, SISa, SIR, SIRS, SEIR, … (Kermack & McKendrick 1927; Hill, Rand,
//! Nowak & Christakis 2010). Stays that are not exponential are chains of equal stages (the linear chain trick, MacDonald
//! 1978), a memory is one more equation, Ȧ = (I − A)/τ.

use super::ode;

/// How long people stay in a phase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stay {
    /// Not at all: the phase is skipped.
    Skipped,
    /// A gamma-distributed time of this mean \[s\] and whole-numbered shape; shape 1 is exponential.
    Gamma {
        /// Mean \[s\].
        mean: f64,
        /// Number of stages.
        shape: usize,
    },
    /// For good.
    Forever,
}

impl Stay {
    fn stages(self) -> usize {
        match self {
            Stay::Skipped => 0,
            Stay::Gamma { shape, .. } => shape,
            Stay::Forever => 1,
        }
    }

    /// Rate of leaving a stage \[/s\].
    fn rate(self) -> f64 {
        match self {
            Stay::Gamma { mean, shape } => shape as f64 / mean,
            Stay::Skipped | Stay::Forever => 0.0,
        }
    }

    /// Whether the time is memoryless.
    pub fn is_exponential(self) -> bool {
        matches!(self, Stay::Gamma { shape: 1, .. })
    }
}

/// Ψ of the input that `m` expressing contacts make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Response {
    /// A.
    Linear,
    /// θ(1 − e^{−A/θ}).
    Saturating(f64),
    /// Aⁿ/(θⁿ + Aⁿ): θ, n.
    Hill(f64, f64),
    /// 1 where A ≥ θ.
    Threshold(f64),
    /// A + κ₂A².
    Quadratic(f64),
    /// A + κ₂A·max(0, A − 1).
    Pairs(f64),
}

impl Response {
    /// Ψ(A).
    pub fn of(self, activation: f64) -> f64 {
        let a = activation.max(0.0);
        match self {
            Response::Linear => a,
            Response::Saturating(theta) => -theta * libm::expm1(-a / theta),
            Response::Hill(theta, n) if a > 0.0 => 1.0 / (1.0 + libm::pow(theta / a, n)),
            Response::Hill(..) => 0.0,
            Response::Threshold(theta) => f64::from(u8::from(a >= theta * (1.0 - 1e-12))),
            Response::Quadratic(kappa2) => a + kappa2 * a * a,
            Response::Pairs(kappa2) => a + kappa2 * a * (a - 1.0).max(0.0),
        }
    }
}

/// An expression among people who mix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WellMixed {
    /// a: hazard of expressing of one's own accord \[/s\].
    pub spontaneous: f64,
    /// β: hazard of imitating at Ψ = 1 \[/s\].
    pub imitation: f64,
    /// k: people whom everyone sees.
    pub contacts: f64,
    /// Input from one of them who expresses, with nothing else to attend to.
    pub strength: f64,
    /// Largest number of contacts that count in full; infinite: all.
    pub attention: f64,
    /// Ψ.
    pub response: Response,
    /// τ_A of a leaky memory \[s\]; 0: none.
    pub memory: f64,
    /// π: share of people who respond at all.
    pub responders: f64,
    /// Between firing and showing.
    pub latency: Stay,
    /// While it shows.
    pub duration: Stay,
    /// Until it can come again.
    pub rest: Stay,
    /// σ_c: how much faster people stop when nobody in view expresses.
    pub social_stopping: f64,
}

/// Some people begin at a set time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// When \[s\].
    pub at: f64,
    /// Share of everybody.
    pub share: f64,
}

/// Shares of people at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shares {
    /// Expressing now.
    pub prevalence: f64,
    /// Have expressed since the start.
    pub reach: f64,
}

/// Contacts up to which the number who express is averaged over its binomial law; of more, it hardly varies.
const COUNTED: f64 = 1000.0;
/// Steps in the fastest time scale, and the most steps that a course may take.
const STEPS_IN_SCALE: f64 = 12.0;
const MOST_STEPS: f64 = 2e6;
/// What changes by less than this in all the time that is left no longer changes.
const STILL: f64 = 1e-9;

impl WellMixed {
    /// Mean number of people whom one who expresses makes express, while nobody else does.
    ///
    /// # Formula
    /// R₀ = π β Ψ′(0) · strength · min(k, B) · D, where one contact of k is seen with the weight min(1, B/k).
    pub fn reproduction_number(&self) -> Option<f64> {
        let Stay::Gamma { mean, .. } = self.duration else { return None };
        let slope = match self.response {
            Response::Linear | Response::Saturating(_) | Response::Quadratic(_) | Response::Pairs(_) => 1.0,
            Response::Hill(..) | Response::Threshold(_) => return None,
        };
        Some(self.responders * slope * self.pressure() * mean)
    }

    /// βk: hazard of imitating when everybody in view expresses, to first order \[/s\].
    pub fn pressure(&self) -> f64 {
        self.imitation * self.input(self.contacts)
    }

    /// Whether it is the Markov chain of the textbooks: rates in every arrow, response linear, everyone alike.
    pub fn is_markov(&self) -> bool {
        let memoryless = |stay: Stay| !matches!(stay, Stay::Gamma { shape, .. } if shape > 1);
        self.response == Response::Linear
            && self.memory == 0.0
            && self.responders == 1.0
            && self.social_stopping == 0.0
            && [self.latency, self.duration, self.rest].into_iter().all(memoryless)
    }

    /// The input when `expressing` of the contacts express.
    fn input(&self, expressing: f64) -> f64 {
        let attended = if self.attention < self.contacts { self.attention / self.contacts } else { 1.0 };
        self.strength * attended * expressing
    }

    /// E[Ψ] when a share `x` of people express.
    fn mean_response(&self, x: f64) -> f64 {
        let mean = self.input(self.contacts * x);
        let contacts = self.contacts.round();
        if self.response == Response::Linear || !(1.0..=COUNTED).contains(&contacts) {
            return self.response.of(mean);
        }
        binomial(contacts as usize, x).map(|(m, chance)| chance * self.response.of(self.input(m))).sum()
    }

    /// Shares at each of `times` \[s\] (ascending, from 0 on), when `starts` set some people off.
    ///
    /// None when the time spans too many of the fastest rate's time scales to be stepped through.
    pub fn course(&self, starts: &[Start], times: &[f64]) -> Option<Vec<Shares>> {
        let end = times.last().copied().unwrap_or(0.0);
        let longest = 1.0 / (STEPS_IN_SCALE * self.fastest_rate()).max(f64::MIN_POSITIVE);
        let mut crowd = Crowd::new(self);
        let mut starts = starts.to_vec();
        starts.sort_by(|a, b| a.at.total_cmp(&b.at));
        let mut due = starts.iter().filter(|s| s.at <= end).peekable();
        let (mut now, mut steps, mut shares) = (0.0, 0.0, Vec::with_capacity(times.len()));
        for &time in times {
            while let Some(start) = due.next_if(|s| s.at <= time) {
                steps += crowd.advance(start.at - now, end - now, longest);
                crowd.start(start.share);
                now = now.max(start.at);
            }
            steps += crowd.advance(time - now, end - now, longest);
            now = now.max(time);
            if steps > MOST_STEPS {
                return None;
            }
            shares.push(crowd.shares());
        }
        Some(shares)
    }

    fn fastest_rate(&self) -> f64 {
        let onset = self.spontaneous + self.imitation * self.mean_response(1.0);
        let stop = self.duration.rate() * (1.0 + self.social_stopping);
        let forget = if self.memory > 0.0 { 1.0 / self.memory } else { 0.0 };
        [onset, stop, forget, self.latency.rate(), self.rest.rate()].into_iter().fold(0.0, f64::max)
    }
}

/// Chances of 0, 1, … of `n` when each has the chance `x`.
fn binomial(n: usize, x: f64) -> impl Iterator<Item = (f64, f64)> {
    let (x, certain) = (x.clamp(0.0, 1.0), x >= 1.0 - 1e-12);
    let mut chance = if certain { 0.0 } else { libm::pow(1.0 - x, n as f64) };
    (0..=n).map(move |m| {
        if certain {
            return (m as f64, f64::from(u8::from(m == n)));
        }
        let now = chance;
        chance *= (n - m) as f64 / (m + 1) as f64 * x / (1.0 - x);
        (m as f64, now)
    })
}

/// The state: for responders and the others the shares in each stage, then the mirror activation.
struct Crowd<'a> {
    model: &'a WellMixed,
    state: Vec<f64>,
}

/// Where things are in one group's part of the state.
struct Places {
    /// Idle and never expressed; idle.
    idle: [usize; 2],
    /// Latent for the first time; latent.
    first_latent: std::ops::Range<usize>,
    latent: std::ops::Range<usize>,
    expressing: std::ops::Range<usize>,
    resting: std::ops::Range<usize>,
}

impl Places {
    fn of(model: &WellMixed, group: usize) -> Self {
        let [l, d, r] = [model.latency, model.duration, model.rest].map(Stay::stages);
        let from = group * (2 + 2 * l + d + r);
        let after = |start: usize, length: usize| start..start + length;
        let first_latent = after(from + 2, l);
        let latent = after(first_latent.end, l);
        let expressing = after(latent.end, d);
        let resting = after(expressing.end, r);
        Self { idle: [from, from + 1], first_latent, latent, expressing, resting }
    }
}

impl<'a> Crowd<'a> {
    fn new(model: &'a WellMixed) -> Self {
        let length = Places::of(model, 1).resting.end;
        let mut state = vec![0.0; length + 1];
        for (group, share) in [model.responders, 1.0 - model.responders].into_iter().enumerate() {
            let places = Places::of(model, group);
            places.idle.iter().for_each(|&place| state[place] = share);
        }
        Self { model, state }
    }

    /// A share of everybody who does not express begins.
    fn start(&mut self, share: f64) {
        let share = share.clamp(0.0, 1.0);
        for group in 0..2 {
            let p = Places::of(self.model, group);
            let mut begun = 0.0;
            for place in [p.idle[1]..p.idle[1] + 1, p.latent.clone(), p.resting.clone()].into_iter().flatten() {
                begun += share * self.state[place];
                self.state[place] *= 1.0 - share;
            }
            for place in [p.idle[0]..p.idle[0] + 1, p.first_latent.clone()].into_iter().flatten() {
                self.state[place] *= 1.0 - share;
            }
            self.state[p.expressing.start] += begun;
        }
    }

    /// Goes on for `time`; says in how many steps. What stands still for `left` more is not stepped through.
    fn advance(&mut self, time: f64, left: f64, longest: f64) -> f64 {
        if time <= 0.0 {
            return 0.0;
        }
        let mut slope = vec![0.0; self.state.len()];
        slopes(self.model, &self.state, &mut slope);
        if slope.iter().all(|s| (s * left).abs() < STILL) {
            return 0.0;
        }
        let steps = (time / longest).ceil().clamp(1.0, MOST_STEPS);
        for _ in 0..steps as u64 {
            ode::step(&mut self.state, time / steps, |state, slope| slopes(self.model, state, slope));
        }
        steps
    }

    fn shares(&self) -> Shares {
        let mut shares = Shares { prevalence: prevalence(self.model, &self.state), reach: 1.0 };
        for group in 0..2 {
            let places = Places::of(self.model, group);
            shares.reach -= self.state[places.idle[0]] + self.state[places.first_latent].iter().sum::<f64>();
        }
        Shares { prevalence: shares.prevalence.clamp(0.0, 1.0), reach: shares.reach.clamp(0.0, 1.0) }
    }
}

fn prevalence(model: &WellMixed, state: &[f64]) -> f64 {
    (0..2).map(|group| state[Places::of(model, group).expressing].iter().sum::<f64>()).sum()
}

fn slopes(model: &WellMixed, state: &[f64], slope: &mut [f64]) {
    let x = prevalence(model, state);
    let (last, activation) = (state.len() - 1, state[state.len() - 1]);
    let remembered = model.memory > 0.0;
    slope[last] = if remembered { (model.input(model.contacts * x) - activation) / model.memory } else { 0.0 };
    let response = if remembered { model.response.of(activation) } else { model.mean_response(x) };
    let seen = if model.contacts > 0.0 { (model.strength * x).min(1.0) } else { 1.0 };
    let stopping = 1.0 + model.social_stopping * (1.0 - seen);
    for (group, gain) in [1.0, 0.0].into_iter().enumerate() {
        let hazard = model.spontaneous + gain * model.imitation * response;
        group_slopes(model, &Places::of(model, group), (hazard, stopping), state, slope);
    }
}

fn group_slopes(model: &WellMixed, p: &Places, (hazard, stopping): (f64, f64), state: &[f64], slope: &mut [f64]) {
    let [never, idle] = p.idle.map(|place| hazard * state[place]);
    pass(p.first_latent.clone(), model.latency.rate(), never, state, slope);
    let begun = pass(p.latent.clone(), model.latency.rate(), idle, state, slope);
    let ended = pass(p.expressing.clone(), model.duration.rate() * stopping, begun, state, slope);
    let back = pass(p.resting.clone(), model.rest.rate(), ended, state, slope);
    slope[p.idle[0]] = -never;
    slope[p.idle[1]] = back - idle;
}

/// A flow through a chain of stages; what comes out of its end. Through no stages it goes at once.
fn pass(stages: std::ops::Range<usize>, rate: f64, mut flow: f64, state: &[f64], slope: &mut [f64]) -> f64 {
    for place in stages {
        let out = rate * state[place];
        slope[place] = flow - out;
        flow = out;
    }
    flow
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::course::sisa as sisa_course;
    use crate::theory::epidemic::{sir_final_size_from, sir_peak, sis_level, sisa_level};

    /// Ten contacts, one second each, R₀ as given.
    fn plain(r0: f64) -> WellMixed {
        WellMixed {
            spontaneous: 0.0,
            imitation: r0 / 10.0,
            contacts: 10.0,
            strength: 1.0,
            attention: f64::INFINITY,
            response: Response::Linear,
            memory: 0.0,
            responders: 1.0,
            latency: Stay::Skipped,
            duration: Stay::Gamma { mean: 1.0, shape: 1 },
            rest: Stay::Skipped,
            social_stopping: 0.0,
        }
    }

    fn course(model: &WellMixed, seed: f64, end: f64) -> Vec<Shares> {
        let times: Vec<f64> = (0..=400).map(|i| end * f64::from(i) / 400.0).collect();
        model.course(&[Start { at: 0.0, share: seed }], &times).expect("few steps")
    }

    fn last(model: &WellMixed, seed: f64, end: f64) -> Shares {
        *course(model, seed, end).last().expect("times")
    }

    #[test]
    fn the_equations_agree_with_the_closed_form_of_sisa_at_all_times() {
        for (a, r0) in [(0.0, 3.0), (0.0, 0.5), (0.1, 2.0), (0.2, 0.0)] {
            let model = WellMixed { spontaneous: a, ..plain(r0) };
            for (i, shares) in course(&model, 0.02, 10.0).iter().enumerate() {
                let exact = sisa_course(a, r0, 1.0, 0.02, 10.0 * i as f64 / 400.0);
                assert!((shares.prevalence - exact).abs() < 1e-5, "{a} {r0}: {} is not {exact}", shares.prevalence);
            }
        }
    }

    #[test]
    fn sir_ends_at_its_final_size_and_peaks_where_it_should() {
        for r0 in [1.5, 2.0, 3.0] {
            let model = WellMixed { rest: Stay::Forever, ..plain(r0) };
            let end = last(&model, 0.01, 100.0);
            assert!((end.reach - sir_final_size_from(r0, 0.01)).abs() < 1e-4, "{end:?}");
            assert!(end.prevalence < 1e-4);
            let peak = course(&model, 1e-5, 100.0).iter().map(|s| s.prevalence).fold(0.0, f64::max);
            assert!((peak - sir_peak(r0)).abs() < 2e-3, "{peak}");
        }
    }

    #[test]
    fn the_final_size_does_not_depend_on_how_stays_are_distributed() {
        let model = WellMixed {
            rest: Stay::Forever,
            latency: Stay::Gamma { mean: 2.0, shape: 4 },
            duration: Stay::Gamma { mean: 1.0, shape: 9 },
            ..plain(2.0)
        };
        assert!((last(&model, 0.01, 200.0).reach - sir_final_size_from(2.0, 0.01)).abs() < 1e-4);
    }

    #[test]
    fn the_endemic_level_depends_on_mean_stays_only() {
        let duration = Stay::Gamma { mean: 1.0, shape: 4 };
        let level = last(&WellMixed { duration, ..plain(3.0) }, 0.1, 60.0).prevalence;
        assert!((level - sis_level(3.0)).abs() < 1e-4, "{level}");
        let remembering = WellMixed { memory: 5.0, spontaneous: 0.1, ..plain(2.0) };
        let level = last(&remembering, 0.1, 200.0).prevalence;
        assert!((level - sisa_level(0.1, 2.0, 1.0)).abs() < 1e-4, "{level}");
    }

    #[test]
    fn those_who_never_respond_still_express_of_their_own_accord() {
        let model = WellMixed { responders: 0.0, spontaneous: 0.5, ..plain(5.0) };
        assert!((last(&model, 0.0, 60.0).prevalence - 1.0 / 3.0).abs() < 1e-6);
        let half = WellMixed { responders: 0.5, rest: Stay::Forever, ..plain(8.0) };
        assert!(last(&half, 0.001, 200.0).reach < 0.51);
    }

    #[test]
    fn attention_for_one_makes_the_number_of_contacts_irrelevant() {
        let one = WellMixed { attention: 1.0, imitation: 3.0, ..plain(0.0) };
        let many = WellMixed { contacts: 50.0, ..one };
        assert_eq!(one.reproduction_number(), Some(3.0));
        assert!((last(&one, 0.1, 30.0).prevalence - last(&many, 0.1, 30.0).prevalence).abs() < 1e-9);
    }

    #[test]
    fn a_threshold_of_two_needs_a_critical_mass() {
        let model = WellMixed { response: Response::Threshold(2.0), imitation: 3.0, ..plain(0.0) };
        assert!(last(&model, 0.005, 60.0).prevalence < 0.01 && last(&model, 0.3, 60.0).prevalence > 0.5);
    }

    #[test]
    fn nobody_is_lost() {
        let rest = Stay::Gamma { mean: 3.0, shape: 2 };
        let latency = Stay::Gamma { mean: 0.4, shape: 4 };
        let model = WellMixed { rest, latency, spontaneous: 0.05, responders: 0.7, social_stopping: 2.0, ..plain(2.0) };
        let mut crowd = Crowd::new(&model);
        crowd.start(0.2);
        crowd.advance(20.0, 20.0, 0.01);
        let everyone: f64 = (0..2)
            .map(|group| {
                let p = Places::of(&model, group);
                let all = [p.idle[1]..p.idle[1] + 1, p.latent, p.expressing, p.resting];
                all.into_iter().flatten().map(|place| crowd.state[place]).sum::<f64>()
            })
            .sum();
        assert!((everyone - 1.0).abs() < 1e-9, "{everyone}");
    }

    #[test]
    fn the_chances_of_a_binomial_add_up() {
        for (n, x) in [(5, 0.3), (40, 0.99), (7, 0.0), (7, 1.0)] {
            let (sum, mean) = binomial(n, x).fold((0.0, 0.0), |s, (m, p)| (s.0 + p, s.1 + m * p));
            assert!((sum - 1.0).abs() < 1e-9 && (mean - n as f64 * x).abs() < 1e-6, "{n} {x}: {sum} {mean}");
        }
    }
}
