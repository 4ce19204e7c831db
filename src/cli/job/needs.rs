//! What the runs of a plan hold in memory, estimated before any of them has begun.

use super::Job;
use crate::cli::{Failure, memory};
use crate::experiment::Point;
use crate::experiment::running::Keep;
use crate::model::Situation;
use crate::model::situation::{Closeness, Expression, ImitationRate, Response, Ties};
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

/// A ghost \[bytes\]: its number, what it shows and who sees it; more where sources are asked for, of each expression.
const OF_A_GHOST: f64 = 24.0;
const OF_A_TRACE: f64 = 16.0;
/// What drawing a network holds \[bytes\]: a pair before it is in a row, and a row's entry for a directed tie.
const OF_A_DRAWN_TIE: f64 = 12.0;

/// What one part of so many of a network holds at most \[bytes\]: while it is played, or while it is drawn. No more than the ties
/// that lead to other parts are known beforehand; with people who are tied to anyone that is nearly all of them.
pub(in crate::cli) fn of_part(size: Size, situation: &Situation, spec: &NetworkSpec, parts: usize) -> f64 {
    let share = 1.0 / parts as f64;
    let (people, ties) = (size.people * share, size.ties * share);
    let across = ties * (1.0 - share);
    let ghosts = across.min(size.people - people);
    let expressions = situation.expressions.len() as f64;
    let of_ghosts = ghosts * (OF_A_GHOST + (4.0 + OF_A_TRACE) * expressions) + across * 8.0;
    let played = of_run(Size { people, ties: ties + across }, situation) + of_ghosts;
    // Whom pairs are drawn from is known everywhere: half of the directed ties, a number each.
    let everywhere = if spec.is_random() || spec.seed().is_some() { size.ties * 2.0 + size.people * 4.0 } else { 0.0 };
    let drawn = match (spec.path(), spec.tells_pairs()) {
        (Some(_), _) => size.ties * 8.0 + size.people * 4.0 + ties * OF_A_DRAWN_TIE,
        (None, true) => everywhere + ties * OF_A_DRAWN_TIE,
        (None, false) => size.ties * OF_A_DRAWN_TIE + size.people * 8.0,
    };
    // A file is with the first rank for as long as there are runs.
    if spec.path().is_some() { played + drawn } else { played.max(drawn) }
}

/// What the people and ties of a recorded run hold \[bytes\]: as rows and as text.
fn of_details(size: Size) -> f64 {
    let digits = size.people.max(1.0).log10().ceil();
    size.ties * (20.0 + 2.0 * digits + 9.0) + size.people * 350.0
}

/// A kept expression \[bytes\]: in its run and as text, later in what charts are drawn from.
pub(in crate::cli) const OF_AN_EVENT: f64 = 150.0;

/// How many expressions a run has, roughly: each person shows each again and again, of their own accord and caught from
/// others, but not before they have rested.
fn events(size: Size, situation: &Situation) -> f64 {
    let contacts = size.ties / size.people.max(1.0);
    let of_one = |expression: &Expression| situation.duration / cycle(expression, &situation.ties, contacts);
    size.people * situation.expressions.iter().map(of_one).sum::<f64>()
}

