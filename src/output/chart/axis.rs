//! Axes: round ticks, percent, time in the unit that a reader would choose.

use super::font;
use super::page::{Drawn, Frame, Hang, Page, Plane, Stroke, Type};
use crate::output::tongue::{self, say};

/// Where an axis starts and ends, and what is written along it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// First and last value.
    pub ends: (f64, f64),
    /// Positions and their labels.
    pub ticks: Vec<(f64, String)>,
    /// What it measures, with its unit.
    pub title: String,
    /// Of an axis of times: the seconds in its unit; 0: it is none.
    pub seconds: f64,
    /// Whether its title says what is computed, so that an editor's does not take its place.
    pub own_title: bool,
}

/// Steps that are round in each unit of time, then 1-2-5.
const TIME_STEPS: [(&str, &[f64]); 5] = [
    ("s", &[1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0]),
    ("min", &[1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0]),
    ("h", &[1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0]),
    ("day", &[1.0, 2.0, 7.0, 14.0, 28.0, 56.0, 91.0, 182.0]),
    ("week", &[1.0, 2.0, 4.0, 13.0, 26.0, 52.0]),
];

/// Share of an axis that is added above its last tick where a label stands there.
const HEADROOM: f64 = 0.22;

/// Units of time, their length \[s\] and their name in the plural.
const UNITS: [(&str, f64, &str); 7] = [
    ("s", 1.0, "seconds"),
    ("min", 60.0, "minutes"),
    ("h", 3600.0, "hours"),
    ("day", 86400.0, "days"),
    ("week", 604_800.0, "weeks"),
    ("month", 2_629_800.0, "months"),
    ("year", 31_557_600.0, "years"),
];

/// Time as a figure shows it: the unit of the tables, a larger one where seconds would be thousands, or a smaller one where there is
/// less than one of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Unit on the axis.
    pub unit: &'static str,
    /// Its name in the plural.
    pub plural: &'static str,
    /// How many of the tables' units one of these is.
    pub per: f64,
}

impl Clock {
    /// The clock for a span of time given in the tables' unit.
    pub fn new(table_unit: &str, span: f64) -> Clock {
        let known = UNITS.iter().position(|(name, ..)| *name == table_unit).unwrap_or(0);
        let seconds = UNITS[known].1;
        // Less than one of a unit reads better in a smaller one.
        let holds_one = |place: usize| span * seconds / UNITS[place].1 >= 1.0;
        let smaller = |place: &usize| holds_one(*place) && !matches!(UNITS[*place].0, "week" | "month");
        let is_short = span > 0.0 && !holds_one(known);
        let known = if is_short { (0..known).rev().find(smaller).unwrap_or(0) } else { known };
        // More than 300 of a unit read better in a larger one, where that still gives at least two of it.
        let fits = |&(_, length, _): &&(&str, f64, &str)| span * seconds / length <= 300.0;
        let coarse = UNITS[known..].iter().filter(|u| u.0 == table_unit || !matches!(u.0, "week" | "month")).find(fits);
        let (unit, length, plural) = *coarse.unwrap_or(&UNITS[6]);
        Clock { unit, plural, per: length / seconds }
    }

    /// A time of the tables in this clock's unit.
    pub fn read(&self, time: f64) -> f64 {
        time / self.per
    }

    /// A short time in its own unit: 15 s rather than 0.25 min.
    pub fn fine(&self, width: f64) -> String {
        match (self.unit, self.read(width)) {
            ("min", minutes) if minutes < 1.0 => format!("{}\u{a0}s", short(minutes * 60.0)),
            ("h", hours) if hours < 1.0 => format!("{}\u{a0}min", short(hours * 60.0)),
            ("day", days) if days < 1.0 => format!("{}\u{a0}h", short(days * 24.0)),
            _ => self.words(width),
        }
    }

