//! Captions in plain English, computed: what may be said about a difference, and what may not.

use super::axis::{percent, unit_after};
use super::input::{Point, Results, Verb};
use crate::experiment::statistics::{Contrast, Estimate, Sample, quantile, sorted};
use crate::output::tongue::{self, Value, say};
use crate::scenario::{MAIN, NO_IMITATION};
use crate::text;

/// How an expression is spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbForms {
    /// "yawning".
    pub doing: String,
    /// "yawned".
    pub did: String,
    /// "yawns".
    pub many: String,
    /// "yawn".
    pub one: String,
    /// The doing as a thing: "yawning"; for other languages, which bend verbs more.
    pub act: String,
    /// What several did, as a main clause ends: "yawned".
    pub have: String,
    /// What one did, as a clause ends: "yawned", "was content".
    pub once: String,
}

/// Expressions that have a verb of their own.
const VERBS: [(&str, &str, &str, [&str; 2]); 10] = [
    ("yawn", "yawning", "yawned", ["yawn", "yawns"]),
    ("smile", "smiling", "smiled", ["smile", "smiles"]),
    ("laugh", "laughing", "laughed", ["laugh", "laughs"]),
    ("laughter", "laughing", "laughed", ["laugh", "laughs"]),
    ("applause", "applauding", "applauded", ["bout of applause", "bouts of applause"]),
    ("frown", "frowning", "frowned", ["frown", "frowns"]),
    ("cry", "crying", "cried", ["bout of crying", "bouts of crying"]),
    ("content", "content", "were content", ["spell of contentment", "spells of contentment"]),
    ("good_mood", "in a good mood", "were in a good mood", ["spell of good mood", "spells of good mood"]),
    ("discontent", "discontent", "were discontent", ["spell of discontent", "spells of discontent"]),
];

impl VerbForms {
    /// The words for an expression: in English those that the scenario gives, else those that are known; a name without a verb is shown.
    pub fn of(verbs: &[Verb], expression: &str) -> VerbForms {
        if let Some(voice) = VerbForms::foreign(expression) {
            return voice;
        }
        if let Some(own) = verbs.iter().find(|verb| verb.expression == expression) {
            return VerbForms::english(&own.doing, &own.past, (&own.noun, &own.plural));
        }
        let known = VERBS.iter().find(|(name, ..)| *name == expression);
        match known {
            Some(&(_, doing, did, [one, many])) => VerbForms::english(doing, did, (one, many)),
            None => {
                let name = expression.replace('_', " ");
                let numbered = (&*format!("expression of “{name}”"), &*format!("expressions of “{name}”"));
                VerbForms::english(&format!("showing “{name}”"), &format!("showed “{name}”"), numbered)
            }
        }
    }

    /// The words for what people of a scenario express: its one expression, or whatever it is where there are several.
    pub fn of_all(results: &Results) -> VerbForms {
        match results.facts.expressions.as_slice() {
            [one] => VerbForms::of(&results.facts.verbs, one),
            _ => VerbForms::told("voice-several", "")
                .unwrap_or_else(|| VerbForms::english("expressing", "expressed", ("expression", "expressions"))),
        }
    }

    /// English has few forms.
    pub fn english(doing: &str, did: &str, (one, many): (&str, &str)) -> VerbForms {
        VerbForms {
            doing: doing.to_owned(),
            did: did.to_owned(),
            many: many.to_owned(),
            one: one.to_owned(),
            act: doing.to_owned(),
            have: did.to_owned(),
            once: was(did),
        }
    }

    /// Its forms in another language; a name without forms of its own is shown.
    fn foreign(expression: &str) -> Option<VerbForms> {
        let name = expression.replace('_', " ");
        Self::told(&format!("voice-{}", expression.replace('_', "-")), &name).or_else(|| Self::told("voice-any", &name))
    }

    /// The forms that a message of the language that is spoken gives.
    pub fn told(message: &str, name: &str) -> Option<VerbForms> {
        let form = |form: &str| tongue::part(message, form, &[("name", Value::Text(name))]);
        Some(VerbForms {
            doing: form("doing")?,
            did: form("did")?,
            many: form("many")?,
            one: form("one")?,
            act: form("act")?,
            have: form("have")?,
            once: form("once")?,
        })
    }

