//! Bodies of requests and responses, by the schema of their media type.

use vouchsafe::json::Span;
use vouchsafe::{Part, Program, Severity, codes};

use super::check::Checker;
use super::parameters::{Text, whole};
use super::style::Coding;
use super::traced::Marks;
use super::url::pairs;
use super::{Field, Recorded, Traced, form, media, multipart, secrets};
use crate::source::Writer;
use crate::target::{Content, Known};

impl Checker<'_, '_> {
    /// Checks the body of a request.
    pub(super) fn body(&mut self, recorded: &Recorded, operation: &Known) {
        let Some(known) = &operation.body else { return };
        let media_type = recorded.header("content-type");
        if let Some(body) = &recorded.body {
            let contents = (Part::Body, &*known.contents);
            if recorded.is_form_by_default
                && let Some(given) = media_type
                && media::content(&known.contents, Some(given.text())).is_none()
            {
                return self.form_by_default(given.span(), body, operation, &known.contents);
            }
            return self.content(contents, media_type, body, operation);
        }
        if !recorded.form.is_empty() {
            return self.fields(recorded, operation, &known.contents);
        }
        if known.required && !recorded.has_unread_body {
            let words = format!("the body is missing, which `{}` requires", operation.id);
            let takes = known
                .contents
                .iter()
                .map(|known| format!("`{}`", known.name()));
            let takes: Vec<String> = takes.collect();
            let help = (!takes.is_empty()).then(|| format!("it takes {}", takes.join(", ")));
            let code = (&codes::MISSING_MEMBER, Severity::Error);
            self.add(code, &words, help, recorded.line);
        }
    }

    /// Adds that a body is called a form, which is not written there and the operation does not take. It is checked as
    /// what it may be meant as.
    fn form_by_default(
        &mut self,
        place: Span,
        body: &Traced,
        operation: &Known,
        contents: &[Content],
    ) {
        let names: Vec<&str> = contents.iter().map(|known| &*known.media_type).collect();
        let Some(first) = names.first() else { return };
        let words = format!(
            "`{}` takes no `application/x-www-form-urlencoded`, as which `curl` sends data unless another type is given",
            operation.id
        );
        let json = names.iter().find(|name| media::is_json(name));
        let help = match json {
            Some(json) if *json == "application/json" => {
                format!("add `-H 'Content-Type: {json}'`, or write `--json` in the place of `-d`")
            }
            Some(name) => format!("add `-H 'Content-Type: {name}'`"),
            None => format!(
                "it takes `{}`: add `-H 'Content-Type: {first}'`",
                names.join("`, `")
            ),
        };
        let code = (&codes::UNKNOWN_MEDIA_TYPE, Severity::Error);
        self.add(code, &words, Some(help), place);
        // What is not sent as JSON may be meant as such all the same.
        if let Some(json) = json.filter(|_| body.text().trim_start().starts_with(['{', '['])) {
            let json = Traced::named(json, place.start);
            self.content((Part::Body, contents), Some(&json), body, operation);
        }
    }

