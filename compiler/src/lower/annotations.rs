//! Keywords that say something without deciding: titles, our own `x-…` keywords, lints.

use vouchsafe_core::codes as findings;
use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::{Annotation, Check, Keyword, Lint, LintSeverity, Node, NodeId, Run};

use super::{Lowerer, Object};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::dialect::Dialect;
use crate::options::Direction;
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
    /// The annotations of a schema object, and what follows from them.
    pub(super) fn annotations(&mut self, object: &mut Object<'a>) -> Run<Annotation> {
        let mut annotations = Vec::new();
        for (name, value) in object.value.members() {
            let name = name.to_lossy();
            if object.is_void(&name) {
                continue;
            }
            let is_unknown = !object.language.has(&name);
            // What the dialect does not know may be anything.
            let known = if is_unknown {
                false
            } else if STRINGS.contains(&&*name) {
                self.string(object, &name, value).is_some()
            } else if FLAGS.contains(&&*name) {
                self.boolean(object, &name, value).is_some()
            } else {
                // By the one of OpenAPI, reports choose among alternatives.
                OTHERS.contains(&&*name) || name == "discriminator"
            };
            // What `x-lints` says is lowered on its own; comments are for readers of the schema.
            // A keyword that nobody knows is an annotation (core specification, section 6.5).
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
        let is_password = format.is_some_and(|format| format.is("password"));
        object.flags.secret = flag("x-secret") || is_password;
        object.flags.deprecated = flag("deprecated");
        object.flags.worded =
            schema.member("x-message").is_some() || schema.member("x-help").is_some();
        self.parts.add(annotations)
    }

    /// The `x-lints` of a schema object, and the lint that a member goes the wrong way.
    pub(super) fn lints(&mut self, object: &mut Object<'a>) -> Run<Lint> {
        let mut lints = Vec::new();
        if let Some(value) = object.get("x-lints") {
            if value.kind() != Kind::Array {
                self.refuse(object, "x-lints", value, "an array of lints");
                return Run::EMPTY;
            }
            for (index, lint) in (0..).zip(value.items()) {
                lints.extend(self.lint(object, lint, index));
            }
        }
        let index = u32::try_from(lints.len()).unwrap_or(u32::MAX);
        lints.extend(self.misdirected(object, index));
        if lints.is_empty() {
            return Run::EMPTY;
        }
        self.parts.add(lints)
    }

    /// The lint of what is only read, in a request, and of what is only written, in a response: no value satisfies it.
    fn misdirected(&mut self, object: &Object<'a>, index: u32) -> Option<Lint> {
        let (keyword, code, message, help) = match self.options.direction? {
            Direction::Request => (
                "readOnly",
                findings::READ_ONLY_MEMBER.name,
                "`{member}` is read-only: a request has no say in it",
                "leave it out; the service sets it, and ignores or refuses it in a request",
            ),
            Direction::Response => (
                "writeOnly",
                findings::WRITE_ONLY_MEMBER.name,
                "`{member}` is write-only: a response must not show it",
                "the service should leave it out",
            ),
        };
        let value = object.get(keyword)?;
        if value.as_bool() != Some(true) {
            return None;
        }
        let line = self.line(object.spot);
        let never = Keyword {
            name: self.text(""),
            check: Check::Never,
            rule: Run::EMPTY,
            line,
        };
        let pointer = format!("{}/{keyword}", self.library.pointer(object.spot));
        let node = Node {
            resource: u32::try_from(self.library.resource_of(object.spot)).unwrap_or(u32::MAX),
            pointer: self.text(&pointer),
            line,
            keywords: self.parts.add(vec![never]),
            ..Node::EMPTY
        };
        let node = self.parts.add(vec![node]).start;
        self.spots.push(object.spot);
        Some(Lint {
            code: self.text(code),
            severity: LintSeverity::Warning,
            message: Some(self.text(message)),
            help: Some(self.text(help)),
            node: NodeId(node),
            index,
        })
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
