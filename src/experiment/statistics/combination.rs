//! Sums and differences of means over the same runs, with their error: one mean, or A minus B pair by pair, or what a
//! hypothesis adds up.

use super::sample::Sample;
use super::student::Student;
use super::values::{commonest, skewness, variance};
use super::{share, sum};
use crate::scenario::outcome::Kind;

/// Σ factor · mean + constant over the runs that all parts have.
#[derive(Clone, Debug, PartialEq)]
pub struct Combination {
    /// How many runs (pairs of runs) took part.
    pub n: usize,
    /// The value.
    pub mean: Option<f64>,
    /// The share of runs in which it was the commonest value; 0 where no two are equal.
    pub alike: f64,
    contributions: Vec<f64>,
    error: Error,
}

#[derive(Clone, Debug, PartialEq)]
enum Error {
    /// One run, or none, or nothing that says how far runs may lie apart.
    Unknown,
    /// Student's t, and how far one more run that is unlike those that agree may move the value.
    Student { se: f64, freedom: f64, unseen: f64, possible: (f64, f64) },
    /// The mean of one outcome between 0 and 1, times a factor, plus a constant.
    Share { sample: Sample, factor: f64, constant: f64 },
    /// Shares that are the same in every run: so far the sum would move if all unseen runs were at an end.
    Unseen { n: f64, reach: f64, possible: (f64, f64) },
    /// A number of a continuum that is the same in every run: nothing is left to chance.
    Same { n: f64 },
}

impl Combination {
    /// Combines means. Runs are joined by their keys.
    ///
    /// # Formula
    /// The standard error is √(v/n) with v = s²(1 + 2g²/n) + 2V·c²/(n + 1): s² the variance and g the skewness of the runs'
    /// sums, c the share of runs that agree on the commonest one, and V = Σ factor²·variance of that part, the variance of the
    /// sum if the parts shared nothing. Where most pairs are equal, s² and Student's t would count as certain that all others
    /// are; this counts on two of n + 1 of them to differ as unrelated runs do. And as rare runs that carry much of a mean are often not
    /// among the first, each end lies further out by c·R/(n + 1): one more run, as far from those that agree as any two runs of a
    /// part are from each other (R); beyond forty runs, which have seen more, by (40/n)² of it. (Both chosen by measurement:
    /// benches/coverage.rs.)
    /// Of one mean of counts or times by itself v = s²(1 + 2g²/n), with the same move of the ends; of moods and the like v = s².
    /// Where the runs of all parts agree, V is taken from what kind of number they are. A mean
    /// of shares has the interval of a share; differences of shares that never vary are moved by the share of runs that may be
    /// unseen (Wilson's upper end of none); a number of a continuum that never varies is what it is.
    pub fn new(parts: &[(f64, &Sample)], constant: f64) -> Self {
        let keys = common(parts);
        let picked: Vec<(f64, Sample)> = parts.iter().map(|(factor, part)| (*factor, part.only(&keys))).collect();
        let contributions = contributions(&picked, keys.len(), constant);
        let means: Option<Vec<f64>> = picked.iter().map(|(factor, part)| Some(factor * part.mean()?)).collect();
        let mean = means.filter(|_| !keys.is_empty()).map(|means| sum(means) + constant);
        let alike = commonest(&contributions) as f64 / contributions.len().max(1) as f64;
        let n = if let [(_, part)] = picked.as_slice() { part.n() } else { keys.len() };
        let error = if n < 2 { Error::Unknown } else { Error::of(&picked, &contributions, alike, constant) };
        Self { n, mean, alike, contributions, error }
    }

    /// The sum of each run.
    pub fn contributions(&self) -> &[f64] {
        &self.contributions
    }

    /// The standard error.
    pub fn error(&self) -> Option<f64> {
        match &self.error {
            Error::Unknown => None,
            Error::Student { se, .. } => Some(*se),
            Error::Unseen { .. } | Error::Same { .. } => Some(0.0),
            Error::Share { .. } => Some((variance(&self.contributions) / self.contributions.len() as f64).sqrt()),
        }
    }

