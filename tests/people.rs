//! Tables of people: what they say reaches the runs, and what they cannot say is refused with its place.

use crate::common::Desk;
use catching::model::situation::Who;
use catching::scenario::{self, Scenario};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io;

const ROOM: &str = r#"
duration = "2 min"
dt = "0.5 s"
replicates = 2
people = "class.csv"
[network]
generator = "complete"
[expressions.yawn]
spontaneous_rate = "2 /min"
"#;

const CLASS: &str = "\
Name;Susceptibility;Group;Absent;Shoe size
José;0,5;7a;;38
Zoë;1,25;7b;;39
Ana;;7a;nein;40
Ben;2;7b;ja;41
";

/// A scenario with these files, and everything that is said about it.
fn read(text: &str, files: &[(&str, &str)], set: &[(&str, &str)]) -> (Option<Scenario>, Vec<String>) {
    let open = |name: &str| {
        let found = files.iter().find(|file| file.0 == name).map(|file| file.1.as_bytes().to_vec());
        found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    let set: Vec<(String, String)> = set.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    let reading = scenario::inspect("s.toml", text, &set, &open);
    (reading.scenario, reading.diagnostics.lines())
}

#[track_caller]
fn good(text: &str, files: &[(&str, &str)], set: &[(&str, &str)]) -> Scenario {
    let (scenario, said) = read(text, files, set);
    scenario.unwrap_or_else(|| panic!("{said:#?}"))
}

fn own<'a>(scenario: &'a Scenario, name: &str) -> &'a [Option<f64>] {
    scenario.situation.people.own(name).unwrap_or_default()
}

fn column(table: &str, name: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let (who, what) = (at("agent"), at(name));
    reader.records().map(|row| row.unwrap()).map(|row| (row[who].to_owned(), row[what].to_owned())).collect()
}

#[test]
fn a_table_from_a_german_spreadsheet_says_who_is_there_and_how_they_are() {
    let scenario = good(ROOM, &[("class.csv", CLASS)], &[]);
    assert_eq!(own(&scenario, "susceptibility"), [Some(0.5), Some(1.25), None]);
    let groups: Vec<(&str, &Who)> = scenario.situation.groups.iter().map(|g| (g.name.as_str(), &g.who)).collect();
    assert_eq!(groups, [("7a", &Who::Listed(vec![0, 2])), ("7b", &Who::Listed(vec![1]))]);
    let (_, said) = read(ROOM, &[("class.csv", CLASS)], &[]);
    let all = said.join("\n");
    for words in [
        "4 people; 1 person is absent and left out with their ties: Ben",
        "susceptibility of 2 of 3",
        "groups 7a (2), 7b (1)",
        "without a use: Shoe size",
        "3 numbers have a decimal comma".replace('3', "2").as_str(),
    ] {
        assert!(all.contains(words), "{words}\n{all}");
    }
}

#[test]
fn traits_of_a_table_are_those_of_the_run() {
    let desk = Desk::new();
    desk.write("class.csv", CLASS);
    desk.write("room.toml", ROOM);
    let (_, said) = desk.ok(&["run", "room.toml", "--no-charts", "-o", "out"]);
    assert!(said.contains("left out with their ties: Ben"), "{said}");
    let agents = desk.read("out/agents.csv");
    let susceptible = column(&agents, "susceptibility");
    let expected = [("Ana", "1"), ("José", "0.5"), ("Zoë", "1.25")].map(|(n, s)| (n.to_owned(), s.to_owned()));
    assert_eq!(susceptible, BTreeMap::from(expected));
    // Everybody saw two others: Ben's ties are gone with him.
    assert!(column(&agents, "degree").values().all(|degree| degree == "2"));
}

