//! What a test says where the official suite is absent.

use libtest_mimic::Trial;

/// One test that says that the suite is absent: a failure where the gate asks for it.
#[expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "said loudly, as the gate asks"
)]
pub(crate) fn absent() -> Trial {
    let words = "the data in ../shared/json-schema-test-suite is absent";
    eprintln!("note: {words}; no code is generated from it");
    let required = std::env::var("VOUCHSAFE_REQUIRE_SHARED").is_ok_and(|value| value == "1");
    Trial::test("needs ../shared/json-schema-test-suite", move || {
        Err(words.into())
    })
    .with_ignored_flag(!required)
}
