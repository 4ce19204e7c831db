//! Machinery without psychology: faces and their course through a tick, who is in view of whom, sums of what is seen, threads.

pub mod changes;
pub mod channel;
pub mod co_onsets;
pub mod countdowns;
pub mod exact;
pub mod exchange;
pub mod exponential;
pub mod exposure;
pub mod face;
pub mod face_course;
pub mod halo;
pub mod muting;
pub mod onsets;
pub mod phase;
pub mod phase_bins;
pub mod push;
pub mod quanta;
pub mod response;
pub mod shown;
pub mod source;
pub mod threads;
pub mod tie_changes;
pub mod tie_values;
pub mod ties;
pub mod time;
pub mod view;
