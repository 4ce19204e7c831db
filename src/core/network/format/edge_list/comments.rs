//! Lines that begin with `#` or `%`: what SNAP, KONECT, netzschleuder and this program say in them, and names that begin
//! so. Whatever is passed over is counted.

use super::fields::Delimiter;
use super::people::People;
use super::{Fault, Options, shown};
use crate::network::Direction;

/// What the comments of a list say.
pub(super) struct Comments {
    delimiter: Delimiter,
    /// Whether names of this list begin with `#`, since second columns do.
    hashed_names: bool,
    file: usize,
    limits: super::super::Limits,
    leading: Vec<String>,
    direction: Option<(Direction, String)>,
    /// KONECT's `bip`: the two sides are numbered each by itself.
    two_mode: bool,
    sizes: Option<(u64, u64)>,
    people: Announced,
    /// Whether a row has been read.
    below: bool,
    skipped: usize,
    /// Where the first is that has as many columns as the rows.
    like_a_row: Option<String>,
}

#[derive(Default)]
enum Announced {
    #[default]
    Nobody,
    Count(u64),
    Names(Vec<String>),
}

impl Comments {
    pub(super) fn new(text: &str, delimiter: Delimiter, options: &Options<'_>) -> Self {
        let hashes = memchr::memchr(b'#', text.as_bytes()).is_some();
        Self {
            delimiter,
            hashed_names: hashes && second_columns_have_hashes(text, delimiter),
            file: text.len(),
            limits: options.limits,
            leading: Vec::new(),
            direction: None,
            two_mode: false,
            sizes: None,
            people: Announced::Nobody,
            below: false,
            skipped: 0,
            like_a_row: None,
        }
    }

    #[inline]
    pub(super) fn is_comment(&self, line: &str) -> bool {
        line.trim_ascii_start().starts_with(['#', '%'])
    }

    /// Whether a line that begins with `#` is a tie of somebody whose name does.
    pub(super) fn is_row(&self, line: &str, columns: Option<usize>) -> bool {
        let name = line.trim_ascii_start().strip_prefix('#');
        let glued = name.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        let split = || self.delimiter.split(line).unwrap_or_default();
        self.hashed_names && glued && {
            let fields = split();
            let heading = || {
                let names: Vec<&str> = fields.iter().map(|f| f.trim_start_matches('#')).collect();
                super::super::words::ends(&names).is_some()
            };
            columns.map_or(fields.len() > 1, |count| fields.len() == count) && !heading()
        }
    }

    /// Some collections say in a comment above the list what it is: SNAP, KONECT, netzschleuder and this program.
    pub(super) fn above(&mut self, line: &str, at: usize) -> Result<(), Fault> {
        let comment = line.trim_ascii_start().trim_start_matches(['#', '%']).trim();
        if let Some(list) = comment.strip_prefix("people:") {
            self.people = self.announced(list.trim()).map_err(|message| Fault::at(at, message))?;
        }
        let lower = comment.to_ascii_lowercase();
        let first = lower.split_ascii_whitespace().next().unwrap_or_default();
        self.two_mode |= first == "bip";
        let numbers: Vec<u64> = lower.split_ascii_whitespace().map_while(|word| word.parse().ok()).collect();
        if let (true, [_, left, right]) = (self.two_mode, numbers.as_slice()) {
            self.sizes = Some((*left, *right));
        }
        if self.direction.is_none() {
            self.direction = direction(&lower, first).map(|direction| (direction, shown(comment)));
        }
        if self.leading.len() < 200 {
            self.leading.push(comment.to_owned());
        }
        Ok(())
    }

    fn announced(&self, list: &str) -> Result<Announced, String> {
        if list.bytes().all(|b| b.is_ascii_digit()) && !list.is_empty() {
            return self.limits.people(list, "`people:`", self.file).map(Announced::Count);
        }
        if !list.starts_with('[') {
            return Ok(Announced::Nobody);
        }
        let names = serde_json::from_str(list).map(Announced::Names);
        names.map_err(|e| format!("`people:` is to be a number or a list such as [\"Ana\", \"Ben\"]: {e}"))
    }

    /// The comments above the first row.
    pub(super) fn leading(&self) -> Vec<&str> {
        self.leading.iter().map(String::as_str).collect()
    }

    pub(super) fn two_mode(&self) -> bool {
        self.two_mode
    }

