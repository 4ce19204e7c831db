//! What a variant changes: dotted keys with values, each leading to one place of the scenario however it is spelled.

use super::diagnostics::{Diagnostics, Span};
use super::dotted::dotted;
use super::tree::{self, Entry, Node, Raw};
use super::{Overrides, keys};

/// Keys that cannot differ between variants, and why.
const FIXED: &[(&str, &str)] = &[
    ("seed", "every replicate has its own chance already; `--seed` draws all of it anew"),
    ("replicates", "it is the same for all points; `--until-ci` adds runs where they are needed"),
    ("null_run", "it says which runs there are, not what happens in one"),
    ("null_each_arm", "it says which runs there are, not what happens in one"),
    ("title", "it changes no outcome"),
    ("question", "it changes no outcome"),
    ("notice", "it changes no outcome"),
    ("try", "it changes no outcome"),
    ("charts", "it changes no outcome"),
    ("outcomes", "it changes no outcome"),
    ("marks", "it changes no outcome"),
    ("figures", "it changes no outcome"),
    ("negligible", "it changes no outcome"),
    ("language", "it changes no outcome"),
    ("negligible_share", "it changes no outcome"),
    ("agents", "it says what is kept of a run, not what happens in one"),
    ("time_unit", "the tables need one unit for all points"),
    ("hypotheses", "they are about all runs together"),
    ("sweep", "a sweep cannot vary itself"),
    ("explore", "it says what a reader may move, not what happens in a run"),
    ("fit", "it says what is to be found out, not what happens in a run"),
];

/// What the key is in: in messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant {
    /// A sweep varies it.
    Swept,
    /// A reader of a page moves it.
    Moved,
    /// A fit looks for it.
    Fitted,
    /// An arm sets it.
    Arm,
    /// One of two versions that are compared has it, as typed.
    Version,
}

impl Variant {
    /// Refuses a key that cannot differ between variants.
    pub(super) fn may_have(self, key: &str, span: Span, diagnostics: &mut Diagnostics) {
        let Some(why) = self.why_not(&place(key, &[])) else { return };
        let (message, advice) = match self {
            Self::Swept => (format!("`{key}` cannot be varied: {why}"), "vary something else"),
            Self::Moved => (format!("`{key}` cannot be moved by a reader: {why}"), "leave it out"),
            Self::Fitted => (format!("`{key}` cannot be free: {why}"), "leave it out"),
            Self::Arm => (format!("`{key}` cannot differ between arms: {why}"), "set it for the whole scenario"),
            Self::Version => {
                (format!("`{key}` cannot differ between the two versions: {why}"), "`--set` changes it in both")
            }
        };
        diagnostics.error(span, message, advice);
    }

    fn why_not(self, place: &[String]) -> Option<&'static str> {
        let first = place.first()?.as_str();
        if let ("groups", [_, _, last]) = (first, place)
            && last == "name"
        {
            return Some("the tables need one name for all points");
        }
        if let ("expressions", [_, _, verb, ..]) = (first, place)
            && verb == "verb"
        {
            return Some("it changes no outcome");
        }
        match (first, self) {
            ("arms", Self::Arm) => return Some("an arm has none of its own"),
            ("arms", Self::Version) => return Some("a version is one of them"),
            _ => {}
        }
        FIXED.iter().find(|(name, _)| *name == first).map(|(_, why)| *why)
    }
}

/// Why a key cannot be looked for by a fit; none where it can.
pub fn fixed(key: &str) -> Option<&'static str> {
    Variant::Fitted.why_not(&place(key, &[]))
}

/// Where a dotted key leads, however it is spelled: groups by name (`groups` are their names in order), a table of people
/// as `people.file`, one deliberate policy without its number. No place for what is no key.
pub(crate) fn place(key: &str, groups: &[String]) -> Vec<String> {
    let mut parts = tree::split_path(key).unwrap_or_default();
    if tree::is_people(&parts) {
        return tree::PEOPLE_FILE.map(str::to_owned).to_vec();
    }
    if let [first, group, ..] = parts.as_mut_slice()
        && first == "groups"
        && !groups.contains(group)
        && let Some(name) = group.parse::<usize>().ok().and_then(|number| groups.get(number))
    {
        group.clone_from(name);
    }
    let one = |parts: &[String], at: usize| at > 0 && parts[at] == "0" && tree::ONE_OR_MANY.contains(&&*parts[at - 1]);
    (0..parts.len()).filter(|&at| !one(&parts, at)).map(|at| parts[at].clone()).collect()
}

