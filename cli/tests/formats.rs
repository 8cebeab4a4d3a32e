//! The formats of `check`: each as its reader wants it, every region true, no secret in any.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeSet;

use serde_json::Value;

use support::{each_example, errors, file, folder, results, run, run_on, schema};

const FORMATS: [&str; 12] = [
    "pretty",
    "short",
    "json",
    "ndjson",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "checkstyle",
    "markdown",
    "flag",
    "basic",
];

#[test]
fn sarif_is_what_its_schema_says() {
    let validator = schema("sarif-2.1.0.json");
    let mut count = 0;
    each_example("sarif", |path, run| {
        let log: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(errors(&validator, &log), Vec::<String>::new(), "{path}");
        let rules = log["runs"][0]["tool"]["driver"]["rules"]
            .as_array()
            .unwrap();
        for result in results(&log) {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(rule["help"]["text"].is_string(), "{rule}");
            count += 1;
        }
        let codes: BTreeSet<&str> = rules
            .iter()
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        assert_eq!(codes.len(), rules.len());
    });
    assert!(count > 100, "{count}");
}

#[test]
fn sarif_names_files_by_uris_and_says_what_could_not_be_read() {
    let folder = folder("uris");
    let odd = file(&folder, "a b#é.json", "[1");
    let run = run(&[
        "check",
        "--operation",
        "kafka.create-sink-task",
        "-f",
        "sarif",
        &odd,
        "gone/x.json",
    ]);
    assert_eq!(run.code, 2);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        errors(&schema("sarif-2.1.0.json"), &log),
        Vec::<String>::new()
    );
    let place = &results(&log)[0]["locations"][0]["physicalLocation"]["artifactLocation"];
    let uri = place["uri"].as_str().unwrap();
    assert!(
        uri.starts_with("file:///") && uri.ends_with("/a%20b%23%C3%A9.json"),
        "{uri}"
    );
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let said = &invocation["toolExecutionNotifications"][0];
    assert!(
        said["message"]["text"]
            .as_str()
            .unwrap()
            .starts_with("`gone/x.json` cannot be read: ")
    );
    assert_eq!(
        said["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "gone/x.json"
    );
}

#[test]
fn gitlab_is_what_its_documentation_says() {
    let validator = schema("gitlab-code-quality.json");
    each_example("gitlab", |path, run| {
        let issues: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(errors(&validator, &issues), Vec::<String>::new(), "{path}");
        let issues = issues.as_array().unwrap();
        let prints: BTreeSet<&str> = issues
            .iter()
            .map(|issue| issue["fingerprint"].as_str().unwrap())
            .collect();
        assert_eq!(
            prints.len(),
            issues.len(),
            "{path}: one fingerprint for two findings"
        );
    });
}