/// The mean time from one beginning to the next \[s\] where everybody sees so many others and all are alike: the level at which
/// what is caught keeps itself up, if there is one. Infinite where nobody begins, or nobody begins again.
///
/// # Formula
/// T = latency + duration + rest + 1/(λ₀ + πβΨ(A)), A = o·g·min(k, B)·duration/T, with g = 1 + (gain − 1)w, solved by
/// going on from the highest level: mean field, without habituation, moods and the loss of links to rest.
fn cycle(expression: &Expression, ties: &Ties, contacts: f64) -> f64 {
    let over = expression.latency.mean() + expression.duration.mean() + expression.refractory.mean();
    if !over.is_finite() {
        return f64::INFINITY;
    }
    let tiring = expression.habituation_rate > 0.0;
    let closeness = if let Closeness::Drawn(drawn) = &ties.closeness { drawn.mean() } else { 1.0 };
    let gain = 1.0 + (expression.closeness_gain - 1.0) * closeness;
    let of_all = ties.visibility.mean() * gain * contacts.min(expression.attention);
    let caught = |showing: f64| match expression.imitation_rate {
        _ if tiring => 0.0,
        ImitationRate::Rate(rate) => expression.responders * rate * answer(&expression.response, of_all * showing),
        ImitationRate::Always if answer(&expression.response, of_all * showing) > 0.0 => f64::INFINITY,
        ImitationRate::Always => 0.0,
    };
    let mut length = over;
    for _ in 0..100 {
        let showing = (expression.duration.mean() / length).min(1.0);
        length = over + 1.0 / (expression.spontaneous_rate + caught(showing));
    }
    length
}

/// Ψ of a mirror activation; of thresholds that differ from person to person that of the mean.
fn answer(response: &Response, activation: f64) -> f64 {
    match response {
        Response::Linear => activation,
        Response::Saturating { theta } => theta * (1.0 - (-activation / theta).exp()),
        Response::Hill { theta, n } => activation.powf(*n) / (theta.powf(*n) + activation.powf(*n)),
        Response::Threshold { theta } => f64::from(u8::from(activation >= theta.mean())),
        Response::Quadratic { kappa2 } => activation + kappa2 * activation * activation,
        Response::Pairs { kappa2 } => activation + kappa2 * activation * (activation - 1.0).max(0.0),
    }
}

impl Job {
    /// What the expressions that are kept hold \[bytes\]; `events` says how many a run of a point has. Those of all runs are
    /// read for charts, but for those of a sweep.
    pub(in crate::cli) fn of_kept_events(&self, events: impl Fn(&Point) -> f64) -> f64 {
        let runs = match self.selection.events {
            Keep::None => 0.0,
            Keep::All => self.plan.replicates as f64,
            Keep::First | Keep::One | Keep::Each => 1.0,
        };
        let each = self.plan.points.iter().map(|point| OF_AN_EVENT * runs.min(1.0) * events(point));
        if self.plan.design.is_empty() && self.selection.events != Keep::One {
            each.sum::<f64>() * runs
        } else {
            each.fold(0.0, f64::max)
        }
    }

    /// The same as far as it is known before anything is tried.
    fn of_expected_events(&self) -> f64 {
        let size = |point: &Point| self.plan.networks[point.network].size();
        self.of_kept_events(|point| size(point).map_or(0.0, |size| events(size, &point.situation)))
    }

    /// What the largest runs of the plan hold together \[bytes\], so many at once.
    pub(in crate::cli) fn needed(&self, threads: usize) -> u64 {
        let detailed = self.selection.agents != Keep::None;
        let runs = self.plan.points.iter().filter_map(|point| {
            let size = self.plan.networks[point.network].size()?;
            let details = if detailed { of_details(size) } else { 0.0 };
            let spec = &self.plan.networks[point.network];
            Some(match &self.together {
                Some(together) => of_part(size, &point.situation, spec, together.parts().get()) + details,
                None => of_run(size, &point.situation) * threads as f64 + details,
            })
        });
        (runs.fold(0.0, f64::max) + self.of_expected_events() + OF_THE_PROGRAM) as u64
    }

    /// Refuses a plan whose runs do not fit in memory, with what would.
    pub(in crate::cli) fn refuse_what_does_not_fit(&self) -> Result<(), Failure> {
        let (threads, there) = (self.threads.get(), memory::available());
        if self.needed(threads) <= there {
            return Ok(());
        }
        let events = self.of_expected_events();
        if events > there as f64 / 2.0 {
            let what = format!("{}: the {:.0} expressions that are kept", self.source.name(), events / OF_AN_EVENT);
            let help = "fewer people, slower expressions or a shorter `duration`; `run` and `sweep` keep none with \
                `--events none`";
            return memory::refuse_too_much(&what, self.needed(threads), help);
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