/// Notes what is wrong with the keys of a variant, whatever their values are: those that cannot differ, those that another
/// one undoes, and tables that are empty.
pub(super) fn check(entries: &[Entry], variant: Variant, groups: &[String], diagnostics: &mut Diagnostics) {
    let mut before: Vec<(Vec<String>, &str)> = Vec::with_capacity(entries.len());
    for Entry { key, key_span, value } in entries {
        variant.may_have(key, *key_span, diagnostics);
        if matches!(&value.value, Raw::Table(inner) if inner.is_empty()) && keys::holds_keys(key) {
            let message = format!("`{key}` is an empty table: it changes nothing");
            diagnostics.error(*key_span, message, "write the keys that differ, or leave it out");
        }
        let place = place(key, groups);
        if place.is_empty() {
            continue; // That it is no key is said where it is used.
        }
        if let Some((_, other)) = before.iter().find(|(other, _)| other.starts_with(&place)) {
            let message = match *other == key {
                true => format!("`{key}` is set twice here"),
                false => format!("`{key}` takes the place of `{other}`, which is set before it"),
            };
            diagnostics.error(*key_span, message, "leave one of them out");
        }
        before.push((place, key));
    }
}

/// The same for the points of a sweep, whose rows mostly have the same keys.
pub(super) fn check_points(points: &[Node], groups: &[String], diagnostics: &mut Diagnostics) {
    let mut last: Vec<&str> = Vec::new();
    for entries in points.iter().map(Node::entries) {
        let plain = entries.iter().all(|entry| !matches!(entry.value.value, Raw::Table(_)));
        let keys = || entries.iter().map(|entry| entry.key.as_str());
        if plain && keys().eq(last.iter().copied()) {
            continue;
        }
        last = if plain { keys().collect() } else { Vec::new() };
        check(&dotted(entries, ""), Variant::Swept, groups, diagnostics);
    }
}

/// Sets a key among those that an arm sets, in the place of what it says there in whichever spelling.
pub(super) fn set_in_arm(set: &mut Node, parts: &[String], key_span: Span, value: Node) {
    let key = parts.iter().map(|part| tree::bare_or_quoted(part)).collect::<Vec<_>>().join(".");
    let mut entries = dotted(set.entries(), "");
    let new = place(&key, &[]);
    entries.retain(|entry| !place(&entry.key, &[]).starts_with(&new));
    entries.push(Entry { key, key_span, value });
    set.value = Raw::Table(entries);
}

/// What a version changes that is made from another with what was typed (`source` is the flag): where both say something, what
/// was typed counts.
///
/// # Errors
/// When what was typed cannot differ between versions.
pub fn changed(
    base: &Overrides,
    typed: &[(String, String)],
    (source, groups): (&str, &[String]),
) -> Result<Overrides, Diagnostics> {
    let mut diagnostics = Diagnostics::new(source, "");
    let mut changed = base.clone();
    for (key, value) in typed {
        let number = diagnostics.add_text(source, &format!("{key}={value}"));
        let key_span = Span { text: number, start: 0, end: key.len() };
        let value = tree::parse_value(value, number, key.len() + 1);
        let entries = dotted(&[Entry { key: key.clone(), key_span, value }], "");
        check(&entries, Variant::Version, groups, &mut diagnostics);
        for entry in entries {
            let new = place(&entry.key, groups);
            changed.retain(|(key, _)| !place(key, groups).starts_with(&new));
            changed.push((entry.key, entry.value.to_toml()));
        }
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(changed) }
}

/// The group that a key says something about.
pub(super) fn group_of(key: &str, groups: &[String]) -> Option<String> {
    match place(key, groups).as_slice() {
        [first, group, ..] if first == "groups" => Some(group.clone()),
        _ => None,
    }
}

/// The value that changes give a key, however it is spelled.
pub fn value_of<'a>(changes: &'a Overrides, key: &str, groups: &[String]) -> Option<&'a str> {
    let wanted = place(key, groups);
    changes.iter().rev().find(|(key, _)| place(key, groups) == wanted).map(|(_, value)| value.as_str())
}

/// Whether one of two keys leads into what the other does.
pub fn overlap(a: &str, b: &str, groups: &[String]) -> bool {
    let (a, b) = (place(a, groups), place(b, groups));
    a.starts_with(&b) || b.starts_with(&a)
}

/// Whether the value of a key may name a file that the scenario reads.
pub fn may_name_files(key: &str) -> bool {
    in_variant(key).first().is_some_and(|first| matches!(first.as_str(), "network" | "people"))
}

