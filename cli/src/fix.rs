//! `vouchsafe check --fix`: follows the suggestions of reports, and shows or writes what comes of it.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use similar::TextDiff;
use vouchsafe::{Applicability, Edit, Fixed, Report, codes};

use crate::args::Check;
use crate::check::{Input, Judge, Kind, Role};
use crate::output::{Output, Replaced};
use crate::render::{counted, visible};
use crate::source::{Encoding, Language};
use crate::status::Status;

/// One suggestion may make room for the next, but no text takes more rounds than this.
pub(crate) const MOST_ROUNDS: usize = 100;

/// Mends the files, or says what it would do.
///
/// # Errors
/// Why the job could not be begun.
pub(crate) fn run(
    arguments: &Check,
    judge: Judge<'_>,
    inputs: &[Input],
    stdout: &mut Output<'_>,
    stderr: &mut dyn Write,
) -> Result<Status, String> {
    let fixer = Fixer {
        judge,
        least: if arguments.fix_unsure {
            Applicability::MaybeIncorrect
        } else {
            Applicability::MachineApplicable
        },
        shows: arguments.dry_run,
    };
    let mut status = Status::Clean;
    for input in inputs {
        let (path, role) = match input {
            Input::File(path, role) => (path, *role),
            Input::Stdin(..) => {
                return Err("standard input cannot be fixed: name a file".to_owned());
            }
            // The check tells of it.
            Input::Problem(..) => continue,
        };
        // What a body is made of may stand for something else there.
        if matches!(role.kind, Kind::Requests(_)) {
            if !arguments.quiet {
                let _ = writeln!(
                    stderr,
                    "{}: left as it is, since recorded requests are not mended",
                    visible::path(path)
                );
            }
            continue;
        }
        let result = if arguments.dry_run {
            fixer.show(path, role, stdout)
        } else {
            fixer.mend(path, role).map(|words| {
                if !arguments.quiet {
                    let _ = stderr.write_all(words.as_bytes());
                }
                Status::Clean
            })
        };
        match result {
            Ok(found) => status = status.max(found),
            Err(problem) => {
                // The other files are still worth a look.
                let _ = writeln!(stderr, "error: {problem}");
                status = Status::Failed;
            }
        }
    }
    Ok(status)
}

struct Fixer<'a> {
    judge: Judge<'a>,
    least: Applicability,
    /// What changes is shown, not written.
    shows: bool,
}

/// A text before and after, and as it may be shown.
#[derive(Default)]
struct Change {
    before: Vec<u8>,
    after: Vec<u8>,
    /// The same with secrets masked, byte for byte; empty where nothing is shown.
    shown: [String; 2],
    /// How many suggestions have been followed.
    count: usize,
    /// How the file is written.
    encoding: Encoding,
}

impl Fixer<'_> {
    /// Writes the file anew, if there is something to mend. Returns a line that says so.
    fn mend(&self, path: &Path, role: Role) -> Result<String, String> {
        let change = self.change(path, role)?;
        if change.count == 0 {
            return Ok(String::new());
        }
        replace(path, &change.encoding.from_utf8(change.after))
            .map_err(|error| format!("`{}` cannot be written: {error}", visible::path(path)))?;
        let places = counted(change.count, "place");
        Ok(format!("{}: mended in {places}\n", visible::path(path)))
    }

    /// Prints the difference.
    fn show(&self, path: &Path, role: Role, stdout: &mut Output<'_>) -> Result<Status, String> {
        let change = self.change(path, role)?;
        if change.count == 0 {
            return Ok(Status::Clean);
        }
        let Change {
            before,
            after,
            shown,
            ..
        } = &change;
        let text = diff(&visible::path(path), [before, after], shown);
        let written = stdout.write(&text);
        written.map_err(|error| format!("the difference cannot be written: {error}"))?;
        Ok(Status::Findings)
    }

    fn change(&self, path: &Path, role: Role) -> Result<Change, String> {
        #[expect(clippy::disallowed_methods, reason = "the command reads files")]
        let before = std::fs::read(path);
        let before =
            before.map_err(|error| format!("`{}` cannot be read: {error}", visible::path(path)))?;
        if !role.by_line {
            let encoding = match role.kind {
                Kind::Text(Language::Yaml) => Encoding::of(&before),
                _ => Encoding::Utf8,
            };
            let mut change = self.text(role, role.kind.decoded(before));
            change.encoding = encoding;
            return Ok(change);
        }
        let mut all = Change::default();
        for line in before.split_inclusive(|byte| *byte == b'\n') {
            let (text, end) = line.split_at(line.trim_ascii_end().len());
            // A line without a text is no record.
            if !text.is_empty() {
                all.add(self.text(role, text.to_vec()));
            }
            all.add(Change::none(end));
        }
        Ok(all)
    }

    /// One text, mended until there is nothing left to follow.
    fn text(&self, role: Role, source: Vec<u8>) -> Change {
        let mut rounds: Vec<Round> = Vec::new();
        let mut text = source;
        while rounds.len() < MOST_ROUNDS {
            let report = self.judge.judge(role, None, &text).report;
            let Some(fixed) = self.step(role, &report, &text) else {
                break;
            };
            let broken = [codes::JSON_SYNTAX.name, codes::JSON_ENCODING.name];
            let is_broken = |code: &str| broken.contains(&code);
            let is_json = !report.errors().any(|error| is_broken(&error.code));
            rounds.push(Round {
                shown: (self.shows && is_json).then(|| self.judge.masked(role, &text)),
                before: std::mem::replace(&mut text, fixed.text),
                edits: fixed.edits,
                count: fixed.count,
            });
        }
        let shown = || {
            let after = self.judge.masked(role, &text);
            let rounds = rounds.iter();
            let before = rounds.rfold(after.clone(), |after, round| round.shown(&after));
            [before, after]
        };
        Change {
            shown: if self.shows {
                shown()
            } else {
                <[String; 2]>::default()
            },
            count: rounds.iter().map(|round| round.count).sum(),
            before: rounds
                .into_iter()
                .next()
                .map_or_else(|| text.clone(), |round| round.before),
            after: text,
            encoding: Encoding::Utf8,
        }
    }

    /// One round of suggestions followed, if there are any.
    fn step(&self, role: Role, report: &Report, text: &[u8]) -> Option<Fixed> {
        let changes = |fixed: &Fixed| fixed.count > 0 && fixed.text != text;
        let whole = report.fixed(text, self.least);
        if role.kind == Kind::Text(Language::Json) {
            return Some(whole).filter(changes);
        }
        // In other languages a change may reach further than the JSON shows.
        let mends = |fixed: &Fixed| {
            let after = self.judge.judge(role, None, &fixed.text).report;
            let is_read = after
                .iter()
                .all(|found| found.code != codes::UNREADABLE_TEXT.name);
            changes(fixed) && is_read && after.errors().count() <= report.errors().count()
        };
        if mends(&whole) {
            return Some(whole);
        }
        let alone = (0..report.violations().len()).map(|only| {
            let mut index = 0..;
            let one = report
                .clone()
                .filter_map(|found| (index.next() == Some(only)).then_some(found));
            one.fixed(text, self.least)
        });
        alone.into_iter().find(mends)
    }
}

