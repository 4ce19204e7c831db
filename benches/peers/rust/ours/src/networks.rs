//! Draws the networks that all run on: `peer-networks FOLDER` writes S, M and L, a tie a line.

use catching::chance::Chance;
use catching::network::{NetworkSpec, Param};
use std::fmt::Write;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let whole = |n| Param::Integer(n);
    let small = [("n", whole(10_000)), ("k", whole(10)), ("p", Param::Number(0.1))];
    draw(&folder, "S", "watts_strogatz", &small);
    draw(&folder, "M", "barabasi_albert", &[("n", whole(100_000)), ("m", whole(5))]);
    draw(&folder, "L", "barabasi_albert", &[("n", whole(1_000_000)), ("m", whole(5))]);
}

fn draw(folder: &str, name: &str, generator: &str, parameters: &[(&'static str, Param)]) {
    let spec = NetworkSpec::generated(generator, parameters.iter().cloned()).expect("parameters that fit");
    let network = spec.build(Chance::new(20_260_723)).expect("a network that fits into memory");
    let mut text = String::new();
    for person in 0..network.people() as u32 {
        for other in network.seen_by(person as usize).iter().filter(|&&other| other > person) {
            writeln!(text, "{person} {other}").expect("text grows");
        }
    }
    std::fs::write(format!("{folder}/{name}.edges"), text).expect("room on the disk");
}
