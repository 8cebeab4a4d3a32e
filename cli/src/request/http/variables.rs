//! What variables stand for: values that the user gives, that the file sets, that an environment has, or that are not
//! known.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use vouchsafe::json::Span;

use super::environment::Environment;
use super::made_up::made_up;
use crate::request::secrets::is_telling_variable;
use crate::request::{NotChecked, Traced, Variables};

/// The longest value that variables in variables may make.
const LONGEST: usize = 64 * 1024;

/// The longest expression, with its braces.
const LONGEST_EXPRESSION: usize = 400;

/// How deep variables may stand in variables.
const DEEPEST: usize = 64;

/// What stays as it is in `{{%name}}`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'!')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// What a variable stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text { text: String, is_secret: bool },
    Unknown(Why),
}

/// Why a value is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    /// Nothing sets the variable of this name.
    Unset(String),
    /// The client makes it up.
    MadeUp(String),
    /// It is taken from where the client runs.
    Outside(String),
    /// It is known when requests have been sent.
    Later(String),
    /// It is a piece of a program.
    Expression,
    /// A variable stands for itself.
    Circle(String),
    /// It is longer than values may be.
    TooLong(String),
}

/// What was found while texts were expanded.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) not_checked: Vec<NotChecked>,
    /// Names of variables, which may be shown.
    pub(super) open: Vec<Span>,
}

/// The variables of a file.
pub(super) struct Known<'a> {
    given: &'a Variables,
    /// Those that the file sets.
    own: BTreeMap<String, String>,
    environment: Environment,
    values: RefCell<BTreeMap<String, Rc<Value>>>,
    /// What has been said already.
    said: RefCell<BTreeSet<String>>,
    /// How many unknown values there have been: each of them is another one.
    unknown: Cell<usize>,
}

impl<'a> Known<'a> {
    pub(super) fn new(given: &'a Variables, environment: Environment) -> Self {
        Self {
            given,
            own: BTreeMap::new(),
            environment,
            values: RefCell::default(),
            said: RefCell::default(),
            unknown: Cell::new(0),
        }
    }

