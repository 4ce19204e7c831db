//! Generalised contagion: doses add up in a memory of finite length (Dodds & Watts 2004, Phys Rev Lett 92:218701).
//!
//! In each of T remembered moments a person meets one other at random; if that one is infected a dose is received with
//! chance p. Whoever remembers enough doses is infected, and free again as soon as the memory holds too few (the case
//! r = ρ = 1), or with chance r in each round in which it does. P_k is the chance that k doses are enough.

/// Doses, memory and how many doses are enough.
pub struct Contagion<'a> {
    /// T: moments remembered.
    pub memory: usize,
    /// P_k: the share of people for whom k doses are enough.
    pub enough: &'a dyn Fn(usize) -> f64,
}

/// What kind of contagion it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// An epidemic threshold: any seed spreads above p_c.
    EpidemicThreshold,
    /// Between two values of p a critical mass is needed; it vanishes at p_c.
    VanishingCriticalMass,
    /// A critical mass is always needed.
    PureCriticalMass,
}

/// A level that stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedPoint {
    /// φ: share infected.
    pub level: f64,
    /// Whether it is returned to.
    pub stable: bool,
}

impl Contagion<'_> {
    /// Share of people who are infected when each remembered moment brought a dose with chance `x`.
    ///
    /// # Formula
    /// Σ_{k=1}^{T} C(T,k) x^k (1 − x)^{T−k} P_k.
    pub fn infected(&self, x: f64) -> f64 {
        let t = self.memory;
        let mut choose = 1.0;
        let mut sum = 0.0;
        for k in 0..=t {
            if k > 0 {
                choose *= (t - k + 1) as f64 / k as f64;
                sum += choose * libm::pow(x, k as f64) * libm::pow(1.0 - x, (t - k) as f64) * (self.enough)(k);
            }
        }
        sum
    }

    /// Levels φ > 0 with φ = infected(pφ), the lowest first.
    pub fn fixed_points(&self, p: f64) -> Vec<FixedPoint> {
        fixed_points(4000, |phi| self.infected(p * phi))
    }

    /// The highest stable level, 0 if there is none.
    pub fn highest(&self, p: f64) -> f64 {
        self.fixed_points(p).last().filter(|point| point.stable).map_or(0.0, |point| point.level)
    }

    /// p_c above which a vanishing seed spreads: 1/(T P₁).
    pub fn critical_chance(&self) -> f64 {
        1.0 / (self.memory as f64 * (self.enough)(1))
    }

    /// p_b from which a high level exists, and that level where it appears.
    ///
    /// # Formula
    /// The smallest p = x/infected(x) over 0 < x ≤ 1; golden section about the best of a grid.
    pub fn saddle(&self) -> (f64, f64) {
        let chance = |x: f64| x / self.infected(x);
        let grid: Vec<f64> = (1..=1000).map(|i| f64::from(i) / 1000.0).collect();
        let best = grid.iter().copied().min_by(|a, b| chance(*a).total_cmp(&chance(*b))).unwrap_or(1.0);
        let (mut low, mut high) = ((best - 1e-3).max(1e-6), (best + 1e-3).min(1.0));
        for _ in 0..100 {
            let third = (high - low) / 3.0;
            if chance(low + third) < chance(high - third) { high -= third } else { low += third }
        }
        let x = f64::midpoint(low, high);
        (chance(x), self.infected(x))
    }

    /// Which class it belongs to: by P₁, P₂ and T.
    pub fn class(&self) -> Class {
        let (one, two) = ((self.enough)(1), (self.enough)(2));
        if one >= two / 2.0 {
            Class::EpidemicThreshold
        } else if one >= 1.0 / self.memory as f64 {
            Class::VanishingCriticalMass
        } else {
            Class::PureCriticalMass
        }
    }
}

/// Levels φ > 0 with φ = infected(φ), the lowest first, found between so many steps.
fn fixed_points(steps: i32, infected: impl Fn(f64) -> f64) -> Vec<FixedPoint> {
    let excess = |phi: f64| infected(phi) - phi;
    let grid: Vec<f64> = (0..=steps).map(|i| 1e-6 + (1.0 - 1e-6) * f64::from(i) / f64::from(steps)).collect();
    let crossing = |pair: &[f64]| {
        let (low, high) = (excess(pair[0]), excess(pair[1]));
        let crosses = (low > 0.0) != (high > 0.0);
        crosses.then(|| FixedPoint { level: bisect(&excess, pair[0], pair[1]), stable: low > 0.0 })
    };
    grid.windows(2).filter_map(crossing).collect()
}

