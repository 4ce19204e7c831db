//! How long a tick is and how often the series is sampled.

use super::diagnostics::Diagnostics;
use super::section::Section;
use crate::model::situation::{Expression, ImitationRate, MemoryKernel, Situation};
use crate::quantity::format_duration;

/// Ticks in a run before a shorter tick is no longer chosen by itself.
const MOST_TICKS: f64 = 5e6;
/// Rows in the series unless the scenario says otherwise.
const ROWS: f64 = 300.0;

/// Sets `dt` and `sample_every`, and warns of a tick that is too coarse.
pub(super) fn choose(situation: &mut Situation, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    let longest = longest_tick(situation);
    let end = situation.duration;
    let sample = root.duration("sample_every");
    situation.dt = match root.duration("dt") {
        Some(dt) => {
            given(dt, end, longest, root, diagnostics);
            dt
        }
        None => nice_tick(longest.unwrap_or(end / 1000.0), end, sample),
    };
    if root.duration("dt").is_none()
        && !on_purpose(root)
        && longest.is_some_and(|longest| situation.dt > longest * 1.001)
    {
        let message = format!("the tick of {} is coarse for the fastest expression", format_duration(situation.dt));
        diagnostics.warning(root.key_span("duration"), message, "it keeps the run short; set `dt` to choose yourself");
    }
    situation.sample_every = sampling(sample, situation.dt, end, root, diagnostics);
    refuse_the_endless(situation, root, diagnostics);
}

/// Whether the scenario says that its tick is coarse and that this is known.
fn on_purpose(root: &Section<'_>) -> bool {
    root.flag("coarse_tick").unwrap_or(false)
}

/// Runs that would never end or never fit into memory.
fn refuse_the_endless(situation: &Situation, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    let (dt, at) = (situation.dt, root.key_span(if root.has("dt") { "dt" } else { "duration" }));
    if situation.duration / dt > 1e10 {
        let message =
            format!("{:.0e} ticks of {} are more than can be computed", situation.duration / dt, format_duration(dt));
        diagnostics.error(at, message, "at most 1e10: a longer tick or a shorter run");
    }
    for expression in &situation.expressions {
        if expression.memory_kernel == MemoryKernel::Box && expression.memory / dt > 1e5 {
            let message =
                format!("`{}` would remember {:.0e} ticks one by one", expression.name, expression.memory / dt);
            diagnostics.error(at, message, "at most 1e5 with `memory_kernel = \"box\"`; a leaky memory has no limit");
        }
        if dt / shortest_cycle(expression) > 1e4 {
            let message =
                format!("`{}` would come more than 10000 times in a tick of {}", expression.name, format_duration(dt));
            diagnostics.error(at, message, "a shorter tick, a lower rate, or a longer duration");
        }
    }
}

/// How soon an expression can come again \[s\]: idle for as short as its rates allow, then visible, then refractory.
fn shortest_cycle(expression: &Expression) -> f64 {
    let rate = expression.spontaneous_rate
        + match expression.imitation_rate {
            ImitationRate::Rate(rate) => rate,
            ImitationRate::Always => 0.0,
        };
    1.0 / rate + expression.latency.mean() + expression.duration.mean() + expression.refractory.mean()
}

fn given(dt: f64, end: f64, longest: Option<f64>, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    let at = root.key_span("dt");
    if dt > end {
        let message = format!("`dt` ({}) is longer than `duration` ({})", format_duration(dt), format_duration(end));
        diagnostics.error(at, message, "a tick must fit into the run");
    } else if let Some(longest) = longest.filter(|longest| dt > longest * 1.001 && !on_purpose(root)) {
        let message = format!("`dt` ({}) is coarse for the fastest expression", format_duration(dt));
        let advice = format!(
            "at most {} keeps the error small; leave it out to have it chosen",
            format_duration(round_down(longest))
        );
        diagnostics.warning(at, message, advice);
    }
}

/// The longest tick that the fastest expression bears \[s\]; nothing where "always" sets the pace.
fn longest_tick(situation: &Situation) -> Option<f64> {
    let fastest = situation.expressions.iter().flat_map(times).filter(|t| *t > 0.0).fold(f64::INFINITY, f64::min);
    fastest.is_finite().then_some(0.1 * fastest)
}

/// Memory, latency, duration, and the time in which the imitation hazard acts \[s\].
fn times(expression: &Expression) -> Vec<f64> {
    let hazard = match expression.imitation_rate {
        ImitationRate::Rate(rate) if rate > 0.0 => 1.0 / rate,
        ImitationRate::Always => return Vec::new(),
        ImitationRate::Rate(_) => f64::INFINITY,
    };
    vec![expression.memory, expression.latency.mean(), expression.duration.mean(), hazard]
}

/// 1, 2, 2.5 or 5 times a power of ten, at most `longest`, that fits into the run (and between samples) a whole number
/// of times; else whatever fits.
fn nice_tick(longest: f64, end: f64, sample: Option<f64>) -> f64 {
    let longest = longest.clamp(end / MOST_TICKS, end);
    let fits = |dt: f64| whole(end / dt) && sample.is_none_or(|sample| whole(sample / dt));
    let mut power = longest.log10().floor();
    for _ in 0..4 {
        for step in [5.0, 4.0, 2.5, 2.0, 1.0] {
            let dt = round(step * 10f64.powf(power));
            if dt <= longest * (1.0 + 1e-9) && dt > 0.0 && fits(dt) {
                return dt;
            }
        }
        power -= 1.0;
    }
    let every = sample.filter(|sample| *sample <= end).unwrap_or(end);
    every / (every / longest).ceil()
}

/// Time between samples: what is asked for, in whole ticks, or a nice time that gives about [`ROWS`] rows.
fn sampling(sample: Option<f64>, dt: f64, end: f64, root: &Section<'_>, diagnostics: &mut Diagnostics) -> f64 {
    let Some(sample) = sample else { return nice_sample(dt, end) };
    let at = root.key_span("sample_every");
    if sample > end {
        diagnostics.error(at, "`sample_every` is longer than `duration`", "the series would be empty");
    } else if !whole(sample / dt) {
        let ticks = (sample / dt).round().max(1.0);
        let message = format!("`sample_every` must be a whole number of ticks of {}", format_duration(dt));
        diagnostics.error(at, message, format!("{} would do", format_duration(round(ticks * dt))));
    }
    sample
}

fn nice_sample(dt: f64, end: f64) -> f64 {
    let least = (end / dt / ROWS).ceil().max(1.0);
    let decade = 10f64.powf(least.log10().floor());
    let ticks = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0].map(|step| step * decade);
    let whole_ticks = |n: &f64| *n >= least && n.fract() == 0.0;
    let fitting = ticks.iter().copied().filter(whole_ticks).find(|n| whole(end / dt / n));
    round(fitting.unwrap_or(least) * dt)
}

fn whole(ratio: f64) -> bool {
    ratio >= 1.0 - 1e-9 && (ratio - ratio.round()).abs() <= 1e-6 * ratio.clamp(1.0, 1e3)
}

fn round_down(seconds: f64) -> f64 {
    let power = 10f64.powf(seconds.log10().floor());
    let step = [5.0, 4.0, 2.5, 2.0, 1.0].into_iter().find(|step| step * power <= seconds * 1.001).unwrap_or(1.0);
    round(step * power)
}

/// Without the dust of floating point.
fn round(seconds: f64) -> f64 {
    format!("{seconds:.9e}").parse().unwrap_or(seconds)
}
