//! What the columns of tables are called that people keep of people: names, times, groups, who is absent.

use super::format::is_date;

/// Headings of names, the likeliest first.
pub const NAMES: &[&str] = &[
    "name",
    "names",
    "full_name",
    "pupil",
    "student",
    "person",
    "people",
    "participant",
    "member",
    "child",
    "label",
    "node",
    "user",
    "username",
    "nickname",
    "first_name",
    "firstname",
    "given_name",
    "vorname",
    "schüler",
    "schueler",
    "schülerin",
    "kind",
    "person_name",
    "nom",
    "prénom",
    "prenom",
    "élève",
    "eleve",
    "nombre",
    "alumno",
    "alumna",
    "nome",
    "aluno",
    "naam",
    "leerling",
    "namn",
    "navn",
    "imię",
    "who",
    "agent",
    "id",
    "ids",
    "code",
    "pseudonym",
    "nr",
    "no",
    "number",
    "nummer",
    "numéro",
];

/// Words that say in a longer heading that it asks for a name: `What is your name?`, `Vor- und Nachname`.
const NAME_WORDS: &[&str] = &[
    "name",
    "names",
    "namen",
    "firstname",
    "lastname",
    "surname",
    "forename",
    "nickname",
    "vorname",
    "nachname",
    "vornamen",
    "nom",
    "prénom",
    "prenom",
    "nombre",
    "apellido",
    "apellidos",
    "nome",
    "cognome",
    "sobrenome",
    "naam",
    "voornaam",
    "achternaam",
    "namn",
    "navn",
    "imię",
];
/// Words that stand beside those and say nothing of somebody else.
const BESIDE_NAMES: &[&str] = &[
    "what",
    "what's",
    "whats",
    "is",
    "s",
    "your",
    "you",
    "the",
    "my",
    "own",
    "please",
    "enter",
    "type",
    "write",
    "give",
    "tell",
    "us",
    "full",
    "first",
    "last",
    "given",
    "family",
    "middle",
    "preferred",
    "and",
    "or",
    "of",
    "in",
    "here",
    "und",
    "oder",
    "vor",
    "nach",
    "familien",
    "dein",
    "deine",
    "deinen",
    "ihr",
    "ihre",
    "ihren",
    "euer",
    "mein",
    "wie",
    "ist",
    "lautet",
    "der",
    "den",
    "bitte",
    "hier",
    "eingeben",
    "gib",
    "ein",
    "eintragen",
    "quel",
    "quels",
    "est",
    "sont",
    "ton",
    "tes",
    "votre",
    "vos",
    "mon",
    "et",
    "de",
    "famille",
    "complet",
    "cual",
    "cuál",
    "es",
    "tu",
    "su",
    "mi",
    "y",
    "completo",
    "completa",
    "qual",
    "il",
    "tuo",
    "seu",
    "o",
    "e",
    "wat",
    "je",
    "jouw",
    "uw",
    "en",
    "van",
    "volledige",
    "vad",
    "är",
    "ditt",
    "hvad",
    "hva",
    "er",
    "dit",
    "er",
    "pupil",
    "student",
    "participant",
    "respondent",
    "child",
    "person",
    "s'",
    "pupil's",
    "student's",
    "child's",
    "participant's",
];
/// Questions after a name that have no word for it.
const NAME_QUESTIONS: &[&str] = &[
    "who_are_you",
    "who_is_answering",
    "wie_heißt_du",
    "wie_heisst_du",
    "wie_heißen_sie",
    "wer_bist_du",
    "wer_sind_sie",
    "comment_t_appelles_tu",
    "comment_vous_appelez_vous",
    "qui_es_tu",
    "cómo_te_llamas",
    "como_te_llamas",
    "come_ti_chiami",
    "hoe_heet_je",
    "wer",
];

/// Headings of the moment at which somebody answered, or something was recorded.
const TIMES: &[&str] = &[
    "timestamp",
    "time_stamp",
    "time",
    "date",
    "datetime",
    "date_time",
    "date_and_time",
    "zeitstempel",
    "zeit",
    "datum",
    "uhrzeit",
    "datum_und_uhrzeit",
    "horodateur",
    "horodatage",
    "marca_temporal",
    "informazioni_cronologiche",
    "carimbo_de_data_hora",
    "tijdstempel",
    "tidsstämpel",
    "tidsstempel",
    "submitted",
    "submitted_at",
    "submitted_on",
    "submission_date",
    "submission_time",
    "submit_date",
    "submitdate",
    "startdate",
    "enddate",
    "start_time",
    "end_time",
    "completion_time",
    "startzeit",
    "fertigstellungszeit",
    "abgesendet",
    "abgeschickt",
    "eingereicht",
    "ausgefüllt_am",
    "recorded_date",
    "recordeddate",
    "created",
    "created_at",
    "answered_at",
    "heure_de_début",
    "heure_de_fin",
    "date_de_soumission",
    "hora_de_inicio",
    "fecha",
];

/// Headings of groups.
pub const GROUPS: &[&str] = &[
    "group",
    "groups",
    "gruppe",
    "gruppen",
    "groupe",
    "groupes",
    "grupo",
    "gruppo",
    "class",
    "klasse",
    "classe",
    "team",
    "club",
    "community",
    "block",
    "module",
    "modularity_class",
    "cluster",
    "clique",
    "cohort",
];

