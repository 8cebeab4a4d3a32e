//! Names that schemas of an OpenAPI document give themselves. They count wherever in the document a schema stands (3.1,
//! section 4.6), also before anything leads to it.

use vouchsafe_core::json::{Kind, Value};

use super::{Resolver, is_schema};
use crate::dialect::{Holds, Language};
use crate::library::{Spot, spot};

/// Members that hold values of the API rather than descriptions.
const VALUES: [&str; 6] = ["const", "default", "enum", "example", "examples", "value"];

impl Resolver<'_> {
    /// Notes the names of all schemas of a document.
    pub(super) fn declare(&mut self, root: Spot, resource: usize) {
        if !self.library.sources[root.document].names.own {
            return;
        }
        let language = self.library.resources[resource].language;
        let mut todo = vec![(root, false)];
        while let Some((at, is_home)) = todo.pop() {
            let value = self.library.value(at);
            let spot = |value| spot(at.document, value);
            let mut schemas = Vec::new();
            for (name, value) in value.members() {
                let name = name.to_lossy();
                let describes = !VALUES.contains(&&*name) && !name.starts_with("x-");
                if is_home || matches!(&*name, "schema" | "itemSchema") {
                    schemas.push(spot(value));
                } else if describes && value.kind() == Kind::Array {
                    todo.extend(value.items().map(|item| (spot(item), false)));
                } else if describes && value.kind() == Kind::Object {
                    let is_home = name == "schemas";
                    todo.push((spot(value), is_home));
                }
            }
            for schema in schemas {
                self.declare_in(schema, resource, language);
            }
        }
    }

    /// Notes the names of a schema and of those inside it.
    fn declare_in(&mut self, start: Spot, resource: usize, language: Language) {
        let mut todo = vec![(start, resource, language)];
        while let Some((at, outer, around)) = todo.pop() {
            let value = self.library.value(at);
            if value.kind() != Kind::Object {
                continue;
            }
            let (resource, language) = self.identify(at, outer, around);
            self.note_anchors(at, resource, language);
            let value = self.library.value(at);
            let mut inner: Vec<Value<'_>> = Vec::new();
            for (name, value) in value.members() {
                match language.holds(&name.to_lossy()).unwrap_or(Holds::None) {
                    Holds::Schema if value.kind() != Kind::Array => inner.push(value),
                    Holds::Array | Holds::Schema => inner.extend(value.items()),
                    Holds::Map => inner.extend(value.members().map(|(_, value)| value)),
                    Holds::None | Holds::Lints => {}
                }
            }
            let inner = inner.into_iter().filter(|value| is_schema(*value));
            todo.extend(inner.map(|value| (spot(at.document, value), resource, language)));
        }
    }

    /// The language of the schema around a place of a resource.
    pub(super) fn language_around(&mut self, at: Spot, resource: usize) -> Language {
        let root = self.library.resources[resource].root;
        let mut language = self.library.resources[resource].language;
        if !self.library.sources[at.document].names.dialects {
            return language;
        }
        let target = self.library.value(at).span();
        let mut here = root;
        loop {
            let value = self.library.value(here);
            let members = value.members().map(|(_, child)| child);
            let mut children = members.chain(value.items());
            let next = children.find(|child| child.span().contains(target));
            let Some(next) = next.map(|next| spot(at.document, next)) else {
                return language;
            };
            if next == at {
                return language;
            }
            here = next;
            language = self.language_at(here, language);
        }
    }
}
