//! Numbers that are allowed keep every table finite, however extreme they are; others are refused with their range.

use crate::common::Desk;
use catching::chance::Chance;
use catching::experiment::{Plan, RunError, simulate};
use catching::model::Detail;
use catching::output::tables::{Layout, Table};
use catching::quantity::Range;
use catching::scenario::keys::{Key, Kind, SCENARIO};
use catching::scenario::{self, Diagnostics, Scenario};

/// A scenario with everything in it, soon over.
const ALL: &str = r#"
duration = "10 s"
dt = "0.25 s"
coarse_tick = true
replicates = 1
[network]
generator = "complete"
n = 5
[ties]
closeness = 0.5
[[ties.rules]]
between = "all"
share = 0.5
closeness = 0.8
[[groups]]
name = "some"
count = 2
loneliness = 0.5
deliberate = { expression = "laugh", rate = "1 /min" }
[expressions.laugh]
preset = "bare"
imitation_rate = "1 /s"
spontaneous_rate = "1 /min"
company_factor = 2
closeness_gain = 3
attention = 2
memory = "1 s"
latency = "0.2 s"
duration = "2 s"
refractory = "1 s"
habituation_rate = "0.1 /s"
habituation_recovery = "1 min"
mood_to_spontaneous = 0.5
mood_to_mimicry = 0.5
loneliness_gate = 0.5
feedback = 0.2
witness_effect = 0.1
initial = { count = 1 }
bonding = true
[expressions.smile]
triggered_by = { laugh = 0.5 }
excludes = ["laugh"]
[mood]
noise = 0.01
averaging = "0.1 /h"
[attachment]
[loneliness]
[comfort]
expression = "laugh"
[place]
fading = "1 min"
perceived = { laugh = 0.1 }
[encounters]
length = "5 s"
[[events]]
at = "1 s"
mood = 1.0
for = "2 s"
[[events]]
at = "2 s"
spontaneous_factor = 3.0
for = "3 s"
"#;

/// Keys that say how long or how often, or what is not simulated.
const LEFT_OUT: [&str; 9] =
    ["duration", "dt", "sample_every", "replicates", "network", "sweep", "arms", "hypotheses", "marks"];

fn paths(keys: &'static [Key], prefix: &str, found: &mut Vec<(String, Kind)>) {
    for key in keys.iter().filter(|key| !prefix.is_empty() || !LEFT_OUT.contains(&key.name)) {
        let path = if prefix.is_empty() { key.name.to_owned() } else { format!("{prefix}.{}", key.name) };
        match key.kind {
            Kind::Table(inner) => paths(inner, &path, found),
            Kind::Named(inner) => {
                ["laugh", "smile"].iter().for_each(|name| paths(inner, &format!("{path}.{name}"), found))
            }
            Kind::Tables(inner) | Kind::OneOrMore(inner) => {
                (0..2).for_each(|place| paths(inner, &format!("{path}.{place}"), found));
            }
            kind => found.push((path, kind)),
        }
    }
}

