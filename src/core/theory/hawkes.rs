//! Events that set off further events (Hawkes 1971, Biometrika 58:83): λ(t) = μ + Σ α e^{−b(t − t_j)}, branching ratio
//! n = α/b.

/// Stationary rate: μ/(1 − n).
pub fn rate(background: f64, branching: f64) -> f64 {
    background / (1.0 - branching)
}

/// Variance over mean of the number of events in a window: 1 for events that know nothing of each other.
///
/// # Formula
/// κ² + (1 − κ²)(1 − e^{−γW})/(γW) with κ = 1/(1 − n), γ = b(1 − n) (Da Fonseca & Zaatour 2014, J Futures Markets 34:548);
/// κ² for long windows. `memory` is 1/b.
pub fn fano(branching: f64, memory: f64, window: f64) -> f64 {
    let square = 1.0 / ((1.0 - branching) * (1.0 - branching));
    let x = (1.0 - branching) * window / memory;
    square - (1.0 - square) * libm::expm1(-x) / x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_child_each_doubles_the_rate_and_quadruples_the_spread() {
        assert!((rate(0.1, 0.5) - 0.2).abs() < 1e-12);
        assert!((fano(0.5, 1.0, 1e9) - 4.0).abs() < 1e-6);
        assert!((fano(0.5, 1.0, 1e-6) - 1.0).abs() < 1e-5);
        assert!((fano(0.0, 1.0, 7.0) - 1.0).abs() < 1e-12);
    }
}
