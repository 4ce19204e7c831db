//! How far a long piece of work is, for someone who looks at the terminal; nothing in a pipe.

use super::{Terminal, ranks};
use crate::text;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A bar that shows how many of so many things are done, and how long the rest will take.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    /// Where many processes work, somebody reads the job's log: when it was last told there.
    told: Option<Mutex<Instant>>,
    what: &'static str,
}

/// Between two lines in a log.
const LINES: Duration = Duration::from_secs(15);

impl Progress {
    /// Begins at `done` of `all`.
    pub fn new(terminal: &Terminal, all: u64, done: u64, what: &'static str) -> Self {
        let bar = if terminal.can_animate() {
            ProgressBar::with_draw_target(Some(all), ProgressDrawTarget::stderr_with_hz(10))
        } else {
            ProgressBar::hidden()
        };
        let style = ProgressStyle::with_template("{bar:32} {pos}/{len} {msg}  {elapsed}{left}  {prefix}");
        bar.set_style(style.expect("a valid template").with_key("left", left).progress_chars("━╸─"));
        bar.set_message(what);
        bar.set_position(done);
        bar.reset_eta();
        bar.enable_steady_tick(Duration::from_millis(250));
        let told = (ranks::count() > 1 && bar.is_hidden() && !terminal.is_quiet()).then(|| Mutex::new(Instant::now()));
        Self { bar, told, what }
    }

    /// One more is done, with a word about it.
    pub fn step(&self, about: &str) {
        if !about.is_empty() {
            self.bar.set_prefix(text::shown(about).into_owned());
        }
        self.bar.inc(1);
        self.tell_log();
    }

    fn tell_log(&self) {
        let Some(Ok(mut told)) = self.told.as_ref().map(Mutex::try_lock) else { return };
        if told.elapsed() >= LINES {
            *told = Instant::now();
            let line = line(self.bar.position(), self.bar.length().unwrap_or(0), self.what, self.bar.eta());
            // Stderr may be closed; there is nobody left to tell.
            let _ = io::Write::write_all(&mut anstream::stderr(), line.as_bytes());
        }
    }

    /// There are so many in all now.
    pub fn lengthen(&self, all: u64) {
        self.bar.set_length(all);
    }
}

/// How long the rest will take, as soon as that can be said.
fn left(state: &ProgressState, out: &mut dyn Write) {
    let rest = state.eta();
    if rest.as_secs() > 0 {
        let _ = write!(out, ", about {:#} left", HumanDuration(rest));
    }
}

/// The same as a line of a log.
fn line(done: u64, all: u64, what: &str, rest: Duration) -> String {
    let left = if rest.is_zero() { String::new() } else { format!(", about {:#} left", HumanDuration(rest)) };
    format!("{done} of {all} {what}{left}\n")
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_log_says_how_many_and_how_long() {
        assert_eq!(line(120, 4000, "runs", Duration::from_secs(185)), "120 of 4000 runs, about 3m left\n");
        assert_eq!(line(7, 7, "runs", Duration::ZERO), "7 of 7 runs\n");
    }
}
