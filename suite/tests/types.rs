//! Types from schemas, for every schema of the official suite: a type accepts exactly what the validator accepts, and
//! writes again what it has read, every member of it.
//!
//! The table of what types carry, in `docs/types.md`, is made here; `VOUCHSAFE_UPDATE=1` writes it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test fails loudly and says what it did"
)]
#![allow(
    dead_code,
    unused_macros,
    reason = "where the suite is absent, no type is made of it"
)]
#![allow(
    mixed_script_confusables,
    reason = "there are schemas with Greek letters, and this is asked of whole crates only"
)]

mod absent;

#[path = "../../tests/support"]
#[allow(dead_code, reason = "the tests of the facade use the rest")]
mod support {
    pub(crate) mod generate;
    pub(crate) mod mutate;
    pub(crate) mod refs;
    pub(crate) mod same;
}

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{LazyLock, Mutex};

use libtest_mimic::{Arguments, Trial};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use support::same::same;
use support::{generate, mutate};
use vouchsafe::{Program, Report, Validate};
use vouchsafe_codegen::Config;
use vouchsafe_suite::{Group, compiler, folder, groups};

/// The type that has the program of a schema of the suite.
macro_rules! owner {
    ($group:literal, $case:literal) => {
        pub struct Owner;

        impl ::vouchsafe::Validate for Owner {
            fn program() -> &'static ::vouchsafe::Program {
                crate::program($group, $case)
            }
        }
    };
}

/// What the build script has written.
#[allow(
    warnings,
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    unused_qualifications,
    reason = "generated"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

/// A schema of the suite and the type that was made of it.
#[derive(Debug)]
pub struct Typed {
    /// The file.
    pub group: &'static str,
    /// Its place in the file.
    pub case: usize,
    /// Reads a text as the type, and writes it again.
    pub round: fn(&[u8]) -> Result<Vec<u8>, Report>,
    /// The program of the schema.
    pub program: fn() -> &'static Program,
}

/// Reads a text as a type, and writes it again.
fn round<T: Validate + Serialize + DeserializeOwned>(text: &[u8]) -> Result<Vec<u8>, Report> {
    T::from_json(text)?.to_json()
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| groups(&folder()));

/// The programs that have been asked for, by file and place.
static PROGRAMS: LazyLock<Mutex<HashMap<(&str, usize), &'static Program>>> =
    LazyLock::new(Mutex::default);