    /// "1 yawn", "2 yawns".
    pub fn counted(&self, number: &str) -> String {
        let things = if number == "1" { &self.one } else { &self.many };
        say!("counted", [number, things, act = self.act], "{number} {things}")
    }
}

/// The name of a point as a label says it: the plain scenario is "with imitation", the run without it "no imitation", and a point of a
/// sweep is named by what is varied.
pub fn arm_label(point: &Point) -> String {
    let name = match (point.null || !point.label.is_empty(), point.varied.as_slice(), point.arm.as_str()) {
        (true, ..) | (_, [], _) => plain_arm_label(point),
        (_, varied, MAIN | "") => values(point, varied),
        _ => plain_arm_label(point),
    };
    text::shown(&name).into_owned()
}

/// "closeness 0.9, susceptibility 2".
fn values(point: &Point, varied: &[(String, String)]) -> String {
    let called = |key: &str| match (point.called.as_str(), varied.len()) {
        (called, 1) if !called.is_empty() => called.to_owned(),
        _ => key.rsplit('.').next().unwrap_or(key).replace('_', " "),
    };
    let one = |(key, value): &(String, String)| format!("{} {}", called(key), tongue::written(value));
    varied.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The name of an arm, whichever point of a sweep it is seen at.
pub fn arm_alone(point: &Point) -> String {
    text::shown(&plain_arm_label(point)).into_owned()
}

fn plain_arm_label(point: &Point) -> String {
    if !point.label.is_empty() {
        return point.label.clone();
    }
    if let Some((key, value)) = point.only_number()
        && point.arm.parse() == Ok(value)
    {
        let called = if point.called.is_empty() { key } else { &point.called };
        return format!("{called} = {}", tongue::written(&point.arm));
    }
    match point.arm.as_str() {
        NO_IMITATION => match point.of_size {
            Some(people) => say!("no-imitation-of-size", [people], "no imitation, {people} people"),
            None if point.apart => say!("no-imitation-plain", "no imitation, plain scenario"),
            None => say!("no-imitation", "no imitation"),
        },
        MAIN | "" => with_imitation(),
        arm => arm.to_owned(),
    }
}

/// The name of a point of a design: what is varied there, and the arm.
pub fn point_label(point: &Point) -> String {
    let arm = arm_alone(point);
    let is_named_by_its_value = |value: &str| point.arm.parse::<f64>().is_ok_and(|arm| value.parse() == Ok(arm));
    if point.varied.first().is_none_or(|(_, value)| is_named_by_its_value(value)) {
        return arm;
    }
    let called = |key: &str| if point.called.is_empty() { key.to_owned() } else { point.called.clone() };
    let values: Vec<String> = point.varied.iter().map(|(key, value)| format!("{} = {value}", called(key))).collect();
    format!("{}: {arm}", values.join(", "))
}

/// What the arms are compared with, as a phrase: "without imitation", or an arm that the scenario names for it.
pub fn without(null: &Point) -> String {
    match null.arm.as_str() {
        NO_IMITATION => without_imitation(),
        name => say!("with-arm", [name], "with “{name}”"),
    }
}

/// The plain scenario, where it has no other name.
pub fn with_imitation() -> String {
    say!("with-imitation", "with imitation")
}

/// The run that everything is compared with.
pub fn without_imitation() -> String {
    say!("without-imitation", "without imitation")
}

/// The title of a scenario with a mark, as what is said of it begins; nothing where it is in another language than what is said.
pub fn led(results: &Results, mark: char) -> String {
    if tongue::foreign() && results.facts.language != tongue::spoken() {
        String::new()
    } else {
        results.facts.led(mark)
    }
}

/// What the grey of the run without imitation is, where it is not simply the arm beside it without imitation.
pub fn grey(results: &Results) -> String {
    let Some(null) = results.null() else { return String::new() };
    let size = null.of_size.map_or_else(String::new, |people| format!(" ({people} people)"));
    if null.null_of.is_some() {
        return " Grey, dashed: each arm with imitation switched off.".to_owned();
    }
    match null.arm.as_str() {
        NO_IMITATION if results.arms().any(|arm| !null.is_null_of(arm)) => format!(
            " Grey, dashed: the scenario as it stands before an arm changes it{size}, with imitation switched off: another set-up \
             than the arms, so that what lies between it and an arm is what imitation and all that the arm changes do together."
        ),
        NO_IMITATION => " Grey, dashed: the same scenario with imitation switched off.".to_owned(),
        arm => format!(" Grey, dashed: “{arm}”, with which the others are compared."),
    }
}

/// Why nobody can be named as the source of an expression that was caught.
pub fn unnamed(results: &Results) -> &'static str {
    match (results.facts.has_medium, results.facts.company_changes) {
        (true, true) => {
            "it came from the surroundings, or whoever it came from was out of view by the time of the impulse"
        }
        (true, false) => "it came from the surroundings",
        (false, true) => "whoever it came from was out of view by the time of the impulse",
        (false, false) => "what was seen was too old to tell",
    }
}