    /// The interval at a level.
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        let mean = self.mean?;
        match &self.error {
            Error::Unknown => None,
            Error::Student { se, freedom, unseen, possible } => {
                let half = Student::new(*freedom).quantile(level) * se + unseen;
                Some(((mean - half).max(possible.0), (mean + half).min(possible.1)))
            }
            Error::Unseen { n, reach, possible } => {
                let half = share::none_of(*n, level) * reach;
                Some(((mean - half).max(possible.0), (mean + half).min(possible.1)))
            }
            Error::Same { .. } => Some((mean, mean)),
            Error::Share { sample, factor, constant } => {
                let (low, high) = of_share(sample, level)?;
                let (a, b) = (factor * low + constant, factor * high + constant);
                Some((a.min(b), a.max(b)))
            }
        }
    }

    /// From where to where the value can be, whatever the runs say.
    pub fn possible(parts: &[(f64, &Sample)], constant: f64) -> (f64, f64) {
        parts.iter().filter(|(factor, _)| *factor != 0.0).fold((constant, constant), |(least, most), (factor, part)| {
            let (low, high) = part.possible();
            let (a, b) = (factor * low, factor * high);
            (least + a.min(b), most + a.max(b))
        })
    }

    /// How surprising the runs would be if the value were zero: one less the level at which the interval comes to touch zero.
    pub fn p(&self) -> Option<f64> {
        match (&self.error, self.mean?) {
            (Error::Unknown, _) => None,
            (Error::Student { se, freedom, unseen, .. }, mean) => {
                Some(Student::new(*freedom).p((mean.abs() - unseen).max(0.0) / se))
            }
            // The chance that so many signs agree.
            (Error::Same { n }, _) => Some(libm::exp2(1.0 - n)),
            (Error::Share { .. } | Error::Unseen { .. }, mean) => touching(mean, |level| self.interval(level)),
        }
    }
}

/// One less the level at which an interval about `mean` comes to touch zero.
pub(super) fn touching(mean: f64, interval: impl Fn(f64) -> Option<(f64, f64)>) -> Option<f64> {
    if mean == 0.0 {
        return Some(1.0);
    }
    // Powers of one half: from 1 to a millionth of a millionth.
    let (mut outside, mut inside) = (0.0_f64, 40.0_f64);
    for _ in 0..40 {
        let middle = f64::midpoint(outside, inside);
        let (low, high) = interval(1.0 - libm::exp2(-middle))?;
        if low < 0.0 && high > 0.0 { inside = middle } else { outside = middle }
    }
    Some(libm::exp2(-inside))
}

/// The keys that all parts have, in the order of the first part; but not runs in which no part says anything.
fn common(parts: &[(f64, &Sample)]) -> Vec<u64> {
    let Some(((_, first), others)) = parts.split_first() else { return Vec::new() };
    let keys: Vec<_> = others.iter().map(|(_, part)| part.keys()).collect();
    let pooled = parts.iter().all(|(_, part)| part.kind.is_pooled());
    let runs = || parts.iter().flat_map(|(_, part)| part.runs());
    let mut telling: Vec<u64> = runs().filter(|run| run.weight > 0.0).map(|run| run.key).collect();
    telling.sort_unstable();
    let all = first.runs().iter().map(|run| run.key).filter(|key| keys.iter().all(|keys| keys.contains(key)));
    all.filter(|key| !pooled || telling.binary_search(key).is_ok()).collect()
}

/// Each run's sum.
fn contributions(parts: &[(f64, Sample)], runs: usize, constant: f64) -> Vec<f64> {
    let mut sums = vec![constant; runs];
    for (factor, part) in parts {
        sums.iter_mut().zip(part.contributions()).for_each(|(sum, value)| *sum += factor * value);
    }
    sums
}

/// The interval of a mean between 0 and 1.
fn of_share(sample: &Sample, level: f64) -> Option<(f64, f64)> {
    match sample.kind {
        Kind::YesNo => share::of_runs(sum(sample.values()), sample.n() as f64, level),
        _ => share::of_mean(&sample.contributions(), &sample.values(), level),
    }
}

