//! `.http` files as three clients read them. Each case of `tests/http/constructs.txt` has a name, the clients that know
//! the construct, and what is found; a first line `\cr` writes it with the line ends of Windows, and `\bom` with a byte
//! order mark. What no client knows is there to be refused with a word.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use support::{file, folder, read, run};

/// The clients, as their documentation and sources describe them.
const CLIENTS: [&str; 4] = ["rest", "jetbrains", "httpyac", "-"];

/// A folder with what the cases need beside them.
fn surroundings(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    for beside in [
        "openapi.yaml",
        "body.json",
        "variables.json",
        "http-client.env.json",
        "http-client.private.env.json",
        ".env",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/http")
            .join(beside);
        file(&folder, beside, read(path));
    }
    folder
}

/// Where findings are, and what they are.
fn found(folder: &Path, text: &str, more: &[&str]) -> (Vec<String>, String) {
    let path = file(folder, "case.http", text);
    let document = folder.join("openapi.yaml");
    let arguments = ["check", "--no-config", "-q", "-f", "short", "--openapi"];
    let arguments = [&arguments[..], &[document.to_str().unwrap(), &path], more].concat();
    let run = run(&arguments);
    assert_eq!(run.err, "", "{text}");
    let line = |line: &str| {
        let rest = line.strip_prefix(&path)?.strip_prefix(':')?;
        let (place, rest) = rest.split_once(": ")?;
        let (code, _) = rest.split_once(": ")?;
        Some(format!("{place} {code}"))
    };
    (run.out.lines().filter_map(line).collect(), run.out)
}

#[test]
fn constructs_are_understood_or_refused_with_a_word() {
    let folder = surroundings("constructs");
    let cases = read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/constructs.txt"));
    let cases: Vec<&str> = cases.split("=== ").skip(1).collect();
    assert!(cases.len() >= 80);
    let mut wrong = String::new();
    for case in cases {
        let (head, text) = case.split_once('\n').unwrap();
        let [name, clients, expected] = head.splitn(3, " | ").collect::<Vec<_>>()[..] else {
            panic!("{head}");
        };
        for client in clients.split(' ') {
            assert!(CLIENTS.contains(&client), "{head}");
        }
        let text = match (text.strip_prefix("\\cr\n"), text.strip_prefix("\\bom\n")) {
            (Some(text), _) => text.replace('\n', "\r\n"),
            (_, Some(text)) => format!("\u{feff}{text}"),
            _ => text.to_owned(),
        };
        let (found, shown) = found(&folder, &text, &["--env", "dev"]);
        let found = if found.is_empty() {
            "nothing".to_owned()
        } else {
            found.join(", ")
        };
        if found != expected {
            let _ = writeln!(wrong, "{name}: {found}\n  expected {expected}\n{shown}");
        }
        for secret in ["hunter2", "s3cret"] {
            assert!(!shown.contains(secret), "{name}: {shown}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_environment_is_chosen_and_none_of_its_values_is_shown() {
    let folder = surroundings("environments");
    let text = "POST https://h/p?x={{few}}\nX-H: {{token}}\nContent-Type: application/json\n\n{\"a\": \"{{token}}\"}\n";
    // Without an environment nothing is set.
    let (without, shown) = found(&folder, text, &[]);
    let not_set = ["1:20 warning[not-checked]", "2:6 warning[not-checked]"];
    assert_eq!(without, not_set, "{shown}");
    let (with, shown) = found(&folder, text, &["--env", "dev"]);
    assert_eq!(with.len(), 3, "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
    let (unknown, shown) = found(&folder, text, &["--env", "prod"]);
    assert_eq!(unknown[0], "1:1 warning[not-checked]", "{shown}");
    assert!(shown.contains("`prod`"), "{shown}");
    // What the user says comes first.
    let (_, shown) = found(&folder, text, &["--env", "dev", "--var", "few=3"]);
    assert!(shown.contains("found `3`"), "{shown}");
    // What is no JSON is said, and nothing of it is shown.
    file(
        &folder,
        "http-client.private.env.json",
        "{\"dev\": {\"token\": hunter2}}",
    );
    let (broken, shown) = found(&folder, text, &["--env", "dev"]);
    assert_eq!(broken[0], "1:1 warning[not-checked]", "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn no_file_outside_is_read() {
    let outer = surroundings("outside");
    file(&outer, "secret.json", "{\"a\": \"hunter2\"}");
    let inner = outer.join("inner");
    file(&inner, "openapi.yaml", read(outer.join("openapi.yaml")));
    let absolute = outer.join("secret.json");
    for path in [
        "../secret.json",
        "./x/../../secret.json",
        absolute.to_str().unwrap(),
        ".",
    ] {
        let text = format!("POST https://h/p\nContent-Type: application/json\n\n< {path}\n");
        let (found, shown) = found(&inner, &text, &[]);
        assert_eq!(found, ["4:1 warning[not-checked]"], "{path}: {shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, inner.join("link.json")).unwrap();
        let text = "POST https://h/p\nContent-Type: application/json\n\n< link.json\n";
        assert_eq!(found(&inner, text, &[]).0, ["4:1 warning[not-checked]"]);
    }
}

#[test]
fn variables_that_grow_are_bounded() {
    use std::fmt::Write as _;
    let folder = surroundings("growing");
    let mut text = String::from("@v0 = 0123456789\n");
    for at in 1..200 {
        let _ = writeln!(text, "@v{at} = {{{{v{}}}}}{{{{v{}}}}}", at - 1, at - 1);
    }
    text.push_str("GET https://h/p?x={{v199}}\n");
    let (found, shown) = found(&folder, &text, &[]);
    assert_eq!(found, ["201:19 warning[not-checked]"], "{shown}");
}

#[test]
fn no_changed_file_makes_it_panic() {
    let folder = surroundings("changed");
    let cases = read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/constructs.txt"));
    let cases: Vec<&str> = cases.split("=== ").skip(1).collect();
    let mut all = String::new();
    for (index, case) in cases.iter().enumerate() {
        let (_, text) = case.split_once('\n').unwrap();
        for (step, change) in ["{{", "}}", "\"", "\u{e9}", "\n", "< ", "%}", ""]
            .iter()
            .enumerate()
        {
            let at = (index * 7 + step * 13) % text.len().max(1);
            let Some((before, behind)) = text.split_at_checked(at) else {
                continue;
            };
            let _ = write!(
                all,
                "{before}{change}{}\n###\n",
                behind.get(1..).unwrap_or_default()
            );
        }
    }
    let (found, _) = found(&folder, &all, &[]);
    assert!(found.len() > 50, "{}", found.len());
}
