//! What a lesson says: from the scenario, and from runs that were done for it.

use crate::cli::Failure;
use crate::output::censored;
use crate::output::chart::axis::lasting;
use crate::output::chart::metric::Metric;
use crate::output::chart::words::arm_label;
use crate::output::comparison;
use crate::results::Point;
use crate::scenario::{advice, provenance};
use crate::study::explore::{Outcome, outcome};
use crate::study::{Results, Study};
use serde::Serialize;

/// Arms that pupils can put in order.
const MOST_ARMS: usize = 6;

/// An arm in numbers.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Arm {
    pub(super) label: String,
    pub(super) null: bool,
    pub(super) runs: usize,
    pub(super) mean: String,
    pub(super) interval: String,
    pub(super) lowest: String,
    pub(super) highest: String,
    /// Every run.
    #[serde(skip)]
    pub(super) values: Vec<f64>,
    #[serde(skip)]
    pub(super) average: Option<f64>,
    #[serde(skip)]
    pub(super) ends: Option<(f64, f64)>,
}

/// Something that the scenario proposes to try, and what came of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Tried {
    what: String,
    flags: String,
    before: String,
    after: String,
    sentence: String,
}

/// A chart with its caption.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shown {
    svg: String,
    caption: String,
}

/// What a lesson says.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Lesson {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) question: String,
    pub(super) text: Vec<String>,
    pub(super) notice: Vec<String>,
    /// "share of people who yawned at least once".
    pub(super) phrase: String,
    /// The same as a sentence begins.
    heading: String,
    /// How a guess is written: "in percent, 0 to 100".
    pub(super) asked_in: String,
    pub(super) people: u64,
    pub(super) lasting: String,
    pub(super) seed: u64,
    /// The versions, those without imitation last.
    pub(super) arms: Vec<Arm>,
    /// Whether pupils put the versions in order.
    pub(super) order: Vec<String>,
    /// The versions from the highest to the lowest.
    pub(super) ordered: Vec<String>,
    pub(super) sentence: String,
    pub(super) answer: Vec<String>,
    pub(super) tried: Option<Tried>,
    pub(super) figure: Option<Shown>,
    pub(super) caveats: Vec<(&'static str, &'static str)>,
    pub(super) assumed: usize,
    pub(super) numbers: usize,
    /// The command that makes it again.
    pub(super) command: String,
    pub(super) version: &'static str,
    #[serde(skip)]
    pub(super) outcome: Outcome,
    #[serde(skip)]
    pub(super) metric: Metric,
}

/// What the class guesses.
pub(super) fn guessed(study: &Study) -> Outcome {
    outcome(study.scenario())
}

/// The first thing that the scenario proposes to set, and the scenario with it.
pub(super) fn proposed(study: &Study) -> Option<(String, Study)> {
    study.scenario().try_.iter().find_map(|line| {
        let changes = advice::proposed(line).into_iter().map(|(key, value)| {
            let table: toml::Table = format!("value = {value}").parse().ok()?;
            Some((key, table.get("value")?.clone()))
        });
        let changes = changes.collect::<Option<Vec<_>>>().filter(|changes| !changes.is_empty())?;
        Some((line.clone(), study.clone().set_all(changes).ok()?))
    })
}

impl Lesson {
    /// Of a study that was run, and of the same with what it proposes to try.
    pub(super) fn new(
        study: &Study,
        results: &Results,
        tried: Option<&Results>,
        outcome: &Outcome,
        command: String,
    ) -> Result<Self, Failure> {
        let (scenario, data) = (study.scenario(), results.data());
        let metric = Metric::of(&data.facts, &outcome.name);
        let mut arms: Vec<Arm> = data.points.iter().map(|point| arm(results, point, &metric)).collect();
        arms.sort_by_key(|arm| arm.null);
        let plain: Vec<&Arm> = arms.iter().filter(|arm| !arm.null).collect();
        let in_order = (2..=MOST_ARMS).contains(&plain.len());
        let order = if in_order { plain.iter().map(|arm| arm.label.clone()).collect() } else { Vec::new() };
        let figure = results.first_figure().map(|name| results.figure_in(name, "print")).transpose();
        let figure = figure.map_err(Failure::failed)?;
        let sections = provenance::sections(scenario);
        let rows = || sections.iter().flat_map(|section| &section.rows);
        Ok(Self {
            name: scenario.name.clone(),
            title: if scenario.title.is_empty() { scenario.name.clone() } else { scenario.title.clone() },
            question: if scenario.question.is_empty() { scenario.title.clone() } else { scenario.question.clone() },
            text: scenario.explore.as_ref().map(|explore| explore.text.clone()).unwrap_or_default(),
            notice: scenario.notice.clone(),
            heading: metric.title(),
            phrase: metric.phrase.clone(),
            asked_in: asked_in(outcome),
            people: people(study)?,
            lasting: lasting(scenario.situation.duration),
            seed: scenario.seed,
            ordered: if in_order { from_the_highest(&plain) } else { Vec::new() },
            order,
            sentence: sentence(results, &metric),
            answer: results.answer(),
            tried: tried.and_then(|tried| of_tried(study, results, tried, &metric)),
            figure: figure
                .map(|f| Shown { svg: without_font(&f.svg), caption: f.caption.replace("**", "").replace('`', "") }),
            caveats: provenance::caveats(scenario).into_iter().map(|c| (c.claim, c.instead)).collect(),
            assumed: rows().filter(|row| row.is_unsure()).count(),
            numbers: rows().count(),
            command,
            version: env!("CARGO_PKG_VERSION"),
            outcome: outcome.clone(),
            arms,
            metric,
        })
    }
}