    /// Which way ties go, if a comment says so.
    pub(super) fn direction(&self) -> Option<Direction> {
        self.direction.as_ref().map(|(direction, _)| *direction)
    }

    /// What was understood.
    pub(super) fn notes(&self) -> Vec<String> {
        let one_sided = self.direction.as_ref().filter(|(direction, _)| *direction == Direction::Directed);
        let one_sided = one_sided.map(|(_, comment)| format!("read as one-sided ties, as its comment says: {comment}"));
        let two_mode = "a two-mode network, as its comment says: both sides are taken as people, called left-1, … and \
                        right-1, …";
        one_sided.into_iter().chain(self.two_mode.then(|| two_mode.to_owned())).collect()
    }

    /// Hands over the people that comments name.
    pub(super) fn announce(&mut self, people: &mut People) {
        match std::mem::take(&mut self.people) {
            Announced::Nobody => {}
            Announced::Count(count) => people.announced(count),
            Announced::Names(names) => people.listed(&names),
        }
        let most = self.limits.announced + self.file as u64 / 2;
        if let Some((left, right)) = self.sizes.filter(|(left, right)| left.saturating_add(*right) <= most) {
            (1..=left).for_each(|i| people.person(&format!("left-{i}")));
            (1..=right).for_each(|i| people.person(&format!("right-{i}")));
        }
    }

    /// From here on comments are among the rows.
    pub(super) fn below(&mut self) {
        self.below = true;
    }

    /// Counts a line that is not read.
    pub(super) fn skipped(&mut self, line: &str, columns: usize) {
        let glued = !line.trim_ascii_start()[1..].starts_with(|c: char| c.is_whitespace());
        let fields = self.delimiter.split(line).map_or(0, |fields| fields.len());
        let names = || {
            let split = self.delimiter.split(line).unwrap_or_default();
            let names: Vec<&str> = split.iter().map(|f| f.trim_start_matches(['#', '%', ' '])).collect();
            super::super::words::ends(&names).is_some()
        };
        let like_a_row = glued && fields == columns && !names();
        if like_a_row && self.like_a_row.is_none() {
            self.like_a_row = Some(shown(line.trim()));
        }
        if self.below || like_a_row {
            self.skipped += 1;
        }
    }

    /// What was passed over.
    pub(super) fn counts(&self) -> Option<String> {
        let lines = if self.skipped == 1 { "1 line was" } else { "lines were" };
        let count = if self.skipped == 1 { String::new() } else { format!("{} ", self.skipped) };
        let hint = self.like_a_row.as_ref().map_or(String::new(), |line| {
            format!(" (`{line}` has as many columns as the ties: put a name that begins with # in quotation marks)")
        });
        (self.skipped > 0).then(|| format!("{count}{lines} skipped as comments, by the # or % they begin with{hint}"))
    }
}

/// Which way ties go in the words of a comment: `Directed graph: …` (SNAP), `directed: false`, `asym` (KONECT).
fn direction(lower: &str, first: &str) -> Option<Direction> {
    let rest = lower.strip_prefix("directed").filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    let not = |rest: &str| ["false", "no", "0"].contains(&rest.trim_matches(|c: char| " :=\t\"',{}".contains(c)));
    match (rest, first) {
        (Some(rest), _) if not(rest) => Some(Direction::Undirected),
        (Some(_), _) | (_, "asym") => Some(Direction::Directed),
        (_, "sym" | "bip") => Some(Direction::Undirected),
        _ if lower.starts_with("undirected") => Some(Direction::Undirected),
        _ => None,
    }
}

/// Whether a name in a second or later column begins with `#`, which no comment explains.
fn second_columns_have_hashes(text: &str, delimiter: Delimiter) -> bool {
    text.split('\n').any(|line| {
        let mut from = 0;
        while let Some(at) = line[from..].find('#').map(|at| from + at) {
            let before = line[..at].trim_end_matches(' ');
            let glued = line[at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
            let behind = match delimiter {
                Delimiter::Space => before.len() < at && !before.is_empty() && !before.starts_with(['%']),
                Delimiter::Char(between) => before.ends_with(between),
            };
            // `# #tag` is a comment; `#a #b` and `x,#b` are ties.
            let comment = line.trim_ascii_start().strip_prefix('#').is_some_and(|r| r.starts_with(char::is_whitespace));
            if glued && behind && !comment {
                return true;
            }
            from = at + 1;
        }
        false
    })
}
