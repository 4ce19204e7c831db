//! The one font of every figure: measured, wrapped and carried along, so that no font of the machine matters.

use std::collections::BTreeSet;
#[cfg(feature = "files")]
use std::sync::Arc;
use std::sync::{LazyLock, OnceLock};

use base64::Engine as _;
#[cfg(feature = "files")]
use resvg::usvg::fontdb::Database;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// What an SVG asks for: the font it carries, then what a reader's machine has.
pub const FAMILY: &str = "Inter, 'Helvetica Neue', Arial, sans-serif";

const REGULAR: &[u8] = include_bytes!("font/Inter-Regular.otf");
const BOLD: &[u8] = include_bytes!("font/Inter-SemiBold.otf");
const REGULAR_WEB: &[u8] = include_bytes!("font/Inter-Regular.woff2");
const BOLD_WEB: &[u8] = include_bytes!("font/Inter-SemiBold.woff2");

/// A little more than the Latin letters and punctuation of the widest script that the font covers.
const MEASURED: usize = 0x2300;

/// Share of the size by which the middle of a digit stands above the baseline.
pub const MIDDLE: f64 = 0.36;

/// Advance widths, in shares of the size, by character.
struct Widths(Vec<f32>);

impl Widths {
    fn read(bytes: &[u8]) -> Widths {
        let Ok(font) = FontRef::new(bytes) else { return Widths(Vec::new()) };
        let glyphs = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        let letters = font.charmap();
        let width = |code: usize| {
            let glyph = char::from_u32(code as u32).and_then(|c| letters.map(c));
            glyph.and_then(|g| glyphs.advance_width(g)).unwrap_or(0.6)
        };
        Widths((0..MEASURED).map(width).collect())
    }

    fn of(&self, letter: char) -> f64 {
        // Scripts that the font lacks are drawn by the reader's own font, usually about as wide as high.
        self.0.get(letter as usize).map_or(1.0, |&w| f64::from(w))
    }
}

/// A font that somebody gave for letters that ours does not have.
static FURTHER: OnceLock<Vec<u8>> = OnceLock::new();

/// Takes a further font for letters that the usual one does not have; the first that is given holds.
///
/// # Errors
/// When it is none.
pub fn further(bytes: Vec<u8>) -> Result<(), String> {
    FontRef::new(&bytes).map_err(|error| error.to_string())?;
    let _ = FURTHER.set(bytes);
    Ok(())
}

fn has(bytes: &[u8], letter: char) -> bool {
    FontRef::new(bytes).is_ok_and(|font| font.charmap().map(letter).is_some())
}

/// The letters of a picture's texts that no font at hand has.
pub fn missing(svg: &str) -> BTreeSet<char> {
    let texts = svg.split("<text").skip(1).filter_map(|rest| rest.split_once('>')?.1.split('<').next());
    let letters: BTreeSet<char> =
        texts.flat_map(str::chars).filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let known = |c: &char| has(REGULAR, *c) || FURTHER.get().is_some_and(|font| has(font, *c));
    letters.into_iter().filter(|c| !known(c) && !matches!(c, '\u{200b}')).collect()
}

static WIDTHS: LazyLock<[Widths; 2]> = LazyLock::new(|| [Widths::read(REGULAR), Widths::read(BOLD)]);

/// Width of a line of text \[px\] at a size \[px\].
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let widths = &WIDTHS[usize::from(bold)];
    text.chars().map(|c| widths.of(c)).sum::<f64>() * size
}

/// Breaks text into lines no wider than `room` \[px\]; a word that is wider than that is cut with an ellipsis.
pub fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let word = shorten(word, size, bold, room);
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// As [`wrap`], at most `most` lines, the last one cut with an ellipsis where that loses words.
pub fn wrap_at_most(text: &str, size: f64, bold: bool, room: f64, most: usize) -> Vec<String> {
    let mut lines = wrap(text, size, bold, room);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(shorten(&rest, size, bold, room));
    }
    lines
}

/// Cuts text with an ellipsis where it is wider than `room` \[px\].
pub fn shorten(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if width(&format!("{kept}{letter}…"), size, bold) > room {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

/// The fonts for turning an SVG into pixels.
#[cfg(feature = "files")]
pub fn database() -> Arc<Database> {
    static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut fonts = Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(BOLD.to_vec());
        fonts.set_sans_serif_family("Inter");
        FURTHER.get().into_iter().for_each(|further| fonts.load_font_data(further.clone()));
        Arc::new(fonts)
    });
    Arc::clone(&FONTS)
}

/// The stylesheet that carries the font inside an SVG or a page.
pub fn stylesheet() -> &'static str {
    static SHEET: LazyLock<String> = LazyLock::new(|| {
        let face = |weight: u32, bytes: &[u8]| {
            let text = base64::engine::general_purpose::STANDARD.encode(bytes);
            format!(
                "@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{text}) format('woff2')}}"
            )
        };
        face(400, REGULAR_WEB) + &face(600, BOLD_WEB)
    });
    &SHEET
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_are_wider_than_thin_ones() {
        assert!(width("WWW", 13.0, false) > 2.0 * width("iii", 13.0, false));
        assert!(width("Yawn", 13.0, true) > width("Yawn", 13.0, false));
    }

    #[test]
    fn wrapped_lines_fit_their_room_and_lose_no_word() {
        let text = "Does one yawn go round the whole lecture hall, or only among friends who sit together?";
        let lines = wrap(text, 13.0, false, 160.0);
        assert!(lines.iter().all(|l| width(l, 13.0, false) <= 160.0), "{lines:?}");
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let cut = shorten(&"a".repeat(300), 13.0, false, 100.0);
        assert!(cut.ends_with('…') && width(&cut, 13.0, false) <= 100.0);
    }
}
