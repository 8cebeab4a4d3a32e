//! Which schemas a keyword applies.

use super::{Check, NodeId, Parts, Types};

impl Parts {
    /// Hands on every schema that a keyword applies.
    pub fn each_subschema(&self, check: &Check, mut add: impl FnMut(NodeId)) {
        match *check {
            Check::Ref(node)
            | Check::DynamicRef { node, .. }
            | Check::Not(node)
            | Check::Items { node, .. }
            | Check::Contains { node, .. }
            | Check::AdditionalProperties { node, .. }
            | Check::PropertyNames(node)
            | Check::UnevaluatedItems(node)
            | Check::UnevaluatedProperties(node) => add(node),
            Check::PrefixItems(nodes)
            | Check::AllOf(nodes)
            | Check::AnyOf(nodes)
            | Check::OneOf(nodes) => self.run(nodes).iter().copied().for_each(add),
            Check::Properties(properties) | Check::DependentSchemas(properties) => {
                self.run(properties)
                    .iter()
                    .for_each(|property| add(property.node));
            }
            Check::PatternProperties(patterns) => {
                self.run(patterns)
                    .iter()
                    .for_each(|property| add(property.node));
            }
            Check::If {
                test,
                then,
                otherwise,
            } => [Some(test), then, otherwise]
                .into_iter()
                .flatten()
                .for_each(add),
            Check::Never
            | Check::Type(_)
            | Check::Enum(_)
            | Check::Const(_)
            | Check::MultipleOf(_)
            | Check::Minimum(_)
            | Check::Maximum(_)
            | Check::ExclusiveMinimum(_)
            | Check::ExclusiveMaximum(_)
            | Check::MinLength(_)
            | Check::MaxLength(_)
            | Check::Pattern(_)
            | Check::Format(_)
            | Check::Content(_)
            | Check::MinItems(_)
            | Check::MaxItems(_)
            | Check::UniqueItems
            | Check::MinProperties(_)
            | Check::MaxProperties(_)
            | Check::Required(_)
            | Check::DependentRequired(_) => {}
        }
    }
}

impl Parts {
    /// Whether a value to which a schema applies is a secret: the schema says so, or one that it applies to the same
    /// value.
    ///
    /// ```
    /// use vouchsafe_core::Program;
    ///
    /// let program = Program::accept_all();
    /// assert!(!program.parts().is_secret(program.parts().root));
    /// ```
    pub fn is_secret(&self, id: NodeId) -> bool {
        let mut seen = Vec::new();
        let mut todo = vec![id];
        while let Some(id) = todo.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            if self.node(id).flags.secret {
                return true;
            }
            for keyword in self.run(self.node(id).keywords) {
                if keyword.check.is_in_place() {
                    self.each_subschema(&keyword.check, |next| todo.push(next));
                }
            }
        }
        false
    }
}

impl Check {
    /// Whether the schemas of a keyword apply to the value that it is applied to itself.
    const fn is_in_place(&self) -> bool {
        matches!(
            self,
            Self::Ref(_)
                | Self::DynamicRef { .. }
                | Self::AllOf(_)
                | Self::AnyOf(_)
                | Self::OneOf(_)
                | Self::Not(_)
                | Self::If { .. }
                | Self::DependentSchemas(_)
        )
    }

    /// Of which JSON types a keyword says something; none, if of all.
    pub const fn concerns(&self) -> Option<Types> {
        match self {
            Self::MultipleOf(_)
            | Self::Minimum(_)
            | Self::Maximum(_)
            | Self::ExclusiveMinimum(_)
            | Self::ExclusiveMaximum(_) => Some(Types::NUMBER),
            Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Content(_) => Some(Types::STRING),
            Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::PrefixItems(_)
            | Self::Items { .. }
            | Self::Contains { .. }
            | Self::UnevaluatedItems(_) => Some(Types::ARRAY),
            Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::Required(_)
            | Self::DependentRequired(_)
            | Self::DependentSchemas(_)
            | Self::Properties(_)
            | Self::PatternProperties(_)
            | Self::AdditionalProperties { .. }
            | Self::PropertyNames(_)
            | Self::UnevaluatedProperties(_) => Some(Types::OBJECT),
            _ => None,
        }
    }
}
