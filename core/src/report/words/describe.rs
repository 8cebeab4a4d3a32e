//! Schemas in words: "be an integer", "have at least 3 characters".
//!
//! What a schema demands is a list of phrases. A message puts them after "must" ([`infinitive`]), after
//! "that" ([`indicative`]) or between "must not" and the rest.

use super::super::{Scene, show};
use super::At;
use crate::engine::{self, Memory};
use crate::json::{Kind, Value};
use crate::program::{Check, Node, NodeId, Rule, Types};

/// One demand: the verb and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Phrase {
    /// `be …`
    Be(String),
    /// `have …`
    Have(String),
    /// `satisfy …`: a schema with a title, or one that words are too short for, by its location.
    Satisfy(String),
}

impl Phrase {
    /// Without its verb, in a list that describes.
    fn what(&self) -> &str {
        match self {
            Self::Be(what) | Self::Have(what) | Self::Satisfy(what) => what,
        }
    }

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

/// Whether a schema is named by its place alone.
pub(super) fn is_unsaid(phrases: &[Phrase]) -> bool {
    matches!(phrases, [Phrase::Satisfy(what)] if what.starts_with("the schema at "))
}

/// What is not: `is not an integer`.
pub(super) fn denied(phrases: &[Phrase]) -> String {
    let denied = phrases.iter().map(|phrase| match phrase {
        Phrase::Be(what) => format!("is not {what}"),
        Phrase::Have(what) => format!("does not have {what}"),
        Phrase::Satisfy(what) => format!("does not satisfy {what}"),
    });
    show::list(denied, "or")
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

/// What a schema demands of a value of some kind, or of values of any.
pub(super) fn of_schema(
    scene: Scene<'_>,
    id: NodeId,
    secret: bool,
    kind: Option<Kind>,
) -> Vec<Phrase> {
    let of = Of {
        scene,
        secret,
        kind,
    };
    of_node(of, id)
}

/// What one keyword of a schema demands of a value of some kind; `None` if words are too short for it.
pub(super) fn of_keyword(
    scene: Scene<'_>,
    node: &Node,
    index: u32,
    secret: bool,
    kind: Kind,
) -> Option<Vec<Phrase>> {
    let of = Of {
        scene,
        secret,
        kind: Some(kind),
    };
    demand(of, node, index)
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
    let phrases = of_keywords(of, node);
    let Some(title) = title(scene, node) else {
        return phrases.unwrap_or_else(|| vec![Phrase::Satisfy(location(scene, node))]);
    };
    // A title is a name that the reader may not know, so what it stands for is said as well.
    let is_of_type = |phrase: &&Phrase| {
        let kind = of.kind.map(Types::of_kind);
        let mut types = parts.run(node.keywords).iter();
        types.any(|keyword| match keyword.check {
            Check::Type(types) => {
                kind.is_some_and(|kind| types.contains(kind)) && phrase.what() == types.in_words()
            }
            _ => false,
        })
    };
    let mut phrases = phrases.unwrap_or_default();
    phrases.retain(|phrase| !is_of_type(&phrase));
    let details = phrases.iter().map(Phrase::what).collect::<Vec<_>>();
    vec![Phrase::Satisfy(if details.is_empty() {
        title
    } else {
        format!("{title} ({})", details.join(", "))
    })]
}

/// What the keywords of a schema demand; `None` if words are too short for it.
fn of_keywords(of: Of<'_>, node: &Node) -> Option<Vec<Phrase>> {
    let parts = of.scene.parts;
    let mut phrases = Vec::new();
    for index in node.keywords.indices() {
        let about = parts.keyword(index).check.concerns();
        let is_other = |kind| about.is_some_and(|about| !about.contains(Types::of_kind(kind)));
        if of.kind.is_some_and(is_other) {
            continue;
        }
        for phrase in demand(of, node, index)? {
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
    }
    (1..=MOST).contains(&phrases.len()).then_some(phrases)
}

fn title(scene: Scene<'_>, node: &Node) -> Option<String> {
    let title = scene.parts.annotation_str(node, "title")?;
    Some(show::prose(title))
}

/// What tells a schema from others whose words are the same: its title, or else where it stands, references followed.
pub(super) fn name_of(at: At<'_>, id: NodeId) -> String {
    let (scene, parts) = (at.scene, at.scene.parts);
    let named = parts.node(id);
    let target = parts.node(parts.target(id));
    title(scene, named)
        .or_else(|| title(scene, target))
        .unwrap_or_else(|| location(scene, target))
}

/// What a schema demands of the value at hand, if the words say why the value does not satisfy it: what a schema says
/// of members and items is mostly left out of them.
pub(super) fn telling_phrases(at: At<'_>, id: NodeId) -> Vec<Phrase> {
    let (scene, parts) = (at.scene, at.scene.parts);
    let phrases = phrases(at, id);
    let target = parts.target(id);
    let node = parts.node(target);
    let mut memory = Memory::default();
    let mut fails = |keyword: u32| {
        let place = (target, keyword);
        let held = engine::keyword_holds(parts, place, (scene.document, at.value()), &mut memory);
        held == Some(false)
    };
    let failing: Vec<u32> = node
        .keywords
        .indices()
        .filter(|index| fails(*index))
        .collect();
    let is_told = |index: &u32| match parts.keyword(*index).check {
        Check::Properties(properties) => parts.run(properties).iter().any(|property| {
            let value = member(scene, at.value(), parts.name(node, property.slot));
            let fixed = parts.run(parts.node(property.node).keywords).iter();
            let mut fixed =
                fixed.filter(|keyword| matches!(keyword.check, Check::Const(_) | Check::Enum(_)));
            let holds = |value: u32| {
                engine::holds_at(
                    parts,
                    property.node,
                    scene.document,
                    value,
                    &mut Memory::default(),
                )
            };
            fixed.next().is_some() && value.is_some_and(|value| holds(value) == Some(false))
        }),
        _ => true,
    };
    if failing.is_empty() || failing.iter().any(is_told) {
        // That members are there which are there, and that an object is one, is no news.
        let of = Of {
            scene,
            secret: at.is_secret(),
            kind: Some(scene.document.entry(at.value()).kind),
        };
        let met = node.keywords.indices().filter(|index| {
            let check = parts.keyword(*index).check;
            matches!(check, Check::Required(_) | Check::Type(Types::OBJECT))
                && !failing.contains(index)
        });
        let met: Vec<Phrase> = met
            .filter_map(|index| demand(of, node, index))
            .flatten()
            .collect();
        let news: Vec<Phrase> = phrases
            .iter()
            .filter(|phrase| !met.contains(phrase))
            .cloned()
            .collect();
        return if news.is_empty() { phrases } else { news };
    }
    vec![Phrase::Satisfy(name_of(at, id))]
}

/// The place of the value of a member.
fn member(scene: Scene<'_>, object: u32, name: &str) -> Option<u32> {
    let value = scene.document.value(object).member(name);
    value.map(Value::index)
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
    let count = |relation: &str, number: u64, unit: &str| Have(show::count(relation, number, unit));
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
