//! The language of charts: English, and every language that has a file of messages.

/// A language that charts can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(&'static str);

// `CODES`, English first, and `MESSAGES`: made by `build.rs` of the files in `src/output/words`.
include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Language {
    /// English, which stands in the program itself.
    pub const ENGLISH: Language = Language("en");

    /// The language of this code, such as `de`.
    pub fn named(code: &str) -> Option<Language> {
        CODES.iter().find(|known| **known == code).map(|known| Language(known))
    }

    /// Every language, English first.
    pub fn all() -> impl Iterator<Item = Language> {
        CODES.iter().map(|code| Language(code))
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// Its messages as Fluent writes them; English has none.
    pub fn messages(self) -> Option<&'static str> {
        MESSAGES.iter().find(|(code, _)| *code == self.0).map(|(_, text)| *text)
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}
