//! The members of an object by name, for whoever looks up one after the other.

use super::{Document, Entry};

/// Up to how many members an object's are kept in the order of the input, and looked through one after the
/// other; those of larger ones are sorted.
const FEW: usize = 32;

/// Where the members of one object stand among [`Index::hashes`] and [`Index::members`].
#[derive(Debug, Clone, Copy)]
struct Run {
    start: u32,
    end: u32,
    /// A bit for each hash: most names that are not there are seen not to be.
    filter: u64,
}

/// A member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    /// The tape's index of its name; that of its value is the next one.
    pub(crate) name: u32,
    /// Its place among the members of the object.
    pub(crate) ordinal: u32,
}

/// The members of the objects of a tape that have been indexed.
#[derive(Debug, Default)]
pub(crate) struct Index {
    objects: Vec<Run>,
    hashes: Vec<u32>,
    members: Vec<Member>,
    /// Room to sort in.
    sorted: Vec<(u32, Member)>,
}

const fn bit(hash: u32) -> u64 {
    1 << (hash >> 26)
}

impl Index {
    pub(super) fn clear(&mut self) {
        self.objects.clear();
        self.hashes.clear();
        self.members.clear();
    }

    /// Adds the object whose first member's name is `entries[name]`, and which ends before `end`. Gives what its
    /// [`Entry::index`] is to be.
    pub(super) fn add(&mut self, entries: &[Entry], mut name: u32, end: u32) -> u32 {
        let start = self.hashes.len();
        let (mut filter, mut ordinal) = (0, 0);
        // The tape of a text that breaks off may end with a name.
        while name + 1 < end {
            let hash = entries[name as usize].extra;
            filter |= bit(hash);
            self.hashes.push(hash);
            self.members.push(Member { name, ordinal });
            ordinal += 1;
            name = entries[name as usize + 1].next;
        }
        if self.hashes.len() - start > FEW {
            self.sort(start);
        }
        self.objects.push(Run {
            start: index_of(start),
            end: index_of(self.hashes.len()),
            filter,
        });
        index_of(self.objects.len())
    }

    /// Sorts the members from `start` on by their names' hashes.
    #[inline(never)]
    fn sort(&mut self, start: usize) {
        self.sorted.clear();
        let hashes = self.hashes.drain(start..);
        self.sorted.extend(hashes.zip(self.members.drain(start..)));
        self.sorted
            .sort_unstable_by_key(|(hash, member)| (*hash, member.ordinal));
        self.hashes.extend(self.sorted.iter().map(|(hash, _)| hash));
        self.members
            .extend(self.sorted.iter().map(|(_, member)| member));
    }
}

/// There are no more members than bytes.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the scanner has checked the length of the input"
)]
fn index_of(len: usize) -> u32 {
    len as u32
}

impl Document<'_> {
    /// The member of the object at `object` with that name, which has that hash; the last one if there are several.
    #[inline]
    pub(crate) fn member(self, object: u32, name: &[u8], hash: u32) -> Option<Member> {
        let index = &self.tape().index;
        let run = (self.entry(object).index as usize).checked_sub(1);
        let Some(run) = run.map(|run| index.objects[run]) else {
            return self.unindexed_member(object, name, hash);
        };
        if run.filter & bit(hash) == 0 {
            return None;
        }
        let range = run.start as usize..run.end as usize;
        let (hashes, members) = (&index.hashes[range.clone()], &index.members[range]);
        let is = |member: &&Member| self.text(member.name).is_utf8(name);
        if hashes.len() > FEW {
            let first = hashes.partition_point(|other| *other < hash);
            let same = hashes[first..].iter().take_while(|other| **other == hash);
            let same = first..first + same.count();
            return members[same].iter().rev().find(is).copied();
        }
        let mut pairs = hashes.iter().zip(members).rev();
        pairs
            .find(|(other, member)| **other == hash && is(member))
            .map(|(_, member)| *member)
    }

    /// The same where nobody has indexed the members.
    #[cold]
    fn unindexed_member(self, object: u32, name: &[u8], hash: u32) -> Option<Member> {
        let (mut found, mut ordinal) = (None, 0);
        let (mut at, end) = (object + 1, self.entry(object).next);
        while at + 1 < end {
            if self.entry(at).extra == hash && self.text(at).is_utf8(name) {
                found = Some(Member { name: at, ordinal });
            }
            ordinal += 1;
            at = self.entry(at + 1).next;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Tape, name_hash, scan};
    use super::*;

    #[test]
    fn every_member_is_found_in_objects_of_every_size() {
        for size in 0..100 {
            for twice in [None, Some(0), Some(size / 2)] {
                let again = twice.map(|name| format!(r#""n\u0061me {name}": "again""#));
                let members =
                    (0..size).map(|name| format!(r#""name {name}": [{{"name 0": {name}}}]"#));
                let text = members.chain(again).collect::<Vec<_>>().join(", ");
                let text = format!("{{{text}}}");
                let mut tape = Tape::default();
                scan(text.as_bytes(), &mut tape, 3).unwrap();
                for indexed in [false, true] {
                    if indexed {
                        tape.index_members(0);
                    }
                    let document = Document::new(text.as_bytes(), &tape);
                    for name in 0..size + 3 {
                        let name = format!("name {name}");
                        let found = document.member(0, name.as_bytes(), name_hash(name.as_bytes()));
                        let of_name = document
                            .root()
                            .members()
                            .filter(|(known, _)| known.is(&name));
                        let expected = of_name.last().map(|(_, value)| value.index());
                        assert_eq!(found.map(|member| member.name + 1), expected, "{text}");
                    }
                }
                let duplicates = usize::from(size > 0 && twice.is_some());
                assert_eq!(tape.irregularities().len(), duplicates, "{text}");
            }
        }
    }
}
