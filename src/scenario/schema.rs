//! The JSON Schema (draft 4, as Taplo reads it) of scenarios, made from the table of keys.

use super::keys::{Key, Kind, SCENARIO};
use super::tree;
use crate::network::GENERATORS;
use crate::quantity::{MOST, Range};
use std::collections::BTreeMap;

/// A JSON value, as much of it as a schema needs.
#[derive(Clone, Debug, PartialEq)]
enum Json {
    Text(String),
    Number(f64),
    Flag(bool),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
    Null,
}

/// The schema of a scenario file.
pub fn schema() -> String {
    let mut root = vec![
        ("$schema".to_owned(), text("http://json-schema.org/draft-04/schema#")),
        ("title".to_owned(), text("A scenario of catching")),
        ("description".to_owned(), text("Who sees whom, what can be expressed, and what happens.")),
    ];
    root.extend(object(SCENARIO, &["duration", "network", "expressions"]));
    let mut out = String::new();
    write(&Json::Object(root), 0, &mut out);
    out.push('\n');
    out
}

/// The members of a table with these keys.
fn object(keys: &[Key], required: &[&str]) -> Vec<(String, Json)> {
    let properties = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let mut members = vec![
        ("type".to_owned(), text("object")),
        ("properties".to_owned(), Json::Object(properties)),
        ("additionalProperties".to_owned(), Json::Flag(false)),
    ];
    if !required.is_empty() {
        members.push(("required".to_owned(), Json::List(required.iter().map(|name| text(name)).collect())));
    }
    members
}

fn property(key: &Key) -> Json {
    let mut members = vec![("title".to_owned(), text(key.name)), ("description".to_owned(), text(key.doc))];
    members.extend(kind(key.kind));
    if !key.default.is_empty() {
        members.push(("default".to_owned(), example(key.default)));
    }
    members.push(("examples".to_owned(), Json::List(vec![example(key.example)])));
    Json::Object(members)
}

/// What a key takes.
fn kind(kind: Kind) -> Vec<(String, Json)> {
    match kind {
        Kind::Text => typed("string"),
        Kind::Texts => list_of(Json::Object(vec![one("type", any_of_types(&["string", "integer"]))])),
        Kind::Flag => typed("boolean"),
        Kind::Whole(low, high) => with_range("integer", Range::between(low, high)),
        Kind::Number(range) if range.is_open() => either(vec![number(range), words(&["all", "inf"])]),
        Kind::Number(range) => with_range("number", range),
        Kind::Duration(range) => either(time(range)),
        Kind::Recorded => either(vec![number(Range::between(0.0, 1e12)), Json::Object(typed("string"))]),
        Kind::Rate => either(rate()),
        Kind::Choice(choices) => vec![one("enum", Json::List(choices.iter().map(|word| text(word)).collect()))],
        Kind::Draw(range) => either(vec![number(range), distribution(), dealt()]),
        Kind::Times(range) => either([time(range), vec![distribution(), dealt()]].concat()),
        Kind::Imitation => either([rate(), vec![words(&["always"])]].concat()),
        Kind::Attention => either(vec![number(Range::POSITIVE), words(&["all"])]),
        Kind::Response => either(vec![words(RESPONSES), response()]),
        Kind::Weights(range) => numbers(range),
        Kind::Who => {
            either(vec![number(Range::NOT_NEGATIVE), words(&["everyone", "one per block", "one block"]), who()])
        }
        Kind::Closeness => either(vec![
            number(Range::SHARE),
            words(&["weight"]),
            distribution(),
            Json::Object(numbers(Range::SHARE)),
            dealt(),
        ]),
        Kind::Between => {
            either(vec![Json::Object(typed("string")), Json::Object(list_of(Json::Object(typed("string"))))])
        }
        Kind::Any => Vec::new(),
        Kind::List => typed("array"),
        Kind::Set => typed("object"),
        Kind::Sets => either(vec![Json::Object(list_of(Json::Object(typed("object")))), Json::Object(typed("string"))]),
        Kind::Network(keys) => network(keys),
        Kind::Table(keys) => object(keys, &[]),
        Kind::TableOrFile(keys) => either(vec![Json::Object(object(keys, &[])), Json::Object(typed("string"))]),
        Kind::Named(keys) => {
            vec![one("type", text("object")), one("additionalProperties", Json::Object(object(keys, &[])))]
        }
        Kind::NamedBeside(keys, beside) => vec![
            one("type", text("object")),
            one("properties", Json::Object(beside.iter().map(|key| (key.name.to_owned(), property(key))).collect())),
            one("additionalProperties", Json::Object(object(keys, &[]))),
        ],
        Kind::Tables(keys) => list_of(Json::Object(object(keys, &[]))),
        Kind::OneOrMore(keys) => {
            let table = Json::Object(object(keys, &[]));
            either(vec![table.clone(), Json::Object(list_of(table))])
        }
    }
}

