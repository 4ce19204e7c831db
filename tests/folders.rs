//! A result folder belongs to one program at a time, and only what this program wrote is ever replaced.

use crate::common::{Desk, SMALL};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

fn start(desk: &Desk, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
    command.args(arguments).current_dir(desk.path("")).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Exit code and last words.
fn end(program: Child) -> (i32, String) {
    let output = program.wait_with_output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8(output.stderr).unwrap())
}

/// Without what differs from one run of a command to the next: times in the manifest, and the page that repeats them.
fn content(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = desk.files(folder);
    files.retain(|name, _| name != "manifest.json" && name != "report.html");
    files
}

/// Two scenarios that are done in a moment and differ in everything that is seen of them.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.toml", SMALL.replace("replicates = 6", "replicates = 2").replace("2 min", "1 min"));
    desk.write("b.toml", SMALL.replace("replicates = 6", "replicates = 3").replace("A small room", "Another"));
    desk
}

/// How often two commands are started together; `CATCHING_PAIRS` says how often for a measurement.
fn pairs() -> usize {
    std::env::var("CATCHING_PAIRS").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

#[test]
fn two_commands_in_one_new_folder_are_never_mixed() {
    let desk = desk();
    let quick = ["--no-charts", "-q", "-j", "1"];
    let commands: [Vec<&str>; 2] = [
        [&["run", "a.toml", "-o", "out"][..], &quick].concat(),
        [&["sweep", "b.toml", "--vary", "ties.closeness=0,0.5", "-o", "out"][..], &quick].concat(),
    ];
    let alone = commands.each_ref().map(|command| {
        desk.ok(command);
        let files = content(&desk, "out");
        std::fs::remove_dir_all(desk.path("out")).unwrap();
        files
    });
    let mut tally = [0; 3];
    for pair in 0..pairs() {
        let force = pair % 2 == 1;
        let given = commands.each_ref().map(|c| [&c[..], if force { &["--force"] } else { &[] }].concat());
        let first = pair / 2 % 2;
        let one = start(&desk, &given[first]);
        sleep(Duration::from_millis(200 * (pair as u64 % 11) / 10));
        let other = start(&desk, &given[1 - first]);
        let mut codes = [(0, String::new()), (0, String::new())];
        codes[first] = end(one);
        codes[1 - first] = end(other);
        let found = content(&desk, "out");
        let whose = alone.iter().position(|files| *files == found);
        let whose = whose.unwrap_or_else(|| panic!("pair {pair}: a mixture\n{codes:?}\n{:?}", found.keys()));
        assert_eq!(codes[whose].0, 0, "pair {pair}: {codes:?}");
        let (code, said) = &codes[1 - whose];
        match code {
            // Forced, one after the other.
            0 => assert!(force, "pair {pair}: {codes:?}"),
            1 => assert!(said.contains("`out` is in use") && said.contains("-o DIR"), "{said}"),
            2 => assert!(said.contains("`out` holds results of") && !force, "{said}"),
            _ => panic!("pair {pair}: {codes:?}"),
        }
        tally[usize::try_from(*code).unwrap()] += 1;
        std::fs::remove_dir_all(desk.path("out")).unwrap();
    }
    println!("{} pairs: {tally:?} ended with 0 (forced), 1 (in use), 2 (taken) after the other", pairs());
}

#[test]
fn the_same_command_twice_at_once_is_one_and_a_refusal() {
    let desk = desk();
    let command = ["run", "a.toml", "-o", "out", "--no-charts", "-q"];
    for wait in [0, 5, 20, 60] {
        let one = start(&desk, &command);
        sleep(Duration::from_millis(wait));
        let codes = [start(&desk, &command), one].map(end);
        assert!(codes.iter().any(|(code, _)| *code == 0), "{codes:?}");
        // Afterwards it is complete already.
        assert!(codes.iter().all(|(code, said)| *code == 0 || *code == 1 && said.contains("in use")), "{codes:?}");
        desk.ok(&command);
        std::fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

/// Somebody who is at work in a folder for a while.
fn busy(desk: &Desk) -> Child {
    desk.write("long.toml", SMALL.replace("2 min", "600 min").replace("replicates = 6", "replicates = 200"));
    let program = start(desk, &["run", "long.toml", "-o", "out", "--force", "-q", "-j", "1"]);
    while !desk.path("out/.catching/journal").exists() {
        sleep(Duration::from_millis(2));
    }
    program
}

#[test]
fn every_command_that_writes_keeps_out_of_a_folder_in_use() {
    let desk = desk();
    for (folder, command) in [("r", "a.toml"), ("s", "b.toml")] {
        desk.ok(&["run", command, "-o", folder, "--no-charts", "-q"]);
    }
    desk.ok(&["sweep", "a.toml", "--vary", "ties.closeness=0,0.5", "--shard", "1/1", "-o", "part", "-q"]);
    let mut program = busy(&desk);
    for arguments in [
        &["run", "a.toml", "-o", "out"][..],
        &["run", "a.toml", "-o", "out", "--force"],
        &["run", "long.toml", "-o", "out"],
        &["sweep", "a.toml", "--vary", "ties.closeness=0,0.5", "-o", "out"],
        &["compare", "a.toml", "--b", "ties.closeness=0.5", "-o", "out"],
        &["compare", "r", "s", "-o", "out"],
        &["compare", "out", "s", "-o", "new"],
        &["merge", "part", "-o", "out"],
        &["merge", "out", "-o", "new"],
        &["plot", "out"],
        &["fingerprint", "out"],
        &["replay", "r", "--run", "0", "-o", "out"],
        &["replay", "out", "--run", "0"],
        &["why", "out", "--run", "0", "--agent", "1"],
    ] {
        let (out, err) = desk.ends(1, arguments);
        assert!(err.contains("`out` is in use: another `catching` is writing there"), "{arguments:?}\n{err}");
        assert!(out.is_empty() && !desk.path("new").exists(), "{arguments:?}");
    }
    program.kill().unwrap();
    program.wait().unwrap();
    // What a kill leaves keeps nobody out.
    desk.ok(&["run", "a.toml", "-o", "out", "--force", "--no-charts", "-q"]);
    assert!(!desk.path("out/.catching.lock").exists() && !desk.path("out/.catching").exists());
}

#[test]
fn a_folder_that_is_removed_meanwhile_is_not_written_half() {
    let desk = desk();
    desk.write("long.toml", SMALL.replace("2 min", "60 min").replace("replicates = 6", "replicates = 20"));
    let program = start(&desk, &["run", "long.toml", "-o", "out", "-q", "-j", "1", "--no-charts"]);
    while !desk.path("out/.catching/journal").exists() {
        sleep(Duration::from_millis(1));
    }
    std::fs::remove_dir_all(desk.path("out")).unwrap();
    desk.ok(&["run", "a.toml", "-o", "out", "-q", "--no-charts"]);
    let (code, said) = end(program);
    // It may have been done before the folder went.
    assert!(code == 1 && said.contains("removed or replaced") || code == 0, "{code} {said}");
    desk.ok(&["run", "a.toml", "-o", "out", "-q", "--no-charts"]);
}

/// At whichever moment: from the first file in the folder to the last chart.
#[test]
fn a_folder_that_is_removed_at_any_moment_is_said_to_be_removed() {
    let desk = desk();
    let commands = [
        &["run", "a.toml", "-o", "out", "-q"][..],
        &["run", "a.toml", "-o", "out", "-q", "--no-charts", "--force"],
        &["sweep", "b.toml", "--vary", "ties.closeness=0,0.5", "-o", "out", "-q"],
        &["compare", "a.toml", "--b", "ties.closeness=0.5", "-o", "out", "-q"],
    ];
    let mut tally = [0; 2];
    for command in commands {
        let begun = std::time::Instant::now();
        desk.ok(command);
        let whole = begun.elapsed();
        std::fs::remove_dir_all(desk.path("out")).unwrap();
        for moment in 0..moments() {
            let mut program = start(&desk, command);
            // The first moments follow each other closely, right after the folder is there.
            let early = Duration::from_micros(250) * moment / 2;
            while !desk.path("out/.catching.lock").exists() && program.try_wait().unwrap().is_none() {
                sleep(Duration::from_micros(50));
            }
            sleep(if moment % 2 == 0 { early } else { whole * moment / moments() });
            while desk.path("out").exists() {
                // It fails where a file appears meanwhile.
                let _ = std::fs::remove_dir_all(desk.path("out"));
            }
            let (code, said) = end(program);
            let told =
                code == 1 && said.contains("cannot write results into `out`: the folder was removed or replaced");
            // Where removing takes long, work has failed for a file that is gone before the lock is.
            let half = code == 1 && said.contains("`out/") && said.contains("No such file");
            assert!(told || half || code == 0, "{command:?}, moment {moment}: {code} {said}");
            assert!(!told || !desk.path("out").exists(), "{command:?}, moment {moment}: made again without a lock");
            tally[usize::from(told)] += 1;
            let _ = std::fs::remove_dir_all(desk.path("out"));
        }
    }
    assert!(tally[1] > 0, "the folder was never removed while a program was at work: {tally:?}");
}

/// At how many moments of each command its folder is removed; `CATCHING_MOMENTS` says how many for a measurement.
fn moments() -> u32 {
    std::env::var("CATCHING_MOMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

#[test]
fn half_written_files_of_a_kill_are_gone_after_the_next_completion() {
    let desk = desk();
    let run = ["run", "a.toml", "-o", "out", "-q"];
    desk.ok(&run);
    desk.write("out/.catching-a1B2c3.tmp", "half");
    desk.write("out/.tmpmine", "not ours");
    desk.ok(&run);
    let hidden: Vec<String> = desk.files("out").into_keys().filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [".tmpmine"]);
}

/// Kills a forced command at moments from its first to its last: what was there is whole until what takes its place is.
#[test]
fn by_force_a_folder_holds_the_old_results_or_the_new_ones_whole() {
    let desk = desk();
    let kept = ["figures/reach.svg", "figures/mine.svg", "notes.txt"];
    let [old_a, new_b, few, all, old_b, both] = [
        &["run", "a.toml", "--charts", "reach"][..],
        &["run", "b.toml", "--charts", "reach"],
        &["run", "a.toml", "--charts", "reach", "--events", "none"],
        &["run", "a.toml", "--charts", "reach", "--events", "all"],
        &["run", "b.toml", "--charts", "reach"],
        &["compare", "a.toml", "--b", "ties.closeness=0.5"],
    ]
    .map(|command| [command, &["-o", "out", "-q", "--format", "svg"]].concat());
    for (old, new) in [(&old_a[..], &new_b[..]), (&few, &all), (&old_b, &both)] {
        let _ = std::fs::remove_dir_all(desk.path("out"));
        let forced = [new, &["--force", "-j", "1"]].concat();
        let begun = std::time::Instant::now();
        desk.ok(&forced);
        let (whole, newer) = (begun.elapsed(), content(&desk, "out"));
        std::fs::remove_dir_all(desk.path("out")).unwrap();
        desk.ok(old);
        let older = desk.files("out");
        let mut tally = [0; 2];
        for moment in 0..=moments() {
            let _ = std::fs::remove_dir_all(desk.path("out"));
            older
                .iter()
                .filter(|(name, _)| !name.ends_with('/'))
                .for_each(|(name, bytes)| desk.write(&format!("out/{name}"), bytes));
            kept[1..].iter().for_each(|name| desk.write(&format!("out/{name}"), "mine"));
            let mut program = start(&desk, &forced);
            match moment {
                // To its end.
                0 => {}
                // In the middle of the exchange.
                1..=4 => {
                    while !desk.path("out/.catching/exchange.json").exists() && program.try_wait().unwrap().is_none() {}
                    sleep(Duration::from_micros(200) * (moment - 1) * 2);
                    program.kill().unwrap();
                }
                _ => {
                    sleep(whole * (moment - 4) / (moments() - 4));
                    program.kill().unwrap();
                }
            }
            program.wait().unwrap();
            // Whoever opens the folder completes an exchange that was begun.
            desk.ok(&["plot", "out", "--chart", "reach", "--format", "svg", "-o", "pictures", "--force", "-q"]);
            let mut found = content(&desk, "out");
            found.retain(|name, _| !name.starts_with(".catching"));
            for name in &kept[1..] {
                assert_eq!(found.remove(*name).as_deref(), Some(&b"mine"[..]), "{name}, moment {moment}");
            }
            let is_new = found == newer;
            let mut before = older.clone();
            before.retain(|name, _| name != "manifest.json" && name != "report.html");
            assert!(is_new || found == before, "{new:?}, moment {moment}: a mixture: {:?}", found.keys());
            tally[usize::from(is_new)] += 1;
            // Without a word about force it goes on, where it was begun.
            if !is_new && desk.path("out/.catching/manifest.json").exists() {
                desk.ok(&[new, &["-j", "1"]].concat());
                let mut found = content(&desk, "out");
                // A record has the command that was typed, which had more words before.
                found.retain(|name, _| !kept[1..].contains(&name.as_str()) && name != "comparison.json");
                let mut newer = newer.clone();
                newer.remove("comparison.json");
                assert!(found == newer, "moment {moment}: {:?}", found.keys());
            }
        }
        assert!(tally[0] > 0 && tally[1] > 0, "{new:?}: {tally:?}");
    }
}

/// What is begun by force and not complete gives way to nothing, and nothing to it.
#[test]
fn old_results_are_read_while_and_after_others_are_begun_by_force() {
    let desk = desk();
    let run = ["run", "a.toml", "-o", "out", "--no-charts", "-q"];
    desk.ok(&run);
    let before = desk.files("out");
    let mut program = busy(&desk);
    assert!(desk.read("out/runs.csv").as_bytes() == before["runs.csv"]);
    program.kill().unwrap();
    program.wait().unwrap();
    let (_, err) = desk.ok(&["run", "a.toml", "-o", "out", "--no-charts"]);
    assert!(err.contains("already complete"), "{err}");
    desk.ok(&["plot", "out", "--chart", "reach", "-q"]);
    assert!(desk.path("out/.catching/journal").exists(), "runs that are done are kept while charts are drawn");
    let mut after = desk.files("out");
    after.retain(|name, _| before.contains_key(name) && name != "datapackage.json");
    assert!(before.iter().all(|(name, bytes)| name == "datapackage.json" || after[name] == *bytes));
    // A third one takes the place of both.
    desk.ok(&["run", "b.toml", "-o", "out", "--no-charts", "-q", "--force"]);
    desk.ok(&["run", "b.toml", "-o", "alone", "--no-charts", "-q"]);
    let mut found = content(&desk, "out");
    found.retain(|name, _| !name.starts_with("figures/"));
    assert!(found == content(&desk, "alone"));
}

#[test]
fn a_users_own_files_are_never_replaced_even_by_force() {
    let desk = Desk::new();
    desk.write("scenario.toml", format!("# mine\n{SMALL}"));
    let before = desk.files("");
    let (_, err) = desk.ends(2, &["run", "scenario.toml", "-o", ".", "--force"]);
    assert!(err.contains("`scenario.toml`") && err.contains("not known to be a result"), "{err}");
    assert!(desk.files("") == before);
    for name in ["runs.csv", "figures/reach.svg", "manifest.json", "report.html", "comparison.csv", "hypotheses.csv"] {
        let desk = desk_with(name);
        for arguments in [
            &["run", "small.toml", "-o", "out", "--force"][..],
            &["run", "small.toml", "-o", "out"],
            &["sweep", "small.toml", "--vary", "ties.closeness=0,1", "-o", "out", "--force"],
            &["compare", "small.toml", "--b", "ties.closeness=0.5", "-o", "out", "--force"],
        ] {
            let (_, err) = desk.ends(2, arguments);
            assert!(err.contains(name) && err.contains("move it elsewhere"), "{arguments:?}\n{err}");
            assert_eq!(desk.read(&format!("out/{name}")), "mine");
        }
    }
}

fn desk_with(name: &str) -> Desk {
    let desk = Desk::with_small();
    desk.write(&format!("out/{name}"), "mine");
    desk
}

#[test]
fn a_scenario_that_was_changed_in_its_result_folder_is_kept() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "out", "-q", "--no-charts"]);
    let mine = format!("# mine\n{}", desk.read("out/scenario.toml"));
    desk.write("out/scenario.toml", &mine);
    desk.write("out/figures/mine.svg", "<svg/>");
    let (_, err) = desk.ends(2, &["run", "out/scenario.toml", "-o", "out", "--force", "--seed", "3"]);
    assert!(err.contains("`scenario.toml` that would be replaced"), "{err}");
    assert_eq!(desk.read("out/scenario.toml"), mine);
    std::fs::remove_file(desk.path("out/scenario.toml")).unwrap();
    desk.ok(&["run", "small.toml", "-o", "out", "-q", "--no-charts", "--force", "--seed", "3"]);
    assert_eq!(desk.read("out/figures/mine.svg"), "<svg/>");
}

#[test]
fn a_replay_does_not_replace_what_is_not_a_replay() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "r", "-q", "--no-charts"]);
    desk.write("here/events.csv", "mine\n");
    let (_, err) = desk.ends(2, &["replay", "r", "--run", "1", "-o", "here", "--force"]);
    assert!(err.contains("holds a file `events.csv`"), "{err}");
    assert_eq!(desk.read("here/events.csv"), "mine\n");
    for run in ["1", "2"] {
        desk.ok(&["replay", "r", "--run", run, "-o", "again", "-q", "--force"]);
    }
}

