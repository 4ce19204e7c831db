//! Lines that lie on each other, so that each can be seen: they take turns.

use super::page::{Plane, Stroke};

/// Lines nearer than this on the sheet cannot be told apart \[px\].
const NEAR: f64 = 1.6;
/// Share of its way along which a line must lie on another to hide it.
const MOST_OF_IT: f64 = 0.85;
/// How the first, second, … line that lies on others leaves gaps for those below.
const GAPS: [&str; 4] = ["10 10", "5 15", "3 17", "2 18"];

/// A line: its places on the sheet, from left to right, and how it looks.
pub type Line = (Vec<(f64, f64)>, Stroke);

/// The strokes of lines that are drawn in this order, where a line that would hide others leaves gaps through which they
/// are seen.
pub fn taken(lines: &[Line]) -> Vec<Stroke> {
    let below = |place: usize| lines[..place].iter().filter(|other| hides(&lines[place].0, &other.0)).count();
    let stroke = |(place, (_, stroke)): (usize, &Line)| match below(place) {
        0 => *stroke,
        n => Stroke { dash: GAPS[(n - 1).min(GAPS.len() - 1)], ..*stroke },
    };
    lines.iter().enumerate().map(stroke).collect()
}

/// Draws curves in this order, in turns where they lie on each other, and gives what a caption says of that.
pub fn draw(plane: &Plane, paths: Vec<Vec<(f64, f64)>>, wanted: Vec<Stroke>) -> &'static str {
    let on_sheet = |path: &Vec<(f64, f64)>| path.iter().map(|&(x, y)| plane.at(x, y)).collect();
    let lines: Vec<Line> = paths.iter().map(on_sheet).zip(wanted.iter().copied()).collect();
    let strokes = taken(&lines);
    paths.iter().zip(&strokes).for_each(|(path, stroke)| plane.curve(path, *stroke));
    words(&strokes, &wanted)
}

/// What a caption says where lines take turns.
pub fn words(drawn: &[Stroke], wanted: &[Stroke]) -> &'static str {
    let turns = drawn.iter().zip(wanted).any(|(drawn, wanted)| drawn.dash != wanted.dash);
    if turns { SAID } else { "" }
}

/// The sentence.
pub const SAID: &str = " Lines that lie on each other take turns: their colours alternate.";

fn hides(above: &[(f64, f64)], below: &[(f64, f64)]) -> bool {
    let near = |&&(x, y): &&(f64, f64)| height(below, x).is_some_and(|other| (other - y).abs() < NEAR);
    let on_it = above.iter().filter(near).count();
    !above.is_empty() && on_it as f64 >= MOST_OF_IT * above.len() as f64
}

/// The height of a path at a place along it.
fn height(path: &[(f64, f64)], x: f64) -> Option<f64> {
    let after = path.partition_point(|point| point.0 < x);
    let right = path.get(after)?;
    let left = path.get(after.saturating_sub(1))?;
    let share = if right.0 > left.0 { (x - left.0) / (right.0 - left.0) } else { 0.0 };
    (right.0 == x || left.0 <= x).then(|| left.1 + share.clamp(0.0, 1.0) * (right.1 - left.1))
}

#[cfg(test)]
mod tests {
    use super::super::colour::Colour;
    use super::*;

    fn line(y: impl Fn(f64) -> f64) -> Line {
        let path = (0..100).map(|x| (f64::from(x), y(f64::from(x)))).collect();
        (path, Stroke::new(Colour::BLACK, 2.0))
    }

    #[test]
    fn a_line_that_would_hide_another_leaves_gaps_and_one_that_crosses_does_not() {
        let strokes = taken(&[line(|_| 50.0), line(|x| x), line(|_| 50.5), line(|_| 50.2)]);
        let dashes: Vec<&str> = strokes.iter().map(|s| s.dash).collect();
        assert_eq!(dashes, ["", "", GAPS[0], GAPS[1]]);
    }

    #[test]
    fn lines_with_other_places_along_them_are_compared_where_both_are() {
        let coarse = (vec![(0.0, 10.0), (99.0, 10.0)], Stroke::new(Colour::BLACK, 2.0));
        assert_eq!(taken(&[coarse.clone(), line(|_| 10.0)])[1].dash, GAPS[0]);
        assert_eq!(taken(&[coarse, line(|x| if x < 90.0 { 30.0 } else { 10.0 })])[1].dash, "");
    }
}
