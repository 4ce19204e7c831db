//! Where a scenario comes from: a file, standard input, or the ones that come with the program.

use super::{Failure, Terminal, memory};
use crate::network::format::format_of;
use crate::output::folder::SCENARIO;
use crate::output::reading;
use crate::results::manifest::Input;
use crate::scenario::{self, LIBRARY, Scenario, Written, nearest, shipped, unreadable};
use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A scenario's text and the folder that its files are relative to.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    folder: PathBuf,
    inputs: RefCell<Vec<(Input, Vec<u8>)>>,
    /// A file that was typed: relative to where the program runs, and no input of the scenario.
    typed_file: Option<String>,
    /// Since when files of the scenario are being read.
    opened: Cell<Option<Instant>>,
    /// How long files of the scenario, such as its network, took to read.
    reading: Cell<Duration>,
}

impl Source {
    /// Finds a scenario: a file, `-` for standard input, the name of one that comes with the program, or the first of
    /// those.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn find(given: Option<&str>) -> Result<Self, Failure> {
        match given {
            None => Ok(Self::new(&format!("{}.toml", LIBRARY[0].name), LIBRARY[0].text.to_owned())),
            Some("-") => Self::standard_input(),
            Some(path) if is_no_folder(path) => {
                let source = Self::read_file(path);
                // Before its first thousand mistakes as a scenario.
                if is_network(path, source.as_ref().map_or("", |source| &source.text)) {
                    Err(no_scenario(path))
                } else {
                    source
                }
            }
            // Before folders: the results of a shipped scenario often lie in a folder of its name.
            Some(name) => match shipped(name) {
                Some(scenario) => Ok(Self::new(&format!("{}.toml", scenario.name), scenario.text.to_owned())),
                None if Path::new(name).is_dir() => Err(Failure::usage(format_args!(
                    "`{name}` is a folder, not a scenario\nhelp: `catching plot {name}` draws the charts of a result folder again"
                ))),
                None => Err(unknown(name)),
            },
        }
    }

    /// The resolved scenario of a result folder, under the name that it had.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_results(folder: &Path, name: &str) -> Result<Self, Failure> {
        let path = folder.join(SCENARIO);
        let source = Self::read_file(&path.to_string_lossy())?;
        Ok(Self { name: format!("{name}.toml"), ..source })
    }

    fn standard_input() -> Result<Self, Failure> {
        let mut text = String::new();
        let unreadable = |error: io::Error| Failure::usage(format_args!("cannot read standard input: {error}"));
        let read = io::stdin().lock().take(MOST + 1).read_to_string(&mut text).map_err(unreadable)?;
        if read as u64 > MOST {
            return Err(Failure::usage(format_args!("standard input has more than {} bytes: no scenario has", MOST)));
        }
        Ok(Self::new("stdin", text))
    }

    fn new(name: &str, text: String) -> Self {
        let folder = Path::new(name).parent().unwrap_or(Path::new("")).to_owned();
        Self {
            name: name.to_owned(),
            text,
            folder,
            inputs: RefCell::default(),
            typed_file: None,
            opened: Cell::default(),
            reading: Cell::default(),
        }
    }

    fn read_file(path: &str) -> Result<Self, Failure> {
        let bytes = reading::read(Path::new(path), MOST)
            .map_err(|error| Failure::usage(format_args!("cannot read `{path}`: {}", unreadable(&error))))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|&b| b == b'\n').count();
            let help = scenario::not_utf8(error.as_bytes());
            Failure::usage(format_args!("`{path}` is not a text file: line {line} is not UTF-8\nhelp: {help}"))
        })?;
        Ok(Self::new(path, text))
    }

    /// The same with a file that was typed on the command line and not in the scenario.
    #[must_use]
    pub fn with_typed_file(self, file: Option<&Path>) -> Self {
        Self { typed_file: file.map(|file| file.to_string_lossy().into_owned()), ..self }
    }

    /// The lines of the rows of a typed table of points.
    pub fn typed_lines(&self) -> Vec<u64> {
        let bytes = self.typed_file.as_ref().and_then(|file| reading::read(Path::new(file), reading::SMALL).ok());
        bytes.map_or(Vec::new(), |bytes| scenario::point_lines(&bytes))
    }

    /// Its file name, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As it is typed on the command line.
    pub fn typed(&self) -> &str {
        let shipped =
            LIBRARY.iter().find(|shipped| self.name == format!("{}.toml", shipped.name) && self.text == shipped.text);
        shipped.map_or(&self.name, |shipped| shipped.name)
    }

    /// Its text, as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it means with some keys changed; warnings are printed.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self, changes: &[(String, String)], terminal: &mut Terminal) -> Result<Scenario, Failure> {
        self.read_sweep(changes, &[], terminal)
    }

    /// As [`read`](Self::read), with variations as typed in place of those that it has.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read_sweep(
        &self,
        changes: &[(String, String)],
        vary: &[String],
        terminal: &mut Terminal,
    ) -> Result<Scenario, Failure> {
        let reading = scenario::inspect_sweep(&self.name, &self.text, changes, vary, &|file| self.open(file));
        self.note_reading();
        match reading.scenario {
            None => Err(Failure::diagnostics(reading.diagnostics.render(terminal.colours_err()))),
            Some(scenario) => {
                if !reading.diagnostics.is_empty() {
                    terminal.laid_out(reading.diagnostics.render_in_passing(terminal.colours_err()).trim_end());
                }
                Ok(scenario)
            }
        }
    }

    /// What a scenario that has been read means with these changes, which come from `label`.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn variant(
        &self,
        written: &Written,
        label: &str,
        changes: &[(String, String)],
        terminal: &Terminal,
    ) -> Result<Scenario, Failure> {
        let read = written.variant(label, changes, &|file| self.open(file));
        self.note_reading();
        read.map_err(|problems| Failure::diagnostics(problems.render(terminal.colours_err())))
    }

    /// Adds the time since the first file was opened: what follows it is reading that file.
    fn note_reading(&self) {
        let spent = self.opened.take().map_or(Duration::ZERO, |opened| opened.elapsed());
        self.reading.set(self.reading.get() + spent);
    }

    /// How long files of the scenario, such as its network, took to read \[s\].
    pub fn seconds_reading(&self) -> f64 {
        self.reading.get().as_secs_f64()
    }

    /// The files that were opened while it was read, with their content.
    pub fn inputs(&self) -> Vec<(Input, Vec<u8>)> {
        self.inputs.borrow().clone()
    }

    /// Opens a file that the scenario refers to, and remembers it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&self, file: &str) -> io::Result<Vec<u8>> {
        self.opened.set(self.opened.get().or_else(|| Some(Instant::now())));
        if self.typed_file.as_deref() == Some(file) {
            return reading::read(Path::new(file), reading::SMALL);
        }
        let mut inputs = self.inputs.borrow_mut();
        if let Some((_, content)) = inputs.iter().find(|(input, _)| input.file == file) {
            return Ok(content.clone());
        }
        let most = memory::of_a_file();
        let content = reading::read(&self.folder.join(file), most)?;
        reading::refuse_bomb(&content, most)?;
        inputs.push((Input::new(file, &content), content.clone()));
        Ok(content)
    }
}

