//! From a scenario to its well-mixed limit.

use super::conditions::Case;
use crate::chance::Distribution;
use crate::model::situation::{Closeness, Happening, ImitationRate, Response, Who};
use crate::output::chart::axis::{percent, short};
use crate::output::chart::beside::Curve;
use crate::theory::well_mixed::{self, Shares, Start, Stay, WellMixed};
use crate::theory::{course, epidemic};

/// The curve of a case that its conditions allow, at these times \[s\].
pub(super) fn curve(case: &Case, times: &[f64]) -> Option<Curve> {
    let model = model(case);
    let starts = starts(case, times.last().copied().unwrap_or(0.0));
    let mut shares = model.course(&starts, times)?;
    let closed = closed_form(&model, &starts, times);
    if let Some(exact) = &closed {
        shares.iter_mut().zip(exact).for_each(|(share, exact)| share.prevalence = *exact);
    }
    let name = if case.expression.calming > 0.0 { BY_CONTACT.to_owned() } else { name(&model) };
    let (origin, method) =
        (origin(&name), if closed.is_some() { "closed form" } else { "its equations solved numerically" });
    Some(Curve {
        source: format!("mean field, {method}; {origin}"),
        prevalence: shares.iter().map(|s| s.prevalence as f32).collect(),
        reach: shares.iter().map(|s| s.reach as f32).collect(),
        numbers: numbers(case, &model, &starts, shares.last().copied().unwrap_or_default()),
        model: name,
        caveats: Vec::new(),
    })
}

/// Stages of the longest chain: a fixed time is nearly one of gamma distribution with so many.
pub(super) const MOST_STAGES: usize = 20;

fn stay(distribution: &Distribution) -> Stay {
    let mean = distribution.mean();
    if mean == 0.0 {
        return Stay::Skipped;
    }
    if mean.is_infinite() {
        return Stay::Forever;
    }
    let shape = match distribution {
        Distribution::Exponential { .. } => 1.0,
        Distribution::Gamma { shape, .. } => *shape,
        Distribution::Lognormal { cv, .. } => 1.0 / (cv * cv),
        Distribution::Uniform { low, high } => 12.0 * mean * mean / ((high - low) * (high - low)),
        _ => MOST_STAGES as f64,
    };
    Stay::Gamma { mean, shape: (shape.round().clamp(1.0, MOST_STAGES as f64)) as usize }
}

/// The well-mixed limit.
pub(super) fn model(case: &Case) -> WellMixed {
    let (e, ties, people) = (case.expression, &case.situation.ties, &case.situation.people);
    let closeness = match &ties.closeness {
        Closeness::Drawn(drawn) => drawn.mean(),
        Closeness::Weight | Closeness::ByKind(_) => 0.0,
    };
    let visibility = ties.visibility.mean();
    let signal = people.expressiveness.mean() * e.expressiveness.mean() * (1.0 - people.suppression.mean());
    let gain = 1.0 + (e.closeness_gain - 1.0) * closeness;
    let rate = match e.imitation_rate {
        ImitationRate::Rate(rate) => rate,
        ImitationRate::Always => f64::INFINITY,
    };
    WellMixed {
        spontaneous: e.spontaneous_rate,
        imitation: rate * people.susceptibility.mean() * e.susceptibility.mean(),
        contacts: case.around.mean_degree,
        strength: people.perception.mean() * signal * visibility * gain,
        // A budget is spent on those in view, and one seen half the time is half in view.
        attention: e.attention / visibility,
        response: response(&e.response),
        memory: e.memory,
        responders: e.responders,
        latency: stay(&e.latency.scaled(1.0 - e.latency_closeness * closeness)),
        duration: stay(&e.duration),
        rest: stay(&e.refractory),
        // So many in view are calm when all are.
        social_stopping: e.social_stopping + e.calming * case.around.mean_degree * visibility,
    }
}

pub(super) fn response(response: &Response) -> well_mixed::Response {
    match response {
        Response::Linear => well_mixed::Response::Linear,
        Response::Saturating { theta } => well_mixed::Response::Saturating(*theta),
        Response::Hill { theta, n } => well_mixed::Response::Hill(*theta, *n),
        Response::Threshold { theta } => well_mixed::Response::Threshold(theta.mean()),
        Response::Quadratic { kappa2 } => well_mixed::Response::Quadratic(*kappa2),
        Response::Pairs { kappa2 } => well_mixed::Response::Pairs(*kappa2),
    }
}

/// Who begins when, until `end` \[s\].
fn starts(case: &Case, end: f64) -> Vec<Start> {
    let name = &case.expression.name;
    let share = |who: &Who| share(case, who);
    let mut starts: Vec<Start> =
        case.expression.initial.iter().map(|who| Start { at: 0.0, share: share(who) }).collect();
    for event in &case.situation.events {
        if !matches!(&event.what, Happening::Express(n) if n == name) {
            continue;
        }
        let again = event.every.is_finite() && event.every > 0.0;
        let count = if again { MOST_STARTS } else { 1 };
        let times = (0..count).map(|i| event.at + if again { event.every * i as f64 } else { 0.0 });
        let due = times.take_while(|at| *at <= end && *at < event.until);
        starts.extend(due.map(|at| Start { at, share: share(&event.who) }));
    }
    starts
}

