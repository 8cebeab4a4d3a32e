//! What must hold for every input: properties of requests that are nearly valid, mutated as values and as
//! text. `PROPTEST_CASES` sets how many.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use vouchsafe::{Program, Report, Validate, Validator, Warnings};
use vouchsafe_schemas::dis::create_transfer_task::{DliDestinationDescriptor, Header};
use vouchsafe_schemas::kafka::create_sink_task::CreateSinkTask;
use vouchsafe_schemas::kafka::create_smart_connect_task::CreateSmartConnectTask;

use support::recipes::*;
use support::{oracle, root, tables};

fn whole(result: Result<Warnings, Report>) -> Report {
    result.map_or_else(|report| report, Warnings::into_report)
}

/// The texts of the values at all places, by an independent parser: where a name occurs twice, the last.
fn raw_values<'t>(text: &'t str, at: &str, found: &mut BTreeMap<String, &'t str>) {
    found.insert(at.to_owned(), text);
    match text.as_bytes()[0] {
        b'{' => {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap();
            for (name, raw) in members {
                raw_values(
                    raw.get(),
                    &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap();
            for (index, raw) in items.into_iter().enumerate() {
                raw_values(raw.get(), &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// A secret of letters that words and schemas do not have, with some that must be escaped.
fn any_secret() -> impl Strategy<Value = String> {
    "[QXZJKVW#%~é\"\\\\]{8,24}"
}

/// The four-letter windows of a text, those apart that are mostly escapes, which stand everywhere.
fn windows(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let plain = |window: &&[char]| window.iter().filter(|c| matches!(c, '"' | '\\')).count() < 2;
    letters
        .windows(4)
        .filter(plain)
        .map(|window| window.iter().collect())
        .collect()
}

fn run(arguments: &[&str], text: &[u8]) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    vouchsafe_cli::run_with(arguments.iter().copied(), &mut &*text, &mut out, &mut err);
    String::from_utf8(out).unwrap() + &String::from_utf8(err).unwrap()
}

/// What would be mended in a file, as a difference.
fn difference(operation: &str, part: &str, text: &str) -> String {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrets.json");
    #[expect(clippy::disallowed_methods, reason = "the test makes a file")]
    std::fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let arguments = ["check", "--operation", operation, "--part", part];
    let more = ["--fix", "--fix-unsure", "--dry-run", file];
    run(&[&arguments[..], &more].concat(), b"")
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    /// The span of each violation slices to the value that its instance location names.
    #[test]
    fn spans_are_those_of_the_values(recipe in any_recipe(2)) {
        let (target, _, text) = cook(&recipe, |_, _| {});
        let report = whole((tables::find(target.0).check)(text.as_bytes()));
        let parsed = serde_json::from_str::<&RawValue>(&text).is_ok();
        let mut values = BTreeMap::new();
        if parsed {
            raw_values(text.trim_matches(['\u{20}', '\n', '\r', '\t']), "", &mut values);
        }
        for violation in &report {
            let span = violation.span.unwrap();
            prop_assert!(span.start <= span.end && span.end <= text.len());
            for label in &violation.labels {
                prop_assert!(label.span.start <= label.span.end && label.span.end <= text.len());
            }
            if violation.code.starts_with("json-") || violation.code == "too-deep" {
                continue;
            }
            prop_assert!(parsed || violation.code == "lone-surrogate", "{violation}");
            let Some(value) = values.get(&violation.instance_location) else { continue };
            // Of members with the same name the pointer can only mean one.
            if violation.code != "duplicate-member" {
                prop_assert_eq!(&&text[span.range()], value, "{}", violation);
            }
            prop_assert_eq!(violation.start, vouchsafe::json::Position::of(text.as_bytes(), span.start));
            prop_assert_eq!(violation.end, vouchsafe::json::Position::of(text.as_bytes(), span.end));
        }
        let starts: Vec<_> = report.iter().map(|violation| violation.labels.first().map_or(violation.span.unwrap(), |label| label.span).start).collect();
        prop_assert!(starts.is_sorted());
    }

    /// No four characters of a secret are in any output.
    #[test]
    fn secrets_are_never_shown(
        recipe in any_recipe(2),
        secrets in prop::collection::vec(any_secret(), 5),
        wrap in 0_u8..4,
    ) {
        // What is moved into a field that is no secret, or a piece of it, is none any more.
        let mut recipe = recipe;
        recipe.2.retain(|(_, change)| !matches!(change, Change::Swap));
        let (target, _, text) = cook(&recipe, |table, value| {
            let places = SECRETS.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, places)| places);
            for (place, secret) in places.iter().zip(&secrets) {
                if let Some(value) = value.pointer_mut(place) {
                    *value = match wrap {
                        0 => json!([secret]),
                        1 => json!({ secret.as_str(): secret }),
                        _ => json!(secret),
                    };
                }
            }
        });
        let (schema, operation, part) = *target;
        let table = tables::find(schema);
        let arguments = |format| ["check", "--operation", operation, "--part", part, "--enable", "plaintext-secret", "-f", format, "-"];
        let report = whole((table.check)(text.as_bytes()));
        let read = (table.read)(text.as_bytes());
        let outputs = [
            run(&arguments("pretty"), text.as_bytes()),
            run(&arguments("short"), text.as_bytes()),
            run(&arguments("json"), text.as_bytes()),
            difference(operation, part, &text),
            format!("{report:?}"),
            format!("{report}"),
            format!("{read:?}"),
            serde_json::to_string(&report).unwrap(),
        ];
        // What is not under a secret's name is no secret: a change may have put it elsewhere.
        let mut elsewhere = without_secrets(&text);
        if recipe.3.iter().any(|(_, edit)| matches!(edit, Edit::Repeat(_))) {
            let mut rest = text.clone();
            for secret in &secrets {
                let escaped = serde_json::to_string(secret).unwrap();
                rest = rest.replace(&escaped[1..escaped.len() - 1], "");
            }
            elsewhere.push_str(&rest);
        }
        for secret in &secrets {
            let escaped = serde_json::to_string(secret).unwrap();
            let escaped = &escaped[1..escaped.len() - 1];
            for window in windows(secret).into_iter().chain(windows(escaped)) {
                if elsewhere.contains(&window) {
                    continue;
                }
                for output in &outputs {
                    prop_assert!(!output.contains(&window), "{window:?} of {secret:?} in\n{output}\nof\n{text}");
                }
            }
        }
    }

    /// JSON is YAML, so what is said of it is the same, and stands in the same places.
    #[test]
    fn json_is_yaml(recipe in any_recipe(0)) {
        let (target, _, text) = cook(&recipe, |_, _| {});
        let (_, operation, part) = *target;
        let findings = |input| {
            let arguments = ["check", "--operation", operation, "--part", part, "--input", input, "-f", "json", "-"];
            let shown = run(&arguments, text.as_bytes());
            let document: Value = serde_json::from_str(&shown).unwrap();
            let found = document["files"][0]["violations"].as_array().unwrap().iter().map(|violation| {
                ["code", "message", "help", "instance_location", "span"].map(|name| violation[name].clone())
            });
            found.collect::<Vec<_>>()
        };
        let (json, yaml) = (findings("json"), findings("yaml"));
        prop_assert_eq!(json, yaml, "{}", text);
    }

    /// The verdict is the same by every way, and that of an independent implementation.
    #[test]
    fn all_ways_agree(recipe in any_recipe(0)) {
        let (target, value, text) = cook(&recipe, |_, _| {});
        let table = tables::find(target.0);
        let result = (table.check)(text.as_bytes());
        let valid = result.is_ok();
        prop_assert_eq!((table.is_valid)(text.as_bytes()), valid);
        if oracle::sees(&value) {
            prop_assert_eq!(ORACLES.with(|oracles| oracles[target.0].is_valid(&value)), valid, "{}", text);
        }
        match (table.round_trip)(text.as_bytes()) {
            Err(report) => {
                prop_assert!(!valid, "{}", report);
                prop_assert_eq!(report, result.unwrap_err());
            }
            Ok(written) => {
                prop_assert!(valid);
                let written = written.map_err(|report| TestCaseError::fail(format!("{report}\n{text}")))?;
                prop_assert!((table.check)(&written).is_ok());
                // What the table names survives; what it does not name was no part of the type.
                let again: Value = serde_json::from_slice(&written).unwrap();
                prop_assert!(is_part_of(&again, &value), "{}\n{}", again, value);
            }
        }
    }

    /// Faults without words are the errors, in the order of their spans.
    #[test]
    fn faults_are_the_violations_without_words(recipe in any_recipe(2)) {
        let (target, _, text) = cook(&recipe, |_, _| {});
        let table = tables::find(target.0);
        let report = whole((table.check)(text.as_bytes()));
        let faults = (table.faults)(text.as_bytes());
        let found: Vec<_> = faults.iter().map(|fault| (Some(fault.span), fault.code)).collect();
        let errors = report.errors();
        let mut worded: Vec<_> = errors.map(|error| (error.span, &*error.code)).collect();
        worded.sort();
        prop_assert_eq!(found, worded, "{}", text);
        prop_assert_eq!(faults.is_truncated(), report.is_truncated());
    }

    /// Nothing panics, and what is refused has an error, whatever the bytes.
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200), recipe in any_recipe(6)) {
        let (target, _, text) = cook(&recipe, |_, _| {});
        for input in [&bytes[..], text.as_bytes()] {
            let table = tables::find(target.0);
            let result = (table.check)(input);
            prop_assert_eq!((table.is_valid)(input), result.is_ok());
            if let Err(report) = result {
                prop_assert!(report.has_errors());
                report.masked(input);
            }
        }
    }

    /// Neither does anything else that the command reads: other languages and recorded requests, nearly well-formed or
    /// not at all, and no secret of theirs is shown.
    #[test]
    fn any_input_is_answered(
        bytes in prop::collection::vec(any::<u8>(), 0..100),
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<usize>(), any_edit()), 0..6),
    ) {
        let (name, sample) = which.get(&INPUTS);
        let mut text = sample.clone();
        for (place, change) in &edits {
            edit(&mut text, *place, change);
        }
        for input in [&bytes[..], text.as_bytes()] {
            for format in ["pretty", "json"] {
                let against: &[&str] = match *name {
                    "http" | "har" | "curl" => &["--var", "ak=QXZJ-KVWQ"],
                    _ => &["--operation", "kafka.create-sink-task"],
                };
                let arguments = [&["check"], against, &["--input", name, "-f", format, "-"]].concat();
                let shown = run(&arguments, input);
                prop_assert!(!shown.is_empty());
                // Edits may cut a secret off from its name; without them it is known.
                prop_assert!(!edits.is_empty() || !shown.contains("hunter2"), "{shown}");
            }
        }
    }
}

