//! What came of a comparison, for people and for programs.

use crate::cli::job::Seconds;
use crate::cli::{Failure, Terminal};
use crate::experiment::comparison::{Comparison, Pairing};
use crate::experiment::statistics::Summary;
use crate::output::censored;
use crate::output::chart::Results;
use crate::output::chart::axis::short as rounded;
use crate::output::chart::metric::Metric;
use crate::output::chart::words::{arm_label, runs};
use crate::output::comparison::{
    COLUMNS, Printed, both_p, is_partial, left_out, main_outcome, of_arms, over, row, sentence,
};
use crate::output::hypotheses::{self, Tested};
use crate::output::report::REPORT;
use serde::Serialize;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// A comparison and where it lies.
pub(super) struct Told {
    pub(super) results: Results,
    pub(super) comparisons: Vec<Comparison>,
    names: [String; 2],
    folder: PathBuf,
}

impl Told {
    /// Compares the two arms of some results.
    pub(super) fn new(results: Results, folder: &Path) -> Self {
        let comparisons = of_arms(&results).unwrap_or_default();
        let mut labels = results.arms().map(arm_label);
        let names = [labels.next().unwrap_or_default(), labels.next().unwrap_or_default()];
        drop(labels);
        Self { results, comparisons, names, folder: folder.to_owned() }
    }

