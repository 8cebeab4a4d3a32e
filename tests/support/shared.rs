//! The shared data beside the repository: official suites and the pages of the first domain. None of
//! it is committed, so suites that need it are ignored, loudly, where it is absent.

use std::path::PathBuf;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

/// A folder of the shared data.
pub(crate) fn folder(name: &str) -> PathBuf {
    super::root().join("../shared").join(name)
}

/// Whether the data must be there: the gate sets this.
fn is_required() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "how the gate asks for strictness"
    )]
    std::env::var("VOUCHSAFE_REQUIRE_SHARED").is_ok_and(|value| value == "1")
}

/// Runs the tests that `trials` makes from the data in a folder, or one ignored test that says
/// that the data is absent.
pub(crate) fn run(name: &str, trials: impl FnOnce(PathBuf) -> Vec<Trial>) -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = folder(name);
    let trials = if folder.is_dir() {
        trials(folder)
    } else {
        let words = format!("the data in ../shared/{name} is absent");
        eprintln!("note: {words}; the tests that need it are ignored");
        let missing = Failed::from(words);
        let trial = Trial::test(format!("needs ../shared/{name}"), move || Err(missing));
        vec![trial.with_ignored_flag(!is_required())]
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}
