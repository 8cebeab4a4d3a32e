//! Unions of objects that nothing tells apart.

use vouchsafe_core::Severity;
use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Value;
use vouchsafe_core::program::Types;

use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "undiscriminated-union",
        "nothing tells the branches of a union apart",
        "Two branches of `oneOf` or `anyOf` take objects, require the same members, and have no member with values (`const`, `enum`) or a type of its own in each. So nobody can say which branch an object was meant for: messages have to speak of all of them, types are hard to make, and an object may satisfy both. Give each branch a member with a `const` of its own.",
    )
    .schemas(
        r#"{"oneOf": [{"type": "object", "properties": {"card": {"type": "string"}}}, {"type": "object", "properties": {"iban": {"type": "string"}}}]}"#,
        r#"{"oneOf": [{"type": "object", "properties": {"by": {"const": "card"}, "card": {"type": "string"}}}, {"type": "object", "properties": {"by": {"const": "bank"}, "iban": {"type": "string"}}}]}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// Branches beyond these are not compared.
const MOST: usize = 64;

fn look(schema: Schema<'_>) -> Vec<Found> {
    let unions = ["oneOf", "anyOf"].into_iter();
    unions
        .filter_map(|keyword| union(schema, keyword))
        .collect()
}

fn union(schema: Schema<'_>, keyword: &str) -> Option<Found> {
    let value = schema.get(keyword)?;
    let branches = schema.branches(keyword);
    let branches: Vec<Branch<'_>> = branches.into_iter().take(MOST).map(Branch::of).collect();
    let pairs = (0..branches.len())
        .flat_map(|left| (left + 1..branches.len()).map(move |right| (left, right)));
    let (left, right) = pairs
        .into_iter()
        .find(|(left, right)| branches[*left].is_like(&branches[*right]))?;
    let message = format!(
        "nothing tells branches {left} and {right} of `{keyword}` apart: both take objects and require the same members"
    );
    Some(
        Found::at_name(value, message)
            .help("give each branch a member with a `const` of its own, or members of its own that it requires"),
    )
}

/// Keywords that are not looked into.
const OPAQUE: [&str; 9] = [
    "not",
    "if",
    "anyOf",
    "oneOf",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "propertyNames",
    "$dynamicRef",
];

/// What a branch says about objects.
struct Branch<'a> {
    types: Types,
    members: Vec<(String, Schema<'a>)>,
    required: Vec<String>,
    /// Whether it says something that is not looked into.
    is_opaque: bool,
}

impl<'a> Branch<'a> {
    fn of(schema: Schema<'a>) -> Self {
        let parts = schema.always();
        let required = parts.iter().filter_map(|part| part.get("required"));
        let required = required.flat_map(Value::items).filter_map(Value::as_str);
        let mut required: Vec<String> = required.map(|name| name.to_lossy().into_owned()).collect();
        required.sort_unstable();
        required.dedup();
        let is_opaque = parts
            .iter()
            .any(|part| OPAQUE.iter().any(|keyword| part.get(keyword).is_some()));
        Self {
            types: schema.types(),
            members: parts.iter().flat_map(|part| part.properties()).collect(),
            required,
            is_opaque,
        }
    }

    /// Whether both may take one object and nothing tells which one is meant.
    fn is_like(&self, other: &Self) -> bool {
        let take_objects = [self, other].iter().all(|branch| {
            branch.types.contains(Types::OBJECT) && !branch.members.is_empty() && !branch.is_opaque
        });
        take_objects
            && self.required == other.required
            && !self.members.iter().any(|(name, member)| {
                let mut same = other.members.iter().filter(|(known, _)| known == name);
                same.any(|(_, other)| are_apart(*member, *other))
            })
    }
}

/// Whether two schemas of a member have no value in common, as far as their types and values tell.
pub(super) fn are_apart(left: Schema<'_>, right: Schema<'_>) -> bool {
    let (left_values, right_values) = (left.all_values(), right.all_values());
    let values_apart = left_values.iter().any(|left| {
        right_values.iter().any(|right| {
            left.iter()
                .all(|value| right.iter().all(|other| !value.same_as(*other)))
        })
    });
    // A member that may not be there tells as much.
    let is_forbidden = |schema: Schema<'_>| schema.value.as_bool() == Some(false);
    values_apart
        || left.types().intersection(right.types()).is_empty()
        || is_forbidden(left) != is_forbidden(right)
}
