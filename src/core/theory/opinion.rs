//! Moods that are drawn to each other: ṁ_i = (b_i − m_i)/τ + κ Σ_j w_ij (m_j − m_i).

use super::ode;

/// Weights w_ij, row by row: how strongly i is drawn to j.
pub type Weights = Vec<Vec<f64>>;

/// Moods after `time`, from `start` (DeGroot 1974, J Am Stat Assoc 69:118 in continuous time; absorption of Bosse et al.
/// 2009, PRIMA: w_ij = ε_j α_ij δ_i).
///
/// # Formula
/// Runge–Kutta of fourth order in steps of a two-hundredth of the strongest pull.
pub fn drawn(start: &[f64], weights: &Weights, kappa: f64, confidence: f64, time: f64) -> Vec<f64> {
    let slope = |m: &[f64], slope: &mut [f64]| {
        for (i, slope) in slope.iter_mut().enumerate() {
            let near = |&(j, _): &(usize, &f64)| (m[j] - m[i]).abs() <= confidence;
            *slope = kappa * weights[i].iter().enumerate().filter(near).map(|(j, w)| w * (m[j] - m[i])).sum::<f64>();
        }
    };
    let strongest = weights.iter().map(|row| row.iter().sum::<f64>()).fold(0.0, f64::max);
    let steps = (200.0 * time * kappa * strongest).ceil().max(1.0);
    let mut m = start.to_vec();
    for _ in 0..steps as u64 {
        ode::step(&mut m, time / steps, slope);
    }
    m
}

/// Where moods settle that are also pulled back to their baselines with time constant `tau`.
///
/// # Formula
/// (I/τ + κL) m = b/τ (Friedkin & Johnsen 1990, J Math Sociol 15:193), by Gauss–Seidel: the matrix is dominated by its
/// diagonal.
pub fn settled(baselines: &[f64], weights: &Weights, kappa: f64, tau: f64) -> Vec<f64> {
    let mut m = baselines.to_vec();
    for _ in 0..100_000 {
        let mut moved = 0.0_f64;
        for i in 0..m.len() {
            let sum: f64 = weights[i].iter().sum();
            let drawn: f64 = weights[i].iter().zip(&m).map(|(w, other)| w * other).sum();
            let next = (baselines[i] / tau + kappa * drawn) / (1.0 / tau + kappa * sum);
            moved = moved.max((next - m[i]).abs());
            m[i] = next;
        }
        if moved < 1e-14 {
            break;
        }
    }
    m
}

/// Speed of mood \[/s\] in a group that feels alike and amplifies (Bosse et al. 2009).
///
/// # Formula
/// Level q = 1/(1 + e^{−m}), group impact q itself: q̇ = γ η (2β − 1) q(1 − q), so that ṁ = γ η (2β − 1), whatever the
/// level. γ is the strength of the ties, η the share that amplifies, β the bias upwards.
pub fn amplification_speed(strength: f64, share: f64, bias: f64) -> f64 {
    strength * share * (2.0 * bias - 1.0)
}

/// About how many camps are left of opinions spread evenly over an interval of length 1 when people move together only with
/// those within `confidence`: 1/(2d), one from d = 1/2 on (Deffuant et al. 2000, Adv Complex Syst 3:87).
pub fn camps(confidence: f64) -> f64 {
    (1.0 / (2.0 * confidence)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_meet_in_the_middle() {
        let pair = vec![vec![0.0, 1.0], vec![1.0, 0.0]];
        let moods = drawn(&[1.0, 0.0], &pair, 0.5, f64::INFINITY, 2.0);
        assert!((moods[0] - (0.5 + 0.5 * (-2.0f64).exp())).abs() < 1e-10 && (moods[0] + moods[1] - 1.0).abs() < 1e-12);
        assert_eq!(drawn(&[1.0, 0.0], &pair, 0.5, 0.9, 2.0), [1.0, 0.0]);
    }

    #[test]
    fn stubbornness_and_company_balance() {
        let pair = vec![vec![0.0, 1.0], vec![1.0, 0.0]];
        // κτ = 1: each goes a third of the way to the other.
        let moods = settled(&[1.0, 0.0], &pair, 0.1, 10.0);
        assert!((moods[0] - 2.0 / 3.0).abs() < 1e-12 && (moods[1] - 1.0 / 3.0).abs() < 1e-12);
    }
}
