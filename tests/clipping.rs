//! No text of a shipped scenario's charts is cut or lies on another, in any theme, from a telephone to a poster.

use crate::chart::{misplaced, texts};
use catching::output::chart::theme::{DARK, PRINT, SLIDES, Theme, WEB};
use catching::output::chart::{self, Look, Results, figure};
use catching::scenario::LIBRARY;
use catching::study::Study;
use std::num::NonZeroUsize;
use std::sync::Mutex;

/// Of a telephone, a column, a page, a screen, a poster.
const WIDTHS: [f64; 5] = [360.0, 480.0, 600.0, 800.0, 1600.0];

/// Long scenarios, cut short: their charts have the same words.
const SHORTER: [(&str, &str); 4] = [
    ("cheerful-minority", "30 min"),
    ("disconnected-pupil", "2 h"),
    ("face-to-face-vs-feed", "1 day"),
    ("selection-or-influence", "1 year"),
];

/// What comes of a scenario that is run twice.
fn results(name: &str) -> Results {
    let study = Study::shipped(name).unwrap().set("replicates", 2).unwrap().threads(NonZeroUsize::MIN);
    let study = match SHORTER.iter().find(|(long, _)| *long == name) {
        Some((_, duration)) => study.set("duration", *duration).unwrap(),
        None => study,
    };
    study.run(&mut ()).unwrap().data().clone()
}

fn faults(name: &str) -> Vec<String> {
    let results = results(name);
    let svg = |chart: &chart::Chart, theme: &Theme, width: f64| {
        figure(chart, &results, &Look { width, ..Look::of(theme) }).svg
    };
    let mut wrong = Vec::new();
    for (place, chart) in chart::usual(&results).into_iter().enumerate() {
        // The letters of slides are half as large again: they are not for narrow columns.
        let web = WIDTHS.map(|width| (&WEB, width));
        for (theme, width) in web.into_iter().chain([(&SLIDES, WIDTHS[3]), (&SLIDES, WIDTHS[4])]) {
            let faults = misplaced(&svg(chart, theme, width), width).into_iter();
            wrong.extend(faults.map(|fault| format!("{name} {} {} {width}: {fault}", chart.name, theme.name)));
        }
        // Print and dark have the letters of the web, each at the same place: what is right of one is right of all. One chart of each
        // scenario holds that.
        for theme in [&PRINT, &DARK].into_iter().filter(|_| place == 0) {
            if texts(&svg(chart, theme, 600.0)) != texts(&svg(chart, &WEB, 600.0)) {
                wrong.push(format!(
                    "{name} {}: the texts of {} are not where those of the web are",
                    chart.name, theme.name
                ));
            }
        }
    }
    wrong
}

#[test]
fn no_shipped_scenario_has_a_chart_whose_texts_are_cut_or_lie_on_each_other() {
    let (names, wrong) = (Mutex::new(LIBRARY.iter()), Mutex::new(Vec::new()));
    let work = || {
        while let Some(shipped) = { names.lock().unwrap().next() } {
            let faults = faults(shipped.name);
            wrong.lock().unwrap().extend(faults);
        }
    };
    std::thread::scope(|scope| (0..2).for_each(|_| drop(scope.spawn(work))));
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}
