//! Findings as text. A renderer decides nothing: it is given what to show.

mod checkstyle;
mod excerpt;
mod fingerprint;
mod fold;
mod github;
mod gitlab;
mod json;
mod junit;
mod links;
mod markdown;
mod name;
mod path;
mod place;
mod pretty;
mod region;
mod sarif;
mod short;
mod standard;
pub(crate) mod visible;

pub(crate) use checkstyle::Checkstyle;
pub(crate) use fold::Folded;
pub(crate) use github::Github;
pub(crate) use gitlab::Gitlab;
pub(crate) use json::{Json, JsonLines};
pub(crate) use junit::Junit;
pub(crate) use markdown::{Markdown, cell};
pub(crate) use name::Name;
pub(crate) use pretty::{Marked, Pretty, frame, schema_fault};
pub(crate) use sarif::Sarif;
pub(crate) use short::Short;
pub(crate) use standard::Standard;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vouchsafe::{Omitted, Output, OutputFormat, Report, Severity, Violation};

/// What was found in one JSON text.
pub(crate) struct Findings<'a> {
    pub(crate) name: &'a Name,
    pub(crate) bytes: &'a [u8],
    /// Where the text stands in its file, if it is one line of many.
    pub(crate) record: Option<Record>,
    pub(crate) valid: bool,
    /// What was found and is not among them, because there are too many.
    pub(crate) omitted: Omitted,
    /// The findings to show, in order.
    pub(crate) violations: Vec<&'a Violation>,
    /// The findings in the formats for readers: one that repeats stands once, with the places of the others.
    pub(crate) folded: Vec<Folded<'a>>,
    /// The report that knows what must be masked; there where a finding has a place.
    pub(crate) report: Option<&'a Report>,
    /// The results of the check in the formats of the standard that are asked for.
    pub(crate) outputs: &'a [(OutputFormat, Output)],
}

/// The place of a text that is one line of its file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The offset of its first byte.
    pub(crate) offset: u64,
    /// The number of characters before it; a byte order mark is none.
    pub(crate) characters: usize,
}

impl Findings<'_> {
    /// The line of the file on which a line of the text stands.
    fn line_in_file(&self, line: usize) -> usize {
        self.record.map_or(line, |record| record.line + line - 1)
    }

    /// The text in words: its file, and its line if it is one of many.
    fn title(&self) -> String {
        match self.record {
            Some(record) => format!("{}:{}", self.name, record.line),
            None => self.name.to_string(),
        }
    }

    /// The file, and the line and column to look at first as far as there are any.
    fn place(&self, violation: &Violation) -> String {
        if violation.span.is_none() {
            return self.title();
        }
        let at = violation.position();
        format!("{}:{}:{}", self.name, self.line_in_file(at.line), at.column)
    }
}

/// What texts are called.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) enum Subject {
    #[default]
    Text,
    Schema,
}

impl Subject {
    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Schema => "schema",
        }
    }
}

/// What was found in all texts together.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) subject: Subject,
    /// Whether the reader wants findings alone.
    pub(crate) quiet: bool,
    /// The number of texts.
    pub(crate) texts: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
    /// The number of findings that were shown.
    pub(crate) shown: usize,
    /// The number of findings in the formats for readers, which show a finding that repeats once.
    pub(crate) told: usize,
    /// What was found and has no place, because there are too many; its errors are among all errors.
    pub(crate) omitted: Omitted,
    /// The number of findings that `--fix` would mend at once.
    pub(crate) fixable: usize,
    /// How often each code was found.
    pub(crate) codes: BTreeMap<(Severity, String), Count>,
    /// The number of findings that comments ask to ignore.
    pub(crate) ignored: usize,
    /// The number of findings that the baseline knows.
    pub(crate) known: usize,
    /// The recorded requests.
    pub(crate) requests: Requests,
    /// The number of files that could not be read.
    pub(crate) problems: usize,
}

/// How many recorded requests there are.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Requests {
    /// The number of files that they are in.
    files: usize,
    pub(crate) checked: usize,
    /// The number of those that are not checked.
    pub(crate) not: usize,
}

impl Requests {
    /// The requests of one file.
    pub(crate) const fn of_file(checked: usize, not: usize) -> Self {
        Self {
            files: 1,
            checked,
            not,
        }
    }