/// The name of a kind of interval within brackets, without brackets of its own.
pub fn within_brackets(kind: &str) -> String {
    kind.replace(" (", ", ").replace(')', "")
}

/// Half of an expression's honesty: what readers would conclude although nobody has shown it.
pub fn caveat(expression: &str) -> Option<&'static str> {
    match expression {
        "yawn" => Some(
            "In this model yawns are caught more easily from people one is close to; that catching them shows empathy has not been established.",
        ),
        "smile" => Some("Smiles are readily returned; whether the mimicry itself passes a feeling on is contested."),
        "frown" => Some("Frowns are hardly ever returned; results on bad moods spreading contradict each other."),
        "laugh" | "laughter" => Some(
            "Laughing with others says that the laugh was caught, not that the listener found the same thing funny.",
        ),
        _ => None,
    }
}

/// That people are counted who did it because the scenario had them do it; empty where there are none.
pub fn counted_too(results: &Results, expression: &str) -> String {
    let place = results.facts.expressions.iter().position(|name| name == expression);
    let did = VerbForms::of(&results.facts.verbs, expression).did;
    let told = place.map_or(0, |place| results.told_to(place));
    // Where arms are of different size, the number of people is that of no other arm.
    let size = match results.one_size() {
        _ if told == 0 => return String::new(),
        Some(1) => return format!(" That is the one person, who {} because the scenario says so.", was(&did)),
        Some(size) => format!("the {size} people"),
        None => "the people of each arm".to_owned(),
    };
    match told {
        1 => format!(" Counted with them: one of {size}, who {} because the scenario says so.", was(&did)),
        n => format!(" Counted with them: {n} of {size}, who {did} because the scenario says so."),
    }
}

/// Why a curve over time stays at nothing: nobody did it, or only between the moments that were looked at.
pub fn nobody(results: &Results, expression: &str) -> String {
    let events = format!("{expression}_events");
    let shown = |point: &Point| results.outcome(point.index, &events).iter().any(|(_, events)| *events > 0.0);
    let voice = VerbForms::of(&results.facts.verbs, expression);
    match results.points.iter().any(shown) {
        false => nobody_in_any(&voice),
        true => {
            let VerbForms { doing, many, act, .. } = &voice;
            say!(
                "nobody-at-moments",
                [doing, many, act],
                "Nobody was {doing} at any of the moments sampled; all {many} fell between them."
            )
        }
    }
}

/// That nobody did it.
pub fn nobody_in_any(voice: &VerbForms) -> String {
    let VerbForms { did, act, once, .. } = voice;
    say!("nobody-in-any-run", [did, act, once], "Nobody {did} in any run.")
}

/// That nobody did it in the run that is shown.
pub fn nobody_in_this(voice: &VerbForms) -> String {
    let VerbForms { did, act, once, .. } = voice;
    say!("nobody-in-this-run", [did, act, once], "Nobody {did} in this run.")
}

/// That a panel is empty because its runs failed.
pub fn no_run() -> String {
    say!("no-run-finished", "No run finished.")
}

/// What is drawn, and of how many runs an arm: "line: mean; band: its 95 % interval, 20 runs per arm".
pub fn per_arm(what: &str, n: usize) -> String {
    let told = runs(n);
    say!("per-arm", [what, n, told], "{what}, {told} per arm")
}

/// That one run has no interval.
pub fn one_run_no_interval() -> String {
    say!("one-run-no-interval", "one run, no interval")
}

/// What somebody did, after "have": "been in a good mood" where others have "smiled".
pub fn been(did: &str) -> String {
    did.strip_prefix("were ").map_or_else(|| did.to_owned(), |how| format!("been {how}"))
}

