//! Much at once: folders, patterns, many files, long streams.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;

use serde_json::Value;

use support::{Run, errors, file, folder, run, run_on};

const SCHEMA: &str =
    r#"{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}"#;

/// What `short` names, with the folder left out.
fn places(run: &Run, folder: &std::path::Path) -> Vec<String> {
    let folder = format!("{}/", folder.display());
    let lines = run.out.lines().map(|line| line.replace(&folder, ""));
    lines
        .map(|line| line.split(": ").next().unwrap().to_owned())
        .collect()
}

#[test]
fn folders_are_walked_in_order_without_what_is_ignored() {
    let folder = folder("walked");
    let schema = file(&folder, "schema", SCHEMA);
    for (name, text) in [
        ("in/b.json", "{}"),
        ("in/a/z.json", "{}"),
        ("in/a/c.json", "[]"),
        ("in/a.json", "1"),
        ("in/c.txt", "{}"),
        ("in/.hidden.json", "{}"),
        ("in/.git-is-hidden/x.json", "{}"),
        ("in/.gitignore", "built/\nold-*.json\n"),
        ("in/built/x.json", "{}"),
        ("in/old-1.json", "{}"),
        ("in/e.ndjson", "{\"id\": 1}\n{}\n"),
        ("empty/x.txt", "{}"),
    ] {
        file(&folder, name, text);
    }
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let check =
        |more: &[&str]| run(&[&["check", "--schema", &schema, "-f", "short"], more].concat());
    let all = check(&[&path("in")]);
    assert_eq!(
        places(&all, &folder),
        [
            "in/a/c.json:1:1",
            "in/a/z.json:1:1",
            "in/a.json:1:1",
            "in/b.json:1:1"
        ]
    );
    assert_eq!((all.code, all.err.as_str()), (1, ""));
    let included = check(&["--include", "*.txt", "--include", "a/z*", &path("in")]);
    assert_eq!(
        places(&included, &folder),
        ["in/a/z.json:1:1", "in/c.txt:1:1"]
    );
    let lines = check(&["--ndjson", &path("in")]);
    assert_eq!(places(&lines, &folder), ["in/e.ndjson:2:1"]);
    // Patterns that no shell has expanded; a folder that matches is walked.
    assert_eq!(
        places(&check(&[&path("in/[ab].json")]), &folder),
        ["in/a.json:1:1", "in/b.json:1:1"]
    );
    assert_eq!(
        places(&check(&[&path("*/a")]), &folder),
        ["in/a/c.json:1:1", "in/a/z.json:1:1"]
    );
    let nothing = check(&[&path("*.yaml"), &path("empty"), &path("in/b.json")]);
    assert_eq!(
        (nothing.code, places(&nothing, &folder)),
        (2, vec!["in/b.json:1:1".to_owned()])
    );
    assert!(
        nothing.err.contains("*.yaml` matches no file\n"),
        "{}",
        nothing.err
    );
    assert!(
        nothing
            .err
            .contains("empty` holds no file to check\n  help: files `*.json` are read, but"),
        "{}",
        nothing.err
    );
    // What is named is read, whatever it is called.
    let odd = file(&folder, "odd[1]*.txt", "{}");
    assert_eq!(places(&check(&[&odd]), &folder), ["odd[1]*.txt:1:1"]);
    assert_eq!(check(&["--include", "a{b", &path("in")]).code, 2);
}

/// Some records, and those of them that are at fault.
fn stream(records: usize) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut faulty = Vec::new();
    for number in 1..=records {
        let id = if number % 37 == 0 {
            faulty.push(number);
            "\"é\""
        } else {
            "1"
        };
        let padding = "𝄞".repeat(number % 50);
        let _ = write!(text, "{{\"padding\": \"{padding}\", \"id\": {id}}}");
        text.push_str(if number % 3 == 0 { "\r\n" } else { "\n" });
    }
    (text, faulty)
}

