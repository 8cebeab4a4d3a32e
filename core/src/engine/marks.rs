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
    /// What subschemas that do not hold would have evaluated: known to the schema all the same. Nothing but the
    /// recording of faults asks for it.
    named: Option<Box<Self>>,
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

    /// Whether no ordinal is in, and none is known.
    fn is_empty(&self) -> bool {
        !self.all && self.low == 0 && self.high.is_empty() && self.named.is_none()
    }

    /// How many words of memory it takes beyond itself.
    pub(super) fn words(&self) -> u32 {
        u32::try_from(self.high.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.add_those_of(other);
        if let Some(named) = &other.named {
            self.named.get_or_insert_default().add_those_of(named);
        }
    }

    /// Adds what a subschema that does not hold would have evaluated, as known.
    pub(super) fn merge_named(&mut self, other: &Self) {
        if other.is_empty() {
            return;
        }
        let named = self.named.get_or_insert_default();
        named.add_those_of(other);
        if let Some(other) = &other.named {
            named.add_those_of(other);
        }
    }

    fn add_those_of(&mut self, other: &Self) {
        self.all |= other.all;
        self.low |= other.low;
        if self.high.len() < other.high.len() {
            self.high.resize(other.high.len(), 0);
        }
        for (word, more) in self.high.iter_mut().zip(&other.high) {
            *word |= more;
        }
    }

    /// Says that every ordinal is known, though none is evaluated.
    pub(super) fn name_all(&mut self) {
        self.named.get_or_insert_default().add_all();
    }

    /// Whether a subschema that does not hold knows the ordinal.
    pub(super) fn names(&self, ordinal: usize) -> bool {
        self.named.as_ref().is_some_and(|named| named.has(ordinal))
    }
}
