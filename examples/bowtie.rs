//! A harness for [Bowtie](https://bowtie.report), which compares implementations of JSON Schema: commands come
//! in on standard input, a JSON text a line; each is answered by a line on standard output.
//!
//! ```sh
//! cargo run --release --example bowtie
//! ```
//!
//! Formats and content only describe, as the specification has it; with `--assert-formats` and
//! `--assert-content` they decide.
//!
//! Schemas and instances are passed on as the bytes that came in, so that no number loses a digit on the way.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use vouchsafe::{Compiler, Dialect, UnknownKeywords};

/// The dialects by the URIs that Bowtie has for them.
const DIALECTS: [(&str, Dialect); 5] = [
    (
        "https://json-schema.org/draft/2020-12/schema",
        Dialect::Draft2020,
    ),
    (
        "https://json-schema.org/draft/2019-09/schema",
        Dialect::Draft2019,
    ),
    ("http://json-schema.org/draft-07/schema#", Dialect::Draft7),
    ("http://json-schema.org/draft-06/schema#", Dialect::Draft6),
    ("http://json-schema.org/draft-04/schema#", Dialect::Draft4),
];

/// The version of the protocol.
const VERSION: u64 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asks = |option: &str| arguments.iter().any(|argument| argument == option);
    let mut harness = Harness {
        assert_formats: asks("--assert-formats"),
        assert_content: asks("--assert-content"),
        ..Harness::default()
    };
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        match harness.answer(&line?)? {
            Some(answer) => writeln!(out, "{answer}")?,
            None => break,
        }
        out.flush()?;
    }
    Ok(())
}

/// What has been agreed on.
#[derive(Default)]
struct Harness {
    started: bool,
    dialect: Dialect,
    assert_formats: bool,
    assert_content: bool,
}

/// Any command, by its name.
#[derive(Deserialize)]
struct Command {
    cmd: String,
}

#[derive(Deserialize)]
struct Start {
    version: u64,
}

#[derive(Deserialize)]
struct Speak {
    dialect: String,
}

#[derive(Deserialize)]
struct Run<'a> {
    /// It comes back as it came.
    #[serde(borrow)]
    seq: &'a RawValue,
    case: Case<'a>,
}

/// A schema with instances.
#[derive(Deserialize)]
struct Case<'a> {
    #[serde(borrow)]
    schema: &'a RawValue,
    /// Schemas that this one may refer to, by their URIs.
    registry: Option<BTreeMap<String, &'a RawValue>>,
    tests: Vec<Test<'a>>,
}

#[derive(Deserialize)]
struct Test<'a> {
    #[serde(borrow)]
    instance: &'a RawValue,
}

/// The answer to a case: a verdict for each test, or why there is none.
#[derive(Serialize)]
struct Ran<'a> {
    seq: &'a RawValue,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Judged { results: Vec<Judged> },
    Errored { errored: bool, context: Context },
}

#[derive(Serialize)]
struct Judged {
    valid: bool,
}

#[derive(Serialize)]
struct Context {
    message: String,
}

impl Harness {
    /// The line that answers a command; `None` to `stop`.
    fn answer(&mut self, line: &str) -> Result<Option<String>, Box<dyn Error>> {
        let Command { cmd } = serde_json::from_str(line)?;
        let answer = match cmd.as_str() {
            "start" => self.start(&serde_json::from_str(line)?)?.to_string(),
            _ if !self.started => return Err(format!("`{cmd}` came before `start`").into()),
            "dialect" => self.speak(&serde_json::from_str(line)?).to_string(),
            "run" => serde_json::to_string(&self.run(&serde_json::from_str(line)?))?,
            "stop" => return Ok(None),
            _ => return Err(format!("there is no command `{cmd}`").into()),
        };
        Ok(Some(answer))
    }

    fn start(&mut self, start: &Start) -> Result<Value, Box<dyn Error>> {
        if start.version != VERSION {
            return Err(format!("version {} of the protocol is not spoken", start.version).into());
        }
        self.started = true;
        let dialects: Vec<&str> = DIALECTS.iter().map(|(uri, _)| *uri).collect();
        Ok(json!({
            "version": VERSION,
            "implementation": {
                "name": "vouchsafe",
                "language": "rust",
                "version": env!("CARGO_PKG_VERSION"),
                "homepage": "https://crates.io/crates/vouchsafe",
                "documentation": "https://docs.rs/vouchsafe",
                "issues": "https://crates.io/crates/vouchsafe",
                "source": "https://docs.rs/crate/vouchsafe/latest/source/",
                "dialects": dialects,
                "os": std::env::consts::OS,
            },
        }))
    }

    /// Sets the dialect of schemas that do not name theirs.
    fn speak(&mut self, speak: &Speak) -> Value {
        let known = DIALECTS.iter().find(|(uri, _)| *uri == speak.dialect);
        if let Some((_, dialect)) = known {
            self.dialect = *dialect;
        }
        json!({ "ok": known.is_some() })
    }

    fn run<'a>(&self, run: &Run<'a>) -> Ran<'a> {
        let judged = catch_unwind(AssertUnwindSafe(|| self.judge(&run.case)));
        let outcome = match judged.unwrap_or_else(|_| Err("it panicked".to_owned())) {
            Ok(results) => Outcome::Judged { results },
            Err(message) => Outcome::Errored {
                errored: true,
                context: Context { message },
            },
        };
        Ran {
            seq: run.seq,
            outcome,
        }
    }

    /// A verdict for each test, or what is wrong with the schema.
    fn judge(&self, case: &Case<'_>) -> Result<Vec<Judged>, String> {
        // The specification asks that keywords which nobody knows are ignored.
        let compiler = Compiler::new()
            .dialect(self.dialect)
            .assert_formats(self.assert_formats)
            .assert_content(self.assert_content)
            .unknown_keywords(UnknownKeywords::Allow);
        let registry = case.registry.iter().flatten();
        let compiler = registry.fold(compiler, |compiler, (uri, schema)| {
            compiler.resource(uri, schema.get())
        });
        let program = compiler.compile(case.schema.get());
        let program = program.map_err(|faults| faults.to_string())?;
        let judge = |test: &Test<'_>| Judged {
            valid: program.is_valid(test.instance.get().as_bytes()),
        };
        Ok(case.tests.iter().map(judge).collect())
    }
}
