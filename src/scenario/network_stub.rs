//! Stands in for the network layer until it is there.
use std::collections::BTreeMap;
#[derive(Clone, Debug, PartialEq)]
pub enum Param {
    Flag(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    List(Vec<Param>),
}
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkSpec {
    pub generator: Option<String>,
    pub file: Option<String>,
    pub directed: Option<bool>,
    pub parameters: BTreeMap<String, Param>,
    seed: Option<u64>,
}
pub struct ParameterProblem {
    pub parameter: String,
    pub message: String,
    pub help: Option<String>,
}
impl NetworkSpec {
    pub fn from_parameters(
        generator: &str,
        parameters: &BTreeMap<String, Param>,
    ) -> Result<Self, Vec<ParameterProblem>> {
        Ok(Self {
            generator: Some(generator.to_owned()),
            file: None,
            directed: None,
            parameters: parameters.clone(),
            seed: None,
        })
    }
    pub fn file(path: impl Into<String>, directed: Option<bool>) -> Self {
        Self { generator: None, file: Some(path.into()), directed, parameters: BTreeMap::new(), seed: None }
    }
    pub fn load(&mut self, _: &[u8]) -> Result<(), String> {
        Ok(())
    }
    pub fn with_seed(self, seed: Option<u64>) -> Self {
        Self { seed, ..self }
    }
    pub fn seed(&self) -> Option<u64> {
        self.seed
    }
}
