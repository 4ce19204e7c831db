//! (stand-in until the scenarios and the engine land)
#![expect(missing_docs, reason = "stand-in")]
use crate::model::{Detail, Recording, Situation};
use crate::network::{Network, NetworkSpec};
use std::sync::Arc;
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    pub name: String,
    pub set: Vec<(String, String)>,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub name: String,
    pub title: String,
    pub seed: u64,
    pub replicates: u32,
    pub network: NetworkSpec,
    pub situation: Situation,
    pub null_run: bool,
    pub arms: Vec<Arm>,
}
#[derive(Debug, thiserror::Error)]
#[error("no")]
pub struct SituationError;
pub struct Simulation;
impl Simulation {
    pub fn new(_: &Situation, _: Arc<Network>, _: u64, _: Detail) -> Result<Self, SituationError> {
        Err(SituationError)
    }
    pub fn run(self) -> Recording {
        Recording::default()
    }
}
