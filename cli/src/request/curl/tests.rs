//! A table of command lines: what the reader makes of each, and what the real `curl` sends to a server in this process.
//!
//! Where `curl` or `bash` is missing, the second test says so and passes; with `VOUCHSAFE_REQUIRE_CURL=1` it fails.

mod server;
mod shape;

use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::Arc;

use proptest::prelude::*;
use serde::Deserialize;

use self::server::{Log, answer};
use self::shape::{shown, target};
use super::read;
use crate::request::{Recorded, Refused, Variables};

/// A line of the table. A request is its method and target, its header fields in the order of their names, an empty line
/// and its body; `…` stands for what is somewhere else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// `HOST` is the server.
    line: String,
    sent: Vec<String>,
    /// The codes of what is said of it before it is checked.
    #[serde(default)]
    said: Vec<String>,
    /// The real command is not asked: it is too old, runs elsewhere, or does what is not looked at.
    #[serde(default)]
    alone: bool,
}

fn rows() -> Vec<Row> {
    let table = include_str!("../../../tests/curl/lines.json");
    serde_json::from_str(table).expect("the table is JSON")
}

/// What the reader makes of a text.
fn requests(line: &str) -> (Vec<String>, Vec<String>) {
    let (mut sent, mut said) = (Vec::new(), Vec::new());
    let mut each = |result: Result<Recorded, Refused>| match result {
        Ok(request) => {
            said.extend(request.not_checked.iter().map(|_| "not-checked".to_owned()));
            sent.push(shown_request(&request));
        }
        Err(Refused::NotChecked(_)) => said.push("not-checked".to_owned()),
        Err(Refused::Unreadable(_)) => said.push("unreadable-text".to_owned()),
    };
    if read(line, &Variables::new(), &mut each).is_err() {
        said.push("unreadable-text".to_owned());
    }
    (sent, said)
}

fn shown_request(request: &Recorded) -> String {
    let query = request.query.iter().map(|(name, value)| {
        let (name, value) = (name.text(), value.text());
        format!("{name}={value}")
    });
    let query: Vec<String> = query.collect();
    let whole = format!("{}?{}", request.path.text(), query.join("&"));
    let first = format!("{} {}", request.method, target(&whole));
    let fields = request.headers.iter();
    let fields = fields.map(|(name, value)| (name.text().to_owned(), value.text().to_owned()));
    let form: Vec<String> = request
        .form
        .iter()
        .map(|field| {
            let mut shown = field.name.text().to_owned();
            if let Some(file) = &field.file_name {
                return shown + ";filename=" + file.text();
            }
            if let Some(media_type) = &field.content_type {
                shown = shown + ";type=" + media_type.text();
            }
            let value = field.value.as_ref().map_or("…", |value| value.text());
            shown + "=" + value
        })
        .collect();
    let form = form.join("\n");
    let body = match &request.body {
        _ if request.has_unread_body => Some("…"),
        None if !request.form.is_empty() => Some(&*form),
        body => body.as_ref().map(crate::request::Traced::text),
    };
    shown(&first, fields.collect(), body)
}

