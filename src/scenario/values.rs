//! Reading single values: what each kind of key takes, and what is said when it gets something else.

use super::diagnostics::{Span, did_you_mean};
use super::keys::Kind;
use super::tree::{Entry, Node, Raw};
use crate::chance::Distribution;
use crate::model::situation::{Between, Closeness, ImitationRate, Pick, Response, Who};
use crate::quantity::{self, MOST, Range, TimeUnit, format_duration};

/// Why a value cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) advice: String,
}

pub(crate) type Read<T> = Result<T, Problem>;

pub(crate) fn problem<T>(span: Span, message: impl Into<String>, advice: impl Into<String>) -> Read<T> {
    Err(Problem { span, message: message.into(), advice: advice.into() })
}

fn wrong_type<T>(key: &str, node: &Node, expected: impl Into<String>) -> Read<T> {
    let expected = expected.into();
    if let Some((message, advice)) = node.text().and_then(|text| meant(text, &expected)) {
        return problem(node.span, format!("`{key}`: {message}"), advice);
    }
    problem(node.span, format!("`{key}` must be {expected}, not {}", node.kind()), format!("expected {expected}"))
}

/// What is probably meant by a text where a number or a truth is needed.
fn meant(text: &str, expected: &str) -> Option<(String, String)> {
    let text = text.trim();
    if expected.contains("number") {
        if let Some(right) = quantity::without_comma(text) {
            return Some((format!("`{text}` has a decimal comma"), format!("write {right}")));
        }
        if let Some(percent) = text.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok()) {
            return Some((format!("`{text}` is a share in per cent"), format!("write {}", percent / 100.0)));
        }
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) && text.parse::<i64>().is_err() {
            let (beyond, end) = if text.starts_with('-') { ("smaller", i64::MIN) } else { ("larger", i64::MAX) };
            let why = format!("`{text}` is {beyond} than any whole number that a scenario can have");
            return Some((why, format!("write a number up to {end}")));
        }
        return text
            .parse::<f64>()
            .ok()
            .map(|_| (format!("`{text}` is a text"), format!("write {text} without quotes")));
    }
    let truth = match text.to_lowercase().as_str() {
        "true" | "yes" | "on" => "true",
        "false" | "no" | "off" => "false",
        _ => return None,
    };
    (expected == "true or false").then(|| (format!("`{text}` is a text"), format!("write {truth} without quotes")))
}

/// The entries of a table whose names may have dots in them, such as the outcomes of groups: TOML takes `yawn_reach.8a` for a
/// table in a table.
pub(super) fn dotted_names(node: &Node) -> Vec<Entry> {
    let inner = |entry: &Entry| match &entry.value.value {
        Raw::Table(_) => {
            let within = dotted_names(&entry.value).into_iter();
            within.map(|e| Entry { key: format!("{}.{}", entry.key, e.key), ..e }).collect()
        }
        _ => vec![entry.clone()],
    };
    node.entries().iter().flat_map(inner).collect()
}

/// Reads values of a scenario in its unit of time. `key` is for messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    pub(crate) unit: TimeUnit,
}

/// Moments of a recording \[s\]: dates are counted from 1970, and years to come are moments, too.
const RECORDED: Range = Range::between(0.0, 1e12);

