//! Charts: each is an SVG (the master), the same as PNG, the numbers drawn, a caption and a text alternative.
//!
//! One chart a file, one line in [`CHARTS`]. A chart reads [`input::Results`] and nothing else, and the same rows give the same bytes.

pub mod axis;
pub mod beside;
pub mod colour;
pub mod font;
pub mod input;
pub mod labels;
pub mod marks;
pub mod metric;
pub mod outcomes;
pub mod page;
#[cfg(feature = "files")]
pub mod picture;
pub mod sheet;
pub mod table;
pub mod theme;
pub mod turns;
pub mod words;

pub mod fingerprint;

mod association;
mod causes;
mod contours;
mod curves;
mod first_times;
mod generations;
pub mod graph_layout;
mod heat_map;
mod histogram;
mod loneliness;
mod lying;
mod mood_density;
mod mood_over_time;
mod network_map;
mod outcome_by_arm;
mod paired_difference;
mod raster;
pub mod response_curve;
mod seat_map;
mod sensitivity;
mod small_multiples;
mod spaghetti;
mod sweep;
mod sweep_line;
mod tornado;
mod trials;
mod variance_split;

use std::borrow::Cow;

pub use input::Results;
pub use table::Table;
pub use theme::Theme;

/// A kind of chart.
#[derive(Clone, Copy)]
pub struct Chart {
    /// The name that a user asks for and that its files bear.
    pub name: &'static str,
    /// What it shows.
    pub shows: &'static str,
    /// What a result needs for it, in words.
    pub needs: &'static str,
    /// Whether a result has that.
    pub applies: fn(&Results) -> bool,
    /// Whether it is drawn when nobody asked for particular charts.
    pub usual: fn(&Results) -> bool,
    /// Draws it.
    pub draw: fn(&Results, &Look) -> Figure,
}

/// How figures are to look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Grounds and sizes.
    pub theme: Theme,
    /// Width \[px\].
    pub width: f64,
}

impl Look {
    /// A theme at its usual width.
    pub fn of(theme: &Theme) -> Look {
        Look { theme: *theme, width: theme.width }
    }

    /// Lengths that were chosen for text of 13 px, at this theme's text size.
    pub fn scaled(&self, length: f64) -> f64 {
        length * self.theme.text / 13.0
    }
}

/// A finished chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its heading.
    pub title: String,
    /// The picture.
    pub svg: String,
    /// Exactly the numbers drawn.
    pub table: Table,
    /// What it shows, in Markdown: n, intervals, comparison, source, what not to conclude.
    pub caption: String,
    /// The same for those who cannot see it: what is on it and its key numbers.
    pub alt: String,
}

impl Figure {
    /// A chart of results that do not have what it needs: no picture.
    fn empty(name: &'static str) -> Self {
        Self {
            name: name.into(),
            title: String::new(),
            svg: String::new(),
            table: Table::default(),
            caption: String::new(),
            alt: String::new(),
        }
    }
}

/// Every chart.
pub const CHARTS: &[Chart] = &[
    curves::PREVALENCE,
    curves::REACH,
    raster::RASTER,
    network_map::NETWORK_MAP,
    seat_map::SEAT_MAP,
    histogram::HISTOGRAM,
    response_curve::RESPONSE_CURVE,
    causes::CAUSES,
    outcome_by_arm::OUTCOME_BY_ARM,
    paired_difference::PAIRED_DIFFERENCE,
    trials::TRIALS,
    spaghetti::SPAGHETTI,
    generations::GENERATIONS,
    fingerprint::FINGERPRINT,
    association::ASSOCIATION,
    loneliness::LONELINESS,
    sweep_line::SWEEP_LINE,
    small_multiples::SMALL_MULTIPLES,
    heat_map::HEAT_MAP,
    tornado::TORNADO,
    sensitivity::SENSITIVITY,
    variance_split::VARIANCE_SPLIT,
    mood_over_time::MOOD,
    mood_over_time::AFFECT,
    mood_density::MOOD_DENSITY,
];

/// The chart of this name.
pub fn named(name: &str) -> Option<&'static Chart> {
    CHARTS.iter().find(|chart| chart.name == name)
}

/// The charts that a result gets when nobody asked for particular ones.
pub fn usual(results: &Results) -> Vec<&'static Chart> {
    CHARTS.iter().filter(|chart| (chart.applies)(results) && (chart.usual)(results)).collect()
}
