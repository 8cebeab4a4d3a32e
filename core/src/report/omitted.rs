//! What a report leaves out.

use std::fmt;

/// What a report leaves out because [`Options::max_violations`](crate::Options::max_violations) allows no more.
///
/// ```
/// use vouchsafe_core::{Options, Program};
///
/// let report = Program::accept_all().check(br#"{"a": 1, "a": 2, "a": 3}"#).unwrap_err();
/// assert!(report.omitted().is_empty());
///
/// let options = Options::default().max_violations(1);
/// let report = Program::accept_all().check_with(br#"{"a": 1, "a": 2, "a": 3}"#, &options).unwrap_err();
/// assert_eq!((report.errors().count(), report.omitted().errors), (1, 1));
/// assert!(report.omitted().is_exact);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Omitted {
    /// How many errors.
    pub errors: usize,
    /// How many lints.
    pub lints: usize,
    /// Whether these are all. Otherwise counting stopped, after some 100,000 faults or for want of steps, and there
    /// may be more.
    pub is_exact: bool,
}

impl Omitted {
    /// Nothing is left out.
    pub const NOTHING: Self = Self {
        errors: 0,
        lints: 0,
        is_exact: true,
    };

    /// Whether nothing is left out.
    pub const fn is_empty(self) -> bool {
        self.errors == 0 && self.lints == 0 && self.is_exact
    }

    /// What two reports on parts of one text leave out together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            errors: self.errors.saturating_add(other.errors),
            lints: self.lints.saturating_add(other.lints),
            is_exact: self.is_exact && other.is_exact,
        }
    }
}

impl Default for Omitted {
    fn default() -> Self {
        Self::NOTHING
    }
}

/// In words: `4000 more errors and 1 more lint`, or `at least …`.
impl fmt::Display for Omitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.errors == 0 && self.lints == 0 {
            return f.write_str(if self.is_exact {
                "nothing more"
            } else {
                "perhaps more"
            });
        }
        if !self.is_exact {
            f.write_str("at least ")?;
        }
        let mut before = false;
        for (count, noun) in [(self.errors, "error"), (self.lints, "lint")] {
            if count > 0 {
                let and = if before { " and " } else { "" };
                let plural = if count == 1 { "" } else { "s" };
                write!(f, "{and}{count} more {noun}{plural}")?;
                before = true;
            }
        }
        Ok(())
    }
}
