//! Little curves out of letters.

/// How many characters wide they are.
const WIDTH: usize = 48;
const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The mean of curves of which some may end early: what has ended stays as it was.
pub(super) fn mean_curve(curves: &[&[f32]]) -> Vec<f64> {
    let longest = curves.iter().map(|c| c.len()).max().unwrap_or(0);
    let at = |curve: &&[f32], time: usize| curve.get(time).or(curve.last()).copied().map_or(0.0, f64::from);
    (0..longest).map(|time| curves.iter().map(|c| at(c, time)).sum::<f64>() / curves.len() as f64).collect()
}

/// A curve as a row of bars.
pub(super) fn sparkline(curve: &[f64], top: f64) -> String {
    let bins = WIDTH.min(curve.len());
    (0..bins)
        .map(|bin| {
            let part = &curve[bin * curve.len() / bins..(bin + 1) * curve.len() / bins];
            let mean = part.iter().sum::<f64>() / part.len() as f64;
            BARS[if top > 0.0 { (mean / top * 8.0).round().clamp(0.0, 8.0) as usize } else { 0 }]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_becomes_bars() {
        assert_eq!(sparkline(&[0.0, 0.5, 1.0], 1.0), " ▄█");
        assert_eq!(sparkline(&[0.0; 3], 0.0), "   ");
        assert_eq!(sparkline(&[1.0; 1000], 1.0).chars().count(), WIDTH);
        assert_eq!(sparkline(&[], 1.0), "");
    }

    #[test]
    fn runs_that_ended_stay_as_they_were() {
        assert_eq!(mean_curve(&[&[1.0, 0.0], &[1.0, 1.0, 1.0]]), [1.0, 0.5, 0.5]);
    }
}
