//! Whatever decides a pattern (a table, a comparison, an automaton of the program) decides as the regular
//! expression does, on texts of every kind.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::borrow::Cow;
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use vouchsafe::{Compiler, Options, Program, Validate};
use vouchsafe_core::program::{Matcher, Pattern};
use vouchsafe_schemas::dis::create_transfer_task::DliDestinationDescriptor;
use vouchsafe_schemas::kafka::create_sink_task::CreateSinkTask;
use vouchsafe_schemas::kafka::create_smart_connect_task::CreateSmartConnectTask;

use support::{files, read_json, root};

/// Patterns of every kind; those of `schemas/` are added.
const PATTERNS: &[&str] = &[
    // Anchors and literals.
    "",
    "^",
    "$",
    "^$",
    "abc",
    "^abc",
    "abc$",
    "^abc$",
    "^x-",
    r"\.json$",
    "^é",
    "😀$",
    r"\u2028",
    r"^\ud800",
    "$^",
    "a$|^b",
    "^a|b$",
    // Classes.
    "^[a-z]*$",
    "^[A-Za-z0-9_]{1,5}$",
    "[0-9]",
    "^[^a]",
    "^[^a-z]+$",
    "^[aé]+$",
    r"^\d+$",
    r"^\w+$",
    r"\s",
    r"^\S+$",
    r"^\D$",
    r"^[\s\S]*$",
    "^.$",
    "^.*$",
    "a.c",
    "[^]",
    "[]",
    r"[\ud800-\udbff]",
    r"^[^\ud800]$",
    // Alternation.
    "foo|bar",
    "^(?:foo|bar|foobar)$",
    "^(a|ab)(c|bcd)$",
    "(?:)|a",
    r"\.(json|yaml|yml)$",
    // Repetition.
    "^a{2}$",
    "^a{2,}$",
    "^a{0,3}b$",
    "^(?:ab){1,3}$",
    "^(a+)+$",
    "^(?:a?){5}a{5}$",
    "a+?b*?",
    "^.{1,20}$",
    "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$",
    // Places between words.
    r"\bfoo\b",
    r"\Boo",
    r"\b",
    r"\B",
    r"^\b",
    r"é\b",
    // Properties of characters.
    r"^\p{Lu}",
    r"^\p{L}+$",
    r"^\P{L}+$",
    r"\p{Script=Greek}",
    r"^[\p{L}\d_-]+$",
    // Of practice.
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
    r"^\d{4}-\d{2}-\d{2}$",
    r"^https?://",
    r"^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d{12}:.+$",
    r"^\d+\.\d+\.\d+(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$",
    "^(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4})?$",
];

/// The patterns that stand anywhere in a document.
fn patterns_in(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(pattern) if name == "pattern" => found.push(pattern.clone()),
                    other => patterns_in(other, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| patterns_in(item, found)),
        _ => {}
    }
}

fn patterns() -> Vec<String> {
    let mut found: Vec<String> = PATTERNS.iter().map(|&pattern| pattern.into()).collect();
    let before = found.len();
    for file in files(&root().join("schemas"), "json") {
        patterns_in(&read_json(&file), &mut found);
    }
    assert!(before >= 60 && found.len() > before + 5);
    found
}