/// One step from a text to the next.
struct Round {
    before: Vec<u8>,
    /// The same with secrets masked, if it is JSON.
    shown: Option<String>,
    edits: Vec<Edit>,
    count: usize,
}

impl Round {
    /// The text before it with secrets masked, where it is known how that after it may be shown.
    ///
    /// Of a text that is not JSON nobody knows what is what, so most of it would be masked. What edits leave alone is
    /// therefore shown as it is shown later, when more is known.
    fn shown(&self, after: &str) -> String {
        if let Some(shown) = &self.shown {
            return shown.clone();
        }
        let (mut shown, mut after) = (Vec::new(), after.as_bytes());
        let mut done = 0;
        for edit in &self.edits {
            let (same, rest) = after.split_at(edit.span.start - done);
            shown.extend_from_slice(same);
            let gone = &self.before[edit.span.range()];
            // Punctuation, or a word in whose place there is one of JSON; what is taken away without that may be a
            // comment.
            if gone.len() <= 3 || !edit.replacement.is_empty() {
                shown.extend_from_slice(gone);
            } else {
                shown.extend(gone.iter().map(|_| b'*'));
            }
            after = &rest[edit.replacement.len()..];
            done = edit.span.end;
        }
        shown.extend_from_slice(after);
        String::from_utf8_lossy(&shown).into_owned()
    }
}

impl Change {
    /// Text that is left as it is.
    fn none(text: &[u8]) -> Self {
        let shown = String::from_utf8_lossy(text).into_owned();
        Self {
            before: text.to_vec(),
            after: text.to_vec(),
            shown: [shown.clone(), shown],
            count: 0,
            encoding: Encoding::Utf8,
        }
    }

    /// What comes behind it.
    fn add(&mut self, next: Self) {
        self.before.extend(next.before);
        self.after.extend(next.after);
        for (shown, next) in self.shown.iter_mut().zip(next.shown) {
            shown.push_str(&next);
        }
        self.count += next.count;
    }
}

/// The difference between two texts as `diff -u` writes it; each is given as it is and as it may be shown.
pub(crate) fn diff(name: &str, texts: [&Vec<u8>; 2], shown: &[String; 2]) -> String {
    let [old, new] = texts.map(|text| lines(text));
    let [shown_old, shown_new] = [0, 1].map(|which| lines(shown[which].as_bytes()));
    let diff = TextDiff::configure().diff_slices(&old, &new);
    let mut out = format!("--- {name}\n+++ {name}\n");
    for group in diff.grouped_ops(3) {
        let header = similar::udiff::UnifiedHunkHeader::new(&group);
        let _ = writeln!(out, "{header}");
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let line = match (change.old_index(), change.new_index()) {
                (_, Some(index)) => shown_new.get(index),
                (Some(index), None) => shown_old.get(index),
                (None, None) => None,
            };
            let line = String::from_utf8_lossy(line.copied().unwrap_or_default());
            let line = visible::patch(&line);
            let _ = write!(out, "{}{line}", change.tag());
            if !line.ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// Puts a new file in the place of one, as a whole or not at all: it is never there half-written.
pub(crate) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = Replaced::new(path)?;
    file.write_all(text)?;
    file.finish()
}
