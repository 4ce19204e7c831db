//! Fitting: against a posterior that is known exactly, and as a command.

use crate::common::Desk;
use catching::fit::observed::Observed;
use catching::fit::posterior::weighted_quantile;
use catching::fit::prior::Prior;
use catching::fit::{Fit, Options};
use catching::quantity::TimeUnit;
use catching::study::{Files, Study};
use std::num::NonZeroUsize;

/// Eleven people who yawn of their own accord, each for themselves.
const ELEVEN: &str = "duration = \"10 min\"\nseed = 11\n[network]\ngenerator = \"complete\"\nn = 11\n\
    [expressions.yawn]\nspontaneous_rate = \"0.1 /min\"\nimitation_rate = 0\n";

const RATE: &str = "expressions.yawn.spontaneous_rate";

fn fitted(scenario: &str, free: &[(&str, &str)], data: &str, draws: u32) -> Fit {
    let study = Study::read("room", scenario, &Files::none()).unwrap().threads(NonZeroUsize::new(2).unwrap());
    let priors: Vec<Prior> = free.iter().map(|(key, text)| Prior::parse(key, text).unwrap()).collect();
    let observed = Observed::read(data, TimeUnit::Minute).unwrap();
    let options = Options { draws, predictions: 100, ..Options::default() };
    study.fit(&priors, &observed, &options, &mut ()).unwrap()
}

/// How likely a rate is after `count` of `of` yawned within ten minutes, up to a factor, and under a prior of even ratios.
fn exact(count: i32, of: i32, rate: f64) -> f64 {
    let share = 1.0 - (-10.0 * rate).exp();
    share.powi(count) * (1.0 - share).powi(of - count)
}

#[test]
fn the_posterior_of_eleven_people_is_the_exact_one() {
    let fit = fitted(ELEVEN, &[(RATE, "0.003..1 /min log")], "outcome,count,of\nyawn_reach,5,11\n", 3000);
    assert!(fit.parameters[0].check.holds, "{:?}", fit.parameters[0].check);
    // The exact posterior on a fine grid of the prior's share.
    let grid: Vec<(f64, f64)> = (0..4000)
        .map(|place| {
            let at = (f64::from(place) + 0.5) / 4000.0;
            (at, exact(5, 11, fit.priors[0].value(at)))
        })
        .collect();
    let whole: f64 = grid.iter().map(|(_, weight)| weight).sum();
    for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
        let exact = weighted_quantile(grid.iter().map(|(at, weight)| (*at, weight / whole)), share);
        let below: f64 = fit.draws.iter().filter(|draw| draw.at[0] < exact).map(|draw| draw.weight).sum();
        // Of some hundred draws a share strays by a few hundredths.
        assert!((below - share).abs() < 0.07, "{share}: {below}");
    }
}

#[test]
fn what_only_counts_together_is_told_together() {
    let room = "duration = \"5 min\"\nseed = 11\n[network]\ngenerator = \"complete\"\nn = 60\n\
        [expressions.yawn]\ninitial = { count = 6 }\nimitation_rate = \"1 /min\"\n";
    // How readily anyone answers is the product of the two.
    let free = [("expressions.yawn.imitation_rate", "0.1..10 /min log"), ("people.susceptibility", "0.1..10 log")];
    let fit = fitted(room, &free, "outcome,value\nyawn_reach,0.4\n", 1500);
    let [pair] = &fit.together()[..] else { panic!("{:?}", fit.sentences()) };
    assert!(pair.correlation < -0.6, "{pair:?}");
    let told = fit.sentences().join("\n");
    assert!(told.contains("cannot be told apart here") && told.contains("their product is known better"), "{told}");
}

#[test]
fn several_rooms_say_more_than_one() {
    let free = [(RATE, "0.003..1 /min log")];
    let one = fitted(ELEVEN, &free, "outcome,count,of\nyawn_reach,5,11\n", 1500);
    let rooms = "room,outcome,count,of\na,yawn_reach,5,11\nb,yawn_reach,6,11\nc,yawn_reach,4,11\nd,yawn_reach,5,11\n";
    let four = fitted(ELEVEN, &free, rooms, 1500);
    assert_eq!(four.statistics.len(), 3, "mean, spread, lowest");
    let width = |fit: &Fit| fit.parameters[0].width;
    assert!(width(&four) < 0.75 * width(&one), "{} {}", width(&four), width(&one));
}