fn compile(pattern: &str, static_patterns: bool) -> Program {
    let schema = serde_json::json!({ "pattern": pattern }).to_string();
    Compiler::new()
        .static_patterns(static_patterns)
        .compile(schema)
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// What decides the only pattern.
fn matcher(program: &Program) -> &Matcher {
    &program.parts().patterns[0].matcher
}

/// The same program with another matcher.
fn with_matcher(program: &Program, matcher: Matcher) -> Program {
    let mut parts = program.parts().clone();
    let Pattern { source, regex, .. } = parts.patterns[0];
    parts.patterns = Cow::Owned(vec![Pattern::new(source, regex, matcher)]);
    Program::from_parts(parts)
}

/// One pattern, decided in every way that there is for it; the regular expression comes first.
struct Ways {
    pattern: String,
    programs: Vec<Program>,
}

impl Ways {
    fn new(pattern: String) -> Self {
        let plain = compile(&pattern, false);
        let carried = compile(&pattern, true);
        let mut programs = vec![with_matcher(&plain, Matcher::Regex), plain];
        if let Matcher::Automaton(bytes) = matcher(&carried) {
            // As in a static program, which owns nothing.
            let bytes: &'static [u8] = bytes.to_vec().leak();
            programs.push(with_matcher(
                &carried,
                Matcher::Automaton(Cow::Borrowed(bytes)),
            ));
        }
        programs.push(carried);
        Self { pattern, programs }
    }

    /// The verdict on which all agree.
    fn verdict(&self, json: &str) -> bool {
        let options = Options::default().allow_lone_surrogates(true);
        let verdicts: Vec<bool> = self
            .programs
            .iter()
            .map(|program| program.is_valid_with(json.as_bytes(), &options))
            .collect();
        let (first, rest) = verdicts.split_first().unwrap();
        assert!(
            rest.iter().all(|verdict| verdict == first),
            "{} on {json}: {verdicts:?} of {:?}",
            self.pattern,
            self.programs.iter().map(matcher).collect::<Vec<_>>()
        );
        *first
    }
}

/// A text as a JSON string in which every `escaped`-th character is an escape.
fn json(text: &str, escaped: usize) -> String {
    let mut json = String::from("\"");
    for (index, character) in text.chars().enumerate() {
        if character < ' ' || matches!(character, '"' | '\\') || escaped > 0 && index % escaped == 0
        {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(json, "\\u{unit:04x}");
            }
        } else {
            json.push(character);
        }
    }
    json.push('"');
    json
}

/// JSON strings of what patterns are about, with halves of surrogate pairs among them.
fn any_string() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "a",
        "b",
        "c",
        "x-",
        "foo",
        "bar",
        "abc",
        ".json",
        ".",
        "-",
        "_",
        ":",
        ",",
        "/",
        "@",
        " ",
        "0",
        "7",
        "2026",
        "A",
        "F",
        "Z",
        "é",
        "ß",
        "Ω",
        "٣",
        "😀",
        "𝄞",
        "\u{2028}",
        "\u{FEFF}",
        "\u{A0}",
        "\u{7F}",
        r"\n",
        r"\r",
        r"\t",
        r"\u2028",
        r"\u0000",
        r"\u0061",
        r"\\",
        "\\\"",
        r"\ud834\udd1e",
        r"\ud800",
        r"\udbff",
        r"\udc00",
        r"\udfff",
        "https://",
        "PLAIN",
        "*",
        "X",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// JSON strings that a pattern matches, or nearly, where they can be made up.
fn matching(pattern: &str) -> Option<BoxedStrategy<String>> {
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    let inner = inner.strip_suffix('$').unwrap_or(inner);
    // Of the empty class nothing can be made up.
    let inner = Some(inner).filter(|inner| !inner.contains("[]"))?;
    let regex = vouchsafe_core::ecma::translate(inner).ok()?;
    let texts = proptest::string::string_regex(&regex).ok()?;
    let extra = select(vec!["", "", "", "a", "\n", "é", "0", " "]);
    let strategy = (texts, extra.clone(), extra, 0_usize..4);
    Some(
        strategy
            .prop_map(|(text, before, after, escaped)| {
                json(&format!("{before}{text}{after}"), escaped)
            })
            .boxed(),
    )
}