/// The inputs that the command's own tests read, with what they are written in.
static INPUTS: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let kinds = ["jsonc", "yaml", "toml", "http", "har", "curl"];
    let folder = root().join("cli/tests/inputs");
    let inputs = kinds.into_iter().flat_map(|kind| {
        let files = support::files(&folder, kind);
        files
            .into_iter()
            .map(move |file| (kind, support::read(&file)))
    });
    inputs.collect()
});

thread_local! {
    static ORACLES: BTreeMap<&'static str, jsonschema::Validator> =
        TARGETS.iter().map(|(schema, ..)| (*schema, oracle::domain(schema))).collect();
}

/// The text without what stands behind anything that looks like the name of a secret.
fn without_secrets(text: &str) -> String {
    let names = ["access_key", "secret_key", "password", "X-Auth-Token"];
    let resembles = |word: &str| {
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
                .to_lowercase()
        };
        let word = letters(word);
        names.iter().any(|name| {
            let name = letters(name);
            word.contains(&name) || strsim_distance(&word, &name) <= 3
        })
    };
    // From the first such word on, everything: only what is before it certainly belongs to nothing secret.
    let mut start = text.len();
    let mut offset = 0;
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')) {
        if resembles(word) {
            start = offset;
            break;
        }
        offset += word.len()
            + text[offset + word.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
    }
    text[..start].to_owned()
}

