//! What the columns of a table of people are for: a trait, a group, who is absent. The attributes of people in a network file
//! are such columns too.

use super::super::diagnostics::{Diagnostics, did_you_mean};
use super::super::keys::{GROUP, Key, Kind, PEOPLE, find};
use super::super::sheet::{self, Cell};
pub(super) use crate::network::headings::plain;
use crate::network::headings::{ABSENT, GROUPS, PRESENT};
use crate::quantity::Range;

/// A column: its heading, and a cell for each person.
#[derive(Clone, Debug)]
pub(in super::super) struct Column {
    pub(super) heading: Cell,
    pub(super) cells: Vec<Cell>,
    /// What goes before a message about it, where its place does not say which file it is from.
    pub(super) source: String,
}

/// What is known of people one by one.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What each trait is called, and everyone's value.
    pub(super) traits: Vec<(String, Vec<Option<f64>>)>,
    /// Groups with their members, in the order in which they are met.
    pub(super) groups: Vec<Membership>,
    /// Who is absent.
    pub(super) absent: Vec<bool>,
    /// The headings of columns without a use.
    pub(super) unused: Vec<String>,
    /// How something was understood.
    pub(super) notes: Vec<String>,
}

/// A group, where it is first met, and its members.
#[derive(Debug)]
pub(super) struct Membership {
    pub(super) name: Cell,
    pub(super) members: Vec<usize>,
}

/// What a scenario says about columns.
pub(super) struct Wishes<'a> {
    pub(super) ignore: &'a [String],
    pub(super) groups: &'a [String],
}

/// What a column is for.
enum Role {
    Trait(&'static Key),
    /// Whether the heading has a say in what the groups are called.
    Group {
        named: bool,
    },
    /// Whether `yes` means absent (or present).
    Absence(bool),
    Ignored,
    Unused,
}

/// More groups in one column than this are more likely something else.
const MOST_GROUPS: usize = 100;

const YES: &[&str] =
    &["yes", "y", "x", "1", "true", "ja", "j", "oui", "si", "sì", "sí", "wahr", "vrai", "✓", "✔", "1.0"];
const NO: &[&str] = &["no", "n", "0", "false", "nein", "non", "nee", "falsch", "faux", "✗", "✘", "0.0"];

/// A trait that people can have one by one.
fn trait_named(plain: &str) -> Option<&'static Key> {
    let key = find(PEOPLE, plain).or_else(|| find(GROUP, plain).filter(|key| key.name == "loneliness"))?;
    matches!(key.kind, Kind::Draw(_) | Kind::Number(_)).then_some(key)
}

/// The traits that a column can be called by.
fn trait_names() -> impl Iterator<Item = &'static str> {
    PEOPLE.iter().filter(|key| matches!(key.kind, Kind::Draw(_))).map(|key| key.name).chain(["loneliness"])
}

/// Whether one of these names a heading.
pub(super) fn names(list: &[String], heading: &str) -> bool {
    list.iter().any(|name| name == heading || plain(name) == plain(heading))
}

fn role(heading: &str, wishes: &Wishes<'_>) -> Role {
    let plain = plain(heading);
    if names(wishes.ignore, heading) {
        Role::Ignored
    } else if names(wishes.groups, heading) {
        Role::Group { named: true }
    } else if let Some(key) = trait_named(&plain) {
        Role::Trait(key)
    } else if GROUPS.contains(&plain.as_str()) {
        Role::Group { named: false }
    } else if of_groups(heading).is_some() {
        Role::Group { named: true }
    } else if ABSENT.contains(&plain.as_str()) {
        Role::Absence(true)
    } else if PRESENT.contains(&plain.as_str()) {
        Role::Absence(false)
    } else {
        Role::Unused
    }
}

/// Whether a heading has a meaning other than that of a name.
pub(super) fn has_a_role(heading: &str, wishes: &Wishes<'_>) -> bool {
    !matches!(role(heading, wishes), Role::Unused)
}

/// What is left of `group: choir`, `group_2`, `Gruppe Chor`.
fn of_groups(heading: &str) -> Option<String> {
    let lower = heading.to_lowercase();
    let word = ["groups", "group", "gruppe", "groupe", "grupo", "gruppo"].into_iter().find(|w| lower.starts_with(w))?;
    let rest = heading.get(word.len()..)?;
    let apart = rest.starts_with(|c: char| !c.is_alphabetic());
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    (apart && !rest.is_empty()).then(|| rest.to_owned())
}

