//! What is true of a value, because of which a schema holds or does not: the reasons of conditions and of `not`.

use super::super::{Scene, show};
use super::describe::{self, denied, indicative};
use crate::engine::{self, Memory};
use crate::json::{Kind, Span, Value};
use crate::program::{Check, Literal, NodeId, Property, Run, Slot, Types};

/// How many questions are put to schemas for the facts of one report at most.
pub(in super::super) const EFFORT: u32 = 2_000;

/// More facts than these are no reason that is read.
const MOST: usize = 6;

/// How deep schemas are followed.
const DEEPEST: usize = 12;

/// Something that is true of a value, with the place to look at.
pub(super) struct Fact {
    pub(super) words: String,
    pub(super) label: Option<(Span, String)>,
}

/// The facts about the value at `at` because of which a schema holds, or does not hold if `held` is false; `None` if
/// words cannot say all of them. `whole` is what the value itself is called.
pub(super) fn of(
    scene: Scene<'_>,
    node: NodeId,
    at: u32,
    held: bool,
    whole: &str,
) -> Option<Vec<Fact>> {
    // What a dynamic reference leads to depends on the way.
    if scene.parts.flags.dynamic {
        return None;
    }
    let mut facts = Facts {
        scene,
        whole,
        found: Vec::new(),
    };
    let mut path = Vec::new();
    let is_whole = facts.schema(node, at, held, &mut path);
    (is_whole && !facts.found.is_empty()).then_some(facts.found)
}

struct Facts<'a> {
    scene: Scene<'a>,
    whole: &'a str,
    found: Vec<Fact>,
}

/// One keyword of a schema, at a value.
#[derive(Clone, Copy)]
struct Here {
    node: NodeId,
    index: u32,
    at: u32,
    held: bool,
}

impl<'a> Facts<'a> {
    /// Adds why a schema holds or does not. Gives whether all that matters has been said.
    fn schema(&mut self, node: NodeId, at: u32, held: bool, path: &mut Vec<&'a str>) -> bool {
        if path.len() > DEEPEST || self.found.len() > MOST {
            return false;
        }
        let node = self.scene.parts.target(node);
        let mut indices = self.scene.parts.node(node).keywords.indices();
        let here = |index| Here {
            node,
            index,
            at,
            held,
        };
        if held {
            return indices.all(|index| self.keyword(here(index), path));
        }
        // Each keyword that fails is a reason by itself.
        let mut said = false;
        for index in indices {
            match self.holds_keyword(here(index)) {
                None => return false,
                Some(true) => {}
                Some(false) => said |= self.keyword(here(index), path),
            }
        }
        said
    }

    fn ask(&self) -> Option<Memory> {
        let left = self.scene.memo.explained.get().checked_sub(1)?;
        self.scene.memo.explained.set(left);
        Some(Memory::default())
    }

    fn holds(&self, node: NodeId, at: u32) -> Option<bool> {
        let mut memory = self.ask()?;
        engine::holds_at(self.scene.parts, node, self.scene.document, at, &mut memory)
    }

    fn holds_keyword(&self, here: Here) -> Option<bool> {
        let mut memory = self.ask()?;
        let (parts, document) = (self.scene.parts, self.scene.document);
        engine::keyword_holds(
            parts,
            (here.node, here.index),
            (document, here.at),
            &mut memory,
        )
    }

