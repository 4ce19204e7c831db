//! Under which conditions the runs may be held against the well-mixed limit: one list, each with a name.
//!
//! A condition either forbids the curve (the runs are of another model) or is a caveat (they are nearly of this one).

use super::surroundings::Surroundings;
use crate::chance::Distribution;
use crate::model::Situation;
use crate::model::situation::{
    Between, Closeness, Expression, Happening, ImitationRate, MemoryKernel, Response, TieRule, Who,
};

/// One expression as it is run at one point.
pub struct Case<'a> {
    /// What the run is told.
    pub situation: &'a Situation,
    /// The expression.
    pub expression: &'a Expression,
    /// The network of the first run.
    pub around: &'a Surroundings,
}

/// What a condition has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// The curve would be about another model.
    Forbids(String),
    /// The curve is nearly about this one.
    Caveat(String),
}

/// A condition.
pub struct Condition {
    /// Its name.
    pub name: &'static str,
    /// What must hold.
    pub holds: &'static str,
    /// What it says of a case; nothing when it holds.
    pub judge: fn(&Case) -> Option<Bearing>,
}

/// All conditions, those that forbid first.
pub const CONDITIONS: &[Condition] = &[
    Condition { name: "habituation", holds: "nobody gets used to it", judge: habituation },
    Condition { name: "mood", holds: "mood does not change how readily people express", judge: mood },
    Condition { name: "loneliness", holds: "loneliness gates nothing", judge: loneliness },
    Condition { name: "attachment", holds: "ties stay as they are, or closeness does not matter", judge: attachment },
    Condition {
        name: "comfort",
        holds: "nobody draws nearer to comfort, or closeness does not matter",
        judge: comfort,
    },
    Condition { name: "other expressions", holds: "nothing else sets it off", judge: other_expressions },
    Condition { name: "one face", holds: "no other face ends it or keeps it from beginning", judge: one_face },
    Condition { name: "medium", holds: "it is seen directly, not through a medium", judge: medium },
    Condition { name: "company", holds: "who is in view stays the same", judge: company },
    Condition { name: "groups", holds: "nobody acts on purpose or differs by group", judge: groups },
    Condition { name: "events", holds: "events only make people express", judge: events },
    Condition { name: "certainty", holds: "imitation has a rate", judge: certainty },
    Condition { name: "thresholds", holds: "everyone has the same threshold", judge: thresholds },
    Condition { name: "hold", holds: "nobody is held in it by others", judge: hold },
    Condition { name: "memory", holds: "what was seen is forgotten exponentially", judge: memory },
    Condition { name: "remembered response", holds: "a response to what is remembered is linear", judge: remembered },
    Condition {
        name: "closeness",
        holds: "all ties are equally close, or closeness does not matter",
        judge: closeness,
    },
    Condition { name: "visibility", holds: "all ties are equally visible", judge: visibility },
    Condition { name: "connection", holds: "the network hangs together", judge: connection },
    Condition { name: "sparseness", holds: "everyone sees many", judge: sparseness },
    Condition {
        name: "clustering",
        holds: "those one sees do not see each other, or everyone sees everyone",
        judge: clustering,
    },
    Condition { name: "hubs", holds: "everyone sees about as many", judge: hubs },
    Condition { name: "attention", holds: "attention is limited for all or for none", judge: attention },
    Condition { name: "traits", holds: "everyone is alike", judge: traits },
    Condition { name: "stays", holds: "stays are exponential or gamma-distributed", judge: stays },
    Condition { name: "size", holds: "there are many people", judge: size },
];

/// Why there can be no curve, and what to know when there is one.
pub fn judge(case: &Case) -> (Vec<String>, Vec<String>) {
    let (mut reasons, mut caveats) = (Vec::new(), Vec::new());
    for condition in CONDITIONS {
        match (condition.judge)(case) {
            Some(Bearing::Forbids(reason)) => reasons.push(reason),
            Some(Bearing::Caveat(caveat)) => caveats.push(caveat),
            None => {}
        }
    }
    (reasons, caveats)
}

