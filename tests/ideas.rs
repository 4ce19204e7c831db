//! The popular ideas of empathy, emotional intelligence, attachment and feeling disconnected each lead to a scenario; what it says to
//! notice is so, and what it says to try was tried.

use crate::common::Desk;
use catching::evidence::concepts::concepts;
use catching::scenario::{LIBRARY, read};
use catching::study::{Results, Study};

fn study(name: &str, changes: &[(&str, toml::Value)]) -> Results {
    let changes = changes.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
    let study = Study::shipped(name).unwrap().set_all(changes).unwrap();
    study.run(&mut ()).unwrap()
}

fn mean(results: &Results, arm: &str, outcome: &str) -> f64 {
    results.outcome(arm, outcome).and_then(|summary| summary.mean).unwrap_or_else(|| panic!("{arm}: {outcome}"))
}

/// Up to the end of the blow, when it weighs most.
fn grief(changes: &[(&str, toml::Value)]) -> Results {
    let short = [("duration", "6 day".into()), ("replicates", 3.into())];
    study("sharing-sadness", &[&short[..], changes].concat())
}

#[test]
fn each_of_the_four_ideas_leads_to_a_scenario_that_says_what_to_notice_and_try() {
    for idea in ["empathy", "emotional intelligence", "attachment styles", "feeling disconnected"] {
        let concept = concepts().find(|concept| concept.name == idea).unwrap_or_else(|| panic!("{idea}"));
        let name = concept.scenarios.first().unwrap_or_else(|| panic!("{idea} leads nowhere"));
        let text = LIBRARY.iter().find(|shipped| shipped.name == *name).unwrap().text;
        let scenario = read(name, text, &[], &|_| Err(std::io::ErrorKind::NotFound.into())).unwrap();
        assert!(!scenario.notice.is_empty() && !scenario.try_.is_empty(), "{idea}: {name}");
    }
}

#[test]
fn empathy_for_a_sad_face_hardly_hurts_the_helpers() {
    let with = grief(&[]);
    let lowered = mean(&with, "no_imitation", "mood_mean.helpers") - mean(&with, "as they are", "mood_mean.helpers");
    assert!(lowered.abs() < 0.01, "{lowered}");
    let blind =
        mean(&with, "half as perceptive", "mood_mean.helpers") - mean(&with, "as they are", "mood_mean.helpers");
    assert!(blind.abs() < 0.01, "{blind}");
    // First thing to try: moods that draw on each other without a face.
    let drawn = grief(&[("mood.averaging", "0.1 /h".into())]);
    let helpers = mean(&drawn, "as they are", "mood_mean.helpers");
    assert!(helpers < -0.015 && helpers > -0.035, "{helpers}");
    let [alone, shared] = [&with, &drawn].map(|results| mean(results, "as they are", "mood_mean.bereaved"));
    assert!((shared / alone - 0.5).abs() < 0.1, "{alone} {shared}");
}

#[test]
fn reappraisal_takes_its_share_off_the_blow_and_has_nothing_to_protect_the_helpers_from() {
    let results = grief(&[]);
    let [as_they_are, regulated] =
        ["as they are", "with reappraisal"].map(|arm| mean(&results, arm, "affect_mean.bereaved"));
    assert!((as_they_are + 2.5).abs() < 0.05, "{as_they_are}");
    assert!((regulated / as_they_are - 0.64).abs() < 0.02, "{regulated} of {as_they_are}");
    let mood = mean(&results, "as they are", "mood_mean.bereaved");
    assert!((mood + 0.5).abs() < 0.02, "a quarter of the blow: {mood}");
    let helpers = ["as they are", "with reappraisal"].map(|arm| mean(&results, arm, "mood_mean.helpers"));
    assert!((helpers[0] - helpers[1]).abs() < 0.01, "{helpers:?}");
}

#[test]
fn who_is_without_friends_is_helped_by_smiling_and_who_is_out_of_sight_by_a_seat() {
    let results = study("disconnected-pupil", &[("replicates", 4.into()), ("null_each_arm", false.into())]);
    let lonely = |arm: &str| mean(&results, arm, "loneliness_mean.pupil");
    let [alone, seat, smiles] =
        ["left alone", "a seat beside a friendly classmate", "smiles on purpose, once a minute"]
            .map(|help| lonely(&format!("no friends: {help}")));
    assert!(smiles < seat && seat < alone && smiles > 0.5, "{alone} {seat} {smiles}");
    assert!(lonely("feels lonely: left alone") < 0.3);
    let [alone, seat, smiles] =
        ["left alone", "a seat beside a friendly classmate", "smiles on purpose, once a minute"]
            .map(|help| lonely(&format!("out of sight: {help}")));
    assert!((alone - smiles).abs() < 0.01 && alone > 0.95, "{alone} {smiles}");
    assert!(seat < alone - 0.05 && seat > 0.7, "{alone} {seat}");
}

/// A line's words, as a shell reads them.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn what_they_say_to_try_can_be_run() {
    let desk = Desk::new();
    for name in ["sharing-sadness", "disconnected-pupil", "selection-or-influence", "fear-in-a-crowd"] {
        let text = LIBRARY.iter().find(|shipped| shipped.name == name).unwrap().text;
        let scenario = read(name, text, &[], &|_| Err(std::io::ErrorKind::NotFound.into())).unwrap();
        for (number, line) in scenario.try_.iter().enumerate() {
            let set = words(&line[line.find("--set").unwrap_or_else(|| panic!("{name}: {line}"))..]);
            let out = format!("{name}-{number}");
            let mut arguments = vec!["run", name, "--replicates", "1", "-q", "-o", &out];
            arguments.extend(set.iter().map(String::as_str));
            desk.ok(&arguments);
        }
    }
}
