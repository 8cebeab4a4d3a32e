//! What stands around command lines: prompts, the fences of Markdown, and whose shell they are written for.

use vouchsafe::json::Span;

/// The shell that a text is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `sh`, and what is like it.
    Posix,
    /// `cmd.exe`.
    Windows,
    PowerShell,
}

/// A part of a text that holds command lines.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) span: Span,
    pub(super) dialect: Dialect,
    /// Where the lines begin that somebody typed. Without prompts every line may be one.
    starts: Option<Vec<usize>>,
}

impl Part {
    /// Where commands go on behind the end of a line.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let Some(starts) = &self.starts else {
            return at;
        };
        let next = starts.partition_point(|start| *start < at);
        starts.get(next).copied().unwrap_or(self.span.end)
    }

    /// Where the first command begins.
    pub(super) fn first_line(&self) -> usize {
        self.next_line(self.span.start)
    }

    /// Whether the lines have prompts, so that those that go on have one, too.
    pub(super) fn has_prompts(&self) -> bool {
        self.starts.is_some()
    }
}

/// The parts of a text that hold command lines: what stands in fences, if there are any, and each run of lines outside
/// of them that begins with a command.
pub(super) fn parts(source: &str, within: Span) -> Vec<Part> {
    let lines = lines(source, within);
    let is_fence = |line: &Span| {
        let text = source[line.range()].trim_start();
        text.starts_with("```") || text.starts_with("~~~")
    };
    if !lines.iter().any(is_fence) {
        let start = lines.first().map_or(within.start, |line| line.start);
        return vec![part(source, Span::new(start, within.end), &lines)];
    }
    let mut parts = Vec::new();
    let mut is_inside = false;
    for lines in lines.split(is_fence) {
        let first = if is_inside {
            Some(0)
        } else {
            lines.iter().position(|line| begins(&source[line.range()]))
        };
        is_inside = !is_inside;
        let lines = first.and_then(|first| lines.get(first..));
        let Some([first, ..]) = lines else { continue };
        let lines = lines.unwrap_or_default();
        let end = lines.last().map_or(first.end, |last| last.end);
        parts.push(part(source, Span::new(first.start, end), lines));
    }
    parts
}

/// Whether a line of a text that is no command line by itself begins with one.
fn begins(line: &str) -> bool {
    let line = prompt(line).map_or(line, |prompt| &line[prompt.length..]);
    is_curl(line)
}

/// Whether a text begins with the command itself.
fn is_curl(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text
        .strip_prefix("curl.exe")
        .or_else(|| text.strip_prefix("curl"));
    rest.is_some_and(|rest| rest.starts_with([' ', '\t']))
}

fn part(source: &str, span: Span, lines: &[Span]) -> Part {
    let mut starts = Vec::new();
    let mut dialect = None;
    let mut has_prompts = false;
    for line in lines {
        let text = &source[line.range()];
        if let Some(prompt) = prompt(text) {
            has_prompts = true;
            dialect = dialect.or(prompt.dialect);
            starts.push(line.start + prompt.length);
        } else if is_curl(text) {
            starts.push(line.start);
        }
    }
    Part {
        span,
        dialect: dialect.unwrap_or_else(|| told(source, lines)),
        starts: has_prompts.then_some(starts),
    }
}

/// The shell that the marks of a text tell of.
fn told(source: &str, lines: &[Span]) -> Dialect {
    let texts = || lines.iter().map(|line| source[line.range()].trim_end());
    let goes_on = |mark: char| {
        move |line: &str| {
            line.strip_suffix(mark)
                .is_some_and(|rest| rest.ends_with([' ', '\t']) && !rest.contains(mark))
                || line == mark.to_string()
        }
    };
    let is_posix = texts().any(|line| line.ends_with(" \\"));
    if is_posix {
        return Dialect::Posix;
    }
    let is_windows =
        |line: &str| line.matches("^\"").count() > 1 || goes_on('^')(line) || line.ends_with(" ^");
    if texts().any(is_windows) {
        return Dialect::Windows;
    }
    let is_power_shell = |line: &str| {
        let lower = line.to_ascii_lowercase();
        goes_on('`')(line)
            || escapes_only(line)
            || lower.contains("$env:")
            || lower.ends_with("@'")
            || lower.ends_with("@\"")
    };
    if texts().any(is_power_shell) {
        Dialect::PowerShell
    } else {
        Dialect::Posix
    }
}

