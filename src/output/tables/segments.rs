//! The rows of one run in every table, as one packet that a journal can keep.

use super::Table;

/// The CSV rows (without header) of one run, one text a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments([Vec<u8>; Table::PER_RUN.len()]);

impl Segments {
    /// The rows of a table.
    pub fn of(&self, table: Table) -> &[u8] {
        &self.0[table as usize]
    }

    /// The rows of a table, to add to.
    pub(super) fn of_mut(&mut self, table: Table) -> &mut Vec<u8> {
        &mut self.0[table as usize]
    }

    /// One packet: the length of each part, then the parts.
    pub fn pack(&self) -> Vec<u8> {
        let mut packet = Vec::with_capacity(self.0.iter().map(|part| 8 + part.len()).sum());
        self.0.iter().for_each(|part| packet.extend((part.len() as u64).to_le_bytes()));
        self.0.iter().for_each(|part| packet.extend_from_slice(part));
        packet
    }

    /// Takes a packet apart; nothing when it is not one.
    pub fn unpack(packet: &[u8]) -> Option<Self> {
        let mut segments = Self::default();
        let (lengths, mut rest) = packet.split_at_checked(8 * segments.0.len())?;
        for (part, length) in segments.0.iter_mut().zip(lengths.chunks_exact(8)) {
            let length = u64::from_le_bytes(length.try_into().ok()?);
            let (text, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            *part = text.to_vec();
            rest = after;
        }
        rest.is_empty().then_some(segments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_comes_apart_as_it_was_put_together() {
        let mut segments = Segments::default();
        segments.of_mut(Table::Runs).extend(b"0,1\n");
        segments.of_mut(Table::Ties).extend(b"0,a,b\n");
        let packet = segments.pack();
        assert_eq!(Segments::unpack(&packet), Some(segments));
        assert_eq!(Segments::unpack(&packet[1..]), None);
        assert_eq!(Segments::unpack(b""), None);
    }
}
