//! Patterns that repeat characters very often: what would be one state for each round in an automaton is a counter here.
//!
//! In: an expression as a [`Tree`], which a program carries as bytes. Out: whether it matches somewhere in a text, in time
//! that grows with the length of the text and the size of the expression, and in no more than a limited number of steps.
//!
//! A place of the expression that a text may be in is a thread. A thread at a counted character holds when it came there:
//! the rounds are the difference to now, so that to count costs nothing, however many have come.

mod machine;
mod run;
mod tree;

pub(super) use machine::Counting;
pub use tree::{Look, Tree};

#[cfg(test)]
mod tests {
    use super::{Counting, Look, Tree};

    const LETTERS: [(u32, u32); 2] = [(0x61, 0x7A), (0x400, 0x4FF)];

    fn class(ranges: &[(u32, u32)]) -> Tree {
        Tree::Class(ranges.to_vec())
    }

    fn often(min: u32, max: u32, tree: Tree) -> Tree {
        Tree::Repetition(min, max, Box::new(tree))
    }

    fn whole(parts: impl IntoIterator<Item = Tree>) -> Tree {
        let mut all = vec![Tree::Look(Look::Start)];
        all.extend(parts);
        all.push(Tree::Look(Look::End));
        Tree::Concat(all)
    }

    fn is_match(tree: &Tree, text: &str) -> bool {
        let bytes = tree.to_bytes();
        let counting = Counting::read(&bytes).unwrap();
        counting.is_match(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_class_is_counted() {
        let tree = whole([often(2, 70_000, class(&LETTERS))]);
        assert!(tree.size() <= 4);
        for (length, matches) in [
            (0, false),
            (1, false),
            (2, true),
            (70_000, true),
            (70_001, false),
        ] {
            for letter in ["a", "ж"] {
                assert_eq!(is_match(&tree, &letter.repeat(length)), matches, "{length}");
            }
        }
        assert!(!is_match(&tree, "aaA"));
        let exactly = whole([often(1, 1, class(&LETTERS))]);
        assert!(is_match(&exactly, "a") && !is_match(&exactly, "aa"));
        let none = whole([often(0, 0, class(&LETTERS))]);
        assert!(is_match(&none, "") && !is_match(&none, "a"));
    }

    /// What `^(?:[^x]{1,3}\.){0,rounds}$` says of a text.
    fn by_hand(text: &[u8], rounds: u32) -> bool {
        let is_round = |n: usize| {
            text.len() > n
                && !text[..n].contains(&b'x')
                && text[n] == b'.'
                && by_hand(&text[n + 1..], rounds - 1)
        };
        text.is_empty() || rounds > 0 && (1..=3).any(is_round)
    }

    #[test]
    fn counters_in_groups_that_overlap_agree_with_what_they_stand_for() {
        // `^(?:[^x]{1,3}\.){0,4}$`
        let not_x = class(&[(0, 0x77), (0x79, 0x10_FFFF)]);
        let point = class(&[(0x2E, 0x2E)]);
        let group = Tree::Concat(vec![often(1, 3, not_x), point]);
        let tree = whole([often(0, 4, group)]);
        for length in 0..=9_u32 {
            for number in 0..3_u32.pow(length) {
                let digit = |at| b"a.x"[(number / 3_u32.pow(at) % 3) as usize];
                let text: Vec<u8> = (0..length).map(digit).collect();
                let shown = String::from_utf8(text.clone()).unwrap();
                assert_eq!(is_match(&tree, &shown), by_hand(&text, 4), "{shown}");
            }
        }
    }

    #[test]
    fn what_matches_nothing_fills_up_the_rounds_that_must_be() {
        let maybe = often(0, 1, class(&LETTERS));
        let tree = whole([often(5, 9, maybe)]);
        for length in 0..12 {
            assert_eq!(is_match(&tree, &"a".repeat(length)), length <= 9);
        }
        let looping = whole([often(0, u32::MAX, often(0, 3, class(&LETTERS)))]);
        assert!(is_match(&looping, &"a".repeat(100)) && is_match(&looping, ""));
        let alternatives =
            Tree::Alternation(vec![class(&[(0x30, 0x39)]), Tree::Concat(Vec::new())]);
        let tree = whole([often(3, u32::MAX, alternatives)]);
        assert!(is_match(&tree, "") && is_match(&tree, "0123456") && !is_match(&tree, "a"));
    }

    #[test]
    fn a_pattern_without_anchors_begins_and_ends_anywhere() {
        let tree = Tree::Concat(vec![
            Tree::Look(Look::Boundary),
            often(3, 100_000, class(&LETTERS)),
            Tree::Look(Look::NoBoundary),
        ]);
        assert!(is_match(&tree, "12 abcd") && !is_match(&tree, "12 ab") && !is_match(&tree, "abc"));
        assert!(!is_match(&tree, "1abcd"));
    }

    #[test]
    fn halves_of_surrogate_pairs_are_characters() {
        let tree = whole([often(1, 9000, class(&[(0xD800, 0xDBFF)]))]);
        let counting = Counting::read(&tree.to_bytes()).unwrap();
        assert_eq!(counting.is_match(b"\xED\xA0\x80\xED\xAF\xBF"), Ok(true));
        assert_eq!(counting.is_match(b"\xED\xB0\x80"), Ok(false));
        assert_eq!(counting.is_match("\u{D7FF}".as_bytes()), Ok(false));
    }

    #[test]
    fn what_takes_too_long_is_given_up() {
        let any = || class(&[(0, 0x10_FFFF)]);
        let tree = Tree::Concat(vec![
            Tree::Concat((0..300).map(|_| often(1, 3_000_000, any())).collect()),
            class(&[(1, 1)]),
        ]);
        let counting = Counting::read(&tree.to_bytes()).unwrap();
        let text = "a".repeat(600);
        assert!(counting.is_match_in(text.as_bytes(), 10_000).is_err());
        assert_eq!(counting.is_match(text.as_bytes()), Ok(false));
    }

    #[test]
    fn bytes_that_are_no_expression_are_not_read() {
        let bytes = whole([often(2, 70_000, class(&LETTERS))]).to_bytes();
        for length in 0..bytes.len() {
            assert!(Counting::read(&bytes[..length]).is_none(), "{length}");
        }
        let more = [&bytes[..], &[0]].concat();
        assert!(Counting::read(&more).is_none());
        let mut deep = b"cnt1".to_vec();
        deep.extend([5, 1].repeat(1_000_000));
        assert!(Counting::read(&deep).is_none());
        // A number of parts that are not there takes no room.
        assert!(Counting::read(b"cnt1\x05\xFF\xFF\xFF\xFF\x0F").is_none());
    }
}
