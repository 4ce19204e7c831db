//! A scenario in words: the seven elements of the ODD protocol (Grimm et al. 2020), generated from what will be run.

use super::{Arm, NO_IMITATION, Point, Scenario, Values, Verb, write};
use crate::chance::Distribution;
use crate::evidence::{self, FIELDS, Preset};
use crate::model::situation::{
    Averaging, Between, Clock, Closeness, Deliberate, Expression, Group, Happening, Policy, Situation, TieRule,
};
use crate::network::{GENERATORS, Source};
use crate::quantity::{format_duration, format_rate};

/// One element of the description: its heading and its paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Heading.
    pub heading: &'static str,
    /// Paragraphs, plain text.
    pub paragraphs: Vec<String>,
}

/// The seven elements.
pub fn describe(scenario: &Scenario) -> Vec<Element> {
    let element = |heading, paragraphs| Element { heading, paragraphs };
    vec![
        element("1. Purpose and patterns", purpose(scenario)),
        element("2. Entities, state variables and scales", entities(scenario)),
        element("3. Process overview and scheduling", process(scenario)),
        element("4. Design concepts", concepts(scenario)),
        element("5. Initialisation", initialisation(scenario)),
        element("6. Input data", vec![input(scenario)]),
        element("7. Submodels", submodels(scenario)),
    ]
}

