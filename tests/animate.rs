//! Films: every run can be one, what they say is what the tables say, and they are small.

use crate::common::{Desk, SMALL, rows};
use catching::scenario::LIBRARY;

/// Frames and length \[s\] of a GIF, and its size in pixels.
fn read(bytes: &[u8]) -> (usize, f64, (u16, u16)) {
    let mut decoder = gif::DecodeOptions::new().read_info(bytes).unwrap();
    let (mut frames, mut hundredths) = (0, 0.0);
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        frames += 1;
        hundredths += f64::from(frame.delay);
    }
    (frames, hundredths / 100.0, (decoder.width(), decoder.height()))
}

#[test]
fn shipped_scenarios_are_films() {
    // Seats, groups, a network, few people and many; the others differ in nothing that a film sees.
    let played = ["lecture-hall-yawn", "comedy-club", "les-miserables-smile", "disconnected-pupil", "three-degrees"];
    for scenario in LIBRARY.iter().filter(|scenario| played.contains(&scenario.name)) {
        let desk = Desk::new();
        desk.ok(&["run", scenario.name, "--replicates", "1", "-q", "--no-charts", "-o", "out"]);
        let film = ["animate", "out", "--seconds", "2", "--format", "gif,svg"];
        if scenario.name == "three-degrees" {
            let (_, err) = desk.ends(2, &film);
            assert!(err.contains("4740 people are no film: it shows up to 3000"), "{err}");
            continue;
        }
        let (_, said) = desk.ok(&film);
        let files = desk.files("out/figures");
        let (frames, lasts, (width, height)) = read(&files["film.gif"]);
        assert!((1..=20).contains(&frames) && (lasts - 2.0).abs() < 1e-9, "{}: {frames}, {lasts} s", scenario.name);
        assert!(width % 2 == 0 && height % 2 == 0, "an MP4 has even sides");
        let still = files.get("film-still.svg").map(|still| String::from_utf8_lossy(still).into_owned());
        assert!(still.is_none_or(|still| !still.contains("NaN")), "{}", scenario.name);
        if !files.contains_key("film.svg") {
            assert!(said.contains("too many expressions for an SVG that moves"), "{}: {said}", scenario.name);
            continue;
        }
        let svg = desk.read("out/figures/film.svg");
        assert!(!svg.contains(" style=") && !svg.contains("<script") && svg.contains("prefers-reduced-motion"));
        assert!(!svg.contains("NaN"), "{}", scenario.name);
        let alt = desk.read("out/figures/film.alt.txt");
        assert!(alt.chars().count() <= 250 && svg.contains("aria-label=\"Film of"), "{}: {alt}", scenario.name);
    }
}

#[test]
fn what_a_film_counts_is_what_the_tables_have() {
    let desk = Desk::new();
    desk.ok(&["run", "lecture-hall-yawn", "--replicates", "2", "-q", "--no-charts", "-o", "out"]);
    desk.ok(&["animate", "out", "--seconds", "3", "--format", "svg", "-q"]);
    let events = rows(&desk.read("out/events.csv"));
    let count = |run: &str, cause: &str| events.iter().filter(|e| e["run_id"] == run && e["cause"] == cause).count();
    let runs = rows(&desk.read("out/runs.csv"));
    let null =
        runs.iter().find(|run| run["arm"] == "no_imitation" && run["replicate"] == "0").unwrap()["run_id"].clone();
    let caption = desk.read("out/figures/film.caption.md");
    for (run, label) in [("0", "With imitation"), (null.as_str(), "No imitation")] {
        let (caught, own) = (count(run, "imitated"), count(run, "spontaneous"));
        let all = events.iter().filter(|e| e["run_id"] == run).count();
        let said = format!("{label}: {all} yawns by ");
        assert!(
            caption.contains(&said) && caption.contains(&format!("{caught} caught, {own} of their own accord")),
            "{caption}"
        );
    }
    // What it ends with is on the last picture.
    let (caught, own) = (count("0", "imitated"), count("0", "spontaneous"));
    let svg = desk.read("out/figures/film.svg");
    assert!(svg.contains(&format!(">{caught} caught<")) && svg.contains(&format!(">{own} of their own accord")));
}

