//! Courses in time of well-mixed contagion.

use super::epidemic::{sisa_level, sisa_relaxation};

/// Share expressing after `time` in well-mixed SISa from a share `start`.
///
/// # Formula
/// ẋ = −βk (x − x₊)(x − x₋), so that (x − x₊)/(x − x₋) falls as e^{−rate·t}, where x₊ is the endemic level and
/// x₋ = x₊ − rate/βk the other root; with βk = 0 the level is approached exponentially, and where the roots meet (a = 0,
/// βk = g) it is x₀/(1 + βk x₀ t). Equation: Hill et al. 2010,
/// Proc R Soc B 277:3827.
pub fn sisa(spontaneous: f64, imitation: f64, recovery: f64, start: f64, time: f64) -> f64 {
    let level = sisa_level(spontaneous, imitation, recovery);
    if imitation == 0.0 {
        return level + (start - level) * libm::exp(-(spontaneous + recovery) * time);
    }
    let rate = sisa_relaxation(spontaneous, imitation, recovery);
    let other = level - rate / imitation;
    if rate < 1e-12 * imitation {
        return start / (1.0 + imitation * start * time);
    }
    if start == other {
        return start;
    }
    let ratio = (start - level) / (start - other) * libm::exp(-rate * time);
    (level - other * ratio) / (1.0 - ratio)
}

/// The rate at which a share was seen to move from `start` to `reached` in `time` on its way to the level of SISa.
///
/// # Formula
/// The solution of [`sisa`] for its rate, with the roots given.
pub fn sisa_rate_seen(level: f64, other: f64, start: f64, reached: f64, time: f64) -> f64 {
    let place = |x: f64| (x - level) / (x - other);
    libm::log(place(start) / place(reached)) / time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_course_solves_its_equation() {
        let (a, b, g) = (0.1, 1.0, 0.5);
        let x = |t: f64| sisa(a, b, g, 0.05, t);
        for t in [0.0, 0.5, 2.0, 6.0] {
            let slope = (x(t + 1e-5) - x(t - 1e-5)) / 2e-5;
            assert!((slope - ((a + b * x(t)) * (1.0 - x(t)) - g * x(t))).abs() < 1e-7, "at {t}");
        }
        assert!((x(0.0) - 0.05).abs() < 1e-12 && (x(1e3) - sisa_level(a, b, g)).abs() < 1e-12);
        assert!((sisa(0.18, 0.0, 0.1, 0.0, 1e3) - 0.18 / 0.28).abs() < 1e-12);
    }

    #[test]
    fn the_course_is_known_at_and_below_the_threshold_too() {
        for (a, b, g) in [(0.0, 2.0, 1.0), (0.0, 0.5, 1.0), (0.0, 1.0, 1.0)] {
            let at = |t: f64| sisa(a, b, g, 0.05, t);
            let slope = (at(1.001) - at(0.999)) / 0.002;
            assert!((slope - (b * at(1.0) * (1.0 - at(1.0)) - g * at(1.0))).abs() < 1e-6, "{a} {b} {g}");
            assert!((at(1e6) - sisa_level(a, b, g)).abs() < 1e-5);
        }
        assert_eq!(sisa(0.0, 2.0, 1.0, 0.0, 5.0), 0.0);
    }

    #[test]
    fn the_rate_is_read_off_the_course() {
        let (level, rate) = (sisa_level(0.1, 1.0, 0.5), sisa_relaxation(0.1, 1.0, 0.5));
        let reached = sisa(0.1, 1.0, 0.5, 0.1, 1.5);
        assert!((sisa_rate_seen(level, level - rate, 0.1, reached, 1.5) - rate).abs() < 1e-9);
    }
}
