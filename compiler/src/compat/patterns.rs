//! Which strings one pattern matches and another does not.

use std::collections::{HashMap, VecDeque};

use regex_automata::Input;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::syntax;

/// The largest automaton that is looked at, in bytes.
const LARGEST: usize = 1 << 20;
/// How many pairs of states are looked at.
const MOST_PAIRS: usize = 20_000;
/// How many strings are found at most.
const MOST_FOUND: usize = 6;

/// What there is to tell about two patterns.
pub(super) enum Difference {
    /// All that the first matches the second matches, too.
    None,
    /// Strings that the first matches and the second does not; the shortest first.
    Some(Vec<String>),
    /// Too large to tell.
    Unknown,
}

/// The strings that match all of some regular expressions and not another one: none stands for one that matches
/// nothing.
pub(super) fn difference(all: &[&str], but: Option<&str>) -> Difference {
    let automata: Option<Vec<Dfa>> = all.iter().copied().chain(but).map(automaton).collect();
    let Some(automata) = automata else {
        return Difference::Unknown;
    };
    Search {
        automata: &automata,
        wanted: all.len(),
    }
    .run()
}

type Dfa = dense::DFA<Vec<u32>>;

fn automaton(regex: &str) -> Option<Dfa> {
    let config = dense::Config::new()
        .accelerate(false)
        .start_kind(StartKind::Unanchored)
        .determinize_size_limit(Some(LARGEST))
        .dfa_size_limit(Some(LARGEST));
    let states = thompson::Config::new()
        .utf8(false)
        .which_captures(thompson::WhichCaptures::None)
        .nfa_size_limit(Some(LARGEST));
    dense::Builder::new()
        .configure(config)
        .thompson(states)
        .syntax(syntax::Config::new().utf8(false))
        .build(regex)
        .ok()
}

/// All automata at once on one text.
struct Search<'a> {
    automata: &'a [Dfa],
    /// So many of them must match; the others must not.
    wanted: usize,
}

/// The states of all automata (none where one has matched already), and how many bytes a character still needs.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    states: Vec<Option<StateID>>,
    character: Utf8,
}

impl Search<'_> {
    fn run(&self) -> Difference {
        let starts = self
            .automata
            .iter()
            .map(|automaton| automaton.start_state_forward(&Input::new("")).ok());
        let Some(starts) = starts.collect::<Option<Vec<_>>>() else {
            return Difference::Unknown;
        };
        let start = Place {
            states: starts.into_iter().map(Some).collect(),
            character: Utf8::Boundary,
        };
        // Each place with the one before it and the byte between them.
        let mut places: Vec<(Place, usize, u8)> = vec![(start.clone(), 0, 0)];
        let mut known: HashMap<Place, usize> = HashMap::from([(start, 0)]);
        let mut queue = VecDeque::from([0]);
        let mut found = Vec::new();
        let order = order();
        while let Some(index) = queue.pop_front() {
            let place = places[index].0.clone();
            match self.differs(&place) {
                None => return Difference::Unknown,
                Some(true) => found.push(written(&places, index)),
                Some(false) => {}
            }
            if found.len() == MOST_FOUND {
                break;
            }
            for byte in &order {
                let Some(character) = place.character.next(*byte) else {
                    continue;
                };
                let next = Place {
                    states: self.step(&place.states, *byte),
                    character,
                };
                if self.is_lost(&next) || known.contains_key(&next) {
                    continue;
                }
                if places.len() == MOST_PAIRS {
                    return if found.is_empty() {
                        Difference::Unknown
                    } else {
                        Difference::Some(found)
                    };
                }
                known.insert(next.clone(), places.len());
                queue.push_back(places.len());
                places.push((next, index, *byte));
            }
        }
        if found.is_empty() {
            Difference::None
        } else {
            Difference::Some(found)
        }
    }

    fn step(&self, states: &[Option<StateID>], byte: u8) -> Vec<Option<StateID>> {
        let each = self.automata.iter().zip(states);
        let next = each.map(|(automaton, state)| {
            let next = automaton.next_state((*state)?, byte);
            (!automaton.is_match_state(next)).then_some(next)
        });
        next.collect()
    }

    /// Whether nothing that begins so can be what is sought: one that must match never will, or one that must not has.
    fn is_lost(&self, place: &Place) -> bool {
        let (must, must_not) = place.states.split_at(self.wanted);
        let mut must = self.automata.iter().zip(must);
        must.any(|(automaton, state)| state.is_some_and(|state| automaton.is_dead_state(state)))
            || must_not.iter().any(Option::is_none)
    }

    /// Whether a text that ends here is sought.
    fn differs(&self, place: &Place) -> Option<bool> {
        let mut differs = place.character == Utf8::Boundary;
        for (index, (automaton, state)) in self.automata.iter().zip(&place.states).enumerate() {
            let is_match = match state {
                None => true,
                Some(state) if automaton.is_quit_state(*state) => return None,
                Some(state) => automaton.is_match_state(automaton.next_eoi_state(*state)),
            };
            differs &= is_match == (index < self.wanted);
        }
        Some(differs)
    }
}

fn written(places: &[(Place, usize, u8)], mut index: usize) -> String {
    let mut bytes = Vec::new();
    while index > 0 {
        let (_, before, byte) = &places[index];
        bytes.push(*byte);
        index = *before;
    }
    bytes.reverse();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// All bytes, those first that are nice to read.
fn order() -> Vec<u8> {
    let nice = (b'a'..=b'z')
        .chain(b'0'..=b'9')
        .chain(b'A'..=b'Z')
        .chain(*b"-_. /:@");
    let nice: Vec<u8> = nice.collect();
    let rest = (b'!'..=b'~')
        .chain(0x80..=u8::MAX)
        .chain(0..b'!')
        .chain([0x7F]);
    let rest: Vec<u8> = rest.filter(|byte| !nice.contains(byte)).collect();
    [nice, rest].concat()
}

/// Where in a character a text is (RFC 3629).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Utf8 {
    Boundary,
    /// The next byte is from these, and then so many follow.
    Next(u8, u8, u8),
}

impl Utf8 {
    fn next(self, byte: u8) -> Option<Self> {
        match self {
            Self::Boundary => Some(match byte {
                0..=0x7F => Self::Boundary,
                0xC2..=0xDF => Self::Next(0x80, 0xBF, 0),
                0xE0 => Self::Next(0xA0, 0xBF, 1),
                0xED => Self::Next(0x80, 0x9F, 1),
                0xE1..=0xEF => Self::Next(0x80, 0xBF, 1),
                0xF0 => Self::Next(0x90, 0xBF, 2),
                0xF1..=0xF3 => Self::Next(0x80, 0xBF, 2),
                0xF4 => Self::Next(0x80, 0x8F, 2),
                _ => return None,
            }),
            Self::Next(least, greatest, more) => {
                let is_one = (least..=greatest).contains(&byte);
                is_one.then_some(match more {
                    0 => Self::Boundary,
                    more => Self::Next(0x80, 0xBF, more - 1),
                })
            }
        }
    }
}
