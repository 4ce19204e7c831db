//! What the runs of a design that asks which keys matter have to say, outcome by outcome.

use crate::experiment::design;
use crate::experiment::sensitivity::{Key, Questions, Runs, Study};
use crate::output::chart::input::{Point, Results, Run};
use crate::scenario::Scenario;
use std::collections::HashMap;

/// The study of a scenario's sweep, if it is one.
pub(super) fn of(scenario: &Scenario, results: &Results) -> Option<Study> {
    let sweep = scenario.sweep.as_ref().filter(|sweep| sweep.asks_what_matters())?;
    let axes = design::axes(scenario, sweep);
    let rows = design::rows(design::named(&sweep.design)?, &axes, sweep.samples, scenario.seed).ok()?;
    let questions = Questions { design: &sweep.design, axes: &axes, rows: &rows, seed: scenario.seed };
    let table = by_point(results);
    let mut findings = Vec::new();
    for (arm, points) in arms(results).into_iter().filter(|(_, points)| points.len() == rows.len()) {
        for (column, outcome) in results.outcomes.iter().enumerate() {
            let asked = runs(&points, &table, column).and_then(|runs| questions.ask(arm, outcome, &runs));
            findings.extend(asked);
        }
    }
    let ends = |key: &str| {
        let vary = sweep.vary.iter().find(|vary| vary.key == key)?;
        let steps = axes.iter().find(|axis| axis.key == key)?.steps();
        Some((vary.values.counted(steps.first()?), vary.values.counted(steps.last()?)))
    };
    let keys = sweep.vary.iter().filter_map(|vary| Some(Key { name: vary.key.clone(), ends: ends(&vary.key)? }));
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

/// The runs of each point, by replicate.
fn by_point(results: &Results) -> HashMap<u32, Vec<Option<&Run>>> {
    let mut table: HashMap<u32, Vec<Option<&Run>>> = HashMap::new();
    for run in &results.runs {
        let runs = table.entry(run.point).or_default();
        let place = run.replicate as usize;
        runs.resize(runs.len().max(place + 1), None);
        runs[place] = Some(run);
    }
    table
}

/// An outcome at each point; none where some run came to its end without it, because what is left would be a choice of
/// runs by their outcome.
fn runs(points: &[&Point], table: &HashMap<u32, Vec<Option<&Run>>>, column: usize) -> Option<Runs> {
    let value = |run: &Run| run.outcomes.get(column).copied().flatten();
    let of_point = |point: &&Point| {
        let runs = table.get(&point.index).map(Vec::as_slice).unwrap_or_default();
        let whole = runs.iter().flatten().all(|run| value(run).is_some());
        whole.then(|| runs.iter().map(|run| run.and_then(value)).collect::<Vec<_>>())
    };
    points.iter().map(of_point).collect()
}
