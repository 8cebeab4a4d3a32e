//! Schema objects and their keywords.

use super::{Content, Format, Literal, NodeId, Number, Rule, Run, Text};
use crate::json::Kind;

/// One schema: an object with keywords, or `true`/`false`.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Node {
    /// The keywords that decide, in the order in which they are evaluated.
    pub keywords: Run<Keyword>,
    /// The member names that the keywords mention, sorted by hash; a [`Slot`] is an index into them.
    pub names: Run<Name>,
    /// What the schema says beside its assertions.
    pub annotations: Run<Annotation>,
    /// The `x-lints`.
    pub lints: Run<Lint>,
    /// The resource (document or embedded `$id`) that it belongs to.
    pub resource: u32,
    /// Its JSON Pointer within the resource.
    pub pointer: Text,
    /// The line of the schema file on which it starts, from 1.
    pub line: u32,
    /// The column in which it starts, in characters, from 1.
    pub column: u32,
    /// Facts that the engine needs at hand.
    pub flags: NodeFlags,
}

impl Node {
    /// The schema `true`.
    pub const EMPTY: Self = Self {
        keywords: Run::EMPTY,
        names: Run::EMPTY,
        annotations: Run::EMPTY,
        lints: Run::EMPTY,
        resource: 0,
        pointer: Text { start: 0, len: 0 },
        line: 1,
        column: 1,
        flags: NodeFlags::NONE,
    };
}

/// Facts about a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct NodeFlags {
    /// `x-secret`, or `writeOnly` with the format `password`: the value is never shown.
    pub secret: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// There is an `x-message` or `x-help`.
    pub worded: bool,
    /// It has `unevaluatedItems` or `unevaluatedProperties`, so what its keywords evaluate must be
    /// recorded.
    pub tracks: bool,
    /// A lint of it has one of the two.
    pub lint_tracks: bool,
}

impl NodeFlags {
    /// No facts.
    pub const NONE: Self = Self {
        secret: false,
        deprecated: false,
        worded: false,
        tracks: false,
        lint_tracks: false,
    };
}

/// One keyword of a schema object.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Keyword {
    /// The keyword as the schema spells it, for locations.
    pub name: Text,
    /// What it demands.
    pub check: Check,
    /// The idiom that it is a part of; changes the words of its violations, never the verdict.
    pub rule: Run<Rule>,
    /// Its line in the schema file, from 1.
    pub line: u32,
}

/// What a keyword demands (JSON Schema 2020-12; older drafts are translated to it).
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every consumer must handle every keyword"
)]
pub enum Check {
    /// The schema `false`.
    Never,
    /// `type`
    Type(Types),
    /// `enum`
    Enum(Run<Literal>),
    /// `const`: a run of one.
    Const(Run<Literal>),
    /// `multipleOf`
    MultipleOf(Number),
    /// `minimum`
    Minimum(Number),
    /// `maximum`
    Maximum(Number),
    /// `exclusiveMinimum`
    ExclusiveMinimum(Number),
    /// `exclusiveMaximum`
    ExclusiveMaximum(Number),
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`: the index of the pattern.
    Pattern(u32),
    /// `format`, where an option or the meta-schema makes it decide.
    Format(Format),
    /// `contentEncoding` and `contentMediaType`, where an option makes them decide.
    Content(Content),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `uniqueItems: true`
    UniqueItems,
    /// `prefixItems`
    PrefixItems(Run<NodeId>),
    /// `items`, for the items after the first `from`.
    Items {
        /// The number of `prefixItems`.
        from: u32,
        /// What each further item must be.
        node: NodeId,
    },
    /// `contains` with `minContains` and `maxContains`.
    Contains {
        /// What the items are counted by.
        node: NodeId,
        /// The least count.
        min: u64,
        /// The greatest count; `u64::MAX` where there is none.
        max: u64,
        /// Whether `unevaluatedItems` leaves out the items that it counts.
        evaluates: bool,
    },
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// `required`
    Required(Run<Slot>),
    /// `dependentRequired`
    DependentRequired(Run<Dependents>),
    /// `dependentSchemas`
    DependentSchemas(Run<Property>),
    /// `properties`
    Properties(Run<Property>),
    /// `patternProperties`
    PatternProperties(Run<PatternProperty>),
    /// `additionalProperties`, for the members that neither `properties` nor `patterns` cover.
    AdditionalProperties {
        /// What each of them must be.
        node: NodeId,
        /// The neighbouring `patternProperties`.
        patterns: Run<PatternProperty>,
    },
    /// `propertyNames`
    PropertyNames(NodeId),
    /// `unevaluatedItems`
    UnevaluatedItems(NodeId),
    /// `unevaluatedProperties`
    UnevaluatedProperties(NodeId),
    /// `$ref`
    Ref(NodeId),
    /// `$dynamicRef`
    DynamicRef {
        /// Where it leads when the dynamic scope has no such anchor.
        node: NodeId,
        /// The name of the `$dynamicAnchor`.
        anchor: Text,
    },
    /// `allOf`
    AllOf(Run<NodeId>),
    /// `anyOf`
    AnyOf(Run<NodeId>),
    /// `oneOf`
    OneOf(Run<NodeId>),
    /// `not`
    Not(NodeId),
    /// `if` with `then` and `else`
    If {
        /// The condition.
        test: NodeId,
        /// What holds where the condition does.
        then: Option<NodeId>,
        /// What holds where the condition does not.
        otherwise: Option<NodeId>,
    },
}

/// A set of JSON Schema types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Types(pub u8);

impl Types {
    /// `null`
    pub const NULL: Self = Self(1);
    /// `boolean`
    pub const BOOLEAN: Self = Self(2);
    /// `integer`
    pub const INTEGER: Self = Self(4);
    /// `number`, which includes `integer`.
    pub const NUMBER: Self = Self(8 | 4);
    /// `string`
    pub const STRING: Self = Self(16);
    /// `array`
    pub const ARRAY: Self = Self(32);
    /// `object`
    pub const OBJECT: Self = Self(64);
    /// Integers must be written as such, without fraction and exponent: so it is in draft 4.
    pub const AS_WRITTEN: Self = Self(128);
    /// Every type.
    pub const ALL: Self = Self(127);

    /// The types with the words that messages use: `number` before `integer`, `null` last.
    pub const WORDS: [(Self, &'static str); 7] = [
        (Self::BOOLEAN, "a Boolean"),
        (Self::NUMBER, "a number"),
        (Self::INTEGER, "an integer"),
        (Self::STRING, "a string"),
        (Self::ARRAY, "an array"),
        (Self::OBJECT, "an object"),
        (Self::NULL, "`null`"),
    ];

    /// The least that a value of a kind is: every type that admits numbers admits integers.
    #[inline]
    pub(crate) const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Null => Self::NULL,
            Kind::False | Kind::True => Self::BOOLEAN,
            Kind::Number => Self::INTEGER,
            Kind::String => Self::STRING,
            Kind::Array => Self::ARRAY,
            Kind::Object => Self::OBJECT,
        }
    }

    /// The types in the words of messages, in a list that ends with "or"; `nothing` if there is none.
    ///
    /// ```
    /// use vouchsafe_core::program::Types;
    ///
    /// assert_eq!(Types::STRING.union(Types::NULL).in_words(), "a string or `null`");
    /// ```
    pub fn in_words(self) -> String {
        let (mut rest, mut words) = (self, Vec::new());
        for (one, word) in Self::WORDS {
            if rest.contains(one) {
                words.push(word);
                rest = Self(rest.0 & !one.0);
            }
        }
        match words.split_last() {
            None => "nothing".to_owned(),
            Some((only, [])) => (*only).to_owned(),
            Some((last, before)) => format!("{} or {last}", before.join(", ")),
        }
    }

