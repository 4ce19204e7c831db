//! Charts in other languages: every message is there, is told what it needs, and no picture is half translated.

use crate::chart_samples::*;
use crate::common::{Desk, SMALL};
use catching::output::chart::theme::WEB;
use catching::output::chart::{CHARTS, Figure, Language, Look, Results, figure};
use catching::output::tongue::{self, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn others() -> impl Iterator<Item = Language> {
    Language::all().filter(|language| *language != Language::ENGLISH)
}

/// The messages of a file: each `message` and `message.attribute` with what it is told.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(here(&format!("src/output/words/{}.ftl", language.code()))).unwrap();
    let (mut found, mut message, mut entry) = (BTreeMap::new(), String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.starts_with('-')) {
        if let Some((name, rest)) = line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            name.trim().clone_into(&mut message);
            entry.clone_from(&message);
            if rest.trim().is_empty() {
                continue;
            }
        } else if let Some((name, _)) = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once('=')) {
            entry = format!("{message}.{}", name.trim());
        }
        if !line.trim().is_empty() {
            let told: &mut BTreeSet<String> = found.entry(entry.clone()).or_default();
            told.extend(
                line.split('$')
                    .skip(1)
                    .map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>()),
            );
        }
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// What the program says: each message with what it is told there.
fn said() -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in sources(&here("src/output"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tongue.rs"))
    {
        let text = fs::read_to_string(&path).unwrap();
        for rest in text.split("say!(").skip(1) {
            let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
            let (id, rest) = rest.split_once('"').unwrap();
            let names = rest.trim_start_matches(',').trim_start().strip_prefix('[').map(names).unwrap_or_default();
            let told = found.entry(id.to_owned());
            // Told at several places, a message can use what it is told at all of them.
            told.and_modify(|told| *told = &*told & &names).or_insert(names);
        }
    }
    found
}

/// `a, b = f(c, d)]…` are `a` and `b`.
fn names(list: &str) -> BTreeSet<String> {
    let (mut depth, mut parts, mut part) = (0, Vec::new(), String::new());
    for letter in list.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ']' if depth == 0 => break,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(letter);
    }
    parts.push(part);
    let name = |part: &String| part.split('=').next().unwrap_or_default().trim().to_owned();
    parts.iter().map(name).filter(|name| !name.is_empty()).collect()
}

/// Messages that the program names by what it finds.
const COMPUTED: [&str; 6] = ["voice-", "unit-", "outcome-", "shape-", "part-", "decimal-mark"];
const PLAIN: [&str; 4] = ["percent-sign", "keeps-capitals", "on-purpose", "set-by-scenario"];

#[test]
fn every_message_is_in_every_language_and_is_told_what_it_uses() {
    let said = said();
    assert!(said.len() > 150, "{}", said.len());
    for language in others() {
        let messages = messages(language);
        for (id, told) in &said {
            let uses = messages.get(id).unwrap_or_else(|| panic!("{}: no message `{id}`", language.code()));
            assert!(uses.is_subset(told), "{}: `{id}` uses {uses:?} and is told {told:?}", language.code());
        }
        for id in messages.keys() {
            let known = said.contains_key(id) || PLAIN.contains(&id.as_str());
            assert!(
                known || COMPUTED.iter().any(|start| id.starts_with(start)),
                "{}: nobody says `{id}`",
                language.code()
            );
        }
    }
}

#[test]
fn the_languages_have_the_same_messages() {
    let all: Vec<(Language, BTreeSet<String>)> =
        others().map(|language| (language, messages(language).into_keys().collect())).collect();
    for two in all.windows(2) {
        let apart: Vec<&String> = two[0].1.symmetric_difference(&two[1].1).collect();
        assert!(apart.is_empty(), "{apart:?} only in one of {} and {}", two[0].0.code(), two[1].0.code());
    }
}

