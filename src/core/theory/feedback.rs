//! Does smiling make one smile more? The loop from mood through the face back to mood.

/// Gain of the loop: mood sets how often one smiles, smiling lifts affect, affect pulls on mood.
///
/// # Formula
/// f κ d(1 − d)(1 + τ_m/τ_c): f the feedback of one's own face \[SD\], κ the mood's influence on the rate of smiling
/// \[/SD\], d the share of time spent smiling, τ_m the relaxation of mood, τ_c its coupling to affect. Derivation: with
/// q = m + f d(q) and m = (b τ_c + q τ_m)/(τ_c + τ_m), q = b + f (1 + τ_m/τ_c) d(q), and d' = κ d(1 − d).
pub fn loop_gain(feedback: f64, kappa: f64, duty: f64, mood_over_coupling: f64) -> f64 {
    feedback * kappa * duty * (1.0 - duty) * (1.0 + mood_over_coupling)
}

/// How much a small lasting lift of the baseline is amplified: 1/(1 − gain).
pub fn amplification(gain: f64) -> f64 {
    1.0 / (1.0 - gain)
}

/// κ at which the loop would run away at its most sensitive point, d = 1/2: the gain is 1 \[/SD\].
pub fn runaway(feedback: f64, mood_over_coupling: f64) -> f64 {
    4.0 / (feedback * (1.0 + mood_over_coupling))
}

/// The loop of one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loop {
    /// f.
    pub feedback: f64,
    /// κ.
    pub kappa: f64,
    /// Smiling at affect 0: rate times mean duration.
    pub odds: f64,
    /// τ_m/τ_c.
    pub mood_over_coupling: f64,
}

impl Loop {
    /// Share of time spent smiling at affect q: odds e^{κq} / (1 + odds e^{κq}).
    pub fn duty(&self, affect: f64) -> f64 {
        let odds = self.odds * libm::exp(self.kappa * affect);
        odds / (1.0 + odds)
    }

    /// Where affect settles on a baseline, coming from `start`: q ← b + f (1 + τ_m/τ_c) d(q).
    pub fn affect(&self, baseline: f64, start: f64) -> f64 {
        let lift = self.feedback * (1.0 + self.mood_over_coupling);
        (0..20_000).fold(start, |q, _| 0.5 * q + 0.5 * (baseline + lift * self.duty(q)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_happiness_spiral_at_published_sizes() {
        let gain = loop_gain(0.2, 1.0, 0.5, 0.25);
        assert!((gain - 0.0625).abs() < 1e-12 && (amplification(gain) - 1.067).abs() < 5e-4);
        assert!((runaway(0.2, 0.25) - 16.0).abs() < 1e-12);
    }

    #[test]
    fn the_gain_is_the_slope_of_the_loop() {
        let odds = libm::exp(-0.125);
        let smile = Loop { feedback: 0.2, kappa: 1.0, odds, mood_over_coupling: 0.25 };
        let slope = (smile.affect(1e-4, 0.0) - smile.affect(-1e-4, 0.0)) / 2e-4;
        let duty = smile.duty(smile.affect(0.0, 0.0));
        assert!((duty - 0.5).abs() < 1e-9);
        assert!((slope - amplification(loop_gain(0.2, 1.0, duty, 0.25))).abs() < 1e-5, "{slope}");
    }

    #[test]
    fn beyond_the_runaway_point_there_are_two_ends() {
        let ends = |kappa: f64| {
            let smile = Loop { feedback: 0.2, kappa, odds: (-0.125 * kappa).exp(), mood_over_coupling: 0.25 };
            smile.affect(0.0, 1.0) - smile.affect(0.0, -1.0)
        };
        assert!(ends(12.0).abs() < 1e-6 && ends(32.0) > 0.2);
    }
}
