//! Runs a [`Program`] over a scanned document.
//!
//! In: a program and a [`Document`]. Out: the verdict, or every [`Fault`] with what is needed to put it
//! into words. This is the reference for every keyword; whatever else decides (generated code) must
//! agree with it.
//!
//! One body serves both: [`Engine`] is generic over a [`Sink`]. With [`Flag`] it stops at the first
//! fault and allocates nothing; with [`Collector`] it goes on and records; with [`annotate`]'s sink
//! it visits every branch for its annotations. Where the verdict alone is wanted, `verdict` follows a `plan`
//! of the program, without what recording needs. The engine does not know words, and it does not look at
//! JSON Schema text.

mod alternatives;
mod annotate;
mod annotation;
mod array;
mod careful;
mod combine;
mod equal;
mod fault;
mod marks;
mod members;
mod named;
mod object;
mod plan;
mod scalar;
mod sink;
mod steps;
mod suspect;
mod verdict;

pub(crate) use alternatives::Alternatives;
pub(crate) use annotate::annotations;
pub(crate) use annotation::{Noted, Produced};
pub(crate) use equal::literal_is;
pub(crate) use fault::{Detail, Fault, Hit, LintAt, Met, Token};
pub(crate) use sink::Collector;
pub(crate) use steps::STEPS_FOR_EACH_ENTRY;
pub use suspect::{Charge, What};
pub(crate) use suspect::{Plain, PlainWay, Suspects, chosen, collect_suspects};

use crate::json::{Document, Irregularity, JsonStr, Kind};
use crate::program::{Check, Keyword, Node, NodeId, Parts, Program};
use crate::sort;
use marks::Marks;
use plan::{DemandId, Plan};
use sink::{Flag, Sink};
use steps::{Remembered, Steps};

/// How many schemas may be entered inside one another before a check is given up: the depth of the
/// instance times the references and combinators on the way, with room to spare, yet shallow enough
/// for the stack of a test thread in a debug build.
const MAX_EVALUATION_DEPTH: u32 = 800;

/// Working memory that is kept from one check to the next.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The resources that evaluation has entered, for dynamic references.
    scope: Vec<u32>,
    /// An unescaped string, for patterns.
    text: Vec<u8>,
    /// Hashes of items, for `uniqueItems`.
    hashes: Vec<(u64, u32)>,
    /// A limit was met: the verdict means nothing.
    gave_up: Option<GaveUp>,
    steps: Steps,
    /// What the evaluation remembers, once it has taken many steps.
    remembered: Option<Box<Remembered>>,
    /// At this depth evaluation goes on with care, see [`careful`]: at the greatest, or at once where there are answers
    /// to remember.
    deepest: u32,
    /// The rows of the objects at hand, see [`verdict`]; those of inner ones on top.
    row: Vec<u32>,
    /// What is still to be asked of members of those objects: values with what they must meet.
    asked: Vec<(u32, DemandId)>,
    /// Names of members that a later one of the same name replaces, sorted.
    replaced: Vec<u32>,
    /// Names of the outermost object are compared without regard to ASCII case.
    ignore_case: bool,
}

impl Memory {
    /// Gets ready for a document.
    fn begin(&mut self, document: Document<'_>) {
        self.restart_steps(document.tape().len());
        self.begin_part(document);
    }

    /// Gets ready for a pass over the text of a document that has so many bytes.
    pub(crate) fn begin_pass(&mut self, bytes: usize) {
        // A value takes two bytes at least, and mostly more than eight.
        self.restart_steps(bytes / 8);
    }

    /// Gets ready for a part of the document of a pass, whose steps count together.
    fn begin_part(&mut self, document: Document<'_>) {
        self.gave_up = None;
        self.forget(document.tape().len() as u64);
        self.scope.clear();
        self.row.clear();
        self.asked.clear();
        self.replaced.clear();
        let irregularities = document.tape().irregularities().iter();
        let mut pairs: Vec<(u32, u32)> = irregularities
            .filter_map(|irregularity| match *irregularity {
                Irregularity::DuplicateMember { first, again } => Some((first, again)),
                Irregularity::LoneSurrogate { .. } => None,
            })
            .collect();
        sort::by(&mut pairs, Ord::cmp);
        // Each of the same name but the last is replaced by the one after it.
        for (index, &(first, again)) in pairs.iter().enumerate() {
            let before = index
                .checked_sub(1)
                .map(|index| pairs[index])
                .filter(|pair| pair.0 == first);
            self.replaced
                .push(before.map_or(first, |(_, before)| before));
            debug_assert!(first < again, "a later member replaces an earlier one");
        }
        sort::by(&mut self.replaced, Ord::cmp);
    }

