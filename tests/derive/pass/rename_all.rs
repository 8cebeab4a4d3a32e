use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Each rule of `rename_all`, on fields and on variants.
macro_rules! rule {
    ($module:ident, $rule:literal, $field:literal, $variant:literal) => {
        mod $module {
            use serde::{Deserialize, Serialize};
            use vouchsafe::Validate;

            #[derive(Serialize, Deserialize, Validate)]
            #[vouchsafe(schema = $field)]
            #[serde(rename_all = $rule)]
            pub struct Fields {
                pub very_tasty: bool,
            }

            #[derive(Serialize, Deserialize, Validate)]
            #[vouchsafe(schema = $variant)]
            #[serde(rename_all = $rule)]
            pub enum Variants {
                VeryTasty,
            }
        }
    };
}

rule!(lower, "lowercase", r#"{ "type": "object", "required": ["very_tasty"], "properties": { "very_tasty": { "type": "boolean" } } }"#, r#"{ "const": "verytasty" }"#);
rule!(upper, "UPPERCASE", r#"{ "type": "object", "required": ["VERY_TASTY"], "properties": { "VERY_TASTY": { "type": "boolean" } } }"#, r#"{ "const": "VERYTASTY" }"#);
rule!(pascal, "PascalCase", r#"{ "type": "object", "required": ["VeryTasty"], "properties": { "VeryTasty": { "type": "boolean" } } }"#, r#"{ "const": "VeryTasty" }"#);
rule!(camel, "camelCase", r#"{ "type": "object", "required": ["veryTasty"], "properties": { "veryTasty": { "type": "boolean" } } }"#, r#"{ "const": "veryTasty" }"#);
rule!(snake, "snake_case", r#"{ "type": "object", "required": ["very_tasty"], "properties": { "very_tasty": { "type": "boolean" } } }"#, r#"{ "const": "very_tasty" }"#);
rule!(screaming, "SCREAMING_SNAKE_CASE", r#"{ "type": "object", "required": ["VERY_TASTY"], "properties": { "VERY_TASTY": { "type": "boolean" } } }"#, r#"{ "const": "VERY_TASTY" }"#);
rule!(kebab, "kebab-case", r#"{ "type": "object", "required": ["very-tasty"], "properties": { "very-tasty": { "type": "boolean" } } }"#, r#"{ "const": "very-tasty" }"#);
rule!(cobol, "SCREAMING-KEBAB-CASE", r#"{ "type": "object", "required": ["VERY-TASTY"], "properties": { "VERY-TASTY": { "type": "boolean" } } }"#, r#"{ "const": "VERY-TASTY" }"#);

fn main() {
    use vouchsafe::Validate;
    assert_eq!(camel::Fields { very_tasty: true }.to_json().unwrap(), br#"{"veryTasty":true}"#);
    assert_eq!(cobol::Variants::VeryTasty.to_json().unwrap(), br#""VERY-TASTY""#);
    assert!(lower::Variants::from_json(br#""verytasty""#).is_ok());
}
