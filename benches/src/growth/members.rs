//! A curve over the members of one object, each of which the schema names.

use std::fmt::Write as _;

use vouchsafe::Validator;

use super::{Curve, Maker, curve, entry};
use crate::rounds::Pace;
use crate::tables::Heading;

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

const HEADING: Heading = Heading {
    name: "growth-members",
    title: "Growth with the members of an object",
    note: "An object with every member that its schema names and requires, in the order of the schema and in another.",
    unit: "ns per member",
    baseline: RUN_TIME,
};

const RUN_TIME: &str = "jsonschema run time: parse + is_valid";

pub(super) fn measure(pace: Pace) -> Curve {
    let value = |size: usize| {
        let text = instance(size, false);
        entry(size, move || {
            serde_json::from_str::<serde_json::Value>(&text).is_ok()
        })
    };
    let run_time = |shuffled: bool| {
        move |size: usize| {
            let schema = serde_json::from_str(&schema(size)).expect("it is JSON");
            let validator = jsonschema::validator_for(&schema).expect("it is well-formed");
            let text = instance(size, shuffled);
            entry(size, move || {
                serde_json::from_str(&text).is_ok_and(|value| validator.is_valid(&value))
            })
        }
    };
    let ours = |shuffled: bool| {
        move |size: usize| {
            let validator = Validator::compile(&schema(size)).expect("it is well-formed");
            let text = instance(size, shuffled);
            assert!(validator.is_valid(text.as_bytes()));
            entry(size, move || validator.is_valid(text.as_bytes()))
        }
    };
    let makers: [Maker<'_>; 5] = [
        ("serde_json → Value, no validation", false, &value),
        (RUN_TIME, false, &run_time(false)),
        ("the same, in another order", false, &run_time(true)),
        ("vouchsafe: Validator::is_valid", true, &ours(false)),
        ("vouchsafe: the same, in another order", true, &ours(true)),
    ];
    curve(HEADING, "members of the object", &SIZES, pace, &makers)
}

fn schema(size: usize) -> String {
    let (mut properties, mut required) = (String::new(), String::new());
    for index in 0..size {
        let comma = if index > 0 { ", " } else { "" };
        let _ = write!(
            properties,
            r#"{comma}"member_{index}": {{"type": "integer", "minimum": 0}}"#
        );
        let _ = write!(required, r#"{comma}"member_{index}""#);
    }
    format!(
        r#"{{"type": "object", "properties": {{{properties}}}, "required": [{required}], "additionalProperties": false}}"#
    )
}

fn instance(size: usize, shuffled: bool) -> String {
    let mut order: Vec<usize> = (0..size).collect();
    if shuffled {
        fastrand::Rng::with_seed(11).shuffle(&mut order);
    }
    let members: Vec<String> = order
        .iter()
        .map(|index| format!(r#""member_{index}": {index}"#))
        .collect();
    format!("{{{}}}", members.join(", "))
}
