//! The commands of a GitHub workflow: `::error file=…,line=…::message`.

use std::fmt::Write as _;

use vouchsafe::{Severity, Violation};

use super::region::Regions;
use super::{Findings, Name, Render, Summary, visible};

/// A command for each finding.
pub(crate) struct Github;

impl Render for Github {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let mut regions = Regions::new(findings);
        let violations = findings.violations.iter();
        violations
            .map(|violation| command(findings, &mut regions, violation))
            .collect()
    }

    fn problem(&mut self, _name: &Name, words: &str) -> String {
        format!("::error title=vouchsafe::{}\n", data(words))
    }

    fn finish(&mut self, summary: &Summary) -> String {
        summary.not_shown().map_or_else(String::new, |words| {
            format!("::notice title=vouchsafe::{}\n", data(&words))
        })
    }
}

fn command(findings: &Findings<'_>, regions: &mut Regions<'_>, violation: &Violation) -> String {
    let level = match violation.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "notice",
    };
    let mut text = format!("::{level} file={}", property(&findings.name.shown()));
    match (regions.primary(violation), findings.record) {
        (Some(region), _) => {
            let (start, end) = (region.start, region.end);
            let _ = write!(text, ",line={},endLine={}", start.line, end.line);
            // Columns are for notes on one line alone.
            if start.line == end.line {
                let _ = write!(text, ",col={},endColumn={}", start.column, end.column);
            }
        }
        (None, Some(record)) => {
            let _ = write!(text, ",line={}", record.line);
        }
        (None, None) => {}
    }
    let help = violation.help.as_ref();
    let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
    let title = property(&violation.code);
    let message = data(&format!("{}{help}", violation.message));
    let _ = writeln!(text, ",title={title}::{message}");
    text
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    let mut data = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => data.push_str("%25"),
            '\r' => data.push_str("%0D"),
            '\n' => data.push_str("%0A"),
            other => visible::push(&mut data, other),
        }
    }
    data
}

/// A text as the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
