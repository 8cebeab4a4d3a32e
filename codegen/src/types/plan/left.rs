//! What types leave to the validator, on record: nothing is dropped in silence.

use vouchsafe_core::program::{Check, Keyword, Types};

use super::Planner;
use super::view::{At, View};
use crate::types::model::Left;

impl<'a> Planner<'a> {
    /// Puts every keyword on record that no type carries.
    pub(super) fn explain(&mut self) {
        let mut left = std::mem::take(&mut self.left);
        for (root, node) in &self.visited {
            let parts = self.wanted[*root].parts;
            let node = parts.node(*node);
            for index in node.keywords.indices() {
                let keyword = parts.keyword(index);
                if self.carried.contains(&(*root, index)) {
                    continue;
                }
                let Some(words) = words(keyword) else {
                    continue;
                };
                let file = parts.str(parts.resources[node.resource as usize].uri);
                left.insert(Left {
                    location: format!("{file}:{}", keyword.line),
                    keyword: parts.str(keyword.name).to_owned(),
                    words: words.to_owned(),
                });
            }
        }
        self.left = left;
    }

    /// Integers of any size are admitted, and 64 bits do not hold them.
    pub(super) fn leave_integers(&mut self, view: &View<'a>) {
        let types = view.keywords().find(
            |at| matches!(at.keyword.check, Check::Type(types) if types.contains(Types::INTEGER)),
        );
        let Some(at) = types else { return };
        self.leave(
            &at,
            "admits integers that 64 bits do not hold: they are reported as `not-representable`; set `minimum` and \
             `maximum`, or ask for exact numbers",
        );
    }

    /// Puts a keyword on record.
    pub(super) fn leave(&mut self, at: &At<'_>, words: &str) {
        let parts = self.wanted[self.root].parts;
        let file = parts.str(parts.resources[at.node.resource as usize].uri);
        self.left.insert(Left {
            location: format!("{file}:{}", at.keyword.line),
            keyword: parts.str(at.keyword.name).to_owned(),
            words: words.to_owned(),
        });
    }
}

/// What becomes of a keyword that no type carries; `None` where there is nothing to say.
fn words(keyword: &Keyword) -> Option<&'static str> {
    Some(match keyword.check {
        Check::Ref(_) | Check::AllOf(_) | Check::Type(_) | Check::MinLength(0) => return None,
        Check::If { .. } => {
            "stays in the validator: the condition is not on one member that lists its values, or says nothing of \
             members"
        }
        Check::AnyOf(_) | Check::OneOf(_) => {
            "stays in the validator: the branches are rules about what else is described, not types of their own"
        }
        Check::Not(_) => "stays in the validator: no type excludes values",
        Check::PatternProperties(_) | Check::PropertyNames(_) => {
            "stays in the validator: no type follows from the text of a name"
        }
        Check::DependentRequired(_) | Check::DependentSchemas(_) => {
            "stays in the validator: no type follows from the presence of another member"
        }
        Check::UnevaluatedItems(_) | Check::UnevaluatedProperties(_) => {
            "stays in the validator: what it applies to depends on the value"
        }
        Check::DynamicRef { .. } => {
            "stays in the validator: where it leads depends on who refers to the schema"
        }
        Check::MinItems(_) | Check::MaxItems(_) | Check::UniqueItems | Check::Contains { .. } => {
            "stays in the validator: a `Vec` has any number of any items"
        }
        Check::PrefixItems(_) | Check::Items { .. } => {
            "stays in the validator: a tuple has all of its items, and no others"
        }
        Check::MinProperties(_) | Check::MaxProperties(_) => {
            "stays in the validator: no type counts members"
        }
        Check::Never => "stays in the validator: no type is without values",
        Check::Enum(_) | Check::Const(_) => {
            "stays in the validator: the values are not all strings, or the type is made by another rule"
        }
        Check::Required(_) | Check::Properties(_) | Check::AdditionalProperties { .. } => {
            "stays in the validator: the value need not be an object, or another rule makes the type"
        }
        _ => "stays in the validator: the value may be of several types",
    })
}
