//! Generalised contagion: doses add up in a memory of finite length (Dodds & Watts 2004, Phys Rev Lett 92:218701).
//!
//! In each of T remembered moments a person meets one other at random; if that one is infected a dose is received with
//! chance p. Whoever remembers enough doses is infected, and free again as soon as the memory holds too few (the case
//! r = ρ = 1). P_k is the chance that k doses are enough.

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
        const STEPS: i32 = 4000;
        let excess = |phi: f64| self.infected(p * phi) - phi;
        let grid: Vec<f64> = (0..=STEPS).map(|i| 1e-6 + (1.0 - 1e-6) * f64::from(i) / f64::from(STEPS)).collect();
        let crossing = |pair: &[f64]| {
            let (low, high) = (excess(pair[0]), excess(pair[1]));
            let crosses = (low > 0.0) != (high > 0.0);
            crosses.then(|| FixedPoint { level: bisect(&excess, pair[0], pair[1]), stable: low > 0.0 })
        };
        grid.windows(2).filter_map(crossing).collect()
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
    fn half_of_log_normal_thresholds_lie_below_their_median() {
        let enough = lognormal(3.0 * (1.25f64).sqrt(), 0.5); // the median is mean/√(1 + cv²)
        close(enough(3), 0.5);
        assert!(enough(0) == 0.0 && enough(10) > 0.98);
    }
}
