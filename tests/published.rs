//! Every number that is published is one that the tables hold: in captions, text alternatives, on the terminal, in the JSON and on
//! the page, for every shipped scenario, a sweep and a comparison.
//!
//! A printed number is read back with its decimals and its unit, and looked for among what the tables say of the arms and outcomes
//! that its sentence speaks of. That this would notice a wrong number is measured, too: numbers a little off must mostly not be
//! found.

use crate::common::Desk;
use catching::experiment::statistics::{Contrast, Kind, Sample, Summary, quantile, sorted, weighed_by};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A number as printed.
#[derive(Clone, Copy, Debug)]
struct Printed {
    value: f64,
    decimals: usize,
    percent: bool,
}

impl Printed {
    /// Half of the last digit.
    fn half(self) -> f64 {
        0.5 * 10f64.powi(-(self.decimals as i32))
    }

    /// Whether this is what a true number looks like when it is printed so.
    fn tells(self, truth: f64) -> bool {
        let scaled = if self.percent { truth * 100.0 } else { truth };
        // Three digits that matter may round a large whole number more than its decimals say.
        let coarse = if self.decimals == 0 && self.value.abs() >= 1000.0 { 0.006 * self.value.abs() } else { 0.0 };
        (scaled.abs() - self.value.abs()).abs() <= self.half().max(coarse) + 1e-6 * scaled.abs().max(1e-3)
    }
}

/// The numbers of a text, in order, with the byte at which each ends.
fn printed(text: &str) -> Vec<(Printed, usize)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        let before = at.checked_sub(1).map(|i| letters[i].1);
        let inside_a_word = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
        if !letters[at].1.is_ascii_digit() || inside_a_word {
            at += 1;
            continue;
        }
        let start = at;
        let part = |i: usize| {
            let digit = |i: usize| letters.get(i).is_some_and(|l| l.1.is_ascii_digit());
            digit(i) || matches!(letters.get(i).map(|l| l.1), Some('.' | '\u{202f}')) && digit(i + 1) && digit(i - 1)
        };
        while at < letters.len() && part(at) {
            at += 1;
        }
        let plain: String = letters[start..at].iter().map(|l| l.1).filter(|c| *c != '\u{202f}').collect();
        let decimals = plain.split_once('.').map_or(0, |(_, rest)| rest.len());
        let rest: String = letters[at..].iter().map(|l| l.1).take(24).collect();
        let rest = rest.trim_start_matches([' ', '\u{a0}']);
        let end = letters.get(at).map_or(text.len(), |l| l.0);
        // A word that goes on, such as `3rd` or `1a`, is no number.
        if let Ok(value) = plain.parse()
            && !letters.get(at).is_some_and(|l| l.1.is_alphabetic())
        {
            found.push((
                Printed { value, decimals, percent: rest.starts_with('%') || rest.starts_with("percentage") },
                end,
            ));
        }
    }
    // `93–100 %` and `20 to 61 %` are both per cent.
    for i in (1..found.len()).rev() {
        let (between, later) = (&text[found[i - 1].1..found[i].1], found[i].0.percent);
        let joins = |sign: char| {
            matches!(sign, '–' | '±') || sign.is_ascii_digit() || sign.is_whitespace() || matches!(sign, '.' | '−')
        };
        let joined = between.contains(['–', '±']) || between.contains(" to ") || between.contains(" and ");
        if later && joined && between.replace(" to ", "–").replace(" and ", "–").chars().all(joins) {
            found[i - 1].0.percent = true;
        }
    }
    found
}

/// A point's outcome over its runs.
struct Outcome {
    point: String,
    arm: String,
    metric: String,
    sample: Sample,
}

/// What the tables of a folder say.
struct Tables {
    outcomes: Vec<Outcome>,
    /// Numbers of the scenario as it was resolved, of its people and runs.
    given: Vec<f64>,
    /// Counts of the recorded runs.
    counted: Vec<f64>,
    people: f64,
    time_units: Vec<f64>,
    /// Of each point its people and how many of them began because the scenario says so.
    begun: BTreeMap<String, (f64, f64)>,
}

