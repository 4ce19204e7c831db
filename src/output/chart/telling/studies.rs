//! What designs that ask which keys matter have found, and charts of repetitions and of people near each other, as headings.

use super::super::axis::{self, capital, percent};
use super::super::input::Results;
use super::super::lying::{self, Panel};
use super::super::outcomes::Outcome;
use super::super::words::{self, VerbForms, Verdict};
use super::super::{association, scatter, trials};
use super::{Telling, between, both, predicate, unseen, valued};
use crate::experiment::sensitivity::{Effects, Indices, Lead, Part, Says, Split, Swing};
use crate::experiment::statistics::Estimate;
use crate::output::findings::{printed_shares, unsure};
use crate::output::tongue::say;
use crate::results::Point;

/// Whether the largest of so many is no larger than chance alone makes one of them: its interval, widened for their number,
/// reaches zero.
pub(super) fn is_chance(e: Estimate, tests: usize) -> bool {
    !e.widened(tests).leaves_out_zero()
}

/// What was found of the first outcome that is shown.
pub(super) fn of(results: &Results) -> Option<Telling> {
    let panels = lying::panels(results);
    let panel = panels.first()?;
    let keys: Vec<String> =
        results.study.as_ref()?.keys.iter().map(|key| results.facts.called(&key.name).full).collect();
    let headline = match &panel.finding.says {
        Says::Indices(found) => indices(&keys, found),
        Says::Effects(found, lead) => effects(&keys, panel, found, lead.as_ref()),
        Says::Swings(found, lead) => swings(results, &keys, panel, (found, lead.as_ref())),
        Says::Split(found) => split(found),
        Says::Nothing => return None,
    };
    headline.map(both)
}

/// The keys with their sizes, the largest first.
fn ranked<'a, T>(keys: &'a [String], found: &'a [T], size: impl Fn(&T) -> f64) -> Vec<(&'a str, &'a T)> {
    let mut ranked: Vec<(&str, &T)> = keys.iter().map(String::as_str).zip(found).collect();
    ranked.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)));
    ranked
}

/// The first, or the first two where which of them comes first is not certain.
fn first<T>(ranked: &[(&str, T)], lead: Option<&Lead>) -> String {
    match (ranked, lead.and_then(Lead::is_certain)) {
        ([(one, _), (two, _), ..], Some(false)) => capital(&say!("one-or-other", [one, two], "{one} or {two}")),
        ([(one, _), ..], _) => capital(one),
        ([], _) => String::new(),
    }
}

fn cannot_tell() -> String {
    say!("keys-unknown", "Which key matters most cannot be told yet")
}

fn none_matters() -> String {
    say!("keys-chance", "No key is seen to matter beyond chance")
}

fn indices(keys: &[String], found: &Indices) -> Option<String> {
    let ranked = ranked(keys, &found.total, |total| total.value);
    let (_, total) = ranked.first()?;
    if unsure(total) {
        return Some(cannot_tell());
    }
    let (key, share) = (first(&ranked, found.lead.as_ref()), percent(total.value.clamp(0.0, 1.0)));
    Some(say!("key-matters", [key, share], "{key} matters most: it has a hand in {share} of what differs"))
}

fn effects(keys: &[String], panel: &Panel, found: &[Effects], lead: Option<&Lead>) -> Option<String> {
    let ranked = ranked(keys, found, |effects| effects.mu_star.value);
    let (_, most) = ranked.first()?;
    if most.floor.is_some_and(|floor| most.mu_star.value <= 1.5 * floor) {
        return Some(none_matters());
    }
    let (key, amount) = (first(&ranked, lead), panel.outcome.say_difference(most.mu_star.value));
    Some(say!(
        "key-moves",
        [key, amount],
        "{key} matters most: across its range it moves the outcome by {amount} on average"
    ))
}

fn swings(
    results: &Results,
    keys: &[String],
    panel: &Panel,
    (found, lead): (&[Swing], Option<&Lead>),
) -> Option<String> {
    let ranked = ranked(keys, found, |swing| swing.swing.mean.unwrap_or(0.0).abs());
    let (_, most) = ranked.first()?;
    let swing = &most.swing;
    if let (Some(mean), Some((low, high))) = (swing.mean, swing.interval)
        && swing.n > 1
        && is_chance(Estimate { mean, low, high, n: swing.n }, keys.len())
    {
        return Some(none_matters());
    }
    let outcome = &panel.outcome;
    let (low, high) = (most.low.mean?, most.high.mean?);
    let range = between(&valued(outcome, low.min(high)), &valued(outcome, low.max(high)));
    let (key, found) = (first(&ranked, lead), predicate(results, outcome, &range));
    Some(say!("key-swings", [key, found], "{key} moves it most: {found}"))
}

