//! Disgust, as it shows in the face.

use super::common::{
    ALIKE, BAD_FEEDBACK, DELIBERATE_FEEDBACK, EVERYONE, GOES_WITH_ALL, HOLD, LATENCY_CLOSENESS, LEAKY, LINEAR,
    MOOD_ALIKE, NO_BONDING, NO_CALMING, NOT_TRIGGERED, ONE_FACE, SHOWN_ALIKE, SOCIAL_STOPPING, TIRELESS,
};
use super::parameter::{Mark, Parameter, Value, row};
use super::{Caveat, OWN_CHOICE, Preset};
use crate::chance::Distribution;
use crate::model::situation::ImitationRate;

/// Disgust, as it shows in the face.
pub(super) const DISGUST: Preset = Preset {
    name: "disgust",
    also: &["disgusted", "revulsion", "yuck"],
    summary: "A disgusted face of about two seconds that is not answered. Mostly guesses: a sweep, not a forecast.",
    parameters: PARAMETERS,
    caveats: CAVEATS,
    unknown: &[
        "how often people look disgusted, and for how long",
        "whether a disgusted face puts others off what it looks at more than it moves their own faces",
    ],
};

const PARAMETERS: &[Parameter] = &[
    row(
        "imitation_rate",
        "β",
        Value::Imitation(ImitationRate::Rate(0.0)),
        "per second",
        "0 to 0.01 /s",
        Mark::Derived,
        "Fischer, Becker & Veenstra 2012, Front Psychol 3:475",
        "disgust was never copied there; in another study highly empathic people answered moving faces of disgust (Rymarczyk et al. 2016)",
    ),
    row(
        "spontaneous_rate",
        "λ0",
        Value::Rate(0.2 / 3600.0),
        "per second",
        "0.02 to 2 /h",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    row("company_factor", "1/a", Value::Number(1.0), "", "0.2 to 5", Mark::Assumed, OWN_CHOICE, ""),
    EVERYONE,
    row("closeness_gain", "G", Value::Number(1.0), "", "0.5 to 3", Mark::Assumed, OWN_CHOICE, ""),
    ONE_FACE,
    row(
        "memory",
        "τ_A",
        Value::Time(0.5),
        "seconds",
        "0.2 to 1 s",
        Mark::Assumed,
        "taken over from smiling: Dimberg, Thunberg & Elmehed 2000, Psychol Sci 11:86",
        "",
    ),
    LEAKY,
    row(
        "latency",
        "L",
        Value::Times(Distribution::Gamma { mean: 0.5, shape: 4.0 }),
        "seconds",
        "0.2 to 1 s",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    LATENCY_CLOSENESS,
    row(
        "duration",
        "D",
        Value::Times(Distribution::Gamma { mean: 2.0, shape: 2.0 }),
        "seconds",
        "0.5 to 5 s",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    row(
        "refractory",
        "R",
        Value::Times(Distribution::Exponential { mean: 10.0 }),
        "seconds",
        "1 to 60 s",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    LINEAR,
    HOLD,
    SOCIAL_STOPPING,
    TIRELESS,
    row(
        "habituation_recovery",
        "τ_h",
        Value::Time(f64::INFINITY),
        "seconds",
        "any",
        Mark::Assumed,
        OWN_CHOICE,
        "no habituation, so no recovery",
    ),
    row("mood_to_spontaneous", "κ", Value::Number(0.0), "per SD", "−1 to 0", Mark::Assumed, OWN_CHOICE, ""),
    MOOD_ALIKE,
    row("loneliness_gate", "ζ", Value::Number(0.0), "", "0 to 1", Mark::Assumed, OWN_CHOICE, ""),
    BAD_FEEDBACK,
    DELIBERATE_FEEDBACK,
    row("witness_effect", "e", Value::Number(-0.05), "SD", "−0.2 to 0", Mark::Assumed, OWN_CHOICE, ""),
    NOT_TRIGGERED,
    GOES_WITH_ALL,
    NO_BONDING,
    ALIKE,
    SHOWN_ALIKE,
    NO_CALMING,
];

const CAVEATS: &[Caveat] = &[Caveat {
    claim: "Disgust is catching.",
    instead: "In the one study of people who know each other that we opened disgusted faces were never copied (Fischer, Becker & Veenstra 2012). That they keep others away from what is disgusting is another effect, and not in here.",
}];