/// How arms are called in words.
fn called(arm: &str) -> Vec<String> {
    match arm {
        "main" => vec!["with imitation".to_owned()],
        "no_imitation" => vec!["without imitation".to_owned(), "no imitation".to_owned(), "without".to_owned()],
        other => vec![other.to_lowercase()],
    }
}

fn rows(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (head, reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect())
}

impl Tables {
    fn read(desk: &Desk, folder: &str) -> Self {
        let (head, runs) = rows(&desk.read(&format!("{folder}/runs.csv")));
        let column = |name: &str| head.iter().position(|h| h == name);
        let (_, summary) = rows(&desk.read(&format!("{folder}/summary.csv")));
        let (summary_head, _) = rows(&desk.read(&format!("{folder}/summary.csv")));
        let place = summary_head.iter().position(|h| h == "metric").unwrap();
        let mut metrics: Vec<String> = summary.iter().map(|row| row[place].clone()).collect();
        metrics.sort();
        metrics.dedup();
        let (point, arm, replicate) = (column("point").unwrap(), column("arm").unwrap(), column("replicate").unwrap());
        let manifest: Value = serde_json::from_str(&desk.read(&format!("{folder}/manifest.json"))).unwrap();
        let scenario = desk.read(&format!("{folder}/scenario.toml"));
        let mut outcomes = Vec::new();
        let points: std::collections::BTreeSet<(String, String)> =
            runs.iter().map(|row| (row[point].clone(), row[arm].clone())).collect();
        for (of_point, of_arm) in &points {
            for metric in &metrics {
                let Some(at) = column(metric) else { continue };
                let weight = weighed_by(metric).and_then(|name| column(&name));
                let values = runs.iter().filter(|row| row[point] == *of_point).filter_map(|row| {
                    let weight = weight.map_or(Some(1.0), |w| row[w].parse().ok())?;
                    Some((row[replicate].parse().ok()?, row[at].parse().ok()?, weight))
                });
                let lasts = lasting(&manifest, of_point, &scenario);
                let sample = Sample::weighed(metric, values).lasting(lasts);
                outcomes.push(Outcome { point: of_point.clone(), arm: of_arm.clone(), metric: metric.clone(), sample });
            }
        }
        let people = manifest["points"][0]["people"].as_f64().unwrap_or(0.0);
        let mut given: Vec<f64> = printed(&scenario).into_iter().map(|p| p.0.value).collect();
        given.extend(shares_in_per_cent(&given));
        given.extend([people, 95.0, 90.0, 50.0, 0.0, 1.0]);
        given.extend(numbers_of(&manifest["points"]));
        given.extend((0..=points.len()).map(|n| n as f64));
        given.extend((0..=points.len()).map(|n| (n * n.saturating_sub(1) / 2) as f64));
        given.extend(duration(&scenario));
        // All runs together, but for those without imitation.
        given.push(runs.iter().filter(|row| !row[arm].starts_with("no_imitation")).count() as f64);
        // A tie that goes both ways is one.
        let halves: Vec<f64> = numbers_of(&manifest["points"]).iter().map(|n| n / 2.0).collect();
        given.extend(halves);
        let begun = begun(desk, folder, &head, &runs, &manifest);
        Self { outcomes, given, counted: counted(desk, folder), people, time_units: time_units(&scenario), begun }
    }

    /// What the tables say of the arms and outcomes that a sentence speaks of.
    fn truths(&self, sentence: &str, arms: &[String]) -> Vec<f64> {
        let metrics = metrics_in(sentence);
        let named = |o: &&Outcome| arms.is_empty() || arms.contains(&o.arm);
        let meant = |o: &&Outcome| {
            let plain = o.metric.split('.').next().unwrap_or_default();
            metrics.is_empty() || metrics.iter().any(|end| plain.ends_with(end))
        };
        let meant: Vec<&Outcome> = self.outcomes.iter().filter(named).filter(meant).collect();
        let mut truths = Vec::new();
        for outcome in &meant {
            truths.extend(self.of_one(outcome));
            for other in self.outcomes.iter().filter(|o| o.metric == outcome.metric && o.arm != outcome.arm) {
                let difference = Contrast::of(&outcome.sample, &other.sample);
                let estimate = difference.estimate();
                truths.extend([estimate.mean, estimate.low, estimate.high, difference.n as f64]);
                // The two that lie farthest apart among all arms: the interval for all pairs at once.
                let wide = estimate.widened(self.pairs());
                truths.extend([wide.low, wide.high]);
                truths.extend(in_their_standard_deviations(&outcome.sample.values(), &other.sample.values()));
            }
        }
        let in_units: Vec<f64> = truths.iter().flat_map(|t| self.time_units.iter().map(move |unit| t / unit)).collect();
        truths.extend(in_units);
        truths.extend(self.given.iter().copied());
        truths
    }

