//! The output formats of the JSON Schema standard.

use vouchsafe::OutputFormat;

use super::{Findings, Render, Summary};

/// One line for each text.
pub(crate) struct Standard(pub(crate) OutputFormat);

impl Render for Standard {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let mut outputs = findings.outputs.iter();
        let Some((_, output)) = outputs.find(|(format, _)| *format == self.0) else {
            return String::new();
        };
        // Nothing in an output fails to be written: its keys are strings.
        serde_json::to_string(output).unwrap_or_default() + "\n"
    }

    fn finish(&mut self, _summary: &Summary) -> String {
        String::new()
    }
}
