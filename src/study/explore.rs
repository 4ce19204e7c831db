//! The scenario in a reader's hands: what may be moved, one run to look at beside the same one without imitation, a touch that makes
//! somebody express something at a moment, a hundred runs, and why somebody did what they did.
//!
//! Everything here goes in and out as plain data, so that a page in a browser and a program in a terminal say the same.
//!
//! ```
//! use catching::study::explore::{Explorable, Settings, Touch};
//!
//! let mut hall = Explorable::shipped("lecture-hall-yawn")?;
//! assert_eq!(hall.page().people, 200);
//!
//! // The same dice, and somebody in the middle yawns after five minutes.
//! let touch = Touch { at: 300.0, person: "110".to_owned(), expression: "yawn".to_owned() };
//! let settings = Settings { touches: vec![touch], ..Settings::default() };
//! let (before, after) = (hall.play(&Settings::default())?, hall.play(&settings)?);
//! let early = |living: &catching::study::explore::Living| {
//!     let times = living.worlds[0].events.time.clone();
//!     times.into_iter().filter(|time| *time < 300.0).collect::<Vec<_>>()
//! };
//! assert_eq!(early(&before), early(&after));
//! # Ok::<(), catching::study::StudyError>(())
//! ```

mod answer;
mod controls;
mod living;
mod told;

pub use answer::{Answer, Band, OfArm};
pub use controls::Control;
pub use living::{Column, Crowd, Events, Living, World};
pub use told::{Reason, Seen, Without};

pub(super) use living::{pictures, recorded};

use super::{Files, Study, StudyError};
use crate::experiment::Plan;
use crate::output::chart::metric::Metric;
use crate::output::chart::words::VerbForms;
use crate::output::tables::Layout;
use crate::results::Facts;
use crate::scenario::{Scenario, Verb};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// More people than this do not fit into a page that is to stay lively.
pub const MOST_PEOPLE: usize = 20_000;

/// What a reader has set; nothing: as the scenario has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The seed of all chance.
    pub seed: Option<u64>,
    /// The arm that is looked at; none: the first.
    pub arm: Option<String>,
    /// Dotted keys with their values as TOML.
    pub set: Vec<(String, String)>,
    /// Who was touched when.
    pub touches: Vec<Touch>,
    /// A list of friendships in place of the scenario's network, in any format that the program reads.
    pub friends: Option<String>,
}

/// Somebody who is made to express something at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Touch {
    /// When \[s\].
    pub at: f64,
    /// Who, by the name or number that they have in tables.
    pub person: String,
    /// What.
    pub expression: String,
}

/// What a page says before anything is run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// The scenario's short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its question.
    pub question: String,
    /// Paragraphs above the picture.
    pub text: Vec<String>,
    /// What to notice in the result.
    pub notice: Vec<String>,
    /// The version of the program.
    pub version: String,
    /// Length of a run \[s\].
    pub duration: f64,
    /// The unit of times in tables, and its length \[s\].
    pub unit: (String, f64),
    /// The seed.
    pub seed: u64,
    /// How many runs the scenario asks for.
    pub replicates: u32,
    /// How many people there are.
    pub people: usize,
    /// What can be expressed.
    pub expressions: Vec<Spoken>,
    /// The arms; empty where there are none.
    pub arms: Vec<String>,
    /// What may be moved.
    pub controls: Vec<Control>,
    /// How people can be shown, the first one first.
    pub pictures: Vec<&'static str>,
    /// What is guessed and told over a hundred runs.
    pub outcome: Outcome,
}

/// How an expression is spoken of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spoken {
    /// Its name in tables.
    pub name: String,
    /// "yawning".
    pub doing: String,
    /// "yawned".
    pub did: String,
    /// "yawn".
    pub one: String,
    /// "yawns".
    pub many: String,
}

/// A number that a run comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Its column in tables.
    pub name: String,
    /// "share of people who yawned at least once".
    pub phrase: String,
    /// Whether it is a share, 0 to 1.
    pub share: bool,
    /// What it is counted in; empty: nothing.
    pub unit: String,
}

