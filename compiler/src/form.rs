//! The form that the meta-schema of a dialect asks of each keyword, also where the keyword decides nothing: beside
//! `$ref` in old dialects, in comments and examples, in names that nothing refers to.
//!
//! In: the library of one compilation, and the faults that other steps have found. Out: a fault for each value that
//! the meta-schema refuses and no other step has a word about. What it does **not** do: look at what a schema means.
//! It is asked where schemas are checked rather than used, as [`examine`](crate::examine) is.

use std::collections::{BTreeMap, HashSet};

use fluent_uri::Uri;
use vouchsafe_core::json::{Decimal, Kind, Span, Value};
use vouchsafe_core::program::{Format, Types};

use crate::codes;
use crate::diagnostic::{Complaint, Diagnostic};
use crate::dialect::{Dialect, Language};
use crate::found::{found, is_negative, is_positive};
use crate::library::Library;
use crate::slips;
use crate::uri;

/// The faults of form that none of the known faults is about.
pub(crate) fn form(library: &Library, known: &[Diagnostic]) -> Vec<Diagnostic> {
    let known = Known::of(known);
    let mut faults = Vec::new();
    for &at in library.schemas.keys() {
        let language = library.language_of(at);
        if language.is_openapi_30() {
            continue;
        }
        let mut looker = Looker {
            language,
            schema: library.value(at),
            found: Vec::new(),
        };
        if at.index == 0 {
            looker.schema_at(None, looker.schema);
        }
        looker.look();
        let source = &library.sources[at.document];
        let found = looker.found.into_iter();
        let found = found.map(|(value, complaint)| source.fault(complaint, value.span()));
        faults.extend(found.filter(|fault| !known.is_about(&fault.file, fault.span)));
    }
    faults
}

/// Where faults are known, by file.
struct Known<'a>(BTreeMap<&'a str, Vec<Span>>);

impl<'a> Known<'a> {
    fn of(faults: &'a [Diagnostic]) -> Self {
        let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for fault in faults {
            spans.entry(&fault.file).or_default().push(fault.span);
        }
        for spans in spans.values_mut() {
            spans.sort_unstable();
        }
        Self(spans)
    }

    /// Whether a fault is known at a place or inside it.
    fn is_about(&self, file: &str, span: Span) -> bool {
        let spans = self.0.get(file).map_or(&[][..], Vec::as_slice);
        let first = spans.partition_point(|known| known.start < span.start);
        let mut inside = spans[first..]
            .iter()
            .take_while(|known| known.start < span.end);
        inside.any(|known| span.contains(*known))
    }
}

/// What the value of a keyword must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Flag,
    Number,
    /// A number greater than 0.
    Positive,
    /// A non-negative integer.
    Count,
    /// The name of an anchor.
    Anchor,
    /// A URI reference without a fragment.
    Identifier,
    /// A regular expression.
    Pattern,
    /// The name of a type, or an array of some.
    Types,
    /// An array of names.
    Names,
    /// An object of arrays of names.
    NamesByName,
    /// An array of anything.
    List,
    Schema,
    /// A schema or, where schemas are objects alone, a Boolean.
    SchemaOrFlag,
    Schemas,
    SchemaOrSchemas,
    SchemaByName,
    /// An object of schemas whose names are regular expressions.
    SchemaByPattern,
    /// An object of schemas and arrays of names.
    Dependencies,
    /// An object of Booleans by URI.
    Vocabularies,
}

