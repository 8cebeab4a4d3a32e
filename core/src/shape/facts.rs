//! What most members may be, in one string of bytes for all of them: type checking a constant takes the compiler as
//! long as there are expressions in it, and there is one constant for each field.

use super::TypeShape;
use super::compare::{Presence, in_member, in_value};
use super::expected::{Expected, ExpectedInteger, ExpectedItems, ExpectedStrings};
use super::words::Words;
use crate::program::Types;

/// What members may be, those apart that have members of their own.
///
/// The record of a member begins with its types, two bytes of flags and, in four bytes, where its words begin. Numbers
/// follow as the flags announce them, and then the record of the items. All numbers have their little end first.
///
/// Constants are evaluated step by step, some million steps in a second, and every call of the standard library is
/// dozens of them. So bytes are read one by one, and words only where something is wrong.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Facts<'a> {
    /// The records.
    pub records: &'a [u8],
    /// The words of a record, a line each: the name of the schema, the subject, the types in words, a Rust type that would
    /// do, the integers, choices or number of items in words, and the smallest type for the integers.
    pub words: &'a str,
}

/// What is so of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flag(pub u16);

impl Flag {
    /// The schema requires it.
    pub const REQUIRED: Self = Self(1);
    /// serde has a value for it where it is absent.
    pub const DEFAULT: Self = Self(1 << 1);
    /// A function of the user reads it.
    pub const CONVERTED: Self = Self(1 << 2);
    /// Only integers are admitted.
    pub const INTEGERS: Self = Self(1 << 3);
    /// 0 is among them.
    pub const ZERO: Self = Self(1 << 4);
    /// The least of them follows, in 8 bytes.
    pub const MIN: Self = Self(1 << 5);
    /// The greatest of them follows, in 8 bytes.
    pub const MAX: Self = Self(1 << 6);
    /// The least number of characters follows, in 4 bytes.
    pub const SHORTEST: Self = Self(1 << 7);
    /// The greatest number of characters follows, in 4 bytes.
    pub const LONGEST: Self = Self(1 << 8);
    /// The strings are listed beside the record.
    pub const CHOICES: Self = Self(1 << 9);
    /// What each item may be follows behind the numbers.
    pub const ITEMS: Self = Self(1 << 10);
    /// The least number of items follows, in 4 bytes.
    pub const FEWEST: Self = Self(1 << 11);
    /// The greatest number of items follows, in 4 bytes.
    pub const MOST: Self = Self(1 << 12);
    /// No two items are equal.
    pub const UNIQUE: Self = Self(1 << 13);
}

/// That bounds of integers follow.
const BOUNDS: u16 = Flag::MIN.0 | Flag::MAX.0;

/// That numbers of characters or items follow.
const COUNTS: u16 = Flag::SHORTEST.0 | Flag::LONGEST.0 | Flag::FEWEST.0 | Flag::MOST.0;

/// A record that is read.
#[derive(Clone, Copy)]
struct Record {
    types: Types,
    flags: u16,
    /// Where it says where the words begin.
    words: usize,
    min: Option<i128>,
    max: Option<i128>,
    characters: (u64, u64),
    counts: (u64, u64),
    /// Where the record ends, and that of its items begins.
    end: usize,
}

impl Record {
    const fn has(&self, flag: Flag) -> bool {
        self.flags & flag.0 != 0
    }

    const fn presence(&self) -> Presence {
        Presence {
            required: self.has(Flag::REQUIRED),
            default: self.has(Flag::DEFAULT),
            converted: self.has(Flag::CONVERTED),
        }
    }
}

