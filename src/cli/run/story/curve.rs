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

/// What the bars of a curve stand for: averages over as many equal times as there are letters.
pub(super) fn averages(curve: &[f64]) -> Vec<f64> {
    let bins = WIDTH.min(curve.len());
    let part = |bin: usize| &curve[bin * curve.len() / bins..(bin + 1) * curve.len() / bins];
    (0..bins).map(|bin| part(bin).iter().sum::<f64>() / part(bin).len() as f64).collect()
}

/// Averages as a row of bars. What is not nothing has a bar.
pub(super) fn sparkline(averages: &[f64], top: f64) -> String {
    let height = |average: &f64| match average {
        _ if top <= 0.0 || *average <= 0.0 => 0,
        average => (average / top * 8.0).round().clamp(1.0, 8.0) as usize,
    };
    averages.iter().map(|average| BARS[height(average)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_becomes_bars() {
        assert_eq!(sparkline(&[0.0, 0.5, 1.0], 1.0), " ▄█");
        assert_eq!(sparkline(&[0.0; 3], 0.0), "   ");
        assert_eq!(sparkline(&[0.01, 1.0], 1.0), "▁█", "little is not nothing");
        assert_eq!(averages(&[1.0; 1000]).len(), WIDTH);
        assert!(averages(&[]).is_empty() && sparkline(&[], 1.0).is_empty());
    }

    #[test]
    fn runs_that_ended_stay_as_they_were() {
        assert_eq!(mean_curve(&[&[1.0, 0.0], &[1.0, 1.0, 1.0]]), [1.0, 0.5, 0.5]);
    }
}
