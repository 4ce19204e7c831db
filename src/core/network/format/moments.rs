//! When contacts were recorded: numbers, dates with or without a time of day, times of day.
//!
//! All become seconds. A number is taken as it stands, but for Unix times in milli-, micro- or nanoseconds; a date counts from 1970 and a time of
//! day from midnight, so that everything within a file is on one scale. Runs begin with the first contact whatever the scale.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// How a column tells its times. It is the same for all of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    /// A number: seconds.
    Number,
    /// A number: thousandths, millionths or milliardths of a second since 1970.
    Unix(Fraction),
    /// A date, with or without a time of day, of no particular zone.
    Civil,
    /// A date and time with its zone.
    Zoned,
    /// A time of day.
    Clock,
}

impl Scale {
    const fn example(self) -> &'static str {
        match self {
            Self::Number => "a number of seconds",
            Self::Unix(fraction) => fraction.example(),
            Self::Civil => "a date such as 2024-05-03T09:20",
            Self::Zoned => "a date with its zone, such as 2024-05-03T09:20Z",
            Self::Clock => "a time of day such as 09:20",
        }
    }
}

/// What Unix times count in that are no seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fraction {
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

impl Fraction {
    /// What a number of this size counts in, if not in seconds.
    fn of(number: f64) -> Option<Self> {
        match number.abs() {
            size if size >= MILLISECONDS * 1e6 => Some(Self::Nanoseconds),
            size if size >= MILLISECONDS * 1e3 => Some(Self::Microseconds),
            size if size >= MILLISECONDS => Some(Self::Milliseconds),
            _ => None,
        }
    }

    const fn a_second(self) -> f64 {
        match self {
            Self::Milliseconds => 1e3,
            Self::Microseconds => 1e6,
            Self::Nanoseconds => 1e9,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Milliseconds => "milliseconds",
            Self::Microseconds => "microseconds",
            Self::Nanoseconds => "nanoseconds",
        }
    }

    const fn example(self) -> &'static str {
        match self {
            Self::Milliseconds => "a number of milliseconds since 1970",
            Self::Microseconds => "a number of microseconds since 1970",
            Self::Nanoseconds => "a number of nanoseconds since 1970",
        }
    }
}

/// The times of one file while they are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Moments {
    scale: Option<Scale>,
    first: Option<(f64, String)>,
    /// The time before, and the first of those that are half a day and more before the one above them.
    before: f64,
    falls: Option<String>,
    /// Whether every number so far may be a day as spreadsheets count them, and whether one has a fraction, as times of day give it.
    days: Option<(bool, bool)>,
}

impl Moments {
    /// A time in seconds.
    pub(super) fn read(&mut self, text: &str) -> Result<f64, String> {
        let text = text.trim();
        let (seconds, scale) = scaled(text)?;
        match self.scale {
            None => self.scale = Some(scale),
            Some(known) if known == scale => {}
            Some(known) => {
                return Err(format!("`{text}` is not a time like those before: expected {}", known.example()));
            }
        }
        if scale == Scale::Clock && self.falls.is_none() && self.first.is_some() && self.before - seconds >= HALF_A_DAY
        {
            self.falls = Some(text.to_owned());
        }
        self.before = seconds;
        let (all, some) = self.days.unwrap_or((true, false));
        self.days = Some((all && SPREADSHEET_DAYS.contains(&seconds), some || (seconds * 1e3).fract() != 0.0));
        if self.first.as_ref().is_none_or(|(before, _)| seconds < *before) {
            self.first = Some((seconds, text.to_owned()));
        }
        Ok(seconds)
    }

    /// How the times were understood, where they are not plain numbers.
    pub(super) fn note(&self) -> Option<String> {
        let (seconds, first) = self.first.as_ref()?;
        match self.scale? {
            Scale::Number if *seconds >= UNIX_SECONDS => {
                Some(format!("times are read as Unix times in seconds: the first, {first}, is {}", shown(*seconds)))
            }
            Scale::Number if self.days == Some((true, true)) => Some(format!(
                "times are read as seconds: the first is {first}. If they are days as a spreadsheet counts them, give that column the \
                 format of a date with a time of day there, and save it again"
            )),
            Scale::Number => None,
            Scale::Unix(fraction) => Some(format!(
                "times are read as Unix times in {}: the first, {first}, is {}",
                fraction.word(),
                shown(*seconds)
            )),
            Scale::Civil => Some(format!(
                "times are dates, read to the second as they stand, without time zones or summer time; the first is {first}"
            )),
            Scale::Zoned => Some(format!("times are dates with a zone, read to the second; the first is {first}")),
            Scale::Clock => Some(match &self.falls {
                None => format!("times are times of one day, read to the second; the first is {first}"),
                Some(next) => format!(
                    "times are times of one day, read to the second; the first is {first}, and {next} comes before what stands above it: if a \
                     night lies between, write dates, too"
                ),
            }),
        }
    }
}

