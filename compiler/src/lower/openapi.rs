//! What OpenAPI 3.0 says in another way than JSON Schema.

use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::Types;

use super::{Lowerer, Object};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::options::Direction;

/// References from a member to what says that it is only read or only written lead no further.
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
                "OpenAPI 3.0 has no type `null`"
            } else {
                "`type` must be the name of one type, found an array"
            };
            let help = "say `nullable: true` beside the type of values other than `null`";
            let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, words);
            self.complain_at(object.spot, value, complaint.help(help.to_owned()));
            return None;
        }
        let types = self.types(object, value)?;
        let nullable = match object.value.member("nullable") {
            Some(nullable) => self.boolean(object, "nullable", nullable)?,
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
        names.retain(|name| !self.says(object, name, keyword));
        (!names.is_empty()).then_some(names)
    }

    /// Whether a keyword is `true` in the schema that `properties` has of a member, or in what that one refers to.
    fn says(&self, object: &Object<'a>, name: &str, keyword: &str) -> bool {
        let properties = object.value.member("properties");
        let mut at = properties.and_then(|properties| properties.member(name));
        let mut document = object.spot.document;
        for _ in 0..LONGEST {
            let Some(schema) = at else { return false };
            let Some(reference) = schema.member("$ref") else {
                return schema.member(keyword).and_then(Value::as_bool) == Some(true);
            };
            let reference = crate::library::spot(document, reference);
            let target = self.library.targets.get(&reference);
            at = target.map(|target| self.library.value(target.spot));
            document = target.map_or(document, |target| target.spot.document);
        }
        false
    }
}
