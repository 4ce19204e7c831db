//! Anger, as it shows in face and voice.

use super::common::{
    ALIKE, BAD_FEEDBACK, HOLD, LATENCY_CLOSENESS, LEAKY, LINEAR, MOOD_ALIKE, NINE_IN_TEN, NO_BONDING, NOT_TRIGGERED,
    NOT_WITH_GOOD_FACES, ONE_FACE, SOCIAL_STOPPING, TIRELESS, excludes,
};
use super::parameter::{Mark, Parameter, Value, row};
use super::{Caveat, OWN_CHOICE, Preset};
use crate::chance::Distribution;
use crate::model::situation::ImitationRate;

/// Anger, as it shows in face and voice.
pub(super) const ANGER: Preset = Preset {
    name: "anger",
    also: &["angry", "fury", "irritation"],
    summary: "An angry face or voice of a few seconds. Mostly guesses: a sweep, not a forecast.",
    parameters: PARAMETERS,
    caveats: CAVEATS,
    unknown: &[
        "how often an angry face is answered by an angry one, in rates or shares",
        "whether anger that is answered is copied, or provoked",
        "how long an angry face lasts, and how often people are angry",
    ],
};

const PARAMETERS: &[Parameter] = &[
    row(
        "imitation_rate",
        "β",
        Value::Imitation(ImitationRate::Rate(0.01)),
        "per second",
        "0 to 0.03 /s",
        Mark::Assumed,
        "direction: Pavarini et al. 2019, Psychoneuroendocrinology 109:104377; Rymarczyk et al. 2011, Int J Psychophysiol 79:330",
        "anger was not reliably copied, and angry faces moved the frowning muscle of those who saw them only a little; half of the rate of frowning is a guess",
    ),
    row(
        "spontaneous_rate",
        "λ0",
        Value::Rate(1.0 / 3600.0),
        "per second",
        "0.2 to 5 /h",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    row("company_factor", "1/a", Value::Number(1.0), "", "0.2 to 5", Mark::Assumed, OWN_CHOICE, ""),
    NINE_IN_TEN,
    row(
        "closeness_gain",
        "G",
        Value::Number(5.0),
        "",
        "0.2 to 10",
        Mark::Assumed,
        "order only, and it turns: Bourgeois & Hess 2008, Biol Psychol 77:343; Fan, Xu & Zhao 2020",
        "face to face anger was copied in one's own group or not at all; on Weibo it travelled along weaker ties than joy. For a feed take a number below 1",
    ),
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
        "0.3 to 1 s",
        Mark::Assumed,
        "taken over from frowning: Dimberg & Thunberg 1998, Scand J Psychol 39:39",
        "",
    ),
    LATENCY_CLOSENESS,
    row(
        "duration",
        "D",
        Value::Times(Distribution::Gamma { mean: 4.0, shape: 2.0 }),
        "seconds",
        "1 to 10 s",
        Mark::Assumed,
        OWN_CHOICE,
        "the display; the feeling was recalled as lasting much longer (Verduyn & Lavrijsen 2015)",
    ),
    row(
        "refractory",
        "R",
        Value::Times(Distribution::Exponential { mean: 10.0 }),
        "seconds",
        "2 to 60 s",
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
    row(
        "loneliness_gate",
        "ζ",
        Value::Number(0.0),
        "",
        "0 to 1",
        Mark::Derived,
        "Arnold & Winkielman 2021, Soc Neurosci 16:26",
        "lonely people kept their mimicry of angry faces",
    ),
    BAD_FEEDBACK,
    row(
        "deliberate_feedback",
        "a_del",
        Value::Number(1.0),
        "",
        "0 to 1",
        Mark::Assumed,
        "direction: Coles et al. 2023, J Pers Soc Psychol",
        "angry poses moved what people felt; that they do as much as anger of its own accord is our choice",
    ),
    row("witness_effect", "e", Value::Number(-0.1), "SD", "−0.3 to 0", Mark::Assumed, OWN_CHOICE, ""),
    NOT_TRIGGERED,
    excludes(NOT_WITH_GOOD_FACES, Mark::Assumed, "taken over from frowning"),
    NO_BONDING,
    ALIKE,
];

const CAVEATS: &[Caveat] = &[Caveat {
    claim: "Anger is the most contagious emotion.",
    instead: "On Weibo anger travelled along weaker ties than joy (Fan, Xu & Zhao 2020): in messages, not in faces. Face to face an angry look is copied in one's own group or not at all (Bourgeois & Hess 2008), and answering anger with anger may be provocation, not copying. We found no rate.",
}];
