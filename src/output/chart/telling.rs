//! What a chart shows, told in one line: its heading, its caption to print and its text alternative. Every number is one of the
//! statistics that the tables are made of.

mod kinds;
mod studies;

use super::axis::{self, capital};
use super::communities::{Groups, Made};
use super::first_times::FirstTimes;
use super::group_flows::{self, Flows};
use super::input::{Cause, Point, Results};
use super::made_of::Drawn;
use super::outcomes::Outcome;
use super::words::{self, VerbForms, Verdict};
use super::{
    Chart, Figure, Look, causes, curves, generations, outcomes, phase_portrait, raincloud, response_curve, spaghetti,
    transmission_tree,
};
use crate::experiment::comparison::Finding;
use crate::experiment::statistics::{Estimate, Sample};
use crate::output::censored;
use crate::output::comparison::{self, main_outcome};
use crate::output::tongue::{self, say};
use crate::text;

/// What is found, in words that a picture bears.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The finding, for the heading; empty where none can be told in a line.
    pub headline: String,
    /// The text alternative.
    pub alt: String,
}

/// A finding: for a heading, and as a sentence with its interval.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    headline: String,
    said: String,
}

/// The most letters of a text alternative.
pub const ALT: usize = 250;
/// The most letters of an arm's name within a line.
const NAME: usize = 44;

/// The finding of the chart of this name: of the arms that it draws, if those are not all.
pub fn of(chart: &str, results: &Results) -> Telling {
    let most = drawn_arms(chart);
    let told = of_drawn(chart, results, most);
    let all = results.arms().count();
    if all <= most || told.headline.is_empty() {
        return told;
    }
    let more = |line: &str| say!("first-arms", [line, most, all], "{line}, of the first {most} of {all}");
    let said = told.said.strip_suffix('.').map_or_else(|| more(&told.said), |said| more(said) + ".");
    Telling { headline: more(&told.headline), said }
}

/// How many arms a chart draws at the most, where its heading tells of arms.
fn drawn_arms(chart: &str) -> usize {
    match chart {
        "causes" => causes::MOST,
        "generations" => generations::MOST,
        "spaghetti" => spaghetti::MOST_ARMS,
        "raincloud" => raincloud::MOST - 1,
        "reach" | "prevalence" => curves::MOST_ARMS,
        "outcome-by-arm" => outcomes::MOST,
        _ => usize::MAX,
    }
}

fn of_drawn(chart: &str, results: &Results, most: usize) -> Telling {
    let first = results.facts.expressions.first();
    let of_first = |end: &str| first.map(|name| Outcome::named(&format!("{name}_{end}"), results));
    let found = match chart {
        "reach" => of_first("reach").and_then(|outcome| by_arm(results, &outcome, most)),
        "prevalence" if first.is_some_and(|name| curves::is_empty(results, name)) => None,
        "prevalence" => {
            let column = first.map(|name| curves::compared(results, name));
            column.and_then(|column| by_arm(results, &Outcome::named(&column, results), most))
        }
        "generations" if results.facts.expressions.len() > 1 => studies::caught_of_all(results, most),
        "causes" | "generations" => of_first("imitated_share").and_then(|outcome| by_arm(results, &outcome, most)),
        "spaghetti" => of_first("lasting").and_then(|outcome| by_arm(results, &outcome, most)),
        "raster" => one_run(results),
        "seat-map" | "seat-moments" | "network-map" => firsts(results),
        "group-flows" => Groups::named_or_found(results).and_then(|groups| {
            let runs = group_flows::recorded(results, &groups);
            by_group(results, &groups, &runs)
        }),
        "community-map" => {
            let shown: Vec<u64> = results.shown_run().iter().map(|run| run.id).collect();
            let groups = Groups::named_or_found(results);
            groups.and_then(|groups| by_group(results, &groups, &shown)).or_else(|| one_run(results))
        }
        "phase-portrait" => phase_portrait::feeling(results).and_then(|column| felt(results, column)),
        "scatter" => studies::scattered(results),
        "transmission-tree" => in_chains(results),
        "raincloud" | "outcome-by-arm" => Outcome::of(results).and_then(|outcome| by_arm(results, &outcome, most)),
        "paired-difference" => {
            main_outcome(results).and_then(|column| by_arm(results, &Outcome::named(&column, results), most))
        }
        "mood-over-time" => felt(results, "mood_mean"),
        "affect-over-time" => felt(results, "affect_mean"),
        "loneliness" => lonely(results),
        "response-curve" => responses(results),
        "trials" => studies::repeated(results),
        "association" => studies::associated(results),
        "tornado" | "sensitivity" | "variance-split" => studies::of(results),
        "mood-density" => by_arm(results, &Outcome::named("mood_mean", results), most),
        "sweep-line" | "small-multiples" | "heat-map" => {
            Outcome::of(results).and_then(|outcome| over_points(results, &outcome, most))
        }
        _ => None,
    };
    found.unwrap_or_default()
}

