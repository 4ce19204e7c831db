//! Adjacency matrices as they come out of a spreadsheet or R: the same names above and before, and how much the one before
//! has to do with the one above.

use super::super::text::weight;
use super::super::words;
use super::super::{Fault, Reading};
use super::fields::{Delimiter, Records};
use super::{content, number};
use crate::network::{Direction, Network, Tie};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A matrix: whose rows and columns these are, and its cells.
struct Matrix<'a> {
    names: Vec<Cow<'a, str>>,
    /// Whether no names stand before its rows, so that it may be something else.
    bare: bool,
    /// Where a row is, whose it is, and its cells.
    rows: Vec<(usize, usize, Vec<Cow<'a, str>>)>,
}

/// Reads a matrix; nothing where the text is none.
pub(super) fn read(text: &str, direction: Option<Direction>) -> Option<Result<Reading, Fault>> {
    let matrix = Matrix::of(text).or_else(|| Matrix::bare(text).map(Ok))?;
    Some(matrix.and_then(|matrix| matrix.read(direction)))
}

/// What a line that is perhaps the first of a matrix has above its columns.
fn headings<'a>(line: &'a str, second: &str, delimiter: Delimiter) -> Option<Vec<Cow<'a, str>>> {
    let mut fields = delimiter.split(line)?;
    let cells = delimiter.split(second)?;
    // R leaves out the corner.
    if cells.len() == fields.len() {
        let corner = fields.remove(0);
        // Over numbers only an empty corner, or a word, shows that this is no list of ties.
        if number(&corner).is_some() {
            return None;
        }
    } else if cells.len() != fields.len() + 1 {
        return None;
    }
    let distinct: BTreeSet<&str> = fields.iter().map(AsRef::as_ref).collect();
    let named = fields.len() > 1 && distinct.len() == fields.len() && !distinct.contains("");
    (named && distinct.contains(cells[0].as_ref())).then_some(fields)
}

/// Whose row it is, and its cells.
fn row<'a>(mut fields: Vec<Cow<'a, str>>, place: &BTreeMap<&str, usize>) -> Result<(usize, Vec<Cow<'a, str>>), String> {
    if fields.len() != place.len() + 1 {
        let (cells, people) = (fields.len().saturating_sub(1), place.len());
        return Err(format!("this row of a matrix of {people} people has {cells} cells"));
    }
    let name = fields.remove(0);
    let Some(person) = place.get(name.as_ref()) else {
        return Err(format!("`{name}` has a row in this matrix and no column"));
    };
    match fields.iter().find(|cell| !is_nothing(cell) && number(cell).is_none()) {
        Some(cell) => {
            Err(format!("`{cell}` in a matrix is no number; a tie is 1 or its weight, and 0 or nothing is none"))
        }
        None => Ok((*person, fields)),
    }
}

impl<'a> Matrix<'a> {
    /// A text whose first row is that of one of those above the columns is a matrix; what is wrong further down is said.
    fn of(text: &'a str) -> Option<Result<Self, Fault>> {
        let first: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(2).collect();
        let [line, second] = first.as_slice() else { return None };
        let delimiter = Delimiter::of(&[second]);
        let names = headings(line, second, delimiter)?;
        let place: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (name.as_ref(), at)).collect();
        // Words between spaces, and numbers alone, may as well be a list of ties.
        let is_sure = !matches!(delimiter, Delimiter::Space) && names.iter().any(|name| number(name).is_none());
        let mut rows: Vec<(usize, usize, Vec<Cow<'a, str>>)> = Vec::new();
        for record in
            Records::new(text, 0, delimiter).skip_while(|r| r.as_ref().is_ok_and(|r| r.1.trim().is_empty())).skip(1)
        {
            let (at, record) = record.ok()?;
            let line = content(record, delimiter);
            if line.trim().is_empty() {
                continue;
            }
            match row(delimiter.split(line)?, &place) {
                Ok((person, _)) if is_sure && rows.iter().any(|(_, before, _)| *before == person) => {
                    return Some(Err(Fault::at(at, format!("`{}` has a second row in this matrix", names[person]))));
                }
                Ok((person, _)) if rows.iter().any(|(_, before, _)| *before == person) => return None,
                Ok((person, cells)) => rows.push((at, person, cells)),
                Err(_) if rows.is_empty() || !is_sure => return None,
                Err(why) => return Some(Err(Fault::at(at, why))),
            }
        }
        if let Some(missing) = (0..names.len()).find(|person| rows.iter().all(|(_, other, _)| other != person)) {
            // One row below a word may be anything.
            let has_corner = delimiter.split(line).is_some_and(|cells| cells[0].is_empty());
            if rows.len() < 2 && !has_corner || !is_sure {
                return None;
            }
            let message = format!("this matrix has a column `{}` and no row of that name", names[missing]);
            return Some(Err(Fault::at(0, message)));
        }
        Some(Ok(Self { names, bare: false, rows }))
    }

