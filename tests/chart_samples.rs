//! Plausible results for the charts to be drawn from: a crude contagion of its own, nothing of the engine.

use catching::chance::{Chance, Stream};
use catching::experiment::design::{self, Axis, Position, Reach};
use catching::experiment::sensitivity::{Key, Questions, Study};
use catching::output::chart::input::*;
use catching::quantity::TimeUnit;
use rand::RngExt;

/// A small generator of chance, the same everywhere.
pub(crate) struct Luck(u64);

impl Luck {
    pub(crate) fn new(seed: u64) -> Luck {
        Luck(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as f64) / f64::from(1u32 << 31)
    }
}

/// Name, strength of imitation, and what was varied.
pub(crate) type Arm = (String, f64, Option<(String, f64)>);

/// Where somebody sits, if anywhere.
pub(crate) type Place = Option<(f64, f64)>;

/// What to make up.
#[derive(Clone)]
pub(crate) struct Plan {
    pub facts: Facts,
    pub neighbours: Vec<Vec<u32>>,
    pub places: Vec<Place>,
    pub names: Vec<String>,
    /// The group of each person, where the network has groups.
    pub blocks: Vec<u32>,
    /// Arms with their strength of imitation; "no_imitation" is the null run.
    pub arms: Vec<Arm>,
    pub replicates: u32,
    pub samples: usize,
    pub spontaneous: f64,
    pub lasting: f64,
    pub refractory: f64,
    pub starters: usize,
    pub all_events: bool,
}

pub(crate) fn facts(
    name: &str,
    title: &str,
    question: &str,
    expressions: &[&str],
    size: usize,
    duration: f64,
) -> Facts {
    Facts {
        name: name.into(),
        title: title.into(),
        question: question.into(),
        time_unit: "s".into(),
        duration,
        expressions: expressions.iter().map(|e| (*e).to_owned()).collect(),
        size,
        seed: 1,
        version: "0.1.0".into(),
        ..Facts::default()
    }
}

pub(crate) fn seats(rows: usize, columns: usize) -> (Vec<Vec<u32>>, Vec<Place>) {
    let near = |i: usize| {
        let (r, c) = ((i / columns) as i64, (i % columns) as i64);
        let around = (-1..=1).flat_map(move |dr| (-1..=1).map(move |dc| (r + dr, c + dc)));
        around
            .filter(|&(a, b)| (a, b) != (r, c) && a >= 0 && b >= 0 && a < rows as i64 && b < columns as i64)
            .map(|(a, b)| (a as usize * columns + b as usize) as u32)
            .collect()
    };
    let place = |i: usize| Some(((i % columns) as f64, (i / columns) as f64));
    ((0..rows * columns).map(near).collect(), (0..rows * columns).map(place).collect())
}

/// The lecture hall: 200 seats, one yawn at the start.
pub(crate) fn lecture(replicates: u32) -> Plan {
    let (neighbours, places) = seats(10, 20);
    let facts = Facts {
        seats: true,
        ..facts(
            "lecture-yawn",
            "The yawn in the lecture hall",
            "Does one yawn go round, or only among friends?",
            &["yawn"],
            200,
            1800.0,
        )
    };
    Plan {
        facts,
        neighbours,
        places,
        names: (0..200).map(|i| i.to_string()).collect(),
        blocks: Vec::new(),
        arms: vec![("main".into(), 0.004, None), ("no_imitation".into(), 0.0, None)],
        replicates,
        samples: 361,
        spontaneous: 90.0 / 86400.0 / 3.0,
        lasting: 6.0,
        refractory: 120.0,
        starters: 1,
        all_events: false,
    }
}

/// Everyone sees everyone.
pub(crate) fn circle(size: usize) -> Vec<Vec<u32>> {
    (0..size as u32).map(|i| (0..size as u32).filter(|j| *j != i).collect()).collect()
}

