//! Charts keep their word: numbers, claims, labels, bytes.

use catching::output::chart::theme::{DARK, PRINT, SLIDES, THEMES, Theme, WEB};
use catching::output::chart::{CHARTS, Figure, Look, Results, figure, picture};

use crate::chart_samples::*;
use catching::output::chart::fit::misplaced;

fn draw(name: &str, results: &Results, theme: &Theme) -> Figure {
    let chart = CHARTS.iter().find(|c| c.name == name).unwrap();
    figure(chart, results, &Look::of(theme))
}

/// Small versions of everything that charts must cope with.
fn samples() -> Vec<(&'static str, Results)> {
    let few = |plan: Plan, replicates: u32| Plan { replicates, samples: plan.samples.min(61), ..plan };
    vec![
        ("lecture", play(&few(lecture(1), 4))),
        ("village", play(&few(village(40), 6))),
        ("club", play(&few(club(), 3))),
        ("applause", play(&few(applause(), 12))),
        ("ladder", play(&few(ladder(), 40))),
        ("track", play(&few(laugh_track(), 20))),
        ("groups", play(&few(groups(), 10))),
        ("three", play(&few(three_expressions(), 3))),
        ("eight", play(&few(eight_arms(), 2))),
        ("nothing", play(&few(nothing(), 3))),
        ("once", play(&few(once(), 1))),
        ("sobol", study("sobol")),
        ("morris", study("morris")),
        ("oat", study("oat")),
        ("variance", study("variance")),
        ("factions", play(&Plan { blocks: (0..40).map(|i| i % 3).collect(), ..few(village(40), 3) })),
        ("tables", play(&Plan { blocks: (0..200).map(|i| i / 10).collect(), ..few(lecture(1), 2) })),
        ("feeling", feeling(play(&few(lecture(6), 6)))),
        ("drawn", drawn(40, 0.4)),
    ]
}

/// Draws everything into the folder that `LOOK` names, for a person to judge; `ONLY` picks by name.
#[test]
#[ignore = "draws pictures for a person to look at"]
fn pictures_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var("LOOK").unwrap_or_else(|_| "target/look".into()));
    std::fs::create_dir_all(&folder).unwrap();
    let only = std::env::var("ONLY").unwrap_or_default();
    for (label, results) in samples() {
        for chart in CHARTS.iter().filter(|c| (c.applies)(&results)) {
            for theme in THEMES {
                let name = format!("{label}-{}-{}", chart.name, theme.name);
                if only.split(',').any(|part| name.contains(part)) {
                    let figure = figure(chart, &results, &Look::of(theme));
                    std::fs::write(folder.join(format!("{name}.svg")), &figure.svg).unwrap();
                    std::fs::write(folder.join(format!("{name}.png")), picture::png(&figure.svg).unwrap()).unwrap();
                }
            }
        }
    }
}

#[test]
fn every_chart_draws_whatever_comes_and_says_what_it_shows() {
    for (label, results) in samples() {
        for chart in CHARTS.iter().filter(|c| (c.applies)(&results)) {
            let figure = figure(chart, &results, &Look::of(&WEB));
            let whose = format!("{label} {}", chart.name);
            for text in [&figure.svg, &figure.caption, &figure.alt, &figure.table.csv().to_owned()] {
                assert!(!text.contains("NaN") && !text.contains(" inf"), "{whose}: {text:.300}");
            }
            assert!(figure.caption.contains("seed 1"), "{whose} names no source: {}", figure.caption);
            assert!(figure.caption.contains("run"), "{whose} does not say how many runs: {}", figure.caption);
            assert!((40..=250).contains(&figure.alt.chars().count()), "{whose}: {}", figure.alt);
            let words = figure.short.split_whitespace().count();
            assert!((5..=45).contains(&words), "{whose}: {words} words to print: {}", figure.short);
            assert!(figure.svg.contains("role=\"img\"") && figure.svg.contains("<desc"), "{whose}");
        }
    }
}

#[test]
fn a_result_without_any_row_draws_nothing_that_panics() {
    let empty = Results { facts: lecture(1).facts, ..Results::default() };
    for chart in CHARTS {
        if (chart.applies)(&empty) {
            figure(chart, &empty, &Look::of(&WEB));
        }
    }
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let results = play(&Plan { replicates: 3, ..lecture(3) });
    for chart in CHARTS.iter().filter(|c| (c.applies)(&results)) {
        let [once, twice] = [0; 2].map(|_| figure(chart, &results, &Look::of(&WEB)));
        assert!(once == twice, "{}", chart.name);
    }
    let svg = draw("reach", &results, &WEB).svg;
    assert_eq!(picture::png(&svg).unwrap(), picture::png(&svg).unwrap());
}