impl Facts<'static> {
    /// Compares the type of a field with what the member of a record may be, as [`compare_member`] does. The shape is
    /// no reference: one to a constant would be a constant of its own to the compiler.
    ///
    /// [`compare_member`]: super::compare_member
    #[track_caller]
    pub const fn compare(&self, at: usize, shape: TypeShape) {
        if !self.fits(at, &shape) {
            self.say([at], &shape, &[]);
        }
    }

    /// The same where the record says that strings are listed: these.
    #[track_caller]
    pub const fn compare_choices(
        &self,
        at: usize,
        shape: TypeShape,
        choices: &'static [&'static str],
    ) {
        let record = self.record(at);
        if !(is_there(&shape, &record) && self.holds(&shape, &record, choices)) {
            self.say([at], &shape, choices);
        }
    }

    /// The same for several fields of one type, of which the records say the same but for words.
    #[track_caller]
    pub const fn compare_alike<const N: usize>(
        &self,
        records: [usize; N],
        shape: TypeShape,
        choices: &'static [&'static str],
    ) {
        let first = self.record(records[0]);
        if !(is_there(&shape, &first) && self.holds(&shape, &first, choices)) {
            self.say(records, &shape, choices);
        }
    }

    /// The same for several fields, each of which has been seen to fit if its type is the one that usually has the name
    /// that it has: this one. No record lists strings.
    #[track_caller]
    pub const fn compare_usual<const N: usize>(
        &self,
        records: [usize; N],
        shape: TypeShape,
        usual: TypeShape,
    ) {
        if !shape.is_same(&usual) {
            self.say(records, &shape, &[]);
        }
    }

    /// Says where a type and records differ.
    #[track_caller]
    const fn say<const N: usize>(
        &self,
        records: [usize; N],
        shape: &TypeShape,
        choices: &'static [&'static str],
    ) {
        let (mut words, mut index) = (Words::NONE, 0);
        while index < N {
            words = words.lines(&self.differences(records[index], shape, choices));
            index += 1;
        }
        words.say();
    }

    /// Where a type and a record differ.
    const fn differences(
        &self,
        at: usize,
        shape: &TypeShape,
        choices: &'static [&'static str],
    ) -> Words {
        // Words take the compiler longer, so they are looked for where something may be wrong.
        let record = self.record(at);
        let presence = record.presence();
        let expected = self.expected(&record, choices);
        if !record.has(Flag::ITEMS) {
            return in_member(shape, &expected, presence).lines(&in_value(shape, &expected));
        }
        let of_items = self.record(record.end);
        let others = self.expected(&of_items, &[]);
        let items = ExpectedItems {
            prefix: &[],
            others: Some(&others),
            counts: record.counts,
            words: self.lines(record.words)[4],
            unique: record.has(Flag::UNIQUE),
        };
        let expected = Expected {
            items: Some(&items),
            ..expected
        };
        in_member(shape, &expected, presence).lines(&in_value(shape, &expected))
    }

    const fn expected(
        &self,
        record: &Record,
        choices: &'static [&'static str],
    ) -> Expected<'static> {
        let [schema, subject, kinds, suggested, words, fits] = self.lines(record.words);
        let integers = ExpectedInteger {
            min: record.min,
            max: record.max,
            zero: record.has(Flag::ZERO),
            words,
            fits,
        };
        let strings = ExpectedStrings {
            all: choices,
            words,
        };
        Expected {
            subject,
            types: record.types,
            kinds,
            suggested,
            integers: if record.has(Flag::INTEGERS) {
                Some(integers)
            } else {
                None
            },
            strings: if record.has(Flag::CHOICES) {
                Some(strings)
            } else {
                None
            },
            characters: record.characters,
            schema,
            ..Expected::ANYTHING
        }
    }

    /// The words of a record.
    const fn lines(&self, at: usize) -> [&'static str; 6] {
        let (_, mut text) = self.words.split_at(self.number(at) as usize);
        let mut lines = [""; 6];
        let mut line = 0;
        let mut at = 0;
        while at < text.len() && line < lines.len() {
            if text.as_bytes()[at] == b'\n' {
                let (before, rest) = text.split_at(at);
                lines[line] = before;
                line += 1;
                (_, text) = rest.split_at(1);
                at = 0;
            } else {
                at += 1;
            }
        }
        lines
    }
}

