//! Automata of a static program: bytes that become a table when they are first used.
//!
//! A library for automata brings ten times the code that it takes to run one, and with it what is needed to build them.

/// What the bytes begin with: they are for the version that wrote them.
const MARK: [u8; 4] = 0xFEFF_u32.to_le_bytes();

/// Where the first state stands, which is the one that a text begins in.
const FIRST: u16 = 4;

/// What a range leads to where the text matches, whatever follows. No state stands there.
const MATCHES: u16 = 0;

/// A state of an automaton that is to be written: what each byte leads to.
#[derive(Debug, Clone, Default)]
#[doc(hidden)]
#[expect(clippy::exhaustive_structs, reason = "the compiler fills it")]
pub struct State {
    /// Bytes from the first to the second, in order, and what they lead to: a state by its index, or `None` where the
    /// text matches. Other bytes lead nowhere.
    pub ranges: Vec<(u8, u8, Option<usize>)>,
    /// Whether a text matches that ends here.
    pub ends: bool,
}

/// An automaton that has been read.
///
/// Behind the mark of its bytes the states stand one behind the other: twice the number of ranges, and one more if a text
/// may end there; then for each range its first and last byte, and where the state stands that it leads to. Numbers are of
/// two bytes, the lesser one first.
///
/// It is run by a table of its own: bytes that lead to the same states everywhere are one column, and a step is one look.
#[derive(Debug)]
pub(super) struct Automaton {
    /// The column of each byte.
    columns: Box<[u8; 256]>,
    /// How many columns a row has.
    width: usize,
    /// For each state a row: where the row begins that each column leads to, or one of the two below.
    table: Box<[u32]>,
    /// For each state whether a text may end there.
    ends: Box<[bool]>,
}

/// The text does not match, whatever follows.
const DEAD: u32 = u32::MAX;

/// The text matches, whatever follows.
const ALIVE: u32 = u32::MAX - 1;

/// A state as it stands in the bytes: whether a text may end there, and its ranges.
type Written<'a> = (bool, &'a [[u8; 4]]);

impl Automaton {
    /// The automaton that `bytes` are; `None` if they are none, or not whole.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        bytes.strip_prefix(&MARK)?;
        let mut places = vec![FIRST];
        let mut states: Vec<Written<'_>> = Vec::new();
        loop {
            let at = *places.last()?;
            let state = written(bytes, at)?;
            let next = usize::from(at) + 2 + 4 * state.1.len();
            states.push(state);
            if next == bytes.len() {
                break;
            }
            places.push(u16::try_from(next).ok()?);
        }
        let (columns, width) = columns(&states);
        let mut table = vec![DEAD; states.len() * width];
        for (row, (_, ranges)) in table.chunks_exact_mut(width).zip(&states) {
            // The first of two ranges that have a byte in common decides.
            for range in ranges.iter().rev() {
                let to = match target(*range) {
                    MATCHES => ALIVE,
                    target => {
                        let state = places.binary_search(&target).ok()?;
                        u32::try_from(state * width).ok()?
                    }
                };
                for byte in range[0]..=range[1] {
                    row[usize::from(columns[usize::from(byte)])] = to;
                }
            }
        }
        Some(Self {
            columns,
            width,
            table: table.into(),
            ends: states.iter().map(|(ends, _)| *ends).collect(),
        })
    }

    /// Whether it matches somewhere in `text`.
    pub(super) fn is_match(&self, text: &[u8]) -> Option<bool> {
        let mut row = 0;
        for byte in text {
            let column = self.columns[usize::from(*byte)];
            match *self.table.get(row + usize::from(column))? {
                DEAD => return Some(false),
                ALIVE => return Some(true),
                next => row = next as usize,
            }
        }
        self.ends.get(row / self.width).copied()
    }
}

/// The state that stands at a place of the bytes.
fn written(bytes: &[u8], at: u16) -> Option<Written<'_>> {
    let (head, rest) = bytes.get(usize::from(at)..)?.split_first_chunk()?;
    let head = u16::from_le_bytes(*head);
    let ranges = rest.as_chunks().0.get(..usize::from(head >> 1))?;
    Some((head & 1 == 1, ranges))
}

/// Bytes that no range tells apart have one column. Returns the column of each byte, and how many there are.
fn columns(states: &[Written<'_>]) -> (Box<[u8; 256]>, usize) {
    let mut begins = [false; 257];
    for range in states.iter().flat_map(|(_, ranges)| *ranges) {
        begins[usize::from(range[0])] = true;
        begins[usize::from(range[1]) + 1] = true;
    }
    let mut columns = Box::new([0; 256]);
    let mut last = 0;
    for byte in 1..256 {
        last += u8::from(begins[byte]);
        columns[byte] = last;
    }
    (columns, usize::from(last) + 1)
}

/// Where the state stands that a range leads to.
fn target(range: [u8; 4]) -> u16 {
    u16::from_le_bytes([range[2], range[3]])
}

/// The bytes of an automaton, the first of whose states is the one to begin in; `None` if they are too many.
#[doc(hidden)]
pub fn automaton_bytes(states: &[State]) -> Option<Vec<u8>> {
    let mut end = usize::from(FIRST);
    let mut places = Vec::with_capacity(states.len());
    for state in states {
        places.push(u16::try_from(end).ok()?);
        end += 2 + 4 * state.ranges.len();
    }
    let mut bytes = MARK.to_vec();
    for state in states {
        let head = u16::try_from(2 * state.ranges.len() + usize::from(state.ends)).ok()?;
        bytes.extend(head.to_le_bytes());
        for (first, last, to) in &state.ranges {
            let to = to.map_or(Some(&MATCHES), |to| places.get(to))?;
            bytes.extend([*first, *last]);
            bytes.extend(to.to_le_bytes());
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Automaton, State, automaton_bytes};

    /// `^a+$|^b`.
    fn states() -> [State; 2] {
        let more = (b'a', b'a', Some(1));
        [
            State {
                ranges: vec![more, (b'b', b'b', None)],
                ends: false,
            },
            State {
                ranges: vec![more],
                ends: true,
            },
        ]
    }

    #[test]
    fn what_is_written_is_run() {
        let bytes = automaton_bytes(&states()).unwrap();
        let automaton = Automaton::read(&bytes).unwrap();
        for (text, matches) in [
            ("", false),
            ("aa", true),
            ("ab", false),
            ("bc", true),
            ("c", false),
        ] {
            assert_eq!(automaton.is_match(text.as_bytes()), Some(matches), "{text}");
        }
    }

    #[test]
    fn bytes_that_are_not_whole_are_not_read() {
        let bytes = automaton_bytes(&states()).unwrap();
        for len in 0..bytes.len() {
            assert!(Automaton::read(&bytes[..len]).is_none(), "{len}");
        }
        for (at, wrong) in [(0, 0), (4, 2), (8, 5), (9, 1)] {
            let mut bytes = bytes.clone();
            bytes[at] = wrong;
            assert!(Automaton::read(&bytes).is_none(), "{at}");
        }
    }
}
