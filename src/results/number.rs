//! How numbers are written: the shortest digits that read back as the same number, and times without the dust that
//! arithmetic leaves behind.

use crate::quantity::TimeUnit;
use std::borrow::Cow;

/// A number; nothing for one that is not there.
pub fn number(value: f64) -> String {
    Digits::default().of(value).into_owned()
}

/// Room to write numbers in, one after the other.
#[derive(Default)]
pub struct Digits(ryu::Buffer);

impl Digits {
    /// See [`number`].
    pub fn of(&mut self, value: f64) -> Cow<'_, str> {
        let size = value.abs();
        match value {
            _ if value.is_nan() => "".into(),
            _ if size == 0.0 => "0".into(),
            _ if size.is_infinite() => if value > 0.0 { "inf" } else { "-inf" }.into(),
            _ if (1e-5..1e16).contains(&size) => {
                let digits = self.0.format_finite(value);
                digits.strip_suffix(".0").unwrap_or(digits).into()
            }
            _ => format!("{value:e}").into(),
        }
    }
}

/// Seconds in the unit in which a scenario's times are told, to the microsecond: 0.1 s × 3 is 0.3, not
/// 0.30000000000000004.
pub fn told(seconds: f64, unit: TimeUnit) -> f64 {
    Teller::new(unit).tell(seconds)
}

/// Tells times in a unit.
#[derive(Clone, Copy, Debug)]
pub struct Teller {
    /// Of the unit \[s\].
    length: f64,
    /// What brings a microsecond before the point.
    scale: f64,
}

impl Teller {
    /// In this unit.
    pub fn new(unit: TimeUnit) -> Self {
        let length = unit.seconds();
        Self { length, scale: 10f64.powi(6 + libm::log10(length).ceil().max(0.0) as i32) }
    }

    /// See [`told`].
    pub fn tell(self, seconds: f64) -> f64 {
        let scaled = seconds / self.length * self.scale;
        // Beyond 2^52 there are no decimals left to round.
        if scaled.abs() < 4.5e15 { scaled.round() / self.scale } else { seconds / self.length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_read_back_as_themselves() {
        for (value, text) in [
            (0.1, "0.1"),
            (-0.0, "0"),
            (12.0, "12"),
            (1e-5, "0.00001"),
            (2.5e-7, "2.5e-7"),
            (1e300, "1e300"),
            (f64::NAN, ""),
            (f64::NEG_INFINITY, "-inf"),
            (1.0 / 3.0, "0.3333333333333333"),
        ] {
            assert_eq!(number(value), text);
            assert!(text.is_empty() || text.parse::<f64>() == Ok(value));
        }
    }

    #[test]
    fn times_carry_no_dust() {
        use TimeUnit::{Minute, Second, Year};
        assert_eq!(number(told(0.1 * 3.0, Second)), "0.3");
        assert_eq!(number(told(0.5, Minute)), "0.00833333");
        assert_eq!(number(told(90.0, Minute)), "1.5");
        assert_eq!(number(told(80.0 * 31_557_600.0, Year)), "80");
        assert_eq!(told(f64::INFINITY, Second), f64::INFINITY);
        assert!(told(f64::NAN, Second).is_nan());
    }
}