/// A time of day that lies so far before the one above it is perhaps of the next day \[s\].
const HALF_A_DAY: f64 = 43_200.0;

/// Days as spreadsheets count them, from 1982 to 2064.
const SPREADSHEET_DAYS: std::ops::Range<f64> = 30_000.0..60_000.0;

/// Numbers from here on are milliseconds since 1970: seconds would be beyond the year 5000. A thousand times as much is
/// microseconds, for the same reason, and so on.
const MILLISECONDS: f64 = 1e11;

/// Whether a number of seconds would be taken for something else when it is read again.
pub(super) fn is_ambiguous(seconds: f64) -> bool {
    Fraction::of(seconds).is_some()
}

/// Numbers from here on are seconds since 1970: it is 2001 then, and no recording runs for 30 years.
const UNIX_SECONDS: f64 = 1e9;

/// A moment as `from` of a scenario says it, in seconds on the scale of the file.
///
/// # Errors
/// When it is none.
pub fn moment(text: &str) -> Result<f64, String> {
    scaled(text.trim()).map(|(seconds, _)| seconds)
}

/// Whether a text is a date or a time of day, and no number.
pub(in crate::network) fn is_date(text: &str) -> bool {
    seconds(text.trim()).is_ok_and(|(_, scale)| scale != Scale::Number)
}

/// Whether a text is a time of day without a date.
pub(super) fn is_time_of_day(text: &str) -> bool {
    seconds(text.trim()).is_ok_and(|(_, scale)| scale == Scale::Clock)
}

/// A moment in seconds, and how it is told.
fn scaled(text: &str) -> Result<(f64, Scale), String> {
    let (seconds, scale) = seconds(text)?;
    Ok(match Fraction::of(seconds).filter(|_| scale == Scale::Number) {
        Some(fraction) => (seconds / fraction.a_second(), Scale::Unix(fraction)),
        None => (seconds, scale),
    })
}

fn seconds(text: &str) -> Result<(f64, Scale), String> {
    if let Some(number) = super::text::number(text) {
        return if number.is_finite() { Ok((number + 0.0, Scale::Number)) } else { Err(not_a_time(text)) };
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(not_a_time(text));
    }
    if let Some(zoned) = zoned(text) {
        return Ok((zoned, Scale::Zoned));
    }
    if let Some(civil) = civil(text) {
        return Ok((civil, Scale::Civil));
    }
    clock(text).map(|clock| (clock, Scale::Clock)).ok_or_else(|| not_a_time(text))
}

fn not_a_time(text: &str) -> String {
    let text = super::words::shown(text);
    if text.matches('/').count() == 2 {
        return format!("`{text}` is not a time: the day and the month could be either way round; write 2024-05-03");
    }
    format!(
        "`{text}` is not a time: expected a number, a date such as 2024-05-03T09:20, or a time of day such as 09:20"
    )
}

/// Seconds since 1970 of a date and time with its zone.
fn zoned(text: &str) -> Option<f64> {
    let moment: Timestamp = text.replacen(' ', "T", 1).replace(' ', "").parse().ok()?;
    Some(moment.as_nanosecond() as f64 / 1e9)
}

/// Seconds since 1970 of a date and time of no particular zone; `03.05.2024` is taken, too.
fn civil(text: &str) -> Option<f64> {
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let date: Date = match date.parse() {
        Ok(date) if date_is_whole(text) => date,
        _ => Date::strptime("%d.%m.%Y", date).ok()?,
    };
    let time = if time.trim().is_empty() { Time::midnight() } else { time_of_day(time.trim())? };
    let moment = DateTime::from_parts(date, time).to_zoned(TimeZone::UTC).ok()?;
    Some(moment.timestamp().as_nanosecond() as f64 / 1e9)
}

/// A date has its day; `2024-05` and `20240503` have other meanings.
fn date_is_whole(text: &str) -> bool {
    text.bytes().take(10).filter(|&b| b == b'-').count() == 2
}

/// Seconds since midnight.
fn clock(text: &str) -> Option<f64> {
    let time = time_of_day(text)?;
    let since = time.duration_since(Time::midnight());
    Some(since.as_secs_f64())
}

fn time_of_day(text: &str) -> Option<Time> {
    if text.split(':').count() < 2 {
        return None;
    }
    // `9:20` is `09:20`.
    let text = if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
    text.replace(',', ".").parse().ok()
}

