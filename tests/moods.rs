//! Laws of feeling that single faces do not show: what is off costs nothing, what groups measure, what shared news leaves
//! behind, and the sizes that a smile, a look and a suppressed face can have.

use bevy_ecs::component::Component;
use bevy_ecs::world::World;
use catching::chance::Distribution;
use catching::model::measure::groups::Parts;
use catching::model::mechanism::affect::Impressions;
use catching::model::mechanism::attachment::Attachment as Bonds;
use catching::model::mechanism::feeling::Affect;
use catching::model::mechanism::feeling::Mood as OwnMood;
use catching::model::mechanism::loneliness::Lonely;
use catching::model::mechanism::mood::Company;
use catching::model::mechanism::place::Medium;
use catching::model::mechanism::regulation::Regulated;
use catching::model::schedule::{MECHANISMS, schedule};
use catching::model::situation::{
    Attachment, Averaging, Deliberate, EncounterKind, Encounters, Event, Expression, Group, Happening, ImitationRate,
    Loneliness, Mood, Place, Policy, Traits, Who,
};
use catching::model::{Detail, Recording, Simulation, Situation, agent_columns, metric_names, series_names};
use catching::network::Network;
use std::sync::Arc;

const FOREVER: f64 = f64::INFINITY;

/// Mood that nothing moves.
fn still() -> Mood {
    Mood {
        onset: 2.0,
        decay: 163.5,
        relaxation: FOREVER,
        coupling: FOREVER,
        noise: 0.0,
        averaging: 0.0,
        averaging_kind: Averaging::Sum,
        confidence: FOREVER,
        display_cost: 0.0,
        initial: None,
    }
}

fn cliques(count: u32, size: u32) -> Arc<Network> {
    let pair = |c: u32| (0..size).flat_map(move |a| (a + 1..size).map(move |b| (c * size + a, c * size + b)));
    let pairs: Vec<_> = (0..count).flat_map(pair).collect();
    let blocks = (0..count).flat_map(|c| (0..size).map(move |_| c)).collect();
    Arc::new(Network::from_pairs((count * size) as usize, &pairs).0.with_blocks(blocks))
}

fn simulation(situation: &Situation, network: &Arc<Network>, seed: u64) -> Simulation {
    Simulation::new(situation, Arc::clone(network), seed, Detail::ALL).expect("the situation fits the network")
}

fn run(situation: &Situation, network: &Arc<Network>, seed: u64) -> Recording {
    simulation(situation, network, seed).run()
}

fn metric(situation: &Situation, recording: &Recording, name: &str) -> Option<f64> {
    let place = metric_names(situation).iter().position(|n| n == name).expect("a known metric");
    recording.metrics[place]
}

fn agent(situation: &Situation, recording: &Recording, name: &str) -> Vec<f64> {
    let place = agent_columns(situation).iter().position(|n| n == name).expect("a known column");
    recording.agents.iter().map(|row| row.values[place]).collect()
}

fn group(name: &str, ids: &[u32], deliberate: Vec<Deliberate>) -> Group {
    let who = Who::Ids(ids.iter().map(u32::to_string).collect());
    Group { name: name.into(), who, traits: Traits::default(), deliberate, loneliness: None, authority: None }
}

/// Shown from the start to the end of any run.
fn held(expression: &str) -> Deliberate {
    let policy = Policy::Schedule { on: 0.0, hold: 1e9, every: FOREVER, until: FOREVER };
    Deliberate { expression: expression.into(), policy }
}

fn smile() -> Expression {
    Expression { spontaneous_rate: 0.02, imitation_rate: ImitationRate::Rate(0.1), ..Expression::bare("smile") }
}

fn plain() -> Situation {
    Situation { sample_every: 10.0, ..Situation::plain(vec![smile()], 60.0, 0.5) }
}

