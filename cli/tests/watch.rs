//! `--watch`: what has changed is checked again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use support::{file, folder, run};

/// Longer than any machine takes.
const LONG: Duration = Duration::from_secs(60);

/// The lines of a stream, as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            let _ = send.send(line.unwrap());
        }
    });
    lines
}

struct Watching {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

impl Watching {
    /// What is written until it waits again.
    fn round(&self) -> Vec<String> {
        let waits = self.err.recv_timeout(LONG).unwrap();
        let mut lines: Vec<String> = self.out.try_iter().collect();
        if !waits.contains("watching") {
            lines.push(waits);
            lines.extend(self.round());
        }
        lines
    }

    /// The next lines of output, however long they take.
    fn next(&self) -> String {
        self.out.recv_timeout(LONG).unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn changes_of_texts_and_schemas_are_seen() {
    let folder = folder("watched");
    file(
        &folder,
        "order.json",
        r#"{"properties": {"id": {"$ref": "id.json"}}}"#,
    );
    file(&folder, "id.json", r#"{"type": "integer"}"#);
    file(&folder, "all/a.json", r#"{"id": "x"}"#);
    let mut child = Command::new(env!("CARGO_BIN_EXE_vouchsafe"))
        .args([
            "check",
            "--watch",
            "--schema",
            "order.json",
            "-f",
            "short",
            "all",
        ])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let out = lines(child.stdout.take().unwrap());
    let err = lines(child.stderr.take().unwrap());
    let watching = Watching { child, out, err };
    assert!(watching.next().contains("`id` must be an integer"));
    watching.round();
    // A file that is new in the folder.
    file(&folder, "all/b.json", r#"{"id": null}"#);
    assert!(watching.next().starts_with("all/a.json"));
    assert!(watching.next().starts_with("all/b.json"));
    watching.round();
    // What the schema refers to.
    file(&folder, "id.json", r#"{"type": "null"}"#);
    assert!(watching.next().contains("`id` must be `null`"));
    watching.round();
    // A schema that is broken for a while.
    file(&folder, "id.json", r#"{"type": "nul"}"#);
    while !watching
        .err
        .recv_timeout(LONG)
        .unwrap()
        .contains("the schema has a fault")
    {}
    while !watching
        .err
        .recv_timeout(LONG)
        .unwrap()
        .contains("watching")
    {}
    file(&folder, "id.json", r#"{"type": "string"}"#);
    assert!(watching.next().starts_with("all/b.json"));
}

#[test]
fn standard_input_is_not_watched() {
    let run = run(&["check", "--watch", "--schema", "x.json", "-"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("standard input cannot be watched"),
        "{}",
        run.err
    );
}