#[test]
fn what_was_run_runs_again_from_the_result_folder() {
    let desk = Desk::new();
    desk.write("data/class.csv", CLASS);
    desk.write("room.toml", ROOM.replace("class.csv", "data/class.csv"));
    desk.ok(&["run", "room.toml", "--no-charts", "-o", "out"]);
    assert!(desk.read("out/scenario.toml").contains("file = \"inputs/data/class.csv\""));
    assert_eq!(desk.read("out/inputs/data/class.csv"), CLASS);
    let manifest = desk.read("out/manifest.json");
    assert!(manifest.contains("data/class.csv") && manifest.contains("sha256"), "{manifest}");
    desk.ok(&["run", "out/scenario.toml", "--no-charts", "-o", "again"]);
    let tables = |folder: &str| {
        let mut tables = desk.tables(folder);
        tables.retain(|name, _| name.ends_with(".csv"));
        tables
    };
    assert_eq!(tables("out"), tables("again"));
    desk.ok(&["replay", "out", "--run", "1"]);
    desk.ok(&["why", "out", "--run", "0", "--agent", "José"]);
}

#[test]
fn a_table_is_named_in_each_way_that_people_would_guess() {
    let text = |top: &str, network: &str, table: &str| {
        format!(
            "duration = \"2 min\"\n{top}\n[network]\ngenerator = \"complete\"\n{network}\n{table}\n[expressions.yawn]\n"
        )
    };
    let file = "people = \"class.csv\"";
    let files = [("class.csv", CLASS), ("other.csv", "name\nA\nB\n")];
    let one = good(&text(file, "", ""), &files, &[]);
    assert_eq!(one, good(&text("", file, ""), &files, &[]));
    assert_eq!(one, good(&text("", "", "[people]\nfile = \"class.csv\""), &files, &[]));
    assert_eq!(one, good(&text("", "", ""), &files, &[("people", "class.csv")]));
    let traits = good(&text(file, "", ""), &files, &[("people.perception", "0.5")]);
    assert_eq!(traits.network, one.network);
    assert_eq!(traits.situation.people.perception.constant(), Some(0.5));
    let other = good(
        &text(file, "", "[people]\nperception = 0.5").replacen(file, "", 1),
        &files,
        &[("people", "other.csv"), ("network.n", "2")],
    );
    assert_eq!(other.situation.people.perception.constant(), Some(0.5));
    let (_, said) = read(&text(file, "people = \"other.csv\"", ""), &files, &[]);
    assert!(said.join("\n").contains("named twice"), "{said:#?}");
}

#[test]
fn the_resolved_scenario_reads_back_as_the_same() {
    let groups = "[[groups]]\nname = \"7b\"\nperception = 0.5\n[[events]]\nat = \"1 s\"\nwho = { group = \"7a\" }\nexpress = \"yawn\"\n[[ties.rules]]\nbetween = [\"7a\", \"7b\"]\nvisibility = 0.2\n";
    let text = format!("{ROOM}{groups}");
    let scenario = good(&text, &[("class.csv", CLASS)], &[]);
    let again = good(&scenario.to_toml(), &[("class.csv", CLASS)], &[]);
    assert_eq!(scenario, again);
    assert_eq!(scenario.to_toml(), again.to_toml());
    let names: Vec<&str> = scenario.situation.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["7b", "7a"]);
}

#[test]
fn what_is_known_of_a_person_goes_before_the_group_and_that_before_all() {
    let desk = Desk::new();
    desk.write("class.csv", "name,group,perception\nAna,a,0.9\nBen,a,\nCem,,\n");
    desk.write(
        "room.toml",
        format!("{ROOM}[people]\nfile = \"class.csv\"\nperception = 0.1\n[[groups]]\nname = \"a\"\nperception = 0.5\n")
            .replacen("people = \"class.csv\"\n", "", 1),
    );
    desk.ok(&["run", "room.toml", "--no-charts", "-o", "out"]);
    let perception = column(&desk.read("out/agents.csv"), "perception");
    assert_eq!(perception.values().collect::<Vec<_>>(), ["0.9", "0.5", "0.1"]);
}

