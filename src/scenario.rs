//! Scenarios: what a user wrote, and what it means.
//!
//! A file is parsed into a tree of values that know their place, checked against the one table of
//! [keys], and resolved to a [`Scenario`]. Everything that is wrong is reported in one pass.

pub mod advice;
mod called;
mod changes;
mod check;
mod diagnostics;
mod dotted;
mod explore;
mod expressions;
pub mod figures;
mod fitting;
mod grammar;
mod happenings;
pub mod hypothesis;
pub mod keys;
mod language;
mod letters;
mod library;
mod marks;
mod missing;
mod names;
mod nearness;
mod networks;
pub mod odd;
pub mod outcome;
mod overridden;
mod people;
mod placing;
mod plan;
mod points;
mod prior;
pub mod provenance;
mod resolve;
mod returns;
mod roster;
mod rounding;
mod schema;
mod section;
mod sheet;
mod sweep;
pub mod ticks;
mod tree;
mod typed;
mod values;
mod variants;
pub mod verb;
mod write;
mod written;

pub use called::Called;
pub use changes::{changed, fixed, may_name_files, overlap, value_of, with_files};
pub use diagnostics::{Diagnostic, Diagnostics, Severity, Span, nearest, unreadable};
pub use explore::{Explore, MOST_MOVED, Moved, Picture};
pub use fitting::{Fitting, ONSET, Seen};
pub use grammar::not_utf8;
pub use language::Language;
pub use library::{LIBRARY, Shipped, TEMPLATES, shipped};
pub use missing::MISSING;
pub use overridden::for_a_part;
pub use plan::{MAIN, NO_IMITATION, WITHOUT, arm_named, reserved_arm};
pub use points::{is_label, lines as point_lines};
pub use prior::{Prior, Shape};
pub use returns::lost_in_writing;
pub use schema::schema;
pub use sweep::{Sweep, Values, Vary};
pub use ticks::Timing;
#[cfg(feature = "study")]
pub(crate) use tree::bare_or_quoted as as_key;
pub use verb::Verb;
pub use written::Written;

use crate::model::situation::Situation;
use crate::network::NetworkSpec;
use crate::quantity::TimeUnit;
use resolve::Networks;
use section::Section;
use tree::Node;
use values::Reader;
use variants::Variants;

/// A scenario with every value filled in: seconds, per second, SD.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The file's name without its ending.
    pub name: String,
    /// Title of charts and report.
    pub title: String,
    /// The question that it asks.
    pub question: String,
    /// Things to notice in the result (key `notice`).
    pub notice: Vec<String>,
    /// Things to try next (key `try`).
    pub try_: Vec<String>,
    /// Unit of the times in the results.
    pub time_unit: TimeUnit,
    /// Seed of all chance.
    pub seed: u64,
    /// Number of runs.
    pub replicates: u32,
    /// Who sees whom.
    pub network: NetworkSpec,
    /// What a run is told.
    pub situation: Situation,
    /// What the scenario itself says about ticks and samples; the rest was chosen.
    pub timing: Timing,
    /// The preset that each expression starts from ("bare" when none), parallel to the situation's expressions.
    pub presets: Vec<String>,
    /// Whether the scenario is also run without imitation.
    pub null_run: bool,
    /// Whether every arm is run without imitation, and not only the scenario as it stands.
    pub null_each_arm: bool,
    /// Variants that are run side by side.
    pub arms: Vec<Arm>,
    /// Charts to draw; empty: those that fit.
    pub charts: Vec<String>,
    /// Metrics that charts of outcomes show; empty: the usual one.
    pub outcomes: Vec<String>,
    /// Of which runs people and ties are kept one by one.
    pub agents: Recorded,
    /// The tick is longer than the fastest expression asks for, on purpose.
    pub coarse_tick: bool,
    /// A design over parameters.
    pub sweep: Option<Sweep>,
    /// What a reader may move in a page.
    pub explore: Option<Explore>,
    /// What is to be found out from what was observed.
    pub fit: Option<Fitting>,
    /// What the result is expected to show.
    pub hypotheses: Vec<Hypothesis>,
    /// Published values that charts show beside the result.
    pub marks: Vec<Mark>,
    /// How an editor wants charts.
    pub figures: Vec<figures::Hand>,
    /// A difference of moods that nobody would notice \[SD between people\].
    pub negligible: Option<f64>,
    /// A difference of shares of people that nobody would notice, 0 to 1.
    pub negligible_share: Option<f64>,
    /// The language of charts.
    pub language: Language,
    /// How expressions are spoken of that the scenario gives a verb of their own.
    pub verbs: Vec<Verb>,
}

