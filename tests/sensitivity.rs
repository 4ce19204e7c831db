//! Sensitivity indices against functions whose indices are known, and against SALib's numbers for the same values.

use crate::common::{Desk, SMALL};
use catching::chance::{Chance, Stream};
use catching::experiment::design::{self, Axis, Position, Reach, Row};
use catching::experiment::sensitivity::{Estimate, effects, indices, split, swings};
use catching::experiment::statistics::{Kind, Sample};
use rand::RngExt;
use std::f64::consts::PI;

fn axes(keys: &[&str]) -> Vec<Axis> {
    let reach = Reach::Numbers { from: 0.0, to: 1.0, steps: None, log: false, whole: false };
    keys.iter().map(|key| Axis { key: (*key).to_owned(), reach: reach.clone() }).collect()
}

fn rows(design: &str, keys: usize, samples: u32, seed: u64) -> Vec<Row> {
    let axes = axes(&["a", "b", "c", "d", "e", "f", "g", "h"][..keys]);
    design::rows(design::named(design).unwrap(), &axes, Some(samples), seed).unwrap()
}

fn units(row: &Row) -> Vec<f64> {
    let unit = |position: &Position| if let Position::Unit(unit) = position { *unit } else { panic!("{position:?}") };
    row.iter().map(unit).collect()
}

/// The value of a function at each point, the same in every replicate.
fn exact(rows: &[Row], f: impl Fn(&[f64]) -> f64) -> Vec<Vec<f64>> {
    rows.iter().map(|row| vec![f(&units(row))]).collect()
}

/// As [`exact`], with replicates that differ by what they share at all points and by what they do not.
fn noisy(rows: &[Row], replicates: u64, seed: u64, f: impl Fn(&[f64]) -> f64) -> Vec<Vec<f64>> {
    let dice = |scope, point: usize, r| normal(Chance::new(seed), scope, point as u64, r);
    let value = |(point, row): (usize, &Row)| -> Vec<f64> {
        (0..replicates).map(|r| f(&units(row)) + 3.0 * dice(0, 0, r) + 3.0 * dice(1, point, r)).collect()
    };
    rows.iter().enumerate().map(value).collect()
}

/// A standard normal number (Box and Muller) of this name.
fn normal(chance: Chance, scope: u64, who: u64, count: u64) -> f64 {
    let mut dice = chance.draws(Stream::Trait, scope, who, count);
    let (u, v): (f64, f64) = (1.0 - dice.random::<f64>(), dice.random());
    (-2.0 * u.ln()).sqrt() * (2.0 * PI * v).cos()
}

/// Ishigami and Homma (1990): 3 inputs in −π to π.
fn ishigami(x: &[f64]) -> f64 {
    let [a, b, c] = [x[0], x[1], x[2]].map(|u| PI * (2.0 * u - 1.0));
    a.sin() + 7.0 * b.sin().powi(2) + 0.1 * c.powi(4) * a.sin()
}

/// Its first-order and total indices, from the variances of its terms.
fn ishigami_indices() -> ([f64; 3], [f64; 3]) {
    let (one, two) = (0.5 * (1.0 + 0.1 * PI.powi(4) / 5.0).powi(2), 49.0 / 8.0);
    let together = 0.01 * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let all = one + two + together;
    ([one / all, two / all, 0.0], [(one + together) / all, two / all, together / all])
}

/// Saltelli and Sobol' (1995): a product, whose indices follow from those of its factors.
const G: [f64; 4] = [0.0, 1.0, 4.5, 9.0];

fn g_function(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product()
}

fn g_indices() -> (Vec<f64>, Vec<f64>) {
    let own: Vec<f64> = G.iter().map(|a| 1.0 / 3.0 / (1.0 + a).powi(2)).collect();
    let product: f64 = own.iter().map(|v| 1.0 + v).product();
    let first = own.iter().map(|v| v / (product - 1.0)).collect();
    (first, own.iter().map(|v| v * product / (1.0 + v) / (product - 1.0)).collect())
}

fn all_near(found: &[Estimate], known: &[f64], most: f64) {
    for (found, known) in found.iter().zip(known) {
        assert!((found.value - known).abs() < most, "{found:?} is not {known}");
        assert!(found.conf.is_some_and(|conf| conf < 3.0 * most), "{found:?} is too vague");
    }
}