pub(crate) fn play(plan: &Plan) -> Results {
    let mut results = Results { facts: plan.facts.clone(), ..Results::default() };
    let step = plan.facts.duration / (plan.samples.max(2) - 1) as f64;
    results.series.times = (0..plan.samples).map(|i| i as f64 * step).collect();
    for e in &plan.facts.expressions {
        for what in ["prevalence", "reach", "events", "imitated"] {
            results.series.columns.push(format!("{e}_{what}"));
        }
        for what in
            ["prevalence", "prevalence_late", "events", "reach", "peak", "time_to_peak", "imitated_share", "survived"]
        {
            results.outcomes.push(format!("{e}_{what}"));
        }
    }
    for (index, (arm, imitation, varied)) in plan.arms.iter().enumerate() {
        let null = arm == "no_imitation";
        let point = Point {
            index: index as u32,
            arm: arm.clone(),
            null,
            varied: varied.iter().map(|(key, value)| (key.clone(), value.to_string())).collect(),
            called: String::new(),
            ..Point::default()
        };
        results.points.push(point);
        for replicate in 0..plan.replicates {
            one_run(plan, &mut results, index as u32, replicate, *imitation);
        }
    }
    for (i, name) in plan.names.iter().enumerate() {
        let first = (0..plan.facts.expressions.len()).map(|x| {
            let mut mine = results.events.iter().filter(|e| e.run == 0 && e.person == i as u32 && e.expression == x);
            mine.next().map(|e| e.time)
        });
        let person = Person {
            name: name.clone(),
            place: plan.places.get(i).copied().flatten(),
            degree: plan.neighbours[i].len() as f64,
            block: plan.blocks.get(i).copied(),
            first: first.collect(),
        };
        results.people.push(person);
    }
    let ties = |i: usize| plan.neighbours[i].iter().map(move |&j| (i as u32, j));
    results.ties = (0..plan.neighbours.len()).flat_map(ties).collect();
    results.facts.one_network = true;
    let sight = |&(viewer, seen): &(u32, u32)| Sight { viewer, seen, closeness: 0.0, visibility: 1.0 };
    results.sight = vec![(0, results.ties.iter().map(sight).collect())];
    results
}

struct Mind {
    until: f64,
    ready: f64,
    ever: bool,
    since: f64,
}

fn one_run(plan: &Plan, results: &mut Results, point: u32, replicate: u32, imitation: f64) {
    let id = u64::from(point * plan.replicates + replicate);
    let mut luck = Luck::new(u64::from(replicate) * 977 + 5);
    let n = plan.neighbours.len();
    let mut columns: Vec<Vec<f32>> = Vec::new();
    let mut outcomes = Vec::new();
    for x in 0..plan.facts.expressions.len() {
        let strength = imitation / (1.0 + x as f64);
        let (rows, events) = one_expression(plan, (id, x), strength, &mut luck, n);
        let late: f64 = rows[0][rows[0].len() / 2..].iter().map(|&v| f64::from(v)).sum::<f64>()
            / (rows[0].len() - rows[0].len() / 2).max(1) as f64;
        let last = |row: &Vec<f32>| row.last().map(|&v| f64::from(v));
        let peak = rows[0].iter().copied().fold(0.0, f32::max);
        let imitated = last(&rows[3]).unwrap_or(0.0) / last(&rows[2]).unwrap_or(1.0).max(1.0);
        let survived = last(&rows[0]).map(|v| f64::from(u8::from(v > 0.0)));
        outcomes.extend([
            last(&rows[0]),
            Some(late),
            last(&rows[2]),
            last(&rows[1]),
            Some(f64::from(peak)),
            Some(0.0),
            Some(imitated),
            survived,
        ]);
        columns.extend(rows);
        if replicate == 0 || plan.all_events {
            results.events.extend(events);
        }
    }
    let outcomes: Vec<f64> = outcomes.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect();
    results.runs.add(Run { id, point, replicate }, &outcomes).unwrap();
    results.series.runs.push((id, columns));
}

