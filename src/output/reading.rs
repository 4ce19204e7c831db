//! Reading what a user names, within bounds: a file that never ends, or that waits for somebody to write it, is refused
//! before it is opened, and one that is too large before it fills memory.

use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// More than any scenario, list of points or list of people has \[bytes\].
pub const SMALL: u64 = 1 << 26;

/// The content of a regular file of at most so many bytes.
///
/// # Errors
/// When it is no regular file, too large, or cannot be read.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let about = refuse_others(path)?;
    if about.len() > most {
        return Err(too_large(about.len(), most));
    }
    let mut content = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    // Files of the system's own (`/proc`) say that they are empty.
    let read = File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut content)?;
    if read as u64 > most { Err(too_large(read as u64, most)) } else { Ok(content) }
}

/// What the system says about a file.
///
/// # Errors
/// When it is no regular file.
pub fn refuse_others(path: &Path) -> io::Result<fs::Metadata> {
    let about = fs::metadata(path)?;
    if about.is_file() {
        return Ok(about);
    }
    Err(io::Error::new(ErrorKind::InvalidInput, format!("it is {}, not a file", kind(about.file_type()))))
}

/// The text of such a file.
///
/// # Errors
/// As [`read`], and when it is not UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8 text"))
}

/// Refuses what unpacks to more than so many bytes: a few bytes of gzip can stand for any number of others.
///
/// # Errors
/// When it does; what is damaged is left to its reader.
pub fn refuse_bomb(content: &[u8], most: u64) -> io::Result<()> {
    if !content.starts_with(&[0x1f, 0x8b]) {
        return Ok(());
    }
    let mut unpacked = flate2::read::MultiGzDecoder::new(content).take(most.saturating_add(1));
    match io::copy(&mut unpacked, &mut io::sink()) {
        Ok(size) if size > most => Err(io::Error::new(
            ErrorKind::InvalidData,
            format!("it unpacks to more than {}, which would not fit in memory; {ALLOW}", sized(most)),
        )),
        _ => Ok(()),
    }
}

fn too_large(size: u64, most: u64) -> io::Error {
    let message = format!("it has {}, and at most {} can be read; {ALLOW}", sized(size), sized(most));
    io::Error::new(ErrorKind::InvalidData, message)
}

/// What to do about it.
const ALLOW: &str = "`--memory SIZE` says how much memory there is";

/// A number of bytes as people say it.
pub fn sized(bytes: u64) -> String {
    match bytes as f64 {
        b if b < 1e3 => format!("{b} bytes"),
        b if b < 1e6 => format!("{:.0} kB", b / 1e3),
        b if b < 1e9 => format!("{:.0} MB", b / 1e6),
        b => format!("{:.1} GB", b / 1e9),
    }
}

fn kind(of: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if of.is_fifo() {
            return "a pipe (FIFO)";
        }
        if of.is_socket() {
            return "a socket";
        }
        if of.is_char_device() || of.is_block_device() {
            return "a device";
        }
    }
    if of.is_dir() { "a folder" } else { "something else" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn refused(path: &Path, most: u64) -> String {
        read(path, most).unwrap_err().to_string()
    }

    #[test]
    fn only_files_are_read_and_only_so_much_of_them() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("a.txt");
        fs::write(&path, "abc").unwrap();
        assert_eq!(read(&path, 3).unwrap(), b"abc");
        assert!(refused(&path, 2).contains("it has 3 bytes, and at most 2 bytes"));
        assert!(refused(desk.path(), 9).contains("a folder, not a file"));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_never_ends_is_refused() {
        assert!(refused(Path::new("/dev/zero"), 9).contains("a device, not a file"));
        // Says that it has no bytes.
        assert!(refused(Path::new("/proc/self/maps"), 9).contains("at most 9 bytes"));
    }

    #[test]
    fn a_bomb_is_known_before_it_is_unpacked() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&vec![b'a'; 1_000_000]).unwrap();
        let packed = packed.finish().unwrap();
        assert!(packed.len() < 2000 && refuse_bomb(&packed, 1_000_000).is_ok());
        assert!(refuse_bomb(&packed, 999_999).unwrap_err().to_string().contains("unpacks to more than 1000 kB"));
        assert!(refuse_bomb(b"plain", 1).is_ok());
    }
}
