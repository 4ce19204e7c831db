//! How long a tick is and how often the series is sampled.

use super::diagnostics::{Diagnostics, Span};
use super::section::Section;
use crate::model::situation::{Expression, Happening, ImitationRate, MemoryKernel, Policy, Situation};
use crate::quantity::{Range, format_duration};

/// Ticks in a run before a shorter tick is no longer chosen by itself.
const MOST_TICKS: f64 = 5e6;
/// Rows in the series unless the scenario says otherwise.
const ROWS: f64 = 300.0;

/// What a scenario says about its tick and its samples; what it leaves out is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timing {
    /// Length of a tick \[s\].
    pub dt: Option<f64>,
    /// Time between two samples \[s\].
    pub sample_every: Option<f64>,
}

/// A situation whose tick is to be settled.
#[derive(Debug)]
pub struct Timed<'a> {
    /// What its scenario says.
    pub timing: Timing,
    /// What a run of it is told.
    pub situation: &'a mut Situation,
}

/// Sets `dt` and `sample_every`, and warns of a tick that is too coarse or does not fit.
pub(super) fn choose(situation: &mut Situation, root: &Section<'_>, diagnostics: &mut Diagnostics) -> Timing {
    let timing = Timing { dt: root.duration("dt"), sample_every: root.duration("sample_every") };
    settle(&mut [vec![Timed { timing, situation }]]);
    let longest = longest_tick(situation);
    match timing.dt {
        Some(dt) => given(dt, situation.duration, longest, root, diagnostics),
        None if !on_purpose(root) && longest.is_some_and(|longest| situation.dt > longest * 1.001) => {
            let tick = format_duration(situation.dt);
            let message = format!("the tick of {tick} is coarse for the fastest expression");
            let advice = "it keeps the run short; set `dt` to choose yourself";
            diagnostics.warning(root.key_span("duration"), message, advice);
        }
        None => {}
    }
    sampled_as_asked(timing, situation, root, diagnostics);
    ends_as_asked(situation, root, diagnostics);
    refuse_the_endless(situation, root, diagnostics);
    timing
}

