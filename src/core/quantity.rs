//! Checked numbers with units: durations, rates, shares. The only place where a number can be refused.
//!
//! Inside the program times are in seconds and rates per second; here they are read from what people write
//! (`"30 min"`, `"10 /day"`) and written back in a unit that people read.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A unit of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeUnit {
    /// Milliseconds.
    Millisecond,
    /// Seconds.
    #[default]
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days of 24 hours.
    Day,
    /// Weeks of 7 days.
    Week,
    /// Twelfths of a year.
    Month,
    /// Years of 365.25 days.
    Year,
}

/// Every unit with its symbol, its length \[s\] and other spellings that are understood.
const UNITS: &[(TimeUnit, &str, f64, &[&str])] = &[
    (TimeUnit::Millisecond, "ms", 0.001, &["millisecond", "milliseconds"]),
    (TimeUnit::Second, "s", 1.0, &["sec", "second", "seconds"]),
    (TimeUnit::Minute, "min", 60.0, &["minute", "minutes"]),
    (TimeUnit::Hour, "h", 3600.0, &["hour", "hours"]),
    (TimeUnit::Day, "day", 86_400.0, &["d", "days"]),
    (TimeUnit::Week, "week", 604_800.0, &["wk", "weeks"]),
    (TimeUnit::Month, "month", 2_629_800.0, &["months"]),
    (TimeUnit::Year, "year", 31_557_600.0, &["yr", "years"]),
];

/// The symbols of all units, for messages.
pub const UNIT_SYMBOLS: &[&str] = &["ms", "s", "min", "h", "day", "week", "month", "year"];

impl TimeUnit {
    /// The unit with this symbol or spelling.
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        let known = |row: &&(Self, &str, f64, &[&str])| row.1 == symbol || row.3.contains(&symbol);
        UNITS.iter().find(known).map(|row| row.0)
    }

    /// Its symbol, as in `"30 min"`.
    pub fn symbol(self) -> &'static str {
        self.row().1
    }

    /// Its length \[s\].
    pub fn seconds(self) -> f64 {
        self.row().2
    }

    fn row(self) -> &'static (Self, &'static str, f64, &'static [&'static str]) {
        UNITS.iter().find(|row| row.0 == self).expect("every unit has its row")
    }
}

impl TimeUnit {
    /// Its name: `second`, `day`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Millisecond => "millisecond",
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// Why a text is not a quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// A comma where a point belongs.
    #[error("`{text}` has a decimal comma: write \"{right}\"")]
    DecimalComma {
        /// What was written.
        text: String,
        /// With a point.
        right: String,
    },
    /// There is no number at its start.
    #[error("`{0}` does not start with a number")]
    NoNumber(String),
    /// The unit is not one of time.
    #[error("`{unit}` is not a unit of time{}", near(.unit))]
    UnknownUnit {
        /// What was written.
        unit: String,
    },
    /// A rate without its slash.
    #[error("a rate is written per time, as in \"{0} /day\"")]
    NotARate(String),
    /// A duration with a slash.
    #[error("a length of time is meant, not a rate: write \"{0}\" without the slash")]
    NotADuration(String),
    /// More than any clock of this kind can count.
    #[error("`{text}` is beyond what can be computed: at most {most}")]
    TooLarge {
        /// What was written.
        text: String,
        /// What would do.
        most: &'static str,
    },
}

/// [`LONGEST`] in words.
const MOST_TIME: &str = "100000 year";
/// The longest time that is not for ever \[s\]: a hundred thousand years.
pub const LONGEST: f64 = 1e5 * 365.25 * 86_400.0;
/// The highest rate \[/s\].
const HIGHEST: f64 = 1e9;

fn near(unit: &str) -> String {
    let lower = unit.to_lowercase();
    match TimeUnit::from_symbol(&lower).or_else(|| lower.starts_with('m').then_some(TimeUnit::Minute)) {
        Some(found) => format!("; did you mean `{found}`?"),
        None => format!("; units are {}", UNIT_SYMBOLS.join(", ")),
    }
}

/// Reads `"30 min"`, `"1.5s"` or a bare number (in `default`); \[s\].
///
/// # Errors
/// When there is no number, the unit is unknown, or it is a rate.
pub fn duration(text: &str, default: TimeUnit) -> Result<f64, QuantityError> {
    if text.trim() == "forever" {
        return Ok(f64::INFINITY);
    }
    let (number, unit) = split(text)?;
    if let Some(per) = unit.strip_prefix('/') {
        return Err(QuantityError::NotADuration(format!("{number} {}", per.trim())));
    }
    duration_of(number, unit_or(unit, default)?)
}

