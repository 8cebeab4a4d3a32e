//! Keywords that say something without deciding: titles, our own `x-…` keywords, lints.

use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::{Annotation, Lint, LintSeverity, Run};
use vouchsafe_core::{Applicability, Edit, Suggestion};

use super::{Lowerer, Object};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::dialect::Dialect;
use crate::library::Spot;
use crate::options::UnknownKeywords;
use crate::suggest::closest;

/// Annotations that must be strings.
const STRINGS: [&str; 6] = [
    "title",
    "description",
    "x-message",
    "x-help",
    "x-docs",
    "x-deprecated-message",
];
/// Annotations that must be Booleans.
const FLAGS: [&str; 4] = ["deprecated", "readOnly", "writeOnly", "x-secret"];
/// Annotations of any kind that are kept as well.
const OTHERS: [&str; 7] = [
    "default",
    "examples",
    "format",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "$comment",
];

impl<'a> Lowerer<'a> {
    /// Complains about keywords that do not exist, as the options ask.
    pub(super) fn look_for_unknown_keywords(&mut self, at: Spot, schema: Value<'a>) {
        let language = self.language_at(at);
        let dialect = language.dialect;
        for (name, value) in schema.members() {
            let name = name.to_lossy();
            if language.allows(&name) || self.options.unknown_keywords == UnknownKeywords::Allow {
                continue;
            }
            if let Some((from, to)) = Dialect::of_keyword(&name) {
                let message = format!("{} has no keyword `{name}`", language.name());
                let help = if language.is_openapi_30() {
                    "OpenAPI 3.1 is the first to have it".to_owned()
                } else if to < dialect {
                    format!("{} was the last to have it", to.name())
                } else {
                    format!("{} is the first to have it", from.name())
                };
                let complaint = Complaint::new(&codes::UNKNOWN_KEYWORD, message).help(help);
                self.complain_at(at, value.name().unwrap_or(value), complaint);
                continue;
            }
            let meant = closest(&name, language.keywords());
            if meant.is_none() && self.options.unknown_keywords == UnknownKeywords::DenyTypos {
                continue;
            }
            let message = format!("there is no keyword `{name}`");
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "annotations of your own begin with `x-`".to_owned(),
            };
            // The name is at fault, not the value.
            let written = value.name().unwrap_or(value);
            let is_free = |meant: &&str| schema.member(meant).is_none();
            let suggestion = meant.filter(is_free).map(|meant| {
                let edit = Edit::string(written.span(), meant);
                Suggestion::new(Applicability::MaybeIncorrect, vec![edit])
            });
            let complaint = Complaint::new(&codes::UNKNOWN_KEYWORD, message)
                .help(help)
                .suggest(suggestion);
            self.complain_at(at, written, complaint);
        }
    }

    /// The annotations of a schema object, and what follows from them.
    pub(super) fn annotations(&mut self, object: &mut Object<'a>) -> Run<Annotation> {
        let mut annotations = Vec::new();
        for (name, value) in object.value.members() {
            let name = name.to_lossy();
            if object.is_void(&name) {
                continue;
            }
            let known = if STRINGS.contains(&&*name) {
                self.string(object, &name, value).is_some()
            } else if FLAGS.contains(&&*name) {
                self.boolean(object, &name, value).is_some()
            } else {
                OTHERS.contains(&&*name)
            };
            // What `x-lints` says is lowered on its own; comments are for readers of the schema.
            // A keyword that nobody knows is an annotation (core specification, section 6.5).
            let is_unknown = !object.language.has(&name);
            let is_prose = is_unknown || OTHERS.contains(&&*name) || name == "description";
            if (known || is_unknown)
                && name != "$comment"
                && !(is_prose && self.options.without_prose)
            {
                let name = self.text(&name);
                annotations.push(Annotation {
                    name,
                    value: self.one_literal(value),
                });
            }
        }
        let schema = object.value;
        let flag = |name| schema.member(name).and_then(Value::as_bool) == Some(true);
        let format = schema.member("format").and_then(Value::as_str);
        let is_password = flag("writeOnly") && format.is_some_and(|format| format.is("password"));
        object.flags.secret = flag("x-secret") || is_password;
        object.flags.deprecated = flag("deprecated");
        object.flags.worded =
            schema.member("x-message").is_some() || schema.member("x-help").is_some();
        self.parts.add(annotations)
    }

    /// The `x-lints` of a schema object.
    pub(super) fn lints(&mut self, object: &mut Object<'a>) -> Run<Lint> {
        let Some(value) = object.get("x-lints") else {
            return Run::EMPTY;
        };
        if value.kind() != Kind::Array {
            self.refuse(object, "x-lints", value, "an array of lints");
            return Run::EMPTY;
        }
        let mut lints = Vec::new();
        for (index, lint) in (0..).zip(value.items()) {
            lints.extend(self.lint(object, lint, index));
        }
        self.parts.add(lints)
    }

    fn lint(&mut self, object: &mut Object<'a>, value: Value<'a>, index: u32) -> Option<Lint> {
        const MEMBERS: [&str; 5] = ["code", "severity", "message", "help", "schema"];
        if value.kind() != Kind::Object {
            self.refuse(object, "x-lints", value, "an array of objects");
            return None;
        }
        let unknown = value
            .members()
            .find(|(name, _)| !MEMBERS.iter().any(|member| name.is(member)));
        if let Some((name, found)) = unknown {
            let name = name.to_lossy();
            let message = format!("a lint has no member `{name}`");
            let help =
                closest(&name, MEMBERS.into_iter()).map(|meant| format!("did you mean `{meant}`?"));
            let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message).help(help);
            self.complain_at(object.spot, found.name().unwrap_or(found), complaint);
        }
        let (Some(code), Some(schema)) = (value.member("code"), value.member("schema")) else {
            self.refuse(
                object,
                "x-lints",
                value,
                "an array of objects with `code` and `schema`",
            );
            return None;
        };
        let code = self.string(object, "code", code)?;
        let severity = match value.member("severity") {
            None => LintSeverity::Warning,
            Some(severity) => match severity
                .as_str()
                .map(vouchsafe_core::json::JsonStr::to_lossy)
                .as_deref()
            {
                Some("warning") => LintSeverity::Warning,
                Some("info") => LintSeverity::Info,
                Some("off") => LintSeverity::Off,
                _ => {
                    self.refuse(object, "severity", severity, "`warning`, `info` or `off`");
                    return None;
                }
            },
        };
        let mut words = |name: &str| {
            let value = value.member(name)?;
            let text = self.string(object, name, value)?;
            Some(self.text(&text))
        };
        let (message, help) = (words("message"), words("help"));
        let tracks = |name| schema.member(name).is_some();
        object.flags.lint_tracks |= tracks("unevaluatedProperties") || tracks("unevaluatedItems");
        let node = self.node(object.spot_of(schema));
        Some(Lint {
            code: self.text(&code),
            severity,
            message,
            help,
            node,
            index,
        })
    }
}

impl Dialect {
    /// Whether a keyword is one that [`Lowerer::annotations`] keeps.
    #[cfg(test)]
    fn keeps(keyword: &str) -> bool {
        STRINGS.contains(&keyword)
            || FLAGS.contains(&keyword)
            || OTHERS.contains(&keyword)
            || keyword == "x-lints"
            // Only lints of schemas read it.
            || keyword == "x-allow"
    }
}

#[cfg(test)]
mod tests {
    use super::Dialect;
    use crate::dialect::Language;

    #[test]
    fn every_own_keyword_is_read() {
        for keyword in Language::from(Dialect::Draft2020)
            .keywords()
            .filter(|keyword| keyword.starts_with("x-"))
        {
            assert!(Dialect::keeps(keyword), "{keyword}");
        }
    }
}
