//! `vouchsafe schema check`: every fault of schemas, as strict as the derive, and what is probably a mistake.
//!
//! ```text
//! arguments ─inputs─▶ files ─compiler─▶ diagnostics ─findings─▶ violations ─sinks─▶ renderers
//! ```

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use vouchsafe::{Applicability, Omitted};
use vouchsafe_compiler::{Compiler, Diagnostic, Diagnostics, Lints};

use super::compiler::compiler;
use super::{findings, fix};
use crate::args::SchemaCheck;
use crate::check::{Sinks, is_sure, standard};
use crate::files::{Named, Wanted};
use crate::render::{Findings, Folded, Name, Subject, Summary, counted, fitting, visible};
use crate::status::Status;
use crate::streams::Streams;
use crate::target::here;

/// What is asked of the compiler.
pub(super) struct Question {
    pub(super) root: PathBuf,
    compiler: Compiler,
    lints: Lints,
}

impl Question {
    fn of(arguments: &SchemaCheck) -> Result<Self, String> {
        let compiler = compiler(&arguments.reading)
            .unknown_keywords(arguments.unknown_keywords.into())
            .refuse_contradictions(true);
        let mut enabled = arguments.enable.iter();
        let lints = enabled.try_fold(Lints::default(), |lints, code| lints.enable(code))?;
        let mut disabled = arguments.disable.iter();
        let lints = disabled.try_fold(lints, |lints, code| lints.disable(code))?;
        Ok(Self {
            root: here()?,
            compiler,
            lints,
        })
    }

    /// What there is to say about files, some of which may have other texts than are written in them.
    pub(super) fn ask(
        &self,
        files: &[&str],
        texts: &BTreeMap<String, Vec<u8>>,
    ) -> Vec<Diagnostics> {
        let compiler = texts
            .iter()
            .fold(self.compiler.clone(), |compiler, (file, text)| {
                compiler.overlay(&self.root, file, text.as_slice())
            });
        compiler.lint_files(&self.root, files, &self.lints)
    }
}

/// Checks the schemas that the arguments name.
///
/// # Errors
/// Why the job could not be done, in words.
pub(crate) fn check(
    arguments: &SchemaCheck,
    streams: &mut Streams<'_, '_>,
) -> Result<Status, String> {
    let Streams {
        stdout,
        stderr,
        terminal,
        ..
    } = streams;
    let wanted = &arguments.outputs.wanted;
    if !standard(wanted).is_empty() {
        return Err("`flag` and `basic` are about instances, not about schemas\n  help: choose another format".into());
    }
    let question = Question::of(arguments)?;
    let usual = ["*.json", "*.yaml", "*.yml", "!*.cases.json"];
    let named = Wanted::by_name(&usual, &arguments.include)?.named(&arguments.files);
    let (files, mut problems) = readable(&question.root, named);
    if arguments.fix {
        let least = if arguments.fix_unsure {
            Applicability::MaybeIncorrect
        } else {
            Applicability::MachineApplicable
        };
        let fixed = fix::texts(&question, &files, least)?;
        if arguments.dry_run {
            let status = fix::show(&fixed, stdout)?;
            return Ok(tell(&problems, stderr).max(status));
        }
        let mut silence = std::io::sink();
        let notes: &mut dyn std::io::Write = if arguments.quiet {
            &mut silence
        } else {
            &mut **stderr
        };
        problems.extend(fix::write(&fixed, notes));
    }
    let links = terminal.links.then(|| question.root.clone());
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let diagnostics = question.ask(&names, &BTreeMap::new());
    let mut status = tell(&problems, stderr);
    let mut summary = Summary {
        subject: Subject::Schema,
        quiet: arguments.quiet,
        problems: problems.len(),
        ..Summary::default()
    };
    let mut sinks = Sinks::new(wanted, false, links.as_deref(), stdout)?;
    for (name, words) in &problems {
        sinks.problem(name, words);
    }
    let mut room = arguments.max_problems;
    for (file, found) in by_file(&files, diagnostics) {
        let (bytes, violations) = findings::violations(&question.root, &file, &found);
        let is_asked_for = files.contains(&file);
        let codes = violations.iter().map(|found| (found.severity, &found.code));
        let worst = summary.add(codes);
        summary.texts -= usize::from(!is_asked_for);
        if worst.is_some_and(|worst| arguments.fail_on.counts(worst)) {
            status = status.max(Status::Findings);
        }
        if is_asked_for {
            summary.fixable += violations.iter().filter(|found| is_sure(found)).count();
        }
        if arguments.verbose && is_asked_for {
            let found = match violations.len() {
                0 => "nothing found".to_owned(),
                number => counted(number, "finding"),
            };
            let _ = writeln!(
                stderr,
                "{}: 1 schema checked: {found}",
                visible::line(&file)
            );
        }
        let shown = fitting(violations.iter().collect(), room);
        room -= shown.len();
        sinks.findings(&Findings {
            name: &Name::of(Path::new(&file)),
            bytes: &bytes,
            record: None,
            valid: violations.iter().all(|violation| !violation.is_error()),
            omitted: Omitted::NOTHING,
            folded: Folded::alone(&shown),
            violations: shown,
            report: Some(&findings::report(&violations)),
            outputs: &[],
        });
        sinks.write()?;
    }
    summary.shown = arguments.max_problems - room;
    summary.told = summary.shown;
    sinks.finish(&summary)?;
    Ok(status)
}

