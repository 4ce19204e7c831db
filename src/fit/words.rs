//! What a fit found, and what the data cannot tell, in sentences.

use super::prior::Prior;
use super::refine::MOST_ROUNDS;
use super::{Fit, LEVEL, Parameter, Prediction, Refined, TAIL, Together};
use crate::output::chart::axis::{percent, short};
use crate::output::chart::telling::ALT;

/// From this share of the prior's width on the data say next to nothing about a key.
const WIDE: f64 = 0.8;
/// A posterior that is worth fewer equal draws than this is hardly one.
const FEW: f64 = 50.0;
/// From so many standard errors on it is said that a posterior has moved.
const MOVED: f64 = 4.0;
/// A prediction whose tail is smaller than this misses what was observed.
const MISSED: f64 = 0.025;

pub(super) fn sentences(fit: &Fit) -> Vec<String> {
    let mut all = vec![done(fit)];
    all.extend(fit.priors.iter().zip(&fit.parameters).map(|(prior, parameter)| about(prior, parameter)));
    all.extend(fit.refined.iter().flat_map(|refined| of_rounds(fit, refined)));
    all.extend(fit.together().iter().map(|pair| together(fit, pair)));
    all.extend(fit.predictions.iter().filter_map(missed));
    all
}

/// What a picture of the posterior says, for whoever does not see it: as many keys as there is room for.
pub(super) fn short_alt(fit: &Fit) -> String {
    let key = |(prior, found): (&Prior, &Parameter)| match found.interval {
        Some(_) if found.width > WIDE => format!("{}: nearly as unknown as before.", prior.key),
        Some((low, high)) => {
            let (low, high) = (short(low), told(prior, high));
            format!("{}: {} ({low} to {high}).", prior.key, told(prior, found.median))
        }
        None => format!("{}: no interval holds.", prior.key),
    };
    let start = format!("Histograms of free keys, before and after; medians with {} intervals.", percent(LEVEL));
    within(start, fit.priors.iter().zip(&fit.parameters).map(key).collect())
}

/// A text with as many of these sentences as an alternative text has room for.
pub(super) fn within(mut text: String, sentences: Vec<String>) -> String {
    let all = sentences.len();
    for (number, sentence) in sentences.into_iter().enumerate() {
        let rest = format!(" {} more in the caption.", all - number);
        let room = if number + 1 == all { 0 } else { rest.chars().count() };
        if text.chars().count() + 1 + sentence.chars().count() + room > ALT {
            return text + &rest;
        }
        text = format!("{text} {sentence}");
    }
    text
}

fn done(fit: &Fit) -> String {
    let rounds = fit.refined.as_ref().map_or(&[][..], |refined| &refined.rounds);
    let further = match rounds {
        [] => String::new(),
        [round] => format!(" and {} nearer to the data", round.runs),
        rounds => {
            let runs: usize = rounds.iter().map(|round| round.runs).sum();
            format!(" and {runs} nearer to the data in {} rounds", rounds.len())
        }
    };
    format!(
        "{} draws of the priors{further}, the {} nearest to what was observed kept (worth {:.0} equal ones).",
        fit.table.draws.len(),
        fit.draws.len(),
        fit.effective()
    )
}

/// What rounds after the draws of the priors came to.
fn of_rounds(fit: &Fit, refined: &Refined) -> Vec<String> {
    let mut all = Vec::new();
    match (refined.rounds.len(), refined.settled) {
        (0, true) => all.push("No round was needed: the nearest draws come to just what was observed.".to_owned()),
        (0, false) | (_, true) => {}
        (rounds, false) => all.push(format!(
            "After {rounds} rounds new runs still came nearer: more rounds (`--refine={}`) would tell more.",
            (2 * rounds).min(MOST_ROUNDS as usize)
        )),
    }
    if !refined.rounds.is_empty() && fit.effective() < FEW {
        all.push(format!("The posterior is worth only {:.0} equal draws: take more of the priors.", fit.effective()));
    }
    let moved = fit.priors.iter().zip(&fit.parameters).zip(&refined.before).filter(|(_, before)| before.moved > MOVED);
    all.extend(moved.map(|((prior, now), before)| {
        format!(
            "`{}`: the draws of the priors alone gave {}, and have moved to {} by more than chance explains: they were not near enough.",
            prior.key,
            told(prior, before.median),
            told(prior, now.median)
        )
    }));
    all
}

fn told(prior: &Prior, value: f64) -> String {
    let unit = if prior.unit.is_empty() { String::new() } else { format!(" {}", prior.unit) };
    format!("{}{unit}", short(value))
}

