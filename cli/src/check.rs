//! `vouchsafe check`: reads files, checks them, hands the findings to a renderer.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use vouchsafe::{Options, OutputFormat, Report, Severity, Warnings};

use crate::args::{Check, Format};
use crate::fix;
use crate::output::{Output, columns};
use crate::render::{Findings, Json, JsonLines, Pretty, Render, Short, Standard, Summary};
use crate::status::Status;
use crate::target::{self, Target};

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
    if arguments.fix {
        let status = fix::run(arguments, &target, stdout, stderr)?;
        if arguments.dry_run || status == Status::Failed {
            return Ok(status);
        }
    }
    let mut file;
    let output = match &arguments.output {
        None => stdout,
        Some(path) => {
            let created = File::create(path);
            let created = created
                .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
            file = Output::new(anstream::StripStream::new(created));
            &mut file
        }
    };
    let mut renderer: Box<dyn Render> = match (arguments.format, arguments.ndjson) {
        (Format::Pretty, _) => Box::new(Pretty::new(columns(arguments.output.is_some()))),
        (Format::Short, _) => Box::new(Short),
        (Format::Json, false) => Box::new(Json::default()),
        (Format::Json, true) => Box::new(JsonLines),
        (Format::Flag, _) => Box::new(Standard(OutputFormat::Flag)),
        (Format::Basic, _) => Box::new(Standard(OutputFormat::Basic)),
    };
    let mut checker = Checker {
        arguments,
        target: &target,
        options: options(arguments, &target),
        renderer: &mut *renderer,
        output,
        summary: Summary::default(),
        room: arguments.max_problems,
        status: Status::Clean,
    };
    for path in &arguments.files {
        let result = if path.as_os_str() == "-" {
            checker.input("<stdin>", stdin)
        } else {
            open(path).and_then(|mut file| checker.input(&path.to_string_lossy(), &mut file))
        };
        if let Err(problem) = result {
            // The other files are still worth a look.
            let _ = writeln!(stderr, "error: {problem}");
            checker.status = Status::Failed;
        }
    }
    checker.finish()
}

/// How texts are checked.
pub(crate) fn options(arguments: &Check, target: &Target) -> Options {
    let options = Options::default()
        .part(target.part)
        .max_violations(arguments.max_problems.max(1000));
    arguments.enable.iter().fold(options, Options::enable_lint)
}

pub(crate) fn open(path: &Path) -> Result<File, String> {
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
    renderer: &'a mut dyn Render,
    output: &'a mut Output<'o>,
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
        let mut number = 0;
        while !self.output.is_closed() {
            line.clear();
            if lines.read_until(b'\n', &mut line).map_err(problem)? == 0 {
                break;
            }
            number += 1;
            if !line.trim_ascii().is_empty() {
                self.text(name, line.trim_ascii_end(), Some(number))?;
            }
        }
        Ok(())
    }

    /// Checks one JSON text; with `line`, it is that line of its file.
    fn text(&mut self, name: &str, bytes: &[u8], line: Option<usize>) -> Result<(), String> {
        let result = self.target.program.check_with(bytes, &self.options);
        let valid = result.is_ok();
        let report: Report = result.map_or_else(|report| report, Warnings::into_report);
        let deprecation = self.target.deprecation.as_ref();
        // A deprecated operation is worth one word, not one for each of its requests.
        let deprecation = deprecation.filter(|_| line.is_none_or(|_| self.summary.texts == 0));
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
        let findings = Findings {
            name,
            bytes,
            line,
            valid,
            violations: shown,
            report: &report,
            output: &|format| {
                let program = &self.target.program;
                program.output_with(bytes, format, &self.options)
            },
        };
        let text = self.renderer.findings(&findings);
        self.write(&text)
    }

    fn finish(mut self) -> Result<Status, String> {
        self.summary.shown = self.arguments.max_problems - self.room;
        let text = self.renderer.finish(&self.summary);
        self.write(&text)?;
        Ok(self.status)
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        self.output
            .write(text)
            .map_err(|error| format!("the findings cannot be written: {error}"))
    }
}

impl Summary {
    fn add(&mut self, violations: &[&vouchsafe::Violation]) {
        self.texts += 1;
        for violation in violations {
            match violation.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                _ => self.infos += 1,
            }
        }
    }
}