fn forbids(when: bool, reason: impl Into<String>) -> Option<Bearing> {
    when.then(|| Bearing::Forbids(reason.into()))
}

fn caveat(when: bool, text: impl Into<String>) -> Option<Bearing> {
    when.then(|| Bearing::Caveat(text.into()))
}

fn habituation(case: &Case) -> Option<Bearing> {
    forbids(case.expression.habituation_rate > 0.0, "habituation is on")
}

fn mood(case: &Case) -> Option<Bearing> {
    let e = case.expression;
    let coupled = e.mood_to_spontaneous != 0.0 || e.mood_to_mimicry != 0.0;
    forbids(case.situation.mood.is_some() && coupled, "mood changes how readily people express it")
}

fn loneliness(case: &Case) -> Option<Bearing> {
    let on = case.situation.loneliness.is_some() && case.expression.loneliness_gate != 0.0;
    forbids(on, "lonely people imitate less")
}

fn attachment(case: &Case) -> Option<Bearing> {
    forbids(case.situation.attachment.is_some() && closeness_matters(case.expression), "closeness grows and fades")
}

fn comfort(case: &Case) -> Option<Bearing> {
    let nearer = case.situation.comfort.as_ref().is_some_and(|comfort| comfort.rate > 0.0 && comfort.approach > 0.0);
    forbids(nearer && closeness_matters(case.expression), "whoever comforts draws nearer")
}

fn other_expressions(case: &Case) -> Option<Bearing> {
    let known = |name: &str| case.situation.expressions.iter().any(|e| e.name == name);
    let others: Vec<&str> = case.expression.triggered_by.iter().map(|(n, _)| n.as_str()).filter(|n| known(n)).collect();
    let inhibits = case.expression.triggered_by.iter().any(|(_, weight)| *weight < 0.0);
    let bears = if inhibits { "seeing others bears on it, too:" } else { "it is also set off by" };
    forbids(!others.is_empty(), format!("{bears} {}", others.join(" and ")))
}

fn one_face(case: &Case) -> Option<Bearing> {
    let all = &case.situation.expressions;
    let is_there = |name: &String| all.iter().any(|e| e.name == *name);
    let by_others = all.iter().any(|e| e.name != case.expression.name && e.excludes.contains(&case.expression.name));
    forbids(by_others || case.expression.excludes.iter().any(is_there), "it is not shown together with other faces")
}

fn medium(case: &Case) -> Option<Bearing> {
    let place = case.situation.place.as_ref();
    let carried = place.is_some_and(|p| p.perceived.iter().any(|(name, m)| *name == case.expression.name && *m > 0.0));
    forbids(carried, "a medium carries it to everyone")
}

fn company(case: &Case) -> Option<Bearing> {
    if case.situation.selection.is_some() {
        return forbids(true, "ties form and end");
    }
    match (case.situation.encounters.is_some(), case.around.timed) {
        (true, _) => forbids(true, "people meet and part"),
        (_, timed) => forbids(timed, "contacts are open only at recorded times"),
    }
}

fn groups(case: &Case) -> Option<Bearing> {
    let name = &case.expression.name;
    let acts = case.situation.groups.iter().find(|g| g.deliberate.iter().any(|d| d.expression == *name));
    if let Some(group) = acts {
        return forbids(true, format!("the group `{}` shows it on purpose", group.name));
    }
    let differs = case.situation.groups.iter().find(|g| {
        let t = &g.traits;
        [&t.susceptibility, &t.expressiveness, &t.perception, &t.suppression].into_iter().any(Option::is_some)
    });
    let counts = case.situation.groups.iter().find(|g| g.authority.is_some_and(|authority| authority != 1.0));
    if let Some(group) = counts {
        return forbids(true, format!("the group `{}` counts more or less than others", group.name));
    }
    differs.and_then(|group| forbids(true, format!("the group `{}` has traits of its own", group.name)))
}

