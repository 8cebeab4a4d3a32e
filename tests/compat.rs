//! `vouchsafe schema compat` for each pair in `tests/compat`, with a snapshot of what is said; and that what is said
//! holds: no value contradicts a proof, and every witness is one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::path::PathBuf;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use vouchsafe::{Compiler, Program};
use vouchsafe_compiler::{Comparison, Effect};

use support::fragments::{FRAGMENTS, INSTANCES, together};
use support::{read, root};

fn pairs() -> Vec<(String, PathBuf)> {
    let folders = std::fs::read_dir(root().join("tests/compat")).unwrap();
    let folders = folders
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let named = folders.map(|path| {
        (
            path.file_name().unwrap().to_string_lossy().into_owned(),
            path,
        )
    });
    let mut pairs: Vec<_> = named.collect();
    pairs.sort();
    pairs
}

fn command(arguments: &[&str]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = vouchsafe_cli::run_with(arguments, &mut &b""[..], &mut out, &mut err);
    assert_eq!(String::from_utf8(err).unwrap(), "");
    (code, String::from_utf8(out).unwrap())
}

fn compare(old: &str, new: &str) -> Comparison {
    let compiler = Compiler::new()
        .overlay("/", "old.json", old)
        .overlay("/", "new.json", new);
    compiler.compare_files("/", "old.json", "new.json").unwrap()
}

fn compile(schema: &str) -> Program {
    Compiler::new().compile(schema).unwrap()
}

/// Asserts that every witness is one.
fn assert_witnesses(comparison: &Comparison, old: &Program, new: &Program) {
    for change in &comparison.changes {
        for (effect, from, to) in [(&change.backward, old, new), (&change.forward, new, old)] {
            if let Effect::Breaking { witness } = effect {
                assert!(from.is_valid(witness.as_bytes()), "{change:?}");
                assert!(!to.is_valid(witness.as_bytes()), "{change:?}");
            }
        }
    }
}

/// Asserts that a value does not contradict what was proven.
fn assert_not_contradicted(comparison: &Comparison, old: &Program, new: &Program, value: &str) {
    let (is_old, is_new) = (
        old.is_valid(value.as_bytes()),
        new.is_valid(value.as_bytes()),
    );
    let (backward, forward) = (
        comparison.is_backward_compatible(),
        comparison.is_forward_compatible(),
    );
    assert!(
        !backward || !is_old || is_new,
        "the new schema refuses {value}: {comparison:?}"
    );
    assert!(
        !forward || !is_new || is_old,
        "the old schema refuses {value}: {comparison:?}"
    );
}

