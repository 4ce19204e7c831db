//! How time passes, how long a tick is (or a step of what is slow), and how often the series is sampled.

use super::diagnostics::{Diagnostics, Span};
use super::section::Section;
use crate::model::situation::{Clock, Expression, Happening, ImitationRate, MemoryKernel, Policy, Situation};
use crate::quantity::{Range, format_duration};

/// Ticks in a run before a shorter tick is no longer chosen by itself.
const MOST_TICKS: f64 = 5e6;
/// Rows in the series unless the scenario says otherwise.
const ROWS: f64 = 300.0;

/// What a scenario says about its tick and its samples; what it leaves out is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "mpi", derive(serde::Serialize, serde::Deserialize))]
pub struct Timing {
    /// From event to event, or tick by tick.
    pub clock: Option<Clock>,
    /// Length of a tick, or of a step \[s\].
    pub dt: Option<f64>,
    /// Time between two samples \[s\].
    pub sample_every: Option<f64>,
    /// Whether its tick is coarse on purpose.
    pub is_coarse: bool,
}

/// A situation whose clock and tick are to be settled.
#[derive(Debug)]
pub struct Timed<'a> {
    /// How many people there are; none: that is not known.
    pub people: Option<f64>,
    /// What its scenario says.
    pub timing: Timing,
    /// What a run of it is told.
    pub situation: &'a mut Situation,
}

