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
    "three-degrees",
    "tipping-a-grumpy-room",
    "disconnected-pupil",
    "cheerful-minority",
    "office-gloom",
    "sharing-sadness",
    "does-a-hug-stop-the-spiral",
    "face-to-face-vs-feed",
    "smile-yourself-happy",
    "whose-smile-counts",
    "selection-or-influence",
    "fear-in-a-crowd",
];

/// The scenario with this name (`NAME` or `scenarios/NAME.toml`).
pub fn shipped(name: &str) -> Option<&'static Shipped> {
    let plain = name.strip_prefix("./").unwrap_or(name);
    let plain = plain.strip_prefix("scenarios/").unwrap_or(plain);
    let plain = plain.strip_suffix(".toml").unwrap_or(plain);
    LIBRARY.iter().find(|scenario| scenario.name == plain)
}

impl Shipped {
    /// The question that it asks.
    pub fn question(&self) -> String {
        let line = self.text.lines().find_map(|line| line.strip_prefix("question = "));
        line.map(|text| text.trim_matches('"').to_owned()).unwrap_or_default()
    }
}

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(Shipped { name: $name, text: include_str!(concat!("templates/", $name, ".toml")) }),*]
    };
}

/// Short commented scenarios to start from.
pub const TEMPLATES: &[Shipped] = templates!["yawn", "smile", "laugh", "bare", "one-way", "two-way", "compare"];