impl Telling {
    /// With the text alternative of the chart.
    pub fn told(&self, chart: &Chart, results: &Results, look: &Look) -> Told {
        let drawn = chart.made_of.drawn(results);
        // What is about one run says so itself, unless there are several that it could be.
        let says_so = matches!(chart.name, "raster" | "seat-map" | "seat-moments" | "network-map" | "community-map");
        let runs = if says_so && drawn == Drawn::One(None) { String::new() } else { format!(", {}", drawn.words()) };
        let kind = match chart.name {
            "raincloud" if raincloud::only_dots(results) => say!("kind-dots-alone", "Dots, one row an arm"),
            name => kinds::kind(name),
        };
        let lead = format!("{kind}{}{runs}.", kinds::about(chart.name, results));
        // A heading about all runs over a picture of some says so.
        let headline = match drawn.fewer_than_all() {
            Some(all)
                if !self.headline.is_empty() && !self.headline.contains(&words::runs(all)) && is_of_all(chart) =>
            {
                say!(
                    "over-all-runs",
                    [line = self.headline, n = all, told = words::runs(all)],
                    "{line}, over all {told}"
                )
            }
            _ => self.headline.clone(),
        };
        let short = if headline.is_empty() { String::new() } else { format!("{headline}.") };
        let mut alt = lead;
        for sentences in [vec![kinds::shape(chart.name, results, look)], vec![self.said.clone(), short]] {
            let longer = |sentence: &String| format!("{alt} {sentence}");
            let fits = |longer: &String| longer.chars().count() <= ALT;
            if let Some(longer) = sentences.iter().filter(|s| !s.is_empty()).map(longer).find(fits) {
                alt = longer;
            }
        }
        let shown = |told: &str| text::shown(told).into_owned();
        Told { headline: shown(&headline), alt: shown(&alt) }
    }
}

/// Whether a heading has its numbers from the outcomes of all runs, whichever of them are drawn.
fn is_of_all(chart: &Chart) -> bool {
    matches!(chart.name, "generations" | "mood-density")
}

/// An arm within a line: `with “friends”`, `at hold = 2`.
fn with(point: &Point) -> String {
    let label = words::arm_label(point);
    let short: String = label.chars().take(NAME).collect();
    let label = if short.len() < label.len() { format!("{}…", short.trim_end()) } else { label };
    match () {
        () if point.label.is_empty() && label == words::with_imitation() => label,
        () if point.null => words::without(point),
        () if label.contains(" = ") => say!("at-value", [label], "at {label}"),
        () => say!("with-arm", [name = label], "with “{name}”"),
    }
}

