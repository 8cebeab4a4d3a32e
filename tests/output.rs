//! The official JSON Schema test suite for what the standard puts out: the formats, and the annotations
//! that schemas collect.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use vouchsafe::{CollectedAnnotation, Compiler, OutputFormat, UnknownKeywords};

/// A draft that the suite has tests for, with their numbers; fewer would mean that some are lost.
struct Draft {
    /// The folder below `output-tests`.
    folder: &'static str,
    /// Its number in the `compatibility` of an annotation test.
    number: u32,
    /// What `$schema` calls it.
    uri: &'static str,
    /// Tests of output, each in one format; none for a draft before 2019-09, which has no such formats.
    outputs: usize,
    /// Assertions about annotations.
    assertions: usize,
}

/// The drafts, a line each.
#[rustfmt::skip]
const DRAFTS: &[Draft] = &[
    Draft { folder: "draft4", number: 4, uri: "http://json-schema.org/draft-04/schema#", outputs: 0, assertions: 17 },
    Draft { folder: "draft6", number: 6, uri: "http://json-schema.org/draft-06/schema#", outputs: 0, assertions: 23 },
    Draft { folder: "draft7", number: 7, uri: "http://json-schema.org/draft-07/schema#", outputs: 0, assertions: 31 },
    Draft { folder: "draft2019-09", number: 2019, uri: "https://json-schema.org/draft/2019-09/schema", outputs: 4, assertions: 62 },
    Draft { folder: "draft2020-12", number: 2020, uri: "https://json-schema.org/draft/2020-12/schema", outputs: 4, assertions: 84 },
];

fn main() -> ExitCode {
    support::shared::run("json-schema-test-suite", |folder| {
        DRAFTS
            .iter()
            .flat_map(|draft| {
                let mut trials = outputs(&folder, draft);
                trials.extend(annotations(&folder, draft));
                trials
            })
            .collect()
    })
}

/// A test that all tests are there.
fn complete(what: String, count: usize, expected: usize) -> Trial {
    Trial::test(format!("{what}: the suite is complete"), move || {
        println!("{count} {what}");
        if count == expected {
            Ok(())
        } else {
            Err(format!("{count}, not {expected}").into())
        }
    })
}

/// What is put out must satisfy the schema that a test gives for the format.
fn outputs(folder: &Path, draft: &Draft) -> Vec<Trial> {
    if draft.outputs == 0 {
        return Vec::new();
    }
    let folder = folder.join("output-tests").join(draft.folder);
    let shapes = support::read(&folder.join("output-schema.json"));
    let id = serde_json::from_str::<Value>(&shapes).unwrap()["$id"]
        .as_str()
        .unwrap()
        .to_owned();
    let compiler = Compiler::new().resource(id, shapes);
    let mut trials = Vec::new();
    for file in support::files(&folder.join("content"), "json") {
        for case in support::read_json(&file).as_array().unwrap() {
            for test in case["tests"].as_array().unwrap() {
                for (format, shape) in test["output"].as_object().unwrap() {
                    let name = format!(
                        "{}: {}: {}: {format}",
                        draft.folder,
                        case["description"].as_str().unwrap(),
                        test["description"].as_str().unwrap()
                    );
                    let format = match format.as_str() {
                        "flag" => OutputFormat::Flag,
                        "basic" => OutputFormat::Basic,
                        _ => continue,
                    };
                    let (schema, data) = (case["schema"].to_string(), test["data"].to_string());
                    let (compiler, shape) = (compiler.clone(), shape.to_string());
                    trials.push(Trial::test(name, move || {
                        let program = Compiler::new().compile(schema)?;
                        let output = program.output(data.as_bytes(), format);
                        let output = serde_json::to_vec_pretty(&output)?;
                        let verdict = compiler.compile(shape)?.check(&output);
                        verdict.map(drop).map_err(|report| {
                            format!("{report}\n{}", String::from_utf8_lossy(&output)).into()
                        })
                    }));
                }
            }
        }
    }
    let count = trials.len();
    trials.push(complete(
        format!("tests of output, {}", draft.folder),
        count,
        draft.outputs,
    ));
    trials
}

