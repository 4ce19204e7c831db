//! `tornado`: how far an outcome moves when one key at a time goes from its first to its last value, widest swing on top.

use super::axis;
use super::input::Results;
use super::labels::{self, Key, Sample};
use super::lying::{self, Panel};
use super::page::{Frame, Hang, Page, Plane, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table};
use crate::experiment::sensitivity::{Key as Varied, Says, Swing};
use crate::experiment::statistics::{Estimate, Summary};
use crate::output::tables::told_ends;
use crate::output::tongue::{self, say};

/// Bars about the scenario as it is.
pub(super) const TORNADO: Chart = Chart {
    name: "tornado",
    made_of: MadeOf::Design,
    shows: "how far an outcome moves when one key at a time goes from low to high, with 95 % intervals, widest swing on top",
    needs: "a sweep with design \"oat\"",
    applies: |results| lying::applies(results, "oat"),
    usual: |_| true,
    draw,
};

const ROW: f64 = 44.0;

/// A key with what it does.
struct Bar<'a> {
    key: &'a str,
    called: String,
    ends: [String; 2],
    /// The same as a table writes it, and its unit.
    told: ([String; 2], String),
    swing: &'a Swing,
}

/// The keys of a panel, widest swing first.
fn bars<'a>(results: &'a Results, panel: &Panel<'a>) -> Vec<Bar<'a>> {
    let (Some(study), Says::Swings(swings, _)) = (&results.study, &panel.finding.says) else { return Vec::new() };
    let plain = |value: &str| value.trim_matches(['"', '\'']).to_owned();
    let bar = |(key, swing): (&'a Varied, &'a Swing)| Bar {
        key: &key.name,
        called: results.facts.called(&key.name).full,
        ends: [plain(&key.ends.0), plain(&key.ends.1)],
        told: told_ends(key),
        swing,
    };
    let mut bars: Vec<Bar> = study.keys.iter().zip(swings).map(bar).collect();
    bars.sort_by(|a, b| size(b).total_cmp(&size(a)));
    bars.truncate(lying::MOST_ROWS);
    bars
}

