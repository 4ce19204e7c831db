//! Whether `--until-ci` got what was asked for: how many points stopped at `--max-replicates` before.

use super::Story;
use crate::experiment::stopping::Tally;
use crate::output::chart::axis::short;
use serde::Serialize;

/// What became of a target.
#[derive(Debug, Serialize)]
pub(super) struct Reached {
    metric: String,
    half_width: f64,
    points: usize,
    /// Points whose interval was not that narrow when they had as many runs as they may have.
    stopped_at_max_replicates: usize,
    max_replicates: u64,
    /// Half of the widest interval among those.
    widest: Option<f64>,
    interval: &'static str,
}

impl Story<'_> {
    /// Each target, over all points.
    pub(super) fn reached(&self) -> Vec<Reached> {
        let Some(until) = &self.job.plan.until else { return Vec::new() };
        let one = |(metric, half): &(String, f64)| {
            let points = &self.results.points;
            let width = |point: u32| Tally::of_sample(&self.results.sample(point, metric)).half_width();
            let wide: Vec<f64> = points
                .iter()
                .map(|point| width(point.index).unwrap_or(f64::INFINITY))
                .filter(|width| *width > *half)
                .collect();
            let widest = wide.iter().copied().filter(|width| width.is_finite()).reduce(f64::max);
            Reached {
                metric: metric.clone(),
                half_width: *half,
                points: points.len(),
                stopped_at_max_replicates: wide.len(),
                max_replicates: until.most,
                widest,
                interval: crate::experiment::stopping::SEQUENCE,
            }
        };
        until.targets.iter().map(one).collect()
    }

    /// The same in words.
    pub(super) fn reached_in_words(&self) -> Vec<String> {
        let said = |r: &Reached| {
            let half = format!("±{}", short(r.half_width));
            let widest = r.widest.map_or_else(String::new, |w| format!(" (widest: ±{})", short(w)));
            match r.stopped_at_max_replicates {
                0 => format!("Every point reached {half} of {} ({}).", r.metric, r.interval),
                n => format!(
                    "{n} of {} points reached --max-replicates before {half}{widest} of {}; {} runs each were not enough.",
                    r.points, r.metric, r.max_replicates
                ),
            }
        };
        self.reached().iter().map(said).collect()
    }
}
