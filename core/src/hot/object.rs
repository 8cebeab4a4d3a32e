//! How an object is read: which member comes next, and where its value stands.

use super::cursor::{Cursor, END, STOP, Step, UNKNOWN};
use super::guesses::Path;
use super::names::Names;
use super::record::Record;
use crate::json::block::{INDENT, is_space};
use crate::json::{JsonStr, Kind, lex, name_hash};

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

impl<R: Record> Cursor<'_, R> {
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