/// So many of a unit \[s\]; infinity is "forever".
///
/// # Errors
/// When it is finite and longer than can be computed.
pub fn duration_of(number: f64, unit: TimeUnit) -> Result<f64, QuantityError> {
    let seconds = number * unit.seconds();
    if seconds > LONGEST && number.is_finite() {
        return Err(QuantityError::TooLarge { text: format!("{number} {unit}"), most: "100000 year, or \"forever\"" });
    }
    Ok(seconds)
}

/// Reads `"10 /day"`, `"2 per min"` or a bare number (per `default`); \[/s\].
///
/// # Errors
/// When there is no number, the unit is unknown, or it is a length of time.
pub fn rate(text: &str, default: TimeUnit) -> Result<f64, QuantityError> {
    let (number, unit) = split(text)?;
    let per = match unit.strip_prefix('/').or_else(|| unit.strip_prefix("per ")) {
        Some(per) => per.trim(),
        None if unit.is_empty() => "",
        None => return Err(QuantityError::NotARate(number.to_string())),
    };
    rate_of(number, unit_or(per, default)?)
}

/// So many a unit of time \[/s\].
///
/// # Errors
/// When it is finite and higher than can be computed.
pub fn rate_of(number: f64, unit: TimeUnit) -> Result<f64, QuantityError> {
    let per_second = number / unit.seconds();
    if per_second > HIGHEST && number.is_finite() {
        return Err(QuantityError::TooLarge { text: format!("{number} /{unit}"), most: "1e9 /s" });
    }
    Ok(per_second)
}

fn split(text: &str) -> Result<(f64, &str), QuantityError> {
    let text = text.trim();
    let part_of_number = |&(i, c): &(usize, char)| {
        c.is_ascii_digit()
            || matches!(c, '.' | '_')
            || (matches!(c, '-' | '+') && (i == 0 || text[..i].ends_with(['e', 'E'])))
            || (matches!(c, 'e' | 'E')
                && i > 0
                && text[i + 1..].starts_with(|n: char| n.is_ascii_digit() || n == '-' || n == '+'))
    };
    let end = text.char_indices().find(|at| !part_of_number(at)).map_or(text.len(), |(i, _)| i);
    if let Some(right) = without_comma(text) {
        return Err(QuantityError::DecimalComma { text: text.to_owned(), right });
    }
    let number = text[..end].replace('_', "").parse::<f64>().map_err(|_| QuantityError::NoNumber(text.to_owned()))?;
    if number.is_infinite() {
        return Err(QuantityError::TooLarge { text: text.to_owned(), most: "1e308, and less with most units" });
    }
    Ok((number, text[end..].trim()))
}

/// A number with a decimal comma, and its unit if any, with a point instead; none where it has none.
pub fn without_comma(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once(',')?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let signless = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let is_number = !signless.is_empty() && signless.bytes().all(|b| b.is_ascii_digit());
    let fine = is_number && digits > 0 && !rest[digits..].contains(',') && !rest[digits..].starts_with('.');
    fine.then(|| format!("{whole}.{rest}"))
}

fn unit_or(symbol: &str, default: TimeUnit) -> Result<TimeUnit, QuantityError> {
    if symbol.is_empty() {
        return Ok(default);
    }
    TimeUnit::from_symbol(symbol).ok_or_else(|| QuantityError::UnknownUnit { unit: symbol.to_owned() })
}

/// A length of time in the largest unit that says it exactly and shortly: `1.5 s`, `30 min`, `forever`.
pub fn format_duration(seconds: f64) -> String {
    if seconds == f64::INFINITY {
        return "forever".to_owned();
    }
    let best = exact(seconds, 0, |value, unit| value * unit, |seconds, unit| seconds / unit);
    format!("{} {}", best.0, best.1)
}

/// A rate per the smallest unit that says it exactly and shortly: `0.25 /s`, `30 /day`.
pub fn format_rate(per_second: f64) -> String {
    let best = exact(per_second, "0.0135".len(), |value, unit| value / unit, |rate, unit| rate * unit);
    // A day has 24 hours here, and people count those in which they are awake: an hour is understood.
    if best.1 == TimeUnit::Day {
        let hour = TimeUnit::Hour.seconds();
        let text = tidy(per_second * hour);
        if text.len() <= "1.875".len() && text.parse::<f64>().is_ok_and(|value| value / hour == per_second) {
            return format!("{text} /{}", TimeUnit::Hour);
        }
    }
    format!("{} /{}", best.0, best.1)
}

