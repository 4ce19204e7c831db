//! How a curve goes, in words: "rises early and falls again". Told of the points that are drawn, and only where they do so: a
//! turn counts where the curve goes back by a fair part of all that it moves, and by more than it trembles.

use crate::output::tongue::say;

/// A curve turns where it goes back by this part of the range of its values.
const TURN: f64 = 0.15;
/// Chance alone makes some hundred points, averaged as here, hardly ever differ by so many standard deviations.
const LUCK: f64 = 8.0;
/// A curve whose range is so many times its trembling is told as it is; another one is averaged over [`WINDOWS`].
const CLEAR: f64 = 40.0;
/// Of the height of an axis, what a reader does not see move.
const UNSEEN: f64 = 0.04;
/// Over what part of a trembling curve its points are averaged: one in so many.
const WINDOWS: usize = 12;
/// What only goes one way ends at least so far from where it began, as a part of the range.
const NET: f64 = 0.5;
/// From here on a way counts as gone.
const GONE: f64 = 0.9;
/// Up to this part of the time something is early or fast; from [`LATE`] on it is late.
const EARLY: f64 = 1.0 / 3.0;
const LATE: f64 = 0.6;
/// After this part of the time what has been gone is followed by a stretch that deserves a word.
const LEVEL: f64 = 0.8;
/// Humps that are counted; more of them are ups and downs.
const COUNTED: usize = 4;
/// Points of which a course can be told.
const FEWEST: usize = 4;

/// A line that a chart draws: whose, and its points as far as the chart shows them.
pub(super) struct Line {
    /// What its label says.
    pub label: String,
    /// Its heights, evenly spaced.
    pub points: Vec<f64>,
    /// How high the axis is, in the same unit.
    pub axis: f64,
    /// Whether the scenario stirs it again and again, so that ups and downs are no chance.
    pub stirred: bool,
}

/// How a curve goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// It has one value.
    Flat,
    /// It moves by less than can be seen.
    Level,
    /// It moves no more than it trembles.
    Wavers,
    /// It only goes up.
    Rises(Pace),
    /// It only goes down.
    Falls(Pace),
    /// It goes up and comes down: its peak is early or not, and how the two ways compare.
    Hump {
        /// Whether the peak lies in the first third.
        early: bool,
        /// How far it comes down.
        back: Back,
    },
    /// It goes down and comes up.
    Dip(Back),
    /// It goes up and comes down so many times.
    Humps(usize),
    /// It turns otherwise, or more often than can be counted.
    UpAndDown,
}

/// How a way is gone that has no turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// Nearly all of it in the first third; then hardly anything.
    Fast,
    /// Then hardly anything.
    ThenLevel,
    /// Hardly anything before.
    Late,
    /// All the time.
    ToTheEnd,
}

/// The second of two ways beside the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Back {
    /// Less than half as long.
    Partly,
    /// Much as long.
    All,
    /// More than twice as long.
    Beyond,
}

/// How a line goes; none of so few points that there is no shape.
pub(super) fn of(line: &Line) -> Option<Course> {
    let points = line.points.as_slice();
    if points.len() < FEWEST || points.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let size = points.iter().fold(1e-9_f64, |size, v| size.max(v.abs()));
    if range_of(points) <= 1e-9 * size {
        return Some(Course::Flat);
    }
    let unseen = UNSEEN * line.axis;
    let (calm, luck) = if line.stirred { (points.to_vec(), 0.0) } else { calmed(points) };
    let points = calm.as_slice();
    let range = range_of(points);
    if range <= unseen {
        return Some(Course::Level);
    }
    if range <= luck {
        return Some(Course::Wavers);
    }
    let turns = turns(points, (TURN * range).max(luck).max(unseen));
    // A way that the curve has not made on the whole says nothing about it.
    let net = points[points.len() - 1] - points[0];
    let way = |from: usize, to: usize| net * (points[to] - points[from]).signum();
    Some(match turns.as_slice() {
        [from, to] if way(*from, *to) < NET * range => Course::UpAndDown,
        [from, to] if points[*to] > points[*from] => Course::Rises(pace(points, (*from, *to))),
        [from, to] => Course::Falls(pace(points, (*from, *to))),
        [from, peak, to] => {
            let (there, back) = (points[*peak] - points[*from], points[*peak] - points[*to]);
            let compared = match back.abs() / there.abs() {
                part if part < 0.5 => Back::Partly,
                part if part <= 2.0 => Back::All,
                _ => Back::Beyond,
            };
            match there > 0.0 {
                true => Course::Hump { early: at(*peak, points) <= EARLY, back: compared },
                false => Course::Dip(compared),
            }
        }
        [first, second, .., last] if turns.len() % 2 == 1 && turns.len() / 2 <= COUNTED => {
            let up = points[*second] > points[*first] && points[*last] < points[turns[turns.len() - 2]];
            if up { Course::Humps(turns.len() / 2) } else { Course::UpAndDown }
        }
        _ => Course::UpAndDown,
    })
}

