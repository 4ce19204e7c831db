//! Where each number of a scenario comes from: only those that are in use, with the preset's value where the scenario has another.

use super::Scenario;
use crate::evidence::claims;
use crate::evidence::concepts::{self, Concept, Scene};
use crate::evidence::sources::{self, Seen, Source};
use crate::evidence::{Caveat, FIELDS, GLOBALS, Mark, Parameter, Preset, Value};
use crate::model::Situation;
use crate::model::situation::{Expression, ImitationRate};

/// A number in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its key.
    pub key: &'static str,
    /// Its symbol in the model's description.
    pub symbol: &'static str,
    /// Its value in this scenario.
    pub value: String,
    /// The value of the preset, where this scenario has another.
    pub preset: Option<String>,
    /// `measured`, `derived`, `assumed`, `unverified`, or `scenario` where the scenario chose it.
    pub mark: &'static str,
    /// How the source was seen, for a number that rests on one; may be empty.
    pub seen: &'static str,
    /// Where the (preset's) number comes from.
    pub source: String,
    /// What to know about it.
    pub note: &'static str,
}

impl Row {
    /// Whether nobody has measured it.
    pub fn is_unsure(&self) -> bool {
        self.mark == Mark::Assumed.word() || self.mark == Mark::Unverified.word()
    }

    /// Whether the scenario departs from the preset.
    pub fn is_changed(&self) -> bool {
        self.preset.is_some()
    }
}

/// The numbers of one expression, or of the people and their feelings.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Whose.
    pub name: String,
    /// What it is.
    pub summary: String,
    /// The numbers in use.
    pub rows: Vec<Row>,
    /// Keys that have no effect here.
    pub idle: Vec<&'static str>,
}

/// The mark of a number that a scenario chose.
pub const SCENARIO: &str = "scenario";

/// Every expression, then what concerns feelings and ties.
pub fn sections(scenario: &Scenario) -> Vec<Section> {
    let situation = &scenario.situation;
    let mut sections: Vec<Section> = situation
        .expressions
        .iter()
        .enumerate()
        .map(|(place, e)| expression(situation, e, scenario.presets.get(place).and_then(|name| Preset::named(name))))
        .collect();
    let rows: Vec<Row> = GLOBALS.iter().filter_map(|known| global(scenario, known)).collect();
    if !rows.is_empty() {
        let summary = "Numbers that are not about one expression.".to_owned();
        sections.push(Section { name: "People, feelings and ties".to_owned(), summary, rows, idle: Vec::new() });
    }
    sections
}

fn expression(situation: &Situation, e: &Expression, preset: Option<&'static Preset>) -> Section {
    let is_there = |name: &str| situation.expressions.iter().any(|other| other.name == name);
    let (used, idle): (Vec<_>, Vec<_>) = FIELDS.iter().partition(|field| is_used(situation, e, field.key));
    Section {
        name: e.name.clone(),
        summary: preset.map_or("A bare channel: every number is this scenario's own.", |p| p.summary).to_owned(),
        rows: used.iter().map(|field| row(field.key, &(field.get)(e), preset, is_there)).collect(),
        idle: idle.into_iter().map(|field| field.key).collect(),
    }
}

fn row(key: &'static str, value: &Value, preset: Option<&'static Preset>, is_there: impl Fn(&str) -> bool) -> Row {
    let known = preset.and_then(|p| p.parameter(key));
    let words = value.words();
    let Some(known) = known else {
        let source = "chosen in this scenario, which starts from no preset".to_owned();
        return Row { key, symbol: "", value: words, preset: None, mark: SCENARIO, seen: "", source, note: "" };
    };
    let same = known.value.among(is_there).words() == words || is_rounded(&known.value, value);
    Row {
        key,
        symbol: known.symbol,
        value: words,
        preset: (!same).then(|| known.value.words_beside(value)),
        mark: if same { known.mark.word() } else { SCENARIO },
        seen: if same { seen(known) } else { "" },
        source: known.source.to_owned(),
        note: known.note,
    }
}