#[test]
fn lines_are_read_as_the_table_has_them() {
    let rows = rows();
    assert!(rows.len() >= 200, "{} lines", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let (sent, said) = requests(&row.line.replace("HOST", "127.0.0.1:80"));
        if (&sent, &said) != (&row.sent, &row.said) {
            wrong.push(format!(
                "{}\n{sent:#?}\n{said:?}\nand not {:#?}\n{:?}",
                row.line, row.sent, row.said
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn lines_are_what_the_real_command_sends() {
    let is_there = |program: &str| {
        let mut command = Command::new(program);
        let run = command.arg("--version").stdout(Stdio::null()).status();
        run.is_ok_and(|status| status.success())
    };
    if !is_there("curl") || !is_there("bash") {
        let is_required = std::env::var_os("VOUCHSAFE_REQUIRE_CURL").is_some();
        assert!(!is_required, "there is no `curl` here, or no `bash`");
        println!("ignored: there is no `curl` here, or no `bash`");
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it has an address").port();
    let log = Log::default();
    let kept = Arc::clone(&log);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let log = Arc::clone(&kept);
            std::thread::spawn(move || answer(stream, &log));
        }
    });
    let folder = tempfile::tempdir().expect("there is room");
    for name in ["f.txt", "g.txt"] {
        let file = std::fs::File::create(folder.path().join(name));
        file.and_then(|mut file| file.write_all(b"{\"a\":1}\n"))
            .expect("there is room");
    }
    let mut wrong = Vec::new();
    for row in rows().iter().filter(|row| !row.alone) {
        let line = row.line.replace("HOST", &format!("127.0.0.1:{port}"));
        let mut command = Command::new("bash");
        command.arg("-c").arg(&line).current_dir(folder.path());
        command.env("HOME", folder.path()).env_remove("http_proxy");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().expect("the command runs");
        let mut sent = std::mem::take(&mut *log.lock().expect("no thread panics"));
        for (sent, expected) in sent.iter_mut().zip(&row.sent) {
            if expected.ends_with("\n\n…")
                && let Some((head, _)) = sent.split_once("\n\n")
            {
                *sent = format!("{head}\n\n…");
            }
        }
        if sent != row.sent {
            wrong.push(format!("{}\n{sent:#?}\nand not {:#?}", row.line, row.sent));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Pieces that command lines are made of, and what breaks them.
const PIECES: &[&str] = &[
    "curl ",
    "curl.exe ",
    "http://h/p",
    "h",
    "/",
    "?a=1",
    "&b=2",
    "-d ",
    "-H ",
    "'X: 1' ",
    "--json ",
    "-F ",
    "a=@f;type=x ",
    "-X ",
    "PUT ",
    "-sXPUT ",
    "--data-urlencode ",
    "--url-query ",
    "-G ",
    "--next ",
    "{a,b}",
    "[1-3]",
    "[1-9999999999]",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "\\\n",
    "\\ \n",
    "\n",
    "\r\n",
    "'",
    "\"",
    "`",
    "$",
    "$(",
    ")",
    "(",
    "${",
    "$((",
    "$'",
    "\\u00e9",
    "\\x",
    "\\xff",
    "<<E",
    "<<-'E'",
    "\nE\n",
    "<<<",
    "<",
    ">",
    "2>&1",
    "|",
    "||",
    "&",
    "&&",
    ";",
    "#",
    " ",
    "\t",
    "é",
    "😀",
    "^",
    "^\n",
    "^\"",
    "%A%",
    "PS C:\\> ",
    "C:\\> ",
    "$ ",
    "> ",
    "@'\n",
    "\n'@",
    "@\"\n",
    "`\n",
    "$env:A",
    "```\n",
    "--",
    "-",
    "--expand-url ",
    "--variable ",
    "a={{b}} ",
    "{{b}}",
    "A=1 ",
    "export ",
    "X=(",
    "echo ",
    "cat ",
    "u:p@",
    "http:/",
    "//",
    "/..",
    "/.",
    "-K ",
    "-: ",
    "--no-",
    "--unknown ",
    "-T ",
    "\u{feff}",
    "\0",
];

proptest! {
    #[test]
    fn no_text_makes_it_panic(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        let (sent, said) = requests(&text);
        prop_assert!(!sent.is_empty() || !said.is_empty() || text.contains("curl"));
        prop_assert!(sent.len() <= 40 * super::glob::MOST);
    }
}

#[test]
fn the_work_is_in_proportion_to_the_text() {
    // Each would take hours if it were not.
    let lines: BTreeMap<&str, String> = BTreeMap::from([
        ("quotes", "'".repeat(200_000)),
        ("dollars", "${".repeat(100_000)),
        ("documents", "cat <<a\n".repeat(50_000)),
        ("documents of one line", "<<a ".repeat(50_000)),
        ("backticks", "`".repeat(200_001)),
        ("brackets", "(".repeat(200_000)),
        ("commands", "curl h.x/p;".repeat(20_000)),
        (
            "URLs",
            format!(
                "curl -d '{}' {}",
                "a".repeat(100_000),
                "h.x/p ".repeat(50_000)
            ),
        ),
        ("lists", format!("curl h.x/{}", "{a,b}".repeat(50_000))),
        (
            "long list",
            format!("curl h.x/{{{}}}", "a,".repeat(100_000)),
        ),
        (
            "form",
            format!("curl h.x -F 'a=b{}'", ";c=d".repeat(100_000)),
        ),
        (
            "files",
            format!("curl h.x -F 'a=@b{}'", ",c".repeat(100_000)),
        ),
        ("percent", format!("curl ^\"{}", "%".repeat(200_000))),
        ("power", format!("curl.exe `\n{}", "${a".repeat(100_000))),
        (
            "variables",
            format!(
                "A={}\ncurl h.x/{}",
                "a".repeat(100_000),
                "$A".repeat(10_000)
            ),
        ),
        (
            "expanded",
            format!(
                "curl --variable a={} --expand-url {}",
                "a".repeat(100_000),
                "{{a}}".repeat(10_000)
            ),
        ),
        ("slashes", format!("curl h.x{}", "/..".repeat(100_000))),
        (
            "encoded",
            format!("curl h.x --data-urlencode '{}'", "é ".repeat(100_000)),
        ),
    ]);
    for (name, text) in lines {
        let (sent, said) = requests(&text);
        assert!(sent.len() + said.len() > 0, "{name}");
    }
}
