//! How often the friends of a person are friends: average clustering (Watts & Strogatz 1998) and transitivity.
//!
//! Direction is ignored, as NetworkX does after `to_undirected`.

use crate::network::Network;

/// Average clustering and transitivity.
pub(super) fn clustering(network: &Network, viewers: &Network) -> (f64, f64) {
    let people = network.people();
    let near = Neighbours::new(network, viewers);
    let triangles = near.triangles();
    let (mut sum, mut closed, mut paths) = (0.0, 0u64, 0u64);
    for (person, &triangles) in triangles.iter().enumerate() {
        let degree = near.degree(person) as u64;
        let possible = degree * degree.saturating_sub(1) / 2;
        if possible > 0 {
            sum += triangles as f64 / possible as f64;
        }
        closed += triangles;
        paths += possible;
    }
    (sum / people.max(1) as f64, if paths == 0 { 0.0 } else { closed as f64 / paths as f64 })
}

/// Each tie once, from the person with fewer ties to the one with more: in this order even hubs have short rows, so that
/// triangles are found in time m^1.5 (Schank & Wagner 2005).
struct Neighbours {
    degrees: Vec<u32>,
    forward: Network,
}

impl Neighbours {
    fn new(network: &Network, viewers: &Network) -> Self {
        let mutual = network.is_symmetric();
        let degree = |i: usize| {
            let own = network.seen_by(i);
            let others = viewers.seen_by(i).iter().filter(|j| !mutual && own.binary_search(j).is_err());
            (own.len() + others.count()) as u32
        };
        let degrees: Vec<u32> = (0..network.people()).map(degree).collect();
        let up = |a: u32, b: u32| (degrees[a as usize], a) < (degrees[b as usize], b);
        let mut pairs = Vec::with_capacity(network.ties());
        for i in 0..network.people() as u32 {
            let seen = network.seen_by(i as usize).iter().copied();
            pairs.extend(seen.filter_map(|j| {
                if up(i, j) {
                    Some((i, j))
                } else if mutual {
                    None
                } else {
                    Some((j, i))
                }
            }));
        }
        let forward = Network::from_plain(network.people(), &pairs, crate::network::Direction::Directed).0;
        Self { degrees, forward }
    }

    fn degree(&self, person: usize) -> usize {
        self.degrees[person] as usize
    }

    /// Triangles that each person is part of.
    fn triangles(&self) -> Vec<u64> {
        let people = self.degrees.len();
        let mut triangles = vec![0; people];
        let mut marked = vec![u32::MAX; people];
        for i in 0..people {
            let row = self.forward.seen_by(i);
            row.iter().for_each(|&j| marked[j as usize] = i as u32);
            for &j in row {
                for &k in self.forward.seen_by(j as usize) {
                    if marked[k as usize] == i as u32 {
                        [i as u32, j, k].iter().for_each(|&p| triangles[p as usize] += 1);
                    }
                }
            }
        }
        triangles
    }
}