#[test]
fn sobol_indices_of_the_ishigami_function_are_the_known_ones() {
    let values = exact(&rows("sobol", 3, 2048, 1), ishigami);
    let found = indices(&values, 3, Chance::new(1), "y").unwrap();
    let (first, total) = ishigami_indices();
    all_near(&found.first, &first, 0.03);
    all_near(&found.total, &total, 0.03);
    assert_eq!((found.noise, found.samples), (None, 2048));
}

#[test]
fn sobol_indices_of_the_g_function_are_the_known_ones() {
    let values = exact(&rows("sobol", 4, 2048, 2), g_function);
    let found = indices(&values, 4, Chance::new(1), "y").unwrap();
    let (first, total) = g_indices();
    all_near(&found.first, &first, 0.03);
    all_near(&found.total, &total, 0.03);
}

#[test]
fn with_one_replicate_the_indices_are_salibs() {
    // SALib 1.6: Y = sin(j²) + (0.1 j) mod 0.7 for j = 0 to 79;
    // sobol.analyze({3 variables}, Y, calc_second_order=False)["S1"], ["ST"]
    let y = |j: u32| vec![f64::from(j * j).sin() + (0.1 * f64::from(j)) % 0.7];
    let found = indices(&(0..80).map(y).collect::<Vec<_>>(), 3, Chance::new(1), "y").unwrap();
    let first = [-0.031_383_322_353_796_99, -0.097_651_192_254_495_59, 0.257_391_114_669_322_4];
    let total = [1.286_931_105_037_144_8, 1.120_133_342_297_885_2, 1.199_281_356_031_245_6];
    for (found, salib) in found.first.iter().chain(&found.total).zip(first.iter().chain(&total)) {
        assert!((found.value - salib).abs() < 1e-12, "{found:?} is not {salib}");
    }
}

#[test]
fn noise_between_replicates_is_not_taken_for_interaction() {
    // The noise has more than the variance of the function itself (13.8), and half of it is each point's own.
    let values = noisy(&rows("sobol", 3, 1024, 3), 8, 5, ishigami);
    let found = indices(&values, 3, Chance::new(1), "y").unwrap();
    let (first, total) = ishigami_indices();
    all_near(&found.first, &first, 0.08);
    all_near(&found.total, &total, 0.08);
    assert!((found.noise.unwrap() - 18.0).abs() < 9.0, "{found:?}");
    assert!((found.variance - 13.84).abs() < 1.0, "{found:?}");
    // Taking single runs for the truth makes each key seem to act together with the others.
    let single: Vec<Vec<f64>> = values.iter().map(|v| vec![v[0]]).collect();
    let naive = indices(&single, 3, Chance::new(1), "y").unwrap();
    for (naive, known) in naive.total.iter().zip(total) {
        assert!(naive.value > known + 0.1, "{naive:?} against {known}");
    }
}

#[test]
fn intervals_hold_the_known_index_about_as_often_as_they_say() {
    let (first, total) = g_indices();
    let mut held = 0;
    for seed in 0..25 {
        let values = noisy_g(&rows("sobol", 4, 128, seed), seed);
        let found = indices(&values, 4, Chance::new(seed), "y").unwrap();
        let known = first.iter().chain(&total);
        held += found.first.iter().chain(&found.total).zip(known).filter(|(f, k)| holds(f, **k)).count();
    }
    // 95 % of 200; the intervals are made rather too wide.
    assert!((182..=200).contains(&held), "{held} of 200");
}

fn noisy_g(rows: &[Row], seed: u64) -> Vec<Vec<f64>> {
    let noise = |point, r| 0.5 * normal(Chance::new(seed), 7, point, r);
    let value = |(i, row): (usize, &Row)| (0..4).map(|r| g_function(&units(row)) + noise(i as u64, r)).collect();
    rows.iter().enumerate().map(value).collect()
}

fn holds(estimate: &Estimate, known: f64) -> bool {
    (estimate.value - known).abs() <= estimate.conf.unwrap()
}

#[test]
fn an_outcome_that_never_varies_has_no_indices() {
    let values = exact(&rows("sobol", 2, 8, 1), |_| 0.25);
    assert_eq!(indices(&values, 2, Chance::new(1), "y"), None);
}

#[test]
fn morris_effects_of_a_linear_function_are_its_slopes_and_do_not_spread() {
    let rows = rows("morris", 3, 10, 1);
    let (found, _) = effects(&exact(&rows, |x| 2.0 * x[0] - 5.0 * x[1] + 0.0 * x[2]), &rows, Chance::new(1), "y");
    for (found, slope) in found.iter().zip([2.0, -5.0, 0.0_f64]) {
        assert!((found.mu.value - slope).abs() < 1e-9 && (found.mu_star.value - slope.abs()).abs() < 1e-9, "{found:?}");
        assert!(found.sigma.value < 1e-6 && found.mu_star.conf.unwrap() < 1e-6, "{found:?}");
    }
}