    fn keyword(&mut self, here: Here, path: &mut Vec<&'a str>) -> bool {
        let parts = self.scene.parts;
        let Here { node, at, held, .. } = here;
        let check = parts.keyword(here.index).check;
        let kind = self.scene.document.entry(at).kind;
        let concerns = check.concerns();
        if concerns.is_some_and(|types| !types.contains(Types::of_kind(kind))) {
            // It is about other values, so it holds because this one is none of them.
            self.is_found(at, path);
            return held;
        }
        match check {
            Check::Ref(target) => self.schema(target, at, held, path),
            Check::Not(inner) => self.schema(inner, at, !held, path),
            Check::AllOf(nodes) => {
                let nodes = parts.run(nodes);
                if held {
                    return nodes.iter().all(|node| self.schema(*node, at, true, path));
                }
                let fails = nodes
                    .iter()
                    .find(|node| self.holds(**node, at) == Some(false));
                fails.is_some_and(|node| self.schema(*node, at, false, path))
            }
            Check::AnyOf(nodes) | Check::OneOf(nodes) if held => {
                let holds = parts.run(nodes).iter();
                let mut holds = holds.filter(|node| self.holds(**node, at) == Some(true));
                let chosen = holds.next().copied();
                drop(holds);
                chosen.is_some_and(|node| self.schema(node, at, true, path))
            }
            // Several hold, and which of them should not is not known.
            Check::OneOf(nodes)
                if parts
                    .run(nodes)
                    .iter()
                    .any(|node| self.holds(*node, at) != Some(false)) =>
            {
                false
            }
            Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                let nodes = parts.run(nodes);
                nodes.len() <= MOST && nodes.iter().all(|node| self.schema(*node, at, false, path))
            }
            Check::Required(slots) => {
                self.required(here, slots, path);
                true
            }
            Check::Properties(properties) => self.properties(here, properties, path),
            Check::Type(types) => {
                // That an object has members is said of these.
                let is_alone = parts.node(node).keywords.len == 1;
                let is_plain = held && types == Types::OBJECT && path.is_empty() && !is_alone;
                if !is_plain {
                    let not = if held { "" } else { "not " };
                    self.add(at, path, &format!("is {not}{}", types.in_words()));
                }
                true
            }
            Check::Const(values) | Check::Enum(values) => {
                self.values(here, values, path);
                true
            }
            Check::Contains {
                node: inner,
                min: 1,
                max: u64::MAX,
                ..
            } => {
                let phrases =
                    describe::of_schema(self.scene, inner, self.is_secret(node, at), None);
                let words = indicative(&phrases, false);
                let no = if held { "an" } else { "no" };
                self.add(at, path, &format!("has {no} item that {words}"));
                true
            }
            Check::Items { .. } if held && self.scene.document.value(at).is_empty() => {
                self.add(at, path, "has no items");
                true
            }
            _ => self.bound(here, kind, path),
        }
    }

    /// A keyword that has words of its own.
    fn bound(&mut self, here: Here, kind: Kind, path: &[&str]) -> bool {
        let secret = self.is_secret(here.node, here.at);
        let node = self.scene.parts.node(here.node);
        let Some(phrases) = describe::of_keyword(self.scene, node, here.index, secret, kind) else {
            return false;
        };
        let words = if here.held {
            indicative(&phrases, false)
        } else {
            denied(&phrases)
        };
        if !phrases.is_empty() {
            self.add(here.at, path, &words);
        }
        true
    }

    fn is_secret(&self, node: NodeId, at: u32) -> bool {
        self.scene.parts.node(node).flags.secret
            || self.scene.secrets.touches(self.scene.document.span(at))
    }

    fn values(&mut self, here: Here, values: Run<Literal>, path: &[&str]) {
        let parts = self.scene.parts;
        let is_scalar = !matches!(
            self.scene.document.entry(here.at).kind,
            Kind::Array | Kind::Object
        );
        if here.held && is_scalar {
            self.is_found(here.at, path);
        } else if self.is_secret(here.node, here.at) {
            let not = if here.held { "" } else { "not " };
            let words = format!("is {not}one of the values that the schema gives");
            self.add(here.at, path, &words);
        } else {
            let not = if here.held { "" } else { "not " };
            let values = show::literals(parts, parts.run(values));
            self.add(here.at, path, &format!("is {not}{values}"));
        }
    }

    fn required(&mut self, here: Here, slots: Run<Slot>, path: &mut Vec<&'a str>) {
        let parts = self.scene.parts;
        let node = parts.node(here.node);
        for slot in parts.run(slots) {
            let name = parts.name(node, *slot);
            let member = self.scene.document.value(here.at).member(name);
            path.push(name);
            match (member, here.held) {
                // What its value is says that it is there.
                (Some(value), true) if !self.says_more(here.node, *slot) => {
                    let at = value.name().map_or(value.index(), Value::index);
                    self.add(at, path, "is present");
                }
                (None, false) => self.add_without_place(path, "is not set"),
                _ => {}
            }
            path.pop();
        }
    }

    /// Whether the schema also demands something of the value of a member.
    fn says_more(&self, node: NodeId, slot: Slot) -> bool {
        let parts = self.scene.parts;
        let mut keywords = parts.run(parts.node(node).keywords).iter();
        keywords.any(|keyword| match keyword.check {
            Check::Properties(properties) => parts.run(properties).iter().any(|property| {
                property.slot == slot && !parts.node(property.node).keywords.is_empty()
            }),
            _ => false,
        })
    }

    fn properties(
        &mut self,
        here: Here,
        properties: Run<Property>,
        path: &mut Vec<&'a str>,
    ) -> bool {
        let parts = self.scene.parts;
        let node = parts.node(here.node);
        let mut whole = true;
        for property in parts.run(properties) {
            if parts.node(property.node).keywords.is_empty() {
                continue;
            }
            let name = parts.name(node, property.slot);
            let member = self.scene.document.value(here.at).member(name);
            path.push(name);
            match (member, here.held) {
                (Some(value), true) => {
                    whole &= self.schema(property.node, value.index(), true, path);
                }
                (None, true) => self.add_without_place(path, "is not set"),
                (Some(value), false) if self.holds(property.node, value.index()) == Some(false) => {
                    whole &= self.schema(property.node, value.index(), false, path);
                }
                (_, false) => {}
            }
            path.pop();
        }
        whole
    }

    fn is_found(&mut self, at: u32, path: &[&str]) {
        let words = format!("is {}", self.scene.found(at));
        self.add(at, path, &words);
    }

    fn subject(&self, path: &[&str]) -> String {
        if path.is_empty() {
            self.whole.to_owned()
        } else {
            show::name(&path.join("."))
        }
    }

    fn add(&mut self, at: u32, path: &[&str], words: &str) {
        let words = format!("{} {words}", self.subject(path));
        let entry = self.scene.document.entry(at);
        // A whole object would be pointed at as far as it goes.
        let label = (entry.is_name || !matches!(entry.kind, Kind::Array | Kind::Object))
            .then(|| (self.scene.document.span(at), words.clone()));
        self.push(Fact { words, label });
    }

    fn add_without_place(&mut self, path: &[&str], words: &str) {
        let words = format!("{} {words}", self.subject(path));
        self.push(Fact { words, label: None });
    }

    fn push(&mut self, fact: Fact) {
        if self.found.iter().all(|other| other.words != fact.words) {
            self.found.push(fact);
        }
    }
}