/// Whether there are backticks on a line, and each stands before what it makes plain, so that none begins a command.
fn escapes_only(line: &str) -> bool {
    let mut behind = line.split('`').skip(1).peekable();
    behind.peek().is_some() && behind.all(|rest| rest.starts_with(['"', '$', '\'']))
}

/// The lines of a part of a text, with what ends them.
fn lines(source: &str, within: Span) -> Vec<Span> {
    let mut start = within.start;
    // A mark of the order of bytes is no text.
    if source[within.range()].starts_with('\u{feff}') {
        start += '\u{feff}'.len_utf8();
    }
    let lines = source[start..within.end].split_inclusive('\n');
    let lines = lines.map(|line| {
        let at = start;
        start += line.len();
        Span::new(at, start)
    });
    lines.collect()
}

/// What a shell writes before a command.
struct Prompt {
    length: usize,
    dialect: Option<Dialect>,
}

/// The prompt that a line begins with.
fn prompt(line: &str) -> Option<Prompt> {
    const LONGEST: usize = 120;
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let found = |behind: &str, dialect| {
        let rest = behind.trim_start_matches([' ', '\t']);
        Some(Prompt {
            length: line.len() - rest.len(),
            dialect,
        })
    };
    for sign in ["$ ", "% ", "❯ ", "➜ ", "» "] {
        if let Some(behind) = text.strip_prefix(sign) {
            return found(behind, None);
        }
    }
    let behind_sign = text.strip_prefix("> ").filter(|rest| is_curl(rest));
    if let Some(behind) = behind_sign {
        return found(behind, None);
    }
    let end = text.len().min(LONGEST);
    let head = text.get(..end).unwrap_or(text);
    if let Some(rest) = head.strip_prefix("PS ") {
        let at = rest.find('>')?;
        return found(&text[3 + at + 1..], Some(Dialect::PowerShell));
    }
    let mut letters = head.chars();
    let is_drive = letters
        .next()
        .is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && letters.next() == Some('\\');
    if is_drive {
        let at = head.find('>')?;
        return found(&text[at + 1..], Some(Dialect::Windows));
    }
    // `anna@host:~/work$ `, `[root@host ~]# `, `bash-5.1$ `
    let at = head.find(['$', '#', '%'])?;
    let (name, rest) = head.split_at(at);
    let is_name = name.contains('@') || name.starts_with("bash-") || name.starts_with("sh-");
    let is_plain = !name.contains(['"', '\'', '=', ';', '|', '&', '<', '>', '?'])
        && !name.contains("//")
        && !is_curl(name);
    let has_space = rest[1..].starts_with([' ', '\t']);
    (is_name && is_plain && has_space && indent == 0)
        .then(|| found(&text[at + 1..], None))
        .flatten()
}

#[cfg(test)]
mod tests {
    use vouchsafe::json::Span;

    use super::{Dialect, parts, prompt};

    #[test]
    fn prompts_are_told_from_commands() {
        let cases = [
            ("$ curl x", Some("curl x")),
            ("% curl x", Some("curl x")),
            ("> curl x", Some("curl x")),
            ("PS C:\\Users\\anna> curl.exe x", Some("curl.exe x")),
            ("C:\\Users\\anna>curl x", Some("curl x")),
            ("anna@host:~/work$ curl x", Some("curl x")),
            ("[root@host ~]# curl x", Some("curl x")),
            ("bash-5.1$ curl x", Some("curl x")),
            ("# curl x", None),
            ("curl x", None),
            ("curl -u anna@host:$PW x", None),
            ("TOKEN=a curl x", None),
        ];
        for (line, expected) in cases {
            let found = prompt(line).map(|prompt| &line[prompt.length..]);
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn shells_are_told_by_their_marks() {
        let cases = [
            ("curl x", Dialect::Posix),
            ("curl x \\\n -d 'a^\"b'\n", Dialect::Posix),
            ("curl ^\"http://h/p^\"", Dialect::Windows),
            ("curl x ^\r\n -d a", Dialect::Windows),
            ("curl.exe x `\r\n -d a", Dialect::PowerShell),
            ("curl.exe -H \"A: $env:T\" x", Dialect::PowerShell),
            ("X=`curl x`\n", Dialect::Posix),
            ("PS C:\\> curl x", Dialect::PowerShell),
        ];
        for (text, expected) in cases {
            let parts = parts(text, Span::new(0, text.len()));
            assert_eq!(parts[0].dialect, expected, "{text}");
        }
    }
}