/// The files that can be read, each once, and what cannot, with why.
fn readable(root: &Path, named: Vec<Named>) -> (Vec<String>, Vec<(Name, String)>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for named in named {
        match named {
            Named::Stdin => {
                let words = "standard input is no schema that others can refer to: name a file";
                problems.push((Name::stdin(), words.to_owned()));
            }
            Named::Problem(name, words) => problems.push((name, words)),
            Named::File(path) => {
                let name = path.to_string_lossy().into_owned();
                match std::fs::metadata(root.join(&path)) {
                    Err(error) => {
                        let name = Name::of(&path);
                        let words = format!("`{name}` cannot be read: {error}");
                        problems.push((name, words));
                    }
                    Ok(_) if files.contains(&name) => {}
                    Ok(_) => files.push(name),
                }
            }
        }
    }
    (files, problems)
}

/// Says what cannot be read; the others are still worth a look.
fn tell(problems: &[(Name, String)], stderr: &mut dyn std::io::Write) -> Status {
    for (_, words) in problems {
        let _ = writeln!(stderr, "error: {}", visible::lines(words));
    }
    if problems.is_empty() {
        Status::Clean
    } else {
        Status::Failed
    }
}

/// Diagnostics by the file that they are in: the files that were asked for first, then what they lead to.
fn by_file(files: &[String], diagnostics: Vec<Diagnostics>) -> Vec<(String, Vec<Diagnostic>)> {
    let mut by_file: Vec<(String, Vec<Diagnostic>)> = files
        .iter()
        .map(|file| (file.clone(), Vec::new()))
        .collect();
    let places = files.iter().cloned().enumerate();
    let mut places: HashMap<String, usize> = places.map(|(at, file)| (file, at)).collect();
    for diagnostic in diagnostics.into_iter().flatten() {
        let place = *places.entry(diagnostic.file.clone()).or_insert_with(|| {
            by_file.push((diagnostic.file.clone(), Vec::new()));
            by_file.len() - 1
        });
        by_file[place].1.push(diagnostic);
    }
    for (_, found) in &mut by_file {
        found.sort_by(|left, right| {
            (left.span, left.code, &left.message).cmp(&(right.span, right.code, &right.message))
        });
        // Two schemas may lead to the same faulty third one.
        found.dedup();
    }
    by_file
}
