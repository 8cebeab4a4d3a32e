//! jsonschema: its run-time validator, and the code that its macro writes while this crate compiles.

use std::hint::black_box;

use jsonschema::{Registry, RegistryBuilder, ValidationError, Validator};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Job;
use crate::bodies::Schema;
use crate::schemas;
use crate::types::owned;

/// `kafka.create-sink-task`, compiled by the macro.
#[jsonschema::validator(
    path = "../schemas/kafka/create-sink-task/body.json",
    base_uri = "https://vouchsafe.test/kafka/create-sink-task/body.json",
    resources = {
        "https://vouchsafe.test/common.json" => { path = "../schemas/common.json" },
        "https://vouchsafe.test/kafka/create-sink-task/obs-destination-descriptor.json" => {
            path = "../schemas/kafka/create-sink-task/obs-destination-descriptor.json"
        },
    }
)]
struct Sink;

/// `kafka.create-smart-connect-task`, compiled by the macro.
#[jsonschema::validator(
    path = "../schemas/kafka/create-smart-connect-task/body.json",
    base_uri = "https://vouchsafe.test/kafka/create-smart-connect-task/body.json",
    resources = {
        "https://vouchsafe.test/common.json" => { path = "../schemas/common.json" },
        "https://vouchsafe.test/kafka/create-smart-connect-task/source-task.json" => {
            path = "../schemas/kafka/create-smart-connect-task/source-task.json"
        },
        "https://vouchsafe.test/kafka/create-smart-connect-task/sink-task.json" => {
            path = "../schemas/kafka/create-smart-connect-task/sink-task.json"
        },
    }
)]
struct Connect;

fn macro_is_valid(schema: Schema) -> fn(&Value) -> bool {
    match schema {
        Schema::Sink => Sink::is_valid,
        Schema::Connect => Connect::is_valid,
    }
}

/// The macro: yes or no.
pub(super) fn derived(schema: Schema, _: &[u8]) -> Job {
    let is_valid = macro_is_valid(schema);
    Box::new(move |bytes| {
        serde_json::from_slice(bytes).is_ok_and(|value| is_valid(black_box(&value)))
    })
}

/// The macro: all errors, nothing done with them.
pub(super) fn derived_errors(schema: Schema, _: &[u8]) -> Job {
    let count: fn(&Value) -> usize = match schema {
        Schema::Sink => |value| Sink::iter_errors(value).count(),
        Schema::Connect => |value| Connect::iter_errors(value).count(),
    };
    Box::new(move |bytes| {
        serde_json::from_slice(bytes).is_ok_and(|value| black_box(count(&value)) == 0)
    })
}

/// The macro: all errors, each with its message and its place in the instance.
pub(super) fn derived_words(schema: Schema, _: &[u8]) -> Job {
    let words: fn(&Value) -> Vec<(String, String)> = match schema {
        Schema::Sink => |value| {
            Sink::iter_errors(value)
                .map(|error| in_words(&error))
                .collect()
        },
        Schema::Connect => |value| {
            Connect::iter_errors(value)
                .map(|error| in_words(&error))
                .collect()
        },
    };
    Box::new(move |bytes| {
        serde_json::from_slice(bytes).is_ok_and(|value| black_box(words(&value)).is_empty())
    })
}

fn in_words(error: &ValidationError<'_>) -> (String, String) {
    (error.to_string(), error.instance_path().to_string())
}

fn compile(schema: Schema) -> Validator {
    let uri = schemas::uri(schema);
    let files = schemas::FILES.iter().map(|(uri, text)| {
        let value: Value = serde_json::from_str(text).expect("schemas are JSON");
        (*uri, value)
    });
    let registry = Registry::new()
        .extend(files)
        .and_then(RegistryBuilder::prepare)
        .expect("the schemas are well-formed");
    let root = schemas::FILES.iter().find(|(name, _)| *name == uri);
    let root: Value = serde_json::from_str(root.expect("it is one of them").1).expect("it is JSON");
    jsonschema::options()
        .with_registry(&registry)
        .with_base_uri(uri)
        .build(&root)
        .expect("the schema is well-formed")
}

/// At run time: yes or no.
pub(super) fn run_time(schema: Schema, _: &[u8]) -> Job {
    let validator = compile(schema);
    Box::new(move |bytes| {
        serde_json::from_slice(bytes).is_ok_and(|value| validator.is_valid(black_box(&value)))
    })
}

/// At run time: all errors in words.
pub(super) fn run_time_words(schema: Schema, _: &[u8]) -> Job {
    let validator = compile(schema);
    Box::new(move |bytes| {
        serde_json::from_slice(bytes).is_ok_and(|value| {
            let words: Vec<_> = validator
                .iter_errors(&value)
                .map(|error| in_words(&error))
                .collect();
            black_box(words).is_empty()
        })
    })
}

/// To a struct: the `Value` is judged and then becomes the struct.
pub(super) fn read_owned(schema: Schema, _: &[u8]) -> Job {
    fn job<T: for<'de> Deserialize<'de> + 'static>(is_valid: fn(&Value) -> bool) -> Job {
        Box::new(move |bytes| {
            serde_json::from_slice::<Value>(bytes).is_ok_and(|value| {
                is_valid(&value) && black_box(serde_json::from_value::<T>(value)).is_ok()
            })
        })
    }
    let is_valid = macro_is_valid(schema);
    match schema {
        Schema::Sink => job::<owned::Sink>(is_valid),
        Schema::Connect => job::<owned::Connect>(is_valid),
    }
}

/// From a struct: the `Value` that it becomes is judged, and then written.
pub(super) fn write_owned(schema: Schema, sample: &[u8]) -> Job {
    fn job<T>(sample: &[u8], is_valid: fn(&Value) -> bool) -> Job
    where
        T: for<'de> Deserialize<'de> + Serialize + 'static,
    {
        let value: T = serde_json::from_slice(sample).expect("the sample fits");
        Box::new(move |_| {
            serde_json::to_value(black_box(&value)).is_ok_and(|value| {
                is_valid(&value) && black_box(serde_json::to_vec(&value)).is_ok()
            })
        })
    }
    let is_valid = macro_is_valid(schema);
    match schema {
        Schema::Sink => job::<owned::Sink>(sample, is_valid),
        Schema::Connect => job::<owned::Connect>(sample, is_valid),
    }
}
