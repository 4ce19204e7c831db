//! The resolved scenario as TOML: every value explicit, with its unit, but for the tick where it was chosen. Reading it
//! gives an equal scenario.

use super::changes;
use super::figures::{At, Hand, Note};
use super::tree::{bare_or_quoted, float, quoted};
use super::{Explore, Fitting, Language, Moved, Overrides, Prior, Scenario, Seen, Values, Vary, Verb};
use crate::chance::{Distribution, Lot};
use crate::evidence::{FIELDS, Preset, Value};
use crate::model::situation::{
    Averaging, Between, Closeness, Deliberate, EncounterKind, Event, Expression, Group, Happening, ImitationRate,
    Measure, MemoryKernel, Mood, Pick, Policy, Response, Situation, Stop, TieRule, Traits, Who,
};
use crate::network::{Flow, Listed, Source};
use crate::quantity::{format_duration, format_rate};
use std::collections::BTreeSet;

/// Lines of TOML.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn header(&mut self, text: &str) {
        self.0.push_str(&format!("\n{text}\n"));
    }

    fn remark(&mut self, text: &str) {
        self.0.push_str(&format!("# {text}\n"));
    }

    fn put(&mut self, key: &str, value: impl AsRef<str>) {
        self.0.push_str(&format!("{} = {}\n", bare_or_quoted(key), value.as_ref()));
    }

    fn maybe(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }
}

/// The whole scenario.
pub(super) fn to_toml(scenario: &Scenario) -> String {
    let mut lines = Lines::default();
    head(&mut lines, scenario);
    network(&mut lines, scenario);
    let situation = &scenario.situation;
    ties(&mut lines, situation);
    people(&mut lines, situation, scenario.network.listed());
    spoken_of(scenario).iter().for_each(|g| group(&mut lines, g));
    for (expression, preset) in situation.expressions.iter().zip(&scenario.presets) {
        let is_there = |name: &str| situation.expressions.iter().any(|e| e.name == name);
        let verb = scenario.verbs.iter().find(|verb| verb.expression == expression.name);
        self::expression(&mut lines, (expression, verb), preset, is_there);
    }
    modules(&mut lines, situation);
    situation.events.iter().for_each(|e| event(&mut lines, e));
    plan(&mut lines, scenario);
    lines.0
}

fn head(lines: &mut Lines, scenario: &Scenario) {
    lines.put("title", quoted(&scenario.title));
    lines.put("question", quoted(&scenario.question));
    lines.put("notice", texts(&scenario.notice));
    lines.put("try", texts(&scenario.try_));
    lines.put("duration", time(scenario.situation.duration));
    timing(lines, scenario);
    lines.put("time_unit", quoted(scenario.time_unit.symbol()));
    lines.put("seed", scenario.seed.to_string());
    lines.put("replicates", scenario.replicates.to_string());
    lines.put("null_run", scenario.null_run.to_string());
    lines.put("charts", texts(&scenario.charts));
    lines.put("outcomes", texts(&scenario.outcomes));
    lines.maybe("null_each_arm", scenario.null_each_arm.then(|| "true".to_owned()));
    lines.maybe("negligible", scenario.negligible.map(float));
    lines.maybe("negligible_share", scenario.negligible_share.map(float));
    lines.maybe("language", (scenario.language != Language::ENGLISH).then(|| quoted(scenario.language.code())));
    lines.put("agents", quoted(scenario.agents.word()));
    lines.maybe("coarse_tick", scenario.coarse_tick.then(|| "true".to_owned()));
}

/// What was chosen stays to be chosen, by the same rules when it is read again: it is told in a comment.
fn timing(lines: &mut Lines, scenario: &Scenario) {
    let (timing, situation) = (&scenario.timing, &scenario.situation);
    match timing.clock {
        Some(clock) => lines.put("clock", quoted(clock.name())),
        None => lines.remark(&format!("clock = \"{}\" was chosen", situation.clock.name())),
    }
    let mut say = |key: &str, given: Option<f64>, chosen: f64| match given {
        Some(given) => lines.put(key, time(given)),
        None => lines.remark(&format!("{key} = {} was chosen", time(chosen))),
    };
    say("dt", timing.dt, situation.dt);
    say("sample_every", timing.sample_every, situation.sample_every);
}

