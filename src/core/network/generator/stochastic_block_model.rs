//! Groups whose members are tied with a probability that depends on their two groups (Holland, Laskey & Leinhardt
//! 1983, *Social Networks* 5:109).

use super::erdos_renyi::Skips;
use super::{Generator, Size, pairs_among};
use crate::chance::SplitMix64;
use crate::network::{Given, Network, Parameter, ParameterKind, ParameterProblem};

pub(super) const STOCHASTIC_BLOCK_MODEL: Generator = Generator {
    name: "stochastic_block_model",
    about: "groups; how likely two people are tied depends on their groups",
    source: "Holland, Laskey & Leinhardt 1983; NetworkX stochastic_block_model",
    random: true,
    parameters: &[
        Parameter::new("sizes", ParameterKind::Counts(1), "people in each group"),
        Parameter::new(
            "p",
            ParameterKind::Matrix,
            "probability of a tie between a member of the row's and of the column's group",
        ),
    ],
    example: "sizes = [100, 100, 50]\np = [[0.2, 0.01, 0.02], [0.01, 0.2, 0.02], [0.02, 0.02, 0.4]]",
    check,
    size,
    build: |given, dice| Ok(stochastic_block_model(&given.counts("sizes"), &given.matrix("p"), dice)),
    rows: None,
};

fn check(given: &Given) -> Vec<ParameterProblem> {
    let (sizes, rows) = (given.counts("sizes").len(), given.matrix("p").len());
    if sizes == 0 {
        return vec![ParameterProblem::range("sizes", "[]", "at least one group is needed")];
    }
    if sizes == rows {
        return Vec::new();
    }
    let value = format!("[{rows} rows]");
    vec![ParameterProblem::range("p", value, format!("`p` needs {sizes} rows of {sizes} numbers for {sizes} groups"))]
}

fn size(given: &Given) -> Size {
    let sizes: Vec<f64> = given.counts("sizes").into_iter().map(|s| s as f64).collect();
    let p = given.matrix("p");
    let mut pairs = 0.0;
    for (a, &rows) in sizes.iter().enumerate() {
        pairs += pairs_among(rows) * p[a][a];
        pairs += sizes[..a].iter().zip(&p[a]).map(|(&columns, p)| rows * columns * p).sum::<f64>();
    }
    Size::pairs(sizes.iter().sum(), pairs)
}

/// Groups of these sizes; `p[a][b]` is the probability of a tie between a member of `a` and a member of `b`. A
/// person's block is the group; kinds of ties are `within` and `between`.
pub fn stochastic_block_model(sizes: &[usize], p: &[Vec<f64>], dice: &mut SplitMix64) -> Network {
    let blocks: Vec<u32> = sizes.iter().enumerate().flat_map(|(b, &s)| std::iter::repeat_n(b as u32, s)).collect();
    let mut pairs = Vec::new();
    let mut first_row = 0;
    for (a, &rows) in sizes.iter().enumerate() {
        let mut first_column = 0;
        for (b, &columns) in sizes[..=a].iter().enumerate() {
            let block = Block { rows: rows as u64, columns: columns as u64, triangle: a == b };
            block.tied(p[a][b], dice, |row, column| pairs.push((first_row + row, first_column + column)));
            first_column += columns as u32;
        }
        first_row += rows as u32;
    }
    let kind = |a: u32, b: u32| u8::from(blocks[a as usize] != blocks[b as usize]);
    Network::from_pairs(blocks.len(), &pairs).0.with_kinds(&["within", "between"], kind).with_blocks(blocks)
}

/// The pairs between two groups, or (`triangle`) within one.
struct Block {
    rows: u64,
    columns: u64,
    triangle: bool,
}

impl Block {
    fn tied(&self, p: f64, dice: &mut SplitMix64, mut tie: impl FnMut(u32, u32)) {
        if p >= 1.0 {
            (0..self.rows).for_each(|row| (0..self.width(row)).for_each(|column| tie(row as u32, column as u32)));
            return;
        }
        let (mut row, mut column) = (0, 0u64);
        for skip in Skips::new(p, dice) {
            column = column.saturating_add(skip);
            while row < self.rows && column >= self.width(row) {
                column -= self.width(row);
                row += 1;
            }
            if row >= self.rows {
                break;
            }
            tie(row as u32, column as u32);
            column += 1;
        }
    }

    fn width(&self, row: u64) -> u64 {
        if self.triangle { row } else { self.columns }
    }
}
