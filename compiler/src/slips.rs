//! Everyday slips in schemas: what was probably meant by a value that a keyword cannot have, by a keyword that does
//! not exist, by a value where a schema should stand.
//!
//! In: what is written and where. Out: what to do about it in words and, where one edit does it, as an edit. What it
//! does **not** do: decide whether anything is wrong.

use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::Types;
use vouchsafe_core::{Applicability, Edit, Suggestion};

use crate::codes;
use crate::diagnostic::Complaint;
use crate::dialect::{Dialect, Language};
use crate::found::{found, written};

/// What to do about a slip.
#[derive(Debug, Default)]
pub(crate) struct Advice {
    pub(crate) help: Option<String>,
    pub(crate) suggestion: Option<Suggestion>,
}

impl Advice {
    fn help(words: impl Into<String>) -> Self {
        Self {
            help: Some(words.into()),
            suggestion: None,
        }
    }

    /// The advice to write something else in the place of a value.
    fn instead(value: Value<'_>, text: &str, words: impl Into<String>) -> Self {
        let suggestion =
            Suggestion::replace(Applicability::MaybeIncorrect, value.span(), text.to_owned());
        Self {
            help: Some(words.into()),
            suggestion: Some(suggestion),
        }
    }
}

/// What was probably meant by a value that a keyword cannot have.
pub(crate) fn of_value(
    language: Language,
    schema: Value<'_>,
    keyword: &str,
    value: Value<'_>,
) -> Advice {
    match (keyword, value.kind()) {
        ("exclusiveMinimum" | "exclusiveMaximum", Kind::True | Kind::False) => {
            sharpener(schema, keyword, value)
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Kind::Number) => {
            let beside = inclusive(keyword);
            let bound = written(value);
            Advice::help(format!(
                "in {} write `\"{beside}\": {bound}, \"{keyword}\": true`; from draft 6 on the bound itself stands here",
                language.name()
            ))
        }
        ("required", Kind::True | Kind::False) => Advice::help(
            "name the member in the `required` of the object that it is a member of, as `\"required\": [\"name\"]`",
        ),
        (
            "required" | "enum" | "examples" | "dependentRequired" | "allOf" | "anyOf" | "oneOf",
            kind,
        ) if kind != Kind::Array && is_item_of(keyword, value) => {
            let text = format!("[{}]", written(value));
            let shown = if text.len() <= 60 {
                text.as_str()
            } else {
                "[…]"
            };
            let words = if keyword == "enum" {
                format!("write `{shown}`, or `const` for one value")
            } else {
                format!("write `{shown}`")
            };
            Advice::instead(value, &text, words)
        }
        ("allOf" | "anyOf" | "oneOf" | "items" | "prefixItems", Kind::Array)
            if value.is_empty() =>
        {
            Advice::help(format!("leave `{keyword}` out"))
        }
        (_, Kind::String) => quoted(value),
        _ => Advice::default(),
    }
}

/// Whether an array of one value is what a keyword takes.
fn is_item_of(keyword: &str, value: Value<'_>) -> bool {
    match keyword {
        "required" => value.kind() == Kind::String,
        "enum" | "examples" => true,
        "dependentRequired" => false,
        _ => matches!(value.kind(), Kind::Object | Kind::True | Kind::False),
    }
}

/// The keyword that a Boolean of an old dialect sharpened.
fn inclusive(keyword: &str) -> &'static str {
    if keyword == "exclusiveMinimum" {
        "minimum"
    } else {
        "maximum"
    }
}

/// `exclusiveMinimum: true`, as draft 4 has it.
fn sharpener(schema: Value<'_>, keyword: &str, value: Value<'_>) -> Advice {
    let beside = inclusive(keyword);
    if value.as_bool() == Some(false) {
        return Advice::help(format!(
            "leave it out: up to draft 4 it said that `{beside}` is allowed itself, which goes without saying"
        ));
    }
    let bound = schema
        .member(beside)
        .filter(|bound| bound.kind() == Kind::Number);
    match bound {
        Some(bound) => {
            let bound = written(bound);
            let words = format!(
                "up to draft 4 it sharpened `{beside}`; now it is the bound itself: write `\"{keyword}\": {bound}` in the place of both"
            );
            Advice::instead(value, &bound, words)
        }
        None => Advice::help(format!(
            "up to draft 4 it sharpened `{beside}`; now it is the bound itself, as `\"{keyword}\": 0`"
        )),
    }
}