impl Error {
    fn of(parts: &[(f64, Sample)], contributions: &[f64], alike: f64, constant: f64) -> Self {
        let n = contributions.len() as f64;
        let spread = if alike < 1.0 { variance(contributions) } else { 0.0 };
        if let [(factor, sample)] = parts {
            if sample.kind.is_bounded() && *factor != 0.0 {
                return Self::Share { sample: sample.clone(), factor: *factor, constant };
            }
            if spread > 0.0 && !is_skewed_by_nature(sample.kind) {
                return Self::student(spread, n, 0.0, possible(parts, constant));
            }
            if spread > 0.0 {
                let spread = widened_for_skew(spread, contributions);
                return Self::student(spread, n, unseen(parts, alike, n), possible(parts, constant));
            }
        }
        let unrelated = sum(parts.iter().map(|(factor, part)| factor * factor * varies(part)));
        if unrelated <= 0.0
            && let Some(known) = Self::of_what_never_varies(parts, contributions, constant)
        {
            return known;
        }
        let unrelated =
            if unrelated > 0.0 { unrelated } else { sum(parts.iter().map(|(f, part)| (f * scale(part)).powi(2))) };
        let unlike = 2.0 * unrelated * alike * alike / (n + 1.0);
        let unseen = unseen(parts, alike, n);
        Self::student(widened_for_skew(spread, contributions) + unlike, n, unseen, possible(parts, constant))
    }

    /// Where no part varies from run to run, and all are shares or all are numbers of a continuum.
    fn of_what_never_varies(parts: &[(f64, Sample)], contributions: &[f64], constant: f64) -> Option<Self> {
        let n = contributions.len() as f64;
        if parts.iter().all(|(_, part)| part.kind.is_bounded()) {
            let reach = parts.iter().fold(0.0, |most: f64, (factor, _)| most.max(factor.abs()));
            return Some(Self::Unseen { n, reach, possible: possible(parts, constant) });
        }
        let continuum = parts.iter().all(|(_, part)| part.kind.is_signed() || part.kind == Kind::Level);
        let zero = parts.iter().all(|(_, part)| scale(part) == 0.0);
        (continuum && !zero).then_some(Self::Same { n })
    }

    fn student(variance: f64, n: f64, unseen: f64, possible: (f64, f64)) -> Self {
        if variance > 0.0 {
            Self::Student { se: (variance / n).sqrt(), freedom: n - 1.0, unseen, possible }
        } else {
            Self::Unknown
        }
    }
}

/// Counts and times, of which a few runs may hold the most.
pub(super) const fn is_skewed_by_nature(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Time)
}

/// A variance over few skewed runs shows too little of it.
pub(super) fn widened_for_skew(variance: f64, values: &[f64]) -> f64 {
    variance * (1.0 + 2.0 * skewness(values).powi(2) / values.len().max(1) as f64)
}

/// How far one more run that is unlike those that agree may move the value.
fn unseen(parts: &[(f64, Sample)], alike: f64, n: f64) -> f64 {
    reach(parts) * alike / (n + 1.0) * (SEEN_ENOUGH / n).powi(2).min(1.0)
}

/// From so many runs on rare ones are among them more and more surely.
const SEEN_ENOUGH: f64 = 40.0;

/// How far apart two runs of one part lie at the most.
fn reach(parts: &[(f64, Sample)]) -> f64 {
    let of = |(factor, part): &(f64, Sample)| {
        let all = part.contributions();
        let ends = all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (v.min(low), v.max(high)));
        if all.is_empty() { 0.0 } else { factor.abs() * (ends.1 - ends.0) }
    };
    parts.iter().map(of).fold(0.0, f64::max)
}

/// The variance over runs; none where they are equal but for the rounding of sums.
fn varies(sample: &Sample) -> f64 {
    let contributions = sample.contributions();
    if commonest(&contributions) == contributions.len() { 0.0 } else { variance(&contributions) }
}

/// How far a run may lie from others although all that were seen agree: the whole range of what lies between 0 and 1; of counts the
/// spread of events that come independently (Poisson), at least one; else the largest value seen.
pub(super) fn scale(sample: &Sample) -> f64 {
    let largest = sample.values().iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    match sample.kind {
        kind if kind.is_bounded() => 1.0,
        Kind::Count => largest.max(1.0).sqrt(),
        _ => largest,
    }
}