/// The edit distance, the plain way.
fn strsim_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, r) in right.iter().enumerate() {
            let cost = before + usize::from(l != *r);
            before = row[j + 1];
            row[j + 1] = cost.min(before + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

/// Whether every member that was written stood in the original with the same value, numbers by value.
fn is_part_of(written: &Value, original: &Value) -> bool {
    match (written, original) {
        (Value::Object(written), Value::Object(original)) => written.iter().all(|(name, value)| {
            original
                .get(name)
                .map_or(value.is_null(), |original| is_part_of(value, original))
        }),
        (Value::Array(written), Value::Array(original)) => {
            written.len() == original.len()
                && written.iter().zip(original).all(|(w, o)| is_part_of(w, o))
        }
        (Value::Number(written), Value::Number(original)) => written.as_f64() == original.as_f64(),
        // A retry duration is written in the documented form, whatever it was read from.
        (Value::String(written), Value::Number(original)) => {
            original.as_f64().is_some_and(|n| written.parse() == Ok(n))
        }
        (Value::String(written), Value::String(original)) => {
            written == original
                || written
                    .parse::<u16>()
                    .is_ok_and(|n| original.parse() == Ok(n))
        }
        _ => written == original,
    }
}

#[test]
fn what_types_cannot_express_is_refused_before_it_is_sent() {
    let text = support::read(&root().join("examples/requests/kafka.create-sink-task.valid.json"));
    let mut task = CreateSinkTask::from_json(text.as_bytes()).unwrap();
    task.validate().unwrap();
    task.obs_destination_descriptor.topics = Some("orders".into());
    task.obs_destination_descriptor.topics_regex = Some("orders-.*".into());
    let report = task.to_json().unwrap_err();
    let codes: Vec<_> = report.errors().map(|error| error.code.as_ref()).collect();
    assert_eq!(codes, ["exclusive-members"]);
    assert!(task.validate().is_err());
    task.obs_destination_descriptor.topics = None;
    let sent = task.to_json().unwrap();
    CreateSinkTask::check_json(&sent).unwrap();
    // `None` is left out rather than written as `null`, which the schema refuses.
    assert!(!String::from_utf8(sent).unwrap().contains("null"));
}

#[derive(serde::Serialize, Default)]
struct Nulls<'a> {
    refused: Option<u8>,
    admitted: Option<u8>,
    anything: Option<u8>,
    referred: Option<u8>,
    listed: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<u8>,
    everywhere: Option<u8>,
    under_a_condition: Option<u8>,
    nested: Option<Box<Nulls<'a>>>,
    items: Vec<Nulls<'a>>,
    map: BTreeMap<&'a str, Option<u8>>,
    maps: BTreeMap<&'a str, Nulls<'a>>,
    raw: Option<&'a RawValue>,
    unit: (),
    raw_null: Option<&'a RawValue>,
    value: Value,
}

impl Validate for Nulls<'_> {
    fn program() -> &'static Program {
        static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
            let schema = json!({
                "properties": {
                    "map": { "properties": { "b\"": true }, "additionalProperties": { "type": "integer" } },
                    "refused": { "type": "integer" },
                    "admitted": { "type": ["integer", "null"] },
                    "anything": true,
                    "referred": { "$ref": "#/$defs/number" },
                    "listed": { "allOf": [true, { "enum": [1, 2] }] },
                    "skipped": { "const": 5 },
                    "nested": { "anyOf": [{ "$ref": "#" }, { "type": "null" }] },
                    "items": { "items": { "$ref": "#" } },
                    "maps": { "additionalProperties": { "$ref": "#" } },
                    "raw": { "type": "object" },
                    "unit": { "type": "integer" },
                    "raw_null": { "type": "object" },
                    "value": { "type": "string" }
                },
                "allOf": [
                    { "properties": { "everywhere": { "type": "integer" } } },
                    { "if": { "required": ["refused"] }, "then": { "properties": { "under_a_condition": { "type": "integer" } } } }
                ],
                "$defs": { "number": { "type": "number" } }
            });
            Validator::compile(&schema.to_string()).unwrap()
        });
        VALIDATOR.program()
    }
}

