//! The door of the library: a scenario is read, changed, swept or compared, run, and gives results that can be counted, drawn and
//! told. Nothing here opens a file, prints, or starts a thread that it was not given.
//!
//! ```
//! use catching::study::Study;
//!
//! // A scenario that comes with the program, a little changed; ten runs beside ten without imitation.
//! let study = Study::shipped("lecture-hall-yawn")?.set("replicates", 10)?.set("ties.closeness", 0.6)?;
//! let results = study.run(&mut ())?;
//!
//! let reach = results.outcome("main", "yawn_reach").expect("everyone can yawn");
//! println!("{:?} of the people yawned, 95 % interval {:?}", reach.mean, reach.interval);
//! let figure = results.figure("prevalence")?;
//! assert!(figure.svg.starts_with("<svg") && figure.caption.contains("10 runs"));
//! # Ok::<(), catching::study::StudyError>(())
//! ```
//!
//! An own network is a list of pairs, in any format that the program reads, under the name by which the scenario calls it:
//!
//! ```
//! use catching::study::{Files, Study};
//!
//! let scenario = r#"
//! title = "Three friends and a stranger"
//! duration = "30 min"
//! replicates = 4
//! [network]
//! file = "friends.csv"
//! [ties]
//! closeness = 0.6
//! [expressions.laugh]
//! preset = "laugh"
//! "#;
//! let files = Files::from([("friends.csv", "Ann,Ben\nBen,Cem\nCem,Ann\nCem,Dora\n")]);
//! let results = Study::read("friends", scenario, &files)?.run(&mut ())?;
//! assert!(results.summary_csv().contains("laugh_reach"));
//! # Ok::<(), catching::study::StudyError>(())
//! ```
//!
//! A sweep and a comparison:
//!
//! ```
//! use catching::study::{Design, Study};
//!
//! let class = || Study::shipped("yawn-ladder")?.set("replicates", 6);
//! let swept = class()?.sweep(&Design::vary(["ties.closeness=0,0.5,1"]))?.run(&mut ())?;
//! assert_eq!(swept.points().iter().filter(|point| !point.null).count(), 3);
//!
//! let friends = Study::shipped("yawn-ladder:friends")?.set("replicates", 6)?;
//! let family = Study::shipped("yawn-ladder:family")?.set("replicates", 6)?;
//! let compared = friends.compare(&family)?.run(&mut ())?;
//! let (a, b) = (&compared.points()[0].arm, &compared.points()[1].arm);
//! let difference = compared.difference(a, b, "yawn_reach").expect("both have the outcome");
//! println!("{:?}: {}", difference.difference, difference.finding().name());
//! # Ok::<(), catching::study::StudyError>(())
//! ```

pub mod explore;
mod files;
pub mod film;
mod fitting;
mod observer;
mod outcome;
pub(crate) mod recorded;

pub use files::Files;
pub use fitting::{Fitting, Kept, Way};
pub use observer::{Observer, Progress};
pub use outcome::{Figure, Results};

use crate::experiment::design::sound::{self, Unsound};
use crate::experiment::{Keep, Plan, Run, Selection, design, draw_and_simulate, tick_error};
use crate::output::tables::Layout;
use crate::results::collect::Collector;
use crate::results::manifest::{Input, Manifest, ScenarioEntry};
use crate::scenario::{self, Diagnostics, MAIN, Overrides, Recorded, Scenario, Written};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Why a study cannot be read, changed or run.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The scenario, or a change of it, is wrong: what and where.
    #[error("{0}")]
    Scenario(#[from] Diagnostics),
    /// There is no scenario, arm, chart or design of that name.
    #[error("{0}")]
    Unknown(String),
    /// What was asked for does not go together.
    #[error("{0}")]
    Refused(String),
    /// A run did not come to its end: its number and why.
    #[error("run {0} failed: {1}")]
    Run(u64, String),
    /// The observer had enough.
    #[error("stopped after {0} runs")]
    Stopped(u64),
    /// More is to be kept than fits in memory, and there is no room on the disk.
    #[error("there is no room for the results: {0}")]
    Room(#[from] std::io::Error),
    /// The report's template is at fault: a mistake in the program.
    #[error("the report cannot be written: {0}")]
    Report(String),
}

/// How the points of a sweep are laid out: as on the command line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Design {
    /// What varies: `KEY=A,B,C` or `KEY=LOW..HIGH/STEPS`; empty: what the scenario's `[sweep]` says.
    pub vary: Vec<String>,
    /// The name of a design (`grid`, `lhs`, `sobol` …); none: the scenario's, else every combination.
    pub name: Option<String>,
    /// Points, base samples or walks of a design that draws its points.
    pub samples: Option<u32>,
}

