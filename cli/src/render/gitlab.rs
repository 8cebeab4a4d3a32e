//! GitLab's Code Quality report, a part of Code Climate's format.

use serde_json::{Value, json};
use vouchsafe::Severity;

use super::fingerprint::Fingerprints;
use super::region::Regions;
use super::{Findings, Name, Render, Summary, on_one_line, visible};

/// One array with an issue for each finding.
#[derive(Default)]
pub(crate) struct Gitlab {
    issues: Vec<Value>,
    fingerprints: Fingerprints,
    /// The file of the last issue.
    last: Option<Name>,
}

impl Render for Gitlab {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let mut regions = Regions::new(findings);
        if !findings.violations.is_empty() {
            self.last = Some(findings.name.clone());
        }
        for violation in &findings.violations {
            let lines = match regions.primary(violation) {
                Some(region) => json!({ "begin": region.start.line, "end": region.end.line }),
                None => json!({ "begin": findings.record.map_or(1, |record| record.line) }),
            };
            let path = findings.name.relative();
            self.issues.push(json!({
                "type": "issue",
                "check_name": violation.code,
                "description": on_one_line(violation),
                "categories": ["Bug Risk"],
                "severity": severity(violation.severity),
                "fingerprint": self.fingerprints.of(findings, violation),
                "location": { "path": path, "lines": lines },
            }));
        }
        String::new()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if let Some(words) = summary.not_shown() {
            // Every issue is in a file.
            let file = self.last.as_ref().map_or("vouchsafe", Name::relative);
            self.issues.push(json!({
                "type": "issue",
                "check_name": "truncated",
                "description": words,
                "categories": ["Bug Risk"],
                "severity": "info",
                "fingerprint": Fingerprints::of_truncation(),
                "location": { "path": file, "lines": { "begin": 1 } },
            }));
        }
        let issues = Value::from(std::mem::take(&mut self.issues));
        visible::json(&format!("{issues:#}\n")).into_owned()
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        _ => "info",
    }
}
