//! `check --fix`: what is mended, what is left alone, and that mending once is enough.
//!
//! `tests/fixes/*.json` are cases, a text each; the snapshots show what is sure and what is not, as differences.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use vouchsafe::{Applicability, Report, Warnings};

use support::recipes::{any_recipe, cook};
use support::words::{strings, text};
use support::{read_json, root, tables};

/// A file with a text, in a folder of its own.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &[u8]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixes");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{name}.json"));
        #[expect(clippy::disallowed_methods, reason = "the test makes a file")]
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn text(&self) -> Vec<u8> {
        #[expect(clippy::disallowed_methods, reason = "the test reads its file")]
        std::fs::read(&self.0).unwrap()
    }

    /// Runs `check` on it. Gives the exit code and what was printed, with a plain name for the file.
    fn check(&self, arguments: &[&str]) -> (u8, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["check"].iter().chain(arguments).copied();
        let code = vouchsafe_cli::run_with(
            arguments.chain([self.path()]),
            &mut &b""[..],
            &mut out,
            &mut err,
        );
        let shown = String::from_utf8(err).unwrap() + &String::from_utf8(out).unwrap();
        (code, shown.replace(self.path(), "request.json"))
    }
}

#[test]
fn what_is_sure_is_mended_and_the_rest_on_request() {
    let folder = root().join("tests/fixes");
    for file in support::files(&folder, "json") {
        let group = read_json(&file);
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let arguments = strings(&group["arguments"]);
        let mut shown = String::new();
        for (case, value) in group["cases"].as_object().unwrap() {
            let file = File::new(&format!("shown-{name}"), &text(&group, value));
            for more in [
                &["--fix", "--dry-run"][..],
                &["--fix", "--dry-run", "--fix-unsure"],
            ] {
                let (code, diff) = file.check(&[&arguments[..], more].concat());
                for secret in ["hunter2", "AKIA77"] {
                    assert!(!diff.contains(secret), "{case}: {diff}");
                }
                let _ = write!(
                    shown,
                    "\n━━ {case} ━━ {} ━━ exit {code}\n{diff}",
                    more.join(" ")
                );
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("fixes");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, shown));
    }
}

#[test]
fn mending_once_is_enough() {
    for file in support::files(&root().join("tests/words"), "json") {
        let group = read_json(&file);
        let arguments = strings(&group["arguments"]);
        if arguments.contains(&"-f") {
            continue;
        }
        for (case, value) in group["cases"].as_object().unwrap() {
            let file = File::new("once", &text(&group, value));
            let before = file.text();
            let (code, _) = file.check(&[&arguments[..], &["--fix"]].concat());
            let mended = file.text();
            // A case that asks for too much of the command has no findings.
            if code == 2 {
                assert_eq!(mended, before, "{case}");
                continue;
            }
            let (_, again) = file.check(&[&arguments[..], &["--fix"]].concat());
            assert_eq!(file.text(), mended, "{case}: {again}");
            assert!(!again.contains("mended in"), "{case}: {again}");
            let (_, json) = file.check(&[&arguments[..], &["-f", "json"]].concat());
            assert!(!json.contains("machine-applicable"), "{case}: {json}");
        }
    }
}

#[test]
fn files_keep_what_is_theirs() {
    let text = b"{\"topics\":\"a\",\n\n\t\"start_later\" :  \"true\" ,\r\n }\r\n";
    let file = File::new("kept", text);
    let operation = ["--operation", "kafka.create-smart-connect-task", "--fix"];
    let (code, shown) = file.check(&operation);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(
        String::from_utf8(file.text()).unwrap(),
        "{\"topics\":\"a\",\n\n\t\"start_later\" :  true \r\n }\r\n"
    );
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt as _;

    let file = File::new("linked", b"[1,]");
    std::fs::set_permissions(&file.0, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = file.0.with_extension("link");
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(&file.0, &link).unwrap();
    let link = File(link);
    let schema = File::new("anything", b"{}");
    let (code, shown) = link.check(&["--schema", schema.path(), "--fix"]);
    assert_eq!((code, file.text()), (0, b"[1]".to_vec()), "{shown}");
    assert!(link.0.symlink_metadata().unwrap().is_symlink());
    let mode = file.0.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn each_record_is_mended_by_itself() {
    let file = File::new("records", b"[1,]\n\n[2]\n{\"a\": True}");
    let schema = File::new("any-record", b"{}");
    let (code, shown) = file.check(&["--schema", schema.path(), "--ndjson", "--fix"]);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(file.text(), b"[1]\n\n[2]\n{\"a\": true}");
}

fn whole(result: Result<Warnings, Report>) -> Report {
    result.map_or_else(|report| report, Warnings::into_report)
}

/// Follows suggestions until there are none, at most so many times.
fn mended(
    check: fn(&[u8]) -> Result<Warnings, Report>,
    text: &[u8],
    least: Applicability,
) -> (Vec<u8>, bool) {
    let mut text = text.to_vec();
    for _ in 0..100 {
        let fixed = whole(check(&text)).fixed(&text, least);
        if fixed.count == 0 {
            return (text, true);
        }
        text = fixed.text;
    }
    (text, false)
}

proptest! {
    /// What is sure ends, and takes nothing away: a text that was JSON is still JSON, with as many members and no
    /// more faults than before.
    #[test]
    fn sure_fixes_end_and_do_no_harm(recipe in any_recipe(3)) {
        let (target, _, text) = cook(&recipe, |_, _| {});
        let check = tables::find(target.0).check;
        let (after, ends) = mended(check, text.as_bytes(), Applicability::MachineApplicable);
        prop_assert!(ends, "{}", String::from_utf8_lossy(&after));
        let Ok(before) = serde_json::from_str::<Value>(&text) else { return Ok(()) };
        let now = serde_json::from_slice::<Value>(&after);
        prop_assert!(now.is_ok(), "{}", String::from_utf8_lossy(&after));
        prop_assert!(values(&before) <= values(&now.unwrap()));
    }

    /// What is not sure ends, too, or goes in circles where it is told so.
    #[test]
    fn unsure_fixes_keep_texts_whole(recipe in any_recipe(3)) {
        let (target, _, text) = cook(&recipe, |_, _| {});
        let check = tables::find(target.0).check;
        let (after, _) = mended(check, text.as_bytes(), Applicability::MaybeIncorrect);
        let was_json = serde_json::from_str::<Value>(&text).is_ok();
        prop_assert!(!was_json || serde_json::from_slice::<Value>(&after).is_ok(), "{}", String::from_utf8_lossy(&after));
    }
}

/// How many values a value consists of.
fn values(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(values).sum(),
        Value::Array(items) => items.iter().map(values).sum(),
        _ => 0,
    }
}
