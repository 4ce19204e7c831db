//! Variations typed on the command line: `key=a,b,c`, `key=low..high/steps`, `key=low..high/steps/log`.

use super::diagnostics::{Diagnostics, Span};
use super::tree::{self, Entry, Node, Raw};

/// What was expected of a variation.
const FORM: &str = "KEY=A,B,C or KEY=LOW..HIGH/STEPS (both ends included; /log after it for a log scale)";

/// Replaces what a scenario varies by what was typed.
pub(super) fn vary(root: &mut Node, typed: &[String], diagnostics: &mut Diagnostics) {
    let mut items: Vec<Node> = typed.iter().filter_map(|text| variation(text, diagnostics)).collect();
    if items.is_empty() {
        return; // What is wrong with them has been said.
    }
    let span = items.first().map_or(Span::default(), |item| item.span);
    let Some(sweep) = sweep_of(root, span) else { return };
    keep_labels(sweep, &mut items);
    let lists_points = sweep.iter().any(|e| e.key == "design" && e.value.text() == Some("points"));
    sweep.retain(|entry| match entry.key.as_str() {
        "vary" | "points" => false,
        "design" => !lists_points,
        _ => true,
    });
    sweep.push(Entry { key: "vary".to_owned(), key_span: span, value: Node { span, value: Raw::List(items) } });
}

/// A key that the file varies too keeps the label that it has there.
fn keep_labels(sweep: &[Entry], typed: &mut [Node]) {
    let written = sweep.iter().filter(|entry| entry.key == "vary").flat_map(|entry| entry.value.items());
    for vary in written {
        let Some(label) = vary.get("label") else { continue };
        let key = vary.get("key").and_then(Node::text);
        for item in typed.iter_mut().filter(|item| item.get("key").and_then(Node::text) == key) {
            if let Raw::Table(entries) = &mut item.value {
                entries.push(entry("label", label.clone()));
            }
        }
    }
}

/// The entries of `[sweep]`, made where there is none.
fn sweep_of(root: &mut Node, span: Span) -> Option<&mut Vec<Entry>> {
    let Raw::Table(entries) = &mut root.value else { return None };
    if !entries.iter().any(|entry| entry.key == "sweep") {
        let value = Node { span, value: Raw::Table(Vec::new()) };
        entries.push(Entry { key: "sweep".to_owned(), key_span: span, value });
    }
    let sweep = entries.iter_mut().find(|entry| entry.key == "sweep")?;
    if let Raw::Table(inner) = &mut sweep.value.value { Some(inner) } else { None }
}

/// One variation as the table that a file would hold.
fn variation(text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let number = diagnostics.add_text("--vary", text);
    let span = |start: usize, end: usize| Span { text: number, start, end };
    let split = text.find('=').filter(|&at| !text[..at].trim().is_empty() && !text[at + 1..].trim().is_empty());
    let Some(split) = split else {
        diagnostics.error(span(0, text.len()), format!("`{text}` is not a variation"), format!("expected {FORM}"));
        return None;
    };
    let key = Node { span: span(0, split), value: Raw::Text(text[..split].trim().to_owned()) };
    let (start, values) = (split + 1, &text[split + 1..]);
    let mut entries = vec![entry("key", key)];
    match range(values, start, number) {
        Some(Ok(range)) => entries.extend(range),
        Some(Err(problem)) => {
            diagnostics.error(span(start, text.len()), problem, format!("expected {FORM}"));
            return None;
        }
        None => {
            let pieces = pieces(values).into_iter();
            let items = pieces.map(|(at, piece)| tree::parse_value(piece, number, start + at)).collect();
            entries.push(entry("values", Node { span: span(start, text.len()), value: Raw::List(items) }));
        }
    }
    Some(Node { span: span(0, text.len()), value: Raw::Table(entries) })
}

fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.to_owned(), key_span: value.span, value }
}

