//! Network files: what is read is what was meant, what cannot be read is refused with its place, nothing panics.

use catching::chance::Chance;
use catching::network::{
    Contact, Direction, Dropped, FORMATS, GENERATORS, Network, NetworkSpec, Reading, Tie, read, write,
};
use proptest::prelude::*;
use std::io::Write;

fn ok(name: &str, text: &str) -> Reading {
    read(name, text.as_bytes(), None).unwrap_or_else(|e| panic!("{e}"))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

fn examples() -> impl Iterator<Item = (&'static str, Network)> {
    GENERATORS.iter().map(|g| {
        let spec = NetworkSpec::from_parameters(g.name, &g.example_parameters()).expect("parameters that work");
        (g.name, spec.build(Chance::new(1)).expect("a network"))
    })
}

/// What an edge list can hold of a network.
fn ties_only(network: &Network) -> Vec<(String, String, f32, Option<String>)> {
    let row = |i: usize| network.row(i).map(move |t| (i, t));
    (0..network.people())
        .flat_map(row)
        .map(|(i, t)| {
            let seen = network.targets()[t] as usize;
            (network.name(i), network.name(seen), network.weight(t), network.kind(t).map(str::to_owned))
        })
        .collect()
}

/// Kinds and blocks come back with other numbers: what counts is who shares one.
fn sharing(blocks: &[u32]) -> Vec<usize> {
    blocks.iter().map(|b| blocks.iter().position(|c| c == b).expect("itself")).collect()
}

#[test]
fn every_network_survives_every_format() {
    for (name, network) in examples() {
        for format in FORMATS {
            for extension in format.extensions {
                let file = format!("{name}.{extension}");
                let bytes = write(&file, &network).expect("a format");
                let again = read(&file, &bytes, None).unwrap_or_else(|e| panic!("{e}"));
                assert_eq!(again.dropped, Default::default(), "{file}");
                assert_eq!(ties_only(&again.network), ties_only(&network), "{file}");
                assert_eq!(again.network.people(), network.people(), "{file}");
                if format.keeps_people {
                    assert_eq!(again.network.positions(), network.positions(), "{file}");
                    assert_eq!(sharing(again.network.blocks()), sharing(network.blocks()), "{file}");
                }
            }
        }
    }
}

#[test]
fn compressed_files_are_read_whatever_they_are_called() {
    let (_, network) = examples().next().expect("a generator");
    let packed = write("hall.graphml.gz", &network).expect("a format");
    assert!(packed.starts_with(&[0x1f, 0x8b]));
    assert_eq!(read("hall.graphml.gz", &packed, None).unwrap().network.ties(), network.ties());
    assert_eq!(read("hall.graphml", &packed, None).unwrap().network.ties(), network.ties());
}

#[test]
fn names_with_spaces_quotes_and_accents_survive() {
    let names = ["Ana María", "O'Neil \"Red\"", "Jürgen, jr.", "<&>", "5"].map(str::to_owned).to_vec();
    let ties = [Tie::new(0, 1), Tie::new(1, 2), Tie::new(3, 4)];
    let network = Network::from_ties(5, &ties, Direction::Undirected).0.with_names(names);
    for file in ["a.edges", "a.csv", "a.tsv", "a.graphml", "a.gml", "a.json"] {
        let text = String::from_utf8(write(file, &network).unwrap()).unwrap();
        assert_eq!(ok(file, &text).network, network, "{file}\n{text}");
    }
}

#[test]
fn edge_lists_come_in_many_shapes() {
    let plain = ok("a.txt", "# a comment\n% another\n\n0 1\n1 2\n").network;
    for text in [
        "0,1\n1,2\n",
        "0;1\r\n1;2\r\n",
        "0\t1\n1\t2",
        "\u{feff}0 1\n1 2\n",
        "source target\n0 1\n1 2\n",
        "from,to\n0,1\n1,2\n",
        "  0   1  \n1\t 2\n",
        "0 1\r1 2\r",
        "\"0\",\"1\"\n1,2\n",
        "0 1 {}\n1 2 {'color': 'red'}\n",
        "1 2\n0 1\n",
    ] {
        assert_eq!(ok("a.txt", text).network, plain, "{text:?}");
    }
    assert!(plain.names().is_empty() && plain.ties() == 4 && plain.is_symmetric());
}

#[test]
fn people_keep_their_names_and_numbers() {
    assert_eq!(ok("a.txt", "3 1\n1 2\n").network.names(), ["1", "2", "3"]);
    assert_eq!(ok("a.txt", "90000000000000 17\n").network.names(), ["17", "90000000000000"]);
    assert_eq!(ok("a.txt", "007 1\n").network.names(), ["007", "1"]);
    assert_eq!(ok("a.txt", "2 1\n1 Ana\n").network.names(), ["2", "1", "Ana"]);
    assert_eq!(ok("a.txt", "99999999999999999999999999 1\n").network.people(), 2);
    assert_eq!(ok("a.txt", "# people: 5\n0 1\n").network.people(), 5);
}

#[test]
fn weights_times_and_kinds_are_read() {
    let network = ok("a.csv", "Source,Target,Colour,Weight,Kind\nAna,Ben,red,0.5,friend\nBen,Cem,blue,2,colleague\n");
    assert!(network.notes[0].contains("Colour"), "{:?}", network.notes);
    let network = network.network;
    let tie = network.row(0).start;
    assert_eq!((network.weight(tie), network.kind(tie)), (0.5, Some("friend")));
    assert_eq!(ok("a.txt", "0 1 {'weight': 4}\n").network.weight(0), 4.0);

    let recorded = ok("a.edges", "0 1 1 20\n1 0 1 40\n1 2 1 10\n");
    assert_eq!(recorded.dropped.duplicates, 0);
    let first = Contact { time: 10.0, viewer: 1, seen: 2 };
    assert_eq!((recorded.network.contacts().len(), recorded.network.contacts()[0]), (6, first));
    assert_eq!(recorded.network.ties(), 4);
    let tij = ok("a.txt", "t i j\n20 0 1\n40 0 1\n").network;
    assert_eq!((tij.people(), tij.contacts().len()), (2, 4));
    let school = ok("school.txt", "60\t7\t9\t1A\t1B\n80\t9\t5\t1B\t1A\n").network;
    assert_eq!((school.names().len(), school.blocks(), school.contacts()[0].time), (3, &[0, 0, 1][..], 60.0));
    let text = String::from_utf8(write("b.csv", &recorded.network).unwrap()).unwrap();
    assert_eq!(ok("b.csv", &text).network, recorded.network, "{text}");
    let text = String::from_utf8(write("b.txt", &recorded.network).unwrap()).unwrap();
    assert_eq!(ok("b.txt", &text).network.contacts(), recorded.network.contacts(), "{text}");
}

#[test]
fn one_sided_ties_are_kept_one_sided() {
    assert!(!read("a.txt", b"0 1\n", Some(Direction::Directed)).unwrap().network.is_symmetric());
    let snap = ok(
        "a.txt",
        "# Directed graph (each unordered pair of nodes is saved once): x.txt\n# FromNodeId\tToNodeId\n0\t1\n",
    );
    assert!(!snap.network.is_symmetric() && snap.notes[0].contains("Directed graph") && snap.notes.len() == 2);
    assert!(!ok("a.txt", "% asym unweighted\n1 2\n").network.is_symmetric());
    assert!(ok("a.txt", "# Undirected graph: x\n0\t1\n").network.is_symmetric());
    assert!(
        !ok("a.gml", "graph [ directed 1 node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]")
            .network
            .is_symmetric()
    );
    let mixed = "<graphml><graph edgedefault='directed'><node id='0'/><node id='1'/><node id='2'/>\
        <edge source='0' target='1'/><edge source='1' target='2' directed='false'/></graph></graphml>";
    assert_eq!(ok("a.graphml", mixed).network.ties(), 3);
    assert_eq!(ok("a.net", "*Vertices 3\n*Arcs\n1 2\n*Edges\n2 3\n").network.ties(), 3);
}

#[test]
fn loops_and_repetitions_are_dropped_and_counted() {
    for (file, text) in [
        ("a.txt", "0 0\n0 1\n1 0\n0 1\n"),
        ("a.net", "*Vertices 2\n*Edges\n1 1\n1 2\n2 1\n1 2\n"),
        (
            "a.gml",
            "graph [ node [ id 0 ] node [ id 1 ] edge [ source 0 target 0 ] edge [ source 0 target 1 ] \
            edge [ source 1 target 0 ] edge [ source 0 target 1 ] ]",
        ),
    ] {
        let Dropped { self_loops, duplicates, mutual, conflicting } = ok(file, text).dropped;
        // An edge list does not say that the two sides are one tie: somebody may have been named back.
        let named = if file == "a.txt" { (1, 1) } else { (2, 0) };
        assert_eq!((self_loops, (duplicates, mutual), conflicting), (1, named, 0), "{file}");
        let reading = ok(file, text);
        assert_eq!(reading.network.ties(), 2, "{file}");
    }
}

#[test]
fn pajek_lists_labels_and_relations_are_read() {
    let text = "% c\n*Vertices 4\n1 \"Ana M\" 0.1 0.2 0.5 ic Red\n2 Ben 0.3 0.4\n3 \"Cem\" 0.5 0.5\n4 \"Dora\" 1 1\n\
        *Arcslist :1 \"likes\"\n1 2 3\n*Edges :2 \"knows\"\n3 4 2.5 c Blue\n1 4 c Red\n";
    let network = ok("a.net", text).network;
    assert_eq!(network.names(), ["Ana M", "Ben", "Cem", "Dora"]);
    assert_eq!(network.positions()[1], [0.3, 0.4]);
    assert_eq!((network.ties(), network.kind_names()), (6, &["likes".to_owned(), "knows".to_owned()][..]));
    let knows = network.row(3).map(|t| network.weight(t)).collect::<Vec<_>>();
    assert_eq!(knows, [1.0, 2.5]);
    assert!(ok("a.net", "*vertices 5 2\n*edges\n1 3\n").notes[0].contains("two-mode"));
}

#[test]
fn d3_and_networkx_json_are_read() {
    let d3 = r#"{"nodes": [{"name": "Ana", "group": 1}, {"name": "Ben", "group": 0}], "links": [{"source": 0, "target": 1, "value": 3}]}"#;
    let network = ok("a.json", d3).network;
    assert_eq!(
        (network.names(), network.weight(0), network.blocks()),
        (&["Ana".to_owned(), "Ben".to_owned()][..], 3.0, &[1, 0][..])
    );
    let edges = r#"{"directed": true, "nodes": [{"id": "a"}, {"id": "b"}], "edges": [{"source": "a", "target": "b"}], "graph": {}}"#;
    assert!(!ok("a.json", edges).network.is_symmetric());
    let laid_out =
        r#"{"nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": {"id": "a", "x": 1}, "target": {"id": "b"}}]}"#;
    assert_eq!(ok("a.json", laid_out).network.ties(), 2);
    let both = r#"{"nodes": [{"id": 0}, {"id": 1}], "links": [], "edges": [{"source": 0, "target": 1}]}"#;
    assert!(ok("a.json", both).notes[0].contains("`links` were read"));
}

#[test]
fn graphml_attributes_entities_and_defaults_are_read() {
    let text = r#"<?xml version="1.0"?><graphml><!-- c -->
      <key id="d0" for="node" attr.name="name" attr.type="string"/>
      <key id="d1" for="edge" attr.name="weight" attr.type="double"><default>2.0</default></key>
      <graph id="G" edgedefault="undirected"><node id="n0"><data key="d0">Tom &amp; J&#233;r&#xF4;me</data></node>
      <node id="n1"><data key="d0"><![CDATA[<Ben>]]></data></node><edge source="n0" target="n1"/></graph></graphml>"#;
    let network = ok("a.graphml", text).network;
    assert_eq!(network.names(), ["Tom & Jérôme", "<Ben>"]);
    assert_eq!(network.weight(0), 2.0);
}

/// File name, its text, and the message expected.
const MALFORMED: &[(&str, &str, &str)] = &[
    ("a.edges", "", "a.edges: the file is empty"),
    ("a.edges", " \n\t\n", "a.edges: the file is empty"),
    ("a.edges", "# only a comment\n", "a.edges: there is nobody in this network"),
    ("a.edges", "source,target\n", "a.edges: there is nobody in this network"),
    ("a.edges", "0 1\n2\n", "a.edges:2:1: expected 2 columns as in the first line, found 1"),
    ("a.edges", "alone\n", "a.edges:1:1: expected two people and, if you like, a weight and a time; found one word"),
    ("a.edges", "0 1 2 3 4\n", "a.edges:1:1: 5 columns are more than `u v weight time`"),
    ("a.edges", "0 1 1\n1 2 heavy\n", "a.edges:2:5: `heavy` cannot be a weight: expected a number, 0 or more"),
    ("a.edges", "0 1 -2\n", "a.edges:1:5: `-2` cannot be a weight: it is negative"),
    ("a.edges", "0 1 nan\n", "a.edges:1:5: `nan` cannot be a weight: it is not a number"),
    ("a.edges", "0 1 1e99\n", "a.edges:1:5: `1e99` cannot be a weight: it is too large"),
    ("a.edges", "0 1 1 noon\n", "a.edges:1:7: `noon` is not a time"),
    ("a.edges", "0 1 1\n1 2\n", "a.edges:2:1: expected 3 columns as in the first line, found 2"),
    ("a.csv", "source,target,weight\nAna,,2\n", "a.csv:2:1: one of the two people of this tie has no name"),
    ("a.csv", "source,target\n\"Ana\"x,Ben\n", "a.csv:2:1: something stands right behind a closing quotation mark"),
    ("a.csv", "Ana,Ben,\"1,000\"\n", "may be a thousand or one"),
    ("a.edges", "# people: 4000000000\n0 1\n", "a.edges:1:1: `people:` announces 4000000000 people"),
    (
        "a.edges",
        "# people: 99999999999999999999\n0 1\n",
        "a.edges:1:1: `people:` announces 99999999999999999999 people",
    ),
    ("a.edges", "# people: [1\n0 1\n", "a.edges:1:1: `people:` is to be a number or a list"),
    ("a.txt", "<?xml version='1.0'?><gexf/>", "a.txt:1:1: this looks like GEXF"),
    ("a.csv", "source,target\n\"Ana,Ben\n", "a.csv:2:1: a quotation mark is never closed"),
    ("a.txt", "<?xml version='1.0'?><graphml/>", "a.txt:1:1: this looks like GraphML"),
    ("a.txt", "{\"nodes\": []}", "a.txt:1:1: this looks like JSON"),
    ("a.txt", "*Vertices 3\n", "a.txt:1:1: this looks like Pajek"),
    ("a.txt", "\u{1}\u{2}\u{3}", "a.txt: this is not a text file: byte 0 is 1"),
    ("a.xlsx", "0 1", "a.xlsx: `.xlsx` is not one of the network formats .edges"),
    ("a.graphm", "0 1", "did you mean `.graphml`?"),
    ("friends", "0 1", "friends: no extension is not one of the network formats"),
    ("a.graphml", "<graphml><graph>\n<node id='a'>", "a.graphml:2:14: the file ends before `<node>` is closed"),
    ("a.graphml", "<graphml></graphml>", "a.graphml: there is no `<graph>` in this file"),
    ("a.graphml", "hello", "a.graphml: there is no `<graph>` in this file"),
    ("a.graphml", "<graphml><graph><node/></graph></graphml>", "a.graphml:1:17: this `<node>` has no `id`"),
    (
        "a.graphml",
        "<graphml><graph><node id='a'/><node id='a'/></graph></graphml>",
        "a.graphml:1:31: there are two people with the id `a`",
    ),
    (
        "a.graphml",
        "<graphml><graph><node id='a'/>\n<edge source='a' target='b'/></graph></graphml>",
        "a.graphml:2:1: a tie names `b`, but there is nobody with that id",
    ),
    ("a.graphml", "<graphml><graph></node></graph></graphml>", "the XML is damaged"),
    ("a.graphml", "<graphml><graph><node id='a'", "the XML is damaged"),
    ("a.graphml", "<graphml><graph><hyperedge/></graph></graphml>", "hyperedges are not read"),
    ("a.graphml", "<graphml><graph><node id='a'/></graph><graph/></graphml>", "a second `<graph>`"),
    (
        "a.graphml",
        "<graphml><graph><node id='a'/><node id='b'/><edge source='a' target='b'><data key='weight'>-1</data></edge></graph></graphml>",
        "it is negative",
    ),
    ("a.gml", "graph [\n  node [ id 0 ]\n", "a.gml:1:7: the file ends before this `[` is closed"),
    ("a.gml", "graph [ ] ]", "a.gml:1:11: a `]` too many"),
    ("a.gml", "Creator \"x\"", "a.gml: there is no `graph [ … ]` in this file"),
    ("a.gml", "graph [ node [ label \"x\" ] ]", "a.gml:1:9: this `node` has no `id`"),
    ("a.gml", "graph [ node [ id 0 ] edge [ source 0 target 9 ] ]", "a.gml:1:23: a tie names `9`"),
    ("a.gml", "graph [ node [ id 0 ] edge [ source 0 ] ]", "a.gml:1:23: this `edge` has no `target`"),
    ("a.gml", "graph [ node [ id 0 label \"Ana ] ]", "a.gml:1:27: a quotation mark is never closed"),
    ("a.gml", "graph [ node [ id ] ]", "a.gml:1:16: `id` has no value"),
    ("a.gml", "graph [ 3 4 ]", "a.gml:1:9: expected a key such as `node`, found `3`"),
    ("a.gml", "graph [ node 5 ]", "a.gml:1:9: `node` needs `[ … ]`"),
    ("a.net", "1 2\n", "a.net:1:1: expected `*Vertices` and the number of people, found `1 2`"),
    ("a.net", "*Edges\n1 2\n", "a.net:1:1: `*edges` comes before `*Vertices`"),
    ("a.net", "*Vertices many\n", "a.net:1:1: `*Vertices` needs the number of people, found `many`"),
    ("a.net", "*Vertices 0\n", "a.net: there is nobody in this network"),
    ("a.net", "*Vertices 4000000000\n", "a.net:1:1: `*Vertices` announces 4000000000 people"),
    ("a.net", "*Vertices 50000000\n", "more than the 10000009 that fit here"),
    ("a.net", "*Vertices 2\n*Edges\n1 3\n", "a.net:3:1: there is no person 3: people are numbered from 1 to 2"),
    ("a.net", "*Vertices 2\n*Edges\n1\n", "a.net:3:1: a tie needs two people, found only `1`"),
    ("a.net", "*Vertices 2\n*Edges\n1 2 -1\n", "a.net:3:1: `-1` cannot be a weight: it is negative"),
    ("a.net", "*Vertices 2\n1 \"Ana\n", "a.net:2:1: a quotation mark is never closed"),
    ("a.net", "*Vertices 2\n*Matrices\n0 1\n1 0\n", "a.net:2:1: `*matrices` is not read; expected *Vertices"),
    ("a.net", "*Vertices 2\n*Matrix\n0 1\n1\n", "the matrix ends after 1 rows; its people need 2"),
    ("a.net", "*Vertices 2\n*Matrix\n0 1\n1 0\n1 1\n", "a.net:5:1: the matrix has more rows than the 2"),
    ("a.net", "*Vertices 2\n*Vertices 3\n", "a.net:2:1: a second `*Vertices`"),
    ("a.json", "{\"nodes\": []}", "a.json: neither `links` nor `edges` is there"),
    ("a.json", "{\"links\": []}", "a.json: `nodes` is not there"),
    ("a.json", "{\"nodes\": [\n{\"id\": 1}", "a.json:2:9: this is not the JSON of a network: EOF while parsing"),
    ("a.json", "[1, 2]", "a.json:1:1: this is not the JSON of a network: invalid type: sequence"),
    ("a.json", "{\"nodes\": 5, \"links\": []}", "a.json:1:11: `nodes` must be a list"),
    ("a.json", "{\"nodes\": [{\"id\": 1}],\n\"links\": [{\"source\": 1}]}", "a.json:2:11: this link has no `target`"),
    (
        "a.json",
        "{\"nodes\": [{\"id\": 1}],\n\"links\": [{\"source\": 1, \"target\": 2}]}",
        "a.json:2:11: a tie names `2`",
    ),
    ("a.json", "{\"nodes\": [{\"id\": 1}, {\"id\": 1}], \"links\": []}", "two people with the id `1`"),
    (
        "a.json",
        "{\"nodes\": [{\"id\": 0}, {\"id\": 1}], \"links\": [{\"source\": 0, \"target\": 1, \"weight\": -3}]}",
        "it is negative",
    ),
    ("a.json", "{\"nodes\": [], \"links\": []}", "a.json: there is nobody in this network"),
    ("a.json", "{\"name\": \"a\", \"children\": [{\"name\": \"b\"}]}", "this is a tree"),
    ("a.json", "{\"graphs\": []}", "`graphs` holds several networks"),
    ("a.json", "{\"nodes\": [[1]], \"links\": []}", "a.json:1:12: expected a person such as"),
    ("a.gexf", "<gexf></gexf>", "a.gexf: there is no `<graph>` in this file"),
    ("a.gexf", "<gexf><graph><nodes><node/></nodes></graph></gexf>", "a.gexf:1:21: this `<node>` has no `id`"),
    (
        "a.gexf",
        "<gexf><graph><nodes><node id='a'/></nodes><edges><edge source='a' target='b'/></edges></graph></gexf>",
        "a tie names `b`",
    ),
    (
        "a.gexf",
        "<gexf><graph><nodes><node id='a'/></nodes><edges><edge source='a' target='a' weight='-1'/></edges></graph></gexf>",
        "it is negative",
    ),
    ("a.gml", "graph [ ] graph [ ]", "a.gml:1:11: a second `graph`"),
    // Quotation marks that nothing closes, the last value of a file among them.
    ("a.csv", "name,friend 1,friend 2\nAna,Ben,Cem\nBen,Ana,\"Cem\n", "a.csv:3:9: a quotation mark is never closed"),
    ("a.csv", "name,friends\nAna,\"Ben; Cem\nBen,Ana\n", "a.csv:2:5: a quotation mark is never closed"),
    ("a.csv", "source,target,kind\nAna,Ben,\"friend", "a.csv:2:1: a quotation mark is never closed"),
    ("a.csv", ",a,b\na,0,1\nb,1,\"0\n", "a.csv:3:1: a quotation mark is never closed"),
    ("a.edges", "a b {'weight': 2}\nc d {'weight': 3\n", "a.edges:2:5: this `{` is never closed"),
    // Which of two is meant?
    ("a.csv", "source,source,target\na,b,c\n", "a.csv:1:1: two columns are called `source`"),
    ("a.csv", "source,target,weight,weight\na,b,1,2\n", "a.csv:1:1: two columns are called `weight`"),
    ("a.gml", "graph [ node [ id 1 id 2 ] ]", "a.gml:1:21: this `node` has a second `id`"),
    ("a.gml", "graph [ node [ id 1 ] edge [ source 1 target 1 target 2 ] ]", "this `edge` has a second `target`"),
    // Entities that stand for nothing.
    (
        "a.graphml",
        "<graphml><graph>\n<node id='&foo;'/></graph></graphml>",
        "a.graphml:2:1: `&foo;` is no entity that is known",
    ),
    ("a.graphml", "<graphml><graph><node id='a'/><node id='&#xD800;'/></graph></graphml>", "`&#xD800;` is no entity"),
    (
        "a.graphml",
        "<graphml><key id='n' attr.name='label' for='node'/><graph><node id='a'><data key='n'>Jos&eacut;</data></node></graph></graphml>",
        "`&eacut;` is no entity",
    ),
    (
        "a.graphml",
        "<!DOCTYPE g [<!ENTITY foo \"Ana\">]><graphml><graph><node id='&foo;'/></graph></graphml>",
        "`&foo;` is no entity that is known here",
    ),
    (
        "a.gexf",
        "<gexf><graph><nodes><node id='a' label='&bar;'/></nodes></graph></gexf>",
        "a.gexf:1:21: `&bar;` is no entity",
    ),
    ("a.gml", "graph [ node [ id 1 label \"&foo;\" ] ]", "a.gml:1:21: `&foo;` is no entity"),
    ("a.net", "*Vertices 1\n1 \"&#999999999;\"\n", "a.net:2:1: `&#999999999;` is no entity"),
    // Ids that are none.
    (
        "a.json",
        "{\"nodes\": [{\"id\": null}], \"links\": []}",
        "a.json:1:12: an id is a text, a number, or a list of these; found null",
    ),
    ("a.json", "{\"nodes\": [{\"id\": true}], \"links\": []}", "found true"),
    ("a.json", "{\"nodes\": [{\"id\": {\"x\": 1}}], \"links\": []}", "an id is a text"),
    ("a.json", "{\"nodes\": [{\"id\": []}], \"links\": []}", "found []"),
    ("a.json", "{\"nodes\": [{\"id\": [1, null]}], \"links\": []}", "an id is a text"),
    (
        "a.json",
        "{\"nodes\": [{\"id\": \"null\"}, {\"id\": \"b\"}],\n\"links\": [{\"source\": null, \"target\": \"b\"}]}",
        "a.json:2:11: an id is a text, a number, or a list of these; found null",
    ),
];

#[test]
fn tuples_of_networkx_are_names_as_json_has_them() {
    let grid = r#"{"nodes": [{"id": [0, 0]}, {"id": [0, 1]}], "links": [{"source": [0, 0], "target": [0, 1]}]}"#;
    let network = ok("a.json", grid).network;
    assert_eq!((network.names(), network.ties()), (&["[0,0]".to_owned(), "[0,1]".to_owned()][..], 2));
}

#[test]
fn ampersands_that_begin_no_entity_are_themselves() {
    let text = "<graphml><graph edgedefault='undirected'><node id='A &amp; B'/><node id='R&D'/><edge source='A &amp; B' \
        target='R&D'/></graph></graphml>";
    assert_eq!(ok("a.graphml", text).network.names(), ["A & B", "R&D"]);
    assert_eq!(ok("a.gml", "graph [ node [ id 1 label \"a & b; c\" ] ]").network.names(), ["a & b; c"]);
}

/// A list whose beginning alone is read back, because it is long.
#[test]
fn long_lists_of_names_with_spaces_are_exported_as_they_are() {
    let people = 1500;
    let names: Vec<String> = (0..people).map(|i| format!("Somebody with the number {i}")).collect();
    let ties: Vec<Tie> = (0..people).flat_map(|a| (a + 1..people).map(move |b| Tie::new(a, b))).collect();
    let network = Network::from_ties(people as usize, &ties, Direction::Undirected).0.with_names(names);
    let bytes = write("long.edges", &network).unwrap();
    assert!(bytes.len() > 40_000_000);
    assert_eq!(read("long.edges", &bytes, None).unwrap().network, network);
}

#[test]
fn malformed_files_are_refused_with_place_and_reason() {
    for (file, text, expected) in MALFORMED {
        match read(file, text.as_bytes(), None) {
            Ok(_) => panic!("{file} was read: {text:?}"),
            Err(error) => {
                assert!(error.to_string().contains(expected), "{text:?}\n     got {error}\nexpected {expected}")
            }
        }
    }
}

#[test]
fn files_that_are_not_text_have_their_own_messages() {
    let message = |name: &str, bytes: &[u8]| read(name, bytes, None).expect_err("not a network").to_string();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("0 1\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let read_as_text = read("a.txt", &utf16, None).expect("text");
    assert!(read_as_text.network.people() == 2 && read_as_text.notes[0].contains("UTF-16"));
    assert!(message("a.txt", b"PK\x03\x04\0\0").contains("not a text file"));
    let packed = gzip(b"0 1\n1 2\n");
    assert!(message("a.txt.gz", &packed[..packed.len() - 5]).contains("damaged or cut short"));
    assert!(message("a.txt.gz", &gzip(b"")).contains("the file is empty"));
    let latin = read("a.net", b"*Vertices 2\n1 \"Jos\xe9\"\n2 \"Ana\"\n*Edges\n1 2\n", None).unwrap();
    assert_eq!(latin.network.name(0), "José");
    assert!(latin.notes[0].contains("Windows-1252") && latin.notes[0].contains("José"), "{:?}", latin.notes);
}

#[test]
fn deep_nesting_is_refused_rather_than_followed() {
    let deep = "graph [ ".repeat(100_000);
    assert!(read("a.gml", deep.as_bytes(), None).unwrap_err().to_string().contains("nested more than"));
    let deep = format!("{{\"nodes\": {}", "[".repeat(100_000));
    assert!(read("a.json", deep.as_bytes(), None).is_err());
    let (open, close) = ("{\"data\": ".repeat(100_000), "}".repeat(100_000));
    let deep = format!("{{\"nodes\": [{open}1{close}], \"links\": []}}");
    assert!(read("a.json", deep.as_bytes(), None).is_err());
    assert!(read("a.graphml", "<a>".repeat(100_000).as_bytes(), None).is_err());
}

const NAMES: [&str; 7] = ["a.edges", "a.csv", "a.graphml", "a.gml", "a.net", "a.json", "a.gexf"];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), file in 0..7usize) {
        let _ = read(NAMES[file], &bytes, None);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "[-0-9a-z \\n\\t,;\"'\\[\\]{}<>/=:*#%éß.]{0,120}", file in 0..7usize) {
        let _ = read(NAMES[file], text.as_bytes(), None);
        let _ = read("a.gml", format!("graph [ {text} ]").as_bytes(), None);
        let _ = read("a.net", format!("*Vertices 3\n{text}").as_bytes(), None);
        let _ = read("a.graphml", format!("<graphml><graph>{text}</graph></graphml>").as_bytes(), None);
        let _ = read("a.gexf", format!("<gexf><graph><nodes>{text}</nodes></graph></gexf>").as_bytes(), None);
        let _ = read("a.csv", format!("source,target,weight\n{text}").as_bytes(), None);
        let _ = read("a.json", format!("{{\"nodes\": [{{{text}}}], \"links\": []}}").as_bytes(), None);
    }

    #[test]
    fn no_damage_to_a_good_file_makes_a_reader_panic(cut in 0.0..1.0f64, hit in 0.0..1.0f64, byte in any::<u8>(), file in 0..7usize) {
        let network = catching::network::generator::karate_club();
        let mut bytes = write(NAMES[file], &network).expect("a format");
        let place = (hit * bytes.len() as f64) as usize;
        bytes[place] = byte;
        let _ = read(NAMES[file], &bytes, None);
        bytes.truncate((cut * bytes.len() as f64) as usize);
        let _ = read(NAMES[file], &bytes, None);
    }

    #[test]
    fn any_list_of_pairs_becomes_sorted_rows(pairs in prop::collection::vec((0..12u32, 0..12u32), 0..60)) {
        let ties: Vec<Tie> = pairs.iter().map(|&(a, b)| Tie::new(a, b)).collect();
        for direction in [Direction::Undirected, Direction::Directed] {
            let (plain, dropped) = Network::from_plain(12, &pairs, direction);
            let (general, also_dropped) = Network::from_ties(12, &ties, direction);
            prop_assert_eq!(&plain, &general);
            prop_assert_eq!(dropped, also_dropped);
            let sides = if direction == Direction::Undirected { 2 } else { 1 };
            let merged = dropped.self_loops + dropped.duplicates + dropped.mutual;
            prop_assert_eq!(plain.ties() / sides + merged, pairs.len());
            for &(a, b) in pairs.iter().filter(|(a, b)| a != b) {
                prop_assert!(plain.seen_by(a as usize).contains(&b));
            }
        }
    }
}

