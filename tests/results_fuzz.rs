//! Whatever happens to the files of a result folder, opening it ends in results or in a reason, never in a panic. A loop of
//! chance mutations; `fuzz/` has the same guided by coverage.

use crate::common::{Desk, SMALL};
use catching::experiment::journal::Journal;
use catching::output::folder::Folder;
use std::fs;

/// Draws without a seed from outside: the same mutations each time.
struct Luck(u64);

impl Luck {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// What numbers and words are replaced with.
const ODD: [&str; 14] = [
    "",
    "-1",
    "0",
    "nan",
    "inf",
    "1e400",
    "99999999999999999999",
    "null",
    "\"",
    "a,b",
    "\u{0}",
    "{}",
    "[]",
    "\u{202e}",
];

fn mutated(content: &[u8], luck: &mut Luck) -> Vec<u8> {
    let mut bytes = content.to_vec();
    for _ in 0..=luck.below(3) {
        let at = luck.below(bytes.len());
        match luck.below(5) {
            0 if !bytes.is_empty() => bytes[at] = luck.below(256) as u8,
            1 => bytes.truncate(at),
            2 => drop(bytes.splice(at..at, ODD[luck.below(ODD.len())].bytes())),
            3 => {
                // A number or word as a whole.
                let word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'.';
                let from = bytes[..at].iter().rposition(|b| !word(b)).map_or(0, |place| place + 1);
                let to = bytes[at..].iter().position(|b| !word(b)).map_or(bytes.len(), |length| at + length);
                drop(bytes.splice(from..to.max(from), ODD[luck.below(ODD.len())].bytes()));
            }
            _ => {
                let (from, to) = (at.min(bytes.len()), (at + luck.below(80)).min(bytes.len()));
                let part = bytes[from..to].to_vec();
                drop(bytes.splice(from..from, part));
            }
        }
    }
    bytes
}

#[test]
fn a_damaged_folder_is_refused_or_read_but_never_a_panic() {
    let desk = Desk::new();
    desk.write("small.toml", SMALL.replace("n = 12", "n = 4").replace("replicates = 6", "replicates = 2"));
    desk.ok(&["run", "small.toml", "-o", "out", "-q", "--no-charts"]);
    let files: Vec<(String, Vec<u8>)> = desk.files("out").into_iter().collect();
    let (mut luck, mut read) = (Luck(0x9e37_79b9_7f4a_7c15), 0);
    for _ in 0..300 {
        let (name, content) = &files[luck.below(files.len())];
        fs::write(desk.path("out").join(name), mutated(content, &mut luck)).unwrap();
        if let Ok(folder) = Folder::open(desk.path("out")) {
            read += usize::from(folder.results().is_ok());
            let _ = folder.read_scenario();
            let _ = folder.again(1);
        }
        fs::write(desk.path("out").join(name), content).unwrap();
    }
    assert!((25..300).contains(&read), "{read} of 300 folders were read: the mutations are too harsh or too mild");
    assert!(Folder::open(desk.path("out")).unwrap().results().is_ok());
}

#[test]
fn a_damaged_journal_gives_back_whole_runs_or_none() {
    let desk = Desk::new();
    let (whole, path) = (desk.path("whole"), desk.path("journal"));
    let mut journal = Journal::open(&whole, "a").unwrap();
    let payload = |run: u64| vec![run as u8; 40 + 7 * run as usize];
    (0..6).for_each(|run| journal.append(run, &payload(run)).unwrap());
    drop(journal);
    let content = fs::read(&whole).unwrap();
    let mut luck = Luck(7);
    for _ in 0..1000 {
        fs::write(&path, mutated(&content, &mut luck)).unwrap();
        let Ok(mut journal) = Journal::open(&path, "a") else { continue };
        let runs: Vec<u64> = journal.finished().runs().collect();
        assert!(runs.into_iter().all(|run| run < 6 && journal.read(run).unwrap() == payload(run)));
    }
}
