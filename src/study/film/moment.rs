//! Who does what when, in frames of a film.

use crate::study::explore::Events;

/// Why somebody did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Of their own accord, or on purpose.
    Own,
    /// Caught.
    Caught,
    /// Set by the scenario.
    Set,
}

impl Cause {
    /// From the number that recordings have.
    fn of(number: u8) -> Self {
        match number {
            1 => Self::Caught,
            3 => Self::Set,
            _ => Self::Own,
        }
    }
}

/// An expression, its times in frames and in the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Deed {
    pub(super) who: usize,
    pub(super) cause: Cause,
    pub(super) source: Option<usize>,
    pub(super) from: usize,
    pub(super) until: usize,
    /// \[s\]
    begun: f64,
    /// \[s\]; infinite: it lasted to the end.
    over: f64,
}

impl Deed {
    /// Whether it is seen at a time of the run \[s\].
    pub(super) fn is_seen_at(&self, time: f64) -> bool {
        self.begun <= time && time < self.over
    }
}

/// The expressions of one kind, in the order of time.
pub(super) fn deeds(events: &Events, what: u16, duration: f64, frames: usize) -> Vec<Deed> {
    let last = frames.saturating_sub(1) as f64;
    let frame = |time: f64| (time / duration * last).ceil().clamp(0.0, last) as usize;
    let of = |i: usize| Deed {
        who: events.who[i] as usize,
        cause: Cause::of(events.cause[i]),
        source: usize::try_from(events.source[i]).ok(),
        from: frame(events.time[i]),
        until: events.lasting[i].map_or(usize::MAX, |lasting| frame(events.time[i] + lasting)),
        begun: events.time[i],
        over: events.lasting[i].map_or(f64::INFINITY, |lasting| events.time[i] + lasting),
    };
    (0..events.time.len()).filter(|i| events.what[*i] == what).map(of).collect()
}

/// Frames in which a face that is over still shows a little.
pub(super) const FADING: usize = 5;
/// Frames in which a line from whom it was caught is seen.
pub(super) const BOW: usize = 8;

/// What is counted up to a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) own: usize,
    pub(super) caught: usize,
    pub(super) set: usize,
    /// People who did it at least once.
    pub(super) people: usize,
}

/// Counts up to a frame, that one included.
pub(super) fn counted(deeds: &[Deed], people: usize, frame: usize) -> Counted {
    let mut seen = vec![false; people];
    let mut counted = Counted::default();
    for deed in deeds.iter().take_while(|deed| deed.from <= frame) {
        match deed.cause {
            Cause::Own => counted.own += 1,
            Cause::Caught => counted.caught += 1,
            Cause::Set => counted.set += 1,
        }
        if let Some(first) = seen.get_mut(deed.who).filter(|seen| !**seen) {
            *first = true;
            counted.people += 1;
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events() -> Events {
        Events {
            time: vec![0.0, 5.0, 10.0],
            who: vec![0, 1, 0],
            what: vec![0, 0, 0],
            cause: vec![3, 1, 0],
            source: vec![-1, 0, -1],
            lasting: vec![Some(2.0), Some(0.1), None],
        }
    }

    #[test]
    fn every_expression_is_seen_however_short() {
        let deeds = deeds(&events(), 0, 10.0, 11);
        assert_eq!(deeds.iter().map(|deed| deed.from).collect::<Vec<_>>(), [0, 5, 10]);
        assert!(deeds.iter().all(|deed| deed.until >= deed.from) && deeds[2].until == usize::MAX);
        assert_eq!((deeds[1].cause, deeds[1].source), (Cause::Caught, Some(0)));
    }

    #[test]
    fn a_still_shows_who_is_seen_at_that_very_time() {
        let deeds = deeds(&events(), 0, 10.0, 11);
        let seen = |time: f64| deeds.iter().map(|deed| deed.is_seen_at(time)).collect::<Vec<_>>();
        assert_eq!(seen(1.9), [true, false, false]);
        assert_eq!(seen(2.0), [false, false, false]);
        assert_eq!(seen(5.05), [false, true, false]);
        assert_eq!(seen(10.0), [false, false, true]);
    }

    #[test]
    fn people_are_counted_once_and_expressions_each_time() {
        let deeds = deeds(&events(), 0, 10.0, 11);
        assert_eq!(counted(&deeds, 2, 4), Counted { own: 0, caught: 0, set: 1, people: 1 });
        assert_eq!(counted(&deeds, 2, 10), Counted { own: 1, caught: 1, set: 1, people: 2 });
    }
}
