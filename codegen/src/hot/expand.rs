//! From the keywords of a node, and of those that it applies to the same value, to a [`Formula`].

use std::cmp::Ordering;

use vouchsafe_core::hot::What;
use vouchsafe_core::json::Kind;
use vouchsafe_core::program::{Check, Keyword, Literal, Node, NodeId, Number, Parts, Run, Types};

use super::clause::{Clause, Part};
use super::formula::{Atom, Formula};

/// How many times as many atoms the parts of a clause may have as the clause.
const MOST_TIMES: usize = 4;

/// Larger formulas are not worth their code; the engine decides instead.
const LARGEST: usize = 4096;

/// Enums of more texts are walked through by a loop.
const MOST_COMPARISONS: usize = 16;

/// The most items of an array that are told apart.
const MOST_ITEMS: usize = 16;

/// Expands the nodes of one place for one kind of value.
pub(super) struct Expander<'p> {
    parts: &'p Parts,
    kind: Kind,
    /// How many keywords may still be expanded.
    room: usize,
    depth: usize,
    /// How many nodes have been entered inside one another at most.
    pub(super) deepest: usize,
}

impl<'p> Expander<'p> {
    pub(super) const fn new(parts: &'p Parts, kind: Kind) -> Self {
        Self {
            parts,
            kind,
            room: LARGEST,
            depth: 0,
            deepest: 0,
        }
    }

    /// What must hold for a value of the kind to satisfy the node; `None` if that is too much.
    pub(super) fn node(&mut self, id: NodeId) -> Option<Formula> {
        let clauses = self.clauses(id)?.into_iter();
        Some(Formula::all(clauses.map(|clause| clause.formula)))
    }

