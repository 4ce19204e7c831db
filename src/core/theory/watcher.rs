//! One who watches another: the hazard that memory and habituation leave after what was shown.

use super::well_mixed::Response;

/// Someone who watches what somebody else shows on a timetable, and shows nothing to them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watcher {
    /// λ0: hazard of expressing of one's own accord \[/s\].
    pub spontaneous: f64,
    /// s β: hazard of imitating at Ψ = 1 \[/s\].
    pub imitation: f64,
    /// Input while the other expresses.
    pub strength: f64,
    /// Ψ.
    pub response: Response,
    /// τ_A of a leaky memory \[s\]; 0: none.
    pub memory: f64,
    /// η \[/s\].
    pub habituation: f64,
    /// τ_h \[s\]; infinite: no recovery.
    pub recovery: f64,
}

/// Steps in which a stretch of constant input is integrated, per time scale and at least.
const FINE: f64 = 20.0;
const MOST_STEPS: f64 = 1e5;

impl Watcher {
    /// ∫ λ dt from 0 to each of `times` (ascending), when the other expresses from `.0` to `.1` \[s\] of each showing.
    ///
    /// # Formula
    /// λ = λ0 + s β Ψ(A)(1 − h), Ȧ = (I − A)/τ_A, ḣ = η min(1, I)(1 − h) − h/τ_h. A and h are exact for constant input,
    /// the integral is a sum of midpoints.
    pub fn hazards(&self, showings: &[(f64, f64)], times: &[f64]) -> Vec<f64> {
        let mut edges: Vec<f64> =
            showings.iter().flat_map(|&(from, to)| [from, to]).chain(times.iter().copied()).collect();
        edges.retain(|at| *at > 0.0 && at.is_finite());
        edges.sort_by(f64::total_cmp);
        let (mut now, mut sum, mut state) = (0.0, 0.0, (0.0, 0.0));
        let mut sums = vec![0.0; times.len()];
        for edge in edges {
            let shown = showings.iter().any(|&(from, to)| from <= now && now < to);
            sum += self.stretch(&mut state, if shown { self.strength } else { 0.0 }, edge - now);
            now = edge;
            times.iter().zip(&mut sums).filter(|(at, _)| **at == now).for_each(|(_, s)| *s = sum);
        }
        sums
    }

    /// ∫ λ dt over a stretch of constant input, and what memory and habituation are after it.
    fn stretch(&self, (activation, habit): &mut (f64, f64), input: f64, length: f64) -> f64 {
        let gone = if self.recovery.is_finite() { 1.0 / self.recovery } else { 0.0 };
        let fading = self.habituation * input.min(1.0) + gone;
        let settled = if fading > 0.0 { self.habituation * input.min(1.0) / fading } else { 0.0 };
        let toward = |from: f64, to: f64, rate: f64, time: f64| to + (from - to) * libm::exp(-rate * time);
        let recall = if self.memory > 0.0 { 1.0 / self.memory } else { f64::INFINITY };
        let scale = if recall.is_finite() { recall.max(fading) } else { fading };
        let steps = (FINE * length * scale).ceil().clamp(FINE, MOST_STEPS);
        let step = length / steps;
        let mut sum = 0.0;
        for _ in 0..steps as u64 {
            let a = if recall.is_finite() { toward(*activation, input, recall, step / 2.0) } else { input };
            let h = toward(*habit, settled, fading, step / 2.0);
            sum += step * (self.spontaneous + self.imitation * self.response.of(a) * (1.0 - h));
            *activation = if recall.is_finite() { toward(*activation, input, recall, step) } else { input };
            *habit = toward(*habit, settled, fading, step);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::kernel::leaky_area;

    fn watcher(rate: f64, memory: f64) -> Watcher {
        Watcher {
            spontaneous: 0.0,
            imitation: rate,
            strength: 1.0,
            response: Response::Linear,
            memory,
            habituation: 0.0,
            recovery: f64::INFINITY,
        }
    }

    #[test]
    fn one_showing_adds_up_to_its_closed_form() {
        for memory in [0.0, 0.5, 80.0] {
            let times = [3.0, 6.0, 40.0, 180.0];
            let sums = watcher(0.0135, memory).hazards(&[(0.0, 6.0)], &times);
            for (sum, until) in sums.iter().zip(times) {
                assert!((sum - 0.0135 * leaky_area(6.0, memory, until)).abs() < 1e-5, "{memory} {until}: {sum}");
            }
        }
    }

    #[test]
    fn the_laugh_box_wears_off_as_in_the_study() {
        // 18 s of laughter a minute, ten times: about half respond at first, hardly anyone at last (Provine 1992).
        let showings: Vec<(f64, f64)> = (0..10).map(|i| (60.0 * f64::from(i), 60.0 * f64::from(i) + 18.0)).collect();
        let ends: Vec<f64> = (0..=10).map(|i| 60.0 * f64::from(i)).collect();
        let listener = Watcher {
            response: Response::Saturating(5.0),
            habituation: 0.0208,
            recovery: 3600.0,
            ..watcher(0.047, 1.0)
        };
        let sums = listener.hazards(&showings, &ends);
        let share: Vec<f64> = sums.windows(2).map(|w| -libm::expm1(w[0] - w[1])).collect();
        assert!((share[0] - 0.5).abs() < 0.05 && share[9] < 0.06, "{share:?}");
        assert!(share.windows(2).all(|w| w[1] < w[0]));
    }
}