    /// Adds those of a file, if it has any.
    pub(crate) fn add(&mut self, other: Option<Self>) {
        if let Some(Self {
            files,
            checked,
            not,
        }) = other
        {
            self.files += files;
            self.checked += checked;
            self.not += not;
        }
    }

    /// What was done with them, in words.
    fn words(self) -> String {
        let mut words = counted(self.checked, "request");
        words.push_str(" checked");
        if self.not > 0 {
            let _ = write!(words, ", {} not", self.not);
        }
        words
    }
}

/// How often a code was found.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Count {
    pub(crate) findings: usize,
    /// The number of texts that it was found in.
    pub(crate) texts: usize,
}

impl Summary {
    fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos + self.omitted.lints
    }

    /// The findings that are not shown, in words, if there are any.
    fn not_shown(&self) -> Option<String> {
        self.all_but(self.shown)
    }

    /// The findings that readers are not told of, in words, if there are any.
    fn not_told(&self) -> Option<String> {
        self.all_but(self.told)
    }

    fn all_but(&self, shown: usize) -> Option<String> {
        let least = self.at_least();
        match self.findings().saturating_sub(shown) {
            0 if self.omitted.is_exact => None,
            0 => Some("perhaps more findings are not shown; see --max-problems".to_owned()),
            1 => Some(format!(
                "{least}1 more finding is not shown; see --max-problems"
            )),
            more => Some(format!(
                "{least}{more} more findings are not shown; see --max-problems"
            )),
        }
    }

    /// What stands before a number that may be too small.
    const fn at_least(&self) -> &'static str {
        if self.omitted.is_exact {
            ""
        } else {
            "at least "
        }
    }

    /// What was done, in a line without its end.
    fn words(&self) -> String {
        let some = |number, word| (number > 0).then(|| counted(number, word));
        let counts = [
            some(self.errors, "error"),
            some(self.warnings, "warning"),
            (self.infos > 0).then(|| format!("{} info", self.infos)),
            some(self.omitted.lints, "more lint"),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let texts = some(self.texts - self.requests.files, self.subject.word());
        let texts = texts.map(|texts| format!("{texts} checked"));
        let requests = (self.requests.files > 0).then(|| self.requests.words());
        let done: Vec<String> = texts.into_iter().chain(requests).collect();
        let done = if done.is_empty() {
            "nothing checked".to_owned()
        } else {
            done.join(", ")
        };
        let mut text = if counts.is_empty() {
            format!("{done}, nothing found")
        } else {
            format!("{done}: {}{}", self.at_least(), counts.join(", "))
        };
        if self.known > 0 {
            let _ = write!(text, "; the baseline knows {} more", self.known);
        }
        if self.ignored > 0 {
            let _ = write!(text, "; comments ignore {}", self.ignored);
        }
        if self.told < self.findings() || !self.omitted.is_exact {
            let _ = write!(text, "; {} are shown, see --max-problems", self.told);
        }
        text
    }
}

/// A number of things, in words.
pub(crate) fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// The message with the help behind it, on one line. A schema may have left its message empty: then it is the code.
fn on_one_line(violation: &Violation) -> String {
    let help = violation.help.as_ref();
    let help = help.map_or_else(String::new, |help| format!(" ({help})"));
    let words = one_line(&format!("{}{help}", violation.message));
    if words.trim().is_empty() {
        return visible::line(&violation.code).into_owned();
    }
    words
}

/// Words on one line: ends of lines are spaces, and what cannot be seen is escaped.
fn one_line(words: &str) -> String {
    let words = words.replace("\r\n", " ").replace(['\r', '\n'], " ");
    visible::line(&words).into_owned()
}

/// As many findings as there is room for: errors first, where there is none for all.
pub(crate) fn fitting(mut found: Vec<&Violation>, room: usize) -> Vec<&Violation> {
    if found.len() > room {
        found.sort_by_key(|violation| std::cmp::Reverse(violation.severity));
        found.truncate(room);
    }
    found
}

/// A way of writing findings.
pub(crate) trait Render {
    /// The findings in one text.
    fn findings(&mut self, findings: &Findings<'_>) -> String;

    /// A file that could not be read, and why.
    fn problem(&mut self, _name: &Name, _words: &str) -> String {
        String::new()
    }

    /// What comes at the end.
    fn finish(&mut self, summary: &Summary) -> String;
}
