//! `variance-split`: one stacked bar an outcome: which share of the differences between runs comes from the network draw, from
//! who started, from what people are like, from the dice, from the varied keys, and from these acting together.

use super::axis;
use super::input::Results;
use super::labels::{self, Key, Sample};
use super::lying::{self, Panel};
use super::page::{Frame, Hang, Page, Plane, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, curves, font};
use crate::experiment::sensitivity::{Part, Says, Split};
use crate::output::findings::{in_words, led, more_samples, printed_shares};
use crate::output::tongue::{self, say};

/// The stacked bar.
pub(super) const VARIANCE_SPLIT: Chart = Chart {
    name: "variance-split",
    made_of: MadeOf::Design,
    shows: "which share of the differences between runs comes from the network, the start, the people, the dice, the keys, and all together",
    needs: "a sweep with design \"variance\" (`catching sweep --split-variance`)",
    applies: |results| lying::applies(results, "variance"),
    usual: |_| true,
    draw,
};

/// Height of an outcome: its bar, and below it a line for each of its parts.
const ROW: f64 = 62.0 + LINE * PARTS;
const LINE: f64 = 15.0;
/// Parts that an outcome may have.
const PARTS: f64 = 6.0;

fn stroke(look: &Look, part: &str) -> Stroke {
    let theme = &look.theme;
    let colour = match part {
        "network" => theme.arm(2),
        "start" => theme.arm(1),
        "people" => theme.arm(4),
        "dice" => theme.arm(0),
        "keys" => theme.arm(3),
        _ => theme.grey.mix(theme.ground, 0.4),
    };
    Stroke::new(colour, theme.line)
}

fn of<'a>(panel: &Panel<'a>) -> Option<&'a Split> {
    if let Says::Split(split) = &panel.finding.says { Some(split) } else { None }
}

