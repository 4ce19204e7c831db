//! Simple contagion: SIS, SIR and SIS with spontaneous onset.

/// Endemic level of SIS with spontaneous onset (SISa) in a well-mixed population.
///
/// # Formula
/// x* = \[βk − a − g + √((βk − a − g)² + 4aβk)\] / (2βk), the stable root of ẋ = (a + βk x)(1 − x) − g x;
/// where a is the spontaneous rate, βk the imitation rate times the number of contacts, and g the recovery rate.
/// With βk = 0 it is a / (a + g). Source: Hill, Rand, Nowak & Christakis 2010, Proc R Soc B 277:3827.
pub fn sisa_level(spontaneous: f64, imitation: f64, recovery: f64) -> f64 {
    if imitation == 0.0 {
        return spontaneous / (spontaneous + recovery);
    }
    let drift = imitation - spontaneous - recovery;
    (drift + sisa_relaxation(spontaneous, imitation, recovery)) / (2.0 * imitation)
}

/// Rate at which SISa returns to its endemic level.
///
/// # Formula
/// √((βk − a − g)² + 4aβk), the slope of the SISa equation at its stable root.
pub fn sisa_relaxation(spontaneous: f64, imitation: f64, recovery: f64) -> f64 {
    let drift = imitation - spontaneous - recovery;
    (drift * drift + 4.0 * spontaneous * imitation).sqrt()
}

/// Endemic level of SIS in a well-mixed population: 1 − 1/R₀ above the threshold, 0 below.
pub fn sis_level(r0: f64) -> f64 {
    (1.0 - 1.0 / r0).max(0.0)
}

/// Final size of SIR given take-off, from a vanishing seed.
///
/// # Formula
/// Z = 1 − e^{−R₀ Z} (Kermack & McKendrick 1927), solved by iteration from 1.
pub fn sir_final_size(r0: f64) -> f64 {
    sir_final_size_from(r0, 0.0)
}

/// Final size of SIR, the seed included, when a share `seed` is infected at the start.
///
/// # Formula
/// Z = 1 − (1 − seed) e^{−R₀ Z}.
pub fn sir_final_size_from(r0: f64, seed: f64) -> f64 {
    (0..10_000).fold(1.0, |z: f64, _| 1.0 - (1.0 - seed) * libm::exp(-r0 * z))
}

/// Largest prevalence of SIR from a vanishing seed: 1 − (1 + ln R₀)/R₀ above the threshold.
pub fn sir_peak(r0: f64) -> f64 {
    if r0 <= 1.0 { 0.0 } else { 1.0 - (1.0 + libm::log(r0)) / r0 }
}

/// Largest prevalence of SIR when a share `seed` is infected at the start.
///
/// # Formula
/// 1 − (1 + ln(R₀ s₀))/R₀ with s₀ = 1 − seed, where R₀ s₀ > 1; else the seed.
pub fn sir_peak_from(r0: f64, seed: f64) -> f64 {
    let grown = r0 * (1.0 - seed);
    if grown <= 1.0 { seed } else { 1.0 - (1.0 + libm::log(grown)) / r0 }
}

/// Upper bound on the expected number of infected people of network SIS below the threshold.
///
/// # Formula
/// Σ p_i(t) ≤ √N ‖p(0)‖₂ e^{(β λ_max − γ) t}, where λ_max is the largest eigenvalue of the adjacency matrix.
pub fn sis_decay_bound(people: usize, seeds: usize, imitation: f64, recovery: f64, lambda_max: f64, time: f64) -> f64 {
    ((people * seeds) as f64).sqrt() * libm::exp((imitation * lambda_max - recovery) * time)
}

/// Mean time from the first to the last of N people to start clapping when the rate of starting is proportional to the
/// share who clap.
///
/// # Formula
/// 2 (N − 1)/(N β) · H_{N−1}, from Σ_{n=1}^{N−1} 1/(β n (N − n)/(N − 1)). Rule: Mann et al. 2013, J R Soc Interface 10:20130466.
pub fn applause_spread_time(people: usize, rate: f64) -> f64 {
    let n = people as f64;
    let harmonic: f64 = (1..people).map(|k| 1.0 / k as f64).sum();
    2.0 * (n - 1.0) / (n * rate) * harmonic
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 6e-5, "{a} is not {b}"); // the references have four digits
    }

    #[test]
    fn the_endemic_level_is_a_root_of_its_equation() {
        for (a, b, g) in [(0.1, 1.0, 0.5), (0.18, 0.12, 0.1), (0.04, 0.0, 0.2)] {
            let x = sisa_level(a, b, g);
            close((a + b * x) * (1.0 - x) - g * x, 0.0);
        }
    }

    #[test]
    fn hills_rates_give_hills_levels() {
        let content = [0.0, 3.0, 6.0].map(|k| sisa_level(0.18, 0.02 * k, 0.10));
        let discontent = [0.0, 3.0, 6.0].map(|k| sisa_level(0.04, 0.04 * k, 0.20));
        content.iter().zip([0.6428, 0.6888, 0.7278]).for_each(|(&a, b)| close(a, b));
        discontent.iter().zip([0.1667, 0.2638, 0.4082]).for_each(|(&a, b)| close(a, b));
        close(sisa_relaxation(0.1, 1.0, 0.5), 0.7483);
    }

    #[test]
    fn the_final_size_solves_its_equation() {
        for (r0, z) in [(1.2, 0.3137), (1.5, 0.5828), (2.0, 0.7968), (3.0, 0.9405)] {
            close(sir_final_size(r0), z);
        }
        close(sir_final_size_from(2.0, 0.01), 0.8002);
        close(sir_peak(2.0), 0.1534);
        close(sir_peak(3.0), 0.3005);
        close(sir_peak_from(3.0, 0.0), sir_peak(3.0));
        assert_eq!(sir_peak_from(0.9, 0.1), 0.1);
    }

    #[test]
    fn applause_takes_most_of_a_second() {
        for (people, time) in [(13, 0.6662), (18, 0.7555), (20, 0.7838)] {
            close(applause_spread_time(people, 8.6), time);
        }
    }
}