/// The outcome of people who did something: `67 % yawned at least once`.
fn predicate(results: &Results, outcome: &Outcome, value: &str) -> String {
    let of = |name: &&String| outcome.column.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('_'));
    let expression = results.facts.expressions.iter().filter(of).max_by_key(|name| name.len());
    let plain = |outcome: &Outcome| say!("outcome-is", [what = capital(&outcome.name()), value], "{what}: {value}");
    let Some(expression) = expression else { return plain(outcome) };
    let VerbForms { doing, did, many, act, have, .. } = VerbForms::of(&results.facts.verbs, expression);
    let rest = outcome.column[expression.len() + 1..].split_once('.');
    let (rest, group) = rest.unwrap_or((&outcome.column[expression.len() + 1..], ""));
    let group = group.replace('_', " ");
    let of_group = if group.is_empty() { String::new() } else { say!("of-group", [group], " of {group}") };
    match rest {
        "reach" => {
            let began = began(results, outcome);
            say!("found-reach", [value, of_group, did, have, began], "{value}{of_group} {did}{began}")
        }
        "events" => say!("found-events", [value, many, act, of_group], "{value} {many}{of_group}"),
        "prevalence" => say!("found-at-end", [value, of_group, doing], "{value}{of_group} were {doing} at the end"),
        "prevalence_late" => {
            say!(
                "found-prevalence",
                [value, of_group, doing],
                "{value}{of_group} were {doing} at a time in the second half"
            )
        }
        "peak" => say!("found-peak", [value, of_group, doing], "{value}{of_group} were {doing} at once at most"),
        "imitated_share" => {
            say!("found-caught", [value, many, act, of_group], "{value} of the {many}{of_group} were caught")
        }
        "survived" => {
            say!("found-survived", [value, doing], "In {value} of runs somebody was still {doing} at the end")
        }
        "lasting" => {
            let unit = axis::unit_after(value, &results.facts.time_unit);
            // Where there are several arms the run without imitation is not told of.
            let several = results.arms().nth(1).is_some();
            let told = results.points.iter().filter(|point| !several || !point.null);
            match censored::any(results, told, &outcome.column) {
                true => say!("found-lasting-at-least", [value, unit], "It went on for at least {value}\u{a0}{unit}"),
                false => say!("found-lasting", [value, unit], "It went on for {value}\u{a0}{unit}"),
            }
        }
        _ => plain(outcome),
    }
}

/// A number of an outcome with the unit that its name does not say.
fn valued(outcome: &Outcome, value: f64) -> String {
    valued_to(outcome, value, None)
}

/// The decimals at which two means and their difference add up as printed; none where no difference is told.
fn digits_of(outcome: &Outcome, (a, b): (&Sample, &Sample)) -> Option<usize> {
    let (a, b, verdict) = (a.mean()?, b.mean()?, words::compare(a, b));
    let digits = outcome.digits(&[(b, a, verdict)])?;
    // However wide an interval is, what is small is not printed as nothing.
    let largest = a.abs().max(b.abs()) * if outcome.share { 100.0 } else { 1.0 };
    let first = if largest > 0.0 { (-largest.log10()).ceil().clamp(0.0, 6.0) as usize } else { 0 };
    Some(digits.max(first))
}

/// The same to so many decimals, or as many as it deserves.
fn valued_to(outcome: &Outcome, value: f64, digits: Option<usize>) -> String {
    let plain = digits.map_or_else(|| outcome.say(value), |digits| outcome.say_to(value, digits));
    if outcome.share
        || outcome.unit.is_empty()
        || outcome.column.contains("_events")
        || outcome.column.ends_with("_lasting")
    {
        return plain;
    }
    format!("{plain}\u{a0}{}", axis::unit_after(&plain, &outcome.unit))
}

/// A difference that nobody would notice, where the scenario says how large that is.
pub fn negligible(results: &Results, outcome: &Outcome) -> Option<f64> {
    let felt = ["mood_mean", "affect_mean"].iter().any(|name| outcome.column.starts_with(name));
    match (felt, outcome.share) {
        (true, _) => results.facts.negligible,
        (false, true) => results.facts.negligible_share,
        (false, false) => None,
    }
}

