//! The pages of a lesson, each one file that loads nothing.

use super::facts::Lesson;
use super::strip;
use crate::cli::explore::page::hash;
use crate::output::chart::font;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Value, context};

const STYLE: &str = include_str!("lesson.css");
const TEACHER: &str = include_str!("teacher.html");
const HANDOUT: &str = include_str!("handout.html");
const CLASS: &str = include_str!("guesses.html");

/// For the teacher.
///
/// # Errors
/// When the template is at fault.
pub(super) fn teacher(lesson: &Lesson, can_play: bool, has_guesses: bool) -> Result<String, Error> {
    filled(TEACHER, context! { lesson => value(lesson), can_play, has_guesses })
}

/// For each pupil, one page of paper.
///
/// # Errors
/// When the template is at fault.
pub(super) fn handout(lesson: &Lesson) -> Result<String, Error> {
    filled(HANDOUT, context! { lesson => value(lesson), scale => strip::empty(lesson) })
}

/// The class over what came out.
///
/// # Errors
/// When the template is at fault.
pub(super) fn class(lesson: &Lesson, guesses: &[f64]) -> Result<String, Error> {
    let drawn = strip::class(lesson, guesses);
    filled(CLASS, context! { lesson => value(lesson), picture => drawn.svg, words => drawn.alt })
}

fn value(lesson: &Lesson) -> Value {
    Value::from(Serde(lesson))
}

fn filled(template: &str, with: Value) -> Result<String, Error> {
    let style = format!("{}\n{STYLE}", font::stylesheet());
    let mut environment = Environment::new();
    environment.add_template("page.html", template)?;
    let common = context! { style => &style, style_hash => hash(&style), version => env!("CARGO_PKG_VERSION"), ..with };
    let page = environment.get_template("page.html")?.render(common)?;
    Ok(crate::text::shown(&page).into_owned())
}