    /// Sets whether names of the outermost object are compared without regard to case, and how many steps an evaluation
    /// may take beyond those that the size of the instance brings.
    pub(crate) const fn configure(&mut self, ignore_case: bool, most_steps: u64) {
        self.ignore_case = ignore_case;
        self.allow_steps(most_steps);
    }

    /// Hands on what a text means, without its escapes: UTF-8, or WTF-8 where it has lone surrogates.
    pub(crate) fn with_text(
        &mut self,
        text: JsonStr<'_>,
        holds: impl FnOnce(&[u8]) -> bool,
    ) -> bool {
        if !text.is_escaped() {
            return holds(text.raw());
        }
        let mut buffer = std::mem::take(&mut self.text);
        buffer.clear();
        text.write_wtf8(&mut buffer);
        let held = holds(&buffer);
        self.text = buffer;
        held
    }
}

/// Whether the document satisfies the program. Allocates nothing beyond what `memory` already has,
/// `unevaluated…` of large containers apart.
pub(crate) fn is_valid(program: &Program, document: Document<'_>, memory: &mut Memory) -> bool {
    memory.begin(document);
    let parts = program.parts();
    let mut engine = Engine::deciding(parts, Some(program.plan()), document, memory);
    engine.node(parts.root, 0, None) && memory.gave_up.is_none()
}

/// Whether the verdict looks members up that it does not see on its way, so that they had better be indexed.
pub(crate) fn looks_members_up(program: &Program) -> bool {
    program.plan().looks_members_up
}

/// Whether the value at `at` satisfies a node; `None` when the check had to be given up.
pub(crate) fn holds_at(
    parts: &Parts,
    node: NodeId,
    document: Document<'_>,
    at: u32,
    memory: &mut Memory,
) -> Option<bool> {
    memory.begin_part(document);
    let mut engine = Engine::deciding(parts, None, document, memory);
    let valid = engine.node(node, at, None);
    memory.gave_up.is_none().then_some(valid)
}

/// Whether the value at a place of a document satisfies one keyword of a node, apart from what it evaluates; `None`
/// when the check had to be given up.
pub(crate) fn keyword_holds(
    parts: &Parts,
    (node, keyword): (NodeId, u32),
    (document, at): (Document<'_>, u32),
    memory: &mut Memory,
) -> Option<bool> {
    memory.begin(document);
    let mut engine = Engine::deciding(parts, None, document, memory);
    let valid = engine.keyword_at(node, keyword, at);
    memory.gave_up.is_none().then_some(valid)
}

/// Every fault and every lint of the document. `Err` when the check had to be given up.
pub(crate) fn collect(
    program: &Program,
    document: Document<'_>,
    memory: &mut Memory,
    collector: Collector,
) -> Result<Collector, GaveUp> {
    memory.begin(document);
    let mut engine = Engine {
        parts: program.parts(),
        plan: Some(program.plan()),
        document,
        memory,
        depth: 0,
        sink: collector,
    };
    engine.node(program.parts().root, 0, None);
    let collector = engine.sink;
    memory.gave_up.map_or(Ok(collector), Err)
}

/// Why a check was given up: whether the document satisfies the program is not known.
#[derive(Debug, Clone, Copy)]
pub(crate) enum GaveUp {
    /// The evaluation nested deeper than [`MAX_EVALUATION_DEPTH`].
    TooDeep,
    /// It took too many steps.
    OutOfSteps,
    /// A pattern took too many steps on the string or name at that place.
    TooCostly { pattern: u32, at: u32 },
}

struct Engine<'r, S> {
    parts: &'r Parts,
    /// How the verdict is reached, if there is a plan for it.
    plan: Option<&'r Plan>,
    document: Document<'r>,
    memory: &'r mut Memory,
    depth: u32,
    sink: S,
}

/// Where evaluation stands: a keyword of a node, applied to one value.
#[derive(Clone, Copy)]
struct Place<'r> {
    node: &'r Node,
    id: NodeId,
    /// The index of the keyword.
    index: u32,
    keyword: &'r Keyword,
    /// The value's index on the tape.
    at: u32,
}

impl<'r> Engine<'r, Flag> {
    /// An engine that wants the verdict alone.
    const fn deciding(
        parts: &'r Parts,
        plan: Option<&'r Plan>,
        document: Document<'r>,
        memory: &'r mut Memory,
    ) -> Self {
        Self {
            parts,
            plan,
            document,
            memory,
            depth: 0,
            sink: Flag,
        }
    }
}

