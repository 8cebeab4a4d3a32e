//! Bodies in archives: as text, encoded, or as the fields of a form.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use vouchsafe::json::{JsonStr, Span, Value};

use super::{beginning, text};
use crate::request::{Field, NotChecked, Traced, media};

/// The base64 of archives, with or without what fills it up.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What stands for itself in no name and no value of a form.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b'%')
    .add(b'&')
    .add(b'=')
    .add(b'+')
    .add(b'#')
    .add(b' ');

/// What an archive says of a body.
#[derive(Clone, Copy)]
pub(super) struct Content<'a> {
    /// `postData` or `content`.
    pub(super) value: Value<'a>,
    pub(super) media_type: &'a str,
    /// How many bytes it has.
    pub(super) size: Option<Value<'a>>,
}

/// A body.
pub(super) enum Body {
    Nothing,
    Text(Traced),
    /// Fields of a form in several parts.
    Fields(Vec<Field>),
    /// There is one, but not to be checked.
    Unread(NotChecked),
}

/// Reads a body.
pub(super) fn read(source: &str, content: Content<'_>) -> Body {
    let Content {
        value,
        media_type,
        size,
    } = content;
    let member = value.member("text");
    let body = member.and_then(|member| text(source, member));
    if let (Some(member), Some(body)) = (member, body.filter(|body| !body.text().is_empty())) {
        let encoding = value.member("encoding").and_then(Value::as_str);
        let encoding = encoding.map(JsonStr::to_lossy).unwrap_or_default();
        return if encoding.is_empty() {
            Body::Text(body)
        } else if encoding.eq_ignore_ascii_case("base64") {
            decoded(&body, member, media_type)
        } else {
            Body::Unread(NotChecked::new(
                beginning(member),
                "the body is not checked, since its encoding is not known",
            ))
        };
    }
    let fields: Vec<Value<'_>> = value
        .member("params")
        .into_iter()
        .flat_map(Value::items)
        .collect();
    if !fields.is_empty() {
        return form(source, &fields, media_type);
    }
    let is_filled = size.is_some_and(|size| {
        let number = size.as_number().map(|_| &source[size.span().range()]);
        number.is_some_and(|number| !number.starts_with(['-', '0']))
    });
    // Of what is neither JSON nor a form nobody misses the text.
    if is_filled && (media::is_json(media_type) || media::is_form(media_type)) {
        let words = "the body is not checked, since the archive does not have its text";
        return Body::Unread(NotChecked::new(beginning(value), words));
    }
    Body::Nothing
}

/// A body that is written in base64.
fn decoded(body: &Traced, member: Value<'_>, media_type: &str) -> Body {
    let unread = |why: &str| {
        let words = format!("the body is not checked, since it is {why}");
        Body::Unread(NotChecked::new(beginning(member), words))
    };
    let letters: Vec<u8> = body
        .text()
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let Ok(bytes) = BASE64.decode(letters) else {
        return unread("no base64");
    };
    let place = body.span();
    let mut traced = Traced::empty(place.start);
    let name = media::essence(media_type);
    let is_text =
        media::is_json(media_type) || media::is_form(media_type) || name.starts_with("text/");
    match String::from_utf8(bytes) {
        Ok(text) => traced.push(&text, place),
        Err(_) if is_text || name.is_empty() => return unread("no text in UTF-8"),
        // An image or the like.
        Err(_) => traced.push_unknown("0", place),
    }
    Body::Text(traced)
}

/// A form whose fields stand by themselves.
fn form(source: &str, fields: &[Value<'_>], media_type: &str) -> Body {
    let part = |field: Value<'_>, name: &str| text(source, field.member(name)?);
    if media::essence(media_type).starts_with("multipart/") {
        let fields = fields.iter().filter_map(|field| {
            let file_name = part(*field, "fileName");
            let value = part(*field, "value");
            // What is in a file is most often left out.
            let is_left_out = value.as_ref().is_none_or(|value| value.text().is_empty());
            Some(Field {
                name: part(*field, "name")?,
                value: value.filter(|_| file_name.is_none() || !is_left_out),
                file_name,
                content_type: part(*field, "contentType"),
                ..Field::default()
            })
        });
        return Body::Fields(fields.collect());
    }
    let mut body: Option<Traced> = None;
    for field in fields {
        let Some(name) = part(*field, "name") else {
            continue;
        };
        let start = name.span().start;
        let body = match &mut body {
            Some(body) => {
                body.push("&", Span::new(start, start));
                body
            }
            None => body.insert(Traced::empty(start)),
        };
        name.rewritten(&encoded).append_to(body);
        if let Some(value) = part(*field, "value") {
            let start = value.span().start;
            body.push("=", Span::new(start, start));
            value.rewritten(&encoded).append_to(body);
        }
    }
    body.map_or(Body::Nothing, Body::Text)
}

/// How a letter is written in a form, if not as itself.
fn encoded(letter: char) -> Option<String> {
    let mut buffer = [0; 4];
    let written = utf8_percent_encode(letter.encode_utf8(&mut buffer), ENCODED);
    letter
        .is_ascii()
        .then(|| written.to_string())
        .filter(|written| written.len() > 1)
}
