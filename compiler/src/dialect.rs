//! What each dialect calls a keyword, and where its subschemas stand.

use Dialect::{Draft4, Draft6, Draft7, Draft2019, Draft2020};
use vouchsafe_core::json::Value;

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

    /// The dialect that a `$schema` names, in each of the forms that are in use: by `http`, `https` or neither, with or
    /// without an empty fragment, a slash at the end, blanks around it or the digits `0` of a number, and by the
    /// meta-schema of JSON Hyper-Schema. Draft 5 has the meta-schema of draft 4.
    ///
    /// ```
    /// use vouchsafe_compiler::Dialect;
    ///
    /// for uri in ["http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft-07/schema ", "json-schema.org/draft-7/hyper-schema#"] {
    ///     assert_eq!(Dialect::from_uri(uri), Some(Dialect::Draft7));
    /// }
    /// assert_eq!(Dialect::from_uri("http://json-schema.org/draft-03/schema#"), None);
    /// ```
    pub fn from_uri(uri: &str) -> Option<Self> {
        // The dialects of OpenAPI from 3.1 on are draft 2020-12 with a few annotations more.
        let openapi = address(uri).and_then(|(host, path)| {
            let path = (host == "spec.openapis.org").then_some(path)?;
            let path = path.strip_prefix("oas/3.")?;
            let (version, rest) = path.split_once('/')?;
            Some(version != "0" && rest.starts_with("dialect/"))
        });
        if openapi == Some(true) {
            return Some(Draft2020);
        }
        Some(match version(uri)? {
            "04" | "4" | "05" | "5" => Draft4,
            "06" | "6" => Draft6,
            "07" | "7" => Draft7,
            "2019-09" => Draft2019,
            "2020-12" => Draft2020,
            _ => return None,
        })
    }

    /// Whether a `$schema` names JSON Schema and no version of it.
    pub(crate) fn is_unversioned(uri: &str) -> bool {
        let path = json_schema_path(uri);
        path.is_some_and(|path| matches!(path, "" | "schema" | "hyper-schema" | "draft/schema"))
            || uri.trim().is_empty()
    }

    /// Whether a `$schema` names the meta-schema of JSON Hyper-Schema.
    pub(crate) fn is_hyper_schema(uri: &str) -> bool {
        json_schema_path(uri).is_some_and(|path| path.ends_with("hyper-schema"))
    }

    /// Whether a `$schema` names a version of JSON Schema that is too old.
    pub(crate) fn is_too_old(uri: &str) -> Option<&'static str> {
        Some(match version(uri)? {
            "00" | "0" => "draft 0",
            "01" | "1" => "draft 1",
            "02" | "2" => "draft 2",
            "03" | "3" => "draft 3",
            _ => return None,
        })
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

    /// The dialects that have a keyword, from and to, and the vocabulary that it belongs to.
    pub(crate) fn of_keyword(keyword: &str) -> Option<(Self, Self, Vocabulary)> {
        row(keyword).map(|row| (row.from, row.to, row.vocabulary))
    }
}

/// The host and the path of an `http` or `https` URI, without a fragment, however it is written.
fn address(uri: &str) -> Option<(&str, &str)> {
    let uri = uri.trim();
    let uri = uri.split_once('#').map_or(uri, |(uri, fragment)| {
        if matches!(fragment.trim(), "" | "/") {
            uri
        } else {
            ""
        }
    });
    let uri = match uri.split_once("://") {
        Some((scheme, rest)) => {
            let is_web =
                scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            is_web.then_some(rest)?
        }
        None => uri,
    };
    let (host, path) = uri.split_once('/').unwrap_or((uri, ""));
    let known = [
        "json-schema.org",
        "www.json-schema.org",
        "spec.openapis.org",
    ];
    let host = known
        .into_iter()
        .find(|known| host.eq_ignore_ascii_case(known))?;
    Some((
        host.trim_start_matches("www."),
        path.trim_end_matches('/').trim_end(),
    ))
}

/// The path of a URI at the home of JSON Schema.
fn json_schema_path(uri: &str) -> Option<&str> {
    let (host, path) = address(uri)?;
    let path = (host == "json-schema.org").then_some(path)?;
    Some(path.strip_suffix(".json").unwrap_or(path))
}