#[test]
fn beside_a_network_file_names_are_matched_and_the_others_have_no_ties() {
    let text = ROOM.replace("generator = \"complete\"", "file = \"friends.csv\"");
    let friends = "source,target\nAna,Ben\nBen,Cem\nCem,Dan\n";
    let people = "id,pupil,expressiveness,away\n1,Cem,0.25,\n2,Xenia,0.5,\n3,Ben,,x\n";
    let files = [("class.csv", people), ("friends.csv", friends)];
    let scenario = good(&text, &files, &[]);
    let network = scenario.network.network().unwrap();
    assert_eq!(network.names(), ["Ana", "Cem", "Dan", "Xenia"]);
    assert_eq!((0..4).map(|i| network.degree(i)).collect::<Vec<_>>(), [0, 1, 1, 0]);
    assert_eq!(own(&scenario, "expressiveness"), [None, Some(0.25), None, Some(0.5)]);
    let (_, said) = read(&text, &files, &[]);
    let all = said.join("\n");
    assert!(all.contains("1 person is not in the network, and there without ties: Xenia"), "{all}");
    assert!(all.contains("2 people of the network are not in the table"), "{all}");
    assert!(all.contains("Ana, Dan"), "{all}");
}

#[test]
fn people_of_a_named_network_are_matched_by_name() {
    let text = ROOM.replace("\"complete\"", "\"les_miserables\"");
    let scenario = good(&text, &[("class.csv", "name,susceptibility,group\nValjean,2,heroes\nCosette,,heroes\n")], &[]);
    let network = scenario.network.build(catching::chance::Chance::new(1)).unwrap();
    let valjean = network.find("Valjean").unwrap();
    assert_eq!(own(&scenario, "susceptibility")[valjean], Some(2.0));
    assert_eq!(own(&scenario, "susceptibility").iter().flatten().count(), 1);
    assert_eq!(
        scenario.situation.groups[0].who,
        Who::Listed({
            let mut both = vec![valjean as u32, network.find("Cosette").unwrap() as u32];
            both.sort_unstable();
            both
        })
    );
}

#[test]
fn seats_of_the_absent_stay_empty() {
    let text = ROOM.replace("generator = \"complete\"", "generator = \"seating\"\nrows = 2\ncolumns = 2");
    let scenario = good(&text, &[("class.csv", CLASS)], &[]);
    let network = scenario.network.build(catching::chance::Chance::new(1)).unwrap();
    assert_eq!((network.names().len(), network.positions().len()), (3, 3));
    let (_, said) = read(&text.replace("columns = 2", "columns = 3"), &[("class.csv", CLASS)], &[]);
    assert!(said[0].contains("the network has 6 people, and `class.csv` lists 4"), "{said:#?}");
}

/// What is in the table, and what is said about it.
const MISTAKES: &[(&str, &str)] = &[
    ("name,susceptibility\nAna,1\nBen,much\n", "class.csv:3:5: `susceptibility` cannot be `much`: it must be a number"),
    ("name,perception\nAna,1.5\n", "class.csv:2:5: `perception` cannot be 1.5: it must be between 0 and 1"),
    ("name;perception\nAna;1,5\n", "class.csv:2:5: `perception` cannot be 1.5: it must be between 0 and 1"),
    ("name,susceptibility\nAna,-1\n", "class.csv:2:5: `susceptibility` cannot be -1"),
    ("name,susceptibility\nAna,inf\n", "class.csv:2:5: `susceptibility` cannot be `inf`"),
    ("name,absent\nAna,perhaps\n", "class.csv:2:5: `absent` cannot be `perhaps`: it must be yes or no"),
    ("name,absent\nAna,yes\n", "everyone in `class.csv` is absent"),
    ("name,group\nAna,a\nBen,a\nAna,b\n", "class.csv:4:1: there are two people called `Ana` in this table"),
    ("name,group\nAna,a\n,b\n", "class.csv:3:2: somebody without a name"),
    ("name,group\nAna,a,1\n", "class.csv:2:7: this line has 3 fields, the first line has 2"),
    ("name,group\nAna\n", "class.csv:2:1: this line has 1 field, the first line has 2"),
    ("name,name\nAna,a\n", "class.csv:1:6: two columns are called `name`"),
    ("susceptibility,group\n1,a\n", "class.csv:1:1: no column of this table has the names of the people"),
    ("name,group\n", "class.csv:1:1: there is nobody in it"),
    ("", "cannot read `class.csv`: the file is empty"),
    ("name,group\nAna,others\n", "class.csv:2:5: a group cannot be named `others`"),
    ("name,susceptibility,Susceptibility \nAna,1,1\n", "a second column gives `susceptibility`"),
    (
        "name,susceptability\nAna,1\n",
        "class.csv:1:6: warning: the column `susceptability` is not used; did you mean `susceptibility`?",
    ),
    ("name,group\n\"Ana,a\nBen,b\n", "class.csv:2:1: "),
];

