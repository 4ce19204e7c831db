//! What the runs of a plan hold in memory, estimated before any of them has begun.

use super::Job;
use crate::cli::{Failure, memory};
use crate::experiment::running::Keep;
use crate::model::Situation;
use crate::model::situation::Closeness;
use crate::network::NetworkSpec;
use crate::network::generator::Size;
use crate::output::reading::sized;

/// A simulation \[bytes a tie\] where all ties are alike (rows), and where they differ (what is known of each, from both
/// ends).
const OF_A_TIE: [f64; 2] = [6.0, 30.0];
/// A simulation \[bytes a person\], and a face more for each expression.
const OF_A_PERSON: f64 = 120.0;
const OF_A_FACE: f64 = 180.0;
/// The program itself and its fonts \[bytes\].
const OF_THE_PROGRAM: f64 = 40e6;

/// What one run holds \[bytes\].
pub(in crate::cli) fn of_run(size: Size, situation: &Situation) -> f64 {
    let ties = &situation.ties;
    let drawn = matches!(&ties.closeness, Closeness::Drawn(distribution) if distribution.constant().is_some());
    let alike = drawn && ties.visibility.constant().is_some() && ties.rules.is_empty();
    let alike = alike && situation.attachment.is_none() && situation.encounters.is_none();
    let of_a_tie = OF_A_TIE[usize::from(!alike)];
    size.ties * of_a_tie + size.people * (OF_A_PERSON + OF_A_FACE * situation.expressions.len() as f64)
}

/// What the people and ties of a recorded run hold \[bytes\]: as rows and as text.
fn of_details(size: Size) -> f64 {
    let digits = size.people.max(1.0).log10().ceil();
    size.ties * (20.0 + 2.0 * digits + 9.0) + size.people * 350.0
}

impl Job {
    /// What the largest runs of the plan hold together \[bytes\], so many at once.
    pub(in crate::cli) fn needed(&self, threads: usize) -> u64 {
        let detailed = self.selection.agents != Keep::None;
        let runs = self.plan.points.iter().filter_map(|point| {
            let size = self.plan.networks[point.network].size()?;
            let details = if detailed { of_details(size) } else { 0.0 };
            Some(of_run(size, &point.situation) * threads as f64 + details)
        });
        (runs.fold(0.0, f64::max) + OF_THE_PROGRAM) as u64
    }

    /// Refuses a plan whose runs do not fit in memory, with what would.
    pub(in crate::cli) fn refuse_what_does_not_fit(&self) -> Result<(), Failure> {
        let (threads, there) = (self.threads.get(), memory::available());
        if self.needed(threads) <= there {
            return Ok(());
        }
        let largest = self.plan.networks.iter().filter_map(NetworkSpec::size);
        let largest = largest.fold(Size { people: 0.0, ties: 0.0 }, |a, b| if b.ties > a.ties { b } else { a });
        let what = format!(
            "{}: a run on {:.0} people and {:.0} directed ties{}",
            self.source.name(),
            largest.people,
            largest.ties,
            if threads > 1 { format!(", {threads} at once,") } else { String::new() }
        );
        let fits = |threads: usize| self.needed(threads) <= there;
        let help = match (1..threads).rev().find(|&threads| fits(threads)) {
            Some(threads) => format!("`-j {threads}` does fewer at once"),
            None if self.selection.agents != Keep::None => {
                format!("fewer people or ties, or `--agents none`, which saves {}", sized(of_details(largest) as u64))
            }
            None => "fewer people or ties".to_owned(),
        };
        memory::refuse_too_much(&what, self.needed(threads), &help)
    }
}
