//! `catching explain`: what a scenario asks and assumes, or what is known about an expression.

pub mod markdown;

use super::source::Source;
use super::{Failure, Terminal};
use crate::evidence::claims::TOPICS;
use crate::evidence::{Caveat, GLOBALS, PRESETS, Parameter, Preset};
use crate::scenario::{LIBRARY, Scenario, nearest, odd, provenance};
use std::fmt::Write;

/// Explain a scenario or an expression: what it asks, what it assumes, how sure that is
#[derive(Debug, clap::Args)]
#[command(
    long_about = "For a scenario: its question, a description of the model as it will be run (the seven elements of the ODD protocol), things \
        to notice and things to try. For an expression: each parameter with its value, unit, plausible range, source and how sure it is, \
        what the popular account overstates, and what nobody knows yet. `mood` explains the numbers behind mood, closeness and loneliness, \
        and `all` everything that is known.",
    after_help = "Examples:\n  catching explain lecture-hall-yawn\n  catching explain my-class.toml\n  catching explain yawn\n  \
        catching explain all --markdown > evidence.md"
)]
pub struct Args {
    /// A scenario (file or name), an expression (smile, laugh, yawn, sad, frown), `mood` or `all`
    pub name: String,
    /// Write tables in Markdown: of an expression, `mood` or `all`
    #[arg(long)]
    pub markdown: bool,
}

/// Explains it.
///
/// # Errors
/// When there is no such scenario or expression, or the scenario has mistakes.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let width = width();
    match (args.name.as_str(), Preset::named(&args.name), args.markdown) {
        (_, Some(preset), false) => return terminal.print(expression(preset, width)),
        (_, Some(preset), true) => return terminal.print(markdown::expression(preset)),
        ("mood", _, false) => return terminal.print(globals(width)),
        ("mood", _, true) => return terminal.print(markdown::globals()),
        ("all", _, false) => return terminal.print(everything(width)),
        ("all", _, true) => return terminal.print(markdown::everything()),
        (_, None, true) => {
            return Err(Failure::usage(format_args!(
                "`--markdown` writes what is known of an expression, of `mood`, or of `all`\nhelp: leave it out to explain the scenario `{}`",
                args.name
            )));
        }
        (_, None, false) => {}
    }
    let source = Source::find(Some(&args.name)).map_err(|failure| suggested(&args.name, failure))?;
    let scenario = source.read(&[], terminal)?;
    terminal.print(self::scenario(&scenario, width))
}

fn suggested(name: &str, failure: Failure) -> Failure {
    let names = PRESETS.iter().map(|p| p.name).chain(LIBRARY.iter().map(|s| s.name));
    match nearest(name, names.chain(["mood", "all"])) {
        Some(near) => {
            Failure::usage(format_args!("there is no scenario or expression `{name}`\nhelp: did you mean `{near}`?"))
        }
        None => failure,
    }
}

/// Columns of text: what the terminal has, within what is comfortable to read.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(100).clamp(40, 110)
}

/// An expression as far as it is known.
pub fn expression(preset: &Preset, width: usize) -> String {
    let mut text = Page { text: String::new(), width };
    text.paragraph("", &format!("{}: {}", preset.name, preset.summary));
    text.heading("Parameters");
    preset.parameters.iter().for_each(|p| text.parameter(p));
    text.caveats(preset.caveats);
    text.heading("What is not known");
    preset.unknown.iter().for_each(|item| text.paragraph("  - ", item));
    text.heading("How sure");
    text.paragraph("  ", HOW_SURE);
    text.text
}

/// What the marks mean.
const HOW_SURE: &str = "measured: read in a study. derived: computed from published numbers. assumed: our own choice, worth a sweep. unverified: from memory or second hand; check before printing it.";

fn globals(width: usize) -> String {
    let mut text = Page { text: String::new(), width };
    text.paragraph("", ABOUT_GLOBALS);
    text.heading("Parameters");
    GLOBALS.iter().for_each(|p| text.parameter(p));
    text.caveats(TOPICS.iter().flat_map(|topic| topic.caveats));
    text.text
}

