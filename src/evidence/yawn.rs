//! Yawning.

use super::common::{
    ALIKE, DELIBERATE_FEEDBACK, GOES_WITH_ALL, HOLD, LATENCY_CLOSENESS, LEAKY, LINEAR, NO_BONDING, NO_CALMING,
    NOT_TRIGGERED, SOCIAL_STOPPING, TIRELESS,
};
use super::parameter::{Mark, Parameter, Value, row};
use super::{Caveat, OWN_CHOICE, Preset};
use crate::chance::Distribution;
use crate::model::situation::ImitationRate;

/// Yawning.
pub(super) const YAWN: Preset = Preset {
    name: "yawn",
    also: &["yawns", "gape"],
    summary: "A yawn of about six seconds, answered within minutes by some of those who see it; some people never answer.",
    parameters: PARAMETERS,
    caveats: CAVEATS,
    unknown: &[
        "the share of people who answer, for each kind of tie: only the order is published",
        "how fast the urge to yawn fades after seeing one",
        "whether empathy has anything to do with it",
    ],
};

const PARAMETERS: &[Parameter] = &[
    row(
        "imitation_rate",
        "β",
        Value::Imitation(ImitationRate::Rate(0.0135)),
        "per second",
        "0.005 to 0.03 /s",
        Mark::Derived,
        "fitted to 55 % in a five-minute video, inside the 40 to 60 % that Helt et al. 2010, Child Dev 81:1620, give for adults",
        "the 55 % are Provine's, at second hand. Other samples: 69 % with yawns of animals (Gallup & Wozny 2022), 67.7 % of 328 (Bartholomew & Cirulli 2014; the rate not in the abstract), 41.5 % of 65 (Platek et al. 2003). That it is contagion at all, and not chance that looks like it, has been questioned (Kapitány & Nielsen 2017)",
    ),
    row(
        "spontaneous_rate",
        "λ0",
        Value::Rate(1.7e-4),
        "per second",
        "0.4 to 1.5 /h",
        Mark::Unverified,
        "Provine 1986; Baenninger 1996",
        "about ten in a waking day of sixteen hours. Adults report 7 to 9, morning types 11, evening types 23 (second hand). A rate per \"day\" in a scenario is per 24 hours; peaks after waking and before sleep are left out",
    ),
    row(
        "company_factor",
        "1/a",
        Value::Number(1.0),
        "",
        "0.5 to 1",
        Mark::Assumed,
        "direction: Gallup et al. 2016, Sci Rep 6:25045",
        "people who are watched, or think so, yawn less; the preset leaves that out",
    ),
    row(
        "responders",
        "π",
        Value::Number(0.65),
        "",
        "0.4 to 0.75",
        Mark::Derived,
        "Bartholomew & Cirulli 2014, PLoS ONE 9:e91773; Gallup & Wozny 2022, Animals 12",
        "a stable trait: most who did not yawn did not even feel like it. How many answer differs from study to study: 55 % (second hand), 68 %, 69 %. The preset is near the highest",
    ),
    row(
        "closeness_gain",
        "G",
        Value::Number(10.0),
        "",
        "2 to 20",
        Mark::Assumed,
        "order only: Norscia & Palagi 2011, PLoS ONE 6:e28472",
        "kin before friends before acquaintances before strangers, in rate and in delay, also when only heard (Norscia et al. 2020); the other way round in toddlers (Norscia et al. 2025); the size is a guess",
    ),
    row("attention", "B", Value::Attention(2.0), "people", "1 to 4", Mark::Assumed, OWN_CHOICE, ""),
    row(
        "memory",
        "τ_A",
        Value::Time(80.0),
        "seconds",
        "30 to 180 s",
        Mark::Assumed,
        "fits the 3 min within which answers are counted: Norscia et al. 2025",
        "yawns are answered after a minute or so, not at once; no study gives the course",
    ),
    LEAKY,
    row(
        "latency",
        "L",
        Value::Times(Distribution::fixed(0.0)),
        "seconds",
        "0 to 5 s",
        Mark::Assumed,
        OWN_CHOICE,
        "the delay is in the memory",
    ),
    LATENCY_CLOSENESS,
    row(
        "duration",
        "D",
        Value::Times(Distribution::Gamma { mean: 6.0, shape: 9.0 }),
        "seconds",
        "4 to 8 s",
        Mark::Unverified,
        "Provine 1986; Baenninger 1996",
        "6 s in an encyclopaedia, 6.5 s in a table across species; the shape is assumed",
    ),
    row(
        "refractory",
        "R",
        Value::Times(Distribution::Exponential { mean: 60.0 }),
        "seconds",
        "30 to 120 s",
        Mark::Unverified,
        "attributed to R. R. Provine: about 68 s between yawns when yawning repeatedly",
        "the figure is from memory and was not found again",
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
    row("mood_to_spontaneous", "κ", Value::Number(0.0), "per SD", "−0.5 to 0.5", Mark::Assumed, OWN_CHOICE, ""),
    row("mood_to_mimicry", "μ", Value::Number(0.0), "per SD", "0 to 0.5", Mark::Assumed, OWN_CHOICE, ""),
    row("loneliness_gate", "ζ", Value::Number(0.0), "", "0 to 1", Mark::Assumed, OWN_CHOICE, ""),
    row(
        "feedback",
        "f",
        Value::Number(0.0),
        "SD",
        "0",
        Mark::Assumed,
        OWN_CHOICE,
        "a yawn is not taken to feel good or bad",
    ),
    DELIBERATE_FEEDBACK,
    row("witness_effect", "e", Value::Number(0.0), "SD", "0", Mark::Assumed, OWN_CHOICE, ""),
    NOT_TRIGGERED,
    GOES_WITH_ALL,
    NO_BONDING,
    ALIKE,
    NO_CALMING,
];

const CAVEATS: &[Caveat] = &[
    Caveat {
        claim: "Yawning along shows empathy.",
        instead: "The bond matters; the link with empathy is unproven (Massen & Gallup 2017). In 328 people empathy did not predict it once age was known (Bartholomew & Cirulli 2014); attention may explain group differences (Helt et al. 2021).",
    },
    Caveat {
        claim: "The closer two people are, the more contagious their yawns.",
        instead: "Found in adults (Norscia & Palagi 2011). In toddlers it was the other way round, for yawns and for smiles (Norscia et al. 2025), so it is a parameter (`closeness_gain`), not a law.",
    },
    Caveat {
        claim: "Smiles, laughs and yawns spread for the same reason.",
        instead: "They share a mechanism in this model because that makes them comparable. Their numbers differ by a factor of a hundred in speed, and nobody has shown a common cause.",
    },
];
