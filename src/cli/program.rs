//! The whole program: listen to signals, parse, call, print one error, and the right exit code.

use super::ranks::{self, Part};
use super::{Failure, interrupt};
use std::ffi::OsString;
use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// Where the last panic happened, for the apology.
static PLACE: Mutex<String> = Mutex::new(String::new());

/// Does what `arguments` (the program's name first) ask for, says on stderr what went wrong, and gives the exit code.
pub fn program(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    interrupt::before_the_end(ranks::leave);
    interrupt::listen();
    panic::set_hook(Box::new(|panic| remember(panic.location())));
    let arguments = Vec::from_iter(arguments);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| match ranks::join(&arguments)? {
        Part::Command => super::run(arguments),
        Part::Done => Ok(()),
    }));
    let code = match outcome.unwrap_or_else(|panic| Err(apology(panic.as_ref()))) {
        Ok(()) => 0,
        Err(failure) => end(&failure),
    };
    ranks::leave(code);
    code
}

fn end(failure: &Failure) -> u8 {
    if let Some(text) = failure.text() {
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(anstream::stderr(), "{text}");
    }
    failure.code()
}

fn remember(place: Option<&panic::Location<'_>>) {
    if let (Some(place), Ok(mut last)) = (place, PLACE.lock()) {
        *last = format!("{}:{}", place.file(), place.line());
    }
}

fn apology(panic: &(dyn std::any::Any + Send)) -> Failure {
    let what = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    let place = PLACE.lock().map(|place| place.clone()).unwrap_or_default();
    Failure::failed(format_args!(
        "sorry, this is a mistake in catching and not yours ({}, {place}); please report it",
        what.unwrap_or("unknown").lines().next().unwrap_or_default()
    ))
}
