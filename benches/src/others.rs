//! Schemas and instances of other people: the meta-schema of draft 2020-12 on the schemas of this repository,
//! and groups of the official suite, which is read in place.
//!
//! The macro and the derive need their schemas while this crate compiles, so they take part where the schema
//! is one that everybody carries: the meta-schema. The packages of the peers ship no other schemas.

use std::hint::black_box;
use std::path::Path;

use serde_json::Value;
use vouchsafe::{Validate, Validator};

use crate::contestants::Job;
use crate::rounds::{self, Entry};
use crate::schemas;
use crate::tables::{Blank, Column, Heading, Sheet};

/// Some schemas with their instances.
pub struct Subject {
    name: String,
    cases: Vec<Case>,
}

/// A schema with its instances, each with the right verdict.
struct Case {
    schema: String,
    instances: Vec<(Vec<u8>, bool)>,
}

const HEADING: Heading = Heading {
    name: "others",
    title: "Schemas of other people",
    note: "From bytes to yes or no, with schemas that are compiled at run time; the macro and the derive take part \
           where the schema is one that everybody carries.",
    unit: "ns per instance",
    baseline: RUN_TIME,
};

const RUN_TIME: &str = "jsonschema run time: parse + is_valid";

/// The group of the columns.
const GROUP: &str = "others";

/// The meta-schema, under the name that everybody knows it by.
const META: &str = r#"{"$ref": "https://json-schema.org/draft/2020-12/schema"}"#;

/// The meta-schema, compiled by jsonschema's macro.
#[jsonschema::validator(schema = r#"{"$ref": "https://json-schema.org/draft/2020-12/schema"}"#)]
struct MetaOfMacro;

/// The meta-schema, compiled by the derive.
#[derive(Validate)]
#[vouchsafe(
    schema = r#"{"$ref": "https://json-schema.org/draft/2020-12/schema", "type": "object"}"#,
    partial
)]
struct Meta {}

/// The keywords whose groups of the official suite take part.
const KEYWORDS: [&str; 8] = [
    "properties",
    "oneOf",
    "if-then-else",
    "pattern",
    "enum",
    "uniqueItems",
    "ref",
    "unevaluatedProperties",
];

/// What there is to check.
pub fn subjects() -> Vec<Subject> {
    let instances = schemas::FILES.iter();
    let meta = Case {
        schema: META.to_owned(),
        instances: instances
            .map(|(_, text)| (text.as_bytes().to_vec(), true))
            .collect(),
    };
    let mut subjects = vec![Subject {
        name: "meta-schema".to_owned(),
        cases: vec![meta],
    }];
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-schema-test-suite");
    if suite.is_dir() {
        subjects.push(files_of_the_suite(&suite));
        subjects.extend(KEYWORDS.iter().map(|keyword| groups(&suite, keyword)));
    } else {
        eprintln!(
            "note: the official suite is absent (../shared/json-schema-test-suite beside the repository); \
             its schemas are left out"
        );
    }
    subjects
}

/// The suite's own schema on its files.
fn files_of_the_suite(suite: &Path) -> Subject {
    let files = KEYWORDS
        .iter()
        .map(|keyword| (read(&file(suite, keyword)).into_bytes(), true));
    Subject {
        name: "suite's files".to_owned(),
        cases: vec![Case {
            schema: read(&suite.join("test-schema.json")),
            instances: files.collect(),
        }],
    }
}

/// The groups of a keyword, but for those whose schemas are somewhere else.
fn groups(suite: &Path, keyword: &str) -> Subject {
    let groups: Value =
        serde_json::from_str(&read(&file(suite, keyword))).expect("the suite is JSON");
    let cases = groups.as_array().into_iter().flatten().map(|group| Case {
        schema: group["schema"].to_string(),
        instances: group["tests"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|test| (test["data"].to_string().into_bytes(), test["valid"] == true))
            .collect(),
    });
    Subject {
        name: keyword.to_owned(),
        cases: cases
            .filter(|case| !case.schema.contains("localhost:1234"))
            .collect(),
    }
}