fn draw(results: &Results, look: &Look) -> Figure {
    let panels = lying::panels(results);
    let title = say!("title-variance", "Where the differences between runs come from");
    let samples = panels.first().map_or(0, |panel| panel.finding.samples);
    let what = say!(
        "sources-of-chance",
        [samples],
        "share of an outcome's variance that goes with each source of chance; below each bar the estimates with 95\u{a0}% \
         intervals (bootstrap); {samples} base samples"
    );
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let rows = [panels.len().max(1)];
    let mut page = Page::new(look, look.scaled(lying::room(&rows, ROW) + 54.0), &title, &subtitle);
    labels::legend(&mut page, &keys(look, &panels));
    draw_bars(&mut page, look, &panels);
    let said: String = panels.iter().map(tell).collect();
    let keys = match results.study.as_ref().map(|study| study.keys.as_slice()) {
        Some([]) | None => String::new(),
        Some(keys) => {
            let names: Vec<String> = keys
                .iter()
                .map(|key| format!("{} ({} to {})", results.facts.called(&key.name).full, key.ends.0, key.ends.1))
                .collect();
            format!(" Varied keys: {}.", words::listed(&names))
        }
    };
    let caption = format!(
        "**{title}.** {} each source was drawn again while all others were held, {samples} times; shares are first-order Sobol \
         indices with 95\u{a0}% intervals (bootstrap), and what they leave of the whole is due to sources acting together.{said}{keys} \
         A share of a variance says how much runs differ because of a source, not how much of the outcome it causes. {}{}\n",
        results.facts.led(':'),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`, `sensitivity.csv`")
    );
    let alt = format!("Stacked bars, one an outcome, {samples} base samples.{said}");
    let svg = page.finish(VARIANCE_SPLIT.name, &title, &alt);
    Figure::drawn(VARIANCE_SPLIT.name, title, svg, table(&panels), (caption, alt))
}

fn keys(look: &Look, panels: &[Panel]) -> Vec<Key> {
    let parts = panels.iter().filter_map(of).next().map(|split| split.parts.as_slice()).unwrap_or_default();
    let key = |part: &Part| Key { stroke: stroke(look, part.name), sample: Sample::Patch, text: called(part.name) };
    parts.iter().map(key).collect()
}

/// What a part of the variance is called in a legend.
pub(super) fn called(part: &str) -> String {
    tongue::said(&format!("part-{part}"), &[]).unwrap_or_else(|| in_words(part).to_owned())
}

fn draw_bars(page: &mut Page, look: &Look, panels: &[Panel]) {
    let x = axis::shares(1.0, &say!("variance-between-runs", "Share of the variance between runs"), 6);
    let names: Vec<String> = panels.iter().map(Panel::title).collect();
    let frame = page.body;
    let plane = lying::plane(page, frame, "", &names, &x, page.theme.text);
    for (row, panel) in panels.iter().enumerate() {
        match of(panel) {
            Some(split) => draw_bar(page, look, &plane, split, row),
            None => {
                let middle = lying::middle(&plane, row);
                let cell = Frame { top: middle - 10.0, bottom: middle + 10.0, ..plane.frame };
                curves::empty(page, cell, &say!("same-in-every-run", "It is the same in every run."));
            }
        }
    }
}

fn draw_bar(page: &mut Page, look: &Look, plane: &Plane, split: &Split, row: usize) {
    page.group("bar");
    let (centre, thick) = (lying::middle(plane, row), look.scaled(36.0));
    let middle = centre - look.scaled(LINE * PARTS / 2.0);
    estimates(page, look, plane, split, middle + thick / 2.0 + look.scaled(LINE * 0.75));
    let mut from = 0.0;
    let printed = printed_shares(&split.parts);
    for (place, part) in split.parts.iter().enumerate() {
        let to = from + part.share;
        let stroke = stroke(look, part.name);
        lying::bar(page, plane, (from, to), middle, thick, stroke);
        let [left, right] = [from, to].map(|share| plane.at(share, 0.0).0);
        let label = printed[place].split(" ±").next().unwrap_or_default().to_owned();
        let ground = stroke.colour;
        let ink = [look.theme.ground, look.theme.ink]
            .into_iter()
            .max_by(|a, b| a.contrast(ground).total_cmp(&b.contrast(ground)));
        if font::width(&label, page.theme.text, false) + 8.0 < right - left {
            let type_ = Type { hang: Hang::Middle, colour: ink.unwrap_or(look.theme.ink), ..page.label() };
            page.text((f64::midpoint(left, right), middle), &label, type_);
        }
        // A seam between neighbours.
        page.line(&[(right, middle - thick / 2.0), (right, middle + thick / 2.0)], Stroke::new(look.theme.ground, 1.5));
        from = to;
    }
}

/// A line a part: its share, as in the bar, with its interval; what lies beyond the axis is cut off.
fn estimates(page: &mut Page, look: &Look, plane: &Plane, split: &Split, top: f64) {
    for (line, part) in split.parts.iter().enumerate() {
        let height = top + look.scaled(LINE) * line as f64;
        let stroke = stroke(look, part.name);
        let (value, conf) = (part.share, part.conf.unwrap_or(0.0));
        lying::whisker(page, plane, (value - conf, value + conf), height, Stroke { width: 1.5, ..stroke });
        let at = plane.at(value.clamp(plane.x.0, plane.x.1), 0.0).0;
        page.dot((at, height), page.theme.text * 0.28, stroke.colour);
    }
}

fn tell(panel: &Panel) -> String {
    let Some(split) = of(panel) else {
        return format!(" {}: it is the same in every run, so there is nothing to split.", panel.title());
    };
    let printed = printed_shares(&split.parts);
    let said = |(part, said): (&Part, &String)| format!("{} {said}", in_words(part.name));
    let parts: Vec<String> = split.parts.iter().zip(&printed).map(said).collect();
    let fitted = split.parts.iter().any(|part| (part.share - part.first.value).abs() > 0.005);
    let note = if fitted {
        " Estimates below 0 count as 0, and all, with their intervals, are fitted to the whole; as estimated they stand in sensitivity.csv."
    } else {
        ""
    };
    let estimates: Vec<_> = split.parts.iter().map(|part| (in_words(part.name), part.fitted())).collect();
    let more = more_samples(split.samples, estimates.iter().map(|(name, fitted)| (*name, fitted)));
    format!(
        " {}: {}.{note}{}{}",
        panel.title(),
        words::listed(&parts),
        led(&more),
        lying::left_out(panel.finding, "base samples")
    )
}

fn table(panels: &[Panel]) -> Table {
    let mut table = Table::new(&[
        "arm",
        "outcome",
        "part",
        "share",
        "share_conf",
        "S1",
        "S1_conf",
        "ST",
        "ST_conf",
        "base_samples",
    ]);
    for panel in panels {
        for part in of(panel).map(|split| split.parts.as_slice()).unwrap_or_default() {
            let total = part.total.map_or((f64::NAN, None), |total| (total.value, total.conf));
            table.row(vec![
                panel.finding.arm.as_str().into(),
                panel.outcome.column.as_str().into(),
                part.name.into(),
                part.share.into(),
                part.conf.unwrap_or(f64::NAN).into(),
                part.first.value.into(),
                part.first.conf.unwrap_or(f64::NAN).into(),
                total.0.into(),
                total.1.unwrap_or(f64::NAN).into(),
                panel.finding.samples.into(),
            ]);
        }
    }
    table
}
