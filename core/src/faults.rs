//! The recipe for faults without words: as a check, but nothing is formatted.

use crate::options::Options;
use crate::program::Program;
use crate::report::{self, Faults};
use crate::scratch::with_scratch;

impl Program {
    /// Checks `bytes` as [`Program::check`] does, and gives every fault and lint without words.
    ///
    /// ```
    /// # use vouchsafe_core::Program;
    /// assert!(Program::accept_all().faults(b"true").is_empty());
    /// ```
    pub fn faults(&self, bytes: &[u8]) -> Faults<'_> {
        self.faults_with(bytes, &Options::DEFAULT)
    }

    /// The same with options.
    pub fn faults_with(&self, bytes: &[u8], options: &Options) -> Faults<'_> {
        with_scratch(|scratch| {
            let lints = self.parts().flags.lints;
            let (document, memory, valid) = match self.read(bytes, scratch, options, lints) {
                Ok(read) => read,
                Err(report) => return Faults::of_report(&report),
            };
            if valid && !lints {
                return Faults::default();
            }
            match self.collect(document, memory, options) {
                Ok(found) => found.map_or_else(Faults::default, |(collector, forbidden)| {
                    report::faults(self, document, &forbidden, collector, options)
                }),
                Err(report) => Faults::of_report(&report),
            }
        })
    }
}