fn file(suite: &Path, keyword: &str) -> std::path::PathBuf {
    suite.join(format!("tests/draft2020-12/{keyword}.json"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Makes a contestant's job for a schema, if it can take part with it.
type Maker = fn(schema: &str) -> Option<Job>;

/// Who takes part.
const CONTESTANTS: [(&str, bool, Maker); 5] = [
    ("boon: parse + validate", false, boon),
    (RUN_TIME, false, jsonschema_run_time),
    (
        "jsonschema macro: parse + is_valid",
        false,
        jsonschema_macro,
    ),
    (
        "vouchsafe: Validator::is_valid (run time)",
        true,
        vouchsafe_run_time,
    ),
    ("vouchsafe: is_valid_json", true, vouchsafe_derive),
];

/// The table, ready to be measured.
pub fn sheet(subjects: &[Subject]) -> Sheet<'_> {
    let lines = CONTESTANTS.iter().map(|(name, ours, maker)| Blank {
        name: (*name).to_owned(),
        ours: *ours,
        entries: subjects
            .iter()
            .map(|subject| entry(name, *maker, subject))
            .collect(),
    });
    let columns = subjects.iter().map(|subject| Column {
        name: subject.name.clone(),
        group: GROUP,
    });
    Sheet {
        heading: HEADING,
        lines: lines.collect(),
        columns: columns.collect(),
    }
}

fn entry<'a>(name: &str, maker: Maker, subject: &'a Subject) -> Option<Entry<'a>> {
    let jobs = subject.cases.iter().map(|case| maker(&case.schema));
    let mut jobs: Vec<Job> = jobs.collect::<Option<_>>()?;
    for (job, case) in jobs.iter_mut().zip(&subject.cases) {
        for (instance, valid) in &case.instances {
            let words = || format!("{name}: {} {}", case.schema, text(instance));
            assert_eq!(job(instance), *valid, "{}", words());
        }
    }
    let count: usize = subject.cases.iter().map(|case| case.instances.len()).sum();
    let run = move |repeats| {
        for _ in 0..repeats {
            for (job, case) in jobs.iter_mut().zip(&subject.cases) {
                for (instance, _) in &case.instances {
                    black_box(job(black_box(instance)));
                }
            }
        }
    };
    Some(Entry {
        run: Box::new(run),
        units: rounds::as_float(count as u64),
    })
}

fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn boon(schema: &str) -> Option<Job> {
    const URI: &str = "https://vouchsafe.test/schema.json";
    let mut compiler = boon::Compiler::new();
    let value = serde_json::from_str(schema).expect("schemas are JSON");
    compiler.add_resource(URI, value).expect("the name is new");
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile(URI, &mut schemas).ok()?;
    Some(Box::new(move |bytes| {
        serde_json::from_slice(bytes)
            .is_ok_and(|value| black_box(schemas.validate(&value, index)).is_ok())
    }))
}

#[expect(clippy::unnecessary_wraps, reason = "a maker like the others")]
fn jsonschema_run_time(schema: &str) -> Option<Job> {
    let value = serde_json::from_str(schema).expect("schemas are JSON");
    let validator = jsonschema::validator_for(&value).expect("the schema is well-formed");
    Some(Box::new(move |bytes| {
        serde_json::from_slice(bytes).is_ok_and(|value| validator.is_valid(&value))
    }))
}

fn jsonschema_macro(schema: &str) -> Option<Job> {
    (schema == META).then(|| -> Job {
        Box::new(|bytes| {
            serde_json::from_slice(bytes).is_ok_and(|value| MetaOfMacro::is_valid(&value))
        })
    })
}

#[expect(clippy::unnecessary_wraps, reason = "a maker like the others")]
fn vouchsafe_run_time(schema: &str) -> Option<Job> {
    let validator = Validator::compile(schema).expect("the schema is well-formed");
    Some(Box::new(move |bytes| validator.is_valid(bytes)))
}

fn vouchsafe_derive(schema: &str) -> Option<Job> {
    (schema == META).then(|| -> Job { Box::new(Meta::is_valid_json) })
}