#[test]
fn every_pair_is_told_with_its_changes() {
    let pairs = pairs();
    assert!(pairs.len() >= 40, "only {} pairs", pairs.len());
    for (name, folder) in pairs {
        let [old, new] = ["old", "new"].map(|side| format!("tests/compat/{name}/{side}.json"));
        let (backward, pretty) = command(&["schema", "compat", &old, &new]);
        let (forward, short) = command(&[
            "schema",
            "compat",
            &old,
            &new,
            "--direction",
            "forward",
            "-f",
            "short",
        ]);
        let (_, json) = command(&["schema", "compat", &old, &new, "-f", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let breaks = |direction: &str| {
            let changes = json["changes"].as_array().unwrap().iter();
            changes
                .filter(|change| change[direction]["effect"] == "breaking")
                .count()
                > 0
        };
        assert_eq!(
            (backward == 1, forward == 1),
            (breaks("backward"), breaks("forward")),
            "{name}"
        );
        let text = format!("{pretty}\n===== forward =====\n{short}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("told", text));
    }
}

#[test]
fn what_is_said_of_the_pairs_holds() {
    for (name, folder) in pairs() {
        let [old, new] = ["old.json", "new.json"].map(|file| read(&folder.join(file)));
        let comparison = compare(&old, &new);
        let (old, new) = (compile(&old), compile(&new));
        println!("{name}");
        assert_witnesses(&comparison, &old, &new);
        for value in INSTANCES {
            assert_not_contradicted(&comparison, &old, &new, value);
        }
    }
}

#[test]
fn markdown_is_a_table_and_thresholds_decide() {
    let [old, new] = ["old", "new"].map(|side| format!("tests/compat/items-count/{side}.json"));
    let (code, shown) = command(&[
        "schema",
        "compat",
        &old,
        &new,
        "-f",
        "markdown",
        "--fail-on",
        "never",
    ]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("compat_markdown", shown);
    let [old, new] = ["old", "new"].map(|side| format!("tests/compat/dynamic/{side}.json"));
    let undecided = ["schema", "compat", &old, &new, "--direction", "forward"];
    assert_eq!(command(&undecided).0, 0);
    assert_eq!(
        command(&[&undecided[..], &["--fail-on", "undecided"]].concat()).0,
        1
    );
}

#[test]
fn our_own_schemas_do_not_differ_from_themselves() {
    for file in support::files(&root().join("schemas"), "json") {
        let path = support::oracle::relative(root(), &file);
        if path.ends_with("openapi.json") {
            continue;
        }
        let comparison = Compiler::new().compare_files(root(), &path, &path).unwrap();
        assert_eq!(comparison.changes, [], "{path}");
    }
}

#[test]
fn schemas_with_faults_are_not_compared() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = [
        "schema",
        "compat",
        "tests/schemas/five_faults.json",
        "tests/schemas/nowhere.json",
    ];
    let code = vouchsafe_cli::run_with(arguments, &mut &b""[..], &mut out, &mut err);
    let err = String::from_utf8(err).unwrap();
    assert_eq!((code, out.len()), (2, 0));
    assert!(
        err.contains("five_faults.json") && err.contains("nowhere.json"),
        "{err}"
    );
}

/// A schema of some keywords that act on the instances.
fn schema() -> impl Strategy<Value = String> {
    let fragments = prop::collection::vec(select(FRAGMENTS), 1..4);
    fragments.prop_filter_map("each keyword once", |fragments| together(&fragments))
}

/// The same schema with one keyword less, or with a keyword of another, so that most of it stays.
fn changed(schema: &str, other: &str, at: Index, adds: bool) -> String {
    let mut value: serde_json::Value = serde_json::from_str(schema).unwrap();
    let other: serde_json::Value = serde_json::from_str(other).unwrap();
    let members = value.as_object_mut().unwrap();
    if adds {
        members.extend(other.as_object().unwrap().clone());
    } else {
        let name = at.get(&members.keys().cloned().collect::<Vec<_>>()).clone();
        if name != "$defs" {
            members.remove(&name);
        }
    }
    value.to_string()
}

fn fault(old: &str, new: &str) -> bool {
    [old, new]
        .iter()
        .any(|schema| Compiler::new().compile(*schema).is_err())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn no_value_contradicts_what_is_said(
        one in schema(),
        other in schema(),
        at in any::<Index>(),
        how in 0..3,
    ) {
        let (old, new) = match how {
            0 => (one, other),
            1 => (one.clone(), changed(&one, &other, at, true)),
            _ => (one.clone(), changed(&one, &other, at, false)),
        };
        // A reference may lead to where another keyword was.
        prop_assume!(!fault(&old, &new));
        let comparison = compare(&old, &new);
        let (old_program, new_program) = (compile(&old), compile(&new));
        println!("{old}\n{new}");
        assert_witnesses(&comparison, &old_program, &new_program);
        for value in INSTANCES {
            assert_not_contradicted(&comparison, &old_program, &new_program, value);
        }
    }
}

/// How many schemas are tried.
fn cases() -> u32 {
    #[expect(clippy::disallowed_methods, reason = "tests read their surroundings")]
    let cases = std::env::var("PROPTEST_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(100)
}
