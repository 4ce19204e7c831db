//! `generations`: how many expressions stood how many steps down a chain of "caught it from".

use crate::output::tongue::say;
use std::collections::BTreeMap;

use super::axis::{self, Axis, Bare};
use super::input::{Event, Point, Results};
use super::labels::{self, Key, Sample};
use super::outcomes;
use super::page::{Frame, Page, Stroke};
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, chains, curves};

/// Chains of imitation.
pub(super) const GENERATIONS: Chart = Chart {
    name: "generations",
    made_of: MadeOf::Events,
    shows: "expressions by the number of steps of imitation behind them, beside the run without imitation",
    needs: "events",
    applies: |results| !results.events.is_empty(),
    usual: |_| false,
    draw,
};

/// Bars beside that of step 0; where chains are longer, the last bar holds all further steps.
const BARS: usize = 12;
/// Arms that stand side by side.
pub(super) const MOST: usize = 4;

/// Mean number of expressions of each generation in a recorded run of one point.
struct Arm<'a> {
    point: &'a Point,
    stroke: Stroke,
    runs: usize,
    /// One a step.
    counts: Vec<f64>,
}

impl Arm<'_> {
    /// The last step that was reached.
    fn deepest(&self) -> usize {
        self.counts.len().saturating_sub(1)
    }
}

/// The steps that a bar holds, first and last.
type Steps = (usize, usize);

/// The bars of a chart: each step by itself, and in the last one all that are longer.
fn grouped(arms: &[Arm]) -> Vec<Steps> {
    let deepest = arms.iter().map(Arm::deepest).max().unwrap_or(0).max(3);
    let single = (0..deepest.min(BARS)).map(|step| (step, step));
    single.chain([(deepest.min(BARS), deepest)]).collect()
}

/// How many expressions of an arm stood on these steps.
fn count(arm: &Arm, (first, last): Steps) -> f64 {
    arm.counts.iter().take(last + 1).skip(first).sum()
}

