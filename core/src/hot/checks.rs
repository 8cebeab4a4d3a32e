//! Checks that are not made where a value is read: by a pattern, by a format, by the engine.

use super::cursor::Cursor;
use super::record::Record;
use super::scalar::Text;
use crate::engine;
use crate::format::Format;
use crate::program::{NodeId, TooCostly};

/// Whether a pattern matches.
pub(super) fn matches<R: Record>(cursor: &mut Cursor<'_, R>, pattern: u32, text: Text<'_>) -> bool {
    // Once a pattern has used up its steps the engine will decide, so no more time is spent.
    if cursor.gave_up {
        return false;
    }
    let parts = cursor.parts;
    let pattern = &parts.patterns[pattern as usize];
    let mut costly = false;
    let matches = cursor.memory.with_text(text.inner(), |text| {
        let matches = pattern.is_match(parts, text);
        matches.unwrap_or_else(|TooCostly| {
            costly = true;
            false
        })
    });
    cursor.gave_up = costly;
    matches
}

/// Whether a text is of a format.
pub(super) fn is_of_format<R: Record>(
    cursor: &mut Cursor<'_, R>,
    format: Format,
    text: Text<'_>,
) -> bool {
    let parts = cursor.parts;
    let is = |text: &[u8]| parts.is_of_format(format, text);
    cursor.memory.with_text(text.inner(), is)
}

/// Whether the value satisfies a schema, by the engine.
pub(super) fn holds<R: Record>(
    cursor: &mut Cursor<'_, R>,
    node: u32,
    start: usize,
    end: usize,
    mark: usize,
) -> bool {
    let Cursor { parts, bytes, .. } = *cursor;
    let seen = cursor.record.seen_by_engine(bytes, start..end, mark);
    let held = seen.and_then(|(document, at)| {
        engine::holds_at(parts, NodeId(node), document, at, cursor.memory)
    });
    cursor.gave_up |= held.is_none();
    held.unwrap_or(false)
}
