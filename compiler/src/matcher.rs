//! What decides a pattern: a class of characters, a text to compare with, an automaton.
//!
//! In: a regular expression of the `regex-syntax` dialect. Out: what decides exactly as it does, where it
//! is simple or small enough.
//!
//! To make an automaton is the dearest step of a derive, and the derives of a crate share most patterns. So what was
//! found out for them is kept; it depends on nothing but the expression.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex_automata::Input;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson::{self, NFA};
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use vouchsafe_core::program::{CharClass, LiteralAt, State, Tree, automaton_bytes, try_compile};

use crate::counting;

/// The largest automaton that a program carries, in bytes. Those of anchored ASCII patterns take a few hundred,
/// a `.` in a counted repetition 2 KiB; the letters of Unicode would take more.
const LARGEST_AUTOMATON: usize = 4 << 10;

/// What an automaton may take while it is built, in bytes: more would not shrink to the size that is wanted.
const LARGEST_DRAFT: usize = 256 << 10;

/// The longest text that is looked for at every place of a string: the effort is the product of the lengths.
const LONGEST_NEEDLE: usize = 32;

/// An expression of so few instructions is run by counters at once, where it is too large for a draft. Beyond, the
/// library is asked first, which is faster where it can do it.
const FEW_INSTRUCTIONS: u64 = 1 << 12;

/// The most instructions that any expression may have.
const MOST_INSTRUCTIONS: u64 = 1 << 24;

/// How many patterns are remembered. Then all are forgotten: a process may live long.
const MOST_KNOWN: usize = 256;

/// What decides as a regular expression does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decider {
    Class(CharClass),
    Literal(String, LiteralAt),
    Automaton(Vec<u8>),
    /// An expression with counters, and the number of its instructions.
    Counting(Vec<u8>, u64),
    Regex,
}

/// Why nothing decides as a regular expression does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It would take so many instructions.
    TooLarge(u64),
    /// What the library says.
    Words(String),
}

/// Who asks what decides a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// A program that runs where it is compiled. Nothing is remembered for it: nobody knows whose schemas these are.
    Here,
    /// A program that is written as Rust, which carries automata.
    Static,
    /// The same, of what does not become part of the program: whether it can be run is all that matters.
    BesideStatic,
}

/// What decides as a regular expression does: the cheapest that can, with no more than `most` instructions.
///
/// # Errors
/// Why it cannot be run.
pub(crate) fn decider(regex: &str, asker: Asker, most: u64) -> Result<Decider, Refusal> {
    match any_decider(regex, asker)? {
        Decider::Counting(_, size) if size > most => Err(Refusal::TooLarge(size)),
        decider => Ok(decider),
    }
}

/// Finds what decides a pattern, with as many instructions as there may ever be.
fn any_decider(regex: &str, asker: Asker) -> Result<Decider, Refusal> {
    /// What was found, and whether automata were looked for.
    type Known = HashMap<String, (Result<Decider, Refusal>, bool)>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    if asker == Asker::Here {
        return find_decider(regex, false);
    }
    let automata = asker == Asker::Static;
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    match known().get(regex) {
        Some((decider, with_automata)) if *with_automata || !automata => return decider.clone(),
        _ => {}
    }
    let decider = find_decider(regex, automata);
    let mut known = known();
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(regex.to_owned(), (decider.clone(), automata));
    decider
}

fn find_decider(regex: &str, automata: bool) -> Result<Decider, Refusal> {
    let by_library = || try_compile(regex).map(|()| Decider::Regex);
    let Some(hir) = parse(regex) else {
        return by_library().map_err(Refusal::Words);
    };
    let decider = simple(&hir);
    // What compares bytes needs no automaton, however long the texts are that it asks for.
    if decider != Decider::Regex {
        return Ok(decider);
    }
    if let Some(draft) = draft(&hir) {
        let automaton = automata.then(|| automaton(&draft)).flatten();
        return Ok(automaton.map_or(decider, Decider::Automaton));
    }
    let counting = counting::tree(&hir);
    let size = counting.as_ref().map_or(u64::MAX, Tree::size);
    if size > FEW_INSTRUCTIONS {
        match by_library() {
            Ok(decider) => return Ok(decider),
            Err(words) if counting.is_none() => return Err(Refusal::Words(words)),
            Err(_) if size > MOST_INSTRUCTIONS => return Err(Refusal::TooLarge(size)),
            Err(_) => {}
        }
    }
    let bytes = counting.map(|tree| tree.to_bytes()).unwrap_or_default();
    Ok(Decider::Counting(bytes, size))
}

fn simple(hir: &Hir) -> Decider {
    if let Some(class) = class_of(hir) {
        return Decider::Class(class);
    }
    literal_of(hir).map_or(Decider::Regex, |(text, at)| Decider::Literal(text, at))
}

/// The class, if a regular expression is no more than one that is anchored and repeated.
pub(crate) fn char_class(regex: &str) -> Option<CharClass> {
    class_of(&parse(regex)?)
}

