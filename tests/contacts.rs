//! Recorded contacts with a length of their own, dates, and questionnaires: read, played, written and read back.

use crate::common::Desk;
use catching::chance::Distribution;
use catching::model::situation::{Event, Expression, Happening, ImitationRate, Situation, Who};
use catching::model::{Detail, Recording, Simulation};
use catching::network::{Contact, Direction, Network, Reading, read, write};
use std::sync::Arc;

/// Whoever sees a smile answers it at once; person 0 smiles at these moments \[s\].
fn play(network: &Network, smiles: &[f64]) -> Recording {
    let smile = Expression {
        imitation_rate: ImitationRate::Always,
        duration: Distribution::fixed(0.5),
        refractory: Distribution::fixed(0.0),
        ..Expression::bare("smile")
    };
    let smiles = smiles.iter().map(|&at| Event {
        at,
        every: f64::INFINITY,
        until: f64::INFINITY,
        who: Who::Ids(vec!["0".to_owned()]),
        what: Happening::Express("smile".to_owned()),
    });
    let situation = Situation { events: smiles.collect(), ..Situation::plain(vec![smile], 200.0, 0.1) };
    Simulation::new(&situation, Arc::new(network.clone()), 1, Detail::ALL).unwrap().run()
}

/// At which smiles of person 0 somebody answered within a second.
fn answered(recording: &Recording, smiles: &[f64]) -> Vec<f64> {
    let answer = |at: f64| recording.events.iter().any(|e| e.agent != 0 && e.time >= at && e.time < at + 1.0);
    smiles.iter().copied().filter(|&at| answer(at)).collect()
}

fn pair(intervals: &[(f64, f64)]) -> Network {
    let both = |&(time, end): &(f64, f64)| [(0, 1), (1, 0)].map(|(viewer, seen)| (Contact { time, viewer, seen }, end));
    Network::from_pairs(2, &[(0, 1)]).0.with_intervals(intervals.iter().flat_map(both).collect())
}

#[test]
fn people_see_each_other_from_the_beginning_of_a_contact_to_its_end() {
    let smiles = [5.0, 15.0, 28.0, 35.0, 70.0, 90.0];
    let network = pair(&[(100.0, 120.0), (160.0, 175.0)]); // the first contact is the beginning of the run
    assert_eq!(answered(&play(&network, &smiles), &smiles), [5.0, 15.0, 70.0]);
}

#[test]
fn contacts_that_overlap_last_until_the_later_end() {
    let smiles = [5.0, 15.0, 25.0, 55.0, 80.0];
    let network = pair(&[(0.0, 60.0), (10.0, 20.0), (10.0, 12.0)]);
    assert_eq!(answered(&play(&network, &smiles), &smiles), [5.0, 15.0, 25.0, 55.0]);
}

#[test]
fn a_contact_that_ends_when_it_begins_is_a_moment() {
    let smiles = [2.0, 8.0, 45.0];
    let network = pair(&[(0.0, 0.0), (5.0, 5.0), (40.0, 60.0)]);
    assert_eq!(answered(&play(&network, &smiles), &smiles), [2.0, 8.0, 45.0]);
    // Alone it lasts as long as the shortest contact that lasts.
    let network = pair(&[(0.0, 3.0)]);
    assert_eq!(answered(&play(&network, &[1.0, 10.0]), &[1.0, 10.0]), [1.0]);
}

#[track_caller]
fn good(name: &str, text: &str) -> Reading {
    read(name, text.as_bytes(), None).unwrap_or_else(|error| panic!("{error}"))
}

const MORNING: f64 = 1_714_728_000.0;

#[test]
fn beginnings_and_ends_are_read_in_the_forms_that_people_have() {
    let forms = [
        ("a.csv", "source,target,start,end\nAna,Ben,0,60\nBen,Cem,30,90\n", 0.0),
        ("a.csv", "start,end,person_1,person_2\n0,60,Ana,Ben\n30,90,Ben,Cem\n", 0.0),
        ("a.csv", "source;target;time;duration\nAna;Ben;0;1 min\nBen;Cem;30,0;60\n", 0.0),
        (
            "a.csv",
            "u,v,begin,until\nAna,Ben,2024-05-03T09:20,2024-05-03T09:21\nBen,Cem,2024-05-03 09:20:30,2024-05-03 09:21:30\n",
            MORNING,
        ),
        ("a.csv", "u,v,start_time,end_time\nAna,Ben,1714728000,1714728060\nBen,Cem,1714728030,1714728090\n", MORNING),
        ("a.csv", "u,v,start,end\nAna,Ben,1714728000000,1714728060000\nBen,Cem,1714728030000,1714728090000\n", MORNING),
        (
            "a.csv",
            "Ana,Ben,2024-05-03T09:20Z,2024-05-03T09:21Z\nBen,Cem,2024-05-03T09:20:30Z,2024-05-03T11:21:30+02:00\n",
            MORNING,
        ),
        ("a.tsv", "u\tv\tstart\tend\nAna\tBen\t09:20\t09:21\nBen\tCem\t9:20:30\t9:21:30\n", 33_600.0),
    ];
    for (name, text, origin) in forms {
        let reading = good(name, text);
        let network = &reading.network;
        assert_eq!(network.names(), ["Ana", "Ben", "Cem"], "{text}");
        let times: Vec<f64> = network.contacts().iter().map(|c| c.time - origin).collect();
        let ends: Vec<f64> = network.contact_ends().iter().map(|end| end - origin).collect();
        assert_eq!((times, ends), (vec![0.0, 0.0, 30.0, 30.0], vec![60.0, 60.0, 90.0, 90.0]), "{text}");
    }
    assert!(good("a.csv", forms[3].1).notes.join("\n").contains("times are dates"));
}

