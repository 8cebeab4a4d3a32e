//! The compiled schema: plain data that a `static` can hold and that run time can build.
//!
//! A [`Program`] is a handful of flat pools. A schema object is a [`Node`]; its keywords are a [`Run`]
//! of [`Keyword`]s, already typed: after compilation nobody looks at JSON or matches a keyword by its
//! name. References between entries are indices, so recursive schemas need no pointers, and a
//! program that was written as Rust source costs nothing to start with.
//!
//! Programs are made by `vouchsafe-compiler`, printed as Rust by `vouchsafe-codegen` and run by the
//! engine. What is in [`Parts`] may change in any release; programs must be compiled by the same
//! version that runs them.

mod automaton;
mod backtracking;
mod content;
mod counting;
mod image;
mod literal;
mod node;
mod part;
mod pattern;
mod rule;
mod subschemas;
mod untyped;

use std::any::Any;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

pub use crate::format::{Encoding, Format};
#[doc(hidden)]
pub use automaton::{State, automaton_bytes};
pub(crate) use backtracking::TooCostly;
pub use backtracking::{STAND_INS, StepCost};
pub use content::Content;
pub(crate) use content::Unfit;
#[doc(hidden)]
pub use counting::{Look, Tree};
pub use image::Image;
pub use literal::{Literal, LiteralMember, Number};
pub use node::{
    Annotation, Check, Dependents, DynamicAnchor, Keyword, Lint, LintSeverity, Name, Node,
    NodeFlags, PatternProperty, Property, Resource, Slot, Types,
};
pub(crate) use pattern::is_syntax;
#[cfg(feature = "backtracking")]
pub use pattern::try_compile_backtracking;
pub use pattern::{CharClass, LiteralAt, Matcher, Pattern, try_compile};
pub use rule::{Rule, Test, TestKind};
pub use untyped::{Reading, Untyped};

/// A compiled schema, ready to check instances with.
///
/// ```
/// use vouchsafe_core::Program;
///
/// // A program that accepts everything; real ones come from the derive or from `Validator::compile`.
/// static ANYTHING: Program = Program::accept_all();
/// assert!(ANYTHING.is_valid(b"[1, 2, 3]"));
/// assert!(!ANYTHING.is_valid(b"[1, 2, "));
/// ```
#[derive(Debug, Clone)]
pub struct Program {
    pools: Pools,
    /// Code that was generated from it; only those who run it know its type.
    code: Option<&'static (dyn Any + Send + Sync)>,
    found: Kept,
    plan: Kept,
}

/// Where the pools are.
#[derive(Debug, Clone)]
enum Pools {
    Here(Parts),
    /// In bytes, which are read for the first who asks.
    InImage(Image, OnceLock<Parts>),
}

/// What a reader has found out about a program, to look it up again; only that reader knows its type.
#[derive(Debug, Clone)]
struct Kept(OnceLock<Arc<dyn Any + Send + Sync>>);

impl Kept {
    const fn new() -> Self {
        Self(OnceLock::new())
    }

    fn get<T: Any + Send + Sync>(&self, find: impl FnOnce() -> T) -> Option<&T> {
        let found = self.0.get_or_init(|| Arc::new(find()));
        found.downcast_ref()
    }
}

/// The pools of a [`Program`].
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
#[expect(
    missing_docs,
    reason = "each pool holds the entries that its type names"
)]
pub struct Parts {
    pub root: NodeId,
    pub flags: ProgramFlags,
    pub text: Cow<'static, str>,
    pub nodes: Cow<'static, [Node]>,
    pub keywords: Cow<'static, [Keyword]>,
    pub names: Cow<'static, [Name]>,
    pub slots: Cow<'static, [Slot]>,
    pub node_ids: Cow<'static, [NodeId]>,
    pub properties: Cow<'static, [Property]>,
    pub pattern_properties: Cow<'static, [PatternProperty]>,
    pub dependents: Cow<'static, [Dependents]>,
    pub patterns: Cow<'static, [Pattern]>,
    pub literals: Cow<'static, [Literal]>,
    pub literal_members: Cow<'static, [LiteralMember]>,
    pub annotations: Cow<'static, [Annotation]>,
    pub lints: Cow<'static, [Lint]>,
    pub rules: Cow<'static, [Rule]>,
    pub tests: Cow<'static, [Test]>,
    pub texts: Cow<'static, [Text]>,
    pub resources: Cow<'static, [Resource]>,
    pub dynamic_anchors: Cow<'static, [DynamicAnchor]>,
    /// The names of members whose value is a secret wherever they stand.
    pub secret_names: Cow<'static, [Name]>,
    /// What decides about formats, where some keyword asks for one: no other program is linked with it.
    pub is_of_format: Option<fn(Format, &str) -> bool>,
}