/// Each assertion names the annotations of one keyword at one value, by the schemas that give them.
fn annotations(folder: &Path, draft: &Draft) -> Vec<Trial> {
    let mut trials = Vec::new();
    let mut count = 0;
    for file in support::files(&folder.join("annotations/tests"), "json") {
        let suite = support::read_json(&file);
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        for case in suite["suite"].as_array().unwrap() {
            let compatibility = case["compatibility"].as_str().unwrap_or_default();
            if !is_compatible(compatibility, draft.number) {
                continue;
            }
            let tests = case["tests"].as_array().unwrap().iter();
            count += tests
                .map(|test| test["assertions"].as_array().unwrap().len())
                .sum::<usize>();
            let description = case["description"].as_str().unwrap();
            let name = format!("{}: {stem}: {description}", draft.folder);
            let (case, uri) = (case.clone(), draft.uri);
            trials.push(Trial::test(name, move || judge(&case, uri)));
        }
    }
    trials.push(complete(
        format!("assertions about annotations, {}", draft.folder),
        count,
        draft.assertions,
    ));
    trials
}

/// Whether a case is for a draft: `7` and later ones, `<=2019`, `=2020`, or several of these.
fn is_compatible(compatibility: &str, draft: u32) -> bool {
    let mut conditions = compatibility.split(',').filter(|text| !text.is_empty());
    conditions.all(|condition| {
        let number = |text: &str| text.trim().parse::<u32>().unwrap();
        if let Some(most) = condition.strip_prefix("<=") {
            draft <= number(most)
        } else if let Some(only) = condition.strip_prefix('=') {
            draft == number(only)
        } else {
            draft >= number(condition)
        }
    })
}

fn judge(case: &Value, uri: &str) -> Result<(), Failed> {
    let mut schema = case["schema"].clone();
    if let Some(members) = schema.as_object_mut() {
        members.entry("$schema").or_insert_with(|| uri.into());
    }
    let mut compiler = Compiler::new().unknown_keywords(UnknownKeywords::Allow);
    for (uri, schema) in case["externalSchemas"].as_object().into_iter().flatten() {
        compiler = compiler.resource(uri, schema.to_string());
    }
    let program = compiler.compile(schema.to_string())?;
    let mut resources = Vec::new();
    find_resources(&schema, "", &mut resources);
    for test in case["tests"].as_array().unwrap() {
        let collected = program.annotations(test["instance"].to_string().as_bytes())?;
        for assertion in test["assertions"].as_array().unwrap() {
            let found: BTreeMap<String, &Value> = collected
                .iter()
                .filter(|found| found.instance_location == assertion["location"])
                .filter(|found| found.keyword == assertion["keyword"])
                .map(|found| (schema_location(found, &resources), &found.value))
                .collect();
            let expected = assertion["expected"].as_object().unwrap().iter();
            let expected: BTreeMap<String, &Value> = expected
                .map(|(location, value)| (location.clone(), value))
                .collect();
            if found != expected {
                return Err(format!("{assertion}: {found:?} of {collected:#?}").into());
            }
        }
    }
    Ok(())
}

/// The resources that a schema embeds, by how their names end, with their pointers.
fn find_resources(schema: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match schema {
        Value::Object(members) => {
            if let Some(id) = members.get("$id").and_then(Value::as_str) {
                let end = id.rsplit('/').next().unwrap();
                found.push((format!("/{end}"), pointer.to_owned()));
            }
            for (name, value) in members {
                find_resources(value, &format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_resources(item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The schema object that gives an annotation, from the root of the document, as the suite names it.
fn schema_location(found: &CollectedAnnotation, resources: &[(String, String)]) -> String {
    let (uri, keyword) = found.absolute_keyword_location.split_once('#').unwrap();
    let (schema, _) = keyword.rsplit_once('/').unwrap();
    match resources.iter().find(|(end, _)| uri.ends_with(end)) {
        Some((_, pointer)) => format!("#{pointer}{schema}"),
        // What a schema that is given as text is called.
        None if uri == "schema" => format!("#{schema}"),
        None => format!("{uri}#{schema}"),
    }
}