fn network(lines: &mut Lines, scenario: &Scenario) {
    lines.header("[network]");
    match scenario.network.source() {
        Source::Generated { generator, parameters } => {
            lines.put("generator", quoted(generator));
            for (name, value) in parameters {
                // As many as are listed, whoever that is: a variant may have another table of people.
                match name == "n" && scenario.network.listed().path.is_some() {
                    true => lines.remark(&format!("n = {value}: as many as the table of people lists")),
                    false => lines.put(name, value.to_string()),
                }
            }
        }
        Source::File { path, directed, flow, .. } => {
            lines.put("file", quoted(path));
            lines.maybe("directed", directed.map(|d| d.to_string()));
            lines.maybe("direction", (*flow != Flow::default()).then(|| quoted(flow.word())));
        }
    }
    lines.maybe("seed", scenario.network.seed().map(|seed| seed.to_string()));
}

fn ties(lines: &mut Lines, situation: &Situation) {
    lines.header("[ties]");
    lines.put("closeness", closeness(&situation.ties.closeness));
    lines.put("visibility", draw(&situation.ties.visibility));
    situation.ties.rules.iter().for_each(|r| rule(lines, r));
}

fn closeness(closeness: &Closeness) -> String {
    match closeness {
        Closeness::Drawn(distribution) => draw(distribution),
        Closeness::Weight => quoted("weight"),
        Closeness::ByKind(kinds) => weights(kinds.iter().map(|(kind, w)| (kind.as_str(), *w))),
    }
}

/// The ties that a rule speaks of.
pub(super) fn between(between: &Between) -> String {
    match between {
        Between::All => quoted("all"),
        Between::Kind(kind) => quoted(kind),
        Between::SameBlock => quoted("same block"),
        Between::OtherBlocks => quoted("other blocks"),
        Between::Groups(viewer, seen) => format!("[{}, {}]", quoted(viewer), quoted(seen)),
        Between::Member(group) => quoted(&format!("group {group}")),
    }
}

fn rule(lines: &mut Lines, rule: &TieRule) {
    lines.header("[[ties.rules]]");
    lines.put("between", between(&rule.between));
    lines.put("share", float(rule.share));
    lines.maybe("closeness", rule.closeness.as_ref().map(draw));
    lines.maybe("visibility", rule.visibility.as_ref().map(draw));
    lines.maybe("kin", rule.kin.map(|kin| kin.to_string()));
}

fn people(lines: &mut Lines, situation: &Situation, listed: &Listed) {
    let p = &situation.people;
    lines.header("[people]");
    lines.maybe("file", listed.path.as_deref().map(quoted));
    lines.maybe("ignore", (!listed.ignore.is_empty()).then(|| texts(&listed.ignore)));
    lines.maybe("groups", (!listed.groups.is_empty()).then(|| texts(&listed.groups)));
    let traits =
        [&p.susceptibility, &p.expressiveness, &p.perception, &p.reappraisal, &p.suppression, &p.mood_baseline];
    for (name, distribution) in TRAITS.iter().zip(traits) {
        lines.put(name, draw(distribution));
    }
}

const TRAITS: [&str; 6] =
    ["susceptibility", "expressiveness", "perception", "reappraisal", "suppression", "mood_baseline"];

/// The groups that the scenario has something to say about; those that only the table of people has follow from it, and a
/// variant may have another table.
fn spoken_of(scenario: &Scenario) -> &[Group] {
    let groups = &scenario.situation.groups;
    let names: Vec<String> = groups.iter().map(|group| group.name.clone()).collect();
    let arms = scenario.arms.iter().flat_map(|arm| &arm.set);
    let points = scenario.sweep.iter().flat_map(|sweep| sweep.points.iter().flatten());
    let varied = scenario.sweep.iter().flat_map(|sweep| &sweep.vary).map(|vary| &vary.key);
    let keys: BTreeSet<&String> = arms.chain(points).map(|(key, _)| key).chain(varied).collect();
    let changed: BTreeSet<String> = keys.into_iter().filter_map(|key| changes::group_of(key, &names)).collect();
    let silent = |group: &Group| {
        let Group { name, who, traits, deliberate, loneliness, authority } = group;
        let plain =
            *traits == Traits::default() && deliberate.is_empty() && loneliness.is_none() && authority.is_none();
        matches!(who, Who::Listed(_)) && plain && !changed.contains(name)
    };
    // They come after the others in the order of the table, if they are left out.
    let first = groups.iter().rposition(|group| !silent(group)).map_or(0, |last| last + 1);
    let listed = scenario.network.listed().roster.iter().flat_map(|roster| &roster.groups).map(|(name, _)| name);
    let (spoken, left) = names.split_at(first);
    if listed.filter(|name| !spoken.contains(name)).eq(left) { &groups[..first] } else { groups }
}

