//! `catching verify`: the fast checks hold here too, and the command says what it found.

use crate::common::Desk;
use catching::verification::{CHECKS, Check, Runner, Tier, Verdict};
use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

fn holds(id: &str) {
    let check: &Check = CHECKS.iter().find(|check| check.id == id).expect("a check of this number");
    let stop = AtomicBool::new(false);
    let outcome = check.run(&Runner::new(NonZeroUsize::MIN, &stop, None)).unwrap();
    let failed: Vec<_> = outcome.rows.iter().filter(|row| row.verdict() != Verdict::Holds).collect();
    assert!(outcome.holds(), "{id} {}: {failed:#?}", check.name);
}

macro_rules! fast_checks {
    ($($test:ident = $id:literal),* $(,)?) => {
        $(#[test] fn $test() { holds($id); })*
        const FAST: &[&str] = &[$($id),*];
    };
}

fast_checks! {
    a_constant_hazard_is_the_same_at_any_tick = "T1",
    the_trace_is_a_leaky_integral = "T2",
    durations_are_real_numbers = "T3",
    the_level_of_sis_does_not_depend_on_the_tick = "T4",
    spontaneous_onset_and_imitation_meet_at_the_level_of_sisa = "T5",
    contagion_dies_below_the_spectral_threshold = "T7",
    an_outbreak_reaches_its_final_size_and_peak = "T8",
    complex_contagion_walks_round_a_ring = "T12",
    one_person_can_stop_a_riot = "T14",
    affect_and_mood_return_as_their_law_says = "T17",
    averaging_forgets_at_the_second_eigenvalue = "T18",
    yawns_are_answered_as_observed = "T20",
    smiles_and_laughs_are_returned_as_observed = "T21",
    a_posed_smile_lifts_feelings_by_a_fifth = "T22",
    the_same_seed_gives_the_same_run_at_any_number_of_threads = "T25",
    small_groups_die_out_and_tip_as_often_as_they_should = "T27",
    of_two_faces_that_exclude_each_other_the_newer_stays = "M7",
    frowns_take_away_a_teacher_counts_and_one_contact_is_no_pair = "M8",
    whom_a_message_arouses_enough_answers_with_the_sign_of_their_mood = "M12",
}

#[test]
fn every_fast_check_is_a_test() {
    let fast: Vec<_> = CHECKS.iter().filter(|check| check.tier == Tier::Fast).map(|check| check.id).collect();
    assert_eq!(fast, FAST);
}

/// The lines of the table in the documentation.
fn table() -> String {
    let tier = |check: &Check| if check.tier == Tier::Fast { "fast" } else { "full" };
    let line = |check: &Check| {
        let reference = check.reference.replace('|', "\\|");
        format!("| {} | `{}` | {} | {} | {reference} |\n", check.id, check.name, tier(check), check.claim)
    };
    let head = "| test | name | tier | what should be true | reference |\n| --- | --- | --- | --- | --- |\n";
    head.to_owned() + &CHECKS.iter().map(line).collect::<String>()
}

#[test]
fn the_documentation_lists_every_check() {
    const MARKS: [&str; 2] = ["<!-- checks: written by a test -->\n", "<!-- end of checks -->"];
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/verification.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(MARKS[0]).unwrap();
    let (found, after) = rest.split_once(MARKS[1]).unwrap();
    if std::env::var_os("CATCHING_RECORD").is_some() {
        std::fs::write(path, format!("{before}{}{}{}{after}", MARKS[0], table(), MARKS[1])).unwrap();
    } else {
        assert_eq!(found, table(), "CATCHING_RECORD=1 writes the table anew");
    }
}

#[test]
fn the_table_tells_reference_measurement_error_tolerance_and_verdict() {
    let desk = Desk::new();
    let (out, err) = desk.ok(&["verify", "T14", "t2"]);
    for words in [
        "T14 riot",
        "T2 leaky-trace",
        "reference",
        "measured ± SE (n)",
        "tolerance",
        "holds",
        "22 comparisons: all hold",
    ] {
        assert!(out.contains(words), "no {words:?} in\n{out}");
    }
    assert_eq!(err, "");
    let (out, _) = desk.ok(&["verify", "riot", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&value["holds"], &value["checks"][0]["comparisons"][0]["measured"]), (&true.into(), &100.0.into()));
}

#[test]
fn the_table_can_be_kept_as_csv() {
    let desk = Desk::new();
    desk.ok(&["verify", "T14", "-q", "-o", "table.csv"]);
    let table = desk.read("table.csv");
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(table.starts_with("test,name,tier,what,reference,") && table.contains(",holds\n"), "{table}");
    assert!(desk.ends(2, &["verify", "T14", "-o", "table.csv"]).1.contains("`--force` replaces it"));
    desk.ok(&["verify", "T14", "-q", "-o", "table.csv", "--force"]);
    assert!(desk.ends(2, &["verify", "T14", "-o", "nowhere/table.csv"]).1.contains("cannot write"));
}

#[test]
fn a_check_that_does_not_exist_is_named_with_what_was_meant() {
    let desk = Desk::new();
    for arguments in [&["verify", "yawnin"][..], &["verify", "--show", "yawnin"]] {
        let (_, err) = desk.ends(2, arguments);
        assert!(err.contains("there is no check `yawnin`") && err.contains("did you mean `yawning`?"), "{err}");
    }
}

#[test]
fn what_a_check_plays_can_be_run_by_anyone() {
    let desk = Desk::new();
    let (text, _) = desk.ok(&["verify", "--show", "hawkes"]);
    desk.write("mine.toml", text);
    desk.ok(&["run", "mine.toml", "--set", "duration=100", "--replicates", "1", "--no-charts", "-q"]);
    assert!(desk.path("output/mine/runs.csv").is_file());
    let (list, _) = desk.ok(&["verify", "--list"]);
    assert!(list.contains("T14") && list.contains("riot"), "{list}");
}

#[test]
fn the_list_has_every_check_unless_a_tier_is_asked_for() {
    let desk = Desk::new();
    let listed = |arguments: &[&str]| desk.ok(arguments).0.lines().count();
    assert_eq!(listed(&["verify", "--list"]), CHECKS.len());
    assert_eq!(listed(&["verify", "--list", "--tier", "full"]), CHECKS.len());
    assert!(listed(&["verify", "--list", "--tier", "fast"]) < CHECKS.len());
    assert!(desk.ok(&["verify", "--list"]).0.contains("M9 "));
}