/// What several "were" one "was".
pub fn was(did: &str) -> String {
    did.strip_prefix("were ").map_or_else(|| did.to_owned(), |rest| format!("was {rest}"))
}

/// The same for an outcome that counts people.
pub fn counted_too_of(results: &Results, column: &str) -> String {
    let of = |name: &&String| {
        let rest = column.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('_'));
        rest.is_some_and(|rest| matches!(rest, "reach" | "events" | "prevalence" | "prevalence_late" | "peak"))
    };
    results.facts.expressions.iter().find(of).map_or_else(String::new, |name| counted_too(results, name))
}

/// The caveats of all expressions of a scenario.
pub fn caveats(results: &Results) -> String {
    let all: Vec<&str> = results.facts.expressions.iter().filter_map(|e| caveat(e)).collect();
    all.join(" ")
}

/// Whether two sets of runs can be told apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The middle 90 % of runs do not overlap.
    Apart(Estimate),
    /// The means differ, single runs overlap.
    OnAverage(Estimate),
    /// The means differ; too few runs to say more.
    Means(Estimate),
    /// Too few runs to say whether they do.
    TooFew(Estimate),
    /// The interval of the difference holds zero.
    Indistinct(Estimate),
    /// One run.
    Unknown,
}

/// From so few pairs of runs no test can find a difference: six signs alike are the first that are rarer than one in twenty.
pub const TESTABLE: usize = 6;

/// Whether so many pairs of runs can find a difference that was picked from so many for being the largest: the rarest signs, all alike,
/// are rarer than one in twenty for all of them together.
fn is_testable(runs: usize, picked_from: usize) -> bool {
    let rarest = 2.0 * 0.5f64.powi(i32::try_from(runs).unwrap_or(i32::MAX));
    rarest * picked_from.max(1) as f64 <= 0.05
}

/// So many runs have a middle 90 % and not only a lowest and a highest.
const ENOUGH: usize = 10;

impl Verdict {
    /// What may be said where these two were picked for lying farthest apart among so many pairs: by an interval that holds for all of
    /// them at once.
    #[must_use]
    pub fn among(self, pairs: usize) -> Self {
        let wide = |e: Estimate| e.widened(pairs);
        if let Some(e) = self.difference().filter(|e| !is_testable(e.n, pairs)) {
            return Self::TooFew(wide(e));
        }
        let kept = |verdict: fn(Estimate) -> Self, e: Estimate| {
            let e = wide(e);
            // Two that would be told apart if they had not been picked are not alike: more runs may tell.
            if e.leaves_out_zero() { verdict(e) } else { Self::TooFew(e) }
        };
        match self {
            Self::Apart(e) => kept(Self::Apart, e),
            Self::OnAverage(e) => kept(Self::OnAverage, e),
            Self::Means(e) => kept(Self::Means, e),
            Self::TooFew(e) => Self::TooFew(wide(e)),
            Self::Indistinct(e) => Self::Indistinct(wide(e)),
            Self::Unknown => Self::Unknown,
        }
    }

    /// The mean difference, where there is one.
    pub fn difference(self) -> Option<Estimate> {
        match self {
            Self::Apart(e) | Self::OnAverage(e) | Self::Means(e) | Self::TooFew(e) | Self::Indistinct(e) => Some(e),
            Self::Unknown => None,
        }
    }
}

/// Compares an outcome with and without.
///
/// Replicates share their dice between points, so that the difference is taken pair by pair where the replicates are the same.
pub fn compare(with: &Sample, without: &Sample) -> Verdict {
    let contrast = Contrast::of(without, with);
    let [b, a] = [&contrast.a, &contrast.b].map(|sample| sorted(sample.values()));
    let fewest = contrast.n.min(a.len()).min(b.len());
    if fewest < 2 {
        return Verdict::Unknown;
    }
    let difference = contrast.estimate();
    let apart = quantile(&a, 0.05) > quantile(&b, 0.95) || quantile(&a, 0.95) < quantile(&b, 0.05);
    match (apart, difference.low <= 0.0 && difference.high >= 0.0) {
        _ if fewest < TESTABLE => Verdict::TooFew(difference),
        (_, true) => Verdict::Indistinct(difference),
        _ if fewest < ENOUGH => Verdict::Means(difference),
        (true, _) => Verdict::Apart(difference),
        _ => Verdict::OnAverage(difference),
    }
}

