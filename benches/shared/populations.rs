//! Populations of outcomes of which the truth is known, to measure how often intervals hold: whole simulated epidemics whose two
//! versions share their draws, and made-up numbers of every awkward shape.

use catching::chance::{Chance, Stream};
use rand::RngExt;

/// Makes a value out of uniform draws.
type Made<T> = dyn Fn(&mut dyn FnMut() -> f64) -> T;

/// Pairs of an outcome: A and B with the same draws.
pub(super) struct Pairs {
    /// What it is.
    pub name: &'static str,
    /// The outcome that it stands for.
    pub outcome: &'static str,
    /// A and B of each pair.
    pub pairs: Vec<(f64, f64)>,
}

/// One outcome over runs.
pub(super) struct Runs {
    /// What it is.
    pub name: &'static str,
    /// The outcome that it stands for.
    pub outcome: &'static str,
    /// The value of each run.
    pub values: Vec<f64>,
}

/// Twenty people, everyone in view of everyone; one has it. Who had it may catch it again.
const PEOPLE: usize = 20;
const STEPS: usize = 100;
const STEP: f64 = 0.1;
const RATE: f64 = 1.3;

/// Hardly more than what keeps an epidemic going: a few runs hold nearly all that happens.
const NEAR: f64 = 1.1;

/// What came of an epidemic: share ever reached, 1 if it was still going, how many times somebody caught it, when it was over, mean share
/// who had it in the second half.
type Ended = [f64; 5];

/// Plays an epidemic with given draws: of each person and step whether to catch it, of each time how long it lasts.
fn epidemic(rate: f64, catches: &[f64], lengths: &[f64]) -> Ended {
    let (mut until, mut times) = ([-1.0; PEOPLE], [0_usize; PEOPLE]);
    until[0] = lengths[0];
    times[0] = 1;
    let (mut over, mut late) = (0.0, 0.0);
    for step in 0..STEPS {
        let now = step as f64 * STEP;
        let ill = until.iter().filter(|end| **end > now).count();
        if ill == 0 {
            break;
        }
        over = now + STEP;
        if step >= STEPS / 2 {
            late += ill as f64 / PEOPLE as f64 / (STEPS / 2) as f64;
        }
        let chance = 1.0 - (-rate * ill as f64 / (PEOPLE - 1) as f64 * STEP).exp();
        for person in (0..PEOPLE).filter(|person| until[*person] <= now).collect::<Vec<_>>() {
            if catches[step * PEOPLE + person] < chance {
                until[person] = now + STEP + lengths[person * 6 + times[person].min(5)];
                times[person] += 1;
            }
        }
    }
    let reached = times.iter().filter(|times| **times > 0).count() as f64 / PEOPLE as f64;
    let alive = f64::from(u8::from(until.iter().any(|end| *end > STEPS as f64 * STEP)));
    [reached, alive, times.iter().sum::<usize>() as f64, over, late]
}

/// Pairs of epidemics of which the second is caught so many times as easily as the first, at this rate.
fn epidemics(rate: f64, times: f64, count: usize, seed: u64) -> Vec<(Ended, Ended)> {
    let pair = |pair: usize| {
        let mut draws = Chance::new(seed).draws(Stream::Design, pair as u64, 0, 0);
        let catches: Vec<f64> = (0..PEOPLE * STEPS).map(|_| draws.random()).collect();
        let lengths: Vec<f64> = (0..PEOPLE * 6).map(|_| -draws.random::<f64>().max(1e-12).ln()).collect();
        (epidemic(rate, &catches, &lengths), epidemic(rate * times, &catches, &lengths))
    };
    (0..count).map(pair).collect()
}

