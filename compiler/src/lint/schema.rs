//! A schema as lints look at it: located JSON, with the way to what applies to the same value.

use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::Types;

use crate::dialect::{Dialect, Language};
use crate::library::{Library, Spot, spot as of};

/// One schema of a document.
#[derive(Clone, Copy)]
pub(super) struct Schema<'a> {
    library: &'a Library,
    spot: Spot,
    pub(super) value: Value<'a>,
    language: Language,
}

/// How many schemas are looked at for one value: more would take longer than it is worth.
const MOST: usize = 256;

impl<'a> Schema<'a> {
    pub(super) fn at(library: &'a Library, spot: Spot) -> Self {
        let resource = library.resource_of(spot);
        let language = match library.resources.get(resource) {
            Some(resource) => resource.language,
            None => Dialect::default().into(),
        };
        Self {
            library,
            spot,
            value: library.value(spot),
            language,
        }
    }

    pub(super) fn dialect(self) -> Dialect {
        self.language.dialect
    }

    /// A schema that stands in this one.
    pub(super) fn inner(self, value: Value<'a>) -> Self {
        Self::at(self.library, of(self.spot.document, value))
    }

    /// The value of a keyword that means something here.
    pub(super) fn get(self, keyword: &str) -> Option<Value<'a>> {
        let means = self.language.has(keyword) && !self.is_void(keyword);
        self.value.member(keyword).filter(|_| means)
    }

    /// The string that a keyword is.
    pub(super) fn text(self, keyword: &str) -> Option<String> {
        let value = self.get(keyword)?;
        Some(value.as_str()?.to_lossy().into_owned())
    }

    /// Whether a keyword of an old dialect stands beside `$ref`, which makes all but our own void.
    pub(super) fn is_void(self, keyword: &str) -> bool {
        self.dialect() <= Dialect::Draft7
            && keyword != "$ref"
            && !keyword.starts_with("x-")
            && self.value.member("$ref").is_some()
    }

    /// Whether keywords of this name hold schemas or decide.
    pub(super) fn knows(self, keyword: &str) -> bool {
        self.language.has(keyword)
    }

    /// Whether it is the outermost schema of its document.
    pub(super) fn is_root(self) -> bool {
        self.spot.index == 0
    }

    /// Whether it only asks, or decides about a lint: what it refuses is never told in its own words.
    pub(super) fn is_condition(self) -> bool {
        let tokens = self.tokens();
        tokens
            .iter()
            .any(|token| matches!(token.as_str(), "not" | "if" | "x-lints"))
    }

    /// Whether some schema that was read marks members of this name as secrets: then they are wherever they stand.
    pub(super) fn marks_anywhere(self, name: &str) -> bool {
        let marked = self.library.marked.get_or_init(|| {
            let schemas = self.library.schemas.keys();
            let members = schemas.flat_map(|spot| {
                let properties = self.library.value(*spot).member("properties");
                let members = properties.into_iter().flat_map(Value::members);
                members.map(|(name, value)| (name, of(spot.document, value)))
            });
            let marked = members.filter(|(_, spot)| Self::at(self.library, *spot).is_marked());
            marked
                .map(|(name, _)| name.to_lossy().into_owned())
                .collect()
        });
        marked.contains(name)
    }

    /// Whether its value is never shown, or somebody has said that it may be.
    pub(super) fn is_marked(self) -> bool {
        self.perhaps().into_iter().any(|part| {
            let format = part.value.member("format").and_then(Value::as_str);
            part.value.member("x-secret").is_some()
                || format.is_some_and(|format| format.is("password"))
        })
    }

    /// The names of the keywords that lead to it from the root of its document.
    pub(super) fn tokens(self) -> Vec<String> {
        let pointer = self.library.pointer(self.spot);
        pointer.split('/').skip(1).map(str::to_owned).collect()
    }

    /// Where `$ref` leads.
    pub(super) fn target(self) -> Option<Self> {
        let reference = self.value.member("$ref")?;
        let at = of(self.spot.document, reference);
        let target = self.library.targets.get(&at)?;
        Some(Self::at(self.library, target.spot))
    }

    /// Whether both are the same schema.
    pub(super) fn is_same(self, other: Self) -> bool {
        self.spot == other.spot
    }

    /// Where it stands.
    pub(super) const fn place(self) -> Spot {
        self.spot
    }

    /// The schemas that its keywords apply, to the same value or to one inside it.
    pub(super) fn subschemas(self) -> Vec<Self> {
        let is_definition = |name: &str| matches!(name, "$defs" | "definitions");
        let mut found = Vec::new();
        for (name, value) in self.value.members() {
            let name = name.to_lossy();
            if is_definition(&name) || self.get(&name).is_none() {
                continue;
            }
            let inner = value.items().chain(value.members().map(|(_, value)| value));
            for candidate in std::iter::once(value).chain(inner) {
                let spot = of(self.spot.document, candidate);
                if self.library.schemas.contains_key(&spot) {
                    found.push(Self::at(self.library, spot));
                }
            }
        }
        found
    }

    /// The schemas that a keyword holds as an array.
    pub(super) fn branches(self, keyword: &str) -> Vec<Self> {
        let branches = self.get(keyword).into_iter().flat_map(Value::items);
        branches.map(|branch| self.inner(branch)).collect()
    }

    /// The members that `properties` describes.
    pub(super) fn properties(self) -> Vec<(String, Self)> {
        let members = self.get("properties").into_iter().flat_map(Value::members);
        members
            .map(|(name, value)| (name.to_lossy().into_owned(), self.inner(value)))
            .collect()
    }

    /// It and the schemas that always apply to the same value: by `$ref` and `allOf`.
    pub(super) fn always(self) -> Vec<Self> {
        self.closure(&["allOf"], &[])
    }

    /// It and the schemas that may apply to the same value.
    pub(super) fn perhaps(self) -> Vec<Self> {
        self.closure(&["allOf", "anyOf", "oneOf"], &["if", "then", "else"])
    }

    fn closure(self, arrays: &[&str], single: &[&str]) -> Vec<Self> {
        let mut found: Vec<Self> = vec![self];
        let mut next = 0;
        while let Some(schema) = found.get(next).copied() {
            next += 1;
            let mut more: Vec<Self> = schema.target().into_iter().collect();
            more.extend(arrays.iter().flat_map(|keyword| schema.branches(keyword)));
            more.extend(
                single
                    .iter()
                    .filter_map(|keyword| Some(schema.inner(schema.get(keyword)?))),
            );
            if single.contains(&"then") {
                let dependent = schema
                    .get("dependentSchemas")
                    .into_iter()
                    .flat_map(Value::members);
                more.extend(dependent.map(|(_, value)| schema.inner(value)));
            }
            for schema in more {
                let is_new = found.iter().all(|known| known.spot != schema.spot);
                if is_new && found.len() < MOST {
                    found.push(schema);
                }
            }
        }
        found
    }

    /// The types that its own `type` admits.
    pub(super) fn own_types(self) -> Option<Types> {
        let value = self.get("type")?;
        let names = if value.kind() == Kind::Array {
            value.items().collect()
        } else {
            vec![value]
        };
        let types = names
            .into_iter()
            .filter_map(|name| Types::from_name(&name.as_str()?.to_lossy()));
        Some(types.fold(Types::default(), Types::union))
    }

    /// The types that it admits, as far as `type`, `const` and `enum` tell.
    pub(super) fn types(self) -> Types {
        self.always().into_iter().fold(Types::ALL, |types, schema| {
            let own = schema.own_types().unwrap_or(Types::ALL);
            let values = schema.values().map(|values| {
                let kinds = values.iter().map(|value| kind_of(*value));
                kinds.fold(Types::default(), Types::union)
            });
            types
                .intersection(own)
                .intersection(values.unwrap_or(Types::ALL))
        })
    }

    /// The lists of values, each of which it demands one of.
    pub(super) fn all_values(self) -> Vec<Vec<Value<'a>>> {
        self.always().into_iter().filter_map(Self::values).collect()
    }

    /// The values that its own `const` or `enum` admits.
    pub(super) fn values(self) -> Option<Vec<Value<'a>>> {
        if let Some(value) = self.get("const") {
            return Some(vec![value]);
        }
        let list = self.get("enum")?;
        (list.kind() == Kind::Array).then(|| list.items().collect())
    }
}

fn kind_of(value: Value<'_>) -> Types {
    match value.kind() {
        Kind::Null => Types::NULL,
        Kind::False | Kind::True => Types::BOOLEAN,
        Kind::Number => Types::NUMBER,
        Kind::String => Types::STRING,
        Kind::Array => Types::ARRAY,
        Kind::Object => Types::OBJECT,
    }
}
