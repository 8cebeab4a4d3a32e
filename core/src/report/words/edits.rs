//! Edits that would mend what the words are about.

use super::super::suggest;
use super::super::suggestion::{Applicability, Edit, Suggestion};
use super::At;
use crate::json::{Document, Kind, Span, Value, quoted};
use crate::program::{Check, Literal, NodeId, Parts};

/// Another name for a member; sure where only case and punctuation differ. None where `object` has another member
/// that might be meant as well.
pub(super) fn rename(
    at: At<'_>,
    object: Value<'_>,
    written: u32,
    meant: &str,
) -> Option<Suggestion> {
    let document = at.scene.document;
    let text = document.text(written).to_lossy();
    let mut others = object
        .members()
        .filter(|(_, value)| value.index() != written + 1);
    let is_alone = object.len() <= 1000
        && !others.any(|(name, _)| suggest::is_same_word(&name.to_lossy(), meant));
    is_alone.then(|| {
        Suggestion::replace(
            sureness(suggest::is_same_word(&text, meant)),
            document.span(written),
            quoted(meant),
        )
    })
}

/// Another string; sure where only case and punctuation differ.
pub(super) fn replace_string(at: At<'_>, written: &str, meant: &str) -> Suggestion {
    let is_sure = suggest::is_same_word(written, meant);
    Suggestion::replace(sureness(is_sure), at.span(), quoted(meant))
}

/// Another value, which may not be what was meant.
pub(super) fn replace(at: At<'_>, json: impl Into<String>) -> Suggestion {
    Suggestion::replace(Applicability::MaybeIncorrect, at.span(), json)
}

/// A string without its quotes, and without the spaces inside them.
pub(super) fn unquote(at: At<'_>) -> Suggestion {
    let span = at.span();
    let inner = &at.scene.document.bytes()[span.start + 1..span.end - 1];
    let front = inner.len() - inner.trim_ascii_start().len();
    let back = inner.len() - inner.trim_ascii_end().len();
    Suggestion::new(
        Applicability::MachineApplicable,
        vec![
            Edit::new(Span::new(span.start, span.start + 1 + front), ""),
            Edit::new(Span::new(span.end - 1 - back, span.end), ""),
        ],
    )
}

/// A number or Boolean in quotes.
pub(super) fn quote(at: At<'_>) -> Suggestion {
    let span = at.span();
    let edits = vec![Edit::insert(span.start, "\""), Edit::insert(span.end, "\"")];
    Suggestion::new(Applicability::MachineApplicable, edits)
}

/// The member less of which the name is at this index of the tape, with the comma that goes with it.
pub(super) fn remove(document: Document<'_>, name: u32) -> Suggestion {
    let member = Span::new(document.span(name).start, document.span(name + 1).end);
    let edit = Edit::remove_with_comma(document, member);
    Suggestion::new(Applicability::MaybeIncorrect, vec![edit])
}

/// A member more, with the only value that it can have, or with the one that it has by default.
pub(super) fn insert(at: At<'_>, name: &str) -> Option<(String, Suggestion)> {
    let parts = at.scene.parts;
    let property = property(parts, at.fault().node, name).or_else(|| {
        let is_root = at.value() == 0;
        is_root.then(|| property(parts, parts.root, name)).flatten()
    })?;
    let (literal, is_sure) = own_value(parts, property)?;
    let json = json(parts, &literal)?;
    let member = format!("{}: {json}", quoted(name));
    let object = at.scene.document.value(at.value());
    if object.kind() != Kind::Object {
        return None;
    }
    let edit = Edit::insert_member(object, &member)?;
    Some((member, Suggestion::new(sureness(is_sure), vec![edit])))
}

fn sureness(is_sure: bool) -> Applicability {
    if is_sure {
        Applicability::MachineApplicable
    } else {
        Applicability::MaybeIncorrect
    }
}

/// The schema of a member, where a schema or one that it refers to names it.
fn property(parts: &Parts, node: NodeId, name: &str) -> Option<NodeId> {
    let node = parts.node(parts.target(node));
    parts
        .run(node.keywords)
        .iter()
        .find_map(|keyword| match keyword.check {
            Check::Properties(properties) => {
                let mut properties = parts.run(properties).iter();
                let found = properties.find(|property| parts.name(node, property.slot) == name);
                found.map(|property| property.node)
            }
            _ => None,
        })
}

/// The only value that a schema admits, or else its default; with whether it is the former.
fn own_value(parts: &Parts, node: NodeId) -> Option<(Literal, bool)> {
    let target = parts.node(parts.target(node));
    let own = parts.node(node);
    if own.flags.secret || target.flags.secret {
        return None;
    }
    let mut keywords = parts.run(target.keywords).iter();
    let only = keywords.find_map(|keyword| match keyword.check {
        Check::Const(values) | Check::Enum(values) => match parts.run(values) {
            [only] => Some(*only),
            _ => None,
        },
        _ => None,
    });
    let default = || {
        let own = parts.annotation(own, "default");
        own.or_else(|| parts.annotation(target, "default")).copied()
    };
    only.map(|only| (only, true))
        .or_else(|| default().map(|default| (default, false)))
}

/// A scalar as JSON.
pub(in super::super) fn json(parts: &Parts, literal: &Literal) -> Option<String> {
    Some(match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Number(number) => parts.str(number.text).to_owned(),
        Literal::String(text) => quoted(parts.str(*text)),
        Literal::Array(_) | Literal::Object(_) => return None,
    })
}
