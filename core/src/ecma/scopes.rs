//! Where the groups of a pattern stand, and what its parts may cost: what is asked before a library runs it
//! that backtracks.
//!
//! Such a library keeps what a group has captured from one round of a repetition to the next, whereas
//! ECMA-262 forgets it, and it lets a repetition end with a round that matches nothing, whereas ECMA-262
//! takes that round back. A back-reference that could tell is refused; of the others it is known here
//! whether they can see their group at all.

use std::fmt::Write as _;

use super::{PatternError, StepCost, error};

/// A round that matches nothing may be asked for this many times.
const MOST_IDLE_ROUNDS: u32 = 100;

/// What matches at most this many characters costs no more than one does.
const SHORT: u32 = 64;

/// What kind of scope it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// A group, or the whole pattern.
    Nothing,
    Ahead,
    NotAhead,
    Behind,
    NotBehind,
}

/// What is known of a part of a pattern.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// It may match nothing.
    nullable: bool,
    /// It looks around or refers back.
    hard: bool,
    /// The number of characters of every match, if all have the same.
    length: Option<u32>,
    /// The rounds of its repetitions, multiplied: how long a match may be.
    width: u32,
    /// The power of the text's length that one look around in it may cost.
    looks: u8,
    /// The same of one step of it.
    cost: u8,
    /// The rounds that match nothing, multiplied.
    idle: u32,
    /// It repeats what may match nothing.
    loose: bool,
}

impl Shape {
    pub(super) const CHARACTER: Self = Self {
        nullable: false,
        hard: false,
        length: Some(1),
        width: 1,
        looks: 0,
        cost: 0,
        idle: 1,
        loose: false,
    };
    pub(super) const ANCHOR: Self = Self {
        nullable: true,
        length: Some(0),
        ..Self::CHARACTER
    };
    /// A place between words, which is put as a look around.
    pub(super) const BOUNDARY: Self = Self {
        hard: true,
        ..Self::ANCHOR
    };
    const REFERENCE: Self = Self {
        length: None,
        ..Self::BOUNDARY
    };

    /// One after the other.
    fn then(self, other: Self) -> Self {
        let lengths = self.length.zip(other.length);
        Self {
            nullable: self.nullable && other.nullable,
            length: lengths.and_then(|(left, right)| left.checked_add(right)),
            ..self.with(other)
        }
    }

    /// One or the other.
    fn or(self, other: Self) -> Self {
        Self {
            nullable: self.nullable || other.nullable,
            length: self.length.filter(|_| self.length == other.length),
            ..self.with(other)
        }
    }

    /// What both have.
    fn with(self, other: Self) -> Self {
        Self {
            nullable: false,
            length: None,
            hard: self.hard || other.hard,
            width: self.width.max(other.width),
            looks: self.looks.max(other.looks),
            cost: self.cost.max(other.cost),
            idle: self.idle.max(other.idle),
            loose: self.loose || other.loose,
        }
    }

    fn repeated(self, min: u32, max: u32) -> Self {
        let width = self.width.saturating_mul(max);
        // Each step of a repetition that looks around is one of the library, which counts them; what does
        // not is run by an automaton that may read to the end of the text in one step.
        let cost = match self.looks {
            _ if width <= SHORT => 0,
            0 if self.hard => 0,
            looks => looks.saturating_add(1),
        };
        Self {
            nullable: self.nullable || min == 0,
            length: self
                .length
                .filter(|_| min == max)
                .and_then(|length| length.checked_mul(min)),
            width,
            cost: self.cost.max(cost),
            idle: self
                .idle
                .saturating_mul(if self.nullable { min.max(1) } else { 1 }),
            loose: self.loose || self.nullable && min != max,
            ..self
        }
    }

    fn looked_at(self) -> Self {
        let cost = self.cost.max(u8::from(self.width > SHORT));
        Self {
            nullable: true,
            hard: true,
            length: Some(0),
            width: 1,
            looks: cost,
            cost,
            ..self
        }
    }
}

struct Scope {
    parent: usize,
    /// Which alternative of the parent it stands in.
    place: u32,
    around: Around,
    /// The number of the alternative that is being read, or of the last one.
    alternative: u32,
    /// The alternative that is being read.
    current: Shape,
    /// The alternatives before, once there are some.
    before: Option<Shape>,
    /// How often it is repeated.
    rounds: (u32, u32),
}

impl Scope {
    fn new(parent: usize, place: u32, around: Around) -> Self {
        Self {
            parent,
            place,
            around,
            alternative: 0,
            current: Shape::ANCHOR,
            before: None,
            rounds: (1, 1),
        }
    }

    /// Everything in it that has been read.
    fn shape(&self) -> Shape {
        let before = self.before;
        before.map_or(self.current, |before| before.or(self.current))
    }
}

/// The scopes of a pattern: itself, and every group and look around in it.
pub(super) struct Scopes {
    all: Vec<Scope>,
    open: usize,
    /// The scopes of the groups that capture, by number.
    groups: Vec<usize>,
    /// The term that was read last, and its scope: a quantifier may follow.
    last: Option<(Shape, Option<usize>)>,
    /// The references that can see their group: what they are called, where they are, and its scope.
    references: Vec<(String, usize, usize)>,
}

impl Default for Scopes {
    fn default() -> Self {
        Self {
            all: vec![Scope::new(0, 0, Around::Nothing)],
            open: 0,
            groups: Vec::new(),
            last: None,
            references: Vec::new(),
        }
    }
}

impl Scopes {
    /// A term that is no scope.
    pub(super) fn add(&mut self, shape: Shape) {
        self.settle();
        self.last = Some((shape, None));
    }

