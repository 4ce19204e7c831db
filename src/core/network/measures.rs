//! What a network is like, in numbers: sizes, degrees, clustering, distances, and λ_max, above which contagion without
//! spontaneous expression can last (β/γ > 1/λ_max).
//!
//! Degrees, clustering and distances are about whom people see; components ignore direction. petgraph and
//! rustworkx-core have most of these for graphs of node objects; on compressed rows each is a few lines and needs no
//! second copy of the network.

mod distance;
mod spectrum;
mod triangles;

use super::{Contact, Network};
use serde::Serialize;

/// The numbers, all of them for the network as seen: a tie is "can see".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measures {
    /// Number of people.
    pub people: usize,
    /// Number of directed ties (two for each pair who see each other).
    pub directed_ties: usize,
    /// Number of pairs of whom at least one sees the other.
    pub pairs: usize,
    /// Share of directed ties whose opposite is there, 0..1; absent without ties.
    pub reciprocity: Option<f64>,
    /// Parts between which there are no ties, direction ignored.
    pub components: usize,
    /// People in the largest part.
    pub largest_component: usize,
    /// People who neither see nor are seen.
    pub isolated: usize,
    /// Share of possible ties that are there, 0..1; absent for one person.
    pub density: Option<f64>,
    /// How many people a person sees.
    pub degree: Degrees,
    /// Mean over people of the share of pairs of those they see who are tied themselves, 0..1 (0 for fewer than two).
    pub average_clustering: f64,
    /// Share of two-step paths whose ends are tied, 0..1.
    pub transitivity: f64,
    /// Steps between people.
    pub distance: Distance,
    /// Largest eigenvalue of the matrix of ties.
    pub lambda_max: f64,
    /// Correlation of the degrees at the two ends of a tie, −1..1; absent when those at either end are all the same.
    pub degree_assortativity: Option<f64>,
    /// Whether ties differ in weight.
    pub weighted: bool,
    /// Names of the kinds of ties.
    pub kinds: Vec<String>,
    /// Number of blocks (groups, communities) people belong to; 0 when the network has none.
    pub blocks: usize,
    /// Recorded moments of contact.
    pub contacts: usize,
}

/// How many people a person sees.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Degrees {
    /// Mean.
    pub mean: f64,
    /// Smallest.
    pub min: usize,
    /// Largest.
    pub max: usize,
    /// Number of people with each degree: (degree, people), for the degrees that occur.
    pub histogram: Vec<(usize, usize)>,
}

/// Steps between people, over the pairs who can be reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Distance {
    /// Mean number of steps; absent when nobody can reach anybody.
    pub mean: Option<f64>,
    /// Largest number of steps found.
    pub longest: usize,
    /// From how many people it was measured.
    pub from: usize,
    /// Whether these are all.
    pub exact: bool,
}

impl Measures {
    /// Measures a network. Takes time in proportion to its ties, but for distances, which are sampled in large ones.
    pub fn of(network: &Network) -> Self {
        let people = network.people();
        let mutual = (0..people).map(|i| mutual_ties(network, i)).sum::<usize>();
        let (viewers, _) = network.viewers();
        let components = components(network, &viewers);
        let possible = people as f64 * (people as f64 - 1.0);
        let (average_clustering, transitivity) = triangles::clustering(network, &viewers);
        let blocks = network.blocks().iter().collect::<std::collections::BTreeSet<_>>().len();
        Self {
            people,
            directed_ties: network.ties(),
            pairs: network.ties() - mutual / 2,
            reciprocity: (network.ties() > 0).then(|| mutual as f64 / network.ties() as f64),
            components: components.len(),
            largest_component: components.iter().copied().max().unwrap_or(0),
            isolated: (0..people).filter(|&i| network.degree(i) + viewers.degree(i) == 0).count(),
            density: (people > 1).then(|| network.ties() as f64 / possible),
            degree: Degrees::of(network),
            average_clustering,
            transitivity,
            distance: distance::distance(network),
            lambda_max: spectrum::lambda_max(network),
            degree_assortativity: assortativity(network, &viewers),
            weighted: network.is_weighted(),
            kinds: network.kind_names().to_vec(),
            blocks,
            contacts: meetings(network),
        }
    }
}

/// What bears on whether people may be taken to mix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mixing {
    /// See [`Measures::average_clustering`].
    pub average_clustering: f64,
    /// See [`Measures::lambda_max`].
    pub lambda_max: f64,
    /// See [`Measures::largest_component`].
    pub largest_component: usize,
}

/// Measures that much only: distances are the costly part.
pub fn mixing(network: &Network) -> Mixing {
    let (viewers, _) = network.viewers();
    Mixing {
        average_clustering: triangles::clustering(network, &viewers).0,
        lambda_max: spectrum::lambda_max(network),
        largest_component: components(network, &viewers).into_iter().max().unwrap_or(0),
    }
}

impl Degrees {
    /// Counts them.
    pub fn of(network: &Network) -> Self {
        let people = network.people();
        let max = (0..people).map(|i| network.degree(i)).max().unwrap_or(0);
        let mut counts = vec![0; max + 1];
        (0..people).for_each(|i| counts[network.degree(i)] += 1);
        let histogram: Vec<_> = counts.into_iter().enumerate().filter(|&(_, count)| count > 0).collect();
        let min = histogram.first().map_or(0, |&(degree, _)| degree);
        Self { mean: network.ties() as f64 / people.max(1) as f64, min, max, histogram }
    }
}

