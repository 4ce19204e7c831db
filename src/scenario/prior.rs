//! What is held possible of a free key before anything is observed.

use super::tree::{Raw, float};

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
    /// use catching::scenario::{Prior, Shape};
    /// let rate = Prior::parse("expressions.yawn.imitation_rate", "0.1..10 /min log").unwrap();
    /// assert_eq!((rate.shape, rate.unit.as_str()), (Shape::Log(0.1, 10.0), "/min"));
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

    /// Values that it allows, as a scenario may have them: its ends, or where it has none its middle.
    pub(super) fn examples(&self) -> Vec<Raw> {
        let values = match self.shape {
            Shape::Even(low, high) | Shape::Log(low, high) => vec![low, high],
            Shape::Normal(middle, _) | Shape::LogNormal(middle, _) => vec![middle],
            Shape::Beta(a, b) => vec![a / (a + b)],
        };
        let raw = |value: f64| match self.unit.as_str() {
            "" if value.fract() == 0.0 && value.abs() < 1e15 => Raw::Whole(value as i64),
            "" => Raw::Number(value),
            unit => Raw::Text(format!("{value:?} {unit}")),
        };
        values.into_iter().map(raw).collect()
    }

    /// As it is written.
    pub fn text(&self) -> String {
        let call = |name: &str, a: f64, b: f64| format!("{name}({}, {})", float(a), float(b));
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        match self.shape {
            Shape::Even(low, high) => format!("{}..{}{unit}", float(low), float(high)),
            Shape::Log(low, high) => format!("{}..{}{unit} log", float(low), float(high)),
            Shape::Normal(mean, sd) => call("normal", mean, sd) + &unit,
            Shape::LogNormal(median, factor) => call("lognormal", median, factor) + &unit,
            Shape::Beta(a, b) => call("beta", a, b) + &unit,
        }
    }
}

impl Shape {
    fn is_possible(self) -> bool {
        match self {
            Self::Even(low, high) => low < high,
            Self::Log(low, high) => 0.0 < low && low < high,
            Self::Normal(_, sd) => sd > 0.0,
            Self::LogNormal(median, factor) => median > 0.0 && factor > 1.0,
            Self::Beta(a, b) => [a, b].iter().all(|shape| (1e-3..=1e6).contains(shape)),
        }
    }

    fn needs(self) -> &'static str {
        match self {
            Self::Even(..) => "the first number must be below the second",
            Self::Log(..) => "the first number must be above 0 and below the second",
            Self::Normal(..) => "a standard deviation is above 0",
            Self::LogNormal(..) => "a median is above 0 and a factor above 1",
            Self::Beta(..) => "both shapes must be between 0.001 and 1e6",
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_prior_is_refused() {
        for text in ["", "1", "1..1", "2..1", "0..1 log", "normal(1)", "normal(1, 0)", "gamma(1, 2)", "a..b", "1..nan"]
        {
            assert!(Prior::parse("k", text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_prior_that_is_written_reads_back_equal() {
        for text in [
            "0..0.9",
            "-1..1",
            "0.1..10 /min log",
            "5..60 s",
            "normal(0.5, 0.1)",
            "lognormal(2, 1.5) /min",
            "beta(2, 5)",
        ] {
            let prior = Prior::parse("k", text).unwrap();
            assert_eq!(Prior::parse("k", &prior.text()).unwrap(), prior, "{text}");
        }
    }
}
