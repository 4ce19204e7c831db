//! When a point has enough runs: an interval that stays valid however often one looks at it.
//!
//! The usual interval of a mean holds at one number of runs that was fixed in advance. Who looks after each run and stops as
//! soon as the interval is narrow is wrong more often than the level says. A confidence sequence holds at all numbers of
//! runs at once. This is the asymptotic one of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit
//! theory and asymptotic confidence sequences", Annals of Statistics 52(6), 2613–2640 (2024), arXiv:2103.06476, theorem 2.2.

use super::statistics::{Kind, LEVEL, Sample, interval};

/// When to stop adding runs to a point.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "mpi", derive(serde::Serialize, serde::Deserialize))]
pub struct Until {
    /// How narrow each metric's interval is to be: half of its width.
    pub targets: Vec<(String, f64)>,
    /// No point gets more runs than this.
    pub most: u64,
}

/// Why a point got no more runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// All intervals were narrow enough.
    Narrow,
    /// It has as many runs as it may have.
    Most,
}

impl Stopped {
    /// As the tables write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Most => "max_replicates",
        }
    }
}

/// What the interval that the rule uses is called.
pub const SEQUENCE: &str = "asymptotic confidence sequence";

/// Fewer runs than this say too little about how far runs lie apart for a rule that rests on the central limit theorem.
pub const LEAST: u64 = 16;

impl Until {
    /// Runs of a point at its first look, when `replicates` were asked for.
    pub fn first_look(&self, replicates: u64) -> u64 {
        replicates.max(LEAST).min(self.most)
    }

    /// Runs of a point at the look after that at `n`: a quarter more, so that many points share each round of work.
    pub fn next_look(&self, n: u64) -> u64 {
        (n + (n / 4).max(1)).min(self.most)
    }

    /// The looks: numbers of runs of a point, without end.
    fn looks() -> impl Iterator<Item = u64> {
        std::iter::successors(Some(LEAST), |n| Some(n + (n / 4).max(1)))
    }

    /// Whether a point with so many runs needs no more; `tallies` are those of the targets.
    pub fn verdict(&self, n: u64, tallies: &[Tally]) -> Option<Stopped> {
        let narrow = |((_, half), tally): (&(String, f64), &Tally)| tally.half_width().is_some_and(|h| h <= *half);
        if n >= LEAST.min(self.most) && self.targets.iter().zip(tallies).all(narrow) {
            return Some(Stopped::Narrow);
        }
        (n >= self.most).then_some(Stopped::Most)
    }
}

/// The mean and spread of the values of one metric at one point, value by value (Welford 1962). Of a share that is pooled over
/// runs it is the spread of what each run contributes to it, as in [`Sample::contributions`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    n: u64,
    mean: f64,
    squares: f64,
    /// Not every value so far lies in 0 to 1.
    beyond: bool,
    pooled: Option<Sums>,
}

/// Sums over runs of a pooled share v with weight w.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sums {
    w: f64,
    wv: f64,
    ww: f64,
    wwv: f64,
    wwvv: f64,
}

impl Sums {
    fn add(&mut self, value: f64, weight: f64) {
        let part = weight * value;
        self.w += weight;
        self.wv += part;
        self.ww += weight * weight;
        self.wwv += weight * part;
        self.wwvv += part * part;
    }
}

impl Tally {
    /// Of no run yet.
    pub fn new(kind: Kind) -> Self {
        Self { pooled: kind.is_pooled().then(Sums::default), ..Self::default() }
    }

    /// Takes one more value with its weight, which matters where the outcome is pooled; a value that is not there is left out, but a
    /// run without events was run.
    pub fn add(&mut self, value: Option<f64>, weight: f64) {
        let value = value.filter(|v| v.is_finite());
        if let Some(sums) = &mut self.pooled {
            self.n += 1;
            sums.add(value.unwrap_or(0.0), value.map_or(0.0, |_| weight));
            let share = sums.wv / sums.w;
            let each = self.n as f64 / sums.w;
            let squares = sums.wwvv - 2.0 * share * sums.wwv + share * share * sums.ww;
            (self.mean, self.squares) = (share, each * each * squares.max(0.0));
            return;
        }
        let Some(value) = value else { return };
        self.n += 1;
        let before = value - self.mean;
        self.mean += before / self.n as f64;
        self.squares += before * (value - self.mean);
        self.beyond |= !(0.0..=1.0).contains(&value);
    }

