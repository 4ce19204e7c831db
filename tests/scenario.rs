//! Reading scenarios: what is accepted, what is refused, and what is said.

use crate::common::Desk;
use crate::scenario_mistakes::CASES;
use catching::chance::Distribution;
use catching::model::situation::{ImitationRate, Response};
use catching::scenario::{self, LIBRARY, Reading, Scenario, TEMPLATES};

fn no_files(path: &str) -> std::io::Result<Vec<u8>> {
    Err(std::io::Error::new(std::io::ErrorKind::NotFound, format!("there is no file `{path}`")))
}

fn inspect(text: &str) -> Reading {
    scenario::inspect("case.toml", text, &[], &no_files)
}

fn read(text: &str) -> Scenario {
    scenario::read("case.toml", text, &[], &no_files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A small scenario with this in its only expression, and then whatever follows.
fn small(rest: &str) -> String {
    format!("duration = \"10 min\"\n[network]\ngenerator = \"complete\"\nn = 10\n[expressions.yawn]\n{rest}")
}

#[test]
fn every_shipped_scenario_and_template_is_read_without_a_word() {
    for shipped in LIBRARY.iter().chain(TEMPLATES) {
        let name = format!("scenarios/{}.toml", shipped.name);
        let reading = scenario::inspect(&name, shipped.text, &[], &no_files);
        assert!(reading.diagnostics.is_empty(), "{}", reading.diagnostics);
    }
}

#[test]
fn every_shipped_scenario_says_what_to_look_for() {
    for shipped in LIBRARY {
        let scenario = scenario::read(shipped.name, shipped.text, &[], &no_files).unwrap();
        assert!(!scenario.title.is_empty() && scenario.question.ends_with('?'), "{}", shipped.name);
        assert!(scenario.notice.len() >= 3 && scenario.try_.len() >= 2 && scenario.null_run, "{}", shipped.name);
        assert_eq!(scenario.question, shipped.question());
        assert!(shipped.text.starts_with("#:schema "), "{}", shipped.name);
    }
}

#[test]
fn every_scenario_in_the_folder_comes_with_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    files.retain(|name| name.ends_with(".toml"));
    files.sort();
    let mut known: Vec<_> = LIBRARY.iter().map(|s| format!("{}.toml", s.name)).collect();
    known.sort();
    assert_eq!(files, known);
}

#[test]
fn what_a_scenario_suggests_to_try_can_be_tried() {
    for shipped in LIBRARY {
        let scenario = scenario::read(shipped.name, shipped.text, &[], &no_files).unwrap();
        for advice in &scenario.try_ {
            let settings: Vec<_> = advice.split("--set ").skip(1).map(setting).collect();
            let reading = scenario::inspect(shipped.name, shipped.text, &settings, &no_files);
            assert!(reading.scenario.is_some(), "{}: {advice}\n{}", shipped.name, reading.diagnostics);
        }
    }
}

/// The setting at the start of a text, as a shell would hand it over.
fn setting(text: &str) -> (String, String) {
    let (key, rest) = text.split_once('=').expect("a setting has a key");
    let value = match rest.strip_prefix('\'') {
        Some(quoted) => quoted.split('\'').next().unwrap_or_default(),
        None => rest.split([' ', ',']).next().unwrap_or_default(),
    };
    (key.to_owned(), value.to_owned())
}

#[test]
fn a_resolved_scenario_reads_back_as_the_same() {
    for shipped in LIBRARY.iter().chain(TEMPLATES) {
        let first = scenario::read(shipped.name, shipped.text, &[], &no_files).unwrap();
        for point in first.points() {
            let first = scenario::read(shipped.name, shipped.text, &point.overrides, &no_files).unwrap();
            let text = first.to_toml();
            let second = scenario::read(shipped.name, &text, &[], &no_files).unwrap_or_else(|d| panic!("{d}"));
            assert_eq!(first, second, "{text}");
            assert_eq!(text, second.to_toml());
        }
    }
}

#[test]
fn each_mistake_is_told_with_its_place() {
    let mut wrong = Vec::new();
    for (claim, text, expected) in CASES {
        let reading = inspect(text);
        let said: Vec<_> = reading.diagnostics.lines();
        let said: Vec<_> = said.iter().map(|line| line.strip_prefix("case.toml:").unwrap_or(line)).collect();
        if &said != expected {
            wrong.push(format!("{claim}\n  says     {said:?}\n  expected {expected:?}"));
        }
        assert!(reading.scenario.is_none(), "{claim} is accepted");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_at_least_forty_different_mistakes() {
    let messages: std::collections::BTreeSet<_> = CASES.iter().flat_map(|case| case.2).collect();
    assert!(messages.len() >= 40, "{}", messages.len());
}

#[test]
fn all_mistakes_of_a_file_are_told_in_one_pass_and_in_order() {
    let text = "tilte = 1\nduration = \"5 minuts\"\n[network]\ngenerator = \"erdos_renyi\"\nn = 30\nmean_degre = 3\n\
        [expressions.yawn]\nresponders = 1.5\n[[events]]\nexpress = \"laugh\"\n[[arms]]\nname = \"a\"\nset = { ties.closeness = 2 }\n";
    let lines = inspect(text).diagnostics.lines();
    let places: Vec<_> = lines.iter().map(|line| line.split(':').nth(1).unwrap().parse::<usize>().unwrap()).collect();
    assert_eq!(places, [1, 2, 6, 8, 10, 13], "{lines:#?}");
}

#[test]
fn a_mistake_is_shown_with_its_line_and_a_caret() {
    let shown =
        inspect("duration = 10\n[network]\ngenerator = \"erdos_renyi\"\nn = 30\nmean_degre = 3\n[expressions.yawn]\n");
    let shown = shown.diagnostics.to_string();
    assert!(
        shown.starts_with("case.toml:5:1: `erdos_renyi` has no parameter `mean_degre`; did you mean `mean_degree`?\n"),
        "{shown}"
    );
    assert!(shown.contains("5 | mean_degre = 3") && shown.contains("^^^^^^^^^^"), "{shown}");
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn an_override_is_blamed_where_it_was_typed() {
    let changes = [("ties.closness".to_owned(), "0.5".to_owned()), ("dt".to_owned(), "1 fortnight".to_owned())];
    let reading = scenario::inspect("case.toml", &small(""), &changes, &no_files);
    let lines = reading.diagnostics.lines();
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(
        lines[0].starts_with("--set:1:1: unknown key `closness`") && lines[0].contains("`closeness`"),
        "{lines:#?}"
    );
    assert!(lines[1].starts_with("--set:1:4: `dt`: `fortnight` is not a unit"), "{lines:#?}");
    assert!(reading.diagnostics.to_string().contains("1 | dt=1 fortnight"));
}

#[test]
fn overrides_reach_into_tables_lists_and_named_items() {
    let text = small("[[events]]\nexpress = \"yawn\"\n[[groups]]\nname = \"calm\"\nshare = 0.1\n");
    let changes = [
        ("events.0.at", "5 s"),
        ("groups.calm.share", "0.5"),
        ("expressions.yawn.attention", "all"),
        ("expressions.yawn.duration.mean", "8 s"),
        ("people.susceptibility", "{ distribution = \"lognormal\", mean = 1, cv = 1 }"),
        ("network.n", "20"),
    ];
    let changes = changes.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let scenario = scenario::read("case.toml", &text, &changes, &no_files).unwrap_or_else(|d| panic!("{d}"));
    let yawn = &scenario.situation.expressions[0];
    assert_eq!(scenario.situation.events[0].at, 5.0);
    assert_eq!(yawn.attention, f64::INFINITY);
    assert_eq!(yawn.duration, Distribution::Gamma { mean: 8.0, shape: 9.0 });
    assert!(scenario.to_toml().contains("n = 20"));
}

#[test]
fn a_known_name_starts_from_its_preset_and_an_unknown_one_bare() {
    let scenario =
        read(&small("attention = 4\n[expressions.gape]\npreset = \"yawn\"\n[expressions.hum]\nduration = 6\n"));
    let [yawn, gape, hum] = scenario.situation.expressions.as_slice() else { panic!() };
    assert_eq!((yawn.attention, gape.attention), (4.0, 2.0));
    assert_eq!(yawn.imitation_rate, ImitationRate::Rate(0.0135));
    assert_eq!((hum.imitation_rate, hum.attention, hum.memory), (ImitationRate::Rate(0.0), f64::INFINITY, 0.0));
    assert_eq!((hum.closeness_gain, hum.responders, hum.response.clone()), (1.0, 1.0, Response::Linear));
    assert_eq!(scenario.presets, ["yawn", "yawn", "bare"]);
}

#[test]
fn smiling_at_laughter_needs_laughter() {
    let alone = read("duration = 10\n[network]\ngenerator = \"complete\"\nn = 3\n[expressions.smile]\n");
    assert!(alone.situation.expressions[0].triggered_by.is_empty());
    let both =
        read("duration = 10\n[network]\ngenerator = \"complete\"\nn = 3\n[expressions.smile]\n[expressions.laugh]\n");
    assert_eq!(both.situation.expressions[0].triggered_by, [("laugh".to_owned(), 0.51)]);
}

#[test]
fn nobody_smiles_and_frowns_at_once_unless_a_scenario_says_so() {
    let head = "duration = 10\n[network]\ngenerator = \"complete\"\nn = 3\n";
    let both = read(&format!("{head}[expressions.smile]\n[expressions.frown]\n"));
    let excluded = |place: usize| both.situation.expressions[place].excludes.clone();
    assert_eq!((excluded(0), excluded(1)), (vec!["frown".to_owned()], vec!["smile".to_owned()]));
    let free = read(&format!("{head}[expressions.smile]\nexcludes = []\n[expressions.frown]\nexcludes = []\n"));
    assert!(!free.situation.has_rivals());
    let again = read(&free.to_toml());
    assert!(!again.situation.has_rivals() && again.situation == free.situation);
}

#[test]
fn what_is_shown_of_an_expression_is_written_back_where_it_is_not_all_of_it() {
    let head = "duration = 10\n[network]\ngenerator = \"complete\"\nn = 3\n[expressions.smile]\n";
    let (plain, same) = (read(head), read(&format!("{head}expressiveness = 1\n")));
    assert_eq!(plain.to_toml(), same.to_toml());
    assert_eq!(plain.situation, same.situation);
    for share in ["0.4", "{ distribution = \"uniform\", low = 0.5, high = 1 }"] {
        let less = read(&format!("{head}expressiveness = {share}\n"));
        assert!(less.situation != plain.situation && read(&less.to_toml()).situation == less.situation, "{share}");
    }
}

#[test]
fn pairs_need_attention_for_two() {
    let warned = |attention: &str| {
        let text = format!(
            "duration = 10\n[network]\ngenerator = \"complete\"\nn = 3\n[expressions.hum]\nduration = 6\nattention = {attention}\n\
             response = {{ kind = \"pairs\", kappa2 = 2 }}\n"
        );
        inspect(&text).diagnostics.to_string().contains("reinforces where two people are seen at once")
    };
    assert!(warned("1") && !warned("2") && !warned("\"all\""));
}

#[test]
fn bare_numbers_are_in_the_scenarios_unit_of_time() {
    let text = "time_unit = \"day\"\nclock = \"tick\"\nduration = 3650\ndt = 10\n[network]\ngenerator = \"complete\"\nn = 3\n\
        [expressions.content]\nimitation_rate = 0.02\nspontaneous_rate = \"0.18 /year\"\nduration = { distribution = \"exponential\", mean = \"10 year\" }\n";
    let scenario = read(text);
    let content = &scenario.situation.expressions[0];
    assert_eq!((scenario.situation.duration, scenario.situation.dt), (3650.0 * 86_400.0, 864_000.0));
    assert_eq!(content.imitation_rate, ImitationRate::Rate(0.02 / 86_400.0));
    assert_eq!(content.spontaneous_rate, 0.18 / 31_557_600.0);
    assert_eq!(content.duration.mean(), 315_576_000.0);
}

#[test]
fn forever_all_and_always_are_understood() {
    let scenario = read(&small("duration = \"forever\"\nattention = \"all\"\nimitation_rate = \"always\"\n"));
    let yawn = &scenario.situation.expressions[0];
    assert_eq!(yawn.duration.constant(), Some(f64::INFINITY));
    assert_eq!((yawn.attention, yawn.imitation_rate), (f64::INFINITY, ImitationRate::Always));
}

#[test]
fn a_tick_left_out_follows_from_the_fastest_expression() {
    let tick = |name: &str| {
        let text = format!(
            "clock = \"tick\"\nduration = \"10 min\"\n[network]\ngenerator = \"complete\"\nn = 3\n[expressions.{name}]\n"
        );
        let reading = inspect(&text);
        assert!(reading.diagnostics.is_empty(), "{}", reading.diagnostics);
        let situation = reading.scenario.unwrap().situation;
        let ticks = situation.duration / situation.dt;
        assert!((ticks - ticks.round()).abs() < 1e-6, "{name}: {ticks} ticks");
        situation.dt
    };
    assert_eq!((tick("smile"), tick("yawn"), tick("frown")), (0.04, 0.5, 0.05));
}

#[test]
fn a_tick_that_is_too_coarse_is_warned_about() {
    let reading = inspect(&format!("dt = 1\nclock = \"tick\"\n{}", small("")));
    let lines = reading.diagnostics.lines();
    assert_eq!(lines, ["case.toml:1:1: warning: `dt` (1 s) is coarse for the fastest expression"]);
    assert!(reading.scenario.is_some(), "a warning does not stop a run");
}

#[test]
fn arms_make_points_and_the_null_run_is_the_last() {
    let plain = read(&small(""));
    let names = |scenario: &Scenario| scenario.points().into_iter().map(|p| p.arm).collect::<Vec<_>>();
    assert_eq!(names(&plain), ["main", "no_imitation"]);
    let text = small("[[arms]]\nname = \"close\"\nset = { ties.closeness = 1 }\n[[arms]]\nname = \"far\"\n");
    let scenario = read(&text);
    assert_eq!(names(&scenario), ["close", "far", "no_imitation"]);
    let point = &scenario.points()[2];
    assert!(point.null && point.index == 2);
    let null = scenario::read("case.toml", &text, &point.overrides, &no_files).unwrap();
    assert!(null.situation.expressions.iter().all(|e| e.imitation_rate == ImitationRate::Rate(0.0)));
    assert_eq!(scenario.points()[0].overrides, [("ties.closeness".to_owned(), "1".to_owned())]);
}

#[test]
fn an_odd_description_has_its_seven_elements_and_what_was_changed() {
    for shipped in LIBRARY {
        let scenario = scenario::read(shipped.name, shipped.text, &[], &no_files).unwrap();
        let elements = scenario::odd::describe(&scenario);
        assert_eq!(elements.len(), 7);
        assert!(elements.iter().all(|e| e.paragraphs.iter().all(|p| !p.trim().is_empty()) && !e.paragraphs.is_empty()));
    }
    let scenario = read(&small("attention = 4\n"));
    let submodels = &scenario::odd::describe(&scenario)[6].paragraphs[0];
    assert!(submodels.contains("attention = 4") && !submodels.contains("refractory ="), "{submodels}");
}

#[test]
fn a_number_beyond_the_evidence_is_remarked_on_however_it_is_written() {
    let said = |key: &str, value: &str| {
        let text = format!(
            "duration = \"10 min\"\n[network]\ngenerator = \"complete\"\nn = 5\n[expressions.yawn]\n{key} = {value}\n"
        );
        let reading = catching::scenario::inspect("s.toml", &text, &[], &|_| Ok(Vec::new()));
        reading.diagnostics.lines().join("\n")
    };
    for value in ["5", "\"5\"", "\"5 /s\"", "\"5 /min\""] {
        assert!(said("spontaneous_rate", value).contains("outside the plausible range"), "{value}");
    }
    for value in ["3", "\"3\"", "\"3 /s\""] {
        assert!(said("imitation_rate", value).contains("outside the plausible range"), "{value}");
    }
    assert!(said("spontaneous_rate", "\"5\"").contains("5 is read as 5 per second"));
    assert_eq!(said("spontaneous_rate", "\"1 /min\""), "");
}

#[test]
fn twenty_thousand_mistakes_are_told_in_the_time_of_a_few() {
    let spent = |mistakes: usize| {
        let keys: String = (0..mistakes).map(|i| format!("kex{i} = 1\n")).collect();
        let text =
            format!("duration = \"10 min\"\n[network]\ngenerator = \"complete\"\nn = 5\n[expressions.yawn]\n{keys}");
        let begun = std::time::Instant::now();
        let reading = catching::scenario::inspect("s.toml", &text, &[], &|_| Ok(Vec::new()));
        let rendered = reading.diagnostics.render(false);
        let (line, last) = (mistakes + 5, mistakes - 1);
        assert!(rendered.contains(&format!("s.toml:{line}:1: unknown key `kex{last}`")));
        assert!(rendered.contains(&format!("{line} | kex{last} = 1")));
        begun.elapsed()
    };
    // Ten times as many take ten times as long; where each of them is laid out with the whole file, a hundred times.
    let (few, many) = (spent(2_000), spent(20_000));
    assert!(many < 50 * few, "{few:?} for 2,000, {many:?} for 20,000");
}

#[test]
fn what_a_change_puts_out_of_place_is_left_out_and_said() {
    let desk = Desk::new();
    let quick = ["--replicates", "1", "--no-charts", "--force", "-o", "out"];
    // A control of the page moves a rule that is gone; a hypothesis is about arms that are gone.
    for (scenario, change, told) in [
        ("office-gloom", "ties.rules=[]", "what a reader may move here is left out, because of what was changed"),
        (
            "yawn-ladder",
            "arms=[]",
            "this hypothesis is left out, because of what was changed: there is no arm `friends`",
        ),
    ] {
        let (_, error) = desk.ok(&[&["run", scenario, "--set", change][..], &quick].concat());
        assert!(error.contains(told), "{error}");
    }
    // The same in the file itself is a mistake.
    desk.ok(&["new", "ladder", "--from", "yawn-ladder"]);
    desk.write("wrong.toml", desk.read("ladder.toml").replace("[friends]", "[freinds]"));
    desk.ends(2, &["check", "wrong.toml"]);
}

#[test]
fn encounters_that_fill_a_step_are_refused() {
    let scenario = |length: &str| {
        let start = "duration = \"2 min\"\n[network]\ngenerator = \"complete\"\nn = 6\n[encounters]\nat_once = 2\n";
        inspect(&format!("{start}length = \"{length}\"\n[expressions.yawn]\n"))
    };
    assert!(scenario("1 s").scenario.is_some());
    let told = scenario("1e-9 s").diagnostics.lines().join("\n");
    assert!(told.contains("would come more than 10000 times a person"), "{told}");
}
