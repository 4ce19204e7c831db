//! `transmission-tree`: who caught it from whom in one run, time to the right, each branch as wide as what came of it.

mod grown;

use super::axis::{self, Axis, Bare, Clock};
use super::chains::{self, Link};
use super::colour::Colour;
use super::input::{Cause, Results};
use super::labels::{self, Key, Sample};
use super::page::{Page, Plane, Stroke, Type};
use super::raster::cause_colour;
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, curves, font};
use crate::output::tongue::say;
use grown::{Node, Tree, grow};

/// Chains of one run as trees.
pub(super) const TRANSMISSION_TREE: Chart = Chart {
    name: "transmission-tree",
    made_of: MadeOf::ShownRun,
    shows: "who caught it from whom in one run: each chain from its first on, time to the right, each branch as wide as the number caught through it",
    needs: "events of which some were caught from somebody who can be named",
    applies: |results| has_a_chain(results),
    usual: |results| results.facts.size > 2 && has_a_chain(results),
    draw,
};

/// Rows that a page can hold, and nodes beyond which branches cover each other.
const MOST: (usize, usize) = (26, 240);
/// Steps of a bent branch.
const BEND: usize = 8;
/// Nodes that are numbered, most important first.
const NUMBERED: usize = 14;

/// The chains of the run that is shown.
pub(super) fn chains_of(results: &Results) -> Vec<Link<'_>> {
    results.shown_run().map(|run| chains::links(results.events_of(run.id).collect())).unwrap_or_default()
}

fn has_a_chain(results: &Results) -> bool {
    chains_of(results).iter().any(|link| link.parent.is_some())
}

fn draw(results: &Results, look: &Look) -> Figure {
    let links = chains_of(results);
    let tree = grow(&links, MOST);
    let late = |node: &Node| links[node.link].event.time - begun(&links, &tree, node);
    let span = tree.nodes.iter().map(late).fold(0.0, f64::max);
    let span = if span > 0.0 { span * 1.02 } else { results.facts.duration };
    let (clock, whole) =
        (Clock::new(&results.facts.time_unit, span), Clock::new(&results.facts.time_unit, results.facts.duration));
    let voice = VerbForms::of_all(results);
    let VerbForms { many, act, .. } = &voice;
    let title = say!("title-tree", [many, act], "Who caught the {many} from whom, in one run");
    let what = say!(
        "tree-read",
        "each chain from its first on; a branch is as wide as the number caught through it; numbers: how many were caught from there on, directly or through others"
    );
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let rows = tree.rows.max(3) as f64;
    let room = look.scaled((rows * 19.0).clamp(120.0, 760.0) + 120.0);
    let mut page = Page::new(look, room, &title, &subtitle);
    labels::legend(&mut page, &keys(look, &links, &tree));
    let left_out = left_out(&voice, &tree);
    footer(&mut page, &left_out);
    let y = Axis {
        ends: (0.0, rows),
        ticks: starts(&links, &tree, rows, &whole),
        title: say!("tree-began", [unit = whole.many()], "Began after so many {unit} (caught from there on)"),
        ..Axis::default()
    };
    let body = page.body.inset(0.0, 0.0, look.theme.text * 1.4, 0.0);
    let most = (body.width() / look.theme.text / 4.0).clamp(2.0, 9.0) as usize;
    let mut x = clock.axis(span, most);
    x.title = axis::capital(&say!("since-it-began", [many = clock.many()], "{many} since the first of the chain"));
    // What began it stands beside the axis, and not on it.
    x.ends.0 -= (x.ends.1 - x.ends.0) * 0.03;
    let plane = axis::draw(&mut page, body, &x, &y, Bare::default());
    on_plane(&mut page, &plane, results, (&links, &tree, &clock));
    if tree.nodes.is_empty() {
        let nobody = say!("tree-empty", "Nothing was caught from anybody who can be named.");
        curves::empty(&mut page, plane.frame, &nobody);
    }
    let findings = findings(results, &links, &voice);
    let caption = format!(
        "**{title}.** {} {} {findings} {left_out} One run is one story, not an average. Each imitation is credited to one of those in view, in proportion to their share of what was seen, and to the latest of their expressions that could be seen when it was decided; a real chain is never that clear. {}{}\n",
        results.facts.led(','),
        super::made_of::which(results),
        words::with_space(words::caveats(results)),
        words::source(results, "`events.csv`")
    );
    let alt = format!("Trees of who caught it from whom, time to the right. {findings}");
    let svg = page.finish(TRANSMISSION_TREE.name, &title, &alt);
    let table = table(results, &links, &tree, &clock);
    Figure::drawn(TRANSMISSION_TREE.name, title, svg, table, (caption.replace("  ", " "), alt))
}

