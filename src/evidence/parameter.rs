//! A parameter: its value, what supports it, and where it goes.

use super::sources::{self, Seen};
use crate::chance::Distribution;
use crate::model::situation::{Expression, ImitationRate, MemoryKernel, Response, Who};
use crate::quantity::{self, TimeUnit, format_duration, told_rate};
use std::borrow::Cow;

/// How sure a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Reported by a study that was opened.
    Measured,
    /// Computed from what an opened study reports.
    Derived,
    /// A modelling choice: no published number exists, or it gives the direction only. Worth a sweep.
    Assumed,
    /// From memory or second hand: to be checked before it is printed anywhere.
    Unverified,
}

/// What the marks mean, in the words of every page that shows them.
pub const HOW_SURE: &str = "measured: a study that was opened reports it. derived: computed from what an opened study reports. assumed: our own choice, worth a sweep; where a study is named, it gives the direction only. unverified: from memory or second hand; check before printing it. In brackets stands how the source was seen; of most only the abstract could be opened.";

impl Mark {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
            Self::Unverified => "unverified",
        }
    }
}

/// One number with what supports it.
#[derive(Debug)]
pub struct Parameter {
    /// Its key in a scenario.
    pub key: &'static str,
    /// Its symbol in the model's description.
    pub symbol: &'static str,
    /// Its value (seconds, per second, SD).
    pub value: Value,
    /// Its unit, in words; empty: none.
    pub unit: &'static str,
    /// What is plausible.
    pub range: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// How sure it is.
    pub mark: Mark,
    /// What to know about it; may be empty.
    pub note: &'static str,
}

impl Parameter {
    /// Its value with its unit, where the value does not say it already.
    pub fn told(&self) -> String {
        let value = self.value.words();
        match (self.unit, value.as_str()) {
            ("" | "seconds" | "per second", _) | (_, "all") => value,
            ("people", "1") => "1 person".to_owned(),
            (unit, _) => format!("{value} {unit}"),
        }
    }
}

impl Parameter {
    /// How sure it is, with how its source was seen where it has one that counts.
    pub fn sureness(&self) -> String {
        match (self.mark, self.seen()) {
            (Mark::Measured | Mark::Derived, Some(seen)) => format!("{} ({})", self.mark.word(), seen.word()),
            _ => self.mark.word().to_owned(),
        }
    }

    /// How well its sources were seen: as the worst of them.
    pub fn seen(&self) -> Option<Seen> {
        sources::seen(self.source)
    }

    /// The ends of what is plausible, where these are two numbers (seconds, per second, or as they are).
    pub fn bounds(&self) -> Option<(f64, f64)> {
        let (low, high) = self.range.split_once(" to ")?;
        // `0.005 to 0.03 /s`: the unit stands after the second number only.
        let unit = high.split_once(' ').map_or("", |(_, unit)| unit);
        let low = if low.contains(' ') { low.to_owned() } else { format!("{low} {unit}") };
        let number = |text: &str| {
            let text = text.trim().replace('−', "-");
            match self.value {
                Value::Rate(_) | Value::Imitation(_) => quantity::rate(&text, TimeUnit::Second).ok(),
                Value::Time(_) | Value::Times(_) => quantity::duration(&text, TimeUnit::Second).ok(),
                Value::Number(_) | Value::Attention(_) | Value::Draw(_) => text.parse().ok(),
                _ => None,
            }
        };
        Some((number(&low)?, number(high)?))
    }
}

/// The value of a parameter of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Dimensionless, people or SD.
    Number(f64),
    /// A hazard \[/s\].
    Rate(f64),
    /// A length of time \[s\].
    Time(f64),
    /// Lengths of time \[s\] that differ from time to time.
    Times(Distribution),
    /// β.
    Imitation(ImitationRate),
    /// B; infinite: all.
    Attention(f64),
    /// The shape of the memory.
    Kernel(MemoryKernel),
    /// Ψ.
    Response(Response),
    /// A number, or nothing.
    Maybe(Option<f64>),
    /// Weights of other expressions.
    Weights(Cow<'static, [(Cow<'static, str>, f64)]>),
    /// A number that differs from person to person.
    Draw(Distribution),
    /// Other expressions.
    Names(Cow<'static, [Cow<'static, str>]>),
    /// Who starts with it.
    People(Option<Who>),
    /// Yes or no.
    Flag(bool),
}