/// What two sets of runs come to beside each other, in the words that their interval allows: how a heading ends, and a sentence with
/// that interval. Where the two were picked from several for lying farthest apart, it is one for so many pairs.
fn judged(results: &Results, outcome: &Outcome, (a, b): (&Sample, &Sample), pairs: usize) -> (String, String) {
    let verdict = words::compare(a, b).among(pairs);
    let small = negligible(results, outcome);
    let within = |e: Estimate| small.is_some_and(|s| -s <= e.low && e.high <= s);
    let end = match verdict {
        Verdict::Unknown => say!("end-one-run", ": one run each"),
        Verdict::TooFew(_) => say!("end-too-few", ": too few runs to tell"),
        Verdict::Indistinct(e) | Verdict::Apart(e) | Verdict::OnAverage(e) | Verdict::Means(e) if within(e) => {
            say!("end-negligible", ": no difference that anybody would notice")
        }
        Verdict::Indistinct(e) => unseen(e.n),
        Verdict::Apart(_) | Verdict::OnAverage(_) | Verdict::Means(_) => String::new(),
    };
    let said = verdict.difference().map_or_else(String::new, |e| {
        let difference = told_difference(outcome, e, digits_of(outcome, (a, b)));
        match pairs {
            0 | 1 => say!("mean-difference", [difference], " Mean difference {difference}."),
            _ => say!(
                "mean-difference-of-pairs",
                [difference, pairs = pairs.to_string()],
                " Mean difference {difference} (for {pairs} pairs at once)."
            ),
        }
    });
    (end, said)
}

/// A difference with its interval.
fn told_difference(outcome: &Outcome, e: Estimate, digits: Option<usize>) -> String {
    let factor = if outcome.share { 100.0 } else { 1.0 };
    words::interval_to(e, factor, &outcome.unit, digits.unwrap_or_else(|| words::decimals(e, factor)))
}

/// The same of two versions, in the words of their comparison: the table of outcomes in the report, `comparison.csv` and the heading
/// call the same things different, and nothing else.
fn judged_as_versions(
    results: &Results,
    outcome: &Outcome,
    [a, b]: [&Sample; 2],
    higher_first: (&Sample, &Sample),
) -> (String, String) {
    let found = comparison::of_two_among_all(results, outcome, a, b);
    let (end, mut said) = judged(results, outcome, higher_first, 1);
    let adjusted = match found.p_holm.filter(|_| found.family > 1) {
        Some(p) if matches!(found.finding(), Finding::NotFound | Finding::TooFew) => {
            let (p, family) = (comparison::said_p(p), found.family.to_string());
            say!("adjusted-p", [p, family], " Adjusted for {family} outcomes: p {p}.")
        }
        _ => String::new(),
    };
    said += &adjusted;
    let end = match found.finding() {
        // What nobody would notice is said of what was found, too.
        Finding::Above | Finding::Below => end,
        Finding::NotFound | Finding::Identical if end.is_empty() => unseen(found.n),
        Finding::TooFew if end.is_empty() => say!("end-too-few", ": too few runs to tell"),
        _ => end,
    };
    (end, said)
}

/// That so many runs show no difference.
fn unseen(n: usize) -> String {
    let told = words::runs(n);
    say!("end-unseen", [n, told], ": no difference seen in {told}")
}

/// Arms beside each other, or one beside the run without imitation.
fn by_arm(results: &Results, outcome: &Outcome, most: usize) -> Option<Telling> {
    if results.is_sweep() {
        return over_points(results, outcome, most);
    }
    let arms = results.arms().take(most).map(|arm| (arm, outcome.sample(results, arm.index)));
    let arms: Vec<(&Point, Sample)> = arms.collect();
    let arms: Vec<(&Point, Sample)> = arms.into_iter().filter(|(_, sample)| sample.n() > 0).collect();
    match arms.as_slice() {
        [] => None,
        [(arm, sample)] => beside_null(results, outcome, (arm, sample)),
        _ => extremes(results, outcome, &arms),
    }
}