/// Everything of the second half of the model, each by the one key that switches it on.
fn switched_on() -> Vec<(&'static str, Situation)> {
    let attachment = Some(Attachment { growth: 0.01, decay: 1e7, window: 2.0 });
    let loneliness = Some(Loneliness {
        relaxation: 1e5,
        belonging: 3.0,
        contact_rate: 1e-3,
        contact_memory: 1e5,
        initial: Distribution::fixed(0.0),
    });
    vec![
        ("mood", Situation { mood: Some(still()), ..plain() }),
        ("attachment", Situation { attachment: attachment.clone(), ..plain() }),
        ("loneliness", Situation { attachment, loneliness, ..plain() }),
        ("place", Situation { place: Some(Place { fading: 60.0, perceived: Vec::new() }), ..plain() }),
        (
            "encounters",
            Situation {
                encounters: Some(Encounters {
                    length: 5.0,
                    at_once: 1.0,
                    kind: EncounterKind::Meetings,
                    dose: Distribution::fixed(1.0),
                    from: None,
                }),
                ..plain()
            },
        ),
        ("groups", Situation { groups: vec![group("a", &[0, 1], Vec::new())], ..plain() }),
    ]
}

/// A component may be known to a world that has nobody with it.
fn nobody_has<C: Component>(world: &World) -> bool {
    let Some(id) = world.component_id::<C>() else { return true };
    world.archetypes().iter().all(|kind| kind.is_empty() || !kind.contains(id))
}

#[test]
fn what_no_scenario_asks_for_leaves_no_component_no_resource_and_no_system() {
    let people = cliques(4, 5);
    let off = simulation(&plain(), &people, 1);
    let world = off.world();
    assert!(nobody_has::<Affect>(world) && nobody_has::<OwnMood>(world));
    assert!(nobody_has::<Lonely>(world) && nobody_has::<Regulated>(world));
    let moody = simulation(&Situation { mood: Some(still()), ..plain() }, &people, 1);
    assert!(!nobody_has::<Affect>(moody.world()) && !nobody_has::<OwnMood>(moody.world()));
    assert!(world.get_resource::<Impressions>().is_none() && world.get_resource::<Company>().is_none());
    assert!(world.get_resource::<Bonds>().is_none() && world.get_resource::<Medium>().is_none());
    assert!(world.get_resource::<Parts>().is_none());
    let mechanisms = |s: &Situation| MECHANISMS.iter().filter(|m| (m.is_on)(s)).map(|m| m.name).collect::<Vec<_>>();
    assert_eq!(mechanisms(&plain()), ["perception", "imitation", "recording"]);
    let graph = |s: &Situation| schedule(s).graph().systems.len();
    for (name, on) in switched_on().into_iter().filter(|(name, _)| *name != "groups") {
        assert!(graph(&on) > graph(&plain()), "{name} has no system of its own, so the count above shows nothing");
    }
}

#[test]
fn measuring_feelings_changes_no_face() {
    let people = cliques(4, 5);
    let bare = run(&plain(), &people, 3);
    assert!(bare.events.len() > 20);
    for (name, on) in switched_on().into_iter().filter(|(name, _)| *name != "encounters") {
        // As text: the length of what is still going on at the end is not a number, which equals nothing.
        let told = |recording: &Recording| format!("{:?}", recording.events);
        assert_eq!(told(&run(&on, &people, 3)), told(&bare), "{name} moved faces that it has no hold on");
    }
}

