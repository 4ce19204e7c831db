//! What of the curves their heading speaks of, marked on the chart: a heading tells one number an arm, and a reader must find it there.

use super::{Kind, Point, told};
use crate::output::chart::Look;
use crate::output::chart::axis::Clock;
use crate::output::chart::input::Results;
use crate::output::chart::page::{Frame, Page, Plane, Stroke};
use crate::output::tongue::say;

/// What a heading speaks of.
pub(super) enum Marked {
    /// What the curves show by themselves, or nothing.
    Nothing,
    /// The average over all time from here on \[in the tables' unit\].
    From(f64),
    /// Each arm's highest moment of a run, on average over runs.
    Peaks(Vec<Peak>),
}

/// The highest moment of the runs of a point, on average.
pub(super) struct Peak {
    point: u32,
    stroke: Stroke,
    time: f64,
    share: f64,
}

impl Marked {
    /// What the heading of these results speaks of; nothing where an editor has set another heading.
    pub(super) fn of(results: &Results, look: &Look, kind: &Kind, points: &[(usize, &Point)]) -> Self {
        let Some(expression) = results.facts.expressions.first().filter(|_| look.hand.title.is_none()) else {
            return Self::Nothing;
        };
        let (outcome, _) = told::outcome(results, kind, expression);
        if outcome.ends_with("_prevalence_late") && results.outcomes.contains(&outcome) {
            return Self::from_half(results);
        }
        if !outcome.ends_with("_peak") {
            return Self::Nothing;
        }
        let peak = |&(index, point): &(usize, &Point)| {
            let mean = |column: &str| results.sample(point.index, &format!("{expression}_{column}")).mean();
            let stroke = if point.null { look.null() } else { look.arm(index, look.theme.line) };
            let stroke = Stroke { dash: "", ..stroke };
            Some(Peak { point: point.index, stroke, time: mean("time_to_peak")?, share: mean("peak")? })
        };
        let peaks: Vec<Peak> = points.iter().filter_map(peak).filter(|peak| peak.share > 0.0).collect();
        if peaks.is_empty() { Self::Nothing } else { Self::Peaks(peaks) }
    }

    /// The second half, where it begins at one time for all arms.
    fn from_half(results: &Results) -> Self {
        let whole = results.facts.duration;
        let same =
            results.points.iter().all(|point| point.lasts.is_none_or(|lasts| (lasts - whole).abs() < 1e-9 * whole));
        if same { Self::From(whole / 2.0) } else { Self::Nothing }
    }

    /// What the marks are, after what else a subtitle says; of the first panel where there are several.
    pub(super) fn words(&self, several: bool) -> String {
        match (self, several) {
            (Self::Nothing, _) => String::new(),
            (Self::From(_), false) => {
                say!("second-half-shaded", "; shaded: the second half, of which the heading speaks")
            }
            (Self::From(_), true) => {
                say!(
                    "second-half-shaded-first",
                    "; shaded in the first panel: the second half, of which the heading speaks"
                )
            }
            (Self::Peaks(_), _) => say!("peaks-ringed", "; rings: the highest moment of a run, on average"),
        }
    }

    /// The same for a caption.
    pub(super) fn said(&self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::From(_) => {
                " The heading has means over runs of the average over the second half, which is shaded; the line is a median and may lie elsewhere."
            }
            Self::Peaks(_) => {
                " Rings: the highest moment of a run (its time and its share), on average over runs; the heading has these shares. \
                 Runs are out of step, so that the median of all at one time is lower."
            }
        }
    }

    /// How far up and how late something is marked.
    pub(super) fn top(&self) -> f64 {
        self.peaks().iter().map(|peak| peak.share).fold(0.0, f64::max)
    }

    /// The latest mark.
    pub(super) fn last(&self) -> f64 {
        self.peaks().iter().map(|peak| peak.time).fold(0.0, f64::max)
    }

    /// Whether highest moments are marked.
    pub(super) fn has_peaks(&self) -> bool {
        !self.peaks().is_empty()
    }

    /// The time and share that are marked for a point.
    pub(super) fn peak_of(&self, point: u32) -> Option<(f64, f64)> {
        self.peaks().iter().find(|peak| peak.point == point).map(|peak| (peak.time, peak.share))
    }

    fn peaks(&self) -> &[Peak] {
        if let Self::Peaks(peaks) = self { peaks } else { &[] }
    }

    /// What lies behind the curves.
    pub(super) fn behind(&self, page: &mut Page, plane: &Plane, clock: &Clock) {
        let Self::From(from) = self else { return };
        page.group("second-half");
        let (left, _) = plane.at(clock.read(*from), 0.0);
        page.fill(Frame { left, ..plane.frame }, page.theme.grid, SHADE);
    }

    /// What lies on them.
    pub(super) fn before(&self, page: &mut Page, plane: &Plane, clock: &Clock) {
        if !self.has_peaks() {
            return;
        }
        page.group("peaks");
        let radius = page.theme.text * 0.35;
        for peak in self.peaks() {
            let at = plane.at(clock.read(peak.time).min(plane.x.1), peak.share);
            page.dot(at, radius, page.theme.ground);
            page.ring(at, radius, peak.stroke);
        }
    }
}

/// How strong the shade of a stretch of time is: as much as shows, and less than a band.
const SHADE: f64 = 0.4;
