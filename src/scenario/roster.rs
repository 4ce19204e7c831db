//! A table of people (`people = "class.csv"`), or the attributes of people in a network file: who is there, with which traits,
//! in which groups, and who is absent.

mod columns;

use super::diagnostics::{Diagnostics, Span, did_you_mean, unreadable};
use super::section::Section;
use super::sheet::{self, Cell, Sheet};
use super::tree::Node;
use super::{Files, keys};
use crate::model::situation::{OwnTrait, Situation};
use crate::network::headings::{is_time, name_rank};
use crate::network::{Attribute, AttributeValue, Listed, Network, Roster};
use columns::{Column, Known, Wishes};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table of people as read: names, and what is known of each.
pub(super) struct People {
    path: String,
    /// Where the scenario names the table.
    place: Span,
    /// Columns that could be names, the likeliest first, by their number.
    candidates: Vec<usize>,
    sheet: Sheet,
}

/// What the scenario says about a table, before anything is read.
pub(super) fn said(root: &Section<'_>) -> Listed {
    let table = root.table("people", keys::PEOPLE);
    let texts = |key| if table.has(key) { table.texts(key) } else { Vec::new() };
    Listed { path: table.text("file"), ignore: texts("ignore"), groups: texts("groups"), roster: None }
}

/// Opens the table of people, if there is one and it can be read.
pub(super) fn open(root: &Section<'_>, files: Files<'_>, diagnostics: &mut Diagnostics) -> Option<People> {
    let table = root.table("people", keys::PEOPLE);
    let (path, node) = (table.text("file")?, table.given("file")?);
    let bytes = match files(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read `{path}`: {}", unreadable(&error));
            diagnostics.error(node.span, message, "a table of people saved as CSV, relative to the scenario's folder");
            return None;
        }
    };
    let sheet = sheet::read(&path, &bytes, node.span, diagnostics)?;
    sheet.notes.iter().for_each(|note| diagnostics.note(node.span, format!("`{path}`: {note}")));
    if sheet.rows.is_empty() {
        let at = sheet.headings.first().map_or(node.span, |heading| heading.span);
        diagnostics.error(at, "there is nobody in it: there is no line below the first", "a line for each person");
        return None;
    }
    let candidates = named_columns(&sheet, &said(root), diagnostics)?;
    Some(People { path, place: node.span, candidates, sheet })
}

/// The columns that could be names: those that are called so, else the first that does not say when somebody answered.
fn named_columns(sheet: &Sheet, said: &Listed, diagnostics: &mut Diagnostics) -> Option<Vec<usize>> {
    let wanted = |heading: &&Cell| !columns::names(&said.ignore, &heading.text);
    let headings = sheet.headings.iter().enumerate().filter(|(_, heading)| wanted(heading));
    let mut ranked: Vec<(usize, usize)> =
        headings.filter_map(|(at, heading)| Some((name_rank(&heading.text)?, at))).collect();
    ranked.sort_unstable();
    if !ranked.is_empty() {
        return Some(ranked.into_iter().map(|(_, at)| at).collect());
    }
    let cells = |at: usize| sheet.rows.iter().map(move |row| row[at].text.as_str());
    let column = (0..sheet.headings.len()).find(|&at| !is_time(&sheet.headings[at].text, cells(at)));
    let wishes = Wishes { ignore: &said.ignore, groups: &said.groups };
    match column.filter(|&at| !columns::has_a_role(&sheet.headings[at].text, &wishes)) {
        Some(column) => Some(vec![column]),
        None => {
            let message = "no column of this table has the names of the people";
            diagnostics.error(sheet.headings[column.unwrap_or(0)].span, message, "call it `name`");
            None
        }
    }
}

impl People {
    /// How many people it lists, absent or not.
    pub(super) fn count(&self) -> usize {
        self.sheet.rows.len()
    }