fn arm<'a>(results: &'a Results, (point, stroke): (&'a Point, Stroke)) -> Arm<'a> {
    let mut by_run: BTreeMap<u64, Vec<&Event>> = BTreeMap::new();
    for event in &results.events {
        by_run.entry(event.run).or_default().push(event);
    }
    let runs = results.runs_with_events(point.index);
    let mut counts: Vec<f64> = Vec::new();
    for run in &runs {
        for link in chains::links(by_run.remove(&run.id).unwrap_or_default()) {
            counts.resize(counts.len().max(link.steps + 1), 0.0);
            counts[link.steps] += 1.0 / runs.len() as f64;
        }
    }
    Arm { point, stroke, runs: runs.len(), counts }
}

fn draw(results: &Results, look: &Look) -> Figure {
    let points = outcomes::points(results, look);
    let shown = points.iter().filter(|p| !p.0.null).take(MOST).chain(points.iter().filter(|p| p.0.null));
    let arms: Vec<Arm> = shown.map(|&p| arm(results, p)).filter(|a| a.runs > 0).collect();
    let (voice, act) = match results.facts.expressions.as_slice() {
        [one] => {
            let VerbForms { many, act, .. } = VerbForms::of(&results.facts.verbs, one);
            (many, act)
        }
        _ => {
            let many = say!("expressions", "expressions");
            (many.clone(), many)
        }
    };
    let drawn = GENERATIONS.made_of.drawn(results);
    let title = say!("title-generations", [voice, act], "How far the {voice} travelled: steps of imitation");
    let subtitle = {
        let told = drawn.words();
        let steps = say!(
            "steps-counted",
            [told],
            "step 0 was not caught from anybody, step 1 was caught from step 0, and so on; {told}"
        );
        format!("{} {steps}", words::led(results, ':'))
    };
    let mut page = Page::new(look, look.scaled(370.0), &title, &subtitle);
    let keys: Vec<Key> = arms
        .iter()
        .map(|a| Key {
            stroke: Stroke { dash: "", ..a.stroke }.faded(0.85),
            sample: Sample::Patch,
            text: words::arm_label(a.point),
        })
        .collect();
    labels::legend(&mut page, &keys);
    bars(&mut page, look, &arms, (&voice, &act));
    let findings = findings(&arms, &voice);
    let without = if arms.iter().any(|arm| arm.point.null && arm.counts.iter().sum::<f64>() > 0.0) {
        " In grey what there is without imitation: step 0 only."
    } else {
        ""
    };
    let caption = format!(
        "**{title}.** {} {}.{findings}{without} Each imitation is credited to one of those in view, in proportion to their share of what was seen, and counts as one step where they are out of view by then; a real chain is never that clear. {}{}\n",
        results.facts.led(','),
        drawn.words(),
        words::with_space(words::caveats(results)),
        words::source(results, "`events.csv`")
    );
    let alt = format!("Bars of {voice} by steps of imitation, {}.{findings}", drawn.words());
    let table = table(&arms);
    let svg = page.finish(GENERATIONS.name, &title, &alt);
    Figure::drawn(GENERATIONS.name, title, svg, table, (caption, alt))
}

fn bars(page: &mut Page, look: &Look, arms: &[Arm], (many, act): (&str, &str)) {
    let theme = look.theme;
    let steps = grouped(arms);
    let top = arms.iter().flat_map(|arm| steps.iter().map(|steps| count(arm, *steps))).fold(0.0, f64::max);
    let y = axis::amounts(0.0, top.max(1.0), &outcomes::in_a_run(&axis::capital(many), act), 6);
    let label = |&(first, last): &Steps| if first == last { first.to_string() } else { format!("{first}+") };
    let ticks = steps.iter().enumerate().map(|(bar, steps)| (bar as f64, label(steps))).collect();
    let x = Axis {
        ends: (-0.5, steps.len() as f64 - 0.5),
        ticks,
        title: say!("steps-behind", "Steps of imitation behind it"),
        ..Axis::default()
    };
    let plane = axis::draw(page, page.body.inset(0.0, 0.0, theme.text, 0.0), &x, &y, Bare::default());
    if top <= 0.0 {
        curves::empty(page, plane.frame, &say!("nobody-expressed", "Nobody expressed anything in the recorded runs."));
    }
    let wide = (0.76 / arms.len().max(1) as f64).min(0.4);
    page.group("bars");
    for (place, arm) in arms.iter().enumerate() {
        let shift = (place as f64 - arms.len() as f64 / 2.0) * wide;
        let counts = steps.iter().map(|steps| count(arm, *steps)).enumerate();
        for (bar, count) in counts.filter(|(_, count)| *count > 0.0) {
            let (left, top) = plane.at(bar as f64 + shift, count);
            let (right, bottom) = plane.at(bar as f64 + shift + wide, 0.0);
            page.fill(Frame::new(left + 1.0, top.min(bottom - 1.0), right - 1.0, bottom), arm.stroke.colour, 0.85);
        }
    }
}

fn findings(arms: &[Arm], many: &str) -> String {
    let mut text = String::new();
    for arm in arms {
        let total: f64 = arm.counts.iter().sum();
        let label = axis::capital(&words::arm_label(arm.point));
        let caught: f64 = arm.counts.iter().skip(1).sum();
        let mean = if arm.runs > 1 { " on average" } else { "" };
        text += &format!(
            " {label}: {} {many}{mean}, {} of them caught, the longest chain {} {}.",
            axis::short(total),
            axis::short(caught),
            arm.deepest(),
            if arm.deepest() == 1 { "step" } else { "steps" }
        );
    }
    text
}

fn table(arms: &[Arm]) -> Table {
    let mut table = Table::new(&["arm", "runs", "step", "last_step", "mean_number", "longest"]);
    for arm in arms {
        for (first, last) in grouped(arms) {
            let number = count(arm, (first, last));
            let name = arm.point.arm.as_str();
            let steps = [first, last].map(Into::into);
            table.row(
                [vec![name.into(), arm.runs.into()], steps.to_vec(), vec![number.into(), arm.deepest().into()]]
                    .concat(),
            );
        }
    }
    table
}
