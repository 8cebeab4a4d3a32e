//! `vouchsafe check`: reads files, checks them, hands the findings to the renderers.
//!
//! ```text
//! arguments ─inputs─▶ files ─lines, work─▶ reports, in order ─Collector─▶ findings ─sinks─▶ renderers
//! ```

mod inputs;
mod judge;
mod kind;
mod lines;
mod progress;
mod sinks;
mod work;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use vouchsafe::{Options, Part, Severity, Violation};

use crate::args::Check;
use crate::fix;
use crate::render::{Findings, Record, Summary};
use crate::status::Status;
use crate::streams::Streams;
use crate::target::{self, Needs, Target};
pub(crate) use inputs::{Input, inputs_of};
pub(crate) use judge::Judge;
pub(crate) use kind::Kind;
use progress::Progress;
pub(crate) use sinks::{Sinks, standard};
use work::{Checker, Done, Found, Text};

/// Runs the check.
///
/// # Errors
/// Why the job could not be begun, in words.
pub(crate) fn run(arguments: &Check, streams: &mut Streams<'_, '_>) -> Result<Status, String> {
    let Streams {
        stdin,
        stdout,
        stderr,
        terminal,
    } = streams;
    let links = if terminal.links {
        Some(target::here()?)
    } else {
        None
    };
    let inputs = inputs::inputs(arguments)?;
    let kind = |path: &Path| Kind::of(arguments, path);
    let needs = needs(&inputs, &kind);
    let wanted = &arguments.outputs.0;
    let standard = standard(wanted);
    if needs.requests && !standard.is_empty() {
        return Err("`flag` and `basic` are about texts, and a recorded request is more than one\n  help: choose another format".into());
    }
    let target = target::find(arguments, needs)?;
    let options = options(arguments, &target);
    let judge = Judge {
        target: &target,
        options: &options,
        variables: &arguments.var.iter().cloned().collect(),
    };
    if arguments.fix {
        let status = fix::run(arguments, judge, &inputs, stdout, stderr)?;
        if arguments.dry_run || status == Status::Failed {
            return Ok(status);
        }
    }
    let checker = Checker {
        judge,
        kind: &kind,
        standard,
        full: AtomicBool::new(arguments.max_problems == 0),
    };
    let threads = arguments
        .threads
        .unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN));
    let mut collector = Collector {
        arguments,
        target: &target,
        full: &checker.full,
        progress: Progress::new(terminal.watched, size(&inputs)),
        sinks: Sinks::new(wanted, arguments.ndjson, links.as_deref(), stdout)?,
        stderr,
        summary: Summary::default(),
        room: arguments.max_problems,
        status: Status::Clean,
        begin: START,
    };
    let (threads, ndjson) = (threads.get(), arguments.ndjson);
    let mut take = |done: Done| collector.take(&done);
    work::run(&checker, threads, inputs, ndjson, stdin, &mut take)?;
    collector.finish()
}

fn options(arguments: &Check, target: &Target) -> Options {
    let part = target
        .single
        .as_ref()
        .map_or(Part::Body, |single| single.part);
    let options = Options::default()
        .part(part)
        .max_violations(arguments.max_problems.max(1000));
    arguments.enable.iter().fold(options, Options::enable_lint)
}

/// Which kinds of files there are; standard input may be any.
fn needs(inputs: &[Input], kind: &dyn Fn(&Path) -> Kind) -> Needs {
    let mut needs = Needs::default();
    for input in inputs {
        let kind = match input {
            Input::Stdin => kind(Path::new("-")),
            Input::File(path) => kind(path),
            Input::Problem(..) => continue,
        };
        match kind {
            Kind::Text(_) => needs.texts = true,
            Kind::Requests(_) => needs.requests = true,
        }
    }
    needs
}

/// How many bytes there are to read, if that is known.
fn size(inputs: &[Input]) -> Option<u64> {
    let sizes = inputs.iter().map(|input| match input {
        Input::Stdin => None,
        Input::File(path) => path.metadata().ok().map(|found| found.len()),
        Input::Problem(..) => Some(0),
    });
    sizes.sum()
}

/// The beginning of a file.
const START: Record = Record {
    line: 1,
    offset: 0,
    characters: 0,
};

/// Counts what was found, and hands on what is to be shown.
struct Collector<'a, 'o> {
    arguments: &'a Check,
    target: &'a Target,
    /// Whether there is no more room; then findings are only counted.
    full: &'a AtomicBool,
    progress: Progress,
    sinks: Sinks<'a, 'o>,
    stderr: &'a mut dyn Write,
    summary: Summary,
    /// How many findings may still be written.
    room: usize,
    status: Status,
    /// Where the lines begin that are taken next.
    begin: Record,
}

