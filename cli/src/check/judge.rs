//! The verdict on the contents of one file, whatever they are written in.

use vouchsafe::{Options, Output, OutputFormat, Program, Report, Severity, Warnings, codes};

use super::kind::Kind;
use crate::request::{self, Recording, Variables};
use crate::source::{Language, Unreadable};
use crate::target::{Known, Target};

/// What contents are judged by.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    pub(crate) target: &'a Target,
    pub(crate) options: &'a Options,
    pub(crate) variables: &'a Variables,
}

impl<'a> Judge<'a> {
    /// The schema of texts.
    pub(crate) fn program(&self) -> Option<&'a Program> {
        self.target.single.as_ref().map(|single| &single.program)
    }

    /// Everything that there is to say, with places in the bytes.
    pub(crate) fn report(&self, kind: Kind, bytes: &[u8]) -> Report {
        match (kind, self.program()) {
            (Kind::Text(Language::Json), Some(program)) => check(program, bytes, self.options),
            (Kind::Text(language), Some(program)) => self.text(language, program, bytes),
            (Kind::Text(_), None) => Warnings::default().into_report(),
            (Kind::Requests(recording), _) => {
                self.requests(recording, &self.target.operations, bytes)
            }
        }
    }

    /// The same in a format of the standard, once for each text; for recorded requests there is none.
    pub(crate) fn outputs(&self, kind: Kind, bytes: &[u8], format: OutputFormat) -> Vec<Output> {
        let (Kind::Text(language), Some(program)) = (kind, self.program()) else {
            return Vec::new();
        };
        let output = |json: &[u8]| program.output_with(json, format, self.options);
        if language == Language::Json {
            return vec![output(bytes)];
        }
        match language.read(bytes) {
            Ok(sources) => sources.iter().map(|source| output(&source.json)).collect(),
            Err(unreadable) => vec![Output::of_unreadable(refuse(unreadable, bytes), format)],
        }
    }

    fn text(&self, language: Language, program: &Program, bytes: &[u8]) -> Report {
        let sources = match language.read(bytes) {
            Ok(sources) => sources,
            Err(unreadable) => return refuse(unreadable, bytes),
        };
        let mut whole = Warnings::default().into_report();
        for source in sources {
            let report = check(program, &source.json, self.options);
            whole.merge(report.relocated(&source.origins, bytes));
        }
        whole
    }

    fn requests(&self, recording: Recording, known: &[Known], bytes: &[u8]) -> Report {
        let text = match crate::source::text(bytes) {
            Ok(text) => text,
            Err(unreadable) => return refuse(unreadable, bytes),
        };
        let mut whole = Warnings::default().into_report();
        for recorded in recording.read(text, self.variables) {
            whole.merge(match recorded {
                Ok(recorded) => request::report(&recorded, text, known, self.options),
                Err(unreadable) => refuse(unreadable, bytes),
            });
        }
        whole
    }
}

fn check(program: &Program, bytes: &[u8], options: &Options) -> Report {
    let result = program.check_with(bytes, options);
    result.map_or_else(|report| report, Warnings::into_report)
}

fn refuse(unreadable: Unreadable, bytes: &[u8]) -> Report {
    let Unreadable { message, span, .. } = unreadable;
    let code = (&codes::UNREADABLE_TEXT, Severity::Error);
    Report::of_finding(code, &message, None, bytes, span)
}
