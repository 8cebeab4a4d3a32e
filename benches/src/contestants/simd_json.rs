//! simd-json, which parses in place: the copy of the request that it needs is part of its job.

use std::hint::black_box;

use serde::{Deserialize, Serialize};
use simd_json::{Buffers, Tape};

use super::Job;
use crate::bodies::Schema;
use crate::types::owned;

/// To a tape, every buffer reused.
pub(super) fn tape(_: Schema, _: &[u8]) -> Job {
    let mut copy = Vec::new();
    let mut buffers = Buffers::default();
    let mut kept = Tape::null();
    Box::new(move |bytes| {
        copy.clear();
        copy.extend_from_slice(bytes);
        let mut tape = std::mem::replace(&mut kept, Tape(Vec::new())).reset();
        let parsed = simd_json::fill_tape(&mut copy, &mut buffers, &mut tape).is_ok();
        black_box(&tape);
        kept = tape.reset();
        parsed
    })
}

/// To a struct with `String`s.
pub(super) fn read_owned(schema: Schema, _: &[u8]) -> Job {
    fn job<T: for<'de> Deserialize<'de> + 'static>() -> Job {
        let mut copy = Vec::new();
        let mut buffers = Buffers::default();
        Box::new(move |bytes| {
            copy.clear();
            copy.extend_from_slice(bytes);
            let value = simd_json::serde::from_slice_with_buffers::<T>(&mut copy, &mut buffers);
            black_box(value).is_ok()
        })
    }
    match schema {
        Schema::Sink => job::<owned::Sink>(),
        Schema::Connect => job::<owned::Connect>(),
    }
}

/// From a struct.
pub(super) fn write_owned(schema: Schema, sample: &[u8]) -> Job {
    fn job<T: for<'de> Deserialize<'de> + Serialize + 'static>(sample: &[u8]) -> Job {
        let value: T = serde_json::from_slice(sample).expect("the sample fits");
        Box::new(move |_| black_box(simd_json::serde::to_vec(black_box(&value))).is_ok())
    }
    match schema {
        Schema::Sink => job::<owned::Sink>(sample),
        Schema::Connect => job::<owned::Connect>(sample),
    }
}
