//! boon, which interprets a schema over a `Value`.

use std::hint::black_box;
use std::rc::Rc;

use boon::{Compiler, SchemaIndex, Schemas};

use super::Job;
use crate::bodies::Schema;
use crate::schemas;

/// To yes or a tree of errors.
pub(super) fn judge(schema: Schema, _: &[u8]) -> Job {
    let (compiled, index) = compile(schema);
    Box::new(move |bytes| {
        serde_json::from_slice(bytes)
            .is_ok_and(|value| black_box(compiled.validate(&value, index)).is_ok())
    })
}

fn compile(schema: Schema) -> (Rc<Schemas>, SchemaIndex) {
    let mut compiler = Compiler::new();
    for (uri, text) in schemas::FILES {
        let value = serde_json::from_str(text).expect("schemas are JSON");
        compiler.add_resource(uri, value).expect("the name is new");
    }
    let mut compiled = Schemas::new();
    let index = compiler
        .compile(schemas::uri(schema), &mut compiled)
        .expect("the schema is well-formed");
    (Rc::new(compiled), index)
}
