//! Hypotheses judged by their interval: supported, not supported, or undecided. Runs of one replicate share their dice,
//! so an expectation about several arms is judged replicate by replicate. Several judgements are corrected for being several.

use super::comparison::Comparison;
use super::statistics::{Combination, LEVEL, Sample, holm};
use crate::scenario::hypothesis::{Expectation, Order, Term};

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
    /// Replicates that have all its outcomes.
    pub n: usize,
    /// Left side less right side: the mean.
    pub difference: Option<f64>,
    /// Its interval at [`LEVEL`], by itself.
    pub interval: Option<(f64, f64)>,
    /// What kind of interval that is.
    pub interval_kind: &'static str,
    /// How surprising the runs would be if both sides were equal.
    pub p: Option<f64>,
    /// The same, adjusted for all judgements that are passed together (Holm); what the verdict goes by.
    pub p_holm: Option<f64>,
    /// What the runs say.
    pub verdict: Verdict,
    order: Order,
    /// It cannot be otherwise, whatever the runs say.
    certain: Option<Verdict>,
}

/// Judges an expectation by itself. `sample` gives an outcome over runs; replicates in which one is missing are left out.
pub fn judge(expectation: &Expectation, sample: impl Fn(&Term) -> Sample) -> Judged {
    let samples: Vec<(f64, Sample)> = expectation.terms.iter().map(|term| (term.factor, sample(term))).collect();
    let parts: Vec<(f64, &Sample)> = samples.iter().map(|(factor, sample)| (*factor, sample)).collect();
    let found = Combination::new(&parts, expectation.constant);
    let interval_kind = match parts.as_slice() {
        [(_, sample)] => sample.kind.interval_name(),
        _ => "Student's t of the sums of each replicate, widened for skew and equal ones",
    };
    let certain = decide(expectation.order, Combination::possible(&parts, expectation.constant));
    let mut judged = Judged {
        n: found.n,
        difference: found.mean,
        interval: found.interval(LEVEL),
        interval_kind,
        p: as_difference(&parts, expectation.constant)
            .map_or_else(|| found.p(), |compared| compared.test.p)
            .map(|p| p.max(rarest(found.n))),
        p_holm: None,
        verdict: Verdict::Undecided,
        order: expectation.order,
        certain: (certain != Verdict::Undecided).then_some(certain),
    };
    correct([&mut judged]);
    judged
}

/// How rare it is, by chance, that all of so many runs lie on one side: whatever an interval says, fewer than six decide nothing.
fn rarest(runs: usize) -> f64 {
    libm::exp2(1.0 - runs as f64)
}

/// Where it expects no more than that one version of an outcome is above another: their comparison, whose test is the one that a
/// comparison prints.
fn as_difference(parts: &[(f64, &Sample)], constant: f64) -> Option<Comparison> {
    let [(one, a), (other, b)] = parts else { return None };
    (constant == 0.0 && *one == -*other && a.kind == b.kind).then(|| Comparison::of("", a, b))
}