    /// The same where it will lie.
    pub(super) fn of_folder(self, folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..self }
    }

    /// What the two are called.
    pub(super) fn names(&self) -> (&str, &str) {
        (&self.names[0], &self.names[1])
    }

    /// What tables call them.
    pub(super) fn arms(&self) -> [&str; 2] {
        let mut arms = self.results.arms().map(|point| point.arm.as_str());
        [arms.next().unwrap_or_default(), arms.next().unwrap_or_default()]
    }

    fn metric(&self, c: &Comparison) -> Metric {
        Metric::of(&self.results.facts, &c.metric)
    }

    /// The comparison that the sentence is about.
    fn main(&self) -> Option<&Comparison> {
        let outcome = main_outcome(&self.results)?;
        self.comparisons.iter().find(|c| c.metric == outcome)
    }

    fn sentence(&self) -> String {
        self.main().map_or_else(String::new, |c| {
            sentence(c, &self.metric(c), self.names()) + &censored::said(&self.results, self.results.arms(), &c.metric)
        })
    }

    /// Tells it.
    pub(super) fn tell(
        &self,
        json: bool,
        pictures: &[PathBuf],
        simulated: Option<(Seconds, &[Tested])>,
        terminal: &mut Terminal,
    ) -> Result<(), Failure> {
        if json {
            return terminal.line(self.json(pictures, simulated));
        }
        if terminal.is_quiet() {
            return Ok(());
        }
        let bold = crate::cli::style::Style::BOLD;
        let (a, b) = self.names();
        terminal.line(format_args!("{bold}{}: “{a}” (A) and “{b}” (B){bold:#}\n", self.results.facts.title))?;
        terminal.line(format_args!("{}\n", self.sentence()))?;
        self.table().into_iter().try_for_each(|line| terminal.line(line))?;
        terminal.line(format_args!("\n{}\n", self.method()))?;
        self.tell_places(pictures, terminal)
    }

    fn table(&self) -> Vec<String> {
        let head = ["outcome", "A", "B", "B minus A (95 % interval)", "p (adjusted)", "B above A", "finding"];
        let mut rows = vec![head.map(str::to_owned)];
        rows.extend(self.comparisons.iter().map(|c| self.row(c)));
        crate::cli::run::story::columns(&rows)
    }

    fn row(&self, c: &Comparison) -> [String; 7] {
        let metric = self.metric(c);
        // A time until something is there only where it happened.
        let most = self.comparisons.iter().map(|c| c.a.n.max(c.b.n)).max().unwrap_or(0);
        let partly = c.a.n < most || c.b.n < most;
        let of = |n: usize| match c.pairing {
            Pairing::Paired => over(c),
            Pairing::Unpaired => runs(n),
        };
        let printed = Printed::new(c, &metric);
        let say = |summary: &Summary, mean: &str| match summary.mean {
            None => "– (no run)".to_owned(),
            Some(_) if partly => format!("{mean} ({})", of(summary.n)),
            Some(_) => mean.to_owned(),
        };
        let above = match (c.pairing, c.above.share) {
            (Pairing::Paired, Some(share)) if partly => {
                format!("{:.0} of {} {}", share * c.n as f64, c.n, if c.n == 1 { "pair" } else { "pairs" })
            }
            (Pairing::Paired, Some(share)) => format!("{:.0} of {}", share * c.n as f64, c.n),
            (Pairing::Unpaired, Some(share)) => rounded(share),
            _ => "–".to_owned(),
        };
        let (a, b) = (say(&c.a, &printed.a), say(&c.b, &printed.b));
        [c.metric.clone(), a, b, printed.difference, both_p(c, ""), above, c.finding().name().to_owned()]
    }

    /// How it was compared, and what sharing dice bought.
    fn method(&self) -> String {
        let Some(c) = self.main() else { return String::new() };
        let how = match c.pairing {
            Pairing::Paired => format!(
                "A and B shared their dice run by run, so runs are compared in pairs. Interval: {}; test: {}.",
                c.interval_kind, c.test.name
            ),
            Pairing::Unpaired => format!(
                "The runs of A and B have no seed in common, so they are compared as two separate sets and not in pairs. Interval: {}; test: {}.",
                c.interval_kind, c.test.name
            ),
        };
        let many = " That outcome is tested by itself; the findings on all others go by p adjusted for their number (Holm, in brackets; \
                    p_holm in comparison.csv).";
        let partial = match self.comparisons.iter().any(is_partial) {
            true => {
                " Where a row names its pairs, only in these do both have the outcome, and A and B are means over them alone."
            }
            false => "",
        };
        format!("{how}{}{}{many}{partial}", left_out(c, self.names()), self.shared_dice(c))
    }

    fn shared_dice(&self, c: &Comparison) -> String {
        match c.shared_dice {
            // Of few pairs nobody can say how alike they are.
            Some(_) if c.n < 10 => String::new(),
            Some(gain) if gain > 1.05 => format!(
                " Sharing dice made {} pairs worth about {:.0} pairs of unrelated runs ({}).",
                c.n,
                gain * c.n as f64,
                c.metric
            ),
            Some(_) => format!(" Sharing dice bought nothing here ({}).", c.metric),
            None => String::new(),
        }
    }

    fn tell_places(&self, pictures: &[PathBuf], terminal: &mut Terminal) -> Result<(), Failure> {
        let folder = self.folder.display();
        if let Some(line) = crate::cli::charts::told(pictures) {
            terminal.line(line)?;
        }
        terminal.line(format_args!("Table     {folder}/{}", crate::output::comparison::COMPARISON))?;
        if self.folder.join(REPORT).is_file() {
            terminal.line(format_args!("Report    {folder}/{REPORT}"))?;
        }
        Ok(())
    }

    fn json(&self, pictures: &[PathBuf], simulated: Option<(Seconds, &[Tested])>) -> String {
        let record = Record {
            a: &self.names[0],
            b: &self.names[1],
            outcome: self.main().map(|c| c.metric.as_str()),
            sentence: self.sentence(),
            comparisons: self.comparisons.iter().map(|c| fields(c, self.arms().into())).collect(),
            folder: &self.folder,
            pictures,
            hypotheses: simulated.map(|(_, tested)| tested.iter().map(hypotheses::Told::from).collect()),
            seconds: simulated.map(|(seconds, _)| seconds),
        };
        serde_json::to_string_pretty(&record).expect("words and numbers are JSON")
    }
}

/// The comparison for programs.
#[derive(Serialize)]
struct Record<'a> {
    a: &'a str,
    b: &'a str,
    outcome: Option<&'a str>,
    sentence: String,
    comparisons: Vec<Map<String, Value>>,
    folder: &'a Path,
    pictures: &'a [PathBuf],
    #[serde(skip_serializing_if = "Option::is_none")]
    hypotheses: Option<Vec<hypotheses::Told>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<Seconds>,
}

/// A row of `comparison.csv`: numbers as numbers, nothing as null.
fn fields(c: &Comparison, names: (&str, &str)) -> Map<String, Value> {
    let value = |(column, field): (&str, String)| {
        let value = match field.parse::<f64>() {
            Ok(number) if !matches!(column, "a" | "b" | "metric") => Value::from(number),
            _ if field.is_empty() => Value::Null,
            _ => Value::from(field),
        };
        (column.to_owned(), value)
    };
    COLUMNS.into_iter().zip(row(c, names)).map(value).collect()
}