    /// Its path as written.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The table of a generated network: people in the table's order; where the network's people have names of their own,
    /// those first.
    pub(super) fn for_drawn(self, named: Option<&Network>, listed: Listed, diagnostics: &mut Diagnostics) -> Listed {
        if let Some(network) = named.filter(|network| !network.names().is_empty()) {
            return self.join(network, Vec::new(), listed, diagnostics);
        }
        let column = self.candidates[0];
        let names = self.names(column, diagnostics);
        let rows: Vec<Option<usize>> = (0..names.len()).map(Some).collect();
        let columns = self.columns(column, &rows, &listed, diagnostics);
        self.finish(names, column, &columns, listed, diagnostics)
    }

    /// The table beside a network whose people have names: whoever is not in it joins it without ties. Of what both say, the
    /// table's word counts.
    pub(super) fn join(
        self,
        network: &Network,
        attributes: Vec<Column>,
        listed: Listed,
        diagnostics: &mut Diagnostics,
    ) -> Listed {
        let column = self.likeliest(network);
        let mut names: Vec<String> = (0..network.people()).map(|i| network.name(i)).collect();
        let listed_names = self.names(column, diagnostics);
        let number: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, name)| (name.as_str(), i)).collect();
        let places: Vec<Option<usize>> = listed_names.iter().map(|name| number.get(name.as_str()).copied()).collect();
        if places.iter().all(Option::is_none) {
            let at = self.sheet.headings[column].span;
            let near = did_you_mean(&listed_names[0], names.iter().map(String::as_str));
            let message = format!("nobody of this table is in the network, where names look like `{}`{near}", names[0]);
            diagnostics.error(at, message, "the same names in both");
            return listed;
        }
        self.say_who_differs(&names, &listed_names, &places, diagnostics);
        let mut rows: Vec<Option<usize>> = vec![None; names.len()];
        for (row, place) in places.iter().enumerate() {
            match place {
                Some(place) => rows[*place] = Some(row),
                None => {
                    rows.push(Some(row));
                    names.push(listed_names[row].clone());
                }
            }
        }
        let mut columns = self.columns(column, &rows, &listed, diagnostics);
        for mut attribute in attributes {
            if !columns
                .iter()
                .any(|column| columns::plain(&column.heading.text) == columns::plain(&attribute.heading.text))
            {
                attribute.cells.resize_with(names.len(), Cell::default);
                columns.push(attribute);
            }
        }
        self.finish(names, column, &columns, listed, diagnostics)
    }

    /// The column of names that names most of a network's people.
    fn likeliest(&self, network: &Network) -> usize {
        let there: std::collections::BTreeSet<String> = (0..network.people()).map(|i| network.name(i)).collect();
        let matches = |&at: &usize| self.sheet.rows.iter().filter(|row| there.contains(&row[at].text)).count();
        let best = self.candidates.iter().map(matches).max().unwrap_or(0);
        self.candidates.iter().copied().find(|at| matches(at) == best).unwrap_or(0)
    }

    /// Everyone's name; none may be empty or stand there twice.
    fn names(&self, column: usize, diagnostics: &mut Diagnostics) -> Vec<String> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, row) in self.sheet.rows.iter().enumerate() {
            let cell = &row[column];
            super::letters::name("this name", &cell.text, cell.span, diagnostics);
            if cell.text.is_empty() {
                let span = row.iter().find(|cell| !cell.text.is_empty()).map_or(cell.span, |cell| cell.span);
                diagnostics.error(span, "somebody without a name", "each line needs a name");
            } else if let Some(before) = seen.insert(&cell.text, at) {
                let message = format!("there are two people called `{}` in this table", cell.text);
                let line = diagnostics.line_of(self.sheet.rows[before][column].span);
                diagnostics.error(
                    cell.span,
                    message,
                    format!("the other one is in line {line}; each needs their own name"),
                );
            }
        }
        self.sheet.rows.iter().map(|row| row[column].text.clone()).collect()
    }

    /// The columns besides that of names, with a cell for each person (`rows`: where each stands in the table).
    fn columns(
        &self,
        names: usize,
        rows: &[Option<usize>],
        listed: &Listed,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Column> {
        self.wishes_are_there(listed, diagnostics);
        let other = (0..self.sheet.headings.len()).filter(|&at| at != names);
        let cell =
            |at: usize, row: &Option<usize>| row.map_or_else(Cell::default, |row| self.sheet.rows[row][at].clone());
        let column = |at: usize| Column {
            heading: self.sheet.headings[at].clone(),
            cells: rows.iter().map(|row| cell(at, row)).collect(),
            source: String::new(),
        };
        other.map(column).collect()
    }

    /// Columns that the scenario names are there.
    fn wishes_are_there(&self, listed: &Listed, diagnostics: &mut Diagnostics) {
        for (key, wanted) in [("ignore", &listed.ignore), ("groups", &listed.groups)] {
            for name in wanted {
                if !self.sheet.headings.iter().any(|h| columns::names(std::slice::from_ref(name), &h.text)) {
                    let headings = self.sheet.headings.iter().map(|h| h.text.as_str());
                    let near = did_you_mean(name, headings.clone());
                    let advice = format!("its columns: {}", headings.collect::<Vec<_>>().join(", "));
                    let message = format!("`people.{key}`: `{}` has no column `{name}`{near}", self.path);
                    diagnostics.error(self.place, message, advice);
                }
            }
        }
    }

    /// Says who is only in one of the two.
    fn say_who_differs(
        &self,
        names: &[String],
        listed: &[String],
        places: &[Option<usize>],
        diagnostics: &mut Diagnostics,
    ) {
        let new: Vec<&str> =
            listed.iter().zip(places).filter(|(_, place)| place.is_none()).map(|(name, _)| name.as_str()).collect();
        if !new.is_empty() {
            let near = new.iter().find_map(|name| {
                let near = did_you_mean(name, names.iter().map(String::as_str));
                (!near.is_empty()).then(|| format!(" (`{name}`{near})"))
            });
            let message = format!(
                "`{}`: {} not in the network, and there without ties: {}{}",
                self.path,
                are(new.len()),
                some(&new),
                near.unwrap_or_default()
            );
            diagnostics.note(self.place, message);
        }
        let there: std::collections::BTreeSet<usize> = places.iter().flatten().copied().collect();
        let unlisted: Vec<&str> =
            names.iter().enumerate().filter(|(i, _)| !there.contains(i)).map(|(_, name)| name.as_str()).collect();
        if !unlisted.is_empty() {
            let (count, are) = (people(unlisted.len()), if unlisted.len() == 1 { "is" } else { "are" });
            let message = format!(
                "`{}`: {count} of the network {are} not in the table, and as the scenario draws them: {}",
                self.path,
                some(&unlisted)
            );
            diagnostics.note(self.place, message);
        }
    }

    /// Which column the names are from.
    fn whose_names(&self, column: usize) -> String {
        let heading = &self.sheet.headings[column].text;
        match (heading.is_empty(), name_rank(heading)) {
            (true, _) => "names from a column without a heading".to_owned(),
            (false, Some(_)) => format!("names from the column `{heading}`"),
            (false, None) => format!("names from the column `{heading}`, since none is called `name`"),
        }
    }

    /// What is known of everyone, said aloud.
    fn finish(
        &self,
        names: Vec<String>,
        column: usize,
        columns: &[Column],
        listed: Listed,
        diagnostics: &mut Diagnostics,
    ) -> Listed {
        let known = understood(columns, names.len(), &listed, diagnostics);
        let away: Vec<&str> =
            names.iter().zip(&known.absent).filter(|(_, absent)| **absent).map(|(name, _)| name.as_str()).collect();
        if away.len() == names.len() {
            let message = format!("everyone in `{}` is absent", self.path);
            diagnostics.error(self.place, message, "somebody must be there");
        }
        let mut said = vec![people(self.count())];
        if !away.is_empty() {
            said.push(format!("{} absent and left out with their ties: {}", are(away.len()), some(&away)));
        }
        let roster = roster(names, &known);
        said.extend(in_words(&roster, &known));
        said.push(self.whose_names(column));
        diagnostics.note(self.place, format!("`{}`: {}", self.path, said.join("; ")));
        Listed { roster: Some(Arc::new(roster)), ..listed }
    }
}