/// Whether a file is a network: by its name, unless it has the table that every scenario has.
fn is_network(path: &str, text: &str) -> bool {
    format_of(path).is_some() && !text.lines().any(|line| line.trim_start().starts_with("[network"))
}

fn no_scenario(path: &str) -> Failure {
    let file = format!("{path:?}");
    Failure::usage(format_args!(
        "`{path}` is a network, not a scenario; a scenario names it in two lines:\n\n[network]\nfile = {file}\n\n\
         help: `catching new NAME` writes a scenario to start from; `catching network {path}` describes the network"
    ))
}

/// More than any scenario has \[bytes\].
const MOST: u64 = 1 << 24;

/// Whether something of this name is there that could be meant for a scenario, if only to be told that it is none.
fn is_no_folder(path: &str) -> bool {
    Path::new(path).symlink_metadata().is_ok() && !Path::new(path).is_dir()
}

fn unknown(name: &str) -> Failure {
    let names = || LIBRARY.iter().map(|scenario| scenario.name);
    let help = match nearest(name, names()) {
        _ if name.ends_with(".toml") => "`catching new NAME` writes a scenario to start from".to_owned(),
        Some(near) => format!("did you mean `{near}`?"),
        None => "`catching list scenarios` names those that come with the program".to_owned(),
    };
    Failure::usage(format_args!(
        "there is no scenario file `{name}`, and none of this name comes with the program\nhelp: {help}"
    ))
}
