//! `--fix` in languages other than JSON. Each file of `tests/fixes` has a snapshot of the difference.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use support::{file, folder, names, read, run};

const SINK: [&str; 3] = ["check", "--operation", "kafka.create-sink-task"];

#[test]
fn what_is_mended_keeps_its_comments_and_its_style() {
    let folder = folder("fixes-of-languages");
    let names = names("tests/fixes");
    assert!(names.len() >= 4);
    for name in names {
        let path = format!("tests/fixes/{name}");
        let before = read(&path);
        let dry = run(&[&SINK[..], &["--fix", "--dry-run", &path]].concat());
        assert_eq!(read(&path), before, "a dry run changes nothing");
        for secret in ["hunter2", "AKIA77"] {
            assert!(!dry.out.contains(secret), "{name}: {}", dry.out);
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("fixes");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.as_str(), dry.out));

        let copy = file(&folder, &name, &before);
        let mended = run(&[&SINK[..], &["--fix", &copy]].concat());
        assert!(mended.err.contains("mended in"), "{name}: {}", mended.err);
        let after = read(&copy);
        let changed = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(changed(&before).len(), changed(&after).len(), "{name}");
        // What is a comment stays one.
        for comment in before
            .lines()
            .filter_map(|line| line.split_once("# ").or(line.split_once("// ")))
        {
            assert!(after.contains(comment.1), "{name}: {after}");
        }
        let again = run(&[&SINK[..], &["--fix", &copy]].concat());
        assert_eq!(read(&copy), after, "{name}: mending twice changes nothing");
        assert!(!again.err.contains("mended"), "{name}: {}", again.err);
        assert!(
            !again.out.contains("`--fix` mends"),
            "{name}: {}",
            again.out
        );
    }
}

/// Edits of schemas are edits of JSON; in YAML they would break what they are to mend.
#[test]
fn schemas_in_yaml_are_told_where_they_stand_and_are_left_as_they_are() {
    let folder = folder("schemas-in-yaml");
    let json = r#"{"properties": {"password": {"type": "string"}}, "definitions": {"a": {}}}"#;
    let json = file(&folder, "s.json", json);
    let dry = run(&["schema", "check", "--fix", "--dry-run", &json]);
    assert!(dry.out.contains("\n+{"), "{}", dry.out);
    assert_eq!(dry.code, 1);

    let text = "# a schema\nproperties:\n  password:\n    type: string\ndefinitions:\n  a: {}\n";
    let yaml = file(&folder, "s.yaml", text);
    let told = run(&["schema", "check", "-f", "short", "--fix", &yaml]);
    let places = told.out.lines().filter_map(|line| {
        let (place, rest) = line.strip_prefix(&format!("{yaml}:"))?.split_once(": ")?;
        Some(format!("{place} {}", rest.split_once(':')?.0))
    });
    let places: Vec<String> = places.collect();
    assert_eq!(
        places,
        [
            "3:3 warning[unmarked-secret]",
            "5:1 info[dated-keyword]",
            "6:3 warning[unused-definition]",
        ],
        "{}",
        told.out
    );
    assert_eq!(read(&yaml), text);
    assert!(!told.err.contains("mended"), "{}", told.err);

    let new = file(
        &folder,
        "new.yaml",
        "# new\nproperties:\n  password:\n    type: integer\n",
    );
    let compared = run(&["schema", "compat", "-f", "short", &yaml, &new]);
    assert!(compared.out.contains("new.yaml:4:"), "{}", compared.out);
}
