//! What columns and attributes are called, in the words of the programs and languages that people have files from.

/// What a column or an attribute of a tie is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The person a tie starts from, who sees.
    Viewer,
    /// The person a tie leads to, who is seen.
    Seen,
    /// How strong the tie is.
    Weight,
    /// When it was recorded.
    Time,
    /// Of what kind it is.
    Kind,
}

/// A word in a message: cut when it is long.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
    }
}

const VIEWER: &[&str] = &[
    "source",
    "from",
    "src",
    "start",
    "tail",
    "u",
    "viewer",
    "ego",
    "sender",
    "rater",
    "chooser",
    "nominator",
    "follower",
    "caller",
    "giver",
    "citing",
    "pupil",
    "student",
    "child",
    "person",
    "respondent",
    "participant",
    "von",
    "quelle",
    "de",
    "desde",
    "origen",
    "origin",
    "origine",
    "da",
    "van",
    "från",
    "fra",
    "od",
    "source's",
    "schüler",
    "élève",
];
const SEEN: &[&str] = &[
    "target",
    "to",
    "dst",
    "dest",
    "destination",
    "trg",
    "tgt",
    "end",
    "head",
    "v",
    "seen",
    "alter",
    "receiver",
    "recipient",
    "ratee",
    "chosen",
    "nominee",
    "nominated",
    "followee",
    "followed",
    "callee",
    "cited",
    "friend",
    "friends",
    "contact",
    "partner",
    "peer",
    "neighbour",
    "neighbor",
    "other",
    "nach",
    "zu",
    "ziel",
    "an",
    "à",
    "vers",
    "cible",
    "a",
    "hacia",
    "hasta",
    "destino",
    "naar",
    "till",
    "til",
    "do",
    "freund",
    "freundin",
    "ami",
    "amie",
    "amigo",
];
/// Ends that count only beside each other or after a word such as `node`.
const FIRST: &[&str] = &["1", "a", "i", "x", "left", "one", "first", "source", "from", "src", "u", "ego"];
const SECOND: &[&str] = &["2", "b", "j", "y", "right", "two", "second", "target", "to", "dst", "v", "alter"];
const WEIGHT: &[&str] = &[
    "weight",
    "weights",
    "w",
    "value",
    "strength",
    "closeness",
    "intensity",
    "gewicht",
    "gewichtung",
    "stärke",
    "staerke",
    "wert",
    "nähe",
    "naehe",
    "poids",
    "force",
    "valeur",
    "intensité",
    "peso",
    "fuerza",
    "valor",
    "forza",
    "valore",
    "vikt",
    "vekt",
    "waga",
    "count",
    "frequency",
    "freq",
    "häufigkeit",
    "haeufigkeit",
    "fréquence",
    "frecuencia",
];
const TIME: &[&str] = &[
    "time",
    "t",
    "timestamp",
    "timestamps",
    "ts",
    "unixts",
    "unixtime",
    "date",
    "datetime",
    "when",
    "zeit",
    "zeitpunkt",
    "datum",
    "uhrzeit",
    "temps",
    "heure",
    "tiempo",
    "hora",
    "fecha",
    "tempo",
    "tid",
    "moment",
    "epoch",
];
const KIND: &[&str] =
    &["kind", "type", "relation", "relationship", "art", "beziehung", "typ", "sorte", "genre", "tipo", "relación"];
/// Words that say of whom or of what the next word speaks, and nothing else.
const FILLERS: &[&str] = &[
    "node",
    "nodes",
    "vertex",
    "id",
    "ids",
    "name",
    "user",
    "person",
    "people",
    "actor",
    "author",
    "student",
    "pupil",
    "child",
    "kid",
    "participant",
    "member",
    "agent",
    "player",
    "character",
    "entity",
    "individual",
    "ind",
    "animal",
    "subject",
    "edge",
    "tie",
    "link",
    "label",
    "knoten",
    "nutzer",
    "schüler",
    "kind",
    "nœud",
    "noeud",
    "nodo",
    "nr",
    "no",
    "number",
    "code",
    "screen",
    "account",
    "friend",
    "employee",
    "patient",
    "worker",
];

/// The words of a heading: split at anything but letters and digits, before capitals, and before digits; lower case.
fn tokens(heading: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in heading.chars() {
        let new = !before.is_alphanumeric()
            || (before.is_lowercase() && c.is_uppercase())
            || (before.is_alphabetic() && c.is_ascii_digit());
        if c.is_alphanumeric() || c == '\'' {
            match tokens.last_mut() {
                Some(token) if !new => token.extend(c.to_lowercase()),
                _ => tokens.push(c.to_lowercase().collect()),
            }
        }
        before = c;
    }
    tokens
}

/// A heading without the unit in brackets at its end, and that unit: `time (s)`, `dauer [min]`.
pub(super) fn without_unit(heading: &str) -> (&str, Option<&str>) {
    let heading = heading.trim();
    let of = |open: char, close: char| heading.strip_suffix(close)?.rsplit_once(open);
    match of('(', ')').or_else(|| of('[', ']')) {
        Some((name, unit)) if !name.trim().is_empty() => (name.trim(), Some(unit.trim())),
        _ => (heading, None),
    }
}

