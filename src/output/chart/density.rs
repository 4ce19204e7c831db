//! A smooth density of values.

use crate::experiment::statistics::quantile;

/// Points along a curve.
const STEPS: usize = 160;

/// Gaussian kernels of Silverman's width (1986, eq. 3.31), at least `grain` wide; what would lie beyond the values that are possible is
/// folded back. `sorted` ascends.
pub(super) fn density(sorted: &[f64], grain: f64, possible: (f64, f64)) -> Vec<(f64, f64)> {
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let n = sorted.len() as f64;
    let mean = sorted.iter().sum::<f64>() / n;
    let sd = (sorted.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0)).sqrt();
    let quartiles = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34;
    let spread = if quartiles > 0.0 { sd.min(quartiles) } else { sd };
    let width = (0.9 * spread * n.powf(-0.2)).max(grain);
    let (low, high) = ((first - 3.0 * width).max(possible.0), (last + 3.0 * width).min(possible.1));
    let at = |step: usize| low + (high - low) * step as f64 / (STEPS - 1) as f64;
    let kernels = |x: f64| sorted.iter().map(|m| (-0.5 * ((x - m) / width).powi(2)).exp()).sum::<f64>();
    let height = |x: f64| {
        let mirrored = [possible.0, possible.1].into_iter().filter(|end| end.is_finite());
        let all = kernels(x) + mirrored.map(|end| kernels(2.0 * end - x)).sum::<f64>();
        all / (n * width * std::f64::consts::TAU.sqrt())
    };
    (0..STEPS).map(at).map(|x| (x, height(x))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::statistics::sorted;

    fn area(curve: &[(f64, f64)]) -> f64 {
        curve.windows(2).map(|two| (two[1].0 - two[0].0) * f64::midpoint(two[0].1, two[1].1)).sum()
    }

    #[test]
    fn a_density_has_area_one_and_its_top_at_the_mean() {
        let values = sorted((0..1001).map(|i| f64::from(i) / 500.0 - 1.0).map(|u| u * u * u));
        let curve = density(&values, 1e-3, (f64::NEG_INFINITY, f64::INFINITY));
        assert!((area(&curve) - 1.0).abs() < 0.01, "{}", area(&curve));
        let top = curve.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("points");
        assert!(top.0.abs() < 0.05, "{top:?}");
    }

    #[test]
    fn shares_near_their_ends_do_not_leave_what_is_possible() {
        let values = sorted((0..200).map(|i| f64::from(i % 20) / 200.0));
        let curve = density(&values, 0.005, (0.0, 1.0));
        assert!(curve.iter().all(|p| (0.0..=1.0).contains(&p.0)));
        assert!((area(&curve) - 1.0).abs() < 0.01, "{}", area(&curve));
        assert!(density(&[], 0.1, (0.0, 1.0)).is_empty());
    }
}