/// The populations of pairs.
pub(super) fn pairs(count: usize) -> Vec<Pairs> {
    let of = |name, outcome, pairs: &[(Ended, Ended)], place: usize| Pairs {
        name,
        outcome,
        pairs: pairs.iter().map(|(a, b)| (a[place], b[place])).collect(),
    };
    let of_rate = |times, seed| epidemics(RATE, times, count, seed);
    let (little, more, hardly) = (of_rate(1.08, 1), of_rate(1.27, 2), of_rate(1.02, 3));
    let near = epidemics(NEAR, 1.13, count, 10);
    let mut all = vec![
        of("reach, rate + 8 %", "x_reach", &little, 0),
        of("survived, rate + 8 %", "x_survived", &little, 1),
        of("events, rate + 8 %", "x_events", &little, 2),
        of("time, rate + 8 %", "x_lasting", &little, 3),
        of("reach, rate + 27 %", "x_reach", &more, 0),
        of("survived, rate + 27 %", "x_survived", &more, 1),
        of("events, rate + 27 %", "x_events", &more, 2),
        of("time, rate + 27 %", "x_lasting", &more, 3),
        of("reach, rate + 2 %", "x_reach", &hardly, 0),
        of("events, rate + 2 %", "x_events", &hardly, 2),
        of("reach, near the threshold", "x_reach", &near, 0),
        of("events, near the threshold", "x_events", &near, 2),
        of("time, near the threshold", "x_lasting", &near, 3),
        of("late share, near the threshold", "x_prevalence_late", &near, 4),
    ];
    let made = |name, outcome, seed: u64, pair: &Made<(f64, f64)>| {
        let one = |place: usize| {
            let mut draws = Chance::new(seed).draws(Stream::Design, place as u64, 1, 0);
            pair(&mut || draws.random())
        };
        Pairs { name, outcome, pairs: (0..count).map(one).collect() }
    };
    let yes = |rare: f64, back: f64, both: f64| {
        move |u: &mut dyn FnMut() -> f64| match u() {
            u if u < rare => (0.0, 1.0),
            u if u < rare + back => (1.0, 0.0),
            u if u < rare + back + both => (1.0, 1.0),
            _ => (0.0, 0.0),
        }
    };
    all.push(made("yes in 6 % of B more", "x_survived", 4, &yes(0.06, 0.0, 0.3)));
    all.push(made("yes 8 % more, 1 % fewer", "x_survived", 5, &yes(0.08, 0.01, 0.3)));
    all.push(made("hardly ever yes", "x_survived", 6, &yes(0.03, 0.0, 0.0)));
    all.push(made("counts, few of them large", "x_events", 7, &|u| {
        let a = (3.0 * u().powi(6) * 20.0).floor();
        (a, a + if u() < 0.15 { (1.0 / (u() + 0.05)).floor() } else { 0.0 })
    }));
    all.push(made("times, one in five drawn anew", "x_lasting", 8, &|u| {
        let a = -10.0 * u().max(1e-12).ln();
        (a, if u() < 0.2 { -12.0 * u().max(1e-12).ln() } else { a })
    }));
    all
}

/// The populations of single runs.
pub(super) fn runs(count: usize) -> Vec<Runs> {
    let (near, epidemics) = (epidemics(NEAR, 1.0, count, 20), epidemics(RATE, 1.0, count, 9));
    let mut all = vec![
        Runs { name: "reach of an epidemic", outcome: "x_reach", values: epidemics.iter().map(|e| e.0[0]).collect() },
        Runs {
            name: "survival of an epidemic",
            outcome: "x_survived",
            values: epidemics.iter().map(|e| e.0[1]).collect(),
        },
        Runs { name: "events near the threshold", outcome: "x_events", values: near.iter().map(|e| e.0[2]).collect() },
        Runs { name: "time near the threshold", outcome: "x_lasting", values: near.iter().map(|e| e.0[3]).collect() },
    ];
    let made = |name, outcome, seed: u64, value: &Made<f64>| {
        let one = |place: usize| {
            let mut draws = Chance::new(seed).draws(Stream::Design, place as u64, 2, 0);
            value(&mut || draws.random())
        };
        Runs { name, outcome, values: (0..count).map(one).collect() }
    };
    // A share that is zero in most runs and anything in the others.
    let rare = |often: f64| move |u: &mut dyn FnMut() -> f64| if u() < often { u().powi(2) } else { 0.0 };
    all.push(made("a share in 5 % of runs", "x_reach", 11, &rare(0.05)));
    all.push(made("a share in 15 % of runs", "x_reach", 12, &rare(0.15)));
    all.push(made("a share in half of the runs", "x_reach", 13, &rare(0.5)));
    all.push(made("nearly everybody", "x_reach", 14, &|u| if u() < 0.1 { 1.0 - u().powi(2) } else { 1.0 }));
    all.push(made("skewed, never zero", "x_reach", 15, &|u| u().powi(8)));
    all.push(made("bimodal", "x_reach", 16, &|u| if u() < 0.4 { 0.05 + 0.05 * u() } else { 0.8 + 0.2 * u() }));
    all.push(made("hardly differs", "x_reach", 17, &|u| {
        0.5 + ((0..6).map(|_| u()).sum::<f64>() * 10.0).round() / 200.0
    }));
    all.push(made("yes in 2 % of runs", "x_survived", 18, &|u| f64::from(u8::from(u() < 0.02))));
    all.push(made("yes in 40 % of runs", "x_survived", 19, &|u| f64::from(u8::from(u() < 0.4))));
    all
}
