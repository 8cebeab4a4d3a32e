//! Regular expressions: from the ECMA-262 dialect to the one of `regex-syntax`.
//!
//! In: the source text of a pattern, read as with the `u` flag (as JSON Schema recommends), with the
//! leniencies that are common in schemas: a backslash before any ASCII punctuation, and brackets and
//! braces that stand for themselves. Out: an expression with exactly that meaning for the linear-time
//! engine. What such an engine cannot do is an error that names the construct; the rest of the pattern is
//! read all the same, and a fault of its syntax comes first.

mod groups;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::CharIndices;

use crate::program::is_syntax;
use groups::Groups;

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatternError {
    /// Offset into the pattern, in bytes.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
    /// It is valid ECMA-262, but cannot be run in linear time.
    pub nonlinear: bool,
}

/// Translates a pattern.
///
/// # Errors
/// The first fault of the syntax, or else the first construct that is not linear.
pub fn translate(pattern: &str) -> Result<String, PatternError> {
    let mut translator = Translator::new(pattern, true);
    translator.pattern()?;
    match translator.nonlinear {
        None => Ok(translator.out),
        Some(error) => Err(error),
    }
}

/// Whether a pattern is valid ECMA-262, be it linear or not.
///
/// Groups that nest deeper than 200 levels are refused, as [`translate`] refuses them.
///
/// # Errors
/// The first fault of the syntax.
pub fn check(pattern: &str) -> Result<(), PatternError> {
    Translator::new(pattern, false).pattern()
}

/// `\s` of ECMA-262: `WhiteSpace` and `LineTerminator`.
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
const DIGIT: &str = "0-9";
const WORD: &str = "A-Za-z0-9_";
/// Groups may nest this deep.
const MAX_DEPTH: usize = 200;

struct Translator<'a> {
    chars: Peekable<CharIndices<'a>>,
    pattern: &'a str,
    out: String,
    /// Whether classes are written out. They may grow on the way; who only checks does without.
    writes_classes: bool,
    depth: usize,
    /// The first construct that is not linear.
    nonlinear: Option<PatternError>,
    groups: Groups<'a>,
    /// The properties that are known to be known, in lower case and without underscores, which do not
    /// count: a property is looked up once, however often and in whatever way it is spelt.
    properties: HashSet<String>,
}

fn error(at: usize, message: impl Into<String>) -> PatternError {
    PatternError {
        at,
        message: message.into(),
        nonlinear: false,
    }
}

/// What one term of an alternative is.
enum Term {
    /// It can be repeated.
    Atom,
    /// It asserts something about a place: `^`, `$`, `\b`.
    Assertion,
}

impl<'a> Translator<'a> {
    fn new(pattern: &'a str, writes_classes: bool) -> Self {
        Self {
            chars: pattern.char_indices().peekable(),
            pattern,
            out: String::new(),
            writes_classes,
            depth: 0,
            nonlinear: None,
            groups: Groups::default(),
            properties: HashSet::new(),
        }
    }

    /// The whole pattern.
    fn pattern(&mut self) -> Result<(), PatternError> {
        self.disjunction()?;
        match self.chars.peek() {
            None => self.groups.check(),
            Some(&(at, _)) => Err(error(at, "this `)` closes nothing")),
        }
    }

    /// Notes a construct that is not linear.
    fn nonlinear(&mut self, at: usize, construct: &str) {
        self.nonlinear.get_or_insert_with(|| PatternError {
            at,
            message: format!("{construct} cannot be run in linear time"),
            nonlinear: true,
        });
    }

    /// Alternatives up to the end or an unmatched `)`.
    fn disjunction(&mut self) -> Result<(), PatternError> {
        let names = self.groups.mark();
        let mut released = Vec::new();
        // The term before, for a quantifier to repeat: its start in the output.
        let mut last: Option<(usize, Term)> = None;
        while let Some(&(at, character)) = self.chars.peek() {
            let start = self.out.len();
            match character {
                ')' => break,
                '|' => {
                    self.chars.next();
                    self.out.push('|');
                    self.groups.release(names, &mut released);
                    last = None;
                }
                '*' | '+' | '?' => {
                    self.chars.next();
                    self.quantifier(at, &character.to_string(), last.take().as_ref())?;
                }
                '{' if self.counted().is_some() => {
                    let (bounds, len) = self.counted().unwrap_or_default();
                    self.skip(len);
                    if is_descending(&bounds) {
                        let message = format!("`{bounds}` ends before it begins");
                        return Err(error(at, message));
                    }
                    self.quantifier(at, &bounds, last.take().as_ref())?;
                }
                _ => {
                    let term = self.term(at, character)?;
                    last = Some((start, term));
                }
            }
        }
        self.groups.retake(released);
        Ok(())
    }