impl Value {
    /// The value as people write it, in words for lists and reports (scenario files have their own writer).
    pub fn words(&self) -> String {
        match self {
            Self::Number(n) | Self::Maybe(Some(n)) => n.to_string(),
            Self::Rate(rate) | Self::Imitation(ImitationRate::Rate(rate)) => told_rate(*rate),
            Self::Imitation(ImitationRate::Always) => "always".to_owned(),
            Self::Time(seconds) => format_duration(*seconds),
            Self::Times(distribution) => times_in_words(distribution),
            Self::Attention(n) if n.is_infinite() => "all".to_owned(),
            Self::Attention(n) => n.to_string(),
            Self::Kernel(MemoryKernel::Leaky) => "leaky".to_owned(),
            Self::Kernel(MemoryKernel::Box) => "box".to_owned(),
            Self::Response(response) => response_in_words(response),
            Self::Maybe(None) | Self::People(None) => "none".to_owned(),
            Self::Draw(distribution) => drawn_in_words(distribution),
            Self::Names(names) if names.is_empty() => "none".to_owned(),
            Self::Names(names) => names.join(", "),
            Self::Weights(weights) if weights.is_empty() => "none".to_owned(),
            Self::Weights(weights) => {
                weights.iter().map(|(name, w)| format!("{name} {w}")).collect::<Vec<_>>().join(", ")
            }
            Self::People(Some(who)) => who_in_words(who),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        }
    }
}

impl Value {
    /// What it says of those expressions that are there.
    pub fn among(&self, is_there: impl Fn(&str) -> bool) -> Self {
        match self {
            Self::Names(names) => Self::Names(names.iter().filter(|name| is_there(name)).cloned().collect()),
            Self::Weights(all) => Self::Weights(all.iter().filter(|(name, _)| is_there(name)).cloned().collect()),
            other => other.clone(),
        }
    }

    /// The value in words, a rate in the unit in which the other one is written: only so can the two be compared.
    pub fn words_beside(&self, other: &Self) -> String {
        match (self.rate(), other.rate()) {
            (Some(rate), Some(beside)) => {
                let unit = told_rate(beside).rsplit_once('/').and_then(|(_, unit)| TimeUnit::from_symbol(unit));
                let unit = unit.unwrap_or(TimeUnit::Second);
                let number = format!("{:.2e}", rate * unit.seconds()).parse::<f64>().unwrap_or(rate);
                format!("{number} /{unit}")
            }
            _ => self.words(),
        }
    }

    /// The number that it comes to (seconds, per second, or as it is), if it is one; of times that differ their mean.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(n) | Self::Time(n) | Self::Attention(n) => Some(*n),
            Self::Times(distribution) | Self::Draw(distribution) => Some(distribution.mean()),
            _ => self.rate(),
        }
    }

    /// A hazard \[/s\], if it is one.
    fn rate(&self) -> Option<f64> {
        match self {
            Self::Rate(rate) | Self::Imitation(ImitationRate::Rate(rate)) => Some(*rate),
            _ => None,
        }
    }
}

fn times_in_words(distribution: &Distribution) -> String {
    in_words(distribution, format_duration)
}

fn drawn_in_words(distribution: &Distribution) -> String {
    in_words(distribution, |number| number.to_string())
}

fn in_words(distribution: &Distribution, told: impl Fn(f64) -> String) -> String {
    let mean = told(distribution.mean());
    match distribution {
        Distribution::Fixed { .. } => mean,
        Distribution::Exponential { .. } => format!("{mean} on average (exponential)"),
        Distribution::Gamma { shape, .. } => format!("{mean} on average (gamma, shape {shape})"),
        Distribution::Lognormal { cv, .. } => format!("{mean} on average (log-normal, cv {cv})"),
        Distribution::Weibull { shape, .. } => format!("{mean} on average (Weibull, shape {shape})"),
        Distribution::Normal { sd, .. } => format!("{mean} on average (normal, sd {})", told(*sd)),
        Distribution::Uniform { low, high } => format!("{} to {}", told(*low), told(*high)),
        Distribution::Geometric { step, .. } => format!("{mean} on average (geometric, in steps of {})", told(*step)),
        Distribution::Beta { .. } | Distribution::Values { .. } => format!("{mean} on average"),
    }
}

fn response_in_words(response: &Response) -> String {
    match response {
        Response::Linear => "linear".to_owned(),
        Response::Saturating { theta } => format!("saturating at {theta}"),
        Response::Hill { theta, n } => format!("Hill, half at {theta}, exponent {n}"),
        Response::Threshold { theta } => match theta.constant() {
            Some(theta) => format!("threshold at {theta}"),
            None => format!("personal thresholds, {} on average", theta.mean()),
        },
        Response::Quadratic { kappa2 } => format!("A + {kappa2}·A²"),
        Response::Pairs { kappa2 } => format!("A + {kappa2}·A·max(0, A − 1)"),
    }
}

