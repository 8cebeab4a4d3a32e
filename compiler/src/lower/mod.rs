//! From located JSON to a [`Program`]: after this step nobody sees a keyword as a string.
//!
//! In: a [`Library`] and the schema to begin with. Out: the pools of a program, and every fault of
//! every schema on the way. Schemas are taken from a worklist, so recursive schemas need no recursion:
//! asking for a schema gives its index at once, and the work is done later.

mod annotations;
mod graph;
mod keywords;
mod literal;
mod messages;
mod names;
mod openapi;
mod read;
mod skipped;
mod unknown;

use std::collections::{HashMap, HashSet};

use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::{
    Check, DynamicAnchor, Format, Keyword, Name, Node, NodeFlags, NodeId, Parts, Resource, Run,
    Text,
};

use crate::diagnostic::{Complaint, Diagnostic};
use crate::dialect::{Holds, Language};
use crate::library::{Library, Spot, spot};
use crate::lowered::Lowered;
use crate::matcher::Asker;
use crate::notes::Notes;
use crate::options::SchemaOptions;
use crate::slips::not_a_schema;

/// Lowers some schemas and all that they lead to as one program. Returns their nodes with what came of it; the first
/// schema is the program's root.
pub(crate) fn lower(
    library: &Library,
    options: &SchemaOptions,
    entries: impl Iterator<Item = Spot>,
) -> (Vec<NodeId>, Lowered) {
    let mut lowerer = Lowerer::new(library, options);
    let roots: Vec<NodeId> = entries.map(|entry| lowerer.node(entry)).collect();
    lowerer.work();
    if options.error_messages {
        lowerer.messages();
    }
    lowerer.parts.root = roots.first().copied().unwrap_or_default();
    lowerer.finish_resources();
    let mut cuts = Vec::new();
    let loops = graph::loops(&lowerer, &mut cuts);
    lowerer
        .faults
        .extend(loops.into_iter().map(|(_, fault)| fault));
    lowerer.cut_loops(cuts);
    lowerer.find_secret_names();
    lowerer.find_formats();
    lowerer.settle_skipped();
    (roots, lowerer.done())
}

/// Lowers many schemas and all that they lead to, each once. Returns their nodes with what came of it.
pub(crate) fn lower_all(
    library: &Library,
    options: &SchemaOptions,
    entries: impl Iterator<Item = Spot>,
) -> (Vec<NodeId>, Lowered) {
    let mut lowerer = Lowerer::new(library, options);
    let roots: Vec<NodeId> = entries.map(|entry| lowerer.node(entry)).collect();
    lowerer.work();
    if options.error_messages {
        lowerer.messages();
    }
    lowerer.finish_resources();
    let mut cuts = Vec::new();
    let loops = graph::loops(&lowerer, &mut cuts);
    lowerer.doubtful.extend(cuts.iter().map(graph::Cut::from));
    for (node, fault) in loops {
        lowerer.faulty.push((node, lowerer.faults.len()));
        lowerer.doubtful.push(node);
        lowerer.faults.push(fault);
    }
    lowerer.cut_loops(cuts);
    lowerer
        .doubtful
        .extend(lowerer.skipped.iter().map(|(node, _)| *node));
    lowerer.settle_skipped();
    lowerer.find_formats();
    (roots, lowerer.done())
}

/// Lowers the schemas that stand in the documents but that nothing leads to: what is wrong with them is wrong, too.
pub(crate) fn lower_rest(library: &Library, options: &SchemaOptions, done: &Lowered) -> Lowered {
    let done: HashSet<Spot> = done.spots.iter().copied().collect();
    let mut lowerer = Lowerer::new(library, options);
    lowerer.unreached = true;
    if options.static_patterns {
        lowerer.asker = Asker::BesideStatic;
    }
    for spot in library.schemas.keys().filter(|spot| !done.contains(spot)) {
        lowerer.node(*spot);
    }
    lowerer.work();
    lowerer.finish_resources();
    // A loop that nothing leads to does no harm where the schemas are only used.
    if options.refuse_contradictions {
        let loops = graph::loops(&lowerer, &mut Vec::new());
        lowerer
            .faults
            .extend(loops.into_iter().map(|(_, fault)| fault));
    }
    lowerer.done()
}

struct Lowerer<'a> {
    library: &'a Library,
    options: &'a SchemaOptions,
    parts: Parts,
    nodes: HashMap<Spot, NodeId>,
    /// Where each node was lowered from.
    spots: Vec<Spot>,
    /// Nodes that are still to be lowered.
    queue: Vec<(Spot, NodeId)>,
    /// The schemas that have a schema in their `allOf`, in OpenAPI 3.0.
    wholes: HashMap<Spot, Spot>,
    texts: HashMap<String, Text>,
    patterns: HashMap<String, u32>,
    /// The names of dynamic anchors that some reference looks for.
    sought_anchors: Vec<String>,
    /// For whom patterns are decided.
    asker: Asker,
    /// Nothing leads to the schemas.
    unreached: bool,
    /// The node that is being lowered.
    current: NodeId,
    /// Patterns that cannot be run, and the nodes that they are left out of.
    skipped: Vec<(NodeId, Diagnostic)>,
    faults: Vec<Diagnostic>,
    /// The nodes that have faults, each with the index of the fault.
    faulty: Vec<(NodeId, usize)>,
    /// Nodes of which it depends on the way to them what becomes of them.
    doubtful: Vec<NodeId>,
    /// Those of the skipped patterns that do no harm.
    unchecked: Vec<Diagnostic>,
    /// What is worth a warning.
    notes: Notes,
}

