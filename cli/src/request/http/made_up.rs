//! Values that clients make up. Where all of them are alike one is made up here, too.

use super::variables::{Value, Why, kind};

/// The value of an expression that a client makes up; nothing for other expressions.
pub(super) fn made_up(name: &str) -> Option<Value> {
    let kind = kind(name);
    let arguments = name[kind.len()..].trim();
    let known = |text: &str| {
        Some(Value::Text {
            text: text.to_owned(),
            is_secret: false,
        })
    };
    let unknown = || Some(Value::Unknown(Why::MadeUp(kind.to_owned())));
    match kind {
        "$guid" | "$uuid" | "$random.uuid" => known("6f9619ff-8b86-4011-b42d-00c04fc964ff"),
        // An offset, as in `$timestamp -1 d`, leaves it a number of as many digits.
        "$timestamp" => known("1767225600"),
        "$isoTimestamp" => known("2026-01-01T00:00:00.000Z"),
        "$datetime" | "$localDatetime" => {
            let is_local = kind == "$localDatetime";
            match (arguments.split_whitespace().next(), is_local) {
                (Some("iso8601"), false) => known("2026-01-01T00:00:00.000Z"),
                (Some("iso8601"), true) => known("2026-01-01T00:00:00.000+00:00"),
                (Some("rfc1123"), false) => known("Thu, 01 Jan 2026 00:00:00 GMT"),
                (Some("rfc1123"), true) => known("Thu, 01 Jan 2026 00:00:00 +0000"),
                // In a layout of its own.
                _ => unknown(),
            }
        }
        "$randomInt" => match whole_numbers(arguments) {
            // The upper one is not among them.
            Some((least, most)) if least.checked_add(1) == Some(most) => known(&least.to_string()),
            _ => unknown(),
        },
        "$exampleServer" => unknown(),
        _ if kind.starts_with("$random") || kind.starts_with("$faker") => unknown(),
        _ => None,
    }
}

/// Two whole numbers.
fn whole_numbers(arguments: &str) -> Option<(i64, i64)> {
    let mut numbers = arguments.split_whitespace().map(|word| word.parse().ok());
    let both = (numbers.next()??, numbers.next()??);
    numbers.next().is_none().then_some(both)
}
