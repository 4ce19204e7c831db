//! Taking a folder for an experiment: going on with what is there if it is the same, leaving it alone if it is not.

use super::inputs::Kept;
use super::lock::FolderLock;
pub use super::refusal::ClaimError;
use super::stage::Stage;
pub use super::staging::sweep_out_idle;
use super::staging::{make_inside, sweep_out};
use super::{FolderError, SCENARIO, SHARD_RUNS, STAGING, read_manifest};
use super::{own, replayed};
use crate::experiment::shard::Shard;
use crate::output::comparison::record::RECORD;
use crate::output::tables::{Table, draft};
use crate::results::manifest::{MANIFEST, Manifest};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a folder holds, seen from an experiment that wants to use it.
#[derive(Debug, PartialEq)]
pub enum FolderState {
    /// Nothing of ours.
    Fresh,
    /// Some runs of this experiment.
    Unfinished,
    /// All of this experiment.
    Complete(Box<Manifest>),
}

/// What is in `folder`, for an experiment with this manifest and resolved scenario.
///
/// # Errors
/// When something else is there.
pub fn look(folder: &Path, manifest: &Manifest, scenario: &str) -> Result<FolderState, ClaimError> {
    let taken = |what: String| ClaimError::Taken { folder: folder.to_owned(), what };
    let workshop = folder.join(STAGING);
    let begun = read_manifest(&workshop).ok();
    let same_begun = begun.as_ref().is_some_and(|m| m.identity() == manifest.identity());
    match read_manifest(folder) {
        Ok(done) if same(&done, manifest) => match begun {
            _ if same_begun => Ok(FolderState::Unfinished),
            // Of what else may be begun there nothing has taken the place of these results yet.
            _ if done.details == manifest.details => Ok(FolderState::Complete(Box::new(done))),
            _ if done.version == manifest.version => Ok(FolderState::Fresh),
            _ => Err(taken(format!("results of another version of the program ({})", done.version))),
        },
        Ok(_) if same_begun => Ok(FolderState::Unfinished),
        Ok(done) => Err(taken(format!("results of {}", difference(folder, &done, manifest, scenario)))),
        Err(FolderError::Manifest { problem, .. }) => {
            let what = format!("a {MANIFEST} that cannot be read ({problem})");
            Err(ClaimError::Foreign { folder: folder.to_owned(), what })
        }
        Err(_) if same_begun => Ok(FolderState::Unfinished),
        Err(_) => match begun {
            Some(begun) => {
                Err(taken(format!("unfinished runs of {}", difference(&workshop, &begun, manifest, scenario))))
            }
            None => Ok(FolderState::Fresh),
        },
    }
}

/// The same where whatever is there gives way: runs of this very experiment that are finished are not done again.
pub fn look_by_force(folder: &Path, manifest: &Manifest) -> FolderState {
    let begun = read_manifest(&folder.join(STAGING));
    if begun.is_ok_and(|begun| begun.identity() == manifest.identity()) {
        FolderState::Unfinished
    } else {
        FolderState::Fresh
    }
}

/// The same experiment, whatever details it keeps and whichever version ran it.
fn same(a: &Manifest, b: &Manifest) -> bool {
    let inputs = |m: &Manifest| m.inputs.iter().map(|i| i.sha256.clone()).collect::<Vec<_>>();
    let other = |m: &Manifest| m.compared_with.as_ref().map(|other| other.sha256.clone());
    let same = a.design == b.design && a.shard == b.shard && a.scenario.sha256 == b.scenario.sha256;
    same && other(a) == other(b) && inputs(a) == inputs(b)
}