/// The attributes of people in a network file as columns of a table; of those without a use the heading alone, for there may be
/// millions of people.
pub(super) fn attributes(path: &str, place: Span, attributes: &[Attribute], listed: &Listed) -> Vec<Column> {
    let wishes = Wishes { ignore: &listed.ignore, groups: &listed.groups };
    let cell = |value: &Option<AttributeValue>| {
        let text = value.as_ref().map(ToString::to_string).unwrap_or_default();
        Cell { text, span: place }
    };
    let cells = |attribute: &Attribute| match columns::has_a_role(&attribute.name, &wishes) {
        true => attribute.values.iter().map(cell).collect(),
        false => Vec::new(),
    };
    let column = |attribute: &Attribute| Column {
        heading: Cell { text: attribute.name.clone(), span: place },
        cells: cells(attribute),
        source: format!("`{path}`: "),
    };
    attributes.iter().map(column).collect()
}

/// What a network file says of its people besides their names, where there is no table.
pub(super) fn from_network(
    path: &str,
    place: Span,
    columns: &[Column],
    network: &Network,
    listed: Listed,
    diagnostics: &mut Diagnostics,
) -> Listed {
    if columns.is_empty() {
        return listed;
    }
    let names: Vec<String> = (0..network.people()).map(|i| network.name(i)).collect();
    let known = understood(columns, names.len(), &listed, diagnostics);
    let roster = roster(names, &known);
    let away = roster.absent.iter().filter(|absent| **absent).count();
    let away = (away > 0).then(|| format!("{} absent and left out with their ties", are(away)));
    let said: Vec<String> = away.into_iter().chain(in_words(&roster, &known)).collect();
    if !said.is_empty() {
        diagnostics.note(place, format!("`{path}`: of its people it says {}", said.join("; ")));
    }
    Listed { roster: Some(Arc::new(roster)), ..listed }
}

