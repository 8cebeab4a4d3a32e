//! What each dialect calls a keyword, and where its subschemas stand.

use Dialect::{Draft4, Draft6, Draft7, Draft2019, Draft2020};
use vouchsafe_core::json::{JsonStr, Value};

use Vocabulary::{Applicator, Content, Core, Extension, Format, MetaData, Unevaluated, Validation};

/// A dialect of JSON Schema, from the oldest to the newest.
///
/// ```
/// use vouchsafe_compiler::{Compiler, Dialect};
///
/// let compiler = Compiler::new().dialect(Dialect::Draft7);
/// let program = compiler.compile(r#"{"items": [{"type": "string"}], "additionalItems": false}"#)?;
/// assert!(!program.is_valid(br#"["a", "b"]"#));
/// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Dialect {
    /// <http://json-schema.org/draft-04/schema>
    Draft4,
    /// <http://json-schema.org/draft-06/schema>
    Draft6,
    /// <http://json-schema.org/draft-07/schema>
    Draft7,
    /// <https://json-schema.org/draft/2019-09/schema>
    Draft2019,
    /// <https://json-schema.org/draft/2020-12/schema>
    #[default]
    Draft2020,
}

impl Dialect {
    /// All of them, from the oldest to the newest.
    pub const ALL: [Self; 5] = [Draft4, Draft6, Draft7, Draft2019, Draft2020];

    /// The dialect that a `$schema` names; with or without an empty fragment, by `http` or `https`.
    pub fn from_uri(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        // The dialect of OpenAPI 3.1 is draft 2020-12 with a few annotations more.
        if uri == "https://spec.openapis.org/oas/3.1/dialect/base" {
            return Some(Draft2020);
        }
        let address = |uri| {
            let after = |scheme| str::strip_prefix(uri, scheme);
            after("https://").or_else(|| after("http://"))
        };
        Self::ALL
            .into_iter()
            .find(|dialect| address(uri).is_some() && address(uri) == address(dialect.uri()))
    }

    /// The URI of its meta-schema, without a fragment.
    pub const fn uri(self) -> &'static str {
        match self {
            Draft4 => "http://json-schema.org/draft-04/schema",
            Draft6 => "http://json-schema.org/draft-06/schema",
            Draft7 => "http://json-schema.org/draft-07/schema",
            Draft2019 => "https://json-schema.org/draft/2019-09/schema",
            Draft2020 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// What messages call it.
    pub const fn name(self) -> &'static str {
        match self {
            Draft4 => "draft 4",
            Draft6 => "draft 6",
            Draft7 => "draft 7",
            Draft2019 => "draft 2019-09",
            Draft2020 => "draft 2020-12",
        }
    }

    /// The keyword that gives a schema its URI.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Draft4 => "id",
            _ => "$id",
        }
    }

    /// Whether `$ref` makes everything beside it void, and a fragment in `$id` makes an anchor: so it was
    /// up to draft 7.
    pub(crate) fn is_old(self) -> bool {
        self <= Draft7
    }

    /// The other dialects that have a keyword, from and to.
    pub(crate) fn of_keyword(keyword: &str) -> Option<(Self, Self)> {
        row(keyword).map(|row| (row.from, row.to))
    }
}

/// A version of OpenAPI, as far as its schemas differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenApi {
    /// Its schemas are those of an early draft 5, with changes of its own.
    V30,
    /// Its schemas are those of draft 2020-12, with a few annotations more.
    V31,
}

impl OpenApi {
    /// The version that a document names.
    pub(crate) fn of(version: Value<'_>) -> Self {
        let is_30 = |version: JsonStr<'_>| {
            let version = version.to_lossy();
            &*version == "3.0" || version.starts_with("3.0.")
        };
        if version.as_str().is_some_and(is_30) {
            Self::V30
        } else {
            Self::V31
        }
    }
}

/// A group of keywords that a meta-schema can leave out by its `$vocabulary`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// Identifiers and references: always there.
    Core,
    Applicator,
    Unevaluated,
    Validation,
    MetaData,
    Format,
    Content,
    /// Keywords of our own: always there.
    Extension,
}

/// What a `$schema` stands for: a dialect, or what a meta-schema of its own leaves of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Language {
    pub(crate) dialect: Dialect,
    /// A bit for each [`Vocabulary`].
    vocabularies: u8,
    /// `format` decides, whatever the options say.
    pub(crate) asserts_formats: bool,
    /// What a version of OpenAPI adds and takes away.
    pub(crate) openapi: Option<OpenApi>,
}

impl From<Dialect> for Language {
    fn from(dialect: Dialect) -> Self {
        Self {
            dialect,
            vocabularies: u8::MAX,
            asserts_formats: false,
            openapi: None,
        }
    }
}

