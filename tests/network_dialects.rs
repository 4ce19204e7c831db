//! Network files as other programs and people write them: each is read as it was meant, or what was made of it is said.

use catching::network::{AttributeValue, Direction, Flow, Limits, Options, Reading, read, read_with};
use std::io::Write;

#[track_caller]
fn ok(name: &str, text: impl AsRef<[u8]>) -> Reading {
    read(name, text.as_ref(), None).unwrap_or_else(|e| panic!("{e}"))
}

/// Who sees whom, by name, each with the weight; both sides of mutual ties.
fn ties(reading: &Reading) -> Vec<(String, String, f32)> {
    let network = &reading.network;
    let mut ties = Vec::new();
    for person in 0..network.people() {
        for tie in network.row(person) {
            let seen = network.targets()[tie] as usize;
            ties.push((network.name(person), network.name(seen), network.weight(tie)));
        }
    }
    ties
}

/// Mutual ties, each once, in a short form: `Ana-Ben`.
fn pairs(reading: &Reading) -> Vec<String> {
    assert!(reading.network.is_symmetric());
    let mut pairs: Vec<String> = ties(reading)
        .into_iter()
        .filter(|(a, b, _)| a < b)
        .map(|(a, b, w)| if w == 1.0 { format!("{a}-{b}") } else { format!("{a}-{b} {w}") })
        .collect();
    pairs.sort();
    pairs
}

/// One-sided ties in a short form: `Ana>Ben`.
fn arrows(reading: &Reading) -> Vec<String> {
    ties(reading).into_iter().map(|(a, b, _)| format!("{a}>{b}")).collect()
}

fn names(reading: &Reading) -> Vec<String> {
    (0..reading.network.people()).map(|i| reading.network.name(i)).collect()
}

fn noted(reading: &Reading, words: &str) -> bool {
    reading.notes.iter().any(|note| note.contains(words))
}

#[test]
fn a_default_of_people_never_becomes_a_weight_of_ties() {
    let head = |keys: &str| {
        format!(
            "<graphml>{keys}<graph edgedefault='undirected'><node id='a'/><node id='b'/><node id='c'/>\
             <edge source='a' target='b'><data key='e'>2.0</data></edge><edge source='b' target='c'/></graph></graphml>"
        )
    };
    let of_nodes = "<key id='n' for='node' attr.name='weight' attr.type='double'><default>5.0</default></key>";
    let of_edges = |name: &str, default: &str| {
        format!("<key id='e' for='edge' attr.name='{name}' attr.type='double'>{default}</key>")
    };
    for _ in 0..20 {
        let reading = ok("a.graphml", head(&format!("{of_nodes}{}", of_edges("weight", ""))));
        assert_eq!(pairs(&reading), ["a-b 2", "b-c"]);
        assert_eq!(reading.attributes[0].values, vec![Some(AttributeValue::Number(5.0)); 3]);
    }
    for name in ["weight", "Weight", "value", "strength", "WEIGHT"] {
        let reading = ok("a.graphml", head(&of_edges(name, "<default>3</default>")));
        assert_eq!(pairs(&reading), ["a-b 2", "b-c 3"], "{name}");
    }
}

#[test]
fn headings_are_read_in_many_words_and_without_a_word() {
    for text in [
        "source,target\nAna,Ben\nBen,Cem\n",
        "Von;Zu\nAna;Ben\nBen;Cem\n",
        "node_1,node_2\nAna,Ben\nBen,Cem\n",
        "user_a\tuser_b\nAna\tBen\nBen\tCem\n",
        "ego,alter\nAna,Ben\nBen,Cem\n",
        "pupil,friend\nAna,Ben\nBen,Cem\n",
        "Name 1,Name 2\nAna,Ben\nBen,Cem\n",
        "Source_Id,TargetId\nAna,Ben\nBen,Cem\n",
        "sep=;\nsource;target\nAna;Ben\nBen;Cem\n",
        "# source, target\nAna, Ben\nBen, Cem\n",
        "% from to\nAna Ben\nBen Cem\n",
    ] {
        let reading = ok("a.csv", text);
        assert_eq!(pairs(&reading), ["Ana-Ben", "Ben-Cem"], "{text}");
        assert_eq!(reading.notes, [] as [&str; 0], "{text}");
    }
    for text in [
        "Von;Zu;Gewicht\nAna;Ben;2\nBen;Cem;0,5\n",
        "source,target,weight\nAna,Ben,2\nBen,Cem,0.5\n",
        "de,à,poids\nAna,Ben,2\nBen,Cem,0.5\n",
        "weight,to,from\n2,Ana,Ben\n0.5,Cem,Ben\n",
        "id,label,source,target,strength\n,x,Ana,Ben,2\n,y,Ben,Cem,0.5\n",
    ] {
        assert_eq!(pairs(&ok("a.csv", text)), ["Ana-Ben 2", "Ben-Cem 0.5"], "{text}");
    }
    // Known by what stands below.
    let proven = ok("a.csv", "Alpha,Beta\n1,2\n2,3\n");
    assert!(names(&proven) == ["1", "2", "3"] && noted(&proven, "is read as a heading"), "{:?}", proven.notes);
    let people = ok("a.txt", "i j\nj k\n");
    assert_eq!(names(&people), ["i", "j", "k"]);
    assert_eq!(ok("a.txt", "i j\n1 2\n2 3\n").network.people(), 3);
    // A name that other rows have is no heading.
    assert_eq!(ok("a.csv", "friend,pupil\npupil,x\n").network.people(), 3);
}

