//! Frames as an MP4, by ffmpeg where it is installed.

use crate::cli::Failure;
use crate::output::chart::picture::Pixels;
use crate::study::film::RATE;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program, if it is installed.
pub(super) fn find() -> Option<PathBuf> {
    let name = if cfg!(windows) { "ffmpeg.exe" } else { "ffmpeg" };
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The MP4, as every browser and program for slides plays it.
///
/// # Errors
/// When ffmpeg cannot be started or does not do it.
pub(super) fn encoded(ffmpeg: &Path, frames: &[Pixels]) -> Result<Vec<u8>, Failure> {
    let Some(first) = frames.first() else { return Ok(Vec::new()) };
    let cannot = |why: String| {
        Failure::failed(format_args!("ffmpeg made no film: {why}\nhelp: `--format gif,svg` does without it"))
    };
    let folder = tempfile::tempdir().map_err(|error| cannot(error.to_string()))?;
    let file = folder.path().join("film.mp4");
    let (size, rate) = (format!("{}x{}", first.width, first.height), RATE.to_string());
    let before = ["-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", &size, "-r", &rate, "-i", "-"];
    // Four to two: what plays everywhere. Without the names of programs and times in it.
    let after = [
        "-c:v",
        "libx264",
        "-crf",
        "18",
        "-pix_fmt",
        "yuv420p",
        "-movflags",
        "+faststart",
        "-fflags",
        "+bitexact",
        "-y",
    ];
    let mut child = Command::new(ffmpeg)
        .args(before)
        .args(after)
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| cannot(error.to_string()))?;
    let mut into = child.stdin.take();
    // When it stops early, what it says is worth more than that it listens no more.
    let sent = into.iter_mut().try_for_each(|into| frames.iter().try_for_each(|frame| into.write_all(&frame.rgb)));
    drop(into);
    let done = child.wait_with_output().map_err(|error| cannot(error.to_string()))?;
    if !done.status.success() || sent.is_err() {
        let said = String::from_utf8_lossy(&done.stderr);
        return Err(cannot(said.lines().last().unwrap_or("it stopped").to_owned()));
    }
    std::fs::read(&file).map_err(|error| cannot(error.to_string()))
}