    /// Pairs of arms.
    fn pairs(&self) -> usize {
        let arms: std::collections::BTreeSet<&str> =
            self.outcomes.iter().map(|o| o.arm.as_str()).filter(|arm| !arm.starts_with("no_imitation")).collect();
        arms.len() * arms.len().saturating_sub(1) / 2
    }

    fn of_one(&self, outcome: &Outcome) -> Vec<f64> {
        let of = Summary::of_sample(&outcome.sample);
        let values = sorted(outcome.sample.values());
        let mut truths: Vec<f64> = [of.mean, of.sd, of.se, of.q10, of.q25, of.median, of.q75, of.q90]
            .into_iter()
            .flatten()
            .chain(of.interval.into_iter().flat_map(|(low, high)| [low, high]))
            .collect();
        if !values.is_empty() {
            truths.extend([0.0, 0.05, 0.95, 1.0].map(|p| quantile(&values, p)));
        }
        truths.push(of.n as f64);
        match outcome.sample.kind {
            Kind::Count if self.people > 0.0 => {
                let each: Vec<f64> = truths.iter().map(|t| t / self.people).collect();
                truths.extend(each);
            }
            Kind::YesNo => truths.push(values.iter().sum()),
            Kind::ShareOfPeople => truths.extend(self.of_others(outcome)),
            _ => {}
        }
        truths
    }

    /// The same of those who could catch it, where some begin because the scenario says so, pooled over runs.
    fn of_others(&self, outcome: &Outcome) -> Vec<f64> {
        let Some((people, begun)) = self.begun.get(&outcome.point).filter(|b| b.1 > 0.0 && b.1 < b.0) else {
            return Vec::new();
        };
        let others = people - begun;
        let shares = outcome.sample.values().into_iter().map(|v| (v * people - begun) / others);
        let sample = Sample::pooled(shares.map(|share| (share, others)));
        let (of, values) = (Summary::of_sample(&sample), sorted(sample.values()));
        let ends = of.interval.into_iter().flat_map(|(low, high)| [low, high]);
        of.mean.into_iter().chain(ends).chain([0.0, 0.05, 0.5, 0.95, 1.0].map(|p| quantile(&values, p))).collect()
    }
}

