//! What must not be shown of a text in another language that cannot be read: YAML, TOML, JSON5.
//!
//! Where the schema has secrets, nothing of such a text is shown: where quotes and indentation are broken, a name may end
//! anywhere, so nothing tells for sure what is the value of a secret.
//!
//! Elsewhere the text is read line by line for names that look like that of a secret, for a password is one whether or
//! not a schema says so. What follows such a name is hidden to the end of its line, and on up to a line that begins with
//! another name, no deeper.

use crate::json::Span;
use crate::program::Program;

/// The parts of a text that are hidden, in no order; they may overlap.
pub(crate) fn doubtful(program: &Program, source: &[u8]) -> Vec<Span> {
    if program.parts().flags.secrets {
        return vec![Span::new(0, source.len())];
    }
    let mut reader = Reader {
        source,
        spans: Vec::new(),
        secrets: Vec::new(),
        hidden: None,
    };
    let mut start = 0;
    for line in source.split_inclusive(|byte| *byte == b'\n') {
        let length = line.trim_ascii_end().len();
        reader.line(start, start + length);
        start += line.len();
    }
    reader.repetitions();
    reader.spans
}

/// Parts of names by which secrets are known where no schema tells.
const SUSPECT: [&str; 10] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "credential",
    "apikey",
    "accesskey",
    "privatekey",
    "authorization",
];

/// A value that is hidden, while it may go on.
struct Hidden {
    /// The column of its name.
    column: usize,
    /// The quote that it is in.
    quote: Option<u8>,
}

struct Reader<'a> {
    source: &'a [u8],
    spans: Vec<Span>,
    /// The values of secrets.
    secrets: Vec<Span>,
    hidden: Option<Hidden>,
}

/// A word, and what follows it.
struct Word {
    span: Span,
    /// The word without its quotes.
    inner: Span,
    /// Where the value begins, if the word is a name.
    value: Option<usize>,
}

