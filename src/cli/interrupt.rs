//! Ctrl-C and a friendly kill: runs that are being done are finished and kept first; a second one, or one at any other
//! time, ends the program at once. Either way the exit code is 130.

use std::io::Write;
use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);
static WATCHED: AtomicBool = AtomicBool::new(false);
/// What is to be done before the program ends at once, told its exit code.
static BEFORE_THE_END: OnceLock<fn(u8)> = OnceLock::new();
static LEFT_TO_OTHERS: AtomicBool = AtomicBool::new(false);

/// The exit code of an interrupted program.
const INTERRUPTED: u8 = 130;

/// From now on signals that ask a program to end give it the exit code and the message that were promised, and writing
/// more than `ulimit -f` allows is an error like a full disk instead of the end.
pub fn listen() {
    // A second handler is refused; the first does the same.
    let _ = ctrlc::set_handler(|| {
        if LEFT_TO_OTHERS.load(Ordering::Relaxed) {
            return;
        }
        if !WATCHED.load(Ordering::Relaxed) || STOP.swap(true, Ordering::Relaxed) {
            let _ = writeln!(
                anstream::stderr(),
                "interrupted; what is finished stays, and the same command goes on from there"
            );
            BEFORE_THE_END.get().into_iter().for_each(|leave| leave(INTERRUPTED));
            process::exit(INTERRUPTED.into());
        }
    });
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Has this done before a signal ends the program at once.
pub(super) fn before_the_end(leave: fn(u8)) {
    // Asked for once, by the program.
    let _ = BEFORE_THE_END.set(leave);
}

/// From now on the first Ctrl-C (or friendly kill) only sets the flag that is returned; until [`unwatch`].
pub fn watch() -> &'static AtomicBool {
    listen();
    STOP.store(false, Ordering::Relaxed);
    WATCHED.store(true, Ordering::Relaxed);
    &STOP
}

/// Nobody looks at the flag any more.
pub fn unwatch() {
    WATCHED.store(false, Ordering::Relaxed);
}

/// From now on another process of the same job, which is asked to end as well, says when this one ends.
#[cfg(feature = "mpi")]
pub(super) fn leave_to_others() {
    LEFT_TO_OTHERS.store(true, Ordering::Relaxed);
}