fn purpose(scenario: &Scenario) -> Vec<String> {
    let mut paragraphs = vec![format!("The question is: {}", or(&scenario.question, "(none was written down)"))];
    let known: Vec<_> = scenario.presets.iter().filter_map(|name| Preset::named(name)).collect();
    paragraphs.extend(
        known.iter().map(|preset| format!("The pattern behind it, as far as it is published: {}", preset.summary)),
    );
    paragraphs.push("It is a teaching aid: it shows what follows from stated assumptions. It does not forecast what people will do.".to_owned());
    paragraphs
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

fn entities(scenario: &Scenario) -> Vec<String> {
    let situation = &scenario.situation;
    let names: Vec<_> = situation.expressions.iter().map(|e| e.name.as_str()).collect();
    let mut paragraphs = vec![
        format!(
            "People, who can express {}. For each expression a person is idle, about to express, expressing or resting, and carries a mirror activation (a modelling stand-in for perception–action coupling) and a habituation.",
            names.join(", ")
        ),
        format!("Traits: {}.", traits(scenario)),
        format!(
            "Ties from who sees to who is seen, each with a closeness (0 a stranger, 1 the closest) and a visibility. {}",
            tie_words(situation)
        ),
    ];
    paragraphs.extend(Some(spoken(scenario)).filter(|said| !said.is_empty()));
    paragraphs.extend(situation.groups.iter().map(group));
    if situation.mood.is_some() {
        paragraphs.push("Each person also has a fast affect and a slow mood, in units of the ordinary spread between people (SD). The popular account calls mood serotonin; it is not a concentration.".to_owned());
    }
    let [duration, step] = [situation.duration, situation.dt].map(format_duration);
    paragraphs.push(match situation.clock {
        Clock::Tick => {
            format!("One run covers {duration} in ticks of {step}; events within a tick keep their exact times.")
        }
        Clock::Exact => {
            format!("One run covers {duration}, from event to event; what moves slowly does so in steps of {step}.")
        }
    });
    paragraphs
}

/// What expressions that have a verb of their own are called; empty where none has.
fn spoken(scenario: &Scenario) -> String {
    let one = |verb: &Verb| {
        let Verb { expression, past, noun, doing, .. } = verb;
        format!("“{expression}” is spoken of as {doing}: who expresses it has {past}, and each time is a {noun}.")
    };
    scenario.verbs.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn traits(scenario: &Scenario) -> String {
    let p = &scenario.situation.people;
    let named = [
        ("susceptibility", &p.susceptibility, 1.0),
        ("expressiveness", &p.expressiveness, 1.0),
        ("perception", &p.perception, 1.0),
        ("reappraisal", &p.reappraisal, 0.0),
        ("suppression", &p.suppression, 0.0),
        ("mood_baseline", &p.mood_baseline, 0.0),
    ];
    let told = named.iter().filter_map(|(name, drawn, usual)| {
        let words = match known_one_by_one(scenario, name, &draw(drawn)) {
            None if drawn.constant() == Some(*usual) => return None,
            None => draw(drawn),
            Some(words) => words,
        };
        Some(format!("{} {words}", name.replace('_', " ")))
    });
    let lonely = scenario.situation.loneliness.as_ref();
    let lonely = lonely.and_then(|law| known_one_by_one(scenario, "loneliness", &draw(&law.initial)));
    let told: Vec<String> = told.chain(lonely.map(|words| format!("loneliness at the start {words}"))).collect();
    if told.is_empty() {
        "everyone is alike".to_owned()
    } else {
        format!("{}; otherwise everyone is alike", told.join(", "))
    }
}

/// Where a trait comes from that is known person by person, and what it is like; `drawn` is what the others have.
pub(super) fn known_one_by_one(scenario: &Scenario, name: &str, drawn: &str) -> Option<String> {
    let values = scenario.situation.people.own(name)?;
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let source = people_from(scenario);
    if known.is_empty() {
        return Some(format!("{drawn} ({source} has a column for it, which is empty)"));
    }
    let (low, high) = known.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &v| (a.min(v), b.max(v)));
    let mean = format!("{:.3}", known.iter().sum::<f64>() / known.len() as f64);
    let mean = mean.trim_end_matches('0').trim_end_matches('.');
    let like = if low == high { format!("always {low}") } else { format!("{low} to {high}, mean {mean}") };
    Some(match values.len() - known.len() {
        0 => format!("from {source} ({like})"),
        _ => format!("from {source} ({} of {} people: {like}; the others {drawn})", known.len(), values.len()),
    })
}

/// The file that says something of people one by one.
pub(super) fn people_from(scenario: &Scenario) -> &str {
    scenario.network.listed().path.as_deref().or(scenario.network.path()).unwrap_or("the network")
}

/// A number that differs from person to person, in words.
pub(super) fn draw(distribution: &Distribution) -> String {
    match distribution {
        Distribution::Fixed { value } => value.to_string(),
        Distribution::Exponential { mean } => format!("exponential with mean {mean}"),
        Distribution::Gamma { mean, shape } => format!("gamma with mean {mean} and shape {shape}"),
        Distribution::Lognormal { mean, cv } => format!("log-normal with mean {mean} and cv {cv}"),
        Distribution::Weibull { mean, shape } => format!("Weibull with mean {mean} and shape {shape}"),
        Distribution::Normal { mean, sd } => format!("normal with mean {mean} and sd {sd}"),
        Distribution::Uniform { low, high } => format!("uniform from {low} to {high}"),
        Distribution::Beta { alpha, beta } => format!("beta({alpha}, {beta})"),
        Distribution::Geometric { mean, step } => format!("geometric with mean {mean}, in steps of {step}"),
        Distribution::Values { values } => format!("dealt from {} values", values.len()),
    }
}

fn tie_words(situation: &Situation) -> String {
    let closeness = match &situation.ties.closeness {
        Closeness::Drawn(distribution) => draw(distribution),
        Closeness::Weight => "the weight of the tie over the largest weight".to_owned(),
        Closeness::ByKind(kinds) => {
            kinds.iter().map(|(kind, w)| format!("{w} for {kind}")).collect::<Vec<_>>().join(", ")
        }
    };
    let mut words = format!("Closeness: {closeness}. Visibility: {}.", draw(&situation.ties.visibility));
    for rule in &situation.ties.rules {
        words.push(' ');
        words.push_str(&tie_rule(rule));
    }
    words
}

fn tie_rule(rule: &TieRule) -> String {
    let which = match &rule.between {
        Between::All => "all ties".to_owned(),
        Between::Kind(kind) => format!("ties of the kind \"{kind}\""),
        Between::SameBlock => "ties within a block".to_owned(),
        Between::OtherBlocks => "ties between blocks".to_owned(),
        Between::Groups(viewer, seen) => format!("ties through which {viewer} see {seen}"),
        Between::Member(group) => format!("ties of {group}"),
    };
    let share = if rule.share < 1.0 { format!(" ({} % of them)", rule.share * 100.0) } else { String::new() };
    let closeness = rule.closeness.as_ref().map(|d| format!("closeness {}", draw(d)));
    let visibility = rule.visibility.as_ref().map(|d| format!("visibility {}", draw(d)));
    let kin = rule.kin.map(|kin| if kin { "kin" } else { "not kin" }.to_owned());
    let changes: Vec<_> = [closeness, visibility, kin].into_iter().flatten().collect();
    format!("For {which}{share}: {}.", changes.join(", "))
}

fn group(group: &Group) -> String {
    let policies: Vec<_> = group.deliberate.iter().map(deliberate).collect();
    let policies = if policies.is_empty() { String::new() } else { format!("; on purpose: {}", policies.join(", ")) };
    format!("Group \"{}\": {}{policies}.", group.name, evidence::who_in_words(&group.who))
}

fn deliberate(deliberate: &Deliberate) -> String {
    match deliberate.policy {
        Policy::Rate(rate) => format!("{} at random moments, {}", deliberate.expression, format_rate(rate)),
        Policy::Schedule { on, hold, every, .. } => {
            let again =
                if every.is_finite() { format!(", again every {}", format_duration(every)) } else { String::new() };
            format!("{} from {} for {}{again}", deliberate.expression, format_duration(on), format_duration(hold))
        }
    }
}

fn process(scenario: &Scenario) -> Vec<String> {
    let situation = &scenario.situation;
    let comfort = if situation.comfort.is_some() { " may begin or stop comforting somebody close," } else { "" };
    let comfort = match situation.selection {
        Some(_) => format!(" may tie with or part from somebody,{comfort}"),
        None => comfort.to_owned(),
    };
    let feel = if situation.mood.is_some() { " feels (affect and mood move)," } else { "" };
    let bond = if situation.attachment.is_some() { " bonds (ties grow and fade)," } else { "" };
    let mut paragraphs = vec![match situation.clock {
        Clock::Tick => format!(
            "In each tick everyone{comfort} perceives what those in view showed in the last tick, mirrors it, may start or stop expressing,{feel}{bond} and the state is recorded. All read the old state and then all write, so the order of people does not matter."
        ),
        Clock::Exact => format!(
            "Expressions begin and end one after the other, each at its exact moment: from that moment on everybody who sees it perceives something else, mirrors it, and is likelier or less likely to start or stop expressing. {}",
            slowly([&comfort, feel, bond], situation.dt)
        ),
    }];
    paragraphs.extend(situation.events.iter().map(event));
    if let Some(stop) = situation.stop {
        paragraphs.push(format!("A run ends early when {}.", write::when(stop)));
    }
    paragraphs
}

/// What happens in steps under the exact clock.
fn slowly(parts: [&str; 3], step: f64) -> String {
    let parts = parts.concat();
    let step = format_duration(step);
    match parts.is_empty() {
        true => format!("Every {step} the state is looked at."),
        false => format!("In steps of {step} everyone{parts} and the state is looked at."),
    }
}

fn event(event: &crate::model::situation::Event) -> String {
    let again = if event.every.is_finite() {
        format!(", and every {} after", format_duration(event.every))
    } else {
        String::new()
    };
    let what = match &event.what {
        Happening::Express(name) => format!("expresses {name}"),
        Happening::Mood { shift, lasting } => {
            format!("affect is pulled by {shift} SD {}", lasting_for(*lasting))
        }
        Happening::SpontaneousFactor { expression, factor, lasting } => {
            let which = expression.as_deref().unwrap_or("everything");
            let idle = if *factor == 1.0 { " (which changes nothing, unless an arm sets another factor)" } else { "" };
            format!("spontaneous rate of {which} × {factor} {}{idle}", lasting_for(*lasting))
        }
    };
    format!("At {}{again}: {} – {what}.", format_duration(event.at), evidence::who_in_words(&event.who))
}

fn lasting_for(seconds: f64) -> String {
    if seconds.is_finite() { format!("for {}", format_duration(seconds)) } else { "from then on".to_owned() }
}

fn concepts(scenario: &Scenario) -> Vec<String> {
    let mut paragraphs = vec![
        "Emergence: how many express, when, and in what order is not put in; it follows from who sees whom. Interaction: only through what is seen and heard. Nobody plans, learns or knows the future; those who express on purpose follow their timetable.".to_owned(),
        format!("Stochasticity: every random draw has a name made of the seed ({}), its purpose, the person and a count, so that arms share their luck and the same seed gives the same bytes.", scenario.seed),
        "Observation: each expression with its time, person, cause (spontaneous, imitated and from whom, deliberate, event) and length; shares expressing over time; final numbers per run.".to_owned(),
    ];
    let points: Vec<Point> = scenario.points();
    let arms: Vec<_> = points.iter().map(|point| point.arm.as_str()).collect();
    let without_imitation = points.iter().any(|p| p.arm == NO_IMITATION && p.overrides == scenario.without_imitation());
    if arms.len() > 1 {
        paragraphs.push(format!(
            "Run side by side, {} times each: {}.{}",
            scenario.replicates,
            arms.join(", "),
            if without_imitation { " \"no_imitation\" is the scenario without imitation." } else { "" }
        ));
        paragraphs.extend(scenario.arms.iter().map(arm));
    }
    if let Some(sweep) = &scenario.sweep {
        let varied: Vec<_> = sweep.vary.iter().map(|vary| format!("{} {}", vary.key, values(&vary.values))).collect();
        paragraphs.push(format!("The sweep ({}) varies {}.", sweep.design, varied.join("; ")));
    }
    paragraphs
}

/// What an arm changes.
fn arm(arm: &Arm) -> String {
    let changes: Vec<_> = arm.set.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    let changes = if changes.is_empty() { "the scenario as it stands".to_owned() } else { changes.join("; ") };
    let base = if arm.null { " (what the others are compared with)" } else { "" };
    format!("Arm \"{}\"{base}: {changes}.", arm.name)
}

fn values(values: &Values) -> String {
    match values {
        Values::List(list) => format!("over {}", list.join(", ")),
        Values::Range { from, to, .. } => format!("from {from} to {to}"),
    }
}

fn initialisation(scenario: &Scenario) -> Vec<String> {
    let started: Vec<_> = scenario
        .situation
        .expressions
        .iter()
        .filter_map(|e| Some(format!("{}: {}", e.name, evidence::who_in_words(e.initial.as_ref()?))))
        .collect();
    let start = if started.is_empty() {
        "At the start nobody expresses anything.".to_owned()
    } else {
        format!("At the start expressing: {}.", started.join("; "))
    };
    vec![format!("{}{} {start}", network(scenario), listed(scenario))]
}

fn network(scenario: &Scenario) -> String {
    match scenario.network.source() {
        Source::Generated { generator, parameters } => {
            let about = GENERATORS.iter().find(|g| g.name == *generator).map_or("", |g| g.about);
            let given: Vec<_> = parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            let given = if given.is_empty() { String::new() } else { format!(" ({})", given.join(", ")) };
            let drawn = if scenario.network.is_random() { " Each run draws its own." } else { "" };
            format!("The network is `{generator}`{given}: {about}.{drawn}")
        }
        Source::File { path, .. } => {
            let notes: Vec<_> = scenario.network.notes().iter().map(|note| format!(" Reading it: {note}.")).collect();
            format!("The network is read from {path}.{}", notes.concat())
        }
    }
}

/// Who is there, where a table says so.
fn listed(scenario: &Scenario) -> String {
    let listed = scenario.network.listed();
    let (Some(path), Some(roster)) = (&listed.path, &listed.roster) else { return String::new() };
    let away = roster.absent.iter().filter(|absent| **absent).count();
    let absent = match away {
        0 => String::new(),
        1 => ", without 1 who is absent, and the ties to them".to_owned(),
        _ => format!(", without {away} who are absent, and the ties to them"),
    };
    format!(" Who is there is listed in {path}{absent}.")
}

fn input(scenario: &Scenario) -> String {
    let network = scenario.network.path().map(|path| format!("The network file {path}."));
    let people = scenario.network.listed().path.as_ref().map(|path| format!("The table of people {path}."));
    match [network, people].into_iter().flatten().collect::<Vec<_>>().join(" ") {
        none if none.is_empty() => "Nothing comes from outside while it runs.".to_owned(),
        files => format!("{files} Nothing else comes from outside."),
    }
}

fn submodels(scenario: &Scenario) -> Vec<String> {
    let situation = &scenario.situation;
    let pairs = situation.expressions.iter().zip(&scenario.presets);
    let mut paragraphs: Vec<_> = pairs.map(|(expression, preset)| submodel(expression, preset, situation)).collect();
    if let Some(mood) = &situation.mood {
        let averaging = match mood.averaging_kind {
            _ if mood.averaging == 0.0 => "moods are not averaged directly",
            Averaging::Sum => "moods are averaged with those in view",
            Averaging::Absorption => "moods are absorbed from those in view",
            Averaging::Amplification { .. } => "moods are absorbed and amplified",
        };
        paragraphs.push(format!("Mood: affect moves away from mood within {} and returns within {}; mood follows affect within {} and returns to its baseline within {}; {averaging}.", format_duration(mood.onset), format_duration(mood.decay), format_duration(mood.coupling), format_duration(mood.relaxation)));
    }
    if situation.loneliness.is_some() {
        paragraphs.push("Loneliness: follows from how much is mirrored with close others, and weakens spontaneous mimicry, not deliberate display.".to_owned());
    }
    if let Some(comfort) = &situation.comfort {
        paragraphs.push(format!("Comfort: whoever sees somebody who is at least {} close show {} begins to comfort them at {}, {}; meanwhile they draw nearer by a share of {} of the way to closeness 1, and the affect of the one who is comforted is lifted by {} SD, however many comfort, but not above their own mood baseline.", comfort.closeness, comfort.expression, format_rate(comfort.rate), lasting_for(comfort.duration), comfort.approach, comfort.relief));
    }
    if let Some(selection) = &situation.selection {
        let bound = selection.most.map_or_else(String::new, |most| format!(", of which nobody has more than {most}"));
        let first = selection
            .at_start
            .map_or_else(|| "all of them".to_owned(), |ties| format!("{ties} ties a person on average"));
        paragraphs.push(format!("Selection: the network says who may tie. Two who both show {} tie at {}{bound}; two of whom only one shows it part at {}, unless they are kin. At the start there are {first}.", selection.expression, format_rate(selection.forming), format_rate(selection.ending)));
    }
    paragraphs
}

/// An expression: where it starts from and what the scenario changes.
fn submodel(expression: &Expression, preset: &str, situation: &Situation) -> String {
    let is_there = |name: &str| situation.expressions.iter().any(|other| other.name == name);
    let base = Preset::named(preset).map_or_else(|| evidence::bare(&expression.name), Preset::expression);
    let changed: Vec<_> = FIELDS
        .iter()
        .filter(|field| field.key != "initial" && (field.get)(expression) != (field.get)(&base).among(is_there))
        .map(|field| format!("{} = {}", field.key, (field.get)(expression).words()))
        .collect();
    let from = if preset == evidence::BARE {
        "the bare Markov channel".to_owned()
    } else {
        format!("the sourced preset \"{preset}\" (see `catching explain {preset}`)")
    };
    let changed = if changed.is_empty() { "unchanged".to_owned() } else { format!("with {}", changed.join("; ")) };
    format!(
        "{}: {from}, {changed}. Hazard while idle = spontaneous + susceptibility × imitation rate × response(mirror activation) × (1 − habituation) + deliberate.",
        expression.name
    )
}
