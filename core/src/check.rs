//! The recipe of a check: scan, decide, and only where there is something to say, find the words.

use std::cell::Cell;

use crate::engine::{self, Collector, Memory};
use crate::json::{self, Document, Irregularity, Tape};
use crate::program::Program;
use crate::report::{self, Part, Report, Warnings};

/// How an instance is checked. The defaults suit a service that reads requests from the network.
///
/// ```
/// use vouchsafe_core::{Options, Part, Program};
///
/// let program = Program::accept_all();
/// let bytes = br#"{"a": 1, "a": 2}"#;
/// assert!(program.check(bytes).is_err());
/// let options = Options::default().allow_duplicate_members(true).part(Part::Query);
/// assert!(program.check_with(bytes, &options).is_ok());
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// How deep arrays and objects may nest; 128 unless changed, at most 512.
    pub max_depth: usize,
    /// How many errors, and how many lints, are reported at most; 1000 unless changed.
    pub max_violations: usize,
    /// Whether an object may have two members of one name; the last of them then counts. RFC 7493
    /// forbids them because parsers disagree on which one counts, so they are refused unless
    /// this is set.
    pub duplicate_members: bool,
    /// Whether a string may hold half of a surrogate pair. RFC 7493 forbids it, and no Rust `String`
    /// can hold it, so it is refused unless this is set.
    pub lone_surrogates: bool,
    /// What the instance is, for messages and for the `in` of a violation.
    pub part: Part,
    /// Whether the names of the outermost object are compared without regard to the case of ASCII
    /// letters, as header fields ask (RFC 9110, section 5.1).
    pub ignore_case_of_names: bool,
    /// Codes of lints that the schema switches off and that are wanted all the same.
    pub enabled_lints: Vec<String>,
}

/// Deeper nesting would need more stack than a thread is sure to have.
const DEEPEST: usize = 512;

impl Default for Options {
    fn default() -> Self {
        Self {
            max_depth: json::DEFAULT_MAX_DEPTH,
            max_violations: 1000,
            duplicate_members: false,
            lone_surrogates: false,
            part: Part::Body,
            ignore_case_of_names: false,
            enabled_lints: Vec::new(),
        }
    }
}

impl Options {
    /// Sets [`Options::max_depth`].
    #[must_use]
    pub fn max_depth(self, max_depth: usize) -> Self {
        Self {
            max_depth: max_depth.min(DEEPEST),
            ..self
        }
    }

    /// Sets [`Options::max_violations`].
    #[must_use]
    pub fn max_violations(self, max_violations: usize) -> Self {
        Self {
            max_violations,
            ..self
        }
    }

    /// Sets [`Options::duplicate_members`].
    #[must_use]
    pub fn allow_duplicate_members(self, allow: bool) -> Self {
        Self {
            duplicate_members: allow,
            ..self
        }
    }

    /// Sets [`Options::lone_surrogates`].
    #[must_use]
    pub fn allow_lone_surrogates(self, allow: bool) -> Self {
        Self {
            lone_surrogates: allow,
            ..self
        }
    }

    /// Sets [`Options::part`]; for [`Part::Header`] names are then compared as header fields ask.
    #[must_use]
    pub fn part(self, part: Part) -> Self {
        Self {
            part,
            ignore_case_of_names: part == Part::Header,
            ..self
        }
    }

    /// Adds to [`Options::enabled_lints`].
    #[must_use]
    pub fn enable_lint(mut self, code: impl Into<String>) -> Self {
        self.enabled_lints.push(code.into());
        self
    }

    fn forbids(&self, irregularity: Irregularity) -> bool {
        match irregularity {
            Irregularity::DuplicateMember { .. } => !self.duplicate_members,
            Irregularity::LoneSurrogate { .. } => !self.lone_surrogates,
        }
    }
}

/// Buffers that are kept from one check to the next, so that checking valid input allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) tape: Tape,
    pub(crate) memory: Memory,
}

thread_local! {
    static SCRATCH: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

/// A scratch that has grown larger than this many tape entries is not kept: one huge input must not
/// occupy memory for ever.
const LARGEST_KEPT: usize = 1 << 16;

/// Runs `work` with this thread's scratch. Should `work` come back here (a `Deserialize` that checks
/// something else), it gets a fresh one.
pub(crate) fn with_scratch<R>(work: impl FnOnce(&mut Scratch) -> R) -> R {
    let mut scratch = SCRATCH.take().unwrap_or_default();
    let result = work(&mut scratch);
    if scratch.tape.entries.capacity() <= LARGEST_KEPT {
        SCRATCH.set(Some(scratch));
    }
    result
}

impl Program {
    /// Whether `bytes` are JSON that satisfies the schema. Stops at the first fault. On valid input
    /// nothing is allocated but what a thread's first checks leave behind for the next ones
    /// (`unevaluated…`, `uniqueItems` and `enum`s of objects may need more).
    pub fn is_valid(&self, bytes: &[u8]) -> bool {
        self.is_valid_with(bytes, &Options::default())
    }

    /// The same with options; lints have no say in it.
    pub fn is_valid_with(&self, bytes: &[u8], options: &Options) -> bool {
        with_scratch(|scratch| {
            scan(bytes, &mut scratch.tape, options).is_ok()
                && self.decide(
                    Document::new(bytes, &scratch.tape),
                    &mut scratch.memory,
                    options,
                )
        })
    }

    /// Checks `bytes`: the lints if they are accepted, else every fault.
    ///
    /// # Errors
    /// The [`Report`] has at least one error, and the lints as well.
    pub fn check(&self, bytes: &[u8]) -> Result<Warnings, Report> {
        self.check_with(bytes, &Options::default())
    }

    /// The same with options.
    ///
    /// # Errors
    /// As [`Program::check`].
    pub fn check_with(&self, bytes: &[u8], options: &Options) -> Result<Warnings, Report> {
        with_scratch(|scratch| {
            let Scratch { tape, memory } = scratch;
            let scanned = scan(bytes, tape, options);
            let document = Document::new(bytes, tape);
            if let Err(error) = scanned {
                return Err(report::of_syntax_error(
                    self.parts(),
                    document,
                    error,
                    options,
                ));
            }
            // Where there can be no lints, valid input needs no second look.
            if !self.parts().flags.lints && self.decide(document, memory, options) {
                return Ok(Warnings::NONE);
            }
            self.explain(document, memory, options)
        })
    }

    /// The verdict on a scanned document.
    pub(crate) fn decide(
        &self,
        document: Document<'_>,
        memory: &mut Memory,
        options: &Options,
    ) -> bool {
        let irregularities = document.tape().irregularities();
        memory.ignore_case(options.ignore_case_of_names);
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
        memory.ignore_case(options.ignore_case_of_names);
        let collector = Collector::new(options.max_violations, options.enabled_lints.clone());
        let Ok(collector) = engine::collect(self, document, memory, collector) else {
            return Err(report::of_too_deep(self.parts(), document, options));
        };
        let irregularities = document.tape().irregularities().iter().copied();
        let forbidden: Vec<_> = irregularities
            .filter(|irregularity| options.forbids(*irregularity))
            .collect();
        if collector.faults.is_empty() && forbidden.is_empty() {
            return Ok(Warnings::NONE);
        }
        report::of_findings(self.parts(), document, &forbidden, collector, options).into_result()
    }
}

pub(crate) fn scan(
    bytes: &[u8],
    tape: &mut Tape,
    options: &Options,
) -> Result<(), json::SyntaxError> {
    json::scan(bytes, tape, options.max_depth.min(DEEPEST))
}