/// What a whole program has, so that the engine can leave work out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct ProgramFlags {
    /// Some reference is dynamic, so the engine must keep the dynamic scope.
    pub dynamic: bool,
    /// Some node is a secret.
    pub secrets: bool,
    /// Some node has lints or is deprecated.
    pub lints: bool,
}

/// The index of a [`Node`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[expect(clippy::exhaustive_structs, reason = "an index is a number")]
pub struct NodeId(pub u32);

/// A piece of [`Parts::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Text {
    /// Offset of the first byte.
    pub start: u32,
    /// Number of bytes.
    pub len: u32,
}

/// A run of neighbours in the pool of `T`.
pub struct Run<T> {
    /// Index of the first.
    pub start: u32,
    /// How many there are.
    pub len: u32,
    of: core::marker::PhantomData<fn() -> T>,
}

impl<T> Run<T> {
    /// The `len` entries from `start` on.
    pub const fn new(start: u32, len: u32) -> Self {
        Self {
            start,
            len,
            of: core::marker::PhantomData,
        }
    }

    /// No entries.
    pub const EMPTY: Self = Self::new(0, 0);

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    /// How many there are.
    pub const fn len(self) -> u32 {
        self.len
    }

    /// The indices of the entries.
    pub fn indices(self) -> impl ExactSizeIterator<Item = u32> + use<T> {
        self.start..self.start + self.len
    }

    const fn range(self) -> core::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

impl<T> Clone for Run<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Run<T> {}

impl<T> Default for Run<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T> PartialEq for Run<T> {
    fn eq(&self, other: &Self) -> bool {
        self.start == other.start && self.len == other.len
    }
}

impl<T> Eq for Run<T> {}

impl<T> core::fmt::Debug for Run<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}..{}", self.start, self.start + self.len)
    }
}

/// An entry of one of the pools.
pub trait Pooled: Clone + Sized + 'static {
    /// The pool that such entries live in.
    fn pool(parts: &Parts) -> &Cow<'static, [Self]>;

    /// The same pool, to add to.
    fn pool_mut(parts: &mut Parts) -> &mut Cow<'static, [Self]>;
}

macro_rules! pools {
    ($($entry:ty => $pool:ident),* $(,)?) => {$(
        impl Pooled for $entry {
            fn pool(parts: &Parts) -> &Cow<'static, [Self]> {
                &parts.$pool
            }

            fn pool_mut(parts: &mut Parts) -> &mut Cow<'static, [Self]> {
                &mut parts.$pool
            }
        }
    )*};
}

pools! {
    Node => nodes,
    Keyword => keywords,
    Name => names,
    Slot => slots,
    NodeId => node_ids,
    Property => properties,
    PatternProperty => pattern_properties,
    Dependents => dependents,
    Pattern => patterns,
    Literal => literals,
    LiteralMember => literal_members,
    Annotation => annotations,
    Lint => lints,
    Rule => rules,
    Test => tests,
    Text => texts,
    Resource => resources,
    DynamicAnchor => dynamic_anchors,
}

impl Parts {
    /// The entries of a run.
    pub fn run<T: Pooled>(&self, run: Run<T>) -> &[T] {
        &T::pool(self)[run.range()]
    }

    /// Whether the pattern with that index matches somewhere in a text, if that can be told.
    #[doc(hidden)]
    pub fn is_match(&self, pattern: u32, text: &str) -> Option<bool> {
        let pattern = self.patterns.get(pattern as usize)?;
        pattern.is_match(self, text.as_bytes()).ok()
    }

    /// Whether a text is of a format that some keyword of the program asks for. One with half of a surrogate pair is
    /// of none.
    pub(crate) fn is_of_format(&self, format: Format, text: &[u8]) -> bool {
        let is_of_format = self.is_of_format.zip(str::from_utf8(text).ok());
        is_of_format.is_some_and(|(is_of_format, text)| is_of_format(format, text))
    }

