//! `vouchsafe check`: reads files, checks them, hands the findings to the renderers.
//!
//! ```text
//! arguments, settings ─scope─▶ what files are checked against
//! arguments ─inputs─▶ files ─lines, work─▶ reports, in order ─Collector─▶ findings ─sinks─▶ renderers
//! ```

mod baseline;
mod ignores;
mod inputs;
mod judge;
mod kind;
mod lines;
mod listing;
mod progress;
mod scope;
mod sinks;
mod watch;
mod work;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use vouchsafe::{Severity, Violation};

use crate::args::{Check, Wanted};
use crate::catalogue;
use crate::fix;
use crate::render::{Findings, Folded, Name, Record, Summary, fitting, visible};
use crate::settings::{self, NAME};
use crate::status::Status;
use crate::streams::Streams;
use crate::target::{self, Finder};
use baseline::Baseline;
pub(crate) use inputs::Input;
pub(crate) use judge::Judge;
pub(crate) use kind::Kind;
use listing::Listing;
use progress::Progress;
pub(crate) use scope::Role;
use scope::{Rules, Scopes};
pub(crate) use sinks::{Sinks, standard};
use watch::{Read, Watch};
pub(crate) use work::is_sure;
use work::{Checker, Done, Found, Text};

/// Runs the check; with `--watch` again and again.
///
/// # Errors
/// Why the job could not be begun, in words.
pub(crate) fn run(arguments: &Check, streams: &mut Streams<'_, '_>) -> Result<Status, String> {
    let here = target::here()?;
    if !arguments.watch {
        return once(arguments, &here, streams, &mut Read::new(&here));
    }
    if arguments.files.iter().any(|file| file.as_os_str() == "-") {
        return Err("standard input cannot be watched: name a file".into());
    }
    if arguments.schema.as_deref().is_some_and(is_stdin) {
        return Err("a schema on standard input cannot be watched: name its file".into());
    }
    let mut watch = Watch::new()?;
    loop {
        let mut read = Read::new(&here);
        let result = once(arguments, &here, streams, &mut read);
        if let Err(problem) = result {
            // It may be mended while we wait.
            let _ = writeln!(streams.stderr, "error: {problem}");
        }
        if streams.stdout.is_closed() {
            return Ok(Status::Clean);
        }
        watch.cover(&read)?;
        if !arguments.quiet {
            let _ = writeln!(streams.stderr, "{}", watch::words(&read));
        }
        watch.wait(&read)?;
        if streams.terminal.watched {
            let _ = write!(streams.stderr, "{CLEAR}");
        }
    }
}

/// Refuses to write findings over what they are about.
fn refuse_inputs_as_outputs(wanted: &[Wanted], inputs: &[Input]) -> Result<(), String> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    for file in wanted.iter().filter_map(|wanted| wanted.file.as_ref()) {
        let output = real(file);
        let is_output =
            |input: &Input| matches!(input, Input::File(path, _) if real(path) == output);
        if inputs.iter().any(is_output) {
            return Err(format!(
                "`{}` is checked and would be overwritten with the findings\n  help: choose another file to write",
                file.display()
            ));
        }
    }
    Ok(())
}

/// Clears a terminal.
const CLEAR: &str = "\x1b[2J\x1b[H";