#[test]
fn every_way_gives_the_same_verdict() {
    let mut kinds = [0; 4];
    for pattern in patterns() {
        let ways = Ways::new(pattern.clone());
        let carried = ways.programs.last().unwrap();
        kinds[match matcher(carried) {
            Matcher::Class(_) => 0,
            Matcher::Literal { .. } => 1,
            Matcher::Automaton(_) => 2,
            // None of them asks for backtracking.
            Matcher::Regex | Matcher::Counting(_) | Matcher::Backtracking { .. } => 3,
        }] += 1;
        let mut runner = TestRunner::new(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let check = |json: String| {
            ways.verdict(&json);
            Ok(())
        };
        runner.run(&any_string(), check).unwrap();
        if let Some(texts) = matching(&pattern) {
            runner.run(&texts, check).unwrap();
        }
    }
    println!("classes, literals, automata, expressions: {kinds:?}");
    assert!(kinds[0] > 5 && kinds[1] > 10 && kinds[2] > 30 && kinds[3] > 0);
}

#[test]
fn short_texts_are_tried_without_exception() {
    let pieces = [
        "a", "b", "0", ".", "-", "_", r"\n", r"\u2028", "é", "😀", r"\ud800", r"\udc00", "A",
    ];
    for pattern in patterns() {
        let ways = Ways::new(pattern);
        ways.verdict("\"\"");
        for first in pieces {
            ways.verdict(&format!("\"{first}\""));
            for second in pieces {
                ways.verdict(&format!("\"{first}{second}\""));
            }
        }
    }
}

#[test]
fn the_bytes_of_another_target_are_not_read() {
    let program = compile("^[a-z]+-[0-9]+$", true);
    let Matcher::Automaton(bytes) = matcher(&program) else {
        panic!("{:?}", matcher(&program));
    };
    let mark = 0xFEFF_u32.to_le_bytes();
    let at = bytes.windows(4).position(|window| window == mark).unwrap();
    let mut swapped = bytes.to_vec();
    swapped[at..at + 4].reverse();
    let cut = bytes[..bytes.len() / 2].to_vec();
    for broken in [swapped, cut, Vec::new()] {
        let leaked: &'static [u8] = broken.clone().leak();
        for bytes in [Cow::Borrowed(leaked), Cow::Owned(broken)] {
            let program = with_matcher(&program, Matcher::Automaton(bytes));
            assert!(program.is_valid(br#""ab-12""#));
            assert!(!program.is_valid(br#""ab12""#));
        }
    }
}

#[test]
#[cfg(target_endian = "little")]
fn bytes_of_a_static_program_that_are_no_automaton_decide_nothing() {
    let program = compile("^[a-z]+-[0-9]+$", true);
    let mut parts = program.parts().clone();
    let Pattern { source, regex, .. } = parts.patterns[0];
    let broken = Matcher::Automaton(Cow::Borrowed(b"no automaton"));
    parts.patterns = Cow::Owned(vec![Pattern::of_static(source, regex, broken)]);
    let program = Program::from_parts(parts);
    for text in [r#""ab-12""#, r#""ab12""#] {
        let report = program.check(text.as_bytes()).unwrap_err();
        let codes: Vec<_> = report.errors().map(|error| &*error.code).collect();
        assert_eq!(codes, ["pattern-too-costly"], "{text}");
    }
    assert!(program.is_valid(b"1"));
}

#[test]
fn programs_that_run_where_they_are_compiled_carry_no_automata() {
    assert_eq!(*matcher(&compile("^[a-z]+-[0-9]+$", false)), Matcher::Regex);
}

#[test]
fn derived_programs_compile_no_pattern() {
    let programs = [
        CreateSinkTask::program(),
        CreateSmartConnectTask::program(),
        DliDestinationDescriptor::program(),
    ];
    let patterns: Vec<&Pattern> = programs
        .iter()
        .flat_map(|program| program.parts().patterns.iter())
        .collect();
    assert!(patterns.len() > 5);
    for pattern in patterns {
        let automaton = matches!(pattern.matcher, Matcher::Automaton(Cow::Borrowed(_)));
        assert!(
            automaton || matches!(pattern.matcher, Matcher::Class(_)),
            "{pattern:?}"
        );
    }
}
