//! `fingerprint`: how the chance of beginning grows with the number of contacts who express, and what that says.

use super::axis::{self, Bare, capital, percent, plain, short};
use super::input::{Cause, Event, Results, Run, Sight};
use super::labels::{self, EndLabel};
use super::page::{Page, Plane, Stroke};
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, curves};
use crate::experiment::fingerprint::exposures::{Manner, Recorded, Shown, Tie, exposures};
use crate::experiment::fingerprint::fit::{self, Fit, Level};
use crate::experiment::fingerprint::{self, Candidate, Dispute, Dose, Fingerprint, Unit, Verdict};
use crate::experiment::statistics::poisson_interval;
use crate::output::tongue::{self, say};

/// Simple or complex.
pub const FINGERPRINT: Chart = Chart {
    name: "fingerprint",
    made_of: MadeOf::Ties,
    shows: "chance of beginning against the number of contacts who express, with fitted curves: simple or complex contagion",
    needs: "events and ties of one run, and a network that stays as it is",
    applies: |results| results.arms().next().is_some_and(|arm| !recorded(results, arm.index, 0).is_empty()),
    usual: |_| false,
    draw: |results, look| {
        let point = results.arms().next().map_or(0, |arm| arm.index);
        let asked = Asked { point, expression: 0, dose: None, window: None };
        figure(results, &taken(results, &asked), &asked, look)
    },
};

/// Of what, and how, a fingerprint is taken.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The point.
    pub point: u32,
    /// Position of the expression.
    pub expression: usize,
    /// What the dose is counted in; none: what fits better.
    pub dose: Option<Dose>,
    /// In what time chances are given, in the scenario's unit; none: while one expression lasts.
    pub window: Option<f64>,
}

/// The runs of a point whose events and ties are known.
pub fn recorded(results: &Results, point: u32, expression: usize) -> Vec<Recorded> {
    if results.facts.company_changes {
        return Vec::new();
    }
    results.runs.of(point).iter().filter_map(|run| one(results, run, expression)).collect()
}

fn one(results: &Results, run: &Run, expression: usize) -> Option<Recorded> {
    let own = results.sight.iter().find(|(id, _)| *id == run.id);
    let shared = results.sight.first().filter(|_| results.facts.one_network);
    let gain = gain(results, run.point, expression);
    let ties = own.or(shared)?.1.iter().map(|sight| tie(sight, gain)).collect();
    results.events.iter().any(|e| e.run == run.id).then_some(())?;
    let mine = |e: &&Event| e.expression == expression;
    let shown = results.events_of(run.id).filter(mine).map(|event| Shown {
        person: event.person,
        fired: event.time - event.latency,
        from: event.time,
        until: event.time + event.duration,
        counts: matches!(event.cause, Cause::Spontaneous | Cause::Imitated),
    });
    let samples = results.series.runs.iter().find(|(id, _)| *id == run.id).and_then(|(_, columns)| columns.first());
    let last = samples.and_then(|column| results.series.times.get(column.len().checked_sub(1)?));
    let end = last.copied().unwrap_or(results.facts.duration);
    Some(Recorded { people: results.facts.size, ties, shown: shown.collect(), end })
}

/// How many times as strongly the closest are caught from as strangers.
fn gain(results: &Results, point: u32, expression: usize) -> f64 {
    let own = results.gains.iter().find(|(of, which, _)| (*of, *which) == (point, expression)).map(|own| own.2);
    own.or_else(|| results.facts.habits.get(expression).map(|habit| habit.gain)).unwrap_or(1.0)
}

/// A tie as the dose counts it: by what is seen of the other and how close they are, as perception does.
fn tie(sight: &Sight, gain: f64) -> Tie {
    let weight = sight.visibility * (1.0 + (gain - 1.0) * sight.closeness);
    Tie { viewer: sight.viewer, seen: sight.seen, visibility: sight.visibility, weight }
}

/// Of a tick, how much later a face is perceived than shown: a little less than the whole, so that imitation that is
/// certain follows what it imitates.
const LAG: f64 = 0.75;

/// The fingerprint.
pub fn taken(results: &Results, asked: &Asked) -> Fingerprint {
    let habit = results.facts.habits.get(asked.expression).copied().unwrap_or_default();
    let manner = Manner { lag: LAG * results.facts.tick, memory: habit.memory, rest: habit.rest };
    let runs = recorded(results, asked.point, asked.expression);
    let runs: Vec<_> = runs.iter().map(|run| exposures(run, &manner)).collect();
    let print = fingerprint::take(&runs, asked.dose, results.facts.seed);
    // What a shared event makes people do together looks like contagion of one or the other kind.
    let open = habit.stirred && matches!(print.verdict, Verdict::Simple | Verdict::Complex);
    if open { Fingerprint { verdict: Verdict::CannotTell, ..print } } else { print }
}