impl Reader {
    pub(crate) fn text<'a>(self, key: &str, node: &'a Node) -> Read<&'a str> {
        node.text().map_or_else(|| wrong_type(key, node, "a text in quotes"), Ok)
    }

    pub(crate) fn texts(self, key: &str, node: &Node) -> Read<Vec<String>> {
        let Raw::List(items) = &node.value else { return wrong_type(key, node, "a list of texts") };
        items.iter().map(|item| self.name(key, item)).collect()
    }

    /// A text, or a whole number as a person's name.
    fn name(self, key: &str, node: &Node) -> Read<String> {
        match &node.value {
            Raw::Text(text) => Ok(text.clone()),
            Raw::Whole(number) if key == "ids" => Ok(number.to_string()),
            _ => wrong_type(key, node, "a list of texts"),
        }
    }

    pub(crate) fn flag(self, key: &str, node: &Node) -> Read<bool> {
        if let Raw::Flag(flag) = node.value { Ok(flag) } else { wrong_type(key, node, "true or false") }
    }

    pub(crate) fn number(self, key: &str, node: &Node, range: Range) -> Read<f64> {
        let number = match node.value {
            Raw::Whole(whole) => whole as f64,
            Raw::Number(number) => number,
            Raw::Text(ref text) if text == "inf" || text == "all" => f64::INFINITY,
            _ => return wrong_type(key, node, format!("a number ({range})")),
        };
        within(key, node, number, range, said(number))
    }

    pub(crate) fn whole(self, key: &str, node: &Node, low: f64, high: f64) -> Read<u64> {
        let range = if high < 1e15 { Range::between(low, high) } else { Range { low, ..Range::UP_TO_FOREVER } };
        match node.value {
            Raw::Number(number) if number.abs() >= 1e15 => {
                let most = if high < 1e15 { format!("at most {high}") } else { format!("at most {}", i64::MAX) };
                let expected = if number < 0.0 { format!("{low} or more") } else { most };
                let number = said(number);
                problem(
                    node.span,
                    format!("`{key}` cannot be {number}: it must be {expected}"),
                    format!("expected {expected}"),
                )
            }
            Raw::Whole(whole) => {
                within(key, node, whole as f64, range, whole.to_string()).map(|_| whole.unsigned_abs())
            }
            Raw::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                within(key, node, number, range, said(number)).map(|whole| whole as u64)
            }
            Raw::Number(_) => problem(
                node.span,
                format!("`{key}` must be a whole number"),
                format!("expected a whole number, {range}"),
            ),
            _ => wrong_type(key, node, format!("a whole number ({range})")),
        }
    }

    pub(crate) fn duration(self, key: &str, node: &Node, range: Range) -> Read<f64> {
        let expected = "a length of time such as \"30 min\"";
        let read = match &node.value {
            Raw::Whole(whole) => quantity::duration_of(*whole as f64, self.unit),
            Raw::Number(number) => quantity::duration_of(*number, self.unit),
            Raw::Text(text) => quantity::duration(text, self.unit),
            _ => return wrong_type(key, node, expected),
        };
        let seconds = match read {
            Ok(seconds) => seconds,
            Err(error) => return problem(node.span, format!("`{key}`: {error}"), format!("expected {expected}")),
        };
        let told = if seconds.is_finite() { format_duration(seconds) } else { seconds.to_string() };
        let told = if seconds == f64::INFINITY { "forever".to_owned() } else { told };
        within(key, node, seconds, range, told)
    }

    /// A moment of a recording \[s\] on the clock of its file.
    pub(crate) fn recorded(self, key: &str, node: &Node) -> Read<f64> {
        let date = match &node.value {
            Raw::Date(text) | Raw::Text(text) if text.contains([':', '-']) => text,
            _ => return self.duration(key, node, RECORDED),
        };
        let expected = "a time as the recording tells it: \"31280 s\", \"2024-05-03T09:20\", \"09:20\"";
        match crate::network::format::moment(date) {
            Ok(seconds) => within(key, node, seconds, RECORDED, date.clone()),
            Err(error) => problem(node.span, format!("`{key}`: {error}"), format!("expected {expected}")),
        }
    }

    pub(crate) fn rate(self, key: &str, node: &Node) -> Read<f64> {
        let expected = "a rate such as \"10 /day\"";
        let (read, told) = match &node.value {
            Raw::Whole(whole) => (quantity::rate_of(*whole as f64, self.unit), whole.to_string()),
            Raw::Number(number) => (quantity::rate_of(*number, self.unit), said(*number)),
            Raw::Text(text) => (quantity::rate(text, self.unit), text.clone()),
            _ => return wrong_type(key, node, expected),
        };
        let rate = match read {
            Ok(rate) => rate,
            Err(error) => return problem(node.span, format!("`{key}`: {error}"), format!("expected {expected}")),
        };
        within(key, node, rate, Range::NOT_NEGATIVE, told)
    }

    pub(crate) fn choice(self, key: &str, node: &Node, words: &[&'static str]) -> Read<&'static str> {
        let text = self.text(key, node)?;
        words.iter().copied().find(|word| *word == text).map_or_else(
            || {
                let near = did_you_mean(text, words.iter().copied());
                problem(
                    node.span,
                    format!("`{key}` cannot be \"{text}\"{near}"),
                    format!("expected one of {}", listed(words)),
                )
            },
            Ok,
        )
    }

    pub(crate) fn imitation(self, key: &str, node: &Node) -> Read<ImitationRate> {
        match node.text() {
            Some("always") => Ok(ImitationRate::Always),
            _ => self.rate(key, node).map(ImitationRate::Rate),
        }
    }

    pub(crate) fn attention(self, key: &str, node: &Node) -> Read<f64> {
        match node.text() {
            Some("all") => Ok(f64::INFINITY),
            Some(_) => wrong_type(key, node, "a number of people or \"all\""),
            None => self.number(key, node, Range::SOME_TO_FOREVER),
        }
    }

    /// A number or a distribution; `times`: of lengths of time. Parameters left out come from `base`.
    pub(crate) fn draw(
        self,
        key: &str,
        node: &Node,
        range: Range,
        times: bool,
        base: Option<&Distribution>,
    ) -> Read<Distribution> {
        let distribution = match (&node.value, times) {
            (Raw::Table(_), _) => return self.distribution(key, node, range, times, base),
            (Raw::List(items), _) => self.dealt(key, items, range, times)?,
            (_, true) => Distribution::fixed(self.duration(key, node, range)?),
            (_, false) => Distribution::fixed(self.number(key, node, range)?),
        };
        checked(key, node, distribution, range)
    }

    fn dealt(self, key: &str, items: &[Node], range: Range, times: bool) -> Read<Distribution> {
        let value = |item| if times { self.duration(key, item, range) } else { self.number(key, item, range) };
        Ok(Distribution::Values { values: items.iter().map(value).collect::<Read<_>>()? })
    }

    fn distribution(
        self,
        key: &str,
        node: &Node,
        range: Range,
        times: bool,
        base: Option<&Distribution>,
    ) -> Read<Distribution> {
        const NAMES: &[&str] = &[
            "fixed",
            "exponential",
            "gamma",
            "lognormal",
            "weibull",
            "normal",
            "uniform",
            "beta",
            "geometric",
            "values",
        ];
        let name = match (node.get("distribution"), base) {
            (Some(name), _) => self.choice("distribution", name, NAMES)?,
            (None, Some(base)) => name_of(base),
            (None, None) => {
                return problem(
                    node.span,
                    format!("`{key}` needs the name of its `distribution`"),
                    format!("one of {}", listed(NAMES)),
                );
            }
        };
        let parameters = parameters_of(name);
        if let Some(entry) =
            node.entries().iter().find(|e| e.key != "distribution" && !parameters.contains(&e.key.as_str()))
        {
            let near = did_you_mean(&entry.key, parameters.iter().copied());
            return problem(
                entry.key_span,
                format!("unknown key `{}` of a {name} distribution{near}", entry.key),
                format!("it takes {}", listed(parameters)),
            );
        }
        let base = base.filter(|base| name_of(base) == name);
        let get = |parameter: &str| self.parameter(key, node, name, parameter, times, base);
        let distribution = match name {
            "fixed" => Distribution::Fixed { value: get("value")? },
            "exponential" => Distribution::Exponential { mean: get("mean")? },
            "gamma" => Distribution::Gamma { mean: get("mean")?, shape: get("shape")? },
            "lognormal" => Distribution::Lognormal { mean: get("mean")?, cv: get("cv")? },
            "weibull" => Distribution::Weibull { mean: get("mean")?, shape: get("shape")? },
            "normal" => Distribution::Normal { mean: get("mean")?, sd: get("sd")? },
            "uniform" => Distribution::Uniform { low: get("low")?, high: get("high")? },
            "beta" => Distribution::Beta { alpha: get("alpha")?, beta: get("beta")? },
            "geometric" => Distribution::Geometric { mean: get("mean")?, step: get("step")? },
            _ => self.dealt(key, node.get("values").map(Node::items).unwrap_or_default(), range, times)?,
        };
        checked(key, node, distribution, range)
    }

    fn parameter(
        self,
        key: &str,
        node: &Node,
        name: &str,
        parameter: &str,
        times: bool,
        base: Option<&Distribution>,
    ) -> Read<f64> {
        let Some(value) = node.get(parameter) else {
            return base.and_then(|base| value_of(base, parameter)).map_or_else(
                || {
                    problem(
                        node.span,
                        format!("`{key}`: a {name} distribution needs `{parameter}`"),
                        format!("it takes {}", listed(parameters_of(name))),
                    )
                },
                Ok,
            );
        };
        let is_time = times && matches!(parameter, "mean" | "sd" | "low" | "high" | "value" | "step");
        if is_time {
            self.duration(parameter, value, Range { low: -MOST, high: f64::INFINITY, above_low: false })
        } else {
            // What is too much depends on the distribution.
            self.number(parameter, value, Range { low: f64::MIN, high: f64::MAX, above_low: false })
        }
    }

    pub(crate) fn response(self, key: &str, node: &Node) -> Read<Response> {
        const KINDS: &[&str] = &["linear", "saturating", "hill", "threshold", "quadratic", "pairs"];
        let kind = match (&node.value, node.get("kind")) {
            (Raw::Text(_), _) => self.choice(key, node, KINDS)?,
            (Raw::Table(_), Some(kind)) => self.choice("kind", kind, KINDS)?,
            (Raw::Table(_), None) => {
                return problem(node.span, "`response` needs its `kind`", format!("one of {}", listed(KINDS)));
            }
            _ => return wrong_type(key, node, "a table with `kind`"),
        };
        let takes: &[&str] = match kind {
            "linear" => &[],
            "hill" => &["theta", "n"],
            "quadratic" | "pairs" => &["kappa2"],
            _ => &["theta"],
        };
        if let Some(entry) = node.entries().iter().find(|e| e.key != "kind" && !takes.contains(&e.key.as_str())) {
            let near = did_you_mean(&entry.key, takes.iter().copied());
            let takes = if takes.is_empty() { "nothing more".to_owned() } else { listed(takes) };
            return problem(
                entry.key_span,
                format!("unknown key `{}` of a {kind} response{near}", entry.key),
                format!("it takes {takes}"),
            );
        }
        let needed = |name: &'static str| {
            node.get(name).map_or_else(
                || problem(node.span, format!("a {kind} response needs `{name}`"), format!("add {name} = 1")),
                Ok,
            )
        };
        let positive = |name| self.number(name, needed(name)?, Range::POSITIVE);
        // A high power of a number is soon more than can be computed.
        let power = |name| self.number(name, needed(name)?, Range::between(0.01, 50.0));
        Ok(match kind {
            "linear" => Response::Linear,
            "saturating" => Response::Saturating { theta: positive("theta")? },
            "hill" => Response::Hill { theta: positive("theta")?, n: power("n")? },
            "pairs" => Response::Pairs { kappa2: self.number("kappa2", needed("kappa2")?, Range::NOT_NEGATIVE)? },
            "quadratic" => {
                Response::Quadratic { kappa2: self.number("kappa2", needed("kappa2")?, Range::NOT_NEGATIVE)? }
            }
            _ => Response::Threshold { theta: self.draw("theta", needed("theta")?, Range::NOT_NEGATIVE, false, None)? },
        })
    }

    pub(crate) fn weights(self, key: &str, node: &Node, range: Range) -> Read<Vec<(String, f64)>> {
        if !matches!(node.value, Raw::Table(_)) {
            return wrong_type(key, node, "a table such as { laugh = 0.5 }");
        }
        let named = dotted_names(node).into_iter();
        named.map(|e| Ok((e.key.clone(), self.number(&e.key, &e.value, range)?))).collect()
    }

    pub(crate) fn who(self, key: &str, node: &Node) -> Read<Who> {
        const EXAMPLE: &str = "a choice of people such as { count = 1 } or \"everyone\"";
        match &node.value {
            Raw::Text(text) if text == "everyone" => Ok(Who::Everyone),
            Raw::Text(text) if text == "one per block" => Ok(Who::OnePerBlock),
            Raw::Text(text) if text == "one block" => Ok(Who::OneBlock),
            Raw::Text(text) => {
                let near = did_you_mean(text, ["everyone", "one per block", "one block"]);
                problem(
                    node.span,
                    format!("`{key}` cannot be \"{text}\"{near}"),
                    "expected \"everyone\", \"one per block\", \"one block\" or a table with share, count, ids or group",
                )
            }
            Raw::Whole(0 | 2..) => Ok(Who::Count(self.whole(key, node, 0.0, 4e9)? as usize, Pick::Random)),
            Raw::Number(share) if *share != 1.0 => Ok(Who::Share(self.number(key, node, Range::SHARE)?, Pick::Random)),
            Raw::Whole(1) | Raw::Number(_) => {
                problem(node.span, format!("`{key}`: one person or everyone?"), "write { count = 1 } or \"everyone\"")
            }
            Raw::Table(_) => self.who_table(key, node, &["share", "count", "ids", "group", "pick", "within"]),
            _ => wrong_type(key, node, EXAMPLE),
        }
    }

    /// The choice of people in a table, whose other keys are none of our business.
    pub(crate) fn who_table(self, key: &str, node: &Node, allowed: &[&str]) -> Read<Who> {
        if let Some(entry) = node.entries().iter().find(|e| !allowed.contains(&e.key.as_str())) {
            let near = did_you_mean(&entry.key, allowed.iter().copied());
            return problem(
                entry.key_span,
                format!("unknown key `{}` in `{key}`{near}", entry.key),
                format!("it takes {}", listed(allowed)),
            );
        }
        self.chosen(key, node)
    }

    pub(crate) fn chosen(self, key: &str, node: &Node) -> Read<Who> {
        let chosen = self.picked(key, node)?;
        Ok(match node.get("within") {
            Some(within) => Who::Near(Box::new(chosen), self.whole("within", within, 0.0, 255.0)? as u8),
            None => chosen,
        })
    }

    fn picked(self, key: &str, node: &Node) -> Read<Who> {
        let given: Vec<_> =
            node.entries().iter().filter(|e| matches!(e.key.as_str(), "share" | "count" | "ids" | "group")).collect();
        let pick = node.get("pick").map_or(Ok(Pick::Random), |pick| self.pick(pick))?;
        match given[..] {
            [entry] => match entry.key.as_str() {
                "share" => Ok(Who::Share(self.number("share", &entry.value, Range::SHARE)?, pick)),
                "count" => Ok(Who::Count(self.whole("count", &entry.value, 0.0, 4e9)? as usize, pick)),
                "ids" => Ok(Who::Ids(self.texts("ids", &entry.value)?)),
                _ => Ok(Who::Group(self.text("group", &entry.value)?.to_owned())),
            },
            [] => problem(
                node.span,
                format!("`{key}` does not say who"),
                "exactly one of `share`, `count`, `ids` and `group` is needed",
            ),
            [first, second, ..] => problem(
                second.key_span,
                format!("`{key}` has both `{}` and `{}`", first.key, second.key),
                "exactly one of `share`, `count`, `ids` and `group` is needed",
            ),
        }
    }

    fn pick(self, node: &Node) -> Read<Pick> {
        Ok(match self.choice("pick", node, &["random", "hubs", "periphery", "first"])? {
            "hubs" => Pick::Hubs,
            "periphery" => Pick::Periphery,
            "first" => Pick::First,
            _ => Pick::Random,
        })
    }

    pub(crate) fn closeness(self, key: &str, node: &Node) -> Read<Closeness> {
        match &node.value {
            Raw::Text(text) if text == "weight" => Ok(Closeness::Weight),
            Raw::Text(_) => {
                wrong_type(key, node, "a number between 0 and 1, a distribution, \"weight\" or a table by kind of tie")
            }
            Raw::Table(entries) if node.get("distribution").is_none() => {
                let by_kind = entries.iter().map(|e| Ok((e.key.clone(), self.number(&e.key, &e.value, Range::SHARE)?)));
                Ok(Closeness::ByKind(by_kind.collect::<Read<_>>()?))
            }
            _ => self.draw(key, node, Range::SHARE, false, None).map(Closeness::Drawn),
        }
    }

    pub(crate) fn between(self, key: &str, node: &Node) -> Read<Between> {
        match &node.value {
            Raw::Text(text) => Ok(match text.as_str() {
                "all" => Between::All,
                "same block" => Between::SameBlock,
                "other blocks" => Between::OtherBlocks,
                text => match text.strip_prefix("group ") {
                    Some(group) => Between::Member(group.to_owned()),
                    None => Between::Kind(text.to_owned()),
                },
            }),
            Raw::List(items) => match items.as_slice() {
                [viewer, seen] => {
                    Ok(Between::Groups(self.text(key, viewer)?.to_owned(), self.text(key, seen)?.to_owned()))
                }
                _ => problem(
                    node.span,
                    format!("`{key}` names {} groups where two are needed", items.len()),
                    "expected [\"who sees\", \"who is seen\"]",
                ),
            },
            _ => wrong_type(key, node, "a kind of tie or two groups"),
        }
    }

    /// Whether a node is what a key takes; tables with keys of their own are checked elsewhere.
    pub(crate) fn accepts(self, key: &str, node: &Node, kind: Kind) -> Read<()> {
        match kind {
            Kind::Text => self.text(key, node).map(drop),
            Kind::Texts => self.texts(key, node).map(drop),
            Kind::Flag => self.flag(key, node).map(drop),
            Kind::Whole(low, high) => self.whole(key, node, low, high).map(drop),
            Kind::Number(range) => self.number(key, node, range).map(drop),
            Kind::Duration(range) => self.duration(key, node, range).map(drop),
            Kind::Recorded => self.recorded(key, node).map(drop),
            Kind::Rate => self.rate(key, node).map(drop),
            Kind::Choice(words) => self.choice(key, node, words).map(drop),
            Kind::Draw(range) => self.draw(key, node, range, false, None).map(drop),
            Kind::Times(_) => Ok(()), // may lean on its preset: checked where that is known
            Kind::Imitation => self.imitation(key, node).map(drop),
            Kind::Attention => self.attention(key, node).map(drop),
            Kind::Response => self.response(key, node).map(drop),
            Kind::Weights(range) => self.weights(key, node, range).map(drop),
            Kind::Who => self.who(key, node).map(drop),
            Kind::Closeness => self.closeness(key, node).map(drop),
            Kind::Between => self.between(key, node).map(drop),
            Kind::List if !matches!(node.value, Raw::List(_)) => wrong_type(key, node, "a list"),
            Kind::Any | Kind::List => Ok(()),
            _ => Ok(()),
        }
    }

    /// Says that a table is needed.
    pub(crate) fn wrong_table<T>(self, key: &str, node: &Node, expected: &str) -> Read<T> {
        wrong_type(key, node, expected)
    }
}

