//! `community-map`: people and their ties, coloured and fenced in by group.

use super::axis;
use super::colour::Colour;
use super::communities::{Groups, Made};
use super::first_times::FirstTimes;
use super::group_flows::{Flows, recorded};
use super::input::Results;
use super::labels::{self, Key, Sample};
use super::network_map::{fitted, pairs, places, radius, ties};
use super::page::{Frame, Page, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, graph_layout};
use crate::output::tongue::say;

/// The network by groups.
pub(super) const COMMUNITY_MAP: Chart = Chart {
    name: "community-map",
    made_of: MadeOf::ShownRun,
    shows: "people and their ties, each group in a colour and a fence of its own: those that the scenario names, else the network's own, else those that its ties make",
    needs: "ties and agents of at most 600 people who fall into groups",
    applies: |results| {
        (2..=MOST).contains(&results.people.len())
            && !results.ties.is_empty()
            && Groups::named_or_found(results).is_some()
    },
    usual: |_| false,
    draw,
};

/// More people than this are a cloud.
const MOST: usize = 600;

fn draw(results: &Results, look: &Look) -> Figure {
    let Some(groups) = Groups::named_or_found(results) else { return Figure::empty(COMMUNITY_MAP.name) };
    let first = FirstTimes::of(results);
    let title = match groups.made {
        Made::Scenario { .. } => say!("title-groups-told", "The network and the groups of the scenario"),
        Made::Network => say!("title-groups-named", "The network and its groups"),
        Made::Ties(_) => say!("title-groups-found", "The groups that the ties make"),
    };
    let what = say!(
        "groups-read",
        [once = first.voice.once],
        "lines are ties; disc: caught their first one, ring: began of their own accord, dot: never, in one run"
    );
    let subtitle = format!("{} {what}", words::led(results, ','));
    let at = drawn_together(results, &groups);
    let high = at.iter().map(|p| p.1).fold(0.0, f64::max);
    let room = look.width * high.clamp(0.45, 0.8) + look.scaled(60.0);
    let mut page = Page::new(look, room, &title, &subtitle);
    labels::legend(&mut page, &keys(look, &first));
    let radius = radius(results.people.len(), look);
    let frame = page.body.inset(radius * 3.0, radius * 3.0 + look.theme.text, radius * 3.0, radius * 3.0);
    let at = graph_layout::apart(fitted(&at, frame), 2.0 * radius + look.scaled(2.5), frame);
    fences(&mut page, &groups, &at, radius);
    ties(&mut page, look, results, &at);
    people(&mut page, (&groups, &first), &at, radius);
    names(&mut page, &groups, &at, radius);
    let said = findings(results, &groups, &first);
    let caption = format!(
        "**{title}.** {} {} people and {} ties. {said} Groups are drawn together, so that distances mean little. {}{}\n",
        results.facts.led(','),
        results.people.len(),
        pairs(results).len(),
        words::with_space(words::caveats(results)),
        words::source(results, "`agents.csv`, `ties.csv` and `events.csv`")
    );
    let alt = format!(
        "Network of {} people in {} groups {}, one run. {said}",
        results.people.len(),
        groups.count(),
        groups.whose()
    );
    let table = table(results, &groups, &first, &at);
    let svg = page.finish(COMMUNITY_MAP.name, &title, &alt);
    Figure::drawn(COMMUNITY_MAP.name, title, svg, table, (caption, alt))
}

/// Where people are: as the network says, or laid out by their ties with each group drawn together.
fn drawn_together(results: &Results, groups: &Groups) -> Vec<(f64, f64)> {
    if results.people.iter().all(|person| person.place.is_some()) {
        return places(results);
    }
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); groups.count()];
    groups.of.iter().zip(0..).for_each(|(group, person)| members[*group].push(person));
    // Those who are in no group are wherever their ties put them.
    members.iter_mut().enumerate().filter(|(group, _)| groups.is_rest(*group)).for_each(|(_, rest)| rest.clear());
    let within = |members: &Vec<u32>| -> Vec<(u32, u32)> {
        members.iter().flat_map(|a| members.iter().filter(move |b| *b < a).map(move |b| (*a, *b))).collect()
    };
    let near: Vec<(u32, u32)> = members.iter().flat_map(within).collect();
    graph_layout::layout(results.people.len(), &[&results.ties[..], &near[..]].concat())
}