/// d_z: the mean of the differences of pairs in standard deviations of these.
fn in_their_standard_deviations(a: &[f64], b: &[f64]) -> Option<f64> {
    let differences = (a.len() == b.len()).then(|| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f64>>())?;
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let sd = (differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    (sd > 0.0).then_some(mean / sd)
}

/// People of each point, and how many of them began because the scenario says so, as far as runs recorded it.
fn begun(
    desk: &Desk,
    folder: &str,
    head: &[String],
    runs: &[Vec<String>],
    manifest: &Value,
) -> BTreeMap<String, (f64, f64)> {
    let mut begun = BTreeMap::new();
    if !desk.path(&format!("{folder}/events.csv")).exists() {
        return begun;
    }
    let (events_head, events) = rows(&desk.read(&format!("{folder}/events.csv")));
    let place = |head: &[String], name: &str| head.iter().position(|h| h == name).unwrap();
    let [run, agent, cause] = ["run_id", "agent", "cause"].map(|name| place(&events_head, name));
    for (point, entry) in manifest["points"].as_array().unwrap().iter().enumerate() {
        let mine: Vec<&String> = runs
            .iter()
            .filter(|r| r[place(head, "point")] == point.to_string())
            .map(|r| &r[place(head, "run_id")])
            .collect();
        let by_word = events.iter().filter(|row| row[cause] == "event");
        let mut who: BTreeMap<&str, std::collections::BTreeSet<&str>> = BTreeMap::new();
        by_word.filter(|row| mine.contains(&&row[run])).for_each(|row| {
            who.entry(&row[run]).or_default().insert(&row[agent]);
        });
        let count = who.values().map(|who| who.len()).max().unwrap_or(0) as f64;
        begun.insert(point.to_string(), (entry["people"].as_f64().unwrap_or(0.0), count));
    }
    begun
}

fn shares_in_per_cent(numbers: &[f64]) -> Vec<f64> {
    numbers.iter().map(|n| n * 100.0).collect()
}

/// All numbers of a JSON value.
fn numbers_of(value: &Value) -> Vec<f64> {
    match value {
        Value::Number(number) => number.as_f64().into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(numbers_of).collect(),
        Value::Object(fields) => fields.values().flat_map(numbers_of).collect(),
        _ => Vec::new(),
    }
}

/// How long the runs of a point last, in the tables' unit.
fn lasting(manifest: &Value, point: &str, scenario: &str) -> f64 {
    let points = manifest["points"].as_array().unwrap();
    let entry = points.iter().find(|entry| entry["point"].as_u64() == point.parse().ok()).unwrap();
    let own = manifest["time_unit"].as_str().unwrap();
    let unit = UNITS.iter().position(|unit| unit.0 == own).unwrap_or_else(|| panic!("{own}: {scenario}"));
    in_all_units(entry["duration"].as_str().unwrap())[unit]
}

/// How long a run is, in every unit.
fn duration(scenario: &str) -> Vec<f64> {
    let said =
        scenario.lines().find_map(|line| line.strip_prefix("duration = \"")?.split_once('"')).map_or("", |d| d.0);
    in_all_units(said)
}

fn in_all_units(said: &str) -> Vec<f64> {
    let (number, unit) = said.split_once(' ').unwrap_or((said, "s"));
    let (seconds, number) = (UNITS.iter().find(|u| u.0 == unit).map_or(1.0, |u| u.1), number.parse().unwrap_or(0.0));
    UNITS.iter().map(|u| seconds * number / u.1).collect()
}

const UNITS: [(&str, f64); 6] =
    [("s", 1.0), ("min", 60.0), ("h", 3600.0), ("day", 86_400.0), ("week", 604_800.0), ("year", 31_557_600.0)];

/// How many of the tables' unit of time each unit is.
fn time_units(scenario: &str) -> Vec<f64> {
    let unit = scenario.lines().find_map(|line| line.strip_prefix("time_unit = \"")?.strip_suffix('"'));
    let own = UNITS.iter().find(|u| Some(u.0) == unit).map_or(1.0, |u| u.1);
    UNITS.iter().map(|u| u.1 / own).filter(|per| *per != 1.0).collect()
}

/// Counts of what recorded runs hold, the number of those who began by the scenario's word first: expressions and people, all
/// and by cause, for each run.
fn counted(desk: &Desk, folder: &str) -> Vec<f64> {
    if !desk.path(&format!("{folder}/events.csv")).exists() {
        return vec![0.0];
    }
    let (head, events) = rows(&desk.read(&format!("{folder}/events.csv")));
    let [run, agent, expression, cause, time] =
        ["run_id", "agent", "expression", "cause", "time"].map(|name| head.iter().position(|h| h == name).unwrap());
    let mut counts: BTreeMap<(String, String, String), (f64, std::collections::BTreeSet<String>)> = BTreeMap::new();
    for row in &events {
        for (by, of) in [("all", &row[expression]), (row[cause].as_str(), &row[expression])] {
            let key = (row[run].clone(), by.to_owned(), of.clone());
            let entry = counts.entry(key).or_default();
            entry.0 += 1.0;
            entry.1.insert(row[agent].clone());
        }
    }
    let begun = counts.iter().find(|(key, _)| key.1 == "event").map_or(0.0, |(_, found)| found.1.len() as f64);
    let mut all = vec![begun];
    all.extend(counts.values().flat_map(|(count, who)| [*count, who.len() as f64]));
    // When first ones began, and the last.
    all.extend(events.iter().filter_map(|row| row[time].parse::<f64>().ok()));
    all
}

/// The outcomes that a sentence speaks of, by the ends of their names; none where it does not say.
fn metrics_in(sentence: &str) -> Vec<&'static str> {
    const WORDS: [(&str, &[&str]); 14] = [
        ("at least once", &["_reach"]),
        ("reached", &["_reach", "_time_to_half"]),
        ("in response", &["_reach"]),
        ("could catch it", &["_reach"]),
        ("did not begin", &["_reach"]),
        ("second half", &["_prevalence_late"]),
        ("at the height of it", &["_peak"]),
        ("most at one moment", &["_peak"]),
        ("time to that peak", &["_time_to_peak"]),
        ("still going", &["_survived"]),
        ("went on for", &["_lasting"]),
        ("times each", &["_events", "_imitated_share"]),
        ("expressions in a run", &["_events"]),
        ("of them imitated", &["_imitated_share"]),
    ];
    let lower = sentence.to_lowercase();
    WORDS.iter().filter(|(words, _)| lower.contains(words)).flat_map(|(_, ends)| ends.iter().copied()).collect()
}

