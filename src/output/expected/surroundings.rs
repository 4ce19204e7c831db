//! What theory needs to know of a network.

use crate::network::Network;
use crate::network::measures::{self, Degrees};

/// A network in the few numbers that decide whether people may be taken to mix.
#[derive(Clone, Debug, PartialEq)]
pub struct Surroundings {
    /// Number of people.
    pub people: usize,
    /// Mean number of people seen.
    pub mean_degree: f64,
    /// Smallest number of people seen.
    pub least_degree: usize,
    /// Largest number of people seen.
    pub most_degree: usize,
    /// Number of people who see exactly one other.
    pub watch_one: usize,
    /// Coefficient of variation of the number of people seen.
    pub degree_cv: f64,
    /// Whether everyone sees everyone.
    pub complete: bool,
    /// Average clustering.
    pub clustering: f64,
    /// Largest eigenvalue of the matrix of ties.
    pub lambda_max: f64,
    /// Share of people in the largest part.
    pub largest_part: f64,
    /// Number of blocks.
    pub blocks: usize,
    /// Whether contacts are recorded in time.
    pub timed: bool,
}

impl Surroundings {
    /// Measures a network. Of one in which everyone sees everyone, all is known without measuring.
    pub fn of(network: &Network) -> Self {
        let people = network.people();
        let complete = people > 1 && network.ties() == people * (people - 1);
        let degree = Degrees::of(network);
        let squares: f64 = degree.histogram.iter().map(|&(k, n)| (k as f64 - degree.mean).powi(2) * n as f64).sum();
        let spread = (squares / people.max(1) as f64).sqrt();
        let (clustering, lambda_max, largest) = if complete {
            (1.0, people as f64 - 1.0, people)
        } else {
            let mixing = measures::mixing(network);
            (mixing.average_clustering, mixing.lambda_max, mixing.largest_component)
        };
        Self {
            people,
            mean_degree: degree.mean,
            least_degree: degree.min,
            most_degree: degree.max,
            watch_one: degree.histogram.iter().find(|(k, _)| *k == 1).map_or(0, |(_, people)| *people),
            degree_cv: if degree.mean > 0.0 { spread / degree.mean } else { 0.0 },
            complete,
            clustering,
            lambda_max,
            largest_part: largest as f64 / people.max(1) as f64,
            blocks: network.blocks().iter().collect::<std::collections::BTreeSet<_>>().len(),
            timed: !network.contacts().is_empty(),
        }
    }
}
