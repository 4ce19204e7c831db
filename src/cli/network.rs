//! `catching network`: what a network is like, and converting it from one file format to another.

pub(super) mod sheet;

use super::file;
use super::memory::{network_bytes, of_a_file, refuse_too_much};
use super::options::seed;
use super::{Failure, Terminal};
use crate::chance::Chance;
use crate::network::{
    Direction, Flow, GENERATORS, Limits, Measures, Network, NetworkSpec, Options, Param, ParameterProblem, Reading,
};
use crate::network::{WriteError, format, read, read_with, write, write_to};
use crate::output::reading::sized;
use crate::scenario::unreadable;
use clap::{ArgAction, ValueHint};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Describe a network: people, ties, components, clustering, distances, λ_max; convert it between formats
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  catching network friends.graphml                        measure a file
  catching network karate_club                            measure a network that comes with the program
  catching network --generator watts_strogatz --set n=500 --set k=8 --set p=0.1
  catching network friends.net --export friends.graphml   convert a file
  zcat friends.edges.gz | catching network -              read standard input

Formats, by extension, each with or without .gz: .edges .edgelist .txt .csv .tsv (`u v [weight] [time]`; a line with one name
is a person without ties), .graphml, .gexf (Gephi), .gml, .net (Pajek), .json (node-link). `catching list networks` shows the
generators and their parameters.")]
pub struct Args {
    /// A network file, `-` for standard input, or the name of a network that needs no parameters
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, required_unless_present = "generator", conflicts_with = "generator")]
    file: Option<String>,
    /// Draw a network instead of reading one
    #[arg(long, value_name = "NAME")]
    generator: Option<String>,
    /// A parameter of the generator, e.g. `--set n=100` (repeatable)
    #[arg(long, value_name = "KEY=VALUE", action = ArgAction::Append, value_parser = setting)]
    set: Vec<(String, Param)>,
    /// The seed of a random network
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    seed: u64,
    /// Read the ties of an edge list as one-sided: the first sees the second
    #[arg(long)]
    directed: bool,
    /// Which way contagion runs along ties that go one way: from target to source (the source sees the target) or from
    /// source to target; the ties of an edge list go one way then
    #[arg(long, value_name = "WAY", value_parser = way)]
    direction: Option<Flow>,
    /// What the file is, where its name does not tell: edges, csv, graphml, gexf, gml, net, json
    #[arg(long, value_name = "EXTENSION")]
    format: Option<String>,
    /// Write the network to a file; its extension says in which format
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    export: Option<PathBuf>,
    /// Replace the exported file if it is there
    #[arg(long, requires = "export")]
    force: bool,
    /// Print the numbers as JSON
    #[arg(long)]
    json: bool,
}

fn setting(text: &str) -> Result<(String, Param), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE, such as `n=100`")?;
    Ok((key.trim().to_owned(), Param::parse(value.trim())))
}

fn way(text: &str) -> Result<Flow, String> {
    Flow::parse(text)
}

/// Measures the network, says what was dropped, and exports it if asked.
///
/// # Errors
/// When it cannot be read, drawn or written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let target = args.export.as_deref().map(|path| Target::new(path, args.force)).transpose()?;
    let (name, reading) = found(&args)?;
    remarks(&reading, terminal);
    if let Some(target) = target {
        target.write(&reading, terminal)?;
    }
    let measures = Measures::of(&reading.network);
    let told = sheet::Told { name: &name, measures: &measures, reading: &reading, flow: one_way(&args) };
    if args.json { terminal.line(told.json()) } else { terminal.print(told.text()) }
}

/// Which way contagion runs, for networks whose file has sources and targets.
fn one_way(args: &Args) -> Option<Flow> {
    let from_file = args.generator.is_none() && args.set.is_empty();
    from_file.then(|| args.direction.unwrap_or_default())
}

/// The network and what to call it.
fn found(args: &Args) -> Result<(String, Reading), Failure> {
    let file = args.file.as_deref().unwrap_or_default();
    let by_name = GENERATORS.iter().any(|g| g.name == file) && !Path::new(file).exists();
    let only_files =
        [("--directed", args.directed), ("--direction", args.direction.is_some()), ("--format", args.format.is_some())];
    match args.generator.as_deref().or(by_name.then_some(file)) {
        Some(generator) => match only_files.iter().find(|(_, given)| *given) {
            Some((flag, _)) => Err(Failure::usage(format!("`{flag}` is for files; `{generator}` is a generator"))),
            None => Ok((generator.to_owned(), drawn(generator, args)?)),
        },
        None if !args.set.is_empty() => Err(Failure::usage("`--set` is for generators; a file has no parameters")),
        None if file == "-" => Ok(("stdin".to_owned(), read_stdin(args)?)),
        None => Ok((file.to_owned(), read_file(file, args)?)),
    }
}

