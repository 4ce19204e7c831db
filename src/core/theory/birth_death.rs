//! Birth–death chains: how many of a small group express something, one more or one fewer at a time, solved by linear algebra.

use std::ops::RangeInclusive;

/// The chance that the chain has not reached 0 after a time.
///
/// `up(n)` and `down(n)` are the rates \[/s\] at which n become n + 1 and n − 1; `size` is the largest n, `start` the first, `time` in
/// seconds.
pub fn survival(size: usize, start: usize, time: f64, up: impl Fn(f64) -> f64, down: impl Fn(f64) -> f64) -> f64 {
    let rate = |n: usize| match n {
        0 => (0.0, 0.0),
        _ if n == size => (0.0, down(n as f64)),
        _ => (up(n as f64), down(n as f64)),
    };
    share_of(&(0..=size).map(rate).collect::<Vec<_>>(), start, time, 1..=size)
}

/// The chance that the chain has reached `target` within a time (first passage) before it reached 0; the rest as for
/// [`survival`].
pub fn passage(target: usize, start: usize, time: f64, up: impl Fn(f64) -> f64, down: impl Fn(f64) -> f64) -> f64 {
    let rate = |n: usize| if n == 0 || n == target { (0.0, 0.0) } else { (up(n as f64), down(n as f64)) };
    share_of(&(0..=target).map(rate).collect::<Vec<_>>(), start, time, target..=target)
}

/// The chance of each n, from 0 to `size`, after a time; the rest as for [`survival`], but where nobody does it (n = 0) the chain may go
/// on by `up(0)`.
pub fn shares(size: usize, start: usize, time: f64, up: impl Fn(f64) -> f64, down: impl Fn(f64) -> f64) -> Vec<f64> {
    let rate = |n: usize| (if n < size { up(n as f64) } else { 0.0 }, if n > 0 { down(n as f64) } else { 0.0 });
    let mut shares = vec![0.0; size + 1];
    let add = |weight: f64, now: &[f64]| shares.iter_mut().zip(now).for_each(|(share, now)| *share += weight * now);
    let counted = mixed(&(0..=size).map(rate).collect::<Vec<_>>(), start, time, add);
    shares.into_iter().map(|share| share / counted).collect()
}

/// The chance to be in one of some states after a time.
fn share_of(rates: &[(f64, f64)], start: usize, time: f64, states: RangeInclusive<usize>) -> f64 {
    let mut alive = 0.0;
    let counted = mixed(rates, start, time, |weight, now| alive += weight * now[states.clone()].iter().sum::<f64>());
    alive / counted
}

/// Gives the distributions over all states whose mixture is that after a time, each with its weight, and then the sum of the weights.
///
/// # Formula
/// ṗ = Q p by uniformisation: p(t) = Σ_k e^{−Λt} (Λt)^k / k! (I + Q/Λ)^k p(0), Λ the largest rate of leaving (Jensen 1953).
/// Every term is a mixture of distributions, so nothing cancels.
fn mixed(rates: &[(f64, f64)], start: usize, time: f64, mut add: impl FnMut(f64, &[f64])) -> f64 {
    let fastest = rates.iter().map(|(up, down)| up + down).fold(f64::MIN_POSITIVE, f64::max);
    let mut now = vec![0.0; rates.len()];
    now[start] = 1.0;
    let mean = fastest * time;
    // The weights of a Poisson distribution, as logarithms: e^{−Λt} may be too small for a number.
    let (mut log_weight, mut counted) = (-mean, 0.0);
    for k in 0.. {
        let weight = libm::exp(log_weight);
        add(weight, &now);
        counted += weight;
        if k as f64 > mean && counted > 1.0 - 1e-13 || k as f64 > mean + 60.0 + 12.0 * mean.sqrt() {
            return counted;
        }
        now = step(&now, rates, fastest);
        log_weight += libm::log(mean / (k + 1) as f64);
    }
    unreachable!("the weights add up to 1")
}

/// (I + Q/Λ) p.
fn step(now: &[f64], rates: &[(f64, f64)], fastest: f64) -> Vec<f64> {
    let mut next = vec![0.0; now.len()];
    for (n, (share, (up, down))) in now.iter().zip(rates).enumerate() {
        next[n] += share * (1.0 - (up + down) / fastest);
        if *up > 0.0 {
            next[n + 1] += share * up / fastest;
        }
        if n > 0 {
            next[n - 1] += share * down / fastest;
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_alone_survives_exponentially() {
        let alive = survival(1, 1, 2.5, |_| 0.0, |_| 0.8);
        assert!((alive - (-2.0f64).exp()).abs() < 1e-12, "{alive}");
    }

    #[test]
    fn without_saturation_it_is_the_linear_birth_and_death_process() {
        // Kendall 1948: extinct by t with chance α = μ(e^{(λ−μ)t} − 1) / (λ e^{(λ−μ)t} − μ).
        let (birth, death, time) = (1.3, 0.9, 2.0);
        let growth = f64::exp((birth - death) * time);
        let extinct = death * (growth - 1.0) / (birth * growth - death);
        let alive = survival(400, 1, time, |n| birth * n, |n| death * n);
        assert!((alive - (1.0 - extinct)).abs() < 1e-9, "{alive} {extinct}");
    }

    #[test]
    fn all_shares_are_those_that_are_asked_for_one_by_one_and_in_the_end_the_stationary_ones() {
        let (up, down) = (|n: f64| 0.2 * n * (6.0 - n), |n: f64| n);
        let shares = shares(6, 2, 3.0, up, down);
        assert!((shares[1..].iter().sum::<f64>() - survival(6, 2, 3.0, up, down)).abs() < 1e-12);
        // Each for themselves: binomial, with the chance up / (up + down) in the long run.
        let alone = super::shares(4, 0, 200.0, |n| 0.3 * (4.0 - n), |n| 0.7 * n);
        let exact = [0.2401, 0.4116, 0.2646, 0.0756, 0.0081];
        assert!(alone.iter().zip(exact).all(|(have, want)| (have - want).abs() < 1e-9), "{alone:?}");
    }

    #[test]
    fn who_bets_one_at_a_time_reaches_the_goal_as_often_as_the_gambler() {
        // After a long time: (1 − r) / (1 − r³) with r = death / birth, the gambler's ruin from 1 to 3.
        let reached = passage(3, 1, 500.0, |n| 0.6 * n, |n| 0.4 * n);
        let r: f64 = 0.4 / 0.6;
        assert!((reached - (1.0 - r) / (1.0 - r.powi(3))).abs() < 1e-9, "{reached}");
        assert!((passage(2, 1, 0.5, |_| 2.0, |_| 0.0) - (1.0 - (-1.0f64).exp())).abs() < 1e-12);
    }

    #[test]
    fn long_times_do_not_lose_the_weights() {
        let alive = survival(30, 30, 1e4, |n| 0.1 * n * (30.0 - n) / 29.0, |n| 0.05 * n);
        assert!(alive > 0.0 && alive < 1.0, "{alive}");
    }
}
