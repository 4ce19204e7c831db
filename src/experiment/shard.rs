//! A sweep in parts that run on several machines: which runs are in which part.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One of several parts of a sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Which part, from 1.
    pub index: u64,
    /// How many parts there are.
    pub of: u64,
}

impl Shard {
    /// How many of `total` runs are in this part.
    pub fn size(self, total: u64) -> u64 {
        let first = |part: u64| (u128::from(total) * u128::from(part)).div_ceil(u128::from(self.of)) as u64;
        first(self.index) - first(self.index - 1)
    }

    /// Whether the run at this place among `total` is in this part. Each part is a stretch without gaps, so that runs that
    /// share a network are mostly in the same part.
    pub fn holds(self, place: u64, total: u64) -> bool {
        let part = u128::from(place) * u128::from(self.of) / u128::from(total.max(1));
        part == u128::from(self.index - 1)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(i, n)| Some((i.trim().parse().ok()?, n.trim().parse().ok()?)));
        match numbers {
            None => Err("expected I/N, such as `2/4`: the second of four parts".to_owned()),
            Some((_, 0)) => Err("there is no part of none; expected I/N with N at least 1".to_owned()),
            Some((index, of)) if index == 0 || index > of => {
                Err(format!("there is no part {index} of {of}: parts are numbered from 1 to {of}"))
            }
            Some((index, of)) => Ok(Self { index, of }),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_is_in_one_part_and_parts_are_of_equal_size() {
        for (total, of) in [(10, 3), (7, 7), (100, 4), (3, 5)] {
            let parts: Vec<Shard> = (1..=of).map(|index| Shard { index, of }).collect();
            let counts: Vec<usize> =
                parts.iter().map(|part| (0..total).filter(|&place| part.holds(place, total)).count()).collect();
            assert_eq!(counts.iter().sum::<usize>() as u64, total);
            assert!(parts.iter().zip(&counts).all(|(part, count)| part.size(total) == *count as u64), "{counts:?}");
            assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{counts:?}");
        }
    }

    #[test]
    fn parts_that_cannot_be_are_refused() {
        assert_eq!("2/4".parse(), Ok(Shard { index: 2, of: 4 }));
        assert!("5/4".parse::<Shard>().unwrap_err().contains("numbered from 1 to 4"));
        assert!("0/4".parse::<Shard>().is_err() && "1/0".parse::<Shard>().is_err() && "half".parse::<Shard>().is_err());
    }
}
