//! Checks recorded requests: finds their operation, and puts together what is to be said of their parts.

use std::collections::BTreeSet;
use std::sync::Arc;

use vouchsafe::json::Span;
use vouchsafe::{Options, Part, Program, Severity, Warnings, codes};
use vouchsafe_compiler::Parameter;

use super::find::{self, Unknown};
use super::foreign::Foreign;
use super::parameters::{Member, Parameters, Text};
use super::saying::Saying;
use super::secrets::Names;
use super::style::{self, Coding, Wants};
use super::template::Fit;
use super::url::place;
use super::{
    BodyFile, Recorded, Recording, Refused, Traced, credentials, media, secrets, unjudged, unknown,
    unusable,
};
use crate::args::Host;
use crate::target::{Known, Schema};

/// What requests are checked against.
#[derive(Clone, Copy)]
pub(crate) struct Against<'a> {
    pub(crate) known: &'a [Arc<Known>],
    /// Other hosts that mean the API.
    pub(crate) hosts: &'a [Host],
    pub(crate) options: &'a Options,
}

/// Checks the requests of one source, one after the other.
pub(crate) struct Reporter<'a, 's> {
    against: Against<'a>,
    saying: Saying<'s>,
    /// How many requests are checked against an operation.
    pub(crate) checked: usize,
    /// What is known of the hosts, where requests to others are no more than counted.
    foreign: Option<Foreign>,
    /// The operations of an archive whose credentials have been asked for.
    asked: BTreeSet<String>,
}

impl<'a, 's> Reporter<'a, 's> {
    pub(crate) fn new(source: &'s str, recording: Recording, against: Against<'a>) -> Self {
        Self {
            against,
            saying: Saying::new(source),
            checked: 0,
            foreign: (recording == Recording::Har).then(Foreign::default),
            asked: BTreeSet::new(),
        }
    }

    /// Adds why a request is not handed on.
    pub(crate) fn refuse(&mut self, refused: &Refused) {
        self.saying.refuse(refused);
    }

    /// Everything that there is to say, with what can only be said when all requests are read.
    pub(crate) fn finish(mut self) -> Saying<'s> {
        if let Some(foreign) = self.foreign {
            foreign.finish(&mut self.saying);
        }
        self.saying
    }

    /// Adds why a request is meant for no operation.
    fn unknown(&mut self, unknown: &Unknown<'_>, recorded: &Recorded) {
        let words = unknown::words(unknown, recorded, self.against.known);
        match (&mut self.foreign, unknown) {
            (Some(foreign), Unknown::Preflight) => foreign.preflight(),
            (Some(foreign), Unknown::Host) => foreign.other(recorded),
            (Some(foreign), Unknown::Path) => foreign.wait(recorded, words),
            _ => words.add(&mut self.saying, recorded.path.span()),
        }
    }

    /// Adds everything that there is to say about a request and its response.
    pub(crate) fn report(&mut self, recorded: &Recorded) {
        let Against {
            known,
            hosts,
            options,
        } = self.against;
        for not_checked in &recorded.not_checked {
            self.saying.not_checked(not_checked);
        }
        let found = find::Finder::new(recorded, hosts, known).find();
        let operation = found.as_ref().ok().map(|found| found.operation);
        self.saying.open.extend(secrets::open(recorded, operation));
        secrets::texts(recorded, &mut self.saying.secrets);
        let find::Found { operation, fit } = match found {
            Ok(found) => found,
            Err(unknown) => return self.unknown(&unknown, recorded),
        };
        self.checked += 1;
        if let Some(foreign) = &mut self.foreign {
            foreign.meet(recorded);
        }
        // Browsers leave credentials out of what they save, so that an archive says it once of each operation.
        if self.foreign.is_none() || self.asked.insert(operation.id.clone()) {
            credentials::check(recorded, operation, &mut self.saying);
        }
        let mut checker = Checker {
            source: self.saying.source,
            options,
            saying: &mut self.saying,
        };
        checker.request(recorded, operation, &fit);
    }
}