/// `low..high`, `low..high/steps`, `low..high/steps/log`, `low..high/log`; nothing where there is no `..`.
fn range(text: &str, start: usize, number: usize) -> Option<Result<Vec<Entry>, String>> {
    if text.trim_start().starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let dots = text.find("..")?;
    let after = &text[dots + 2..];
    let (end, how) = cut(after);
    let place = |at: usize, piece: &str| tree::parse_value(piece.trim(), number, start + at);
    let mut entries = vec![entry("from", place(0, &text[..dots])), entry("to", place(dots + 2, &after[..end]))];
    for word in how {
        let at = dots + 2 + end;
        match word.trim() {
            "log" => entries.push(entry("scale", place(at, "log"))),
            steps if steps.parse::<u32>().is_ok() => entries.push(entry("steps", place(at, steps))),
            many if many.chars().all(|c| c.is_ascii_digit()) && !many.is_empty() => {
                return Some(Err(format!("`{many}` steps are more than can be counted here: at most {}", u32::MAX)));
            }
            other => return Some(Err(format!("`{other}` is neither a number of steps nor `log`"))),
        }
    }
    Some(Ok(entries))
}

/// Where the end of a range is over, and the words after it; the slash of a rate ("/day") belongs to its unit.
fn cut(after: &str) -> (usize, Vec<&str>) {
    let mut words = Vec::new();
    let mut end = after.len();
    while let Some(slash) = after[..end].rfind('/') {
        let word = &after[slash + 1..end];
        let unit = word.trim().starts_with(|c: char| c.is_alphabetic()) && word.trim() != "log";
        if unit && words.len() <= 2 && crate::quantity::TimeUnit::from_symbol(word.trim()).is_some() {
            break;
        }
        words.insert(0, word);
        end = slash;
    }
    (end, words)
}

/// Parts between commas that are not inside quotes or brackets, with where each begins.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let (mut pieces, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_i32, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{' | '(') => depth += 1,
            (None, ']' | '}' | ')') => depth -= 1,
            (None, ',') if depth == 0 => {
                pieces.push((start, text[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push((start, text[start..].trim()));
    // A comma at the end is no value.
    if pieces.len() > 1 && pieces.last().is_some_and(|(_, piece)| piece.is_empty()) {
        pieces.pop();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut diagnostics = Diagnostics::new("test", "");
        let node = variation(text, &mut diagnostics);
        node.map_or_else(|| diagnostics.lines().join("; "), |node| node.to_toml())
    }

    #[test]
    fn lists_are_cut_at_commas_outside_of_brackets_and_quotes() {
        assert_eq!(written("a.b=1,2.5"), "{ key = \"a.b\", values = [1, 2.5] }");
        assert_eq!(written("a=30 s, 1 min"), "{ key = \"a\", values = [\"30 s\", \"1 min\"] }");
        assert_eq!(written("a=[1, 2],\"x,y\""), "{ key = \"a\", values = [[1, 2], \"x,y\"] }");
        assert_eq!(written("a=1,2,"), "{ key = \"a\", values = [1, 2] }");
    }

    #[test]
    fn ranges_have_steps_a_scale_and_units() {
        assert_eq!(written("a=0..0.9/10"), "{ key = \"a\", from = 0, to = 0.9, steps = 10 }");
        assert_eq!(
            written("a=0.1..10/5/log"),
            "{ key = \"a\", from = 0.1, to = 10.0, steps = 5, scale = \"log\" }".replace("10.0", "10")
        );
        assert_eq!(written("a=-1..1"), "{ key = \"a\", from = -1, to = 1 }");
        assert_eq!(written("a=10 s..40 s/4"), "{ key = \"a\", from = \"10 s\", to = \"40 s\", steps = 4 }");
        assert_eq!(
            written("a=0.1 /s..30 /s/3/log"),
            "{ key = \"a\", from = \"0.1 /s\", to = \"30 /s\", steps = 3, scale = \"log\" }"
        );
        assert_eq!(written("a=1 /day..9 /day/3"), "{ key = \"a\", from = \"1 /day\", to = \"9 /day\", steps = 3 }");
    }

    #[test]
    fn what_is_no_variation_says_what_one_is() {
        assert_eq!(written("a"), "--vary:1:1: `a` is not a variation");
        let many = written("a=0..1/99999999999");
        assert_eq!(many, "--vary:1:3: `99999999999` steps are more than can be counted here: at most 4294967295");
        assert_eq!(written("a=0..1/many"), "--vary:1:3: `many` is neither a number of steps nor `log`");
    }
}
