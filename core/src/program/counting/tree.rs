//! An expression as a tree, and as the bytes that a program carries.

/// Characters, from the first to the second of each pair, in order. Halves of surrogate pairs are among them.
pub(super) type Ranges = Vec<(u32, u32)>;

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
#[doc(hidden)]
#[expect(clippy::exhaustive_enums, reason = "the compiler makes it")]
pub enum Tree {
    /// One character of a class: pairs of the first and the last, in order.
    Class(Vec<(u32, u32)>),
    /// A place in the text.
    Look(Look),
    /// One after the other.
    Concat(Vec<Tree>),
    /// One or the other.
    Alternation(Vec<Tree>),
    /// Again and again: at least and at most so often; `u32::MAX` is without end.
    Repetition(u32, u32, Box<Tree>),
}

/// What a place in the text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[doc(hidden)]
#[expect(clippy::exhaustive_enums, reason = "the compiler makes it")]
pub enum Look {
    /// The start of the text.
    Start,
    /// The end of the text.
    End,
    /// A boundary of a word of ASCII.
    Boundary,
    /// No boundary of a word of ASCII.
    NoBoundary,
}

/// What the bytes begin with: they are for the version that wrote them.
const MARK: [u8; 4] = *b"cnt1";
/// Trees nest no deeper, so that reading one needs little of the stack.
const DEEPEST: usize = 1000;
/// The most instructions of an expression that is read from bytes.
const MOST_INSTRUCTIONS: u64 = 1 << 24;
impl Tree {
    /// How many instructions it takes to run it.
    #[doc(hidden)]
    pub fn size(&self) -> u64 {
        match self {
            Self::Class(_) | Self::Look(_) => 1,
            Self::Concat(parts) => parts
                .iter()
                .fold(0, |sum, part| sum.saturating_add(part.size())),
            Self::Alternation(parts) => parts.iter().fold(0, |sum, part| {
                sum.saturating_add(part.size()).saturating_add(1)
            }),
            Self::Repetition(min, max, inner) => match (&**inner, max) {
                (_, 0) => 0,
                (Self::Class(_), _) => 2,
                (_, &u32::MAX) => {
                    (u64::from(*min) + 1).saturating_mul(inner.size().saturating_add(1))
                }
                (_, &max) => u64::from(max).saturating_mul(inner.size().saturating_add(1)),
            },
        }
    }

    /// Whether it may match no character at all.
    pub(super) fn is_nullable(&self) -> bool {
        match self {
            Self::Class(_) => false,
            Self::Look(_) => true,
            Self::Concat(parts) => parts.iter().all(Self::is_nullable),
            Self::Alternation(parts) => parts.iter().any(Self::is_nullable),
            Self::Repetition(min, _, inner) => *min == 0 || inner.is_nullable(),
        }
    }

    /// The expression that `bytes` are; `None` if they are none.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(&MARK)?;
        let tree = Self::read(&mut rest, DEEPEST)?;
        (rest.is_empty() && tree.size() <= MOST_INSTRUCTIONS).then_some(tree)
    }

    /// As a program carries it.
    #[doc(hidden)]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        self.write(&mut bytes);
        bytes
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        let list = |tag, parts: &[Self], bytes: &mut Vec<u8>| {
            bytes.push(tag);
            write_number(bytes, parts.len().try_into().unwrap_or(u32::MAX));
            for part in parts {
                part.write(bytes);
            }
        };
        match self {
            Self::Class(ranges) => {
                bytes.push(0);
                write_number(bytes, ranges.len().try_into().unwrap_or(u32::MAX));
                let mut before = 0;
                for (first, last) in ranges {
                    // The distances are small numbers, which are short.
                    write_number(bytes, first.wrapping_sub(before));
                    write_number(bytes, last.wrapping_sub(*first));
                    before = *last;
                }
            }
            Self::Look(look) => bytes.push(match look {
                Look::Start => 1,
                Look::End => 2,
                Look::Boundary => 3,
                Look::NoBoundary => 4,
            }),
            Self::Concat(parts) => list(5, parts, bytes),
            Self::Alternation(parts) => list(6, parts, bytes),
            Self::Repetition(min, max, inner) => {
                bytes.push(7);
                write_number(bytes, *min);
                write_number(bytes, *max);
                inner.write(bytes);
            }
        }
    }

    fn read(bytes: &mut &[u8], depth: usize) -> Option<Self> {
        let (tag, rest) = bytes.split_first()?;
        *bytes = rest;
        let depth = depth.checked_sub(1)?;
        Some(match tag {
            0 => {
                let (mut ranges, mut before) = (Vec::new(), 0_u32);
                for _ in 0..read_number(bytes)? {
                    let first = before.checked_add(read_number(bytes)?)?;
                    let last = first.checked_add(read_number(bytes)?)?;
                    ranges.push((first, last));
                    before = last;
                }
                Self::Class(ranges)
            }
            1 => Self::Look(Look::Start),
            2 => Self::Look(Look::End),
            3 => Self::Look(Look::Boundary),
            4 => Self::Look(Look::NoBoundary),
            5 | 6 => {
                let parts = 0..read_number(bytes)?;
                let parts = parts
                    .map(|_| Self::read(bytes, depth))
                    .collect::<Option<_>>()?;
                if *tag == 5 {
                    Self::Concat(parts)
                } else {
                    Self::Alternation(parts)
                }
            }
            7 => {
                let (min, max) = (read_number(bytes)?, read_number(bytes)?);
                Self::Repetition(min, max, Box::new(Self::read(bytes, depth)?))
            }
            _ => return None,
        })
    }
}

/// Seven bits of a number to a byte, the lesser first; the eighth says that more follow.
fn write_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn read_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in [0, 7, 14, 21, 28] {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}
