//! OpenAPI documents as they are: for each of `tests/documents` what is listed of it, what is said of it as a schema,
//! and what is found in the requests beside it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use support::{names, run};

#[test]
fn documents_are_read_as_they_are() {
    let folder = "tests/documents";
    let documents = names(folder);
    let documents = documents
        .iter()
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "yaml"));
    for name in documents {
        let document = format!("{folder}/{name}");
        let mut shown = String::new();
        let mut show = |arguments: &[&str]| {
            let run = run(arguments);
            let _ = writeln!(shown, "$ {}\nexit {}", arguments.join(" "), run.code);
            let _ = writeln!(shown, "{}{}", run.out, run.err);
        };
        show(&["operations", "--openapi", &document]);
        show(&["schema", "check", "-f", "short", &document]);
        for ending in ["http", "curl"] {
            let requests = Path::new(&document).with_extension(ending);
            if Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(&requests)
                .exists()
            {
                let requests = requests.to_str().unwrap();
                show(&["check", "-f", "short", "--openapi", &document, requests]);
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("documents");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.as_str(), shown));
    }
}

#[test]
fn operations_are_listed_for_programs() {
    let json = |document: &str| -> serde_json::Value {
        let run = run(&["operations", "-f", "json", "--openapi", document]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{document}");
        serde_json::from_str(&run.out).unwrap()
    };
    let list = json("tests/documents/swagger.yaml");
    let operations = list["operations"].as_array().unwrap();
    let pets = &operations[0];
    assert_eq!(pets["id"], "listPets");
    assert_eq!(pets["method"], "GET");
    assert_eq!(pets["path"], "/pets");
    assert_eq!(pets["kind"], "path");
    assert_eq!(pets["usable"], true);
    assert_eq!(pets["source"]["file"], "tests/documents/swagger.yaml");
    assert_eq!(pets["source"]["line"], 26);
    assert_eq!(pets["parts"][0]["part"], "query");
    assert_eq!(pets["parts"][1]["mediaTypes"][0], "application/json");
    let list = json("tests/documents/one_fault.yaml");
    let missing = list["operations"].as_array().unwrap();
    let missing = missing.iter().find(|known| known["path"] == "/missing");
    let missing = missing.unwrap();
    assert_eq!(missing["usable"], false);
    assert_eq!(missing["faults"][0]["part"], "body");
    assert_eq!(missing["faults"][0]["code"], "unresolved-reference");
    let list = json("tests/documents/hooks.yaml");
    let kinds = list["operations"].as_array().unwrap().iter();
    let kinds: Vec<&str> = kinds.map(|known| known["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["path", "callback", "webhook"]);
}

#[test]
fn webhooks_and_callbacks_are_meant_where_they_are_named() {
    let check = |operation: &str| {
        run(&[
            "check",
            "-f",
            "short",
            "--openapi",
            "tests/documents/hooks.yaml",
            "--operation",
            operation,
            "tests/documents/hooks.http",
        ])
    };
    let hook = check("petHook");
    assert_eq!(hook.code, 1, "{hook:?}");
    assert!(hook.out.contains("`name` is required"), "{hook:?}");
    let callback = check("subscribe onEvent POST {$request.body#/url}");
    assert!(callback.out.contains("`id` is required"), "{callback:?}");
}

#[test]
fn a_strict_caller_wants_no_fault() {
    let document = "tests/documents/one_fault.yaml";
    let strict = run(&["operations", "--strict-openapi", "--openapi", document]);
    assert_eq!((strict.code, strict.out.as_str()), (2, ""));
    assert!(strict.err.contains("Nowhere"), "{}", strict.err);
    let body = |operation: &str| {
        let arguments = [
            "check",
            "--openapi",
            document,
            "--operation",
            operation,
            "-",
        ];
        support::run_on(b"{}", &arguments)
    };
    assert_eq!(body("POST /sound").code, 0);
    for operation in ["POST /missing", "POST /nowhere"] {
        let refused = body(operation);
        assert_eq!(refused.code, 2, "{operation}");
        assert!(refused.err.contains("cannot be checked"), "{refused:?}");
    }
}
