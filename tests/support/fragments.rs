//! Keywords with values that act on instances of every type, to be put beside each other.

use serde_json::{Map, Value};

/// A keyword and the text of a value.
pub(crate) type Fragment = (&'static str, &'static str);

/// The keywords that can find a fault, with values that act on the [`INSTANCES`], and below them some that
/// must not find any.
pub(crate) const FRAGMENTS: &[Fragment] = &[
    ("$dynamicRef", r##""#node""##),
    ("$ref", r##""#/$defs/small""##),
    ("$ref", r##""#/$defs/node""##),
    ("additionalProperties", "false"),
    ("additionalProperties", r#"{"type": "integer"}"#),
    (
        "allOf",
        r#"[{"properties": {"a": true}}, {"prefixItems": [true]}, {"not": {"const": 2}}]"#,
    ),
    (
        "anyOf",
        r#"[{"type": ["integer", "string"]}, {"required": ["a"], "properties": {"b": true}}, {"contains": {"const": 1}}]"#,
    ),
    ("const", r#"{"a": 1}"#),
    ("const", "1"),
    ("contains", r#"{"type": "integer"}"#),
    ("contains", r#"{"const": [1]}"#),
    ("dependentRequired", r#"{"a": ["b"]}"#),
    (
        "dependentSchemas",
        r#"{"a": {"properties": {"b": {"type": "integer"}}, "required": ["b"]}}"#,
    ),
    ("else", r#"{"maxProperties": 1, "properties": {"b": true}}"#),
    ("else", r#"{"type": ["integer", "array"]}"#),
    ("enum", r#"[null, 1, "ab", [1, 2], {"a": 1.0}]"#),
    ("enum", r#"["a", [], {"a": 1, "b": "x"}, 2.5]"#),
    ("exclusiveMaximum", "2"),
    ("exclusiveMinimum", "1"),
    ("if", r#"{"properties": {"a": {"const": 1}}}"#),
    ("if", r#"{"type": "array", "prefixItems": [{"const": 1}]}"#),
    ("if", r#"{"minimum": 2, "minLength": 2}"#),
    ("items", r#"{"type": "integer"}"#),
    ("items", r##"{"$ref": "#"}"##),
    ("items", "false"),
    ("maxContains", "1"),
    ("maxItems", "2"),
    ("maxLength", "2"),
    ("maxProperties", "1"),
    ("maximum", "2.5"),
    ("minContains", "2"),
    ("minContains", "0"),
    ("minItems", "1"),
    ("minLength", "2"),
    ("minProperties", "2"),
    ("minimum", "1.0"),
    ("multipleOf", "0.5"),
    ("multipleOf", "3"),
    ("not", r#"{"required": ["b"]}"#),
    ("not", r#"{"type": ["number", "array"]}"#),
    (
        "oneOf",
        r#"[{"type": "integer"}, {"minimum": 2}, {"required": ["a"], "properties": {"a": true}}]"#,
    ),
    (
        "oneOf",
        r#"[{"properties": {"b": {"type": "string"}}}, {"minItems": 2, "items": true}, {"const": "a"}]"#,
    ),
    ("pattern", r#""^a""#),
    ("pattern", r#""^\\p{L}.$""#),
    (
        "patternProperties",
        r#"{"^a": {"type": "integer"}, "b": true}"#,
    ),
    ("prefixItems", r#"[{"type": "integer"}]"#),
    ("prefixItems", r#"[true, {"const": 1}, false]"#),
    ("properties", r#"{"a": {"type": "integer"}, "c": false}"#),
    ("properties", r##"{"a": {"$ref": "#"}}"##),
    ("propertyNames", r#"{"maxLength": 1}"#),
    ("propertyNames", r#"{"enum": ["a", "b"]}"#),
    ("required", r#"["a"]"#),
    ("required", r#"["b", "a"]"#),
    ("then", r#"{"required": ["b"], "properties": {"b": true}}"#),
    (
        "then",
        r#"{"multipleOf": 2, "maxLength": 2, "items": {"type": "integer"}}"#,
    ),
    ("type", r#""integer""#),
    ("type", r#""object""#),
    ("type", r#"["null", "string", "array"]"#),
    ("unevaluatedItems", "false"),
    ("unevaluatedItems", r#"{"type": "integer"}"#),
    ("unevaluatedProperties", "false"),
    ("unevaluatedProperties", r#"{"type": "integer"}"#),
    ("uniqueItems", "true"),
    ("uniqueItems", "false"),
    // Annotations.
    ("contentEncoding", r#""base64""#),
    ("default", r#"{"c": 1}"#),
    ("format", r#""email""#),
];

/// What `$ref` and `$dynamicRef` lead to.
pub(crate) const DEFS: &str = r##"{
    "small": {"maximum": 2, "maxLength": 2, "maxItems": 2, "maxProperties": 2, "properties": {"a": true}},
    "node": {
        "$dynamicAnchor": "node",
        "properties": {"a": {"$dynamicRef": "#node"}, "b": true},
        "prefixItems": [{"$dynamicRef": "#node"}],
        "minimum": 1,
        "minLength": 1
    }
}"##;

/// Schemas of which generated code and the engine once found different faults.
#[allow(dead_code, reason = "only for those who generate code")]
pub(crate) const CURIOSITIES: &[&str] = &[
    // Members that can never be, and say so in one and in several ways.
    r#"{"properties": {"a": {"not": {}}, "b": {"allOf": [{"not": {}}, {"minItems": 2}]}}}"#,
    r#"{"properties": {"b": {"enum": ["x"]}, "a": {"enum": ["x"], "minItems": 1}}}"#,
    // A condition that turns into what it asks.
    r#"{"if": {"properties": {"a": {"const": 1}}}, "else": {"type": ["integer", "array"]}}"#,
    // What is asked of a value that something else refuses.
    r#"{"additionalProperties": {"type": "integer"}, "oneOf": [{"properties": {"b": {"type": "string"}}}, {"minItems": 2}, {"const": "a"}]}"#,
    // Members on which conditions of the object around make demands, in several ways and from several sides.
    r#"{"if": {"required": ["a"]}, "then": {"properties": {"b": {"required": ["a", "b"], "not": {"required": ["c"]}, "oneOf": [{"required": ["a"]}, {"minProperties": 2}]}}}}"#,
    r#"{"if": {"required": ["b"]}, "then": {"properties": {"a": {"if": {"required": ["a"]}, "then": {"required": ["b"], "properties": {"a": {"required": ["c"]}}}, "else": {"required": ["c"], "maxProperties": 1}}}}, "else": {"required": ["a", "c"]}}"#,
    r#"{"required": ["c"], "allOf": [{"if": {"required": ["b"]}, "then": {"required": ["c"], "properties": {"b": {"required": ["b"]}}}}, {"properties": {"b": {"required": ["b", "c"]}}}]}"#,
    r#"{"if": {"required": ["a"]}, "then": {"properties": {"a": {"type": "string", "required": ["b"]}, "b": {"x-message": "no", "required": ["a", "b", "c"], "not": {}}}}, "else": {"x-help": "so", "required": ["c"], "minProperties": 2}}"#,
];

/// Instances of every type, at and around the limits of the [`FRAGMENTS`].
pub(crate) const INSTANCES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "1",
    "1.0",
    "2",
    "2.5",
    "-3",
    "0.75",
    "300e-2",
    "9007199254740991",
    "-9007199254740991",
    r#""""#,
    r#""a""#,
    r#""ab""#,
    r#""é\n""#,
    r#""\ud83d\ude00\ud83d\ude00""#,
    r#""b and more""#,
    "[]",
    "[1]",
    "[1, 2]",
    "[1, 1.0]",
    r#"["a", 1]"#,
    "[[1], [1.0], null]",
    "[2, 1, false, {}]",
    r#"[{"a": 1, "b": [2]}, {"b": [2.0], "a": 1.0}]"#,
    r#"[1, "a", 2, "a", 3]"#,
    "{}",
    r#"{"a": 1}"#,
    r#"{"a": 1.0, "b": "x"}"#,
    r#"{"b": 1}"#,
    r#"{"b": "x", "c": null}"#,
    r#"{"a": {"a": {}}, "b": {"a": 1, "c": 2}}"#,
    r#"{"a": {"c": {"a": 1}, "b": 2}, "b": {"b": null}}"#,
    r#"{"a": {"a": {"b": 1}, "b": {}}, "b": {}}"#,
    r#"{"a": "a"}"#,
    r#"{"a": {"a": {}, "ab": 2}}"#,
    r#"{"a": {"a": 1}, "b": 2}"#,
    r#"{"a": [], "bb": 1, "": 2}"#,
    r#"{"a": 2, "aa": 2, "d": 2}"#,
    r#"{"a": [], "b": [1]}"#,
];

/// The text of a schema with these keywords, unless one occurs twice.
pub(crate) fn together(fragments: &[Fragment]) -> Option<String> {
    let mut schema = Map::new();
    for (keyword, value) in fragments {
        let value = serde_json::from_str(value).unwrap();
        if schema.insert((*keyword).to_owned(), value).is_some() {
            return None;
        }
    }
    if fragments.iter().any(|(keyword, _)| keyword.ends_with("ef")) {
        schema.insert("$defs".into(), serde_json::from_str(DEFS).unwrap());
    }
    Some(Value::from(schema).to_string())
}
