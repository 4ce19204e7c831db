//! Plain implementations that share no code with the engine: no ticks, no entities, no named draws; each short enough to be
//! checked by reading. They take a network as lists of contacts and a generator of the usual kind.

pub mod crowd;
pub mod faces;
pub mod gillespie;

use crate::network::Network;

/// Whom each person sees.
pub type Contacts = Vec<Vec<usize>>;

/// Whom each person of a network sees.
pub fn contacts(network: &Network) -> Contacts {
    (0..network.people()).map(|i| network.seen_by(i).iter().map(|&j| j as usize).collect()).collect()
}

/// The place in `weights` where their running sum passes `share`.
fn drawn(weights: &[f64], mut share: f64) -> usize {
    let last = weights.iter().rposition(|&w| w > 0.0).unwrap_or(0);
    for (place, weight) in weights.iter().enumerate().take(last) {
        if share < *weight {
            return place;
        }
        share -= weight;
    }
    last
}
