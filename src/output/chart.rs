//! Charts: each is an SVG (the master), the same as PNG, the numbers drawn, a caption and a text alternative.
//!
//! One chart a file, one line in [`CHARTS`]. A chart reads [`input::Results`] and nothing else, and the same rows give the same bytes.

pub mod axis;
pub mod beside;
pub mod colour;
pub mod font;
pub mod input;
pub mod labels;
pub mod made_of;
pub mod marks;
pub mod metric;
pub mod outcomes;
pub mod page;
#[cfg(feature = "files")]
pub mod pdf;
#[cfg(feature = "files")]
pub mod picture;
pub mod sheet;
pub mod table;
pub mod telling;
pub mod theme;
pub mod turns;
pub mod words;

mod hand;
mod notes;
pub mod paper;

pub mod fingerprint;

mod association;
mod causes;
mod chains;
mod communities;
mod community_map;
mod contours;
mod course;
mod curves;
mod density;
mod first_times;
pub mod fit;
mod generations;
pub mod graph_layout;
mod group_flows;
mod heat_map;
mod loneliness;
mod lying;
mod mood_density;
mod mood_over_time;
mod network_map;
mod outcome_by_arm;
mod paired_difference;
mod phase_portrait;
mod raincloud;
mod raster;
pub mod response_curve;
mod scatter;
mod seat_map;
mod seat_moments;
mod sensitivity;
mod small_multiples;
mod spaghetti;
mod strip;
mod sweep;
mod sweep_line;
mod tornado;
mod transmission_tree;
mod trials;
mod variance_split;

use std::borrow::Cow;

use super::tongue;
pub use crate::scenario::Language;
pub use crate::scenario::figures::Hand;
use crate::scenario::keys;
use crate::text;
pub use input::Results;
pub use made_of::MadeOf;
pub use paper::Paper;
pub use table::Table;
pub use telling::Told;
pub use theme::Theme;

/// A kind of chart.
#[derive(Clone, Copy)]
pub struct Chart {
    /// The name that a user asks for and that its files bear.
    pub name: &'static str,
    /// Of which runs it is made.
    pub made_of: MadeOf,
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
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Grounds and sizes.
    pub theme: Theme,
    /// Width \[px\].
    pub width: f64,
    /// What it is made for in real units; none: a screen, in pixels.
    pub paper: Option<Paper>,
    /// The language that was asked for, before that of the scenario or of a chart.
    pub language: Option<Language>,
    /// What an editor has set for charts.
    pub hands: Vec<Hand>,
    /// What an editor has set for the chart that is drawn.
    pub hand: Hand,
    /// What is found, in words that a picture bears.
    pub told: Told,
}

impl Look {
    /// A theme at its usual width.
    pub fn of(theme: &Theme) -> Look {
        let (hand, told) = (Hand::default(), Told::default());
        Look { theme: *theme, width: theme.width, paper: None, language: None, hands: Vec::new(), hand, told }
    }

    /// The language in which a chart is drawn.
    fn spoken(&self, chart: &str, results: &Results) -> Language {
        let of_chart = || self.hands.iter().find(|hand| hand.chart == chart).and_then(|hand| hand.language);
        self.language.or_else(of_chart).unwrap_or(results.facts.language)
    }

    /// The line of the `index`-th arm.
    pub fn arm(&self, index: usize, width: f64) -> page::Stroke {
        page::Stroke { dash: self.theme.dash(index), ..page::Stroke::new(self.theme.arm(index), width) }
    }

    /// The line of the run without imitation.
    pub fn null(&self) -> page::Stroke {
        page::Stroke::new(self.theme.grey, self.theme.line).dashed()
    }

    /// Device pixels in a pixel of the SVG.
    pub fn density(&self) -> f64 {
        self.paper.map_or(2.0, |paper| paper.density())
    }

    /// The same for a size in real units: letters have the height there that they need.
    #[must_use]
    pub fn on(self, paper: Paper) -> Look {
        let scale = paper.scale(self.theme.text);
        Look { width: (paper.width * scale).round(), paper: Some(paper), ..self }
    }

    /// The same for one chart: what an editor has set for it, and the height that its size asks for.
    fn of_chart(&self, name: &str) -> Look {
        let mut look = self.clone();
        if let Some(hand) = self.hands.iter().find(|hand| hand.chart == name) {
            look.hand = hand.clone();
        }
        let asked = self.paper.and_then(|paper| Some(paper.height? * self.width / paper.width));
        look.hand.height = asked.map(f64::round).or(look.hand.height);
        look
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
    /// The full record, in Markdown: n, intervals, comparison, source, what not to conclude, what is drawn.
    pub caption: String,
    /// A caption of about thirty words, to print.
    pub short: String,
    /// For those who cannot see it: what it is, its shape and its largest comparison, in at most 250 characters.
    pub alt: String,
    /// Device pixels in a pixel of the SVG.
    pub density: f64,
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
            short: String::new(),
            alt: String::new(),
            density: 2.0,
        }
    }

    /// A chart as it was drawn, with a description that says all that is on it; the shorter texts are made by [`figure`].
    pub(crate) fn drawn(
        name: &'static str,
        title: String,
        svg: String,
        table: Table,
        (caption, alt): (String, String),
    ) -> Self {
        let [title, caption, alt] = [title, caption, alt].map(|text| text::shown(&text).into_owned());
        Self { name: name.into(), title, svg, table, caption, short: String::new(), alt, density: 2.0 }
    }
}

