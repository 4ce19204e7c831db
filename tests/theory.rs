//! `--theory`: the curve beside the runs, where there is one, and the reasons where there is none.

use crate::common::Desk;
use catching::output::chart::input::Results;
use catching::output::folder::Folder;
use catching::theory::course::sisa as sisa_course;
use catching::theory::epidemic::sisa_level;

/// Everyone sees everyone; a = 0.1 /s, βk = 1 /s, g = 0.5 /s.
const SISA: &str = r#"
title = "Contentment that spreads"
question = "Does it settle where theory says?"
duration = "20 s"
dt = "0.02 s"
sample_every = "0.5 s"
replicates = 8
null_run = false
[network]
generator = "complete"
n = 401
[expressions.smile]
preset = "bare"
spontaneous_rate = "0.1 /s"
imitation_rate = "0.0025 /s"
duration = { distribution = "exponential", mean = "2 s" }
"#;

fn desk(scenario: &str) -> Desk {
    let desk = Desk::new();
    desk.write("s.toml", scenario);
    desk
}

/// Column `name` of a chart's numbers.
fn column(desk: &Desk, chart: &str, name: &str) -> Vec<f64> {
    let text = desk.read(&format!("output/s/figures/{chart}.csv"));
    let mut rows = text.lines();
    let place = rows.next().unwrap().split(',').position(|c| c == name).unwrap_or_else(|| panic!("no {name}"));
    rows.filter_map(|row| row.split(',').nth(place).unwrap().parse().ok()).collect()
}

fn results(desk: &Desk) -> Results {
    Folder::open(desk.path("output/s")).unwrap().results().unwrap()
}

#[test]
fn the_overlay_is_the_closed_form_of_sisa_and_the_runs_agree_with_it() {
    let desk = desk(SISA);
    let (_, said) = desk.ok(&["run", "s.toml", "--theory", "--format", "svg", "-j", "1"]);
    assert!(said.contains("SISa") && said.contains("R₀ = 2") && said.contains("levels off at 57 %"), "{said}");
    let results = results(&desk);
    let (times, overlay) = (column(&desk, "prevalence", "time_s"), column(&desk, "prevalence", "theory"));
    assert_eq!(times.len(), overlay.len());
    // Where a point is one sample, it is the closed form at that time.
    let exact = |t: f64| sisa_course(0.1, 1.0, 0.5, 0.0, t);
    if times.len() == results.series.times.len() {
        times.iter().zip(&overlay).for_each(|(t, y)| assert!((y - exact(*t)).abs() < 1e-6, "{t}: {y}"));
    }
    assert!((overlay.last().unwrap() - sisa_level(0.1, 1.0, 0.5)).abs() < 1e-4);
    // The mean of the runs at the end, four standard errors wide: 401 people, eight runs, forty nearly independent halves.
    let curves = results.curves(0, "smile_prevalence");
    let late: Vec<f64> =
        curves.iter().map(|c| c[20..].iter().map(|&v| f64::from(v)).sum::<f64>() / (c.len() - 20) as f64).collect();
    let mean = late.iter().sum::<f64>() / late.len() as f64;
    let sd = (late.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (late.len() - 1) as f64).sqrt();
    let level = sisa_level(0.1, 1.0, 0.5);
    assert!((mean - level).abs() < 4.0 * sd / (late.len() as f64).sqrt() + 1.0 / 401.0, "{mean} ± {sd}, {level}");
    let svg = desk.read("output/s/figures/prevalence.svg");
    assert!(svg.contains("theory: SISa") && svg.contains("stroke-dasharray=\"1.5 3.5\""));
}

