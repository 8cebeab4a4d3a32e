//! The lines of a file, and what each of them is by itself.

use vouchsafe::json::Span;

/// Lines without their ends, with the text that they stand in.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    pub(super) source: &'a str,
    pub(super) spans: &'a [Span],
}

impl<'a> Lines<'a> {
    /// The text of a line, if there is one.
    pub(super) fn get(&self, at: usize) -> Option<&'a str> {
        Some(&self.source[self.spans.get(at)?.range()])
    }

    /// The first line from another one on that has a property, or the end.
    pub(super) fn find(&self, from: usize, is: impl Fn(&str) -> bool) -> usize {
        let mut rest = from..self.spans.len();
        rest.find(|at| self.get(*at).is_some_and(&is))
            .unwrap_or(self.spans.len())
    }

    /// Where the lines from one to another stand, without white space at the ends.
    pub(super) fn place(&self, from: usize, to: usize) -> Span {
        let (Some(first), Some(last)) =
            (self.spans.get(from), self.spans.get(to.max(from + 1) - 1))
        else {
            return Span::new(0, 0);
        };
        self.trimmed(Span::new(first.start, last.end))
    }

    /// A piece without white space at its ends.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let text = &self.source[span.range()];
        let start = span.start + (text.len() - text.trim_start().len());
        Span::new(start, start + text.trim().len())
    }
}

/// The lines of a text from an offset on, without their ends.
pub(super) fn lines(source: &str, from: usize) -> Vec<Span> {
    let mut start = from;
    let mut lines = Vec::new();
    for line in source[from..].split_inclusive('\n') {
        let text = line.strip_suffix('\n').unwrap_or(line);
        let text = text.strip_suffix('\r').unwrap_or(text);
        lines.push(Span::new(start, start + text.len()));
        start += line.len();
    }
    lines
}

/// Whether requests are separated by a line.
pub(super) fn is_separator(line: &str) -> bool {
    line.starts_with("###")
}

pub(super) fn is_comment(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with('#') || text.starts_with("//")
}

pub(super) fn is_empty(line: &str) -> bool {
    line.trim().is_empty()
}

/// The name and value that a line gives a variable: `@name = value`, or `@name := value` for one that is looked at when it
/// is used.
pub(super) fn variable(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim_start().strip_prefix('@')?.split_once('=')?;
    let name = name.trim_end().trim_end_matches(':').trim_end();
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    is_name.then(|| (name, value.trim()))
}

/// How a piece that belongs to no request ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// On its line.
    Line,
    /// With the first line that has `%}`.
    Script,
    /// With the first line that is `}}`.
    Block,
}

/// Whether a line, wherever it stands, begins something that is done with a response or before a request.
pub(super) fn aside(line: &str) -> Option<Aside> {
    let text = line.trim();
    let behind = |mark: &str| text.strip_prefix(mark).map(str::trim_start);
    if let Some(script) = behind("<").or_else(|| behind(">"))
        && let Some(script) = script.strip_prefix("{%")
    {
        return Some(if script.contains("%}") {
            Aside::Line
        } else {
            Aside::Script
        });
    }
    let is_word = |mark: &str| {
        let rest = text.strip_prefix(mark);
        rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    if [">", ">>", ">>!", "<>", "??"].into_iter().any(is_word) {
        return Some(Aside::Line);
    }
    let event = text
        .strip_prefix("{{")?
        .trim_start_matches(['>', '@', '+', '!']);
    let is_name = event
        .trim()
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric());
    is_name.then_some(Aside::Block)
}

/// Whether a line stands before requests, and none begins with it: what is taken from other files.
pub(super) fn is_directive(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_script = |path: &str| {
        let path = std::path::Path::new(path);
        let end = path.extension().unwrap_or_default().to_ascii_lowercase();
        ["js", "mjs", "cjs", "ts", "lua"]
            .iter()
            .any(|known| end == *known)
    };
    match (words.next(), words.next()) {
        (Some("import" | "run"), Some(_)) => true,
        (Some("<"), Some(path)) => is_script(path),
        _ => false,
    }
}

/// The name of the file that a line puts in its place: `< file`, `<@ file`, `<@utf8 file`.
pub(super) fn file(line: &str) -> Option<(&str, Option<&str>)> {
    let rest = line.trim_start().strip_prefix('<')?;
    let (rest, encoding) = match rest.strip_prefix('@') {
        Some(rest) => {
            let end = rest.find(char::is_whitespace)?;
            (
                &rest[end..],
                Some(&rest[..end]).filter(|name| !name.is_empty()),
            )
        }
        None => (rest, None),
    };
    let path = rest.trim();
    let is_path = rest.starts_with(char::is_whitespace)
        && !path.is_empty()
        && encoding.is_none_or(|name| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        });
    is_path.then_some((path, encoding))
}

/// Whether a line is the first one of a response.
pub(super) fn is_status(line: &str) -> bool {
    let rest = line.trim_start().strip_prefix("HTTP/");
    let mut words = rest.unwrap_or_default().split_whitespace();
    let is_version = |word: &str| {
        word.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let is_code = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.next().is_some_and(is_version) && words.next().is_some_and(is_code)
}

/// Whether a line looks like a header field: a name, a colon, and white space behind it or nothing that looks like a URL.
pub(super) fn is_field(line: &str) -> bool {
    let Some((name, value)) = line.trim().split_once(':') else {
        return false;
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~{}".contains(&byte);
    !name.is_empty() && name.trim_end().bytes().all(is_name) && !value.starts_with("//")
}