/// A scenario that a reader plays with.
#[derive(Clone, Debug)]
pub struct Explorable {
    text: String,
    files: Files,
    /// As written, without what a reader changes.
    base: Study,
    /// Where people of the last network stand.
    laid_out: Option<living::LaidOut>,
}

impl Explorable {
    /// A scenario with the files that it names.
    ///
    /// # Errors
    /// What is wrong with it; or that it has more people than a page can hold.
    pub fn read(name: &str, text: &str, files: &Files) -> Result<Self, StudyError> {
        let base = Study::read(name, text, files)?;
        let text = text.to_owned();
        let explorable = Self { text, files: files.clone(), base, laid_out: None };
        explorable.fits()?;
        Ok(explorable)
    }

    /// One of the scenarios that come with the program.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn shipped(name: &str) -> Result<Self, StudyError> {
        let study = Study::shipped(name)?;
        Self::read(&study.name, &study.text, &Files::none())
    }

    /// The scenario as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn fits(&self) -> Result<(), StudyError> {
        let people = self.people(&Settings::default())?;
        if people == 0 {
            return Err(StudyError::Refused(
                "there is nobody in its network, so there is nothing to look at".to_owned(),
            ));
        }
        if people > MOST_PEOPLE {
            return Err(StudyError::Refused(format!(
                "its network has {people} people, and a page holds {MOST_PEOPLE}: give it a part of the network \
                 (`--sample 2000` takes people who are near each other)"
            )));
        }
        Ok(())
    }

    /// How many people there are.
    fn people(&self, settings: &Settings) -> Result<usize, StudyError> {
        let (_, plan) = self.planned(settings, 1)?;
        Ok(plan.draw_network(&plan.run(0, 0)).map_err(|error| StudyError::Refused(error.to_string()))?.people())
    }

    /// What a page says before anything is run.
    pub fn page(&self) -> Page {
        let scenario = &self.base.scenario;
        let explore = scenario.explore.clone().unwrap_or_default();
        Page {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            question: scenario.question.clone(),
            text: explore.text,
            notice: scenario.notice.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            duration: scenario.situation.duration,
            unit: (scenario.time_unit.symbol().to_owned(), scenario.time_unit.seconds()),
            seed: scenario.seed,
            replicates: scenario.replicates,
            people: self.people(&Settings::default()).unwrap_or_default(),
            expressions: scenario.situation.expressions.iter().map(|e| spoken(&scenario.verbs, &e.name)).collect(),
            arms: scenario.arms.iter().filter(|arm| !arm.null).map(|arm| arm.name.clone()).collect(),
            controls: controls::controls(&self.base, &self.text),
            pictures: living::pictures(scenario),
            outcome: outcome(scenario),
        }
    }

    /// The study of these settings with so many runs.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn study(&self, settings: &Settings, replicates: u32) -> Result<Study, StudyError> {
        let mut files = self.files.clone();
        let mut text = self.text.clone();
        if let Some(friends) = &settings.friends {
            let listed = self.files.iter().map(|(name, content)| (name.to_owned(), content.to_vec()));
            files = listed.chain([(FRIENDS.to_owned(), friends.clone().into_bytes())]).collect();
            text = among_friends(&text)?;
        }
        let mut study = self.touched(settings, &text, &files)?;
        let arms: Vec<_> = self.base.scenario.arms.iter().filter(|arm| !arm.null).collect();
        let named = settings.arm.clone().or_else(|| arms.first().map(|arm| arm.name.clone()));
        study = study.arm_and_null(named)?;
        study.changes.extend(settings.set.iter().cloned());
        study.changes.push(("replicates".to_owned(), replicates.to_string()));
        study.changes.extend(settings.seed.map(|seed| ("seed".to_owned(), seed.to_string())));
        study.understand()?;
        Ok(study)
    }

    /// The text with one more event for each touch; what is written as an inline list is written out first.
    fn touched(&self, settings: &Settings, text: &str, files: &Files) -> Result<Study, StudyError> {
        let with = |text: &str| {
            let touches: String = settings.touches.iter().map(event).collect();
            let text = format!("{}\n{touches}", text.trim_end());
            let mut study = Study { text, files: files.clone(), ..self.base.clone() };
            study.understand().map(|()| study)
        };
        if settings.touches.is_empty() && settings.friends.is_none() {
            return Ok(self.base.clone());
        }
        let written = with(text);
        let may_help = !settings.touches.is_empty() && settings.friends.is_none();
        if written.is_err() && may_help { with(&self.base.scenario.to_toml()) } else { written }
    }

    fn planned(&self, settings: &Settings, replicates: u32) -> Result<(Study, Arc<Plan>), StudyError> {
        let study = self.study(settings, replicates)?;
        let plan = Arc::new(study.plan()?);
        Ok((study, plan))
    }

    /// The scenario of these settings, to be run on a terminal: the same seed gives the same bytes.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn toml(&self, settings: &Settings, replicates: u32) -> Result<String, StudyError> {
        let (study, plan) = self.planned(settings, replicates)?;
        let mut scenario = study.scenario.clone();
        plan.time(0, &mut scenario);
        Ok(scenario.to_toml())
    }

    /// The table of expressions of the run that is looked at, and of the same without imitation, as the command line writes it
    /// beside so many runs.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn events_csv(&self, settings: &Settings, replicates: u32) -> Result<String, StudyError> {
        let (study, plan) = self.planned(settings, replicates)?;
        living::events_csv(&plan, &Layout::new(&plan.points, study.scenario.time_unit))
    }
}

