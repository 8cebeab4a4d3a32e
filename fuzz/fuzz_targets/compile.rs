//! The compiler: any text is a program or a list of faults, and the program answers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vouchsafe::{Compiler, UnknownKeywords};

const INSTANCES: [&str; 9] = [
    "null",
    "true",
    "0",
    "-1.5e3",
    "\"\"",
    "\"a b\"",
    "[]",
    "[1, \"a\", {\"a\": [1, 1]}, [1]]",
    "{\"a\": 1, \"b\": {\"a\": \"x\", \"c\": null}, \"foo\": [], \"kind\": \"a\"}",
];

fuzz_target!(|bytes: &[u8]| {
    for unknown in [UnknownKeywords::Allow, UnknownKeywords::Deny] {
        match Compiler::new().unknown_keywords(unknown).compile(bytes) {
            Ok(program) => {
                for text in INSTANCES {
                    let result = program.check(text.as_bytes());
                    assert_eq!(program.is_valid(text.as_bytes()), result.is_ok());
                    match result {
                        Ok(warnings) => drop(format!("{warnings:?}")),
                        Err(report) => drop((report.to_string(), format!("{report:?}"))),
                    }
                }
            }
            Err(faults) => {
                assert!(!faults.is_empty());
                let _ = faults.to_string();
            }
        }
    }
});