#[test]
fn columns_without_a_heading_are_read_by_what_is_in_them_and_that_is_said() {
    let weights = ok("a.txt", "Ana Ben 2\nBen Cem 3\n");
    assert!(pairs(&weights) == ["Ana-Ben 2", "Ben-Cem 3"] && noted(&weights, "third column read as weight"));
    let sociopatterns = ok("a.txt", "28820\t492\t938\n28820\t267\t938\n28840\t492\t938\n28860\t181\t826\n");
    assert_eq!(names(&sociopatterns), ["181", "267", "492", "826", "938"]);
    assert_eq!(sociopatterns.network.contacts().len(), 8);
    assert!(noted(&sociopatterns, "SocioPatterns"));
    let snap = ok("a.txt", "1 2 1082040961\n3 4 1082155839\n2 1 1082414391\n");
    assert_eq!((snap.network.people(), snap.network.contacts().len()), (4, 6));
    assert!(noted(&snap, "third column read as time") && !snap.network.is_weighted());
    let named = ok("a.csv", "# source, target, time\n0, 1, 20\n1, 2, 40\n0, 1, 60\n");
    assert_eq!((named.network.people(), named.network.ties(), named.network.contacts().len()), (3, 4, 6));
    assert!(named.notes.is_empty() && !named.network.is_weighted());
    let konect = ok("out.x.txt", "% sym weighted\n1 2 3 1082040961\n2 3 1 1082040999\n");
    assert!(konect.network.contacts().len() == 4 && noted(&konect, "fourth column read as time"));
    // Sorted numbers with weights are no recording.
    let list = ok("a.txt", "1 2 5\n1 3 7\n2 3 1\n3 4 2\n");
    assert!(list.network.contacts().is_empty() && noted(&list, "third column read as weight"));
    let commented = ok("a.txt", "# FromNodeId\tToNodeId\n0\t1\n1\t2\n");
    assert!(commented.network.people() == 3 && commented.notes.is_empty());
}

