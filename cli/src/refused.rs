//! Files of the command's own, settings and baselines, that are not as they must be.

use std::path::Path;

use vouchsafe::Report;

use crate::output::columns;
use crate::render::{Findings, Folded, Name, Pretty, Render as _, counted};

/// Everything that is wrong with a file of the command's own, for standard error.
pub(crate) fn refused(path: &Path, bytes: &[u8], report: &Report) -> String {
    let name = Name::of(path);
    let text = Pretty::new(columns(false), None).findings(&Findings {
        name: &name,
        bytes,
        record: None,
        valid: false,
        omitted: report.omitted(),
        violations: Vec::new(),
        folded: Folded::alone(&report.iter().collect::<Vec<_>>()),
        report: Some(report),
        outputs: &[],
    });
    let number = counted(report.violations().len(), "fault");
    format!("`{name}` has {number}\n\n{}", text.trim_end())
}
