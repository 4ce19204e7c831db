//! What a study came to: numbers, tables, figures, a report.

use super::StudyError;
use super::explore::{Living, recorded};
use super::recorded::{is_quick, living_run, which};
use crate::experiment::Plan;
use crate::experiment::comparison::Comparison;
use crate::experiment::statistics::Summary;
use crate::output::chart::{self, CHARTS, Chart, Look, Theme, theme};
use crate::output::comparison;
use crate::output::hypotheses::{self, Tested};
use crate::output::report::{self, LivingRun, Sources};
use crate::output::tables::summary_csv;
use crate::results::manifest::Manifest;
use crate::results::{self, Point};
use crate::scenario::{Scenario, nearest};
use std::sync::Arc;

/// A chart: the picture, exactly the numbers drawn, what it shows, and the same for those who cannot see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The picture, as SVG.
    pub svg: String,
    /// The numbers drawn, as CSV.
    pub csv: String,
    /// What it shows, in Markdown: n, intervals, source, what not to conclude.
    pub caption: String,
    /// The same in place of the picture.
    pub alt: String,
}

/// The results of a study.
#[derive(Clone, Debug)]
pub struct Results {
    data: results::Results,
    scenario: Scenario,
    text: String,
    manifest: Manifest,
    plan: Arc<Plan>,
}

impl Results {
    pub(super) fn new(
        data: results::Results,
        scenario: Scenario,
        text: String,
        manifest: Manifest,
        plan: Arc<Plan>,
    ) -> Self {
        Self { data, scenario, text, manifest, plan }
    }

    /// Everything that charts and report are made from.
    pub fn data(&self) -> &results::Results {
        &self.data
    }

    /// The scenario as it was run: run again, it gives the same results.
    pub fn scenario_toml(&self) -> &str {
        &self.text
    }

    /// What was run: arms, points of a design, and the run without imitation.
    pub fn points(&self) -> &[Point] {
        &self.data.points
    }

    /// The names of the outcomes.
    pub fn outcomes(&self) -> &[String] {
        &self.data.outcomes
    }

    /// What every outcome came to at every point: mean, interval, quantiles over runs.
    pub fn summary(&self) -> Vec<(&Point, &str, Summary)> {
        let of_point =
            |point| self.data.outcomes.iter().map(move |name| (point, name.as_str(), self.summary_of(point, name)));
        self.data.points.iter().flat_map(of_point).collect()
    }

    /// What an outcome came to in the first point of an arm (`main` where there are none).
    pub fn outcome(&self, arm: &str, outcome: &str) -> Option<Summary> {
        let point = self.data.points.iter().find(|point| point.arm == arm)?;
        self.data.outcomes.iter().any(|name| name == outcome).then(|| self.summary_of(point, outcome))
    }

    fn summary_of(&self, point: &Point, outcome: &str) -> Summary {
        self.data.summary(point.index, outcome)
    }

    /// How far arm `b` lies from arm `a` in an outcome, run by run with the same draws.
    pub fn difference(&self, a: &str, b: &str, outcome: &str) -> Option<Comparison> {
        let find = |arm: &str| self.data.points.iter().find(|point| point.arm == arm);
        self.data.outcomes.iter().any(|name| name == outcome).then_some(())?;
        Some(comparison::of_two(&self.data, find(a)?, find(b)?, outcome))
    }

    /// What the runs say to the hypotheses of the scenario.
    pub fn hypotheses(&self) -> Vec<Tested> {
        hypotheses::test(&self.data, &self.scenario)
    }

    /// The answer in sentences: what the report says of the question, of two versions how far apart they are, of a design which key
    /// matters.
    pub fn answer(&self) -> Vec<String> {
        report::said(&self.data)
    }

    /// The seed of a replicate's chance, the same at every point.
    pub fn seed_of(&self, replicate: u64) -> u64 {
        self.plan.run(0, replicate).seed
    }

    /// The same numbers as a table: `summary.csv`.
    pub fn summary_csv(&self) -> String {
        summary_csv(&self.data, &self.plan, self.scenario.time_unit)
    }

