//! How far the arms of a scenario lie apart, run by run: arms share their dice.

use super::told::columns;
use crate::experiment::comparison::{Comparison, Pairing, adjust};
use crate::experiment::statistics::LEVEL;
use crate::output::chart::Results;
use crate::output::chart::metric::Metric;
use crate::output::chart::words::arm_label;
use crate::output::comparison::{main_outcome, of_two, short};
use serde::Serialize;

/// An arm against the first one, in one outcome.
#[derive(Serialize)]
pub(super) struct Difference {
    metric: String,
    arm: String,
    base: String,
    design: &'static str,
    n: usize,
    difference: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    ci_level: Option<f64>,
    ci_kind: &'static str,
    p: Option<f64>,
    p_holm: Option<f64>,
    finding: &'static str,
    #[serde(skip)]
    told: [String; 3],
}

/// Every arm against the first, for the outcomes that the scenario is about.
pub(super) fn differences(results: &Results) -> Vec<Difference> {
    let mut arms = results.arms();
    let Some(base) = arms.next() else { return Vec::new() };
    let arms: Vec<_> = arms.collect();
    let asked = &results.facts.outcomes;
    let outcomes = if asked.is_empty() { Vec::from_iter(main_outcome(results)) } else { asked.clone() };
    let all = || outcomes.iter().flat_map(|outcome| arms.iter().map(move |arm| (outcome, *arm)));
    let mut compared: Vec<Comparison> = all().map(|(outcome, arm)| of_two(results, base, arm, outcome)).collect();
    // One outcome of two arms is one test, more are several.
    adjust(&mut compared, None);
    let named = compared.iter().zip(all());
    named.map(|(compared, (_, arm))| difference(results, compared, (arm_label(base), arm_label(arm)))).collect()
}

fn difference(results: &Results, c: &Comparison, (base, arm): (String, String)) -> Difference {
    let told = short(c, &Metric::of(&results.facts, &c.metric));
    let pairs = match c.n {
        1 => "1 pair".to_owned(),
        n => format!("{n} pairs"),
    };
    Difference {
        metric: c.metric.clone(),
        arm,
        base,
        design: c.pairing.name(),
        n: c.n,
        difference: c.difference,
        ci_low: c.interval.map(|i| i.0),
        ci_high: c.interval.map(|i| i.1),
        ci_level: c.interval.map(|_| LEVEL),
        ci_kind: c.interval_kind,
        p: c.test.p,
        p_holm: c.p_holm,
        finding: c.finding().name(),
        told: [told, if c.pairing == Pairing::Paired { pairs } else { "not paired".to_owned() }, found(c)],
    }
}

/// The finding in the words of a table whose rows are arms.
fn found(c: &Comparison) -> String {
    c.finding().name().replace("B above A", "above").replace("B below A", "below")
}

/// The differences as a table.
pub(super) fn lines(results: &Results) -> Vec<String> {
    let all = differences(results);
    let Some(first) = all.first() else { return Vec::new() };
    let (base, kind) = (&first.base, first.ci_kind);
    let head = ["", "", &format!("less “{base}”"), "", "finding"].map(str::to_owned);
    let row = |d: &Difference| {
        let [told, pairs, found] = d.told.clone();
        [d.metric.clone(), d.arm.clone(), told, pairs, found]
    };
    let rows: Vec<[String; 5]> = [head].into_iter().chain(all.iter().map(row)).collect();
    let several = if all.len() > 1 { "; findings go by p adjusted for the number of rows, Holm" } else { "" };
    let intro = format!(
        "How far arms lie apart, run by run with the same dice (mean difference; in brackets its 95\u{a0}% interval, {kind}{several})"
    );
    [intro].into_iter().chain(columns(&rows)).collect()
}
