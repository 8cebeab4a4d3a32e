//! Which schema a value that is being written must satisfy, found only when something asks.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::Room;
use super::memo::{Field, Said};
use crate::json::{JsonStr, name_hash};
use crate::program::{Check, Literal, Node, NodeId, Parts, Types};

/// How many schemas are followed from one to the next, in search of a member. What is not found is not
/// known, and what is not known is left to the verdict.
const FAR: u32 = 16;

/// An array or object that is being written.
#[derive(Debug)]
pub(super) struct Place<'a> {
    step: Step<'a>,
    /// What [`Place::node`] has found.
    node: OnceCell<Option<At>>,
}

/// Where a value is.
#[derive(Debug, Clone)]
pub(super) enum Step<'a> {
    /// It is the outermost one.
    Root(&'static Parts),
    /// It is the value of a field with that name, the how-manieth of its struct.
    Field(&'a Place<'a>, &'static str, usize),
    /// It is the value of a member, whose name, without its quotes, stands there in the text.
    Member(&'a Place<'a>, Range<usize>),
    /// It is an item.
    Item(&'a Place<'a>),
    /// Nobody looks for its schema.
    Unknown,
}

/// A schema of a program.
type At = (&'static Parts, NodeId);

impl<'a> Place<'a> {
    pub(super) const fn new(step: Step<'a>) -> Self {
        let node = OnceCell::new();
        Self { step, node }
    }

    /// Whether the schema is known to refuse `null` as the value of the field `name` of the struct here.
    #[inline(always)]
    pub(super) fn refuses_null_as_field(
        &self,
        name: &'static str,
        at: usize,
        room: &mut Room,
    ) -> bool {
        self.said_of_field(name, at, room)
            .is_some_and(|(_, said)| said.refuses_null)
    }

    #[inline(always)]
    fn said_of_field(
        &self,
        name: &'static str,
        at: usize,
        room: &mut Room,
    ) -> Option<(&'static Parts, Said)> {
        let (parts, node) = self.node(room)?;
        let field = Field {
            parts,
            node,
            name,
            at,
        };
        let said = room.memo.recall(&field);
        Some((parts, said.unwrap_or_else(|| find_out(field, room))))
    }

    /// Whether the schema is known to refuse `null` as the value of the member whose name, without its quotes, stands
    /// in the text at `name`.
    pub(super) fn refuses_null_as(&self, name: Range<usize>, room: &mut Room) -> bool {
        self.node(room).is_some_and(|(parts, node)| {
            let sought = Sought::written(&room.text[name]);
            refuses_null_as(parts, node, &sought, FAR)
        })
    }

    /// A schema that the value here must satisfy, unless it is `null`.
    #[inline(always)]
    fn node(&self, room: &mut Room) -> Option<At> {
        *self.node.get_or_init(|| self.found_node(room))
    }

    #[inline(never)]
    fn found_node(&self, room: &mut Room) -> Option<At> {
        match &self.step {
            Step::Root(parts) => Some((parts, parts.root)),
            Step::Field(object, name, at) => {
                let (parts, said) = object.said_of_field(name, *at, room)?;
                Some((parts, said.node?))
            }
            Step::Member(object, name) => {
                let (parts, node) = object.node(room)?;
                let sought = Sought::written(&room.text[name.clone()]);
                Some((parts, member(parts, node, &sought, FAR)?))
            }
            Step::Item(array) => {
                let (parts, node) = array.node(room)?;
                Some((parts, item(parts, node, FAR)?))
            }
            Step::Unknown => None,
        }
    }
}

#[cold]
fn find_out(field: Field, room: &mut Room) -> Said {
    let Field { parts, node, .. } = field;
    let sought = Sought::new(field.name.as_bytes());
    let said = Said {
        refuses_null: refuses_null_as(parts, node, &sought, FAR),
        node: member(parts, node, &sought, FAR),
    };
    room.memo.keep(field, said);
    said
}

/// The name of a member that is looked for.
struct Sought<'a> {
    name: Cow<'a, [u8]>,
    hash: u32,
}

impl<'a> Sought<'a> {
    fn new(name: impl Into<Cow<'a, [u8]>>) -> Self {
        let name = name.into();
        let hash = name_hash(&name);
        Self { name, hash }
    }

    /// The name that is written like that.
    fn written(raw: &'a [u8]) -> Self {
        let text = JsonStr::scanned(raw, raw.contains(&b'\\'));
        if !text.is_escaped() {
            return Self::new(raw);
        }
        let mut name = Vec::new();
        text.write_wtf8(&mut name);
        Self::new(name)
    }

    /// What `properties` of the node says of the member.
    fn property_of(&self, parts: &Parts, node: &Node) -> Option<NodeId> {
        let is = |name: &str| name.as_bytes() == &*self.name;
        parts.find_name(node, self.hash, is)?.property
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
