//! The README and the pages of docs/ do what they say: every `catching` command in them runs, in order, in one folder.

use crate::common::Desk;

fn commands(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(language) = line.strip_prefix("```") {
            inside = !inside && language == "sh";
        } else if inside {
            found.push(line.split(" #").next().unwrap_or(line).trim().to_owned());
        }
    }
    found
}

fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '\'' | '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("never empty").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_of_the_readme_runs() {
    let desk = Desk::new();
    let readme = include_str!("../README.md");
    let asked = |command: String| {
        let asked = command.strip_prefix("catching ").or_else(|| command.strip_prefix("cargo run --release -- "));
        asked.map(str::to_owned)
    };
    let catching: Vec<String> = commands(readme).into_iter().filter_map(asked).collect();
    assert!(catching.len() >= 7, "{catching:?}");
    for command in catching {
        let words = words(&command);
        let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        desk.ok(&arguments);
    }
}

#[test]
fn every_command_of_the_guide_to_sensitivity_runs() {
    let desk = Desk::new();
    let catching: Vec<String> = commands(include_str!("../docs/sensitivity.md"))
        .into_iter()
        .filter_map(|c| c.strip_prefix("catching ").map(str::to_owned))
        .collect();
    assert!(catching.len() >= 5, "{catching:?}");
    for command in catching {
        let words = words(&command);
        desk.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let tables = ["oat", "morris", "sobol", "variance"].map(|design| format!("output/lecture-hall-yawn-{design}"));
    for folder in tables {
        assert!(desk.read(&format!("{folder}/sensitivity.csv")).contains("yawn_reach"), "{folder}");
    }
}

#[test]
fn the_readme_names_the_two_commands_of_a_fresh_machine() {
    let commands = commands(include_str!("../README.md"));
    let cargo: Vec<&String> = commands.iter().filter(|c| c.starts_with("cargo ")).collect();
    assert!(
        cargo.iter().any(|c| *c == "cargo run --release -- run") && cargo.iter().any(|c| *c == "cargo test --release")
    );
    let ci = include_str!("../.ci/run");
    assert!(ci.contains("cargo test --release"));
}

/// Pages whose commands are short; those of the others have tests of their own or take minutes.
const PAGES: [(&str, &str); 5] = [
    ("publishing", include_str!("../docs/publishing.md")),
    ("figures", include_str!("../docs/figures.md")),
    ("experiments", include_str!("../docs/experiments.md")),
    ("fingerprint", include_str!("../docs/fingerprint.md")),
    ("clusters", include_str!("../docs/clusters.md")),
];

#[test]
fn the_page_on_fitting_does_what_it_says() {
    let (desk, page) = (Desk::new(), include_str!("../docs/fitting.md"));
    for file in ["observed.csv", "class.toml", "alone.toml"] {
        let after = page.split(&format!("Save this as `{file}`:")).nth(1).expect("the page has it");
        let content = after.split("```").nth(1).and_then(|block| block.split_once('\n')).expect("a block");
        desk.write(file, content.1);
    }
    let catching: Vec<String> =
        commands(page).into_iter().filter_map(|c| c.strip_prefix("catching ").map(str::to_owned)).collect();
    assert_eq!(catching.len(), 6);
    for command in &catching {
        desk.ok(&words(command).iter().map(String::as_str).collect::<Vec<_>>());
    }
    assert!(desk.read("output/class-fit/parameters.csv").lines().count() == 3);
    assert!(desk.path("output/class-refined/rounds.csv").is_file());
    assert!(desk.read("output/class-choice/choice.csv").contains(",cannot tell,"));
    assert!(desk.path("output/class-whole/draws.csv").is_file());
}

#[test]
fn every_command_of_the_documentation_runs() {
    for (page, text) in PAGES {
        let desk = Desk::new();
        let catching: Vec<String> =
            commands(text).into_iter().filter_map(|c| c.strip_prefix("catching ").map(str::to_owned)).collect();
        assert!(catching.len() >= 2, "{page}: {catching:?}");
        for command in catching {
            let words = words(&command);
            desk.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
