//! How a file is to be read, where that is not left to the file.

use super::words::shown;
use crate::network::Direction;

/// How a file is to be read, where that is not left to the file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Whether ties go one way, whatever the file says.
    pub direction: Option<Direction>,
    /// Which way feelings run along ties that go one way.
    pub flow: Flow,
    /// The extension of the format, where the name of the file does not tell.
    pub format: Option<&'a str>,
    /// When to stop.
    pub limits: Limits,
}

/// Which way feelings run along a one-sided tie that a file writes as `source, target`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flow {
    /// The source sees the target, so what is caught comes from the target: friends named in a questionnaire, accounts
    /// that are followed.
    #[default]
    TargetToSource,
    /// The target sees the source: messages that are sent, and how EoN, NDlib and NetworkX run an epidemic.
    SourceToTarget,
}

impl Flow {
    /// As scenarios write it.
    pub const WORDS: [&'static str; 2] = ["target to source", "source to target"];

    /// As scenarios write it.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// From the word for it; hyphens count as spaces.
    ///
    /// # Errors
    /// The two words that there are.
    pub fn parse(word: &str) -> Result<Self, String> {
        let word = word.trim().to_lowercase().replace(['-', '_'], " ");
        let found = [Self::TargetToSource, Self::SourceToTarget].into_iter().find(|flow| flow.word() == word);
        found.ok_or_else(|| format!("expected \"{}\" or \"{}\"", Self::WORDS[0], Self::WORDS[1]))
    }

    /// What it means for the ties of a file, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::TargetToSource => {
                "ties go one way: in `source,target` the source sees the target, so contagion runs from target to source \
                 (EoN, NDlib and NetworkX run it from source to target; `direction = \"source to target\"` does, too)"
            }
            Self::SourceToTarget => {
                "ties go one way, and contagion runs from source to target, as asked: in `source,target` the target sees \
                 the source"
            }
        }
    }
}

/// How much is read before a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most that a compressed file may unpack to \[bytes\]; small files have less, see [`unpacked`](Self::unpacked).
    pub unpacked: u64,
    /// People who may be announced without a line of their own, besides one for every two bytes of the file.
    pub announced: u64,
}

impl Default for Limits {
    /// 4 GiB (a list of some 300 million ties) and 10 million people.
    fn default() -> Self {
        Self { unpacked: 4 << 30, announced: 10_000_000 }
    }
}

impl Limits {
    /// What a compressed file of this size may unpack to: a hundred times as much, and 256 MiB at least. Lists of ties
    /// pack to a third or a tenth; what packs to a thousandth was made to fill a memory.
    pub fn unpacked(&self, packed: usize) -> u64 {
        (packed as u64).saturating_mul(100).max(256 << 20).min(self.unpacked)
    }

    /// The number of people that a file of this size announces, if it can be believed.
    pub(super) fn people(&self, announced: &str, what: &str, file: usize) -> Result<u64, String> {
        let most = self.announced.saturating_add(file as u64 / 2);
        match announced.parse::<u64>() {
            Ok(count) if count <= most => Ok(count),
            _ if !announced.is_empty() && announced.bytes().all(|b| b.is_ascii_digit()) => Err(format!(
                "{what} announces {} people, of whom this file cannot tell: more than the {most} that fit here",
                shown(announced)
            )),
            _ => Err(format!("{what} needs the number of people, found `{}`", shown(announced))),
        }
    }
}