/// The ends of what a key takes.
fn extremes(kind: Kind) -> Vec<String> {
    let ends = |range: Range, unit: &str| -> Vec<String> {
        let finite = |end: f64| end.is_finite();
        let told = |end: f64| if unit.is_empty() { format!("{end:e}") } else { format!("\"{end:e} {unit}\"") };
        [range.low, range.high].into_iter().filter(|end| finite(*end)).map(told).collect()
    };
    let draws = |range: Range, unit: &str| {
        let most = if range.high.is_finite() { range.high } else { 1e9 };
        let mean = if unit.is_empty() { format!("{most:e}") } else { format!("\"{most:e} {unit}\"") };
        let drawn = [
            format!("{{ distribution = \"lognormal\", mean = {mean}, cv = 1000 }}"),
            format!("{{ distribution = \"gamma\", mean = {mean}, shape = 0.01 }}"),
            format!("{{ distribution = \"weibull\", mean = {mean}, shape = 0.01 }}"),
            format!("{{ distribution = \"normal\", mean = {mean}, sd = {mean} }}"),
            "{ distribution = \"beta\", alpha = 0.01, beta = 0.01 }".to_owned(),
            "{ distribution = \"beta\", alpha = 1e6, beta = 0.01 }".to_owned(),
        ];
        [ends(range, unit), drawn.to_vec()].concat()
    };
    match kind {
        Kind::Number(range) => ends(range, ""),
        Kind::Duration(range) => ends(range, "s"),
        Kind::Rate => vec!["\"0 /s\"".into(), "\"1e9 /s\"".into(), "\"1e-300 /s\"".into()],
        Kind::Imitation => vec!["\"always\"".into(), "\"1e9 /s\"".into(), "\"1e-300 /s\"".into()],
        Kind::Attention => vec!["1e-9".into(), "1e300".into(), "\"all\"".into()],
        Kind::Draw(range) => draws(range, ""),
        Kind::Times(range) => draws(range, "s"),
        Kind::Closeness => draws(Range::SHARE, ""),
        Kind::Weights(range) => {
            let least = if range.low < 0.0 { vec!["{ laugh = -1e9 }".into()] } else { Vec::new() };
            [vec!["{ laugh = 1e9 }".into(), "{ laugh = 1e-9 }".into()], least].concat()
        }
        Kind::Choice(words) => words.iter().map(|word| format!("\"{word}\"")).collect(),
        Kind::Flag => vec!["true".into(), "false".into()],
        Kind::Response => [
            "\"linear\"",
            "{ kind = \"quadratic\", kappa2 = 1e9 }",
            "{ kind = \"pairs\", kappa2 = 1e9 }",
            "{ kind = \"saturating\", theta = 1e-9 }",
            "{ kind = \"saturating\", theta = 1e9 }",
            "{ kind = \"hill\", theta = 1e-9, n = 50 }",
            "{ kind = \"hill\", theta = 1e9, n = 50 }",
            "{ kind = \"hill\", theta = 1e-9, n = 0.01 }",
            "{ kind = \"threshold\", theta = 1e9 }",
            "{ kind = \"threshold\", theta = 0 }",
        ]
        .map(str::to_owned)
        .to_vec(),
        Kind::Whole(low, high) => vec![format!("{low}"), format!("{}", high.min(1e6))],
        _ => Vec::new(),
    }
}

fn read(changes: &[(String, String)]) -> Result<Scenario, Diagnostics> {
    scenario::read("all.toml", ALL, changes, &|_| Err(std::io::Error::other("none")))
}

/// Plays a scenario; the first field of any table that is not finite, with its table.
fn infinite(changes: &[(String, String)]) -> Option<String> {
    let scenario = read(changes).ok()?;
    let plan = Plan::new(&scenario, |more| read(&[changes, more].concat())).ok()?;
    let layout = Layout::new(&plan.points, scenario.time_unit);
    for point in &plan.points {
        let run = plan.run(point.index, 0);
        let network = plan.draw_network(&run).ok()?;
        let recording = match simulate(point, &network, run.seed, Detail::ALL) {
            Ok(recording) => recording,
            Err(RunError::Panic(why)) => panic!("{changes:?}: {why}"),
            Err(_) => continue,
        };
        let rows = layout.rows(&run, point, &network, &recording);
        for table in Table::PER_RUN {
            let text = String::from_utf8(rows.of(table).to_vec()).unwrap();
            let odd = |field: &str| field.parse::<f64>().is_ok_and(|number| !number.is_finite());
            if let Some(line) = text.lines().find(|line| line.split(',').any(odd)) {
                return Some(format!("{}: {line}", table.file()));
            }
        }
    }
    None
}

#[test]
fn no_allowed_number_makes_a_table_infinite() {
    let mut keys = Vec::new();
    paths(SCENARIO, "", &mut keys);
    assert!(read(&[]).is_ok(), "{:?}", read(&[]).err().map(|e| e.lines()));
    let change = |path: &String, value: String| (path.clone(), value);
    let changes: Vec<(String, String)> = keys
        .iter()
        .flat_map(|(path, kind)| extremes(*kind).into_iter().map(move |value| change(path, value)))
        .collect();
    assert!(changes.len() > 300, "{}", changes.len());
    for change in &changes {
        let found = infinite(std::slice::from_ref(change));
        assert!(found.is_none(), "{change:?}: {found:?}");
    }
    // Several at a time: what is small alone may be large together.
    let dice = Chance::new(7);
    for trial in 0..150 {
        let several: Vec<(String, String)> = (0..6)
            .map(|place| changes[(dice.replicate_seed(trial * 6 + place) % changes.len() as u64) as usize].clone())
            .collect();
        let found = infinite(&several);
        assert!(found.is_none(), "{several:?}: {found:?}");
    }
}

