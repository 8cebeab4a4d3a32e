//! The members of an object by name, for whoever looks up one after the other.

use super::{Document, Entry};

/// Up to how many members an object's are kept in the order of the input, and looked through one after the other.
const FEW: usize = 8;

/// Up to how many the members are in chains of those whose hashes begin alike; those of larger objects are sorted.
const SOME: usize = u8::MAX as usize;

/// How many chains an object has.
const CHAINS: usize = 64;

/// Where the members of one object stand among [`Index::members`].
#[derive(Debug, Clone, Copy)]
struct Run {
    start: u32,
    end: u32,
    /// A bit for each chain that is not empty: most names that are not there are seen not to be.
    filter: u64,
    /// The index of its chains, if it has some.
    chains: u32,
}

/// A member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    /// The tape's index of its name; that of its value is the next one.
    pub(crate) name: u32,
    /// Its place among the members of the object.
    pub(crate) ordinal: u32,
    hash: u32,
    /// One more than the ordinal of the one before it in its chain; 0 if it is the first.
    before: u8,
}

/// The members of the objects of a tape that have been indexed.
#[derive(Debug, Default)]
pub(crate) struct Index {
    objects: Vec<Run>,
    members: Vec<Member>,
    /// For each chain one more than the ordinal of its last member, or 0.
    chains: Vec<[u8; CHAINS]>,
}

const fn chain(hash: u32) -> usize {
    (hash >> 26) as usize
}

const fn bit(hash: u32) -> u64 {
    1 << chain(hash)
}

impl Index {
    pub(super) fn clear(&mut self) {
        self.objects.clear();
        self.members.clear();
        self.chains.clear();
    }

    /// Adds the object whose first member's name is `entries[name]`, and which ends before `end`. Gives what its
    /// [`Entry::index`] is to be.
    pub(super) fn add(&mut self, entries: &[Entry], mut name: u32, end: u32) -> u32 {
        let start = self.members.len();
        let (mut filter, mut ordinal) = (0, 0);
        // The tape of a text that breaks off may end with a name.
        while name + 1 < end {
            let hash = entries[name as usize].extra;
            filter |= bit(hash);
            self.members.push(Member {
                name,
                ordinal,
                hash,
                before: 0,
            });
            ordinal += 1;
            name = entries[name as usize + 1].next;
        }
        let chains = index_of(self.chains.len());
        let members = &mut self.members[start..];
        if members.len() > SOME {
            members.sort_unstable_by_key(|member| (member.hash, member.ordinal));
        } else if members.len() > FEW {
            let mut chains = [0; CHAINS];
            for (place, member) in (1..=u8::MAX).zip(members) {
                member.before = std::mem::replace(&mut chains[chain(member.hash)], place);
            }
            self.chains.push(chains);
        }
        self.objects.push(Run {
            start: index_of(start),
            end: index_of(self.members.len()),
            filter,
            chains,
        });
        index_of(self.objects.len())
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
        let Some(run) = run.map(|run| &index.objects[run]) else {
            return self.unindexed_member(object, name, hash);
        };
        if run.filter & bit(hash) == 0 {
            return None;
        }
        let members = &index.members[run.start as usize..run.end as usize];
        let is = |member: &Member| member.hash == hash && self.text(member.name).is_utf8(name);
        if members.len() <= FEW {
            return members.iter().rev().find(|member| is(member)).copied();
        }
        if let Some(chains) = index.chains.get(run.chains as usize)
            && members.len() <= SOME
        {
            let mut place = chains[chain(hash)];
            while let Some(member) = members.get(usize::from(place).wrapping_sub(1)) {
                if is(member) {
                    return Some(*member);
                }
                place = member.before;
            }
            return None;
        }
        let first = members.partition_point(|other| other.hash < hash);
        let same = members[first..]
            .iter()
            .take_while(|other| other.hash == hash);
        let same = first..first + same.count();
        members[same]
            .iter()
            .rev()
            .find(|member| is(member))
            .copied()
    }

    /// The same where nobody has indexed the members.
    #[cold]
    fn unindexed_member(self, object: u32, name: &[u8], hash: u32) -> Option<Member> {
        let (mut found, mut ordinal) = (None, 0);
        let (mut at, end) = (object + 1, self.entry(object).next);
        while at + 1 < end {
            if self.entry(at).extra == hash && self.text(at).is_utf8(name) {
                found = Some(Member {
                    name: at,
                    ordinal,
                    hash,
                    before: 0,
                });
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
        for size in (0..50).chain([100, 254, 255, 256, 300]) {
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
