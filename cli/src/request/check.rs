//! Checks recorded requests: finds the operation by method and path, and puts what its parts say together.

use std::sync::Arc;

use vouchsafe::json::Span;
use vouchsafe::{Options, Origins, Part, Program, Report, Severity, Warnings, codes};

use super::url::{Template, place};
use super::{Recorded, Traced};
use crate::source::{Source, Writer};
use crate::target::Known;

/// Everything that there is to say about a request, with places in the source.
pub(crate) fn report(
    recorded: &Recorded,
    source: &str,
    known: &[Arc<Known>],
    options: &Options,
) -> Report {
    let Some((operation, parameters)) = operation(recorded, known) else {
        return unknown(recorded, source, known);
    };
    let line = place(&recorded.path, &recorded.query);
    let mut whole = Warnings::default().into_report();
    if let Some(words) = &operation.deprecated {
        let code = (&codes::DEPRECATED_API, Severity::Warning);
        let path = recorded.path.span();
        let deprecation = Report::of_finding(code, words, None, source.as_bytes(), path);
        whole.merge(deprecation);
    }
    for (part, required, program) in &operation.parts {
        let options = options.clone().part(*part);
        let text = match part {
            Part::Path => {
                let name = |name: &&str| Traced::named(name, line.start);
                let pairs = parameters
                    .iter()
                    .map(|(known, value)| (name(known), value.clone()));
                object(program, &pairs.collect::<Vec<_>>(), source, line, &options)
            }
            Part::Query => object(program, &recorded.query, source, line, &options),
            Part::Header => object(program, &recorded.headers, source, recorded.line, &options),
            Part::Body => match &recorded.body {
                Some(body) if is_json(recorded) => written(body, source),
                None if *required => nothing(recorded.line),
                // What is not JSON has another schema.
                _ => continue,
            },
            Part::Response => match &recorded.response {
                Some(body) => written(body, source),
                None => continue,
            },
            _ => continue,
        };
        let result = program.check_with(&text.json, &options);
        let report = result.map_or_else(|report| report, Warnings::into_report);
        whole.merge(report.relocated(&text.origins, source.as_bytes()));
    }
    whole
}

/// The operation that a request is meant for, and the parameters of its path.
fn operation<'k>(
    recorded: &Recorded,
    known: &'k [Arc<Known>],
) -> Option<(&'k Known, Vec<(&'k str, Traced)>)> {
    let matching = known.iter().filter_map(|candidate| {
        if candidate.method != recorded.method {
            return None;
        }
        let (parameters, same) = Template(&candidate.template).parameters(&recorded.path)?;
        Some((same, candidate, parameters))
    });
    // Of two that fit, the one that says more.
    let best = matching.max_by_key(|(same, ..)| *same);
    best.map(|(_, candidate, parameters)| (&**candidate, parameters))
}

/// That no operation has the method and the path of a request.
fn unknown(recorded: &Recorded, source: &str, known: &[Arc<Known>]) -> Report {
    let other = known.iter().find(|candidate| {
        Template(&candidate.template)
            .parameters(&recorded.path)
            .is_some()
    });
    let (message, help) = match other {
        Some(other) => (
            format!("`{}` is no method of this path", recorded.method),
            Some(format!("`{}` has the method `{}`", other.id, other.method)),
        ),
        None => (
            "no known operation has this path, so the request is not checked".to_owned(),
            Some("give `--openapi FILE`, or `--operation ID`".to_owned()),
        ),
    };
    Report::of_finding(
        (&codes::UNKNOWN_OPERATION, Severity::Warning),
        &message,
        help,
        source.as_bytes(),
        recorded.path.span(),
    )
}

/// Parameters as the JSON object that their schema describes.
fn object(
    program: &Program,
    pairs: &[(Traced, Traced)],
    source: &str,
    place: Span,
    options: &Options,
) -> Source {
    let mut writer = Writer::default();
    writer.stands_for("{", place);
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            writer.glue(",");
        }
        string(name, source, &mut writer);
        writer.glue(":");
        if program.takes_bare(name.text(), value.text(), options.ignore_case_of_names) {
            value.write(source, &mut writer);
        } else {
            string(value, source, &mut writer);
        }
    }
    writer.stands_for("}", Span::new(place.end, place.end));
    writer.finish()
}

/// A JSON string for a text.
fn string(text: &Traced, source: &str, writer: &mut Writer) {
    let span = text.span();
    if span.start <= span.end && &source[span.range()] == text.text() {
        writer.string(text.text(), source, span);
    } else {
        let json = serde_json::Value::from(text.text()).to_string();
        writer.stands_for(&json, span);
    }
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
    Source {
        json: Vec::new(),
        origins,
    }
}

fn is_json(recorded: &Recorded) -> bool {
    let media_type = recorded.header("content-type").map(str::to_ascii_lowercase);
    media_type.is_none_or(|name| {
        let name = name.split(';').next().unwrap_or_default().trim();
        name == "application/json" || name.ends_with("+json") || name.is_empty()
    })
}
