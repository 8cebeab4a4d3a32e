//! From annotations in indices to values.

use serde_json::Value;

use super::super::locate::{Located, locate};
use super::super::secrets::Needles;
use super::super::{Memo, Scene, Secrets};
use super::{CollectedAnnotation, location};
use crate::engine::{Noted, Produced};
use crate::json::{Document, Kind, Span};
use crate::options::Options;
use crate::program::{Literal, Parts, Program};

/// What may be said about a secret value: it is about the member, not about what is in it.
const HARMLESS: [&str; 13] = [
    "title",
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
    "format",
    "contentEncoding",
    "contentMediaType",
    "x-deprecated-message",
    "x-docs",
    "x-help",
    "x-message",
    "x-secret",
];

/// The annotations with their places and values, those left out that would tell of a secret.
pub(crate) fn annotations(
    program: &Program,
    document: Document<'_>,
    noted: Vec<Noted>,
    options: &Options,
) -> Vec<CollectedAnnotation> {
    let secrets = Secrets::of(program, document, options);
    let memo = Memo::new();
    let scene = Scene::new(program, document, &secrets, options, &memo);
    let mut shown = Shown {
        scene,
        secret: None,
    };
    let noted: Vec<(Noted, u32)> = noted
        .into_iter()
        // What `propertyNames` says of a name is said of no value of the instance.
        .filter(|noted| !document.entry(noted.at).is_name)
        .map(|noted| {
            let at = shown.visible(noted.at);
            (noted, at)
        })
        .collect();
    let located = locate(document, noted.iter().map(|(_, at)| *at).collect());
    let mut texts = secret_texts(scene);
    let mut collected = Vec::new();
    for (noted, at) in &noted {
        collect(scene, &located, noted, *at, &mut collected);
    }
    collected.retain(|annotation| !repeats(&annotation.value, &mut texts));
    collected
}

/// Finds the values that may be named, with the last secret at hand: many values may be in one.
struct Shown<'a> {
    scene: Scene<'a>,
    secret: Option<(Span, u32)>,
}

impl Shown<'_> {
    fn visible(&mut self, at: u32) -> u32 {
        let around = self.scene.secrets.around(self.scene.document.span(at));
        match (around, self.secret) {
            (None, _) => at,
            (Some(span), Some((known, index))) if span == known => index,
            (Some(span), _) => {
                let index = self.scene.visible(at);
                self.secret = Some((span, index));
                index
            }
        }
    }
}

/// Adds what one schema object or keyword says, at the value at `at`.
fn collect(
    scene: Scene<'_>,
    located: &Located,
    noted: &Noted,
    at: u32,
    collected: &mut Vec<CollectedAnnotation>,
) {
    let parts = scene.parts;
    let node = parts.node(noted.node);
    let is_secret = at != noted.at
        || node.flags.secret
        || scene.secrets.around(scene.document.span(at)).is_some();
    let mut add = |keyword: &str, value: Value| {
        collected.push(CollectedAnnotation {
            instance_location: located.pointer(scene, at),
            keyword: keyword.to_owned(),
            keyword_location: location::evaluated(parts, &noted.path, keyword),
            absolute_keyword_location: location::absolute(parts, noted.node, keyword),
            value,
        });
    };
    if let Some((keyword, produced)) = &noted.produced {
        if !is_secret {
            let keyword = parts.str(parts.keyword(*keyword).name);
            add(keyword, value_of(scene, produced));
        }
        return;
    }
    let is_string = scene.document.entry(noted.at).kind == Kind::String;
    let has_media_type = parts.annotation(node, "contentMediaType").is_some();
    for annotation in parts.run(node.annotations) {
        let keyword = parts.str(annotation.name);
        // What a string holds (validation specification, section 8) is said of strings alone, and of
        // which schema it is only where it is said to be JSON, or the like.
        let applies = match keyword {
            "contentEncoding" | "contentMediaType" => is_string,
            "contentSchema" => is_string && has_media_type,
            _ => true,
        };
        if applies && (!is_secret || HARMLESS.contains(&keyword)) {
            let literal = parts.run(annotation.value).first();
            add(
                keyword,
                literal.map_or(Value::Null, |literal| json(parts, literal)),
            );
        }
    }
}

/// What an applicator says, as JSON.
fn value_of(scene: Scene<'_>, produced: &Produced) -> Value {
    match produced {
        Produced::Names(names) => names
            .iter()
            .map(|name| scene.shown_name(*name).into_owned())
            .collect(),
        Produced::UpTo(ordinal) => (*ordinal).into(),
        Produced::Items(ordinals) => ordinals.iter().copied().collect(),
        Produced::True => true.into(),
    }
}

/// A literal of the schema as JSON.
fn json(parts: &Parts, literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => (*value).into(),
        Literal::Number(number) => {
            let digits = parts.str(number.text);
            let number = serde_json::from_str::<serde_json::Number>(digits);
            number.map_or_else(|_| digits.into(), Value::Number)
        }
        Literal::String(text) => parts.str(*text).into(),
        Literal::Array(items) => parts
            .run(*items)
            .iter()
            .map(|item| json(parts, item))
            .collect(),
        Literal::Object(members) => parts
            .run(*members)
            .iter()
            .map(|member| {
                let value = parts.run(member.value).first();
                let value = value.map_or(Value::Null, |value| json(parts, value));
                (parts.str(member.name).to_owned(), value)
            })
            .collect(),
    }
}

/// The strings of the document that are hidden and long enough not to occur elsewhere by chance.
fn secret_texts(scene: Scene<'_>) -> Needles {
    let document = scene.document;
    let strings = (0..)
        .zip(&document.tape().entries)
        .filter(|(_, entry)| entry.kind == Kind::String)
        .map(|(index, _)| index)
        .filter(|&index| scene.secrets.touches(document.span(index)));
    Needles::new(strings.map(|index| document.text(index).to_lossy().into_owned().into_bytes()))
}

/// Whether a value of the schema (a default, say) happens to hold one of the texts.
fn repeats(value: &Value, texts: &mut Needles) -> bool {
    match value {
        // Where it takes too long to find out, it may.
        Value::String(text) => texts.are_in(text.as_bytes()) != Ok(false),
        Value::Array(items) => items.iter().any(|item| repeats(item, texts)),
        Value::Object(members) => members.iter().any(|(name, value)| {
            texts.are_in(name.as_bytes()) != Ok(false) || repeats(value, texts)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
