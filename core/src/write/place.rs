//! Which schema a value that is being written must satisfy, found only when something asks.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::json::block::is_plain;
use crate::json::{JsonStr, name_hash};
use crate::program::{Check, Literal, Name, Node, NodeId, Parts, Property, Run, Types};

/// How many schemas are followed from one to the next, in search of a member. What is not found is not
/// known, and what is not known is left to the verdict.
const FAR: u32 = 16;

/// A value that is being written.
#[derive(Debug)]
pub(super) struct Place<'a> {
    parts: &'a Parts,
    step: Step<'a>,
    /// What [`Place::node`] has found.
    node: OnceCell<Option<NodeId>>,
    /// What [`Place::known`] has found.
    known: OnceCell<Option<Known>>,
}

/// The `properties` of a node, with its names.
#[derive(Debug, Clone, Copy)]
struct Known {
    properties: Run<Property>,
    names: Run<Name>,
}

#[derive(Debug)]
enum Step<'a> {
    Root,
    /// The value of a member, whose name stands there in the text.
    Member(&'a Place<'a>, Range<usize>),
    Item(&'a Place<'a>),
    Unknown,
}

impl<'a> Place<'a> {
    pub(super) const fn root(parts: &'a Parts) -> Self {
        Self::new(parts, Step::Root)
    }

    /// A value whose schema nobody looks for.
    pub(super) const fn unknown(&self) -> Self {
        Self::new(self.parts, Step::Unknown)
    }

    const fn new(parts: &'a Parts, step: Step<'a>) -> Self {
        Self {
            parts,
            step,
            node: OnceCell::new(),
            known: OnceCell::new(),
        }
    }

    /// The value of the member whose name, without its quotes, stands in the text at `name`.
    pub(super) const fn member(&'a self, name: Range<usize>) -> Self {
        Self::new(self.parts, Step::Member(self, name))
    }

    /// An item of the array here.
    pub(super) const fn item(&'a self) -> Self {
        Self::new(self.parts, Step::Item(self))
    }

    /// Whether the schema is known to refuse `null` as the value of the member `name` of the object here, whose
    /// ordinal is `at` if all have been written. `text` is what has been written so far.
    pub(super) fn refuses_null_as(&self, name: Range<usize>, at: usize, text: &[u8]) -> bool {
        let name = &text[name];
        // Fields mostly stand in the order of the schema.
        let property = self.known(text).and_then(|known| {
            let property = self.parts.run(known.properties).get(at)?;
            let text = self.parts.run(known.names)[property.slot.0 as usize].text;
            let is_it = self.parts.bytes(text) == name && is_plain(name);
            is_it.then_some(property.node)
        });
        property.is_some_and(|property| refuses_null(self.parts, property, FAR))
            || self
                .node(text)
                .is_some_and(|node| refuses_null_as(self.parts, node, &Sought::new(name), FAR))
    }

    /// The `properties` that come first among the schemas that the object here must satisfy.
    fn known(&self, text: &[u8]) -> Option<Known> {
        *self
            .known
            .get_or_init(|| properties(self.parts, self.node(text)?, FAR))
    }

    /// A schema that the value here must satisfy, unless it is `null`.
    fn node(&self, text: &[u8]) -> Option<NodeId> {
        *self.node.get_or_init(|| match &self.step {
            Step::Root => Some(self.parts.root),
            Step::Member(object, name) => object
                .node(text)
                .and_then(|node| member(self.parts, node, &Sought::new(&text[name.clone()]), FAR)),
            Step::Item(array) => array
                .node(text)
                .and_then(|node| item(self.parts, node, FAR)),
            Step::Unknown => None,
        })
    }
}

/// The name of a member that is looked for.
struct Sought<'a> {
    name: Cow<'a, [u8]>,
    hash: u32,
}

impl<'a> Sought<'a> {
    /// The name that is written like that.
    fn new(raw: &'a [u8]) -> Self {
        let text = JsonStr::scanned(raw, raw.contains(&b'\\'));
        let name = if text.is_escaped() {
            let mut name = Vec::new();
            text.write_wtf8(&mut name);
            Cow::Owned(name)
        } else {
            Cow::Borrowed(raw)
        };
        let hash = name_hash(&name);
        Self { name, hash }
    }

