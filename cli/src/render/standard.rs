//! The output formats of the JSON Schema standard.

use vouchsafe::OutputFormat;

use super::{Findings, Render, Summary, visible};

/// One line for each text.
pub(crate) struct Standard(pub(crate) OutputFormat);

impl Render for Standard {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let outputs = findings.outputs.iter();
        let outputs = outputs.filter(|(format, _)| *format == self.0);
        // Nothing in an output fails to be written: its keys are strings.
        let lines = outputs.map(|(_, output)| serde_json::to_string(output).unwrap_or_default());
        lines
            .map(|line| visible::json(&line).into_owned() + "\n")
            .collect()
    }

    fn finish(&mut self, _summary: &Summary) -> String {
        String::new()
    }
}
