//! What a file says about people besides their names: one column an attribute, one value a person.

use indexmap::IndexMap;
use std::fmt;

/// One column of a file's table of people.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// What the file calls it, as written there.
    pub name: String,
    /// One value a person, by person number; nothing where the file says nothing about somebody.
    pub values: Vec<Option<AttributeValue>>,
}

/// One value: a number where the text is one, the text otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValue {
    /// A finite number, in the file's unit.
    Number(f64),
    /// Anything else; `true` and `false` are text.
    Text(String),
}

impl AttributeValue {
    /// Takes a value as a file writes it; nothing for an empty one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        // `inf`, `nan` and `infinity` are names that people and groups may have.
        let number = text.parse::<f64>().ok().filter(|n| n.is_finite() && text.bytes().any(|b| b.is_ascii_digit()));
        // 007 and +49 are labels, not quantities.
        let label = text.len() > 1 && text.starts_with('0') && text.as_bytes()[1].is_ascii_digit();
        Some(
            number
                .filter(|_| !label && !text.starts_with('+'))
                .map_or_else(|| Self::Text(text.to_owned()), Self::Number),
        )
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }
}

impl fmt::Display for AttributeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// The columns while a file is read: values as they come, told of some people only.
#[derive(Default)]
pub(super) struct Columns {
    columns: IndexMap<String, Vec<(u32, AttributeValue)>>,
    /// How many values had no room.
    refused: usize,
}

/// A file that gives everybody an attribute of another name would fill the memory with empty cells.
const COLUMNS_LIMIT: usize = 512;

impl Columns {
    /// Takes note of a value; the first of several counts.
    pub(super) fn say(&mut self, person: u32, name: &str, value: &str) {
        let Some(value) = AttributeValue::parse(value) else { return };
        if let Some(values) = self.columns.get_mut(name) {
            values.push((person, value));
        } else if self.columns.len() < COLUMNS_LIMIT {
            self.columns.insert(name.to_owned(), vec![(person, value)]);
        } else {
            self.refused += 1;
        }
    }

    /// The table of these many people, and what had no room in it.
    pub(super) fn table(self, people: usize) -> (Vec<Attribute>, Option<String>) {
        let left_out = (self.refused > 0).then(|| {
            format!("people have more than {COLUMNS_LIMIT} attributes; {} values were left out", self.refused)
        });
        let column = |(name, told): (String, Vec<(u32, AttributeValue)>)| {
            let mut values = vec![None; people];
            for (person, value) in told {
                values[person as usize].get_or_insert(value);
            }
            Attribute { name, values }
        };
        (self.columns.into_iter().map(column).collect(), left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_labels() {
        let text = |t: &str| Some(AttributeValue::Text(t.to_owned()));
        assert_eq!(AttributeValue::parse(" 0.5 "), Some(AttributeValue::Number(0.5)));
        assert_eq!(AttributeValue::parse("-3"), Some(AttributeValue::Number(-3.0)));
        for label in ["007", "inf", "NaN", "true", "1A", "+49"] {
            assert_eq!(AttributeValue::parse(label), text(label));
        }
        assert_eq!(AttributeValue::parse("  "), None);
    }

    #[test]
    fn columns_hold_everybody_and_have_a_limit() {
        let mut columns = Columns::default();
        columns.say(2, "age", "9");
        columns.say(2, "age", "10");
        (0..600).for_each(|i| columns.say(0, &format!("c{i}"), "x"));
        let (table, left_out) = columns.table(3);
        assert_eq!(table[0].values, [None, None, Some(AttributeValue::Number(9.0))]);
        assert!(table.len() == COLUMNS_LIMIT && left_out.is_some());
    }
}
