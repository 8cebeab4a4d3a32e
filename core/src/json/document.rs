//! A scanned text, seen as values.

use std::cmp::Ordering;

use super::{Decimal, Entry, JsonStr, Kind, Span, Tape, name_hash};
use crate::sort;

/// An input together with its tape: cheap to copy, borrowed from both.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    bytes: &'a [u8],
    tape: &'a Tape,
}

/// One value of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    document: Document<'a>,
    index: u32,
}

impl<'a> Document<'a> {
    /// Sees `bytes` through the `tape` that [`scan`](super::scan) filled from them.
    pub const fn new(bytes: &'a [u8], tape: &'a Tape) -> Self {
        Self { bytes, tape }
    }

    /// The input.
    pub const fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// The tape.
    pub const fn tape(self) -> &'a Tape {
        self.tape
    }

    /// The outermost value.
    ///
    /// # Panics
    /// If nothing has been scanned onto the tape.
    pub const fn root(self) -> Value<'a> {
        self.value(0)
    }

    /// The value at `index` of the tape, which is one that [`Value::index`] has given.
    ///
    /// # Panics
    /// Whatever is asked of the value, if the tape is shorter.
    pub const fn value_at(self, index: u32) -> Value<'a> {
        self.value(index)
    }

    /// The value or name at `index` of the tape.
    pub(crate) const fn value(self, index: u32) -> Value<'a> {
        Value {
            document: self,
            index,
        }
    }

    pub(crate) fn entry(self, index: u32) -> &'a Entry {
        self.tape.entry(index)
    }

    /// The span of the value or name at `index`.
    pub(crate) fn span(self, index: u32) -> Span {
        let entry = self.entry(index);
        Span::new(entry.start as usize, entry.end as usize)
    }

    /// The string or member name at `index`.
    pub(crate) fn text(self, index: u32) -> JsonStr<'a> {
        self.text_of(self.entry(index))
    }

    /// The string or member name that an entry of the tape stands for.
    #[inline]
    pub(crate) fn text_of(self, entry: &Entry) -> JsonStr<'a> {
        // Without the quotes.
        let raw = &self.bytes[entry.start as usize + 1..entry.end as usize - 1];
        JsonStr::scanned(raw, entry.marked)
    }

    /// The number at `index`, as written.
    pub(crate) fn digits(self, index: u32) -> &'a [u8] {
        &self.bytes[self.span(index).range()]
    }
}

impl<'a> Value<'a> {
    /// The kind.
    pub fn kind(self) -> Kind {
        self.entry().kind
    }

    /// Where the value stands in the input: a string with its quotes, a container with its brackets.
    pub fn span(self) -> Span {
        self.document.span(self.index)
    }

