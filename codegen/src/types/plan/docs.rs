//! What the schema says about something, for people.

use vouchsafe_core::program::{Literal, NodeId, Parts};

use super::Planner;
use super::view::View;
use crate::types::model::{Deprecation, Docs};

impl Docs {
    /// A sentence of our own.
    pub(super) fn note(words: &str) -> Self {
        Self {
            notes: vec![words.to_owned()],
            ..Self::default()
        }
    }

    /// The same with a further sentence.
    pub(super) fn and(mut self, words: String) -> Self {
        self.notes.push(words);
        self
    }
}

impl Planner<'_> {
    /// What schemas say about themselves: the first that says something.
    pub(super) fn docs(parts: &Parts, nodes: &[NodeId]) -> Docs {
        let view = View::new(parts, nodes);
        let first = |name: &str| {
            let mut nodes = view.nodes.iter();
            let found = nodes.find_map(|node| parts.annotation_str(parts.node(*node), name));
            found.map(str::to_owned)
        };
        Docs {
            title: first("title"),
            description: first("description"),
            notes: Vec::new(),
            deprecated: Self::deprecated(parts, nodes),
        }
    }

    /// What the schemas of a member say about it. A title is the name of a type, not of a member.
    pub(super) fn docs_of_member(parts: &Parts, nodes: &[NodeId]) -> Docs {
        let mut docs = Self::docs(parts, nodes);
        if docs.description.is_some() {
            docs.title = None;
        }
        let open = nodes.iter().filter(|node| !parts.is_secret(**node));
        let mut defaults = open.filter_map(|node| {
            let literal = parts.annotation(parts.node(*node), "default")?;
            text_of(parts, literal)
        });
        if let Some(default) = defaults.next() {
            docs.notes.push(format!("Default: `{default}`."));
        }
        docs
    }

    /// What conditional schemas say about the case.
    pub(super) fn docs_of_condition(parts: &Parts, nodes: &[NodeId]) -> Docs {
        let found = nodes.iter().find_map(|node| {
            let node = parts.node(*node);
            let described = parts.annotation_str(node, "description");
            described.or_else(|| parts.annotation_str(node, "title"))
        });
        Docs {
            description: found.map(str::to_owned),
            ..Docs::default()
        }
    }

    fn deprecated(parts: &Parts, nodes: &[NodeId]) -> Option<Deprecation> {
        let mut nodes = nodes.iter().map(|node| parts.node(*node));
        let found = nodes.find(|node| node.flags.deprecated)?;
        let words = parts.annotation_str(found, "x-deprecated-message");
        Some(Deprecation {
            reason: words.map(str::to_owned),
        })
    }
}

/// A literal as a reader of a comment would write it, if that is short; never with characters that a comment cannot
/// have.
fn text_of(parts: &Parts, literal: &Literal) -> Option<String> {
    let text = match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Number(number) => parts.str(number.text).to_owned(),
        Literal::String(text) => format!("{:?}", parts.str(*text)),
        Literal::Array(items) if items.is_empty() => "[]".to_owned(),
        Literal::Object(members) if members.is_empty() => "{}".to_owned(),
        Literal::Array(_) | Literal::Object(_) => return None,
    };
    (text.len() <= 60 && !text.contains('`')).then_some(text)
}