impl Reader<'_> {
    fn line(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let [b' ' | b'\t', ..] | [b'-', b' ', ..] = self.source[at..end] {
            at += 1;
        }
        if at == end {
            return;
        }
        if let Some(hidden) = &mut self.hidden {
            if let Some(quote) = hidden.quote {
                if self.source[at..end].contains(&quote) {
                    hidden.quote = None;
                }
                self.hide(start, end);
                return;
            }
            let column = hidden.column;
            let is_end = at - start <= column && self.begins_anew(at, end);
            if !is_end {
                let is_plain = |byte: &u8| b" \t{}[](),;".contains(byte);
                if !self.source[at..end].iter().all(is_plain) {
                    self.hide(at, end);
                }
                return;
            }
            self.hidden = None;
        }
        self.words(start, at, end);
    }

    /// Whether what begins at a place is a member, or the header of a table.
    fn begins_anew(&self, at: usize, end: usize) -> bool {
        let is_bracket = |byte: &&u8| b"[{".contains(byte);
        let brackets = self.source[at..end].iter().take_while(is_bracket).count();
        let Some(word) = self.word(at + brackets, end) else {
            return false;
        };
        let is_header = brackets > 0
            && self.source[word.span.end..end]
                .iter()
                .all(|byte| *byte == b']');
        word.value.is_some() || is_header
    }

    /// Looks at the words of a line, from the left.
    fn words(&mut self, start: usize, mut at: usize, end: usize) {
        while at < end {
            let Some(word) = self.word(at, end) else {
                at += 1;
                continue;
            };
            if !is_suspect(&String::from_utf8_lossy(&self.source[word.inner.range()])) {
                at = word.value.unwrap_or(word.span.end);
                continue;
            }
            let mut quote = None;
            if let Some(value) = word.value {
                let value = value + spaces(&self.source[value..end]);
                self.hide(value, end);
                self.secrets.push(Span::new(value, end));
                quote = open_quote(&self.source[value..end]);
            } else {
                self.hide(word.span.start, end);
            }
            self.hidden = Some(Hidden {
                column: word.span.start - start,
                quote,
            });
            return;
        }
    }

    /// The word that begins at a place: in quotes that are closed on the line, or without any.
    fn word(&self, at: usize, end: usize) -> Option<Word> {
        let rest = &self.source[at..end];
        let quoted = rest
            .first()
            .filter(|byte| matches!(byte, b'"' | b'\''))
            // A quote within a word begins no text.
            .filter(|_| at == 0 || !is_word(self.source[at - 1]))
            .and_then(|quote| closing(rest, *quote))
            // A text that holds a name may be two of them, and what stands between.
            .filter(|length| !rest[1..*length].iter().any(|byte| b"=:".contains(byte)));
        let (span, inner) = if let Some(length) = quoted {
            (
                Span::new(at, at + length),
                Span::new(at + 1, at + length - 1),
            )
        } else {
            let length = rest.iter().take_while(|byte| is_word(**byte)).count();
            if length == 0 {
                return None;
            }
            let span = Span::new(at, at + length);
            (span, span)
        };
        let mut after = span.end + spaces(&self.source[span.end..end]);
        // Rows of values that are written like members: times, and addresses.
        let is_number = self.source[inner.range()].iter().all(u8::is_ascii_digit);
        let is_url = self.source[after..end].starts_with(b"://");
        let is_name = matches!(self.source.get(after), Some(b':' | b'=')) && after < end;
        let value = (is_name && !is_url && !(is_number && quoted.is_none())).then(|| {
            after += 1;
            after
        });
        Some(Word { span, inner, value })
    }

    fn hide(&mut self, start: usize, end: usize) {
        if start < end {
            self.spans.push(Span::new(start, end));
        }
    }

    /// Hides the values of secrets wherever else they occur.
    fn repetitions(&mut self) {
        /// Shorter ones occur by chance; more of them than this are not looked for.
        const SHORTEST: usize = 4;
        const MOST: usize = 64;
        let is_edge = |byte: &u8| b" \t\"',;[]{}".contains(byte);
        let secrets = std::mem::take(&mut self.secrets);
        let texts = secrets.iter().map(|span| {
            let text = &self.source[span.range()];
            let first = text.iter().take_while(|byte| is_edge(byte)).count();
            let last = text.iter().rev().take_while(|byte| is_edge(byte)).count();
            text.get(first..text.len() - last.min(text.len()))
                .unwrap_or_default()
        });
        let mut texts: Vec<&[u8]> = texts.filter(|text| text.len() >= SHORTEST).collect();
        texts.sort_unstable();
        texts.dedup();
        for text in texts.into_iter().take(MOST) {
            let mut from = 0;
            while let Some(at) = find(&self.source[from..], text) {
                self.spans
                    .push(Span::new(from + at, from + at + text.len()));
                from += at + text.len();
            }
        }
    }
}

/// Whether a name looks like that of a secret, or holds one.
fn is_suspect(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect();
    SUSPECT.iter().any(|word| plain.contains(word))
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'-' | b'.' | b'$' | b'@')
}

fn spaces(text: &[u8]) -> usize {
    text.iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

/// How long a text in quotes is that begins here, if it is closed.
fn closing(text: &[u8], quote: u8) -> Option<usize> {
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            byte if *byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// The quote that a value begins with and that its line does not close.
fn open_quote(value: &[u8]) -> Option<u8> {
    let quote = *value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let triple = [quote; 3];
    if value.starts_with(&triple) {
        return find(&value[3..], &triple).is_none().then_some(quote);
    }
    closing(value, quote).is_none().then_some(quote)
}

/// Where `needle`, which is not empty, first occurs.
fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = haystack.get(from..)?;
        let at = from + rest.iter().position(|byte| *byte == needle[0])?;
        if haystack[at..].starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
}
