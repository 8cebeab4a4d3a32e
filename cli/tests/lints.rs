//! `schema check` in every format, and in folders.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use serde_json::Value;

use support::{errors, file, folder, read, results, run, schema};

const FAULTY: &str = r#"{
  "properties": { "size": { "type": "integr" }, "naem": { "minimum": 2, "maximum": 1 } }
}
"#;
const DOUBTFUL: &str = r#"{
  "properties": {
    "password": { "type": "string" },
    "size": { "enum": [1, 2, 1] }
  }
}
"#;

#[test]
fn findings_are_written_in_every_format() {
    let folder = folder("lint-formats");
    file(&folder, "faulty.json", FAULTY);
    file(&folder, "doubtful.json", DOUBTFUL);
    file(&folder, "doubtful.cases.json", "{}");
    let folder = folder.to_str().unwrap();
    let write = |format: &str| {
        let ran = run(&["schema", "check", folder, "-f", format]);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{format}");
        for code in [
            "unmarked-secret",
            "duplicate-enum-value",
            "invalid-keyword-value",
            "contradictory-bounds",
        ] {
            assert!(ran.out.contains(code), "{format}: {}", ran.out);
        }
        ran.out
    };
    for format in [
        "pretty",
        "short",
        "ndjson",
        "junit",
        "github",
        "checkstyle",
        "markdown",
    ] {
        write(format);
    }
    let json: Value = serde_json::from_str(&write("json")).unwrap();
    let own: Value = serde_json::from_str(include_str!("../schema/check-output.json")).unwrap();
    let own = jsonschema::validator_for(&own).unwrap();
    assert_eq!(errors(&own, &json), [""; 0]);
    let secret = &json["files"][0]["violations"][0];
    assert_eq!(secret["instance_location"], "/properties/password");
    assert_eq!(secret["suggestion"]["applicability"], "machine-applicable");
    let sarif: Value = serde_json::from_str(&write("sarif")).unwrap();
    assert_eq!(errors(&schema("sarif-2.1.0.json"), &sarif), [""; 0]);
    assert_eq!(results(&sarif).len(), 4);
    let gitlab: Value = serde_json::from_str(&write("gitlab")).unwrap();
    assert_eq!(
        errors(&schema("gitlab-code-quality.json"), &gitlab),
        [""; 0]
    );
    for format in ["flag", "basic"] {
        let ran = run(&["schema", "check", folder, "-f", format]);
        assert_eq!(ran.code, 2);
        assert!(
            ran.err
                .starts_with("error: `flag` and `basic` are about instances"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn each_format_may_have_its_file() {
    let folder = folder("lint-outputs");
    let path = file(&folder, "doubtful.json", DOUBTFUL);
    let sarif = folder.join("out.sarif");
    let ran = run(&[
        "schema",
        "check",
        &path,
        "-f",
        "short",
        "-f",
        "sarif",
        "-o",
        sarif.to_str().unwrap(),
    ]);
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    let log: Value = serde_json::from_str(&read(sarif)).unwrap();
    assert_eq!(results(&log).len(), 2);
}

#[test]
fn findings_beyond_the_limit_are_counted() {
    let folder = folder("lint-limit");
    let doubtful = file(&folder, "doubtful.json", DOUBTFUL);
    let faulty = file(&folder, "faulty.json", FAULTY);
    let ran = run(&["schema", "check", &doubtful, &faulty, "--max-problems", "1"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("2 schemas checked: 2 errors, 2 warnings; 1 are shown, see --max-problems"),
        "{}",
        ran.out
    );
}

#[test]
fn a_fault_in_a_file_that_two_refer_to_is_told_once() {
    let folder = folder("lint-shared");
    let one = file(&folder, "one.json", r#"{"$ref": "shared.json"}"#);
    let two = file(&folder, "two.json", r#"{"items": {"$ref": "shared.json"}}"#);
    file(&folder, "shared.json", r#"{"type": "integr"}"#);
    let ran = run(&["schema", "check", &one, &two, "-f", "short"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    let ran = run(&["schema", "check", &one, &two]);
    assert!(
        ran.out.contains("2 schemas checked: 1 error\n"),
        "{}",
        ran.out
    );
}

#[test]
fn files_are_mended_where_they_are() {
    let folder = folder("lint-fix");
    let path = file(&folder, "doubtful.json", DOUBTFUL);
    let ran = run(&["schema", "check", &path, "--fix"]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.err, format!("{path}: mended in 2 places\n"));
    assert_eq!(ran.out, "1 schema checked, nothing found\n");
    let mended = r#"{
  "properties": {
    "password": { "type": "string", "x-secret": true },
    "size": { "enum": [1, 2] }
  }
}
"#;
    assert_eq!(read(&path), mended);
}

#[test]
fn an_openapi_document_has_its_operations_checked() {
    let folder = folder("lint-openapi");
    let text = r#"{"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {"/": {"get": {"operationId": "get", "parameters": [{"name": "a", "in": "query", "schema": {"type": "strng"}}]}}}}"#;
    let path = file(&folder, "openapi.json", text);
    let ran = run(&["schema", "check", &path, "-f", "short"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("there is no type `strng`"), "{}", ran.out);
}
