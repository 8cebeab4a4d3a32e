//! A curve over the size of the schema: how long it takes to compile at run time, its text included.

use std::fmt::Write as _;

use vouchsafe::Validator;

use super::{Curve, Maker, curve, entry};
use crate::rounds::Pace;
use crate::tables::Heading;

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

const HEADING: Heading = Heading {
    name: "growth-schema",
    title: "Growth with the size of the schema",
    note: "Compiling the text of a schema at run time; every tenth property has a pattern.",
    unit: "ns per property",
    baseline: RUN_TIME,
};

const RUN_TIME: &str = "jsonschema: parse + validator_for";

pub(super) fn measure(pace: Pace) -> Curve {
    let run_time = |size: usize| {
        let text = schema(size);
        entry(size, move || {
            let value = serde_json::from_str(&text).expect("it is JSON");
            jsonschema::validator_for(&value).expect("it is well-formed")
        })
    };
    let boon = |size: usize| {
        const URI: &str = "https://vouchsafe.test/schema.json";
        let text = schema(size);
        entry(size, move || {
            let mut compiler = boon::Compiler::new();
            let value = serde_json::from_str(&text).expect("it is JSON");
            compiler.add_resource(URI, value).expect("the name is new");
            let mut schemas = boon::Schemas::new();
            let _ = compiler
                .compile(URI, &mut schemas)
                .expect("it is well-formed");
            schemas
        })
    };
    let ours = |size: usize| {
        let text = schema(size);
        entry(size, move || {
            Validator::compile(&text).expect("it is well-formed")
        })
    };
    let makers: [Maker<'_>; 3] = [
        ("boon: parse + compile", false, &boon),
        (RUN_TIME, false, &run_time),
        ("vouchsafe: Validator::compile", true, &ours),
    ];
    curve(HEADING, "properties of the schema", &SIZES, pace, &makers)
}

fn schema(size: usize) -> String {
    let mut properties = String::new();
    for index in 0..size {
        let comma = if index > 0 { ", " } else { "" };
        let subschema = match index % 10 {
            0 => r#""type": "string", "pattern": "^[a-z][a-z0-9-]*$""#,
            1..4 => r#""type": "string", "minLength": 1, "maxLength": 64"#,
            4..7 => r#""type": "integer", "minimum": 30, "maximum": 900"#,
            7 => r#""enum": ["small", "medium", "large"]"#,
            8 => r#""type": "array", "items": {"type": "boolean"}, "maxItems": 8"#,
            _ => r##""$ref": "#/$defs/name""##,
        };
        let _ = write!(
            properties,
            r#"{comma}"member_{index}": {{"description": "A member.", {subschema}}}"#
        );
    }
    format!(
        r#"{{"type": "object", "properties": {{{properties}}}, "$defs": {{"name": {{"type": "string", "minLength": 1}}}}}}"#
    )
}
