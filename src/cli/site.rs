//! `catching site`: every page, a gallery and the documentation as a folder for any web space.

use super::explore::page::escaped;
use super::explore::{page, room, shipped};
use super::file::Batch;
use super::{Failure, Terminal};
use crate::scenario::LIBRARY;
use clap::ValueHint;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::path::PathBuf;

/// Write a web site: a page of every scenario that comes with the program, a gallery, the documentation
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Writes a folder of plain files that any web space can serve and that opens from a disk: a gallery, the page of every \
        scenario that comes with the program (see `catching explore`), and the documentation. No server is needed, and nothing is \
        loaded from elsewhere. Files of an earlier site are replaced, other files are left alone.",
    after_help = "Examples:\n  \
        catching site\n  \
        catching site -o public"
)]
pub struct Args {
    /// The folder
    #[arg(short, long, value_name = "FOLDER", default_value = "site", value_hint = ValueHint::DirPath)]
    output: PathBuf,
}

/// Pages of documentation: name, and text as Markdown.
const DOCS: &[(&str, &str)] = &[
    ("explore", include_str!("../../docs/explore.md")),
    ("publishing", include_str!("../../docs/publishing.md")),
    ("your-data", include_str!("../../docs/your-data.md")),
    ("figures", include_str!("../../docs/figures.md")),
    ("experiments", include_str!("../../docs/experiments.md")),
    ("model", include_str!("../../docs/model.md")),
    ("evidence", include_str!("../../docs/evidence.md")),
    ("concepts", include_str!("../../docs/concepts.md")),
    ("contacts", include_str!("../../docs/contacts.md")),
    ("sensitivity", include_str!("../../docs/sensitivity.md")),
    ("fingerprint", include_str!("../../docs/fingerprint.md")),
    ("theory", include_str!("../../docs/theory.md")),
    ("verification", include_str!("../../docs/verification.md")),
    ("performance", include_str!("../../docs/performance.md")),
    ("safety", include_str!("../../docs/safety.md")),
    ("architecture", include_str!("../../docs/architecture.md")),
];

const STYLE: &str = include_str!("site/site.css");

/// Writes it.
///
/// # Errors
/// When a file is in the way, or cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let explore = |name: &str| args.output.join(format!("explore/{name}.html"));
    let docs = |name: &str| args.output.join(format!("docs/{name}.html"));
    let index = args.output.join("index.html");
    let pages = LIBRARY.iter().map(|scenario| explore(scenario.name)).chain(DOCS.iter().map(|(name, _)| docs(name)));
    pages.chain([index.clone()]).try_for_each(|page| room(&page))?;
    let mut batch = Batch::default();
    let mut cards = String::new();
    for scenario in LIBRARY {
        let content = shipped(scenario.name)?;
        batch.add(explore(scenario.name), page::html(&content)?.as_bytes())?;
        cards += &card(scenario.name, &content.explorable.page());
    }
    for (name, text) in DOCS {
        batch.add(docs(name), document(text).as_bytes())?;
    }
    batch.add(index, gallery(&cards).as_bytes())?;
    batch.put()?;
    if !terminal.is_quiet() {
        let count = LIBRARY.len();
        terminal.line(format_args!(
            "Site      {} ({count} pages, a gallery, the documentation); open {} or put the folder on a web space",
            args.output.display(),
            args.output.join("index.html").display()
        ))?;
    }
    Ok(())
}

fn card(name: &str, page: &crate::study::explore::Page) -> String {
    let (title, question) = (escaped(&page.title), escaped(&page.question));
    let people = page.people;
    format!(
        "<li><a href=\"explore/{name}.html\"><strong>{question}</strong><span>{title}</span><small>{people} people</small></a></li>\n"
    )
}

fn gallery(cards: &str) -> String {
    let docs: String = DOCS
        .iter()
        .map(|(name, text)| format!("<li><a href=\"docs/{name}.html\">{}</a></li>\n", escaped(&heading(text))))
        .collect();
    let body = format!(
        "<h1>Yawning is catching. So are smiles and laughter.</h1>\n<p>Guess first, then watch the same dice twice: with imitation, and \
         without. Touch somebody, and see what comes of it. Each page holds the whole engine and needs nothing else.</p>\n\
         <ul class=\"cards\">\n{cards}</ul>\n<h2>To read</h2>\n<ul>\n{docs}</ul>"
    );
    framed("catching", &body, "")
}

/// The first heading of a text.
fn heading(text: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix("# "));
    line.unwrap_or("catching").replace('`', "")
}

/// Markdown as a page. Links to other pages lead to theirs; links to what is not on the site are words.
fn document(text: &str) -> String {
    let mut dropped = false;
    let local = |link: &str| {
        let (file, place) =
            link.split_once('#').map_or((link, String::new()), |(file, place)| (file, format!("#{place}")));
        match file.strip_suffix(".md") {
            _ if file.is_empty() || link.starts_with("https://") => Some(link.to_owned()),
            Some(name) if DOCS.iter().any(|(known, _)| *known == name) => Some(format!("{name}.html{place}")),
            _ => None,
        }
    };
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES);
    let mut ids = headings(text).into_iter();
    let events = parser.filter_map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let found = local(&dest_url);
            dropped = found.is_none();
            found.map(|to| Event::Start(Tag::Link { link_type, dest_url: CowStr::from(to), title, id }))
        }
        Event::End(TagEnd::Link) if dropped => {
            dropped = false;
            None
        }
        Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
            Some(Event::Start(Tag::Heading { level, id: ids.next().map(CowStr::from), classes, attrs }))
        }
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        other => Some(other),
    });
    let mut body = String::new();
    html::push_html(&mut body, events);
    framed(&heading(text), &body, "../")
}

/// What links within a text call its headings: small letters, hyphens for spaces.
fn headings(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading {
                level:
                    HeadingLevel::H1
                    | HeadingLevel::H2
                    | HeadingLevel::H3
                    | HeadingLevel::H4
                    | HeadingLevel::H5
                    | HeadingLevel::H6,
                ..
            }) => {
                names.push(String::new());
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(text) | Event::Code(text) if inside => {
                let plain = |c: char| {
                    if c == ' ' {
                        Some('-')
                    } else {
                        c.to_lowercase().next().filter(|c| c.is_alphanumeric() || *c == '-')
                    }
                };
                if let Some(name) = names.last_mut() {
                    name.extend(text.chars().filter_map(plain));
                }
            }
            _ => {}
        }
    }
    names
}

fn framed(title: &str, body: &str, up: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let style = page::hash(STYLE);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"catching {version}\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header><a href=\"{up}index.html\">catching</a></header>\n\
         <main>\n{body}\n</main>\n<footer>catching {version}</footer>\n</body>\n</html>\n",
        escaped(title)
    )
}