impl Design {
    /// Every combination of these values.
    pub fn vary<T: Into<String>>(keys: impl IntoIterator<Item = T>) -> Self {
        Self { vary: keys.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    fn changes(&self) -> Overrides {
        let name =
            self.name.as_ref().map(|name| ("sweep.design".to_owned(), toml::Value::from(name.as_str()).to_string()));
        let samples = self.samples.map(|n| ("sweep.samples".to_owned(), n.to_string()));
        name.into_iter().chain(samples).collect()
    }
}

/// A scenario to be run.
#[derive(Clone, Debug)]
pub struct Study {
    name: String,
    text: String,
    files: Files,
    changes: Overrides,
    /// Only this arm of the scenario.
    arm: Option<String>,
    /// What it is called beside another version.
    called: Option<String>,
    /// Only these arms; empty: all.
    kept: Vec<String>,
    design: Option<Design>,
    /// A second version to run beside this one.
    other: Option<Box<Study>>,
    scenario: Scenario,
    warnings: Diagnostics,
    #[cfg(feature = "threads")]
    threads: NonZeroUsize,
}

impl Study {
    /// Reads a scenario. `name` is what it is called in messages, captions and tables; `files` holds the files that it names.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    pub fn read(name: &str, text: &str, files: &Files) -> Result<Self, StudyError> {
        Self::read_with(name, text, files, [])
    }

    /// The same with keys that have another value from the start, so that the text alone need not be whole: its network may be in
    /// `files` and named by a change.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    pub fn read_with(
        name: &str,
        text: &str,
        files: &Files,
        changes: impl IntoIterator<Item = (String, toml::Value)>,
    ) -> Result<Self, StudyError> {
        Self::of(name, text, files.clone(), written(changes))
    }

