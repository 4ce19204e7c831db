//! What the arms came to in the outcomes that a scenario asks for and that are no expression's: moods, likeness.

use crate::output::chart::axis::capital;
use crate::output::chart::input::Results;
use crate::output::chart::outcomes::{Outcome, comparisons, digits};
use crate::output::chart::words::{arm_label, decimals, interval_to};

/// One sentence an outcome: each arm's mean with its interval.
pub fn feelings(results: &Results) -> Vec<String> {
    if results.is_sweep() {
        return Vec::new();
    }
    asked(results).iter().map(|outcome| sentence(results, outcome)).collect()
}

/// The same, each with what it is compared with.
pub(super) fn compared(results: &Results) -> Vec<String> {
    let paragraph = |outcome: &Outcome| format!("{}{}", sentence(results, outcome), comparisons(results, outcome));
    if results.is_sweep() { Vec::new() } else { asked(results).iter().map(paragraph).collect() }
}

fn asked(results: &Results) -> Vec<Outcome> {
    let of_expression = |name: &String| results.facts.expressions.iter().any(|e| name.starts_with(&format!("{e}_")));
    let names = results.facts.outcomes.iter().filter(|name| !of_expression(name));
    names.map(|name| Outcome::named(name, results)).collect()
}

fn sentence(results: &Results, outcome: &Outcome) -> String {
    let digits = digits(results, outcome);
    let arm = |point| {
        let e = outcome.estimate(results, point);
        match e.n {
            0 => "none".to_owned(),
            1 => outcome.say(e.mean),
            n => {
                let digits = digits.unwrap_or_else(|| decimals(e, 1.0));
                format!("{} (n = {n})", interval_to(e, 1.0, "", digits))
            }
        }
    };
    let points = results.arms().chain(results.null());
    let arms: Vec<String> = points.map(|point| format!("{} {}", arm_label(point), arm(point.index))).collect();
    format!("{}: {}.", capital(&outcome.title), arms.join("; "))
}
