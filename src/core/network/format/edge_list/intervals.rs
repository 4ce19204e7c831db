//! Contacts that begin and end: which columns say so, and until when each contact goes on.

use super::super::moments::{self, Moments};

/// The columns that say when contacts begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    /// When it begins, unless a column is called `time`.
    pub(super) start: Option<usize>,
    /// When it is over.
    pub(super) end: Option<usize>,
    /// How long it lasts.
    pub(super) length: Option<usize>,
}

const START: &[&str] = &[
    "start",
    "begin",
    "begins",
    "beginning",
    "started",
    "onset",
    "since",
    "start_time",
    "time_start",
    "starttime",
    "t_start",
    "tstart",
    "start_timestamp",
    "begin_time",
    "from_time",
    "time_from",
    "start_date",
    "anfang",
    "beginn",
    "von_zeit",
    "start_datetime",
    "début",
    "debut",
    "inicio",
    "inizio",
];
const END: &[&str] = &[
    "end",
    "ends",
    "ended",
    "stop",
    "finish",
    "offset",
    "until",
    "end_time",
    "time_end",
    "endtime",
    "t_end",
    "tend",
    "end_timestamp",
    "stop_time",
    "to_time",
    "time_to",
    "end_date",
    "end_datetime",
    "ende",
    "bis_zeit",
    "fin",
    "fine",
];
const LENGTH: &[&str] = &[
    "duration",
    "length",
    "lasting",
    "lasts",
    "dur",
    "duration_s",
    "duration_sec",
    "duration_seconds",
    "seconds",
    "dauer",
    "durée",
    "duree",
    "duración",
    "durata",
];

/// A heading in small letters, with `_` between its words and nothing in brackets.
fn plain(heading: &str) -> String {
    let before = heading.split(['(', '[']).next().unwrap_or(heading).to_lowercase();
    before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

/// Whether a heading is about when something begins or ends.
pub(super) fn says_when(heading: &str) -> bool {
    let plain = plain(heading);
    [START, END].iter().any(|words| words.contains(&plain.as_str()))
}

impl Span {
    /// The columns by their headings, among those that are `free`.
    pub(super) fn of(names: &[&str], free: impl Fn(&usize) -> bool) -> Self {
        let called =
            |words: &[&str]| (0..names.len()).filter(&free).find(|&at| words.contains(&plain(names[at]).as_str()));
        Self { start: called(START), end: called(END), length: called(LENGTH) }
    }

    /// Whether contacts have a length of their own.
    pub(super) fn is_told(self) -> bool {
        self.end.is_some() || self.length.is_some()
    }

    /// Only where contacts have a beginning.
    pub(super) fn with(self, time: Option<usize>) -> Self {
        if time.is_some() { self } else { Self::default() }
    }

    /// The columns that are in use.
    pub(super) fn used(self) -> [Option<usize>; 3] {
        [self.start, self.end, self.length]
    }
}

/// When a contact is over that begins at `time`: what its end says, else its length; at once where neither says anything.
pub(super) fn end(time: f64, end: Option<&str>, length: Option<&str>, moments: &mut Moments) -> Result<f64, String> {
    let over = match (end.filter(|text| !text.is_empty()), length.filter(|text| !text.is_empty())) {
        (Some(text), _) => moments.read(text)?,
        (None, Some(text)) => time + moments::duration(text)?,
        (None, None) => time,
    };
    if over < time {
        return Err("this contact ends before it begins".to_owned());
    }
    Ok(over)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_headings() {
        let of = |names: &[&str]| Span::of(names, |&at| at > 1);
        assert_eq!(of(&["source", "target", "Start", "End"]), Span { start: Some(2), end: Some(3), length: None });
        assert_eq!(of(&["a", "b", "time", "duration (s)"]), Span { start: None, end: None, length: Some(3) });
        assert_eq!(of(&["start", "end", "weight"]), Span::default());
    }

    #[test]
    fn an_end_goes_before_a_length_and_neither_is_a_moment() {
        let mut moments = Moments::default();
        assert_eq!(end(5.0, Some("9"), Some("2"), &mut moments), Ok(9.0));
        assert_eq!(end(5.0, Some(""), Some("2 min"), &mut moments), Ok(125.0));
        assert_eq!(end(5.0, None, None, &mut moments), Ok(5.0));
        assert!(end(5.0, Some("4"), None, &mut moments).unwrap_err().contains("before it begins"));
    }
}
