//! Recorded requests against OpenAPI documents: each folder of `tests/openapi` has a document, and each of its requests
//! a snapshot. The folder `faults` has documents that are refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use support::{file, folder, read, run};

/// The files of a folder with one of some endings, sorted.
fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(path).unwrap().map(Result::unwrap);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let ends = |name: &String| endings.iter().any(|ending| name.ends_with(ending));
    let mut names: Vec<String> = names.filter(ends).collect();
    names.sort();
    names
}

fn snapshot(folder: &str, name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.strip_prefix("tests/").unwrap());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn requests_are_told_by_their_document() {
    let documents = [
        ("kennel", "openapi.yaml"),
        ("pasted", "openapi.yaml"),
        ("tracks", "openapi.json"),
    ];
    for (folder, document) in documents {
        let folder = format!("tests/openapi/{folder}");
        let document = format!("{folder}/{document}");
        let listed = run(&["operations", "--openapi", &document]);
        assert_eq!(listed.err, "");
        snapshot(&folder, "operations", &listed.out);
        let requests = files(&folder, &[".http", ".har", ".curl"]);
        assert!(!requests.is_empty());
        for name in requests {
            let run = run(&["check", "--openapi", &document, &format!("{folder}/{name}")]);
            for secret in ["hunter2", "s3cret"] {
                assert!(!run.out.contains(secret), "{name}: {}", run.out);
            }
            let shown = format!("exit {}\n{}{}", run.code, run.out, run.err);
            snapshot(&folder, &name, &shown);
        }
    }
}

#[test]
fn requests_are_matched_with_their_documents() {
    let folder = "tests/openapi/matching";
    let documents = files(folder, &[".yaml"]);
    assert!(!documents.is_empty());
    let mut told = 0;
    for document in documents {
        let stem = document.strip_suffix(".yaml").unwrap();
        let requests = files(folder, &[".http", ".har", ".curl"]);
        let own = requests
            .iter()
            .filter(|name| name.split('.').next() == Some(stem));
        for name in own {
            let document = format!("{folder}/{document}");
            let run = run(&["check", "--openapi", &document, &format!("{folder}/{name}")]);
            for secret in ["hunter2", "s3cret"] {
                assert!(!run.out.contains(secret), "{name}: {}", run.out);
            }
            let shown = format!("exit {}\n{}{}", run.code, run.out, run.err);
            snapshot(folder, name, &shown);
            told += 1;
        }
    }
    assert_eq!(told, files(folder, &[".http", ".har", ".curl"]).len());
}

#[test]
fn other_hosts_may_mean_the_api() {
    let folder = folder("hosts");
    let document = file(
        &folder,
        "api.yaml",
        "openapi: 3.0.3\ninfo: {title: a, version: '1'}\nservers: [{url: 'https://h.example.com/v1'}]\n\
         paths: {/pets: {get: {operationId: pets, parameters: [{name: x, in: query, required: true, schema: {}}], \
         responses: {default: {description: ok}}}}}\n",
    );
    let cases = [
        ("http://localhost:8080/v1/pets", &[][..], "not-checked"),
        (
            "http://localhost:8080/v1/pets",
            &["localhost"],
            "not-checked",
        ),
        (
            "http://localhost:8080/v1/pets",
            &["a", "localhost:8080"],
            "missing-member",
        ),
        (
            "http://localhost:8080/pets",
            &["localhost:8080"],
            "unknown-operation",
        ),
        (
            "http://localhost:8080/pets",
            &["localhost:8080/"],
            "missing-member",
        ),
        (
            "http://localhost:8080/dev/pets",
            &["http://localhost:8080/dev"],
            "missing-member",
        ),
        (
            "https://localhost:8080/dev/pets",
            &["http://localhost:8080/dev"],
            "not-checked",
        ),
        ("https://any.example.org/v1/pets", &["*"], "missing-member"),
        (
            "https://h.example.com/v1/pets",
            &["localhost"],
            "missing-member",
        ),
    ];
    for (url, hosts, expected) in cases {
        let request = file(&folder, "a.http", format!("GET {url}\n"));
        let hosts = hosts.iter().flat_map(|host| ["--host", host]);
        let start = ["check", "-f", "short", "--openapi", &document, &request];
        let arguments: Vec<&str> = start.into_iter().chain(hosts).collect();
        let run = run(&arguments);
        assert!(
            run.out.contains(&format!("[{expected}]")),
            "{url} {}",
            run.out
        );
    }
    let wrong = run(&["check", "--host", "/v1", "a.http"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("expected a host"), "{}", wrong.err);
}

/// A copy of the documents of a folder, all in one language.
fn copy(from: &Path, to: &Path, language: &str) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            copy(&path, &to.join(entry.file_name()), language);
            continue;
        }
        let text = match path.extension().and_then(|end| end.to_str()) {
            // JSON is YAML by itself.
            Some("json") => read(&path),
            Some("yaml") if language == "yaml" => read(&path),
            Some("yaml") => {
                let mut documents = vouchsafe_compiler::text::yaml(&read(&path)).unwrap();
                String::from_utf8(documents.remove(0).json).unwrap()
            }
            _ => continue,
        };
        let name = path.with_extension(language);
        let name = name.file_name().unwrap().to_str().unwrap();
        let ending = format!(".{language}");
        let text = text.replace(".json", &ending).replace(".yaml", &ending);
        file(to, name, text);
    }
}