/// A number or Boolean in quotes.
fn quoted(value: Value<'_>) -> Advice {
    let Some(text) = value.as_str().map(|text| text.to_lossy().into_owned()) else {
        return Advice::default();
    };
    let is_number = vouchsafe_core::json::Decimal::parse(text.as_bytes()).is_some();
    if is_number || text == "true" || text == "false" {
        let words = format!("write `{text}` without quotes");
        return Advice::instead(value, &text, words);
    }
    Advice {
        help: placeholder(&text),
        suggestion: None,
    }
}

/// That something stands where a schema should, and is none.
pub(crate) fn not_a_schema(
    language: Language,
    around: Option<&str>,
    value: Value<'_>,
) -> Complaint {
    let message = format!(
        "a schema must be an object or a Boolean, found {}",
        found(value)
    );
    let advice = of_schema(language, around, value);
    Complaint::new(&codes::INVALID_SCHEMA, message)
        .help(advice.help)
        .suggest(advice.suggestion)
}

/// What was probably meant by something that stands where a schema should: in the keyword `around`, if that holds a
/// schema for each name.
fn of_schema(language: Language, around: Option<&str>, value: Value<'_>) -> Advice {
    let text = value.as_str().map(|text| text.to_lossy().into_owned());
    let name = value.name().and_then(Value::as_str);
    let name = name.map(|name| name.to_lossy().into_owned());
    if let Some(text) = &text {
        if Types::from_name(text).is_some() && name.as_deref() != Some("type") {
            let schema = format!("{{ \"type\": \"{text}\" }}");
            let words = format!("write `{schema}`");
            return Advice::instead(value, &schema, words);
        }
        if text == "true" || text == "false" {
            return Advice::instead(value, text, format!("write `{text}` without quotes"));
        }
        if let Some(help) = placeholder(text) {
            return Advice::help(help);
        }
    }
    match (around, name) {
        (Some(around), Some(name)) if language.has(&name) => Advice::help(format!(
            "`{around}` holds a schema for each name: as a keyword `{name}` stands beside it, or inside one of those schemas"
        )),
        _ => Advice::default(),
    }
}

/// `items` with an array, which draft 2020-12 calls `prefixItems`.
pub(crate) fn of_items(schema: Value<'_>, value: Value<'_>) -> Advice {
    let rest = schema.member("additionalItems").is_some();
    let also = if rest {
        ", and `items` where `additionalItems` stands"
    } else {
        ""
    };
    let help = format!(
        "write `prefixItems`, which has the schemas of the first items in draft 2020-12{also}"
    );
    let name = value
        .name()
        .filter(|_| schema.member("prefixItems").is_none());
    let suggestion = name.map(|name| {
        let mut edits = vec![Edit::string(name.span(), "prefixItems")];
        let more = schema.member("additionalItems").and_then(Value::name);
        edits.extend(more.map(|name| Edit::string(name.span(), "items")));
        edits.sort_by_key(|edit| edit.span.start);
        Suggestion::new(Applicability::MaybeIncorrect, edits)
    });
    Advice {
        help: Some(help),
        suggestion,
    }
}

/// What was probably meant by something else than a string in `type`.
pub(crate) fn of_type(value: Value<'_>) -> Advice {
    match value.kind() {
        Kind::Null => Advice::instead(
            value,
            "\"null\"",
            "the type is written `\"null\"`, in quotes",
        ),
        Kind::Object | Kind::Array => Advice::help(
            "`type` holds names of types alone; for alternatives with keywords of their own write `anyOf`",
        ),
        _ => Advice::default(),
    }
}

