//! How strongly an activation drives imitation, Ψ, and how much of it builds up along a path of the activation.
//!
//! ```text
//! Ψ = A | θ(1 − e^{−A/θ}) | Aⁿ/(θⁿ + Aⁿ) | 1[A ≥ θ_i] | A + κ₂A² | A + κ₂A·max(0, A − 1)
//! ```

use crate::model::engine::exact::path::Path;
use crate::model::engine::exact::quadrature::integral;
use crate::model::engine::exponential::exponential;
use crate::model::situation::Response;

/// A ≥ θ; a share that is met exactly must not fail by a rounding error or a quantum of exposure.
#[inline]
pub fn reaches(activation: f64, threshold: f64) -> bool {
    activation >= tolerant(threshold)
}

/// The bound that an activation must meet to reach a threshold.
#[inline]
pub fn tolerant(threshold: f64) -> f64 {
    threshold - 4e-6 * threshold.abs().max(1.0)
}

/// Ψ(A) of the responses that are the same for everyone.
#[inline]
pub fn response(response: &Response, activation: f64) -> f64 {
    if activation <= 0.0 {
        return 0.0;
    }
    match *response {
        Response::Linear | Response::Threshold { .. } => activation,
        Response::Saturating { theta } => theta * saturated(activation / theta),
        Response::Hill { theta, n } => {
            let a = libm::pow(activation, n);
            if a.is_infinite() { 1.0 } else { a / (libm::pow(theta, n) + a) }
        }
        Response::Quadratic { kappa2 } => activation + kappa2 * activation * activation,
        Response::Pairs { kappa2 } => activation + kappa2 * activation * (activation - 1.0).max(0.0),
    }
}

/// 1 − e^{−x}.
#[inline]
fn saturated(x: f64) -> f64 {
    // Where x is small the difference would be rounding.
    if x > 0.1 { 1.0 - exponential(-x) } else { -libm::expm1(-x) }
}

/// How far a response is from a straight line along a path: small where a short rule will do.
fn bend(curve: &Response, path: Path, from: f64, to: f64) -> f64 {
    let (a, b) = (path.at(from), path.at(to));
    let of_path = match path {
        Path::Fading { memory, .. } => (to - from) / memory,
        Path::Straight { .. } => 0.0,
    };
    let of_curve = match *curve {
        Response::Saturating { theta } => (a - b).abs() / theta,
        Response::Hill { n, .. } => n.max(1.0) * (a - b).abs() / a.min(b),
        _ => 0.0,
    };
    of_path.max(of_curve)
}

/// Ψ(A) of a person, whose own threshold it is where they have one.
#[inline]
pub fn response_of(curve: &Response, threshold: Option<f64>, activation: f64) -> f64 {
    match threshold {
        Some(threshold) => f64::from(u8::from(reaches(activation, threshold))),
        None => response(curve, activation),
    }
}

/// ∫ Ψ(A) over a path of a length \[s\].
#[inline]
pub fn dose(curve: &Response, threshold: Option<f64>, path: Path, length: f64) -> f64 {
    if let Some(threshold) = threshold {
        return path.time_above(tolerant(threshold), length);
    }
    if let Some(activation) = path.constant() {
        return response(curve, activation) * length;
    }
    match *curve {
        Response::Linear | Response::Threshold { .. } => path.area(length),
        Response::Quadratic { kappa2 } => path.area(length) + kappa2 * path.area_of_square(length),
        Response::Pairs { kappa2 } => path.area(length) + kappa2 * pairs(path, length),
        Response::Saturating { .. } | Response::Hill { .. } => {
            let pieces = path.smooth_pieces(length);
            let of = |(from, to)| integral(|at| response(curve, path.at(at)), from, to, bend(curve, path, from, to));
            pieces.map(of).sum::<f64>() + path.constant_tail(length).map_or(0.0, |(a, rest)| response(curve, a) * rest)
        }
    }
}

/// ∫ A·max(0, A − 1): a path rises or falls all the way.
fn pairs(path: Path, length: f64) -> f64 {
    let until = |at: f64| path.area_of_square(at) - path.area(at);
    match (path.start() > 1.0, path.at(length) > 1.0) {
        (true, true) => until(length),
        (false, false) => 0.0,
        (true, false) => until(path.meets(1.0, length)),
        (false, true) => until(length) - until(path.meets(1.0, length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Distribution;

    fn curves() -> Vec<(Response, Option<f64>)> {
        vec![
            (Response::Linear, None),
            (Response::Quadratic { kappa2: 1.7 }, None),
            (Response::Pairs { kappa2: 1.7 }, None),
            (Response::Saturating { theta: 0.2 }, None),
            (Response::Hill { theta: 0.3, n: 4.0 }, None),
            (Response::Hill { theta: 0.3, n: 0.5 }, None),
            (Response::Threshold { theta: Distribution::fixed(0.4) }, Some(0.4)),
        ]
    }

    /// The midpoint rule with many steps.
    fn by_force(curve: &Response, threshold: Option<f64>, path: Path, length: f64) -> f64 {
        let steps = 400_000;
        let step = length / f64::from(steps);
        (0..steps).map(|i| response_of(curve, threshold, path.at((f64::from(i) + 0.5) * step)) * step).sum()
    }

    #[test]
    fn what_builds_up_is_what_many_small_steps_add_up_to() {
        let paths = [
            Path::Fading { from: 0.0, to: 0.9, memory: 3.0 },
            Path::Fading { from: 1.2, to: 0.1, memory: 0.5 },
            Path::Fading { from: 0.8, to: 0.0, memory: 20.0 },
            Path::Straight { from: 0.1, slope: 0.2 },
            Path::Fading { from: 0.0, to: 2.3, memory: 3.0 },
            Path::Fading { from: 2.3, to: 1.4, memory: 3.0 },
            Path::Straight { from: 1.9, slope: -0.35 },
            Path::Straight { from: 0.9, slope: -0.15 },
            Path::Straight { from: 0.5, slope: 0.0 },
        ];
        for (curve, threshold) in curves() {
            for path in paths {
                for length in [0.3, 5.0] {
                    let (exact, sum) =
                        (dose(&curve, threshold, path, length), by_force(&curve, threshold, path, length));
                    assert!((exact - sum).abs() < 2e-5 * length, "{curve:?} {path:?} {length}: {exact} {sum}");
                }
            }
        }
    }

    #[test]
    fn a_lone_contact_is_no_pair_and_two_are_one() {
        let pairs = Response::Pairs { kappa2: 1.5 };
        assert_eq!((response(&pairs, 0.7), response(&pairs, 1.0)), (0.7, 1.0));
        assert_eq!((response(&pairs, 2.0), response(&pairs, 3.0)), (2.0 + 1.5 * 2.0, 3.0 + 1.5 * 6.0));
        assert_eq!(response(&Response::Quadratic { kappa2: 1.5 }, 1.0), 2.5);
    }

    #[test]
    fn a_long_tail_is_counted_in_full() {
        let path = Path::Fading { from: 1.0, to: 0.25, memory: 0.01 };
        for (curve, threshold) in curves() {
            let (short, long) = (dose(&curve, threshold, path, 1.0), dose(&curve, threshold, path, 1e6));
            let rest = response_of(&curve, threshold, 0.25) * (1e6 - 1.0);
            assert!((long - short - rest).abs() < 1e-6 * long.max(1.0), "{curve:?}: {long} {short} {rest}");
        }
    }
}
