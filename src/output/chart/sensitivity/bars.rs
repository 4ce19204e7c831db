//! Sobol indices: two bars a key.

use super::SENSITIVITY;
use crate::experiment::sensitivity::{Estimate, Indices, Says};
use crate::output::chart::axis::{self, percent};
use crate::output::chart::input::Results;
use crate::output::chart::labels::{self, Key, Sample};
use crate::output::chart::lying::{self, Panel};
use crate::output::chart::page::{Frame, Page, Plane, Stroke};
use crate::output::chart::{Figure, Look, Table, curves, words};
use crate::output::findings::{led, more_samples};
use crate::output::tongue::say;

const ROW: f64 = 46.0;

/// A key with its indices.
struct Bar<'a> {
    key: &'a str,
    called: String,
    first: Estimate,
    total: Estimate,
}

fn of<'a>(panel: &Panel<'a>) -> Option<&'a Indices> {
    if let Says::Indices(indices) = &panel.finding.says { Some(indices) } else { None }
}

/// The keys of a panel, largest total first.
fn bars<'a>(results: &'a Results, panel: &Panel<'a>) -> Vec<Bar<'a>> {
    let (Some(study), Some(indices)) = (&results.study, of(panel)) else { return Vec::new() };
    let names = study.keys.iter().map(|key| key.name.as_str());
    let bars = names.zip(indices.first.iter().zip(&indices.total));
    let bar = |(key, (first, total)): (&'a str, (&Estimate, &Estimate))| Bar {
        key,
        called: results.facts.called(key).full,
        first: *first,
        total: *total,
    };
    let mut bars: Vec<Bar> = bars.map(bar).collect();
    bars.sort_by(|a, b| b.total.value.total_cmp(&a.total.value));
    bars.truncate(lying::MOST_ROWS);
    bars
}