#[test]
fn records_are_answered_in_order_with_their_places() {
    let folder = folder("records");
    let schema = file(&folder, "schema.json", SCHEMA);
    // Several pieces, so that several threads have something to do.
    let (text, faulty) = stream(20_000);
    assert!(text.len() > 1_500_000);
    let check = |format: &str, threads: &str| {
        let arguments = [
            "check",
            "--schema",
            &schema,
            "--ndjson",
            "-f",
            format,
            "--threads",
            threads,
            "--max-problems",
            "1000",
            "-",
        ];
        run_on(text.as_bytes(), &arguments)
    };
    let lines = check("ndjson", "3");
    assert_eq!((lines.code, lines.err.as_str()), (1, ""));
    assert!(lines.out == check("ndjson", "1").out && lines.out == check("json", "2").out);
    let mut offset = 0;
    let mut found = Vec::new();
    for (index, (line, input)) in lines
        .out
        .lines()
        .zip(text.split_inclusive('\n'))
        .enumerate()
    {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            (&line["path"], &line["record"], &line["offset"]),
            (&"<stdin>".into(), &(index + 1).into(), &offset.into())
        );
        offset += input.len();
        if line["valid"] == false {
            found.push(index + 1);
        }
    }
    assert_eq!(offset, text.len());
    assert_eq!(found, faulty);
    // Regions count from the beginning of the stream.
    let characters: Vec<char> = text.chars().collect();
    let log = check("sarif", "3");
    assert_eq!(log.out, check("sarif", "1").out);
    let log: Value = serde_json::from_str(&log.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), faulty.len());
    for (result, number) in results.iter().zip(&faulty) {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], *number);
        let start = usize::try_from(region["charOffset"].as_u64().unwrap()).unwrap();
        assert_eq!(characters[start..start + 3], ['"', 'é', '"'], "{region}");
    }
}

#[test]
fn lines_of_json_are_what_their_schema_says() {
    let text = include_str!("../schema/check-output.json");
    let schema: Value = serde_json::from_str(text).unwrap();
    let entry = serde_json::json!({ "$defs": schema["$defs"], "$ref": "#/$defs/record" });
    let validator = jsonschema::validator_for(&entry).unwrap();
    let folder = folder("lines");
    let own = file(&folder, "schema.json", SCHEMA);
    let faulty = file(&folder, "faulty.json", "{\"id\": \"1\"}");
    for arguments in [
        &["--ndjson", "-f", "json"][..],
        &["--ndjson", "-f", "ndjson"],
        &["-f", "ndjson"],
    ] {
        let run = run_on(
            b"{}",
            &[&["check", "--schema", &own, &faulty, "-"], arguments].concat(),
        );
        assert_eq!(run.out.lines().count(), 2);
        for line in run.out.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            assert_eq!(errors(&validator, &line), Vec::<String>::new());
            assert_eq!(
                line.get("record").is_some(),
                arguments.contains(&"--ndjson"),
                "{line}"
            );
        }
    }
}

#[test]
fn many_files_are_answered_in_order() {
    let folder = folder("many");
    let schema = file(&folder, "schema", SCHEMA);
    for number in 0..300 {
        // Some take longer than others.
        let text = format!("{{{}}}", " ".repeat(number % 7 * 10_000));
        file(&folder, &format!("in/{number:03}.json"), text);
    }
    let input = folder.join("in");
    let check = |threads: &str| {
        let arguments = [
            "check",
            "--schema",
            &schema,
            "-f",
            "short",
            "--max-problems",
            "299",
            "--threads",
            threads,
        ];
        run(&[&arguments[..], &[input.to_str().unwrap()]].concat())
    };
    let many = check("4");
    let places = places(&many, &input);
    assert_eq!(places.len(), 300);
    assert!(
        places[..299].is_sorted()
            && places[299] == "1 more finding is not shown; see --max-problems"
    );
    assert_eq!(many.out, check("1").out);
}

#[test]
fn many_findings_are_summed_up_by_code() {
    let folder = folder("summary");
    let schema = r#"{"required": ["id"], "properties": {"id": {"type": "integer"}, "old": {"deprecated": true}}}"#;
    let schema = file(&folder, "schema.json", schema);
    let end = |text: &str, more: &[&str]| {
        let arguments = [&["check", "--schema", &schema, "-"], more].concat();
        let run = run_on(text.as_bytes(), &arguments);
        run.out.split("\n\n").last().unwrap().to_owned() + &run.err
    };
    let stream = "{\"id\": \"\", \"old\": 1}\n{\"old\": 1}\n{}\n{}\n";
    let run = run_on(
        stream.as_bytes(),
        &[
            "check",
            "--schema",
            &schema,
            "--ndjson",
            "--max-problems",
            "2",
            "-",
        ],
    );
    let summary = "\
3 × error[missing-member] in 3 texts
1 × error[wrong-type] in 1 text
2 × warning[deprecated] in 2 texts

4 texts checked: 4 errors, 2 warnings; 2 are shown, see --max-problems
for more about a code, try `vouchsafe explain wrong-type`
";
    assert!(run.out.ends_with(summary), "{}", run.out);
    // One finding, or few in one text, are seen without it.
    assert_eq!(
        end("{}\n{\"id\": 1}", &["--ndjson"]).lines().next(),
        Some("2 texts checked: 1 error")
    );
    assert!(end("{\"old\": 1}", &[]).starts_with("1 text checked: 1 error, 1 warning\n"));
}

