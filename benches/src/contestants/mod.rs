//! Who takes part, one file for each.
//!
//! A contestant goes from the bytes of a request to its answer (or, in the last discipline, from a value to
//! bytes). Who judges must give the right verdict, which is asserted before any time is taken.

mod boon;
mod garde;
mod jsonschema;
mod ours;
mod serde_json;
mod serde_valid;
mod simd_json;
mod sonic_rs;
mod validator;

use crate::bodies::Schema;

/// What is done with one request: whether it was accepted.
pub type Job = Box<dyn FnMut(&[u8]) -> bool>;

/// One line of a table.
#[derive(Debug, Clone, Copy)]
pub struct Contestant {
    /// What is measured.
    pub name: &'static str,
    /// Whether it is ours.
    pub ours: bool,
    /// Whether it judges by the whole schema, so that its verdict can be held against the right one.
    pub judges: bool,
    /// Makes the job for requests of a schema; whoever writes gets the value from the sample.
    pub job: fn(Schema, sample: &[u8]) -> Job,
}

/// The name of the line that all others are compared with, in the tables of verdicts.
pub const MACRO: &str = "jsonschema macro: parse + is_valid";
/// The same for the tables of faults.
pub const MACRO_ERRORS: &str = "jsonschema macro: parse + iter_errors, in words";
/// The same for the tables of values.
pub const READ: &str = "serde_json::from_slice, no validation";
/// The same for the tables of texts.
pub const WRITE: &str = "serde_json::to_vec, no validation";

const fn ours(name: &'static str, job: fn(Schema, &[u8]) -> Job) -> Contestant {
    Contestant {
        name,
        ours: true,
        judges: true,
        job,
    }
}

const fn peer(name: &'static str, job: fn(Schema, &[u8]) -> Job) -> Contestant {
    Contestant {
        name,
        ours: false,
        judges: true,
        job,
    }
}

/// A peer that accepts what the schema refuses.
const fn lenient(name: &'static str, job: fn(Schema, &[u8]) -> Job) -> Contestant {
    Contestant {
        name,
        ours: false,
        judges: false,
        job,
    }
}

/// From bytes to yes or no.
pub fn verdict() -> Vec<Contestant> {
    vec![
        lenient("serde_json → struct, no validation", serde_json::read_owned),
        lenient("serde_json → Value, no validation", serde_json::read_value),
        lenient("sonic-rs → struct, no validation", sonic_rs::read_owned),
        lenient(
            "simd-json tape, buffers reused, no validation",
            simd_json::tape,
        ),
        lenient("serde_json struct + garde", garde::judge),
        lenient("serde_json struct + validator", validator::judge),
        lenient("serde_json struct + serde_valid", serde_valid::judge),
        peer("boon: parse + validate", boon::judge),
        peer(
            "jsonschema run time: parse + is_valid",
            jsonschema::run_time,
        ),
        peer(MACRO, jsonschema::derived),
        ours("vouchsafe: Validator::is_valid (run time)", ours::run_time),
        ours("vouchsafe: is_valid_json", ours::is_valid),
        ours("vouchsafe: from_json (with the value)", ours::read_owned),
    ]
}

/// From bytes to all faults.
pub fn faults() -> Vec<Contestant> {
    vec![
        lenient(
            "serde_json → struct: the first fault",
            serde_json::read_owned,
        ),
        lenient(
            "serde_json struct + garde: serde's first, or garde's",
            garde::words,
        ),
        peer("boon: parse + validate, its tree of errors", boon::judge),
        peer(
            "jsonschema run time: parse + iter_errors, in words",
            jsonschema::run_time_words,
        ),
        peer(
            "jsonschema macro: parse + iter_errors, counted",
            jsonschema::derived_errors,
        ),
        peer(MACRO_ERRORS, jsonschema::derived_words),
        ours(
            "vouchsafe: Validator::check (run time)",
            ours::run_time_check,
        ),
        ours("vouchsafe: faults_json (codes and spans)", ours::faults),
        ours("vouchsafe: check_json", ours::check),
        ours(
            "vouchsafe: check_json, every line and column",
            ours::check_lines,
        ),
    ]
}

/// From bytes to a typed value.
pub fn read() -> Vec<Contestant> {
    vec![
        lenient(READ, serde_json::read_owned),
        lenient(
            "serde_json::from_slice, borrowed strings",
            serde_json::read_borrowed,
        ),
        lenient("sonic-rs, no validation", sonic_rs::read_owned),
        lenient("sonic-rs, borrowed strings", sonic_rs::read_borrowed),
        lenient("simd-json, no validation", simd_json::read_owned),
        lenient("serde_json::from_slice + garde", garde::judge),
        peer(
            "jsonschema macro on a Value, then from_value",
            jsonschema::read_owned,
        ),
        ours("vouchsafe: from_json", ours::read_owned),
        ours(
            "vouchsafe: from_json, borrowed strings",
            ours::read_borrowed,
        ),
        ours(
            "vouchsafe: from_json, types of vouchsafe-schemas",
            ours::read_schemas,
        ),
    ]
}

/// From a typed value to bytes.
pub fn write() -> Vec<Contestant> {
    vec![
        lenient(WRITE, serde_json::write_owned),
        lenient("sonic-rs::to_vec, no validation", sonic_rs::write_owned),
        lenient("simd-json::to_vec, no validation", simd_json::write_owned),
        peer(
            "serde_json: to_value, jsonschema macro, to_vec",
            jsonschema::write_owned,
        ),
        ours("vouchsafe: to_json", ours::write_owned),
        ours(
            "vouchsafe: to_json, types of vouchsafe-schemas",
            ours::write_schemas,
        ),
    ]
}