fn mutual_ties(network: &Network, person: usize) -> usize {
    if network.is_symmetric() {
        return network.degree(person);
    }
    let sees_back = |&&other: &&u32| network.seen_by(other as usize).binary_search(&(person as u32)).is_ok();
    network.seen_by(person).iter().filter(sees_back).count()
}

/// Sizes of the parts between which there are no ties.
fn components(network: &Network, viewers: &Network) -> Vec<usize> {
    let mut found = vec![false; network.people()];
    let mut sizes = Vec::new();
    let mut waiting = Vec::new();
    for start in 0..network.people() {
        if std::mem::replace(&mut found[start], true) {
            continue;
        }
        waiting.push(start as u32);
        let mut size = 0;
        while let Some(person) = waiting.pop() {
            size += 1;
            let near = network.seen_by(person as usize).iter().chain(viewers.seen_by(person as usize));
            waiting.extend(near.filter(|&&other| !std::mem::replace(&mut found[other as usize], true)));
        }
        sizes.push(size);
    }
    sizes
}

/// Pearson's correlation, over ties, of how many the viewer sees with how many see the person seen (Newman 2003).
fn assortativity(network: &Network, viewers: &Network) -> Option<f64> {
    let (mut n, mut x, mut y, mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for person in 0..network.people() {
        let a = network.degree(person) as f64;
        for &seen in network.seen_by(person) {
            let b = viewers.degree(seen as usize) as f64;
            n += 1.0;
            x += a;
            y += b;
            xx += a * a;
            yy += b * b;
            xy += a * b;
        }
    }
    let (vx, vy) = (xx / n - (x / n) * (x / n), yy / n - (y / n) * (y / n));
    let small = 1e-12 * (xx + yy) / n;
    (vx > small && vy > small).then(|| (xy / n - x / n * y / n) / (vx * vy).sqrt())
}

/// Recorded moments of contact between two people: one that is known from both sides counts once.
fn meetings(network: &Network) -> usize {
    let pair = |c: &Contact| (c.time.to_bits(), c.viewer.min(c.seen), c.viewer.max(c.seen));
    let mut pairs: Vec<_> = network.contacts().iter().map(pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::generator::*;
    use crate::network::{Direction, Tie};

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-4
    }

    #[test]
    fn the_karate_club_measures_as_published() {
        let m = Measures::of(&karate_club());
        assert_eq!((m.people, m.pairs, m.directed_ties, m.components, m.isolated), (34, 78, 156, 1, 0));
        assert!(near(m.lambda_max, 6.7257), "{}", m.lambda_max);
        assert!(near(m.average_clustering, 0.5706) && near(m.transitivity, 0.2557));
        assert!(near(m.distance.mean.unwrap(), 2.4082) && m.distance.longest == 5 && m.distance.exact);
        assert!(near(m.degree_assortativity.unwrap(), -0.4756), "{:?}", m.degree_assortativity);
        assert_eq!((m.degree.min, m.degree.max, m.reciprocity), (1, 17, Some(1.0)));
    }

    #[test]
    fn les_miserables_measures_as_published() {
        let m = Measures::of(&les_miserables());
        assert!(near(m.average_clustering, 0.5731) && near(m.distance.mean.unwrap(), 2.6411));
        assert!(near(m.lambda_max, 12.0058), "{}", m.lambda_max);
    }

    #[test]
    fn eigenvalues_of_plain_networks_are_known() {
        assert!(near(Measures::of(&complete(10)).lambda_max, 9.0));
        assert!(near(Measures::of(&star(10)).lambda_max, 3.0));
        assert!(near(Measures::of(&ring_lattice(50, 4)).lambda_max, 4.0));
        assert!(near(Measures::of(&path(10)).lambda_max, 2.0 * (std::f64::consts::PI / 11.0).cos()));
        assert_eq!(Measures::of(&Network::from_pairs(3, &[]).0).lambda_max, 0.0);
    }

    #[test]
    fn one_sided_ties_are_told_apart() {
        let ties = [Tie::new(0, 1), Tie::new(1, 0), Tie::new(1, 2)];
        let (network, _) = Network::from_ties(4, &ties, Direction::Directed);
        let m = Measures::of(&network);
        assert_eq!((m.pairs, m.directed_ties, m.components, m.isolated), (2, 3, 2, 1));
        assert!(near(m.reciprocity.unwrap(), 2.0 / 3.0));
        assert!(near(m.lambda_max, 1.0), "{}", m.lambda_max);
        // A ring of three who each see only the next: nobody is seen back.
        let (ring, _) = Network::from_ties(3, &[Tie::new(0, 1), Tie::new(1, 2), Tie::new(2, 0)], Direction::Directed);
        assert!(near(Measures::of(&ring).lambda_max, 1.0) && Measures::of(&ring).reciprocity == Some(0.0));
    }

    #[test]
    fn distances_in_large_networks_are_sampled_and_say_so() {
        let m = Measures::of(&ring_lattice(20_000, 2));
        assert!(!m.distance.exact && m.distance.from < 20_000);
        assert!(near(m.distance.mean.unwrap() / 5000.25, 1.0), "{:?}", m.distance);
    }

    #[test]
    fn a_hall_can_be_measured() {
        let m = Measures::of(&seating(10, 20, View::NeighboursAndRowAhead));
        assert!(m.reciprocity.unwrap() < 1.0 && m.average_clustering > 0.1 && near(m.lambda_max, 16.5926), "{m:?}");
    }
}
