//! What is known, as Markdown: `docs/evidence.md` is made of it.

use crate::evidence::claims::TOPICS;
use crate::evidence::{Caveat, GLOBALS, PRESETS, Parameter, Preset};

/// Everything that is known.
pub fn everything() -> String {
    let mut parts = vec![INTRODUCTION.to_owned()];
    parts.extend(PRESETS.iter().map(|preset| expression(preset)));
    parts.push(globals());
    parts.push(mechanisms());
    parts.join("\n")
}

const INTRODUCTION: &str = "# Evidence

What the numbers of this program rest on. This page is written by `catching explain all --markdown` from the same tables that the
presets are made of; do not edit it by hand.

How sure a number is: **measured**, read in a study; **derived**, computed from published numbers; **assumed**, our own choice because no
number exists, and worth a sweep; **unverified**, from memory or second hand, to be checked before it is printed anywhere.

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
    format!("## Mood, closeness and loneliness\n\n{}\n\n{}", super::ABOUT_GLOBALS, table(GLOBALS))
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
    caveats.iter().map(|c| format!("- \u{201c}{}\u{201d} {}\n", c.claim, c.instead)).collect()
}

fn table(parameters: &[Parameter]) -> String {
    let head = "| parameter | symbol | value | plausible | how sure | source |\n|---|---|---|---|---|---|\n";
    head.to_owned() + &parameters.iter().map(row).collect::<String>()
}

fn row(p: &Parameter) -> String {
    let note = if p.note.is_empty() { String::new() } else { format!("; {}", p.note) };
    let cell = |text: &str| text.replace('|', "\\|");
    format!(
        "| `{}` | {} | {} | {} | {} | {} |\n",
        p.key,
        p.symbol,
        cell(&p.told()),
        cell(p.range),
        p.mark.word(),
        cell(&format!("{}{note}", p.source))
    )
}