/// Every chart.
pub const CHARTS: &[Chart] = &[
    curves::PREVALENCE,
    curves::REACH,
    raster::RASTER,
    network_map::NETWORK_MAP,
    community_map::COMMUNITY_MAP,
    seat_map::SEAT_MAP,
    seat_moments::SEAT_MOMENTS,
    raincloud::RAINCLOUD,
    response_curve::RESPONSE_CURVE,
    causes::CAUSES,
    outcome_by_arm::OUTCOME_BY_ARM,
    paired_difference::PAIRED_DIFFERENCE,
    trials::TRIALS,
    spaghetti::SPAGHETTI,
    transmission_tree::TRANSMISSION_TREE,
    generations::GENERATIONS,
    group_flows::GROUP_FLOWS,
    fingerprint::FINGERPRINT,
    association::ASSOCIATION,
    loneliness::LONELINESS,
    sweep_line::SWEEP_LINE,
    small_multiples::SMALL_MULTIPLES,
    heat_map::HEAT_MAP,
    scatter::SCATTER,
    tornado::TORNADO,
    sensitivity::SENSITIVITY,
    variance_split::VARIANCE_SPLIT,
    mood_over_time::MOOD,
    mood_over_time::AFFECT,
    mood_density::MOOD_DENSITY,
    phase_portrait::PHASE_PORTRAIT,
];

/// Draws a chart as an editor wants it, with what was found as its heading, and with its three texts. In another language than
/// English the picture, the caption to print and the text alternative are told in it; the full record and the table are not.
pub fn figure(chart: &Chart, results: &Results, look: &Look) -> Figure {
    let english = told(chart, results, look);
    let language = look.spoken(chart.name, results);
    if language == Language::ENGLISH || english.svg.is_empty() {
        return english;
    }
    let Figure { table, caption, .. } = english;
    let foreign = tongue::speaking(language, || told(chart, results, look));
    Figure { table, caption, ..foreign }
}

/// The same in the language that is spoken.
fn told(chart: &Chart, results: &Results, look: &Look) -> Figure {
    let mut look = look.of_chart(chart.name);
    let edited = hand::applied(results, &look.hand);
    hand::paint(&mut look, &edited);
    let telling = telling::of(chart.name, &edited);
    look.told = telling.told(chart, &edited, &look);
    let mut drawn = fit::drawn(chart, &edited, &look);
    if tongue::foreign() {
        drawn.title = axis::capital(&drawn.title);
    }
    if drawn.svg.is_empty() {
        return drawn;
    }
    let heading = look.hand.title.clone().unwrap_or_else(|| look.told.headline.clone());
    let short = telling::short(chart, &heading, &drawn.title, &edited);
    let short = text::shown(&short).into_owned();
    let caption = telling::record(&look.told.headline, &drawn);
    let alt = if look.told.alt.is_empty() { drawn.alt.clone() } else { look.told.alt.clone() };
    Figure { caption, short, alt, density: look.density(), ..drawn }
}

/// What is to be said of a figure that was drawn: remarks that have no place on it, letters that its font does not have.
pub fn remarks(figure: &Figure, look: &Look) -> Vec<String> {
    let hand = look.of_chart(&figure.name).hand;
    let lost = notes::missing(&hand, &figure.svg);
    let notes = (lost > 0).then(|| {
        let (notes, have) = if lost == 1 { ("note lies", "is") } else { ("notes lie", "are") };
        format!("{}: {lost} {notes} beyond the axes and {have} not drawn", figure.name)
    });
    let letters: String = font::missing(&figure.svg).into_iter().collect();
    let letters = (!letters.is_empty()).then(|| {
        format!(
            "{}: the font of the charts has no letters for {letters}: PNG and PDF lack them, and an SVG needs a reader's own font; \
             `--font FILE` takes one that has them (a Noto Sans, as .ttf or .otf)",
            figure.name
        )
    });
    notes.into_iter().chain(letters).collect()
}

/// The chart of this name, or of a name that it had in earlier versions.
pub fn named(name: &str) -> Option<&'static Chart> {
    let name = keys::chart(name);
    CHARTS.iter().find(|chart| chart.name == name)
}

/// The charts that a result gets when nobody asked for particular ones.
pub fn usual(results: &Results) -> Vec<&'static Chart> {
    CHARTS.iter().filter(|chart| (chart.applies)(results) && (chart.usual)(results)).collect()
}