    /// One of the scenarios that come with the program, or (`NAME:ARM`) one of its arms.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn shipped(name: &str) -> Result<Self, StudyError> {
        let (name, arm) = name.split_once(':').map_or((name, None), |(name, arm)| (name, Some(arm)));
        let shipped = scenario::shipped(name).ok_or_else(|| {
            let names = scenario::LIBRARY.iter().map(|shipped| shipped.name);
            let near =
                scenario::nearest(name, names).map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
            StudyError::Unknown(format!("no scenario `{name}` comes with the program{near}"))
        })?;
        let study = Self::of(shipped.name, shipped.text, Files::default(), Overrides::new())?;
        arm.map_or(Ok(study.clone()), |arm| study.arm(arm))
    }

    fn of(name: &str, text: &str, files: Files, changes: Overrides) -> Result<Self, StudyError> {
        let mut study = Self {
            name: name.to_owned(),
            text: text.to_owned(),
            scenario: scenario::read(name, text, &changes, &|file| files.open(file))?,
            warnings: Diagnostics::new(name, text),
            files,
            changes,
            arm: None,
            called: None,
            kept: Vec::new(),
            design: None,
            other: None,
            #[cfg(feature = "threads")]
            threads: NonZeroUsize::MIN,
        };
        study.understand()?;
        Ok(study)
    }

    /// Makes one of the arms the version that is run.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn arm(mut self, name: &str) -> Result<Self, StudyError> {
        let found = self.scenario.arms.iter().find(|arm| arm.name == name);
        let set = found.map(|arm| arm.set.clone()).ok_or_else(|| {
            let arms: Vec<&str> = self.scenario.arms.iter().map(|arm| arm.name.as_str()).collect();
            StudyError::Unknown(format!("`{}` has no arm `{name}`; it has {}", self.name, arms.join(", ")))
        })?;
        self.changes.extend(set);
        self.arm = Some(name.to_owned());
        self.understand()?;
        Ok(self)
    }

    /// Only this arm of the scenario, and what it is compared with: the arm that says so, else the same without imitation.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn arm_and_null(mut self, name: Option<String>) -> Result<Self, StudyError> {
        let beside = self.scenario.arms.iter().find(|arm| arm.null).map(|arm| arm.name.clone());
        let Some(name) = name else { return Ok(self) };
        let Some(beside) = beside else { return self.arm(&name) };
        if !self.scenario.arms.iter().any(|arm| arm.name == name) {
            return self.arm(&name);
        }
        self.kept = vec![name, beside];
        self.understand()?;
        Ok(self)
    }

    /// Gives a key another value: `("ties.closeness", 0.6)`, `("duration", "30 min")`, `("replicates", 50)`.
    ///
    /// # Errors
    /// When there is no such key, or it cannot have that value.
    pub fn set(self, key: &str, value: impl Into<toml::Value>) -> Result<Self, StudyError> {
        self.set_all([(key.to_owned(), value.into())])
    }

    /// Gives several keys other values at once: only together they need to make sense.
    ///
    /// # Errors
    /// When there is no such key, or it cannot have that value.
    pub fn set_all(mut self, changes: impl IntoIterator<Item = (String, toml::Value)>) -> Result<Self, StudyError> {
        self.changes.extend(written(changes));
        self.understand()?;
        Ok(self)
    }

    /// Runs the points of a design in place of the scenario as it stands.
    ///
    /// # Errors
    /// When a key cannot be varied so, or there is no such design.
    pub fn sweep(self, design: &Design) -> Result<Self, StudyError> {
        if self.other.is_some() {
            return Err(StudyError::Refused("two versions that are compared cannot be swept".to_owned()));
        }
        let mut study = Self { design: Some(design.clone()), ..self };
        study.understand()?;
        if study.scenario.sweep.is_none() {
            return Err(nothing_varies());
        }
        Ok(study)
    }

    /// Runs another version beside this one, replicate by replicate with the same draws; seed and replicates are this one's.
    ///
    /// # Errors
    /// When one of the two is swept, or the other cannot have this one's seed.
    pub fn compare(self, other: &Study) -> Result<Self, StudyError> {
        if self.design.is_some() || other.design.is_some() || other.other.is_some() {
            return Err(StudyError::Refused("a sweep cannot be compared; two versions can".to_owned()));
        }
        let seed = i64::try_from(self.scenario.seed).unwrap_or_default();
        let other = other.clone().set("seed", seed)?.set("replicates", i64::from(self.scenario.replicates))?;
        Ok(Self { other: Some(Box::new(other)), ..self })
    }

    /// Calls it so beside another version, in place of the name of its arm or of the scenario.
    ///
    /// # Errors
    /// When tables use this name for something else, or it is empty.
    pub fn called(self, name: &str) -> Result<Self, StudyError> {
        if name.is_empty() || scenario::reserved_arm(name).is_some() {
            return Err(StudyError::Refused(format!(
                "a version cannot be called `{name}`: tables use that for something else"
            )));
        }
        Ok(Self { called: Some(name.to_owned()), ..self })
    }

    /// Lets so many threads work on the runs. The results are the same bytes for any number.
    #[cfg(feature = "threads")]
    #[must_use]
    pub fn threads(self, threads: NonZeroUsize) -> Self {
        Self { threads, ..self }
    }

    /// The scenario as it is understood.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// What is odd about it, though it can be run; empty where nothing is.
    pub fn warnings(&self) -> Vec<String> {
        self.warnings.lines()
    }

    /// Reads the text again with all changes.
    fn understand(&mut self) -> Result<(), StudyError> {
        let (changes, vary) = match &self.design {
            Some(design) => ([&self.changes[..], &design.changes()].concat(), &design.vary[..]),
            None => (self.changes.clone(), &[][..]),
        };
        let reading = scenario::inspect_sweep(&self.name, &self.text, &changes, vary, &|file| self.files.open(file));
        let mut scenario = reading.scenario.ok_or_else(|| reading.diagnostics.clone())?;
        if self.arm.is_some() {
            scenario.arms.clear();
            scenario.hypotheses.clear();
        }
        if !self.kept.is_empty() {
            scenario.arms.retain(|arm| self.kept.contains(&arm.name));
            scenario.hypotheses.clear();
        }
        (self.scenario, self.warnings) = (scenario, reading.diagnostics);
        Ok(())
    }

    /// The runs that there are to do.
    ///
    /// # Errors
    /// When an arm or a point of the design cannot be.
    pub fn plan(&self) -> Result<Plan, StudyError> {
        match (&self.design, &self.other) {
            (Some(_), _) => self.plan_of_design(),
            (None, Some(other)) => {
                let mut plan = self.plan_of_one()?.beside(other.plan_of_one()?);
                for (point, study) in plan.points.iter_mut().zip([self, other]) {
                    let named = study.called.as_ref().or(study.arm.as_ref());
                    point.arm = named.unwrap_or(&study.scenario.name).clone();
                }
                if let [a, b] = &mut plan.points[..]
                    && a.arm == b.arm
                {
                    (a.arm, b.arm) = ("A".to_owned(), "B".to_owned());
                }
                Ok(plan)
            }
            (None, None) => self.plan_with_arms(),
        }
    }

    fn plan_with_arms(&self) -> Result<Plan, StudyError> {
        Ok(Plan::new(&self.scenario, |more| {
            let changes = [&self.changes[..], more].concat();
            scenario::read(&self.name, &self.text, &changes, &|file| self.files.open(file))
        })?)
    }

    /// The plan of the scenario alone: without its arms, and without the run without imitation.
    fn plan_of_one(&self) -> Result<Plan, StudyError> {
        let alone = Scenario { arms: Vec::new(), null_run: false, ..self.scenario.clone() };
        Ok(Plan::new(&alone, |_| Ok::<_, Diagnostics>(alone.clone()))?)
    }

    fn plan_of_design(&self) -> Result<Plan, StudyError> {
        let sweep = self.scenario.sweep.as_ref().ok_or_else(nothing_varies)?;
        if sweep.count().is_some_and(|count| count > MOST_POINTS) {
            return Err(StudyError::Refused(format!("a design in memory has at most {MOST_POINTS} points")));
        }
        let unsound = |why: Unsound| StudyError::Refused(why.to_string());
        sound::no_arm_wins(&self.scenario, sweep).map_err(unsound)?;
        let points = design::points(&self.scenario, sweep).map_err(StudyError::Refused)?;
        let written = Written::new(&self.name, &self.text, &self.changes, &self.scenario);
        let read = |number: usize, more: &[(String, String)]| {
            written.variant(&format!("point {number} of the sweep"), more, &|file| self.files.open(file))
        };
        let plan = Plan::of_design(&self.scenario, sweep, &points, read)?;
        sound::no_point_twice(&plan, |_, _| None).map_err(unsound)?;
        Ok(plan)
    }

    /// Does all runs. The observer is told of each and may stop; `&mut ()` looks away.
    ///
    /// # Errors
    /// When a run cannot be done, or the observer stops.
    pub fn run(&self, observer: &mut impl Observer) -> Result<Results, StudyError> {
        let plan = Arc::new(self.plan()?);
        let mut running = Running {
            collector: Collector::new(&plan, self.scenario.time_unit),
            sizes: BTreeMap::new(),
            done: 0,
            planned: plan.runs(),
        };
        let mut rounds = crate::experiment::Rounds::new(&plan);
        loop {
            running.planned = rounds.total();
            self.round(&plan, rounds.wanted(), &mut running, observer)?;
            let measured = |run: u64, metric: &str| running.collector.outcome(run, metric);
            if !rounds.look_at(measured) {
                break;
            }
        }
        self.results(plan, running)
    }

    #[cfg(not(feature = "threads"))]
    fn round(
        &self,
        plan: &Arc<Plan>,
        wanted: Vec<std::ops::Range<u64>>,
        running: &mut Running,
        observer: &mut impl Observer,
    ) -> Result<(), StudyError> {
        let one = NonZeroUsize::MIN;
        let networks = crate::experiment::Networks::new(one);
        let selection = self.selection();
        plan.in_order(wanted, one)
            .try_for_each(|run| running.take(plan, play(plan, &networks, selection, run), observer))
    }

    #[cfg(feature = "threads")]
    fn round(
        &self,
        plan: &Arc<Plan>,
        wanted: Vec<std::ops::Range<u64>>,
        running: &mut Running,
        observer: &mut impl Observer,
    ) -> Result<(), StudyError> {
        use crate::experiment::workers::work_through;
        let networks = crate::experiment::Networks::new(self.threads);
        let (selection, runs) = (self.selection(), plan.in_order(wanted, self.threads));
        if self.threads.get() == 1 {
            let mut runs = runs;
            return runs.try_for_each(|run| running.take(plan, play(plan, &networks, selection, run), observer));
        }
        let shared = Arc::clone(plan);
        let work = move |run: &Run| play(&shared, &networks, selection, *run);
        let never = std::sync::atomic::AtomicBool::new(false);
        work_through(runs, self.threads, &never, work, |played| running.take(plan, played, observer)).map(|_| ())
    }

    /// Which runs keep their expressions and people.
    fn selection(&self) -> Selection {
        let agents = match self.scenario.agents {
            Recorded::All => Keep::All,
            Recorded::None => Keep::None,
            Recorded::First => Keep::First,
            Recorded::Each => Keep::Each,
        };
        let swept = self.design.is_some();
        Selection {
            events: if swept { Keep::None } else { Keep::First },
            agents: if swept { Keep::None } else { agents },
        }
    }

    #[cfg(feature = "threads")]
    fn given_threads(&self) -> NonZeroUsize {
        self.threads
    }

    #[cfg(not(feature = "threads"))]
    fn given_threads(&self) -> NonZeroUsize {
        NonZeroUsize::MIN
    }

    fn results(&self, plan: Arc<Plan>, running: Running) -> Result<Results, StudyError> {
        let mut scenario = self.scenario.clone();
        plan.time(0, &mut scenario);
        let text = scenario.to_toml();
        let inputs = self.files.iter().map(|(name, content)| Input::new(name, content)).collect();
        let entry = ScenarioEntry::new(&scenario, &self.name, &text);
        let mut manifest = Manifest::new(&plan, entry, inputs, self.selection());
        manifest.command = Vec::new();
        let size = |point: usize| running.sizes.get(&point).copied().unwrap_or_default();
        manifest.count(&(0..plan.points.len()).map(size).collect::<Vec<_>>());
        manifest.tick_errors = tick_error::estimate(&plan, self.given_threads());
        let layout = Layout::new(&plan.points, self.scenario.time_unit);
        manifest.describe(layout.unit(), layout.metrics(), layout.series(), layout.varied());
        manifest.runs.ok = running.done;
        let data = running.collector.finish(&scenario, &manifest)?;
        Ok(Results::new(data, scenario, text, manifest, plan))
    }
}

