//! Regular expressions: from the ECMA-262 dialect to the one of `regex-syntax`.
//!
//! In: the source text of a pattern, read as with the `u` flag (as JSON Schema recommends), with the
//! leniencies that are common in schemas: a backslash before any ASCII punctuation, and brackets and
//! braces that stand for themselves. Out: an expression with exactly that meaning for the linear-time
//! engine. What such an engine cannot do is an error that names the construct; the rest of the pattern is
//! read all the same, and a fault of its syntax comes first.
//!
//! For a library that backtracks there is a translation of its own, of look around and of back-references
//! too. What it would run with another meaning than that of ECMA-262 is an error as well.

mod classes;
mod escapes;
mod groups;
mod properties;
mod scopes;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::CharIndices;

use crate::program::{StepCost, is_syntax};
use escapes::Escape;
use groups::Groups;
use scopes::{Around, Scopes, Shape};

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
#[inline]
pub fn translate(pattern: &str) -> Result<String, PatternError> {
    let mut translator = Translator::new(pattern, Target::Linear);
    translator.pattern()?;
    match translator.nonlinear {
        None => Ok(translator.out),
        Some(error) => Err(error),
    }
}

/// Translates a pattern for a library that backtracks: `fancy-regex`, whose texts are UTF-8. Also says what
/// one step of it may cost.
///
/// # Errors
/// The first fault of the syntax, or else the first construct that the library would run with another
/// meaning.
#[inline]
pub fn translate_for_backtracking(
    pattern: &str,
    texts: Texts,
) -> Result<(String, StepCost), PatternError> {
    let mut checker = Translator::new(pattern, Target::Nothing);
    checker.pattern()?;
    // Where nothing refers to them, groups need not capture.
    let captures = checker.groups.are_referred_to();
    let mut translator = Translator::new(pattern, Target::Backtracking { captures, texts });
    translator.pattern()?;
    let cost = translator.scopes.finish()?;
    Ok((translator.out, cost))
}

/// What texts a pattern is translated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Texts {
    /// Those that are UTF-8: they have no halves of surrogate pairs.
    WellFormed,
    /// Those in which a character stands for each half of a surrogate pair, [`STAND_INS`](crate::program::STAND_INS) and those after it.
    WithStandIns,
}

/// What is made of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// It is only checked. Classes, which may grow on the way, are not written out.
    Nothing,
    Linear,
    Backtracking {
        captures: bool,
        texts: Texts,
    },
}

/// Whether a pattern is valid ECMA-262, be it linear or not.
///
/// Groups that nest deeper than 200 levels are refused, as [`translate`] refuses them.
///
/// # Errors
/// The first fault of the syntax.
#[inline]
pub fn check(pattern: &str) -> Result<(), PatternError> {
    Translator::new(pattern, Target::Nothing).pattern()
}

/// `\b` and `\B` for a library whose own ones are about the letters of Unicode.
const BOUNDARY: &str = "(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))";
const NO_BOUNDARY: &str = "(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))";
/// Groups may nest this deep.
const MAX_DEPTH: usize = 200;