fn events(case: &Case) -> Option<Bearing> {
    let name = &case.expression.name;
    let mine = |what: &Happening| match what {
        Happening::SpontaneousFactor { expression, .. } => expression.as_ref().is_none_or(|e| e == name),
        Happening::Express(_) | Happening::Mood { .. } => false,
    };
    if case.situation.events.iter().any(|event| mine(&event.what)) {
        return forbids(true, "an event changes how often it comes by itself");
    }
    let starts = || {
        let events = case.situation.events.iter().filter(|e| matches!(&e.what, Happening::Express(n) if n == name));
        events.map(|e| &e.who).chain(&case.expression.initial)
    };
    if starts().any(|who| matches!(who, Who::Near(..))) {
        return forbids(true, "those who begin are near each other");
    }
    let hubs = |who: &Who| matches!(who, Who::Share(_, pick) | Who::Count(_, pick) if *pick != Default::default());
    let chosen = starts().any(hubs) && case.around.degree_cv > 0.0;
    caveat(chosen, "those who begin are chosen by their number of ties; the curve takes anybody")
}

fn certainty(case: &Case) -> Option<Bearing> {
    forbids(case.expression.imitation_rate == ImitationRate::Always, "imitation is certain and has no rate")
}

fn thresholds(case: &Case) -> Option<Bearing> {
    let personal = matches!(&case.expression.response, Response::Threshold { theta } if theta.constant().is_none());
    forbids(personal, "thresholds differ from person to person")
}

fn hold(case: &Case) -> Option<Bearing> {
    forbids(case.expression.hold.is_some(), "nobody stops while others express (`hold`)")
}

fn memory(case: &Case) -> Option<Bearing> {
    let boxed = case.expression.memory > 0.0 && case.expression.memory_kernel == MemoryKernel::Box;
    forbids(boxed, "the memory is a box")
}

fn remembered(case: &Case) -> Option<Bearing> {
    let e = case.expression;
    if e.memory == 0.0 || e.response == Response::Linear {
        return None;
    }
    let mild = matches!(e.response, Response::Saturating { .. }) || case.around.mean_degree >= MANY;
    if mild {
        return caveat(true, "the response is not linear, and the curve takes everyone's memory as the average");
    }
    forbids(true, "a response that is not linear meets memories that differ")
}

/// Contacts from which what is seen hardly differs from person to person.
const MANY: f64 = 50.0;

fn closeness_matters(e: &Expression) -> bool {
    e.closeness_gain != 1.0 || e.latency_closeness != 0.0
}

fn differs(rule: &TieRule) -> String {
    match &rule.between {
        Between::All => "some ties".to_owned(),
        Between::Kind(kind) => format!("ties of the kind `{kind}`"),
        Between::SameBlock => "ties within a block".to_owned(),
        Between::OtherBlocks => "ties between blocks".to_owned(),
        Between::Groups(a, b) => format!("ties between `{a}` and `{b}`"),
        Between::Member(group) => format!("ties of `{group}`"),
    }
}

fn closeness(case: &Case) -> Option<Bearing> {
    if !closeness_matters(case.expression) {
        return None;
    }
    let ties = &case.situation.ties;
    if let Some(rule) = ties.rules.iter().find(|rule| rule.closeness.is_some()) {
        return forbids(true, format!("some closeness differs ({})", differs(rule)));
    }
    match &ties.closeness {
        Closeness::Weight => forbids(true, "some closeness differs (the weights of the ties)"),
        Closeness::ByKind(_) => forbids(true, "some closeness differs (the kinds of the ties)"),
        Closeness::Drawn(drawn) => {
            caveat(drawn.constant().is_none(), "closeness differs from tie to tie; the curve takes its mean")
        }
    }
}

fn visibility(case: &Case) -> Option<Bearing> {
    let ties = &case.situation.ties;
    if let Some(rule) = ties.rules.iter().find(|rule| rule.visibility.is_some()) {
        return forbids(true, format!("some visibility differs ({})", differs(rule)));
    }
    caveat(ties.visibility.constant().is_none(), "visibility differs from tie to tie; the curve takes its mean")
}

