//! The work that is done on all processors: one thread reads, others check, and the results come in order.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use vouchsafe::{Applicability, Omitted, Output, OutputFormat, Report, Severity, Violation, codes};

use super::inputs::Input;
use super::judge::{Judge, Judgement};
use super::kind::Kind;
use super::lines::Pieces;
use super::scope::Role;
use crate::render::{Name, Requests};

/// Something to check.
pub(super) struct Job {
    name: Arc<Name>,
    source: Source,
}

enum Source {
    /// A file with one text, not yet read.
    File(PathBuf, Role),
    Text(Vec<u8>, Role),
    /// Whole lines of a stream; whether they are its first ones.
    Lines(Vec<u8>, bool, Role),
    Problem(String),
}

/// What came of a job.
pub(super) struct Done {
    pub(super) name: Arc<Name>,
    /// What it was checked against, if it could be read.
    pub(super) role: Option<Role>,
    pub(super) bytes: Vec<u8>,
    pub(super) texts: Vec<Text>,
    /// If the texts are lines of a stream: whether they are its first ones.
    pub(super) lines: Option<bool>,
    /// Why nothing could be read.
    pub(super) problem: Option<String>,
}

/// What was found in one text.
pub(super) struct Text {
    /// Where it stands in the bytes.
    pub(super) range: Range<usize>,
    /// How many lines are before it.
    pub(super) line: usize,
    pub(super) valid: bool,
    /// How many texts are in it: a file may hold several.
    pub(super) texts: usize,
    /// How many recorded requests are checked and how many are not, where there are any.
    pub(super) requests: Option<Requests>,
    /// What was found and is in no report, because there are too many.
    pub(super) omitted: Omitted,
    /// How many of the findings have a sure suggestion that `--fix` would follow.
    pub(super) fixable: usize,
    /// How many findings comments ask to ignore.
    pub(super) ignored: usize,
    pub(super) found: Found,
    pub(super) outputs: Vec<(OutputFormat, Output)>,
}

pub(super) enum Found {
    Nothing,
    Report(Report),
    /// The findings where there is no room to show them.
    Counted(Vec<(Severity, Cow<'static, str>)>),
}

/// What every thread needs to check texts.
pub(super) struct Checker<'a> {
    pub(super) judge: Judge<'a>,
    /// The formats of the standard that are asked for.
    pub(super) standard: Vec<OutputFormat>,
    /// Whether no more findings will be shown.
    pub(super) full: AtomicBool,
}

impl Checker<'_> {
    fn check(&self, job: Job) -> Done {
        let mut done = Done {
            name: job.name,
            role: None,
            bytes: Vec::new(),
            texts: Vec::new(),
            lines: None,
            problem: None,
        };
        let role = match job.source {
            Source::Problem(words) => {
                done.problem = Some(words);
                return done;
            }
            Source::Text(bytes, role) => {
                done.bytes = role.kind.decoded(bytes);
                role
            }
            Source::File(path, role) => {
                match read(&path) {
                    Ok(bytes) => done.bytes = role.kind.decoded(bytes),
                    Err(words) => {
                        done.problem = Some(words);
                        return done;
                    }
                }
                role
            }
            Source::Lines(bytes, first, role) => {
                done.role = Some(role);
                done.lines = Some(first);
                let mut start = 0;
                for (line, text) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
                    let end = start + text.trim_ascii_end().len();
                    if start < end {
                        done.texts
                            .push(self.text(role, None, (&bytes, start..end), line));
                    }
                    start += text.len();
                }
                done.bytes = bytes;
                return done;
            }
        };
        done.role = Some(role);
        let path = done.name.file();
        let text = self.text(role, path, (&done.bytes, 0..done.bytes.len()), 0);
        done.texts.push(text);
        done
    }

    fn text(
        &self,
        role: Role,
        path: Option<&Path>,
        (bytes, range): (&[u8], Range<usize>),
        line: usize,
    ) -> Text {
        let text = &bytes[range.clone()];
        let Judgement {
            valid,
            report,
            texts,
            requests,
            ignored,
        } = self.judge.judge(role, path, text);
        let fixable = match role.kind {
            Kind::Text(_) => report.iter().filter(|found| is_sure(found)).count(),
            Kind::Requests(_) => 0,
        };
        let report = if role.by_line {
            with_advice_on_lines(report)
        } else {
            report
        };
        let omitted = report.omitted();
        let found = if report.violations().is_empty() {
            Found::Nothing
        } else if self.full.load(Ordering::Relaxed) {
            let found = report.into_iter();
            Found::Counted(found.map(|found| (found.severity, found.code)).collect())
        } else {
            Found::Report(report)
        };
        let outputs = |format: &OutputFormat| {
            let outputs = self.judge.outputs(role, text, *format);
            let format = *format;
            outputs.into_iter().map(move |output| (format, output))
        };
        Text {
            range,
            line,
            valid,
            texts,
            requests,
            omitted,
            fixable,
            ignored,
            found,
            outputs: self.standard.iter().flat_map(outputs).collect(),
        }
    }
}

/// Says of a line that is no whole text what lines are.
fn with_advice_on_lines(report: Report) -> Report {
    report.filter_map(|mut violation| {
        if violation.code == codes::JSON_SYNTAX.name && violation.help.is_none() {
            violation.help = Some(
                "each line is read as a text of its own: write each text on one line, without commas between them".into(),
            );
        }
        Some(violation)
    })
}

