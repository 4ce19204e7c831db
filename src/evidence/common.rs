//! What all presets share because nothing is known that would tell them apart.

use super::OWN_CHOICE;
use super::parameter::{Mark, Parameter, Value, row};
use crate::chance::Distribution;
use crate::model::situation::{MemoryKernel, Response};
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
/// Nobody's calm is catching.
pub(super) const NO_CALMING: Parameter = row(
    "calming",
    "c",
    Value::Number(0.0),
    "per person in view",
    "0 to 1",
    Mark::Assumed,
    "none for feelings; for body weight: Hill, Rand, Nowak & Christakis 2010, PLoS Comput Biol 6:e1000968",
    "recovery from obesity did not depend on how many contacts were not obese; for feelings nobody seems to have counted",
);
/// Posing works as well as the real thing, as far as anybody knows.
pub(super) const DELIBERATE_FEEDBACK: Parameter = row(
    "deliberate_feedback",
    "a_del",
    Value::Number(1.0),
    "",
    "0 to 1",
    Mark::Assumed,
    "taken over from smiling: Coles et al. 2022, Nat Hum Behav 6:1731",
    "the 19 countries posed happiness only",
);
/// Nothing else sets it off.
pub(super) const NOT_TRIGGERED: Parameter =
    row("triggered_by", "M", Value::Weights(Cow::Borrowed(&[])), "", "0 to 1 each", Mark::Assumed, OWN_CHOICE, "");
/// As susceptible to it as to anything else.
pub(super) const ALIKE: Parameter = row(
    "susceptibility",
    "s_c",
    Value::Draw(Distribution::Fixed { value: 1.0 }),
    "",
    "0.3 to 3",
    Mark::Derived,
    "Doherty 1997, J Nonverb Behav 21:131",
    "fifteen questions about love, happiness, fear, anger and sadness hang together as one trait, so that one number a person is enough until somebody knows better; spread it to let people be susceptible to one thing and not to another",
);
/// Shown as plainly as anything else.
pub(super) const SHOWN_ALIKE: Parameter = row(
    "expressiveness",
    "ε_c",
    Value::Draw(Distribution::Fixed { value: 1.0 }),
    "",
    "0.3 to 1",
    Mark::Derived,
    "Gross & John 1997, J Pers Soc Psychol 72:435",
    "people say, and their peers agree, that showing good feelings and showing bad ones are two things: who said the one of themselves months before showed amusement and not sadness, and the other way round. How far the two lie apart we did not see; 1 for everyone until somebody knows better",
);
/// It goes with any other.
pub(super) const GOES_WITH_ALL: Parameter = row(
    "excludes",
    "",
    Value::Names(Cow::Borrowed(&[])),
    "",
    "none, or other expressions",
    Mark::Assumed,
    OWN_CHOICE,
    "",
);
/// A smile and a frown.
const ONE_AT_A_TIME: &str =
    "Larsen, Norris & Cacioppo 2003, Psychophysiology 40:776; Okazaki, Suzuki & Kawabata Duncan 2025, Sci Rep 15:1467";
/// Not together with a face of the other kind.
pub(super) const fn excludes(names: &'static [Cow<'static, str>], mark: Mark, note: &'static str) -> Parameter {
    row("excludes", "", Value::Names(Cow::Borrowed(names)), "", "none, or other expressions", mark, ONE_AT_A_TIME, note)
}
/// Good faces exclude bad ones; disgust goes with a smile (happily disgusted: Du, Tao & Martinez 2014).
pub(super) const BAD_FACES: &[Cow<'static, str>] = &[
    Cow::Borrowed("sad"),
    Cow::Borrowed("frown"),
    Cow::Borrowed("anger"),
    Cow::Borrowed("fear"),
    Cow::Borrowed("crying"),
];
/// Bad faces exclude good ones.
pub(super) const NOT_WITH_GOOD_FACES: &[Cow<'static, str>] = &[Cow::Borrowed("smile"), Cow::Borrowed("laugh")];
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
    "Chartrand & Bargh 1999, J Pers Soc Psychol 76:893; Arias-Sarah et al. 2024, Proc Natl Acad Sci 121(45)",
    "people who are mimicked like the mimic more, and smiles that were aligned by software, unseen, made couples on a first date more attracted to each other. The direction is measured, the size in closeness is not",
);
/// Everyone joins in.
pub(super) const EVERYONE: Parameter =
    row("responders", "π", Value::Number(1.0), "", "0.8 to 1", Mark::Assumed, OWN_CHOICE, "");
/// One in ten never joins in.
pub(super) const NINE_IN_TEN: Parameter =
    row("responders", "π", Value::Number(0.9), "", "0.7 to 1", Mark::Assumed, OWN_CHOICE, "");
/// One face at a time.
pub(super) const ONE_FACE: Parameter =
    row("attention", "B", Value::Attention(1.0), "people", "1 to 4", Mark::Assumed, OWN_CHOICE, "");
/// A short rest.
pub(super) const SHORT_REST: Parameter = row(
    "refractory",
    "R",
    Value::Times(Distribution::Exponential { mean: 5.0 }),
    "seconds",
    "1 to 20 s",
    Mark::Assumed,
    OWN_CHOICE,
    "",
);
/// Each expresser in view adds the same hazard.
pub(super) const LINEAR: Parameter =
    row("response", "Ψ", Value::Response(Response::Linear), "", "linear or saturating", Mark::Assumed, OWN_CHOICE, "");
/// Faces are tired of slowly.
pub(super) const TIRING: Parameter =
    row("habituation_rate", "η", Value::Rate(0.005), "per second", "0 to 0.02 /s", Mark::Assumed, OWN_CHOICE, "");
/// And are new again after ten minutes.
pub(super) const TIRING_RECOVERY: Parameter =
    row("habituation_recovery", "τ_h", Value::Time(600.0), "seconds", "1 min to 1 h", Mark::Assumed, OWN_CHOICE, "");
/// Nobody tires of seeing it.
pub(super) const TIRELESS: Parameter =
    row("habituation_rate", "η", Value::Rate(0.0), "per second", "0 to 0.005 /s", Mark::Assumed, OWN_CHOICE, "");
/// Mood does not change how readily it is caught.
pub(super) const MOOD_ALIKE: Parameter =
    row("mood_to_mimicry", "μ", Value::Number(0.0), "per SD", "−0.5 to 0.5", Mark::Assumed, OWN_CHOICE, "");
/// A face that feels bad.
pub(super) const BAD_FEEDBACK: Parameter = row(
    "feedback",
    "f",
    Value::Number(-0.20),
    "SD",
    "−0.3 to 0",
    Mark::Assumed,
    "size carried over from Coles, Larsen & Lench 2019, Psychol Bull 145:610",
    "the mean over all expressions, with the sign of this one; its own size was not seen",
);
