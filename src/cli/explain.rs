//! `catching explain`: what a scenario asks and assumes, what is known about an expression, a mechanism, an idea, a key.

mod concept;
pub mod markdown;
mod name;
mod page;
mod reference;

use super::source::Source;
use super::{Failure, Terminal};
use crate::evidence::claims::TOPICS;
use crate::evidence::{GLOBALS, HOW_SURE, PRESETS, Preset};
use crate::scenario::{Scenario, odd, provenance};
use name::Meant;
use page::Page;
use std::path::Path;

/// Explain a scenario, an expression, a mechanism, a popular idea, a key or an outcome
#[derive(Debug, clap::Args)]
#[command(
    long_about = "For a scenario: its question, a description of the model as it will be run (the seven elements of the ODD protocol), things \
        to notice and things to try. For an expression: each parameter with its value, unit, plausible range, source and how sure it is, \
        what the popular account overstates, and what nobody knows yet. For a mechanism of the model or an idea that goes round (mirror \
        neurons, serotonin, empathy …): what is said, what is known, what the model has of it, which scenario shows it and which key to \
        turn. For a key, an outcome, a chart or a network: what it is. `all` prints everything that is known about numbers, `ideas` all \
        ideas and mechanisms.",
    after_help = "Examples:\n  catching explain lecture-hall-yawn\n  catching explain my-class.toml\n  catching explain yawning\n  \
        catching explain mirror neurons\n  catching explain ties.closeness\n  catching explain yawn_reach\n  \
        catching explain all --markdown > evidence.md\n  catching list ideas"
)]
pub struct Args {
    /// A scenario (file or name), an expression, a mechanism, an idea, a key, an outcome; `all` or `ideas`
    #[arg(required = true, num_args = 1..)]
    pub name: Vec<String>,
    /// Write Markdown: of an expression, an idea, a mechanism, of `all` numbers or of `ideas`
    #[arg(long)]
    pub markdown: bool,
}

/// Explains it.
///
/// # Errors
/// When there is nothing of this name, or the scenario has mistakes.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let typed = args.name.join(" ");
    let meant = if is_file(&typed) { None } else { name::meant(&typed) };
    match (meant, args.markdown) {
        (Some(meant), false) => terminal.print(plain(&meant, page::width())),
        (Some(meant), true) => match marked(&meant) {
            Some(text) => terminal.print(text),
            None => Err(no_markdown(&typed)),
        },
        (None, true) if is_scenario(&typed) => Err(no_markdown(&typed)),
        (None, _) => explain_scenario(&typed, terminal),
    }
}

fn is_file(name: &str) -> bool {
    name == "-" || name.ends_with(".toml") || name.contains(['/', '\\']) || Path::new(name).is_file()
}

fn is_scenario(name: &str) -> bool {
    is_file(name) || crate::scenario::shipped(name).is_some()
}

fn no_markdown(typed: &str) -> Failure {
    Failure::usage(format_args!(
        "`--markdown` writes what is known of an expression, an idea, a mechanism, of `mood`, `all` or `ideas`\nhelp: leave it out to explain `{typed}`"
    ))
}

fn explain_scenario(typed: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    if !is_scenario(typed) && Path::new(typed).symlink_metadata().is_err() {
        return Err(name::unknown(typed));
    }
    let scenario = Source::find(Some(typed))?.read(&[], terminal)?;
    terminal.print(self::scenario(&scenario, page::width()))
}

/// What is meant, for a terminal.
fn plain(meant: &Meant, width: usize) -> String {
    match meant {
        Meant::Everything => everything(width),
        Meant::Ideas => concept::all(width),
        Meant::Expression(preset) => expression(preset, width),
        Meant::Concept(page) if page.name == "mood" => format!("{}\n{}", concept::page(page, width), globals(width)),
        Meant::Concept(page) => concept::page(page, width),
        Meant::Other(entries) => reference::page(entries, width),
    }
}

/// What is meant, as Markdown; none where there is no such page.
fn marked(meant: &Meant) -> Option<String> {
    match meant {
        Meant::Everything => Some(markdown::everything()),
        Meant::Ideas => Some(markdown::ideas()),
        Meant::Expression(preset) => Some(markdown::expression(preset)),
        Meant::Concept(page) if page.name == "mood" => Some(markdown::globals()),
        Meant::Concept(page) => Some(markdown::concept(page)),
        Meant::Other(_) => None,
    }
}

