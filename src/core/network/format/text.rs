//! From bytes to text, whatever program wrote them, and from text to numbers.

use super::encoding::{self, Marked};
use super::words::shown;
use super::{Fault, Limits};
use std::borrow::Cow;
use std::io::Read;

/// Unpacks gzip, by its first bytes, whatever the file is called.
pub(super) fn inflated<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>, Fault> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let most = limits.unpacked(bytes.len());
    let mut unpacked = Vec::new();
    let taken = flate2::read::MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut unpacked);
    match taken {
        Ok(size) if size as u64 > most => Err(Fault::of_file(format!(
            "unpacks to more than {} MiB, {} times its size, and was not read on: if it is meant to, unpack it first",
            most >> 20,
            most / bytes.len() as u64
        ))),
        Ok(_) => Ok(Cow::Owned(unpacked)),
        Err(e) => Err(Fault::of_file(format!("the gzip compression is damaged or cut short ({e})"))),
    }
}

/// The text without its byte-order mark and with `\n` (or `\r\n`) at line ends, and what was not as usual.
///
/// What is not UTF-8 and has no mark that says otherwise is Windows-1252: that is what Excel writes in western Europe and
/// America, and what browsers take Latin-1 for.
pub(super) fn decoded(bytes: &[u8]) -> Result<(Cow<'_, str>, Vec<String>), Fault> {
    let (text, notes) = match encoding::marked(bytes) {
        Marked::Utf16(text) => {
            let damaged = || Fault::of_file("the text is in UTF-16, and damaged; save it as UTF-8");
            (text.ok_or_else(damaged)?.into(), vec!["the text is in UTF-16".to_owned()])
        }
        Marked::Other(rest) => unmarked(rest)?,
    };
    if text.bytes().all(|b| b.is_ascii_whitespace()) {
        return Err(Fault::of_file("the file is empty"));
    }
    if let Some(at) = text.bytes().position(is_no_text) {
        return Err(Fault::of_file(format!("this is not a text file: byte {at} is {}", text.as_bytes()[at])));
    }
    Ok((single_returns(text), notes))
}

fn unmarked(bytes: &[u8]) -> Result<(Cow<'_, str>, Vec<String>), Fault> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), Vec::new()));
    }
    if let Some(at) = bytes.iter().position(|&b| is_no_text(b)) {
        return Err(Fault::of_file(format!("this is not a text file: byte {at} is {}", bytes[at])));
    }
    encoding::foreign(bytes)
}

/// Bytes that no text file has.
fn is_no_text(byte: u8) -> bool {
    byte < 9 || (14..32).contains(&byte) && byte != 27
}

/// A `\r` alone ends a line, too: files of old Macintoshes, and of Excel there, some lines of which other programs ended
/// otherwise. Places in the text stay where they were.
fn single_returns(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let alone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    let Some(first) = memchr::memchr_iter(b'\r', bytes).find(|&at| alone(at)) else { return text };
    let mut mended = String::with_capacity(text.len());
    mended.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('\r') {
        mended.push_str(&rest[..at]);
        mended.push(if rest[at + 1..].starts_with('\n') { '\r' } else { '\n' });
        rest = &rest[at + 1..];
    }
    mended.push_str(rest);
    Cow::Owned(mended)
}

/// A number as people write them: also with a decimal comma, and as NumPy shows its own (`np.float64(0.5)`).
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = numpy(text).unwrap_or(text);
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (whole, part) = text.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let sign = whole.strip_prefix('-').unwrap_or(whole);
    let exponent = part.find(['e', 'E']).unwrap_or(part.len());
    (digits(sign) && digits(&part[..exponent])).then(|| format!("{whole}.{part}").parse().ok()).flatten()
}

/// What stands in `np.float64(…)`.
fn numpy(text: &str) -> Option<&str> {
    let (kind, value) = text.strip_suffix(')')?.split_once('(')?;
    let kind = kind.strip_prefix("np.").or_else(|| kind.strip_prefix("numpy.")).unwrap_or(kind);
    let known = ["float", "int", "uint"].iter().any(|k| kind.trim_end_matches(|c: char| c.is_ascii_digit()) == *k);
    known.then(|| value.trim_matches(['\'', '"']))
}

