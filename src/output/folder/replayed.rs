//! The details of one run in a folder of their own, as `catching replay` writes them.

use super::SCENARIO;
use super::lock::LOCK;
use crate::output::folder::DATAPACKAGE;
use crate::output::tables::Table;
use std::fs;
use std::io;
use std::path::Path;

/// The names of its files.
pub fn names() -> impl Iterator<Item = String> {
    Table::PER_RUN.into_iter().map(Table::file).chain([SCENARIO.to_owned(), DATAPACKAGE.to_owned()])
}

/// Whether a file is as a replay writes it, of whichever run: a table begins with the columns that all have, a scenario says
/// everything that it may leave out.
pub fn wrote(folder: &Path, name: &str) -> bool {
    let Ok(text) = fs::read_to_string(folder.join(name)) else { return false };
    let begins = |table: Table, text: &str| {
        let columns = text.lines().next().unwrap_or_default().split(',');
        columns.take(table.keys().len()).eq(table.keys().iter().copied())
    };
    match Table::PER_RUN.into_iter().find(|table| table.file() == name) {
        Some(table) => begins(table, &text),
        None if name == SCENARIO => says_everything(&text),
        None => fs::read_to_string(folder.join(Table::Runs.file())).is_ok_and(|runs| begins(Table::Runs, &runs)),
    }
}

/// Whether a scenario has the head that only this program writes: every key of it, in its order.
fn says_everything(text: &str) -> bool {
    const HEAD: [&str; 10] =
        ["title", "question", "notice", "try", "duration", "time_unit", "seed", "replicates", "null_run", "charts"];
    let lines = text.lines().take_while(|line| !line.starts_with('['));
    let keys = lines.filter_map(|line| line.split_once(" = ").map(|(key, _)| key)).filter(|key| HEAD.contains(key));
    keys.eq(HEAD)
}

/// Which run a folder has the details of: its row as far as it says which one it is; none where there is no such row.
pub fn run_of(folder: &Path) -> Option<String> {
    let text =
        fs::read_to_string(folder.join(Table::Runs.file())).ok().filter(|_| wrote(folder, &Table::Runs.file()))?;
    text.lines().nth(1)?.split(',').next().map(str::to_owned)
}

/// The details of single runs inside a result folder (`replay-7`), by their paths, and nothing of anybody else's.
///
/// # Errors
/// When the folder cannot be read.
pub fn names_in(results: &Path) -> io::Result<Vec<String>> {
    let of_a_run = |name: &str| {
        let number = name.strip_prefix("replay-");
        number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
    };
    let entries = fs::read_dir(results)?.flatten();
    let mut folders: Vec<String> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| of_a_run(name))
        .collect();
    folders.sort();
    let files = |folder: &String| {
        let place = results.join(folder);
        let ours = names().filter(|name| wrote(&place, name)).chain([LOCK.to_owned()]);
        ours.map(|name| format!("{folder}/{name}")).collect::<Vec<_>>()
    };
    Ok(folders.iter().flat_map(files).collect())
}
