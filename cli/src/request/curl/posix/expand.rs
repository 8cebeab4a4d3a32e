//! What a shell puts in the place of `$NAME`, `$(…)` and `` `…` ``.

use vouchsafe::json::Span;

use super::super::Unreadable;
use super::super::shell::unknown;
use super::Lexer;
use crate::request::Traced;

/// What stood behind a `$`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expanded {
    /// It is text as it is written, or in quotes.
    Written,
    /// It is the value of one variable, or the output of a command.
    Value,
}

impl Lexer<'_> {
    /// Reads what begins with `$` or a backtick.
    pub(super) fn expansion(
        &mut self,
        text: &mut Traced,
        is_quoted: bool,
    ) -> Result<Expanded, Unreadable> {
        let start = self.at;
        if self.rest().starts_with('`') {
            return self.backticks(text);
        }
        let behind = &self.rest()[1..];
        match behind.chars().next() {
            Some('\'') if !is_quoted => {
                self.ansi(text)?;
                Ok(Expanded::Written)
            }
            Some('"') if !is_quoted => {
                self.at += 2;
                self.inside(text, Some(start + 1))?;
                Ok(Expanded::Written)
            }
            Some('(') => {
                self.at += 1;
                if behind.starts_with("((") {
                    self.arithmetic(text, start)
                } else {
                    self.substitution(text)
                }
            }
            Some('{') => self.braces(text),
            Some(first) if first.is_ascii_alphabetic() || first == '_' => {
                let is_in_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
                let length = behind.bytes().take_while(is_in_name).count();
                self.at += 1 + length;
                let name = &self.source[start + 1..self.at];
                self.push_value(text, name, start);
                Ok(Expanded::Value)
            }
            Some(first) if first.is_ascii_digit() || "@*#?$!-".contains(first) => {
                self.at += 2;
                self.push_unknown(text, start);
                Ok(self.listed(matches!(first, '@' | '*')))
            }
            _ => {
                self.at += 1;
                text.push_piece(self.source, Span::new(start, self.at));
                Ok(Expanded::Written)
            }
        }
    }

    fn push_value(&self, text: &mut Traced, name: &str, start: usize) {
        self.values.push(text, name, Span::new(start, self.at));
    }

    /// Adds that something stands here of which it is not known what.
    fn push_unknown(&self, text: &mut Traced, start: usize) {
        unknown(text, Span::new(start, self.at));
    }

    /// Reads `${…}`.
    fn braces(&mut self, text: &mut Traced) -> Result<Expanded, Unreadable> {
        let start = self.at;
        let (mut depth, mut length) = (0_usize, None);
        for (at, byte) in self.rest().bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0 {
                length = Some(at + 1);
                break;
            }
        }
        let Some(length) = length else {
            let words = "this `${` is not closed";
            return Err(Unreadable::new(words, Span::new(start, start + 2)));
        };
        self.at += length;
        let name = &self.source[start + 2..self.at - 1];
        if super::is_name(name) {
            self.push_value(text, name, start);
            return Ok(Expanded::Value);
        }
        self.push_unknown(text, start);
        Ok(self.listed(name.contains("[@]") || name.contains("[*]")))
    }

    /// What a variable is that may be a list.
    fn listed(&mut self, is_list: bool) -> Expanded {
        self.has_list |= is_list;
        Expanded::Value
    }

    /// Reads `$((…))`.
    fn arithmetic(&mut self, text: &mut Traced, start: usize) -> Result<Expanded, Unreadable> {
        let Some(length) = self.rest().find("))") else {
            let words = "this `$((` is not closed";
            return Err(Unreadable::new(words, Span::new(start, start + 3)));
        };
        self.at += length + 2;
        self.push_unknown(text, start);
        Ok(Expanded::Value)
    }

    /// Reads commands in brackets whose output stands in their place.
    pub(super) fn substitution(&mut self, text: &mut Traced) -> Result<Expanded, Unreadable> {
        let start = self.at - 1;
        let place = Span::new(self.at, self.at + 1);
        self.at += 1;
        let output = self.nested(place, |lexer| lexer.list(Some(')')))?;
        let is_input = !self.source[start..].starts_with('$');
        self.push_output(text, output.filter(|_| !is_input), start);
        Ok(Expanded::Value)
    }

    fn backticks(&mut self, text: &mut Traced) -> Result<Expanded, Unreadable> {
        let start = self.at;
        let mut is_escaped = false;
        let close = self.rest().bytes().skip(1).position(|byte| {
            let closes = byte == b'`' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            closes
        });
        let Some(close) = close.map(|length| start + 1 + length) else {
            let words = "this backtick is not closed";
            return Err(Unreadable::new(words, Span::new(start, start + 1)));
        };
        let end = std::mem::replace(&mut self.end, close);
        self.at += 1;
        let result = self.nested(Span::new(start, start + 1), |lexer| lexer.list(None));
        (self.at, self.end) = (close + 1, end);
        let output = result?;
        self.push_output(text, output, start);
        Ok(Expanded::Value)
    }

    fn push_output(&self, text: &mut Traced, output: Option<Traced>, start: usize) {
        match output {
            Some(output) => {
                let length = output.text().trim_end_matches(['\n', '\r']).len();
                output.slice(0..length).append_to(text);
            }
            None => self.push_unknown(text, start),
        }
    }
}
