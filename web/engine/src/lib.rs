//! The engine behind a page: text in, text out. A worker holds one [`Engine`] and asks it; nothing here knows the page.

use catching::study::explore::{Explorable, Settings};
use catching::study::{Files, Progress};
use js_sys::Function;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// A scenario that is played with.
#[wasm_bindgen]
pub struct Engine(Explorable);

#[wasm_bindgen]
impl Engine {
    /// Reads a scenario; `files` is a JSON object of the texts of the files that it names.
    ///
    /// # Errors
    /// What is wrong with it.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, text: &str, files: &str) -> Result<Engine, JsError> {
        let files: BTreeMap<String, String> = serde_json::from_str(files)?;
        Ok(Self(Explorable::read(name, text, &files.into_iter().collect::<Files>())?))
    }

    /// One run beside the same dice without imitation.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub fn play(&mut self, settings: &str) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.play(&read(settings)?)?)?)
    }

    /// Many runs; `progress` is told (done, planned) after each.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub fn answer(&self, settings: &str, replicates: u32, progress: &Function) -> Result<String, JsError> {
        let mut observer = |now: &Progress<'_>| {
            let (done, planned) = (JsValue::from(now.done as f64), JsValue::from(now.planned as f64));
            match progress.call2(&JsValue::NULL, &done, &planned) {
                Ok(_) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        };
        Ok(serde_json::to_string(&self.0.answer(&read(settings)?, replicates, &mut observer)?)?)
    }

    /// Why expression number `event` of a world came.
    ///
    /// # Errors
    /// What is wrong with the settings, or that there is no such expression.
    pub fn why(&self, settings: &str, world: usize, event: usize) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.why(&read(settings)?, world, event)?)?)
    }

    /// The scenario of these settings as TOML.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub fn toml(&self, settings: &str, replicates: u32) -> Result<String, JsError> {
        Ok(self.0.toml(&read(settings)?, replicates)?)
    }

    /// `events.csv` of the run that is looked at, beside so many runs.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub fn events(&self, settings: &str, replicates: u32) -> Result<String, JsError> {
        Ok(self.0.events_csv(&read(settings)?, replicates)?)
    }
}

fn read(settings: &str) -> Result<Settings, JsError> {
    Ok(serde_json::from_str(settings)?)
}
