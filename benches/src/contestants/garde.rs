//! garde: a struct with rules, judged after `serde_json` has built it. Serde's first error hides the rest.

use std::hint::black_box;

use garde::Validate;

use super::Job;
use crate::bodies::Schema;
use crate::types::garde as types;

/// To a struct, and then yes or no.
pub(super) fn judge(schema: Schema, _: &[u8]) -> Job {
    match schema {
        Schema::Sink => Box::new(|bytes| {
            serde_json::from_slice::<types::Sink>(bytes)
                .is_ok_and(|value| black_box(&value).validate().is_ok())
        }),
        Schema::Connect => Box::new(|bytes| {
            serde_json::from_slice::<types::Connect>(bytes)
                .is_ok_and(|value| black_box(&value).validate().is_ok())
        }),
    }
}

/// The same, with what went wrong in words.
pub(super) fn words(schema: Schema, _: &[u8]) -> Job {
    fn job<T>() -> Job
    where
        T: for<'de> serde::Deserialize<'de> + Validate<Context = ()> + 'static,
    {
        Box::new(|bytes| {
            let words = match serde_json::from_slice::<T>(bytes) {
                Ok(value) => value.validate().err().map(|report| report.to_string()),
                Err(error) => Some(error.to_string()),
            };
            black_box(words).is_none()
        })
    }
    match schema {
        Schema::Sink => job::<types::Sink>(),
        Schema::Connect => job::<types::Connect>(),
    }
}
