//! Checks recorded requests: finds their operation, and puts together what is to be said of their parts.

use std::sync::Arc;

use vouchsafe::json::Span;
use vouchsafe::{Options, Origins, Part, Program, Report, Severity, Warnings, codes};
use vouchsafe_compiler::Parameter;

use super::parameters::{Member, Parameters};
use super::style::{self, Coding, Wants};
use super::url::{pairs, place};
use super::{Recorded, Traced, find, media, secrets};
use crate::source::{Source, Writer};
use crate::target::{Content, Known};

/// Everything that there is to say about a request and its response, with places in the source.
pub(crate) fn report(
    recorded: &Recorded,
    source: &str,
    known: &[Arc<Known>],
    options: &Options,
) -> Report {
    let Some((operation, path)) = find::operation(recorded, known) else {
        return find::unknown(recorded, source, known);
    };
    let mut checker = Checker {
        source,
        options,
        whole: Warnings::default().into_report(),
        body_is_read: false,
    };
    if let Some(words) = &operation.deprecated {
        let place = recorded.path.span();
        checker.add(
            (&codes::DEPRECATED_API, Severity::Warning),
            words,
            None,
            place,
        );
    }
    for (part, program) in &operation.programs {
        checker.parameters(recorded, operation, (*part, program), &path);
    }
    checker.body(recorded, operation);
    checker.response(recorded, operation);
    let mut whole = checker.whole;
    for span in secrets::unknown(recorded, operation, checker.body_is_read) {
        whole.hide(span);
    }
    whole
}

/// What has been said so far.
struct Checker<'a> {
    source: &'a str,
    options: &'a Options,
    whole: Report,
    /// Whether a schema has had a look at the body of the request.
    body_is_read: bool,
}

impl Checker<'_> {
    /// Adds a finding that no schema makes.
    fn add(
        &mut self,
        code: (&'static codes::Code, Severity),
        words: &str,
        help: Option<String>,
        place: Span,
    ) {
        let report = Report::of_finding(code, words, help, self.source.as_bytes(), place);
        self.whole.merge(report);
    }

    /// Adds what a schema says of a text.
    fn check(&mut self, part: Part, program: &Program, text: &Source) {
        let options = self.options.clone().part(part);
        let result = program.check_with(&text.json, &options);
        let report = result.map_or_else(|report| report, Warnings::into_report);
        // What is said of another part may stand on the same line.
        let report = if report.violations().is_empty() {
            program.secrets(&text.json, &options)
        } else {
            report
        };
        self.whole
            .merge(report.relocated(&text.origins, self.source.as_bytes()));
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
        let parameters = Parameters {
            program,
            declared: &declared,
            coding: Coding::of(part),
            ignore_case: part == Part::Header,
        };
        let line = place(&recorded.path, &recorded.query);
        let (members, place) = match part {
            Part::Path => (self.path(&parameters, path, line.start), line),
            Part::Query => (parameters.members(&recorded.query), line),
            Part::Cookie => (parameters.members(&recorded.cookies()), recorded.line),
            _ => (parameters.members(&recorded.headers), recorded.line),
        };
        let text = parameters.object(&members, self.source, place);
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

    fn body(&mut self, recorded: &Recorded, operation: &Known) {
        let Some(known) = &operation.body else { return };
        let Some(body) = &recorded.body else {
            if known.required && !recorded.has_unread_body {
                let json = media::content(&known.contents, None);
                let program = json.and_then(|content| content.program.as_ref());
                let text = nothing(recorded.line);
                self.check(Part::Body, program.unwrap_or(&Program::accept_all()), &text);
            }
            return;
        };
        let media_type = recorded.header("content-type");
        self.content((Part::Body, &known.contents), media_type, body, operation);
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
        if let Some(program) = &known.headers {
            let declared: Vec<&Parameter> = known.parameters.iter().collect();
            let parameters = Parameters {
                program,
                declared: &declared,
                coding: Coding::None,
                ignore_case: true,
            };
            let members = parameters.members(&response.headers);
            let text = parameters.object(&members, self.source, response.place);
            self.check(Part::Header, program, &text);
        }
        if let Some(body) = response
            .body
            .as_ref()
            .filter(|body| !body.text().is_empty())
        {
            let media_type = response.media_type.as_ref();
            self.content(
                (Part::Response, &known.contents),
                media_type,
                body,
                operation,
            );
        }
    }

    /// Checks a body by the schema of its media type.
    fn content(
        &mut self,
        (part, contents): (Part, &[Content]),
        media_type: Option<&Traced>,
        body: &Traced,
        operation: &Known,
    ) {
        if contents.is_empty() {
            return;
        }
        let media_type = media_type.filter(|media_type| !media_type.text().trim().is_empty());
        let Some(content) = media::content(contents, media_type.map(Traced::text)) else {
            if let Some(media_type) = media_type {
                let name = media::essence(media_type.text());
                let what = if part == Part::Body {
                    "takes"
                } else {
                    "answers with"
                };
                let words = format!("`{}` {what} no `{name}`", operation.id);
                let known = contents
                    .iter()
                    .map(|known| format!("`{}`", known.media_type));
                let help = format!("it {what} {}", known.collect::<Vec<_>>().join(", "));
                let code = (&codes::UNKNOWN_MEDIA_TYPE, Severity::Error);
                self.add(code, &words, Some(help), media_type.span());
            }
            return;
        };
        // What is neither JSON nor a form is not looked into.
        let Some(program) = &content.program else {
            return;
        };
        let said = media_type.map_or(&*content.media_type, Traced::text);
        let text = if media::is_json(said) {
            written(body, self.source)
        } else if media::is_form(said) {
            form(content, program, body, self.source)
        } else {
            return;
        };
        self.body_is_read |= part == Part::Body;
        self.check(part, program, &text);
    }
}

/// The object that a form stands for.
fn form(content: &Content, program: &Program, body: &Traced, source: &str) -> Source {
    let admitted = program.untyped();
    let mut fields = content.encoding.clone();
    for name in admitted.names() {
        if fields.iter().any(|field| field.name == name) {
            continue;
        }
        let mut field = Parameter::new(name, Part::Body);
        // Objects are written as JSON where nothing is said (3.1, section 4.8.15.1).
        if Wants::of(&admitted.member(name, false)) == Wants::Object {
            field.media_type = Some("application/json".to_owned());
        }
        fields.push(field);
    }
    let declared: Vec<&Parameter> = fields.iter().collect();
    let parameters = Parameters {
        program,
        declared: &declared,
        coding: Coding::Query,
        ignore_case: false,
    };
    parameters.object(&parameters.members(&pairs(body)), source, body.span())
}

/// A body as it is.
fn written(body: &Traced, source: &str) -> Source {
    let mut writer = Writer::default();
    body.write(source, &mut writer);
    writer.finish()
}

/// A body that is not there.
fn nothing(line: Span) -> Source {
    let mut origins = Origins::default();
    origins.stands_for(Span::new(0, 0), line);
    Source::new(Vec::new(), origins)
}
