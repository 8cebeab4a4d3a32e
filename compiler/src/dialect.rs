//! What each dialect calls a keyword, and where its subschemas stand.

/// A dialect of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Dialect {
    /// <https://json-schema.org/draft/2020-12/schema>
    #[default]
    Draft2020,
}

impl Dialect {
    /// The dialect that a `$schema` names.
    pub fn from_uri(uri: &str) -> Option<Self> {
        match uri.trim_end_matches('#') {
            // The dialect of OpenAPI 3.1 is draft 2020-12 with a few annotations more.
            "https://json-schema.org/draft/2020-12/schema"
            | "https://spec.openapis.org/oas/3.1/dialect/base" => Some(Self::Draft2020),
            _ => None,
        }
    }
}

/// Where the subschemas of a keyword stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// There are none.
    None,
    /// The value is one.
    Schema,
    /// Each item of the value is one.
    Array,
    /// Each member of the value is one.
    Map,
    /// The member `schema` of each item of the value is one: `x-lints`.
    Lints,
}

/// The keywords of draft 2020-12, its annotations, and our own, sorted.
const KEYWORDS: &[(&str, Holds)] = &[
    ("$anchor", Holds::None),
    ("$comment", Holds::None),
    ("$defs", Holds::Map),
    ("$dynamicAnchor", Holds::None),
    ("$dynamicRef", Holds::None),
    ("$id", Holds::None),
    ("$ref", Holds::None),
    ("$schema", Holds::None),
    ("$vocabulary", Holds::None),
    ("additionalProperties", Holds::Schema),
    ("allOf", Holds::Array),
    ("anyOf", Holds::Array),
    ("const", Holds::None),
    ("contains", Holds::Schema),
    ("contentEncoding", Holds::None),
    ("contentMediaType", Holds::None),
    ("contentSchema", Holds::Schema),
    ("default", Holds::None),
    ("definitions", Holds::Map),
    ("dependentRequired", Holds::None),
    ("dependentSchemas", Holds::Map),
    ("deprecated", Holds::None),
    ("description", Holds::None),
    ("else", Holds::Schema),
    ("enum", Holds::None),
    ("examples", Holds::None),
    ("exclusiveMaximum", Holds::None),
    ("exclusiveMinimum", Holds::None),
    ("format", Holds::None),
    ("if", Holds::Schema),
    ("items", Holds::Schema),
    ("maxContains", Holds::None),
    ("maxItems", Holds::None),
    ("maxLength", Holds::None),
    ("maxProperties", Holds::None),
    ("maximum", Holds::None),
    ("minContains", Holds::None),
    ("minItems", Holds::None),
    ("minLength", Holds::None),
    ("minProperties", Holds::None),
    ("minimum", Holds::None),
    ("multipleOf", Holds::None),
    ("not", Holds::Schema),
    ("oneOf", Holds::Array),
    ("pattern", Holds::None),
    ("patternProperties", Holds::Map),
    ("prefixItems", Holds::Array),
    ("properties", Holds::Map),
    ("propertyNames", Holds::Schema),
    ("readOnly", Holds::None),
    ("required", Holds::None),
    ("then", Holds::Schema),
    ("title", Holds::None),
    ("type", Holds::None),
    ("unevaluatedItems", Holds::Schema),
    ("unevaluatedProperties", Holds::Schema),
    ("uniqueItems", Holds::None),
    ("writeOnly", Holds::None),
    ("x-deprecated-message", Holds::None),
    ("x-docs", Holds::None),
    ("x-help", Holds::None),
    ("x-lints", Holds::Lints),
    ("x-message", Holds::None),
    ("x-secret", Holds::None),
];

/// The annotations that OpenAPI 3.1 adds to schemas (its section 4.8.24.2).
const OPENAPI_KEYWORDS: &[&str] = &["discriminator", "example", "externalDocs", "xml"];

impl Dialect {
    /// Where a keyword's subschemas stand; `None` if there is no such keyword.
    pub(crate) fn holds(self, keyword: &str) -> Option<Holds> {
        let Self::Draft2020 = self;
        KEYWORDS
            .binary_search_by_key(&keyword, |(name, _)| name)
            .ok()
            .map(|index| KEYWORDS[index].1)
    }

    /// Whether a keyword may stand in a schema: a known one, or an extension by its name.
    pub(crate) fn allows(self, keyword: &str, openapi: bool) -> bool {
        self.holds(keyword).is_some()
            || keyword.starts_with("x-")
            || openapi && OPENAPI_KEYWORDS.contains(&keyword)
    }

    /// The keywords, to find the one that was meant by a misspelt one.
    pub(crate) fn keywords(self) -> impl Iterator<Item = &'static str> {
        let Self::Draft2020 = self;
        KEYWORDS.iter().map(|(name, _)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::KEYWORDS;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted_by_key(|(name, _)| name));
    }
}
