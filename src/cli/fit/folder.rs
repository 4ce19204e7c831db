//! The folder of a fit: draws that are done are kept while it runs, results appear when all are there.

use super::Side;
use crate::cli::Failure;
use crate::cli::job::left_alone;
use crate::experiment::journal::{Journal, JournalError};
use crate::experiment::shard::Shard;
use crate::fit::{Fit, LEVEL, Refined};
use crate::output::chart::{Look, picture, theme};
use crate::output::folder::claim::ClaimError;
use crate::output::folder::lock::{FolderLock, LOCK};
use crate::output::folder::stage::Stage;
use crate::output::folder::{STAGING, staging};
use crate::output::reading;
use crate::output::tables::keep;
use crate::results::manifest::{command, sha256};
use crate::study::{Fitting, Kept};
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a folder of a fit holds, and which question it answers; the file that makes it one.
const RECORD: &str = "fit.json";
/// The draws of a part, from which a whole is put together; and those of the second scenario.
const DRAWS: [&str; 2] = ["draws.journal", "draws-b.journal"];

/// A locked folder in which a fit is begun.
pub(super) struct Begun<'a> {
    lock: &'a FolderLock,
    /// What each journal is known by.
    questions: Vec<String>,
    part: Option<Shard>,
}

impl<'a> Begun<'a> {
    /// Takes the folder: where nothing is, where this very fit was begun, and with `force` where another fit is.
    ///
    /// # Errors
    /// When it holds something else.
    pub(super) fn new(
        lock: &'a FolderLock,
        fittings: &[Fitting<'_>],
        part: Option<Shard>,
        force: bool,
    ) -> Result<Self, Failure> {
        let question = |fitting: &Fitting<'_>| {
            sha256(format!("{} fit\n{}", env!("CARGO_PKG_VERSION"), fitting.question()).as_bytes())
        };
        let begun = Self { lock, questions: fittings.iter().map(question).collect(), part };
        begun.room(force)?;
        begun.open().map_err(|error| begun.cannot_write(&error))?;
        Ok(begun)
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        self.lock.folder()
    }

    fn workshop(&self) -> PathBuf {
        self.folder().join(STAGING)
    }

    /// Which question is begun or answered there.
    fn told(&self) -> Value {
        json!({
            "schema_version": 1,
            "program": "catching fit",
            "version": env!("CARGO_PKG_VERSION"),
            "questions": self.questions,
            "part": self.part.map(|part| part.to_string()),
        })
    }

    fn is_ours(&self, other: &Value) -> bool {
        ["program", "version", "questions", "part"].iter().all(|key| other[*key] == self.told()[*key])
    }

    fn room(&self, force: bool) -> Result<(), Failure> {
        let shown = self.folder().display();
        let taken = |what: &str| {
            Err(Failure::usage(format_args!(
                "`{shown}` holds {what}\nhelp: `--force` replaces it, `-o DIR` writes elsewhere"
            )))
        };
        match (record(self.folder()), record(&self.workshop())) {
            (Some(_), _) if !force => return taken("a fit already"),
            (None, Some(begun)) if !force && !self.is_ours(&begun) => return taken("unfinished draws of another fit"),
            (Some(_), _) | (None, Some(_)) => return Ok(()),
            (None, None) => {}
        }
        let entries = fs::read_dir(self.folder()).map_err(|error| self.cannot_write(&error))?;
        let mut names = entries.flatten().map(|entry| entry.file_name());
        match names.find(|name| name != LOCK) {
            None => Ok(()),
            Some(name) => Err(Failure::usage(format_args!(
                "`{shown}` is there already, and what is in it (`{}`) is no fit\nhelp: `-o DIR` writes elsewhere",
                crate::text::shown(&name.to_string_lossy())
            ))),
        }
    }

    /// The workshop, with the draws that are done if they are of this fit.
    fn open(&self) -> io::Result<()> {
        if record(&self.workshop()).is_some_and(|begun| self.is_ours(&begun)) {
            return Ok(());
        }
        staging::sweep_out(&self.workshop())?;
        fs::create_dir(self.workshop())?;
        keep(&self.workshop(), RECORD, self.told().to_string().as_bytes()).map(drop)
    }

    /// The draws of one of the scenarios that are done.
    ///
    /// # Errors
    /// When they cannot be kept.
    pub(super) fn draws(&self, place: usize) -> Result<Draws, Failure> {
        let journal = Journal::open(&self.workshop().join(DRAWS[place]), &self.questions[place]);
        journal.map(Draws).map_err(|error| self.cannot_keep(&error))
    }

