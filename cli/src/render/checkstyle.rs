//! Checkstyle's XML, which many tools read.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use vouchsafe::Violation;

use super::region::Regions;
use super::{Findings, Name, Render, Summary, on_one_line, one_line, visible};

/// An element for each file, with one for each finding in it.
pub(crate) struct Checkstyle {
    writer: Writer<Vec<u8>>,
    /// The file whose element is open.
    file: Option<Name>,
}

impl Default for Checkstyle {
    fn default() -> Self {
        let mut writer = Self {
            writer: Writer::new_with_indent(Vec::new(), b' ', 2),
            file: None,
        };
        writer.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        let root = BytesStart::new("checkstyle").with_attributes([("version", "4.3")]);
        writer.event(Event::Start(root));
        writer
    }
}

impl Checkstyle {
    fn event(&mut self, event: Event<'_>) {
        // Nothing is written that could fail: the text grows in memory.
        let _ = self.writer.write_event(event);
    }

    /// Opens the element of a file, and closes the one before.
    fn open(&mut self, name: &Name) {
        if self.file.as_ref() == Some(name) {
            return;
        }
        self.close();
        let mut file = BytesStart::new("file");
        file.push_attribute(("name", &*name.shown()));
        self.event(Event::Start(file));
        self.file = Some(name.clone());
    }

    fn close(&mut self) {
        if self.file.take().is_some() {
            self.event(Event::End(BytesEnd::new("file")));
        }
    }

    fn error(&mut self, place: (usize, Option<usize>), severity: &str, code: &str, words: &str) {
        let mut error = BytesStart::new("error");
        error.push_attribute(("line", place.0.to_string().as_str()));
        if let Some(column) = place.1 {
            error.push_attribute(("column", column.to_string().as_str()));
        }
        error.push_attribute(("severity", severity));
        // A line end in an attribute would be read as a space.
        error.push_attribute(("message", &*one_line(words)));
        let source = format!("vouchsafe.{code}");
        error.push_attribute(("source", &*visible::line(&source)));
        self.event(Event::Empty(error));
    }

    fn violation(
        &mut self,
        findings: &Findings<'_>,
        regions: &mut Regions<'_>,
        violation: &Violation,
    ) {
        let place = match regions.primary(violation) {
            Some(region) => (region.start.line, Some(region.start.column)),
            None => (findings.record.map_or(1, |record| record.line), None),
        };
        let severity = violation.severity.word();
        self.error(place, severity, &violation.code, &on_one_line(violation));
    }

    /// What was written since the last time.
    fn written(&mut self) -> String {
        let bytes = std::mem::take(self.writer.get_mut());
        // What goes in is text.
        String::from_utf8(bytes).unwrap_or_default()
    }
}

impl Render for Checkstyle {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        self.open(findings.name);
        let mut regions = Regions::new(findings);
        for violation in &findings.violations {
            self.violation(findings, &mut regions, violation);
        }
        self.written()
    }

    fn problem(&mut self, name: &Name, words: &str) -> String {
        self.open(name);
        self.error((1, None), "error", "unreadable-file", words);
        self.written()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if let Some(words) = summary.not_shown() {
            // Every error is in a file.
            if self.file.is_none() {
                self.open(&Name::stdin());
            }
            self.error((1, None), "info", "truncated", &words);
        }
        self.close();
        self.event(Event::End(BytesEnd::new("checkstyle")));
        self.written() + "\n"
    }
}
