//! Command lines as `cmd.exe` reads them, and how programs take them apart.

use vouchsafe::json::Span;

use super::layout::Part;
use super::shell::{Command, Input, Values, Word, is_name};
use super::{Unreadable, Variables};
use crate::request::Traced;

/// The commands of a part of a text.
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
        line: Traced::default(),
        input: Input::Terminal,
        commands: Vec::new(),
    };
    lexer.lines();
    (lexer.commands, None)
}

struct Lexer<'a> {
    source: &'a str,
    part: &'a Part,
    at: usize,
    values: Values<'a>,
    /// The line of a command without the marks of the shell.
    line: Traced,
    input: Input,
    commands: Vec<Command>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..self.part.span.end]
    }

    fn lines(&mut self) {
        let mut is_quoted = false;
        while let Some(next) = self.rest().chars().next() {
            let start = self.at;
            match next {
                '\n' => {
                    is_quoted = false;
                    self.finish(false);
                    let behind = self.at + 1;
                    self.at = self.part.next_line(behind).max(behind);
                }
                '\r' if self.rest().starts_with("\r\n") => self.at += 1,
                '%' => self.variable(),
                '"' => {
                    is_quoted = !is_quoted;
                    self.plain(next);
                }
                _ if is_quoted => self.plain(next),
                '^' => self.caret(),
                '&' | '|' => {
                    let is_pipe = next == '|' && !self.rest().starts_with("||");
                    self.at += 1;
                    if self.rest().starts_with(next) {
                        self.at += 1;
                    }
                    self.finish(is_pipe);
                }
                '<' | '>' => self.redirection(next),
                _ => self.plain(next),
            }
            debug_assert!(self.at > start, "each step goes on");
        }
        self.finish(false);
    }

    fn plain(&mut self, letter: char) {
        let place = Span::new(self.at, self.at + letter.len_utf8());
        self.line.push_piece(self.source, place);
        self.at = place.end;
    }

    /// Reads a caret: what follows stands for itself, and the end of a line for nothing.
    fn caret(&mut self) {
        let start = self.at;
        self.at += 1;
        let line_end = |rest: &str| match rest {
            rest if rest.starts_with("\r\n") => 2,
            rest if rest.starts_with('\n') => 1,
            _ => 0,
        };
        let ends = line_end(self.rest());
        self.at += ends;
        if ends > 0 {
            let again = line_end(self.rest());
            if again > 0 {
                self.at += again;
                self.line.push("\n", Span::new(start, self.at));
            }
            return;
        }
        if let Some(next) = self.rest().chars().next() {
            self.at += next.len_utf8();
            let letter = &self.source[self.at - next.len_utf8()..self.at];
            self.line.push(letter, Span::new(start, self.at));
        }
    }

    /// Reads `%NAME%`. A letter that is percent-encoded is none.
    fn variable(&mut self) {
        let name = self.rest()[1..].split_once('%').map(|(name, _)| name);
        let is_encoded = |name: &str| {
            let mut digits = name.bytes().take(2);
            digits.len() == 2 && digits.all(|digit| digit.is_ascii_hexdigit())
        };
        match name {
            Some(name) if is_name(name) && !is_encoded(name) => {
                let place = Span::new(self.at, self.at + name.len() + 2);
                self.values.push(&mut self.line, name, place);
                self.at = place.end;
            }
            _ => self.plain('%'),
        }
    }

    /// Passes over where output goes to, or input comes from.
    fn redirection(&mut self, sign: char) {
        let text = self.line.text();
        let is_numbered = text.ends_with(|last: char| last.is_ascii_digit())
            && text[..text.len() - 1].ends_with(char::is_whitespace);
        if is_numbered {
            self.line = self.line.slice(0..text.len() - 1);
        }
        let rest = self.rest().trim_start_matches(['<', '>', '&']);
        let target = rest.trim_start_matches([' ', '\t']);
        let mut is_quoted = false;
        let length = target.find(|letter: char| {
            is_quoted ^= letter == '"';
            letter == '\n' || !is_quoted && (letter.is_whitespace() || "&|<>".contains(letter))
        });
        let before = self.rest().len() - target.len();
        self.at += before + length.unwrap_or(target.len());
        if sign == '<' {
            self.input = Input::Elsewhere;
        }
    }

    /// Hands the command of a line on.
    fn finish(&mut self, is_piped: bool) {
        let line = std::mem::take(&mut self.line);
        let input = std::mem::replace(
            &mut self.input,
            if is_piped {
                Input::Elsewhere
            } else {
                Input::Terminal
            },
        );
        let words = split(&line);
        if words.is_empty() {
            return;
        }
        if words[0].text.text().eq_ignore_ascii_case("set")
            && let Some((name, value)) = words
                .get(1)
                .and_then(|word| word.text.text().split_once('='))
            && is_name(name)
        {
            self.values.set(name, Some(value.to_owned()));
        }
        self.commands.push(Command {
            words,
            input,
            doubts: Vec::new(),
        });
    }
}

/// The words of a line, as a program on Windows takes it apart.
pub(super) fn split(line: &Traced) -> Vec<Word> {
    let text = line.text();
    let mut words = Vec::new();
    let mut word: Option<Traced> = None;
    let mut is_quoted = false;
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let start = line.slice(at..at).span().start;
        if !is_quoted && next.is_whitespace() {
            words.extend(word.take());
            at += next.len_utf8();
            continue;
        }
        let current = word.get_or_insert_with(|| Traced::empty(start));
        let backslashes = text[at..].bytes().take_while(|byte| *byte == b'\\').count();
        let is_before_quote = text[at + backslashes..].starts_with('"');
        if backslashes > 0 && is_before_quote {
            // Each two stand for one; one more stands for the quote itself.
            line.slice(at..at + backslashes / 2).append_to(current);
            at += backslashes - backslashes % 2;
            if backslashes % 2 == 1 {
                line.slice(at + 1..at + 2).append_to(current);
                at += 2;
            }
        } else if next == '"' {
            if is_quoted && text[at + 1..].starts_with('"') {
                line.slice(at..at + 1).append_to(current);
                at += 1;
            } else {
                is_quoted = !is_quoted;
            }
            at += 1;
        } else {
            let end = at + next.len_utf8();
            line.slice(at..end).append_to(current);
            at = end;
        }
    }
    words.extend(word);
    words.into_iter().map(Word::of).collect()
}
