//! Plausible results for the charts to be drawn from: a crude contagion of its own, nothing of the engine.

use catching::output::chart::input::*;

/// A small generator of chance, the same everywhere.
pub struct Luck(u64);

impl Luck {
    pub fn new(seed: u64) -> Luck {
        Luck(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as f64) / f64::from(1u32 << 31)
    }
}

/// What to make up.
#[derive(Clone)]
pub struct Plan {
    pub facts: Facts,
    pub neighbours: Vec<Vec<u32>>,
    pub places: Vec<Option<(f64, f64)>>,
    pub names: Vec<String>,
    /// Arms with their strength of imitation; "null" is the null run.
    pub arms: Vec<(String, f64, Option<(String, f64)>)>,
    pub replicates: u32,
    pub samples: usize,
    pub spontaneous: f64,
    pub lasting: f64,
    pub refractory: f64,
    pub starters: usize,
    pub all_events: bool,
}

pub fn facts(name: &str, title: &str, question: &str, expressions: &[&str], size: usize, duration: f64) -> Facts {
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

pub fn seats(rows: usize, columns: usize) -> (Vec<Vec<u32>>, Vec<Option<(f64, f64)>>) {
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
pub fn lecture(replicates: u32) -> Plan {
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
        arms: vec![("main".into(), 0.004, None), ("null".into(), 0.0, None)],
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
pub fn circle(size: usize) -> Vec<Vec<u32>> {
    (0..size as u32).map(|i| (0..size as u32).filter(|j| *j != i).collect()).collect()
}

pub fn play(plan: &Plan) -> Results {
    let mut results = Results { facts: plan.facts.clone(), ..Results::default() };
    let step = plan.facts.duration / (plan.samples.max(2) - 1) as f64;
    results.series.times = (0..plan.samples).map(|i| i as f64 * step).collect();
    for e in &plan.facts.expressions {
        for what in ["prevalence", "reach", "events", "imitated"] {
            results.series.columns.push(format!("{e}_{what}"));
        }
        for what in ["prevalence", "prevalence_late", "events", "reach", "peak", "time_to_peak", "imitated_share", "survived"] {
            results.outcomes.push(format!("{e}_{what}"));
        }
    }
    for (index, (arm, imitation, varied)) in plan.arms.iter().enumerate() {
        let null = arm == "null";
        let point = Point { index: index as u32, arm: arm.clone(), null, varied: varied.clone() };
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
            first: first.collect(),
        };
        results.people.push(person);
    }
    let ties = |i: usize| plan.neighbours[i].iter().map(move |&j| (i as u32, j));
    results.ties = (0..plan.neighbours.len()).flat_map(ties).collect();
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
    results.runs.push(Run { id, point, replicate, outcomes });
    results.series.runs.push((id, columns));
}

fn one_expression(plan: &Plan, (run, x): (u64, usize), beta: f64, luck: &mut Luck, n: usize) -> (Vec<Vec<f32>>, Vec<Event>) {
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
                let seen: Vec<u32> = plan.neighbours[i].iter().copied().filter(|&j| t < minds[j as usize].until).collect();
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
    Event { run, time, person: who as u32, expression: x, cause, source, duration: mind.until - mind.since }
}
