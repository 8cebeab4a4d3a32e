//! A draft of JSON Schema by the names that vouchsafe and the oracles have for it, and one schema compiled
//! by all of them. A trial that takes a [`Draft`] runs for each one that is in [`DRAFTS`].

use serde_json::Value;
use vouchsafe::{Compiler, Diagnostics, Dialect, Program};

/// A draft.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) name: &'static str,
    pub(crate) dialect: Dialect,
    first: jsonschema::Draft,
    second: boon::Draft,
}

/// Every draft that there are trials for.
pub(crate) const DRAFTS: &[Draft] = &[Draft {
    name: "2020-12",
    dialect: Dialect::Draft2020,
    first: jsonschema::Draft::Draft202012,
    second: boon::Draft::V2020_12,
}];

/// The URI under which the second oracle knows a schema.
const URI: &str = "json-schema:///schema";

/// One schema, compiled by vouchsafe and by both oracles.
pub(crate) struct Trio {
    pub(crate) program: Program,
    first: jsonschema::Validator,
    second: Second,
}

/// Who judges, in the order of verdicts: the accepting path, the reporting path, the oracles.
pub(crate) const JUDGES: [&str; 4] = ["is_valid", "check", "jsonschema", "boon"];

impl Draft {
    /// Compiles a schema by vouchsafe.
    pub(crate) fn compile(self, schema: &Value) -> Result<Program, Diagnostics> {
        let compiler = Compiler::new().dialect(self.dialect);
        compiler.compile(schema.to_string())
    }

    /// The validator of the first oracle. It does not assert formats, whatever the draft.
    pub(crate) fn first(self, schema: &Value) -> Result<jsonschema::Validator, String> {
        let options = jsonschema::options().with_draft(self.first);
        let validator = options.should_validate_formats(false).build(schema);
        validator.map_err(|error| error.to_string())
    }

    /// The validator of the second oracle.
    pub(crate) fn second(self, schema: &Value) -> Result<Second, String> {
        let mut compiler = boon::Compiler::new();
        compiler.set_default_draft(self.second);
        compiler.add_resource(URI, schema.clone()).unwrap();
        let mut schemas = boon::Schemas::new();
        let index = compiler.compile(URI, &mut schemas);
        let index = index.map_err(|error| error.to_string())?;
        Ok(Second { schemas, index })
    }

    /// Compiles a schema that has no fault, by everyone.
    pub(crate) fn trio(self, schema: &Value) -> Trio {
        let program = self.compile(schema);
        let (first, second) = (self.first(schema), self.second(schema));
        Trio {
            program: program.unwrap_or_else(|faults| panic!("{schema}: {faults}")),
            first: first.unwrap_or_else(|error| panic!("jsonschema on {schema}: {error}")),
            second: second.unwrap_or_else(|error| panic!("boon on {schema}: {error}")),
        }
    }
}

impl Trio {
    /// What the [`JUDGES`] say about an instance, given as text and as the same value.
    pub(crate) fn verdicts(&self, text: &str, value: &Value) -> [bool; JUDGES.len()] {
        [
            self.program.is_valid(text.as_bytes()),
            self.program.check(text.as_bytes()).is_ok(),
            self.first.is_valid(value),
            self.second.is_valid(value),
        ]
    }
}

/// A schema of the `boon` crate.
pub(crate) struct Second {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Second {
    pub(crate) fn is_valid(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }
}
