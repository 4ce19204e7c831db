//! `report.html`: one page that holds everything: the question, the answer in a sentence, the charts, the model as run.
//!
//! It needs nothing from outside: fonts, pictures and styles are in it. Made from a result folder only, without the time
//! of day, so that the same results give the same page.

mod answer;
mod compared;
mod feelings;
mod guess;
mod model;
mod summary;
mod walk;

use base64::Engine as _;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
#[cfg(feature = "threads")]
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::chart::{self, Chart, Figure, Look, Results, font, theme, words};
use super::findings;
use super::hypotheses;
use super::tables::SENSITIVITY;
use crate::results::manifest::{INPUTS, Manifest};
use crate::scenario::{Scenario, advice, odd};

pub use answer::answer;
pub use feelings::feelings;

/// The name of the page in a result folder.
pub const REPORT: &str = "report.html";

const TEMPLATE: &str = include_str!("report/page.html");
const STYLE: &str = include_str!("report/page.css");
const SCRIPT: &str = include_str!("report/page.js");
/// What `web/build.sh` made of `web/page/report.ts`: the living picture, the walk through points, the drawn guess.
const LIVELY: &str = include_str!("../../web/built/report.js");
/// The living picture, which the page of `catching explore` has, too.
const LIVING: &str = include_str!("../../web/page/living.html");
/// The width of figures on a narrow page \[px\].
const NARROW: f64 = 340.0;
/// Numbers of a figure that are longer stay in their file.
const LONGEST_NUMBERS: usize = 200_000;

/// What a page is made from.
pub struct Sources<'a> {
    /// The tables.
    pub results: &'a Results,
    /// The scenario as it was run.
    pub scenario: &'a Scenario,
    /// The same as text.
    pub scenario_text: &'a str,
    /// How the folder came to be.
    pub manifest: &'a Manifest,
    /// The charts to show.
    pub charts: &'a [&'a Chart],
    /// The language of the charts, where it was asked for; the words of the page are English.
    pub language: Option<chart::Language>,
    /// A run to look at person by person, where one was played.
    pub living: Option<&'a LivingRun>,
}

/// A run to look at person by person.
#[derive(Clone, Debug)]
pub struct LivingRun {
    /// What the page's script plays, as JSON.
    pub played: String,
    /// Six moments of it, as SVG: for readers without a script, and for paper.
    pub still: String,
    /// Which run, in words: "run 0 of 200 (replicate 0, seed 1)".
    pub run: String,
}

/// A chart on the page, light and dark.
#[derive(Serialize)]
struct Shown {
    name: String,
    title: String,
    light: String,
    dark: String,
    light_narrow: String,
    dark_narrow: String,
    /// Its numbers, where they are not too many.
    numbers: String,
    /// Some thirty words.
    short: String,
    caption: String,
    alt: String,
}

/// The page as text.
///
/// # Errors
/// When the page's template is at fault.
pub fn page(sources: &Sources<'_>) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_template("page.html", TEMPLATE)?;
    environment.add_template("living.html", LIVING)?;
    let facts = &sources.results.facts;
    let study = findings::told(sources.results);
    let style = format!("{}\n{STYLE}", font::stylesheet());
    let page = environment.get_template("page.html")?.render(context! {
        title => value(&facts.title),
        question => value(&facts.question),
        answer => value(answered(sources.results, &study)),
        style_hash => hash(&style),
        style => style,
        script => SCRIPT,
        script_hash => hash(SCRIPT),
        lively => LIVELY,
        lively_hash => hash(LIVELY),
        set_by => "set by the scenario",
        walk => value(walk::told(sources)),
        still => value(sources.living.map(|living| &living.still)),
        played => value(sources.living.map(|living| living.played.replace('<', "\\u003c"))),
        played_run => value(sources.living.map(|living| chart::axis::capital(&living.run))),
        guess => value(guess::asked(sources)),
        figures => value(drawn(sources)),
        notice => value(sources.scenario.notice.iter().map(|item| markup(item)).collect::<Vec<_>>()),
        noticed_elsewhere => value(noticed_elsewhere(sources)),
        try_ => value(to_try(sources)),
        compared => value(compared::section(sources.results)),
        hypotheses => value(tested(sources)),
        corrected => value(hypotheses::corrected(&hypotheses::test(sources.results, sources.scenario))),
        summary => value(summary::rows(sources.results)),
        waited_for => value(&facts.waited_for),
        study => value(&study),
        expressions => value(model::expressions(sources.scenario)),
        facts => value(model::facts(sources)),
        assumed => value(model::assumed(sources.scenario)),
        caveats => value(model::caveats(sources.scenario)),
        ideas => value(model::ideas(sources.scenario)),
        unknown => value(model::unknown(sources.scenario)),
        odd => value(described(sources.scenario)),
        scenario_text => value(sources.scenario_text),
        reproduce => value(model::reproduce(sources.manifest)),
        files => value(files(sources)),
        cite => value(citation()),
        cite_folder => value(&facts.name),
    })?;
    // Whatever a name, title or file holds: nothing turns the direction of a line.
    Ok(crate::text::shown(&page).into_owned())
}

