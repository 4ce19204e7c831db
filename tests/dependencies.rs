//! What is built on is licensed like this project, for whoever passes the program on.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Licences that ask for no more than a notice.
const FREE: [&str; 12] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "Unicode-3.0",
    "Zlib",
    "CC0-1.0",
    "0BSD",
    "Unlicense",
];

/// Whether an SPDX expression can be met with these licences: `MIT OR (Apache-2.0 AND ISC)`; `/` is an old OR.
fn is_free(expression: &str) -> bool {
    let inner = expression.trim();
    if let Some(parts) = split(inner, &[" OR ", "/"]) {
        return parts.into_iter().any(is_free);
    }
    if let Some(parts) = split(inner, &[" AND "]) {
        return parts.into_iter().all(is_free);
    }
    match inner.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => is_free(inside),
        None => FREE.contains(&inner),
    }
}

/// The two sides of the first of these words that stands outside of brackets.
fn split<'a>(expression: &'a str, words: &[&str]) -> Option<[&'a str; 2]> {
    let mut depth = 0;
    for (at, letter) in expression.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        let word = words.iter().find(|word| depth == 0 && expression[at..].starts_with(**word));
        if let Some(word) = word {
            return Some([&expression[..at], &expression[at + word.len()..]]);
        }
    }
    None
}

#[test]
fn expressions_are_read_with_their_brackets() {
    assert!(is_free("MIT OR GPL-3.0") && is_free("Apache-2.0/MIT") && is_free("(MIT OR GPL-3.0) AND Unicode-3.0"));
    assert!(!is_free("GPL-3.0") && !is_free("MIT AND GPL-3.0") && !is_free("(MIT OR ISC) AND GPL-3.0") && !is_free(""));
}

#[test]
fn every_dependency_is_free_for_whoever_passes_the_program_on() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Packages for other systems were not downloaded.
    let host = Command::new("rustc").arg("-vV").output().map(|output| output.stdout).unwrap_or_default();
    let host = String::from_utf8_lossy(&host).lines().find_map(|line| line.strip_prefix("host: ").map(str::to_owned));
    let mut metadata = Command::new(cargo);
    metadata.args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform"]);
    metadata.arg(host.unwrap_or_default()).current_dir(env!("CARGO_MANIFEST_DIR"));
    let Some(output) = metadata.output().ok().filter(|output| output.status.success()) else {
        eprintln!("skipped: cargo cannot tell the licences of all packages without the network");
        return;
    };
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 50, "{}", packages.len());
    let other = packages.iter().filter(|package| !package["license"].as_str().is_some_and(is_free));
    let told: Vec<String> = other.map(|package| format!("{}: {}", package["name"], package["license"])).collect();
    assert!(told.is_empty(), "{told:#?}");
}

/// The files whose content a source takes in.
fn taken_in(source: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(source).expect("a source");
    let calls = text.split("include_str!(\"").skip(1).chain(text.split("include_bytes!(\"").skip(1));
    let folder = source.parent().expect("a folder");
    calls.filter_map(|call| folder.join(call.split('"').next()?).canonicalize().ok()).collect()
}

#[test]
fn what_the_program_takes_in_is_in_its_package() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap();
    // The index of a git work tree is what cargo lists; without one it lists all files.
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--quiet"])
        .current_dir(&root)
        .output()
        .expect("cargo");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).unwrap();
    let packed: Vec<PathBuf> = listed.lines().map(|line| root.join(line)).collect();
    let mut looked_at = 0;
    let sources = packed.iter().filter(|path| path.starts_with(root.join("src")) && path.is_file());
    for source in sources.filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        for file in taken_in(source) {
            looked_at += 1;
            assert!(packed.contains(&file), "{} takes in {}", source.display(), file.display());
        }
    }
    assert!(looked_at > 25, "{looked_at}");
}
