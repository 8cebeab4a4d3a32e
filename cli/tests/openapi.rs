//! Recorded requests against OpenAPI documents: each folder of `tests/openapi` has a document, and each of its requests
//! a snapshot. The folder `faults` has documents that are refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use support::{file, folder, read, run};

/// The files of a folder with one of some endings, sorted.
fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(path).unwrap().map(Result::unwrap);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let ends = |name: &String| endings.iter().any(|ending| name.ends_with(ending));
    let mut names: Vec<String> = names.filter(ends).collect();
    names.sort();
    names
}

fn snapshot(folder: &str, name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.strip_prefix("tests/").unwrap());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn requests_are_told_by_their_document() {
    let documents = [("kennel", "openapi.yaml"), ("tracks", "openapi.json")];
    for (folder, document) in documents {
        let folder = format!("tests/openapi/{folder}");
        let document = format!("{folder}/{document}");
        let listed = run(&["operations", "--openapi", &document]);
        assert_eq!(listed.err, "");
        snapshot(&folder, "operations", &listed.out);
        let requests = files(&folder, &[".http", ".har", ".curl"]);
        assert!(!requests.is_empty());
        for name in requests {
            let run = run(&["check", "--openapi", &document, &format!("{folder}/{name}")]);
            for secret in ["hunter2", "s3cret"] {
                assert!(!run.out.contains(secret), "{name}: {}", run.out);
            }
            let shown = format!("exit {}\n{}{}", run.code, run.out, run.err);
            snapshot(&folder, &name, &shown);
        }
    }
}

/// A copy of the documents of a folder, all in one language.
fn copy(from: &Path, to: &Path, language: &str) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            copy(&path, &to.join(entry.file_name()), language);
            continue;
        }
        let text = match path.extension().and_then(|end| end.to_str()) {
            // JSON is YAML by itself.
            Some("json") => read(&path),
            Some("yaml") if language == "yaml" => read(&path),
            Some("yaml") => {
                let mut documents = vouchsafe_compiler::text::yaml(&read(&path)).unwrap();
                String::from_utf8(documents.remove(0).json).unwrap()
            }
            _ => continue,
        };
        let name = path.with_extension(language);
        let name = name.file_name().unwrap().to_str().unwrap();
        let ending = format!(".{language}");
        let text = text.replace(".json", &ending).replace(".yaml", &ending);
        file(to, name, text);
    }
}

#[test]
fn the_language_of_a_document_makes_no_difference() {
    for (name, document) in [("kennel", "openapi.yaml"), ("tracks", "openapi.json")] {
        let requests = format!("tests/openapi/{name}");
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(&requests);
        let copies = folder(&format!("languages-{name}"));
        for language in ["yaml", "json"] {
            copy(&own, &copies.join(language), language);
        }
        let check = |document: &Path, name: &str| {
            let document = document.to_str().unwrap();
            run(&[
                "check",
                "--openapi",
                document,
                &format!("{requests}/{name}"),
            ])
        };
        for request in files(&requests, &[".http", ".har", ".curl"]) {
            let expected = check(&own.join(document), &request);
            for copy in ["yaml/openapi.yaml", "json/openapi.json"] {
                let found = check(&copies.join(copy), &request);
                assert_eq!(
                    (found.code, &found.out),
                    (expected.code, &expected.out),
                    "{copy}"
                );
                assert_eq!(found.err, "");
            }
        }
    }
}

#[test]
fn no_request_makes_it_panic() {
    let lines = [
        "/dogs?limit=9&breed=pug&sort=name|age&size[height]=3&page=%7B%22after%22:1%7D",
        "/rooms/;room=1;room=2/photo.png?a=%C3%A9",
        "/dogs/7",
    ];
    let changes = [
        "", "%", "&", "=", "[", "]", ";", ",", "|", "/", "?", "\u{e9}", "%ff", "{{x}}",
    ];
    let folder = folder("mutated");
    let mut files = Vec::new();
    for line in lines {
        for at in 0..line.len() {
            let mut requests = String::from("@x = y=;\n");
            let (before, behind) = (&line[..at], &line[at + 1..]);
            for change in changes {
                let url = format!("https://kennel.example.com/live/v1{before}{change}{behind}");
                let _ = write!(
                    requests,
                    "\n###\nGET {url}\nCookie: {before}{change}{behind}\n\n###\nPUT {url}\n\n###\n\
                     POST https://kennel.example.com/live/v1/dogs\n\
                     Content-Type: application/x-www-form-urlencoded\n\n{before}{change}{behind}\n"
                );
            }
            files.push(file(&folder, &format!("{}.http", files.len()), requests));
        }
    }
    let files = files.iter().map(String::as_str);
    let document = ["check", "--openapi", "tests/openapi/kennel/openapi.yaml"];
    let run = run(&document.into_iter().chain(files).collect::<Vec<_>>());
    assert_eq!(run.code, 1, "{}", run.err);
}

#[test]
fn a_faulty_document_is_told_where() {
    let folder = "tests/openapi/faults";
    let documents = files(folder, &[".yaml", ".json"]);
    assert!(documents.len() >= 8);
    for name in documents {
        let run = run(&["operations", "--openapi", &format!("{folder}/{name}")]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{name}");
        snapshot(folder, &name, &run.err);
    }
}
