//! What was probably meant by words that the command line does not know.

use super::CommandLine;
use crate::scenario::nearest;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};
use std::ffi::OsString;

/// What other programs call our flags.
const ELSEWHERE: [(&str, &str); 9] = [
    ("reps", "replicates"),
    ("repetitions", "replicates"),
    ("repeat", "replicates"),
    ("runs", "replicates"),
    ("output", "out"),
    ("jobs", "threads"),
    ("param", "set"),
    ("plot", "charts"),
    ("overwrite", "force"),
];

/// The message for a mistake that we can say more about than clap does.
pub(super) fn better(error: &clap::Error, arguments: &[OsString]) -> Option<String> {
    let told = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let program = CommandLine::command();
    match error.kind() {
        ErrorKind::InvalidSubcommand => unknown_command(&program, &told(ContextKind::InvalidSubcommand)?),
        ErrorKind::UnknownArgument => {
            let (command, word) = (command(&program, arguments)?, told(ContextKind::InvalidArg)?);
            dashed_value(command, arguments, &word).or_else(|| unknown_flag(&program, command, &word))
        }
        _ => None,
    }
}

fn unknown_command(program: &Command, word: &str) -> Option<String> {
    let near = nearest(word, program.get_subcommands().map(Command::get_name))?;
    Some(format!("there is no command `{word}`\nhelp: did you mean `catching {near}`?"))
}

/// The command that was typed.
fn command<'a>(program: &'a Command, arguments: &[OsString]) -> Option<&'a Command> {
    let mut words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    words.find_map(|word| program.get_subcommands().find(|command| command.get_name() == word))
}

/// A value that begins with a dash, after a flag that wants one: taken for a flag, it is nobody's.
fn dashed_value(command: &Command, arguments: &[OsString], word: &str) -> Option<String> {
    let mut words = arguments.iter().map(|argument| argument.to_string_lossy());
    let mut before = words.next()?;
    // Clap names a group of short flags by its first.
    let value = words.find_map(|argument| {
        let found = argument.starts_with(word).then(|| (before.clone(), argument.clone()));
        before = argument;
        found
    });
    let (flag, value) = value?;
    let wants = |arg: &&clap::Arg| {
        let named = arg.get_long().is_some_and(|long| flag == format!("--{long}"))
            || arg.get_short().is_some_and(|short| flag == format!("-{short}"));
        named && arg.get_action().takes_values()
    };
    let arg = command.get_arguments().find(wants)?;
    let long = arg.get_long().map_or_else(|| flag.to_string(), |long| format!("--{long}"));
    Some(format!(
        "`{flag}` needs a value, and `{value}` looks like a flag\nhelp: write `{long}={value}` if it is the value"
    ))
}

fn unknown_flag(program: &Command, command: &Command, flag: &str) -> Option<String> {
    let word = flag.strip_prefix("--")?.split('=').next()?;
    let said = format!("`catching {}` has no flag `--{word}`", command.get_name());
    let flags = |command: &Command| -> Vec<String> {
        command.get_arguments().filter_map(|a| a.get_long()).map(str::to_owned).collect()
    };
    let own = flags(command);
    let meant = ELSEWHERE.iter().find(|(other, _)| *other == word).map(|(_, ours)| *ours);
    let meant = meant
        .filter(|ours| own.iter().any(|flag| flag == ours))
        .or_else(|| nearest(word, own.iter().map(String::as_str)));
    if let Some(near) = meant {
        return Some(format!("{said}\nhelp: did you mean `--{near}`?"));
    }
    let owners: Vec<String> = program
        .get_subcommands()
        .filter(|other| flags(other).iter().any(|flag| flag == word))
        .map(|other| format!("`catching {}`", other.get_name()))
        .collect();
    (!owners.is_empty()).then(|| format!("{said}\nhelp: that is for {}", owners.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn said(words: &[&str]) -> String {
        let arguments: Vec<OsString> = ["catching"].iter().chain(words).map(OsString::from).collect();
        let error = CommandLine::try_parse_from(&arguments).expect_err("a mistake");
        better(&error, &arguments).unwrap_or_default()
    }

    #[test]
    fn a_flag_of_another_command_says_whose_it_is() {
        assert!(said(&["run", "--vary", "a=1,2"]).contains("that is for `catching sweep`"));
        assert!(said(&["run", "--shard", "1/2"]).contains("that is for `catching sweep`"));
    }

    #[test]
    fn names_of_other_programs_and_slips_find_the_right_one() {
        assert!(said(&["run", "--reps", "5"]).contains("did you mean `--replicates`?"));
        assert!(said(&["run", "--relpicates", "5"]).contains("did you mean `--replicates`?"));
        assert!(said(&["rnu"]).contains("did you mean `catching run`?"));
    }

    #[test]
    fn a_value_that_looks_like_a_flag_says_how_it_is_written() {
        let said = |agent: &str| said(&["why", "r", "--run", "0", "--agent", agent]);
        assert!(said("-1").contains("write `--agent=-1`"), "{}", said("-1"));
        assert!(said("-Ann").contains("write `--agent=-Ann`"), "{}", said("-Ann"));
        assert!(said("--Ann").contains("write `--agent=--Ann`"), "{}", said("--Ann"));
    }

    #[test]
    fn what_is_like_nothing_is_left_to_the_usual_message() {
        assert_eq!(said(&["run", "--qqqqqqq"]), "");
    }
}