/// The time in which chances are given.
pub fn window(results: &Results, asked: &Asked) -> f64 {
    let habit = results.facts.habits.get(asked.expression).copied().unwrap_or_default();
    asked.window.unwrap_or(if habit.lasting.is_finite() { habit.lasting } else { results.facts.duration / 20.0 })
}

/// Levels that a reader can learn from: their rate is known to within some factor.
pub fn telling(print: &Fingerprint) -> Vec<Level> {
    let rate = print.begun / print.levels.iter().map(|l| l.time).sum::<f64>().max(f64::MIN_POSITIVE);
    let enough = |l: &&Level| l.time * rate >= 1.0 || l.begun >= 5.0;
    print.levels.iter().filter(enough).copied().collect()
}

/// A chance within a window, from a rate.
fn chance(rate: f64, window: f64) -> f64 {
    -(-rate * window).exp_m1()
}

/// The chance at a level, with its interval.
pub fn chances(level: &Level, window: f64) -> [f64; 3] {
    let time = level.time.max(f64::MIN_POSITIVE);
    let (low, high) = poisson_interval(level.begun);
    [level.begun, low, high].map(|count| chance(count / time, window))
}

/// The best shape of simple and of complex contagion.
fn rivals(print: &Fingerprint) -> Vec<&Candidate> {
    let best = |complex: bool| print.candidates.iter().filter(|c| c.fit.parameters > 1).find(|c| c.complex == complex);
    let mut both: Vec<&Candidate> = [best(false), best(true)].into_iter().flatten().collect();
    both.sort_by(|a, b| a.behind.total_cmp(&b.behind));
    both
}

fn headline(print: &Fingerprint, voice: &VerbForms) -> String {
    let doing = &voice.doing;
    match print.verdict {
        Verdict::Simple => {
            say!("simple-contagion", [doing], "Simple contagion: each contact {doing} adds a chance of its own")
        }
        Verdict::Complex => {
            say!("complex-contagion", [doing], "Complex contagion: several contacts {doing} do more than each alone")
        }
        Verdict::None => say!("no-contagion", [doing], "No contagion: contacts {doing} make no difference"),
        Verdict::CannotTell if print.disputed.is_some() => {
            say!("contagion-disputed", "Simple or complex contagion? It depends on how contacts are counted")
        }
        Verdict::CannotTell => say!("contagion-unknown", "Simple or complex contagion? These runs cannot tell"),
    }
}

/// The figure of a fingerprint.
pub fn figure(results: &Results, print: &Fingerprint, asked: &Asked, look: &Look) -> Figure {
    let voice =
        VerbForms::of(&results.facts.verbs, results.facts.expressions.get(asked.expression).map_or("", String::as_str));
    let title = headline(print, &voice);
    let window = window(results, asked);
    let unit = &results.facts.time_unit;
    let counted = say!("begun", [people = of_people(print), begun = plain(print.begun, 0)], "{people}, {begun} begun");
    let subtitle = format!("{} {counted}{}", words::led(results, ':'), super::trials::whiskers());
    let mut page = Page::new(look, look.scaled(390.0), &title, &subtitle);
    let levels = telling(print);
    panel(&mut page, print, &levels, &voice, (window, unit));
    let said = sentences(results, print, asked);
    let points = "Points: expressions begun over time at risk, as a chance, with exact Poisson intervals (95\u{a0}%).";
    let caption = format!(
        "**{title}.** {} {counted}. {points} {said} {}\n",
        results.facts.led(','),
        words::source(results, "`events.csv` and `ties.csv`")
    );
    let ends = levels.first().zip(levels.last()).map_or_else(String::new, |(first, last)| {
        let of = |level: &Level| percent(chances(level, window)[0]);
        format!(" The chance goes from {} to {}.", of(first), of(last))
    });
    let alt = format!(
        "Points with whiskers and two curves: chance of beginning against contacts {}.{ends} {title}.",
        voice.doing
    );
    let table = table(print, &levels, window);
    let svg = page.finish(FINGERPRINT.name, &title, &alt);
    Figure::drawn(FINGERPRINT.name, title, svg, table, (caption, alt))
}