/// Wherever the writing of a replay, or of a comparison of two folders, was cut short, the same command goes on.
#[test]
fn what_was_cut_short_is_completed_by_the_same_command() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "r", "-q", "--no-charts"]);
    desk.ok(&["run", "small.toml", "-o", "s", "-q", "--no-charts", "--set", "ties.closeness=0.5"]);
    let commands = [
        (
            &["replay", "r", "--run", "1", "-o", "out", "-q"][..],
            &["runs.csv", "series.csv", "events.csv", "agents.csv"][..],
        ),
        (&["compare", "r", "s", "-o", "out", "-q", "--no-charts"], &["comparison.json", "comparison.csv"]),
    ];
    for (command, order) in commands {
        desk.ok(command);
        let whole = desk.files("out");
        for there in 0..=order.len() {
            let cut = whole.keys().filter(|name| !order[..there].contains(&name.as_str()));
            cut.for_each(|name| std::fs::remove_file(desk.path(&format!("out/{name}"))).unwrap());
            desk.ok(command);
            assert!(desk.files("out") == whole, "{command:?} after {:?}", &order[..there]);
        }
        std::fs::remove_dir_all(desk.path("out")).unwrap();
    }
    // Another comparison is left alone.
    desk.ok(&["compare", "r", "s", "-o", "out", "-q", "--no-charts"]);
    let (_, err) = desk.ends(2, &["compare", "s", "r", "-o", "out", "-q", "--no-charts"]);
    assert!(err.contains("holds another comparison") && err.contains("--force"), "{err}");
}

