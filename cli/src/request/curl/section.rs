//! What the options of a command ask for, up to the next `--next`.

use std::collections::BTreeMap;

use vouchsafe::json::Span;

use super::arguments::{Argument, Given};
use super::body::{Data, encoded};
use super::options::Meaning;
use super::shell::{Command, Input, Word};
use super::{NotChecked, Refused, Unreadable, arguments, form};
use crate::request::{Field, Traced};

/// What a request is made of.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub(super) struct Section {
    /// The name of the command.
    pub(super) command: Span,
    /// The whole command.
    pub(super) line: Span,
    pub(super) urls: Vec<Traced>,
    pub(super) method: Option<Traced>,
    pub(super) is_head: bool,
    pub(super) is_get: bool,
    pub(super) headers: Vec<Traced>,
    pub(super) data: Data,
    pub(super) form: Vec<Field>,
    /// Where the first field of a form stands.
    pub(super) form_place: Option<usize>,
    pub(super) upload: Option<Traced>,
    pub(super) query: Vec<Traced>,
    pub(super) cookies: Vec<Traced>,
    /// Header fields that options stand for, unless they are written themselves.
    pub(super) fields: Vec<(&'static str, Traced)>,
    /// The name of the program is said, which may be none.
    pub(super) is_agent_given: bool,
    pub(super) target: Option<Traced>,
    pub(super) is_path_as_is: bool,
    pub(super) is_without_lists: bool,
    pub(super) default_scheme: Option<Traced>,
    pub(super) not_checked: Vec<NotChecked>,
    pub(super) open: Vec<Span>,
}

/// How reading goes on behind an option.
enum Step {
    On,
    /// What follows is another request.
    Next,
    /// There is no request.
    Nothing,
}

/// Takes the arguments of a command together. Where no request is asked for, there are none.
///
/// # Errors
/// Why the whole command is not checked.
pub(super) fn read(command: &Command, words: &[Word]) -> Result<Vec<Section>, Refused> {
    let arguments = arguments::read(words.get(1..).unwrap_or_default())?;
    let name = words.first().map(Word::span).unwrap_or_default();
    let end = words.last().map_or(name.end, |word| word.span().end);
    let begin = || Section {
        command: name,
        line: Span::new(name.start, end.max(name.end)),
        ..Section::default()
    };
    let mut variables = Variables::default();
    let mut sections = Vec::new();
    let mut section = begin();
    section.open.push(name);
    section.not_checked.clone_from(&command.doubts);
    for argument in arguments {
        match argument {
            Argument::Url(url) => section.urls.push(url.text),
            Argument::NotChecked(not_checked) => section.not_checked.push(not_checked),
            Argument::Option(given) => {
                let name = given.name;
                section.open.push(name);
                match section.apply(given, &command.input, &mut variables)? {
                    Step::On => {}
                    Step::Next if section.urls.is_empty() => {
                        let words = "no URL stands before this `--next`, so `curl` refuses it";
                        return Err(Unreadable::new(words, name).into());
                    }
                    Step::Next => sections.push(std::mem::replace(&mut section, begin())),
                    Step::Nothing => return Ok(Vec::new()),
                }
            }
        }
    }
    sections.push(section);
    Ok(sections)
}

/// That a command is not checked, as options are elsewhere.
fn elsewhere(place: Span, what: &str) -> Refused {
    let words = format!("{what} in a file of their own, so the command is not checked");
    NotChecked::new(place, words).into()
}

impl Section {
    /// Adds what an option asks for.
    fn apply(
        &mut self,
        given: Given,
        input: &Input,
        variables: &mut Variables,
    ) -> Result<Step, Refused> {
        let Given {
            known,
            name,
            value: Word { text: value, .. },
            is_on,
            is_expanded,
        } = given;
        let value = if is_expanded {
            variables.expand(&value)
        } else {
            value
        };
        let place = value.span();
        let is_file = value.text().starts_with('@');
        match known.meaning {
            Meaning::Nothing => {}
            Meaning::Next => return Ok(Step::Next),
            Meaning::Help => return Ok(Step::Nothing),
            Meaning::Config => return Err(elsewhere(place, "options are")),
            Meaning::Url => self.urls.push(value),
            Meaning::Header if is_file => return Err(elsewhere(place, "header fields are")),
            Meaning::Header => self.headers.push(value),
            Meaning::Method => self.method = Some(value),
            Meaning::Head => self.is_head = is_on,
            Meaning::Get => self.is_get = is_on,
            Meaning::PathAsIs => self.is_path_as_is = is_on,
            Meaning::GlobOff => self.is_without_lists = is_on,
            Meaning::Upload => self.upload = Some(value),
            Meaning::Target => self.target = Some(value),
            Meaning::DefaultScheme => self.default_scheme = Some(value),
            Meaning::Variable => variables.set(&value),
            Meaning::Data
            | Meaning::DataBinary
            | Meaning::DataRaw
            | Meaning::DataEncoded
            | Meaning::Json => {
                let unread = self.data.add((known.meaning, name), &value, input);
                self.not_checked.extend(unread);
            }
            Meaning::Form | Meaning::FormString => {
                self.form_place.get_or_insert(name.start);
                let is_literal = known.meaning == Meaning::FormString;
                let (fields, not_checked) = form::fields(&value, is_literal, input);
                self.form.extend(fields);
                self.not_checked.extend(not_checked);
            }
            Meaning::Query => self.query.push(match value.strip_prefix("+") {
                Some(verbatim) => verbatim,
                None => encoded(&value, input).ok_or_else(|| elsewhere(place, "parameters are"))?,
            }),
            Meaning::Cookie if value.text().contains('=') || value.is_unknown() => {
                self.cookies.push(value);
            }
            Meaning::Cookie if value.text().is_empty() => {}
            Meaning::Cookie => {
                let words = "the cookies are in a file of their own, so they are not checked";
                self.not_checked.push(NotChecked::new(place, words));
            }
            _ => self.set_field(known.meaning, known.long, (name, value, is_on)),
        }
        Ok(Step::On)
    }