const RESPONSES: &[&str] = &["linear", "saturating", "hill", "threshold", "quadratic", "pairs"];

/// A network: its own keys and, for completion, every parameter of every generator.
fn network(keys: &[Key]) -> Vec<(String, Json)> {
    let mut properties: BTreeMap<String, Json> = BTreeMap::new();
    for generator in GENERATORS {
        for parameter in generator.parameters {
            let about = format!("{} ({}): {}", parameter.doc, generator.name, parameter.kind);
            let entry = properties.entry(parameter.name.to_owned());
            entry.or_insert_with(|| {
                Json::Object(vec![one("title", text(parameter.name)), one("description", text(&about))])
            });
        }
    }
    properties.extend(keys.iter().map(|key| (key.name.to_owned(), property(key))));
    if let Some(Json::Object(generator)) = properties.get_mut("generator") {
        generator.push(one("enum", Json::List(GENERATORS.iter().map(|g| text(g.name)).collect())));
    }
    vec![
        one("type", text("object")),
        one("properties", Json::Object(properties.into_iter().collect())),
        one("additionalProperties", Json::Flag(false)),
    ]
}

fn distribution() -> Json {
    const NAMES: &[&str] =
        &["fixed", "exponential", "gamma", "lognormal", "weibull", "normal", "uniform", "beta", "geometric", "values"];
    const PARAMETERS: &[&str] = &["mean", "shape", "cv", "sd", "low", "high", "alpha", "beta", "step", "value"];
    let value = Json::Object(vec![one("type", any_of_types(&["number", "string"]))]);
    let mut properties = vec![("distribution".to_owned(), words(NAMES))];
    properties.extend(PARAMETERS.iter().map(|name| ((*name).to_owned(), value.clone())));
    properties.push(("values".to_owned(), Json::Object(list_of(value))));
    Json::Object(closed(properties))
}

fn response() -> Json {
    let theta = Json::Object(either(vec![number(Range::NOT_NEGATIVE), distribution(), dealt()]));
    Json::Object(closed(vec![
        ("kind".to_owned(), words(RESPONSES)),
        ("theta".to_owned(), theta),
        ("n".to_owned(), number(Range::POSITIVE)),
        ("kappa2".to_owned(), number(Range::NOT_NEGATIVE)),
    ]))
}

fn who() -> Json {
    Json::Object(closed(vec![
        ("share".to_owned(), number(Range::SHARE)),
        ("count".to_owned(), Json::Object(with_range("integer", Range::NOT_NEGATIVE))),
        ("ids".to_owned(), Json::Object(kind(Kind::Texts))),
        ("group".to_owned(), Json::Object(typed("string"))),
        ("pick".to_owned(), words(&["random", "hubs", "periphery", "first"])),
        ("within".to_owned(), Json::Object(with_range("integer", Range::between(0.0, 255.0)))),
    ]))
}

/// An object with these properties and no others.
fn closed(properties: Vec<(String, Json)>) -> Vec<(String, Json)> {
    vec![
        one("type", text("object")),
        one("properties", Json::Object(properties)),
        one("additionalProperties", Json::Flag(false)),
    ]
}

