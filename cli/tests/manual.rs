//! What helps to use the command: codes explained, completions, pages of the manual.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use support::{folder, read, run};

#[test]
fn every_code_is_listed_and_explained() {
    let own = vouchsafe::codes::CODES.iter().copied();
    let schema = vouchsafe_compiler::codes::CODES.iter().copied();
    let codes: Vec<_> = own
        .chain(schema)
        .chain(vouchsafe_schemas::lints::LINTS)
        .chain(vouchsafe_compiler::lint_codes())
        .collect();
    let list = run(&["explain"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    assert_eq!(list.out, run(&["explain", "--list"]).out);
    let mut listed: Vec<&str> = list
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    let mut names: Vec<&str> = codes.iter().map(|code| code.name).collect();
    listed.sort_unstable();
    names.sort_unstable();
    assert_eq!(listed, names);
    for code in codes {
        let page = run(&["explain", code.name]);
        assert_eq!((page.code, page.err.as_str()), (0, ""), "{}", code.name);
        assert!(
            page.out
                .starts_with(&format!("{}: {}\n\n", code.name, code.summary))
        );
        let words: Vec<&str> = page.out.split_whitespace().collect();
        let explanation: Vec<&str> = code.explanation.split_whitespace().collect();
        assert!(
            words.join(" ").contains(&explanation.join(" ")),
            "{}",
            page.out
        );
        assert!(list.out.contains(code.summary), "{}", code.name);
    }
    assert_eq!(run(&["explain", "--list", "wrong-type"]).code, 2);
}

#[test]
fn shells_are_told_commands_and_arguments() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]);
        assert_eq!((script.code, script.err.as_str()), (0, ""), "{shell}");
        for word in ["vouchsafe", "check", "explain", "ndjson", "operation"] {
            assert!(script.out.contains(word), "{shell}: {word}");
        }
    }
    // Values as well, where the shell takes them.
    for shell in ["bash", "fish", "zsh"] {
        let script = run(&["completions", shell]).out;
        assert!(
            script.contains("checkstyle") && script.contains("2019-09"),
            "{shell}"
        );
    }
    assert_eq!(run(&["completions", "csh"]).code, 2);
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let page = run(&["man"]);
    assert_eq!((page.code, page.err.as_str()), (0, ""));
    assert!(
        page.out.contains(".TH vouchsafe 1") && page.out.contains("vouchsafe\\-check(1)"),
        "{}",
        page.out
    );
    let folder = folder("manual");
    let pages = folder.join("man1");
    let run = run(&["man", "-o", pages.to_str().unwrap()]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    for name in [
        "vouchsafe",
        "vouchsafe-check",
        "vouchsafe-explain",
        "vouchsafe-schema-check",
        "vouchsafe-generate-rust",
    ] {
        let text = read(pages.join(format!("{name}.1")));
        assert!(text.contains(&format!(".TH {name} 1")), "{text}");
    }
    assert!(read(pages.join("vouchsafe-check.1")).contains("SARIF 2.1.0"));
}
