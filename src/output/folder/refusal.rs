//! Why a folder is left alone.

use std::io;
use std::path::PathBuf;

/// Why a folder is left alone.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// Results of something else are there.
    #[error("`{}` holds {what}\nhelp: `--force` replaces it, `-o DIR` writes elsewhere", .folder.display())]
    Taken {
        /// The folder.
        folder: PathBuf,
        /// What is there.
        what: String,
    },
    /// Somebody else is at work there.
    #[error(
        "`{}` is in use: another `catching` is writing there at this moment\nhelp: wait until it is done, or write \
         elsewhere with `-o DIR`",
        .folder.display()
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// Something is there that this program did not write and would replace.
    #[error("`{}` holds {what}\nhelp: move it elsewhere, or write elsewhere with `-o DIR`", .folder.display())]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// What is there.
        what: String,
    },
    /// It is where a disk begins: no place for the files of one result.
    #[error("`{}` is the root of a disk, and results have a folder of their own\nhelp: `-o DIR` names one", .folder.display())]
    Root {
        /// The folder.
        folder: PathBuf,
    },
    /// It cannot be written.
    #[error("cannot write results into `{}`: {source}", .folder.display())]
    Unwritable {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
}
