//! How many steps it takes from one person to another, in a breadth-first search from each person or from a sample.

use super::Distance;
use crate::network::Network;

/// Steps of work that are affordable: above, only some people are started from.
const WORK: usize = 200_000_000;
const FEWEST: usize = 20;

/// Distances from everyone, or from people spread evenly over the list when that would take too long.
pub(super) fn distance(network: &Network) -> Distance {
    let people = network.people();
    let once = (people + network.ties()).max(1);
    let from = (WORK / once).max(FEWEST).min(people);
    let (mut steps, mut pairs, mut longest) = (0u64, 0u64, 0);
    let mut search = Search { distance: vec![u32::MAX; people], reached: Vec::with_capacity(people) };
    for sample in 0..from {
        let start = (sample as u64 * people as u64 / from as u64) as usize;
        search.run(network, start as u32);
        pairs += search.reached.len() as u64 - 1;
        steps += search.reached.iter().map(|&i| u64::from(search.distance[i as usize])).sum::<u64>();
        longest = search.reached.last().map_or(longest, |&i| longest.max(search.distance[i as usize]));
        search.clear();
    }
    let mean = (pairs > 0).then(|| steps as f64 / pairs as f64);
    Distance { mean, longest: longest as usize, from, exact: from == people }
}

struct Search {
    distance: Vec<u32>,
    /// Who was reached, nearest first: the queue of the search.
    reached: Vec<u32>,
}

impl Search {
    fn run(&mut self, network: &Network, start: u32) {
        self.distance[start as usize] = 0;
        self.reached.push(start);
        let mut next = 0;
        while next < self.reached.len() {
            let person = self.reached[next] as usize;
            next += 1;
            for &seen in network.seen_by(person) {
                if self.distance[seen as usize] == u32::MAX {
                    self.distance[seen as usize] = self.distance[person] + 1;
                    self.reached.push(seen);
                }
            }
        }
    }

    fn clear(&mut self) {
        for person in self.reached.drain(..) {
            self.distance[person as usize] = u32::MAX;
        }
    }
}
