//! People who each watch one other, who shows something whatever they do: a pair in which one begins, a recorded laugh.

use super::conditions::{Case, known_one_by_one};
use super::mean_field;
use super::surroundings::Surroundings;
use crate::model::situation::{ImitationRate, MemoryKernel, Pick, Policy, Situation, Who};
use crate::network::Source;
use crate::output::chart::Results;
use crate::output::chart::beside::Answer;
use crate::scenario::Scenario;
use crate::theory::watcher::Watcher;

/// How often they answer with the first expression, where the scenario is of that kind.
pub(super) fn answer(scenario: &Scenario, around: &Surroundings, results: &Results) -> Option<Answer> {
    let situation = &scenario.situation;
    let case = Case { situation, expression: situation.expressions.first()?, around };
    if known_one_by_one(&case).is_some() {
        return None;
    }
    let showings = showings(scenario, &case)?;
    let watcher = watcher(&case)?;
    let unit = scenario.time_unit.seconds();
    let share = |hazard: f64| -case.expression.responders * libm::expm1(-hazard);
    let times: Vec<f64> = results.series.times.iter().map(|t| t * unit).collect();
    let so_far = watcher.hazards(&showings, &times).into_iter().map(share).collect();
    let mut ends: Vec<f64> = showings.iter().map(|s| s.0).collect();
    ends.push(situation.duration);
    let sums = watcher.hazards(&showings, &ends);
    let each_time = sums.windows(2).map(|pair| share(pair[1] - pair[0])).collect();
    Some(Answer { point: 0, so_far, each_time, caveats: caveats(&case, &showings) })
}

/// From when to when the one who is watched expresses \[s\]; none where this is not such a scenario.
fn showings(scenario: &Scenario, case: &Case) -> Option<Vec<(f64, f64)>> {
    let Surroundings { people, watch_one, .. } = *case.around;
    let pairs = watch_one == people && people > 1;
    if pairs {
        return pair(case);
    }
    let star = matches!(scenario.network.source(), Source::Generated { generator, .. } if *generator == "star");
    if star && watch_one + 1 == people { recording(case) } else { None }
}

/// One of each pair expresses at the start.
fn pair(case: &Case) -> Option<Vec<(f64, f64)>> {
    let e = case.expression;
    let one = match e.initial.as_ref()? {
        Who::OnePerBlock => true,
        Who::Count(1, _) => case.around.people == 2,
        _ => false,
    };
    let quiet = e.spontaneous_rate == 0.0 && case.situation.events.is_empty() && case.situation.groups.is_empty();
    (one && quiet).then(|| vec![(0.0, e.duration.mean())])
}

/// The middle of a star shows it on a timetable.
fn recording(case: &Case) -> Option<Vec<(f64, f64)>> {
    let [group] = case.situation.groups.as_slice() else { return None };
    let middle = match &group.who {
        Who::Ids(ids) => ids.as_slice() == ["0"],
        Who::Count(1, Pick::Hubs | Pick::First) => true,
        _ => false,
    };
    let [shown] = group.deliberate.as_slice() else { return None };
    let Policy::Schedule { on, hold, every, until } = shown.policy else { return None };
    if !middle || shown.expression != case.expression.name || !case.situation.events.is_empty() {
        return None;
    }
    let end = case.situation.duration.min(until);
    let again = if every.is_finite() && every > 0.0 { ((end - on) / every).ceil() } else { 1.0 };
    let times = (0..again.clamp(1.0, 1000.0) as u32).map(|i| if i == 0 { on } else { on + every * f64::from(i) });
    Some(times.take_while(|at| *at < end).map(|at| (at, at + hold)).collect())
}

/// One who watches; none where the hazard depends on more than what is shown.
fn watcher(case: &Case) -> Option<Watcher> {
    let (e, Situation { mood, loneliness, attachment, place, encounters, .. }) = (case.expression, case.situation);
    let alone =
        mood.is_none() && loneliness.is_none() && attachment.is_none() && place.is_none() && encounters.is_none();
    let ImitationRate::Rate(_) = e.imitation_rate else { return None };
    let leaky = e.memory == 0.0 || e.memory_kernel == MemoryKernel::Leaky;
    let plain = e.triggered_by.iter().all(|(name, _)| case.situation.expressions.iter().all(|o| o.name != *name));
    if !alone || !leaky || !plain || case.situation.ties.rules.iter().any(|r| r.closeness.is_some()) {
        return None;
    }
    let mixed = mean_field::model(case);
    Some(Watcher {
        spontaneous: e.spontaneous_rate,
        imitation: mixed.imitation,
        strength: mixed.strength * mixed.attention.min(1.0),
        response: mean_field::response(&e.response),
        memory: e.memory,
        habituation: e.habituation_rate,
        recovery: e.habituation_recovery,
    })
}

fn caveats(case: &Case, showings: &[(f64, f64)]) -> Vec<String> {
    let (e, people) = (case.expression, &case.situation.people);
    let alike = [
        &people.susceptibility,
        &people.expressiveness,
        &people.perception,
        &people.suppression,
        &e.susceptibility,
        &e.expressiveness,
    ];
    let period = showings.windows(2).map(|w| w[1].0 - w[0].0).fold(f64::INFINITY, f64::min);
    let busy = e.duration.mean() + e.refractory.mean();
    let all = [
        (alike.iter().any(|d| d.constant().is_none()), "people differ, and it takes everyone as the average"),
        (e.latency.mean() > 0.0, "it leaves the latency out"),
        (showings.len() == 1 && e.duration.constant().is_none(), "what is shown is taken to last its mean"),
        (period.is_finite() && busy > 0.2 * period, "some are still busy with their last answer, which it leaves out"),
    ];
    all.into_iter().filter(|(when, _)| *when).map(|(_, text)| text.to_owned()).collect()
}