    /// The draws of a part.
    ///
    /// # Errors
    /// When it is none, or of another question.
    pub(super) fn part(&self, folder: &Path) -> Result<Part, Failure> {
        let shown = folder.display();
        if !record(folder).is_some_and(|record| record["part"].is_string()) {
            return Err(Failure::usage(format_args!(
                "`{shown}` is no finished part of a fit\nhelp: parts are made with `catching fit … --shard 1/4 -o DIR`"
            )));
        }
        let open = |(question, name): (&String, &&str)| {
            let file = folder.join(name);
            if !file.is_file() {
                return Err(Failure::usage(format_args!("`{shown}` is a part of a fit of one scenario alone")));
            }
            Journal::open(&file, question).map_err(|error| match error {
                JournalError::Foreign => Failure::usage(format_args!(
                    "`{shown}` is a part of another fit\nhelp: all parts need the same scenario, data, priors, draws, seed and version \
                     of the program"
                )),
                error => Failure::usage(format_args!("`{}`: {error}", file.display())),
            })
        };
        let journals = self.questions.iter().zip(&DRAWS).map(open).collect::<Result<_, _>>()?;
        Ok(Part { folder: folder.to_owned(), journals })
    }

    /// Puts the results in their places, all at once; a fit that they replace stays until then.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(super) fn complete(&self, record: &Record<'_>, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
        self.placed(record, files).map_err(|error| self.cannot_write(&error))
    }

    fn placed(&self, record: &Record<'_>, files: &[(String, Vec<u8>)]) -> io::Result<()> {
        let stage = Stage::begin(self.lock)?;
        let place = stage.folder();
        for (name, content) in files {
            let path = place.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&place))?;
            fs::write(path, content)?;
        }
        if self.part.is_some() {
            for name in &DRAWS[..self.questions.len()] {
                let (from, to) = (self.workshop().join(name), place.join(name));
                // The workshop keeps them until all is complete.
                fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop))?;
            }
        }
        let mut told = self.told();
        if let (Value::Object(told), Value::Object(found)) = (&mut told, record.value(None)) {
            told.extend(found);
        }
        fs::write(place.join(RECORD), format!("{told:#}\n"))?;
        stage.take_place(names(), RECORD)
    }

    /// After a failure nothing stays of a fit of which no draw is done, or whose question is at fault.
    pub(super) fn leave(&self, failure: &Failure) {
        let is_empty = |place: usize| self.draws(place).is_ok_and(|draws| draws.count() == 0);
        if failure.is_usage() || (0..self.questions.len()).all(is_empty) {
            // What cannot be removed is in nobody's way.
            drop(staging::sweep_out(&self.workshop()));
        }
    }

    fn cannot_write(&self, error: &io::Error) -> Failure {
        Failure::unwritten_runs(format_args!("results into `{}`", self.folder().display()), error)
    }

    fn cannot_keep(&self, error: &JournalError) -> Failure {
        match error {
            JournalError::Disk(error) => self.cannot_write(error),
            JournalError::Locked => left_alone(ClaimError::InUse { folder: self.folder().to_owned() }),
            JournalError::Foreign => Failure::failed(format_args!(
                "cannot keep finished draws in `{}`: {error}\nhelp: `--force` begins anew",
                self.folder().display()
            )),
        }
    }
}

/// A part of the draws, scenario by scenario.
pub(super) struct Part {
    folder: PathBuf,
    journals: Vec<Journal>,
}

impl Part {
    /// Adds its draws to those that are done.
    ///
    /// # Errors
    /// When they cannot be read or kept.
    pub(super) fn given_to(mut self, draws: &mut [Draws]) -> Result<(), Failure> {
        for (draws, part) in draws.iter_mut().zip(&mut self.journals) {
            draws.0.take_over(part).map_err(|error| {
                Failure::usage(format_args!("the draws of `{}` cannot be taken over: {error}", self.folder.display()))
            })?;
        }
        Ok(())
    }
}

/// What a folder says about itself, if it is one of a fit.
fn record(folder: &Path) -> Option<Value> {
    let text = reading::read_text(&folder.join(RECORD), reading::SMALL).ok()?;
    let value: Value = serde_json::from_str(&text).ok()?;
    (value["program"] == "catching fit").then_some(value)
}

/// Draws that are done.
pub(super) struct Draws(Journal);

impl Draws {
    /// How many.
    pub(super) fn count(&self) -> u64 {
        self.0.len() as u64
    }
}

impl Kept for Draws {
    fn find(&mut self, draw: u64) -> io::Result<Option<Vec<f64>>> {
        let number = |bytes: &[u8]| f64::from_le_bytes(bytes.try_into().unwrap_or_default());
        Ok(self.0.find(draw)?.map(|payload| payload.chunks_exact(size_of::<f64>()).map(number).collect()))
    }

