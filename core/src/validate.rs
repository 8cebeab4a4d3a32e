//! The trait that ties a Rust type to its schema.

use serde::{Deserialize, Serialize};

use crate::de;
use crate::json::{Document, Tape};
use crate::options::Options;
use crate::program::Program;
use crate::report::{self, Faults, Report, Warnings};
use crate::scratch::with_scratch;
use crate::write;

/// A Rust type with a schema that it has been checked against. Derived, never written by hand:
///
/// ```text
/// #[derive(Serialize, Deserialize, Validate)]
/// #[vouchsafe(schema = "order.json")]
/// struct Order { id: u64, note: Option<String> }
///
/// let order = Order::from_json(body)?;      // the value, or every fault
/// let bytes = order.to_json()?;             // what is checked is what is sent
/// ```
///
/// All methods check against the schema, the whole of it: also what no Rust type expresses.
pub trait Validate: Sized {
    /// The compiled schema.
    fn program() -> &'static Program;

    /// Reads a value from JSON text: the value, if the text satisfies the schema.
    ///
    /// Lints are not computed; [`check_json`](Self::check_json) has them.
    ///
    /// # Errors
    /// The [`Report`] has every fault of the text, the same as [`check_json`](Self::check_json)
    /// gives. Where the schema admits what the type cannot hold (an integer without bounds), it is
    /// one `not-representable` violation.
    fn from_json<'de>(bytes: &'de [u8]) -> Result<Self, Report>
    where
        Self: Deserialize<'de>,
    {
        read(Self::program(), bytes, &Options::DEFAULT)
    }

    /// Writes the value as JSON text, compact, if it satisfies the schema.
    ///
    /// A field that is `None` is left out where the schema does not admit `null`.
    ///
    /// # Errors
    /// The [`Report`] has every fault; its spans point into the text that would have been written.
    fn to_json(&self) -> Result<Vec<u8>, Report>
    where
        Self: Serialize,
    {
        write(Self::program(), self, <[u8]>::to_vec)
    }

    /// Checks a value that is already there.
    ///
    /// # Errors
    /// As [`to_json`](Self::to_json).
    fn validate(&self) -> Result<(), Report>
    where
        Self: Serialize,
    {
        write(Self::program(), self, |_| ())
    }

    /// Checks JSON text without building the value: the lints, if the text satisfies the schema.
    ///
    /// # Errors
    /// The [`Report`] has every fault of the text, and the lints.
    fn check_json(bytes: &[u8]) -> Result<Warnings, Report> {
        Self::program().check(bytes)
    }

    /// Checks JSON text as [`check_json`](Self::check_json) does, and gives every fault by its code and place, without
    /// words and without lints: for services that count, log or answer with codes.
    ///
    /// ```text
    /// for fault in Order::faults_json(body) {
    ///     count(fault.code);
    /// }
    /// ```
    fn faults_json(bytes: &[u8]) -> Faults {
        Self::program().faults(bytes)
    }

    /// Whether JSON text satisfies the schema. Allocates nothing on valid input, once the thread's
    /// buffers have grown to its size.
    fn is_valid_json(bytes: &[u8]) -> bool {
        Self::program().is_valid(bytes)
    }
}

pub(crate) fn read<'de, T: Deserialize<'de>>(
    program: &Program,
    bytes: &'de [u8],
    options: &Options,
) -> Result<T, Report> {
    with_scratch(|scratch| {
        let (document, memory, valid) = program.read(bytes, scratch, options, false)?;
        if !valid {
            program.explain(document, memory, options)?;
        }
        de::build_checked(bytes, document.tape()).map_err(|misfit| {
            report::of_misfit(program, document, misfit.at(), &misfit.to_string(), options)
        })
    })
}

/// Hands on the text of a value that satisfies the schema.
fn write<T: Serialize, R>(
    program: &'static Program,
    value: &T,
    done: impl FnOnce(&[u8]) -> R,
) -> Result<R, Report> {
    write::with_room(|room| {
        write::write(program.parts(), value, room)
            .map_err(|error| report::of_unwritable(&error.to_string()))?;
        if !program.is_valid(&room.text) {
            leave_nulls_out(program, &mut room.text)?;
        }
        Ok(done(&room.text))
    })
}

/// Leaves out every `null` that the schema refuses, also where it takes the whole schema to know.
#[cold]
fn leave_nulls_out(program: &Program, text: &mut Vec<u8>) -> Result<(), Report> {
    // Leaving a `null` out can only uncover further ones of the same object, never make one.
    while let Err(report) = program.check(text) {
        match without_nulls(text, &report) {
            Some(less) => *text = less,
            None => return Err(report),
        }
    }
    Ok(())
}

/// The text without the members that are `null` where the schema refuses it: what `None` means.
fn without_nulls(bytes: &[u8], report: &Report) -> Option<Vec<u8>> {
    let mut tape = Tape::default();
    let document = Document::scan(bytes, &mut tape, usize::MAX).ok()?;
    let mut nulls: Vec<usize> = report
        .errors()
        .filter_map(|violation| violation.span)
        .filter(|span| &bytes[span.range()] == b"null")
        .map(|span| span.start)
        .collect();
    nulls.sort_unstable();
    let mut members = Vec::new();
    for index in 0..u32::try_from(document.tape().len()).ok()? {
        let value = document.value(index);
        if nulls.binary_search(&value.span().start).is_ok()
            && let Some(name) = value.name()
        {
            members.push((name.span().start, value.span().end));
        }
    }
    if members.is_empty() {
        return None;
    }
    let mut less = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for (start, end) in members {
        // The text is compact: a comma stands right before or right after the member, or none does.
        let kept = &bytes[from..start];
        let last_kept = kept.last().or(less.last()).copied();
        if bytes.get(end) == Some(&b',') {
            less.extend_from_slice(kept);
            from = end + 1;
        } else {
            less.extend_from_slice(kept);
            if last_kept == Some(b',') {
                less.pop();
            }
            from = end;
        }
    }
    less.extend_from_slice(&bytes[from..]);
    Some(less)
}