fn one_expression(
    plan: &Plan,
    (run, x): (u64, usize),
    beta: f64,
    luck: &mut Luck,
    n: usize,
) -> (Vec<Vec<f32>>, Vec<Event>) {
    let dt = (plan.facts.duration / 3600.0).max(0.05);
    let step = plan.facts.duration / (plan.samples.max(2) - 1) as f64;
    let mut minds: Vec<Mind> = (0..n).map(|_| Mind { until: -1.0, ready: 0.0, ever: false, since: 0.0 }).collect();
    let (mut rows, mut events, mut counts) = (vec![Vec::new(); 4], Vec::new(), (0u32, 0u32));
    let mut t = 0.0;
    for i in 0..plan.starters.min(n) {
        let who = ((luck.share() * n as f64) as usize + i) % n;
        start(plan, &mut minds[who], 0.0, luck);
        events.push(event(run, 0.0, who, x, Cause::Event, None, &minds[who]));
        counts.0 += 1;
    }
    for sample in 0..plan.samples {
        while t < sample as f64 * step {
            for i in 0..n {
                if t < minds[i].until || t < minds[i].ready {
                    continue;
                }
                let seen: Vec<u32> =
                    plan.neighbours[i].iter().copied().filter(|&j| t < minds[j as usize].until).collect();
                let hazard = beta * seen.len() as f64;
                let pulse = plan.facts.pulses.iter().any(|p| t >= p.at && t < p.at + p.lasting);
                let own = plan.spontaneous * if pulse { 60.0 } else { 1.0 };
                if luck.share() < 1.0 - (-(hazard + own) * dt).exp() {
                    let caught = luck.share() * (hazard + own) < hazard;
                    start(plan, &mut minds[i], t, luck);
                    let cause = if caught { Cause::Imitated } else { Cause::Spontaneous };
                    let source = caught.then(|| seen[(luck.share() * seen.len() as f64) as usize]);
                    events.push(event(run, t, i, x, cause, source, &minds[i]));
                    counts = (counts.0 + 1, counts.1 + u32::from(caught));
                }
            }
            t += dt;
        }
        let active = minds.iter().filter(|m| t < m.until).count() as f32 / n as f32;
        let ever = minds.iter().filter(|m| m.ever).count() as f32 / n as f32;
        for (row, value) in rows.iter_mut().zip([active, ever, counts.0 as f32, counts.1 as f32]) {
            row.push(value);
        }
    }
    (rows, events)
}

fn start(plan: &Plan, mind: &mut Mind, t: f64, luck: &mut Luck) {
    mind.since = t;
    mind.until = t + plan.lasting * (0.5 + luck.share());
    mind.ready = mind.until + plan.refractory;
    mind.ever = true;
}

fn event(run: u64, time: f64, who: usize, x: usize, cause: Cause, source: Option<u32>, mind: &Mind) -> Event {
    Event {
        run,
        time,
        person: who as u32,
        expression: x,
        cause,
        source,
        latency: 0.0,
        duration: mind.until - mind.since,
    }
}

/// A network of named people in three loose communities.
pub(crate) fn village(size: usize) -> Plan {
    let mut luck = Luck::new(11);
    let mut neighbours = vec![Vec::new(); size];
    for i in 0..size {
        for j in 0..i {
            let near = i % 3 == j % 3;
            let chance = if near { 14.0 / size as f64 } else { 1.2 / size as f64 };
            if luck.share() < chance * if j < 4 { 3.0 } else { 1.0 } {
                neighbours[i].push(j as u32);
                neighbours[j].push(i as u32);
            }
        }
    }
    const NAMES: [&str; 12] = [
        "Valjean",
        "Javert",
        "Cosette",
        "Marius",
        "Fantine",
        "Gavroche",
        "Enjolras",
        "Thénardier",
        "Éponine",
        "Myriel",
        "Courfeyrac",
        "Mme Thénardier",
    ];
    Plan {
        facts: facts(
            "les-miserables-smile",
            "One smile in Les Misérables",
            "Who passes it on?",
            &["smile"],
            size,
            600.0,
        ),
        neighbours,
        places: vec![None; size],
        names: (0..size).map(|i| NAMES.get(i).map_or_else(|| format!("Person {i}"), |n| (*n).to_owned())).collect(),
        blocks: Vec::new(),
        arms: vec![("main".into(), 0.012, None), ("no_imitation".into(), 0.0, None)],
        replicates: 60,
        samples: 201,
        spontaneous: 0.0004,
        lasting: 4.0,
        refractory: 30.0,
        starters: 1,
        all_events: true,
    }
}

