//! Which column of an edge list is what, and how its lines are split.

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

/// The columns of a list.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    delimiter: Delimiter,
    count: usize,
    /// The third field holds attributes as NetworkX writes them, with spaces in them.
    attributes: bool,
    /// Two columns split by white space: nothing to look for.
    pub(super) plain: bool,
    pub(super) viewer: usize,
    pub(super) seen: usize,
    pub(super) weight: Option<usize>,
    pub(super) time: Option<usize>,
    pub(super) kind: Option<usize>,
    /// The groups of the two people.
    pub(super) groups: Option<(usize, usize)>,
}

const VIEWER: &[&str] = &["source", "from", "src", "u", "i", "viewer", "ego", "node1", "id1", "person1"];
const SEEN: &[&str] = &["target", "to", "dst", "dest", "v", "j", "seen", "alter", "node2", "id2", "person2"];
const WEIGHT: &[&str] = &["weight", "w", "value", "strength", "closeness"];
const TIME: &[&str] = &["time", "t", "timestamp"];
const KIND: &[&str] = &["kind", "type", "relation", "relationship"];

impl Delimiter {
    fn of(line: &str) -> Self {
        let quoted = line.starts_with('"');
        let candidates = [';', '\t', ','];
        let found = candidates.into_iter().find(|&c| line.contains(c) && (c != ',' || !line.contains('{') || quoted));
        found.map_or(Self::Space, Self::Char)
    }

    /// A line with these fields, quoted where needed.
    pub(super) fn line(self, fields: &[String]) -> String {
        let (between, quote) = match self {
            Self::Space => (" ", ' '),
            Self::Char(',') => (",", ','),
            Self::Char(_) => ("\t", '\t'),
        };
        let shown = |field: &String| {
            if field.contains([quote, '"', '\n']) {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                field.clone()
            }
        };
        fields.iter().map(shown).collect::<Vec<_>>().join(between) + "\n"
    }
}

impl Columns {
    /// Learns from the first line what the columns are; tells whether it is a header.
    pub(super) fn of_first_line(line: &str) -> Result<(Self, bool, Vec<String>), String> {
        let delimiter = Delimiter::of(line);
        let attributes = delimiter == Delimiter::Space && line.contains('{');
        let fields = split(line, delimiter, attributes).ok_or("a quotation mark is never closed")?;
        let lower: Vec<String> = fields.iter().map(|f| f.trim().to_ascii_lowercase()).collect();
        let called = |names: &[&str]| lower.iter().position(|f| names.contains(&f.as_str()));
        let (weight, time, kind) = (called(WEIGHT), called(TIME), called(KIND));
        // Two single letters alone may as well be two people, but for those that every description of the format has.
        let usual = lower.iter().map(String::as_str).take(2).eq(["u", "v"]);
        let sure = |end: usize| usual || lower[end].len() > 1 || weight.or(time).or(kind).is_some();
        if let (Some(viewer), Some(seen)) = (called(VIEWER).filter(|&e| sure(e)), called(SEEN).filter(|&e| sure(e))) {
            let groups = called(&["ci"]).zip(called(&["cj"]));
            let used = [Some(viewer), Some(seen), weight, time, kind, groups.map(|g| g.0), groups.map(|g| g.1)];
            let ignored: Vec<&str> =
                (0..lower.len()).filter(|i| !used.contains(&Some(*i))).map(|i| fields[i].as_ref()).collect();
            let left_out =
                (!ignored.is_empty()).then(|| format!("columns without a use are left out: {}", ignored.join(", ")));
            let short = usual && weight.or(time).or(kind).is_none();
            let header =
                short.then(|| "the first line, `u v`, is read as names of columns, not as two people".to_owned());
            let plain = delimiter == Delimiter::Space && fields.len() == 2 && viewer == 0;
            let count = fields.len();
            let columns = Self { delimiter, count, attributes: false, plain, viewer, seen, weight, time, kind, groups };
            return Ok((columns, true, left_out.into_iter().chain(header).collect()));
        }
        if let [time, viewer, seen, group, _] = lower.as_slice()
            && [time, viewer, seen].iter().all(|f| f.parse::<u64>().is_ok())
            && group.parse::<f64>().is_err()
        {
            let note = "five columns are read as SocioPatterns writes them: time, two people, their groups";
            return Ok((Self::sociopatterns(delimiter), false, vec![note.to_owned()]));
        }
        let names = called(VIEWER).zip(called(SEEN)).map(|_| {
            format!(
                "the first line, `{line}`, is read as two people; `source,target` would be taken for names of columns"
            )
        });
        let notes = names.into_iter().collect();
        Self::by_place(delimiter, attributes, fields.len()).map(|columns| (columns, false, notes))
    }