#[test]
fn morris_effects_are_salibs() {
    // SALib 1.6: morris.analyze({2 variables}, X, X0² + 3 X1 + 2 X0 X1, num_levels=4, scaled=False) with these walks
    let t = 1.0 / 3.0;
    let walks = [
        [[0.0, t], [2.0 * t, t], [2.0 * t, 1.0]],
        [[1.0, 0.0], [1.0, 2.0 * t], [t, 2.0 * t]],
        [[t, 1.0], [t, t], [1.0, t]],
        [[2.0 * t, 2.0 * t], [0.0, 2.0 * t], [0.0, 0.0]],
    ];
    let rows: Vec<Row> = walks.iter().flatten().map(|x| x.map(Position::Unit).to_vec()).collect();
    let values = exact(&rows, |x| x[0] * x[0] + 3.0 * x[1] + 2.0 * x[0] * x[1]);
    let (found, _) = effects(&values, &rows, Chance::new(1), "y");
    let salib = [(2.0, 2.0, 0.544_331_053_951_817_4), (4.0, 4.0, 0.860_662_965_823_870_5)];
    for (found, (mu, mu_star, sigma)) in found.iter().zip(salib) {
        assert!((found.mu.value - mu).abs() < 1e-12 && (found.mu_star.value - mu_star).abs() < 1e-12, "{found:?}");
        assert!((found.sigma.value - sigma).abs() < 1e-12 && found.floor.is_none(), "{found:?}");
    }
}

#[test]
fn noise_does_not_spread_morris_effects_and_its_floor_is_named() {
    let rows = rows("morris", 2, 200, 1);
    let (found, _) = effects(&noisy(&rows, 10, 2, |x| 20.0 * x[0]), &rows, Chance::new(1), "y");
    // Without correction sigma would be 3·√2 / (2/3) / √10 = 2.0.
    assert!((found[0].mu_star.value - 20.0).abs() < 0.5 && found[0].sigma.value < 0.9, "{found:?}");
    // The second key does nothing: its size is what noise makes of it.
    let (size, floor) = (found[1].mu_star.value, found[1].floor.unwrap());
    assert!((size - floor).abs() < 0.2 && (floor - 1.6).abs() < 0.15, "{found:?}");
}

#[test]
fn a_swing_is_taken_within_replicates() {
    let rows = rows("oat", 2, 0, 1);
    // Replicates differ by far more than the key changes, but alike at all points.
    let at = |row: &Row| if row[0] == Position::Step(1) { 1.0 } else { 0.0 };
    let values: Vec<Vec<f64>> = rows.iter().map(|row| [5.0, 90.0, -40.0].map(|r| r + at(row)).to_vec()).collect();
    let (found, _) = swings(&values, &rows, |_, values| Sample::plain(Kind::Signed, values.iter().copied()));
    assert_eq!(found.iter().map(|s| s.swing.mean).collect::<Vec<_>>(), [Some(1.0), Some(0.0)]);
    let (low, high) = found[0].swing.interval.unwrap();
    assert!(low < 1.0 && high > 1.0, "three replicates that agree are not certain: {low} to {high}");
    assert_eq!((found[0].from_own_low.mean, found[0].beyond), (Some(0.0), None));
}

/// A run as a function of its factors: one number drawn from each.
fn of_factors(rows: &[Row], f: impl Fn(&[f64]) -> f64) -> Vec<Vec<f64>> {
    let draw = |(factor, position): (usize, &Position)| match position {
        Position::Count(replicate) => normal(Chance::new(9), factor as u64, *replicate, 0),
        Position::Unit(unit) => (unit - 0.5) * 12.0_f64.sqrt(),
        other => panic!("{other:?}"),
    };
    rows.iter().map(|row| vec![f(&row.iter().enumerate().map(draw).collect::<Vec<_>>())]).collect()
}

fn variance_rows(samples: u32) -> Vec<Row> {
    let axes = axes(&["chance.network", "chance.start", "chance.people", "chance.dice", "a"]);
    design::rows(design::named("variance").unwrap(), &axes, Some(samples), 4).unwrap()
}

