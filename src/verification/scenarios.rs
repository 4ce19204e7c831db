//! The scenarios that the checks play.

use crate::scenario::Shipped;

macro_rules! scenarios {
    ($($constant:ident = $name:literal),* $(,)?) => {
        $(pub(super) const $constant: Shipped =
            Shipped { name: $name, text: include_str!(concat!("scenarios/", $name, ".toml")) };)*
    };
}

scenarios! {
    AFFECT_RETURNS = "affect-returns",
    AVERAGING = "averaging",
    CONSTANT_HAZARD = "constant-hazard",
    DURATIONS = "durations",
    LEAKY_TRACE = "leaky-trace",
    MOOD_RETURNS = "mood-returns",
    MOOD_WANDERS = "mood-wanders",
    ONE_YAWN = "one-yawn",
    POSED_SMILE = "posed-smile",
    RING_THRESHOLD = "ring-threshold",
    RIOT = "riot",
    SIR = "sir",
    SIS = "sis",
    SISA = "sisa",
    STUBBORN = "stubborn",
    YAWN_VIDEO = "yawn-video",
}