/// That those count who did it because the scenario says so, where they are many.
fn began(results: &Results, outcome: &Outcome) -> String {
    let of = |name: &String| outcome.column.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with("_reach"));
    let told = results.facts.expressions.iter().position(of).map_or(0, |place| results.told_to(place));
    if outcome.responders || told * MANY < results.facts.size || told == 0 {
        return String::new();
    }
    say!("began-included", " (with those who began)")
}

/// One in so many who began is no longer left unsaid.
const MANY: usize = 20;

fn beside_null(results: &Results, outcome: &Outcome, (arm, sample): (&Point, &Sample)) -> Option<Telling> {
    let said = |digits: Option<usize>| {
        Some(capital(&predicate(results, outcome, &valued_to(outcome, sample.mean()?, digits))))
    };
    let plain = said(None)?;
    let null = results.null_beside(arm).filter(|null| null.is_null_of(arm));
    let other = null.map(|null| (null, outcome.sample(results, null.index)));
    let Some((null, without)) = other.filter(|(_, without)| without.n() > 0) else {
        return Some(Telling { said: say!("on-average", [plain], "{plain} on average."), headline: plain });
    };
    if outcome.column.contains("_imitated_share") {
        return Some(Telling {
            said: say!("from-others-over-all", [plain], "{plain} from others, over all runs."),
            headline: say!("from-others", [plain], "{plain} from others"),
        });
    }
    let digits = digits_of(outcome, (sample, &without));
    let (end, difference) = judged(results, outcome, (sample, &without), 1);
    // Where no difference is claimed a heading needs no digits to show it; a sentence that tells it does.
    let both = |digits| Some((said(digits)?, valued_to(outcome, without.mean()?, digits)));
    let (plain, other) = both(digits.filter(|_| end.is_empty()))?;
    let (exactly, exactly_other) = both(digits)?;
    let name = words::without(null);
    // What lies on either side of zero is not more or less of something.
    let less = !outcome.signed && without.mean()? < sample.mean()?;
    let headline = match end.is_empty() && less {
        true => say!("beside-only", [plain, name, other, end], "{plain}, {name} only {other}{end}"),
        false => say!("beside", [plain, name, other, end], "{plain}, {name} {other}{end}"),
    };
    let beside =
        say!("beside", [plain = exactly, name, other = exactly_other, end = ""], "{plain}, {name} {other}{end}");
    Some(Telling { said: format!("{beside}.{difference}"), headline })
}

fn extremes(results: &Results, outcome: &Outcome, arms: &[(&Point, Sample)]) -> Option<Telling> {
    let value = |entry: &&(&Point, Sample)| entry.1.mean().unwrap_or(0.0);
    let high = arms.iter().rev().max_by(|a, b| value(a).total_cmp(&value(b)))?;
    let low = arms.iter().min_by(|a, b| value(a).total_cmp(&value(b)))?;
    let digits = digits_of(outcome, (&high.1, &low.1));
    let [top, bottom] = [high, low].map(|entry| valued_to(outcome, value(&entry), digits));
    // How long something lasted has its unit from the sentence, which is said once.
    let second = match outcome.column.ends_with("_lasting") {
        true => format!("{bottom}\u{a0}{}", axis::unit_after(&bottom, &results.facts.time_unit)),
        false => bottom.clone(),
    };
    let (end, said) = match arms {
        [a, b] => judged_as_versions(results, outcome, [&a.1, &b.1], (&high.1, &low.1)),
        _ => judged(results, outcome, (&high.1, &low.1), pairs(arms.len())),
    };
    if end.is_empty() && top != bottom {
        let line = capital(&predicate(results, outcome, &top));
        let (of_first, of_second) = (with(high.0), with(low.0));
        let line = say!("extremes", [line, of_first, second, of_second], "{line} {of_first}, {second} {of_second}");
        let line = capital(&line);
        return Some(Telling { said: format!("{line}.{said}"), headline: line });
    }
    let in_arms = |[top, bottom]: [String; 2]| {
        let range = if top == bottom { say!("about-value", [top], "about {top}") } else { between(&bottom, &top) };
        let (line, n) = (capital(&predicate(results, outcome, &range)), arms.len());
        say!("in-arms", [line, n, end], "{line} in {n} arms{end}")
    };
    let headline = in_arms([high, low].map(|entry| valued(outcome, value(&entry))));
    Some(Telling { said: format!("{}.{said}", in_arms([top, bottom])), headline })
}

