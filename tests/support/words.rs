//! The cases of `tests/words`: arguments of the command, and texts.
//!
//! A case is a text, or an example request with a patch (see `patch`; here `{"$raw": "3e2"}` stands for a value written
//! in just that way).

use serde_json::Value;

use super::{patch, read, root};

/// An array of strings.
pub(crate) fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item.as_str().unwrap())
        .collect()
}

/// The text of a case.
pub(crate) fn text(group: &Value, case: &Value) -> Vec<u8> {
    if let Some(text) = case["text"].as_str() {
        let times = case["times"].as_u64().unwrap_or(1);
        return text.repeat(usize::try_from(times).unwrap()).into_bytes();
    }
    if let Some(hex) = case["hex"].as_str() {
        let bytes = (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16));
        return bytes.map(Result::unwrap).collect();
    }
    let base = case["base"].as_str().or(group["base"].as_str()).unwrap();
    let base = serde_json::from_str(&read(&root().join("examples/requests").join(base))).unwrap();
    let text = serde_json::to_string_pretty(&patch::apply(base, case)).unwrap();
    unwrap_raw(&text).into_bytes()
}

/// Replaces `{"$raw": "…"}` by what is in it.
fn unwrap_raw(text: &str) -> String {
    let Some((before, rest)) = text.split_once("{\n      \"$raw\": ") else {
        return text.to_owned();
    };
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    let raw = values.next().unwrap().unwrap();
    let after = rest[values.byte_offset()..]
        .trim_start()
        .strip_prefix('}')
        .unwrap();
    format!("{before}{raw}{}", unwrap_raw(after))
}
