//! Text that is not UTF-8, and letters by name. The tables of all encodings are large: a browser has its own, so a page goes without.

use super::Fault;
#[cfg(feature = "encodings")]
use super::words::shown;
use std::borrow::Cow;

/// What the first bytes of a text say.
pub(super) enum Marked<'a> {
    /// It is UTF-16; none where it is damaged.
    Utf16(Option<String>),
    /// What follows the mark, or all of it.
    Other(&'a [u8]),
}

/// Looks for a byte-order mark.
pub(super) fn marked(bytes: &[u8]) -> Marked<'_> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => Marked::Other(rest),
        [0xff, 0xfe, rest @ ..] => Marked::Utf16(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Marked::Utf16(utf16(rest, u16::from_be_bytes)),
        all => Marked::Other(all),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty())
}

/// The start of a text, as far as can be told.
pub(super) fn start_of(bytes: &[u8]) -> Cow<'_, str> {
    let lossy = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        [0xff, 0xfe, rest @ ..] => lossy(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => lossy(rest, u16::from_be_bytes),
        all => String::from_utf8_lossy(all),
    }
}

/// A text that is not UTF-8: in the encoding that it declares, else Windows-1252.
#[cfg(feature = "encodings")]
pub(super) fn foreign(bytes: &[u8]) -> Result<(Cow<'_, str>, Vec<String>), Fault> {
    if let Some(encoding) = declared(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Ok((text, vec![format!("the text was read as {}, as it declares", encoding.name())]));
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    let example = text.split(|c: char| !c.is_alphanumeric() && c != '’').find(|word| !word.is_ascii()).map(shown);
    let example = example.map_or(String::new(), |word| format!(" (`{word}`)"));
    Ok((text, vec![format!("the text is not UTF-8; it was read as Windows-1252, as Excel writes Latin-1{example}")]))
}

/// What an XML file says of itself in its first line.
#[cfg(feature = "encodings")]
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(head, b"?>")?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let label = head.split_once("encoding")?.1.trim_start_matches([' ', '=']).split(['"', '\'']).nth(1)?;
    encoding_rs::Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != encoding_rs::UTF_8)
}

/// Without the tables of other encodings.
#[cfg(not(feature = "encodings"))]
pub(super) fn foreign(_: &[u8]) -> Result<(Cow<'_, str>, Vec<String>), Fault> {
    Err(Fault::of_file("the text is neither UTF-8 nor UTF-16; save it as UTF-8"))
}

/// The letter that HTML calls so.
#[cfg(feature = "encodings")]
pub(super) fn named(name: &str) -> Option<&'static str> {
    quick_xml::escape::resolve_html5_entity(name)
}

/// The five names that XML knows.
#[cfg(not(feature = "encodings"))]
pub(super) fn named(name: &str) -> Option<&'static str> {
    quick_xml::escape::resolve_xml_entity(name)
}