/// From the lowest to the highest point.
fn range_of(points: &[f64]) -> f64 {
    let (low, high) = points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |b, v| (b.0.min(*v), b.1.max(*v)));
    high - low
}

/// The points, averaged over their neighbours where they tremble, and how far chance may move them then.
fn calmed(points: &[f64]) -> (Vec<f64>, f64) {
    let trembling = trembling(points);
    if range_of(points) >= CLEAR * trembling {
        return (points.to_vec(), LUCK * trembling);
    }
    let side = points.len() / WINDOWS / 2;
    let around = |place: usize| {
        let near = &points[place.saturating_sub(side)..(place + side + 1).min(points.len())];
        near.iter().sum::<f64>() / near.len() as f64
    };
    let wide = (2 * side + 1) as f64;
    ((0..points.len()).map(around).collect(), LUCK * trembling / wide.sqrt())
}

/// Where along the time a point lies, 0 to 1.
fn at(place: usize, points: &[f64]) -> f64 {
    place as f64 / (points.len() - 1) as f64
}

/// The standard deviation of what differs from point to point without any direction: from second differences, which a smooth
/// curve has hardly any of (their median absolute value, so that single jumps do not count).
fn trembling(points: &[f64]) -> f64 {
    let mut bends: Vec<f64> = points.windows(3).map(|three| (three[0] - 2.0 * three[1] + three[2]).abs()).collect();
    bends.sort_by(f64::total_cmp);
    let median = bends.get(bends.len() / 2).copied().unwrap_or(0.0);
    // Of normal noise the median absolute value is 0.6745 sd, and a second difference has √6 of its sd.
    if points.len() < 12 { 0.0 } else { median / (0.6745 * 6f64.sqrt()) }
}

/// The places where ways begin and end that are at least so long: the first, the turns, the last.
fn turns(points: &[f64], least: f64) -> Vec<usize> {
    let (mut turns, mut low, mut high) = (Vec::new(), 0, 0);
    let mut upwards = None;
    for place in 1..points.len() {
        if points[place] > points[high] {
            high = place;
        }
        if points[place] < points[low] {
            low = place;
        }
        let (up, down) = (points[place] - points[low] >= least, points[high] - points[place] >= least);
        match upwards {
            Some(true) | None if down => {
                turns.push(high);
                (upwards, low) = (Some(false), place);
            }
            Some(false) | None if up => {
                turns.push(low);
                (upwards, high) = (Some(true), place);
            }
            _ => {}
        }
    }
    turns.extend(upwards.map(|up| if up { high } else { low }));
    turns
}

/// How the one way of a curve is gone.
fn pace(points: &[f64], (from, to): (usize, usize)) -> Pace {
    let (start, way) = (points[from], points[to] - points[from]);
    let gone = |part: f64| points.iter().position(|v| (v - start) / way >= part).unwrap_or(to);
    let (begun, done) = (at(gone(1.0 - GONE), points), at(gone(GONE), points));
    match () {
        () if done <= EARLY => Pace::Fast,
        () if begun >= LATE => Pace::Late,
        () if done <= LEVEL => Pace::ThenLevel,
        () => Pace::ToTheEnd,
    }
}