fn class_of(hir: &Hir) -> Option<CharClass> {
    let hir = anchored(hir)?;
    let HirKind::Repetition(Repetition { min, max, sub, .. }) = hir.kind() else {
        return None;
    };
    let sub = ungrouped(sub);
    let allowed = match sub.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            class.ranges().iter().try_fold(0_u128, |allowed, range| {
                let (start, end) = (u32::from(range.start()), u32::from(range.end()));
                (end < 128)
                    .then(|| (start..=end).fold(allowed, |allowed, point| allowed | 1 << point))
            })?
        }
        HirKind::Class(Class::Bytes(class)) => {
            class.ranges().iter().try_fold(0_u128, |allowed, range| {
                (range.end() < 128).then(|| {
                    (range.start()..=range.end())
                        .fold(allowed, |allowed, point| allowed | 1 << point)
                })
            })?
        }
        HirKind::Literal(literal) => match literal.0[..] {
            [byte] if byte < 128 => 1 << byte,
            _ => return None,
        },
        _ => return None,
    };
    Some(CharClass {
        allowed,
        min: *min,
        max: max.unwrap_or(u32::MAX),
    })
}

/// A regular expression as a tree; `None` if it is none.
pub(crate) fn parse(regex: &str) -> Option<Hir> {
    regex_syntax::ParserBuilder::new()
        .utf8(false)
        .build()
        .parse(regex)
        .ok()
}

/// What stands between `^` and `$`.
pub(crate) fn anchored(hir: &Hir) -> Option<Hir> {
    let HirKind::Concat(parts) = hir.kind() else {
        return None;
    };
    let [first, inner @ .., last] = &parts[..] else {
        return None;
    };
    let anchors = matches!(first.kind(), HirKind::Look(Look::Start))
        && matches!(last.kind(), HirKind::Look(Look::End));
    anchors.then(|| Hir::concat(inner.to_vec()))
}

/// What a group holds, if it is one.
pub(crate) fn ungrouped(hir: &Hir) -> &Hir {
    match hir.kind() {
        HirKind::Capture(capture) => ungrouped(&capture.sub),
        _ => hir,
    }
}

/// The text, if a regular expression is no more than one that may be anchored at its ends.
pub(crate) fn literal(regex: &str) -> Option<(String, LiteralAt)> {
    literal_of(&parse(regex)?)
}

fn literal_of(hir: &Hir) -> Option<(String, LiteralAt)> {
    let parts = match hir.kind() {
        HirKind::Concat(parts) => &parts[..],
        _ => std::slice::from_ref(hir),
    };
    let (at_start, parts) = match parts {
        [first, rest @ ..] if matches!(first.kind(), HirKind::Look(Look::Start)) => (true, rest),
        _ => (false, parts),
    };
    let (at_end, parts) = match parts {
        [rest @ .., last] if matches!(last.kind(), HirKind::Look(Look::End)) => (true, rest),
        _ => (false, parts),
    };
    let text = match parts {
        [] => String::new(),
        [only] => match ungrouped(only).kind() {
            HirKind::Empty => String::new(),
            // Half of a surrogate pair is no text.
            HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).ok()?,
            _ => return None,
        },
        _ => return None,
    };
    let at = match (at_start, at_end) {
        (true, true) => LiteralAt::Whole,
        (true, false) => LiteralAt::Start,
        (false, true) => LiteralAt::End,
        (false, false) if text.len() <= LONGEST_NEEDLE => LiteralAt::Anywhere,
        (false, false) => return None,
    };
    Some((text, at))
}

/// The states from which an automaton is made, where they fit into the room of a draft. What does so fits into that
/// of the library, too, which is 40 times as large.
fn draft(hir: &Hir) -> Option<NFA> {
    let config = thompson::Config::new()
        .utf8(false)
        .which_captures(thompson::WhichCaptures::None)
        .nfa_size_limit(Some(LARGEST_DRAFT));
    let mut compiler = thompson::Compiler::new();
    compiler.configure(config).build_from_hir(hir).ok()
}

/// The smallest automaton that decides as a regular expression does, as a program carries it; `None` if it is too
/// large.
fn automaton(draft: &NFA) -> Option<Vec<u8>> {
    let config = dense::Config::new()
        .minimize(true)
        .accelerate(false)
        .start_kind(StartKind::Unanchored)
        .determinize_size_limit(Some(LARGEST_DRAFT))
        .dfa_size_limit(Some(LARGEST_DRAFT));
    let automaton = dense::Builder::new()
        .configure(config)
        .build_from_nfa(draft)
        .ok()?;
    let bytes = automaton_bytes(&states_of(&automaton)?)?;
    (bytes.len() <= LARGEST_AUTOMATON).then_some(bytes)
}

