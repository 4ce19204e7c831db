//! Ctrl-C: the first asks to stop, the second stops at once.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);

/// The exit code of an interrupted program.
const INTERRUPTED: i32 = 130;

/// From now on Ctrl-C (and a friendly kill) sets the flag that is returned.
pub fn watch() -> &'static AtomicBool {
    // A second handler is refused; the first does the same.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            process::exit(INTERRUPTED);
        }
    });
    &STOP
}
