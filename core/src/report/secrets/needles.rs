//! Texts that are looked for in other texts, all of them at once.

use crate::json::Span;
use crate::sort;

/// Shorter ones occur by chance.
const SHORTEST: usize = 4;

/// Texts to look for, and how much looking is left.
///
/// A table of the first four bytes of each text tells where one may begin. What begins there is found among the
/// sorted texts. Texts that are made to be compared again and again exhaust the budget.
pub(in super::super) struct Needles {
    /// Sorted, each once.
    texts: Vec<Vec<u8>>,
    /// For each text the longest of the others that it begins with.
    shorter: Vec<Option<usize>>,
    /// A bit for each beginning, some of which share one.
    beginnings: Vec<u64>,
    /// How many bits of a hash tell the place in that table.
    bits: u32,
    /// The length of the shortest of the texts; of none it is that of no text.
    shortest: usize,
    /// How many bytes may still be compared.
    budget: usize,
}

/// So many texts were made to be compared that it is not known where they occur.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Exhausted;

/// How many bits of a hash tell a place in the table of beginnings: at least and at most. A small table is made in less
/// time than a large one, and few texts leave most of it empty.
const BITS: [u32; 2] = [10, 16];
/// Bytes that are compared for each byte that is looked at.
const PER_BYTE: usize = 32;
/// Bytes that are compared in any case.
const AT_LEAST: usize = 1 << 20;

impl Needles {
    /// Those of the texts that are long enough.
    pub(in super::super) fn new(texts: impl Iterator<Item = Vec<u8>>) -> Self {
        let mut texts: Vec<Vec<u8>> = texts.filter(|text| text.len() >= SHORTEST).collect();
        sort::by(&mut texts, Ord::cmp);
        texts.dedup();
        // Sixteen places for each text.
        let bits = (texts.len().max(1).ilog2() + 5).clamp(BITS[0], BITS[1]);
        let mut beginnings = Vec::new();
        if !texts.is_empty() {
            beginnings.resize(1 << (bits - 6), 0);
        }
        for (word, bit) in texts.iter().filter_map(|text| place(text, bits)) {
            beginnings[word] |= bit;
        }
        let shortest = texts.iter().map(Vec::len).min().unwrap_or(usize::MAX);
        let mut shorter: Vec<Option<usize>> = Vec::new();
        let mut chain: Vec<usize> = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            while chain
                .pop_if(|before| !text.starts_with(&texts[*before]))
                .is_some()
            {}
            shorter.push(chain.last().copied());
            chain.push(index);
        }
        Self {
            texts,
            shorter,
            beginnings,
            bits,
            shortest,
            budget: AT_LEAST,
        }
    }

    pub(in super::super) const fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Calls `found` with each place where one of the texts stands, the longest of those that begin there.
    ///
    /// # Errors
    /// [`Exhausted`], after too many comparisons.
    pub(in super::super) fn find(
        &mut self,
        text: &[u8],
        mut found: impl FnMut(Span),
    ) -> Result<(), Exhausted> {
        if text.len() < self.shortest {
            return Ok(());
        }
        self.budget = self
            .budget
            .saturating_add(text.len().saturating_mul(PER_BYTE));
        for start in 0..=text.len() - self.shortest {
            let rest = &text[start..];
            if place(rest, self.bits).is_some_and(|(word, bit)| self.beginnings[word] & bit != 0)
                && let Some(length) = self.longest(rest)?
            {
                found(Span::new(start, start + length));
            }
        }
        Ok(())
    }

    /// Whether one of the texts stands in another text.
    ///
    /// # Errors
    /// As [`Needles::find`].
    pub(in super::super) fn are_in(&mut self, text: &[u8]) -> Result<bool, Exhausted> {
        let mut are = false;
        self.find(text, |_| are = true)?;
        Ok(are)
    }

    /// The length of the longest of the texts that `rest` begins with.
    fn longest(&mut self, rest: &[u8]) -> Result<Option<usize>, Exhausted> {
        let mut spent = 0;
        let after = self.texts.partition_point(|text| {
            spent += text.len().min(rest.len());
            text.as_slice() <= rest
        });
        let mut candidate = after.checked_sub(1);
        while let Some(index) = candidate {
            let text = &self.texts[index];
            spent += text.len().min(rest.len());
            if rest.starts_with(text) {
                break;
            }
            candidate = self.shorter[index];
        }
        self.budget = self.budget.checked_sub(spent).ok_or(Exhausted)?;
        Ok(candidate.map(|index| self.texts[index].len()))
    }
}

/// The word and the bit of a table for what a text begins with.
fn place(text: &[u8], bits: u32) -> Option<(usize, u64)> {
    let beginning = u32::from_le_bytes(*text.first_chunk()?);
    let hash = beginning.wrapping_mul(0x9E37_79B1) >> (32 - bits);
    Some(((hash >> 6) as usize, 1 << (hash & 63)))
}

#[cfg(test)]
mod tests {
    use super::{Exhausted, Needles};

    fn found(needles: &[&str], text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let needles = needles.iter().map(|needle| needle.as_bytes().to_vec());
        let result = Needles::new(needles).find(text.as_bytes(), |span| {
            found.push(text[span.range()].to_owned());
        });
        assert_eq!(result, Ok(()));
        found
    }

    #[test]
    fn each_place_is_found_with_the_longest() {
        assert_eq!(found(&["abcd"], "xabcdabcd"), ["abcd", "abcd"]);
        assert_eq!(
            found(&["abcd", "abcdef", "abcdeg"], "abcdefabcde"),
            ["abcdef", "abcd"]
        );
        assert_eq!(
            found(&["abcdef", "defghi"], "abcdefghi"),
            ["abcdef", "defghi"]
        );
        assert_eq!(
            found(&["abcd", "abcdzz", "abce"], "abcdzy abce"),
            ["abcd", "abce"]
        );
        assert!(found(&["abc", ""], "abcabc").is_empty());
        assert!(found(&[], "abcabc").is_empty());
    }

    #[test]
    fn many_are_found_in_one_pass() {
        let needles: Vec<String> = (0..5_000)
            .map(|number| format!("AKIA{number:016}"))
            .collect();
        let text = needles.join(" ");
        let mut count = 0;
        let result = Needles::new(needles.into_iter().map(String::into_bytes))
            .find(text.as_bytes(), |_| count += 1);
        assert_eq!((result, count), (Ok(()), 5_000));
    }

    #[test]
    fn what_is_made_to_be_slow_is_given_up() {
        let needles = (1_000..1_100).map(|length| vec![b'a'; length]);
        let result = Needles::new(needles).find(&vec![b'a'; 1 << 20], |_| {});
        assert_eq!(result, Err(Exhausted));
    }
}