/// Whether two rates are the same to the two digits that a preset knows: ten in sixteen hours are 1.7 in 10 000 s.
fn is_rounded(preset: &Value, value: &Value) -> bool {
    let two = |rate: f64| format!("{rate:.1e}");
    match (preset, value) {
        (Value::Rate(preset), Value::Rate(rate)) => two(*preset) == two(*rate),
        _ => false,
    }
}

/// How the source of a number was seen, where the number rests on it.
fn seen(known: &Parameter) -> &'static str {
    match known.mark {
        Mark::Measured | Mark::Derived => known.seen().map_or("", Seen::word),
        Mark::Assumed | Mark::Unverified => "",
    }
}

/// Whether a parameter has any effect in this situation.
fn is_used(situation: &Situation, e: &Expression, key: &str) -> bool {
    let imitated = e.imitation_rate != ImitationRate::Rate(0.0);
    let on_purpose = situation.groups.iter().flat_map(|g| &g.deliberate).any(|d| d.expression == e.name);
    let mood = situation.mood.is_some();
    let others = |(name, _): &(String, f64)| situation.expressions.iter().any(|o| o.name == *name);
    match key {
        "responders" | "closeness_gain" | "attention" | "memory" | "response" | "habituation_rate" => imitated,
        "company_factor" => e.spontaneous_rate > 0.0 && e.company_factor != 1.0,
        "memory_kernel" => imitated && e.memory > 0.0,
        "latency_closeness" => imitated && e.latency_closeness != 0.0,
        "habituation_recovery" => imitated && e.habituation_rate > 0.0,
        "hold" => e.hold.is_some(),
        "social_stopping" => e.social_stopping != 0.0,
        "calming" => e.calming != 0.0,
        "mood_to_spontaneous" | "mood_to_mimicry" | "feedback" | "witness_effect" => mood,
        "deliberate_feedback" => mood && on_purpose,
        "loneliness_gate" => situation.loneliness.is_some(),
        "bonding" => situation.attachment.is_some(),
        "triggered_by" => e.triggered_by.iter().any(others),
        "excludes" => !e.excludes.is_empty(),
        "susceptibility" => imitated && e.susceptibility.constant() != Some(1.0),
        "expressiveness" => e.expressiveness.constant() != Some(1.0),
        "initial" => e.initial.is_some(),
        _ => true,
    }
}

/// A number that is not about one expression, where it is in use.
fn global(scenario: &Scenario, known: &'static Parameter) -> Option<Row> {
    let situation = &scenario.situation;
    let value = global_value(situation, known.key)?;
    let trait_ = match known.key {
        "people.susceptibility" => Some(&situation.people.susceptibility),
        "people.reappraisal" => Some(&situation.people.reappraisal),
        _ => None,
    };
    let drawn = trait_.map_or_else(|| value.words(), super::odd::draw);
    let own = known.key.strip_prefix("people.").and_then(|name| super::odd::known_one_by_one(scenario, name, &drawn));
    let source = own.as_ref().map(|_| format!("{}, person by person", super::odd::people_from(scenario)));
    let now = own.unwrap_or(drawn);
    let usual = known.value.words();
    let same = now == usual;
    Some(Row {
        key: known.key,
        symbol: known.symbol,
        value: now,
        preset: (!same).then_some(usual),
        mark: if same { known.mark.word() } else { SCENARIO },
        seen: if same { seen(known) } else { "" },
        source: source.unwrap_or_else(|| known.source.to_owned()),
        note: known.note,
    })
}

