//! The command as a user runs it: arguments, streams, exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

use std::path::{Path, PathBuf};

use serde_json::Value;

/// What a run left behind.
struct Run {
    code: u8,
    out: String,
    err: String,
}

fn run_on(stdin: &str, arguments: &[&str]) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = vouchsafe_cli::run_with(
        arguments.iter().copied(),
        &mut stdin.as_bytes(),
        &mut out,
        &mut err,
    );
    Run {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn run(arguments: &[&str]) -> Run {
    run_on("", arguments)
}

fn example(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/requests");
    root.join(name).to_string_lossy().into_owned()
}

/// A folder of this test alone, with files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "tests make their data")]
        std::fs::write(path, text).unwrap();
    }
    folder
}

const SMART: &str = "kafka.create-smart-connect-task";

#[test]
fn exit_codes_say_what_happened() {
    let valid = example("kafka.create-smart-connect-task.kafka-source.valid.json");
    let faulty = example("kafka.create-smart-connect-task.kafka-source.faulty.json");
    assert_eq!(run(&["check", "--operation", SMART, &valid]).code, 0);
    assert_eq!(run(&["check", "--operation", SMART, &faulty]).code, 1);
    assert_eq!(
        run(&["check", "--operation", SMART, &faulty, "--fail-on", "never"]).code,
        0
    );
    assert_eq!(
        run(&["check", "--operation", SMART, "no-such-file.json"]).code,
        2
    );
    assert_eq!(
        run(&["check", "--operation", "no-such-operation", &valid]).code,
        2
    );
    assert_eq!(run(&["check", &valid]).code, 2);
    // What is named must be there, also where no file needs it.
    let schema = run(&["check", "--schema", "no-such.json", "no-such-file.json"]);
    assert!(
        schema.err.contains("the schema has a fault"),
        "{}",
        schema.err
    );
    assert_eq!(run(&["--help"]).code, 0);
    assert_eq!(run(&["--version"]).code, 0);
    assert_eq!(run(&["chekc"]).code, 2);
}

#[test]
fn the_threshold_is_where_it_was_set() {
    let text = r#"{"topics": "a", "sink_type": "NONE"}"#;
    let check = |fail_on| {
        run_on(
            text,
            &["check", "--operation", SMART, "--fail-on", fail_on, "-"],
        )
        .code
    };
    assert_eq!(
        (check("error"), check("warning"), check("never")),
        (0, 1, 0)
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let faulty = example("kafka.create-smart-connect-task.obs-sink.faulty.json");
    let run = run(&[
        "check",
        "--operation",
        SMART,
        "-f",
        "short",
        "no-such-file.json",
        &faulty,
    ]);
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .starts_with("error: `no-such-file.json` cannot be read: "),
        "{}",
        run.err
    );
    assert!(run.out.contains("error[exclusive-members]"), "{}", run.out);
}

#[test]
fn results_and_problems_go_to_different_streams() {
    let run = run(&["check", "--operation", "create-sink-task", "-"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    let words = "error: there is no operation `create-sink-task`\n  help: did you mean `kafka.create-sink-task`?\n";
    assert_eq!(run.err, words);
}

#[test]
fn the_operation_that_was_meant_is_suggested() {
    let said = |id: &str| run(&["check", "--operation", id, "-"]).err;
    for (written, meant) in [
        ("kafka.crate-sink-task", "kafka.create-sink-task"),
        ("kafka.create-sinktask", "kafka.create-sink-task"),
        ("Kafka.Show-Sink-Task", "kafka.show-sink-task"),
        ("dis.create-tranfser-task", "dis.create-transfer-task"),
        (
            "create-smart-conect-task",
            "kafka.create-smart-connect-task",
        ),
        ("show-sink-tsk", "kafka.show-sink-task"),
        ("kafka.show", "kafka.show-sink-task"),
    ] {
        let words =
            format!("error: there is no operation `{written}`\n  help: did you mean `{meant}`?\n");
        assert_eq!(said(written), words);
    }
    for written in ["", "orders.create", &"x".repeat(100_000)] {
        let words = said(written);
        assert!(
            words.contains("help: known are `") && words.contains("`kafka.create-sink-task`"),
            "{words:.300}"
        );
    }
    // The same for the operations of a document.
    let paths = r#"{"/orders": {"post": {"operationId": "orders.create", "requestBody": {"content": {"application/json": {"schema": {}}}}, "responses": {}}}}"#;
    let document = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "", "version": ""}}, "paths": {paths}}}"#
    );
    let folder = folder("misspelt", &[("openapi.json", &document)]);
    let document = folder.join("openapi.json").to_string_lossy().into_owned();
    let run = run(&[
        "check",
        "--operation",
        "orders.craete",
        "--openapi",
        &document,
        "-",
    ]);
    assert!(
        run.err.ends_with("help: did you mean `orders.create`?\n"),
        "{}",
        run.err
    );
}