    /// The names of the charts that these results can fill.
    pub fn figures(&self) -> Vec<&'static str> {
        CHARTS.iter().filter(|chart| (chart.applies)(&self.data)).map(|chart| chart.name).collect()
    }

    /// The name of the chart that shows best what was asked; none where no chart can be drawn.
    pub fn first_figure(&self) -> Option<&'static str> {
        self.charts().first().map(|chart| chart.name)
    }

    /// A chart of this name, in the look that the command line gives charts unless told otherwise.
    ///
    /// # Errors
    /// When there is none, or the results do not have what it needs.
    pub fn figure(&self, name: &str) -> Result<Figure, StudyError> {
        self.figure_in(name, theme::WEB.name)
    }

    /// The same in one of the looks that charts have: `web`, `print`, `slides`, `dark`.
    ///
    /// # Errors
    /// When there is no such chart or look, or the results do not have what the chart needs.
    pub fn figure_in(&self, name: &str, look: &str) -> Result<Figure, StudyError> {
        let theme = Theme::named(look).ok_or_else(|| {
            let names = theme::THEMES.map(|theme| theme.name).join(", ");
            StudyError::Unknown(format!("there is no look `{look}`; there are {names}"))
        })?;
        let chart = chart::named(name).ok_or_else(|| {
            let near = nearest(name, CHARTS.iter().map(|chart| chart.name));
            let near = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
            StudyError::Unknown(format!("there is no chart `{name}`{near}"))
        })?;
        if !(chart.applies)(&self.data) {
            return Err(StudyError::Refused(format!("the chart `{name}` needs {}", chart.needs)));
        }
        let chart::Figure { svg, table, caption, alt, .. } =
            chart::figure(chart, &self.data, &Look { hands: self.scenario.figures.clone(), ..Look::of(theme) });
        Ok(Figure { svg, csv: table.csv().to_owned(), caption, alt })
    }

    /// A run, ready to be run again and asked about.
    ///
    /// # Errors
    /// When there is no such run.
    #[cfg(feature = "files")]
    pub fn again(&self, id: u64) -> Result<crate::output::folder::again::Again, StudyError> {
        let most = self.plan.most_replicates();
        let known = self.plan.points.get((id / most) as usize).filter(|_| id < self.plan.runs());
        let point = known.ok_or_else(|| {
            StudyError::Unknown(format!(
                "there is no run {id}; the runs are 0 to {}",
                self.plan.runs().saturating_sub(1)
            ))
        })?;
        let run = self.plan.run(point.index, id % most);
        let network = self.plan.draw_network(&run).map_err(|error| StudyError::Run(id, error.to_string()))?;
        let scenario = Scenario { situation: point.situation.clone(), ..self.scenario.clone() };
        let layout = crate::output::tables::Layout::new(&self.plan.points, self.scenario.time_unit);
        Ok(crate::output::folder::again::Again { scenario, point: point.clone(), run, network, layout })
    }

    /// The page with everything on it, which needs nothing from outside.
    ///
    /// # Errors
    /// When its template is at fault.
    pub fn report(&self) -> Result<String, StudyError> {
        let living = self.living();
        let sources = Sources {
            results: &self.data,
            scenario: &self.scenario,
            scenario_text: &self.text,
            manifest: &self.manifest,
            charts: &self.charts(),
            language: None,
            living: living.as_ref(),
        };
        report::page(&sources).map_err(|error| StudyError::Report(error.to_string()))
    }

    /// The first run, to be looked at person by person.
    fn living(&self) -> Option<LivingRun> {
        let point = self.plan.points.iter().find(|point| !point.null)?;
        let (told, run) = (self.data.arms().next()?, self.plan.run(point.index, 0));
        let null = self.data.null_beside(told).and_then(|null| self.plan.points.get(null.index as usize));
        if !is_quick(&point.situation, &*self.plan.draw_network(&run).ok()?) {
            return None;
        }
        let (network, recording) = recorded(&self.plan, point, &run).ok()?;
        let null = null.and_then(|null| Some((null, recorded(&self.plan, null, &self.plan.run(null.index, 0)).ok()?)));
        let null = null.as_ref().filter(|(_, (other, _))| other.people() == network.people());
        let null = null.map(|(null, (_, recording))| (*null, recording));
        let both: Vec<_> = std::iter::once((point, &recording)).chain(null).collect();
        living_run(
            Living::of_runs(&network, &both, &self.scenario),
            &self.scenario,
            which(&run, self.plan.runs(), point),
        )
    }

    /// The charts that the scenario names, else those that fit.
    fn charts(&self) -> Vec<&'static Chart> {
        let named = self.scenario.charts.iter().filter_map(|name| chart::named(name));
        let fitting: Vec<&Chart> = named.filter(|chart| (chart.applies)(&self.data)).collect();
        if fitting.is_empty() { chart::usual(&self.data) } else { fitting }
    }
}
