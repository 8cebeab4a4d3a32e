//! The compile-time contract: what the derive refuses, with the compiler's words, and what it accepts.

#[test]
fn mismatches_do_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/derive/fail/*.rs");
    cases.pass("tests/derive/pass/*.rs");
}