/// From where to where the sum can be.
fn possible(parts: &[(f64, Sample)], constant: f64) -> (f64, f64) {
    let parts: Vec<(f64, &Sample)> = parts.iter().map(|(factor, part)| (*factor, part)).collect();
    Combination::possible(&parts, constant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(outcome: &str, values: &[f64]) -> Sample {
        Sample::of(outcome, (0..).zip(values.iter().copied()))
    }

    #[test]
    fn a_difference_that_is_zero_in_all_pairs_is_not_certain() {
        for (outcome, value) in [("x_reach", 1.0), ("x_survived", 0.0), ("x_events", 0.0), ("x_lasting", 3.0)] {
            let same = sample(outcome, &[value; 20]);
            let found = Combination::new(&[(-1.0, &same), (1.0, &same)], 0.0);
            let (low, high) = found.interval(0.95).unwrap();
            assert!(low < 0.0 && high > 0.0 && found.mean == Some(0.0) && found.alike == 1.0, "{outcome}");
            assert_eq!(found.p(), Some(1.0));
        }
    }

    #[test]
    fn what_is_left_to_no_chance_is_told_as_it_is() {
        // Sums of the same numbers differ in their last bit.
        let noise = [0.213_89, 0.213_89 + 3e-17, 0.213_89, 0.213_89, 0.213_89, 0.213_89 - 3e-17];
        for values in [&noise, &[0.876_953; 6]] {
            let mood = sample("mood_mean", values);
            let found = Combination::new(&[(1.0, &mood)], 0.0);
            let (low, high) = found.interval(0.95).unwrap();
            assert!(low == high && (low - values[0]).abs() < 1e-12, "{low} to {high}");
            assert_eq!(found.p(), Some(2.0 / 64.0));
        }
        let calm = sample("mood_mean", &[0.0; 6]);
        assert_eq!(Combination::new(&[(1.0, &calm)], 0.0).interval(0.95), None, "nothing was seen");
    }

    #[test]
    fn shares_that_are_one_everywhere_differ_by_no_more_than_unseen_runs() {
        let all = sample("x_reach", &[1.0; 10]);
        let found = Combination::new(&[(-1.0, &all), (1.0, &all)], 0.0);
        let (low, high) = found.interval(0.95).unwrap();
        // Wilson's interval of none in ten ends at 0.2775.
        assert!((high - 0.277_5).abs() < 1e-4 && (low + 0.277_5).abs() < 1e-4, "{low} to {high}");
    }

    #[test]
    fn pairs_that_hardly_differ_have_students_interval() {
        let a: Vec<f64> = (0..30).map(|i| f64::from(i * 7 % 30)).collect();
        let b: Vec<f64> = a.iter().enumerate().map(|(i, v)| v + 1.0 + (i * 7 % 31) as f64 / 100.0).collect();
        let found = Combination::new(&[(-1.0, &sample("mood_mean", &a)), (1.0, &sample("mood_mean", &b))], 0.0);
        let plain = (variance(found.contributions()) / 30.0).sqrt();
        let wider = found.error().unwrap() / plain;
        assert!((1.0..1.1).contains(&wider), "{wider}");
    }

    #[test]
    fn p_is_the_level_at_which_the_interval_touches_zero() {
        let alive = sample("x_survived", &[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        for constant in [-0.5, -0.3, -0.01] {
            let found = Combination::new(&[(1.0, &alive)], constant);
            let p = found.p().unwrap();
            let decided = |level: f64| found.interval(level).is_some_and(|(low, high)| low > 0.0 || high < 0.0);
            assert!(decided(1.0 - p * 1.01) && !decided(1.0 - p * 0.99), "{constant}: {p}");
        }
    }

    #[test]
    fn a_difference_of_shares_stays_within_the_whole() {
        let (a, b) = (sample("x_reach", &[0.0, 0.0, 1.0, 0.0]), sample("x_reach", &[1.0, 1.0, 1.0, 1.0]));
        let (_, high) = Combination::new(&[(-1.0, &a), (1.0, &b)], 0.0).interval(0.95).unwrap();
        assert_eq!(high, 1.0);
    }

    #[test]
    fn pooled_shares_keep_pairs_of_which_one_run_had_no_events() {
        let a = Sample::weighed("x_imitated_share", [(0, 0.5, 2.0), (1, f64::NAN, 0.0), (2, f64::NAN, 0.0)]);
        let b = Sample::weighed("x_imitated_share", [(0, 0.5, 4.0), (1, 1.0, 4.0), (2, f64::NAN, 0.0)]);
        let found = Combination::new(&[(-1.0, &a), (1.0, &b)], 0.0);
        assert_eq!((found.n, found.mean), (2, Some(0.25)));
    }
}
