//! The reader that generated code steps through the input with.

use super::guesses::{Guesses, Path};
use super::names::Names;
use super::record::Record;
use super::scalar::{Class, Digits, Text};
use super::texts::Texts;
use crate::engine::{self, Charge, Memory, What, chosen};
use crate::format::Format;
use crate::json::block::{INDENT, is_space, space_end};
use crate::json::{JsonStr, Kind, Repeats, lex, name_hash};
use crate::options::Options;
use crate::program::{NodeId, Parts, Slot, TooCostly};

/// No offset and no slot: the pass has stopped.
pub const STOP: usize = usize::MAX;
/// The slot of no member: the object or array ends here.
pub const END: usize = usize::MAX - 1;
/// The slot of a member whose name is not among those asked for.
pub const UNKNOWN: usize = usize::MAX - 2;

/// A bit for each of the answers, at most 64: whether it is no.
#[inline]
pub fn which_fail<const N: usize>(holds: [bool; N]) -> u64 {
    let fails = holds.into_iter().map(|holds| u64::from(!holds));
    fails
        .zip(0..)
        .fold(0, |which, (fails, bit)| which | fails << bit)
}

/// A value that has been read.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "generated code takes it apart")]
pub struct Read {
    /// The offset after it, or [`STOP`].
    pub at: usize,
    /// Which of the schemas hold that were asked about: a bit for each.
    pub bits: u64,
}

impl Read {
    /// The pass has stopped.
    pub const STOPPED: Self = Self { at: STOP, bits: 0 };
}

/// Where a member's value or an item begins, after white space.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "generated code takes it apart")]
pub struct Step {
    /// The offset of the value; of the closing bracket for [`END`].
    pub at: usize,
    /// The index of the member's name, the ordinal of the item, or one of the constants.
    pub slot: usize,
}

impl Step {
    const STOPPED: Self = Self {
        at: STOP,
        slot: STOP,
    };
}

/// An object that is being read, whose `W` · 64 first names are watched for coming twice.
#[derive(Debug)]
pub struct Object<const W: usize> {
    seen: [u64; W],
    /// What stands before the next name: the brace, and then commas.
    separator: u8,
    /// The index of the name that is the next in the schema.
    next: usize,
    /// What has been read of it and before it.
    path: Path,
    /// How much white space is expected before the next name.
    gap: usize,
    count: u32,
    /// How many unknown names of outer objects there are.
    names: u32,
    opened: usize,
}

impl<const W: usize> Object<W> {
    /// The names that have been seen, from 64 · `word` on: a bit for each.
    #[inline]
    pub const fn seen(&self, word: usize) -> u64 {
        self.seen[word]
    }

    /// The number of members.
    #[inline]
    pub const fn count(&self) -> u64 {
        self.count as u64
    }

    /// Notes that the name has been seen. Whether it had not been.
    #[inline(always)]
    fn see(&mut self, slot: usize) -> bool {
        let bit = 1 << (slot % 64);
        match self.seen.get_mut(slot / 64) {
            Some(word) if *word & bit == 0 => {
                *word |= bit;
                true
            }
            _ => false,
        }
    }
}

/// An array that is being read.
#[derive(Debug)]
pub struct Array {
    count: u32,
    /// What has been read before it.
    path: Path,
    opened: usize,
}

impl Array {
    /// The number of items.
    #[inline]
    pub const fn count(&self) -> u64 {
        self.count as u64
    }
}

/// The input, and what is known of it so far.
#[derive(Debug)]
pub struct Cursor<'a, R> {
    bytes: &'a [u8],
    parts: &'a Parts,
    /// How many more arrays and objects may be opened inside one another.
    room: usize,
    record: R,
    /// How many faults have been met.
    refusals: usize,
    /// Something could not be decided, which need not matter: only the engine knows what the verdict needs.
    gave_up: bool,
    /// The names of the objects that are open which no schema knows, to find those that come twice, by their
    /// offsets.
    names: &'a mut Repeats,
    guesses: &'a mut Guesses,
    /// What has been read of the innermost object, and before it.
    path: Path,
    /// How much white space is expected before the names of the object that is opened next.
    gap: usize,
    /// How much more than in the object around it.
    step: usize,
    memory: &'a mut Memory,
}

