//! What stands behind the header fields: a body, and what is done with the response.

use vouchsafe::json::Span;

use super::lines::{self, Aside, Lines};
use crate::request::Traced;

/// What a body is written as, with its lines put together.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The text, without comments and scripts; nothing where there is none.
    pub(super) text: Option<Traced>,
    /// The line that puts a file in the place of the body.
    pub(super) file: Option<Span>,
    /// Lines that put files into the text.
    pub(super) inner_files: Vec<Span>,
    /// Scripts that do not end.
    pub(super) endless: Vec<Span>,
    /// Where the response begins that is pasted behind the request, as an index of lines.
    pub(super) response: Option<usize>,
    /// The line behind all that belongs to the request.
    pub(super) end: usize,
}

/// How the lines of a body are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Lines are one text of pairs.
    Form,
    /// Nothing but the body itself is expected, and a line may be anything.
    Prose {
        has_comments: bool,
    },
    Other,
}

/// Reads the lines from one on.
pub(super) fn read(all: &Lines<'_>, from: usize, kind: Kind) -> Written {
    let mut written = Written {
        end: all.spans.len(),
        ..Written::default()
    };
    let mut own: Vec<usize> = Vec::new();
    let mut at = from;
    while let Some(line) = all.get(at) {
        if lines::is_status(line) {
            written.response = Some(at);
            written.end = response_end(all, at);
            break;
        }
        if !matches!(kind, Kind::Prose { .. }) && super::head::is_next(line) {
            written.end = at;
            break;
        }
        let is_comment = lines::is_comment(line)
            && kind
                != Kind::Prose {
                    has_comments: false,
                };
        let aside = lines::aside(line).filter(|_| {
            kind != Kind::Prose {
                has_comments: false,
            }
        });
        if is_comment {
            at += 1;
        } else if let Some(next) = aside.and_then(|aside| skip(all, at, aside)) {
            at = next;
        } else if aside == Some(Aside::Script) {
            written.endless.push(all.spans[at]);
            break;
        } else {
            own.push(at);
            at += 1;
        }
    }
    let is_filled = |at: &usize| all.get(*at).is_some_and(|line| !lines::is_empty(line));
    let (Some(first), Some(last)) = (
        own.iter().position(is_filled),
        own.iter().rposition(is_filled),
    ) else {
        return written;
    };
    let own = &own[first..=last];
    let is_file = |at: &&usize| {
        all.get(**at)
            .is_some_and(|line| lines::file(line).is_some())
    };
    let files = own.iter().filter(is_file).map(|at| all.spans[*at]);
    match own {
        [only] if is_file(&only) => written.file = Some(all.spans[*only]),
        _ => written.inner_files = files.collect(),
    }
    written.text = Some(joined(all, own, kind));
    written
}

/// Puts lines together, with their ends between them.
fn joined(all: &Lines<'_>, own: &[usize], kind: Kind) -> Traced {
    let start = own.first().map_or(0, |at| all.spans[*at].start);
    let mut text = Traced::empty(start);
    for (index, at) in own.iter().enumerate() {
        let span = all.spans[*at];
        let line = if kind == Kind::Form {
            all.trimmed(span)
        } else {
            span
        };
        if let Some(before) = index.checked_sub(1).map(|before| own[before]) {
            let end = &all.source[line.range()];
            // Lines of a form are one where `&` stands between them.
            let is_one = kind == Kind::Form && (text.text().ends_with('&') || end.starts_with('&'));
            if !is_one {
                let end = all.spans[before].end;
                let next = all.spans.get(before + 1).map_or(end, |next| next.start);
                text.push_piece(all.source, Span::new(end, next));
            }
        }
        if lines::file(&all.source[span.range()]).is_some() {
            text.push_unknown("0", all.trimmed(span));
        } else {
            text.push_piece(all.source, line);
        }
    }
    text
}

/// The line behind something that belongs to no request; nothing where its end is missing.
pub(super) fn skip(all: &Lines<'_>, at: usize, aside: Aside) -> Option<usize> {
    let end = match aside {
        Aside::Line => at,
        Aside::Script => all.find(at, |line| line.contains("%}")),
        Aside::Block => all.find(at + 1, |line| line.trim_start().starts_with("}}")),
    };
    (end < all.spans.len()).then_some(end + 1)
}

/// The line behind a response: that of the next request.
fn response_end(all: &Lines<'_>, at: usize) -> usize {
    all.find(at + 1, super::head::is_next)
}

/// A form without the white space around names, values and separators.
pub(super) fn form(raw: &Traced) -> Traced {
    let mut form = Traced::empty(raw.span().start);
    for (index, part) in raw.split('&').into_iter().enumerate() {
        let start = part.span().start;
        if index > 0 {
            form.push("&", Span::new(start, start));
        }
        match part.split_once('=') {
            Some((name, value)) => {
                name.trim().append_to(&mut form);
                let start = value.span().start;
                form.push("=", Span::new(start, start));
                value.trim().append_to(&mut form);
            }
            None => part.trim().append_to(&mut form),
        }
    }
    form
}