#[test]
fn the_files_own_word_on_directions_is_heard() {
    let gephi = "Source,Target,Type,Id,Label,Weight\nAna,Ben,Directed,0,,2.0\nBen,Cem,Directed,1,,1.0\n";
    assert_eq!(arrows(&ok("a.csv", gephi)), ["Ana>Ben", "Ben>Cem"]);
    let mixed = ok("a.csv", "Source,Target,Type\nAna,Ben,Undirected\nBen,Cem,Directed\n");
    assert_eq!(arrows(&mixed), ["Ana>Ben", "Ben>Ana", "Ben>Cem"]);
    assert!(mixed.dropped == Default::default() && mixed.network.kind_names().is_empty());
    let undirected = ok("a.csv", "Source,Target,Type\nAna,Ben,Undirected\nBen,Ana,Undirected\n");
    assert_eq!((pairs(&undirected), undirected.dropped.duplicates), (vec!["Ana-Ben".to_owned()], 1));
    let kinds = ok("a.csv", "Source,Target,Type\nAna,Ben,friend\nBen,Cem,Directed\n");
    assert_eq!(kinds.network.kind_names(), ["friend", "Directed"]);
    assert!(ok("a.txt", "# directed: false\na b\n").network.is_symmetric());
    assert!(!ok("a.txt", "# directed: true\na b\n").network.is_symmetric());
    assert!(
        ok("a.json", r#"{"directed": false, "nodes": [1, 2], "links": [{"source": 1, "target": 2}]}"#)
            .network
            .is_symmetric()
    );
    let each =
        r#"{"nodes": [1, 2, 3], "links": [{"source": 1, "target": 2, "directed": true}, {"source": 2, "target": 3}]}"#;
    assert_eq!(arrows(&ok("a.json", each)), ["1>2", "2>3", "3>2"]);
    let one = "<graphml><graph edgedefault='undirected'><node id='a'/><node id='b'/>\
        <edge source='a' target='b' directed='1'/></graph></graphml>";
    assert_eq!(arrows(&ok("a.graphml", one)), ["a>b"]);
}

#[test]
fn the_two_sides_of_a_two_mode_list_are_different_people() {
    let reading = ok("a.txt", "% bip unweighted\n% 3 2 3\n1 1\n1 2\n2 2\n");
    assert_eq!((reading.network.people(), reading.network.ties(), reading.dropped.self_loops), (5, 6, 0));
    assert_eq!(names(&reading), ["left-1", "left-2", "right-1", "right-2", "right-3"]);
    assert_eq!(reading.network.blocks(), [0, 0, 1, 1, 0]);
    assert!(noted(&reading, "two-mode"));
}

#[test]
fn one_sided_ties_can_be_turned() {
    let turned = Options { flow: Flow::SourceToTarget, ..Options::default() };
    let read = |name: &str, text: &str, options: &Options<'_>| read_with(name, text.as_bytes(), options).unwrap();
    let csv = "source,target,weight,time,kind\nAna,Ben,2,5,friend\nBen,Cem,1,6,boss\n";
    let seen = read("a.csv", csv, &Options { direction: Some(Direction::Directed), ..Options::default() });
    let reading = read("a.csv", csv, &turned);
    assert_eq!(arrows(&seen), ["Ana>Ben", "Ben>Cem"]);
    assert_eq!(arrows(&reading), ["Ben>Ana", "Cem>Ben"]);
    let network = &reading.network;
    assert_eq!((network.weight(0), network.kind(0), network.contacts()[0].viewer), (2.0, Some("friend"), 1));
    assert!(noted(&seen, "contagion runs from target to source") && noted(&reading, "from source to target"));
    let mutual = ok("a.csv", csv);
    assert!(mutual.network.is_symmetric() && !noted(&mutual, "contagion"));
    // A file that says that its ties go both ways stays so.
    let gml = "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]";
    assert!(read("a.gml", gml, &turned).network.is_symmetric());
}

#[test]
fn text_comes_in_every_encoding_and_with_every_line_end() {
    let excel = ok("c.csv", b"source;target\r\n\x8eofie;O\x92Brien\r\nJos\xe9;\x8eofie\r\n");
    assert_eq!(names(&excel), ["Žofie", "O’Brien", "José"]);
    assert!(noted(&excel, "Windows-1252") && noted(&excel, "Žofie"));
    let text = "source,target\nAna,José\nŽofie,Ana\n";
    let wide = |order: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(order)).collect::<Vec<u8>>()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        wide(u16::to_le_bytes, [0xff, 0xfe]),
        wide(u16::to_be_bytes, [0xfe, 0xff]),
        text.replace('\n', "\r").into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
        text.replacen('\n', "\r", 2).into_bytes(),
        text.replacen('\n', "\r\n", 1).into_bytes(),
    ] {
        assert_eq!(pairs(&ok("a.csv", &bytes)), ["Ana-José", "Ana-Žofie"], "{bytes:?}");
    }
    let pajek = ok("m.net", "*Vertices 3\r1 \"a\"\r2 \"b\"\r3 \"c\"\r*Edges\r1 2\r2 3\r\n");
    assert_eq!(pairs(&pajek), ["a-b", "b-c"]);
    let declared = b"<?xml version='1.0' encoding='iso-8859-2'?><graphml><graph><node id='a'><data key='name'>\xb9</data></node></graph></graphml>";
    assert_eq!(names(&ok("a.graphml", declared)), ["š"]);
}

