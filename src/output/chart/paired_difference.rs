//! `paired-difference`: the runs of two versions, and below them how far each pair of runs lies apart.

use super::axis::{self, Axis, Bare};
use super::input::{Point, Results};
use super::metric::Metric;
use super::outcomes::Outcome;
use super::page::{Frame, Hang, Page, Plane, Stroke, Type};
use super::{Chart, Figure, Look, MadeOf, Table, font, telling, words};
use crate::experiment::comparison::{Comparison, Pairing};
use crate::experiment::statistics::{Contrast, Sample, Summary};
use crate::output::censored;
use crate::output::comparison::{is_partial, left_out, main_outcome, over, said_p, sentence};
use crate::output::tongue::say;

/// Two versions and their difference.
pub(super) const PAIRED_DIFFERENCE: Chart = Chart {
    name: "paired-difference",
    made_of: MadeOf::Outcomes,
    shows: "the runs of two versions, a dot each, and below them the differences between runs that share their dice",
    needs: "two arms and no more (`catching compare` picks two of several), each with two runs or more",
    applies: |results| Two::of(results).is_some_and(|two| two.comparison.interval.is_some()),
    usual: |results| results.arms().count() == 2 && !results.is_sweep(),
    draw,
};

/// The two versions with the outcome that is compared.
struct Two<'a> {
    arms: [&'a Point; 2],
    names: [String; 2],
    metric: Metric,
    /// Of runs that are paired, those that have a partner.
    runs: [Sample; 2],
    /// B minus A, pair by pair, as they are told.
    differences: Vec<(u64, f64)>,
    comparison: Comparison,
    /// What nobody would notice, as it is told.
    negligible: Option<f64>,
}

/// An axis of differences of moods reaches at least so far either way \[SD\].
const NATURAL: f64 = 0.1;

impl<'a> Two<'a> {
    fn of(results: &'a Results) -> Option<Self> {
        let &[a, b] = results.arms().collect::<Vec<_>>().as_slice() else { return None };
        let column = main_outcome(results)?;
        // Runs of one replicate share their seed, and no others do.
        let all = [a, b].map(|arm| results.sample(arm.index, &column));
        let comparison = Comparison::of(&column, &all[0], &all[1]);
        let contrast = Contrast::of(&all[0], &all[1]);
        let metric = Metric::of(&results.facts, &column);
        let seeds = contrast.a.runs().iter().map(|run| run.key);
        let differences = seeds.zip(contrast.differences.iter().map(|d| metric.difference(*d))).collect();
        let names = [a, b].map(words::arm_label);
        let small = telling::negligible(results, &Outcome::named(&column, results));
        let negligible = small.map(|small| metric.difference(small));
        Some(Self { arms: [a, b], names, metric, runs: [contrast.a, contrast.b], differences, comparison, negligible })
    }

    /// Low, mean and high of the difference, as they are told.
    fn estimate(&self) -> [f64; 3] {
        let mean = self.comparison.difference.unwrap_or(0.0);
        let (low, high) = self.comparison.interval.unwrap_or((mean, mean));
        [low, mean, high].map(|v| self.metric.difference(v))
    }

    fn sentence(&self) -> String {
        sentence(&self.comparison, &self.metric, (&self.names[0], &self.names[1]))
    }
}

fn draw(results: &Results, look: &Look) -> Figure {
    let Some(two) = Two::of(results) else { return Figure::empty(PAIRED_DIFFERENCE.name) };
    let title = say!("two-versions", [what = two.metric.title()], "{what}: two versions and their difference");
    let dots = match two.comparison.pairing {
        Pairing::Paired if is_partial(&two.comparison) => {
            let (pairs, n) = (over(&two.comparison), two.comparison.n);
            say!(
                "dots-of-some-pairs",
                [pairs, n],
                "a dot is a run, below a pair of runs that share their dice: only the {pairs} in which both have it"
            )
        }
        Pairing::Paired => say!("dots-of-pairs", "a dot is a run, below a pair of runs that share their dice"),
        Pairing::Unpaired => say!("a-dot-is-a-run", "a dot is a run"),
    };
    let bars = say!("bars-of-means", [dots], "{dots}; bars: mean with its 95\u{a0}% interval");
    let subtitle = format!("{} {bars}", words::led(results, ':'));
    let mut page = Page::new(look, look.scaled(390.0), &title, &subtitle);
    panels(&mut page, look, &two);
    let caption = caption(results, &two, &title);
    let alt = format!(
        "Two rows of dots, one a run, and below them the differences over {}. {}{}",
        over(&two.comparison),
        two.sentence(),
        left_out(&two.comparison, (&two.names[0], &two.names[1]))
    );
    let svg = page.finish(PAIRED_DIFFERENCE.name, &title, &alt);
    Figure::drawn(PAIRED_DIFFERENCE.name, title, svg, table(&two), (caption, alt))
}

