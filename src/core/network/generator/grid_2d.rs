//! People on a grid, tied to those beside, before and behind them.

use super::{Generator, Size, nothing};
use crate::network::{Network, Parameter, ParameterKind};

pub(super) const GRID_2D: Generator = Generator {
    name: "grid_2d",
    about: "people on a grid, tied to the four beside, before and behind them",
    source: "NetworkX grid_2d_graph",
    random: false,
    parameters: &[
        Parameter::new("rows", ParameterKind::Count(1), "number of rows"),
        Parameter::new("columns", ParameterKind::Count(1), "number of columns"),
        Parameter::new("periodic", ParameterKind::Flag, "whether the edges of the grid are joined to a torus")
            .or("false"),
    ],
    example: "rows = 8\ncolumns = 12",
    check: nothing,
    size: |given| {
        let people = given.count("rows") as f64 * given.count("columns") as f64;
        Size::pairs(people, 2.0 * people)
    },
    build: |given, _| Ok(grid_2d(given.count("rows"), given.count("columns"), given.flag("periodic"))),
    rows: None,
};

/// A grid, numbered row by row; `periodic` joins its edges. Places are (column, row).
pub fn grid_2d(rows: usize, columns: usize, periodic: bool) -> Network {
    let at = |row: usize, column: usize| ((row % rows) * columns + column % columns) as u32;
    let mut pairs = Vec::with_capacity(2 * rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            if row + 1 < rows || periodic {
                pairs.push((at(row, column), at(row + 1, column)));
            }
            if column + 1 < columns || periodic {
                pairs.push((at(row, column), at(row, column + 1)));
            }
        }
    }
    Network::from_pairs(rows * columns, &pairs).0.with_positions(places(rows, columns))
}

/// (column, row) of each person, row by row.
pub(super) fn places(rows: usize, columns: usize) -> Vec<[f32; 2]> {
    (0..rows).flat_map(|row| (0..columns).map(move |column| [column as f32, row as f32])).collect()
}
