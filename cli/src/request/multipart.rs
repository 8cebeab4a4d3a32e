//! Forms in several parts (RFC 7578): their fields and files.

use vouchsafe::json::Span;

use super::Traced;

/// A field of a form, or a file in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    pub(crate) name: Traced,
    /// What it is; nothing where that is a file that is not read.
    pub(crate) value: Option<Traced>,
    pub(crate) file_name: Option<Traced>,
    /// Its media type, if one is said.
    pub(crate) content_type: Option<Traced>,
    /// What of its header fields may be shown beside its name.
    pub(crate) open: Vec<Span>,
}

/// Why a text is no form, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) message: &'static str,
    pub(super) help: Option<&'static str>,
    pub(super) place: Span,
}

/// The boundary that a media type names.
pub(super) fn boundary(media_type: &str) -> Option<&str> {
    let mut parameters = media_type.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_boundary = name.trim().eq_ignore_ascii_case("boundary");
        let value = value.trim().trim_matches('"');
        (is_boundary && !value.is_empty()).then_some(value)
    })
}

/// The fields of a form whose parts stand between lines with a boundary. Lines may end in a line feed alone, as they do
/// in the files of editors.
///
/// # Errors
/// Why it is no such form.
pub(super) fn fields(body: &Traced, boundary: &str) -> Result<Vec<Field>, Broken> {
    let text = body.text();
    let line = format!("--{boundary}");
    let broken = |message, help, at: usize| Broken {
        message,
        help,
        place: body
            .slice(at..at + text[at..].lines().next().map_or(0, str::len))
            .span(),
    };
    let mut fields = Vec::new();
    // Where the part begins that is being read.
    let mut begun: Option<usize> = None;
    let mut at = 0;
    for full in text.split_inclusive('\n') {
        let start = at;
        at += full.len();
        let Some(rest) = full.strip_prefix(&line) else {
            continue;
        };
        let rest = rest.trim_end();
        if !matches!(rest, "" | "--") {
            continue;
        }
        if let Some(begin) = begun {
            let end = text[begin..start].strip_suffix('\n').map_or(begin, |part| {
                begin + part.strip_suffix('\r').unwrap_or(part).len()
            });
            fields.push(
                field(&body.slice(begin..end))
                    .map_err(|(message, help)| broken(message, help, begin))?,
            );
        }
        if rest == "--" {
            return Ok(fields);
        }
        begun = Some(at);
    }
    Err(match begun {
        None => broken(
            "the form has no part: no line is `--` and the boundary",
            Some("the `boundary` of `Content-Type` must be the one of the body"),
            0,
        ),
        Some(begin) => broken(
            "the form does not end: no line is `--`, the boundary and `--`",
            None,
            begin.min(text.len()),
        ),
    })
}

type Wrong = (&'static str, Option<&'static str>);

/// The field of a part: header fields, an empty line, the value.
fn field(part: &Traced) -> Result<Field, Wrong> {
    const KIND: &str = "form-data";
    let text = part.text();
    let mut field = Field::default();
    let mut disposition = None;
    let mut at = 0;
    let mut value = None;
    for full in text.split_inclusive('\n') {
        let line = part.slice(at..at + full.trim_end_matches(['\n', '\r']).len());
        at += full.len();
        if line.text().is_empty() {
            value = Some(part.slice(at..text.len()));
            break;
        }
        let Some((name, content)) = line.split_once(':') else {
            let help = "an empty line must stand between the header fields of a part and its value";
            return Err((
                "a part of the form has a line that is no header field",
                Some(help),
            ));
        };
        match &*name.text().trim().to_ascii_lowercase() {
            "content-disposition" => disposition = Some(content.trim()),
            "content-type" => field.content_type = Some(content.trim()),
            _ => continue,
        }
        field.open.extend(name.open_sources());
    }
    // Without a line behind its header fields a part has an empty value.
    field.value = Some(value.unwrap_or_else(|| part.slice(text.len()..text.len())));
    let named = disposition
        .as_ref()
        .and_then(|line| parameter(line, "name"));
    let Some(name) = named else {
        let help = "each part has a line `Content-Disposition: form-data; name=\"…\"`";
        return Err(("a part of the form has no name", Some(help)));
    };
    field.name = name;
    let line = disposition
        .as_ref()
        .filter(|line| line.text().starts_with(KIND));
    field.open.extend(
        line.into_iter()
            .flat_map(|line| line.slice(0..KIND.len()).open_sources()),
    );
    field.file_name = disposition
        .as_ref()
        .and_then(|line| parameter(line, "filename"));
    Ok(field)
}