/// Runs the check, and notes what is read.
fn once(
    arguments: &Check,
    here: &Path,
    streams: &mut Streams<'_, '_>,
    read: &mut Read<'_>,
) -> Result<Status, String> {
    let found = settings::find(arguments, here, &mut |path| read.file(path))?;
    let arguments = &found.fill(arguments);
    let Streams {
        stdin,
        stdout,
        stderr,
        terminal,
    } = streams;
    let rules = Rules::new(arguments, &found, here)?;
    let inputs = inputs::inputs(arguments, &rules)?;
    note(arguments, &rules, &inputs, read);
    let wanted = &arguments.outputs.wanted;
    let standard = standard(wanted);
    let is_recorded = |role: Role| matches!(role.kind, Kind::Requests(_));
    if !standard.is_empty() && inputs.iter().filter_map(Input::role).any(is_recorded) {
        return Err("`flag` and `basic` are about texts, and a recorded request is more than one\n  help: choose another format".into());
    }
    refuse_inputs_as_outputs(wanted, &inputs)?;
    let reads_stdin = inputs.iter().any(|input| matches!(input, Input::Stdin(..)));
    if reads_stdin && arguments.schema.as_deref().is_some_and(is_stdin) {
        return Err("standard input is the schema already\n  help: name a file to check".into());
    }
    let Scopes {
        all: scopes,
        mut warnings,
        document,
    } = rules.scopes(&inputs, *stdin, &mut |path| read.file(path))?;
    let told = warnings.len();
    for warning in warnings.iter().filter(|_| !arguments.quiet) {
        let _ = writeln!(stderr, "{}", visible::lines(&warning.to_string()));
    }
    for code in rules.unknown_codes(&scopes) {
        if arguments.quiet {
            break;
        }
        let _ = writeln!(
            stderr,
            "warning: {}",
            visible::line(&catalogue::unknown(code))
        );
    }
    let judge = Judge {
        scopes: &scopes,
        variables: &arguments.var.iter().cloned().collect(),
        hosts: &arguments.host,
        environment: arguments.env.as_deref(),
        here,
    };
    if arguments.fix {
        let status = fix::run(arguments, judge, &inputs, stdout, stderr)?;
        if arguments.dry_run || status == Status::Failed {
            return Ok(status);
        }
    }
    let baseline = baseline(arguments, here)?;
    let checker = Checker {
        judge,
        standard,
        // What the baseline knows takes no room, and only words tell what it knows.
        full: AtomicBool::new(arguments.max_problems() == 0 && baseline.is_none()),
    };
    let threads = arguments
        .threads
        .unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN));
    let mut collector = Collector {
        arguments,
        judge,
        full: &checker.full,
        progress: Progress::new(terminal.watched && !arguments.quiet, size(&inputs)),
        sinks: Sinks::new(
            wanted,
            arguments.ndjson,
            terminal.links.then_some(here),
            stdout,
        )?,
        stderr,
        summary: Summary {
            quiet: arguments.quiet,
            ..Summary::default()
        },
        listing: arguments.verbose.then(Listing::default),
        baseline,
        room: arguments.max_problems(),
        room_of_readers: arguments.max_problems(),
        status: Status::Clean,
        begin: START,
    };
    let mut take = |done: Done| collector.take(&done);
    work::run(&checker, threads.get(), inputs, stdin, &mut take)?;
    if let Some(document) = &document {
        let files = document.files().into_iter();
        files.for_each(|path| read.file(path));
    }
    for target in scopes.iter().map(|scope| &scope.target) {
        Finder::keep(&mut warnings, target.warnings().cloned());
    }
    for warning in warnings.iter().skip(told).filter(|_| !arguments.quiet) {
        let words = visible::lines(&warning.to_string()).into_owned();
        let _ = writeln!(collector.stderr, "{words}");
    }
    collector.finish()
}

/// Whether a schema is named that is on standard input.
fn is_stdin(schema: &str) -> bool {
    schema == "-" || schema.starts_with("-#")
}

/// Notes what is checked, and folders that may come to hold more.
fn note(arguments: &Check, rules: &Rules<'_>, inputs: &[Input], read: &mut Read<'_>) {
    for input in inputs {
        if let Input::File(path, _) = input {
            read.file(path);
        }
    }
    for folder in arguments.files.iter().filter(|path| path.is_dir()) {
        read.folder(folder);
    }
    if arguments.files.is_empty() {
        read.folder(rules.folder());
    }
}

fn baseline(arguments: &Check, here: &Path) -> Result<Option<Baseline>, String> {
    let Some(file) = &arguments.baseline else {
        return if arguments.update_baseline {
            Err(format!(
                "say which file the baseline is: `--baseline FILE`, or `baseline` in `{NAME}`"
            ))
        } else {
            Ok(None)
        };
    };
    Baseline::new(file, here, arguments.update_baseline).map(Some)
}

