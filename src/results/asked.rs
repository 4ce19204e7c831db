//! What the runs of a design that asks which keys matter have to say, outcome by outcome.

use super::{Point, Results};
use crate::experiment::design;
use crate::experiment::sensitivity::{Key, Questions, Runs, Study};
use crate::scenario::Scenario;

/// The study of a scenario's sweep, if it is one.
pub fn study(scenario: &Scenario, results: &Results) -> Option<Study> {
    let sweep = scenario.sweep.as_ref().filter(|sweep| sweep.asks_what_matters())?;
    let axes = design::axes(scenario, sweep);
    let rows = design::rows(design::named(&sweep.design)?, &axes, sweep.samples, scenario.seed).ok()?;
    let mut findings = Vec::new();
    for (arm, points) in arms(results).into_iter().filter(|(_, points)| points.len() == rows.len()) {
        let lasts: Vec<f64> = points.iter().map(|point| point.lasts.unwrap_or(f64::INFINITY)).collect();
        let questions =
            Questions { design: &sweep.design, axes: &axes, rows: &rows, lasts: &lasts, seed: scenario.seed };
        for outcome in &results.outcomes {
            let asked = runs(&points, results, outcome).and_then(|runs| questions.ask(arm, outcome, &runs));
            findings.extend(asked);
        }
    }
    let ends = |key: &str| {
        let vary = sweep.vary.iter().find(|vary| vary.key == key)?;
        let steps = axes.iter().find(|axis| axis.key == key)?.steps();
        Some((vary.values.counted(steps.first()?), vary.values.counted(steps.last()?)))
    };
    let keys = sweep
        .vary
        .iter()
        .filter_map(|vary| Some(Key { name: vary.key.clone(), ends: ends(&vary.key)?, unit: scenario.time_unit }));
    Some(Study { design: sweep.design.clone(), keys: keys.collect(), findings })
}

/// The arms, each with its points in the order of the design.
fn arms(results: &Results) -> Vec<(&str, Vec<&Point>)> {
    let mut arms: Vec<(&str, Vec<&Point>)> = Vec::new();
    for point in results.arms() {
        match arms.iter_mut().find(|(arm, _)| *arm == point.arm) {
            Some((_, points)) => points.push(point),
            None => arms.push((&point.arm, vec![point])),
        }
    }
    arms
}

/// What each run contributes to the mean of an outcome at each point, by replicate; none where some run came to its end without
/// it, because what is left would be a choice of runs by their outcome.
fn runs(points: &[&Point], results: &Results, outcome: &str) -> Option<Runs> {
    let of_point = |point: &&Point| {
        let sample = results.sample(point.index, outcome);
        sample.mean()?;
        let last = sample.runs().iter().map(|run| run.key as usize + 1).max().unwrap_or(0);
        let mut runs = vec![None; last];
        let contributed = sample.runs().iter().zip(sample.contributions());
        contributed.for_each(|(run, value)| runs[run.key as usize] = Some(value));
        (sample.runs().len() == results.replicates(point.index)).then_some(runs)
    };
    points.iter().map(of_point).collect()
}
