//! Ways to write the same value: what stands between the tokens.

use proptest::prelude::*;
use serde_json::Value;

/// The white space of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// What ends a line; nothing where all stands in one.
    line: &'static str,
    /// What each level is indented by.
    indent: &'static str,
    /// What stands between a comma and the next item or member on the same line.
    comma: &'static str,
    /// What stands between a name and its value.
    colon: &'static str,
}

pub(crate) fn any_style() -> impl Strategy<Value = Style> {
    let one_of = |choices: &'static [&'static str]| prop::sample::select(choices);
    (
        one_of(&["", "\n", "\r\n", "\n\n"]),
        one_of(&["", " ", "  ", "    ", "\t", "         "]),
        one_of(&["", " ", "  "]),
        one_of(&[":", ": ", " : ", " :", "  :\n"]),
    )
        .prop_map(|(line, indent, comma, colon)| Style {
            line,
            indent,
            comma,
            colon,
        })
}

/// The value as JSON text, its levels in these styles by turns.
pub(crate) fn write(value: &Value, styles: &[Style]) -> String {
    let mut text = String::new();
    put(value, styles, 0, &mut text);
    text
}

fn put(value: &Value, styles: &[Style], depth: usize, text: &mut String) {
    let style = styles[depth % styles.len()];
    let inside: Vec<(Option<&str>, &Value)> = match value {
        Value::Array(items) => items.iter().map(|item| (None, item)).collect(),
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, value)| (Some(name.as_str()), value))
                .collect()
        }
        scalar => return text.push_str(&scalar.to_string()),
    };
    let [open, close] = if value.is_object() {
        ["{", "}"]
    } else {
        ["[", "]"]
    };
    text.push_str(open);
    for (index, (name, value)) in inside.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        if style.line.is_empty() {
            text.push_str(if index > 0 { style.comma } else { "" });
        } else {
            text.push_str(style.line);
            text.push_str(&style.indent.repeat(depth + 1));
        }
        if let Some(name) = name {
            text.push_str(&Value::from(*name).to_string());
            text.push_str(style.colon);
        }
        put(value, styles, depth + 1, text);
    }
    if !style.line.is_empty() && !inside.is_empty() {
        text.push_str(style.line);
        text.push_str(&style.indent.repeat(depth));
    }
    text.push_str(close);
}
