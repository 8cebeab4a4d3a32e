//! `x-allow`: what a schema allows itself, each with its reason.
//!
//! `"x-allow": {"unmarked-secret": "a token of the page, which everybody may know"}` holds for the schema that it
//! stands in, with all that is inside.

use vouchsafe_core::Severity;
use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Kind, Span, Value};

use super::{Found, LINTS, Lint};
use crate::library::Library;
use crate::suggest::closest;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "idle-exception",
        "an exception from lints is of no use",
        "`x-allow` names lints that are not to be reported in a schema and all that is inside, each with the reason. An exception from a lint that finds nothing there is forgotten sooner or later and hides the next mistake; one without a reason tells nobody whether it still holds.",
    )
    .schemas(
        r#"{"x-allow": {"unmarked-secret": "not sent to anybody"}, "type": "integer"}"#,
        r#"{"type": "integer"}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look: |_| Vec::new(),
};

/// The exceptions of one document.
pub(super) struct Exceptions<'a> {
    entries: Vec<Entry<'a>>,
    /// Members `x-allow` that are none.
    odd: Vec<Value<'a>>,
}

struct Entry<'a> {
    /// The schema that it holds for, with its name.
    scope: Span,
    code: String,
    reason: Value<'a>,
    used: bool,
}

impl<'a> Exceptions<'a> {
    pub(super) fn of(library: &'a Library) -> Self {
        let (mut entries, mut odd) = (Vec::new(), Vec::new());
        for spot in library.schemas.keys().filter(|spot| spot.document == 0) {
            let schema = library.value(*spot);
            let Some(allow) = schema.member("x-allow") else {
                continue;
            };
            if allow.kind() != Kind::Object {
                odd.push(allow);
            }
            let name = schema.name().map_or(schema.span(), Value::span);
            let scope = Span::new(name.start, schema.span().end);
            entries.extend(allow.members().map(|(code, reason)| Entry {
                scope,
                code: code.to_lossy().into_owned(),
                reason,
                used: false,
            }));
        }
        Self { entries, odd }
    }

    /// Whether a finding is not to be reported.
    pub(super) fn allows(&mut self, code: &str, span: Span) -> bool {
        let mut allowed = false;
        for entry in &mut self.entries {
            if entry.code == code && entry.scope.contains(span) {
                entry.used = true;
                allowed = true;
            }
        }
        allowed
    }

    /// Those that are of no use, as far as the lints were looked for.
    pub(super) fn idle(&self, was_sought: impl Fn(&str) -> bool) -> Vec<Found> {
        let odd = self.odd.iter().map(|allow| {
            let words = "`x-allow` must be an object from codes of lints to reasons";
            Found::at(*allow, words).help("write `{\"unsafe-pattern\": \"why it may be\"}`")
        });
        let entries = self.entries.iter().filter_map(|entry| {
            let Entry { code, reason, .. } = entry;
            let names = || LINTS.iter().map(|lint| lint.code.name);
            if !names().any(|name| name == code) {
                let found =
                    Found::at_name(*reason, format!("there is no lint `{code}` of schemas"));
                return Some(match closest(code, names()) {
                    Some(meant) => found.help(format!("did you mean `{meant}`?")),
                    None => found,
                });
            }
            if reason
                .as_str()
                .is_none_or(|reason| reason.to_lossy().trim().is_empty())
            {
                let words = format!("the exception from `{code}` gives no reason");
                return Some(Found::at(*reason, words).help("say why the schema may have it"));
            }
            let is_idle = !entry.used && was_sought(code);
            is_idle.then(|| {
                let words = format!("`{code}` finds nothing here that would need an exception");
                Found::at_name(*reason, words).help("take the exception out")
            })
        });
        odd.chain(entries).collect()
    }
}
