//! The two charts of a fit: what was known of each key before and after, and what was observed beside runs of the posterior.

use super::Fit;
use super::words::{short_alt, within};
use crate::output::chart::axis::{self, Axis, Bare, short};
use crate::output::chart::page::{Frame, Hang, Page, Stroke, Type, rows_of};
use crate::output::chart::{Figure, Look, Table};
use crate::results::number::number;

/// Bins of a panel.
const BINS: usize = 24;

/// A panel: bars that are shown, steps that they are compared with, a place that is marked.
struct Panel {
    title: String,
    /// Ends of the axis; of ratios as logarithms.
    ends: (f64, f64),
    /// Whether the axis is one of ratios.
    log: bool,
    /// Shares a bin.
    bars: Vec<f64>,
    /// The same before; empty: none.
    steps: Vec<f64>,
    mark: Option<f64>,
}

/// Shares of weighed values in bins between two ends.
fn binned(values: impl Iterator<Item = (f64, f64)>, (low, high): (f64, f64)) -> Vec<f64> {
    let mut bins = vec![0.0; BINS];
    for (value, weight) in values {
        let place = (value - low) / (high - low) * BINS as f64;
        // A value at an end may lie a rounding error beyond it.
        if (-1e-6..BINS as f64 + 1e-6).contains(&place) {
            bins[(place.max(0.0) as usize).min(BINS - 1)] += weight;
        }
    }
    bins
}

pub(super) fn posterior(fit: &Fit, look: &Look) -> Figure {
    let panel = |(place, prior): (usize, &super::Prior)| {
        let log = prior.is_log();
        let shown = |value: f64| if log { value.ln() } else { value };
        let ends = (shown(prior.ends().0), shown(prior.ends().1));
        let even = 1.0 / fit.table.draws.len() as f64;
        let unit = if prior.unit.is_empty() { String::new() } else { format!(" [{}]", prior.unit) };
        Panel {
            title: format!("{}{unit}", prior.key),
            ends,
            log,
            bars: binned(fit.draws.iter().map(|draw| (shown(prior.value(draw.at[place])), draw.weight)), ends),
            steps: binned(fit.table.draws.iter().map(|draw| (shown(prior.value(draw[place])), even)), ends),
            mark: Some(fit.parameters[place].median),
        }
    };
    let panels: Vec<Panel> = fit.priors.iter().enumerate().map(panel).collect();
    let said = fit.sentences().join(" ").replace('`', "");
    let further = fit.refined.as_ref().map_or(0, |refined| refined.table.draws.len() - fit.table.draws.len());
    let further = if further > 0 { format!(" and {further} nearer to the data") } else { String::new() };
    let heads = Heads {
        name: "posterior",
        title: "What fits what was observed",
        subtitle: format!(
            "{}. Bars: after; grey line: before (prior); dashed: median. {} draws{further}",
            fit.title,
            fit.table.draws.len()
        ),
        alt: short_alt(fit),
        caption: said,
    };
    draw(look, heads, &panels)
}

pub(super) fn predictions(fit: &Fit, look: &Look) -> Figure {
    let panel = |prediction: &super::Prediction| {
        let all = prediction.values.iter().copied().chain([prediction.statistic.target]);
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        let ends = if high > low { (low, high + (high - low) * 1e-9) } else { (low - 0.5, low + 0.5) };
        let even = 1.0 / prediction.values.len().max(1) as f64;
        Panel {
            title: prediction.statistic.name.clone(),
            ends,
            log: false,
            bars: binned(prediction.values.iter().map(|value| (*value, even)), ends),
            steps: Vec::new(),
            mark: Some(prediction.statistic.target),
        }
    };
    let panels: Vec<Panel> = fit.predictions.iter().map(panel).collect();
    let tell = |one: &super::Prediction| {
        let part = crate::output::chart::axis::percent(one.below);
        format!("{}: observed {}, {part} of the runs lie below it", one.statistic.name, short(one.statistic.target))
    };
    let runs = fit.predictions.first().map_or(0, |prediction| prediction.values.len());
    let each: Vec<String> = fit.predictions.iter().map(tell).collect();
    let told = each.join("; ");
    let each = each.into_iter().map(|one| one + ".").collect();
    let heads = Heads {
        name: "prediction",
        title: "What was observed beside what the fit expects",
        subtitle: format!("{}. Bars: {runs} runs of the posterior; dashed: observed", fit.title),
        alt: within(format!("Histograms of {runs} runs of the posterior with what was observed."), each),
        caption: format!("{told}. A run that comes to just what was observed counts half."),
    };
    draw(look, heads, &panels)
}

struct Heads {
    name: &'static str,
    title: &'static str,
    subtitle: String,
    caption: String,
    alt: String,
}