    /// Lets a variable of the file stand for a value from now on.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let before = self.own.insert(name.to_owned(), value.to_owned());
        if before.is_none_or(|before| before != value) {
            self.values.take();
        }
    }

    /// Lets it stand for a value, unless it stands for one already.
    pub(super) fn set_first(&mut self, name: &str, value: &str) {
        if !self.own.contains_key(name) {
            self.set(name, value);
        }
    }

    /// Text with its variables replaced. Where the text stands in another file, `at` is the place that stands for it.
    pub(super) fn expand(&self, raw: &Traced, at: Option<Span>, said: &mut Said) -> Traced {
        let text = raw.text();
        let Some(first) = text.find("{{") else {
            return raw.clone();
        };
        let mut traced = raw.slice(0..first);
        let mut rest = first;
        while let Some((open, close)) = expression(text, rest) {
            raw.slice(rest..open).append_to(&mut traced);
            rest = close;
            let place = raw.slice(open..close).span();
            let name = text[open + 2..close - 2].trim();
            let is_name = is_plain(name);
            if is_name && at.is_none() {
                said.open.push(place);
            }
            match &*self.value(name) {
                Value::Text { text, is_secret } if *is_secret || is_telling_variable(name) => {
                    traced.push_secret(text, place);
                }
                Value::Text { text, .. } if is_name => traced.push(text, place),
                Value::Text { text, .. } => traced.push_secret(text, place),
                Value::Unknown(why) => {
                    // A number may stand anywhere: in a host, a string, for a whole value.
                    self.unknown.set(self.unknown.get() + 1);
                    traced.push_unknown(&self.unknown.get().to_string(), place);
                    self.say(why, at.unwrap_or(place), said);
                }
            }
        }
        raw.slice(rest..text.len()).append_to(&mut traced);
        traced
    }

    /// Says once of each variable that its value is not known.
    fn say(&self, why: &Why, place: Span, said: &mut Said) {
        let (what, help) = words(why);
        if self.said.borrow_mut().insert(what.clone()) {
            let message = format!("{what}, so what stands in its place is not checked");
            let not_checked = NotChecked::new(place, message);
            said.not_checked.push(match help {
                Some(help) => not_checked.help(help),
                None => not_checked,
            });
        }
    }

    fn value(&self, name: &str) -> Rc<Value> {
        self.value_in(name, &mut Vec::new())
    }

    fn value_in(&self, name: &str, around: &mut Vec<String>) -> Rc<Value> {
        if let Some(known) = self.values.borrow().get(name) {
            return Rc::clone(known);
        }
        if around.iter().any(|outer| outer == name) || around.len() >= DEEPEST {
            return Rc::new(Value::Unknown(Why::Circle(shown(name))));
        }
        around.push(name.to_owned());
        let value = Rc::new(self.find(name, around));
        around.pop();
        // What is known of a variable in a circle depends on where the circle was entered.
        let is_whole = around.is_empty() || !matches!(&*value, Value::Unknown(Why::Circle(_)));
        if is_whole {
            let mut values = self.values.borrow_mut();
            values.insert(name.to_owned(), Rc::clone(&value));
        }
        value
    }

    fn find(&self, name: &str, around: &mut Vec<String>) -> Value {
        if let Some(given) = self.given.get(name) {
            return self.whole(name, given, false, around);
        }
        if let Some(own) = self.own.get(name) {
            return self.whole(name, own, false, around);
        }
        if let Some(value) = self.environment.value(name) {
            return self.whole(name, value, true, around);
        }
        if let Some(inner) = name.strip_prefix('%') {
            return match &*self.value_in(inner.trim(), around) {
                Value::Text { text, is_secret } => Value::Text {
                    text: utf8_percent_encode(text, ENCODED).to_string(),
                    is_secret: *is_secret || is_telling_variable(inner.trim()),
                },
                unknown @ Value::Unknown(_) => unknown.clone(),
            };
        }
        let mut words = name.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next());
        let lookup = second.filter(|_| words.next().is_none());
        match (first, lookup) {
            ("$dotenv", Some(key)) => {
                let found = match key.strip_prefix('%') {
                    // The name is the value of a variable.
                    Some(inner) => match &*self.value_in(inner, around) {
                        Value::Text { text, .. } => self.environment.dotenv(text),
                        Value::Unknown(_) => None,
                    },
                    None => self.environment.dotenv(key),
                };
                match found {
                    Some(value) => self.whole(name, value, true, around),
                    None => Value::Unknown(Why::Outside(shown(name))),
                }
            }
            ("$shared", Some(key)) => match self.environment.shared(key) {
                Some(value) => self.whole(name, value, true, around),
                None => Value::Unknown(Why::Unset(shown(name))),
            },
            // What is made up in several ways may be given once for all of them.
            _ if self.given.contains_key(kind(name)) => {
                self.whole(name, &self.given[kind(name)], false, around)
            }
            _ => made_up(name).unwrap_or_else(|| Value::Unknown(why(name))),
        }
    }

    /// A value with the variables in it replaced.
    fn whole(&self, name: &str, value: &str, is_secret: bool, around: &mut Vec<String>) -> Value {
        let (mut text, mut is_secret, mut rest) = (String::new(), is_secret, 0);
        while let Some((open, close)) = expression(value, rest) {
            text.push_str(&value[rest..open]);
            rest = close;
            let inner = value[open + 2..close - 2].trim();
            match &*self.value_in(inner, around) {
                Value::Text {
                    text: inner_text,
                    is_secret: inner_secret,
                } => {
                    is_secret |= *inner_secret || is_telling_variable(inner);
                    text.push_str(inner_text);
                }
                unknown @ Value::Unknown(_) => return unknown.clone(),
            }
            if text.len() > LONGEST {
                return Value::Unknown(Why::TooLong(shown(name)));
            }
        }
        text.push_str(&value[rest..]);
        Value::Text { text, is_secret }
    }
}

