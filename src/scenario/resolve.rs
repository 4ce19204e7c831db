//! From what was written to what it means.

use super::diagnostics::Diagnostics;
use super::hypothesis::{Expectation, Known, Mistake};
use super::names::{Names, is_metric};
use super::section::Section;
use super::tree::Node;
use super::values::dotted_names;
use super::{
    Arm, Files, Hypothesis, Recorded, Scenario, Span, explore, expressions, figures, fitting, happenings, keys, marks,
    nearness, networks, people, plan, roster, rounding, sweep, ticks, verb,
};
use crate::chance::{Held, Lot};
use crate::model::mechanism::encounters;
use crate::model::metric_names;
use crate::model::situation::{
    Attachment, Clock, Comfort, EncounterKind, Encounters, Expression, ImitationRate, Loneliness, Measure, Place,
    Selection, Situation, Stop,
};
use crate::network::NetworkSpec;
use crate::quantity::{Range, TimeUnit};

/// Where the network of a scenario comes from.
#[derive(Clone, Copy)]
pub(super) enum Networks<'a> {
    /// It is resolved, with its file.
    Read(Files<'a>),
    /// It is that of a scenario that differs elsewhere.
    Known(&'a NetworkSpec),
}

/// Everything that a scenario means. Wrong parts have been noted and stand at harmless values.
pub(super) fn scenario(
    name: &str,
    root: &Section<'_>,
    network: Networks<'_>,
    diagnostics: &mut Diagnostics,
) -> Scenario {
    let network = match network {
        Networks::Read(files) => networks::resolve(root, files, diagnostics),
        Networks::Known(network) => network.clone(),
    };
    let names = Names::of(root, network.listed());
    let (expressions, presets) = expressions::resolve(root, &names, diagnostics);
    let encounters = encounters(root, &network, &expressions, diagnostics);
    let mut situation = Situation {
        duration: duration(root, diagnostics),
        clock: Clock::Tick,
        dt: 0.0,
        sample_every: 0.0,
        people: people::everyone(root, network.listed()),
        groups: people::groups(root, network.listed(), &names, diagnostics),
        ties: people::ties(root, &names, diagnostics),
        expressions,
        events: happenings::events(root, &names, diagnostics),
        mood: happenings::mood(root),
        attachment: attachment(root),
        loneliness: loneliness(root, diagnostics),
        comfort: comfort(root, &names, diagnostics),
        selection: selection(root, &names, &network, diagnostics),
        place: place(root, &names, diagnostics),
        encounters,
        stop: stop(root),
        held: held(root),
        measure: measure(root, &names, diagnostics),
    };
    roster::idle(&situation, network.listed(), root, diagnostics);
    let timing = ticks::choose(&mut situation, network.size().map(|size| size.people), root, diagnostics);
    rounding::remarks(root, &situation, &network, diagnostics);
    nearness::remarks(root, &situation, &network, diagnostics);
    let groups: Vec<String> = situation.groups.iter().map(|group| group.name.clone()).collect();
    let arms = plan::arms(root, &groups, diagnostics);
    let outcomes = outcomes(root, &situation, diagnostics);
    let sweep = sweep::sweep(root, &groups, diagnostics);
    let metrics = metric_names(&situation);
    until_what(root, &situation, diagnostics);
    let hypotheses = hypotheses(root, &situation, &arms, diagnostics);
    let fitted = fitting::fitting(root, &groups, &situation, diagnostics);
    let figures = figures::figures(root, &arm_names(root, &arms), diagnostics);
    Scenario {
        name: name.to_owned(),
        title: root.text("title").unwrap_or_default(),
        question: root.text("question").unwrap_or_default(),
        notice: root.texts("notice"),
        try_: root.texts("try"),
        time_unit: time_unit(root.node),
        seed: root.whole("seed").unwrap_or(1),
        replicates: root.whole("replicates").unwrap_or(1) as u32,
        network,
        situation,
        timing,
        presets,
        null_run: root.flag("null_run").unwrap_or(true),
        null_each_arm: root.flag("null_each_arm").unwrap_or(false),
        hypotheses,
        arms,
        charts: root.texts("charts"),
        outcomes,
        agents: root.choice("agents").and_then(Recorded::named).unwrap_or_default(),
        coarse_tick: root.flag("coarse_tick").unwrap_or(false),
        sweep,
        explore: explore::explore(root, &groups, &metrics, diagnostics),
        fit: fitted,
        marks: marks::marks(root, diagnostics),
        figures,
        negligible: root.number("negligible"),
        negligible_share: root.number("negligible_share"),
        language: figures::language(root),
        verbs: verb::verbs(root, diagnostics),
    }
}

/// The lots of chance that are held still.
fn held(root: &Section<'_>) -> Held {
    let table = root.table("chance", keys::CHANCE);
    let nothing = Held::nothing(root.whole("seed").unwrap_or(1));
    Lot::ALL.into_iter().fold(nothing, |held, lot| held.at(lot, table.whole(lot.name())))
}

/// The metrics that charts of outcomes show.
fn outcomes(root: &Section<'_>, situation: &Situation, diagnostics: &mut Diagnostics) -> Vec<String> {
    let known = metric_names(situation);
    for item in root.given("outcomes").map(Node::items).unwrap_or_default() {
        if let Some(name) = item.text() {
            is_metric(name, &known, item.span, diagnostics);
        }
    }
    root.texts("outcomes")
}

/// The metrics that a sweep waits for must be there.
fn until_what(root: &Section<'_>, situation: &Situation, diagnostics: &mut Diagnostics) {
    let known = metric_names(situation);
    let waited_for = root.given("sweep").and_then(|sweep| sweep.get("until_ci"));
    for entry in waited_for.map(dotted_names).unwrap_or_default() {
        is_metric(&entry.key, &known, entry.key_span, diagnostics);
    }
}

/// The unit of bare numbers.
pub(super) fn time_unit(root: Option<&Node>) -> TimeUnit {
    let symbol = root.and_then(|node| node.get("time_unit")).and_then(Node::text);
    symbol.and_then(TimeUnit::from_symbol).unwrap_or_default()
}

fn duration(root: &Section<'_>, diagnostics: &mut Diagnostics) -> f64 {
    if !root.has("duration") {
        root.missing("duration", "a scenario", diagnostics);
    }
    root.duration("duration").unwrap_or(1.0)
}

fn attachment(root: &Section<'_>) -> Option<Attachment> {
    let table = root.table("attachment", keys::ATTACHMENT);
    table.node?;
    Some(Attachment {
        growth: table.number("growth").unwrap_or(0.0),
        decay: table.duration("decay").unwrap_or(1.0),
        window: table.duration("window").unwrap_or(1.0),
    })
}

fn loneliness(root: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Loneliness> {
    let table = root.table("loneliness", keys::LONELINESS);
    table.node?;
    if !root.has("attachment") {
        let message = "`loneliness` needs `attachment`: it follows from the mirrored expressions that ties remember";
        diagnostics.error(root.key_span("loneliness"), message, "add an [attachment] table");
    }
    if table.rate("contact_rate") == Some(0.0) {
        let message = "`contact_rate` cannot be 0: it must be greater than 0";
        diagnostics.error(table.key_span("contact_rate"), message, "the rate at which a tie counts in full");
    }
    Some(Loneliness {
        relaxation: table.duration("relaxation").unwrap_or(1.0),
        belonging: table.number("belonging").unwrap_or(1.0),
        contact_rate: table.rate("contact_rate").unwrap_or(1.0),
        contact_memory: table.duration("contact_memory").unwrap_or(1.0),
        initial: table.draw("initial").unwrap_or(crate::chance::Distribution::fixed(0.0)),
    })
}

fn comfort(root: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Option<Comfort> {
    let table = root.table("comfort", keys::COMFORT);
    table.node?;
    if !root.has("mood") {
        let message = "`comfort` needs `mood`: it lifts what somebody feels";
        diagnostics.error(root.key_span("comfort"), message, "add a [mood] table");
    }
    let expression = table.text("expression").unwrap_or_default();
    names.expression(&expression, table.given("expression").map_or(table.span(), |node| node.span), diagnostics);
    Some(Comfort {
        expression,
        closeness: table.number("closeness").unwrap_or(0.0),
        rate: table.rate("rate").unwrap_or(0.0),
        duration: table.duration("duration").unwrap_or(1.0),
        approach: table.number("approach").unwrap_or(0.0),
        relief: table.number("relief").unwrap_or(0.0),
    })
}

fn selection(
    root: &Section<'_>,
    names: &Names,
    network: &NetworkSpec,
    diagnostics: &mut Diagnostics,
) -> Option<Selection> {
    let table = root.table("selection", keys::SELECTION);
    table.node?;
    if !table.has("expression") {
        table.missing("expression", "`selection`", diagnostics);
    }
    let expression = table.text("expression").unwrap_or_default();
    if let Some(node) = table.given("expression") {
        names.expression(&expression, node.span, diagnostics);
    }
    let is_recorded = network.network().is_some_and(|network| !network.contacts().is_empty());
    if root.has("encounters") || is_recorded {
        let (message, advice) = if is_recorded {
            (
                "`selection` cannot be with a network file that carries times: they say when people see each other",
                "leave out [selection]",
            )
        } else {
            ("`selection` cannot be with `encounters`: both open and close ties", "leave out one of the two tables")
        };
        diagnostics.error(root.key_span("selection"), message, advice);
    }
    Some(Selection {
        expression,
        forming: table.rate("forming").unwrap_or(0.0),
        ending: table.rate("ending").unwrap_or(0.0),
        most: table.whole("most").map(|most| most as u32),
        at_start: table.number("at_start"),
    })
}

fn place(root: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Option<Place> {
    let table = root.table("place", keys::PLACE);
    table.node?;
    for name in ["fading", "perceived"].into_iter().filter(|name| !table.has(name)) {
        table.missing(name, "`place`", diagnostics);
    }
    for entry in table.given("perceived").map(Node::entries).unwrap_or_default() {
        names.expression(&entry.key, entry.key_span, diagnostics);
    }
    let perceived = table
        .read("perceived", |node, _| table.reader.weights("perceived", node, Range::NOT_NEGATIVE))
        .unwrap_or_default();
    Some(Place { fading: table.duration("fading").unwrap_or(1.0), perceived })
}

fn encounters(
    root: &Section<'_>,
    network: &NetworkSpec,
    expressions: &[Expression],
    diagnostics: &mut Diagnostics,
) -> Option<Encounters> {
    let table = root.table("encounters", keys::ENCOUNTERS);
    table.node?;
    let recorded = network.network().and_then(|network| encounters::moment(network));
    if !table.has("length") && recorded.is_none() {
        table.missing("length", "`encounters`", diagnostics);
    }
    let at_once = table.number("at_once").unwrap_or(1.0);
    let kind = match table.choice("kind") {
        Some("glimpses") => EncounterKind::Glimpses,
        _ => EncounterKind::Meetings,
    };
    if kind == EncounterKind::Glimpses && at_once > 1.0 {
        let message = format!("`at_once` cannot be {at_once} for glimpses: one person is seen at a time");
        diagnostics.error(table.key_span("at_once"), message, "at most 1, the chance of seeing anybody");
    }
    let from = table.read("from", |node, _| table.reader.recorded("from", node));
    let dose = table.draw("dose").unwrap_or(crate::chance::Distribution::fixed(1.0));
    if dose.constant() != Some(1.0) {
        can_dose(kind, expressions, table.key_span("dose"), diagnostics);
    }
    Some(Encounters { length: table.duration("length").or(recorded).unwrap_or(1.0), at_once, kind, dose, from })
}

/// Doses are of glimpses, and attention must not divide them by what they are.
fn can_dose(kind: EncounterKind, expressions: &[Expression], at: Span, diagnostics: &mut Diagnostics) {
    if kind != EncounterKind::Glimpses {
        let message = "`dose` is of glimpses: it says how strongly each of them acts";
        diagnostics.error(at, message, "add kind = \"glimpses\", or leave `dose` out");
    }
    let imitated = |e: &&Expression| e.imitation_rate != ImitationRate::Rate(0.0) && e.attention.is_finite();
    if let Some(e) = expressions.iter().find(imitated) {
        let message = format!("`dose` has no effect on `{}`, whose attention takes shares of what is in view", e.name);
        diagnostics.error(at, message, format!("add attention = \"all\" to [expressions.{}]", e.name));
    }
}

fn stop(root: &Section<'_>) -> Option<Stop> {
    match root.table("stop", keys::STOP).choice("when")? {
        "everyone has expressed" => Some(Stop::EveryoneReached),
        _ => Some(Stop::NoExpressionActive),
    }
}

fn measure(root: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Measure {
    let table = root.table("measure", keys::MEASURE);
    let mut expressions = |key: &str| {
        for item in table.given(key).map(Node::items).unwrap_or_default() {
            names.expression(item.text().unwrap_or_default(), item.span, diagnostics);
        }
        let mut seen = std::collections::BTreeSet::new();
        let mut named = table.texts(key);
        named.retain(|name| seen.insert(name.clone()));
        named
    };
    Measure { association: expressions("association"), lasting: expressions("lasting") }
}

/// What tables call the arms of a scenario, and the run without imitation.
fn arm_names(root: &Section<'_>, arms: &[Arm]) -> Vec<String> {
    let mut names: Vec<String> = arms.iter().map(|arm| arm.name.clone()).collect();
    if arms.is_empty() {
        names.push(plan::MAIN.to_owned());
    }
    if root.flag("null_run").unwrap_or(true) {
        match root.flag("null_each_arm").unwrap_or(false) && !arms.is_empty() {
            true => names.extend(arms.iter().map(|arm| format!("{}{}", arm.name, plan::WITHOUT))),
            false => names.push(plan::NO_IMITATION.to_owned()),
        }
    }
    names
}

fn hypotheses(
    root: &Section<'_>,
    situation: &Situation,
    arms: &[Arm],
    diagnostics: &mut Diagnostics,
) -> Vec<Hypothesis> {
    let metrics = metric_names(situation);
    let names = arm_names(root, arms);
    let known = Known { metrics: &metrics, arms: &names, unit: time_unit(root.node) };
    let read = |table: Section<'_>| {
        if !table.has("expect") {
            table.missing("expect", "a hypothesis", diagnostics);
        }
        let expect = table.text("expect").unwrap_or_default();
        let mark = diagnostics.mark();
        if let (Some(node), Err(mistake)) =
            (table.given("expect"), Expectation::parse(&expect, known).and_then(|read| read.could_be_either()))
        {
            diagnostics.error(inside(node.span, &mistake), mistake.message, mistake.advice);
            if diagnostics.is_changed() && !diagnostics.is_set(node.span) {
                diagnostics.leave_out(mark, node.span, "this hypothesis");
                return None;
            }
        }
        Some(Hypothesis { expect, name: table.text("name").unwrap_or_default() })
    };
    root.tables("hypotheses", keys::HYPOTHESIS).into_iter().filter_map(read).collect()
}

/// Where a mistake stands in the file: after the opening quote of the text that it is in.
fn inside(text: Span, mistake: &Mistake) -> Span {
    let at = |place: usize| text.start.saturating_add(1).saturating_add(place).min(text.end.saturating_sub(1));
    Span { text: text.text, start: at(mistake.start), end: at(mistake.end) }
}
