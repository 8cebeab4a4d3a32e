//! `serde_json`, which validates nothing but the types of the struct.

use std::hint::black_box;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Job;
use crate::bodies::Schema;
use crate::types::{borrowed, owned};

/// To a struct with `String`s.
pub(super) fn read_owned(schema: Schema, _: &[u8]) -> Job {
    fn job<T: for<'de> Deserialize<'de> + 'static>() -> Job {
        Box::new(|bytes| {
            serde_json::from_slice::<T>(bytes).is_ok_and(|value| {
                black_box(&value);
                true
            })
        })
    }
    match schema {
        Schema::Sink => job::<owned::Sink>(),
        Schema::Connect => job::<owned::Connect>(),
    }
}

/// To a struct with `&str`s.
pub(super) fn read_borrowed(schema: Schema, _: &[u8]) -> Job {
    match schema {
        Schema::Sink => {
            Box::new(|bytes| black_box(serde_json::from_slice::<borrowed::Sink<'_>>(bytes)).is_ok())
        }
        Schema::Connect => Box::new(|bytes| {
            black_box(serde_json::from_slice::<borrowed::Connect<'_>>(bytes)).is_ok()
        }),
    }
}

/// To a `Value`.
pub(super) fn read_value(_: Schema, _: &[u8]) -> Job {
    Box::new(|bytes| black_box(serde_json::from_slice::<Value>(bytes)).is_ok())
}

/// From a struct.
pub(super) fn write_owned(schema: Schema, sample: &[u8]) -> Job {
    fn job<T: for<'de> Deserialize<'de> + Serialize + 'static>(sample: &[u8]) -> Job {
        let value: T = serde_json::from_slice(sample).expect("the sample fits");
        Box::new(move |_| black_box(serde_json::to_vec(black_box(&value))).is_ok())
    }
    match schema {
        Schema::Sink => job::<owned::Sink>(sample),
        Schema::Connect => job::<owned::Connect>(sample),
    }
}
