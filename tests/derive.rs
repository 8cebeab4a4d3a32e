//! The compile-time contract: what the derive refuses, with the compiler's words, and what it accepts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

#[test]
fn mismatches_do_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/derive/fail/*.rs");
    cases.pass("tests/derive/pass/*.rs");
}
