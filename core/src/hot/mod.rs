//! What generated code is made of: one pass over the raw bytes that reads and checks at once.
//!
//! `vouchsafe-codegen` writes, for the frequent shapes of a schema, a function for each place of the
//! instance: it reads one value, checks it against the schemas that apply there and says where the
//! value ends. The functions stand on a [`Cursor`], which knows JSON, and on the values that it
//! gives ([`Text`], [`Digits`]), which know the keywords of one value. What does not fit is handed to the engine,
//! value by value.
//!
//! The same functions serve two ends, by what they [`Record`]:
//!
//! * [`Bare`]: nothing. The first fault ends the pass, and memory does not grow with the input.
//! * [`Taped`]: a tape, as the scanner would write it, from which the typed value is built and faults
//!   are explained. Faults do not end the pass.
//!
//! A pass that stops has met a fault, broken JSON, or what RFC 7493 forbids. It does not say which: only
//! the scanner and the engine find words, and they see everything again. So the hot path decides fast
//! and never explains.
//!
//! Everything here is for generated code, and may change in any release.

mod checks;
#[expect(
    clippy::inline_always,
    reason = "measured: what is called for each member"
)]
mod cursor;
#[expect(
    clippy::inline_always,
    reason = "measured: what is called for each member"
)]
mod guesses;
#[expect(
    clippy::inline_always,
    reason = "measured: what is called for each member"
)]
mod names;
#[expect(
    clippy::inline_always,
    reason = "measured: what is called for each member"
)]
mod object;
mod once;
#[expect(clippy::inline_always, reason = "measured: twice for each member")]
mod record;
mod refusals;
#[expect(
    clippy::inline_always,
    reason = "measured: texts that are known become comparisons of words"
)]
mod scalar;
mod skip;
#[expect(
    clippy::inline_always,
    reason = "measured: texts that are known become comparisons of words"
)]
mod texts;

pub use cursor::{Array, Cursor, END, Read, STOP, Step, UNKNOWN};
pub(crate) use guesses::Guesses;
pub use names::{Names, Quoted};
pub use object::{Head, Object};
pub use once::Once;
pub use record::{Bare, Record, Taped};
pub use refusals::{is_one, which_fail};
pub use scalar::{Class, Digits, Text};
pub use texts::{Texts, place};

pub use crate::engine::{Charge, What};
use crate::options::Options;
use crate::program::{Parts, Program};
use crate::scratch::Scratch;

/// The generated code of one program: the function of the outermost value, for each end.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Hot {
    /// Decides.
    pub decide: for<'a> fn(&mut Cursor<'a, Bare<'a>>, usize) -> Read,
    /// Decides, and records what it reads.
    pub record: for<'a> fn(&mut Cursor<'a, Taped<'a>>, usize) -> Read,
}

/// What came of a pass that records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    /// The tape is whole, and the instance satisfies the schema.
    Valid,
    /// The tape is whole, and the instance breaks the schema.
    Faulty,
    /// The text is broken or irregular, or only the engine can tell; the tape is of no use.
    Stopped,
}

impl Program {
    /// The same program with the code that was generated from it, which decides what it decides, faster.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_hot(self, hot: &'static Hot) -> Self {
        self.with_code(hot)
    }

    pub(crate) fn hot(&self) -> Option<Hot> {
        self.code()?.downcast_ref().copied()
    }
}

impl Hot {
    /// Whether `bytes` satisfy the schema, under options that [`suits`] has accepted; `None` if only the engine can
    /// tell.
    pub(crate) fn is_valid(
        self,
        parts: &Parts,
        bytes: &[u8],
        scratch: &mut Scratch,
        options: &Options,
    ) -> Option<bool> {
        let (tape, memory) = (Bare::new(&mut scratch.tape), &mut scratch.memory);
        let known = (&mut scratch.names, &mut scratch.guesses);
        let mut cursor = Cursor::new(bytes, parts, memory, known, tape, options);
        let start = cursor.space(0);
        let read = (self.decide)(&mut cursor, start);
        (!cursor.gave_up()).then(|| cursor.is_whole(read))
    }

    /// The same, with what was read left on the tape of `scratch`, and where its faults are to be looked for.
    pub(crate) fn record(
        self,
        parts: &Parts,
        bytes: &[u8],
        scratch: &mut Scratch,
        options: &Options,
    ) -> Pass {
        let tape = Taped::new(&mut scratch.tape, &mut scratch.suspects);
        let memory = &mut scratch.memory;
        let known = (&mut scratch.names, &mut scratch.guesses);
        let mut cursor = Cursor::new(bytes, parts, memory, known, tape, options);
        let start = cursor.space(0);
        let read = (self.record)(&mut cursor, start);
        match (cursor.is_whole(read), cursor.is_sound()) {
            _ if cursor.gave_up() => Pass::Stopped,
            (true, true) => Pass::Valid,
            (true, false) => Pass::Faulty,
            (false, _) => Pass::Stopped,
        }
    }
}

/// Whether generated code may serve a check with these options on so many bytes: it refuses what
/// RFC 7493 forbids and compares names exactly.
pub(crate) fn suits(options: &Options, bytes: &[u8]) -> bool {
    !options.duplicate_members
        && !options.lone_surrogates
        && !options.ignore_case_of_names
        && options.depth() <= crate::json::DEFAULT_MAX_DEPTH
        && u32::try_from(bytes.len()).is_ok()
}