impl<'a> Lowerer<'a> {
    fn new(library: &'a Library, options: &'a SchemaOptions) -> Self {
        Self {
            library,
            options,
            parts: Parts::default(),
            nodes: HashMap::new(),
            wholes: HashMap::new(),
            spots: Vec::new(),
            queue: Vec::new(),
            texts: HashMap::new(),
            patterns: HashMap::new(),
            sought_anchors: Vec::new(),
            asker: if options.static_patterns {
                Asker::Static
            } else {
                Asker::Here
            },
            unreached: false,
            current: NodeId::default(),
            skipped: Vec::new(),
            faults: Vec::new(),
            faulty: Vec::new(),
            doubtful: Vec::new(),
            unchecked: Vec::new(),
            notes: Notes::default(),
        }
    }

    fn done(self) -> Lowered {
        let Self {
            parts,
            spots,
            faults,
            faulty,
            doubtful,
            unchecked,
            notes,
            ..
        } = self;
        Lowered {
            parts,
            spots,
            faults,
            faulty,
            doubtful,
            unchecked,
            notes,
        }
    }

    /// The node of the schema at a spot, which is lowered later if it has not been.
    fn node(&mut self, spot: Spot) -> NodeId {
        if let Some(&node) = self.nodes.get(&spot) {
            return node;
        }
        let node = NodeId(self.parts.add(vec![Node::EMPTY]).start);
        self.nodes.insert(spot, node);
        self.spots.push(spot);
        self.queue.push((spot, node));
        node
    }

    fn work(&mut self) {
        while let Some((spot, id)) = self.queue.pop() {
            self.current = id;
            let before = self.faults.len();
            let node = self.lower_node(spot);
            self.faulty
                .extend((before..self.faults.len()).map(|fault| (id, fault)));
            self.parts.nodes.to_mut()[id.0 as usize] = node;
        }
    }

    fn lower_node(&mut self, spot: Spot) -> Node {
        let value = self.library.value(spot);
        let pointer = self.library.pointer(spot);
        let node = Node {
            resource: u32::try_from(self.library.resource_of(spot)).unwrap_or(u32::MAX),
            pointer: self.text(&pointer),
            line: self.line(spot),
            column: self.library.sources[spot.document].column(value.span().start),
            ..Node::EMPTY
        };
        match value.kind() {
            Kind::True => node,
            Kind::False => {
                let never = Keyword {
                    name: self.text(""),
                    check: Check::Never,
                    rule: Run::EMPTY,
                    line: node.line,
                };
                Node {
                    keywords: self.parts.add(vec![never]),
                    ..node
                }
            }
            Kind::Object => self.lower_object(spot, value, node),
            _ => {
                let language = self.language_at(spot);
                let around = holder(language, &pointer);
                let complaint = not_a_schema(language, around, value);
                self.complain(spot, complaint);
                node
            }
        }
    }

    fn lower_object(&mut self, spot: Spot, value: Value<'a>, mut node: Node) -> Node {
        self.look_for_unknown_keywords(spot, value);
        let names = self.names_of(value);
        let mut object = Object {
            spot,
            value,
            language: self.language_at(spot),
            names,
            keywords: Vec::new(),
            flags: NodeFlags::NONE,
        };
        self.keywords(&mut object);
        node.annotations = self.annotations(&mut object);
        node.lints = self.lints(&mut object);
        // In the order of evaluation; those of the same rank as the schema has them.
        object.keywords.sort_by_key(|(rank, _)| *rank);
        let keywords = object
            .keywords
            .into_iter()
            .map(|(_, keyword)| keyword)
            .collect();
        node.keywords = self.parts.add(keywords);
        node.names = self.parts.add(object.names);
        node.flags = object.flags;
        node
    }

