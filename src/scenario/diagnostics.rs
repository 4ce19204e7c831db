//! What is wrong with a file, where, and what would be right.

use crate::text;
use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::{fmt, io};

/// A stretch of one of the texts that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Which text (0: the file itself; then the overrides).
    pub text: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot run.
    Error,
    /// It runs, but perhaps not as meant.
    Warning,
    /// How something was understood.
    Note,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, below the caret; may be empty.
    pub advice: String,
}

/// One of the texts that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Text {
    name: String,
    content: String,
    /// Where its lines begin.
    lines: Vec<usize>,
}

impl Text {
    fn new(name: &str, content: &str) -> Self {
        let lines = [0].into_iter().chain(content.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.to_owned(), content: content.to_owned(), lines }
    }

    /// The number of the line in which a byte is, from 0.
    fn line_at(&self, place: usize) -> usize {
        self.lines.partition_point(|&start| start <= place.min(self.content.len())) - 1
    }

    /// A line without its end, and where it begins.
    fn line(&self, number: usize) -> (usize, &str) {
        let start = self.lines[number];
        let end = self.lines.get(number + 1).map_or(self.content.len(), |next| next - 1);
        (start, &self.content[start..end])
    }
}

/// Everything that is wrong with a file and its overrides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    texts: Vec<Text>,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Nothing is wrong yet with the text called `name`.
    pub fn new(name: &str, content: &str) -> Self {
        Self { texts: vec![Text::new(name, content)], list: Vec::new() }
    }

    /// One more text that values come from (an override); its number.
    pub fn add_text(&mut self, name: &str, content: &str) -> usize {
        self.texts.push(Text::new(name, content));
        self.texts.len() - 1
    }

    /// Whether anything was typed as `--set`: what the file says of something else may be out of place then.
    pub(crate) fn is_changed(&self) -> bool {
        self.texts.iter().any(|text| text.name == "--set")
    }

    /// How much was noted up to now.
    pub(crate) fn mark(&self) -> usize {
        self.list.len()
    }

    /// Makes of errors that were noted since a mark one note that this was left out; whether there were any.
    pub(crate) fn leave_out(&mut self, mark: usize, span: Span, what: &str) -> bool {
        let since = self.list.split_off(mark);
        let Some(error) = since.iter().find(|one| one.severity == Severity::Error) else {
            self.list.extend(since);
            return false;
        };
        let message = format!("{what} is left out, because of what was changed: {}", error.message);
        self.note(span, message);
        true
    }

    /// Whether it was typed as `--set`.
    pub(crate) fn is_set(&self, span: Span) -> bool {
        self.texts.get(span.text).is_some_and(|text| text.name == "--set")
    }

    /// What was typed as `--vary`, if that is where it was written.
    pub(crate) fn typed_vary(&self, span: Span) -> Option<String> {
        self.texts.get(span.text).filter(|text| text.name == "--vary").map(|text| text.content.clone())
    }

    /// Something that cannot run. The same thing is not said twice.
    pub fn error(&mut self, span: Span, message: impl Into<String>, advice: impl Into<String>) {
        self.push(Diagnostic { severity: Severity::Error, span, message: message.into(), advice: advice.into() });
    }

    /// Something that may not be meant.
    pub fn warning(&mut self, span: Span, message: impl Into<String>, advice: impl Into<String>) {
        self.push(Diagnostic { severity: Severity::Warning, span, message: message.into(), advice: advice.into() });
    }

    /// A warning whose kind, told by its advice, is given once at a place, though variants of the scenario differ in it.
    pub(crate) fn warning_once(&mut self, span: Span, message: impl Into<String>, advice: &str) {
        if !self.list.iter().any(|d| d.span == span && d.advice == advice) {
            self.warning(span, message, advice);
        }
    }

    /// How something was understood.
    pub fn note(&mut self, span: Span, message: impl Into<String>) {
        self.push(Diagnostic { severity: Severity::Note, span, message: message.into(), advice: String::new() });
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        // What a file says is repeated in messages: visible, and no more of it than tells what is meant.
        let said = |text: &str| text::shown(&text::cut(text, LONGEST_MESSAGE)).into_owned();
        let diagnostic =
            Diagnostic { message: said(&diagnostic.message), advice: said(&diagnostic.advice), ..diagnostic };
        // What was typed stands on one line: a remark on each of its values would be the same line again.
        let typed =
            |d: &Diagnostic| d.severity == Severity::Note && d.span.text > 0 && d.span.text == diagnostic.span.text;
        let same = |d: &Diagnostic| d.message == diagnostic.message && (d.span == diagnostic.span || typed(d));
        if !self.list.iter().any(same) {
            self.list.push(diagnostic);
        }
    }

    /// Gives a place to what a reader said with this word and without a place.
    pub(crate) fn locate(&mut self, word: &str, span: Span) {
        let lost = |d: &&mut Diagnostic| d.message.contains(word) && d.span.start == d.span.end && d.span.start == 0;
        self.list.iter_mut().filter(lost).for_each(|diagnostic| diagnostic.span = span);
    }

    /// Whether anything cannot run.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// What cannot run.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().filter(|d| d.severity == Severity::Error)
    }

    /// What may not be meant.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().filter(|d| d.severity == Severity::Warning)
    }

    /// Everything, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// By place, errors and warnings together.
    pub(crate) fn sort(&mut self) {
        self.list.sort_by_key(|d| (d.span, d.severity));
    }

    /// `file:line:column` (counting from 1, columns in characters).
    pub fn place(&self, diagnostic: &Diagnostic) -> String {
        let text = &self.texts[diagnostic.span.text];
        let place = floor(&text.content, diagnostic.span.start);
        let line = text.line_at(place);
        let column = text.content[text.lines[line]..place].chars().count() + 1;
        format!("{}:{}:{column}", text::shown(&text.name), line + 1)
    }

    /// The line in which a stretch begins, from 1.
    pub(crate) fn line_of(&self, span: Span) -> usize {
        self.texts.get(span.text).map_or(1, |text| text.line_at(span.start) + 1)
    }

    /// How many lines end between the starts of two stretches of one text, the second of which says which.
    pub(crate) fn lines_between(&self, from: Span, to: Span) -> usize {
        let content = self.texts.get(to.text).map_or("", |text| &text.content);
        let (from, to) = (floor(content, from.start), floor(content, to.start));
        content.get(from..to).map_or(0, |between| between.matches('\n').count())
    }

    /// `file:line:column: message`, one line each.
    pub fn lines(&self) -> Vec<String> {
        self.list.iter().map(|d| self.headline(d)).collect()
    }

    fn headline(&self, diagnostic: &Diagnostic) -> String {
        let kind = match diagnostic.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
            Severity::Note => "note: ",
        };
        format!("{}: {kind}{}", self.place(diagnostic), diagnostic.message)
    }

    /// Everything, each with its source line, a caret and advice.
    pub fn render(&self, color: bool) -> String {
        self.list.iter().map(|d| self.render_one(d, color)).collect::<Vec<_>>().join("\n")
    }

    /// As [`render`](Self::render), but that how something was understood takes a line and no more.
    pub fn render_in_passing(&self, color: bool) -> String {
        let one = |d: &Diagnostic| match d.severity {
            Severity::Note => format!("{}\n", self.headline(d)),
            Severity::Error | Severity::Warning => self.render_one(d, color) + "\n",
        };
        self.list.iter().map(one).collect()
    }

    fn render_one(&self, diagnostic: &Diagnostic, color: bool) -> String {
        let (level, style) = match diagnostic.severity {
            Severity::Error => (Level::ERROR, DEFAULT_ERROR_STYLE),
            Severity::Warning => (Level::WARNING, DEFAULT_WARNING_STYLE),
            Severity::Note => (Level::NOTE, DEFAULT_NOTE_STYLE),
        };
        let head = self.headline(diagnostic);
        let whole = &self.texts[diagnostic.span.text];
        if whole.content.is_empty() {
            return format!("{head}\n");
        }
        // A line of a file, not all of it: there may be as many mistakes as lines.
        let number = whole.line_at(diagnostic.span.start);
        let (from, line) = whole.line(number);
        let text = text::in_place(line);
        let text = text.as_ref();
        let within = |place: usize| place.saturating_sub(from);
        let Span { start, end, .. } = diagnostic.span;
        let (start, end) = caret(text, Span { start: within(start), end: within(end), ..diagnostic.span });
        let annotation = AnnotationKind::Primary.span(start..end).label(diagnostic.advice.as_str());
        let group =
            Group::with_level(level).element(Snippet::source(text).line_start(number + 1).annotation(annotation));
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let snippet = renderer.render(&[group]);
        if color { format!("{style}{head}{style:#}\n{snippet}\n") } else { format!("{head}\n{snippet}\n") }
    }
}

