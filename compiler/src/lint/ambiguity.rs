//! Whether a repetition in a regular expression can read one text in several ways.
//!
//! The expression becomes an automaton without empty steps, whose states are the places of its characters
//! (Glushkov's). It is exponentially ambiguous where a state leads back to itself on two ways that read the same
//! text: where a step of a loop stands for two ways, or where, of two copies of the automaton that read the same, a
//! way leads from equal states to different ones and back (Weber and Seidl, 1991). An engine that backtracks tries
//! all of these ways if what follows can fail.

use std::collections::HashMap;

use regex_syntax::ast::{self, Ast, RepetitionKind, RepetitionRange};
use regex_syntax::hir::translate::Translator;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// Larger automata are not looked at.
const MOST_STATES: usize = 300;
/// So are those whose pairs of states have more steps.
const MOST_STEPS: usize = 1_000_000;

/// Whether a repetition can read one text in exponentially many ways before something that can fail; `false` as well
/// if the expression is too large to tell.
pub(super) fn is_ambiguous(regex: &str) -> bool {
    ambiguous_states(regex).is_some()
}

fn ambiguous_states(regex: &str) -> Option<Vec<usize>> {
    let tree = ast::parse::Parser::new().parse(regex).ok()?;
    let mut automaton = Automaton {
        regex,
        ..Automaton::default()
    };
    let whole = automaton.piece(&tree)?;
    let states = automaton.ambiguous_states()?;
    // Where the loop may be the end of a match, nothing that follows can fail.
    let fails = ends_anchored(&tree) || !states.iter().any(|state| whole.last.contains(state));
    fails.then_some(states)
}

/// Whether a match can only end where the text ends.
fn ends_anchored(tree: &Ast) -> bool {
    match tree {
        Ast::Assertion(assertion) => matches!(
            assertion.kind,
            ast::AssertionKind::EndLine | ast::AssertionKind::EndText
        ),
        Ast::Concat(parts) => parts.asts.last().is_some_and(ends_anchored),
        Ast::Alternation(branches) => branches.asts.iter().all(ends_anchored),
        Ast::Group(group) => ends_anchored(&group.ast),
        _ => false,
    }
}

/// States, and the steps between them.
#[derive(Default)]
struct Automaton<'a> {
    regex: &'a str,
    /// What each state reads.
    reads: Vec<ClassUnicode>,
    /// In how many ways a state leads to another.
    steps: HashMap<(usize, usize), u32>,
}

/// A part of the expression: where it begins and ends, and whether it may read nothing.
#[derive(Clone, Default)]
struct Piece {
    first: Vec<usize>,
    last: Vec<usize>,
    nullable: bool,
}

impl Piece {
    const fn nothing() -> Self {
        Self {
            first: Vec::new(),
            last: Vec::new(),
            nullable: true,
        }
    }
}

