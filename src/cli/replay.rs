//! `catching replay`: one run of a result folder again, with every detail, and the same numbers.

use super::held::within;
use super::job::left_alone;
use super::options::{for_shell, run_id};
use super::{Failure, Terminal};
use crate::experiment::simulate;
use crate::model::{Detail, Recording};
use crate::output::folder::again::{Again, AgainError, Compared, Difference};
use crate::output::folder::lock::{FolderLock, LOCK, refuse_if_in_use};
use crate::output::folder::{Folder, SCENARIO, replayed};
use crate::output::tables::{Segments, Table, keep_all};
use crate::results::manifest::MANIFEST;
use clap::ValueHint;
use serde_json::json;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Run one row of a result folder again, alone, with every detail
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Runs one row of `runs.csv` again: the same scenario at the same point, the same network and the same dice. Writes \
        every expression, person and tie of it, and checks that all its numbers are the same as those in the folder. Exit code 4 \
        when they are not.",
    after_help = "Examples:\n  \
        catching replay output/lecture-hall-yawn --run 7\n  \
        catching replay output/lecture-hall-yawn --run 7 -o run-7 --json"
)]
pub struct Args {
    /// The result folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Which run: a `run_id` of its runs.csv
    #[arg(long, value_name = "ID", value_parser = run_id, allow_negative_numbers = true)]
    pub run: u64,
    /// The folder for the details [default: DIR/replay-ID]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Replace what is in that folder
    #[arg(long)]
    pub force: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// What came of it.
struct Replay {
    again: Again,
    recording: Recording,
    folder: PathBuf,
    differences: Vec<Difference>,
    compared: Vec<Compared>,
}

/// Runs it again.
///
/// # Errors
/// When the folder has no such run, or the numbers are not the same.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    refuse_if_in_use(&args.folder).map_err(left_alone)?;
    let folder = Folder::open(&args.folder).map_err(Failure::usage)?;
    let again = folder.again(args.run).map_err(|error| match error {
        AgainError::Folder(error) => Failure::of_folder(error),
        other => Failure::usage(other),
    })?;
    let target = args.out.clone().unwrap_or_else(|| args.folder.join(format!("replay-{}", args.run)));
    if target.is_file() {
        return Err(holds(&target, "something else"));
    }
    let lock = FolderLock::take(&target).map_err(left_alone)?;
    let (recording, differences, compared) = within(Some(&lock), || {
        check_room(&target, &again, args.force)?;
        let recording = simulate(&again.point, &again.network, again.run.seed, Detail::ALL).map_err(Failure::failed)?;
        let rows = again.layout.rows(&again.run, &again.point, &again.network, &recording);
        let (differences, compared) = folder.differences(&again, &rows).map_err(Failure::of_folder)?;
        lock.check()
            .and_then(|()| write(&target, &again, &rows))
            .map_err(|error| Failure::unwritten(format_args!("into `{}`", target.display()), &error))?;
        super::describe::tables(&target)?;
        Ok((recording, differences, compared))
    })?;
    let replay = Replay { again, recording, folder: target, differences, compared };
    replay.tell(&args, terminal)?;
    replay.verdict(&args)
}

