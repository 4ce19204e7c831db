//! How the lines of a list are split: what stands between fields, and where records end.

use super::Fault;
use std::borrow::Cow;

/// What stands between the fields of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// Any amount of white space.
    Space,
    /// One character; fields may be quoted.
    Char(char),
}

/// Characters that may stand between fields, in the order in which they are looked for.
const CANDIDATES: [char; 4] = [';', '\t', ',', '|'];

impl Delimiter {
    /// What splits most of these lines into the same number of fields.
    pub(super) fn of(lines: &[&str]) -> Self {
        let numbers = |line: &&str| line.split_ascii_whitespace().all(|word| super::number(word).is_some());
        if lines.iter().all(numbers) && lines.iter().all(|line| line.split_ascii_whitespace().count() > 1) {
            return Self::Space; // also `1 2 0,5`
        }
        let mut best = (0, Self::Space);
        for between in CANDIDATES {
            let delimiter = Self::Char(between);
            let counts: Vec<usize> = lines.iter().map(|line| delimiter.count(line)).filter(|&n| n > 1).collect();
            let agreeing = counts.iter().map(|n| counts.iter().filter(|m| *m == n).count()).max().unwrap_or(0);
            if agreeing > best.0 && !(between == ',' && decimal_commas_only(lines)) {
                best = (agreeing, delimiter);
            }
        }
        best.1
    }

    /// The number of fields of a line; 1 where braces show that commas stand between attributes, not between fields.
    fn count(self, line: &str) -> usize {
        let braces = line.contains('{') && !line.starts_with('"') && self == Self::Char(',');
        if braces { 1 } else { self.split(&without_quoted(line)).map_or(1, |fields| fields.len()) }
    }

    /// Splits a line; nothing when a quotation mark stays open or something stands right behind a closing one.
    pub(super) fn split(self, line: &str) -> Option<Vec<Cow<'_, str>>> {
        match self {
            Self::Space if !line.contains('"') => Some(line.split_ascii_whitespace().map(Cow::Borrowed).collect()),
            Self::Space => quoted(line, |c| c.is_ascii_whitespace(), true),
            Self::Char(between) if !line.contains('"') => {
                Some(line.split(between).map(|f| Cow::Borrowed(f.trim())).collect())
            }
            Self::Char(between) => quoted(line, |c| c == between, false),
        }
    }

    /// As [`split`](Self::split) where the rest of the line from `{` on is one field, as NetworkX writes attributes.
    pub(super) fn split_before_braces(line: &str) -> Option<Vec<Cow<'_, str>>> {
        let (ends, rest) = line.split_at(brace(line).unwrap_or(line.len()));
        let mut fields = Self::Space.split(ends)?;
        fields.extend((!rest.is_empty()).then_some(Cow::Borrowed(rest)));
        Some(fields)
    }

    /// Where a quotation mark is opened that this line does not close, looking on behind one that was closed.
    fn open_quote(self, line: &str, behind: Option<usize>) -> Option<usize> {
        let is_between = |c: char| match self {
            Self::Space => c.is_ascii_whitespace(),
            Self::Char(between) => c == between,
        };
        let mut at = behind.unwrap_or(0);
        let mut field = behind.is_none();
        loop {
            if field {
                at += line[at..].len() - line[at..].trim_ascii_start().len();
                if line[at..].starts_with('"') {
                    let Some((_, after)) = unquoted(&line[at + 1..]) else { return Some(at) };
                    at = line.len() - after.len();
                }
            }
            field = true;
            let next = line[at..].find(is_between)?;
            at += next + line[at + next..].chars().next().map_or(1, char::len_utf8);
        }
    }

    /// A line with these fields, quoted where they would be read as something else.
    pub(super) fn line(self, fields: &[String]) -> String {
        let between = match self {
            Self::Space => " ".to_owned(),
            Self::Char(between) => between.to_string(),
        };
        fields.iter().map(|field| self.written(field)).collect::<Vec<_>>().join(&between) + "\n"
    }

    fn written<'a>(self, field: &'a str) -> Cow<'a, str> {
        let special = |c: char| CANDIDATES.contains(&c) || "\"{\n\r".contains(c) || (self == Self::Space && c == ' ');
        let odd_start = field.starts_with(|c: char| "#%<*[".contains(c) || c.is_whitespace());
        let like_a_format = field.to_ascii_lowercase().starts_with("graph") || field.starts_with("sep=");
        let odd = field.is_empty() || odd_start || like_a_format || field.ends_with(char::is_whitespace);
        if odd || field.contains(special) { format!("\"{}\"", field.replace('"', "\"\"")).into() } else { field.into() }
    }
}