fn group(lines: &mut Lines, group: &Group) {
    lines.header("[[groups]]");
    lines.put("name", quoted(&group.name));
    for (key, value) in choice(&group.who) {
        lines.put(key, value);
    }
    let t = &group.traits;
    let traits =
        [&t.susceptibility, &t.expressiveness, &t.perception, &t.reappraisal, &t.suppression, &t.mood_baseline];
    for (name, distribution) in TRAITS.iter().zip(traits) {
        lines.maybe(name, distribution.as_ref().map(draw));
    }
    let policies: Vec<_> = group.deliberate.iter().map(deliberate).collect();
    // One is written as it is usually read, so that an arm's `groups.NAME.deliberate.rate` finds it.
    let listed = match policies.as_slice() {
        [one] => one.clone(),
        _ => format!("[{}]", policies.join(", ")),
    };
    lines.put("deliberate", listed);
    lines.maybe("loneliness", group.loneliness.map(float));
    lines.maybe("authority", group.authority.map(float));
}

fn deliberate(deliberate: &Deliberate) -> String {
    let when = match deliberate.policy {
        Policy::Rate(rate) => format!("rate = {}", self::rate(rate)),
        Policy::Schedule { on, hold, every, until } => {
            format!("on = {}, hold = {}, every = {}, until = {}", time(on), time(hold), time(every), time(until))
        }
    };
    format!("{{ expression = {}, {when} }}", quoted(&deliberate.expression))
}

fn expression(
    lines: &mut Lines,
    (expression, verb): (&Expression, Option<&Verb>),
    preset: &str,
    is_there: impl Fn(&str) -> bool,
) {
    lines.header(&format!("[expressions.{}]", bare_or_quoted(&expression.name)));
    lines.put("preset", quoted(preset));
    lines.maybe("verb", verb.map(forms));
    let known = |key: &str| Preset::named(preset).and_then(|preset| preset.parameter(key));
    for field in FIELDS {
        let now = (field.get)(expression);
        // Of what is rare only what is in use, or would be.
        let usual = known(field.key).map_or_else(|| now.clone(), |known| known.value.among(&is_there));
        let is_idle = match &now {
            Value::Names(names) => names.is_empty(),
            Value::Draw(factor) => factor.constant() == Some(1.0),
            Value::Number(none) => field.key == "calming" && *none == 0.0,
            _ => false,
        };
        if is_idle && usual == now {
            continue;
        }
        lines.maybe(field.key, value(&now));
    }
}

/// The forms of a verb.
fn forms(verb: &Verb) -> String {
    let forms = [("past", &verb.past), ("noun", &verb.noun), ("plural", &verb.plural), ("doing", &verb.doing)];
    format!("{{ {} }}", forms.map(|(key, form)| format!("{key} = {}", quoted(form))).join(", "))
}

/// A parameter as TOML; nothing where it is absent.
pub(super) fn value(value: &Value) -> Option<String> {
    Some(match value {
        Value::Number(number) | Value::Maybe(Some(number)) => float(*number),
        Value::Rate(per_second) | Value::Imitation(ImitationRate::Rate(per_second)) => rate(*per_second),
        Value::Imitation(ImitationRate::Always) => quoted("always"),
        Value::Time(seconds) => time(*seconds),
        Value::Times(distribution) => times(distribution),
        Value::Attention(people) if people.is_infinite() => quoted("all"),
        Value::Attention(people) => float(*people),
        Value::Kernel(MemoryKernel::Leaky) => quoted("leaky"),
        Value::Kernel(MemoryKernel::Box) => quoted("box"),
        Value::Response(response) => self::response(response),
        Value::Weights(list) => weights(list.iter().map(|(name, w)| (name.as_ref(), *w))),
        Value::Draw(distribution) => draw(distribution),
        Value::Names(names) => texts(&names.iter().map(|name| name.to_string()).collect::<Vec<_>>()),
        Value::People(Some(people)) => who(people),
        Value::Flag(flag) => flag.to_string(),
        Value::Maybe(None) | Value::People(None) => return None,
    })
}