struct Translator<'a> {
    /// Whether a text is an expression of the library, which knows the properties of Unicode. Who names the library
    /// is `inline`, so that only those who translate patterns link it.
    is_syntax: fn(&str) -> bool,
    chars: Peekable<CharIndices<'a>>,
    pattern: &'a str,
    out: String,
    target: Target,
    depth: usize,
    /// The first construct that is not linear.
    nonlinear: Option<PatternError>,
    groups: Groups<'a>,
    scopes: Scopes,
    /// The properties that are known to be known: a property is looked up once, however often it is named.
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
    #[inline]
    fn new(pattern: &'a str, target: Target) -> Self {
        Self {
            is_syntax,
            chars: pattern.char_indices().peekable(),
            pattern,
            out: String::new(),
            target,
            depth: 0,
            nonlinear: None,
            groups: Groups::default(),
            scopes: Scopes::default(),
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
                    self.scopes.next_alternative();
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
        let (min, max) = bounds(text);
        if self.backtracks() {
            self.scopes.repeat(at, min, max)?;
        }
        // No text is as long as the greatest number that the library reads.
        let huge = (min == u32::MAX || max == u32::MAX).then(|| format!("{{{min},}}"));
        let text = huge
            .as_deref()
            .filter(|_| text.starts_with('{'))
            .unwrap_or(text);
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
                self.out.push_str(match (self.backtracks(), character) {
                    // The library has its own opinion of `$` before the last line feed.
                    (true, '^') => r"\A",
                    (true, _) => r"\z",
                    (false, '^') => "^",
                    (false, _) => "$",
                });
                self.scopes.add(Shape::ANCHOR);
                return Ok(Term::Assertion);
            }
            '.' => {
                self.scopes.add(Shape::CHARACTER);
                self.out.push_str(r"[^\n\r\u{2028}\u{2029}]");
            }
            '(' => return self.group(at),
            '[' => {
                self.scopes.add(Shape::CHARACTER);
                self.class(at)?;
            }
            '\\' => return self.escape(at),
            other => {
                self.scopes.add(Shape::CHARACTER);
                self.point(other.into());
            }
        }
        Ok(Term::Atom)
    }

    /// Whether the pattern is translated for a library that backtracks.
    fn backtracks(&self) -> bool {
        matches!(self.target, Target::Backtracking { .. })
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
        let (mut looks, mut captures) = (Around::Nothing, true);
        if self.chars.next_if(|(_, next)| *next == '?').is_some() {
            let rest = &self.pattern[at + 2..];
            let (length, around) = match rest.as_bytes() {
                [b':', ..] => (1, None),
                [b'=', ..] => (1, Some((Around::Ahead, "look-ahead `(?=…)`"))),
                [b'!', ..] => (1, Some((Around::NotAhead, "negative look-ahead `(?!…)`"))),
                [b'<', b'=', ..] => (2, Some((Around::Behind, "look-behind `(?<=…)`"))),
                [b'<', b'!', ..] => {
                    let construct = "negative look-behind `(?<!…)`";
                    (2, Some((Around::NotBehind, construct)))
                }
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
            captures = length == 0;
            if let Some((around, construct)) = around {
                self.nonlinear(at, construct);
                term = Term::Assertion;
                looks = around;
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
        if self.backtracks() {
            self.scopes.open(looks, captures);
        }
        let remembered = matches!(self.target, Target::Backtracking { captures: true, .. });
        self.out.push_str(match (self.backtracks(), looks) {
            // What a look-ahead captures is settled once it holds; the library would try again.
            (true, Around::Ahead) if remembered => "(?=(?>",
            (true, Around::Ahead) => "(?=",
            (true, Around::NotAhead) => "(?!",
            (true, Around::Behind) => "(?<=",
            (true, Around::NotBehind) => "(?<!",
            (true, Around::Nothing) if captures && remembered => "(",
            _ => "(?:",
        });
        self.disjunction()?;
        if self.backtracks() {
            self.scopes.close(at)?;
        }
        self.depth -= 1;
        if self.chars.next().is_none() {
            return Err(error(at, "this `(` is not closed"));
        }
        self.out.push_str(if remembered && looks == Around::Ahead {
            "))"
        } else {
            ")"
        });
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
            'b' | 'B' => {
                self.out.push_str(match (self.backtracks(), character) {
                    (true, 'b') => BOUNDARY,
                    (true, _) => NO_BOUNDARY,
                    (false, 'b') => r"(?-u:\b)",
                    (false, _) => r"(?-u:\B)",
                });
                self.scopes.add(Shape::BOUNDARY);
            }
            '1'..='9' => {
                self.numbered_reference(at)?;
                return Ok(Term::Atom);
            }
            'k' => {
                let name = self.group_name(at + 2)?;
                self.groups.refer_to_name(name, at);
                self.reference(at, r"the back-reference `\k`", &self.groups.named(name))?;
                return Ok(Term::Atom);
            }
            _ => {
                self.scopes.add(Shape::CHARACTER);
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
    fn numbered_reference(&mut self, at: usize) -> Result<(), PatternError> {
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
        let number = self.groups.refer_to_number(digits, at);
        self.reference(at, &format!(r"the back-reference `\{digits}`"), &[number])
    }

    /// A reference to one of the groups of those numbers.
    fn reference(
        &mut self,
        at: usize,
        construct: &str,
        numbers: &[usize],
    ) -> Result<(), PatternError> {
        self.nonlinear(at, construct);
        if self.backtracks() {
            let text = self.scopes.reference(at, construct, numbers)?;
            self.out.push_str(&text);
        } else {
            self.scopes.add(Shape::BOUNDARY);
        }
        Ok(())
    }

    fn point(&mut self, point: u32) {
        if let Target::Backtracking { texts, .. } = self.target {
            match classes::stood_in(texts, (point, point)).first() {
                Some(&(point, _)) => self.literal(char::from_u32(point).unwrap_or_default()),
                None => self.out.push_str(classes::NEVER),
            }
            return;
        }
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
}

/// How often a quantifier repeats, at least and at most; without end is `u32::MAX`.
fn bounds(quantifier: &str) -> (u32, u32) {
    let number = |digits: &str| digits.parse().unwrap_or(u32::MAX);
    match quantifier {
        "*" => (0, u32::MAX),
        "+" => (1, u32::MAX),
        "?" => (0, 1),
        _ => {
            let inner = quantifier.trim_matches(['{', '}']);
            match inner.split_once(',') {
                None => (number(inner), number(inner)),
                Some((low, high)) => (number(low), number(high)),
            }
        }
    }
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