#[test]
fn cells_rows_and_numbers_are_read_as_tables_have_them() {
    for (text, expected) in [
        ("source\ttarget\tlabel\nAna\tBen\tx\nBen\tCem\t\n", vec!["Ana-Ben", "Ben-Cem"]),
        ("source,target,,\nAna,Ben,,\n,,,\nBen,Cem,,\n", vec!["Ana-Ben", "Ben-Cem"]),
        (",source,target\n0,Ana,Ben\n1,Ben,Cem\n", vec!["Ana-Ben", "Ben-Cem"]),
        (
            "\"from\" \"to\" \"weight\"\n\"1\" \"Ana\" \"Ben\" 2\n\"2\" \"Ben\" \"Cem\" 3\n",
            vec!["Ana-Ben 2", "Ben-Cem 3"],
        ),
        ("source,target\n\"Ana\nMaria\",Ben\n", vec!["Ana\nMaria-Ben"]),
        ("source,target\n\"Ana, \"\"the boss\"\"\",Ben\n", vec!["Ana, \"the boss\"-Ben"]),
        ("1 2 0,5\n2 3 0,7\n1 3 1,0\n", vec!["1-2 0.5", "1-3", "2-3 0.7"]),
        ("José;Zoë;0,8\nZoë;Ana;1\n", vec!["Ana-Zoë", "José-Zoë 0.8"]),
        ("a,b,\"0,5\"\nb,c,1.5\n", vec!["a-b 0.5", "b-c 1.5"]),
        ("a b {'weight': np.float64(0.5)}\nb c {'weight': np.float64(0.7)}\n", vec!["a-b 0.5", "b-c 0.7"]),
        ("a b {\"weight\": 4, 'x': 1}\nb c {}\n", vec!["a-b 4", "b-c"]),
        ("source,target,weight\na,b,\nb,c,2\n", vec!["a-b", "b-c 2"]),
        ("a|b\nb|c\n", vec!["a-b", "b-c"]),
    ] {
        assert_eq!(pairs(&ok("a.txt", text)), expected, "{text}");
    }
    assert!(noted(&ok("a.csv", "a;b;0,8\n"), "`0,8` is 0.8"));
    assert!(noted(&ok("a.csv", "source,target,weight\na,b,\nb,c,2\n"), "1 row without a weight"));
}

#[test]
fn nobody_vanishes_without_a_count() {
    let tags = ok("tags.csv", "source,target,weight\n#metoo,#timesup,3\n#timesup,#women,2\nana,#metoo,1\n");
    assert_eq!(pairs(&tags), ["#metoo-#timesup 3", "#metoo-ana", "#timesup-#women 2"]);
    let bare = ok("tags.txt", "#metoo #timesup\nana #metoo\n");
    assert_eq!(pairs(&bare), ["#metoo-#timesup", "#metoo-ana"]);
    let struck = ok("a.csv", "source,target\nAna,Ben\n#Cem,Dan\n# a remark\nBen,Dan\n");
    assert!(
        pairs(&struck) == ["Ana-Ben", "Ben-Dan"] && noted(&struck, "2 lines were skipped as comments"),
        "{:?}",
        struck.notes
    );
    let above = ok("a.csv", "# made by me\n# 2 ties\nAna,Ben\nBen,Dan\n");
    assert!(above.notes.is_empty(), "{:?}", above.notes);
    let alone = ok("a.csv", "Ana,Ben\nXenia,\nOskar\nBen,Cem\n,Zoë\n");
    assert_eq!(names(&alone), ["Ana", "Ben", "Xenia", "Oskar", "Cem", "Zoë"]);
    assert!(pairs(&alone) == ["Ana-Ben", "Ben-Cem"] && noted(&alone, "3 rows have one name only"));
    assert_eq!(names(&ok("a.txt", "Ana Ben\nOskar\n")), ["Ana", "Ben", "Oskar"]);
    assert_eq!(names(&ok("a.csv", "1,2\n7\n2,3\n")), ["1", "2", "3", "7"]);
}

#[test]
fn what_is_given_twice_is_told_apart() {
    let both = ok("a.csv", "source,target\na,b\nb,a\nb,c\n");
    assert_eq!((both.dropped.duplicates, both.dropped.mutual), (0, 1));
    let weights = ok("a.csv", "source,target,weight\na,b,1\nb,a,5\nb,c,1\n");
    assert_eq!((weights.dropped.mutual, weights.dropped.conflicting), (1, 1));
    assert!(weights.dropped.remarks().iter().any(|r| r.contains("another weight: the first weight was kept")));
    let same = ok("a.csv", "source,target,weight\na,b,2\na,b,2\na,b,3\n");
    assert_eq!((same.dropped.duplicates, same.dropped.conflicting), (2, 1));
    let gml = "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] edge [ source 2 target 1 ] ]";
    assert_eq!((ok("a.gml", gml).dropped.duplicates, ok("a.gml", gml).dropped.mutual), (1, 0));
    let directed = read("a.csv", b"a,b\nb,a\n", Some(Direction::Directed)).unwrap();
    assert_eq!(directed.dropped, Default::default());
}