fn response(response: &Response) -> String {
    match response {
        Response::Linear => "{ kind = \"linear\" }".to_owned(),
        Response::Saturating { theta } => format!("{{ kind = \"saturating\", theta = {} }}", float(*theta)),
        Response::Hill { theta, n } => format!("{{ kind = \"hill\", theta = {}, n = {} }}", float(*theta), float(*n)),
        Response::Threshold { theta } => format!("{{ kind = \"threshold\", theta = {} }}", draw(theta)),
        Response::Pairs { kappa2 } => format!("{{ kind = \"pairs\", kappa2 = {} }}", float(*kappa2)),
        Response::Quadratic { kappa2 } => format!("{{ kind = \"quadratic\", kappa2 = {} }}", float(*kappa2)),
    }
}

fn modules(lines: &mut Lines, situation: &Situation) {
    if let Some(mood) = &situation.mood {
        self::mood(lines, mood);
    }
    if let Some(attachment) = &situation.attachment {
        lines.header("[attachment]");
        lines.put("growth", float(attachment.growth));
        lines.put("decay", time(attachment.decay));
        lines.put("window", time(attachment.window));
    }
    if let Some(loneliness) = &situation.loneliness {
        lines.header("[loneliness]");
        lines.put("relaxation", time(loneliness.relaxation));
        lines.put("belonging", float(loneliness.belonging));
        lines.put("contact_rate", rate(loneliness.contact_rate));
        lines.put("contact_memory", time(loneliness.contact_memory));
        lines.put("initial", draw(&loneliness.initial));
    }
    if let Some(comfort) = &situation.comfort {
        lines.header("[comfort]");
        lines.put("expression", quoted(&comfort.expression));
        lines.put("closeness", float(comfort.closeness));
        lines.put("rate", rate(comfort.rate));
        lines.put("duration", time(comfort.duration));
        lines.put("approach", float(comfort.approach));
        lines.put("relief", float(comfort.relief));
    }
    if let Some(selection) = &situation.selection {
        lines.header("[selection]");
        lines.put("expression", quoted(&selection.expression));
        lines.put("forming", rate(selection.forming));
        lines.put("ending", rate(selection.ending));
        lines.maybe("most", selection.most.map(|most| most.to_string()));
        lines.maybe("at_start", selection.at_start.map(float));
    }
    if let Some(place) = &situation.place {
        lines.header("[place]");
        lines.put("fading", time(place.fading));
        lines.put("perceived", weights(place.perceived.iter().map(|(name, w)| (name.as_str(), *w))));
    }
    if let Some(encounters) = &situation.encounters {
        lines.header("[encounters]");
        lines.put("length", time(encounters.length));
        lines.put("at_once", float(encounters.at_once));
        lines.maybe("from", encounters.from.map(time));
        let kind = if encounters.kind == EncounterKind::Glimpses { "glimpses" } else { "meetings" };
        lines.put("kind", quoted(kind));
        lines.maybe("dose", (encounters.dose.constant() != Some(1.0)).then(|| draw(&encounters.dose)));
    }
    if let Some(stop) = situation.stop {
        lines.header("[stop]");
        lines.put("when", quoted(when(stop)));
    }
    if !situation.held.is_nothing() {
        lines.header("[chance]");
        for lot in Lot::ALL {
            lines.maybe(lot.name(), situation.held.replicate(lot).map(|k| k.to_string()));
        }
    }
    let Measure { association, lasting } = &situation.measure;
    if !association.is_empty() || !lasting.is_empty() {
        lines.header("[measure]");
        lines.maybe("association", (!association.is_empty()).then(|| texts(association)));
        lines.maybe("lasting", (!lasting.is_empty()).then(|| texts(lasting)));
    }
}

/// The words for a reason to stop.
pub(super) fn when(stop: Stop) -> &'static str {
    match stop {
        Stop::NoExpressionActive => "no expression is active",
        Stop::EveryoneReached => "everyone has expressed",
    }
}