#[test]
fn dates_without_an_end_are_moments() {
    for text in [
        "Ana,Ben,2024-05-03T09:20\nBen,Cem,2024-05-03T09:20:20\n",
        "source,target,date\nAna,Ben,2024-05-03 09:20\nBen,Cem,2024-05-03 09:20:20\n",
        "2024-05-03T09:20,Ana,Ben\n2024-05-03T09:20:20,Ben,Cem\n",
    ] {
        let network = good("a.csv", text).network;
        let times: Vec<f64> = network.contacts().iter().map(|c| c.time - MORNING).collect();
        assert_eq!(times, [0.0, 0.0, 20.0, 20.0], "{text}");
        assert!(network.contact_ends().is_empty() && !network.is_weighted(), "{text}");
    }
}

#[test]
fn mistakes_in_times_are_refused_with_their_place() {
    for (text, expected) in [
        ("u,v,start,end\nAna,Ben,60,30\n", "a.csv:2:12: this contact ends before it begins"),
        ("u,v,start,end\nAna,Ben,0,late\n", "a.csv:2:11: `late` is not a time"),
        ("u,v,start,end\nAna,Ben,2024-05-03,60\n", "a.csv:2:20: `60` is not a time like those before"),
        ("u,v,time\nAna,Ben,05/03/2024\n", "either way round"),
        ("u,v,time,duration\nAna,Ben,0,-5\n", "a.csv:2:11: a contact cannot last -5"),
    ] {
        let error = read("a.csv", text.as_bytes(), None).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn intervals_are_written_and_read_back_as_they_were() {
    for text in [
        "u,v,start,end\nAna,Ben,0,60\nBen,Cem,30.5,90\nAna,Ben,0,20\n",
        "# directed\nu,v,start,end\nAna,Ben,0,60\nBen,Ana,10,60\n",
    ] {
        let network = good("a.csv", text).network;
        for name in ["b.csv", "b.tsv", "b.txt", "b.graphml", "b.gexf", "b.gml", "b.net", "b.json"] {
            let written = write(name, &network).unwrap();
            assert_eq!(read(name, &written, None).unwrap().network, network, "{name}");
        }
    }
}

#[test]
fn the_run_may_begin_at_a_date() {
    let desk = Desk::new();
    desk.write(
        "c.csv",
        "u,v,start,end\nAna,Ben,2024-05-03T09:20,2024-05-03T09:21\nAna,Cem,2024-05-03T09:30,2024-05-03T09:31\n",
    );
    let scenario = |from: &str| {
        format!(
            "duration = \"2 min\"\nreplicates = 2\n[network]\nfile = \"c.csv\"\n[encounters]\nfrom = {from}\n[expressions.smile]\n"
        )
    };
    for from in ["\"2024-05-03T09:30\"", "2024-05-03T09:30:00", "\"2024-05-03 09:30\""] {
        desk.write("s.toml", scenario(from));
        desk.ok(&["run", "s.toml", "--no-charts", "-q", "--force", "-o", "out"]);
        assert!(desk.read("out/scenario.toml").contains("from = \""), "{from}");
        desk.ok(&["run", "out/scenario.toml", "--no-charts", "-q", "--force", "-o", "again"]);
        assert_eq!(desk.read("out/runs.csv"), desk.read("again/runs.csv"));
    }
    desk.write("s.toml", scenario("\"5/3/2024 9:30\""));
    let (_, said) = desk.ends(2, &["check", "s.toml"]);
    assert!(said.contains("s.toml:6:8") && said.contains("either way round"), "{said}");
}

#[test]
fn a_questionnaire_is_a_network_of_who_names_whom() {
    let text = "Name;Class;Friend 1;Friend 2\nAna;7a;Ben;Cem\nBen;7a;;\nDora;7b;Emil;ana\n";
    let reading = good("q.csv", text);
    assert_eq!(reading.network.names(), ["Ana", "Ben", "Dora", "Cem", "Emil", "ana"]);
    assert!(!reading.network.is_symmetric());
    assert_eq!(reading.network.seen_by(2), [4, 5]);
    let notes = reading.notes.join("\n");
    assert!(
        notes.contains("read as a questionnaire") && notes.contains("without a line of their own: Cem, Emil, ana"),
        "{notes}"
    );
    assert!(notes.contains("`Ana` and `ana` are read as two people"), "{notes}");
    assert_eq!(reading.attributes[0].name, "Class");
    let mutual = read("q.csv", text.as_bytes(), Some(Direction::Undirected)).unwrap().network;
    assert!(mutual.is_symmetric());
    for list in ["Name 1,Name 2\nAna,Ben\n", "node_1,node_2,weight\nAna,Ben,2\n"] {
        assert!(!good("l.csv", list).notes.join("\n").contains("questionnaire"), "{list}");
    }
}

#[test]
fn the_other_columns_of_a_questionnaire_are_traits_and_groups() {
    let desk = Desk::new();
    desk.write("q.csv", "Name;Group;Susceptibility;Friend 1;Friend 2\nAna;7a;0,5;Ben;Cem\nBen;7b;2;;\nCem;7a;;Ana;\n");
    desk.write("s.toml", "duration = \"1 min\"\nreplicates = 2\n[network]\nfile = \"q.csv\"\n[expressions.yawn]\n[[events]]\nat = \"1 s\"\nwho = { group = \"7a\" }\nexpress = \"yawn\"\n");
    let (_, said) = desk.ok(&["run", "s.toml", "--no-charts", "-o", "out"]);
    assert!(said.contains("susceptibility of 2 of 3") && said.contains("groups 7a (2), 7b (1)"), "{said}");
    assert!(desk.read("out/agents.csv").contains(",0.5,"));
}