/// When the first of a node's chain began.
fn begun(links: &[Link], tree: &Tree, node: &Node) -> f64 {
    links[tree.nodes[node.root].link].event.time
}

/// Beside the first of each chain, when it began and how many were caught from there on.
fn starts(links: &[Link], tree: &Tree, rows: f64, clock: &Clock) -> Vec<(f64, String)> {
    let first = tree.nodes.iter().filter(|node| node.parent.is_none());
    let tick = |node: &Node| {
        let (time, came) = (axis::short(clock.read(links[node.link].event.time)), links[node.link].descendants);
        (rows - node.row as f64 - 0.5, format!("{time} ({came})"))
    };
    first.map(tick).collect()
}

/// How an expression is marked: a disc was caught, a ring was not.
fn mark(look: &Look, cause: Cause) -> (Sample, Colour) {
    let sample = if cause == Cause::Imitated { Sample::Disc } else { Sample::Ring };
    (sample, cause_colour(&look.theme, cause))
}

fn keys(look: &Look, links: &[Link], tree: &Tree) -> Vec<Key> {
    let shown: Vec<&Link> = tree.nodes.iter().map(|node| &links[node.link]).collect();
    let causes = super::raster::causes(shown.iter().map(|link| link.event));
    let key = |&cause: &Cause| {
        let (sample, colour) = mark(look, cause);
        Key { stroke: Stroke::new(colour, look.theme.line), sample, text: super::raster::words_of(cause) }
    };
    let unknown = shown.iter().any(|link| link.is_of_unknown()).then(|| Key {
        stroke: stub(look),
        sample: Sample::Line,
        text: say!("tree-unknown", "From whom cannot be told"),
    });
    causes.iter().map(key).chain(unknown).collect()
}

/// The line that leads to what came from nobody who can be named.
fn stub(look: &Look) -> Stroke {
    Stroke { dash: "2 2.5", ..Stroke::new(look.theme.soft, look.theme.line * 0.8) }
}

/// What is not drawn, as a sentence; nothing where all is.
fn left_out(voice: &VerbForms, tree: &Tree) -> String {
    let counted = |n: usize| voice.counted(&axis::plain(n as f64, 0));
    match (tree.alone, tree.cut) {
        (0, 0) => String::new(),
        (alone, 0) => say!("tree-alone", [alone = counted(alone)], "Not drawn: {alone} that led to no other."),
        (0, cut) => say!("tree-cut", [cut = counted(cut)], "Not drawn: {cut} in smaller branches."),
        (alone, cut) => say!(
            "tree-alone-and-cut",
            [alone = counted(alone), cut = counted(cut)],
            "Not drawn: {alone} that led to no other, and {cut} in smaller branches."
        ),
    }
}

/// A line or two at the bottom of the body, which takes that room from it.
fn footer(page: &mut Page, text: &str) {
    if text.is_empty() {
        return;
    }
    let quiet = page.quiet();
    let lines = font::wrap(text, quiet.size, false, page.body.width());
    let leading = page.theme.leading(quiet.size);
    let height = leading * lines.len() as f64 + quiet.size * 0.4;
    page.body.bottom -= height;
    page.group("not-drawn");
    let top = page.body.bottom + quiet.size * 0.4;
    for (row, line) in lines.iter().enumerate() {
        page.text((page.body.left, top + (row as f64 + 0.5) * leading), line, quiet);
    }
}

fn on_plane(page: &mut Page, plane: &Plane, results: &Results, (links, tree, clock): (&[Link], &Tree, &Clock)) {
    let look = page.look;
    let pitch = plane.frame.height() / plane.y.1.max(1.0);
    let radius = (pitch * 0.3).clamp(2.0, look.theme.text * 0.36);
    let at = |node: &Node| {
        let x = plane.at(clock.read(links[node.link].event.time - begun(links, tree, node)), 0.0).0;
        (x, plane.frame.top + (node.row as f64 + 0.5) * pitch)
    };
    let largest = tree.nodes.iter().map(|node| links[node.link].descendants).max().unwrap_or(0) as f64 + 1.0;
    let thickest = (pitch * 0.7).clamp(2.0, look.theme.text);
    let branch = cause_colour(&look.theme, Cause::Imitated).mix(look.theme.ground, 0.25);
    page.group("branches");
    for node in &tree.nodes {
        let here = at(node);
        if let Some(parent) = node.parent {
            let from = at(&tree.nodes[parent]);
            let share = (links[node.link].descendants as f64 + 1.0) / largest;
            page.line(&bent(from, here), Stroke::new(branch, (share * thickest).max(1.1)));
        } else if links[node.link].is_of_unknown() {
            page.line(&[((here.0 - look.theme.text * 1.3).max(plane.frame.left - radius), here.1), here], stub(look));
        }
    }
    page.group("expressions");
    // Rings last: what was caught at once does not hide whom it was caught from.
    for node in tree.nodes.iter().rev() {
        let (sample, colour) = mark(look, links[node.link].event.cause);
        let here = at(node);
        page.dot(here, radius, if sample == Sample::Disc { colour } else { look.theme.ground });
        match sample {
            Sample::Ring => page.ring(here, radius * 0.78, Stroke::new(colour, radius * 0.5)),
            _ => page.ring(here, radius, Stroke::new(look.theme.ground, 0.8)),
        }
    }
    let places: Vec<(f64, f64)> = tree.nodes.iter().map(at).collect();
    numbers(page, plane, results, (links, tree, &places, radius));
}

