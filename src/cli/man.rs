//! `catching man`.

use super::{CommandLine, Failure, Terminal};
use clap::{CommandFactory, ValueHint};
use clap_mangen::Man;
use std::path::{Path, PathBuf};
use std::{fs, io, iter};

/// Print the manual page of the program or of a command.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    catching man | man -l -          read it\n  \
    catching man run | man -l -      read about `catching run`\n  \
    catching man -o man1             write all pages into a folder")]
pub struct Args {
    /// A command, such as `run`
    command: Option<String>,
    /// Write all pages into this folder
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    out: Option<PathBuf>,
}

/// Prints or writes them.
///
/// # Errors
/// When there is no such command or the pages cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let mut program = CommandLine::command();
    program.build();
    match (args.out, args.command) {
        (Some(folder), _) => write_all(&program, &folder)
            .map_err(|e| Failure::unwritten(format_args!("the manual pages into `{}`", folder.display()), &e)),
        (None, None) => terminal.print(text(&page(&program))?),
        (None, Some(name)) => terminal.print(text(&page(subcommand(&program, &name)?))?),
    }
}

fn write_all(program: &clap::Command, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    iter::once(program).chain(program.get_subcommands()).try_for_each(|c| page(c).generate_to(folder).map(drop))
}

fn subcommand<'a>(program: &'a clap::Command, name: &str) -> Result<&'a clap::Command, Failure> {
    program.find_subcommand(name).ok_or_else(|| {
        let names = program.get_subcommands().map(|c| format!("`{}`", c.get_name())).collect::<Vec<_>>();
        Failure::usage(format_args!("there is no command `{name}`; there are {}", names.join(", ")))
    })
}

fn page(command: &clap::Command) -> Man {
    Man::new(command.clone()).source(concat!("catching ", env!("CARGO_PKG_VERSION")))
}

fn text(page: &Man) -> io::Result<String> {
    let mut text = Vec::new();
    page.render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
