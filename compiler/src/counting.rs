//! From a regular expression to one with counters: for what repeats characters more often than an automaton could have
//! states.

use regex_syntax::hir::{Class, Hir, HirKind, Look as HirLook};
use vouchsafe_core::program::{Look, Tree};

/// The expression with counters; `None` if it has what such a one cannot say.
pub(crate) fn tree(hir: &Hir) -> Option<Tree> {
    if let Some(points) = points(hir) {
        return Some(Tree::Class(points));
    }
    Some(match hir.kind() {
        HirKind::Empty => Tree::Concat(Vec::new()),
        HirKind::Literal(literal) => Tree::Concat(characters(&literal.0, None)?),
        HirKind::Class(_) => return None,
        HirKind::Look(look) => Tree::Look(match look {
            HirLook::Start => Look::Start,
            HirLook::End => Look::End,
            HirLook::WordAscii => Look::Boundary,
            HirLook::WordAsciiNegate => Look::NoBoundary,
            _ => return None,
        }),
        HirKind::Repetition(repetition) => Tree::Repetition(
            repetition.min,
            repetition.max.unwrap_or(u32::MAX),
            Box::new(tree(&repetition.sub)?),
        ),
        HirKind::Capture(capture) => tree(&capture.sub)?,
        HirKind::Concat(parts) => Tree::Concat(concat(parts)?),
        HirKind::Alternation(parts) => {
            Tree::Alternation(parts.iter().map(tree).collect::<Option<_>>()?)
        }
    })
}

/// One after the other. The bytes of half of a surrogate pair may be spread over two parts.
fn concat(parts: &[Hir]) -> Option<Vec<Tree>> {
    let mut trees = Vec::new();
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        if let HirKind::Literal(literal) = part.kind() {
            let last = match parts.peek().map(|next| next.kind()) {
                Some(HirKind::Class(Class::Bytes(class))) => Some(class),
                _ => None,
            };
            let is_spread = last.is_some() && literal.0.last().is_some_and(|byte| *byte >= 0x80);
            let last = last.filter(|_| is_spread);
            if last.is_some() {
                parts.next();
            }
            let ranges: Option<Vec<(u8, u8)>> = last.map(|class| {
                let ranges = class.ranges().iter();
                ranges.map(|range| (range.start(), range.end())).collect()
            });
            trees.extend(characters(&literal.0, ranges.as_deref())?);
        } else {
            trees.push(tree(part)?);
        }
    }
    Some(trees)
}

/// The characters of some bytes, halves of surrogate pairs among them. The last byte of the last character may be any
/// of `last`.
fn characters(bytes: &[u8], last: Option<&[(u8, u8)]>) -> Option<Vec<Tree>> {
    let mut trees = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        if let (&[0xED, second @ 0xA0..=0xBF], Some(last)) = (rest, last) {
            let half = |third: u8| 0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
            let ranges = last.iter().map(|(from, to)| {
                let is_third = (0x80..=0xBF).contains(from) && (0x80..=0xBF).contains(to);
                is_third.then(|| (half(*from), half(*to)))
            });
            trees.push(Tree::Class(ranges.collect::<Option<_>>()?));
            return Some(trees);
        }
        let point = if let &[
            0xED,
            second @ 0xA0..=0xBF,
            third @ 0x80..=0xBF,
            ref more @ ..,
        ] = rest
        {
            rest = more;
            0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F)
        } else {
            let length = rest.len().min(4);
            let character = (1..=length).find_map(|length| {
                let text = std::str::from_utf8(&rest[..length]).ok()?;
                text.chars().next()
            })?;
            rest = &rest[character.len_utf8()..];
            character.into()
        };
        trees.push(Tree::Class(vec![(point, point)]));
    }
    last.is_none().then_some(trees)
}

/// The characters that an expression matches, if it always matches one.
fn points(hir: &Hir) -> Option<Vec<(u32, u32)>> {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            let ranges = ranges.map(|range| (range.start().into(), range.end().into()));
            Some(ranges.flat_map(without_halves).collect())
        }
        HirKind::Class(Class::Bytes(class)) => {
            let ranges = class.ranges().iter();
            let ranges = ranges.map(|range| {
                range
                    .end()
                    .is_ascii()
                    .then(|| (range.start().into(), range.end().into()))
            });
            ranges.collect()
        }
        HirKind::Capture(capture) => points(&capture.sub),
        HirKind::Literal(literal) => one(characters(&literal.0, None)?),
        HirKind::Concat(parts) if parts.len() == 2 => one(concat(parts)?),
        HirKind::Alternation(parts) => {
            let parts = parts.iter().map(points).collect::<Option<Vec<_>>>()?;
            Some(union(parts.concat()))
        }
        _ => None,
    }
}

/// A range of characters, which has no halves of surrogate pairs in it.
fn without_halves((first, last): (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
    let parts = [(first, last.min(0xD7FF)), (first.max(0xE000), last)];
    parts.into_iter().filter(|(first, last)| first <= last)
}

/// The class, if there is one alone.
fn one(trees: Vec<Tree>) -> Option<Vec<(u32, u32)>> {
    match <[Tree; 1]>::try_from(trees).ok()? {
        [Tree::Class(ranges)] => Some(ranges),
        _ => None,
    }
}

/// Ranges in order, those that meet made one.
fn union(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut united: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match united.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => united.push((first, last)),
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use vouchsafe_core::ecma::translate;
    use vouchsafe_core::program::Tree;

    use super::tree;
    use crate::matcher::parse;

    fn of(pattern: &str) -> Option<Tree> {
        tree(&parse(&translate(pattern).unwrap()).unwrap())
    }

    #[test]
    fn every_kind_of_expression_has_counters() {
        for (pattern, size) in [
            ("^.{1,65536}$", 4),
            (r"^[\s\S]{1,40000}$", 4),
            (r"^\p{L}{1,10000}$", 4),
            (r"[\ud800-\udbff]{0,9999}", 2),
            (r"^[^\ud800]{1,9999}$", 4),
            (r"^(?:[^x]{1,255}\.){0,100}$", 402),
            (r"\bab{2,90000}\B|c\ud83d\ude00", 9),
            ("^(?:ab){1,100}$", 302),
            (r"\ud800a[\udc00-\udc05]", 3),
        ] {
            assert_eq!(
                of(pattern).unwrap().size(),
                size,
                "{pattern}: {:?}",
                of(pattern)
            );
        }
    }

    #[test]
    fn halves_of_surrogate_pairs_are_characters_of_classes() {
        let class = |ranges: &[(u32, u32)]| Some(Tree::Class(ranges.to_vec()));
        assert_eq!(of(r"\ud801"), class(&[(0xD801, 0xD801)]));
        assert_eq!(of(r"[\ud801-\udbff]"), class(&[(0xD801, 0xDBFF)]));
        assert_eq!(of(r"[a\ud801]"), class(&[(0x61, 0x61), (0xD801, 0xD801)]));
        assert_eq!(of(r"[^\ud801]"), class(&[(0, 0xD800), (0xD802, 0x10_FFFF)]));
    }
}
