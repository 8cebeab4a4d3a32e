//! The recipe of a check: scan, decide, and only where there is something to say, find the words.

use crate::engine::{self, Collector, Memory};
use crate::hot::{self, Hot, Pass};
use crate::json::{self, Document, Irregularity, Span, Tape};
use crate::options::Options;
use crate::program::Program;
use crate::report::{self, Report, Secrets, Warnings};
use crate::scratch::{Scratch, with_scratch};

impl Program {
    /// Whether `bytes` are JSON that satisfies the schema. Stops at the first fault. On valid input
    /// nothing is allocated but what the first checks of a thread and of a program leave behind for the next ones
    /// (`unevaluated…`, `uniqueItems` and `enum`s of objects may need more).
    pub fn is_valid(&self, bytes: &[u8]) -> bool {
        self.is_valid_with(bytes, &Options::DEFAULT)
    }

    /// The same with options; lints have no say in it.
    pub fn is_valid_with(&self, bytes: &[u8], options: &Options) -> bool {
        with_scratch(|scratch| {
            let decided = self
                .hot_for(bytes, options)
                .and_then(|hot| hot.is_valid(self.parts(), bytes, scratch, options));
            if let Some(valid) = decided {
                return valid;
            }
            let Scratch { tape, memory, .. } = scratch;
            scan(bytes, tape, options).is_ok() && {
                self.prepare(tape, options);
                self.decide(Document::new(bytes, tape), memory, options)
            }
        })
    }

    /// Checks `bytes`: the lints if they are accepted, else every fault.
    ///
    /// # Errors
    /// The [`Report`] has at least one error, and the lints as well.
    pub fn check(&self, bytes: &[u8]) -> Result<Warnings, Report> {
        self.check_with(bytes, &Options::DEFAULT)
    }

    /// The same with options.
    ///
    /// # Errors
    /// As [`Program::check`].
    pub fn check_with(&self, bytes: &[u8], options: &Options) -> Result<Warnings, Report> {
        with_scratch(|scratch| {
            let lints = self.parts().flags.lints;
            let (document, memory, valid) = self.read(bytes, scratch, options, lints)?;
            // Where there can be no lints, valid input needs no second look.
            if valid && !lints {
                return Ok(Warnings::NONE);
            }
            self.explain(document, memory, options)
        })
    }

    /// The codes of the lints that the schema declares (`x-lints`), each as often as it is declared.
    ///
    /// ```
    /// use vouchsafe_core::Program;
    ///
    /// assert_eq!(Program::accept_all().lint_codes().count(), 0);
    /// ```
    pub fn lint_codes(&self) -> impl Iterator<Item = &str> {
        let parts = self.parts();
        parts.lints.iter().map(|lint| parts.str(lint.code))
    }

    /// The input as text in which every byte of a secret is a `*`, whatever a check has to say about it. Offsets stay
    /// what they are; bytes that are not UTF-8 become `?`.
    ///
    /// Of a text that is not JSON, everything is a secret that may be one.
    pub fn masked(&self, bytes: &[u8], options: &Options) -> String {
        self.secrets(bytes, options).masked(bytes)
    }

    /// Whether something that the schema describes is a secret.
    #[doc(hidden)]
    pub fn has_secrets(&self) -> bool {
        self.parts().flags.secrets
    }

    /// What must not be shown of a text in another language that cannot be read, and of whose structure nothing is
    /// known.
    #[doc(hidden)]
    pub fn doubtful(&self, source: &[u8]) -> Vec<Span> {
        report::doubtful(self, source)
    }

    /// A report that finds nothing and knows what is a secret: to be merged with one on another part of the same source,
    /// whose frames may show it.
    #[doc(hidden)]
    pub fn secrets(&self, bytes: &[u8], options: &Options) -> Report {
        with_scratch(|scratch| {
            let tape = &mut scratch.tape;
            let scanned = scan(bytes, tape, options);
            tape.index_members(0);
            let document = Document::new(bytes, tape);
            match scanned {
                Ok(()) => Report::of_masks(Secrets::of(self, document, options).into_masks()),
                Err(error) => {
                    report::of_syntax_error(self, document, error, options).filter_map(|_| None)
                }
            }
        })
    }

