//! What a user or a file says is shown and never obeyed: not by a terminal, not by a browser, not by a reader of tables.

use crate::common::{Desk, SMALL};

/// What a terminal would obey: a colour, a window's title, a cleared screen; what turns the line; one byte that is an escape.
const NASTY: &str = "\u{1b}[31mred\u{1b}]0;PWN\u{7}\u{202e}evil\u{9b}2J";

/// The same as TOML.
const NASTY_TOML: &str = "\\u001b[31mred\\u001b]0;PWN\\u0007\\u202eevil\\u009b2J";

/// Whether a terminal that is asked for colours would obey anything but colours of ours.
fn obeyed(said: &str) -> bool {
    let mut rest = said;
    while let Some(at) = rest.find('\u{1b}') {
        let sequence = &rest[at + 1..];
        let end = sequence.find('m').unwrap_or(sequence.len());
        let digits = sequence
            .strip_prefix('[')
            .is_some_and(|s| s[..end.saturating_sub(1)].chars().all(|c| c.is_ascii_digit() || c == ';'));
        // 31 alone is the red of the attack; ours is bright or bold (91, 1, …).
        if !digits || sequence.starts_with("[31m") && sequence[end + 1..].starts_with("red") {
            return true;
        }
        rest = &rest[at + 1 + end..];
    }
    said.chars().any(|c| matches!(c, '\u{7}' | '\u{202a}'..='\u{202e}' | '\u{80}'..='\u{9f}' | '\u{2028}'))
}

#[track_caller]
fn harmless(desk: &Desk, arguments: &[&str]) -> (i32, String) {
    let (mut code, mut plain) = (0, String::new());
    for colour in ["never", "always"] {
        let arguments = [arguments, &["--color", colour]].concat();
        let output = desk.catching(&arguments).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(!obeyed(&said), "{arguments:?}\n{said:?}");
        if colour == "never" {
            assert!(!said.contains('\u{1b}'), "{arguments:?}\n{said:?}");
            (code, plain) = (output.status.code().unwrap(), said);
        }
    }
    (code, plain)
}

#[test]
fn whatever_is_typed_is_shown() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "r", "-q", "--no-charts"]);
    let setting = format!("{NASTY}=1");
    let value = format!("ties.closeness={NASTY}");
    for (arguments, shown) in [
        (&["run", NASTY][..], true),
        (&["run", "small.toml", "--set", &setting], true),
        (&["run", "small.toml", "--set", &value], true),
        (&["run", "small.toml", "--seed", NASTY], true),
        (&["run", "small.toml", "--charts", NASTY], true),
        (&["run", "small.toml", "-o", NASTY, "-q", "--no-charts", "-n"], false),
        (&["run", "small.toml", NASTY], true),
        (&[NASTY], true),
        (&["sweep", "small.toml", "--vary", &value], true),
        (&["sweep", "small.toml", "--vary", NASTY], true),
        (&["sweep", "small.toml", "--design", NASTY, "--vary", "ties.closeness=0,1"], true),
        (&["sweep", "small.toml", "--points", NASTY], true),
        (&["sweep", "small.toml", "--until-ci", &setting, "--vary", "ties.closeness=0,1"], true),
        (&["compare", NASTY, "small.toml"], true),
        (&["compare", "small.toml", "--b", &setting], true),
        (&["compare", "r", NASTY], true),
        (&["merge", NASTY], true),
        (&["plot", NASTY], true),
        (&["plot", "r", "--chart", NASTY], true),
        (&["replay", NASTY, "--run", "0"], true),
        (&["why", "r", "--run", "0", "--agent", NASTY], true),
        (&["fingerprint", NASTY], true),
        (&["fingerprint", "r", "--arm", NASTY], true),
        (&["new", "x", "--from", NASTY], true),
        (&["new", NASTY], true),
        (&["check", NASTY], true),
        (&["list", NASTY], true),
        (&["explain", NASTY], true),
        (&["network", NASTY], true),
        (&["network", "--generator", NASTY], true),
        (&["network", "--generator", "complete", "--set", &setting], true),
        (&["network", "karate_club", "--export", NASTY], true),
        (&["verify", NASTY], true),
        (&["completions", NASTY], true),
        (&["man", NASTY], true),
        (&["schema", NASTY], true),
    ] {
        let (code, said) = harmless(&desk, arguments);
        assert!(code == 2 || !shown && code == 0, "{arguments:?} ended with {code}\n{said}");
        assert!(said.contains('␛') || !shown, "{arguments:?} does not show ␛:\n{said}");
    }
}