/// From one value to another.
fn between(low: &str, high: &str) -> String {
    say!("between", [low, high], "{low} to {high}")
}

/// In how many ways two of so many arms can be the highest and the lowest: for so many pairs their interval has to hold.
fn pairs(arms: usize) -> usize {
    arms * arms.saturating_sub(1) / 2
}

/// The lowest and the highest point of a sweep; different only where so many points that are alike would hardly lie so far apart.
fn over_points(results: &Results, outcome: &Outcome, most: usize) -> Option<Telling> {
    let arms = results.arms().take(most).map(|arm| (arm, outcome.sample(results, arm.index)));
    let arms: Vec<(&Point, Sample)> = arms.collect();
    let arms: Vec<(&Point, Sample)> = arms.into_iter().filter(|(_, sample)| sample.n() > 0).collect();
    let value = |entry: &&(&Point, Sample)| entry.1.mean().unwrap_or(0.0);
    let high = arms.iter().rev().max_by(|a, b| value(a).total_cmp(&value(b)))?;
    let low = arms.iter().min_by(|a, b| value(a).total_cmp(&value(b)))?;
    let [top, bottom] = [high, low].map(|entry| valued(outcome, value(&entry)));
    let (end, _) = judged(results, outcome, (&high.1, &low.1), pairs(arms.len()));
    let place = |point: &Point| {
        let one =
            |(key, value): &(String, String)| format!("{} {}", results.facts.called(key).short, tongue::written(value));
        words::listed(&point.varied.iter().map(one).collect::<Vec<_>>())
    };
    let line = capital(&predicate(results, outcome, &between(&bottom, &top)));
    let (lowest, highest) = (place(low.0), place(high.0));
    // Where two points read the same, neither is the one.
    let is_shared = |said: &String| arms.iter().filter(|entry| valued(outcome, value(entry)) == *said).count() > 1;
    if !end.is_empty() || lowest == highest || is_shared(&top) {
        let line = format!("{line}{end}");
        return Some(Telling { said: format!("{line}."), headline: line });
    }
    if is_shared(&bottom) {
        let line = say!("most-at", [line, highest], "{line}, most at {highest}");
        return Some(Telling { said: format!("{line}."), headline: line });
    }
    let said = say!("lowest-highest", [line, lowest, highest], "{line}: lowest at {lowest}, highest at {highest}.");
    Some(Telling { headline: say!("most-at", [line, highest], "{line}, most at {highest}"), said })
}

/// The group of which most is to be seen: the others of a group that was hit, or everyone.
fn felt(results: &Results, column: &str) -> Option<Telling> {
    by_arm(results, &Outcome::named(&felt_by(results, column)?, results), usize::MAX)
}

/// The outcome of the group that is told of.
fn felt_by(results: &Results, column: &str) -> Option<String> {
    let known = |name: &String| results.outcomes.contains(name);
    let others = format!("{column}.others");
    let mut groups = results.outcomes.iter().filter(|name| name.starts_with(&format!("{column}."))).cloned();
    Some(others).filter(known).or_else(|| groups.next_back()).or_else(|| Some(column.to_owned()).filter(known))
}

/// The group of whose mood or affect a heading tells; none: everyone's.
pub(super) fn group_told(results: &Results, column: &str) -> Option<String> {
    felt_by(results, column)?.strip_prefix(column)?.strip_prefix('.').map(str::to_owned)
}