#[test]
fn entities_are_resolved_each_by_itself() {
    let gml = "graph [ node [ id 1 label \"Jos&eacute; &amp; R&D &#381;\" ] ]";
    assert_eq!(names(&ok("a.gml", gml)), ["José & R&D Ž"]);
    let xml =
        "<graphml><graph><node id='a'><data key='name'>Tom &amp; &#381;o&eacute; R&D</data></node></graph></graphml>";
    assert_eq!(names(&ok("a.graphml", xml)), ["Tom & Žoé R&D"]);
    let gexf = "<gexf><graph><nodes><node id='0' label='&lt;A&gt; &quot;&apos;&#x17D;'/></nodes></graph></gexf>";
    assert_eq!(names(&ok("a.gexf", gexf)), ["<A> \"'Ž"]);
    let pajek = "*Vertices 2\n1 \"&#381;ofie\"\n2 \"R&D &amp;\"\n";
    assert_eq!(names(&ok("a.net", pajek)), ["Žofie", "R&D &amp;"]);
}

#[test]
fn yed_files_keep_their_labels_and_groups() {
    let node = |id: &str, inner: &str| {
        format!("<node id='{id}'><data key='d6'><y:ShapeNode>{inner}</y:ShapeNode></data></node>")
    };
    let label =
        "<y:Geometry x='1' y='2'/><y:NodeLabel>\n   Ana\n<y:LabelModel><y:Smart d='4'/></y:LabelModel> </y:NodeLabel>";
    let text = format!(
        "<graphml xmlns:y='u'><key for='node' id='d6' yfiles.type='nodegraphics'/><graph edgedefault='directed'>{}{}\
         <edge source='n0' target='n1'><data key='d9'><y:PolyLineEdge><y:EdgeLabel>knows</y:EdgeLabel></y:PolyLineEdge></data></edge>\
         </graph></graphml>",
        node("n0", label),
        node("n1", "<y:Geometry x='3' y='2'/><y:NodeLabel>Ben</y:NodeLabel><y:NodeLabel>second</y:NodeLabel>"),
    );
    let reading = ok("y.graphml", text);
    assert_eq!((arrows(&reading), reading.network.positions().len()), (vec!["Ana>Ben".to_owned()], 2));

    let nested = "<graphml><graph edgedefault='directed'><node id='team'><data key='name'>Team</data>\
        <graph edgedefault='directed'><node id='a'/><node id='b'/><edge source='a' target='b'/></graph>\
        <data key='colour'>red</data></node><node id='c'/><edge source='b' target='c'/></graph></graphml>";
    let reading = ok("n.graphml", nested);
    assert_eq!(
        (names(&reading), arrows(&reading)),
        (["Team", "a", "b", "c"].map(str::to_owned).to_vec(), ["a>b", "b>c"].map(str::to_owned).to_vec())
    );
    assert!(noted(&reading, "graphs inside people"));
    assert_eq!(reading.attributes[0].values[0], Some(AttributeValue::Text("red".to_owned())));
}

#[test]
fn arrowheads_of_yed_say_which_way_a_tie_goes() {
    let edge = |source: &str, target: &str, arrows: &str| {
        format!(
            "<edge source='{source}' target='{target}'><data key='d9'><y:PolyLineEdge>{arrows}</y:PolyLineEdge></data></edge>"
        )
    };
    let text = format!(
        "<graphml xmlns:y='u'><graph edgedefault='directed'><node id='a'/><node id='b'/><node id='c'/><node id='d'/>{}{}{}</graph></graphml>",
        edge("a", "b", "<y:Arrows source='none' target='none'/>"),
        edge("b", "c", "<y:Arrows source='none' target='standard'/>"),
        edge("c", "d", "<y:Arrows source='standard' target='none'/>"),
    );
    let reading = ok("arrows.graphml", text);
    assert_eq!(arrows(&reading), ["a>b", "b>a", "b>c", "d>c"].map(str::to_owned));
    assert!(
        noted(&reading, "1 line with no arrowhead") && noted(&reading, "1 line with an arrowhead at the start only")
    );
}