/// How many people there are in the first run.
fn people(study: &Study) -> Result<u64, Failure> {
    let plan = study.plan().map_err(Failure::failed)?;
    let network = plan.draw_network(&plan.run(0, 0)).map_err(Failure::failed)?;
    Ok(network.people() as u64)
}

fn asked_in(outcome: &Outcome) -> String {
    match (outcome.share, outcome.unit.as_str()) {
        (true, _) => "in percent, 0 to 100".to_owned(),
        (false, "") => "a number".to_owned(),
        (false, "SD") => "in SD; 1 SD is the ordinary spread between people".to_owned(),
        (false, unit) => format!("in {unit}"),
    }
}

fn arm(results: &Results, point: &Point, metric: &Metric) -> Arm {
    let data = results.data();
    let summary = data.summary(point.index, &metric.column);
    let values: Vec<f64> = data.outcome(point.index, &metric.column).into_iter().map(|(_, value)| value).collect();
    let end = |least: bool| {
        let of = if least { f64::min } else { f64::max };
        values.iter().copied().reduce(of).map_or_else(|| "–".to_owned(), |value| metric.say(value))
    };
    let between = |(low, high): (f64, f64)| format!("{} to {}", metric.say(low), metric.say(high));
    Arm {
        label: arm_label(point),
        null: point.null,
        runs: values.len(),
        mean: summary.mean.map_or_else(|| "–".to_owned(), |mean| metric.say(mean)),
        interval: summary.interval.filter(|(low, high)| low < high).map_or_else(|| "–".to_owned(), between),
        lowest: end(true),
        highest: end(false),
        average: summary.mean,
        ends: summary.interval,
        values,
    }
}

fn from_the_highest(arms: &[&Arm]) -> Vec<String> {
    let mut arms: Vec<&&Arm> = arms.iter().filter(|arm| arm.average.is_some()).collect();
    arms.sort_by(|a, b| b.average.unwrap_or(0.0).total_cmp(&a.average.unwrap_or(0.0)));
    arms.iter().map(|arm| format!("{} ({})", arm.label, arm.mean)).collect()
}

/// How far the first version lies from what it is compared with.
fn sentence(results: &Results, metric: &Metric) -> String {
    let data = results.data();
    let shown = data.points.iter().find(|point| !point.null);
    let Some((shown, null)) = shown.and_then(|shown| Some((shown, data.null_beside(shown)?))) else {
        return String::new();
    };
    let compared = comparison::of_two(data, null, shown, &metric.column);
    let (a, b) = (arm_label(null), arm_label(shown));
    let of_all = censored::said(data, &data.points, &metric.column);
    comparison::sentence(&compared, metric, (&a, &b)) + &comparison::left_out(&compared, (&a, &b)) + &of_all
}

/// What came of what the scenario proposes to try, replicate by replicate with the same dice.
fn of_tried(study: &Study, results: &Results, tried: &Results, metric: &Metric) -> Option<Tried> {
    let (line, _) = proposed(study)?;
    let (what, flags) = line.split_once(": ")?;
    let first = |results: &Results| {
        let point = results.data().points.iter().find(|point| !point.null)?.clone();
        let arm = arm(results, &point, metric);
        Some((results.data().sample(point.index, &metric.column), arm))
    };
    let ((before, a), (after, b)) = (first(results)?, first(tried)?);
    let sure = crate::output::chart::words::compare(&after, &before);
    let verdict = if metric.kind.is_share() {
        crate::output::chart::words::verdict_on_share(sure)
    } else {
        crate::output::chart::words::verdict_on_number(sure, metric.difference_unit())
    };
    let cut = tried.data().arms().next().map(|arm| censored::said(tried.data(), [arm], &metric.column));
    let sentence = verdict + &cut.unwrap_or_default();
    Some(Tried { what: small(what), flags: flags.to_owned(), before: a.mean, after: b.mean, sentence })
}

/// "make everybody friends": a proposal as it goes on after a colon.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A chart for a page that brings the letters itself.
fn without_font(svg: &str) -> String {
    match (svg.find("<style>"), svg.find("</style>\n")) {
        (Some(from), Some(to)) => format!("{}{}", &svg[..from], &svg[to + "</style>\n".len()..]),
        _ => svg.to_owned(),
    }
}
