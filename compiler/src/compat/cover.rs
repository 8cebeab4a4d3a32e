//! Whether one schema accepts all that another one accepts, as far as a look at each keyword tells.
//!
//! What is found to be covered is: that is a proof. What is not may be covered all the same; each such demand becomes
//! a [`Difference`], with the place in the value and in both schemas.

mod arrays;
mod combinators;
mod objects;
mod same;
mod scalars;

use std::collections::{BTreeSet, HashMap};

use vouchsafe_core::program::{Check, NodeId, Types};

use super::difference::{Detail, Difference, Step};
use super::side::{Demand, Given, Side};
use super::value::Json;
use same::is_same;

/// How many pairs of schemas are compared: those that refer to each other can be entered in more ways than anybody
/// could wait for.
const MOST_STEPS: u32 = 50_000;
/// How deep pairs of schemas nest.
const DEEPEST: u32 = 64;

/// How many differences are told.
pub(super) const MOST_FOUND: usize = 1_000;
/// How many values of one list are told, each as a difference of its own.
const MOST_VALUES: usize = 100;

/// The demands of `to` that are not known to hold where `from` does; none is a proof that there is none.
pub(super) fn differences(from: &Side<'_>, to: &Side<'_>) -> Vec<Difference> {
    from.refill();
    to.refill();
    let mut cover = Cover::new(from, to, MOST_STEPS, DEEPEST);
    let given = Given::new(vec![from.parts.root]);
    let is_covered = cover.covers(&given, to.parts.root, Where::Told(&[]));
    debug_assert!(
        is_covered || !cover.found.is_empty(),
        "a difference is told"
    );
    cover.found
}

/// Where a comparison stands, if its differences are to be told.
#[derive(Clone, Copy)]
enum Where<'p> {
    Told(&'p [Step]),
    /// Only the answer counts.
    Asked,
}

impl Where<'_> {
    /// The same at a place inside.
    fn inside<R>(self, step: Step, then: impl FnOnce(Where<'_>) -> R) -> R {
        match self {
            Where::Asked => then(Where::Asked),
            Where::Told(path) => {
                let mut path = path.to_vec();
                path.push(step);
                then(Where::Told(&path))
            }
        }
    }
}

/// What is known about a pair.
#[derive(Clone, Copy)]
enum State {
    /// It is being compared: where it is met again, one round further inside the value, it may be taken for granted.
    Open,
    Covered,
    Different,
}

struct Cover<'a> {
    from: &'a Side<'a>,
    to: &'a Side<'a>,
    found: Vec<Difference>,
    known: HashMap<(Given, NodeId), State>,
    /// How often an open pair was taken for granted.
    granted: u32,
    steps: u32,
    depth: u32,
}

impl<'a> Cover<'a> {
    fn new(from: &'a Side<'a>, to: &'a Side<'a>, steps: u32, depth: u32) -> Self {
        Self {
            from,
            to,
            found: Vec::new(),
            known: HashMap::new(),
            granted: 0,
            steps,
            depth,
        }
    }

    /// Whether `right` accepts all that `given` accepts.
    fn covers(&mut self, given: &Given, right: NodeId, at: Where<'_>) -> bool {
        if self.is_spent() {
            self.give_up(given, right, at);
            return false;
        }
        if self.from.is_empty(given) {
            return true;
        }
        let key = (given.clone(), right);
        match self.known.get(&key) {
            Some(State::Open) => {
                self.granted += 1;
                return true;
            }
            Some(State::Covered) => return true,
            // Told, if anybody wanted to know; in another place it is worth another word.
            Some(State::Different) if matches!(at, Where::Asked) => return false,
            Some(State::Different) | None => {}
        }
        let demands = self.to.demands(&[right]);
        let is_unchanged = || {
            let mut own = self.from.conjunction(&given.nodes).into_iter();
            own.any(|own| is_same(self.from, own, self.to, right))
        };
        if demands.is_empty() || is_unchanged() {
            return true;
        }
        let steps = self.steps.checked_sub(1);
        let (Some(steps), Some(depth)) = (steps, self.depth.checked_sub(1)) else {
            self.give_up(given, right, at);
            return false;
        };
        self.steps = steps;
        let outer = std::mem::replace(&mut self.depth, depth);
        self.known.insert(key.clone(), State::Open);
        let granted = self.granted;
        let mut is_covered = true;
        if self.is_open(given, at) {
            let is_covered = self.tell_together(given, &demands, at);
            self.depth = outer;
            self.known.remove(&key);
            return is_covered;
        }
        let choices = self.choices(given);
        for demand in demands {
            // What does not hold of all values may hold in each case that there is.
            let holds = !choices.is_empty()
                && (self.satisfies(given, &demand, Where::Asked)
                    || choices.iter().any(|cases| {
                        cases
                            .iter()
                            .all(|case| self.satisfies(&given.with(*case), &demand, Where::Asked))
                    }));
            is_covered &= holds || self.satisfies(given, &demand, at);
        }
        self.depth = outer;
        match (is_covered, granted == self.granted) {
            (true, true) => self.known.insert(key, State::Covered),
            // What rests on something that is still open may fall with it.
            (true, false) => self.known.remove(&key),
            (false, _) => self.known.insert(key, State::Different),
        };
        is_covered
    }