#[test]
fn pajeks_sections_are_read() {
    let people = "*Vertices 3\n1 \"a\"\n2 \"b\"\n3 \"c\"\n";
    let project = format!(
        "*Network x\n{people}*Edges\n1 2\n2 3\n*Partition side\n*Vertices 3\n1\n1\n2\n*Vector \"age in years\"\n*Vertices 3\n 9\n10.5\n11\n\
         *Permutation p\n*Vertices 3\n3\n2\n1\n"
    );
    let reading = ok("p.net", project);
    assert_eq!(
        (pairs(&reading), reading.network.blocks()),
        (["a-b", "b-c"].map(str::to_owned).to_vec(), &[1, 1, 2][..])
    );
    let table: Vec<_> = reading.attributes.iter().map(|a| (a.name.as_str(), a.values[1].clone())).collect();
    let number = |n| Some(AttributeValue::Number(n));
    assert_eq!(table, [("side", number(1.0)), ("age in years", number(10.5))]);
    assert!(noted(&reading, "*permutation"));

    let matrix = ok("m.net", format!("{people}*Matrix\n0 1 0\n1 0 2.5\n0 2.5\n0\n"));
    assert_eq!(pairs(&matrix), ["a-b", "b-c 2.5"]);
    let two_mode = ok("m.net", "*Vertices 3 1\n1 \"a\"\n2 \"x\"\n3 \"y\"\n*Matrix\n1 1\n");
    assert_eq!(pairs(&two_mode), ["a-x", "a-y"]);

    let relations = format!("{people}*Arcs :1 \"likes\"\n*Arcs :2 \"knows\"\n*Arcs\n1: 1 2 1\n2: 2 3 1\n");
    let relations = ok("r.net", relations);
    assert_eq!(arrows(&relations), ["a>b", "b>c"]);
    assert_eq!((relations.network.kind(0), relations.network.kind(1)), (Some("likes"), Some("knows")));

    let times = "*Vertices 2\n1 \"a\" [1-10]\n2 \"b\" [1-*]\n*Edges\n1 2 [5-10]\n2 1 1 [7-*]\n";
    let times = ok("t.net", times);
    assert_eq!((pairs(&times), times.network.contact_ends()), (vec!["a-b".to_owned()], &[10.0, 10.0][..]));
    assert!(noted(&times, "1 time marks without an end"), "{:?}", times.notes);
    let moments = ok("t.net", "*Vertices 2\n*Edges\n1 2 1 [5,8]\n");
    assert_eq!(moments.network.contacts().len(), 4);
}

#[test]
fn json_comes_in_dialects() {
    let by_position = r#"{"nodes": [{"id": "Ana"}, {"id": "Ben"}, {"id": "Cem"}], "links": [{"source": 0, "target": 1}, {"source": 1, "target": 2}]}"#;
    let reading = ok("d.json", by_position);
    assert!(pairs(&reading) == ["Ana-Ben", "Ben-Cem"] && noted(&reading, "by their place"));
    for text in [
        r#"{"nodes":[{"id":1},{"id":2}],"links":[{"source":1.0,"target":2.0}]}"#,
        r#"{"nodes":[{"id":1.0},{"id":2}],"edges":[{"from":1,"to":2}]}"#,
        r#"{"nodes":[{"key":"1","attributes":{"x":1}},{"key":"2"}],"edges":[{"key":"e","source":"1","target":"2"}]}"#,
        r#"{"elements":{"nodes":[{"data":{"id":"1"}},{"data":{"id":"2"}}],"edges":[{"data":{"id":"e","source":"1","target":"2"}}]}}"#,
        r#"{"graph":{"nodes":{"1":{"label":"1"},"2":{}},"edges":[{"source":"1","target":"2"}]}}"#,
        r#"{"directed":false,"graph":[],"nodes":[{"id":1},{"id":2}],"adjacency":[[{"id":2}],[{"id":1}]]}"#,
        r#"{"nodes":["1","2"],"links":[{"source":"1","target":"2"}]}"#,
    ] {
        let reading = ok("f.json", text);
        assert_eq!((pairs(&reading), reading.dropped), (vec!["1-2".to_owned()], Default::default()), "{text}");
    }
    // Numbers that are ids are ids.
    let ids = r#"{"nodes":[{"id":1,"name":"a"},{"id":0,"name":"b"}],"links":[{"source":0,"target":1}]}"#;
    assert!(!noted(&ok("a.json", ids), "place"));
}