    /// The same, for each keyword that says a part of it.
    pub(super) fn clauses(&mut self, id: NodeId) -> Option<Vec<Clause>> {
        let parts = self.parts;
        let node = parts.node(id);
        let keywords = parts.run(node.keywords);
        if node.flags.tracks || keywords.iter().any(|keyword| self.needs_engine(keyword)) {
            let whole = Part::new(Atom::Engine(id).into(), id, What::Node);
            return Some(vec![Clause {
                formula: whole.formula.clone(),
                charge: whole.charge,
                parts: vec![whole],
                applies: false,
            }]);
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        self.room = self.room.checked_sub(keywords.len() + 1)?;
        let mut clauses = Vec::new();
        let mut wrong_type = Formula::False;
        for (index, keyword) in node.keywords.indices().zip(keywords) {
            let before = clauses.len();
            match keyword.check {
                Check::Ref(target) => clauses.extend(self.clauses(target)?),
                Check::AllOf(nodes) => {
                    for node in parts.run(nodes) {
                        clauses.extend(self.clauses(*node)?);
                    }
                }
                _ => clauses.push(self.clause(id, index, keyword)?),
            }
            // A value of the wrong type is not charged with what follows from it.
            if wrong_type != Formula::False {
                for part in clauses[before..]
                    .iter_mut()
                    .flat_map(|clause| &mut clause.parts)
                {
                    let formula = std::mem::replace(&mut part.formula, Formula::True);
                    part.formula = Formula::any([wrong_type.clone(), formula]);
                }
            }
            if let (Check::Type(_) | Check::Never, Some(clause)) = (keyword.check, clauses.last()) {
                wrong_type = Formula::any([wrong_type, clause.formula.clone().not()]);
            }
        }
        self.depth -= 1;
        // A node that words its faults does so when it is looked at as a whole.
        if node.flags.worded {
            for clause in &mut clauses {
                let whole = Part::new(clause.formula.clone(), id, What::Node);
                clause.charge = whole.charge;
                clause.parts = vec![whole];
            }
        }
        Some(clauses)
    }

    /// The clause of one keyword.
    fn clause(&mut self, id: NodeId, index: u32, keyword: &Keyword) -> Option<Clause> {
        let (formula, parts) = self.keyword(id, index, &keyword.check)?;
        // What never holds hides what else is wrong, as the engine knows; and parts must not be too many.
        let size: usize = parts.iter().map(|part| part.formula.size()).sum();
        let is_clear = !parts.iter().any(|part| part.formula == Formula::False)
            && size <= MOST_TIMES * formula.size();
        let whole = Part::new(formula.clone(), id, what(index, &keyword.check));
        Some(Clause {
            charge: whole.charge,
            parts: if is_clear { parts } else { vec![whole] },
            formula,
            applies: matches!(
                keyword.check,
                Check::Properties(_)
                    | Check::AdditionalProperties { .. }
                    | Check::PrefixItems(_)
                    | Check::Items { .. }
            ),
        })
    }

    /// The parts of a keyword that is no condition.
    fn parts_of(&self, id: NodeId, index: u32, check: &Check, formula: &Formula) -> Vec<Part> {
        let (parts, owner) = (self.parts, self.parts.node(id));
        let name = |slot| parts.name(owner, slot).to_owned();
        match *check {
            Check::Required(slots) if self.kind == Kind::Object => {
                let slots = parts.run(slots).iter();
                let missing = slots.map(|slot| {
                    let seen = Atom::Seen(name(*slot)).into();
                    Part::new(seen, id, What::Missing(index, *slot))
                });
                missing.collect()
            }
            Check::Properties(properties)
                if self.kind == Kind::Object
                    && !parts
                        .run(properties)
                        .iter()
                        .any(|property| parts.is_never(property.node)) =>
            {
                let members = parts.run(properties).iter();
                let members = members.map(|property| {
                    let holds = member(parts, name(property.slot), property.node);
                    Part::new(holds, id, What::Member(property.slot, property.node))
                });
                members.collect()
            }
            check => vec![Part::new(formula.clone(), id, what(index, &check))],
        }
    }

    /// A condition, and the parts of what it demands.
    fn condition(
        &mut self,
        test: NodeId,
        then: Option<NodeId>,
        otherwise: Option<NodeId>,
    ) -> Option<(Formula, Vec<Part>)> {
        let test = self.node(test)?;
        let mut parts = Vec::new();
        let mut demands = Vec::new();
        for (spares, node) in [(test.clone().not(), then), (test, otherwise)] {
            let clauses = node.map_or(Some(Vec::new()), |node| self.clauses(node))?;
            let formulas = clauses.iter().map(|clause| clause.formula.clone());
            demands.push(Formula::any([spares.clone(), Formula::all(formulas)]));
            for mut part in clauses.into_iter().flat_map(|clause| clause.parts) {
                // Kept as it is: what never holds is seen not to.
                if part.formula != Formula::False {
                    part.formula = Formula::any([spares.clone(), part.formula]);
                }
                part.charge.depth += 1;
                parts.push(part);
            }
        }
        Some((Formula::all(demands), parts))
    }

    /// A `oneOf`: that none holds, or that several do.
    fn one_of(
        &mut self,
        id: NodeId,
        index: u32,
        nodes: Run<NodeId>,
    ) -> Option<(Formula, Vec<Part>)> {
        let nodes = self.nodes(nodes)?;
        let (any, one) = (Formula::any(nodes.clone()), Formula::one(nodes));
        let several = Formula::any([any.clone().not(), one.clone()]);
        let parts = vec![
            Part::new(any, id, What::Keyword(index)),
            Part::new(several, id, What::Several(index)),
        ];
        Some((one, parts))
    }

    fn nodes(&mut self, nodes: Run<NodeId>) -> Option<Vec<Formula>> {
        let parts = self.parts;
        parts
            .run(nodes)
            .iter()
            .map(|node| self.node(*node))
            .collect()
    }

    /// Whether a keyword looks at such values in a way that only the engine knows.
    fn needs_engine(&self, keyword: &Keyword) -> bool {
        let has =
            |values: Run<Literal>, is: fn(&Literal) -> bool| self.parts.run(values).iter().any(is);
        match keyword.check {
            Check::DynamicRef { .. } => true,
            Check::UniqueItems | Check::UnevaluatedItems(_) => self.kind == Kind::Array,
            Check::PrefixItems(nodes) => {
                self.kind == Kind::Array && self.parts.run(nodes).len() > MOST_ITEMS
            }
            Check::Items { from, .. } => self.kind == Kind::Array && from as usize > MOST_ITEMS,
            Check::PatternProperties(_)
            | Check::PropertyNames(_)
            | Check::UnevaluatedProperties(_) => self.kind == Kind::Object,
            Check::AdditionalProperties { patterns, .. } => {
                self.kind == Kind::Object && !patterns.is_empty()
            }
            Check::Content(_) => self.kind == Kind::String,
            Check::Enum(values) | Check::Const(values) => match self.kind {
                Kind::Array => has(values, |value| matches!(value, Literal::Array(_))),
                Kind::Object => has(values, |value| matches!(value, Literal::Object(_))),
                _ => false,
            },
            _ => false,
        }
    }

    /// What a keyword demands, and the parts of it.
    fn keyword(&mut self, id: NodeId, index: u32, check: &Check) -> Option<(Formula, Vec<Part>)> {
        let owner = self.parts.node(id);
        let formula = match *check {
            Check::If {
                test,
                then,
                otherwise,
            } => return self.condition(test, then, otherwise),
            Check::OneOf(nodes) => return self.one_of(id, index, nodes),
            Check::Never => Formula::False,
            Check::Type(types) => self.has_type(types),
            Check::Enum(values) | Check::Const(values) => self.is_one_of(values),
            Check::AnyOf(nodes) => Formula::any(self.nodes(nodes)?),
            Check::Not(node) => self.node(node)?.not(),
            check => match self.kind {
                Kind::String => self.string(&check),
                Kind::Number => self.number(&check),
                Kind::Array => self.array(&check),
                Kind::Object => self.object(&check, owner)?,
                Kind::Null | Kind::False | Kind::True => Formula::True,
            },
        };
        let parts = self.parts_of(id, index, check, &formula);
        Some((formula, parts))
    }

    fn has_type(&self, types: Types) -> Formula {
        let own = match self.kind {
            Kind::Null => Types::NULL,
            Kind::False | Kind::True => Types::BOOLEAN,
            Kind::String => Types::STRING,
            Kind::Array => Types::ARRAY,
            Kind::Object => Types::OBJECT,
            Kind::Number if types.contains(Types::NUMBER) => return Formula::True,
            Kind::Number if types.contains(Types::INTEGER) => {
                return if types.contains(Types::AS_WRITTEN) {
                    Atom::WrittenAsInteger.into()
                } else {
                    Atom::Integer.into()
                };
            }
            Kind::Number => return Formula::False,
        };
        Formula::constant(types.contains(own))
    }

    fn is_one_of(&self, values: Run<Literal>) -> Formula {
        let values = self.parts.run(values);
        let has = |wanted: Literal| Formula::constant(values.contains(&wanted));
        match self.kind {
            Kind::Null => has(Literal::Null),
            Kind::False => has(Literal::Bool(false)),
            Kind::True => has(Literal::Bool(true)),
            Kind::String => {
                let texts = values.iter().filter_map(|value| match value {
                    Literal::String(text) => Some(self.parts.str(*text).to_owned()),
                    _ => None,
                });
                let texts: Vec<String> = texts.collect();
                if texts.len() > MOST_COMPARISONS {
                    Atom::TextIsAmong(texts).into()
                } else {
                    Formula::any(texts.into_iter().map(|text| Atom::TextIs(text).into()))
                }
            }
            Kind::Number => {
                let numbers = values.iter().filter_map(|value| match value {
                    Literal::Number(number) => Some(self.text(*number)),
                    _ => None,
                });
                Formula::any(numbers.map(|number| Atom::NumberIs(number).into()))
            }
            // Where there are literals of this kind, the engine has been asked.
            Kind::Array | Kind::Object => Formula::False,
        }
    }

    fn text(&self, number: Number) -> String {
        self.parts.str(number.text).to_owned()
    }

    fn string(&self, check: &Check) -> Formula {
        match *check {
            Check::MinLength(0) => Formula::True,
            Check::MinLength(min) => Atom::MinLength(min).into(),
            Check::MaxLength(max) => Atom::MaxLength(max).into(),
            Check::Pattern(pattern) => match self.parts.patterns[pattern as usize].class() {
                Some(class) => Atom::Class(pattern, class).into(),
                None => Atom::Pattern(pattern).into(),
            },
            Check::Format(format) if !format.is_of_numbers() => Atom::Format(format).into(),
            _ => Formula::True,
        }
    }

    fn number(&self, check: &Check) -> Formula {
        use Ordering::{Equal, Greater, Less};
        let bound = |number: Number, orders: &'static [Ordering]| {
            Formula::from(Atom::Bound(self.text(number), orders))
        };
        match *check {
            Check::Minimum(number) => bound(number, &[Equal, Greater]),
            Check::Maximum(number) => bound(number, &[Equal, Less]),
            Check::ExclusiveMinimum(number) => bound(number, &[Greater]),
            Check::ExclusiveMaximum(number) => bound(number, &[Less]),
            Check::Format(format) => match format.number_range() {
                Some(range) => {
                    let integer = Some(Atom::Integer).filter(|_| range.is_integer);
                    let least = Atom::Bound(range.min.to_owned(), &[Equal, Greater]);
                    let most = Atom::Bound(range.max.to_owned(), &[Equal, Less]);
                    Formula::all([least, most].into_iter().chain(integer).map(Formula::from))
                }
                None => Formula::True,
            },
            Check::MultipleOf(number) => Atom::MultipleOf(self.text(number)).into(),
            _ => Formula::True,
        }
    }

