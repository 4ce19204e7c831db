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
};

/// `n` people in the unit square, tied when at most `radius` apart.
pub fn random_geometric(n: usize, radius: f64, dice: &mut SplitMix64) -> Network {
    let places: Vec<[f32; 2]> = (0..n).map(|_| [dice.random(), dice.random()]).collect();
    let cells = Cells::new(&places, radius);
    let near = |a: u32, b: u32| {
        let [dx, dy] = [0, 1].map(|axis| f64::from(places[a as usize][axis]) - f64::from(places[b as usize][axis]));
        dx * dx + dy * dy <= radius * radius
    };
    let mut pairs = Vec::new();
    for person in 0..n as u32 {
        cells.around(places[person as usize], |other| {
            if other > person && near(person, other) {
                pairs.push((person, other));
            }
        });
    }
    Network::from_pairs(n, &pairs).0.with_positions(places)
}

/// Who is in which cell of the square, cell after cell.
struct Cells {
    across: usize,
    bounds: Vec<u32>,
    people: Vec<u32>,
}

impl Cells {
    fn new(places: &[[f32; 2]], radius: f64) -> Self {
        // No more cells than people: more would only cost memory.
        let most = (places.len() as f64).sqrt() as usize;
        let across = ((1.0 / radius) as usize).clamp(1, most.max(1));
        let mut cells = Self { across, bounds: vec![0; across * across + 1], people: vec![0; places.len()] };
        let numbers: Vec<usize> =
            places.iter().map(|&place| cells.number(cells.column(place[0]), cells.column(place[1]))).collect();
        for &cell in &numbers {
            cells.bounds[cell + 1] += 1;
        }
        for cell in 0..across * across {
            cells.bounds[cell + 1] += cells.bounds[cell];
        }
        let mut next = cells.bounds.clone();
        for (person, &cell) in numbers.iter().enumerate() {
            cells.people[next[cell] as usize] = person as u32;
            next[cell] += 1;
        }
        cells
    }

    fn column(&self, coordinate: f32) -> usize {
        ((f64::from(coordinate) * self.across as f64) as usize).min(self.across - 1)
    }

    fn number(&self, x: usize, y: usize) -> usize {
        y * self.across + x
    }

    fn around(&self, place: [f32; 2], mut visit: impl FnMut(u32)) {
        let [x, y] = place.map(|c| self.column(c));
        let side = |c: usize| c.saturating_sub(1)..(c + 2).min(self.across);
        for row in side(y) {
            for column in side(x) {
                let cell = self.number(column, row);
                let members = self.bounds[cell] as usize..self.bounds[cell + 1] as usize;
                self.people[members].iter().for_each(|&other| visit(other));
            }
        }
    }
}
