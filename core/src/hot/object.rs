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
    head: Head,
}

/// What is known of an object that is being read, but for which names have been seen.
#[derive(Debug)]
pub struct Head {
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

    /// The same for all names.
    #[inline]
    pub const fn all_seen(&self) -> &[u64] {
        &self.seen
    }

    /// The number of members.
    #[inline]
    pub const fn count(&self) -> u64 {
        self.head.count as u64
    }
}

/// Notes that the name has been seen. Whether it had not been.
#[inline(always)]
fn see(seen: &mut [u64], slot: usize) -> bool {
    let bit = 1 << (slot % 64);
    match seen.get_mut(slot / 64) {
        Some(word) if *word & bit == 0 => {
            *word |= bit;
            true
        }
        _ => false,
    }
}

impl<R: Record> Cursor<'_, R> {
    /// Opens the object whose brace stands at `at`. Gives where [`Cursor::member`] goes on: there.
    #[inline]
    pub fn object<const W: usize>(&mut self, at: usize) -> Option<(Object<W>, usize)> {
        let seen = [0; W];
        let head = self.open_object(at)?;
        Some((Object { seen, head }, at))
    }

    #[inline]
    pub(super) fn open_object(&mut self, at: usize) -> Option<Head> {
        self.room = self.room.checked_sub(1)?;
        let head = Head {
            separator: b'{',
            next: 0,
            path: self.path,
            gap: self.gap,
            count: 0,
            names: self.names.open(),
            opened: self.record.open(Kind::Object, at),
        };
        self.gap += self.step;
        Some(head)
    }

    /// Reads on to the value of the next member.
    #[inline(always)]
    pub fn member<const W: usize>(
        &mut self,
        object: &mut Object<W>,
        at: usize,
        names: &'static Names,
    ) -> Step {
        let Object { seen, head } = object;
        // Mostly the name that is expected follows, after as much white space as before the other members. That is
        // compared rather than measured: where the value stands must not have to wait for what is read here.
        let rest = self.bytes.get(at..).unwrap_or_default();
        if let Some([first, begin @ ..]) = rest.first_chunk::<{ 1 + INDENT }>()
            && *first == head.separator
            && is_space(begin, head.gap)
        {
            let name = 1 + head.gap;
            let slot = self.guesses.expected(names, head.path, head.next);
            if let Some(expected) = names.names.get(slot)
                && let Some(end) = expected.end_near(rest, name)
                && let Some(value) = value_near(rest, end)
                && see(seen, slot)
            {
                let (name, end, value) = (at + name, at + end, at + value);
                self.record.name(name, end, false, expected.hash());
                head.separator = b',';
                self.step_to(head, slot);
                return Step { at: value, slot };
            }
        }
        self.any_member(head, seen, at, names)
    }

    /// Notes that the member of that name is read.
    #[inline(always)]
    const fn step_to(&mut self, head: &mut Head, slot: usize) {
        head.count += 1;
        head.next = slot + 1;
        head.path = head.path.with(slot);
        self.path = head.path;
    }

    /// Learns that so much white space stood before a name: members of one object are mostly written alike, and
    /// objects inside one another are indented by as much each.
    fn learn_gap(&mut self, head: &mut Head, gap: usize) {
        if gap > INDENT || gap == head.gap {
            return;
        }
        head.gap = gap;
        if head.path.is_empty() {
            // All but the line break.
            self.step = gap.saturating_sub(1);
            self.guesses.gap = gap;
        }
        self.gap = gap + self.step;
    }

    /// Reads on to the value of the next member, where no name is known.
    pub(super) fn unknown_member(&mut self, head: &mut Head, at: usize) -> Step {
        let Some(at) = self.next_name(head.separator, at) else {
            return Step::STOPPED;
        };
        if self.byte(at) == b'}' {
            return Step { at, slot: END };
        }
        head.separator = b',';
        head.count += 1;
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
        self.close_head(&object.head, at)
    }

    #[inline]
    pub(super) fn close_head(&mut self, head: &Head, at: usize) -> usize {
        if self.names.open() > head.names && self.may_repeat(head.names) {
            return STOP;
        }
        self.room += 1;
        self.gap = head.gap;
        self.record.close(head.opened, at + 1, head.count);
        at + 1
    }
}

/// Reads on to the value of the next member, whatever stands there.
pub(super) fn any_member<R: Record>(
    cursor: &mut Cursor<'_, R>,
    head: &mut Head,
    seen: &mut [u64],
    at: usize,
    names: &'static Names,
) -> Step {
    let before = at;
    let Some(at) = cursor.next_name(head.separator, at) else {
        return Step::STOPPED;
    };
    if cursor.byte(at) == b'}' {
        return Step { at, slot: END };
    }
    cursor.learn_gap(head, at - before - 1);
    head.separator = b',';
    let guesses = cursor.guesses.others(names, head.next);
    let guessed = guesses.into_iter().find_map(|slot| {
        let name = names.names.get(slot)?;
        Some((slot, name.end_at(cursor.bytes, at)?))
    });
    let (slot, end) = if let Some((slot, end)) = guessed {
        cursor.record.name(at, end, false, names.names[slot].hash());
        (slot, end)
    } else if let Some(found) = cursor.name(at, Some(names)) {
        found
    } else {
        return Step::STOPPED;
    };
    if slot == UNKNOWN {
        head.count += 1;
    } else {
        cursor.guesses.learn(names, head.path, head.next, slot);
        cursor.step_to(head, slot);
        // A name that comes twice: RFC 7493 forbids it.
        if !see(seen, slot) {
            return Step::STOPPED;
        }
    }
    cursor.colon(slot, end)
}

/// Whether two unknown members of the object may have one name, which only the engine can tell.
#[cold]
pub(super) fn may_repeat<R: Record>(cursor: &mut Cursor<'_, R>, outer: u32) -> bool {
    let bytes = cursor.bytes;
    let repeats = cursor.names.may_repeat(outer, |start| {
        let start = start as usize;
        // It has been read before.
        lex::string(bytes, start).map_or(JsonStr::scanned(b"", false), |token| {
            JsonStr::scanned(&bytes[start + 1..token.end - 1], token.marked)
        })
    });
    cursor.names.forget(outer);
    cursor.gave_up |= repeats;
    repeats
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