/// What the columns say of so many people. Mistakes are noted.
pub(super) fn understand(
    columns: &[Column],
    people: usize,
    wishes: &Wishes<'_>,
    diagnostics: &mut Diagnostics,
) -> Known {
    let mut known = Known { absent: vec![false; people], ..Known::default() };
    let mut sorted = Vec::new();
    let mut commas = 0;
    for column in columns {
        match role(&column.heading.text, wishes) {
            Role::Trait(key) => {
                let values =
                    column.cells.iter().map(|cell| value(column, cell, key, &mut commas, diagnostics)).collect();
                twice(&known, key.name, column, diagnostics);
                known.traits.push((key.name.to_owned(), values));
            }
            Role::Group { named } => sorted.push((column, named)),
            Role::Absence(yes) => absence(column, yes, &mut known.absent, diagnostics),
            Role::Ignored => {}
            Role::Unused => unused(column, &mut known, diagnostics),
        }
    }
    if commas > 0 {
        let numbers = if commas == 1 { "1 number has".to_owned() } else { format!("{commas} numbers have") };
        known.notes.push(format!("{numbers} a decimal comma"));
    }
    memberships(&sorted, &mut known);
    known
}

fn twice(known: &Known, name: &str, column: &Column, diagnostics: &mut Diagnostics) {
    if known.traits.iter().any(|(other, _)| other == name) {
        let message = format!("{}a second column gives `{name}`", column.source);
        diagnostics.error(column.heading.span, message, "leave one of them out, or name it in `people.ignore`");
    }
}

/// A column without a use; that it is nearly called like a trait is worth a warning.
fn unused(column: &Column, known: &mut Known, diagnostics: &mut Diagnostics) {
    let heading = &column.heading;
    if heading.text.is_empty() {
        return;
    }
    let near = did_you_mean(&plain(&heading.text), trait_names().chain(["group", "absent"]));
    if near.is_empty() {
        known.unused.push(heading.text.clone());
    } else {
        let message = format!("{}the column `{}` is not used{near}", column.source, heading.text);
        diagnostics.warning(heading.span, message, "`people.ignore` in the scenario says that this is meant");
    }
}

/// The value of a trait; nothing for an empty cell.
fn value(
    column: &Column,
    cell: &Cell,
    key: &'static Key,
    commas: &mut usize,
    diagnostics: &mut Diagnostics,
) -> Option<f64> {
    if sheet::is_blank(&cell.text) {
        return None;
    }
    let range = match key.kind {
        Kind::Draw(range) | Kind::Number(range) => range,
        _ => Range::ANY,
    };
    let Some(number) = sheet::number(&cell.text) else {
        let message =
            format!("{}`{}` cannot be `{}`: it must be a number ({range})", column.source, key.name, cell.text);
        diagnostics.error(cell.span, message, "a number; an empty cell is drawn as the scenario says");
        return None;
    };
    if !range.holds(number) {
        let message = format!("{}`{}` cannot be {number}: it must be {range}", column.source, key.name);
        diagnostics.error(cell.span, message, format!("expected {range}"));
        return None;
    }
    *commas += usize::from(cell.text.contains(','));
    Some(number)
}

/// Yes or no; nothing where it is neither.
fn yes(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    if YES.contains(&lower.as_str()) {
        Some(true)
    } else {
        (sheet::is_blank(text) || NO.contains(&lower.as_str())).then_some(false)
    }
}

fn absence(column: &Column, means_absent: bool, absent: &mut [bool], diagnostics: &mut Diagnostics) {
    let heading = column.heading.text.to_lowercase();
    for (cell, absent) in column.cells.iter().zip(absent) {
        let said = cell.text.to_lowercase();
        // "absent" in a column of that name, "present" beside it.
        let word = ABSENT.contains(&said.as_str()).then_some(true);
        let word = word.or_else(|| PRESENT.contains(&said.as_str()).then_some(false));
        match (word, yes(&cell.text)) {
            (Some(is_absent), _) => *absent |= is_absent,
            // Nobody is absent because a cell of a list of those who are present was left empty: who is there, is there.
            (None, Some(_)) if !means_absent && sheet::is_blank(&cell.text) => {}
            (None, Some(yes)) => *absent |= yes == means_absent,
            (None, None) => {
                let message = format!("{}`{heading}` cannot be `{}`: it must be yes or no", column.source, cell.text);
                diagnostics.error(cell.span, message, "yes, x, 1, true, ja, oui … or no, 0, false, nein, non, nothing");
            }
        }
    }
}

/// Sorts people into groups. A group is called what the cells say; a column of yes and no is one group, called by its heading;
/// where two columns use the same word, or a number, the heading goes before it.
fn memberships(columns: &[(&Column, bool)], known: &mut Known) {
    let mut words: Vec<(Vec<&str>, &Column)> = Vec::new();
    for (column, named) in columns {
        let distinct = distinct(column);
        if distinct.len() > MOST_GROUPS {
            let message = format!(
                "`{}` is not taken for groups: it has {} different values, and at most {MOST_GROUPS} are",
                column.heading.text,
                distinct.len()
            );
            known.notes.push(message);
            known.unused.push(column.heading.text.clone());
        } else if *named
            && distinct.iter().all(|word| yes(word).is_some())
            && distinct.iter().any(|w| yes(w) == Some(true))
        {
            let called = of_groups(&column.heading.text).unwrap_or_else(|| column.heading.text.clone());
            let members = (0..column.cells.len()).filter(|&i| yes(&column.cells[i].text) == Some(true)).collect();
            join(known, Cell { text: called, span: column.heading.span }, members);
        } else {
            words.push((distinct, column));
        }
    }
    for (at, (distinct, column)) in words.iter().enumerate() {
        for word in distinct {
            let elsewhere = words.iter().enumerate().any(|(other, (w, _))| other != at && w.contains(word));
            let bare_number = word.parse::<f64>().is_ok() && !GROUPS.contains(&plain(&column.heading.text).as_str());
            let members: Vec<usize> = (0..column.cells.len()).filter(|&i| column.cells[i].text == *word).collect();
            let first = &column.cells[members[0]];
            let heading = of_groups(&column.heading.text).filter(|rest| rest.parse::<f64>().is_err());
            let heading = heading.unwrap_or_else(|| column.heading.text.clone());
            let text = if elsewhere || bare_number { format!("{heading} {word}") } else { (*word).to_owned() };
            join(known, Cell { text, span: first.span }, members);
        }
    }
}

