//! Finds what a schema admits and a type does not hold.
//!
//! Everything runs while compiling. A fault is a message of the compiler at the place of the caller.

use super::expected::{
    Expected, ExpectedInteger, ExpectedItems, ExpectedMember, ExpectedObject, ExpectedStrings,
};
use super::words::{Words, same};
use super::{Members, TypeShape};
use crate::program::Types;

/// When a member is there.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Presence {
    /// The schema requires it.
    pub required: bool,
    /// serde has a value for it where it is absent.
    pub default: bool,
    /// A function of the user reads it, which can tell `null` from absence.
    pub converted: bool,
}

/// Compares the type of a field with what a member may be.
#[track_caller]
pub const fn compare_member(shape: &TypeShape, expected: &Expected<'_>, presence: Presence) {
    in_member(shape, expected, presence)
        .lines(&in_value(shape, expected))
        .say();
}

/// Compares a type with what a value may be that is always there.
#[track_caller]
pub const fn compare_value(shape: &TypeShape, expected: &Expected<'_>) {
    in_place(shape, expected).say();
}

/// Compares what a flattened type reads with the members that no field has by name.
///
/// `others` are the members that the schema does not name, if there may be some; `own` are the names
/// that fields of the flattening type have, and `beside` the other types that it flattens.
#[track_caller]
pub const fn compare_flattened(
    members: &Members,
    expected: &[ExpectedMember<'_>],
    others: Option<&Expected<'_>>,
    own: &[&str],
    beside: &[Members],
    subject: &'static str,
) {
    let mut words = in_names(members, expected, own, subject);
    let mut left = others.is_some();
    let mut index = 0;
    while index < expected.len() {
        let ExpectedMember {
            name,
            required,
            value,
            ..
        } = &expected[index];
        index += 1;
        if let Some(member) = members.find(name) {
            let presence = Presence {
                required: *required,
                default: member.default,
                converted: false,
            };
            words = words.lines(&in_member(member.shape, value, presence));
            words = words.lines(&in_value(member.shape, value));
        } else if !any_has(beside, name) {
            left = true;
            if let Some(shape) = members.others() {
                words = words.lines(&in_place(shape, value));
            }
        }
    }
    if let (Some(shape), Some(others)) = (members.others(), others) {
        words = words.lines(&in_place(shape, others));
    }
    if !left && members.others().is_some() {
        words = words.line(&[
            subject,
            ": every member has a field of its own and the schema admits no others, so the map stays empty: remove it",
        ]);
    }
    words.say();
}

/// Looks for a flattened type that takes each of the members that no field has by name.
#[track_caller]
pub const fn compare_covered(flattened: &[Members], expected: &[ExpectedMember<'_>]) {
    let mut words = Words::NONE;
    let mut index = 0;
    while index < expected.len() {
        let member = &expected[index];
        if !any_has(flattened, member.name) && !any_has_others(flattened) {
            words = words.line(&[member.missing]);
        }
        index += 1;
    }
    words.say();
}

/// Looks for a variant that holds what a branch of a union admits.
#[track_caller]
pub const fn compare_union(variants: &[&TypeShape], expected: &Expected<'_>) {
    let mut index = 0;
    while index < variants.len() {
        if in_place(variants[index], expected).is_empty() {
            return;
        }
        index += 1;
    }
    // With one candidate it is worth saying what is wrong with it.
    let mut words = Words::NONE.line(&[
        expected.subject,
        " may be ",
        expected.kinds,
        ", for which there is no variant; one with `",
        expected.suggested,
        "` would do",
    ]);
    if variants.len() == 1 {
        words = words.lines(&in_place(variants[0], expected));
    }
    words.say();
}

const fn any_has(flattened: &[Members], name: &str) -> bool {
    let mut index = 0;
    while index < flattened.len() {
        if flattened[index].has(name) {
            return true;
        }
        index += 1;
    }
    false
}

const fn any_has_others(flattened: &[Members]) -> bool {
    let mut index = 0;
    while index < flattened.len() {
        if flattened[index].has_others() {
            return true;
        }
        index += 1;
    }
    false
}

/// Names that a flattened type brings along and the schema does not know.
const fn in_names(
    members: &Members,
    expected: &[ExpectedMember<'_>],
    own: &[&str],
    subject: &'static str,
) -> Words {
    let mut words = Words::NONE;
    let mut index = 0;
    while index < members.len() {
        let name = members.at(index).name;
        if super::words::has(own, name) {
            words = words.line(&[
                subject,
                ": `",
                name,
                "` has a field of its own and is in the flattened type as well",
            ]);
        } else if !is_expected(expected, name) {
            words = words.line(&[
                subject,
                ": the schema has no property `",
                name,
                "`, which the flattened type has",
            ]);
        }
        index += 1;
    }
    index = 0;
    while index < members.flattened.len() {
        words = words.lines(&in_names(&members.flattened[index], expected, own, subject));
        index += 1;
    }
    words
}

const fn is_expected(expected: &[ExpectedMember<'_>], name: &str) -> bool {
    let mut index = 0;
    while index < expected.len() {
        if same(expected[index].name, name) {
            return true;
        }
        index += 1;
    }
    false
}

/// What is wrong with `null` and absence.
pub(super) const fn in_member(
    shape: &TypeShape,
    expected: &Expected<'_>,
    presence: Presence,
) -> Words {
    let subject = expected.subject;
    let nullable = expected.types.contains(Types::NULL);
    let mut words = Words::NONE;
    if !presence.required && !presence.default && !shape.optional {
        words = words.line(&[
            subject,
            " is not required, so the field must be an `Option` or have `#[serde(default)]`",
        ]);
    }
    if presence.required && !nullable && shape.optional && !is_anything(shape) {
        words = words.line(&[
            subject,
            " is required and never `null`, so the field must not be an `Option`",
        ]);
    }
    if nullable && !shape.holds_null() && !asks_for_anything(shape, expected) {
        words = words.line(&[subject, " may be `null`, so the field must be an `Option`"]);
    }
    if shape.twice_optional && !is_anything(shape) {
        if presence.required {
            words = words.line(&[subject, " is required, so one `Option` is enough"]);
        } else if !nullable {
            words = words.line(&[subject, " is never `null`, so one `Option` is enough"]);
        } else if !presence.converted {
            words = words.line(&[
                subject,
                " may be absent or `null`, which serde reads alike into an `Option` of an `Option`; tell them apart with `#[serde(default, deserialize_with = \"vouchsafe::present\", skip_serializing_if = \"Option::is_none\")]` and `#[vouchsafe(with = …)]`, or use one `Option`",
            ]);
        }
    }
    words
}

/// Whether the type holds whatever comes, `null` among it, so that an `Option` of it says nothing.
const fn is_anything(shape: &TypeShape) -> bool {
    shape.types.contains(Types::ALL)
}

/// Whether anything is admitted and the type holds less: then `null` is not worth a word of its own.
const fn asks_for_anything(shape: &TypeShape, expected: &Expected<'_>) -> bool {
    expected.types.contains(Types::ALL) && !shape.holds_kinds(expected.types)
}

/// What is wrong with a value that is there, `null` included.
const fn in_place(shape: &TypeShape, expected: &Expected<'_>) -> Words {
    let mut words = Words::NONE;
    let nullable = expected.types.contains(Types::NULL);
    if nullable && !shape.holds_null() && !asks_for_anything(shape, expected) {
        words = words.line(&[
            expected.subject,
            " may be `null`, so it must be an `Option`",
        ]);
    }
    words.lines(&in_value(shape, expected))
}

/// What is wrong with a value that is there and not `null`.
pub(super) const fn in_value(shape: &TypeShape, expected: &Expected<'_>) -> Words {
    let subject = expected.subject;
    if !shape.holds_kinds(expected.types) {
        return Words::NONE.line(&[
            subject,
            " may be ",
            expected.kinds,
            ", which the type of the field cannot hold; `",
            expected.suggested,
            "` can",
        ]);
    }
    // What was compared with the same schema need not be compared again.
    if let Some(own) = shape.schema
        && same(own, expected.schema)
    {
        return Words::NONE;
    }
    let mut words = Words::NONE;
    if let Some(integers) = &expected.integers {
        words = words.lines(&in_integers(shape, integers, subject));
    }
    if expected.types.contains(Types::STRING) {
        words = words.lines(&in_strings(shape, expected));
    }
    if expected.types.contains(Types::OBJECT) && shape.is_of_other_schema(expected.schema) {
        words = words.line(&[
            subject,
            " is described by `",
            expected.schema,
            "`, and the type of the field by another schema",
        ]);
    }
    if let Some(items) = expected.items {
        words = words.lines(&in_items(shape, items, subject));
    }
    if let Some(object) = expected.object {
        words = words.lines(&in_map(shape, object));
    }
    words
}

const fn in_integers(
    shape: &TypeShape,
    integers: &ExpectedInteger,
    subject: &'static str,
) -> Words {
    if !shape.holds_integers(integers.min, integers.max) {
        return Words::NONE.line(&[
            subject,
            " admits ",
            integers.words,
            ", which the type of the field cannot hold; the smallest that can is `",
            integers.fits,
            "`",
        ]);
    }
    if integers.zero && !shape.zero {
        return Words::NONE.line(&[
            subject,
            " admits 0, which the type of the field cannot hold; `",
            integers.fits,
            "` can",
        ]);
    }
    Words::NONE
}

const fn in_strings(shape: &TypeShape, expected: &Expected<'_>) -> Words {
    let subject = expected.subject;
    let Some(ExpectedStrings { all, words }) = &expected.strings else {
        if shape.variants.is_some() {
            return Words::NONE.line(&[subject, " is any string, which an enum cannot hold"]);
        }
        let (least, greatest) = expected.characters;
        if least < shape.characters.0 || shape.characters.1 < greatest {
            return Words::NONE.line(&[
                subject,
                " admits strings of more or fewer characters than the type of the field holds; `String` holds all, or say so with `minLength` and `maxLength`",
            ]);
        }
        return Words::NONE;
    };
    let mut faults = Words::NONE;
    let mut index = 0;
    while index < all.len() {
        if !shape.holds_string(all[index]) {
            let which = if shape.variants.is_some() {
                "\", for which the type of the field has no variant"
            } else {
                "\", which the type of the field cannot hold"
            };
            faults = faults.line(&[subject, " admits \"", all[index], which]);
        }
        index += 1;
    }
    if !shape.holds_only(all) {
        faults = faults.line(&[
            subject,
            " admits only ",
            words,
            ", and the type of the field has other variants",
        ]);
    }
    faults
}

const fn in_items(shape: &TypeShape, items: &ExpectedItems<'_>, subject: &'static str) -> Words {
    let mut words = Words::NONE;
    let (least, greatest) = items.counts;
    if least < shape.counts.0 || shape.counts.1 < greatest {
        words = words.line(&[
            subject,
            " has ",
            items.words,
            ", and the type of the field holds another number of them; `Vec` holds any",
        ]);
    }
    if shape.unique && !items.unique {
        words = words.line(&[
            subject,
            " may have equal items, of which a set keeps one: use `Vec`, or say `\"uniqueItems\": true`",
        ]);
    }
    let mut index = 0;
    while index < items.prefix.len() {
        if let Some(item) = item_of(shape, index) {
            words = words.lines(&in_place(item, &items.prefix[index]));
        }
        index += 1;
    }
    let Some(others) = items.others else {
        return words;
    };
    while index < shape.prefix.len() {
        words = words.lines(&in_place(shape.prefix[index], others));
        index += 1;
    }
    if let Some(item) = shape.items {
        words = words.lines(&in_place(item, others));
    }
    words
}

const fn item_of(shape: &TypeShape, index: usize) -> Option<&'static TypeShape> {
    if index < shape.prefix.len() {
        Some(shape.prefix[index])
    } else {
        shape.items
    }
}

const fn in_map(shape: &TypeShape, object: &ExpectedObject<'_>) -> Words {
    let mut words = Words::NONE;
    if let Some(keys) = shape.keys {
        words = words.lines(&in_names_of_map(keys, &object.names));
    }
    if let (Some(shape), Some(values)) = (shape.values, &object.values) {
        words = words.lines(&in_place(shape, values));
    }
    words
}

/// Names are strings, also where the keys of a map are read from their digits.
const fn in_names_of_map(keys: &TypeShape, names: &Expected<'_>) -> Words {
    if keys.types.contains(Types::STRING) {
        return in_strings(keys, names);
    }
    match &names.integers {
        Some(integers) if keys.types.contains(Types::INTEGER) => {
            in_integers(keys, integers, names.subject)
        }
        _ => Words::NONE.line(&[
            names.subject,
            " is any string, which the keys of the map cannot hold; `String` can",
        ]),
    }
}
