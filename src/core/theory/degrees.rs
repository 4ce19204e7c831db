//! How many ties people have, as a distribution, and its generating functions.
//!
//! G₀(x) = Σ p_k x^k for a random person, G₁(x) = G₀'(x)/G₀'(1) for the person at the end of a random tie, its own tie
//! left out (Newman, Strogatz & Watts 2001, Phys Rev E 64:026118).

/// p_k: the share of people with k ties.
#[derive(Clone, Debug, PartialEq)]
pub struct Degrees(Vec<f64>);

impl Degrees {
    /// Random networks of mean degree `z`: e^{−z} z^k / k!.
    pub fn poisson(z: f64) -> Self {
        let most = (z + 12.0 * z.sqrt() + 20.0) as usize;
        let log = |k: usize| k as f64 * libm::log(z) - z - libm::lgamma(k as f64 + 1.0);
        Self::in_proportion((0..=most).map(|k| libm::exp(log(k))).collect())
    }

    /// Everyone has `k` ties.
    pub fn regular(k: usize) -> Self {
        Self::in_proportion((0..=k).map(|j| f64::from(u8::from(j == k))).collect())
    }

    /// Geometric with this mean: (1 − r) r^k, r = mean/(1 + mean).
    pub fn geometric(mean: f64) -> Self {
        let r = mean / (1.0 + mean);
        let most = (libm::log(1e-18) / libm::log(r)) as usize;
        Self::in_proportion((0..=most).map(|k| libm::pow(r, k as f64)).collect())
    }

    /// k^{−exponent} from `min` to `max`.
    pub fn power_law(exponent: f64, min: usize, max: usize) -> Self {
        let weight = |k: usize| if k < min { 0.0 } else { libm::pow(k as f64, -exponent) };
        Self::in_proportion((0..=max).map(weight).collect())
    }

    fn in_proportion(weights: Vec<f64>) -> Self {
        let all: f64 = weights.iter().sum();
        Self(weights.into_iter().map(|w| w / all).collect())
    }

    /// (k, p_k).
    pub fn each(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.0.iter().copied().enumerate()
    }

    /// ⟨f(k)⟩.
    pub fn average(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.each().map(|(k, p)| p * f(k as f64)).sum()
    }

    /// ⟨k⟩.
    pub fn mean(&self) -> f64 {
        self.average(|k| k)
    }

    /// G₀(x).
    pub fn g0(&self, x: f64) -> f64 {
        self.average(|k| libm::pow(x, k))
    }

    /// G₁(x).
    pub fn g1(&self, x: f64) -> f64 {
        self.average(|k| if k > 0.0 { k * libm::pow(x, k - 1.0) } else { 0.0 }) / self.mean()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_means_are_as_told() {
        for (degrees, mean) in [
            (Degrees::poisson(5.0), 5.0),
            (Degrees::regular(4), 4.0),
            (Degrees::geometric(5.0), 5.0),
            (Degrees::power_law(2.5, 2, 100), 4.145),
        ] {
            assert!((degrees.g0(1.0) - 1.0).abs() < 1e-12 && (degrees.g1(1.0) - 1.0).abs() < 1e-12);
            assert!((degrees.mean() - mean).abs() < 1e-3, "{}", degrees.mean());
        }
    }

    #[test]
    fn a_poisson_network_is_its_own_excess() {
        let degrees = Degrees::poisson(3.0);
        assert!((degrees.g0(0.4) - degrees.g1(0.4)).abs() < 1e-12);
        assert!((degrees.g0(0.4) - (3.0f64 * (0.4 - 1.0)).exp()).abs() < 1e-12);
    }
}
