//! Schemas in words: "be an integer", "have at least 3 characters".
//!
//! What a schema demands is a list of phrases. A message puts them after "must" ([`infinitive`]), after
//! "that" ([`indicative`]) or between "must not" and the rest.

use super::super::{Scene, show};
use super::At;
use crate::json::Kind;
use crate::program::{Check, Node, NodeId, Rule, Types};

/// One demand: the verb and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Phrase {
    /// `be …`
    Be(String),
    /// `have …`
    Have(String),
    /// `satisfy …`: a schema that words are too short for, by its location.
    Satisfy(String),
}

impl Phrase {
    /// After "must": `be an integer`.
    fn infinitive(&self) -> String {
        match self {
            Self::Be(what) => format!("be {what}"),
            Self::Have(what) => format!("have {what}"),
            Self::Satisfy(what) => format!("satisfy {what}"),
        }
    }

    /// After "that", of one or of several: `is an integer`, `are an integer`.
    fn indicative(&self, plural: bool) -> String {
        match (self, plural) {
            (Self::Be(what), false) => format!("is {what}"),
            (Self::Be(what), true) => format!("are {what}"),
            (Self::Have(what), false) => format!("has {what}"),
            (Self::Satisfy(what), false) => format!("satisfies {what}"),
            (other, true) => other.infinitive(),
        }
    }
}

/// What must be: `be an integer and at least 5`.
pub(super) fn infinitive(phrases: &[Phrase]) -> String {
    join(phrases, Phrase::infinitive, "be ")
}

/// What is: `is an integer and at least 5`.
pub(super) fn indicative(phrases: &[Phrase], plural: bool) -> String {
    let verb = if plural { "are " } else { "is " };
    join(phrases, |phrase| phrase.indicative(plural), verb)
}

fn join(phrases: &[Phrase], word: impl Fn(&Phrase) -> String, be: &str) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut before: Option<&Phrase> = None;
    for phrase in phrases {
        let words = word(phrase);
        // "be an integer and at least 5", not "be an integer and be at least 5".
        let repeats = matches!((before, phrase), (Some(Phrase::Be(_)), Phrase::Be(_)));
        let rest = words.strip_prefix(be).filter(|_| repeats);
        said.push(rest.unwrap_or(&words).to_owned());
        before = Some(phrase);
    }
    show::list(said.into_iter(), "and")
}

/// More phrases than this explain nothing to anybody.
const MOST: usize = 4;

/// What a schema demands of the value at hand. Where the value is secret, so are the values that it is
/// compared with.
pub(super) fn phrases(at: At<'_>, id: NodeId) -> Vec<Phrase> {
    let of = Of {
        scene: at.scene,
        secret: at.is_secret(),
        kind: Some(at.scene.document.entry(at.value()).kind),
    };
    of_node(of, id)
}

/// The same of the items of the value at hand.
pub(super) fn phrases_of_items(at: At<'_>, id: NodeId) -> Vec<Phrase> {
    let of = Of {
        scene: at.scene,
        secret: at.is_secret(),
        kind: None,
    };
    of_node(of, id)
}

/// What the words are about.
#[derive(Clone, Copy)]
struct Of<'a> {
    scene: Scene<'a>,
    secret: bool,
    /// The kind of the value, if it is one: what a schema says of other kinds is of no account.
    kind: Option<Kind>,
}

