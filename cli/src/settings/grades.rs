//! How severe findings are: what somebody wants of a code, whatever the schema says.

use std::collections::BTreeMap;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use vouchsafe::{Options, Report, Severity, Validate, Violation};

/// The severities by their codes.
#[derive(Debug, Default, Clone, Serialize, Deserialize, Validate)]
#[serde(transparent)]
#[vouchsafe(schema = "schema/settings.json#/$defs/grades")]
pub(crate) struct Grades(BTreeMap<String, Level>);

/// What becomes of the findings of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize, Validate)]
#[serde(rename_all = "kebab-case")]
#[vouchsafe(schema = "schema/settings.json#/$defs/level")]
pub(crate) enum Level {
    /// They are not told.
    Off,
    Info,
    Warning,
    Error,
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl Grades {
    /// These, and others in their place where both know a code.
    pub(crate) fn but(&self, others: impl IntoIterator<Item = (String, Level)>) -> Self {
        let mut grades = self.clone();
        grades.0.extend(others);
        grades
    }

    /// What becomes of the findings of a code, if that is said.
    pub(crate) fn of(&self, code: &str) -> Option<Level> {
        self.0.get(code).copied()
    }

    /// The codes that have a severity.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The lints that are off by default and wanted here are reported.
    pub(crate) fn enable(&self, options: Options) -> Options {
        let wanted = self.0.iter().filter(|(_, level)| **level != Level::Off);
        wanted.fold(options, |options, (code, _)| options.enable_lint(code))
    }

    /// Findings with their severities, without those that are off.
    pub(crate) fn grade(&self, report: Report) -> Report {
        if self.0.is_empty() {
            return report;
        }
        report.filter_map(|violation| self.one(violation))
    }

    /// A finding with its severity, unless it is off.
    pub(crate) fn one(&self, mut violation: Violation) -> Option<Violation> {
        if let Some(level) = self.0.get(&*violation.code) {
            violation.severity = level.severity()?;
        }
        Some(violation)
    }
}

impl IntoIterator for Grades {
    type Item = (String, Level);
    type IntoIter = std::collections::btree_map::IntoIter<String, Level>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