/// How many bytes there are to read, if that is known.
fn size(inputs: &[Input]) -> Option<u64> {
    let sizes = inputs.iter().map(|input| match input {
        Input::Stdin(..) => None,
        Input::File(path, _) => path.metadata().ok().map(|found| found.len()),
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
    judge: Judge<'a>,
    /// Whether there is no more room; then findings are only counted.
    full: &'a AtomicBool,
    progress: Progress,
    sinks: Sinks<'a, 'o>,
    stderr: &'a mut dyn Write,
    summary: Summary,
    /// The list of what was checked, if it is wanted.
    listing: Option<Listing>,
    baseline: Option<Baseline>,
    /// How many findings may still be written.
    room: usize,
    /// How many may still be written in the formats for readers, which show a finding that repeats once.
    room_of_readers: usize,
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
                let _ = writeln!(stderr, "error: {}", visible::lines(words));
            });
            self.sinks.problem(&done.name, words);
            self.summary.problems += 1;
            self.status = Status::Failed;
        }
        if done.lines == Some(true) {
            self.begin = START;
        }
        if let Some(listing) = &mut self.listing {
            let words = listing.add(done, self.judge.scopes);
            let stderr = &mut *self.stderr;
            self.progress.aside(|| {
                let _ = stderr.write_all(words.as_bytes());
            });
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
        let single = done.role.and_then(|role| self.judge.single(role));
        let deprecation = single.and_then(|single| single.deprecation.as_ref());
        // A deprecated operation is worth one word, not one for each of its requests.
        let deprecation = deprecation.filter(|_| record.is_none() || self.summary.texts == 0);
        let (report, counted): (_, &[_]) = match &text.found {
            Found::Nothing => (None, &[]),
            Found::Report(report) => (Some(report), &[]),
            Found::Counted(found) => (None, found),
        };
        let fresh = self.fresh(&done.name, text, deprecation);
        let words = fresh.iter().map(|found| (found.severity, &found.code));
        let counted = counted.iter().map(|(severity, code)| (*severity, code));
        let worst = self.summary.add(words.chain(counted));
        let more = (text.omitted.errors > 0).then_some(Severity::Error);
        let worst = worst.max(more);
        if worst.is_some_and(|worst| self.arguments.fail_on().counts(worst)) {
            self.status = self.status.max(Status::Findings);
        }
        self.summary.requests.add(text.requests);
        self.summary.ignored += text.ignored;
        self.summary.errors += text.omitted.errors;
        self.summary.omitted = self.summary.omitted.and(text.omitted);
        // What repeats in one text is one to a reader; requests and texts of one file are not one.
        let is_one = text.texts == 1
            && done
                .role
                .is_some_and(|role| matches!(role.kind, Kind::Text(_)));
        let folded = if is_one && !self.arguments.unfold {
            Folded::together(&fresh)
        } else {
            Folded::alone(&fresh)
        };
        let folded = Folded::fitting(folded, self.room_of_readers);
        self.room_of_readers -= folded.len();
        self.summary.told += folded.iter().map(Folded::count).sum::<usize>();
        let shown = fitting(fresh, self.room);
        self.room -= shown.len();
        let [readers, machines] = self.sinks.audience();
        let is_full = (self.room == 0 || !machines) && (self.room_of_readers == 0 || !readers);
        if is_full && self.baseline.is_none() {
            self.full.store(true, Ordering::Relaxed);
        }
        self.sinks.findings(&Findings {
            name: &done.name,
            bytes: &done.bytes[text.range.clone()],
            record,
            valid: text.valid,
            omitted: text.omitted,
            violations: shown,
            folded,
            report,
            outputs: &text.outputs,
        });
    }

    /// The findings in a text that the baseline does not know.
    fn fresh<'t>(
        &mut self,
        name: &Name,
        text: &'t Text,
        deprecation: Option<&'t Violation>,
    ) -> Vec<&'t Violation> {
        let mut fixable = text.fixable;
        let found = match &text.found {
            Found::Report(report) => report.violations(),
            Found::Nothing | Found::Counted(_) => &[],
        };
        let found = deprecation.into_iter().chain(found);
        let fresh = match &mut self.baseline {
            None => found.collect(),
            Some(baseline) => {
                let path = baseline.begin(name.text());
                let (known, fresh): (Vec<_>, Vec<_>) =
                    found.partition(|found| baseline.knows(&path, found));
                self.summary.known += known.len();
                fixable -= known.into_iter().filter(|found| is_sure(found)).count();
                fresh
            }
        };
        // Standard input is not mended.
        if !name.is_stdin() {
            self.summary.fixable += fixable;
        }
        fresh
    }

    fn finish(mut self) -> Result<Status, String> {
        self.progress.end();
        if let Some(listing) = &mut self.listing {
            let words = listing.end(self.judge.scopes);
            let _ = self.stderr.write_all(words.as_bytes());
        }
        let words = self.baseline.as_ref().map(Baseline::finish).transpose()?;
        if let Some(words) = words.flatten().filter(|_| !self.arguments.quiet) {
            let _ = writeln!(self.stderr, "note: {words}");
        }
        self.summary.shown = self.arguments.max_problems() - self.room;
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
