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

/// The same, stopping also at what is not ASCII; `None` at the end of the input.
#[inline(always)]
pub(crate) fn plain_text_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    // Two blocks at once: how long a string is cannot be guessed, so each branch on it costs.
    while let Some(blocks) = bytes.get(at..)?.first_chunk::<{ 2 * WIDTH }>() {
        let stops = stops(blocks);
        if stops != 0 {
            return Some(at + stops.trailing_zeros() as usize);
        }
        at += 2 * WIDTH;
    }
    // What is left is the end of the last two blocks of the input.
    if let Some(blocks) = bytes.last_chunk::<{ 2 * WIDTH }>() {
        let before = at + 2 * WIDTH - bytes.len();
        let stops = u64::from(stops(blocks)) >> before;
        return (stops != 0).then(|| at + stops.trailing_zeros() as usize);
    }
    let rest = bytes.get(at..)?;
    let end = rest
        .iter()
        .position(|byte| !matches!(byte, 0x20..0x80) || matches!(byte, b'"' | b'\\'))?;
    Some(at + end)
}

/// A text of at most two blocks, to compare with what stands somewhere.
#[derive(Debug)]
pub(crate) struct Expected {
    bytes: [u8; 2 * WIDTH],
    /// A bit for each byte that counts; one that no byte has for a text that is empty or too long.
    bits: u64,
}

impl Expected {
    /// The first `len` of the bytes, of which there would be more if the text were not too long.
    pub(crate) const fn new(bytes: [u8; 2 * WIDTH], len: u32) -> Self {
        let bits = if 0 < len && len as usize <= 2 * WIDTH {
            (1 << len) - 1
        } else {
            1 << (2 * WIDTH)
        };
        Self { bytes, bits }
    }

    /// The text, which has that length; `None` if it is too long.
    pub(crate) fn bytes(&self, len: usize) -> Option<&[u8]> {
        self.bytes.get(..len)
    }

    /// Whether the blocks begin with it.
    #[inline(always)]
    pub(crate) fn begins(&self, blocks: &[u8; 2 * WIDTH]) -> bool {
        u64::from(same(blocks, &self.bytes)) & self.bits == self.bits
    }
}

/// Whether `text` has nothing that JSON escapes: a quote, a backslash or a control character.
#[inline]
pub(crate) fn is_plain(text: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let stops = |word: u64| {
        // The top bit of a byte tells whether the subtraction went below zero there, or in a byte before it.
        let quote = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
        let backslash = (word ^ (ONES * 0x5C)).wrapping_sub(ONES);
        let control = word.wrapping_sub(ONES * 0x20);
        (quote | backslash | control) & !word & (ONES * 0x80)
    };
    // The last word overlaps the one before it.
    if let Some(last) = text.last_chunk() {
        let (words, _) = text.as_chunks();
        let words = words.iter().chain([last]);
        let all = words.fold(0, |all, word| all | stops(u64::from_le_bytes(*word)));
        return all == 0;
    }
    match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => {
            let word = u64::from(u32::from_le_bytes(*first)) << 32;
            stops(word | u64::from(u32::from_le_bytes(*last))) == 0
        }
        _ => text
            .iter()
            .all(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)),
    }
}

/// The offset from `at` on of the first byte that is not white space.
#[inline(always)]
pub(crate) fn space_end(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(byte) if *byte > b' ' => at,
        // One space stands after most colons.
        Some(b' ') if bytes.get(at + 1).is_some_and(|byte| *byte > b' ') => at + 1,
        _ => long_space_end(bytes, at),
    }
}

/// The same where there is more than one space.
#[inline(never)]
fn long_space_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = block_at(bytes, at) {
        let spaces = spaces(block);
        at += spaces;
        if spaces < WIDTH {
            return at;
        }
    }
    while bytes.get(at).is_some_and(|byte| is_blank(*byte)) {
        at += 1;
    }
    at
}

/// How many bytes of white space are looked at together.
pub(crate) const INDENT: usize = WIDTH;

/// Whether so many bytes at the beginning are white space.
#[inline(always)]
pub(crate) fn is_space(begin: &[u8; INDENT], count: usize) -> bool {
    count == 0 || spaces(begin) >= count
}

#[inline(always)]
fn block_at(bytes: &[u8], at: usize) -> Option<&[u8; WIDTH]> {
    bytes.get(at..)?.first_chunk()
}

