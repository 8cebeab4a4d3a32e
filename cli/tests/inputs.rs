//! What is not plain JSON: other languages, and recorded requests. Each file of `tests/inputs` has a snapshot of what the
//! terminal shows; texts name their operation, requests tell it themselves.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

/// Runs `check` on a file of the folder.
fn check(arguments: &[&str], name: &str) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let path = format!("tests/inputs/{name}");
    let arguments = [&["check"], arguments, &[&*path]].concat();
    let code = vouchsafe_cli::run_with(arguments, &mut &b""[..], &mut out, &mut err);
    let shown = String::from_utf8(out).unwrap() + &String::from_utf8(err).unwrap();
    (code, shown)
}

#[test]
fn findings_are_where_they_are_written() {
    let names = support::names("tests/inputs");
    assert!(names.len() >= 10);
    for name in names {
        let operation = name.starts_with("kafka.create-sink-task");
        let arguments: &[&str] = if operation {
            &["--operation", "kafka.create-sink-task"]
        } else {
            &["--var", "ak=AKIA77"]
        };
        let (code, shown) = check(arguments, &name);
        for secret in ["hunter2", "AKIA77", "a secret"] {
            assert!(!shown.contains(secret), "{name}: {shown}");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("inputs");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.as_str(), format!("exit {code}\n{shown}")));
    }
}

#[test]
fn what_to_check_against_is_said_or_told() {
    let (code, shown) = check(&[], "kafka.create-sink-task.yaml");
    assert_eq!(code, 2);
    assert!(shown.contains("say what to check against"), "{shown}");
    let (code, shown) = check(&["--schema", "x.json"], "requests.http");
    assert_eq!(code, 2);
    assert!(shown.contains("not by `--schema`"), "{shown}");
    let (code, shown) = check(&["-f", "flag"], "requests.http");
    assert_eq!(code, 2);
    assert!(shown.contains("choose another format"), "{shown}");
    // Whatever its name says, the arguments know better.
    let operation = ["--operation", "kafka.create-sink-task", "--input", "json"];
    let (_, shown) = check(&operation, "kafka.create-sink-task.jsonc");
    assert!(shown.contains("error[json-syntax]"), "{shown}");
    let (code, shown) = check(&["--fix"], "requests.http");
    assert_eq!(code, 1);
    assert!(shown.contains("left as it is"), "{shown}");
}

#[test]
fn the_formats_of_the_standard_have_a_line_for_each_document() {
    let flags = |name| {
        check(
            &["--operation", "kafka.create-sink-task", "-f", "flag"],
            name,
        )
        .1
    };
    let refused = "{\"valid\":false}\n";
    assert_eq!(flags("kafka.create-sink-task.yaml"), refused);
    assert_eq!(flags("kafka.create-sink-task.two.yaml"), refused.repeat(2));
    assert_eq!(flags("kafka.create-sink-task.broken.toml"), refused);
    let basic = ["--operation", "kafka.create-sink-task", "-f", "basic"];
    let (_, shown) = check(&basic, "kafka.create-sink-task.toml");
    assert!(
        shown.contains("\"instanceLocation\":\"/obs_destination_descriptor/consumer_strategy\""),
        "{shown}"
    );
}

/// What is secret in the texts below; four characters of it in a row are told nowhere.
const SECRETS: [&str; 2] = ["ZqvKjXWzQx", "JwVxKqZzXj"];

#[test]
fn a_text_that_cannot_be_read_shows_no_secret() {
    let texts = [
        (
            "yaml",
            "task_name: one\nobs_destination_descriptor:\n  access_key: ZqvKjXWzQx # ZqvKjXWzQx\n  secret_key: \"JwVxKqZzXj\"\n  topics: [a, b]\n",
        ),
        (
            "toml",
            "task_name = 'one'\n[obs_destination_descriptor]\naccess_key = 'ZqvKjXWzQx'\nsecret_key = \"JwVxKqZzXj\"\ntopics = 'a'\n",
        ),
        (
            "json5",
            "{task_name: 'one', // JwVxKqZzXj\n obs_destination_descriptor: {access_key: 'ZqvKjXWzQx',\n secret_key: \"JwVxKqZzXj\", topics: 'a'}}\n",
        ),
    ];
    for (language, text) in texts {
        for at in 0..text.len() {
            let (before, after) = text.split_at(at);
            let rest = &after[1..];
            let more = ["", "[", "\"", "\n", ": ", "'"];
            let changed = more.map(|more| format!("{before}{more}{rest}"));
            for text in changed.into_iter().chain([before.to_owned()]) {
                shows_no_secret(language, &text);
            }
        }
    }
}

fn shows_no_secret(language: &str, text: &str) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let operation = "kafka.create-sink-task";
    let arguments = [
        "check",
        "--no-config",
        "--operation",
        operation,
        "--input",
        language,
        "-",
    ];
    vouchsafe_cli::run_with(arguments, &mut text.as_bytes(), &mut out, &mut err);
    let shown = String::from_utf8_lossy(&out);
    if !shown.contains("error[unreadable-text]") {
        return;
    }
    let secrets = SECRETS
        .iter()
        .flat_map(|secret| secret.as_bytes().windows(4));
    for part in secrets.map(|part| str::from_utf8(part).unwrap()) {
        assert!(!shown.contains(part), "{language}: {text}\n{shown}");
    }
}
