//! The Python package: its own tests, from a wheel in a fresh virtual environment.

use std::path::Path;
use std::process::Command;

/// What `python/test.sh` ends with where Python, or what it needs, cannot be had.
const SKIPPED: i32 = 77;

#[test]
fn the_python_package_passes_its_own_tests_from_the_wheel() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Packages are fetched once, by whoever asks for it; a plain `cargo test` needs no network.
    if !root.join("target/python/bin/pytest").exists() {
        println!("Python: skipped; `python/test.sh` sets up a virtual environment and tests the package");
        return;
    }
    let out = Command::new(root.join("python/test.sh")).output().expect("a shell");
    let said = [&out.stdout[..], &out.stderr[..]].map(String::from_utf8_lossy).join("\n");
    assert!(out.status.success() || out.status.code() == Some(SKIPPED), "{said}");
}

#[test]
fn the_wheel_has_the_version_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of = |path: &str| {
        let text = std::fs::read_to_string(root.join(path)).expect("a manifest");
        text.parse::<toml::Table>().expect("TOML")["package"]["version"].as_str().expect("a version").to_owned()
    };
    assert_eq!(of("Cargo.toml"), of("python/Cargo.toml"));
}