impl<'r, S: Sink> Engine<'r, S> {
    /// Applies a node to the value at `at`. Where `marks` are given, adds what the node evaluated to
    /// them if it holds.
    fn node(&mut self, id: NodeId, at: u32, marks: Option<&mut Marks>) -> bool {
        if !S::COLLECTS
            && !S::ANNOTATES
            && marks.is_none()
            && let Some(plan) = self.plan
            && let Some(demand) = plan.of_node(id)
            && !self.ignores_case(at)
        {
            return self.meets(plan, demand, at);
        }
        if self.depth >= self.memory.deepest {
            return self.carefully(id, at, marks);
        }
        self.at_once(id, at, marks)
    }

    /// Applies a node to the value at `at`, without a look at the limit of depth.
    fn at_once(&mut self, id: NodeId, at: u32, marks: Option<&mut Marks>) -> bool {
        let node = self.parts.node(id);
        if !self.memory.spend(1 + node.names.len()) {
            return false;
        }
        if marks.is_some() || node.flags.tracks || S::COLLECTS && node.flags.lint_tracks {
            return self.tracking_node(id, at, Marks::default(), marks);
        }
        let scope = self.enter(node);
        let valid = self.keywords(id, node, at, None);
        self.leave(scope);
        valid
    }

    /// The same for a node that must know what its keywords evaluate, which nobody else asks.
    fn tracks(&mut self, id: NodeId, at: u32) -> bool {
        self.tracking_node(id, at, Marks::default(), None)
    }

    /// The same with a record of what is evaluated, which starts as `own`.
    #[inline(never)]
    fn tracking_node(
        &mut self,
        id: NodeId,
        at: u32,
        mut own: Marks,
        marks: Option<&mut Marks>,
    ) -> bool {
        let node = self.parts.node(id);
        let scope = self.enter(node);
        let valid = self.keywords(id, node, at, Some(&mut own));
        self.leave(scope);
        match marks {
            Some(marks) if valid => marks.merge(&own),
            // Its fault says what is wrong; that its members were not evaluated follows from it.
            Some(marks) if S::COLLECTS => marks.merge_named(&own),
            _ => {}
        }
        valid
    }

    /// Enters a node; gives whether that is a step into another resource, for [`Engine::leave`].
    fn enter(&mut self, node: &Node) -> bool {
        self.depth += 1;
        let scope = self.parts.flags.dynamic && self.memory.scope.last() != Some(&node.resource);
        if scope {
            self.memory.scope.push(node.resource);
        }
        scope
    }

    fn leave(&mut self, scope: bool) {
        self.depth -= 1;
        if scope {
            self.memory.scope.pop();
        }
    }

    fn keywords(
        &mut self,
        id: NodeId,
        node: &'r Node,
        at: u32,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let before = self.sink.count();
        if S::ANNOTATES && !node.annotations.is_empty() {
            self.sink.begin_node(id, at);
        }
        let mut valid = true;
        for index in node.keywords.indices() {
            let keyword = self.parts.keyword(index);
            let place = Place {
                node,
                id,
                index,
                keyword,
                at,
            };
            let holds = if S::ANNOTATES {
                self.annotated_keyword(place, marks.as_deref_mut())
            } else {
                self.keyword(place, marks.as_deref_mut())
            };
            if !holds {
                valid = false;
                // A value of the wrong type has one fault, not one for each keyword that follows from it.
                let decides = matches!(keyword.check, Check::Type(_) | Check::Never);
                if !S::COLLECTS || decides && !self.sink.is_raw() {
                    // What the keywords that follow would have known is not found out.
                    if S::COLLECTS
                        && matches!(keyword.check, Check::Type(_))
                        && let Some(marks) = marks.as_deref_mut()
                    {
                        marks.name_all();
                    }
                    break;
                }
            }
        }
        if S::ANNOTATES && !valid {
            self.sink.void(before);
        }
        if S::COLLECTS {
            self.lints(id, node, at, marks.as_deref());
            if node.flags.worded {
                self.sink.word(self.parts, id, at, before);
            }
        }
        valid
    }

    /// Looks at the lints of a node and at its being deprecated.
    fn lints(&mut self, id: NodeId, node: &'r Node, at: u32, marks: Option<&Marks>) {
        if !self.parts.flags.lints || self.sink.in_lint() {
            return;
        }
        if node.flags.deprecated {
            self.sink.deprecated(id, at);
        }
        for (index, lint) in (0..).zip(self.parts.run(node.lints)) {
            if self
                .sink
                .begin_lint(self.parts, lint, LintAt { node: id, index })
            {
                let seed = marks.cloned().unwrap_or_default();
                self.tracking_node(lint.node, at, seed, None);
                self.sink.end_lint();
            }
        }
    }

