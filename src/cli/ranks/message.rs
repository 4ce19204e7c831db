//! What processes say to each other, as bytes: a letter for the kind, numbers in little-endian order, and the rest.

use crate::experiment::running::{How, Timings};
use crate::model::Detail;
use std::time::Duration;

/// A message.
#[derive(Debug, PartialEq)]
pub(super) enum Message<'a> {
    /// Another process is there; with its build and what it was told to do.
    Hello(&'a str),
    /// From now on this task is worked on.
    Begin(&'a [u8]),
    /// The task is understood.
    Ready,
    /// Runs to do, each with so many threads: point and replicate.
    Runs(u32, Vec<(u64, u64)>),
    /// From now on networks of this task are in parts, one in each process.
    BeginParts(&'a [u8]),
    /// A run that all do together.
    Together(Joint),
    /// A run is over.
    Over(Over<'a>),
    /// The process cannot go on.
    Broken(&'a str),
}

/// A run that all processes do together, each a part of its network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Joint {
    /// Its point and replicate.
    pub(super) run: (u64, u64),
    /// On so many threads in each process.
    pub(super) threads: u32,
    /// How it is played.
    pub(super) how: How,
}

/// What came of a run.
#[derive(Debug, PartialEq)]
pub(super) struct Over<'a> {
    /// Its point and replicate.
    pub(super) run: (u64, u64),
    /// Seconds for network, simulation and rows.
    pub(super) seconds: [f64; 3],
    /// Why it failed.
    pub(super) failure: Option<&'a str>,
    /// What is kept of it.
    pub(super) packet: &'a [u8],
}

impl Over<'_> {
    /// Working time, as bytes carry it.
    pub(super) fn seconds(spent: Timings) -> [f64; 3] {
        [spent.network, spent.simulation, spent.tables].map(|part| part.as_secs_f64())
    }

    /// The working time.
    pub(super) fn spent(&self) -> Timings {
        let [network, simulation, tables] =
            self.seconds.map(|part| Duration::try_from_secs_f64(part).unwrap_or_default());
        Timings { network, simulation, tables }
    }
}

impl<'a> Message<'a> {
    /// As bytes.
    pub(super) fn write(&self) -> Vec<u8> {
        match self {
            Self::Hello(told) => [b"H", told.as_bytes()].concat(),
            Self::Begin(task) => [b"B", *task].concat(),
            Self::Ready => b"R".to_vec(),
            Self::Runs(threads, runs) => {
                let mut bytes = [&b"D"[..], &threads.to_le_bytes()].concat();
                runs.iter().for_each(|(point, replicate)| {
                    bytes.extend(point.to_le_bytes());
                    bytes.extend(replicate.to_le_bytes());
                });
                bytes
            }
            Self::BeginParts(task) => [b"P", *task].concat(),
            Self::Together(joint) => joint.write(),
            Self::Over(over) => over.write(),
            Self::Broken(why) => [b"X", why.as_bytes()].concat(),
        }
    }

    /// From bytes; nothing when they are no message.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        Some(match kind {
            b'H' => Self::Hello(std::str::from_utf8(rest).ok()?),
            b'B' => Self::Begin(rest),
            b'R' => Self::Ready,
            b'D' => {
                let (threads, runs) = rest.split_first_chunk()?;
                let (runs, []) = runs.as_chunks::<16>() else { return None };
                let number = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default();
                let run = |run: &[u8; 16]| (number(&run[..8]), number(&run[8..]));
                Self::Runs(u32::from_le_bytes(*threads), runs.iter().map(run).collect())
            }
            b'P' => Self::BeginParts(rest),
            b'T' => Self::Together(Joint::read(rest)?),
            b'O' => Self::Over(Over::read(rest)?),
            b'X' => Self::Broken(std::str::from_utf8(rest).ok()?),
            _ => return None,
        })
    }
}

impl Joint {
    fn write(&self) -> Vec<u8> {
        let How { detail, duration, dt } = self.how;
        let kept = [detail.events, detail.agents, detail.ties].map(u8::from);
        let mut bytes = [&b"T"[..], &self.threads.to_le_bytes(), &kept].concat();
        [self.run.0, self.run.1].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        // Nobody plays a run of no length.
        [duration, dt].iter().for_each(|time| bytes.extend(time.unwrap_or(0.0).to_le_bytes()));
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (threads, rest) = bytes.split_first_chunk::<4>()?;
        let (&[events, agents, ties], rest) = rest.split_first_chunk::<3>()?;
        let ([point, replicate, duration, dt], []) = rest.as_chunks::<8>() else { return None };
        let number = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        let time = |bytes: &[u8; 8]| Some(f64::from_le_bytes(*bytes)).filter(|&time| time != 0.0);
        let detail = Detail { events: events == 1, agents: agents == 1, ties: ties == 1 };
        let how = How { detail, duration: time(duration), dt: time(dt) };
        Some(Self { run: (number(point), number(replicate)), threads: u32::from_le_bytes(*threads), how })
    }
}

impl<'a> Over<'a> {
    fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.packet.len() + 64);
        bytes.push(b'O');
        bytes.extend(self.run.0.to_le_bytes());
        bytes.extend(self.run.1.to_le_bytes());
        self.seconds.iter().for_each(|part| bytes.extend(part.to_le_bytes()));
        let failure = self.failure.unwrap_or_default();
        bytes.push(u8::from(self.failure.is_some()));
        bytes.extend((failure.len() as u64).to_le_bytes());
        bytes.extend(failure.as_bytes());
        bytes.extend(self.packet);
        bytes
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut next = || {
            let (number, after) = rest.split_first_chunk::<8>()?;
            rest = after;
            Some(*number)
        };
        let run = (u64::from_le_bytes(next()?), u64::from_le_bytes(next()?));
        let seconds = [f64::from_le_bytes(next()?), f64::from_le_bytes(next()?), f64::from_le_bytes(next()?)];
        let (failed, after) = rest.split_first()?;
        let (length, after) = after.split_first_chunk::<8>()?;
        let (failure, packet) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let failure = std::str::from_utf8(failure).ok()?;
        Some(Self { run, seconds, failure: (*failed == 1).then_some(failure), packet })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_comes_back_as_it_was_and_none_is_made_of_a_part_of_one() {
        let over = |failure| Over { run: (3, u64::MAX), seconds: [0.5, 1e-9, 0.0], failure, packet: &[0, 255, 7] };
        let detail = Detail { events: true, agents: false, ties: true };
        let joint = |dt| Joint { run: (1, 9), threads: 2, how: How { detail, duration: Some(2.5), dt } };
        for message in [
            Message::Hello("0.1.0 run"),
            Message::Begin(&[1, 2]),
            Message::Ready,
            Message::Runs(2, vec![(0, 1), (u64::MAX, 5)]),
            Message::Runs(1, Vec::new()),
            Message::Over(over(None)),
            Message::Over(over(Some("no such network"))),
            Message::Broken("out of memory"),
            Message::BeginParts(&[3]),
            Message::Together(joint(None)),
            Message::Together(joint(Some(0.25))),
        ] {
            let bytes = message.write();
            assert_eq!(Message::read(&bytes), Some(message));
        }
        let bytes = Message::Over(over(Some("why"))).write();
        assert!((0..bytes.len() - 3).all(|cut| Message::read(&bytes[..cut]).is_none()));
        assert!(Message::read(&Message::Runs(1, vec![(1, 2)]).write()[..9]).is_none() && Message::read(b"?").is_none());
    }
}
