//! The arguments of a `curl` command: which words are options, which their arguments, and which URLs.

use vouchsafe::json::Span;

use super::options::{Known, Takes};
use super::shell::Word;
use super::table::{by_letter, by_name, near};
use super::{NotChecked, Refused, Unreadable};

/// An argument of the command.
pub(super) enum Argument {
    Url(Word),
    Option(Given),
    /// It is not understood.
    NotChecked(NotChecked),
}

/// An option as it is given.
pub(super) struct Given {
    pub(super) known: &'static Known,
    /// Where its name stands.
    pub(super) name: Span,
    pub(super) value: Word,
    /// It is not turned off.
    pub(super) is_on: bool,
    /// Variables of `curl` in its argument are replaced.
    pub(super) is_expanded: bool,
}

/// What is known of the words behind the name of the command.
///
/// # Errors
/// Why the whole command is not understood.
pub(super) fn read(words: &[Word]) -> Result<Vec<Argument>, Refused> {
    let mut reader = Reader {
        words,
        next: 0,
        arguments: Vec::new(),
    };
    let mut options_end = false;
    while let Some(word) = reader.take() {
        let text = word.text.text();
        if word.is_open {
            return Err(NotChecked::new(
                word.span(),
                "the command has words that are not written here, so it is not checked",
            )
            .help("write what the variable stands for")
            .into());
        }
        if options_end || !text.starts_with('-') {
            reader.positional(word);
        } else if text == "--" {
            options_end = true;
        } else if text.starts_with("--") {
            reader.long(word)?;
        } else {
            reader.short(word)?;
        }
    }
    Ok(reader.arguments)
}

struct Reader<'w> {
    words: &'w [Word],
    next: usize,
    arguments: Vec<Argument>,
}

impl<'w> Reader<'w> {
    fn take(&mut self) -> Option<&'w Word> {
        let word = self.words.get(self.next)?;
        self.next += 1;
        Some(word)
    }

    fn positional(&mut self, word: &Word) {
        if is_like_url(word.text.text()) || word.text.is_unknown() {
            self.arguments.push(Argument::Url(word.clone()));
            return;
        }
        let not_checked = NotChecked::new(
            word.span(),
            "`curl` takes this word for a URL, which it does not look like, so it is not checked",
        );
        let not_checked =
            not_checked.help("it may be the argument of an option; a URL begins with `https://`");
        self.arguments.push(Argument::NotChecked(not_checked));
    }

    fn long(&mut self, word: &Word) -> Result<(), Refused> {
        let text = word.text.text();
        let (name, attached) = match text.split_once('=') {
            Some((name, _)) => (name, Some(word.text.slice(name.len() + 1..text.len()))),
            None => (text, None),
        };
        let bare = &name[2..];
        // `--noproxy` is no `--no-`.
        let (bare, is_on, is_expanded) =
            match (bare.strip_prefix("no-"), bare.strip_prefix("expand-")) {
                (Some(rest), _) => (rest, false, false),
                (_, Some(rest)) => (rest, true, true),
                _ => (bare, true, false),
            };
        let is_fitting = |known: &&Known| is_on || known.takes == Takes::Switch;
        let Some(known) = by_name(bare).filter(is_fitting) else {
            self.unknown(word, near(bare));
            return Ok(());
        };
        let place = word.text.slice(0..name.len()).span();
        let value = match known.takes {
            Takes::Argument => match attached {
                Some(attached) => Word::of(attached),
                None => self.value(word, &format!("--{}", known.long))?,
            },
            _ => Word::default(),
        };
        self.arguments.push(Argument::Option(Given {
            known,
            name: place,
            value,
            is_on,
            is_expanded,
        }));
        Ok(())
    }

    /// Reads letters behind one hyphen. The first that takes an argument takes the rest of the word.
    fn short(&mut self, word: &Word) -> Result<(), Refused> {
        let text = word.text.text();
        let mut at = 1;
        if text.len() == 1 {
            self.unknown(word, None);
        }
        while let Some(letter) = text[at..].chars().next() {
            let end = at + letter.len_utf8();
            let Some(known) = by_letter(letter) else {
                self.unknown(word, None);
                return Ok(());
            };
            let mut given = Given {
                known,
                name: word.text.slice(if at == 1 { 0 } else { at }..end).span(),
                value: Word::default(),
                is_on: !known.is_off_by_letter(),
                is_expanded: false,
            };
            at = end;
            if known.takes == Takes::Argument {
                given.value = if end < text.len() {
                    Word {
                        text: word.text.slice(end..text.len()),
                        ..word.clone()
                    }
                } else {
                    self.value(word, &format!("-{letter}"))?
                };
                at = text.len();
            }
            self.arguments.push(Argument::Option(given));
        }
        Ok(())
    }

    /// The next word as the argument of an option.
    fn value(&mut self, option: &Word, name: &str) -> Result<Word, Refused> {
        // Help is also there for nothing.
        if matches!(name, "-h" | "--help") {
            return Ok(self.take().cloned().unwrap_or_default());
        }
        let Some(value) = self.take() else {
            let words = format!("`{name}` must be followed by an argument");
            return Err(Unreadable::new(words, option.span()).into());
        };
        if value.is_several || value.is_open && value.text.text().contains(char::is_whitespace) {
            let not_checked = NotChecked::new(
                value.span(),
                "the shell makes several words of this argument, so the command is not checked",
            );
            return Err(not_checked.help("put it in quotes").into());
        }
        Ok(value.clone())
    }

    /// Passes over an option that is not known, and over what may be its argument.
    fn unknown(&mut self, word: &Word, near: Option<&str>) {
        let not_checked = NotChecked::new(
            word.span(),
            "this option of `curl` is not known, so what it changes is not checked",
        );
        let not_checked = match near {
            Some(name) => not_checked.help(format!("did you mean `--{name}`?")),
            None => not_checked,
        };
        self.arguments.push(Argument::NotChecked(not_checked));
        let has_value = word.text.text().contains('=');
        if let Some(next) = self.words.get(self.next).filter(|_| !has_value) {
            let is_aside = |word: &Word| {
                let text = word.text.text();
                !text.starts_with('-') && !text.contains("://")
            };
            let others = &self.words[self.next + 1..];
            let has_other = others.iter().any(|word| is_like_url(word.text.text()))
                || self
                    .arguments
                    .iter()
                    .any(|known| matches!(known, Argument::Url(_)));
            if is_aside(next) && (has_other || !is_like_url(next.text.text())) {
                self.next += 1;
            }
        }
    }
}

/// Whether a word looks like a URL. What does not may be the argument of an option that is not known.
pub(super) fn is_like_url(word: &str) -> bool {
    let host = word.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    word.contains("://")
        || word.starts_with(['/', '{', '[', '@'])
        || word.contains('/')
        || name.contains(['.', '['])
        || name == "localhost"
        || is_port
}
