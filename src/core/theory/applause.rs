//! How applause ends (Mann et al. 2013, J R Soc Interface 10:20130466: people stop sooner when others have).

/// Mean time until the last of N people who all clap stops, each stopping alone after `mean` \[s\] on average and up to
/// 1 + σ times as fast when nobody else claps.
///
/// # Formula
/// Σ_{s=0}^{N−1} 1/((N − s) γ (1 + σ s/(N − 1))), s the number of those who have stopped, γ = 1/mean.
pub fn end(people: usize, mean: f64, social: f64) -> f64 {
    let others = (people as f64 - 1.0).max(1.0);
    (0..people).map(|s| mean / ((people - s) as f64 * (1.0 + social * s as f64 / others))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_listening_it_is_the_longest_of_independent_lengths() {
        let harmonic: f64 = (1..=18).map(|k| 1.0 / f64::from(k)).sum();
        assert!((end(18, 6.0, 0.0) - 6.0 * harmonic).abs() < 1e-12);
        assert!(end(18, 6.0, 3.0) < end(18, 6.0, 0.0) / 2.0);
        assert!((end(1, 6.0, 3.0) - 6.0).abs() < 1e-12);
    }
}