/// The colour of a group; grey of those who are in none.
fn colour(page: &Page, groups: &Groups, group: usize) -> Colour {
    if groups.is_rest(group) { page.theme.soft } else { page.theme.arm(group) }
}

fn keys(look: &Look, first: &FirstTimes) -> Vec<Key> {
    let key = |sample, text| Key { stroke: Stroke::new(look.theme.soft, look.theme.line), sample, text };
    let own = first.times.iter().zip(&first.caught).any(|(time, caught)| time.is_some() && !caught);
    let own = own.then(|| key(Sample::Ring, say!("map-own", "of their own accord")));
    let caught = first.caught.contains(&true).then(|| key(Sample::Disc, say!("map-caught", "caught from others")));
    own.into_iter().chain(caught).collect()
}

/// A pale area about each group: the hull of its people, with a margin; about each of them where the hull would take in others.
fn fences(page: &mut Page, groups: &Groups, at: &[(f64, f64)], radius: f64) {
    page.group("fences");
    for group in (0..groups.count()).filter(|group| !groups.is_rest(*group)) {
        let whole = hull(around(groups, group, at, radius * 2.4));
        let strangers = at.iter().zip(&groups.of).filter(|(_, of)| **of != group);
        let apart =
            !matches!(groups.made, Made::Scenario { .. }) || !strangers.map(|(at, _)| at).any(|at| holds(&whole, *at));
        let fences = if apart { vec![whole] } else { alone(groups, group, at, radius * 1.9) };
        let own = colour(page, groups, group);
        for fence in fences {
            page.area(&fence, own, 0.12);
            let closed: Vec<(f64, f64)> = fence.iter().chain(fence.first()).copied().collect();
            page.line(&closed, Stroke { dash: page.theme.dash(group), ..Stroke::new(own, 1.2) });
        }
    }
}

/// A circle about each member of a group.
fn alone(groups: &Groups, group: usize, at: &[(f64, f64)], margin: f64) -> Vec<Vec<(f64, f64)>> {
    let mine = at.iter().zip(&groups.of).filter(|(_, of)| **of == group);
    mine.map(|(at, _)| circle(*at, margin)).collect()
}

/// Whether a place lies within a hull.
fn holds(hull: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let mut ends = hull.iter().zip(hull.iter().cycle().skip(1));
    ends.all(|(a, b)| (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0) >= 0.0)
}

/// Points on a circle.
fn circle((x, y): (f64, f64), radius: f64) -> Vec<(f64, f64)> {
    const CORNERS: usize = 12;
    let corner = |corner: usize| {
        let angle = std::f64::consts::TAU * corner as f64 / CORNERS as f64;
        (x + radius * angle.cos(), y + radius * angle.sin())
    };
    (0..CORNERS).map(corner).collect()
}

/// Points on circles about the members of a group.
fn around(groups: &Groups, group: usize, at: &[(f64, f64)], margin: f64) -> Vec<(f64, f64)> {
    let mine = at.iter().zip(&groups.of).filter(|(_, of)| **of == group);
    mine.flat_map(|(at, _)| circle(*at, margin)).collect()
}

/// The convex hull (Andrew 1979).
fn hull(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let left =
        |a: (f64, f64), b: (f64, f64), c: (f64, f64)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0) > 0.0;
    let half = |points: &mut dyn Iterator<Item = (f64, f64)>| {
        let mut chain: Vec<(f64, f64)> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && !left(a, b, point)
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let lower = half(&mut points.iter().copied());
    let upper = half(&mut points.iter().rev().copied());
    [lower, upper].concat()
}

fn people(page: &mut Page, (groups, first): (&Groups, &FirstTimes), at: &[(f64, f64)], radius: f64) {
    page.group("people");
    for (person, &place) in at.iter().enumerate() {
        let own = colour(page, groups, groups.of[person]);
        let theme = *page.theme;
        match (first.times[person], first.caught[person]) {
            (None, _) => {
                page.dot(place, radius, theme.ground);
                page.dot(place, (radius * 0.35).max(1.2), own);
            }
            (Some(_), true) => page.dot(place, radius, own),
            (Some(_), false) => {
                page.dot(place, radius, theme.ground);
                page.ring(place, radius * 0.78, Stroke::new(own, radius * 0.44));
            }
        }
    }
}