/// Files of others are not written over, nor is another run without `force`; without it nothing is put among files of others
/// either.
fn check_room(target: &Path, again: &Again, force: bool) -> Result<(), Failure> {
    let has = |name: &str| target.join(name).exists();
    let other = |name: &std::ffi::OsStr| name != LOCK;
    let crowded = fs::read_dir(target)?.flatten().any(|entry| other(&entry.file_name()));
    let there = replayed::run_of(target);
    if has(MANIFEST) || crowded && there.is_none() && !force {
        return Err(holds(target, "something else"));
    }
    if let Some(name) = replayed::names().find(|name| has(name) && !replayed::wrote(target, name)) {
        let what = format!("a file `{name}` that would be replaced and is not that of a replay");
        return Err(holds(target, &what));
    }
    // The scenario is written last: without one the details were being written when they were cut short.
    let same_scenario = || match fs::read_to_string(target.join(SCENARIO)) {
        Ok(text) => text == again.scenario.to_toml(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    match there {
        Some(run) if !force && (run != again.run.id.to_string() || !same_scenario()) => {
            Err(Failure::usage(format_args!(
                "`{}` holds the details of another run ({run})\nhelp: `--force` replaces them, `-o DIR` writes elsewhere",
                target.display()
            )))
        }
        _ => Ok(()),
    }
}

fn holds(target: &Path, what: &str) -> Failure {
    Failure::usage(format_args!("`{}` holds {what}\nhelp: `-o DIR` writes elsewhere", target.display()))
}

/// Writes the run's tables and its scenario; each file appears whole or not at all, and the scenario last.
fn write(target: &Path, again: &Again, rows: &Segments) -> io::Result<()> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for table in Table::PER_RUN {
        let mut header = csv::Writer::from_writer(Vec::new());
        header.write_record(again.layout.header(table))?;
        let header = header.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        files.push((table.file(), [&header[..], rows.of(table)].concat()));
    }
    files.push((SCENARIO.to_owned(), again.scenario.to_toml().into_bytes()));
    keep_all(target, &files.iter().map(|(name, content)| (name.as_str(), &content[..])).collect::<Vec<_>>())
}

impl Replay {
    fn tell(&self, args: &Args, terminal: &mut Terminal) -> Result<(), Failure> {
        if args.json {
            return terminal.line(serde_json::to_string_pretty(&self.json()).expect("words and numbers are JSON"));
        }
        if terminal.is_quiet() {
            return Ok(());
        }
        let run = &self.again.run;
        terminal.line(format_args!(
            "Run {} of “{}”: arm {}{}, replicate {}, seed {}",
            run.id,
            self.again.scenario.title,
            self.again.point.arm,
            self.varied(),
            run.replicate,
            run.seed
        ))?;
        if self.differences.is_empty() {
            terminal.line(format_args!(
                "Every number is the same as in {}: {}",
                args.folder.display(),
                self.compared()
            ))?;
        }
        let (folder, recording) = (self.folder.display(), &self.recording);
        terminal.line(format_args!(
            "Details   {folder}: events.csv ({} expressions), agents.csv ({} people), ties.csv ({} ties), series.csv",
            recording.events.len(),
            recording.agents.len(),
            recording.ties.len()
        ))?;
        let Some(event) = recording.events.iter().find(|e| e.source.is_some()) else { return Ok(()) };
        let agent = self.again.network.name(event.agent as usize);
        terminal.line(format_args!(
            "Next      why somebody did what they did:\n          catching why {} --run {} --agent {}",
            for_shell(&args.folder.to_string_lossy()),
            run.id,
            for_shell(&agent)
        ))
    }

    fn varied(&self) -> String {
        // Nothing where the point leaves a key as the scenario has it.
        let varied = self.again.point.varied.iter().filter(|(_, value)| !value.is_empty());
        varied.map(|(key, value)| format!(", {key} = {value}")).collect()
    }

    /// "9 outcomes in runs.csv, 361 rows of series.csv"
    fn compared(&self) -> String {
        let words = self.compared.iter().map(|(table, rows)| match table {
            Table::Runs => format!("{} outcomes in {}", self.again.layout.metrics().len(), table.file()),
            _ => format!("{rows} rows of {}", table.file()),
        });
        words.collect::<Vec<_>>().join(", ")
    }

    fn verdict(&self, args: &Args) -> Result<(), Failure> {
        if self.differences.is_empty() {
            return Ok(());
        }
        let line = |d: &Difference| {
            let place = if d.table == Table::Runs { String::new() } else { format!(" (row {} of the run)", d.row + 1) };
            format!("\n  {}, {}{place}: {} there, {} now", d.table.file(), d.column, d.recorded, d.replayed)
        };
        let lines: String = self.differences.iter().map(line).collect();
        Err(Failure::check(format_args!(
            "run {} does not give the numbers in `{}`:{lines}\nhelp: was the folder changed, or made by another build of the program?",
            self.again.run.id,
            args.folder.display()
        )))
    }

    fn json(&self) -> serde_json::Value {
        let run = &self.again.run;
        let differences: Vec<_> = self.differences.iter().map(|d| {
            json!({ "table": d.table.name(), "row": d.row, "column": d.column, "recorded": d.recorded, "replayed": d.replayed })
        }).collect();
        let compared = self.compared.iter().map(|(table, rows)| (table.name().to_owned(), json!(rows)));
        json!({
            "run": run.id,
            "point": run.point,
            "arm": self.again.point.arm,
            "replicate": run.replicate,
            "seed": run.seed,
            "identical": self.differences.is_empty(),
            "compared_rows": compared.collect::<serde_json::Map<_, _>>(),
            "differences": differences,
            "folder": self.folder,
        })
    }
}
