//! A row of `summary.csv` for programs.

use crate::experiment::statistics::{Kind, LEVEL, Summary};
use serde::Serialize;

/// What an outcome came to, under the names of the columns of `summary.csv`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summarised<'a> {
    metric: &'a str,
    n: usize,
    mean: Option<f64>,
    sd: Option<f64>,
    se: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    ci_level: Option<f64>,
    interval: Option<&'static str>,
    q10: Option<f64>,
    median: Option<f64>,
    q90: Option<f64>,
}

impl<'a> Summarised<'a> {
    /// Under the outcome's name.
    pub fn new(metric: &'a str, of: &Summary) -> Self {
        Self {
            metric,
            n: of.n,
            mean: of.mean,
            sd: of.sd,
            se: of.se,
            ci_low: of.interval.map(|i| i.0),
            ci_high: of.interval.map(|i| i.1),
            ci_level: of.interval.map(|_| LEVEL),
            interval: of.interval.map(|_| Kind::of(metric).interval_name()),
            q10: of.q10,
            median: of.median,
            q90: of.q90,
        }
    }
}