#[test]
fn every_mistake_in_a_table_is_said_with_its_place() {
    for (table, expected) in MISTAKES {
        let (scenario, said) = read(ROOM, &[("class.csv", table)], &[]);
        assert!(said.iter().any(|line| line.contains(expected)), "{table}\nexpected {expected}\n{said:#?}");
        assert_eq!(scenario.is_some(), expected.contains("warning"), "{table}");
    }
}

#[test]
fn mistakes_of_the_scenario_about_a_table_are_refused() {
    let cases = [
        ("people = \"class.csv\"", "people = \"klass.csv\"", "cannot read `klass.csv`"),
        ("\"complete\"", "\"complete\"\nn = 5", "the network has 5 people, and `class.csv` lists 4"),
        ("duration", "[[groups]]\nname = \"7c\"\n[x]\nduration", "7a, 7b"),
    ];
    for (from, to, expected) in &cases[..2] {
        let (scenario, said) = read(&ROOM.replacen(from, to, 1), &[("class.csv", CLASS)], &[]);
        assert!(scenario.is_none() && said.join("\n").contains(expected), "{to}\n{said:#?}");
    }
    let more = [
        (
            "[[groups]]\nname = \"7a\"\nshare = 0.5\n",
            "`share` has no say: the table of people says who is in the group `7a`",
        ),
        ("[[groups]]\nname = \"7c\"\n", "group 7c"),
        (
            "[[events]]\nat = \"1 s\"\nwho = { group = \"7\" }\nexpress = \"yawn\"\n",
            "there is no group `7`; did you mean `7a`?",
        ),
    ];
    for (text, expected) in more {
        let (scenario, said) = read(&format!("{ROOM}{text}"), &[("class.csv", CLASS)], &[]);
        assert!(scenario.is_none() && said.join("\n").contains(expected), "{text}\n{said:#?}");
    }
    for (key, value, expected) in [
        ("people.ignore", "[\"Shoe\"]", "has no column `Shoe`"),
        ("people.groups", "[\"Gender\"]", "`people.groups`: `class.csv` has no column `Gender`"),
        ("people.files", "\"a.csv\"", "did you mean `file`?"),
    ] {
        let (scenario, said) = read(ROOM, &[("class.csv", CLASS)], &[(key, value)]);
        assert!(scenario.is_none() && said.join("\n").contains(expected), "{key}\n{said:#?}");
    }
}