    /// The names that a schema object mentions. The schemas of `properties` are filled in here too.
    fn names_of(&mut self, value: Value<'a>) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for name in names::mentioned(value) {
            let text = self.text(&name);
            names.push(Name {
                text,
                hash: vouchsafe_core::json::name_hash(name.as_bytes()),
                property: None,
            });
        }
        // Sorted by hash for the engine, by name among equal hashes for the same output each time.
        names.sort_by(|left, right| {
            left.hash
                .cmp(&right.hash)
                .then_with(|| self.parts.str(left.text).cmp(self.parts.str(right.text)))
        });
        names
    }

    /// A text of the program; equal texts are kept once.
    fn text(&mut self, text: &str) -> Text {
        if let Some(&known) = self.texts.get(text) {
            return known;
        }
        let all = self.parts.text.to_mut();
        let start = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all.push_str(text);
        let text_id = Text {
            start,
            len: u32::try_from(text.len()).unwrap_or(u32::MAX),
        };
        self.texts.insert(text.to_owned(), text_id);
        text_id
    }

    /// The language that the schema at a spot is written in.
    fn language_at(&self, at: Spot) -> Language {
        self.library.language_of(at)
    }

    fn line(&self, at: Spot) -> u32 {
        let start = self.library.value(at).span().start;
        self.library.sources[at.document].line(start)
    }

    /// Reports a fault at a value.
    fn complain(&mut self, at: Spot, complaint: Complaint) {
        let source = &self.library.sources[at.document];
        let span = self.library.value(at).span();
        self.faults.push(source.fault(complaint, span));
    }

    /// Reports a fault at a value of the document that `near` is in.
    fn complain_at(&mut self, near: Spot, value: Value<'_>, complaint: Complaint) {
        self.complain(spot(near.document, value), complaint);
    }

    /// Fills the table of resources, with the dynamic anchors that some reference looks for.
    fn finish_resources(&mut self) {
        let mut anchors: HashMap<usize, Vec<DynamicAnchor>> = HashMap::new();
        let library = self.library;
        // Lowering the schema of an anchor may make further names sought.
        let mut done = 0;
        while done < self.sought_anchors.len() {
            let sought = self.sought_anchors[done].clone();
            done += 1;
            for ((resource, name), spot) in &library.dynamic_anchors {
                if *name == sought {
                    let anchor = DynamicAnchor {
                        name: self.text(name),
                        node: self.node(*spot),
                    };
                    anchors.entry(*resource).or_default().push(anchor);
                }
            }
            self.work();
        }
        self.parts.flags.dynamic = !self.sought_anchors.is_empty();
        for (index, resource) in library.resources.iter().enumerate() {
            let uri = self.text(&self.options.display(&resource.uri));
            let anchors = self.parts.add(anchors.remove(&index).unwrap_or_default());
            self.parts.add(vec![Resource { uri, anchors }]);
        }
    }

    /// The names of members whose value is a secret, whichever schema says so.
    fn find_secret_names(&mut self) {
        let parts = &self.parts;
        let mut secret: Vec<Name> = Vec::new();
        for node in parts.nodes.iter() {
            for name in parts.run(node.names) {
                let is_secret = name
                    .property
                    .is_some_and(|property| parts.is_secret(property));
                if is_secret && secret.iter().all(|known| known.text != name.text) {
                    secret.push(Name {
                        property: None,
                        ..*name
                    });
                }
            }
        }
        self.parts.flags.secrets = self.parts.nodes.iter().any(|node| node.flags.secret);
        self.parts.flags.lints = self
            .parts
            .nodes
            .iter()
            .any(|node| node.flags.deprecated || !node.lints.is_empty());
        self.parts.secret_names = secret.into();
    }

    /// What decides about formats, if there are any.
    fn find_formats(&mut self) {
        let mut keywords = self.parts.keywords.iter();
        let asks = keywords.any(|keyword| matches!(keyword.check, Check::Format(_)));
        self.parts.is_of_format = asks.then_some(Format::is_valid);
    }
}

/// The keyword that holds the schema at a JSON Pointer as one of those that it has by name.
fn holder(language: Language, pointer: &str) -> Option<&str> {
    let (around, _) = pointer.rsplit_once('/')?;
    let (_, keyword) = around.rsplit_once('/')?;
    (language.holds(keyword) == Some(Holds::Map)).then_some(keyword)
}

/// A schema object that is being lowered.
struct Object<'a> {
    spot: Spot,
    value: Value<'a>,
    language: Language,
    /// The names that its keywords mention, sorted; a slot is an index into them.
    names: Vec<Name>,
    /// Keywords with their rank of evaluation.
    keywords: Vec<(u8, Keyword)>,
    flags: NodeFlags,
}

impl<'a> Object<'a> {
    /// The value of a keyword that means something here.
    fn get(&self, keyword: &str) -> Option<Value<'a>> {
        self.value.member(keyword).filter(|_| self.heeds(keyword))
    }

    /// Whether a keyword means something here.
    fn heeds(&self, keyword: &str) -> bool {
        !self.is_void(keyword) && self.language.has(keyword)
    }

    /// Whether a keyword of an old dialect stands beside `$ref`, which makes all but our own void.
    fn is_void(&self, keyword: &str) -> bool {
        self.language.dialect.is_old()
            && keyword != "$ref"
            && !keyword.starts_with("x-")
            && self.value.member("$ref").is_some()
    }

    fn spot_of(&self, value: Value<'a>) -> Spot {
        spot(self.spot.document, value)
    }
}
