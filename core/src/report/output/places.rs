//! Where the keywords of a program are written.

use std::collections::BTreeSet;

use super::location;
use crate::program::{Check, Program};

/// A keyword that decides by itself, as the standard's output names it, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct KeywordPlace {
    /// The file, or the URI, of the schema.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// As [`OutputError::absolute_keyword_location`](super::OutputError::absolute_keyword_location).
    pub absolute_keyword_location: String,
    /// The keyword; of a schema that is `false`, the one that it belongs to.
    pub keyword: String,
}

impl Program {
    /// All keywords that decide by themselves, in the order of the files: those that only apply schemas (`$ref`,
    /// `allOf`, `properties`, `if`, …) fail where these do.
    ///
    /// ```
    /// assert!(vouchsafe_core::Program::accept_all().keyword_places().is_empty());
    /// ```
    pub fn keyword_places(&self) -> Vec<KeywordPlace> {
        let parts = self.parts();
        let mut places = BTreeSet::new();
        let mut todo = vec![parts.root];
        let mut seen = BTreeSet::new();
        while let Some(id) = todo.pop() {
            if !seen.insert(id) {
                continue;
            }
            let node = parts.node(id);
            for keyword in parts.run(node.keywords) {
                match keyword.check {
                    // What is inside these never fails: it is asked whether it holds.
                    Check::Not(_) | Check::Contains { .. } => {}
                    Check::If {
                        then, otherwise, ..
                    } => todo.extend(then.into_iter().chain(otherwise)),
                    check => parts.each_subschema(&check, |inner| todo.push(inner)),
                }
                let applies = matches!(
                    keyword.check,
                    Check::Ref(_)
                        | Check::DynamicRef { .. }
                        | Check::AllOf(_)
                        | Check::Properties(_)
                        | Check::PatternProperties(_)
                        | Check::AdditionalProperties { .. }
                        | Check::PropertyNames(_)
                        | Check::Items { .. }
                        | Check::PrefixItems(_)
                        | Check::If { .. }
                        | Check::DependentSchemas(_)
                        | Check::UnevaluatedItems(_)
                        | Check::UnevaluatedProperties(_)
                );
                if applies {
                    continue;
                }
                let name = parts.str(keyword.name);
                let own = parts
                    .str(node.pointer)
                    .rsplit('/')
                    .next()
                    .unwrap_or_default();
                places.insert(KeywordPlace {
                    file: parts
                        .str(parts.resources[node.resource as usize].uri)
                        .to_owned(),
                    line: keyword.line,
                    absolute_keyword_location: location::absolute(parts, id, name),
                    keyword: if name.is_empty() { own } else { name }.to_owned(),
                });
            }
        }
        places.into_iter().collect()
    }
}
