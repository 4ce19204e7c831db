//! What the curves show, in sentences.

use super::{Curve, Kind, MOST_ARMS, ONE_BAND, TWO_BANDS, bands_in_words, in_order, shown};
use crate::experiment::statistics::{quantile, sorted};
use crate::output::chart::axis::{self, Clock};
use crate::output::chart::input::{Point, Results};
use crate::output::chart::words::{self, VerbForms};
use crate::output::chart::{beside, strip};

/// The outcome that a chart's comparison is about: what was reached, or the late average; where nearly everything is over
/// by then, the largest share.
pub(super) fn outcome(results: &Results, kind: &Kind, expression: &str) -> (String, &'static str) {
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
    panels: &[(VerbForms, Vec<Curve>)],
    (kind, marked): (&Kind, &str),
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
        text += &format!(" Each point is an average over {}.", clock.fine(width));
    }
    text += marked;
    if let Some((_, curves)) = panels.iter().find(|(_, curves)| curves.iter().any(|c| !c.minus.is_empty())) {
        text += &strip::said(&super::minus(curves));
    }
    text += &words::grey(results);
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
fn findings(results: &Results, voice: &VerbForms, expression: &str, kind: &Kind) -> String {
    let (outcome, when) = outcome(results, kind, expression);
    let null = results.null().map(|null| results.sample(null.index, &outcome)).filter(|null| null.n() > 0);
    let without = results.null().map(words::without).unwrap_or_default();
    let (mut text, mut compared) = (String::new(), 0);
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
                compared += 1;
                text += &format!("; {without} {}. {verdict}", words::spread_of_shares(null));
            }
        }
    }
    text + &words::each_by_itself(compared) + &words::further(results.arms().count().min(MOST_ARMS))
}

/// Made from what is drawn, and from nothing else: the same curves, averaged over the same times, as far as they are shown.
pub(super) fn alt(
    results: &Results,
    panels: &[(VerbForms, Vec<Curve>)],
    kind: &Kind,
    title: &str,
    (clock, span): (&Clock, f64),
) -> String {
    let mut text = format!("Line chart. {title} over {}", clock.words(span));
    text += &format!(", {}.", words::runs(panels.iter().flat_map(|p| &p.1).map(|c| c.runs).max().unwrap_or(0)));
    for ((voice, curves), expression) in panels.iter().zip(&results.facts.expressions) {
        if curves.iter().all(|c| c.levels[4].iter().all(|&v| v <= 0.0)) {
            text += &format!(" {}", words::nobody(results, expression));
            continue;
        }
        for curve in in_order(curves) {
            let line = |values: &[f64]| course(curve, values, kind, (clock, span));
            let median = line(&curve.levels[2]);
            let (what, doing) = (if curve.runs > 1 { "median" } else { "curve" }, axis::capital(&voice.doing));
            text += &format!(" {doing}, {}: the {what} {median}{}", curve.label, bands(curve, curves.len(), span));
            text += &if curve.parts() { format!("; the mean (thin) {}.", line(&curve.mean)) } else { ".".to_owned() };
            if let Some((label, shares)) = &curve.theory {
                let end = shares.get(last_shown(curve, span)).copied().unwrap_or(0.0);
                text += &format!(" Dotted, {label}: ends at {}.", axis::percent(end));
            }
        }
    }
    text
}

/// The last point of a curve that is shown.
fn last_shown(curve: &Curve, span: f64) -> usize {
    curve.times.iter().rposition(|t| *t <= span * (1.0 + 1e-9)).unwrap_or(0)
}

/// "peaks at 0.27 % after 14.1 min and ends at 0.12 %"; what only grows has no peak.
fn course(curve: &Curve, values: &[f64], kind: &Kind, (clock, span): (&Clock, f64)) -> String {
    let last = last_shown(curve, span);
    let end = format!("ends at {}", axis::percent(values.get(last).copied().unwrap_or(0.0)));
    if !kind.averaged {
        return end;
    }
    let shown = curve.times.iter().zip(values).take(last + 1);
    let (when, peak) = shown.fold((0.0, 0.0), |best, (t, v)| if *v > best.1 { (*t, *v) } else { best });
    if peak <= 0.0 {
        return "is at 0\u{a0}% throughout".to_owned();
    }
    format!("peaks at {} after {} and {end}", axis::percent(peak), clock.words(when))
}

/// Where the band ends that is drawn about the median.
fn bands(curve: &Curve, curves: usize, span: f64) -> String {
    let (low, high, what) = match curves {
        _ if curve.runs < 10 => return String::new(),
        n if n <= TWO_BANDS => (0, 4, "90"),
        n if n <= ONE_BAND => (1, 3, "50"),
        _ => return String::new(),
    };
    let at = |level: usize| axis::percent(curve.levels[level].get(last_shown(curve, span)).copied().unwrap_or(0.0));
    format!(" (middle {what}\u{a0}% of runs: {} to {})", at(low), at(high))
}
