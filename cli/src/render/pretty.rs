//! Findings with the lines that they are about, as a compiler shows them.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::path::PathBuf;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Message, Origin, Renderer, Snippet, Title,
};
use vouchsafe::json::Span;
use vouchsafe::{Label, Severity, Violation};
use vouchsafe_compiler::Diagnostic;

use super::links::Links;
use super::{Findings, Render, Summary, counted};

/// Frames drawn by `annotate-snippets`, which shows only the part of a long line that matters.
pub(crate) struct Pretty {
    renderer: Renderer,
    links: Links,
    /// The first code that was shown, of an error if there is one: for the hint at the end.
    code: Option<(Severity, String)>,
}

/// Labels on one line that are further apart than this many bytes are shown in frames of their own:
/// all of a line between them would be shown otherwise, and bodies are often one long line.
const FAR: usize = 100;
/// The most bytes of a value that are underlined.
const LONG: usize = 200;

impl Pretty {
    /// Frames for a terminal that is `width` columns wide; with links, if the folder of the run is given.
    pub(crate) fn new(width: usize, here: Option<PathBuf>) -> Self {
        Self {
            renderer: Renderer::styled().term_width(width),
            links: Links::new(here),
            code: None,
        }
    }

    fn violation(
        &mut self,
        findings: &Findings<'_>,
        source: &str,
        violation: &Violation,
    ) -> String {
        let severity = violation.severity;
        if self.code.as_ref().is_none_or(|(most, _)| *most < severity) {
            self.code = Some((severity, violation.code.to_string()));
        }
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            _ => Level::INFO,
        };
        let title = level.primary_title(violation.message.as_str());
        let mut elements: Vec<Element<'_>> = Vec::new();
        let line_in_file = |line| findings.line_in_file(line);
        if violation.span.is_some() {
            let clusters = clusters(source, violation);
            elements.extend(
                clusters
                    .iter()
                    .map(|labels| snippet(findings.name, &line_in_file, source, labels).into()),
            );
        } else {
            elements.push(Origin::path(findings.name).into());
        }
        let help = violation.help.as_deref();
        elements.extend(help.map(|help| Level::HELP.message(help).into()));
        let docs = violation.docs.as_deref();
        elements.extend(docs.map(|page| Level::NOTE.with_name("docs").message(page).into()));
        let title = title.id(&*violation.code);
        let title = match docs.filter(|page| self.links.are_shown() && page.contains("://")) {
            Some(page) => title.id_url(page),
            None => title,
        };
        let group: Group<'_> = title.elements(elements);
        let frame = self.renderer.render(&[group]) + "\n\n";
        if findings.name == "<stdin>" {
            return frame;
        }
        self.links.in_frame(frame, findings.name)
    }
}

/// The frame of a fault in a schema: `source` is the text of the file that the fault is in.
pub(crate) fn schema_fault(width: usize, fault: &Diagnostic, source: &str) -> String {
    let title = Level::ERROR
        .primary_title(fault.message.as_str())
        .id(fault.code);
    let labels = [(fault.span, "", true)];
    let notes = fault.help.as_deref().map(|help| Level::HELP.message(help));
    frame(width, title, &[(&fault.file, source, &labels)], notes)
}

/// A title with the lines of some files, and what is to be said beside them.
pub(crate) fn frame<'a>(
    width: usize,
    title: Title<'a>,
    files: &[(&'a str, &'a str, &[Marked<'a>])],
    notes: impl IntoIterator<Item = Message<'a>>,
) -> String {
    let snippets = files
        .iter()
        .map(|(name, source, labels)| snippet(name, &|line| line, source, labels));
    let snippets = snippets.map(Element::from);
    let notes = notes.into_iter().map(Element::from);
    let group: Group<'_> = title.elements(snippets.chain(notes));
    let renderer = Renderer::styled().term_width(width);
    renderer.render(&[group]) + "\n\n"
}

/// A label and whether it is the primary one.
pub(crate) type Marked<'a> = (Span, &'a str, bool);

/// The labels of a violation in groups that are drawn together, that of the primary one first.
fn clusters<'a>(source: &str, violation: &'a Violation) -> Vec<Vec<Marked<'a>>> {
    let labels: Vec<&Label> = violation.labels.iter().collect();
    let Some((primary, others)) = labels.split_first() else {
        let span = violation.span.unwrap_or_default();
        return vec![vec![(span, "", true)]];
    };
    let mut clusters = vec![vec![(primary.span, primary.message.as_str(), true)]];
    for label in others {
        let marked = (label.span, label.message.as_str(), false);
        let near = |other: &Marked<'_>| {
            let (first, second) = if other.0 < label.span {
                (other.0, label.span)
            } else {
                (label.span, other.0)
            };
            let between = floor(source, first.end)..floor(source, second.start);
            between.is_empty()
                || between.len() <= FAR
                || source.get(between).is_some_and(|text| text.contains('\n'))
        };
        match clusters.iter_mut().find(|cluster| cluster.iter().all(near)) {
            Some(cluster) => cluster.push(marked),
            None => clusters.push(vec![marked]),
        }
    }
    clusters
}

