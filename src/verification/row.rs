//! One line of the table: what was expected, what was measured, and whether they agree.

use super::Estimate;

/// Deviations of so many standard errors are no accident.
const ERRORS: f64 = 4.0;

/// What was expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expected {
    /// This number, up to chance and a known bias.
    Near {
        /// The reference; with a standard error where it was simulated itself.
        reference: Estimate,
        /// How far the measurement may lie off for known reasons (finite numbers of people, the tick).
        bias: f64,
        /// A tolerance wider than this says nothing: the row fails for want of runs.
        within: f64,
    },
    /// At most this, by a margin that chance cannot explain.
    AtMost(f64),
    /// At least this, by a margin that chance cannot explain.
    AtLeast(f64),
    /// Between these, as a published finding with its uncertainty.
    Between(f64, f64),
}

/// What to think of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is as expected.
    Holds,
    /// It is not.
    Fails,
    /// Too few runs to tell.
    TooNoisy,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is compared, under which conditions.
    pub what: String,
    /// What was expected.
    pub expected: Expected,
    /// What came out.
    pub measured: Estimate,
}

impl Row {
    /// Expects `reference`, up to four standard errors and `bias`; that tolerance may be at most `within`.
    pub fn near(
        what: impl Into<String>,
        measured: Estimate,
        reference: impl Into<Estimate>,
        bias: f64,
        within: f64,
    ) -> Self {
        Self { what: what.into(), measured, expected: Expected::Near { reference: reference.into(), bias, within } }
    }

    /// Expects `reference` up to rounding: nothing is left to chance.
    pub fn exact(what: impl Into<String>, measured: f64, reference: f64, rounding: f64) -> Self {
        Self::near(what, Estimate::certain(measured), reference, rounding, rounding)
    }

    /// Expects clearly less than `most`.
    pub fn at_most(what: impl Into<String>, measured: Estimate, most: f64) -> Self {
        Self { what: what.into(), measured, expected: Expected::AtMost(most) }
    }

    /// Expects clearly more than `least`.
    pub fn at_least(what: impl Into<String>, measured: Estimate, least: f64) -> Self {
        Self { what: what.into(), measured, expected: Expected::AtLeast(least) }
    }

    /// Expects to be clearly inside a range.
    pub fn between(what: impl Into<String>, measured: Estimate, low: f64, high: f64) -> Self {
        Self { what: what.into(), measured, expected: Expected::Between(low, high) }
    }

    /// How far measurement and reference may lie apart.
    pub fn tolerance(&self) -> f64 {
        match self.expected {
            Expected::Near { reference, bias, .. } => bias + ERRORS * self.measured.se.hypot(reference.se),
            _ => ERRORS * self.measured.se,
        }
    }

    /// What to think of it.
    pub fn verdict(&self) -> Verdict {
        let (value, tolerance) = (self.measured.value, self.tolerance());
        if tolerance.is_nan() {
            return Verdict::TooNoisy;
        }
        let holds = match self.expected {
            // The comparison of sums forgives the last bit.
            Expected::Near { within, .. } if tolerance > within * (1.0 + 1e-12) => return Verdict::TooNoisy,
            Expected::Near { reference, .. } => (value - reference.value).abs() <= tolerance,
            Expected::AtMost(most) => value + tolerance <= most,
            Expected::AtLeast(least) => value - tolerance >= least,
            Expected::Between(low, high) => value - tolerance >= low && value + tolerance <= high,
        };
        if holds { Verdict::Holds } else { Verdict::Fails }
    }
}

impl Verdict {
    /// In a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "FAILS",
            Self::TooNoisy => "TOO NOISY",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(value: f64, se: f64) -> Estimate {
        Estimate { value, se, n: 10 }
    }

    #[test]
    fn four_errors_and_a_bias_are_forgiven_and_no_more() {
        let row = |value| Row::near("x", measured(value, 0.01), 1.0, 0.01, 0.1).verdict();
        assert_eq!([row(1.0), row(1.049), row(0.951)], [Verdict::Holds; 3]);
        assert_eq!([row(1.051), row(0.949), row(f64::NAN)], [Verdict::Fails; 3]);
    }

    #[test]
    fn noise_is_no_agreement() {
        assert_eq!(Row::near("x", measured(1.0, 0.1), 1.0, 0.0, 0.1).verdict(), Verdict::TooNoisy);
        assert_eq!(Row::near("x", measured(1.0, f64::NAN), 1.0, 0.0, 0.1).verdict(), Verdict::TooNoisy);
        let noisy = Estimate { value: 1.0, se: 0.1, n: 3 };
        assert_eq!(Row::near("x", measured(1.0, 0.0), noisy, 0.0, 0.1).verdict(), Verdict::TooNoisy);
    }

    #[test]
    fn a_bound_must_be_kept_clearly() {
        assert_eq!(Row::at_most("x", measured(0.9, 0.01), 1.0).verdict(), Verdict::Holds);
        assert_eq!(Row::at_most("x", measured(0.97, 0.01), 1.0).verdict(), Verdict::Fails);
        assert_eq!(Row::at_least("x", measured(1.1, 0.01), 1.0).verdict(), Verdict::Holds);
        assert_eq!(Row::at_least("x", measured(1.03, 0.01), 1.0).verdict(), Verdict::Fails);
        assert_eq!(Row::between("x", measured(0.5, 0.01), 0.4, 0.6).verdict(), Verdict::Holds);
        assert_eq!(Row::between("x", measured(0.57, 0.01), 0.4, 0.6).verdict(), Verdict::Fails);
    }

    #[test]
    fn what_is_certain_must_be_met() {
        assert_eq!(Row::exact("x", 249.0, 249.0, 0.0).verdict(), Verdict::Holds);
        assert_eq!(Row::exact("x", 250.0, 249.0, 0.0).verdict(), Verdict::Fails);
    }
}
