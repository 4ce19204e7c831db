//! How far contagion shows in who is like whom.

use crate::verification::exact::{Contacts, contacts, gillespie};
use crate::verification::scenarios::SISA_TOWN;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

pub(super) const THREE_DEGREES: Check = Check {
    id: "T26",
    name: "three-degrees",
    claim: "at published rates contagion shows at one step and hardly at two; without contagion nothing shows",
    reference: "an exact simulation on the same network by Gillespie's direct method, at the rates of Hill and colleagues 2010",
    tier: Tier::Full,
    scenarios: &[SISA_TOWN],
    measure: three_degrees,
};

const DISTANCES: [usize; 3] = [1, 2, 3];

fn three_degrees(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (name, a, b, g, level) in [
        ("content", 0.18, 0.02, 0.1, 0.7),
        ("discontent", 0.04, 0.04, 0.2, 0.25),
        ("no contagion", 0.18, 0.0, 0.1, 0.64),
    ] {
        let trial = runner
            .trial(&SISA_TOWN)
            .set("expressions.mood.spontaneous_rate", format!("\"{a} /year\""))
            .set("expressions.mood.imitation_rate", format!("\"{b} /year\""))
            .set("expressions.mood.duration.mean", format!("\"{} year\"", 1.0 / g))
            .set("expressions.mood.initial.share", level);
        let seen = trial.play(|run| DISTANCES.map(|d| run.outcome(&format!("mood_association_{d}"))))?;
        let column = |runs: &[[f64; 3]], place: usize| runs.iter().map(|run| run[place]).collect::<Vec<f64>>();
        let expected = if b > 0.0 {
            let town = trial.runs(1).set("duration", "\"1 year\"").play(|run| contacts(&run.network))?.remove(0);
            exact(runner, town, gillespie::Rates { spontaneous: a, imitation: b, recovery: g, once: false }, level)?
        } else {
            Vec::new()
        };
        for (place, distance) in DISTANCES.into_iter().enumerate() {
            let what = format!("{name}: association at {distance} steps");
            let reference = if b > 0.0 { Estimate::mean(&column(&expected, place)) } else { Estimate::from(0.0) };
            // What shows at one step is compared more coarsely where it is large.
            let within = if name == "discontent" { [0.06, 0.04, 0.04][place] } else { 0.015 };
            rows.push(Row::near(what, Estimate::mean(&column(&seen, place)), reference, 0.001, within));
        }
    }
    Ok(rows)
}

/// The association at one to three steps by Gillespie's method, a value a run; times in years.
fn exact(
    runner: &Runner<'_>,
    town: Contacts,
    rates: gillespie::Rates,
    level: f64,
) -> Result<Vec<[f64; 3]>, CheckError> {
    let (people, seed) = (town.len(), runner.seed().wrapping_mul(32_452_843));
    let near = within_three(&town);
    runner.each((0..20).collect(), move |run: &u64| {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add(*run));
        let seeds: Vec<usize> = (0..people).filter(|i| (*i as f64 * 0.618_034).fract() < level).collect();
        let times: Vec<f64> = (0..=80).map(|k| 40.0 + f64::from(k) * 0.5).collect();
        let mut counts = [[0.0; 4]; 3];
        gillespie::watch(&town, rates, &seeds, &times, &mut dice, |infected| count(infected, &near, &mut counts));
        counts.map(|[both, alter, ego_only, neither_alter]| both / alter / (ego_only / neither_alter) - 1.0)
    })
}

/// Everyone's people at one, two and three steps.
type Near = Vec<[Vec<usize>; 3]>;

fn within_three(contacts: &Contacts) -> Near {
    let of = |ego: usize| {
        let mut found = vec![ego];
        let mut shells = [contacts[ego].clone(), Vec::new(), Vec::new()];
        found.extend(&shells[0]);
        for step in 1..3 {
            let ahead: Vec<usize> = shells[step - 1].iter().flat_map(|&i| contacts[i].iter().copied()).collect();
            for i in ahead {
                if !found.contains(&i) {
                    found.push(i);
                    shells[step].push(i);
                }
            }
        }
        shells
    };
    (0..contacts.len()).map(of).collect()
}

/// Adds up ordered pairs: both have it, the alter has it, only the ego has it, the alter has it not.
fn count(infected: &[bool], near: &Near, counts: &mut [[f64; 4]; 3]) {
    for (ego, shells) in near.iter().enumerate() {
        for (shell, counts) in shells.iter().zip(counts.iter_mut()) {
            for &alter in shell {
                let (has, sees) = (infected[ego], infected[alter]);
                counts[0] += f64::from(u8::from(has && sees));
                counts[1] += f64::from(u8::from(sees));
                counts[2] += f64::from(u8::from(has && !sees));
                counts[3] += f64::from(u8::from(!sees));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_are_steps_apart() {
        let path: Contacts = vec![vec![1], vec![0, 2], vec![1, 3], vec![2, 4], vec![3]];
        let near = within_three(&path);
        assert_eq!(near[0], [vec![1], vec![2], vec![3]]);
        assert_eq!(near[2], [vec![1, 3], vec![0, 4], vec![]]);
    }
}
