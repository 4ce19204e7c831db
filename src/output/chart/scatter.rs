//! `scatter`: an outcome against each varied key of a design that draws its points by chance, with a straight trend and its interval.

use super::axis::{self, Axis, Bare};
use super::input::{Point, Results, number_and_unit};
use super::outcomes::Outcome;
use super::page::{self, Frame, Page, Plane, Stroke};
use super::sweep::{self, Dimension};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table};
use crate::experiment::statistics::{Estimate, Student};
use crate::output::tongue::say;

/// An outcome against each key.
pub(super) const SCATTER: Chart = Chart {
    name: "scatter",
    made_of: MadeOf::Design,
    shows: "an outcome against each varied key of a Latin hypercube or of points drawn by chance, with a straight trend and its 95 % interval",
    needs: "a sweep with the design `lhs` or `random` over keys that are numbers, of at least four points",
    applies: |results| {
        matches!(results.facts.design.as_str(), "lhs" | "random")
            && Outcome::of(results).is_some()
            && keys(results).next().is_some()
            && results.arms().count() >= FEWEST
    },
    usual: |_| true,
    draw,
};

/// Keys that a page can hold.
const MOST: usize = 9;
/// Points below which there is no trend with an interval.
const FEWEST: usize = 4;
/// Numbers whose largest is so many times the smallest are told apart by their ratios.
const WIDE: f64 = 100.0;
/// Steps of a band.
const STEPS: usize = 24;

/// A straight trend, by least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trend {
    n: f64,
    middle: f64,
    spread: f64,
    mean: f64,
    slope: f64,
    residual: f64,
}

impl Trend {
    /// Through these points; none where they are fewer than three or above one place.
    pub(super) fn of(points: &[(f64, f64)]) -> Option<Trend> {
        let n = points.len() as f64;
        if points.len() < 3 {
            return None;
        }
        let (middle, mean) = points.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / n, m.1 + p.1 / n));
        let spread: f64 = points.iter().map(|p| (p.0 - middle).powi(2)).sum();
        if spread <= 0.0 {
            return None;
        }
        let slope = points.iter().map(|p| (p.0 - middle) * (p.1 - mean)).sum::<f64>() / spread;
        let squares: f64 = points.iter().map(|p| (p.1 - mean - slope * (p.0 - middle)).powi(2)).sum();
        Some(Trend { n, middle, spread, mean, slope, residual: (squares / (n - 2.0)).sqrt() })
    }

    fn student(&self) -> f64 {
        Student::new(self.n - 2.0).quantile(0.95)
    }

    /// The mean at a place, with its 95 % interval.
    pub(super) fn at(&self, x: f64) -> [f64; 3] {
        let mean = self.mean + self.slope * (x - self.middle);
        let half = self.student() * self.residual * (1.0 / self.n + (x - self.middle).powi(2) / self.spread).sqrt();
        [mean - half, mean, mean + half]
    }

    /// How far the mean goes over such a length, with its 95 % interval.
    pub(super) fn over(&self, length: f64) -> Estimate {
        let half = self.student() * self.residual / self.spread.sqrt() * length;
        let mean = self.slope * length;
        // Of so many points two are taken up by the line: the number whose Student distribution this is.
        Estimate { mean, low: mean - half, high: mean + half, n: (self.n as usize).saturating_sub(1) }
    }
}

/// A key with what came out at each of its values.
pub(super) struct Panel<'a> {
    pub(super) key: Dimension,
    log: bool,
    /// Point, place along the axis, value of the key, outcome.
    spots: Vec<(&'a Point, f64, f64, Estimate)>,
    pub(super) trend: Option<Trend>,
}

impl Panel<'_> {
    /// Where the first and the last value stand.
    pub(super) fn ends(&self) -> (f64, f64) {
        let places = self.spots.iter().map(|spot| spot.1);
        places.fold((f64::INFINITY, f64::NEG_INFINITY), |b, v| (b.0.min(v), b.1.max(v)))
    }
}