/// A parameter of a header field, without the quotes around it.
fn parameter(line: &Traced, wanted: &str) -> Option<Traced> {
    let text = line.text();
    let mut at = text.find(';')? + 1;
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        let (name, behind) = text[at..].split_once('=')?;
        let start = at + name.len() + 1;
        let (end, next) = if behind.starts_with('"') {
            let mut is_escaped = false;
            let close = behind.char_indices().skip(1).find(|(_, letter)| {
                let is_end = *letter == '"' && !is_escaped;
                is_escaped = *letter == '\\' && !is_escaped;
                is_end
            });
            let close = start + close.map_or(behind.len(), |(at, _)| at);
            (close, text[close..].find(';').map(|more| close + more + 1))
        } else {
            let end = behind.find(';').map_or(text.len(), |more| start + more);
            (end, (end < text.len()).then_some(end + 1))
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            let start = if behind.starts_with('"') {
                start + 1
            } else {
                start
            };
            let value = line.slice(start.min(end)..end);
            return Some(value.percent_decoded(false));
        }
        at = next?;
    }
}

#[cfg(test)]
mod tests {
    use vouchsafe::json::Span;

    use super::{boundary, fields};
    use crate::request::Traced;

    fn traced(text: &str) -> Traced {
        let mut traced = Traced::empty(0);
        traced.push_piece(text, Span::new(0, text.len()));
        traced
    }

    #[test]
    fn boundaries_are_read() {
        for (media_type, expected) in [
            ("multipart/form-data; boundary=abc", Some("abc")),
            (
                "multipart/form-data;charset=utf-8; Boundary=\"a b\"",
                Some("a b"),
            ),
            ("multipart/form-data", None),
            ("multipart/form-data; boundary=", None),
        ] {
            assert_eq!(boundary(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn fields_stand_between_boundaries() {
        let lines = [
            "a preamble",
            "--b",
            "Content-Disposition: form-data; name=\"id\"",
            "",
            "7",
            "--b",
            "content-disposition: form-data; filename=\"a;\\\"b.png\"; name=photo",
            "Content-Type: image/png",
            "",
            "two",
            "--bother",
            "--b--",
            "an epilogue",
        ];
        for end in ["\n", "\r\n"] {
            let source = lines.join(end);
            let body = traced(&source);
            let found = fields(&body, "b").unwrap();
            let [id, photo] = &found[..] else {
                panic!("{found:?}")
            };
            let value = id.value.as_ref().unwrap();
            assert_eq!((id.name.text(), value.text()), ("id", "7"));
            assert_eq!(&source[value.span().range()], "7");
            assert_eq!(photo.name.text(), "photo");
            assert_eq!(photo.file_name.as_ref().unwrap().text(), "a;\\\"b.png");
            assert_eq!(photo.content_type.as_ref().unwrap().text(), "image/png");
            assert_eq!(
                photo.value.as_ref().unwrap().text(),
                format!("two{end}--bother")
            );
        }
    }

    #[test]
    fn what_is_no_form_is_said() {
        let disposition = "Content-Disposition: form-data; name=a";
        for (text, expected) in [
            ("x", "no part"),
            ("", "no part"),
            ("--b", "does not end"),
            (&*format!("--b\n{disposition}\n\n1"), "does not end"),
            ("--b\n\n1\n--b--", "no name"),
            ("--b\nContent-Disposition: form-data\n\n1\n--b--", "no name"),
            (&*format!("--b\n{disposition}\n1\n--b--"), "no header field"),
        ] {
            let broken = fields(&traced(text), "b").unwrap_err();
            assert!(broken.message.contains(expected), "{text} {broken:?}");
        }
        assert_eq!(fields(&traced("--b--"), "b").unwrap().len(), 0);
        let bare = format!("--b\n{disposition}\n--b--");
        assert_eq!(
            fields(&traced(&bare), "b").unwrap()[0]
                .value
                .as_ref()
                .unwrap()
                .text(),
            ""
        );
    }
}
