//! A curve over the faults of an instance: a list of items that are all wrong.

use vouchsafe::{Options, Validator};

use super::{Curve, Maker, curve, entry};
use crate::rounds::Pace;
use crate::tables::Heading;

const SIZES: [usize; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

const HEADING: Heading = Heading {
    name: "growth-faults",
    title: "Growth with the faults",
    note: "A list of numbers where strings are wanted; every fault in words and with its place, or the first \
           thousand, at which ours stops unless it is told otherwise.",
    unit: "ns per fault",
    baseline: RUN_TIME,
};

const RUN_TIME: &str = "jsonschema run time: parse + iter_errors, in words";

const SCHEMA: &str = r#"{"type": "array", "items": {"type": "string", "minLength": 1}}"#;

pub(super) fn measure(pace: Pace) -> Curve {
    let run_time = |size: usize| {
        let schema = serde_json::from_str(SCHEMA).expect("it is JSON");
        let validator = jsonschema::validator_for(&schema).expect("it is well-formed");
        let text = instance(size);
        entry(size, move || {
            let value = serde_json::from_str(&text).expect("it is JSON");
            let errors = validator.iter_errors(&value);
            let words: Vec<(String, String)> = errors
                .map(|error| (error.to_string(), error.instance_path().to_string()))
                .collect();
            assert_eq!(words.len(), size);
            words
        })
    };
    let ours = |limit: usize| {
        move |size: usize| {
            let validator = Validator::compile(SCHEMA).expect("it is well-formed");
            let validator = validator.with_options(Options::default().max_violations(limit));
            let text = instance(size);
            entry(size, move || {
                let report = validator.check(text.as_bytes()).expect_err("it is wrong");
                assert!(report.errors().count() >= size.min(limit));
                report
            })
        }
    };
    let makers: [Maker<'_>; 3] = [
        (RUN_TIME, false, &run_time),
        (
            "vouchsafe: Validator::check, every fault",
            true,
            &ours(usize::MAX),
        ),
        (
            "vouchsafe: Validator::check, the first thousand",
            true,
            &ours(1000),
        ),
    ];
    curve(HEADING, "faults of the instance", &SIZES, pace, &makers)
}

fn instance(size: usize) -> String {
    let items: Vec<String> = (0..size).map(|index| index.to_string()).collect();
    format!("[{}]", items.join(", "))
}