/// A rate to be read and not to be read back: as it is [written](format_rate), or per second, minute or hour where three digits say
/// it more shortly.
pub fn told_rate(per_second: f64) -> String {
    let written = format_rate(per_second);
    let (number, unit) = written.split_once(" /").unwrap_or((&written, ""));
    let short = [TimeUnit::Second, TimeUnit::Minute, TimeUnit::Hour];
    let is_short = short.iter().any(|known| known.symbol() == unit);
    if !is_short || number.len() <= "1.875".len() || unit == "s" && number.len() <= "0.0135".len() {
        return written;
    }
    let digits = |unit: TimeUnit| {
        let value = per_second * unit.seconds();
        let told = format!("{value:.2e}").parse::<f64>().ok()?;
        ((told - value).abs() <= 1e-9 * value.abs()).then(|| (told.to_string(), unit))
    };
    let told = short.into_iter().filter_map(digits).min_by_key(|(text, _)| text.len());
    told.filter(|(text, _)| text.len() < number.len()).map_or(written.clone(), |(text, unit)| format!("{text} /{unit}"))
}

/// The shortest text among the units that read back to exactly the same number; seconds win a tie, and always when
/// their text is not longer than `short`.
fn exact(inside: f64, short: usize, read: fn(f64, f64) -> f64, write: fn(f64, f64) -> f64) -> (String, TimeUnit) {
    let mut best = (inside.to_string(), TimeUnit::Second);
    if best.0.len() <= short {
        return best;
    }
    for &(unit, _, seconds, _) in UNITS.iter().filter(|row| row.0 != TimeUnit::Month && row.0 != TimeUnit::Millisecond)
    {
        let text = tidy(write(inside, seconds));
        let same = text.parse::<f64>().is_ok_and(|value| read(value, seconds) == inside);
        if same && text.len() < best.0.len() {
            best = (text, unit);
        }
    }
    best
}

/// A number without the dust of floating point, if twelve digits say it.
fn tidy(value: f64) -> String {
    let rounded = format!("{value:.11e}").parse::<f64>().unwrap_or(value);
    rounded.to_string()
}

/// The numbers that make sense for something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Smallest.
    pub low: f64,
    /// Largest.
    pub high: f64,
    /// Whether the smallest itself is left out.
    pub above_low: bool,
}

/// The largest number that a key takes; its inverse is the smallest above 0. Products of a few such numbers are still far
/// from what no number can hold, so that no result is infinite.
pub const MOST: f64 = 1e9;
/// The smallest above 0.
const LEAST: f64 = 1.0 / MOST;

impl Range {
    /// Any number of a reasonable size.
    pub const ANY: Self = Self { low: -MOST, high: MOST, above_low: false };
    /// 0 or more.
    pub const NOT_NEGATIVE: Self = Self { low: 0.0, high: MOST, above_low: false };
    /// More than 0.
    pub const POSITIVE: Self = Self { low: LEAST, high: MOST, above_low: false };
    /// 0 or more, infinity included.
    pub const UP_TO_FOREVER: Self = Self { low: 0.0, high: f64::INFINITY, above_low: false };
    /// More than 0, infinity included.
    pub const SOME_TO_FOREVER: Self = Self { low: LEAST, high: f64::INFINITY, above_low: false };
    /// A length of time \[s\], which may be none.
    pub const MOMENT: Self = Self { low: 0.0, high: LONGEST, above_low: false };
    /// Some length of time \[s\].
    pub const SOME_TIME: Self = Self { low: LEAST, high: LONGEST, above_low: false };
    /// 0 to 1.
    pub const SHARE: Self = Self { low: 0.0, high: 1.0, above_low: false };

    /// From `low` to `high`, both included.
    pub const fn between(low: f64, high: f64) -> Self {
        Self { low, high, above_low: false }
    }

    /// Whether a number is inside. Not a number is never inside.
    pub fn holds(&self, value: f64) -> bool {
        (if self.above_low { value > self.low } else { value >= self.low }) && value <= self.high
    }

    /// What a number outside must be, in words: of one that is too low by any measure only that.
    pub fn asked_of(&self, value: f64) -> String {
        let far = self.high >= MOST;
        match self.low {
            0.0 if far && !self.above_low && value < 0.0 => "0 or more".to_owned(),
            LEAST if far && value <= 0.0 => "greater than 0".to_owned(),
            _ => self.to_string(),
        }
    }

