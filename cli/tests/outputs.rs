//! Where findings go: which file belongs to which format, and that no file is ever half-written.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use support::{file, folder, read, run, run_on};

#[test]
fn a_file_belongs_to_the_format_before_it() {
    let folder = folder("pairs");
    let [sarif, junit] =
        ["out.sarif", "out.xml"].map(|name| folder.join(name).to_str().unwrap().to_owned());
    let text = br#"{"z": 1}"#;
    let check = ["check", "--operation", "kafka.create-sink-task", "-"];
    let with = |more: &[&str]| run_on(text, &[&check, more].concat());
    let all = with(&[
        "-f", "short", "-f", "sarif", "-o", &sarif, "-f", "junit", "-o", &junit,
    ]);
    assert_eq!((all.code, all.err.as_str()), (1, ""));
    assert_eq!(all.out, with(&["-f", "short"]).out);
    assert_eq!(read(&sarif), with(&["-f", "sarif"]).out);
    assert_eq!(read(&junit), with(&["-f", "junit"]).out);
    // Nothing is left beside them.
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    // One format and one file need no order; `-` is standard output.
    assert_eq!(with(&["-o", &junit, "-f", "short"]).out, "");
    assert_eq!(read(&junit), all.out);
    assert_eq!(
        with(&["-f", "sarif", "-o", &sarif, "-f", "short", "-o", "-"]).out,
        all.out
    );
    for (wrong, words) in [
        (
            &["-f", "short", "-f", "sarif"][..],
            "error: `-f short` and `-f sarif` would both go to standard output\n  help: write `-o FILE` behind one of them\n",
        ),
        (
            &["-o", "x", "-f", "short", "-f", "sarif"],
            "error: `-o x` stands before every `-f`\n  help: write it behind the format that goes there\n",
        ),
        (
            &["-f", "short", "-o", "x", "-o", "y"],
            "error: `-f short` has two files, `x` and `y`\n  help: write an `-f` before each `-o`\n",
        ),
        (
            &["-f", "short", "-o", "x", "-f", "sarif", "-o", "x"],
            "error: `-f short` and `-f sarif` would both be written to `x`\n  help: give each a file of its own\n",
        ),
        (
            &["-f", "toml"],
            "error: invalid value 'toml' for '--format <FORMAT>'",
        ),
    ] {
        let run = with(wrong);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.starts_with(words), "{}", run.err);
    }
}