#[test]
fn a_png_has_two_device_pixels_for_each_pixel_of_its_svg() {
    let figure = draw("reach", &play(&once()), &SLIDES);
    let bytes = picture::png(&figure.svg).unwrap();
    let info = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let height: f64 = attribute(&figure.svg, "height").unwrap().parse().unwrap();
    assert_eq!((info.info().width, info.info().height), (2 * 1120, (2.0 * height) as u32));
}

/// An attribute of an element.
pub(crate) fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let from = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[from..].split('"').next()
}

/// From a telephone to a poster. Slides have larger letters and are never shown on a telephone; print and dark have the letters of the
/// web, so that a few widths are enough.
fn looks() -> Vec<(&'static Theme, f64)> {
    let web = [320.0, 480.0, 640.0, 1200.0, 2000.0].map(|width| (&WEB, width));
    let slides = [480.0, 1120.0, 2000.0].map(|width| (&SLIDES, width));
    web.into_iter().chain(slides).chain([(&PRINT, 320.0), (&DARK, 480.0)]).collect()
}

#[test]
fn no_label_lies_on_another_or_leaves_the_sheet() {
    let mut wrong = Vec::new();
    for (label, results) in samples() {
        for chart in CHARTS.iter().filter(|c| (c.applies)(&results)) {
            for (theme, width) in looks() {
                let svg = figure(chart, &results, &Look { width, ..Look::of(theme) }).svg;
                let faults = misplaced(&svg).into_iter();
                wrong.extend(faults.map(|fault| format!("{label} {} {} {width}: {fault}", chart.name, theme.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

/// The cells of a row of a chart's table.
fn cells(line: &str) -> Vec<&str> {
    line.split(',').collect()
}

#[test]
fn the_end_of_the_reach_curve_is_the_median_of_the_runs() {
    let results = play(&lecture(9));
    let figure = draw("reach", &results, &WEB);
    let last = figure.table.csv().lines().rfind(|l| cells(l)[1] == "main").unwrap().to_owned();
    let drawn: f64 = cells(&last)[6].parse().unwrap();
    let mut values: Vec<f64> = results.outcome(0, "yawn_reach").iter().map(|v| v.1).collect();
    values.sort_by(f64::total_cmp);
    assert!((drawn - values[4]).abs() < 1e-6, "{drawn} {values:?}");
    let percent = format!("{:.0}\u{a0}%", values[4] * 100.0);
    assert!(figure.caption.contains(&percent), "{percent}: {}", figure.caption);
}

#[test]
fn arms_without_a_difference_are_said_not_to_be_distinguishable() {
    let mut plan = lecture(6);
    plan.arms[0].1 = 0.0;
    let results = play(&plan);
    for name in ["prevalence", "reach", "raincloud", "outcome-by-arm", "causes"] {
        let caption = draw(name, &results, &WEB).caption;
        assert!(caption.contains("not distinguishable here"), "{name}: {caption}");
        assert!(!caption.contains("differ on average") && !caption.contains("nearly every run"), "{name}: {caption}");
    }
}

#[test]
fn arms_far_apart_are_said_to_differ() {
    let mut plan = lecture(12);
    plan.arms[0].1 = 0.05;
    let caption = draw("reach", &play(&plan), &WEB).caption;
    assert!(caption.contains("differ in nearly every run"), "{caption}");
}

#[test]
fn a_yawn_chart_says_that_empathy_is_not_established() {
    let results = play(&lecture(2));
    for name in ["prevalence", "reach", "seat-map"] {
        assert!(draw(name, &results, &WEB).caption.contains("empathy has not been established"), "{name}");
    }
}

#[test]
fn where_nobody_yawns_the_panel_says_so() {
    let results = play(&nothing());
    for name in ["prevalence", "reach", "raster", "seat-map", "causes", "spaghetti"] {
        let figure = draw(name, &results, &WEB);
        assert!(figure.svg.contains("Nobody yawned in"), "{name}");
        assert!(figure.caption.contains("Nobody") || figure.caption.contains("nobody"), "{name}: {}", figure.caption);
    }
}

#[test]
fn one_run_has_no_band_and_says_that_it_is_one() {
    let figure = draw("reach", &play(&once()), &WEB);
    assert!(!figure.svg.contains("<polygon"), "no band");
    assert!(figure.caption.contains("one run") && !figure.caption.contains("interval"), "{}", figure.caption);
}

#[test]
fn text_in_a_title_cannot_break_the_picture() {
    let mut plan = once();
    plan.facts.title = "<b>\"Q&A\"</b>".into();
    let figure = draw("reach", &play(&plan), &DARK);
    assert!(!figure.svg.contains("<b>"));
    picture::png(&figure.svg).unwrap();
}
