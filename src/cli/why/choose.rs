//! Which expression is meant.

use super::Asked;
use crate::cli::Failure;
use crate::model::{Cause, ExpressionEvent, Situation};
use crate::network::Network;
use crate::output::chart::axis::short;
use crate::output::folder::again::Again;
use crate::quantity;
use crate::scenario::nearest;
use crate::text;

/// The expression that is explained, and the others of that person.
pub(super) struct Chosen {
    pub(super) event: ExpressionEvent,
    pub(super) others: Vec<ExpressionEvent>,
}

/// The person of this name.
pub(super) fn agent(name: &str, network: &Network) -> Result<u32, Failure> {
    // As the tables have them, from which names are copied.
    let in_tables = |name: &str| text::written(name).into_owned();
    let names: Vec<String> = (0..network.people()).map(|person| in_tables(&network.name(person))).collect();
    // As they are shown, where that is another thing than what they are.
    let as_shown = || names.iter().position(|n| text::shown(n) == text::shown(name));
    let found = names.iter().position(|n| *n == in_tables(name)).or_else(as_shown).or_else(|| {
        let mut same = names.iter().enumerate().filter(|(_, n)| n.eq_ignore_ascii_case(name));
        same.next().filter(|_| same.next().is_none()).map(|(person, _)| person)
    });
    found.map(|person| person as u32).ok_or_else(|| {
        let help = match nearest(name, names.iter().map(String::as_str)) {
            _ if network.names().is_empty() => format!("people are numbered 0 to {}", names.len().saturating_sub(1)),
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {} and others (agents.csv names all)", names[..names.len().min(5)].join(", ")),
        };
        Failure::usage(format_args!("there is nobody called `{name}` in this run\nhelp: {help}"))
    })
}

/// The expression of this name; none where any will do.
pub(super) fn expression(name: Option<&str>, situation: &Situation) -> Result<Option<u16>, Failure> {
    let Some(name) = name else { return Ok(None) };
    let names = || situation.expressions.iter().map(|e| e.name.as_str());
    names().position(|n| n == name).map(|place| Some(place as u16)).ok_or_else(|| {
        let help = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", Vec::from_iter(names()).join(", ")),
        };
        Failure::usage(format_args!("there is no expression `{name}` in this scenario\nhelp: {help}"))
    })
}

/// The expression that was asked for; without a time the first that was caught from somebody, or the first.
pub(super) fn event(
    asked: &Asked,
    again: &Again,
    agent: u32,
    expression: Option<u16>,
    events: &[ExpressionEvent],
) -> Result<Chosen, Failure> {
    let mine: Vec<ExpressionEvent> = events
        .iter()
        .filter(|e| e.agent == agent && expression.is_none_or(|wanted| e.expression == wanted))
        .copied()
        .collect();
    let what = asked.expression.as_deref().unwrap_or("anything");
    if mine.is_empty() {
        return Err(Failure::usage(format_args!(
            "`{}` never showed {what} in run {}\nhelp: the runs' events.csv says who did; `catching replay` writes it for any run",
            asked.agent, again.run.id
        )));
    }
    let chosen = match &asked.at {
        Some(text) => at(text, &mine, again, &asked.agent)?,
        None => mine.iter().position(|e| e.cause == Cause::Imitated).unwrap_or(0),
    };
    let event = mine[chosen];
    Ok(Chosen { event, others: mine.into_iter().filter(|e| *e != event).collect() })
}

/// The one that was visible at that time, or began about then.
fn at(text: &str, mine: &[ExpressionEvent], again: &Again, agent: &str) -> Result<usize, Failure> {
    let unit = again.scenario.time_unit;
    let time = quantity::duration(text, unit).map_err(|error| Failure::usage(format_args!("--at: {error}")))?;
    // Tables round to a millionth, people to a hundredth of the unit.
    let slack = again.point.situation.dt.max(0.01 * unit.seconds());
    let ends = |e: &ExpressionEvent| if e.duration.is_nan() { f64::INFINITY } else { e.time + e.duration };
    let distance = |e: &ExpressionEvent| (e.time - time).max(time - ends(e)).max(0.0);
    let nearest = |a: &usize, b: &usize| distance(&mine[*a]).total_cmp(&distance(&mine[*b]));
    let mut order: Vec<usize> = (0..mine.len()).collect();
    order.sort_by(nearest);
    match order.first() {
        Some(&first) if distance(&mine[first]) <= slack => Ok(first),
        _ => {
            order.truncate(3);
            order.sort_unstable();
            let name = |e: &ExpressionEvent| again.point.situation.expressions[usize::from(e.expression)].name.clone();
            let tell = |&place: &usize| {
                format!("a {} at {} {}", name(&mine[place]), short(mine[place].time / unit.seconds()), unit.symbol())
            };
            let near: Vec<String> = order.iter().map(tell).collect();
            Err(Failure::usage(format_args!(
                "`{agent}` showed nothing at {text}{}\nhelp: nearest: {}",
                if text.parse::<f64>().is_ok() { format!(" {}", unit.symbol()) } else { String::new() },
                near.join(", ")
            )))
        }
    }
}