    /// `t i j Ci Cj`, as the recordings of face-to-face contact on sociopatterns.org have it.
    fn sociopatterns(delimiter: Delimiter) -> Self {
        let (plain, attributes, weight, kind) = (false, false, None, None);
        let (time, groups) = (Some(0), Some((3, 4)));
        Self { delimiter, count: 5, attributes, plain, viewer: 1, seen: 2, weight, time, kind, groups }
    }

    fn by_place(delimiter: Delimiter, attributes: bool, count: usize) -> Result<Self, String> {
        if count < 2 {
            return Err("expected two people and, if you like, a weight and a time; found one word".to_owned());
        }
        if count > 4 {
            let message =
                "are more than `u v weight time`: a header line can name them (source, target, weight, time, kind)";
            return Err(format!("{count} columns {message}"));
        }
        let plain = delimiter == Delimiter::Space && count == 2;
        let place = |n: usize| (count > n).then_some(n);
        let (weight, time) = (place(2), place(3));
        let (kind, groups) = (None, None);
        Ok(Self { delimiter, count, attributes, plain, viewer: 0, seen: 1, weight, time, kind, groups })
    }

    /// The fields of a line, as many as there are columns.
    pub(super) fn split<'a>(&self, line: &'a str, at: usize) -> Result<Vec<Cow<'a, str>>, Fault> {
        let fields = split(line, self.delimiter, self.attributes);
        let fields = fields.ok_or_else(|| Fault::at(at, "a quotation mark is never closed"))?;
        if fields.len() != self.count {
            let (found, expected) = (fields.len(), self.count);
            return Err(Fault::at(at, format!("expected {expected} columns as in the first line, found {found}")));
        }
        Ok(fields)
    }
}

/// Splits a line; nothing when a quotation mark stays open.
fn split(line: &str, delimiter: Delimiter, attributes: bool) -> Option<Vec<Cow<'_, str>>> {
    match delimiter {
        Delimiter::Space if attributes => {
            let (ends, rest) = line.split_at(line.find('{').unwrap_or(line.len()));
            let rest = (!rest.is_empty()).then_some(rest);
            Some(ends.split_ascii_whitespace().chain(rest).map(Cow::Borrowed).collect())
        }
        Delimiter::Space if !line.contains('"') => Some(line.split_ascii_whitespace().map(Cow::Borrowed).collect()),
        Delimiter::Space => quoted(line, |c| c.is_ascii_whitespace(), true),
        Delimiter::Char(between) if !line.contains('"') => {
            Some(line.split(between).map(|f| Cow::Borrowed(f.trim())).collect())
        }
        Delimiter::Char(between) => quoted(line, |c| c == between, false),
    }
}

/// Splits where quotation marks may hold fields together; a doubled one stands for itself.
fn quoted(line: &str, is_between: impl Fn(char) -> bool, runs: bool) -> Option<Vec<Cow<'_, str>>> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        if runs {
            rest = rest.trim_start();
        }
        let (field, after) = match rest.strip_prefix('"') {
            Some(inside) => unquoted(inside)?,
            None => {
                let end = rest.find(&is_between).unwrap_or(rest.len());
                (Cow::Borrowed(rest[..end].trim()), &rest[end..])
            }
        };
        fields.push(field);
        let after = if runs { after.trim_start() } else { after.trim_start_matches(' ') };
        match after.chars().next() {
            None => return Some(fields),
            Some(c) if is_between(c) => rest = &after[c.len_utf8()..],
            Some(_) => rest = after,
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
