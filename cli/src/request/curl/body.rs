//! The data of a request: `--data` in all its forms.

use vouchsafe::json::Span;

use super::NotChecked;
use super::options::Meaning;
use super::shell::Input;
use crate::request::Traced;

/// What is to be sent as data.
#[derive(Default)]
pub(super) struct Data {
    /// What is known of it.
    pub(super) text: Option<Traced>,
    /// Some of it is in a file.
    pub(super) is_unread: bool,
    pub(super) is_json: bool,
    /// Where the first option stands that adds data.
    pub(super) place: Option<usize>,
}

impl Data {
    pub(super) fn is_given(&self) -> bool {
        self.place.is_some()
    }

    /// Adds what an option says. Returns what of it is not read.
    pub(super) fn add(
        &mut self,
        (meaning, name): (Meaning, Span),
        value: &Traced,
        input: &Input,
    ) -> Option<NotChecked> {
        self.place.get_or_insert(name.start);
        self.is_json |= meaning == Meaning::Json;
        let piece = match meaning {
            Meaning::DataRaw => Some(value.clone()),
            Meaning::DataEncoded => encoded(value, input),
            _ => match value.strip_prefix("@") {
                Some(file) => contents(&file, input).map(|text| match meaning {
                    Meaning::Data => text.rewritten(&|letter| {
                        matches!(letter, '\r' | '\n' | '\0').then(String::new)
                    }),
                    _ => text,
                }),
                None => Some(value.clone()),
            },
        };
        let Some(piece) = piece else {
            self.is_unread = true;
            return Some(unread(value.span()));
        };
        match &mut self.text {
            None => self.text = Some(piece),
            Some(text) => {
                if meaning != Meaning::Json && !text.text().is_empty() {
                    let start = piece.span().start;
                    text.push("&", Span::new(start, start));
                }
                piece.append_to(text);
            }
        }
        None
    }
}

/// That a body is somewhere else.
pub(super) fn unread(place: Span) -> NotChecked {
    let words = "the body is in a file of its own, so it is not checked";
    NotChecked::new(place, words).help("check that file by itself")
}

/// What a file holds, if that is the input of the command and written with it.
pub(super) fn contents(file: &Traced, input: &Input) -> Option<Traced> {
    match input {
        Input::Text(text) if file.text() == "-" => Some(text.clone()),
        _ => None,
    }
}

/// What `--data-urlencode` and `--url-query` make of `content`, `=content`, `name=content`, `@file` and `name@file`.
pub(super) fn encoded(value: &Traced, input: &Input) -> Option<Traced> {
    let text = value.text();
    let Some(at) = text.find('=').or_else(|| text.find('@')) else {
        return Some(percent_encoded(value));
    };
    let content = value.slice(at + 1..text.len());
    let content = if text[at..].starts_with('@') {
        contents(&content, input)?
    } else {
        content
    };
    let mut whole = value.slice(0..at);
    if at > 0 {
        let place = value.slice(at..at + 1).span();
        whole.push("=", place);
    }
    percent_encoded(&content).append_to(&mut whole);
    Some(whole)
}

/// A text as a form has it.
fn percent_encoded(text: &Traced) -> Traced {
    use std::fmt::Write as _;

    text.rewritten(&|letter| {
        let is_plain = letter.is_ascii_alphanumeric() || "-._~".contains(letter);
        if is_plain {
            return None;
        }
        if letter == ' ' {
            return Some("+".to_owned());
        }
        let mut encoded = String::new();
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(encoded, "%{byte:02X}");
        }
        Some(encoded)
    })
}