    /// A square of numbers without names before its rows, as programs write it, with or without names above: as many rows as columns,
    /// three or more, nobody tied to themselves or the same from both sides.
    fn bare(text: &'a str) -> Option<Self> {
        let is_told = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with(['#', '%']);
        let mut lines = text.lines().filter(is_told);
        let first = lines.next()?;
        let delimiter = Delimiter::of(&[first]);
        let above = delimiter.split(content(first, delimiter))?;
        let people = above.len();
        let has_names = above.iter().all(|name| !name.is_empty() && number(name).is_none());
        let below = if has_names { None } else { Some(first) };
        // Ties one a line are many more than they have columns: no more is looked at than a square has.
        let rows: Vec<&str> = below.into_iter().chain(lines.take(people + 1)).collect();
        if people < 3 || rows.len() != people {
            return None;
        }
        let distinct: BTreeSet<&str> = above.iter().map(AsRef::as_ref).collect();
        let words: Vec<&str> = above.iter().map(AsRef::as_ref).collect();
        if has_names && (distinct.len() != people || words::ends(&words).is_some()) {
            return None;
        }
        let names = if has_names { above } else { (0..people).map(|at| Cow::Owned(at.to_string())).collect() };
        let at = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
        let row = |(person, line): (usize, &&'a str)| {
            let cells = delimiter.split(content(line, delimiter))?;
            let numbers = cells.len() == people && cells.iter().all(|cell| is_nothing(cell) || number(cell).is_some());
            numbers.then(|| (at(line), person, cells))
        };
        let rows: Vec<_> = rows.iter().enumerate().map(row).collect::<Option<_>>()?;
        let matrix = Self { names, bare: true, rows };
        matrix.is_square_of_ties().then_some(matrix)
    }

    /// Whether nothing but ties is likely: nobody is tied to themselves, and a cell is a tie or none, or it is the same from both sides.
    fn is_square_of_ties(&self) -> bool {
        let cell = |row: usize, column: usize| {
            let cell: &str = &self.rows[row].2[column];
            if is_nothing(cell) { Some(0.0) } else { number(cell) }
        };
        let all = 0..self.names.len();
        let pairs = || all.clone().flat_map(|row| all.clone().map(move |column| (row, column)));
        let no_selves = all.clone().all(|at| cell(at, at) == Some(0.0));
        let ones = pairs().all(|(row, column)| cell(row, column).is_some_and(|c| c == 0.0 || c == 1.0));
        let mutual = pairs().all(|(row, column)| cell(row, column) == cell(column, row));
        // Three columns of other numbers may well be people and a weight.
        let weights = self.names.len() > 3 && no_selves && mutual;
        ones && (no_selves || mutual) || weights
    }

    fn read(&self, direction: Option<Direction>) -> Result<Reading, Fault> {
        let mut ties = Vec::new();
        for (at, viewer, cells) in &self.rows {
            for (seen, cell) in cells.iter().enumerate().filter(|(_, cell)| !is_nothing(cell)) {
                let weight = weight(cell).map_err(|message| Fault::at(*at, message))?;
                if weight > 0.0 {
                    ties.push(Tie { viewer: *viewer as u32, seen: seen as u32, weight, kind: 0 });
                }
            }
        }
        let told: BTreeSet<(u32, u32, u32)> =
            ties.iter().map(|tie| (tie.viewer, tie.seen, tie.weight.to_bits())).collect();
        let mutual = told.iter().all(|&(viewer, seen, weight)| told.contains(&(seen, viewer, weight)));
        let direction = direction.unwrap_or(if mutual { Direction::Undirected } else { Direction::Directed });
        if mutual && direction == Direction::Undirected {
            ties.retain(|tie| tie.viewer <= tie.seen);
        }
        let (network, dropped) = Network::from_ties(self.names.len(), &ties, direction);
        let plain = self.names.iter().enumerate().all(|(at, name)| name.as_ref() == at.to_string());
        let names: Vec<String> = self.names.iter().map(|name| name.clone().into_owned()).collect();
        let network = if plain { network } else { network.with_names(names) };
        let notes = vec![self.note(mutual, direction, network.is_weighted())];
        Ok(Reading { network, dropped, notes, attributes: Vec::new() })
    }

    fn note(&self, mutual: bool, direction: Direction, weighted: bool) -> String {
        let numbers = if weighted { "numbers are weights, and 0 is no tie" } else { "1 is a tie, and 0 is none" };
        let ways = match (direction, mutual) {
            (Direction::Undirected, true) => "it is the same from both sides: ties go both ways",
            (Direction::Undirected, false) => "ties go both ways, as asked",
            (Direction::Directed, _) => "whoever stands before a row sees those above its numbers",
        };
        let bare = if self.bare { "; if each line is a tie, write `source,target` above the lines" } else { "" };
        format!("read as a matrix of {} people: {numbers}; {ways}{bare}", self.names.len())
    }
}

