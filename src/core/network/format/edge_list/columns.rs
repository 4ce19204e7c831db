//! Which column of an edge list is what: by a heading (also one in a comment), or by what stands in the columns. Whatever
//! is guessed is said.

use super::super::moments;
use super::super::words::{self, Role};
use super::fields::Delimiter;
use super::intervals::{Span, says_when};
use super::{Fault, number, shown};
use crate::network::headings::{is_name, is_of_people, is_time, name_rank};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The columns of a list.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) delimiter: Delimiter,
    pub(super) count: usize,
    /// The third field holds attributes as NetworkX writes them, with spaces in them.
    pub(super) attributes: bool,
    /// Two columns split by white space: nothing to look for.
    pub(super) plain: bool,
    pub(super) viewer: usize,
    pub(super) seen: usize,
    pub(super) weight: Option<usize>,
    pub(super) time: Option<usize>,
    /// When contacts are over, or how long they last.
    pub(super) span: Span,
    pub(super) kind: Option<usize>,
    /// Says of each tie whether it goes one way, as Gephi's `Type` does (at first only that it may).
    pub(super) way: Option<usize>,
    /// The groups of the two people.
    pub(super) groups: Option<(usize, usize)>,
}

/// What was learnt from the first lines.
#[derive(Debug)]
pub(super) struct Learnt {
    pub(super) columns: Columns,
    /// Whether the first record is a heading.
    pub(super) heading: bool,
    pub(super) notes: Vec<String>,
}

/// A row of the sample: where it is and its fields.
pub(super) struct Row<'a> {
    pub(super) at: usize,
    pub(super) line: &'a str,
    pub(super) fields: Vec<Cow<'a, str>>,
}

