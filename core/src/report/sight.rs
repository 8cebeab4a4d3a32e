//! Whether values are plainly in sight: no secret is around them, as the names on the way to them tell.

use super::Lexicon;
use crate::engine::{Detail, Fault};
use crate::json::{Document, Kind};
use crate::program::{Parts, Program};

/// Looks at one place after the other. Faults come in groups, mostly in the order of the input, so what was found out
/// for the last one is remembered.
pub(super) struct Sight<'a> {
    parts: &'a Parts,
    lexicon: &'a Lexicon,
    document: Document<'a>,
    /// A container that is in plain sight.
    around: u32,
    /// The name of a member of it, not after the last place.
    name: u32,
}

impl<'a> Sight<'a> {
    /// `None` where names do not tell.
    pub(super) fn new(program: &'a Program, document: Document<'a>) -> Option<Self> {
        let lexicon = program.lexicon();
        lexicon.told_by_name().then(|| Self {
            parts: program.parts(),
            lexicon,
            document,
            around: 0,
            name: 1,
        })
    }

    /// Whether faults are in plain sight, and those of the branches that they speak of.
    pub(super) fn reaches_all(&mut self, faults: &[Fault]) -> bool {
        faults.iter().all(|fault| {
            self.reaches(fault.at)
                && match &fault.detail {
                    Detail::Branches(branches) => {
                        branches.iter().all(|faults| self.reaches_all(faults))
                    }
                    // Their faults, which are still to be found, are at the value or inside it.
                    Detail::NoBranch(_) => !matches!(
                        self.document.entry(fault.at).kind,
                        Kind::Array | Kind::Object
                    ),
                    _ => true,
                }
        })
    }

    /// Whether all that is around a value or name are members with harmless names.
    pub(super) fn reaches(&mut self, place: u32) -> bool {
        let document = self.document;
        if place == self.around {
            return true;
        }
        if place < self.around || place >= document.entry(self.around).next {
            (self.around, self.name) = (0, 1);
        } else if place < self.name {
            self.name = self.around + 1;
        }
        while place > self.around {
            if document.entry(self.around).kind != Kind::Object {
                // An item of an array.
                return false;
            }
            let mut value = document.entry(self.name + 1);
            while value.next <= place {
                self.name = value.next;
                value = document.entry(self.name + 1);
            }
            // A name, which stands before its value, is where its object is.
            if place <= self.name + 1 {
                break;
            }
            let (name, hash) = (document.text(self.name), document.entry(self.name).extra);
            if self.lexicon.harmless(self.parts, name, hash) != Some(true) {
                return false;
            }
            self.around = self.name + 1;
            self.name = self.around + 1;
        }
        true
    }
}
