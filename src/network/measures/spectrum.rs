//! The largest eigenvalue of the matrix of ties, by power iteration.

use crate::network::Network;

const ROUNDS: usize = 2000;
const PRECISION: f64 = 1e-10;

/// λ_max. One is added to all eigenvalues while iterating: in a network of two camps (a star, a path) the smallest is as
/// far from zero as the largest, and the iteration would swing between the two.
pub(super) fn lambda_max(network: &Network) -> f64 {
    let people = network.people();
    if network.ties() == 0 {
        return 0.0;
    }
    let mut vector = vec![1.0 / (people as f64).sqrt(); people];
    let mut next = vec![0.0; people];
    let mut before = 0.0;
    for _ in 0..ROUNDS {
        for (person, value) in next.iter_mut().enumerate() {
            let seen = network.seen_by(person).iter().map(|&j| vector[j as usize]).sum::<f64>();
            *value = vector[person] + seen;
        }
        let length = next.iter().map(|x| x * x).sum::<f64>().sqrt();
        next.iter_mut().for_each(|x| *x /= length);
        std::mem::swap(&mut vector, &mut next);
        if (length - before).abs() < PRECISION * length {
            return length - 1.0;
        }
        before = length;
    }
    before - 1.0
}
