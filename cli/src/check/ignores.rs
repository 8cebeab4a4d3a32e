//! Comments that ask for findings not to be told: `vouchsafe-ignore CODE, CODE: REASON`.
//!
//! One behind a line is about what is found on this line, one on a line of its own about the next line, and one
//! above a recorded request about the whole request. Without a reason it has no effect, and one that nothing was
//! found for is told: a list of exceptions that nobody needs hides those that matter.

use std::ops::RangeInclusive;

use vouchsafe::json::Span;
use vouchsafe::{Report, Severity, Violation, Warnings, codes};

use crate::source::{Language, MARKER, Source};

/// How comments begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comments {
    /// `#`, behind anything.
    Hash,
    /// `//` and `/* */`, behind anything.
    Slashes,
    /// Lines of `.http` files.
    Lines,
}

impl Comments {
    /// Those of a language, if it has any.
    pub(super) const fn of(language: Language) -> Option<Self> {
        match language {
            Language::Json => None,
            Language::Jsonc | Language::Json5 => Some(Self::Slashes),
            _ => Some(Self::Hash),
        }
    }

    fn openings(self) -> &'static [&'static str] {
        match self {
            Self::Hash => &["#"],
            Self::Slashes => &["//", "/*"],
            Self::Lines => &["#", "//"],
        }
    }
}

/// A comment.
#[derive(Debug)]
struct Ignore<'a> {
    /// From the marker to the end of the comment.
    span: Span,
    codes: Vec<&'a str>,
    has_reason: bool,
    /// The lines that it is about.
    lines: RangeInclusive<usize>,
}

/// A report without what comments ignore, and with what is to say about them. Gives the number of findings that
/// are ignored, too.
pub(super) fn apply(
    report: Report,
    comments: Comments,
    source: &[u8],
    sources: &[Source],
) -> (Report, usize) {
    let Ok(text) = std::str::from_utf8(source) else {
        return (report, 0);
    };
    if !text.contains(MARKER) {
        return (report, 0);
    }
    let ignores = ignores(text, comments, sources);
    let mut used: Vec<Vec<bool>> = ignores
        .iter()
        .map(|ignore| vec![false; ignore.codes.len()])
        .collect();
    // Of a text in which nothing was found nobody knows what is secret.
    let is_masked = !report.violations().is_empty();
    let mut count = 0;
    let mut is_ignored = |violation: &Violation| {
        let line = violation.position().line;
        let mut is_ignored = false;
        for (ignore, used) in ignores.iter().zip(&mut used) {
            if !ignore.has_reason || violation.span.is_none() || !ignore.lines.contains(&line) {
                continue;
            }
            for (code, used) in ignore.codes.iter().zip(used) {
                if *code == violation.code {
                    *used = true;
                    is_ignored = true;
                }
            }
        }
        count += usize::from(is_ignored);
        is_ignored
    };
    let mut report = report.filter_map(|violation| (!is_ignored(&violation)).then_some(violation));
    for (ignore, used) in ignores.iter().zip(&used) {
        let findings = ignore.findings(used, source);
        if is_masked {
            report.extend(findings);
        } else {
            report.merge(findings);
        }
    }
    (report, count)
}

impl Ignore<'_> {
    /// What is to say about the comment itself.
    fn findings(&self, used: &[bool], source: &[u8]) -> Report {
        let finding = |code, message: &str, help: &str| {
            let code = (code, Severity::Warning);
            Report::of_finding(code, message, Some(help.to_owned()), source, self.span)
        };
        let mut report = Warnings::default().into_report();
        if self.codes.is_empty() {
            report.merge(finding(
                &codes::INCOMPLETE_IGNORE,
                "this comment names no code, so it ignores nothing",
                "write `vouchsafe-ignore CODE: REASON`",
            ));
        } else if !self.has_reason {
            report.merge(finding(
                &codes::INCOMPLETE_IGNORE,
                "this comment gives no reason, so it ignores nothing",
                "write the reason behind a colon: `vouchsafe-ignore CODE: REASON`",
            ));
        } else {
            for (code, _) in self.codes.iter().zip(used).filter(|(_, used)| !**used) {
                let message = format!("there is no `{code}` here that this comment could ignore");
                let help = "remove the comment, or write it on the line that the finding names, or on the line before";
                report.merge(finding(&codes::UNUSED_IGNORE, &message, help));
            }
        }
        report
    }
}

