//! Whatever lies in a result folder, opening it ends in results or in a reason; a journal gives back whole runs or none.
//! The first byte says which file the rest takes the place of.
#![no_main]

use catching::experiment::journal::Journal;
use catching::output::folder::Folder;
use catching_fuzz::{chosen, seed};
use libfuzzer_sys::fuzz_target;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// A scenario of a moment.
const SCENARIO: &str = "\
duration = \"20 s\"\ndt = \"1 s\"\nreplicates = 2\n[network]\ngenerator = \"path\"\nn = 3\n[expressions.yawn]\n\
initial = { count = 1 }\n";

/// The files of a finished folder.
static BASE: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let (scenario, folder) = (DESK.path().join("small.toml"), DESK.path().join("base"));
    fs::write(&scenario, SCENARIO).expect("room on the disk");
    let words = ["catching".as_ref(), "run".as_ref(), scenario.as_os_str(), "-o".as_ref(), folder.as_os_str()];
    let words = words.into_iter().chain(["-q".as_ref(), "--no-charts".as_ref()]).map(OsString::from);
    catching::cli::run(words).expect("a finished folder");
    let read = |path: &Path| fs::read(path).expect("a file");
    let entries = fs::read_dir(&folder).expect("a folder").flatten().filter(|entry| entry.path().is_file());
    let mut files: Vec<(String, Vec<u8>)> =
        entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), read(&entry.path()))).collect();
    files.sort();
    files
});

static DESK: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("room on the disk"));

fn begin() {
    BASE.iter().enumerate().for_each(|(which, (name, content))| seed(name, chosen(which, content)));
}

fuzz_target!(init: begin(), |data: &[u8]| {
    let Some((&first, content)) = data.split_first() else { return };
    let which = usize::from(first) % (BASE.len() + 1);
    if which == BASE.len() {
        return journal(content);
    }
    let folder = DESK.path().join("out");
    fs::create_dir_all(&folder).expect("a folder");
    for (place, (name, whole)) in BASE.iter().enumerate() {
        fs::write(folder.join(name), if place == which { content } else { whole }).expect("a file");
    }
    let Ok(opened) = Folder::open(&folder) else { return };
    let _ = opened.results();
    let _ = opened.read_scenario();
    let _ = opened.again(0);
});

/// A journal with anything after its title.
fn journal(content: &[u8]) {
    let path = DESK.path().join("journal");
    fs::write(&path, [b"catching journal 1\nfuzz\n", content].concat()).expect("a file");
    let Ok(mut journal) = Journal::open(&path, "fuzz") else { return };
    let runs: Vec<u64> = journal.finished().runs().collect();
    for run in runs {
        assert!(journal.read(run).is_ok());
    }
    journal.append(3, b"three").expect("room on the disk");
    assert_eq!(journal.read(3).expect("it was added"), b"three");
}
