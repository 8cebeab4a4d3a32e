//! What one of two alternatives admits.

use vouchsafe_core::program::Types;

use super::Admitted;

/// What one of two admits; `schema` names both where they have names of their own.
pub(super) fn join(left: Admitted, right: Admitted, schema: &str) -> Admitted {
    if left.types.is_empty() {
        return right;
    }
    if right.types.is_empty() {
        return left;
    }
    // Who admits no values of a kind has nothing to say about them.
    let of_kind = |kind: Types| Kind {
        left: !left.types.intersection(kind).is_empty(),
        right: !right.types.intersection(kind).is_empty(),
    };
    let (numbers, strings) = (of_kind(Types::NUMBER), of_kind(Types::STRING));
    let (arrays, objects) = (of_kind(Types::ARRAY), of_kind(Types::OBJECT));
    let same_prefix = left.prefix.len() == right.prefix.len();
    let least = |left: Option<i128>, right: Option<i128>| left.zip(right).map(|(l, r)| l.min(r));
    let greatest = |left: Option<i128>, right: Option<i128>| left.zip(right).map(|(l, r)| l.max(r));
    Admitted {
        types: left.types.union(right.types),
        integers: numbers.of(left.integers, right.integers, |left, right| {
            (least(left.0, right.0), greatest(left.1, right.1))
        }),
        never_zero: numbers.of(left.never_zero, right.never_zero, |left, right| {
            left && right
        }),
        strings: strings.of(left.strings, right.strings, |left, right| {
            left.zip(right).map(|(mut left, right)| {
                left.extend(right);
                left
            })
        }),
        characters: strings.of(left.characters, right.characters, span),
        digits: strings.of(left.digits, right.digits, |left, right| {
            left.zip(right).map(|(left, right)| span(left, right))
        }),
        items: arrays.of(
            others(left.items, left.counts, left.prefix.len()),
            others(right.items, right.counts, right.prefix.len()),
            // Prefixes that differ are given up, and with them what is said of the others.
            |left, right| {
                if same_prefix {
                    inside(left, right)
                } else {
                    None
                }
            },
        ),
        prefix: arrays.of(left.prefix, right.prefix, |left, right| {
            if same_prefix {
                let pairs = left.into_iter().zip(right);
                pairs.map(|(left, right)| join(left, right, "")).collect()
            } else {
                Vec::new()
            }
        }),
        counts: arrays.of(left.counts, right.counts, span),
        unique: arrays.of(left.unique, right.unique, |left, right| left && right),
        names: objects.of(left.names, right.names, inside),
        values: objects.of(left.values, right.values, inside),
        any_named: objects.of(left.any_named, right.any_named, inside),
        has_members: left.has_members || right.has_members,
        recursive: left.recursive || right.recursive,
        schema: match (left.schema.is_empty(), right.schema.is_empty()) {
            (true, _) => right.schema,
            (_, true) => left.schema,
            _ => schema.to_owned(),
        },
    }
}

/// Whether each of two alternatives admits values of a kind.
#[derive(Clone, Copy)]
struct Kind {
    left: bool,
    right: bool,
}

impl Kind {
    /// The fact about the kind of whoever admits it, or of both.
    fn of<T>(self, left: T, right: T, both: impl FnOnce(T, T) -> T) -> T {
        match (self.left, self.right) {
            (true, true) => both(left, right),
            (false, true) => right,
            _ => left,
        }
    }
}

fn span(left: (u64, u64), right: (u64, u64)) -> (u64, u64) {
    (left.0.min(right.0), left.1.max(right.1))
}

/// What is inside one of two: anything, if one of them says nothing.
fn inside(left: Option<Box<Admitted>>, right: Option<Box<Admitted>>) -> Option<Box<Admitted>> {
    left.zip(right)
        .map(|(left, right)| Box::new(join(*left, *right, "")))
}

/// What the items behind the prefix may be, which is nothing where there are none.
fn others(
    items: Option<Box<Admitted>>,
    counts: (u64, u64),
    prefix: usize,
) -> Option<Box<Admitted>> {
    if counts.1 > prefix as u64 {
        return items;
    }
    let mut none = Admitted::anything(String::new());
    none.types = Types::default();
    Some(Box::new(none))
}
