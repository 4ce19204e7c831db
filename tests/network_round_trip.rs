//! Any network, written in any format, is read back the same, or is refused with the reason.

use catching::network::{Contact, Direction, FORMATS, Network, Tie, read, write};
use proptest::prelude::*;

/// Names that files have trouble with, and any other.
fn name() -> impl Strategy<Value = String> {
    let odd = [
        "#a",
        "%b",
        "a,b",
        "a;b",
        " lead",
        "trail ",
        "line\nend",
        "cr\rlf\r\n",
        "nbsp\u{a0}",
        "\u{a0}",
        "nul\0",
        "",
        "{x",
        "*vertices 3",
        "\"",
        "say \"hi\"",
        "=1+1",
        "esc\u{1b}[31m",
        "a\tb",
        "\t",
        "0",
        "7",
        "007",
        "1.0",
        "source",
        "target",
        "graph [",
        "<gexf",
        "sep=;",
        "&amp;",
        "&#38;",
        "&bogus;",
        "é",
        "日本",
        "\u{feff}x",
        "a|b",
        "'",
        "NaN",
        "undirected",
        "[5]",
        "1:",
        "\u{2028}",
        "\u{fffe}",
        "people: 5",
        "label",
        "x",
        "#",
        "# x",
        "%",
    ];
    prop_oneof![
        3 => proptest::sample::select(odd.to_vec()).prop_map(str::to_owned),
        1 => "[ -~]{0,6}",
        1 => any::<String>().prop_map(|s| s.chars().take(8).collect()),
        1 => Just("long ".repeat(30)),
    ]
}

#[derive(Clone, Debug)]
struct Drawn {
    network: Network,
}

prop_compose! {
    fn drawn()(names in prop::collection::vec(name(), 2..8))
        (ties in prop::collection::vec((0..names.len() as u32, 0..names.len() as u32, 0..4u8, 0..3u8, 0..5u8), 0..12),
         directed in any::<bool>(), kinds in prop::collection::vec(name(), 3), named in 0..4u8, timed in any::<bool>(), ended in any::<bool>(),
         weighted in any::<bool>(), with_kinds in any::<bool>(), names in Just(names))
        -> Drawn
    {
        let weights = [1.0, 0.5, 3.25, 1e-7];
        let tie = |&(viewer, seen, weight, kind, _): &(u32, u32, u8, u8, u8)| Tie {
            viewer, seen,
            weight: if weighted { weights[usize::from(weight)] } else { 1.0 },
            kind: if with_kinds { kind } else { 0 },
        };
        let direction = if directed { Direction::Directed } else { Direction::Undirected };
        let made: Vec<Tie> = ties.iter().map(tie).collect();
        let (mut network, _) = Network::from_ties(names.len(), &made, direction);
        if with_kinds {
            network = network.with_kind_names(kinds);
        }
        if named > 0 {
            network = network.with_names(names);
        }
        let mut contacts = Vec::new();
        for &(viewer, seen, _, _, time) in ties.iter().filter(|t| timed && t.0 != t.1 && t.4 > 0) {
            let time = f64::from(time) * 0.1 - 0.2;
            contacts.push(Contact { time, viewer, seen });
            if !directed {
                contacts.push(Contact { time, viewer: seen, seen: viewer });
            }
        }
        // Contacts of some length; both sides of a mutual one last as long.
        let whole = |c: Contact| (c, c.time + f64::from((c.viewer + c.seen) % 3) * 0.7);
        let network = if ended {
            network.with_intervals(contacts.into_iter().map(whole).collect())
        } else {
            network.with_contacts(contacts)
        };
        Drawn { network }
    }
}

/// Names in order, ties (viewer, seen, bits of the weight, kind), moments.
type Content = (Vec<String>, Vec<(u32, u32, u32, String)>, Vec<(u64, u32, u32, Option<u64>)>);

/// Everything that counts.
fn content(network: &Network) -> Content {
    let names = (0..network.people()).map(|i| network.name(i)).collect();
    let mut ties = Vec::new();
    for person in 0..network.people() {
        for tie in network.row(person) {
            let kind = network.kind(tie).unwrap_or_default().to_owned();
            ties.push((person as u32, network.targets()[tie], network.weight(tie).to_bits(), kind));
        }
    }
    let end = |at: usize| network.contact_ends().get(at).map(|end| end.to_bits());
    let contacts = network.contacts().iter().enumerate();
    let contacts = contacts.map(|(at, c)| (c.time.to_bits(), c.viewer, c.seen, end(at))).collect();
    (names, ties, contacts)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn what_is_written_is_read_back_or_refused(drawn in drawn()) {
        let network = &drawn.network;
        for extension in FORMATS.iter().flat_map(|format| format.extensions) {
            let file = format!("a.{extension}");
            match write(&file, network) {
                Err(refusal) => prop_assert!(may_refuse(network, extension), "{refusal}"),
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let again = read(&file, &bytes, None);
                    prop_assert!(again.is_ok(), "{}\n{:?}\n{}", file, again, text);
                    let again = again.expect("looked at");
                    prop_assert_eq!(content(&again.network), content(network), "{}\n{}", file, text);
                    prop_assert_eq!(again.network.is_symmetric(), network.is_symmetric());
                }
            }
        }
    }
}

/// What a format may refuse: the same name twice, no name at all, and characters that it has no way to write.
fn may_refuse(network: &Network, extension: &str) -> bool {
    let names = network.names();
    let twice = names.iter().collect::<std::collections::BTreeSet<_>>().len() < names.len();
    let texts = || names.iter().chain(network.kind_names());
    let control = texts().any(|t| t.chars().any(|c| c.is_control() || "\u{fffe}\u{ffff}\u{feff}".contains(c)));
    twice
        || extension != "json"
            && (names.iter().any(String::is_empty) || (control && !["gml", "net", "paj"].contains(&extension)))
}

#[test]
fn names_with_spaces_come_back_or_are_refused_where_a_list_would_read_them_as_columns() {
    let network_of = |name: &str, bytes: &[u8]| read(name, bytes, None).map(|reading| reading.network);
    let written = network_of("x.csv", b"source,target\n33 31,3\n9,5\n").unwrap();
    for format in FORMATS {
        let file = format!("again.{}", format.extensions[0]);
        match write(&file, &written) {
            Ok(bytes) => assert_eq!(network_of(&file, &bytes).unwrap().ties(), written.ties(), "{file}"),
            Err(why) => assert!(why.to_string().contains("spaces"), "{file}: {why}"),
        }
    }
    assert!(write("again.csv", &written).is_ok());
}
