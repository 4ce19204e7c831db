//! The licence of a bundle: the author's choice, never ours.

/// A licence by its SPDX name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Licence {
    /// `CC-BY-4.0`.
    pub(super) id: String,
    /// Where its text is.
    pub(super) url: String,
    /// What it lets others do.
    pub(super) says: &'static str,
}

/// Licences for texts, pictures and tables that are often chosen: name, text, what it lets others do.
const KNOWN: [(&str, &str, &str); 4] = [
    (
        "CC-BY-4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        "Everybody may share and change it, and must say who made it and what was changed.",
    ),
    (
        "CC-BY-SA-4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "Everybody may share and change it, must say who made it, and gives what was changed under the same licence.",
    ),
    (
        "CC-BY-NC-4.0",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "Everybody may share and change it, not for money, and must say who made it.",
    ),
    (
        "CC0-1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "Everybody may do anything with it; that its makers are named is a custom, not a duty.",
    ),
];

/// A licence as it is typed.
pub(super) fn named(text: &str) -> Result<Licence, String> {
    let text = text.trim();
    if let Some((id, url, says)) = KNOWN.iter().find(|(id, ..)| id.eq_ignore_ascii_case(text)) {
        return Ok(Licence { id: (*id).to_owned(), url: (*url).to_owned(), says });
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.+".contains(c);
    if text.is_empty() || text.len() > 60 || !text.chars().all(plain) {
        return Err(
            "expected the SPDX name of one licence, such as CC-BY-4.0, CC0-1.0 or MIT (https://spdx.org/licenses)"
                .into(),
        );
    }
    let url = format!("https://spdx.org/licenses/{text}.html");
    Ok(Licence { id: text.to_owned(), url, says: "Its text says what others may do." })
}

/// The note in the bundle.
pub(super) fn note(licence: Option<&Licence>) -> String {
    let own = match licence {
        Some(Licence { id, url, says }) => format!("Its authors give what is in this bundle under {id}: <{url}>.\n\n{says}\n"),
        None => "Its authors have named no licence for what is in this bundle. Without one the law of most countries lets others read \
                 and cite it, and no more: ask them.\n\n`catching publish … --license CC-BY-4.0` writes one here.\n"
            .to_owned(),
    };
    format!(
        "# Licence\n\n{own}\nThe program that made it (catching {}) is under MIT or Apache-2.0, which says nothing about what is made with \
         it. The letters in the figures are Inter, under the SIL Open Font License 1.1. Files in `inputs` are others' where others made \
         them.\n",
        env!("CARGO_PKG_VERSION")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_known_by_its_name_however_it_is_written() {
        assert_eq!(named("cc-by-4.0").unwrap().id, "CC-BY-4.0");
        assert!(named("Apache-2.0").unwrap().url.ends_with("Apache-2.0.html"));
        assert!(
            named("do what you want").unwrap_err().contains("SPDX") && named("").is_err() && named("a\nb").is_err()
        );
    }
}