    /// An axis of time from 0 to `span` (in the tables' unit).
    pub fn axis(&self, span: f64, most: usize) -> Axis {
        let end = self.read(span).max(f64::MIN_POSITIVE);
        let steps = TIME_STEPS.iter().find(|(name, _)| *name == self.unit).map_or(&[][..], |(_, steps)| steps);
        let step = steps.iter().copied().find(|step| end / step <= most as f64 && end / step >= 1.0);
        let step = step.unwrap_or_else(|| nice_step(end, most));
        Axis {
            ends: (0.0, end),
            ticks: every(step, 0.0, end),
            title: since(&capital(&self.many())),
            seconds: seconds(self.unit),
            own_title: false,
        }
    }

    /// Its unit in the plural: `minutes`.
    pub fn many(&self) -> String {
        tongue::part(&format!("unit-{}", self.unit), "many", &[]).unwrap_or_else(|| self.plural.to_owned())
    }

    /// A time in words: `12.5 min`.
    pub fn words(&self, time: f64) -> String {
        let number = short(self.read(time));
        format!("{number}\u{a0}{}", unit_after(&number, self.unit))
    }
}

/// A unit as it follows a printed number: `min`, but `days` after all but one, and one `percentage point`.
pub fn unit_after(number: &str, unit: &str) -> String {
    let one = number.trim_start_matches(['+', '−', '-']) == "1";
    let bent = tongue::part(&format!("unit-{}", unit.replace(' ', "-")), if one { "one" } else { "some" }, &[]);
    if let Some(bent) = bent {
        return bent;
    }
    match (unit, one) {
        ("day" | "week" | "month" | "year", false) => format!("{unit}s"),
        ("percentage points", true) => "percentage point".to_owned(),
        _ => unit.to_owned(),
    }
}

/// A unit within the title of an axis, as English writes it without bending it.
pub fn unit_alone(unit: &str) -> String {
    tongue::part(&format!("unit-{}", unit.replace(' ', "-")), "some", &[]).unwrap_or_else(|| unit.to_owned())
}

/// The title of an axis of times.
fn since(many: &str) -> String {
    say!("since-the-start", [many], "{many} since the start")
}

/// A length of time in words: `30 min`, `80 years`.
pub fn lasting(seconds: f64) -> String {
    let text = crate::quantity::format_duration(seconds);
    match text.split_once(' ') {
        Some((number, unit)) => format!("{number} {}", unit_after(number, unit)),
        None => text,
    }
}

/// Length of a unit of time \[s\]; 1 of one that is not known.
pub fn seconds(unit: &str) -> f64 {
    UNITS.iter().find(|(name, ..)| *name == unit).map_or(1.0, |u| u.1)
}

/// First letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A step of 1, 2 or 5 times a power of ten that divides `length` into at most `most` parts.
pub fn nice_step(length: f64, most: usize) -> f64 {
    let raw = (length / most.max(1) as f64).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * power >= raw * (1.0 - 1e-9));
    step.unwrap_or(10.0) * power
}

fn every(step: f64, low: f64, high: f64) -> Vec<(f64, String)> {
    let decimals = decimals(step);
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    let tick = |k: i64| (k as f64 * step, plain(k as f64 * step, decimals));
    (first..=last).map(tick).collect()
}

/// Digits after the point that tell multiples of `step` apart.
fn decimals(step: f64) -> usize {
    (0..9)
        .find(|&d| (step * 10f64.powi(d) - (step * 10f64.powi(d)).round()).abs() < 1e-6 * step * 10f64.powi(d))
        .unwrap_or(9) as usize
}

