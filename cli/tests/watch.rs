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
const LONG: Duration = Duration::from_secs(30);

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
    /// Waits for a line of findings. What a change leads to may be told twice, where it took long to write.
    fn finds(&self, words: &str) {
        while !self.out.recv_timeout(LONG).unwrap().contains(words) {}
    }

    /// Waits for a line on standard error.
    fn says(&self, words: &str) {
        while !self.err.recv_timeout(LONG).unwrap().contains(words) {}
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Long enough for the run to be over: what changes then is seen by those who watch alone.
fn pause() {
    std::thread::sleep(Duration::from_millis(150));
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
    watching.finds("all/a.json:1:8: error[wrong-type]: `id` must be an integer");
    watching.says("watching 3 files");
    pause();
    // A file that is new in the folder.
    file(&folder, "all/b.json", r#"{"id": null}"#);
    watching.finds("all/b.json:1:8: error[wrong-type]: `id` must be an integer");
    watching.says("watching 4 files");
    pause();
    // What the schema refers to.
    file(&folder, "id.json", r#"{"type": "boolean"}"#);
    watching.finds("all/b.json:1:8: error[wrong-type]: `id` must be a Boolean");
    // A schema that is broken for a while.
    file(&folder, "id.json", r#"{"type": "nul"}"#);
    watching.says("the schema has a fault");
    watching.says("watching");
    file(&folder, "id.json", r#"{"type": "array"}"#);
    watching.finds("all/a.json:1:8: error[wrong-type]: `id` must be an array");
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
