//! `catching animate`: a run of a result folder as a film.

mod gif;
mod mp4;

use super::again::{Both, again, first_run};
use super::file::Made;
use super::held::within;
use super::job::left_alone;
use super::options::{one_line, run_id};
use super::plot::locked;
use super::progress::Progress;
use super::{Failure, Terminal};
use crate::output::chart::picture::{self, Pixels};
use crate::output::comparison::record::Record;
use crate::output::folder::lock::refuse_root;
use crate::output::folder::{FIGURES, Folder};
use crate::output::tables::keep_all;
use crate::scenario::Picture;
use crate::study::film::{Film, Wish};
use clap::{ValueEnum, ValueHint};
use rayon::prelude::*;
use std::io;
use std::path::{Path, PathBuf};

/// Make a film of a run: people light up, lines lead from whom it was caught
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Makes a film of one run of a result folder: people light up and fade, lines lead from whom it was caught, the same dice \
        without imitation beside it, with a clock and counters. The run is played again from the folder, so that nothing need have been \
        recorded, and held against its numbers.\n\n\
        Written are a GIF that plays once, an SVG that moves by itself in any browser, an MP4 where ffmpeg is installed, a still of six \
        moments to print (SVG and PNG), a caption, and a text for those who cannot see it.",
    after_help = "Examples:\n  \
        catching animate output/lecture-hall-yawn\n  \
        catching animate output/lecture-hall-yawn --run 7 --seconds 20 --format gif\n  \
        catching animate output/comedy-club --picture groups -o film"
)]
pub(super) struct Args {
    /// The result folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// Which run: a `run_id` of its runs.csv [default: the first]
    #[arg(long, value_name = "ID", value_parser = run_id, allow_negative_numbers = true, help_heading = "What it shows")]
    run: Option<u64>,
    /// Which expression [default: the first of the scenario]
    #[arg(long, value_name = "NAME", value_parser = one_line, help_heading = "What it shows")]
    expression: Option<String>,
    /// How people are shown [default: as the scenario says, else as fits]
    #[arg(long, value_enum, value_name = "HOW", help_heading = "What it shows")]
    picture: Option<Shown>,
    /// How long the film lasts
    #[arg(long, value_name = "S", default_value_t = 12, value_parser = clap::value_parser!(u32).range(2..=120), help_heading = "How it is made")]
    seconds: u32,
    /// Formats [default: gif, svg, and mp4 where ffmpeg is installed]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMAT", help_heading = "How it is made")]
    format: Vec<Format>,
    /// Play it again and again; without it, it stops at the end
    #[arg(long = "loop", help_heading = "How it is made")]
    again: bool,
    /// The folder for the film [default: DIR/figures]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Where to")]
    out: Option<PathBuf>,
    /// Replace a film that is in that folder
    #[arg(long, help_heading = "Where to")]
    force: bool,
}

/// A format of films.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For everything that shows pictures
    Gif,
    /// Sharp at any size, in browsers
    Svg,
    /// For slides and networks; needs ffmpeg
    Mp4,
}

/// How people are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// Where they sit
    Seats,
    /// Near whom they are tied to
    Network,
    /// Group by group
    Groups,
}

impl From<Shown> for Picture {
    fn from(shown: Shown) -> Self {
        match shown {
            Shown::Seats => Self::Seats,
            Shown::Network => Self::Network,
            Shown::Groups => Self::Groups,
        }
    }
}

/// Makes it.
///
/// # Errors
/// When there is no such run, it does not give the folder's numbers again, ffmpeg is asked for and missing, or a file cannot be written.
pub(super) fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let ffmpeg = mp4::find();
    if args.format.contains(&Format::Mp4) && ffmpeg.is_none() {
        return Err(Failure::usage(
            "an MP4 needs ffmpeg, which is not installed here\nhelp: install ffmpeg (https://ffmpeg.org), or take `--format gif,svg`",
        ));
    }
    let lock = locked(&args.folder, args.out.is_some())?;
    within(lock.as_ref(), || make(&args, ffmpeg.as_deref(), terminal))
}

