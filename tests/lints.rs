//! Lints of schemas: `vouchsafe schema check` for each file in `tests/lints`, named after the lint that it is about,
//! with a snapshot of what is said and of what `--fix` would do; and that what is mended stays mended.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use vouchsafe::Severity;
use vouchsafe_compiler::{Compiler, Lints, UnknownKeywords, lint_codes};

use support::{files, read, root};

/// The files with the lint that each is about.
fn cases() -> Vec<(PathBuf, &'static str)> {
    let cases = files(&root().join("tests/lints"), "json").into_iter();
    let cases = cases.map(|file| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let code = lint_codes().find(|code| code.name == name);
        (
            file,
            code.unwrap_or_else(|| panic!("there is no lint `{name}`"))
                .name,
        )
    });
    cases.collect()
}

fn command(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = vouchsafe_cli::run_with(arguments, &mut &b""[..], &mut out, &mut err);
    let [out, err] = [out, err].map(|text| String::from_utf8(text).unwrap());
    (code, out, err)
}

/// A copy of a file in a folder of its own.
fn copy(file: &Path, folder: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let copy = folder.join(file.file_name().unwrap());
    std::fs::copy(file, &copy).unwrap();
    copy.to_str().unwrap().to_owned()
}

#[test]
fn every_lint_is_shown_where_it_is_with_what_would_mend_it() {
    let mut told = BTreeSet::new();
    for (file, code) in cases() {
        let path = support::oracle::relative(root(), &file);
        let check = ["schema", "check", &path, "--enable", code];
        let (status, shown, err) = command(&check);
        assert_eq!((status, err.as_str()), (0, ""), "{shown}");
        assert!(
            shown.contains(&format!("[{code}]")),
            "{path} has no `{code}`:\n{shown}"
        );
        told.insert(code);
        let fix = ["--fix", "--fix-unsure", "--dry-run"];
        let (_, sure, _) = command(&[&check[..], &fix[..1], &fix[2..]].concat());
        let (_, unsure, _) = command(&[&check[..], &fix[..]].concat());
        let mut text = shown;
        if !sure.is_empty() {
            text = format!("{text}\n===== --fix =====\n{sure}");
        }
        if unsure != sure {
            text = format!("{text}\n===== --fix --fix-unsure =====\n{unsure}");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("lints");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(code, text));
    }
    let missing: Vec<&str> = lint_codes()
        .map(|code| code.name)
        .filter(|code| !told.contains(code))
        .collect();
    assert_eq!(missing, [""; 0], "no file in tests/lints shows these");
}

#[test]
fn what_is_mended_stays_mended() {
    let mut mended = 0;
    for (file, code) in cases() {
        let path = copy(&file, &format!("lints-{code}"));
        let check = ["schema", "check", &path, "--enable", code];
        let fix = [&check[..], &["--fix", "--fix-unsure"]].concat();
        let (status, shown, _) = command(&fix);
        assert_eq!(status, 0, "{shown}");
        let text = read(Path::new(&path));
        mended += usize::from(text != read(&file));
        let lints = Lints::default().enable(code).unwrap();
        let compiler = Compiler::new().unknown_keywords(UnknownKeywords::Deny);
        let found = compiler.lint_files("/", &[&path], &lints);
        for found in found.iter().flatten() {
            assert!(found.suggestion.is_none(), "{found}\n{text}");
        }
        let (_, _, err) = command(&fix);
        assert_eq!(err, "", "{code}");
        assert_eq!(read(Path::new(&path)), text, "{code}");
    }
    assert!(mended > 10, "only {mended} files were mended");
}

#[test]
fn a_misspelt_keyword_is_mended_where_somebody_asks() {
    let file = root().join("tests/schemas/five_faults.json");
    let path = copy(&file, "lints-typo");
    let (_, sure, _) = command(&["schema", "check", &path, "--fix", "--dry-run"]);
    assert_eq!(sure, "");
    let (_, unsure, _) = command(&[
        "schema",
        "check",
        &path,
        "--fix",
        "--fix-unsure",
        "--dry-run",
    ]);
    assert!(unsure.contains("\n+"), "{unsure}");
    let (_, shown, _) = command(&[
        "schema",
        "check",
        &path,
        "--fix",
        "--fix-unsure",
        "-f",
        "short",
    ]);
    assert!(!shown.contains("-keyword"), "{shown}");
}

#[test]
fn only_who_asks_for_lints_hears_of_them() {
    for (file, code) in cases() {
        let path = support::oracle::relative(root(), &file);
        let compiler = Compiler::new()
            .unknown_keywords(UnknownKeywords::Deny)
            .refuse_contradictions(true);
        compiler
            .compile_file(root(), &path)
            .unwrap_or_else(|faults| panic!("{faults}"));
        let (_, shown, _) = command(&["schema", "check", &path, "--disable", code, "-f", "short"]);
        assert!(!shown.contains(&format!("[{code}]")), "{shown}");
    }
}

#[test]
fn the_threshold_decides_about_the_exit_code() {
    let path = "tests/lints/unmarked-secret.json";
    for (threshold, expected) in [("error", 0), ("warning", 1), ("never", 0)] {
        let (status, ..) = command(&["schema", "check", path, "--fail-on", threshold]);
        assert_eq!(status, expected, "{threshold}");
    }
    let (status, ..) = command(&[
        "schema",
        "check",
        "tests/schemas/bounds.json",
        "--fail-on",
        "never",
    ]);
    assert_eq!(status, 0);
    let (status, _, err) = command(&["schema", "check", path, "--disable", "unmarked-secrets"]);
    assert_eq!(status, 2);
    assert_eq!(
        err,
        "error: there is no lint `unmarked-secrets` of schemas\n  help: did you mean `unmarked-secret`?\n"
    );
}

#[test]
fn our_own_schemas_are_in_order() {
    let (status, shown, err) = command(&["schema", "check", "schemas", "--fail-on", "warning"]);
    assert_eq!((status, err.as_str()), (0, ""), "{shown}");
    assert!(
        shown.ends_with(" schemas checked, nothing found\n"),
        "{shown}"
    );
}

#[test]
fn definitions_are_used_by_any_of_the_files() {
    let folder = PathBuf::from(copy(
        &root().join("tests/lints/unused-definition.json"),
        "lints-used",
    ));
    let folder = folder.parent().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        #[expect(clippy::disallowed_methods, reason = "tests make their data")]
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let one = write(
        "one.json",
        r#"{"type": "object", "$defs": {"id": {"type": "string"}}}"#,
    );
    let two = write("two.json", r#"{"items": {"$ref": "one.json#/$defs/id"}}"#);
    let shown = |files: &[&str]| command(&[&["schema", "check", "-f", "short"], files].concat()).1;
    assert!(shown(&[&one]).contains("unused-definition"));
    assert_eq!(shown(&[&one, &two]), "");
    // A file of definitions is for others, whoever they are.
    let library = write("library.json", r#"{"$defs": {"id": {"type": "string"}}}"#);
    assert_eq!(shown(&[&library]), "");
}

#[test]
fn a_file_with_faults_has_them_alone() {
    let found = Compiler::new()
        .overlay(
            "/",
            "a.json",
            r#"{"type": "strng", "properties": {"password": {}}}"#,
        )
        .lint_files("/", &["a.json"], &Lints::default());
    let severities: Vec<Severity> = found.iter().flatten().map(|found| found.severity).collect();
    assert_eq!(severities, [Severity::Error]);
}