    fn quantifier(
        &mut self,
        at: usize,
        text: &str,
        last: Option<&(usize, Term)>,
    ) -> Result<(), PatternError> {
        let Some(&(start, Term::Atom)) = last else {
            return Err(error(at, format!("`{text}` has nothing to repeat")));
        };
        // One group around the atom keeps whatever it was translated to together.
        self.out.insert_str(start, "(?:");
        self.out.push(')');
        self.out.push_str(text);
        if self.chars.next_if(|(_, next)| *next == '?').is_some() {
            self.out.push('?');
        }
        Ok(())
    }

    /// The counted quantifier that stands here, and its length; `None` if the brace is a plain character.
    fn counted(&self) -> Option<(String, usize)> {
        let rest: String = self
            .chars
            .clone()
            .map(|(_, character)| character)
            .skip(1)
            .take(24)
            .collect();
        let (inner, _) = rest.split_once('}')?;
        let (low, high) = match inner.split_once(',') {
            None => (inner, None),
            Some((low, high)) => (low, Some(high)),
        };
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let valid = is_number(low) && high.is_none_or(|high| high.is_empty() || is_number(high));
        valid.then(|| (format!("{{{inner}}}"), inner.chars().count() + 2))
    }

    fn term(&mut self, at: usize, character: char) -> Result<Term, PatternError> {
        self.chars.next();
        match character {
            '^' | '$' => {
                self.out.push(character);
                return Ok(Term::Assertion);
            }
            '.' => self.out.push_str(r"[^\n\r\u{2028}\u{2029}]"),
            '(' => return self.group(at),
            '[' => self.class(at)?,
            '\\' => return self.escape(at),
            other => self.literal(other),
        }
        Ok(Term::Atom)
    }

    /// Passes over that many characters.
    fn skip(&mut self, characters: usize) {
        for _ in 0..characters {
            self.chars.next();
        }
    }

    fn literal(&mut self, character: char) {
        if character.is_ascii_alphanumeric() || !character.is_ascii() {
            self.out.push(character);
        } else {
            let _ = write!(self.out, r"\x{:02X}", character as u32);
        }
    }

    fn group(&mut self, at: usize) -> Result<Term, PatternError> {
        let mut term = Term::Atom;
        if self.chars.next_if(|(_, next)| *next == '?').is_some() {
            let rest = &self.pattern[at + 2..];
            let (length, around) = match rest.as_bytes() {
                [b':', ..] => (1, None),
                [b'=', ..] => (1, Some("look-ahead `(?=…)`")),
                [b'!', ..] => (1, Some("negative look-ahead `(?!…)`")),
                [b'<', b'=', ..] => (2, Some("look-behind `(?<=…)`")),
                [b'<', b'!', ..] => (2, Some("negative look-behind `(?<!…)`")),
                [b'<', ..] => {
                    let name = self.group_name(at + 2)?;
                    if !self.groups.add_named(name) {
                        return Err(error(at, format!("there is another group `{name}`")));
                    }
                    (0, None)
                }
                _ => {
                    return Err(error(
                        at,
                        "`(?` must be followed by `:`, `<name>`, `=`, `!`, `<=` or `<!`",
                    ));
                }
            };
            self.skip(length);
            if let Some(construct) = around {
                self.nonlinear(at, construct);
                term = Term::Assertion;
            }
        } else {
            self.groups.add();
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(error(
                at,
                format!("groups nest deeper than {MAX_DEPTH} levels"),
            ));
        }
        self.out.push_str("(?:");
        self.disjunction()?;
        self.depth -= 1;
        if self.chars.next().is_none() {
            return Err(error(at, "this `(` is not closed"));
        }
        self.out.push(')');
        Ok(term)
    }