/// From one place to another, leaving and arriving level.
fn bent(from: (f64, f64), to: (f64, f64)) -> Vec<(f64, f64)> {
    if from.1 == to.1 {
        return vec![from, to];
    }
    let middle = f64::midpoint(from.0, to.0);
    let at = |step: usize| {
        let t = step as f64 / BEND as f64;
        let (a, b, c, d) = ((1.0 - t).powi(3), 3.0 * t * (1.0 - t).powi(2), 3.0 * t * t * (1.0 - t), t.powi(3));
        (a * from.0 + (b + c) * middle + d * to.0, (a + b) * from.1 + (c + d) * to.1)
    };
    (0..=BEND).map(at).collect()
}

/// Beside the nodes of which most came how many that were, with their names where people have some.
fn numbers(
    page: &mut Page,
    plane: &Plane,
    results: &Results,
    (links, tree, places, radius): (&[Link], &Tree, &[(f64, f64)], f64),
) {
    let mut order: Vec<usize> = (0..tree.nodes.len()).collect();
    let came = |node: &usize| links[tree.nodes[*node].link].descendants;
    order.sort_by(|a, b| came(b).cmp(&came(a)).then(a.cmp(b)));
    let text = |rank: usize, node: usize| {
        let link = &links[tree.nodes[node].link];
        // A chain of one is seen without a number, and that of a first stands beside it at the left.
        if rank >= NUMBERED || link.descendants < 2 {
            return String::new();
        }
        // A number for a name would read as a further count.
        let person = results.people.get(link.event.person as usize).filter(|p| p.name.parse::<u64>().is_err());
        let name = person.map(|p| p.name.replace('_', " "));
        name.map_or_else(|| link.descendants.to_string(), |name| format!("{name}: {}", link.descendants))
    };
    let points: Vec<((f64, f64), f64, String)> =
        order.iter().enumerate().map(|(rank, &node)| (places[node], radius, text(rank, node))).collect();
    // At the left stands when chains began.
    let bounds = plane.frame;
    page.group("numbers");
    page.halo(true);
    let look = Type { colour: page.theme.ink, ..page.label() };
    labels::beside_points(page, &points, bounds, look);
    page.halo(false);
}

/// What is said of the chains of the run that is shown.
fn findings(results: &Results, links: &[Link], voice: &VerbForms) -> String {
    let caught = links.iter().filter(|link| link.event.cause == Cause::Imitated).count();
    let unknown = match links.iter().filter(|link| link.is_of_unknown()).count() {
        0 => String::new(),
        n => format!(" For {n} of them nobody can be named ({}).", words::unnamed(results)),
    };
    let largest = links.iter().filter(|link| link.parent.is_none()).map(|link| link.descendants).max().unwrap_or(0);
    let steps = links.iter().map(|link| link.steps).max().unwrap_or(0);
    let step = if steps == 1 { "step" } else { "steps" };
    format!(
        "{}, {caught} caught.{unknown} The largest chain has {largest} after its first, the longest {steps} {step}.",
        voice.counted(&links.len().to_string())
    )
}

/// Every expression of the run: those that are drawn, and those that are summed up.
fn table(results: &Results, links: &[Link], tree: &Tree, clock: &Clock) -> Table {
    let onset = format!("onset_{}", clock.unit);
    let mut table = Table::new(&[
        "link",
        "person",
        "expression",
        &onset,
        "cause",
        "caught_from_link",
        "step",
        "descendants",
        "drawn",
    ]);
    let drawn: std::collections::BTreeSet<usize> = tree.nodes.iter().map(|node| node.link).collect();
    for (place, link) in links.iter().enumerate() {
        let event = link.event;
        let person = results.people.get(event.person as usize);
        table.row(vec![
            place.into(),
            person.map_or_else(|| event.person.to_string(), |p| p.name.clone()).into(),
            results.facts.expressions[event.expression].as_str().into(),
            clock.read(event.time).into(),
            event.cause.name().into(),
            link.parent.map_or(f64::NAN, |parent| parent as f64).into(),
            link.steps.into(),
            link.descendants.into(),
            if drawn.contains(&place) { "yes" } else { "no" }.into(),
        ]);
    }
    table
}