/// What the columns are.
///
/// # Errors
/// When that cannot be told from the rows, with what to do.
pub(super) fn learn(
    delimiter: Delimiter,
    attributes: bool,
    rows: &[Row<'_>],
    comments: &[&str],
) -> Result<Learnt, Fault> {
    let Some(first) = rows.iter().position(|row| row.fields.len() > 1) else {
        let at = rows.first().map_or(0, |row| row.at);
        let message = "expected two people and, if you like, a weight and a time; found one word";
        return Err(Fault::at(at, message));
    };
    let (first, rest) = (&rows[first], &rows[first + 1..]);
    let rest: Vec<&Row<'_>> = rest.iter().filter(|row| row.fields.len() > 1).collect();
    if let Some(learnt) = commented_heading(delimiter, first, comments) {
        return Ok(learnt);
    }
    if let Some(why) = of_people(first, &rest) {
        return Err(Fault::at(first.at, why));
    }
    if let Some(learnt) = heading(delimiter, first, &rest) {
        told_apart(first, &learnt.columns)?;
        timed(first, &learnt.columns, &rest)?;
        nothing_above(rows, first)?;
        return Ok(learnt);
    }
    let all: Vec<&Row<'_>> = [first].into_iter().chain(rest.iter().copied()).collect();
    by_content(delimiter, attributes, first, &all)
}

/// Refuses a heading that stands above two columns of which one is used: nobody can tell which of them is meant.
fn told_apart(first: &Row<'_>, columns: &Columns) -> Result<(), Fault> {
    let used = [Some(columns.viewer), Some(columns.seen), columns.weight, columns.time, columns.kind, columns.way];
    let names: Vec<&str> = first.fields.iter().map(AsRef::as_ref).collect();
    // R leaves out the heading of its first column.
    let name = |at: usize| names.get(at).copied().unwrap_or_default();
    let twice = |at: &usize| names.iter().filter(|other| **other == name(*at)).count() > 1;
    match used.into_iter().flatten().find(twice).map(name).filter(|name| !name.is_empty()) {
        Some(name) => Err(Fault::at(
            first.at,
            format!("two columns are called `{}`: give the one that is not meant another name", shown(name)),
        )),
        None => Ok(()),
    }
}

/// Refuses a line above the heading, such as a title: it would be a person without ties.
fn nothing_above(rows: &[Row<'_>], heading: &Row<'_>) -> Result<(), Fault> {
    match rows.iter().find(|row| row.at < heading.at) {
        None => Ok(()),
        Some(row) => Err(Fault::at(
            row.at,
            format!("`{}` stands above the heading: take that line out, or write # before it", shown(row.line.trim())),
        )),
    }
}

/// Units of time, in brackets behind a heading, that are none of seconds.
const OTHER_UNITS: &[&str] = &[
    "ms",
    "msec",
    "milliseconds",
    "us",
    "µs",
    "microseconds",
    "ns",
    "nanoseconds",
    "min",
    "mins",
    "minutes",
    "minuten",
    "minutos",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "stunden",
    "heures",
    "d",
    "day",
    "days",
    "tage",
    "jours",
    "week",
    "weeks",
    "frames",
    "ticks",
];

/// Refuses times that would be read as others: in a unit that is none of seconds, or times of day whose dates stand in a column of their
/// own.
fn timed(first: &Row<'_>, columns: &Columns, rest: &[&Row<'_>]) -> Result<(), Fault> {
    let Some(time) = columns.time else { return Ok(()) };
    let heading = |at: usize| first.fields.get(at).map(AsRef::as_ref).unwrap_or_default();
    if let (name, Some(unit)) = words::without_unit(heading(time))
        && OTHER_UNITS.contains(&unit.to_lowercase().as_str())
    {
        let (column, name, unit) = (shown(heading(time)), shown(name), shown(unit));
        return Err(Fault::at(
            first.at,
            format!(
                "column `{column}` counts times in `{unit}`, and times are read in seconds: turn them into seconds, and call it `{name}`"
            ),
        ));
    }
    let cell =
        |at: usize| rest.iter().filter_map(|row| row.fields.get(at)).map(AsRef::as_ref).find(|c: &&str| !c.is_empty());
    let of_day =
        cell(time).is_some_and(|cell| cell.contains(':') && moments::is_date(cell) && moments::is_time_of_day(cell));
    let others = (0..columns.count).filter(|at| ![columns.viewer, columns.seen, time].contains(at));
    let dated = |at: &usize| cell(*at).is_some_and(|cell| moments::is_date(cell) && !moments::is_time_of_day(cell));
    match others.into_iter().find(dated).filter(|_| of_day) {
        None => Ok(()),
        Some(date) => Err(Fault::at(
            first.at,
            format!(
                "the date stands in `{}` and the time of day in `{}`: join them in one column, such as `2024-05-03 09:20`",
                shown(heading(date)),
                shown(heading(time))
            ),
        )),
    }
}

/// A comment above the first tie that has as many words as that has columns, and says which are the people.
fn commented_heading(delimiter: Delimiter, first: &Row<'_>, comments: &[&str]) -> Option<Learnt> {
    comments.iter().rev().find_map(|comment| {
        let fields = Delimiter::of(&[comment]).split(comment)?;
        let names: Vec<&str> = fields.iter().map(AsRef::as_ref).collect();
        [filled(first), first.fields.len()].contains(&names.len()).then_some(())?;
        let learnt = named(delimiter, &names, words::ends(&names)?);
        Some(Learnt { heading: false, ..learnt })
    })
}

/// The number of columns up to the last with something in it: Excel adds empty ones.
fn filled(row: &Row<'_>) -> usize {
    row.fields.iter().rposition(|f| !f.is_empty()).map_or(0, |last| last + 1)
}

/// The first row as a heading, if it is one by its words or by what stands below it.
fn heading(delimiter: Delimiter, first: &Row<'_>, rest: &[&Row<'_>]) -> Option<Learnt> {
    let mut names: Vec<&str> = first.fields[..filled(first)].iter().map(AsRef::as_ref).collect();
    if names.iter().any(|name| number(name).is_some()) {
        return None;
    }
    let mut notes = Vec::new();
    // R writes the names of rows in a column that has no heading.
    if !rest.is_empty() && rest.iter().all(|row| row.fields.len() == names.len() + 1) {
        names.insert(0, "");
        notes.push(
            "the heading is one word shorter than the rows, as R writes it: the first column is not used".to_owned(),
        );
    }
    let ends = match words::ends(&names) {
        Some(ends) if sure(&names, ends, rest) => ends,
        _ => {
            let ends = proven(&names, rest)?;
            let (line, below) = (shown(first.line.trim()), "numbers or dates stand below its words");
            notes.push(format!("the first line, `{line}`, is read as a heading: {below}"));
            ends
        }
    };
    let learnt = named(delimiter, &names, ends);
    Some(Learnt { notes: notes.into_iter().chain(learnt.notes).collect(), ..learnt })
}

