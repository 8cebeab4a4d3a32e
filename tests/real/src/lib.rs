//! Types of schemas that people use: that they compile, without a warning, is half of the test. The other half sends
//! the instances that come with the schemas through them.

#![deny(warnings)]
#![allow(
    clippy::all,
    clippy::pedantic,
    reason = "the names are those of schemas, and the warnings that count are the compiler's"
)]
#![allow(dead_code, reason = "where the data is absent, there is no case")]

use serde::Serialize;
use serde::de::DeserializeOwned;
use vouchsafe::{Options, Report, Validate};

/// A schema with types.
pub struct Case {
    /// Its name in the store.
    pub name: &'static str,
    /// The verdict of the types on an instance, and what becomes of one that they accept.
    pub run: fn(&[u8]) -> Outcome,
    /// The verdict of the validator.
    pub is_valid: fn(&[u8]) -> bool,
}

/// What becomes of an instance.
pub enum Outcome {
    /// It is refused.
    Refused(Report),
    /// It is written like that, and what is read of that is the same.
    Same(Vec<u8>),
    /// It does not come back as it went.
    Lost(String),
}

fn case<T: Validate + DeserializeOwned + Serialize + PartialEq>(name: &'static str) -> Case {
    Case {
        name,
        run: run::<T>,
        is_valid: |text| T::program().check_with(text, &Options::default()).is_ok(),
    }
}

fn run<T: Validate + DeserializeOwned + Serialize + PartialEq>(text: &[u8]) -> Outcome {
    let value = match T::from_json(text) {
        Ok(value) => value,
        Err(report) => return Outcome::Refused(report),
    };
    let again = match value.to_json() {
        Ok(again) => again,
        Err(report) => return Outcome::Lost(format!("it is read and not written: {report}")),
    };
    match T::from_json(&again) {
        Ok(second) if second == value => Outcome::Same(again),
        Ok(_) => Outcome::Lost("what is read again differs".to_owned()),
        Err(report) => Outcome::Lost(format!("it is not read again: {report}")),
    }
}

include!(concat!(env!("OUT_DIR"), "/real.rs"));
