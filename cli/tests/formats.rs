//! The formats of `check`: each as its reader wants it, every region true, no secret in any.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use support::{each_example, errors, file, folder, read, results, run, run_on, schema};

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

/// Whether a terminal would obey a character, or a reader not see it.
fn is_unsafe(character: char) -> bool {
    character != '\n' && character.is_control()
        || matches!(character, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

static SARIF: LazyLock<jsonschema::Validator> = LazyLock::new(|| schema("sarif-2.1.0.json"));
static GITLAB: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| schema("gitlab-code-quality.json"));
static JSON: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(&read("schema/check-output.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

/// Sees that an output is what its format asks for, and holds nothing that a terminal would obey.
fn assert_well_formed(format: &str, out: &str) {
    let found = out.chars().find(|character| is_unsafe(*character));
    assert_eq!(found, None, "{format}: {out:?}");
    match format {
        "json" | "sarif" | "gitlab" => {
            let document: Value = serde_json::from_str(out).unwrap();
            let validator = match format {
                "sarif" => &*SARIF,
                "gitlab" => &*GITLAB,
                _ => &*JSON,
            };
            assert_eq!(errors(validator, &document), Vec::<String>::new());
        }
        "ndjson" | "flag" | "basic" => {
            for line in out.lines() {
                serde_json::from_str::<Value>(line).unwrap();
            }
        }
        "junit" | "checkstyle" => {
            roxmltree::Document::parse(out).unwrap();
        }
        "github" => assert!(out.lines().all(|line| line.starts_with("::")), "{out}"),
        _ => {}
    }
}

/// Texts in which most characters are no ordinary ones.
fn ugly() -> impl Strategy<Value = String> {
    let special = proptest::sample::select(
        "\0\u{1}\u{7}\u{8}\t\n\r\u{1B}[]0;\u{7F}\u{80}\u{85}\u{9B}\u{9D}\u{AD}\u{61C}\u{200B}\u{200D}\u{200E}\u{2028}\u{2029}\
         \u{202E}\u{2066}\u{2069}\u{FEFF}\u{FFFD}\u{FFFE}\u{FFFF}\u{1FFFE}\u{E0041}\u{1F600}\"\\`'<>&|%:,{}#*_~@!=/. aé日"
            .chars()
            .collect::<Vec<char>>(),
    );
    let character = prop_oneof![4 => special, 1 => any::<char>()];
    proptest::collection::vec(character, 0..12).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_format_is_well_formed_whatever_is_in_names_and_values(
        name in ugly(), value in ugly(), title in ugly(), message in ugly(), help in ugly(), file_name in ugly()
    ) {
        let folder = folder("ugly");
        let lint = json!({ "code": "own-lint", "message": message, "help": help, "schema": false });
        let own = json!({ "x-message": message, "x-help": help, "x-docs": format!("https://example.com/{help}"), "type": "null" });
        let document = json!({
            "title": title,
            "properties": {
                &name: { "type": "integer", "title": title },
                "own": own,
                "linted": { "x-lints": [lint] },
                "old": { "deprecated": true, "x-deprecated-message": message },
                "choice": { "enum": [name, value, title] },
                "titled": { "oneOf": [{ "title": title, "type": "null" }, { "title": name, "type": "integer" }] },
                "formed": { "pattern": "^a$" },
            },
            "required": [title],
            "unevaluatedProperties": false,
        });
        let schema = file(&folder, "schema.json", document.to_string());
        let instance = json!({
            &name: value, "own": value, "linted": value, "old": 1, "choice": help, "titled": value, "formed": value, &value: [name],
        });
        let [pretty, line] = [serde_json::to_string_pretty(&instance).unwrap(), instance.to_string()];
        let broken = format!("{}{value}", &line[..line.len() - 1]);
        let file_name = format!("x{}", file_name.replace('\0', ""));
        for format in FORMATS {
            for text in [&pretty, &line, &broken] {
                let run = run_on(text.as_bytes(), &[
                    "check", "--no-config", "--schema", &schema, "-f", format, "--stdin-filename", &file_name, "-", "gone\u{1B}\u{9B}\n.json",
                ]);
                assert_eq!(run.code, 2, "{}", run.err);
                assert_well_formed(format, &run.out);
                let found = run.err.chars().find(|character| is_unsafe(*character));
                assert_eq!(found, None, "{:?}", run.err);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn files_of_any_name_are_named() {
    use std::ffi::{OsStr, OsString};
    use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

    let folder = folder("names");
    let schema = file(&folder, "schema.json", r#"{"type": "integer"}"#);
    for (bytes, shown, path, uri) in [
        (
            &b"caf\xE9.json"[..],
            "caf%E9.json",
            "caf%E9.json",
            "caf%E9.json",
        ),
        (
            b"5%\xFF.json",
            "5%25%FF.json",
            "5%25%FF.json",
            "5%25%FF.json",
        ),
        (b"5%.json", "5%.json", "5%.json", "5%25.json"),
        (
            b"a\nb\x1B[31m.json",
            r"a\nb\u001b[31m.json",
            "a\nb\u{1B}[31m.json",
            "a%0Ab%1B%5B31m.json",
        ),
        (
            "\u{9B}\u{202E}.json".as_bytes(),
            r"\u009b\u202e.json",
            "\u{9B}\u{202E}.json",
            "%C2%9B%E2%80%AE.json",
        ),
    ] {
        let name = folder.join(OsStr::from_bytes(bytes));
        #[expect(clippy::disallowed_methods, reason = "tests make their data")]
        std::fs::write(&name, "\"\"").unwrap();
        let check = |format: &str| {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let arguments = ["check", "--no-config", "--schema", &schema, "-f", format];
            let arguments = arguments.map(OsString::from).into_iter();
            let arguments =
                arguments.chain([OsString::from_vec(name.as_os_str().as_bytes().to_vec())]);
            let code = vouchsafe_cli::run_with(arguments, &mut &b""[..], &mut out, &mut err);
            let out = String::from_utf8(out).unwrap();
            assert_eq!(
                (code, err.len()),
                (1, 0),
                "{}",
                String::from_utf8_lossy(&err)
            );
            assert_well_formed(format, &out);
            out
        };
        let here = folder.to_str().unwrap();
        for format in ["pretty", "short", "junit", "markdown"] {
            let out = check(format);
            assert!(out.contains(&format!("/{shown}:1:1")), "{format}: {out}");
        }
        assert_eq!(check("short").lines().count(), 1);
        let json: Value = serde_json::from_str(&check("json")).unwrap();
        assert_eq!(json["files"][0]["path"], format!("{here}/{path}"));
        let gitlab: Value = serde_json::from_str(&check("gitlab")).unwrap();
        assert_eq!(gitlab[0]["location"]["path"], format!("{here}/{path}"));
        let sarif: Value = serde_json::from_str(&check("sarif")).unwrap();
        let place =
            &results(&sarif)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert!(
            place.as_str().unwrap().ends_with(&format!("/{uri}")),
            "{place}"
        );
        let checkstyle = check("checkstyle");
        let document = roxmltree::Document::parse(&checkstyle).unwrap();
        let element = document
            .descendants()
            .find(|node| node.has_tag_name("file"))
            .unwrap();
        assert_eq!(element.attribute("name"), Some(&*format!("{here}/{shown}")));
    }
}

#[test]
fn what_xml_does_not_hold_is_escaped() {
    let folder = folder("xml");
    let schema = file(
        &folder,
        "schema.json",
        r#"{"properties": {"a": {"type": "integer"}}, "additionalProperties": false}"#,
    );
    for text in [
        r#"{"a": "x\ufffey"}"#,
        "{\"a\": \"\u{FFFF}\"}",
        "{\"\u{FFFE}\": 1}",
        r#"{"\u0000\u001b\uffff": 1}"#,
    ] {
        for format in ["junit", "checkstyle"] {
            let run = run_on(
                text.as_bytes(),
                &[
                    "check",
                    "--no-config",
                    "--schema",
                    &schema,
                    "-f",
                    format,
                    "-",
                ],
            );
            assert_eq!(run.code, 1);
            assert_well_formed(format, &run.out);
            assert!(run.out.contains("\\uff"), "{}", run.out);
        }
    }
}

#[test]
fn a_very_long_line_is_cut_before_it_is_drawn() {
    let folder = folder("long-line");
    let schema = file(
        &folder,
        "schema.json",
        r#"{"properties": {"b": true}, "additionalProperties": {"type": "integer"}}"#,
    );
    let members: Vec<String> = (0..100)
        .map(|number| format!(",\"a{number}\":\"\""))
        .collect();
    let members = members.concat();
    let text = format!("{{\"b\":\"{}\"{members}}}", "é".repeat(5_000_000));
    let run = run_on(
        text.as_bytes(),
        &["check", "--no-config", "--schema", &schema, "-"],
    );
    assert_eq!(run.code, 1);
    assert!(run.out.len() < 100_000, "{}", run.out.len());
    let column = 1 + text
        .find("\"\",\"a1\"")
        .map(|offset| text[..offset].chars().count())
        .unwrap();
    assert!(
        run.out.contains(&format!(" --> <stdin>:1:{column}\n")),
        "{column}: {}",
        &run.out[..500]
    );
}