/// What to say of a table of people that is taken for a list of ties: it has one column of names, and the next ones say what
/// those are like or which group they are in.
fn of_people(first: &Row<'_>, rest: &[&Row<'_>]) -> Option<String> {
    let names: Vec<&str> = first.fields[..filled(first)].iter().map(AsRef::as_ref).collect();
    let name =
        names.iter().position(|name| is_name(name)).or_else(|| names.iter().position(|n| name_rank(n).is_some()))?;
    if words::ends(&names).is_some() || rest.is_empty() {
        return None;
    }
    if let [id, label, ..] = names.as_slice()
        && id.eq_ignore_ascii_case("id")
        && label.eq_ignore_ascii_case("label")
    {
        let message = "this is a table of people as Gephi writes it (`Id`, `Label`), not of ties: export the table of edges, or the \
                       network as GEXF or GraphML, which hold both";
        return Some(message.to_owned());
    }
    let others = || (0..names.len()).filter(|&at| at != name);
    let told = others().find(|&at| is_of_people(names[at])).or_else(|| others().find(|&at| sorts(rest, name, at)))?;
    Some(format!(
        "this is a table of people, not of ties: `{}` is one column of names, and `{}` says something of each. Write `people = \
         \"…\"` with this file above the first [table] of a scenario. The first line of a list of ties has two columns of \
         people, called `source` and `target`",
        shown(names[name]),
        shown(names[told])
    ))
}

