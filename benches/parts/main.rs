//! How long each part takes by itself.
//!
//! ```text
//! cargo bench --bench parts                       everything but the largest
//! cargo bench --bench parts -- ticks              one group: ticks, runs, networks, files, tables
//! cargo bench --bench parts -- --ignored million  the largest: a million people
//! ```

mod files;
mod networks;
mod runs;
mod tables;
mod ticks;

#[path = "../shared/mechanisms.rs"]
mod mechanisms;
#[path = "../shared/reference.rs"]
mod reference;

fn main() {
    divan::main();
}
