//! The members of an object by name: found while it is scanned, for duplicates and for whoever looks one up.

use super::{Document, Entry, Irregularity, JsonStr};

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

/// The members of all objects of a tape.
#[derive(Debug, Default)]
pub(crate) struct Index {
    objects: Vec<Run>,
    hashes: Vec<u32>,
    members: Vec<Member>,
    /// Room to sort in.
    sorted: Vec<(u32, Member)>,
}

const fn bit(hash: u32) -> u64 {
    1 << (hash & 63)
}

impl Index {
    pub(super) fn clear(&mut self) {
        self.objects.clear();
        self.hashes.clear();
        self.members.clear();
    }

    /// Adds the object whose first member's name is `entries[name]`, and which ends before `end`. Records each
    /// member whose name an earlier member has. Gives the index of the object.
    pub(super) fn add(
        &mut self,
        bytes: &[u8],
        entries: &[Entry],
        mut name: u32,
        end: u32,
        irregularities: &mut Vec<Irregularity>,
    ) -> u32 {
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
        let hashes = &self.hashes[start..];
        if hashes.len() > FEW {
            self.sort(bytes, entries, start, irregularities);
        } else if filter.count_ones() < ordinal && some_are_equal(hashes) {
            find_duplicates(
                bytes,
                entries,
                hashes,
                &self.members[start..],
                irregularities,
            );
        }
        let index = index_of(self.objects.len());
        self.objects.push(Run {
            start: index_of(start),
            end: index_of(self.hashes.len()),
            filter,
        });
        index
    }

    /// Sorts the members from `start` on, by their names' hashes and texts.
    #[inline(never)]
    fn sort(
        &mut self,
        bytes: &[u8],
        entries: &[Entry],
        start: usize,
        irregularities: &mut Vec<Irregularity>,
    ) {
        let text = |member: Member| text(bytes, entries, member.name);
        self.sorted.clear();
        let hashes = self.hashes.drain(start..);
        self.sorted.extend(hashes.zip(self.members.drain(start..)));
        // Sorting by the text as well keeps crafted collisions from costing quadratic time.
        self.sorted
            .sort_unstable_by(|&(left_hash, left), &(right_hash, right)| {
                left_hash
                    .cmp(&right_hash)
                    .then_with(|| text(left).order(text(right)))
                    .then(left.ordinal.cmp(&right.ordinal))
            });
        let mut first = 0;
        for at in 1..self.sorted.len() {
            let ((hash, member), (first_hash, first_member)) =
                (self.sorted[at], self.sorted[first]);
            if hash == first_hash && text(member).same_as(text(first_member)) {
                irregularities.push(Irregularity::DuplicateMember {
                    first: first_member.name,
                    again: member.name,
                });
            } else {
                first = at;
            }
        }
        self.hashes.extend(self.sorted.iter().map(|(hash, _)| hash));
        self.members
            .extend(self.sorted.iter().map(|(_, member)| member));
    }
}

/// Whether two of a few hashes are equal.
fn some_are_equal(hashes: &[u32]) -> bool {
    hashes.iter().enumerate().any(|(at, hash)| {
        // Without a way out of the loop, so that several are compared at once.
        let before = hashes[..at].iter();
        before.fold(0, |found, other| found | u32::from(other == hash)) != 0
    })
}

/// Records the duplicates of a few members, of which some have equal hashes.
#[cold]
fn find_duplicates(
    bytes: &[u8],
    entries: &[Entry],
    hashes: &[u32],
    members: &[Member],
    irregularities: &mut Vec<Irregularity>,
) {
    // In the order of the sorted ones, for the same reports.
    let mut order: Vec<usize> = (0..hashes.len()).collect();
    order.sort_by_key(|&at| hashes[at]);
    for (at, &again) in order.iter().enumerate() {
        let text = |at: usize| text(bytes, entries, members[at].name);
        let first = order[..at]
            .iter()
            .find(|&&first| hashes[first] == hashes[again] && text(first).same_as(text(again)));
        if let Some(&first) = first {
            irregularities.push(Irregularity::DuplicateMember {
                first: members[first].name,
                again: members[again].name,
            });
        }
    }
}

fn text<'a>(bytes: &'a [u8], entries: &[Entry], name: u32) -> JsonStr<'a> {
    let entry = &entries[name as usize];
    let raw = &bytes[entry.start as usize + 1..entry.end as usize - 1];
    JsonStr::scanned(raw, entry.marked)
}

/// There are no more members than bytes.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the scanner has checked the length of the input"
)]
fn index_of(len: usize) -> u32 {
    len as u32
}

/// The members of one object, to be found by name.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    document: Document<'a>,
    hashes: &'a [u32],
    members: &'a [Member],
    filter: u64,
}

impl<'a> Document<'a> {
    /// The members of the object at `object`.
    #[inline]
    pub(crate) fn members_of(self, object: u32) -> Found<'a> {
        let index = &self.tape().index;
        let run = index.objects[self.entry(object).index as usize];
        let range = run.start as usize..run.end as usize;
        Found {
            document: self,
            hashes: &index.hashes[range.clone()],
            members: &index.members[range],
            filter: run.filter,
        }
    }
}

impl Found<'_> {
    /// The member with that name, which has that hash; the last one if there are several.
    #[inline]
    pub(crate) fn find(&self, name: &[u8], hash: u32) -> Option<Member> {
        if self.filter & bit(hash) == 0 {
            return None;
        }
        if self.hashes.len() > FEW {
            return self.find_sorted(name, hash);
        }
        let mut pairs = self.hashes.iter().zip(self.members).rev();
        pairs
            .find(|&(&other, &member)| other == hash && self.document.name_is(member.name, name))
            .map(|(_, member)| *member)
    }

    #[inline(never)]
    fn find_sorted(&self, name: &[u8], hash: u32) -> Option<Member> {
        let first = self.hashes.partition_point(|other| *other < hash);
        let same = self.hashes[first..]
            .iter()
            .take_while(|other| **other == hash)
            .count();
        let mut members = self.members[first..first + same].iter().rev();
        members.find(|member| self.document.name_is(member.name, name)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Tape, Value, name_hash};
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
                let document = Document::scan(text.as_bytes(), &mut tape, 3).unwrap();
                let members = document.members_of(0);
                for name in 0..size + 3 {
                    let name = format!("name {name}");
                    let found = members.find(name.as_bytes(), name_hash(name.as_bytes()));
                    let expected = document.root().member(&name).map(Value::index);
                    assert_eq!(found.map(|member| member.name + 1), expected, "{text}");
                }
                let duplicates = usize::from(size > 0 && twice.is_some());
                assert_eq!(document.tape().irregularities().len(), duplicates, "{text}");
            }
        }
    }
}
