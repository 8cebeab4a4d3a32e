//! Patterns: byte tables where they suffice, linear-time regular expressions where not.

use std::sync::OnceLock;

use regex_automata::meta::Regex;

use super::Text;

/// A compiled `pattern`.
///
/// Most patterns of practice only restrict the characters of a string; those are decided by a table.
/// The others are compiled when they are first needed, by an engine that takes linear time.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As the schema writes it, in the ECMA-262 dialect.
    pub source: Text,
    /// The same in the syntax of the `regex-automata` crate.
    pub regex: Text,
    /// The table, where the pattern is no more than a class of characters.
    pub class: Option<CharClass>,
    compiled: OnceLock<Option<Regex>>,
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
}

impl Pattern {
    /// A pattern that is compiled when it is first needed.
    pub const fn new(source: Text, regex: Text, class: Option<CharClass>) -> Self {
        Self {
            source,
            regex,
            class,
            compiled: OnceLock::new(),
        }
    }

    /// Whether the pattern matches somewhere in `text`: UTF-8, or WTF-8 for lone surrogates.
    /// `regex` is the text of [`Pattern::regex`].
    pub(crate) fn is_match(&self, regex: &str, text: &[u8]) -> bool {
        if let Some(class) = self.class {
            let long_enough = text.len() >= class.min as usize;
            let short_enough = class.max == u32::MAX || text.len() <= class.max as usize;
            // A byte past ASCII fails the class, so counting bytes is counting characters.
            return long_enough
                && short_enough
                && text.iter().all(|&byte| class.allows(byte.into()));
        }
        // The compiler has tried the pattern; should it not compile here, it matches nothing.
        self.compiled
            .get_or_init(|| compile(regex).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }
}

/// Compiles a regular expression of the `regex-automata` syntax, with the limits that run time has.
///
/// # Errors
/// What the library says: the syntax is wrong, or the automaton would be too large.
fn compile(regex: &str) -> Result<Regex, Box<regex_automata::meta::BuildError>> {
    let config = regex_automata::meta::Config::new()
        .utf8_empty(false)
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

/// Whether this is a regular expression of the library's syntax. Nothing is compiled.
pub(crate) fn is_syntax(regex: &str) -> bool {
    regex_automata::util::syntax::parse(regex).is_ok()
}
