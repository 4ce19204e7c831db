//! Files that a scenario names, held in memory.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// Files by the names that the scenario has for them: networks, tables of people, points of a sweep. Copies share them.
#[derive(Clone, Debug, Default)]
pub struct Files(Arc<BTreeMap<String, Vec<u8>>>);

impl Files {
    /// None.
    pub fn none() -> Self {
        Self::default()
    }

    /// The content of a file.
    ///
    /// # Errors
    /// When there is none of that name.
    pub(super) fn open(&self, name: &str) -> io::Result<Vec<u8>> {
        let missing = || io::Error::new(io::ErrorKind::NotFound, "no file of this name was given");
        self.0.get(name).cloned().ok_or_else(missing)
    }

    /// Every file with its name, in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(name, content)| (name.as_str(), content.as_slice()))
    }
}

impl<N: Into<String>, C: Into<Vec<u8>>> FromIterator<(N, C)> for Files {
    fn from_iter<T: IntoIterator<Item = (N, C)>>(files: T) -> Self {
        Self(Arc::new(files.into_iter().map(|(name, content)| (name.into(), content.into())).collect()))
    }
}

impl<N: Into<String>, C: Into<Vec<u8>>, const K: usize> From<[(N, C); K]> for Files {
    fn from(files: [(N, C); K]) -> Self {
        files.into_iter().collect()
    }
}
