//! Frowning.

use super::common::{
    ALIKE, BAD_FEEDBACK, HOLD, LATENCY_CLOSENESS, LEAKY, LINEAR, MOOD_ALIKE, NINE_IN_TEN, NO_BONDING, NO_CALMING,
    NOT_TRIGGERED, NOT_WITH_GOOD_FACES, ONE_FACE, SHORT_REST, SHOWN_ALIKE, SOCIAL_STOPPING, TIRING, TIRING_RECOVERY,
    excludes,
};
use super::parameter::{Mark, Parameter, Value, row};
use super::{Caveat, OWN_CHOICE, Preset};
use crate::chance::Distribution;
use crate::model::situation::ImitationRate;

/// Frowning.
pub(super) const FROWN: Preset = Preset {
    name: "frown",
    also: &["frowns", "scowl", "scowls", "grimace", "angry face", "grumpy face"],
    summary: "A frown of about three seconds that hardly anyone returns.",
    parameters: PARAMETERS,
    caveats: CAVEATS,
    unknown: &[
        "the exact share of frowns returned: \"few\" is what is remembered of the one field study",
        "whether friends return more of them",
    ],
};

const PARAMETERS: &[Parameter] = &[
    row(
        "imitation_rate",
        "β",
        Value::Imitation(ImitationRate::Rate(0.02)),
        "per second",
        "0 to 0.04 /s",
        Mark::Assumed,
        "direction: Hinsz & Tomhave 1991, Pers Soc Psychol Bull 17:586",
        "few adults return a frown; that few is at most one in ten is our reading",
    ),
    row(
        "spontaneous_rate",
        "λ0",
        Value::Rate(1.0 / 300.0),
        "per second",
        "0.05 to 1 /min",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    row("company_factor", "1/a", Value::Number(2.0), "", "0.5 to 5", Mark::Assumed, OWN_CHOICE, ""),
    NINE_IN_TEN,
    row(
        "closeness_gain",
        "G",
        Value::Number(1.0),
        "",
        "0 to 10",
        Mark::Assumed,
        OWN_CHOICE,
        "anger was mimicked within one's own group or not at all (Bourgeois & Hess 2008), and not that of antagonists (Hess & Fischer 2013)",
    ),
    ONE_FACE,
    row(
        "memory",
        "τ_A",
        Value::Time(0.5),
        "seconds",
        "0.2 to 1 s",
        Mark::Derived,
        "Dimberg, Thunberg & Elmehed 2000, Psychol Sci 11:86",
        "",
    ),
    LEAKY,
    row(
        "latency",
        "L",
        Value::Times(Distribution::Gamma { mean: 0.5, shape: 4.0 }),
        "seconds",
        "0.3 to 1 s",
        Mark::Derived,
        "Dimberg & Thunberg 1998, Scand J Psychol 39:39",
        "300 to 400 ms in the muscle, taken as half a second in the face; the spread is assumed",
    ),
    LATENCY_CLOSENESS,
    row(
        "duration",
        "D",
        Value::Times(Distribution::Gamma { mean: 3.0, shape: 2.0 }),
        "seconds",
        "0.5 to 5 s",
        Mark::Assumed,
        "taken over from smiling",
        "",
    ),
    SHORT_REST,
    LINEAR,
    HOLD,
    SOCIAL_STOPPING,
    TIRING,
    TIRING_RECOVERY,
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
        "angry poses, too, moved what people felt; that they do as much as a frown of its own accord is our choice",
    ),
    row("witness_effect", "e", Value::Number(-0.05), "SD", "−0.2 to 0", Mark::Assumed, OWN_CHOICE, ""),
    NOT_TRIGGERED,
    excludes(
        NOT_WITH_GOOD_FACES,
        Mark::Derived,
        "see `smile.excludes`. It goes with a sad face (Du, Tao & Martinez 2014)",
    ),
    NO_BONDING,
    ALIKE,
    SHOWN_ALIKE,
    NO_CALMING,
];

const CAVEATS: &[Caveat] = &[Caveat {
    claim: "Frowns and bad moods spread the same way as smiles.",
    instead: "Frowns are hardly returned at all, while over half of smiles are (Hinsz & Tomhave 1991). For moods, as opposed to faces, studies conflict on which valence spreads more, so nothing is built in either way.",
}];
