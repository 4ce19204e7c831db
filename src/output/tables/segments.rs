//! The rows of one run in every table, as one packet that a journal can keep.

use super::Table;

/// The CSV rows (without header) of one run, one text a table: the length of each, then the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segments<Packet = Vec<u8>>(Packet);

/// Bytes of a length.
const LENGTH: usize = size_of::<u64>();

/// Bytes of all lengths.
const HEAD: usize = LENGTH * Table::PER_RUN.len();

impl Default for Segments {
    fn default() -> Self {
        Self(vec![0; HEAD])
    }
}

impl Segments {
    /// Adds rows to a table, after all rows of the tables before it and before any of the tables after it.
    pub(super) fn add(&mut self, table: Table, write: impl FnOnce(&mut Vec<u8>)) {
        let before = self.0.len();
        write(&mut self.0);
        let added = (self.0.len() - before) as u64;
        let length = length(&self.0, table as usize) + added;
        self.0[LENGTH * table as usize..][..LENGTH].copy_from_slice(&length.to_le_bytes());
    }

    /// One packet.
    pub fn pack(self) -> Vec<u8> {
        self.0
    }
}

impl<Packet: AsRef<[u8]>> Segments<Packet> {
    /// The rows of a table.
    pub fn of(&self, table: Table) -> &[u8] {
        let packet = self.0.as_ref();
        let before: u64 = (0..table as usize).map(|place| length(packet, place)).sum();
        &packet[HEAD + before as usize..][..length(packet, table as usize) as usize]
    }

    /// Takes a packet apart; nothing when it is not one.
    pub fn unpack(packet: Packet) -> Option<Self> {
        let (head, texts) = packet.as_ref().split_at_checked(HEAD)?;
        let mut lengths = (0..Table::PER_RUN.len()).map(|place| length(head, place));
        let all = lengths.try_fold(0, u64::checked_add);
        (all == Some(texts.len() as u64)).then_some(Self(packet))
    }
}

/// The length of the text with this number; `head` holds it.
fn length(head: &[u8], place: usize) -> u64 {
    let mut bytes = [0; LENGTH];
    bytes.copy_from_slice(&head[LENGTH * place..][..LENGTH]);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_comes_apart_as_it_was_put_together() {
        let mut segments = Segments::default();
        segments.add(Table::Runs, |text| text.extend(b"0,1\n"));
        segments.add(Table::Ties, |text| text.extend(b"0,a,b\n"));
        segments.add(Table::Ties, |text| text.extend(b"0,b,a\n"));
        let packet = segments.clone().pack();
        let again = Segments::unpack(packet.clone()).unwrap();
        assert_eq!(again, segments);
        let texts = Table::PER_RUN.map(|table| again.of(table));
        assert_eq!(texts, [&b"0,1\n"[..], b"", b"", b"", b"0,a,b\n0,b,a\n"]);
        assert_eq!(Segments::unpack(&packet[1..]), None);
        assert_eq!(Segments::unpack(&packet[..packet.len() - 1]), None);
        assert_eq!(Segments::unpack(vec![255; 40]), None);
        assert_eq!(Segments::unpack(&b""[..]), None);
    }
}
