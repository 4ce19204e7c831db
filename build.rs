//! Tells the program what it was built from and for, as far as that is known: for the manifest of its results.

use std::env;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    languages();
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

/// The languages of charts are the files that lie there: adding one is adding a file.
fn languages() {
    const PLACE: &str = "src/output/words";
    println!("cargo:rerun-if-changed={PLACE}");
    let files = std::fs::read_dir(PLACE).into_iter().flatten().flatten().map(|entry| entry.path());
    let codes = files.filter(|path| path.extension().is_some_and(|end| end == "ftl"));
    let mut codes: Vec<String> = codes.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    codes.sort();
    let mut text = format!(
        "/// The codes of all languages, English first.\npub(crate) const CODES: [&str; {}] = [\"en\"",
        codes.len() + 1
    );
    for code in &codes {
        let _ = write!(text, ", \"{code}\"");
    }
    text += "];\nconst MESSAGES: &[(&str, &str)] = &[";
    for code in &codes {
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{PLACE}/{code}.ftl\")");
        let _ = write!(text, "(\"{code}\", include_str!({path})), ");
    }
    text += "];\n";
    let place = env::var("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&place).join("languages.rs"), text).expect("the folder of the build can be written");
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|o| o.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
