//! The engine of [catching](https://docs.rs/catching): people and their faces as entities of an entity–component system, the
//! networks that they see each other on, and closed forms to hold the engine against. No files, no terminal.
//!
//! The crate `catching` re-exports every module here and tells the story of a tick.

pub mod chance;
pub mod model;
pub mod network;
pub mod quantity;
pub mod text;
pub mod theory;
