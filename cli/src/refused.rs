//! Files of the command's own, settings and baselines, that are not as they must be.

use vouchsafe::Report;

use crate::output::columns;
use crate::render::{Findings, Pretty, Render as _, counted};

/// Everything that is wrong with a file of the command's own, for standard error.
pub(crate) fn refused(name: &str, bytes: &[u8], report: &Report) -> String {
    let text = Pretty::new(columns(false), None).findings(&Findings {
        name,
        bytes,
        record: None,
        valid: false,
        violations: report.iter().collect(),
        report: Some(report),
        outputs: &[],
    });
    let number = counted(report.violations().len(), "fault");
    format!("`{name}` has {number}\n\n{}", text.trim_end())
}