/// How lonely those are whom the chart shows: the first group that is measured.
fn lonely(results: &Results) -> Option<Telling> {
    const COLUMN: &str = "loneliness_mean";
    let of_group = |name: &&String| name.strip_prefix(COLUMN).is_some_and(|rest| rest.starts_with('.'));
    let column = results.series.columns.iter().find(of_group).map_or(COLUMN, String::as_str);
    let there = results.outcomes.iter().any(|name| name == column);
    there.then(|| by_arm(results, &Outcome::named(column, results), usize::MAX)).flatten()
}

/// What was caught in the run that is shown.
fn one_run(results: &Results) -> Option<Telling> {
    let run = results.shown_run()?;
    // All that is drawn is counted.
    let voice = VerbForms::of_all(results);
    let causes: Vec<Cause> = results.events_of(run.id).map(|e| e.cause).collect();
    let caught = causes.iter().filter(|cause| **cause == Cause::Imitated).count();
    let plain = |n: usize| axis::plain(n as f64, 0);
    let line = match (caught, causes.len()) {
        (_, 0) => {
            let VerbForms { did, act, once, .. } = &voice;
            say!("nobody-in-run", [did, act, once], "Nobody {did} in this run")
        }
        (0, all) => {
            say!("none-caught", [all = voice.counted(&plain(all))], "{all} in this run, none caught from others")
        }
        (caught, all) => say!(
            "so-many-caught",
            [caught = plain(caught), all = voice.counted(&plain(all))],
            "{caught} of {all} were caught from others"
        ),
    };
    Some(Telling { said: format!("{line}."), headline: line })
}

/// How many caught their first one in the run that is shown: what a map of people shows.
fn firsts(results: &Results) -> Option<Telling> {
    results.shown_run()?;
    let first = FirstTimes::of(results);
    let VerbForms { did, act, once, .. } = &first.voice;
    let plain = |n: usize| axis::plain(n as f64, 0);
    let caught = first.caught.iter().filter(|caught| **caught).count();
    let line = match (caught, first.reached()) {
        (_, 0) => say!("nobody-in-run", [did, act, once], "Nobody {did} in this run"),
        (0, all) => say!(
            "no-first-caught",
            [all = plain(all), did, act, once],
            "{all} {did} in this run, none of them caught the first one from others"
        ),
        (caught, all) => say!(
            "firsts-caught",
            [caught = plain(caught), all = plain(all), did, act, once],
            "{caught} of the {all} who {did} caught their first one from others"
        ),
    };
    Some(both(line))
}

/// The same words for a heading and within a text alternative.
fn both(line: String) -> Telling {
    Telling { said: format!("{line}."), headline: line }
}

/// What was caught in the run that is shown, and how much of it in one chain.
fn in_chains(results: &Results) -> Option<Telling> {
    let links = transmission_tree::chains_of(results);
    let caught = links.iter().filter(|link| link.event.cause == Cause::Imitated).count();
    let largest = links.iter().filter(|link| link.parent.is_none()).map(|link| link.descendants).max().unwrap_or(0);
    let unknown = links.iter().filter(|link| link.parent.is_none() && link.event.cause == Cause::Imitated);
    // The first of a chain from nobody who can be named was caught, too.
    let in_one = unknown.map(|link| link.descendants + 1).max().unwrap_or(0).max(largest);
    let plain = |n: usize| axis::plain(n as f64, 0);
    let all = VerbForms::of_all(results).counted(&plain(links.len()));
    let line = say!("so-many-caught", [caught = plain(caught), all], "{caught} of {all} were caught from others");
    let line = say!("in-one-chain", [line, n = plain(in_one)], "{line}, at most {n} in one chain");
    Some(Telling { said: format!("{line}."), headline: line })
}

