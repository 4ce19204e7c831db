//! How an expression of one's own is spoken of: "clapping", "clapped", "a clap", in place of "showing “clap”".

use super::diagnostics::Diagnostics;
use super::keys;
use super::section::Section;
use super::tree::Node;

/// The forms of an expression, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The name of the expression.
    pub expression: String,
    /// What people did: "clapped".
    pub past: String,
    /// One of them: "clap".
    pub noun: String,
    /// Several of them: "claps".
    pub plural: String,
    /// What people are doing: "clapping".
    pub doing: String,
}

/// The most letters of a form: it stands within headings.
const LETTERS: usize = 40;

/// The forms that the scenario gives, in the order of its expressions.
pub(super) fn verbs(root: &Section<'_>, diagnostics: &mut Diagnostics) -> Vec<Verb> {
    let entries = root.given("expressions").map(Node::entries).unwrap_or_default();
    let one = |entry: &super::tree::Entry| {
        let expression = Section::new(keys::EXPRESSION, Some(&entry.value), root.reader);
        let table = Section::new(keys::VERB, Some(expression.given("verb")?), root.reader);
        verb(&entry.key, &table, diagnostics)
    };
    entries.iter().filter_map(one).collect()
}

fn verb(expression: &str, table: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Verb> {
    let given = |name: &str, diagnostics: &mut Diagnostics| {
        let text = table.text(name)?;
        fits(name, &text, table, diagnostics).then(|| text.trim().to_owned())
    };
    for name in ["past", "noun"].into_iter().filter(|name| !table.has(name)) {
        table.missing(name, "a verb", diagnostics);
    }
    let [past, noun, plural, doing] = ["past", "noun", "plural", "doing"].map(|name| given(name, diagnostics));
    let (past, noun) = (past?, noun?);
    let doing = doing.or_else(|| if table.has("doing") { None } else { ing(&past) });
    if doing.is_none() && !table.has("doing") {
        let message = format!("what people are doing who `{past}` cannot be made of it");
        diagnostics.error(
            table.key_span("past"),
            message,
            "add doing = \"weeping\" to the verb, with the form in -ing",
        );
    }
    let plural = plural.unwrap_or_else(|| many(&noun));
    Some(Verb { expression: expression.to_owned(), past, noun, plural, doing: doing? })
}

/// Whether a form can stand within a heading.
fn fits(name: &str, text: &str, table: &Section<'_>, diagnostics: &mut Diagnostics) -> bool {
    let letters = text.trim().chars().count();
    let fits = (1..=LETTERS).contains(&letters) && !text.chars().any(char::is_control);
    if !fits {
        let message = format!("`{name}` must be a word or a few, of at most {LETTERS} letters in one line");
        let span = table.given(name).map_or(table.span(), |node| node.span);
        diagnostics.error(span, message, "write it as it stands within a sentence, such as past = \"clapped\"");
    }
    fits
}

/// "clapping" of "clapped"; none of a verb that is not regular.
fn ing(past: &str) -> Option<String> {
    if let Some(stem) = past.strip_suffix("ied") {
        return Some(format!("{stem}ying"));
    }
    past.strip_suffix("ed").filter(|stem| stem.chars().count() > 1).map(|stem| format!("{stem}ing"))
}

/// Several of a thing.
fn many(noun: &str) -> String {
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if hisses => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_are_made_and_others_are_asked_for() {
        let made = ["clapped", "smiled", "cried", "wept", "ed", "nodded"].map(ing);
        let said = [Some("clapping"), Some("smiling"), Some("crying"), None, None, Some("nodding")];
        assert_eq!(made, said.map(|form| form.map(str::to_owned)));
        assert_eq!(["clap", "cry", "kiss", "hush", "joy"].map(many), ["claps", "cries", "kisses", "hushes", "joys"]);
    }
}