/// An expression as far as it is known.
pub fn expression(preset: &Preset, width: usize) -> String {
    let mut text = Page::new(width);
    text.paragraph("", &format!("{}: {}", preset.name, preset.summary));
    text.heading("Parameters");
    preset.parameters.iter().for_each(|p| text.parameter(p));
    text.caveats(preset.caveats);
    text.heading("What is not known");
    preset.unknown.iter().for_each(|item| text.paragraph("  - ", item));
    text.heading("How sure");
    text.paragraph("  ", HOW_SURE);
    let ideas = concept::about(preset);
    if !ideas.is_empty() {
        text.heading("Ideas about it");
        text.paragraph("  ", &format!("{}: `catching explain IDEA`.", ideas.join(", ")));
    }
    text.finish()
}

fn globals(width: usize) -> String {
    let mut text = Page::new(width);
    text.paragraph("", ABOUT_GLOBALS);
    text.heading("Parameters");
    GLOBALS.iter().for_each(|p| text.parameter(p));
    text.caveats(TOPICS.iter().flat_map(|topic| topic.caveats));
    text.finish()
}

const ABOUT_GLOBALS: &str = "Mood, closeness, loneliness and comfort. Mood is in units of the ordinary spread between people (SD); the popular account calls it serotonin, but it is not a concentration.";

/// Everything that is known about numbers.
fn everything(width: usize) -> String {
    let pages = PRESETS.iter().map(|preset| expression(preset, width)).chain([globals(width)]);
    pages.collect::<Vec<_>>().join(&format!("\n{}\n\n", "─".repeat(width.min(60))))
}

/// A scenario in words.
pub fn scenario(scenario: &Scenario, width: usize) -> String {
    let mut text = Page::new(width);
    text.paragraph("", if scenario.title.is_empty() { &scenario.name } else { &scenario.title });
    text.paragraph("", &scenario.question);
    for element in odd::describe(scenario) {
        text.heading(element.heading);
        element.paragraphs.iter().for_each(|paragraph| text.paragraph("  ", paragraph));
    }
    numbers(&mut text, scenario);
    text.caveats(provenance::caveats(scenario));
    let unknown = provenance::unknown(scenario);
    if !unknown.is_empty() {
        text.heading("What is not known");
        unknown.iter().for_each(|(name, item)| text.paragraph("  - ", &format!("{name}: {item}")));
    }
    let ideas: Vec<&str> = provenance::ideas(scenario).iter().map(|idea| idea.name).collect();
    if !ideas.is_empty() {
        text.heading("Popular ideas that it touches");
        text.paragraph("  ", &format!("{}: `catching explain IDEA` says what is known of each.", ideas.join(", ")));
    }
    for (heading, items) in [("Things to notice", &scenario.notice), ("Things to try", &scenario.try_)] {
        if !items.is_empty() {
            text.heading(heading);
            items.iter().for_each(|item| text.paragraph("  - ", item));
        }
    }
    text.finish()
}

/// The numbers in use, with where each comes from.
fn numbers(text: &mut Page, scenario: &Scenario) {
    for section in provenance::sections(scenario) {
        text.heading(&format!("Numbers in use: {}", section.name));
        for row in &section.rows {
            let symbol = if row.symbol.is_empty() { String::new() } else { format!(" ({})", row.symbol) };
            let instead = row.preset.as_ref().map_or_else(String::new, |preset| format!(" instead of {preset}"));
            let seen = if row.seen.is_empty() { String::new() } else { format!(" ({})", row.seen) };
            text.paragraph("  ", &format!("{}{symbol} = {}{instead} – {}{seen}", row.key, row.value, row.mark));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::concepts::concept;

    #[test]
    fn mood_is_an_idea_and_a_table_of_numbers() {
        let page = plain(&name::meant("moods").expect("it is known"), 100);
        assert!(page.contains("What is known") && page.contains("mood.relaxation") && concept("mood").is_some());
    }
}