fn within(key: &str, node: &Node, value: f64, range: Range, told: String) -> Read<f64> {
    if range.holds(value) {
        return Ok(value);
    }
    let told = if value.is_nan() { "nan".to_owned() } else { told };
    let asked = range.asked_of(value);
    problem(node.span, format!("`{key}` cannot be {told}: it must be {asked}"), format!("expected {range}"))
}

/// The distribution makes sense and stays inside the range.
fn checked(key: &str, node: &Node, distribution: Distribution, range: Range) -> Read<Distribution> {
    if let Err(error) = distribution.check() {
        return problem(node.span, format!("`{key}`: {error}"), "");
    }
    moderate(key, node, &distribution)?;
    let (low, high) = distribution.support();
    let inside = match distribution {
        Distribution::Uniform { .. } | Distribution::Values { .. } | Distribution::Fixed { .. } => {
            range.holds(low) && range.holds(high)
        }
        // Positive distributions without an upper end are cut off at the range where they are used.
        _ => range.low < 0.0 || range.high <= 1.0 || low >= 0.0,
    };
    if inside {
        return Ok(distribution);
    }
    problem(
        node.span,
        format!("`{key}` could be {low} or {high}: it must be {range}"),
        format!("expected values {range}"),
    )
}

/// The parameters of a distribution are such that what it draws can be computed with.
fn moderate(key: &str, node: &Node, distribution: &Distribution) -> Read<()> {
    let shape = Range::between(0.01, 1e6);
    let (spread, parameters) = match distribution {
        Distribution::Gamma { mean, shape: s } | Distribution::Weibull { mean, shape: s } => {
            (vec![("shape", *s, shape)], vec![*mean])
        }
        Distribution::Lognormal { mean, cv } => (vec![("cv", *cv, Range::between(0.0, 1000.0))], vec![*mean]),
        Distribution::Beta { alpha, beta } => (vec![("alpha", *alpha, shape), ("beta", *beta, shape)], Vec::new()),
        Distribution::Exponential { mean } => (Vec::new(), vec![*mean]),
        Distribution::Normal { mean, sd: other } | Distribution::Geometric { mean, step: other } => {
            (Vec::new(), vec![*mean, *other])
        }
        Distribution::Uniform { low, high } => (Vec::new(), vec![*low, *high]),
        Distribution::Fixed { .. } | Distribution::Values { .. } => (Vec::new(), Vec::new()),
    };
    for (name, value, range) in spread {
        within(&format!("{key}.{name}"), node, value, range, said(value))?;
    }
    let most = quantity::LONGEST;
    match parameters.into_iter().find(|value| value.abs() > most) {
        Some(value) => problem(
            node.span,
            format!("`{key}` cannot have a parameter of {}: at most {most:e}", said(value)),
            format!("expected at most {most:e}"),
        ),
        None => Ok(()),
    }
}