fn mood(lines: &mut Lines, mood: &Mood) {
    lines.header("[mood]");
    lines.put("onset", time(mood.onset));
    lines.put("decay", time(mood.decay));
    lines.put("relaxation", time(mood.relaxation));
    lines.put("coupling", time(mood.coupling));
    lines.put("noise", float(mood.noise));
    lines.put("averaging", rate(mood.averaging));
    match mood.averaging_kind {
        Averaging::Sum => lines.put("averaging_kind", quoted("sum")),
        Averaging::Absorption => lines.put("averaging_kind", quoted("absorption")),
        Averaging::Amplification { share, bias } => {
            lines.put("averaging_kind", quoted("amplification"));
            lines.put("amplification_share", float(share));
            lines.put("amplification_bias", float(bias));
        }
    }
    lines.put("confidence", float(mood.confidence));
    lines.put("display_cost", rate(mood.display_cost));
    lines.maybe("initial", mood.initial.as_ref().map(draw));
}

fn event(lines: &mut Lines, event: &Event) {
    lines.header("[[events]]");
    lines.put("at", time(event.at));
    if event.every.is_finite() {
        lines.put("every", time(event.every));
        lines.put("until", time(event.until));
    }
    lines.put("who", who(&event.who));
    match &event.what {
        Happening::Express(name) => lines.put("express", quoted(name)),
        Happening::Mood { shift, lasting } => {
            lines.put("mood", float(*shift));
            lines.put("for", time(*lasting));
        }
        Happening::SpontaneousFactor { expression, factor, lasting } => {
            lines.put("spontaneous_factor", float(*factor));
            lines.maybe("expression", expression.as_deref().map(quoted));
            lines.put("for", time(*lasting));
        }
    }
}

fn plan(lines: &mut Lines, scenario: &Scenario) {
    for arm in &scenario.arms {
        lines.header("[[arms]]");
        lines.put("name", quoted(&arm.name));
        lines.put("set", set(&arm.set));
        lines.maybe("null", arm.null.then(|| "true".to_owned()));
    }
    if let Some(sweep) = &scenario.sweep {
        lines.header("[sweep]");
        lines.put("design", quoted(&sweep.design));
        lines.maybe("replicates", sweep.replicates.map(|n| n.to_string()));
        lines.maybe("samples", sweep.samples.map(|n| n.to_string()));
        if !sweep.until_ci.is_empty() {
            lines.put("until_ci", weights(sweep.until_ci.iter().map(|(metric, half)| (metric.as_str(), *half))));
        }
        if !sweep.until_ci.is_empty() || sweep.max_replicates != 1000 {
            lines.put("max_replicates", sweep.max_replicates.to_string());
        }
        if !sweep.vary.is_empty() {
            let vary: Vec<_> = sweep.vary.iter().map(vary).collect();
            lines.put("vary", format!("[{}]", vary.join(", ")));
        }
        if !sweep.points.is_empty() {
            lines.put("points", format!("[{}]", sweep.points.iter().map(set).collect::<Vec<_>>().join(", ")));
        }
    }
    if let Some(explore) = &scenario.explore {
        self::explore(lines, explore);
    }
    if let Some(fit) = &scenario.fit {
        self::fit(lines, fit);
    }
    for mark in &scenario.marks {
        lines.header("[[marks]]");
        lines.put("chart", quoted(&mark.chart));
        lines.maybe("x", mark.x.map(float));
        lines.maybe("y", mark.y.map(float));
        lines.maybe("y_to", mark.y_to.map(float));
        lines.put("label", quoted(&mark.label));
    }
    scenario.figures.iter().for_each(|hand| figure(lines, hand));
    for hypothesis in &scenario.hypotheses {
        lines.header("[[hypotheses]]");
        lines.put("expect", quoted(&hypothesis.expect));
        lines.maybe("name", (!hypothesis.name.is_empty()).then(|| quoted(&hypothesis.name)));
    }
}

