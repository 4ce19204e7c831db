//! Looking sad.

use super::common::{
    ALIKE, BAD_FEEDBACK, DELIBERATE_FEEDBACK, HOLD, LATENCY_CLOSENESS, LEAKY, LINEAR, MOOD_ALIKE, NINE_IN_TEN,
    NO_BONDING, NO_CALMING, NOT_TRIGGERED, NOT_WITH_GOOD_FACES, ONE_FACE, SHOWN_ALIKE, SOCIAL_STOPPING, TIRELESS,
    excludes,
};
use super::parameter::{Mark, Parameter, Value, row};
use super::{Caveat, OWN_CHOICE, Preset};
use crate::chance::Distribution;
use crate::model::situation::ImitationRate;

/// Looking sad.
pub(super) const SAD: Preset = Preset {
    name: "sad",
    also: &["sadness", "sad face", "sad faces", "sorrow", "grief", "gloom", "gloomy"],
    summary: "A sad face of about a minute, shared mostly by those who are close.",
    parameters: PARAMETERS,
    caveats: CAVEATS,
    unknown: &[
        "nearly everything about rates: no study counts how often a sad face is answered by one",
        "whether sadness is caught, or understood and answered with care instead",
    ],
};

const PARAMETERS: &[Parameter] = &[
    row(
        "imitation_rate",
        "β",
        Value::Imitation(ImitationRate::Rate(0.002)),
        "per second",
        "0.0005 to 0.01 /s",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    row(
        "spontaneous_rate",
        "λ0",
        Value::Rate(1.0 / 86_400.0),
        "per second",
        "0.1 to 5 /day",
        Mark::Assumed,
        OWN_CHOICE,
        "one in 24 hours of the model",
    ),
    row("company_factor", "1/a", Value::Number(1.0), "", "0.2 to 1", Mark::Assumed, OWN_CHOICE, ""),
    NINE_IN_TEN,
    row(
        "closeness_gain",
        "G",
        Value::Number(10.0),
        "",
        "0 to 10",
        Mark::Assumed,
        "order only: Bourgeois & Hess 2008, Biol Psychol 77:343; Hess & Fischer 2013, Pers Soc Psychol Rev 17:142",
        "sadness was mimicked within one's own group or not at all; the size is a guess",
    ),
    ONE_FACE,
    row("memory", "τ_A", Value::Time(30.0), "seconds", "5 to 120 s", Mark::Assumed, OWN_CHOICE, ""),
    LEAKY,
    row(
        "latency",
        "L",
        Value::Times(Distribution::Gamma { mean: 5.0, shape: 4.0 }),
        "seconds",
        "0.5 to 10 s",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    LATENCY_CLOSENESS,
    row(
        "duration",
        "D",
        Value::Times(Distribution::Exponential { mean: 60.0 }),
        "seconds",
        "10 s to 10 min",
        Mark::Assumed,
        OWN_CHOICE,
        "the face, not the feeling: sadness is remembered as the longest of 27 emotions, days of it (Verduyn & Lavrijsen 2015)",
    ),
    row(
        "refractory",
        "R",
        Value::Times(Distribution::Exponential { mean: 120.0 }),
        "seconds",
        "0 to 10 min",
        Mark::Assumed,
        OWN_CHOICE,
        "",
    ),
    LINEAR,
    HOLD,
    SOCIAL_STOPPING,
    TIRELESS,
    row("habituation_recovery", "τ_h", Value::Time(f64::INFINITY), "seconds", "any", Mark::Assumed, OWN_CHOICE, ""),
    row("mood_to_spontaneous", "κ", Value::Number(-0.7), "per SD", "−1 to 0", Mark::Assumed, OWN_CHOICE, ""),
    MOOD_ALIKE,
    row(
        "loneliness_gate",
        "ζ",
        Value::Number(0.0),
        "",
        "0 to 1",
        Mark::Derived,
        "Arnold & Winkielman 2021, Soc Neurosci 16:26",
        "lonely people kept their mimicry of sad faces",
    ),
    BAD_FEEDBACK,
    DELIBERATE_FEEDBACK,
    row(
        "witness_effect",
        "e",
        Value::Number(-0.10),
        "SD",
        "−0.3 to 0",
        Mark::Assumed,
        "sign: Wild, Erb & Bartels 2001, Psychiatry Res 102:109; Neumann & Strack 2000, J Pers Soc Psychol 79:211",
        "",
    ),
    NOT_TRIGGERED,
    excludes(
        NOT_WITH_GOOD_FACES,
        Mark::Assumed,
        "taken over from smiling and frowning. It goes with a frown: sadly angry faces were posed and told apart (Du, Tao & Martinez 2014)",
    ),
    NO_BONDING,
    ALIKE,
    SHOWN_ALIKE,
    NO_CALMING,
];

const CAVEATS: &[Caveat] = &[Caveat {
    claim: "We share a friend's sadness.",
    instead: "Sad faces and voices shift feeling in the laboratory (Wild, Erb & Bartels 2001; Neumann & Strack 2000), by little. Whether depression spreads between friends is open: one study finds that healthy mood does and depression does not (Hill, Griffiths & House 2015), one that better and worse moods both do, too weakly to raise depression (Eyre et al. 2017), one that depression does (Rosenquist, Fowler & Christakis 2011).",
}];
