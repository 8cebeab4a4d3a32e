//! Schemas that others wrote: what `vouchsafe` reads, what it warns of and what it refuses, in a snapshot for each group
//! of cases in `tests/reading`.
//!
//! A group has files, whose names are paths in a folder of their own, and cases: the arguments that follow `vouchsafe`, in
//! which `DIR` is that folder, and perhaps a text on standard input. A file is JSON, or the text that a string is.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vouchsafe::{Compiler, Validator};

use support::words::strings;
use support::{read_json, root};

/// The text that a value stands for.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn every_group_is_read_as_it_should() {
    let mut count = 0;
    for file in support::files(&root().join("tests/reading"), "json") {
        let group = read_json(&file);
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().canonicalize().unwrap();
        for (path, value) in group["files"].as_object().unwrap() {
            let path = dir.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            #[expect(clippy::disallowed_methods, reason = "tests write their data")]
            std::fs::write(path, text(value)).unwrap();
        }
        let mut shown = String::new();
        for (case, value) in group["cases"].as_object().unwrap() {
            let arguments: Vec<String> = strings(&value["arguments"])
                .iter()
                .map(|argument| argument.replace("DIR", dir.to_str().unwrap()))
                .collect();
            let stdin = text(value.get("stdin").unwrap_or(&Value::String(String::new())));
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let code =
                vouchsafe_cli::run_with(&arguments, &mut stdin.as_bytes(), &mut out, &mut err);
            let _ = writeln!(shown, "━━ {case} ━━ exit {code}");
            for (stream, bytes) in [("stdout", out), ("stderr", err)] {
                let text = String::from_utf8(bytes).unwrap();
                if !text.is_empty() {
                    // A file outside of the folder that tests run in may be named from that folder.
                    let text = text.replace(&from_here(&dir), "DIR");
                    let text = text.replace(&from_here(Path::new("/")), "/");
                    let text = text.replace(dir.to_str().unwrap(), "DIR");
                    let _ = writeln!(shown, "{stream}:\n{}", text.trim_end());
                }
            }
            shown.push('\n');
            count += 1;
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("reading");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, shown));
    }
    assert!(count >= 40, "only {count} cases");
}

/// The path of a folder from the one that tests run in: up to what both are in, and down again.
fn from_here(folder: &Path) -> String {
    let here = root().canonicalize().unwrap();
    let common = here.components().zip(folder.components());
    let common = common.take_while(|(ours, theirs)| ours == theirs).count();
    let up = "../".repeat(here.components().count() - common);
    let down: PathBuf = folder.components().skip(common).collect();
    up + down.to_str().unwrap()
}

#[test]
fn the_library_looks_at_no_folder_for_a_schema_that_names_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("customer-acme-merger.pdf");
    #[expect(clippy::disallowed_methods, reason = "tests write their data")]
    std::fs::write(&path, "secret").unwrap();
    let near = path.to_str().unwrap().trim_end_matches('f').to_owned();
    for reference in [
        format!("file://{near}"),
        format!("file://{near}#/a"),
        format!("FILE://{near}"),
        format!("file://localhost{near}"),
        format!("file:{near}"),
        format!(
            "file://{}",
            folder.path().join("%63ustomer-acme-merger.pd").display()
        ),
        format!("file:////{near}"),
    ] {
        for keyword in ["$ref", "$dynamicRef", "$schema"] {
            let schema = serde_json::json!({ keyword: &reference }).to_string();
            let faults = Validator::compile(&schema).unwrap_err().to_string();
            assert!(
                !faults.contains("merger.pdf"),
                "{keyword} {reference}: {faults}"
            );
        }
        let schema =
            serde_json::json!({ "$id": format!("file://{}", path.display()), "$ref": &reference });
        let compiler = Compiler::new();
        let faults = compiler
            .compile(schema.to_string())
            .unwrap_err()
            .to_string();
        assert!(!faults.contains("did you mean"), "{reference}: {faults}");
    }
}