impl Facts<'_> {
    /// Whether a type fits a record that lists no strings.
    pub const fn fits(&self, at: usize, shape: &TypeShape) -> bool {
        let record = self.record(at);
        is_there(shape, &record) && self.holds(shape, &record, &[])
    }

    const fn record(&self, at: usize) -> Record {
        let bytes = self.records;
        // A call takes the compiler as long as all that these lines do, so flags are looked at where they stand.
        let flags = bytes[at + 1] as u16 | (bytes[at + 2] as u16) << 8;
        let mut end = at + 7;
        let (mut min, mut max) = (None, None);
        if flags & BOUNDS != 0 {
            if flags & Flag::MIN.0 != 0 {
                min = Some(self.integer(end));
                end += 8;
            }
            if flags & Flag::MAX.0 != 0 {
                max = Some(self.integer(end));
                end += 8;
            }
        }
        let (mut characters, mut counts) = ((0, u64::MAX), (0, u64::MAX));
        if flags & COUNTS != 0 {
            if flags & Flag::SHORTEST.0 != 0 {
                characters.0 = self.number(end) as u64;
                end += 4;
            }
            if flags & Flag::LONGEST.0 != 0 {
                characters.1 = self.number(end) as u64;
                end += 4;
            }
            if flags & Flag::FEWEST.0 != 0 {
                counts.0 = self.number(end) as u64;
                end += 4;
            }
            if flags & Flag::MOST.0 != 0 {
                counts.1 = self.number(end) as u64;
                end += 4;
            }
        }
        Record {
            types: Types(bytes[at]),
            flags,
            words: at + 3,
            min,
            max,
            characters,
            counts,
            end,
        }
    }

    const fn number(&self, at: usize) -> u32 {
        let bytes = self.records;
        bytes[at] as u32
            | (bytes[at + 1] as u32) << 8
            | (bytes[at + 2] as u32) << 16
            | (bytes[at + 3] as u32) << 24
    }

    const fn integer(&self, at: usize) -> i128 {
        let number = self.number(at) as u64 | (self.number(at + 4) as u64) << 32;
        number.cast_signed() as i128
    }

    /// Whether a type holds every value, to say the least: where it does not, somebody has to look closer.
    const fn holds(&self, shape: &TypeShape, record: &Record, choices: &[&str]) -> bool {
        if !shape.holds_kinds(record.types) {
            return false;
        }
        if let Some(own) = shape.schema
            && self.is_line(record.words, own)
        {
            return true;
        }
        let (types, flags) = (record.types.0, record.flags);
        if flags & Flag::INTEGERS.0 != 0
            && (!shape.holds_integers(record.min, record.max)
                || flags & Flag::ZERO.0 != 0 && !shape.zero)
        {
            return false;
        }
        if types & Types::STRING.0 != 0 && !holds_strings(shape, record, choices) {
            return false;
        }
        if flags & Flag::ITEMS.0 != 0 {
            let (least, most) = record.counts;
            let (Some(item), 0) = (shape.items, shape.prefix.len()) else {
                return false;
            };
            let of_items = self.record(record.end);
            return least >= shape.counts.0
                && most <= shape.counts.1
                && !shape.unique
                && (item.holds_null() || !of_items.types.contains(Types::NULL))
                && self.holds(item, &of_items, &[]);
        }
        types & Types::OBJECT.0 == 0
    }

    /// Whether the first line of the words is a text.
    const fn is_line(&self, at: usize, text: &str) -> bool {
        let at = self.number(at) as usize;
        let (words, text) = (self.words.as_bytes(), text.as_bytes());
        if words.len() <= at + text.len() || words[at + text.len()] != b'\n' {
            return false;
        }
        let mut index = 0;
        while index < text.len() {
            if words[at + index] != text[index] {
                return false;
            }
            index += 1;
        }
        true
    }
}

/// Whether a type is absent and `null` where the member may be, to say the least.
const fn is_there(shape: &TypeShape, record: &Record) -> bool {
    let nullable = record.types.0 & Types::NULL.0 != 0;
    let required = record.flags & Flag::REQUIRED.0 != 0;
    (required || shape.optional || record.flags & Flag::DEFAULT.0 != 0)
        && !(required && !nullable && shape.optional)
        && (!nullable || shape.holds_null())
        && !shape.twice_optional
}

