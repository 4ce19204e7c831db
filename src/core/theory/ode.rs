//! Systems of ordinary differential equations, step by step.
//!
//! The classical fourth-order Runge–Kutta rule with a fixed step is fifteen lines. `ode_solvers` and
//! `differential-equations` were looked at: both bring nalgebra and its thirty crates into the core, for adaptive steps
//! that these smooth, small systems do not need.

/// One Runge–Kutta step of length `step` from `state`; `slope` writes the derivative of its first argument into its second.
///
/// # Formula
/// y + h/6 (k₁ + 2k₂ + 2k₃ + k₄) (Kutta 1901).
pub fn step(state: &mut [f64], step: f64, slope: impl Fn(&[f64], &mut [f64])) {
    let mut k = vec![0.0; state.len()];
    let mut at = state.to_vec();
    let mut sum = vec![0.0; state.len()];
    for (reach, weight) in [(0.0, 1.0), (0.5, 2.0), (0.5, 2.0), (1.0, 1.0)] {
        for ((at, state), k) in at.iter_mut().zip(&*state).zip(&k) {
            *at = state + reach * step * k;
        }
        slope(&at, &mut k);
        sum.iter_mut().zip(&k).for_each(|(sum, k)| *sum += weight * k);
    }
    state.iter_mut().zip(&sum).for_each(|(state, sum)| *state += step / 6.0 * sum);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halving_the_step_divides_the_error_by_sixteen() {
        let error = |steps: u32| {
            let mut y = [1.0];
            (0..steps).for_each(|_| step(&mut y, 2.0 / f64::from(steps), |y, d| d[0] = -y[0]));
            (y[0] - libm::exp(-2.0)).abs()
        };
        let ratio = error(10) / error(20);
        assert!((14.0..19.0).contains(&ratio), "{ratio}");
    }
}