    /// What `properties` of the node says of the member.
    fn property_of(&self, parts: &Parts, node: &Node) -> Option<NodeId> {
        let names = parts.run(node.names);
        let first = names.partition_point(|name| name.hash < self.hash);
        let same = |name: &&Name| *parts.bytes(name.text) == *self.name;
        names[first..]
            .iter()
            .take_while(|name| name.hash == self.hash)
            .find(same)?
            .property
    }
}

/// What else must hold for a value, other than `null`, for which `check` holds.
fn same_value(parts: &Parts, check: &Check) -> impl Iterator<Item = NodeId> {
    let nodes = match *check {
        Check::Ref(node) => return Some(node).into_iter().chain([].iter().copied()),
        Check::AllOf(nodes) => parts.run(nodes),
        // `null`, or something else.
        Check::AnyOf(nodes) | Check::OneOf(nodes) => match parts.run(nodes) {
            [other, null] | [null, other] if is_null(parts, *null) => std::slice::from_ref(other),
            _ => &[],
        },
        _ => &[],
    };
    None.into_iter().chain(nodes.iter().copied())
}

fn is_null(parts: &Parts, node: NodeId) -> bool {
    let keywords = parts.run(parts.node(node).keywords);
    keywords
        .iter()
        .any(|keyword| matches!(keyword.check, Check::Type(Types::NULL)))
}

/// The `properties` of a node, or else of one that applies to the same value.
fn properties(parts: &Parts, node: NodeId, far: u32) -> Option<Known> {
    let far = far.checked_sub(1)?;
    let Node {
        keywords, names, ..
    } = *parts.node(node);
    let keywords = parts.run(keywords);
    let own = keywords.iter().find_map(|keyword| match keyword.check {
        Check::Properties(properties) => Some(Known { properties, names }),
        _ => None,
    });
    own.or_else(|| {
        keywords.iter().find_map(|keyword| {
            same_value(parts, &keyword.check).find_map(|node| properties(parts, node, far))
        })
    })
}

fn member(parts: &Parts, node: NodeId, sought: &Sought<'_>, far: u32) -> Option<NodeId> {
    let node = parts.node(node);
    let far = far.checked_sub(1)?;
    sought.property_of(parts, node).or_else(|| {
        parts
            .run(node.keywords)
            .iter()
            .find_map(|keyword| match keyword.check {
                Check::AdditionalProperties { node, patterns } => {
                    patterns.is_empty().then_some(node)
                }
                check => {
                    same_value(parts, &check).find_map(|node| member(parts, node, sought, far))
                }
            })
    })
}

fn item(parts: &Parts, node: NodeId, far: u32) -> Option<NodeId> {
    let far = far.checked_sub(1)?;
    parts
        .run(parts.node(node).keywords)
        .iter()
        .find_map(|keyword| match keyword.check {
            Check::Items { from: 0, node } => Some(node),
            check => same_value(parts, &check).find_map(|node| item(parts, node, far)),
        })
}

fn refuses_null_as(parts: &Parts, node: NodeId, sought: &Sought<'_>, far: u32) -> bool {
    let node = parts.node(node);
    let Some(far) = far.checked_sub(1) else {
        return false;
    };
    let property = sought.property_of(parts, node);
    property.is_some_and(|property| refuses_null(parts, property, FAR))
        || parts
            .run(node.keywords)
            .iter()
            .any(|keyword| match keyword.check {
                Check::AdditionalProperties { node, patterns } => {
                    property.is_none() && patterns.is_empty() && refuses_null(parts, node, FAR)
                }
                check => {
                    same_value(parts, &check).any(|node| refuses_null_as(parts, node, sought, far))
                }
            })
}

/// Whether `null` is known not to satisfy a node.
fn refuses_null(parts: &Parts, node: NodeId, far: u32) -> bool {
    let Some(far) = far.checked_sub(1) else {
        return false;
    };
    parts
        .run(parts.node(node).keywords)
        .iter()
        .any(|keyword| match keyword.check {
            Check::Type(types) => !types.contains(Types::NULL),
            Check::Enum(values) | Check::Const(values) => {
                !parts.run(values).contains(&Literal::Null)
            }
            Check::Ref(node) => refuses_null(parts, node, far),
            Check::AllOf(nodes) => {
                let mut nodes = parts.run(nodes).iter();
                nodes.any(|node| refuses_null(parts, *node, far))
            }
            _ => false,
        })
}
