//! What a reader may guess before looking: one number of the first version.

use super::Sources;
use crate::output::chart::axis::capital;
use crate::output::chart::metric::Metric;
use crate::output::chart::words::arm_label;
use serde_json::json;

/// What is guessed, as JSON that cannot end the element which holds it; nothing where no run has it.
pub(super) fn asked(sources: &Sources<'_>) -> Option<String> {
    let (results, scenario) = (sources.results, sources.scenario);
    let told = scenario.explore.as_ref().map(|explore| explore.guess.clone()).filter(|guess| !guess.is_empty());
    let reach = || results.facts.expressions.first().map(|first| format!("{first}_reach"));
    let name = told.or_else(|| scenario.outcomes.first().cloned()).or_else(reach)?;
    let point = results.points.iter().find(|point| !point.null)?;
    let mean = results.outcomes.contains(&name).then(|| results.summary(point.index, &name).mean)??;
    let metric = Metric::of(&results.facts, &name);
    let share = metric.kind.is_share();
    let guess = json!({
        "phrase": capital(&metric.phrase),
        "label": arm_label(point),
        "share": share,
        "unit": if share { "" } else { metric.difference_unit() },
        "mean": mean,
        "said": metric.say(mean),
    });
    Some(guess.to_string().replace('<', "\\u003c"))
}