/// The program as others name it.
pub const TITLE: &str = "catching: an agent-based simulator of emotional contagion";
/// Who made it.
pub const AUTHORS: &str = "The catching authors";
/// When.
pub const YEAR: &str = "2026";

/// How to cite the program.
pub fn citation() -> String {
    format!("{AUTHORS} ({YEAR}): {TITLE}, version {} [computer program].", env!("CARGO_PKG_VERSION"))
}

/// The charts, several at once where that was asked for: inside a pool of threads.
fn drawn(sources: &Sources<'_>) -> Vec<Shown> {
    let draw = |chart: &&Chart| shown(chart, sources);
    #[cfg(feature = "threads")]
    if rayon::current_thread_index().is_some() {
        return sources.charts.par_iter().map(draw).collect();
    }
    sources.charts.iter().map(draw).collect()
}

/// What there is to say first: how far two versions lie apart, and the answer.
pub fn said(results: &Results) -> Vec<String> {
    let compared = compared::section(results).map(|compared| compared.sentence);
    compared.into_iter().chain(answered(results, &findings::told(results))).collect()
}

/// The answer: which keys matter, if that was asked.
fn answered(results: &Results, study: &[findings::Told]) -> Vec<String> {
    if study.is_empty() { answer(results) } else { study.iter().map(|told| told.answer.replace('`', "")).collect() }
}

/// Where what there is to notice was written for other values than were run: which were changed, as far as that was typed.
fn noticed_elsewhere(sources: &Sources<'_>) -> Option<String> {
    let command = &sources.manifest.command;
    let typed = || command.windows(2).filter(|pair| pair[0] == "--set").map(|pair| pair[1].as_str());
    let joined = || command.iter().filter_map(|word| word.strip_prefix("--set="));
    let set: Vec<String> = typed().chain(joined()).map(|setting| format!("`{setting}`")).collect();
    let varied = command.iter().any(|word| word == "--vary" || word.starts_with("--vary="));
    let other = !set.is_empty()
        || varied
        || is_comparison(sources.manifest)
        || advice::is_of_other_values(sources.scenario, sources.results.is_sweep());
    let named = if set.is_empty() { String::new() } else { format!(" ({})", words::listed(&set)) };
    other.then(|| {
        markup(&format!(
            "Said of the scenario as it was written. Other values were run here{named}: what follows need not hold for them, \
             the numbers on this page do."
        ))
    })
}

/// What to try that has not just been done.
fn to_try(sources: &Sources<'_>) -> Vec<String> {
    let (scenario, text) = (sources.scenario, sources.scenario_text);
    let no_files = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    let is_new = |line: &&String| !advice::is_there(scenario, text, &[], line, &no_files);
    scenario.try_.iter().filter(is_new).map(|line| markup(line)).collect()
}

/// What the scenario expected, and what the runs say to it.
fn tested(sources: &Sources<'_>) -> Vec<hypotheses::Told> {
    hypotheses::test(sources.results, sources.scenario).iter().map(hypotheses::Told::from).collect()
}

fn value(content: impl Serialize) -> Value {
    Value::from(Serde(content))
}

fn shown(chart: &Chart, sources: &Sources<'_>) -> Shown {
    let (results, hands, language) = (sources.results, &sources.scenario.figures, sources.language);
    let look = |theme: &theme::Theme| Look { hands: hands.clone(), language, ..Look::of(theme) };
    let draw = |theme: &theme::Theme| chart::figure(chart, results, &look(theme));
    let narrow = |theme: &theme::Theme| chart::figure(chart, results, &Look { width: NARROW, ..look(theme) });
    let (light, dark) = (draw(&theme::WEB), draw(&theme::DARK));
    let numbers = light.table.csv();
    Shown {
        numbers: if numbers.len() <= LONGEST_NUMBERS { in_script(numbers) } else { String::new() },
        light_narrow: inline(&narrow(&theme::WEB), "narrow-"),
        dark_narrow: inline(&narrow(&theme::DARK), "narrow-dark-"),
        name: light.name.to_string(),
        title: light.title.clone(),
        short: markup(&light.short),
        caption: markup(&light.caption),
        alt: light.alt.clone(),
        light: inline(&light, ""),
        dark: inline(&dark, "dark-"),
    }
}

