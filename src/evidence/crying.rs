//! Crying of grown-up people.

use super::common::{
    ALIKE, DELIBERATE_FEEDBACK, HOLD, LATENCY_CLOSENESS, LEAKY, LINEAR, MOOD_ALIKE, NINE_IN_TEN, NO_BONDING,
    NO_CALMING, NOT_TRIGGERED, NOT_WITH_GOOD_FACES, ONE_FACE, SHOWN_ALIKE, SOCIAL_STOPPING, TIRELESS, excludes,
};
use super::parameter::{Mark, Parameter, Value, row};
use super::{Caveat, OWN_CHOICE, Preset};
use crate::chance::Distribution;
use crate::model::situation::ImitationRate;

/// Crying of grown-up people.
pub(super) const CRYING: Preset = Preset {
    name: "crying",
    also: &["cries", "cried", "weeps"],
    summary: "Crying of some minutes that calls for comfort rather than for more tears. Mostly guesses: a sweep, not a forecast.",
    parameters: PARAMETERS,
    caveats: CAVEATS,
    unknown: &[
        "whether adults cry because others cry, and how often",
        "how long adults cry",
        "what comfort it brings, and how often",
    ],
};

const PARAMETERS: &[Parameter] = &[
    row(
        "imitation_rate",
        "β",
        Value::Imitation(ImitationRate::Rate(0.0002)),
        "per second",
        "0 to 0.002 /s",
        Mark::Assumed,
        "babies only: Geangu et al. 2010, Infant Behav Dev 33:279",
        "babies of one to nine months were distressed at the cries of others, and no less so the older they were; for adults we found no number",
    ),
    row(
        "spontaneous_rate",
        "λ0",
        Value::Rate(0.1 / 86_400.0),
        "per second",
        "0.03 to 0.3 /day",
        Mark::Unverified,
        "reported of A. Vingerhoets: women cry 5.3 times a month, men 1.3 times",
        "second hand; about the mean of both, in 24 hours of the model",
    ),
    row("company_factor", "1/a", Value::Number(1.0), "", "0.2 to 5", Mark::Assumed, OWN_CHOICE, ""),
    NINE_IN_TEN,
    row(
        "closeness_gain",
        "G",
        Value::Number(1.0),
        "",
        "0.5 to 10",
        Mark::Assumed,
        OWN_CHOICE,
        "that the close comfort is another mechanism (`[comfort]`)",
    ),
    ONE_FACE,
    row("memory", "τ_A", Value::Time(30.0), "seconds", "5 to 120 s", Mark::Assumed, "taken over from looking sad", ""),
    LEAKY,
    row(
        "latency",
        "L",
        Value::Times(Distribution::Gamma { mean: 30.0, shape: 2.0 }),
        "seconds",
        "5 to 120 s",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    LATENCY_CLOSENESS,
    row(
        "duration",
        "D",
        Value::Times(Distribution::Gamma { mean: 360.0, shape: 2.0 }),
        "seconds",
        "1 to 20 min",
        Mark::Unverified,
        "from memory: some minutes",
        "",
    ),
    row(
        "refractory",
        "R",
        Value::Times(Distribution::Exponential { mean: 3600.0 }),
        "seconds",
        "10 min to 1 day",
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
    row("mood_to_spontaneous", "κ", Value::Number(-1.0), "per SD", "−2 to 0", Mark::Assumed, OWN_CHOICE, ""),
    MOOD_ALIKE,
    row("loneliness_gate", "ζ", Value::Number(0.0), "", "0 to 1", Mark::Assumed, OWN_CHOICE, ""),
    row(
        "feedback",
        "f",
        Value::Number(-0.3),
        "SD",
        "−0.6 to 0",
        Mark::Assumed,
        "sign: Gračanin et al. 2015, Motiv Emot 39:953",
        "28 people who cried at a film felt worse at once, as before after 20 min, better than before after 90; the last is not in here, and the size is a guess",
    ),
    DELIBERATE_FEEDBACK,
    row("witness_effect", "e", Value::Number(-0.2), "SD", "−0.6 to 0", Mark::Assumed, OWN_CHOICE, ""),
    NOT_TRIGGERED,
    excludes(NOT_WITH_GOOD_FACES, Mark::Assumed, "taken over from frowning; tears of joy are left out"),
    NO_BONDING,
    ALIKE,
    SHOWN_ALIKE,
    NO_CALMING,
];

const CAVEATS: &[Caveat] = &[
    Caveat {
        claim: "A good cry makes you feel better.",
        instead: "People who cried at a film felt worse at once, as before after 20 minutes, and a little better than before after 90 (Gračanin et al. 2015, 28 people who cried). Here crying pulls down while it lasts, and what comes later is the way back to one's mood.",
    },
    Caveat {
        claim: "Tears are catching.",
        instead: "For babies, yes (Geangu et al. 2010). For adults we found no count; what others' tears call for is comfort (`[comfort]` with `expression = 'crying'`).",
    },
];
