//! SISa in isolated cliques: small enough to be solved exactly.

/// What people in a clique have in common, in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clique {
    /// Share of people who express.
    pub prevalence: f64,
    /// Relative risk less one: P(ego expresses | alter does) / P(ego expresses | alter does not) − 1.
    pub association: f64,
}

/// SISa among `size` people who all see each other: spontaneous rate a, imitation rate β a contact, recovery rate g.
///
/// # Formula
/// The number n of people who express is a birth–death process, up at (size − n)(a + βn) and down at ng, so that
/// π_n = π_{n−1} (size − n + 1)(a + β(n − 1)) / (ng). Of two people both express with probability
/// E\[n(n − 1)\] / (size (size − 1)). Rates: Hill, Rand, Nowak & Christakis (2010).
pub fn sisa_in_clique(size: usize, a: f64, beta: f64, g: f64) -> Clique {
    // Logarithms: in a large clique the weights themselves leave the range of numbers.
    let mut logs = vec![0.0_f64];
    for n in 1..=size {
        let (before, n) = (logs[n - 1], n as f64);
        logs.push(before + libm::log((size as f64 - n + 1.0) * (a + beta * (n - 1.0)) / (n * g)));
    }
    let largest = logs.iter().copied().fold(0.0, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| libm::exp(log - largest)).collect();
    let all: f64 = weights.iter().sum();
    let mean = |of: fn(f64) -> f64| weights.iter().enumerate().map(|(n, w)| of(n as f64) * w).sum::<f64>() / all;
    let size = size as f64;
    let (one, both) = (mean(|n| n) / size, mean(|n| n * (n - 1.0)) / (size * (size - 1.0)));
    let (beside, otherwise) = (both / one, (one - both) / (1.0 - one));
    Clique { prevalence: one, association: beside / otherwise - 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_contagion_nothing_is_shared() {
        let alone = sisa_in_clique(4, 0.18, 0.0, 0.1);
        assert!((alone.prevalence - 0.18 / 0.28).abs() < 1e-12 && alone.association.abs() < 1e-12);
    }

    #[test]
    fn in_a_large_clique_the_level_is_that_of_the_mean_field() {
        let level = sisa_in_clique(2000, 0.1, 1.0 / 2000.0, 0.5).prevalence;
        let reference = crate::theory::epidemic::sisa_level(0.1, 1.0, 0.5);
        assert!((level - reference).abs() < 1e-3, "{level} {reference}");
    }
}