fn understood(columns: &[Column], people: usize, listed: &Listed, diagnostics: &mut Diagnostics) -> Known {
    let wishes = Wishes { ignore: &listed.ignore, groups: &listed.groups };
    let known = columns::understand(columns, people, &wishes, diagnostics);
    reserved(&known, diagnostics);
    known
}

/// What is known, without those who are absent.
fn roster(names: Vec<String>, known: &Known) -> Roster {
    let here: Vec<usize> = (0..names.len()).filter(|&i| !known.absent[i]).collect();
    let numbers: BTreeMap<usize, u32> = here.iter().enumerate().map(|(number, &i)| (i, number as u32)).collect();
    let values = |values: &[Option<f64>]| here.iter().map(|&i| values[i]).collect();
    let traits = known.traits.iter().map(|(name, everyone)| (name.clone(), Arc::new(values(everyone))));
    let members = |members: &[usize]| members.iter().filter_map(|i| numbers.get(i).copied()).collect();
    let groups = known.groups.iter().map(|group| (group.name.text.clone(), members(&group.members)));
    Roster { traits: traits.collect(), groups: groups.collect(), absent: known.absent.clone(), names }
}

/// What a table says, in words: traits, groups, and what is of no use.
fn in_words<'a>(roster: &'a Roster, known: &'a Known) -> impl Iterator<Item = String> + 'a {
    let people = known.absent.iter().filter(|absent| !**absent).count();
    let traits: Vec<String> = roster
        .traits
        .iter()
        .map(|(name, values)| match values.iter().flatten().count() {
            all if all == people => format!("{name} of everyone"),
            some => format!("{name} of {some} of {people}"),
        })
        .collect();
    let groups: Vec<String> =
        roster.groups.iter().map(|(name, members)| format!("{name} ({})", members.len())).collect();
    let told = (!traits.is_empty()).then(|| traits.join(", "));
    let sorted = (!groups.is_empty()).then(|| format!("groups {}", shortened(&groups, 12)));
    let unused = (!known.unused.is_empty()).then(|| format!("without a use: {}", known.unused.join(", ")));
    told.into_iter().chain(sorted).chain(unused).chain(known.notes.iter().cloned())
}