/// Doses of one size, of which everyone needs the same number, and a recovery that takes its time.
pub struct Lingering {
    /// T: moments remembered.
    pub memory: usize,
    /// How many doses are enough.
    pub threshold: u32,
    /// r: the chance to be free again in each round in which the memory holds too few.
    pub recovery: f64,
}

impl Lingering {
    /// Share of people who are infected when each remembered moment brought a dose with chance `x`.
    ///
    /// # Formula
    /// What is remembered is a Markov chain of T coins, of which who is free is a part: u(m') = Σ P(m → m') (u(m) + r (π(m) − u(m)))
    /// where m' holds too few, 0 elsewhere; 1 − Σ u, iterated until nothing changes.
    pub fn infected(&self, x: f64) -> f64 {
        let (states, mask) = (1usize << self.memory, (1usize << self.memory) - 1);
        let chance = |state: usize| {
            let doses = state.count_ones();
            libm::pow(x, f64::from(doses)) * libm::pow(1.0 - x, self.memory as f64 - f64::from(doses))
        };
        let all: Vec<f64> = (0..states).map(chance).collect();
        let mut free = vec![0.0; states];
        for _ in 0..10_000 {
            let mut next = vec![0.0; states];
            for (state, (free, all)) in free.iter().zip(&all).enumerate() {
                let stays_or_becomes = free + self.recovery * (all - free);
                for (dose, likely) in [(0, 1.0 - x), (1, x)] {
                    let then = ((state << 1) | dose) & mask;
                    next[then] += likely * stays_or_becomes * f64::from(u8::from(then.count_ones() < self.threshold));
                }
            }
            let moved: f64 = next.iter().zip(&free).map(|(a, b)| (a - b).abs()).sum();
            free = next;
            if moved < 1e-12 {
                break;
            }
        }
        1.0 - free.iter().sum::<f64>()
    }

    /// Levels φ > 0 with φ = infected(pφ), the lowest first.
    pub fn fixed_points(&self, p: f64) -> Vec<FixedPoint> {
        fixed_points(60, |phi| self.infected(p * phi))
    }
}

/// The same where one dose is enough: free again is who has had no dose for T rounds and some more.
///
/// # Formula
/// 1 − (1 − x)^T (1 − x(1 − r)/(1 − (1 − x)(1 − r))).
pub fn lingering_after_one(memory: usize, recovery: f64, x: f64) -> f64 {
    let (none, stays) = (1.0 - x, 1.0 - recovery);
    1.0 - libm::pow(none, memory as f64) * (1.0 - x * stays / (1.0 - none * stays))
}

fn bisect(f: &impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let rising = f(high) > 0.0;
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if (f(middle) > 0.0) == rising { high = middle } else { low = middle }
    }
    f64::midpoint(low, high)
}

/// P_k when `threshold` doses are enough for everyone.
pub fn for_everyone(threshold: usize) -> impl Fn(usize) -> f64 {
    move |k| f64::from(u8::from(k >= threshold))
}

/// P_k when one dose is enough for a share `one` of people and two for all.
pub fn one_or_two(one: f64) -> impl Fn(usize) -> f64 {
    move |k| match k {
        0 => 0.0,
        1 => one,
        _ => 1.0,
    }
}

/// P_k when doses are exponential: the chance that k of this mean come to the threshold at least.
///
/// # Formula
/// P(Γ_k ≥ θ) = Σ_{j<k} e^{−λ} λ^j/j!, λ = θ/mean.
pub fn exponential_doses(threshold: f64, mean: f64) -> impl Fn(usize) -> f64 {
    let rate = threshold / mean;
    move |k| {
        let terms = (0..k).scan(libm::exp(-rate), |term, j| {
            let now = *term;
            *term *= rate / (j + 1) as f64;
            Some(now)
        });
        terms.sum()
    }
}