/// A number with so many decimals, a true minus, and thin spaces between thousands.
pub fn plain(value: f64, decimals: usize) -> String {
    // 66.5 is told as 67 whether it was worked out as 66.5 or, a last bit below, as 66.49999999999999.
    let scale = 10f64.powi(decimals as i32);
    let scaled = value.abs() * scale;
    let half_up = if scaled < 1e9 { (scaled * (1.0 + 1e-12)).round() / scale } else { value.abs() };
    let text = format!("{half_up:.decimals$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 && whole.len() > 4 {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    let zero = text.chars().all(|c| matches!(c, '0' | '.'));
    tongue::number(format!("{}{grouped}{rest}", if value < 0.0 && !zero { "−" } else { "" }))
}

/// A number with about three digits that matter: `0.043`, `1.27`, `33.8`, `412`, `12 000`.
pub fn short(value: f64) -> String {
    let decimals = match value.abs() {
        v if v == 0.0 || v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        v if v >= 0.0995 => 2,
        v if v >= 0.000_995 => 3,
        // What is not zero does not read as zero.
        v => (1.0 - v.log10()).ceil().min(12.0) as usize,
    };
    let text = plain(value, decimals);
    if decimals > 0 { text.trim_end_matches('0').trim_end_matches(['.', ',']).to_owned() } else { text }
}

/// A share in percent: `4.3 %`, `45 %`.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value > 0.0 && value < 0.005 {
        return say!("under-percent", "under 0.01\u{a0}%");
    }
    let decimals = match value.abs() {
        v if v == 0.0 || v >= 9.95 => 0,
        v if v >= 0.995 => 1,
        _ => 2,
    };
    percent_of(&plain(value, decimals))
}

/// A printed number with its percent sign.
pub fn percent_of(printed: &str) -> String {
    format!("{printed}{}", tongue::percent())
}

/// An axis of shares from 0 % to a round value at or above `top`.
pub fn shares(top: f64, title: &str, most: usize) -> Axis {
    let step = nice_step(top.clamp(1e-4, 1.0) * 100.0, most) / 100.0;
    let end = ((top / step - 1e-6).ceil().max(1.0) * step).min(1.0);
    let ticks = every(step * 100.0, 0.0, end * 100.0).into_iter();
    let ticks = ticks.map(|(value, label)| (value / 100.0, percent_of(&label))).collect();
    Axis { ends: (0.0, end), ticks, title: title.to_owned(), ..Axis::default() }
}

/// An axis of shares that begins near `low`, for what is not drawn as lengths from zero.
pub fn shares_between(low: f64, high: f64, title: &str, most: usize) -> Axis {
    let axis = amounts(low * 100.0, high * 100.0, title, most);
    let ticks = axis.ticks.into_iter().map(|(value, label)| (value / 100.0, percent_of(&label))).collect();
    Axis { ends: (axis.ends.0 / 100.0, axis.ends.1 / 100.0), ticks, ..axis }
}

/// An axis of whole numbers.
pub fn wholes(low: f64, high: f64, title: &str, most: usize) -> Axis {
    let mut axis = amounts(low, high.max(low + most as f64), title, most);
    axis.ticks.retain(|(value, _)| (value - value.round()).abs() < 1e-9);
    axis
}

/// The same axis with room above its last tick, for a label.
pub fn with_headroom(axis: Axis) -> Axis {
    let room = (axis.ends.1 - axis.ends.0) * HEADROOM;
    Axis { ends: (axis.ends.0, axis.ends.1 + room), ..axis }
}

/// An axis of numbers from `low` to a round value at or above `high`.
pub fn amounts(low: f64, high: f64, title: &str, most: usize) -> Axis {
    let step = nice_step((high - low).max(1e-9), most);
    let start = (low / step + 1e-6).floor() * step;
    let ends = (start, ((high / step - 1e-6).ceil() * step).max(start + step));
    Axis { ends, ticks: every(step, ends.0, ends.1), title: title.to_owned(), ..Axis::default() }
}

/// What to leave out where panels share their axes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bare {
    /// No labels and no title under the horizontal axis.
    pub x: bool,
    /// No labels beside the vertical axis.
    pub y: bool,
}

