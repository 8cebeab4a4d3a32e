//! The verdict on the contents of one file, whatever they are written in.

use std::path::Path;

use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, Kind as JsonKind, Span, Tape};
use vouchsafe::{Options, Output, OutputFormat, Program, Report, Severity, Warnings, codes};

use super::ignores::{self, Comments};
use super::kind::Kind;
use super::scope::{Role, Scope};
use crate::args::Host;
use crate::render::Requests;
use crate::request::{self, Recording, Saying, Surroundings, Variables};
use crate::source::{Language, Source, asides, refuse, refuse_text, rewrite};
use crate::target::Single;

/// What contents are judged by.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    pub(crate) scopes: &'a [Scope],
    pub(crate) variables: &'a Variables,
    /// Other hosts that mean the API.
    pub(crate) hosts: &'a [Host],
    /// The environment whose variables count.
    pub(crate) environment: Option<&'a str>,
    /// The folder that paths start from.
    pub(crate) here: &'a Path,
}

/// What there is to say of contents.
pub(crate) struct Judgement {
    /// Whether the schema is satisfied, however severe anybody finds that.
    pub(crate) valid: bool,
    pub(crate) report: Report,
    /// How many texts, or recorded requests, there are.
    pub(crate) texts: usize,
    /// How many recorded requests are checked and how many are not, where there are any.
    pub(crate) requests: Option<Requests>,
    /// How many findings comments ask to ignore.
    pub(crate) ignored: usize,
}

impl Judgement {
    fn new(report: Report) -> Self {
        Self {
            valid: !report.has_errors(),
            report,
            texts: 1,
            requests: None,
            ignored: 0,
        }
    }

    /// The judgement, as one of that many texts.
    fn of(self, texts: usize) -> Self {
        Self { texts, ..self }
    }

    /// Without what comments ignore.
    fn but(self, comments: Option<Comments>, bytes: &[u8], sources: &[Source]) -> Self {
        let Some(comments) = comments else {
            return self;
        };
        let (report, ignored) = ignores::apply(self.report, comments, bytes, sources);
        Self {
            report,
            ignored,
            ..self
        }
    }
}

impl<'a> Judge<'a> {
    fn scope(&self, role: Role) -> &'a Scope {
        &self.scopes[role.scope]
    }

    /// The schema of texts.
    pub(crate) fn single(&self, role: Role) -> Option<&'a Single> {
        self.scope(role).target.single.as_ref()
    }

    /// A text as it may be shown.
    pub(crate) fn masked(&self, role: Role, bytes: &[u8]) -> String {
        let (Kind::Text(language), Some(single)) = (role.kind, self.single(role)) else {
            return String::new();
        };
        let options = &self.scope(role).options;
        if language == Language::Json {
            return single.program.masked(bytes, options);
        }
        let mut secrets = Warnings::default().into_report();
        let Ok(sources) = language.read(bytes) else {
            // What cannot be read is not mended, so it need not be shown.
            secrets.hide(Span::new(0, bytes.len()));
            return secrets.masked(bytes);
        };
        for source in &sources {
            let options = options.clone().hide(lone_names(language, source));
            let report = single.program.secrets(&source.json, &options);
            secrets.merge(report.relocated(&source.origins, bytes));
        }
        hide_asides(&mut secrets, &single.program, language, &sources, bytes);
        secrets.masked(bytes)
    }

    /// Everything that there is to say, with places in the bytes. `path` tells where the file is, if it is one.
    pub(crate) fn judge(&self, role: Role, path: Option<&Path>, bytes: &[u8]) -> Judgement {
        let scope = self.scope(role);
        let options = &scope.options;
        let found = match (role.kind, self.single(role)) {
            (Kind::Text(_), Some(single)) if is_left_out(single, bytes) => {
                Judgement::new(Warnings::default().into_report())
            }
            (Kind::Text(Language::Json), Some(single)) => {
                Judgement::new(check(&single.program, bytes, options))
            }
            (Kind::Text(language), Some(single)) => text(language, &single.program, bytes, options),
            (Kind::Text(_), None) => Judgement::new(Warnings::default().into_report()),
            (Kind::Requests(recording), _) => {
                let around = Surroundings::of(path, self.here, self.variables, self.environment);
                Self::requests(recording, scope, (&around, self.hosts), bytes)
            }
        };
        Judgement {
            report: scope.grades.grade(found.report),
            ..found
        }
    }

    /// The same in a format of the standard, once for each text; for recorded requests there is none.
    pub(crate) fn outputs(&self, role: Role, bytes: &[u8], format: OutputFormat) -> Vec<Output> {
        let (Kind::Text(language), Some(single)) = (role.kind, self.single(role)) else {
            return Vec::new();
        };
        if is_left_out(single, bytes) {
            return vec![Output::of_nothing(format)];
        }
        let options = &self.scope(role).options;
        let output = |json: &[u8]| single.program.output_with(json, format, options);
        if language == Language::Json {
            return vec![output(bytes)];
        }
        match language.read(bytes) {
            Ok(sources) => sources
                .iter()
                .map(|source| {
                    let options = options.clone().hide(lone_names(language, source));
                    let program = &single.program;
                    program.output_with(&source.json, format, &options)
                })
                .collect(),
            Err(unreadable) => {
                vec![Output::of_unreadable(
                    refuse_text(&unreadable, &single.program, bytes),
                    format,
                )]
            }
        }
    }

    fn requests(
        recording: Recording,
        scope: &Scope,
        (around, hosts): (&Surroundings<'_>, &[Host]),
        bytes: &[u8],
    ) -> Judgement {
        let text = match crate::source::text(bytes) {
            Ok(text) => text,
            Err(unreadable) => return Judgement::new(refuse(&unreadable, bytes)),
        };
        let against = request::Against {
            known: &scope.target.operations,
            hosts,
            options: &scope.options,
        };
        let mut reporter = request::Reporter::new(text, recording, against);
        let mut requests = 0;
        recording.read(text, around, &mut |recorded| {
            requests += 1;
            match recorded {
                Ok(recorded) => reporter.report(&recorded),
                Err(refused) => reporter.refuse(&refused),
            }
        });
        let checked = reporter.checked;
        let Saying {
            mut whole,
            open,
            secrets,
            ..
        } = reporter.finish();
        if !whole.violations().is_empty() {
            for span in request::hidden(recording.doubtful(text), open, text) {
                whole.hide(span);
            }
            whole.hide_texts(secrets, bytes);
        }
        let comments = (recording == Recording::Http).then_some(Comments::Lines);
        let judgement = Judgement {
            requests: Some(Requests::of_file(checked, requests - checked)),
            ..Judgement::new(whole)
        };
        judgement.of(requests).but(comments, bytes, &[])
    }
}

