//! `vouchsafe generate` as a user runs it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

use std::path::PathBuf;

/// What a run left behind.
struct Run {
    code: u8,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code =
        vouchsafe_cli::run_with(arguments.iter().copied(), &mut &b""[..], &mut out, &mut err);
    Run {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

/// The definitions, without the programs.
fn definitions(text: &str) -> &str {
    text.split("\nstruct Schema0").next().unwrap()
}

/// A file of this test, in a folder that is there for tests.
fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn schema(name: &str, text: &str) -> String {
    let path = file(name);
    #[expect(clippy::disallowed_methods, reason = "the test writes its data")]
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

const SINK: &str = "../schemas/kafka/create-sink-task/body.json";
const CONNECT: &str = "../schemas/kafka/create-smart-connect-task/body.json";

#[test]
fn types_are_written_for_people_to_read() {
    let made = run(&["generate", "rust", "--no-builders", "--explain", SINK]);
    assert_eq!(made.code, 0, "{}", made.err);
    insta::assert_snapshot!("sink_task_types", definitions(&made.out));
    insta::assert_snapshot!("sink_task_left", made.err);
    // The same bytes whenever it is asked.
    assert!(run(&["generate", "rust", "--no-builders", SINK]).out == made.out);
}

#[test]
fn tags_and_what_depends_on_them_are_enums() {
    let made = run(&[
        "generate",
        "rust",
        "--no-builders",
        "--rename",
        "Source.KafkaReplicator=Kafka",
        CONNECT,
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    insta::assert_snapshot!("smart_connect_types", definitions(&made.out));
}

#[test]
fn tables_are_written_with_rules_in_words() {
    let made = run(&[
        "generate",
        "docs",
        CONNECT,
        "../schemas/dis/create-transfer-task/body.json",
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    insta::assert_snapshot!("tables", made.out);
}

#[test]
fn a_file_is_compared_with_what_the_schemas_give() {
    let (schema, out) = (
        schema(
            "order.json",
            r#"{"type": "integer", "minimum": 1, "maximum": 9}"#,
        ),
        file("order.rs"),
    );
    let out = out.to_str().unwrap();
    assert_eq!(run(&["generate", "rust", &schema, "-o", out]).code, 0);
    assert_eq!(
        run(&["generate", "rust", &schema, "-o", out, "--check"]).code,
        0
    );
    let other = run(&[
        "generate", "rust", &schema, "-o", out, "--check", "--derive", "Default",
    ]);
    assert_eq!(other.code, 1);
    assert!(
        other.out.contains("not what the schemas give"),
        "{}",
        other.out
    );
    assert_eq!(
        run(&["generate", "rust", &schema, "-o", "no/such/folder.rs"]).code,
        2
    );
}

#[test]
fn faults_of_schemas_are_shown_as_by_schema_check() {
    let schema = "../tests/schemas/five_faults.json";
    for what in ["rust", "docs"] {
        let made = run(&["generate", what, schema]);
        assert_eq!((made.code, made.out.as_str()), (2, ""));
        insta::assert_snapshot!("faults", made.err);
    }
}

#[test]
fn what_is_asked_of_a_type_that_is_not_there_is_refused() {
    let schema = schema("note.json", r#"{"type": "string", "maxLength": 9}"#);
    let made = run(&["generate", "rust", &schema, "--rename", "Nota=Memo"]);
    assert_eq!(made.code, 2);
    assert!(
        made.err
            .contains("there is no type `Nota`\n  help: did you mean `Note`?"),
        "{}",
        made.err
    );
    let made = run(&["generate", "rust", &schema, "--replace", "Note=1 +"]);
    assert_eq!(made.code, 2);
    assert!(
        made.err
            .contains("expected the path of a type, found `1 +`"),
        "{}",
        made.err
    );
    let made = run(&[
        "generate",
        "rust",
        &schema,
        "--rename",
        "Note=Memo",
        "--derive",
        "Memo=Hash",
    ]);
    assert_eq!(
        made.code, 2,
        "types are called by the names that they have without being asked"
    );
    let made = run(&[
        "generate",
        "rust",
        &schema,
        "--rename",
        "Note=Memo",
        "--attribute",
        "Note=#[must_use]",
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(
        made.out.contains("#[must_use]\npub struct Memo(String);"),
        "{}",
        made.out
    );
}