/// Looks at one request.
pub(super) struct Checker<'a, 's> {
    pub(super) source: &'s str,
    pub(super) options: &'a Options,
    pub(super) saying: &'a mut Saying<'s>,
}

impl Checker<'_, '_> {
    fn request(&mut self, recorded: &Recorded, operation: &Known, fit: &Fit<'_>) {
        if let Some(words) = &operation.deprecated {
            let code = (&codes::DEPRECATED_API, Severity::Warning);
            self.add(code, words, None, recorded.path.span());
        }
        self.faults(recorded, operation);
        self.empty_segment(recorded, fit);
        for (part, schema) in &operation.programs {
            if let Some(program) = self.usable(schema, *part, recorded.path.span()) {
                self.parameters(recorded, operation, (*part, program), &fit.parameters);
            }
        }
        self.undescribed(recorded, operation);
        match &recorded.body_file {
            None => self.body(recorded, operation),
            Some(file) => self.body_in(file, recorded, operation),
        }
        self.response(recorded, operation);
    }

    /// Adds a finding that no schema makes.
    pub(super) fn add(
        &mut self,
        code: (&'static codes::Code, Severity),
        words: &str,
        help: Option<String>,
        place: Span,
    ) {
        self.saying.add(code, words, help, place);
    }

    /// Adds what a schema says of a text.
    pub(super) fn check(&mut self, part: Part, program: &Program, text: &Text) {
        let Text {
            source: text,
            marks,
            is_untyped,
            unknown,
        } = text;
        let options = self.options.clone().part(part).untyped(*is_untyped);
        let options = options.hide(marks.hidden.iter().copied());
        let result = program.check_with(&text.json, &options);
        let report = result.map_or_else(|report| report, Warnings::into_report);
        let report = unjudged::leave_out(report, &text.json, marks, unknown);
        // What is said of another part may stand on the same line.
        let report = if report.violations().is_empty() {
            program.secrets(&text.json, &options)
        } else {
            report
        };
        if matches!(part, Part::Body | Part::Response) {
            self.saying.secrets.extend(report.secret_texts(&text.json));
        }
        let report = report.relocated_with(&text.origins, &mut self.saying.positions, &|edit,
                                                                                        (
            _,
            is_verbatim,
        )| {
            is_verbatim.then(|| edit.replacement.clone())
        });
        self.saying.whole.merge(report);
    }

    /// The program of a schema. Where it cannot be used, or leaves something out, a finding says so.
    pub(super) fn usable<'k>(
        &mut self,
        schema: &'k Schema,
        part: Part,
        place: Span,
    ) -> Option<&'k Program> {
        let code = (&codes::NOT_CHECKED, Severity::Warning);
        match schema.program() {
            Ok(program) => {
                for left_out in schema.unchecked() {
                    let words = format!("a `pattern` is not checked: {}", left_out.message);
                    self.add(code, &words, Some(unusable::whereabouts(left_out)), place);
                }
                Some(program)
            }
            Err(faults) => {
                let (words, help) = unusable::words(part, faults.iter());
                self.add(code, &words, help, place);
                None
            }
        }
    }

    /// Adds what is wrong with the descriptions of the parts of an operation.
    fn faults(&mut self, recorded: &Recorded, operation: &Known) {
        for fault in &operation.faults {
            if fault.part == Some(Part::Response) && recorded.response.is_none() {
                continue;
            }
            let (words, help) = unusable::piece(fault.part, &fault.diagnostic);
            let code = (&codes::NOT_CHECKED, Severity::Warning);
            self.add(code, &words, help, recorded.path.span());
        }
    }

    fn parameters(
        &mut self,
        recorded: &Recorded,
        operation: &Known,
        (part, program): (Part, &Program),
        path: &[(&str, Traced)],
    ) {
        let declared = operation
            .parameters
            .iter()
            .filter(|known| known.part == part);
        let declared: Vec<&Parameter> = declared.collect();
        let options = self.options.clone().part(part);
        let parameters = Parameters {
            program,
            declared: &declared,
            coding: Coding::of(part),
            ignore_case: part == Part::Header,
            options: &options,
        };
        let line = place(&recorded.path, &recorded.query);
        let (members, place) = match part {
            Part::Path => (self.path(&parameters, path, line.start), line),
            Part::Query => (parameters.members(&recorded.query), line),
            Part::Cookie => (parameters.members(&recorded.cookies()), recorded.line),
            _ => (parameters.members(&recorded.headers), recorded.line),
        };
        let mut text = parameters.object(&members, self.source, place);
        if part == Part::Path {
            // That they are missing is said already.
            let missing = path.iter().filter(|(_, value)| value.text().is_empty());
            text.unknown
                .extend(missing.map(|(name, _)| (*name).to_owned()));
        }
        text.marks.is_open = part == Part::Header && recorded.has_open_headers;
        self.check(part, program, &text);
    }

    /// The members that the parameters of a path stand for.
    fn path(
        &mut self,
        parameters: &Parameters<'_>,
        path: &[(&str, Traced)],
        start: usize,
    ) -> Vec<Member> {
        let admitted = parameters.program.untyped();
        let mut members = Vec::new();
        for (name, text) in path {
            let declared = parameters.declared.iter().find(|known| known.name == *name);
            let usual = Parameter::new(*name, Part::Path);
            let parameter = declared.copied().unwrap_or(&usual);
            let wants = Wants::of(&admitted.member(name, false));
            let (value, wrong) = style::value(parameter, text, wants);
            if let Some(beginning) = wrong {
                let style = parameter.style.name();
                let words =
                    format!("`{name}` must begin with `{beginning}`, as its style is `{style}`");
                let code = (&codes::PARAMETER_STYLE, Severity::Error);
                self.add(code, &words, None, text.span());
            }
            let name = Traced::named(name, start);
            members.push(Member { name, value });
        }
        members
    }

    /// Checks a body that stands in a file of its own.
    fn body_in(&mut self, file: &BodyFile, recorded: &Recorded, operation: &Known) {
        let mut saying = Saying::new(&file.text);
        let mut checker = Checker {
            source: &file.text,
            options: self.options,
            saying: &mut saying,
        };
        checker.body(recorded, operation);
        self.saying.secrets.append(&mut saying.secrets);
        let report = file.moved(saying.whole, &mut self.saying.positions);
        self.saying.whole.merge(report);
    }

    fn response(&mut self, recorded: &Recorded, operation: &Known) {
        let Some(response) = &recorded.response else {
            return;
        };
        let Some(known) = response.status.as_ref().map_or_else(
            || operation.responses.first(),
            |status| media::response(&operation.responses, status.text()),
        ) else {
            if let Some(status) = &response.status
                && !operation.responses.is_empty()
            {
                let words = format!(
                    "`{}` does not describe the status `{}`",
                    operation.id,
                    status.text()
                );
                let known = operation
                    .responses
                    .iter()
                    .map(|known| format!("`{}`", known.status));
                let help = format!("it describes {}", known.collect::<Vec<_>>().join(", "));
                let code = (&codes::UNKNOWN_RESPONSE, Severity::Warning);
                self.add(code, &words, Some(help), status.span());
            }
            return;
        };
        let headers = known.headers.as_ref();
        let headers =
            headers.and_then(|schema| self.usable(schema, Part::Response, response.place));
        if let Some(program) = headers {
            let declared: Vec<&Parameter> = known.parameters.iter().collect();
            let names = Names::of(Some(program), true);
            secrets::fields(&response.headers, &names, &mut self.saying.open);
            let options = self.options.clone().part(Part::Header);
            let parameters = Parameters {
                program,
                declared: &declared,
                coding: Coding::None,
                ignore_case: true,
                options: &options,
            };
            let members = parameters.members(&response.headers);
            let text = parameters.object(&members, self.source, response.place);
            self.check(Part::Header, program, &text);
        }
        let is_filled = |body: &&Traced| !body.text().is_empty() && recorded.method != "HEAD";
        if let Some(body) = response.body.as_ref().filter(is_filled) {
            let media_type = response.media_type.as_ref();
            self.content(
                (Part::Response, &known.contents),
                media_type,
                body,
                operation,
            );
        }
    }
}