    /// Whether "forever" is inside.
    pub fn is_open(&self) -> bool {
        self.high == f64::INFINITY
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.above_low, self.high) {
            (low, _, MOST) if low == -MOST => write!(f, "between {low:e} and {MOST:e}"),
            (0.0, false, MOST) => write!(f, "0 or more, at most {MOST:e}"),
            (LEAST, _, MOST) => write!(f, "greater than 0, between {LEAST:e} and {MOST:e}"),
            (LEAST, _, LONGEST) => write!(f, "greater than 0, at least {LEAST:e} s and at most {MOST_TIME}"),
            (0.0, false, LONGEST) => write!(f, "0 or more, at most {MOST_TIME}"),
            (LEAST, _, f64::INFINITY) => write!(f, "greater than 0, at least {LEAST:e}"),
            (low, false, f64::INFINITY) => write!(f, "{low} or more"),
            (low, true, f64::INFINITY) => write!(f, "greater than {low}"),
            (low, false, high) => write!(f, "between {low} and {high}"),
            (low, true, high) => write!(f, "above {low} and at most {high}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: TimeUnit = TimeUnit::Second;

    #[test]
    fn a_unit_says_how_long() {
        for (text, seconds) in [
            ("30 min", 1800.0),
            ("1.5s", 1.5),
            ("250 ms", 0.25),
            ("1 year", 31_557_600.0),
            ("1e3 s", 1000.0),
            ("2 days", 172_800.0),
        ] {
            assert_eq!(duration(text, S).unwrap(), seconds, "{text}");
        }
        assert_eq!(duration("forever", S).unwrap(), f64::INFINITY);
    }

    #[test]
    fn a_bare_number_is_in_the_scenarios_unit() {
        assert_eq!(duration("2", TimeUnit::Minute).unwrap(), 120.0);
        assert_eq!(rate("0.1", TimeUnit::Year).unwrap(), 0.1 / 31_557_600.0);
    }

    #[test]
    fn a_rate_is_per_time() {
        assert_eq!(rate("30 /day", S).unwrap(), 30.0 / 86_400.0);
        assert_eq!(rate("2 per min", S).unwrap(), 2.0 / 60.0);
        assert_eq!(rate("0.02/year", S).unwrap(), 0.02 / 31_557_600.0);
    }

    #[test]
    fn what_is_not_a_quantity_is_refused_with_advice() {
        assert_eq!(
            duration("5 minuts", S).unwrap_err().to_string(),
            "`minuts` is not a unit of time; did you mean `min`?"
        );
        assert_eq!(duration("1,5 h", S).unwrap_err().to_string(), "`1,5 h` has a decimal comma: write \"1.5 h\"");
        assert_eq!(rate("0,5 /day", S).unwrap_err().to_string(), "`0,5 /day` has a decimal comma: write \"0.5 /day\"");
        assert_eq!(duration("soon", S).unwrap_err().to_string(), "`soon` does not start with a number");
        assert_eq!(rate("5 min", S).unwrap_err().to_string(), "a rate is written per time, as in \"5 /day\"");
        assert_eq!(
            duration("5 /s", S).unwrap_err().to_string(),
            "a length of time is meant, not a rate: write \"5 s\" without the slash"
        );
        assert!(duration("5 é", S).is_err() && duration("", S).is_err() && duration("e", S).is_err());
    }

    #[test]
    fn quantities_are_written_as_people_write_them() {
        for (seconds, text) in [
            (1800.0, "30 min"),
            (1.5, "1.5 s"),
            (86_400.0, "1 day"),
            (f64::INFINITY, "forever"),
            (0.0, "0 s"),
            (0.04, "0.04 s"),
        ] {
            assert_eq!(format_duration(seconds), text);
        }
        for (rate, text) in [
            (1.875 / 3600.0, "1.875 /h"),
            (5.0 / 86_400.0, "5 /day"),
            (0.25, "0.25 /s"),
            (0.02 / 31_557_600.0, "0.02 /year"),
            (0.0, "0 /s"),
        ] {
            assert_eq!(format_rate(rate), text);
        }
    }

    #[test]
    fn rates_are_told_in_the_unit_that_says_them_most_shortly() {
        // What three digits do not say is told as it is written.
        for (rate, text) in [(0.000_17, "0.612 /h"), (0.0135, "0.0135 /s"), (1.875 / 3600.0, "1.875 /h"), (0.0, "0 /s")]
        {
            assert_eq!(told_rate(rate), text);
        }
    }

    #[test]
    fn what_is_written_reads_back_exactly() {
        for i in 1..2000 {
            let value = f64::from(i).sqrt() * 1e-4 * f64::from(i * i);
            assert_eq!(duration(&format_duration(value), S).unwrap(), value);
            assert_eq!(rate(&format_rate(value), S).unwrap(), value);
        }
    }

    #[test]
    fn not_a_number_is_in_no_range() {
        assert!(!Range::ANY.holds(f64::NAN) && !Range::UP_TO_FOREVER.holds(f64::NAN));
        assert!(Range::UP_TO_FOREVER.holds(f64::INFINITY) && !Range::NOT_NEGATIVE.holds(f64::INFINITY));
        assert!(!Range::POSITIVE.holds(0.0) && Range::SHARE.holds(1.0));
    }
}
