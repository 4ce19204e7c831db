//! The house rule: a lower layer never imports a higher one, and only the model knows the ECS.

use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom up; what a layer may use stands before it.
const LAYERS: [&str; 11] = [
    "text",
    "chance",
    "quantity",
    "network",
    "model",
    "evidence",
    "scenario",
    "experiment",
    "verification",
    "output",
    "cli",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the source tree") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    files(&root)
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&root).expect("found under it").to_string_lossy().into_owned();
            let inside = inside.trim_start_matches("core/").trim_start_matches("core\\");
            let layer = inside.split(['/', '\\', '.']).next().expect("a first part").to_owned();
            let text = fs::read_to_string(&path).expect("a source file");
            (layer, path, text)
        })
        .collect()
}

fn imported(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.match_indices("crate::").map(|(at, _)| line[at + 7..].to_owned()).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn no_layer_imports_a_higher_one() {
    let rank = |layer: &str| LAYERS.iter().position(|l| *l == layer);
    let mut wrong = Vec::new();
    for (layer, path, text) in sources() {
        let Some(own) = rank(&layer) else { continue };
        for import in imported(&text) {
            if rank(&import).is_some_and(|other| other > own) {
                wrong.push(format!("{} imports {import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn theory_looks_at_no_run() {
    for (_, path, text) in sources().into_iter().filter(|(layer, ..)| layer == "theory") {
        for import in imported(&text) {
            assert!(["theory", "quantity"].contains(&import.as_str()), "{} imports {import}", path.display());
        }
    }
}

#[test]
fn only_the_model_knows_the_ecs() {
    for (layer, path, text) in sources().into_iter().filter(|(layer, ..)| layer != "model") {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert!(!code.into_iter().any(|line| line.contains("bevy_ecs")), "{} ({layer})", path.display());
    }
}

#[test]
fn only_the_command_line_prints() {
    for (_, path, text) in sources().into_iter().filter(|(layer, ..)| !["cli", "main"].contains(&layer.as_str())) {
        let code = text.split("#[cfg(test)]").next().unwrap_or(&text).to_owned();
        for word in ["println!", "eprintln!", "print!("] {
            assert!(
                !code.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(word)),
                "{}: {word}",
                path.display()
            );
        }
    }
}

#[test]
fn the_order_of_a_hash_reaches_no_result() {
    // Clippy denies the types where it runs; this holds where only the tests do, and for what brings them by another name.
    for (_, path, text) in sources() {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for word in ["HashMap", "HashSet", "hash_map", "hash_set", "RandomState", "hashbrown"] {
                let place = format!("{}:{}", path.display(), number + 1);
                assert!(
                    !line.contains(word),
                    "{place}: {word}: use BTreeMap or IndexMap, whose order is always the same"
                );
            }
        }
    }
}