/// As a content security policy names a style or a script.
fn hash(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// A table as a JSON text, in which nothing can end the element that holds it.
fn in_script(csv: &str) -> String {
    serde_json::Value::from(csv).to_string().replace('<', "\\u003c")
}

/// An SVG as part of a page: the page carries the font, and names must differ between its pictures.
fn inline(figure: &Figure, prefix: &str) -> String {
    let svg = &figure.svg;
    let bare = match (svg.find("<style>"), svg.find("</style>\n")) {
        (Some(from), Some(to)) => format!("{}{}", &svg[..from], &svg[to + "</style>\n".len()..]),
        _ => svg.clone(),
    };
    if prefix.is_empty() {
        return bare;
    }
    // Names of parts, and where they are called: title, description, groups, hatchings.
    let name = &figure.name;
    let named =
        [format!("id=\"{name}-"), format!("id=\"{name}."), format!("#{name}-"), format!("\"{name}-title {name}-")];
    named.iter().fold(bare, |text, old| text.replace(old, &old.replace(name.as_ref(), &format!("{prefix}{name}"))))
}

/// The little Markdown of captions as HTML: `**bold**` and `` `code` ``.
fn markup(text: &str) -> String {
    let mut html = String::new();
    for (index, part) in super::chart::sheet::escape(text.trim()).split("**").enumerate() {
        for (place, piece) in part.split('`').enumerate() {
            let code = place % 2 == 1;
            html += &if code { format!("<code>{piece}</code>") } else { piece.to_owned() };
        }
        html += if index % 2 == 0 { "<strong>" } else { "</strong>" };
    }
    html.trim_end_matches("<strong>").to_owned()
}

/// The description of the model, element by element.
fn described(scenario: &Scenario) -> Vec<(&'static str, Vec<String>)> {
    odd::describe(scenario).into_iter().map(|element| (element.heading, element.paragraphs)).collect()
}

/// Files of the folder with what they hold.
fn files(sources: &Sources<'_>) -> Vec<(String, String)> {
    let tables = [
        ("runs.csv", "one row a run: its outcomes"),
        ("series.csv", "one row a run and sample time"),
        ("summary.csv", "one row an arm and outcome: mean, spread, interval"),
        ("events.csv", "one row an expression: who, when, why, from whom"),
        ("agents.csv", "one row a person: traits and final state"),
        ("ties.csv", "one row a tie: who sees whom, and how close they are"),
        ("scenario.toml", "the scenario with every value filled in; running it gives the same results"),
        ("manifest.json", "version, seed, checksums, command"),
    ];
    let compared = is_comparison(sources.manifest);
    let derived = [
        ("comparison.csv", "one row an outcome: the two versions and their difference", compared),
        ("hypotheses.csv", "one row a hypothesis and point", !sources.scenario.hypotheses.is_empty()),
    ];
    // A comparison of finished folders has no tables of its own.
    let tables = tables.into_iter().filter(|_| !sources.manifest.points.is_empty());
    let of = |file: &str, what: &str| match sources.manifest.details.of(file.trim_end_matches(".csv")) {
        Some(runs) => format!("{what}; of {runs}"),
        None => what.to_owned(),
    };
    let tables = tables.chain(derived.into_iter().filter(|(.., there)| *there).map(|(file, what, _)| (file, what)));
    let study = sources
        .results
        .study
        .iter()
        .map(|_| (SENSITIVITY.to_owned(), "one row an outcome and key: how much it matters"));
    let figures = sources.charts.iter().map(|chart| (format!("figures/{}.csv", chart.name), "the numbers of a chart"));
    let copied = "copies of the files that the scenario names, with the names of people that are in them";
    let inputs = (!sources.manifest.inputs.is_empty()).then(|| (format!("{INPUTS}/"), copied));
    let all = tables.map(|(file, what)| (file.to_owned(), what)).chain(study).chain(figures).chain(inputs);
    all.map(|(file, what)| (of(&file, what), file)).map(|(what, file)| (file, what)).collect()
}

/// Whether the folder came of `catching compare`.
fn is_comparison(manifest: &Manifest) -> bool {
    manifest.command.get(1).is_some_and(|word| word == "compare")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_keep_their_emphasis_and_lose_their_danger() {
        assert_eq!(
            markup("**A & b.** See `x.csv` <now>."),
            "<strong>A &amp; b.</strong> See <code>x.csv</code> &lt;now&gt;."
        );
        assert_eq!(markup("plain"), "plain");
    }
}
