//! What a design that asks which keys matter has found, as a table for the terminal.

use super::columns;
use crate::experiment::sensitivity::{Effects, Estimate, Finding, Says, Study};
use crate::output::chart::outcomes::Outcome;
use crate::output::chart::words;

/// The findings about an outcome, arm by arm.
pub(super) fn lines(study: &Study, outcome: &Outcome) -> Vec<String> {
    let findings: Vec<&Finding> = study.findings.iter().filter(|f| f.outcome == outcome.column).collect();
    if findings.is_empty() {
        return vec![format!("{}: not every run has it, so nothing is said about it", outcome.title)];
    }
    let several = findings.len() > 1;
    findings.iter().flat_map(|finding| about(study, outcome, finding, several)).collect()
}

fn about(study: &Study, outcome: &Outcome, finding: &Finding, several: bool) -> Vec<String> {
    let arm = if several { format!(" ({})", finding.arm) } else { String::new() };
    let keys = || study.keys.iter().map(|key| key.name.clone());
    let (what, rows) = match &finding.says {
        Says::Nothing => {
            return vec![format!(
                "{}{arm}: it varies no more than runs of one point do, so there is nothing to explain",
                outcome.title
            )];
        }
        Says::Indices(found) => {
            let both = found.first.iter().zip(&found.total).map(|(first, total)| vec![share(first), share(total)]);
            (
                "share of its variance (± half a 95\u{a0}% interval)",
                table(&["S1 alone", "ST with others"], keys().zip(both)),
            )
        }
        Says::Effects(found) => {
            let columns = ["mu_star size", "mu", "sigma spread", "chance alone"];
            let rows = found.iter().map(|effects| of_effects(outcome, effects));
            ("effect over a key's whole range (± half a 95\u{a0}% interval)", table(&columns, keys().zip(rows)))
        }
        Says::Swings(found) => {
            let rows = study.keys.iter().zip(found).map(|(key, swing)| {
                let change = swing.swing.mean.unwrap_or(0.0);
                let (low, high) = swing.swing.interval.unwrap_or((change, change));
                let levels = [&swing.low, &swing.high].map(|s| s.mean.map(|m| outcome.say(m)).unwrap_or_default());
                vec![
                    format!("{} to {}", key.ends.0, key.ends.1),
                    format!("{} to {}", levels[0], levels[1]),
                    format!("{} ({} to {})", signed(outcome, change), signed(outcome, low), signed(outcome, high)),
                ]
            });
            (
                "change when one key goes from its first to its last value (95\u{a0}% interval)",
                table(&["values", "mean", "change"], keys().zip(rows)),
            )
        }
        Says::Split(found) => {
            let rows = found.parts.iter().map(|part| (part.name.to_owned(), vec![share(&part.first)]));
            ("share of the variance between runs (± half a 95\u{a0}% interval)", table(&["share"], rows))
        }
    };
    let intro = format!("{}{arm}: {what}", outcome.title);
    [intro].into_iter().chain(columns(&rows)).collect()
}

fn table(columns: &[&str], rows: impl Iterator<Item = (String, Vec<String>)>) -> Vec<Vec<String>> {
    let header = [String::new()].into_iter().chain(columns.iter().map(|&column| column.to_owned())).collect();
    [header].into_iter().chain(rows.map(|(name, cells)| [vec![name], cells].concat())).collect()
}

fn share(estimate: &Estimate) -> String {
    words::share_with_conf(estimate.value, estimate.conf)
}

fn of_effects(outcome: &Outcome, effects: &Effects) -> Vec<String> {
    let Effects { mu, mu_star, sigma, floor } = effects;
    let conf = mu_star.conf.map(|conf| format!(" ± {}", outcome.say(conf))).unwrap_or_default();
    let floor = floor.map(|floor| outcome.say(floor)).unwrap_or_default();
    vec![format!("{}{conf}", outcome.say(mu_star.value)), signed(outcome, mu.value), outcome.say(sigma.value), floor]
}

fn signed(outcome: &Outcome, value: f64) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    format!("{sign}{}", outcome.say(value))
}
