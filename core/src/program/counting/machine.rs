//! An expression as steps, made from its tree.

use std::collections::HashMap;

use super::tree::{Look, Ranges, Tree};

/// A class of characters, of which those of ASCII are found at once.
#[derive(Debug)]
pub(super) struct Class {
    ascii: u128,
    ranges: Ranges,
}

impl Class {
    fn new(ranges: Ranges) -> Self {
        let ascii = ranges.iter().filter(|(first, _)| *first < 128);
        let ascii = ascii.flat_map(|(first, last)| *first..=(*last).min(127));
        Self {
            ascii: ascii.fold(0, |bits, point| bits | 1 << point),
            ranges,
        }
    }

    pub(super) fn has(&self, point: u32) -> bool {
        if point < 128 {
            return self.ascii >> point & 1 == 1;
        }
        let at = self.ranges.partition_point(|(_, last)| *last < point);
        self.ranges
            .get(at)
            .is_some_and(|(first, _)| *first <= point)
    }
}

/// A step of an expression. Numbers are those of classes, and places of steps.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// One character of a class, so often; what follows is the next step.
    Characters {
        class: u32,
        min: u32,
        max: u32,
    },
    Look(Look),
    /// The next step, or that one.
    Fork(u32),
    Go(u32),
    Matches,
}

/// Numbers of classes, by where their characters stand in memory.
type Known = HashMap<usize, u32>;

/// An expression that is ready to be run.
#[derive(Debug)]
pub(in crate::program) struct Counting {
    pub(super) classes: Vec<Class>,
    pub(super) steps: Vec<Step>,
    /// It can begin at the start of the text alone.
    pub(super) anchored: bool,
}

impl Counting {
    /// The expression that `bytes` are; `None` if they are none.
    pub(in crate::program) fn read(bytes: &[u8]) -> Option<Self> {
        Tree::of_bytes(bytes).map(|tree| Self::new(&tree))
    }

    fn new(tree: &Tree) -> Self {
        let mut known = HashMap::new();
        let first = match tree {
            Tree::Concat(parts) => parts.first(),
            other => Some(other),
        };
        let mut counting = Self {
            classes: Vec::new(),
            steps: Vec::new(),
            anchored: matches!(first, Some(Tree::Look(Look::Start))),
        };
        counting.add(tree, &mut known);
        counting.steps.push(Step::Matches);
        counting
    }

    fn here(&self) -> u32 {
        self.steps.len().try_into().unwrap_or(u32::MAX)
    }

    /// Lets a fork or a jump lead to the step that is added next.
    fn land(&mut self, at: usize) {
        let here = self.here();
        if let Some(Step::Fork(to) | Step::Go(to)) = self.steps.get_mut(at) {
            *to = here;
        }
    }

    fn fork(&mut self) -> usize {
        self.steps.push(Step::Fork(0));
        self.steps.len() - 1
    }

    /// `known` are the classes that were met before, by where they stand in the tree: a group is written out again and
    /// again.
    fn characters(&mut self, ranges: &Ranges, (min, max): (u32, u32), known: &mut Known) {
        let class = *known.entry(ranges.as_ptr().addr()).or_insert_with(|| {
            self.classes.push(Class::new(ranges.clone()));
            (self.classes.len() - 1).try_into().unwrap_or(u32::MAX)
        });
        self.steps.push(Step::Characters { class, min, max });
    }

    fn add(&mut self, tree: &Tree, known: &mut Known) {
        match tree {
            Tree::Class(ranges) => self.characters(ranges, (1, 1), known),
            Tree::Look(look) => self.steps.push(Step::Look(*look)),
            Tree::Concat(parts) => parts.iter().for_each(|part| self.add(part, known)),
            Tree::Alternation(parts) => {
                let mut ends = Vec::new();
                for (index, part) in parts.iter().enumerate() {
                    let is_last = index + 1 == parts.len();
                    let fork = (!is_last).then(|| self.fork());
                    self.add(part, known);
                    if let Some(fork) = fork {
                        ends.push(self.steps.len());
                        self.steps.push(Step::Go(0));
                        self.land(fork);
                    }
                }
                for end in ends {
                    self.land(end);
                }
            }
            Tree::Repetition(_, 0, _) => {}
            Tree::Repetition(min, max, inner) => {
                // What matches nothing can fill up the rounds that must be.
                let min = if inner.is_nullable() { 0 } else { *min };
                self.repeat((min, *max), inner, known);
            }
        }
    }

    fn repeat(&mut self, (min, max): (u32, u32), inner: &Tree, known: &mut Known) {
        if let Tree::Class(ranges) = inner {
            let skip = (min == 0).then(|| self.fork());
            self.characters(ranges, (min.max(1), max), known);
            if let Some(skip) = skip {
                self.land(skip);
            }
            return;
        }
        for _ in 0..min {
            self.add(inner, known);
        }
        if max == u32::MAX {
            let begin = self.fork();
            self.add(inner, known);
            self.steps
                .push(Step::Go(begin.try_into().unwrap_or(u32::MAX)));
            self.land(begin);
            return;
        }
        let skips: Vec<usize> = (min..max)
            .map(|_| {
                let skip = self.fork();
                self.add(inner, known);
                skip
            })
            .collect();
        for skip in skips {
            self.land(skip);
        }
    }
}