fn schema(pointer: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(include_str!("../schema/check-output.json")).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let mut entry = schema.clone();
    if !pointer.is_empty() {
        entry = serde_json::json!({ "$defs": schema["$defs"], "$ref": format!("#{pointer}") });
    }
    jsonschema::validator_for(&entry).unwrap()
}

#[test]
fn json_is_what_its_schema_says() {
    let validator = schema("");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/requests");
    for entry in std::fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path();
        for operation in vouchsafe_schemas::operations::OPERATIONS {
            let run = run(&[
                "check",
                "--operation",
                operation.id,
                "-f",
                "json",
                &path.to_string_lossy(),
            ]);
            // The operation without a body has nothing to check a body against.
            if run.code == 2 {
                assert!(run.err.contains("describes no body"), "{}", run.err);
                continue;
            }
            let document: Value = serde_json::from_str(&run.out).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&document)
                .map(|error| error.to_string())
                .collect();
            assert_eq!(errors, Vec::<String>::new(), "{}", run.out);
            assert_eq!(document["files"][0]["valid"], run.code == 0, "{}", run.out);
        }
    }
}

#[test]
fn json_has_the_documented_shape() {
    let run = run_on(
        r#"{"topic-info": 1}"#,
        &[
            "check",
            "--operation",
            "kafka.show-sink-task",
            "--part",
            "query",
            "-f",
            "json",
            "-",
        ],
    );
    let document: Value = serde_json::from_str(&run.out).unwrap();
    let expected = serde_json::json!({
        "code": "wrong-type",
        "severity": "error",
        "message": "`topic-info` must be a string, found the number `1`",
        "help": "put it in quotes: `\"1\"`",
        "in": "query",
        "instance_location": "/topic-info",
        "keyword_location": "/properties/topic-info/$ref/$ref/type",
        "span": { "start": 15, "end": 16, "line": 1, "column": 16, "end_line": 1, "end_column": 17 },
        "suggestion": {
            "applicability": "maybe-incorrect",
            "edits": [
                { "start": 15, "end": 15, "replacement": "\"" },
                { "start": 16, "end": 16, "replacement": "\"" },
            ],
        },
        "docs": null,
    });
    let violations = document["files"][0]["violations"].as_array().unwrap();
    assert_eq!(violations[1], expected, "{}", run.out);
    assert_eq!(violations[0]["code"], "deprecated-api");
    assert_eq!(violations[0]["span"], Value::Null);
    assert_eq!(
        document["summary"],
        serde_json::json!({ "files": 1, "errors": 1, "warnings": 1, "infos": 0, "shown": 2 })
    );
}