/// The keys whose values are numbers.
fn keys(results: &Results) -> impl Iterator<Item = Dimension> {
    sweep::dimensions(results).into_iter().filter(|key| key.numbers.as_ref().is_some_and(|numbers| numbers.len() > 2))
}

/// A panel for each key.
pub(super) fn panels<'a>(results: &'a Results, outcome: &Outcome) -> Vec<Panel<'a>> {
    let panel = |key: Dimension| {
        let numbers = key.numbers.clone().unwrap_or_default();
        let (low, high) = numbers.iter().fold((f64::MAX, f64::MIN), |b, v| (b.0.min(*v), b.1.max(*v)));
        let log = low > 0.0 && high / low > WIDE;
        let spot = |point: &'a Point| {
            let (value, _) = number_and_unit(point.value(&key.key)?)?;
            let found = outcome.estimate(results, point.index);
            (found.n > 0).then_some((point, if log { value.log10() } else { value }, value, found))
        };
        let spots: Vec<_> = results.arms().filter_map(spot).collect();
        let trend = Trend::of(&spots.iter().map(|spot| (spot.1, spot.3.mean)).collect::<Vec<_>>());
        Panel { key, log, spots, trend }
    };
    keys(results).take(MOST).map(panel).collect()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let outcome = Outcome::of(results).unwrap_or_default();
    let panels = panels(results, &outcome);
    let title = axis::capital(&say!("against-each-key", [what = outcome.name()], "{what} against each varied key"));
    let points = panels.iter().map(|panel| panel.spots.len()).max().unwrap_or(0);
    let runs = sweep::runs_of(panels.iter().flat_map(|panel| &panel.spots).map(|spot| spot.3.n));
    let what = say!(
        "scatter-read",
        [points, runs],
        "a dot is one of {points} points, {runs}, all keys drawn anew at each; line: straight trend, band: its 95\u{a0}% interval"
    );
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let rows = page::rows_of(panels.len(), look);
    let tall = if panels.len() == 1 { 340.0 } else { 220.0 };
    let mut page = Page::new(look, look.scaled(20.0 + tall * rows as f64), &title, &subtitle);
    let columns = panels.len().div_ceil(rows).max(1);
    let body = page.body.inset(0.0, 0.0, look.theme.text, 0.0);
    let cells = body.cells(rows, columns, (look.scaled(26.0), look.scaled(8.0)));
    let y = height(&panels, &outcome);
    for (panel, cell) in panels.iter().zip(cells) {
        one(&mut page, cell, panel, &y);
    }
    let findings = findings(&panels, &outcome);
    let caption = format!(
        "**{title}.** {} {points} points, {runs}.{findings} A straight trend by least squares over the means of the points, the other keys left to differ; a bent relation can have none, and keys that work together are not shown. {}{}\n",
        results.facts.led(','),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`")
    );
    let alt = format!("Dots of {points} points against each varied key, {runs}.{findings}");
    let svg = page.finish(SCATTER.name, &title, &alt);
    Figure::drawn(SCATTER.name, title, svg, table(&panels), (caption, alt))
}

/// The vertical axis that all panels share; their titles are the keys below.
fn height(panels: &[Panel], outcome: &Outcome) -> Axis {
    let means = || panels.iter().flat_map(|panel| &panel.spots).map(|spot| spot.3.mean);
    let (low, high) = means().fold((f64::INFINITY, f64::NEG_INFINITY), |b, v| (b.0.min(v), b.1.max(v)));
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    let margin = (high - low).max(if outcome.share { 0.02 } else { 1e-9 }) * 0.05;
    let (low, high) = (low - margin, high + margin);
    if outcome.share {
        axis::shares_between(low.max(0.0), high.min(1.0), &outcome.title, 5)
    } else if outcome.signed {
        axis::amounts(low, high, &outcome.title, 5)
    } else {
        axis::amounts(low.max(0.0), high, &outcome.title, 5)
    }
}

fn along(panel: &Panel) -> Axis {
    let (low, high) = panel.ends();
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    let margin = (high - low).max(1e-9) * 0.04;
    let mut x = axis::amounts(low, high.max(low + 1e-9), &panel.key.title(), 4);
    if panel.log {
        let tick = |power: i32| (f64::from(power), axis::short(10f64.powi(power)));
        x.ticks = (low.floor() as i32..=high.ceil() as i32).map(tick).collect();
    }
    x.ends = (low - margin, high + margin);
    x.ticks.retain(|(at, _)| *at >= x.ends.0 && *at <= x.ends.1);
    x
}

fn one(page: &mut Page, cell: Frame, panel: &Panel, y: &Axis) {
    let theme = *page.theme;
    let plane = axis::draw(page, cell, &along(panel), y, Bare::default());
    page.group("trend");
    if let Some(trend) = panel.trend {
        band(page, &plane, panel.ends(), trend);
    }
    page.group("points");
    let radius = theme.text * if panel.spots.len() > 150 { 0.14 } else { 0.2 };
    for (_, at, _, found) in &panel.spots {
        let place = plane.at(*at, found.mean);
        page.ring(place, radius, Stroke::new(theme.arm(0), (radius * 0.5).max(0.8)).faded(0.85));
    }
}

/// The trend and its band, within what the axis shows.
fn band(page: &Page, plane: &Plane, (low, high): (f64, f64), trend: Trend) {
    let at = |step: usize| low + (high - low) * step as f64 / STEPS as f64;
    let path = |which: usize| -> Vec<(f64, f64)> {
        (0..=STEPS).map(at).map(|x| (x, trend.at(x)[which].clamp(plane.y.0, plane.y.1))).collect()
    };
    let colour = page.theme.arm(1);
    plane.band(&path(0), &path(2), colour, 0.2);
    plane.curve(&path(1), Stroke::new(colour, page.theme.line));
}

/// How far each key's trend goes over its whole range.
fn findings(panels: &[Panel], outcome: &Outcome) -> String {
    let unit = if outcome.share { "percentage points" } else { &outcome.unit };
    let factor = if outcome.share { 100.0 } else { 1.0 };
    let one = |panel: &Panel| {
        let (low, high) = panel.ends();
        let e = panel.trend?.over(high - low);
        let name = axis::capital(panel.key.name());
        Some(format!(" {name}, over its whole range: {}.", words::interval(e, factor, unit)))
    };
    panels.iter().filter_map(one).collect()
}

fn table(panels: &[Panel]) -> Table {
    let mut table = Table::new(&["key", "point", "value", "runs", "mean", "trend", "trend_low", "trend_high"]);
    for panel in panels {
        for (point, at, value, found) in &panel.spots {
            let [low, mean, high] = panel.trend.map_or([f64::NAN; 3], |trend| trend.at(*at));
            let mut row =
                vec![panel.key.column().into(), (point.index as usize).into(), (*value).into(), found.n.into()];
            row.extend([found.mean, mean, low, high].map(Into::into));
            table.row(row);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_is_that_of_the_textbook() {
        // Slope 0.8 and intercept 1.8; residual variance 0.8 with two degrees of freedom (t = 4.3027).
        let trend = Trend::of(&[(1.0, 2.4), (2.0, 3.6), (3.0, 4.4), (4.0, 4.8)]).expect("four points");
        let over = trend.over(1.0);
        assert!((over.mean - 0.8).abs() < 1e-12, "{over:?}");
        let residual: f64 = [2.6, 3.4, 4.2, 5.0].iter().zip([2.4, 3.6, 4.4, 4.8]).map(|(a, b)| (a - b) * (a - b)).sum();
        let half = 4.302_652_7 * (residual / 2.0 / 5.0).sqrt();
        assert!((over.high - over.mean - half).abs() < 1e-6, "{over:?}");
        assert!((trend.at(2.5)[1] - 3.8).abs() < 1e-12);
    }

    #[test]
    fn points_above_one_place_and_two_points_have_no_trend() {
        assert_eq!(Trend::of(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(Trend::of(&[(1.0, 1.0), (2.0, 2.0)]), None);
    }
}
