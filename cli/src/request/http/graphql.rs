//! GraphQL: a query and its variables, as the JSON in which they are sent.

use vouchsafe::json::Span;

use crate::request::Traced;

/// The JSON of a query, behind which its variables may stand.
pub(super) fn json(body: &Traced) -> Traced {
    let (query, variables) = parts(body);
    let place = |at: usize| Span::new(at, at);
    let mut json = Traced::empty(body.span().start);
    json.push("{\"query\":\"", place(query.span().start));
    query.rewritten(&escape).append_to(&mut json);
    json.push("\"", place(query.span().end));
    if let Some(variables) = variables {
        json.push(",\"variables\":", place(variables.span().start));
        let end = variables.span().end;
        variables.append_to(&mut json);
        json.push("}", place(end));
    } else {
        json.push("}", place(query.span().end));
    }
    json
}

/// A query and its variables: they stand behind an empty line, where no brace of the query is open.
fn parts(body: &Traced) -> (Traced, Option<Traced>) {
    let text = body.text();
    let (mut depth, mut has_braces) = (0_usize, false);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let is_gap = line.trim().is_empty();
        let rest = text[start..].trim_start();
        if is_gap && depth == 0 && has_braces && rest.starts_with('{') {
            let behind = text.len() - rest.len();
            let end = behind + rest.trim_end().len();
            let query = body.slice(0..text[..start].trim_end().len());
            return (query, Some(body.slice(behind..end)));
        }
        for byte in line.split('#').next().unwrap_or_default().bytes() {
            match byte {
                b'{' => (depth, has_braces) = (depth + 1, true),
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        start += line.len();
    }
    (body.slice(0..text.trim_end().len()), None)
}

/// How a letter is written in a JSON string, if not as itself.
fn escape(letter: char) -> Option<String> {
    match letter {
        '"' => Some("\\\"".to_owned()),
        '\\' => Some("\\\\".to_owned()),
        '\n' => Some("\\n".to_owned()),
        '\r' => Some("\\r".to_owned()),
        '\t' => Some("\\t".to_owned()),
        control if u32::from(control) < 0x20 => Some(format!("\\u{:04x}", u32::from(control))),
        _ => None,
    }
}
