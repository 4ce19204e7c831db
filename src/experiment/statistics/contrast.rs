//! An outcome of two versions: how far the second lies above the first, and how sure that is.

use super::LEVEL;
use super::combination::{Combination, is_skewed_by_nature, scale, touching, widened_for_skew};
use super::sample::Sample;
use super::student::Student;
use super::summary::{Estimate, Summary};

/// Which analysis the runs allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// Each run of one version has a twin with the same seed in the other.
    Paired,
    /// The seeds differ.
    Unpaired,
}

impl Pairing {
    /// The word in the tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paired => "paired",
            Self::Unpaired => "unpaired",
        }
    }
}

/// Two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// Pairs of runs, or two separate sets of them.
    pub pairing: Pairing,
    /// The runs of A that took part.
    pub a: Sample,
    /// The runs of B that took part; where they are paired, in the same order.
    pub b: Sample,
    /// Pairs; of separate sets the smaller.
    pub n: usize,
    /// Runs of A and of B that have the outcome but no partner.
    pub left_out: [usize; 2],
    /// B minus A.
    pub difference: Option<f64>,
    /// Its interval at [`LEVEL`].
    pub interval: Option<(f64, f64)>,
    /// What kind of interval it is.
    pub interval_kind: &'static str,
    /// How surprising the runs would be by that interval if there were no difference.
    pub p: Option<f64>,
    /// B minus A, pair by pair.
    pub differences: Vec<f64>,
}

impl Contrast {
    /// Runs that share a key are compared pair by pair, others are then left out; where no two do, all with all.
    pub fn of(a: &Sample, b: &Sample) -> Self {
        let (of_a, of_b) = (a.keys(), b.keys());
        if of_a.is_disjoint(&of_b) && !of_a.is_empty() && !of_b.is_empty() {
            return Self::unpaired(a, b);
        }
        let keys: Vec<u64> = a.runs().iter().map(|run| run.key).filter(|key| of_b.contains(key)).collect();
        let (paired_a, paired_b) = (a.only(&keys), b.only(&keys));
        let found = Combination::new(&[(-1.0, &paired_a), (1.0, &paired_b)], 0.0);
        Self {
            pairing: Pairing::Paired,
            n: found.n,
            left_out: [a.n() - paired_a.n(), b.n() - paired_b.n()],
            difference: found.mean,
            interval: found.interval(LEVEL),
            interval_kind: "Student's t of the paired differences, widened for skew and equal pairs",
            p: found.p(),
            differences: found.contributions().to_vec(),
            a: paired_a,
            b: paired_b,
        }
    }

    fn unpaired(a: &Sample, b: &Sample) -> Self {
        let difference = a.mean().zip(b.mean()).map(|(a, b)| b - a);
        let bounded = a.kind.is_bounded();
        let (least, most) = Combination::possible(&[(-1.0, a), (1.0, b)], 0.0);
        let welch = |level| {
            let (low, high) = Welch::of(a, b)?.interval(difference?, level)?;
            Some((low.max(least), high.min(most)))
        };
        let interval = |level| if bounded { newcombe(a, b, level) } else { welch(level) };
        let p = || if bounded { touching(difference?, interval) } else { Some(Welch::of(a, b)?.p(difference?)) };
        Self {
            pairing: Pairing::Unpaired,
            n: a.n().min(b.n()),
            left_out: [0, 0],
            difference,
            interval: interval(LEVEL),
            interval_kind: if bounded { "Newcombe's, of two Wilson intervals" } else { "Welch's t" },
            p: p(),
            differences: Vec::new(),
            a: a.clone(),
            b: b.clone(),
        }
    }

    /// The difference with its interval, for drawing and telling.
    pub fn estimate(&self) -> Estimate {
        let mean = self.difference.unwrap_or(f64::NAN);
        let (low, high) = self.interval.unwrap_or((mean, mean));
        Estimate { mean, low, high, n: self.n }
    }

    /// A over the runs that took part.
    pub fn summary_a(&self) -> Summary {
        Summary::of_sample(&self.a)
    }

    /// B over the runs that took part.
    pub fn summary_b(&self) -> Summary {
        Summary::of_sample(&self.b)
    }
}

/// The interval of a difference of two shares from the interval of each (Newcombe 1998, method 10).
fn newcombe(a: &Sample, b: &Sample, level: f64) -> Option<(f64, f64)> {
    let of = |sample| Some((Sample::mean(sample)?, Combination::new(&[(1.0, sample)], 0.0).interval(level)?));
    let ((a, (a_low, a_high)), (b, (b_low, b_high))) = (of(a)?, of(b)?);
    let difference = b - a;
    Some((difference - (b - b_low).hypot(a_high - a), difference + (b_high - b).hypot(a - a_low)))
}

/// The standard error of a difference of means and its degrees of freedom (Welch 1947).
pub struct Welch {
    se: f64,
    student: Student,
}

impl Welch {
    /// Of two sets of runs. One whose runs all agree counts as if one more of them had differed by its whole size.
    pub fn of(a: &Sample, b: &Sample) -> Option<Self> {
        let of = |sample: &Sample| {
            let (values, n) = (sample.contributions(), sample.n() as f64);
            let spread = super::variance(&values);
            let spread = if is_skewed_by_nature(sample.kind) { widened_for_skew(spread, &values) } else { spread };
            let spread = if spread > 0.0 { spread } else { scale(sample).powi(2) / (n + 1.0) };
            (n > 1.0).then_some((spread / n, n))
        };
        Self::new(of(a)?, of(b)?)
    }

    /// From the variances of two means and their numbers of values.
    pub fn new((va, na): (f64, f64), (vb, nb): (f64, f64)) -> Option<Self> {
        let freedom = (va + vb).powi(2) / (va.powi(2) / (na - 1.0) + vb.powi(2) / (nb - 1.0));
        (va + vb > 0.0).then(|| Self { se: (va + vb).sqrt(), student: Student::new(freedom) })
    }

    /// The interval about a difference.
    pub fn interval(&self, difference: f64, level: f64) -> Option<(f64, f64)> {
        let half = self.student.quantile(level) * self.se;
        Some((difference - half, difference + half))
    }

    /// How surprising a difference would be if there were none.
    pub fn p(&self, difference: f64) -> f64 {
        self.student.p(difference / self.se)
    }
}