fn of_node(of: Of<'_>, mut id: NodeId) -> Vec<Phrase> {
    let scene = of.scene;
    let parts = scene.parts;
    // The graph has been checked: a chain of references ends.
    while let [only] = parts.run(parts.node(id).keywords)
        && let Check::Ref(target) = only.check
        && title(scene, parts.node(id)).is_none()
    {
        id = target;
    }
    let node = parts.node(id);
    if let Some(title) = title(scene, node) {
        return vec![Phrase::Be(title)];
    }
    let mut phrases = Vec::new();
    for index in node.keywords.indices() {
        let about = parts.keyword(index).check.concerns();
        let is_other = |kind| about.is_some_and(|about| !about.contains(Types::of_kind(kind)));
        if of.kind.is_some_and(is_other) {
            continue;
        }
        let Some(more) = demand(of, node, index) else {
            return vec![Phrase::Satisfy(location(scene, node))];
        };
        for phrase in more {
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
    }
    if phrases.is_empty() || phrases.len() > MOST {
        return vec![Phrase::Satisfy(location(scene, node))];
    }
    phrases
}

fn title(scene: Scene<'_>, node: &Node) -> Option<String> {
    let title = scene.parts.annotation_str(node, "title")?;
    Some(show::name(title))
}

fn location(scene: Scene<'_>, node: &Node) -> String {
    let pointer = scene.parts.str(node.pointer);
    format!("the schema at {}", show::name(&format!("#{pointer}")))
}

/// What one keyword demands: nothing more if another keyword says it; `None` if words are too short for it.
fn demand(of: Of<'_>, node: &Node, index: u32) -> Option<Vec<Phrase>> {
    use Phrase::{Be, Have};
    let (scene, secret) = (of.scene, of.secret || node.flags.secret);
    let parts = scene.parts;
    let keyword = parts.keyword(index);
    let bound = |relation: &str, number: crate::program::Number| {
        Be(format!("{relation} `{}`", parts.str(number.text)))
    };
    let count = |relation: &str, number: u64, unit: &str| {
        let plural = if number == 1 { "" } else { "s" };
        Have(format!("{relation} {number} {unit}{plural}"))
    };
    let has_values = || {
        let mut keywords = parts.run(node.keywords).iter();
        keywords.any(|keyword| matches!(keyword.check, Check::Const(_) | Check::Enum(_)))
    };
    let phrase = match keyword.check {
        // The values say the type as well.
        Check::Type(_) if has_values() => return Some(Vec::new()),
        Check::Type(types) => Be(types.in_words()),
        Check::Const(_) | Check::Enum(_) if secret => {
            Be("one of the values that the schema gives".into())
        }
        Check::Const(values) | Check::Enum(values) => Be(show::literals(parts, parts.run(values))),
        Check::Minimum(number) => bound("at least", number),
        Check::Maximum(number) => bound("at most", number),
        Check::ExclusiveMinimum(number) => bound("greater than", number),
        Check::ExclusiveMaximum(number) => bound("less than", number),
        Check::MultipleOf(number) => bound("a multiple of", number),
        Check::MinLength(1) => Have("at least 1 character".into()),
        Check::MinLength(number) => count("at least", number, "character"),
        Check::MaxLength(number) => count("at most", number, "character"),
        Check::MinItems(number) => count("at least", number, "item"),
        Check::MaxItems(number) => count("at most", number, "item"),
        Check::MinProperties(number) => count("at least", number, "member"),
        Check::MaxProperties(number) => count("at most", number, "member"),
        Check::UniqueItems => Have("items that are all different".into()),
        Check::Pattern(pattern) => match scene.rule(index) {
            Some(Rule::CharacterClass { words, class }) if class.min == 0 => {
                Have(format!("no other characters than {}", parts.str(words)))
            }
            Some(Rule::NumericString { min, max }) => {
                Be(format!("a whole number from `{min}` to `{max}` in digits"))
            }
            _ => Have(show::pattern(
                parts.str(parts.patterns[pattern as usize].source),
            )?),
        },
        Check::Format(format) => Be(format.words().to_owned()),
        Check::Required(slots) => {
            let names: Vec<String> = parts
                .run(slots)
                .iter()
                .map(|slot| show::name(parts.name(node, *slot)))
                .collect();
            let noun = match names.len() {
                0 => return Some(Vec::new()),
                1 => "the member",
                _ => "the members",
            };
            Have(format!("{noun} {}", show::list(names.into_iter(), "and")))
        }
        // Values that are fixed tell alternatives apart; other schemas of members are details.
        Check::Properties(properties) => {
            let fixed = parts.run(properties).iter().filter_map(|property| {
                let inner = parts.node(property.node);
                let values = parts
                    .run(inner.keywords)
                    .iter()
                    .find_map(|keyword| match keyword.check {
                        Check::Const(values) | Check::Enum(values)
                            if !secret && !inner.flags.secret =>
                        {
                            Some(values)
                        }
                        _ => None,
                    })?;
                let name = show::name(parts.name(node, property.slot));
                let values = show::literals(parts, parts.run(values));
                Some(format!("{name} set to {values}"))
            });
            let fixed = show::list(fixed, "and");
            let requires = || {
                let mut keywords = parts.run(node.keywords).iter();
                keywords.any(|keyword| {
                    matches!(
                        keyword.check,
                        Check::Required(_) | Check::Type(Types::OBJECT)
                    )
                })
            };
            if !fixed.is_empty() {
                Have(fixed)
            } else if requires() {
                return Some(Vec::new());
            } else {
                return None;
            }
        }
        // One level is enough to say, and a schema may come back to itself below it.
        Check::Items {
            from: 0,
            node: inner,
        } if of.kind.is_some() => {
            let inner = of_node(Of { kind: None, ..of }, inner);
            if matches!(inner[..], [Phrase::Satisfy(_)]) {
                return None;
            }
            Have(format!("items that {}", indicative(&inner, true)))
        }
        _ => return None,
    };
    Some(vec![phrase])
}
