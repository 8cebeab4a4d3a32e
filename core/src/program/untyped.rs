//! What a schema admits where a text does not say of which type it is: in parameters and forms.

use std::collections::HashMap;

use super::{Check, Literal, NodeId, Parts, Program, Types};
use crate::json::Decimal;

/// Chains of references and combinators are followed no further.
const DEEPEST: usize = 64;

/// The schemas that apply to a value that is written without its type.
#[derive(Debug, Clone)]
pub struct Untyped<'a> {
    parts: &'a Parts,
    nodes: Vec<NodeId>,
}

impl Program {
    /// What the schema admits of a whole instance, by which text without types is read.
    ///
    /// ```
    /// use vouchsafe_core::Program;
    ///
    /// assert!(Program::accept_all().untyped().admits_scalars());
    /// ```
    pub fn untyped(&self) -> Untyped<'_> {
        let parts = self.parts();
        Untyped {
            parts,
            nodes: vec![parts.root],
        }
    }
}

/// How a text without a type may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a text is a string, a bare value, or either"
)]
pub enum Reading {
    /// As a string.
    Text,
    /// As the number, Boolean or `null` that it is.
    Bare,
    /// As either: only the schema knows which is meant.
    Either,
}

/// The types of the values that a text may be by itself.
fn bare_types(text: &str) -> Types {
    match text {
        "true" | "false" => Types::BOOLEAN,
        "null" => Types::NULL,
        _ if Decimal::parse(text.as_bytes()).is_some() => Types::NUMBER,
        _ => Types::default(),
    }
}

impl<'a> Untyped<'a> {
    /// Whether strings, numbers or Booleans are admitted, by `type`, `enum` and `const`.
    pub fn admits_scalars(&self) -> bool {
        self.admits(Types::STRING.union(Types::NUMBER).union(Types::BOOLEAN))
    }

    /// The same of arrays.
    pub fn admits_arrays(&self) -> bool {
        self.admits(Types::ARRAY)
    }

    /// The same of objects.
    pub fn admits_objects(&self) -> bool {
        self.admits(Types::OBJECT)
    }

    fn admits(&self, types: Types) -> bool {
        let mut known = HashMap::new();
        let admitted = self.nodes.iter().fold(Types::ALL, |all, node| {
            all.intersection(types_of(self.parts, *node, DEEPEST, &mut known))
        });
        !admitted.intersection(types).is_empty()
    }

    /// How a text may be read.
    ///
    /// ```
    /// use vouchsafe_core::{Program, Reading};
    ///
    /// let any = Program::accept_all();
    /// assert_eq!(any.untyped().reading("30"), Reading::Either);
    /// assert_eq!(any.untyped().reading("all"), Reading::Text);
    /// ```
    pub fn reading(&self, text: &str) -> Reading {
        let bare = bare_types(text);
        if bare.is_empty() {
            return Reading::Text;
        }
        match (self.may_admit(Types::STRING), self.may_admit(bare)) {
            (true, true) => Reading::Either,
            (false, true) => Reading::Bare,
            // A number where there should be none is said to be one.
            (false, false) if bare != Types::NULL => Reading::Bare,
            _ => Reading::Text,
        }
    }

    /// Whether one of the schemas that may apply admits an array.
    pub fn may_be_array(&self) -> bool {
        self.may_admit(Types::ARRAY)
    }

    /// The same of objects.
    pub fn may_be_object(&self) -> bool {
        self.may_admit(Types::OBJECT)
    }

    /// The same of strings, numbers and Booleans.
    pub fn may_be_scalar(&self) -> bool {
        self.may_admit(Types::STRING.union(Types::NUMBER).union(Types::BOOLEAN))
    }

    /// Whether one of the schemas admits some types: of branches that exclude each other, one alone decides.
    fn may_admit(&self, types: Types) -> bool {
        let mut known = HashMap::new();
        let mut admitted = self
            .nodes
            .iter()
            .map(|node| types_of(self.parts, *node, DEEPEST, &mut known));
        self.nodes.is_empty() || admitted.any(|admitted| !admitted.intersection(types).is_empty())
    }

