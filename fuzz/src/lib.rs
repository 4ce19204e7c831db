//! What the fuzz targets share: where they begin.

use std::path::Path;

/// Adds what a target begins with to its corpus, the folder that `CATCHING_CORPUS` names.
pub fn seed(name: &str, content: impl AsRef<[u8]>) {
    if let Some(folder) = std::env::var_os("CATCHING_CORPUS") {
        std::fs::write(Path::new(&folder).join(name), content).expect("a place for seeds");
    }
}

/// A byte that chooses, then what it chooses for.
pub fn chosen(which: usize, content: &[u8]) -> Vec<u8> {
    [&[u8::try_from(which).expect("a small number")], content].concat()
}
