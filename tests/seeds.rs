//! Every JSON example that is printed on the pages of the domain is accepted: by the engine, by the
//! derived types, and by an independent implementation.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use support::{oracle, tables};

/// The pages with the tables of their examples, in the order in which they are printed.
const PAGES: &[(&str, &[&str])] = &[
    (
        "000_",
        &[
            "kafka/create-sink-task/body.json",
            "kafka/create-sink-task/response.json",
        ],
    ),
    (
        "001_",
        &[
            "kafka/create-sink-task/body.json",
            "kafka/create-sink-task/response.json",
        ],
    ),
    ("002_", &["kafka/show-sink-task/response.json"]),
    ("003_", &[]),
    (
        "004_",
        &[
            "kafka/create-smart-connect-task/body.json",
            "kafka/create-smart-connect-task/body.json",
            "kafka/create-smart-connect-task/body.json",
            "kafka/create-smart-connect-task/response.json",
        ],
    ),
];

fn main() -> ExitCode {
    support::shared::run("seeds", |folder| {
        let pages = support::files(&folder, "txt").into_iter().map(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            Trial::test(name.clone(), move || page(&name, &support::read(&file)))
        });
        pages.collect()
    })
}

fn page(name: &str, text: &str) -> Result<(), Failed> {
    let page = PAGES.iter().find(|(prefix, _)| name.starts_with(prefix));
    let (_, schemas) = page.ok_or("an unknown page")?;
    let examples = examples(text);
    if examples.len() != schemas.len() {
        return Err(format!("{} examples, expected {}", examples.len(), schemas.len()).into());
    }
    for (schema, example) in schemas.iter().zip(examples) {
        let table = tables::find(schema);
        // As printed, spaces and line feeds included.
        let bytes = example.as_bytes();
        (table.check)(bytes).map_err(|report| format!("{schema}\n{report}"))?;
        (table.read)(bytes).map_err(|report| format!("{schema}: the type\n{report}"))?;
        if !(table.is_valid)(bytes) {
            return Err(format!("{schema}: is_valid").into());
        }
        let value: Value = serde_json::from_str(example)?;
        if !oracle::domain(schema).is_valid(&value) {
            return Err(format!("{schema}: the oracle").into());
        }
    }
    Ok(())
}

/// The JSON objects in a text: from each line that is a `{` alone to where it is closed.
fn examples(text: &str) -> Vec<&str> {
    let mut examples = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset + line.len() - line.trim_start().len();
        let inside = examples.last().is_some_and(|last: &&str| {
            let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
            start < end
        });
        if line.trim() == "{" && !inside {
            let mut values =
                serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
            // Braces of program code are no JSON.
            if let Some(Ok(_)) = values.next() {
                examples.push(&text[start..start + values.byte_offset()]);
            }
        }
        offset += line.len();
    }
    examples
}
