//! Patterns: byte comparison where it suffices, linear-time automata where not, counters where those were too large, and only where that was asked
//! for a library that backtracks.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use regex_automata::meta::Regex;

use super::automaton::Automaton;
use super::backtracking::{StepCost, TooCostly};
use super::counting::Counting;
use super::{Parts, Text};

/// A compiled `pattern`.
///
/// Most patterns of practice only restrict the characters of a string, or compare one end of it; those
/// are decided by looking at bytes. The others run as automata in linear time.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As the schema writes it, in the ECMA-262 dialect.
    pub source: Text,
    /// The same in the syntax of the `regex-automata` crate, or of `fancy-regex` where it backtracks.
    pub regex: Text,
    /// How texts are decided.
    pub matcher: Matcher,
    /// Makes the machine that the matcher needs. A program refers to those that its own patterns need and to no
    /// others, so that it is linked without libraries that it has no use for.
    build: Option<Build>,
    machine: OnceLock<Option<Arc<dyn Machine>>>,
}

/// Makes the machine of a matcher, for an expression.
type Build = fn(&Matcher, &str) -> Option<Arc<dyn Machine>>;

/// What is made of a pattern when it is first needed.
trait Machine: Send + Sync {
    /// Whether it matches somewhere in `text`, for the expression that it was made for.
    fn is_match(&self, pattern: &Expressions<'_>, text: &[u8]) -> Result<bool, TooCostly>;
}

// What the libraries have to tell of their automata is of use to them alone, and tens of kilobytes.
impl fmt::Debug for dyn Machine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Machine")
    }
}

/// The expressions of a pattern.
#[cfg_attr(
    not(feature = "backtracking"),
    expect(dead_code, reason = "only what backtracks compiles them again")
)]
struct Expressions<'a> {
    matcher: &'a Matcher,
    parts: &'a Parts,
    regex: &'a str,
}

/// How a [`Pattern`] decides. All ways agree with the regular expression; they differ in what they cost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "generated code writes it as a literal"
)]
pub enum Matcher {
    /// By a table: the pattern is no more than a class of characters.
    Class(CharClass),
    /// By comparison: the pattern is no more than this text.
    Literal {
        /// The text that is looked for.
        text: Text,
        /// Where it must stand.
        at: LiteralAt,
    },
    /// By an automaton that the compiler has built. Where it cannot be read, the regular expression decides.
    Automaton(Cow<'static, [u8]>),
    /// By counters, for what is repeated more often than an automaton could have states: a
    /// [`Tree`](super::Tree) as bytes.
    Counting(Cow<'static, [u8]>),
    /// By the regular expression, which is compiled when it is first needed.
    Regex,
    /// By a library that backtracks, as long as its steps last. Only the feature `backtracking` has it;
    /// without, no text is accepted.
    Backtracking {
        /// The expression for texts with halves of surrogate pairs, in which [`STAND_INS`](super::STAND_INS)
        /// are.
        with_stand_ins: Text,
        /// What one step may cost.
        cost: StepCost,
    },
}

/// Where the text of a [`Matcher::Literal`] must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "generated code writes it as a literal"
)]
pub enum LiteralAt {
    /// `^abc$`: it is the whole string.
    Whole,
    /// `^abc`: the string begins with it.
    Start,
    /// `abc$`: the string ends with it.
    End,
    /// `abc`: the string contains it.
    Anywhere,
}

/// A pattern of the form `^[…]{min,max}$` whose class holds ASCII characters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct CharClass {
    /// Bit *n* is set where the character U+00*n* is allowed.
    pub allowed: u128,
    /// The least number of characters.
    pub min: u32,
    /// The greatest number of characters; `u32::MAX` where there is none.
    pub max: u32,
}

impl CharClass {
    /// Whether the class has that character.
    pub const fn allows(self, point: u32) -> bool {
        point < 128 && self.allowed >> point & 1 == 1
    }

    fn is_match(self, text: &[u8]) -> bool {
        let long_enough = text.len() >= self.min as usize;
        let short_enough = self.max == u32::MAX || text.len() <= self.max as usize;
        // A byte past ASCII fails the class, so counting bytes is counting characters.
        long_enough && short_enough && text.iter().all(|&byte| self.allows(byte.into()))
    }
}

impl LiteralAt {
    fn is_match(self, literal: &[u8], text: &[u8]) -> bool {
        match self {
            Self::Whole => text == literal,
            Self::Start => text.starts_with(literal),
            Self::End => text.ends_with(literal),
            Self::Anywhere => {
                literal.is_empty() || text.windows(literal.len()).any(|window| window == literal)
            }
        }
    }
}

impl Machine for Automaton {
    fn is_match(&self, _pattern: &Expressions<'_>, text: &[u8]) -> Result<bool, TooCostly> {
        // One that has been read never gives up.
        Automaton::is_match(self, text).ok_or(TooCostly)
    }
}

impl Machine for Counting {
    fn is_match(&self, _pattern: &Expressions<'_>, text: &[u8]) -> Result<bool, TooCostly> {
        Counting::is_match(self, text)
    }
}

impl Machine for Regex {
    #[inline]
    fn is_match(&self, _pattern: &Expressions<'_>, text: &[u8]) -> Result<bool, TooCostly> {
        Ok(Regex::is_match(self, text))
    }
}

#[cfg(feature = "backtracking")]
impl Machine for super::backtracking::Backtracker {
    fn is_match(&self, pattern: &Expressions<'_>, text: &[u8]) -> Result<bool, TooCostly> {
        match *pattern.matcher {
            Matcher::Backtracking {
                with_stand_ins,
                cost,
            } => {
                let with_stand_ins = pattern.parts.str(with_stand_ins);
                self.is_match(pattern.regex, with_stand_ins, cost, text)
            }
            _ => Err(TooCostly),
        }
    }
}