#[test]
fn none_is_left_out_where_null_is_refused() {
    let raw = RawValue::from_string(r#"{"of": [null]}"#.to_owned()).unwrap();
    let raw_null = RawValue::from_string("null".to_owned()).unwrap();
    let nulls = || Nulls {
        raw: Some(&raw),
        raw_null: Some(&raw_null),
        map: [("a", None), ("b\"", None), ("c", Some(1))].into(),
        ..Nulls::default()
    };
    let written =
        |value: &Nulls<'_>| -> Value { serde_json::from_slice(&value.to_json().unwrap()).unwrap() };
    let mut expected = json!({
        "admitted": null, "anything": null, "under_a_condition": null, "nested": null, "items": [],
        "map": { "b\"": null, "c": 1 }, "maps": {}, "raw": { "of": [null] }
    });
    assert_eq!(written(&nulls()), expected);
    let deep = Nulls {
        refused: Some(1),
        nested: Some(Box::new(nulls())),
        items: vec![nulls(), nulls()],
        maps: [("a\n", nulls()), ("b", nulls())].into(),
        ..nulls()
    };
    let inner = expected.clone();
    expected["refused"] = json!(1);
    expected
        .as_object_mut()
        .unwrap()
        .remove("under_a_condition");
    expected["nested"] = inner.clone();
    expected["items"] = json!([inner, inner]);
    expected["maps"] = json!({ "a\n": inner, "b": inner });
    assert_eq!(written(&deep), expected);
    deep.validate().unwrap();
}

#[test]
fn an_integer_is_read_however_it_is_written() {
    for digits in ["300", "300.0", "3e2", "30e1", "0.3e3"] {
        let text = format!(
            r#"{{"task_name": "a", "agency_name": "b", "deliver_time_interval": {digits}, "dli_database_name": "c",
                "dli_table_name": "d", "obs_bucket_path": "e", "retry_duration": 1800}}"#
        );
        let descriptor = DliDestinationDescriptor::from_json(text.as_bytes()).unwrap();
        assert_eq!(descriptor.deliver_time_interval, 300);
        assert_eq!(descriptor.retry_duration.unwrap().seconds(), 1800);
    }
}

#[test]
fn types_do_not_show_secrets() {
    let header = Header::from_json(br#"{"X-Auth-Token": "hunter2hunter2"}"#).unwrap();
    assert_eq!(format!("{header:?}"), "Header { x_auth_token: Secret(…) }");
    let task = CreateSmartConnectTask::from_json(
        br#"{"source_type": "REDIS_REPLICATOR_SOURCE", "source_task": {"redis_address": "a:1", "redis_type": "cluster",
            "redis_password": "hunter2hunter2", "sync_mode": "RDB_ONLY", "full_sync_wait_ms": 1, "full_sync_max_retry": 1,
            "ratelimit": -1}}"#,
    );
    assert!(!format!("{:?}", task.unwrap()).contains("hunt"));
}