    /// The name of a group, in the angle brackets that begin at `at`.
    fn group_name(&mut self, at: usize) -> Result<&'a str, PatternError> {
        let rest = self.pattern[at..].strip_prefix('<');
        let name = rest.and_then(|rest| rest.split_once('>'));
        let name = name
            .map(|(name, _)| name)
            .filter(|name| is_group_name(name));
        let name = name.ok_or_else(|| error(at + 1, "a group name is a word in angle brackets"))?;
        self.skip(name.chars().count() + 2);
        Ok(name)
    }

    /// An escape outside of a class.
    fn escape(&mut self, at: usize) -> Result<Term, PatternError> {
        let Some((_, character)) = self.chars.next() else {
            return Err(error(at, "the pattern ends with a backslash"));
        };
        match character {
            'b' => self.out.push_str(r"(?-u:\b)"),
            'B' => self.out.push_str(r"(?-u:\B)"),
            '1'..='9' => {
                self.numbered_reference(at);
                return Ok(Term::Atom);
            }
            'k' => {
                let name = self.group_name(at + 2)?;
                self.groups.refer_to_name(name, at);
                self.nonlinear(at, r"the back-reference `\k`");
                return Ok(Term::Atom);
            }
            _ => {
                match self.class_escape(at, character)? {
                    Escape::Set(set) => {
                        let _ = write!(self.out, "[{set}]");
                    }
                    Escape::Point(point) => self.point(point),
                }
                return Ok(Term::Atom);
            }
        }
        Ok(Term::Assertion)
    }

    /// A reference to a group by its number, after the first digit.
    fn numbered_reference(&mut self, at: usize) {
        while self
            .chars
            .next_if(|(_, next)| next.is_ascii_digit())
            .is_some()
        {}
        let end = self
            .chars
            .peek()
            .map_or(self.pattern.len(), |&(end, _)| end);
        let digits = &self.pattern[at + 1..end];
        self.groups.refer_to_number(digits, at);
        self.nonlinear(at, &format!(r"the back-reference `\{digits}`"));
    }

    fn point(&mut self, point: u32) {
        match char::from_u32(point) {
            Some(character) => self.literal(character),
            // Half of a surrogate pair, as its three bytes in WTF-8.
            None => {
                let _ = write!(
                    self.out,
                    r"(?-u:\xED\x{:02X}\x{:02X})",
                    0x80 | (point >> 6) & 0x3F,
                    0x80 | point & 0x3F
                );
            }
        }
    }

    /// What a backslash and `character` stand for, inside a class or outside.
    fn class_escape(&mut self, at: usize, character: char) -> Result<Escape, PatternError> {
        let set = |set: &str| Ok(Escape::Set(set.to_owned()));
        let complement = |set: &str| Ok(Escape::Set(format!("[^{set}]")));
        let point = |character: char| Ok(Escape::Point(character.into()));
        match character {
            'd' => set(DIGIT),
            'D' => complement(DIGIT),
            'w' => set(WORD),
            'W' => complement(WORD),
            's' => set(SPACE),
            'S' => complement(SPACE),
            'p' | 'P' => self.property(at, character == 'P'),
            't' => point('\t'),
            'n' => point('\n'),
            'v' => point('\x0B'),
            'f' => point('\x0C'),
            'r' => point('\r'),
            '0' if !self
                .chars
                .peek()
                .is_some_and(|(_, next)| next.is_ascii_digit()) =>
            {
                point('\0')
            }
            'c' => match self.chars.next() {
                Some((_, letter)) if letter.is_ascii_alphabetic() => {
                    Ok(Escape::Point(u32::from(letter) % 32))
                }
                _ => Err(error(at, r"`\c` must be followed by a letter")),
            },
            'x' => match self.hex(2) {
                Some(value) => Ok(Escape::Point(value)),
                None => Err(error(
                    at,
                    r"`\x` must be followed by two hexadecimal digits",
                )),
            },
            'u' => self.unicode(at).map(Escape::Point),
            other if other.is_ascii_punctuation() || other == ' ' => point(other),
            other => Err(error(
                at,
                format!(r"`\{other}` is not an escape of ECMA-262"),
            )),
        }
    }

    /// `\u0041`, `\u{1F600}` or a surrogate pair.
    fn unicode(&mut self, at: usize) -> Result<u32, PatternError> {
        let invalid = || {
            error(
                at,
                r"`\u` must be followed by four hexadecimal digits, or by some in braces",
            )
        };
        if self.chars.next_if(|(_, next)| *next == '{').is_some() {
            let mut value = 0_u32;
            let mut digits = 0;
            while let Some((_, digit)) = self.chars.next_if(|(_, next)| next.is_ascii_hexdigit()) {
                value = value
                    .saturating_mul(16)
                    .saturating_add(digit.to_digit(16).unwrap_or(0));
                digits += 1;
            }
            let closed = self.chars.next_if(|(_, next)| *next == '}').is_some();
            return if closed && digits > 0 && value <= 0x10_FFFF {
                Ok(value)
            } else {
                Err(invalid())
            };
        }
        let unit = self.hex(4).ok_or_else(invalid)?;
        if (0xD800..0xDC00).contains(&unit) {
            let mut ahead = self.chars.clone();
            let escaped = ahead.next().map(|(_, c)| c) == Some('\\')
                && ahead.next().map(|(_, c)| c) == Some('u');
            let low: String = ahead.take(4).map(|(_, character)| character).collect();
            let low = u32::from_str_radix(&low, 16)
                .ok()
                .filter(|low| (0xDC00..0xE000).contains(low));
            if let (true, Some(low)) = (escaped, low) {
                self.skip(6);
                return Ok(0x1_0000 + (unit - 0xD800) * 0x400 + (low - 0xDC00));
            }
        }
        Ok(unit)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..digits {
            let (_, digit) = self.chars.next_if(|(_, next)| next.is_ascii_hexdigit())?;
            value = value * 16 + digit.to_digit(16)?;
        }
        Some(value)
    }

    /// `\p{…}`, whose names are those of Unicode in both dialects.
    fn property(&mut self, at: usize, negated: bool) -> Result<Escape, PatternError> {
        let rest = self.chars.peek().map_or("", |&(at, _)| &self.pattern[at..]);
        let name = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'))
            .map(|(name, _)| name);
        let name = name.filter(|name| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '='))
        });
        let name =
            name.ok_or_else(|| error(at, r"`\p` must be followed by a property in braces"))?;
        self.skip(name.chars().count() + 2);
        let letter = if negated { 'P' } else { 'p' };
        let text = format!(r"\{letter}{{{name}}}");
        let plain = name.replace('_', "").to_ascii_lowercase();
        if !self.properties.contains(&plain) {
            if !is_syntax(&text) {
                let message = format!("`{name}` is not a property of Unicode that is known");
                return Err(error(at, message));
            }
            self.properties.insert(plain);
        }
        Ok(Escape::Set(text))
    }

    /// A class, after its `[`.
    fn class(&mut self, at: usize) -> Result<(), PatternError> {
        let negated = self.chars.next_if(|(_, next)| *next == '^').is_some();
        let mut set = String::new();
        // Halves of surrogate pairs are no characters; they are matched as bytes beside the class.
        let mut surrogates: Vec<(u32, u32)> = Vec::new();
        loop {
            let Some((item_at, character)) = self.chars.next() else {
                return Err(error(at, "this `[` is not closed"));
            };
            if character == ']' {
                break;
            }
            let low = match self.class_atom(item_at, character)? {
                Escape::Set(inner) => {
                    set.push_str(&inner);
                    continue;
                }
                Escape::Point(point) => point,
            };
            let mut ahead = self.chars.clone();
            let is_range = ahead.next().map(|(_, c)| c) == Some('-')
                && ahead.next().is_some_and(|(_, c)| c != ']');
            let high = if is_range {
                self.chars.next();
                let (high_at, character) = self.chars.next().unwrap_or((item_at, ']'));
                match self.class_atom(high_at, character)? {
                    Escape::Point(high) if high < low => {
                        return Err(error(item_at, "this range ends before it begins"));
                    }
                    Escape::Point(high) => high,
                    Escape::Set(_) => {
                        return Err(error(high_at, "a range must end with a single character"));
                    }
                }
            } else {
                low
            };
            push_range(&mut set, &mut surrogates, low, high);
        }
        if self.writes_classes {
            self.close_class(negated, &set, &surrogates);
        }
        Ok(())
    }

    fn class_atom(&mut self, at: usize, character: char) -> Result<Escape, PatternError> {
        if character != '\\' {
            return Ok(Escape::Point(character.into()));
        }
        match self.chars.next() {
            None => Err(error(at, "the pattern ends with a backslash")),
            Some((_, 'b')) => Ok(Escape::Point(0x08)),
            Some((_, escaped)) => self.class_escape(at, escaped),
        }
    }

    fn close_class(&mut self, negated: bool, set: &str, surrogates: &[(u32, u32)]) {
        let bytes = |(low, high): (u32, u32)| {
            // Point by second byte: a range of the third byte for each.
            (low >> 6..=high >> 6).map(move |second| {
                let first = if second == low >> 6 { low & 0x3F } else { 0 };
                let last = if second == high >> 6 {
                    high & 0x3F
                } else {
                    0x3F
                };
                format!(
                    r"\xED\x{:02X}[\x{:02X}-\x{:02X}]",
                    0x80 | second & 0x3F,
                    0x80 | first,
                    0x80 | last
                )
            })
        };
        let halves: Vec<String> = if negated {
            // Everything that is not in the class, halves of pairs included.
            complement(surrogates).into_iter().flat_map(bytes).collect()
        } else {
            surrogates.iter().copied().flat_map(bytes).collect()
        };
        let class = match (negated, set.is_empty()) {
            (false, true) => "[a&&b]".to_owned(),
            (true, true) => r"[\x00-\u{10FFFF}]".to_owned(),
            (false, false) => format!("[{set}]"),
            (true, false) => format!("[^{set}]"),
        };
        // Without lone surrogates in the input the second half never matches; it is left out where
        // the class says nothing about them, so that common classes stay simple.
        if surrogates.is_empty() {
            self.out.push_str(&class);
        } else {
            let _ = write!(self.out, "(?:{class}|(?-u:{}))", halves.join("|"));
        }
    }
}

