//! What kind of number an outcome is. From it follow what its mean is a mean of, what it can be, and what interval it gets.

/// The kinds.
///
/// | kind | mean | possible | interval of the mean |
/// | --- | --- | --- | --- |
/// | share of people, index | over runs | 0 to 1 | Wilson's with the effective number of runs |
/// | share of events | pooled: events of that sort in all runs ÷ events in all runs | 0 to 1 | the same, of a ratio |
/// | yes or no | share of runs | 0 to 1 | Wilson's |
/// | count, time, level | over runs | from 0 | Student's t |
/// | correlation | over runs | −1 to 1 | Student's t |
/// | relative risk less one | over runs | from −1 | Student's t |
/// | signed number | over runs | any | Student's t |
///
/// A time is at most as long as a run, which samples know ([`Sample::lasting`](crate::experiment::statistics::Sample::lasting)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A share of people (or of people and moments) in each run.
    ShareOfPeople,
    /// A share of the events of each run. Runs with more events say more about it, runs without events nothing.
    ShareOfEvents,
    /// 1 or 0 for each run, so that the mean is a share of runs.
    YesNo,
    /// How many in a run.
    Count,
    /// When, or how long.
    Time,
    /// A number from 0 to 1 that is no share of anything, such as loneliness.
    Index,
    /// A number that is not negative.
    Level,
    /// A correlation, −1 to 1.
    Correlation,
    /// A relative risk less one: −1 is never, 0 as likely, 1 twice as likely.
    Excess,
    /// Any number.
    Signed,
}

/// The outcomes, by the end of their names (before the name of a group). Longer ends go first.
const OUTCOMES: [(&str, Kind); 21] = [
    ("prevalence_late", Kind::ShareOfPeople),
    ("prevalence", Kind::ShareOfPeople),
    ("reach", Kind::ShareOfPeople),
    ("time_to_peak", Kind::Time),
    ("time_to_half", Kind::Time),
    ("peak", Kind::ShareOfPeople),
    ("events", Kind::Count),
    ("imitated_share", Kind::ShareOfEvents),
    ("survived", Kind::YesNo),
    ("lasting", Kind::Time),
    ("mood_mean", Kind::Signed),
    ("mood_sd", Kind::Level),
    ("affect_mean", Kind::Signed),
    ("loneliness_mean", Kind::Index),
    ("closeness_mean", Kind::Index),
    ("ties_mean", Kind::Count),
    ("mood_assortativity", Kind::Correlation),
    ("mood_icc", Kind::Correlation),
    ("association_1", Kind::Excess),
    ("association_2", Kind::Excess),
    ("association_3", Kind::Excess),
];

impl Kind {
    /// The kind of an outcome, by its name; one that is not known may be any number.
    pub fn of(outcome: &str) -> Self {
        let plain = outcome.split_once('.').map_or(outcome, |(plain, _)| plain);
        let fits = |end: &str| plain.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
        OUTCOMES.iter().find(|(end, _)| fits(end)).map_or(Self::Signed, |(_, kind)| *kind)
    }

    /// Lowest and highest value that there can be.
    pub const fn possible(self) -> (f64, f64) {
        match self {
            Self::ShareOfPeople | Self::ShareOfEvents | Self::YesNo | Self::Index => (0.0, 1.0),
            Self::Count | Self::Time | Self::Level => (0.0, f64::INFINITY),
            Self::Correlation => (-1.0, 1.0),
            Self::Excess => (-1.0, f64::INFINITY),
            Self::Signed => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// Whether it is a share, told in per cent.
    pub const fn is_share(self) -> bool {
        matches!(self, Self::ShareOfPeople | Self::ShareOfEvents | Self::YesNo)
    }

    /// Whether it lies between 0 and 1.
    pub const fn is_bounded(self) -> bool {
        self.is_share() || matches!(self, Self::Index)
    }

    /// Whether it may be below zero.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Correlation | Self::Excess | Self::Signed)
    }

    /// Whether its mean is pooled over runs.
    pub const fn is_pooled(self) -> bool {
        matches!(self, Self::ShareOfEvents)
    }

    /// What the interval of its mean is called in tables and captions.
    pub const fn interval_name(self) -> &'static str {
        match self {
            Self::ShareOfPeople | Self::Index => "Wilson (effective runs)",
            Self::ShareOfEvents => "pooled Wilson (effective runs)",
            Self::YesNo => "Wilson",
            Self::Count | Self::Time => "Student's t widened for skew",
            Self::Level | Self::Correlation | Self::Excess | Self::Signed => "Student's t",
        }
    }
}

/// The outcome that says how much each run counts in a pooled share: `yawn_events` of `yawn_imitated_share`.
pub fn weighed_by(outcome: &str) -> Option<String> {
    Some(format!("{}_events", outcome.strip_suffix("_imitated_share")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::association::FARTHEST;
    use crate::model::measure::feelings::FEELING_METRICS;
    use crate::model::measure::likeness::LIKENESS_METRICS;
    use crate::model::measure::outcomes::{EXPRESSION_METRICS, LASTING_METRIC};

    #[test]
    fn every_outcome_of_an_expression_has_its_kind() {
        for (name, _) in EXPRESSION_METRICS.into_iter().chain([LASTING_METRIC]) {
            assert!(OUTCOMES.iter().any(|(end, _)| *end == name), "{name}");
            assert_eq!(Kind::of(&format!("good_mood_{name}")), Kind::of(name));
        }
        for (name, _) in FEELING_METRICS.into_iter().chain(LIKENESS_METRICS) {
            assert!(OUTCOMES.iter().any(|(end, _)| *end == name), "{name}");
        }
    }

    #[test]
    fn associations_have_their_kind_at_every_distance() {
        for distance in 1..=FARTHEST {
            assert_eq!(Kind::of(&format!("good_mood_association_{distance}")), Kind::Excess);
        }
        assert_eq!(Kind::of(&format!("x_association_{}", FARTHEST + 1)), Kind::Signed, "there is none");
    }

    #[test]
    fn kinds_are_found_by_the_end_of_a_name() {
        for (name, kind) in [
            ("yawn_time_to_peak", Kind::Time),
            ("yawn_peak", Kind::ShareOfPeople),
            ("smile_reach.others", Kind::ShareOfPeople),
            ("x_survived", Kind::YesNo),
            ("x_imitated_share", Kind::ShareOfEvents),
            ("mood_mean.cheerful", Kind::Signed),
            ("laugh_association_2", Kind::Excess),
            ("mood_assortativity", Kind::Correlation),
            ("outreach", Kind::Signed),
        ] {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
        assert_eq!(weighed_by("good_mood_imitated_share").as_deref(), Some("good_mood_events"));
        assert_eq!(weighed_by("x_reach"), None);
    }
}
