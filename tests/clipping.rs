//! No text of a shipped scenario's charts is cut or lies on another, in any theme, from a telephone to a poster.

use catching::output::chart::fit::{misplaced, texts};
use catching::output::chart::theme::{DARK, PRINT, SLIDES, Theme, WEB};
use catching::output::chart::{self, Look, Paper, Results, figure};
use catching::scenario::LIBRARY;
use catching::study::Study;
use std::num::NonZeroUsize;
use std::sync::Mutex;

/// Of the narrowest telephone, a column, a page, a screen, a poster.
const WIDTHS: [f64; 5] = [320.0, 600.0, 800.0, 1200.0, 2000.0];

/// Sizes that have a name, and a low one for a post.
const SIZES: [&str; 5] = ["column", "page", "slide", "social", "1200x630px"];

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

/// The looks in which every chart is measured, with what they are called.
fn looks() -> Vec<(String, Look)> {
    let wide = |theme: &Theme, width: f64| (format!("{} {width}", theme.name), Look { width, ..Look::of(theme) });
    let web = WIDTHS.map(|width| wide(&WEB, width));
    // The letters of slides are half as large again: alone they are not for narrow columns.
    let slides = [800.0, 1120.0, 2000.0].map(|width| wide(&SLIDES, width));
    let sized =
        |theme: &Theme, size: &str| (format!("{} {size}", theme.name), Look::of(theme).on(Paper::read(size).unwrap()));
    let sizes = SIZES.map(|size| sized(&WEB, size));
    web.into_iter().chain(slides).chain(sizes).chain([sized(&SLIDES, "slide")]).collect()
}

fn faults(name: &str) -> Vec<String> {
    let results = results(name);
    let mut wrong = Vec::new();
    for (place, chart) in chart::CHARTS.iter().filter(|chart| (chart.applies)(&results)).enumerate() {
        let svg = |look: &Look| figure(chart, &results, look).svg;
        for (called, look) in looks() {
            let faults = misplaced(&svg(&look)).into_iter();
            wrong.extend(faults.map(|fault| format!("{name} {} {called}: {fault}", chart.name)));
        }
        // Print and dark have the letters of the web, each at the same place: what is right of one is right of all. One chart of each
        // scenario holds that.
        for theme in [&PRINT, &DARK].into_iter().filter(|_| place == 0) {
            let narrow = |theme: &Theme| texts(&svg(&Look { width: 600.0, ..Look::of(theme) }));
            if narrow(theme) != narrow(&WEB) {
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
