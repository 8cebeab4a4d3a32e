//! The verdict on the contents of one file, whatever they are written in.

use vouchsafe::{Options, Output, OutputFormat, Program, Report, Warnings};

use super::ignores::{self, Comments};
use super::kind::Kind;
use super::scope::{Role, Scope};
use crate::request::{self, Recording, Variables};
use crate::source::{Language, Source, refuse};
use crate::target::Single;

/// What contents are judged by.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    pub(crate) scopes: &'a [Scope],
    pub(crate) variables: &'a Variables,
}

/// What there is to say of contents.
pub(crate) struct Judgement {
    /// Whether the schema is satisfied, however severe anybody finds that.
    pub(crate) valid: bool,
    pub(crate) report: Report,
    /// How many findings comments ask to ignore.
    pub(crate) ignored: usize,
}

impl Judgement {
    fn new(report: Report) -> Self {
        Self {
            valid: !report.has_errors(),
            report,
            ignored: 0,
        }
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
        // What cannot be read is not mended, so nobody wants to see it.
        let mut secrets = Warnings::default().into_report();
        for source in language.read(bytes).unwrap_or_default() {
            let report = single.program.secrets(&source.json, options);
            secrets.merge(report.relocated(&source.origins, bytes));
        }
        secrets.masked(bytes)
    }

    /// Everything that there is to say, with places in the bytes.
    pub(crate) fn judge(&self, role: Role, bytes: &[u8]) -> Judgement {
        let scope = self.scope(role);
        let options = &scope.options;
        let found = match (role.kind, self.single(role)) {
            (Kind::Text(Language::Json), Some(single)) => {
                Judgement::new(check(&single.program, bytes, options))
            }
            (Kind::Text(language), Some(single)) => text(language, &single.program, bytes, options),
            (Kind::Text(_), None) => Judgement::new(Warnings::default().into_report()),
            (Kind::Requests(recording), _) => self.requests(recording, scope, bytes),
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
        let options = &self.scope(role).options;
        let output = |json: &[u8]| single.program.output_with(json, format, options);
        if language == Language::Json {
            return vec![output(bytes)];
        }
        match language.read(bytes) {
            Ok(sources) => sources.iter().map(|source| output(&source.json)).collect(),
            Err(unreadable) => {
                vec![Output::of_unreadable(refuse(&unreadable, bytes), format)]
            }
        }
    }

    fn requests(&self, recording: Recording, scope: &Scope, bytes: &[u8]) -> Judgement {
        let text = match crate::source::text(bytes) {
            Ok(text) => text,
            Err(unreadable) => return Judgement::new(refuse(&unreadable, bytes)),
        };
        let known = &scope.target.operations;
        let mut whole = Warnings::default().into_report();
        for recorded in recording.read(text, self.variables) {
            whole.merge(match recorded {
                Ok(recorded) => request::report(&recorded, text, known, &scope.options),
                Err(unreadable) => refuse(&unreadable, bytes),
            });
        }
        let comments = (recording == Recording::Http).then_some(Comments::Lines);
        Judgement::new(whole).but(comments, bytes, &[])
    }
}

fn text(language: Language, program: &Program, bytes: &[u8], options: &Options) -> Judgement {
    let sources = match language.read(bytes) {
        Ok(sources) => sources,
        Err(unreadable) => return Judgement::new(refuse(&unreadable, bytes)),
    };
    let mut whole = Warnings::default().into_report();
    for source in &sources {
        let report = check(program, &source.json, options);
        whole.merge(report.relocated_by(&source.origins, bytes, &|edit, place| {
            language.rewrite(source, bytes, edit, place)
        }));
    }
    Judgement::new(whole).but(Comments::of(language), bytes, &sources)
}

fn check(program: &Program, bytes: &[u8], options: &Options) -> Report {
    let result = program.check_with(bytes, options);
    result.map_or_else(|report| report, Warnings::into_report)
}
