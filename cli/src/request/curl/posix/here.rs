//! Texts that stand behind a command as its input: `<<END`.

use vouchsafe::json::Span;

use super::super::Unreadable;
use super::super::shell::Command;
use super::Lexer;
use crate::request::Traced;

impl Lexer<'_> {
    /// Reads the text that a command gets, which begins on the next line; nothing where there is none.
    pub(super) fn document(&mut self, command: &mut Command) -> Result<Option<Traced>, Unreadable> {
        let is_indented = self.skip("-");
        self.blanks();
        let written = self.at;
        let end_word = self.word(command)?;
        let is_verbatim = self.source[written..self.at].contains(['\'', '"', '\\']);
        let Some((line, body)) = self.beginning_of_document() else {
            return Ok(None);
        };
        let mut at = body;
        let mut text = Traced::empty(body);
        let (mut last, mut next) = (self.end, self.end);
        while at < self.end {
            let rest = &self.source[at..self.end];
            let whole = rest.find('\n').map_or(rest.len(), |length| length + 1);
            let written = rest[..whole].trim_end_matches(['\n', '\r']);
            let tabs = if is_indented {
                written.len() - written.trim_start_matches('\t').len()
            } else {
                0
            };
            if &written[tabs..] == end_word.text.text() {
                (last, next) = (at, at + whole);
                break;
            }
            if is_verbatim {
                text.push_piece(self.source, Span::new(at + tabs, at + whole));
            }
            at += whole;
        }
        self.documents = Some((line, next));
        if !is_verbatim {
            let before = (self.at, self.end);
            (self.at, self.end) = (body, last);
            let documents = self.documents.take();
            let result = self.inside(&mut text, None);
            (self.at, self.end) = before;
            self.documents = documents;
            result?;
            if is_indented {
                text = without_tabs(&text);
            }
        }
        Ok(Some(text))
    }

    /// The end of the line on which a text is asked for, and where the text begins.
    fn beginning_of_document(&self) -> Option<(usize, usize)> {
        if let Some(begun) = self.documents.filter(|(line, _)| *line >= self.at) {
            return Some(begun);
        }
        let mut from = self.at;
        loop {
            let line = from + self.source[from..self.end].find('\n')?;
            let before = self.source[self.at..line].trim_end_matches('\r');
            if !before.ends_with('\\') {
                return Some((line, line + 1));
            }
            from = line + 1;
        }
    }
}

/// A text without tabs at the beginnings of its lines.
fn without_tabs(text: &Traced) -> Traced {
    let mut plain = text.slice(0..0);
    let mut start = 0;
    for line in text.text().split_inclusive('\n') {
        let tabs = line.len() - line.trim_start_matches('\t').len();
        text.slice(start + tabs..start + line.len())
            .append_to(&mut plain);
        start += line.len();
    }
    plain
}
