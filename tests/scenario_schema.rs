//! The schema that editors use agrees with what is read.

use catching::scenario::{self, LIBRARY, TEMPLATES};
use serde_json::{Map, Value};

fn schema() -> Value {
    serde_json::from_str(&scenario::schema()).expect("the schema is JSON")
}

/// Everything in `value` that `schema` (draft 4, as much of it as is used) does not allow.
fn problems(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let wrong = |what: &str| vec![format!("{place}: {what}: {value}")];
    if let Some(options) = schema["anyOf"].as_array() {
        let fits = options.iter().any(|option| problems(option, value, place).is_empty());
        return if fits { Vec::new() } else { wrong("fits none of the alternatives") };
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return wrong("is not one of the words");
    }
    if !is_of_type(&schema["type"], value) {
        return wrong("has the wrong type");
    }
    match value {
        Value::Number(number) => out_of_range(schema, number.as_f64().unwrap_or(f64::NAN)).map_or_else(Vec::new, wrong),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(i, item)| problems(&schema["items"], item, &format!("{place}.{i}")))
            .collect(),
        Value::Object(members) => in_object(schema, members, place),
        _ => Vec::new(),
    }
}

fn is_of_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("no such type: {other}"),
    };
    match wanted {
        Value::Null => true,
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().any(|name| name.as_str().is_some_and(is)),
        other => panic!("no such type: {other}"),
    }
}

fn out_of_range(schema: &Value, number: f64) -> Option<&'static str> {
    let low = schema["minimum"].as_f64().unwrap_or(f64::MIN);
    let above = schema["exclusiveMinimum"].as_bool().unwrap_or(false);
    if number < low || (above && number == low) {
        return Some("is too small");
    }
    (number > schema["maximum"].as_f64().unwrap_or(f64::MAX)).then_some("is too large")
}

fn in_object(schema: &Value, members: &Map<String, Value>, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in members {
        let place = format!("{place}.{name}");
        match (schema["properties"].get(name), &schema["additionalProperties"]) {
            (Some(property), _) => found.extend(problems(property, value, &place)),
            (None, Value::Bool(false)) => found.push(format!("{place}: unknown key")),
            (None, Value::Null | Value::Bool(true)) => {}
            (None, other) => found.extend(problems(other, value, &place)),
        }
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        if !name.as_str().is_some_and(|name| members.contains_key(name)) {
            found.push(format!("{place}: {name} is missing"));
        }
    }
    found
}

fn as_json(text: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Table>(text).expect("a scenario is TOML"))
        .expect("TOML without dates is JSON")
}

#[test]
fn every_shipped_scenario_fits_the_schema() {
    let schema = schema();
    for shipped in LIBRARY.iter().chain(TEMPLATES) {
        let found = problems(&schema, &as_json(shipped.text), shipped.name);
        assert!(found.is_empty(), "{found:#?}");
        let resolved =
            scenario::read(shipped.name, shipped.text, &[], &|_| Err(std::io::Error::other("none"))).unwrap().to_toml();
        // JSON has no infinity: TOML's becomes null there.
        let found = problems(&schema, &as_json(&resolved.replace("confidence = inf", "")), shipped.name);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn the_schema_refuses_what_reading_refuses() {
    let schema = schema();
    let base = "duration = 10\n[network]\ngenerator = \"complete\"\nn = 3\n[expressions.yawn]\n";
    assert!(problems(&schema, &as_json(base), "").is_empty());
    for wrong in [
        "atention = 2",
        "responders = 1.5",
        "attention = 0",
        "preset = \"sneeze\"",
        "refractory = \"for ever\"",
        "[tie]",
        "[ties]\ncloseness = 2",
    ] {
        let text = format!("{base}{wrong}\n");
        let accepted = problems(&schema, &as_json(&text), "").is_empty();
        // A pattern is not part of the little validator above.
        assert!(!accepted || wrong.contains("for ever"), "{wrong}");
        assert!(scenario::read("", &text, &[], &|_| Err(std::io::Error::other("none"))).is_err(), "{wrong}");
    }
}

#[test]
fn every_key_has_a_title_a_description_and_an_example_that_fits() {
    let mut keys = 0;
    visit(&schema(), "scenario", &mut |place, property| {
        keys += 1;
        assert!(
            property["title"].is_string() && property["description"].as_str().is_some_and(|d| d.len() > 5),
            "{place}"
        );
        for value in property["examples"].as_array().into_iter().flatten().chain(property.get("default")) {
            if !value.is_null() {
                let found = problems(property, value, place);
                assert!(found.is_empty(), "{found:#?}");
            }
        }
    });
    assert!(keys > 120, "{keys}");
}

/// Every property with keys of its own description, at any depth.
fn visit(schema: &Value, place: &str, each: &mut impl FnMut(&str, &Value)) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let place = format!("{place}.{name}");
        if property.get("title").is_some() {
            each(&place, property);
        }
        visit(property, &place, each);
        visit(&property["items"], &place, each);
        visit(&property["additionalProperties"], &place, each);
        property["anyOf"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|option| option["properties"].to_string().contains("title"))
            .for_each(|option| visit(option, &place, each));
    }
}

#[test]
fn the_schema_beside_the_shipped_scenarios_is_the_one_that_the_program_prints() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/scenario.schema.json");
    if std::env::var_os("CATCHING_RECORD").is_some() {
        std::fs::write(&file, catching::scenario::schema()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap().trim(), catching::scenario::schema().trim());
}
