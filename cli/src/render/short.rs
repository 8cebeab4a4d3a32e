//! `file:line:column: severity[code]: message`

use std::fmt::Write as _;

use super::{Findings, Render, Summary, on_one_line, visible};

/// One line for each finding.
pub(crate) struct Short;

impl Render for Short {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let mut text = String::new();
        for folded in &findings.folded {
            let violation = folded.first;
            let more = folded
                .more()
                .map_or_else(String::new, |more| format!("; {more}"));
            let place = findings.place(violation);
            let words = on_one_line(violation);
            let _ = writeln!(
                text,
                "{place}: {}[{}]: {words}{more}",
                violation.severity,
                visible::line(&violation.code)
            );
        }
        text
    }

    fn finish(&mut self, summary: &Summary) -> String {
        let words = summary.not_told();
        words.map_or_else(String::new, |words| words + "\n")
    }
}