/// A weight: a number, 0 or more.
pub(super) fn weight(text: &str) -> Result<f32, String> {
    let wrong = |what: &str| format!("`{}` cannot be a weight: {what}", shown(text));
    match number(text).map(|number| number as f32) {
        None if text.contains(',') => Err(wrong("expected a number, 0 or more, such as 0.8 or 0,8")),
        None => Err(wrong("expected a number, 0 or more")),
        Some(w) if w.is_nan() => Err(wrong("it is not a number")),
        Some(w) if w < 0.0 => Err(wrong("it is negative; ties have weights of 0 or more")),
        Some(w) if w.is_infinite() => Err(wrong("it is too large")),
        // -0 is 0, and stays so when it is written.
        Some(w) => Ok(w.abs()),
    }
}

/// A text with `&amp;`, `&#233;`, `&eacute;` and the like resolved, each by itself. An ampersand that begins none stands for
/// itself.
///
/// # Errors
/// When something looks like one and is not known: what it stands for is lost.
pub(super) fn unescaped(text: &str) -> Result<Cow<'_, str>, String> {
    if !text.contains('&') {
        return Ok(Cow::Borrowed(text));
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(40).position(|b| b == b';');
        match end.map(|end| (known(&rest[1..end]), end)) {
            Some((Ok(Some(resolved)), end)) => {
                plain.push_str(&resolved);
                rest = &rest[end + 1..];
            }
            Some((Err(unknown), _)) => return Err(unknown),
            _ => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    Ok(Cow::Owned(plain))
}

/// What an entity stands for, given without `&` and `;`; nothing where this is none, such as ` B` in `A & B;`.
///
/// # Errors
/// When it looks like one and is not known.
pub(super) fn known(name: &str) -> Result<Option<Cow<'static, str>>, String> {
    let looks =
        |name: &str| name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(is_in_a_name);
    match entity(name) {
        Some(resolved) => Ok(Some(resolved)),
        None if looks(name.strip_prefix('#').unwrap_or(name)) || is_numbered(name) => Err(format!(
            "`&{};` is no entity that is known here: write the letter itself, and an ampersand as `&amp;`",
            shown(name)
        )),
        None => Ok(None),
    }
}

fn is_in_a_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

fn is_numbered(name: &str) -> bool {
    name.strip_prefix('#').is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// What an entity stands for, given without `&` and `;`.
fn entity(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return encoding::named(name).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    Some(Cow::Owned(char::from_u32(code.ok()?)?.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_ends_by_itself() {
        for (given, expected) in [
            ("a\rb\rc\n", "a\nb\nc\n"),
            ("a\r\nb\rc\nd", "a\r\nb\nc\nd"),
            ("a\r\r\nb", "a\n\r\nb"),
            ("é\r", "é\n"),
            ("a\n", "a\n"),
        ] {
            assert_eq!(single_returns(given.into()), expected);
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("0,5", Some(0.5)),
            ("-1,25", Some(-1.25)),
            (" 2.5 ", Some(2.5)),
            ("np.float64(0.5)", Some(0.5)),
            ("numpy.int32(7)", Some(7.0)),
            ("1,5e3", Some(1500.0)),
            ("1.234,5", None),
            ("1,2,3", None),
            ("a,5", None),
            ("exp(3)", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn entities_are_resolved_each_by_itself() {
        let plain = |text: &str| unescaped(text).map(Cow::into_owned);
        assert_eq!(
            plain("Tom &amp; J&eacute;r&#244;me &#xe9; R&D &; A & B; &").unwrap(),
            "Tom & Jérôme é R&D &; A & B; &"
        );
        assert_eq!(plain("&amp;amp; &#1;").unwrap(), "&amp; \u{1}");
        for lost in ["&bogus;", "a &foo.bar; b", "&#55296;", "&#99999999999;", "&#xZZ;"] {
            assert!(plain(lost).unwrap_err().contains("no entity"), "{lost}");
        }
    }
}