const fn holds_strings(shape: &TypeShape, record: &Record, choices: &[&str]) -> bool {
    if record.flags & Flag::CHOICES.0 == 0 {
        let (least, most) = record.characters;
        return shape.variants.is_none()
            && least >= shape.characters.0
            && most <= shape.characters.1;
    }
    let mut index = 0;
    while index < choices.len() {
        if !shape.holds_string(choices[index]) {
            return false;
        }
        index += 1;
    }
    // As many as the choices, which differ: then it holds no others.
    match shape.variants {
        Some(variants) if variants.len() == choices.len() => true,
        _ => shape.holds_only(choices),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Shape, TypeShape};
    use super::*;

    const WORDS: &str = "own.json\nsubject\nkinds\nsuggested\nrange\nfits\n";

    const SHAPES: [TypeShape; 12] = [
        String::SHAPE,
        Option::<String>::SHAPE,
        u8::SHAPE,
        Option::<u16>::SHAPE,
        Option::<Option<u16>>::SHAPE,
        i64::SHAPE,
        bool::SHAPE,
        f64::SHAPE,
        Vec::<String>::SHAPE,
        <[u8; 2]>::SHAPE,
        TypeShape::variants(&["a", "b"]),
        TypeShape::of(Types::OBJECT).with_schema("own.json"),
    ];

    const FLAGS: [Flag; 12] = [
        Flag::REQUIRED,
        Flag::DEFAULT,
        Flag::INTEGERS,
        Flag::ZERO,
        Flag::MIN,
        Flag::MAX,
        Flag::SHORTEST,
        Flag::LONGEST,
        Flag::CHOICES,
        Flag::FEWEST,
        Flag::MOST,
        Flag::UNIQUE,
    ];

    fn record(types: u8, flags: u16, least: u8, most: u8) -> Vec<u8> {
        let mut bytes = vec![types];
        bytes.extend(flags.to_le_bytes());
        bytes.extend(0_u32.to_le_bytes());
        let has = |flag: Flag| flags & flag.0 != 0;
        for (flag, bound) in [(Flag::MIN, least), (Flag::MAX, most)] {
            if has(flag) {
                bytes.extend(i64::from(bound).to_le_bytes());
            }
        }
        let counts = [
            (Flag::SHORTEST, least),
            (Flag::LONGEST, most),
            (Flag::FEWEST, least),
            (Flag::MOST, most),
        ];
        for (flag, bound) in counts {
            if has(flag) {
                bytes.extend(u32::from(bound).to_le_bytes());
            }
        }
        bytes
    }

    #[test]
    fn what_is_passed_without_words_has_none_to_say() {
        let mut held = 0;
        for types in 1..=u8::MAX >> 1 {
            for picked in 0..1_u16 << FLAGS.len() {
                let picks = FLAGS.iter().enumerate();
                let picks = picks.filter(|(bit, _)| picked & 1 << bit != 0);
                let flags = picks.fold(0, |flags, (_, flag)| flags | flag.0);
                let bytes = record(types, flags, 0, 200);
                let facts = Facts {
                    records: bytes.leak(),
                    words: WORDS,
                };
                let record = facts.record(0);
                let choices: &'static [&'static str] = &["a", "b"];
                let expected = facts.expected(&record, choices);
                for shape in &SHAPES {
                    if is_there(shape, &record) {
                        let words = in_member(shape, &expected, record.presence());
                        assert!(words.is_empty(), "{types} {flags} {shape:?}");
                    }
                    if facts.holds(shape, &record, choices) {
                        held += 1;
                        let words = in_value(shape, &expected);
                        assert!(words.is_empty(), "{types} {flags} {shape:?}");
                    }
                }
            }
        }
        assert!(held > 10_000, "{held}");
    }

    #[test]
    fn items_are_held_where_each_is() {
        let mut bytes = record(Types::ARRAY.0, Flag::ITEMS.0, 0, 0);
        bytes.extend(record(Types::STRING.0, 0, 0, 0));
        let facts = Facts {
            records: bytes.leak(),
            words: WORDS,
        };
        let record = facts.record(0);
        assert!(facts.holds(&Vec::<String>::SHAPE, &record, &[]));
        assert!(!facts.holds(&Vec::<u8>::SHAPE, &record, &[]));
        assert!(!facts.holds(&<[String; 2]>::SHAPE, &record, &[]));
    }
}
