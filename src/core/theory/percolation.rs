//! SIR on random networks with given degrees: an outbreak as percolation.

use super::degrees::Degrees;

/// Transmissibility of a tie under constant rates: the chance that the rate β of transmission strikes before the rate γ
/// of recovery, β/(β + γ) (Newman 2002, Phys Rev E 66:016128).
pub fn transmissibility(imitation: f64, recovery: f64) -> f64 {
    imitation / (imitation + recovery)
}

/// The imitation rate that gives a transmissibility.
pub fn imitation_for(transmissibility: f64, recovery: f64) -> f64 {
    recovery * transmissibility / (1.0 - transmissibility)
}

/// Transmissibility above which outbreaks can be large.
///
/// # Formula
/// T_c = ⟨k⟩ / ⟨k² − k⟩ (Newman 2002).
pub fn threshold(degrees: &Degrees) -> f64 {
    degrees.mean() / degrees.average(|k| k * (k - 1.0))
}

/// Share of people reached in the end when a share `seed` of them, picked at random, is infected at the start.
///
/// # Formula
/// u = 1 − T + T (1 − seed) G₁(u), S = 1 − (1 − seed) G₀(u); with a vanishing seed the size of a large outbreak given that
/// there is one (Newman 2002). u is the chance that a person was not infected along one tie; ties into a person come from
/// different people, so that it makes no difference whether all have the same duration.
pub fn size(degrees: &Degrees, transmissibility: f64, seed: f64) -> f64 {
    let t = transmissibility;
    let u = (0..20_000).fold(0.0, |u: f64, _| 1.0 - t + t * (1.0 - seed) * degrees.g1(u));
    1.0 - (1.0 - seed) * degrees.g0(u)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 6e-5, "{a} is not {b}");
    }

    #[test]
    fn sizes_and_thresholds_of_known_networks() {
        for (degrees, t, s) in [
            (Degrees::poisson(5.0), 0.4, 0.7968),
            (Degrees::regular(4), 0.5, 0.8541),
            (Degrees::regular(3), 0.6, 0.7037),
            (Degrees::regular(6), 0.3, 0.7462),
            (Degrees::geometric(5.0), 0.4, 0.6340),
            (Degrees::power_law(2.5, 2, 100), 0.1, 0.0303),
            (Degrees::power_law(2.5, 2, 100), 0.2, 0.2425),
            (Degrees::power_law(2.5, 2, 100), 0.3, 0.4333),
        ] {
            close(size(&degrees, t, 0.0), s);
        }
        close(threshold(&Degrees::poisson(5.0)), 0.2);
        close(threshold(&Degrees::regular(4)), 1.0 / 3.0);
        close(threshold(&Degrees::geometric(5.0)), 0.1);
        close(threshold(&Degrees::power_law(2.5, 2, 100)), 0.0873);
    }

    #[test]
    fn below_the_threshold_only_the_seed_and_those_near_it_are_reached() {
        let degrees = Degrees::poisson(5.0);
        assert!(size(&degrees, 0.15, 0.0) < 1e-9);
        assert!(size(&degrees, 0.15, 0.01) < 0.05);
        close(transmissibility(imitation_for(0.3, 2.0), 2.0), 0.3);
    }
}