pub(super) fn draw(results: &Results, look: &Look) -> Figure {
    let panels = lying::panels(results);
    let rows: Vec<Vec<Bar>> = panels.iter().map(|panel| bars(results, panel)).collect();
    let counts: Vec<usize> = rows.iter().map(|bars| bars.len().max(2)).collect();
    let title = super::title();
    let size = panels.first().map(size).unwrap_or_default();
    let what = say!(
        "variance-over-design",
        [size],
        "share of the outcome's variance over the design; whisker: 95\u{a0}% interval (bootstrap); {size}"
    );
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let mut page = Page::new(look, look.scaled(lying::room(&counts, ROW) + 30.0), &title, &subtitle);
    labels::legend(&mut page, &keys(look));
    let frames = lying::frames(&page, &counts, ROW);
    for ((panel, bars), frame) in panels.iter().zip(&rows).zip(frames) {
        draw_panel(&mut page, look, frame, panel, bars);
    }
    let said: String = panels.iter().zip(&rows).map(|(panel, bars)| tell(panel, bars)).collect();
    let caption = format!(
        "**{title}.** {} first-order (S1: what a key explains by itself) and total (ST: what it has a hand in, together with others) Sobol indices of the expected outcome over the ranges of the design, with 95\u{a0}% \
         intervals from a bootstrap over base samples and a jackknife over seeds; {size}.{said} The shares hold for these ranges: \
         a key that is varied little explains little. {}{}\n",
        results.facts.led(':'),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`, `sensitivity.csv`")
    );
    let alt = format!("Bar chart of sensitivity indices, two bars a key, {size}.{said}");
    let svg = page.finish(SENSITIVITY.name, &title, &alt);
    Figure::drawn(SENSITIVITY.name, title, svg, table(&panels, &rows), (caption, alt))
}

fn size(panel: &Panel) -> String {
    let (samples, n) = (panel.finding.samples, panel.finding.replicates);
    let told = words::runs(n);
    say!("base-samples", [samples, n, told], "{samples} base samples, {told} a point")
}

fn strokes(look: &Look) -> [Stroke; 2] {
    [look.theme.arm(0), look.theme.arm(5)].map(|colour| Stroke::new(colour, look.theme.line))
}

fn keys(look: &Look) -> Vec<Key> {
    let [first, total] = strokes(look);
    let key = |stroke, text: &str| Key { stroke, sample: Sample::Patch, text: text.to_owned() };
    vec![key(first, &say!("by-itself", "by itself")), key(total, &say!("with-others", "together with others"))]
}

fn draw_panel(page: &mut Page, look: &Look, frame: Frame, panel: &Panel, bars: &[Bar]) {
    let ends = |e: &Estimate| e.value + e.conf.unwrap_or(0.0);
    let top = bars.iter().flat_map(|bar| [ends(&bar.first), ends(&bar.total)]).fold(0.1, f64::max).min(1.5);
    let low = bars.iter().flat_map(|bar| [&bar.first, &bar.total]).map(|e| e.value - e.conf.unwrap_or(0.0));
    let low = low.fold(0.0, f64::min).max(-0.3);
    let mut x = axis::shares_between(low, top, &say!("share-of-variance", "Share of the variance"), 8);
    x.ends.1 = x.ends.1.max(top);
    let names: Vec<String> = bars.iter().map(|bar| axis::capital(&bar.called)).collect();
    let plane = lying::plane(page, frame, &panel.title(), &names, &x, page.theme.text * 4.0);
    if bars.is_empty() {
        curves::empty(
            page,
            plane.frame,
            &say!("does-not-vary", "The outcome does not vary more than runs of one point do."),
        );
    }
    for (row, bar) in bars.iter().enumerate() {
        draw_bar(page, look, &plane, bar, row);
    }
    let zero = plane.at(0.0, 0.0).0;
    page.line(&[(zero, plane.frame.top), (zero, plane.frame.bottom)], Stroke::new(look.theme.soft, 1.0));
}

fn draw_bar(page: &mut Page, look: &Look, plane: &Plane, bar: &Bar, row: usize) {
    page.group("bar");
    let (middle, thick) = (lying::middle(plane, row), look.scaled(14.0));
    let heights = [middle - thick * 0.56, middle + thick * 0.56];
    for ((estimate, height), stroke) in [bar.first, bar.total].iter().zip(heights).zip(strokes(look)) {
        lying::bar(page, plane, (0.0, estimate.value), height, thick, stroke);
        let conf = estimate.conf.unwrap_or(0.0);
        if conf > 0.0 {
            let fine = Stroke::new(look.theme.ink, 1.0);
            lying::whisker(page, plane, (estimate.value - conf, estimate.value + conf), height, fine);
        }
        let end = plane.at((estimate.value + conf).clamp(0.0, plane.x.1), 0.0).0;
        let look = page.quiet();
        page.text((end + 8.0, height), &percent(estimate.value), look);
    }
}

fn said(estimate: &Estimate) -> String {
    words::share_with_conf(estimate.value, estimate.conf)
}

fn tell(panel: &Panel, bars: &[Bar]) -> String {
    let Some(indices) = of(panel) else {
        return format!(
            " {}: it does not vary more than runs of one point do, so there is nothing to explain.",
            panel.title()
        );
    };
    let of = |bar: &Bar| format!("{} alone {}, with others {}", bar.called, said(&bar.first), said(&bar.total));
    let alone: f64 = indices.first.iter().map(|e| e.value).sum();
    let noise = match indices.noise {
        Some(noise) => format!(
            " Runs of one point differ as well: their variance is {} of what the keys make, and is taken off.",
            percent(noise / indices.variance)
        ),
        None => " With one run a point, what runs differ by cannot be told from what keys do: take more replicates."
            .to_owned(),
    };
    format!(
        " {}: {}. By themselves all keys explain {}.{noise}{}{}",
        panel.title(),
        bars.iter().map(of).collect::<Vec<_>>().join("; "),
        percent(alone),
        led(&more_samples(indices.samples, bars.iter().map(|bar| (bar.called.as_str(), &bar.total)))),
        lying::left_out(panel.finding, "base samples")
    )
}

fn table(panels: &[Panel], rows: &[Vec<Bar>]) -> Table {
    let mut table =
        Table::new(&["arm", "outcome", "parameter", "S1", "S1_conf", "ST", "ST_conf", "base_samples", "runs"]);
    for (panel, bars) in panels.iter().zip(rows) {
        for bar in bars {
            table.row(vec![
                panel.finding.arm.as_str().into(),
                panel.outcome.column.as_str().into(),
                bar.key.into(),
                bar.first.value.into(),
                bar.first.conf.unwrap_or(f64::NAN).into(),
                bar.total.value.into(),
                bar.total.conf.unwrap_or(f64::NAN).into(),
                panel.finding.samples.into(),
                panel.finding.replicates.into(),
            ]);
        }
    }
    table
}