#[test]
fn attributes_of_people_are_kept_in_order() {
    let number = |n| Some(AttributeValue::Number(n));
    let text = |t: &str| Some(AttributeValue::Text(t.to_owned()));
    let expected = vec![
        ("susceptibility".to_owned(), vec![number(0.5), None]),
        ("group".to_owned(), vec![text("1A"), text("1B")]),
    ];
    let table = |reading: &Reading| -> Vec<_> {
        reading.attributes.iter().map(|a| (a.name.clone(), a.values.clone())).collect()
    };
    for (file, content) in [
        (
            "a.graphml",
            "<graphml><key id='d0' for='node' attr.name='susceptibility'/><key id='d1' for='node' attr.name='group'/><graph>\
             <node id='a'><data key='d0'>0.5</data><data key='d1'>1A</data></node><node id='b'><data key='d1'>1B</data></node>\
             </graph></graphml>",
        ),
        (
            "a.gml",
            "graph [ node [ id 1 label \"a\" susceptibility 0.5 group \"1A\" ] node [ id 2 label \"b\" group \"1B\" ] ]",
        ),
        (
            "a.json",
            r#"{"nodes": [{"id": "a", "susceptibility": 0.5, "group": "1A"}, {"id": "b", "group": "1B"}], "links": []}"#,
        ),
        (
            "a.gexf",
            "<gexf><graph><attributes class='node'><attribute id='0' title='susceptibility' type='double'/>\
             <attribute id='1' title='group' type='string'/></attributes><nodes><node id='0' label='a'><attvalues>\
             <attvalue for='0' value='0.5'/><attvalue for='1' value='1A'/></attvalues></node><node id='1' label='b'>\
             <attvalues><attvalue for='1' value='1B'/></attvalues></node></nodes></graph></gexf>",
        ),
        (
            "a.net",
            "*Vertices 2\n1 \"a\" 0 0 ellipse x_fact 1 ic Red susceptibility 0.5 group \"1A\"\n2 \"b\" group \"1B\"\n",
        ),
    ] {
        let reading = ok(file, content);
        assert_eq!(
            (table(&reading), names(&reading)),
            (expected.clone(), vec!["a".to_owned(), "b".to_owned()]),
            "{file}"
        );
        assert_eq!(reading.network.blocks(), [0, 1], "{file}");
    }
}

#[test]
fn gexf_is_read_with_its_weights_types_and_times() {
    let text = "<?xml version='1.0'?><gexf xmlns:viz='v' version='1.2'><graph defaultedgetype='undirected' mode='dynamic'>\
        <attributes class='edge'><attribute id='k' title='kind' type='string'><default>friend</default></attribute></attributes>\
        <nodes><node id='x' label='Ana'><viz:position x='1' y='2' z='0'/></node><node id='y' label='Ben'><viz:position x='3' y='4'/></node>\
        <node id='z' label='Cem'><viz:position x='5' y='4'/></node></nodes>\
        <edges><edge id='0' source='x' target='y' weight='2.5' start='3' end='9'/>\
        <edge id='1' source='y' target='z' type='directed'><spells><spell start='4'/><spell start='8'/></spells>\
        <attvalues><attvalue for='k' value='boss'/></attvalues></edge></edges></graph></gexf>";
    let reading = ok("g.gexf", text);
    assert_eq!(arrows(&reading), ["Ana>Ben", "Ben>Ana", "Ben>Cem"]);
    let network = &reading.network;
    assert_eq!((network.weight(0), network.kind(0), network.kind(2)), (2.5, Some("friend"), Some("boss")));
    assert_eq!((network.contacts().len(), network.positions()[1]), (4, [3.0, 4.0]));
    // Ana and Ben from 3 to 9; Ben sees Cem at 4 and at 8.
    let mut spans: Vec<_> = network.contacts().iter().map(|c| c.time).zip(network.contact_ends().to_vec()).collect();
    spans.dedup();
    assert_eq!(spans, [(3.0, 9.0), (4.0, 4.0), (8.0, 8.0)]);
    let dates = "<gexf><graph timeformat='date'><nodes><node id='a'/><node id='b'/></nodes><edges>\
        <edge source='a' target='b' start='2024-05-03' end='2024-05-04'/></edges></graph></gexf>";
    let dates = ok("d.gexf", dates);
    assert_eq!(dates.network.contact_ends()[0] - dates.network.contacts()[0].time, 86400.0);
    assert!(noted(&dates, "times are dates"));
}

