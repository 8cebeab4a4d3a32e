//! Patterns: byte comparison where it suffices, linear-time automata where not, and only where that was asked
//! for a library that backtracks.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex_automata::Input;
use regex_automata::dfa::{Automaton, sparse::DFA};
use regex_automata::meta::Regex;

use super::backtracking::{StepCost, TooCostly};
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
    machine: OnceLock<Option<Machine>>,
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
    /// By an automaton that the compiler has built: a sparse automaton of `regex-automata`, serialised
    /// with the lesser byte first. Where it cannot be read (the target has another order of bytes), the
    /// regular expression decides.
    Automaton(Cow<'static, [u8]>),
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

/// What is made of a pattern when it is first needed.
#[derive(Debug, Clone)]
enum Machine {
    /// The bytes of a static program, read where they are.
    Static(DFA<&'static [u8]>),
    /// The bytes of a program that was built at run time.
    Owned(DFA<Vec<u8>>),
    Regex(Regex),
    #[cfg(feature = "backtracking")]
    Backtracking(Box<super::backtracking::Backtracker>),
}

impl Machine {
    fn new(matcher: &Matcher, regex: &str) -> Option<Self> {
        // Reading checks the bytes: their version, their order and every transition.
        let read = match matcher {
            Matcher::Automaton(Cow::Borrowed(bytes)) => DFA::from_bytes(bytes)
                .ok()
                .map(|(dfa, _)| Self::Static(dfa)),
            Matcher::Automaton(Cow::Owned(bytes)) => {
                let read = DFA::from_bytes(bytes).ok();
                read.map(|(dfa, _)| Self::Owned(dfa.to_owned()))
            }
            #[cfg(feature = "backtracking")]
            Matcher::Backtracking { .. } => return Some(Self::Backtracking(Box::default())),
            _ => None,
        };
        read.or_else(|| compile(regex).ok().map(Self::Regex))
    }

    fn is_match(&self, regex: &str, text: &[u8]) -> bool {
        let found = match self {
            Self::Static(dfa) => search(dfa, text),
            Self::Owned(dfa) => search(dfa, text),
            Self::Regex(regex) => Some(regex.is_match(text)),
            // It is asked in another way, which can say that nothing is known.
            #[cfg(feature = "backtracking")]
            Self::Backtracking(_) => Some(false),
        };
        // The compiler's automata never give up; should one, the expression still has the word.
        found.unwrap_or_else(|| compile(regex).is_ok_and(|regex| regex.is_match(text)))
    }
}

/// Whether an automaton finds a match; `None` if it gave up.
fn search<T: AsRef<[u8]>>(dfa: &DFA<T>, text: &[u8]) -> Option<bool> {
    let input = Input::new(text).earliest(true);
    dfa.try_search_fwd(&input).ok().map(|found| found.is_some())
}

impl Pattern {
    /// A pattern that is decided in the way of `matcher`.
    pub const fn new(source: Text, regex: Text, matcher: Matcher) -> Self {
        Self {
            source,
            regex,
            matcher,
            machine: OnceLock::new(),
        }
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
        Ok(match self.matcher {
            Matcher::Class(class) => class.is_match(text),
            Matcher::Literal { text: literal, at } => {
                at.is_match(parts.str(literal).as_bytes(), text)
            }
            Matcher::Automaton(_) | Matcher::Regex => {
                let regex = parts.str(self.regex);
                // The compiler has tried the pattern; should it not compile here, it matches nothing.
                self.machine(parts)
                    .is_some_and(|machine| machine.is_match(regex, text))
            }
            #[cfg(feature = "backtracking")]
            Matcher::Backtracking {
                with_stand_ins,
                cost,
            } => {
                let (plain, with_stand_ins) = (parts.str(self.regex), parts.str(with_stand_ins));
                match self.machine(parts) {
                    Some(Machine::Backtracking(machine)) => {
                        machine.is_match(plain, with_stand_ins, cost, text)?
                    }
                    _ => return Err(TooCostly),
                }
            }
            #[cfg(not(feature = "backtracking"))]
            Matcher::Backtracking { .. } => return Err(TooCostly),
        })
    }

    fn machine(&self, parts: &Parts) -> Option<&Machine> {
        let new = || Machine::new(&self.matcher, parts.str(self.regex));
        self.machine.get_or_init(new).as_ref()
    }
}

/// Compiles a regular expression of the `regex-automata` syntax, with the limits that run time has.
///
/// # Errors
/// What the library says: the syntax is wrong, or the automaton would be too large.
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
pub(crate) fn is_syntax(regex: &str) -> bool {
    regex_automata::util::syntax::parse(regex).is_ok()
}
