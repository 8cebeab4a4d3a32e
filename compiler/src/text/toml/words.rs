//! Words for what is not TOML. None of them is the parser's own.

use toml_edit::TomlError;
use vouchsafe_core::json::Span;

use super::Unreadable;
use crate::text::foreign_mark;

/// What the parser reports.
pub(super) fn of_error(error: &TomlError, source: &str) -> Unreadable {
    let place = error.span().unwrap_or_default();
    let length = source.len();
    let boundary = |mut at: usize| {
        at = at.min(length);
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let span = Span::new(boundary(place.start), boundary(place.end));
    if let Some(found) = foreign_mark(source, span.start) {
        return found;
    }
    let message = error.message();
    if message.starts_with("duplicate key") {
        return duplicate(source, span);
    }
    let (message, help) = words(message, source[span.start..].chars().next());
    Unreadable::new(message, span).help(help)
}

/// A key that is there already, with its first place where that can be told.
fn duplicate(source: &str, span: Span) -> Unreadable {
    let name = source[span.range()].trim_matches(['"', '\'']);
    let error = Unreadable::new(
        format!("the key `{name}` stands twice in the same table"),
        span,
    )
    .discreet("a key stands twice in the same table")
    .help("remove one of the two");
    match first(source, span) {
        Some(first) => error.label(first, "it is here first"),
        None => error,
    }
}

/// The first place of a key that stands again at `again`: in the table that is open there, or among the headers.
fn first(source: &str, again: Span) -> Option<Span> {
    let key = source[again.range()].trim_matches(['"', '\'']);
    let line_start = source[..again.start].rfind('\n').map_or(0, |feed| feed + 1);
    let line = source[line_start..].lines().next()?;
    let is_header = line.trim_start().starts_with('[');
    let mut found = None;
    let mut start = 0;
    let header = line.trim().trim_matches(['[', ']']).replace(' ', "");
    for other in source[..line_start].split_inclusive('\n') {
        let text = other.trim_start();
        let margin = other.len() - text.len();
        if text.starts_with('[') && is_header {
            let named = text.split('#').next().unwrap_or_default();
            let named = named.trim().trim_matches(['[', ']']).replace(' ', "");
            let within = named.strip_prefix(&*header);
            if found.is_none()
                && within.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            {
                found = Some(start + margin + text.find(key).unwrap_or(0));
            }
        } else if text.starts_with('[') {
            // Another table begins.
            found = None;
        } else if let Some((written, _)) = text.split_once('=')
            && found.is_none()
        {
            let bare = written.trim().trim_matches(['"', '\'']);
            let is_same = bare == key || !is_header && first_part(bare) == key;
            if is_same {
                let quote = usize::from(text.starts_with(['"', '\'']));
                found = Some(start + margin + quote);
            }
        }
        start += other.len();
    }
    // Within one line: an inline table.
    let found = found.or_else(|| {
        let before = &source[line_start..again.start];
        let at = before.rfind(key)?;
        Some(line_start + at)
    })?;
    Some(Span::new(found, found + key.len()))
}

/// The part of a dotted key before its first dot.
fn first_part(key: &str) -> &str {
    let part = key.split('.').next().unwrap_or_default();
    part.trim().trim_matches(['"', '\''])
}

/// What the message of the parser begins with, what is said instead, and what to do.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "string values must be quoted",
        "a value must be a text in quotes, a number, `true`, `false`, a date, an array or a table",
        "put the text in quotes: `\"…\"`",
    ),
    (
        "cannot extend value",
        "a key has a value already, and cannot be a table as well",
        "remove one of the two",
    ),
    (
        "cannot recurse",
        "arrays and tables nest too deep",
        "nest them less",
    ),
    (
        "recursion limit",
        "arrays and tables nest too deep",
        "nest them less",
    ),
    (
        "`_` may only",
        "`_` in a number must stand between digits",
        "remove it",
    ),
    (
        "carriage return",
        "U+000D must be followed by a line feed",
        "end lines with a line feed, or with both",
    ),
    (
        "integer number overflowed",
        "an integer must fit into 64 bits",
        "write it as a text in quotes, or as a number with a fraction",
    ),
    (
        "floating-point number overflowed",
        "a number is too large",
        "write it as a text in quotes",
    ),
    (
        "integers with a radix",
        "a number that begins with `0x`, `0o` or `0b` has no sign",
        "remove the sign",
    ),
    (
        "radix must be lowercase",
        "`0x`, `0o` and `0b` are written in small letters",
        "write the letter small",
    ),
    (
        "redundant integer number prefix",
        "a number has one prefix at most",
        "remove one of them",
    ),
    (
        "redundant numeric sign",
        "a number has one sign at most",
        "remove one of them",
    ),
    (
        "unexpected leading zero",
        "a number must not begin with a zero",
        "remove the zero, or put the text in quotes",
    ),
    (
        "too few unicode",
        "an escape needs more hexadecimal digits",
        r"write `\u` and four digits, or `\U` and eight",
    ),
    (
        "missing escaped value",
        "a backslash must begin one of TOML's escapes",
        r"write `\\` for a backslash, or use single quotes, in which there are no escapes",
    ),
    (
        "missing opening quote",
        "a text in quotes does not begin with its quote",
        "put it before the text",
    ),
    (
        "keys cannot be multi-line",
        "a key stands on one line",
        "use one quote on each side",
    ),
    (
        "unquoted keys cannot be empty",
        "a key is missing",
        "write it; an empty one is `\"\"`",
    ),
    (
        "invalid unquoted key",
        "a key without quotes has letters, digits, `_` and `-` alone",
        "put the key in quotes",
    ),
    (
        "invalid comment character",
        "a comment must not hold control characters",
        "remove them",
    ),
    (
        "missing comment start",
        "a comment begins with `#`",
        "write `#` before it",
    ),
    (
        "extra comma",
        "expected a value before this comma",
        "remove one of the commas",
    ),
    (
        "missing comma between array",
        "expected `,` or `]` behind an item",
        "put a comma between items",
    ),
    (
        "missing comma between key",
        "expected `,` or `}` behind a member",
        "put a comma between members",
    ),
    (
        "unclosed array table",
        "expected `]]`, which closes the header of a table",
        "write `[[name]]`",
    ),
    (
        "unclosed array",
        "an array is not closed",
        "close it with `]`",
    ),
    (
        "unclosed inline table",
        "a table in braces is not closed",
        "close it with `}`",
    ),
    (
        "unclosed table",
        "expected `]`, which closes the header of a table",
        "write `[name]`",
    ),
    (
        "extra `=`",
        "a second `=` stands in a value",
        "put the value in quotes, or begin a new line",
    ),
    (
        "extra assignment",
        "a second `=` stands in a value",
        "put the value in quotes, or begin a new line",
    ),
    (
        "unexpected `=` in array",
        "an array has values alone",
        "put braces around a member: `{ name = value }`",
    ),
    (
        "missing value",
        "expected a value behind `=`",
        "write one, or remove the line",
    ),
];

