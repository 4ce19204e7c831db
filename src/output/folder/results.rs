//! What charts, report and summary are made from: a result folder's tables, put together.

use super::{Folder, FolderError, Frame, Rows, SCENARIO};
use crate::output::tables::{GROUPS, OK, Table};
use crate::results::collect::DRAWN;
use crate::results::groups::NamedGroups;
use crate::results::{Cause, Event, Person, Results, Run, Runs, Series, Sight, asked, facts};
use crate::scenario::{self, Scenario};
use std::collections::BTreeMap;
use std::path::Path;

/// What a summary says of every outcome, and runs say again.
const PUBLISHED: [&str; 5] = ["mean", "sd", "q10", "median", "q90"];

impl Folder {
    /// Everything that a chart may read.
    ///
    /// # Errors
    /// When a table or the scenario is missing or damaged.
    pub fn results(&self) -> Result<Results, FolderError> {
        let scenario = self.read_scenario()?;
        let facts = facts::facts(&scenario, self.manifest());
        let runs = self.runs()?;
        if !self.manifest().design.is_empty() {
            // A sweep may have more rows of other tables than fit into memory, and its charts need none of them.
            let (points, outcomes) = (facts::points(self.manifest(), &facts), self.manifest().metrics.clone());
            let results = Results { points, outcomes, runs, facts, ..Results::default() };
            return Ok(Results { study: asked::study(&scenario, &results), ..results });
        }
        let series = series(self.rows(Table::Series)?, &self.manifest().series)?;
        self.are_of_the_same_runs(&series, &runs)?;
        let agents = self.table(Table::Agents)?;
        let people = people(agents, &facts.expressions);
        let who = Names::new(&people);
        let (ties, sight) = ties(self.rows(Table::Ties)?, &who)?;
        Ok(Results {
            points: facts::points(self.manifest(), &facts),
            outcomes: self.manifest().metrics.clone(),
            runs,
            series,
            events: events(self.rows(Table::Events)?, &who, &facts.expressions)?,
            ties,
            sight,
            gains: facts::gains(self.manifest(), &facts.expressions),
            moods: moods(agents),
            groups: groups(agents),
            people,
            theory: None,
            facts,
            study: None,
        })
    }

    /// Whether curves are those of the runs: nobody is reached who is not counted, and all who are counted are reached where the last
    /// sample is at the end.
    fn are_of_the_same_runs(&self, series: &Series, runs: &Runs) -> Result<(), FolderError> {
        let both = |name: &String| {
            let column = series.columns.iter().position(|column| column == name)?;
            Some((name.clone(), column, self.manifest().metrics.iter().position(|metric| metric == name)?))
        };
        let reached = self.manifest().metrics.iter().filter(|name| name.ends_with("_reach"));
        for (name, column, metric) in reached.filter_map(both) {
            for point in &self.manifest().points {
                let index = point.point as u32;
                let outcomes = runs.with_absent(index, metric).into_iter().map(|(_, value)| value);
                let known: BTreeMap<u64, f64> = runs.of(index).iter().map(|run| run.id).zip(outcomes).collect();
                for (run, columns) in &series.runs {
                    let (Some(outcome), Some(last)) = (known.get(run), columns[column].last()) else { continue };
                    if f64::from(*last) > outcome + 1e-5 {
                        let problem = format!(
                            "of run {run} it has a `{name}` of {last}, and {} has {outcome}: one of the two is of other runs, or was changed",
                            Table::Runs.file()
                        );
                        return Err(FolderError::Damaged { path: self.path().join(Table::Series.file()), problem });
                    }
                }
            }
        }
        Ok(())
    }

    /// The results with the people, ties and expressions of a run that was replayed into a folder.
    ///
    /// # Errors
    /// When a table of the replay is missing or damaged.
    pub fn with_replayed(&self, results: &mut Results, replay: &Path, run: u64) -> Result<(), FolderError> {
        let open = |table: Table| Rows::open(&replay.join(table.file()));
        let agents = Frame::read(open(Table::Agents)?, &self.manifest().varied)?;
        let people = people(&agents, &results.facts.expressions);
        let who = Names::new(&people);
        (results.ties, results.sight) = ties(open(Table::Ties)?, &who)?;
        results.events = events(open(Table::Events)?, &who, &results.facts.expressions)?;
        results.people = people;
        results.groups = groups(&agents);
        results.facts.shown = Some(run);
        Ok(())
    }