/// `120 people in one run`.
pub fn of_people(print: &Fingerprint) -> String {
    let each = print.people / print.runs.max(1);
    let (n, told, people) = (print.runs, words::runs(print.runs), plain(each as f64, 0));
    say!("people-in-runs", [n, told, people], "{people} people in {told}")
}

/// What was found, how sure it is, and what it cannot know.
pub fn sentences(results: &Results, print: &Fingerprint, asked: &Asked) -> String {
    let mut text = vec![exponent(print)];
    text.push(growth(print));
    if let [best, second, ..] = print.candidates.as_slice() {
        let far = if second.behind >= 10.0 {
            "far ahead of"
        } else if second.behind >= 4.0 {
            "ahead of"
        } else {
            "hardly ahead of"
        };
        text.push(format!(
            "Of the fitted shapes, “{}” does best, {far} “{}” (AIC difference {}).",
            best.name,
            second.name,
            short(second.behind)
        ));
    }
    text.push(dose(print, asked));
    text.extend(print.disputed.as_ref().map(dispute));
    text.extend(limits(results, asked));
    text.retain(|sentence| !sentence.is_empty());
    text.join(" ")
}

fn exponent(print: &Fingerprint) -> String {
    let (unit, times) = print.resampled;
    if times == 0 {
        return format!(
            "Only {} expressions began while somebody was at risk: too few for a shape.",
            plain(print.begun, 0)
        );
    }
    if print.verdict == Verdict::None {
        return String::new();
    }
    let unit = if unit == Unit::Runs { "runs" } else { "people" };
    format!(
        "Exponent of the dose: {} (bootstrap over {unit}, {times} resamples); 1 means independent doses, more means doses that reinforce each other.",
        exponent_between(print)
    )
}

/// The exponent with its interval. An end of what was tried is no estimate: it says "or more".
fn exponent_between(print: &Fingerprint) -> String {
    let (least, most) = fit::reach();
    let said = |value: f64| match value {
        v if v >= most * (1.0 - 1e-9) => format!("{} or more", short(most)),
        v if v <= least * (1.0 + 1e-9) => format!("{} or less", short(least)),
        v => short(v),
    };
    let n = print.exponent;
    let step = if n.value >= most * (1.0 - 1e-9) { " (a threshold)" } else { "" };
    if n.low >= most * (1.0 - 1e-9) {
        return format!("{}{step}, in at least 97.5\u{a0}% of the resamples, too", said(n.value));
    }
    format!("{}{step}, 95\u{a0}% interval {} to {}", said(n.value), said(n.low), said(n.high))
}

/// Doses as a reader can tell them apart: with as many decimals as that takes.
pub fn doses(levels: &[Level], dose: Dose) -> Vec<String> {
    let shown = |decimals: usize| -> Vec<String> {
        let of = |level: &Level| match dose {
            Dose::Number => plain(level.dose, decimals),
            Dose::Share => axis::percent_of(&plain(level.dose * 100.0, decimals)),
        };
        levels.iter().map(of).collect()
    };
    let differ = |texts: &Vec<String>| texts.windows(2).all(|two| two[0] != two[1]);
    (0..4).map(shown).find(differ).unwrap_or_else(|| shown(4))
}

/// Why nothing can be told.
pub fn reason(results: &Results, print: &Fingerprint, asked: &Asked) -> Option<String> {
    if print.verdict != Verdict::CannotTell {
        return None;
    }
    let stirred = results.facts.habits.get(asked.expression).is_some_and(|habit| habit.stirred);
    let n = print.exponent;
    Some(match print.disputed {
        _ if print.resampled.1 == 0 => "too few expressions began".to_owned(),
        _ if stirred => "something makes many people begin at once".to_owned(),
        Some(_) => "the number of contacts says one thing, their share another".to_owned(),
        None if print.growth.low <= 1.0 => "it is open whether contacts matter at all".to_owned(),
        None => format!("an exponent of {} would fit as well as one of {}", short(n.low), short(n.high)),
    })
}

fn dispute(found: &Dispute) -> String {
    let why = if found.asked_is_worse {
        "the way that was asked for fits clearly worse"
    } else {
        "these runs do not say which way of counting is right"
    };
    format!(
        "Counted by number the verdict would be “{}”, counted by share “{}”, and {why}: so it stays open.",
        found.number.word(),
        found.share.word()
    )
}

fn growth(print: &Fingerprint) -> String {
    let g = print.growth;
    if print.resampled.1 == 0 {
        return String::new();
    }
    let times = |value: f64| if value.is_finite() { short(value) } else { "∞".to_owned() };
    if g.low.is_infinite() {
        return "Nobody began with no contact expressing.".to_owned();
    }
    format!(
        "With some contact expressing people begin {} times as often as with none ({} to {}).",
        times(g.value),
        times(g.low),
        times(g.high)
    )
}