/// What a scenario has for a key of [`GLOBALS`]; none where it is not in use.
fn global_value(situation: &Situation, key: &str) -> Option<Value> {
    let (mood, attachment, loneliness) = (&situation.mood, &situation.attachment, &situation.loneliness);
    let comfort = situation.comfort.as_ref();
    match key {
        "people.susceptibility" => Some(Value::Number(situation.people.susceptibility.mean())),
        "people.reappraisal" => mood.as_ref().map(|_| Value::Number(situation.people.reappraisal.mean())),
        "mood.onset" => mood.as_ref().map(|m| Value::Time(m.onset)),
        "mood.decay" => mood.as_ref().map(|m| Value::Time(m.decay)),
        "mood.relaxation" => mood.as_ref().map(|m| Value::Time(m.relaxation)),
        "mood.coupling" => mood.as_ref().map(|m| Value::Time(m.coupling)),
        "mood.averaging" => mood.as_ref().map(|m| Value::Rate(m.averaging)),
        "mood.display_cost" => mood.as_ref().map(|m| Value::Rate(m.display_cost)),
        "attachment.growth" => attachment.as_ref().map(|a| Value::Number(a.growth)),
        "attachment.decay" => attachment.as_ref().map(|a| Value::Time(a.decay)),
        "loneliness.relaxation" => loneliness.as_ref().map(|l| Value::Time(l.relaxation)),
        "loneliness.belonging" => loneliness.as_ref().map(|l| Value::Number(l.belonging)),
        "loneliness.contact_rate" => loneliness.as_ref().map(|l| Value::Rate(l.contact_rate)),
        "loneliness.contact_memory" => loneliness.as_ref().map(|l| Value::Time(l.contact_memory)),
        "selection.forming" => situation.selection.as_ref().map(|s| Value::Rate(s.forming)),
        "selection.ending" => situation.selection.as_ref().map(|s| Value::Rate(s.ending)),
        "comfort.closeness" => comfort.map(|c| Value::Number(c.closeness)),
        "comfort.rate" => comfort.map(|c| Value::Rate(c.rate)),
        "comfort.duration" => comfort.map(|c| Value::Time(c.duration)),
        "comfort.approach" => comfort.map(|c| Value::Number(c.approach)),
        "comfort.relief" => comfort.map(|c| Value::Number(c.relief)),
        _ => None,
    }
}

/// What is claimed of the expressions and mechanisms in use, and what is known: each once.
pub fn caveats(scenario: &Scenario) -> Vec<&'static Caveat> {
    let presets = scenario.presets.iter().filter_map(|name| Preset::named(name));
    let general = claims::topics(&scenario.situation).flat_map(|topic| topic.caveats);
    let mut all: Vec<&'static Caveat> = Vec::new();
    for caveat in presets.flat_map(|preset| preset.caveats).chain(general) {
        if !all.iter().any(|known| known.claim == caveat.claim) {
            all.push(caveat);
        }
    }
    all
}

/// The popular ideas that a scenario raises.
pub fn ideas(scenario: &Scenario) -> Vec<&'static Concept> {
    let scene = Scene { situation: &scenario.situation, presets: &scenario.presets };
    concepts::raised(&scene).collect()
}

/// The works that a scenario rests on, each once, in the order of the list of works.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Works {
    /// Those behind the numbers in use; of a number that the scenario changes, behind the one that it departs from.
    pub numbers: Vec<&'static Source>,
    /// Those behind what is said of them, and those that the scenario's own text names.
    pub said: Vec<&'static Source>,
}

impl Works {
    /// All of them.
    pub fn all(&self) -> Vec<&'static Source> {
        self.numbers.iter().chain(&self.said).copied().collect()
    }
}