/// What is wrong, and what to do about it.
fn words(message: &str, next: Option<char>) -> (String, &'static str) {
    let found = match next {
        None => "the end of the input".to_owned(),
        Some('\n' | '\r') => "the end of the line".to_owned(),
        Some('`') => "a backtick".to_owned(),
        Some(character) if character.is_control() => format!("U+{:04X}", u32::from(character)),
        Some(character) => format!("`{character}`"),
    };
    let is_missing = matches!(next, None | Some('\n' | '\r' | '#'));
    if message.starts_with("string values must be quoted") && is_missing {
        let words = "expected a value behind `=`";
        return (words.to_owned(), "write one, or remove the line");
    }
    let known = WORDS.iter().find(|(begin, ..)| message.starts_with(begin));
    if let Some((_, words, help)) = known {
        return ((*words).to_owned(), help);
    }
    if message.starts_with("key with no value")
        || message.starts_with("missing assignment")
        || message.starts_with("invalid key-value pair")
    {
        let words = format!("expected `=` and a value behind a key, found {found}");
        return (words, "write `name = value`");
    }
    if message.starts_with("invalid") && message.contains("string") {
        let words = format!("a text in quotes must not hold {found} here");
        return (
            words,
            "close the quotes on the same line, or use three quotes; write `\\\\` for a backslash",
        );
    }
    (
        format!(
            "expected `name = value`, `[table]` or `[[table]]` on a line of its own, found {found}"
        ),
        "begin a new line, or put the value in quotes",
    )
}
