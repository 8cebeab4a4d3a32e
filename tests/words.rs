//! What the terminal shows, for each rule and lint of the domain: a snapshot for each group of cases in
//! `tests/words`.
//!
//! What a case is, `support::words` says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;

use support::words::{strings, text};
use support::{read_json, root};

/// Texts that no output may contain: words that say nothing about what is wrong.
const EMPTY_WORDS: [&str; 6] = [
    "does not match the schema",
    "must match \"then\" schema",
    "is not valid under any of",
    "should match exactly one schema",
    "validation failed",
    "invalid value",
];

#[test]
fn every_group_reads_as_it_should() {
    let folder = root().join("tests/words");
    let mut count = 0;
    for file in support::files(&folder, "json") {
        let group = read_json(&file);
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let arguments: Vec<&str> = strings(&group["arguments"]);
        let mut shown = format!("vouchsafe check {} request.json\n", arguments.join(" "));
        for (case, value) in group["cases"].as_object().unwrap() {
            let text = text(&group, value);
            let (code, output) = check(&arguments, &text);
            let _ = write!(shown, "\n━━ {case} ━━ exit {code}\n{output}");
            for words in EMPTY_WORDS {
                assert!(
                    !output.to_lowercase().contains(words),
                    "{name} / {case}: {words}"
                );
            }
            count += 1;
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("words");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, shown));
    }
    assert!(count >= 250, "only {count} cases");
}

/// Runs the command on a text from standard input, which is shown under the name of a file.
fn check(arguments: &[&str], text: &[u8]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["check"].iter().chain(arguments).chain(&["-"]);
    let code = vouchsafe_cli::run_with(arguments, &mut &*text, &mut out, &mut err);
    assert_eq!(String::from_utf8_lossy(&err), "");
    (
        code,
        String::from_utf8(out)
            .unwrap()
            .replace("<stdin>", "request.json"),
    )
}
