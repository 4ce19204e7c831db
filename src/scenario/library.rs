//! The scenarios that come with the program.

/// A scenario that comes with the program: its name and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its name, as in `catching run NAME`.
    pub name: &'static str,
    /// Its text, as in `scenarios/NAME.toml`.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(Shipped { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")) }),*]
    };
}

/// The scenarios, the default first.
pub const LIBRARY: &[Shipped] = shipped![
    "lecture-hall-yawn",
    "yawn-ladder",
    "comedy-club",
    "laugh-track",
    "group-of-two-to-eight",
    "commute-smile",
    "applause",
    "karate-club-laughter",
    "les-miserables-smile",
];

/// The scenario with this name (`NAME` or `scenarios/NAME.toml`).
pub fn shipped(name: &str) -> Option<&'static Shipped> {
    let plain = name.strip_prefix("./").unwrap_or(name);
    let plain = plain.strip_prefix("scenarios/").unwrap_or(plain);
    let plain = plain.strip_suffix(".toml").unwrap_or(plain);
    LIBRARY.iter().find(|scenario| scenario.name == plain)
}
