//! What `catching fit` is to find out: which keys are free, and what was observed.

use super::changes::Variant;
use super::diagnostics::{Diagnostics, did_you_mean};
use super::section::Section;
use super::{Prior, keys};
use crate::model::situation::Situation;
use crate::model::{metric_names, series_names};

/// A question to what was observed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fitting {
    /// Free keys.
    pub free: Vec<Prior>,
    /// What was observed.
    pub observed: Vec<Seen>,
    /// How many draws of the priors are run; none: the usual number.
    pub draws: Option<u32>,
}

/// One thing that was observed in one room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// An outcome of a run, or with a time a column of its series.
    pub outcome: String,
    /// When \[s\]; none: at the end.
    pub time: Option<f64>,
    /// What was seen; none: nothing before the end.
    pub value: Option<f64>,
    /// Of how many people it was seen; none: of everyone, exactly.
    pub of: Option<u32>,
    /// In which room.
    pub room: String,
}

/// What an outcome ends with that is a moment: `yawn_onset` at a `time`, a row an expression.
pub const ONSET: &str = "_onset";

impl Seen {
    /// The expression whose moment it is.
    pub fn onset_of(&self) -> Option<&str> {
        self.outcome.strip_suffix(ONSET)
    }

    /// So many of so many people.
    ///
    /// # Errors
    /// When more did it than there were.
    pub fn share(count: u32, of: u32) -> Result<f64, String> {
        match of {
            0 => Err(format!("{count} of {of} cannot be")),
            _ if count > of => Err(format!("{count} of {of} cannot be")),
            _ => Ok(f64::from(count) / f64::from(of)),
        }
    }
}

/// The question, if the scenario asks one.
pub(super) fn fitting(
    root: &Section<'_>,
    groups: &[String],
    situation: &Situation,
    diagnostics: &mut Diagnostics,
) -> Option<Fitting> {
    let table = root.table("fit", keys::FIT);
    table.node?;
    let free = table.tables("free", keys::FREE);
    let priors: Vec<Prior> = free.iter().filter_map(|free| prior(free, diagnostics)).collect();
    for (number, table) in free.iter().enumerate() {
        let place = |table: &Section<'_>| super::changes::place(&table.text("key").unwrap_or_default(), groups);
        if free[..number].iter().any(|before| place(before) == place(table)) {
            diagnostics.error(table.key_span("key"), "this key is free already", "leave one of them out");
        }
    }
    let observed = table.tables("observed", keys::OBSERVED);
    let observed = observed.iter().filter_map(|seen| self::seen(seen, situation, diagnostics)).collect();
    Some(Fitting { free: priors, observed, draws: table.whole("draws").map(|draws| draws as u32) })
}

fn prior(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Prior> {
    let (Some(key), Some(text)) = (table.text("key"), table.text("prior")) else {
        let missing = if table.has("key") { "prior" } else { "key" };
        table.missing(missing, "a free key", diagnostics);
        return None;
    };
    Variant::Fitted.may_have(&key, table.key_span("key"), diagnostics);
    Prior::parse(&key, text.trim())
        .map_err(|why| diagnostics.error(table.key_span("prior"), why, "see docs/fitting.md for what a prior can be"))
        .ok()
}

fn seen(table: &Section<'_>, situation: &Situation, diagnostics: &mut Diagnostics) -> Option<Seen> {
    let Some(outcome) = table.text("outcome") else {
        table.missing("outcome", "an observation", diagnostics);
        return None;
    };
    let time = table.duration("time");
    let is_onset =
        outcome.strip_suffix(ONSET).is_some_and(|of| situation.expressions.iter().any(|known| known.name == of));
    let known = if time.is_some() { series_names(situation) } else { metric_names(situation) };
    if !is_onset && !known.contains(&outcome) {
        let near = did_you_mean(&outcome, known.iter().map(String::as_str));
        let advice = format!("there are {}", known.join(", "));
        let message = format!("`{outcome}` is no outcome of this scenario{near}");
        diagnostics.error(table.key_span("outcome"), message, advice);
    }
    let whole = |name: &str| table.whole(name).map(|number| number as u32);
    let (value, of) = match (table.number("value"), whole("count"), whole("of")) {
        (value, None, None) => (value, None),
        (None, Some(count), Some(of)) => match Seen::share(count, of) {
            Ok(share) => (Some(share), Some(of)),
            Err(why) => {
                diagnostics.error(
                    table.key_span("count"),
                    why,
                    "`of` is how many were asked, `count` how many of them did it",
                );
                return None;
            }
        },
        _ => {
            let message = "an observation has either `value`, or `count` and `of`";
            diagnostics.error(table.span(), message, "nothing of them where it did not come before the end");
            return None;
        }
    };
    Some(Seen { outcome, time, value, of, room: table.text("room").unwrap_or_default() })
}