fn about(prior: &Prior, parameter: &Parameter) -> String {
    let Parameter { median, interval, width, check } = parameter;
    let before = format!("{} to {} before", short(prior.value(TAIL)), told(prior, prior.value(1.0 - TAIL)));
    let Some((low, high)) = interval else {
        return format!(
            "`{}`: no interval can be given: near the data intervals of {} held the parameter in {} of {} checks. More draws, or \
             fewer free keys, may help.",
            prior.key,
            percent(LEVEL),
            percent(check.covered),
            check.trials
        );
    };
    let interval = format!(
        "{}\u{a0}interval {} to {}; {before}",
        percent(LEVEL).replace('\u{a0}', " "),
        short(*low),
        told(prior, *high)
    );
    if *width > WIDE {
        return format!("`{}`: what was observed says next to nothing about it ({interval}).", prior.key);
    }
    format!(
        "`{}`: {} ({interval}). In {} checks near the data such intervals held the parameter {} of the time.",
        prior.key,
        told(prior, *median),
        check.trials,
        percent(check.covered)
    )
}

fn together(fit: &Fit, pair: &Together) -> String {
    let (a, b) = (&fit.priors[pair.keys.0], &fit.priors[pair.keys.1]);
    let which = match (pair.correlation < 0.0, a.is_log() && b.is_log()) {
        (true, true) => "their product",
        (true, false) => "what both do together",
        (false, true) => "their ratio",
        (false, false) => "how far they lie apart",
    };
    format!(
        "`{}` and `{}` cannot be told apart here (correlation {}): {which} is known better than either.",
        a.key,
        b.key,
        short(pair.correlation)
    )
}

pub(super) fn missed(prediction: &Prediction) -> Option<String> {
    let Prediction { statistic, below, .. } = prediction;
    let tail = below.min(1.0 - below);
    (tail < MISSED).then(|| {
        let side = if *below > 0.5 { "below" } else { "above" };
        format!(
            "Even the runs that fit best miss {} ({}): {} of them lie {side} it. The scenario as it stands does not explain it.",
            statistic.name,
            short(statistic.target),
            percent(1.0 - tail)
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::fit::observed::Statistic;
    use crate::fit::posterior::Table;
    use crate::fit::refine::Refining;
    use crate::fit::{Fit, Options, Prior, prior_draws};

    /// What comes of shares of priors: each with noise of its own, the steeper the higher.
    fn seen(at: &[f64], number: u32) -> Vec<f64> {
        let noise = |key: u32| f64::from(sobol_burley::sample(number, 8 + key, 5)) - 0.5;
        at.iter().zip(0..).map(|(at, key)| libm::exp(6.0 * at) * (1.0 + 0.2 * noise(key))).collect()
    }

    fn refined(keys: usize, most: u32, seen: impl Fn(&[f64], u32) -> Vec<f64>) -> Fit {
        let priors: Vec<Prior> = (0..keys).map(|key| Prior::parse(&format!("k{key}"), "0..1").unwrap()).collect();
        let statistics: Vec<Statistic> = seen(&vec![0.8; keys], 60_000)
            .into_iter()
            .map(|target| Statistic { name: "seen".to_owned(), target })
            .collect();
        let draws = prior_draws(&priors, 600, 2).unwrap();
        let rows = draws.iter().zip(0..).map(|(at, number)| seen(at, number)).collect();
        let table = Table { draws, statistics: rows, weights: Vec::new() };
        let options = Options { draws: 600, ..Options::default() };
        let fit =
            Fit::new(("toy".to_owned(), "Toy".to_owned()), priors, statistics.clone(), table, &options, 2).unwrap();
        let target = statistics.iter().map(|statistic| statistic.target).collect();
        let mut refining = Refining::new(fit.table.clone(), target, most);
        while let Some(proposals) = refining.propose(2) {
            let first = refining.table.draws.len() as u32;
            let rows = proposals.iter().zip(first..).map(|(at, number)| seen(at, number)).collect();
            refining.take(proposals, rows);
        }
        fit.refined_by(refining)
    }

    #[test]
    fn rounds_are_told_with_what_they_changed_and_what_more_would() {
        let fit = refined(2, 3, seen);
        let told = fit.sentences().join("\n");
        assert!(
            told.starts_with("600 draws of the priors and 300 nearer to the data in 3 rounds, the 100 nearest"),
            "{told}"
        );
        assert!(
            told.contains("After 3 rounds new runs still came nearer: more rounds (`--refine=6`) would tell more."),
            "{told}"
        );
        assert!(fit.rounds_csv().unwrap().lines().count() == 4, "{told}");
        let before = fit.refined.as_ref().unwrap().before[0];
        let moved = told.contains("`k0`: the draws of the priors alone gave");
        assert_eq!(moved, before.moved > super::MOVED, "{before:?}: {told}");
        let width = |fit: &Fit| fit.parameters[0].width;
        let plain = refined(2, 0, seen);
        assert!(width(&fit) < width(&plain), "{} {}", width(&fit), width(&plain));
    }

    #[test]
    fn where_enough_draws_come_to_just_what_was_observed_no_round_is_needed() {
        let fit = refined(1, 5, |at, _| vec![f64::from(u8::from(at[0] > 0.5))]);
        let told = fit.sentences().join("\n");
        assert!(told.starts_with("600 draws of the priors, the 3"), "{told}");
        assert!(told.contains("No round was needed"), "{told}");
    }
}