impl Collector<'_, '_> {
    /// Takes what was found in some texts. Says whether anybody wants more.
    fn take(&mut self, done: &Done) -> Result<bool, String> {
        if let Some(words) = &done.problem {
            // The other files are still worth a look.
            let stderr = &mut *self.stderr;
            self.progress.aside(|| {
                let _ = writeln!(stderr, "error: {words}");
            });
            self.sinks.problem(&done.name, words);
            self.summary.problems += 1;
            self.status = Status::Failed;
        }
        if done.lines == Some(true) {
            self.begin = START;
        }
        let mut at = self.begin;
        let mut counted = 0;
        for text in &done.texts {
            let record = done.lines.map(|_| {
                let passed = &done.bytes[counted..text.range.start];
                counted = text.range.start;
                at.characters += characters(passed, at.offset == 0);
                at.offset += passed.len() as u64;
                at.line = self.begin.line + text.line;
                at
            });
            self.text(done, text, record);
        }
        if done.lines.is_some() {
            let rest = &done.bytes[counted..];
            self.begin = Record {
                line: self.begin.line + bytecount::count(&done.bytes, b'\n'),
                offset: at.offset + rest.len() as u64,
                characters: at.characters + characters(rest, at.offset == 0),
            };
        }
        self.progress.advance(done.bytes.len(), done.texts.len());
        let sinks = &mut self.sinks;
        self.progress.aside(|| sinks.write())?;
        Ok(!self.sinks.are_closed())
    }

    fn text(&mut self, done: &Done, text: &Text, record: Option<Record>) {
        let single = self.target.single.as_ref();
        let deprecation = single.and_then(|single| single.deprecation.as_ref());
        // A deprecated operation is worth one word, not one for each of its requests.
        let deprecation = deprecation.filter(|_| record.is_none() || self.summary.texts == 0);
        let own = deprecation.map(|found| (found.severity, &found.code));
        let (report, counted): (_, &[_]) = match &text.found {
            Found::Nothing => (None, &[]),
            Found::Report(report) => (Some(report), &[]),
            Found::Counted(found) => (None, found),
        };
        let found = report.into_iter().flatten();
        let words = found.clone().map(|found| (found.severity, &found.code));
        let counted = counted.iter().map(|(severity, code)| (*severity, code));
        let worst = self
            .summary
            .add(own.into_iter().chain(words).chain(counted));
        if worst.is_some_and(|worst| self.arguments.fail_on.counts(worst)) {
            self.status = self.status.max(Status::Findings);
        }
        // Standard input is not mended.
        if &*done.name != "<stdin>" {
            self.summary.fixable += text.fixable;
        }
        // Errors first, where there is no room for all.
        let mut shown: Vec<&Violation> = deprecation.into_iter().chain(found).collect();
        if shown.len() > self.room {
            shown.sort_by_key(|violation| std::cmp::Reverse(violation.severity));
            shown.truncate(self.room);
        }
        self.room -= shown.len();
        if self.room == 0 {
            self.full.store(true, Ordering::Relaxed);
        }
        self.sinks.findings(&Findings {
            name: &done.name,
            bytes: &done.bytes[text.range.clone()],
            record,
            valid: text.valid,
            violations: shown,
            report,
            outputs: &text.outputs,
        });
    }

    fn finish(mut self) -> Result<Status, String> {
        self.progress.end();
        self.summary.shown = self.arguments.max_problems - self.room;
        self.sinks.finish(&self.summary)?;
        Ok(self.status)
    }
}

/// The number of characters in bytes; a byte order mark at the start of a file is none.
fn characters(bytes: &[u8], at_start: bool) -> usize {
    let mark = at_start && bytes.starts_with(b"\xEF\xBB\xBF");
    bytecount::num_chars(bytes) - usize::from(mark)
}

impl Summary {
    /// Counts what was found in one text. Gives the worst of it.
    pub(crate) fn add<'a>(
        &mut self,
        found: impl Iterator<Item = (Severity, &'a Cow<'static, str>)>,
    ) -> Option<Severity> {
        self.texts += 1;
        let mut seen = BTreeSet::new();
        for (severity, code) in found {
            match severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                _ => self.infos += 1,
            }
            let count = self.codes.entry((severity, code.to_string())).or_default();
            count.findings += 1;
            if seen.insert((severity, code)) {
                count.texts += 1;
            }
        }
        seen.last().map(|(severity, _)| *severity)
    }
}
