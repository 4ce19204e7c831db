//! Charts on disk: five files each, in `figures/`.

use super::staging::{make_inside, sweep_out};
use super::{FIGURES, WORKSHOP};
use crate::output::chart::{Chart, Figure, Look, Results, picture};
use crate::output::report::{self, REPORT, Sources};
use crate::output::tables::{draft, keep as keep_file};
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Draws charts into a result folder, several at once, and says which pictures there are. Each file appears whole or
/// not at all; `svg` and `png` say which formats are wanted.
///
/// # Errors
/// When a file cannot be written.
pub fn draw(
    folder: &Path,
    results: &Results,
    charts: &[&Chart],
    look: &Look,
    (svg, png): (bool, bool),
) -> io::Result<Vec<PathBuf>> {
    let workshop = folder.join(WORKSHOP);
    make_inside(folder, Path::new(FIGURES))?;
    make_inside(folder, Path::new(WORKSHOP))?;
    let files = charts.par_iter().map(|chart| {
        let figure = (chart.draw)(results, look);
        write(folder, &workshop, &figure, (svg, png))
    });
    let pictures = files.collect::<io::Result<Vec<_>>>()?;
    sweep_out(&workshop)?;
    Ok(pictures.concat())
}

/// Writes one finished figure into a result folder, and says which pictures there are.
///
/// # Errors
/// When a file cannot be written.
pub fn keep(folder: &Path, figure: &Figure, formats: (bool, bool)) -> io::Result<Vec<PathBuf>> {
    let workshop = folder.join(WORKSHOP);
    make_inside(folder, Path::new(FIGURES))?;
    make_inside(folder, Path::new(WORKSHOP))?;
    let pictures = write(folder, &workshop, figure, formats)?;
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

fn write(folder: &Path, workshop: &Path, figure: &Figure, (svg, png): (bool, bool)) -> io::Result<Vec<PathBuf>> {
    let place = |ending: &str, bytes: &[u8]| -> io::Result<PathBuf> {
        let path = folder.join(FIGURES).join(format!("{}.{ending}", figure.name));
        let mut file = draft(workshop)?;
        file.write_all(bytes)?;
        file.persist(&path)?;
        Ok(path)
    };
    place("csv", figure.table.csv().as_bytes())?;
    place("caption.md", harmless(&figure.caption).as_bytes())?;
    place("alt.txt", figure.alt.as_bytes())?;
    let mut pictures = Vec::new();
    if svg {
        pictures.push(place("svg", figure.svg.as_bytes())?);
    }
    if png {
        pictures.push(place("png", &picture::png(&figure.svg).map_err(io::Error::other)?)?);
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