/// The form of a keyword in a language; `None` if it may be anything.
fn form_of(language: Language, keyword: &str) -> Option<Form> {
    let dialect = language.dialect;
    // Their names are kept free in draft 2020-12.
    match keyword {
        "$recursiveAnchor" if dialect == Dialect::Draft2020 => return Some(Form::Anchor),
        "$recursiveRef" if dialect == Dialect::Draft2020 => return Some(Form::Text),
        _ if !language.has(keyword) => return None,
        _ => {}
    }
    Some(match keyword {
        "$id" | "id" => Form::Identifier,
        "$schema" | "$ref" | "$dynamicRef" | "$recursiveRef" | "$comment" | "title"
        | "description" | "format" | "contentEncoding" | "contentMediaType" => Form::Text,
        "$anchor" | "$dynamicAnchor" => Form::Anchor,
        "$vocabulary" => Form::Vocabularies,
        "exclusiveMinimum" | "exclusiveMaximum" if dialect == Dialect::Draft4 => Form::Flag,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => Form::Number,
        "multipleOf" => Form::Positive,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
        | "minContains" | "maxContains" => Form::Count,
        "uniqueItems" | "$recursiveAnchor" | "deprecated" | "readOnly" | "writeOnly" => Form::Flag,
        "pattern" => Form::Pattern,
        "type" => Form::Types,
        "required" => Form::Names,
        "dependentRequired" => Form::NamesByName,
        "enum" | "examples" => Form::List,
        "items" if dialect < Dialect::Draft2020 => Form::SchemaOrSchemas,
        "additionalItems" | "additionalProperties" => Form::SchemaOrFlag,
        "items"
        | "contains"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contentSchema"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Form::Schema,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Form::Schemas,
        "properties" | "$defs" | "definitions" | "dependentSchemas" => Form::SchemaByName,
        "patternProperties" => Form::SchemaByPattern,
        "dependencies" => Form::Dependencies,
        _ => return None,
    })
}

/// Looks at the keywords of one schema.
struct Looker<'a> {
    language: Language,
    schema: Value<'a>,
    found: Vec<(Value<'a>, Complaint)>,
}

