//! How the program and the works behind a scenario are cited.

use crate::common::{Desk, SMALL};

#[test]
fn the_program_is_cited_in_three_forms() {
    let desk = Desk::new();
    let (text, _) = desk.ok(&["cite"]);
    assert!(text.contains("The catching authors (2026)") && text.contains(env!("CARGO_PKG_VERSION")), "{text}");
    let (bibtex, _) = desk.ok(&["cite", "--format", "bibtex"]);
    assert!(bibtex.starts_with("@software{catching,") && bibtex.matches('@').count() == 1, "{bibtex}");
    let (cff, _) = desk.ok(&["cite", "--format", "cff"]);
    assert_eq!(cff, include_str!("../CITATION.cff"));
}

#[test]
fn a_scenario_cites_the_works_behind_its_numbers_and_how_they_were_seen() {
    let desk = Desk::new();
    let (text, _) = desk.ok(&["cite", "lecture-hall-yawn"]);
    for work in ["Bartholomew", "Norscia", "Massen", "[abstract]"] {
        assert!(text.contains(work), "{work}: {text}");
    }
    assert!(!text.contains("Wagenmakers") && !text.contains("Mann, R. P."), "no smile and no applause in it: {text}");
    let (bibtex, _) = desk.ok(&["cite", "applause", "--format", "bibtex"]);
    assert!(bibtex.contains("@article{Mannetal2013,") && bibtex.contains("doi = {10.1098/rsif.2013.0466}"), "{bibtex}");
    let (cff, _) = desk.ok(&["cite", "three-degrees", "--format", "cff"]);
    assert!(cff.contains("references:\n") && cff.contains("family-names: \"Fowler\""), "{cff}");
}

#[test]
fn works_behind_numbers_are_told_from_works_behind_claims() {
    let desk = Desk::new();
    let (text, _) = desk.ok(&["cite", "yawn-ladder"]);
    let (numbers, said) = text.split_once("\nWorks behind what is said beside them").expect("two lists");
    for work in ["Provine, R. R. (1986)", "Baenninger", "Helt, M. S.; Eigsti"] {
        assert!(numbers.contains(work) && !said.contains(work), "{work}: {text}");
    }
    for work in ["Mukamel", "Fowler, J. H.; Christakis"] {
        assert!(said.contains(work) && !numbers.contains(work), "{work}: {text}");
    }
}

#[test]
fn own_scenarios_and_results_can_be_cited_and_a_slip_is_told() {
    let desk = Desk::new();
    desk.write("mine.toml", SMALL);
    assert!(desk.ok(&["cite", "mine.toml"]).0.contains("Helt"));
    desk.ok(&["run", "mine.toml", "--no-charts", "-q", "-o", "out"]);
    assert_eq!(
        desk.ok(&["cite", "out"]).0.matches("- ").count(),
        desk.ok(&["cite", "mine.toml"]).0.matches("- ").count()
    );
    let bare = SMALL.replace("[expressions.yawn]", "[expressions.wave]\nduration = \"2 s\"\nimitation_rate = 0");
    desk.write("bare.toml", bare);
    assert!(desk.ok(&["cite", "bare.toml"]).0.contains("no published work"));
    let (_, err) = desk.ends(2, &["cite", "lecture-hall-yawm"]);
    assert!(err.contains("did you mean `lecture-hall-yawn`?"), "{err}");
}
