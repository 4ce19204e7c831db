//! What is seen leaves a trace that fades.

use crate::theory::kernel;
use crate::verification::scenarios::LEAKY_TRACE as TRACE;
use crate::verification::{Check, CheckError, Row, Runner, Tier};

pub(super) const LEAKY_TRACE: Check = Check {
    id: "T2",
    name: "leaky-trace",
    claim: "the trace of a smile rises and fades as a leaky integrator, at any tick",
    reference: "1 − e^(-t/τ), then e^(-t/τ); its area is the length of the smile. What is shown in a tick is seen in the next",
    tier: Tier::Fast,
    scenarios: &[TRACE],
    measure: |runner| {
        let ticks = [0.01, 0.1, 0.5, 1.0];
        Ok(ticks.into_iter().map(|dt| leaky(runner, dt)).collect::<Result<Vec<_>, _>>()?.concat())
    },
};

fn leaky(runner: &Runner<'_>, dt: f64) -> Result<Vec<Row>, CheckError> {
    let (length, memory) = (5.0, 2.0);
    let trace =
        runner.trial(&TRACE).set("dt", dt).set("sample_every", dt).play(|run| run.series("affect_mean"))?.concat();
    // One of the two looks on; a tick passes until what is shown is seen.
    let at = |time: f64| 2.0 * trace[(time / dt).round() as usize + 1].1;
    let mut rows: Vec<Row> = [1.0, 2.0, 5.0, 8.0]
        .map(|t| Row::exact(format!("A after {t} s, tick {dt} s"), at(t), kernel::leaky_trace(length, memory, t), 1e-9))
        .to_vec();
    let area = trace.iter().map(|sample| 2.0 * sample.1 * dt).sum();
    let until = 60.0 - dt;
    rows.push(Row::exact(format!("∫A dt in 60 s, tick {dt} s"), area, kernel::leaky_area(length, memory, until), 1e-9));
    Ok(rows)
}
