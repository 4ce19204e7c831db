//! What a chart is, what it is about, and how its curves go: the beginning of its text alternative.

use super::super::axis::capital;
use super::super::input::Results;
use super::super::outcomes::Outcome;
use super::super::words::{self, Voice};
use crate::experiment::statistics::mean;
use crate::output::tongue::say;

/// Steps in which the course of a curve is told.
const STEPS: usize = 16;

/// What kind of picture a chart is.
pub(super) fn kind(chart: &str) -> String {
    match chart {
        "prevalence" | "reach" | "mood-over-time" | "affect-over-time" | "loneliness" | "sweep-line" => {
            say!("kind-lines", "Line chart")
        }
        "raster" => say!("kind-raster", "Bars over time, one row a person"),
        "network-map" => say!("kind-network", "Network map"),
        "seat-map" => say!("kind-seats", "Seat map"),
        "seat-moments" => say!("kind-moments", "Seat maps at six moments"),
        "community-map" => say!("kind-communities", "Network map coloured by group"),
        "transmission-tree" => say!("kind-tree", "Trees of who caught it from whom"),
        "group-flows" => say!("kind-flows", "Table of numbers and shades, groups by groups"),
        "phase-portrait" => say!("kind-phase", "Curves through a plane of mood and expression"),
        "scatter" => say!("kind-scatter", "Dots against each varied key, with trends"),
        "raincloud" => say!("kind-raincloud", "Hills and dots, one row an arm"),
        "response-curve" => say!("kind-responses", "Rising curves over time"),
        "causes" => say!("kind-causes", "Stacked areas over time"),
        "outcome-by-arm" | "paired-difference" | "association" => say!("kind-dots", "Dot plot with whiskers"),
        "trials" => say!("kind-trials", "Lines over repetitions"),
        "spaghetti" => say!("kind-spaghetti", "Fine lines, one a run"),
        "generations" => say!("kind-generations", "Bars by steps of imitation"),
        "fingerprint" => say!("kind-fingerprint", "Dose-response curves"),
        "small-multiples" => say!("kind-multiples", "Small line charts side by side"),
        "heat-map" => say!("kind-heat-map", "Map of colours over two keys"),
        "tornado" => say!("kind-tornado", "Bars about a line"),
        "sensitivity" => say!("kind-sensitivity", "Bars or dots, one a key"),
        "variance-split" => say!("kind-variance", "Stacked bars"),
        _ => say!("kind-density", "Density curves"),
    }
}

/// What it is about.
pub(super) fn about(chart: &str, results: &Results) -> String {
    let Voice { doing, did, many, act, once, .. } = Voice::of_all(results);
    let what = match chart {
        "prevalence" => say!("about-prevalence", [doing], "share of people {doing} at each moment"),
        "reach" => {
            say!("about-reach", [did, been = words::been(&did)], "share of people who have {been} at least once")
        }
        "raster" | "seat-map" | "seat-moments" | "network-map" => {
            say!("about-one-run", [once], "who {once} when in one run")
        }
        "response-curve" | "trials" => say!("about-responses", [did], "share of people who {did} in response"),
        "community-map" => say!("about-groups", "people and their ties by group, in one run"),
        "phase-portrait" => say!("about-phase", [doing], "share of people {doing} against how people feel, over time"),
        "causes" | "generations" | "transmission-tree" | "group-flows" => {
            say!("about-causes", [many, act], "where the {many} come from")
        }
        "mood-over-time" => say!("about-mood", "mean mood over time"),
        "affect-over-time" => say!("about-affect", "mean affect over time"),
        "loneliness" => say!("about-loneliness", "loneliness over time, 0 to 1"),
        "spaghetti" => say!("share-of-people-doing", [doing], "share of people {doing}"),
        _ => return Outcome::of(results).map_or_else(String::new, |outcome| after_colon(&outcome.name())),
    };
    after_colon(&what)
}

fn after_colon(what: &str) -> String {
    say!("after-colon", [what], ": {what}")
}

/// The shape of what a chart over time shows, of the first arm.
pub(super) fn shape(chart: &str, results: &Results) -> String {
    let column = match chart {
        "prevalence" | "spaghetti" => results.facts.expressions.first().map(|name| format!("{name}_prevalence")),
        "reach" => results.facts.expressions.first().map(|name| format!("{name}_reach")),
        "mood-over-time" => Some("mood_mean".to_owned()),
        "affect-over-time" => Some("affect_mean".to_owned()),
        "loneliness" => Some("loneliness_mean".to_owned()),
        _ => None,
    };
    let (Some(column), Some(arm)) = (column, results.arms().next()) else { return String::new() };
    let curves = results.curves(arm.index, &column);
    let long = curves.iter().map(|curve| curve.len()).max().unwrap_or(0);
    let at = |i: usize| mean(&curves.iter().filter_map(|c| c.get(i)).map(|&v| f64::from(v)).collect::<Vec<_>>());
    let path: Vec<f64> = (0..long).filter_map(at).collect();
    // In a few steps: single moments are luck.
    let smooth: Vec<f64> = path.chunks(path.len().div_ceil(STEPS).max(1)).filter_map(mean).collect();
    match course(&smooth) {
        Some(course) => {
            say!("arm-course", [arm = capital(&words::arm_label(arm)), course], "{arm} {course}.")
        }
        None => String::new(),
    }
}

/// "rises and levels off": how a mean goes from its first to its last value.
fn course(path: &[f64]) -> Option<String> {
    let (first, last) = (*path.first()?, *path.last()?);
    if path.len() < 4 {
        return None;
    }
    let (low, high) = path.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |b, v| (b.0.min(*v), b.1.max(*v)));
    let range = high - low;
    if range <= 1e-9 * high.abs().max(1e-9) {
        return Some(say!("course-flat", "stays flat"));
    }
    let peak = path.iter().position(|v| *v == high).unwrap_or(0) as f64 / path.len() as f64;
    let part = |share: f64| path[((path.len() - 1) as f64 * share) as usize];
    Some(match () {
        () if high - last > 0.3 * range && high - first > 0.3 * range && peak < 0.4 => {
            say!("course-early", "rises early and falls again")
        }
        () if high - last > 0.3 * range && high - first > 0.3 * range => say!("course-hump", "rises, then falls again"),
        () if last - first > 0.6 * range && part(0.33) - first > 0.75 * (last - first) => {
            say!("course-fast", "rises fast, then levels off")
        }
        () if last - first > 0.6 * range && last - part(0.8) < 0.1 * (last - first) => {
            say!("course-levels", "rises and levels off")
        }
        () if last - first > 0.6 * range => say!("course-rises", "rises to the end"),
        () if first - last > 0.6 * range && first - part(0.33) > 0.75 * (first - last) => {
            say!("course-falls-fast", "falls fast, then levels off")
        }
        () if first - last > 0.6 * range => say!("course-falls", "falls"),
        () => say!("course-up-and-down", "goes up and down"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_told_by_where_it_goes() {
        let of = |f: fn(f64) -> f64| course(&(0..100).map(|i| f(f64::from(i) / 99.0)).collect::<Vec<_>>());
        assert_eq!(of(|_| 0.3), Some("stays flat".to_owned()));
        assert_eq!(of(|t| t), Some("rises to the end".to_owned()));
        assert_eq!(of(|t| 1.0 - (-9.0 * t).exp()), Some("rises fast, then levels off".to_owned()));
        assert_eq!(of(|t| t * (-9.0 * t).exp()), Some("rises early and falls again".to_owned()));
        assert_eq!(of(|t| 1.0 - t), Some("falls".to_owned()));
        assert_eq!(course(&[1.0]), None);
    }
}
