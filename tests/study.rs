//! The library's door: what a study holds in memory is what the command line writes into a folder.

use crate::common::Desk;
use catching::output::folder::Folder;
use catching::scenario::LIBRARY;
use catching::study::{Design, Files, Progress, Study, StudyError};
use std::ops::ControlFlow;

/// A study of a shipped scenario and the folder of the same runs.
fn both(desk: &Desk, name: &str) -> (catching::study::Results, Folder) {
    desk.ok(&["run", name, "--replicates", "2", "-q", "-o", name]);
    let study = Study::shipped(name).unwrap().set("replicates", 2).unwrap();
    (study.run(&mut ()).unwrap(), Folder::open(desk.path(name)).unwrap())
}

#[test]
fn results_in_memory_are_those_of_the_folder() {
    let desk = Desk::new();
    for shipped in LIBRARY {
        let (study, folder) = both(&desk, shipped.name);
        let (ours, theirs) = (study.data(), folder.results().unwrap());
        assert_eq!(ours.points, theirs.points, "{}", shipped.name);
        assert_eq!(ours.outcomes, theirs.outcomes);
        for point in &ours.points {
            let of = |results: &catching::results::Results| results.runs.with_outcomes(point.index).collect::<Vec<_>>();
            assert_eq!(format!("{:?}", of(ours)), format!("{:?}", of(&theirs)), "{}", shipped.name);
        }
        assert_eq!(format!("{:?}", ours.series), format!("{:?}", theirs.series), "{}", shipped.name);
        assert_eq!(format!("{:?}", ours.events), format!("{:?}", theirs.events), "{}", shipped.name);
        assert_eq!((&ours.people, &ours.moods, &ours.ties), (&theirs.people, &theirs.moods, &theirs.ties));
        assert_eq!((&ours.sight, &ours.gains), (&theirs.sight, &theirs.gains), "{}", shipped.name);
        assert_eq!(format!("{:?}", ours.facts), format!("{:?}", theirs.facts), "{}", shipped.name);
        assert_eq!(study.summary_csv(), desk.read(&format!("{}/summary.csv", shipped.name)), "{}", shipped.name);
    }
}

#[test]
fn figures_and_report_are_those_of_the_folder() {
    let desk = Desk::new();
    for name in ["lecture-hall-yawn", "yawn-ladder", "office-gloom"] {
        let (study, _) = both(&desk, name);
        let files = desk.files(&format!("{name}/figures"));
        let drawn = files.keys().filter_map(|file| file.strip_suffix(".svg"));
        for figure in drawn {
            let ours = study.figure(figure).unwrap();
            assert!(study.figures().contains(&figure), "{figure}");
            for (ending, text) in
                [("svg", &ours.svg), ("csv", &ours.csv), ("alt.txt", &ours.alt), ("caption.md", &ours.caption)]
            {
                let theirs = String::from_utf8(files[&format!("{figure}.{ending}")].clone()).unwrap();
                assert!(*text == theirs, "{name}: {figure}.{ending}");
            }
        }
        let page = study.report().unwrap();
        // Its scripts ask whether something is a number; nothing else says that it is none.
        let (head, rest) = page.split_once("<script>").unwrap();
        let tail = rest.rsplit_once("</script>").unwrap().1;
        assert!(page.contains("<h2 id=\"numbers\">") && !head.contains("NaN") && !tail.contains("NaN"), "{name}");
        assert!(head.contains("id=\"played-data\""), "{name}: a run to look at");
    }
}

#[test]
fn a_sweep_in_memory_is_that_of_the_folder() {
    let desk = Desk::with_small();
    desk.ok(&["sweep", "small.toml", "--vary", "ties.closeness=0,0.4,0.8", "--replicates", "3", "-q", "-o", "s"]);
    let text = desk.read("small.toml");
    let study = Study::read("small.toml", &text, &Files::none()).unwrap().set("replicates", 3).unwrap();
    let results = study.sweep(&Design::vary(["ties.closeness=0,0.4,0.8"])).unwrap().run(&mut ()).unwrap();
    assert_eq!(results.summary_csv(), desk.read("s/summary.csv"));
    assert!(results.figure("sweep-line").unwrap().csv.contains("0.4"));
}

#[test]
fn threads_change_nothing() {
    let of = |threads: usize| {
        let study = Study::shipped("karate-club-laughter").unwrap().set("replicates", 4).unwrap();
        let results = study.threads(threads.try_into().unwrap()).run(&mut ()).unwrap();
        (results.summary_csv(), results.report().unwrap())
    };
    assert!(of(1) == of(3));
}