#[test]
fn a_control_character_in_a_scenario_is_refused_with_its_place() {
    let with = |line: &str| format!("{line}\n{}", SMALL.trim_start().replace("title = \"A small room\"\n", ""));
    for (line, place) in [
        ("title = \"a\\u0000b\"", "nul.toml:1:9"),
        ("title = \"a\\nb\"", "nul.toml:1:9"),
        ("question = \"\\u001b[31mQ\"", "nul.toml:1:12"),
        ("notice = [\"fine\", \"\\u0007\"]", "nul.toml:1:19"),
        ("\"a\\u0001\" = 1", "nul.toml:1:1"),
        ("title = \"a\\uFFFFb\"", "nul.toml:1:9"),
        ("charts = [\"\\u009b\"]", "nul.toml:1:11"),
    ] {
        let desk = Desk::new();
        desk.write("nul.toml", with(line));
        for command in ["run", "check", "explain"] {
            let (code, said) = harmless(&desk, &[command, "nul.toml"]);
            assert!(code == 2 && said.contains(place), "{command}: {line}\n{said}");
            assert!(said.contains("control character") || said.contains("line end"), "{said}");
        }
        assert!(!desk.path("output").exists());
    }
    for more in [
        "[[arms]]\nname = \"A\\u001b\"\nset = { \"network.n\" = 5 }",
        "[[groups]]\nname = \"A\\u0000\"\nshare = 0.5",
        "[sweep]\nvary = [{ key = \"network.n\", values = [5, 6], label = \"\\u0000\" }]",
    ] {
        let desk = Desk::new();
        desk.write("nul.toml", format!("{SMALL}\n{more}\n"));
        let (code, said) = harmless(&desk, &["check", "nul.toml"]);
        assert!(code == 2 && said.contains("control character"), "{more}\n{said}");
    }
}

#[test]
fn a_text_that_turns_the_line_is_shown_and_kept() {
    let desk = Desk::new();
    let title = "T\\u202eevil <script>alert(1)</script> {{ 7*7 }} [x](javascript:1) `b` **c** \\u2028 & \\\"";
    desk.write("turned.toml", SMALL.replace("A small room", title));
    let (code, said) = harmless(&desk, &["run", "turned.toml", "--force"]);
    assert!(code == 0 && said.contains("⟨U+202E⟩"), "{said}");
    harmless(&desk, &["explain", "turned.toml"]);
    for (name, content) in desk.files("output/turned") {
        let text = String::from_utf8_lossy(&content).into_owned();
        if name.ends_with(".svg") {
            well_formed(&name, &text);
        }
        if name.ends_with(".svg") || name.ends_with(".html") {
            assert!(!text.contains("<script>alert"), "{name}");
        }
        if name.ends_with(".caption.md") {
            assert!(!text.contains("<script") || text.contains("\\<script"), "{name}: {text}");
            assert!(!text.contains("[x](javascript"), "{name}: {text}");
        }
        if name.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }
}

#[track_caller]
fn well_formed(name: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    let fits = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(fits), "{name} holds what XML cannot");
}

/// Names as a file may hold them.
const NAMES: &str = r#"{"nodes":[{"id":"a\u001bz"},{"id":"b\u0000"},{"id":"=1+1"},{"id":"<script>alert(3)</script>"}],
    "links":[{"source":"a\u001bz","target":"b\u0000"},{"source":"=1+1","target":"<script>alert(3)</script>"}]}"#;

#[test]
fn names_from_a_network_file_are_shown_in_everything_that_is_written() {
    let desk = Desk::new();
    desk.write("n2.json", NAMES);
    let scenario = SMALL.replace("generator = \"complete\"\nn = 12", "file = \"n2.json\"");
    desk.write("named.toml", scenario);
    let (code, said) = harmless(&desk, &["run", "named.toml", "--events", "all", "--force"]);
    assert_eq!(code, 0, "{said}");
    let agents = desk.read("output/named/agents.csv");
    assert!(agents.contains("a␛z") && agents.contains("b␀"), "{agents}");
    for (name, content) in desk.files("output/named").into_iter().filter(|(name, _)| !name.starts_with("inputs")) {
        if name.ends_with(".png") || name.ends_with('/') {
            continue;
        }
        let text = String::from_utf8(content).unwrap();
        assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')), "{name}");
        if name.ends_with(".svg") {
            well_formed(&name, &text);
        }
        if name.ends_with(".html") || name.ends_with(".svg") {
            assert!(!text.contains("<script>alert"), "{name}");
        }
    }
    harmless(&desk, &["network", "n2.json"]);
    harmless(&desk, &["check", "n2.json", "named.toml"]);
    harmless(&desk, &["replay", "output/named", "--run", "0", "--force"]);
    harmless(&desk, &["plot", "output/named"]);
    // A name is found as the tables have it.
    let (_, said) = harmless(&desk, &["why", "output/named", "--run", "0", "--agent", "a␛z"]);
    assert!(!said.contains("there is nobody called"), "{said}");
}

/// Whether a text holds what turns the direction of a line and nobody sees.
fn turns(text: &str) -> bool {
    text.contains(
        |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}'),
    )
}