    /// Whether the numbers that the folder publishes are those of its runs: of a folder that nobody has changed they are.
    ///
    /// # Errors
    /// When they are not, with the first that is another.
    pub fn agrees(&self, results: &Results) -> Result<(), FolderError> {
        let mut rows = self.rows(Table::Summary)?;
        let (point, metric) = (rows.place("point"), rows.place("metric"));
        let (Some(point), Some(metric)) = (point, metric) else { return Ok(()) };
        let places = PUBLISHED.map(|name| rows.place(name));
        while rows.go_on()? {
            let (number, name) = (rows.number(point)? as u32, rows.word(metric).to_owned());
            let summary = results.summary(number, &name);
            let now = [summary.mean, summary.sd, summary.q10, summary.median, summary.q90];
            for ((column, place), now) in PUBLISHED.iter().zip(places).zip(now) {
                let Some(place) = place else { continue };
                let (now, there) = (now.unwrap_or(f64::NAN), rows.number(place)?);
                let apart = (now - there).abs() > 1e-9 * now.abs().max(1.0);
                if apart || now.is_nan() != there.is_nan() {
                    let problem = format!(
                        "the runs in {} have another {column} of `{name}` at point {number} ({now}) than it says ({there}); one of \
                         the two was changed",
                        Table::Runs.file()
                    );
                    return Err(FolderError::Damaged { path: self.path().join(Table::Summary.file()), problem });
                }
            }
        }
        Ok(())
    }

    /// The results, after a look whether the folder publishes what its runs say: for what goes on to others.
    ///
    /// # Errors
    /// When a table is missing or damaged, or one was changed.
    pub fn sound_results(&self) -> Result<Results, FolderError> {
        let results = self.results()?;
        self.agrees(&results)?;
        Ok(results)
    }

    /// The runs that came to their end.
    fn runs(&self) -> Result<Runs, FolderError> {
        let mut rows = self.rows(Table::Runs)?;
        let place = |name: &str| rows.place(name).unwrap_or_default(); // that it is there was looked at
        let [id, point, replicate, status] = ["run_id", "point", "replicate", "status"].map(place);
        let places: Vec<Option<usize>> = self.manifest().metrics.iter().map(|metric| rows.place(metric)).collect();
        let mut runs = Runs::new(places.len());
        while rows.go_on()? {
            let run = Run {
                id: rows.number(id)? as u64,
                point: rows.number(point)? as u32,
                replicate: rows.number(replicate)? as u32,
            };
            let outcome = |place: &Option<usize>| place.map_or(Ok(f64::NAN), |place| rows.number(place));
            let outcomes = places.iter().map(outcome).collect::<Result<Vec<f64>, _>>()?;
            if rows.word(status) == OK {
                runs.add(run, &outcomes).map_err(|source| FolderError::File { path: std::env::temp_dir(), source })?;
            }
        }
        Ok(runs)
    }

    /// The scenario that was run, as resolved, with the tick of its first point.
    ///
    /// # Errors
    /// When it or a file that it names is missing or damaged.
    pub fn read_scenario(&self) -> Result<Scenario, FolderError> {
        let mut scenario = self.read_variant(&[])?;
        self.manifest().points.iter().take(1).for_each(|point| point.time(&mut scenario));
        Ok(scenario)
    }

    /// The same with changes, as one of its points was run.
    ///
    /// # Errors
    /// As [`Self::read_scenario`].
    pub fn read_variant(&self, changes: &[(String, String)]) -> Result<Scenario, FolderError> {
        let text = self.scenario()?;
        let text = if changes.is_empty() { text } else { alone(&text) };
        let files = |file: &str| std::fs::read(self.path().join(file));
        scenario::read(SCENARIO, &text, changes, &files).map_err(|problems| FolderError::Damaged {
            path: self.path().join(SCENARIO),
            problem: problems.lines().join("; "),
        })
    }
}