/// The version that a URI of a meta-schema has in it, as it is written.
fn version(uri: &str) -> Option<&str> {
    let path = json_schema_path(uri)?.strip_prefix("draft")?;
    let path = path.strip_prefix(['-', '/'])?;
    let (version, name) = path.split_once('/')?;
    matches!(name, "schema" | "hyper-schema").then_some(version)
}

/// A version of OpenAPI, as far as its schemas differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenApi {
    /// Swagger 2.0. Its schemas are those of 3.0 but for a few keywords.
    V20,
    /// Its schemas are those of an early draft 5, with changes of its own.
    V30,
    /// Its schemas are those of draft 2020-12, with a few annotations more.
    V31,
    /// Its schemas are those of 3.1.
    V32,
}

impl OpenApi {
    /// The version that a document names by its member `openapi`.
    pub(crate) fn of(version: Value<'_>) -> Self {
        let Some(version) = version.as_str() else {
            return Self::V31;
        };
        let version = version.to_lossy();
        let is = |minor: &str| {
            let rest = version.strip_prefix(minor);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        match () {
            () if is("3.0") => Self::V30,
            () if is("3.2") => Self::V32,
            () => Self::V31,
        }
    }

    /// The version of a document, if it is one.
    pub(crate) fn of_document(root: Value<'_>) -> Option<Self> {
        if let Some(version) = root.member("openapi") {
            return Some(Self::of(version));
        }
        let version = root.member("swagger")?;
        is_swagger(version).then_some(Self::V20)
    }

    /// Whether its schemas are those of JSON Schema 2020-12.
    pub(crate) const fn is_modern(self) -> bool {
        matches!(self, Self::V31 | Self::V32)
    }
}

/// Whether the member `swagger` of a document says version 2.0. Some write the number without quotes.
pub(crate) fn is_swagger(version: Value<'_>) -> bool {
    match version.as_str() {
        Some(text) => matches!(&*text.to_lossy(), "2.0" | "2"),
        None => version
            .as_number()
            .is_some_and(|number| number.to_i128() == Some(2)),
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
    /// JSON Hyper-Schema's keywords may stand in it.
    pub(crate) hyper: bool,
}

impl From<Dialect> for Language {
    fn from(dialect: Dialect) -> Self {
        Self {
            dialect,
            vocabularies: u8::MAX,
            asserts_formats: false,
            openapi: None,
            hyper: false,
        }
    }
}

impl From<OpenApi> for Language {
    fn from(version: OpenApi) -> Self {
        let dialect = match version {
            OpenApi::V20 | OpenApi::V30 => Draft4,
            OpenApi::V31 | OpenApi::V32 => Draft2020,
        };
        Self {
            openapi: Some(version),
            ..dialect.into()
        }
    }
}

impl Language {
    /// The language that a `$schema` names by itself, without its meta-schema being read.
    pub(crate) fn from_uri(uri: &str) -> Option<Self> {
        let dialect = Dialect::from_uri(uri)?;
        Some(Self {
            hyper: Dialect::is_hyper_schema(uri),
            ..dialect.into()
        })
    }

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
            hyper: false,
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

    /// Whether it is that of OpenAPI 3.0, or of Swagger 2.0, which is much the same.
    pub(crate) fn is_openapi_30(self) -> bool {
        matches!(self.openapi, Some(OpenApi::V30 | OpenApi::V20))
    }

    /// Whether it is that of Swagger 2.0.
    pub(crate) fn is_swagger(self) -> bool {
        self.openapi == Some(OpenApi::V20)
    }

    /// The keyword that lets a value be `null`.
    pub(crate) fn nullable(self) -> &'static str {
        if self.is_swagger() {
            "x-nullable"
        } else {
            "nullable"
        }
    }

    /// What messages call it.
    pub(crate) fn name(self) -> &'static str {
        if self.is_swagger() {
            "Swagger 2.0"
        } else if self.is_openapi_30() {
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
            || self.hyper && HYPER_KEYWORDS.contains(&keyword)
            || self.is_openapi_30() && (keyword == self.nullable() || is_prose(keyword))
            || self.is_swagger() && SWAGGER_KEYWORDS.contains(&keyword)
    }

    /// Whether a format is one of OpenAPI's own, which only describe.
    pub(crate) fn describes(self, format: &str) -> bool {
        self.openapi.is_some() && OPENAPI_FORMATS.contains(&format)
    }

    /// The keywords, to find the one that was meant by a misspelt one.
    pub(crate) fn keywords(self) -> impl Iterator<Item = &'static str> {
        let own = self.is_openapi_30().then_some(self.nullable());
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

/// The keywords that JSON Hyper-Schema adds to schemas, in any of its drafts.
pub(crate) const HYPER_KEYWORDS: [&str; 6] = [
    "base",
    "fragmentResolution",
    "links",
    "media",
    "pathStart",
    "readonly",
];

/// The annotations that OpenAPI adds to schemas (3.1, section 4.8.24.2; 3.0, section 4.7.24.2).
const OPENAPI_KEYWORDS: &[&str] = &["discriminator", "example", "externalDocs", "xml"];

/// What stands beside the keywords where a parameter of Swagger 2.0 is its own schema.
const SWAGGER_KEYWORDS: &[&str] = &["allowEmptyValue", "collectionFormat", "in", "name"];

/// The formats that OpenAPI adds and that ask nothing of a value (3.0, section 4.4).
const OPENAPI_FORMATS: &[&str] = &["binary", "password"];

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
            let uri = dialect.uri();
            let (_, address) = uri.split_once("://").unwrap();
            for written in [
                uri.to_owned(),
                format!("{uri}#"),
                format!("{uri}#/"),
                format!(" {uri}#\n"),
                format!("{uri}/"),
                format!("{uri}.json"),
                format!("http://{address}"),
                format!("https://{address}#"),
                format!(
                    "HTTPS://{}",
                    address.replace("json-schema.org", "JSON-Schema.org")
                ),
                format!("https://www.{address}#"),
                format!("//{address}").trim_start_matches('/').to_owned(),
                uri.replace("/schema", "/hyper-schema"),
            ] {
                assert_eq!(Dialect::from_uri(&written), Some(dialect), "{written}");
                assert!(!Dialect::is_unversioned(&written), "{written}");
            }
        }
        for (uri, dialect) in [
            ("http://json-schema.org/draft-7/schema#", Dialect::Draft7),
            ("http://json-schema.org/draft/07/schema", Dialect::Draft7),
            ("http://json-schema.org/draft-05/schema#", Dialect::Draft4),
            (
                "https://json-schema.org/draft-2020-12/schema",
                Dialect::Draft2020,
            ),
            (
                "https://spec.openapis.org/oas/3.1/dialect/base",
                Dialect::Draft2020,
            ),
            (
                "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
                Dialect::Draft2020,
            ),
            (
                "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
                Dialect::Draft2020,
            ),
        ] {
            assert_eq!(Dialect::from_uri(uri), Some(dialect), "{uri}");
        }
        for uri in [
            "https://example.com/schema",
            "https://example.com/draft-07/schema#",
            "schema",
            "",
            "http://json-schema.org/draft-07/schema#/definitions/a",
            "ftp://json-schema.org/draft-07/schema",
            "http://json-schema.org/draft-03/schema#",
            "http://json-schema.org/draft-08/schema#",
            "https://json-schema.org/draft/2020-12/meta/core",
            "https://spec.openapis.org/oas/3.0/dialect/base",
        ] {
            assert_eq!(Dialect::from_uri(uri), None, "{uri}");
        }
    }

    #[test]
    fn what_names_no_version_and_what_is_too_old_is_told_apart() {
        for uri in [
            "http://json-schema.org/schema#",
            "http://json-schema.org/schema",
            "https://json-schema.org/schema#",
            "json-schema.org/schema ",
            "https://json-schema.org/",
            "",
            "  ",
        ] {
            assert!(Dialect::is_unversioned(uri), "{uri}");
            assert_eq!(Dialect::from_uri(uri), None, "{uri}");
        }
        assert!(!Dialect::is_unversioned("https://example.com/schema"));
        let old = Dialect::is_too_old("http://json-schema.org/draft-03/hyper-schema#");
        assert_eq!(old, Some("draft 3"));
        assert_eq!(
            Dialect::is_too_old("http://json-schema.org/draft-04/schema#"),
            None
        );
        assert!(Dialect::is_hyper_schema(
            "http://json-schema.org/draft-04/hyper-schema#"
        ));
        assert!(!Dialect::is_hyper_schema(
            "http://json-schema.org/draft-04/schema#"
        ));
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
