//! Where the references of the schemas that are [generated](super::generate) lead: the schema has two
//! resources, itself and `$defs/list`, each with `$defs` of its own and an anchor `node`.

use serde_json::Value;

/// The URI of the root.
pub(crate) const ROOT: &str = "https://example.com/root";

/// References that lead somewhere from everywhere.
pub(crate) const REFERENCES: &[&str] = &[
    "#/$defs/a",
    "#/$defs/b",
    "#",
    "#node",
    "list",
    "list#node",
    "list#/$defs/b",
    "root",
    "root#node",
    "root#/$defs/a",
];

/// A schema and the resource that it is part of.
#[derive(Clone, Copy)]
pub(crate) struct Place<'s> {
    pub(crate) schema: &'s Value,
    resource: &'s Value,
    root: &'s Value,
}

impl<'s> Place<'s> {
    pub(crate) const fn root(root: &'s Value) -> Self {
        Self {
            schema: root,
            resource: root,
            root,
        }
    }

    /// A subschema.
    pub(crate) fn below(self, schema: &'s Value) -> Self {
        let is_resource = schema.get("$id").is_some();
        Self {
            schema,
            resource: if is_resource { schema } else { self.resource },
            root: self.root,
        }
    }

    /// What a reference leads to, dynamic scope apart.
    pub(crate) fn follow(self, reference: &str) -> Self {
        let (resource, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let resource = match resource {
            "" => self.resource,
            "root" => self.root,
            "list" => &self.root["$defs"]["list"],
            other => panic!("no resource {other}"),
        };
        let schema = match fragment {
            "" => resource,
            "node" => anchored(resource),
            pointer => resource.pointer(pointer).unwrap(),
        };
        Self {
            schema,
            resource,
            root: self.root,
        }
    }

    /// Where a dynamic reference may lead.
    pub(crate) fn follow_dynamic(self, reference: &str) -> Vec<Self> {
        let first = self.follow(reference);
        let mut found = vec![first];
        if reference.ends_with("#node") && first.schema.get("$dynamicAnchor").is_some() {
            found.extend([self.follow("root#node"), self.follow("list#node")]);
        }
        found
    }
}

/// The schema of a resource with the anchor.
fn anchored(resource: &Value) -> &Value {
    let inner = &resource["$defs"]["a"];
    let has_anchor = |schema: &&Value| {
        let keywords = ["$anchor", "$dynamicAnchor"];
        keywords
            .iter()
            .any(|keyword| schema.get(keyword).is_some_and(|name| name == "node"))
    };
    [resource, inner].into_iter().find(has_anchor).unwrap()
}
