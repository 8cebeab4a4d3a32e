//! The fields of a form in several parts: `--form`.

use super::NotChecked;
use super::shell::Input;
use crate::request::{Field, Traced};

/// How many files, and things that are said of one, are looked at.
const MOST: usize = 20;

/// The fields that an option adds, and what of them is not read.
pub(super) fn fields(
    value: &Traced,
    is_literal: bool,
    input: &Input,
) -> (Vec<Field>, Option<NotChecked>) {
    let Some((name, content)) = value.split_once('=') else {
        let words = "this is no field of a form, which `curl` refuses";
        let refused = NotChecked::new(value.span(), words).help("write `name=content`");
        return (Vec::new(), Some(refused));
    };
    if is_literal {
        let field = Field {
            name,
            value: Some(content),
            ..Field::default()
        };
        return (vec![field], None);
    }
    if content.text().starts_with('(') || name.text().is_empty() {
        let words = "a form within a form is not checked";
        return (Vec::new(), Some(NotChecked::new(value.span(), words)));
    }
    if let Some(files) = content.strip_prefix("@") {
        let mut fields = Vec::new();
        let mut rest = files;
        for _ in 0..MOST {
            let (file, more) = Pieces::of(&rest, true);
            let own = file
                .content
                .text()
                .rfind(['/', '\\'])
                .map_or(0, |at| at + 1);
            let own = file.content.slice(own..file.content.text().len());
            fields.push(Field {
                name: name.clone(),
                value: super::body::contents(&file.content, input),
                file_name: file.file_name.or(Some(own)),
                content_type: file.content_type,
                open: Vec::new(),
            });
            match more {
                Some(more) => rest = more,
                None => return (fields, None),
            }
        }
        let words = format!("only the first {MOST} files of this field are looked at");
        return (fields, Some(NotChecked::new(value.span(), words)));
    }
    let is_file = content.text().starts_with('<');
    let (pieces, _) = Pieces::of(
        &content.slice(usize::from(is_file)..content.text().len()),
        false,
    );
    let text = if is_file {
        super::body::contents(&pieces.content, input)
    } else {
        Some(pieces.content)
    };
    let unread = text.is_none().then(|| {
        NotChecked::new(
            content.span(),
            "the field is in a file of its own, so it is not checked",
        )
    });
    let field = Field {
        name,
        value: text,
        file_name: pieces.file_name,
        content_type: pieces.content_type,
        open: Vec::new(),
    };
    (vec![field], unread)
}

/// What a field is written as: its content, and what is said of it behind semicolons.
struct Pieces {
    content: Traced,
    content_type: Option<Traced>,
    file_name: Option<Traced>,
}

impl Pieces {
    /// Takes a field apart. Returns also what is behind a comma, where that begins another file.
    fn of(text: &Traced, is_list: bool) -> (Self, Option<Traced>) {
        let (content, mut rest) = word(text, is_list);
        let mut pieces = Self {
            content,
            content_type: None,
            file_name: None,
        };
        for _ in 0..MOST {
            let separator = rest.text().chars().next();
            rest = rest.slice(separator.map_or(0, char::len_utf8)..rest.text().len());
            match separator {
                None => return (pieces, None),
                Some(',') => return (pieces, Some(rest)),
                Some(_) => {}
            }
            let (name, value) = match rest.split_once('=') {
                Some((name, value)) => (name.trim(), value),
                None => return (pieces, None),
            };
            let (value, behind) = word(&value, is_list);
            rest = behind;
            match name.text() {
                "type" => {
                    // A media type has parameters behind semicolons of its own.
                    let mut media_type = value;
                    for _ in 0..MOST {
                        let Some(parameter) = parameter(&rest) else {
                            break;
                        };
                        rest.slice(0..parameter).append_to(&mut media_type);
                        rest = rest.slice(parameter..rest.text().len());
                    }
                    pieces.content_type = Some(media_type);
                }
                "filename" => pieces.file_name = Some(value),
                // Other header fields of its own are not looked at.
                _ => {}
            }
        }
        (pieces, None)
    }
}

/// The length of a parameter of a media type that comes next, with its semicolon.
fn parameter(rest: &Traced) -> Option<usize> {
    let text = rest.text();
    let (name, _) = text.strip_prefix(';')?.split_once('=')?;
    let is_own = ["type", "filename", "headers", "encoder", "format"].contains(&name.trim());
    let length = text[1..].find([';', ',']).map_or(text.len(), |at| at + 1);
    (!is_own).then_some(length)
}

/// What stands up to a semicolon (or a comma in a list), without its quotes, and the rest.
fn word(text: &Traced, is_list: bool) -> (Traced, Traced) {
    let whole = text.text();
    let start = whole.len() - whole.trim_start_matches(' ').len();
    if whole[start..].starts_with('"') {
        let mut content = text.slice(start + 1..start + 1);
        let mut letters = whole[start + 1..].char_indices().peekable();
        while let Some((offset, letter)) = letters.next() {
            let at = start + 1 + offset;
            match (letter, letters.peek().copied()) {
                ('"', _) => {
                    let rest = &whole[at + 1..];
                    let next = rest.find(|next: char| next == ';' || is_list && next == ',');
                    let end = next.map_or(whole.len(), |next| at + 1 + next);
                    return (content, text.slice(end..whole.len()));
                }
                ('\\', Some((next, '"' | '\\'))) => {
                    let at = start + 1 + next;
                    text.slice(at..at + 1).append_to(&mut content);
                    letters.next();
                }
                _ => text
                    .slice(at..at + letter.len_utf8())
                    .append_to(&mut content),
            }
        }
    }
    let end = whole.find(|next: char| next == ';' || is_list && next == ',');
    let end = end.unwrap_or(whole.len());
    (text.slice(0..end), text.slice(end..whole.len()))
}
