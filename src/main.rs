//! Listen to signals, parse, call, print one error, exit with the right code.

use catching::cli::{self, Failure};
use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::Mutex;

/// Where the last panic happened, for the apology.
static PLACE: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    cli::interrupt::listen();
    panic::set_hook(Box::new(|panic| remember(panic.location())));
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| cli::run(std::env::args_os())));
    match outcome.unwrap_or_else(|panic| Err(apology(panic.as_ref()))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => end(&failure),
    }
}

fn end(failure: &Failure) -> ExitCode {
    if let Some(text) = failure.text() {
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(anstream::stderr(), "{text}");
    }
    ExitCode::from(failure.code())
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
