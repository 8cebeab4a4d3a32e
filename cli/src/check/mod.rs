//! `vouchsafe check`: reads files, checks them, hands the findings to the renderers.

mod sinks;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use vouchsafe::{Options, Output as StandardOutput, OutputFormat, Report, Severity, Warnings};

use crate::args::Check;
use crate::output::Output;
use crate::render::{Findings, Record, Summary};
use crate::status::Status;
use crate::target::{self, Target};
use sinks::Sinks;

/// Runs the check.
///
/// # Errors
/// Why the job could not be begun, in words.
pub(crate) fn run(
    arguments: &Check,
    stdin: &mut dyn Read,
    stdout: &mut Output<'_>,
    stderr: &mut dyn Write,
) -> Result<Status, String> {
    let target = target::find(arguments)?;
    let wanted = &arguments.outputs.0;
    let mut checker = Checker {
        arguments,
        target: &target,
        options: options(arguments, &target),
        standard: sinks::standard(wanted),
        sinks: Sinks::new(wanted, arguments.ndjson, stdout)?,
        summary: Summary::default(),
        room: arguments.max_problems,
        status: Status::Clean,
    };
    for path in &arguments.files {
        let name = if path.as_os_str() == "-" {
            "<stdin>".to_owned()
        } else {
            path.to_string_lossy().into_owned()
        };
        let result = if path.as_os_str() == "-" {
            checker.input(&name, stdin)
        } else {
            open(path).and_then(|mut file| checker.input(&name, &mut file))
        };
        if let Err(problem) = result {
            // The other files are still worth a look.
            let _ = writeln!(stderr, "error: {problem}");
            checker.sinks.problem(&name, &problem);
            checker.summary.problems += 1;
            checker.status = Status::Failed;
        }
    }
    checker.finish()
}

fn options(arguments: &Check, target: &Target) -> Options {
    let options = Options::default()
        .part(target.part)
        .max_violations(arguments.max_problems.max(1000));
    arguments.enable.iter().fold(options, Options::enable_lint)
}

fn open(path: &Path) -> Result<File, String> {
    let problem = |error: std::io::Error| format!("`{}` cannot be read: {error}", path.display());
    let file = File::open(path).map_err(problem)?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(format!(
            "`{}` is a folder; name the files in it",
            path.display()
        ));
    }
    Ok(file)
}

struct Checker<'a, 'o> {
    arguments: &'a Check,
    target: &'a Target,
    options: Options,
    /// The formats of the standard that are asked for.
    standard: Vec<OutputFormat>,
    sinks: Sinks<'a, 'o>,
    summary: Summary,
    /// How many findings may still be written.
    room: usize,
    status: Status,
}

impl Checker<'_, '_> {
    fn input(&mut self, name: &str, reader: &mut dyn Read) -> Result<(), String> {
        let problem = |error: std::io::Error| format!("`{name}` cannot be read: {error}");
        if !self.arguments.ndjson {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).map_err(problem)?;
            return self.text(name, &bytes, None);
        }
        let mut lines = BufReader::new(reader);
        let mut line = Vec::new();
        let mut record = Record {
            line: 1,
            offset: 0,
            characters: 0,
        };
        while !self.sinks.are_closed() {
            line.clear();
            let length = lines.read_until(b'\n', &mut line).map_err(problem)?;
            if length == 0 {
                break;
            }
            if !line.trim_ascii().is_empty() {
                self.text(name, line.trim_ascii_end(), Some(record))?;
            }
            record.line += 1;
            record.offset += length as u64;
            record.characters += bytecount::num_chars(&line);
        }
        Ok(())
    }

    /// Checks one JSON text; with `record`, it is a line of its file.
    fn text(&mut self, name: &str, bytes: &[u8], record: Option<Record>) -> Result<(), String> {
        let program = &self.target.program;
        let result = program.check_with(bytes, &self.options);
        let valid = result.is_ok();
        let report: Report = result.map_or_else(|report| report, Warnings::into_report);
        let standard = self.standard.iter().copied();
        let outputs: Vec<(OutputFormat, StandardOutput)> = standard
            .map(|format| (format, program.output_with(bytes, format, &self.options)))
            .collect();
        let deprecation = self.target.deprecation.as_ref();
        // A deprecated operation is worth one word, not one for each of its requests.
        let deprecation = deprecation.filter(|_| record.is_none_or(|_| self.summary.texts == 0));
        let all: Vec<_> = deprecation.into_iter().chain(&report).collect();
        self.summary.add(&all);
        if all
            .iter()
            .any(|violation| self.arguments.fail_on.counts(violation.severity))
        {
            self.status = self.status.max(Status::Findings);
        }
        // Errors first, where there is no room for all.
        let mut shown = all;
        if shown.len() > self.room {
            shown.sort_by_key(|violation| std::cmp::Reverse(violation.severity));
            shown.truncate(self.room);
        }
        self.room -= shown.len();
        self.sinks.findings(&Findings {
            name,
            bytes,
            record,
            valid,
            violations: shown,
            report: &report,
            outputs: &outputs,
        });
        self.sinks.write()
    }

    fn finish(mut self) -> Result<Status, String> {
        self.summary.shown = self.arguments.max_problems - self.room;
        self.sinks.finish(&self.summary)?;
        Ok(self.status)
    }
}

impl Summary {
    fn add(&mut self, violations: &[&vouchsafe::Violation]) {
        self.texts += 1;
        let mut codes = BTreeSet::new();
        for violation in violations {
            match violation.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                _ => self.infos += 1,
            }
            let key = (violation.severity, violation.code.to_string());
            let count = self.codes.entry(key).or_default();
            count.findings += 1;
            if codes.insert((violation.severity, &violation.code)) {
                count.texts += 1;
            }
        }
    }
}