/// What an escape stands for.
enum Escape {
    Point(u32),
    /// The inside of a class.
    Set(String),
}

const SURROGATES: (u32, u32) = (0xD800, 0xDFFF);

fn push_range(set: &mut String, surrogates: &mut Vec<(u32, u32)>, low: u32, high: u32) {
    let mut push = |low: u32, high: u32| {
        if low <= high {
            let _ = write!(set, r"\u{{{low:X}}}");
            if low < high {
                let _ = write!(set, r"-\u{{{high:X}}}");
            }
        }
    };
    if high < SURROGATES.0 || low > SURROGATES.1 {
        return push(low, high);
    }
    if low < SURROGATES.0 {
        push(low, SURROGATES.0 - 1);
    }
    if high > SURROGATES.1 {
        push(SURROGATES.1 + 1, high);
    }
    surrogates.push((low.max(SURROGATES.0), high.min(SURROGATES.1)));
}

/// The halves of pairs that are in none of the ranges.
fn complement(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    let mut from = SURROGATES.0;
    let mut rest = Vec::new();
    for (low, high) in sorted {
        if from < low {
            rest.push((from, low - 1));
        }
        from = from.max(high + 1);
    }
    if from <= SURROGATES.1 {
        rest.push((from, SURROGATES.1));
    }
    rest
}