/// Each pattern with a text that it matches and some that it does not, by their parts and how often these come.
type Long<'a> = (
    &'a str,
    &'a [(&'a str, usize)],
    &'a [&'a [(&'a str, usize)]],
);

/// Patterns of the wild that no automaton of a moderate size can run.
const LONG: &[Long<'_>] = &[
    (
        "^.{1,65536}$",
        &[("é", 65_536)],
        &[
            &[],
            &[("a", 65_537)],
            &[("a", 9), ("\n", 1)],
            &[("\u{2028}", 1)],
        ],
    ),
    (
        r"^[\s\S]{1,40000}$",
        &[("\n", 40_000)],
        &[&[], &[("😀", 40_001)]],
    ),
    (
        "^[a-z]{0,100000}$",
        &[("z", 100_000)],
        &[&[("z", 100_001)], &[("é", 1)]],
    ),
    (
        r"^\p{L}{1,10000}$",
        &[("ж", 10_000)],
        &[&[], &[("ж", 10_001)], &[("ж", 3), ("1", 1)]],
    ),
    (
        r"^[\p{L}\p{Z}\p{N}_.:/=+-]{0,255}$",
        &[("ä", 200), (" ", 55)],
        &[&[("ä", 256)], &[("ä", 2), ("!", 1)]],
    ),
    (
        r"^[\p{L}\p{N} ]{1,256}$",
        &[("ж", 256)],
        &[&[], &[("ж", 257)]],
    ),
    (
        r"^(?:[^x]{1,255}\.){0,100}$",
        &[("a.", 100)],
        &[
            &[("a.", 101), ("b", 1)],
            &[("x.", 1)],
            &[("a", 256), (".", 1)],
            &[("a", 1)],
        ],
    ),
    (
        r"^(?:[^x]{1,255}\.){0,100}$",
        &[("a", 255), (".", 1)],
        &[&[("a", 25_601)], &[("a", 1), ("x", 1), (".", 1)]],
    ),
    (
        r"[\u0009\u000A\u000D\u0020-\u00FF]{1,65536}",
        &[("ж", 2), ("a", 1)],
        &[&[], &[("ж", 70_000)]],
    ),
    ("^.{0,4294967296}$", &[("a", 70_000)], &[&[("\r", 1)]]),
    ("^.{2,99999999999999999999}$", &[("a", 2)], &[&[("a", 1)]]),
    ("^(?:a{4294967296}|b)$", &[("b", 1)], &[&[("a", 9)]]),
    (
        "^(?:[0-9a-f]{2}){1,65536}$",
        &[("0f", 65_536)],
        &[&[("0f", 65_537)], &[("0f", 3), ("0", 1)]],
    ),
    (
        "^https?://.{1,65535}$",
        &[("http://", 1), ("a", 65_535)],
        &[&[("http://", 1)], &[("http://", 1), ("a", 65_536)]],
    ),
    (
        r"\bfoo.{3,50000}bar\b",
        &[("x foo", 1), ("-", 50_000), ("bar", 1)],
        &[&[("foo", 1), ("-", 50_001), ("bar", 1)], &[("foo--bar", 1)]],
    ),
    (
        "^(?:é|[^a-z]{2,9000})$",
        &[("Ω", 9000)],
        &[&[("Ω", 1)], &[("é", 1), ("a", 1)]],
    ),
];

#[test]
fn patterns_that_repeat_very_often_are_run_as_ecma_262_has_them() {
    let whole = |parts: &[(&str, usize)]| -> String {
        let text: String = parts
            .iter()
            .map(|(part, times)| part.repeat(*times))
            .collect();
        serde_json::to_string(&text).unwrap()
    };
    for (pattern, matching, others) in LONG {
        let schema = serde_json::json!({ "pattern": pattern }).to_string();
        for carried in [false, true] {
            let compiler = Compiler::new().static_patterns(carried);
            let program = compiler.compile(schema.as_str());
            let program = program.unwrap_or_else(|faults| panic!("{faults}"));
            assert!(program.is_valid(whole(matching).as_bytes()), "{pattern}");
            for other in *others {
                let text = whole(other);
                assert!(!program.is_valid(text.as_bytes()), "{pattern} on {other:?}");
                let faults = program.faults(text.as_bytes());
                assert!(
                    faults
                        .iter()
                        .all(|fault| fault.code != "pattern-too-costly"),
                    "{pattern}"
                );
            }
        }
    }
}

/// Large counted repetitions in generated code.
mod derived {
    use serde::{Deserialize, Serialize};
    use vouchsafe::Validate;

    #[derive(Debug, Serialize, Deserialize, Validate)]
    #[vouchsafe(schema = r##"{
        "type": "object",
        "properties": {
            "any": { "type": "string", "pattern": "^.{1,65536}$" },
            "letters": { "type": "string", "pattern": "^\\p{L}{1,10000}$" },
            "small": { "type": "string", "pattern": "^[a-z]{0,100000}$" },
            "groups": { "type": "string", "pattern": "^(?:[^x]{1,255}\\.){0,100}$" },
            "anywhere": { "type": "string", "pattern": "[\\u0020-\\u00FF]{2,65536}" }
        }
    }"##)]
    pub(super) struct Texts {
        pub(super) any: Option<String>,
        pub(super) letters: Option<String>,
        pub(super) small: Option<String>,
        pub(super) groups: Option<String>,
        pub(super) anywhere: Option<String>,
    }

    #[derive(Debug, Serialize, Deserialize, Validate)]
    #[vouchsafe(
        schema = r##"{
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "tsType": "Order",
            "properties": { "id": { "type": "string", "deprecated": "use `key`" } }
        }"##,
        unknown_keywords = "allow"
    )]
    pub(super) struct Lenient {
        pub(super) id: Option<String>,
    }
}

#[test]
fn generated_code_runs_them_too() {
    use vouchsafe::Validate as _;
    let check = |name: &str, text: String| {
        let json = serde_json::json!({ name: text }).to_string();
        let found = derived::Texts::from_json(json.as_bytes());
        let engine = derived::Texts::program().is_valid(json.as_bytes());
        assert_eq!(found.is_ok(), engine, "{name}");
        engine
    };
    for (name, matching, other) in [
        ("any", "é".repeat(65_536), "é".repeat(65_537)),
        ("any", "a".to_owned(), "a\n".to_owned()),
        ("letters", "ж".repeat(10_000), "ж".repeat(10_001)),
        ("letters", "x".to_owned(), String::new()),
        ("small", "a".repeat(100_000), "a".repeat(100_001)),
        ("groups", "a.b.".repeat(50), "a.b.".repeat(50) + "c"),
        ("anywhere", "жжabж".to_owned(), "жaжbж".to_owned()),
    ] {
        assert!(check(name, matching), "{name}");
        assert!(!check(name, other), "{name}");
    }
    assert!(derived::Lenient::from_json(br#"{"id": "a"}"#).is_ok());
    assert!(derived::Lenient::from_json(br#"{"id": 1}"#).is_err());
}