const ABOUT_GLOBALS: &str = "Mood, closeness and loneliness. Mood is in units of the ordinary spread between people (SD); the popular account calls it serotonin, but it is not a concentration.";

/// Everything that is known.
fn everything(width: usize) -> String {
    let pages = PRESETS.iter().map(|preset| expression(preset, width)).chain([globals(width)]);
    pages.collect::<Vec<_>>().join(&format!("\n{}\n\n", "─".repeat(width.min(60))))
}

/// A scenario in words.
pub fn scenario(scenario: &Scenario, width: usize) -> String {
    let mut text = Page { text: String::new(), width };
    text.paragraph("", if scenario.title.is_empty() { &scenario.name } else { &scenario.title });
    text.paragraph("", &scenario.question);
    for element in odd::describe(scenario) {
        text.heading(element.heading);
        element.paragraphs.iter().for_each(|paragraph| text.paragraph("  ", paragraph));
    }
    sources(&mut text, scenario);
    text.caveats(provenance::caveats(scenario));
    let unknown = provenance::unknown(scenario);
    if !unknown.is_empty() {
        text.heading("What is not known");
        unknown.iter().for_each(|(name, item)| text.paragraph("  - ", &format!("{name}: {item}")));
    }
    for (heading, items) in [("Things to notice", &scenario.notice), ("Things to try", &scenario.try_)] {
        if !items.is_empty() {
            text.heading(heading);
            items.iter().for_each(|item| text.paragraph("  - ", item));
        }
    }
    text.text
}

/// The numbers in use, with where each comes from.
fn sources(text: &mut Page, scenario: &Scenario) {
    for section in provenance::sections(scenario) {
        text.heading(&format!("Numbers in use: {}", section.name));
        for row in &section.rows {
            let symbol = if row.symbol.is_empty() { String::new() } else { format!(" ({})", row.symbol) };
            let instead = row.preset.as_ref().map_or_else(String::new, |preset| format!(" instead of {preset}"));
            text.paragraph("  ", &format!("{}{symbol} = {}{instead} – {}", row.key, row.value, row.mark));
            if !row.is_changed() && row.mark != provenance::SCENARIO {
                text.paragraph("      ", &row.source);
            }
        }
        if !section.idle.is_empty() {
            text.paragraph("  ", &format!("Without effect here: {}.", section.idle.join(", ")));
        }
    }
    text.paragraph("  ", &format!("scenario: chosen here. {HOW_SURE}"));
}

/// Text with broken lines.
struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn heading(&mut self, heading: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "\n{heading}");
    }

    /// What is claimed, and what is known instead.
    fn caveats<'a>(&mut self, caveats: impl IntoIterator<Item = &'a Caveat>) {
        let mut caveats = caveats.into_iter().peekable();
        if caveats.peek().is_some() {
            self.heading("What is often claimed");
        }
        for caveat in caveats {
            self.paragraph("  ", &format!("\"{}\"", caveat.claim));
            self.paragraph("    ", caveat.instead);
        }
    }

    /// A paragraph; its first line begins with `lead`, the others are indented as far.
    fn paragraph(&mut self, lead: &str, paragraph: &str) {
        let indent = " ".repeat(lead.chars().count());
        let mut line = lead.to_owned();
        let mut empty = true;
        for word in paragraph.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > self.width {
                let _ = writeln!(self.text, "{line}");
                line.clone_from(&indent);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        if !empty {
            let _ = writeln!(self.text, "{line}");
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let symbol = if parameter.symbol.is_empty() { String::new() } else { format!(" ({})", parameter.symbol) };
        let value = parameter.told();
        self.paragraph(
            "  ",
            &format!("{}{symbol} = {value}, plausible {} – {}", parameter.key, parameter.range, parameter.mark.word()),
        );
        self.paragraph("      ", parameter.source);
        self.paragraph("      ", parameter.note);
    }
}
