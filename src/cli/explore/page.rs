//! The file itself: the page's text, its script and the engine in one HTML, which may load nothing and send nothing.

use super::Content;
use crate::cli::Failure;
use crate::study::explore::{Page, Settings};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What `web/build.sh` made of `web/`.
const TEMPLATE: &str = include_str!("../../../web/page/page.html");
/// The living picture, which the report has, too.
const LIVING: &str = include_str!("../../../web/page/living.html");
const STYLE: &str = include_str!("../../../web/built/page.css");
const SCRIPT: &str = include_str!("../../../web/built/page.js");
const WORKER: &str = include_str!("../../../web/built/worker.js");
const GLUE: &str = include_str!("../../../web/built/engine.js");
const ENGINE: &[u8] = include_bytes!("../../../web/built/engine_bg.wasm.gz");

/// A run of more text than this is not put into the page to be shown before the engine is ready.
const LONGEST_RECORDED: usize = 600_000;

/// Whether a file is such a page.
pub(in crate::cli) fn is_page(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    bytes.is_empty() || String::from_utf8_lossy(start).contains("<meta name=\"generator\" content=\"catching ")
}

/// The page of a scenario.
///
/// # Errors
/// When its first run cannot be done.
pub(in crate::cli) fn html(content: &Content) -> Result<String, Failure> {
    let page = content.explorable.page();
    let living = content.explorable.clone().play(&Settings::default()).map_err(Failure::failed)?;
    let written = |value: &serde_json::Value| value.to_string();
    let recorded = written(&json!(living));
    let recorded = (recorded.len() <= LONGEST_RECORDED).then_some(living);
    let files: BTreeMap<&str, &str> = content.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let brought = json!({
        "name": format!("{}.toml", content.name),
        "text": content.text,
        "files": files,
        "page": page,
        "recorded": recorded,
    });
    Ok(filled(&page, &in_script(&written(&brought)), &content.name))
}

fn filled(page: &Page, brought: &str, name: &str) -> String {
    let question = if page.question.is_empty() { &page.title } else { &page.question };
    let title = if page.title.is_empty() { name } else { &page.title };
    let text: String = page.text.iter().map(|paragraph| format!("<p>{}</p>", escaped(paragraph))).collect();
    let engine = STANDARD.encode(ENGINE);
    let parts = [
        ("script_hash", hash(SCRIPT)),
        ("style_hash", hash(STYLE)),
        ("version", escaped(&page.version)),
        ("title", escaped(title)),
        ("question", escaped(question)),
        ("text", text),
        ("living", LIVING.replace("{{set_by}}", "made to: by the scenario or by you")),
        ("command", escaped(&format!("catching run {name}"))),
        ("style", STYLE.to_owned()),
        ("brought", brought.to_owned()),
        ("glue", GLUE.to_owned()),
        ("worker", WORKER.to_owned()),
        ("engine", engine),
        ("script", SCRIPT.to_owned()),
    ];
    let parts: BTreeMap<&str, String> = parts.into_iter().collect();
    // Piece by piece from the left: what is put in is never looked at again.
    let mut html = String::new();
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        html.push_str(before);
        let Some((part, after)) = after.split_once("}}") else { break };
        html.push_str(parts.get(part).map_or("", String::as_str));
        rest = after;
    }
    html.push_str(rest);
    html
}

/// Text that is nothing but text in HTML.
pub(in crate::cli) fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in crate::text::shown(text).chars() {
        match letter {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '"' => plain.push_str("&quot;"),
            '\'' => plain.push_str("&#39;"),
            other => plain.push(other),
        }
    }
    plain
}

/// JSON that cannot end the element that holds it, nor begin a comment, nor turn a line of the file.
fn in_script(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        let alone = c.to_string();
        let hidden = !c.is_ascii() && crate::text::shown(&alone) != alone;
        match c {
            '<' => safe.push_str("\\u003c"),
            c if hidden => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| safe.push_str(&format!("\\u{unit:04x}"))),
            c => safe.push(c),
        }
    }
    safe
}

/// As a content security policy names a script or style.
pub(in crate::cli) fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_put_in_can_end_what_holds_it() {
        for part in [SCRIPT, WORKER, GLUE] {
            assert!(!part.to_lowercase().contains("</script") && !part.contains("<!--"));
        }
        assert!(!STYLE.to_lowercase().contains("</style"));
        assert_eq!(in_script("{\"a\":\"</script><!--\"}"), "{\"a\":\"\\u003c/script>\\u003c!--\"}");
        assert_eq!(in_script("\"\u{202e}\u{2028}ä\""), "\"\\u202e\\u2028ä\"");
        assert_eq!(escaped("\u{202e}"), "⟨U+202E⟩");
        assert_eq!(escaped("<b title=\"x\">'&"), "&lt;b title=&quot;x&quot;&gt;&#39;&amp;");
    }

    #[test]
    fn a_page_is_known_again() {
        assert!(is_page(TEMPLATE.replace("{{version}}", "1").as_bytes()) && is_page(b""));
        assert!(!is_page(b"<!doctype html><title>My own</title>"));
    }
}