/// A resolved scenario without its arms and its design: they are points of their own, and each would be checked again. The
/// program writes a header or a key a line; the order of the rest, which tells expressions apart, stays.
pub(super) fn alone(text: &str) -> String {
    // Hypotheses may name arms.
    const DESIGN: [&str; 6] = ["[sweep", "[[sweep", "[arms", "[[arms", "[hypotheses", "[[hypotheses"];
    let mut kept = true;
    let keep = |line: &&str| {
        if line.starts_with('[') {
            kept = !DESIGN.iter().any(|header| line.starts_with(header));
        }
        kept
    };
    text.lines().filter(keep).map(|line| format!("{line}\n")).collect()
}

/// The series of runs, row by row: as text, or as a table of wide numbers, they would take several times the room.
fn series(mut rows: Rows, names: &[String]) -> Result<Series, FolderError> {
    let [id, time] = ["run_id", "time"].map(|name| rows.place(name).unwrap_or_default()); // that they are there was looked at
    let places: Vec<Option<usize>> = names.iter().map(|name| rows.place(name)).collect();
    let mut series = Series { columns: names.to_vec(), ..Series::default() };
    // Of the run that is read, and kept of the longest.
    let mut times: Vec<f64> = Vec::new();
    while rows.go_on()? {
        let run = rows.number(id)? as u64;
        if series.runs.last().is_none_or(|(last, _)| *last != run) {
            series.runs.push((run, vec![Vec::new(); names.len()]));
            keep_longer(&mut series.times, &mut times);
        }
        times.push(rows.number(time)?);
        let columns = series.runs.last_mut().map(|(_, columns)| columns).into_iter().flatten();
        for ((column, place), name) in columns.zip(&places).zip(names) {
            let value = place.map_or(Ok(f64::NAN), |place| rows.number(place))?;
            let share = ["_reach", "_prevalence"].iter().any(|end| name.ends_with(end));
            if value.is_infinite() || share && !(value.is_nan() || (0.0..=1.0).contains(&value)) {
                return Err(rows.damaged(format!("run {run} has {value} in `{name}`, which no run can have")));
            }
            column.push(value as f32);
        }
    }
    keep_longer(&mut series.times, &mut times);
    Ok(series)
}

/// Empties the second list, into the first if it is longer.
fn keep_longer(longest: &mut Vec<f64>, other: &mut Vec<f64>) {
    if other.len() > longest.len() {
        std::mem::swap(longest, other);
    }
    other.clear();
}

/// The people of the first run whose people are recorded.
fn people(frame: &Frame, expressions: &[String]) -> Vec<Person> {
    let ids = frame.numbers("run_id");
    let rows = ids.iter().take_while(|id| **id == ids[0]).count();
    let (x, y, degree) = (frame.numbers("x"), frame.numbers("y"), frame.numbers("degree"));
    let block = frame.numbers("block");
    let firsts: Vec<&[f64]> = expressions.iter().map(|e| frame.numbers(&format!("{e}_first_time"))).collect();
    let at = |column: &[f64], row: usize| column.get(row).copied().filter(|v| !v.is_nan());
    let person = |row: usize| Person {
        name: frame.words("agent")[row].clone(),
        place: at(x, row).zip(at(y, row)),
        degree: at(degree, row).unwrap_or_default(),
        block: at(block, row).map(|block| block as u32),
        first: firsts.iter().map(|first| at(first, row)).collect(),
    };
    (0..rows).map(person).collect()
}

/// The moods of everyone, run by run; nothing where nobody has one.
fn moods(frame: &Frame) -> Vec<(u64, Vec<f64>)> {
    let (ids, mut rest) = (frame.numbers("run_id"), frame.numbers("mood"));
    if rest.len() != ids.len() {
        return Vec::new();
    }
    let mut moods = Vec::new();
    for rows in ids.chunk_by(|a, b| a == b) {
        let (mine, others) = rest.split_at(rows.len());
        moods.push((rows[0] as u64, mine.to_vec()));
        rest = others;
    }
    moods
}