    /// The type of that name in a schema.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => return None,
        })
    }

    /// The types of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The types that are in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether every type of `other` is in this set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A member name with its [`name_hash`](crate::json::name_hash).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Name {
    /// The name.
    pub text: Text,
    /// Its hash.
    pub hash: u32,
    /// The schema that `properties` of the node gives it, if any.
    pub property: Option<NodeId>,
}

/// The index of a member name among the names of its [`Node`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "an index is a number")]
pub struct Slot(pub u32);

/// A member and its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Property {
    /// The name.
    pub slot: Slot,
    /// The schema of the value (`properties`) or of the whole object (`dependentSchemas`).
    pub node: NodeId,
}

/// The members whose names a pattern matches, and their schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct PatternProperty {
    /// Index of the pattern.
    pub pattern: u32,
    /// The schema of the value.
    pub node: NodeId,
}

/// A member and those that must stand beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Dependents {
    /// The member.
    pub slot: Slot,
    /// The members that it needs.
    pub needs: Run<Slot>,
}

/// A keyword that says something without deciding anything: `title`, `default`, `x-help`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Annotation {
    /// The keyword.
    pub name: Text,
    /// Its value: a run of one.
    pub value: Run<Literal>,
}

/// An entry of `x-lints`: a warning where `node` does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Lint {
    /// The code under which it is reported.
    pub code: Text,
    /// How much it weighs.
    pub severity: LintSeverity,
    /// The words; where there are none, those of the violation in `node`.
    pub message: Option<Text>,
    /// What to do.
    pub help: Option<Text>,
    /// What is expected to hold.
    pub node: NodeId,
    /// Its place among the `x-lints` of its node.
    pub index: u32,
}

/// How much a lint weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "generated code writes it as a literal"
)]
pub enum LintSeverity {
    /// Not reported unless an option asks for its code.
    Off,
    /// Worth knowing.
    Info,
    /// Probably a mistake.
    Warning,
}

/// A document or an embedded resource with an `$id` of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Resource {
    /// Its URI, or the path of its file, without a fragment.
    pub uri: Text,
    /// Its `$dynamicAnchor`s.
    pub anchors: Run<DynamicAnchor>,
}

impl Resource {
    /// A resource without a name.
    pub const ANONYMOUS: Self = Self {
        uri: Text { start: 0, len: 0 },
        anchors: Run::EMPTY,
    };
}

/// A `$dynamicAnchor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct DynamicAnchor {
    /// Its name.
    pub name: Text,
    /// The schema that it marks.
    pub node: NodeId,
}
