//! Tells the program what it was built from and for, as far as that is known: for the manifest of its results.

use std::env;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=CATCHING_HOST={}", env::var("TARGET").unwrap_or_default());
    // Only in what is given away: a development build would be built again after every commit.
    if env::var("PROFILE").as_deref() == Ok("release")
        && let Some(commit) = git(&["rev-parse", "HEAD"])
    {
        println!("cargo:rustc-env=CATCHING_COMMIT={commit}");
        for path in ["HEAD", "logs/HEAD"] {
            if let Some(path) = git(&["rev-parse", "--git-path", path]) {
                println!("cargo:rerun-if-changed={path}");
            }
        }
    }
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|o| o.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
