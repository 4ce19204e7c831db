//! What is held possible of a free key before anything is observed.

use crate::experiment::statistics::student::portable;
use statrs::distribution::{Beta, ContinuousCDF, Normal};

/// What a free key may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Everything between two ends alike.
    Even(f64, f64),
    /// Between two ends above zero, every ratio alike.
    Log(f64, f64),
    /// Normal: mean and standard deviation.
    Normal(f64, f64),
    /// Log-normal: the median, and by which factor one standard deviation leads away from it.
    LogNormal(f64, f64),
    /// Beta: two shapes; between 0 and 1.
    Beta(f64, f64),
}

/// A free key with its prior.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// The dotted key.
    pub key: String,
    /// What it may be.
    pub shape: Shape,
    /// The unit of the numbers, as it is written behind them; empty: none.
    pub unit: String,
}

impl Prior {
    /// Reads `0..0.9`, `0.1..10 /min log`, `normal(0.5, 0.1)`, `lognormal(2, 1.5) /min`, `beta(2, 2)`.
    ///
    /// # Errors
    /// What is wrong with it.
    ///
    /// ```
    /// use catching::fit::prior::{Prior, Shape};
    /// let rate = Prior::parse("expressions.yawn.imitation_rate", "0.1..10 /min log").unwrap();
    /// assert_eq!((rate.shape, rate.unit.as_str()), (Shape::Log(0.1, 10.0), "/min"));
    /// assert_eq!(rate.value(0.5), 1.0);
    /// assert!(Prior::parse("ties.closeness", "0.9..0").is_err());
    /// ```
    pub fn parse(key: &str, text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{key}`: `{text}` is no prior; write a range such as `0..0.9` or `0.1..10 /min log`, or normal(MEAN, SD), \
                 lognormal(MEDIAN, FACTOR), beta(A, B)"
            )
        };
        let (shape, unit) = match text.split_once('(') {
            Some((name, rest)) => {
                let (numbers, unit) = rest.split_once(')').ok_or_else(wrong)?;
                let (a, b) = numbers.split_once(',').ok_or_else(wrong)?;
                let (a, b) = (number(a).ok_or_else(wrong)?, number(b).ok_or_else(wrong)?);
                let shape = match name.trim() {
                    "normal" => Shape::Normal(a, b),
                    "lognormal" => Shape::LogNormal(a, b),
                    "beta" => Shape::Beta(a, b),
                    _ => return Err(wrong()),
                };
                (shape, unit.trim())
            }
            None => {
                let (low, rest) = text.split_once("..").ok_or_else(wrong)?;
                let rest = rest.trim();
                let end =
                    rest.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+' | 'e' | 'E')).unwrap_or(rest.len());
                let (low, high) = (number(low).ok_or_else(wrong)?, number(&rest[..end]).ok_or_else(wrong)?);
                let unit = rest[end..].trim();
                match unit.strip_suffix("log") {
                    Some(unit) => (Shape::Log(low, high), unit.trim()),
                    None => (Shape::Even(low, high), unit),
                }
            }
        };
        if !shape.is_possible() {
            return Err(format!("`{key}`: `{text}` cannot be: {}", shape.needs()));
        }
        Ok(Self { key: key.to_owned(), shape, unit: unit.to_owned() })
    }

    /// The value below which a share `at` of what is held possible lies.
    pub fn value(&self, at: f64) -> f64 {
        let at = at.clamp(LEAST, 1.0 - LEAST);
        tidy(match self.shape {
            Shape::Even(low, high) => low + at * (high - low),
            Shape::Log(low, high) => libm::exp(libm::log(low) + at * libm::log(high / low)),
            Shape::Normal(mean, sd) => mean + sd * standard(at),
            Shape::LogNormal(median, factor) => median * libm::exp(libm::log(factor) * standard(at)),
            Shape::Beta(a, b) => Beta::new(a, b).map_or(f64::NAN, |beta| portable(beta.inverse_cdf(at))),
        })
    }

    /// The ends between which it is drawn: all of it, or where that has no end 99 % of it.
    pub fn ends(&self) -> (f64, f64) {
        match self.shape {
            Shape::Even(low, high) | Shape::Log(low, high) => (low, high),
            Shape::Beta(..) => (0.0, 1.0),
            Shape::Normal(..) | Shape::LogNormal(..) => (self.value(0.005), self.value(0.995)),
        }
    }

    /// A value as a scenario writes it: TOML.
    pub fn written(&self, value: f64) -> String {
        if self.unit.is_empty() { format!("{value:?}") } else { format!("\"{value:?} {}\"", self.unit) }
    }

    /// Whether ratios, not differences, are alike.
    pub fn is_log(&self) -> bool {
        matches!(self.shape, Shape::Log(..) | Shape::LogNormal(..))
    }
}

/// Nobody is told from the ends of a prior by less than this share of it.
pub const LEAST: f64 = 1e-6;

impl Shape {
    fn is_possible(self) -> bool {
        match self {
            Self::Even(low, high) => low < high,
            Self::Log(low, high) => 0.0 < low && low < high,
            Self::Normal(_, sd) => sd > 0.0,
            Self::LogNormal(median, factor) => median > 0.0 && factor > 1.0,
            Self::Beta(a, b) => a > 0.0 && b > 0.0,
        }
    }

    fn needs(self) -> &'static str {
        match self {
            Self::Even(..) => "the first number must be below the second",
            Self::Log(..) => "the first number must be above 0 and below the second",
            Self::Normal(..) => "a standard deviation is above 0",
            Self::LogNormal(..) => "a median is above 0 and a factor above 1",
            Self::Beta(..) => "both shapes must be above 0",
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Twelve digits: 1, not 0.9999999999999998.
fn tidy(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

fn standard(at: f64) -> f64 {
    portable(Normal::standard().inverse_cdf(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_is_read_and_has_its_quantiles() {
        let of = |text: &str| Prior::parse("k", text).unwrap();
        assert_eq!(of("0..0.9").value(0.5), 0.45);
        assert_eq!(of("1..100 log").value(0.5), 10.0);
        assert!((of("normal(2, 0.5)").value(0.975) - 2.98).abs() < 0.001);
        assert!((of("lognormal(2, 3) /min").value(0.5) - 2.0).abs() < 1e-9);
        assert!((of("beta(2, 2)").value(0.5) - 0.5).abs() < 1e-6);
        assert_eq!((of("1..2 /h").written(1.5), of("1..2").written(1.0)), ("\"1.5 /h\"".to_owned(), "1.0".to_owned()));
    }

    #[test]
    fn what_is_no_prior_is_refused() {
        for text in ["", "1", "1..1", "2..1", "0..1 log", "normal(1)", "normal(1, 0)", "gamma(1, 2)", "a..b", "1..nan"]
        {
            assert!(Prior::parse("k", text).is_err(), "{text}");
        }
    }
}