/// Names that the results use for themselves, or that would share a column there.
fn reserved(known: &Known, diagnostics: &mut Diagnostics) {
    let mut columns: BTreeMap<String, &str> = BTreeMap::new();
    for group in &known.groups {
        super::letters::name("the name of this group", &group.name.text, group.name.span, diagnostics);
        super::people::reserved(&group.name.text, group.name.span, &mut columns, diagnostics);
    }
}

fn people(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

fn are(count: usize) -> String {
    if count == 1 { "1 person is".to_owned() } else { format!("{count} people are") }
}

/// The first few of many names.
fn some(names: &[&str]) -> String {
    shortened(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), 6)
}

fn shortened(list: &[String], most: usize) -> String {
    let shown = list[..list.len().min(most)].join(", ");
    if list.len() > most { format!("{shown} and {} more", list.len() - most) } else { shown }
}

/// Traits that are known and have no part in this scenario are said to have none.
pub(super) fn idle(situation: &Situation, listed: &Listed, root: &Section<'_>, diagnostics: &mut Diagnostics) {
    let node = root.given("people").and_then(|people| people.get("file"));
    let node = node.or_else(|| root.given("network").and_then(|network| network.get("file")));
    let place = node.map_or(Span::default(), |node| node.span);
    let path = listed.path.as_deref().or_else(|| node.and_then(Node::text)).unwrap_or_default();
    let off = [
        ("mood_baseline", situation.mood.is_none(), "mood"),
        ("loneliness", situation.loneliness.is_none(), "loneliness"),
    ];
    for (name, _, table) in off.iter().filter(|(name, off, _)| *off && situation.people.own(name).is_some()) {
        let message = format!("`{path}`: what it says of {name} has no effect: the scenario has no [{table}]");
        diagnostics.note(place, message);
    }
}

/// The traits that are known one by one, as the model takes them.
pub(super) fn own_traits(listed: &Listed) -> Vec<OwnTrait> {
    let traits = listed.roster.iter().flat_map(|roster| &roster.traits);
    traits.map(|(name, values)| OwnTrait { name: name.clone(), values: Arc::clone(values) }).collect()
}

/// Where a change is made to a trait that is known one by one: it changes nobody, or not everybody.
pub(super) fn no_effect(key: &str, place: Span, listed: &Listed, diagnostics: &mut Diagnostics) {
    let Some(name) = key.strip_prefix("people.").and_then(|rest| rest.split('.').next()) else { return };
    let Some(values) = listed.roster.as_ref().and_then(|roster| roster.values(name)) else { return };
    let known = values.iter().flatten().count();
    let source = listed.path.as_ref().map_or("the network file".to_owned(), |path| format!("`{path}`"));
    let advice = format!("people.ignore = [\"{name}\"] leaves the column out");
    if known == values.len() {
        let message = format!("changing `{key}` changes nothing: {source} gives everyone's {name}");
        diagnostics.error(place, message, advice);
    } else if known > 0 {
        let message = format!(
            "`{key}` changes only those {} of {} people whose {name} {source} does not give",
            values.len() - known,
            values.len()
        );
        diagnostics.warning(place, message, advice);
    }
}
