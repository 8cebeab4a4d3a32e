//! The registry of codes: what each violation of vouchsafe itself is called, and what it means.
//!
//! A code is kebab-case and never changes its meaning. Lints bring codes of their own, which the
//! schema declares (`x-lints`).

/// What is known about one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// The code.
    pub name: &'static str,
    /// What it means, in one line.
    pub summary: &'static str,
    /// Why it is a fault and how to mend it, in a few sentences of Markdown.
    pub explanation: &'static str,
    /// A schema with an instance that has the fault and one that has not. Missing for codes that no
    /// schema and instance alone can show.
    pub example: Option<Example>,
    /// For what is found in schemas themselves: one with it, and one without.
    pub schemas: Option<Schemas>,
}

/// A schema with an instance on either side of it; tests run all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// The schema.
    pub schema: &'static str,
    /// An instance that is reported under the code.
    pub bad: &'static str,
    /// An instance that is accepted.
    pub good: &'static str,
}

/// Two schemas; tests check both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Schemas {
    /// A schema that is reported under the code.
    pub bad: &'static str,
    /// A schema that is in order.
    pub good: &'static str,
}

impl Code {
    /// Declares a code.
    pub const fn new(name: &'static str, summary: &'static str, explanation: &'static str) -> Self {
        Self {
            name,
            summary,
            explanation,
            example: None,
            schemas: None,
        }
    }

    /// Adds an example.
    #[must_use]
    pub const fn example(
        self,
        schema: &'static str,
        bad: &'static str,
        good: &'static str,
    ) -> Self {
        Self {
            example: Some(Example { schema, bad, good }),
            ..self
        }
    }

    /// Adds a schema that is reported under the code, and one that is in order.
    #[must_use]
    pub const fn schemas(self, bad: &'static str, good: &'static str) -> Self {
        Self {
            schemas: Some(Schemas { bad, good }),
            ..self
        }
    }
}

/// The code of that name, if it is one of vouchsafe's own.
///
/// ```
/// let code = vouchsafe_core::codes::find("exclusive-members").unwrap();
/// assert!(code.summary.contains("together"));
/// ```
pub fn find(name: &str) -> Option<&'static Code> {
    CODES.iter().copied().find(|code| code.name == name)
}