/// So many points and their runs are held in memory; the command line sweeps more, over files.
const MOST_POINTS: u64 = 100_000;

/// Values as they are written in a scenario.
fn written(changes: impl IntoIterator<Item = (String, toml::Value)>) -> Overrides {
    changes.into_iter().map(|(key, value)| (key, value.to_string())).collect()
}

fn nothing_varies() -> StudyError {
    let why = "nothing varies: name a key and its values, such as `ties.closeness=0..0.9/4`";
    StudyError::Refused(why.to_owned())
}

/// A run that was done.
struct Played {
    run: Run,
    came: Result<(Arc<crate::network::Network>, crate::model::Recording), String>,
}

fn play(plan: &Plan, networks: &crate::experiment::Networks, selection: Selection, run: Run) -> Played {
    let came = draw_and_simulate(plan, networks, selection.of(&run), &run);
    Played { run, came: came.map_err(|error| error.to_string()) }
}

/// What there is so far.
struct Running {
    collector: Collector,
    /// People and ties of the first run of each point.
    sizes: BTreeMap<usize, (u64, u64)>,
    done: u64,
    planned: u64,
}

impl Running {
    fn take(&mut self, plan: &Plan, played: Played, observer: &mut impl Observer) -> Result<(), StudyError> {
        let Played { run, came } = played;
        let (network, recording) = came.map_err(|why| StudyError::Run(run.id, why))?;
        if run.replicate == 0 {
            self.sizes.insert(run.point, (network.people() as u64, network.ties() as u64));
        }
        let point = &plan.points[run.point];
        self.collector.take(&run, point, &network, &recording);
        self.done += 1;
        let arm = if point.arm == MAIN { "" } else { &point.arm };
        let progress = Progress { done: self.done, planned: self.planned, arm, varied: &point.varied };
        match observer.run_is_over(&progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(StudyError::Stopped(self.done)),
        }
    }
}
