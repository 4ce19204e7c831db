//! A hall with rows of seats: people see those around them and, in the usual view, everyone in the row ahead.
//!
//! Row 0 is in front. Seeing the row ahead is one-sided: those in front do not see who sits behind them, unless the two
//! are next to each other. Seats come in pairs (columns 0 and 1, 2 and 3, …), for people who come together.

use super::{Generator, Size, grid_2d, nothing};
use crate::network::{Direction, Given, Network, Parameter, ParameterKind};

pub(super) const SEATING: Generator = Generator {
    name: "seating",
    about: "a hall with rows of seats: people see those around them and the row ahead",
    source: "this program",
    random: false,
    parameters: &[
        Parameter::new("rows", ParameterKind::Count(1), "number of rows; row 0 is in front"),
        Parameter::new("columns", ParameterKind::Count(1), "number of seats in a row"),
        Parameter::new(
            "view",
            ParameterKind::Choice(&["neighbours+row-ahead", "neighbours", "everyone"]),
            "whom people see",
        )
        .or("\"neighbours+row-ahead\""),
    ],
    example: "rows = 10\ncolumns = 20",
    check: nothing,
    size,
    build: |given, _| Ok(seating(given.count("rows"), given.count("columns"), view(given))),
    rows: None,
};

/// Whom people in a hall see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The (up to) eight people around them.
    Neighbours,
    /// Those, and everyone in the row ahead.
    NeighboursAndRowAhead,
    /// Everyone.
    Everyone,
}

fn view(given: &Given) -> View {
    match given.text("view").as_str() {
        "neighbours" => View::Neighbours,
        "everyone" => View::Everyone,
        _ => View::NeighboursAndRowAhead,
    }
}

fn size(given: &Given) -> Size {
    let (rows, columns) = (given.count("rows") as f64, given.count("columns") as f64);
    let people = rows * columns;
    let seen = match view(given) {
        View::Neighbours => 8.0,
        View::NeighboursAndRowAhead => 8.0 + columns,
        View::Everyone => people - 1.0,
    };
    Size { people, ties: people * seen }
}

/// A hall, numbered row by row from the front. Places are (column, row); kinds of ties are `seat-pairs`,
/// `neighbours`, and `row-ahead` (`in-view` when everyone sees everyone).
pub fn seating(rows: usize, columns: usize, view: View) -> Network {
    let people = rows * columns;
    let far = if view == View::Everyone { "in-view" } else { "row-ahead" };
    let network = match view {
        View::Everyone => super::complete(people),
        View::Neighbours => sighted(rows, columns, |_| 0..0),
        View::NeighboursAndRowAhead => {
            sighted(rows, columns, |row: usize| if row == 0 { 0..0 } else { (row - 1) * columns..row * columns })
        }
    };
    let place = move |person: u32| (person as usize / columns, person as usize % columns);
    network
        .with_kinds(&["seat-pairs", "neighbours", far], |viewer, seen| nearness(place(viewer), place(seen)))
        .with_positions(grid_2d::places(rows, columns))
}

/// Everyone sees the people around them and those that `ahead` says for their row.
fn sighted(rows: usize, columns: usize, ahead: impl Fn(usize) -> std::ops::Range<usize>) -> Network {
    let mut pairs = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let me = (row * columns + column) as u32;
            let around = (row.saturating_sub(1)..(row + 2).min(rows)).flat_map(|r| {
                (column.saturating_sub(1)..(column + 2).min(columns)).map(move |c| (r * columns + c) as u32)
            });
            let further = ahead(row).map(|i| i as u32).filter(|&i| (i as usize % columns).abs_diff(column) > 1);
            pairs.extend(around.chain(further).filter(|&other| other != me).map(|other| (me, other)));
        }
    }
    Network::from_plain(rows * columns, &pairs, Direction::Directed).0
}

/// 0 for a pair of seats, 1 for other neighbours, 2 for those further away.
fn nearness(me: (usize, usize), other: (usize, usize)) -> u8 {
    let next = me.0.abs_diff(other.0) <= 1 && me.1.abs_diff(other.1) <= 1;
    if me.0 == other.0 && me.1 / 2 == other.1 / 2 { 0 } else { if next { 1 } else { 2 } }
}