#[test]
fn the_language_of_a_document_makes_no_difference() {
    for (name, document) in [("kennel", "openapi.yaml"), ("tracks", "openapi.json")] {
        let requests = format!("tests/openapi/{name}");
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(&requests);
        let copies = folder(&format!("languages-{name}"));
        for language in ["yaml", "json"] {
            copy(&own, &copies.join(language), language);
        }
        let check = |document: &Path, name: &str| {
            let document = document.to_str().unwrap();
            run(&[
                "check",
                "--openapi",
                document,
                &format!("{requests}/{name}"),
            ])
        };
        for request in files(&requests, &[".http", ".har", ".curl"]) {
            let expected = check(&own.join(document), &request);
            for copy in ["yaml/openapi.yaml", "json/openapi.json"] {
                let found = check(&copies.join(copy), &request);
                assert_eq!(
                    (found.code, &found.out),
                    (expected.code, &expected.out),
                    "{copy}"
                );
                assert_eq!(found.err, "");
            }
        }
    }
}

#[test]
fn no_request_makes_it_panic() {
    let lines = [
        "/dogs?limit=9&breed=pug&sort=name|age&size[height]=3&page=%7B%22after%22:1%7D",
        "/rooms/;room=1;room=2/photo.png?a=%C3%A9",
        "/dogs/7",
    ];
    let changes = [
        "", "%", "&", "=", "[", "]", ";", ",", "|", "/", "?", "\u{e9}", "%ff", "{{x}}",
    ];
    let folder = folder("mutated");
    let mut files = Vec::new();
    for line in lines {
        for at in 0..line.len() {
            let mut requests = String::from("@x = y=;\n");
            let (before, behind) = (&line[..at], &line[at + 1..]);
            for change in changes {
                let url = format!("https://kennel.example.com/live/v1{before}{change}{behind}");
                let _ = write!(
                    requests,
                    "\n###\nGET {url}\nCookie: {before}{change}{behind}\n\n###\nPUT {url}\n\n###\n\
                     POST https://kennel.example.com/live/v1/dogs\n\
                     Content-Type: application/x-www-form-urlencoded\n\n{before}{change}{behind}\n"
                );
            }
            files.push(file(&folder, &format!("{}.http", files.len()), requests));
        }
    }
    let files = files.iter().map(String::as_str);
    let document = ["check", "--openapi", "tests/openapi/kennel/openapi.yaml"];
    let run = run(&document.into_iter().chain(files).collect::<Vec<_>>());
    assert_eq!(run.code, 1, "{}", run.err);
}

