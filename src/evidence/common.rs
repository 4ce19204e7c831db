//! What all presets share because nothing is known that would tell them apart.

use super::OWN_CHOICE;
use super::parameter::{Mark, Parameter, Value, row};
use crate::model::situation::MemoryKernel;
use std::borrow::Cow;

/// The memory fades; no study separates kernels.
pub(super) const LEAKY: Parameter =
    row("memory_kernel", "", Value::Kernel(MemoryKernel::Leaky), "", "leaky or box", Mark::Assumed, OWN_CHOICE, "");
/// Closeness does not shorten the latency by itself.
pub(super) const LATENCY_CLOSENESS: Parameter = row(
    "latency_closeness",
    "χ",
    Value::Number(0.0),
    "",
    "0 to 1",
    Mark::Assumed,
    OWN_CHOICE,
    "optional; without it friends answer somewhat sooner only because their hazard is higher",
);
/// Nobody is held in an expression by others.
pub(super) const HOLD: Parameter =
    row("hold", "θ_hold", Value::Maybe(None), "", "none, or 0 or more", Mark::Assumed, OWN_CHOICE, "");
/// Stopping is a private matter.
pub(super) const SOCIAL_STOPPING: Parameter = row(
    "social_stopping",
    "σ_c",
    Value::Number(0.0),
    "",
    "0 to 10",
    Mark::Assumed,
    OWN_CHOICE,
    "applause is the exception",
);
/// Posing works as well as the real thing.
pub(super) const DELIBERATE_FEEDBACK: Parameter = row(
    "deliberate_feedback",
    "a_del",
    Value::Number(1.0),
    "",
    "0 to 1",
    Mark::Derived,
    "Many Smiles Collaboration (Coles et al.) 2022, Nat Hum Behav 6:1731",
    "posed smiles amplified and started happiness in 19 countries; set it to 0 for the pen-in-mouth result (Wagenmakers et al. 2016)",
);
/// Nothing else sets it off.
pub(super) const NOT_TRIGGERED: Parameter =
    row("triggered_by", "M", Value::Weights(Cow::Borrowed(&[])), "", "0 to 1 each", Mark::Assumed, OWN_CHOICE, "");
/// Mirrored ones do not strengthen ties.
pub(super) const NO_BONDING: Parameter = row(
    "bonding",
    "",
    Value::Flag(false),
    "",
    "yes or no",
    Mark::Assumed,
    OWN_CHOICE,
    "only positive expressions are taken to strengthen ties",
);
/// Mirrored ones strengthen ties (where attachment is on).
pub(super) const BONDING: Parameter = row(
    "bonding",
    "",
    Value::Flag(true),
    "",
    "yes or no",
    Mark::Derived,
    "Chartrand & Bargh 1999, J Pers Soc Psychol 76:893",
    "people who are mimicked like the mimic more; the direction is measured, the size in closeness is not",
);