impl From<OpenApi> for Language {
    fn from(version: OpenApi) -> Self {
        let dialect = match version {
            OpenApi::V30 => Draft4,
            OpenApi::V31 => Draft2020,
        };
        Self {
            openapi: Some(version),
            ..dialect.into()
        }
    }
}

impl Language {
    /// The language of a meta-schema that is written in `dialect` and names vocabularies, each with
    /// whether it must be understood.
    ///
    /// # Errors
    /// The URI of a vocabulary that must be and is not.
    pub(crate) fn of_vocabularies(
        dialect: Dialect,
        vocabularies: impl Iterator<Item = (String, bool)>,
    ) -> Result<Self, String> {
        let mut language = Self {
            dialect,
            vocabularies: 1 << Core as u8 | 1 << Extension as u8,
            asserts_formats: false,
            openapi: None,
        };
        for (uri, required) in vocabularies {
            let name = uri
                .strip_prefix("https://json-schema.org/draft/2019-09/vocab/")
                .or_else(|| uri.strip_prefix("https://json-schema.org/draft/2020-12/vocab/"));
            let known = match name {
                Some("core") => &[Core][..],
                // In 2019-09 the two were one.
                Some("applicator") if dialect == Draft2019 => &[Applicator, Unevaluated],
                Some("applicator") => &[Applicator],
                Some("unevaluated") => &[Unevaluated],
                Some("validation") => &[Validation],
                Some("meta-data") => &[MetaData],
                Some("format-annotation") => &[Format],
                Some("format") => {
                    language.asserts_formats = required;
                    &[Format]
                }
                // Whoever knows the vocabulary asserts formats, required or not (section 7.2.2).
                Some("format-assertion") => {
                    language.asserts_formats = true;
                    &[Format]
                }
                Some("content") => &[Content],
                _ if required => return Err(uri),
                _ => &[],
            };
            for vocabulary in known {
                language.vocabularies |= 1 << *vocabulary as u8;
            }
        }
        Ok(language)
    }

    /// Whether a keyword means something here.
    pub(crate) fn has(self, keyword: &str) -> bool {
        self.holds(keyword).is_some()
    }

    /// Where a keyword's subschemas stand; `None` if it means nothing here.
    pub(crate) fn holds(self, keyword: &str) -> Option<Holds> {
        row(keyword)
            .filter(|row| self.includes(row) && self.vocabularies >> row.vocabulary as u8 & 1 == 1)
            .map(|row| row.holds)
    }

    fn includes(self, row: &Row) -> bool {
        if self.is_openapi_30() {
            row.vocabulary == Extension || OPENAPI_30_KEYWORDS.binary_search(&row.name).is_ok()
        } else {
            row.is_in(self.dialect)
        }
    }

    /// Whether it is that of OpenAPI 3.0.
    pub(crate) fn is_openapi_30(self) -> bool {
        self.openapi == Some(OpenApi::V30)
    }

    /// What messages call it.
    pub(crate) fn name(self) -> &'static str {
        if self.is_openapi_30() {
            "OpenAPI 3.0"
        } else {
            self.dialect.name()
        }
    }

    /// The keyword that gives a schema its URI, if there is one.
    pub(crate) fn id(self) -> Option<&'static str> {
        (!self.is_openapi_30()).then_some(self.dialect.id())
    }

    /// Whether a keyword may stand in a schema: a known one, or an extension by its name.
    pub(crate) fn allows(self, keyword: &str) -> bool {
        row(keyword).is_some_and(|row| self.includes(row))
            || keyword.starts_with("x-")
            || self.openapi.is_some() && OPENAPI_KEYWORDS.contains(&keyword)
            || self.is_openapi_30() && (keyword == "nullable" || is_prose(keyword))
    }

    /// Whether a format is one of OpenAPI's own, which only describe.
    pub(crate) fn describes(self, format: &str) -> bool {
        self.openapi.is_some() && OPENAPI_FORMATS.contains(&format)
    }

    /// The keywords, to find the one that was meant by a misspelt one.
    pub(crate) fn keywords(self) -> impl Iterator<Item = &'static str> {
        let own = self.is_openapi_30().then_some("nullable");
        let rows = KEYWORDS.iter().filter(move |row| self.includes(row));
        rows.map(|row| row.name).chain(own)
    }
}

/// Where the subschemas of a keyword stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// There are none.
    None,
    /// The value is one, or each item of it: `items` once took both.
    Schema,
    /// Each item of the value is one.
    Array,
    /// Each member of the value is one.
    Map,
    /// The member `schema` of each item of the value is one: `x-lints`.
    Lints,
}

/// A keyword, the dialects that have it, and the vocabulary that it belongs to.
struct Row {
    name: &'static str,
    holds: Holds,
    from: Dialect,
    to: Dialect,
    vocabulary: Vocabulary,
}