    /// The one among the names of a node that has that hash, and for which `is` holds.
    pub(crate) fn find_name(
        &self,
        node: &Node,
        hash: u32,
        is: impl Fn(&str) -> bool,
    ) -> Option<&Name> {
        let names = self.run(node.names);
        let first = names.partition_point(|name| name.hash < hash);
        let mut same_hash = names[first..].iter().take_while(|name| name.hash == hash);
        same_hash.find(|name| is(self.str(name.text)))
    }

    /// Of a condition that asks whether one member is there and satisfies a schema: the member, and that schema.
    pub(crate) fn asks_one_member(&self, test: NodeId) -> Option<Property> {
        let [required, properties] = self.run(self.node(test).keywords) else {
            return None;
        };
        let (Check::Required(slots), Check::Properties(properties)) =
            (required.check, properties.check)
        else {
            return None;
        };
        match (self.run(slots), self.run(properties)) {
            ([slot], [property]) if *slot == property.slot => Some(*property),
            _ => None,
        }
    }

    /// Adds entries to their pool, next to each other.
    ///
    /// # Panics
    /// When the pool would outgrow 32-bit indices.
    pub fn add<T: Pooled>(&mut self, entries: Vec<T>) -> Run<T> {
        let pool = T::pool_mut(self).to_mut();
        let (start, len) = (index_of(pool.len()), index_of(entries.len()));
        pool.extend(entries);
        Run::new(start, len)
    }

    /// The characters of a text.
    pub fn str(&self, text: Text) -> &str {
        &self.text[text.start as usize..][..text.len as usize]
    }

    /// The UTF-8 of a text: cheaper than [`Parts::str`], which looks for the boundaries of characters.
    #[inline]
    pub(crate) fn bytes(&self, text: Text) -> &[u8] {
        &self.text.as_bytes()[text.start as usize..][..text.len as usize]
    }

    /// The node with that index.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The keyword with that index.
    pub fn keyword(&self, index: u32) -> &Keyword {
        &self.keywords[index as usize]
    }

    /// The member name in that slot of a node.
    pub fn name(&self, node: &Node, slot: Slot) -> &str {
        self.str(self.run(node.names)[slot.0 as usize].text)
    }

    /// The value of the annotation `name` of a node.
    pub fn annotation(&self, node: &Node, name: &str) -> Option<&Literal> {
        let annotations = self.run(node.annotations);
        let found = annotations
            .iter()
            .find(|annotation| self.str(annotation.name) == name)?;
        self.run(found.value).first()
    }

    /// The value of the annotation `name` of a node, if it is a string that says something.
    pub fn annotation_str(&self, node: &Node, name: &str) -> Option<&str> {
        match self.annotation(node, name) {
            // What is blank says nothing.
            Some(Literal::String(text)) => {
                Some(self.str(*text)).filter(|text| !text.trim().is_empty())
            }
            _ => None,
        }
    }

    /// The types that `type` of a node, or of the schemas that it refers to, admits; none if there
    /// is no `type`.
    pub fn types(&self, id: NodeId) -> Types {
        let mut todo = vec![id];
        let mut seen = Vec::new();
        let mut types = Types::default();
        while let Some(id) = todo.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            for keyword in self.run(self.node(id).keywords) {
                match keyword.check {
                    Check::Type(own) if types.is_empty() => types = own,
                    Check::Type(own) => types = types.intersection(own),
                    Check::Ref(node) => todo.push(node),
                    Check::AllOf(nodes) => todo.extend(self.run(nodes)),
                    _ => {}
                }
            }
        }
        types
    }

    /// The node itself, or what it leads to if a reference is all that it asserts. The references of a program that
    /// was compiled have no loop.
    pub fn target(&self, mut id: NodeId) -> NodeId {
        while let [only] = self.run(self.node(id).keywords)
            && let Check::Ref(next) = only.check
        {
            id = next;
        }
        id
    }

    /// The idiom that a keyword is part of.
    pub(crate) fn rule(&self, keyword: u32) -> Option<Rule> {
        self.run(self.keyword(keyword).rule).first().copied()
    }

    /// Whether the node is the schema `false`.
    pub fn is_never(&self, id: NodeId) -> bool {
        let keywords = self.run(self.node(id).keywords);
        matches!(keywords, [only] if matches!(only.check, Check::Never))
    }

    /// The location of a node: the URI of its resource and a JSON Pointer in the fragment.
    pub fn location(&self, node: &Node) -> String {
        /// Room for a keyword, which most callers append.
        const MORE: usize = 32;
        let resource = &self.resources[node.resource as usize];
        let (uri, pointer) = (self.str(resource.uri), self.str(node.pointer));
        let mut location = String::with_capacity(uri.len() + pointer.len() + 1 + MORE);
        location.push_str(uri);
        location.push('#');
        location.push_str(pointer);
        location
    }
}