/// What a heading or the name of an attribute says, where it says it by itself.
pub(super) fn role(heading: &str) -> Option<Role> {
    let tokens = tokens(without_unit(heading).0);
    let telling: Vec<&str> = match tokens.as_slice() {
        [one] => vec![one.as_str()],
        several => several.iter().map(String::as_str).filter(|t| !FILLERS.contains(t)).collect(),
    };
    let [word] = telling.as_slice() else { return None };
    let known =
        [(WEIGHT, Role::Weight), (TIME, Role::Time), (KIND, Role::Kind), (VIEWER, Role::Viewer), (SEEN, Role::Seen)];
    // `a` is the second person in Spanish and the first beside `b`; see `ends`.
    known.into_iter().find(|(words, _)| word.chars().count() + tokens.len() > 2 && words.contains(word)).map(|(_, r)| r)
}

/// The two columns of people, if two headings say by each other that they are: `node_1, node_2`; `i, j`; `user_a,
/// user_b`; `Name 1; Name 2`. `start` and `end` are people only where nothing else is: elsewhere they are times.
pub(super) fn ends(headings: &[&str]) -> Option<(usize, usize)> {
    let when = |heading: &str| matches!(heading.trim().to_lowercase().as_str(), "start" | "end");
    let others: Vec<&str> = headings.iter().map(|heading| if when(heading) { "" } else { *heading }).collect();
    ends_among(&others).or_else(|| ends_among(headings))
}

fn ends_among(headings: &[&str]) -> Option<(usize, usize)> {
    let of = |role_wanted: Role| headings.iter().position(|h| role(h) == Some(role_wanted));
    if let (Some(viewer), Some(seen)) = (of(Role::Viewer), of(Role::Seen)) {
        return Some((viewer, seen));
    }
    let split: Vec<Vec<String>> = headings.iter().map(|h| tokens(h)).collect();
    for (a, first) in split.iter().enumerate() {
        let Some((at, _)) = first.iter().enumerate().find(|(_, t)| FIRST.contains(&t.as_str())) else { continue };
        let twin = |second: &Vec<String>| {
            let other = second.get(at).and_then(|t| SECOND.iter().position(|s| s == t));
            other.is_some_and(|n| FIRST[n] == first[at])
                && second.len() == first.len()
                && (0..first.len()).all(|i| i == at || (first[i] == second[i] && FILLERS.contains(&first[i].as_str())))
        };
        if let Some(b) = split.iter().position(twin) {
            return Some((a, b));
        }
    }
    None
}

/// Whether two headings are single letters, which may as well be two people.
pub(super) fn letters(a: &str, b: &str) -> bool {
    a.trim().chars().count() == 1 && b.trim().chars().count() == 1
}

/// A single word that every description of the format has for weights or times: `w`, `t`.
pub(super) fn letter_role(heading: &str) -> Option<Role> {
    match heading.trim().to_lowercase().as_str() {
        "w" => Some(Role::Weight),
        "t" => Some(Role::Time),
        _ => role(heading),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_many_words() {
        for (headings, expected) in [
            (&["source", "target"][..], Some((0, 1))),
            (&["start", "end"], Some((0, 1))),
            (&["start", "end", "u", "v"], Some((2, 3))),
            (&["person_1", "person_2", "start", "end"], Some((0, 1))),
            (&["Source_ID", "TargetId"], Some((0, 1))),
            (&["# FromNodeId", "ToNodeId"], Some((0, 1))),
            (&["node_1", "node_2"], Some((0, 1))),
            (&["Node1", "Node2"], Some((0, 1))),
            (&["user_a", "user_b"], Some((0, 1))),
            (&["t", "i", "j"], Some((1, 2))),
            (&["Name 1", "Name 2"], Some((0, 1))),
            (&["Von", "Zu", "Gewicht"], Some((0, 1))),
            (&["weight", "to", "from"], Some((2, 1))),
            (&["pupil", "friend"], Some((0, 1))),
            (&["source_name", "target_name"], Some((0, 1))),
            (&["x", "y"], Some((0, 1))),
            (&["Ana", "Ben"], None),
            (&["a", "c"], None),
            (&["p1", "p2"], None),
            (&["Maria 1", "Maria 2"], None),
        ] {
            assert_eq!(ends(headings), expected, "{headings:?}");
        }
    }

    #[test]
    fn roles_are_known_in_many_words() {
        for (heading, expected) in [
            ("Gewicht", Some(Role::Weight)),
            ("edge_weight", Some(Role::Weight)),
            ("Poids", Some(Role::Weight)),
            ("UNIXTS", Some(Role::Time)),
            ("Time", Some(Role::Time)),
            ("Type", Some(Role::Kind)),
            ("colour", None),
            ("Label", None),
        ] {
            assert_eq!(role(heading), expected, "{heading}");
        }
    }
}
