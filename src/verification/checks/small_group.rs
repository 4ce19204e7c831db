//! Small groups at exact times: chains of births and deaths, solved by linear algebra.

use crate::theory::birth_death::{passage, survival};
use crate::verification::scenarios::SMALL_GROUP;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const SMALL_GROUPS: Check = Check {
    id: "T27",
    name: "small-groups",
    claim: "small groups die out, spread and tip as often and as soon as they should, under the exact clock",
    reference: "birth–death chains by uniformisation (Jensen 1953); one face seen by one person: 1 − e^(-βD) whatever the memory",
    tier: Tier::Fast,
    scenarios: &[SMALL_GROUP],
    measure: small_groups,
};

/// \[s\], as the scenario has it.
const TIME: f64 = 30.0;

fn small_groups(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (people, r0) in [(3, 2.0), (3, 3.0), (5, 2.0), (10, 1.2), (10, 2.0), (10, 3.0), (20, 2.0), (50, 1.2), (50, 2.0)]
    {
        let rate = r0 / f64::from(people - 1);
        let trial = runner.trial(&SMALL_GROUP).set("network.n", people).set("expressions.x.imitation_rate", rate);
        let all = f64::from(people);
        let expected = survival(people as usize, 1, TIME, |n| rate * n * (all - n), |n| n);
        rows.push(share(
            &trial.outcomes("x_survived")?,
            format!("alive after 30 s, {people} people, R₀ {r0}"),
            expected,
        ));
    }
    rows.extend(first_passages(runner)?);
    rows.extend(tipping(runner)?);
    rows.extend(pairs(runner)?);
    Ok(rows)
}

/// M10.
pub(super) const CALM: Check = Check {
    id: "M10",
    name: "calm",
    claim: "calm people in view shorten an episode, each as much as the next, and in a crowd that comes to weaker imitation",
    reference: "one face with k calm people in view: e^(-γ(1 + ck)t); birth–death chains with γn(1 + c(N − n)) by uniformisation; \
                the level of SIS with β − cγ in place of β",
    tier: Tier::Full,
    scenarios: &[SMALL_GROUP],
    measure: calm,
};

fn calm(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (calm, others, clock) in [(0.5, 1, "exact"), (0.5, 4, "exact"), (0.5, 4, "tick"), (0.0, 4, "exact")] {
        let trial = runner.trial(&SMALL_GROUP).set("network.n", others + 1).set("expressions.x.calming", calm);
        let trial = trial.set("clock", format!("{clock:?}")).set("dt", "\"0.01 s\"").set("duration", "\"1 s\"");
        let trial = trial.set("sample_every", "\"1 s\"").set("expressions.x.imitation_rate", "\"0 /s\"");
        let expected = f64::exp(-(1.0 + calm * f64::from(others)));
        let what = format!("still at it after 1 s, {others} calm people in view, c {calm}, {clock}");
        rows.push(share(&trial.outcomes("x_survived")?, what, expected));
    }
    for (people, rate, calm) in [(5, 0.8, 0.2), (10, 0.35, 0.1), (20, 0.2, 0.1)] {
        let trial = runner.trial(&SMALL_GROUP).set("network.n", people).set("expressions.x.imitation_rate", rate);
        let all = f64::from(people);
        let down = |n: f64| n * (1.0 + calm * (all - n));
        let expected = survival(people as usize, 1, TIME, |n| rate * n * (all - n), down);
        let what = format!("alive after 30 s, {people} people, c {calm}");
        rows.push(share(&trial.set("expressions.x.calming", calm).outcomes("x_survived")?, what, expected));
    }
    // 500 people, β(N − 1) = 4 and c(N − 1) = 2: as if β(N − 1) were 2.
    let others = 499.0;
    let trial = runner.trial(&SMALL_GROUP).runs(8).set("network.n", 500).set("expressions.x.initial.count", 250);
    let trial = trial.set("expressions.x.imitation_rate", 4.0 / others).set("expressions.x.calming", 2.0 / others);
    let levels = trial.set("duration", "\"200 s\"").set("sample_every", "\"1 s\"").outcomes("x_prevalence_late")?;
    rows.push(Row::near("level, 500 people, βk 4, ck 2".to_owned(), Estimate::mean(&levels), 0.5, 0.004, 0.02));
    Ok(rows)
}

/// How soon half of a group express it at the same time.
fn first_passages(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let of = |(people, r0, time): (u32, f64, f64)| {
        let (all, half, rate) = (f64::from(people), people / 2, r0 / f64::from(people - 1));
        let trial = runner.trial(&SMALL_GROUP).set("network.n", people).set("expressions.x.imitation_rate", rate);
        let trial = trial.set("duration", time).set("sample_every", time);
        let reached =
            trial.outcomes("x_peak")?.iter().map(|peak| f64::from(u8::from(*peak >= 0.5))).collect::<Vec<_>>();
        let expected = passage(half as usize, 1, time, |n| rate * n * (all - n), |n| n);
        Ok(share(&reached, format!("half at once within {time} s, {people} people, R₀ {r0}"), expected))
    };
    [(4, 2.0, 1.0), (10, 2.0, 2.0), (10, 2.0, 5.0), (20, 3.0, 2.0)].map(of).into_iter().collect()
}

/// Two who show it together count more than twice: above a number of them it holds itself up.
fn tipping(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let (people, rate, kappa2) = (20_u32, 0.005, 3.0);
    let begin = |first: u32| {
        let trial = runner.trial(&SMALL_GROUP).set("network.n", people).set("expressions.x.initial.count", first);
        let trial = trial.set("expressions.x.imitation_rate", rate);
        let trial = trial.set("expressions.x.response", format!("{{ kind = \"quadratic\", kappa2 = {kappa2} }}"));
        let up = |n: f64| rate * (n + kappa2 * n * n) * (f64::from(people) - n);
        let expected = survival(people as usize, first as usize, TIME, up, |n| n);
        Ok(share(&trial.outcomes("x_survived")?, format!("tipped, 20 people, {first} at first"), expected))
    };
    [2, 4, 7].map(begin).into_iter().collect()
}

/// Whoever sees a face of 6 s has seen 6 s of it in the end, however long it is remembered.
fn pairs(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let (rate, length) = (0.1, 6.0);
    let of = |(kernel, memory): (&str, f64)| {
        let trial = runner
            .trial(&SMALL_GROUP)
            .set("network.n", 2)
            .set("duration", "\"1000 s\"")
            .set("sample_every", "\"1000 s\"");
        let trial = trial.set("expressions.x.imitation_rate", rate).set("expressions.x.duration", length);
        let trial = trial.set("expressions.x.refractory", "\"forever\"");
        let trial =
            trial.set("expressions.x.memory", memory).set("expressions.x.memory_kernel", format!("\"{kernel}\""));
        let both: Vec<f64> = trial.outcomes("x_reach")?.iter().map(|reach| f64::from(u8::from(*reach > 0.9))).collect();
        let expected = 1.0 - f64::exp(-rate * length);
        Ok(share(&both, format!("caught from one face, {kernel} memory of {memory} s"), expected))
    };
    [("leaky", 0.0), ("leaky", 0.5), ("leaky", 30.0), ("box", 4.0), ("box", 40.0)].map(of).into_iter().collect()
}

fn share(values: &[f64], what: String, expected: f64) -> Row {
    Row::near(what, Estimate::share(values.iter().sum::<f64>() as usize, values.len()), expected, 0.0, 0.04)
}