impl Row {
    fn is_in(&self, dialect: Dialect) -> bool {
        (self.from..=self.to).contains(&dialect)
    }
}

const fn row_of(
    name: &'static str,
    holds: Holds,
    (from, to): (Dialect, Dialect),
    vocabulary: Vocabulary,
) -> Row {
    Row {
        name,
        holds,
        from,
        to,
        vocabulary,
    }
}

/// The keywords of all dialects, and our own, sorted.
///
/// `definitions` and `dependencies` went out of the specification with 2019-09, which asks to go on
/// reading them; `dependencies` still decides, as the optional tests of the official suite have it.
#[rustfmt::skip]
const KEYWORDS: &[Row] = &[
    row_of("$anchor", Holds::None, (Draft2019, Draft2020), Core),
    row_of("$comment", Holds::None, (Draft7, Draft2020), Core),
    row_of("$defs", Holds::Map, (Draft2019, Draft2020), Core),
    row_of("$dynamicAnchor", Holds::None, (Draft2020, Draft2020), Core),
    row_of("$dynamicRef", Holds::None, (Draft2020, Draft2020), Core),
    row_of("$id", Holds::None, (Draft6, Draft2020), Core),
    row_of("$recursiveAnchor", Holds::None, (Draft2019, Draft2019), Core),
    row_of("$recursiveRef", Holds::None, (Draft2019, Draft2019), Core),
    row_of("$ref", Holds::None, (Draft4, Draft2020), Core),
    row_of("$schema", Holds::None, (Draft4, Draft2020), Core),
    row_of("$vocabulary", Holds::None, (Draft2019, Draft2020), Core),
    row_of("additionalItems", Holds::Schema, (Draft4, Draft2019), Applicator),
    row_of("additionalProperties", Holds::Schema, (Draft4, Draft2020), Applicator),
    row_of("allOf", Holds::Array, (Draft4, Draft2020), Applicator),
    row_of("anyOf", Holds::Array, (Draft4, Draft2020), Applicator),
    row_of("const", Holds::None, (Draft6, Draft2020), Validation),
    row_of("contains", Holds::Schema, (Draft6, Draft2020), Applicator),
    row_of("contentEncoding", Holds::None, (Draft7, Draft2020), Content),
    row_of("contentMediaType", Holds::None, (Draft7, Draft2020), Content),
    row_of("contentSchema", Holds::Schema, (Draft2019, Draft2020), Content),
    row_of("default", Holds::None, (Draft4, Draft2020), MetaData),
    row_of("definitions", Holds::Map, (Draft4, Draft2020), Core),
    row_of("dependencies", Holds::Map, (Draft4, Draft2020), Applicator),
    row_of("dependentRequired", Holds::None, (Draft2019, Draft2020), Validation),
    row_of("dependentSchemas", Holds::Map, (Draft2019, Draft2020), Applicator),
    row_of("deprecated", Holds::None, (Draft2019, Draft2020), MetaData),
    row_of("description", Holds::None, (Draft4, Draft2020), MetaData),
    row_of("else", Holds::Schema, (Draft7, Draft2020), Applicator),
    row_of("enum", Holds::None, (Draft4, Draft2020), Validation),
    row_of("examples", Holds::None, (Draft6, Draft2020), MetaData),
    row_of("exclusiveMaximum", Holds::None, (Draft4, Draft2020), Validation),
    row_of("exclusiveMinimum", Holds::None, (Draft4, Draft2020), Validation),
    row_of("format", Holds::None, (Draft4, Draft2020), Format),
    row_of("id", Holds::None, (Draft4, Draft4), Core),
    row_of("if", Holds::Schema, (Draft7, Draft2020), Applicator),
    row_of("items", Holds::Schema, (Draft4, Draft2020), Applicator),
    row_of("maxContains", Holds::None, (Draft2019, Draft2020), Validation),
    row_of("maxItems", Holds::None, (Draft4, Draft2020), Validation),
    row_of("maxLength", Holds::None, (Draft4, Draft2020), Validation),
    row_of("maxProperties", Holds::None, (Draft4, Draft2020), Validation),
    row_of("maximum", Holds::None, (Draft4, Draft2020), Validation),
    row_of("minContains", Holds::None, (Draft2019, Draft2020), Validation),
    row_of("minItems", Holds::None, (Draft4, Draft2020), Validation),
    row_of("minLength", Holds::None, (Draft4, Draft2020), Validation),
    row_of("minProperties", Holds::None, (Draft4, Draft2020), Validation),
    row_of("minimum", Holds::None, (Draft4, Draft2020), Validation),
    row_of("multipleOf", Holds::None, (Draft4, Draft2020), Validation),
    row_of("not", Holds::Schema, (Draft4, Draft2020), Applicator),
    row_of("oneOf", Holds::Array, (Draft4, Draft2020), Applicator),
    row_of("pattern", Holds::None, (Draft4, Draft2020), Validation),
    row_of("patternProperties", Holds::Map, (Draft4, Draft2020), Applicator),
    row_of("prefixItems", Holds::Array, (Draft2020, Draft2020), Applicator),
    row_of("properties", Holds::Map, (Draft4, Draft2020), Applicator),
    row_of("propertyNames", Holds::Schema, (Draft6, Draft2020), Applicator),
    row_of("readOnly", Holds::None, (Draft7, Draft2020), MetaData),
    row_of("required", Holds::None, (Draft4, Draft2020), Validation),
    row_of("then", Holds::Schema, (Draft7, Draft2020), Applicator),
    row_of("title", Holds::None, (Draft4, Draft2020), MetaData),
    row_of("type", Holds::None, (Draft4, Draft2020), Validation),
    row_of("unevaluatedItems", Holds::Schema, (Draft2019, Draft2020), Unevaluated),
    row_of("unevaluatedProperties", Holds::Schema, (Draft2019, Draft2020), Unevaluated),
    row_of("uniqueItems", Holds::None, (Draft4, Draft2020), Validation),
    row_of("writeOnly", Holds::None, (Draft7, Draft2020), MetaData),
    row_of("x-allow", Holds::None, (Draft4, Draft2020), Extension),
    row_of("x-deprecated-message", Holds::None, (Draft4, Draft2020), Extension),
    row_of("x-docs", Holds::None, (Draft4, Draft2020), Extension),
    row_of("x-help", Holds::None, (Draft4, Draft2020), Extension),
    row_of("x-lints", Holds::Lints, (Draft4, Draft2020), Extension),
    row_of("x-message", Holds::None, (Draft4, Draft2020), Extension),
    row_of("x-secret", Holds::None, (Draft4, Draft2020), Extension),
];