fn join(known: &mut Known, name: Cell, members: Vec<usize>) {
    match known.groups.iter_mut().find(|group| group.name.text == name.text) {
        Some(group) => {
            group.members.extend(members);
            group.members.sort_unstable();
            group.members.dedup();
        }
        None => known.groups.push(Membership { name, members }),
    }
}

/// The different words of a column, in the order in which they come.
fn distinct(column: &Column) -> Vec<&str> {
    let mut seen = std::collections::BTreeSet::new();
    let filled = column.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !sheet::is_blank(text));
    filled.filter(|text| seen.insert(*text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, cells: &[&str]) -> Column {
        let cell = |text: &str| Cell { text: text.to_owned(), ..Cell::default() };
        Column { heading: cell(heading), cells: cells.iter().map(|text| cell(text)).collect(), source: String::new() }
    }

    fn read(columns: &[Column], groups: &[&str]) -> (Known, Vec<String>) {
        let groups: Vec<String> = groups.iter().map(|g| (*g).to_owned()).collect();
        let mut diagnostics = Diagnostics::new("s", "");
        let known =
            understand(columns, columns[0].cells.len(), &Wishes { ignore: &[], groups: &groups }, &mut diagnostics);
        (known, diagnostics.iter().map(|d| d.message.clone()).collect())
    }

    fn groups(known: &Known) -> Vec<(&str, &[usize])> {
        known.groups.iter().map(|g| (g.name.text.as_str(), g.members.as_slice())).collect()
    }

    #[test]
    fn traits_are_known_by_their_names_however_they_are_written() {
        let (known, said) =
            read(&[column("Mood-baseline (SD)", &["-0,5", "", "NA"]), column("perception", &["1", "0", ""])], &[]);
        assert_eq!(known.traits[0], ("mood_baseline".to_owned(), vec![Some(-0.5), None, None]));
        assert_eq!((known.traits[1].0.as_str(), said.len()), ("perception", 0));
        assert_eq!(known.notes, ["1 number has a decimal comma"]);
    }

    #[test]
    fn values_out_of_range_and_words_are_refused() {
        let (_, said) = read(&[column("perception", &["1.5", "much"]), column("susceptability", &["1", "1"])], &[]);
        assert_eq!(said[0], "`perception` cannot be 1.5: it must be between 0 and 1");
        assert_eq!(said[1], "`perception` cannot be `much`: it must be a number (between 0 and 1)");
        assert_eq!(said[2], "the column `susceptability` is not used; did you mean `susceptibility`?");
    }

    #[test]
    fn groups_are_called_what_the_cells_say_unless_that_would_be_confused() {
        let (known, _) = read(&[column("group", &["7a", "7b", "7a", ""])], &[]);
        assert_eq!(groups(&known), [("7a", &[0, 2][..]), ("7b", &[1][..])]);
        let (known, _) = read(&[column("group: choir", &["x", "", "yes"]), column("group 2", &["1", "2", "1"])], &[]);
        assert_eq!(groups(&known), [("choir", &[0, 2][..]), ("group 2 1", &[0, 2][..]), ("group 2 2", &[1][..])]);
        let (known, _) = read(&[column("class", &["1", "2"]), column("team", &["1", "1"])], &[]);
        assert_eq!(groups(&known), [("class 1", &[0][..]), ("2", &[1][..]), ("team 1", &[0, 1][..])]);
        let (known, _) = read(&[column("gender", &["f", "m", "f"]), column("eyes", &["blue", "", ""])], &["Gender"]);
        assert_eq!(groups(&known), [("f", &[0, 2][..]), ("m", &[1][..])]);
        assert_eq!(known.unused, ["eyes"]);
    }

    #[test]
    fn who_is_absent_is_told_in_many_words() {
        let (known, said) = read(&[column("fehlt", &["ja", "nein", "", "x", "0", "maybe"])], &[]);
        assert_eq!(known.absent, [true, false, false, true, false, false]);
        assert_eq!(said, ["`fehlt` cannot be `maybe`: it must be yes or no"]);
        let (known, _) = read(&[column("Present", &["yes", "no", "", "absent"])], &[]);
        assert_eq!(known.absent, [false, true, false, true]);
    }
}