#[test]
fn a_group_is_measured_as_its_members_are_and_the_others_as_all_the_rest() {
    let mood = Mood { initial: Some(Distribution::Normal { mean: 0.0, sd: 1.0 }), ..still() };
    let groups = vec![group("a", &[0, 3, 7], vec![held("smile")]), group("b b", &[5], Vec::new())];
    let situation = Situation { mood: Some(mood), groups, ..plain() };
    let recording = run(&situation, &cliques(4, 5), 5);
    let (moods, smiles) = (agent(&situation, &recording, "mood"), agent(&situation, &recording, "smile_events"));
    let mean = |who: &[usize], of: &dyn Fn(usize) -> f64| who.iter().map(|&i| of(i)).sum::<f64>() / who.len() as f64;
    let rest: Vec<usize> = (0..20).filter(|i| ![0, 3, 7, 5].contains(i)).collect();
    for (part, who) in [("a", &[0, 3, 7][..]), ("b_b", &[5][..]), ("others", &rest[..])] {
        let close = |name: &str, expected: f64| {
            let found = metric(&situation, &recording, &format!("{name}.{part}")).expect("people are there");
            assert!((found - expected).abs() < 1e-12, "{name}.{part}: {found} against {expected}");
        };
        close("mood_mean", mean(who, &|i| moods[i]));
        close("smile_reach", mean(who, &|i| f64::from(u8::from(smiles[i] > 0.0))));
    }
}

#[test]
fn a_group_of_nobody_has_no_mean() {
    let groups = vec![group("all", &(0..20).collect::<Vec<_>>(), Vec::new())];
    let situation = Situation { mood: Some(still()), groups, ..plain() };
    let recording = run(&situation, &cliques(4, 5), 1);
    assert_eq!(metric(&situation, &recording, "mood_mean.others"), None);
    assert!(metric(&situation, &recording, "mood_mean.all").is_some());
}

#[test]
fn a_run_that_ends_between_two_samples_tells_its_last_state() {
    let brief = Expression {
        duration: Distribution::fixed(3.0),
        initial: Some(Who::Count(1, Default::default())),
        ..Expression::bare("smile")
    };
    let mut situation = Situation { sample_every: 50.0, ..Situation::plain(vec![brief], 100.0, 0.5) };
    situation.groups = vec![group("a", &[0], Vec::new())];
    situation.stop = Some(catching::model::situation::Stop::NoExpressionActive);
    let recording = run(&situation, &cliques(1, 5), 1);
    let reached = metric(&situation, &recording, "smile_reach").unwrap();
    let parts = ["a", "others"].map(|p| metric(&situation, &recording, &format!("smile_reach.{p}")).unwrap());
    assert!((parts[0] + 4.0 * parts[1] - 5.0 * reached).abs() < 1e-12, "{parts:?} {reached}");
}

fn news(shift: f64, at: f64) -> Event {
    let what = Happening::Mood { shift, lasting: 7200.0 };
    Event { at, every: 1800.0, until: FOREVER, who: Who::OneBlock, what }
}

#[test]
fn news_to_one_block_reaches_all_of_it_and_nobody_else() {
    let mut event = news(1.0, 0.0);
    event.every = FOREVER;
    let situation = Situation { mood: Some(still()), events: vec![event], ..plain() };
    let mut hit = std::collections::BTreeSet::new();
    for seed in 0..12 {
        let recording = run(&situation, &cliques(4, 5), seed);
        let moved: Vec<usize> = (0..20).filter(|&i| agent(&situation, &recording, "affect")[i] > 0.5).collect();
        assert_eq!(moved.len(), 5);
        assert_eq!(moved[0] / 5, moved[4] / 5);
        hit.insert(moved[0] / 5);
    }
    assert!(hit.len() > 2, "the block is drawn: {hit:?}");
}