/// Draws axes into a frame and gives the plane inside them. The vertical axis has its title above it, read like any text.
pub fn draw(page: &mut Page, frame: Frame, x: &Axis, y: &Axis, bare: Bare) -> Plane {
    let theme = *page.theme;
    let leading = theme.leading(theme.text);
    let quiet = page.quiet();
    let wide = y.ticks.iter().map(|(_, label)| font::width(label, theme.text, false)).fold(0.0, f64::max);
    let left = if bare.y { 0.0 } else { wide.max(page.gutter) + 8.0 };
    let title =
        page.look.hand.y.clone().filter(|_| !y.title.is_empty() && !y.own_title).unwrap_or_else(|| y.title.clone());
    let lines = font::wrap(&title, theme.text, false, frame.width());
    let top = lines.len() as f64 * leading + theme.text * 0.5;
    let bottom = if bare.x { 6.0 } else { 2.0 * leading + 4.0 };
    let inner = frame.inset(left, top, 0.0, bottom);
    let plane = page.plane(inner, x.ends, y.ends);
    page.group("axes");
    for (row, line) in lines.iter().enumerate() {
        page.text((frame.left, frame.top + (row as f64 + 0.5) * leading), line, quiet);
    }
    let crowded = crowded(&plane, y, theme.text);
    for (place, (value, label)) in y.ticks.iter().enumerate() {
        let height = plane.at(x.ends.0, *value).1;
        let grid = Stroke::new(theme.grid, 1.0);
        page.line(&[(inner.left, height), (inner.right, height)], grid);
        if !bare.y && place % crowded == 0 {
            page.text((inner.left - 8.0, height), label, super::page::Type { hang: Hang::Right, ..quiet });
        }
    }
    horizontal(page, (&plane, frame), x, bare);
    page.planes.push(Drawn { frame: plane.frame, x: plane.x, y: plane.y, seconds: x.seconds });
    plane
}

/// Every how many labels of a vertical axis there is room for one.
fn crowded(plane: &Plane, y: &Axis, text: f64) -> usize {
    let heights: Vec<f64> = y.ticks.iter().map(|(value, _)| plane.at(plane.x.0, *value).1).collect();
    let step = heights.windows(2).map(|two| (two[1] - two[0]).abs()).fold(f64::INFINITY, f64::min);
    if step.is_finite() && step > 0.0 { (text * 1.1 / step).ceil().max(1.0) as usize } else { 1 }
}

/// The title of a horizontal axis, in the middle where it fits there, else as far left as it must stand.
fn below(page: &mut Page, (plane, cell): (&Plane, Frame), title: &str, y: f64) {
    let theme = *page.theme;
    let (left, right) = (cell.left.min(plane.frame.left), cell.right.max(plane.frame.right));
    // Where it is narrow, that times count from the start goes without saying.
    let fits = |text: &str| font::width(text, theme.text, false) <= right - left;
    let brief = title.strip_suffix(&since("")).filter(|_| !fits(title)).unwrap_or(title);
    let text = font::shorten(brief, theme.text, false, right - left);
    let half = font::width(&text, theme.text, false) / 2.0;
    let middle = f64::midpoint(plane.frame.left, plane.frame.right).min(right - half).max(left + half);
    let look = Type { hang: Hang::Middle, ..page.quiet() };
    page.text((middle, y), &text, look);
}

fn horizontal(page: &mut Page, (plane, cell): (&Plane, Frame), x: &Axis, bare: Bare) {
    let theme = *page.theme;
    let inner = plane.frame;
    let leading = theme.leading(theme.text);
    let middle = super::page::Type { hang: Hang::Middle, ..page.quiet() };
    page.line(&[(inner.left, inner.bottom), (inner.right, inner.bottom)], Stroke::new(theme.soft, 1.0));
    let apart = apart(plane, x, theme.text);
    for (place, (value, label)) in x.ticks.iter().enumerate() {
        let across = plane.at(*value, plane.y.0).0;
        page.line(&[(across, inner.bottom), (across, inner.bottom + 4.0)], Stroke::new(theme.soft, 1.0));
        if !bare.x && place % apart.0 == apart.1 {
            // The outermost stay on the sheet.
            let half = font::width(label, theme.text, false) / 2.0 + 1.0;
            let across = across.min(page.size().0 - half).max(half);
            page.text((across, inner.bottom + 6.0 + theme.text / 2.0), label, middle);
        }
    }
    if !bare.x {
        let title = page.look.hand.x.clone().filter(|_| !x.title.is_empty()).unwrap_or_else(|| x.title.clone());
        below(page, (plane, cell), &title, inner.bottom + 8.0 + leading * 1.5);
    }
}

