//! What the charts of sweeps share: the varied keys as axes, the points as places on them, and their estimates.

use super::axis::{self, Axis};
use super::input::{Called, Facts, Point, Results, number_and_unit};
use super::outcomes::Outcome;
use super::table::Cell;
use super::words;
use crate::experiment::statistics::Estimate;
use crate::output::tongue::{self, say};

/// A varied key: its values in order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dimension {
    /// The dotted key.
    pub key: String,
    /// What it is called.
    pub called: Called,
    /// Its values as the tables print them, numbers in ascending order, words as they come.
    pub values: Vec<String>,
    /// The values as numbers, where all are (in one unit).
    pub numbers: Option<Vec<f64>>,
    /// The unit of these numbers, often empty.
    pub unit: String,
}

impl Dimension {
    /// What a varied key takes among these points.
    pub(super) fn new(key: &str, facts: &Facts, points: &[&Point]) -> Dimension {
        let called = facts.called(key);
        let mut values: Vec<String> = Vec::new();
        for value in points.iter().filter_map(|point| point.value(key)) {
            if !values.iter().any(|known| known == value) {
                values.push(value.to_owned());
            }
        }
        let read: Option<Vec<(f64, String)>> =
            values.iter().map(|v| number_and_unit(v).map(|(number, unit)| (number, unit.to_owned()))).collect();
        let read = read.filter(|all| all.windows(2).all(|pair| pair[0].1 == pair[1].1) && !all.is_empty());
        let Some(read) = read else {
            return Dimension { key: key.to_owned(), called, values, numbers: None, unit: String::new() };
        };
        let unit = read[0].1.clone();
        let mut both: Vec<(f64, String)> = read.into_iter().map(|r| r.0).zip(values).collect();
        both.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (numbers, values) = both.into_iter().unzip();
        Dimension { key: key.to_owned(), called, values, numbers: Some(numbers), unit }
    }

    /// Where a point stands on it, counted in values.
    pub(super) fn place(&self, point: &Point) -> Option<usize> {
        let value = point.value(&self.key)?;
        self.values.iter().position(|known| known == value)
    }

    /// What it is called, with its unit.
    pub(super) fn title(&self) -> String {
        axis::capital(&self.with_unit(&self.called.full))
    }

    /// The key with its unit, as tables head it.
    pub(super) fn column(&self) -> String {
        self.with_unit(&self.key)
    }

    /// A value as a table below [`column`](Self::column) writes it.
    pub(super) fn cell(&self, place: usize) -> Cell {
        self.numbers.as_ref().map_or_else(|| self.values[place].as_str().into(), |numbers| numbers[place].into())
    }

    fn with_unit(&self, name: &str) -> String {
        if self.unit.is_empty() { name.to_owned() } else { format!("{name} [{}]", axis::unit_alone(&self.unit)) }
    }

    /// Its name within a sentence.
    pub(super) fn name(&self) -> &str {
        &self.called.full
    }

    /// What says enough beside an axis that names all of it.
    pub(super) fn short(&self) -> &str {
        &self.called.short
    }

    /// The last part of the key, as words.
    fn last_part(&self) -> String {
        self.key.rsplit('.').next().unwrap_or(&self.key).replace('_', " ")
    }

    /// Whether its numbers are spaced evenly in the logarithm and not on the line.
    pub(super) fn is_log(&self) -> bool {
        let Some(numbers) = &self.numbers else { return false };
        let [first, .., last] = numbers.as_slice() else { return false };
        if numbers.len() < 3 || *first <= 0.0 || last / first < 8.0 {
            return false;
        }
        let even = |steps: Vec<f64>| steps.iter().all(|step| (step / steps[0] - 1.0).abs() < 0.05);
        even(numbers.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect())
    }

    /// Where a value lies along the axis: its number, the number's logarithm, or its rank.
    pub(super) fn position(&self, place: usize) -> f64 {
        match &self.numbers {
            Some(numbers) if self.is_log() => numbers[place].log10(),
            Some(numbers) => numbers[place],
            None => place as f64,
        }
    }

    /// An axis along it, `most` ticks if they are numbers, all names if not.
    pub(super) fn axis(&self, most: usize) -> Axis {
        let positions: Vec<f64> = (0..self.values.len()).map(|place| self.position(place)).collect();
        let (low, high) = positions.iter().fold((f64::MAX, f64::MIN), |ends, v| (ends.0.min(*v), ends.1.max(*v)));
        let margin = if self.numbers.is_some() { (high - low).max(1e-9) * 0.03 } else { 0.5 };
        let ends = (low - margin, high + margin);
        let few = self.values.len() <= most;
        let named = || positions.iter().zip(&self.values).map(|(at, v)| (*at, v.clone())).collect::<Vec<_>>();
        let ticks = match &self.numbers {
            None => named(),
            Some(_) if few => positions.iter().zip(self.labels()).map(|(at, label)| (*at, label)).collect(),
            Some(_) if self.is_log() => {
                let every = positions.len().div_ceil(most.max(1));
                let labelled = positions.iter().zip(self.labels()).map(|(at, label)| (*at, label));
                labelled.step_by(every).collect()
            }
            Some(_) => axis::amounts(low, high, "", most).ticks,
        };
        let ticks = ticks.into_iter().filter(|(at, _)| *at >= ends.0 && *at <= ends.1).collect();
        Axis { ends, ticks, title: self.title(), ..Axis::default() }
    }

