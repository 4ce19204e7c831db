//! Charts keep their word: numbers, claims, labels, bytes.

use catching::output::chart::theme::{THEMES, Theme};
use catching::output::chart::{CHARTS, Figure, Look, Results, picture};

use crate::chart_samples::*;

fn draw(name: &str, results: &Results, theme: &Theme) -> Figure {
    let chart = CHARTS.iter().find(|c| c.name == name).unwrap();
    (chart.draw)(results, &Look::of(theme))
}

/// Draws everything into the folder that `LOOK` names, for a person to judge.
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
                if !only.split(',').any(|part| name.contains(part)) {
                    continue;
                }
                let figure = (chart.draw)(&results, &Look::of(theme));
                std::fs::write(folder.join(format!("{name}.svg")), &figure.svg).unwrap();
                std::fs::write(folder.join(format!("{name}.png")), picture::png(&figure.svg).unwrap()).unwrap();
                std::fs::write(folder.join(format!("{name}.md")), format!("{}\n{}", figure.caption, figure.alt))
                    .unwrap();
                std::fs::write(folder.join(format!("{name}.csv")), figure.table.csv()).unwrap();
            }
        }
    }
}

fn samples() -> Vec<(&'static str, Results)> {
    vec![
        ("lecture", play(&lecture(100))),
        ("village", play(&village(60))),
        ("club", play(&club())),
        ("applause", play(&applause())),
        ("ladder", play(&ladder())),
        ("track", play(&laugh_track())),
        ("groups", play(&groups())),
        ("three", play(&three_expressions())),
        ("eight", play(&eight_arms())),
        ("nothing", play(&nothing())),
        ("once", play(&once())),
    ]
}
