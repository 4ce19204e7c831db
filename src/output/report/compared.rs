//! The section on two versions: the sentence, and every outcome's difference.

use crate::experiment::comparison::{Comparison, Pairing};
use crate::output::censored;
use crate::output::chart::Results;
use crate::output::chart::axis::short as rounded;
use crate::output::chart::metric::Metric;
use crate::output::chart::words::arm_label;
use crate::output::comparison::{Printed, both_p, is_partial, left_out, main_outcome, of_arms, over, sentence};
use serde::Serialize;

/// Two versions.
#[derive(Serialize)]
pub(super) struct Compared {
    a: String,
    b: String,
    pub(super) sentence: String,
    interval: &'static str,
    test: String,
    effect: &'static str,
    partial: bool,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    outcome: String,
    a: String,
    b: String,
    difference: String,
    over: String,
    p: String,
    effect: String,
    above: String,
    finding: &'static str,
}

/// The section, where there are two arms and something to say.
pub(super) fn section(results: &Results) -> Option<Compared> {
    let comparisons = of_arms(results)?;
    let outcome = main_outcome(results)?;
    let main = comparisons.iter().find(|c| c.metric == outcome)?;
    let names: Vec<String> = results.arms().map(arm_label).collect();
    let metric = Metric::of(&results.facts, &main.metric);
    Some(Compared {
        sentence: sentence(main, &metric, (&names[0], &names[1]))
            + &left_out(main, (&names[0], &names[1]))
            + &censored::said(results, results.arms(), &main.metric),
        interval: main.interval_kind,
        test: main.test.name.clone(),
        effect: main.effect_kind,
        partial: comparisons.iter().any(is_partial),
        rows: comparisons.iter().map(|c| row(c, &Metric::of(&results.facts, &c.metric))).collect(),
        a: names[0].clone(),
        b: names[1].clone(),
    })
}

fn row(c: &Comparison, metric: &Metric) -> Row {
    let printed = Printed::new(c, metric);
    Row {
        outcome: metric.title(),
        a: printed.a,
        b: printed.b,
        difference: printed.difference,
        over: over(c),
        p: both_p(c, "\u{a0}"),
        effect: c.effect.map_or("–".to_owned(), rounded),
        above: above(c),
        finding: c.finding().name(),
    }
}

/// "19 of 20 (76 % to 99 %)": with the interval of the share.
fn above(c: &Comparison) -> String {
    let (Some(share), Some((low, high))) = (c.above.share, c.above.interval) else { return "–".to_owned() };
    let percent = crate::output::chart::axis::percent;
    let much = match c.pairing {
        Pairing::Paired => format!("{:.0} of {}", share * c.n as f64, c.n),
        Pairing::Unpaired => percent(share),
    };
    format!("{much} ({} to {})", percent(low), percent(high))
}