/// Whether a column sorts people: each name stands there once, and what stands beside it is one of a few words that are no
/// names.
fn sorts(rest: &[&Row<'_>], name: usize, column: usize) -> bool {
    let cells = |at: usize| rest.iter().filter_map(move |row| row.fields.get(at)).map(AsRef::as_ref);
    let distinct = |at: usize| cells(at).filter(|cell| !cell.is_empty()).collect::<BTreeSet<&str>>();
    let (people, groups) = (distinct(name), distinct(column));
    let words = groups.iter().all(|word| number(word).is_none());
    words
        && rest.len() >= 4
        && people.len() == rest.len()
        && groups.len() * 2 <= rest.len()
        && groups.is_disjoint(&people)
}

/// Whether words that may be headings are: no other row has them as people. Single letters need more.
fn sure(names: &[&str], (viewer, seen): (usize, usize), rest: &[&Row<'_>]) -> bool {
    let other =
        names.iter().any(|name| matches!(words::letter_role(name), Some(Role::Weight | Role::Time | Role::Kind)));
    let usual = [names[viewer], names[seen]].map(str::to_lowercase) == ["u", "v"];
    let cells = || rest.iter().flat_map(|row| [row.fields.get(viewer), row.fields.get(seen)]).flatten();
    let numbers = !rest.is_empty() && cells().all(|cell| number(cell).is_some());
    if words::letters(names[viewer], names[seen]) {
        return other || usual || numbers;
    }
    let classic = [names[viewer], names[seen]].map(str::to_lowercase) == ["source", "target"];
    other || classic || cells().all(|cell| cell != names[viewer] && cell != names[seen])
}

/// Two columns of people under words that we do not know, where a column of numbers or dates below a word shows that they
/// are a heading.
fn proven(names: &[&str], rest: &[&Row<'_>]) -> Option<(usize, usize)> {
    let no_word = |name: &&str| name.is_empty() || is_time("", [*name]);
    if rest.len() < 2 || names.len() < 2 || names.iter().any(no_word) {
        return None;
    }
    let cells = |column: usize| {
        let cells = rest.iter().filter_map(move |row| row.fields.get(column)).filter(|cell| !cell.is_empty());
        cells.map(AsRef::as_ref)
    };
    let numbers = |column: usize| cells(column).next().is_some() && cells(column).all(|cell| number(cell).is_some());
    let times = |column: usize| is_time(names[column], cells(column));
    let mut others = (0..names.len()).filter(|&column| !times(column));
    let (viewer, seen) = (others.next()?, others.next()?);
    let dates = (0..names.len()).any(|column| cells(column).next().is_some() && is_time("", cells(column)));
    let told = |column: usize| column != viewer && column != seen && numbers(column);
    (dates || numbers(viewer) && numbers(seen) || (0..names.len()).any(told)).then_some((viewer, seen))
}

/// Columns by their names.
fn named(delimiter: Delimiter, names: &[&str], (viewer, seen): (usize, usize)) -> Learnt {
    let free = |i: &usize| *i != viewer && *i != seen;
    let called = |role: Role| {
        let known = (0..names.len()).filter(free).filter(|&i| words::letter_role(names[i]) == Some(role));
        // The plainest word comes first: `weight` before `count`.
        known.min_by_key(|&i| (!["weight", "time", "kind", "type"].contains(&names[i].to_lowercase().as_str()), i))
    };
    let (weight, kind) = (called(Role::Weight), called(Role::Kind));
    let span = Span::of(names, |at| free(at) && Some(*at) != weight);
    let time = called(Role::Time).or(span.start);
    let span = span.with(time);
    let place = |word: &str| names.iter().position(|name| name.eq_ignore_ascii_case(word));
    let groups = place("ci").zip(place("cj"));
    let used = [Some(viewer), Some(seen), weight, time, kind, groups.map(|g| g.0), groups.map(|g| g.1)];
    let directed = place("directed").or_else(|| place("is_directed")).filter(free);
    let used = |i: usize| used.contains(&Some(i)) || span.used().contains(&Some(i)) || directed == Some(i);
    let ignored = (0..names.len()).filter(|&i| !used(i) && !names[i].is_empty());
    let ignored: Vec<String> = ignored.map(|i| shown(names[i])).collect();
    let mut notes = Vec::new();
    for (column, what) in [(weight, "weight"), (time, "time")] {
        let Some(name) = column.map(|i| names[i]) else { continue };
        let lower = name.to_lowercase();
        let says_so = lower.contains(what) || ["w", "t"].contains(&lower.as_str()) || what == "time" && says_when(name);
        if !says_so {
            notes.push(format!("column `{}` read as {what}", shown(name)));
        }
    }
    if !ignored.is_empty() {
        notes.push(format!("columns without a use are left out: {}", ignored.join(", ")));
    }
    if [names[viewer], names[seen]].map(str::to_lowercase) == ["u", "v"] && names.len() == 2 {
        notes.push("the first line, `u v`, is read as names of columns, not as two people".to_owned());
    }
    let plain = delimiter == Delimiter::Space && names.len() == 2 && viewer == 0;
    // This program's own `kind` says what kind a tie is of, whatever the kinds are called.
    let way = kind.filter(|&i| names[i].eq_ignore_ascii_case("type")).or(directed);
    let pair = Columns::pair(delimiter, names.len(), false);
    let columns = Columns { viewer, seen, weight, time, span, kind, way, groups, plain, ..pair };
    Learnt { columns, heading: true, notes }
}

impl Columns {
    /// Two people and nothing else.
    pub(super) fn pair(delimiter: Delimiter, count: usize, attributes: bool) -> Self {
        let (weight, time, kind, way, groups) = (None, None, None, None, None);
        let plain = delimiter == Delimiter::Space && count == 2;
        let span = Span::default();
        Self { delimiter, count, attributes, plain, viewer: 0, seen: 1, weight, time, span, kind, way, groups }
    }

    /// Takes a column `Type` for what it is in Gephi, or one called `directed`, if all its cells say so.
    pub(super) fn with_ways(mut self, rows: &[Row<'_>], heading: bool) -> Self {
        let Some(kind) = self.way.take() else { return self };
        let cells = rows.iter().skip(usize::from(heading)).filter_map(|row| row.fields.get(kind));
        let mut cells = cells.filter(|cell| !cell.is_empty()).peekable();
        if cells.peek().is_some() && cells.all(|cell| way(cell).is_some()) {
            self.way = Some(kind);
            self.kind = self.kind.filter(|other| *other != kind);
        }
        self
    }

    /// The fields of a line, as many as there are columns; fewer where a person stands alone.
    pub(super) fn split<'a>(&self, line: &'a str, at: usize) -> Result<Vec<Cow<'a, str>>, Fault> {
        let fields = if self.attributes { Delimiter::split_before_braces(line) } else { self.delimiter.split(line) };
        let fields = fields.ok_or_else(|| Fault::at(at, broken_quotation(line)))?;
        let extra = fields.get(self.count..).unwrap_or_default();
        if fields.len() < self.count && fields.len() > 1 || extra.iter().any(|field| !field.is_empty()) {
            let (found, expected) = (fields.len(), self.count);
            let hint =
                if found == expected + 1 { "; R's write.table needs `row.names = FALSE`, or a heading" } else { "" };
            return Err(Fault::at(
                at,
                format!("expected {expected} columns as in the first line, found {found}{hint}"),
            ));
        }
        Ok(fields)
    }
}

fn broken_quotation(line: &str) -> String {
    let odd = line.matches('"').count() % 2 == 1;
    if odd {
        "a quotation mark is never closed".to_owned()
    } else {
        "something stands right behind a closing quotation mark: a mark within a name is written twice".to_owned()
    }
}

/// Whether a tie goes one way, in Gephi's words.
pub(super) fn way(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "directed" | "true" | "yes" => Some(true),
        "undirected" | "mutual" | "false" | "no" => Some(false),
        _ => None,
    }
}

/// Columns without a heading, by what stands in them.
fn by_content(delimiter: Delimiter, attributes: bool, first: &Row<'_>, rows: &[&Row<'_>]) -> Result<Learnt, Fault> {
    let count = filled(first).max(2);
    let pair = Columns::pair(delimiter, count, attributes);
    let learnt = |columns: Columns, notes: &[&str]| {
        let notes = notes.iter().map(|&note| note.to_owned()).collect();
        Ok(Learnt { columns, heading: false, notes })
    };
    match count {
        2 => {
            let names = words::ends(&[&first.fields[0], &first.fields[1]]);
            let line = shown(first.line.trim());
            let note = names.map(|_| {
                format!("the first line, `{line}`, is read as two people; `source,target` would be taken for names of columns")
            });
            Ok(Learnt { columns: pair, heading: false, notes: note.into_iter().collect() })
        }
        3 if attributes => learnt(Columns { weight: Some(2), ..pair }, &[]),
        3 | 5 if contacts(rows, count) => {
            let groups = (count == 5).then_some((3, 4));
            let columns = Columns { viewer: 1, seen: 2, time: Some(0), groups, ..pair };
            learnt(columns, &[if count == 5 { FIVE } else { THREE }])
        }
        3 if column(rows, 2).all(moments::is_date) => learnt(Columns { time: Some(2), ..pair }, &[DATE]),
        3 if column(rows, 0).all(moments::is_date) => {
            learnt(Columns { viewer: 1, seen: 2, time: Some(0), ..pair }, &[DATE_FIRST])
        }
        4 if column(rows, 2).chain(column(rows, 3)).all(moments::is_date) => {
            let span = Span { end: Some(3), ..Span::default() };
            learnt(Columns { time: Some(2), span, ..pair }, &[DATES])
        }
        3 if column(rows, 2).all(unix_time) => learnt(Columns { time: Some(2), ..pair }, &[UNIX]),
        3 => learnt(Columns { weight: Some(2), ..pair }, &[WEIGHT]),
        4 => learnt(Columns { weight: Some(2), time: Some(3), ..pair }, &[BOTH]),
        _ => {
            let message =
                "are more than `u v weight time`: a header line can name them (source, target, weight, time, kind)";
            Err(Fault::at(first.at, format!("{count} columns {message}")))
        }
    }
}