/// A comedy club: a joke every 30 s.
pub(crate) fn club() -> Plan {
    let mut facts = facts(
        "comedy-club",
        "Laughter at the comedy club",
        "How much is the joke, how much the room?",
        &["laugh"],
        100,
        600.0,
    );
    facts.pulses =
        (0..20).map(|k| Pulse { at: k as f64 * 30.0 + 10.0, lasting: 3.0, expression: "laugh".into() }).collect();
    Plan {
        facts,
        neighbours: circle(100),
        places: vec![None; 100],
        names: (0..100).map(|i| i.to_string()).collect(),
        blocks: Vec::new(),
        arms: vec![("main".into(), 0.004, None), ("no_imitation".into(), 0.0, None)],
        replicates: 30,
        samples: 301,
        spontaneous: 0.003,
        lasting: 2.0,
        refractory: 3.0,
        starters: 0,
        all_events: false,
    }
}

/// Eighteen seats of applause.
pub(crate) fn applause() -> Plan {
    Plan {
        facts: facts(
            "applause",
            "The applause that would not end",
            "Why is applause long one night and short the next?",
            &["applause"],
            18,
            60.0,
        ),
        neighbours: circle(18),
        places: vec![None; 18],
        names: [
            "Ana", "Ben", "Cleo", "Dov", "Eva", "Finn", "Gita", "Hugo", "Ines", "Jon", "Kai", "Lea", "Max", "Nia",
            "Otto", "Pia", "Quin", "Rosa",
        ]
        .map(String::from)
        .to_vec(),
        blocks: Vec::new(),
        arms: vec![("main".into(), 0.08, None), ("no_imitation".into(), 0.0, None)],
        replicates: 200,
        samples: 241,
        spontaneous: 0.0,
        lasting: 6.0,
        refractory: 200.0,
        starters: 1,
        all_events: false,
    }
}

/// Source and receiver, four degrees of closeness.
pub(crate) fn ladder() -> Plan {
    let arms = [
        ("stranger", 0.0016, 0.0),
        ("acquaintance", 0.006, 1.0 / 3.0),
        ("friend", 0.0103, 2.0 / 3.0),
        ("kin", 0.014, 1.0),
    ];
    let arms = arms.map(|(name, beta, w)| (name.to_owned(), beta * 4.0, Some(("ties.closeness".to_owned(), w))));
    Plan {
        facts: facts("yawn-ladder", "The yawn ladder", "Does closeness matter?", &["yawn"], 2, 180.0),
        neighbours: circle(2),
        places: vec![None; 2],
        names: vec!["source".into(), "receiver".into()],
        blocks: Vec::new(),
        arms: arms.into_iter().chain([("no_imitation".to_owned(), 0.0, None)]).collect(),
        replicates: 500,
        samples: 91,
        spontaneous: 0.0,
        lasting: 6.0,
        refractory: 300.0,
        starters: 1,
        all_events: true,
    }
}

fn mark(x: f64, y: f64, label: &str) -> Mark {
    Mark { chart: "trials".into(), x: Some(x), y: Some(y), y_to: None, label: label.into() }
}