/// The annotations that OpenAPI adds to schemas (3.1, section 4.8.24.2; 3.0, section 4.7.24.2).
const OPENAPI_KEYWORDS: &[&str] = &["discriminator", "example", "externalDocs", "xml"];

/// The formats that OpenAPI adds (3.1, section 4.4; 3.0 says the same of more of them).
const OPENAPI_FORMATS: &[&str] = &[
    "int32", "int64", "float", "double", "byte", "binary", "password",
];

/// What OpenAPI 3.0 takes over from JSON Schema (its section 4.7.24.1), sorted.
#[rustfmt::skip]
const OPENAPI_30_KEYWORDS: &[&str] = &[
    "$ref", "additionalProperties", "allOf", "anyOf", "default", "deprecated", "description", "enum",
    "exclusiveMaximum", "exclusiveMinimum", "format", "items", "maxItems", "maxLength", "maxProperties", "maximum",
    "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not", "oneOf", "pattern", "properties",
    "readOnly", "required", "title", "type", "uniqueItems", "writeOnly",
];

/// Whether a keyword is for readers alone, so that a language without it loses nothing.
fn is_prose(keyword: &str) -> bool {
    keyword == "$comment" || row(keyword).is_some_and(|row| row.vocabulary == MetaData)
}

fn row(keyword: &str) -> Option<&'static Row> {
    let index = KEYWORDS.binary_search_by_key(&keyword, |row| row.name);
    index.ok().map(|index| &KEYWORDS[index])
}

#[cfg(test)]
mod tests {
    use super::{Dialect, KEYWORDS, Language, OPENAPI_30_KEYWORDS};

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted_by_key(|row| row.name));
        assert!(OPENAPI_30_KEYWORDS.is_sorted());
    }

    #[test]
    fn a_dialect_is_found_by_its_uri() {
        for dialect in Dialect::ALL {
            assert_eq!(Dialect::from_uri(dialect.uri()), Some(dialect));
            assert_eq!(
                Dialect::from_uri(&format!("{}#", dialect.uri())),
                Some(dialect)
            );
        }
        assert_eq!(Dialect::from_uri("https://example.com/schema"), None);
        assert_eq!(Dialect::from_uri("schema"), None);
    }

    #[test]
    fn vocabularies_that_are_left_out_take_their_keywords_along() {
        let vocabularies = [(
            "https://json-schema.org/draft/2020-12/vocab/applicator".to_owned(),
            true,
        )];
        let language =
            Language::of_vocabularies(Dialect::Draft2020, vocabularies.into_iter()).unwrap();
        assert!(language.has("$ref") && language.has("properties") && language.has("x-secret"));
        assert!(!language.has("minimum") && !language.has("unevaluatedItems"));
        let foreign = [("https://example.com/vocab".to_owned(), true)];
        assert!(Language::of_vocabularies(Dialect::Draft2020, foreign.into_iter()).is_err());
    }
}
