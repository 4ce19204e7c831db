//! Susceptible, exposed, infected, recovered and susceptible again, well mixed: the course in time, step by step.

use super::ode;

/// Rates of SEIRS; an infinite rate leaves a stage out, 0 keeps people in it for ever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// β: of catching it, at a share 1 infected.
    pub catching: f64,
    /// σ: of becoming infectious.
    pub onset: f64,
    /// γ: of recovering.
    pub recovery: f64,
    /// ξ: of becoming susceptible again.
    pub return_: f64,
}

/// Shares of people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Exposed, not yet infectious.
    pub exposed: f64,
    /// Infected.
    pub infected: f64,
    /// Recovered.
    pub recovered: f64,
}

impl Rates {
    /// Endemic share infected: (1 − 1/R₀) / (1 + γ/σ + γ/ξ), R₀ = β/γ; 0 when people stay recovered.
    pub fn endemic(&self) -> f64 {
        let r0 = self.catching / self.recovery;
        (1.0 - 1.0 / r0).max(0.0) / (1.0 + self.recovery / self.onset + self.recovery / self.return_)
    }

    /// The shares after `time` from a share `seed` of infected people.
    ///
    /// # Formula
    /// ė = β s i − σ e, i̇ = σ e − γ i, ṙ = γ i − ξ r (Kermack & McKendrick 1927; Anderson & May 1991), Runge–Kutta of
    /// fourth order in steps of a two-hundredth of the fastest stage.
    pub fn after(&self, seed: f64, time: f64) -> Shares {
        let rates = [self.catching, self.onset, self.recovery, self.return_];
        let fastest = rates.into_iter().filter(|rate| rate.is_finite()).fold(0.0, f64::max);
        let steps = (200.0 * time * fastest).ceil().max(1.0);
        let h = time / steps;
        let mut y = [0.0, seed, 0.0];
        for _ in 0..steps as u64 {
            ode::step(&mut y, h, |y, slope| slope.copy_from_slice(&self.slope([y[0], y[1], y[2]])));
        }
        Shares { exposed: y[0], infected: y[1], recovered: y[2] }
    }

    /// An infinite rate passes people on at once: nobody is ever in that stage.
    fn slope(&self, [e, i, r]: [f64; 3]) -> [f64; 3] {
        let caught = self.catching * (1.0 - e - i - r) * i;
        let (onset, exposed) = if self.onset.is_infinite() { (caught, 0.0) } else { (self.onset * e, 1.0) };
        let (back, recovered) = if self.return_.is_infinite() { (0.0, 0.0) } else { (self.return_ * r, 1.0) };
        [exposed * (caught - onset), onset - self.recovery * i, recovered * (self.recovery * i - back)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::epidemic;

    #[test]
    fn without_return_it_ends_in_the_final_size() {
        for onset in [f64::INFINITY, 0.5] {
            let rates = Rates { catching: 2.0, onset, recovery: 1.0, return_: 0.0 };
            let end = rates.after(0.01, 200.0);
            assert!((end.recovered - epidemic::sir_final_size_from(2.0, 0.01)).abs() < 1e-6, "{end:?}");
        }
    }

    #[test]
    fn with_return_it_ends_in_the_endemic_level() {
        let rates = Rates { catching: 3.0, onset: 2.0, recovery: 1.0, return_: 0.5 };
        assert!((rates.after(0.1, 200.0).infected - rates.endemic()).abs() < 1e-9);
        let sis = Rates { catching: 3.0, onset: f64::INFINITY, recovery: 1.0, return_: f64::INFINITY };
        assert!((sis.endemic() - epidemic::sis_level(3.0)).abs() < 1e-12);
        assert!((sis.after(0.1, 50.0).infected - sis.endemic()).abs() < 1e-9);
    }
}
