//! What a class guessed: typed, or in a table from a spreadsheet.

use crate::cli::{Failure, Terminal};
use crate::network::format::text_of;
use crate::output::reading;
use crate::quantity::TimeUnit;
use crate::study::explore::Outcome;
use crate::text::{line_of, open_quote};
use std::path::Path;

/// Words for the column of guesses.
const HEADINGS: [&str; 8] = ["guess", "guesses", "tipp", "tip", "schätzung", "estimate", "estimation", NUMBER];
const NUMBER: &str = "number";
/// Mistakes of a table that are told.
const MOST_TOLD: usize = 5;
/// More rows than any class has.
const MOST: usize = 10_000;

/// All guesses, as values of the outcome.
///
/// # Errors
/// When one is no number, or cannot be; all mistakes of a table at once.
pub(super) fn collected(
    typed: &[String],
    table: Option<&Path>,
    outcome: &Outcome,
    terminal: &mut Terminal,
) -> Result<Vec<f64>, Failure> {
    let mut guesses = Vec::new();
    for text in typed {
        let guess = Guess::read(text).and_then(|guess| guess.value(outcome, false));
        guesses.push(guess.map_err(|why| Failure::usage(format_args!("`--guess {text}`: {why}")))?);
    }
    if let Some(path) = table {
        guesses.extend(of_table(path, outcome, terminal)?);
    }
    Ok(guesses)
}

/// A number as somebody wrote it.
#[derive(Clone, Debug, PartialEq)]
struct Guess {
    number: f64,
    /// The words behind it: "min", "percent", "SD"; `%` is percent.
    unit: String,
}

/// Percent in the languages that a class may write.
const PERCENT: [&str; 6] = ["%", "percent", "per cent", "prozent", "pour cent", "pct"];

impl Guess {
    fn read(text: &str) -> Result<Self, String> {
        let bare = text.trim().trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace() || c == '%');
        let unit = text.trim()[bare.len()..].trim().to_lowercase();
        let number = bare.trim().replace(',', ".").replace('−', "-");
        match number.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Self { number, unit }),
            _ => Err(format!("`{}` is no number", text.trim().chars().take(40).collect::<String>())),
        }
    }

    fn is_percent(&self) -> bool {
        PERCENT.contains(&self.unit.as_str())
    }

    /// As a number, or as a length of time in the unit of the outcome.
    fn amount(&self, outcome: &Outcome) -> Result<f64, String> {
        if self.is_percent() {
            return Err("this is guessed as a number, not in percent".to_owned());
        }
        let given = TimeUnit::from_symbol(&self.unit);
        match (TimeUnit::from_symbol(&outcome.unit), given) {
            (Some(asked), Some(given)) => Ok(self.number * given.seconds() / asked.seconds()),
            (Some(asked), None) if !self.unit.is_empty() => {
                Err(format!("`{}` is no unit of time: this is guessed in {asked}", self.unit))
            }
            (None, Some(given)) => Err(format!("this is no length of time, and `{given}` is a unit of time")),
            _ => Ok(self.number),
        }
    }

    /// As a value of the outcome; `shares`: bare numbers are shares and no percentages.
    fn value(&self, outcome: &Outcome, shares: bool) -> Result<f64, String> {
        if !outcome.share {
            return self.amount(outcome);
        }
        if !self.unit.is_empty() && !self.is_percent() {
            return Err(format!("`{}` is no percentage: this is guessed in percent, from 0 to 100", self.unit));
        }
        let value = if shares && !self.is_percent() { self.number } else { self.number / 100.0 };
        if (0.0..=1.0).contains(&value) {
            Ok(value)
        } else {
            Err(format!("{} is no share: it is guessed in percent, from 0 to 100", self.number))
        }
    }
}

fn of_table(path: &Path, outcome: &Outcome, terminal: &mut Terminal) -> Result<Vec<f64>, Failure> {
    let name = path.display();
    let bytes = reading::read(path, 1 << 20).map_err(|error| {
        Failure::usage(format_args!("`{name}` cannot be read: {}", crate::scenario::unreadable(&error)))
    })?;
    let (text, _) = text_of(&bytes).map_err(|why| Failure::usage(format_args!("`{name}`: {why}")))?;
    let rows = rows(&text).map_err(|why| Failure::usage(format_args!("`{name}`: {why}")))?;
    let column = column(&rows).map_err(|why| Failure::usage(format_args!("`{name}`: {why}")))?;
    let (mut read, mut wrong, mut empty) = (Vec::new(), Vec::new(), 0);
    for (line, row) in rows.iter().skip(usize::from(column.headed)) {
        match row.get(column.place).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
            None => empty += 1,
            Some(cell) => match Guess::read(cell) {
                Ok(guess) => read.push((*line, guess)),
                Err(why) => wrong.push((*line, why)),
            },
        }
    }
    let shares = outcome.share && all_are_shares(&read);
    if let Some(number) = small_among_percentages(&read).filter(|_| outcome.share && !shares) {
        terminal.warn(format_args!(
            "`{name}`: {number} stands among percentages and was read as {number} %\nhelp: if it is a share, write {} %",
            crate::output::chart::axis::short(number * 100.0)
        ));
    }
    let mut guesses = Vec::new();
    for (line, guess) in read {
        match guess.value(outcome, shares) {
            Ok(value) => guesses.push(value),
            Err(why) => wrong.push((line, why)),
        }
    }
    refuse(&name.to_string(), wrong)?;
    if guesses.is_empty() || guesses.len() > MOST {
        let why = if guesses.is_empty() { "there is no guess in it" } else { "it has more guesses than any class" };
        return Err(Failure::usage(format_args!("`{name}`: {why}\nhelp: one row a pupil, with a column `guess`")));
    }
    if shares {
        terminal.note(format_args!("`{name}`: all guesses are at most 1, so they were taken for shares (0.6 is 60 %)"));
    }
    if empty > 0 {
        terminal.note(format_args!("`{name}`: {empty} without a guess, left out"));
    }
    Ok(guesses)
}