const FIVE: &str = "five columns are read as SocioPatterns writes them: time, two people, their groups";
const THREE: &str = "three columns are read as SocioPatterns writes them, time first: time, two people (a heading such as \
                     `source,target,weight` would say otherwise)";
const UNIX: &str = "third column read as time, in seconds since 1970 as SNAP writes it (a heading such as \
                    `source,target,weight` would say otherwise)";
const DATE: &str = "third column read as time";
const DATE_FIRST: &str = "three columns are read as time and two people";
const DATES: &str = "third and fourth column read as the times from which and until which people are in contact";
const WEIGHT: &str = "third column read as weight (a heading such as `source,target,time` would say otherwise)";
const BOTH: &str = "third column read as weight, fourth column read as time (a heading would say otherwise)";

fn column<'a>(rows: &'a [&Row<'_>], column: usize) -> impl Iterator<Item = &'a str> {
    rows.iter().filter_map(move |row| row.fields.get(column)).map(AsRef::as_ref)
}

/// A moment between 1973 and 2100, in seconds since 1970 or in milliseconds: no weight looks like that in every row.
fn unix_time(cell: &str) -> bool {
    let seconds = |n: u64| (100_000_000..4_200_000_000).contains(&n);
    cell.split('.').next().and_then(|whole| whole.parse::<u64>().ok()).is_some_and(|n| seconds(n) || seconds(n / 1000))
}

/// `t i j` and `t i j Ci Cj`, as the recordings of face-to-face contact on sociopatterns.org have it: whole numbers, time
/// first and ascending, people from one set that times are not in.
fn contacts(rows: &[&Row<'_>], count: usize) -> bool {
    let whole = |c: usize| column(rows, c).map(|cell| cell.parse::<u64>().ok()).collect::<Option<Vec<u64>>>();
    let (Some(times), Some(first), Some(second)) = (whole(0), whole(1), whole(2)) else { return false };
    let ascending = times.is_sorted() && first.iter().zip(&second).all(|(a, b)| a != b);
    if count == 5 {
        return column(rows, 3).all(|group| number(group).is_none());
    }
    if !ascending {
        return false;
    }
    let set = |list: &[u64]| list.iter().copied().collect::<BTreeSet<_>>();
    let (clock, i, j) = (set(&times), set(&first), set(&second));
    let people: BTreeSet<u64> = i.union(&j).copied().collect();
    let apart = clock.intersection(&people).count() * 5 <= clock.len();
    let shared = i.intersection(&j).count() * 2 >= i.len().min(j.len());
    let steps = clock.len() > 1 && times.iter().all(|t| (t - times[0]) % 20 == 0);
    // People who start many ties have many rows: their numbers ascend too, but do not move in steps of 20.
    apart && (steps || (shared && clock.len() > 1))
}