/// One listener and ten recorded laughs.
pub(crate) fn laugh_track() -> Plan {
    let mut facts =
        facts("laugh-track", "The laugh track wears off", "Why is canned laughter funny once?", &["laugh"], 1, 600.0);
    facts.pulses = (0..10).map(|k| Pulse { at: k as f64 * 60.0, lasting: 18.0, expression: "laugh".into() }).collect();
    facts.marks = vec![mark(1.0, 0.47, "Provine 1992, first trial"), mark(10.0, 0.023, "tenth trial")];
    Plan {
        facts,
        neighbours: vec![Vec::new()],
        places: vec![None],
        names: vec!["0".into()],
        blocks: Vec::new(),
        arms: vec![
            ("wears off".into(), 0.0, None),
            ("no habituation".into(), 0.0, None),
            ("no_imitation".into(), 0.0, None),
        ],
        replicates: 120,
        samples: 121,
        spontaneous: 0.0006,
        lasting: 2.0,
        refractory: 5.0,
        starters: 0,
        all_events: false,
    }
}

/// Groups of two to eight, as arms that differ in one number.
pub(crate) fn groups() -> Plan {
    let arm = |n: usize| (n.to_string(), 0.012 * n as f64, Some(("network.n".to_owned(), n as f64)));
    Plan {
        facts: facts(
            "group-of-two-to-eight",
            "Group of two, three, eight",
            "When does a giggle feed itself?",
            &["laugh"],
            8,
            120.0,
        ),
        neighbours: circle(8),
        places: vec![None; 8],
        names: (0..8).map(|i| i.to_string()).collect(),
        blocks: Vec::new(),
        arms: (2..=8).map(arm).chain([("no_imitation".to_owned(), 0.0, None)]).collect(),
        replicates: 80,
        samples: 61,
        spontaneous: 0.001,
        lasting: 1.5,
        refractory: 4.0,
        starters: 1,
        all_events: false,
    }
}

/// Three expressions in a hall, arms with long names.
pub(crate) fn three_expressions() -> Plan {
    let mut plan = lecture(40);
    plan.facts.expressions = ["yawn", "smile", "laugh"].map(String::from).to_vec();
    plan.facts.title = "A long title that has to be wrapped because nobody could possibly fit all of it into one single line above a figure".into();
    plan.arms = vec![
        ("everyone is a stranger to everyone else".into(), 0.002, None),
        ("friends sit in pairs".into(), 0.006, None),
        ("no_imitation".into(), 0.0, None),
    ];
    plan
}

/// As many arms as a panel can hold.
pub(crate) fn eight_arms() -> Plan {
    let mut plan = lecture(12);
    plan.arms = (0..8).map(|k| (format!("arm {k} of the sweep"), 0.0008 * f64::from(k), None)).collect();
    plan.arms.push(("no_imitation".into(), 0.0, None));
    plan
}

/// Nobody does anything.
pub(crate) fn nothing() -> Plan {
    let mut plan = lecture(5);
    (plan.spontaneous, plan.starters) = (0.0, 0);
    plan
}

/// A single run.
pub(crate) fn once() -> Plan {
    let mut plan = lecture(1);
    plan.arms.truncate(1);
    plan
}

/// The same results of people whose mood follows what they see: it rises with the share that expresses and goes on a while after.
pub(crate) fn feeling(mut results: Results) -> Results {
    results.series.columns.extend(["mood_mean".to_owned(), "affect_mean".to_owned()]);
    for (_, columns) in &mut results.series.runs {
        let (mut mood, mut path) = (0.0f32, Vec::new());
        for share in &columns[0] {
            mood += 0.4 * share - 0.02 * mood;
            path.push(mood);
        }
        columns.push(path);
        columns.push(columns[0].iter().map(|share| share / 4.0).collect());
    }
    results
}

