//! Types, as nouns: what is planned and what is written.

use std::collections::BTreeSet;

use vouchsafe_core::program::NodeId;

/// All that is generated at once.
#[derive(Debug, Default)]
pub(crate) struct Model {
    /// The types, in the order in which the schemas lead to them.
    pub(crate) types: Vec<Definition>,
    /// The names of the types that own programs, one for each program.
    pub(crate) owners: Vec<String>,
    /// One for each schema that was asked for: its type.
    pub(crate) roots: Vec<Root>,
    /// What the types leave to the validator.
    pub(crate) left: Vec<Left>,
    /// The formats of strings and numbers.
    pub(crate) formats: BTreeSet<String>,
}

/// A schema that was asked for.
#[derive(Debug)]
pub(crate) struct Root {
    /// The type of the schema.
    pub(crate) id: TypeId,
    /// A second name for it, where another schema has named it.
    pub(crate) alias: Option<String>,
}

/// The index of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) usize);

/// A type with a name.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    pub(crate) name: String,
    /// The one that it would have without a word of the user.
    pub(crate) planned_name: String,
    pub(crate) docs: Docs,
    /// Where its schema stands; `None` if it is only a part of one.
    pub(crate) place: Option<Place>,
    pub(crate) kind: Kind,
    /// What its builder is called, if it has one.
    pub(crate) builder: Option<String>,
    /// What stands in its place, as a path.
    pub(crate) replaced: Option<String>,
    pub(crate) derives: Vec<String>,
    pub(crate) attributes: Vec<String>,
}

/// The schemas that a type must satisfy, all of them.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Index of the program.
    pub(crate) root: usize,
    pub(crate) nodes: Vec<NodeId>,
    /// Its name, as messages give it.
    pub(crate) schema: String,
}

/// What is said about something, as the schema has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// Sentences of our own.
    pub(crate) notes: Vec<String>,
    pub(crate) deprecated: Option<Deprecation>,
}

/// That something is deprecated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deprecation {
    pub(crate) reason: Option<String>,
}

/// What a type is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Struct(Struct),
    Strings(Vec<Text>),
    /// A scalar that is checked when it is made.
    Newtype(Type),
    /// A name for something else.
    Wrapper(Type),
    Choice(Vec<Alternative>),
    Group(Group),
}

/// An object.
#[derive(Debug, Clone, Default)]
pub(crate) struct Struct {
    pub(crate) fields: Vec<Field>,
    /// Members of one value, without a field.
    pub(crate) fixed: Vec<(String, String)>,
    pub(crate) groups: Vec<GroupField>,
    /// The field for further members, and the type of their values.
    pub(crate) rest: Option<(String, Type)>,
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// The member's name.
    pub(crate) member: String,
    /// Of the value, an `Option` where `null` is admitted.
    pub(crate) ty: Type,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
}

/// A field for several members.
#[derive(Debug, Clone)]
pub(crate) struct GroupField {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
}

/// A variant that is a string.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) docs: Docs,
}

/// A variant of a choice.
#[derive(Debug, Clone)]
pub(crate) struct Alternative {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) test: Test,
    pub(crate) docs: Docs,
}

/// How a variant is recognised.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    /// By the kind of the value: bits of [`Types`](vouchsafe_core::program::Types).
    Kinds(u8),
    /// By a member.
    Tag(String, Vec<String>),
    /// By its schema.
    Satisfies { root: usize, node: NodeId },
    /// It is what is left.
    Otherwise,
}

/// A tag with what depends on it.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) tag: String,
    /// The members that depend on it.
    pub(crate) members: Vec<String>,
    pub(crate) variants: Vec<GroupVariant>,
}

/// A variant of a group.
#[derive(Debug, Clone)]
pub(crate) struct GroupVariant {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) content: Content,
    pub(crate) docs: Docs,
}

/// What a variant of a group holds.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Unit,
    /// One member that is always there.
    Member(String, Type),
    /// A struct of members.
    Members(Type),
}

/// A type, where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    Unit,
    Bool,
    Integer(&'static str),
    Float,
    Number,
    String,
    Secret,
    Json,
    /// A type of the user, by its path.
    Foreign(String),
    Option(Box<Type>),
    Vec(Box<Type>),
    Array(Box<Type>, u64),
    Tuple(Vec<Type>),
    Map(Box<Type>),
    Named(TypeId),
    Boxed(Box<Type>),
}

impl Type {
    /// The types with a name of their own that are held in place, so that a circle of them would have no size.
    pub(crate) fn held(&self, held: &mut BTreeSet<TypeId>) {
        match self {
            Self::Named(id) => drop(held.insert(*id)),
            Self::Option(inner) | Self::Array(inner, _) => inner.held(held),
            Self::Tuple(items) => items.iter().for_each(|item| item.held(held)),
            _ => {}
        }
    }

    /// Replaces the indices of types.
    pub(crate) fn renumber(&mut self, numbered: &dyn Fn(TypeId) -> TypeId) {
        match self {
            Self::Named(id) => *id = numbered(*id),
            Self::Option(inner)
            | Self::Array(inner, _)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::Boxed(inner) => inner.renumber(numbered),
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.renumber(numbered)),
            _ => {}
        }
    }

    /// Every type with a name of its own that it mentions.
    pub(crate) fn mentioned(&self, mentioned: &mut Vec<TypeId>) {
        match self {
            Self::Named(id) => mentioned.push(*id),
            Self::Option(inner)
            | Self::Array(inner, _)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::Boxed(inner) => inner.mentioned(mentioned),
            Self::Tuple(items) => items.iter().for_each(|item| item.mentioned(mentioned)),
            _ => {}
        }
    }

    /// Puts what `is` says into a box of its own.
    pub(crate) fn box_up(&mut self, is: &dyn Fn(TypeId) -> bool) {
        match self {
            Self::Named(id) if is(*id) => *self = Self::Boxed(Box::new(Self::Named(*id))),
            Self::Option(inner) | Self::Array(inner, _) => inner.box_up(is),
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.box_up(is)),
            _ => {}
        }
    }
}

impl Kind {
    /// The types that it is made of.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter_mut().map(|field| &mut field.ty);
                let groups = object.groups.iter_mut().map(|field| &mut field.ty);
                let rest = object.rest.iter_mut().map(|(_, ty)| ty);
                fields.chain(groups).chain(rest).collect()
            }
            Self::Strings(_) => Vec::new(),
            Self::Newtype(ty) | Self::Wrapper(ty) => vec![ty],
            Self::Choice(variants) => variants.iter_mut().map(|variant| &mut variant.ty).collect(),
            Self::Group(group) => {
                let contents = group.variants.iter_mut();
                let types = contents.filter_map(|variant| match &mut variant.content {
                    Content::Unit => None,
                    Content::Member(_, ty) | Content::Members(ty) => Some(ty),
                });
                types.collect()
            }
        }
    }
}

/// A keyword that the types do not carry: the validator alone knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Left {
    /// Where the keyword stands: `file:line`.
    pub location: String,
    /// The keyword, or what else cannot be carried.
    pub keyword: String,
    /// What it says and what becomes of it, in words.
    pub words: String,
}

impl std::fmt::Display for Left {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            location,
            keyword,
            words,
        } = self;
        write!(f, "{location}: `{keyword}` {words}")
    }
}
