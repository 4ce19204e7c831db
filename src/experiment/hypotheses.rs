//! Hypotheses judged by their interval: supported, not supported, or undecided. Runs of one replicate share their dice,
//! so an expectation about several arms is judged replicate by replicate.

use super::statistics::Summary;
use crate::scenario::hypothesis::{Expectation, Order, Term};
use std::collections::{BTreeMap, BTreeSet};

/// What the runs say to a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval is on the side that is expected.
    Supported,
    /// The whole interval is on the other side.
    NotSupported,
    /// The interval is on both sides, or there is none.
    Undecided,
}

impl Verdict {
    /// The word in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::NotSupported => "not supported",
            Self::Undecided => "undecided",
        }
    }

    /// Of several judgements: not supported if one is not, supported if all are.
    pub fn of_all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let verdicts: Vec<Self> = verdicts.into_iter().collect();
        match () {
            () if verdicts.contains(&Self::NotSupported) => Self::NotSupported,
            () if verdicts.is_empty() || verdicts.contains(&Self::Undecided) => Self::Undecided,
            () => Self::Supported,
        }
    }
}

/// A hypothesis at one point of an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Left side less right side over the replicates: mean, interval, n.
    pub difference: Summary,
    /// What the runs say.
    pub verdict: Verdict,
}

/// Judges an expectation. `values` gives an outcome's values by replicate; replicates in which one is missing are left out.
pub fn judge(expectation: &Expectation, values: impl Fn(&Term) -> Vec<(u32, f64)>) -> Judged {
    let columns: Vec<(f64, BTreeMap<u32, f64>)> =
        expectation.terms.iter().map(|term| (term.factor, values(term).into_iter().collect())).collect();
    let replicates: BTreeSet<u32> = columns.iter().flat_map(|(_, values)| values.keys().copied()).collect();
    let of_replicate = |replicate: &u32| {
        let parts = columns.iter().map(|(factor, values)| values.get(replicate).map(|value| factor * value));
        parts.sum::<Option<f64>>().map(|sum| sum + expectation.constant)
    };
    let difference = Summary::of(replicates.iter().map(of_replicate));
    let verdict = difference.interval.map_or(Verdict::Undecided, |interval| decide(expectation.order, interval));
    Judged { difference, verdict }
}

/// Where the interval of left less right lies.
fn decide(order: Order, (low, high): (f64, f64)) -> Verdict {
    let (yes, no) = match order {
        Order::Above => (low > 0.0, high <= 0.0),
        Order::NotBelow => (low >= 0.0, high < 0.0),
        Order::Below => (high < 0.0, low >= 0.0),
        Order::NotAbove => (high <= 0.0, low > 0.0),
    };
    match (yes, no) {
        (true, _) => Verdict::Supported,
        (_, true) => Verdict::NotSupported,
        _ => Verdict::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::TimeUnit;
    use crate::scenario::hypothesis::Known;

    fn judged(text: &str, a: &[f64], b: &[f64]) -> Judged {
        let (metrics, arms) = (["x".to_owned()], ["a".to_owned(), "b".to_owned()]);
        let known = Known { metrics: &metrics, arms: &arms, unit: TimeUnit::Second };
        let expectation = Expectation::parse(text, known).unwrap();
        judge(&expectation, |term| {
            let values = if term.arm.as_deref() == Some("b") { b } else { a };
            (0..).zip(values.iter().copied()).collect()
        })
    }

    #[test]
    fn the_interval_decides() {
        let values = [0.4, 0.5, 0.6, 0.5, 0.45, 0.55];
        for (text, verdict) in [
            ("x > 0.3", Verdict::Supported),
            ("x > 0.7", Verdict::NotSupported),
            ("x > 0.5", Verdict::Undecided),
            ("x < 0.7", Verdict::Supported),
            ("x <= 0.3", Verdict::NotSupported),
            ("x >= 0.5", Verdict::Undecided),
        ] {
            assert_eq!(judged(text, &values, &[]).verdict, verdict, "{text}");
        }
    }

    #[test]
    fn arms_are_compared_replicate_by_replicate() {
        let a = [0.1, 0.9, 0.4, 0.6, 0.2];
        let b = a.map(|v: f64| v + 0.01 + v / 1000.0);
        let found = judged("x[b] > x[a]", &a, &b);
        assert_eq!((found.verdict, found.difference.n), (Verdict::Supported, 5));
        assert_eq!(judged("x[b] > 0.5", &a, &b).verdict, Verdict::Undecided);
    }

    #[test]
    fn what_is_equal_is_neither_above_nor_below() {
        let same = [0.5; 4];
        assert_eq!(judged("x > 0.5", &same, &[]).verdict, Verdict::NotSupported);
        assert_eq!(judged("x >= 0.5", &same, &[]).verdict, Verdict::Supported);
    }

    #[test]
    fn one_run_decides_nothing_and_missing_values_are_left_out() {
        assert_eq!(judged("x > 0.3", &[0.9], &[]).verdict, Verdict::Undecided);
        assert_eq!(judged("x[b] > x[a]", &[0.1, 0.2, 0.3], &[0.5, 0.7]).difference.n, 2);
    }

    #[test]
    fn a_hypothesis_holds_where_it_holds_everywhere() {
        use Verdict::{NotSupported, Supported, Undecided};
        assert_eq!(Verdict::of_all([Supported, Supported]), Supported);
        assert_eq!(Verdict::of_all([Supported, Undecided]), Undecided);
        assert_eq!(Verdict::of_all([Undecided, NotSupported]), NotSupported);
        assert_eq!(Verdict::of_all([]), Undecided);
    }
}