impl Course {
    /// In words, to follow what it is about.
    pub(super) fn words(self) -> String {
        match self {
            Self::Flat => say!("course-flat", "stays flat"),
            Self::Level => say!("course-level", "stays about level"),
            Self::Wavers => say!("course-wavers", "wavers about one level"),
            Self::Rises(Pace::Fast) => say!("course-fast", "rises fast, then levels off"),
            Self::Rises(Pace::ThenLevel) => say!("course-levels", "rises and levels off"),
            Self::Rises(Pace::Late) => say!("course-late", "stays low and rises late"),
            Self::Rises(Pace::ToTheEnd) => say!("course-rises", "rises to the end"),
            Self::Falls(Pace::Fast) => say!("course-falls-fast", "falls fast, then levels off"),
            Self::Falls(Pace::ThenLevel) => say!("course-falls-level", "falls and levels off"),
            Self::Falls(Pace::Late) => say!("course-falls-late", "stays high and falls late"),
            Self::Falls(Pace::ToTheEnd) => say!("course-falls", "falls to the end"),
            Self::Hump { back: Back::Partly, .. } => say!("course-hump-part", "rises, then falls back part of the way"),
            Self::Hump { back: Back::Beyond, .. } => say!("course-hump-beyond", "rises at first, then falls further"),
            Self::Hump { early: true, .. } => say!("course-early", "rises early and falls again"),
            Self::Hump { early: false, .. } => say!("course-hump", "rises, then falls again"),
            Self::Dip(Back::Partly) => say!("course-dip-part", "falls, then rises back part of the way"),
            Self::Dip(Back::All) => say!("course-dip", "falls, then rises again"),
            Self::Dip(Back::Beyond) => say!("course-dip-beyond", "falls at first, then rises further"),
            Self::Humps(n) => {
                let times = n.to_string();
                say!("course-humps", [n, times], "rises and falls {times} times")
            }
            Self::UpAndDown => say!("course-up-and-down", "goes up and down"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Distribution, Stream};
    use proptest::prelude::*;

    fn of(points: &[f64]) -> Option<Course> {
        super::of(&Line { label: String::new(), points: points.to_vec(), axis: 0.0, stirred: false })
    }

    fn course(curve: impl Fn(f64) -> f64) -> Course {
        of(&(0..100).map(|i| curve(f64::from(i) / 99.0)).collect::<Vec<_>>()).expect("a course")
    }

    /// Noise of standard deviation 1.
    fn noise(seed: u64, points: usize) -> Vec<f64> {
        let (chance, normal) = (Chance::new(seed), Distribution::Normal { mean: 0.0, sd: 1.0 });
        (0..points as u64).map(|i| normal.sample(0, &mut chance.draws(Stream::Trait, i, 0, 0))).collect()
    }

    #[test]
    fn a_course_is_told_by_where_it_goes() {
        assert_eq!(course(|_| 0.3), Course::Flat);
        assert_eq!(course(|t| t), Course::Rises(Pace::ToTheEnd));
        assert_eq!(course(|t| 1.0 - (-9.0 * t).exp()), Course::Rises(Pace::Fast));
        assert_eq!(course(|t| 1.0 - (-4.0 * t).exp()), Course::Rises(Pace::ThenLevel));
        assert_eq!(course(|t| (t - 0.7).max(0.0)), Course::Rises(Pace::Late));
        assert_eq!(course(|t| 1.0 - t), Course::Falls(Pace::ToTheEnd));
        assert_eq!(course(|t| (-9.0 * t).exp()), Course::Falls(Pace::Fast));
        assert_eq!(course(|t| t * (-9.0 * t).exp()), Course::Hump { early: true, back: Back::All });
        assert_eq!(course(|t| t * (1.0 - t)), Course::Hump { early: false, back: Back::All });
        assert_eq!(course(|t| (t - 0.5).powi(2)), Course::Dip(Back::All));
        assert_eq!(course(|t| (3.0 * std::f64::consts::TAU * t).sin() + 1.0), Course::UpAndDown);
        assert_eq!(course(|t| 1.0 - (2.0 * std::f64::consts::TAU * t).cos()), Course::Humps(2));
        assert_eq!(of(&[1.0]), None);
    }

    /// Up within a tenth of the time, down until it is over: what rises first does not "fall fast".
    #[test]
    fn what_rises_first_does_not_fall() {
        let applause = course(|t| if t < 0.1 { 0.3 + 7.0 * t } else { (1.0 - 2.0 * (t - 0.1)).max(0.0) });
        assert_eq!(applause, Course::Hump { early: true, back: Back::All });
        let beyond = course(|t| if t < 0.2 { 0.7 + t } else { (0.9 - 2.0 * (t - 0.2)).max(0.0) });
        assert_eq!(beyond, Course::Hump { early: true, back: Back::Beyond });
    }

    #[test]
    fn what_an_axis_does_not_show_is_no_movement() {
        let points: Vec<f64> = (0..100).map(|i| 0.6 + 0.02 * f64::from(i % 10)).collect();
        let of = |axis: f64| super::of(&Line { label: String::new(), points: points.clone(), axis, stirred: false });
        assert_eq!((of(10.0), of(1.0)), (Some(Course::Level), Some(Course::UpAndDown)));
    }

    /// Jokes, after each of which many laugh for a moment.
    #[test]
    fn what_a_scenario_stirs_goes_up_and_down() {
        let points: Vec<f64> =
            (0..120).zip(noise(3, 120)).map(|(i, n)| if i % 12 == 0 { 0.2 } else { 0.03 } + 0.01 * n).collect();
        let line = Line { label: String::new(), points, axis: 0.3, stirred: true };
        assert_eq!(super::of(&line), Some(Course::UpAndDown));
    }

    #[test]
    fn noise_has_no_course() {
        let told: Vec<Course> = (0..200).filter_map(|seed| of(&noise(seed, 100))).collect();
        let wavers = told.iter().filter(|course| **course == Course::Wavers).count();
        assert!(wavers > 195, "{wavers} of 200: {told:?}");
        assert!(!told.iter().any(|course| matches!(course, Course::Rises(_) | Course::Falls(_))), "{told:?}");
    }

    #[test]
    fn a_trend_is_seen_through_noise() {
        let trend =
            |noise: Vec<f64>| (0..100).zip(noise).map(|(i, n)| 5.0 * f64::from(i) / 99.0 + n).collect::<Vec<_>>();
        let told = (0..100).filter_map(|seed| of(&trend(noise(seed, 100))));
        assert!(told.filter(|course| matches!(course, Course::Rises(_))).count() > 95);
    }

    proptest! {
        /// Straight ways of known directions, each at least half of the whole range, with noise on them.
        #[test]
        fn made_curves_are_told_as_they_were_made(
            up in any::<bool>(),
            ways in proptest::collection::vec((0.5f64..1.0, 8usize..40), 1..6),
            scale in 1e-4f64..1e3,
            level in -10f64..10.0,
            sd in 0.0f64..0.01,
            seed in any::<u64>(),
        ) {
            let (mut points, mut height, mut sign) = (vec![0.0], 0.0, if up { 1.0 } else { -1.0 });
            for (way, long) in &ways {
                points.extend((1..=*long).map(|step| height + sign * way * step as f64 / *long as f64));
                height += sign * way;
                sign = -sign;
            }
            let noise = noise(seed, points.len());
            let points: Vec<f64> = points.iter().zip(noise).map(|(v, n)| (v + level + sd * n) * scale).collect();
            let told = of(&points).expect("a course");
            let fits = match (ways.len(), up) {
                (1, true) => matches!(told, Course::Rises(_)),
                (1, false) => matches!(told, Course::Falls(_)),
                (2, true) => matches!(told, Course::Hump { .. }),
                (2, false) => matches!(told, Course::Dip(_)),
                (4, true) => told == Course::Humps(2),
                _ => told == Course::UpAndDown,
            };
            prop_assert!(fits, "{told:?} of {ways:?} {up}");
        }

        /// Whatever the points are: what is said of them is so.
        #[test]
        fn what_is_told_of_any_curve_is_so(points in proptest::collection::vec(0f64..1.0, 4..60), smooth in 1usize..9) {
            let points: Vec<f64> =
                points.windows(smooth.min(points.len())).map(|w| w.iter().sum::<f64>() / w.len() as f64).collect();
            let Some(told) = of(&points) else { return Ok(()) };
            let (points, luck) = calmed(&points);
            let (first, last) = (points[0], points[points.len() - 1]);
            let turn = (TURN * range_of(&points)).max(luck);
            let farthest_back = |sign: f64| {
                let (mut best, mut back) = (f64::MIN, 0f64);
                for v in points.iter().map(|v| sign * v) {
                    best = best.max(v);
                    back = back.max(best - v);
                }
                back
            };
            match told {
                Course::Rises(_) => prop_assert!(farthest_back(1.0) < turn && last > first),
                Course::Falls(_) => prop_assert!(farthest_back(-1.0) < turn && last < first),
                Course::Hump { .. } | Course::Humps(_) => {
                    prop_assert!(farthest_back(1.0) >= turn * 0.999 && farthest_back(-1.0) >= turn * 0.999);
                }
                Course::Dip(_) => prop_assert!(farthest_back(-1.0) >= turn * 0.999),
                Course::Flat | Course::Level | Course::Wavers | Course::UpAndDown => {}
            }
        }
    }
}
