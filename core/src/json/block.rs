//! Sixteen bytes at a time: where a run of text or of white space ends.
//!
//! Short runs are most of JSON, so what counts is how fast the first block answers. With the feature
//! `simd` a block is a vector of the `wide` crate, else words that every machine has. Both are
//! compiled into the tests and compared with each other.

/// How many bytes are looked at together.
const WIDTH: usize = 16;

/// What a block of text is stopped by: its first quote, backslash or control character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stop {
    /// How many bytes come before it; [`WIDTH`] if nothing stops.
    at: usize,
    /// Whether all of those are ASCII.
    ascii: bool,
}

/// The offset from `at` on of the first byte that is not plain text of a string: a quote, a backslash or a
/// control character; the length of `bytes` if there is none. `ascii` is cleared when a byte before
/// it is not ASCII.
#[inline]
pub(crate) fn text_end(bytes: &[u8], mut at: usize, ascii: &mut bool) -> usize {
    while let Some(block) = block_at(bytes, at) {
        let stop = stop(block);
        *ascii &= stop.ascii;
        if stop.at < WIDTH {
            return at + stop.at;
        }
        at += WIDTH;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' || byte == b'\\' || byte < 0x20 {
            break;
        }
        *ascii &= byte < 0x80;
        at += 1;
    }
    at
}

/// Whether `text` has nothing that JSON escapes: a quote, a backslash or a control character.
#[inline]
pub(crate) fn is_plain(text: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let is_plain = |word: &[u8; 8]| {
        let word = u64::from_le_bytes(*word);
        // The top bit of a byte tells whether the subtraction went below zero there, or in a byte before it.
        let quote = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
        let backslash = (word ^ (ONES * 0x5C)).wrapping_sub(ONES);
        let control = word.wrapping_sub(ONES * 0x20);
        (quote | backslash | control) & !word & (ONES * 0x80) == 0
    };
    let (words, rest) = text.as_chunks::<8>();
    match text.last_chunk::<8>() {
        // The last word overlaps the one before it.
        Some(last) => words.iter().all(is_plain) && is_plain(last),
        None => rest
            .iter()
            .all(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)),
    }
}

/// The offset from `at` on of the first byte that is not white space.
#[inline]
pub(crate) fn space_end(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(byte) if *byte > b' ' => at,
        _ => long_space_end(bytes, at),
    }
}

/// The same where there is white space.
#[inline]
fn long_space_end(bytes: &[u8], mut at: usize) -> usize {
    // One space stands after most colons.
    if let Some([b' ', next, ..]) = bytes.get(at..)
        && *next > b' '
    {
        return at + 1;
    }
    while let Some(block) = block_at(bytes, at) {
        let spaces = spaces(block);
        at += spaces;
        if spaces < WIDTH {
            return at;
        }
    }
    while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
        at += 1;
    }
    at
}

#[inline]
pub(crate) fn block_at(bytes: &[u8], at: usize) -> Option<&[u8; WIDTH]> {
    bytes.get(at..)?.first_chunk()
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

#[cfg(feature = "simd")]
use vectors::{spaces, stop};
#[cfg(not(feature = "simd"))]
use words::{spaces, stop};

#[cfg(feature = "simd")]
mod vectors {
    use wide::u8x16;

    use super::{Stop, WIDTH};

    #[inline]
    pub(super) fn stop(block: &[u8; WIDTH]) -> Stop {
        let text = u8x16::new(*block);
        let quote = text.simd_eq(u8x16::splat(b'"'));
        let backslash = text.simd_eq(u8x16::splat(b'\\'));
        let control = text.min(u8x16::splat(0x1F)).simd_eq(text);
        let stops = (quote | backslash | control).to_bitmask();
        // A bit past the block stops where nothing does.
        let at = (stops | 1 << WIDTH).trailing_zeros();
        let before = (1 << at) - 1;
        Stop {
            at: at as usize,
            ascii: text.to_bitmask() & before == 0,
        }
    }

    #[inline]
    pub(super) fn spaces(block: &[u8; WIDTH]) -> usize {
        let text = u8x16::new(*block);
        let is = |byte| text.simd_eq(u8x16::splat(byte));
        let spaces = (is(b' ') | is(b'\n') | is(b'\r') | is(b'\t')).to_bitmask();
        spaces.trailing_ones() as usize
    }
}

#[cfg(any(test, not(feature = "simd")))]
mod words {
    use super::{Stop, WIDTH, is_space};

    #[inline]
    pub(super) fn stop(block: &[u8; WIDTH]) -> Stop {
        let stops = marks(block, |byte| matches!(byte, b'"' | b'\\' | 0..0x20));
        let at = stops.trailing_zeros() / 8;
        let before = 1_u128.checked_shl(8 * at).map_or(u128::MAX, |bit| bit - 1);
        let high = u128::from_le_bytes([0x80; WIDTH]);
        Stop {
            at: at as usize,
            ascii: u128::from_le_bytes(*block) & high & before == 0,
        }
    }

    #[inline]
    pub(super) fn spaces(block: &[u8; WIDTH]) -> usize {
        let marks = marks(block, |byte| !is_space(byte));
        (marks.trailing_zeros() / 8) as usize
    }

    /// The block with each byte for which `is` holds replaced by ones, the others by zeros.
    #[inline]
    fn marks(block: &[u8; WIDTH], is: impl Fn(u8) -> bool) -> u128 {
        // An array of bytes chosen by comparisons is what compilers turn into vectors.
        u128::from_le_bytes(block.map(|byte| if is(byte) { 0xFF } else { 0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_stops_or_does_not() {
        for byte in 0..=u8::MAX {
            for place in 0..40 {
                let mut text = [b'x'; 40];
                text[place] = byte;
                let mut ascii = true;
                let end = text_end(&text, 0, &mut ascii);
                let stops = byte == b'"' || byte == b'\\' || byte < 0x20;
                assert_eq!(end, if stops { place } else { 40 }, "{byte} at {place}");
                assert_eq!(ascii, byte < 0x80, "{byte} at {place}");
                for length in place + 1..40 {
                    assert_eq!(is_plain(&text[..length]), !stops, "{byte} at {place}");
                }

                let mut text = [b' '; 40];
                text[place] = byte;
                let end = space_end(&text, 0);
                assert_eq!(
                    end,
                    if is_space(byte) { 40 } else { place },
                    "{byte} at {place}"
                );
            }
        }
    }

    #[test]
    fn what_comes_after_a_stop_is_not_looked_at() {
        let mut ascii = true;
        assert_eq!(
            text_end("ab\"é and more bytes".as_bytes(), 0, &mut ascii),
            2
        );
        assert!(ascii);
    }

    #[cfg(feature = "simd")]
    #[test]
    fn vectors_and_words_agree() {
        for byte in 0..=u8::MAX {
            for place in 0..WIDTH {
                for filler in [b'x', b' ', 0xC3] {
                    let mut block = [filler; WIDTH];
                    block[place] = byte;
                    assert_eq!(stop(&block), words::stop(&block));
                    assert_eq!(spaces(&block), words::spaces(&block));
                }
            }
        }
    }
}
