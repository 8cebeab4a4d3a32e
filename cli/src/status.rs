//! What the exit code says.

use std::process::ExitCode;

/// The outcome of a run; the worst one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Nothing was found.
    Clean = 0,
    /// There are findings at or above the threshold.
    Findings = 1,
    /// The job could not be done.
    Failed = 2,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}