#[test]
fn a_run_that_kept_no_expressions_is_played_again() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "-o", "out"]);
    let out = desk.read("out/events.csv");
    assert!(!rows(&out).iter().any(|row| row["run_id"] == "3"), "only the first run of an arm is recorded");
    desk.ok(&["animate", "out", "--run", "3", "--seconds", "2", "--format", "gif", "-o", "film", "-q"]);
    assert!(desk.read("film/film.caption.md").contains("Run 3 of 12"));
    let first = std::fs::read(desk.path("film/film.gif")).unwrap();
    desk.ok(&["animate", "out", "--run", "3", "--seconds", "2", "--format", "gif", "-o", "film", "-q", "--force"]);
    assert!(first == std::fs::read(desk.path("film/film.gif")).unwrap(), "the same run is the same film");
}

#[test]
fn a_film_of_two_hundred_people_is_small() {
    let desk = Desk::new();
    desk.ok(&["run", "lecture-hall-yawn", "--replicates", "1", "-q", "--no-charts", "-o", "out"]);
    desk.ok(&["animate", "out", "--seconds", "20", "-q", "--format", "gif,svg"]);
    // 60 s may have 5 MB.
    let files = desk.files("out/figures");
    assert!(files["film.gif"].len() < 5_000_000 / 3, "{}", files["film.gif"].len());
    assert!(files["film.svg"].len() < 600_000, "{}", files["film.svg"].len());
}

#[test]
fn without_ffmpeg_there_is_a_film_all_the_same_and_one_that_fails_leaves_nothing() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "-o", "out"]);
    let (_, said) = desk.ok(&["animate", "out", "--seconds", "2", "-o", "film"]);
    assert!(said.contains("ffmpeg is not installed") && desk.path("film/film.gif").exists(), "{said}");
    assert!(!desk.path("film/film.mp4").exists());
    let said = desk.ends(2, &["animate", "out", "--format", "mp4", "-o", "other"]).1;
    assert!(
        said.contains("needs ffmpeg") && said.contains("--format gif,svg") && !desk.path("other").exists(),
        "{said}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        desk.write("bin/ffmpeg", "#!/bin/sh\necho 'no encoder here' >&2\nexit 1\n");
        std::fs::set_permissions(desk.path("bin/ffmpeg"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = desk.catching(&["animate", "out", "--seconds", "2", "-o", "other"]);
        let done = command.env("PATH", desk.path("bin")).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.code() == Some(1) && said.contains("no encoder here"), "{said}");
        assert!(!desk.path("other").exists());
    }
}

#[test]
fn what_cannot_be_filmed_is_refused_with_a_way_out() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "-o", "out"]);
    assert!(desk.ends(2, &["animate", "nowhere"]).1.contains("no folder"));
    std::fs::create_dir(desk.path("empty")).unwrap();
    assert!(desk.ends(2, &["animate", "empty"]).1.contains("not a result folder"));
    assert!(desk.ends(2, &["animate", "out", "--run", "99"]).1.contains("its runs are 0 to 11"));
    assert!(desk.ends(2, &["animate", "out", "--expression", "laugh"]).1.contains("there are yawn"));
    assert!(desk.ends(2, &["animate", "out", "--seconds", "1"]).1.contains("2..=120"));
    desk.write("mine/film.gif", "mine");
    let said = desk.ends(2, &["animate", "out", "-o", "mine", "--seconds", "2"]).1;
    assert!(said.contains("there already") && desk.read("mine/film.gif") == "mine", "{said}");
    desk.write("b.toml", SMALL.replace("n = 12", "n = 13"));
    desk.ok(&["run", "b.toml", "-q", "--no-charts", "-o", "b"]);
    desk.ok(&["compare", "out", "b", "-q", "-o", "both"]);
    assert!(desk.ends(2, &["animate", "both"]).1.contains("no runs of its own"));
    desk.write("crowd.toml", SMALL.replace("generator = \"complete\"\nn = 12", "generator = \"path\"\nn = 3001"));
    desk.ok(&["run", "crowd.toml", "-q", "--no-charts", "--replicates", "1", "-o", "crowd"]);
    assert!(desk.ends(2, &["animate", "crowd"]).1.contains("3001 people"));
    let changed = desk.read("out/runs.csv").replacen("0.", "1.", 1);
    desk.write("out/runs.csv", changed);
    assert!(desk.ends(4, &["animate", "out", "--seconds", "2"]).1.contains("does not give the numbers"));
    assert!(!desk.path("out/figures").exists());
}