/// A number in few digits: 0.5, 1e300.
fn said(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-6..1e15).contains(&size) { number.to_string() } else { format!("{number:e}") }
}

/// Words in backquotes, with commas.
pub(crate) fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn name_of(distribution: &Distribution) -> &'static str {
    match distribution {
        Distribution::Fixed { .. } => "fixed",
        Distribution::Exponential { .. } => "exponential",
        Distribution::Gamma { .. } => "gamma",
        Distribution::Lognormal { .. } => "lognormal",
        Distribution::Weibull { .. } => "weibull",
        Distribution::Normal { .. } => "normal",
        Distribution::Uniform { .. } => "uniform",
        Distribution::Beta { .. } => "beta",
        Distribution::Geometric { .. } => "geometric",
        Distribution::Values { .. } => "values",
    }
}

fn parameters_of(name: &str) -> &'static [&'static str] {
    match name {
        "fixed" => &["value"],
        "exponential" => &["mean"],
        "gamma" | "weibull" => &["mean", "shape"],
        "lognormal" => &["mean", "cv"],
        "normal" => &["mean", "sd"],
        "uniform" => &["low", "high"],
        "beta" => &["alpha", "beta"],
        "geometric" => &["mean", "step"],
        _ => &["values"],
    }
}

fn value_of(distribution: &Distribution, parameter: &str) -> Option<f64> {
    Some(match (distribution, parameter) {
        (Distribution::Fixed { value }, "value") => *value,
        (Distribution::Exponential { mean }, "mean") => *mean,
        (Distribution::Gamma { mean, .. } | Distribution::Weibull { mean, .. }, "mean") => *mean,
        (Distribution::Gamma { shape, .. } | Distribution::Weibull { shape, .. }, "shape") => *shape,
        (Distribution::Lognormal { mean, .. } | Distribution::Normal { mean, .. }, "mean") => *mean,
        (Distribution::Lognormal { cv, .. }, "cv") => *cv,
        (Distribution::Normal { sd, .. }, "sd") => *sd,
        (Distribution::Geometric { mean, .. }, "mean") => *mean,
        (Distribution::Geometric { step, .. }, "step") => *step,
        (Distribution::Uniform { low, .. }, "low") => *low,
        (Distribution::Uniform { high, .. }, "high") => *high,
        _ => return None,
    })
}