/// Values dealt out person by person.
fn dealt() -> Json {
    Json::Object(list_of(Json::Object(vec![one("type", any_of_types(&["number", "string"]))])))
}

fn numbers(range: Range) -> Vec<(String, Json)> {
    vec![one("type", text("object")), one("additionalProperties", number(range))]
}

fn time(range: Range) -> Vec<Json> {
    let pattern = r"^\s*[0-9][0-9_.eE+-]*\s*(ms|s|min|h|day|week|month|year|[a-z]*)\s*$";
    let text = Json::Object(vec![one("type", text("string")), one("pattern", Json::Text(pattern.to_owned()))]);
    let forever = range.is_open().then(|| words(&["forever"]));
    [number(range), text].into_iter().chain(forever).collect()
}

fn rate() -> Vec<Json> {
    let pattern = r"^\s*[0-9][0-9_.eE+-]*\s*((/|per )\s*[a-z]+)?\s*$";
    vec![
        number(Range::NOT_NEGATIVE),
        Json::Object(vec![one("type", text("string")), one("pattern", Json::Text(pattern.to_owned()))]),
    ]
}

fn number(range: Range) -> Json {
    Json::Object(with_range("number", range))
}

fn with_range(name: &str, range: Range) -> Vec<(String, Json)> {
    let mut members = typed(name);
    if range.low > -MOST {
        members.push(one("minimum", Json::Number(range.low)));
    }
    if range.above_low {
        members.push(one("exclusiveMinimum", Json::Flag(true)));
    }
    if range.high < MOST {
        members.push(one("maximum", Json::Number(range.high)));
    }
    members
}

fn either(options: Vec<Json>) -> Vec<(String, Json)> {
    vec![one("anyOf", Json::List(options))]
}

fn words(choices: &[&str]) -> Json {
    Json::Object(vec![one("enum", Json::List(choices.iter().map(|word| text(word)).collect()))])
}

fn typed(name: &str) -> Vec<(String, Json)> {
    vec![one("type", text(name))]
}

fn any_of_types(names: &[&str]) -> Json {
    Json::List(names.iter().map(|name| text(name)).collect())
}

fn list_of(item: Json) -> Vec<(String, Json)> {
    vec![one("type", text("array")), one("items", item)]
}

fn one(name: &str, value: Json) -> (String, Json) {
    (name.to_owned(), value)
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

/// A value of the table of keys, which is TOML, as JSON.
fn example(toml: &str) -> Json {
    json(&tree::parse_value(toml, 0, 0))
}

fn json(node: &tree::Node) -> Json {
    match &node.value {
        tree::Raw::Text(text) | tree::Raw::Date(text) => Json::Text(text.clone()),
        tree::Raw::Whole(whole) => Json::Number(*whole as f64),
        tree::Raw::Number(number) if number.is_finite() => Json::Number(*number),
        tree::Raw::Number(_) => Json::Null,
        tree::Raw::Flag(flag) => Json::Flag(*flag),
        tree::Raw::List(items) => Json::List(items.iter().map(json).collect()),
        tree::Raw::Table(entries) => Json::Object(entries.iter().map(|e| (e.key.clone(), json(&e.value))).collect()),
    }
}

fn write(value: &Json, depth: usize, out: &mut String) {
    match value {
        Json::Text(text) => out.push_str(&tree::quoted(text)),
        Json::Number(number) => out.push_str(&number.to_string()),
        Json::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Json::Null => out.push_str("null"),
        Json::List(items) if items.is_empty() => out.push_str("[]"),
        Json::List(items) => block('[', ']', items, depth, out, |item, out| write(item, depth + 1, out)),
        Json::Object(members) if members.is_empty() => out.push_str("{}"),
        Json::Object(members) => block('{', '}', members, depth, out, |(name, value), out| {
            out.push_str(&tree::quoted(name));
            out.push_str(": ");
            write(value, depth + 1, out);
        }),
    }
}

fn block<T>(open: char, close: char, items: &[T], depth: usize, out: &mut String, each: impl Fn(&T, &mut String)) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        each(item, out);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(close);
}