/// The comments of a source.
fn ignores<'a>(text: &'a str, comments: Comments, sources: &[Source]) -> Vec<Ignore<'a>> {
    let mut values: Vec<Span> = sources
        .iter()
        .flat_map(|source| source.origins.sources())
        .collect();
    values.sort_unstable_by_key(|span| (span.start, span.end));
    let is_in_value = |at: usize| {
        let next = values.partition_point(|span| span.start <= at);
        match comments {
            Comments::Hash => next > 0 && values[next - 1].end > at,
            // What is no comment is still there. A text that is JSON but for its comments is one piece.
            Comments::Slashes => sources.iter().any(|source| match &values[..] {
                [_] => source.json.get(at) == Some(&b'/'),
                _ => next > 0 && values[next - 1].end > at,
            }),
            Comments::Lines => false,
        }
    };
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .scan(0, |start, line| {
            let begin = *start;
            *start += line.len();
            Some((begin, line))
        })
        .collect();
    let mut ignores = Vec::new();
    for (index, (start, line)) in lines.iter().enumerate() {
        let Some((before, opening, rest)) = split(line, comments) else {
            continue;
        };
        let marker = start + line.len() - rest.len() - MARKER.len();
        if is_in_value(start + before.len()) {
            continue;
        }
        let rest = rest.trim_end_matches(['\n', '\r']);
        let rest = match opening {
            "/*" => rest.split_once("*/").map_or(rest, |(inner, _)| inner),
            _ => rest,
        };
        let is_alone = before.trim().is_empty();
        let number = index + 1;
        let about = match comments {
            Comments::Lines => number..=end_of_request(&lines, index),
            _ if is_alone => number..=next_line(&lines, index, comments),
            _ => number..=number,
        };
        let (codes, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let codes = codes.split(',').map(|code| code.trim().trim_matches('`'));
        ignores.push(Ignore {
            span: Span::new(marker, marker + MARKER.len() + rest.trim_end().len()),
            codes: codes.filter(|code| !code.is_empty()).collect(),
            has_reason: !reason.trim().is_empty(),
            lines: about,
        });
    }
    ignores
}

/// What is before the comment on a line, how the comment begins, and what is behind the marker.
fn split(line: &str, comments: Comments) -> Option<(&str, &'static str, &str)> {
    let (before, rest) = line.split_once(MARKER)?;
    if !rest.is_empty() && !rest.starts_with([' ', '\t', ':', '\r', '\n']) {
        return None;
    }
    let before = before.trim_end();
    let mut openings = comments.openings().iter();
    let (opening, before) = openings.find_map(|opening| {
        let before = before.strip_suffix(opening)?;
        Some((*opening, before))
    })?;
    let is_comment = match comments {
        Comments::Lines => before.trim().is_empty(),
        // Within a word it is no comment.
        Comments::Hash => before.is_empty() || before.ends_with([' ', '\t']),
        Comments::Slashes => true,
    };
    is_comment.then_some((before, opening, rest))
}

/// The number of the next line that has more than a comment.
fn next_line(lines: &[(usize, &str)], index: usize, comments: Comments) -> usize {
    let has_more = |(_, line): &&(usize, &str)| {
        let line = line.trim();
        let is_comment = |opening: &&str| line.starts_with(opening);
        !line.is_empty() && !comments.openings().iter().any(is_comment)
    };
    let passed = lines[index + 1..].iter().position(|line| has_more(&line));
    index + 2 + passed.unwrap_or(0)
}

/// The number of the last line of a request.
fn end_of_request(lines: &[(usize, &str)], index: usize) -> usize {
    let rest = &lines[index + 1..];
    let length = rest.iter().position(|(_, line)| line.starts_with("###"));
    index + 1 + length.unwrap_or(rest.len())
}
