//! Draws of the usual distributions that are the same bytes on every platform and in a browser.
//!
//! `rand_distr` takes logarithms and powers from the platform (a C library here, another one in a browser), whose last digits
//! differ. Its ziggurats are multiplications alone, except in the tails; so the body is taken from it, and whatever needs a
//! logarithm is drawn here with that of `libm`.

use rand::distr::{Open01, OpenClosed01};
use rand::{Rng, RngExt};
use rand_distr::{Exp1, StandardNormal};

/// Where the ziggurat's tail of the normal distribution begins (Doornik 2005, 256 layers).
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
/// Where that of the exponential distribution begins.
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;

/// Exponential with mean 1.
pub fn unit_exponential<R: Rng>(rng: &mut R) -> f64 {
    let drawn: f64 = rng.sample(Exp1);
    if drawn <= EXPONENTIAL_TAIL { drawn } else { EXPONENTIAL_TAIL - libm::log(rng.sample(Open01)) }
}

/// Normal with mean 0 and standard deviation 1.
pub fn standard_normal<R: Rng>(rng: &mut R) -> f64 {
    let drawn: f64 = rng.sample(StandardNormal);
    if drawn.abs() <= NORMAL_TAIL { drawn } else { normal_tail(rng).copysign(drawn) }
}

/// The tail of the normal distribution by rejection from an exponential (Marsaglia 1964).
fn normal_tail<R: Rng>(rng: &mut R) -> f64 {
    loop {
        let beyond = -libm::log(rng.sample(Open01)) / NORMAL_TAIL;
        let bound = -libm::log(rng.sample(Open01));
        if 2.0 * bound >= beyond * beyond {
            return NORMAL_TAIL + beyond;
        }
    }
}

/// Gamma with this shape (> 0) and scale 1 (Marsaglia and Tsang 2000).
pub(super) fn gamma<R: Rng>(shape: f64, rng: &mut R) -> f64 {
    if shape < 1.0 { libm::exp(log_gamma_draw(shape, rng)) } else { gamma_from_one(shape, rng) }
}

/// Of shape ≥ 1.
fn gamma_from_one<R: Rng>(shape: f64, rng: &mut R) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = standard_normal(rng);
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        let u: f64 = rng.sample(Open01);
        let squeezed = u < 1.0 - 0.0331 * x * x * x * x;
        if squeezed || libm::log(u) < 0.5 * x * x + d * (1.0 - v + libm::log(v)) {
            return d * v;
        }
    }
}

/// The logarithm of a gamma variable: finite for small shapes, too, whose values themselves would often round to 0.
fn log_gamma_draw<R: Rng>(shape: f64, rng: &mut R) -> f64 {
    if shape >= 1.0 {
        return libm::log(gamma_from_one(shape, rng));
    }
    let u: f64 = rng.sample(Open01);
    // Shapes that are hardly numbers at all would give −∞, and a share of two of these none.
    (libm::log(gamma_from_one(shape + 1.0, rng)) + libm::log(u) / shape).max(f64::MIN)
}

/// Weibull with this shape (> 0) and scale 1, by inversion.
pub(super) fn weibull<R: Rng>(shape: f64, rng: &mut R) -> f64 {
    let u: f64 = rng.sample(OpenClosed01);
    libm::pow(-libm::log(u), 1.0 / shape)
}

/// Beta (both shapes > 0): one gamma variable's share of two.
pub(super) fn beta<R: Rng>(alpha: f64, beta: f64, rng: &mut R) -> f64 {
    let (a, b) = (log_gamma_draw(alpha, rng), log_gamma_draw(beta, rng));
    1.0 / (1.0 + libm::exp(b - a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Stream};

    const DRAWS: u64 = 400_000;

    fn share(drawn: impl Fn(&mut crate::chance::SplitMix64) -> f64, holds: impl Fn(f64) -> bool) -> f64 {
        let chance = Chance::new(11);
        let all = (0..DRAWS).map(|i| drawn(&mut chance.draws(Stream::Trait, 0, i, 0)));
        all.filter(|x| holds(*x)).count() as f64 / DRAWS as f64
    }

    /// Within five standard errors of what it must be.
    fn assert_share(found: f64, expected: f64, what: &str) {
        let error = (expected * (1.0 - expected) / DRAWS as f64).sqrt();
        assert!((found - expected).abs() < 5.0 * error, "{what}: {found} for {expected}");
    }

    #[test]
    fn tails_are_as_heavy_as_they_must_be() {
        // P(X > 8) = e⁻⁸; P(|Z| > 3.7) = 2.156e-4; P(|Z| > 4) = 6.334e-5.
        assert_share(share(unit_exponential, |x| x > 8.0), 3.354_626e-4, "exponential beyond 8");
        assert_share(share(unit_exponential, |x| x > 9.0), 1.234_098e-4, "exponential beyond 9");
        assert_share(share(standard_normal, |x| x.abs() > 3.7), 2.156_0e-4, "normal beyond 3.7");
        assert_share(share(standard_normal, |x| x > 4.0), 3.167_1e-5, "normal above 4");
        assert_share(share(standard_normal, |x| x < -3.7), 1.078_0e-4, "normal below -3.7");
    }

    #[test]
    fn quantiles_are_those_of_the_distribution() {
        // Gamma(2): 1 − e⁻ˣ(1 + x); Gamma(½) = Z²/2; Beta(2, 3): 6x² − 8x³ + 3x⁴; Weibull: 1 − e^(−x^k).
        assert_share(share(|r| gamma(2.0, r), |x| x < 1.0), 0.264_241, "gamma 2");
        assert_share(share(|r| gamma(0.5, r), |x| x < 0.5), 0.682_689, "gamma ½");
        assert_share(share(|r| beta(2.0, 3.0, r), |x| x < 0.3), 0.348_3, "beta 2, 3");
        assert_share(share(|r| weibull(1.5, r), |x| x < 1.0), 0.632_121, "weibull 1.5");
    }

    #[test]
    fn tiny_shapes_give_numbers() {
        let chance = Chance::new(5);
        for i in 0..1000 {
            let rng = &mut chance.draws(Stream::Trait, 0, i, 0);
            let shares = [beta(1e-3, 1e-3, rng), beta(1e-308, 1e-308, rng), beta(1e300, 1e-300, rng)];
            assert!(shares.iter().all(|x| (0.0..=1.0).contains(x)), "{shares:?}");
            assert!(gamma(1e-300, rng) >= 0.0);
        }
    }
}