/// The program of a schema of the suite.
fn program(name: &'static str, case: usize) -> &'static Program {
    let mut programs = PROGRAMS.lock().unwrap();
    programs.entry((name, case)).or_insert_with(|| {
        let group = GROUPS.iter().find(|group| group.name == name).unwrap();
        let compiler = compiler(&folder(), name, group.dialect);
        let program = compiler.compile(group.cases[case].schema.get()).unwrap();
        Box::leak(Box::new(program))
    })
}

fn says(group: &str, case: usize) -> String {
    let found = GROUPS.iter().find(|known| known.name == group).unwrap();
    let case = &found.cases[case];
    format!("{group}: {}\n{}", case.description, case.schema.get())
}

/// Holds the type against the validator on one text; `None` if both refuse it.
fn judge(typed: &Typed, text: &[u8]) -> Result<Option<()>, String> {
    let accepted = (typed.program)().is_valid(text);
    let words = || {
        format!(
            "{}\n{}",
            says(typed.group, typed.case),
            String::from_utf8_lossy(text)
        )
    };
    match ((typed.round)(text), accepted) {
        (Err(_), false) => Ok(None),
        (Ok(_), false) => Err(format!(
            "the type accepts what the validator refuses\n{}",
            words()
        )),
        (Err(report), true) => Err(format!("{report}\n{}", words())),
        (Ok(written), true) => {
            let before: Value = serde_json::from_slice(text).map_err(|error| error.to_string())?;
            let after: Value =
                serde_json::from_slice(&written).map_err(|error| error.to_string())?;
            if same(&before, &after) {
                Ok(Some(()))
            } else {
                Err(format!("{}\nbecame {after}", words()))
            }
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trial = |name: &str, test: fn()| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
    };
    let trials = if GROUPS.is_empty() {
        vec![absent::absent()]
    } else {
        vec![
            trial("types accept what the validator accepts", given_instances),
            trial("the same at random", random_instances),
            trial("the table of keywords is up to date", table_of_keywords),
        ]
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn given_instances() {
    let (mut kept, mut count, mut failed) = (0, 0, Vec::new());
    for typed in generated::TYPES {
        let group = GROUPS
            .iter()
            .find(|group| group.name == typed.group)
            .unwrap();
        for test in &group.cases[typed.case].tests {
            count += 1;
            match judge(typed, test.data.get().as_bytes()) {
                Ok(accepted) => kept += usize::from(accepted.is_some()),
                Err(error) => failed.push(error),
            }
        }
    }
    println!(
        "{} schemas, {count} instances, {kept} of them valid",
        generated::TYPES.len()
    );
    assert!(
        failed.is_empty(),
        "{} fail\n{}",
        failed.len(),
        failed.join("\n\n")
    );
    assert!(kept > 1_000);
}

fn random_instances() {
    let cases = match ProptestConfig::default().cases {
        256 => 24,
        cases => cases,
    };
    let mut failed = Vec::new();
    for typed in generated::TYPES {
        let group = GROUPS
            .iter()
            .find(|group| group.name == typed.group)
            .unwrap();
        let known: Vec<Value> = group.cases[typed.case]
            .tests
            .iter()
            .filter_map(|test| serde_json::from_str(test.data.get()).ok())
            .collect();
        let strategy = (
            any::<prop::sample::Index>(),
            prop::collection::vec(mutate::any_change(), 0..3),
            generate::any_instance(),
            any::<bool>(),
        );
        let mut runner = TestRunner::new(ProptestConfig {
            cases,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let result = runner.run(&strategy, |(index, changes, random, fresh)| {
            let mut value = if fresh || known.is_empty() {
                random
            } else {
                index.get(&known).clone()
            };
            for change in &changes {
                mutate::apply(&mut value, change);
            }
            let text = serde_json::to_vec(&value).unwrap();
            judge(typed, &text).map(drop).map_err(TestCaseError::fail)
        });
        failed.extend(result.err().map(|error| error.to_string()));
    }
    assert!(
        failed.is_empty(),
        "{} fail\n{}",
        failed.len(),
        failed.join("\n\n")
    );
}

/// How the schemas of one keyword fare: in how many it is carried by the types, and in how many left.
#[derive(Default)]
struct Support {
    carried: usize,
    left: usize,
    words: BTreeSet<String>,
}

/// The keywords of a schema that stand where keywords can stand.
fn keywords(schema: &Value, found: &mut Vec<String>) {
    const MAPS: [&str; 6] = [
        "properties",
        "patternProperties",
        "$defs",
        "definitions",
        "dependentSchemas",
        "dependencies",
    ];
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                if !found.contains(name) {
                    found.push(name.clone());
                }
                match value {
                    Value::Object(inner) if MAPS.contains(&&**name) => {
                        inner.values().for_each(|schema| keywords(schema, found));
                    }
                    _ if matches!(&**name, "enum" | "const" | "default" | "examples") => {}
                    value => keywords(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keywords(item, found)),
        _ => {}
    }
}

fn table() -> String {
    let mut all: BTreeMap<String, Support> = BTreeMap::new();
    for group in GROUPS
        .iter()
        .filter(|group| group.name.starts_with("draft2020-12/"))
    {
        for case in &group.cases {
            let compiler = compiler(&folder(), &group.name, group.dialect);
            let generated = Config::new()
                .compiler(compiler.clone())
                .exact_numbers(true)
                .generate_text("case", case.schema.get())
                .unwrap();
            let schema: Value = serde_json::from_str(case.schema.get()).unwrap();
            let mut own = Vec::new();
            keywords(&schema, &mut own);
            // Where formats only describe, there is nothing to carry.
            own.retain(|name| name != "format" || group.name.contains("/format/"));
            for name in own.iter().filter(|name| KEYWORDS.contains(&&***name)) {
                let support = all.entry(name.clone()).or_default();
                let mut left = generated
                    .left
                    .iter()
                    .filter(|left| left.keyword == **name)
                    .peekable();
                if left.peek().is_some() {
                    support.left += 1;
                } else {
                    support.carried += 1;
                }
                for left in left {
                    let words = left.words.strip_prefix("stays in the validator: ");
                    support
                        .words
                        .insert(words.unwrap_or(&left.words).to_owned());
                }
            }
        }
    }
    let mut text = String::from(
        "| keyword | carried by the types | left to the validator | why |\n|---|---:|---:|---|\n",
    );
    for (name, support) in all {
        let words: Vec<&str> = support.words.iter().map(String::as_str).collect();
        let _ = writeln!(
            text,
            "| `{name}` | {} | {} | {} |",
            support.carried,
            support.left,
            words.join("; ")
        );
    }
    text
}

/// The keywords that the table has a row for: those that decide by themselves.
const KEYWORDS: [&str; 36] = [
    "$dynamicRef",
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
];

/// Where the table stands in the documentation.
const BEGIN: &str = "<!-- table: begin -->\n";
const END: &str = "<!-- table: end -->";

#[expect(
    clippy::disallowed_methods,
    reason = "the test reads the documentation and its surroundings"
)]
fn table_of_keywords() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/types.md");
    let page = std::fs::read_to_string(&file).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let fresh = format!("{before}{BEGIN}\n{}\n{END}{after}", table());
    if std::env::var_os("VOUCHSAFE_UPDATE").is_some() {
        std::fs::write(&file, &fresh).unwrap();
    }
    assert!(
        page == fresh,
        "the table in `docs/types.md` is not what the types are: set `VOUCHSAFE_UPDATE=1`"
    );
}