fn panels(page: &mut Page, look: &Look, two: &Two) {
    let theme = look.theme;
    let most = look.width * 0.24;
    let wrap = |text: &str| font::wrap_at_most(text, theme.text, false, most, 3);
    let minus = [wrap(&two.names[1]), wrap(&say!("minus-arm", [arm = two.names[0]], "minus {arm}"))].concat();
    let labels = [wrap(&two.names[0]), wrap(&two.names[1]), minus];
    let wide = labels.iter().flatten().map(|line| font::width(line, theme.text, false)).fold(0.0, f64::max);
    let body = page.body.inset(wide + 14.0, 0.0, theme.text * 5.0, 0.0);
    let middle = body.top + body.height() * 0.6;
    let above = Frame { bottom: middle - theme.text, ..body };
    let below = Frame { top: middle, ..body };
    let plane = upper(page, above, two);
    for (row, name) in labels.iter().take(2).enumerate() {
        let height = 1.5 - row as f64;
        let colour = theme.arm(row);
        let values = two.runs[row].values();
        let summary = Summary::of_sample(&two.runs[row]);
        let mean = summary.mean.unwrap_or(0.0);
        let (low, high) = summary.interval.unwrap_or((mean, mean));
        let stroke = Stroke::new(colour, theme.line * 1.5);
        let row = Row { plane: &plane, base: height - 0.18, room: 0.66, stroke };
        row.draw(page, &values, [low, mean, high], &two.metric.say(mean), name);
    }
    lower(page, below, two, &labels[2]);
}

fn span(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    values.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
}

fn upper(page: &mut Page, frame: Frame, two: &Two) -> Plane {
    let ends = two.runs.iter().filter_map(|runs| Summary::of_sample(runs).interval).flat_map(|(low, high)| [low, high]);
    let (low, high) = span(two.runs.iter().flat_map(Sample::values).chain(ends));
    let x = two.metric.axis(low, high.max(low + 1e-6), 7);
    let x = Axis { title: String::new(), ..x };
    panel(page, frame, &x, 2.0)
}

fn lower(page: &mut Page, frame: Frame, two: &Two, name: &[String]) {
    let theme = *page.theme;
    let [low, mean, high] = two.estimate();
    let differences: Vec<f64> = two.differences.iter().map(|d| d.1).collect();
    // A difference that is nothing does not fill the axis.
    let reach = two.negligible.map_or(0.0, |small| small * 1.5).max(if two.metric.difference_unit() == "SD" {
        NATURAL
    } else {
        0.0
    });
    let (least, most) = span(differences.iter().copied().chain([low, high, 0.0, -reach, reach]));
    let unit = two.metric.difference_unit();
    let unit = if unit.is_empty() { String::new() } else { format!(", {}", axis::unit_alone(unit)) };
    let title = say!("difference-of-two", [unit], "Difference between the two{unit}");
    // Zero is not on the edge: a pair without a difference stands on it.
    let least = if least >= 0.0 { -0.02 * most } else { least };
    let x = axis::amounts(least, most.max(least + 1e-9), &title, 7);
    let plane = panel(page, frame, &x, 1.0);
    let zero = plane.at(0.0, 0.0).0;
    if let Some(small) = two.negligible {
        page.group("negligible");
        let [left, right] = [-small, small].map(|v| plane.at(v, 0.0).0);
        page.fill(Frame::new(left, plane.frame.top, right, plane.frame.bottom), theme.grey, 0.2);
    }
    page.line(&[(zero, plane.frame.top), (zero, plane.frame.bottom)], Stroke::new(theme.soft, theme.line).dashed());
    page.halo(true);
    let label = match two.negligible {
        Some(_) => say!("no-difference-negligible", "no difference; grey: negligible"),
        None => say!("no-difference", "no difference"),
    };
    let quiet = page.quiet();
    let room = plane.frame.width() + theme.text * 5.0;
    let label = &*font::shorten(&label, quiet.size, false, room);
    let fits = zero + 6.0 + font::width(label, quiet.size, false) < plane.frame.right + theme.text * 5.0;
    let fits_before = zero - 6.0 - font::width(label, quiet.size, false) > plane.frame.left;
    let (x, hang) = match (fits, fits_before) {
        (true, _) => (zero + 6.0, Hang::Left),
        (_, true) => (zero - 6.0, Hang::Right),
        // Nowhere beside the line: across it.
        _ => (plane.frame.left, Hang::Left),
    };
    page.text((x, plane.frame.top + theme.text * 0.6), label, Type { hang, ..quiet });
    page.halo(false);
    let row = Row { plane: &plane, base: 0.36, room: 0.6, stroke: Stroke::new(theme.ink, theme.line * 1.5) };
    let said = format!("{}{}", if mean > 0.0 { "+" } else { "" }, axis::short(mean));
    row.draw(page, &differences, [low, mean, high], &said, name);
}

/// Axes without labels on the left; rows are one unit high.
fn panel(page: &mut Page, frame: Frame, x: &Axis, rows: f64) -> Plane {
    let y = Axis { ends: (0.0, rows), ..Axis::default() };
    let grid = Stroke::new(page.theme.grid, 1.0);
    let plane = axis::draw(page, frame, x, &y, Bare { x: false, y: true });
    for (value, _) in &x.ticks {
        let at = plane.at(*value, 0.0).0;
        page.line(&[(at, plane.frame.top), (at, plane.frame.bottom)], grid);
    }
    plane
}