/// What everyone is in, run by run; nothing where there are no groups.
fn groups(frame: &Frame) -> NamedGroups {
    let mut groups = NamedGroups::default();
    let mut rest = frame.words(GROUPS);
    for rows in frame.numbers("run_id").chunk_by(|a, b| a == b).filter(|_| !frame.words(GROUPS).is_empty()) {
        let (mine, others) = rest.split_at(rows.len());
        groups.add(rows[0] as u64, mine.iter().map(String::as_str));
        rest = others;
    }
    groups
}

/// From names in tables to positions among the recorded people; without recorded people the numbers stand for themselves.
struct Names<'a>(BTreeMap<&'a str, u32>);

impl<'a> Names<'a> {
    fn new(people: &'a [Person]) -> Self {
        Self(people.iter().zip(0..).map(|(person, place)| (person.name.as_str(), place)).collect())
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn find(&self, name: &str) -> Option<u32> {
        self.0.get(name).copied().or_else(|| name.parse().ok())
    }
}

/// Every expression, row by row: as a table of words they would take several times the room.
fn events(mut rows: Rows, who: &Names<'_>, expressions: &[String]) -> Result<Vec<Event>, FolderError> {
    let place = |name: &str| rows.place(name).unwrap_or_default(); // that it is there was looked at
    let [id, time, latency, duration] = ["run_id", "time", "latency", "duration"].map(place);
    let [agent, shown, cause, source] = ["agent", "expression", "cause", "source"].map(place);
    let mut events = Vec::new();
    while rows.go_on()? {
        let known = who.find(rows.word(agent)).zip(expressions.iter().position(|name| name == rows.word(shown)));
        let (run, times) =
            (rows.number(id)? as u64, [rows.number(time)?, rows.number(latency)?, rows.number(duration)?]);
        let because = Cause::ALL.into_iter().find(|known| known.name() == rows.word(cause));
        if let (Some((person, expression)), Some(cause)) = (known, because) {
            let ([time, latency, duration], source) = (times, who.find(rows.word(source)));
            events.push(Event { run, time, person, expression, cause, source, latency, duration });
        }
    }
    Ok(events)
}

/// The ties of the first run that recorded them, and who can see whom.
type Ties = (Vec<(u32, u32)>, Vec<(u64, Vec<Sight>)>);

/// The ties of the first run that recorded them, and who can see whom in each run that did. Row by row: as a table of words
/// the ties of a dense network would take gigabytes.
fn ties(mut rows: Rows, who: &Names<'_>) -> Result<Ties, FolderError> {
    let place = |name: &str| rows.place(name).unwrap_or_default(); // that it is there was looked at
    let [id, viewer, seen] = ["run_id", "viewer", "seen"].map(place);
    let [closeness, visibility] = ["closeness", "visibility"].map(place);
    let (mut ties, mut runs): Ties = (Vec::new(), Vec::new());
    let mut first = None;
    while rows.go_on()? {
        let (run, visibility) = (rows.number(id)? as u64, rows.number(visibility)?);
        let tie = who.find(rows.word(viewer)).zip(who.find(rows.word(seen)));
        if *first.get_or_insert(run) == run && who.len() <= DRAWN {
            ties.extend(tie);
        }
        if visibility > 0.0 {
            if runs.last().is_none_or(|(last, _)| *last != run) {
                runs.push((run, Vec::new()));
            }
            let closeness = rows.number(closeness)?;
            let tie = tie.map(|(viewer, seen)| Sight { viewer, seen, closeness, visibility });
            runs.last_mut().into_iter().for_each(|(_, ties)| ties.extend(tie));
        }
    }
    Ok((ties, runs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_is_read_without_arms_and_design() {
        let text = "title = \"x\"\n[expressions.b]\na = [1]\n[[arms]]\nname = \"y\"\n[sweep]\nvary = [{ key = \"z\" }]\n[stop]\nw = 1\n";
        assert_eq!(alone(text), "title = \"x\"\n[expressions.b]\na = [1]\n[stop]\nw = 1\n");
    }
}
