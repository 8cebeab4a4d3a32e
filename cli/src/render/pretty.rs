//! Findings with the lines that they are about, as a compiler shows them.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::path::PathBuf;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Message, Origin, Renderer, Snippet, Title,
};
use vouchsafe::json::{Position, Positions, Span};
use vouchsafe::{Label, Severity, Violation};
use vouchsafe_compiler::Diagnostic;

use super::excerpt::{Excerpt, Mark, excerpt, floor};
use super::links::Links;
use super::place::{self, Moved, straightened};
use super::{Findings, Folded, Render, Summary, counted, visible};

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
/// Labels on other lines that are further apart than this many bytes are, too: lines between are looked at.
const VERY_FAR: usize = 64 * 1024;

impl Pretty {
    /// Frames for a terminal that is `width` columns wide; with links, if the folder of the run is given.
    pub(crate) fn new(width: usize, here: Option<PathBuf>) -> Self {
        Self {
            renderer: Renderer::styled().term_width(width),
            links: Links::new(here),
            code: None,
        }
    }

    fn violation(&mut self, findings: &Findings<'_>, source: &str, folded: &Folded<'_>) -> String {
        let violation = folded.first;
        let severity = violation.severity;
        if self.code.as_ref().is_none_or(|(most, _)| *most < severity) {
            self.code = Some((severity, violation.code.to_string()));
        }
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            _ => Level::INFO,
        };
        let title = level.primary_title(visible::lines(&violation.message));
        let name = findings.name.shown();
        let mut elements: Vec<Element<'_>> = Vec::new();
        let mut moved = Vec::new();
        if violation.span.is_some() {
            let line = |at: Position| findings.line_in_file(at.line);
            let clusters = clusters(source, violation);
            let clusters = clusters.iter();
            elements.extend(clusters.map(|marks| snippet(&name, &line, source, marks, &mut moved)));
        } else {
            elements.push(Origin::path(name.clone()).into());
        }
        let help = violation.help.as_deref();
        elements.extend(help.map(|help| Level::HELP.message(visible::lines(help)).into()));
        let more = folded.more();
        elements.extend(more.map(|more| Level::NOTE.message(more).into()));
        let docs = violation.docs.as_deref().map(visible::line);
        let note = docs.clone();
        elements.extend(note.map(|page| Level::NOTE.with_name("docs").message(page).into()));
        let title = title.id(visible::line(&violation.code));
        let title = match docs.filter(|page| self.links.are_shown() && page.contains("://")) {
            Some(page) => title.id_url(page),
            None => title,
        };
        let group: Group<'_> = title.elements(elements);
        let frame = self.renderer.render(&[group]) + "\n\n";
        let frame = straightened(frame, &name, &moved);
        if findings.name.is_stdin() {
            return frame;
        }
        self.links.in_frame(frame, findings.name)
    }
}

/// The frame of a fault in a schema: `source` is the text of the file that the fault is in.
pub(crate) fn schema_fault(width: usize, fault: &Diagnostic, source: &str) -> String {
    let title = Level::ERROR
        .primary_title(visible::lines(&fault.message))
        .id(fault.code);
    let labels = [(fault.span, "", true)];
    let help = fault.help.as_deref();
    let notes = help.map(|help| Level::HELP.message(visible::lines(help)));
    frame(width, title, &[(&fault.file, source, &labels)], notes)
}

/// A title with the lines of some files, and what is to be said beside them.
pub(crate) fn frame<'a>(
    width: usize,
    title: Title<'a>,
    files: &[(&'a str, &'a str, &[Marked<'a>])],
    notes: impl IntoIterator<Item = Message<'a>>,
) -> String {
    let mut elements: Vec<Element<'_>> = Vec::new();
    let mut places = Vec::new();
    for (name, source, labels) in files {
        let mut positions = Positions::new(source.as_bytes());
        let mark = |(span, words, primary): &Marked<'a>| Mark {
            span: *span,
            at: positions.at(span.start),
            words,
            primary: *primary,
        };
        let marks: Vec<Mark<'_>> = labels.iter().map(mark).collect();
        let name = visible::line(name);
        let mut moved = Vec::new();
        elements.push(snippet(&name, &|at| at.line, source, &marks, &mut moved));
        places.push((name, moved));
    }
    elements.extend(notes.into_iter().map(Element::from));
    let group: Group<'_> = title.elements(elements);
    let renderer = Renderer::styled().term_width(width);
    let frame = renderer.render(&[group]) + "\n\n";
    let places = places.iter();
    places.fold(frame, |frame, (name, moved)| {
        straightened(frame, name, moved)
    })
}

/// A label and whether it is the primary one.
pub(crate) type Marked<'a> = (Span, &'a str, bool);

