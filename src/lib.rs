//! Emotional contagion among agents on a social network: people who see each other smile, yawn and laugh, and catch it.
//!
//! Under the exact clock, which is the rule, faces go from event to event; what is slow goes step by step. Where a scenario asks for
//! ticks:
//!
//! # The story of one tick
//!
//! Each person is an entity; each person has a *face* for every expression of the scenario, an entity too, which is
//! idle, latent, expressing or refractory. In a tick
//!
//! 1. things **happen**: timed events, deliberate timetables, encounters;
//! 2. people **perceive** what those in view showed in the last tick, as far as attention reaches;
//! 3. it leaves a trace in them that fades: they **mirror**, and habituate;
//! 4. idle faces fire with a hazard that grows with the trace, visible ones stop: people **express**;
//! 5. whoever changed **shows** it to those who see them;
//! 6. people **feel** their own face and what they see; mood follows slowly;
//! 7. those who mirrored each other **bond**; loneliness follows;
//! 8. it is **recorded**.
//!
//! Everybody reads the last tick and writes this one, so no order can matter. Event times are real numbers inside the
//! tick, so levels do not depend on its length. Every random draw has a name ([`chance`]), so neither threads nor a new
//! mechanism shift anyone's luck.
//!
//! | mechanism | file |
//! | --- | --- |
//! | attention, closeness, visibility | [`model::mechanism::perception`], [`model::engine::view`] |
//! | the fading trace of what is seen | [`model::mechanism::mirroring`] |
//! | wearing off | [`model::mechanism::habituation`] |
//! | dose and response, firing | [`model::mechanism::imitation`], [`model::engine::face_course`] |
//! | one face at a time | [`model::mechanism::exclusion`] |
//! | who was the source | [`model::engine::source`] |
//! | on purpose | [`model::mechanism::deliberate`] |
//! | jokes, bad news, a first yawn | [`model::mechanism::events`] |
//! | passers-by, recorded contacts | [`model::mechanism::encounters`] |
//! | a loud room, a feed | [`model::mechanism::place`] |
//! | facial feedback, witnessing | [`model::mechanism::affect`] |
//! | slow mood, averaging | [`model::mechanism::mood`] |
//! | mood and loneliness at the door | [`model::mechanism::regulation`] |
//! | ties that grow and fade | [`model::mechanism::attachment`] |
//! | drawing near and soothing | [`model::mechanism::comfort`] |
//! | tying and parting | [`model::mechanism::selection`] |
//! | belonging | [`model::mechanism::loneliness`] |
//!
//! # The door
//!
//! [`study`] is what most programs need: a scenario is read, changed, swept or compared, run, and gives numbers, figures with captions,
//! and a report, all in memory. Its page has the examples.
//!
//! # The engine by itself
//!
//! Two hundred people who all see each other, and one who yawns.
//!
//! ```
//! use catching::chance::Distribution;
//! use catching::model::situation::{Expression, ImitationRate, Pick, Who};
//! use catching::model::{Detail, Simulation, Situation, metric_names};
//! use catching::network::Network;
//! use std::sync::Arc;
//!
//! let pairs: Vec<_> = (0..200).flat_map(|a| (a + 1..200).map(move |b| (a, b))).collect();
//! let (network, _) = Network::from_pairs(200, &pairs);
//! let yawn = Expression {
//!     imitation_rate: ImitationRate::Rate(0.001),
//!     duration: Distribution::fixed(6.0),
//!     initial: Some(Who::Count(1, Pick::Random)),
//!     ..Expression::bare("yawn")
//! };
//! let situation = Situation::plain(vec![yawn], 1800.0, 0.5);
//! let recording = Simulation::new(&situation, Arc::new(network), 1, Detail::NONE)?.run();
//!
//! let reach = metric_names(&situation).iter().position(|name| name == "yawn_reach").unwrap();
//! assert!(recording.metrics[reach].unwrap() > 0.5);
//! # Ok::<(), catching::model::SituationError>(())
//! ```
//!
//! # Layers
//!
//! `text`, `chance` and `quantity` know nothing of the rest; `network` uses them; `model` is the engine and the only folder that
//! knows the entity–component system; `evidence` holds the sourced presets; `scenario` turns what a user wrote into what
//! the engine is told; `experiment` runs it many times; `results` holds what came of it; `output` makes tables, charts and the page of
//! that; `fit` holds runs against what was observed; `study` is the door; `cli` is the only place that prints. `theory` holds closed forms and looks at no run.
//!
//! # Features
//!
//! Without any: the engine, the networks, the scenarios. `study` adds runs, statistics, charts and the report, in memory and on the
//! thread that asks; `threads` several runs at once; `files` result folders and PNG; `cli` (the default) the program.

#[doc(inline)]
pub use catching_core::{chance, model, network, quantity, text, theory};

pub mod evidence;
#[cfg(feature = "study")]
pub mod experiment;
#[cfg(feature = "study")]
pub mod fit;
#[cfg(feature = "study")]
pub mod output;
#[cfg(feature = "study")]
pub mod results;
pub mod scenario;
#[cfg(feature = "study")]
pub mod study;
#[cfg(feature = "files")]
pub mod verification;

#[cfg(feature = "cli")]
pub mod cli;