/// Where a key leads in the scenario that it changes, which for `arms.friends.set.network.file` is that of the arm.
fn in_variant(key: &str) -> Vec<String> {
    match tree::split_path(key).unwrap_or_default().as_slice() {
        [arms, _, set, rest @ ..] if arms == "arms" && set == "set" => {
            place(&rest.iter().map(|part| tree::quoted(part)).collect::<Vec<_>>().join("."), &[])
        }
        _ => place(key, &[]),
    }
}

/// A value as TOML with the files that it names under other names; nothing where it names none that has one.
pub fn with_files(key: &str, value: &str, name: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    if !may_name_files(key) {
        return None;
    }
    let mut node = tree::parse_value(value, 0, 0);
    let mut place = in_variant(key);
    if matches!(node.value, Raw::Table(_)) && place == tree::PEOPLE_FILE {
        // The short form of `people.file` is a text: a table there is that of everybody's traits.
        place.pop();
    }
    rename(&mut place, &mut node, name).then(|| node.to_toml())
}

fn rename(place: &mut Vec<String>, node: &mut Node, name: &dyn Fn(&str) -> Option<String>) -> bool {
    match &mut node.value {
        Raw::Text(text) => {
            let parts: Vec<&str> = place.iter().map(String::as_str).collect();
            let names_file = matches!(parts[..], ["network", "file" | "people"] | ["people"] | ["people", "file"]);
            let new = names_file.then(|| name(text)).flatten();
            new.map(|new| *text = new).is_some()
        }
        Raw::Table(entries) => {
            let mut renamed = false;
            for entry in entries {
                place.push(entry.key.clone());
                renamed |= rename(place, &mut entry.value, name);
                place.pop();
            }
            renamed
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> Vec<String> {
        vec!["a".to_owned(), "b".to_owned()]
    }

    #[test]
    fn a_key_leads_to_one_place_however_it_is_spelled() {
        let same = |a: &str, b: &str| assert_eq!(place(a, &groups()), place(b, &groups()), "{a}, {b}");
        same("network.\"n\"", "network.n");
        same("groups.1.share", "groups.b.share");
        same("people", "people.file");
        same("network.people", "people.file");
        same("groups.a.deliberate.0.rate", "groups.a.deliberate.rate");
        assert_ne!(place("events.0.at", &groups()), place("events.at", &groups()));
    }

    #[test]
    fn what_was_typed_counts_and_is_there_once() {
        let base = vec![("ties.closeness".to_owned(), "0.6667".to_owned()), ("network.n".to_owned(), "4".to_owned())];
        let typed = |key: &str, value: &str| vec![(key.to_owned(), value.to_owned())];
        let told = |typed: Vec<(String, String)>| {
            let changed = changed(&base, &typed, ("--b", &groups())).map_err(|problems| problems.lines().join("; "))?;
            Ok::<_, String>(changed.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(told(typed("ties.closeness", "0.9")).unwrap(), "network.n=4 ties.closeness=0.9");
        assert_eq!(
            told(typed("network", "{ generator = \"star\", n = 8 }")).unwrap(),
            "ties.closeness=0.6667 network.generator=\"star\" network.n=8"
        );
        assert!(told(typed("title", "\"x\"")).unwrap_err().contains("`title` cannot differ between the two versions"));
        assert!(told(typed("mood", "{}")).unwrap_err().contains("`mood` is an empty table"));
        assert_eq!(value_of(&base, "network.\"n\"", &[]), Some("4"));
        assert!(overlap("network", "network.n", &[]) && !overlap("network.n", "network.m", &[]));
    }

    #[test]
    fn files_are_renamed_wherever_a_value_names_them() {
        let local = |file: &str| (file == "x.csv").then(|| "inputs/x.csv".to_owned());
        let renamed = |key: &str, value: &str| with_files(key, value, &local);
        assert_eq!(renamed("network.file", "\"x.csv\"").unwrap(), "\"inputs/x.csv\"");
        assert_eq!(renamed("people", "\"x.csv\"").unwrap(), "\"inputs/x.csv\"");
        assert_eq!(renamed("people", "{ file = \"x.csv\" }").unwrap(), "{ file = \"inputs/x.csv\" }");
        assert_eq!(
            renamed("network", "{ people = \"x.csv\", n = 2 }").unwrap(),
            "{ people = \"inputs/x.csv\", n = 2 }"
        );
        assert_eq!(renamed("arms.a.set.people", "\"x.csv\"").unwrap(), "\"inputs/x.csv\"");
        assert_eq!(renamed("network.file", "\"y.csv\""), None);
        assert_eq!(renamed("network.generator", "\"x.csv\""), None);
    }
}