/// A variant: its name and what differs (dotted keys with their values as TOML).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// What differs.
    pub set: Overrides,
    /// Whether it is what the others are compared with.
    pub null: bool,
}

/// A published value beside the result: a point, a line right across, or a band.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The chart that shows it.
    pub chart: String,
    /// Where along the horizontal axis; none: right across.
    pub x: Option<f64>,
    /// Where along the vertical axis; none: from top to bottom.
    pub y: Option<f64>,
    /// The other edge of a band that begins at `y`.
    pub y_to: Option<f64>,
    /// What it is and who says so.
    pub label: String,
}

/// Of which runs people and ties are kept one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recorded {
    /// The very first.
    #[default]
    First,
    /// The first of each point.
    Each,
    /// All.
    All,
    /// None.
    None,
}

impl Recorded {
    /// The one that a scenario calls so.
    pub fn named(word: &str) -> Option<Self> {
        [Self::First, Self::Each, Self::All, Self::None].into_iter().find(|kept| kept.word() == word)
    }

    /// As a scenario writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Each => "each",
            Self::All => "all",
            Self::None => "none",
        }
    }
}

/// Dotted keys with their values as TOML.
pub type Overrides = Vec<(String, String)>;

/// Something that the result is expected to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hypothesis {
    /// A comparison, such as `yawn_reach > 0.5`.
    pub expect: String,
    /// What it means, in words; may be empty.
    pub name: String,
}

impl Hypothesis {
    /// What it means, with the expectation itself.
    pub fn title(&self) -> String {
        let Self { expect, name } = self;
        if name.is_empty() { expect.clone() } else { format!("{name}: {expect}") }
    }
}

/// One point of an experiment: a scenario with some keys overridden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its number, from 0.
    pub index: usize,
    /// `main`, the name of an arm, or `no_imitation`.
    pub arm: String,
    /// What differs from the scenario.
    pub overrides: Overrides,
    /// Whether it is what the others are compared with: by default imitation is switched off in it.
    pub null: bool,
}

/// Opens a file that a scenario refers to, by its path relative to the scenario.
pub type Files<'a> = &'a dyn Fn(&str) -> std::io::Result<Vec<u8>>;

/// What came of reading a scenario: it is there unless something is wrong with it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The scenario.
    pub scenario: Option<Scenario>,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}

/// Reads a scenario. `overrides` are dotted keys with values as TOML (or bare words); `files` opens network files.
///
/// # Errors
/// Everything that is wrong with it, in one pass.
pub fn read(name: &str, text: &str, overrides: &[(String, String)], files: Files<'_>) -> Result<Scenario, Diagnostics> {
    let Reading { scenario, diagnostics } = inspect(name, text, overrides, files);
    scenario.ok_or(diagnostics)
}

/// As [`read`], with warnings.
pub fn inspect(name: &str, text: &str, overrides: &[(String, String)], files: Files<'_>) -> Reading {
    inspect_sweep(name, text, overrides, &[], files)
}

/// As [`inspect`], with variations as typed (`key=a,b,c`, `key=low..high/steps`) in place of those in `[sweep]`.
pub fn inspect_sweep(
    name: &str,
    text: &str,
    overrides: &[(String, String)],
    vary: &[String],
    files: Files<'_>,
) -> Reading {
    let mut diagnostics = Diagnostics::new(name, text);
    let mut root = tree::parse(text, 0, &mut diagnostics);
    if diagnostics.has_errors() {
        diagnostics.locate("recursion", letters::deepest(text));
        // What else seems to be wrong or missing may only stand below the place where reading broke off.
        diagnostics.sort();
        return Reading { scenario: None, diagnostics };
    }
    if root.entries().is_empty() && overrides.is_empty() {
        let message = "this scenario is empty: it needs at least `duration`, [network] and [expressions.NAME]; \
                       `catching new NAME` writes one to start from";
        diagnostics.error(Span::default(), message, "");
        return Reading { scenario: None, diagnostics };
    }
    let changed: Vec<Span> =
        overrides.iter().map(|(key, value)| apply(flag_of(key), &mut root, key, value, &mut diagnostics)).collect();
    if !vary.is_empty() {
        typed::vary(&mut root, vary, &mut diagnostics);
    }
    letters::check(&root, &mut diagnostics);
    points::open(&mut root, files, &mut diagnostics);
    let mut scenario = understand(stem(name), &root, Networks::Read(files), &mut diagnostics);
    for ((key, _), span) in overrides.iter().zip(changed) {
        roster::no_effect(key, span, scenario.network.listed(), &mut diagnostics);
        if let Some(message) = overridden::for_a_part(key, &scenario.situation) {
            diagnostics.note(span, message);
        }
    }
    let variants = Variants { root: &root, network: &scenario.network, files };
    variants.arms_make_sense(&mut diagnostics);
    if let Some(sweep) = &scenario.sweep {
        variants.sweep_makes_sense(sweep, &mut diagnostics);
    }
    if let Some(fit) = &scenario.fit {
        variants.fit_makes_sense(fit, &mut diagnostics);
    }
    if let Some(mut explore) = scenario.explore.take() {
        Variants { root: &root, network: &scenario.network, files }.explore_makes_sense(&mut explore, &mut diagnostics);
        scenario.explore = Some(explore);
    }
    diagnostics.sort();
    Reading { scenario: (!diagnostics.has_errors()).then_some(scenario), diagnostics }
}