#[test]
fn whoever_changes_a_trait_that_the_table_gives_is_told_that_the_table_wins() {
    let full = "name,susceptibility\nAna,1\nBen,2\n";
    let part = "name,susceptibility\nAna,1\nBen,\n";
    let vary = "[sweep]\nvary = [{ key = \"people.susceptibility\", values = [1, 2] }]\n";
    for text in
        [format!("{ROOM}{vary}"), format!("{ROOM}[[arms]]\nname = \"a\"\nset = {{ people.susceptibility = 2 }}\n")]
    {
        let (scenario, said) = read(&text, &[("class.csv", full)], &[]);
        let all = said.join("\n");
        assert!(
            scenario.is_none() && all.contains("changes nothing: `class.csv` gives everyone's susceptibility"),
            "{all}"
        );
        let (scenario, said) = read(&text, &[("class.csv", part)], &[]);
        assert!(scenario.is_some() && said.join("\n").contains("changes only those 1 of 2 people"), "{said:#?}");
    }
    let (scenario, _) = read(ROOM, &[("class.csv", full)], &[("people.susceptibility", "2")]);
    assert!(scenario.is_none());
    let free = good(&format!("{ROOM}{vary}"), &[("class.csv", full)], &[("people.ignore", "[\"susceptibility\"]")]);
    assert!(free.situation.people.own.is_empty());
}

#[test]
fn versions_with_and_without_what_the_table_says_can_be_compared() {
    let desk = Desk::new();
    desk.write("class.csv", "name,susceptibility\nAna,0\nBen,0\nCem,0\n");
    desk.write("room.toml", ROOM);
    let (out, _) = desk.ok(&[
        "compare",
        "room.toml",
        "--b",
        "people.ignore=[\"susceptibility\"]",
        "--no-charts",
        "--replicates",
        "5",
    ]);
    assert!(out.contains("yawn"), "{out}");
    let (_, said) = desk.ends(2, &["compare", "room.toml", "--b", "people.susceptibility=2", "--no-charts"]);
    assert!(said.contains("changes nothing"), "{said}");
}

#[test]
fn attributes_of_people_in_network_files_are_traits_and_groups_too() {
    let graphml = r#"<?xml version="1.0"?><graphml>
<key id="a" for="node" attr.name="susceptibility" attr.type="double"/>
<key id="b" for="node" attr.name="group" attr.type="string"/>
<key id="c" for="node" attr.name="shoe_size" attr.type="double"/>
<graph edgedefault="undirected">
<node id="Ana"><data key="a">0.5</data><data key="b">7a</data><data key="c">38</data></node>
<node id="Ben"><data key="b">7b</data></node>
<node id="Cem"><data key="a">2</data><data key="b">7a</data></node>
<edge source="Ana" target="Ben"/><edge source="Ben" target="Cem"/></graph></graphml>"#;
    let gml = "graph [ node [ id 1 label \"Ana\" susceptibility 0.5 group \"7a\" shoe_size 38 ] node [ id 2 label \"Ben\" group \"7b\" ] \
               node [ id 3 label \"Cem\" susceptibility 2 group \"7a\" ] edge [ source 1 target 2 ] edge [ source 2 target 3 ] ]";
    let json = r#"{"nodes":[{"id":"Ana","susceptibility":0.5,"group":"7a","shoe_size":38},{"id":"Ben","group":"7b"},
        {"id":"Cem","susceptibility":2,"group":"7a"}],"links":[{"source":"Ana","target":"Ben"},{"source":"Ben","target":"Cem"}]}"#;
    for (name, content) in [("n.graphml", graphml), ("n.gml", gml), ("n.json", json)] {
        let text = ROOM.replace("people = \"class.csv\"\n", "");
        let text = text.replace("generator = \"complete\"", &format!("file = \"{name}\""));
        let scenario = good(&text, &[(name, content)], &[]);
        assert_eq!(own(&scenario, "susceptibility"), [Some(0.5), None, Some(2.0)], "{name}");
        let groups: Vec<&str> = scenario.situation.groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(groups, ["7a", "7b"], "{name}");
        let (_, said) = read(&text, &[(name, content)], &[]);
        assert!(said.join("\n").contains("without a use: shoe_size"), "{name}: {said:#?}");
        let ignored = good(&text, &[(name, content)], &[("people.ignore", "[\"susceptibility\", \"group\"]")]);
        assert!(ignored.situation.people.own.is_empty() && ignored.situation.groups.is_empty());
        assert_eq!(good(&scenario.to_toml(), &[(name, content)], &[]), scenario, "{name}");
    }
}

