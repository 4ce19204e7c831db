//! From the design of a scenario to the plan of its runs.

use crate::cli::job::not_too_many;
use crate::cli::source::Source;
use crate::cli::{Failure, Terminal, memory};
use crate::experiment::Plan;
use crate::experiment::design;
use crate::experiment::design::sound::{self, Unsound};
use crate::scenario::{Diagnostics, Overrides, Scenario, Sweep, Written};

/// More points than this are hardly meant.
const MANY: u64 = 1_000_000;

/// Which points of a design are planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Reach {
    /// Every point.
    All,
    /// Every point of a small design; of a large one the first and others spread over it, enough to say what it would
    /// take.
    Enough,
}

/// The plan of a scenario's sweep and the number of points of its design; `changes` are those of the command line.
pub(in crate::cli) fn plan(
    source: &Source,
    scenario: &Scenario,
    changes: &[(String, String)],
    (yes, reach): (bool, Reach),
    terminal: &Terminal,
) -> Result<(Plan, u64), Failure> {
    let sweep = scenario.sweep.as_ref().ok_or_else(|| nothing_varies(source))?;
    let replicates = u64::from(sweep.runs_a_point(scenario.replicates));
    // A plan that is only looked at may be of any size.
    let yes = yes || reach == Reach::Enough;
    not_by_mistake(sweep.count().unwrap_or(u64::from(sweep.samples.unwrap_or(0))), replicates, yes)?;
    let variants = variants(scenario, sweep);
    not_too_many(sweep.count().unwrap_or(0).saturating_mul(variants).saturating_mul(replicates))?;
    sound::no_arm_wins(scenario, sweep).map_err(unsound)?;
    let (points, count) = lay_out(scenario, sweep, reach)?;
    not_by_mistake(count, replicates, yes)?;
    not_too_many(count.saturating_mul(variants).saturating_mul(replicates))?;
    if reach == Reach::All {
        let needed = count.saturating_mul(variants).saturating_mul(OF_A_POINT);
        memory::refuse_too_much(&format!("a plan of {count} points"), needed, "fewer points")?;
    }
    let written = Written::new(source.name(), source.text(), changes, scenario);
    let read = |number: usize, more: &[(String, String)]| {
        let label = format!("point {number} of the sweep");
        written.variant(&label, more, &|file| source.open(file)).map_err(|problems| wrong(&problems, terminal))
    };
    let plan = Plan::of_design(scenario, sweep, &points, read)?;
    no_point_twice(&plan, &planned(count, reach), || source.typed_lines())?;
    Ok((plan, count))
}

/// What is run at each point of a design: the arms that it leaves, and the run without imitation.
fn variants(scenario: &Scenario, sweep: &Sweep) -> u64 {
    let arms = if sweep.replaces(&scenario.arms) { &[][..] } else { &scenario.arms };
    let null = scenario.null_run && !sweep.asks_what_matters() && !arms.iter().any(|arm| arm.null);
    arms.len().max(1) as u64 + u64::from(null)
}

fn nothing_varies(source: &Source) -> Failure {
    Failure::usage(format_args!(
        "{}: nothing varies: there is no [sweep] table\nhelp: `--vary ties.closeness=0..0.9/4` varies a key, `catching run` \
         plays the scenario as it stands",
        source.name()
    ))
}

fn not_by_mistake(points: u64, replicates: u64, yes: bool) -> Result<(), Failure> {
    if yes || points < MANY {
        return Ok(());
    }
    Err(Failure::usage(format_args!(
        "the design has {points} points, of {replicates} runs each\nhelp: fewer values, or a design that draws points \
         (`--design lhs --samples 200`); `--yes` runs it all the same"
    )))
}

/// What a planned point holds, with what its runs are told \[bytes\].
const OF_A_POINT: u64 = 1500;
/// Of a larger design only so many points are planned where that is [`Reach::Enough`].
const ENOUGH: u64 = 1000;
/// The first points, which are named.
const FIRST: u64 = 8;

/// Which points of so many are planned.
fn planned(count: u64, reach: Reach) -> Vec<u64> {
    if reach == Reach::All || count <= 2 * ENOUGH {
        return (0..count).collect();
    }
    let spread = (1..=ENOUGH)
        .map(|place| FIRST + (u128::from(count - 1 - FIRST) * u128::from(place) / u128::from(ENOUGH)) as u64);
    (0..FIRST).chain(spread).collect()
}

/// The planned points, each with what it changes, and how many there are in all.
fn lay_out(scenario: &Scenario, sweep: &Sweep, reach: Reach) -> Result<(Vec<Overrides>, u64), Failure> {
    if let Some(count) = sweep.count().filter(|count| sweep.design == "grid" && *count > 2 * ENOUGH) {
        let numbers = planned(count, reach);
        if (numbers.len() as u64) < count {
            return Ok((numbers.into_iter().map(|number| sweep.of_grid(number)).collect(), count));
        }
    }
    if let Some(points) = sweep.laid_out() {
        let count = points.len() as u64;
        let numbers = planned(count, reach);
        if (numbers.len() as u64) < count {
            return Ok((numbers.into_iter().map(|number| points[number as usize].clone()).collect(), count));
        }
        return Ok((points, count));
    }
    let design = design::named(&sweep.design).expect("the scenario names designs that there are");
    let axes = design::axes(scenario, sweep);
    let rows = design::rows(design, &axes, sweep.samples, scenario.seed).map_err(Failure::usage)?;
    let point = |row: &design::Row| design::values_at(sweep, &axes, row);
    let count = rows.len() as u64;
    Ok((planned(count, reach).into_iter().map(|number| point(&rows[number as usize])).collect(), count))
}

fn unsound(why: Unsound) -> Failure {
    Failure::usage(format_args!("{}\nhelp: {}", why.problem, why.advice))
}

/// Refuses points that come to the same, named by the lines in which they were typed.
fn no_point_twice(plan: &Plan, planned: &[u64], lines: impl Fn() -> Vec<u64>) -> Result<(), Failure> {
    let of_design = |number: usize| planned.get(number).map_or(number, |n| *n as usize);
    let place = |earlier: usize, number: usize| {
        let lines = lines();
        let (a, b) = (lines.get(of_design(earlier))?, lines.get(of_design(number))?);
        Some(format!("lines {a} and {b}"))
    };
    sound::no_point_twice(plan, place).map_err(unsound)
}

fn wrong(problems: &Diagnostics, terminal: &Terminal) -> Failure {
    Failure::diagnostics(problems.render(terminal.colours_err()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_large_design_the_first_the_last_and_some_between_are_planned() {
        assert_eq!(planned(5, Reach::Enough), [0, 1, 2, 3, 4]);
        assert_eq!(planned(3000, Reach::All).len(), 3000);
        let some = planned(1_000_000, Reach::Enough);
        assert!(some.is_sorted_by(|a, b| a < b) && some[..8] == [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!((some.last(), some.len()), (Some(&999_999), 1008));
    }
}