/// Whether a file says that a message comes without a part, and it may.
fn is_left_out(single: &Single, bytes: &[u8]) -> bool {
    single.optional && bytes.trim_ascii().is_empty()
}

fn text(language: Language, program: &Program, bytes: &[u8], options: &Options) -> Judgement {
    let sources = match language.read(bytes) {
        Ok(sources) => sources,
        Err(unreadable) => return Judgement::new(refuse_text(&unreadable, program, bytes)),
    };
    let mut whole = Warnings::default().into_report();
    for source in &sources {
        let mut report = if program.has_secrets() {
            let options = options.clone().hide(lone_names(language, source));
            check(program, &source.json, &options)
        } else {
            check(program, &source.json, options)
        };
        if source.is_nothing {
            report = of_nothing(report, &source.json);
        }
        whole.merge(report.relocated_by(&source.origins, bytes, &|edit, place| {
            rewrite(language, source, bytes, edit, place)
        }));
    }
    if !whole.violations().is_empty() {
        hide_asides(&mut whole, program, language, &sources, bytes);
    }
    Judgement::new(whole)
        .of(sources.len())
        .but(Comments::of(language), bytes, &sources)
}

/// The names of members that have no value in the source, in the JSON: in YAML a text without a colon is such a name.
fn lone_names(language: Language, source: &Source) -> Vec<Span> {
    let mut tape = Tape::default();
    if language != Language::Yaml {
        return Vec::new();
    }
    let Ok(document) = Document::scan(&source.json, &mut tape, DEFAULT_MAX_DEPTH) else {
        return Vec::new();
    };
    let count = u32::try_from(document.tape().len()).unwrap_or(u32::MAX);
    let values = (0..count).map(|index| document.value_at(index));
    let nulls = values.filter(|value| value.kind() == JsonKind::Null);
    let lone = nulls.filter(|value| {
        let written = source.origins.span(value.span());
        written.start == written.end
    });
    lone.filter_map(|value| Some(value.name()?.span()))
        .collect()
}

/// Hides what no schema describes where a schema has secrets: a comment may be a password, or a part of one.
fn hide_asides(
    report: &mut Report,
    program: &Program,
    language: Language,
    sources: &[Source],
    bytes: &[u8],
) {
    if program.has_secrets() {
        for span in asides(language, sources, bytes) {
            report.hide(span);
        }
    }
}

/// The report on a document with nothing in it, which says so.
fn of_nothing(mut report: Report, json: &[u8]) -> Report {
    let help = "there is nothing in the text, which YAML reads as `null`";
    if report.has_errors() {
        return report.filter_map(|mut found| {
            found.help.get_or_insert_with(|| help.to_owned());
            Some(found)
        });
    }
    report.merge(Report::of_finding(
        (&codes::EMPTY_TEXT, Severity::Warning),
        help,
        None,
        json,
        Span::new(0, 0),
    ));
    report
}

fn check(program: &Program, bytes: &[u8], options: &Options) -> Report {
    let result = program.check_with(bytes, options);
    result.map_or_else(|report| report, Warnings::into_report)
}