/// A heap of runs on a base line, and below it their mean.
struct Row<'a> {
    plane: &'a Plane,
    base: f64,
    room: f64,
    stroke: Stroke,
}

/// More runs than this are drawn as bars.
const MOST_DOTS: usize = 500;

impl Row<'_> {
    fn draw(&self, page: &mut Page, values: &[f64], estimate: [f64; 3], said: &str, name: &[String]) {
        let theme = *page.theme;
        page.group("runs");
        self.heap(page, values, theme.text * 0.2);
        page.group("estimates");
        let [low, mean, high] = estimate.map(|v| self.plane.at(v, self.base - 0.16));
        if high.0 > low.0 {
            page.line(&[low, high], self.stroke);
        }
        page.dot(mean, theme.text * 0.36, self.stroke.colour);
        let colour = self.stroke.colour.readable_on(theme.ground);
        // A very long interval leaves no room beside it.
        let most = self.plane.frame.right + theme.text * 5.0 - font::width(said, theme.text, false);
        let place = ((high.0.max(mean.0 + theme.text * 0.4) + 8.0).min(most), mean.1);
        page.halo(true);
        page.text(place, said, Type { colour, ..page.label() });
        page.halo(false);
        let left = Type { hang: Hang::Right, colour, ..page.label() };
        page.block((self.plane.frame.left - 12.0, self.plane.at(0.0, self.base).1), name, left);
    }

    /// Runs of nearly the same value stand on each other; where the heap would grow too high, closer.
    fn heap(&self, page: &mut Page, values: &[f64], radius: f64) {
        let wide = 2.0 * radius + 0.6;
        let place = |value: f64| ((self.plane.at(value, 0.0).0 - self.plane.frame.left) / wide).round() as i64;
        let mut places: Vec<i64> = values.iter().map(|v| place(*v)).collect();
        places.sort_unstable();
        let highest = places.chunk_by(|a, b| a == b).map(<[i64]>::len).max().unwrap_or(1);
        let floor = self.plane.at(0.0, self.base).1;
        let room = floor - self.plane.at(0.0, self.base + self.room).1;
        let step = wide.min(room / highest as f64);
        for stack in places.chunk_by(|a, b| a == b) {
            let x = self.plane.frame.left + stack[0] as f64 * wide;
            if values.len() > MOST_DOTS {
                let top = floor - stack.len() as f64 * step;
                page.fill(Frame::new(x - radius, top, x + radius, floor), self.stroke.colour, 0.55);
                continue;
            }
            for level in 0..stack.len() {
                let at = (x, floor - radius - level as f64 * step);
                page.ring(at, radius * 0.8, Stroke::new(self.stroke.colour, radius * 0.5).faded(0.75));
            }
        }
    }
}

fn caption(results: &Results, two: &Two, title: &str) -> String {
    let c = &two.comparison;
    let p = |p: Option<f64>| p.map_or("not computed".to_owned(), said_p);
    let effect = c.effect.map_or(String::new(), |e| format!(" {} = {}.", effect_name(c.effect_kind), axis::short(e)));
    let names = (two.names[0].as_str(), two.names[1].as_str());
    format!(
        "**{title}.** {}{}{} Interval: {}, over {}; test: {}, p {}; {}, p {}.{effect} {}{}\n",
        two.sentence(),
        left_out(c, names),
        censored::said(results, results.arms(), &c.metric),
        c.interval_kind,
        over(c),
        c.test.name,
        p(c.test.p),
        c.second.name,
        p(c.second.p),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`"),
    )
}

fn effect_name(kind: &str) -> &str {
    if kind == "d_z" { "Mean difference in standard deviations of the differences: d_z" } else { kind }
}

fn table(two: &Two) -> Table {
    let mut table = Table::new(&["what", "replicate", "value", "ci_low", "ci_high", "runs"]);
    for (arm, runs) in two.arms.iter().zip(&two.runs) {
        for run in runs.runs().iter().filter(|run| run.weight > 0.0) {
            table.row(vec![
                arm.arm.as_str().into(),
                (run.key as usize).into(),
                run.value.into(),
                f64::NAN.into(),
                f64::NAN.into(),
                1usize.into(),
            ]);
        }
        let of = Summary::of_sample(runs);
        let (low, high) = of.interval.unwrap_or((f64::NAN, f64::NAN));
        let mean = of.mean.unwrap_or(f64::NAN);
        let what = format!("mean of {}", arm.arm);
        table.row(vec![what.into(), f64::NAN.into(), mean.into(), low.into(), high.into(), of.n.into()]);
    }
    for &(replicate, value) in &two.differences {
        let replicate = replicate as usize;
        let none = f64::NAN;
        table.row(vec!["difference".into(), replicate.into(), value.into(), none.into(), none.into(), 1usize.into()]);
    }
    let [low, mean, high] = two.estimate();
    let n = two.comparison.n;
    table.row(vec!["mean difference".into(), f64::NAN.into(), mean.into(), low.into(), high.into(), n.into()]);
    table
}