/// Characters of a message.
const LONGEST_MESSAGE: usize = 2000;

/// The bytes to underline: on one line, at least one character, on character boundaries.
fn caret(text: &str, span: Span) -> (usize, usize) {
    let start = floor(text, span.start.min(text.len()));
    let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let end = floor(text, span.end.min(line_end)).max(start);
    let next = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    (start, if end == start { next } else { end })
}

fn floor(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

/// Why a file cannot be read, in words and without the number that the system has for it.
pub fn unreadable(error: &io::Error) -> String {
    let said = error.to_string();
    match error.raw_os_error().map(|_| error.kind()) {
        Some(io::ErrorKind::NotFound) => "there is no such file".to_owned(),
        Some(io::ErrorKind::PermissionDenied) => "reading it is not permitted".to_owned(),
        _ => said.split(" (os error ").next().unwrap_or(&said).to_owned(),
    }
}

/// Bytes of a word that may be a slip of the pen.
const LONGEST_WORD: usize = 200;

/// The name in `names` nearest to `word`, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |name: &str| strsim::damerau_levenshtein(&word.to_lowercase(), &name.to_lowercase());
    let allowed = (word.chars().count() / 3).max(1);
    // Nothing is like a word of megabytes, which would take minutes to find out.
    let names = names.into_iter().filter(|_| word.len() <= LONGEST_WORD);
    names.map(|name| (distance(name), name)).filter(|near| near.0 <= allowed).min().map(|near| near.1)
}

/// `; did you mean …?`, or nothing.
pub(crate) fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, names).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
