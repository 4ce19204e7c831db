//! What is rounded, scaled or has no effect is said before anything is run.

use crate::common::Desk;

const ROOM: &str = "duration = \"10 s\"\nreplicates = 2\n[network]\ngenerator = \"complete\"\nn = 100\n";

#[track_caller]
fn says(text: &str, words: &[&str]) {
    let desk = Desk::new();
    desk.write("s.toml", text);
    let (_, checked) = desk.ok(&["check", "s.toml"]);
    let (_, ran) = desk.ok(&["run", "s.toml", "-o", "out", "--no-charts"]);
    for said in [&checked, &ran] {
        assert!(words.iter().all(|word| said.contains(word)), "{words:?} in\n{said}");
        assert!(!words.is_empty() || !said.contains("rounded"), "{said}");
    }
}

#[test]
fn a_share_that_is_nobody_is_said() {
    let hum = "[expressions.hum]\nimitation_rate = \"0.1 /s\"\nduration = \"4 s\"\n";
    says(&format!("{ROOM}{hum}initial = 0.004\n"), &["s.toml:9:11", "0.004 of 100 people is 0.4 people", "nobody"]);
    says(&format!("{ROOM}{hum}initial = 0.04\n"), &[]);
    says(&format!("{ROOM}{hum}[[groups]]\nname = \"few\"\nshare = 0.001\n"), &["group few", "0.1 people", "nobody"]);
    says(&format!("{ROOM}{hum}[[groups]]\nname = \"some\"\nshare = 0.014\n"), &["1.4 people, which is rounded to 1"]);
    says(
        &format!("{ROOM}{hum}[[events]]\nat = \"1 s\"\nexpress = \"hum\"\nwho = 0.003\n"),
        &["events.0.who", "nobody"],
    );
    let arms = "[[arms]]\nname = \"a\"\nset = { \"expressions.hum.initial\" = 0.001 }\n";
    says(&format!("{ROOM}{hum}{arms}"), &["0.1 people", "nobody"]);
}

#[test]
fn a_box_memory_of_broken_ticks_is_said() {
    let hum = "[expressions.hum]\nimitation_rate = \"0.1 /s\"\nduration = \"4 s\"\nmemory = \"0.25 s\"\nmemory_kernel = \"box\"\n";
    says(&format!("dt = \"0.1 s\"\ncoarse_tick = true\n{ROOM}{hum}"), &["a box of 0.25 s is rounded to 0.3 s"]);
    says(&format!("dt = \"0.05 s\"\ncoarse_tick = true\n{ROOM}{hum}"), &[]);
}

#[test]
fn closeness_that_does_nothing_and_weights_that_are_scaled_are_said() {
    let desk = Desk::new();
    desk.write("w.csv", "from,to,weight\na,b,0.8\nb,c,0.2\nc,a,0.4\n");
    let text = "duration = \"10 s\"\nreplicates = 2\n[network]\nfile = \"w.csv\"\n[ties]\ncloseness = \"weight\"\n";
    let clap = "[expressions.clap]\nimitation_rate = \"0.1 /s\"\nduration = \"4 s\"\ninitial = { count = 1 }\n";
    desk.write("s.toml", format!("{text}{clap}"));
    let (_, said) = desk.ok(&["check", "s.toml"]);
    assert!(said.contains("closeness makes no difference to `clap`"), "{said}");
    assert!(said.contains("0.8 becomes 1") && said.contains("the smallest, 0.2, becomes 0.25"), "{said}");
    desk.write("s.toml", format!("{text}{clap}closeness_gain = 4\n"));
    let (_, said) = desk.ok(&["check", "s.toml"]);
    assert!(!said.contains("no difference"), "{said}");
}

#[test]
fn shipped_scenarios_need_no_such_remark() {
    let desk = Desk::new();
    for shipped in catching::scenario::LIBRARY {
        let (_, said) = desk.ok(&["check", shipped.name]);
        for word in ["rounded", "no difference", "missing value", "runs end at"] {
            assert!(!said.contains(word), "{}: {said}", shipped.name);
        }
    }
}

#[test]
fn contacts_are_counted_once() {
    let desk = Desk::new();
    desk.write("c.csv", "time,from,to\n1,a,b\n2,b,c\n3,a,c\n4,a,b\n");
    let (out, _) = desk.ok(&["network", "c.csv"]);
    assert!(out.contains("4 recorded moments, each way"), "{out}");
}

#[test]
fn a_dry_run_of_a_part_is_about_the_part() {
    let desk = Desk::with_small();
    let sweep = ["sweep", "small.toml", "--vary", "ties.closeness=0..0.9/10", "--replicates", "10", "-n", "--json"];
    let told = |more: &[&str]| -> serde_json::Value {
        serde_json::from_str(&desk.ok(&[&sweep[..], more].concat()).0).unwrap()
    };
    let (all, part) = (told(&[]), told(&["--shard", "1/100"]));
    assert_eq!((all["runs"].as_u64(), part["runs"].as_u64()), (Some(200), Some(2)));
    assert_eq!(part["shard"], "1/100");
    let (out, _) = desk.ok(&[&sweep[..7], &["--shard", "3/100"]].concat());
    assert!(out.contains("part 3/100: 2 of 200 runs"), "{out}");
}

#[test]
fn a_dry_run_is_near_what_comes() {
    let desk = Desk::with_small();
    let run = ["run", "small.toml", "--replicates", "300"];
    let told: serde_json::Value = serde_json::from_str(&desk.ok(&[&run[..], &["-n", "--json"]].concat()).0).unwrap();
    desk.ok(&[&run[..], &["-o", "out", "-q", "--no-charts"]].concat());
    let real: usize = desk.tables("out").values().map(Vec::len).sum();
    let forecast = told["disk_bytes"].as_f64().unwrap() - 2e6; // charts
    assert!((0.7..1.4).contains(&(forecast / real as f64)), "{forecast} against {real}");
}