// Whatever names the library of regular expressions is compiled where it is used, hence `inline` from here on and for
// what calls it: a library that this crate itself named would leave its traces in every binary, though nothing of it
// is called there. They come to thirty kilobytes.

/// How the machine of a matcher is made, if it needs one.
#[inline]
const fn builder(matcher: &Matcher) -> Option<Build> {
    match matcher {
        Matcher::Class(_) | Matcher::Literal { .. } => None,
        Matcher::Automaton(_) => Some(automaton_or_expression),
        Matcher::Counting(_) => Some(counting),
        Matcher::Regex => Some(expression),
        #[cfg(feature = "backtracking")]
        Matcher::Backtracking { .. } => Some(backtracker),
        #[cfg(not(feature = "backtracking"))]
        Matcher::Backtracking { .. } => None,
    }
}

fn automaton(matcher: &Matcher, _regex: &str) -> Option<Arc<dyn Machine>> {
    match matcher {
        Matcher::Automaton(bytes) => Some(Arc::new(Automaton::read(bytes)?)),
        _ => None,
    }
}

fn counting(matcher: &Matcher, _regex: &str) -> Option<Arc<dyn Machine>> {
    match matcher {
        Matcher::Counting(bytes) => Some(Arc::new(Counting::read(bytes)?)),
        _ => None,
    }
}

#[inline]
fn automaton_or_expression(matcher: &Matcher, regex: &str) -> Option<Arc<dyn Machine>> {
    automaton(matcher, regex).or_else(|| expression(matcher, regex))
}

#[inline]
fn expression(_matcher: &Matcher, regex: &str) -> Option<Arc<dyn Machine>> {
    Some(Arc::new(compile(regex).ok()?))
}

#[cfg(feature = "backtracking")]
#[expect(clippy::unnecessary_wraps, reason = "it is a `Build`")]
fn backtracker(_matcher: &Matcher, _regex: &str) -> Option<Arc<dyn Machine>> {
    Some(Arc::new(super::backtracking::Backtracker::default()))
}

impl Pattern {
    /// A pattern that is decided in the way of `matcher`.
    #[inline]
    pub const fn new(source: Text, regex: Text, matcher: Matcher) -> Self {
        Self {
            source,
            regex,
            build: builder(&matcher),
            matcher,
            machine: OnceLock::new(),
        }
    }

    /// The same for a static program. Its automata have been made and tried, so that it is not linked with what the
    /// regular expression would take in their place.
    #[inline]
    pub const fn of_static(source: Text, regex: Text, matcher: Matcher) -> Self {
        let mut pattern = Self::new(source, regex, matcher);
        if matches!(pattern.matcher, Matcher::Automaton(_)) {
            pattern.build = Some(automaton);
        }
        pattern
    }

    /// The class, where the pattern is no more than one.
    pub const fn class(&self) -> Option<CharClass> {
        match self.matcher {
            Matcher::Class(class) => Some(class),
            _ => None,
        }
    }

    /// Whether the pattern matches somewhere in `text`: UTF-8, or WTF-8 for lone surrogates.
    /// `parts` are the pools that the pattern is in.
    pub(crate) fn is_match(&self, parts: &Parts, text: &[u8]) -> Result<bool, TooCostly> {
        let regex = parts.str(self.regex);
        let build = match self.matcher {
            Matcher::Class(class) => return Ok(class.is_match(text)),
            Matcher::Literal { text: literal, at } => {
                return Ok(at.is_match(parts.str(literal).as_bytes(), text));
            }
            _ => self.build.ok_or(TooCostly)?,
        };
        let machine = self.machine.get_or_init(|| build(&self.matcher, regex));
        let expressions = Expressions {
            matcher: &self.matcher,
            parts,
            regex,
        };
        // The compiler has tried the pattern; should it not compile here, nobody knows what it matches.
        let machine = machine.as_ref().ok_or(TooCostly)?;
        machine.is_match(&expressions, text)
    }
}

/// Compiles a regular expression of the `regex-automata` syntax, with the limits that run time has.
///
/// # Errors
/// What the library says: the syntax is wrong, or the automaton would be too large.
#[inline]
fn compile(regex: &str) -> Result<Regex, Box<regex_automata::meta::BuildError>> {
    let config = regex_automata::meta::Config::new()
        .utf8_empty(false)
        // Whether another crate has asked the library for builders of automata makes no difference here.
        .dfa(false)
        .nfa_size_limit(Some(10 << 20));
    let syntax = regex_automata::util::syntax::Config::new().utf8(false);
    regex_automata::meta::Builder::new()
        .configure(config)
        .syntax(syntax)
        .build(regex)
        .map_err(Box::new)
}

/// Whether [`Pattern`] could run this regular expression, and if not, why.
///
/// # Errors
/// The library's words.
#[inline]
pub fn try_compile(regex: &str) -> Result<(), String> {
    compile(regex).map(drop).map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        cause.unwrap_or_else(|| error.to_string())
    })
}

/// Whether [`Matcher::Backtracking`] could run this regular expression, and if not, why.
///
/// # Errors
/// The library's words.
#[cfg(feature = "backtracking")]
pub fn try_compile_backtracking(regex: &str) -> Result<(), String> {
    let compiled = super::backtracking::compile(regex, 1);
    compiled.map(drop).map_err(|error| error.to_string())
}

/// Whether this is a regular expression of the library's syntax. Nothing is compiled.
#[inline]
pub(crate) fn is_syntax(regex: &str) -> bool {
    regex_automata::util::syntax::parse(regex).is_ok()
}
