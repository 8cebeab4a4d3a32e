//! Texts in constant expressions: compared, counted, and put together to a message.
//!
//! A constant expression can neither format nor allocate; it can join pieces that were texts before.

/// A message in pieces.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pieces: [&'static str; Words::MOST],
    len: usize,
}

#[allow(
    clippy::large_types_passed_by_value,
    reason = "it is passed while compiling alone"
)]
impl Words {
    const MOST: usize = 96;

    pub(super) const NONE: Self = Self {
        pieces: [""; Self::MOST],
        len: 0,
    };

    pub(super) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The same with more pieces. What is too much is left out: the first faults are the ones to mend.
    pub(super) const fn and(mut self, pieces: &[&'static str]) -> Self {
        let mut index = 0;
        while index < pieces.len() && self.len < Self::MOST {
            self.pieces[self.len] = pieces[index];
            self.len += 1;
            index += 1;
        }
        self
    }

    /// The same with a line more.
    pub(super) const fn line(self, pieces: &[&'static str]) -> Self {
        if self.is_empty() {
            self.and(pieces)
        } else {
            self.and(&["\n"]).and(pieces)
        }
    }

    /// The same with the lines of another message.
    pub(super) const fn lines(self, other: &Self) -> Self {
        if other.is_empty() {
            return self;
        }
        self.line(other.pieces.split_at(other.len).0)
    }

    /// Stops the compiler with the message, if there is one.
    #[track_caller]
    pub(super) const fn say(&self) {
        const LONGEST: usize = 16 * 1024;
        if self.is_empty() {
            return;
        }
        let mut text = [0; LONGEST];
        let mut len = 0;
        let mut index = 0;
        while index < self.len {
            let piece = self.pieces[index].as_bytes();
            let mut at = 0;
            // A piece is left out rather than cut, as a cut character is no text.
            while at < piece.len() && len - at + piece.len() <= LONGEST {
                text[len] = piece[at];
                len += 1;
                at += 1;
            }
            index += 1;
        }
        match str::from_utf8(text.split_at(len).0) {
            Ok(text) => fail(text),
            Err(_) => fail("the type does not hold what the schema admits"),
        }
    }
}

/// Stops the compiler: this is the one way in which a constant expression can say anything.
#[track_caller]
#[expect(clippy::panic, reason = "it runs while compiling alone")]
const fn fail(text: &str) -> ! {
    panic!("{}", text)
}

/// Whether a text is one of a list.
pub(super) const fn has(list: &[&str], text: &str) -> bool {
    let mut index = 0;
    while index < list.len() {
        if same(list[index], text) {
            return true;
        }
        index += 1;
    }
    false
}

/// `==` on `str` is not yet `const`.
pub(super) const fn same(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    // A pattern is fewer steps than an index.
    while let ([first, rest @ ..], [other, others @ ..]) = (left, right) {
        if *first != *other {
            return false;
        }
        (left, right) = (rest, others);
    }
    true
}

/// The number of characters of a text.
pub(super) const fn count_characters(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut count = 0;
    let mut index = 0;
    while index < bytes.len() {
        // All bytes of a character but its first begin with the bits 10.
        if bytes[index] & 0xC0 != 0x80 {
            count += 1;
        }
        index += 1;
    }
    count
}