/// The states that a text may come to, the first one first; `None` if the automaton gives up on some texts.
fn states_of(automaton: &dense::DFA<Vec<u32>>) -> Option<Vec<State>> {
    let first = automaton.start_state_forward(&Input::new("")).ok()?;
    let (mut found, mut places) = (vec![first], HashMap::from([(first, 0)]));
    let mut states = Vec::new();
    while let Some(&id) = found.get(states.len()) {
        let end = automaton.next_eoi_state(id);
        let mut state = State {
            ranges: Vec::new(),
            ends: automaton.is_match_state(end),
        };
        for byte in 0..=u8::MAX {
            let next = automaton.next_state(id, byte);
            if automaton.is_quit_state(next) {
                return None;
            }
            if automaton.is_dead_state(next) {
                continue;
            }
            // The library is told of a match one byte late; what follows does not matter then.
            let to = (!automaton.is_match_state(next)).then(|| {
                *places.entry(next).or_insert_with(|| {
                    found.push(next);
                    found.len() - 1
                })
            });
            match state.ranges.last_mut() {
                Some((_, last, same)) if *last + 1 == byte && *same == to => *last = byte,
                _ => state.ranges.push((byte, byte, to)),
            }
        }
        states.push(state);
    }
    Some(states)
}

#[cfg(test)]
mod tests {
    use vouchsafe_core::ecma::translate;
    use vouchsafe_core::program::LiteralAt;

    use super::{
        Asker, Decider, LARGEST_AUTOMATON, Refusal, any_decider, decider, find_decider, literal,
    };

    #[test]
    fn literals_are_recognised_with_their_place() {
        for (pattern, expected) in [
            ("^abc", Some(("abc", LiteralAt::Start))),
            ("^x-", Some(("x-", LiteralAt::Start))),
            (r"\.json$", Some((".json", LiteralAt::End))),
            ("^abc$", Some(("abc", LiteralAt::Whole))),
            ("abc", Some(("abc", LiteralAt::Anywhere))),
            ("^(?:a(b)c)$", Some(("abc", LiteralAt::Whole))),
            ("é𝄞", Some(("é𝄞", LiteralAt::Anywhere))),
            ("", Some(("", LiteralAt::Anywhere))),
            ("^", Some(("", LiteralAt::Start))),
            ("^$", Some(("", LiteralAt::Whole))),
            ("$", Some(("", LiteralAt::End))),
            ("$^", None),
            ("^a|b", None),
            ("a.c", None),
            ("ab?", None),
            (r"\ud800", None),
            ("(?:0123456789){4}", None),
        ] {
            let found = literal(&translate(pattern).unwrap());
            let found = found.as_ref().map(|(text, at)| (text.as_str(), *at));
            assert_eq!(found, expected, "{pattern}");
        }
    }

    #[test]
    fn automata_are_small_and_the_same_each_time() {
        for (pattern, fits) in [
            ("^[a-z]+-[0-9]+$", true),
            ("foo|bar", true),
            ("^.{1,20}$", true),
            (r"\bfoo\b", true),
            (r"^\p{L}+$", false),
            ("a.{60}b", false),
            ("(?:a{99}){9}", false),
        ] {
            let regex = translate(pattern).unwrap();
            let found = find_decider(&regex, true).unwrap();
            match &found {
                Decider::Automaton(bytes) => assert!(fits && bytes.len() <= LARGEST_AUTOMATON),
                other => assert!(!fits && *other == Decider::Regex, "{pattern}"),
            }
            // What is remembered is what was found.
            for _ in 0..2 {
                assert_eq!(
                    any_decider(&regex, Asker::Static).as_ref(),
                    Ok(&found),
                    "{pattern}"
                );
            }
        }
    }

    #[test]
    fn what_is_repeated_too_often_for_an_automaton_is_counted() {
        for (pattern, size) in [
            (r"^\p{L}{1,10000}$", Some(4)),
            ("^.{1,65536}$", Some(4)),
            ("[^a]{1,65536}", Some(2)),
            ("^(?:[0-9a-f]{2}){1,65536}$", Some(3 * 65_536 + 2)),
            // These compare bytes.
            ("^[ -~]{1,1000000}$", None),
            ("^[a-z]{1000000}$", None),
            (&format!("^{}", "x".repeat(100_000)), None),
        ] {
            let regex = translate(pattern).unwrap();
            for asker in [Asker::Here, Asker::Static, Asker::BesideStatic] {
                for _ in 0..2 {
                    match decider(&regex, asker, 1 << 20).unwrap() {
                        Decider::Counting(_, found) => assert_eq!(Some(found), size, "{pattern}"),
                        found => assert_eq!(size, None, "{pattern}: {found:?}"),
                    }
                }
            }
        }
        let regex = translate("^(?:ab){1,1000000}$").unwrap();
        let refused = |most| decider(&regex, Asker::Here, most);
        assert_eq!(refused(1 << 20), Err(Refusal::TooLarge(3_000_002)));
        assert!(refused(1 << 22).is_ok());
        let regex = translate("(?:(?:(?:ab){999}){9999}){99}").unwrap();
        let refused = decider(&regex, Asker::Here, u64::MAX);
        assert!(matches!(refused, Err(Refusal::TooLarge(_))), "{refused:?}");
    }
}
