//! Fear, as it shows in face and body.

use super::common::{
    ALIKE, BAD_FEEDBACK, DELIBERATE_FEEDBACK, EVERYONE, HOLD, LATENCY_CLOSENESS, LEAKY, LINEAR, MOOD_ALIKE, NO_BONDING,
    NO_CALMING, NOT_TRIGGERED, NOT_WITH_GOOD_FACES, SHOWN_ALIKE, SOCIAL_STOPPING, TIRELESS, excludes,
};
use super::parameter::{Mark, Parameter, Value, row};
use super::{Caveat, OWN_CHOICE, Preset};
use crate::chance::Distribution;
use crate::model::situation::ImitationRate;

/// Fear, as it shows in face and body.
pub(super) const FEAR: Preset = Preset {
    name: "fear",
    also: &["afraid", "fright", "frightened", "scared"],
    summary: "A frightened face of about two seconds. Mostly guesses: a sweep, not a forecast.",
    parameters: PARAMETERS,
    caveats: CAVEATS,
    unknown: &[
        "how often a frightened face is answered by one, in rates or shares",
        "how often people in a crowd look frightened, and for how long",
        "whether people flee from a face, or from what it looks at",
    ],
};

const PARAMETERS: &[Parameter] = &[
    row(
        "imitation_rate",
        "β",
        Value::Imitation(ImitationRate::Rate(0.05)),
        "per second",
        "0.01 to 0.2 /s",
        Mark::Assumed,
        "direction: Dezecache et al. 2013, PLoS ONE 8:e67371; Rymarczyk et al. 2016, Front Psychol 7:1853",
        "fear went from one person through a second to a third who did not see the first; highly empathic people copied moving faces of fear. The rate is a guess",
    ),
    row(
        "spontaneous_rate",
        "λ0",
        Value::Rate(0.1 / 3600.0),
        "per second",
        "0.01 to 1 /h",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    row("company_factor", "1/a", Value::Number(1.0), "", "0.2 to 5", Mark::Assumed, OWN_CHOICE, ""),
    EVERYONE,
    row(
        "closeness_gain",
        "G",
        Value::Number(1.0),
        "",
        "0.5 to 3",
        Mark::Assumed,
        OWN_CHOICE,
        "strangers passed fear on in the laboratory; whether the close do so more was not found",
    ),
    row("attention", "B", Value::Attention(2.0), "people", "1 to 10", Mark::Assumed, OWN_CHOICE, ""),
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
    row("mood_to_spontaneous", "κ", Value::Number(-0.5), "per SD", "−1 to 0", Mark::Assumed, OWN_CHOICE, ""),
    MOOD_ALIKE,
    row("loneliness_gate", "ζ", Value::Number(0.0), "", "0 to 1", Mark::Assumed, OWN_CHOICE, ""),
    BAD_FEEDBACK,
    DELIBERATE_FEEDBACK,
    row(
        "witness_effect",
        "e",
        Value::Number(-0.3),
        "SD",
        "−0.6 to 0",
        Mark::Assumed,
        "sign: Dezecache et al. 2013, PLoS ONE 8:e67371",
        "fear reached the third person, too; the size is a guess",
    ),
    NOT_TRIGGERED,
    excludes(NOT_WITH_GOOD_FACES, Mark::Assumed, "taken over from frowning"),
    NO_BONDING,
    ALIKE,
    SHOWN_ALIKE,
    NO_CALMING,
];

const CAVEATS: &[Caveat] = &[Caveat {
    claim: "Fear turns crowds into panicking herds.",
    instead: "Fear does pass from face to face, even at second hand (Dezecache et al. 2013). How fast, and whether it goes through a crowd, no study that we opened counts. People here stand still: nobody flees, and an alarm that all hear is an event, not contagion.",
}];
