//! Which of some texts a string is, found without a branch on which it is.

use std::ops::Range;

use super::names::Quoted;
use super::scalar::Text;
use crate::json::block::blocks_at;

/// Some texts that values are compared with, none of which stands in JSON with more than [`Quoted::NEAR`] bytes, and
/// where to look for each.
///
/// Which of them comes cannot be guessed, and a wrong guess costs more than all of this.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Texts<const N: usize, const L: usize> {
    /// The texts, at most 64.
    pub texts: [Quoted; N],
    /// For each [`place`] the index of the text that is found there, or one that none has.
    pub table: [u8; L],
    /// Which byte tells them apart, beside their lengths.
    pub byte: usize,
    /// How much the length counts.
    pub factor: usize,
}

/// Where a text is looked for in a table of that length: by one of its bytes and by its own length, each in JSON.
#[inline(always)]
pub const fn place(byte: u8, len: usize, factor: usize, table: usize) -> usize {
    // Two words may be needed for the product where words are short. All that matters is its last bits.
    (byte as usize).wrapping_add(factor.wrapping_mul(len)) % table
}

impl<const N: usize, const L: usize> Texts<N, L> {
    /// Which of them the text is that stands in that range of the input: a bit for each.
    #[inline(always)]
    pub(super) fn which(&'static self, bytes: &[u8], range: Range<usize>, text: Text<'_>) -> u64 {
        let at = range.start;
        let byte = bytes.get(at + self.byte).copied().unwrap_or(0);
        let index = usize::from(self.table[place(byte, range.len(), self.factor, L)]);
        let known = self.texts.get(index);
        let is = known.is_some_and(|known| match blocks_at(bytes, at) {
            Some(blocks) => known.begins(blocks),
            None => known.is_at(bytes, range),
        });
        if is || !text.inner().is_escaped() {
            return u64::from(is) << (index % 64);
        }
        text.which(&self.texts)
    }
}