#[test]
fn every_message_can_be_said_of_one_and_of_many() {
    for language in others() {
        for (id, told) in messages(language) {
            for n in [0, 1, 2, 5, 1_000_000] {
                let counts = ["n", "people", "samples"];
                let value = |name: &String| {
                    if counts.contains(&name.as_str()) { Value::Count(n) } else { Value::Text("x") }
                };
                let arguments: Vec<(&str, Value<'_>)> = told.iter().map(|name| (name.as_str(), value(name))).collect();
                let text = tongue::speaking(language, || match id.split_once('.') {
                    Some((message, attribute)) => tongue::part(message, attribute, &arguments),
                    None => tongue::said(&id, &arguments),
                });
                let text = text.unwrap_or_else(|| panic!("{}: `{id}` cannot be said", language.code()));
                assert!(!text.contains(['{', '}', '\u{2068}']), "{}: `{id}` says {text}", language.code());
            }
        }
    }
}

/// English words that no other language here has.
const ENGLISH: [&str; 40] = [
    "the",
    "of",
    "and",
    "with",
    "without",
    "share",
    "people",
    "who",
    "run",
    "runs",
    "each",
    "from",
    "arm",
    "arms",
    "at",
    "is",
    "are",
    "was",
    "were",
    "their",
    "mean",
    "interval",
    "whisker",
    "band",
    "nobody",
    "caught",
    "once",
    "least",
    "start",
    "since",
    "time",
    "imitation",
    "most",
    "to",
    "by",
    "how",
    "when",
    "others",
    "no",
    "dice",
];

/// The words of a picture and of its texts.
fn words(figure: &Figure) -> Vec<String> {
    let mut texts: Vec<String> = figure
        .svg
        .split("<text")
        .skip(1)
        .filter_map(|t| Some(t.split_once('>')?.1.split('<').next()?.to_owned()))
        .collect();
    texts.extend([figure.alt.clone(), figure.short.clone(), figure.title.clone()]);
    texts
}

fn samples() -> Vec<(&'static str, Results)> {
    let few = |plan: Plan| play(&Plan { replicates: plan.replicates.min(3), ..plan });
    vec![
        ("lecture", few(lecture(3))),
        ("nothing", few(nothing())),
        ("applause", few(applause())),
        ("ladder", few(ladder())),
        ("laughs", few(laugh_track())),
        ("several", few(three_expressions())),
        ("sobol", study("sobol")),
        ("morris", study("morris")),
        ("oat", study("oat")),
        ("variance", study("variance")),
    ]
}

/// What a scenario's author wrote, in the author's language.
fn of_the_author(results: &Results) -> BTreeSet<String> {
    let mut own = vec![results.facts.title.clone()];
    own.extend(results.points.iter().flat_map(|point| [point.arm.clone(), point.label.clone(), point.called.clone()]));
    own.extend(results.facts.called.iter().flat_map(|(_, called)| [called.full.clone(), called.short.clone()]));
    own.extend(results.facts.varied.iter().map(|key| results.facts.called(key).full));
    own.extend(results.facts.marks.iter().map(|mark| mark.label.clone()));
    own.extend(results.points.iter().flat_map(|point| point.varied.iter().map(|(_, value)| value.clone())));
    let split = |text: String| text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect::<Vec<_>>();
    own.into_iter().flat_map(split).collect()
}

#[test]
fn no_picture_caption_or_alternative_is_half_translated() {
    let mut drawn = BTreeSet::new();
    let mut left = Vec::new();
    for (name, results) in samples() {
        let own = of_the_author(&results);
        for language in others() {
            for chart in CHARTS.iter().filter(|chart| (chart.applies)(&results)) {
                let look = Look { language: Some(language), ..Look::of(&WEB) };
                let figure = figure(chart, &results, &look);
                drawn.insert(chart.name);
                for text in words(&figure) {
                    let lower = text.to_lowercase();
                    let words = lower.split(|c: char| !c.is_alphabetic());
                    let english: Vec<&str> =
                        words.filter(|word| ENGLISH.contains(word) && !own.contains(*word)).collect();
                    if !english.is_empty() {
                        left.push(format!("{name}, {}, {}: {english:?} in “{text}”", chart.name, language.code()));
                    }
                    let point = text.split(|c: char| c.is_whitespace()).any(|word| {
                        let number = word.trim_matches(|c: char| !c.is_ascii_digit());
                        number.contains('.') && number.chars().all(|c| c.is_ascii_digit() || c == '.')
                    });
                    if point || text.contains("\u{a0}%") {
                        left.push(format!(
                            "{name}, {}, {}: a number of English in “{text}”",
                            chart.name,
                            language.code()
                        ));
                    }
                }
            }
        }
    }
    left.sort();
    left.dedup();
    assert!(left.is_empty(), "{}", left.join("\n"));
    assert!(drawn.len() > 15, "{drawn:?}");
}

/// The numbers of a text, as English writes them.
fn numbers(text: &str) -> Vec<String> {
    let plain = text.replace(['\u{202f}', '\u{a0}'], " ");
    let words = plain.split(|c: char| c.is_whitespace() || matches!(c, ';' | ':' | '(' | ')' | '*'));
    let number = |word: &str| word.trim_matches(|c: char| !c.is_ascii_digit()).replace(',', ".");
    let mut found: Vec<String> = words.map(number).filter(|n| n.parse::<f64>().is_ok()).collect();
    found.sort();
    found
}

/// What a test holds against the tables in English holds in every language.
#[test]
fn headings_and_captions_have_the_same_numbers_in_every_language() {
    for (name, results) in samples() {
        for chart in CHARTS.iter().filter(|chart| (chart.applies)(&results)) {
            let english = figure(chart, &results, &Look::of(&WEB));
            let of = numbers(&english.short);
            let all = numbers(&format!("{} {} {}", english.short, english.alt, english.caption));
            for language in others() {
                let foreign = figure(chart, &results, &Look { language: Some(language), ..Look::of(&WEB) });
                let place = format!("{name}, {}, {}", chart.name, language.code());
                assert_eq!(numbers(&foreign.short), of, "{place}: {} against {}", foreign.short, english.short);
                for number in numbers(&foreign.alt) {
                    assert!(all.contains(&number), "{place}: {number} in “{}”, not in {all:?}", foreign.alt);
                }
            }
        }
    }
}

#[test]
fn the_full_record_and_the_numbers_stay_as_they_are() {
    let results = play(&lecture(3));
    let chart = CHARTS.iter().find(|chart| chart.name == "reach").unwrap();
    let english = figure(chart, &results, &Look::of(&WEB));
    for language in others() {
        let foreign = figure(chart, &results, &Look { language: Some(language), ..Look::of(&WEB) });
        assert_eq!((&foreign.caption, foreign.table.csv()), (&english.caption, english.table.csv()));
        assert!(foreign.svg != english.svg && foreign.alt != english.alt && foreign.short != english.short);
        assert!(foreign.svg.contains(&format!("lang=\"{}\"", language.code())));
        assert!(foreign.alt.chars().count() <= 250, "{}", foreign.alt);
    }
    assert!(!english.svg.contains("lang="));
}

#[test]
fn german_and_french_have_their_words_plurals_and_decimal_signs() {
    let desk = Desk::with_small();
    desk.ok(&[
        "run",
        "small.toml",
        "-o",
        "a",
        "-q",
        "-j",
        "1",
        "--replicates",
        "3",
        "--chart",
        "reach",
        "--lang",
        "de",
    ]);
    let (svg, print) = (desk.read("a/figures/reach.svg"), desk.read("a/figures/reach.print.md"));
    assert!(svg.contains("seit Beginn") && svg.contains("lang=\"de\"") && svg.contains("\u{202f}%"), "{svg:.3000}");
    assert!(print.contains("3 Läufe, simuliert, nicht beobachtet."), "{print}");
    assert!(desk.read("a/figures/reach.caption.md").contains("Share of people"), "the full record is English");
    desk.ok(&["plot", "a", "--chart", "reach", "--lang", "fr", "-o", "fr"]);
    let (svg, print) = (desk.read("fr/reach.svg"), desk.read("fr/reach.print.md"));
    assert!(svg.contains("depuis le début") && print.contains("3 simulations"), "{print}");
    tongue::speaking(Language::named("de").unwrap(), || {
        assert_eq!(catching::output::chart::axis::short(0.25), "0,25");
        assert_eq!(catching::output::chart::axis::percent(0.043), "4,3\u{202f}%");
        assert_eq!(catching::output::chart::words::runs(1), "ein Lauf");
    });
    assert_eq!(catching::output::chart::axis::percent(0.043), "4.3\u{a0}%", "and English again");
}

#[test]
fn a_scenario_and_a_chart_of_it_say_their_language() {
    let desk = Desk::new();
    let (first, rest) = SMALL.split_once('\n').unwrap();
    let figures = "[figures.prevalence]\nlanguage = \"fr\"\n";
    desk.write("small.toml", format!("{first}\nlanguage = \"de\"\n{rest}{figures}"));
    desk.ok(&["run", "small.toml", "-o", "a", "-q", "-j", "1", "--chart", "reach", "--chart", "prevalence"]);
    assert!(desk.read("a/figures/reach.svg").contains("seit Beginn"));
    assert!(desk.read("a/figures/prevalence.svg").contains("depuis le début"));
    let kept = desk.read("a/scenario.toml");
    assert!(kept.contains("language = \"de\"") && kept.contains("language = \"fr\""), "{kept}");
    desk.ok(&["plot", "a", "--chart", "reach", "--lang", "en", "-o", "en"]);
    assert!(desk.read("en/reach.svg").contains("since the start"), "what is typed comes first");
}

#[test]
fn a_language_without_a_file_is_refused_with_those_that_there_are() {
    let desk = Desk::with_small();
    let refused = desk.ends(2, &["run", "small.toml", "-o", "a", "--lang", "xx"]).1;
    assert!(refused.contains("there are en, de, fr"), "{refused}");
    let (first, rest) = SMALL.split_once('\n').unwrap();
    desk.write("odd.toml", format!("{first}\nlanguage = \"klingon\"\n{rest}"));
    let refused = desk.ends(2, &["run", "odd.toml", "-o", "a"]).1;
    assert!(refused.contains("klingon") && refused.contains("de"), "{refused}");
    assert!(!desk.path("a").exists(), "nothing is written");
}
