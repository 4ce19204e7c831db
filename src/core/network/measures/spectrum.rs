//! The largest eigenvalue of the matrix of ties.
//!
//! It is the largest of those of the strongly connected components: people who can reach each other. A person by herself
//! has 0, so a network without circles has 0, where power iteration over the whole would only creep towards it.

use crate::network::Network;

/// Components of so many people are solved to the last digits, by squaring; larger ones by power iteration.
const SMALL: usize = 64;
const ROUNDS: usize = 2000;
const PRECISION: f64 = 1e-10;

/// λ_max.
pub(super) fn lambda_max(network: &Network) -> f64 {
    let mut place = vec![u32::MAX; network.people()];
    let components = strongly_connected(network).into_iter().filter(|component| component.len() > 1);
    let of = |mut component: Vec<u32>| {
        if component.len() == network.people() && component.len() > SMALL {
            component.sort_unstable(); // all of them: nobody has to be looked up
            return by_iteration(&component, |person| network.seen_by(person as usize).iter().copied());
        }
        of_component(network, &component, &mut place)
    };
    components.map(of).fold(0.0, f64::max)
}

/// People who can reach each other along ties, after Tarjan (1972), without recursion.
fn strongly_connected(network: &Network) -> Vec<Vec<u32>> {
    const NEW: u32 = u32::MAX;
    let people = network.people();
    let (mut number, mut lowest) = (vec![NEW; people], vec![0u32; people]);
    let mut waiting = vec![false; people];
    let (mut stack, mut path, mut components) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for start in 0..people {
        if number[start] != NEW {
            continue;
        }
        path.push((start, 0));
        while let Some((person, next)) = path.pop() {
            if next == 0 {
                (number[person], lowest[person]) = (count, count);
                count += 1;
                stack.push(person as u32);
                waiting[person] = true;
            }
            let seen = network.seen_by(person);
            let mut going = next;
            let mut deeper = None;
            while let Some(&other) = seen.get(going) {
                going += 1;
                let other = other as usize;
                if number[other] == NEW {
                    deeper = Some(other);
                    break;
                }
                if waiting[other] {
                    lowest[person] = lowest[person].min(number[other]);
                }
            }
            if let Some(other) = deeper {
                path.push((person, going));
                path.push((other, 0));
                continue;
            }
            if lowest[person] == number[person] {
                let first = stack.iter().rposition(|&other| other as usize == person).unwrap_or(0);
                let component = stack.split_off(first);
                component.iter().for_each(|&other| waiting[other as usize] = false);
                components.push(component);
            }
            if let Some(&(above, _)) = path.last() {
                lowest[above] = lowest[above].min(lowest[person]);
            }
        }
    }
    components
}

/// λ_max of one component; `place` is a table over all people, to be used again.
fn of_component(network: &Network, component: &[u32], place: &mut [u32]) -> f64 {
    for (i, &person) in component.iter().enumerate() {
        place[person as usize] = i as u32;
    }
    let inside =
        |person: u32| network.seen_by(person as usize).iter().map(|&j| place[j as usize]).filter(|&j| j != u32::MAX);
    let found = if component.len() <= SMALL {
        by_squaring(component.len(), component.iter().map(|&person| inside(person)))
    } else {
        by_iteration(component, inside)
    };
    component.iter().for_each(|&person| place[person as usize] = u32::MAX);
    found
}

/// By squaring the matrix until its growth tells the eigenvalue: ‖Bᵏ‖ grows as λᵏ, and after 50 squarings whatever stands
/// before λᵏ has shrunk to its 2⁵⁰th root. One is added to the diagonal so that no two eigenvalues are equally far from 0.
fn by_squaring(n: usize, rows: impl Iterator<Item = impl Iterator<Item = u32>>) -> f64 {
    let mut matrix = vec![0.0; n * n];
    for (i, row) in rows.enumerate() {
        matrix[i * n + i] = 1.0;
        row.for_each(|j| matrix[i * n + j as usize] += 1.0);
    }
    let (mut logarithm, mut power) = (0.0, 1.0);
    let mut square = vec![0.0; n * n];
    for _ in 0..50 {
        let norm = matrix.iter().copied().fold(0.0, f64::max);
        logarithm += libm::log(norm) * power;
        power /= 2.0;
        matrix.iter_mut().for_each(|x| *x /= norm);
        square.fill(0.0);
        for i in 0..n {
            for k in 0..n {
                let factor = matrix[i * n + k];
                let (row, other) = (&mut square[i * n..(i + 1) * n], &matrix[k * n..(k + 1) * n]);
                row.iter_mut().zip(other).for_each(|(sum, x)| *sum += factor * x);
            }
        }
        std::mem::swap(&mut matrix, &mut square);
    }
    // A whole number is one: a ring has 1, a clique its size less one.
    let found = libm::exp(logarithm) - 1.0;
    if (found - found.round()).abs() < 1e-11 { found.round() } else { found }
}

/// By power iteration. One is added to all eigenvalues: in a network of two camps (a star, a path) the smallest is as far
/// from zero as the largest, and the iteration would swing between the two.
fn by_iteration<I: Iterator<Item = u32>>(component: &[u32], inside: impl Fn(u32) -> I) -> f64 {
    let people = component.len();
    let mut vector = vec![1.0 / (people as f64).sqrt(); people];
    let mut next = vec![0.0; people];
    let mut before = 0.0;
    for _ in 0..ROUNDS {
        for (i, &person) in component.iter().enumerate() {
            next[i] = vector[i] + inside(person).map(|j| vector[j as usize]).sum::<f64>();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Direction, Tie};

    fn one_way(people: usize, ties: &[(u32, u32)]) -> f64 {
        let ties: Vec<Tie> = ties.iter().map(|&(a, b)| Tie::new(a, b)).collect();
        lambda_max(&Network::from_ties(people, &ties, Direction::Directed).0)
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn without_circles_it_is_nought() {
        let chain: Vec<_> = (0..1000).map(|i| (i, i + 1)).collect();
        assert_eq!(one_way(1001, &chain), 0.0);
        let everyone_older: Vec<_> = (0..40).flat_map(|i| (0..i).map(move |j| (i, j))).collect();
        assert_eq!(one_way(40, &everyone_older), 0.0);
    }

    #[test]
    fn the_largest_of_the_components_counts() {
        // A ring of three that leads into two who see each other and one who sees both: 1 either way.
        assert_eq!(one_way(6, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (5, 3)]), 1.0);
        // Circles of two and of three through one person: x³ = x + 1, the plastic number.
        assert!(near(one_way(3, &[(0, 1), (1, 2), (2, 0), (1, 0)]), 1.324_717_957_244_746));
    }

    #[test]
    fn large_rings_are_ones_and_cliques_are_known() {
        let ring: Vec<_> = (0..500).map(|i| (i, (i + 1) % 500)).collect();
        assert!(near(one_way(500, &ring), 1.0));
        let clique: Vec<_> = (0..90u32).flat_map(|i| (0..90).filter(move |&j| j != i).map(move |j| (i, j))).collect();
        assert!(near(one_way(90, &clique), 89.0));
        let pair_chain: Vec<_> = (0..1000).map(|i| (i, i + 1)).chain([(1000, 999)]).collect();
        assert_eq!(one_way(1001, &pair_chain), 1.0);
    }
}
