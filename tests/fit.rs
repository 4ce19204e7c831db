//! Fitting: against a posterior that is known exactly, and as a command.

use crate::common::Desk;
use catching::fit::choice::{Verdict, choose, kept};
use catching::fit::observed::Observed;
use catching::fit::posterior::weighted_quantile;
use catching::fit::prior::Prior;
use catching::fit::{Fit, Options};
use catching::quantity::TimeUnit;
use catching::study::{Files, Study, Way};
use catching::theory::birth_death::shares;
use std::num::NonZeroUsize;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

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

/// Eleven people of whom one begins: whoever sees somebody at it may catch it, and catch it again.
const CATCHING_ELEVEN: &str = "duration = \"2 min\"\nclock = \"exact\"\nsample_every = \"1 min\"\nseed = 7\n\
    [network]\ngenerator = \"complete\"\nn = 11\n[expressions.x]\ninitial = { count = 1 }\nimitation_rate = \"0.2 /min\"\n\
    duration = { distribution = \"exponential\", mean = \"1 min\" }\n";
const AT_IT: &str = "outcome,time,count,of\nx_prevalence,1 min,3,11\nx_prevalence,2 min,6,11\n";
const CATCHING_RATE: (&str, &str) = ("expressions.x.imitation_rate", "0.01..10 /min log");

