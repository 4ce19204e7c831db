//! A stimulus that is shown again and again to people who tire of it.

/// One who sees it. Times in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewer {
    /// β g: imitation hazard at a trace of 1 \[/s\].
    pub rate: f64,
    /// How strongly the stimulus is perceived.
    pub strength: f64,
    /// τ_A: memory of the trace.
    pub memory: f64,
    /// θ of the saturating response θ(1 − e^{−A/θ}); infinite: linear.
    pub saturation: f64,
    /// η: habituation \[/s\].
    pub habituation: f64,
    /// τ_h: recovery; infinite: none.
    pub recovery: f64,
}

/// Chance of at least one answer in each of `trials` showings of length `hold`, `every` apart, by someone who is free to
/// answer when each begins.
///
/// # Formula
/// 1 − exp(−∫ β Ψ(A)(1 − h) dt) over each trial, with Ȧ = (I − A)/τ_A, ḣ = η min(1, I)(1 − h) − h/τ_h, I the strength while
/// shown and 0 else; midpoint rule in steps of a thousandth of a second, A and h exact.
pub fn answers(viewer: &Viewer, hold: f64, every: f64, trials: usize) -> Vec<f64> {
    let step = 1e-3;
    let steps = (every / step).round() as usize;
    let keep = libm::exp(-step / 2.0 / viewer.memory);
    let (mut a, mut h) = (0.0, 0.0);
    let mut trial = || {
        let mut hazard = 0.0;
        for k in 0..steps {
            let input = if (k as f64 + 0.5) * step < hold { viewer.strength } else { 0.0 };
            let middle = input + (a - input) * keep;
            h = viewer.tire(h, input, step / 2.0);
            hazard += viewer.rate * viewer.response(middle) * (1.0 - h) * step;
            a = input + (middle - input) * keep;
            h = viewer.tire(h, input, step / 2.0);
        }
        -libm::expm1(-hazard)
    };
    (0..trials).map(|_| trial()).collect()
}

impl Viewer {
    fn response(&self, trace: f64) -> f64 {
        if self.saturation.is_infinite() { trace } else { -self.saturation * libm::expm1(-trace / self.saturation) }
    }

    /// Habituation after `time` of a constant input.
    fn tire(&self, h: f64, input: f64, time: f64) -> f64 {
        let growth = self.habituation * input.min(1.0);
        let k = growth + 1.0 / self.recovery;
        if k == 0.0 { h } else { growth / k + (h - growth / k) * libm::exp(-k * time) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: Viewer = Viewer {
        rate: 0.25,
        strength: 1.0,
        memory: 0.5,
        saturation: f64::INFINITY,
        habituation: 0.0,
        recovery: f64::INFINITY,
    };

    #[test]
    fn without_wear_every_trial_is_the_first() {
        let all = answers(&FRESH, 3.0, 30.0, 3);
        all.iter().for_each(|p| assert!((p - (1.0 - (-0.75f64).exp())).abs() < 1e-6, "{all:?}"));
    }

    #[test]
    fn a_laugh_box_wears_off() {
        let viewer = Viewer { rate: 0.047, memory: 1.0, habituation: 0.0208, ..FRESH };
        let all = answers(&viewer, 18.0, 60.0, 10);
        let known = [0.50, 0.38, 0.28, 0.20, 0.14, 0.10, 0.07, 0.05, 0.03, 0.023];
        all.iter().zip(known).for_each(|(p, expected)| assert!((p - expected).abs() < 0.015, "{all:?}"));
    }
}
