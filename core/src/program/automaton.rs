//! Automata of a static program: bytes that are run where they stand.
//!
//! A library for automata brings ten times the code that it takes to run one, and with it what is needed to build them.

use std::borrow::Cow;

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
/// Behind the mark its states stand one behind the other: twice the number of ranges, and one more if a text may end
/// there; then for each range its first and last byte, and where the state stands that it leads to. Numbers are of two
/// bytes, the lesser one first.
#[derive(Debug)]
pub(super) struct Automaton(Cow<'static, [u8]>);

impl Automaton {
    /// The automaton that `bytes` are; `None` if they are none, or not whole.
    pub(super) fn read(bytes: Cow<'static, [u8]>) -> Option<Self> {
        bytes.strip_prefix(&MARK)?;
        let len = bytes.len();
        let automaton = Self(bytes);
        let mut states = vec![FIRST];
        loop {
            let at = *states.last()?;
            let next = usize::from(at) + 2 + 4 * automaton.state(at)?.1.len();
            if next == len {
                break;
            }
            states.push(u16::try_from(next).ok()?);
        }
        let is_whole = states.iter().all(|at| {
            let ranges = automaton.state(*at).map_or(&[][..], |(_, ranges)| ranges);
            let mut targets = ranges.iter().map(|range| target(*range));
            targets.all(|target| target == MATCHES || states.binary_search(&target).is_ok())
        });
        is_whole.then_some(automaton)
    }

    /// Whether it matches somewhere in `text`.
    pub(super) fn is_match(&self, text: &[u8]) -> Option<bool> {
        let mut at = FIRST;
        for byte in text {
            let (_, ranges) = self.state(at)?;
            let mut ranges = ranges.iter();
            let Some(range) = ranges.find(|range| (range[0]..=range[1]).contains(byte)) else {
                return Some(false);
            };
            at = target(*range);
            if at == MATCHES {
                return Some(true);
            }
        }
        self.state(at).map(|(ends, _)| ends)
    }

    /// Whether a text may end in the state that stands there, and its ranges.
    #[inline]
    fn state(&self, at: u16) -> Option<(bool, &[[u8; 4]])> {
        let (head, rest) = self.0.get(usize::from(at)..)?.split_first_chunk()?;
        let head = u16::from_le_bytes(*head);
        let ranges = rest.as_chunks().0.get(..usize::from(head >> 1))?;
        Some((head & 1 == 1, ranges))
    }
}

/// Where the state stands that a range leads to.
#[inline]
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
        let automaton = Automaton::read(bytes.into()).unwrap();
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
            assert!(
                Automaton::read(bytes[..len].to_vec().into()).is_none(),
                "{len}"
            );
        }
        for (at, wrong) in [(0, 0), (4, 2), (8, 5), (9, 1)] {
            let mut bytes = bytes.clone();
            bytes[at] = wrong;
            assert!(Automaton::read(bytes.into()).is_none(), "{at}");
        }
    }
}