#[test]
fn reading_is_bounded() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![b'\n'; 1 << 20];
    (0..300).for_each(|_| bomb.write_all(&zeros).unwrap());
    let bomb = bomb.finish().unwrap();
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    let refused = read_with("a.txt.gz", &bomb, &Options { limits, ..Options::default() }).unwrap_err();
    assert!(refused.to_string().contains("unpacks to more than 1 MiB"), "{refused}");
    let refused = read("a.txt.gz", &bomb, None).unwrap_err();
    assert!(refused.to_string().contains("unpacks to more than 256 MiB"), "{refused}");
    let few = Limits { announced: 10, ..Limits::default() };
    for (file, text) in [("a.edges", "# people: 40\n0 1\n"), ("a.net", "*Vertices 40\n")] {
        let refused = read_with(file, text.as_bytes(), &Options { limits: few, ..Options::default() }).unwrap_err();
        assert!(refused.to_string().contains("announces 40 people"), "{refused}");
    }
    // A name of ten megabytes is not printed whole.
    let long = format!("source,target,weight\na,b,{}\n", "x".repeat(10_000_000));
    assert!(read("a.csv", long.as_bytes(), None).unwrap_err().to_string().len() < 400);
}

#[test]
fn fields_that_go_on_over_lines_take_no_time() {
    let many = "\"\n\",".repeat(200_000);
    let _ = read("a.csv", many.as_bytes(), None);
    let open = "\"a,b\n".repeat(100_001);
    let _ = read("a.csv", open.as_bytes(), None);
}

#[track_caller]
fn refused(name: &str, text: &str) -> String {
    read(name, text.as_bytes(), None).err().unwrap_or_else(|| panic!("{text:?} was read")).to_string()
}

#[test]
fn a_date_and_a_time_of_day_in_two_columns_are_not_put_in_a_wrong_order() {
    let said = refused("x.csv", "source,target,date,time\nAna,Ben,2024-05-03,09:20\nBen,Cem,2024-05-04,08:10\n");
    assert!(said.contains("join them in one column"), "{said}");
    let one = ok("x.csv", "source,target,time\nAna,Ben,2024-05-03 09:20\nBen,Cem,2024-05-04 08:10\n");
    assert!(!one.network.contacts().is_empty());
    ok("x.csv", "source,target,born,time\nAna,Ben,2010-01-01,2024-05-03T09:20\n");
}

#[test]
fn units_behind_a_heading_are_heeded_and_times_that_may_be_others_are_told() {
    let seconds = ok("x.csv", "source,target,time (s)\nAna,Ben,20\nBen,Cem,40\n");
    assert!(!seconds.network.contacts().is_empty());
    let said = refused("x.csv", "source,target,time (ms)\nAna,Ben,20000\nBen,Cem,40000\n");
    assert!(said.contains("turn them into seconds"), "{said}");
    ok("x.csv", "source,target,time (UTC)\nAna,Ben,2024-05-03T09:20Z\n");
    assert!(noted(
        &ok("x.csv", "source,target,time\nAna,Ben,45415.388889\nBen,Cem,45415.390278\n"),
        "a spreadsheet counts them"
    ));
    assert!(noted(&ok("x.csv", "source,target,time\nAna,Ben,23:59\nBen,Cem,00:01\n"), "a night lies between"));
    assert!(!noted(&ok("x.csv", "source,target,time\nAna,Ben,09:20\nBen,Cem,09:10\n"), "a night lies between"));
}

#[test]
fn a_column_of_directions_a_table_of_people_and_a_title_are_known() {
    let mixed = ok("x.csv", "source,target,directed\nAna,Ben,true\nBen,Cem,false\n");
    assert_eq!(arrows(&mixed), ["Ana>Ben", "Ben>Cem", "Cem>Ben"]);
    assert!(refused("x.csv", "Id;Label\n1;Ana\n2;Ben\n").contains("a table of people"));
    assert!(refused("x.csv", "Friendship survey 2024\nsource,target\nAna,Ben\n").contains("stands above the heading"));
}
