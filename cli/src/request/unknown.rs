//! What is said of a request that is meant for no operation that is known.

use std::sync::Arc;

use vouchsafe::json::Span;
use vouchsafe::{Severity, codes};

use super::find::Unknown;
use super::saying::Saying;
use super::{Recorded, Traced};
use crate::target::Known;

/// That a request is checked against nothing, and why.
pub(super) struct Words {
    pub(super) code: &'static codes::Code,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Words {
    fn new(
        code: &'static codes::Code,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            help: Some(help.into()),
        }
    }

    /// Adds them.
    pub(super) fn add(self, saying: &mut Saying<'_>, place: Span) {
        saying.add(
            (self.code, Severity::Warning),
            &self.message,
            self.help,
            place,
        );
    }
}

/// Why a request is checked against nothing, in words.
pub(super) fn words(unknown: &Unknown<'_>, recorded: &Recorded, known: &[Arc<Known>]) -> Words {
    let not_known =
        |message: &str, help: String| Words::new(&codes::UNKNOWN_OPERATION, message, help);
    match unknown {
        Unknown::Preflight => Words {
            code: &codes::NOT_CHECKED,
            message: "a pre-flight request of a browser is not checked".to_owned(),
            help: None,
        },
        Unknown::Host => Words::new(
            &codes::NOT_CHECKED,
            format!(
                "{} is no server of the document, so the request is not checked",
                origin(recorded)
            ),
            servers(known),
        ),
        Unknown::Value(server) => {
            let listed = server.listed().map(|(name, values)| {
                format!(
                    "`{name}` is {}",
                    list(values.iter().map(|value| &**value), " or ")
                )
            });
            let message = "a variable of the server has a value that the document does not list, so the request is not \
                           checked";
            let help = format!(
                "in `{}` {}",
                server.url,
                listed.collect::<Vec<_>>().join(", ")
            );
            not_known(message, help)
        }
        Unknown::Method(others) => {
            let method = &*recorded.method;
            let same = |known: &&&Known| known.method.eq_ignore_ascii_case(method);
            let help = if let Some(other) = others.iter().find(same) {
                format!("methods are written in capitals: `{}`", other.method)
            } else {
                let others = others.iter().take(MOST);
                let has =
                    others.map(|other| format!("`{}` has the method `{}`", other.id, other.method));
                has.collect::<Vec<_>>().join(", ")
            };
            not_known(&format!("`{method}` is no method of this path"), help)
        }
        Unknown::Base(server, operation) => not_known(
            "no known operation has this path, so the request is not checked",
            format!(
                "the path of the server is missing: `{}` is at `{}{}`",
                operation.id,
                server.url.trim_end_matches('/'),
                operation.template
            ),
        ),
        Unknown::Empty(operation) => not_known(
            "a segment of the path is empty, so the request is not checked",
            format!(
                "without it the path would be that of `{}`, `{}`",
                operation.id, operation.template
            ),
        ),
        Unknown::Path => not_known(
            "no known operation has this path, so the request is not checked",
            elsewhere(&recorded.path, known),
        ),
    }
}

/// So many things are listed.
const MOST: usize = 5;

fn list<'a>(all: impl Iterator<Item = &'a str> + Clone, or: &str) -> String {
    let more = all.clone().count().saturating_sub(MOST);
    let named: Vec<String> = all.take(MOST).map(|one| format!("`{one}`")).collect();
    let named = named.join(if more > 0 || named.len() > 2 {
        ", "
    } else {
        or
    });
    if more > 0 {
        format!("{named} and {more} more")
    } else {
        named
    }
}

/// The scheme and host of a request in words; without naming them where something else may have got into them.
fn origin(recorded: &Recorded) -> String {
    let origin = &recorded.origin;
    let host = origin.host.as_ref().or_else(|| recorded.header("host"));
    let is_open = |part: &&Traced| {
        let place = part.span();
        let mut open = recorded.open.iter();
        let is_written = !part.is_secret() && !part.is_unknown();
        is_written && open.any(|open| open.start <= place.start && place.end <= open.end)
    };
    let scheme = origin.scheme.as_ref().filter(is_open);
    match host.filter(is_open) {
        Some(host) => match scheme {
            Some(scheme) => format!("`{}://{}`", scheme.text(), host.text()),
            None => format!("`{}`", host.text()),
        },
        None => "its host".to_owned(),
    }
}

/// What the servers are, and what to do about others.
fn servers(known: &[Arc<Known>]) -> String {
    let mut urls: Vec<&str> = Vec::new();
    for server in known.iter().flat_map(|known| &known.servers) {
        if !urls.contains(&&*server.url) {
            urls.push(&server.url);
        }
    }
    let servers = if urls.len() == 1 {
        "its server is"
    } else {
        "its servers are"
    };
    let urls = list(urls.iter().copied(), " and ");
    format!("{servers} {urls}; `--host HOST` says which other hosts mean the API")
}

/// What to do about a path that nothing known has.
fn elsewhere(path: &Traced, known: &[Arc<Known>]) -> String {
    let mut bases: Vec<&str> = Vec::new();
    let mut is_behind = false;
    for server in known.iter().flat_map(|known| &known.servers) {
        is_behind |= !server
            .starts(path.text(), crate::target::Values::Any)
            .is_empty();
        if !bases.contains(&&*server.url) {
            bases.push(&server.url);
        }
    }
    if bases.is_empty() {
        "give `--openapi FILE`, or `--operation ID`".to_owned()
    } else if is_behind {
        "`vouchsafe operations --openapi FILE` lists those that are known".to_owned()
    } else {
        format!(
            "the servers of the document are {}",
            list(bases.iter().copied(), " and ")
        )
    }
}
