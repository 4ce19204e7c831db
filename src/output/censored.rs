//! Times that the end of a run cut off: what was still going on then lasted longer than is counted, and whoever tells how long it
//! lasted says so.

use super::chart::words::{arm_label, listed, runs};
use crate::results::{Point, Results};

/// What measures from the first to the last.
const LASTING: &str = "_lasting";

/// In how many runs of a point, and of how many, somebody was still at it when the run ended; none where the outcome is no time
/// that this would cut off, or where it never did.
pub fn of(results: &Results, point: u32, column: &str) -> Option<(usize, usize)> {
    let expression = column.strip_suffix(LASTING)?;
    let open = results.outcome(point, &format!("{expression}_survived"));
    let cut = open.iter().filter(|(_, open)| *open > 0.0).count();
    (cut > 0).then_some((cut, open.len()))
}

/// Whether any run of these points was cut off.
pub fn any<'a>(results: &Results, points: impl IntoIterator<Item = &'a Point>, column: &str) -> bool {
    points.into_iter().any(|point| of(results, point.index, column).is_some())
}

/// That it lasted longer than is counted in so many runs of these points; nothing where it did not.
pub fn said<'a>(results: &Results, points: impl IntoIterator<Item = &'a Point>, column: &str) -> String {
    let one = |point: &Point| {
        let (cut, all) = of(results, point.index, column)?;
        Some(format!("{cut} of {} of “{}”", runs(all), arm_label(point)))
    };
    let cut: Vec<String> = points.into_iter().filter_map(one).collect();
    if cut.is_empty() {
        return String::new();
    }
    format!(
        " When the simulation stopped it was still going on in {}: there it lasted longer than is counted, and means are too low.",
        listed(&cut)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Runs;

    /// Four runs of one arm, of which so many were still going.
    fn results(open: usize) -> Results {
        let mut runs = Runs::default();
        for replicate in 0..4 {
            let run = crate::results::Run { id: u64::from(replicate), point: 0, replicate };
            runs.add(run, &[9.0, f64::from(u8::from((replicate as usize) < open))]).unwrap();
        }
        Results {
            points: vec![Point { arm: "hall".to_owned(), ..Point::default() }],
            outcomes: ["applause_lasting", "applause_survived"].map(str::to_owned).to_vec(),
            runs,
            ..Results::default()
        }
    }

    #[test]
    fn what_the_end_cut_off_is_said() {
        let told = |open| {
            let results = results(open);
            said(&results, &results.points, "applause_lasting")
        };
        assert!(told(3).contains("still going on in 3 of 4 runs of “hall”"), "{}", told(3));
        assert_eq!(told(0), "");
        let results = results(4);
        assert_eq!(said(&results, &results.points, "applause_survived"), "");
    }
}
