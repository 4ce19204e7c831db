//! People in a circle, each tied to the `k` nearest: the starting point of a small world, and the ground on which
//! complex contagion travels (Centola & Macy 2007).

use super::{Generator, Rows, Size};
use crate::network::{Given, Network, Parameter, ParameterKind, ParameterProblem};

pub(super) const RING_LATTICE: Generator = Generator {
    name: "ring_lattice",
    about: "people in a circle, each tied to the k nearest (k/2 on either side)",
    source: "NetworkX watts_strogatz_graph with p = 0",
    random: false,
    parameters: &[Parameter::people(3), NEIGHBOURS],
    example: "n = 30\nk = 4",
    check: check_ring,
    size: ring_size,
    build: |given, _| Ok(ring_lattice(given.count("n"), given.count("k"))),
    rows: Some(Rows::plain(|given, _, tell| {
        let (n, half) = (given.count("n"), given.count("k") / 2);
        (0..n).for_each(|i| (1..=half).for_each(|j| tell(i as u32, ((i + j) % n) as u32)));
    })),
};

pub(super) const NEIGHBOURS: Parameter =
    Parameter::new("k", ParameterKind::Count(2), "ties of each person in the circle, an even number below n");

pub(super) fn ring_size(given: &Given) -> Size {
    Size { people: given.count("n") as f64, ties: given.count("n") as f64 * given.count("k") as f64 }
}

/// `k` must be even and leave somebody to whom one is not tied twice.
pub(super) fn check_ring(given: &Given) -> Vec<ParameterProblem> {
    let (n, k) = (given.count("n"), given.count("k"));
    if k < n && k.is_multiple_of(2) {
        return Vec::new();
    }
    let most = (n - 1) / 2 * 2;
    let nearest = (k / 2 * 2).clamp(2, most);
    let would = format!("`k` takes an even number from 2 to {most} when `n` is {n}; nearest: {nearest}");
    vec![ParameterProblem::range("k", k, would)]
}

/// Each of `n` people is tied to the `k` nearest, `k` even.
pub fn ring_lattice(n: usize, k: usize) -> Network {
    Network::from_pairs(n, &ring_pairs(n, k)).0
}

/// Pairs of the ring, nearest first for each person: entry `i·k/2 + j − 1` joins `i` to `i + j`.
pub(super) fn ring_pairs(n: usize, k: usize) -> Vec<(u32, u32)> {
    let half = k / 2;
    (0..n).flat_map(|i| (1..=half).map(move |j| (i as u32, ((i + j) % n) as u32))).collect()
}
