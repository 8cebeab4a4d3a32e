//! Which members or items of one value have been evaluated, for `unevaluated…`.

/// A set of ordinals: members in the order of the input, or items.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// Every ordinal is in.
    all: bool,
    /// The first 64, so that common objects need no allocation.
    low: u64,
    /// The others.
    high: Vec<u64>,
}

impl Marks {
    pub(super) fn add(&mut self, ordinal: usize) {
        let bit = 1 << (ordinal % 64);
        match (ordinal / 64).checked_sub(1) {
            None => self.low |= bit,
            Some(word) => {
                if self.high.len() <= word {
                    self.high.resize(word + 1, 0);
                }
                self.high[word] |= bit;
            }
        }
    }

    pub(super) fn add_all(&mut self) {
        self.all = true;
    }

    pub(super) fn has(&self, ordinal: usize) -> bool {
        let bit = 1 << (ordinal % 64);
        self.all
            || match (ordinal / 64).checked_sub(1) {
                None => self.low & bit != 0,
                Some(word) => self.high.get(word).is_some_and(|word| word & bit != 0),
            }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.all |= other.all;
        self.low |= other.low;
        if self.high.len() < other.high.len() {
            self.high.resize(other.high.len(), 0);
        }
        for (word, more) in self.high.iter_mut().zip(&other.high) {
            *word |= more;
        }
    }
}
