//! Runs that were kept by an earlier version of the program.

use super::{Layout, Segments, Table, summary};
use crate::experiment::Point;
use std::io;

/// What an earlier version kept of a run, as this one writes it: that called the run without imitation otherwise, and wrote
/// varied numbers with their units.
pub(super) fn brought_up_to_date(segments: Segments, layout: &Layout, point: &Point) -> io::Result<Segments> {
    let mut fields = Vec::from_iter(summary::fields(segments.of(Table::Runs))?.iter().map(str::to_owned));
    let now = [(ARM, point.arm.clone())].into_iter().chain((Table::Runs.keys().len()..).zip(layout.told(point)));
    let mut is_as_written = true;
    for (place, value) in now {
        if let Some(field) = fields.get_mut(place).filter(|field| **field != value) {
            (*field, is_as_written) = (value, false);
        }
    }
    if is_as_written {
        return Ok(segments);
    }
    let mut line = csv::Writer::from_writer(Vec::new());
    line.write_record(&fields)?;
    let line = line.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    let mut renewed = Segments::default();
    for table in Table::PER_RUN {
        let text = if table == Table::Runs { &line[..] } else { segments.of(table) };
        renewed.add(table, |all| all.extend_from_slice(text));
    }
    Ok(renewed)
}

/// The place of the arm in a row of `runs.csv`.
const ARM: usize = 2;
