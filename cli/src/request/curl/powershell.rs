//! Command lines as `PowerShell` reads them.

use vouchsafe::json::Span;

use super::layout::Part;
use super::shell::{Command, Input, Values, Word, is_name, unknown};
use super::{Unreadable, Variables};
use crate::request::Traced;

/// The commands of a part of a text, and why there are no more.
pub(super) fn commands(
    source: &str,
    part: &Part,
    variables: &Variables,
) -> (Vec<Command>, Option<Unreadable>) {
    let mut lexer = Lexer {
        source,
        part,
        at: part.first_line(),
        values: Values::new(variables),
        command: Command::default(),
        commands: Vec::new(),
    };
    let broken = lexer.commands().err();
    lexer.finish(false);
    (lexer.commands, broken)
}

struct Lexer<'a> {
    source: &'a str,
    part: &'a Part,
    at: usize,
    values: Values<'a>,
    command: Command,
    commands: Vec<Command>,
}

fn not_closed(place: usize) -> Unreadable {
    Unreadable::new("this quote is not closed", Span::new(place, place + 1))
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..self.part.span.end]
    }

    fn skip(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        if is_next {
            self.at += text.len();
        }
        is_next
    }

    fn commands(&mut self) -> Result<(), Unreadable> {
        while let Some(next) = self.rest().chars().next() {
            match next {
                '\n' => {
                    self.finish(false);
                    let behind = self.at + 1;
                    self.at = self.part.next_line(behind).max(behind);
                }
                next if next.is_whitespace() => self.at += next.len_utf8(),
                '`' if self.rest()[1..]
                    .trim_start_matches([' ', '\r'])
                    .starts_with('\n') =>
                {
                    self.at += self.rest().find('\n').map_or(1, |length| length + 1);
                    let _ = self.part.has_prompts() && self.skip(">> ");
                }
                ';' | '{' | '}' | '(' | ')' => {
                    self.at += 1;
                    self.finish(false);
                }
                '|' | '&' => {
                    let is_pipe = next == '|' && !self.rest().starts_with("||");
                    self.at += 1;
                    let _ = self.skip("|") || self.skip("&");
                    self.finish(is_pipe);
                }
                '#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                '<' if self.rest().starts_with("<#") => {
                    let end = self.rest().find("#>").map(|length| length + 2);
                    self.at += end.unwrap_or(self.rest().len());
                }
                '>' => self.redirection()?,
                _ => {
                    let mut letters = self.rest().chars();
                    let is_stream = matches!(letters.next(), Some('1'..='6' | '*'))
                        && letters.next() == Some('>');
                    if is_stream {
                        self.at += 1;
                        self.redirection()?;
                    } else {
                        let word = self.word()?;
                        self.command.words.push(word);
                    }
                }
            }
        }
        Ok(())
    }

    fn redirection(&mut self) -> Result<(), Unreadable> {
        while self.skip(">") || self.skip("&") || self.skip(" ") {}
        if self.rest().starts_with(|next: char| !next.is_whitespace()) {
            self.word()?;
        }
        Ok(())
    }

    fn word(&mut self) -> Result<Word, Unreadable> {
        let start = self.at;
        let mut word = Word::of(Traced::empty(start));
        let (mut is_alone, mut is_quoted) = (true, false);
        while let Some(next) = self.rest().chars().next() {
            match next {
                next if next.is_whitespace() || matches!(next, ';' | '|' | '&' | ')' | '>') => {
                    break;
                }
                '(' if self.at > start => break,
                '`' => {
                    is_alone = false;
                    if self.rest()[1..].trim_start_matches('\r').starts_with('\n') {
                        break;
                    }
                    self.escape(&mut word.text);
                }
                '@' if self.at == start && self.rest()[1..].starts_with(['\'', '"']) => {
                    (is_alone, is_quoted) = (false, true);
                    self.here(&mut word.text)?;
                }
                '@' if self.at == start && self.rest()[1..].starts_with(['{', '(']) => {
                    self.at += 1;
                    self.group(&mut word.text)?;
                }
                '\'' => {
                    (is_alone, is_quoted) = (false, true);
                    self.single(&mut word.text)?;
                }
                '"' => {
                    (is_alone, is_quoted) = (false, true);
                    self.double(&mut word.text)?;
                }
                '$' => {
                    let is_value = self.variable(&mut word.text)?;
                    is_alone &= is_value && word.text.is_unknown();
                }
                _ => {
                    is_alone = false;
                    let place = Span::new(self.at, self.at + next.len_utf8());
                    word.text.push_piece(self.source, place);
                    self.at = place.end;
                }
            }
            if self.at == start {
                break;
            }
        }
        if self.at == start {
            let first = self.rest().chars().next().map_or(1, char::len_utf8);
            self.at += first;
        }
        word.is_open = is_alone;
        if is_quoted {
            word.text = without_backslashes(&word.text);
        }
        Ok(word)
    }

    /// Reads a backtick and what it stands before.
    fn escape(&mut self, text: &mut Traced) {
        let start = self.at;
        self.at += 1;
        if let Some(next) = self.rest().chars().next() {
            self.at += next.len_utf8();
            let meant = match next {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '0' => '\0',
                other => other,
            };
            text.push(meant.encode_utf8(&mut [0; 4]), Span::new(start, self.at));
        }
    }

    fn single(&mut self, text: &mut Traced) -> Result<(), Unreadable> {
        let start = self.at;
        self.at += 1;
        loop {
            let Some(length) = self.rest().find('\'') else {
                return Err(not_closed(start));
            };
            text.push_piece(self.source, Span::new(self.at, self.at + length));
            self.at += length + 1;
            if !self.rest().starts_with('\'') {
                return Ok(());
            }
            text.push("'", Span::new(self.at - 1, self.at + 1));
            self.at += 1;
        }
    }

    fn double(&mut self, text: &mut Traced) -> Result<(), Unreadable> {
        let start = self.at;
        self.at += 1;
        loop {
            let at = self.at;
            match self.rest().chars().next() {
                None => return Err(not_closed(start)),
                Some('"') => {
                    self.at += 1;
                    if !self.skip("\"") {
                        return Ok(());
                    }
                    text.push("\"", Span::new(at, self.at));
                }
                Some('`') => self.escape(text),
                Some('$') => {
                    self.variable(text)?;
                }
                Some(next) => {
                    self.at += next.len_utf8();
                    text.push_piece(self.source, Span::new(at, self.at));
                }
            }
        }
    }

    /// Reads a text between `@'` and `'@`, which stand on lines of their own.
    fn here(&mut self, text: &mut Traced) -> Result<(), Unreadable> {
        let start = self.at;
        let is_verbatim = self.rest().starts_with("@'");
        let end = if is_verbatim { "\n'@" } else { "\n\"@" };
        let line = self
            .rest()
            .find('\n')
            .ok_or_else(|| not_closed(start + 1))?;
        let length = self.rest()[line..]
            .find(end)
            .ok_or_else(|| not_closed(start + 1))?;
        let close = self.at + line + length;
        self.at = (self.at + line + 1).min(close);
        let last = if self.source[self.at..close].ends_with('\r') {
            close - 1
        } else {
            close
        };
        while self.at < last {
            let at = self.at;
            let next = self.source[at..last]
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            match self.source.as_bytes()[at] {
                b'`' if !is_verbatim => self.escape(text),
                b'$' if !is_verbatim => {
                    self.variable(text)?;
                }
                _ => {
                    self.at += next;
                    text.push_piece(self.source, Span::new(at, self.at));
                }
            }
        }
        self.at = close + end.len();
        Ok(())
    }

    /// Reads what begins with `$`. Returns whether that is a value.
    fn variable(&mut self, text: &mut Traced) -> Result<bool, Unreadable> {
        // The longest name.
        const LONGEST: usize = 128;
        let start = self.at;
        let behind = &self.rest()[1..];
        if behind.starts_with('(') {
            self.at += 1;
            self.group(text)?;
            return Ok(true);
        }
        let (name, length) = if let Some(inner) = behind.strip_prefix('{') {
            let length = inner.bytes().take(LONGEST).position(|byte| byte == b'}');
            let name = &inner[..length.unwrap_or_default()];
            (name, name.len() + 2)
        } else {
            let is_in_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_:".contains(byte);
            let length = behind.bytes().take_while(is_in_name).count();
            let name = behind[..length].trim_end_matches(':');
            (name, name.len())
        };
        let own = name.rsplit_once(':').map_or(name, |(_, own)| own);
        if !is_name(own) {
            self.at += 1;
            text.push_piece(self.source, Span::new(start, self.at));
            return Ok(false);
        }
        self.at = (start + 1 + length).min(self.part.span.end);
        self.values.push(text, own, Span::new(start, self.at));
        Ok(true)
    }

    /// Passes over what stands in brackets, of which it is not known what it comes to.
    fn group(&mut self, text: &mut Traced) -> Result<(), Unreadable> {
        let start = self.at;
        let mut depth = 0_usize;
        let mut quote = None;
        let length = self.rest().char_indices().find_map(|(at, letter)| {
            match (quote, letter) {
                (Some(open), _) => quote = Some(open).filter(|open| *open != letter),
                (None, '\'' | '"') => quote = Some(letter),
                (None, '(' | '{') => depth += 1,
                (None, ')' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
            (depth == 0 && quote.is_none()).then_some(at + letter.len_utf8())
        });
        let length = length.ok_or_else(|| {
            Unreadable::new("this bracket is not closed", Span::new(start, start + 1))
        })?;
        self.at += length;
        unknown(text, Span::new(start, self.at));
        Ok(())
    }

    /// Hands a command on, and keeps what it sets a variable to.
    fn finish(&mut self, is_piped: bool) {
        let command = std::mem::take(&mut self.command);
        if is_piped {
            self.command.input = Input::Elsewhere;
        }
        if command.words.is_empty() {
            return;
        }
        if let [name, equals, value] = &*command.words
            && equals.text.text() == "="
        {
            let written = &self.source[name.span().range()];
            let name = written.rsplit([':', '$']).next().unwrap_or_default();
            let is_known = !value.is_open && !value.text.is_unknown();
            let value = is_known.then(|| value.text.text().to_owned());
            self.values.set(name, value);
        }
        self.commands.push(command);
    }
}

/// A text in which quotes have backslashes before them, as older versions need it, without these.
fn without_backslashes(text: &Traced) -> Traced {
    let whole = text.text();
    let mut plain = text.slice(0..0);
    let mut start = 0;
    for (at, _) in whole.match_indices("\\\"") {
        text.slice(start..at).append_to(&mut plain);
        start = at + 1;
    }
    text.slice(start..whole.len()).append_to(&mut plain);
    plain
}
