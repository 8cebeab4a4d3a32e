//! The recipe for faults without words: as a check, but nothing is formatted.

use crate::check::scan;
use crate::engine::{self, Collector};
use crate::hot::Pass;
use crate::json::Document;
use crate::options::Options;
use crate::program::Program;
use crate::report::{self, Faults};
use crate::scratch::{Scratch, with_scratch};

impl Program {
    /// Checks `bytes` as [`Program::check`] does, and gives every fault without words, and no lints.
    ///
    /// ```
    /// # use vouchsafe_core::Program;
    /// assert!(Program::accept_all().faults(b"true").is_empty());
    /// ```
    pub fn faults(&self, bytes: &[u8]) -> Faults {
        self.faults_with(bytes, &Options::DEFAULT)
    }

    /// The same with options.
    pub fn faults_with(&self, bytes: &[u8], options: &Options) -> Faults {
        with_scratch(|scratch| {
            let known = self.faults_of_pass(bytes, scratch, options);
            known.unwrap_or_else(|| self.faults_of_document(bytes, scratch, options))
        })
    }

    /// The faults that generated code has met; `None` where that is not all that there is to know.
    fn faults_of_pass(
        &self,
        bytes: &[u8],
        scratch: &mut Scratch,
        options: &Options,
    ) -> Option<Faults> {
        let hot = self.hot_for(bytes, options)?;
        match hot.record(self.parts(), bytes, scratch, options) {
            Pass::Valid => return Some(Faults::default()),
            Pass::Stopped => return None,
            Pass::Faulty => {}
        }
        if scratch.suspects.look_members_up(&scratch.tape) {
            scratch.tape.index_members(0);
        }
        let document = Document::new(bytes, &scratch.tape);
        let (memory, suspects) = (&mut scratch.memory, &mut scratch.suspects);
        let room = options.max_violations;
        let plain = suspects.plain(self.parts(), document, room);
        let faults = plain.and_then(|plain| report::plain_faults(self, document, plain, options));
        if faults.is_some() {
            return faults;
        }
        let collector = engine::collect_suspects(self, document, memory, suspects, room)?;
        Some(report::faults(
            self,
            document,
            &[],
            (collector, memory),
            options,
        ))
    }

    /// Every fault, by the engine.
    fn faults_of_document(&self, bytes: &[u8], scratch: &mut Scratch, options: &Options) -> Faults {
        let Scratch { tape, memory, .. } = scratch;
        if let Err(error) = scan(bytes, tape, options) {
            let document = Document::new(bytes, tape);
            return Faults::of_report(&report::of_syntax_error(self, document, error, options));
        }
        tape.index_members(0);
        let document = Document::new(bytes, tape);
        let collector = Collector::without_lints(options.max_violations);
        match self.collect(document, memory, collector, options) {
            Ok(found) => found.map_or_else(Faults::default, |(collector, forbidden)| {
                report::faults(self, document, &forbidden, (collector, memory), options)
            }),
            Err(report) => Faults::of_report(&report),
        }
    }
}
