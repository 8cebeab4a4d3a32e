//! A server that keeps what it is asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use super::shape::{shown, target};

/// The requests so far, as the table has them.
pub(super) type Log = Arc<Mutex<Vec<String>>>;

/// Answers requests on a connection, and keeps what they are.
pub(super) fn answer(stream: TcpStream, log: &Log) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream);
    loop {
        let mut first = String::new();
        if lines.read_line(&mut first)? == 0 {
            return Ok(());
        }
        let mut fields = Vec::new();
        loop {
            let mut line = String::new();
            lines.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            fields.push((name.to_owned(), value.trim().to_owned()));
        }
        let field = |name: &str| {
            let mut fields = fields.iter();
            let found = fields.find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.clone())
        };
        if field("expect").is_some() {
            out.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let mut body = None;
        if let Some(length) = field("content-length").and_then(|length| length.parse().ok()) {
            let mut bytes = vec![0; length];
            lines.read_exact(&mut bytes)?;
            body = Some(String::from_utf8_lossy(&bytes).into_owned());
        } else if field("transfer-encoding").is_some() {
            let mut line = String::new();
            while lines.read_line(&mut line)? > 0 && line != "0\r\n" {
                line.clear();
            }
            lines.read_line(&mut line)?;
            body = Some(String::new());
        }
        let media_type = field("content-type").unwrap_or_default();
        if let (Some((_, boundary)), Some(whole)) = (media_type.split_once("boundary="), &body) {
            body = Some(parts(whole, boundary));
        }
        let mut words = first.split(' ');
        let method = words.next().unwrap_or_default();
        let target = target(words.next().unwrap_or_default());
        let request = shown(&format!("{method} {target}"), fields, body.as_deref());
        log.lock().expect("no thread panics").push(request);
        out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")?;
    }
}

/// The fields of a form in several parts.
fn parts(body: &str, boundary: &str) -> String {
    let separator = format!("--{boundary}");
    let parts = body.split(&*separator).filter_map(|part| {
        let (head, content) = part.trim_start().split_once("\r\n\r\n")?;
        let content = content.strip_suffix("\r\n").unwrap_or(content);
        let between = |before: &str, after: char| {
            let (_, rest) = head.split_once(before)?;
            Some(rest.split(after).next().unwrap_or_default())
        };
        let mut shown = between(" name=\"", '"')?.to_owned();
        if let Some(file) = between("filename=\"", '"') {
            return Some(shown + ";filename=" + file);
        }
        if let Some(media_type) = between("Content-Type: ", '\r') {
            shown = shown + ";type=" + media_type;
        }
        Some(shown + "=" + content)
    });
    parts.collect::<Vec<_>>().join("\n")
}