#[test]
fn what_is_beyond_is_refused_with_its_range() {
    for (key, value, said) in [
        ("expressions.laugh.feedback", "1e300", "`feedback` cannot be 1e300: it must be between -1e9 and 1e9"),
        ("expressions.laugh.witness_effect", "-1e10", "must be between -1e9 and 1e9"),
        ("people.susceptibility", "1e12", "0 or more, at most 1e9"),
        (
            "people.susceptibility",
            "{ distribution = \"lognormal\", mean = 1, cv = 1e200 }",
            "`susceptibility.cv` cannot be 1e200: it must be between 0 and 1000",
        ),
        ("people.susceptibility", "{ distribution = \"weibull\", mean = 1, shape = 1e-5 }", "between 0.01 and 1000000"),
        ("expressions.laugh.company_factor", "0", "`company_factor` cannot be 0: it must be greater than 0"),
        ("expressions.laugh.response", "{ kind = \"hill\", theta = 1, n = 1000 }", "between 0.01 and 50"),
        ("expressions.laugh.memory", "\"1e999 s\"", "is beyond what can be computed"),
        ("expressions.laugh.memory", "1e999", "is beyond what can be computed"),
        ("mood.noise", "1e10", "at most 1e9"),
        ("loneliness.contact_rate", "0", "`contact_rate` cannot be 0: it must be greater than 0"),
        ("expressions.smile.triggered_by", "{ laugh = 1e10 }", "between -1e9 and 1e9"),
        ("network.n", "99999999999999999999999", "`n = 1e23` cannot work"),
        ("replicates", "99999999999999999999999", "`replicates` cannot be 1e23: it must be at most 10000000"),
        ("seed", "99999999999999999999999", "`seed` cannot be 1e23: it must be at most 9223372036854775807"),
        ("groups.some.count", "99999999999999999999999", "`count` cannot be 1e23: it must be at most 4000000000"),
        ("events.0.mood", "1e10", "between -1e9 and 1e9"),
        ("mood.averaging", "\"1e9 /s\"", "times over in a tick"),
    ] {
        let lines = read(&[(key.to_owned(), value.to_owned())]).expect_err(key).lines().join("\n");
        assert!(lines.contains(said), "{key} = {value}: {lines}");
        assert!(!lines.contains("NaN") && !lines.contains("nan"), "{lines}");
    }
}

#[test]
fn a_feedback_beyond_all_bounds_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    desk.write(
        "x.toml",
        "duration = \"1 min\"\nreplicates = 2\n[network]\ngenerator = \"complete\"\nn = 4\n[expressions.laugh]\n\
         initial = { count = 1 }\nfeedback = 1e300\nwitness_effect = 1e300\n[mood]\n",
    );
    let (_, err) = desk.ends(2, &["run", "x.toml", "-o", "out"]);
    assert!(err.contains("x.toml:8:12") || err.contains("x.toml:8:"), "{err}");
    assert!(!desk.path("out").exists());
}

/// Four hundred people who show something twenty-five times a second.
const BUSY: &str = "title = \"Busy\"\nduration = \"2 min\"\ndt = \"0.01 s\"\nreplicates = 1\n[network]\n\
    generator = \"complete\"\nn = 400\n[expressions.yawn]\nspontaneous_rate = \"50 /s\"\nduration = \"0.02 s\"\n\
    refractory = \"0 s\"\n";

