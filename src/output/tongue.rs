//! The language in which charts speak. English stands in the code, beside what it says; other languages have files of messages
//! (`words/*.ftl`), in which a translator orders sentences and forms plurals. A message that is not there is told in English, and
//! a test finds it.
//!
//! The language is set while a figure is drawn, for the thread that draws it: every number and every word below is then of
//! that language, and nothing above (tables, records, terminal) is.

use crate::scenario::Language;
use std::cell::Cell;

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::ENGLISH) };
}

/// Does something while this language is spoken.
pub fn speaking<T>(language: Language, act: impl FnOnce() -> T) -> T {
    struct Back(Language);
    impl Drop for Back {
        fn drop(&mut self) {
            SPOKEN.set(self.0);
        }
    }
    let _back = Back(SPOKEN.replace(language));
    act()
}

/// The language that is spoken.
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// Whether it is another than English.
pub fn foreign() -> bool {
    spoken() != Language::ENGLISH
}

/// What a message is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Words or a number as it is printed.
    Text(&'a str),
    /// A number of things, for plurals.
    Count(usize),
}

/// What can be told to a message.
pub trait Told {
    /// As a message takes it.
    fn told(&self) -> Value<'_>;
}

impl Told for str {
    fn told(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Told for String {
    fn told(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Told for usize {
    fn told(&self) -> Value<'_> {
        Value::Count(*self)
    }
}

impl<T: Told + ?Sized> Told for &T {
    fn told(&self) -> Value<'_> {
        (**self).told()
    }
}

/// A message in the language that is spoken; none in English, or where the language lacks it.
pub fn said(id: &str, told: &[(&str, Value<'_>)]) -> Option<String> {
    if foreign() { messages::said(spoken(), id, None, told) } else { None }
}

/// An attribute of a message, likewise.
pub fn part(id: &str, attribute: &str, told: &[(&str, Value<'_>)]) -> Option<String> {
    if foreign() { messages::said(spoken(), id, Some(attribute), told) } else { None }
}

/// A printed number with the decimal mark of the language.
pub fn number(printed: String) -> String {
    match said("decimal-mark", &[]) {
        Some(mark) => printed.replace('.', &mark),
        None => printed,
    }
}

/// A text that may be a number as tables write it, and is one in the language then.
pub fn written(text: &str) -> String {
    if text.trim().parse::<f64>().is_ok() { number(text.to_owned()) } else { text.to_owned() }
}

/// The percent sign with the space before it.
pub fn percent() -> String {
    said("percent-sign", &[]).unwrap_or_else(|| "\u{a0}%".to_owned())
}

#[cfg(not(feature = "languages"))]
mod messages {
    use super::Value;
    use crate::scenario::Language;

    /// Without the feature `languages` everything is told in English.
    pub(super) fn said(_: Language, _: &str, _: Option<&str>, _: &[(&str, Value<'_>)]) -> Option<String> {
        None
    }
}

#[cfg(feature = "languages")]
mod messages {
    use super::Value;
    use crate::scenario::Language;
    use fluent_bundle::concurrent::FluentBundle;
    use fluent_bundle::{FluentArgs, FluentResource};
    use std::sync::LazyLock;

    type Bundle = FluentBundle<FluentResource>;

    static BUNDLES: LazyLock<Vec<(Language, Bundle)>> = LazyLock::new(|| {
        let read = |language: Language| Some((language, bundle(language, language.messages()?)));
        Language::all().filter_map(read).collect()
    });

    /// A file with a mistake gives what is right in it; a test finds the mistake.
    fn bundle(language: Language, text: &str) -> Bundle {
        let locale = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks about what is put in are for text that runs both ways; drawing programs show them as boxes.
        bundle.set_use_isolating(false);
        let read = FluentResource::try_new(text.to_owned());
        let resource = read.unwrap_or_else(|(resource, _)| resource);
        drop(bundle.add_resource(resource));
        bundle
    }

    pub(super) fn said(
        language: Language,
        id: &str,
        attribute: Option<&str>,
        told: &[(&str, Value<'_>)],
    ) -> Option<String> {
        let bundle = &BUNDLES.iter().find(|(known, _)| *known == language)?.1;
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in told {
            match value {
                Value::Text(text) => arguments.set(*name, *text),
                Value::Count(count) => arguments.set(*name, *count),
            }
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

/// `say!("id", [name, other = value], "English with {name}")`: in English the text that stands here, in another language its
/// message `id`, which is told the same names.
macro_rules! say {
    ($id:literal, $english:literal) => {
        $crate::output::tongue::say!($id, [], $english)
    };
    ($id:literal, [$($name:ident $(= $value:expr)?),* $(,)?], $english:literal) => {{
        $($(let $name = &$value;)?)*
        $crate::output::tongue::said($id, &[$((stringify!($name), $crate::output::tongue::Told::told(&$name))),*])
            .unwrap_or_else(|| std::fmt::format(format_args!($english)))
    }};
}
pub(crate) use say;
