//! A varied key as a column: a number in one unit where all its values are numbers, else words.

use super::number::number;
use crate::quantity::TimeUnit;
use crate::scenario::keys;

/// A varied key, and the unit in which tables count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Varied {
    /// The dotted key.
    pub key: String,
    /// The unit ("min", "/day"; empty: a bare number); none where values are words.
    pub unit: Option<String>,
}

impl Varied {
    /// The column of a key that takes these values, as a scenario with this unit of bare numbers writes them. It is counted
    /// in the unit of the first value that has one.
    pub fn of<'a>(key: &str, values: impl IntoIterator<Item = &'a str>, bare: TimeUnit) -> Self {
        let values: Option<Vec<Measure>> =
            values.into_iter().filter(|value| !value.is_empty()).map(Measure::of).collect();
        let unit = values.filter(|values| !values.is_empty()).and_then(|values| {
            let own = keys::unit(key, bare);
            let written = values.iter().map(|value| value.unit).find(|unit| *unit != Unit::Bare);
            let unit = written.map_or(own, |unit| unit.symbol());
            let fits = |value: &Measure| value.told(&unit, bare).is_some();
            values.iter().all(fits).then_some(unit)
        });
        Self { key: key.to_owned(), unit }
    }

    /// A value as a table writes it.
    pub fn told(&self, value: &str, bare: TimeUnit) -> String {
        let measured = self.unit.as_ref().and_then(|unit| Measure::of(value)?.told(unit, bare));
        measured.unwrap_or_else(|| value.to_owned())
    }
}

/// A number as it was written, with its unit.
struct Measure<'a> {
    digits: &'a str,
    number: f64,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Bare,
    Time(TimeUnit),
    Rate(TimeUnit),
}

impl Unit {
    fn of(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Bare);
        }
        match text.strip_prefix('/').or_else(|| text.strip_prefix("per ")) {
            Some(per) => TimeUnit::from_symbol(per.trim()).map(Self::Rate),
            None => TimeUnit::from_symbol(text).map(Self::Time),
        }
    }

    fn symbol(self) -> String {
        match self {
            Self::Bare => String::new(),
            Self::Time(unit) => unit.symbol().to_owned(),
            Self::Rate(unit) => format!("/{}", unit.symbol()),
        }
    }
}

impl<'a> Measure<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let end =
            text.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+' | '_' | 'e' | 'E')).unwrap_or(text.len());
        let (digits, unit) = (text[..end].trim(), text[end..].trim());
        let number = digits.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite())?;
        Some(Self { digits, number, unit: Unit::of(unit)? })
    }

    /// In another unit, where that counts the same kind of thing.
    fn told(&self, unit: &str, bare: TimeUnit) -> Option<String> {
        let factor = match (self.unit, Unit::of(unit)) {
            (own, Some(asked)) if own == asked => 1.0,
            // The unit of something that is neither time nor rate: nobody writes it beside the number.
            (Unit::Bare, None) => 1.0,
            (Unit::Bare, Some(Unit::Time(asked))) => bare.seconds() / asked.seconds(),
            (Unit::Bare, Some(Unit::Rate(asked))) => asked.seconds() / bare.seconds(),
            (Unit::Time(own), Some(Unit::Time(asked))) => own.seconds() / asked.seconds(),
            (Unit::Rate(own), Some(Unit::Rate(asked))) => asked.seconds() / own.seconds(),
            _ => return None,
        };
        // Whole numbers may have more digits than a number with a point can keep.
        Some(match factor {
            1.0 if self.digits.parse::<i64>().is_ok() => self.digits.to_owned(),
            1.0 => number(self.number),
            _ => number(tidy(self.number * factor)),
        })
    }
}

/// Twelve digits: 0.3, not 0.30000000000000004.
fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: TimeUnit = TimeUnit::Minute;

    fn told(key: &str, values: &[&str]) -> (Option<String>, Vec<String>) {
        let varied = Varied::of(key, values.iter().copied(), MINUTE);
        let all = values.iter().map(|value| varied.told(value, MINUTE)).collect();
        (varied.unit, all)
    }

    #[test]
    fn numbers_are_told_in_the_unit_of_the_first() {
        let rate = "expressions.yawn.imitation_rate";
        assert_eq!(
            told(rate, &["2.975485 /min", "30 /h"]),
            (Some("/min".into()), vec!["2.975485".into(), "0.5".into()])
        );
        assert_eq!(told(rate, &["2", "3"]), (Some("/min".into()), vec!["2".into(), "3".into()]));
        assert_eq!(
            told("duration", &["30 s", "2", ""]),
            (Some("s".into()), vec!["30".into(), "120".into(), String::new()])
        );
        assert_eq!(
            told("ties.closeness", &["0.30", "1e-3"]),
            (Some(String::new()), vec!["0.3".into(), "0.001".into()])
        );
        let mean = "expressions.yawn.latency.mean";
        assert_eq!(told(mean, &["1", "90 s"]), (Some("s".into()), vec!["60".into(), "90".into()]));
        assert_eq!(told("expressions.yawn.feedback", &["0.5"]).0.as_deref(), Some("SD"));
    }

    #[test]
    fn words_stay_words_and_long_whole_numbers_keep_their_digits() {
        for values in [&["always", "1 /s"][..], &["all", "3"], &["5 s", "5 /s"], &["forever"], &["true"], &[""]] {
            assert_eq!(
                told("expressions.yawn.imitation_rate", values),
                (None, values.iter().map(|v| (*v).to_owned()).collect())
            );
        }
        assert_eq!(told("network.seed", &["9223372036854775807"]).1, ["9223372036854775807"]);
    }
}