/// Whether numbers without a `%` are shares of 1: none is above 1, and one is between.
fn all_are_shares(read: &[(usize, Guess)]) -> bool {
    let mut bare = read.iter().filter(|(_, guess)| !guess.is_percent()).map(|(_, guess)| guess.number);
    let within = bare.clone().all(|number| (0.0..=1.0).contains(&number));
    within && bare.any(|number| number > 0.0 && number < 1.0)
}

/// A bare number up to 1 where others are above it: a share among percentages, perhaps.
fn small_among_percentages(read: &[(usize, Guess)]) -> Option<f64> {
    let bare = || read.iter().filter(|(_, guess)| !guess.is_percent()).map(|(_, guess)| guess.number);
    let percentages = bare().any(|number| number > 1.0) || read.iter().any(|(_, guess)| guess.is_percent());
    bare().find(|number| *number > 0.0 && *number <= 1.0).filter(|_| percentages)
}

fn refuse(name: &str, mut wrong: Vec<(usize, String)>) -> Result<(), Failure> {
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.sort();
    let told: String = wrong.iter().take(MOST_TOLD).map(|(line, why)| format!("\n  line {line}: {why}")).collect();
    let more = wrong.len().saturating_sub(MOST_TOLD);
    let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    Err(Failure::usage(format_args!(
        "`{name}` has guesses that cannot be read:{told}{more}\nhelp: one row a pupil, with a column `guess`: a number, or nothing for who \
         was absent"
    )))
}

/// A row of a table with its line.
type Row = (usize, Vec<String>);

/// The rows of a table with their lines; separated by semicolons, tabs or commas, whichever it uses.
///
/// # Errors
/// When a quotation mark is never closed, with its line.
fn rows(text: &str) -> Result<Vec<Row>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    // A comma in a first row that is a number is a decimal comma.
    let among = if Guess::read(first).is_ok() { "" } else { first };
    let signs = [(b';', text), (b'\t', text), (b',', among)];
    let delimiter = signs.iter().find(|(sign, text)| text.contains(char::from(*sign))).map(|(sign, _)| *sign);
    // A table of one column may have decimal commas: no sign that is in it divides it then.
    let delimiter = delimiter.unwrap_or(b'\x1f');
    if let Some(open) = open_quote(text, delimiter) {
        return Err(format!("line {}: a quotation mark is never closed", line_of(text, open)));
    }
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter);
    let mut reader = reader.from_reader(text.as_bytes());
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(|error| error.to_string())?;
        let line = record.position().map_or(0, |at| line_of(text, at.byte() as usize));
        Ok((line, record.iter().map(str::to_owned).collect()))
    };
    reader.records().map(row).collect()
}

/// The column that is called like one of guesses. A number may be that of a pupil: it counts where nothing else does.
///
/// # Errors
/// When two are.
fn called(first: &[String]) -> Result<Option<usize>, String> {
    let rank = |cell: &String| HEADINGS.iter().position(|heading| *heading == cell.trim().to_lowercase());
    let places = |is_number: bool| {
        let is_wanted = move |rank: usize| (HEADINGS[rank] == NUMBER) == is_number;
        first.iter().enumerate().filter(move |(_, cell)| rank(cell).is_some_and(is_wanted)).map(|(place, _)| place)
    };
    let places: Vec<usize> = if places(false).next().is_some() { places(false) } else { places(true) }.collect();
    match places[..] {
        [] => Ok(None),
        [place] => Ok(Some(place)),
        [one, other, ..] => Err(format!(
            "two columns could be the guesses: `{}` and `{}`\nhelp: give the one that is not meant another name",
            first[one].trim(),
            first[other].trim()
        )),
    }
}

/// Where the guesses stand.
struct Column {
    place: usize,
    headed: bool,
}