fn make(args: &Args, ffmpeg: Option<&Path>, terminal: &mut Terminal) -> Result<(), Failure> {
    let folder = opened(&args.folder)?;
    let target = args.out.clone().unwrap_or_else(|| args.folder.join(FIGURES));
    args.room(&target)?;
    let film = filmed(args, &folder, terminal)?;
    let wanted = |format| args.format.is_empty() || args.format.contains(&format);
    let mut made: Vec<(&str, Vec<u8>)> = Vec::new();
    let with_mp4 = ffmpeg.filter(|_| wanted(Format::Mp4));
    if wanted(Format::Gif) || with_mp4.is_some() {
        let frames = drawn(&film, terminal)?;
        if wanted(Format::Gif) {
            made.push(("film.gif", gif::encoded(&frames, args.again).map_err(Failure::failed)?));
        }
        if let Some(ffmpeg) = with_mp4 {
            made.push(("film.mp4", mp4::encoded(ffmpeg, &frames)?));
        }
    }
    if wanted(Format::Svg) {
        match film.animated() {
            Some(svg) => made.push(("film.svg", svg.into_bytes())),
            None => {
                terminal.warn("there are too many expressions for an SVG that moves; the other formats have them all")
            }
        }
    }
    let still = film.still();
    if still.len() > LARGEST_STILL {
        terminal.warn("there are too many expressions for a still of six moments");
    } else {
        made.push(("film-still.png", picture::png(&still).map_err(Failure::failed)?));
        made.push(("film-still.svg", still.into_bytes()));
    }
    made.push(("film.caption.md", film.caption().into_bytes()));
    made.push(("film.alt.txt", film.alt().into_bytes()));
    put(&target, &made)?;
    tell(args, &target, &made, ffmpeg.is_none(), terminal)
}

/// A result folder with runs of its own.
fn opened(path: &Path) -> Result<Folder, Failure> {
    if let Ok(Some(Record { sides: Some(sides), .. })) = Record::read(path) {
        return Err(Failure::usage(format_args!(
            "`{}` compares two folders and has no runs of its own\nhelp: a film can be made of `{}` or `{}`",
            path.display(),
            sides[0].folder.display(),
            sides[1].folder.display()
        )));
    }
    Folder::open(path).map_err(Failure::of_folder)
}

impl Args {
    /// Refuses to replace what may be somebody else's.
    fn room(&self, target: &Path) -> Result<(), Failure> {
        refuse_root(target).map_err(left_alone)?;
        let Some(out) = self.out.as_ref().filter(|_| !self.force) else { return Ok(()) };
        match crate::output::folder::own::FILM.iter().find(|name| target.join(name).exists()) {
            None => Ok(()),
            Some(name) => Err(Failure::usage(format_args!(
                "`{}` is there already\nhelp: `--force` replaces the film in `{}`, `-o DIR` writes elsewhere",
                target.join(name).display(),
                out.display()
            ))),
        }
    }
}

/// Plays the run again, and the same without imitation, and makes a film of both.
fn filmed(args: &Args, folder: &Folder, terminal: &Terminal) -> Result<Film, Failure> {
    let results = folder.results().map_err(Failure::of_folder)?;
    let id = args
        .run
        .or_else(|| first_run(&results))
        .ok_or_else(|| Failure::usage(format_args!("`{}` has no run that came to its end", args.folder.display())))?;
    let progress = Progress::new(terminal, 2, 0, "runs played again");
    let both = Both::play(folder, &results, again(folder, id)?, &|| progress.step(""))?;
    let wish = Wish {
        scenario: &both.shown.scenario,
        run: both.run.clone(),
        expression: args.expression.as_deref(),
        picture: args.picture.map(Picture::from),
        seconds: args.seconds,
    };
    Film::new(both.living(), &wish).map_err(Failure::usage)
}

/// Draws all frames, several at once.
fn drawn(film: &Film, terminal: &Terminal) -> Result<Vec<Pixels>, Failure> {
    let progress = Progress::new(terminal, film.frames() as u64, 0, "frames");
    let draw = |number: usize| {
        let pixels = picture::pixels(&film.frame(number));
        progress.step("");
        pixels
    };
    (0..film.frames()).into_par_iter().map(draw).collect::<Result<_, _>>().map_err(Failure::failed)
}

/// Writes the files, each whole or not at all, and none where there is no room for all.
fn put(target: &Path, made: &[(&str, Vec<u8>)]) -> Result<(), Failure> {
    let unwritten = |error: io::Error| Failure::unwritten(format_args!("a film into `{}`", target.display()), &error);
    let mut made_for_it = Made::default();
    made_for_it.folder(target).map_err(unwritten)?;
    let files: Vec<(&str, &[u8])> = made.iter().map(|(name, bytes)| (*name, &bytes[..])).collect();
    keep_all(target, &files).map_err(unwritten)
}

fn tell(
    args: &Args,
    target: &Path,
    made: &[(&str, Vec<u8>)],
    no_ffmpeg: bool,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if no_ffmpeg && args.format.is_empty() {
        terminal.note("no MP4 was made: ffmpeg is not installed here");
    }
    if terminal.is_quiet() {
        return Ok(());
    }
    for (name, bytes) in made {
        let size = bytes.len().div_ceil(1024);
        terminal.line(format_args!("{} ({size} KiB)", target.join(name).display()))?;
    }
    Ok(())
}

/// A picture of more bytes is none that a program would open.
const LARGEST_STILL: usize = 8 << 20;
