//! The plain kernel: the floor that everything is held against.

#[path = "../../../../shared/floor.rs"]
mod floor;

use catching::network::Network;
use floor::{Chances, Floor};
use peer_common::{ALONE, TICKS, main_of, timed};

fn main() {
    main_of(
        |ties| Network::from_pairs(ties.people, &ties.pairs).0,
        |network, rates| {
            timed(|| {
                let largest = (0..network.people()).map(|i| network.degree(i)).max().unwrap_or(0);
                let chances = Chances::new(rates.beta, ALONE, rates.gamma, largest);
                let record = Floor::new(network, &chances, rates.seed).run(rates.seed, TICKS as u64);
                record.iter().map(|&active| active as f64 / network.people() as f64).collect()
            })
        },
    );
}
