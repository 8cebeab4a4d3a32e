//! What of a recorded request may be shown: what a schema describes, and the names around it. All else may be a secret
//! that stands on the line of a finding about something else.

use vouchsafe::Part;
use vouchsafe::json::Span;

use super::{Recorded, Traced};
use crate::target::Known;

/// Header fields that are no secrets by themselves.
const OPEN: [&str; 3] = ["accept", "content-type", "host"];

/// Words by which a name says that its value is a secret, in lower case and without punctuation.
const TELLING: [&str; 16] = [
    "accesskey",
    "apikey",
    "appkey",
    "authkey",
    "authorization",
    "bearer",
    "credential",
    "jwt",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "signature",
    "token",
];

/// Tokens that everybody may know.
const OPEN_TOKENS: [&str; 8] = [
    "continuation",
    "cursor",
    "idempotency",
    "next",
    "page",
    "pagination",
    "previous",
    "sync",
];

/// Whether a name says that its value is a secret.
pub(super) fn is_telling(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let is_open = letters
        .strip_suffix("token")
        .is_some_and(|before| OPEN_TOKENS.iter().any(|open| before.ends_with(open)));
    !is_open && TELLING.iter().any(|word| letters.contains(word))
}

/// Whether the name of a variable says that its value is a secret; the shortest names say it of variables alone.
pub(super) fn is_telling_variable(name: &str) -> bool {
    const SHORT: [&str; 9] = [
        "ak", "auth", "cookie", "key", "pass", "pin", "pw", "sid", "sk",
    ];
    is_telling(name) || SHORT.contains(&name.to_ascii_lowercase().as_str())
}

/// The parts of a request that may be shown, beside its body.
pub(super) fn open(recorded: &Recorded, operation: Option<&Known>) -> Vec<Span> {
    let mut open = recorded.open.clone();
    let query = names(operation, Part::Query);
    for (name, value) in &recorded.query {
        let is_described = query.is_described(name.text());
        // What has no value may be one.
        if is_described || is_usual(name.text()) && !value.text().is_empty() {
            open.extend(name.open_sources());
        }
        if is_described {
            open.extend(value.open_sources());
        }
    }
    fields(
        &recorded.headers,
        &names(operation, Part::Header),
        &mut open,
    );
    if let Some(answer) = &recorded.response {
        open.extend(answer.status.iter().flat_map(Traced::open_sources));
        let media_type = answer.media_type.iter();
        let media_type = media_type.filter(|given| is_media_type(given.text()));
        open.extend(media_type.flat_map(Traced::open_sources));
        fields(&answer.headers, &Names::of(None, true), &mut open);
    }
    let cookies = names(operation, Part::Cookie);
    for (name, value) in recorded.cookies() {
        if is_usual(name.text()) {
            open.extend(name.open_sources());
        }
        if cookies.is_described(name.text()) {
            open.extend(value.open_sources());
        }
    }
    open
}

/// Adds what may be shown of header fields.
pub(super) fn fields(fields: &[(Traced, Traced)], names: &Names<'_>, open: &mut Vec<Span>) {
    for (name, value) in fields {
        if is_usual(name.text()) {
            open.extend(name.open_sources());
        }
        if is_open(name.text()) && is_harmless_value(value.text())
            || names.is_described(name.text())
        {
            open.extend(value.open_sources());
        }
    }
}

/// Whether a header field is no secret by itself.
pub(super) fn is_open(name: &str) -> bool {
    OPEN.iter().any(|open| open.eq_ignore_ascii_case(name))
}

/// Whether a text looks like a list of media types, or like the name of a host.
fn is_harmless_value(text: &str) -> bool {
    let is_in_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]_".contains(&byte);
    text.split(',').all(|one| is_media_type(one.trim())) || text.bytes().all(is_in_host)
}

/// Whether a text looks like a media type with its parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    const LONGEST: usize = 80;
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"/+-._;= \"*".contains(&byte);
    text.len() <= LONGEST && text.contains('/') && text.bytes().all(is_usual)
}

/// Whether a text looks like the name of a parameter or field.
fn is_usual(name: &str) -> bool {
    const LONGEST: usize = 64;
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.[]%".contains(&byte);
    name.len() <= LONGEST && name.bytes().all(is_usual)
}

/// Adds the texts of a request that are secrets by what they are: credentials.
pub(super) fn texts(recorded: &Recorded, texts: &mut Vec<String>) {
    let cookies = recorded.cookies();
    let telling = recorded.headers.iter().chain(&recorded.query);
    let telling = telling.filter(|(name, _)| is_telling(name.text()));
    for (_, value) in telling.chain(&cookies) {
        let words = value.text().split(|character: char| {
            character.is_whitespace() || matches!(character, ';' | '=' | ':' | ',' | '"')
        });
        let schemes = ["basic", "bearer", "digest"];
        let is_word = |word: &&str| {
            let lower = word.to_ascii_lowercase();
            word.len() >= SHORTEST && !schemes.contains(&lower.as_str())
        };
        texts.extend(words.filter(is_word).map(str::to_owned));
    }
}

/// A piece of a credential that is shorter than this may also be a word of an ordinary text.
const SHORTEST: usize = 6;

/// The names of the parameters of a part that are described.
pub(super) struct Names<'a> {
    described: Vec<&'a str>,
    /// Those of objects whose members are parameters of their own.
    exploded: Vec<&'a str>,
    ignore_case: bool,
}

/// The names of the parameters of a part.
fn names(operation: Option<&Known>, part: Part) -> Names<'_> {
    let mut programs = operation.into_iter().flat_map(|known| &known.programs);
    let program = programs.find(|(known, _)| *known == part);
    let program = program.and_then(|(_, schema)| schema.program().ok());
    Names::of(program, part == Part::Header)
}

impl<'a> Names<'a> {
    pub(super) fn of(program: Option<&'a vouchsafe::Program>, ignore_case: bool) -> Self {
        let admitted = program.map(vouchsafe::Program::untyped);
        let names = admitted
            .as_ref()
            .map_or_else(Vec::new, vouchsafe::Untyped::names);
        let inner = |name: &&'a str| {
            let member = admitted
                .as_ref()
                .map(|admitted| admitted.member(name, ignore_case));
            member.map_or_else(Vec::new, |member| member.names())
        };
        let exploded = names.iter().flat_map(inner).collect();
        Self {
            described: names,
            exploded,
            ignore_case,
        }
    }

    fn is_described(&self, name: &str) -> bool {
        // `color[R]`
        let base = name.split('[').next().unwrap_or_default();
        let same = |known: &&str| {
            *known == name || *known == base || self.ignore_case && known.eq_ignore_ascii_case(name)
        };
        self.described.iter().any(same) || self.exploded.iter().any(same)
    }
}

#[cfg(test)]
mod tests {
    use super::is_telling;

    #[test]
    fn names_tell() {
        for name in [
            "token",
            "X-Auth-Token",
            "apiKey",
            "OBS_SECRET_KEY",
            "db_password",
            "pwd",
        ] {
            assert!(is_telling(name), "{name}");
        }
        for name in ["page_token", "nextToken", "host", "key", "id", "author"] {
            assert!(!is_telling(name), "{name}");
        }
    }
}
