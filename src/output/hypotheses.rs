//! `hypotheses.csv`: what a scenario expected, and what its runs say to it.

use super::chart::axis::short;
use super::chart::input::{Point, Results};
use super::chart::words::arm_label;
use super::tables::{csv_of, number};
use crate::experiment::hypotheses::{Judged, Verdict, correct, judge};
use crate::experiment::statistics::{LEVEL, Sample};
use crate::quantity::TimeUnit;
use crate::scenario::NO_IMITATION;
use crate::scenario::hypothesis::{Expectation, Known, Term};
use crate::scenario::outcome::Kind;
use crate::scenario::{Hypothesis, Scenario};
use serde::Serialize;

/// The file.
pub const HYPOTHESES: &str = "hypotheses.csv";

const COLUMNS: [&str; 14] = [
    "hypothesis",
    "name",
    "expect",
    "point",
    "at",
    "n",
    "left_minus_right",
    "ci_low",
    "ci_high",
    "ci_level",
    "ci_kind",
    "verdict",
    "p",
    "p_holm",
];

/// A hypothesis with what the runs say to it at each point.
#[derive(Clone, Debug)]
pub struct Tested {
    /// As the scenario has it.
    pub hypothesis: Hypothesis,
    /// Point by point.
    pub rows: Vec<Row>,
}

/// A hypothesis at one point.
#[derive(Clone, Debug)]
pub struct Row {
    /// The first of the points that it is about.
    pub point: u32,
    /// Which point that is, in words; empty where there is only one.
    pub at: String,
    /// What the runs say.
    pub judged: Judged,
    /// Whether every outcome in it is a share, so that a difference is one of percentage points.
    pub share: bool,
}

impl Tested {
    /// What the runs say at all points together.
    pub fn verdict(&self) -> Verdict {
        Verdict::of_all(self.rows.iter().map(|row| row.judged.verdict))
    }

    /// What it means, with the expectation itself.
    pub fn title(&self) -> String {
        self.hypothesis.title()
    }

    /// The evidence in brackets: the interval of one point, the counts of many.
    pub fn evidence(&self) -> String {
        if let [row] = self.rows.as_slice() {
            return told(row);
        }
        let count = |verdict: Verdict| self.rows.iter().filter(|row| row.judged.verdict == verdict).count();
        let all = self.rows.len();
        let counts = [Verdict::Supported, Verdict::NotSupported, Verdict::Undecided]
            .map(|verdict| (count(verdict), verdict))
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, verdict)| format!("{} at {n} of {all} points", verdict.name()));
        counts.collect::<Vec<_>>().join(", ")
    }
}

/// "left minus right 11 percentage points, 95 % interval 10 to 12, n = 100"
fn told(row: &Row) -> String {
    let judged = &row.judged;
    let (scale, unit) = if row.share { (100.0, " percentage points") } else { (1.0, "") };
    let short = |value: f64| short(value * scale);
    match (judged.difference, judged.interval) {
        (Some(mean), Some((low, high))) => format!(
            "left minus right {}{unit}, {:.0}\u{a0}% interval {} to {}, n = {}",
            short(mean),
            LEVEL * 100.0,
            short(low),
            short(high),
            judged.n
        ),
        (Some(mean), None) if judged.n == 1 => {
            format!("left minus right {}{unit} in one run, which decides nothing", short(mean))
        }
        (Some(mean), None) => {
            format!("left minus right {}{unit} in all {} runs, which decides nothing", short(mean), judged.n)
        }
        _ => "no run has all these outcomes".to_owned(),
    }
}

/// Judges the hypotheses of a scenario by its results.
pub fn test(results: &Results, scenario: &Scenario) -> Vec<Tested> {
    let arms: Vec<String> = results.points.iter().flat_map(arm_names).map(str::to_owned).collect();
    let unit = TimeUnit::from_symbol(&results.facts.time_unit).unwrap_or_default();
    let known = Known { metrics: &results.outcomes, arms: &arms, unit };
    let read = |hypothesis: &Hypothesis| {
        let expectation = Expectation::parse(&hypothesis.expect, known).ok()?;
        let places = places(results);
        let rows = places.iter().flat_map(|place| place.judge(results, &expectation, places.len() > 1)).collect();
        Some(Tested { hypothesis: hypothesis.clone(), rows })
    };
    let mut tested: Vec<Tested> = scenario.hypotheses.iter().filter_map(read).collect();
    correct(tested.iter_mut().flat_map(|tested| &mut tested.rows).map(|row| &mut row.judged));
    tested
}