/// Two blocks.
#[inline(always)]
pub(crate) fn blocks_at(bytes: &[u8], at: usize) -> Option<&[u8; 2 * WIDTH]> {
    bytes.get(at..)?.first_chunk()
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

#[cfg(feature = "simd")]
use vectors::{same, spaces, stop, stops};
#[cfg(not(feature = "simd"))]
use words::{same, spaces, stop, stops};

#[cfg(feature = "simd")]
mod vectors {
    use wide::u8x16;

    use super::{Stop, WIDTH};

    #[inline(always)]
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

    /// Which bytes are not plain ASCII text: a bit for each.
    #[inline(always)]
    pub(super) fn stops(blocks: &[u8; 2 * WIDTH]) -> u32 {
        let stops = |at: usize| {
            let mut block = [0; WIDTH];
            block.copy_from_slice(&blocks[at..at + WIDTH]);
            let text = u8x16::new(block);
            let quote = text.simd_eq(u8x16::splat(b'"'));
            let backslash = text.simd_eq(u8x16::splat(b'\\'));
            let control = text.min(u8x16::splat(0x1F)).simd_eq(text);
            // What is not ASCII has the bit set that the mask is made of.
            (quote | backslash | control | text).to_bitmask()
        };
        stops(0) | stops(WIDTH) << WIDTH
    }

    /// Which bytes are those of `other`: a bit for each.
    #[inline(always)]
    pub(super) fn same(blocks: &[u8; 2 * WIDTH], other: &[u8; 2 * WIDTH]) -> u32 {
        let same = |at: usize| {
            let half = |blocks: &[u8; 2 * WIDTH]| {
                let mut block = [0; WIDTH];
                block.copy_from_slice(&blocks[at..at + WIDTH]);
                u8x16::new(block)
            };
            half(blocks).simd_eq(half(other)).to_bitmask()
        };
        same(0) | same(WIDTH) << WIDTH
    }
}

#[cfg(any(test, not(feature = "simd")))]
mod words {
    use super::{Stop, WIDTH, is_blank};

    const ONES: u64 = 0x0101_0101_0101_0101;
    const SEVENS: u64 = ONES * 0x7F;

    #[inline(always)]
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
        let marks = marks(block, |byte| !is_blank(byte));
        (marks.trailing_zeros() / 8) as usize
    }

    /// Which bytes are not plain ASCII text: a bit for each.
    #[inline(always)]
    pub(super) fn stops(blocks: &[u8; 2 * WIDTH]) -> u32 {
        // Methods of arrays and iterators are ten times as much to compile, with each derive.
        let [first, second, third, fourth] = *blocks.as_chunks().0 else {
            return 0;
        };
        let stops = stops_of_word;
        stops(first) | stops(second) << 8 | stops(third) << 16 | stops(fourth) << 24
    }

    #[inline(always)]
    fn stops_of_word(word: [u8; 8]) -> u32 {
        let word = u64::from_le_bytes(word);
        // The top bit of a byte tells that its other bits are not those, or not too few; sums do not reach the next byte.
        let is_not = |byte: u64| ((word ^ (ONES * byte)) & SEVENS) + SEVENS;
        let is_no_control = (word & SEVENS) + ONES * 0x60;
        let goes_on = is_not(0x22) & is_not(0x5C) & is_no_control & !word;
        gathered((!goes_on >> 7) & ONES)
    }

    /// The lowest bits of the bytes, side by side.
    #[inline(always)]
    fn gathered(word: u64) -> u32 {
        (word.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32
    }

    /// Which bytes are those of `other`: a bit for each.
    #[inline(always)]
    pub(super) fn same(blocks: &[u8; 2 * WIDTH], other: &[u8; 2 * WIDTH]) -> u32 {
        let ([first, second, third, fourth], others) = (blocks.as_chunks().0, other.as_chunks().0)
        else {
            return 0;
        };
        let same = |at: usize, word: &[u8; 8]| same_of_words(*word, others[at]) << (8 * at);
        same(0, first) | same(1, second) | same(2, third) | same(3, fourth)
    }

    #[inline(always)]
    fn same_of_words(word: [u8; 8], other: [u8; 8]) -> u32 {
        let differs = u64::from_le_bytes(word) ^ u64::from_le_bytes(other);
        // The top bit of each byte that is not 0.
        let differ = ((differs & SEVENS) + SEVENS) | differs;
        gathered((!differ >> 7) & ONES)
    }

    /// The block with each byte for which `is` holds replaced by ones, the others by zeros.
    #[inline]
    fn marks(block: &[u8; WIDTH], is: impl Fn(u8) -> bool) -> u128 {
        // An array of bytes chosen by comparisons is what compilers turn into vectors.
        let (mut marks, mut at) = ([0; WIDTH], 0);
        while at < WIDTH {
            marks[at] = if is(block[at]) { 0xFF } else { 0 };
            at += 1;
        }
        u128::from_le_bytes(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_stops_or_does_not() {
        for byte in 0..=u8::MAX {
            for place in 0..72 {
                let mut text = [b'x'; 72];
                text[place] = byte;
                let mut ascii = true;
                let end = text_end(&text, 0, &mut ascii);
                let stops = byte == b'"' || byte == b'\\' || byte < 0x20;
                assert_eq!(end, if stops { place } else { 72 }, "{byte} at {place}");
                assert_eq!(ascii, byte < 0x80, "{byte} at {place}");
                let end = plain_text_end(&text, 0);
                let is_end = stops || byte >= 0x80;
                assert_eq!(end, is_end.then_some(place), "{byte} at {place}");
                for length in place + 1..40 {
                    assert_eq!(is_plain(&text[..length]), !stops, "{byte} at {place}");
                }

                let mut text = [b' '; 72];
                text[place] = byte;
                let end = space_end(&text, 0);
                assert_eq!(
                    end,
                    if is_blank(byte) { 72 } else { place },
                    "{byte} at {place}"
                );
            }
        }
    }

    #[test]
    fn plain_text_ends_where_it_does_however_near_the_end_of_the_input_is() {
        for len in 0..70 {
            for at in 0..=len {
                assert_eq!(plain_text_end(&vec![b'x'; len], at), None);
                for place in 0..len {
                    let mut text = vec![b'x'; len];
                    text[place] = b'"';
                    let end = plain_text_end(&text, at);
                    assert_eq!(end, (place >= at).then_some(place), "{len} {at}");
                }
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
                    for other in [block, [b'x'; WIDTH]] {
                        let mut blocks = [0; 2 * WIDTH];
                        blocks[..WIDTH].copy_from_slice(&other);
                        blocks[WIDTH..].copy_from_slice(&block);
                        assert_eq!(stops(&blocks), words::stops(&blocks));
                        let other = [filler; 2 * WIDTH];
                        assert_eq!(same(&blocks, &other), words::same(&blocks, &other));
                    }
                }
            }
        }
    }
}