    /// The values as ticks and legends write them.
    pub(super) fn labels(&self) -> Vec<String> {
        match &self.numbers {
            Some(numbers) => numbers.iter().map(|n| axis::short(*n)).collect(),
            None => self.values.clone(),
        }
    }
}

/// The dimensions of a sweep: the keys that have more than one value.
pub(super) fn dimensions(results: &Results) -> Vec<Dimension> {
    let points: Vec<&Point> = results.points.iter().collect();
    let all = results.facts.varied.iter().map(|key| Dimension::new(key, &results.facts, &points));
    all.filter(|dimension| dimension.values.len() > 1).collect()
}

/// The dimension that goes along the horizontal axis: numbers before names, many values before few.
pub(super) fn along(dimensions: &[Dimension]) -> usize {
    let worth = |d: &Dimension| (d.numbers.is_some(), d.values.len());
    let best = dimensions.iter().map(worth).max();
    dimensions.iter().position(|d| Some(worth(d)) == best).unwrap_or(0)
}

/// An estimate at a point of the axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    /// Which value of the dimension along the axis.
    pub place: usize,
    /// The point.
    pub point: &'a Point,
    /// The outcome there.
    pub value: Estimate,
}

/// The points that differ only along the axis.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Whose line it is, in words; empty where there is only one.
    pub label: String,
    /// The same as tables write it: the arm, and the values of the other keys.
    pub name: String,
    /// Whether it is the run without imitation.
    pub null: bool,
    /// Its spots, along the axis.
    pub spots: Vec<Spot<'a>>,
}

/// Lines along `x`: one for each arm and combination of the other keys, those without imitation last.
pub(super) fn lines<'a>(
    results: &'a Results,
    points: &[&'a Point],
    outcome: &Outcome,
    x: &Dimension,
    others: &[Dimension],
) -> Vec<Line<'a>> {
    let arms = results.arms().map(|arm| arm.arm.as_str()).collect::<std::collections::BTreeSet<_>>().len();
    let mut lines: Vec<(Vec<Option<usize>>, &str, Line<'a>)> = Vec::new();
    for &point in points {
        let Some(place) = x.place(point) else { continue };
        let value = outcome.estimate(results, point.index);
        if value.n == 0 {
            continue;
        }
        let spot = Spot { place, point, value };
        let key: Vec<Option<usize>> = others.iter().map(|other| other.place(point)).collect();
        match lines.iter_mut().find(|(k, arm, _)| *k == key && *arm == point.arm) {
            Some((.., line)) => line.spots.push(spot),
            None => {
                let (label, name) = (label(point, others, arms > 1), name(point, others));
                lines.push((key, &point.arm, Line { label, name, null: point.null, spots: vec![spot] }));
            }
        }
    }
    let mut lines: Vec<Line> = lines.into_iter().map(|l| l.2).collect();
    lines.iter_mut().for_each(|line| line.spots.sort_by_key(|spot| spot.place));
    // The same run without imitation under another value is one line, not many.
    let (mut nulls, mut lines): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.null);
    let path = |line: &Line| line.spots.iter().map(|s| (s.place, s.value.mean.to_bits())).collect::<Vec<_>>();
    let mut seen: Vec<Vec<(usize, u64)>> = Vec::new();
    nulls.retain(|line| {
        let new = !seen.contains(&path(line));
        seen.push(path(line));
        new
    });
    if nulls.len() == 1 {
        let point = nulls[0].spots.first().map(|spot| spot.point);
        nulls[0].label = point.map_or_else(|| say!("no-imitation", "no imitation"), words::arm_alone);
        nulls[0].name = point.map_or_else(String::new, |point| point.arm.clone());
    }
    lines.append(&mut nulls);
    lines
}

fn name(point: &Point, others: &[Dimension]) -> String {
    let values = others.iter().map(|other| format!("{} = {}", other.key, point.value(&other.key).unwrap_or_default()));
    [point.arm.clone()].into_iter().chain(values).collect::<Vec<_>>().join(", ")
}

fn label(point: &Point, others: &[Dimension], arms: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    if point.null || arms || others.is_empty() {
        parts.push(words::arm_alone(point));
    }
    for other in others {
        let value = point.value(&other.key).unwrap_or_default();
        // Several keys make a label long: their last parts are told apart soonest.
        let name = if others.len() > 1 { other.last_part() } else { other.short().to_owned() };
        parts.push(format!("{name} = {}", tongue::written(value)));
    }
    parts.join(", ")
}

/// `20 runs at each point`, or from how many to how many.
pub(super) fn runs_of(counts: impl Iterator<Item = usize>) -> String {
    let range = counts.fold(None, |range: Option<(usize, usize)>, n| match range {
        None => Some((n, n)),
        Some((least, most)) => Some((least.min(n), most.max(n))),
    });
    match range {
        Some((n, most)) if n == most => {
            let told = words::runs(n);
            say!("at-each-point", [n, told], "{told} at each point")
        }
        Some((least, most)) => say!("runs-a-point", [least, most], "{least} to {most} runs a point"),
        None => say!("no-runs", "no runs"),
    }
}