/// Every how many ticks, and from which on, are labelled so that labels do not touch; a zero keeps its label.
fn apart(plane: &Plane, x: &Axis, text: f64) -> (usize, usize) {
    let half = |label: &str| font::width(label, text, false) / 2.0;
    let zero = x.ticks.iter().position(|(value, _)| *value == 0.0).unwrap_or(0);
    let across = |tick: &(f64, String)| plane.at(tick.0, plane.y.0).0;
    let clear = |every: &usize| {
        let kept: Vec<_> = x.ticks.iter().skip(zero % every).step_by(*every).collect();
        let room = |two: &[&(f64, String)]| across(two[1]) - across(two[0]) - half(&two[0].1) - half(&two[1].1);
        kept.windows(2).all(|two| room(two) >= 0.4 * text)
    };
    let every = (1..=x.ticks.len().max(1)).find(clear).unwrap_or(1);
    (every, zero % every)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_unit_is_not_many() {
        let with = |number: &str, unit: &str| format!("{number} {}", unit_after(number, unit));
        assert_eq!([with("80", "year"), with("1", "day"), with("27.5", "day")], ["80 years", "1 day", "27.5 days"]);
        assert_eq!(
            [with("+1", "percentage points"), with("−2", "percentage points")],
            ["+1 percentage point", "−2 percentage points"]
        );
        assert_eq!([with("1", "min"), with("5", "min")], ["1 min", "5 min"]);
    }

    #[test]
    fn ticks_are_round_in_the_unit_that_a_reader_would_choose() {
        let clock = Clock::new("s", 1800.0);
        assert_eq!(clock.unit, "min");
        let labels: Vec<String> = clock.axis(1800.0, 7).ticks.into_iter().map(|t| t.1).collect();
        assert_eq!(labels, ["0", "5", "10", "15", "20", "25", "30"]);
        assert_eq!(Clock::new("s", 180.0).axis(180.0, 7).ticks[1].0, 30.0);
        assert_eq!(Clock::new("min", 30.0).unit, "min");
        assert_eq!(
            [Clock::new("h", 0.15).unit, Clock::new("day", 0.006).unit, Clock::new("week", 3.0).unit],
            ["min", "min", "week"]
        );
        assert_eq!([Clock::new("min", 0.0).unit, Clock::new("h", 1e-6).unit], ["min", "s"]);
        assert!((Clock::new("h", 0.15).read(0.15) - 9.0).abs() < 1e-9);
    }

    #[test]
    fn shares_are_percent_and_the_axis_reaches_the_top() {
        let axis = shares(0.043, "share", 6);
        assert_eq!(axis.ends, (0.0, 0.05));
        assert_eq!(axis.ticks[1].1, "1\u{a0}%");
        assert_eq!(shares(1.0, "", 6).ticks.last().map(|t| t.1.as_str()), Some("100\u{a0}%"));
    }

    #[test]
    fn numbers_keep_the_digits_that_matter() {
        assert_eq!(short(0.0432), "0.043");
        assert_eq!(short(1.0), "1");
        assert_eq!(short(1234.0), "1234");
        assert_eq!(short(12345.0), "12\u{202f}345");
        assert_eq!(plain(-0.0001, 2), "0.00");
        assert_eq!(plain(-1.5, 1), "−1.5");
    }
}
