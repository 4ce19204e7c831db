//! Charts on disk: five files each, in `figures/`.

use super::staging::{make_inside, sweep_out_idle};
use super::{FIGURES, STAGING};
use crate::output::chart::{self, Chart, Figure, Look, Results, pdf, picture};
use crate::output::report::{self, REPORT, Sources};
use crate::output::tables::{draft, is_free, keep as keep_file};
use rayon::prelude::*;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

/// Which kinds of file are wanted of each picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats {
    /// Lines that stay sharp at any size.
    pub svg: bool,
    /// Dots.
    pub png: bool,
    /// For a printer.
    pub pdf: bool,
}

/// What was drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The pictures.
    pub pictures: Vec<PathBuf>,
    /// What is to be said of them.
    pub remarks: Vec<String>,
}

/// Draws charts into a result folder, several at once, and says which pictures there are. Each file appears whole or
/// not at all, and none before all are drawn.
///
/// # Errors
/// When a file cannot be written.
pub fn draw(folder: &Path, results: &Results, charts: &[&Chart], look: &Look, formats: Formats) -> io::Result<Drawn> {
    make_inside(folder, Path::new(FIGURES))?;
    into(folder, Path::new(FIGURES), results, charts, (look, formats))
}

/// The same into a folder inside a folder, which is there.
///
/// # Errors
/// When a file cannot be written.
pub fn into(
    folder: &Path,
    inside: &Path,
    results: &Results,
    charts: &[&Chart],
    (look, formats): (&Look, Formats),
) -> io::Result<Drawn> {
    let place = folder.join(inside);
    let easel = Easel::put_up(folder)?;
    let one = |chart: &&Chart| -> io::Result<(Vec<Sketch>, Vec<String>)> {
        let figure = chart::figure(chart, results, look);
        let remarks = chart::remarks(&figure, look);
        Ok((sketches(&place, &easel, &figure, formats)?, remarks))
    };
    let all = charts.par_iter().map(one).collect::<io::Result<Vec<_>>>()?;
    all.iter().flat_map(|(sketches, _)| sketches).try_for_each(|sketch| is_free(&sketch.path))?;
    let mut drawn = Drawn::default();
    for (sketches, remarks) in all {
        drawn.pictures.extend(hang(sketches)?);
        drawn.remarks.extend(remarks);
    }
    Ok(drawn)
}

/// Writes one finished figure into a result folder, and says which pictures there are.
///
/// # Errors
/// When a file cannot be written.
pub fn keep(folder: &Path, figure: &Figure, formats: Formats) -> io::Result<Vec<PathBuf>> {
    make_inside(folder, Path::new(FIGURES))?;
    let easel = Easel::put_up(folder)?;
    let sketches = sketches(&folder.join(FIGURES), &easel, figure, formats)?;
    sketches.iter().try_for_each(|sketch| is_free(&sketch.path))?;
    hang(sketches)
}

/// Where files of figures wait until all are drawn. It goes with what is left in it; the workshop only where nothing else is.
struct Easel {
    workshop: PathBuf,
}

impl Easel {
    fn put_up(folder: &Path) -> io::Result<Self> {
        make_inside(folder, &Path::new(STAGING).join(EASEL))?;
        Ok(Self { workshop: folder.join(STAGING) })
    }

    fn draft(&self) -> io::Result<NamedTempFile> {
        draft(&self.workshop.join(EASEL))
    }
}

impl Drop for Easel {
    fn drop(&mut self) {
        // What cannot be removed is in nobody's way.
        drop(fs::remove_dir_all(self.workshop.join(EASEL)));
        drop(sweep_out_idle(&self.workshop));
    }
}

/// The folder in the workshop.
const EASEL: &str = "figures";

/// Writes the page into a result folder, whole or not at all.
///
/// # Errors
/// When it cannot be made or written.
pub fn report(folder: &Path, sources: &Sources<'_>) -> io::Result<PathBuf> {
    let page = report::page(sources).map_err(io::Error::other)?;
    keep_file(folder, REPORT, page.as_bytes())
}

/// A file of a figure that waits for the others.
struct Sketch {
    file: TempPath,
    path: PathBuf,
    is_picture: bool,
}

/// Puts finished files in their places, and says which of them are pictures.
fn hang(sketches: Vec<Sketch>) -> io::Result<Vec<PathBuf>> {
    let mut pictures = Vec::new();
    for Sketch { file, path, is_picture } in sketches {
        file.persist(&path)?;
        pictures.extend(is_picture.then_some(path));
    }
    Ok(pictures)
}

fn sketches(folder: &Path, easel: &Easel, figure: &Figure, formats: Formats) -> io::Result<Vec<Sketch>> {
    let mut all = Vec::new();
    let mut add = |ending: &str, bytes: &[u8], is_picture: bool| -> io::Result<()> {
        let mut file = easel.draft()?;
        file.write_all(bytes)?;
        all.push(Sketch {
            file: file.into_temp_path(),
            path: folder.join(format!("{}.{ending}", figure.name)),
            is_picture,
        });
        Ok(())
    };
    add("csv", figure.table.csv().as_bytes(), false)?;
    add("caption.md", harmless(&figure.caption).as_bytes(), false)?;
    add("alt.txt", figure.alt.as_bytes(), false)?;
    if !figure.short.is_empty() {
        add("print.md", harmless(&figure.short).as_bytes(), false)?;
    }
    if formats.svg {
        add("svg", figure.svg.as_bytes(), true)?;
    }
    if formats.png {
        add("png", &picture::png_at(&figure.svg, figure.density).map_err(io::Error::other)?, true)?;
    }
    if formats.pdf {
        let title = format!("{} – {}", figure.title, figure.name);
        add("pdf", &pdf::pdf(&figure.svg, &title).map_err(io::Error::other)?, true)?;
    }
    Ok(all)
}

/// A caption as Markdown that holds no markup but its own: titles and names may look like tags or links.
fn harmless(caption: &str) -> String {
    let mut text = String::with_capacity(caption.len());
    let mut letters = caption.chars().peekable();
    while let Some(c) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let tag = c == '<' && (next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        let link = c == ']' && matches!(next, '(' | '[');
        if tag || link {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_holds_no_markup_of_others() {
        assert_eq!(harmless("**A** p < 0.05, <script>x</script>"), "**A** p < 0.05, \\<script>x\\</script>");
        assert_eq!(harmless("![x](javascript:1) a[0] `b`"), "![x\\](javascript:1) a[0] `b`");
    }
}