    fn settle(&mut self) {
        if let Some((shape, _)) = self.last.take() {
            let current = &mut self.all[self.open].current;
            *current = current.then(shape);
        }
    }

    /// The term that was read last is repeated.
    pub(super) fn repeat(&mut self, at: usize, min: u32, max: u32) -> Result<(), PatternError> {
        let Some((shape, scope)) = &mut self.last else {
            return Ok(());
        };
        if shape.length == Some(0) {
            let words = "what always matches nothing cannot be repeated";
            return Err(refused(at, words.to_owned()));
        }
        *shape = shape.repeated(min, max);
        if let Some(scope) = *scope {
            self.all[scope].rounds = (min, max);
        }
        if shape.idle > MOST_IDLE_ROUNDS {
            return Err(refused(
                at,
                format!("what may match nothing can be repeated {MOST_IDLE_ROUNDS} times at most"),
            ));
        }
        Ok(())
    }

    pub(super) fn next_alternative(&mut self) {
        self.settle();
        let scope = &mut self.all[self.open];
        scope.before = Some(scope.shape());
        scope.current = Shape::ANCHOR;
        scope.alternative += 1;
    }

    pub(super) fn open(&mut self, around: Around, captures: bool) {
        self.settle();
        let place = self.all[self.open].alternative;
        let scope = Scope::new(self.open, place, around);
        self.open = self.all.len();
        self.all.push(scope);
        if captures {
            self.groups.push(self.open);
        }
    }

    /// Closes the scope that was opened at `at`.
    pub(super) fn close(&mut self, at: usize) -> Result<(), PatternError> {
        self.settle();
        let (index, scope) = (self.open, &self.all[self.open]);
        let shape = scope.shape();
        let behind = matches!(scope.around, Around::Behind | Around::NotBehind);
        // The library's search for where such a match begins misses some.
        if behind && shape.hard && shape.length.is_none() {
            let words = "a look-behind with a look-around or `\\b` in it must match a fixed number of characters";
            return Err(refused(at, words.to_owned()));
        }
        let shape = match scope.around {
            Around::Nothing => shape,
            _ => shape.looked_at(),
        };
        self.open = scope.parent;
        self.last = Some((shape, Some(index)));
        Ok(())
    }

    /// What stands for a back-reference to the groups of those numbers, one of which at most takes part
    /// in a match.
    pub(super) fn reference(
        &mut self,
        at: usize,
        construct: &str,
        numbers: &[usize],
    ) -> Result<String, PatternError> {
        self.add(Shape::REFERENCE);
        let mut within = self.open;
        while within > 0 {
            if matches!(self.all[within].around, Around::Behind | Around::NotBehind) {
                let words = format!("{construct} cannot stand in a look-behind");
                return Err(refused(at, words));
            }
            within = self.all[within].parent;
        }
        let mut text = String::new();
        for &number in numbers {
            // A group that comes later has nothing to show yet.
            let Some(&group) = number.checked_sub(1).and_then(|at| self.groups.get(at)) else {
                continue;
            };
            match self.is_seen(group) {
                Ok(false) => {}
                Ok(true) => {
                    self.references.push((construct.to_owned(), at, group));
                    // A group that has not taken part matches nothing, which the library would refuse.
                    let _ = write!(text, r"(?({number})\{number}|)");
                }
                Err(words) => return Err(refused(at, format!("{construct} {words}"))),
            }
        }
        // A group of its own, for what may follow.
        Ok(format!("(?:{text})"))
    }

    /// Whether a reference that stands here can see what a group has captured.
    fn is_seen(&self, group: usize) -> Result<bool, &'static str> {
        let is_around = |scope: usize| {
            let mut open = self.open;
            while open > scope {
                open = self.all[open].parent;
            }
            open == scope
        };
        let (mut child, mut at) = (group, group);
        let (mut forgets, mut behind, mut loose) = (false, false, false);
        while !is_around(at) {
            let scope = &self.all[at];
            match scope.around {
                Around::Nothing => {}
                Around::Ahead => loose |= scope.shape().loose,
                Around::Behind => behind = true,
                Around::NotAhead | Around::NotBehind => forgets = true,
            }
            (child, at) = (at, scope.parent);
        }
        // Inside its own group, or in another alternative, there is nothing to see.
        let elsewhere = at == group || self.all[child].place != self.all[at].alternative || forgets;
        match (elsewhere, behind, loose) {
            (true, ..) => Ok(false),
            (false, true, _) => Err("cannot refer to a group in a look-behind"),
            (false, false, true) => {
                Err("cannot refer to a group in a look-ahead that repeats what may match nothing")
            }
            (false, false, false) => Ok(true),
        }
    }

    /// Looks at the references once everything has been read: what one step costs.
    pub(super) fn finish(&mut self) -> Result<StepCost, PatternError> {
        self.settle();
        for (construct, at, group) in &self.references {
            let (mut scope, mut may_be_left_out) = (*group, false);
            while scope > 0 {
                let Scope {
                    parent,
                    rounds: (min, max),
                    ..
                } = self.all[scope];
                let nullable = self.all[scope].shape().nullable;
                if max > 1 && (may_be_left_out || nullable && min != max) || max == 0 {
                    let words = "cannot refer to a group in a repetition that may leave it out or match nothing";
                    return Err(refused(*at, format!("{construct} {words}")));
                }
                may_be_left_out |= min == 0 || self.all[parent].alternative > 0;
                scope = parent;
            }
        }
        Ok(match self.all[0].shape().cost {
            0 if self.references.is_empty() => StepCost::Constant,
            0 => StepCost::Comparison,
            power => StepCost::Power(power),
        })
    }
}

fn refused(at: usize, message: String) -> PatternError {
    PatternError {
        nonlinear: true,
        ..error(at, message)
    }
}