#[test]
fn odd_names_stay_inside_output() {
    let desk = Desk::new();
    for (file, folder) in
        [("...toml", "scenario"), (".toml", "scenario"), ("con.toml", "scenario-con"), ("a b.toml", "a b")]
    {
        desk.write(file, SMALL);
        let before = desk.files("");
        desk.ok(&["run", file, "-q", "--no-charts"]);
        assert!(desk.path(&format!("output/{folder}/runs.csv")).is_file(), "{file}");
        std::fs::remove_dir_all(desk.path("output")).unwrap();
        assert!(desk.files("") == before, "{file} wrote elsewhere");
    }
    for name in ["", ".", "..", "...", "a/", "x\u{1b}[31m", " .toml"] {
        let (_, err) = desk.ends(2, &["new", name]);
        assert!(err.contains("is not a name for a file") || err.contains("value is required"), "{name:?} {err}");
    }
}

#[test]
fn where_results_cannot_be_is_said_for_every_kind_of_place() {
    let desk = Desk::with_small();
    desk.write("file", "");
    for place in ["file", "file/deeper", "/dev/null", "/proc/nothing"] {
        let program = start(&desk, &["run", "small.toml", "-o", place]);
        let (code, said) = end(program);
        assert!(
            (1..=2).contains(&code) && said.contains(&format!("cannot write results into `{place}`")),
            "{code} {said}"
        );
    }
    assert!(Path::new("/dev/null").exists());
}
