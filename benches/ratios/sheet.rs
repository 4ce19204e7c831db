//! What is printed: one line a comparison, and the same as a table for a spreadsheet.

use std::fs::File;
use std::io::{self, Write};
use std::time::Instant;

/// What is hoped for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
    /// Nothing: the figure is for comparison.
    None,
}

impl Target {
    fn words(self, value: f64) -> (&'static str, String, &'static str) {
        let said = |met| if met { "met" } else { "missed" };
        match self {
            Self::AtMost(most) => ("at most", most.to_string(), said(value <= most)),
            Self::AtLeast(least) => ("at least", least.to_string(), said(value >= least)),
            Self::None => ("", String::new(), ""),
        }
    }
}

/// Several measurements of the same.
#[derive(Clone, Debug)]
pub(crate) struct Measured(Vec<f64>);

impl Measured {
    /// In any order; at least one.
    pub(crate) fn new(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    /// The one in the middle.
    pub(crate) fn median(&self) -> f64 {
        self.0[self.0.len() / 2]
    }
}

/// Two ways to do the same work, done in turn: what slows the machine down for a while slows both. What they come to is
/// told where it is comparable.
pub(crate) struct Pair {
    first: Measured,
    second: Measured,
    ratios: Measured,
    results: Option<[f64; 2]>,
}

impl Pair {
    /// Does both so many times.
    pub(crate) fn of(rounds: usize, mut first: impl FnMut() -> f64, mut second: impl FnMut() -> f64) -> Self {
        let (mut firsts, mut seconds, mut results) = (Vec::new(), Vec::new(), [0.0; 2]);
        for _ in 0..rounds {
            let begun = Instant::now();
            results[0] = first();
            firsts.push(begun.elapsed().as_secs_f64());
            let begun = Instant::now();
            results[1] = second();
            seconds.push(begun.elapsed().as_secs_f64());
        }
        Self { results: Some(results).filter(|[first, _]| !first.is_nan()), ..Self::from_seconds(firsts, seconds) }
    }

    /// From what was timed elsewhere, round by round.
    pub(crate) fn from_seconds(first: Vec<f64>, second: Vec<f64>) -> Self {
        let ratios = first.iter().zip(&second).map(|(first, second)| second / first).collect();
        Self {
            first: Measured::new(first),
            second: Measured::new(second),
            ratios: Measured::new(ratios),
            results: None,
        }
    }

    /// Seconds of the first and of the second.
    pub(crate) fn medians(&self) -> [f64; 2] {
        [self.first.median(), self.second.median()]
    }

    /// How many times faster the second was.
    pub(crate) fn gain(self) -> Self {
        Self { ratios: Measured::new(self.ratios.0.iter().map(|ratio| 1.0 / ratio).collect()), ..self }
    }
}

/// The table.
pub(crate) struct Sheet {
    file: Option<csv::Writer<File>>,
}

impl Sheet {
    /// Prints, and writes to a file if one is named.
    pub(crate) fn new(file: Option<&str>) -> io::Result<Self> {
        let mut file = file.map(csv::Writer::from_path).transpose()?;
        if let Some(file) = &mut file {
            file.write_record([
                "name", "work", "first_s", "second_s", "value", "low", "high", "rounds", "unit", "bound", "target",
                "met", "note",
            ])?;
        }
        println!("{:62} {:>9} {:>9}  {:>26}  target", "work", "first", "second", "median [low high]");
        Ok(Self { file })
    }

    /// A line about two ways; the note tells what both came to.
    pub(crate) fn pair(&mut self, name: &str, work: &str, target: Target, pair: &Pair) {
        let seconds = [pair.first.median(), pair.second.median()].map(|s| format!("{s:.4}"));
        let note = pair.results.map(|[first, second]| format!("results {first:.4} {second:.4}")).unwrap_or_default();
        self.line(name, work, seconds, &pair.ratios, "×", target, &note);
    }

    /// A line about one figure.
    pub(crate) fn figure(&mut self, name: &str, work: &str, target: Target, figure: &Measured, unit: &str) {
        self.line(name, work, [String::new(), String::new()], figure, unit, target, "");
    }

    #[expect(clippy::too_many_arguments, reason = "a row has so many cells")]
    fn line(
        &mut self,
        name: &str,
        work: &str,
        seconds: [String; 2],
        figure: &Measured,
        unit: &str,
        target: Target,
        note: &str,
    ) {
        let (value, low, high) = (figure.median(), figure.0[0], figure.0[figure.0.len() - 1]);
        let (bound, limit, met) = target.words(value);
        let [first, second] = seconds;
        let spread = format!("{value:.2} {unit} [{low:.2} {high:.2}]");
        println!("{work:62} {first:>9} {second:>9}  {spread:>26}  {bound} {limit} {met}  {note}");
        io::stdout().flush().expect("a terminal");
        if let Some(file) = &mut self.file {
            let number = |x: f64| format!("{x:.4}");
            let rounds = figure.0.len().to_string();
            let cells = [number(value), number(low), number(high), rounds];
            let [value, low, high, rounds] = &cells;
            let row = [name, work, &first, &second, value, low, high, rounds, unit, bound, &limit, met, note];
            file.write_record(row).and_then(|()| Ok(file.flush()?)).expect("room on the disk");
        }
    }
}