/// The verdict on a share (of people, of time), as a sentence.
pub fn verdict_on_share(verdict: Verdict) -> String {
    verdict_in(verdict, 100.0, "percentage points", None)
}

/// That several comparisons stand beside each other, each as if it were the only one; nothing where there is but one.
pub fn each_by_itself(comparisons: usize) -> String {
    if comparisons < 2 {
        return String::new();
    }
    format!(
        " Each of these {comparisons} comparisons stands by itself: their intervals are not widened for their number."
    )
}

/// The verdict on a number of something, as a sentence.
pub fn verdict_on_number(verdict: Verdict, unit: &str) -> String {
    verdict_in(verdict, 1.0, unit, None)
}

/// A sentence that goes on after a colon.
pub fn after_colon(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The decimals that the width of an interval deserves.
pub fn decimals(e: Estimate, factor: f64) -> usize {
    let half = ((e.high - e.low) / 2.0 * factor).abs();
    if half > 0.0 { (-half.log10().floor()).clamp(0.0, 6.0) as usize } else { 1 }
}

/// A mean and its interval, with the decimals that the interval's width deserves.
pub fn interval(e: Estimate, factor: f64, unit: &str) -> String {
    interval_to(e, factor, unit, decimals(e, factor))
}

/// A mean and its interval to so many decimals.
pub fn interval_to(e: Estimate, factor: f64, unit: &str, decimals: usize) -> String {
    let space = if unit.is_empty() { "" } else { " " };
    if is_the_same_in_every_run(e) {
        let mean = super::axis::short(e.mean * factor);
        let unit = unit_after(&mean, unit);
        return say!("the-same-in-every-run", [mean, space, unit], "{mean}{space}{unit} in every run");
    }
    // Shares cannot lie further apart than the whole.
    let possible = if unit == "percentage points" { 100.0 } else { f64::INFINITY };
    let say = |value: f64| super::axis::plain((value * factor).clamp(-possible, possible), decimals);
    let mean = say(e.mean);
    let (unit, low, high) = (unit_after(&mean, unit), say(e.low), say(e.high));
    say!("with-interval", [mean, space, unit, low, high], "{mean}{space}{unit}, 95\u{a0}% interval {low} to {high}")
}

/// Whether an interval has no width.
fn is_the_same_in_every_run(e: Estimate) -> bool {
    (e.high - e.low).abs() / 2.0 <= 1e-9 * e.mean.abs()
}

/// The mean alone, to the digits in which [`interval_to`] tells it.
pub fn mean_to(e: Estimate, factor: f64, decimals: usize) -> String {
    let mean = e.mean * factor;
    if is_the_same_in_every_run(e) { super::axis::short(mean) } else { super::axis::plain(mean, decimals) }
}

/// The verdict as a sentence; numbers are multiplied by a factor and told to so many decimals, or as many as they deserve.
pub fn verdict_in(verdict: Verdict, factor: f64, unit: &str, digits: Option<usize>) -> String {
    let interval = |e: Estimate| interval_to(e, factor, unit, digits.unwrap_or_else(|| decimals(e, factor)));
    match verdict {
        Verdict::Apart(e) => format!(
            "The two differ in nearly every run: the middle 90\u{a0}% of runs do not overlap (mean difference {}).",
            interval(e)
        ),
        Verdict::OnAverage(e) => format!(
            "They differ on average (mean difference {}), but the middle 90\u{a0}% of runs overlap: one run alone could not tell them apart.",
            interval(e)
        ),
        Verdict::Means(e) => format!(
            "They differ on average (mean difference {}); {} are too few to say how single runs lie.",
            interval(e),
            runs(e.n)
        ),
        Verdict::TooFew(e) => {
            format!("{} of each are too few to test (mean difference {}).", runs(e.n), interval(e))
        }
        Verdict::Indistinct(e) => {
            format!("The two are not distinguishable here (mean difference {}).", interval(e))
        }
        Verdict::Unknown => "One run on either side says nothing about chance.".to_owned(),
    }
}

/// How far runs lie apart: `90 % of runs: 20 % to 61 %`, or of few runs the lowest and the highest.
pub fn band(sorted: &[f64], say: impl Fn(f64) -> String) -> String {
    let ends = |low: f64, high: f64| {
        let (low, high) = (say(low), say(high));
        if low == high { low } else { format!("{low} to {high}") }
    };
    match sorted {
        [low, .., high] if sorted.len() < ENOUGH => format!("all {}: {}", runs(sorted.len()), ends(*low, *high)),
        _ => format!("90\u{a0}% of runs: {}", ends(quantile(sorted, 0.05), quantile(sorted, 0.95))),
    }
}

/// `a median of 34 % (90 % of runs: 20 % to 61 %)`, or the value itself for one run.
pub fn spread_of_shares(sample: &Sample) -> String {
    let values = sorted(sample.values());
    let at = |share: f64| quantile(&values, share);
    // Runs that lie close together need a digit more to be told apart.
    let close = values.len() > 1 && at(0.95) - at(0.05) < 0.03 && at(0.95) > at(0.05) && at(0.05) >= 0.0995;
    let say =
        |share: f64| if close { format!("{}\u{a0}%", super::axis::plain(share * 100.0, 1)) } else { percent(share) };
    match values.len() {
        0 => "no run".to_owned(),
        1 => percent(values[0]),
        _ => {
            // Headings and tables have the mean: where the median is another number, both are told.
            let mean = say(sample.mean().unwrap_or(0.0));
            let mean = if mean == say(at(0.5)) { String::new() } else { format!("; mean {mean}") };
            format!("a median of {} ({}{mean})", say(at(0.5)), band(&values, say))
        }
    }
}

/// A share with half the width of its interval: `61 % ± 9`.
pub fn share_with_conf(share: f64, conf: Option<f64>) -> String {
    let decimals = match conf {
        Some(conf) if conf < 0.02 => 1,
        Some(_) => 0,
        None => return percent(share),
    };
    let say = |value: f64| super::axis::plain(value * 100.0, decimals);
    format!("{} ± {}", super::axis::percent_of(&say(share)), say(conf.unwrap_or(0.0)))
}

/// `100 runs`, `one run`.
pub fn runs(n: usize) -> String {
    let number = super::axis::plain(n as f64, 0);
    if n == 1 { say!("one-run", "one run") } else { say!("runs", [n, number], "{number} runs") }
}

/// Where the numbers of a figure come from.
pub fn source(results: &Results, tables: &str) -> String {
    let facts = &results.facts;
    format!("Numbers: {tables}; scenario `{}`, seed {}, catching {}.", facts.name, facts.seed, facts.version)
}

/// Arms that a caption names one by one.
pub const NAMED: usize = 4;

/// That a caption names only some of so many arms.
pub fn further(arms: usize) -> String {
    match arms.saturating_sub(NAMED) {
        0 => String::new(),
        1 => " One more arm: see the table.".to_owned(),
        more => format!(" {more} more arms: see the table."),
    }
}

/// The first so many items, and how many more there are.
pub fn named(items: &[String], most: usize) -> String {
    if items.len() <= most {
        return listed(items);
    }
    format!("{} and {} more", items[..most].join(", "), items.len() - most)
}

/// Items that hold an "and" of their own, as English lists them.
pub fn listed_apart(items: &[String], most: usize) -> String {
    let shown = items[..items.len().min(most)].join("; ");
    if items.len() > most { format!("{shown}; and {} more", items.len() - most) } else { shown }
}

/// Items as English lists them.
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            let first = first.join(", ");
            say!("listed", [first, last], "{first} and {last}")
        }
    }
}

