//! Whatever a network file holds, it ends in a network or in a reason; a network that is written comes back equal, in every
//! format. The first byte says in which format the rest is read.
#![no_main]

use catching::chance::Chance;
use catching::network::{self, FORMATS, Network, NetworkSpec};
use catching_fuzz::{chosen, seed};
use std::collections::BTreeMap;
use libfuzzer_sys::{Corpus, fuzz_target};

fn extensions() -> Vec<&'static str> {
    FORMATS.iter().flat_map(|format| format.extensions).copied().collect()
}

/// Networks of which something is known of people and ties, in each format.
fn begin() {
    for generator in ["karate_club", "les_miserables"] {
        let spec = NetworkSpec::from_parameters(generator, &BTreeMap::new()).expect("it needs none");
        let network = spec.build(Chance::new(1)).expect("it is always the same");
        for (which, extension) in extensions().into_iter().enumerate() {
            let bytes = network::write(&format!("seed.{extension}"), &network).expect("a known format");
            seed(&format!("{generator}-{extension}"), chosen(which, &bytes));
        }
    }
}

fuzz_target!(init: begin(), |data: &[u8]| -> Corpus {
    let Some((&first, bytes)) = data.split_first() else { return Corpus::Reject };
    let extensions = extensions();
    let file = format!("fuzz.{}", extensions[usize::from(first) % extensions.len()]);
    let Ok(reading) = network::read(&file, bytes, None) else { return Corpus::Keep };
    // Large ones only take time.
    if reading.network.people() > 2000 {
        return Corpus::Keep;
    }
    for format in FORMATS {
        comes_back(&reading.network, &format!("again.{}", format.extensions[0]));
    }
    Corpus::Keep
});

/// Writing may be refused, with a reason; what was written is read as it was: the same people, and the same ties between
/// them.
fn comes_back(network: &Network, file: &str) {
    let Ok(bytes) = network::write(file, network) else { return };
    let again = network::read(file, &bytes, None);
    let again = again.unwrap_or_else(|e| panic!("{e}\n{}", String::from_utf8_lossy(&bytes))).network;
    let known = |network: &Network| -> Vec<(String, Vec<String>)> {
        let seen = |i: usize| network.seen_by(i).iter().map(|&j| network.name(j as usize)).collect();
        let mut people: Vec<(String, Vec<String>)> = (0..network.people()).map(|i| (network.name(i), seen(i))).collect();
        people.iter_mut().for_each(|(_, seen)| seen.sort());
        people.sort();
        people
    };
    assert_eq!(known(&again), known(network), "{file}\n{}", String::from_utf8_lossy(&bytes));
}
