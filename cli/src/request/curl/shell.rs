//! What every shell makes of a command line.

use std::collections::BTreeMap;

use vouchsafe::json::Span;

use super::super::secrets::is_telling_variable;
use super::{NotChecked, Variables};
use crate::request::Traced;

/// A command, as a program gets it.
#[derive(Debug, Default)]
pub(super) struct Command {
    pub(super) words: Vec<Word>,
    pub(super) input: Input,
    /// What of it may go to the program otherwise than it is read here.
    pub(super) doubts: Vec<NotChecked>,
}

/// A word of a command.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) text: Traced,
    /// It is a variable, or the output of a command, without quotes: it may be any number of words.
    pub(super) is_open: bool,
    /// The shell makes several words of it: `{a,b}` without quotes.
    pub(super) is_several: bool,
}

impl Word {
    pub(super) fn of(text: Traced) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    pub(super) fn span(&self) -> Span {
        self.text.span()
    }
}

/// What a command reads.
#[derive(Debug, Clone, Default)]
pub(super) enum Input {
    /// The terminal.
    #[default]
    Terminal,
    Text(Traced),
    /// A file, or what another command writes.
    Elsewhere,
}

/// The values of variables, as far as they are known.
pub(super) struct Values<'a> {
    given: &'a Variables,
    /// Those that the text sets; nothing where it is not known to what.
    set: BTreeMap<String, Option<String>>,
}

impl<'a> Values<'a> {
    pub(super) fn new(given: &'a Variables) -> Self {
        Self {
            given,
            set: BTreeMap::new(),
        }
    }

    /// Keeps what a text says of a variable.
    pub(super) fn set(&mut self, name: &str, value: Option<String>) {
        self.set.insert(name.to_owned(), value);
    }

    /// Adds the value of a variable to a word. What the text sets it to may be a credential.
    pub(super) fn push(&self, word: &mut Traced, name: &str, place: Span) {
        // A value that is put in again and again would grow without bounds.
        const LONGEST: usize = 1 << 20;
        let given = self.given.get(name);
        let set = self.set.get(name).and_then(Option::as_ref);
        match (given, set) {
            (Some(value), _) if !is_telling_variable(name) => word.push(value, place),
            (Some(value), _) | (None, Some(value)) if word.text().len() + value.len() < LONGEST => {
                word.push_secret(value, place);
            }
            _ => unknown(word, place),
        }
    }
}

/// Whether a text is a name of a variable.
pub(super) fn is_name(text: &str) -> bool {
    let mut letters = text.bytes();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
}

/// Adds that something stands at a place of which it is not known what.
pub(super) fn unknown(word: &mut Traced, place: Span) {
    word.push_unknown("$", place);
}
