//! validator: a struct with rules, judged after `serde_json` has built it. Serde's first error hides the rest.

use std::hint::black_box;

use validator::Validate;

use super::Job;
use crate::bodies::Schema;
use crate::types::validator as types;

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