macro_rules! codes {
    ($($(#[$doc:meta])* $ident:ident = $name:literal, $summary:literal, $explanation:literal $(, [$schema:literal, $bad:literal, $good:literal])?;)*) => {
        $(
            $(#[$doc])*
            #[doc = concat!("`", $name, "`: ", $summary)]
            pub static $ident: Code = Code::new($name, $summary, $explanation)$(.example($schema, $bad, $good))?;
        )*

        /// Every code, sorted by name.
        pub static CODES: &[&Code] = &[$(&$ident),*];

        /// The names alone, which is all that reports need: who links them is spared the explanations.
        #[expect(dead_code, reason = "some are of the command alone")]
        pub(crate) mod names {
            $(pub(crate) const $ident: &str = $name;)*
        }
    };
}

codes! {
    AT_LEAST_ONE_OF = "at-least-one-of",
        "none of several members is there, though one is required",
        "The schema asks for at least one of the named members (`anyOf` of `required`), or for exactly one (`oneOf`). Add one of them. Where the schema counts `\"\"` as not set, an empty string does not help.",
        [r#"{"anyOf": [{"required": ["id"]}, {"required": ["name"]}]}"#, "{}", r#"{"id": 1}"#];
    CONTAINS_TOO_FEW = "contains-too-few",
        "an array has too few items of a certain kind",
        "The keyword `contains` (with `minContains`) asks for items that satisfy a schema of their own; other items may stand beside them.",
        [r#"{"contains": {"type": "integer"}}"#, r#"["a"]"#, r#"["a", 1]"#];
    CONTAINS_TOO_MANY = "contains-too-many",
        "an array has too many items of a certain kind",
        "The keyword `maxContains` limits how many items may satisfy the schema of `contains`.",
        [r#"{"contains": {"type": "integer"}, "maxContains": 1}"#, "[1, 2]", r#"[1, "a"]"#];
    CONTENT_MISMATCH = "content-mismatch",
        "a string does not carry what the schema says",
        "`contentEncoding` says how a string encodes bytes, `contentMediaType` what they are. Both only describe, unless whoever compiles the schema asks for them to be checked.";
    DEPRECATED = "deprecated",
        "a deprecated value is in use",
        "The schema says `deprecated: true`: what is used here still works and may be removed. This is a warning; it rejects nothing.",
        [r#"{"properties": {"old": {"deprecated": true}}}"#, r#"{"old": 1}"#, "{}"];
    DEPRECATED_API = "deprecated-api",
        "a deprecated operation is called",
        "The OpenAPI document marks the operation as `deprecated`. This is a warning; it rejects nothing.";
    DUPLICATE_ITEM = "duplicate-item",
        "two items of an array are equal",
        "With `uniqueItems` no two items may be equal. Numbers are compared by value, so `1` and `1.0` are equal; objects whatever the order of their members.",
        [r#"{"uniqueItems": true}"#, "[1, 1.0]", "[1, 2]"];
    DUPLICATE_MEMBER = "duplicate-member",
        "an object has two members of the same name",
        "RFC 7493 forbids duplicate names, because some parsers take the first value and others the last one: a request could pass a check by one of them and be carried out with the other. Remove one of the two. An option allows duplicates.",
        ["true", r#"{"a": 1, "a": 2}"#, r#"{"a": 1}"#];
    EMPTY_TEXT = "empty-text",
        "a text in YAML holds nothing",
        "YAML reads a file that is empty, or that has comments alone, as `null`, and likewise a document between two `---`. Where the schema accepts `null`, this is a warning: most often something should stand there, and the program that writes the file has failed.";
    EVALUATION_TOO_COSTLY = "evaluation-too-costly",
        "an instance was refused because checking it takes too many steps",
        "A schema that refers to itself by several alternatives may have to be applied to each value of an instance in very many ways. The steps are counted, never timed: an option says how many are allowed for any instance (2,000,000 unless it is changed), and 200 more are allowed for each of its values. When they are used up it is not known whether the instance satisfies the schema, so it is refused. Send a smaller instance, allow more steps, or have the schema changed: alternatives that are told apart by a member with a fixed value (`const`) need few steps.";
    EXCLUSIVE_MEMBERS = "exclusive-members",
        "members that exclude each other stand together",
        "Only one of the named members may be there (or be set, where the schema counts `\"\"` as not set). Remove the others.",
        [r#"{"not": {"required": ["topics", "topics_regex"]}}"#, r#"{"topics": "a", "topics_regex": "b"}"#, r#"{"topics": "a"}"#];
    FORBIDDEN = "forbidden",
        "a value is not allowed here",
        "The schema is `false` at this place, or the value satisfies a schema that stands under `not`.",
        [r#"{"not": {"type": "integer"}}"#, "1", r#""a""#];
    FORBIDDEN_MEMBER = "forbidden-member",
        "a member must not be there",
        "The schema forbids the member, often only under a condition, which the message then names. Remove the member or change what the condition asks for.",
        [r#"{"if": {"required": ["all"]}, "then": {"properties": {"only": false}}}"#, r#"{"all": true, "only": 1}"#, r#"{"only": 1}"#];
    FORBIDDEN_VALUE = "forbidden-value",
        "one certain value is not allowed",
        "The schema excludes this value by `not` and `const` (or `enum`). Any other value of the right type will do.",
        [r#"{"not": {"const": ".*"}}"#, r#"".*""#, r#""orders-.*""#];
    FORMAT_MISMATCH = "format-mismatch",
        "a string is not of the format that the schema names",
        "`format` names a kind of text: a date, an address, a URI. It only describes, unless the meta-schema, or whoever compiles the schema, asks for it to be checked.";
    INCOMPLETE_IGNORE = "incomplete-ignore",
        "a comment ignores nothing, since it names no code or gives no reason",
        "`vouchsafe-ignore CODE: REASON` is a comment that asks for findings not to be told, in formats that have comments. It names codes, divided by commas, and says why they do not matter here, so that whoever reads it can tell whether that is still so.";
    INVALID_CHARACTER = "invalid-character",
        "a string contains a character that is not allowed",
        "The schema restricts the characters of the string by a pattern such as `^[A-Za-z0-9_]*$`. The message names the first character that is outside. Letters and digits are those of ASCII where the pattern says so.",
        [r#"{"pattern": "^[a-z]*$"}"#, r#""a b""#, r#""ab""#];
    JSON_ENCODING = "json-encoding",
        "the input is not UTF-8, or begins with a byte order mark",
        "JSON that is exchanged is UTF-8 without a byte order mark (RFC 8259, section 8.1). Save the file again with that encoding.";
    JSON_SYNTAX = "json-syntax",
        "the input is not JSON",
        "The text breaks the grammar of RFC 8259: a comma too many, single quotes, a comment, an unescaped line feed. Nothing after the place that is shown has been looked at.",
        ["true", r#"{"a": 1,}"#, r#"{"a": 1}"#];
    LONE_SURROGATE = "lone-surrogate",
        "a string holds half of a surrogate pair",
        "An escape such as `\\ud834` means something only together with its other half. Alone it is no character, and RFC 7493 forbids it. An option allows it.",
        ["true", r#""\ud834""#, r#""\ud834\udd1e""#];
    MISSING_CREDENTIALS = "missing-credentials",
        "a recorded request shows none of the credentials that its operation asks for",
        "The `security` of an OpenAPI document lists what a request has to carry: a key in the query, a header field or a cookie, or the header field `Authorization`. Several entries are alternatives, and an empty one (`{}`) says that nothing is needed. This is a warning, as a client may add credentials when it sends the request; `--severity missing-credentials=off` is for such clients.";
    MISSING_MEMBER = "missing-member",
        "a required member is not there",
        "The object lacks a member that `required` (or `dependentRequired`) asks for, often only under a condition, which the message then names. The place that is shown is the opening of the object.",
        [r#"{"required": ["name"]}"#, "{}", r#"{"name": "a"}"#];
    NO_ALTERNATIVE = "no-alternative",
        "a value fits none of several alternatives",
        "The value satisfies no branch of `anyOf` or `oneOf`, and none of them is so close that it must have been meant.",
        [r#"{"anyOf": [{"minimum": 10}, {"maximum": 1}]}"#, "5", "11"];
    NOT_A_MULTIPLE = "not-a-multiple",
        "a number is not a multiple of another",
        "`multipleOf` divides exactly, by decimal digits: `0.3` is a multiple of `0.1`.",
        [r#"{"multipleOf": 0.1}"#, "0.35", "0.3"];
    NOT_CHECKED = "not-checked",
        "a recorded request, or a part of it, is not checked",
        "A recorded request may hold what is not understood, or what is not there: an option that is not known, a body that stands in another file, a script, a protocol other than HTTP, a value that is only known when the request is sent. The finding says what has not been looked at and why; the rest of the request is checked. It is a warning, which `--fail-on warning` counts.";
    NOT_IN_ENUM = "not-in-enum",
        "a value is not one of those that are allowed",
        "`enum` lists the allowed values. Strings are compared exactly, in upper and lower case.",
        [r#"{"enum": ["latest", "earliest"]}"#, r#""Latest""#, r#""latest""#];
    NOT_REPRESENTABLE = "not-representable",
        "a value satisfies the schema but does not fit the Rust type",
        "The schema admits a value that the type cannot hold, such as an integer of a hundred digits where the schema has no bound. Give the schema a bound, or the field a wider type.";
    NUMERIC_STRING = "numeric-string",
        "a string is not a number within bounds",
        "The value is a number that travels as a string. Write it in decimal digits alone, within the bounds that the message names.",
        [r#"{"pattern": "^0*(?:[0-9]{1,3}|[1-6][0-9]{3}|7[01][0-9]{2}|7200)$"}"#, r#""7201""#, r#""7200""#];
    OUT_OF_RANGE = "out-of-range",
        "a number is too small or too large",
        "The bounds are those of `minimum`, `maximum`, `exclusiveMinimum` and `exclusiveMaximum`. Numbers are compared exactly, whatever their size.",
        [r#"{"minimum": 30, "maximum": 900}"#, "29", "30"];
    PARAMETER_STYLE = "parameter-style",
        "a parameter of a path does not begin as its style asks",
        "An OpenAPI document may give a parameter of a path the style `label`, so that it begins with a point (`.blue`), or `matrix`, so that it begins with a semicolon and its name (`;color=blue`).";
    PATTERN_MISMATCH = "pattern-mismatch",
        "a string does not have the form that a pattern describes",
        "The regular expression is in the ECMA-262 dialect. It may match anywhere in the string unless it is anchored by `^` and `$`.",
        [r#"{"pattern": "^[a-z]+-[0-9]+$"}"#, r#""a1""#, r#""a-1""#];
    PATTERN_TOO_COSTLY = "pattern-too-costly",
        "a string was refused because a pattern took too many steps on it",
        "A pattern with look-around or back-references, which only an option allows, may take exponentially many steps. They are limited by the length of the string: 8,192 and 128 for each byte, at most 4,194,304, and fewer where one step reads far ahead. When they are used up nobody knows whether the pattern matches, so the instance is refused, whatever depends on the pattern. Send a shorter string, or have the pattern rewritten: without look-around and back-references it takes linear time.";
    READ_ONLY_MEMBER = "read-only-member",
        "a request has a member that is only read",
        "The schema says `readOnly: true`: the service sets the value, and ignores or refuses it in a request. Requests of the operations of an OpenAPI document are checked for it, and those of a schema with `--direction request`. This is a warning; it rejects nothing.";
    SEVERAL_ALTERNATIVES = "several-alternatives",
        "a value fits more than one alternative, though exactly one is wanted",
        "`oneOf` wants exactly one of its branches to hold.",
        [r#"{"oneOf": [{"minimum": 1}, {"maximum": 9}]}"#, "5", "10"];
    TOO_DEEP = "too-deep",
        "arrays and objects nest too deep",
        "Nesting is limited so that no input can exhaust the stack. An option sets the limit.";
    TOO_FEW_ITEMS = "too-few-items",
        "an array has too few items",
        "The bound is that of `minItems`.",
        [r#"{"minItems": 1}"#, "[]", "[1]"];
    TOO_FEW_MEMBERS = "too-few-members",
        "an object has too few members",
        "The bound is that of `minProperties`.",
        [r#"{"minProperties": 1}"#, "{}", r#"{"a": 1}"#];
    TOO_LARGE = "too-large",
        "the input is too large",
        "Offsets are 32 bits wide, so one JSON text may be up to 4 GiB long.";
    TOO_LONG = "too-long",
        "a string has too many characters",
        "`maxLength` counts characters (Unicode code points), not bytes.",
        [r#"{"maxLength": 2}"#, r#""abc""#, r#""é𝄞""#];
    TOO_MANY_ITEMS = "too-many-items",
        "an array has too many items",
        "The bound is that of `maxItems`.",
        [r#"{"maxItems": 1}"#, "[1, 2]", "[1]"];
    TOO_MANY_MEMBERS = "too-many-members",
        "an object has too many members",
        "The bound is that of `maxProperties`.",
        [r#"{"maxProperties": 1}"#, r#"{"a": 1, "b": 2}"#, r#"{"a": 1}"#];
    TOO_SHORT = "too-short",
        "a string has too few characters",
        "`minLength` counts characters (Unicode code points), not bytes. A least length of 1 means that the string must not be empty.",
        [r#"{"minLength": 1}"#, r#""""#, r#""a""#];
    UNEXPECTED_ITEM = "unexpected-item",
        "an array has an item where none is allowed",
        "After the items that `prefixItems` describes, `items: false` (or `unevaluatedItems: false`) allows no more.",
        [r#"{"prefixItems": [{"type": "integer"}], "items": false}"#, "[1, 2]", "[1]"];
    UNKNOWN_MEDIA_TYPE = "unknown-media-type",
        "a body is in a media type that its operation does not have",
        "An OpenAPI document lists the media types of each request body and response. A recorded request whose `Content-Type` is none of them, nor in one of their ranges such as `image/*`, is refused by the server; its body has not been checked.";
    UNKNOWN_MEMBER = "unknown-member",
        "an object has a member that the schema does not know",
        "`additionalProperties: false` or `unevaluatedProperties: false` closes the object. Most often the name is misspelt; the help then says what was probably meant.",
        [r#"{"properties": {"name": true}, "additionalProperties": false}"#, r#"{"nmae": 1}"#, r#"{"name": 1}"#];
    UNKNOWN_OPERATION = "unknown-operation",
        "a request is meant for no operation that is known",
        "Recorded requests (`.http` files, HTTP archives, `curl` commands) are checked against the operation that has their method and path, among those that are built in or those of an OpenAPI document. Where there is none, nothing of the request has been checked.";
    UNKNOWN_RESPONSE = "unknown-response",
        "a response has a status that its operation does not describe",
        "An OpenAPI document describes the responses of an operation by their status codes, by ranges such as `4XX`, or all others as `default`. What has come back with another status has not been checked.";
    UNREADABLE_TEXT = "unreadable-text",
        "a text in another format than JSON cannot be read, or stands for nothing that JSON has",
        "YAML, TOML, recorded requests and the like are read as the JSON that they stand for. What breaks their own rules cannot be; nor can what JSON does not have, such as numbers that are infinite and keys that are lists, and what is not there, such as a variable without a value.";
    UNUSED_IGNORE = "unused-ignore",
        "a comment ignores what was not found",
        "`vouchsafe-ignore CODE: REASON` is about findings on its own line, or, where it stands alone, on the next one; in `.http` files it is about the request below it. Where nothing of that code is found there the comment is out of date, or in the wrong place.";
    WRITE_ONLY_MEMBER = "write-only-member",
        "a response has a member that is only written",
        "The schema says `writeOnly: true`: the value is sent to the service and not shown again, as that of a password is not. Responses of the operations of an OpenAPI document are checked for it, and those of a schema with `--direction response`. This is a warning; it rejects nothing.";
    WRONG_CONST = "wrong-const",
        "a value is not the one that is demanded",
        "`const` allows exactly one value.",
        [r#"{"const": "OBS"}"#, r#""obs""#, r#""OBS""#];
    WRONG_TYPE = "wrong-type",
        "a value has the wrong JSON type",
        "The types are `null`, Boolean, number, integer, string, array and object. A number without a fraction is an integer however it is written: `300`, `300.0` and `3e2` are the same. A number in quotes is a string.",
        [r#"{"type": "integer"}"#, r#""300""#, "300.0"];
}