    /// Sets a header field that an option stands for.
    fn set_field(
        &mut self,
        meaning: Meaning,
        long: &str,
        (name, value, is_on): (Span, Traced, bool),
    ) {
        let start = value.span().start;
        let with = |before: &str, value: Traced| {
            let mut whole = Traced::named(before, start);
            value.append_to(&mut whole);
            whole
        };
        let secret = || value.with_secret(0..value.text().len());
        let unknown = || {
            let mut unknown = Traced::empty(name.start);
            unknown.push_unknown("$", name);
            unknown
        };
        let is_bearer = self
            .fields
            .iter()
            .any(|(name, value)| *name == "Authorization" && value.text().starts_with("Bearer "));
        let (field, value) = match meaning {
            Meaning::User if !is_bearer => ("Authorization", with("Basic ", secret())),
            Meaning::Bearer => ("Authorization", with("Bearer ", secret())),
            Meaning::OwnCredentials if is_on && !is_bearer => ("Authorization", unknown()),
            Meaning::Agent => ("User-Agent", value),
            Meaning::Referer => {
                let text = value.text();
                let end = text.strip_suffix(";auto").unwrap_or(text).len();
                ("Referer", value.slice(0..end))
            }
            Meaning::Range => {
                let mut range = with("bytes=", value.clone());
                if !value.text().contains('-') {
                    let end = value.span().end;
                    range.push("-", Span::new(end, end));
                }
                ("Range", range)
            }
            Meaning::Continue if value.text() != "-" => {
                let mut range = with("bytes=", value.clone());
                let end = value.span().end;
                range.push("-", Span::new(end, end));
                ("Range", range)
            }
            Meaning::Condition if long == "etag-compare" => ("If-None-Match", unknown()),
            Meaning::Condition if value.text().starts_with('-') => {
                ("If-Unmodified-Since", unknown())
            }
            Meaning::Condition => ("If-Modified-Since", unknown()),
            Meaning::Compressed if is_on => {
                let encodings = "deflate, gzip, br, zstd";
                ("Accept-Encoding", Traced::named(encodings, name.start))
            }
            Meaning::Compressed => ("Accept-Encoding", Traced::default()),
            _ => return,
        };
        self.fields.retain(|(known, _)| *known != field);
        self.fields.push((field, value));
    }
}

/// Variables of `curl` itself; nothing where it is not known what they are.
#[derive(Default)]
struct Variables(BTreeMap<String, Option<Traced>>);

impl Variables {
    /// Keeps what `--variable` says.
    fn set(&mut self, value: &Traced) {
        let text = value.text();
        let name = text.split(['=', '@']).next().unwrap_or_default();
        let is_text = text[name.len()..].starts_with('=') && !name.starts_with('%');
        // Like those of a shell, it may be a credential.
        let content = is_text.then(|| value.slice(name.len() + 1..text.len()));
        let content = content.map(|content| content.with_secret(0..content.text().len()));
        let name = name.trim_start_matches('%').to_owned();
        self.0.insert(name, content);
    }

    /// Puts variables in the place of `{{name}}`.
    fn expand(&self, value: &Traced) -> Traced {
        // A value that is put in again and again would grow without bounds.
        const LONGEST: usize = 1 << 20;
        let text = value.text();
        let mut expanded = value.slice(0..0);
        let mut at = 0;
        while let Some(length) = text[at..].find("{{") {
            let open = at + length;
            if text[..open].ends_with('\\') {
                value.slice(at..open - 1).append_to(&mut expanded);
                value.slice(open..open + 2).append_to(&mut expanded);
                at = open + 2;
                continue;
            }
            let Some(length) = text[open..].find("}}") else {
                break;
            };
            let close = open + length + 2;
            value.slice(at..open).append_to(&mut expanded);
            let name = &text[open + 2..close - 2];
            match self.0.get(name).and_then(Option::as_ref) {
                Some(content) if expanded.text().len() < LONGEST => {
                    content.clone().append_to(&mut expanded);
                }
                _ => expanded.push_unknown("$", value.slice(open..close).span()),
            }
            at = close;
        }
        value.slice(at..text.len()).append_to(&mut expanded);
        expanded
    }
}
