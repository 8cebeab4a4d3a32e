//! What decides a pattern: a class of characters, a text to compare with, an automaton.
//!
//! In: a regular expression of the `regex-syntax` dialect. Out: what decides exactly as it does, where it
//! is simple or small enough.

use std::collections::HashMap;

use regex_automata::Input;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use vouchsafe_core::program::{CharClass, LiteralAt, State, automaton_bytes};

/// The largest automaton that a program carries, in bytes. Those of anchored ASCII patterns take a few hundred,
/// a `.` in a counted repetition 2 KiB; the letters of Unicode would take more.
const LARGEST_AUTOMATON: usize = 4 << 10;

/// What an automaton may take while it is built, in bytes: more would not shrink to the size that is wanted.
const LARGEST_DRAFT: usize = 256 << 10;

/// The longest text that is looked for at every place of a string: the effort is the product of the lengths.
const LONGEST_NEEDLE: usize = 32;

/// The class, if a regular expression is no more than one that is anchored and repeated.
pub(crate) fn char_class(regex: &str) -> Option<CharClass> {
    let hir = anchored(&parse(regex)?)?;
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
    let hir = parse(regex)?;
    let parts = match hir.kind() {
        HirKind::Concat(parts) => &parts[..],
        _ => std::slice::from_ref(&hir),
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

/// The smallest automaton that decides as a regular expression does, as a program carries it; `None` if it is too
/// large.
pub(crate) fn automaton(regex: &str) -> Option<Vec<u8>> {
    let config = dense::Config::new()
        .minimize(true)
        .accelerate(false)
        .start_kind(StartKind::Unanchored)
        .determinize_size_limit(Some(LARGEST_DRAFT))
        .dfa_size_limit(Some(LARGEST_DRAFT));
    let states = thompson::Config::new()
        .utf8(false)
        .which_captures(thompson::WhichCaptures::None)
        .nfa_size_limit(Some(LARGEST_DRAFT));
    let automaton = dense::Builder::new()
        .configure(config)
        .thompson(states)
        .syntax(syntax::Config::new().utf8(false))
        .build(regex)
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

    use super::{LARGEST_AUTOMATON, automaton, literal};

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
            ("(?:a{99}){99}", false),
        ] {
            let regex = translate(pattern).unwrap();
            let bytes = automaton(&regex);
            assert_eq!(bytes.is_some(), fits, "{pattern}");
            assert!(
                bytes
                    .as_ref()
                    .is_none_or(|bytes| bytes.len() <= LARGEST_AUTOMATON)
            );
            assert_eq!(bytes, automaton(&regex), "{pattern}");
        }
    }
}