    /// Whether enough has been compared: what is left is not known to hold.
    fn is_spent(&self) -> bool {
        self.steps == 0 || self.from.is_spent() || self.to.is_spent()
    }

    /// Whether nothing is known of a value inside, so that what is demanded of it is best told at once.
    fn is_open(&self, given: &Given, at: Where<'_>) -> bool {
        let is_inside = matches!(at, Where::Told([_, ..]));
        is_inside && given.types == Types::ALL && self.from.demands(&given.nodes).is_empty()
    }

    /// Tells all demands that do not hold as one difference.
    fn tell_together(&mut self, given: &Given, demands: &[Demand], at: Where<'_>) -> bool {
        let mut unmet = Vec::new();
        for demand in demands {
            if !self.satisfies(given, demand, Where::Asked) {
                unmet.push(*demand);
            }
        }
        match &unmet[..] {
            [] => true,
            // What it demands inside may be worth more words.
            [only] => self.satisfies(given, only, at),
            [first, others @ ..] => {
                self.tell_unless(false, given, first, Detail::Schema, at);
                if let Some(told) = self.found.last_mut() {
                    told.others = others.to_vec();
                }
                false
            }
        }
    }

    /// The branches of each `anyOf` and `oneOf` of `given`, as far as none has been chosen.
    fn choices(&self, given: &Given) -> Vec<Vec<NodeId>> {
        let own = self.from.demands(&given.nodes).into_iter();
        let own = own.filter_map(|own| match own.check {
            Check::AnyOf(cases) | Check::OneOf(cases) => Some(self.from.parts.run(cases).to_vec()),
            _ => None,
        });
        own.filter(|cases| cases.iter().all(|case| !given.nodes.contains(case)))
            .collect()
    }

    /// Whether a demand holds for all that `given` accepts. What does not is told, if it is to be.
    fn satisfies(&mut self, given: &Given, demand: &Demand, at: Where<'_>) -> bool {
        if self.is_spent() {
            return self.tell_unless(false, given, demand, Detail::Whole, at);
        }
        let types = self.from.types(given);
        if !matches!(demand.check, Check::Never)
            && types.intersection(about(&demand.check)).is_empty()
        {
            return true;
        }
        if let Some(values) = self.from.values(given)
            && let Some(is_covered) = self.accepts_all(&values, demand, given, at)
        {
            return is_covered;
        }
        match demand.check {
            Check::Properties(_)
            | Check::PatternProperties(_)
            | Check::AdditionalProperties { .. }
            | Check::UnevaluatedProperties(_)
            | Check::PropertyNames(_)
            | Check::Required(_)
            | Check::DependentRequired(_) => self.object(given, demand, at),
            Check::PrefixItems(_)
            | Check::Items { .. }
            | Check::Contains { .. }
            | Check::UnevaluatedItems(_)
            | Check::UniqueItems => self.array(given, demand, at),
            Check::AnyOf(_)
            | Check::OneOf(_)
            | Check::Not(_)
            | Check::If { .. }
            | Check::DependentSchemas(_)
            | Check::DynamicRef { .. } => self.combinator(given, demand, at),
            // They were taken apart.
            Check::Ref(_) | Check::AllOf(_) => true,
            _ => {
                let holds = self.scalar(given, demand);
                self.tell_unless(holds, given, demand, Detail::Whole, at)
            }
        }
    }