/// How far an axis reaches, how wide a step of a curve is, how high the bars of the terminal are: not told by any table.
const OF_DRAWINGS: [&str; 5] = [
    "the highest bar is",
    "Raster of bars, one row a person",
    "of the share applauding over",
    "Each point is an average over",
    "Line chart of cumulative responses over",
];

/// A text in sentences, without what is quoted or code.
fn sentences(text: &str) -> Vec<String> {
    let mut plain = String::new();
    for (place, part) in text.replace(['“', '”'], "`").split('`').enumerate() {
        if place % 2 == 0 || !part.contains(|c: char| c.is_ascii_digit()) {
            plain += part;
        }
    }
    let version = plain.find(", catching ").unwrap_or(plain.len());
    plain.truncate(version);
    plain
        .replace(": ", ":\u{1} ")
        .replace(". ", ".\u{1} ")
        .replace('\n', "\u{1}")
        .split('\u{1}')
        .map(str::to_owned)
        .collect()
}

/// What was looked at, and what was found wanting.
#[derive(Default)]
struct Audit {
    looked_at: usize,
    missing: Vec<String>,
    /// Numbers a little off, and how many of them would have passed.
    off: usize,
    passed: usize,
}

impl Audit {
    fn text(&mut self, name: &str, text: &str, tables: &Tables, own: &[f64]) {
        let (mut arms, mut before): (Vec<String>, String) = (Vec::new(), String::new());
        for sentence in sentences(text) {
            // What follows a colon is about what stands before it.
            let goes_on = before.ends_with(':');
            let context = if goes_on { format!("{before}{sentence}") } else { sentence.clone() };
            let lower = context.to_lowercase();
            let all = tables.outcomes.iter().map(|o| &o.arm);
            let mut named: Vec<String> =
                all.filter(|arm| called(arm).iter().any(|c| lower.contains(c.as_str()))).cloned().collect();
            // `20 % to 26 % … in 3 arms`: of all of them.
            if lower.contains(" arms") {
                named = tables.outcomes.iter().map(|o| o.arm.clone()).collect();
            }
            // An expression is told of the arm with imitation unless another is named.
            if named.is_empty() || goes_on {
                named.append(&mut arms);
                named.push("main".to_owned());
            }
            named.sort();
            named.dedup();
            arms = named;
            let mut truths = tables.truths(&context, &arms);
            truths.extend_from_slice(own);
            if metrics_in(&context).is_empty() {
                truths.extend_from_slice(&tables.counted);
            }
            self.numbers(name, &sentence, &truths, tables);
            before = context;
        }
    }

