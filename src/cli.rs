//! The command line: one subcommand a file; the only place that prints.
//!
//! Every file holds its `Args` and one function `run(args, terminal)`; the table of them is `Command`.

pub mod again;
mod animate;
mod charts;
pub mod check;
pub mod cite;
pub mod compare;
pub mod completions;
mod describe;
pub mod explain;
pub mod explore;
mod failure;
mod file;
pub mod fingerprint;
pub mod fit;
mod held;
mod hypotheses;
pub mod interrupt;
mod job;
pub mod lesson;
pub mod list;
pub mod man;
mod memory;
pub mod merge;
pub mod network;
pub mod new;
pub mod options;
pub mod plot;
mod program;
pub mod progress;
pub mod publish;
mod ranks;
pub mod replay;
pub mod run;
pub mod schema;
pub mod site;
pub mod source;
pub mod style;
pub mod sweep;
mod terminal;
mod tips;
pub mod verify;
pub mod why;

pub use failure::Failure;
pub use program::program;
pub use terminal::{Manner, Terminal};

use crate::text;
use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "catching",
    version,
    about = "Simulates how yawns, laughter and smiles spread from person to person",
    long_about = "Simulates how yawns, laughter and smiles spread from person to person.\n\n\
        A scenario (a small TOML file) says who sees whom, what can be expressed and what happens; `catching run` plays it \
        many times and writes tables, charts with captions, and a report.",
    after_help = "Try:\n  \
        catching run                      the yawn in the lecture hall, 100 times\n  \
        catching list scenarios           what else there is to run\n  \
        catching new my-class             a commented scenario to start from\n\n\
        `catching COMMAND --help` says more about each command.",
    after_long_help = "Examples:\n  \
        catching run                                  the yawn in the lecture hall, 100 times\n  \
        catching run comedy-club --seed 7             a scenario that comes with the program\n  \
        catching run my-class.toml -o results         your own\n  \
        catching sweep my-class.toml --vary ties.closeness=0..0.9/4  one curve over a parameter\n  \
        catching new my-class --from yawn             a commented scenario to start from\n  \
        catching check my-class.toml                  every mistake in it, without running\n  \
        catching plot output/my-class --theme slides  the charts again, for a projector\n\n\
        Exit codes:\n  \
        0    done\n  \
        1    failed while running\n  \
        2    wrong usage, or a bad scenario or input file\n  \
        3    finished, but some runs failed\n  \
        4    a check does not hold\n  \
        130  interrupted; what is finished stays, and the same command goes on from there",
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct CommandLine {
    #[command(flatten)]
    manner: Manner,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What the program can do; each one is described where its arguments are.
#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Args),
    Sweep(sweep::Args),
    Merge(merge::Args),
    Compare(compare::Args),
    Fit(fit::Args),
    Replay(replay::Args),
    Why(why::Args),
    Plot(plot::Args),
    Animate(animate::Args),
    Publish(publish::Args),
    New(new::Args),
    Check(check::Args),
    List(list::Args),
    Explain(explain::Args),
    Explore(explore::Args),
    Lesson(lesson::Args),
    Cite(cite::Args),
    Fingerprint(fingerprint::Args),
    Network(network::Args),
    Verify(verify::Args),
    Site(site::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    fn run(self, terminal: &mut Terminal) -> Result<(), Failure> {
        match self {
            Self::Run(args) => run::run(args, terminal),
            Self::Sweep(args) => sweep::run(args, terminal),
            Self::Merge(args) => merge::run(args, terminal),
            Self::Compare(args) => compare::run(args, terminal),
            Self::Fit(args) => fit::run(args, terminal),
            Self::Replay(args) => replay::run(args, terminal),
            Self::Why(args) => why::run(args, terminal),
            Self::Plot(args) => plot::run(args, terminal),
            Self::Animate(args) => animate::run(args, terminal),
            Self::Publish(args) => publish::run(args, terminal),
            Self::New(args) => new::run(args, terminal),
            Self::Check(args) => check::run(args, terminal),
            Self::List(args) => list::run(args, terminal),
            Self::Explain(args) => explain::run(args, terminal),
            Self::Explore(args) => explore::run(args, terminal),
            Self::Lesson(args) => lesson::run(args, terminal),
            Self::Cite(args) => cite::run(args, terminal),
            Self::Fingerprint(args) => fingerprint::run(args, terminal),
            Self::Network(args) => network::run(args, terminal),
            Self::Verify(args) => verify::run(args, terminal),
            Self::Site(args) => site::run(args, terminal),
            Self::Schema(args) => schema::run(args, terminal),
            Self::Completions(args) => completions::run(args, terminal),
            Self::Man(args) => man::run(args, terminal),
        }
    }
}

/// The same error of arguments in which everything is visible, and nothing is endless: clap repeats them as they are.
fn visible(error: clap::Error, arguments: &[OsString]) -> Result<clap::Error, Failure> {
    let visible = |argument: &OsString| {
        let argument = argument.to_string_lossy();
        OsString::from(text::cut(&text::shown(&argument), LONGEST_ARGUMENT).into_owned())
    };
    let shown = Vec::from_iter(arguments.iter().map(visible));
    if shown == arguments {
        return Ok(error);
    }
    let again = CommandLine::try_parse_from(shown).err().filter(|again| again.kind() == error.kind());
    // What is made visible may be right: then the message that there was is told, with usage and all.
    again.ok_or_else(|| {
        let told = error.to_string();
        let told = text::shown(told.strip_prefix("error: ").unwrap_or(&told));
        Failure::usage(text::cut(&told, LONGEST_ARGUMENT))
    })
}

/// Characters of an argument in a message.
const LONGEST_ARGUMENT: usize = 500;

/// Does what `arguments` (the program's name first) ask for.
///
/// # Errors
/// With the text to print and the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<(), Failure> {
    let arguments = Vec::from_iter(arguments);
    terminal::choose_colour_early(&arguments);
    let typed = match CommandLine::try_parse_from(&arguments) {
        Ok(typed) => typed,
        Err(error) => {
            return tips::better(&error, &arguments)
                .map_or_else(|| Failure::from_clap(&visible(error, &arguments)?), |tip| Err(Failure::usage(tip)));
        }
    };
    let mut terminal = Terminal::new(typed.manner);
    match typed.command {
        Some(command) => command.run(&mut terminal),
        None => terminal.print_as_is(CommandLine::command().render_help().ansi()),
    }
}