    /// Where the values are listed: whether each of them is accepted, if that can be told.
    fn accepts_all(
        &mut self,
        values: &[Json],
        demand: &Demand,
        given: &Given,
        at: Where<'_>,
    ) -> Option<bool> {
        let mut refused = Vec::new();
        let keyword = match demand.check {
            Check::Enum(list) | Check::Const(list) => {
                let list = self.to.parts.run(list);
                self.to.spend(list.len());
                let list = list
                    .iter()
                    .map(|value| Json::of(self.to.parts, value).key());
                Some(list.collect::<BTreeSet<_>>())
            }
            _ => None,
        };
        self.from.spend(values.len());
        for value in values {
            let is_accepted = match &keyword {
                Some(list) => list.contains(&value.key()),
                None => self.to.accepts(demand.node, value)?,
            };
            if !is_accepted {
                refused.push(value.clone());
            }
        }
        if keyword.is_some() {
            // The list as a whole stands for those that are too many to be told one by one.
            if refused.len() > MOST_VALUES {
                self.tell_unless(false, given, demand, Detail::Whole, at);
            }
            for value in refused.iter().take(MOST_VALUES) {
                self.tell_unless(false, given, demand, Detail::Value(value.clone()), at);
            }
        } else if let Some(value) = refused.first() {
            // All keywords of the schema have been asked together; each tells what it is the only one to know.
            let holds = self.scalar(given, demand);
            if holds {
                return Some(true);
            }
            self.tell_unless(false, given, demand, Detail::Value(value.clone()), at);
        }
        Some(refused.is_empty())
    }

    /// Tells a difference, unless there is none.
    fn tell_unless(
        &mut self,
        holds: bool,
        given: &Given,
        demand: &Demand,
        detail: Detail,
        at: Where<'_>,
    ) -> bool {
        if let Where::Told(path) = at
            && !holds
            && self.found.len() < MOST_FOUND
        {
            let name = self.to.parts.keyword(demand.keyword).name;
            let name = self.to.parts.str(name);
            let mut counterparts = self.from.demands(&given.nodes).into_iter();
            let counterpart = counterparts.find(|other| {
                self.from
                    .parts
                    .str(self.from.parts.keyword(other.keyword).name)
                    == name
            });
            self.found.push(Difference {
                path: path.to_vec(),
                demand: *demand,
                others: Vec::new(),
                detail,
                given: given.nodes.clone(),
                counterpart,
            });
        }
        holds
    }

    /// There is too much to compare: the first keyword stands for all.
    fn give_up(&mut self, given: &Given, right: NodeId, at: Where<'_>) {
        if let Some(demand) = self.to.demands(&[right]).first().copied() {
            self.tell_unless(false, given, &demand, Detail::Whole, at);
        }
    }

    /// Whether `left` of the one side accepts all that `right` of the other side accepts: the other way round.
    fn is_covered_by(&mut self, right: NodeId, left: NodeId) -> bool {
        let mut back = Cover::new(self.to, self.from, self.steps, self.depth);
        let is_covered = back.covers(&Given::new(vec![right]), left, Where::Asked);
        self.steps = back.steps;
        is_covered
    }
}

/// The types that a keyword decides about.
fn about(check: &Check) -> Types {
    match check {
        Check::MultipleOf(_)
        | Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_) => Types::NUMBER,
        Check::MinLength(_)
        | Check::MaxLength(_)
        | Check::Pattern(_)
        | Check::Format(_)
        | Check::Content(_) => Types::STRING,
        Check::MinItems(_)
        | Check::MaxItems(_)
        | Check::UniqueItems
        | Check::PrefixItems(_)
        | Check::Items { .. }
        | Check::Contains { .. }
        | Check::UnevaluatedItems(_) => Types::ARRAY,
        Check::MinProperties(_)
        | Check::MaxProperties(_)
        | Check::Required(_)
        | Check::DependentRequired(_)
        | Check::DependentSchemas(_)
        | Check::Properties(_)
        | Check::PatternProperties(_)
        | Check::AdditionalProperties { .. }
        | Check::PropertyNames(_)
        | Check::UnevaluatedProperties(_) => Types::OBJECT,
        _ => Types::ALL,
    }
}