#[test]
fn each_line_of_ndjson_is_answered_by_a_line() {
    let text = "{\"topics\": \"a\", \"sink_type\": \"NONE\"}\n\n{\"topics\": 1}\nnot json\r\n{\"topics\": \"b\"}";
    let run = run_on(
        text,
        &["check", "--operation", SMART, "--ndjson", "-f", "json", "-"],
    );
    assert_eq!(run.code, 1);
    let validator = schema("/$defs/record");
    let records: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for record in &records {
        assert!(validator.is_valid(record), "{record}");
    }
    let seen: Vec<_> = records
        .iter()
        .map(|record| {
            (
                record["record"].as_u64().unwrap(),
                record["valid"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(seen, [(1, true), (3, false), (4, false), (5, true)]);
    let short = run_on(
        text,
        &[
            "check",
            "--operation",
            SMART,
            "--ndjson",
            "-f",
            "short",
            "-",
        ],
    )
    .out;
    assert!(short.contains("<stdin>:3:12: error[wrong-type]"), "{short}");
    assert!(short.contains("<stdin>:4:1: error[json-syntax]"), "{short}");
    let pretty = run_on(text, &["check", "--operation", SMART, "--ndjson", "-"]).out;
    assert!(pretty.contains("3 | {\"topics\": 1}"), "{pretty}");
    assert!(pretty.contains("4 texts checked"), "{pretty}");
}

#[test]
fn the_formats_of_the_standard_have_a_line_for_each_text() {
    let text = "{\"topics\": \"a\", \"sink_type\": \"NONE\"}\n\n{\"topics\": 1}\nnot json";
    let lines = |format: &str| -> Vec<Value> {
        let arguments = ["check", "--operation", SMART, "--ndjson", "-f", format, "-"];
        let run = run_on(text, &arguments);
        assert_eq!((run.code, run.err.as_str()), (1, ""));
        run.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let verdicts = [true, false, false].map(|valid| serde_json::json!({ "valid": valid }));
    assert_eq!(lines("flag"), verdicts);
    let basic = lines("basic");
    assert_eq!(basic.len(), 3);
    assert!(basic[0]["annotations"].is_array(), "{}", basic[0]);
    let units = basic[1]["errors"].as_array().unwrap();
    let wrong = units
        .iter()
        .find(|unit| unit["instanceLocation"] == "/topics");
    assert_eq!(
        wrong.unwrap()["error"],
        "`topics` must be a string, found the number `1`"
    );
    assert_eq!(basic[2]["errors"][0]["keywordLocation"], "");
    let whole = run_on("{}", &["check", "--operation", SMART, "-f", "flag", "-"]);
    assert_eq!((whole.code, whole.out.as_str()), (0, "{\"valid\":true}\n"));
}

#[test]
fn no_more_problems_are_written_than_wanted() {
    let faulty = example("kafka.create-smart-connect-task.kafka-source.faulty.json");
    let run = run(&[
        "check",
        "--operation",
        SMART,
        "-f",
        "short",
        "--max-problems",
        "2",
        &faulty,
    ]);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.out);
    assert!(
        lines[2].contains("4 more findings are not shown"),
        "{}",
        run.out
    );
}

#[test]
fn schemas_of_ones_own_are_found_with_what_they_refer_to() {
    let folder = folder(
        "own-schemas",
        &[
            (
                "order.json",
                r#"{"type": "object", "properties": {"id": {"$ref": "parts/id.json#/$defs/id"}, "at": {"$ref": "https://example.com/at.json"}}}"#,
            ),
            (
                "parts/id.json",
                r#"{"$defs": {"id": {"type": "string", "minLength": 3}}}"#,
            ),
            ("mapped/at.json", r#"{"type": "integer"}"#),
        ],
    );
    let order = folder.join("order.json").to_string_lossy().into_owned();
    let map = format!("https://example.com={}", folder.join("mapped").display());
    let run = run_on(
        r#"{"id": "ab", "at": "now"}"#,
        &[
            "check", "--schema", &order, "--map", &map, "-f", "short", "-",
        ],
    );
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out
            .contains("`id` must have at least 3 characters, found 2"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("`at` must be an integer, found the string `now`"),
        "{}",
        run.out
    );
    let pointed = format!("{}#/$defs/id", folder.join("parts/id.json").display());
    assert_eq!(
        run_on("\"abc\"", &["check", "--schema", &pointed, "-"]).code,
        0
    );
    // Without the mapping the reference leads nowhere, and nothing is fetched.
    let run = run_on("{}", &["check", "--schema", &order, "-"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("nothing is fetched"), "{}", run.err);
}

#[test]
fn every_fault_of_a_schema_is_shown_with_its_place() {
    let text = "{\n  \"type\": \"objct\",\n  \"propertys\": {},\n  \"$ref\": \"#/$defs/nmae\",\n  \"$defs\": {\"name\": {\"pattern\": \"(\", \"minLength\": -1}}\n}\n";
    let folder = folder("faulty-schema", &[("faulty.json", text)]);
    let path = folder.join("faulty.json").to_string_lossy().into_owned();
    let run = run_on("{}", &["check", "--strict-schema", "--schema", &path, "-"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.err.replace(&path, "faulty.json"));
}

#[test]
fn an_openapi_document_brings_its_operations() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/openapi.json");
    let document = document.to_string_lossy();
    let faulty = example("kafka.create-smart-connect-task.obs-sink.faulty.json");
    let own = run(&[
        "check",
        "--operation",
        SMART,
        "--openapi",
        &document,
        "-f",
        "json",
        &faulty,
    ]);
    let built_in = run(&["check", "--operation", SMART, "-f", "json", &faulty]);
    assert_eq!((own.code, &own.out), (1, &built_in.out));
    assert_eq!(
        run(&[
            "check",
            "--operation",
            "nope",
            "--openapi",
            &document,
            &faulty
        ])
        .code,
        2
    );
}

#[test]
fn findings_can_be_written_to_a_file() {
    let folder = folder("output", &[]);
    let file = folder.join("findings.txt");
    let faulty = example("kafka.create-smart-connect-task.obs-sink.faulty.json");
    let run = run(&[
        "check",
        "--operation",
        SMART,
        "-f",
        "short",
        "-o",
        &file.to_string_lossy(),
        &faulty,
    ]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    #[expect(clippy::disallowed_methods, reason = "tests read their data")]
    let written = std::fs::read_to_string(file).unwrap();
    assert_eq!(written.lines().count(), 6);
}

#[test]
fn a_long_line_is_shown_in_part() {
    let mut body: Value = serde_json::from_str(include_str!(
        "../../examples/requests/kafka.create-smart-connect-task.kafka-source.faulty.json"
    ))
    .unwrap();
    body["padding"] = Value::from(vec!["x".repeat(20); 25_000]);
    let text = serde_json::to_string(&body).unwrap();
    assert!(text.len() > 570_000 && !text.contains('\n'));
    let run = run_on(&text, &["check", "--operation", SMART, "-"]);
    assert_eq!(run.code, 1);
    assert!(run.out.len() < 16_000, "{} bytes", run.out.len());
    assert!(run.out.lines().all(|line| line.len() < 600), "{}", run.out);
}

#[test]
fn codes_are_explained() {
    let run = run(&["explain", "exclusive-members"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.out);
    for code in ["replication-loop-risk", "unresolved-reference"] {
        assert_eq!(super_run(code).code, 0, "{code}");
    }
    let unknown = super_run("exclusive-member");
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(
        unknown.err.contains("`exclusive-members`"),
        "{}",
        unknown.err
    );
}

fn super_run(code: &str) -> Run {
    run(&["explain", code])
}

#[test]
fn operations_are_listed() {
    insta::assert_snapshot!(run(&["operations"]).out);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    struct Closed;

    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let mut err = Vec::new();
    let arguments = ["check", "--operation", SMART, "-"];
    let code = vouchsafe_cli::run_with(arguments, &mut &b"{}"[..], &mut Closed, &mut err);
    assert_eq!((code, err.as_slice()), (0, &b""[..]));
}

#[test]
fn a_schema_without_a_dialect_is_read_in_the_one_that_is_asked_for() {
    let folder = std::env::temp_dir().join(format!("vouchsafe-dialect-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let schema = folder.join("schema.json");
    #[expect(clippy::disallowed_methods, reason = "a test writes its data")]
    std::fs::write(
        &schema,
        r#"{"items": [{"format": "date"}], "additionalItems": false}"#,
    )
    .unwrap();
    let schema = schema.to_string_lossy().into_owned();
    let check = |more: &[&str]| {
        let arguments = [&["check", "--schema", &schema, "-f", "short"], more, &["-"]].concat();
        run_on(r#"["31 May"]"#, &arguments)
    };
    assert_eq!(check(&["--dialect", "7"]).code, 0);
    let strict = check(&["--dialect", "7", "--assert-formats"]);
    assert_eq!(strict.code, 1);
    assert!(
        strict.out.contains("error[format-mismatch]"),
        "{}",
        strict.out
    );
    let newer = check(&[]);
    assert_eq!(newer.code, 2);
    assert!(
        newer
            .err
            .contains("`items` must be one schema in draft 2020-12"),
        "{}",
        newer.err
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(feature = "backtracking")]
#[test]
fn patterns_backtrack_unless_an_argument_forbids_it() {
    let schema = r#"{"pattern": "^(?!tmp-)(a|a)*\\1b?$"}"#;
    let folder = folder("backtracking", &[("schema.json", schema)]);
    let schema = folder.join("schema.json").to_string_lossy().into_owned();
    let check = |text: &str, more: &[&str]| {
        let arguments = ["check", "--schema", &schema, "-f", "short", "-"];
        run_on(text, &[&arguments[..], more].concat())
    };
    let refused = check("\"aaa\"", &["--no-backtracking"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("error[nonlinear-pattern]")
            && refused.err.contains("`--no-backtracking`"),
        "{}",
        refused.err
    );
    for allow in [&[][..], &["--allow-backtracking"]] {
        assert_eq!(check("\"aaa\"", allow).code, 0);
        assert_eq!(check("\"tmp-a\"", allow).code, 1);
    }
    let costly = check(&format!("\"{}c\"", "a".repeat(40)), &[]);
    assert_eq!(costly.code, 1);
    assert!(
        costly.out.contains("error[pattern-too-costly]"),
        "{}",
        costly.out
    );
    assert_eq!(run(&["explain", "pattern-too-costly"]).code, 0);
}