fn size(bar: &Bar) -> f64 {
    bar.swing.swing.mean.unwrap_or(0.0).abs()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let panels = lying::panels(results);
    let rows: Vec<Vec<Bar>> = panels.iter().map(|panel| bars(results, panel)).collect();
    let counts: Vec<usize> = rows.iter().map(Vec::len).collect();
    let runs = panels.first().map_or(0, |panel| panel.finding.replicates);
    let title = say!("title-tornado", "One key at a time");
    let interval = match runs {
        0 | 1 => words::one_run_no_interval(),
        _ => say!("whisker-of-change", "whisker: 95\u{a0}% interval of the change"),
    };
    let subtitle = {
        let (n, told) = (runs, words::runs(runs));
        let what = say!(
            "first-and-last-value",
            [n, told, interval],
            "mean outcome at the first and last value of each key, all others as in the scenario; {interval}; {told} a point"
        );
        format!("{} {what}", words::led(results, ':'))
    };
    let mut page = Page::new(look, look.scaled(lying::room(&counts, ROW) + 30.0), &title, &subtitle);
    labels::legend(&mut page, &keys(look));
    let frames = lying::frames(&page, &counts, ROW);
    for ((panel, bars), frame) in panels.iter().zip(&rows).zip(frames) {
        draw_panel(&mut page, look, frame, panel, bars);
    }
    let said: String = panels.iter().zip(&rows).map(|(panel, bars)| tell(panel, bars)).collect();
    let caption = format!(
        "**{title}.** {} mean over {} at the first and at the last value of each key, all other keys as in the scenario; \
         {interval}, taken within replicates, which share their chance.{said} Each bar holds only where the others stand: what \
         keys do together is not shown. {}{}\n",
        results.facts.led(':'),
        words::runs(runs),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`, `sensitivity.csv`")
    );
    let alt = format!("Tornado chart, one bar a key, {} a point.{said}", words::runs(runs));
    let svg = page.finish(TORNADO.name, &title, &alt);
    Figure::drawn(TORNADO.name, title, svg, table(&panels, &rows), (caption, alt))
}

fn colours(look: &Look) -> [Stroke; 2] {
    [look.theme.arm(5), look.theme.arm(0)].map(|colour| Stroke::new(colour, look.theme.line))
}

fn keys(look: &Look) -> Vec<Key> {
    let [low, high] = colours(look);
    let key = |stroke, text: &str| Key { stroke, sample: Sample::Patch, text: text.to_owned() };
    let own = Key {
        stroke: Stroke::new(look.theme.soft, 1.0),
        sample: Sample::Line,
        text: say!("as-it-is", "the scenario as it is"),
    };
    vec![key(low, &say!("at-first", "at the first value")), key(high, &say!("at-last", "at the last value")), own]
}

fn draw_panel(page: &mut Page, look: &Look, frame: Frame, panel: &Panel, bars: &[Bar]) {
    let own = own(bars);
    let reach = |swing: &Swing| [&swing.from_own_low, &swing.from_own_high].map(|s| ends(s, own));
    let all: Vec<f64> =
        bars.iter().flat_map(|bar| reach(bar.swing)).flat_map(|e| [e.low, e.high]).chain([own]).collect();
    let (low, high) = all.iter().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
    let wide = (high - low).max(1e-9);
    // Room for the values that are written beyond the ends of the bars.
    let (low, high) = (low - wide * 0.14, high + wide * 0.14);
    let x = match panel.outcome.share {
        true => axis::shares_between(low.max(0.0), high.min(1.0), &panel.outcome.title, 7),
        false if panel.outcome.signed => axis::amounts(low, high, &panel.outcome.title, 7),
        false => axis::amounts(low.max(0.0), high, &panel.outcome.title, 7),
    };
    let names: Vec<String> = bars.iter().map(|bar| axis::capital(&bar.called)).collect();
    let heading = panel.arm.map(|arm| say!("arm-named", [arm], "Arm {arm}")).unwrap_or_default();
    let plane = lying::plane(page, frame, &heading, &names, &x, page.theme.text);
    for (row, bar) in bars.iter().enumerate() {
        draw_bar(page, look, &plane, bar, row, own);
    }
    page.group("own");
    let at = plane.at(own, 0.0).0;
    page.line(&[(at, plane.frame.top), (at, plane.frame.bottom)], Stroke::new(look.theme.soft, 1.0));
}

/// The outcome of the scenario as it is.
fn own(bars: &[Bar]) -> f64 {
    let first = bars.first().and_then(|bar| Some(bar.swing.low.mean? - bar.swing.from_own_low.mean?));
    first.unwrap_or(0.0)
}

/// A change as a place on the axis.
fn ends(change: &Summary, own: f64) -> Estimate {
    let mean = change.mean.unwrap_or(0.0);
    let (low, high) = change.interval.unwrap_or((mean, mean));
    Estimate { mean: own + mean, low: own + low, high: own + high, n: change.n }
}

fn draw_bar(page: &mut Page, look: &Look, plane: &Plane, bar: &Bar, row: usize, own: f64) {
    page.group("bar");
    let middle = lying::middle(plane, row);
    let thick = look.scaled(20.0);
    let changes = [&bar.swing.from_own_low, &bar.swing.from_own_high].map(|change| ends(change, own));
    let same = (changes[0].mean - own) * (changes[1].mean - own) > 0.0;
    for (i, (change, stroke)) in changes.iter().zip(colours(look)).enumerate() {
        // Two ends on the same side lie one above the other.
        let (height, thick) = match (same, i) {
            (false, _) => (middle, thick),
            (true, 0) => (middle - thick * 0.27, thick * 0.54),
            (true, _) => (middle + thick * 0.27, thick * 0.54),
        };
        lying::bar(page, plane, (own, change.mean), height, thick, stroke);
        if change.high > change.low {
            lying::whisker(page, plane, (change.low, change.high), height, Stroke::new(look.theme.ink, 1.0));
        }
        let left = change.mean < own || (change.mean == own && changes[1 - i].mean > own);
        // Beyond everything of the row on that side, unless both ends are on it, each with its own bar.
        let beside = if same { std::slice::from_ref(change) } else { &changes[..] };
        let end = match left {
            true => beside.iter().map(|c| c.low.min(c.mean)).fold(own, f64::min),
            false => beside.iter().map(|c| c.high.max(c.mean)).fold(own, f64::max),
        };
        let at = plane.at(end.clamp(plane.x.0, plane.x.1), 0.0).0 + if left { -6.0 } else { 6.0 };
        let hang = if left { Hang::Right } else { Hang::Left };
        let size = if same { page.theme.text * 0.85 } else { page.theme.text };
        let ink = Type { hang, size, colour: page.theme.soft, ..page.label() };
        page.text((at, height), &tongue::written(&bar.ends[i]), ink);
    }
}

/// The widest swings in words.
fn tell(panel: &Panel, bars: &[Bar]) -> String {
    let outcome = &panel.outcome;
    let (factor, unit) = if outcome.share { (100.0, "percentage points") } else { (1.0, outcome.unit.as_str()) };
    let of = |bar: &Bar| {
        let s = &bar.swing.swing;
        let mean = s.mean.unwrap_or(0.0);
        let (low, high) = s.interval.unwrap_or((mean, mean));
        let change = match s.n {
            1 => format!("{} {unit}, one run", axis::short(mean * factor)),
            n => words::interval(Estimate { mean, low, high, n }, factor, unit),
        };
        let clear = if s.n > 1 && low <= 0.0 && high >= 0.0 { ", not distinguishable from none" } else { "" };
        let bent = match bar.swing.beyond {
            Some((low, high)) => {
                format!("; values between go beyond its ends, {} to {}", outcome.say(low), outcome.say(high))
            }
            None => String::new(),
        };
        format!(" {} from {} to {}: {change}{clear}{bent}.", axis::capital(&bar.called), bar.ends[0], bar.ends[1])
    };
    format!(" {}:{}", panel.title(), bars.iter().map(of).collect::<String>())
}

fn table(panels: &[Panel], rows: &[Vec<Bar>]) -> Table {
    let mut table = Table::new(&[
        "arm",
        "outcome",
        "parameter",
        "end",
        "value",
        "value_unit",
        "runs",
        "mean",
        "change",
        "change_ci_low",
        "change_ci_high",
    ]);
    for (panel, bars) in panels.iter().zip(rows) {
        for bar in bars {
            let (ends, unit) = &bar.told;
            let swing = bar.swing;
            let both = [(&swing.low, &swing.from_own_low), (&swing.high, &swing.from_own_high)];
            for (i, (level, change)) in both.into_iter().enumerate() {
                let (low, high) = change.interval.unwrap_or((f64::NAN, f64::NAN));
                table.row(vec![
                    panel.finding.arm.as_str().into(),
                    panel.outcome.column.as_str().into(),
                    bar.key.into(),
                    ["first", "last"][i].into(),
                    ends[i].as_str().into(),
                    unit.as_str().into(),
                    level.n.into(),
                    level.mean.unwrap_or(f64::NAN).into(),
                    change.mean.unwrap_or(f64::NAN).into(),
                    low.into(),
                    high.into(),
                ]);
            }
        }
    }
    table
}
