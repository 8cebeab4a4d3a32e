//! Which lints are wanted.

use std::collections::BTreeSet;

use super::{LINTS, Lint};
use crate::suggest::closest;

/// Which lints of schemas are looked for: the usual ones, unless somebody says otherwise.
///
/// ```
/// use vouchsafe_compiler::Lints;
///
/// let lints = Lints::default().enable("unanchored-pattern")?.disable("single-value-enum")?;
/// assert_eq!(
///     Lints::default().enable("unanchored").unwrap_err(),
///     "there is no lint `unanchored` of schemas",
/// );
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Lints {
    enabled: BTreeSet<&'static str>,
    disabled: BTreeSet<&'static str>,
}

impl Lints {
    /// Looks for a lint that is off by itself.
    ///
    /// # Errors
    /// That there is no such lint, in words.
    pub fn enable(mut self, code: &str) -> Result<Self, String> {
        let code = known(code)?;
        self.disabled.remove(code);
        self.enabled.insert(code);
        Ok(self)
    }

    /// Looks for a lint no more.
    ///
    /// # Errors
    /// That there is no such lint, in words.
    pub fn disable(mut self, code: &str) -> Result<Self, String> {
        let code = known(code)?;
        self.enabled.remove(code);
        self.disabled.insert(code);
        Ok(self)
    }

    pub(super) fn wants(&self, lint: &Lint) -> bool {
        let code = lint.code.name;
        (lint.usual || self.enabled.contains(code)) && !self.disabled.contains(code)
    }
}

/// The code as the lint has it.
fn known(code: &str) -> Result<&'static str, String> {
    let names = || LINTS.iter().map(|lint| lint.code.name);
    names().find(|name| *name == code).ok_or_else(|| {
        let help = closest(code, names()).map(|meant| format!("\n  help: did you mean `{meant}`?"));
        format!(
            "there is no lint `{code}` of schemas{}",
            help.unwrap_or_default()
        )
    })
}