#[test]
fn the_description_says_where_each_trait_comes_from() {
    let scenario = good(ROOM, &[("class.csv", CLASS)], &[]);
    let told = scenario::odd::describe(&scenario).into_iter().flat_map(|e| e.paragraphs).collect::<Vec<_>>().join("\n");
    assert!(
        told.contains("susceptibility from class.csv (2 of 3 people: 0.5 to 1.25, mean 0.875; the others 1)"),
        "{told}"
    );
    assert!(told.contains("listed in class.csv, without 1 who is absent"), "{told}");
    assert!(told.contains("The table of people class.csv."), "{told}");
    let sections = scenario::provenance::sections(&scenario);
    let row = sections.iter().flat_map(|s| &s.rows).find(|row| row.key == "people.susceptibility").unwrap();
    assert_eq!((row.mark, row.source.as_str()), ("scenario", "class.csv, person by person"));
}

#[test]
fn points_may_come_from_a_german_spreadsheet_and_have_labels() {
    let desk = Desk::with_small();
    desk.write("points.csv", "\u{feff}Label;ties.closeness;label: City\r\nSchule A;0,5;Köln\r\nSchule B;0,75;Bonn\r\n");
    desk.ok(&["sweep", "small.toml", "--points", "points.csv", "-o", "out"]);
    let runs = desk.read("out/runs.csv");
    let heading = runs.lines().next().unwrap();
    assert!(heading.contains("label,ties.closeness,label_city"), "{heading}");
    // A label is no axis: the points lie on a line.
    assert!(desk.path("out/figures/sweep-line.svg").is_file());
    assert!(runs.contains("Schule A,0.5,Köln") && runs.contains("Schule B,0.75,Bonn"), "{runs}");
    desk.ok(&["sweep", "out/scenario.toml", "--no-charts", "-o", "again"]);
    assert_eq!(desk.read("out/runs.csv"), desk.read("again/runs.csv"));
    desk.ok(&["replay", "out", "--run", "7"]);
    desk.write("wrong.csv", "label;ties.closenes\r\nA;0,5\r\n");
    let (_, said) = desk.ends(2, &["sweep", "small.toml", "--points", "wrong.csv"]);
    assert!(
        said.contains("wrong.csv:1:7: unknown key `closenes`") || said.contains("did you mean `closeness`"),
        "{said}"
    );
}

#[test]
fn tables_in_other_encodings_are_read() {
    let text = "name;group\r\nJosé;Müller\r\nZoë;Ähre\r\n";
    let windows: Vec<u8> = text.chars().map(|c| u32::from(c) as u8).collect();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [windows, wide, [b"\xef\xbb\xbf", text.as_bytes()].concat()] {
        let open = |_: &str| Ok(bytes.clone());
        let scenario = scenario::read("s.toml", ROOM, &[], &open).unwrap();
        let network = scenario.network.build(catching::chance::Chance::new(1)).unwrap();
        assert_eq!(network.names(), ["José", "Zoë"]);
        assert_eq!(scenario.situation.groups[0].name, "Müller");
    }
}

/// The page does what it says: its files are saved under the names that stand before them, its commands run.
#[test]
fn every_example_of_the_page_about_your_data_runs() {
    let desk = Desk::new();
    let (mut language, mut block, mut file, mut commands) = (None, String::new(), String::new(), 0);
    for line in include_str!("../docs/your-data.md").lines() {
        match (line.strip_prefix("```"), language) {
            (Some(opened), None) => language = Some(opened),
            (Some(_), Some(closed)) => {
                match closed {
                    "sh" => commands += run_all(&desk, &block),
                    _ if !file.is_empty() => desk.write(&file, &block),
                    _ => {}
                }
                (language, file) = (None, String::new());
                block.clear();
            }
            (None, Some(_)) => block.push_str(&format!("{line}\n")),
            (None, None) => {
                if let Some((_, rest)) = line.split_once("as `").filter(|_| line.contains("ave this")) {
                    file = rest.split('`').next().unwrap_or_default().to_owned();
                }
            }
        }
    }
    assert_eq!(commands, 8);
    assert!(
        desk.read("output/room/agents.csv").contains("Cem") && !desk.read("output/room/agents.csv").contains("Dora")
    );
}

