//! People scattered over a square, tied when they are near each other (Gilbert 1961; Penrose 2003).
//!
//! The square is cut into cells no smaller than the radius, so that only neighbouring cells need to be looked at.

use super::{Generator, Size, nothing, pairs_among};
use crate::chance::SplitMix64;
use crate::network::{Network, Parameter, ParameterKind};
use rand::RngExt;

pub(super) const RANDOM_GEOMETRIC: Generator = Generator {
    name: "random_geometric",
    about: "people scattered over a square, tied when within a radius of each other",
    source: "Gilbert 1961; NetworkX random_geometric_graph",
    random: true,
    parameters: &[
        Parameter::people(1),
        Parameter::new(
            "radius",
            ParameterKind::Real(0.0, 1.5),
            "distance within which two people are tied [sides of the square]",
        ),
    ],
    example: "n = 400\nradius = 0.1",
    check: nothing,
    size: |given| {
        let (n, r) = (given.count("n") as f64, given.real("radius"));
        Size::pairs(n, pairs_among(n) * (std::f64::consts::PI * r * r).min(1.0))
    },
    build: |given, dice| Ok(random_geometric(given.count("n"), given.real("radius"), dice)),
    rows: None,
};

/// `n` people in the unit square, tied when at most `radius` apart.
pub fn random_geometric(n: usize, radius: f64, dice: &mut SplitMix64) -> Network {
    let places: Vec<[f32; 2]> = (0..n).map(|_| [dice.random(), dice.random()]).collect();
    let cells = Cells::new(&places, radius);
    let mut pairs = Vec::new();
    for slot in 0..n {
        cells.around(slot, |other| {
            if other > slot && cells.apart_squared(slot, other) <= radius * radius {
                pairs.push((cells.people[slot], cells.people[other]));
            }
        });
    }
    Network::from_pairs(n, &pairs).0.with_positions(places)
}

/// Who is where, cell after cell: neighbours on the square are near each other in memory, too.
struct Cells {
    across: usize,
    bounds: Vec<u32>,
    people: Vec<u32>,
    places: Vec<[f32; 2]>,
}

impl Cells {
    fn new(places: &[[f32; 2]], radius: f64) -> Self {
        // No more cells than people: more would only cost memory.
        let most = (places.len() as f64).sqrt() as usize;
        let across = ((1.0 / radius) as usize).clamp(1, most.max(1));
        let (people, empty) = (vec![0; places.len()], vec![[0.0; 2]; places.len()]);
        let mut cells = Self { across, bounds: vec![0; across * across + 1], people, places: empty };
        let numbers: Vec<usize> = places.iter().map(|&[x, y]| cells.number(cells.column(x), cells.column(y))).collect();
        for &cell in &numbers {
            cells.bounds[cell + 1] += 1;
        }
        for cell in 0..across * across {
            cells.bounds[cell + 1] += cells.bounds[cell];
        }
        let mut next = cells.bounds.clone();
        for (person, &cell) in numbers.iter().enumerate() {
            let slot = next[cell] as usize;
            (cells.people[slot], cells.places[slot]) = (person as u32, places[person]);
            next[cell] += 1;
        }
        cells
    }

    fn apart_squared(&self, a: usize, b: usize) -> f64 {
        let [dx, dy] = [0, 1].map(|axis| f64::from(self.places[a][axis]) - f64::from(self.places[b][axis]));
        dx * dx + dy * dy
    }

    fn column(&self, coordinate: f32) -> usize {
        ((f64::from(coordinate) * self.across as f64) as usize).min(self.across - 1)
    }

    fn number(&self, x: usize, y: usize) -> usize {
        y * self.across + x
    }

    /// Everyone in the cell of this slot and in those around it.
    fn around(&self, slot: usize, mut visit: impl FnMut(usize)) {
        let [x, y] = self.places[slot].map(|c| self.column(c));
        let side = |c: usize| c.saturating_sub(1)..(c + 2).min(self.across);
        for row in side(y) {
            let columns = side(x);
            let (first, last) = (self.number(columns.start, row), self.number(columns.end, row));
            (self.bounds[first]..self.bounds[last]).for_each(|other| visit(other as usize));
        }
    }
}
