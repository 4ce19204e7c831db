//! The page on R does what it says: its commands run, then its R, in one folder.

use crate::common::Desk;
use std::process::Command;

fn blocks(text: &str, language: &str) -> String {
    let open = format!("```{language}\n");
    text.split(&open).skip(1).filter_map(|rest| rest.split("\n```").next()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_page_on_r_runs() {
    let page = include_str!("../docs/r.md");
    let script = blocks(page, "r");
    assert!(script.matches("read_catching(").count() >= 4, "{script}");
    let has_json = Command::new("Rscript").args(["-e", "library(jsonlite)"]).output();
    if !has_json.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: R with jsonlite is not here (Debian: apt-get install r-base-core r-cran-jsonlite)");
        return;
    }
    let desk = Desk::new();
    for command in blocks(page, "sh").lines() {
        let words: Vec<&str> = command.split(' ').collect();
        desk.ok(&words[1..]);
    }
    desk.write("page.R", &script);
    let output = Command::new("Rscript").arg("page.R").current_dir(desk.path("")).output().expect("Rscript runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.contains("95 percent confidence interval") && told.contains("ties.closeness"), "{told}");
    assert!(desk.read("reach.svg").contains("<svg"));
}
