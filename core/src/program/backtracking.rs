//! Patterns that cannot run in linear time: what a library that backtracks is given to run, and how many
//! steps it may take.

/// What one step of a pattern that backtracks may cost: steps are counted, and those that read far ahead
/// must be fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "generated code writes it as a literal"
)]
pub enum StepCost {
    /// A look at some characters.
    Constant,
    /// A comparison with what a group has captured.
    Comparison,
    /// As much as the length of the text, to this power.
    Power(u8),
}

/// The first of the characters that stand for U+D800 and those after it in texts with halves of surrogate
/// pairs: the last ones that there are, in a plane for private use.
pub const STAND_INS: u32 = 0x10_F800;

/// A pattern has used up its steps, so that nobody knows whether it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooCostly;

impl StepCost {
    /// How many steps a pattern may take on a text of that many bytes. All of them together cost no more
    /// than a multiple of the length, and some seconds for the longest texts.
    #[cfg(feature = "backtracking")]
    const fn most_steps(self, len: u64) -> u64 {
        /// Enough for a short text, whatever it costs.
        const AT_LEAST: u64 = 8 << 10;
        const PER_BYTE: u64 = 128;
        const AT_MOST: u64 = 4 << 20;
        /// Bytes that may be compared, and bytes that may be read by automata.
        const COMPARED: u64 = 16 << 30;
        const READ: u64 = 16 << 20;
        const fn least(left: u64, right: u64) -> u64 {
            if left < right { left } else { right }
        }
        let steps = least(AT_LEAST + PER_BYTE.saturating_mul(len), AT_MOST);
        match self {
            Self::Constant => steps,
            Self::Comparison => least(steps, COMPARED / len),
            Self::Power(power) => least(steps, READ / len.saturating_pow(power as u32)),
        }
    }
}

#[cfg(feature = "backtracking")]
pub(super) use machine::{Backtracker, compile};

#[cfg(feature = "backtracking")]
mod machine {
    use std::borrow::Cow;
    use std::sync::OnceLock;

    use fancy_regex::{Regex, RegexBuilder};

    use super::{STAND_INS, StepCost, TooCostly};

    /// Texts up to 2⁴, 2⁵ … 2³² bytes: the library is told the limit when an expression is compiled, so
    /// each size has an expression of its own, compiled when it is first needed.
    const SIZES: usize = 29;
    const SHORTEST: u32 = 4;

    /// What an automaton of a part of an expression may take, in bytes.
    const DELEGATE: usize = 10 << 20;

    /// The expressions of one pattern.
    #[derive(Debug, Clone, Default)]
    pub(in super::super) struct Backtracker {
        plain: [OnceLock<Option<Regex>>; SIZES],
        with_stand_ins: [OnceLock<Option<Regex>>; SIZES],
    }

    impl Backtracker {
        /// Whether the pattern matches somewhere in `text`, which is WTF-8. `with_stand_ins` is the
        /// expression for texts with halves of surrogate pairs.
        pub(in super::super) fn is_match(
            &self,
            plain: &str,
            with_stand_ins: &str,
            cost: StepCost,
            text: &[u8],
        ) -> Result<bool, TooCostly> {
            let (expressions, regex, text) = if let Ok(text) = str::from_utf8(text) {
                (&self.plain, plain, Cow::Borrowed(text))
            } else {
                let text = with_characters(text).ok_or(TooCostly)?;
                (&self.with_stand_ins, with_stand_ins, Cow::Owned(text))
            };
            let bits = text.len().max(1).next_power_of_two().ilog2().max(SHORTEST);
            let steps = cost.most_steps(1 << bits);
            let size = (bits - SHORTEST) as usize;
            let expression = expressions.get(size).ok_or(TooCostly)?;
            let expression = expression.get_or_init(|| compile(regex, steps).ok());
            // The compiler has tried the expression; should it not compile here, nothing is known.
            let expression = expression.as_ref().filter(|_| steps > 0);
            let expression = expression.ok_or(TooCostly)?;
            expression.is_match(&*text).map_err(|_| TooCostly)
        }
    }

    /// The text with a character for each half of a surrogate pair; `None` if one of these characters
    /// stands there for itself.
    fn with_characters(text: &[u8]) -> Option<String> {
        let mut written = String::with_capacity(text.len() + text.len() / 3);
        let genuine = |part: &[u8]| {
            let part = str::from_utf8(part).ok()?.to_owned();
            (!part.chars().any(|c| u32::from(c) >= STAND_INS)).then_some(part)
        };
        let mut rest = text;
        let is_half = |bytes: &[u8]| bytes[0] == 0xED && bytes[1] >= 0xA0;
        while let Some(at) = rest.windows(3).position(is_half) {
            written += &genuine(&rest[..at])?;
            let half = u32::from(rest[at + 1] & 0x1F) << 6 | u32::from(rest[at + 2] & 0x3F);
            written.push(char::from_u32(STAND_INS + half)?);
            rest = &rest[at + 3..];
        }
        written += &genuine(rest)?;
        Some(written)
    }

    /// Compiles an expression that may take that many steps.
    pub(in super::super) fn compile(regex: &str, steps: u64) -> fancy_regex::Result<Regex> {
        RegexBuilder::new(regex)
            .backtrack_limit(usize::try_from(steps).unwrap_or(usize::MAX))
            .delegate_size_limit(DELEGATE)
            .max_prog_size(50_000)
            .seek(false)
            .build()
    }
}