#[test]
fn the_command_writes_a_folder_or_nothing() {
    let desk = Desk::new();
    desk.write("room.toml", ELEVEN);
    desk.write("observed.csv", "outcome;count;of\nyawn_reach;5;11\n");
    let fit = [
        "fit",
        "room.toml",
        "--data",
        "observed.csv",
        "--free",
        "expressions.yawn.spontaneous_rate=0.003..1 /min log",
        "--draws",
        "500",
    ];
    let (out, _) = desk.ok(&[&fit[..], &["-o", "found"]].concat());
    assert!(out.contains("500 draws of the priors"), "{out}");
    for file in ["parameters.csv", "draws.csv", "predictions.csv", "fit.md", "posterior.svg", "prediction.alt.txt"] {
        assert!(!desk.read(&format!("found/{file}")).is_empty(), "{file}");
    }
    for picture in ["posterior", "prediction"] {
        let alt = desk.read(&format!("found/{picture}.alt.txt"));
        assert!(alt.chars().count() <= 250, "{alt}");
    }
    assert!(desk.read("found/parameters.csv").contains("expressions.yawn.spontaneous_rate,/min,"));
    // Again, or with a mistake: exit code 2, and nothing is there that was not.
    for wrong in [
        &["-o", "found"][..],
        &["-o", "other", "--free", "ties.closnes=0..1"],
        &["-o", "other", "--free", "ties.closeness=1..0"],
        &["-o", "other", "--free", "seed=0..1"],
        &["-o", "other", "--free", "ties.closeness=beta(1e17,1e17)"],
        &["-o", "other", "--draws", "3"],
        &["-o", "other", "--data", "nowhere.csv"],
    ] {
        let mut words = fit.to_vec();
        if wrong.contains(&"--data") {
            words.drain(2..4);
        }
        if wrong.contains(&"--draws") {
            words.truncate(6);
        }
        desk.ends(2, &[&words[..], wrong].concat());
        assert!(!desk.path("other").exists(), "{wrong:?}");
    }
}

/// A class with its question in the scenario.
const ASKED: &str = "[fit]\ndraws = 600\nfree = [{ key = \"expressions.yawn.spontaneous_rate\", prior = \"0.003..1 /min log\" }]\n\
    observed = [{ outcome = \"yawn_reach\", count = 5, of = 11 }]\n";

#[test]
fn the_question_may_stand_in_the_scenario() {
    let desk = Desk::new();
    desk.write("asked.toml", format!("{ELEVEN}{ASKED}"));
    desk.write("room.toml", ELEVEN);
    desk.write("observed.csv", "outcome;count;of\nyawn_reach;5;11\n");
    desk.ok(&["fit", "asked.toml", "-o", "written"]);
    let free = format!("{RATE}=0.003..1 /min log");
    desk.ok(&["fit", "room.toml", "--data", "observed.csv", "--free", &free, "--draws", "600", "-o", "typed"]);
    for table in ["parameters.csv", "draws.csv", "predictions.csv"] {
        assert_eq!(desk.read(&format!("written/{table}")), desk.read(&format!("typed/{table}")), "{table}");
    }
    // What is typed takes the place of what is written, and adds to it.
    desk.ok(&[
        "fit",
        "asked.toml",
        "--free",
        &format!("{RATE}=0.01..0.1 /min"),
        "--free",
        "network.n=8..14",
        "-o",
        "both",
    ]);
    let parameters = desk.read("both/parameters.csv");
    assert!(
        parameters.contains("spontaneous_rate,/min,0.0145,0.0955,") && parameters.contains("network.n,"),
        "{parameters}"
    );
    // It is written back: a run's own scenario asks the same.
    desk.ok(&["run", "asked.toml", "--replicates", "1", "--no-charts", "-o", "run"]);
    desk.ok(&["fit", "run/scenario.toml", "-o", "again"]);
    assert_eq!(desk.read("again/draws.csv"), desk.read("written/draws.csv"));
    for missing in [&["fit", "room.toml", "--free", &free][..], &["fit", "room.toml", "--data", "observed.csv"]] {
        let (_, error) = desk.ends(2, missing);
        assert!(error.contains("under [fit]"), "{error}");
    }
}

#[test]
fn a_question_that_cannot_be_is_told_with_its_place() {
    let desk = Desk::new();
    for (right, wrong, told) in [
        ("0.003..1 /min log", "1..0.003", "the first number must be below"),
        ("0.003..1 /min log", "-1..1 /min", "cannot be"),
        ("expressions.yawn.spontaneous_rate", "expressions.yarn.spontaneous_rate", "no expression `yarn`"),
        ("expressions.yawn.spontaneous_rate", "replicates", "cannot be free"),
        ("yawn_reach", "yawn_raech", "did you mean `yawn_reach`"),
        ("count = 5", "count = 12", "12 of 11 cannot be"),
        ("count = 5, of = 11", "value = 1, of = 11", "either `value`, or `count` and `of`"),
        ("draws = 600", "draws = 6", "draws"),
    ] {
        desk.write("wrong.toml", format!("{ELEVEN}{}", ASKED.replace(right, wrong)));
        let (_, error) = desk.ends(2, &["fit", "wrong.toml", "-o", "out"]);
        assert!(error.contains(told) && error.contains("wrong.toml:"), "{wrong}: {error}");
        assert!(!desk.path("out").exists());
    }
}

#[test]
fn moments_that_were_noted_tell_the_rate() {
    let moments: String = (1..=8).map(|n| format!("yawn_onset,{n} min\n")).collect();
    let fit = fitted(ELEVEN, &[(RATE, "0.003..1 /min log")], &format!("outcome,time\n{moments}"), 2000);
    let names: Vec<&str> = fit.statistics.iter().map(|statistic| statistic.name.as_str()).collect();
    assert_eq!(names, ["yawn_events at 120 s", "yawn_events at 240 s", "yawn_events at 360 s", "yawn_events"]);
    let (low, high) = fit.parameters[0].interval.unwrap();
    // Eight in ten minutes among eleven people, each idle most of the time.
    assert!(low < 8.0 / 110.0 && 8.0 / 110.0 < high && high / low < 5.0, "{low} to {high}");
}
