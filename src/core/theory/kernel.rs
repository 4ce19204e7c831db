//! One stimulus, one person: the trace that it leaves, how often and when it is answered.

/// A(t) of a leaky trace of one stimulus of length `length` \[s\] and size 1, memory `memory` \[s\].
///
/// # Formula
/// 1 − e^{−t/τ} while it lasts, (1 − e^{−L/τ}) e^{−(t−L)/τ} afterwards.
pub fn leaky_trace(length: f64, memory: f64, time: f64) -> f64 {
    let rise = |t: f64| -libm::expm1(-t / memory);
    if time <= length { rise(time.max(0.0)) } else { rise(length) * libm::exp(-(time - length) / memory) }
}

/// ∫ A dt up to `until` of a stimulus that is repeated every `every` \[s\] from 0 on.
///
/// # Formula
/// Traces add up: the sum of [`leaky_area`] over the repetitions that have begun.
pub fn repeated_area(length: f64, every: f64, memory: f64, until: f64) -> f64 {
    let begun = (until / every).ceil() as usize;
    (0..begun).map(|k| leaky_area(length, memory, until - k as f64 * every)).sum()
}

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

/// Mean time of the answer of those who answer one stimulus within `until` \[s\].
///
/// # Formula
/// ∫ t dF / F(until) with F(t) = 1 − e^{−β g ∫A}; by parts, until − ∫ F dt / F(until); Simpson's rule.
pub fn answer_time(rate: f64, gain: f64, length: f64, memory: f64, until: f64) -> f64 {
    let answered = |t: f64| answer(1.0, rate, gain, leaky_area(length, memory, t));
    let steps = 2000;
    let h = until / f64::from(steps);
    let weight = |k: i32| {
        if k == 0 || k == steps {
            1.0
        } else if k % 2 == 1 {
            4.0
        } else {
            2.0
        }
    };
    let integral: f64 = (0..=steps).map(|k| weight(k) * answered(f64::from(k) * h)).sum::<f64>() * h / 3.0;
    until - integral / answered(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_is_the_integral_of_the_trace() {
        for until in [3.0, 5.0, 20.0] {
            let n = 200_000;
            let h = until / f64::from(n);
            let sum: f64 = (0..n).map(|k| leaky_trace(5.0, 2.0, (f64::from(k) + 0.5) * h)).sum::<f64>() * h;
            assert!((sum - leaky_area(5.0, 2.0, until)).abs() < 1e-8, "{sum}");
        }
        for (time, trace) in [(1.0, 0.3935), (2.0, 0.6321), (5.0, 0.9179), (8.0, 0.2048)] {
            assert!((leaky_trace(5.0, 2.0, time) - trace).abs() < 6e-5);
        }
    }

    #[test]
    fn a_video_adds_up() {
        let at = |until: f64| answer(0.65, 0.0135, 1.0, repeated_area(6.0, 10.0, 80.0, until));
        assert!((at(300.0) - 0.545).abs() < 2e-3 && (at(180.0) - 0.38).abs() < 5e-3, "{} {}", at(300.0), at(180.0));
    }

    #[test]
    fn the_close_answer_a_little_sooner() {
        let mean = |gain: f64| answer_time(0.0135, gain, 6.0, 80.0, 180.0);
        for (gain, expected) in [(1.0, 60.8), (4.0, 58.0), (7.0, 55.2), (10.0, 52.2)] {
            assert!((mean(gain) - expected).abs() < 0.5, "{gain}: {}", mean(gain));
        }
    }

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