fn run_all(desk: &Desk, block: &str) -> usize {
    let commands: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("catching ")).collect();
    commands.iter().for_each(|command| drop(desk.ok(&command.split(' ').collect::<Vec<_>>())));
    commands.len()
}

/// A cell as a spreadsheet writes it.
fn written(value: Option<f64>, delimiter: char) -> String {
    let text = value.map_or(String::new(), |value| value.to_string());
    if delimiter == ',' { text } else { text.replace('.', ",") }
}

fn name() -> impl Strategy<Value = String> {
    "[A-Za-zÄÖÜäöüéñ][A-Za-z äöü,;\"'.-]{0,10}[a-zß]"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A table written from random traits is read back as the same.
    #[test]
    fn a_table_of_random_people_reads_back_equal(
        people in prop::collection::btree_map(name(), (
            prop::option::of(0.0..10.0_f64), prop::option::of(-3.0..3.0_f64), prop::option::of(0.0..=1.0_f64),
            prop::option::of("[A-Za-z]{3,8}"), any::<bool>(),
        ), 2..20),
        delimiter in prop::sample::select(vec![',', ';', '\t']),
    ) {
        let people: Vec<_> = people.into_iter().collect();
        prop_assume!(people.iter().any(|(_, p)| !p.4));
        let groups: std::collections::BTreeSet<String> =
            people.iter().filter_map(|(_, p)| p.3.as_ref()).map(|g| g.to_lowercase()).collect();
        prop_assume!(!groups.iter().any(|g| ["others", "null", "none", "nan"].contains(&g.as_str())));
        let distinct: std::collections::BTreeSet<&String> = people.iter().filter_map(|(_, p)| p.3.as_ref()).collect();
        prop_assume!(distinct.len() == groups.len());
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter as u8).from_writer(Vec::new());
        writer.write_record(["name", "susceptibility", "mood_baseline", "perception", "group", "absent"]).unwrap();
        for (name, (s, b, p, group, absent)) in &people {
            let absent = if *absent { "yes" } else { "" };
            let cells = [written(*s, delimiter), written(*b, delimiter), written(*p, delimiter)];
            let [s, b, p] = cells.each_ref().map(String::as_str);
            writer.write_record([name, s, b, p, group.as_deref().unwrap_or(""), absent]).unwrap();
        }
        let table = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let scenario = good(ROOM, &[("class.csv", &table)], &[]);
        let here: Vec<_> = people.iter().filter(|(_, p)| !p.4).collect();
        let network = scenario.network.build(catching::chance::Chance::new(1)).unwrap();
        prop_assert_eq!(network.names(), here.iter().map(|(name, _)| name.trim().to_owned()).collect::<Vec<_>>());
        prop_assert_eq!(own(&scenario, "susceptibility"), here.iter().map(|(_, p)| p.0).collect::<Vec<_>>());
        prop_assert_eq!(own(&scenario, "mood_baseline"), here.iter().map(|(_, p)| p.1).collect::<Vec<_>>());
        prop_assert_eq!(own(&scenario, "perception"), here.iter().map(|(_, p)| p.2).collect::<Vec<_>>());
        for group in &scenario.situation.groups {
            let members = here.iter().enumerate().filter(|(_, (_, p))| p.3.as_ref() == Some(&group.name));
            prop_assert_eq!(&group.who, &Who::Listed(members.map(|(i, _)| i as u32).collect()));
        }
    }
}

fn told(text: &str, files: &[(&str, &str)]) -> String {
    read(text, files, &[]).1.join("\n")
}

