//! What the curves show, in sentences.

use super::{Curve, Kind, MOST_ARMS, bands_in_words, in_order, shown};
use crate::output::chart::axis::{self, Clock};
use crate::output::chart::beside;
use crate::output::chart::input::Results;
use crate::output::chart::words::{self, Voice};

/// The outcome that a chart's comparison is about: what was reached, or the late average.
fn outcome(kind: &Kind, expression: &str) -> String {
    if kind.averaged { format!("{expression}_prevalence_late") } else { format!("{expression}_reach") }
}

pub(super) fn caption(
    results: &Results,
    panels: &[(Voice, Vec<Curve>)],
    kind: &Kind,
    lead: &str,
    (clock, turned): (&Clock, &str),
) -> String {
    let points = shown(results);
    let mut text = format!("{lead} {} {}.{turned}", results.facts.led(','), bands_in_words(&points, results));
    let drawn = panels.iter().flat_map(|p| &p.1).map(|c| c.times.len()).min().unwrap_or(0);
    if kind.averaged && drawn > 0 && results.series.times.len() > drawn {
        let width = results.series.times[results.series.times.len() - 1] / drawn as f64;
        text += &format!(" Each point is an average over {}.", clock.words(width));
    }
    if let Some(null) = results.null() {
        text += &match null.arm.as_str() {
            "null" if results.arms().count() > 1 => " Grey, dashed: the scenario as it stands before an arm changes it, with \
                imitation switched off; what lies between it and an arm is what imitation and all that the arm changes do \
                together."
                .to_owned(),
            "null" => " Grey, dashed: the same scenario with imitation switched off.".to_owned(),
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
    let outcome = outcome(kind, expression);
    let null = results.null().map(|n| results.outcome(n.index, &outcome)).unwrap_or_default();
    let without = results.null().map(words::without).unwrap_or_default();
    let mut text = String::new();
    for arm in results.arms().take(words::NAMED) {
        let values = results.outcome(arm.index, &outcome);
        if values.is_empty() {
            continue;
        }
        let spread = words::spread_of_shares(&values);
        let what = if kind.averaged {
            format!("{spread} of people were {} on average over the second half", voice.doing)
        } else {
            format!("{spread} of people {} at least once", voice.did)
        };
        text += &format!(" {}: {what}", axis::capital(&words::arm_label(arm)));
        if null.is_empty() || !results.null().is_some_and(|null| null.is_null_of(arm)) {
            text += ".";
        } else {
            let verdict = words::verdict_on_share(words::compare(&values, &null));
            text += &format!("; {without} {}. {verdict}", words::spread_of_shares(&null));
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
    for (voice, curves) in panels {
        if curves.iter().all(|c| c.levels[4].iter().all(|&v| v <= 0.0)) {
            text += &format!(" Nobody {} in any run.", voice.did);
            continue;
        }
        for curve in in_order(curves) {
            let (when, peak) =
                curve.path(2).into_iter().fold((0.0, 0.0), |best, p| if p.1 > best.1 { p } else { best });
            let last = axis::percent(curve.last());
            let band = format!(
                "{} to {}",
                axis::percent(*curve.levels[0].last().unwrap_or(&0.0)),
                axis::percent(*curve.levels[4].last().unwrap_or(&0.0))
            );
            let spread = if curve.runs > 1 { format!(" (90\u{a0}% of runs: {band})") } else { String::new() };
            let peak = if kind.averaged {
                format!("peaks at {} after {} and ", axis::percent(peak), clock.words(when))
            } else {
                String::new()
            };
            text +=
                &format!(" {}, {}: the curve {peak}ends at {last}{spread}.", axis::capital(&voice.doing), curve.label);
            if let Some((label, shares)) = &curve.theory {
                let end = axis::percent(shares.last().copied().unwrap_or(0.0));
                text += &format!(" Dotted, {label}: ends at {end}.");
            }
        }
    }
    text
}