#[test]
fn each_reason_against_a_curve_is_said_in_words() {
    let quick = SISA.replace("n = 401", "n = 60").replace("duration = \"20 s\"", "duration = \"2 s\"");
    let desk = desk(&quick.replace("replicates = 8", "replicates = 2"));
    let cases: [(&[&str], &str); 6] = [
        (&["expressions.smile.habituation_rate='0.1 /s'"], "habituation is on"),
        (&["expressions.smile.memory_kernel='box'", "expressions.smile.memory='1 s'"], "the memory is a box"),
        (
            &["expressions.smile.closeness_gain=5", "ties.rules=[{ between = 'all', closeness = 0.5 }]"],
            "some closeness differs",
        ),
        (&["expressions.smile.imitation_rate='always'"], "imitation is certain"),
        (&["network.generator='groups'", "network.size=4", "network.count=15"], "falls apart"),
        (&["network.n=5"], "only 5 people"),
    ];
    for (changes, reason) in cases {
        let sets: Vec<&str> = changes.iter().flat_map(|c| ["--set", c]).collect();
        let mut arguments = vec!["run", "s.toml", "--theory", "--force", "--format", "svg", "-j", "1"];
        // `groups` has no number of people of its own.
        let scenario = if reason == "falls apart" { quick.replace("n = 60\n", "") } else { quick.clone() };
        desk.write("s.toml", scenario.replace("replicates = 8", "replicates = 2"));
        arguments.extend(sets);
        let (_, said) = desk.ok(&arguments);
        assert!(said.contains("no theory is drawn") && said.contains(reason), "{changes:?}: {said}");
        let caption = desk.read("output/s/figures/prevalence.caption.md");
        assert!(caption.contains(reason), "{caption}");
        assert!(column(&desk, "prevalence", "theory").is_empty());
    }
}

#[test]
fn a_clustered_network_gets_its_curve_with_a_warning_also_without_simulating() {
    let quick = SISA.replace("duration = \"20 s\"", "duration = \"4 s\"").replace("replicates = 8", "replicates = 2");
    let desk = desk(&quick.replace("\"complete\"", "\"watts_strogatz\"\nk = 8\np = 0.05"));
    desk.ok(&["run", "s.toml", "--no-charts", "-j", "1"]);
    let (_, said) = desk.ok(&["plot", "output/s", "--theory", "--chart", "prevalence", "--format", "svg"]);
    let near = ["clustering 0.", "mean field overestimates", "each sees 8.0 others"];
    assert!(near.iter().all(|text| said.contains(text)), "{said}");
    assert!(!column(&desk, "prevalence", "theory").is_empty());
    let (_, said) = desk.ok(&["plot", "output/s", "--chart", "prevalence", "--format", "svg"]);
    assert!(!said.contains("theory") && !desk.read("output/s/figures/prevalence.csv").contains("theory"));
}

#[test]
fn the_yawn_ladder_is_drawn_beside_the_chance_of_one_answer() {
    let desk = Desk::new();
    desk.ok(&["run", "yawn-ladder", "--theory", "--replicates", "3", "--format", "svg", "-o", "output/s", "-j", "1"]);
    let theory = column(&desk, "response-curve", "theory");
    let ends: Vec<f64> = theory.chunks(theory.len() / 4).map(|arm| *arm.last().unwrap()).collect();
    for (end, expected) in ends.iter().zip([0.045, 0.163, 0.258, 0.334]) {
        assert!((end - expected).abs() < 1e-3, "{ends:?}");
    }
}

#[test]
fn the_documentation_names_every_condition() {
    let docs = include_str!("../docs/theory.md");
    for condition in catching::output::expected::conditions::CONDITIONS {
        assert!(docs.contains(&format!("| {} |", condition.name)), "{} is not in docs/theory.md", condition.name);
        assert!(docs.contains(condition.holds), "{}: {}", condition.name, condition.holds);
    }
}

#[test]
fn a_sweep_has_its_theory_at_every_point() {
    let quick = SISA.replace("duration = \"20 s\"", "duration = \"12 s\"").replace("n = 401", "n = 101");
    let desk = desk(&quick.replace("replicates = 8", "replicates = 2"));
    let vary = "expressions.smile.imitation_rate=0.002,0.005,0.02";
    let (_, said) = desk.ok(&[
        "sweep",
        "s.toml",
        "--vary",
        vary,
        "--set",
        "outcomes=['smile_prevalence_late']",
        "--theory",
        "--format",
        "svg",
        "-j",
        "1",
        "-o",
        "output/s",
    ]);
    assert!(said.contains("SISa"), "{said}");
    let (theory, mean) = (column(&desk, "sweep-line", "theory"), column(&desk, "sweep-line", "mean"));
    let exact = [0.2, 0.5, 2.0].map(|pressure| sisa_level(0.1, pressure, 0.5));
    for ((theory, exact), mean) in theory.iter().zip(exact).zip(mean) {
        assert!((theory - exact).abs() < 0.02 && (mean - exact).abs() < 0.1, "{theory} {exact} {mean}");
    }
}