impl<'a, R: Record> Cursor<'a, R> {
    pub(super) fn new(
        bytes: &'a [u8],
        parts: &'a Parts,
        memory: &'a mut Memory,
        (names, guesses): (&'a mut Repeats, &'a mut Guesses),
        record: R,
        options: &Options,
    ) -> Self {
        names.clear();
        let gap = guesses.gap;
        Self {
            bytes,
            parts,
            room: options.depth(),
            record,
            refusals: 0,
            gave_up: false,
            names,
            guesses,
            path: Path::default(),
            gap,
            step: gap.saturating_sub(1),
            memory,
        }
    }

    /// Whether the value that was read is the whole input.
    pub(super) fn is_whole(&self, read: Read) -> bool {
        read.at != STOP && space_end(self.bytes, read.at) == self.bytes.len()
    }

    pub(super) const fn is_sound(&self) -> bool {
        self.refusals == 0
    }

    pub(super) const fn gave_up(&self) -> bool {
        self.gave_up
    }

    /// The offset from `at` on of what is not white space.
    #[inline(always)]
    pub fn space(&self, at: usize) -> usize {
        space_end(self.bytes, at)
    }

    /// The byte at `at`; 0, which begins no value, after the end.
    #[inline]
    pub fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Says that the instance is refused. Whether that ends the pass.
    #[inline]
    pub const fn refuse(&mut self) -> bool {
        self.refusals += 1;
        R::STOPS
    }

    /// How many faults have been met.
    #[inline]
    pub const fn refusals(&self) -> usize {
        self.refusals
    }

    /// Notes that what follows rests on there having been no more faults than so many.
    #[inline]
    pub fn assume_no_refusal_since(&mut self, refusals: usize) {
        if self.refusals != refusals {
            self.record.lose_suspects();
        }
    }

    /// Notes that some of these schemas do not hold for the value that is recorded at `mark`.
    #[inline(never)]
    pub fn suspect(&mut self, mark: usize, nodes: &'static [u32]) {
        for &node in nodes {
            let charge = Charge {
                node: NodeId(node),
                depth: 0,
                what: What::Node,
            };
            self.record.charge(mark, charge);
        }
    }

    /// Notes charges against it: those of which the bit is set.
    #[inline(never)]
    pub fn charge(&mut self, mark: usize, charges: &'static [Charge], which: u64) {
        for charge in chosen(charges, which) {
            self.record.charge(mark, *charge);
        }
    }

    /// Notes that some keywords do not hold for it, which can fail in one way only: those of which the bit is set,
    /// each with its node.
    #[inline(never)]
    pub fn charge_keywords(&mut self, mark: usize, keywords: &'static [(u32, u32)], which: u64) {
        for &(node, keyword) in chosen(keywords, which) {
            self.record
                .charge(mark, Charge::plain(NodeId(node), keyword));
        }
    }

    /// Says that the instance is refused for a keyword of a node that can fail in one way only. Whether that ends the
    /// pass; if not, it is noted.
    #[inline]
    pub fn refuse_keyword(&mut self, mark: usize, node: u32, keyword: u32) -> bool {
        let stops = self.refuse();
        if !stops {
            self.record
                .charge(mark, Charge::plain(NodeId(node), keyword));
        }
        stops
    }

    /// Notes against an object which of its members are missing that a keyword requires: the one of that node, at that
    /// depth. Each member has its index among the names of the place, and its slot.
    #[inline(never)]
    pub fn charge_missing<const W: usize>(
        &mut self,
        mark: usize,
        object: &Object<W>,
        (node, depth, keyword): (u32, u32, u32),
        members: &'static [(u16, u32)],
    ) {
        for &(name, slot) in members {
            if object.seen(usize::from(name / 64)) >> (name % 64) & 1 == 0 {
                let charge = Charge {
                    node: NodeId(node),
                    depth,
                    what: What::Missing(keyword, Slot(slot)),
                };
                self.record.charge(mark, charge);
            }
        }
    }

    /// Notes why it does not satisfy a schema that it may have to satisfy.
    #[inline]
    pub fn doubt(&mut self, mark: usize, node: u32, charges: &'static [Charge], which: u64) {
        self.record.doubt(mark, NodeId(node), charges, which);
    }

    /// Reads a value of a type that these keywords refuse, each with its node, or somebody if there are none, and
    /// about which these are the answers.
    #[inline(never)]
    pub fn refuse_value(&mut self, at: usize, keywords: &'static [(u32, u32)], bits: u64) -> Read {
        if self.refuse() {
            return Read::STOPPED;
        }
        let mark = self.mark();
        for &(node, keyword) in keywords {
            self.record
                .charge(mark, Charge::plain(NodeId(node), keyword));
        }
        if keywords.is_empty() {
            self.record.lose_suspects();
        }
        let at = self.skip(at);
        Read { at, bits }
    }