    /// Of an outcome's values, one after the other.
    pub fn of_sample(sample: &Sample) -> Self {
        let mut tally = Self::new(sample.kind);
        sample.runs().iter().for_each(|run| tally.add(Some(run.value), run.weight));
        tally
    }

    /// What n values come to that lie so far apart; `share` says that all lie in 0 to 1.
    fn expected(n: u64, sd: f64, share: bool) -> Self {
        Self { n, squares: sd * sd * (n as f64 - 1.0), beyond: !share, ..Self::default() }
    }

    /// The interval of the confidence sequence at this number of values.
    pub fn interval(&self) -> Option<(f64, f64)> {
        let half = self.half_width()?;
        Some((self.mean - half, self.mean + half))
    }

    /// Half of the width of the confidence sequence at this number of values.
    ///
    /// # Formula
    /// σ·√(2(nρ²+1)/(n²ρ²) · ln(√(nρ²+1)/α)) with ρ² = (−2 ln α + ln(−2 ln α + 1))/n₀, which makes it narrowest near n₀;
    /// times t/z, the ratio by which Student's interval of n values is wider than the normal one, because few values tell
    /// little about σ. With that, and looks as [`Until`] takes them, simulated sequences miss the mean in 2 to 7 of 100 cases
    /// (7 for a very skewed outcome; see the test).
    pub fn half_width(&self) -> Option<f64> {
        let alpha: f64 = 1.0 - LEVEL;
        let n = self.n as f64;
        let twice = -2.0 * libm::log(alpha);
        let rho2 = (twice + libm::log(twice + 1.0)) / NARROWEST_AT;
        let spread = n * rho2 + 1.0;
        let root = 2.0 * spread / (n * n * rho2) * libm::log(spread.sqrt() / alpha);
        (self.n > 1 && !self.mean.is_nan()).then(|| self.deviation() * root.sqrt() * student_to_normal(self.n))
    }

    /// The standard deviation. Of values that all lie in 0 to 1 it begins with one imagined run a unit away: that all runs
    /// were alike so far does not prove that all will be. That matters less and less.
    fn deviation(&self) -> f64 {
        if self.beyond {
            return (self.squares / (self.n as f64 - 1.0)).sqrt();
        }
        ((1.0 + self.squares) / (self.n as f64 + 1.0)).sqrt()
    }
}

/// Runs of a point until the rule stops, when runs lie as far apart as said: the first look at which the confidence
/// sequence reaches no further than `half`. None when that is beyond a thousand million.
pub fn runs_until(sd: f64, share: bool, half: f64) -> Option<u64> {
    let narrow = |n: &u64| Tally::expected(*n, sd, share).half_width().is_some_and(|reach| reach <= half);
    Until::looks().take_while(|n| *n < 1_000_000_000).find(narrow)
}

/// By how much Student's interval of n values is wider than one with a known spread.
fn student_to_normal(n: u64) -> f64 {
    const Z: f64 = 1.959_963_984_540_054;
    if n > 10_000 {
        // The first term of the expansion of t about z: exact to eight digits, and quick however many runs there are.
        return 1.0 + (Z * Z + 1.0) / (4.0 * (n - 1) as f64);
    }
    interval(0.0, 1.0, n.saturating_sub(1) as usize, LEVEL).1 / Z
}