/// A cell without a tie.
fn is_nothing(cell: &str) -> bool {
    matches!(cell.to_ascii_lowercase().as_str(), "" | "-" | "–" | "—" | "na" | "nan")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(text: &str) -> Reading {
        read(text, None).expect("a matrix").expect("weights")
    }

    #[test]
    fn a_square_without_names_before_its_rows_is_a_matrix() {
        for text in [
            "0,1,0,0\n1,0,1,0\n0,1,0,1\n0,0,1,0\n",
            "0 1 0 0\n1 0 1 0\n\n0 1 0 1\n0 0 1 0",
            "# class\n0;1;0;\n1;0;1;0\n;1;0;1\n0;0;1;0",
        ] {
            let reading = matrix(text);
            assert_eq!((reading.network.people(), reading.network.ties()), (4, 6), "{text}");
            assert!(reading.notes[0].contains("source,target"), "{:?}", reading.notes);
        }
        let named = matrix("Ana,Ben,Cem\n0,1,0\n1,0,1\n0,1,0\n");
        assert_eq!((named.network.people(), named.network.name(0).as_str()), (3, "Ana"));
        assert_eq!(
            matrix("0,.5,0,0\n.5,0,2,0\n0,2,0,0\n0,0,0,0\n").network.ties(),
            4,
            "weights that are the same from both sides"
        );
    }

    #[test]
    fn ties_one_a_line_are_no_matrix() {
        for text in [
            "0 1\n1 0\n",
            "0 1 1\n1 2 1\n2 0 1\n",
            "0,1,0\n1,0,1\n",
            "0 1 0\n1 0 1\n0 1 0\n1 2 1\n",
            "source,target,weight\n0,1,0\n1,0,1\n0,1,0\n",
            "0 1 2\n1 0 3\n0 1 0\n",
        ] {
            assert!(read(text, None).is_none(), "{text}");
        }
    }

    #[test]
    fn a_matrix_that_is_the_same_from_both_sides_has_mutual_ties() {
        let expected = matrix(",Ana,Ben,Cem\nAna,0,1,0\nBen,1,0,1\nCem,0,1,0\n");
        assert!(expected.network.is_symmetric() && !expected.network.is_weighted());
        assert_eq!(
            (expected.network.names(), expected.network.ties()),
            (&["Ana", "Ben", "Cem"].map(str::to_owned)[..], 4)
        );
        assert!(expected.notes[0].contains("matrix of 3 people") && expected.dropped == Default::default());
        for text in [
            "name;Ana;Ben;Cem\r\nAna;;1;\r\nBen;1;;1\r\nCem;;1;\r\n",
            "\"Ana\" \"Ben\" \"Cem\"\n\"Ana\" 0 1 0\n\"Ben\" 1 0 1\n\"Cem\" 0 1 0\n",
            "\tAna\tBen\tCem\nCem\t0\t1\t0\nAna\t0\t1\t0\nBen\t1\t0\t1\n",
        ] {
            assert_eq!(matrix(text).network, expected.network, "{text}");
        }
    }

    #[test]
    fn one_that_is_not_has_ties_that_go_one_way_and_numbers_are_weights() {
        let read = matrix(",Ana,Ben\nAna,0,\"2,5\"\nBen,1,0\n");
        let network = &read.network;
        assert_eq!((network.weight(0), network.weight(1)), (2.5, 1.0));
        let one_way = matrix(";1;2;3\n1;0;1;1\n2;0;1;0\n3;0;0;0\n");
        assert_eq!((one_way.network.ties(), one_way.network.is_symmetric(), one_way.dropped.self_loops), (2, false, 1));
        assert_eq!(one_way.network.seen_by(0), [1, 2]);
        assert!(
            super::read(",A,B\nA,0,-1\nB,1,0\n", None).expect("a matrix").unwrap_err().message.contains("negative")
        );
    }

    #[test]
    fn what_is_wrong_with_a_matrix_is_said() {
        for (text, told) in [
            ("x,Ana,Ben\nAna,0,1\nBen,1,0\nCem,1,1\n", "`Cem` has a row in this matrix and no column"),
            (",A,B\nB,0,1\n", "a column `A` and no row"),
            (",A,B\nA,0,1\nA,1,0\nB,1,0\n", "`A` has a second row"),
            (",A,B\nA,0,1\nB,x,0\n", "`x` in a matrix is no number"),
            (",A,B,C\nA,0,1,1\nB,1,0\nC,1,1,0\n", "has 2 cells"),
        ] {
            let fault = super::read(text, None).expect("a matrix").unwrap_err();
            assert!(fault.message.contains(told), "{text}: {}", fault.message);
        }
    }

    #[test]
    fn lists_are_no_matrices() {
        for list in [
            "0 1 2\n1 0 1\n2 1 0\n",
            "a,b,1\nb,a,1\n",
            "source,target,weight\na,b,1\n",
            "Ana,Ben\nBen,Ana\n",
            "n,A,B\nA,0,1\n",
        ] {
            assert!(read(list, None).is_none(), "{list}");
        }
    }
}