/// Sets `dt` and `sample_every`, and warns of a tick that is too coarse or does not fit.
pub(super) fn choose(
    situation: &mut Situation,
    people: Option<f64>,
    root: &Section<'_>,
    diagnostics: &mut Diagnostics,
) -> Timing {
    let clock = root.choice("clock").and_then(Clock::named);
    let timing = Timing {
        clock,
        dt: root.duration("dt"),
        sample_every: root.duration("sample_every"),
        is_coarse: on_purpose(root),
    };
    settle(&mut [vec![Timed { people, timing, situation }]]);
    refuse_rounds(situation, root, diagnostics);
    let longest = longest(situation);
    match timing.dt {
        Some(dt) => given(dt, situation.clock, situation.duration, longest, root, diagnostics),
        None if !on_purpose(root) && longest.is_some_and(|longest| situation.dt > longest * 1.001) => {
            let tick = format_duration(situation.dt);
            let (step, what) = of_what(situation.clock);
            let message = format!("the {step} of {tick} is coarse for {what}");
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

/// What is to be said of a step that nothing has: it was meant for ticks. Whoever names the clock, too, knows.
pub fn idle_step(timing: Timing, situation: &Situation) -> Option<&'static str> {
    let is_idle = situation.clock == Clock::Exact && !situation.has_slow_parts() && timing.clock.is_none();
    (timing.dt.is_some() && is_idle).then_some(
        "`dt` changes nothing here: times are exact, and nothing is slow (`clock = \"tick\"` asks for ticks of this length)",
    )
}

/// Settles the ticks and samples of everything that is run together. The situations of a stretch are variants of one
/// another that share their dice, and so share the tick that the fastest of them needs; what their scenario says stands.
/// All stretches are sampled at the same times, so that their series are one table.
pub fn settle(stretches: &mut [Vec<Timed<'_>>]) {
    stretches.iter_mut().for_each(|stretch| share_tick(stretch, None));
    share_samples(stretches);
    stretches.iter_mut().for_each(|stretch| lengthen_steps(stretch));
}

/// Gives everything that does not say when it is sampled the same times.
fn share_samples(stretches: &mut [Vec<Timed<'_>>]) {
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

/// Under the exact clock only what is slow needs a step: one that goes into the time between samples, the same for all of a stretch.
fn lengthen_steps(stretch: &mut [Timed<'_>]) {
    let exact: Vec<&Timed<'_>> = stretch.iter().filter(|timed| timed.situation.clock == Clock::Exact).collect();
    let is_slow = exact.iter().any(|timed| timed.situation.has_slow_parts());
    let slow = exact.iter().filter_map(|timed| longest_step(timed.situation)).reduce(f64::min);
    // A step that a scenario gives is that of what is slow, and of no use without.
    let is_open = |timed: &Timed<'_>| timed.timing.dt.is_none() || !is_slow;
    for timed in stretch.iter_mut().filter(|timed| timed.situation.clock == Clock::Exact && is_open(timed)) {
        let sample = timed.situation.sample_every;
        let step = slow.filter(|slow| *slow < sample).map_or(sample, |slow| nice_tick(slow, &[sample], &[sample]));
        // Never more steps than there would be ticks.
        timed.situation.dt = timed.situation.dt.max(step);
    }
}

/// Whether a run can go from event to event: "always" means rounds.
fn bears_exact(situation: &Situation) -> bool {
    situation.expressions.iter().all(|e| e.imitation_rate != ImitationRate::Always)
}

/// So many people are few: ticks would save little.
const FEW: f64 = 5_000.0;

/// So many changes a person and tick make ticks cheaper than events (measured: 0.01 to 0.02).
const BUSY: f64 = 0.02;

/// Whether so many people are so busy that ticks are cheaper. It is guessed from the rates, as if half of those in view were
/// expressing.
fn is_busy(timed: &Timed<'_>) -> bool {
    let (Some(people), Some(tick)) = (timed.people, longest_tick(timed.situation)) else { return false };
    let changes = |e: &Expression| 2.0 * tick / cycle(e, timed.situation, HALF_OF_THEM);
    people > FEW && timed.situation.expressions.iter().map(changes).sum::<f64>() > BUSY
}

/// A mirror activation of somebody who sees a few people.
const HALF_OF_THEM: f64 = 2.0;

/// How time passes, in words; `step` is the length of a tick or step.
pub fn told(situation: &Situation, step: &str) -> String {
    match situation.clock {
        Clock::Tick => format!("ticks of {step}"),
        Clock::Exact if situation.has_slow_parts() => format!("exact times, with steps of {step} for what is slow"),
        Clock::Exact => "exact times".to_owned(),
    }
}

/// Rounds cannot be played from event to event.
fn refuse_rounds(situation: &Situation, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    if situation.clock == Clock::Exact && !bears_exact(situation) {
        let message = "`imitation_rate = \"always\"` means synchronous rounds, which the exact clock does not have";
        diagnostics.error(root.key_span("clock"), message, "leave out `clock`, or give a rate");
    }
}

/// What a step is called, and what it may be too coarse for.
const fn of_what(clock: Clock) -> (&'static str, &'static str) {
    match clock {
        Clock::Tick => ("tick", "the fastest expression"),
        Clock::Exact => ("step", "what is slow"),
    }
}

/// The longest tick or step that keeps errors small \[s\], as the clock asks; none: any will do.
fn longest(situation: &Situation) -> Option<f64> {
    match situation.clock {
        Clock::Tick => longest_tick(situation),
        Clock::Exact => longest_step(situation),
    }
}

/// The longest step that what is slow bears \[s\]; none where nothing is. What is slow follows its law exactly within a step, and
/// is driven by what was seen and shown in the whole of it; only what it does to faces waits for the next. So a step must be
/// short beside the faces that it acts on, and beside what it can have changed meanwhile.
fn longest_step(situation: &Situation) -> Option<f64> {
    let mut longest: Vec<f64> = Vec::new();
    let visible = |e: &Expression| e.duration.mean().min(e.latency.mean() + e.duration.mean());
    if situation.mood.is_some() {
        let gated = situation.expressions.iter().filter(|e| e.mood_to_spontaneous != 0.0 || e.mood_to_mimicry != 0.0);
        longest.extend(gated.map(|e| 0.3 * visible(e)));
    }
    let tiring = situation.expressions.iter().filter(|e| e.habituation_rate > 0.0);
    // What has worn off meanwhile acts a step late: at a twentieth of the time that it takes, that is half a per cent of the laughs.
    longest.extend(tiring.map(|e| 0.05 / e.habituation_rate));
    if let Some(place) = &situation.place {
        let heard = situation.expressions.iter().filter(|e| place.perceived.iter().any(|(name, _)| *name == e.name));
        longest.extend(heard.map(|e| 0.1 * visible(e).max(place.fading)));
    }
    longest.extend(situation.comfort.iter().flat_map(|comfort| [0.1 / comfort.rate, 0.1 * comfort.duration]));
    if let Some(selection) = &situation.selection {
        // Two who tie late in a step may no longer show it: at a fiftieth of the time that they do, of a few per cent of them.
        let shown = situation.expressions.iter().filter(|e| e.name == selection.expression);
        longest.extend(shown.map(|e| 0.02 * visible(e)).chain([0.1 / selection.forming, 0.1 / selection.ending]));
    }
    if situation.attachment.is_some() {
        let bonding = situation.expressions.iter().filter(|e| e.bonding && e.closeness_gain != 1.0);
        longest.extend(bonding.map(visible));
    }
    longest.into_iter().filter(|t| *t > 0.0).reduce(f64::min)
}

/// Gives a stretch its clock and its tick, one that goes into `sample` where there is one. Sampling times that the scenario gives
/// are set.
fn share_tick(stretch: &mut [Timed<'_>], sample: Option<f64>) {
    let is_exact =
        stretch.iter().all(|timed| bears_exact(timed.situation) && !timed.timing.is_coarse && !is_busy(timed));
    for Timed { timing, situation, .. } in stretch.iter_mut() {
        situation.clock = timing.clock.unwrap_or(if is_exact { Clock::Exact } else { Clock::Tick });
    }
    let open: Vec<&Timed<'_>> = stretch.iter().filter(|timed| timed.timing.dt.is_none()).collect();
    let ends: Vec<f64> = open.iter().map(|timed| timed.situation.duration).collect();
    let asked = open.iter().filter_map(|timed| timed.timing.sample_every);
    let samples: Vec<f64> = asked.chain(sample).collect();
    let longest = open.iter().filter_map(|timed| longest_tick(timed.situation)).reduce(f64::min);
    let shared = (!open.is_empty()).then(|| {
        let longest = longest.unwrap_or_else(|| ends.iter().copied().fold(f64::INFINITY, f64::min) / 1000.0);
        nice_tick(longest, &ends, &samples)
    });
    for Timed { timing, situation, .. } in stretch {
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
    let decade = libm::log10(least).floor();
    let of = move |power: i32| NICE.map(|step| round(step * libm::exp10(decade + f64::from(power))));
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
    // Under the exact clock a step may be long, and nothing is wrong with that: what counts is the whole run.
    let is_ticked = situation.clock == Clock::Tick;
    let (span, most, whole) =
        if is_ticked { (dt, MOST_A_TICK, "a tick") } else { (situation.duration, MOST_A_RUN, "a run") };
    repeats(situation, (span, most, whole), at, diagnostics);
    if let Some(encounters) = situation.encounters.as_ref().filter(|_| !is_ticked) {
        meetings(encounters.length, situation, root.key_span("encounters"), diagnostics);
    }
    let averaging = situation.mood.as_ref().map_or(0.0, |mood| mood.averaging * dt);
    if averaging > 1e3 {
        let message =
            format!("moods would be averaged {averaging:.0e} times over in a tick of {}", format_duration(dt));
        diagnostics.error(at, message, "at most 1e3: a shorter tick, or less `averaging`");
    }
    for expression in &situation.expressions {
        if is_ticked && expression.memory_kernel == MemoryKernel::Box && expression.memory / dt > 1e5 {
            let message =
                format!("`{}` would remember {:.0e} ticks one by one", expression.name, expression.memory / dt);
            diagnostics.error(at, message, "at most 1e5 with `memory_kernel = \"box\"`; a leaky memory has no limit");
        }
        if span / shortest_cycle(expression, situation) > most {
            let length = format_duration(span);
            let message = format!("`{}` would come more than {most} times in {whole} of {length}", expression.name);
            diagnostics.error(at, message, "a shorter tick or run, a lower rate, or a longer duration");
        }
    }
}

/// Meetings that are so short that a step, or a run, would consist of nothing else.
fn meetings(length: f64, situation: &Situation, at: Span, diagnostics: &mut Diagnostics) {
    for (span, most, whole) in [(situation.dt, MOST_A_TICK, "a step"), (situation.duration, MOST_MEETINGS, "a run")] {
        if span / length > most {
            let [length, span] = [length, span].map(format_duration);
            let message =
                format!("encounters of {length} would come more than {most} times a person in {whole} of {span}");
            diagnostics.error(at, message, "a longer `length`, or a shorter run");
            return;
        }
    }
}

/// Nor does anybody meet others so often in a run.
const MOST_MEETINGS: f64 = 1e6;

/// So often in a tick nothing comes: neither an expression nor what a scenario repeats.
const MOST_A_TICK: f64 = 1e4;

/// Nor, with one person, so often in a run at exact times.
const MOST_A_RUN: f64 = 1e8;

/// What the scenario repeats so often that a run would be busy with nothing else.
fn repeats(situation: &Situation, (span, most, whole): (f64, f64, &str), at: Span, diagnostics: &mut Diagnostics) {
    let end = situation.duration;
    let showings = situation.groups.iter().flat_map(|group| &group.deliberate).map(|shown| match shown.policy {
        Policy::Schedule { every, .. } => (every, 0.0),
        Policy::Rate(_) => (f64::INFINITY, 0.0),
    });
    let events = situation.events.iter().map(|event| match event.what {
        Happening::Mood { lasting, .. } | Happening::SpontaneousFactor { lasting, .. } => (event.every, lasting),
        Happening::Express(_) => (event.every, 0.0),
    });
    for (every, lasting) in showings.chain(events) {
        let message = if span / every > most {
            format!("something that comes every {} comes more than {most} times in {whole}", format_duration(every))
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
    cycle(expression, situation, 1.0)
}

/// The same at a mirror activation.
fn cycle(expression: &Expression, situation: &Situation, activation: f64) -> f64 {
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
    let rate = expression.spontaneous_rate * boost.product::<f64>() + imitation * activation + shown.sum::<f64>();
    let idle = if situation.mood.is_some() && expression.mood_to_spontaneous != 0.0 { 0.0 } else { 1.0 / rate };
    let visible = expression.duration.mean() / (1.0 + expression.social_stopping + expression.calming);
    idle + expression.latency.mean() + visible + expression.refractory.mean()
}

fn given(dt: f64, clock: Clock, end: f64, longest: Option<f64>, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    let at = root.key_span("dt");
    if dt > end {
        let message = format!("`dt` ({}) is longer than `duration` ({})", format_duration(dt), format_duration(end));
        diagnostics.error(at, message, "a tick must fit into the run");
    } else if let Some(longest) = longest.filter(|longest| dt > longest * 1.001 && !on_purpose(root)) {
        let message = format!("`dt` ({}) is coarse for {}", format_duration(dt), of_what(clock).1);
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
    let mut power = libm::log10(longest).floor();
    for _ in 0..4 {
        for step in [5.0, 4.0, 2.5, 2.0, 1.0] {
            let dt = round(step * libm::exp10(power));
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
    let decade = libm::exp10(libm::log10(least).floor());
    let ticks = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0].map(|step| step * decade);
    let whole_ticks = |n: &f64| *n >= least && n.fract() == 0.0;
    let fitting = ticks.iter().copied().filter(whole_ticks).find(|n| whole(end / dt / n));
    round(fitting.unwrap_or(least) * dt)
}

fn whole(ratio: f64) -> bool {
    ratio >= 1.0 - 1e-9 && (ratio - ratio.round()).abs() <= 1e-6 * ratio.clamp(1.0, 1e3)
}

fn round_down(seconds: f64) -> f64 {
    let power = libm::exp10(libm::log10(seconds).floor());
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
