//! Files that are no lists of ties and would be read as some: other formats, under a name that says nothing of them.

use super::Fault;
use std::collections::BTreeSet;

/// Refuses what is known to be something else, with what to do.
pub(super) fn refuse(text: &str) -> Result<(), Fault> {
    let text = text.trim_start();
    let start = text.get(..400.min(text.len())).or_else(|| text.get(..200.min(text.len()))).unwrap_or_default();
    let lower = start.to_ascii_lowercase();
    let first = lower.lines().next().unwrap_or_default();
    let dot = ["graph", "digraph", "strict graph", "strict digraph"]
        .iter()
        .any(|word| first.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '{']) && first.contains('{')));
    let why = match () {
        () if dot => {
            "this looks like a drawing of GraphViz (DOT), which is not read: save the network as GraphML or as a list of ties"
        }
        () if first.starts_with("nodedef>") => {
            "this looks like GDF, which is not read: save the network as GraphML, GEXF or a list of ties"
        }
        () if first.starts_with("%%matrixmarket") => {
            "this looks like Matrix Market, which is not read: write the ties one a line, `source target weight`, without its line of sizes"
        }
        () if first.starts_with("version https://git-lfs") => {
            "this is a pointer that Git LFS left in the place of the file: fetch the file itself with `git lfs pull`"
        }
        () if is_trivial(text) => {
            "this looks like the Trivial Graph Format, which is not read: keep the lines below `#`, with names in the place of numbers"
        }
        () if has_colons(text) => {
            "a colon stands behind the first name of each line: write `Ana,Ben,Cem` for those whom Ana is tied to"
        }
        () => return Ok(()),
    };
    Err(Fault::at(0, why.to_owned()))
}

/// Numbers with names, a line with nothing but `#`, and ties between these numbers.
fn is_trivial(text: &str) -> bool {
    let mut lines = text.lines().take(20_000).map(str::trim).filter(|line| !line.is_empty());
    let word = |line: &str| line.split_whitespace().next().unwrap_or_default().to_owned();
    let mut known = BTreeSet::new();
    for line in lines.by_ref() {
        if line == "#" {
            break;
        }
        if line.contains([',', ';']) || !known.insert(word(line)) {
            return false;
        }
    }
    let mut ties = lines.peekable();
    known.len() > 1
        && ties.peek().is_some()
        && ties.all(|line| {
            let ends: Vec<&str> = line.split_whitespace().take(2).collect();
            ends.len() == 2 && ends.iter().all(|end| known.contains(*end))
        })
}

/// `Ana: Ben, Cem` on every line.
fn has_colons(text: &str) -> bool {
    let mut lines = text.lines().take(1000).filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            line.split_once(": ").is_some_and(|(name, others)| {
                !name.contains([',', ';', '\t', ' ', '"']) && !name.is_empty() && !others.contains(':')
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_of_ties_is_refused_with_what_to_do() {
        for (text, words) in [
            ("graph G {\n a -- b;\n}\n", "GraphViz"),
            ("digraph {\n a -> b\n}\n", "GraphViz"),
            ("nodedef>name VARCHAR,label VARCHAR\ns1,Ana\n", "GDF"),
            ("%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 0.5\n", "Matrix Market"),
            ("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull"),
            ("1 Ana\n2 Ben\n#\n1 2\n", "Trivial Graph Format"),
            ("Ana: Ben, Cem\nBen: Cem\n", "Ana,Ben,Cem"),
        ] {
            assert!(refuse(text).expect_err(text).message.contains(words), "{text}");
        }
        for text in ["graph theory\nAna Ben\n", "1 2\n#\n2 3\n", "Ana Ben\n", "a,b\n1,2\n", "09:20 Ana Ben\n", ""] {
            assert!(refuse(text).is_ok(), "{text}");
        }
    }
}
