//! What a chart is, what it is about, and how its curves go: the beginning of its text alternative.

use super::super::axis::capital;
use super::super::course::{self, Line};
use super::super::input::Results;
use super::super::outcomes::Outcome;
use super::super::words::{self, VerbForms};
use super::super::{Look, association, curves, loneliness, made_of, mood_over_time, spaghetti};
use crate::output::tongue::{self, say};

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
    let VerbForms { doing, did, many, act, once, .. } = VerbForms::of_all(results);
    let what = match chart {
        "prevalence" => say!("about-prevalence", [doing], "share of people {doing} at each moment"),
        "reach" => {
            say!("about-reach", [did, been = words::been(&did)], "share of people who have {been} at least once")
        }
        "raster" | "seat-map" | "seat-moments" | "network-map" => match made_of::shown_arm(results) {
            // Which run it is, is said after it.
            Some(_) => say!("about-a-run", [once], "who {once} when"),
            None => say!("about-one-run", [once], "who {once} when in one run"),
        },
        "association" => say!("about-association", [what = association::title(results)], "{what}"),
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
    // English has no capitals within sentences.
    after_colon(&if tongue::foreign() { what } else { words::after_colon(&what) })
}

fn after_colon(what: &str) -> String {
    say!("after-colon", [what], ": {what}")
}

/// How the group feels of which the heading speaks.
fn felt(results: &Results, look: &Look, column: &str) -> Option<Line> {
    mood_over_time::first_line(results, look, column, super::group_told(results, column).as_deref())
}

/// The shape of the first line that a chart over time draws: of its first arm, as it is drawn.
pub(super) fn shape(chart: &str, results: &Results, look: &Look) -> String {
    let line = match chart {
        "prevalence" | "reach" => curves::first_line(results, look, chart),
        "spaghetti" => spaghetti::first_line(results, look),
        "mood-over-time" => felt(results, look, "mood_mean"),
        "affect-over-time" => felt(results, look, "affect_mean"),
        "loneliness" => loneliness::first_line(results, look),
        _ => None,
    };
    let told = |line: Line| {
        let course = course::of(&line)?.words();
        Some(say!("arm-course", [arm = capital(&line.label), course], "{arm} {course}."))
    };
    line.and_then(told).unwrap_or_default()
}