/// Settles the ticks and samples of everything that is run together. The situations of a stretch are variants of one
/// another that share their dice, and so share the tick that the fastest of them needs; what their scenario says stands.
/// All stretches are sampled at the same times, so that their series are one table.
pub fn settle(stretches: &mut [Vec<Timed<'_>>]) {
    stretches.iter_mut().for_each(|stretch| share_tick(stretch, None));
    let Some(room) = Room::of(stretches) else { return };
    let sample = room.common_sample().unwrap_or_else(|| {
        let sample = room.nice_sample();
        stretches.iter_mut().for_each(|stretch| share_tick(stretch, Some(sample)));
        sample
    });
    for timed in stretches.iter_mut().flatten().filter(|timed| timed.timing.sample_every.is_none()) {
        let dt = timed.situation.dt;
        // An explicit tick may not go into the common time between samples.
        let ticks = (sample / dt).round().max(1.0);
        timed.situation.sample_every = if whole(sample / dt) { sample } else { round(ticks * dt) };
    }
}

/// Gives a stretch its tick, one that goes into `sample` where there is one. Sampling times that the scenario gives are set.
fn share_tick(stretch: &mut [Timed<'_>], sample: Option<f64>) {
    let open: Vec<&Timed<'_>> = stretch.iter().filter(|timed| timed.timing.dt.is_none()).collect();
    let ends: Vec<f64> = open.iter().map(|timed| timed.situation.duration).collect();
    let asked = open.iter().filter_map(|timed| timed.timing.sample_every);
    let samples: Vec<f64> = asked.chain(sample).collect();
    let longest = open.iter().filter_map(|timed| longest_tick(timed.situation)).reduce(f64::min);
    let shared = (!open.is_empty()).then(|| {
        let longest = longest.unwrap_or_else(|| ends.iter().copied().fold(f64::INFINITY, f64::min) / 1000.0);
        nice_tick(longest, &ends, &samples)
    });
    for Timed { timing, situation } in stretch {
        situation.dt = timing.dt.or(shared).unwrap_or(situation.dt);
        situation.sample_every = timing.sample_every.unwrap_or(situation.dt);
    }
}

/// What the time between samples must fit, where it is chosen: these ticks, and runs of these lengths.
struct Room {
    ticks: Vec<f64>,
    shortest: f64,
    longest: f64,
}

impl Room {
    /// None where every scenario says when it is sampled.
    fn of(stretches: &[Vec<Timed<'_>>]) -> Option<Self> {
        let mut room = Self { ticks: Vec::new(), shortest: f64::INFINITY, longest: 0.0 };
        for timed in stretches.iter().flatten().filter(|timed| timed.timing.sample_every.is_none()) {
            let Situation { dt, duration, .. } = *timed.situation;
            room.ticks.push(dt);
            room.shortest = room.shortest.min(duration);
            room.longest = room.longest.max(duration);
        }
        room.ticks.sort_by(f64::total_cmp);
        room.ticks.dedup();
        (!room.ticks.is_empty()).then_some(room)
    }

    /// The least time between samples: about [`ROWS`] rows of the longest run, more where the shortest would have none.
    fn least(&self) -> f64 {
        (self.longest / ROWS).min(self.shortest.max(self.longest / ROWS / 10.0))
    }

    /// A time that all ticks go into; none where there is no short one.
    fn common_sample(&self) -> Option<f64> {
        if let [dt] = self.ticks[..] {
            return Some(nice_sample(dt, self.longest, self.least()));
        }
        let slowest = self.ticks.last().copied()?;
        let least = self.least();
        let fits = |sample: &f64| self.ticks.iter().all(|dt| whole(sample / dt));
        let nice: Vec<f64> = nice_times(least).filter(|s| *s >= least * (1.0 - 1e-9)).filter(fits).collect();
        let ending = nice.iter().copied().find(|sample| whole(self.longest / sample));
        let multiples = || (1..=1000).map(|n| round(f64::from(n) * slowest));
        let any = || multiples().find(|s| *s >= least && *s <= 10.0 * least && fits(s));
        ending.or(nice.first().copied()).or_else(any)
    }

    /// A short decimal time, whatever the ticks.
    fn nice_sample(&self) -> f64 {
        let least = self.least();
        let enough = |sample: &f64| *sample >= least * (1.0 - 1e-9);
        let ending = nice_times(least).filter(enough).find(|sample| whole(self.longest / sample));
        ending.or_else(|| nice_times(least).find(enough)).unwrap_or(least)
    }
}

/// Short decimal times from about `least` to a hundred times as much.
fn nice_times(least: f64) -> impl Iterator<Item = f64> {
    let decade = least.log10().floor();
    let of = move |power: i32| NICE.map(|step| round(step * 10f64.powf(decade + f64::from(power))));
    (0..=2).flat_map(of)
}

/// First digits of times that people like to read.
const NICE: [f64; 8] = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];

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
    repeats(situation, at, diagnostics);
    let averaging = situation.mood.as_ref().map_or(0.0, |mood| mood.averaging * dt);
    if averaging > 1e3 {
        let message =
            format!("moods would be averaged {averaging:.0e} times over in a tick of {}", format_duration(dt));
        diagnostics.error(at, message, "at most 1e3: a shorter tick, or less `averaging`");
    }
    for expression in &situation.expressions {
        if expression.memory_kernel == MemoryKernel::Box && expression.memory / dt > 1e5 {
            let message =
                format!("`{}` would remember {:.0e} ticks one by one", expression.name, expression.memory / dt);
            diagnostics.error(at, message, "at most 1e5 with `memory_kernel = \"box\"`; a leaky memory has no limit");
        }
        if dt / shortest_cycle(expression, situation) > MOST_A_TICK {
            let message =
                format!("`{}` would come more than 10000 times in a tick of {}", expression.name, format_duration(dt));
            diagnostics.error(at, message, "a shorter tick, a lower rate, or a longer duration");
        }
    }
}

/// So often in a tick nothing comes: neither an expression nor what a scenario repeats.
const MOST_A_TICK: f64 = 1e4;

/// What the scenario repeats so often that a run would be busy with nothing else.
fn repeats(situation: &Situation, at: Span, diagnostics: &mut Diagnostics) {
    let (dt, end) = (situation.dt, situation.duration);
    let showings = situation.groups.iter().flat_map(|group| &group.deliberate).map(|shown| match shown.policy {
        Policy::Schedule { every, .. } => (every, 0.0),
        Policy::Rate(_) => (f64::INFINITY, 0.0),
    });
    let events = situation.events.iter().map(|event| match event.what {
        Happening::Mood { lasting, .. } | Happening::SpontaneousFactor { lasting, .. } => (event.every, lasting),
        Happening::Express(_) => (event.every, 0.0),
    });
    for (every, lasting) in showings.chain(events) {
        let message = if dt / every > MOST_A_TICK {
            format!("something that comes every {} comes more than 10000 times in a tick", format_duration(every))
        } else if lasting.min(end) / every > MOST_A_TICK {
            format!("something that comes every {} is in force more than 10000 times at once", format_duration(every))
        } else {
            continue;
        };
        diagnostics.error(at, message, "a longer time between them, or a shorter one that each lasts");
    }
}

/// How soon an expression can come again \[s\]: idle for as short as its rates allow, then visible, then refractory.
fn shortest_cycle(expression: &Expression, situation: &Situation) -> f64 {
    let imitation = match expression.imitation_rate {
        ImitationRate::Rate(rate) => rate,
        ImitationRate::Always => 0.0,
    };
    let boost = situation.events.iter().map(|event| match event.what {
        Happening::SpontaneousFactor { factor, .. } => factor.max(1.0),
        _ => 1.0,
    });
    let shown = situation.groups.iter().flat_map(|group| &group.deliberate).map(|deliberate| match deliberate.policy {
        Policy::Rate(rate) if deliberate.expression == expression.name => rate,
        _ => 0.0,
    });
    let rate = expression.spontaneous_rate * boost.product::<f64>() + imitation + shown.sum::<f64>();
    let idle = if situation.mood.is_some() && expression.mood_to_spontaneous != 0.0 { 0.0 } else { 1.0 / rate };
    let visible = expression.duration.mean() / (1.0 + expression.social_stopping);
    idle + expression.latency.mean() + visible + expression.refractory.mean()
}

fn given(dt: f64, end: f64, longest: Option<f64>, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    let at = root.key_span("dt");
    if dt > end {
        let message = format!("`dt` ({}) is longer than `duration` ({})", format_duration(dt), format_duration(end));
        diagnostics.error(at, message, "a tick must fit into the run");
    } else if let Some(longest) = longest.filter(|longest| dt > longest * 1.001 && !on_purpose(root)) {
        let message = format!("`dt` ({}) is coarse for the fastest expression", format_duration(dt));
        let advice = match round_down(longest) {
            short if short < Range::SOME_TIME.low => {
                format!(
                    "no tick keeps the error small: the shortest is {}; make it slower",
                    format_duration(Range::SOME_TIME.low)
                )
            }
            short => {
                format!("at most {} keeps the error small; leave it out to have it chosen", format_duration(short))
            }
        };
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

/// 1, 2, 2.5, 4 or 5 times a power of ten, at most `longest`, that fits into the runs (and between samples) a whole number
/// of times; else whatever fits between samples, or into the shortest run.
fn nice_tick(longest: f64, ends: &[f64], samples: &[f64]) -> f64 {
    let (shortest_run, longest_run) = bounds(ends);
    let longest = longest.clamp(longest_run / MOST_TICKS, shortest_run.max(longest_run / MOST_TICKS));
    let fits = |dt: f64| ends.iter().chain(samples).all(|time| whole(time / dt));
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
    let least_sample = samples.iter().copied().filter(|sample| *sample <= shortest_run).reduce(f64::min);
    let every = least_sample.unwrap_or(shortest_run);
    every / (every / longest).ceil()
}

/// The least and the greatest.
fn bounds(times: &[f64]) -> (f64, f64) {
    let least = times.iter().copied().fold(f64::INFINITY, f64::min);
    (least, times.iter().copied().fold(0.0, f64::max))
}

/// A time between samples that the scenario gives fits the run and is a whole number of ticks.
fn sampled_as_asked(timing: Timing, situation: &Situation, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    let Some(sample) = timing.sample_every else { return };
    let (at, dt) = (root.key_span("sample_every"), situation.dt);
    if sample > situation.duration {
        diagnostics.error(at, "`sample_every` is longer than `duration`", "the series would be empty");
    } else if !whole(sample / dt) {
        let ticks = (sample / dt).round().max(1.0);
        let message = format!("`sample_every` must be a whole number of ticks of {}", format_duration(dt));
        diagnostics.error(at, message, format!("{} would do", format_duration(round(ticks * dt))));
    }
}

/// A run lasts a whole number of ticks, and never longer than it was asked to.
fn ends_as_asked(situation: &Situation, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    let (asked, dt) = (situation.duration, situation.dt);
    if whole(asked / dt) || dt > asked {
        return;
    }
    let end = round(situation.ticks() as f64 * dt);
    let message = format!(
        "`duration` ({}) is not a whole number of ticks of {}: runs end at {}",
        format_duration(asked),
        format_duration(dt),
        format_duration(end)
    );
    let advice = match (root.has("dt"), root.has("sample_every")) {
        (true, _) => "leave out `dt` to have one chosen that fits, or change `duration`",
        (_, true) => "leave out `sample_every` to have one chosen that fits, or change `duration`",
        _ => "set `dt` to one that fits",
    };
    diagnostics.warning_once(root.key_span("duration"), message, advice);
}

/// A nice time of whole ticks, at least `least`, in a run of this length.
fn nice_sample(dt: f64, end: f64, least: f64) -> f64 {
    let least = (least / dt - 1e-9).ceil().max(1.0);
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

/// One of these situations whose runs end before the time that was asked for, if there is one.
pub fn ends_early<'a>(situations: impl Iterator<Item = &'a Situation>) -> Option<&'a Situation> {
    situations.into_iter().find(|situation| !whole(situation.duration / situation.dt))
}

/// Without the dust of floating point.
pub(super) fn round(seconds: f64) -> f64 {
    format!("{seconds:.9e}").parse().unwrap_or(seconds)
}