    fn array(&self, check: &Check) -> Formula {
        match *check {
            Check::MinItems(0)
            | Check::Contains {
                min: 0,
                max: u64::MAX,
                ..
            } => Formula::True,
            Check::MinItems(min) => Atom::MinItems(min).into(),
            Check::MaxItems(max) => Atom::MaxItems(max).into(),
            Check::PrefixItems(nodes) => {
                let nodes = (0_u64..).zip(self.parts.run(nodes));
                Formula::all(nodes.map(|(index, node)| {
                    match usize::try_from(index) {
                        Ok(ordinal) if !self.parts.is_never(*node) => Atom::Item(ordinal, *node),
                        _ => Atom::MaxItems(index),
                    }
                    .into()
                }))
            }
            Check::Items { from, node } if self.parts.is_never(node) => {
                Atom::MaxItems(from.into()).into()
            }
            Check::Items { from, node } => Atom::Rest(from as usize, node).into(),
            Check::Contains { node, min, max, .. } => Atom::Count { node, min, max }.into(),
            _ => Formula::True,
        }
    }

    fn object(&mut self, check: &Check, owner: &Node) -> Option<Formula> {
        let parts = self.parts;
        let name = |slot| parts.name(owner, slot).to_owned();
        let seen = |slot| Formula::from(Atom::Seen(name(slot)));
        Some(match *check {
            Check::MinProperties(0) => Formula::True,
            Check::MinProperties(min) => Atom::MinMembers(min).into(),
            Check::MaxProperties(max) => Atom::MaxMembers(max).into(),
            Check::Required(slots) => Formula::all(parts.run(slots).iter().map(|slot| seen(*slot))),
            Check::DependentRequired(dependents) => {
                Formula::all(parts.run(dependents).iter().map(|dependents| {
                    let needs = parts.run(dependents.needs).iter().map(|slot| seen(*slot));
                    Formula::any([seen(dependents.slot).not(), Formula::all(needs)])
                }))
            }
            Check::DependentSchemas(schemas) => {
                let mut formulas = Vec::new();
                for property in parts.run(schemas) {
                    let schema = self.node(property.node)?;
                    formulas.push(Formula::any([seen(property.slot).not(), schema]));
                }
                Formula::all(formulas)
            }
            Check::Properties(properties) => Formula::all(
                parts
                    .run(properties)
                    .iter()
                    .map(|property| member(parts, name(property.slot), property.node)),
            ),
            Check::AdditionalProperties { node, .. } => {
                let names = parts.run(owner.names).iter();
                let named = names.filter(|name| name.property.is_some());
                let named = named.map(|name| parts.str(name.text).to_owned()).collect();
                Atom::Additional { named, node }.into()
            }
            _ => Formula::True,
        })
    }
}

