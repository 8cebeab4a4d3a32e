//! Changes a value in one place.

use super::value::Json;

/// How many values there are in a value, with itself.
pub(super) fn count(value: &Json) -> usize {
    1 + match value {
        Json::Array(items) => items.iter().map(count).sum(),
        Json::Object(members) => members.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

/// Changes the value at a place, counted from outside to inside.
pub(super) fn change(value: &mut Json, place: usize, with: &mut dyn FnMut(&mut Json)) {
    if place == 0 {
        return with(value);
    }
    let mut left = place - 1;
    let inner: Vec<&mut Json> = match value {
        Json::Array(items) => items.iter_mut().collect(),
        Json::Object(members) => members.iter_mut().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    };
    for inner in inner {
        let size = count(inner);
        if left < size {
            return change(inner, left, with);
        }
        left -= size;
    }
}

/// Takes a member away, or adds it.
pub(super) fn toggle(value: &mut Json, name: &str, new: &Json) {
    match value {
        Json::Object(members) => match members.iter().position(|(known, _)| known == name) {
            Some(index) => {
                members.remove(index);
            }
            None => members.push((name.to_owned(), new.clone())),
        },
        Json::Array(items) => items.push(new.clone()),
        _ => *value = Json::Object(vec![(name.to_owned(), new.clone())]),
    }
}

/// Marsaglia's xorshift: good enough to choose, and the same each time.
pub(super) struct Random(u64);

impl Random {
    /// The same numbers each time, so that the same is found each time.
    pub(super) const fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (bound.max(1) as u64)).unwrap_or(0)
    }

    pub(super) fn pick<'v, T>(&mut self, values: &'v [T]) -> Option<&'v T> {
        let index = self.below(values.len());
        values.get(index)
    }
}