#[test]
fn a_table_of_people_is_no_list_of_ties() {
    for text in [
        "Vorname;Klasse\nAna;8a\nBen;8a\nCem;8b\n",
        "name;group;susceptibility;absent\nAna;choir;0,8;\nBen;;1,4;\nCem;choir;;\nDora;;1,1;yes\n",
        "Name,age\nAna,12\nBen,13\n",
        "Name;Raum\nAna;rot\nBen;rot\nCem;blau\nDora;blau\n",
    ] {
        let said = read("class.csv", text.as_bytes(), None).expect_err(text).to_string();
        assert!(said.starts_with("class.csv:1:1: this is a table of people, not of ties"), "{said}");
        assert!(said.contains("people = \"…\"") && said.contains("`source` and `target`"), "{said}");
    }
    for text in ["source,target,group\na,b,x\nb,c,x\n", "pupil,friend\nAna,Ben\n", "Name 1,Name 2,class\nAna,Ben,7a\n"]
    {
        assert_eq!(read("ties.csv", text.as_bytes(), None).map(|r| r.network.people() > 1), Ok(true), "{text}");
    }
}

#[test]
fn exported_times_are_never_taken_for_another_unit() {
    for magnitude in 0..20 {
        let first = 1.714_728 * 10f64.powi(magnitude);
        let text = format!("u,v,time\na,b,{first}\nb,c,{}\n", first * 1.01);
        let network = ok("a.csv", &text).network;
        for file in ["b.csv", "b.json", "b.graphml", "b.gexf", "b.net", "b.edges"] {
            let again = read(file, &write(file, &network).expect(file), None).expect(file).network;
            assert_eq!(again.contacts(), network.contacts(), "{first} {file}");
        }
    }
    let micro = ok("a.csv", "u,v,time\na,b,1714728000000000\nb,c,1714728060000000\n");
    assert_eq!(micro.network.contacts()[2].time - micro.network.contacts()[0].time, 60.0);
    assert!(micro.notes.iter().any(|note| note.contains("microseconds") && note.contains("2024-05-03 09:20:00 UTC")));
    // What no form of numbers could say is refused.
    let late = ok("a.csv", "u,v,time\na,b,9998-05-03\nb,c,9999-05-03\n").network;
    assert!(write("b.csv", &late).unwrap_err().message.contains("beyond the year 5000"));
}

#[test]
fn what_stands_there_twice_is_not_lost() {
    let said = |name: &str, text: &str| read(name, text.as_bytes(), None).unwrap_err().to_string();
    assert_eq!(said("a.net", "*Vertices 2\n1 \"a\"\n1 \"b\"\n*Edges\n1 2\n"), "a.net:3:1: person 1 stands there twice");
    let twice = "{\"nodes\":[{\"id\":\"a\"}],\n\"nodes\":[{\"id\":\"b\"}],\"links\":[]}";
    assert_eq!(said("a.json", twice), "a.json:2:9: `nodes` stands there twice");
    let id = "{\"nodes\":[{\"id\":\"a\",\"id\":\"b\"}],\"links\":[]}";
    assert!(said("a.json", id).contains("`id` stands there twice"));
}
