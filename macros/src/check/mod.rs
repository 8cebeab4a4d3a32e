//! Compares a type with its schema: names here, types by the constants that are asked for.
//!
//! One kind of body, one file. Each adds what it finds to the [`Findings`], so that all mismatches are
//! told at once.

mod external;
mod fields;
mod plain;
mod sequence;
mod similar;
mod tagged;
mod untagged;

use proc_macro2::Span;
use syn::{Error, Result};
use vouchsafe_codegen::{Admitted, Demand};
use vouchsafe_core::program::Types;

use crate::comparison::{Comparison, Expectation, Test};
use crate::input::{Body, Enum, Fields, Input, Place, Tagging, collect};
use crate::schema::Schema;

use fields::Scope;

/// What a comparison has found.
#[derive(Default)]
pub(crate) struct Findings {
    errors: Vec<Error>,
    /// What is left to the compiler.
    pub(crate) comparisons: Vec<Comparison>,
}

impl Findings {
    fn error(&mut self, span: Span, words: impl std::fmt::Display) {
        self.errors.push(Error::new(span, words));
    }

    fn compare(&mut self, span: Span, test: Test) {
        self.comparisons.push(Comparison { span, test });
    }

    /// A type that must hold a value, unless nobody knows what it is on the wire.
    fn value(&mut self, place: &Place, subject: String, admitted: Admitted) {
        if place.is_known() {
            let expectation = Expectation { subject, admitted };
            let place = place.clone();
            self.compare(place.span(), Test::Value { place, expectation });
        }
    }

    /// All mismatches of names as one error.
    pub(crate) fn into_result(self) -> (Result<()>, Vec<Comparison>) {
        let errors = collect(self.errors.into_iter().map(Err::<(), _>)).map(drop);
        (errors, self.comparisons)
    }
}

/// Everything in which the type and the schema differ.
pub(crate) fn compare(input: &Input<'_>, schema: &Schema) -> Findings {
    let mut findings = Findings::default();
    let whole = || format!("{}: the schema", schema.location);
    match &input.body {
        Body::Struct(fields) => of_struct(input, schema, fields, &mut findings),
        Body::Tuple(places) => {
            let span = input.ident.span();
            sequence::compare(places, &schema.admitted, &whole(), span, &mut findings);
        }
        Body::Unit => {
            if schema.admitted.types != Types::NULL {
                let words = format!(
                    "{}: the schema admits more than `null`, and a unit struct holds nothing else",
                    schema.location
                );
                findings.error(input.schema.span(), words);
            }
        }
        Body::Same(place) => findings.value(place, whole(), schema.admitted.clone()),
        Body::Enum(variants) => of_enum(input, schema, variants, &mut findings),
    }
    if let Some(into) = &input.into {
        findings.value(into, whole(), schema.admitted.clone());
    }
    findings
}

fn of_struct(input: &Input<'_>, schema: &Schema, fields: &Fields, findings: &mut Findings) {
    if schema.admitted.types != Types::OBJECT {
        let words = format!(
            "{}: the schema does not say `\"type\": \"object\"`, so a struct cannot hold all that it admits",
            schema.location
        );
        return findings.error(input.schema.span(), words);
    }
    let scope = Scope {
        at: schema.location.clone(),
        owner: input.ident.span(),
        partial: input.partial,
        ..Scope::new(schema, schema.root(), None)
    };
    if let Some((tag, name)) = &fields.tag {
        tagged::compare_tag_of_struct(&scope, tag, name, findings);
        let exempt = tag.value();
        let scope = Scope {
            tag: Some(&exempt),
            ..scope
        };
        return fields::compare(&scope, fields, findings);
    }
    fields::compare(&scope, fields, findings);
}

fn of_enum(input: &Input<'_>, schema: &Schema, variants: &Enum, findings: &mut Findings) {
    match &variants.tagging {
        _ if variants.is_plain() => plain::compare(input, schema, variants, findings),
        Tagging::External => external::compare(input, schema, variants, findings),
        Tagging::Internal(tag) => {
            tagged::compare_internal(input, schema, variants, tag, findings);
        }
        Tagging::Adjacent(tag, content) => {
            tagged::compare_adjacent(input, schema, variants, (tag, content), findings);
        }
        Tagging::Untagged => untagged::compare(input, schema, variants, findings),
    }
}

/// A member's value, and how messages call it.
fn expectation(schema: &Schema, at: &str, name: &str, demand: &Demand) -> Expectation {
    Expectation {
        subject: format!("{at}: `{name}`"),
        admitted: Admitted::of(schema.parts(), demand),
    }
}