/// Which key of a design that draws its points by chance has the steepest trend, where any is steeper than chance.
pub(super) fn scattered(results: &Results) -> Option<Telling> {
    let outcome = Outcome::of(results)?;
    let panels = scatter::panels(results, &outcome);
    let trends = panels.iter().filter_map(|panel| {
        let (low, high) = panel.ends();
        Some((panel, panel.trend?.over(high - low)))
    });
    let mut ranked: Vec<(&scatter::Panel, Estimate)> = trends.collect();
    ranked.sort_by(|a, b| b.1.mean.abs().total_cmp(&a.1.mean.abs()));
    let (steepest, e) = ranked.first()?;
    if is_chance(*e, ranked.len()) {
        return Some(both(none_matters()));
    }
    // The least that the first can be, and the most that the second can.
    let least = if e.mean > 0.0 { e.low } else { -e.high };
    let close = ranked.get(1).filter(|(_, second)| second.high.max(-second.low) >= least);
    let key = match close {
        Some((second, _)) => {
            say!("one-or-other", [one = steepest.key.name(), two = second.key.name()], "{one} or {two}")
        }
        None => steepest.key.name().to_owned(),
    };
    let (low, high) = steepest.ends();
    let trend = steepest.trend?;
    let ends = [low, high].map(|x| outcome.within_possible(trend.at(x)[1]));
    let range = between(&valued(&outcome, ends[0].min(ends[1])), &valued(&outcome, ends[0].max(ends[1])));
    let (key, found) = (capital(&key), predicate(results, &outcome, &range));
    Some(both(say!("key-swings", [key, found], "{key} moves it most: {found}")))
}

fn split(found: &Split) -> Option<String> {
    let printed = printed_shares(&found.parts);
    let mut parts: Vec<(&Part, &String)> = found.parts.iter().zip(&printed).collect();
    parts.sort_by(|a, b| b.0.share.total_cmp(&a.0.share));
    let (part, share) = parts.first()?;
    if unsure(&part.fitted()) {
        return Some(say!("split-unknown", "Where runs differ from cannot be told yet"));
    }
    let called = |part: &Part| super::super::variance_split::called(part.name);
    let share = share.split(" ±").next().unwrap_or_default();
    let close = found.lead.as_ref().and_then(Lead::is_certain) == Some(false);
    Some(match parts.get(1).filter(|_| close) {
        Some((second, _)) => {
            let (one, two) = (called(part), called(second));
            say!("split-two", [one, two], "What runs differ by comes mostly from {one} or {two}")
        }
        None => {
            say!("split-one", [part = called(part), share], "What runs differ by comes mostly from {part} ({share})")
        }
    })
}

/// How many still respond at the last repetition, of the first arm.
pub(super) fn repeated(results: &Results) -> Option<Telling> {
    let (point, [from, to], verdict) = trials::first_and_last(results)?;
    let VerbForms { did, have, .. } = VerbForms::of(&results.facts.verbs, results.facts.expressions.first()?);
    let (from, to) = (percent(from), percent(to));
    let end = match verdict {
        Verdict::Indistinct(e) => unseen(e.n),
        _ => String::new(),
    };
    let of = match results.arms().nth(1) {
        Some(_) => format!(" ({})", words::arm_label(point)),
        None => String::new(),
    };
    Some(both(say!(
        "first-and-last",
        [from, to, did, have, of, end],
        "{from} {did} at the first repetition, {to} at the last{of}{end}"
    )))
}

/// How much likelier somebody is to do what a contact does, in the one arm or in those where it is least and most.
pub(super) fn associated(results: &Results) -> Option<Telling> {
    let (expression, arms) = association::nearest(results)?;
    let VerbForms { doing, act, .. } = VerbForms::of(&results.facts.verbs, expression);
    let by_mean = |a: &&(&Point, Estimate), b: &&(&Point, Estimate)| a.1.mean.total_cmp(&b.1.mean);
    let (low, high) = (arms.iter().min_by(by_mean)?, arms.iter().max_by(by_mean)?);
    if arms.iter().all(|(_, found)| is_chance(*found, arms.len())) {
        let told = words::runs(high.1.n);
        return Some(both(say!("not-associated", [told], "No association between contacts seen in {told}")));
    }
    let [least, likelier] = [low, high].map(|arm| axis::percent(arm.1.mean));
    if arms.len() == 1 {
        let headline =
            say!("associated", [likelier, doing, act], "One is {likelier} likelier to be {doing} when a contact is");
        return (high.1.mean > 0.0).then(|| both(headline));
    }
    let [of_least, of_most] = [low, high].map(|arm| super::with(arm.0));
    Some(both(say!(
        "associated-in-arms",
        [likelier, of_most, least, of_least, doing, act],
        "Likelier to be {doing} when a contact is: by {likelier} {of_most}, {least} {of_least}"
    )))
}

/// What share of all expressions was caught, where a chart counts several kinds together: pooled over all runs of each arm.
pub(super) fn caught_of_all(results: &Results, most: usize) -> Option<Telling> {
    let caught = |arm: &Point| {
        let mean = |name: &String, end: &str| results.summary(arm.index, &format!("{name}_{end}")).mean;
        let counts = results.facts.expressions.iter().map(|name| {
            let events = mean(name, "events").unwrap_or(0.0);
            (events, events * mean(name, "imitated_share").unwrap_or(0.0))
        });
        let (all, caught) = counts.fold((0.0, 0.0), |sum, (events, caught)| (sum.0 + events, sum.1 + caught));
        (all > 0.0).then(|| caught / all)
    };
    let mut shares: Vec<f64> = results.arms().take(most).filter_map(caught).collect();
    shares.sort_by(f64::total_cmp);
    let [low, high] = [*shares.first()?, *shares.last()?].map(percent);
    let value = if low == high { high } else { between(&low, &high) };
    Some(both(say!("caught-of-all", [value], "{value} of all expressions were caught from others")))
}
