//! The groups of a pattern that capture: which names may still be taken, and whether the references to
//! groups have one.

use std::collections::{HashMap, HashSet};

use super::{PatternError, error};

/// The groups that capture, and the references to them.
#[derive(Default)]
pub(super) struct Groups<'a> {
    count: usize,
    /// The names, with the numbers of their groups.
    names: HashMap<&'a str, Vec<usize>>,
    /// The names that no group may have here: those of the alternatives that this place is in.
    taken: HashSet<&'a str>,
    /// The same in the order of the pattern.
    order: Vec<&'a str>,
    /// The reference to the highest number, and where it is.
    highest: (usize, usize),
    references: Vec<(&'a str, usize)>,
}

impl<'a> Groups<'a> {
    /// Adds a group without a name.
    pub(super) fn add(&mut self) {
        self.count += 1;
    }

    /// Adds a group with a name; `false` if the name is taken.
    pub(super) fn add_named(&mut self, name: &'a str) -> bool {
        self.count += 1;
        self.names.entry(name).or_default().push(self.count);
        self.order.push(name);
        self.taken.insert(name)
    }

    /// The numbers of the groups of that name that have begun.
    pub(super) fn named(&self, name: &str) -> Vec<usize> {
        self.names.get(name).cloned().unwrap_or_default()
    }

    /// Whether there is a reference to any group.
    pub(super) fn are_referred_to(&self) -> bool {
        self.highest.0 > 0 || !self.references.is_empty()
    }

    /// Notes a reference to a group by its number, which may be too large for any, and gives the number.
    pub(super) fn refer_to_number(&mut self, digits: &str, at: usize) -> usize {
        let number = digits.parse().unwrap_or(usize::MAX);
        if number > self.highest.0 {
            self.highest = (number, at);
        }
        number
    }

    /// Notes a reference to a group by its name, which may come later.
    pub(super) fn refer_to_name(&mut self, name: &'a str, at: usize) {
        self.references.push((name, at));
    }

    /// A place in the pattern, for [`Groups::release`].
    pub(super) fn mark(&self) -> usize {
        self.order.len()
    }

    /// Gives the names back that were taken since `mark`: the next alternative may use them.
    pub(super) fn release(&mut self, mark: usize, released: &mut Vec<&'a str>) {
        for name in self.order.drain(mark..) {
            self.taken.remove(name);
            released.push(name);
        }
    }

    /// Takes the names again that were given back: after the last alternative, all are taken.
    pub(super) fn retake(&mut self, released: Vec<&'a str>) {
        self.taken.extend(released.iter().copied());
        self.order.extend(released);
    }

    /// Looks for a reference to a group that does not exist, once all are known.
    pub(super) fn check(&self) -> Result<(), PatternError> {
        let (number, at) = self.highest;
        if number > self.count {
            return Err(error(at, format!("there is no group {number}")));
        }
        let unknown = |(name, _): &&(&str, usize)| !self.names.contains_key(name);
        match self.references.iter().find(unknown) {
            None => Ok(()),
            Some(&(name, at)) => Err(error(at, format!("there is no group `{name}`"))),
        }
    }
}
