//! Several processes of one job (`mpirun -n 64 catching …`): the first does what was typed and deals runs to the others, which
//! need nothing but the program: no scenario, no folder.
//!
//! Without the feature `mpi` all that is here is the refusal to do the same thing many times.

#[cfg(feature = "mpi")]
mod dealer;
#[cfg(feature = "mpi")]
mod joint;
mod launched;
#[cfg(feature = "mpi")]
mod message;
#[cfg(feature = "mpi")]
mod ship;
#[cfg(feature = "mpi")]
mod task;
#[cfg(feature = "mpi")]
mod worker;

use super::{Failure, Terminal};
use crate::experiment::Plan;
use crate::experiment::running::{Elsewhere, Selection, Together};
use crate::quantity::TimeUnit;
use launched::Launched;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// What this process has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What was typed: it is the only process, or the first.
    Command,
    /// Nothing more.
    Done,
}

/// Finds out what this process has to do; whatever the others have to do is done when this comes back.
///
/// # Errors
/// When several processes were started that cannot share the work.
pub(super) fn join(arguments: &[OsString]) -> Result<Part, Failure> {
    match Launched::find(|name| std::env::var(name).ok()) {
        None => Ok(Part::Command),
        Some(launched) => parts::join(launched, arguments),
    }
}

/// Lets the others go; the program is about to end with this code.
pub(super) fn leave(code: u8) {
    parts::leave(code);
}

/// How many processes share the work: 1 without MPI.
pub(super) fn count() -> usize {
    parts::count()
}

/// So many runs at once in each process where nobody said how many: on ranks one, else one a processor core.
pub(super) fn usual_threads() -> NonZeroUsize {
    match count() {
        1 => std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        _ => NonZeroUsize::MIN,
    }
}

/// Says that a piece of work stays with this process, where there are others.
pub(super) fn say_alone(what: &str, terminal: &mut Terminal) {
    if count() > 1 {
        terminal.note(format_args!("{what} is not divided among ranks: rank 0 does it alone"));
    }
}

/// What the other processes are told to do.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "mpi"), expect(dead_code, reason = "nobody is told"))]
pub(super) struct Task<'a> {
    pub(super) plan: &'a Arc<Plan>,
    pub(super) selection: Selection,
    /// Runs at once in each process.
    pub(super) threads: NonZeroUsize,
    /// Of the times in tables.
    pub(super) unit: TimeUnit,
    /// Whether every network is in parts, one in each process.
    pub(super) in_parts: bool,
}

/// The other processes, which from now on do runs of this task; none where there are none.
pub(super) fn elsewhere(task: Task<'_>) -> Option<Arc<dyn Elsewhere>> {
    parts::elsewhere(task)
}

/// The processes that from now on do every run of this task together, each a part of its network; none where there is one.
pub(super) fn together(task: Task<'_>) -> Option<Arc<dyn Together>> {
    parts::together(task)
}

/// Whether this build can divide anything among ranks.
pub(super) const fn is_there() -> bool {
    cfg!(feature = "mpi")
}

#[cfg(not(feature = "mpi"))]
mod parts {
    use super::{Arc, Elsewhere, Failure, Launched, OsString, Part, Task, Together};

    pub(super) fn join(launched: Launched, arguments: &[OsString]) -> Result<Part, Failure> {
        // Parts that were divided by hand, each its own process.
        if arguments.iter().any(|argument| argument.to_string_lossy().starts_with("--shard")) {
            return Ok(Part::Command);
        }
        if launched.rank > 0 {
            return Ok(Part::Done);
        }
        Err(Failure::usage(format_args!(
            "started {} times at once, and this `catching` was built without MPI: each would do the same\n\
             help: build it with `cargo build --release --features mpi`; or start it once, where `-j` says how many runs at \
             once and `--shard` divides a sweep by hand",
            launched.size
        )))
    }

    pub(super) fn leave(_: u8) {}

    pub(super) fn count() -> usize {
        1
    }

    pub(super) fn elsewhere(_: Task<'_>) -> Option<Arc<dyn Elsewhere>> {
        None
    }

    pub(super) fn together(_: Task<'_>) -> Option<Arc<dyn Together>> {
        None
    }
}

#[cfg(feature = "mpi")]
mod parts {
    use super::dealer::Dealer;
    use super::joint::Parts;
    use super::ship::Ship;
    use super::{Arc, Elsewhere, Failure, Launched, OsString, Part, Task, Together, worker};
    use crate::cli::interrupt;
    use std::sync::{Mutex, PoisonError};

    static SHIP: Mutex<Option<Arc<Ship>>> = Mutex::new(None);

    fn ship() -> Option<Arc<Ship>> {
        SHIP.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn join(launched: Launched, arguments: &[OsString]) -> Result<Part, Failure> {
        let ship = Arc::new(Ship::board()?);
        if ship.size() != launched.size {
            let other = "`mpirun` belongs to another MPI than the one that this `catching` was built with: each process is alone";
            let help = "help: build it where the same MPI is loaded (`module load …`), or use the `mpirun` of that MPI";
            ship.leave(2);
            return if launched.rank == 0 { Err(Failure::usage(format!("{other}\n{help}"))) } else { Ok(Part::Done) };
        }
        if ship.rank() > 0 {
            interrupt::leave_to_others();
            worker::serve(&ship, arguments);
            return Ok(Part::Done);
        }
        *SHIP.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&ship));
        worker::all_are_alike(&ship, arguments)?;
        Ok(Part::Command)
    }

    pub(super) fn leave(code: u8) {
        let ship = SHIP.lock().unwrap_or_else(PoisonError::into_inner).take();
        ship.into_iter().for_each(|ship| ship.leave(code));
    }

    pub(super) fn count() -> usize {
        ship().map_or(1, |ship| ship.size())
    }

    pub(super) fn elsewhere(task: Task<'_>) -> Option<Arc<dyn Elsewhere>> {
        ship().map(|ship| Arc::new(Dealer::begin(ship, task)) as Arc<dyn Elsewhere>)
    }

    pub(super) fn together(task: Task<'_>) -> Option<Arc<dyn Together>> {
        ship().map(|ship| Arc::new(Parts::begin(ship, &task)) as Arc<dyn Together>)
    }
}