/// The file that a pasted list of friendships is taken for.
const FRIENDS: &str = "friends.csv";

/// The scenario on a list of friendships: what speaks of its own network (rules of ties, a sweep, hypotheses) does not hold there.
fn among_friends(text: &str) -> Result<String, StudyError> {
    let mut table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| StudyError::Refused(error.to_string()))?;
    ["sweep", "explore", "hypotheses", "marks"].into_iter().for_each(|key| drop(table.remove(key)));
    let one = |key: &str, value: toml::Value| toml::Value::Table(toml::Table::from_iter([(key.to_owned(), value)]));
    table.insert("network".to_owned(), one("file", FRIENDS.into()));
    table.insert("ties".to_owned(), one("closeness", 0.5.into()));
    Ok(table.to_string())
}

fn event(touch: &Touch) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let (who, what) = (quoted(&touch.person), quoted(&touch.expression));
    format!("\n[[events]]\nat = \"{} s\"\nwho = {{ ids = [{who}] }}\nexpress = {what}\n", touch.at)
}

/// How an expression is spoken of.
pub(super) fn spoken(verbs: &[Verb], name: &str) -> Spoken {
    let VerbForms { doing, did, many, one, .. } = VerbForms::of(verbs, name);
    Spoken { name: name.to_owned(), doing, did, one, many }
}

/// What is guessed: what the scenario says, else the first outcome that it asks for, else the reach of the first expression.
pub(crate) fn outcome(scenario: &Scenario) -> Outcome {
    let guess = scenario.explore.as_ref().map(|explore| explore.guess.clone()).filter(|guess| !guess.is_empty());
    let reach = || scenario.situation.expressions.first().map(|first| format!("{}_reach", first.name));
    let name = guess.or_else(|| scenario.outcomes.first().cloned()).or_else(reach).unwrap_or_default();
    let facts = Facts {
        expressions: scenario.situation.expressions.iter().map(|e| e.name.clone()).collect(),
        time_unit: scenario.time_unit.symbol().to_owned(),
        verbs: scenario.verbs.clone(),
        ..Facts::default()
    };
    let metric = Metric::of(&facts, &name);
    let share = metric.kind.is_share();
    let unit = if share { String::new() } else { metric.difference_unit().to_owned() };
    Outcome { phrase: metric.phrase, share, unit, name }
}