#[test]
fn what_turns_a_line_is_shown_wherever_a_name_stands_and_kept_in_tables() {
    let desk = Desk::new();
    let names = ["Ana\u{202e}nef", "Ana\u{202d}nef", "Be\u{2066}n", "Cle\u{200f}o", "Dan\u{61c}"];
    let ties: String = names.windows(2).map(|two| format!("{},{}\n", two[0], two[1])).collect();
    desk.write("friends.csv", format!("from,to\n{ties}"));
    let arms = "\n[[arms]]\nname = \"left\\u202eright\"\n[[arms]]\nname = \"left\\u202dright\"\nset = { \"ties.closeness\" = 0.9 }\n";
    let scenario = SMALL
        .replace("generator = \"complete\"\nn = 12", "file = \"friends.csv\"")
        .replace("A small room", "A \\u2067small room");
    desk.write("s.toml", format!("{scenario}{arms}"));
    let (code, said) = harmless(&desk, &["run", "s.toml", "--events", "all", "--agents", "all", "-o", "r", "--force"]);
    assert!(code == 0 && !turns(&said), "{said}");
    harmless(&desk, &["plot", "r", "--chart", "network-map,raster,outcome-by-arm,causes", "--force"]);
    harmless(&desk, &["publish", "r", "-o", "b"]);
    harmless(&desk, &["explore", "s.toml", "-o", "e.html"]);
    let mut seen = 0;
    for folder in ["r", "b"] {
        for (name, content) in desk.files(folder) {
            let is = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
            if !is(&[".svg", ".html", ".md", ".txt"]) {
                continue;
            }
            let text = String::from_utf8(content).unwrap();
            assert!(!turns(&text), "{folder}/{name}");
            seen += usize::from(text.contains("⟨U+202E⟩"));
        }
    }
    assert!(seen > 3, "hardly any name was shown");
    assert!(!turns(&desk.read("e.html")));
    // Two names that differ in nothing else stay apart, and tables have the true ones.
    let map = desk.read("r/figures/network-map.svg");
    assert!(map.contains("Ana⟨U+202E⟩nef") && map.contains("Ana⟨U+202D⟩nef"), "{map}");
    let agents = desk.read("r/agents.csv");
    assert!(names.iter().all(|name| agents.contains(name)), "{agents}");
    // Copied from where it is shown, a name finds its person.
    let (_, said) = harmless(&desk, &["why", "r", "--run", "0", "--agent", "Ana⟨U+202D⟩nef"]);
    assert!(!said.contains("there is nobody called"), "{said}");
}

#[test]
fn names_that_look_the_same_are_said() {
    let desk = Desk::new();
    desk.write("friends.csv", "from,to\nAna,Ben\nA\u{200b}na,Zo\u{eb}\nZoe\u{308},Ben\n");
    let (_, err) = desk.ok(&["check", "friends.csv"]);
    let (out, _) = desk.ok(&["check", "friends.csv"]);
    assert!((err + &out).contains("two names look the same and are not: `Ana` and `A⟨U+200B⟩na`"));
    let arms = "\n[[arms]]\nname = \"open\"\n[[arms]]\nname = \"op\\u200Ben\"\nset = { \"ties.closeness\" = 0.9 }\n";
    desk.write("s.toml", format!("{SMALL}{arms}"));
    let (_, err) = desk.ok(&["check", "s.toml"]);
    assert!(err.contains("s.toml:") && err.contains("look the same") && err.contains("op⟨U+200B⟩en"), "{err}");
}

#[test]
fn a_file_of_network_names_that_clash_is_told_harmlessly() {
    let desk = Desk::new();
    let id = format!("{{\"id\":\"{NASTY_TOML}\"}}");
    desk.write("ansi.json", format!("{{\"nodes\":[{id},{id}],\"links\":[]}}"));
    harmless(&desk, &["network", "ansi.json"]);
    harmless(&desk, &["check", "ansi.json"]);
    desk.write("ansi.toml", format!("\"{NASTY_TOML}\" = 1\n{SMALL}"));
    for command in ["check", "run", "explain"] {
        let (code, said) = harmless(&desk, &[command, "ansi.toml"]);
        assert!(code == 2 && said.contains('␛'), "{said}");
    }
}

#[test]
fn a_name_of_megabytes_is_not_printed_whole() {
    let desk = Desk::with_small();
    let long = "x".repeat(100_000);
    desk.write("long.toml", SMALL.replace("A small room", &long));
    desk.write("key.toml", format!("{long} = 1\n{SMALL}"));
    for arguments in [
        &["run", long.as_str()][..],
        &["run", "long.toml"],
        &["check", "key.toml"],
        &["explain", &long],
        &["list", &long],
        &["run", "small.toml", "--set", &format!("{long}=1")],
        &["run", "small.toml", &format!("--{long}")],
        &[&long],
    ] {
        let (out, err) = desk.ends(2, arguments);
        assert!(out.len() + err.len() < 20_000, "{} bytes for {:?}", err.len(), &arguments[0]);
    }
}
