//! The house rule: a lower layer never imports a higher one, and only the model knows the ECS.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom up; what a layer may use stands before it.
const LAYERS: [&str; 15] = [
    "text",
    "chance",
    "quantity",
    "network",
    "model",
    "theory",
    "evidence",
    "scenario",
    "experiment",
    "results",
    "verification",
    "output",
    "fit",
    "study",
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

/// A source file without its tests and comments.
fn code(text: &str) -> String {
    let own = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    own.lines().map(|line| line.split("//").next().unwrap_or(line).to_owned() + "\n").collect()
}

/// The paths of a `use`, one by one: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn spread(tree: &str) -> Vec<String> {
    let Some((before, inner)) = tree.trim().strip_suffix('}').and_then(|tree| tree.split_once('{')) else {
        return vec![tree.split(" as ").next().unwrap_or(tree).trim().to_owned()];
    };
    let (mut parts, mut depth, mut part) = (Vec::new(), 0, String::new());
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(letter);
    }
    parts.push(part);
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(spread).map(|part| format!("{before}{part}")).collect()
}

/// Paths from the root of the package that a file uses; `own` is its own.
fn paths(text: &str, own: &[String]) -> Vec<Vec<String>> {
    let code = code(text);
    let uses = code.split(';').filter_map(|item| item.rsplit_once("use ").map(|(_, tree)| tree)).flat_map(spread);
    let inline = code.match_indices("crate::").map(|(at, _)| {
        code[at..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect::<String>()
    });
    let absolute = |path: String| {
        let mut steps = path.split("::").map(|step| step.trim().to_owned()).collect::<Vec<_>>();
        match steps.first().map(String::as_str) {
            Some("crate" | "catching_core") => Some(steps.split_off(1)),
            Some("self") => Some([own, &steps[1..]].concat()),
            Some("super") => {
                let up = steps.iter().take_while(|step| *step == "super").count();
                Some([&own[..own.len().saturating_sub(up)], &steps[up..]].concat())
            }
            _ => None,
        }
    };
    uses.chain(inline).filter_map(absolute).collect()
}

fn imported(text: &str) -> Vec<String> {
    // What is reached from where the file is has no first step here.
    let here = [String::new(), String::new(), String::new()];
    let first = paths(text, &here).into_iter().filter_map(|path| path.into_iter().next());
    first.filter(|step| !step.is_empty()).collect()
}

/// Every module with the modules that it uses, those that hold it left out: a file may use what is declared above it.
fn arrows() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let module = |path: &Path| -> Vec<String> {
        let inside = path.strip_prefix(&root).expect("found under it").with_extension("");
        let steps = inside.iter().map(|step| step.to_string_lossy().into_owned());
        steps.filter(|step| step != "core").collect()
    };
    let files: Vec<(Vec<String>, String)> =
        sources().into_iter().map(|(_, path, text)| (module(&path), text)).filter(|(own, _)| !own.is_empty()).collect();
    let known: BTreeSet<&Vec<String>> = files.iter().map(|(own, _)| own).collect();
    let found = |path: &[String]| (1..=path.len()).rev().map(|n| path[..n].to_vec()).find(|path| known.contains(path));
    let used = |(own, text): &(Vec<String>, String)| {
        let all = paths(text, own).into_iter().filter_map(|path| found(&path));
        (own.clone(), all.filter(|other| !own.starts_with(other)).collect())
    };
    files.iter().map(used).collect()
}

#[test]
fn no_two_files_import_each_other_in_a_loop() {
    let arrows = arrows();
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 500, "the arrows are found");
    // Files that nothing left over uses, or that use nothing left over, are on no loop.
    let mut left: BTreeSet<&Vec<String>> = arrows.keys().collect();
    loop {
        let on_the_way = |own: &Vec<String>| {
            let uses = arrows[own].iter().any(|other| left.contains(other));
            uses && arrows.iter().any(|(other, used)| left.contains(other) && other != own && used.contains(own))
        };
        let kept: BTreeSet<&Vec<String>> = left.iter().copied().filter(|own| on_the_way(own)).collect();
        if kept.len() == left.len() {
            break;
        }
        left = kept;
    }
    let told: Vec<String> = left.iter().map(|path| path.join("::")).collect();
    assert!(left.is_empty(), "these files are on loops, or between two: {told:#?}");
}

#[test]
fn threads_are_a_feature_of_their_own() {
    // What is behind the features `files` and `cli` may have threads; the rest only where `threads` is asked for by name.
    let behind = |path: &Path| {
        ["cli", "main.rs", "folder", "verification"].iter().any(|part| {
            path.iter().any(|step| step.to_string_lossy().trim_end_matches(".rs") == part.trim_end_matches(".rs"))
        })
    };
    for (_, path, text) in sources().into_iter().filter(|(_, path, _)| !behind(path)) {
        let code = code(&text);
        let has_threads = ["thread::", "rayon", "std::thread"].iter().any(|word| code.contains(word));
        let gated = text.contains("cfg(feature = \"threads\")") || path.ends_with("experiment/workers.rs");
        assert!(!has_threads || gated, "{}: a thread outside the feature", path.display());
    }
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