/// How many are at it is a birth–death chain: the chance of both counts follows from it, and with the prior the posterior.
#[test]
fn the_posterior_of_eleven_people_who_catch_it_from_each_other_is_the_exact_one() {
    let study = Study::read("room", CATCHING_ELEVEN, &Files::none()).unwrap().threads(NonZeroUsize::new(2).unwrap());
    let prior = Prior::parse(CATCHING_RATE.0, CATCHING_RATE.1).unwrap();
    let observed = Observed::read(AT_IT, TimeUnit::Minute).unwrap();
    let after_a_minute = |from: usize, rate: f64| shares(11, from, 1.0, |n| rate * n * (11.0 - n), |n| n);
    let exact = |at: f64| {
        let rate = prior.value(at);
        after_a_minute(1, rate)[3] * after_a_minute(3, rate)[6]
    };
    let grid: Vec<(f64, f64)> =
        (0..500).map(|place| (f64::from(place) + 0.5) / 500.0).map(|at| (at, exact(at))).collect();
    let whole: f64 = grid.iter().map(|(_, weight)| weight).sum();
    let grid: Vec<(f64, f64)> = grid.into_iter().map(|(at, weight)| (at, weight / whole)).collect();
    let mean =
        |all: &mut dyn Iterator<Item = (f64, f64)>| all.map(|(at, weight)| prior.value(at).ln() * weight).sum::<f64>();
    let exact_mean = mean(&mut grid.iter().copied());
    let spread =
        (grid.iter().map(|(at, weight)| (prior.value(*at).ln() - exact_mean).powi(2) * weight).sum::<f64>()).sqrt();
    for (refine, draws) in [(0, 4000), (4, 2000)] {
        let options = Options { draws, refine, predictions: 50, ..Options::default() };
        let fit = study.fit(std::slice::from_ref(&prior), &observed, &options, &mut ()).unwrap();
        assert!(fit.parameters[0].check.holds, "{:?}", fit.parameters[0].check);
        // Four standard errors of so many equal draws.
        let have = mean(&mut fit.draws.iter().map(|draw| (draw.at[0], draw.weight)));
        println!("{refine} rounds: mean {have:.3} for {exact_mean:.3}, worth {:.0}", fit.effective());
        assert!(
            (have - exact_mean).abs() < 4.0 * spread / fit.effective().sqrt(),
            "{have} for {exact_mean} ± {spread}"
        );
        for share in [0.05, 0.5, 0.95] {
            let exact = weighted_quantile(grid.iter().copied(), share);
            let below: f64 = fit.draws.iter().filter(|draw| draw.at[0] < exact).map(|draw| draw.weight).sum();
            println!("{refine} rounds: {below:.3} for {share}");
            assert!((below - share).abs() < 4.0 * (share * (1.0 - share) / fit.effective()).sqrt(), "{share}: {below}");
        }
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
        &["-o", "other", "--against", "nowhere.toml"],
        &["-o", "other", "--against-free", "ties.closeness=0..1"],
        &["-o", "other", "--shard", "3/2"],
        &["-o", "other", "--part", "found"],
        &["-o", "other", "--part", "nowhere"],
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
fn a_table_that_can_be_read_in_two_ways_is_refused_with_its_line() {
    let why = |data: &str| Observed::read(data, TimeUnit::Minute).unwrap_err();
    assert!(why("outcome,value,value\nyawn_reach,0.1,0.9\n").contains("line 1: two columns are called `value`"));
    assert!(
        why("outcome,value\nyawn_reach,0.1\nyawn_events,\"5\n").contains("line 3: a quotation mark is never closed")
    );
    assert!(why("outcome,value\n\"yawn_reach,0.1\nyawn_events,5\n").contains("line 2: a quotation mark"));
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

/// A fit that takes a while.
fn asked(desk: &Desk, draws: u32) -> Vec<String> {
    desk.write("room.toml", ELEVEN);
    desk.write("observed.csv", "outcome;count;of\nyawn_reach;5;11\n");
    let words =
        ["fit", "room.toml", "--data", "observed.csv", "--free", "expressions.yawn.spontaneous_rate=0.003..1 /min log"];
    words.iter().map(|word| (*word).to_owned()).chain(["--draws".into(), draws.to_string(), "-o".into()]).collect()
}

fn with<'a>(words: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
    words.iter().map(String::as_str).chain(more.iter().copied()).collect()
}

fn start(desk: &Desk, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
    command.args(arguments).current_dir(desk.path("")).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn wait_for_draws(desk: &Desk, least: u64) {
    let begun = || std::fs::metadata(desk.path("out/.catching/draws.journal")).map_or(0, |about| about.len());
    while begun() < least {
        sleep(Duration::from_millis(1));
    }
}

/// What was found, without what a record says of the command that found it.
fn found(desk: &Desk, folder: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = desk.files(folder);
    files.retain(|name, _| name != "fit.json");
    files
}

#[test]
fn two_fits_in_one_folder_are_one_and_a_refusal_at_once() {
    let desk = Desk::new();
    let words = asked(&desk, 20_000);
    let mut program = start(&desk, &with(&words, &["out"]));
    wait_for_draws(&desk, 500);
    for other in
        [&with(&words, &["out"])[..], &with(&words, &["out", "--force"]), &with(&words, &["out", "--seed", "3"])]
    {
        let (_, err) = desk.ends(1, other);
        assert!(err.contains("`out` is in use") && err.contains("-o DIR"), "{err}");
    }
    assert!(program.try_wait().unwrap().is_none(), "it was refused before the other was done");
    program.kill().unwrap();
    program.wait().unwrap();
    // Draws of another question are left alone.
    let (_, err) = desk.ends(2, &with(&words, &["out", "--seed", "3"]));
    assert!(err.contains("unfinished draws of another fit"), "{err}");
}

#[test]
#[cfg(unix)]
fn a_fit_that_is_stopped_goes_on_where_it_was() {
    let desk = Desk::new();
    let words = asked(&desk, 1500);
    desk.ok(&with(&words, &["whole"]));
    let whole = found(&desk, "whole");
    let command = with(&words, &["out", "--threads", "1"]);
    for (moment, signal) in ["-INT", "-KILL", "-TERM", "-KILL", "-KILL"].into_iter().enumerate() {
        let program = start(&desk, &command);
        wait_for_draws(&desk, 200 + 5000 * moment as u64);
        let stopped = Instant::now();
        assert!(Command::new("kill").args([signal, &program.id().to_string()]).status().unwrap().success());
        let output = program.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        if signal != "-KILL" {
            assert!(output.status.code() == Some(130) && stopped.elapsed() < Duration::from_secs(5), "{said}");
            assert!(said.contains("draws are finished and kept; the same command goes on from there"), "{said}");
        }
        assert!(!desk.path("out/fit.md").exists(), "nothing is there before all is");
    }
    desk.ok(&command);
    assert!(found(&desk, "out") == whole, "{:?}", found(&desk, "out").keys());
}

#[test]
#[cfg(unix)]
fn a_refined_fit_is_the_same_on_any_number_of_threads_and_after_a_stop() {
    let desk = Desk::new();
    desk.write("room.toml", CATCHING_ELEVEN);
    desk.write("observed.csv", AT_IT);
    let free = format!("{}={}", CATCHING_RATE.0, CATCHING_RATE.1);
    let fit = ["fit", "room.toml", "--data", "observed.csv", "--free", &free, "--draws", "600"];
    let refined = [&fit[..], &["--refine=4"]].concat();
    let (said, _) = desk.ok(&[&refined[..], &["-o", "whole", "--threads", "2"]].concat());
    let rounds = crate::common::rows(&desk.read("whole/rounds.csv"));
    let reach: Vec<f64> = rounds.iter().map(|row| row["reach"].parse().unwrap()).collect();
    let runs = 100 * rounds.len();
    assert!(said.contains(&format!("600 draws of the priors and {runs} nearer to the data")), "{said}");
    assert!((1..=4).contains(&rounds.len()) && reach.windows(2).all(|pair| pair[1] <= pair[0]), "{rounds:?}");
    let told: serde_json::Value = serde_json::from_str(&desk.read("whole/fit.json")).unwrap();
    assert!(told["refined"]["runs"] == runs && told["refined"]["moved"].is_array(), "{told}");
    let whole = found(&desk, "whole");
    // Killed among the rounds: a draw has 8 bytes a statistic behind a head of 20.
    let program = start(&desk, &[&refined[..], &["-o", "out", "--threads", "1"]].concat());
    wait_for_draws(&desk, 36 * 650);
    assert!(Command::new("kill").args(["-KILL", &program.id().to_string()]).status().unwrap().success());
    program.wait_with_output().unwrap();
    desk.ok(&[&refined[..], &["-o", "out", "--threads", "1"]].concat());
    assert!(found(&desk, "out") == whole, "{:?}", found(&desk, "out").keys());
    // Parts are of the draws of the priors alone.
    for part in ["1/2", "2/2"] {
        desk.ok(&[&fit[..], &["--shard", part, "-o", &format!("part-{}", &part[..1])]].concat());
    }
    desk.ok(&[&refined[..], &["--part", "part-1", "--part", "part-2", "-o", "joined"]].concat());
    assert!(found(&desk, "joined") == whole);
    for (wrong, told) in [
        ("--refine=0", "1..=100"),
        ("--refine=101", "1..=100"),
        ("--refine=-1", "1..=100"),
        ("--refine=x", "invalid"),
        ("--refine=1.5", "invalid"),
    ] {
        let (_, err) = desk.ends(2, &[&fit[..], &[wrong, "-o", "wrong"]].concat());
        assert!(err.contains(told) && !desk.path("wrong").exists(), "{err}");
    }
    let (_, err) = desk.ends(2, &[&refined[..], &["--shard", "1/2", "-o", "wrong"]].concat());
    assert!(err.contains("--refine") && err.contains("--shard") && !desk.path("wrong").exists(), "{err}");
}

#[test]
#[cfg(unix)]
fn one_run_of_a_fit_that_takes_for_ever_is_not_waited_for() {
    let desk = Desk::new();
    let long = ELEVEN.replace("10 min", "100000 h").replace("seed = 11", "seed = 11\ndt = \"0.1 s\"");
    desk.write("long.toml", long);
    desk.write("observed.csv", "outcome;count;of\nyawn_reach;5;11\n");
    let free = "expressions.yawn.spontaneous_rate=0.003..1 /min log";
    for threads in ["1", "2"] {
        let command = ["fit", "long.toml", "--data", "observed.csv", "--free", free, "-o", "out", "--threads", threads];
        let program = start(&desk, &command);
        while !desk.path("out/.catching/draws.journal").exists() {
            sleep(Duration::from_millis(1));
        }
        sleep(Duration::from_millis(200));
        let stopped = Instant::now();
        assert!(Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap().success());
        let output = program.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(stopped.elapsed() < Duration::from_secs(5), "{:?}", stopped.elapsed());
        assert!(!desk.path("out").exists(), "no draw was done, and nothing stays");
    }
}

#[test]
fn parts_of_a_fit_come_to_the_whole() {
    let desk = Desk::new();
    let words = asked(&desk, 600);
    desk.ok(&with(&words, &["whole"]));
    let mut join = with(&words, &["out"]);
    for part in ["1/3", "2/3", "3/3"] {
        let place = format!("part-{}", &part[..1]);
        let (said, _) = desk.ok(&with(&words, &[&place, "--shard", part]));
        assert!(said.contains("200 draws of the priors"), "{said}");
        assert!(
            !desk.path(&format!("{place}/draws.csv")).exists() && !desk.path(&format!("{place}/.catching")).exists()
        );
    }
    join.extend(["--part", "part-1", "--part", "part-2", "--part", "part-3"]);
    desk.ok(&join);
    assert!(found(&desk, "out") == found(&desk, "whole"));
    // What no part has is run.
    desk.ok(&with(&words, &["two", "--part", "part-1", "--part", "part-3"]));
    assert!(found(&desk, "two") == found(&desk, "whole"));
    for (wrong, told) in [
        (&["other", "--part", "part-1", "--seed", "3"][..], "a part of another fit"),
        (&["other", "--part", "whole"], "no finished part of a fit"),
        (
            &["other", "--part", "part-1", "--against", "room.toml", "--against-free", "ties.closeness=0..1"],
            "of one scenario alone",
        ),
    ] {
        let (_, err) = desk.ends(2, &with(&words, wrong));
        assert!(err.contains(told), "{err}");
        assert!(!desk.path("other").exists(), "{wrong:?}");
    }
}

#[test]
fn only_a_fit_is_replaced_and_nobody_elses_files() {
    let desk = Desk::new();
    let words = asked(&desk, 500);
    desk.write("mine/notes.txt", "mine");
    for force in [&["mine"][..], &["mine", "--force"]] {
        let (_, err) = desk.ends(2, &with(&words, force));
        assert!(err.contains("`notes.txt`") && err.contains("no fit"), "{err}");
        assert_eq!(desk.files("mine").len(), 1);
    }
    desk.ok(&with(&words, &["out"]));
    desk.write("out/notes.txt", "mine");
    let before = desk.files("out");
    let (_, err) = desk.ends(2, &with(&words, &["out", "--seed", "3"]));
    assert!(err.contains("holds a fit already") && err.contains("--force"), "{err}");
    assert!(desk.files("out") == before);
    desk.ok(&with(&words, &["out", "--seed", "3", "--force"]));
    desk.ok(&with(&words, &["alone", "--seed", "3"]));
    let mut after = found(&desk, "out");
    assert_eq!(after.remove("notes.txt").unwrap(), b"mine");
    assert!(after == found(&desk, "alone") && after["draws.csv"] != before["draws.csv"]);
}

/// A room in which one yawns and others catch it, and one in which everybody yawns of their own accord.
const CAUGHT: &str = "duration = \"10 min\"\nseed = 5\n[network]\ngenerator = \"complete\"\nn = 30\n\
    [expressions.yawn]\ninitial = { count = 1 }\nspontaneous_rate = 0\nimitation_rate = \"20 /min\"\n";
const ALONE: &str = "duration = \"10 min\"\nseed = 5\n[network]\ngenerator = \"complete\"\nn = 30\n\
    [expressions.yawn]\ninitial = { count = 1 }\nspontaneous_rate = \"0.1 /min\"\nimitation_rate = 0\n";
/// What is free in them.
const CATCHING: (&str, &str) = ("expressions.yawn.imitation_rate", "10..60 /min log");
const YAWNING: (&str, &str) = (RATE, "0.05..0.5 /min log");
/// Nearly all who can catch it have, early, and yawn again and again.
const QUICK: &str =
    "outcome,time,value\nyawn_reach,2 min,0.3\nyawn_reach,4 min,0.6\nyawn_reach,10 min,0.7\nyawn_events,,90\n";

/// Where the right scenario is known: how sure a choice is agrees with Bayes' rule, worked out exactly.
#[test]
fn the_share_of_the_nearest_runs_is_what_bayes_rule_gives() {
    let slow = "0.003..0.03 /min log";
    let fast = "0.03..0.3 /min log";
    let study = Study::read("room", ELEVEN, &Files::none()).unwrap().threads(NonZeroUsize::new(2).unwrap());
    let tables = [slow, fast].map(|prior| {
        let seen = Observed::read("outcome,count,of\nyawn_reach,2,11\n", TimeUnit::Minute).unwrap();
        let options = Options { draws: 2000, ..Options::default() };
        let fitting = study.fitting(&[Prior::parse(RATE, prior).unwrap()], &seen, &options).unwrap();
        fitting.table(&mut Way::default(), &mut ()).unwrap()
    });
    for count in [1, 2, 3, 4, 5] {
        // The chance of so many under a prior: the mean over its shares.
        let likely = |prior: &str| {
            let prior = Prior::parse(RATE, prior).unwrap();
            (0..2000).map(|place| exact(count, 11, prior.value((f64::from(place) + 0.5) / 2000.0))).sum::<f64>()
        };
        let (of_slow, of_fast) = (likely(slow), likely(fast));
        let bayes = of_slow / (of_slow + of_fast);
        let choice = choose(&tables[0], &tables[1], &[f64::from(count) / 11.0], kept(&tables[0], &tables[1]));
        assert!((choice.first - bayes).abs() < 0.06, "{count}: {} for {bayes}", choice.first);
        // The rule names the likelier one: it is wrong as often as the less likely one is right.
        assert!((choice.wrong - bayes.min(1.0 - bayes)).abs() < 0.1, "{count}: {} for {bayes}", choice.wrong);
    }
}

/// Data of many runs of either scenario: what is said speaks for the right one, or says that it cannot be told.
#[test]
fn a_choice_names_the_scenario_that_the_data_are_of() {
    let observed = Observed::read(QUICK, TimeUnit::Minute).unwrap();
    let table = |text: &str, (key, prior): (&str, &str), draws: u32| {
        let study = Study::read("room", text, &Files::none()).unwrap().threads(NonZeroUsize::new(2).unwrap());
        let options = Options { draws, ..Options::default() };
        let fitting = study.fitting(&[Prior::parse(key, prior).unwrap()], &observed, &options).unwrap();
        fitting.table(&mut Way::default(), &mut ()).unwrap()
    };
    let both = [(CAUGHT, CATCHING), (ALONE, YAWNING)];
    let tables = both.map(|(text, free)| table(text, free, 800));
    // Rows of another seed are data whose scenario is known.
    let known = both.map(|(text, free)| table(&text.replace("seed = 5", "seed = 6"), free, 500).statistics);
    let keep = kept(&tables[0], &tables[1]);
    let (mut right, mut wrong, mut silent, mut told) = (0, 0, 0, 0.0);
    for (truth, rows) in [Verdict::First, Verdict::Second].into_iter().zip(&known) {
        for row in rows.iter().step_by(5) {
            let choice = choose(&tables[0], &tables[1], row, keep);
            match choice.verdict {
                Verdict::CannotTell => silent += 1,
                verdict if verdict == truth => right += 1,
                _ => wrong += 1,
            }
            told += choice.wrong / 200.0;
        }
    }
    println!("{right} right, {wrong} wrong, {silent} cannot be told; said to be wrong in {told:.3}");
    assert!(right >= 80, "{right} of 200 told, {silent} not");
    // A verdict is given from 95 of 100 nearest runs on.
    assert!(wrong * 20 <= right + wrong, "{wrong} wrong of {}", right + wrong);
}

#[test]
fn the_command_chooses_between_two_scenarios() {
    let desk = Desk::new();
    desk.write("caught.toml", CAUGHT);
    desk.write("alone.toml", ALONE);
    desk.write("observed.csv", QUICK);
    let [catching, yawning] = [CATCHING, YAWNING].map(|(key, prior)| format!("{key}={prior}"));
    let free = ["--free", &catching];
    let other = ["--against-free", &yawning];
    let words = ["fit", "caught.toml", "--against", "alone.toml", "--data", "observed.csv", "--draws", "700"];
    let words = [&words[..], &free, &other].concat();
    let (said, _) = desk.ok(&[&words[..], &["-o", "out"]].concat());
    assert!(said.starts_with("What was observed speaks for “caught”") && said.contains("“alone”: "), "{said}");
    let rows = crate::common::rows(&desk.read("out/choice.csv"));
    assert!(
        rows[0]["verdict"] == "first" && rows[0]["first"] == "caught" && rows[0]["draws_of_each"] == "700",
        "{rows:?}"
    );
    let share: f64 = rows[0]["share_of_first"].parse().unwrap();
    assert!(share > 0.95, "{share}");
    for file in ["a/parameters.csv", "b/posterior.svg", "fit.md", "fit.json"] {
        assert!(desk.path(&format!("out/{file}")).is_file(), "{file}");
    }
    // Either alone is the fit that the command makes of one.
    let alone = [&["fit", "caught.toml", "--data", "observed.csv", "--draws", "700", "-o", "one"][..], &free].concat();
    desk.ok(&alone);
    assert!(desk.files("one")["draws.csv"] == desk.files("out/a")["draws.csv"]);
    // The other way round it is the second.
    let turned = ["fit", "alone.toml", "--against", "caught.toml", "--data", "observed.csv", "--draws", "700"];
    let turned = [&turned[..], &["--free", other[1], "--against-free", free[1], "--json", "-o", "turned"]].concat();
    let (said, _) = desk.ok(&turned);
    let told: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(told["choice"]["verdict"] == "second" && told["choice"]["second"] == "caught", "{said}");
    // Parts of both.
    for part in ["1/2", "2/2"] {
        desk.ok(&[&words[..], &["--shard", part, "-o", &format!("part-{}", &part[..1])]].concat());
    }
    desk.ok(&[&words[..], &["--part", "part-1", "--part", "part-2", "-o", "joined"]].concat());
    assert!(found(&desk, "joined") == found(&desk, "out"));
    // One that cannot come to the data is told, and both.
    let low = "expressions.yawn.spontaneous_rate=0.0001..0.0002 /min log";
    let cannot = [
        "fit",
        "caught.toml",
        "--against",
        "alone.toml",
        "--data",
        "observed.csv",
        "--draws",
        "500",
        "--against-free",
        low,
    ];
    let (said, _) = desk.ok(&[&cannot[..], &free, &["-o", "low"]].concat());
    assert!(said.contains("speaks for “caught”") && said.contains("“alone”: no draw of the priors comes"), "{said}");
    assert!(desk.path("low/a/draws.csv").is_file() && !desk.path("low/b").exists());
    let cannot =
        ["fit", "alone.toml", "--against", "alone.toml", "--data", "observed.csv", "--draws", "500", "--free", low];
    let (_, err) = desk.ends(2, &[&cannot[..], &["--against-free", low, "-o", "none"]].concat());
    assert!(err.contains("of neither scenario") && !desk.path("none/fit.md").exists(), "{err}");
    // Other questions.
    let asked = "[fit]\nobserved = [{ outcome = \"yawn_reach\", value = 0.5 }]\n";
    desk.write("other.toml", format!("{CAUGHT}{asked}"));
    let words = ["fit", "other.toml", "--against", "another.toml", "--free", low, "--against-free", low, "-o", "new"];
    desk.write("another.toml", format!("{CAUGHT}{asked}").replace("value = 0.5", "value = 0.25"));
    let (_, err) = desk.ends(2, &words);
    assert!(err.contains("asked of other observations") && !desk.path("new").exists(), "{err}");
}

#[test]
fn an_arm_of_a_scenario_can_be_fitted() {
    let desk = Desk::new();
    let arms = "[[arms]]\nname = \"half\"\nset = { \"expressions.yawn.imitation_rate\" = \"10 /min\" }\n[[arms]]\nname = \"full\"\n";
    desk.write("arms.toml", format!("{CAUGHT}{arms}"));
    desk.write("observed.csv", "outcome,value\nyawn_reach,0.2\n");
    let words = ["--data", "observed.csv", "--free", "ties.closeness=0..1", "--draws", "500", "-o"];
    desk.ok(&[&["fit", "arms.toml:half"][..], &words, &["out"]].concat());
    desk.write("half.toml", CAUGHT.replace("20 /min", "10 /min"));
    desk.ok(&[&["fit", "half.toml"][..], &words, &["plain"]].concat());
    assert_eq!(desk.read("out/draws.csv"), desk.read("plain/draws.csv"));
    for wrong in ["arms.toml:nobody", "arms.toml"] {
        let (_, err) = desk.ends(2, &[&["fit", wrong][..], &words, &["new"]].concat());
        assert!(err.contains("arm") && !desk.path("new").exists(), "{err}");
    }
}