#[test]
fn a_fingerprint_survives_what_moves_the_finding() {
    let prints = |text: &str, format: &str, pointer: &str| -> Vec<String> {
        let run = run_on(
            text.as_bytes(),
            &[
                "check",
                "--operation",
                "kafka.create-sink-task",
                "-f",
                format,
                "-",
            ],
        );
        let document: Value = serde_json::from_str(&run.out).unwrap();
        let list = if format == "sarif" {
            results(&document).clone()
        } else {
            document.as_array().unwrap().clone()
        };
        let mut prints: Vec<String> = list
            .iter()
            .map(|finding| {
                finding
                    .pointer(pointer)
                    .unwrap()
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        prints.sort();
        prints
    };
    let before = r#"{"topics": 1, "source_type": "BLOB", "x": 1, "y": 2}"#;
    let after = "{\n\n\n  \"source_type\": \"BLOB\",\n  \"y\": 2, \"x\": 1,\n  \"topics\": 1}";
    for (format, pointer) in [
        ("gitlab", "/fingerprint"),
        ("sarif", "/partialFingerprints/vouchsafe~1v1"),
    ] {
        let prints = [before, after].map(|text| prints(text, format, pointer));
        assert_eq!(prints[0], prints[1]);
        assert!(prints[0].len() > 2, "{prints:?}");
    }
}

#[test]
fn junit_has_a_case_for_each_text() {
    let folder = folder("junit");
    let valid = file(&folder, "valid.json", r#"{"z": 1}"#);
    let faulty = file(&folder, "faulty \u{1}<&\".json", "{\"a\": \"]]>\u{7F}\"}");
    let lint = file(&folder, "lint.json", r#"{"z": 1, "old": 1}"#);
    let schema = r#"{"required": ["z"], "properties": {"old": {"deprecated": true}, "a": {"type": "integer"}}}"#;
    let schema = file(&folder, "schema.json", schema);
    let run = run(&[
        "check",
        "--schema",
        &schema,
        "-f",
        "junit",
        &valid,
        &faulty,
        &lint,
        "gone.json",
    ]);
    assert_eq!(run.code, 2);
    let document = roxmltree::Document::parse(&run.out).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let suite = root.children().find(roxmltree::Node::is_element).unwrap();
    for element in [root, suite] {
        let numbers =
            ["tests", "failures", "errors", "skipped"].map(|name| element.attribute(name).unwrap());
        assert_eq!(numbers, ["4", "1", "1", "0"]);
    }
    let cases: Vec<_> = suite
        .children()
        .filter(|node| node.has_tag_name("testcase"))
        .collect();
    let inside = |index: usize| -> Vec<&str> {
        let nodes = cases[index].children().filter(roxmltree::Node::is_element);
        nodes.map(|node| node.tag_name().name()).collect()
    };
    assert_eq!(cases[0].attribute("name"), Some(&*valid));
    assert_eq!(
        [inside(0), inside(1), inside(2), inside(3)],
        [vec![], vec!["failure"], vec!["system-out"], vec!["error"]]
    );
    let failure = cases[1]
        .children()
        .find(|node| node.has_tag_name("failure"))
        .unwrap();
    assert_eq!(failure.attribute("type"), Some("missing-member"));
    assert_eq!(
        failure.attribute("message"),
        Some("`z` is required, and 1 more")
    );
    assert_eq!(failure.text().unwrap().trim().lines().count(), 2);
    // A case for each record of a stream.
    let stream = run_on(
        b"{\"z\": 1}\n\n{}\n",
        &["check", "--schema", &schema, "--ndjson", "-f", "junit", "-"],
    );
    let document = roxmltree::Document::parse(&stream.out).unwrap();
    let names: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .map(|node| node.attribute("name").unwrap())
        .collect();
    assert_eq!(names, ["<stdin>:1", "<stdin>:3"]);
    // A long one has a case for the rest of it.
    let long = "{}\n".repeat(10_050) + &"{\"z\": 1}\n".repeat(7);
    let long = run_on(
        long.as_bytes(),
        &["check", "--schema", &schema, "--ndjson", "-f", "junit", "-"],
    );
    let document = roxmltree::Document::parse(&long.out).unwrap();
    let cases = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"));
    let last = cases.clone().next_back().unwrap();
    assert_eq!(
        (cases.count(), last.attribute("name")),
        (10_001, Some("57 other records"))
    );
    let failure = last.first_element_child().unwrap();
    assert_eq!(
        failure.attribute("message"),
        Some("50 records refused; see --max-problems")
    );
}

#[test]
fn checkstyle_has_an_element_for_each_file() {
    each_example("checkstyle", |path, run| {
        let document = roxmltree::Document::parse(&run.out).unwrap();
        let root = document.root_element();
        assert!(root.has_tag_name("checkstyle") && root.attribute("version").is_some());
        let files: Vec<_> = root
            .children()
            .filter(roxmltree::Node::is_element)
            .collect();
        assert_eq!(files.len(), 1);
        assert_eq!(
            (files[0].tag_name().name(), files[0].attribute("name")),
            ("file", Some(path))
        );
        for error in files[0].children().filter(roxmltree::Node::is_element) {
            assert_eq!(error.tag_name().name(), "error");
            assert!(error.attribute("line").unwrap().parse::<usize>().unwrap() > 0);
            assert!(["error", "warning", "info"].contains(&error.attribute("severity").unwrap()));
            assert!(!error.attribute("message").unwrap().is_empty());
            assert!(error.attribute("source").unwrap().starts_with("vouchsafe."));
        }
    });
    let run = run_on(
        b"{}\n1\n[",
        &[
            "check",
            "--operation",
            "kafka.create-sink-task",
            "--ndjson",
            "-f",
            "checkstyle",
            "-",
        ],
    );
    let document = roxmltree::Document::parse(&run.out).unwrap();
    let lines: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("error"))
        .map(|node| node.attribute("line").unwrap())
        .collect();
    assert!(
        lines.is_sorted() && lines.first() == Some(&"1") && lines.last() == Some(&"3"),
        "{lines:?}"
    );
    assert_eq!(
        document
            .descendants()
            .filter(|node| node.has_tag_name("file"))
            .count(),
        1
    );
}

#[test]
fn github_is_told_in_commands_of_one_line() {
    let folder = folder("github");
    let schema = r#"{"required": ["100%: a,b"], "x-lints": [], "x-help": "first\nsecond", "x-message": "50%,\r\n::error::no: such"}"#;
    let schema = file(&folder, "schema.json", schema);
    let name = file(&folder, "a,b:c%.json", "{}");
    let run = run(&["check", "--schema", &schema, "-f", "github", &name]);
    let file = name
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace(',', "%2C");
    let expected = format!(
        "::error file={file},line=1,endLine=1,col=1,endColumn=2,title=missing-member::50%25,%0D%0A::error::no: such%0Ahelp: first%0Asecond\n"
    );
    assert_eq!(run.out, expected);
}

#[test]
fn markdown_is_a_table_that_nothing_breaks() {
    let folder = folder("markdown");
    let schema = r#"{"properties": {"a": {"x-message": "no <img> | @you *or* `x|y` and \\ [z](u)", "type": "integer"},
        "b": {"enum": ["`|"]}}}"#;
    let schema = file(&folder, "schema.json", schema);
    let text = b"{\"a\": \"\",\n \"b\": \"`<b>`\"}";
    let run = run_on(text, &["check", "--schema", &schema, "-f", "markdown", "-"]);
    insta::assert_snapshot!(run.out);
}

#[test]
fn no_format_shows_a_secret() {
    let folder = folder("secrets");
    let schema = r#"{"properties": {"password": {"x-secret": true, "minLength": 20, "pattern": "^[a-z]+$", "enum": ["x"]},
        "nested": {"x-secret": true, "properties": {"key": {"type": "integer"}}}, "port": {"type": "integer"}}}"#;
    let schema = file(&folder, "schema.json", schema);
    let text = r#"{"password": "hunter2!", "nested": {"key": "hunter2!"}, "port": "x"}"#;
    let broken = r#"{"password": "hunter2!", "nested": {"key": hunter2!}, "port": "x"}"#;
    for format in FORMATS {
        for text in [text, broken] {
            let run = run_on(
                text.as_bytes(),
                &["check", "--schema", &schema, "-f", format, "-"],
            );
            assert_eq!(run.code, 1);
            assert!(!run.out.contains("hunter2"), "{format}: {}", run.out);
        }
    }
}