#[test]
fn a_faulty_document_is_told_where() {
    let folder = "tests/openapi/faults";
    let documents = files(folder, &[".yaml", ".json"]);
    assert!(documents.len() >= 8);
    for name in documents {
        let document = format!("{folder}/{name}");
        let strict = [
            "check",
            "--strict-schema",
            "--strict-openapi",
            "--operation",
            "any",
            "--openapi",
        ];
        let run = run(&[&strict[..], &[&document, "-"]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{name}");
        snapshot(folder, &name, &run.err);
    }
}

#[test]
fn a_response_may_come_without_a_body() {
    let folder = folder("no-content");
    let empty = file(&folder, "empty.json", " \n");
    let object = file(&folder, "object.json", "{}");
    let list = file(&folder, "list.json", "[]");
    let part = |part: &str, file: &str, more: &[&str]| {
        let arguments = [
            "check",
            "--no-config",
            "--operation",
            "dis.create-transfer-task",
            "--part",
            part,
            file,
        ];
        run(&[&arguments[..], more].concat()).code
    };
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/openapi.json");
    let own = ["--openapi", document.to_str().unwrap()];
    for more in [&[][..], &own] {
        assert_eq!(part("response", &empty, more), 0);
        assert_eq!(part("response", &object, more), 0);
        assert_eq!(part("response", &list, more), 1);
        // A request that nothing was written to is a fault, whatever it is for.
        assert_eq!(part("body", &empty, more), 1);
    }
    for format in ["flag", "basic"] {
        assert_eq!(part("response", &empty, &["-f", format]), 0);
    }
    let other = [
        "check",
        "--no-config",
        "--operation",
        "kafka.show-sink-task",
        "--part",
        "response",
        &empty,
    ];
    assert_eq!(run(&other).code, 1);
}

#[test]
fn members_that_go_the_wrong_way_are_lints() {
    let folder = folder("directions");
    let schema = r##"{
        "properties": {
            "id": { "type": "integer", "readOnly": true },
            "key": { "$ref": "#/$defs/key" },
            "rows": { "items": { "properties": { "no": { "readOnly": true }, "name": { "readOnly": false } } } },
            "choice": { "anyOf": [{ "readOnly": true, "type": "integer" }, { "type": "string" }] }
        },
        "additionalProperties": false,
        "$defs": { "key": { "type": "string", "writeOnly": true } }
    }"##;
    let text = r#"{"id": 1, "key": "k", "rows": [{"no": 1, "name": "n"}], "choice": "c"}"#;
    let schema_file = file(&folder, "schema.json", schema);
    let input = file(&folder, "i.json", text);
    let yaml = file(&folder, "i.yaml", text);
    let check = |more: &[&str]| {
        let arguments = ["check", "--no-config", "-f", "short"];
        run(&[&arguments[..], more].concat())
    };
    // Where it is not known which way a text goes nothing is said.
    let plain = check(&["--schema", &schema_file, &input]);
    assert_eq!((plain.code, plain.out.as_str()), (0, ""));
    let codes = |run: &support::Run| -> Vec<(String, String)> {
        let line = |line: &str| {
            let (_, rest) = line.split_once("warning[").unwrap();
            let (code, rest) = rest.split_once("]: `").unwrap();
            (code.to_owned(), rest.split('`').next().unwrap().to_owned())
        };
        run.out.lines().map(line).collect()
    };
    let read = |name: &str| ("read-only-member".to_owned(), name.to_owned());
    let write = |name: &str| ("write-only-member".to_owned(), name.to_owned());
    for input in [&input, &yaml] {
        let request = check(&["--schema", &schema_file, "--direction", "request", input]);
        assert_eq!(request.code, 0);
        assert_eq!(codes(&request), [read("id"), read("no")]);
        let response = check(&["--schema", &schema_file, "--direction", "response", input]);
        assert_eq!(codes(&response), [write("key")]);
    }
    let response = ["--schema", &schema_file, "--direction", "response", &input];
    let json = run(&[&["check", "--no-config", "-f", "json"], &response[..]].concat());
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let found = &json["files"][0]["violations"][0];
    assert_eq!(found["instance_location"], "/key");
    assert_eq!(found["keyword_location"], "/properties/key/$ref/writeOnly");
    assert_eq!(json["files"][0]["valid"], true);
    // Severities are those that are asked for.
    let request = ["--schema", &schema_file, "--direction", "request", &input];
    for (level, code, lines) in [("error", 1, 2), ("off", 0, 0)] {
        let severity = format!("read-only-member={level}");
        let run = check(&[&request[..], &["--severity", &severity]].concat());
        assert_eq!(
            (run.code, run.out.lines().count(), &*run.err),
            (code, lines, "")
        );
    }
    // Nothing is mended: whether the service ignores the member or refuses it is not known.
    let fixed = check(&[&request[..], &["--fix", "--fix-unsure", "--dry-run"]].concat());
    assert_eq!((fixed.code, fixed.out.as_str()), (0, ""));
    // The parts of operations tell which way they go, in documents of both versions.
    for version in ["3.0.3", "3.1.0"] {
        let schema = r#"{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer", "readOnly": true},
            "key": {"type": "string", "writeOnly": true}}}"#;
        let content = format!(r#"{{"application/json": {{"schema": {schema}}}}}"#);
        let document = format!(
            r#"{{"openapi": "{version}", "info": {{"title": "t", "version": "1"}}, "paths": {{"/x": {{"post": {{
                "operationId": "make", "requestBody": {{"content": {content}}},
                "responses": {{"200": {{"description": "d", "content": {content}}}}}}}}}}}}}"#
        );
        let document = file(&folder, "api.json", document);
        let whole = file(&folder, "whole.json", r#"{"id": 1, "key": "k"}"#);
        let part = |part: &str| {
            check(&[
                "--openapi",
                &document,
                "--operation",
                "make",
                "--part",
                part,
                &whole,
            ])
        };
        assert_eq!(codes(&part("body")), [read("id")], "{version}");
        assert_eq!(codes(&part("response")), [write("key")], "{version}");
        let recorded =
            "POST https://x/x\nContent-Type: application/json\n\n{\"id\": 1, \"key\": \"k\"}\n";
        let recorded = file(&folder, "r.http", recorded);
        assert_eq!(
            codes(&check(&["--openapi", &document, &recorded])),
            [read("id")]
        );
    }
}
