//! Charts on disk: five files each, in `figures/`.

use super::staging::{make_inside, sweep_out};
use super::{FIGURES, WORKSHOP};
use crate::output::chart::{self, Chart, Figure, Look, Results, pdf, picture};
use crate::output::report::{self, REPORT, Sources};
use crate::output::tables::{draft, keep as keep_file};
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
/// not at all.
///
/// # Errors
/// When a file cannot be written.
pub fn draw(folder: &Path, results: &Results, charts: &[&Chart], look: &Look, formats: Formats) -> io::Result<Drawn> {
    let workshop = folder.join(WORKSHOP);
    make_inside(folder, Path::new(FIGURES))?;
    let drawn = into(folder, Path::new(FIGURES), results, charts, (look, formats))?;
    sweep_out(&workshop)?;
    Ok(drawn)
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
    let workshop = folder.join(WORKSHOP);
    make_inside(folder, Path::new(WORKSHOP))?;
    let place = folder.join(inside);
    let one = |chart: &&Chart| -> io::Result<Drawn> {
        let figure = chart::figure(chart, results, look);
        let remarks = chart::remarks(&figure, look);
        Ok(Drawn { pictures: write(&place, &workshop, &figure, formats)?, remarks })
    };
    let all = charts.par_iter().map(one).collect::<io::Result<Vec<_>>>()?;
    sweep_out(&workshop)?;
    Ok(all.into_iter().fold(Drawn::default(), |mut drawn, next| {
        drawn.pictures.extend(next.pictures);
        drawn.remarks.extend(next.remarks);
        drawn
    }))
}

/// Writes one finished figure into a result folder, and says which pictures there are.
///
/// # Errors
/// When a file cannot be written.
pub fn keep(folder: &Path, figure: &Figure, formats: Formats) -> io::Result<Vec<PathBuf>> {
    let workshop = folder.join(WORKSHOP);
    make_inside(folder, Path::new(FIGURES))?;
    make_inside(folder, Path::new(WORKSHOP))?;
    let pictures = write(&folder.join(FIGURES), &workshop, figure, formats)?;
    sweep_out(&workshop)?;
    Ok(pictures)
}

/// Writes the page into a result folder, whole or not at all.
///
/// # Errors
/// When it cannot be made or written.
pub fn report(folder: &Path, sources: &Sources<'_>) -> io::Result<PathBuf> {
    let page = report::page(sources).map_err(io::Error::other)?;
    keep_file(folder, REPORT, page.as_bytes())
}

fn write(folder: &Path, workshop: &Path, figure: &Figure, formats: Formats) -> io::Result<Vec<PathBuf>> {
    let place = |ending: &str, bytes: &[u8]| -> io::Result<PathBuf> {
        let path = folder.join(format!("{}.{ending}", figure.name));
        let mut file = draft(workshop)?;
        file.write_all(bytes)?;
        file.persist(&path)?;
        Ok(path)
    };
    place("csv", figure.table.csv().as_bytes())?;
    place("caption.md", harmless(&figure.caption).as_bytes())?;
    place("alt.txt", figure.alt.as_bytes())?;
    if !figure.short.is_empty() {
        place("print.md", harmless(&figure.short).as_bytes())?;
    }
    let mut pictures = Vec::new();
    if formats.svg {
        pictures.push(place("svg", figure.svg.as_bytes())?);
    }
    if formats.png {
        pictures.push(place("png", &picture::png_at(&figure.svg, figure.density).map_err(io::Error::other)?)?);
    }
    if formats.pdf {
        let title = format!("{} – {}", figure.title, figure.name);
        pictures.push(place("pdf", &pdf::pdf(&figure.svg, &title).map_err(io::Error::other)?)?);
    }
    Ok(pictures)
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
