//! `catching new`: a commented scenario to start from.

use super::file::put_new;
use super::options::for_shell;
use super::{Failure, Terminal};
use crate::scenario::{LIBRARY, Shipped, TEMPLATES, nearest, shipped};
use crate::text;
use clap::ValueHint;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Write a commented scenario to start from
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Writes NAME.toml, a scenario with comments that explain each part, to be changed and run. A file that is there is never \
        overwritten.\n\n`--from` takes a short template (yawn, smile, laugh, bare; one-way and two-way for sweeps, compare for two versions) or any scenario that comes with the program.",
    after_help = "Examples:\n  catching new my-class\n  catching new my-club --from laugh\n  catching new my-sweep --from one-way\n    catching new copy --from lecture-hall-yawn"
)]
pub struct Args {
    /// Name of the scenario; its file gets the ending .toml
    #[arg(value_hint = ValueHint::FilePath)]
    pub name: String,
    /// What to start from: yawn, smile, laugh, bare, one-way, two-way, compare, or the name of a scenario that comes with the program
    #[arg(long, value_name = "TEMPLATE", default_value = "yawn")]
    pub from: String,
}

/// Writes it.
///
/// # Errors
/// When the template is unknown or the file is there already.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let template = template(&args.from)?;
    let path = path(&args.name)?;
    put_new(&path, template.text.as_bytes()).map_err(|error| refusal(&path, &error))?;
    let command = command(&template);
    let typed = for_shell(&path.to_string_lossy());
    terminal.note(format_args!("wrote {}\nnext: change it, then `catching {command} {typed}`", path.display()));
    Ok(())
}

/// What a template is written for.
fn command(template: &Shipped) -> &'static str {
    match template.name {
        "one-way" | "two-way" => "sweep",
        "compare" => "compare",
        _ => "run",
    }
}

fn template(name: &str) -> Result<Shipped, Failure> {
    if let Some(found) = TEMPLATES.iter().find(|t| t.name == name).or_else(|| shipped(name)) {
        return Ok(*found);
    }
    let names: Vec<_> = TEMPLATES.iter().chain(LIBRARY).map(|t| t.name).collect();
    let help = nearest(name, names.iter().copied())
        .map_or_else(|| format!("there are {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
    Err(Failure::usage(format_args!("there is no template `{name}`\nhelp: {help}")))
}

/// The file of a scenario of this name. What is no file name is refused rather than guessed at.
fn path(name: &str) -> Result<PathBuf, Failure> {
    let plain = name.strip_suffix(".toml").unwrap_or(name);
    let file = Path::new(plain).file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
    let nothing = file.trim_matches(|c: char| c == '.' || c.is_whitespace()).is_empty();
    if nothing || plain.ends_with(['/', '\\']) || text::unfit(plain, false).is_some() {
        return Err(Failure::usage(format_args!("`{name}` is not a name for a file")));
    }
    Ok(PathBuf::from(format!("{plain}.toml")))
}

fn refusal(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::usage(format_args!("`{path}` is there already and is left as it is\nhelp: choose another name"))
        }
        ErrorKind::NotFound => Failure::usage(format_args!("the folder of `{path}` does not exist")),
        _ => Failure::unwritten(format_args!("`{path}`"), error),
    }
}