    fn numbers(&mut self, name: &str, sentence: &str, truths: &[f64], tables: &Tables) {
        let of_a_drawing = OF_DRAWINGS.iter().any(|words| sentence.contains(words));
        for (number, _) in printed(sentence).into_iter().filter(|_| !of_a_drawing) {
            self.looked_at += 1;
            // The unit of an interval stands before it: `61 %, 95 % interval 52 to 70`.
            let shares = sentence.contains('%') || sentence.contains("percentage");
            let known = |p: Printed| {
                let [plain, percent] = [false, true].map(|percent| Printed { percent, ..p });
                truths.iter().any(|t| p.tells(*t) || shares && percent.tells(*t))
                    || tables.given.iter().any(|t| plain.tells(*t))
            };
            if !known(number) {
                self.missing.push(format!("{name}: {number:?} in {sentence:?}"));
            }
            let digits = format!("{}", number.value).chars().filter(char::is_ascii_digit).count();
            if digits >= 2 {
                for step in [1.0, 2.0, 3.0] {
                    self.off += 1;
                    self.passed +=
                        usize::from(known(Printed { value: number.value + step * 2.0 * number.half(), ..number }));
                }
            }
        }
    }
}

/// The numbers of a figure's own table, and the sums and medians of its columns.
fn drawn(text: &str) -> Vec<f64> {
    let (head, rows) = rows(text);
    let mut numbers: Vec<f64> = rows.iter().flatten().filter_map(|cell| cell.parse().ok()).collect();
    for column in 0..head.len() {
        let of = sorted(rows.iter().filter_map(|row| row.get(column)?.parse::<f64>().ok()));
        numbers.extend([of.iter().sum(), quantile(&of, 0.5)]);
    }
    numbers.push(rows.len() as f64);
    // Arm by arm, and areas that lie on each other.
    if let (Some(arm), Some(last)) = (head.iter().position(|name| name == "arm"), head.len().checked_sub(2)) {
        let mut sums: BTreeMap<(&str, usize), f64> = BTreeMap::new();
        for row in &rows {
            let value = |column: usize| row.get(column).and_then(|cell| cell.parse::<f64>().ok());
            (0..head.len()).filter_map(|c| Some((c, value(c)?))).for_each(|(c, v)| {
                *sums.entry((row[arm].as_str(), c)).or_default() += v;
            });
            numbers.extend(value(last).zip(value(last + 1)).map(|(below, above)| below + above));
        }
        numbers.extend(sums.into_values());
    }
    // What a group caught from itself.
    let place = |name: &str| head.iter().position(|column| column == name);
    if let (Some(group), Some(from)) = (place("group"), place("from_group")) {
        let own = || rows.iter().filter(|row| row[group] == row[from]);
        numbers.extend((0..head.len()).map(|c| own().filter_map(|row| row[c].parse::<f64>().ok()).sum::<f64>()));
    }
    // From one time to the next.
    if let Some(time) = head.iter().position(|name| name.starts_with("time")) {
        let times: Vec<f64> = rows.iter().filter_map(|row| row[time].parse().ok()).collect();
        numbers.extend(times.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step > 0.0));
    }
    numbers
}

/// What the words of the terminal say of the results, without files, commands and bars.
fn told(text: &str) -> String {
    let end = ["\nPictures ", "\nTables ", "\nReport "].iter().filter_map(|word| text.find(word)).min();
    text[..end.unwrap_or(text.len())].to_owned()
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text += part.split_once('>').map_or("", |(_, rest)| rest);
        text.push(' ');
    }
    let letters = [("&lt;", "<"), ("&gt;", ">"), ("&#x27;", "'"), ("&#39;", "'"), ("&quot;", "\""), ("&amp;", "&")];
    letters.into_iter().fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
}

/// The parts of the page that tell what came of the runs: the answer, the captions, the table.
fn page(html: &str) -> Vec<String> {
    let between = |from: &str, to: &str| -> Vec<String> {
        html.split(from)
            .skip(1)
            .filter_map(|rest| Some(without_tags(&format!("<p>{}", rest.split_once(to)?.0))))
            .collect()
    };
    let table =
        html.split("<h2 id=\"numbers\">").nth(1).and_then(|rest| rest.split_once("</section>")).map_or("", |s| s.0);
    let mut expression = String::new();
    let mut parts = between("<div class=\"answer\">", "</div>");
    for row in table.split("<tr").skip(2) {
        let text = without_tags(&format!("<{row}"));
        let head = row
            .split_once("<th scope=\"rowgroup\"")
            .and_then(|(_, rest)| rest.split_once('>'))
            .and_then(|(_, rest)| rest.split_once("</th>"))
            .map_or("", |h| h.0);
        if !head.is_empty() {
            expression = without_tags(&format!("<p>{head}"));
        }
        parts.push(format!("{expression} {text}"));
    }
    parts
}

