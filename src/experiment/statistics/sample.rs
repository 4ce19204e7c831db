//! The values of an outcome over runs, with what they contribute to its mean.

use super::values::{mean, sum};
use crate::scenario::outcome::Kind;

/// What runs are paired by, in order: a list takes a fraction of the memory of a set, and there may be very many runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys(Vec<u64>);

impl Keys {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this is one of them.
    pub fn contains(&self, key: &u64) -> bool {
        self.0.binary_search(key).is_ok()
    }

    /// Whether the two have none in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.0.iter().all(|key| !other.contains(key))
    }
}

/// A run's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// Its replicate, or its seed: what it is paired by.
    pub key: u64,
    /// The value.
    pub value: f64,
    /// How much it counts in a pooled share: the number of events. 1 elsewhere.
    pub weight: f64,
}

/// The values of an outcome over the runs of one point.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// What kind of number it is.
    pub kind: Kind,
    /// One a run that has it. A pooled share keeps runs without events, with weight 0: they say nothing about it, but they
    /// were run.
    values: Vec<Value>,
    /// No value can be above this: how long a run lasts, if it is a time.
    most: f64,
}

impl Sample {
    /// An outcome of runs that all count the same.
    ///
    /// ```
    /// # use catching::experiment::statistics::Sample;
    /// assert_eq!(Sample::of("yawn_reach", [(1, 0.2), (2, f64::NAN), (3, 0.4)]).mean(), Some(0.30000000000000004));
    /// ```
    pub fn of(outcome: &str, values: impl IntoIterator<Item = (u64, f64)>) -> Self {
        Self::weighed(outcome, values.into_iter().map(|(key, value)| (key, value, 1.0)))
    }

    /// An outcome whose runs count as much as they have events: key, value, events. Where the outcome is not pooled, events
    /// do not matter.
    ///
    /// ```
    /// # use catching::experiment::statistics::Sample;
    /// // Half of four yawns and none of a hundred were caught: 2 of 104.
    /// let sample = Sample::weighed("yawn_imitated_share", [(1, 0.5, 4.0), (2, 0.0, 100.0)]);
    /// assert_eq!(sample.mean(), Some(2.0 / 104.0));
    /// ```
    pub fn weighed(outcome: &str, values: impl IntoIterator<Item = (u64, f64, f64)>) -> Self {
        let kind = Kind::of(outcome);
        let read = |(key, value, weight): (u64, f64, f64)| {
            let there = !value.is_nan();
            let weight = if !kind.is_pooled() || (there && weight.is_nan()) { 1.0 } else { weight.max(0.0) };
            match (there, kind.is_pooled()) {
                (true, _) => Some(Value { key, value, weight }),
                (false, true) => Some(Value { key, value: 0.0, weight: 0.0 }),
                (false, false) => None,
            }
        };
        Self::new(kind, values.into_iter().filter_map(read).collect())
    }

    /// Values of a kind, one a run, in the order of runs.
    pub fn plain(kind: Kind, values: impl IntoIterator<Item = f64>) -> Self {
        let values = values.into_iter().filter(|value| !value.is_nan()).zip(0..);
        Self::new(kind, values.map(|(value, key)| Value { key, value, weight: 1.0 }).collect())
    }

    /// A pooled share: of each run its share and of how many that is a share.
    pub fn pooled(values: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let values = values.into_iter().zip(0..);
        Self::new(Kind::ShareOfEvents, values.map(|((value, weight), key)| Value { key, value, weight }).collect())
    }

    fn new(kind: Kind, values: Vec<Value>) -> Self {
        Self { kind, values, most: kind.possible().1 }
    }