/// The lines that some labels are on, and no others: a long text is not looked through.
fn snippet<'a>(
    name: &'a str,
    line_in_file: &dyn Fn(usize) -> usize,
    source: &'a str,
    labels: &[Marked<'a>],
) -> Snippet<'a, Annotation<'a>> {
    let first = labels
        .iter()
        .map(|(span, ..)| span.start)
        .min()
        .unwrap_or(0);
    let last = labels
        .iter()
        .map(|(span, ..)| span.end.min(span.start + LONG))
        .max();
    let last = last.unwrap_or(0);
    let (first, last) = (floor(source, first), floor(source, last));
    // Whole lines, so that columns are those of the file.
    let start = source[..first].rfind('\n').map_or(0, |feed| feed + 1);
    let end = source[last..]
        .find('\n')
        .map_or(source.len(), |feed| last + feed);
    let line = line_in_file(1 + source[..start].matches('\n').count());
    let within = |span: Span| {
        let inside = |offset: usize| floor(source, offset).clamp(start, end) - start;
        // Of a very long value its beginning is enough to see which one it is.
        inside(span.start)..inside(span.end.min(span.start + LONG))
    };
    let annotations = labels.iter().map(|(span, words, primary)| {
        let kind = if *primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let label = (!words.is_empty()).then_some(*words);
        kind.span(within(*span)).label(label)
    });
    Snippet::source(&source[start..end])
        .line_start(line)
        .path(name)
        .annotations(annotations)
}

/// The nearest boundary of a character at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

impl Render for Pretty {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        if findings.violations.is_empty() {
            return String::new();
        }
        let source = findings.report.map(|report| report.masked(findings.bytes));
        let source = source.unwrap_or_default();
        let violations = findings.violations.iter();
        violations
            .map(|violation| self.violation(findings, &source, violation))
            .collect()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        let mut text = by_code(summary) + &summary.words() + "\n";
        if summary.fixable > 0 {
            let findings = counted(summary.fixable, "finding");
            let _ = writeln!(
                text,
                "`--fix` mends {findings}, `--fix --dry-run` shows how"
            );
        }
        if let Some((_, code)) = &self.code {
            let _ = writeln!(
                text,
                "for more about a code, try `vouchsafe explain {code}`"
            );
        }
        text
    }
}

/// One text with as many findings is looked through from the top; more of either ask for an overview.
const MANY: usize = 20;
/// The most codes that an overview names.
const MOST: usize = 20;

/// A line for each code with how often it was found, the worst and most frequent first.
fn by_code(summary: &Summary) -> String {
    if summary.findings() < 2 || (summary.texts < 2 && summary.findings() <= MANY) {
        return String::new();
    }
    let mut codes: Vec<_> = summary.codes.iter().collect();
    codes.sort_by_key(|((severity, _), count)| Reverse((*severity, count.findings)));
    let width = codes
        .iter()
        .map(|(_, count)| count.findings.to_string().len());
    let width = width.max().unwrap_or(0);
    let mut text = String::new();
    for ((severity, code), count) in codes.iter().take(MOST) {
        let found = count.findings;
        let texts = counted(count.texts, summary.subject.word());
        let _ = writeln!(text, "{found:>width$} × {severity}[{code}] in {texts}");
    }
    if let Some(more) = codes.len().checked_sub(MOST + 1) {
        let _ = writeln!(
            text,
            "{:>width$}   and {}",
            "",
            counted(more + 1, "more code")
        );
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use vouchsafe::Validator;

    use super::*;

    fn frame(here: Option<&str>) -> String {
        let schema =
            r#"{"properties": {"id": {"type": "integer", "x-docs": "https://example.com/id"}}}"#;
        let report = Validator::compile(schema).unwrap().check(b"{\"id\": \"\"}");
        let report = report.unwrap_err();
        let findings = Findings {
            name: "a b.json",
            bytes: b"{\"id\": \"\"}",
            record: None,
            valid: false,
            violations: report.iter().collect(),
            report: Some(&report),
            outputs: &[],
        };
        Pretty::new(80, here.map(PathBuf::from)).findings(&findings)
    }

    #[test]
    fn codes_and_places_are_links_where_a_terminal_shows_them() {
        let linked = frame(Some("/somewhere"));
        for link in [
            "\u{1B}]8;;https://example.com/id\u{1B}\\",
            "\u{1B}]8;;file:///somewhere/a%20b.json\u{1B}\\a b.json:1:8\u{1B}]8;;\u{1B}\\",
        ] {
            assert!(linked.contains(link), "{linked:?}");
        }
        let plain = frame(None);
        assert!(!plain.contains("]8;;"), "{plain:?}");
        let strip = |text: &str| anstream::adapter::strip_str(text).to_string();
        assert_eq!(strip(&linked), strip(&plain));
    }
}