/// Points drawn by chance: the outcome rises with the first key by so much over its range, and not with the second.
pub(crate) fn drawn(points: u32, slope: f64) -> Results {
    let mut facts = lecture(1).facts;
    facts.design = "lhs".into();
    facts.varied = vec!["ties.closeness".into(), "people.susceptibility".into(), "network.visibility".into()];
    let mut results =
        Results { facts, outcomes: vec!["yawn_reach".into(), "yawn_events".into()], ..Results::default() };
    let mut luck = Luck::new(3);
    for index in 0..points {
        let place = f64::from(index) / f64::from(points - 1);
        let values = [place, 10f64.powf(luck.share() * 3.0), luck.share()];
        let varied = results.facts.varied.iter().zip(values);
        let varied = varied.map(|(key, value)| (key.clone(), format!("{value:.4}"))).collect();
        results.points.push(Point { index, arm: "main".into(), varied, ..Point::default() });
        for replicate in 0..2 {
            let reach = (0.3 + slope * place + 0.1 * (luck.share() - 0.5)).clamp(0.0, 1.0);
            let run = Run { id: u64::from(2 * index + replicate), point: index, replicate };
            results.runs.add(run, &[reach, (200.0 * reach).round()]).unwrap();
        }
    }
    results
}

/// What a design that asks which keys matter found about a made-up outcome: the first key matters much, the second where
/// the first is high, the third not at all; chance adds its own.
pub(crate) fn study(design: &str) -> Results {
    let names = ["ties.closeness", "expressions.yawn.attention", "network.rows"];
    let reach = |to| Reach::Numbers { from: 0.0, to, steps: None, log: false, whole: false };
    let axis = |(key, to): (&&str, f64)| Axis { key: (*key).to_owned(), reach: reach(to) };
    let keys: Vec<Axis> = names.iter().zip([0.9, 4.0, 20.0]).map(axis).collect();
    let lots = ["network", "start", "people", "dice"].map(|lot| format!("chance.{lot}"));
    let lots = lots.into_iter().map(|key| Axis { key, reach: reach(1e9) });
    let axes: Vec<Axis> = if design == "variance" { lots.chain(keys).collect() } else { keys };
    let samples = match design {
        "oat" => None,
        "morris" => Some(20),
        _ => Some(128),
    };
    let rows = design::rows(design::named(design).unwrap(), &axes, samples, 1).unwrap();
    let luck = |scope, who| Chance::new(1).draws(Stream::Trait, scope, who, 0).random::<f64>() - 0.5;
    let place = |position: &Position, at: usize| match position {
        Position::Unit(unit) => *unit,
        Position::Own => 0.5,
        Position::Step(step) => *step as f64,
        Position::Count(count) => 0.5 + luck(at as u64, *count) * [0.1, 0.4, 0.2, 0.9][at],
    };
    let value = |row: &design::Row, point: u64, replicate: u64| {
        let x: Vec<f64> = row.iter().enumerate().map(|(at, position)| place(position, at)).collect();
        let (lots, keys) = x.split_at(x.len() - 3);
        let chance =
            if lots.is_empty() { luck(90, replicate) + luck(91, 8 * point + replicate) } else { lots.iter().sum() };
        let weight = if lots.is_empty() { 0.1 } else { 0.6 };
        0.1 + 0.5 * keys[0] + 0.3 * keys[0] * keys[1] + weight * chance
    };
    let replicates = if design == "variance" { 1 } else { 8 };
    let outcome = |scale: f64| {
        let runs = |(point, row)| (0..replicates).map(|r| Some(scale * value(row, point, r))).collect();
        (0..).zip(&rows).map(runs).collect::<Vec<Vec<_>>>()
    };
    let questions = Questions { design, axes: &axes, rows: &rows, lasts: &[], seed: 1 };
    let ask = |(name, scale)| questions.ask("main", name, &outcome(scale)).unwrap();
    let key = |axis: &Axis| Key {
        name: axis.key.clone(),
        ends: ("0".into(), axis.steps()[1].clone()),
        unit: TimeUnit::Second,
    };
    let study = Study {
        design: design.into(),
        keys: axes[axes.len() - 3..].iter().map(key).collect(),
        findings: [("yawn_reach", 1.0), ("yawn_events", 80.0)].map(ask).to_vec(),
    };
    let mut facts = lecture(1).facts;
    facts.design = design.into();
    facts.varied = names.map(str::to_owned).to_vec();
    facts.outcomes = vec!["yawn_reach".into(), "yawn_events".into()];
    Results { facts, study: Some(study), ..Results::default() }
}