#[test]
fn the_column_of_names_is_said_and_never_one_of_times() {
    let form = "Timestamp,What is your name?,class\n9/1/2024 10:03:22,Ana,7a\n9/1/2024 10:03:22,Ben,7b\n";
    let scenario = good(ROOM, &[("class.csv", form)], &[]);
    assert_eq!(scenario.network.listed().roster.as_ref().unwrap().names, ["Ana", "Ben"]);
    assert!(told(ROOM, &[("class.csv", form)]).contains("names from the column `What is your name?`"));
    let odd = "Wann;Wer ist da;class\n01.09.2024 10:03;Ana;7a\n01.09.2024 10:03;Ben;7b\n";
    assert!(
        told(ROOM, &[("class.csv", odd)]).contains("names from the column `Wer ist da`, since none is called `name`")
    );
}

#[test]
fn cells_that_no_table_of_results_could_hold_are_refused_where_they_stand() {
    let long = format!("name,group\nAna,{}\nBen,y\n", "x".repeat(5000));
    for (table, place, message) in [
        ("name,group\n\"Ana\",\"x\ny\"\nBen,y\n", "class.csv:2:7", "the name of this group holds a line end or a tab"),
        ("name,group\nAna,a\tb\nBen,y\n", "class.csv:2:5", "the name of this group holds a line end or a tab"),
        (
            "name,group\nAna,a\u{1b}b\nBen,y\n",
            "class.csv:2:5",
            "the name of this group holds the control character U+001B",
        ),
        (long.as_str(), "class.csv:2:5", "the name of this group has 5000 characters"),
        ("name,group\n\"An\na\",x\nBen,y\n", "class.csv:2:1", "this name holds a line end or a tab"),
    ] {
        let (scenario, said) = read(ROOM, &[("class.csv", table)], &[]);
        assert!(scenario.is_none() && said.iter().any(|l| l.starts_with(&format!("{place}: {message}"))), "{said:#?}");
    }
    let room = "duration = \"2 min\"\n[network]\nfile = \"n.json\"\n[expressions.yawn]\n";
    let network = r#"{"nodes":[{"id":"a","group":"x\u001by"},{"id":"b"}],"links":[{"source":"a","target":"b"}]}"#;
    let (scenario, said) = read(room, &[("n.json", network)], &[]);
    assert!(scenario.is_none() && said.iter().any(|line| line.contains("U+001B")), "{said:#?}");
}

#[test]
fn friends_who_count_as_strangers_are_said_to() {
    let room = |ties: &str| {
        format!("duration = \"2 min\"\n[network]\nfile = \"f.csv\"\n[expressions.yawn]\n[ties]\nvisibility = 1\n{ties}")
    };
    let weighted = [("f.csv", "Von;Nach;Gewicht\nAna;Ben;2\nBen;Cem;1\n")];
    let form = [("f.csv", "Name,Friend 1,Friend 2\nAna,Ben,\nBen,Ana,\n")];
    let unused = "the weights of `f.csv` are read and not used";
    let strangers = "all ties count as those of strangers (closeness 0)";
    let said = told(&room(""), &weighted);
    assert!(said.contains("warning") && said.contains(unused) && said.contains(strangers), "{said}");
    let said = told(&room(""), &form);
    assert!(said.contains(strangers) && !said.contains("weights"), "{said}");
    let said = told(&room("closeness = 0.5"), &weighted);
    assert!(said.contains(unused) && !said.contains(strangers), "{said}");
    for ties in ["closeness = \"weight\"", "[[arms]]\nname = \"x\"\nset = { ties.closeness = 1 }"] {
        assert!(!told(&room(ties), &weighted).contains(strangers), "{ties}");
    }
    assert!(!told(&room("closeness = \"weight\""), &weighted).contains(unused));
    let blind = room("").replace("[expressions.yawn]", "[expressions.yawn]\ncloseness_gain = 1");
    assert!(!told(&blind, &form).contains(strangers));
}
