//! How far a long piece of work is, for someone who looks at the terminal; nothing in a pipe.

use super::Terminal;
use crate::text;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::time::Duration;

/// A bar that shows how many of so many things are done, and how long the rest will take.
#[derive(Debug)]
pub struct Progress(ProgressBar);

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
        Self(bar)
    }

    /// One more is done, with a word about it.
    pub fn step(&self, about: &str) {
        if !about.is_empty() {
            self.0.set_prefix(text::shown(about).into_owned());
        }
        self.0.inc(1);
    }

    /// There are so many in all now.
    pub fn lengthen(&self, all: u64) {
        self.0.set_length(all);
    }
}

/// How long the rest will take, as soon as that can be said.
fn left(state: &ProgressState, out: &mut dyn Write) {
    let rest = state.eta();
    if rest.as_secs() > 0 {
        let _ = write!(out, ", about {:#} left", HumanDuration(rest));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
