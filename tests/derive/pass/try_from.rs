use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// The conversion may refuse more than the schema does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "string", "maxLength": 10 }"#)]
#[serde(try_from = "String", into = "String")]
struct Name(String);

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.is_empty() { Err("a name has a letter") } else { Ok(Self(text)) }
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

fn main() {
    assert_eq!(Name::from_json(br#""a""#).unwrap(), Name("a".into()));
    assert!(Name::from_json(br#""""#).unwrap_err().to_string().contains("a name has a letter"));
}
