//! `vouchsafe.toml`, the environment, and the files of known findings.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::path::Path;
use std::process::Command;

use support::{Run, errors, file, folder, read, run};

const ORDER: &str = r#"{
    "required": ["id"],
    "properties": {
        "id": { "type": "integer" },
        "note": { "type": "string", "deprecated": true },
        "key": { "type": "string", "x-secret": true }
    },
    "x-lints": [
        { "code": "no-key", "severity": "off", "message": "there is no `key`", "schema": { "required": ["key"] } }
    ]
}"#;

/// The process, as somebody runs it in a folder.
fn process(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_vouchsafe"))
        .args(arguments)
        .current_dir(folder)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap().try_into().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A project with settings, requests of three kinds, and a schema.
fn project(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    let settings = r#"
format = "short"

[severity]
deprecated = "error"

[[files]]
paths = ["orders/*.json", "*.order.yaml"]
schema = "schemas/order.json"
severity = { no-key = "info" }

[[files]]
paths = ["sinks/**/*.json"]
operation = "kafka.show-sink-task"
part = "query"
"#;
    file(&folder, "vouchsafe.toml", settings);
    file(&folder, "schemas/order.json", ORDER);
    file(&folder, "orders/a.json", r#"{"id": "1", "note": "x"}"#);
    file(&folder, "orders/b.json", r#"{"id": 2, "key": "hunter2"}"#);
    file(&folder, "orders/deeper/c.json", "[");
    file(&folder, "x/y/late.order.yaml", "id: one\n");
    file(&folder, "sinks/of/mine/q.json", r#"{"topic-info": "yes"}"#);
    folder
}

#[test]
fn settings_say_what_files_are_checked_against() {
    let folder = project("mapped");
    // Without an argument: all that is mapped, wherever it is asked.
    let expected = "\
orders/a.json:1:1: info[no-key]: there is no `key`
orders/a.json:1:8: error[wrong-type]: `id` must be an integer, found the string `\"1\"` (write `1` without quotes)
orders/a.json:1:13: error[deprecated]: `note` is deprecated
sinks/of/mine/q.json: warning[deprecated-api]: `kafka.show-sink-task` was removed from the SDKs in March 2024 and may stop working; use Smart Connect tasks
sinks/of/mine/q.json:1:16: error[not-in-enum]: `topic-info` must be `\"true\"` or `\"false\"`, found `yes`
x/y/late.order.yaml:1:1: info[no-key]: there is no `key`
x/y/late.order.yaml:1:5: error[wrong-type]: `id` must be an integer, found the string `one`
";
    let here = process(&folder, &["check"], &[]);
    assert_eq!(here.out, expected, "{}", here.err);
    assert_eq!(here.code, 1);
    let below = process(&folder.join("x/y"), &["check"], &[]);
    assert_eq!(below.out.replace("../../", ""), expected, "{}", below.err);
    // Of a folder what is mapped.
    let orders = process(&folder, &["check", "orders"], &[]);
    assert_eq!(orders.out, expected[..expected.find("sinks").unwrap()]);
    // A file that nobody maps is not passed over.
    let other = ["check", "orders/deeper/c.json", "orders/b.json"];
    let other = process(&folder, &other, &[]);
    assert_eq!(other.code, 2);
    let words = "error: `orders/deeper/c.json` fits no entry of `[[files]]` in `vouchsafe.toml`";
    assert!(other.err.contains(words), "{}", other.err);
    assert_eq!(other.out, "");
    // Standard input goes by the name that it is given.
    let stdin = ["check", "--stdin-filename", "orders/new.json", "-"];
    let stdin = process(&folder, &stdin, &[]);
    assert!(
        stdin
            .out
            .starts_with("orders/new.json:1:1: error[json-syntax]"),
        "{}",
        stdin.out
    );
}

#[test]
fn flags_come_before_the_environment_and_that_before_settings() {
    let folder = project("precedence");
    let a = "orders/a.json";
    let first = |run: &Run| run.out.lines().next().unwrap_or_default().to_owned();
    let environment = [("VOUCHSAFE_FORMAT", "github")];
    assert!(first(&process(&folder, &["check", a], &[])).starts_with("orders/a.json:1:1: info"));
    let run = process(&folder, &["check", a], &environment);
    assert!(first(&run).starts_with("::notice"), "{}", run.out);
    let run = process(&folder, &["check", a, "-f", "ndjson"], &environment);
    assert!(first(&run).starts_with('{'), "{}", run.out);

    let run = process(&folder, &["check", a, "--severity", "deprecated=off"], &[]);
    assert!(!run.out.contains("deprecated"), "{}", run.out);
    // What the flags name is what all files are checked against.
    let run = process(
        &folder,
        &["check", a, "--schema", "schemas/order.json"],
        &[],
    );
    assert!(!run.out.contains("no-key"), "{}", run.out);
    assert!(run.out.contains("error[deprecated]"), "{}", run.out);
    let run = process(
        &folder,
        &["check", a, "--no-config"],
        &[("VOUCHSAFE_CONFIG", "x.toml")],
    );
    assert_eq!(run.code, 2, "{}", run.out);
    let run = process(&folder, &["check", a], &[("VOUCHSAFE_CONFIG", "x.toml")]);
    assert!(run.err.contains("`x.toml` cannot be read"), "{}", run.err);

    let never = [("VOUCHSAFE_FAIL_ON", "never")];
    assert_eq!(process(&folder, &["check", a], &never).code, 0);
    assert_eq!(
        process(&folder, &["check", a, "--fail-on", "warning"], &never).code,
        1
    );
    let none = [("VOUCHSAFE_MAX_PROBLEMS", "0")];
    assert_eq!(
        process(&folder, &["check", a], &none).out,
        "3 more findings are not shown; see --max-problems\n"
    );
}

#[test]
fn severities_change_words_and_never_the_verdict() {
    let folder = folder("severities");
    let schema = file(&folder, "order.json", ORDER);
    let body = file(&folder, "body.json", r#"{"id": "1", "note": "x"}"#);
    let check = |grades: &[&str]| {
        let mut arguments = vec!["check", "--schema", &schema, "-f", "json", &body];
        for grade in grades {
            arguments.extend(["--severity", grade]);
        }
        let run = run(&arguments);
        let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let file = &document["files"][0];
        let found = file["violations"].as_array().unwrap().iter();
        let found = found.map(|found| {
            let word = |name: &str| found[name].as_str().unwrap().to_owned();
            format!("{} {}", word("severity"), word("code"))
        });
        (run.code, file["valid"] == true, found.collect::<Vec<_>>())
    };
    let given = check(&[]);
    assert_eq!(given.2, ["error wrong-type", "warning deprecated"]);
    assert_eq!((given.0, given.1), (1, false));
    let changed = check(&["wrong-type=info", "deprecated=off", "no-key=error"]);
    assert_eq!(changed.2, ["error no-key", "info wrong-type"]);
    assert_eq!((changed.0, changed.1), (1, false));
    let (code, valid, found) = check(&["wrong-type=off", "deprecated=off"]);
    assert_eq!((code, valid), (0, false));
    assert!(found.is_empty());

    let run = run(&[
        "check",
        "--schema",
        &schema,
        &body,
        "--severity",
        "no-key=loud",
    ]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no-key=loud"), "{}", run.err);
}

#[test]
fn settings_are_checked_in_the_same_words() {
    let folder = folder("faulty-settings");
    let settings = r#"
fail-on = "warnings"
max_problems = 5
[variables]
token = ["hunter2"]

[[files]]
path = "x.json"
operation = "a"
schema = "b.json"

[[files]]
paths = ["y.json"]
part = "body"
"#;
    let settings = file(&folder, "vouchsafe.toml", settings);
    let run = run(&["check", "--config", &settings, "x.json"]);
    assert_eq!(run.code, 2);
    assert!(!run.err.contains("hunter2"), "{}", run.err);
    insta::assert_snapshot!(run.err.replace(folder.to_str().unwrap(), ""));

    let broken = file(&folder, "broken.toml", "fail-on = \n");
    let run = support::run(&["check", "--config", &broken, "x.json"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("unreadable-text"), "{}", run.err);
    let run = support::run(&["check", "--no-config"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("say what to check"), "{}", run.err);
    let pattern = "[[files]]\npaths = [\"{a\"]\nschema = \"x.json\"\n";
    let pattern = file(&folder, "pattern.toml", pattern);
    let run = support::run(&["check", "--config", &pattern]);
    assert!(
        run.err.contains("`{a` in `vouchsafe.toml` is no pattern"),
        "{}",
        run.err
    );
}

#[test]
fn what_the_baseline_knows_is_not_told_again() {
    let folder = project("baseline");
    let check = |arguments: &[&str]| {
        let all = [&["check", "--baseline", "known/baseline.json"], arguments].concat();
        process(&folder, &all, &[])
    };
    file(&folder, "known/.keep", "");
    let missing = check(&[]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.err.contains("`--update-baseline` writes it"),
        "{}",
        missing.err
    );

    let written = check(&["--update-baseline"]);
    assert_eq!((written.code, &*written.out), (0, ""), "{}", written.err);
    assert!(written.err.contains("knows 7 findings"), "{}", written.err);
    let baseline = read(folder.join("known/baseline.json"));
    insta::assert_snapshot!(baseline);
    let document: serde_json::Value = serde_json::from_str(&baseline).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/baseline.json");
    let schema: serde_json::Value = serde_json::from_str(&read(schema)).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    assert_eq!(errors(&schema, &document), [""; 0]);

    // Lines move, a finding is added, another one is gone.
    file(
        &folder,
        "orders/a.json",
        "\n{\"id\": 1,\n\"note\": \"x\", \"key\": 5}",
    );
    let new = check(&["-f", "pretty"]);
    assert_eq!(new.code, 1);
    assert!(new.out.contains("`key` must be a string"), "{}", new.out);
    assert!(
        new.out
            .contains("4 texts checked: 1 error; the baseline knows 5 more"),
        "{}",
        new.out
    );
    assert!(
        new.err.contains("knows 2 findings that are no more"),
        "{}",
        new.err
    );
    assert!(!new.out.contains("deprecated"), "{}", new.out);

    // The same once more in the same place is another one.
    let twice = "{\"id\": 1, \"id\": 1, \"id\": 1, \"note\": \"x\", \"key\": \"k\"}";
    file(&folder, "orders/a.json", twice);
    assert_eq!(check(&["--update-baseline", "orders/a.json"]).code, 0);
    assert_eq!(check(&[]).code, 0);
    let thrice = twice.replacen("\"id\": 1", "\"id\": 1, \"id\": 1", 1);
    file(&folder, "orders/a.json", thrice);
    assert_eq!(check(&[]).out.lines().count(), 1);

    file(
        &folder,
        "known/baseline.json",
        r#"{"version": 2, "findings": {}}"#,
    );
    let broken = check(&[]);
    assert_eq!(broken.code, 2);
    assert!(broken.err.contains("error[wrong-const]"), "{}", broken.err);
    let unnamed = process(&folder, &["check", "--update-baseline"], &[]);
    assert!(
        unnamed.err.contains("say which file the baseline is"),
        "{}",
        unnamed.err
    );
}

#[test]
fn the_settings_of_the_documentation_are_read() {
    let page = read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/linter.md"));
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (settings, _) = rest.split_once("```").unwrap();
    let folder = folder("documented");
    // All that there is, is shown there.
    let schema = read(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/settings.json"));
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    for name in schema["properties"].as_object().unwrap().keys() {
        assert!(settings.contains(name.as_str()), "{name}");
    }
    let order = r#"{"x-lints": [{"code": "unknown-field", "severity": "info", "schema": {"unevaluatedProperties": false}}]}"#;
    file(&folder, "schemas/order.json", order);
    file(
        &folder,
        "vouchsafe.toml",
        settings
            .replace("\nopenapi =", "\n# openapi =")
            .replace("baseline =", "# baseline ="),
    );
    file(&folder, "requests/orders/2026/a.json", "{\"a\": 1}");
    let run = process(&folder, &["check"], &[]);
    assert!(
        run.out
            .starts_with("requests/orders/2026/a.json:1:2: error[unknown-field]"),
        "{}{}",
        run.out,
        run.err
    );
}

#[test]
fn settings_say_what_becomes_of_unknown_keywords() {
    let folder = folder("unknown-keywords");
    file(
        &folder,
        "order.json",
        r#"{"tsType": "Order", "type": "object"}"#,
    );
    file(&folder, "body.json", "{}");
    let arguments = ["check", "--schema", "order.json", "body.json"];
    let check = |settings: &str| {
        file(&folder, "vouchsafe.toml", settings);
        let run = process(&folder, &arguments, &[]);
        (run.code, run.err.contains("tsType"))
    };
    assert_eq!(check(""), (0, true));
    assert_eq!(check("[severity]\nunknown-keyword = \"off\"\n"), (0, false));
    assert_eq!(
        check("[severity]\nunknown-keyword = \"error\"\n"),
        (2, true)
    );
    assert_eq!(check("strict-schema = true\n"), (2, true));
    // Flags come first.
    file(
        &folder,
        "vouchsafe.toml",
        "[severity]\nunknown-keyword = \"error\"\n",
    );
    let off = [&arguments[..], &["--severity", "unknown-keyword=off"]].concat();
    assert_eq!(process(&folder, &off, &[]).code, 0);
}