    /// The same of runs that last so long, in the unit of its times: no time is longer, and no interval of one. Of other
    /// kinds it changes nothing.
    ///
    /// ```
    /// # use catching::experiment::statistics::{Sample, Summary};
    /// let times = Sample::of("applause_lasting", [(1, 9.0), (2, 10.0), (3, 10.0)]);
    /// assert!(Summary::of_sample(&times).interval.is_some_and(|(_, high)| high > 10.0));
    /// assert_eq!(Summary::of_sample(&times.lasting(10.0)).interval.map(|(_, high)| high), Some(10.0));
    /// ```
    #[must_use]
    pub fn lasting(self, duration: f64) -> Self {
        let most = if self.kind == Kind::Time { duration } else { self.most };
        Self { most, ..self }
    }

    /// From where to where a value can be.
    pub fn possible(&self) -> (f64, f64) {
        (self.kind.possible().0, self.most)
    }

    /// The values of the runs that say something.
    pub fn values(&self) -> Vec<f64> {
        self.values.iter().filter(|v| v.weight > 0.0).map(|v| v.value).collect()
    }

    /// How many runs say something.
    pub fn n(&self) -> usize {
        self.values.iter().filter(|v| v.weight > 0.0).count()
    }

    /// The runs, with the weight that each has.
    pub fn runs(&self) -> &[Value] {
        &self.values
    }

    /// What the runs are paired by.
    pub fn keys(&self) -> Keys {
        let mut keys: Vec<u64> = self.values.iter().map(|v| v.key).collect();
        keys.sort_unstable();
        Keys(keys)
    }

    /// Only the runs with these keys, in the order of the keys.
    #[must_use]
    pub fn only(&self, keys: &[u64]) -> Self {
        let mut sorted = self.values.clone();
        sorted.sort_by_key(|value| value.key);
        let of = |key: &u64| Some(sorted[sorted.binary_search_by_key(key, |value| value.key).ok()?]);
        Self { values: keys.iter().filter_map(of).collect(), ..*self }
    }

    /// The mean; of a pooled share the events of that sort in all runs, divided by all events.
    pub fn mean(&self) -> Option<f64> {
        if !self.kind.is_pooled() {
            return mean(&self.values());
        }
        let all = self.weight();
        (all > 0.0).then(|| sum(self.values.iter().map(|v| v.weight * v.value)) / all)
    }

    fn weight(&self) -> f64 {
        sum(self.values.iter().map(|v| v.weight))
    }

    /// What each run contributes to the mean: numbers whose mean is that mean and whose spread gives its error.
    ///
    /// # Formula
    /// The values; of a pooled share p = Σwv/Σw, the ratio's linear form p + n·w(v − p)/Σw (Cochran 1977, 6.3).
    pub fn contributions(&self) -> Vec<f64> {
        let Some(mean) = self.mean().filter(|_| self.kind.is_pooled()) else {
            return self.values.iter().map(|v| v.value).collect();
        };
        let each = self.values.len() as f64 / self.weight();
        self.values.iter().map(|v| mean + each * v.weight * (v.value - mean)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pooled_share_counts_events_and_not_runs() {
        let sample = Sample::weighed("x_imitated_share", [(0, 1.0, 1.0), (1, 0.25, 8.0), (2, f64::NAN, 0.0)]);
        assert_eq!((sample.n(), sample.mean()), (2, Some(3.0 / 9.0)));
        let contributions = sample.contributions();
        assert_eq!(contributions.len(), 3, "a run without events was run");
        assert!((mean(&contributions).unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(Sample::weighed("x_imitated_share", [(0, f64::NAN, 0.0)]).mean(), None);
    }

    #[test]
    fn other_means_do_not_know_weights() {
        let sample = Sample::weighed("x_reach", [(0, 1.0, 1.0), (1, 0.0, 9.0), (2, f64::NAN, 1.0)]);
        assert_eq!((sample.n(), sample.mean(), sample.contributions()), (2, Some(0.5), vec![1.0, 0.0]));
    }

    #[test]
    fn runs_are_picked_in_the_order_of_keys() {
        let sample = Sample::of("x", [(7, 1.0), (3, 2.0), (5, 3.0)]);
        assert_eq!(sample.only(&[5, 9, 7]).values(), [3.0, 1.0]);
    }
}