impl<'a> Looker<'a> {
    fn look(&mut self) {
        for (name, value) in self.schema.members() {
            let name = name.to_lossy();
            if let Some(form) = form_of(self.language, &name) {
                self.keyword(&name, value, form);
            }
            // The meta-schema of draft 4 asks for the bound that they sharpen.
            let beside = match &*name {
                "exclusiveMinimum" => "minimum",
                "exclusiveMaximum" => "maximum",
                _ => continue,
            };
            let is_alone = self.schema.member(beside).is_none();
            if self.language.dialect == Dialect::Draft4 && is_alone {
                let message = format!("`{name}` sharpens `{beside}`, which is missing");
                let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message);
                let help = format!("add `{beside}`, or leave `{name}` out");
                self.found.push((value, complaint.help(help)));
            }
        }
    }

    fn keyword(&mut self, keyword: &str, value: Value<'a>, form: Form) {
        let kind = value.kind();
        match form {
            Form::Text if kind != Kind::String => self.refuse(keyword, value, "a string"),
            Form::Flag if value.as_bool().is_none() => self.refuse(keyword, value, "a Boolean"),
            Form::Number if kind != Kind::Number => self.refuse(keyword, value, "a number"),
            Form::Positive if !is_positive(value) => {
                self.refuse(keyword, value, "a number greater than 0");
            }
            Form::Count if !is_count(value) => {
                self.refuse(keyword, value, "a non-negative integer");
            }
            // An integer of draft 4 has no fraction, not even one of zeros (its section 5.1 of the core).
            Form::Count if self.language.dialect == Dialect::Draft4 && !is_digits(value) => {
                let wanted = "a non-negative integer, written without a fraction or an exponent";
                self.refuse(keyword, value, wanted);
            }
            Form::Anchor => self.anchor(keyword, value),
            Form::Identifier => self.identifier(keyword, value),
            Form::Pattern => match value.as_str() {
                Some(text) => self.pattern(value, &text.to_lossy()),
                None => self.refuse(keyword, value, "a string"),
            },
            Form::Types => self.types(value),
            Form::Names => self.names(keyword, value),
            Form::NamesByName => {
                for (name, names) in self.members(keyword, value, "arrays of names") {
                    self.names(&name, names);
                }
            }
            Form::List if kind != Kind::Array => self.refuse(keyword, value, "an array"),
            Form::Schema => self.schema_at(None, value),
            Form::SchemaOrFlag if value.as_bool().is_none() => self.schema_at(None, value),
            Form::SchemaOrSchemas if kind != Kind::Array => self.schema_at(None, value),
            Form::Schemas | Form::SchemaOrSchemas => {
                if kind != Kind::Array || value.is_empty() {
                    self.refuse(keyword, value, "an array of at least one schema");
                }
                for item in value.items() {
                    self.schema_at(None, item);
                }
            }
            Form::SchemaByName | Form::SchemaByPattern => {
                for (name, schema) in self.members(keyword, value, "schemas") {
                    if form == Form::SchemaByPattern {
                        self.pattern(schema.name().unwrap_or(schema), &name);
                    }
                    self.schema_at(Some(keyword), schema);
                }
            }
            Form::Dependencies => {
                for (name, needs) in self.members(keyword, value, "arrays of names and schemas") {
                    if needs.kind() == Kind::Array {
                        self.names(&name, needs);
                    } else {
                        self.schema_at(Some(keyword), needs);
                    }
                }
            }
            Form::Vocabularies => self.vocabularies(keyword, value),
            _ => {}
        }
    }

    fn complain(&mut self, value: Value<'a>, message: String, help: impl Into<Option<String>>) {
        let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message);
        self.found.push((value, complaint.help(help)));
    }

    fn refuse(&mut self, keyword: &str, value: Value<'a>, wanted: &str) {
        let message = format!("`{keyword}` must be {wanted}, found {}", found(value));
        let advice = slips::of_value(self.language, self.schema, keyword, value);
        let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message)
            .help(advice.help)
            .suggest(advice.suggestion);
        self.found.push((value, complaint));
    }

    /// The members of an object; none where the value is refused.
    fn members(&mut self, keyword: &str, value: Value<'a>, of: &str) -> Vec<(String, Value<'a>)> {
        if value.kind() != Kind::Object {
            self.refuse(keyword, value, &format!("an object of {of}"));
        }
        let members = value.members();
        members
            .map(|(name, value)| (name.to_lossy().into_owned(), value))
            .collect()
    }

    /// Something that stands where a schema should, in a keyword that holds one for each name if there is one.
    fn schema_at(&mut self, around: Option<&str>, value: Value<'a>) {
        let is_old = self.language.dialect == Dialect::Draft4;
        match value.kind() {
            Kind::Object => {}
            Kind::True | Kind::False if !is_old => {}
            Kind::True | Kind::False => {
                let message = "a schema of draft 4 must be an object, found a Boolean";
                let other = if value.as_bool() == Some(true) {
                    "{}"
                } else {
                    "{ \"not\": {} }"
                };
                let help = format!("write `{other}`; draft 6 is the first to have Booleans here");
                let complaint = Complaint::new(&codes::INVALID_SCHEMA, message).help(help);
                self.found.push((value, complaint));
            }
            _ => self
                .found
                .push((value, slips::not_a_schema(self.language, around, value))),
        }
    }

    fn anchor(&mut self, keyword: &str, value: Value<'a>) {
        let Some(text) = value.as_str() else {
            return self.refuse(keyword, value, "a string");
        };
        let text = text.to_lossy();
        let is_2019 = self.language.dialect == Dialect::Draft2019;
        let mut characters = text.chars();
        let first = characters
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' && !is_2019);
        let is_other = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') || c == ':' && is_2019
        };
        if first && characters.all(is_other) {
            return;
        }
        let (beginning, more) = if is_2019 {
            ("a letter", ", `-`, `_`, `.` and `:`")
        } else {
            ("a letter or `_`", ", `-`, `_` and `.`")
        };
        let message = format!(
            "`{keyword}` must begin with {beginning} and go on with letters, digits{more}, found `{text}`"
        );
        let help = text.strip_prefix('#').map(|rest| {
            format!("write `{rest}`: the `#` belongs to references, as in `\"$ref\": \"#{rest}\"`")
        });
        self.complain(value, message, help.filter(|_| text.len() > 1));
    }

    fn identifier(&mut self, keyword: &str, value: Value<'a>) {
        let Some(text) = value.as_str() else {
            return self.refuse(keyword, value, "a string");
        };
        let text = text.to_lossy();
        if let Some((odd, written)) = uri::escaped(&text) {
            let odd = uri::shown(odd);
            let message =
                format!("`{keyword}` must be a URI reference: {odd} may not stand in one");
            return self.complain(value, message, format!("write `{written}`"));
        }
        let may_have_fragment = self.language.dialect < Dialect::Draft2019;
        if may_have_fragment || text.find('#').is_none_or(|at| at + 1 == text.len()) {
            return;
        }
        let message = format!("`{keyword}` must be a URI reference without a fragment");
        let help = text.strip_prefix('#').map(|name| {
            format!("a name for references inside the document is `\"$anchor\": \"{name}\"`")
        });
        self.complain(value, message, help);
    }

    fn pattern(&mut self, at: Value<'a>, text: &str) {
        if !Format::Regex.is_valid(text) {
            let message = "the pattern is not a regular expression of ECMA-262".to_owned();
            let complaint = Complaint::new(&codes::INVALID_PATTERN, message);
            self.found
                .push((at, complaint.help(slips::placeholder(text))));
        }
    }

    fn types(&mut self, value: Value<'a>) {
        let is_type = |value: Value<'_>| {
            let text = value.as_str().map(|text| text.to_lossy().into_owned());
            text.filter(|text| Types::from_name(text).is_some())
        };
        let wanted = "the name of a type or an array of some";
        if value.kind() != Kind::Array {
            if is_type(value).is_none() {
                self.refuse("type", value, wanted);
            }
            return;
        }
        if value.is_empty() {
            self.refuse("type", value, wanted);
        }
        let mut seen = HashSet::new();
        for item in value.items() {
            match is_type(item) {
                None => self.refuse("type", item, "names of types"),
                Some(name) => {
                    if !seen.insert(name.clone()) {
                        let help = "leave it out once".to_owned();
                        self.complain(item, format!("`type` names `{name}` twice"), help);
                    }
                }
            }
        }
    }

    fn names(&mut self, keyword: &str, value: Value<'a>) {
        let is_text = |value: Value<'_>| value.kind() == Kind::String;
        if value.kind() != Kind::Array || !value.items().all(is_text) {
            return self.refuse(keyword, value, "an array of strings");
        }
        if value.is_empty() && self.language.dialect == Dialect::Draft4 {
            let message =
                format!("`{keyword}` must name something in draft 4, found an empty array");
            return self.complain(value, message, "leave it out".to_owned());
        }
        let mut seen = HashSet::new();
        for item in value.items() {
            let name = item.as_str().map(|text| text.to_lossy().into_owned());
            let name = name.unwrap_or_default();
            if !seen.insert(name.clone()) {
                self.complain(item, format!("`{keyword}` names `{name}` twice"), None);
            }
        }
    }

    fn vocabularies(&mut self, keyword: &str, value: Value<'a>) {
        for (name, required) in self.members(keyword, value, "Booleans") {
            if required.as_bool().is_none() {
                self.refuse(&name, required, "a Boolean");
            }
            if Uri::parse(name.as_str()).is_err() {
                let message = format!("`{keyword}` must name vocabularies by URIs, found `{name}`");
                self.complain(required.name().unwrap_or(required), message, None);
            }
        }
    }
}

/// Whether a value is written in digits alone, with or without a sign.
fn is_digits(value: Value<'_>) -> bool {
    let text = &value.document().bytes()[value.span().range()];
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    digits.iter().all(u8::is_ascii_digit)
}

/// Whether a value is a non-negative integer, however it is written.
fn is_count(value: Value<'_>) -> bool {
    let number = value.as_number().filter(Decimal::is_integer);
    number.is_some_and(|number| number.is_zero() || !is_negative(value))
}
