//! The versioned JSON format, which `schema/check-output.json` describes.

use serde::Serialize;
use vouchsafe::{Omitted, Violation};

use super::{Findings, Render, Requests, Summary, visible};

/// One document for all files.
#[derive(Default)]
pub(crate) struct Json {
    files: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    valid: bool,
    /// Whether there are more than are told, and how many.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    omitted: Option<More>,
    violations: &'a [&'a Violation],
}

/// How many findings there are that have no place.
#[derive(Serialize)]
struct More {
    errors: usize,
    lints: usize,
    exact: bool,
}

impl More {
    fn of(omitted: Omitted) -> Option<Self> {
        (!omitted.is_empty()).then_some(Self {
            errors: omitted.errors,
            lints: omitted.lints,
            exact: omitted.is_exact,
        })
    }
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
    /// Whether there are more than are told, and how many.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    omitted: Option<More>,
    violations: &'a [&'a Violation],
}

impl Render for Json {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let Findings {
            name,
            valid,
            omitted,
            violations,
            ..
        } = findings;
        let file = File {
            path: name.text(),
            valid: *valid,
            truncated: !omitted.is_empty(),
            omitted: More::of(*omitted),
            violations,
        };
        self.files.extend(serde_json::to_value(file));
        String::new()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        let mut document = serde_json::json!({
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
        if summary.requests.files > 0 {
            let Requests { checked, not, .. } = summary.requests;
            document["summary"]["requests"] =
                serde_json::json!({ "checked": checked, "not_checked": not });
        }
        if summary.not_shown().is_some() {
            document["summary"]["truncated"] = true.into();
        }
        visible::json(&format!("{document:#}\n")).into_owned()
    }
}

/// One line for each text.
pub(crate) struct JsonLines;

impl Render for JsonLines {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let line = Line {
            path: findings.name.text(),
            number: findings.record.map(|record| record.line),
            offset: findings.record.map(|record| record.offset),
            valid: findings.valid,
            truncated: !findings.omitted.is_empty(),
            omitted: More::of(findings.omitted),
            violations: &findings.violations,
        };
        // Nothing in a line fails to be written: its keys are strings.
        let line = serde_json::to_string(&line).unwrap_or_default() + "\n";
        visible::json(&line).into_owned()
    }

    fn finish(&mut self, _summary: &Summary) -> String {
        String::new()
    }
}