/// Headings that say who is absent.
pub const ABSENT: &[&str] = &[
    "absent",
    "away",
    "missing",
    "ill",
    "sick",
    "fehlt",
    "fehlend",
    "abwesend",
    "krank",
    "absente",
    "ausente",
    "assente",
    "afwezig",
    "is_absent",
    "absence",
];

/// Headings that say who is there.
pub const PRESENT: &[&str] =
    &["present", "here", "anwesend", "présent", "présente", "presente", "aanwezig", "is_present", "attending"];

/// Headings of what people have and ties have not: traits, age, …
const TRAITS: &[&str] = &[
    "susceptibility",
    "expressiveness",
    "perception",
    "reappraisal",
    "suppression",
    "mood_baseline",
    "loneliness",
    "age",
    "gender",
    "sex",
    "year_of_birth",
    "birthday",
    "birth_date",
    "date_of_birth",
    "height",
    "grade",
    "school_year",
    "form",
    "geschlecht",
    "größe",
    "groesse",
    "geburtstag",
    "geburtsdatum",
    "jahrgang",
    "jahrgangsstufe",
    "stufe",
    "âge",
    "sexe",
    "genre",
    "edad",
    "sexo",
    "género",
    "età",
    "sesso",
];

/// A heading as it is compared: lower case, `_` for whatever stands between words, nothing in brackets.
pub fn plain(heading: &str) -> String {
    let before = heading.split(['(', '[']).next().unwrap_or(heading).to_lowercase();
    let words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// How likely a heading is that of the people's names, the likeliest first; nothing where it is not.
pub fn name_rank(heading: &str) -> Option<usize> {
    let plain = plain(heading);
    let listed = NAMES.iter().position(|name| *name == plain);
    // A question is surer than a number.
    listed.map(|rank| rank * 2).or_else(|| asks_for_a_name(&plain).then_some(1))
}

/// Whether a heading is that of names and not only of numbers or codes that may stand for them.
pub fn is_name(heading: &str) -> bool {
    let codes = ["id", "ids", "code", "nr", "no", "number", "nummer", "numéro", "label", "node", "agent"];
    name_rank(heading).is_some() && !codes.contains(&plain(heading).as_str())
}

fn asks_for_a_name(plain: &str) -> bool {
    let words: Vec<&str> = plain.split('_').collect();
    let named = words.iter().any(|word| NAME_WORDS.contains(word));
    let nobody_else = words.iter().all(|word| NAME_WORDS.contains(word) || BESIDE_NAMES.contains(word));
    named && nobody_else || NAME_QUESTIONS.contains(&plain)
}

/// Whether a column says when somebody answered: by its heading, or because all its cells are dates.
pub fn is_time<'a>(heading: &str, cells: impl IntoIterator<Item = &'a str>) -> bool {
    let mut cells = cells.into_iter().filter(|cell| !cell.trim().is_empty()).peekable();
    TIMES.contains(&plain(heading).as_str()) || cells.peek().is_some() && cells.all(like_a_date)
}

/// Whether a text is a date, though not one that times are read from: `9/1/2024 10:03:22`, `2024/09/01 10:03 AM GMT+2`.
fn like_a_date(text: &str) -> bool {
    let text = text.trim();
    let date = text.split([' ', 'T', ',']).next().unwrap_or(text).trim_end_matches('.');
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    let digits = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let years = parts.iter().filter(|part| part.len() == 4).count();
    let short = parts.iter().filter(|part| part.len() <= 2).count();
    let slashes =
        parts.len() == 3 && parts.iter().all(digits) && (years == 1 && short == 2 || years == 0 && short == 3);
    slashes || is_date(text)
}

/// Whether a heading is about people rather than ties: a trait, a group, who is absent.
pub fn is_of_people(heading: &str) -> bool {
    let plain = plain(heading);
    let stem = plain.split('_').next().unwrap_or_default();
    [GROUPS, ABSENT, PRESENT, TRAITS].iter().any(|words| words.contains(&plain.as_str())) || GROUPS[..7].contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_asked_for_in_many_words() {
        for heading in [
            "Name",
            "What is your name?",
            "What's your name?",
            "Your name",
            "Full name (first and last)",
            "Please enter your full name:",
            "Vor- und Nachname",
            "Dein Name",
            "Wie heißt du?",
            "Votre nom",
            "Nom et prénom",
            "Nombre y apellidos",
            "Pupil's name",
        ] {
            assert!(is_name(heading), "{heading}");
        }
        for heading in
            ["Name of your best friend", "Friend's name", "Class name", "Freund 1", "Timestamp", "Mit wem?", "id"]
        {
            assert!(!is_name(heading), "{heading}");
        }
        assert!(name_rank("Name") < name_rank("Your name") && name_rank("Your name") < name_rank("ID"));
    }

    #[test]
    fn times_are_known_by_their_heading_or_their_cells() {
        for heading in ["Timestamp", "Zeitstempel", "Horodateur", "Submitted", "Completion time"] {
            assert!(is_time(heading, []), "{heading}");
        }
        for cell in
            ["9/1/2024 10:03:22", "2024/09/01 10:03:22 AM GMT+2", "01.09.2024 10:03", "2024-09-01", "1.9.24", "10:03"]
        {
            assert!(is_time("when", [cell, ""]), "{cell}");
        }
        for cell in ["Ana", "7a", "12", "1.5", "Ana/Ben/Cem", "1234567"] {
            assert!(!is_time("Wer", [cell, "2024-09-01"]), "{cell}");
        }
        assert!(!is_time("Wer", ["", " "]));
    }
}
