//! A stream is checked in constant memory. Alone in its process, whose memory is looked at.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::io::Read;

use support::{file, folder};

const SCHEMA: &str = r#"{"required": ["id"], "properties": {"id": {"type": "integer"}}}"#;

/// A stream of so many records that is never in memory as a whole.
struct Endless {
    record: Vec<u8>,
    left: usize,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let length = into.len().min(self.record.len() - self.at);
        into[..length].copy_from_slice(&self.record[self.at..self.at + length]);
        self.at += length;
        if self.at == self.record.len() {
            (self.at, self.left) = (0, self.left - 1);
        }
        Ok(length)
    }
}

/// The most memory that this process has ever used, in bytes.
fn peak() -> usize {
    let status = support::read("/proc/self/status");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<usize>()
        .unwrap()
        * 1024
}

#[test]
fn a_long_stream_takes_no_more_memory_than_a_short_one() {
    let folder = folder("constant");
    let schema = file(&folder, "schema.json", SCHEMA);
    let arguments = ["check", "--schema", &schema, "--ndjson", "-f", "short", "-"];
    let check = |records: usize| {
        let valid = format!("{{\"id\": 1, \"padding\": \"{}\"}}\n", "x".repeat(100));
        let record = format!("{}{{\"id\": \"\"}}\n", valid.repeat(999)).into_bytes();
        let mut stream = Endless {
            record,
            left: records,
            at: 0,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = vouchsafe_cli::run_with(arguments, &mut stream, &mut out, &mut err);
        assert_eq!((code, err.len()), (1, 0));
        let lines = String::from_utf8(out).unwrap().lines().count();
        assert_eq!(lines, records.min(100) + usize::from(records > 100));
    };
    // As much as is ever under way.
    check(40);
    let before = peak();
    // Six times as much, of which nothing stays.
    check(240);
    let grown = peak() - before;
    assert!(grown < 6 << 20, "{grown} bytes");
}