    /// The program of a content that has a schema which can be used.
    fn program<'k>(
        &mut self,
        content: &'k Content,
        part: Part,
        place: Span,
    ) -> Option<&'k Program> {
        if content.schema.is_none() && content.is_sequence {
            let words = format!(
                "the items of a `{}` are not checked, as sequences are not taken apart",
                content.media_type
            );
            let help = "check a file of the items by `--schema`".to_owned();
            let code = (&codes::NOT_CHECKED, Severity::Warning);
            self.add(code, &words, Some(help), place);
        }
        self.usable(content.schema.as_ref()?, part, place)
    }

    /// Checks the fields of a form whose text is not there.
    fn fields(&mut self, recorded: &Recorded, operation: &Known, contents: &[Content]) {
        let media_type = recorded.header("content-type");
        let said = media_type.map_or("multipart/form-data", Traced::text);
        let Some(content) = media::content(contents, Some(said)) else {
            let place = media_type.map_or(recorded.line, Traced::span);
            return self.no_content((Part::Body, contents), said, place, operation);
        };
        let Some(program) = self.program(content, Part::Body, recorded.line) else {
            return;
        };
        if !media::is_form(said) {
            return self.parts(&recorded.form, (content, program), recorded.line);
        }
        let pair = |field: &Field| Some((field.name.clone(), field.value.clone()?));
        let pairs: Vec<_> = recorded.form.iter().filter_map(pair).collect();
        // What nobody describes may be a secret.
        let described = program.untyped().names();
        for (name, value) in &pairs {
            let value = Some(value).filter(|_| described.contains(&name.text()));
            let open = [Some(name), value].into_iter().flatten();
            self.saying.open.extend(open.flat_map(Traced::open_sources));
        }
        let place = (self.source, recorded.line);
        let text = form::pairs(
            (content, program),
            &pairs,
            Coding::None,
            place,
            self.options,
        );
        self.check(Part::Body, program, &text);
    }

    /// Checks the fields and files of a form in several parts.
    fn parts(&mut self, fields: &[Field], (content, program): (&Content, &Program), place: Span) {
        // What nobody describes may be a secret.
        let described = program.untyped().names();
        for field in fields {
            self.saying.open.extend(field.name.open_sources());
            self.saying.open.extend(field.open.iter().copied());
            let is_described = described.contains(&field.name.text());
            let value = field
                .value
                .iter()
                .filter(|_| is_described && field.file_name.is_none());
            self.saying
                .open
                .extend(value.flat_map(Traced::open_sources));
            let encoding = content
                .encoding
                .iter()
                .find(|known| known.name == field.name.text());
            let wanted = encoding.and_then(|encoding| encoding.media_type.as_deref());
            if let (Some(wanted), Some(given)) = (wanted, &field.content_type)
                && !media::is_listed(wanted, given.text())
            {
                let words = format!(
                    "`{}` of the form must be `{wanted}`, found another media type",
                    field.name.text()
                );
                let code = (&codes::UNKNOWN_MEDIA_TYPE, Severity::Error);
                self.saying.open.extend(given.open_sources());
                self.add(code, &words, None, given.span());
            }
        }
        let text = form::parts(
            (content, program),
            fields,
            (self.source, place),
            self.options,
        );
        self.check(Part::Body, program, &text);
    }

    /// Checks a body by the schema of its media type.
    pub(super) fn content(
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
                self.no_content(
                    (part, contents),
                    media_type.text(),
                    media_type.span(),
                    operation,
                );
            }
            return;
        };
        if let Some(media_type) =
            media_type.filter(|given| media::is_stretched(content, given.text()))
        {
            let words = format!(
                "{}, and is checked as `{}`",
                no_content(part, media_type.text(), operation),
                content.name()
            );
            let code = (&codes::UNKNOWN_MEDIA_TYPE, Severity::Warning);
            self.add(code, &words, None, media_type.span());
        }
        let Some(program) = self.program(content, part, body.slice(0..0).span()) else {
            return;
        };
        let said = media_type.map_or(&*content.media_type, Traced::text);
        let text = if media::is_json(said) {
            written(body, self.source)
        } else if media::is_form(said) {
            form::pairs(
                (content, program),
                &pairs(body),
                Coding::Query,
                (self.source, body.span()),
                self.options,
            )
        } else if media::is_multipart(said) {
            return self.multipart(said, body, (content, program));
        } else if media::is_text(said) {
            whole(body, program, self.source, self.options)
        } else {
            // A schema of any text at all, as files have, asks for nothing.
            if media::is_xml(said) || !program.is_valid(b"\"\"") {
                let words = format!(
                    "the body is not checked, as it is {}",
                    if media::is_xml(said) {
                        "XML"
                    } else {
                        "neither JSON, nor a form, nor text"
                    }
                );
                let place = media_type.map_or_else(|| body.slice(0..0).span(), Traced::span);
                self.add(
                    (&codes::NOT_CHECKED, Severity::Warning),
                    &words,
                    None,
                    place,
                );
            }
            return;
        };
        self.saying.open.extend(body.open_sources());
        self.check(part, program, &text);
    }

    /// Checks a form in several parts that is written out.
    fn multipart(&mut self, media_type: &str, body: &Traced, known: (&Content, &Program)) {
        let Some(boundary) = multipart::boundary(media_type) else {
            let words = "the form is not checked: its media type names no `boundary`";
            let place = body.slice(0..0).span();
            return self.add((&codes::NOT_CHECKED, Severity::Warning), words, None, place);
        };
        match multipart::fields(body, boundary) {
            Ok(fields) => self.parts(&fields, known, body.span()),
            Err(broken) => {
                let help = broken.help.map(str::to_owned);
                let code = (&codes::UNREADABLE_TEXT, Severity::Error);
                self.add(code, broken.message, help, broken.place);
            }
        }
    }

    /// Adds that an operation does not have a media type.
    fn no_content(
        &mut self,
        (part, contents): (Part, &[Content]),
        said: &str,
        place: Span,
        operation: &Known,
    ) {
        let words = no_content(part, said, operation);
        let known = contents.iter().map(|known| format!("`{}`", known.name()));
        let what = verb(part);
        let help = format!("it {what} {}", known.collect::<Vec<_>>().join(", "));
        let code = (&codes::UNKNOWN_MEDIA_TYPE, Severity::Error);
        self.add(code, &words, Some(help), place);
    }
}

const fn verb(part: Part) -> &'static str {
    match part {
        Part::Body => "takes",
        _ => "answers with",
    }
}

/// That an operation does not have a media type.
fn no_content(part: Part, said: &str, operation: &Known) -> String {
    let name = media::essence(said);
    // More than a media type may have got into the line.
    let name = if secrets::is_media_type(&name) && !name.contains(' ') {
        name
    } else {
        "****".to_owned()
    };
    format!("`{}` {} no `{name}`", operation.id, verb(part))
}

/// A body as it is.
fn written(body: &Traced, source: &str) -> Text {
    let (mut writer, mut marks) = (Writer::default(), Marks::default());
    body.write(source, &mut writer, &mut marks);
    Text::json(writer.finish(), marks)
}
