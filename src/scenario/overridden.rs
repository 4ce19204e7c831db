//! Values that part of the people or ties never see, because a rule of ties or a group has its own.

use super::tree::split_path;
use super::write::between;
use crate::model::situation::{Situation, TieRule, Traits};

/// What to know of changing a key whose value a rule of ties or a group replaces for its part; nothing where none does.
pub fn for_a_part(key: &str, situation: &Situation) -> Option<String> {
    let parts = split_path(key)?;
    let (table, name) = (parts.first()?.as_str(), parts.get(1)?.as_str());
    let own = match table {
        "ties" => of_rules(name, situation),
        "people" => of_groups(name, situation),
        _ => return None,
    };
    (!own.is_empty()).then(|| format!("`{key}` does not reach everyone: {}", own.join("; ")))
}

fn of_rules(name: &str, situation: &Situation) -> Vec<String> {
    let own = |rule: &TieRule| match name {
        "closeness" => rule.closeness.clone(),
        "visibility" => rule.visibility.clone(),
        _ => None,
    };
    let told = |rule: &TieRule| {
        let own = own(rule)?;
        let value = own.constant().map_or("one of its own".to_owned(), |value| value.to_string());
        let share = if rule.share < 1.0 { format!("{} of ", rule.share) } else { String::new() };
        Some(format!("a rule gives {share}the ties between {} a {name} of {value}", between(&rule.between)))
    };
    situation.ties.rules.iter().filter_map(told).collect()
}

fn of_groups(name: &str, situation: &Situation) -> Vec<String> {
    let has = |traits: &Traits| match name {
        "susceptibility" => traits.susceptibility.is_some(),
        "expressiveness" => traits.expressiveness.is_some(),
        "perception" => traits.perception.is_some(),
        "reappraisal" => traits.reappraisal.is_some(),
        "suppression" => traits.suppression.is_some(),
        "mood_baseline" => traits.mood_baseline.is_some(),
        _ => false,
    };
    let groups = situation.groups.iter().filter(|group| has(&group.traits));
    groups.map(|group| format!("the group `{}` has a {name} of its own", group.name)).collect()
}