    /// The document that this is a value of.
    pub const fn document(self) -> Document<'a> {
        self.document
    }

    /// The place on the tape.
    pub const fn index(self) -> u32 {
        self.index
    }

    /// The number of items of an array or members of an object; 0 for everything else.
    pub fn len(self) -> usize {
        match self.kind() {
            Kind::Array | Kind::Object => self.entry().extra as usize,
            _ => 0,
        }
    }

    /// Whether [`len`](Self::len) is 0.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The string, if this is one.
    pub fn as_str(self) -> Option<JsonStr<'a>> {
        (self.kind() == Kind::String).then(|| self.document.text(self.index))
    }

    /// The number, if this is one.
    pub fn as_number(self) -> Option<Decimal<'a>> {
        (self.kind() == Kind::Number).then(|| Decimal::parse(self.document.digits(self.index)))?
    }

    /// The Boolean, if this is one.
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// The items of an array, in order; of everything else, none.
    pub fn items(self) -> Items<'a> {
        let entry = self.entry();
        let end = if entry.kind == Kind::Array {
            entry.next
        } else {
            self.index + 1
        };
        Items {
            document: self.document,
            next: self.index + 1,
            end,
        }
    }

    /// The members of an object, in the order of the input; of everything else, none.
    pub fn members(self) -> Members<'a> {
        let entry = self.entry();
        let end = if entry.kind == Kind::Object {
            entry.next
        } else {
            self.index + 1
        };
        Members {
            document: self.document,
            next: self.index + 1,
            end,
        }
    }

    /// The member of this object with that name, the last one if there are several.
    pub fn member(self, name: &str) -> Option<Value<'a>> {
        if self.kind() != Kind::Object {
            return None;
        }
        let (document, name) = (self.document, name.as_bytes());
        let member = document.member(self.index, name, name_hash(name))?;
        Some(document.value(member.name + 1))
    }

    /// The name under which this is a member of an object, or `None` for an item or the root.
    pub fn name(self) -> Option<Value<'a>> {
        let name = self.document.value(self.index.checked_sub(1)?);
        name.entry().is_name.then_some(name)
    }

    /// Whether both are equal as JSON Schema has it: numbers by value, strings by their characters,
    /// objects whatever the order of their members.
    pub fn same_as(self, other: Value<'_>) -> bool {
        match (self.kind(), other.kind()) {
            (Kind::Number, Kind::Number) => self.as_number() == other.as_number(),
            (Kind::String, Kind::String) => self
                .document
                .text(self.index)
                .same_as(other.document.text(other.index)),
            (Kind::Array, Kind::Array) => {
                self.len() == other.len()
                    && self.items().zip(other.items()).all(|(a, b)| a.same_as(b))
            }
            (Kind::Object, Kind::Object) => {
                let (mut left, mut right) = (self.sorted_members(), other.sorted_members());
                left.len() == right.len()
                    && left
                        .drain(..)
                        .zip(right.drain(..))
                        .all(|((name, a), (other, b))| name.same_as(other) && a.same_as(b))
            }
            (left, right) => left == right,
        }
    }

    /// A hash that equal values share.
    pub(crate) fn hash(self) -> u64 {
        let mut hash = Fnv::new();
        self.hash_into(&mut hash);
        hash.0
    }

    fn hash_into(self, hash: &mut Fnv) {
        hash.feed(self.kind() as u8);
        match self.kind() {
            Kind::Number => {
                if let Some(number) = self.as_number() {
                    number.hash_into(|byte| hash.feed(byte));
                }
            }
            Kind::String => hash.feed_text(self.document.text(self.index)),
            Kind::Array => self.items().for_each(|item| item.hash_into(hash)),
            // Members in any order: sum what each of them comes to.
            Kind::Object => {
                let sum = self.members().fold(0_u64, |sum, (name, value)| {
                    let mut member = Fnv::new();
                    member.feed_text(name);
                    value.hash_into(&mut member);
                    sum.wrapping_add(member.0)
                });
                sum.to_le_bytes()
                    .into_iter()
                    .for_each(|byte| hash.feed(byte));
            }
            Kind::Null | Kind::False | Kind::True => {}
        }
    }

    /// The members by name; where a name occurs twice, the last one alone.
    pub(crate) fn sorted_members(self) -> Vec<(JsonStr<'a>, Value<'a>)> {
        let mut members: Vec<_> = self.members().collect();
        members.reverse();
        sort::by(&mut members, |(left, _), (right, _)| left.order(*right));
        members.dedup_by(|(later, _), (kept, _)| later.order(*kept) == Ordering::Equal);
        members
    }

    fn entry(self) -> &'a Entry {
        self.document.entry(self.index)
    }
}

/// The items of an array.
#[derive(Debug, Clone)]
pub struct Items<'a> {
    document: Document<'a>,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Items<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        (self.next < self.end).then(|| {
            let item = self.document.value(self.next);
            self.next = item.entry().next;
            item
        })
    }
}

/// The members of an object: names and values.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    document: Document<'a>,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Members<'a> {
    type Item = (JsonStr<'a>, Value<'a>);

    fn next(&mut self) -> Option<(JsonStr<'a>, Value<'a>)> {
        // The tape of a text that breaks off may end with a name.
        (self.next + 1 < self.end).then(|| {
            let name = self.document.text(self.next);
            let value = self.document.value(self.next + 1);
            self.next = value.entry().next;
            (name, value)
        })
    }
}

/// 64-bit FNV-1a: only to find candidates, which are then compared.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    fn feed(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }

    fn feed_text(&mut self, text: JsonStr<'_>) {
        for (_, point) in text.code_points() {
            point
                .to_le_bytes()
                .into_iter()
                .for_each(|byte| self.feed(byte));
        }
    }
}