impl Automaton<'_> {
    /// Adds the states of a part; `None` if there are too many.
    fn piece(&mut self, tree: &Ast) -> Option<Piece> {
        Some(match tree {
            Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => Piece::nothing(),
            Ast::Literal(_)
            | Ast::Dot(_)
            | Ast::ClassUnicode(_)
            | Ast::ClassPerl(_)
            | Ast::ClassBracketed(_) => self.state(tree)?,
            Ast::Group(group) => self.piece(&group.ast)?,
            Ast::Concat(parts) => {
                let mut whole = Piece::nothing();
                for part in &parts.asts {
                    let part = self.piece(part)?;
                    whole = self.one_after_the_other(whole, part);
                }
                whole
            }
            Ast::Alternation(branches) => {
                let mut whole = Piece::default();
                for branch in &branches.asts {
                    let branch = self.piece(branch)?;
                    whole.first.extend(branch.first);
                    whole.last.extend(branch.last);
                    whole.nullable |= branch.nullable;
                }
                whole
            }
            Ast::Repetition(repetition) => self.repetition(repetition)?,
        })
    }

    fn state(&mut self, tree: &Ast) -> Option<Piece> {
        let hir = Translator::new().translate(self.regex, tree).ok()?;
        let class = match hir.kind() {
            HirKind::Class(Class::Unicode(class)) => class.clone(),
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                ClassUnicode::new(
                    text.chars()
                        .map(|character| ClassUnicodeRange::new(character, character)),
                )
            }
            _ => return None,
        };
        let state = self.reads.len();
        self.reads.push(class);
        (state < MOST_STATES).then(|| Piece {
            first: vec![state],
            last: vec![state],
            nullable: false,
        })
    }

    fn link(&mut self, from: &[usize], to: &[usize]) {
        for from in from {
            for to in to {
                *self.steps.entry((*from, *to)).or_default() += 1;
            }
        }
    }

    fn one_after_the_other(&mut self, mut left: Piece, mut right: Piece) -> Piece {
        self.link(&left.last, &right.first);
        if left.nullable {
            left.first.extend(&right.first);
        }
        if right.nullable {
            right.last.extend(left.last);
        }
        Piece {
            first: left.first,
            last: right.last,
            nullable: left.nullable && right.nullable,
        }
    }

    fn repetition(&mut self, repetition: &ast::Repetition) -> Option<Piece> {
        let (min, max) = match &repetition.op.kind {
            RepetitionKind::ZeroOrOne => (0, Some(1)),
            RepetitionKind::ZeroOrMore => (0, None),
            RepetitionKind::OneOrMore => (1, None),
            RepetitionKind::Range(RepetitionRange::Exactly(count)) => (*count, Some(*count)),
            RepetitionKind::Range(RepetitionRange::AtLeast(min)) => (*min, None),
            RepetitionKind::Range(RepetitionRange::Bounded(min, max)) => (*min, Some(*max)),
        };
        let mut whole = Piece::nothing();
        // The last of those that must be there is the one that is repeated.
        for _ in 0..if max.is_none() {
            min.saturating_sub(1)
        } else {
            min
        } {
            let part = self.piece(&repetition.ast)?;
            whole = self.one_after_the_other(whole, part);
        }
        match max {
            None => {
                let mut part = self.piece(&repetition.ast)?;
                self.link(&part.last.clone(), &part.first.clone());
                part.nullable |= min == 0;
                whole = self.one_after_the_other(whole, part);
            }
            Some(max) => {
                // Whoever may repeat once more often is not ambiguous in more ways; few of them will do. Each needs the
                // one before it: `a(a(a)?)?`.
                let mut rest = Piece::nothing();
                for _ in 0..(max - min.min(max)).min(2) {
                    let part = self.piece(&repetition.ast)?;
                    rest = self.one_after_the_other(part, rest);
                    rest.nullable = true;
                }
                whole = self.one_after_the_other(whole, rest);
            }
        }
        Some(whole)
    }

    /// The states of a loop that reads one text in two ways, if there is such a loop.
    fn ambiguous_states(&self) -> Option<Vec<usize>> {
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); self.reads.len()];
        let mut steps: Vec<_> = self
            .steps
            .iter()
            .map(|(step, ways)| (*step, *ways))
            .collect();
        steps.sort_unstable();
        for ((from, to), _) in &steps {
            next[*from].push(*to);
        }
        let loops = components(self.reads.len(), |state, each| {
            next[state].iter().for_each(|to| each(*to));
        })?;
        let twice = steps
            .iter()
            .filter(|(_, ways)| *ways > 1)
            .map(|(step, _)| step);
        let mut twice = twice.filter(|(from, to)| loops[*from] == loops[*to]);
        let of = &loops;
        let members =
            |component: usize| (0..self.reads.len()).filter(move |state| of[*state] == component);
        if let Some((from, to)) = twice.next() {
            // A step that stands for two ways leads back to where it begins, or is none of a loop.
            return Some(if from == to {
                vec![*from]
            } else {
                members(loops[*from]).collect()
            });
        }
        let count = self.reads.len();
        let pairs = components(count * count, |pair, each| {
            let (left, right) = (pair / count, pair % count);
            for left in &next[left] {
                for right in &next[right] {
                    if self.reads_in_common(*left, *right) {
                        each(left * count + right);
                    }
                }
            }
        })?;
        let is_loop =
            |component: usize| (0..count).find(|state| pairs[state * count + state] == component);
        let apart = (0..count * count).filter(|pair| pair / count != pair % count);
        let (pair, _) = apart
            .into_iter()
            .find_map(|pair| Some((pair, is_loop(pairs[pair])?)))?;
        Some(members(loops[pair / count]).collect())
    }

    fn reads_in_common(&self, left: usize, right: usize) -> bool {
        if left == right {
            return true;
        }
        let mut both = self.reads[left].clone();
        both.intersect(&self.reads[right]);
        !both.ranges().is_empty()
    }
}

/// The strongly connected component of each node (Tarjan's algorithm, without recursion); `None` if there are too many
/// steps.
fn components(nodes: usize, next: impl Fn(usize, &mut dyn FnMut(usize))) -> Option<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let mut search = Search {
        order: vec![NEW; nodes],
        low: vec![0; nodes],
        component: vec![NEW; nodes],
        open: Vec::new(),
        count: 0,
    };
    let mut left = MOST_STEPS;
    for start in 0..nodes {
        if search.order[start] != NEW {
            continue;
        }
        let mut way: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut enter = Some(start);
        loop {
            if let Some(node) = enter.take() {
                search.enter(node);
                let mut to = Vec::new();
                next(node, &mut |node| to.push(node));
                left = left.checked_sub(to.len())?;
                way.push((node, to));
            }
            let Some((node, to)) = way.last_mut() else {
                break;
            };
            let node = *node;
            match to.pop() {
                Some(other) if search.order[other] == NEW => enter = Some(other),
                Some(other) => {
                    if search.component[other] == NEW {
                        search.low[node] = search.low[node].min(search.order[other]);
                    }
                }
                None => {
                    search.leave(node);
                    way.pop();
                    if let Some((before, _)) = way.last() {
                        search.low[*before] = search.low[*before].min(search.low[node]);
                    }
                }
            }
        }
    }
    Some(search.component)
}

/// What the search knows of each node.
struct Search {
    order: Vec<usize>,
    low: Vec<usize>,
    component: Vec<usize>,
    open: Vec<usize>,
    count: usize,
}

impl Search {
    fn enter(&mut self, node: usize) {
        self.order[node] = self.count;
        self.low[node] = self.count;
        self.count += 1;
        self.open.push(node);
    }

    /// Closes the component that begins with the node, if one does.
    fn leave(&mut self, node: usize) {
        if self.low[node] != self.order[node] {
            return;
        }
        while let Some(other) = self.open.pop() {
            self.component[other] = node;
            if other == node {
                break;
            }
        }
    }
}