/// Says what the results there belong to, and what differs.
fn difference(there: &Path, theirs: &Manifest, ours: &Manifest, scenario: &str) -> String {
    if theirs.version != ours.version && same(theirs, ours) {
        return format!("another version of the program ({})", theirs.version);
    }
    if theirs.is_of_an_earlier_build() && !ours.is_of_an_earlier_build() && same(theirs, ours) {
        return format!("an earlier build of the program, {}", theirs.what_is_other());
    }
    if theirs.scenario.name != ours.scenario.name {
        return format!("another scenario, `{}`", theirs.scenario.name);
    }
    if theirs.design.is_empty() != ours.design.is_empty() {
        let what = if theirs.design.is_empty() { "a run, not a sweep," } else { "a sweep, not a run," };
        return format!("{what} of `{}`", theirs.scenario.name);
    }
    if theirs.shard != ours.shard {
        let part = |shard: Option<Shard>| shard.map_or("all of it".to_owned(), |shard| format!("part {shard}"));
        return format!("another part of the sweep ({} there, {} here)", part(theirs.shard), part(ours.shard));
    }
    let text = fs::read_to_string(there.join(SCENARIO)).unwrap_or_default();
    if theirs.compared_with != ours.compared_with {
        return "another comparison of the same scenario".to_owned();
    }
    let (theirs, ours) = (flat(&text), flat(scenario));
    let keys = theirs.keys().chain(ours.keys().filter(|k| !theirs.contains_key(*k)));
    let differing: Vec<String> = keys
        .filter(|&key| theirs.get(key) != ours.get(key))
        .map(|key| {
            let show = |values: &BTreeMap<String, String>| values.get(key).map_or("not set".into(), Clone::clone);
            format!("`{key}` is {} there, {} here", show(&theirs), show(&ours))
        })
        .collect();
    match differing.len() {
        0 => "the same scenario with other input files or details".to_owned(),
        n if n > 3 => format!("the same scenario with other values: {}; and {} more", differing[..3].join("; "), n - 3),
        _ => format!("the same scenario with other values: {}", differing.join("; ")),
    }
}

/// Dotted keys and values of a TOML text.
pub fn flat(text: &str) -> BTreeMap<String, String> {
    fn walk(prefix: &str, value: &toml::Value, into: &mut BTreeMap<String, String>) {
        let key = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(table) => table.iter().for_each(|(name, value)| walk(&key(name), value, into)),
            _ => drop(into.insert(prefix.to_owned(), value.to_string())),
        }
    }
    let mut values = BTreeMap::new();
    walk("", &toml::Value::Table(text.parse().unwrap_or_default()), &mut values);
    values
}

/// A locked folder in which this experiment may write.
#[derive(Debug)]
pub struct LockedFolder<'a> {
    lock: &'a FolderLock,
    /// Where results are put together if there are others that they replace.
    stage: Option<Stage<'a>>,
}

impl<'a> LockedFolder<'a> {
    /// Makes the workshop of a locked folder, and shows that both can be written. What a workshop holds from before is
    /// kept if the folder's standing is [`FolderState::Unfinished`].
    ///
    /// # Errors
    /// When they cannot.
    pub fn take(
        lock: &'a FolderLock,
        standing: &FolderState,
        manifest: &Manifest,
        scenario: &str,
    ) -> Result<Self, ClaimError> {
        let mut claim = Self { lock, stage: None };
        // What lies in a folder that took the place of this one is not ours to sweep out.
        let begun = lock.check().and_then(|()| match standing {
            FolderState::Unfinished => draft(&claim.workshop()).map(drop),
            _ => claim.prepare(manifest, scenario),
        });
        let staged = begun.and_then(|()| holds_results(lock.folder()).then(|| Stage::begin(lock)).transpose());
        let unwritable = |source| ClaimError::Unwritable { folder: lock.folder().to_owned(), source };
        claim.stage = staged.map_err(unwritable)?;
        Ok(claim)
    }

    fn prepare(&self, manifest: &Manifest, scenario: &str) -> io::Result<()> {
        let workshop = self.workshop();
        sweep_out(&workshop)?;
        make_inside(self.folder(), Path::new(STAGING))?;
        let names = Table::ALL.map(Table::file).into_iter().chain([MANIFEST.into(), SCENARIO.into()]);
        if let Some(name) = names.into_iter().find(|name| self.folder().join(name).is_dir()) {
            fs::remove_dir(&workshop)?;
            return Err(io::Error::other(format!("`{name}` is a folder")));
        }
        self.place(&workshop.join(SCENARIO), scenario.as_bytes())?;
        self.place(&workshop.join(MANIFEST), manifest.to_json().as_bytes())
    }

