//! Morris effects: one dot a key, mean size across, spread upwards.

use super::SENSITIVITY;
use crate::experiment::sensitivity::{Effects, Says};
use crate::output::chart::axis::{self, Bare};
use crate::output::chart::input::Results;
use crate::output::chart::lying::{self, Panel};
use crate::output::chart::outcomes::Outcome;
use crate::output::chart::page::{Frame, Hang, Page, Plane, Stroke, Type};
use crate::output::chart::{Figure, Look, Table, curves, labels, words};
use crate::output::tongue::say;

/// A key with its effects.
struct Dot<'a> {
    key: &'a str,
    called: String,
    effects: Effects,
}

/// The keys of a panel, largest effects first.
fn dots<'a>(results: &'a Results, panel: &Panel<'a>) -> Vec<Dot<'a>> {
    let (Some(study), Says::Effects(effects, _)) = (&results.study, &panel.finding.says) else { return Vec::new() };
    let names = study.keys.iter().map(|key| key.name.as_str());
    let dot =
        |(key, effects): (&'a str, &Effects)| Dot { key, called: results.facts.called(key).full, effects: *effects };
    let mut dots: Vec<Dot> = names.zip(effects).map(dot).collect();
    dots.sort_by(|a, b| b.effects.mu_star.value.total_cmp(&a.effects.mu_star.value));
    dots
}

pub(super) fn draw(results: &Results, look: &Look) -> Figure {
    let panels = lying::panels(results);
    let rows: Vec<Vec<Dot>> = panels.iter().map(|panel| dots(results, panel)).collect();
    let title = super::title();
    let size = panels.first().map(size).unwrap_or_default();
    let what = say!(
        "across-its-range",
        [size],
        "effect of moving a key across its whole range; whisker: 95\u{a0}% interval (bootstrap); {size}"
    );
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let high = 330.0 * panels.len().max(1) as f64;
    let mut page = Page::new(look, look.scaled(high + 20.0), &title, &subtitle);
    let cells = page.body.cells(panels.len().max(1), 1, (0.0, look.scaled(14.0)));
    for ((panel, dots), frame) in panels.iter().zip(&rows).zip(cells) {
        draw_panel(&mut page, look, frame, panel, dots);
    }
    let said: String = panels.iter().zip(&rows).map(|(panel, dots)| tell(panel, dots)).collect();
    let caption = format!(
        "**{title}.** {} Morris effects, scaled to the whole range of each key (across: their mean size, mu_star; upwards: their spread, sigma); 95\u{a0}% intervals from a bootstrap over walks \
         and a jackknife over seeds; {size}.{said} Above the dashed line a key's effect depends more on where the other keys (or \
         it itself) stand than it is large on average. The sizes hold for these ranges. {}{}\n",
        results.facts.led(':'),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`, `sensitivity.csv`")
    );
    let alt = format!("Dots, one a key: mean size of its effect across, spread of its effect upwards, {size}.{said}");
    let svg = page.finish(SENSITIVITY.name, &title, &alt);
    Figure::drawn(SENSITIVITY.name, title, svg, table(&panels, &rows), (caption, alt))
}

fn size(panel: &Panel) -> String {
    let (samples, n) = (panel.finding.samples, panel.finding.replicates);
    let told = words::runs(n);
    say!("walks", [samples, n, told], "{samples} walks, {told} a point")
}

/// The factor and the unit in which effects are spoken of.
fn measure(outcome: &Outcome) -> (f64, &str) {
    if outcome.share { (100.0, "percentage points") } else { (1.0, &outcome.unit) }
}

fn draw_panel(page: &mut Page, look: &Look, frame: Frame, panel: &Panel, dots: &[Dot]) {
    let (factor, unit) = measure(&panel.outcome);
    let unit = if unit.is_empty() { String::new() } else { format!(" [{}]", axis::unit_alone(unit)) };
    let right = |dot: &Dot| (dot.effects.mu_star.value + dot.effects.mu_star.conf.unwrap_or(0.0)) * factor;
    let wide = dots.iter().map(right).fold(1e-9, f64::max) * 1.06;
    let high = dots.iter().map(|dot| dot.effects.sigma.value * factor).fold(wide * 0.4, f64::max) * 1.06;
    let x = axis::amounts(0.0, wide, &say!("mean-size", [unit], "Mean size of the effect{unit}"), 8);
    let y = axis::amounts(
        0.0,
        high,
        &say!("spread-of-effect", [what = panel.title(), unit], "{what}: spread of the effect{unit}"),
        6,
    );
    let plane = axis::draw(page, frame.inset(0.0, 0.0, page.theme.text * 2.0, 0.0), &x, &y, Bare::default());
    if dots.is_empty() {
        curves::empty(page, plane.frame, &say!("outcome-same", "The outcome is the same in every run."));
    }
    guides(page, look, &plane, dots, factor);
    let mut marks: Vec<((f64, f64), f64, String)> = Vec::new();
    for dot in dots {
        let effects = dot.effects;
        let (across, up) = (effects.mu_star.value * factor, effects.sigma.value * factor);
        let (at, radius) = (plane.at(across, up), page.theme.text * 0.34);
        page.group("dot");
        let conf = effects.mu_star.conf.unwrap_or(0.0) * factor;
        lying::whisker(
            page,
            &plane,
            ((across - conf).max(0.0), across + conf),
            at.1,
            // Of the dot's colour: names keep clear of it.
            Stroke::new(look.theme.arm(0), 1.0),
        );
        page.dot(at, radius, look.theme.arm(0));
        marks.push((at, radius, dot.called.clone()));
    }
    name(page, &plane, &marks);
}

/// Every dot has its name: beside it, or where others leave room, joined to it by a fine line.
fn name(page: &mut Page, plane: &Plane, marks: &[((f64, f64), f64, String)]) {
    page.group("labels");
    let look = page.label();
    page.halo(true);
    labels::call_out(page, marks, plane.frame, look, labels::Crowded::Overlap);
    page.halo(false);
}

/// Where spread and size are equal, and where noise alone would put a key.
fn guides(page: &mut Page, look: &Look, plane: &Plane, dots: &[Dot], factor: f64) {
    page.group("guides");
    let end = plane.x.1.min(plane.y.1);
    plane.curve(&[(0.0, 0.0), (end, end)], Stroke::new(look.theme.soft, 1.0).dashed());
    let floor = dots.iter().filter_map(|dot| dot.effects.floor).fold(0.0, f64::max) * factor;
    if floor > 0.0 {
        plane.band(&[(0.0, 0.0), (floor, 0.0)], &[(0.0, plane.y.1), (floor, plane.y.1)], look.theme.grey, 0.14);
        let at = plane.at(floor, plane.y.1);
        let quiet = Type { hang: Hang::Left, ..page.quiet() };
        page.text((at.0 + 4.0, at.1 + page.theme.text * 0.9), &say!("chance-alone", "chance alone: up to here"), quiet);
    }
}

fn tell(panel: &Panel, dots: &[Dot]) -> String {
    let (factor, unit) = measure(&panel.outcome);
    let space = if unit.is_empty() { "" } else { " " };
    let of = |dot: &Dot| {
        let Effects { mu, mu_star, sigma, floor } = dot.effects;
        let conf = mu_star.conf.map(|conf| format!(" ± {}", axis::short(conf * factor))).unwrap_or_default();
        let nothing =
            if floor.is_some_and(|floor| mu_star.value <= 1.5 * floor) { ", no more than chance" } else { "" };
        let sign = if mu.value < 0.0 { "downwards" } else { "upwards" };
        format!(
            "{} {}{conf}{space}{unit} ({sign} on average by {}, spread {}){nothing}",
            dot.called,
            axis::short(mu_star.value * factor),
            axis::short(mu.value.abs() * factor),
            axis::short(sigma.value * factor)
        )
    };
    if dots.is_empty() {
        return format!(" {}: it is the same in every run.", panel.title());
    }
    let all: Vec<String> = dots.iter().map(of).collect();
    format!(" {}: {}.{}", panel.title(), all.join("; "), lying::left_out(panel.finding, "walks"))
}

fn table(panels: &[Panel], rows: &[Vec<Dot>]) -> Table {
    let columns =
        ["arm", "outcome", "parameter", "mu", "mu_star", "mu_star_conf", "sigma", "noise_floor", "walks", "runs"];
    let mut table = Table::new(&columns);
    for (panel, dots) in panels.iter().zip(rows) {
        for dot in dots {
            let e = dot.effects;
            table.row(vec![
                panel.finding.arm.as_str().into(),
                panel.outcome.column.as_str().into(),
                dot.key.into(),
                e.mu.value.into(),
                e.mu_star.value.into(),
                e.mu_star.conf.unwrap_or(f64::NAN).into(),
                e.sigma.value.into(),
                e.floor.unwrap_or(f64::NAN).into(),
                panel.finding.samples.into(),
                panel.finding.replicates.into(),
            ]);
        }
    }
    table
}
