//! Dotted keys as a reader of a chart would name them.

use super::tree::split_path;
use super::{Scenario, Vary};
use crate::model::situation::Between;
use crate::network::{GENERATORS, Source};

/// What a key is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// Beside an axis: "hold of smile by group self".
    pub full: String,
    /// Where the axis stands beside it, or many times: "hold".
    pub short: String,
}

impl Scenario {
    /// What a chart calls a key: the label that the sweep gives it, else words made from the key and from the names of what
    /// it belongs to.
    pub fn called(&self, key: &str) -> Called {
        let vary = self.sweep.iter().flat_map(|sweep| &sweep.vary);
        let label = vary.filter(|vary| vary.key == key).find_map(Vary::label);
        if let Some(label) = label {
            return Called { full: label.to_owned(), short: label.to_owned() };
        }
        let parts = split_path(key).unwrap_or_else(|| vec![key.to_owned()]);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let short = parts.last().map_or_else(String::new, |last| spaced(last));
        Called { full: self.in_words(&parts), short }
    }

    fn in_words(&self, parts: &[&str]) -> String {
        match parts {
            [] => String::new(),
            [one] => spaced(one),
            ["people", trait_ @ ..] => inside_out(trait_),
            ["network", parameter] => self.parameter(parameter),
            ["expressions", name, rest @ ..] if !rest.is_empty() => format!("{} of {}", inside_out(rest), spaced(name)),
            ["groups", group, rest @ ..] if !rest.is_empty() => self.of_group(group, rest),
            ["ties", "rules", rule, rest @ ..] if !rest.is_empty() => {
                format!("{} of {}", inside_out(rest), self.ties(rule))
            }
            ["events", event, rest @ ..] if !rest.is_empty() => format!("{} of event {}", inside_out(rest), nth(event)),
            ["arms", arm, "set", rest @ ..] if !rest.is_empty() => {
                format!("{}, arm {}", self.in_words(rest), self.arms.get(index(arm)).map_or(*arm, |arm| &arm.name))
            }
            [table, rest @ ..] => format!("{} of {}", inside_out(rest), spaced(table)),
        }
    }

    fn of_group(&self, group: &str, rest: &[&str]) -> String {
        let known = self.situation.groups.iter().enumerate().find(|(i, g)| g.name == group || index(group) == *i);
        let name = known.map_or_else(|| nth(group), |(_, group)| spaced(&group.name));
        let shown = |which: &str| known.and_then(|(_, group)| group.deliberate.get(index(which)));
        match rest {
            ["share" | "count"] => format!("{} of people in group {name}", rest[0]),
            // A single policy is written without its place in a list.
            ["deliberate", which, more @ ..] if index(which) != usize::MAX && !more.is_empty() => {
                let what = shown(which).map_or_else(|| "what is shown".to_owned(), |shown| spaced(&shown.expression));
                format!("{} of {what} by group {name}", inside_out(more))
            }
            ["deliberate", more @ ..] if !more.is_empty() => {
                let what = shown("0").map_or_else(|| "what is shown".to_owned(), |shown| spaced(&shown.expression));
                format!("{} of {what} by group {name}", inside_out(more))
            }
            _ => format!("{} of group {name}", inside_out(rest)),
        }
    }

    fn ties(&self, rule: &str) -> String {
        match self.situation.ties.rules.get(index(rule)).map(|rule| &rule.between) {
            Some(Between::All) => "all ties".to_owned(),
            Some(Between::Kind(kind)) => format!("ties between {}", spaced(kind)),
            Some(Between::SameBlock) => "ties in the same block".to_owned(),
            Some(Between::OtherBlocks) => "ties to other blocks".to_owned(),
            Some(Between::Groups(viewer, seen)) => format!("ties of {} to {}", spaced(viewer), spaced(seen)),
            Some(Between::Member(group)) => format!("ties of group {}", spaced(group)),
            None => format!("ties, rule {}", nth(rule)),
        }
    }

    /// A generator says what its parameters are.
    fn parameter(&self, name: &str) -> String {
        let Source::Generated { generator, .. } = self.network.source() else {
            return format!("{} of network", spaced(name));
        };
        let known = GENERATORS.iter().find(|g| g.name == *generator);
        let known = known.and_then(|g| g.parameters.iter().find(|p| p.name == name));
        match known.and_then(|parameter| parameter.doc.split([';', ',']).next()) {
            Some(doc) if name.len() == 1 => format!("{doc} ({name})"),
            Some(doc) => doc.to_owned(),
            None => format!("{} of network", spaced(name)),
        }
    }
}

/// `["duration", "mean"]`: "mean of duration".
fn inside_out(parts: &[&str]) -> String {
    parts.iter().rev().map(|part| spaced(part)).collect::<Vec<_>>().join(" of ")
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// A place in a list; a name is at none.
fn index(part: &str) -> usize {
    part.parse().unwrap_or(usize::MAX)
}

/// A place in a list as people count.
fn nth(part: &str) -> String {
    part.parse::<usize>().map_or_else(|_| spaced(part), |place| (place + 1).to_string())
}
