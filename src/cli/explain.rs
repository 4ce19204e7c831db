//! `catching explain`: what a scenario asks and assumes, or what is known about an expression.

use super::source::Source;
use super::{Failure, Terminal};
use crate::evidence::{GLOBALS, PRESETS, Parameter, Preset};
use crate::scenario::{LIBRARY, Scenario, nearest, odd};
use std::fmt::Write;

/// Explain a scenario or an expression: what it asks, what it assumes, how sure that is
#[derive(Debug, clap::Args)]
#[command(
    long_about = "For a scenario: its question, a description of the model as it will be run (the seven elements of the ODD protocol), things \
        to notice and things to try. For an expression: each parameter with its value, unit, plausible range, source and how sure it is, \
        what the popular account overstates, and what nobody knows yet. `mood` explains the numbers behind mood, closeness and loneliness.",
    after_help = "Examples:\n  catching explain lecture-hall-yawn\n  catching explain my-class.toml\n  catching explain yawn"
)]
pub struct Args {
    /// A scenario (file or name), an expression (smile, laugh, yawn, sad, frown) or `mood`
    pub name: String,
}

/// Explains it.
///
/// # Errors
/// When there is no such scenario or expression, or the scenario has mistakes.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let width = width();
    if let Some(preset) = Preset::named(&args.name) {
        return terminal.print(expression(preset, width));
    }
    if args.name == "mood" {
        return terminal.print(globals(width));
    }
    let source = Source::find(Some(&args.name)).map_err(|failure| suggested(&args.name, failure))?;
    let scenario = source.read(&[], terminal)?;
    terminal.print(self::scenario(&scenario, width))
}

fn suggested(name: &str, failure: Failure) -> Failure {
    let names = PRESETS.iter().map(|p| p.name).chain(LIBRARY.iter().map(|s| s.name));
    match nearest(name, names.chain(["mood"])) {
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
    text.heading("What is often claimed");
    for caveat in preset.caveats {
        text.paragraph("  ", &format!("\"{}\"", caveat.claim));
        text.paragraph("    ", caveat.instead);
    }
    text.heading("What is not known");
    preset.unknown.iter().for_each(|item| text.paragraph("  - ", item));
    text.heading("How sure");
    text.paragraph("  ", "measured: read in a study. derived: computed from published numbers. assumed: our own choice, worth a sweep. unverified: from memory or second hand; check before printing it.");
    text.text
}

fn globals(width: usize) -> String {
    let mut text = Page { text: String::new(), width };
    text.paragraph("", "Mood, closeness and loneliness. Mood is in units of the ordinary spread between people (SD); the popular account calls it serotonin, but it is not a concentration.");
    text.heading("Parameters");
    GLOBALS.iter().for_each(|p| text.parameter(p));
    text.text
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
    for (heading, items) in [("Things to notice", &scenario.notice), ("Things to try", &scenario.try_)] {
        if !items.is_empty() {
            text.heading(heading);
            items.iter().for_each(|item| text.paragraph("  - ", item));
        }
    }
    text.text
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
        let unit = match parameter.unit {
            "" | "seconds" | "per second" => String::new(),
            unit => format!(" {unit}"),
        };
        let value = parameter.value.words();
        self.paragraph(
            "  ",
            &format!(
                "{}{symbol} = {value}{unit}, plausible {} – {}",
                parameter.key,
                parameter.range,
                parameter.mark.word()
            ),
        );
        self.paragraph("      ", parameter.source);
        self.paragraph("      ", parameter.note);
    }
}