/// The works that a scenario rests on.
pub fn works(scenario: &Scenario, text: &str) -> Works {
    let sections = sections(scenario);
    let rows = sections.iter().flat_map(|section| &section.rows);
    let numbers: Vec<&Source> = rows.flat_map(|row| sources::cited(&row.source)).collect();
    let notes = sections.iter().flat_map(|section| &section.rows).flat_map(|row| sources::cited(row.note));
    let claims = caveats(scenario).into_iter().flat_map(|caveat| sources::cited(caveat.instead));
    let said: Vec<&Source> = sources::named(text).into_iter().chain(notes).chain(claims).collect();
    let (behind, others): (Vec<&Source>, Vec<&Source>) = sources::SOURCES
        .iter()
        .filter(|source| numbers.contains(source) || said.contains(source))
        .partition(|source| numbers.contains(source));
    Works { numbers: behind, said: others }
}

/// What nobody knows yet about the expressions in use.
pub fn unknown(scenario: &Scenario) -> Vec<(&'static str, &'static str)> {
    let mut seen = Vec::new();
    let presets = scenario.presets.iter().filter_map(|name| Preset::named(name));
    for preset in presets {
        if !seen.contains(&preset.name) {
            seen.push(preset.name);
        }
    }
    let of = |name: &&'static str| Preset::named(name).into_iter().flat_map(|p| p.unknown.iter().map(|u| (p.name, *u)));
    seen.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{LIBRARY, read};

    fn shipped(name: &str, changes: &[(&str, &str)]) -> Scenario {
        let text = LIBRARY.iter().find(|s| s.name == name).expect("shipped").text;
        let changes: Vec<(String, String)> = changes.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
        read(name, text, &changes, &|_| Err(std::io::ErrorKind::NotFound.into())).expect("a good scenario")
    }

    #[test]
    fn a_number_that_the_scenario_changed_says_so_and_one_that_does_nothing_is_left_out() {
        let sections = sections(&shipped("lecture-hall-yawn", &[]));
        let find = |key: &str| sections[0].rows.iter().find(|r| r.key == key);
        let rate = find("spontaneous_rate").expect("in use");
        assert!(rate.is_changed() && rate.mark == "scenario");
        assert!(find("imitation_rate").is_some_and(|r| !r.is_changed() && r.mark == "derived"));
        assert!(find("feedback").is_none() && sections[0].idle.contains(&"feedback"));
    }

    #[test]
    fn what_is_the_presets_number_within_its_two_digits_is_no_change() {
        let mark = |rate: &str| {
            let sections = sections(&shipped("lecture-hall-yawn", &[("expressions.yawn.spontaneous_rate", rate)]));
            sections[0].rows.iter().find(|r| r.key == "spontaneous_rate").map(Row::is_changed)
        };
        assert_eq!(mark("0.625 /h"), Some(false), "ten in sixteen hours");
        assert_eq!(mark("0.7 /h"), Some(true));
    }

    #[test]
    fn numbers_of_mood_are_there_when_mood_is() {
        let with = |name: &str| sections(&shipped(name, &[]));
        let has = |sections: &[Section], key: &str| sections.iter().flat_map(|s| &s.rows).any(|r| r.key == key);
        assert!(has(&with("comedy-club"), "mood.decay") && has(&with("comedy-club"), "feedback"));
        assert!(!has(&with("lecture-hall-yawn"), "mood.decay"));
    }

    #[test]
    fn every_global_number_can_be_read_from_a_scenario() {
        let comfort = ("comfort", "{ expression = \"laugh\" }");
        let selection = ("selection", "{ expression = \"laugh\" }");
        let everything = shipped("comedy-club", &[("attachment", "{}"), ("loneliness", "{}"), comfort, selection]);
        for known in GLOBALS {
            assert!(global_value(&everything.situation, known.key).is_some(), "{}", known.key);
        }
    }

    #[test]
    fn a_smile_with_mood_meets_its_caveats_once() {
        let claims: Vec<&str> = caveats(&shipped("les-miserables-smile", &[])).iter().map(|c| c.claim).collect();
        assert!(claims.iter().any(|c| c.contains("serotonin")) && claims.iter().any(|c| c.contains("three degrees")));
        let mut once = claims.clone();
        once.dedup();
        assert_eq!(once, claims);
    }
}
