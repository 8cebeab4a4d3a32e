//! What is compiled once, with this crate: code that is generic in the record would be compiled again with each derive,
//! which is where it is first known.

use super::cursor::{Cursor, Read, Step};
use super::names::Names;
use super::object::{self, Head};
use super::record::{Bare, Taped};
use super::scalar::Text;
use super::{checks, refusals, skip};
use crate::engine::Charge;
use crate::format::Format;

/// A trait with these functions, for either record, and methods of the cursor that call them. Each is written where its
/// path says.
macro_rules! once {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) $(-> $result:ty)? = $function:path;)*) => {
        /// The parts of a pass that generated code calls and does not take in, one for each method of [`Cursor`] of that
        /// name.
        pub trait Once: Sized {
            $(
                #[doc(hidden)]
                fn $name(cursor: &mut Cursor<'_, Self>, $($argument: $type),*) $(-> $result)?;
            )*
        }

        impl Once for Bare<'_> {
            $(fn $name(cursor: &mut Cursor<'_, Self>, $($argument: $type),*) $(-> $result)? {
                $function(cursor, $($argument),*)
            })*
        }

        impl Once for Taped<'_> {
            $(fn $name(cursor: &mut Cursor<'_, Self>, $($argument: $type),*) $(-> $result)? {
                $function(cursor, $($argument),*)
            })*
        }

        impl<R: Once> Cursor<'_, R> {
            $(
                $(#[$doc])*
                #[inline]
                pub fn $name(&mut self, $($argument: $type),*) $(-> $result)? {
                    R::$name(self, $($argument),*)
                }
            )*
        }
    };
}

once! {
    /// Reads on to the value of the next member, whatever stands there; the words are its [`Object`](super::Object)'s.
    any_member(head: &mut Head, seen: &mut [u64], at: usize, names: &'static Names) -> Step = object::any_member;
    /// Whether two unknown members of the object may have one name, which only the engine can tell. They are those
    /// after so many of outer objects.
    may_repeat(outer: u32) -> bool = object::may_repeat;
    /// Reads the value at `at`, whatever it is, and gives the offset after it, or [`STOP`](super::STOP).
    skip(at: usize) -> usize = skip::skip;
    /// Whether a pattern matches.
    matches(pattern: u32, text: Text<'_>) -> bool = checks::matches;
    /// Whether a text is of a format.
    is_of_format(format: Format, text: Text<'_>) -> bool = checks::is_of_format;
    /// Whether the value that was read from `start` to `end`, where the record stood at `mark`, satisfies a schema, by
    /// the engine.
    holds(node: u32, start: usize, end: usize, mark: usize) -> bool = checks::holds;
    /// Notes that some of these schemas do not hold for the value that is recorded at `mark`.
    suspect(mark: usize, nodes: &'static [u32]) = refusals::suspect;
    /// Notes charges against it: those of which the bit is set.
    charge(mark: usize, charges: &'static [Charge], which: u64) = refusals::charge;
    /// Notes that some keywords do not hold for it, which can fail in one way only: those of which the bit is set, each
    /// with its node.
    charge_keywords(mark: usize, keywords: &'static [(u32, u32)], which: u64) = refusals::charge_keywords;
    /// Notes against an object which of its members are missing that a keyword requires: the one of that node, at that
    /// depth. Each member has its index among the names of the place, of which `seen` has a bit for each, and its slot.
    charge_members(mark: usize, seen: &[u64], keyword: (u32, u32, u32), members: &'static [(u16, u32)]) = refusals::charge_members;
    /// Reads a value of a type that these keywords refuse, each with its node, or somebody if there are none, and about
    /// which these are the answers.
    refuse_value(at: usize, keywords: &'static [(u32, u32)], bits: u64) -> Read = refusals::refuse_value;
    /// The same of a value that these schemas refuse.
    refuse_for_nodes(at: usize, nodes: &'static [u32], bits: u64) -> Read = refusals::refuse_for_nodes;
}