fn audit(desk: &Desk, folder: &str, terminal: &str, audit: &mut Audit) {
    let tables = Tables::read(desk, folder);
    audit.text(&format!("{folder}, terminal"), &told(terminal), &tables, &[]);
    for (name, content) in desk.files(&format!("{folder}/figures")) {
        let told = [".caption.md", ".alt.txt", ".print.md"];
        let Some(figure) = told.iter().find_map(|end| name.strip_suffix(end)) else { continue };
        let mut own = drawn(&desk.read(&format!("{folder}/figures/{figure}.csv")));
        if figure == "seat-moments" {
            // Its moments are round; when each began stands with the map of all.
            own.extend(drawn(&desk.read(&format!("{folder}/figures/seat-map.csv"))));
        }
        audit.text(&format!("{folder}, {name}"), &String::from_utf8(content).unwrap(), &tables, &own);
    }
    for part in page(&desk.read(&format!("{folder}/report.html"))) {
        audit.text(&format!("{folder}, page"), &part, &tables, &[]);
    }
    summary_follows_from_runs(desk, folder, &tables);
}

/// `summary.csv` is what `runs.csv` comes to.
fn summary_follows_from_runs(desk: &Desk, folder: &str, tables: &Tables) {
    let (head, summary) = rows(&desk.read(&format!("{folder}/summary.csv")));
    let column = |name: &str| head.iter().position(|h| h == name).unwrap();
    assert_eq!(summary.len(), tables.outcomes.len(), "{folder}");
    for row in &summary {
        let same = |o: &&Outcome| o.point == row[column("point")] && o.metric == row[column("metric")];
        let outcome = tables.outcomes.iter().find(same).unwrap_or_else(|| panic!("{folder}: {row:?}"));
        let of = Summary::of_sample(&outcome.sample);
        // What is caught without imitation is 0, whatever the dice say.
        let settled = outcome.metric.contains("_imitated_share") && row[column("arm")] == *"no_imitation";
        let of = if settled { of.settled() } else { of };
        let ends = (of.interval.map(|i| i.0), of.interval.map(|i| i.1));
        for (name, value) in [
            ("mean", of.mean),
            ("sd", of.sd),
            ("median", of.median),
            ("q10", of.q10),
            ("q90", of.q90),
            ("ci_low", ends.0),
            ("ci_high", ends.1),
        ] {
            let there: Option<f64> = row[column(name)].parse().ok();
            assert_eq!(there.is_some(), value.is_some(), "{folder}, {name}: {row:?}");
            if let (Some(there), Some(value)) = (there, value) {
                assert!((there - value).abs() <= 1e-9 * value.abs().max(1e-9), "{folder}, {name}: {value} and {row:?}");
            }
        }
        if let (Kind::Time, Some((low, high))) = (outcome.sample.kind, of.interval) {
            let lasts = outcome.sample.possible().1;
            assert!(lasts.is_finite() && 0.0 <= low && high <= lasts, "{folder}: {row:?}");
        }
        if let (Kind::ShareOfPeople | Kind::ShareOfEvents | Kind::YesNo, Some((low, high)), Some(mean)) =
            (outcome.sample.kind, of.interval, of.mean)
        {
            assert!(0.0 <= low && low <= mean && mean <= high && high <= 1.0 && low < high, "{folder}: {row:?}");
        }
    }
}

