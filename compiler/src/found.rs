//! Values of a schema as messages about it name them.

use vouchsafe_core::json::{Kind, Value};

/// The longest number that a message repeats, in bytes.
const LONGEST: usize = 24;

/// What stands in the place of something else: its kind, and a short number itself.
pub(crate) fn found(value: Value<'_>) -> String {
    match value.kind() {
        Kind::Null => "`null`".to_owned(),
        Kind::True | Kind::False => "a Boolean".to_owned(),
        Kind::Number => {
            let digits = written(value);
            if digits.len() <= LONGEST {
                format!("`{digits}`")
            } else {
                "a number".to_owned()
            }
        }
        Kind::String => "a string".to_owned(),
        Kind::Array if value.is_empty() => "an empty array".to_owned(),
        Kind::Array => "an array".to_owned(),
        Kind::Object => "an object".to_owned(),
    }
}

/// The text of a value, as its document has it.
pub(crate) fn written(value: Value<'_>) -> String {
    let bytes = value.document().bytes().get(value.span().range());
    String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
}

/// Whether a number begins with a minus.
pub(crate) fn is_negative(value: Value<'_>) -> bool {
    value.document().bytes()[value.span().start..].starts_with(b"-")
}

/// Whether a value is a number greater than 0.
pub(crate) fn is_positive(value: Value<'_>) -> bool {
    let number = value.as_number();
    number.is_some_and(|number| !number.is_zero() && !is_negative(value))
}
