//! What a name means: an expression, an idea, a key … in whatever form it is typed.

use super::reference::{self, Entry};
use crate::cli::Failure;
use crate::evidence::concepts::{Concept, concepts};
use crate::evidence::{PRESETS, Preset};
use crate::experiment::design::DESIGNS;
use crate::network::GENERATORS;
use crate::output::chart::CHARTS;
use crate::scenario::{LIBRARY, keys, shipped};

/// What was meant.
pub(super) enum Meant {
    /// All numbers.
    Everything,
    /// All ideas and mechanisms.
    Ideas,
    /// An expression.
    Expression(&'static Preset),
    /// An idea or a mechanism.
    Concept(&'static Concept),
    /// Something with a short answer.
    Other(Vec<Entry>),
}

/// What a name means, if it is no scenario.
pub(super) fn meant(typed: &str) -> Option<Meant> {
    if shipped(typed).is_some() {
        return None;
    }
    match plain(typed).as_str() {
        "all" | "everything" => return Some(Meant::Everything),
        "ideas" | "concepts" | "mechanisms" | "popular ideas" | "idea" | "concept" => return Some(Meant::Ideas),
        _ => {}
    }
    // An exact word before one that only sounds alike: `smile` is the expression, `smiles` too, `feedback` the idea.
    by_word(|word| plain(word) == plain(typed))
        .or_else(|| other(typed))
        .or_else(|| by_word(|word| stems(word) == stems(typed)))
}

/// The expression or the concept one of whose words fits.
fn by_word(fits: impl Fn(&str) -> bool) -> Option<Meant> {
    let preset = PRESETS.iter().find(|preset| fits(preset.name) || preset.also.iter().any(|word| fits(word)));
    let concept = || concepts().find(|c| fits(c.name) || c.also.iter().any(|word| fits(word)));
    preset.map(|preset| Meant::Expression(preset)).or_else(|| concept().map(Meant::Concept))
}

/// A key, an outcome, a chart … of this name, `-` and `_` and blanks being alike.
fn other(typed: &str) -> Option<Meant> {
    let typed = typed.trim();
    let forms =
        [typed.to_owned(), typed.to_lowercase(), plain(typed).replace(' ', "_"), plain(typed).replace(' ', "-")];
    let found = forms.iter().map(|form| reference::entries(form)).find(|found| !found.is_empty());
    found.map(Meant::Other)
}

/// In small letters, with single blanks for everything that is neither letter nor digit.
fn plain(text: &str) -> String {
    let letters = text.to_lowercase().replace(['\'', '’'], "");
    let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Words that do not tell names apart.
const FILLERS: &[&str] = &[
    "the", "a", "an", "and", "of", "in", "on", "to", "is", "are", "or", "with", "by", "do", "does", "what", "why", "it",
];

/// The stems of the words that count, in the order of the alphabet.
fn stems(text: &str) -> Vec<String> {
    let plain = plain(text);
    let mut stems: Vec<String> = plain.split(' ').filter(|word| !FILLERS.contains(word)).map(stem).collect();
    stems.sort();
    stems
}

/// A word without its ending: `smiling`, `smiles` and `smiled` are one.
fn stem(word: &str) -> String {
    let cut = |end: &str, least: usize| word.strip_suffix(end).filter(|rest| rest.chars().count() >= least);
    if let Some(rest) = cut("ies", 2) {
        return format!("{rest}y");
    }
    let rest = cut("ings", 3)
        .or_else(|| cut("ing", 3))
        .or_else(|| cut("ed", 3))
        .or_else(|| word.strip_suffix("ss").map(|_| word))
        .or_else(|| cut("es", 3))
        .or_else(|| cut("s", 3))
        .unwrap_or(word);
    let rest = rest.strip_suffix('e').unwrap_or(rest);
    let mut letters: Vec<char> = rest.chars().collect();
    // `running`, `hugged`: the letter that was doubled before the ending.
    if rest.len() < word.len()
        && letters.len() > 3
        && letters[letters.len() - 1] == letters[letters.len() - 2]
        && !"lsz".contains(letters[letters.len() - 1])
    {
        letters.pop();
    }
    letters.into_iter().collect()
}

/// Every name that can be explained.
fn names() -> Vec<&'static str> {
    let presets = PRESETS.iter().flat_map(|preset| [preset.name].into_iter().chain(preset.also.iter().copied()));
    let ideas = concepts().flat_map(|c| [c.name].into_iter().chain(c.also.iter().copied()));
    let keys = keys::TABLES.iter().flat_map(|(_, keys)| keys.iter().map(|key| key.name));
    presets
        .chain(ideas)
        .chain(LIBRARY.iter().map(|scenario| scenario.name))
        .chain(keys)
        .chain(CHARTS.iter().map(|chart| chart.name))
        .chain(GENERATORS.iter().map(|generator| generator.name))
        .chain(DESIGNS.iter().map(|design| design.name))
        .chain(["all", "ideas"])
        .collect()
}

/// A word as people type it: `smiling`, `smiles` and `smiled` for `smile`.
fn forms(word: &str) -> impl Iterator<Item = String> {
    let stem = word.strip_suffix('e').unwrap_or(word);
    let inflected = word.len() > 3 && word.chars().all(char::is_alphabetic);
    let endings = ["ing", "ed"].map(|ending| format!("{stem}{ending}"));
    let several = format!("{word}s");
    [word.to_owned()].into_iter().chain(endings.into_iter().chain([several]).filter(move |_| inflected))
}

/// What one word of a name counts that is a word that was typed.
const ALIKE: usize = 4;

/// How much one word of a name is one that was typed: the same, or with a slip, or one of them with another ending (`laugh`,
/// `laughter`). Short words say nothing.
fn alike(wanted: &str, word: &str) -> usize {
    let long = wanted.chars().count().min(word.chars().count());
    let same_start = wanted.chars().next() == word.chars().next();
    match () {
        () if long < 4 || !same_start => 0,
        () if wanted == word => ALIKE,
        () if word.starts_with(wanted) || wanted.starts_with(word) => ALIKE - 1,
        () if strsim::damerau_levenshtein(wanted, word) <= long / 4 => ALIKE - 1,
        () => 0,
    }
}

/// The names nearest to what was typed, the nearest first.
pub(super) fn near(typed: &str) -> Vec<&'static str> {
    let wanted = plain(typed);
    let wanted_stems = stems(typed);
    let distance = |name: &str| -> Option<usize> {
        let (name_plain, name_stems) = (plain(name), stems(name));
        let letters = forms(&name_plain).map(|form| strsim::damerau_levenshtein(&wanted, &form)).min().unwrap_or(0);
        // Slips are rarely in the first letter.
        let same_start = wanted.chars().next() == name_plain.chars().next();
        let allowed = (wanted.chars().count() / if same_start { 3 } else { 5 }).max(1);
        let shared: usize =
            wanted_stems.iter().map(|wanted| name_stems.iter().map(|s| alike(wanted, s)).max().unwrap_or(0)).sum();
        let short = wanted.chars().count() < 4 && letters > 0 && !same_start;
        if letters <= allowed && !short {
            return Some(letters * 2 + usize::from(!same_start));
        }
        // Some of several words: `neurons that mirror`.
        (shared > 0).then(|| 20 - shared.min(4 * ALIKE) + name_stems.len().abs_diff(wanted_stems.len()).min(3))
    };
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (place, name) in names().into_iter().enumerate() {
        if let Some(distance) =
            distance(name).filter(|_| !found.iter().any(|(_, _, known)| stems(known) == stems(name)))
        {
            found.push((distance, place, name));
        }
    }
    found.sort_unstable();
    let best = found.first().map_or(0, |first| first.0);
    found.into_iter().filter(|(distance, ..)| *distance <= best + 2).take(3).map(|(.., name)| name).collect()
}

/// What to say of a name that means nothing.
pub(super) fn unknown(typed: &str) -> Failure {
    let help = match near(typed).as_slice() {
        [] => "`catching list` says what there is; `catching list ideas` names what can be explained".to_owned(),
        names => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("did you mean {}?", names.join(" or "))
        }
    };
    Failure::usage(format_args!(
        "there is no scenario, expression, mechanism, idea, key or outcome `{typed}`\nhelp: {help}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(typed: &str) -> String {
        match meant(typed) {
            Some(Meant::Expression(preset)) => preset.name.to_owned(),
            Some(Meant::Concept(concept)) => concept.name.to_owned(),
            Some(Meant::Other(entries)) => entries[0].name.clone(),
            Some(Meant::Everything) => "all".to_owned(),
            Some(Meant::Ideas) => "ideas".to_owned(),
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn inflections_and_synonyms_lead_to_their_expression() {
        for (typed, right) in [
            ("laughter", "laugh"),
            ("laughing", "laugh"),
            ("Yawning", "yawn"),
            ("smiling", "smile"),
            ("smiled", "smile"),
            ("grins", "smile"),
            ("grinning", "smile"),
            ("sadness", "sad"),
            ("FROWNING", "frown"),
            ("scowls", "frown"),
        ] {
            assert_eq!(title(typed), right, "{typed}");
        }
    }

    #[test]
    fn ideas_are_found_in_any_spelling() {
        for (typed, right) in [
            ("mirror neurons", "mirror neurons"),
            ("Mirror-Neuron", "mirror neurons"),
            ("the mirror neurons", "mirror neurons"),
            ("mirroring", "mirroring"),
            ("serotonin", "serotonin"),
            ("Facial Feedback", "facial feedback"),
            ("facial_feedback", "facial feedback"),
            ("empathy", "empathy"),
            ("EQ", "emotional intelligence"),
            ("attachment", "attachment"),
            ("feeling disconnected", "feeling disconnected"),
            ("copycat", "copycats"),
            ("crowd-panic", "crowd panic"),
            ("emotional contagion on Facebook", "facebook experiment"),
            ("yawning & empathy", "yawning and empathy"),
            ("empathy and yawning", "yawning and empathy"),
            ("introvert", "introverts and extraverts"),
            ("burnout", "surface acting"),
            ("social stopping", "social stopping"),
            ("closeness", "closeness"),
            ("attention", "attention"),
            ("concepts", "ideas"),
            ("stress", "witness effect"),
            ("joy", "mood"),
            ("emoji", "facebook experiment"),
            ("WhatsApp", "facebook experiment"),
            ("TikTok", "facebook experiment"),
            ("phones", "facebook experiment"),
            ("tv", "laugh track"),
            ("virus", "going viral"),
            ("viruses", "going viral"),
            ("epidemic", "going viral"),
            ("R0", "going viral"),
        ] {
            assert_eq!(title(typed), right, "{typed}");
        }
    }

    #[test]
    fn keys_outcomes_and_scenarios_keep_their_names() {
        assert_eq!(title("ties.closeness"), "ties.closeness");
        assert_eq!(title("imitation_rate"), "expressions.NAME.imitation_rate");
        assert_eq!(title("imitation rate"), "expressions.NAME.imitation_rate");
        assert_eq!(title("yawn_reach"), "yawn_reach");
        assert_eq!(title("lecture-hall-yawn"), "nothing");
        assert_eq!(title("qwertzuiop"), "nothing");
    }

    #[test]
    fn slips_find_what_was_meant() {
        for (typed, right) in [
            ("seretonin", "serotonin"),
            ("miror neurons", "mirror neurons"),
            ("emotional inteligence", "emotional intelligence"),
            ("lecture-hall-yawm", "lecture-hall-yawn"),
            ("neurons of the mirror kind", "mirror neurons"),
            ("imitation_rat", "imitation_rate"),
            ("Attachement", "attachment"),
        ] {
            assert!(near(typed).contains(&right), "{typed}: {:?}", near(typed));
        }
        for (typed, first) in
            [("yawing", "yawn"), ("smilling", "smile"), ("laughin", "laugh"), ("stres", "stress"), ("emojy", "emoji")]
        {
            assert_eq!(near(typed).first(), Some(&first), "{typed}: {:?}", near(typed));
        }
        for (typed, first) in [
            ("laughing contagius", "contagious laughter"),
            ("yawning contagius", "yawn contagion"),
            ("miror neurones", "mirror neurons"),
            ("the epidemik of laughter", "laughter epidemic"),
        ] {
            assert_eq!(near(typed).first(), Some(&first), "{typed}: {:?}", near(typed));
        }
        assert!(near("qwertzuiopü").is_empty() && near("zq").is_empty(), "{:?}", near("zq"));
    }
}
