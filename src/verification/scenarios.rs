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
    APPLAUSE_BEGINS = "applause-begins",
    APPLAUSE_ENDS = "applause-ends",
    AROUSED = "aroused",
    AVERAGING = "averaging",
    BALANCE = "balance",
    CAMPS = "camps",
    CASCADE = "cascade",
    CHANCE_MEETINGS = "chance-meetings",
    CONSTANT_HAZARD = "constant-hazard",
    DOSES = "doses",
    DURATIONS = "durations",
    HAPPINESS_LOOP = "happiness-loop",
    IMPULSES = "impulses",
    KARATE = "karate",
    LAUGH_BOX = "laugh-box",
    LEAKY_TRACE = "leaky-trace",
    LOUD_ROOM = "loud-room",
    MOOD_RETURNS = "mood-returns",
    MOOD_WANDERS = "mood-wanders",
    ONE_FACE = "one-face",
    ONE_YAWN = "one-yawn",
    POSED_SMILE = "posed-smile",
    RANDOM_SIR = "random-sir",
    REAL_NETWORK = "real-network",
    REINFORCED = "reinforced",
    RING_THRESHOLD = "ring-threshold",
    RIOT = "riot",
    ROOM_OF_STRANGERS = "room-of-strangers",
    SEIRS = "seirs",
    SIR = "sir",
    SIS = "sis",
    SISA = "sisa",
    SISA_TOWN = "sisa-town",
    SISA_TIES = "sisa-ties",
    SMALL_GROUP = "small-group",
    SMALL_WORLD_THRESHOLD = "small-world-threshold",
    SPIRAL = "spiral",
    STAGE = "stage",
    STUBBORN = "stubborn",
    TICK = "tick",
    TWO_ON_STAGE = "two-on-stage",
    TYING = "tying",
    YAWN_VIDEO = "yawn-video",
}
