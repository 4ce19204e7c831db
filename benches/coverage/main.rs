//! How often the program's 95 % intervals hold the truth, and how wide they are, beside Student's t: of means of one outcome and
//! of differences between runs that share their dice.
//!
//! ```text
//! cargo bench --bench coverage            2,000 draws of each size
//! cargo bench --bench coverage -- 300     fewer
//! ```
//!
//! The truth is the mean of a population of 20,000 runs or pairs (benches/shared/populations.rs). Each cell is coverage · mean
//! width. tests/coverage.rs holds a small part of this at a floor.

#[path = "../shared/coverage.rs"]
mod coverage;
#[path = "../shared/populations.rs"]
mod populations;

use coverage::Held;

/// Runs or pairs of a population.
const POPULATION: usize = 20_000;

fn main() {
    let draws = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(2000);
    println!("Means of one outcome: coverage · width, and Student's t\n");
    head(&[10, 20, 30, 50, 100]);
    for population in populations::runs(POPULATION) {
        row(population.name, &[10, 20, 30, 50, 100], |n| coverage::of_runs(&population, n, draws));
    }
    println!("\nDifferences between runs that share their dice: coverage · width, and Student's t\n");
    head(&[10, 20, 50, 100]);
    for population in populations::pairs(POPULATION) {
        row(population.name, &[10, 20, 50, 100], |n| coverage::of_pairs(&population, n, draws));
    }
}

fn head(sizes: &[usize]) {
    let columns: Vec<String> = sizes.iter().map(|n| format!("n = {n}")).collect();
    println!("| population | {} |", columns.join(" | "));
    println!("|---|{}", "---|".repeat(sizes.len()));
}

fn row(name: &str, sizes: &[usize], measure: impl Fn(usize) -> [Held; 2]) {
    let cell = |n: &usize| {
        let [ours, student] = measure(*n);
        format!("{:.3} · {:.3} ({:.3} · {:.3})", ours.coverage, ours.width, student.coverage, student.width)
    };
    println!("| {name} | {} |", sizes.iter().map(cell).collect::<Vec<_>>().join(" | "));
}
