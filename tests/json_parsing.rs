//! The scanner against the JSON parsing suite: every `y_` is accepted, every `n_` refused, and what the
//! grammar leaves open (`i_`) is decided here, one by one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::path::Path;

use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};
use vouchsafe::{Options, Program};

/// What the grammar leaves to implementations, and how it is decided. `true` is accepted.
const DECIDED: &[(&str, bool)] = &[
    // Numbers of any size are compared by their digits.
    ("i_number_double_huge_neg_exp.json", true),
    ("i_number_huge_exp.json", true),
    ("i_number_neg_int_huge_exp.json", true),
    ("i_number_pos_double_huge_exp.json", true),
    ("i_number_real_neg_overflow.json", true),
    ("i_number_real_pos_overflow.json", true),
    ("i_number_real_underflow.json", true),
    ("i_number_too_big_neg_int.json", true),
    ("i_number_too_big_pos_int.json", true),
    ("i_number_very_big_negative_int.json", true),
    // Half of a surrogate pair: refused unless an option allows it (RFC 7493, section 2.1).
    ("i_object_key_lone_2nd_surrogate.json", false),
    ("i_string_1st_surrogate_but_2nd_missing.json", false),
    ("i_string_1st_valid_surrogate_2nd_invalid.json", false),
    ("i_string_incomplete_surrogate_and_escape_valid.json", false),
    ("i_string_incomplete_surrogate_pair.json", false),
    ("i_string_incomplete_surrogates_escape_valid.json", false),
    ("i_string_invalid_lonely_surrogate.json", false),
    ("i_string_invalid_surrogate.json", false),
    ("i_string_inverted_surrogates_U+1D11E.json", false),
    ("i_string_lone_second_surrogate.json", false),
    // Not UTF-8 (RFC 8259, section 8.1).
    ("i_string_UTF-16LE_with_BOM.json", false),
    ("i_string_UTF-8_invalid_sequence.json", false),
    ("i_string_UTF8_surrogate_U+D800.json", false),
    ("i_string_invalid_utf-8.json", false),
    ("i_string_iso_latin_1.json", false),
    ("i_string_lone_utf8_continuation_byte.json", false),
    ("i_string_not_in_unicode_range.json", false),
    ("i_string_overlong_sequence_2_bytes.json", false),
    ("i_string_overlong_sequence_6_bytes.json", false),
    ("i_string_overlong_sequence_6_bytes_null.json", false),
    ("i_string_truncated-utf-8.json", false),
    ("i_string_utf16BE_no_BOM.json", false),
    ("i_string_utf16LE_no_BOM.json", false),
    // Deeper than the limit of 128, which an option raises.
    ("i_structure_500_nested_arrays.json", false),
    // A byte order mark must not be added, and need not be ignored.
    ("i_structure_UTF-8_BOM_empty_object.json", false),
];

/// What the grammar accepts and RFC 7493 forbids: refused by default, accepted by option.
const DUPLICATES: &[&str] = &[
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
];

fn main() -> ExitCode {
    support::shared::run("json-parsing-suite", |folder| {
        let files = support::files(&folder.join("test_parsing"), "json");
        let mut trials: Vec<Trial> = files.into_iter().map(trial).collect();
        let count = trials.len();
        trials.push(Trial::test("the suite is complete", move || {
            if count == 318 {
                Ok(())
            } else {
                Err(format!("{count} files, not 318").into())
            }
        }));
        trials
    })
}

fn trial(file: std::path::PathBuf) -> Trial {
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    Trial::test(name.clone(), move || judge(&name, &file))
}

fn judge(name: &str, file: &Path) -> Result<(), Failed> {
    #[expect(clippy::disallowed_methods, reason = "tests read their data")]
    let bytes = std::fs::read(file)?;
    let program = Program::accept_all();
    let strict = program.check(&bytes);
    let lenient = Options::default()
        .allow_duplicate_members(true)
        .allow_lone_surrogates(true)
        .max_depth(512);
    let expected = match (
        name.split('_').next(),
        DECIDED.iter().find(|(decided, _)| *decided == name),
    ) {
        (Some("y"), _) => !DUPLICATES.contains(&name),
        (Some("n"), _) => false,
        (_, Some((_, accepted))) => *accepted,
        _ => return Err("not decided yet".into()),
    };
    if strict.is_ok() != expected || program.is_valid(&bytes) != expected {
        return Err(format!("expected {expected}: {strict:?}").into());
    }
    let grammatical = program.is_valid_with(&bytes, &lenient);
    if name.starts_with("y_") && !grammatical || name.starts_with("n_") && grammatical {
        return Err("the lenient options change what the grammar says".into());
    }
    // What serde_json accepts, the scanner accepts with lenient options.
    if serde_json::from_slice::<serde_json::Value>(&bytes).is_ok() && !grammatical {
        return Err("serde_json accepts it".into());
    }
    Ok(())
}
