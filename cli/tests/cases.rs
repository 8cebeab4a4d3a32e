//! `schema test`: cases that are as expected, cases that are not, and keywords that no case touches.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails loudly and says what it did"
)]

/// Runs `schema test`. Gives the exit code and what was printed.
fn run(arguments: &[&str]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = [&["schema", "test"], arguments].concat();
    let code = vouchsafe_cli::run_with(arguments, &mut &b""[..], &mut out, &mut err);
    let shown = String::from_utf8(out).unwrap() + &String::from_utf8(err).unwrap();
    (code, shown)
}

#[test]
fn cases_are_told_with_what_they_leave_out() {
    let (code, shown) = run(&["tests/cases/order.cases.json"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("cases", shown);
}

#[test]
fn coverage_has_a_threshold() {
    let (code, shown) = run(&["tests/cases/note.cases.json", "--min-coverage", "50"]);
    assert_eq!(code, 0, "{shown}");
    let (code, shown) = run(&["tests/cases/note.cases.json", "--min-coverage", "51"]);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.ends_with("error: fewer than 51 %\n"), "{shown}");
}

#[test]
fn what_is_no_file_of_cases_is_told_where() {
    for (file, words) in [
        ("tests/cases/nowhere.json", "cannot be read"),
        (
            "tests/cases/order.json",
            "order.json:1:1: expected a member `schema`",
        ),
    ] {
        let (code, shown) = run(&[file]);
        assert_eq!(code, 2, "{shown}");
        assert!(shown.contains(words), "{shown}");
    }
}