/// The labels of a violation in groups that are drawn together, that of the primary one first.
fn clusters<'a>(source: &str, violation: &'a Violation) -> Vec<Vec<Mark<'a>>> {
    let mark = |label: &'a Label, primary| Mark {
        span: label.span,
        at: label.start,
        words: label.message.as_str(),
        primary,
    };
    let Some((primary, others)) = violation.labels.split_first() else {
        return vec![vec![Mark {
            span: violation.span.unwrap_or_default(),
            at: violation.start,
            words: "",
            primary: true,
        }]];
    };
    let mut clusters = vec![vec![mark(primary, true)]];
    for label in others {
        let near = |other: &Mark<'_>| {
            let (first, second) = if other.span < label.span {
                (other.span, label.span)
            } else {
                (label.span, other.span)
            };
            let between = floor(source, first.end)..floor(source, second.start);
            between.is_empty()
                || between.len() <= FAR
                || between.len() <= VERY_FAR
                    && source.get(between).is_some_and(|text| text.contains('\n'))
        };
        let mark = mark(label, false);
        match clusters.iter_mut().find(|cluster| cluster.iter().all(near)) {
            Some(cluster) => cluster.push(mark),
            None => clusters.push(vec![mark]),
        }
    }
    clusters
}

/// The lines that some labels are on, and no others: a long text is not looked through. `line` returns the line in the
/// file of a place in the text. Adds the places whose columns are drawn otherwise.
fn snippet<'a>(
    name: &str,
    line: &dyn Fn(Position) -> usize,
    source: &str,
    marks: &[Mark<'a>],
    moved: &mut Vec<Moved>,
) -> Element<'a> {
    let first = marks.iter().min_by_key(|mark| mark.span.start);
    let first = line(first.map_or(Position::START, |mark| mark.at));
    let excerpt = excerpt(source, marks);
    moved.extend(place::moved(&excerpt, first, marks));
    let Excerpt { text, ranges } = excerpt;
    let annotations = marks.iter().zip(ranges).map(|(mark, range)| {
        let kind = if mark.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let words = (!mark.words.is_empty()).then(|| visible::line(mark.words));
        kind.span(range).label(words)
    });
    Snippet::source(text)
        .line_start(first)
        .path(name.to_owned())
        .annotations(annotations)
        .into()
}

impl Render for Pretty {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        if findings.folded.is_empty() {
            return String::new();
        }
        let source = findings.report.map(|report| report.masked(findings.bytes));
        let source = source.unwrap_or_default();
        let folded = findings.folded.iter();
        folded
            .map(|folded| self.violation(findings, &source, folded))
            .collect()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if summary.quiet {
            return summary
                .not_shown()
                .map_or_else(String::new, |words| words + "\n");
        }
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
                "for more about a code, try `vouchsafe explain {}`",
                visible::line(code)
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
        let code = visible::line(code);
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
    use std::path::Path;

    use vouchsafe::{Omitted, Validator};

    use super::*;
    use crate::render::Name;

    fn frame(here: Option<&str>) -> String {
        let schema =
            r#"{"properties": {"id": {"type": "integer", "x-docs": "https://example.com/id"}}}"#;
        let report = Validator::compile(schema).unwrap().check(b"{\"id\": \"\"}");
        let report = report.unwrap_err();
        let findings = Findings {
            name: &Name::of(Path::new("a b.json")),
            bytes: b"{\"id\": \"\"}",
            record: None,
            valid: false,
            omitted: Omitted::NOTHING,
            violations: Vec::new(),
            folded: Folded::alone(&report.iter().collect::<Vec<_>>()),
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