/// The null against contagion: where nothing is contagious, shared events alone make the moods of a team alike.
#[test]
fn shared_events_alone_make_moods_alike_without_a_single_imitation() {
    let office = |events: Vec<Event>| {
        let mood = Mood {
            relaxation: 3600.0,
            coupling: 14_400.0,
            initial: Some(Distribution::Normal { mean: 0.0, sd: 0.1 }),
            ..still()
        };
        let calm = Expression { spontaneous_rate: 1e-3, ..Expression::bare("smile") };
        Situation { mood: Some(mood), events, ..Situation::plain(vec![calm], 14_400.0, 20.0) }
    };
    let likeness = |situation: &Situation| {
        let of = |seed| {
            let recording = run(situation, &cliques(8, 5), seed);
            assert_eq!(metric(situation, &recording, "smile_imitated_share"), Some(0.0));
            metric(situation, &recording, "mood_icc").unwrap()
        };
        (0..10).map(of).sum::<f64>() / 10.0
    };
    let (alone, shared) = (likeness(&office(Vec::new())), likeness(&office(vec![news(2.0, 0.0), news(-2.0, 900.0)])));
    assert!(alone.abs() < 0.15, "chance alone: {alone}");
    assert!(shared > 0.8, "the same news, nothing caught: {shared}");
}

#[test]
fn moods_that_draw_on_each_other_grow_alike_within_blocks() {
    let mood = Mood { averaging: 0.2 / 3600.0, initial: Some(Distribution::Normal { mean: 0.0, sd: 1.0 }), ..still() };
    let situation = Situation { mood: Some(mood), ..Situation::plain(vec![], 3600.0, 20.0) };
    let recording = run(&situation, &cliques(200, 5), 1);
    let icc = metric(&situation, &recording, "mood_icc").unwrap();
    // Within a clique of five, differences fade at 5κ; the means of cliques, of variance 1/5, stay.
    let within = (-2.0f64 * 5.0 * 0.2).exp();
    let expected = (1.0 - within) / (1.0 + 4.0 * within);
    assert!((icc - expected).abs() < 0.05, "{icc} against {expected}");
    let ties = metric(&situation, &recording, "mood_assortativity").unwrap();
    assert!((ties - icc).abs() < 0.03, "in cliques the two say the same: {ties} {icc}");
}

/// One who smiles without end, and one who looks on.
fn pair(change: impl Fn(&mut Expression), traits: Traits) -> Situation {
    let mut smile = Expression { duration: Distribution::fixed(1e9), ..Expression::bare("smile") };
    change(&mut smile);
    let mut groups = vec![group("smiler", &[0], vec![held("smile")])];
    groups[0].traits = traits;
    Situation { mood: Some(still()), groups, ..Situation::plain(vec![smile], 120.0, 0.5) }
}

fn lift(situation: &Situation) -> [f64; 2] {
    let recording = run(situation, &cliques(1, 2), 1);
    let affect = agent(situation, &recording, "affect");
    [affect[0], affect[1]]
}

#[test]
fn a_look_lifts_by_the_witness_effect_and_no_more() {
    let [own, other] = lift(&pair(|e| e.witness_effect = 0.1, Traits::default()));
    assert!(own.abs() < 1e-12 && (other - 0.1).abs() < 1e-9, "{own} {other}");
}

#[test]
fn a_pose_counts_as_much_of_the_feedback_as_the_scenario_says() {
    let full = |e: &mut Expression| e.feedback = 0.2;
    let half = |e: &mut Expression| (e.feedback, e.deliberate_feedback) = (0.2, 0.5);
    assert!((lift(&pair(full, Traits::default()))[0] - 0.2).abs() < 1e-9);
    assert!((lift(&pair(half, Traits::default()))[0] - 0.1).abs() < 1e-9);
}

#[test]
fn a_suppressed_smile_is_felt_in_full_and_seen_in_part() {
    let felt_and_seen = |e: &mut Expression| (e.feedback, e.witness_effect) = (0.2, 0.1);
    let suppressing = Traits { suppression: Some(Distribution::fixed(0.75)), ..Traits::default() };
    let [own, other] = lift(&pair(felt_and_seen, suppressing));
    assert!((own - 0.2).abs() < 1e-9 && (other - 0.025).abs() < 1e-6, "{own} {other}");
}

#[test]
fn reappraisal_leaves_a_seen_sadness_its_share() {
    let mut situation = pair(|e| e.witness_effect = -0.1, Traits::default());
    situation.people.reappraisal = Distribution::fixed(0.36);
    assert!((lift(&situation)[1] + 0.064).abs() < 1e-9);
}