/// What is said beside verdicts of which there are several: how they were corrected for that.
pub fn corrected(tested: &[Tested]) -> Option<String> {
    let judgements = tested.iter().map(|tested| tested.rows.len()).sum::<usize>();
    (judgements > 1).then(|| {
        format!(
            "{judgements} judgements, corrected together (Holm): where nothing is so, one such set in twenty decides \
             something, not one judgement in twenty. Intervals are those of each by itself."
        )
    })
}

/// The names by which an expectation may call a point: an arm that the others are compared with has its own, too.
fn arm_names(point: &Point) -> impl Iterator<Item = &str> {
    std::iter::once(point.arm.as_str()).chain(point.null.then_some(NO_IMITATION))
}

/// Points that a hypothesis can speak of together: one point of a design with all its arms.
struct Place<'a>(Vec<&'a Point>);

fn places(results: &Results) -> Vec<Place<'_>> {
    if !results.is_sweep() {
        return vec![Place(results.points.iter().collect())];
    }
    results.points.chunk_by(|a, b| a.varied == b.varied).map(|points| Place(points.iter().collect())).collect()
}

impl Place<'_> {
    /// Once where every outcome names its arm, else for each arm.
    fn judge(&self, results: &Results, expectation: &Expectation, several: bool) -> Vec<Row> {
        let arms: Vec<&Point> = self.0.iter().copied().filter(|point| !point.null).collect();
        let share = expectation.terms.iter().all(|term| Kind::of(&term.metric).is_share());
        let one = |arm: Option<&Point>| {
            let values = |term: &Term| {
                let named =
                    |name: &String| self.0.iter().copied().find(|point| arm_names(point).any(|own| own == name));
                let point = term.arm.as_ref().map_or(arm, named);
                point.map_or_else(|| Sample::of(&term.metric, []), |point| results.sample(point.index, &term.metric))
            };
            let varied = self.0.first().filter(|_| several).map(|p| &p.varied[..]).unwrap_or_default();
            let mut at: Vec<String> = varied.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            at.extend(arm.filter(|_| arms.len() > 1).map(arm_label));
            let point = arm.or(self.0.first().copied()).map_or(0, |point| point.index);
            Row { point, at: at.join(", "), judged: judge(expectation, values), share }
        };
        if expectation.names_its_arms() { vec![one(None)] } else { arms.iter().map(|arm| one(Some(arm))).collect() }
    }
}

/// The table as text; empty where nothing is expected.
pub fn csv(tested: &[Tested]) -> String {
    if tested.is_empty() {
        return String::new();
    }
    let of = |(place, tested): (usize, &Tested)| tested.rows.iter().map(|row| fields(place, tested, row)).collect();
    let rows: Vec<_> = tested.iter().enumerate().flat_map(of as fn((usize, &Tested)) -> Vec<_>).collect();
    csv_of([COLUMNS.map(str::to_owned)].into_iter().chain(rows))
}

fn fields(place: usize, tested: &Tested, row: &Row) -> [String; COLUMNS.len()] {
    let of = &row.judged;
    let maybe = |value: Option<f64>| value.map(number).unwrap_or_default();
    [
        place.to_string(),
        tested.hypothesis.name.clone(),
        tested.hypothesis.expect.clone(),
        row.point.to_string(),
        row.at.clone(),
        of.n.to_string(),
        maybe(of.difference),
        maybe(of.interval.map(|i| i.0)),
        maybe(of.interval.map(|i| i.1)),
        maybe(of.interval.map(|_| LEVEL)),
        of.interval.map_or("", |_| of.interval_kind).to_owned(),
        of.verdict.name().to_owned(),
        maybe(of.p),
        maybe(of.p_holm),
    ]
}

/// A hypothesis for programs and for the page.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    name: String,
    expect: String,
    verdict: &'static str,
    evidence: String,
    points: Vec<ToldPoint>,
}

#[derive(Clone, Debug, Serialize)]
struct ToldPoint {
    point: u32,
    at: String,
    n: usize,
    left_minus_right: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    p: Option<f64>,
    p_holm: Option<f64>,
    verdict: &'static str,
}

impl From<&Tested> for Told {
    fn from(tested: &Tested) -> Self {
        let point = |row: &Row| ToldPoint {
            point: row.point,
            at: row.at.clone(),
            n: row.judged.n,
            left_minus_right: row.judged.difference,
            ci_low: row.judged.interval.map(|i| i.0),
            ci_high: row.judged.interval.map(|i| i.1),
            p: row.judged.p,
            p_holm: row.judged.p_holm,
            verdict: row.judged.verdict.name(),
        };
        Self {
            name: tested.hypothesis.name.clone(),
            expect: tested.hypothesis.expect.clone(),
            verdict: tested.verdict().name(),
            evidence: tested.evidence(),
            points: tested.rows.iter().map(point).collect(),
        }
    }
}