/// How much was caught within the own group, and what that would be if groups did not matter; whose groups they are, where they are
/// not the network's own.
fn by_group(results: &Results, groups: &Groups, runs: &[u64]) -> Option<Telling> {
    let flows = Flows::of(results, groups, runs);
    let [own, expected, all] = flows.within();
    if all == 0.0 {
        return None;
    }
    let end = match flows.excess() {
        None => say!("end-in-one-run", " (one run)"),
        Some(e) if e.n < words::TESTABLE => say!("end-too-few", ": too few runs to tell"),
        Some(e) if e.low <= 0.0 && e.high >= 0.0 => unseen(e.n),
        Some(_) => String::new(),
    };
    let all = VerbForms::of_all(results).counted(&axis::plain(all, 0));
    let (own, expected) = (axis::plain(own, 0), axis::short(expected));
    let line = say!(
        "within-group",
        [own, all, expected],
        "Caught within the own group: {own} of {all}; {expected} if groups did not matter"
    );
    let headline = format!("{line}{end}");
    let whose = match groups.made {
        Made::Network => String::new(),
        Made::Scenario { .. } => say!("groups-of-scenario", " The groups are those that the scenario names."),
        Made::Ties(_) => say!("groups-of-ties", " The groups are those that the ties make."),
    };
    Some(Telling { said: format!("{headline}.{whose}"), headline })
}

/// Who answered: the arm in which most did, and that in which fewest did.
fn responses(results: &Results) -> Option<Telling> {
    let arms: Vec<(&Point, Sample)> =
        results.arms().filter_map(|arm| Some((arm, response_curve::caught(results, arm.index)?))).collect();
    let arms: Vec<_> = arms.into_iter().filter(|(_, sample)| sample.n() > 0).collect();
    let name = results.facts.expressions.first()?;
    let outcome = Outcome { responders: true, ..Outcome::named(&format!("{name}_reach"), results) };
    match arms.as_slice() {
        [] | [_] => None,
        _ => extremes(results, &outcome, &arms),
    }
}

/// The caption to print: what was found, of what, over how many runs, and by what.
pub fn short(chart: &Chart, heading: &str, title: &str, results: &Results) -> String {
    let what = if heading.is_empty() { String::new() } else { format!(" {title}.") };
    let lead = if heading.is_empty() { title } else { heading };
    let lead = if lead.ends_with(['.', '!', '?', '…']) { lead.to_owned() } else { format!("{lead}.") };
    let simulated = chart.made_of.drawn(results).simulated();
    format!("**{lead}**{what} {simulated}\n")
}

/// The full record: the finding, the caption, and all that is drawn.
pub fn record(headline: &str, figure: &Figure) -> String {
    let lead = if headline.is_empty() { String::new() } else { format!("{headline}. ") };
    format!("{lead}{}\n\nIn words: {}\n", figure.caption.trim_end(), figure.alt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Distribution, Stream};

    #[test]
    fn the_highest_and_the_lowest_of_arms_that_are_alike_are_hardly_ever_called_different() {
        let chance = Chance::new(7);
        let normal = Distribution::Normal { mean: 0.0, sd: 1.0 };
        let arm = |study: u64, arm: u64| {
            let draw = |run: u64| (run, normal.sample(0, &mut chance.draws(Stream::Trait, study, arm, run)));
            Sample::of("mood_mean", (0..30).map(draw))
        };
        let of = |sample: &Sample| sample.mean().unwrap_or(0.0);
        let claims = |widened: bool| {
            let claimed = (0..400).filter(|study| {
                let mut arms: Vec<Sample> = (0..6).map(|number| arm(*study, number)).collect();
                arms.sort_by(|a, b| of(a).total_cmp(&of(b)));
                let verdict = words::compare(&arms[5], &arms[0]).among(if widened { pairs(6) } else { 1 });
                !matches!(verdict, Verdict::Indistinct(_)) && verdict.difference().is_some_and(|e| e.low > 0.0)
            });
            claimed.count() as f64 / 400.0
        };
        assert!(claims(true) < 0.08, "{}", claims(true));
        // What two arms by themselves would allow to say.
        assert!(claims(false) > 0.2, "{}", claims(false));
    }
}