fn dose(print: &Fingerprint, asked: &Asked) -> String {
    let other = |this: &str, that: &str| format!("The dose is the {this} of contacts; their {that} fits as well here.");
    match (print.dose, print.dose_is_open, asked.dose) {
        (Dose::Number, true, _) => other("number", "share"),
        (Dose::Share, true, _) => other("share", "number"),
        (Dose::Number, false, None) => {
            "The dose is the number of contacts, which fits better than their share.".to_owned()
        }
        (Dose::Share, false, None) => {
            "The dose is the share of contacts, which fits better than their number.".to_owned()
        }
        (Dose::Number, false, Some(_)) => "The dose is the number of contacts.".to_owned(),
        (Dose::Share, false, Some(_)) => "The dose is the share of contacts.".to_owned(),
    }
}

/// What the estimate leaves out, as far as it bears on these runs.
pub fn limits(results: &Results, asked: &Asked) -> Vec<String> {
    let facts = &results.facts;
    let habit = facts.habits.get(asked.expression).copied().unwrap_or_default();
    let mut limits = Vec::new();
    limits.extend(unequal(results, asked));
    if habit.stirred {
        limits.push("Something makes many people begin at once here: that they express together is then no sign of contagion, and an observer cannot tell the two apart (compare `--arm null`).".to_owned());
    }
    if habit.memory > 0.0 {
        limits.push(format!(
            "A contact counts for {} {} after stopping, as long as what was seen is remembered.",
            short(habit.memory),
            facts.time_unit
        ));
    }
    if habit.rest.is_finite() && habit.rest > 0.0 {
        limits.push(format!(
            "The {} {} after an expression are left out, as people may be resting.",
            short(habit.rest),
            facts.time_unit
        ));
    }
    limits
}

/// How contacts are counted where ties differ.
fn unequal(results: &Results, asked: &Asked) -> Option<String> {
    let gain = gain(results, asked.point, asked.expression);
    let ties = || results.sight.iter().flat_map(|(_, ties)| ties).map(|sight| tie(sight, gain));
    let (least, most) = ties().fold((f64::INFINITY, 0.0f64), |(a, b), t| (t.weight.min(a), t.weight.max(b)));
    if most - least < 1e-9 {
        return None;
    }
    Some(format!(
        "Ties differ: a contact counts for as many strangers in full view as closeness and visibility make of them in this scenario, here {} to {}.",
        short(least),
        short(most)
    ))
}

fn panel(page: &mut Page, print: &Fingerprint, levels: &[Level], voice: &VerbForms, (window, unit): (f64, &str)) {
    let theme = *page.theme;
    let points: Vec<[f64; 3]> = levels.iter().map(|l| chances(l, window)).collect();
    let most =
        levels.iter().map(|l| l.dose).fold(0.0, f64::max).max(if print.dose == Dose::Share { 0.05 } else { 1.0 });
    let doing = &voice.doing;
    let x = match print.dose {
        Dose::Number => {
            axis::wholes(0.0, most, &say!("contacts-doing", [doing], "Contacts in view who are {doing}"), 8)
        }
        Dose::Share => {
            let title = say!("share-of-contacts-doing", [doing], "Share of contacts in view who are {doing}");
            if most > 1.0 { axis::shares_between(0.0, most, &title, 8) } else { axis::shares(most, &title, 8) }
        }
    };
    let x = axis::Axis {
        ends: (-0.03 * most, most * 1.03),
        ticks: x.ticks.into_iter().filter(|t| t.0 <= most * 1.03).collect(),
        ..x
    };
    let top = points.iter().map(|p| p[2]).fold(0.01, f64::max);
    let clock = axis::Clock::new(unit, window);
    let y = axis::shares(
        top,
        &say!(
            "chance-within",
            [window = short(clock.read(window)), unit = axis::unit_alone(clock.unit)],
            "Chance of beginning within {window}\u{a0}{unit}"
        ),
        6,
    );
    let rivals = rivals(print);
    let strokes =
        [Stroke::new(theme.palette[0], theme.line * 1.25), Stroke::new(theme.palette[1], theme.line).dashed()];
    let texts: Vec<String> = rivals.iter().map(|c| shape(c.name)).collect();
    let (room, lines) = labels::end_room(page, &texts, theme.text * 11.0);
    let plane = axis::draw(page, page.body.inset(0.0, 0.0, room.max(theme.text), 0.0), &x, &y, Bare::default());
    page.group("fits");
    for (candidate, stroke) in rivals.iter().zip(strokes).rev() {
        plane.curve(&path(&candidate.fit, most, window, y.ends.1), stroke);
    }
    dots(page, &plane, levels, &points);
    let end = |c: &Candidate| plane.at(x.ends.1, chance(c.fit.rate(most), window).min(y.ends.1));
    let ends: Vec<EndLabel> = rivals
        .iter()
        .zip(lines)
        .zip(strokes)
        .map(|((c, lines), stroke)| EndLabel { end: end(c), lines, stroke })
        .collect();
    labels::at_ends(page, plane.frame.right, (plane.frame.top, plane.frame.bottom), &ends);
    if levels.is_empty() {
        curves::empty(
            page,
            plane.frame,
            &say!("too-few-recorded", [many = voice.many, act = voice.act], "Too few {many} were recorded."),
        );
    }
}

