//! sonic-rs, a parser with SIMD instructions, which validates nothing but the types of the struct.

use std::hint::black_box;

use serde::{Deserialize, Serialize};

use super::Job;
use crate::bodies::Schema;
use crate::types::{borrowed, owned};

/// To a struct with `String`s.
pub(super) fn read_owned(schema: Schema, _: &[u8]) -> Job {
    fn job<T: for<'de> Deserialize<'de> + 'static>() -> Job {
        Box::new(|bytes| black_box(sonic_rs::from_slice::<T>(bytes)).is_ok())
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
            Box::new(|bytes| black_box(sonic_rs::from_slice::<borrowed::Sink<'_>>(bytes)).is_ok())
        }
        Schema::Connect => Box::new(|bytes| {
            black_box(sonic_rs::from_slice::<borrowed::Connect<'_>>(bytes)).is_ok()
        }),
    }
}

/// From a struct.
pub(super) fn write_owned(schema: Schema, sample: &[u8]) -> Job {
    fn job<T: for<'de> Deserialize<'de> + Serialize + 'static>(sample: &[u8]) -> Job {
        let value: T = serde_json::from_slice(sample).expect("the sample fits");
        Box::new(move |_| black_box(sonic_rs::to_vec(black_box(&value))).is_ok())
    }
    match schema {
        Schema::Sink => job::<owned::Sink>(sample),
        Schema::Connect => job::<owned::Connect>(sample),
    }
}
