//! Lines of equal height through numbers on a grid (marching squares, straight between neighbours).

use std::collections::BTreeMap;

/// A place on the grid, in columns and rows.
type Place = (f64, f64);

/// An edge of the grid: from one node to its right or upper neighbour.
type Edge = (usize, usize);

/// The lines at which a field has this level; `grid` holds rows of `width` numbers, NaN where nothing is known.
pub(super) fn at(grid: &[f64], width: usize, level: f64) -> Vec<Vec<Place>> {
    let height = grid.len() / width.max(1);
    let mut pieces: Vec<(Edge, Edge)> = Vec::new();
    for row in 0..height.saturating_sub(1) {
        for column in 0..width - 1 {
            pieces.extend(in_square(grid, width, row * width + column, level));
        }
    }
    let place = |&(a, b): &Edge| {
        let share = (level - grid[a]) / (grid[b] - grid[a]);
        let node = |n: usize| ((n % width) as f64, (n / width) as f64);
        let ((x, y), (u, v)) = (node(a), node(b));
        (x + share * (u - x), y + share * (v - y))
    };
    joined(&pieces).into_iter().map(|line| line.iter().map(place).collect()).collect()
}

/// The pieces of line in the square whose lowest left node this is.
fn in_square(grid: &[f64], width: usize, node: usize, level: f64) -> Vec<(Edge, Edge)> {
    let [a, b, c, d] = [node, node + 1, node + width + 1, node + width];
    if [a, b, c, d].iter().any(|&n| grid[n].is_nan()) {
        return Vec::new();
    }
    let edges = [(a, b), (b, c), (d, c), (a, d)];
    let crossed: Vec<Edge> =
        edges.into_iter().filter(|&(from, to)| (grid[from] >= level) != (grid[to] >= level)).collect();
    match crossed[..] {
        [one, other] => vec![(one, other)],
        // A saddle: the mean of the corners says which of them belong together.
        [bottom, right, top, left] => {
            let high = grid[a] + grid[b] + grid[c] + grid[d] >= 4.0 * level;
            if high == (grid[a] >= level) {
                vec![(bottom, right), (top, left)]
            } else {
                vec![(bottom, left), (right, top)]
            }
        }
        _ => Vec::new(),
    }
}

/// Pieces put together where they meet.
fn joined(pieces: &[(Edge, Edge)]) -> Vec<Vec<Edge>> {
    let mut ends: BTreeMap<Edge, Vec<usize>> = BTreeMap::new();
    for (place, (a, b)) in pieces.iter().enumerate() {
        ends.entry(*a).or_default().push(place);
        ends.entry(*b).or_default().push(place);
    }
    let mut used = vec![false; pieces.len()];
    let mut lines = Vec::new();
    // Open lines from one of their ends first, then rings.
    let open = |place: &usize| ends[&pieces[*place].0].len() == 1 || ends[&pieces[*place].1].len() == 1;
    let (first, then): (Vec<usize>, Vec<usize>) = (0..pieces.len()).partition(open);
    for start in first.into_iter().chain(then) {
        if used[start] {
            continue;
        }
        let (a, b) = pieces[start];
        let mut line = if ends[&a].len() == 1 {
            vec![a]
        } else if ends[&b].len() == 1 {
            vec![b]
        } else {
            vec![a]
        };
        while let Some(next) = ends[&line[line.len() - 1]].iter().copied().find(|&piece| !used[piece]) {
            used[next] = true;
            let (a, b) = pieces[next];
            line.push(if a == line[line.len() - 1] { b } else { a });
        }
        lines.push(line);
    }
    lines
}

/// The middle of a line, by length; nothing of one too short to be labelled.
pub(super) fn middle(path: &[Place]) -> Option<Place> {
    const SHORTEST: f64 = 40.0;
    let length = |pair: &[Place]| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1);
    let all: f64 = path.windows(2).map(length).sum();
    let mut left = all / 2.0;
    for pair in path.windows(2).filter(|_| all >= SHORTEST) {
        let this = length(pair);
        if this >= left && this > 0.0 {
            let share = left / this;
            return Some((pair[0].0 + share * (pair[1].0 - pair[0].0), pair[0].1 + share * (pair[1].1 - pair[0].1)));
        }
        left -= this;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_has_straight_contours_at_the_right_place() {
        let grid = [0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 0.0, 1.0, 2.0];
        assert_eq!(at(&grid, 3, 0.5), [vec![(0.5, 0.0), (0.5, 1.0), (0.5, 2.0)]]);
        assert!(at(&grid, 3, 5.0).is_empty());
    }

    #[test]
    fn a_hill_has_a_ring() {
        let grid = [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
        let lines = at(&grid, 3, 0.5);
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].first(), lines[0].len()), (lines[0].last(), 5));
    }

    #[test]
    fn what_is_not_known_has_no_contour() {
        let grid = [0.0, 1.0, 0.0, f64::NAN];
        assert!(at(&grid, 2, 0.5).is_empty());
    }

    #[test]
    fn the_middle_is_halfway_along() {
        assert_eq!(middle(&[(0.0, 0.0), (100.0, 0.0), (100.0, 20.0)]), Some((60.0, 0.0)));
        assert_eq!(middle(&[(0.0, 0.0), (1.0, 0.0)]), None);
    }
}