/// What a fitted shape is called.
fn shape(name: &str) -> String {
    let id = format!("shape-{}", name.replace(", ", "-").replace(' ', "-"));
    tongue::said(&id, &[]).unwrap_or_else(|| name.to_owned())
}

/// Points along a fitted curve, as far as the panel shows it.
fn path(fit: &Fit, most: f64, window: f64, top: f64) -> Vec<(f64, f64)> {
    let doses = (0..=240).map(|i| most * f64::from(i) / 240.0);
    doses.map(|dose| (dose, chance(fit.rate(dose), window).min(top))).collect()
}

fn dots(page: &mut Page, plane: &Plane, levels: &[Level], points: &[[f64; 3]]) {
    let theme = *page.theme;
    page.group("points");
    for (level, [share, low, high]) in levels.iter().zip(points) {
        let whisker = [plane.at(level.dose, *low), plane.at(level.dose, *high)];
        page.line(&whisker, Stroke::new(theme.ink, theme.line * 0.75));
        page.dot(plane.at(level.dose, *share), theme.text * 0.28, theme.ink);
    }
}

fn table(print: &Fingerprint, levels: &[Level], window: f64) -> Table {
    let dose = if print.dose == Dose::Number { "contacts" } else { "share_of_contacts" };
    let rivals = rivals(print);
    let mut columns = vec![dose, "time_at_risk", "begun", "chance", "ci_low", "ci_high"];
    columns.extend(rivals.iter().map(|c| if c.complex { "fit_complex" } else { "fit_simple" }));
    let mut table = Table::new(&columns);
    for level in levels {
        let [share, low, high] = chances(level, window);
        let mut row: Vec<super::table::Cell> =
            [level.dose, level.time, level.begun, share, low, high].map(Into::into).to_vec();
        row.extend(rivals.iter().map(|c| chance(c.fit.rate(level.dose), window).into()));
        table.row(row);
    }
    table
}

/// The verdict with a capital, for a terminal.
pub fn verdict(results: &Results, print: &Fingerprint, asked: &Asked) -> String {
    let reason = reason(results, print, asked).map_or_else(String::new, |why| format!(": {why}"));
    format!("{}{reason}", capital(print.verdict.word()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::fingerprint::Between;

    fn found(value: f64, low: f64, high: f64) -> Fingerprint {
        Fingerprint { exponent: Between { value, low, high }, ..fingerprint::take(&[], None, 1) }
    }

    #[test]
    fn an_exponent_at_the_end_of_what_was_tried_is_no_estimate() {
        let (least, most) = fit::reach();
        let all = exponent_between(&found(most, most, most));
        assert!(all.starts_with("17.6 or more (a threshold)") && !all.contains("17.6 to 17.6"), "{all}");
        assert!(exponent_between(&found(most, 3.0, most)).ends_with("95\u{a0}% interval 3 to 17.6 or more"));
        assert!(exponent_between(&found(1.0, least, 2.0)).contains("or less to 2"));
        assert_eq!(exponent_between(&found(1.5, 1.2, 2.0)), "1.5, 95\u{a0}% interval 1.2 to 2");
    }

    #[test]
    fn doses_are_told_apart() {
        let level = |dose: f64| Level { dose, ..Level::default() };
        let shares = doses(&[level(0.0), level(0.13636), level(0.14286)], Dose::Share);
        assert_eq!(shares, ["0.0\u{a0}%", "13.6\u{a0}%", "14.3\u{a0}%"]);
        assert_eq!(doses(&[level(0.0), level(1.0)], Dose::Number), ["0", "1"]);
    }
}