/// A line with nothing in its quotation marks, whatever stands between its fields.
fn without_quoted(line: &str) -> Cow<'_, str> {
    if !line.contains('"') {
        return Cow::Borrowed(line);
    }
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let opens = c == '"' && (before.is_whitespace() || CANDIDATES.contains(&before));
        if opens {
            bare.push('q');
            // What is not closed goes on in the next line.
            rest = unquoted(&rest[1..]).map_or("", |(_, after)| after);
        } else {
            bare.push(c);
            rest = &rest[c.len_utf8()..];
        }
        before = bare.chars().next_back().unwrap_or(' ');
    }
    Cow::Owned(bare)
}

/// Where attributes in braces begin, outside quotation marks.
fn brace(line: &str) -> Option<usize> {
    let mut inside = false;
    line.char_indices().find_map(|(at, c)| {
        inside ^= c == '"';
        (c == '{' && !inside).then_some(at)
    })
}

/// Whether all commas stand within numbers of lists that white space splits.
fn decimal_commas_only(lines: &[&str]) -> bool {
    let decimal = |word: &str| !word.contains(',') || super::number(word).is_some();
    let fine = |line: &&&str| {
        let words = line.split_ascii_whitespace().collect::<Vec<_>>();
        words.len() > 2 && words.iter().all(|w| decimal(w)) && words[..2].iter().all(|w| !w.contains(','))
    };
    let with = lines.iter().filter(|line| line.contains(','));
    with.clone().count() > 0 && with.clone().all(|line| fine(&line))
}

/// Splits where quotation marks may hold fields together; a doubled one stands for itself.
fn quoted(line: &str, is_between: impl Fn(char) -> bool, runs: bool) -> Option<Vec<Cow<'_, str>>> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let start = rest.trim_ascii_start();
        // A tab between fields is no blank before one.
        if runs || start.starts_with('"') && !rest[..rest.len() - start.len()].contains(&is_between) {
            rest = start;
        }
        let (field, after) = match rest.strip_prefix('"') {
            Some(inside) => unquoted(inside)?,
            None => {
                let end = rest.find(&is_between).unwrap_or(rest.len());
                (Cow::Borrowed(rest[..end].trim()), &rest[end..])
            }
        };
        fields.push(field);
        let after = match after.trim_start_matches([' ', '\r']) {
            _ if runs => after,
            trimmed => trimmed,
        };
        match after.chars().next() {
            None => return Some(fields),
            Some(c) if is_between(c) => rest = &after[c.len_utf8()..],
            Some(_) => return None,
        }
        if runs && rest.trim_ascii().is_empty() {
            return Some(fields);
        }
    }
}

fn unquoted(inside: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut from = 0;
    loop {
        let end = from + inside[from..].find('"')?;
        if inside[end + 1..].starts_with('"') {
            from = end + 2;
            continue;
        }
        let field = &inside[..end];
        let field = if from == 0 { Cow::Borrowed(field) } else { Cow::Owned(field.replace("\"\"", "\"")) };
        return Some((field, &inside[end + 1..]));
    }
}