    /// The same of a value that these schemas refuse.
    #[inline(never)]
    pub fn refuse_for_nodes(&mut self, at: usize, nodes: &'static [u32], bits: u64) -> Read {
        if self.refuse() {
            return Read::STOPPED;
        }
        self.suspect(self.mark(), nodes);
        let at = self.skip(at);
        Read { at, bits }
    }

    /// Reads `true`, `false` or `null`, whose first byte stands at `at`.
    #[inline]
    pub fn word(&mut self, at: usize, word: &[u8], kind: Kind) -> usize {
        let end = at + word.len();
        if self.bytes.get(at..end) != Some(word) {
            return STOP;
        }
        self.record.value(kind, at, end, false);
        end
    }

    /// The eight bytes from `at` on.
    #[inline]
    pub(super) fn chunk(&self, at: usize) -> Option<&'a [u8; 8]> {
        self.bytes.get(at..)?.first_chunk()
    }

    /// Records a value without others in it that has no marks.
    #[inline]
    pub(super) fn record_value(&mut self, kind: Kind, at: usize, end: usize) {
        self.record.value(kind, at, end, false);
    }

    /// Reads the string whose opening quote stands at `at`.
    #[inline(always)]
    pub fn text(&mut self, at: usize) -> Option<Text<'a>> {
        let token = lex::string(self.bytes, at)?;
        self.record.value(Kind::String, at, token.end, token.marked);
        Some(Text {
            text: JsonStr::scanned(self.bytes.get(at + 1..token.end - 1)?, token.marked),
            end: token.end,
        })
    }

    /// Reads the number whose first byte stands at `at`.
    #[inline(always)]
    pub fn digits(&mut self, at: usize) -> Option<Digits<'a>> {
        let number = lex::number(self.bytes, at)?;
        self.record
            .value(Kind::Number, at, number.end, number.marked);
        Some(Digits {
            written: self.bytes.get(at..number.end)?,
            small: number.small,
            marked: number.marked,
            end: number.end,
        })
    }

    /// Which of the texts the string is that stands at `at`: a bit for each.
    #[inline(always)]
    pub fn which<const N: usize, const L: usize>(
        &self,
        at: usize,
        text: Text<'_>,
        texts: &'static Texts<N, L>,
    ) -> u64 {
        texts.which(self.bytes, at..text.end, text)
    }

    /// Whether a pattern matches that is no more than a class of characters.
    #[inline]
    pub fn is_of_class(&mut self, pattern: u32, class: &'static Class, text: Text<'_>) -> bool {
        match text.is_of_class(class) {
            Some(is) => is,
            None => self.matches(pattern, text),
        }
    }

    /// Whether a pattern matches.
    #[inline(never)]
    pub fn matches(&mut self, pattern: u32, text: Text<'_>) -> bool {
        // Once a pattern has used up its steps the engine will decide, so no more time is spent.
        if self.gave_up {
            return false;
        }
        let parts = self.parts;
        let pattern = &parts.patterns[pattern as usize];
        let mut costly = false;
        let matches = self.with_text(text, |text| {
            let matches = pattern.is_match(parts, text);
            matches.unwrap_or_else(|TooCostly| {
                costly = true;
                false
            })
        });
        self.gave_up = costly;
        matches
    }

    /// Whether a text is of a format.
    pub fn is_of_format(&mut self, format: Format, text: Text<'_>) -> bool {
        let parts = self.parts;
        self.with_text(text, |text| parts.is_of_format(format, text))
    }

    fn with_text(&mut self, text: Text<'_>, holds: impl FnOnce(&[u8]) -> bool) -> bool {
        self.memory.with_text(text.inner(), holds)
    }

    /// A place on the record, to name the value that is read next.
    #[inline]
    pub fn mark(&self) -> usize {
        self.record.mark()
    }

    /// Whether the value that was read from `start` to `end`, where the record stood at `mark`, satisfies
    /// a schema, by the engine.
    pub fn holds(&mut self, node: u32, start: usize, end: usize, mark: usize) -> bool {
        let Self { parts, bytes, .. } = *self;
        let seen = self.record.seen_by_engine(bytes, start..end, mark);
        let held = seen.and_then(|(document, at)| {
            engine::holds_at(parts, NodeId(node), document, at, self.memory)
        });
        self.gave_up |= held.is_none();
        held.unwrap_or(false)
    }

    /// Opens the object whose brace stands at `at`. Gives where [`Cursor::member`] goes on: there.
    #[inline]
    pub fn object<const W: usize>(&mut self, at: usize) -> Option<(Object<W>, usize)> {
        self.room = self.room.checked_sub(1)?;
        let object = Object {
            seen: [0; W],
            separator: b'{',
            next: 0,
            path: self.path,
            gap: self.gap,
            count: 0,
            names: self.names.open(),
            opened: self.record.open(Kind::Object, at),
        };
        self.gap += self.step;
        Some((object, at))
    }

    /// Reads on to the value of the next member.
    #[inline(always)]
    pub fn member<const W: usize>(
        &mut self,
        object: &mut Object<W>,
        at: usize,
        names: &'static Names,
    ) -> Step {
        // Mostly the name that is expected follows, after as much white space as before the other members. That is
        // compared rather than measured: where the value stands must not have to wait for what is read here.
        let rest = self.bytes.get(at..).unwrap_or_default();
        if let Some([first, begin @ ..]) = rest.first_chunk::<{ 1 + INDENT }>()
            && *first == object.separator
            && is_space(begin, object.gap)
        {
            let name = 1 + object.gap;
            let slot = self.guesses.expected(names, object.path, object.next);
            if let Some(expected) = names.names.get(slot)
                && let Some(end) = expected.end_near(rest, name)
                && let Some(value) = value_near(rest, end)
                && object.see(slot)
            {
                let (name, end, value) = (at + name, at + end, at + value);
                self.record.name(name, end, false, expected.hash());
                object.separator = b',';
                self.step_to(object, slot);
                return Step { at: value, slot };
            }
        }
        self.any_member(object, at, names)
    }

    /// The same, whatever stands there.
    #[inline(never)]
    fn any_member<const W: usize>(
        &mut self,
        object: &mut Object<W>,
        at: usize,
        names: &'static Names,
    ) -> Step {
        let before = at;
        let Some(at) = self.next_name(object.separator, at) else {
            return Step::STOPPED;
        };
        if self.byte(at) == b'}' {
            return Step { at, slot: END };
        }
        self.learn_gap(object, at - before - 1);
        object.separator = b',';
        let guesses = self.guesses.others(names, object.next);
        let guessed = guesses.into_iter().find_map(|slot| {
            let name = names.names.get(slot)?;
            Some((slot, name.end_at(self.bytes, at)?))
        });
        let (slot, end) = if let Some((slot, end)) = guessed {
            self.record.name(at, end, false, names.names[slot].hash());
            (slot, end)
        } else if let Some(found) = self.name(at, Some(names)) {
            found
        } else {
            return Step::STOPPED;
        };
        if slot == UNKNOWN {
            object.count += 1;
        } else {
            self.guesses.learn(names, object.path, object.next, slot);
            self.step_to(object, slot);
            // A name that comes twice: RFC 7493 forbids it.
            if !object.see(slot) {
                return Step::STOPPED;
            }
        }
        self.colon(slot, end)
    }

    /// Notes that the member of that name is read.
    #[inline(always)]
    const fn step_to<const W: usize>(&mut self, object: &mut Object<W>, slot: usize) {
        object.count += 1;
        object.next = slot + 1;
        object.path = object.path.with(slot);
        self.path = object.path;
    }

    /// Learns that so much white space stood before a name: members of one object are mostly written alike, and
    /// objects inside one another are indented by as much each.
    fn learn_gap<const W: usize>(&mut self, object: &mut Object<W>, gap: usize) {
        if gap > INDENT || gap == object.gap {
            return;
        }
        object.gap = gap;
        if object.path.is_empty() {
            // All but the line break.
            self.step = gap.saturating_sub(1);
            self.guesses.gap = gap;
        }
        self.gap = gap + self.step;
    }

    /// The same where no name is known.
    pub(super) fn unknown_member(&mut self, object: &mut Object<0>, at: usize) -> Step {
        let Some(at) = self.next_name(object.separator, at) else {
            return Step::STOPPED;
        };
        if self.byte(at) == b'}' {
            return Step { at, slot: END };
        }
        object.separator = b',';
        object.count += 1;
        match self.name(at, None) {
            Some((slot, end)) => self.colon(slot, end),
            None => Step::STOPPED,
        }
    }

    /// The offset of the next name, or of the closing brace.
    #[inline]
    fn next_name(&self, separator: u8, at: usize) -> Option<usize> {
        let at = self.space(at);
        let byte = self.byte(at);
        if byte == b'}' {
            return Some(at);
        }
        let next = self.space(at + 1);
        match self.byte(next) {
            b'"' if byte == separator => Some(next),
            b'}' if byte == b'{' && separator == b'{' => Some(next),
            _ => None,
        }
    }

    #[inline]
    fn colon(&self, slot: usize, end: usize) -> Step {
        let at = if self.byte(end) == b':' {
            end
        } else {
            self.space(end)
        };
        if self.byte(at) == b':' {
            let at = self.space(at + 1);
            Step { at, slot }
        } else {
            Step::STOPPED
        }
    }

    /// Reads the name at `at` and looks for it. Gives its index and the offset after it.
    #[inline(never)]
    fn name(&mut self, at: usize, names: Option<&'static Names>) -> Option<(usize, usize)> {
        let token = lex::string(self.bytes, at)?;
        let text = JsonStr::scanned(self.bytes.get(at + 1..token.end - 1)?, token.marked);
        let hash = if token.marked {
            text.hash()
        } else {
            name_hash(text.raw())
        };
        self.record.name(at, token.end, token.marked, hash);
        let found = names.and_then(|names| names.find(hash, |name| text.is(name)));
        if found.is_none() {
            self.names.add(hash, u32::try_from(at).ok()?);
        }
        Some((found.unwrap_or(UNKNOWN), token.end))
    }

    /// Closes the object whose closing brace stands at `at`. Gives the offset after it, or [`STOP`] if two
    /// of its unknown members have one name.
    #[inline]
    pub fn close_object<const W: usize>(&mut self, object: &Object<W>, at: usize) -> usize {
        if self.names.open() > object.names && self.may_repeat(object.names) {
            return STOP;
        }
        self.room += 1;
        self.gap = object.gap;
        self.record.close(object.opened, at + 1, object.count);
        at + 1
    }

    /// Whether two unknown members of the object may have one name, which only the engine can tell.
    #[cold]
    fn may_repeat(&mut self, object: u32) -> bool {
        let bytes = self.bytes;
        let repeats = self.names.may_repeat(object, |start| {
            let start = start as usize;
            // It has been read before.
            lex::string(bytes, start).map_or(JsonStr::scanned(b"", false), |token| {
                JsonStr::scanned(&bytes[start + 1..token.end - 1], token.marked)
            })
        });
        self.names.forget(object);
        self.gave_up |= repeats;
        repeats
    }

    /// Opens the array whose bracket stands at `at`. Gives the offset after the bracket.
    #[inline]
    pub fn array(&mut self, at: usize) -> Option<(Array, usize)> {
        self.room = self.room.checked_sub(1)?;
        let array = Array {
            count: 0,
            path: self.path,
            opened: self.record.open(Kind::Array, at),
        };
        self.gap += self.step;
        Some((array, at + 1))
    }

    /// Reads on to the next item.
    #[inline]
    pub fn item(&mut self, array: &mut Array, at: usize) -> Step {
        let at = self.space(at);
        let at = match (self.byte(at), array.count) {
            (b']', _) => return Step { at, slot: END },
            (b',', 1..) => self.space(at + 1),
            (_, 0) => at,
            _ => return Step::STOPPED,
        };
        self.path = array.path;
        let slot = array.count as usize;
        array.count += 1;
        Step { at, slot }
    }

    /// Closes the array whose closing bracket stands at `at`. Gives the offset after it.
    #[inline]
    pub fn close_array(&mut self, array: &Array, at: usize) -> usize {
        self.room += 1;
        self.gap = self.gap.saturating_sub(self.step);
        self.record.close(array.opened, at + 1, array.count);
        at + 1
    }
}

/// The offset of the value whose name ends at `end`, if there is a space at most on either side of the colon.
#[inline(always)]
fn value_near(bytes: &[u8], end: usize) -> Option<usize> {
    let begins = |byte: u8| byte > b' ';
    match *bytes.get(end..end + 4)?.first_chunk::<4>()? {
        [b':', b' ', value, _] | [b' ', b':', value, _] if begins(value) => Some(end + 2),
        [b':', value, _, _] if begins(value) => Some(end + 1),
        [b' ', b':', b' ', value] if begins(value) => Some(end + 3),
        _ => None,
    }
}