/// A pool's length as an index.
#[expect(
    clippy::expect_used,
    reason = "a schema of four thousand million entries cannot be loaded"
)]
fn index_of(len: usize) -> u32 {
    u32::try_from(len).expect("a pool has fewer than 2^32 entries")
}

impl Program {
    /// The program with these pools, whose indices must be consistent.
    pub const fn from_parts(parts: Parts) -> Self {
        Self::from_pools(Pools::Here(parts))
    }

    /// The program with these pools, which are read when they are first needed.
    #[doc(hidden)]
    pub const fn from_image(image: Image) -> Self {
        Self::from_pools(Pools::InImage(image, OnceLock::new()))
    }

    const fn from_pools(pools: Pools) -> Self {
        Self {
            pools,
            code: None,
            found: Kept::new(),
            plan: Kept::new(),
        }
    }

    /// The same program with code that was generated from it.
    pub(crate) const fn with_code(mut self, code: &'static (dyn Any + Send + Sync)) -> Self {
        self.code = Some(code);
        self
    }

    /// The code that was generated from it, if there is some.
    pub(crate) const fn code(&self) -> Option<&'static (dyn Any + Send + Sync)> {
        self.code
    }

    /// The pools.
    #[inline]
    pub fn parts(&self) -> &Parts {
        match &self.pools {
            Pools::Here(parts) => parts,
            Pools::InImage(image, parts) => parts.get_or_init(|| image.read()),
        }
    }

    /// What reports have found out about the schema for the first of them.
    pub(crate) fn found<T: Any + Send + Sync>(&self, find: impl FnOnce(&Parts) -> T) -> Option<&T> {
        self.found.get(|| find(self.parts()))
    }

    /// How verdicts are reached, planned for the first one.
    pub(crate) fn planned<T: Any + Send + Sync>(
        &self,
        plan: impl FnOnce(&Parts) -> T,
    ) -> Option<&T> {
        self.plan.get(|| plan(self.parts()))
    }

    /// The pools, to take them along.
    pub fn into_parts(self) -> Parts {
        match self.pools {
            Pools::Here(parts) => parts,
            Pools::InImage(image, parts) => parts.into_inner().unwrap_or_else(|| image.read()),
        }
    }

    /// The program of the schema `true`.
    pub const fn accept_all() -> Self {
        const ROOT: &[Node] = &[Node::EMPTY];
        const RESOURCE: &[Resource] = &[Resource::ANONYMOUS];
        Self::from_parts(Parts {
            root: NodeId(0),
            flags: ProgramFlags {
                dynamic: false,
                secrets: false,
                lints: false,
            },
            text: Cow::Borrowed(""),
            nodes: Cow::Borrowed(ROOT),
            keywords: Cow::Borrowed(&[]),
            names: Cow::Borrowed(&[]),
            slots: Cow::Borrowed(&[]),
            node_ids: Cow::Borrowed(&[]),
            properties: Cow::Borrowed(&[]),
            pattern_properties: Cow::Borrowed(&[]),
            dependents: Cow::Borrowed(&[]),
            patterns: Cow::Borrowed(&[]),
            literals: Cow::Borrowed(&[]),
            literal_members: Cow::Borrowed(&[]),
            annotations: Cow::Borrowed(&[]),
            lints: Cow::Borrowed(&[]),
            rules: Cow::Borrowed(&[]),
            tests: Cow::Borrowed(&[]),
            texts: Cow::Borrowed(&[]),
            resources: Cow::Borrowed(RESOURCE),
            dynamic_anchors: Cow::Borrowed(&[]),
            secret_names: Cow::Borrowed(&[]),
            is_of_format: None,
        })
    }
}