/// The number of runs at which the sequence is made to be narrowest.
const NARROWEST_AT: f64 = 100.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Stream};
    use rand::RngExt;

    #[test]
    fn the_width_is_that_of_the_paper() {
        // Computed apart from theorem 2.2: n = 100, σ = 1, α = 0.05, ρ² = (5.991 + ln 6.991)/100 = 0.07936 give 0.303521;
        // t₉₉/z = 1.984217/1.959964.
        let tally = Tally { n: 100, mean: 5.0, squares: 99.0, beyond: true, pooled: None };
        let half = tally.half_width().unwrap();
        assert!((half - 0.303_521 * 1.984_217 / 1.959_964).abs() < 1e-5, "{half}");
        assert!(half > 1.984 * 0.1, "never narrower than the interval of one look");
    }

    #[test]
    fn looking_again_and_again_misses_the_mean_no_more_often_than_the_level_says() {
        let missed = |skewed: bool| {
            let misses = |trial: u64| {
                let mut dice = Chance::new(1).draws(Stream::Design, trial, 0, 0);
                let mut tally = Tally::default();
                let until = Until { targets: Vec::new(), most: 600 };
                let mut look = LEAST;
                (1..=600).any(|n| {
                    let u: f64 = dice.random();
                    tally.add(Some(if skewed { f64::from(u8::from(u < 0.2)) } else { 3.0 * u }), 1.0);
                    let mean = if skewed { 0.2 } else { 1.5 };
                    let looks = n == look;
                    look = if looks { until.next_look(n) } else { look };
                    looks && tally.interval().is_some_and(|(low, high)| mean < low || mean > high)
                })
            };
            (0..400).filter(|&trial| misses(trial)).count()
        };
        // 5 % of 400, and two standard deviations more.
        assert!(missed(false) <= 28 && missed(true) <= 28, "{} and {} of 400", missed(false), missed(true));
    }

    #[test]
    fn runs_that_are_all_alike_do_not_stop_at_once() {
        let same = shares([0.0; 16]);
        assert!(same.half_width().unwrap() > 0.05);
        let until = Until { targets: vec![("x".to_owned(), 0.05)], most: 1000 };
        assert_eq!(until.verdict(16, &[same]), None);
        assert_eq!(until.verdict(1000, &[same]), Some(Stopped::Most));
        assert_eq!(until.verdict(400, &[shares([0.0; 400])]), Some(Stopped::Narrow));
    }

    fn shares(values: impl IntoIterator<Item = f64>) -> Tally {
        Tally::of_sample(&Sample::plain(Kind::ShareOfPeople, values))
    }

    #[test]
    fn a_pooled_share_is_waited_for_by_what_each_run_contributes() {
        let runs = [(0, 1.0, 1.0), (1, 0.25, 8.0), (2, f64::NAN, 0.0), (3, 0.5, 2.0)];
        let sample = Sample::weighed("x_imitated_share", runs);
        let tally = Tally::of_sample(&sample);
        let spread = Tally::of_sample(&Sample::plain(Kind::ShareOfPeople, sample.contributions()));
        assert_eq!(tally.n, 4, "a run without events was run");
        assert!((tally.mean - 4.0 / 11.0).abs() < 1e-12);
        assert!((tally.squares - spread.squares).abs() < 1e-12, "{tally:?} {spread:?}");
        assert_eq!(Tally::of_sample(&Sample::weighed("x_imitated_share", [(0, f64::NAN, 0.0); 3])).half_width(), None);
    }

    #[test]
    fn the_number_of_runs_that_is_foretold_is_that_at_which_the_rule_stops() {
        // Half zeros and half ones: as far apart as shares can be, sd ½.
        let until = Until { targets: vec![("x".to_owned(), 0.1)], most: 100_000 };
        let mut n = LEAST;
        let mut tally = shares((0..n).map(|i| (i % 2) as f64));
        while until.verdict(n, &[tally]).is_none() {
            let next = until.next_look(n);
            (n..next).for_each(|i| tally.add(Some((i % 2) as f64), 1.0));
            n = next;
        }
        assert_eq!(runs_until(0.5, true, 0.1), Some(n));
        // Student's interval of a fixed number of runs needs 99: looking again and again has its price.
        assert!(n > 150 && n < 400, "{n}");
        assert_eq!(runs_until(1e6, false, 1e-6), None);
    }

    #[test]
    fn looks_come_less_and_less_often_and_end_at_the_most() {
        let until = Until { targets: Vec::new(), most: 30 };
        let mut looks = vec![until.first_look(8)];
        while looks.last() < Some(&30) {
            looks.push(until.next_look(*looks.last().unwrap()));
        }
        assert_eq!(looks, [16, 20, 25, 30]);
    }
}
