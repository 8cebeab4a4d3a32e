//! `file:line:column: severity[code]: message`

use std::fmt::Write as _;

use super::{Findings, Render, Summary};

/// One line for each finding.
pub(crate) struct Short;

impl Render for Short {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let mut text = String::new();
        for violation in &findings.violations {
            let place = match (violation.span, findings.line) {
                (Some(_), _) => {
                    let at = violation.position();
                    format!(
                        "{}:{}:{}",
                        findings.name,
                        findings.line_in_file(at.line),
                        at.column
                    )
                }
                (None, Some(line)) => format!("{}:{line}", findings.name),
                (None, None) => findings.name.to_owned(),
            };
            let help = violation
                .help
                .as_ref()
                .map(|help| format!(" ({help})"))
                .unwrap_or_default();
            let _ = writeln!(
                text,
                "{place}: {}[{}]: {}{help}",
                violation.severity, violation.code, violation.message
            );
        }
        text
    }

    fn finish(&mut self, summary: &Summary) -> String {
        match summary.findings() - summary.shown {
            0 => String::new(),
            more => format!("{more} more findings are not shown; see --max-problems\n"),
        }
    }
}
