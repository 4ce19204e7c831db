//! What returns by itself: exponential relaxation, and relaxation that chance disturbs.

/// Share that is left of a deviation after `time` when it fades with time constant `tau`: e^{−t/τ}. With a hazard 1/τ it is
/// the chance that nothing has happened yet.
pub fn left(time: f64, tau: f64) -> f64 {
    libm::exp(-time / tau)
}

/// Time until half of a deviation is left: τ ln 2.
pub fn half_life(tau: f64) -> f64 {
    tau * std::f64::consts::LN_2
}

/// Stationary variance of a quantity that returns with time constant `tau` and is disturbed by white noise `sigma`.
///
/// # Formula
/// σ²τ/2 (Uhlenbeck & Ornstein 1930, Phys Rev 36:823).
pub fn wandering_variance(sigma: f64, tau: f64) -> f64 {
    sigma * sigma * tau / 2.0
}

/// Variance of the same after `time` when it started without spread: σ²τ/2 · (1 − e^{−2t/τ}).
pub fn wandering_variance_after(sigma: f64, tau: f64, time: f64) -> f64 {
    -wandering_variance(sigma, tau) * libm::expm1(-2.0 * time / tau)
}

/// How far affect has moved towards the target that a held display sets.
///
/// # Formula
/// f (1 − e^{−t/τ_on}): target form, so that no length of display adds more than f.
pub fn held_display(feedback: f64, onset: f64, time: f64) -> f64 {
    -feedback * libm::expm1(-time / onset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_left_after_the_half_life() {
        assert!((left(half_life(163.5), 163.5) - 0.5).abs() < 1e-12);
        assert!((half_life(163.5) - 113.3).abs() < 0.05 && (half_life(3600.0) - 2495.3).abs() < 0.05);
    }

    #[test]
    fn spread_grows_to_its_stationary_value() {
        assert!((wandering_variance(0.05, 500.0) - 0.625).abs() < 1e-12);
        let late = wandering_variance_after(0.05, 500.0, 1e5);
        assert!((late - 0.625).abs() < 1e-12 && wandering_variance_after(0.05, 500.0, 0.0) == 0.0);
        // Early on it is a random walk: σ² t.
        assert!((wandering_variance_after(0.05, 500.0, 1e-3) / (0.0025 * 1e-3) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_posed_smile_cannot_add_more_than_its_feedback() {
        assert!((held_display(0.20, 2.0, 10.0) - 0.1987).abs() < 5e-5);
        assert!(held_display(0.20, 2.0, 1e6) <= 0.20);
    }
}