/// How long something lasted \[s\]: a number of seconds, `20 s`, `5 min`, `0:20` (hours or minutes first, by its parts), `PT20S`.
pub(super) fn duration(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let wrong =
        || format!("`{}` is not a length of time: expected a number of seconds, or `5 min`", super::words::shown(text));
    let length = super::text::number(text)
        .or_else(|| crate::quantity::duration(text, crate::quantity::TimeUnit::default()).ok())
        .or_else(|| text.parse::<jiff::SignedDuration>().ok().map(|length| length.as_secs_f64()));
    let length = length.or_else(|| clock(text).filter(|_| text.matches(':').count() == 2)).ok_or_else(wrong)?;
    match length {
        length if !length.is_finite() => Err(wrong()),
        length if length < 0.0 => Err(format!("a contact cannot last {text}: its length is negative")),
        length => Ok(length),
    }
}

/// A moment since 1970 as a date.
fn shown(seconds: f64) -> String {
    let moment = Timestamp::from_second(seconds.floor() as i64);
    moment.map_or_else(|_| seconds.to_string(), |moment| moment.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(texts: &[&str]) -> (Vec<f64>, Option<String>) {
        let mut moments = Moments::default();
        let read = texts.iter().map(|text| moments.read(text).unwrap()).collect();
        (read, moments.note())
    }

    /// 2024-05-03T09:20:00Z, by `date -u -d 2024-05-03T09:20 +%s`.
    const MORNING: f64 = 1_714_728_000.0;

    #[test]
    fn dates_are_read_in_the_forms_that_people_have() {
        for text in [
            "2024-05-03T09:20",
            "2024-05-03 09:20",
            "2024-05-03T09:20:00",
            "2024-05-03 09:20:00.000",
            "2024-05-03T09:20Z",
            "2024-05-03T11:20+02:00",
            "2024-05-03 11:20:00 +02:00",
            "03.05.2024 09:20",
            "3.5.2024 9:20",
        ] {
            assert_eq!(all(&[text]).0, [MORNING], "{text}");
        }
        assert_eq!(all(&["2024-05-03", "2024-05-03T09:20:00.5"]).0, [MORNING - 33_600.0, MORNING + 0.5]);
        assert_eq!(all(&["09:20", "9:20:30", "00:00:01.5"]).0, [33_600.0, 33_630.0, 1.5]);
    }

    #[test]
    fn unix_times_say_which_day_it_is() {
        let (read, note) = all(&["1714728020", "1714728000"]);
        assert_eq!(read, [MORNING + 20.0, MORNING]);
        assert!(note.unwrap().contains("2024-05-03 09:20:00 UTC"));
        let (read, note) = all(&["1714728000500"]);
        assert_eq!(read, [MORNING + 0.5]);
        assert!(note.unwrap().contains("milliseconds"));
        for (text, word) in [("1714728000500000", "microseconds"), ("1714728000500000000", "nanoseconds")] {
            let (read, note) = all(&[text]);
            assert_eq!((read[0], moment(text)), (MORNING + 0.5, Ok(MORNING + 0.5)));
            assert!(note.unwrap().contains(&format!("in {word}: the first, {text}, is 2024-05-03 09:20:00 UTC")));
        }
        let mut mixed = Moments::default();
        mixed.read("1714728000000000").unwrap();
        assert!(mixed.read("1714728060000").unwrap_err().contains("expected a number of microseconds"));
        assert_eq!(all(&["31220", "31240,5"]), (vec![31_220.0, 31_240.5], None));
    }

    #[test]
    fn what_is_no_time_or_of_another_kind_is_refused() {
        let mut moments = Moments::default();
        assert!(moments.read("03/05/2024").unwrap_err().contains("either way round"));
        assert!(moments.read("soon").unwrap_err().contains("is not a time"));
        assert!(moments.read("2024-13-03").unwrap_err().contains("is not a time"));
        moments.read("2024-05-03").unwrap();
        assert!(moments.read("31220").unwrap_err().contains("not a time like those before"));
        assert!(moments.read("2024-05-03T09:20Z").unwrap_err().contains("not a time like those before"));
    }

    #[test]
    fn lengths_have_units_or_are_seconds() {
        for (text, expected) in
            [("20", 20.0), ("5 min", 300.0), ("PT20S", 20.0), ("0:05:30", 330.0), ("1,5", 1.5), ("0", 0.0)]
        {
            assert_eq!(duration(text), Ok(expected), "{text}");
        }
        assert!(duration("-5").is_err() && duration("long").is_err() && duration("5:30").is_err());
    }
}
