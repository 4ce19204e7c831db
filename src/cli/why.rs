//! `catching why`: one expression explained.

mod choose;
mod words;

use super::job::left_alone;
use super::options::run_id;
use super::{Failure, Terminal};
use crate::experiment::why::{Explanation, Played};
use crate::model::ExpressionEvent;
use crate::output::folder::Folder;
use crate::output::folder::again::Again;
use crate::output::folder::lock::refuse_if_in_use;
use choose::Chosen;
use clap::ValueHint;
use std::path::PathBuf;
use words::Account;

/// Explain one expression: who was seen, what it did, and whether it would have come without them
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Explains one expression of one person in one run: who among their contacts had shown something, how near and how \
        visible, the trace it had left (the mirror activation), the hazard at that moment and its parts, and which cause and source \
        the dice chose.\n\n\
        Then it asks whether it would have happened without them: the run is played again with the same dice, and with one face \
        hidden from this one person, from the start of the expression that left the trace. That is a but-for answer about \
        the model, not about people. Nothing is written.",
    after_help = "Examples:\n  \
        catching why output/lecture-hall-yawn --run 0 --agent 42\n  \
        catching why output/les-miserables-smile --run 3 --agent Valjean --at '5 min' --expression smile"
)]
pub struct Args {
    /// The result folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Which run: a `run_id` of its runs.csv
    #[arg(long, value_name = "ID", value_parser = run_id, allow_negative_numbers = true)]
    pub run: u64,
    /// Who: a name or number as in agents.csv
    #[arg(long, value_name = "NAME")]
    pub agent: String,
    /// When, in the unit of the tables or with a unit of its own, such as '5 min' [default: the first that was caught]
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Which expression [default: any]
    #[arg(long, value_name = "NAME")]
    pub expression: Option<String>,
    /// Print the explanation as JSON
    #[arg(long)]
    pub json: bool,
}

/// Explains it.
///
/// # Errors
/// When the folder has no such run, the run no such person, or the person no such expression.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    refuse_if_in_use(&args.folder).map_err(left_alone)?;
    let folder = Folder::open(&args.folder).map_err(Failure::usage)?;
    let again = folder.again(args.run).map_err(Failure::usage)?;
    let asked = Asked { agent: args.agent, at: args.at, expression: args.expression };
    let explained = explain(&asked, &again)?;
    let account = explained.account(&again);
    if args.json {
        return terminal.line(account.json());
    }
    account.lines().into_iter().try_for_each(|line| terminal.line(line))
}

/// Which expression is to be explained.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who: a name or number as the tables have it.
    pub agent: String,
    /// When, in the unit of the tables or with a unit of its own; none: the first that was caught.
    pub at: Option<String>,
    /// Which expression; none: any.
    pub expression: Option<String>,
}

/// The explanation of an expression of a run that was made ready to be run again: for people, line by line, and as JSON.
///
/// # Errors
/// When the run has no such person, or the person no such expression.
pub fn told(asked: &Asked, again: &Again) -> Result<(String, String), Failure> {
    let explained = explain(asked, again)?;
    let account = explained.account(again);
    let plain = account.lines().iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect::<Vec<_>>();
    Ok((plain.join("\n"), account.json()))
}

/// An expression with its explanation.
struct Explained {
    explanation: Explanation,
    others: Vec<ExpressionEvent>,
}

impl Explained {
    fn account<'a>(&'a self, again: &'a Again) -> Account<'a> {
        Account::new(again, &self.explanation, &self.others)
    }
}

fn explain(asked: &Asked, again: &Again) -> Result<Explained, Failure> {
    let agent = choose::agent(&asked.agent, &again.network)?;
    let expression = choose::expression(asked.expression.as_deref(), &again.point.situation)?;
    let played = Played { situation: &again.point.situation, network: &again.network, seed: again.run.seed };
    let events = played.events().map_err(Failure::failed)?;
    let Chosen { event, others } = choose::event(asked, again, agent, expression, &events)?;
    let explanation = played.explain(&events, &event).map_err(Failure::failed)?;
    Ok(Explained { explanation, others })
}