    fn keep(&mut self, draw: u64, statistics: &[f64]) -> io::Result<()> {
        self.0.append(draw, &statistics.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>())
    }
}

/// What was found, for programs.
pub(super) struct Record<'a> {
    pub(super) part: Option<Shard>,
    pub(super) sides: &'a [Side],
    pub(super) fits: Vec<&'a Fit>,
    pub(super) sentences: Vec<String>,
    pub(super) choice: Option<Value>,
}

impl Record<'_> {
    /// As one JSON text.
    pub(super) fn json(&self, folder: Option<&Path>) -> String {
        self.value(folder).to_string()
    }

    fn value(&self, folder: Option<&Path>) -> Value {
        let mut told = json!({
            "scenarios": self.sides.iter().map(|side| json!({ "name": side.name, "called": side.called,
                "title": side.study.scenario().title, "seed": side.study.scenario().seed })).collect::<Vec<_>>(),
            "sentences": self.sentences,
        });
        match folder {
            Some(folder) => told["folder"] = json!(folder.display().to_string()),
            None => told["command"] = json!(command()),
        }
        if let Some(part) = self.part {
            told["part"] = json!(part.to_string());
        }
        if let Some(choice) = &self.choice {
            told["choice"] = choice.clone();
        } else if let [fit] = &self.fits[..] {
            told["parameters"] = parameters(fit);
            if let Some(refined) = &fit.refined {
                told["refined"] = rounds(refined);
            }
        }
        told
    }
}

/// What was found about each key.
pub(super) fn parameters(fit: &Fit) -> Value {
    let parameters = fit.priors.iter().zip(&fit.parameters).map(|(prior, parameter)| {
        json!({
            "key": prior.key,
            "unit": prior.unit,
            "median": parameter.median,
            "interval": parameter.interval,
            "level": LEVEL,
            "width_of_prior": parameter.width,
            "covered": parameter.check.covered,
            "holds": parameter.check.holds,
        })
    });
    parameters.collect()
}

/// What rounds after the draws of the priors added.
fn rounds(refined: &Refined) -> Value {
    json!({
        "rounds": refined.rounds.len(),
        "runs": refined.rounds.iter().map(|round| round.runs).sum::<usize>(),
        "settled": refined.settled,
        "medians_before": refined.before.iter().map(|before| before.median).collect::<Vec<_>>(),
        "moved": refined.before.iter().map(|before| before.moved).collect::<Vec<_>>(),
    })
}

/// The pictures of a fit.
const PICTURES: [&str; 2] = ["posterior", "prediction"];

/// All files that a folder of a fit may have, the one first that makes it one.
fn names() -> Vec<String> {
    let endings = ["svg", "png", "csv", "caption.md", "alt.txt"];
    let pictures = PICTURES.iter().flat_map(|name| endings.map(|ending| format!("{name}.{ending}")));
    let tables = ["parameters.csv", "draws.csv", "predictions.csv", "rounds.csv", "fit.md"].map(str::to_owned);
    let of_one: Vec<String> = tables.into_iter().chain(pictures).collect();
    let inside = ["a", "b"].iter().flat_map(|folder| of_one.iter().map(move |name| format!("{folder}/{name}")));
    let others = [RECORD, "choice.csv", DRAWS[0], DRAWS[1]].map(str::to_owned);
    others.into_iter().chain(inside).chain(of_one.clone()).collect()
}

/// The tables, sentences and pictures of a fit.
///
/// # Errors
/// When a picture cannot be made.
pub(super) fn files(fit: &Fit) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut all = vec![
        ("parameters.csv".to_owned(), fit.parameters_csv().into_bytes()),
        ("draws.csv".to_owned(), fit.draws_csv().into_bytes()),
        ("predictions.csv".to_owned(), fit.predictions_csv().into_bytes()),
        ("fit.md".to_owned(), (fit.sentences().join("\n\n") + "\n").into_bytes()),
    ];
    all.extend(fit.rounds_csv().map(|rounds| ("rounds.csv".to_owned(), rounds.into_bytes())));
    let look = Look::of(&theme::WEB);
    for figure in [fit.posterior_figure(&look), fit.prediction_figure(&look)] {
        let png = picture::png(&figure.svg).map_err(Failure::failed)?;
        let named = |ending: &str, content: Vec<u8>| (format!("{}.{ending}", figure.name), content);
        all.extend([
            named("csv", figure.table.csv().as_bytes().to_vec()),
            named("caption.md", figure.caption.clone().into_bytes()),
            named("alt.txt", figure.alt.clone().into_bytes()),
            named("svg", figure.svg.clone().into_bytes()),
            named("png", png),
        ]);
    }
    Ok(all)
}