#[test]
fn expressions_that_are_kept_count_in_the_memory_of_a_plan() {
    let desk = Desk::new();
    desk.write("busy.toml", BUSY);
    let run = ["run", "busy.toml", "-o", "out", "--no-charts", "-j", "1"];
    let memory = |more: &[&str]| {
        let (out, _) = desk.ok(&[&run[..], &["-n", "--json"], more].concat());
        let told: serde_json::Value = serde_json::from_str(&out).unwrap();
        told["memory_bytes"].as_u64().unwrap()
    };
    // Two arms of 400 people who begin every 0.04 s: 2.4 million expressions, of which each takes some 125 bytes.
    let (all, none) = (memory(&["--events", "all"]), memory(&["--events", "none"]));
    assert!(all > 300_000_000 && none < 100_000_000, "{all} {none}");
    let (_, err) = desk.ends(2, &[&run[..], &["--memory", "200MB"]].concat());
    // And a hundred or so that are caught.
    assert!(err.contains("the 2400105 expressions that are kept would need about 40"), "{err}");
    assert!(err.contains("--events none") && !desk.path("out").exists(), "{err}");
}

/// Hardly anybody begins of their own accord, and everybody catches it from everybody, again and again.
const CATCHING: &str = "title = \"Busy\"\nduration = \"2 min\"\ndt = \"0.01 s\"\nreplicates = 1\nnull_run = false\n[network]\n\
    generator = \"complete\"\nn = 400\n[expressions.buzz]\nspontaneous_rate = \"1 /h\"\ninitial = { share = 0.5 }\n\
    imitation_rate = \"0.5 /s\"\nattention = \"all\"\nmemory = \"0 s\"\nlatency = \"0 s\"\nduration = \"0.02 s\"\n\
    refractory = \"0 s\"\n";

#[test]
fn expressions_that_are_caught_count_in_the_memory_of_a_plan() {
    let desk = Desk::new();
    desk.write("busy.toml", CATCHING);
    let run = ["run", "busy.toml", "-o", "out", "--no-charts", "-j", "1"];
    let (_, err) = desk.ends(2, &[&run[..], &["--memory", "200MB"]].concat());
    assert!(err.contains("expressions that are kept would need about") && err.contains("--events none"), "{err}");
    assert!(!desk.path("out").exists());
    // As many as there are, but for what is left out of the estimate.
    let foreseen: f64 = err.split("busy.toml: the ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    desk.ok(&[&run[..], &["--events", "none", "--set", "duration=10 s"]].concat());
    let runs = crate::common::rows(&desk.read("out/runs.csv"));
    let there = 12.0 * runs[0]["buzz_events"].parse::<f64>().unwrap();
    assert!((foreseen / there - 1.0).abs() < 0.1, "{foreseen} foreseen, {there} there");
    // What dies out needs no room.
    desk.write("dies.toml", CATCHING.replace("0.5 /s", "0.01 /s"));
    desk.ok(&["run", "dies.toml", "-o", "dies", "--no-charts", "-j", "1", "--memory", "200MB", "-q"]);
}

#[test]
fn an_exported_network_counts_and_its_text_does_not() {
    let desk = Desk::new();
    let export = ["network", "--generator", "complete", "--set", "n=2000", "--export", "c.json", "--memory"];
    let (_, err) = desk.ends(2, &[&export[..], &["50MB"]].concat());
    assert!(err.contains("`complete` with 2000 people would need about 64 MB"), "{err}");
    assert!(!desk.path("c.json").exists());
    desk.ok(&[&export[..], &["100MB"]].concat());
    assert!(desk.files("")["c.json"].len() > 50_000_000, "its text alone would be half of that");
}

#[test]
fn no_tick_is_advised_that_would_be_refused() {
    let desk = Desk::new();
    desk.write("busy.toml", BUSY);
    let (_, err) = desk.ok(&["check", "busy.toml", "--clock", "tick", "--set", "expressions.yawn.duration=\"1e-9 s\""]);
    assert!(err.contains("no tick keeps the error small: the shortest is 0.000000001 s"), "{err}");
    let (_, err) = desk.ok(&["check", "busy.toml", "--clock", "tick", "--set", "expressions.yawn.duration=\"1e-7 s\""]);
    assert!(err.contains("at most 0.00000001 s keeps the error small"), "{err}");
}