fn draw(look: &Look, heads: Heads, panels: &[Panel]) -> Figure {
    let rows = rows_of(panels.len(), look);
    let columns = panels.len().div_ceil(rows).max(1);
    let room = look.scaled(250.0) * rows as f64;
    let mut page = Page::new(look, room, heads.title, &heads.subtitle);
    let cells = page.body.cells(rows, columns, (look.scaled(18.0), look.scaled(10.0)));
    for (panel, frame) in panels.iter().zip(cells) {
        draw_panel(&mut page, look, frame, panel);
    }
    let svg = page.finish(heads.name, heads.title, &heads.alt);
    let caption = format!("**{}.** {}\n", heads.title, heads.caption);
    let title = heads.title.to_owned();
    Figure::drawn(heads.name, title, svg, table(panels), (caption, heads.alt))
}

fn draw_panel(page: &mut Page, look: &Look, frame: Frame, panel: &Panel) {
    let high = panel.bars.iter().chain(&panel.steps).fold(1e-9_f64, |high, share| high.max(*share)) * 100.0;
    let x = if panel.log { ratios(panel) } else { axis::amounts(panel.ends.0, panel.ends.1, &panel.title, 5) };
    let y = axis::amounts(0.0, high * 1.05, "share [%]", 4);
    let plane = axis::draw(page, frame, &x, &y, Bare::default());
    let (low, step) = (panel.ends.0, (panel.ends.1 - panel.ends.0) / BINS as f64);
    page.group("bars");
    for (bin, share) in panel.bars.iter().enumerate().filter(|(_, share)| **share > 0.0) {
        let from = plane.at(low + bin as f64 * step, share * 100.0);
        let to = plane.at(low + (bin + 1) as f64 * step, 0.0);
        page.fill(Frame::new(from.0, from.1, (to.0 - 1.0).max(from.0 + 0.5), to.1), look.theme.arm(0), 0.85);
    }
    if !panel.steps.is_empty() {
        page.group("before");
        let corner = |(bin, share): (usize, &f64)| {
            [(low + bin as f64 * step, share * 100.0), (low + (bin + 1) as f64 * step, share * 100.0)]
        };
        let path: Vec<(f64, f64)> = panel.steps.iter().enumerate().flat_map(corner).collect();
        plane.curve(&path, Stroke::new(look.theme.grey, look.theme.line));
    }
    if let Some(mark) = panel.mark {
        page.group("mark");
        let place = if panel.log { mark.ln() } else { mark };
        plane.curve(&[(place, 0.0), (place, high * 1.05)], Stroke::new(look.theme.ink, look.theme.line).dashed());
        let at = plane.at(place, high * 1.05);
        let middle = (frame.left + frame.right) / 2.0;
        let (hang, off) = if at.0 > middle { (Hang::Right, -5.0) } else { (Hang::Left, 5.0) };
        page.halo(true);
        let label = Type { hang, ..page.label() };
        page.text((at.0 + off, at.1 + look.theme.text * 0.8), &short(mark), label);
        page.halo(false);
    }
}

/// An axis of ratios: its ticks are round numbers.
fn ratios(panel: &Panel) -> Axis {
    let (low, high) = panel.ends;
    let decades = (high - low) / std::f64::consts::LN_10;
    let steps: &[f64] = if decades > 2.5 { &[1.0] } else { &[1.0, 2.0, 5.0] };
    let powers = ((low / std::f64::consts::LN_10).floor() as i32)..=((high / std::f64::consts::LN_10).ceil() as i32);
    let round = powers.flat_map(|power| steps.iter().map(move |step| step * 10f64.powi(power)));
    let inside = round.filter(|value| (low - 1e-9..=high + 1e-9).contains(&value.ln()));
    let ticks = inside.map(|value| (value.ln(), short(value))).collect();
    Axis { ends: panel.ends, ticks, title: panel.title.clone(), ..Axis::default() }
}

fn table(panels: &[Panel]) -> Table {
    let mut table = Table::new(&["panel", "from", "to", "share", "share_before", "mark"]);
    for panel in panels {
        let step = (panel.ends.1 - panel.ends.0) / BINS as f64;
        for (bin, share) in panel.bars.iter().enumerate() {
            let told = |value: f64| if panel.log { value.exp() } else { value };
            let from = panel.ends.0 + bin as f64 * step;
            table.row(vec![
                panel.title.as_str().into(),
                told(from).into(),
                told(from + step).into(),
                (*share).into(),
                panel.steps.get(bin).copied().unwrap_or(f64::NAN).into(),
                panel.mark.map(number).unwrap_or_default().into(),
            ]);
        }
    }
    table
}