/// P_k when thresholds are log-normal: the chance that a threshold of this mean and coefficient of variation \[doses\] is
/// at most k.
pub fn lognormal(mean: f64, cv: f64) -> impl Fn(usize) -> f64 {
    let variance = libm::log1p(cv * cv);
    let middle = libm::log(mean) - variance / 2.0;
    move |k| {
        let z = (libm::log(k as f64) - middle) / variance.sqrt();
        if k == 0 { 0.0 } else { libm::erfc(-z / std::f64::consts::SQRT_2) / 2.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 6e-5, "{a} is not {b}");
    }

    #[test]
    fn the_three_classes() {
        let (one, two, mixed) = (for_everyone(1), for_everyone(2), one_or_two(0.2));
        let contagion = |enough| Contagion { memory: 10, enough };
        assert_eq!(contagion(&one).class(), Class::EpidemicThreshold);
        assert_eq!(contagion(&mixed).class(), Class::VanishingCriticalMass);
        assert_eq!(contagion(&two).class(), Class::PureCriticalMass);
    }

    #[test]
    fn class_one_has_a_threshold_and_known_levels() {
        let enough = for_everyone(1);
        let contagion = Contagion { memory: 10, enough: &enough };
        close(contagion.critical_chance(), 0.1);
        for (p, level) in [(0.12, 0.3439), (0.15, 0.6285), (0.2, 0.8417), (0.3, 0.9676)] {
            close(contagion.highest(p), level);
        }
        assert_eq!(contagion.highest(0.09), 0.0);
    }

    #[test]
    fn classes_two_and_three_need_a_critical_mass() {
        let mixed = one_or_two(0.2);
        let two = Contagion { memory: 10, enough: &mixed };
        close(two.critical_chance(), 0.5);
        close(two.saddle().0, 0.2854);
        close(two.saddle().1, 0.4984);
        let points = two.fixed_points(0.4);
        close(points[0].level, 0.0529);
        close(points[1].level, 0.9506);
        assert!(!points[0].stable && points[1].stable);
        for (threshold, chance, level) in [(2, 0.3202, 0.6031), (3, 0.4739, 0.7485)] {
            let enough = for_everyone(threshold);
            let three = Contagion { memory: 10, enough: &enough };
            close(three.saddle().0, chance);
            close(three.saddle().1, level);
        }
        let enough = for_everyone(2);
        let points = Contagion { memory: 10, enough: &enough }.fixed_points(0.4);
        close(points[0].level, 0.2241);
        close(points[1].level, 0.9358);
    }

    #[test]
    fn doses_of_random_size_make_all_three_classes_of_one_threshold() {
        let class = |mean: f64| Contagion { memory: 10, enough: &exponential_doses(1.0, mean) }.class();
        assert_eq!(class(2.0), Class::EpidemicThreshold);
        assert_eq!(class(2.0 / 3.0), Class::VanishingCriticalMass);
        assert_eq!(class(1.0 / 3.0), Class::PureCriticalMass);
        close(exponential_doses(1.0, 1.0)(1), (-1.0f64).exp());
        close(exponential_doses(1.0, 1.0)(2), 2.0 * (-1.0f64).exp());
    }

    #[test]
    fn who_recovers_at_once_is_the_case_that_is_published() {
        for (threshold, x) in [(1, 0.1), (2, 0.2), (3, 0.5)] {
            let enough = for_everyone(threshold);
            let at_once = Lingering { memory: 10, threshold: threshold as u32, recovery: 1.0 };
            close(at_once.infected(x), Contagion { memory: 10, enough: &enough }.infected(x));
        }
    }

    #[test]
    fn where_one_dose_is_enough_the_chain_has_a_closed_form() {
        for (recovery, x) in [(0.2, 0.05), (0.5, 0.1), (0.9, 0.3)] {
            let lingering = Lingering { memory: 6, threshold: 1, recovery };
            close(lingering.infected(x), lingering_after_one(6, recovery, x));
        }
    }

    #[test]
    fn half_of_log_normal_thresholds_lie_below_their_median() {
        let enough = lognormal(3.0 * (1.25f64).sqrt(), 0.5); // the median is mean/√(1 + cv²)
        close(enough(3), 0.5);
        assert!(enough(0) == 0.0 && enough(10) > 0.98);
    }
}
