//! Where others go wrong: for each rule that implementations are known to break, the instances that tell.
//! What two of them say about each is printed, not asserted: they may mend their ways.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use serde_json::Value;
use vouchsafe::{Compiler, Options, Program};

use support::drafts::{DRAFTS, Draft};

/// A schema with what it accepts and what it refuses, under a rule.
#[derive(Clone, Copy)]
struct Case {
    rule: &'static str,
    schema: &'static str,
    accepts: &'static [&'static str],
    refuses: &'static [&'static str],
}

const fn case(
    rule: &'static str,
    schema: &'static str,
    accepts: &'static [&'static str],
    refuses: &'static [&'static str],
) -> Case {
    Case {
        rule,
        schema,
        accepts,
        refuses,
    }
}

/// Each keyword asserts by itself, whatever stands beside it.
#[rustfmt::skip]
const KEYWORDS: &[Case] = &[
    // A keyword for one type says nothing about others, and takes nothing from `type`.
    case("a keyword of arrays does not lift `type`", r#"{"type": "string", "uniqueItems": true}"#, &[r#""""#], &["[]", "[1]", "{}"]),
    case("a keyword of objects does not lift `type`", r#"{"type": "array", "required": ["a"]}"#, &["[]"], &["{}", r#"{"a": 1}"#]),
    case("a keyword of numbers does not imply `type`", r#"{"minimum": 3}"#, &["3", r#""1""#, "null", "[]"], &["2"]),
    // Draft 2020-12, core, 10.2.2: `then` and `else` are nothing without `if`; either may be absent beside it.
    case("`then` without `if` is ignored", r#"{"then": false, "else": false}"#, &["1", "null"], &[]),
    case("`if` alone asserts nothing", r#"{"if": false}"#, &["1", "{}"], &[]),
    // Validation, 6.4.4 and 6.4.5: without `contains` both are nothing; with `minContains` 0 it finds no fault.
    case("`minContains` without `contains` is ignored", r#"{"minContains": 3, "maxContains": 0}"#, &["[]", "[1, 2]"], &[]),
    case("`minContains` 0 accepts what contains none", r#"{"contains": {"type": "null"}, "minContains": 0}"#, &["[]", "[1]", "[null]"], &[]),
    case("`minContains` 0 leaves `maxContains` in force", r#"{"contains": {"type": "null"}, "minContains": 0, "maxContains": 1}"#, &["[]", "[null]"], &["[null, null]"]),
    // Core, 11.2: `contains` evaluates the items that it holds for, and only these.
    case("`contains` evaluates what matches", r#"{"contains": {"type": "string"}, "unevaluatedItems": false}"#, &[r#"["a"]"#, r#"["a", "b"]"#], &[r#"["a", 1]"#]),
    // Core, 7.7.1.2: what a failing subschema evaluated counts for nothing.
    case("a failing branch evaluates nothing", r#"{"anyOf": [{"properties": {"a": true}, "required": ["b"]}, true], "unevaluatedProperties": false}"#, &["{}"], &[r#"{"a": 1}"#]),
    case("`not` evaluates nothing", r#"{"not": {"not": {"properties": {"a": true}}}, "unevaluatedProperties": false}"#, &["{}"], &[r#"{"a": 1}"#]),
    case("a failing `if` evaluates nothing, a holding one does", r#"{"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "unevaluatedProperties": false}"#, &["{}", r#"{"a": 1}"#], &[r#"{"a": 2}"#]),
    case("nested applicators evaluate nothing above", r#"{"properties": {"a": {"properties": {"b": true}}}, "unevaluatedProperties": false}"#, &[r#"{"a": {"b": 1}}"#], &[r#"{"b": 1}"#]),
    case("a cousin sees nothing", r#"{"allOf": [{"properties": {"a": true}}, {"unevaluatedProperties": false}]}"#, &["{}"], &[r#"{"a": 1}"#]),
    // Core, 8.2.3.1: siblings of `$ref` are in force.
    case("`$ref` has siblings", r##"{"$ref": "#/$defs/a", "maximum": 3, "$defs": {"a": {"minimum": 1}}}"##, &["1", "3"], &["0", "4"]),
    // Validation, 6.5.3: a name says nothing of the language that an implementation is written in.
    case("names of the host language are plain names", r#"{"required": ["__proto__", "toString", "constructor", "length"]}"#, &[r#"{"__proto__": 1, "toString": 1, "constructor": 1, "length": 1}"#], &["{}", r#"{"length": 1}"#]),
    case("`__proto__` is a property", r#"{"properties": {"__proto__": {"type": "integer"}}, "additionalProperties": false}"#, &[r#"{"__proto__": 1}"#, "{}"], &[r#"{"__proto__": "a"}"#, r#"{"toString": 1}"#]),
    // RFC 6901: an escaped pointer, percent-encoded where it is a fragment.
    case("a pointer is decoded twice", r##"{"$ref": "#/$defs/a~1b%25%22~0", "$defs": {"a/b%\"~": {"type": "integer"}}}"##, &["1"], &[r#""a""#]),
    // Core, 8.2.3.2: a dynamic reference goes to the outermost anchor of the path that was taken.
    case("`$dynamicRef` is resolved by the path", r##"{"$id": "https://example.com/strict", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false,
        "$defs": {"tree": {"$id": "tree", "$dynamicAnchor": "node", "properties": {"data": true, "child": {"$dynamicRef": "#node"}}}}}"##,
        &[r#"{"child": {"data": 1}}"#], &[r#"{"child": {"daat": 1}}"#]),
    // Validation, 7.2.1: `format` is an annotation unless it is asked for.
    case("`format` asserts nothing", r#"{"format": "email"}"#, &[r#""x""#, "1"], &[]),
];

/// Patterns mean what ECMA-262 says, with the flag `u`, and nothing of the host's dialect.
#[rustfmt::skip]
const PATTERNS: &[Case] = &[
    // 22.2.1, `Atom :: .`: every character but the four line terminators.
    case("`.` matches no line terminator", r#"{"pattern": "^.$"}"#, &[r#""a""#, r#""\u0085""#, r#""\u000b""#, r#""\u000c""#, r#""\u0000""#, r#""\u001c""#],
        &[r#""\n""#, r#""\r""#, r#""\u2028""#, r#""\u2029""#, r#""""#]),
    // With the flag `u` a character is a code point.
    case("a character is a code point", r#"{"pattern": "^.$"}"#, &[r#""😀""#, r#""\ud83d\ude00""#, r#""é""#], &[r#""e\u0301""#]),
    case("a length is one of code points", r#"{"minLength": 2, "maxLength": 2}"#, &[r#""ab""#, r#""😀😀""#, r#""\ud83d\ude00a""#, r#""e\u0301""#, r#""\u0000\n""#], &[r#""😀""#, r#""abc""#, r#""é""#]),
    // 22.2.2.4: without the flag `m` they stand for the ends of the input alone.
    case("`$` is the end, also after a line feed", r#"{"pattern": "^a$"}"#, &[r#""a""#], &[r#""a\n""#, r#""\na""#, r#""b\na""#]),
    // 22.2.1, `CharacterClass :: [^ ClassRanges ]` with no ranges: everything; and with `[]`: nothing.
    case("`[^]` matches anything", r#"{"pattern": "^[^]$"}"#, &[r#""a""#, r#""\n""#, r#""]""#, r#""\u2028""#, r#""😀""#], &[r#""""#, r#""ab""#]),
    case("`[]` matches nothing", r#"{"pattern": "[]"}"#, &["1"], &[r#""""#, r#""a""#, r#""[]""#]),
    case("`[]` is no start of a class with `]`", r#"{"pattern": "^[]a]$|^b$"}"#, &[r#""b""#], &[r#""]""#, r#""a""#]),
    // 22.2.2.9: `\d` and `\w` are of ASCII, `\s` is white space and line terminators by Unicode.
    case(r"`\d` is of ASCII", r#"{"pattern": "^\\d$"}"#, &[r#""0""#, r#""9""#], &[r#""٣""#, r#""߀""#, r#""a""#]),
    case(r"`\D` is the rest", r#"{"pattern": "^\\D$"}"#, &[r#""٣""#, r#""a""#, r#""\n""#], &[r#""0""#]),
    case(r"`\w` is of ASCII", r#"{"pattern": "^\\w$"}"#, &[r#""a""#, r#""_""#, r#""Z""#], &[r#""é""#, r#""ſ""#, r#""\u212a""#, r#""-""#]),
    case(r"`\s` is that of ECMA-262", r#"{"pattern": "^\\s$"}"#, &[r#"" ""#, r#""\t""#, r#""\u000b""#, r#""\u00a0""#, r#""\ufeff""#, r#""\u2028""#, r#""\u2003""#, r#""\u3000""#],
        &[r#""\u0085""#, r#""\u180e""#, r#""\u200b""#, r#""\u001c""#]),
    case(r"`\S` is the rest", r#"{"pattern": "^\\S$"}"#, &[r#""\u0085""#, r#""\u180e""#, r#""a""#], &[r#""\ufeff""#, r#""\u00a0""#]),
    // 22.2.2.4, IsWordChar: a boundary is one of ASCII words.
    case(r"`\b` is of ASCII", r#"{"pattern": "\\bb"}"#, &[r#""éb""#, r#""b""#, r#""-b""#], &[r#""ab""#, r#""_b""#, r#""é""#]),
    case(r"`\B` is the rest", r#"{"pattern": "\\Bb"}"#, &[r#""ab""#], &[r#""éb""#, r#""b""#]),
    // 22.2.1: escapes.
    case("`[\\b]` is a backspace", r#"{"pattern": "^[\\b]$"}"#, &[r#""\b""#], &[r#""b""#, r#""\\""#]),
    case("`\\cC` is a control character", r#"{"pattern": "^\\cC$"}"#, &[r#""\u0003""#], &[r#""cC""#, r#""\\cC""#]),
    case("`\\u{…}` and pairs are code points", r#"{"pattern": "^\\u{1F600}\\uD83D\\uDE00\\x41\\0$"}"#, &[r#""😀😀A\u0000""#], &[r#""😀A\u0000""#]),
    case("`\\/` and `\\-` are themselves", r#"{"pattern": "^\\/[\\-a]$"}"#, &[r#""/-""#, r#""/a""#], &[r#""\\/-""#]),
    case("`\\p{…}` is a property of Unicode", r#"{"pattern": "^\\p{Letter}\\p{Lu}\\p{Script=Greek}\\P{L}$"}"#, &[r#""éÉα1""#], &[r#""éÉa1""#, r#""1Éα1""#]),
    // A class of the host's dialect is plain characters here: no POSIX names, no set operations.
    case("there are no POSIX names", r#"{"pattern": "^[[:alpha:]]$"}"#, &[r#""a]""#, r#""[]""#, r#"":]""#], &[r#""z""#, r#""b]""#]),
    case("there are no intersections", r#"{"pattern": "^[a-z&&b]$"}"#, &[r#""c""#, r#""&""#], &[r#""1""#]),
    case("there are no differences", r#"{"pattern": "^[a-z--b~~]$"}"#, &[r#""b""#, r#""~""#, r#""1""#], &[r#""!""#]),
    // A pattern searches; it is not anchored.
    case("a pattern is not anchored", r#"{"pattern": "a|b"}"#, &[r#""xbx""#], &[r#""x""#]),
    case("names of patterns are not anchored either", r#"{"patternProperties": {"b": false}}"#, &[r#"{"a": 1}"#], &[r#"{"abc": 1}"#]),
    // Spaces and `#` are characters; there is no extended mode, and case counts.
    case("spaces and `#` are characters", r#"{"pattern": "^a #$"}"#, &[r#""a #""#], &[r#""a""#, r#""A #""#]),
    case("a quantifier may be lazy", r#"{"pattern": "^a{2,3}?$"}"#, &[r#""aa""#, r#""aaa""#], &[r#""a""#, r#""aaaa""#]),
    case("a name of a group changes nothing", r#"{"pattern": "^(?<year>\\d{4})$"}"#, &[r#""2026""#], &[r#""26""#]),
];

/// Numbers are those that are written, at any size (validation, 4.2; core, 4.2.1 and 6.3).
#[rustfmt::skip]
const NUMBERS: &[Case] = &[
    case("an integer has no fraction, however it is written", r#"{"type": "integer"}"#, &["1.0", "-0.0", "1e400", "10e-1", "1.50e1", "123456789012345678901234567890", "9007199254740993.0"],
        &["1e-400", "0.1", "15e-1", "9007199254740992.5", "123456789012345678901234567890.5", "1.0000000000000000000001"]),
    case("every number is one", r#"{"type": "number"}"#, &["1e400", "-1e400", "1e-400", "1e99999999999999999999"], &[r#""1e400""#]),
    case("`minimum` past 2^53", r#"{"minimum": 9007199254740993}"#, &["9007199254740993", "9007199254740993.0", "9007199254740994", "1e400"], &["9007199254740992", "9007199254740992.9", "-1e400", "1e-400"]),
    case("`maximum` past 2^53", r#"{"maximum": 9007199254740993}"#, &["9007199254740993", "9007199254740992", "-1e400"], &["9007199254740994", "9007199254740993.1", "1e400"]),
    case("`exclusiveMinimum` past 2^53", r#"{"exclusiveMinimum": 9007199254740992}"#, &["9007199254740993", "9007199254740992.5"], &["9007199254740992", "9007199254740991"]),
    case("`exclusiveMaximum` past 2^53", r#"{"exclusiveMaximum": 9007199254740993}"#, &["9007199254740992", "9007199254740992.9"], &["9007199254740993", "9007199254740993.0"]),
    case("bounds past 2^64", r#"{"minimum": 18446744073709551616, "maximum": 18446744073709551618}"#, &["18446744073709551617", "18446744073709551618.0"], &["18446744073709551615", "18446744073709551619"]),
    case("bounds past 2^128", r#"{"exclusiveMinimum": 340282366920938463463374607431768211456}"#, &["340282366920938463463374607431768211457"], &["340282366920938463463374607431768211456", "340282366920938463463374607431768211455"]),
    case("bounds with a fraction", r#"{"minimum": 0.1, "maximum": 0.30000000000000000001}"#, &["0.1", "0.3", "0.30000000000000000001"], &["0.09999999999999999999", "0.30000000000000000002", "1e-400"]),
    case("bounds past the range of doubles", r#"{"minimum": 1e400, "exclusiveMaximum": 1e401}"#, &["1e400", "9.99e400", "10e399"], &["1e401", "9e399", "1e308", "1"]),
    case("bounds below the range of doubles", r#"{"exclusiveMinimum": 0, "maximum": 1e-400}"#, &["1e-400", "1e-401"], &["0", "2e-400", "1e-399", "-1e-400"]),
    case("`multipleOf` of decimals", r#"{"multipleOf": 0.1}"#, &["0.3", "1.1", "4.35e1", "1e400", "0", "123456789012345678901234567890.1"], &["0.35", "1e-400", "0.30000000000000000001"]),
    case("`multipleOf` of hundredths", r#"{"multipleOf": 0.01}"#, &["19.99", "1.13", "0.07", "4.02", "9007199254740993.01"], &["19.999", "0.001"]),
    case("`multipleOf` past 2^53", r#"{"multipleOf": 9007199254740993}"#, &["9007199254740993", "18014398509481986", "0", "81129638414606699710187514626049"], &["9007199254740992", "9007199254740994", "18014398509481985"]),
    case("`multipleOf` of a large number", r#"{"multipleOf": 3}"#, &["1000000000000000000000000000002", "3e400"], &["1000000000000000000000000000003", "1e400", "9007199254740993.5"]),
    case("`multipleOf` past the range of doubles", r#"{"multipleOf": 1e400}"#, &["1e400", "2e400", "1e401", "0"], &["1e399", "15e399", "1"]),
    case("`multipleOf` below the range of doubles", r#"{"multipleOf": 1e-400}"#, &["1e-400", "3e-400", "1", "1e400"], &["1e-401", "15e-401"]),
    case("`multipleOf` with a quotient past the range of doubles", r#"{"type": "integer", "multipleOf": 0.123456789}"#, &["0", "123456789", "123456789e300"], &["1", "1e-308", "1e308"]),
    case("`multipleOf` of a tiny step", r#"{"multipleOf": 1e-8}"#, &["12391239123", "0.00000001", "1.1e-7"], &["1e-9"]),
    case("`const` past 2^53", r#"{"const": 9007199254740993}"#, &["9007199254740993", "9007199254740993.0", "9007199254740993e0", "90071992547409930e-1"], &["9007199254740992", "9007199254740994", r#""9007199254740993""#]),
    case("`const` past the range of doubles", r#"{"const": 1e400}"#, &["1e400", "10e399", "0.1e401"], &["1e401", "1e399", "-1e400", "1e999999999999999999999"]),
    case("`const` below the range of doubles", r#"{"const": 1e-400}"#, &["1e-400", "0.1e-399"], &["0", "1e-401", "-1e-400"]),
    case("`const` with a long fraction", r#"{"const": 0.1}"#, &["0.1", "0.10", "1e-1"], &["0.1000000000000000055511151231257827", "0.10000000000000000001"]),
    case("`enum` past 2^53", r#"{"enum": [9007199254740993, 1e400, 1e-400, [18446744073709551617]]}"#, &["9007199254740993", "10e399", "0.1e-399", "[18446744073709551617.0]"], &["9007199254740992", "0", "1e401", "[18446744073709551616]", "[18446744073709551618]"]),
    case("`uniqueItems` past 2^53", r#"{"uniqueItems": true}"#, &["[9007199254740992, 9007199254740993]", "[1e400, 1e401]", "[0, 1e-400]", "[18446744073709551616, 18446744073709551617]", "[0.1, 0.10000000000000000001]"],
        &["[9007199254740993, 9007199254740993.0]", "[1e400, 10e399]", "[0, -0.0]", "[1e-400, 0.1e-399]", "[18446744073709551617, 18446744073709551617.0]"]),
    case("`minContains` may be written with a fraction", r#"{"maxItems": 2.0, "contains": true, "minContains": 1e0}"#, &["[1]", "[1, 2]"], &["[]", "[1, 2, 3]"]),
];

/// Values are equal as JSON Schema's data model has it (core, 4.2.2).
#[rustfmt::skip]
const EQUALITY: &[Case] = &[
    case("1 is 1.0, at any depth", r#"{"const": {"a": [1, {"b": 2.0}]}}"#, &[r#"{"a": [1.0, {"b": 2}]}"#, r#"{"a": [1e0, {"b": 20e-1}]}"#], &[r#"{"a": [1, {"b": 2.5}]}"#, r#"{"a": [true, {"b": 2}]}"#, r#"{"a": [1, {"b": 2}], "c": 1}"#]),
    case("1 is 1.0 in `enum`, at any depth", r#"{"enum": [[[1]], {"a": 1.0}]}"#, &["[[1.0]]", r#"{"a": 1}"#], &["[[2]]", "[1]", r#"{"a": "1"}"#]),
    case("1 is 1.0 for `uniqueItems`, at any depth", r#"{"uniqueItems": true}"#, &[r#"[{"a": [1]}, {"a": [2]}]"#, "[[1], [[1]]]"], &["[1, 1.0]", "[[1], [1.0]]", r#"[{"a": [1]}, {"a": [1.0]}]"#, "[[[0]], 1, [[-0.0]]]"]),
    case("numbers and booleans differ, at any depth", r#"{"uniqueItems": true}"#, &["[1, true]", "[0, false]", "[[1], [true]]", r#"[{"a": 0}, {"a": false}]"#, r#"[1, "1"]"#, "[null, 0, false, []]"], &["[[true], [true]]"]),
    case("`const` false is not 0", r#"{"const": false}"#, &["false"], &["0", "0.0", "[]", "null"]),
    case("`enum` of 1 is not true", r#"{"enum": [1, [0]]}"#, &["1", "[0.0]"], &["true", "[false]"]),
    case("the order of members means nothing", r#"{"uniqueItems": true}"#, &[r#"[{"a": 1, "b": 2}, {"a": 2, "b": 1}]"#], &[r#"[{"a": 1, "b": 2}, {"b": 2, "a": 1}]"#]),
    case("the order of items does", r#"{"const": [1, 2]}"#, &["[1, 2]"], &["[2, 1]", "[1]", "[1, 2, 2]"]),
    case("strings are compared by what they say", r#"{"enum": ["a/é", "😀"]}"#, &[r#""a\/\u00e9""#, r#""\ud83d\ude00""#], &[r#""a/e\u0301""#, r#""A/é""#]),
    case("names are compared by what they say", r#"{"properties": {"é": false}, "required": ["a"]}"#, &[r#"{"\u0061": 1}"#], &[r#"{"\u0061": 1, "\u00e9": 1}"#]),
    case("an empty `const` is not absent", r#"{"const": null}"#, &["null"], &["0", "false", r#""""#, "[]"]),
];

#[test]
fn rules_that_rivals_break_are_kept() {
    for draft in DRAFTS {
        let mut verdicts = 0;
        let mut wrong = [0; RIVALS.len()];
        for case in [KEYWORDS, PATTERNS, NUMBERS, EQUALITY].concat() {
            let (rule, schema) = (case.rule, case.schema);
            let program = compile(*draft, schema);
            let accepted = case.accepts.iter().map(|text| (*text, true));
            let refused = case.refuses.iter().map(|text| (*text, false));
            let instances: Vec<(&str, bool)> = accepted.chain(refused).collect();
            for (text, expected) in &instances {
                let bytes = text.as_bytes();
                let said = [program.is_valid(bytes), program.check(bytes).is_ok()];
                assert_eq!(said, [*expected; 2], "{rule}: {schema} on {text}");
                verdicts += 1;
            }
            for (rival, wrong) in RIVALS.iter().zip(&mut wrong) {
                *wrong += judge(rival, *draft, &case, &instances);
            }
        }
        println!("draft {}: {verdicts} verdicts", draft.name);
        for ((name, _), wrong) in RIVALS.iter().zip(wrong) {
            println!("{name}: {wrong} of them wrong or missing");
        }
        assert!(verdicts >= VERDICTS, "{verdicts}");
    }
}

/// Fewer verdicts would mean that some are lost.
const VERDICTS: usize = 390;

fn compile(draft: Draft, schema: &str) -> Program {
    let compiler = Compiler::new().dialect(draft.dialect);
    compiler
        .compile(schema)
        .unwrap_or_else(|faults| panic!("{schema}: {faults}"))
}

/// A rival: whether it accepts values, if it understands the schema.
type Rival = (
    &'static str,
    fn(Draft, &Value) -> Result<Box<dyn Fn(&Value) -> bool>, String>,
);

const RIVALS: [Rival; 2] = [
    ("jsonschema", |draft, schema| {
        let validator = draft.first(schema)?;
        Ok(Box::new(move |value| validator.is_valid(value)))
    }),
    ("boon", |draft, schema| {
        let validator = draft.second(schema)?;
        Ok(Box::new(move |value| validator.is_valid(value)))
    }),
];

/// How often a rival is wrong, or cannot tell.
fn judge(rival: &Rival, draft: Draft, case: &Case, instances: &[(&str, bool)]) -> usize {
    let (name, build) = rival;
    let Case { rule, schema, .. } = case;
    let read = serde_json::from_str(schema).map_err(|error| error.to_string());
    let validator = match read.and_then(|schema| build(draft, &schema)) {
        Ok(validator) => validator,
        Err(error) => {
            println!("{name}: no answer where {rule}: {schema}: {error}");
            return instances.len();
        }
    };
    let mut wrong = 0;
    for (text, expected) in instances {
        let value = serde_json::from_str(text);
        let said = value.map_or_else(
            |error| error.to_string(),
            |value| validator(&value).to_string(),
        );
        if said != expected.to_string() {
            wrong += 1;
            println!("{name}: {said} where {rule}: {schema} on {text}");
        }
    }
    wrong
}

/// What a linear-time engine cannot do, and what is no pattern of ECMA-262 with the flag `u`, is refused by
/// name, where it stands. It never gets another meaning in silence.
#[test]
fn what_is_not_linear_is_refused_by_name() {
    #[rustfmt::skip]
    let cases = [
        (r#"{"pattern": "^(?<q>['`]).*\\k<q>$"}"#, "nonlinear-pattern", r"`\k` cannot be run in linear time (character 14"),
        (r#"{"pattern": "^(.)\\1$"}"#, "nonlinear-pattern", r"`\1` cannot be run in linear time (character 5"),
        (r#"{"pattern": "^(?=a)"}"#, "nonlinear-pattern", "`(?=…)` cannot be run in linear time (character 2"),
        (r#"{"pattern": "^(?!a)"}"#, "nonlinear-pattern", "`(?!…)` cannot be run in linear time (character 2"),
        (r#"{"pattern": "(?<=a)b"}"#, "nonlinear-pattern", "`(?<=…)` cannot be run in linear time (character 1"),
        (r#"{"pattern": "(?<!a)b"}"#, "nonlinear-pattern", "`(?<!…)` cannot be run in linear time (character 1"),
        (r#"{"patternProperties": {"(?!x-)": true}}"#, "nonlinear-pattern", "`(?!…)` cannot be run in linear time (character 1"),
        (r#"{"pattern": "^a\\Z"}"#, "invalid-pattern", r"`\Z` is not an escape of ECMA-262 (character 3"),
        (r#"{"pattern": "\\Aa"}"#, "invalid-pattern", r"`\A` is not an escape of ECMA-262 (character 1"),
        (r#"{"pattern": "(?i)a"}"#, "invalid-pattern", "(character 1"),
        (r#"{"pattern": "(?P<n>a)"}"#, "invalid-pattern", "(character 1"),
        (r#"{"pattern": "a**"}"#, "invalid-pattern", "`*` has nothing to repeat (character 3"),
        (r#"{"pattern": "a++"}"#, "invalid-pattern", "`+` has nothing to repeat (character 3"),
        (r#"{"pattern": "x[b-a]"}"#, "invalid-pattern", "(character 3"),
        (r#"{"pattern": "x(a"}"#, "invalid-pattern", "`(` is not closed (character 2"),
    ];
    for (schema, code, words) in cases {
        let faults = Compiler::new().compile(schema).unwrap_err();
        let [fault] = &faults.iter().collect::<Vec<_>>()[..] else {
            panic!("{schema}: {faults}");
        };
        assert_eq!(fault.code, code, "{fault}");
        assert!(fault.message.contains(words), "{fault}");
        // The span is that of the text of the pattern.
        assert!(schema[fault.span.range()].starts_with('"'), "{fault}");
    }
}

/// What a schema cannot mean is a fault of the schema; others accept it, and then everything.
#[test]
fn what_a_schema_cannot_mean_is_refused() {
    #[rustfmt::skip]
    let cases = [
        (r#"{"minLenght": 3}"#, "unknown-keyword"),
        (r#"{"type": "strng"}"#, "invalid-keyword-value"),
        (r#"{"type": []}"#, "invalid-keyword-value"),
        (r#"{"minimum": "3"}"#, "invalid-keyword-value"),
        (r#"{"minLength": -1}"#, "invalid-keyword-value"),
        (r#"{"minLength": 1.5}"#, "invalid-keyword-value"),
        (r#"{"multipleOf": 0}"#, "invalid-keyword-value"),
        (r#"{"multipleOf": -1}"#, "invalid-keyword-value"),
        (r#"{"required": "a"}"#, "invalid-keyword-value"),
        (r#"{"required": ["a", "a"]}"#, "invalid-keyword-value"),
        (r#"{"allOf": []}"#, "invalid-keyword-value"),
        (r#"{"items": [{"type": "integer"}]}"#, "invalid-schema"),
        (r#"{"properties": {"a": 1}}"#, "invalid-schema"),
        (r##"{"$ref": "#/$defs/a"}"##, "unresolved-reference"),
        (r##"{"$ref": "#a"}"##, "unresolved-reference"),
        (r#"{"$ref": "https://example.com/a"}"#, "unresolved-reference"),
        (r##"{"$ref": "#"}"##, "reference-loop"),
        (r##"{"allOf": [{"$dynamicRef": "#n"}], "$dynamicAnchor": "n"}"##, "reference-loop"),
        (r#"{"$schema": "https://example.com/mine"}"#, "unsupported-dialect"),
        (r#"{"type": "integer", "type": "string"}"#, "schema-syntax"),
    ];
    for (schema, code) in cases {
        let strict = Compiler::new().unknown_keywords(vouchsafe::UnknownKeywords::DenyTypos);
        let faults = strict.compile(schema).expect_err(schema);
        assert!(faults.iter().any(|fault| fault.code == code), "{faults}");
    }
}

/// What no keyword reads is checked all the same: a text that is no JSON is never valid.
#[test]
fn what_is_passed_over_is_checked() {
    #[rustfmt::skip]
    let cases: [&[u8]; 29] = [
        b"\"\xff\"", b"\"\xc0\xaf\"", b"\"\xed\xa0\x80\"", b"\"\xf4\x90\x80\x80\"", b"\"\xe2\x82\"", b"\"\\x41\"", b"\"\\u12g4\"", b"\"\\u12\"", b"\"\n\"", b"\"\x00\"",
        b"01", b"1.", b".5", b"+1", b"1e", b"1e+", b"-", b"0x10", b"NaN", b"Infinity", b"nul", b"True",
        b"[1,]", b"{\"b\":1,}", b"[1 2]", b"{b:1}", b"{\"b\" 1}", b"'b'", b"/**/1",
    ];
    let program = compile(DRAFTS[0], r#"{"properties": {"b": {"type": "integer"}}}"#);
    for text in cases {
        for (before, after) in [
            ("", ""),
            ("{\"a\":", "}"),
            ("[[", "]]"),
            ("{\"b\":2,\"a\":[{\"c\":", "}]}"),
        ] {
            let text = [before.as_bytes(), text, after.as_bytes()].concat();
            let shown = String::from_utf8_lossy(&text);
            assert!(!program.is_valid(&text), "{shown}");
            let report = program.check(&text).unwrap_err();
            assert!(report.has_errors(), "{shown}");
        }
    }
    for text in ["", " ", "1 2", "{}}", "[]]", "1,", "\u{feff}1"] {
        assert!(!program.is_valid(text.as_bytes()), "{text:?}");
    }
}

/// RFC 7493, 2.3 and 2.1: two members of one name and half of a pair are refused unless they are asked for.
#[test]
fn what_parsers_read_differently_is_refused() {
    let program = compile(
        DRAFTS[0],
        r#"{"properties": {"a": {"type": "integer"}}, "uniqueItems": true}"#,
    );
    let duplicates = Options::default().allow_duplicate_members(true);
    let surrogates = Options::default().allow_lone_surrogates(true);
    let cases = [
        (r#"{"a": "x", "a": 1}"#, &duplicates),
        (r#"{"a": "x", "\u0061": 1}"#, &duplicates),
        (r#"["\ud800", "\udc00"]"#, &surrogates),
        (r#"{"\ud800": 1}"#, &surrogates),
    ];
    for (text, options) in cases {
        assert!(!program.is_valid(text.as_bytes()), "{text}");
        assert!(program.check(text.as_bytes()).is_err(), "{text}");
        assert!(program.is_valid_with(text.as_bytes(), options), "{text}");
        assert!(
            program.check_with(text.as_bytes(), options).is_ok(),
            "{text}"
        );
    }
}