#[test]
fn a_long_line_with_many_faults_is_shown_in_little() {
    let folder = folder("one-line");
    let schema = r#"{"items": {"properties": {"id": {"type": "integer"}}}}"#;
    let schema = file(&folder, "schema.json", schema);
    let padding = "x".repeat(12_000);
    let item = |number: usize| format!("{{\"id\":\"{number}\",\"padding\":\"{padding}\"}}");
    let text = format!("[{}]", (0..50).map(item).collect::<Vec<_>>().join(","));
    assert!(text.len() > 600_000 && !text.contains('\n'));
    for format in [
        "pretty",
        "short",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "checkstyle",
        "markdown",
        "ndjson",
    ] {
        let run = run_on(
            text.as_bytes(),
            &["check", "--schema", &schema, "-f", format, "-"],
        );
        assert_eq!(run.code, 1);
        assert!(run.out.len() < 64_000, "{format}: {} bytes", run.out.len());
        // The last one is there.
        assert!(run.out.contains("`49`"), "{format}");
    }
}

/// A file of lines is known by its name, and what is no text on a line of its own is said to be none.
#[test]
fn files_of_lines_are_known_by_their_names() {
    let folder = folder("named-lines");
    let schema = file(&folder, "schema", SCHEMA);
    let check = |name: &str, text: &str, more: &[&str]| {
        let path = file(&folder, name, text);
        run(&[&["check", "--schema", &schema, &path], more].concat())
    };
    let lines = "{\"id\": 1}\n\n{\"id\": \"2\"}\n";
    for name in ["a.jsonl", "a.ndjson", "a.JSONL"] {
        let run = check(name, lines, &["-f", "short"]);
        assert_eq!(places(&run, &folder), [format!("{name}:3:8")]);
        assert!(run.out.contains("`id` must be an integer"), "{}", run.out);
    }
    // Elsewhere a file is one text, and so it is where its language is said.
    assert!(check("a.json", lines, &[]).out.contains("--ndjson"));
    let said = check("a.jsonl", lines, &["--input", "json"]);
    assert!(said.out.contains("more text follows"), "{}", said.out);
    for text in ["{\n  \"id\": 1\n}\n", "{\"id\": 1\n"] {
        let run = check("b.jsonl", text, &[]);
        assert!(
            run.out.contains("each line is read as a text of its own"),
            "{}",
            run.out
        );
    }
}

/// A pipe in a folder has no end, and links may lead in circles.
#[cfg(unix)]
#[test]
fn pipes_are_passed_over_and_circles_of_links_end() {
    use std::os::unix::fs::symlink;

    let folder = folder("pipes-and-links");
    let schema = file(&folder, "schema", SCHEMA);
    file(&folder, "in/a/x.json", "{}");
    let inside = folder.join("in");
    let made = std::process::Command::new("mkfifo")
        .arg(inside.join("pipe.json"))
        .status();
    assert!(made.unwrap().success());
    symlink("..", inside.join("a/up")).unwrap();
    std::fs::create_dir_all(inside.join("a/b/c")).unwrap();
    symlink("../../..", inside.join("a/b/c/top")).unwrap();
    let inside = inside.to_str().unwrap().to_owned();
    for named in [
        inside.clone(),
        format!("{inside}/**/*.json"),
        format!("{inside}/*"),
    ] {
        let run = run(&["check", "--schema", &schema, "-f", "short", &named]);
        assert_eq!(
            places(&run, &folder),
            ["in/a/x.json:1:1"],
            "{named}: {}",
            run.err
        );
    }
}
