//! Recognised idioms: what a combination of keywords means in words.

use super::{CharClass, Literal, Name, Run, Text};

/// An idiom of which a keyword is a part. It means exactly what the keyword means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every consumer must handle every rule"
)]
pub enum Rule {
    /// On `not`: these members must not all be there (or, with `set`, not all be there and
    /// different from `""`).
    ExclusiveMembers {
        /// The members.
        members: Run<Text>,
        /// Whether `""` counts as absent.
        set: bool,
    },
    /// On `not`: this member must not be there (or, with `set`, not be other than `""`).
    ForbiddenMember {
        /// The member: a run of one.
        member: Run<Text>,
        /// Whether `""` counts as absent.
        set: bool,
    },
    /// On `oneOf`: exactly one of these members must be there.
    ExactlyOneOf {
        /// The members.
        members: Run<Text>,
        /// Whether `""` counts as absent.
        set: bool,
    },
    /// On `anyOf`: at least one of these members must be there.
    AtLeastOneOf {
        /// The members.
        members: Run<Text>,
        /// Whether `""` counts as absent.
        set: bool,
    },
    /// On `not`: the value must not be one of these.
    ForbiddenValue {
        /// The values.
        values: Run<Literal>,
    },
    /// On `if`: the condition, in tests that must all hold.
    Condition {
        /// The tests.
        tests: Run<Test>,
    },
    /// On `oneOf` and `anyOf`: each branch fixes this member to values of its own.
    TaggedUnion {
        /// The member.
        member: Text,
    },
    /// On `oneOf` and `anyOf`: `null`, or what the branch with this index says.
    Nullable {
        /// The branch that is not `null`.
        branch: u32,
    },
    /// On `pattern`: only these characters.
    CharacterClass {
        /// The characters, in words.
        words: Text,
        /// The table.
        class: CharClass,
    },
    /// On `pattern`: a whole number written in digits.
    NumericString {
        /// The least.
        min: u64,
        /// The greatest.
        max: u64,
    },
    /// On `minimum` and its kin: both bounds, so that each is named whichever fails.
    Range {
        /// The lower bound.
        min: super::Number,
        /// The upper bound.
        max: super::Number,
    },
}

/// One test of a condition, on a member of the object at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Test {
    /// The member, or the path to it from outside to inside.
    pub member: Run<Name>,
    /// What is asked of it.
    pub kind: TestKind,
}

/// What a [`Test`] asks of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every consumer must handle every test"
)]
pub enum TestKind {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// It is there and not `""`.
    Set,
    /// It is not there or `""`.
    Unset,
    /// It is one of these values.
    Is(Run<Literal>),
    /// It is one of these values or not there.
    IsOrAbsent(Run<Literal>),
    /// It is there and none of these values.
    IsNot(Run<Literal>),
}
