//! What is known, as Markdown: `docs/evidence.md` and `docs/concepts.md` are made of it.

use super::page::with_unopened;
use crate::evidence::claims::TOPICS;
use crate::evidence::concepts::{CHAPTERS, Concept, Kind};
use crate::evidence::sources::{SOURCES, Seen, Source};
use crate::evidence::{Caveat, GLOBALS, PRESETS, Parameter, Preset};

/// Everything that is known.
pub fn everything() -> String {
    let mut parts = vec![INTRODUCTION.to_owned()];
    parts.extend(PRESETS.iter().map(|preset| expression(preset)));
    parts.push(globals());
    parts.push(mechanisms());
    parts.push(works());
    parts.join("\n")
}

/// Every idea and mechanism.
pub fn ideas() -> String {
    let mut text = IDEAS.to_owned();
    for (chapter, concepts) in CHAPTERS {
        text += &format!("\n## {chapter}\n");
        concepts.iter().for_each(|page| text += &format!("\n{}", concept(page)));
    }
    text
}

const IDEAS: &str = "# Ideas and mechanisms

What people bring when they come to this program, what is known of it, and what the model makes of it; then the parts of the model
itself. This page is written by `catching explain ideas --markdown` from the same table that `catching explain IDEA` reads; do not edit
it by hand.

After each statement stands how sure it is. **Measured**: studies report it whose abstract or text was opened. **Disputed**: studies, or
their readers, disagree. **Unverified**: from memory or second hand. **Our own reading**: nobody's finding. The works are listed, with
how each was seen, in [the evidence](evidence.md#works-cited).
";

/// An idea or a mechanism.
pub fn concept(concept: &Concept) -> String {
    let mut text = format!("### {}\n\n", crate::output::chart::axis::capital(concept.name));
    if concept.kind != Kind::Idea {
        text += &format!("*{}.* On: {}.\n\n", crate::output::chart::axis::capital(concept.claim()), concept.on());
    }
    if !concept.said.is_empty() {
        text += &format!("Said: \u{201c}{}\u{201d}\n\n", concept.said);
    }
    text += "Known:\n\n";
    concept.known.iter().for_each(|known| text += &format!("- {} *{}*\n", known.says, known.mark()));
    text += &format!("\nIn the model: {}\n", concept.has);
    if !concept.lacks.is_empty() {
        text += &format!("\nNot in it: {}\n", concept.lacks);
    }
    let code = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if !concept.scenarios.is_empty() {
        text += &format!("\nSee it: {}\n", code(concept.scenarios));
    }
    if !concept.keys.is_empty() {
        text += &format!("\nTurn it: {}\n", code(concept.keys));
    }
    text
}

/// The works with how each was seen.
fn works() -> String {
    let mut lines: Vec<String> = SOURCES.iter().map(work).collect();
    lines.sort_by_key(|line| line.to_lowercase());
    let opened = SOURCES.iter().filter(|source| source.seen.is_opened()).count();
    format!("## Works cited\n\n{WORKS}\nOpened: {opened} of {}.\n\n{}", SOURCES.len(), lines.concat())
}

const WORKS: &str = "In brackets stands how each was seen when it was cited here. **Abstract**: its abstract or first page was opened, and no more.
**Second hand**: another page reports it. **Title only**: it was seen in a list. **Memory**: not looked up. Titles and pages of what was not opened are from memory, too, and
identifiers stand only where they were seen. Check what you print.
";

fn work(source: &Source) -> String {
    let seen =
        if source.seen == Seen::Abstract { "abstract".to_owned() } else { format!("**{}**", source.seen.word()) };
    format!("- {} [{seen}]\n", source.reference())
}

const INTRODUCTION: &str = "# Evidence

What the numbers of this program rest on. This page is written by `catching explain all --markdown` from the same tables that the
presets are made of; do not edit it by hand.

How sure a number is: **measured**, a study that was opened reports it; **derived**, computed from what an opened study reports; **assumed**,
our own choice and worth a sweep (where a study is named, it gives the direction only); **unverified**, from memory or second hand, to
be checked before it is printed anywhere. In brackets stands how the source was seen. Of nearly all only the abstract could be opened, not
the tables of results: the works are listed [at the end](#works-cited). Ideas and mechanisms have [a page of their own](concepts.md).

`catching explain SCENARIO` and the report of a run list the numbers that were in use, with those that the scenario changed.
";

/// An expression: its numbers, what is claimed of it, what is not known.
pub fn expression(preset: &Preset) -> String {
    let unknown: String = preset.unknown.iter().map(|item| format!("- {item}\n")).collect();
    format!(
        "## {}\n\n{}\n\n{}\n### What is often claimed\n\n{}\n### What is not known\n\n{unknown}",
        preset.name,
        preset.summary,
        table(preset.parameters),
        claims(preset.caveats)
    )
}

/// The numbers that are not about one expression.
pub fn globals() -> String {
    format!("## Mood, closeness, loneliness and comfort\n\n{}\n\n{}", super::ABOUT_GLOBALS, table(GLOBALS))
}

/// What is claimed of mechanisms.
fn mechanisms() -> String {
    let topic = |topic: &crate::evidence::claims::Topic| {
        format!(
            "**{}** (said when {})\n\n{}",
            crate::output::chart::axis::capital(topic.name),
            topic.when,
            claims(topic.caveats)
        )
    };
    let topics: Vec<String> = TOPICS.iter().map(topic).collect();
    format!("## What the popular account overstates\n\n{}", topics.join("\n"))
}

fn claims(caveats: &[Caveat]) -> String {
    caveats.iter().map(|c| format!("- \u{201c}{}\u{201d} {}\n", c.claim, with_unopened(c.instead))).collect()
}

fn table(parameters: &[Parameter]) -> String {
    let head = "| parameter | symbol | value | plausible | how sure | source |\n|---|---|---|---|---|---|\n";
    head.to_owned() + &parameters.iter().map(row).collect::<String>()
}

fn row(p: &Parameter) -> String {
    let note = if p.note.is_empty() { String::new() } else { format!("; {}", with_unopened(p.note)) };
    let cell = |text: &str| text.replace('|', "\\|");
    format!(
        "| `{}` | {} | {} | {} | {} | {} |\n",
        p.key,
        p.symbol,
        cell(&p.told()),
        cell(p.range),
        p.sureness(),
        cell(&format!("{}{note}", p.source))
    )
}
