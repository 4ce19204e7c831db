//! `catching check`: every mistake of every file, without running.

use super::job::lost;
use super::job::needs::of_run;
use super::memory;
use super::options::Changes;
use super::source::Source;
use super::style::message_for_terminal;
use super::{Failure, Terminal};
use crate::chance::Chance;
use crate::model::Simulation;
use crate::model::measure::record::Detail;
use crate::network;
use crate::output::chart::axis::lasting;
use crate::output::folder::inputs;
use crate::scenario::ticks::{idle_step, told};
use crate::scenario::{self, Scenario};
use clap::ValueHint;

/// Find every mistake in scenarios and networks, without running
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Reads scenarios and network files and says everything that is wrong with them in one pass: the line, what was \
        expected, and the nearest name that would have been right. Nothing is run and nothing is written.\n\n\
        Exit code 0 when every file is in order (warnings are no mistakes), 2 otherwise.",
    after_help = "Examples:\n  \
        catching check my-class.toml\n  \
        catching check scenarios/*.toml friends.graphml\n  \
        catching check lecture-hall-yawn --set ties.closeness=1.5"
)]
pub struct Args {
    /// Scenario files (.toml), names of shipped scenarios, or network files
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<String>,
    /// Changes to each scenario.
    #[command(flatten)]
    pub changes: Changes,
}

/// Checks each file and counts the mistakes.
///
/// # Errors
/// When a file has mistakes (after all files have been looked at) or cannot be read.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let set = args.changes.overrides();
    let mut wrong = Vec::new();
    for file in &args.files {
        let mistakes =
            if is_network(file) { network_file(file, terminal)? } else { scenario_file(file, &set, terminal)? };
        wrong.extend(mistakes);
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failure::diagnostics(wrong.join("\n"))) }
}

/// Whether a file is to be read as a network: by its ending, a packed one's without `.gz`.
fn is_network(file: &str) -> bool {
    let plain = file.strip_suffix(".gz").unwrap_or(file);
    let ending = plain.rsplit_once('.').map_or("", |(_, ending)| ending);
    network::FORMATS.iter().any(|format| format.extensions.contains(&ending))
}

fn scenario_file(file: &str, set: &[(String, String)], terminal: &mut Terminal) -> Result<Option<String>, Failure> {
    let source = match Source::find(Some(file)) {
        Ok(source) => source,
        Err(failure) => return Ok(failure.text()),
    };
    let reading = scenario::inspect(source.name(), source.text(), set, &|path| source.open(path));
    let rendered = reading.diagnostics.render(terminal.colours_err());
    let Some(scenario) = reading.scenario else { return Ok(Some(rendered)) };
    if !rendered.is_empty() {
        terminal.laid_out(rendered.trim_end());
    }
    let inputs = source.inputs().into_iter().map(|(input, content)| (input.file, content));
    let (kept_scenario, kept) = inputs::keep(&scenario, inputs);
    if let Err(loss) = inputs::refuse_loss(kept_scenario, &kept) {
        return Ok(Some(message_for_terminal(lost(&source, &loss).message())));
    }
    if let Err(problem) = starts(&scenario) {
        return Ok(Some(message_for_terminal(&format!("{file}: {problem}"))));
    }
    let clock = told(&scenario.situation, &lasting(scenario.situation.dt));
    terminal.detail(format_args!("{file}: {clock}"));
    if let Some(note) = idle_step(scenario.timing, &scenario.situation) {
        terminal.note(format_args!("{file}: {note}"));
    }
    terminal.line(format_args!("{file}: in order{}", warnings(reading.diagnostics.warnings().count())))?;
    Ok(None)
}

fn warnings(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => ", with a warning".to_owned(),
        n => format!(", with {n} warnings"),
    }
}

/// People and groups that the scenario names are there once its network is drawn.
fn starts(scenario: &Scenario) -> Result<(), String> {
    super::charts::unknown_name(&scenario.charts).map_or(Ok(()), Err)?;
    if let Some(size) = scenario.network.size() {
        let needed = of_run(size, &scenario.situation) as u64;
        let fits = memory::refuse_too_much("a run of it", needed, "fewer people or ties");
        fits.map_err(|failure| failure.message().to_owned())?;
    }
    let seed = Chance::new(scenario.seed).replicate_seed(0);
    let network = scenario.network.shared(scenario.situation.held.chance(seed)).map_err(|error| error.to_string())?;
    Simulation::new(&scenario.situation, network, seed, Detail::NONE).map(drop).map_err(|error| error.to_string())
}

fn network_file(file: &str, terminal: &mut Terminal) -> Result<Option<String>, Failure> {
    let bytes = match super::network::opened(file) {
        Ok(bytes) => bytes,
        Err(failure) => return Ok(failure.text().map(|text| message_for_terminal(&text))),
    };
    match network::read(file, &bytes, None) {
        Err(error) => Ok(Some(message_for_terminal(&error.to_string()))),
        Ok(reading) => {
            reading
                .dropped
                .remarks()
                .iter()
                .chain(&reading.notes)
                .for_each(|note| terminal.note(format_args!("{file}: {note}")));
            if reading.network.ties() > 0 {
                let closeness = super::network::sheet::closeness(&reading.network);
                terminal.note(format_args!("{file}: closeness is {closeness}"));
            }
            let (people, ties) = (reading.network.people(), reading.network.ties());
            terminal.line(format_args!("{file}: in order, {people} people, {ties} directed ties"))?;
            Ok(None)
        }
    }
}