/// The name of each group above its highest member, or wherever there is room near one.
fn names(page: &mut Page, groups: &Groups, at: &[(f64, f64)], radius: f64) {
    let text = page.theme.text;
    page.group("names");
    page.halo(true);
    for group in 0..groups.count() {
        let mut mine: Vec<(f64, f64)> =
            at.iter().zip(&groups.of).filter(|(_, of)| **of == group).map(|(at, _)| *at).collect();
        mine.sort_by(|a, b| a.1.total_cmp(&b.1));
        let look = Type {
            bold: true,
            hang: super::page::Hang::Middle,
            colour: colour(page, groups, group).readable_on(page.theme.ground),
            ..page.label()
        };
        let away = radius * 2.4 + text * 0.8;
        let beyond = |far: f64| {
            mine.iter()
                .flat_map(move |&(x, y)| [((x, y - far), look.hang), ((x, y + far), look.hang)])
                .collect::<Vec<_>>()
        };
        let bounds = page.body;
        let people = at.iter().map(|&(x, y)| Frame::new(x - radius, y - radius, x + radius, y + radius));
        let clear: Vec<Frame> = page.labels.iter().copied().chain(people).collect();
        let name = &axis::capital(&groups.names[group]);
        // Clear of people near its own, else farther off, else where there is no other name.
        let place = |spots, taken: &[Frame]| labels::clearest(page, spots, (name, look), (bounds, taken));
        let found = place(beyond(away), &clear)
            .or_else(|| place(beyond(away + text * 1.4), &clear))
            .or_else(|| place(beyond(away + text * 2.8), &clear))
            .or_else(|| place(beyond(away), &page.labels));
        let text = name;
        if let Some((_, (place, hang))) = found {
            page.text(place, text, Type { hang, ..look });
        }
    }
    page.halo(false);
}

fn findings(results: &Results, groups: &Groups, first: &FirstTimes) -> String {
    let runs: Vec<u64> = results.shown_run().iter().map(|run| run.id).collect();
    let runs = if recorded(results, groups).is_empty() { Vec::new() } else { runs };
    let [own, expected, all] = Flows::of(results, groups, &runs).within();
    let made = match groups.made {
        Made::Ties(q) => format!(
            "{} groups made by the ties (modularity {}, method of Blondel and others 2008); networks of pure chance fall into groups, too.",
            groups.count(),
            axis::short(q)
        ),
        Made::Network => format!("{} groups of the network's own.", groups.count()),
        Made::Scenario { .. } => groups.caution(),
    };
    let caught = if all > 0.0 {
        format!(
            " In this one run {} of {} that were caught from somebody who can be named came from the own group; {} would have if groups did not matter.",
            axis::plain(own, 0),
            first.voice.counted(&axis::plain(all, 0)),
            axis::short(expected)
        )
    } else {
        String::new()
    };
    format!("{made}{caught}")
}

fn table(results: &Results, groups: &Groups, first: &FirstTimes, at: &[(f64, f64)]) -> Table {
    let time = format!("first_{}", first.clock.unit);
    let mut table = Table::new(&["person", "group", "x", "y", &time, "caught_first"]);
    for (index, person) in results.people.iter().enumerate() {
        let when = first.times[index].map_or(f64::NAN, |t| first.clock.read(t));
        table.row(vec![
            person.name.as_str().into(),
            groups.names[groups.of[index]].as_str().into(),
            at[index].0.into(),
            at[index].1.into(),
            when.into(),
            usize::from(first.caught[index]).into(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_goes_round_all_points_once() {
        let points = vec![(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (1.0, 1.0), (1.0, 0.0)];
        assert_eq!(hull(points), [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
        assert!(hull(Vec::new()).is_empty());
    }

    #[test]
    fn who_is_within_a_hull_is_found() {
        let square = hull(vec![(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
        assert!(holds(&square, (1.0, 1.0)) && holds(&square, (0.1, 1.9)));
        assert!(!holds(&square, (2.1, 1.0)) && !holds(&square, (1.0, -0.1)));
    }
}
