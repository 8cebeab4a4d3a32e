//! `vouchsafe schema test`: schemas tried on cases, with the keywords that no case has failed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, Kind, Position, Span, Tape, Value};
use vouchsafe::{KeywordPlace, Options, OutputFormat, Program, Report, Violation, Warnings};
use vouchsafe_compiler::UnknownKeywords;

use super::branches::{Branch, Branches, branches};
use super::compiler::compiler;
use super::pretty;
use crate::args::SchemaTest;
use crate::output::Output;
use crate::render::{counted, visible};
use crate::status::Status;
use crate::target::here;

/// Tries the schemas that files of cases name.
///
/// # Errors
/// Why the job could not be done, in words.
pub(crate) fn test(
    arguments: &SchemaTest,
    output: &mut Output<'_>,
    stderr: &mut dyn Write,
) -> Result<Status, String> {
    let mut status = Status::Clean;
    for file in &arguments.files {
        match cases(arguments, file, stderr) {
            Ok(tried) => {
                status = status.max(tried.status(arguments.min_coverage));
                let text = tried.shown(arguments.min_coverage, arguments.quiet);
                output
                    .write(&visible::lines(&text))
                    .map_err(|error| error.to_string())?;
            }
            Err(problem) => {
                // The other files are still worth a look.
                let _ = write!(stderr, "{problem}");
                status = Status::Failed;
            }
        }
    }
    Ok(status)
}

/// What came of a file of cases.
struct Tried {
    file: String,
    schema: String,
    cases: usize,
    failures: Vec<String>,
    /// All keywords, and those of them that no case has failed.
    keywords: usize,
    untried: Vec<KeywordPlace>,
    branches: Branches,
}

/// Tries the cases of a file.
fn cases(arguments: &SchemaTest, file: &Path, stderr: &mut dyn Write) -> Result<Tried, String> {
    let shown = visible::path(file);
    #[expect(clippy::disallowed_methods, reason = "the command reads files")]
    let source = std::fs::read(file);
    let source = source.map_err(|error| format!("error: `{shown}` cannot be read: {error}\n"))?;
    let wrong = |span: Span, words: &str| {
        let at = Position::of(&source, span.start);
        format!("error: {shown}:{}:{}: {words}\n", at.line, at.column)
    };
    let mut tape = Tape::default();
    let document = Document::scan(&source, &mut tape, DEFAULT_MAX_DEPTH)
        .map_err(|error| wrong(error.span, "the file of cases is not JSON"))?;
    let root = document.root();
    let schema = root.member("schema").and_then(Value::as_str);
    let schema = schema.ok_or_else(|| {
        wrong(
            root.span(),
            "expected a member `schema` with the path of the schema",
        )
    })?;
    let schema = schema.to_lossy().into_owned();
    let compiler = compiler(&arguments.reading)
        .unknown_keywords(if arguments.strict_schema {
            UnknownKeywords::Deny
        } else {
            UnknownKeywords::Warn
        })
        .assert_formats(arguments.assert_formats);
    let here = here().map_err(|error| format!("error: {error}\n"))?;
    let path = file.parent().unwrap_or(Path::new("")).join(&schema);
    let path = path.to_string_lossy();
    let compiled = compiler.compile_file(&here, &path);
    let compiled = compiled.map_err(|faults| {
        let frames = faults.into_iter().map(|fault| pretty(&here, &fault));
        frames.collect::<String>()
    })?;
    for warning in compiled.warnings.iter().filter(|_| !arguments.quiet) {
        // The cases are still worth trying.
        let _ = writeln!(stderr, "{}", visible::lines(&warning.to_string()));
    }
    let program = compiled.program;
    let cases = root
        .member("cases")
        .filter(|cases| cases.kind() == Kind::Object);
    let cases = cases.ok_or_else(|| wrong(root.span(), "expected a member `cases`, an object"))?;
    let mut runner = Runner {
        shown: &shown,
        source: &source,
        program: &program,
        failed: BTreeSet::new(),
        accepted: Vec::new(),
        failures: Vec::new(),
    };
    for (name, case) in cases.members() {
        let place = case.name().map_or(case.span(), Value::span);
        let instance = case.member("instance").ok_or_else(|| {
            wrong(
                place,
                "expected a case to be an object with a member `instance`",
            )
        })?;
        let codes = case.member("codes").into_iter().flat_map(Value::items);
        let codes = codes.map(|code| {
            let code = code
                .as_str()
                .ok_or_else(|| wrong(code.span(), "expected a code"))?;
            Ok(code.to_lossy().into_owned())
        });
        let codes = codes.collect::<Result<Vec<String>, String>>()?;
        runner.case(&name.to_lossy(), place, instance.span(), codes);
    }
    let places = program.keyword_places();
    let keywords = places.len();
    let is_untried =
        |place: &KeywordPlace| !runner.failed.contains(&place.absolute_keyword_location);
    Ok(Tried {
        cases: cases.len(),
        untried: places.into_iter().filter(is_untried).collect(),
        branches: branches(&compiler, &here, &path, &program, &runner.accepted),
        failures: runner.failures,
        keywords,
        schema,
        file: shown,
    })
}