/// What to write in the place of a keyword that does not exist, but is known from elsewhere.
pub(crate) fn of_keyword(
    language: Language,
    schema: Value<'_>,
    name: &str,
    value: Value<'_>,
) -> Advice {
    let types = schema.member("type").and_then(Value::as_str);
    let types = types.map(|text| text.to_lossy().into_owned());
    let rename = |keyword: &str| {
        let is_free = language.has(keyword) && schema.member(keyword).is_none();
        let suggestion = value.name().filter(|_| is_free).map(|written| {
            let edit = Edit::string(written.span(), keyword);
            Suggestion::new(Applicability::MaybeIncorrect, vec![edit])
        });
        Advice {
            help: Some(format!("did you mean `{keyword}`?")),
            suggestion,
        }
    };
    let of_type = |string: &str, array: &str, object: &str, number: &str| match types.as_deref() {
        Some("array") => rename(array),
        Some("object") => rename(object),
        Some("string") => rename(string),
        _ if number.is_empty() => rename(string),
        _ => rename(number),
    };
    match name {
        "nullable" => {
            let types = types.unwrap_or_else(|| "string".to_owned());
            Advice::help(format!(
                "it is of OpenAPI 3.0: write `\"type\": [\"{types}\", \"null\"]`"
            ))
        }
        "min" => of_type("minLength", "minItems", "minProperties", "minimum"),
        "max" => of_type("maxLength", "maxItems", "maxProperties", "maximum"),
        "minLen" | "min_length" | "minlen" => rename("minLength"),
        "maxLen" | "max_length" | "maxlen" => rename("maxLength"),
        "minSize" | "min_items" | "minCount" => {
            of_type("minLength", "minItems", "minProperties", "")
        }
        "maxSize" | "max_items" | "maxCount" => {
            of_type("maxLength", "maxItems", "maxProperties", "")
        }
        "length" | "size" | "len" => Advice::help(
            "say the least and the greatest: `minLength` and `maxLength`, or `minItems` and `maxItems`",
        ),
        "regex" | "regexp" | "match" | "matches" => rename("pattern"),
        "values" | "options" | "choices" | "one_of" | "oneof" if value.kind() == Kind::Array => {
            let keyword = if name.starts_with("one") {
                "oneOf"
            } else {
                "enum"
            };
            rename(keyword)
        }
        "props" | "fields" | "members" => rename("properties"),
        "desc" | "doc" => rename("description"),
        "defs" | "$definitions" if language.dialect >= Dialect::Draft2019 => rename("$defs"),
        "ref" => rename("$ref"),
        "optional" => Advice::help("a member is optional unless `required` of its object names it"),
        "strict" => Advice::help("write `additionalProperties: false`"),
        _ => misplaced(schema, value),
    }
}

/// A member's schema that stands beside `properties` instead of in it.
fn misplaced(schema: Value<'_>, value: Value<'_>) -> Advice {
    let is_of_object = schema.member("properties").is_some()
        || schema.member("required").is_some()
        || schema
            .member("type")
            .and_then(Value::as_str)
            .is_some_and(|name| name.is("object"));
    let describes = |keyword: &str| value.member(keyword).is_some();
    let is_schema = [
        "type",
        "$ref",
        "enum",
        "const",
        "properties",
        "items",
        "oneOf",
        "anyOf",
    ]
    .into_iter()
    .any(describes);
    if is_of_object && is_schema {
        Advice::help("the schema of a member stands in `properties`")
    } else {
        Advice::default()
    }
}

/// What to do about the placeholder of a template.
pub(crate) fn placeholder(text: &str) -> Option<String> {
    let pairs = [("{{", "}}"), ("${", "}"), ("<%", "%>"), ("{%", "%}")];
    let found = pairs.into_iter().any(|(open, close)| {
        let rest = text.split_once(open).map(|(_, rest)| rest);
        rest.is_some_and(|rest| rest.contains(close))
    });
    found.then(|| "this looks like a template: fill its placeholders in first".to_owned())
}