#[test]
fn the_variance_of_a_sum_splits_into_its_terms() {
    let weights = [0.1_f64, 0.2, 0.0, 0.4, 0.3].map(f64::sqrt);
    let values = of_factors(&variance_rows(1024), |z| z.iter().zip(weights).map(|(z, w)| z * w).sum());
    let found = split(&values, 5, Chance::new(1), "y").unwrap();
    assert_eq!(
        found.parts.iter().map(|p| p.name).collect::<Vec<_>>(),
        ["network", "start", "people", "dice", "keys", "interactions"]
    );
    for (part, known) in found.parts.iter().zip([0.1, 0.2, 0.0, 0.4, 0.3, 0.0]) {
        assert!((part.first.value - known).abs() < 0.05, "{part:?} is not {known}");
    }
    assert!((found.parts.iter().map(|p| p.share).sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((found.variance - 1.0).abs() < 0.1);
}

#[test]
fn what_factors_do_together_is_called_interaction() {
    // Start and dice only matter together: neither explains anything alone.
    let values = of_factors(&variance_rows(1024), |z| z[1] * z[3]);
    let found = split(&values, 5, Chance::new(1), "y").unwrap();
    for part in &found.parts {
        let known = if part.name == "interactions" { 1.0 } else { 0.0 };
        assert!((part.first.value - known).abs() < 0.15, "{part:?} is not {known}");
        let hand = part.total.map_or(1.0, |total| total.value);
        let known = if ["start", "dice", "interactions"].contains(&part.name) { 1.0 } else { 0.0 };
        assert!((hand - known).abs() < 0.15, "{part:?} has a hand in {known}");
    }
}

#[test]
fn shares_of_a_split_hold_the_known_ones_about_as_often_as_they_say() {
    let weights = [0.1_f64, 0.2, 0.1, 0.6].map(f64::sqrt);
    let axes = axes(&["chance.network", "chance.start", "chance.people", "chance.dice"]);
    let mut held = 0;
    for seed in 0..30 {
        let rows = design::rows(design::named("variance").unwrap(), &axes, Some(128), seed).unwrap();
        let apart = |row: &Row| -> Row {
            let moved = |p: &Position| if let Position::Count(n) = p { Position::Count(n + 1000 * seed) } else { *p };
            row.iter().map(moved).collect()
        };
        let rows: Vec<Row> = rows.iter().map(apart).collect();
        let values = of_factors(&rows, |z| z.iter().zip(weights).map(|(z, w)| z * w).sum());
        let found = split(&values, 4, Chance::new(seed), "y").unwrap();
        held += found.parts.iter().zip([0.1, 0.2, 0.1, 0.6, 0.0]).filter(|(p, k)| holds(&p.first, *k)).count();
    }
    // 95 % of 150.
    assert!((132..=150).contains(&held), "{held} of 150");
}

/// A room with a random network, different people, a random first yawner.
const ROOM: &str = r#"
duration = "4 min"
dt = "0.5 s"
replicates = 3
[network]
generator = "erdos_renyi"
n = 20
mean_degree = 5
[people]
susceptibility = { distribution = "lognormal", mean = 2, cv = 0.8 }
[expressions.yawn]
[[events]]
at = "0 s"
who = { count = 2, pick = "random" }
express = "yawn"
"#;

/// A column of a simple table, in the rows that `wanted` names.
fn column(table: &str, name: &str, wanted: &[(&str, &str)]) -> Vec<f64> {
    let mut rows = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let place =
        |name: &str| header.iter().position(|h| *h == name).unwrap_or_else(|| panic!("no {name} in {header:?}"));
    let fits = |row: &Vec<&str>| wanted.iter().all(|(key, value)| row[place(key)] == *value);
    rows.filter(fits).map(|row| row[place(name)].parse().unwrap_or(f64::NAN)).collect()
}

/// The rows of a table from the first outcome on.
fn outcomes(table: &str) -> Vec<Vec<String>> {
    table.lines().skip(1).map(|line| line.split(',').skip(6).map(str::to_owned).collect()).collect()
}

#[test]
fn with_all_chance_held_every_replicate_is_the_one_it_is_held_at() {
    let desk = Desk::new();
    desk.write("room.toml", ROOM);
    let run = |out: &str, held: &[&str]| {
        let mut words = vec!["run", "room.toml", "-q", "--no-charts", "-o", out];
        held.iter().for_each(|held| words.extend(["--set", held]));
        desk.ok(&words);
        outcomes(&desk.read(&format!("{out}/runs.csv")))
    };
    let free = run("free", &[]);
    let held = run("held", &["chance.network=1", "chance.start=1", "chance.people=1", "chance.dice=1"]);
    assert!(held[..3].iter().all(|row| *row == free[1]), "{held:?} against {:?}", free[1]);
    assert!(free[0] != free[1] && free[1] != free[2], "{free:?}");
    // One lot alone leaves the others as they were: replicate 1 is itself, the others are not.
    let dice = run("dice", &["chance.dice=1"]);
    assert!(dice[1] == free[1] && dice[0] != free[0], "{dice:?}");
}

#[test]
fn a_split_finds_nothing_where_nothing_is_drawn() {
    // Everybody sees everybody, nobody starts, all are alike but for who responds: what differs are people and dice.
    let desk = Desk::new();
    desk.write("small.toml", SMALL);
    desk.ok(&["sweep", "small.toml", "--split-variance", "yawn_events", "--samples", "24", "-q", "-o", "out"]);
    let table = desk.read("out/sensitivity.csv");
    let part = |name: &str, value: &str| column(&table, value, &[("outcome", "yawn_events"), ("parameter", name)]);
    assert_eq!((part("network", "ST"), part("start", "ST")), (vec![0.0], vec![0.0]));
    assert!(part("dice", "S1")[0] > 0.4, "{table}");
    let shares = column(&table, "share", &[("outcome", "yawn_events")]);
    assert_eq!(shares.len(), 5);
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{shares:?}");
    let caption = desk.read("out/figures/variance-split.caption.md");
    assert!(caption.contains("24 times") && caption.contains("the network draw 0\u{a0}% ± 0"), "{caption}");
    assert_eq!(desk.read("out/runs.csv").lines().count(), 1 + 24 * 6);
}

#[test]
fn what_is_varied_has_its_part_in_a_split() {
    let desk = Desk::new();
    desk.write("small.toml", SMALL);
    let vary = "expressions.yawn.spontaneous_rate=1 /min..9 /min";
    let (out, _) = desk.ok(&[
        "sweep",
        "small.toml",
        "--split-variance",
        "yawn_events",
        "--vary",
        vary,
        "--samples",
        "32",
        "--no-charts",
        "-o",
        "out",
    ]);
    let table = desk.read("out/sensitivity.csv");
    let keys = column(&table, "S1", &[("outcome", "yawn_events"), ("parameter", "keys")])[0];
    assert!(keys > 0.5, "{table}");
    assert!(out.contains("keys") && out.contains("share of the variance between runs"), "{out}");
}

#[test]
fn each_design_that_asks_what_matters_says_so_in_a_table_and_a_chart() {
    const RATE: &str = "expressions.yawn.spontaneous_rate=0.1 /min..2 /min";
    let desk = Desk::new();
    desk.write("room.toml", ROOM);
    let designs =
        [("oat", "", 3, "tornado"), ("morris", "4", 4 * 3, "sensitivity"), ("sobol", "4", 4 * 4, "sensitivity")];
    for (design, samples, points, chart) in designs {
        let mut words = vec!["sweep", "room.toml", "-o", design, "--design", design, "--vary", RATE];
        words.extend(["--vary", "network.n=10..30", "--replicates", "2"]);
        if !samples.is_empty() {
            words.extend(["--samples", samples]);
        }
        // Two keys one at a time: the scenario as it is and two ends each.
        let points = if design == "oat" { points + 2 } else { points };
        let (out, _) = desk.ok(&words);
        assert!(out.contains("expressions.yawn.spontaneous_rate") && out.contains("95\u{a0}% interval"), "{out}");
        let runs = desk.read(&format!("{design}/runs.csv"));
        assert_eq!(runs.lines().count() - 1, points * 2, "{design} without the run without imitation");
        let table = desk.read(&format!("{design}/sensitivity.csv"));
        assert!(table.starts_with("arm,outcome,parameter,"), "{table}");
        assert!(
            table.contains("main,yawn_reach,expressions.yawn.spontaneous_rate,")
                && table.contains("main,yawn_reach,network.n,"),
            "{table}"
        );
        assert!(desk.path(&format!("{design}/figures/{chart}.svg")).is_file(), "{design}");
        let page = desk.read(&format!("{design}/report.html"));
        let answer = ["explains most", "has the largest effects", "moves it most"];
        assert!(page.contains("sensitivity.csv") && answer.iter().any(|words| page.contains(words)), "{design}");
        words.extend(["--json", "--no-charts"]);
        let told: serde_json::Value = serde_json::from_str(&desk.ok(&words).0).unwrap();
        let rows = told["sensitivity"].as_array().unwrap();
        assert!(rows.iter().any(|row| row["outcome"] == "yawn_reach" && row["parameter"] == "network.n"), "{told}");
    }
    // People come in whole numbers.
    let counts = column(&desk.read("sobol/runs.csv"), "network.n", &[]);
    assert!(counts.iter().all(|n| n.fract() == 0.0 && (10.0..=30.0).contains(n)), "{counts:?}");
}

#[test]
fn designs_that_cannot_be_say_what_would_do() {
    let desk = Desk::with_small();
    let says = |more: &[&str], words: &str| {
        let (_, err) = desk.ends(2, &[&["sweep", "small.toml", "-o", "out"], more].concat());
        assert!(err.contains(words), "{more:?}: {err}");
        assert!(!desk.path("out").exists(), "{more:?}");
    };
    let vary = ["--vary", "ties.closeness=0..0.9"];
    says(&[&["--design", "sobol", "--samples", "1"], &vary[..]].concat(), "needs at least 2 base samples, not 1");
    says(&[&["--design", "sobol", "--samples", "100000"], &vary[..]].concat(), "at most 65536 base samples");
    says(
        &["--design", "morris", "--vary", "ties.closeness=0..0.9/5"],
        "an even number of `steps` for `ties.closeness`",
    );
    says(&["--split-variance", "yawn_reech"], "yawn_reech");
    says(&["--split-variance", "yawn_reach", "--vary", "chance.dice=1,2"], "redraws `chance.dice` by itself");
    says(&["--design", "variance", "--replicates", "5"], "runs each of its points once");
}

#[test]
fn which_key_comes_first_is_told_by_their_difference_and_not_by_intervals_that_overlap() {
    // Two keys with the shares 0.55 and 0.45: too near for two intervals, not for one of their difference.
    let rows = rows("sobol", 2, 512, 1);
    let model = |x: &[f64]| 0.55_f64.sqrt() * x[0] + 0.45_f64.sqrt() * x[1];
    let found = indices(&exact(&rows, model), 2, Chance::new(1), "y").unwrap();
    let lead = found.lead.unwrap();
    let half = |i: usize| found.total[i].conf.unwrap();
    assert!(found.total[1].value + half(1) > found.total[0].value - half(0), "intervals overlap: {found:?}");
    assert_eq!(lead.is_certain(), Some(true), "{lead:?}");
    // Two keys that matter alike: nothing says which comes first.
    let alike = indices(&exact(&rows, |x| x[0] + x[1]), 2, Chance::new(1), "y").unwrap();
    assert_eq!(alike.lead.unwrap().is_certain(), Some(false), "{:?}", alike.lead);
}

#[test]
fn the_lead_of_a_swing_or_an_effect_is_taken_over_the_same_runs() {
    let rows = rows("oat", 2, 0, 1);
    let at = |row: &Row, key: usize| if row[key] == Position::Step(1) { 1.0 } else { 0.0 };
    // Replicates differ by far more than the keys move them, but alike at all points; the keys move it in opposite ways.
    let runs = |of: fn(f64, f64) -> f64| -> Vec<Vec<f64>> {
        let luck = [5.0, 90.0, -40.0, 17.0, 3.0, 60.0];
        let noise = [0.02, -0.03, 0.01, 0.0, -0.01, 0.03];
        let run = |row: &Row, r: usize| luck[r] + of(at(row, 0), at(row, 1)) * (1.0 + noise[r]);
        rows.iter().map(|row| (0..luck.len()).map(|r| run(row, r)).collect()).collect()
    };
    let lead = |of| {
        let sample = |_: usize, values: &[f64]| Sample::plain(Kind::Signed, values.iter().copied());
        swings(&runs(of), &rows, sample).1.unwrap()
    };
    let apart = lead(|a, b| a - 2.0 * b);
    assert!((apart.value - 1.0).abs() < 0.05 && apart.is_certain() == Some(true), "{apart:?}");
    assert_eq!(lead(|a, b| a - b).is_certain(), Some(false));
    let rows = crate::sensitivity::rows("morris", 2, 20, 1);
    let apart = |of: fn(&[f64]) -> f64| effects(&noisy(&rows, 6, 2, of), &rows, Chance::new(1), "y").1.unwrap();
    assert_eq!(apart(|x| 20.0 * x[0] - 14.0 * x[1]).is_certain(), Some(true));
    assert_eq!(apart(|x| 20.0 * x[0] - 20.0 * x[1]).is_certain(), Some(false));
}