/// The flag by which a key is usually changed, for messages.
fn flag_of(key: &str) -> &'static str {
    match key {
        "seed" => "--seed",
        "replicates" | "sweep.replicates" => "--replicates",
        "sweep.design" => "--design",
        "sweep.samples" => "--samples",
        "sweep.points" => "--points",
        "sweep.until_ci" => "--until-ci",
        "sweep.max_replicates" => "--max-replicates",
        _ => "--set",
    }
}

/// Puts one override in its place, and says where its key is shown. It is shown in messages as it was typed.
fn apply(source: &str, root: &mut Node, key: &str, value: &str, diagnostics: &mut Diagnostics) -> Span {
    let number = diagnostics.add_text(source, &format!("{key}={value}"));
    let key_span = Span { text: number, start: 0, end: key.len() };
    let value = tree::parse_value(value, number, key.len() + 1);
    if let Err(message) = placing::put(root, key, key_span, value) {
        diagnostics.error(key_span, message, "a dotted key such as ties.closeness or events.0.at");
    }
    key_span
}

fn understand(name: &str, root: &Node, network: Networks<'_>, diagnostics: &mut Diagnostics) -> Scenario {
    let reader = Reader { unit: resolve::time_unit(Some(root)) };
    check::table(root, keys::SCENARIO, "", reader, diagnostics);
    resolve::scenario(name, &Section::new(keys::SCENARIO, Some(root), reader), network, diagnostics)
}

/// A value as TOML: what is no TOML stands for itself, so that `30 min` needs no quotes.
pub fn as_toml(value: &str) -> String {
    let is_toml = toml::from_str::<toml::Table>(&format!("value = {value}")).is_ok_and(|table| table.len() == 1);
    if is_toml { value.to_owned() } else { toml::Value::from(value).to_string() }
}

fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

impl Scenario {
    /// The points that are run: the scenario itself or each of its arms, and the null run.
    pub fn points(&self) -> Vec<Point> {
        let mut points: Vec<Point> = match self.arms.as_slice() {
            [] => vec![Point { index: 0, arm: MAIN.to_owned(), overrides: Vec::new(), null: false }],
            arms => arms
                .iter()
                .map(|arm| Point { index: 0, arm: arm.name.clone(), overrides: arm.set.clone(), null: arm.null })
                .collect(),
        };
        if self.null_run && !points.iter().any(|point| point.null) {
            let overrides = self.without_imitation();
            if self.null_each_arm && !self.arms.is_empty() {
                points.extend(self.arms.iter().map(|arm| Point {
                    index: 0,
                    arm: format!("{}{WITHOUT}", arm.name),
                    overrides: [arm.set.clone(), overrides.clone()].concat(),
                    null: true,
                }));
            } else {
                points.push(Point { index: 0, arm: NO_IMITATION.to_owned(), overrides, null: true });
            }
        }
        points.iter_mut().enumerate().for_each(|(index, point)| point.index = index);
        points
    }

    /// The resolved scenario as TOML: every value explicit, with its unit. Reading it (under the same name) gives an
    /// equal scenario.
    pub fn to_toml(&self) -> String {
        write::to_toml(self)
    }

    /// The overrides that switch imitation off.
    pub fn without_imitation(&self) -> Overrides {
        let names = self.situation.expressions.iter().map(|e| tree::bare_or_quoted(&e.name));
        names.map(|name| (format!("expressions.{name}.imitation_rate"), "0".to_owned())).collect()
    }
}
