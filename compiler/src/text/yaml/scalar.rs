//! What scalars mean: the core schema of YAML 1.2 (section 10.3), and what tags make of them.

use granit_parser::{ScalarStyle, Tag};

use crate::text::digits::decimal;

/// What a scalar is in JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A string, which is the scalar itself.
    Text,
    /// `null`, a Boolean or a number, as JSON.
    Json(String),
    /// Nothing that JSON has, or not what the tag says: why, and what to do.
    Refused(String, &'static str),
}

/// The kinds of values that a tag of the core schema names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Null,
    Bool,
    Int,
    Float,
    Sequence,
    Mapping,
}

impl Kind {
    /// What a tag asks for, with its name; nothing for tags of an application, and of no tag.
    fn of(tag: Option<&Tag>) -> Option<(Self, String)> {
        let tag = tag?;
        if is_non_specific(tag) {
            return Some((Self::Text, "!".to_owned()));
        }
        let suffix = tag.suffix_in_namespace("tag:yaml.org,2002:")?;
        let kind = match &*suffix {
            "str" | "binary" | "timestamp" => Self::Text,
            "null" => Self::Null,
            "bool" => Self::Bool,
            "int" => Self::Int,
            "float" => Self::Float,
            "seq" | "omap" | "pairs" => Self::Sequence,
            "map" | "set" => Self::Mapping,
            _ => return None,
        };
        Some((kind, format!("!!{suffix}")))
    }

    /// What a value of this kind is called.
    const fn words(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Null => "`null`, `~` or nothing",
            Self::Bool => "`true` or `false`",
            Self::Int => "an integer",
            Self::Float => "a number",
            Self::Sequence => "a sequence",
            Self::Mapping => "a mapping",
        }
    }
}

/// Whether a tag is `!` alone: what it stands before is no more than its kind of node says, so that a scalar is a
/// string.
fn is_non_specific(tag: &Tag) -> bool {
    let (handle, suffix) = tag.parts();
    matches!((handle, suffix), ("", "!") | ("!", ""))
}

const NO_SUCH_NUMBER: &str = "JSON has no such number";
const LEAVE_OUT: &str = "leave the member out, or write `null`";

/// What a scalar means.
pub(super) fn meant(value: &str, style: ScalarStyle, tag: Option<&Tag>) -> Meant {
    let is_plain = style == ScalarStyle::Plain;
    let Some((kind, name)) = Kind::of(tag) else {
        return if is_plain {
            untagged(value)
        } else {
            Meant::Text
        };
    };
    let read = match kind {
        Kind::Text => return Meant::Text,
        Kind::Null => is_null(value).then(|| "null".to_owned()),
        Kind::Bool => boolean(value).map(str::to_owned),
        Kind::Int | Kind::Float => match number(value) {
            Some(Number::Infinite) if kind == Kind::Float => {
                return Meant::Refused(NO_SUCH_NUMBER.to_owned(), LEAVE_OUT);
            }
            Some(Number::Int(json)) => Some(json),
            Some(Number::Float(json)) if kind == Kind::Float => Some(json),
            _ => None,
        },
        Kind::Sequence | Kind::Mapping => None,
    };
    read.map_or_else(
        || {
            let words = format!(
                "the tag `{name}` asks for {}, found another scalar",
                kind.words()
            );
            Meant::Refused(words, "write such a value, or remove the tag")
        },
        Meant::Json,
    )
}

/// Why a collection does not have the kind that its tag says, and what to do.
pub(super) fn misfit(is_mapping: bool, tag: Option<&Tag>) -> Option<(String, &'static str)> {
    if tag.is_some_and(is_non_specific) {
        return None;
    }
    let (kind, name) = Kind::of(tag)?;
    let own = if is_mapping {
        Kind::Mapping
    } else {
        Kind::Sequence
    };
    (kind != own).then(|| {
        let words = format!(
            "the tag `{name}` asks for {}, found {}",
            kind.words(),
            own.words()
        );
        (words, "write such a value, or remove the tag")
    })
}

/// What a plain scalar without a tag means.
fn untagged(value: &str) -> Meant {
    if is_null(value) {
        return Meant::Json("null".to_owned());
    }
    if let Some(json) = boolean(value) {
        return Meant::Json(json.to_owned());
    }
    match number(value) {
        Some(Number::Int(json) | Number::Float(json)) => Meant::Json(json),
        Some(Number::Infinite) => Meant::Refused(NO_SUCH_NUMBER.to_owned(), LEAVE_OUT),
        None => Meant::Text,
    }
}

fn is_null(value: &str) -> bool {
    matches!(value, "" | "~" | "null" | "Null" | "NULL")
}

fn boolean(value: &str) -> Option<&'static str> {
    match value {
        "true" | "True" | "TRUE" => Some("true"),
        "false" | "False" | "FALSE" => Some("false"),
        _ => None,
    }
}

enum Number {
    Int(String),
    Float(String),
    /// An infinite one, or none.
    Infinite,
}

/// A number of the core schema as JSON; `None` if it is none.
fn number(text: &str) -> Option<Number> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(digits, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Number::Infinite);
    }
    for (prefix, bits) in [("0x", 4), ("0o", 3)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return decimal(digits, bits).map(Number::Int);
        }
    }
    let split = digits.find(['e', 'E']).unwrap_or(digits.len());
    let (mantissa, exponent) = digits.split_at(split);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_digits = exponent.trim_start_matches(['e', 'E']);
    let exponent_digits = exponent_digits
        .strip_prefix(['+', '-'])
        .unwrap_or(exponent_digits);
    let is_number = !(whole.is_empty() && fraction.is_empty())
        && all_digits(whole)
        && all_digits(fraction)
        && (exponent.is_empty() || !exponent_digits.is_empty() && all_digits(exponent_digits));
    let is_int = mantissa == whole && exponent.is_empty();
    is_number.then(|| {
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let point = if fraction.is_empty() { "" } else { "." };
        let json = format!("{sign}{whole}{point}{fraction}{exponent}");
        if is_int {
            Number::Int(json)
        } else {
            Number::Float(json)
        }
    })
}