struct Runner<'a> {
    shown: &'a str,
    source: &'a [u8],
    program: &'a Program,
    /// The keywords that some case has failed.
    failed: BTreeSet<String>,
    /// The instances that are accepted.
    accepted: Vec<&'a [u8]>,
    failures: Vec<String>,
}

impl Runner<'_> {
    /// Tries one case: the errors must have just these codes.
    fn case(&mut self, name: &str, place: Span, instance: Span, mut wanted: Vec<String>) {
        let source = self.source;
        let text = &source[instance.range()];
        let result = self.program.check(text);
        let report = result.map_or_else(|report| report, Warnings::into_report);
        let options = Options::default();
        let output = self
            .program
            .output_with(text, OutputFormat::Basic, &options);
        let locations = output.errors().iter();
        let locations = locations.filter_map(|error| error.absolute_keyword_location.clone());
        self.failed.extend(locations);
        let mut found: Vec<String> = report
            .errors()
            .map(|error| error.code.to_string())
            .collect();
        if found.is_empty() {
            self.accepted.push(text);
        }
        found.sort();
        wanted.sort();
        if found == wanted {
            return;
        }
        let at = Position::of(self.source, place.start);
        let expected = if wanted.is_empty() {
            "must be accepted".to_owned()
        } else {
            format!("must be refused with {}", list(&wanted))
        };
        let but = if found.is_empty() {
            "is accepted"
        } else {
            "is refused with"
        };
        let mut words = format!(
            "{}:{}:{}: error: the case `{name}` {expected}, but {but} {}\n",
            self.shown,
            at.line,
            at.column,
            list(&found)
        );
        self.findings(&report, instance, &mut words);
        self.failures.push(words.replace(" \n", "\n"));
    }

    /// What was found, with its places in the file.
    fn findings(&self, report: &Report, instance: Span, words: &mut String) {
        for error in report.errors() {
            let offset = |error: &Violation| {
                let span = error.labels.first().map(|label| label.span).or(error.span);
                span.map_or(instance.start, |span| instance.start + span.start)
            };
            let at = Position::of(self.source, offset(error));
            let _ = writeln!(
                words,
                "  {}:{}:{}: {}: {}",
                self.shown, at.line, at.column, error.code, error.message
            );
        }
    }
}

/// Codes in backticks.
fn list(codes: &[String]) -> String {
    let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    codes.join(", ")
}

impl Tried {
    fn coverage(&self) -> usize {
        let tried = self.keywords - self.untried.len();
        (100 * tried).checked_div(self.keywords).unwrap_or(100)
    }

    fn is_too_little(&self, least: u8) -> bool {
        self.coverage() < usize::from(least)
    }

    fn status(&self, least: u8) -> Status {
        if self.failures.is_empty() && !self.is_too_little(least) {
            Status::Clean
        } else {
            Status::Findings
        }
    }

    /// What is written: with `quiet` what makes the exit code 1 alone.
    fn shown(&self, least: u8, quiet: bool) -> String {
        let mut text = self.failures.concat();
        if quiet {
            return text + &self.too_little(least);
        }
        for place in &self.untried {
            let KeywordPlace {
                file,
                line,
                keyword,
                ..
            } = place;
            let _ = writeln!(
                text,
                "{file}:{line}: note: no case is refused by `{keyword}`"
            );
        }
        for Branch { file, line, name } in &self.branches.untaken {
            let _ = writeln!(
                text,
                "{file}:{line}: note: no case takes the branch `{name}`"
            );
        }
        let failed = match self.failures.len() {
            0 => "all as expected".to_owned(),
            failed => format!("{failed} not as expected"),
        };
        let coverage = self.coverage();
        let _ = writeln!(
            text,
            "{}: {} of `{}`, {failed}; {} of {} keywords have refused something ({coverage} %){}",
            self.file,
            counted(self.cases, "case"),
            self.schema,
            self.keywords - self.untried.len(),
            self.keywords,
            self.branches.words(),
        );
        text + &self.too_little(least)
    }

    /// A line that says that too few keywords have refused something, if that is so.
    fn too_little(&self, least: u8) -> String {
        if self.is_too_little(least) {
            format!("{}: error: fewer than {least} %\n", self.file)
        } else {
            String::new()
        }
    }
}