/// A choice of people, in words.
pub(crate) fn who_in_words(who: &Who) -> String {
    use crate::model::situation::Pick;
    let how = |pick: &Pick| match pick {
        Pick::Random => "picked at random",
        Pick::Hubs => "with the most ties",
        Pick::Periphery => "with the fewest ties",
        Pick::First => "first in order",
    };
    match who {
        Who::Everyone => "everyone".to_owned(),
        Who::Share(share, pick) => format!("{} % of the people, {}", share * 100.0, how(pick)),
        Who::Count(1, pick) => format!("one person, {}", how(pick)),
        Who::Count(count, pick) => format!("{count} people, {}", how(pick)),
        Who::Ids(ids) => {
            // A bare number would not say that it is somebody.
            let numbers = ids.iter().all(|id| id.parse::<u64>().is_ok());
            let lead = if !numbers {
                ""
            } else if ids.len() == 1 {
                "person "
            } else {
                "people "
            };
            format!("{lead}{}", ids.join(", "))
        }
        Who::Group(name) => format!("the group \"{name}\""),
        Who::Listed(numbers) if numbers.len() == 1 => "the one person who is listed in it".to_owned(),
        Who::Listed(numbers) => format!("the {} people who are listed in it", numbers.len()),
        Who::OnePerBlock => "one person in each block".to_owned(),
        Who::OneBlock => "everyone in one block".to_owned(),
        Who::Near(who, 1) => format!("{}, and everyone who has a tie with them", who_in_words(who)),
        Who::Near(who, steps) => format!("{}, and everyone within {steps} ties of them", who_in_words(who)),
    }
}

/// A parameter's way into and out of an [`Expression`].
pub struct Field {
    /// Its key in a scenario.
    pub key: &'static str,
    /// Reads it.
    pub get: fn(&Expression) -> Value,
    /// Writes it; a value of another kind changes nothing.
    pub set: fn(&mut Expression, Value),
}

/// The way of the parameter called `key`.
pub fn field(key: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.key == key)
}

macro_rules! fields {
    ($($name:ident: $kind:ident),* $(,)?) => {
        &[$(Field {
            key: stringify!($name),
            get: |expression| Value::$kind(expression.$name.clone()),
            set: |expression, value| if let Value::$kind(value) = value { expression.$name = value },
        },)* TRIGGERED_BY, EXCLUDES]
    };
}

/// Weights borrow their names in the tables and own them in an expression.
const TRIGGERED_BY: Field = Field {
    key: "triggered_by",
    get: |expression| {
        Value::Weights(expression.triggered_by.iter().map(|(name, w)| (Cow::Owned(name.clone()), *w)).collect())
    },
    set: |expression, value| {
        if let Value::Weights(weights) = value {
            expression.triggered_by = weights.iter().map(|(name, w)| (name.to_string(), *w)).collect();
        }
    },
};

/// Names likewise.
const EXCLUDES: Field = Field {
    key: "excludes",
    get: |expression| Value::Names(expression.excludes.iter().map(|name| Cow::Owned(name.clone())).collect()),
    set: |expression, value| {
        if let Value::Names(names) = value {
            expression.excludes = names.iter().map(|name| name.to_string()).collect();
        }
    },
};

/// Every parameter of an expression, in the order of the model's description.
pub const FIELDS: &[Field] = fields! {
    imitation_rate: Imitation,
    spontaneous_rate: Rate,
    company_factor: Number,
    responders: Number,
    closeness_gain: Number,
    attention: Attention,
    memory: Time,
    memory_kernel: Kernel,
    latency: Times,
    latency_closeness: Number,
    duration: Times,
    refractory: Times,
    response: Response,
    hold: Maybe,
    social_stopping: Number,
    habituation_rate: Rate,
    habituation_recovery: Time,
    mood_to_spontaneous: Number,
    mood_to_mimicry: Number,
    loneliness_gate: Number,
    feedback: Number,
    deliberate_feedback: Number,
    witness_effect: Number,
    initial: People,
    bonding: Flag,
    susceptibility: Draw,
    expressiveness: Draw,
    calming: Number,
};

/// One row of a table, short to write.
#[expect(clippy::too_many_arguments, reason = "one argument a column, so that the tables read as tables")]
pub(crate) const fn row(
    key: &'static str,
    symbol: &'static str,
    value: Value,
    unit: &'static str,
    range: &'static str,
    mark: Mark,
    source: &'static str,
    note: &'static str,
) -> Parameter {
    Parameter { key, symbol, value, unit, range, source, mark, note }
}