/// Text followed by a space, if there is any.
pub fn with_space(text: String) -> String {
    if text.is_empty() { text } else { text + " " }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(values: &[f64]) -> Sample {
        Sample::of("x_reach", (0..).zip(values.iter().copied()))
    }

    #[test]
    fn what_people_were_they_have_been() {
        assert_eq!([been("were in a good mood"), been("smiled")], ["been in a good mood", "smiled"]);
        assert_eq!([was("were in a good mood"), was("smiled")], ["was in a good mood", "smiled"]);
    }

    #[test]
    fn one_yawn_is_not_many() {
        let said = |expression: &str, number: &str| VerbForms::of(&[], expression).counted(number);
        assert_eq!(
            [said("smile", "1"), said("smile", "0"), said("wink", "1")],
            ["1 smile", "0 smiles", "1 expression of “wink”"]
        );
    }

    #[test]
    fn overlapping_runs_are_never_called_different() {
        let verdict = compare(&rows(&[0.2, 0.5, 0.3, 0.4, 0.2, 0.5]), &rows(&[0.3, 0.4, 0.35, 0.38, 0.3, 0.4]));
        assert!(verdict_on_share(verdict).contains("not distinguishable"), "{verdict:?}");
    }

    #[test]
    fn few_runs_of_many_arms_are_too_few_however_far_apart() {
        let of = |n: usize, arms: usize| {
            let [low, high] =
                [0.1, 0.8].map(|at| rows(&(0..n).map(|i| at + (i % 5) as f64 / 100.0).collect::<Vec<f64>>()));
            compare(&high, &low).among(arms * (arms - 1) / 2)
        };
        assert!(matches!(of(6, 2), Verdict::Means(_)) && matches!(of(5, 2), Verdict::TooFew(_)));
        assert!(matches!(of(10, 8), Verdict::TooFew(_)) && matches!(of(11, 8), Verdict::Apart(_)), "{:?}", of(11, 8));
        assert_eq!([is_testable(TESTABLE - 1, 1), is_testable(TESTABLE, 1)], [false, true]);
    }

    #[test]
    fn what_would_be_told_apart_if_it_had_not_been_picked_is_not_called_alike() {
        let counts = |values: &[f64]| Sample::of("x_events", (0..).zip(values.iter().copied()));
        let high = counts(&[51.0, 39.0, 6.0, 23.0, 9.0, 9.0, 45.0, 1.0, 7.0, 8.0, 2.0, 20.0]);
        let low = counts(&[1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
        let verdict = compare(&high, &low);
        assert!(verdict.difference().is_some_and(|e| e.leaves_out_zero()), "{verdict:?}");
        assert!(matches!(verdict.among(15), Verdict::TooFew(e) if !e.leaves_out_zero()));
        assert!(matches!(compare(&low, &low).among(15), Verdict::Indistinct(_)));
    }

    #[test]
    fn runs_far_apart_are_called_so() {
        let of = |n: usize| {
            let near = |value: f64| rows(&(0..n).map(|i| value + (i * i % 7) as f64 / 100.0).collect::<Vec<f64>>());
            let low = near(0.1);
            compare(&near(0.8), &Sample::of("x_reach", low.runs().iter().rev().map(|run| (run.key, run.value))))
        };
        assert!(matches!(of(10), Verdict::Apart(_)), "{:?}", of(10));
        assert!(matches!(of(8), Verdict::Means(_)) && matches!(of(3), Verdict::TooFew(_)));
        assert!(verdict_on_share(of(3)).starts_with("3 runs of each are too few"), "{}", verdict_on_share(of(3)));
    }

    #[test]
    fn few_runs_have_a_lowest_and_a_highest_and_no_middle() {
        assert_eq!(
            spread_of_shares(&rows(&[0.2, 0.4, 0.3])),
            "a median of 30\u{a0}% (all 3 runs: 20\u{a0}% to 40\u{a0}%)"
        );
        assert_eq!(spread_of_shares(&rows(&[0.5, 0.5])), "a median of 50\u{a0}% (all 2 runs: 50\u{a0}%)");
        assert!(spread_of_shares(&rows(&[0.5; 10])).contains("90\u{a0}% of runs"));
    }

    #[test]
    fn an_interval_stays_within_what_can_be_and_has_no_digits_that_say_nothing() {
        let e = |mean, low, high| Estimate { mean, low, high, n: 20 };
        assert_eq!(
            interval(e(0.7, 0.35, 1.05), 100.0, "percentage points"),
            "70 percentage points, 95\u{a0}% interval 35 to 100"
        );
        let alike = 0.992_248_06;
        assert_eq!(interval(e(alike, alike, alike), 100.0, "percentage points"), "99.2 percentage points in every run");
    }

    #[test]
    fn a_mean_difference_within_overlapping_runs_is_only_an_average() {
        let null: Vec<f64> = (0..40).map(|i| f64::from(i) / 100.0).collect();
        let with: Vec<f64> = null.iter().map(|v| v + 0.03).collect();
        let with = rows(&with);
        assert!(verdict_on_share(compare(&with, &rows(&null))).contains("one run alone could not tell"));
    }

    #[test]
    fn one_run_claims_nothing() {
        assert_eq!(compare(&rows(&[0.5]), &rows(&[0.1])), Verdict::Unknown);
    }
}
