//! HTTP archives as browsers and proxies write them: each case of `tests/http/archives.json` is an entry, with the codes of
//! what is found in it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use support::{file, folder, read, run};

fn data(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/http")
        .join(name)
}

/// The codes of what is found in an archive.
fn found(folder: &Path, archive: &str) -> (Vec<String>, String) {
    let path = file(folder, "case.har", archive);
    let document = data("openapi.yaml");
    let arguments = ["check", "--no-config", "-q", "-f", "short", "--openapi"];
    let run = run(&[&arguments[..], &[document.to_str().unwrap(), &path]].concat());
    assert_eq!(run.err, "", "{archive}");
    let code = |line: &str| {
        let (_, rest) = line.strip_prefix(&path)?.split_once(": ")?;
        Some(rest.split_once(": ")?.0.to_owned())
    };
    (run.out.lines().filter_map(code).collect(), run.out)
}

#[test]
fn entries_are_checked_or_said_not_to_be() {
    let folder = folder("archives");
    let cases: Vec<Value> = serde_json::from_str(&read(data("archives.json"))).unwrap();
    assert!(cases.len() >= 20);
    let mut wrong = String::new();
    for case in cases {
        let mut entry = json!({});
        for part in ["request", "response"] {
            if case[part].is_object() {
                entry[part] = case[part].clone();
            }
        }
        let archive = json!({"log": {"version": "1.2", "entries": [entry]}});
        let mark = if case["mark"] == true { "\u{feff}" } else { "" };
        for text in [
            archive.to_string(),
            serde_json::to_string_pretty(&archive).unwrap(),
        ] {
            let (found, shown) = found(&folder, &format!("{mark}{text}"));
            if json!(found) != case["found"] {
                let _ = writeln!(wrong, "{}: {}\n{shown}", case["case"], json!(found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_changed_archive_makes_it_panic() {
    let folder = folder("changed-archives");
    let text = read(data("archives.json"));
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let archive = json!({"log": {"entries": cases}}).to_string();
    let mut checked = 0;
    for at in (0..archive.len()).step_by(29) {
        for change in ["\"", "\\ud800", "0", "{", ""] {
            let Some((before, behind)) = archive.split_at_checked(at) else {
                continue;
            };
            let changed = format!("{before}{change}{}", behind.get(1..).unwrap_or_default());
            found(&folder, &changed);
            checked += 1;
        }
    }
    assert!(checked > 500);
}