/// Repetitions of an event that a course follows.
const MOST_STARTS: usize = 10_000;

fn share(case: &Case, who: &Who) -> f64 {
    let people = case.around.people.max(1) as f64;
    match who {
        Who::Everyone => 1.0,
        Who::Share(share, _) => (share * people).round() / people,
        Who::Count(count, _) => *count as f64 / people,
        Who::Ids(ids) => ids.len() as f64 / people,
        Who::Listed(numbers) => numbers.len() as f64 / people,
        Who::Near(..) => 0.0, // refused before
        Who::OnePerBlock => case.around.blocks as f64 / people,
        Who::OneBlock => 1.0 / case.around.blocks.max(1) as f64,
        Who::Group(name) => {
            let group = case.situation.groups.iter().find(|g| g.name == *name);
            group.map_or(0.0, |g| share(case, &g.who))
        }
    }
}

/// The prevalence of SIS and SISa, which needs no numerical solution.
fn closed_form(model: &WellMixed, starts: &[Start], times: &[f64]) -> Option<Vec<f64>> {
    let Stay::Gamma { mean, .. } = model.duration else { return None };
    let plain = model.is_markov() && (model.latency, model.rest) == (Stay::Skipped, Stay::Skipped);
    if !plain || starts.iter().any(|s| s.at > 0.0) {
        return None;
    }
    let begun = 1.0 - starts.iter().map(|s| 1.0 - s.share).product::<f64>();
    let at = |t: &f64| course::sisa(model.spontaneous, model.pressure(), 1.0 / mean, begun, *t);
    Some(times.iter().map(at).collect())
}

/// The name that the literature has for it.
fn name(model: &WellMixed) -> String {
    let latent = if model.latency == Stay::Skipped { "" } else { "E" };
    let spontaneous = model.spontaneous > 0.0;
    if model.social_stopping > 0.0 {
        return "applause".to_owned();
    }
    let compartments = match (model.duration, model.rest) {
        (Stay::Forever, _) => format!("S{latent}I"),
        (_, Stay::Skipped) if spontaneous => format!("S{latent}ISa"),
        (_, Stay::Skipped) => format!("S{latent}IS"),
        (_, Stay::Forever) => format!("S{latent}IR"),
        (_, Stay::Gamma { .. }) => format!("S{latent}IRS"),
    };
    let simplicial = matches!(model.response, well_mixed::Response::Quadratic(_) | well_mixed::Response::Pairs(_));
    if simplicial { format!("simplicial {compartments}") } else { compartments }
}

/// Where those in view who are calm shorten an episode.
const BY_CONTACT: &str = "recovery by contact";

fn origin(name: &str) -> &'static str {
    match name {
        "SISa" => "Hill et al. 2010",
        "SIS" | "SIR" => "Kermack & McKendrick 1927",
        BY_CONTACT => "people stop sooner beside those who do not show it",
        "applause" => "starting and stopping as others do, Mann et al. 2013",
        name if name.starts_with("simplicial") => "Iacopini et al. 2019",
        _ => "compartments after Kermack & McKendrick 1927",
    }
}

/// What the curve comes to.
fn numbers(case: &Case, model: &WellMixed, starts: &[Start], end: Shares) -> Vec<String> {
    let mut numbers = Vec::new();
    if let Some(r0) = model.reproduction_number() {
        numbers.push(format!("R₀ = {}", short(r0)));
    }
    let linear =
        model.response == well_mixed::Response::Linear && model.responders == 1.0 && model.social_stopping == 0.0;
    match (model.duration, model.rest) {
        (Stay::Gamma { mean, .. }, Stay::Skipped) if linear && model.latency == Stay::Skipped => {
            let level = epidemic::sisa_level(model.spontaneous, model.pressure(), 1.0 / mean);
            numbers.push(format!("levels off at {}", percent(level)));
        }
        (Stay::Gamma { .. }, Stay::Forever) if linear && model.spontaneous == 0.0 => {
            let seed = 1.0 - starts.iter().map(|s| 1.0 - s.share).product::<f64>();
            let r0 = model.reproduction_number().unwrap_or(0.0);
            numbers.push(format!("reaches {} in the end", percent(epidemic::sir_final_size_from(r0, seed))));
        }
        _ => {
            numbers.push(format!("at the end {} express it and {} have", percent(end.prevalence), percent(end.reach)));
        }
    }
    let on_network = linear && model.spontaneous == 0.0 && model.rest == Stay::Skipped && model.attention.is_infinite();
    if let (true, Stay::Gamma { mean, .. }) = (on_network && !case.around.complete, model.duration) {
        let bound = model.imitation * model.strength * mean * case.around.lambda_max;
        let verdict = if bound < 1.0 { "below 1, it dies out" } else { "not below 1, it may last" };
        numbers.push(format!("on this network β/γ · λ_max = {} ({verdict})", short(bound)));
    }
    numbers
}