/// The JSON says what `summary.csv` says.
fn json_is_the_summary(desk: &Desk, folder: &str, json: &str) {
    let json: Value = serde_json::from_str(json).unwrap();
    let (head, summary) = rows(&desk.read(&format!("{folder}/summary.csv")));
    let column = |name: &str| head.iter().position(|h| h == name).unwrap();
    let outcomes = json["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), summary.len(), "{folder}");
    for (outcome, row) in outcomes.iter().zip(&summary) {
        for name in ["metric", "n", "mean", "sd", "se", "ci_low", "ci_high", "q10", "median", "q90"] {
            let cell = &row[column(name)];
            let same = match &outcome[name] {
                Value::Null => cell.is_empty(),
                // serde_json reads the last bit of a number as it likes.
                Value::Number(number) => {
                    let (there, said) = (cell.parse::<f64>().ok(), number.as_f64());
                    there.zip(said).is_some_and(|(a, b)| (a - b).abs() <= 1e-14 * a.abs())
                }
                other => other.as_str() == Some(cell),
            };
            assert!(same, "{folder}, {name}: {} and {row:?}", outcome[name]);
        }
    }
}

fn verdict(audit: &Audit) {
    let share = audit.missing.len() as f64 / audit.looked_at as f64;
    assert!(
        audit.missing.is_empty(),
        "{} of {} ({share:.3}):\n{}",
        audit.missing.len(),
        audit.looked_at,
        audit.missing.join("\n")
    );
    let passed = audit.passed as f64 / audit.off as f64;
    assert!(passed < 0.6, "of numbers that are a little off {passed:.2} would not be noticed");
}

#[test]
fn every_number_of_every_shipped_scenario_stands_in_its_tables() {
    let desk = Desk::new();
    let mut all = Audit::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"));
    let mut names: Vec<String> = names.map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();

    for name in names {
        let (told, _) = desk.ok(&["run", &name, "--replicates", "4", "-o", &name]);
        audit(&desk, &name, &told, &mut all);
        crate::one_story::check(&desk, &name);
        let (json, _) = desk.ok(&["run", &name, "--replicates", "4", "-o", &name, "--json", "--no-charts"]);
        json_is_the_summary(&desk, &name, &json);
    }
    verdict(&all);
}

#[test]
fn every_number_of_a_sweep_stands_in_its_tables() {
    let desk = Desk::with_small();
    let vary = ["--vary", "ties.closeness=0..0.8/3", "--vary", "network.n=6,12"];
    let (told, _) = desk.ok(&[&["sweep", "small.toml", "-o", "s"][..], &vary].concat());
    let mut all = Audit::default();
    audit(&desk, "s", &told, &mut all);
    assert!(all.missing.is_empty(), "{}", all.missing.join("\n"));
}

#[test]
fn every_number_of_a_comparison_stands_in_its_tables() {
    let desk = Desk::with_small();
    let b = ["--b", "ties.closeness=0.9", "--replicates", "16"];
    let (told, _) = desk.ok(&[&["compare", "small.toml", "-o", "c"][..], &b].concat());
    let tables = Tables::read(&desk, "c");
    let (head, compared) = rows(&desk.read("c/comparison.csv"));
    let mut own: Vec<f64> = compared.iter().flatten().filter_map(|cell| cell.parse().ok()).collect();
    let [n, gain] = ["n", "shared_dice_gain"].map(|name| head.iter().position(|h| h == name).unwrap());
    // Of how many pairs B is above A.
    let above = head.iter().position(|h| h == "p_b_above");
    if let Some(above) = above {
        own.extend(
            compared.iter().filter_map(|row| Some(row[n].parse::<f64>().ok()? * row[above].parse::<f64>().ok()?)),
        );
    }
    // What sharing dice is worth in pairs.
    own.extend(compared.iter().filter_map(|row| Some(row[n].parse::<f64>().ok()? * row[gain].parse::<f64>().ok()?)));
    let mut all = Audit::default();
    all.text("terminal", &self::told(&told), &tables, &own);
    for (name, content) in desk.files("c/figures") {
        if [".caption.md", ".alt.txt", ".print.md"].iter().any(|end| name.ends_with(end)) {
            let figure = name.split('.').next().unwrap();
            let mut own = own.clone();
            own.extend(drawn(&desk.read(&format!("c/figures/{figure}.csv"))));
            all.text(&name, &String::from_utf8(content).unwrap(), &tables, &own);
        }
    }
    assert!(all.missing.is_empty(), "{}", all.missing.join("\n"));
}
