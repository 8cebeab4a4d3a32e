use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Absent, `null`, or a value.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "note": { "type": ["string", "null"] } } }"#)]
struct Change {
    #[serde(default, deserialize_with = "vouchsafe::present", skip_serializing_if = "Option::is_none")]
    #[vouchsafe(with = Option<Option<String>>)]
    note: Option<Option<String>>,
}

fn main() {
    for (text, note) in [("{}", None), (r#"{"note":null}"#, Some(None)), (r#"{"note":"a"}"#, Some(Some("a".to_owned())))] {
        let change = Change::from_json(text.as_bytes()).unwrap();
        assert_eq!(change, Change { note });
        assert_eq!(change.to_json().unwrap(), text.as_bytes());
    }
}