    /// Reads `bytes` onto the tape of `scratch`. Gives what was read, memory to go on with, and the verdict. If it
    /// `explains` also what is valid, or if it is not, [`Program::explain`] may follow.
    ///
    /// # Errors
    /// The report on a text that is not JSON.
    pub(crate) fn read<'s>(
        &self,
        bytes: &'s [u8],
        scratch: &'s mut Scratch,
        options: &Options,
        explains: bool,
    ) -> Result<(Document<'s>, &'s mut Memory, bool), Report> {
        let passed = self
            .hot_for(bytes, options)
            .map(|hot| hot.record(self.parts(), bytes, scratch, options))
            .filter(|pass| *pass != Pass::Stopped);
        let Scratch { tape, memory, .. } = scratch;
        if let Some(pass) = passed {
            // Whoever explains looks members up.
            if explains || pass == Pass::Faulty {
                tape.index_members(0);
            }
            return Ok((Document::new(bytes, tape), memory, pass == Pass::Valid));
        }
        if let Err(error) = scan(bytes, tape, options) {
            let document = Document::new(bytes, tape);
            return Err(report::of_syntax_error(self, document, error, options));
        }
        self.prepare(tape, options);
        let valid = self.decide(Document::new(bytes, tape), memory, options);
        if explains || !valid {
            tape.index_members(0);
        }
        Ok((Document::new(bytes, tape), memory, valid))
    }

    /// Gets a tape ready for a verdict that looks members up one by one.
    fn prepare(&self, tape: &mut Tape, options: &Options) {
        if options.ignore_case_of_names || engine::looks_members_up(self) {
            tape.index_members(0);
        }
    }

    /// The generated code, where it may serve.
    pub(crate) fn hot_for(&self, bytes: &[u8], options: &Options) -> Option<Hot> {
        self.hot().filter(|_| hot::suits(options, bytes))
    }

    /// The verdict on a scanned document.
    pub(crate) fn decide(
        &self,
        document: Document<'_>,
        memory: &mut Memory,
        options: &Options,
    ) -> bool {
        let irregularities = document.tape().irregularities();
        memory.configure(options.ignore_case_of_names, options.max_steps);
        !irregularities
            .iter()
            .any(|irregularity| options.forbids(*irregularity))
            && engine::is_valid(self, document, memory)
    }

    /// Everything that there is to say about a scanned document.
    pub(crate) fn explain(
        &self,
        document: Document<'_>,
        memory: &mut Memory,
        options: &Options,
    ) -> Result<Warnings, Report> {
        let collector = Collector::new(options.max_violations, options.enabled_lints.clone());
        match self.collect(document, memory, collector, options)? {
            None => Ok(Warnings::NONE),
            Some((collector, forbidden)) => {
                let found = (collector, memory);
                report::of_findings(self, document, &forbidden, found, options).into_result()
            }
        }
    }

    /// Every fault of a scanned document, and what I-JSON forbids in it; nothing if there is neither.
    ///
    /// # Errors
    /// The report on a check that was given up.
    pub(crate) fn collect(
        &self,
        document: Document<'_>,
        memory: &mut Memory,
        collector: Collector,
        options: &Options,
    ) -> Result<Option<(Collector, Vec<Irregularity>)>, Report> {
        memory.configure(options.ignore_case_of_names, options.max_steps);
        let collector = match engine::collect(self, document, memory, collector) {
            Ok(collector) => collector,
            // Faults are sought in branches, and lints in places, that the verdict has no need of.
            Err(_) if self.decide(document, memory, options) => return Ok(None),
            Err(gave_up) => {
                return Err(report::of_given_up(self, document, gave_up, options));
            }
        };
        let irregularities = document.tape().irregularities().iter().copied();
        let forbidden: Vec<_> = irregularities
            .filter(|irregularity| options.forbids(*irregularity))
            .collect();
        let found = !collector.faults.is_empty() || !forbidden.is_empty();
        Ok(found.then_some((collector, forbidden)))
    }
}

pub(crate) fn scan(
    bytes: &[u8],
    tape: &mut Tape,
    options: &Options,
) -> Result<(), json::SyntaxError> {
    json::scan(bytes, tape, options.depth())
}