/// Mood settles where it is drawn home as strongly as it follows: b + f τ_m/τ_c, and affect f above that.
#[test]
fn mood_follows_a_lasting_smile_by_the_ratio_of_its_two_times() {
    let mut situation = pair(|e| e.feedback = 0.2, Traits::default());
    situation.mood = Some(Mood { relaxation: 3600.0, coupling: 14_400.0, ..still() });
    (situation.duration, situation.dt, situation.sample_every) = (100_000.0, 5.0, 1000.0);
    let recording = run(&situation, &cliques(1, 2), 1);
    let (mood, affect) = (agent(&situation, &recording, "mood")[0], agent(&situation, &recording, "affect")[0]);
    assert!((mood - 0.05).abs() < 1e-4 && (affect - 0.25).abs() < 1e-3, "{mood} {affect}");
}

#[test]
fn a_medium_forgets_with_its_own_time_and_sums_what_is_shown() {
    let smile = Expression { duration: Distribution::fixed(10.0), ..Expression::bare("smile") };
    let policy = Policy::Schedule { on: 0.0, hold: 10.0, every: FOREVER, until: FOREVER };
    let deliberate = vec![Deliberate { expression: "smile".into(), policy }];
    let mut situation = Situation::plain(vec![smile], 400.0, 0.1);
    situation.groups = vec![group("a", &[0, 1, 2], deliberate)];
    situation.place = Some(Place { fading: 100.0, perceived: Vec::new() });
    let mut simulation = simulation(&situation, &cliques(1, 5), 1);
    let level = |simulation: &Simulation| simulation.world().resource::<Medium>().level[0];
    (0..102).for_each(|_| simulation.tick());
    // Three people for ten seconds, fading meanwhile: 3 τ (1 − e^{−10/τ}).
    let expected = 3.0 * 100.0 * (1.0 - (-0.1f64).exp());
    assert!((level(&simulation) / expected - 1.0).abs() < 0.005, "{} against {expected}", level(&simulation));
    let before = level(&simulation);
    (0..1000).for_each(|_| simulation.tick());
    assert!((level(&simulation) / before - (-1.0f64).exp()).abs() < 1e-6);
}

#[test]
fn absorption_draws_towards_the_expressive_and_amplification_beyond_them() {
    let end = |kind: Averaging| {
        let initial = Some(Distribution::Values { values: vec![0.5, 1.5] });
        let mood = Mood { averaging: 1e-3, averaging_kind: kind, initial, ..still() };
        let mut situation = Situation { mood: Some(mood), ..Situation::plain(vec![], 20_000.0, 10.0) };
        situation.ties.closeness = catching::model::situation::Closeness::Drawn(Distribution::fixed(1.0));
        let recording = run(&situation, &cliques(1, 2), 1);
        let moods = agent(&situation, &recording, "mood");
        assert!((moods[0] - moods[1]).abs() < 1e-3, "they agree in the end: {moods:?}");
        moods[0]
    };
    let absorbed = end(Averaging::Absorption);
    assert!((absorbed - 1.0).abs() < 1e-6, "two who are equally expressive meet in the middle: {absorbed}");
    let up = end(Averaging::Amplification { share: 0.5, bias: 1.0 });
    let down = end(Averaging::Amplification { share: 0.5, bias: 0.0 });
    assert!(up > absorbed + 0.5 && down < absorbed - 0.5, "{down} {absorbed} {up}");
}

#[test]
fn the_series_has_the_columns_of_its_names() {
    for (name, situation) in switched_on() {
        let recording = run(&situation, &cliques(4, 5), 1);
        assert_eq!(recording.metrics.len(), metric_names(&situation).len(), "{name}");
        assert!(recording.series.iter().all(|r| r.values.len() == series_names(&situation).len()), "{name}");
    }
}