/// Whether the bounds of a counted quantifier, braces included, are the wrong way round.
fn is_descending(bounds: &str) -> bool {
    let inner = bounds.trim_matches(['{', '}']);
    let Some((low, high)) = inner.split_once(',').filter(|(_, high)| !high.is_empty()) else {
        return false;
    };
    let [low, high] = [low, high].map(|number| number.trim_start_matches('0'));
    (low.len(), low) > (high.len(), high)
}

fn is_group_name(name: &str) -> bool {
    let mut characters = name.chars();
    let starts = |c: char| c.is_alphabetic() || matches!(c, '_' | '$');
    characters.next().is_some_and(starts) && characters.all(|c| starts(c) || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{check, translate};

    fn matches(pattern: &str, text: &str) -> bool {
        let regex =
            translate(pattern).unwrap_or_else(|error| panic!("{pattern}: {}", error.message));
        crate::program::try_compile(&regex)
            .unwrap_or_else(|error| panic!("{pattern} as {regex}: {error}"));
        runs(&regex, text)
    }

    /// Runs a program with this one pattern, as a check does.
    fn runs(regex: &str, text: &str) -> bool {
        use crate::program::{Check, Keyword, Matcher, Node, Parts, Pattern, Run, Text};
        let source = Text {
            start: 0,
            len: u32::try_from(regex.len()).unwrap(),
        };
        let mut parts = Parts {
            text: regex.to_owned().into(),
            ..Parts::default()
        };
        parts.add(vec![Pattern::new(source, source, Matcher::Regex)]);
        let keyword = Keyword {
            name: Text::default(),
            check: Check::Pattern(0),
            rule: Run::EMPTY,
            line: 1,
        };
        let keywords = parts.add(vec![keyword]);
        parts.add(vec![Node {
            keywords,
            ..Node::EMPTY
        }]);
        parts.add(vec![crate::program::Resource::ANONYMOUS]);
        let mut json = String::from("\"");
        for unit in text.encode_utf16() {
            let _ = write!(json, "\\u{unit:04x}");
        }
        json.push('"');
        crate::Program::from_parts(parts).is_valid(json.as_bytes())
    }

    #[test]
    fn dialects_differ_where_they_should() {
        for (pattern, text, expected) in [
            ("^.$", "\r", false),
            ("^.$", "\u{2028}", false),
            ("^.$", "é", true),
            ("^.$", "😀", true),
            (r"^\d$", "٣", false),
            (r"^\d$", "3", true),
            (r"^\w$", "é", false),
            (r"^\s$", "\u{FEFF}", true),
            (r"^\S$", "\u{A0}", false),
            ("^a$", "a\n", false),
            ("[^]", "\n", true),
            ("[]", "a", false),
            (r"\bfoo\b", "a foo b", true),
            (r"\bfoo\b", "afoo", false),
            (r"^[\w-]+$", "a-b", true),
            (r"^[a\-z]$", "-", true),
            (r"^\u{1F600}$", "😀", true),
            (r"^\uD83D\uDE00$", "😀", true),
            (r"^\x41\cJ$", "A\n", true),
            (r"^\p{Letter}+$", "aé", true),
            (r"^\P{L}$", "a", false),
            (r"^[^\W_]$", "_", false),
            (r"^[\S]$", "x", true),
            ("^a{2}$", "aa", true),
            ("^a{,2}$", "a{,2}", true),
            ("^(?<year>[0-9]{4})$", "2026", true),
            (r"^\/$", "/", true),
            ("^[&&]$", "&", true),
            ("^[[]$", "[", true),
            ("^]$", "]", true),
            ("x*?y", "xxy", true),
            ("a|b", "b", true),
            ("", "", true),
            (r"^[\d-x]$", "-", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} on {text:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_where_it_is() {
        for (pattern, at, words) in [
            ("a(b", 1, "not closed"),
            ("a)b", 1, "closes nothing"),
            ("*a", 0, "nothing to repeat"),
            ("a**", 2, "nothing to repeat"),
            ("[b-a]", 1, "ends before it begins"),
            (r"\Z", 0, "not an escape"),
            ("[a", 0, "not closed"),
            ("(?i)a", 0, "must be followed"),
            (r"\p{Nope}", 0, "not a property"),
            (r"\u12", 0, "four hexadecimal"),
            ("a\\", 1, "ends with a backslash"),
            ("^*", 1, "nothing to repeat"),
            ("a{2,1}", 1, "ends before it begins"),
            ("a{10,9}", 1, "ends before it begins"),
            ("(?=a)*", 5, "nothing to repeat"),
            ("(?=a", 0, "not closed"),
            (r"(?<=a)\Z", 6, "not an escape"),
            (r"(a)\2", 3, "no group 2"),
            (r"\k<n>", 0, "no group `n`"),
            (r"(?<n>a)\k", 10, "angle brackets"),
            ("(?<n>a)(?<n>b)", 7, "another group"),
            ("(?<n>(?<n>b))", 5, "another group"),
            ("(?:(?<n>a)|(?<n>b))(?<n>c)", 19, "another group"),
        ] {
            for error in [
                translate(pattern).expect_err(pattern),
                check(pattern).expect_err(pattern),
            ] {
                assert!(
                    error.message.contains(words) && error.at == at && !error.nonlinear,
                    "{pattern}: {error:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_linear_is_refused_by_name() {
        for (pattern, words) in [
            ("(?=a)", "look-ahead"),
            ("(?!a)", "negative look-ahead"),
            ("(?<=a)b", "look-behind"),
            ("(?<!a)b", "negative look-behind"),
            (r"(a)\1", r"back-reference `\1`"),
            (r"(?<n>a)\k<n>", r"back-reference `\k`"),
            (r"\k<n>(?<n>a)", r"back-reference `\k`"),
            (r"(?<n>a)\1|(?<n>b)\2", r"back-reference `\1`"),
        ] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
            let error = translate(pattern).expect_err(pattern);
            assert!(
                error.message.contains(words) && error.nonlinear,
                "{pattern}: {error:?}"
            );
        }
    }
}
