//! What OpenAPI 3.0 says in another way than JSON Schema.

use std::collections::HashSet;

use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::Types;

use super::{Lowerer, Object};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::library::{Spot, spot};
use crate::options::Direction;

/// Chains of references are followed no further to learn who writes a member.
const LONGEST: usize = 16;

impl<'a> Lowerer<'a> {
    /// The types of `type`, which is one name, and of `nullable` beside it.
    pub(super) fn openapi_30_type(
        &mut self,
        object: &Object<'a>,
        value: Value<'a>,
    ) -> Option<Types> {
        let is_null = value.as_str().is_some_and(|name| name.is("null"));
        if is_null || value.kind() == Kind::Array {
            let words = if is_null {
                format!("{} has no type `null`", object.language.name())
            } else {
                "`type` must be the name of one type, found an array".to_owned()
            };
            let nullable = object.language.nullable();
            let help =
                format!("say `{nullable}: true` beside the type of values other than `null`");
            let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, words);
            self.complain_at(object.spot, value, complaint.help(help));
            return None;
        }
        // A file may hold anything.
        if object.language.is_swagger() && value.as_str().is_some_and(|name| name.is("file")) {
            return None;
        }
        let types = self.types(object, value)?;
        let keyword = object.language.nullable();
        let nullable = match object.value.member(keyword) {
            Some(nullable) => self.boolean(object, keyword, nullable)?,
            None => false,
        };
        Some(if nullable {
            types.union(Types::NULL)
        } else {
            types
        })
    }

    /// Those of the required members that must be there in what is checked: in OpenAPI 3.0 a member that is only
    /// read is no part of requests, and one that is only written none of responses.
    pub(super) fn required_here(
        &self,
        object: &Object<'a>,
        mut names: Vec<String>,
    ) -> Option<Vec<String>> {
        let keyword = match self.options.direction {
            Some(Direction::Request) if object.language.is_openapi_30() => "readOnly",
            Some(Direction::Response) if object.language.is_openapi_30() => "writeOnly",
            _ => return Some(names),
        };
        // What is said of a member may stand in a sibling, where both are parts of one `allOf`.
        let mut whole = object.spot;
        for _ in 0..LONGEST {
            match self.wholes.get(&whole) {
                Some(outer) => whole = *outer,
                None => break,
            }
        }
        names.retain(|name| {
            let properties = self.schemas_of_member(whole, name);
            !properties.iter().any(|schema| self.says(*schema, keyword))
        });
        (!names.is_empty()).then_some(names)
    }

    /// The schemas that a schema, or one of those in its `allOf`, has of a member.
    fn schemas_of_member(&self, schema: Spot, name: &str) -> Vec<Spot> {
        let mut found = Vec::new();
        let mut seen = HashSet::from([schema]);
        let mut todo = vec![schema];
        while let Some(at) = todo.pop() {
            let value = self.library.value(at);
            let properties = value.member("properties");
            let own = properties.and_then(|properties| properties.member(name));
            found.extend(own.map(|own| spot(at.document, own)));
            let all = value.member("allOf").into_iter().flat_map(Value::items);
            let all = all.map(|one| self.meant(spot(at.document, one)));
            todo.extend(all.filter(|one| seen.insert(*one)));
        }
        found
    }

    /// Whether a keyword is `true` in a schema, or in what that one refers to.
    fn says(&self, schema: Spot, keyword: &str) -> bool {
        let value = self.library.value(self.meant(schema));
        value.member(keyword).and_then(Value::as_bool) == Some(true)
    }

    /// The schema itself, or what its reference leads to.
    fn meant(&self, mut schema: Spot) -> Spot {
        for _ in 0..LONGEST {
            let reference = self.library.value(schema).member("$ref");
            let reference = reference.map(|reference| spot(schema.document, reference));
            let target = reference.and_then(|reference| self.library.targets.get(&reference));
            let Some(target) = target else { break };
            schema = target.spot;
        }
        schema
    }
}