    /// Applies a keyword of a node to the value at `at`, for who does not go over the node.
    fn keyword_at(&mut self, id: NodeId, index: u32, at: u32) -> bool {
        let (node, keyword) = (self.parts.node(id), self.parts.keyword(index));
        let place = Place {
            node,
            id,
            index,
            keyword,
            at,
        };
        self.keyword(place, None)
    }

    /// Applies one keyword.
    fn keyword(&mut self, place: Place<'r>, marks: Option<&mut Marks>) -> bool {
        let kind = self.document.entry(place.at).kind;
        match place.keyword.check {
            Check::Never => self.fail(place, Detail::None),
            Check::Type(types) => self.has_type(place.at, types) || self.fail(place, Detail::None),
            Check::Enum(values) | Check::Const(values) => self.is_one_of(place, values),
            Check::MultipleOf(_)
            | Check::Minimum(_)
            | Check::Maximum(_)
            | Check::ExclusiveMinimum(_)
            | Check::ExclusiveMaximum(_) => kind != Kind::Number || self.number(place),
            Check::Format(format) if format.is_of_numbers() => {
                kind != Kind::Number || self.number(place)
            }
            Check::MinLength(_)
            | Check::MaxLength(_)
            | Check::Pattern(_)
            | Check::Format(_)
            | Check::Content(_) => kind != Kind::String || self.string(place),
            Check::MinItems(_) | Check::MaxItems(_) | Check::UniqueItems => {
                kind != Kind::Array || self.array_as_a_whole(place)
            }
            Check::PrefixItems(_)
            | Check::Items { .. }
            | Check::Contains { .. }
            | Check::UnevaluatedItems(_) => kind != Kind::Array || self.items(place, marks),
            Check::MinProperties(_)
            | Check::MaxProperties(_)
            | Check::Required(_)
            | Check::DependentRequired(_)
            | Check::PropertyNames(_) => kind != Kind::Object || self.object_as_a_whole(place),
            Check::Properties(_)
            | Check::PatternProperties(_)
            | Check::AdditionalProperties { .. }
            | Check::UnevaluatedProperties(_) => kind != Kind::Object || self.members(place, marks),
            Check::DependentSchemas(schemas) => {
                kind != Kind::Object || self.dependent_schemas(place, schemas, marks)
            }
            Check::Ref(node) => self.reference(place, node, marks),
            Check::DynamicRef { node, anchor } => {
                let node = self.dynamic_target(anchor).unwrap_or(node);
                self.reference(place, node, marks)
            }
            Check::AllOf(nodes) => self.all_of(place, nodes, marks),
            Check::AnyOf(nodes) => self.any_of(place, nodes, marks),
            Check::OneOf(nodes) => self.one_of(place, nodes, marks),
            Check::Not(node) => !self.holds(node, place.at, None) || self.fail(place, Detail::None),
            Check::If {
                test,
                then,
                otherwise,
            } => self.conditional(place, test, then, otherwise, marks),
        }
    }

    /// Whether a node holds, without recording why not.
    fn holds(&mut self, node: NodeId, at: u32, marks: Option<&mut Marks>) -> bool {
        self.quietly().node(node, at, marks)
    }

    /// The engine where evaluation stands, without the record.
    fn quietly(&mut self) -> Engine<'_, Flag> {
        Engine {
            depth: self.depth,
            ..Engine::deciding(self.parts, self.plan, self.document, &mut *self.memory)
        }
    }

    /// Records a fault of the keyword at hand, at the value at hand.
    fn fail(&mut self, place: Place<'_>, detail: Detail) -> bool {
        self.sink.fault(place.id, place.index, place.at, detail);
        false
    }

    /// Applies a subschema to a value inside the one at hand. Where the subschema is `false`, the
    /// fault is of the kind that `never` says.
    fn child(&mut self, node: NodeId, at: u32, never: Detail) -> bool {
        if S::ANNOTATES {
            self.sink.applied(at);
        }
        if S::COLLECTS {
            let keywords = self.parts.node(node).keywords;
            if let [
                Keyword {
                    check: Check::Never,
                    ..
                },
            ] = self.parts.run(keywords)
            {
                self.sink.fault(node, keywords.start, at, never);
                return false;
            }
        }
        self.node(node, at, None)
    }
}