fn drawn(generator: &str, args: &Args) -> Result<Reading, Failure> {
    let parameters: BTreeMap<String, Param> = args.set.iter().cloned().collect();
    let spec =
        NetworkSpec::from_parameters(generator, &parameters).map_err(|problems| refused(generator, &problems))?;
    if let Some(size) = spec.size() {
        refuse_too_much(
            &format!("`{generator}` with {:.0} people", size.people),
            of_network(size.ties, size.people) as u64,
            "fewer people or ties",
        )?;
    }
    let network = spec.build(Chance::new(args.seed)).map_err(Failure::failed)?;
    Ok(Reading { network, ..Reading::default() })
}

/// What a network holds \[bytes\]: its rows, and what is measured along them.
fn of_network(ties: f64, people: f64) -> f64 {
    ties * 16.0 + people * 64.0
}

fn refused(generator: &str, problems: &[ParameterProblem]) -> Failure {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let example = GENERATORS.iter().find(|g| g.name == generator).map_or(String::new(), |g| {
        let set: Vec<_> = g.example.lines().map(|line| format!("--set {}", line.replace(" = ", "="))).collect();
        format!("\nfor example: catching network --generator {} {}", g.name, set.join(" "))
    });
    Failure::usage(lines.join("\n       ") + &example)
}

fn options(args: &Args) -> Options<'_> {
    let direction = args.directed.then_some(Direction::Directed);
    Options {
        direction,
        flow: args.direction.unwrap_or_default(),
        format: args.format.as_deref(),
        ..Options::default()
    }
}

fn read_stdin(args: &Args) -> Result<Reading, Failure> {
    let most = of_a_file().min(Limits::default().unpacked);
    let mut bytes = Vec::new();
    let taken = io::stdin().lock().take(most + 1).read_to_end(&mut bytes);
    taken.map_err(|e| Failure::usage(format!("standard input cannot be read: {e}")))?;
    if bytes.len() as u64 > most {
        return Err(Failure::usage(format!(
            "standard input goes on after {} and was not read on\nhelp: `--memory SIZE` says how much memory there is",
            sized(most)
        )));
    }
    let format = args.format.as_deref().unwrap_or_else(|| format::sniffed(&bytes));
    read_with("stdin", &bytes, &Options { format: Some(format), ..options(args) }).map_err(Failure::usage)
}

fn read_file(file: &str, args: &Args) -> Result<Reading, Failure> {
    // A name that no format has is said before a file that is not there.
    if args.format.is_some() || format::format_of(file).is_some() || !Path::new(file).exists() || !is_regular(file) {
        return read_with(file, &opened(file)?, &options(args)).map_err(Failure::usage);
    }
    read(file, b"", None).map_err(Failure::usage)
}

fn is_regular(file: &str) -> bool {
    fs::metadata(file).is_ok_and(|about| about.is_file())
}

/// The bytes of a network file. Pipes and devices may never end, and are not read under a file's name.
///
/// # Errors
/// When there is no such file, or it is none.
pub(super) fn opened(file: &str) -> Result<Vec<u8>, Failure> {
    let fail = |e: io::Error| Failure::usage(format!("{file}: cannot be read: {}", unreadable(&e)));
    network_bytes(file).map_err(fail)
}

/// What was dropped, and how the file was understood.
fn remarks(reading: &Reading, terminal: &mut Terminal) {
    reading.dropped.remarks().into_iter().for_each(|remark| terminal.note(remark));
    reading.notes.iter().for_each(|note| terminal.note(format!("note: {note}")));
}

/// A file to be written, known to be possible.
struct Target<'a> {
    path: &'a Path,
    name: String,
    keeps_people: bool,
}

impl<'a> Target<'a> {
    fn new(path: &'a Path, force: bool) -> Result<Self, Failure> {
        let name = path.to_string_lossy().into_owned();
        // Writing nobody tells whether the extension is known.
        write(&name, &Network::default()).map_err(Failure::usage)?;
        file::may_be_written(path, force)?;
        let keeps_people = format::format_of(&name).is_some_and(|f| f.keeps_people);
        Ok(Self { path, name, keeps_people })
    }

    fn write(&self, reading: &Reading, terminal: &mut Terminal) -> Result<(), Failure> {
        let network = &reading.network;
        let people_have_more = !network.positions().is_empty() || !network.blocks().is_empty();
        if people_have_more && !self.keeps_people {
            terminal.note("note: an edge list has no room for places and blocks of people; .graphml keeps them");
        }
        if !reading.attributes.is_empty() {
            let names: Vec<&str> = reading.attributes.iter().map(|a| a.name.as_str()).collect();
            terminal.note(format!("note: attributes of people are not exported: {}", names.join(", ")));
        }
        file::put_with(self.path, |to| {
            write_to(&self.name, network, to).map_err(|error| match error {
                WriteError::Format(error) => Failure::usage(error),
                WriteError::Disk(error) => file::unwritten(self.path, &error),
            })
        })?;
        terminal.note(format!("wrote {}", self.name));
        Ok(())
    }
}
