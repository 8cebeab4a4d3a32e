//! The versioned JSON format, which `schema/check-output.json` describes.

use serde::Serialize;
use vouchsafe::Violation;

use super::{Findings, Render, Summary};

/// One document for all files.
#[derive(Default)]
pub(crate) struct Json {
    files: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    valid: bool,
    violations: &'a [&'a Violation],
}

/// A line for a text; with the place in its file, if it is one line of many.
#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    #[serde(rename = "record", skip_serializing_if = "Option::is_none")]
    number: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<u64>,
    valid: bool,
    violations: &'a [&'a Violation],
}

impl Render for Json {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let Findings {
            name,
            valid,
            violations,
            ..
        } = findings;
        let file = File {
            path: name,
            valid: *valid,
            violations,
        };
        self.files.extend(serde_json::to_value(file));
        String::new()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        let document = serde_json::json!({
            "version": 1,
            "files": self.files,
            "summary": {
                "files": summary.texts,
                "errors": summary.errors,
                "warnings": summary.warnings,
                "infos": summary.infos,
                "shown": summary.shown,
            },
        });
        format!("{document:#}\n")
    }
}

/// One line for each text.
pub(crate) struct JsonLines;

impl Render for JsonLines {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let line = Line {
            path: findings.name,
            number: findings.record.map(|record| record.line),
            offset: findings.record.map(|record| record.offset),
            valid: findings.valid,
            violations: &findings.violations,
        };
        // Nothing in a line fails to be written: its keys are strings.
        serde_json::to_string(&line).unwrap_or_default() + "\n"
    }

    fn finish(&mut self, _summary: &Summary) -> String {
        String::new()
    }
}
