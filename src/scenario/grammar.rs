//! Mistakes of grammar, told as what was probably meant: the parser knows what it expected, a user wants to know what to write.

mod line;
mod other;
mod value;

use line::Line;
use std::ops::Range;

/// What is wrong at a place of the text, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Bytes of the text.
    pub(super) place: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to do; may be empty.
    pub(super) advice: String,
}

impl Mistake {
    fn new(place: Range<usize>, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { place, message: message.into(), advice: advice.into() }
    }
}

/// A kind of mistake: recognised by the line and by what the parser says.
type Kind = fn(&Line<'_>, &str) -> Option<Mistake>;

/// The kinds, the surest first.
const KINDS: &[Kind] = &[
    line::typographic_quote,
    line::odd_space,
    line::control_character,
    line::twice,
    line::comment,
    line::open_bracket,
    line::escape,
    line::heading,
    line::no_equals,
    line::key,
    value::quotes,
    value::plain,
];

/// The mistakes of a text, one a line, in the user's words where they can be told.
pub(super) fn told(text: &str, errors: &[(Range<usize>, String)]) -> Vec<Mistake> {
    if errors.is_empty() {
        return Vec::new();
    }
    if let Some(other) = other::recognised(text) {
        return vec![other];
    }
    let mut told: Vec<Mistake> = Vec::new();
    let mut quiet = 0;
    for (place, said) in errors {
        let line = Line::at(text, place.start);
        if line.start < quiet {
            continue; // What follows from a mistake that was told.
        }
        let mistake = KINDS.iter().find_map(|kind| kind(&line, said));
        quiet = line.quiet_until(mistake.as_ref(), said);
        let plain = || Mistake::new(place.clone(), said.lines().next().unwrap_or_default(), "");
        let mistake = mistake.unwrap_or_else(plain);
        if !told.iter().any(|known| known.place == mistake.place) {
            told.push(mistake);
        }
    }
    told
}

/// What to say of bytes that are no UTF-8.
pub fn not_utf8(bytes: &[u8]) -> String {
    other::not_utf8(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::diagnostics::Diagnostics;
    use super::super::tree;

    /// Every line that is said, with the advice.
    fn said(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new("x", text);
        tree::parse(text, 0, &mut diagnostics);
        diagnostics.iter().map(|d| format!("{}: {} | {}", &diagnostics.place(d)[2..], d.message, d.advice)).collect()
    }

    fn one(text: &str) -> String {
        let all = said(text);
        assert_eq!(all.len(), 1, "{text:?}: {all:#?}");
        all.into_iter().next().unwrap()
    }

    #[test]
    fn quotes_of_a_word_processor_are_named() {
        for text in ["title = “x”\n", "title = „x“\n", "title = «x»\n", "title = \"x”\n"] {
            let said = one(text);
            assert!(said.contains("is a typographic quote") && said.contains("title = \"x\""), "{said}");
        }
        assert!(said("title = \"“x”\"\n").is_empty(), "inside a text they are letters");
        assert!(one("title = ‘x’\n").contains("title = 'x'"));
    }

    #[test]
    fn numbers_as_other_countries_write_them_say_how_they_are_written_here() {
        for (text, right) in [
            ("attention = 0,5\n", "write 0.5"),
            ("attention = -0,5\n", "write -0.5"),
            ("duration = 1,5 h\n", "write \"1.5 h\""),
            ("replicates = 1.000.000\n", "write 1000000"),
            ("replicates = 1'000\n", "write 1000"),
            ("x = −0.5\n", "write -0.5"),
            ("x = .5\n", "write 0.5"),
            ("x = 5.\n", "write 5"),
            ("x = 05\n", "write 5"),
            ("x = 50%\n", "write 0.5"),
            ("x = 50 %\n", "write 0.5"),
            ("x = 1/4\n", "write 0.25"),
        ] {
            let said = one(text);
            assert!(said.ends_with(right), "{said}");
        }
    }

    #[test]
    fn texts_and_units_need_quotes() {
        for (text, right) in [
            ("duration = 30 min\n", "write \"30 min\""),
            ("rate = 10 /day\n", "write \"10 /day\""),
            ("rate = 10 per day # often\n", "write \"10 per day\""),
            ("title = Gähnen\n", "write \"Gähnen\""),
            ("title = The yawn in class # mine\n", "write \"The yawn in class\""),
            ("generator = complete\n", "write \"complete\""),
            ("duration = 30 min\"\n", "write \"30 min\""),
            ("title = \"x\nn = 1\n", "write \"x\""),
            ("duration = \"30\" min\n", "write \"30 min\""),
            ("title = \"say \"yawn\"\"\n", "write 'say \"yawn\"'"),
            ("title = 'it's'\n", "write \"it's\""),
        ] {
            let said = one(text);
            assert!(said.ends_with(right), "{said}");
        }
    }

    #[test]
    fn backslashes_of_windows_say_what_to_write() {
        let said = one("file = \"C:\\Users\\me\\net.csv\"\n");
        assert!(said.contains("begins an escape") && said.contains("'C:\\Users\\me\\net.csv'"), "{said}");
        assert!(said.contains("\"C:/Users/me/net.csv\"") && said.starts_with("1:8:"), "{said}");
    }

    #[test]
    fn yes_and_no_are_true_and_false() {
        for (text, right) in
            [("a = yes\n", "true"), ("a = True\n", "true"), ("a = NO\n", "false"), ("a = off # x\n", "false")]
        {
            assert!(one(text).ends_with(&format!("write {right}")), "{text}");
        }
    }

    #[test]
    fn lines_without_an_equals_sign_say_what_a_line_is() {
        assert!(one("title \"x\"\n").ends_with("write title = \"x\""));
        assert!(one("title: \"x\"\nn = 1\n").ends_with("write title = \"x\""));
        assert!(one("title = \n").contains("no value after `=`"));
        assert!(one("// a comment\nn = 1\n").ends_with("write # a comment"));
        assert!(one("; a comment\nn = 1\n").ends_with("write # a comment"));
        assert!(one("title = \"x\";\n").ends_with("delete the `;`"));
        assert!(one("title = \"x\" seed = 1\n").contains("two keys on one line"));
        assert!(one("time unit = \"s\"\n").ends_with("write time_unit"));
        assert!(one("[expressions]\nyawn\n").contains("no `=`"));
    }

    #[test]
    fn names_in_other_letters_need_quotes() {
        assert!(one("[expressions.gähnen]\n").ends_with("write [expressions.\"gähnen\"]"));
        assert!(one("gähnen = 1\n").ends_with("write \"gähnen\""));
    }

    #[test]
    fn what_is_there_twice_says_where_the_first_is() {
        let said = one("a = 1\n[network]\nn = 5\n[network]\nn = 6\n");
        assert!(said.contains("`[network]` is there twice") && said.contains("line 2"), "{said}");
        assert!(one("title = \"a\"\n\ntitle = \"b\"\n").contains("line 1"));
        assert!(one("[events]\nat = 1\n[events]\nat = 2\n").contains("[[events]]"));
    }

    #[test]
    fn what_is_not_closed_is_shown_where_it_begins() {
        assert!(one("[network\nn = 1\n").ends_with("write [network]"));
        let said = one("charts = [\"reach\"\nduration = \"1 min\"\nn = 1\n");
        assert!(said.starts_with("1:10:") && said.contains("no `]`"), "{said}");
        let said = one("[[events]]\nwho = { count = 1\nat = \"0 s\"\n");
        assert!(said.starts_with("2:7:") && said.contains("no `}`"), "{said}");
    }

    #[test]
    fn odd_spaces_and_line_ends_are_named() {
        assert!(one("title =\u{a0}\"x\"\n").contains("no-break space"));
        assert!(one("a = 1\rb = 2\r").contains("line ends"));
        assert!(one("title = \"a\u{1}b\"\n").contains("control character"));
        assert!(said("\u{feff}title\t=\t\"x\"\n").is_empty());
    }

    #[test]
    fn another_kind_of_file_is_called_by_its_name() {
        for (text, name) in [
            ("{ \"duration\": \"1 min\" }\n", "JSON"),
            ("[{\"a\": 1}]\n", "JSON"),
            ("duration: 1 min\nnetwork:\n  generator: complete\n", "YAML"),
            ("---\nduration: 1 min\n", "YAML"),
            ("name,closeness\nAna,0.5\nBen,0.3\n", "table"),
            ("name;closeness\nAna;0,5\n", "table"),
            ("Ana\tBen\nBen\tCem\n", "table"),
            ("<?xml version=\"1.0\"?>\n<graphml>\n", "XML"),
            ("The yawn in my class.\n", "no line has a `=`"),
        ] {
            assert!(one(text).contains(name), "{text:?}: {}", one(text));
        }
    }

    #[test]
    fn every_line_has_its_mistake() {
        let said = said("title = Gähnen\nduration = 30 min\nnull_run = yes\n[network]\ngenerator = complete\n");
        assert_eq!(said.len(), 4, "{said:#?}");
    }
}