/// Records of a list: lines, but for those that a quoted field with line ends in it goes on.
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    /// Nothing when no field of the text is quoted.
    quoted_by: Option<Delimiter>,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, from: usize, delimiter: Delimiter) -> Self {
        let quotes = memchr::memchr(b'"', text.as_bytes()).is_some();
        Self { text, at: from, quoted_by: quotes.then_some(delimiter) }
    }

    fn line_end(&self, from: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[from..]).map_or(self.text.len(), |length| from + length)
    }

    /// Where a record ends that begins as this line does.
    fn end_of_quoted(&self, from: usize, mut end: usize, delimiter: Delimiter) -> Result<usize, Fault> {
        let mut behind = None;
        while let Some(open) = delimiter.open_quote(&self.text[from..end], behind) {
            let inside = from + open + 1;
            let closed = unquoted(&self.text[inside..]).map(|(_, after)| self.text.len() - after.len());
            let closed = closed.ok_or_else(|| Fault::at(from, "a quotation mark is never closed"))?;
            end = self.line_end(closed);
            behind = Some(closed - from);
        }
        Ok(end)
    }
}

impl<'a> Iterator for Records<'a> {
    /// Where a record begins, and the record.
    type Item = Result<(usize, &'a str), Fault>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.at > self.text.len() {
            return None;
        }
        let from = self.at;
        let mut end = self.line_end(from);
        if let Some(delimiter) = self.quoted_by {
            let line = &self.text[from..end];
            let comment = line.trim_ascii_start().starts_with(['#', '%']);
            if !comment && line.contains('"') && !(delimiter == Delimiter::Space && line.contains('{')) {
                end = match self.end_of_quoted(from, end, delimiter) {
                    Ok(end) => end,
                    Err(fault) => {
                        self.at = self.text.len() + 1;
                        return Some(Err(fault));
                    }
                };
            }
        }
        self.at = end + 1;
        Some(Ok((from, &self.text[from..end])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> Delimiter {
        Delimiter::of(&text.lines().collect::<Vec<_>>())
    }

    #[test]
    fn what_stands_between_fields_is_told_from_what_stands_in_them() {
        for (text, expected) in [
            ("1 2 0,5\n2 3 0,7", Delimiter::Space),
            ("Ana Ben 0,5\nBen Cem 1", Delimiter::Space),
            ("Ana Maria,Ben\nBen,Cem", Delimiter::Char(',')),
            ("Ana;Ben;0,5\nBen;Cem;0,7", Delimiter::Char(';')),
            ("\"a;b\",c\n\"d\",e", Delimiter::Char(',')),
            ("a\tb\t0,5", Delimiter::Char('\t')),
            ("1 2\t3\n2 3\t4", Delimiter::Space),
            ("0 1 {'weight': 4, 'c': 1}", Delimiter::Space),
            ("Ana|Ben", Delimiter::Char('|')),
            ("1,2\n2,3", Delimiter::Char(',')),
        ] {
            assert_eq!(delimiter(text), expected, "{text}");
        }
    }

    #[test]
    fn records_go_on_over_line_ends_in_quotation_marks() {
        let text = "a,\"b\nc\"\nd \"x,e\n\"f\"\"\n\",\"g\n\"";
        let records: Vec<&str> = Records::new(text, 0, Delimiter::Char(',')).map(|r| r.expect("closed").1).collect();
        assert_eq!(records, ["a,\"b\nc\"", "d \"x,e", "\"f\"\"\n\",\"g\n\""]);
        assert!(Records::new("a,\"b\nc,d\n", 0, Delimiter::Char(',')).any(|r| r.is_err()));
    }

    #[test]
    fn what_is_written_is_split_into_the_same() {
        for delimiter in [Delimiter::Space, Delimiter::Char(','), Delimiter::Char('\t')] {
            for field in [" a", "a ", "", "#a", "a\"b", "\"", "a,b;c\td|e", "{x", "a\nb", "\u{a0}x", "*v", "=1+1"] {
                let fields = [field.to_owned(), "z".to_owned()];
                let line = delimiter.line(&fields);
                let split = delimiter.split(line.strip_suffix('\n').expect("a line")).expect("closed");
                assert_eq!(split, fields, "{line}");
            }
        }
    }
}