fn figure(lines: &mut Lines, hand: &Hand) {
    lines.header(&format!("[figures.{}]", bare_or_quoted(&hand.chart)));
    for (key, text) in [("title", &hand.title), ("subtitle", &hand.subtitle), ("x", &hand.x), ("y", &hand.y)] {
        lines.maybe(key, text.as_ref().map(|text| quoted(text)));
    }
    lines.maybe("height", hand.height.map(float));
    lines.maybe("arms", (!hand.arms.is_empty()).then(|| texts(&hand.arms)));
    let table = |pairs: Vec<(&String, String)>| {
        let pairs: Vec<String> = pairs.iter().map(|(arm, text)| format!("{} = {text}", bare_or_quoted(arm))).collect();
        (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
    };
    lines.maybe("labels", table(hand.labels.iter().map(|(arm, text)| (arm, quoted(text))).collect()));
    let hex = |[r, g, b]: [u8; 3]| quoted(&format!("#{r:02x}{g:02x}{b:02x}"));
    lines.maybe("colours", table(hand.colours.iter().map(|(arm, colour)| (arm, hex(*colour))).collect()));
    lines.maybe("language", hand.language.map(|language| quoted(language.code())));
    let notes: Vec<String> = hand.notes.iter().map(note).collect();
    lines.maybe("notes", (!notes.is_empty()).then(|| format!("[{}]", notes.join(", "))));
}

fn note(note: &Note) -> String {
    let at = note.at.map(|at| match at {
        At::Number(number) => format!("at = {}", float(number)),
        At::Seconds(seconds) => format!("at = {}", time(seconds)),
    });
    let value = note.value.map(|value| format!("value = {}", float(value)));
    let text = format!("text = {}", quoted(&note.text));
    format!("{{ {} }}", at.into_iter().chain(value).chain([text]).collect::<Vec<_>>().join(", "))
}

fn explore(lines: &mut Lines, explore: &Explore) {
    lines.header("[explore]");
    lines.maybe("guess", (!explore.guess.is_empty()).then(|| quoted(&explore.guess)));
    lines.maybe("pictures", (!explore.pictures.is_empty()).then(|| texts(&explore.pictures)));
    lines.maybe("text", (!explore.text.is_empty()).then(|| texts(&explore.text)));
    if !explore.vary.is_empty() {
        let vary: Vec<_> = explore.vary.iter().map(moved).collect();
        lines.put("vary", format!("[{}]", vary.join(", ")));
    }
}

fn fit(lines: &mut Lines, fit: &Fitting) {
    lines.header("[fit]");
    lines.maybe("draws", fit.draws.map(|draws| draws.to_string()));
    let list = |items: Vec<String>| (!items.is_empty()).then(|| format!("[{}]", items.join(", ")));
    let free = |prior: &Prior| format!("{{ key = {}, prior = {} }}", quoted(&prior.key), quoted(&prior.text()));
    lines.maybe("free", list(fit.free.iter().map(free).collect()));
    lines.maybe("observed", list(fit.observed.iter().map(seen).collect()));
}

fn seen(seen: &Seen) -> String {
    let count = |of: u32| format!("count = {}, of = {of}", (seen.value.unwrap_or(0.0) * f64::from(of)).round());
    let parts = [
        Some(format!("outcome = {}", quoted(&seen.outcome))),
        seen.time.map(|at| format!("time = {}", time(at))),
        seen.of.map(count).or_else(|| seen.value.map(|value| format!("value = {}", float(value)))),
        (!seen.room.is_empty()).then(|| format!("room = {}", quoted(&seen.room))),
    ];
    format!("{{ {} }}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn moved(moved: &Moved) -> String {
    let Moved { vary, names, help } = moved;
    let names = if names.is_empty() { String::new() } else { format!(", names = {}", texts(names)) };
    let label = vary.label().map(|label| format!(", label = {}", quoted(label))).unwrap_or_default();
    let help = if help.is_empty() { String::new() } else { format!(", help = {}", quoted(help)) };
    format!("{{ key = {}, {}{names}{label}{help} }}", quoted(&vary.key), values(&vary.values))
}

fn set(overrides: &Overrides) -> String {
    let pairs: Vec<_> = overrides.iter().map(|(key, value)| format!("{} = {value}", bare_or_quoted(key))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

fn vary(vary: &Vary) -> String {
    let label = vary.label().map(|label| format!(", label = {}", quoted(label))).unwrap_or_default();
    format!("{{ key = {}, {}{label} }}", quoted(&vary.key), values(&vary.values))
}

fn values(values: &Values) -> String {
    match values {
        Values::List(list) => format!("values = [{}]", list.join(", ")),
        Values::Range { from, to, unit, steps, log } => {
            let steps = steps.map(|n| format!(", steps = {n}")).unwrap_or_default();
            let scale = if *log { ", scale = \"log\"" } else { "" };
            let end = |number: f64| if unit.is_empty() { float(number) } else { quoted(&format!("{number} {unit}")) };
            format!("from = {}, to = {}{steps}{scale}", end(*from), end(*to))
        }
    }
}

fn who(who: &Who) -> String {
    match who {
        Who::Everyone => quoted("everyone"),
        Who::OnePerBlock => quoted("one per block"),
        Who::OneBlock => quoted("one block"),
        chosen => {
            let pairs: Vec<_> = choice(chosen).into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}

/// The keys of a choice of people.
fn choice(who: &Who) -> Vec<(&'static str, String)> {
    let pick = |pick: &Pick| {
        let word = match pick {
            Pick::Random => "random",
            Pick::Hubs => "hubs",
            Pick::Periphery => "periphery",
            Pick::First => "first",
        };
        ("pick", quoted(word))
    };
    match who {
        Who::Share(share, how) => vec![("share", float(*share)), pick(how)],
        Who::Count(count, how) => vec![("count", count.to_string()), pick(how)],
        Who::Ids(ids) => vec![("ids", texts(ids))],
        Who::Group(name) => vec![("group", quoted(name))],
        Who::Everyone => vec![("share", float(1.0))],
        // The table of people says who is in a group that it lists.
        Who::OnePerBlock | Who::OneBlock | Who::Listed(_) => Vec::new(),
        Who::Near(who, steps) => choice(who).into_iter().chain([("within", steps.to_string())]).collect(),
    }
}

fn weights<'a>(list: impl Iterator<Item = (&'a str, f64)>) -> String {
    let pairs: Vec<_> = list.map(|(name, w)| format!("{} = {}", bare_or_quoted(name), float(w))).collect();
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}

fn texts(list: &[String]) -> String {
    format!("[{}]", list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

fn time(seconds: f64) -> String {
    quoted(&format_duration(seconds))
}

fn rate(per_second: f64) -> String {
    quoted(&format_rate(per_second))
}

/// A number or a distribution.
fn draw(distribution: &Distribution) -> String {
    match distribution {
        Distribution::Fixed { value } => float(*value),
        other => table(other, float),
    }
}

/// A length of time or a distribution of them.
fn times(distribution: &Distribution) -> String {
    match distribution {
        Distribution::Fixed { value } => time(*value),
        other => table(other, time),
    }
}

fn table(distribution: &Distribution, unit: fn(f64) -> String) -> String {
    let plain = float;
    match distribution {
        Distribution::Fixed { value } => format!("{{ distribution = \"fixed\", value = {} }}", unit(*value)),
        Distribution::Exponential { mean } => format!("{{ distribution = \"exponential\", mean = {} }}", unit(*mean)),
        Distribution::Gamma { mean, shape } => {
            format!("{{ distribution = \"gamma\", mean = {}, shape = {} }}", unit(*mean), plain(*shape))
        }
        Distribution::Lognormal { mean, cv } => {
            format!("{{ distribution = \"lognormal\", mean = {}, cv = {} }}", unit(*mean), plain(*cv))
        }
        Distribution::Weibull { mean, shape } => {
            format!("{{ distribution = \"weibull\", mean = {}, shape = {} }}", unit(*mean), plain(*shape))
        }
        Distribution::Normal { mean, sd } => {
            format!("{{ distribution = \"normal\", mean = {}, sd = {} }}", unit(*mean), unit(*sd))
        }
        Distribution::Uniform { low, high } => {
            format!("{{ distribution = \"uniform\", low = {}, high = {} }}", unit(*low), unit(*high))
        }
        Distribution::Beta { alpha, beta } => {
            format!("{{ distribution = \"beta\", alpha = {}, beta = {} }}", plain(*alpha), plain(*beta))
        }
        Distribution::Geometric { mean, step } => {
            format!("{{ distribution = \"geometric\", mean = {}, step = {} }}", unit(*mean), unit(*step))
        }
        Distribution::Values { values } => {
            let values: Vec<_> = values.iter().map(|value| unit(*value)).collect();
            format!("{{ distribution = \"values\", values = [{}] }}", values.join(", "))
        }
    }
}
