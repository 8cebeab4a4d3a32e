//! GitLab's Code Quality report, a part of Code Climate's format.

use serde_json::{Value, json};
use vouchsafe::Severity;

use super::fingerprint::Fingerprints;
use super::region::Regions;
use super::{Findings, Render, Summary, on_one_line};

/// One array with an issue for each finding.
#[derive(Default)]
pub(crate) struct Gitlab {
    issues: Vec<Value>,
    fingerprints: Fingerprints,
}

impl Render for Gitlab {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let mut regions = Regions::new(findings);
        for violation in &findings.violations {
            let lines = match regions.primary(violation) {
                Some(region) => json!({ "begin": region.start.line, "end": region.end.line }),
                None => json!({ "begin": findings.record.map_or(1, |record| record.line) }),
            };
            let path = findings.name.strip_prefix("./").unwrap_or(findings.name);
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

    fn finish(&mut self, _summary: &Summary) -> String {
        format!("{:#}\n", Value::from(std::mem::take(&mut self.issues)))
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        _ => "info",
    }
}
