//! What was observed: shares, counts, numbers, at a time or at the end, in one room or in several.

use crate::quantity::{self, TimeUnit};
use crate::scenario::Seen;
use crate::text::{line_of, open_quote};

/// One outcome that was observed, room by room.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// An outcome of a run, or with a time a column of its series.
    pub outcome: String,
    /// When \[s\]; none: at the end.
    pub time: Option<f64>,
    /// What was seen in each room; none: nothing was seen there before the end.
    pub values: Vec<Option<f64>>,
    /// Of how many people it was seen, room by room; none: of everyone, exactly.
    pub of: Vec<Option<u32>>,
}

/// Everything that was observed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed {
    /// Outcome by outcome.
    pub all: Vec<Observation>,
    /// How many rooms.
    pub rooms: usize,
}

/// A number that tells runs from each other, with what was observed of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistic {
    /// What it is, in words.
    pub name: String,
    /// What was observed.
    pub target: f64,
}

impl Observed {
    /// Reads a table: the columns `outcome`, `time` (left out or empty: at the end), `value`, or `count` and `of`, and `room`.
    ///
    /// # Errors
    /// What is wrong with it, with its line.
    ///
    /// ```
    /// use catching::fit::observed::Observed;
    /// use catching::quantity::TimeUnit;
    /// let class = Observed::read("outcome,time,count,of\nyawn_reach,10 min,14,28\n", TimeUnit::Minute).unwrap();
    /// assert_eq!((class.all[0].values[0], class.all[0].of[0], class.rooms), (Some(0.5), Some(28), 1));
    /// ```
    pub fn read(text: &str, unit: TimeUnit) -> Result<Self, String> {
        if let Some(open) = open_quote(text, separator(text)) {
            return Err(format!("line {}: a quotation mark is never closed", line_of(text, open)));
        }
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).delimiter(separator(text)).from_reader(text.as_bytes());
        let headings = reader.headers().map_err(|error| error.to_string())?.clone();
        let place = |name: &str| headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
        let known = ["outcome", "time", "value", "count", "of", "room"];
        if let Some(other) = headings.iter().find(|heading| !known.contains(&heading.to_lowercase().as_str())) {
            return Err(format!("line 1: the column `{other}` is not known; there are {}", known.join(", ")));
        }
        let called = |name: &&&str| headings.iter().filter(|heading| heading.eq_ignore_ascii_case(name)).count();
        if let Some(twice) = known.iter().find(|name| called(name) > 1) {
            return Err(format!("line 1: two columns are called `{twice}`: each needs its own heading"));
        }
        let columns = known.map(place);
        let has = |column: usize| columns[column].is_some();
        // A moment needs no more than its time.
        if !has(0) || !(has(1) || has(2) || has(3) && has(4)) {
            return Err("line 1: observations need the column `outcome`, and `value`, or `count` and `of`".to_owned());
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| error.to_string())?;
            let line = record.position().map_or(0, |at| line_of(text, at.byte() as usize));
            let cell = |column: usize| columns[column].and_then(|place| record.get(place)).unwrap_or_default();
            rows.push(read_row([0, 1, 2, 3, 4, 5].map(cell), unit).map_err(|why| format!("line {line}: {why}"))?);
        }
        if rows.is_empty() {
            return Err("nothing was observed: there is no line below the first".to_owned());
        }
        Self::of(&rows)
    }

    /// Puts observations together, room by room.
    ///
    /// # Errors
    /// When there is none, one is there twice, or a room lacks one that others have.
    pub fn of(seen: &[Seen]) -> Result<Self, String> {
        if seen.is_empty() {
            return Err("nothing was observed".to_owned());
        }
        let seen = &super::onsets::counted(seen)?;
        let mut rooms: Vec<&str> = Vec::new();
        let mut found: Vec<(Observation, Vec<bool>)> = Vec::new();
        for one in seen {
            if !rooms.contains(&one.room.as_str()) {
                rooms.push(&one.room);
            }
        }
        for one in seen {
            let room = rooms.iter().position(|room| *room == one.room).unwrap_or_default();
            let is_it = |(known, _): &(Observation, _)| known.outcome == one.outcome && known.time == one.time;
            let number = found.iter().position(is_it).unwrap_or_else(|| {
                let (outcome, time) = (one.outcome.clone(), one.time);
                let (values, of) = (vec![None; rooms.len()], vec![None; rooms.len()]);
                found.push((Observation { outcome, time, values, of }, vec![false; rooms.len()]));
                found.len() - 1
            });
            let (entry, is_seen) = &mut found[number];
            if std::mem::replace(&mut is_seen[room], true) {
                return Err(format!("`{}` was observed twice at the same time in the same room", one.outcome));
            }
            (entry.values[room], entry.of[room]) = (one.value, one.of);
        }
        for (entry, is_seen) in &found {
            if let Some(room) = is_seen.iter().position(|seen| !seen) {
                let (outcome, room) = (&entry.outcome, rooms[room]);
                return Err(format!(
                    "`{outcome}` was not observed in the room `{room}`: every room needs the same observations"
                ));
            }
        }
        Ok(Self { all: found.into_iter().map(|(entry, _)| entry).collect(), rooms: rooms.len() })
    }

    /// The numbers that runs are told apart by: of one room each observation itself, of several its mean and how far rooms lie apart.
    pub fn statistics(&self, end: f64, unit: TimeUnit) -> Vec<Statistic> {
        self.all.iter().flat_map(|one| one.statistics(&one.values, end, unit)).collect()
    }
}