#[test]
fn a_file_is_replaced_when_all_of_it_is_there() {
    let folder = folder("replaced");
    let old = file(&folder, "old.txt", "before");
    // Nothing is written where the job cannot be begun.
    let failed = run(&[
        "check",
        "--operation",
        "no-such",
        "-f",
        "short",
        "-o",
        &old,
        "-",
    ]);
    assert_eq!((failed.code, &*read(&old)), (2, "before"));
    let check = |output: &str| {
        run_on(
            b"{}",
            &[
                "check",
                "--operation",
                "kafka.create-sink-task",
                "-f",
                "short",
                "-o",
                output,
                "-",
            ],
        )
    };
    let nowhere = check(folder.join("no/such/folder").to_str().unwrap());
    assert_eq!(nowhere.code, 2);
    assert!(
        nowhere.err.contains("cannot be written: "),
        "{}",
        nowhere.err
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;

        std::fs::set_permissions(&old, std::fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.join("link.txt");
        std::os::unix::fs::symlink(&old, &link).unwrap();
        check(link.to_str().unwrap());
        assert!(link.is_symlink());
        let mode = std::fs::metadata(&old).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        // A device is written to, not replaced.
        assert_eq!(check("/dev/null").code, 1);
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }
    check(&old);
    assert!(read(&old).contains("error[missing-member]"));
}

/// The command as a process of its own.
#[cfg(unix)]
fn process(arguments: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vouchsafe"));
    command.args(arguments);
    for stream in [
        std::process::Command::stdin,
        std::process::Command::stdout,
        std::process::Command::stderr,
    ] {
        stream(&mut command, std::process::Stdio::piped());
    }
    command
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    let folder = folder("interrupted");
    let old = file(&folder, "old.txt", "before");
    let arguments = [
        "check",
        "--operation",
        "kafka.create-sink-task",
        "--ndjson",
        "-f",
        "ndjson",
        "-o",
        &old,
        "-",
    ];
    let mut child = process(&arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, b"{}\n{}\n").unwrap();
    let files = || std::fs::read_dir(&folder).unwrap().count();
    // It has begun, and waits for more.
    for _ in 0..1000 {
        if files() == 2 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(files(), 2);
    let kill = format!("kill -INT {}", child.id());
    let kill = std::process::Command::new("sh")
        .args(["-c", &kill])
        .status();
    assert!(kill.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!((files(), &*read(&old)), (1, "before"));
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_reads_any_more_ends_the_run_in_silence() {
    let arguments = [
        "check",
        "--operation",
        "kafka.create-sink-task",
        "--ndjson",
        "-f",
        "ndjson",
        "-",
    ];
    let mut child = process(&arguments).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // It stops reading, so that this comes to an end as well.
    while std::io::Write::write_all(&mut stdin, b"{}\n").is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_quiet_run_writes_findings_alone() {
    let folder = folder("quiet");
    let schema = file(
        &folder,
        "s.json",
        r#"{"properties": {"a": {"type": "integer"}}}"#,
    );
    let good = file(&folder, "good.json", r#"{"a": 1}"#);
    let bad = file(&folder, "bad.json", r#"{"a": "x"}"#);
    let many = file(&folder, "many.json", r#"{"a": "x", "a": "y", "a": "z"}"#);
    let check = |more: &[&str]| {
        let arguments = ["check", "--no-config", "--schema", &schema];
        run(&[&arguments[..], more].concat())
    };
    for format in ["pretty", "short", "markdown", "github"] {
        for flag in ["-q", "--quiet"] {
            let found = check(&[&good, flag, "-f", format]);
            assert_eq!(
                (found.code, &*found.out, &*found.err),
                (0, "", ""),
                "{format}"
            );
        }
        let loud = check(&[&bad, "-f", format]);
        let quiet = check(&[&bad, "-q", "-f", format]);
        assert_eq!((loud.code, quiet.code, &*quiet.err), (1, 1, ""));
        assert!(
            quiet.out.contains("`a` must be an integer"),
            "{}",
            quiet.out
        );
        assert!(loud.out.starts_with(&quiet.out), "{}", quiet.out);
    }
    // What is left out of the findings is said all the same.
    let cut = check(&[&many, "-q", "--max-problems", "1"]);
    assert!(cut.out.contains("--max-problems"), "{}", cut.out);
    // A warning about the arguments is none about the files; what cannot be done is an error.
    let loud = check(&[&good, "--severity", "no-such=off"]);
    assert!(loud.err.starts_with("warning: "), "{}", loud.err);
    let quiet = check(&[&good, "-q", "--severity", "no-such=off"]);
    assert_eq!((quiet.code, &*quiet.out, &*quiet.err), (0, "", ""));
    let failed = check(&["-q", "no-such.json"]);
    assert_eq!(failed.code, 2);
    assert!(failed.err.starts_with("error: "), "{}", failed.err);
    // Documents are whole.
    assert_eq!(
        check(&[&good, "-q", "-f", "json"]).out,
        check(&[&good, "-f", "json"]).out
    );
    // Schemas are checked and tried in the same silence.
    let quiet = run(&["schema", "check", "-q", &schema]);
    assert_eq!((quiet.code, &*quiet.out, &*quiet.err), (0, "", ""));
    let cases = r#"{"schema": "s.json", "cases": {"one": {"instance": {"a": 1}}}}"#;
    let cases = file(&folder, "s.cases.json", cases);
    let quiet = run(&["schema", "test", "-q", &cases]);
    assert_eq!((quiet.code, &*quiet.out, &*quiet.err), (0, "", ""));
    let quiet = run(&["schema", "test", "-q", &cases, "--min-coverage", "90"]);
    assert_eq!(quiet.code, 1);
    assert!(quiet.out.ends_with("fewer than 90 %\n"), "{}", quiet.out);
    assert_eq!(quiet.out.lines().count(), 1, "{}", quiet.out);
}

#[test]
fn a_verbose_run_lists_what_was_checked() {
    let folder = folder("verbose");
    let schema = file(
        &folder,
        "s.json",
        r#"{"type": "object", "required": ["a"]}"#,
    );
    let [good, bad, stream, documents, empty] = [
        ("good.json", r#"{"a": 1}"#),
        ("bad.json", "{}"),
        ("stream.ndjson", "{}\n\n{\"a\": 1}\n{}\n"),
        ("documents.yaml", "a: 1\n---\na: 2\n"),
        ("empty.ndjson", ""),
    ]
    .map(|(name, text)| file(&folder, name, text));
    let check = |more: &[&str]| {
        let arguments = ["check", "--no-config", "--schema", &schema, "-f", "short"];
        run(&[&arguments[..], more].concat())
    };
    let found = check(&["-v", &good, &bad, &good, &documents, "gone.json"]);
    assert_eq!(found.code, 2);
    let lines: Vec<&str> = found
        .err
        .lines()
        .filter(|line| !line.starts_with("error: "))
        .collect();
    assert_eq!(
        lines,
        [
            format!("{good}: 1 text checked against `{schema}`: valid"),
            format!("{bad}: 1 text checked against `{schema}`: refused"),
            format!("{good}: 1 text checked against `{schema}`: valid"),
            format!("{documents}: 2 texts checked against `{schema}`: valid"),
            "gone.json: not checked".to_owned(),
        ]
    );
    // The list changes nothing of the output.
    assert_eq!(
        found.out,
        check(&[&good, &bad, &good, &documents, "gone.json"]).out
    );
    let lines = check(&["--verbose", "--ndjson", &stream, &empty, &stream]);
    let line = format!("{stream}: 3 texts checked against `{schema}`: 2 of 3 refused\n");
    assert!(
        lines.err.starts_with(&line) && lines.err.ends_with(&line),
        "{}",
        lines.err
    );
    // Requests tell what they are meant for.
    let requests = file(
        &folder,
        "r.http",
        "GET https://x/none\n\n###\nGET https://x/other\n",
    );
    let requests = run(&["check", "--no-config", "-v", &requests, "-f", "short"]);
    assert!(
        requests
            .err
            .contains("r.http: 2 requests checked against the built-in operations: "),
        "{}",
        requests.err
    );
    let part = run(&[
        "check",
        "--no-config",
        "-v",
        "--operation",
        "kafka.create-sink-task",
        &bad,
    ]);
    assert!(
        part.err
            .ends_with("1 text checked against the body of `kafka.create-sink-task`: refused\n"),
        "{}",
        part.err
    );
    let schemas = run(&["schema", "check", "-v", &schema]);
    assert_eq!(
        schemas.err,
        format!("{schema}: 1 schema checked: nothing found\n")
    );
    let both = check(&["-v", "-q", &good]);
    assert_eq!(both.code, 2);
}

#[test]
fn findings_that_repeat_are_told_once_to_readers() {
    let folder = folder("repeated");
    let schema = r#"{"properties": {"items": {"items": {"required": ["id"], "properties": {"n": {"type": "integer"}}}}}}"#;
    let schema = file(&folder, "s.json", schema);
    let items: Vec<String> = (0..60).map(|_| r#"{"n": "x"}"#.to_owned()).collect();
    let text = format!("{{\"items\": [{}], \"items2\": 1}}", items.join(",\n"));
    let input = file(&folder, "i.json", &text);
    let check = |more: &[&str]| {
        let arguments = ["check", "--no-config", "--schema", &schema, &input];
        run(&[&arguments[..], more].concat())
    };
    let words = "and 59 more like it at `/items/1`, `/items/2`, `/items/3`, …";
    for format in ["pretty", "short", "markdown"] {
        let run = check(&["-f", format]);
        assert_eq!(
            run.out.matches("`id` is required").count(),
            1,
            "{}",
            run.out
        );
        assert_eq!(run.out.matches(words).count(), 1, "{}", run.out);
        assert!(!run.out.contains("not shown"), "{}", run.out);
        // All are counted.
        assert_eq!(
            run.out.contains("120 errors"),
            format != "short",
            "{}",
            run.out
        );
        let unfolded = check(&["-f", format, "--unfold", "--max-problems", "1000"]);
        assert_eq!(unfolded.out.matches("`id` is required").count(), 60);
        assert!(!unfolded.out.contains("more like it"));
        // One line stands for all in the room that there is, and what is left out is counted.
        let little = check(&["-f", format, "--max-problems", "1"]);
        assert!(little.out.contains(words), "{}", little.out);
        assert!(little.out.contains("--max-problems"), "{}", little.out);
    }
    let json: serde_json::Value = serde_json::from_str(&check(&["-f", "json"]).out).unwrap();
    assert_eq!(json["summary"]["errors"], 120);
    assert_eq!(
        json["files"][0]["violations"].as_array().unwrap().len(),
        100
    );
    assert_eq!(json["summary"]["truncated"], true);
    // Each format has its own room.
    let sarif = folder.join("out.sarif");
    let sarif = sarif.to_str().unwrap();
    let both = check(&["-f", "short", "-f", "sarif", "-o", sarif]);
    assert_eq!(both.out.lines().count(), 2);
    let log: serde_json::Value = serde_json::from_str(&read(sarif)).unwrap();
    assert_eq!(support::results(&log).len(), 100);
    // Texts of one stream are not one.
    let stream = "{\"items\": [{}]}\n".repeat(3);
    let lines = run_on(
        stream.as_bytes(),
        &[
            "check",
            "--no-config",
            "--schema",
            &schema,
            "--ndjson",
            "-f",
            "short",
            "-",
        ],
    );
    assert_eq!(lines.out.lines().count(), 3, "{}", lines.out);
}

#[test]
fn every_format_says_how_many_findings_it_leaves_out() {
    let folder = folder("stopped");
    let schema = file(&folder, "s.json", r#"{"items": {"type": "integer"}}"#);
    let wrong: Vec<String> = (0..1200).map(|number| format!("\"{number}\"")).collect();
    let text = format!("[{}]", wrong.join(","));
    let check = |format: &str, most: &str| {
        let arguments = [
            "check",
            "--no-config",
            "--schema",
            &schema,
            "--max-problems",
            most,
        ];
        run_on(
            text.as_bytes(),
            &[&arguments[..], &["-f", format, "-"]].concat(),
        )
    };
    for format in [
        "pretty",
        "short",
        "markdown",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "checkstyle",
    ] {
        let words = match format {
            "pretty" | "markdown" => "1200 errors; 1000 are shown, see --max-problems",
            _ => "200 more findings are not shown; see --max-problems",
        };
        assert_eq!(
            check(format, "1000").out.matches(words).count(),
            1,
            "{format}"
        );
        let none = check(format, "0").out;
        assert!(none.contains("1200 "), "{format}: {none}");
        let all = check(format, "1200").out;
        assert!(!all.contains("--max-problems"), "{format}");
    }
    for (most, truncated) in [("1000", true), ("2000", false)] {
        let json: serde_json::Value = serde_json::from_str(&check("json", most).out).unwrap();
        assert_eq!(json["files"][0]["truncated"] == true, truncated);
        assert_eq!(json["summary"]["truncated"] == true, truncated);
        assert_eq!(json["summary"]["errors"], 1200);
        let omitted = serde_json::json!({ "errors": 200, "lints": 0, "exact": true });
        assert_eq!(json["files"][0]["omitted"] == omitted, truncated);
        let line: serde_json::Value = serde_json::from_str(&check("ndjson", most).out).unwrap();
        assert_eq!(line["truncated"] == true, truncated);
    }
}

/// A file of `--fix` with one thing to mend.
#[cfg(unix)]
const MENDED: &str = "{\"a\": 1,}";

#[cfg(unix)]
#[test]
fn a_file_that_is_mended_keeps_its_other_names() {
    let folder = folder("other-names");
    let schema = file(&folder, "schema.json", "{}");
    let (path, other) = (file(&folder, "in.json", MENDED), folder.join("other.json"));
    std::fs::hard_link(&path, &other).unwrap();
    let mended = run(&["check", "--no-config", "--schema", &schema, "--fix", &path]);
    assert!(mended.err.contains("mended"), "{}", mended.err);
    assert_eq!(read(&other), "{\"a\": 1}");
    assert_eq!(read(&path), read(&other));
    // What is now shorter is cut.
    let names = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(names, 3, "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_mended_keeps_its_owner() {
    use std::os::unix::fs::{MetadataExt as _, chown};

    let folder = folder("owners");
    let schema = file(&folder, "schema.json", "{}");
    let path = file(&folder, "in.json", MENDED);
    // Only the administrator can make a file that belongs to another one.
    if chown(&path, Some(4242), Some(4343)).is_err() {
        return;
    }
    run(&["check", "--no-config", "--schema", &schema, "--fix", &path]);
    let found = std::fs::metadata(&path).unwrap();
    assert_eq!((found.uid(), found.gid()), (4242, 4343));
    assert_eq!(read(&path), "{\"a\": 1}");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder("read-only");
    let schema = file(&folder, "schema.json", "{}");
    let path = file(&folder, "in.json", MENDED);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let mended = run(&["check", "--no-config", "--schema", &schema, "--fix", &path]);
    assert_eq!(mended.code, 2);
    assert!(mended.err.contains("it is read-only"), "{}", mended.err);
    assert_eq!(read(&path), MENDED);
}

#[test]
fn findings_are_not_written_over_what_they_are_about() {
    let folder = folder("over-the-input");
    let schema = file(&folder, "schema.json", "{}");
    let path = file(&folder, "in.json", "{");
    let dotted = folder.join("./in.json");
    for output in [path.as_str(), dotted.to_str().unwrap()] {
        let arguments = [
            "check",
            "--no-config",
            "--schema",
            &schema,
            "-f",
            "json",
            "-o",
            output,
            &path,
        ];
        let refused = run(&arguments);
        assert_eq!(refused.code, 2);
        assert!(
            refused.err.contains("would be overwritten"),
            "{}",
            refused.err
        );
        assert_eq!(read(&path), "{");
    }
}