/// Where the next expression in braces begins and ends, from an offset on. Braces that stand for themselves are passed
/// over, as in two objects of JSON that begin together.
fn expression(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let mut open = at + text[at..].find("{{")?;
        // Of three braces the outer one stands for itself.
        while text[open + 1..].starts_with("{{") {
            open += 1;
        }
        let window = &text.as_bytes()[open..text.len().min(open + LONGEST_EXPRESSION)];
        let mut pairs = window.windows(2);
        let close = pairs.position(|pair| pair == b"}}" || pair[0] == b'\n');
        let close = close.map(|at| open + at + 2);
        let close = close.filter(|close| text.as_bytes()[close - 2] == b'}');
        match close.filter(|close| is_expression(text[open + 2..close - 2].trim())) {
            Some(close) => return Some((open, close)),
            None => at = open + 2,
        }
    }
}

/// Whether a text between braces is something that a client replaces.
fn is_expression(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(['"', '{', '}', '['])
}

/// Whether an expression is the name of a variable, or of one that clients make up, with its arguments.
fn is_plain(name: &str) -> bool {
    const LONGEST: usize = 80;
    let is_in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let rest = name.trim_start_matches(['$', '%']);
    let is_made_up = name.starts_with('$');
    name.len() <= LONGEST
        && rest
            .bytes()
            .all(|byte| is_in_name(byte) || is_made_up && b" %:/(),".contains(&byte))
}

/// As much of an expression as is a name.
fn shown(name: &str) -> String {
    if is_plain(name) {
        return name.to_owned();
    }
    let rest = name.trim_start_matches(['$', '%']);
    let is_in_name = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    let end = rest
        .find(|letter| !is_in_name(letter))
        .unwrap_or(rest.len());
    name[..name.len() - rest.len() + end.min(40)].to_owned()
}

/// What is made up, without the arguments.
pub(super) fn kind(name: &str) -> &str {
    let end = name.find([' ', '\t', '(']).unwrap_or(name.len());
    &name[..end]
}

/// Why an expression has no value.
fn why(name: &str) -> Why {
    const OUTSIDE: [&str; 5] = [
        "$processEnv",
        "$dotenv",
        "$env.",
        "$projectRoot",
        "$historyFolder",
    ];
    let is_outside = OUTSIDE.iter().any(|known| name.starts_with(known));
    if is_outside {
        return Why::Outside(shown(name));
    }
    if let Some((request, _)) = name
        .split_once(".response.")
        .or(name.split_once(".request."))
        && is_plain(request)
    {
        return Why::Later(format!("{request}.response"));
    }
    let first = name.split_whitespace().next().unwrap_or_default();
    if name.starts_with('$') && is_plain(first.split('(').next().unwrap_or_default()) {
        return Why::Outside(shown(name));
    }
    if is_plain(name) {
        Why::Unset(name.to_owned())
    } else {
        Why::Expression
    }
}

/// That a value is not known, and what to do about it.
fn words(why: &Why) -> (String, Option<String>) {
    match why {
        Why::Unset(name) => (
            format!("`{name}` is not set"),
            Some(format!(
                "add a line `@{name} = …`, give `--var {name}=…`, or name an environment that has it by `--env`"
            )),
        ),
        Why::MadeUp(name) => (
            format!("`{name}` is made up by the client"),
            Some(format!("give `--var '{name}=…'` to check with a value")),
        ),
        Why::Outside(name) => (
            format!("`{name}` is known to the client alone"),
            Some(format!("give `--var '{name}=…'` to check with a value")),
        ),
        Why::Later(name) => (
            format!("`{name}` is known when the requests are sent"),
            None,
        ),
        Why::Expression => ("an expression is not evaluated".to_owned(), None),
        Why::Circle(name) => (
            format!("`{name}` stands for itself"),
            Some("let one of the variables that stand for each other have a value".to_owned()),
        ),
        Why::TooLong(name) => (
            format!("`{name}` stands for more than {LONGEST} bytes"),
            None,
        ),
    }
}
