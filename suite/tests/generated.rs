//! The official suite through generated code, every dialect: what the derive writes for a schema must say
//! what the suite says.

mod absent;

use std::collections::HashMap;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use vouchsafe::Program;
use vouchsafe_suite::{Case, folder, groups};

/// The programs that the build script has written.
#[allow(
    clippy::all,
    clippy::pedantic,
    unreachable_pub,
    unused_qualifications,
    reason = "generated"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/cases.rs"));
}

/// Required, optional and format tests; fewer would mean that some are lost.
const TESTS: usize = 4_942 + 644 + 2_741;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = if generated::CASES.is_empty() {
        vec![absent::absent()]
    } else {
        trials()
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials() -> Vec<Trial> {
    let programs: HashMap<(&str, usize), &'static Program> = generated::CASES
        .iter()
        .map(|&(group, case, program)| ((group, case), generated::PROGRAMS[program]))
        .collect();
    let mut trials = Vec::new();
    let mut count = 0;
    for group in groups(&folder()) {
        for (index, case) in group.cases.into_iter().enumerate() {
            count += case.tests.len();
            let program = programs.get(&(&*group.name, index)).copied();
            let name = format!("{}: {}", group.name, case.description);
            trials.push(Trial::test(name, move || judge(program, &case)));
        }
    }
    trials.push(Trial::test("the suite is complete", move || {
        if count == TESTS {
            Ok(())
        } else {
            Err(format!("{count} tests, not {TESTS}").into())
        }
    }));
    trials
}

fn judge(program: Option<&'static Program>, case: &Case) -> Result<(), Failed> {
    let program = program.ok_or("no program was generated: build again")?;
    // The same schema without the code that was generated from it.
    let engine = Program::from_parts(program.parts().clone());
    for test in &case.tests {
        let bytes = test.data.get().as_bytes();
        let (verdict, report) = (program.is_valid(bytes), program.check(bytes));
        if verdict != test.valid || report.is_ok() != test.valid {
            let (words, expected) = (&test.description, test.valid);
            let message = format!("{words}: expected {expected}, got {verdict} and {report:?}");
            return Err(message.into());
        }
        let by_engine = engine.check(bytes);
        if format!("{report:?}") != format!("{by_engine:?}") {
            let message = format!("{report:?}\nby generated code, by the engine\n{by_engine:?}");
            return Err(message.into());
        }
    }
    Ok(())
}