/// Passes the verdicts of judgements that belong together: each is decided where its interval is on one side and that is still
/// surprising among so many (Holm), so that one family in twenty, not one judgement in twenty, decides what is not so.
pub fn correct<'a>(family: impl IntoIterator<Item = &'a mut Judged>) {
    let mut family: Vec<&mut Judged> = family.into_iter().collect();
    // What cannot be otherwise is no test.
    let ps: Vec<Option<f64>> = family.iter().map(|judged| judged.p.filter(|_| judged.certain.is_none())).collect();
    for (judged, adjusted) in family.iter_mut().zip(holm(&ps)) {
        judged.p_holm = adjusted;
        let of_interval = judged.interval.map_or(Verdict::Undecided, |interval| decide(judged.order, interval));
        let sure = adjusted.is_some_and(|p| p < 1.0 - LEVEL);
        judged.verdict = match judged.certain {
            Some(certain) if judged.n > 0 => certain,
            _ if sure => of_interval,
            _ => Verdict::Undecided,
        };
    }
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

    fn judged_of(outcome: &str, text: &str, a: &[f64], b: &[f64]) -> Judged {
        let (metrics, arms) = ([outcome.to_owned()], ["a".to_owned(), "b".to_owned()]);
        let known = Known { metrics: &metrics, arms: &arms, unit: TimeUnit::Second };
        let expectation = Expectation::parse(text, known).unwrap();
        judge(&expectation, |term| {
            let values = if term.arm.as_deref() == Some("b") { b } else { a };
            Sample::of(outcome, (0..).zip(values.iter().copied()))
        })
    }

    fn judged(text: &str, a: &[f64], b: &[f64]) -> Judged {
        judged_of("x", text, a, b)
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
        let a = [0.1, 0.9, 0.4, 0.6, 0.2, 0.7, 0.5, 0.3];
        let b = a.map(|v: f64| v + 0.01 + v / 1000.0);
        let found = judged("x[b] > x[a]", &a, &b);
        assert_eq!((found.verdict, found.n), (Verdict::Supported, 8));
        assert_eq!(judged("x[b] > 0.5", &a, &b).verdict, Verdict::Undecided);
    }

    #[test]
    fn what_was_not_seen_decides_nothing() {
        for (outcome, text, value) in [
            ("x_survived", "x_survived < 1 %", 0.0),
            ("x_survived", "x_survived > 99 %", 1.0),
            ("x_reach", "x_reach < 1 %", 0.0),
            ("x_reach", "x_reach > 0.5", 0.5),
            ("x_reach", "x_reach >= 0.5", 0.5),
            ("x_events", "x_events < 0.1", 0.0),
        ] {
            assert_eq!(judged_of(outcome, text, &[value; 20], &[]).verdict, Verdict::Undecided, "{text}");
        }
        assert_eq!(judged_of("x_survived", "x_survived < 20 %", &[0.0; 20], &[]).verdict, Verdict::Supported);
        assert_eq!(
            judged_of("x_reach", "x_reach[a] <= x_reach[b]", &[0.5; 20], &[0.5; 20]).verdict,
            Verdict::Undecided
        );
    }

    #[test]
    fn what_cannot_be_otherwise_needs_no_test() {
        assert_eq!(judged_of("x_reach", "x_reach >= 0", &[0.0; 5], &[]).verdict, Verdict::Supported);
        assert_eq!(judged_of("x_reach", "x_reach > 2", &[0.4, 0.5], &[]).verdict, Verdict::NotSupported);
    }

    #[test]
    fn several_judgements_are_corrected_for_being_several() {
        let values = [0.4, 0.5, 0.6, 0.5, 0.45, 0.55];
        let near = judged("x > 0.42", &values, &[]);
        assert!(near.verdict == Verdict::Supported && near.p.is_some_and(|p| p > 0.01), "{near:?}");
        let mut family = vec![near; 10];
        correct(&mut family);
        assert!(family.iter().all(|judged| judged.verdict == Verdict::Undecided && judged.p_holm > judged.p));
    }

    #[test]
    fn ten_true_nulls_decide_something_in_one_family_of_twenty() {
        let mut deciding = 0;
        for family in 0..400 {
            let mut dice = crate::chance::Chance::new(7).draws(crate::chance::Stream::Design, family, 0, 0);
            let mut judgements: Vec<Judged> = (0..10)
                .map(|_| {
                    let values: Vec<f64> = (0..20).map(|_| rand::RngExt::random(&mut dice)).collect();
                    judged_of("x_reach", "x_reach > 0.5", &values, &[])
                })
                .collect();
            correct(&mut judgements);
            deciding += u32::from(judgements.iter().any(|judged| judged.verdict != Verdict::Undecided));
        }
        // 5 % of 400, and two standard deviations more.
        assert!(deciding <= 29, "{deciding} of 400 families");
    }

    #[test]
    fn a_difference_has_the_p_of_its_comparison_and_too_few_pairs_decide_nothing() {
        let (a, b) = ([0.1, 0.9, 0.4, 0.6, 0.2, 0.7, 0.5, 0.3], [0.31, 1.2, 0.62, 0.84, 0.47, 0.95, 0.76, 0.58]);
        let of = |values: &[f64]| Sample::of("x", (0..).zip(values.iter().copied()));
        let found = judged("x[b] > x[a]", &a, &b);
        assert_eq!(found.p, Comparison::of("x", &of(&a), &of(&b)).test.p);
        assert_eq!(judged("x[b] > x[a]", &a[..2], &b[..2]).verdict, Verdict::Undecided);
        assert_eq!(judged("x[b] > x[a]", &a[..5], &b[..5]).verdict, Verdict::Undecided);
        assert_eq!(judged("x[b] > x[a]", &a[..6], &b[..6]).verdict, Verdict::Supported);
    }

    #[test]
    fn one_run_decides_nothing_and_missing_values_are_left_out() {
        assert_eq!(judged("x > 0.3", &[0.9], &[]).verdict, Verdict::Undecided);
        assert_eq!(judged("x[b] > x[a]", &[0.1, 0.2, 0.3], &[0.5, 0.7]).n, 2);
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
