//! SARIF 2.1.0, the format of OASIS for the results of static analysis.

use serde_json::{Value, json};
use vouchsafe::codes::Code;
use vouchsafe::{Label, Severity, Violation};

use super::fingerprint::Fingerprints;
use super::region::{Region, Regions};
use super::{Findings, Name, Render, Summary, visible};

/// One log with one run.
pub(crate) struct Sarif {
    /// Tells about a code, if anything is known.
    catalogue: fn(&str) -> Option<&'static Code>,
    /// The codes that were found, in the order of their first finding.
    rules: Vec<String>,
    results: Vec<Value>,
    /// What kept the tool from its work.
    notifications: Vec<Value>,
    fingerprints: Fingerprints,
}

impl Sarif {
    pub(crate) fn new(catalogue: fn(&str) -> Option<&'static Code>) -> Self {
        Self {
            catalogue,
            rules: Vec::new(),
            results: Vec::new(),
            notifications: Vec::new(),
            fingerprints: Fingerprints::default(),
        }
    }

    fn result(
        &mut self,
        findings: &Findings<'_>,
        regions: &mut Regions<'_>,
        violation: &Violation,
    ) -> Value {
        let known = self.rules.iter().position(|rule| *rule == *violation.code);
        let index = known.unwrap_or_else(|| {
            self.rules.push(violation.code.to_string());
            self.rules.len() - 1
        });
        let help = violation.help.as_ref();
        let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
        let mut location = location(findings.name, regions.primary(violation));
        if let Some(value) = regions.around(violation) {
            location["physicalLocation"]["contextRegion"] = written(value);
        }
        let place = &violation.instance_location;
        if !place.is_empty() {
            location["logicalLocations"] = json!([{ "fullyQualifiedName": place }]);
        }
        let mut result = json!({
            "ruleId": violation.code,
            "ruleIndex": index,
            "level": level(violation.severity),
            "message": { "text": format!("{}{help}", violation.message) },
            "locations": [location],
            "partialFingerprints": {
                "vouchsafe/v1": self.fingerprints.of(findings, violation),
            },
        });
        let related: Vec<Value> = violation
            .labels
            .iter()
            .skip(1)
            .enumerate()
            .map(|(id, label)| related(findings.name, id, label, regions.label(label)))
            .collect();
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        let mut properties = json!({ "in": violation.part.word() });
        if !violation.keyword_location.is_empty() {
            properties["keywordLocation"] = json!(violation.keyword_location);
        }
        if let Some(docs) = &violation.docs {
            properties["docs"] = json!(docs);
        }
        if let Some(record) = findings.record {
            properties["record"] = json!(record.line);
        }
        result["properties"] = properties;
        result
    }

    fn rule(&self, code: &str) -> Value {
        let Some(known) = (self.catalogue)(code) else {
            return json!({ "id": code });
        };
        json!({
            "id": code,
            "shortDescription": { "text": known.summary },
            "fullDescription": { "text": known.explanation },
            "help": {
                "text": format!("{}\n\nMore: `vouchsafe explain {code}`", known.explanation),
                "markdown": markdown(known),
            },
        })
    }
}

/// The help of a code with its example.
fn markdown(code: &Code) -> String {
    let instances = code.example.map(|example| {
        vec![
            ("schema", example.schema),
            ("refused", example.bad),
            ("accepted", example.good),
        ]
    });
    let schemas = code.schemas;
    let schemas =
        schemas.map(|schemas| vec![("reported", schemas.bad), ("in order", schemas.good)]);
    let Some(rows) = instances.or(schemas) else {
        return code.explanation.to_owned();
    };
    let rows = rows.into_iter();
    let rows = rows.map(|(label, text)| format!("| {label} | `{}` |\n", text.replace('|', "\\|")));
    format!(
        "{}\n\n| | |\n|---|---|\n{}",
        code.explanation,
        rows.collect::<String>()
    )
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "note",
    }
}

fn location(name: &Name, region: Option<Region>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": name.uri() } });
    if let Some(region) = region {
        physical["region"] = written(region);
    }
    json!({ "physicalLocation": physical })
}

fn written(region: Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
        "charOffset": region.start.offset,
        "charLength": region.length(),
    })
}

fn related(name: &Name, id: usize, label: &Label, region: Region) -> Value {
    let mut location = location(name, Some(region));
    location["id"] = json!(id);
    if !label.message.is_empty() {
        location["message"] = json!({ "text": label.message });
    }
    location
}

impl Render for Sarif {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let mut regions = Regions::new(findings);
        for violation in &findings.violations {
            let result = self.result(findings, &mut regions, violation);
            self.results.push(result);
        }
        String::new()
    }

    fn problem(&mut self, name: &Name, words: &str) -> String {
        self.notifications.push(json!({
            "level": "error",
            "message": { "text": words },
            "locations": [location(name, None)],
        }));
        String::new()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        let rules: Vec<Value> = self.rules.iter().map(|code| self.rule(code)).collect();
        if let Some(words) = summary.not_shown() {
            self.notifications
                .push(json!({ "level": "note", "message": { "text": words } }));
        }
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "vouchsafe",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                } },
                "invocations": [{
                    "executionSuccessful": summary.problems == 0,
                    "toolExecutionNotifications": self.notifications,
                }],
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        visible::json(&format!("{log:#}\n")).into_owned()
    }
}
