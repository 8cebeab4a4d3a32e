//! Bounded by construction: inputs and schemas that try to exhaust stack, memory or patience end in a
//! clear answer. Tests run on threads with 2 MiB of stack.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

use std::fmt::Write as _;

use vouchsafe::{Compiler, Options, Program};

fn compile(schema: &str) -> Program {
    Compiler::new()
        .compile(schema)
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// The code of the only violation.
fn only_code(program: &Program, text: &[u8]) -> String {
    let report = program.check(text).unwrap_err();
    assert_eq!(report.violations().len(), 1, "{report}");
    report.violations()[0].code.to_string()
}

#[test]
fn a_million_nested_arrays_are_refused() {
    let text = "[".repeat(1_000_000);
    assert_eq!(
        only_code(&Program::accept_all(), text.as_bytes()),
        "too-deep"
    );
    assert!(!Program::accept_all().is_valid(text.as_bytes()));
}

#[test]
fn nesting_is_refused_whether_it_is_closed_or_looked_at_or_not() {
    let closed = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    let objects = r#"{"a":"#.repeat(1_000_000);
    let passed_over = format!(r#"{{"b": {closed}, "a": 1}}"#);
    let program = compile(r##"{"properties": {"a": {"$ref": "#"}}, "items": {"$ref": "#"}}"##);
    for text in [closed, objects, passed_over] {
        assert_eq!(only_code(&program, text.as_bytes()), "too-deep");
        assert!(!program.is_valid(text.as_bytes()));
    }
}

#[test]
fn the_limit_of_depth_is_what_it_says() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let program = Program::accept_all();
    assert!(program.is_valid(nested(128).as_bytes()));
    assert!(!program.is_valid(nested(129).as_bytes()));
    let options = Options::default().max_depth(512);
    assert!(program.is_valid_with(nested(512).as_bytes(), &options));
    // There is a limit to the limit.
    assert!(!program.is_valid_with(
        nested(513).as_bytes(),
        &Options::default().max_depth(100_000)
    ));
}

#[test]
fn recursive_schemas_do_not_exhaust_the_stack() {
    let recursive = r##"{"allOf": [{"anyOf": [{"$ref": "#/$defs/node"}, false]}],
        "$defs": {"node": {"oneOf": [{"type": "array", "items": {"$ref": "#"}}, {"type": "integer"}]}}}"##;
    let program = compile(recursive);
    let nested = |depth: usize, inner: &str| "[".repeat(depth) + inner + &"]".repeat(depth);
    assert!(program.check(nested(100, "1").as_bytes()).is_ok());
    let report = program.check(nested(60, "\"x\"").as_bytes()).unwrap_err();
    assert!(report.has_errors());
    // Deeper than evaluation goes: an answer, not a crash.
    let options = Options::default().max_depth(512);
    let report = program
        .check_with(nested(500, "1").as_bytes(), &options)
        .unwrap_err();
    assert_eq!(report.violations()[0].code, "too-deep");
    assert!(!program.is_valid_with(nested(500, "1").as_bytes(), &options));
}

#[test]
fn schemas_that_meet_in_many_ways_are_planned_in_few() {
    // Circles of prime lengths, all of which apply to the same values: together they come round after 30,030 steps.
    let (mut circles, mut defs) = (Vec::new(), Vec::new());
    for len in [2, 3, 5, 7, 11, 13] {
        circles.push(format!(r##"{{"$ref": "#/$defs/c{len}_0"}}"##));
        for at in 0..len {
            let next = (at + 1) % len;
            // Each refuses the member that is named after it at the start of its circle.
            let forbidden = if at == 0 { "false" } else { "true" };
            defs.push(format!(
                r##""c{len}_{at}": {{"properties": {{"x": {{"$ref": "#/$defs/c{len}_{next}"}}, "m{len}": {forbidden}}}}}"##
            ));
        }
    }
    let schema = format!(
        r#"{{"allOf": [{}], "$defs": {{{}}}}}"#,
        circles.join(", "),
        defs.join(", ")
    );
    let program = compile(&schema);
    for depth in 0..100 {
        for len in [2, 3, 5, 7, 11, 13] {
            let text =
                r#"{"x": "#.repeat(depth) + &format!(r#"{{"m{len}": 1}}"#) + &"}".repeat(depth);
            assert_eq!(
                program.is_valid(text.as_bytes()),
                depth % len != 0,
                "{text}"
            );
        }
    }
}

#[test]
fn schemas_nest_deeper_than_one_row_of_members_serves() {
    for depth in [1, 15, 16, 17, 18, 40] {
        let schema = r#"{"not": "#.repeat(depth)
            + r#"{"required": ["a"], "properties": {"a": {"type": "integer"}}}"#
            + &"}".repeat(depth);
        let program = compile(&schema);
        for (text, holds) in [
            (r#"{"a": 1}"#, true),
            (r#"{"a": ""}"#, false),
            ("{}", false),
            ("1", true),
        ] {
            assert_eq!(
                program.is_valid(text.as_bytes()),
                holds == (depth % 2 == 0),
                "{depth} {text}"
            );
        }
    }
}

#[test]
fn branches_that_meet_in_many_ways_are_compared_in_few_steps() {
    // Each schema has twelve members of the next: 12^13 ways from the first to the last.
    let mut schemas = Vec::new();
    for side in ["a", "b"] {
        for level in 0..14 {
            let next = match level {
                13 => r#"{"type": "string"}"#.to_owned(),
                _ => format!(r##"{{"$ref": "#/$defs/{side}{}"}}"##, level + 1),
            };
            let members: Vec<String> = (0..12).map(|at| format!(r#""m{at}": {next}"#)).collect();
            let members = members.join(", ");
            schemas.push(format!(
                r#""{side}{level}": {{"properties": {{{members}}}}}"#
            ));
        }
    }
    let schema = format!(
        r##"{{"oneOf": [{{"$ref": "#/$defs/a0"}}, {{"$ref": "#/$defs/b0"}}], "$defs": {{{}}}}}"##,
        schemas.join(", ")
    );
    // Whether they are the same is left open rather than waited for.
    let program = Compiler::new().refuse_contradictions(true).compile(schema);
    assert!(program.is_ok());
}

#[test]
fn a_long_chain_of_references_is_a_fault_of_the_schema() {
    let mut schema = String::from(r##"{"$ref": "#/$defs/n0", "$defs": {"##);
    for index in 0..5_000 {
        let _ = write!(
            schema,
            r##""n{index}": {{"$ref": "#/$defs/n{}"}},"##,
            index + 1
        );
    }
    schema.push_str(r#""n5000": {"type": "integer"}}}"#);
    let faults = Compiler::new().compile(schema).unwrap_err();
    assert!(
        faults.iter().any(|fault| fault.code == "schema-too-deep"),
        "{faults}"
    );
    let looping = Compiler::new()
        .compile(r##"{"anyOf": [{"$ref": "#"}]}"##)
        .unwrap_err();
    assert!(
        looping.iter().any(|fault| fault.code == "reference-loop"),
        "{looping}"
    );
}

#[test]
fn schemas_that_nest_too_deep_are_refused() {
    let schema = r#"{"not":"#.repeat(100_000) + "true" + &"}".repeat(100_000);
    assert!(Compiler::new().compile(schema).is_err());
}

#[test]
fn a_million_violations_are_answered_in_bounded_space() {
    let text = format!("[{}0]", "\"x\",".repeat(1_000_000));
    let program = compile(r#"{"items": {"type": "integer"}}"#);
    let report = program.check(text.as_bytes()).unwrap_err();
    assert_eq!(report.violations().len(), 1000);
    assert!(report.is_truncated());
    assert!(
        report
            .to_string()
            .ends_with("and at least 100000 more errors, which this report leaves out")
    );
    let few = program
        .check_with(text.as_bytes(), &Options::default().max_violations(3))
        .unwrap_err();
    assert_eq!(few.violations().len(), 3);
}

#[test]
fn what_a_report_leaves_out_is_counted() {
    let text = format!("[{}0]", "\"x\",".repeat(5_000));
    let program = compile(r#"{"items": {"type": "integer"}}"#);
    let whole = Options::default().max_violations(usize::MAX);
    let all = program.check_with(text.as_bytes(), &whole).unwrap_err();
    assert_eq!(all.errors().count(), 5_000);
    assert!(all.omitted().is_empty() && !all.is_truncated());
    for most in [1, 3, 1000] {
        let options = Options::default().max_violations(most);
        let some = program.check_with(text.as_bytes(), &options).unwrap_err();
        assert_eq!(some.errors().count(), most);
        let omitted = some.omitted();
        assert_eq!((omitted.errors, omitted.is_exact), (5_000 - most, true));
        let faults = program.faults_with(text.as_bytes(), &options);
        assert_eq!((faults.len(), faults.omitted()), (most, omitted));
    }
}

/// Faults inside alternatives do not take the room of others, however many they are.
#[test]
fn faults_inside_alternatives_leave_room_for_others() {
    let program = compile(
        r#"{"properties": {"options": {"oneOf": [{"type": "array", "items": {"type": "number"}},
            {"type": "array", "items": {"type": "string"}}]}, "port": {"type": "integer"}}, "required": ["name"]}"#,
    );
    let text = format!(
        r#"{{"options": [{}true], "port": "x"}}"#,
        "\"s\",".repeat(1_200)
    );
    let report = program.check(text.as_bytes()).unwrap_err();
    let places: Vec<&str> = (report.errors())
        .map(|error| error.instance_location.as_str())
        .collect();
    assert_eq!(places, ["", "/options/1200", "/port"], "{report}");
    assert!(report.omitted().is_empty());
}

#[test]
fn a_hundred_megabytes_in_one_string_are_no_trouble() {
    let text = format!("\"{}\"", "a".repeat(100_000_000));
    let program = compile(r#"{"maxLength": 3, "pattern": "^(a+)+$"}"#);
    let report = program.check(text.as_bytes()).unwrap_err();
    assert!(report.to_string().len() < 500, "{report}");
}

#[test]
fn a_report_is_short_whatever_is_wrong() {
    let item = format!(
        r#"{{"kind": "{}", "x": "{}"}}"#,
        "k".repeat(300),
        "y".repeat(3_000)
    );
    let text = format!("[{}{item}]", format!("{item},").repeat(5_000));
    let schemas = [
        r#"{"items": {"required": ["a", "b", "c"], "additionalProperties": false}}"#,
        r#"{"items": {"properties": {"kind": {"enum": ["kk", "long", 1]}, "x": {"pattern": "^x", "maxLength": 2}}}}"#,
        r#"{"items": {"oneOf": [{"required": ["a"]}, {"properties": {"x": {"type": "integer"}}}]}}"#,
        r#"{"items": {"anyOf": [{"const": {"kind": "a"}}, {"not": {"required": ["x"]}}]}}"#,
        r#"{"uniqueItems": true}"#,
        r#"{"unevaluatedItems": false, "contains": {"type": "null"}, "maxItems": 3}"#,
        r#"{"items": {"propertyNames": {"minLength": 9}, "unevaluatedProperties": {"type": "null"}}}"#,
    ];
    for schema in schemas {
        let report = compile(schema).check(text.as_bytes()).unwrap_err();
        let violations = report.violations().len();
        assert!((1..=1000).contains(&violations), "{schema}");
        assert!(report.to_string().len() < 1_000_000, "{schema}");
        let json = serde_json::to_string(&report).unwrap();
        assert!(json.len() < 10_000_000, "{schema}: {}", json.len());
    }
}

#[test]
fn numbers_may_have_ten_million_digits() {
    let digits = "7".repeat(10_000_000);
    let far = "1e999999999999999999999999".to_owned();
    let near = "1e-99999999999999999999999".to_owned();
    #[rustfmt::skip]
    let cases = [
        (r#"{"type": "integer"}"#, [true, true, false]),
        (r#"{"minimum": 7}"#, [true, true, false]),
        (r#"{"exclusiveMaximum": 1e30}"#, [false, false, true]),
        (r#"{"multipleOf": 7}"#, [true, false, false]),
        (r#"{"multipleOf": 1234567890123456789012345678901234567890}"#, [false, false, false]),
        (r#"{"enum": [7, 1e400]}"#, [false, false, false]),
    ];
    for (schema, expected) in cases {
        let program = compile(schema);
        for (text, expected) in [&digits, &far, &near].into_iter().zip(expected) {
            assert_eq!(
                program.is_valid(text.as_bytes()),
                expected,
                "{schema} on {text:.30}"
            );
            let report = program.check(text.as_bytes()).err();
            assert_eq!(report.is_none(), expected, "{schema} on {text:.30}");
            assert!(
                report.is_none_or(|report| report.to_string().len() < 500),
                "{schema}"
            );
        }
    }
}

#[test]
fn patterns_run_in_linear_time_wherever_they_stand() {
    let long = format!("{}!", "a".repeat(1_000_000));
    let cases = [
        (r#"{"pattern": "^(a+)+$"}"#, format!("\"{long}\"")),
        (
            r#"{"propertyNames": {"pattern": "^(a+)+$"}}"#,
            format!("{{\"{long}\": 1}}"),
        ),
        (
            r#"{"patternProperties": {"^(a+)+$": true}, "additionalProperties": false}"#,
            format!("{{\"{long}\": 1}}"),
        ),
    ];
    for (schema, text) in cases {
        let program = compile(schema);
        assert!(!program.is_valid(text.as_bytes()), "{schema}");
        let report = program.check(text.as_bytes()).unwrap_err();
        assert!(report.to_string().len() < 1_000, "{schema}: {report:.1000}");
    }
}

#[test]
fn references_that_loop_are_faults_of_the_schema() {
    for schema in [
        r##"{"$ref": "#"}"##,
        r##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
        r##"{"allOf": [{"oneOf": [{"not": {"$ref": "#"}}]}]}"##,
        r##"{"$dynamicAnchor": "a", "anyOf": [{"$dynamicRef": "#a"}]}"##,
    ] {
        let faults = Compiler::new().compile(schema).unwrap_err();
        assert!(
            faults.iter().all(|fault| fault.code == "reference-loop"),
            "{schema}: {faults}"
        );
    }
    // A loop that only some values meet demands nothing that is not demanded anyway.
    for schema in [
        r##"{"type": "integer", "if": true, "then": {"$ref": "#"}}"##,
        r##"{"dependentSchemas": {"a": {"$ref": "#"}}, "maxProperties": 1}"##,
    ] {
        let program = compile(schema);
        assert!(!program.is_valid(br#"{"a": 1, "b": 2}"#), "{schema}");
    }
    // What goes down in the instance ends with it.
    let list =
        compile(r##"{"properties": {"next": {"$ref": "#"}}, "additionalProperties": false}"##);
    assert!(list.is_valid(br#"{"next": {"next": {}}}"#));
}

#[test]
fn patterns_run_in_linear_time() {
    let text = format!("\"{}!\"", "a".repeat(1_000_000));
    for pattern in ["^(a+)+$", "^(a|a)*$", "(.*)*x", "^(?:a?){50}a{50}$"] {
        let program = compile(&serde_json::json!({ "pattern": pattern }).to_string());
        assert!(!program.is_valid(text.as_bytes()), "{pattern}");
    }
    // What is too large for an automaton is counted.
    let program = compile(r#"{"pattern": "^(?:a{1000}){1000}$"}"#);
    assert!(!program.is_valid(br#""aaa""#) && !program.is_valid(text.as_bytes()));
}

#[test]
fn ten_thousand_properties_are_found_quickly() {
    let mut schema = String::from(r#"{"additionalProperties": false, "properties": {"#);
    let mut text = String::from("{");
    for index in 0..10_000 {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            schema,
            r#"{comma}"property_{index}": {{"type": "integer"}}"#
        );
        let _ = write!(text, r#"{comma}"property_{index}": {index}"#);
    }
    schema.push_str("}}");
    text.push('}');
    // All on one line, where each schema has a column.
    let program = compile(&schema);
    assert!(program.is_valid(text.as_bytes()));
    // Each name is wrong: a thousand are told, with a bounded effort for suggestions.
    let wrong = text.replace("property", "proprety");
    let report = program.check(wrong.as_bytes()).unwrap_err();
    assert_eq!(report.violations().len(), 1000);
}

#[test]
fn ten_thousand_members_that_are_missing_are_told_in_bounded_space() {
    let names: Vec<String> = (0..10_000)
        .map(|index| format!("\"member_{index}\""))
        .collect();
    let schema = format!(r#"{{"items": {{"required": [{}]}}}}"#, names.join(","));
    let text = format!("[{}{{}}]", "{},".repeat(99));
    let program = compile(&schema);
    assert!(!program.is_valid(text.as_bytes()));
    let report = program.check(text.as_bytes()).unwrap_err();
    assert_eq!(report.violations().len(), 1000);
    assert!(report.is_truncated() && report.to_string().len() < 200_000);
}

#[test]
fn crafted_names_do_not_cost_quadratic_time() {
    // Names that are all new: every one is compared with the others by hash alone.
    let mut text = String::from("{");
    for index in 0..200_000 {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(text, r#"{comma}"{index}": 0"#);
    }
    text.push('}');
    assert!(Program::accept_all().is_valid(text.as_bytes()));
    let unique = compile(r#"{"uniqueItems": true}"#);
    let items: Vec<String> = (0..200_000)
        .map(|index| format!("{{\"a\": {index}}}"))
        .collect();
    assert!(unique.is_valid(format!("[{}]", items.join(",")).as_bytes()));
}

/// What is left out for want of room is never the last that would have been said.
#[test]
fn many_faults_in_branches_do_not_hide_that_none_holds() {
    let text = format!("[{}1.5]", "\"x\",".repeat(2000));
    let schemas = [
        r#"{"anyOf": [{"items": {"type": "integer"}}, {"items": {"type": "boolean"}}]}"#,
        r#"{"oneOf": [{"items": {"type": "integer"}}, {"items": {"type": "boolean"}}]}"#,
        r#"{"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "string"}]}"#,
        r#"{"items": {"oneOf": [{"type": "integer"}, {"anyOf": [{"type": "null"}, {"minLength": 2}]}]}}"#,
        r#"{"anyOf": [{"items": {"type": "integer"}}, {"deprecated": true, "items": {"deprecated": true, "const": 1}}]}"#,
    ];
    for schema in schemas {
        let program = compile(schema);
        assert!(!program.is_valid(text.as_bytes()), "{schema}");
        for most in [0, 1, 2, 3, 10, 999, 1000, 1001, 5000] {
            let options = Options::default().max_violations(most);
            let report = program.check_with(text.as_bytes(), &options).unwrap_err();
            assert!(report.has_errors(), "{schema}: {report}");
            assert!(report.errors().count() <= most.max(1), "{schema}: {report}");
        }
    }
}

/// Alternatives that are recursive multiply the faults of each level.
#[test]
fn faults_of_nested_alternatives_are_bounded() {
    let program = compile(
        r##"{"type": ["array", "integer"], "anyOf": [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]}"##,
    );
    for depth in [1, 9, 10, 12] {
        let text = "[".repeat(depth) + "\"x\"" + &"]".repeat(depth);
        assert!(!program.is_valid(text.as_bytes()));
        let report = program.check(text.as_bytes()).unwrap_err();
        assert!(report.has_errors());
        assert!(report.to_string().len() < 1_000, "{report}");
    }
}

/// A schema of many definitions, each made from its number and with a reference to the next one.
fn chain(count: usize, definition: impl Fn(usize, &str) -> String) -> String {
    let definitions: Vec<String> = (0..count)
        .map(|index| {
            let next = format!(r##"{{"$ref": "#/$defs/d{}"}}"##, index + 1);
            format!(r#""d{index}": {}"#, definition(index, &next))
        })
        .collect();
    let definitions = definitions.join(", ");
    format!(
        r##"{{"$ref": "#/$defs/d0", "$defs": {{{definitions}, "d{count}": {{"type": "string"}}}}}}"##
    )
}

/// Runs the command on files of these texts, and returns what it exits with. What takes too long never comes back.
fn command(folder: &str, before: &[&str], texts: &[&str]) -> u8 {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut arguments: Vec<String> = before.iter().map(|&argument| argument.to_owned()).collect();
    for (index, text) in texts.iter().enumerate() {
        let path = folder.join(format!("{index}.json"));
        #[expect(clippy::disallowed_methods, reason = "tests make their data")]
        std::fs::write(&path, text).unwrap();
        arguments.push(path.to_str().unwrap().to_owned());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    vouchsafe_cli::run_with(&arguments, &mut &b""[..], &mut out, &mut err)
}

#[test]
fn schemas_of_many_definitions_take_time_in_proportion() {
    const COUNT: usize = 10_000;
    let far = |index: usize, next: &str| {
        let other = (index * 7_919) % COUNT;
        format!(
            r##"{{"properties": {{"a": {next}, "b": {{"$ref": "#/$defs/d{other}"}}, "c": {{"$ref": "#anchor-{index}"}}}}, "$anchor": "anchor-{index}"}}"##
        )
    };
    let schema = chain(COUNT, far);
    compile(&schema);
    let code = command("limits-definitions", &["schema", "check"], &[&schema]);
    assert_eq!(code, 0);
    // All of them are faulty, and all of them unused.
    let faulty = chain(COUNT, |index, _| {
        format!(r##"{{"type": "strng", "$ref": "#/$defs/e{index}", "required": ["a", "a"]}}"##)
    });
    let code = command("limits-faulty", &["schema", "check"], &[&faulty]);
    assert_eq!(code, 1);
}

#[test]
fn schemas_that_meet_in_many_ways_are_checked_and_generated_from() {
    type Definition = fn(&str) -> String;
    let kinds: [(&str, Definition); 6] = [
        ("any", |next| format!(r#"{{"anyOf": [{next}, {next}]}}"#)),
        ("one", |next| {
            format!(r#"{{"oneOf": [{next}, {{"not": {next}}}]}}"#)
        }),
        ("all", |next| format!(r#"{{"allOf": [{next}, {next}]}}"#)),
        ("if", |next| {
            format!(r#"{{"if": {next}, "then": {next}, "else": {next}}}"#)
        }),
        ("not", |next| {
            format!(r#"{{"not": {{"allOf": [{next}, {{"not": {next}}}]}}}}"#)
        }),
        ("members", |next| {
            format!(r#"{{"properties": {{"a": {next}, "b": {next}}}, "required": ["a", "b"]}}"#)
        }),
    ];
    for (name, definition) in kinds {
        let old = chain(40, |_, next| definition(next));
        let folder = format!("limits-ways-{name}");
        for before in [
            &["schema", "check"][..],
            &["generate", "rust"],
            &["generate", "docs"],
        ] {
            let code = command(&folder, before, &[&old]);
            assert!(code < 2, "{name} {before:?} {code}");
        }
        let new = old.replace("string", "integer");
        let code = command(&folder, &["schema", "compat"], &[&old, &new]);
        // What has changed may be undecided.
        assert!(code < 2, "{name} compat {code}");
    }
}

#[test]
fn unions_and_lists_of_many_are_generated_from() {
    let texts: Vec<String> = (0..20_000).map(|index| format!(r#""v{index}""#)).collect();
    let list = format!(r#"{{"enum": [{}]}}"#, texts.join(", "));
    let branches: Vec<String> = (0..2_000)
        .map(|index| format!(r#"{{"properties": {{"k": {{"const": "v{index}"}}, "n{index}": {{}}}}, "required": ["k"]}}"#))
        .collect();
    let union = format!(r#"{{"oneOf": [{}]}}"#, branches.join(", "));
    let values: Vec<String> = (0..2_000)
        .map(|index| format!(r#"{{"const": "v{index}"}}"#))
        .collect();
    let values = format!(r#"{{"oneOf": [{}]}}"#, values.join(", "));
    for (name, schema) in [("list", list), ("union", union), ("values", values)] {
        for what in ["rust", "docs"] {
            let code = command(&format!("limits-{name}"), &["generate", what], &[&schema]);
            assert_eq!(code, 0, "{name} {what}");
        }
        let new = schema.replacen("v1\"", "w1\"", 1);
        let folder = format!("limits-{name}");
        let code = command(&folder, &["schema", "compat"], &[&schema, &new]);
        // What has changed may be undecided.
        assert!(code < 2, "{name} compat {code}");
    }
}

#[test]
fn rules_of_recursive_schemas_end() {
    let schema = r##"{
        "allOf": [{"if": {}, "then": {"properties": {"value": {"$ref": "#/$defs/n", "type": ["object"]}}}}],
        "$defs": {"n": {"allOf": [{
            "if": {"properties": {"type": {"const": "x"}}},
            "then": {"properties": {"p": {"$ref": "#/$defs/n"}, "q": {"$ref": "#/$defs/n"}}}
        }]}}
    }"##;
    let code = command("limits-rules", &["generate", "docs"], &[schema]);
    assert_eq!(code, 0);
}

#[test]
fn long_divisors_have_a_limit_and_divide_quickly() {
    let digits = "7".repeat(4_096);
    let program = compile(&format!(r#"{{"multipleOf": {digits}}}"#));
    let number = digits.repeat(250);
    assert!(program.is_valid(number.as_bytes()));
    assert!(!program.is_valid(format!("{number}1").as_bytes()));
    let faults = Compiler::new()
        .compile(format!(r#"{{"multipleOf": {digits}7}}"#))
        .unwrap_err();
    assert!(
        faults
            .to_string()
            .contains("more than 4096 digits, which is the limit"),
        "{faults}"
    );
}
