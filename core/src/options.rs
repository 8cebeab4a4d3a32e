//! How an instance is checked.

use crate::json::{self, Irregularity, Span};
use crate::part::Part;

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
#[expect(clippy::struct_excessive_bools, reason = "independent switches")]
pub struct Options {
    /// How deep arrays and objects may nest; 128 unless changed, at most 512.
    pub max_depth: usize,
    /// How many errors, and how many lints, are reported at most; 1000 unless changed. An instance that is
    /// refused has at least one error. What is left out is counted: see [`Report::omitted`](crate::Report::omitted).
    pub max_violations: usize,
    /// How many steps the evaluation of one instance may take, beyond 200 for each of its values and member names;
    /// 2,000,000 unless changed. A step is about one subschema that is applied to one value. An instance that takes
    /// more is refused as `evaluation-too-costly`, whatever the schema makes of it.
    pub max_steps: u64,
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
    /// Parts of the input that are secrets, whatever the schema says.
    #[doc(hidden)]
    pub hidden: Vec<Span>,
    /// Whether the input stands for text that has no types, such as a query: then no quotes are there to be left out.
    #[doc(hidden)]
    pub untyped: bool,
}

/// Deeper nesting would need more stack than a thread is sure to have.
const DEEPEST: usize = 512;

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Options {
    pub(crate) const DEFAULT: Self = Self {
        max_depth: json::DEFAULT_MAX_DEPTH,
        max_violations: 1000,
        max_steps: 2_000_000,
        duplicate_members: false,
        lone_surrogates: false,
        part: Part::Body,
        ignore_case_of_names: false,
        enabled_lints: Vec::new(),
        hidden: Vec::new(),
        untyped: false,
    };

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

    /// Sets [`Options::max_steps`].
    #[must_use]
    pub fn max_steps(self, max_steps: u64) -> Self {
        Self { max_steps, ..self }
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

    /// Hides parts of the input, as `x-secret` would.
    #[doc(hidden)]
    #[must_use]
    pub fn hide(mut self, hidden: impl IntoIterator<Item = Span>) -> Self {
        self.hidden.extend(hidden);
        self
    }

    /// Sets whether the input stands for text without types.
    #[doc(hidden)]
    #[must_use]
    pub fn untyped(self, untyped: bool) -> Self {
        Self { untyped, ..self }
    }

    /// Adds to [`Options::enabled_lints`].
    #[must_use]
    pub fn enable_lint(mut self, code: impl Into<String>) -> Self {
        self.enabled_lints.push(code.into());
        self
    }

    /// The depth that is really allowed.
    pub(crate) fn depth(&self) -> usize {
        self.max_depth.min(DEEPEST)
    }

    pub(crate) fn forbids(&self, irregularity: Irregularity) -> bool {
        match irregularity {
            Irregularity::DuplicateMember { .. } => !self.duplicate_members,
            Irregularity::LoneSurrogate { .. } => !self.lone_surrogates,
        }
    }
}