    /// What is admitted of a member.
    #[must_use]
    pub fn member(&self, name: &str, ignore_case: bool) -> Self {
        let mut nodes = Vec::new();
        for at in self.everywhere() {
            let node = self.parts.node(at);
            let (mut found, mut rest) = (None, None);
            for keyword in self.parts.run(node.keywords) {
                match keyword.check {
                    Check::Properties(properties) => {
                        let same = |known: &str| {
                            known == name || ignore_case && known.eq_ignore_ascii_case(name)
                        };
                        let mut properties = self.parts.run(properties).iter();
                        found = properties
                            .find(|property| same(self.parts.name(node, property.slot)))
                            .map(|property| property.node);
                    }
                    Check::AdditionalProperties { node, .. } => rest = Some(node),
                    _ => {}
                }
            }
            nodes.extend(found.or(rest));
        }
        Self { nodes, ..*self }
    }

    /// What is admitted of items.
    #[must_use]
    pub fn items(&self) -> Self {
        let keywords = self.keywords();
        let nodes = keywords.filter_map(|check| match check {
            Check::Items { node, .. } => Some(node),
            _ => None,
        });
        Self {
            nodes: nodes.collect(),
            parts: self.parts,
        }
    }

    /// The names of members that are declared.
    pub fn names(&self) -> Vec<&'a str> {
        let mut names = Vec::new();
        for at in self.everywhere() {
            let node = self.parts.node(at);
            for keyword in self.parts.run(node.keywords) {
                if let Check::Properties(properties) = keyword.check {
                    let properties = self.parts.run(properties).iter();
                    names.extend(properties.map(|property| self.parts.name(node, property.slot)));
                }
            }
        }
        names
    }

    fn keywords(&self) -> impl Iterator<Item = Check> {
        let nodes = self.everywhere().into_iter();
        nodes.flat_map(|at| {
            let keywords = self.parts.run(self.parts.node(at).keywords).iter();
            keywords.map(|keyword| keyword.check)
        })
    }

    /// The schemas with all that they apply to the same value.
    fn everywhere(&self) -> Vec<NodeId> {
        let mut seen = self.nodes.clone();
        let mut next = 0;
        while let Some(at) = seen.get(next).copied() {
            next += 1;
            for keyword in self.parts.run(self.parts.node(at).keywords) {
                let in_place = matches!(
                    keyword.check,
                    Check::Ref(_)
                        | Check::DynamicRef { .. }
                        | Check::AllOf(_)
                        | Check::AnyOf(_)
                        | Check::OneOf(_)
                        | Check::If { .. }
                );
                if in_place {
                    self.parts.each_subschema(&keyword.check, |node| {
                        if !seen.contains(&node) {
                            seen.push(node);
                        }
                    });
                }
            }
        }
        seen
    }
}

/// The types that a schema admits.
fn types_of(parts: &Parts, at: NodeId, depth: usize, known: &mut HashMap<NodeId, Types>) -> Types {
    if depth == 0 {
        return Types::ALL;
    }
    if let Some(types) = known.get(&at) {
        return *types;
    }
    let mut admitted = Types::ALL;
    for keyword in parts.run(parts.node(at).keywords) {
        let mut of = |node: NodeId| types_of(parts, node, depth - 1, known);
        let types = match keyword.check {
            Check::Type(types) => types,
            Check::Enum(values) | Check::Const(values) => {
                let values = parts.run(values).iter();
                values.fold(Types::default(), |all, value| all.union(value.types()))
            }
            Check::Ref(node) | Check::DynamicRef { node, .. } => of(node),
            Check::AllOf(nodes) => {
                let nodes = parts.run(nodes).iter();
                nodes.fold(Types::ALL, |all, node| all.intersection(of(*node)))
            }
            Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                let nodes = parts.run(nodes).iter();
                nodes.fold(Types::default(), |all, node| all.union(of(*node)))
            }
            // What may stand there without a value is known by its other values.
            Check::If {
                test,
                then: None,
                otherwise: Some(node),
            } if is_no_text(parts, test) => of(node),
            _ => Types::ALL,
        };
        admitted = admitted.intersection(types);
    }
    known.insert(at, admitted);
    admitted
}

/// Whether a schema admits the empty string alone.
fn is_no_text(parts: &Parts, at: NodeId) -> bool {
    let [keyword] = parts.run(parts.node(at).keywords) else {
        return false;
    };
    let Check::Const(value) = keyword.check else {
        return false;
    };
    matches!(parts.run(value), [Literal::String(text)] if parts.str(*text).is_empty())
}
