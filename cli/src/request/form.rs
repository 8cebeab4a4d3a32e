//! Forms as the JSON object that their schema describes.

use std::collections::BTreeMap;

use vouchsafe::json::Span;
use vouchsafe::{Options, Part, Program};
use vouchsafe_compiler::Parameter;

use super::media;
use super::parameters::{Member, Parameters, Text};
use super::style::{self, Coding, Value, Wants};
use super::{Field, Traced};
use crate::target::Content;

/// How the members of a form are written: as its encoding says, or else as usual.
fn declared(content: &Content, program: &Program) -> Vec<Parameter> {
    let admitted = program.untyped();
    let mut fields = content.encoding.clone();
    for name in admitted.names() {
        if fields.iter().any(|field| field.name == name) {
            continue;
        }
        let mut field = Parameter::new(name, Part::Body);
        // Objects are written as JSON where nothing is said (3.1, section 4.8.15.1).
        if Wants::of(&admitted.member(name, false)) == Wants::Object {
            field.media_type = Some("application/json".to_owned());
        }
        fields.push(field);
    }
    fields
}

/// The object that the pairs of a form stand for; `place` is where it stands in the source.
pub(super) fn pairs(
    (content, program): (&Content, &Program),
    pairs: &[(Traced, Traced)],
    coding: Coding,
    (source, place): (&str, Span),
    options: &Options,
) -> Text {
    let fields = declared(content, program);
    let declared: Vec<&Parameter> = fields.iter().collect();
    let parameters = Parameters {
        program,
        declared: &declared,
        coding,
        ignore_case: false,
        options,
    };
    parameters.object(&parameters.members(pairs), source, place)
}

/// The object that the fields and files of a form in several parts stand for.
pub(super) fn parts(
    (content, program): (&Content, &Program),
    fields: &[Field],
    (source, place): (&str, Span),
    options: &Options,
) -> Text {
    let known = declared(content, program);
    let declared: Vec<&Parameter> = known.iter().collect();
    let parameters = Parameters {
        program,
        declared: &declared,
        coding: Coding::None,
        ignore_case: false,
        options,
    };
    let admitted = program.untyped();
    let mut members: Vec<Member> = Vec::new();
    let mut unknown = Vec::new();
    let mut lists: BTreeMap<&str, usize> = BTreeMap::new();
    for field in fields {
        let name = field.name.text();
        let empty = Traced::empty(field.name.span().end);
        let text = field.value.as_ref().unwrap_or(&empty).clone();
        // What is in a file that is not read, or no text, is not known.
        if field.value.is_none() {
            unknown.push(pointer(name));
        }
        let admitted = admitted.member(name, false);
        let value = if is_json(field, &declared) {
            style::json(text)
        } else if admitted.may_be_array() {
            // Items are fields of one name.
            let begun = lists.get(name).and_then(|at| members.get_mut(*at));
            if let Some(Value::Items(items)) = begun.map(|begun| &mut begun.value) {
                items.push(text);
                continue;
            }
            lists.insert(name, members.len());
            Value::Items(vec![text])
        } else {
            Value::Text(text)
        };
        members.push(Member {
            name: field.name.clone(),
            value,
        });
    }
    for member in &mut members {
        let admitted = admitted.member(member.name.text(), false);
        if let Value::Items(items) = &mut member.value
            && items.len() == 1
            && admitted.may_be_scalar()
        {
            member.value = Value::Text(items.remove(0));
        }
    }
    Text {
        unknown,
        ..parameters.object(&members, source, place)
    }
}

/// Whether a field is JSON: it says so, or its encoding does.
fn is_json(field: &Field, declared: &[&Parameter]) -> bool {
    if let Some(said) = &field.content_type {
        return media::is_json(said.text());
    }
    let known = declared
        .iter()
        .find(|known| known.name == field.name.text());
    known.is_some_and(|known| known.is_json())
}

/// A name as it stands in a JSON Pointer.
fn pointer(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
