//! Unions that several of their own branches lead back to.

use std::collections::HashSet;

use vouchsafe_core::Severity;
use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Value;

use super::schema::Schema;
use super::undiscriminated_union::are_apart;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "costly-recursion",
        "several branches of a union lead back to it, and nothing tells them apart",
        "Two branches of `anyOf` or `oneOf` apply the union itself to the same member, or to the items of an array, and no member with values (`const`, `enum`) or a type of its own in each tells them apart. Each level of an instance then has to be looked at once for each branch. A check remembers what it has found out, so it takes no exponential time; but other validators do, and a check that takes too many steps is given up (`evaluation-too-costly`). Give each branch a required member with a `const` of its own, or say what the branches share once, outside the union.",
    )
    .schemas(
        r##"{"anyOf": [{"type": "object", "properties": {"children": {"items": {"$ref": "#"}}}}, {"type": "object", "properties": {"children": {"items": {"$ref": "#"}}, "name": {"type": "string"}}, "required": ["name"], "additionalProperties": false}]}"##,
        r##"{"anyOf": [{"type": "object", "properties": {"kind": {"const": "list"}, "children": {"items": {"$ref": "#"}}}, "required": ["kind"]}, {"type": "object", "properties": {"kind": {"const": "group"}, "children": {"items": {"$ref": "#"}}}, "required": ["kind"]}]}"##,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// Branches beyond these are not compared.
const MOST: usize = 32;

/// How many schemas are looked at to find out whether one leads back.
const FARTHEST: usize = 512;

fn look(schema: Schema<'_>) -> Vec<Found> {
    let unions = ["oneOf", "anyOf"].into_iter();
    unions
        .filter_map(|keyword| union(schema, keyword))
        .collect()
}

fn union(schema: Schema<'_>, keyword: &str) -> Option<Found> {
    let value = schema.get(keyword)?;
    let branches = schema.branches(keyword).into_iter().take(MOST);
    let branches: Vec<Branch<'_>> = branches.map(|branch| Branch::of(branch, schema)).collect();
    for (left, branch) in branches.iter().enumerate() {
        for (right, other) in branches.iter().enumerate().skip(left + 1) {
            if let Some(way) = branch.shares_a_way_back(other)
                && !branch.is_apart_from(other)
            {
                return Some(found(value, keyword, (left, right), way));
            }
        }
    }
    None
}

fn found(value: Value<'_>, keyword: &str, (left, right): (usize, usize), way: &str) -> Found {
    let way = if way == ITEMS {
        "the items of an array".to_owned()
    } else {
        format!("the member `{way}`")
    };
    let message = format!(
        "branches {left} and {right} of `{keyword}` both lead back to it by {way}, and nothing tells them apart: \
         checks take many steps on deep values"
    );
    Found::at_name(value, message).help(
        "give each branch a required member with a `const` of its own, or describe the shared member outside the union",
    )
}

/// Stands for items among the names of members: no member has this name in a way that matters here.
const ITEMS: &str = "\0items";

/// What a branch says that matters.
struct Branch<'a> {
    schema: Schema<'a>,
    members: Vec<(String, Schema<'a>)>,
    /// The members, or items, by which it leads back to the union.
    ways: Vec<String>,
}

impl<'a> Branch<'a> {
    fn of(schema: Schema<'a>, union: Schema<'a>) -> Self {
        let parts = schema.always();
        let members: Vec<_> = parts.iter().flat_map(|part| part.properties()).collect();
        let named = members
            .iter()
            .filter(|(_, member)| leads_to(*member, union))
            .map(|(name, _)| name.clone());
        let mut ways: Vec<String> = named.collect();
        let items = parts
            .iter()
            .filter_map(|part| Some(part.inner(part.get("items")?)));
        if items.into_iter().any(|items| leads_to(items, union)) {
            ways.push(ITEMS.to_owned());
        }
        Self {
            schema,
            members,
            ways,
        }
    }

    fn shares_a_way_back(&self, other: &Self) -> Option<&str> {
        let mut ways = self.ways.iter();
        ways.find(|way| other.ways.contains(way))
            .map(String::as_str)
    }

    fn is_apart_from(&self, other: &Self) -> bool {
        are_apart(self.schema, other.schema)
            || self.members.iter().any(|(name, member)| {
                let mut same = other.members.iter().filter(|(known, _)| known == name);
                same.any(|(_, other)| are_apart(*member, *other))
            })
    }
}

/// Whether a schema leads to another one, by references and by any schemas inside it.
fn leads_to(schema: Schema<'_>, target: Schema<'_>) -> bool {
    let mut seen = HashSet::new();
    let mut todo = vec![schema];
    while let Some(schema) = todo.pop() {
        if schema.is_same(target) {
            return true;
        }
        if seen.len() >= FARTHEST || !seen.insert(schema.place()) {
            continue;
        }
        todo.extend(schema.target());
        todo.extend(schema.subschemas());
    }
    false
}
