//! Outbreaks on random networks with given numbers of contacts.

use crate::theory::degrees::Degrees;
use crate::theory::percolation;
use crate::verification::scenarios::RANDOM_SIR;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const RANDOM_NETWORK: Check = Check {
    id: "T10",
    name: "random-networks",
    claim: "how many an outbreak reaches follows from how many contacts people have",
    reference: "generating functions, Newman 2002: u = 1 − T + T(1 − seed) G₁(u), S = 1 − (1 − seed) G₀(u)",
    tier: Tier::Full,
    scenarios: &[RANDOM_SIR],
    measure: random_networks,
};

const SEED: f64 = 0.005;

fn random_networks(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let drawn = |law: &str| format!("{{ generator = \"configuration_model\", n = 20000, {law} }}");
    let regular = |k: usize| format!("{{ generator = \"random_regular\", n = 20000, d = {k} }}");
    let power = drawn("distribution = \"power_law\", exponent = 2.5, min = 2, max = 100");
    let cases = [
        ("Poisson, mean 5", drawn("distribution = \"poisson\", mean = 5"), Degrees::poisson(5.0), &[0.15, 0.4][..]),
        ("4 each", regular(4), Degrees::regular(4), &[0.5]),
        ("3 each", regular(3), Degrees::regular(3), &[0.6]),
        ("6 each", regular(6), Degrees::regular(6), &[0.3]),
        ("geometric, mean 5", drawn("distribution = \"geometric\", mean = 5"), Degrees::geometric(5.0), &[0.4]),
        ("power law k^-2.5, 2 to 100", power, Degrees::power_law(2.5, 2, 100), &[0.1, 0.2, 0.3]),
    ];
    let mut rows = Vec::new();
    for (name, network, degrees, transmissibilities) in cases {
        for &t in transmissibilities {
            let trial = runner.trial(&RANDOM_SIR).set("network", &network);
            let sizes =
                trial.set("expressions.x.imitation_rate", percolation::imitation_for(t, 1.0)).outcomes("x_reach")?;
            let reference = percolation::size(&degrees, t, SEED);
            let critical = percolation::threshold(&degrees);
            let what = format!("reached: {name}, T = {t} (T_c = {critical:.4})");
            // Near its threshold an outbreak in a finite town stays smaller than in an endless one.
            let (bias, within) = if t < 1.2 * critical { (0.012, 0.03) } else { (0.003, 0.015) };
            rows.push(Row::near(what, Estimate::mean(&sizes), reference, bias, within));
        }
    }
    Ok(rows)
}