fn connection(case: &Case) -> Option<Bearing> {
    let around = case.around;
    let part = 100.0 * around.largest_part;
    if around.people < 2 || around.mean_degree == 0.0 {
        return forbids(true, "nobody sees anybody");
    }
    if around.largest_part < 0.5 {
        return forbids(true, format!("the network falls apart: its largest part has {part:.0} % of the people"));
    }
    caveat(
        around.largest_part < 0.995,
        format!("only {part:.0} % of the people are in the largest part of the network"),
    )
}

fn sparseness(case: &Case) -> Option<Bearing> {
    let k = case.around.mean_degree;
    let text = format!(
        "each sees {k:.1} others on average, and contacts of so few are not independent: mean field overestimates"
    );
    caveat(!case.around.complete && k < 10.0, text)
}

fn clustering(case: &Case) -> Option<Bearing> {
    let c = case.around.clustering;
    caveat(!case.around.complete && c >= 0.1, format!("clustering {c:.2}: mean field overestimates"))
}

fn hubs(case: &Case) -> Option<Bearing> {
    let around = case.around;
    let text = format!(
        "numbers of ties differ ({} to {}; λ_max {:.1} against a mean of {:.1}): it can last below the threshold of the curve",
        around.least_degree, around.most_degree, around.lambda_max, around.mean_degree
    );
    caveat(around.degree_cv > 0.5 && case.expression.attention.is_infinite(), text)
}

fn attention(case: &Case) -> Option<Bearing> {
    let (b, around) = (case.expression.attention, case.around);
    let some = (around.least_degree as f64) < b && b < around.most_degree as f64;
    caveat(
        some,
        format!(
            "attention is limited to {b}, which some never reach; the curve takes everyone at {:.1} contacts",
            around.mean_degree
        ),
    )
}

fn traits(case: &Case) -> Option<Bearing> {
    let p = &case.situation.people;
    if let Some(own) = known_one_by_one(case) {
        return forbids(true, format!("{own} is known person by person"));
    }
    let named = [
        ("susceptibility", &p.susceptibility),
        ("expressiveness", &p.expressiveness),
        ("perception", &p.perception),
        ("suppression", &p.suppression),
        ("susceptibility to it", &case.expression.susceptibility),
        ("expressiveness in it", &case.expression.expressiveness),
    ];
    let differ: Vec<&str> = named.iter().filter(|(_, d)| d.constant().is_none()).map(|(name, _)| *name).collect();
    caveat(
        !differ.is_empty(),
        format!("{} differs from person to person; the curve takes its mean", differ.join(" and ")),
    )
}

/// A trait with a part in imitation that a table of people gives one by one.
pub fn known_one_by_one(case: &Case) -> Option<&'static str> {
    let traits = ["susceptibility", "expressiveness", "perception", "suppression"];
    traits.into_iter().find(|name| case.situation.people.own(name).is_some())
}

fn stays(case: &Case) -> Option<Bearing> {
    let e = case.expression;
    let gamma = |d: &Distribution| match d {
        Distribution::Exponential { .. } => true,
        Distribution::Gamma { shape, .. } => shape.fract() == 0.0 && *shape <= super::mean_field::MOST_STAGES as f64,
        Distribution::Fixed { value } => *value == 0.0 || value.is_infinite(),
        _ => false,
    };
    let other = [("latency", &e.latency), ("duration", &e.duration), ("refractory time", &e.refractory)];
    let other: Vec<&str> = other.iter().filter(|(_, d)| !gamma(d)).map(|(name, _)| *name).collect();
    caveat(!other.is_empty(), format!("the {} is taken as gamma-distributed with the same mean", other.join(" and ")))
}

/// People for whom an average over infinitely many says nothing, or little.
const FEW: (usize, usize) = (10, 50);

fn size(case: &Case) -> Option<Bearing> {
    let n = case.around.people;
    let few = if n == 1 { "there is only 1 person".to_owned() } else { format!("there are only {n} people") };
    if n < FEW.0 {
        return forbids(true, few);
    }
    caveat(n < FEW.1, few)
}