/// Whether a finding has a suggestion that can be followed without a second look.
pub(crate) fn is_sure(found: &Violation) -> bool {
    let suggestion = found.suggestion.as_ref();
    suggestion.is_some_and(|found| found.applicability == Applicability::MachineApplicable)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&Name::of(path), &error))?;
    Ok(bytes)
}

fn unreadable(name: &Name, error: &std::io::Error) -> String {
    format!("`{name}` cannot be read: {error}")
}

/// Makes jobs of the inputs, until nobody takes them.
fn jobs(inputs: Vec<Input>, stdin: &mut dyn Read, put: &mut dyn FnMut(Job) -> bool) -> bool {
    inputs.into_iter().all(|input| match input {
        Input::Problem(name, words) => put(Job {
            name: name.into(),
            source: Source::Problem(words),
        }),
        Input::Stdin(name, role) if role.by_line => pieces(name, role, &mut *stdin, put),
        Input::Stdin(name, role) => {
            let mut bytes = Vec::new();
            let source = match stdin.read_to_end(&mut bytes) {
                Ok(_) => Source::Text(bytes, role),
                Err(error) => Source::Problem(unreadable(&name, &error)),
            };
            let name = name.into();
            put(Job { name, source })
        }
        Input::File(path, role) if role.by_line => {
            let name = Name::of(&path);
            match File::open(&path) {
                Ok(file) => pieces(name, role, file, put),
                Err(error) => put(Job {
                    source: Source::Problem(unreadable(&name, &error)),
                    name: name.into(),
                }),
            }
        }
        Input::File(path, role) => put(Job {
            name: Name::of(&path).into(),
            source: Source::File(path, role),
        }),
    })
}

fn pieces(name: Name, role: Role, reader: impl Read, put: &mut dyn FnMut(Job) -> bool) -> bool {
    let name = Arc::new(name);
    let mut pieces = Pieces::new(reader);
    let mut first = true;
    loop {
        let source = match pieces.next() {
            Ok(None) => return true,
            Ok(Some(bytes)) => Source::Lines(bytes, std::mem::take(&mut first), role),
            Err(error) => {
                let source = Source::Problem(unreadable(&name, &error));
                return put(Job { name, source });
            }
        };
        let name = Arc::clone(&name);
        if !put(Job { name, source }) {
            return false;
        }
    }
}

/// Checks all inputs. `take` is given what came of each job, in order; it says whether to go on.
///
/// # Errors
/// What `take` says.
pub(super) fn run(
    checker: &Checker<'_>,
    threads: usize,
    inputs: Vec<Input>,
    stdin: &mut (dyn Read + Send),
    take: &mut dyn FnMut(Done) -> Result<bool, String>,
) -> Result<(), String> {
    // One text is checked sooner than a thread begins.
    let are_lines = |input: &Input| input.role().is_some_and(|role| role.by_line);
    if threads <= 1 || (inputs.len() <= 1 && !inputs.iter().any(are_lines)) {
        let mut result = Ok(());
        jobs(inputs, stdin, &mut |job| {
            let taken = take(checker.check(job));
            let go_on = matches!(taken, Ok(true));
            result = taken.map(|_| ());
            go_on
        });
        return result;
    }
    let (begin, begun) = mpsc::channel();
    let (finish, finished) = mpsc::channel();
    // So many jobs are under way at most: memory does not grow with the input.
    let (admit, admitted) = mpsc::sync_channel(4 * threads);
    let begun = Mutex::new(begun);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut number = 0;
            jobs(inputs, stdin, &mut |job| {
                let put = admit.send(()).is_ok() && begin.send((number, job)).is_ok();
                number += 1;
                put
            })
        });
        for _ in 0..threads {
            let (begun, finish) = (&begun, finish.clone());
            scope.spawn(move || work(checker, begun, &finish));
        }
        drop(finish);
        // Whoever waits for anything else afterwards is told so: both ends are dropped here.
        in_order(finished, admitted, take)
    })
}

type Numbered<T> = (usize, T);

/// Says that a thread has ended, if that is because it panicked: nobody is to wait for its result.
struct Alarm<'a>(&'a Sender<Option<Numbered<Done>>>);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.0.send(None);
        }
    }
}

/// Checks jobs until there are no more.
fn work(
    checker: &Checker<'_>,
    begun: &Mutex<Receiver<Numbered<Job>>>,
    finish: &Sender<Option<Numbered<Done>>>,
) {
    let _alarm = Alarm(finish);
    loop {
        let next = begun.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, job)) = next else { return };
        let done = checker.check(job);
        if finish.send(Some((number, done))).is_err() {
            return;
        }
    }
}

/// Takes what is finished in the order of its numbers, and makes room for as much.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the other threads end when their channels are dropped"
)]
fn in_order(
    finished: Receiver<Option<Numbered<Done>>>,
    admitted: Receiver<()>,
    take: &mut dyn FnMut(Done) -> Result<bool, String>,
) -> Result<(), String> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for done in &finished {
        let (number, done) = done.ok_or("a thread has panicked")?;
        early.insert(number, done);
        while let Some(done) = early.remove(&next) {
            next += 1;
            let _ = admitted.recv();
            if !take(done)? {
                return Ok(());
            }
        }
    }
    Ok(())
}