impl Observation {
    /// Its statistics, of values room by room; what never came counts as coming at the end.
    pub fn statistics(&self, values: &[Option<f64>], end: f64, unit: TimeUnit) -> Vec<Statistic> {
        let values: Vec<f64> = values.iter().map(|value| value.unwrap_or(end)).collect();
        let at = self.time.map_or(String::new(), |time| format!(" at {} {}", time / unit.seconds(), unit.symbol()));
        let name = format!("{}{at}", self.outcome);
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        if values.len() == 1 {
            return vec![Statistic { name, target: mean }];
        }
        let spread = (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt();
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        vec![
            Statistic { name: format!("{name}, mean of {} rooms", values.len()), target: mean },
            Statistic { name: format!("{name}, standard deviation of rooms"), target: spread },
            Statistic { name: format!("{name}, lowest room"), target: least },
        ]
    }
}

fn read_row([outcome, time, value, count, of, room]: [&str; 6], unit: TimeUnit) -> Result<Seen, String> {
    if outcome.is_empty() {
        return Err("it names no outcome".to_owned());
    }
    let time =
        if time.is_empty() { None } else { Some(quantity::duration(time, unit).map_err(|error| error.to_string())?) };
    let number = |text: &str| {
        let number = text.replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite());
        number.ok_or_else(|| format!("`{text}` is not a number"))
    };
    let whole = |text: &str| text.parse::<u32>().map_err(|_| format!("`{text}` is not a number of people"));
    let (value, of) = match (value, count, of) {
        ("", "", "") => (None, None),
        (value, "", "") => (Some(number(value)?), None),
        ("", count, of) => {
            let (count, of) = (whole(count)?, whole(of)?);
            (Some(Seen::share(count, of)?), Some(of))
        }
        _ => return Err("either `value`, or `count` and `of`".to_owned()),
    };
    Ok(Seen { outcome: outcome.to_owned(), time, value, of, room: room.to_owned() })
}

fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    [b';', b'\t'].into_iter().find(|mark| first.as_bytes().contains(mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Observed, String> {
        Observed::read(text, TimeUnit::Minute)
    }

    #[test]
    fn rooms_are_put_together_and_a_missing_value_is_censored() {
        let observed =
            read("room,outcome,value\na,yawn_events,3\nb,yawn_events,5\na,yawn_time_to_half,\nb,yawn_time_to_half,4\n")
                .unwrap();
        assert_eq!(observed.rooms, 2);
        let statistics = observed.statistics(10.0, TimeUnit::Minute);
        assert_eq!(statistics.iter().map(|s| s.target).collect::<Vec<_>>()[..2], [4.0, 2f64.sqrt()]);
        assert_eq!(statistics[3].target, 7.0, "what did not come counts as coming at the end");
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (text, words) in [
            ("outcome,value\n", "nothing was observed"),
            ("outcome,amount\nx,1\n", "`amount` is not known"),
            ("value\n1\n", "need the column `outcome`"),
            ("outcome,value\nx,1\ny,z\n", "line 3: `z` is not a number"),
            ("outcome,value\n\nx,1\n\ny,z\n", "line 5: `z` is not a number"),
            ("outcome,count,of\nx,3,2\n", "line 2: 3 of 2 cannot be"),
            ("outcome,value\nx,1\nx,2\n", "observed twice"),
            ("room,outcome,value\na,x,1\nb,x,2\na,y,2\n", "`y` was not observed in the room `b`"),
        ] {
            let why = read(text).unwrap_err();
            assert!(why.contains(words), "{why}");
        }
    }
}