    /// The folder.
    fn folder(&self) -> &Path {
        self.lock.folder()
    }

    /// Where half-done things are kept.
    pub fn workshop(&self) -> PathBuf {
        self.folder().join(STAGING)
    }

    /// The journal of finished runs.
    pub fn journal(&self) -> PathBuf {
        self.workshop().join("journal")
    }

    /// Where the results are put together: in the folder itself, or beside those that they replace.
    pub fn target(&self) -> PathBuf {
        self.stage.as_ref().map_or_else(|| self.folder().to_owned(), Stage::folder)
    }

    /// Keeps the journal of finished runs, for putting the parts of a sweep together.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_journal(&self) -> io::Result<()> {
        // It stays in the workshop, too, until all is complete: a kill must not lose the runs.
        let beside = draft(&self.workshop())?.into_temp_path();
        fs::remove_file(&beside)?;
        fs::hard_link(self.journal(), &beside).or_else(|_| fs::copy(self.journal(), &beside).map(drop))?;
        Ok(beside.persist(self.target().join(SHARD_RUNS))?)
    }

    /// Puts the input files, the resolved scenario and, last of all, the manifest in their places and clears the
    /// workshop away, unless results are still to take the place of others. That is what is given back then.
    ///
    /// # Errors
    /// When the disk is full or gone.
    pub fn complete(self, manifest: &Manifest, scenario: &str, inputs: &[Kept]) -> io::Result<Option<Stage<'a>>> {
        self.lock.check()?;
        let target = self.target();
        for Kept { name, content } in inputs {
            Path::new(name).parent().map_or(Ok(()), |inner| make_inside(&target, inner))?;
            self.place(&target.join(name), content)?;
        }
        self.place(&target.join(SCENARIO), scenario.as_bytes())?;
        self.place(&target.join(MANIFEST), manifest.to_json().as_bytes())?;
        if self.stage.is_none() {
            sweep_out(&self.workshop())?;
        }
        Ok(self.stage)
    }

    fn place(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut file = draft(&self.workshop())?;
        file.write_all(content)?;
        file.persist(path)?;
        Ok(())
    }
}

/// Whether there are results in a folder that stay until others take their place.
fn holds_results(folder: &Path) -> bool {
    folder.join(MANIFEST).exists() || folder.join(RECORD).exists()
}

/// The files of a folder that give way to new results, and nothing else: those that this program writes, and details of
/// runs that are no more. The manifest comes first, so that without it the others are not taken for results.
pub fn replaced(folder: &Path) -> io::Result<Vec<String>> {
    let known = read_manifest(folder).unwrap_or_default();
    Ok(own::names(&known).into_iter().chain(replayed::names_in(folder)?).collect())
}

/// Removes what a part of an experiment left of its files without a manifest.
///
/// # Errors
/// When something cannot be removed.
pub fn clear(lock: &FolderLock) -> Result<(), ClaimError> {
    let folder = lock.folder();
    let clear = || {
        lock.check()?;
        let Ok(begun) = read_manifest(&folder.join(STAGING)) else { return Ok(()) };
        for path in own::names(&begun).into_iter().map(|name| folder.join(name)).filter(|path| path.is_file()) {
            fs::remove_file(&path)?;
            // Folders in it that this program fills; they stay if somebody else's files are in them.
            let inside = path.ancestors().skip(1).take_while(|above| *above != folder);
            inside.for_each(|folder| drop(fs::remove_dir(folder)));
        }
        sweep_out(&folder.join(STAGING))
    };
    clear().map_err(|source| ClaimError::Unwritable { folder: folder.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_apart_to_the_last_dot() {
        let values = flat("seed = 1\n[network]\nrows = 2\nkinds = [\"a\"]\n");
        assert_eq!(values["seed"], "1");
        assert_eq!(values["network.rows"], "2");
        assert_eq!(values["network.kinds"], "[\"a\"]");
    }
}
