//! One stimulus, one person: how often it is answered.

/// ∫ A dt up to `until` \[s\] of a leaky trace of one stimulus of length `length`, memory `memory`.
///
/// # Formula
/// ∫₀ᵗ A = L − τ(e^{−(t−L)/τ} − e^{−t/τ}) for t ≥ L, and t − τ(1 − e^{−t/τ}) while it lasts.
pub fn leaky_area(length: f64, memory: f64, until: f64) -> f64 {
    if memory == 0.0 {
        return length.min(until);
    }
    let gone = |time: f64| libm::exp(-time / memory);
    if until < length {
        return until - memory * (1.0 - gone(until));
    }
    length - memory * (gone(until - length) - gone(until))
}

/// Chance that a person answers one stimulus within `until` \[s\].
///
/// # Formula
/// π (1 − e^{−β g ∫A dt}), where π is the share of responders, β the imitation rate and g the gain of the tie.
pub fn answer(responders: f64, rate: f64, gain: f64, area: f64) -> f64 {
    -responders * libm::expm1(-rate * gain * area)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_yawn_is_answered_more_among_the_close() {
        // The yawn preset: β 0.0135 /s, π 0.65, gain 10 at closeness 1, memory 80 s, six seconds, three minutes.
        let area = leaky_area(6.0, 80.0, 180.0);
        assert!((area - 5.343).abs() < 5e-4);
        for (closeness, expected) in [(0.0, 0.045), (1.0 / 3.0, 0.163), (2.0 / 3.0, 0.258), (1.0, 0.334)] {
            let p = answer(0.65, 0.0135, 1.0 + 9.0 * closeness, area);
            assert!((p - expected).abs() < 6e-4, "{p}");
        }
    }
}
