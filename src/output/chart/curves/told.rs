//! What the curves show, in sentences.

use super::{Curve, Kind, MOST_ARMS, bands_in_words, in_order, shown};
use crate::experiment::statistics::{quantile, sorted};
use crate::output::chart::axis::{self, Clock};
use crate::output::chart::beside;
use crate::output::chart::input::{Point, Results};
use crate::output::chart::words::{self, Voice};
use crate::scenario::NO_IMITATION;

/// The outcome that a chart's comparison is about: what was reached, or the late average; where nearly everything is over
/// by then, the largest share.
fn outcome(results: &Results, kind: &Kind, expression: &str) -> (String, &'static str) {
    if !kind.averaged {
        return (format!("{expression}_reach"), "at least once");
    }
    let (late, peak) = (format!("{expression}_prevalence_late"), format!("{expression}_peak"));
    let median = |arm: &Point, name: &str| {
        let values = sorted(results.outcome(arm.index, name).into_iter().map(|v| v.1));
        if values.is_empty() { 0.0 } else { quantile(&values, 0.5) }
    };
    let over = |arm: &Point| median(arm, &late) < OVER * median(arm, &peak);
    let mut arms = results.arms();
    if arms.any(over) && results.arms().all(over) {
        (peak, "at the height of it")
    } else {
        (late, "on average over the second half")
    }
}

/// A second half with less than this part of the largest share says little about what happened.
const OVER: f64 = 0.02;

pub(super) fn caption(
    results: &Results,
    panels: &[(Voice, Vec<Curve>)],
    kind: &Kind,
    lead: &str,
    (clock, turned): (&Clock, &str),
) -> String {
    let points = shown(results);
    let mut text = format!("{lead} {} {}.{turned}", results.facts.led(','), bands_in_words(&points, results));
    if panels.iter().flat_map(|p| &p.1).any(Curve::parts) {
        text += " Thin: the mean of the runs, where it is another curve than the median, because runs are out of step.";
    }
    let drawn = panels.iter().flat_map(|p| &p.1).map(|c| c.times.len()).min().unwrap_or(0);
    if kind.averaged && drawn > 0 && results.series.times.len() > drawn {
        let width = results.series.times[results.series.times.len() - 1] / drawn as f64;
        text += &format!(" Each point is an average over {}.", clock.words(width));
    }
    if let Some(null) = results.null() {
        text += &match null.arm.as_str() {
            NO_IMITATION if results.arms().count() > 1 => " Grey, dashed: the scenario as it stands before an arm changes it, with \
                imitation switched off; what lies between it and an arm is what imitation and all that the arm changes do \
                together."
                .to_owned(),
            NO_IMITATION => " Grey, dashed: the same scenario with imitation switched off.".to_owned(),
            arm => format!(" Grey, dashed: “{arm}”, with which the others are compared."),
        };
    }
    for (place, ((voice, _), expression)) in panels.iter().zip(&results.facts.expressions).enumerate() {
        text += &findings(results, voice, expression, kind);
        text += &words::counted_too(results, expression);
        text += &beside::caption(results, place);
    }
    let left_out = results.arms().count().saturating_sub(MOST_ARMS);
    if left_out > 0 {
        text += &format!(" {left_out} further arms are not drawn; see `summary.csv`.");
    }
    let caveats = words::caveats(results);
    format!(
        "{text} {caveats}{}{}\n",
        if caveats.is_empty() { "" } else { " " },
        words::source(results, "`series.csv` and `runs.csv`")
    )
}

/// What each arm came to, and how it compares with the null run.
fn findings(results: &Results, voice: &Voice, expression: &str, kind: &Kind) -> String {
    let (outcome, when) = outcome(results, kind, expression);
    let null = results.null().map(|null| results.sample(null.index, &outcome)).filter(|null| null.n() > 0);
    let without = results.null().map(words::without).unwrap_or_default();
    let mut text = String::new();
    for arm in results.arms().take(words::NAMED) {
        let values = results.sample(arm.index, &outcome);
        if values.n() == 0 {
            continue;
        }
        let spread = words::spread_of_shares(&values);
        let what = if kind.averaged {
            format!("{spread} of people were {} {when}", voice.doing)
        } else {
            format!("{spread} of people {} {when}", voice.did)
        };
        text += &format!(" {}: {what}", axis::capital(&words::arm_label(arm)));
        match null.as_ref().filter(|_| results.null().is_some_and(|null| null.is_null_of(arm))) {
            None => text += ".",
            Some(null) => {
                let verdict = words::verdict_on_share(words::compare(&values, null));
                text += &format!("; {without} {}. {verdict}", words::spread_of_shares(null));
            }
        }
    }
    text + &words::further(results.arms().count().min(MOST_ARMS))
}

pub(super) fn alt(
    results: &Results,
    panels: &[(Voice, Vec<Curve>)],
    kind: &Kind,
    title: &str,
    clock: &Clock,
) -> String {
    let mut text =
        format!("Line chart. {title} over {}", clock.words(results.series.times.last().copied().unwrap_or(0.0)));
    text += &format!(", {}.", words::runs(panels.iter().flat_map(|p| &p.1).map(|c| c.runs).max().unwrap_or(0)));
    for ((voice, curves), expression) in panels.iter().zip(&results.facts.expressions) {
        if curves.iter().all(|c| c.levels[4].iter().all(|&v| v <= 0.0)) {
            text += &format!(" Nobody {} in any run.", voice.did);
            continue;
        }
        for curve in in_order(curves) {
            let (when, peak) =
                curve.path(2).into_iter().fold((0.0, 0.0), |best, p| if p.1 > best.1 { p } else { best });
            let last = at_the_end(results, curve, &format!("{expression}_{}", kind.suffix));
            let peak = if kind.averaged {
                format!("peaks at {} after {} and ", axis::percent(peak), clock.words(when))
            } else {
                String::new()
            };
            text += &format!(" {}, {}: the curve {peak}ends at {last}.", axis::capital(&voice.doing), curve.label);
            if let Some((label, shares)) = &curve.theory {
                let end = axis::percent(shares.last().copied().unwrap_or(0.0));
                text += &format!(" Dotted, {label}: ends at {end}.");
            }
        }
    }
    text
}

/// The last moment, as the tables have it: the mean over runs, and how far they lie apart.
fn at_the_end(results: &Results, curve: &Curve, column: &str) -> String {
    let sample = results.sample(curve.point.index, column);
    let values = sorted(sample.values());
    match (sample.mean(), values.len()) {
        (Some(mean), 1) => axis::percent(mean),
        (Some(mean), _) => {
            let median = axis::percent(quantile(&values, 0.5));
            format!("{} on average (median {median}; {})", axis::percent(mean), words::band(&values, axis::percent))
        }
        (None, _) => axis::percent(curve.last()),
    }
}
