//! The recipe of the standard's output: scan, decide, then every fault or every annotation.

use crate::check::scan;
use crate::engine::{self, Collector, Memory};
use crate::json::Document;
use crate::options::Options;
use crate::program::Program;
use crate::report::{self, CollectedAnnotation, Output, OutputError, OutputFormat, Report};
use crate::scratch::{Scratch, with_scratch};

impl Program {
    /// Checks `bytes` and gives the result in a format of the standard (JSON Schema 2020-12, core,
    /// section 12). In [`OutputFormat::Basic`] nothing is settled: every keyword that fails has its
    /// unit, those of branches that were not meant too. For people there is [`Program::check`].
    ///
    /// A text that is not JSON is refused; in `basic` it has one error, which says why.
    ///
    /// ```
    /// use vouchsafe_core::{OutputFormat, Program};
    ///
    /// let output = Program::accept_all().output(b"{}", OutputFormat::Basic);
    /// assert_eq!(serde_json::to_string(&output)?, r#"{"valid":true,"annotations":[]}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn output(&self, bytes: &[u8], format: OutputFormat) -> Output {
        self.output_with(bytes, format, &Options::default())
    }

    /// The same with options. Lints have no place in the standard's output.
    pub fn output_with(&self, bytes: &[u8], format: OutputFormat, options: &Options) -> Output {
        if format == OutputFormat::Flag {
            return Output::flag(self.is_valid_with(bytes, options));
        }
        with_scratch(|scratch| {
            let Scratch { tape, memory, .. } = scratch;
            let scanned = scan(bytes, tape, options);
            tape.index_members(0);
            let document = Document::new(bytes, tape);
            if let Err(error) = scanned {
                let report = report::of_syntax_error(self, document, error, options);
                Output::refused(OutputError::of_report(report))
            } else if self.decide(document, memory, options) {
                match self.annotate(document, memory, options) {
                    Ok(annotations) => Output::accepted(annotations),
                    Err(report) => Output::refused(OutputError::of_report(report)),
                }
            } else {
                self.raw_errors(document, memory, options)
            }
        })
    }

    /// What the schema says about `bytes` beside its assertions (core specification, section 7.7):
    /// titles, descriptions, defaults, formats and the like, unknown keywords, and what the applicators
    /// say by the standard, such as the names that `properties` was applied to. Schemas that do not hold,
    /// and those below `not`, say nothing. There are as many annotations as instance and schema give.
    ///
    /// A program that the derive or `operations!` has made keeps only what a check needs: of what is written
    /// down, titles, `deprecated`, `readOnly`, `writeOnly` and our own `x-…` keywords. One that was compiled
    /// at run time keeps everything but comments.
    ///
    /// # Errors
    /// The [`Report`] has every fault of a text that does not satisfy the schema.
    ///
    /// ```
    /// use vouchsafe_core::Program;
    ///
    /// assert!(Program::accept_all().annotations(b"1")?.is_empty());
    /// assert!(Program::accept_all().annotations(b"1,").is_err());
    /// # Ok::<(), vouchsafe_core::Report>(())
    /// ```
    pub fn annotations(&self, bytes: &[u8]) -> Result<Vec<CollectedAnnotation>, Report> {
        self.annotations_with(bytes, &Options::default())
    }

    /// The same with options.
    ///
    /// # Errors
    /// As [`Program::annotations`].
    pub fn annotations_with(
        &self,
        bytes: &[u8],
        options: &Options,
    ) -> Result<Vec<CollectedAnnotation>, Report> {
        with_scratch(|scratch| {
            let Scratch { tape, memory, .. } = scratch;
            let scanned = scan(bytes, tape, options);
            tape.index_members(0);
            let document = Document::new(bytes, tape);
            if let Err(error) = scanned {
                return Err(report::of_syntax_error(self, document, error, options));
            }
            if !self.decide(document, memory, options) {
                self.explain(document, memory, options)?;
            }
            self.annotate(document, memory, options)
        })
    }

    /// The annotations of a document that is accepted.
    ///
    /// # Errors
    /// The report on a check that was given up: to find every annotation takes more steps than the verdict.
    fn annotate(
        &self,
        document: Document<'_>,
        memory: &mut Memory,
        options: &Options,
    ) -> Result<Vec<CollectedAnnotation>, Report> {
        match engine::annotations(self, document, memory) {
            Ok(noted) => Ok(report::annotations(self, document, noted, options)),
            Err(gave_up) => Err(report::of_given_up(self, document, gave_up, options)),
        }
    }

    /// Every keyword that fails on a document that is refused.
    fn raw_errors(&self, document: Document<'_>, memory: &mut Memory, options: &Options) -> Output {
        let collector = Collector::raw(options.max_violations);
        let collector = match engine::collect(self, document, memory, collector) {
            Ok(collector) => collector,
            Err(gave_up) => {
                let report = report::of_given_up(self, document, gave_up, options);
                return Output::refused(OutputError::of_report(report));
            }
        };
        let is_truncated = collector.uncounted;
        let irregularities = document.tape().irregularities().iter().copied();
        let forbidden: Vec<_> = irregularities
            .filter(|irregularity| options.forbids(*irregularity))
            .collect();
        let is_truncated = is_truncated || forbidden.len() > options.max_violations;
        let errors = report::errors(self, document, &forbidden, collector.faults, options);
        Output::refused(errors).truncated(is_truncated)
    }
}
