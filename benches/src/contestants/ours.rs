//! vouchsafe: the derive, and the validator that is compiled at run time.

use std::hint::black_box;

use serde::{Deserialize, Serialize};
use vouchsafe::{Report, Validate, Validator};
use vouchsafe_schemas::kafka::create_sink_task::CreateSinkTask;
use vouchsafe_schemas::kafka::create_smart_connect_task::CreateSmartConnectTask;

use super::Job;
use crate::bodies::Schema;
use crate::schemas;
use crate::types::{borrowed, owned};

/// The derive: yes or no.
pub(super) fn is_valid(schema: Schema, _: &[u8]) -> Job {
    match schema {
        Schema::Sink => Box::new(owned::Sink::is_valid_json),
        Schema::Connect => Box::new(owned::Connect::is_valid_json),
    }
}

/// The derive: all faults in words, and the lints.
pub(super) fn check(schema: Schema, _: &[u8]) -> Job {
    match schema {
        Schema::Sink => Box::new(|bytes| black_box(owned::Sink::check_json(bytes)).is_ok()),
        Schema::Connect => Box::new(|bytes| black_box(owned::Connect::check_json(bytes)).is_ok()),
    }
}

/// The derive: all faults and lints by code and place.
pub(super) fn faults(schema: Schema, _: &[u8]) -> Job {
    match schema {
        Schema::Sink => Box::new(|bytes| black_box(owned::Sink::faults_json(bytes)).is_empty()),
        Schema::Connect => {
            Box::new(|bytes| black_box(owned::Connect::faults_json(bytes)).is_empty())
        }
    }
}

/// The derive: all faults in words, each as the line `12:34: error[code]: words` that people read.
pub(super) fn check_lines(schema: Schema, _: &[u8]) -> Job {
    fn lines(report: Result<(), Report>) -> bool {
        report.is_ok_and(|()| true)
    }
    match schema {
        Schema::Sink => Box::new(|bytes| {
            let report = owned::Sink::check_json(bytes);
            lines(
                report
                    .map(|warnings| drop(black_box(warnings)))
                    .inspect_err(shown),
            )
        }),
        Schema::Connect => Box::new(|bytes| {
            let report = owned::Connect::check_json(bytes);
            lines(
                report
                    .map(|warnings| drop(black_box(warnings)))
                    .inspect_err(shown),
            )
        }),
    }
}

fn shown(report: &Report) {
    black_box(report.to_string());
}

fn compile(schema: Schema) -> Validator {
    let compiler = schemas::FILES
        .iter()
        .fold(vouchsafe::Compiler::new(), |compiler, (uri, text)| {
            compiler.resource(*uri, *text)
        });
    let compiled = compiler.compile_uri(schemas::uri(schema), "schema");
    Validator::from(compiled.expect("the schema is well-formed").program)
}

/// At run time: yes or no.
pub(super) fn run_time(schema: Schema, _: &[u8]) -> Job {
    let validator = compile(schema);
    Box::new(move |bytes| validator.is_valid(bytes))
}

/// At run time: all faults in words, and the lints.
pub(super) fn run_time_check(schema: Schema, _: &[u8]) -> Job {
    let validator = compile(schema);
    Box::new(move |bytes| black_box(validator.check(bytes)).is_ok())
}

fn reader<T: for<'de> Deserialize<'de> + Validate + 'static>() -> Job {
    Box::new(|bytes| black_box(T::from_json(bytes)).is_ok())
}

/// To a struct with `String`s.
pub(super) fn read_owned(schema: Schema, _: &[u8]) -> Job {
    match schema {
        Schema::Sink => reader::<owned::Sink>(),
        Schema::Connect => reader::<owned::Connect>(),
    }
}

/// To the types of `vouchsafe-schemas`, whose credentials are wiped when they are dropped.
pub(super) fn read_schemas(schema: Schema, _: &[u8]) -> Job {
    match schema {
        Schema::Sink => reader::<CreateSinkTask>(),
        Schema::Connect => reader::<CreateSmartConnectTask>(),
    }
}

/// To a struct with `&str`s.
pub(super) fn read_borrowed(schema: Schema, _: &[u8]) -> Job {
    match schema {
        Schema::Sink => Box::new(|bytes| black_box(borrowed::Sink::from_json(bytes)).is_ok()),
        Schema::Connect => Box::new(|bytes| black_box(borrowed::Connect::from_json(bytes)).is_ok()),
    }
}

fn writer<T>(sample: &[u8]) -> Job
where
    T: for<'de> Deserialize<'de> + Serialize + Validate + 'static,
{
    let value = T::from_json(sample).expect("the sample fits");
    Box::new(move |_| black_box(black_box(&value).to_json()).is_ok())
}

/// From a struct that leaves out what is `None`.
pub(super) fn write_owned(schema: Schema, sample: &[u8]) -> Job {
    match schema {
        Schema::Sink => writer::<owned::Sink>(sample),
        Schema::Connect => writer::<owned::Connect>(sample),
    }
}

/// From the types of `vouchsafe-schemas`, which leave that to `to_json`.
pub(super) fn write_schemas(schema: Schema, sample: &[u8]) -> Job {
    match schema {
        Schema::Sink => writer::<CreateSinkTask>(sample),
        Schema::Connect => writer::<CreateSmartConnectTask>(sample),
    }
}
