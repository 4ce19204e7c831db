//! The page of an idea or a mechanism.

use super::page::Page;
use crate::evidence::Preset;
use crate::evidence::concepts::{CHAPTERS, Concept, Kind, Scene, raised};
use crate::model::Situation;
use crate::scenario::{keys, shipped};

/// One of them.
pub(super) fn page(concept: &Concept, width: usize) -> String {
    let mut text = Page::new(width);
    write(&mut text, concept);
    text.finish()
}

/// All of them, by chapter.
pub(super) fn all(width: usize) -> String {
    let mut text = Page::new(width);
    for (chapter, concepts) in CHAPTERS {
        text.paragraph("", &format!("{} {}", "─".repeat(3), chapter.to_uppercase()));
        for concept in *concepts {
            text.heading("");
            write(&mut text, concept);
        }
        text.heading("");
    }
    text.finish()
}

fn write(text: &mut Page, concept: &Concept) {
    let kind = match concept.kind {
        Kind::Idea => "",
        Kind::Mechanism => " (a mechanism of the model)",
        Kind::Part { .. } => " (a part of the model)",
    };
    text.paragraph("", &format!("{}{kind}", concept.name));
    if !concept.said.is_empty() {
        text.heading("What is said");
        text.paragraph("  ", &format!("\"{}\"", concept.said));
    }
    text.heading("What is known");
    concept.known.iter().for_each(|known| text.paragraph("  - ", &format!("{} {}", known.says, known.mark())));
    text.heading("What the model has for it");
    if concept.kind != Kind::Idea {
        text.paragraph("  ", &format!("Claim: {}. On: {}.", concept.claim(), concept.on()));
    }
    text.paragraph("  ", concept.has);
    if !concept.lacks.is_empty() {
        text.heading("What it does not have");
        text.paragraph("  ", concept.lacks);
    }
    scenarios(text, concept);
    turn(text, concept);
}

/// Which scenarios show it.
fn scenarios(text: &mut Page, concept: &Concept) {
    if concept.scenarios.is_empty() {
        return;
    }
    text.heading("See it");
    for name in concept.scenarios {
        let question = shipped(name).map(|scenario| scenario.question()).unwrap_or_default();
        text.paragraph("  ", &format!("catching run {name}: {question}"));
    }
}

/// Which keys to turn.
fn turn(text: &mut Page, concept: &Concept) {
    if concept.keys.is_empty() {
        return;
    }
    text.heading("Keys to turn (--set KEY=VALUE)");
    for path in concept.keys {
        let about = keys::documented(path).map_or("", |(_, key)| key.doc);
        text.paragraph("  ", &format!("{path}: {about}"));
    }
}

/// The ideas that an expression raises by itself.
pub(super) fn about(preset: &Preset) -> Vec<&'static str> {
    let situation = Situation::plain(vec![preset.expression()], 1.0, 0.1);
    let presets = [preset.name.to_owned()];
    raised(&Scene { situation: &situation, presets: &presets }).map(|idea| idea.name).collect()
}
