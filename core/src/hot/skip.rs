//! Values about which the schema says nothing: read all the same, for what skips a value checks it.

use super::cursor::{Cursor, END, STOP};
use super::record::Record;
use super::scalar::{Digits, Text};
use crate::json::Kind;

/// Reads the value at `at`, whatever it is, and gives the offset after it, or [`STOP`].
pub(super) fn skip<R: Record>(cursor: &mut Cursor<'_, R>, at: usize) -> usize {
    match cursor.byte(at) {
        b'"' => cursor.text(at).map_or(STOP, Text::end),
        b'-' | b'0'..=b'9' => cursor.digits(at).map_or(STOP, Digits::end),
        b't' | b'f' => cursor.boolean(at),
        b'n' => cursor.word(at, b"null", Kind::Null),
        b'{' => cursor.skip_object(at),
        b'[' => cursor.skip_array(at),
        _ => STOP,
    }
}

impl<R: Record> Cursor<'_, R> {
    /// Reads `true` or `false`, whose first byte stands at `at`. Gives the offset after it, or [`STOP`].
    #[inline]
    pub fn boolean(&mut self, at: usize) -> usize {
        // Which of them it is cannot be guessed, so there is no branch on it.
        const WORDS: [[u8; 8]; 2] = [*b"true\0\0\0\0", *b"false\0\0\0"];
        const MASKS: [u64; 2] = [(1 << 32) - 1, (1 << 40) - 1];
        const KINDS: [Kind; 2] = [Kind::True, Kind::False];
        let which = usize::from(self.byte(at) == b'f');
        let Some(chunk) = self.chunk(at) else {
            return match which {
                0 => self.word(at, b"true", Kind::True),
                _ => self.word(at, b"false", Kind::False),
            };
        };
        if u64::from_le_bytes(*chunk) & MASKS[which] != u64::from_le_bytes(WORDS[which]) {
            return STOP;
        }
        let end = at + 4 + which;
        self.record_value(KINDS[which], at, end);
        end
    }

    fn skip_object(&mut self, at: usize) -> usize {
        let Some(mut head) = self.open_object(at) else {
            return STOP;
        };
        let mut at = at;
        loop {
            let step = self.unknown_member(&mut head, at);
            at = match step.slot {
                END => return self.close_head(&head, step.at),
                STOP => return STOP,
                _ => self.skip(step.at),
            };
            if at == STOP {
                return STOP;
            }
        }
    }

    fn skip_array(&mut self, at: usize) -> usize {
        let Some((mut array, mut at)) = self.array(at) else {
            return STOP;
        };
        loop {
            let step = self.item(&mut array, at);
            at = match step.slot {
                END => return self.close_array(&array, step.at),
                STOP => return STOP,
                _ => self.skip(step.at),
            };
            if at == STOP {
                return STOP;
            }
        }
    }
}