fn column(rows: &[Row]) -> Result<Column, String> {
    let Some((_, first)) = rows.first() else { return Err("it is empty".to_owned()) };
    if let Some(place) = called(first)? {
        return Ok(Column { place, headed: true });
    }
    let is_number = |cell: &String| Guess::read(cell).is_ok();
    let width = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
    // How many of the rows below the first have a number in a column.
    let numbers = |place: usize| rows.iter().skip(1).filter(|(_, row)| row.get(place).is_some_and(&is_number)).count();
    let alone = || first.iter().filter(|cell| is_number(cell)).count();
    let numeric: Vec<usize> = (0..width).filter(|place| numbers(*place) * 2 > rows.len().saturating_sub(1)).collect();
    match (&numeric[..], rows.len()) {
        ([place], 2..) => Ok(Column { place: *place, headed: !first.get(*place).is_some_and(is_number) }),
        (_, 1) if alone() == 1 => {
            let place = first.iter().position(is_number).unwrap_or(0);
            Ok(Column { place, headed: false })
        }
        _ if width == 1 => Ok(Column { place: 0, headed: !first.first().is_some_and(is_number) }),
        _ => Err("which column holds the guesses cannot be told\nhelp: call it `guess` in the first row".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(share: bool) -> Outcome {
        Outcome { name: "yawn_reach".into(), phrase: "share".into(), share, unit: String::new() }
    }

    fn value(text: &str, share: bool) -> Result<f64, String> {
        Guess::read(text).and_then(|guess| guess.value(&outcome(share), false))
    }

    #[test]
    fn a_guess_is_read_as_people_write_it() {
        for text in ["45", "45%", " 45 % ", "45,0", "45 percent"] {
            assert_eq!(value(text, true), Ok(0.45), "{text}");
        }
        assert_eq!(value("−0,5 SD", false), Ok(-0.5));
        assert!(value("many", true).unwrap_err().contains("no number") && value("120", true).is_err());
        assert!(value("45%", false).unwrap_err().contains("not in percent") && value("", true).is_err());
        assert!(value("45 people", true).is_err(), "45 of how many?");
        let minutes = Outcome { unit: "s".into(), ..outcome(false) };
        let time = |text: &str| Guess::read(text).and_then(|guess| guess.value(&minutes, false));
        for (text, seconds) in [("90", 90.0), ("1 min", 60.0), ("0,5 min", 30.0), ("2 h", 7200.0), ("30 seconds", 30.0)]
        {
            assert_eq!(time(text), Ok(seconds), "{text}");
        }
        assert!(time("3 claps").unwrap_err().contains("no unit of time"));
        assert!(value("5 min", false).unwrap_err().contains("no length of time"));
        assert!(value("NaN", true).is_err() && value("inf", false).is_err());
    }

    #[test]
    fn the_column_is_found_by_its_name_or_as_the_only_one_with_numbers() {
        let place = |text: &str| column(&rows(text)?).map(|column| (column.place, column.headed));
        assert_eq!(place("name;Schätzung\nAda;45,5\nBea;20\n"), Ok((1, true)));
        assert_eq!(place("name,reply\nAda,45\nBea,20\n"), Ok((1, true)));
        assert_eq!(place("45\n20\n"), Ok((0, false)));
        assert_eq!(place("0,45\n0,2\n"), Ok((0, false)));
        assert_eq!(place("number,guess\n1,45\n2,20\n"), Ok((1, true)));
        assert_eq!(place("name,number\nAda,45\n"), Ok((1, true)));
        for two in ["name,guess,guess\nAda,1,2\n", "guess;Tipp\n1;2\n", "number,number\n1,2\n"] {
            assert!(place(two).unwrap_err().starts_with("two columns could be the guesses"), "{two}");
        }
        for open in ["name,guess\nAda,45\nBea,\"20\n", "guess\n\"45\n20\n", "guess\n45\n\"", "guess\n\"4\"\"5\n"] {
            assert!(place(open).unwrap_err().contains(": a quotation mark is never closed"), "{open}");
        }
        assert!(place("a,b\n1,2\n3,4\n").unwrap_err().contains("guess") && place("").is_err());
    }

    #[test]
    fn a_small_share_is_told_from_a_small_percentage() {
        let of = |numbers: &[f64]| {
            let guesses: Vec<(usize, Guess)> =
                numbers.iter().map(|n| (1, Guess { number: *n, unit: String::new() })).collect();
            all_are_shares(&guesses)
        };
        assert!(of(&[0.2, 1.0, 0.0]) && !of(&[1.0, 0.0]) && !of(&[0.5, 40.0]));
        let among = |numbers: &[f64]| {
            let guesses: Vec<(usize, Guess)> =
                numbers.iter().map(|n| (1, Guess { number: *n, unit: String::new() })).collect();
            small_among_percentages(&guesses)
        };
        assert_eq!([among(&[30.0, 0.8, 20.0]), among(&[30.0, 0.0]), among(&[0.3, 0.8])], [Some(0.8), None, None]);
    }
}