#[test]
fn runs_are_added_until_an_interval_is_narrow() {
    let desk = Desk::with_small();
    let until = ["--vary", "network.n=4,8", "--until-ci", "yawn_reach=0.2", "--replicates", "4"];
    let (_, err) = desk.ok(&[&["sweep", "small.toml", "-q", "-o", "u"][..], &until].concat());
    assert!(err.is_empty(), "{err}");
    let study = Study::read("small.toml", &desk.read("small.toml"), &Files::none()).unwrap();
    let until: toml::Table = "yawn_reach = 0.2".parse().unwrap();
    let design = Design::vary(["network.n=4,8"]);
    let study = study.set("replicates", 4).unwrap().sweep(&design).unwrap().set("sweep.until_ci", until).unwrap();
    assert_eq!(study.run(&mut ()).unwrap().summary_csv(), desk.read("u/summary.csv"));
}

#[test]
fn two_versions_share_their_draws() {
    let version = |arm: &str| Study::shipped(&format!("yawn-ladder:{arm}")).unwrap().set("replicates", 12).unwrap();
    let results = version("strangers").compare(&version("family")).unwrap().run(&mut ()).unwrap();
    let found = results.difference("strangers", "family", "yawn_reach").unwrap();
    assert_eq!((found.n, found.finding().name()), (12, "B above A"));
    assert!(results.difference("strangers", "cousins", "yawn_reach").is_none());
    assert!(results.difference("strangers", "family", "yawn").is_none());
}

#[test]
fn an_observer_is_told_and_may_stop() {
    let study = Study::shipped("comedy-club").unwrap().set("replicates", 2).unwrap();
    let mut seen = Vec::new();
    let mut watch = |progress: &Progress<'_>| {
        seen.push((progress.done, progress.planned));
        if progress.done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    assert!(matches!(study.run(&mut watch), Err(StudyError::Stopped(2))));
    assert_eq!(seen.len(), 2);
    assert!(seen[0].1 >= 4 && seen[0].0 == 1);
}

#[test]
fn mistakes_are_errors_that_say_where_and_what() {
    let said = |study: Result<Study, StudyError>| study.expect_err("a mistake").to_string();
    let shipped = || Study::shipped("lecture-hall-yawn").unwrap();
    assert!(said(Study::shipped("lecture-hall-yaw")).contains("lecture-hall-yawn"));
    assert!(said(Study::shipped("yawn-ladder:cousins")).contains("family"));
    assert!(said(shipped().set("ties.closenes", 0.5)).contains("`closeness`"));
    assert!(said(shipped().set("ties.closeness", 7)).contains("between 0 and 1"));
    assert!(said(Study::shipped("karate-club-laughter").unwrap().sweep(&Design::default())).contains("nothing varies"));
    assert!(said(Study::read("x.toml", "[network]\nfile = \"no.csv\"\n", &Files::none())).contains("no.csv"));
    let vast = shipped()
        .sweep(&Design::vary(["ties.closeness=0..0.9/1000000"]))
        .and_then(|study| study.run(&mut ()).map(|_| study));
    assert!(said(vast).contains("at most 100000 points"));
    let unsound = |study: Study, vary: &str| {
        let study = study.sweep(&Design::vary([vary])).unwrap();
        study.run(&mut ()).expect_err("it is refused before any run").to_string()
    };
    let two = "duration = \"1 min\"\n[network]\ngenerator = \"complete\"\nn = 4\n[expressions.yawn]\n[[arms]]\nname = \"a\"\nset = { \"ties.closeness\" = 0.5 }\n\
               [[arms]]\nname = \"b\"\nset = { \"network.n\" = 5 }\n";
    let two = Study::read("x.toml", two, &Files::none()).unwrap();
    assert!(unsound(two, "ties.closeness=0,1").contains("the arm `a` sets it to one value"));
    assert!(unsound(shipped(), "duration=1 min,60 s").contains("the same point twice"));
    let results = Study::shipped("yawn-ladder").unwrap().set("replicates", 1).unwrap().run(&mut ()).unwrap();
    assert!(results.figure("reech").unwrap_err().to_string().contains("`reach`"));
    assert!(results.figure("sweep-line").unwrap_err().to_string().contains("needs"));
}