/// What is charged with not holding: the keyword, and where it can fail in one way only, nothing else.
fn what(index: u32, check: &Check) -> What {
    match check {
        Check::Never
        | Check::Type(_)
        | Check::Enum(_)
        | Check::Const(_)
        | Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_)
        | Check::MultipleOf(_)
        | Check::MinLength(_)
        | Check::MaxLength(_)
        | Check::Pattern(_)
        | Check::Format(_)
        | Check::MinItems(_)
        | Check::MaxItems(_)
        | Check::MinProperties(_)
        | Check::MaxProperties(_)
        | Check::Not(_) => What::Plain(index),
        _ => What::Keyword(index),
    }
}

/// That a member satisfies a node, if it is there.
pub(super) fn member(parts: &Parts, name: String, node: NodeId) -> Formula {
    match parts.run(parts.node(node).keywords) {
        [] => Formula::True,
        _ if parts.is_never(node) => Formula::from(Atom::Seen(name)).not(),
        _ => Atom::Member(name, node).into(),
    }
}

/// That the members which no schema of the place names satisfy a node.
pub(super) fn unknown(parts: &Parts, node: NodeId) -> Formula {
    match parts.run(parts.node(node).keywords) {
        [] => Formula::True,
        _ if parts.is_never(node) => Atom::NoUnknown.into(),
        _ => Atom::Unknown(node).into(),
    }
}
