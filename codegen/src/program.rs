//! A program as Rust source: one literal of nested structs, its pools as slices.
//!
//! Everything is spelled through the path of `vouchsafe::__private`, which generated code calls `v`.

use proc_macro2::TokenStream;
use quote::quote;
use vouchsafe_core::program::{
    Annotation, CharClass, Check, Dependents, DynamicAnchor, Keyword, Lint, LintSeverity, Literal,
    LiteralMember, Matcher, Name, Node, NodeFlags, NodeId, Number, Parts, Pattern, PatternProperty,
    ProgramFlags, Property, Resource, Rule, Run, Slot, StepCost, Test, TestKind, Text,
};

use crate::hot::hot_tokens;

/// The program as items and an expression of type `&'static Program`, to stand in a block in which
/// `v` is the module `vouchsafe::__private`. Equal programs give equal tokens.
///
/// Expands to:
///
/// ```text
/// static PATTERNS: [v::Pattern; 1] = [v::Pattern::new(…)];
/// static PROGRAM: v::Program = v::Program::from_parts(v::Parts { root: v::NodeId(0), … });
/// &PROGRAM
/// ```
pub fn program_tokens(parts: &Parts) -> TokenStream {
    let Parts {
        root, flags, text, ..
    } = parts;
    let (root, flags, text) = (root.quote(), flags.quote(), &**text);
    // A pattern is made ready in place when it is first needed, so the pool is a static of its own.
    let count = parts.patterns.len();
    let patterns = parts.patterns.iter().map(Quote::quote);
    let nodes = pool(&parts.nodes);
    let keywords = pool(&parts.keywords);
    let names = pool(&parts.names);
    let slots = pool(&parts.slots);
    let node_ids = pool(&parts.node_ids);
    let properties = pool(&parts.properties);
    let pattern_properties = pool(&parts.pattern_properties);
    let dependents = pool(&parts.dependents);
    let literals = pool(&parts.literals);
    let literal_members = pool(&parts.literal_members);
    let annotations = pool(&parts.annotations);
    let lints = pool(&parts.lints);
    let rules = pool(&parts.rules);
    let tests = pool(&parts.tests);
    let texts = pool(&parts.texts);
    let resources = pool(&parts.resources);
    let dynamic_anchors = pool(&parts.dynamic_anchors);
    let secret_names = pool(&parts.secret_names);
    let is_of_format = parts
        .is_of_format
        .map_or_else(|| quote!(None), |_| quote!(Some(v::Format::is_valid)));
    let (functions, hot) = hot_tokens(parts).unzip();
    let with_hot = hot.as_ref().map(|_| quote!(.with_hot(&HOT)));
    let hot = hot.map(|hot| quote!(static HOT: v::Hot = #hot;));
    quote! {
        #functions
        #hot
        static PATTERNS: [v::Pattern; #count] = [#(#patterns),*];
        static PROGRAM: v::Program = v::Program::from_parts(v::Parts {
            root: #root,
            flags: #flags,
            text: v::Cow::Borrowed(#text),
            nodes: #nodes,
            keywords: #keywords,
            names: #names,
            slots: #slots,
            node_ids: #node_ids,
            properties: #properties,
            pattern_properties: #pattern_properties,
            dependents: #dependents,
            patterns: v::Cow::Borrowed(&PATTERNS),
            literals: #literals,
            literal_members: #literal_members,
            annotations: #annotations,
            lints: #lints,
            rules: #rules,
            tests: #tests,
            texts: #texts,
            resources: #resources,
            dynamic_anchors: #dynamic_anchors,
            secret_names: #secret_names,
            is_of_format: #is_of_format,
        })#with_hot;
        &PROGRAM
    }
}

/// An entry of a pool as a Rust expression.
trait Quote {
    fn quote(&self) -> TokenStream;
}

fn pool<T: Quote>(entries: &[T]) -> TokenStream {
    let entries = entries.iter().map(Quote::quote);
    quote!(v::Cow::Borrowed(&[#(#entries),*]))
}

fn option<T: Quote>(value: Option<&T>) -> TokenStream {
    if let Some(value) = value {
        let value = value.quote();
        quote!(Some(#value))
    } else {
        quote!(None)
    }
}

impl Quote for Text {
    fn quote(&self) -> TokenStream {
        let Self { start, len } = self;
        quote!(v::Text { start: #start, len: #len })
    }
}

impl<T> Quote for Run<T> {
    fn quote(&self) -> TokenStream {
        let Self { start, len, .. } = self;
        if *len == 0 {
            quote!(v::Run::EMPTY)
        } else {
            quote!(v::Run::new(#start, #len))
        }
    }
}

impl Quote for NodeId {
    fn quote(&self) -> TokenStream {
        let index = self.0;
        quote!(v::NodeId(#index))
    }
}

impl Quote for Slot {
    fn quote(&self) -> TokenStream {
        let index = self.0;
        quote!(v::Slot(#index))
    }
}

impl Quote for ProgramFlags {
    fn quote(&self) -> TokenStream {
        let Self {
            dynamic,
            secrets,
            lints,
        } = self;
        quote!(v::ProgramFlags { dynamic: #dynamic, secrets: #secrets, lints: #lints })
    }
}

impl Quote for NodeFlags {
    fn quote(&self) -> TokenStream {
        if *self == Self::NONE {
            return quote!(v::NodeFlags::NONE);
        }
        let Self {
            secret,
            deprecated,
            worded,
            tracks,
            lint_tracks,
        } = self;
        quote!(v::NodeFlags {
            secret: #secret,
            deprecated: #deprecated,
            worded: #worded,
            tracks: #tracks,
            lint_tracks: #lint_tracks,
        })
    }
}

impl Quote for Node {
    fn quote(&self) -> TokenStream {
        let Self {
            resource,
            line,
            column,
            ..
        } = self;
        let (keywords, names) = (self.keywords.quote(), self.names.quote());
        let (annotations, lints) = (self.annotations.quote(), self.lints.quote());
        let (pointer, flags) = (self.pointer.quote(), self.flags.quote());
        quote!(v::Node {
            keywords: #keywords,
            names: #names,
            annotations: #annotations,
            lints: #lints,
            resource: #resource,
            pointer: #pointer,
            line: #line,
            column: #column,
            flags: #flags,
        })
    }
}

impl Quote for Keyword {
    fn quote(&self) -> TokenStream {
        let (name, check, rule, line) = (
            self.name.quote(),
            self.check.quote(),
            self.rule.quote(),
            self.line,
        );
        quote!(v::Keyword { name: #name, check: #check, rule: #rule, line: #line })
    }
}

impl Quote for Check {
    fn quote(&self) -> TokenStream {
        let variant = match self {
            Self::Never => quote!(Never),
            Self::Type(types) => {
                let bits = types.0;
                quote!(Type(v::Types(#bits)))
            }
            Self::Enum(run) => tuple("Enum", run),
            Self::Const(run) => tuple("Const", run),
            Self::MultipleOf(number) => tuple("MultipleOf", number),
            Self::Minimum(number) => tuple("Minimum", number),
            Self::Maximum(number) => tuple("Maximum", number),
            Self::ExclusiveMinimum(number) => tuple("ExclusiveMinimum", number),
            Self::ExclusiveMaximum(number) => tuple("ExclusiveMaximum", number),
            Self::MinLength(count) => quote!(MinLength(#count)),
            Self::MaxLength(count) => quote!(MaxLength(#count)),
            Self::Pattern(index) => quote!(Pattern(#index)),
            Self::MinItems(count) => quote!(MinItems(#count)),
            Self::MaxItems(count) => quote!(MaxItems(#count)),
            Self::UniqueItems => quote!(UniqueItems),
            Self::PrefixItems(run) => tuple("PrefixItems", run),
            Self::Items { from, node } => {
                let node = node.quote();
                quote!(Items { from: #from, node: #node })
            }
            Self::Format(format) => {
                let variant = quote::format_ident!("{format:?}");
                quote!(Format(v::Format::#variant))
            }
            Self::Content(content) => {
                let encoding = content.encoding.map_or_else(
                    || quote!(None),
                    |encoding| {
                        let variant = quote::format_ident!("{encoding:?}");
                        quote!(Some(v::Encoding::#variant))
                    },
                );
                let json = content.json;
                quote!(Content(v::Content { encoding: #encoding, json: #json }))
            }
            Self::Contains {
                node,
                min,
                max,
                evaluates,
            } => {
                let node = node.quote();
                quote!(Contains { node: #node, min: #min, max: #max, evaluates: #evaluates })
            }
            Self::MinProperties(count) => quote!(MinProperties(#count)),
            Self::MaxProperties(count) => quote!(MaxProperties(#count)),
            Self::Required(run) => tuple("Required", run),
            Self::DependentRequired(run) => tuple("DependentRequired", run),
            Self::DependentSchemas(run) => tuple("DependentSchemas", run),
            Self::Properties(run) => tuple("Properties", run),
            Self::PatternProperties(run) => tuple("PatternProperties", run),
            Self::AdditionalProperties { node, patterns } => {
                let (node, patterns) = (node.quote(), patterns.quote());
                quote!(AdditionalProperties { node: #node, patterns: #patterns })
            }
            Self::PropertyNames(node) => tuple("PropertyNames", node),
            Self::UnevaluatedItems(node) => tuple("UnevaluatedItems", node),
            Self::UnevaluatedProperties(node) => tuple("UnevaluatedProperties", node),
            Self::Ref(node) => tuple("Ref", node),
            Self::DynamicRef { node, anchor } => {
                let (node, anchor) = (node.quote(), anchor.quote());
                quote!(DynamicRef { node: #node, anchor: #anchor })
            }
            Self::AllOf(run) => tuple("AllOf", run),
            Self::AnyOf(run) => tuple("AnyOf", run),
            Self::OneOf(run) => tuple("OneOf", run),
            Self::Not(node) => tuple("Not", node),
            Self::If {
                test,
                then,
                otherwise,
            } => {
                let (test, then, otherwise) = (
                    test.quote(),
                    option(then.as_ref()),
                    option(otherwise.as_ref()),
                );
                quote!(If { test: #test, then: #then, otherwise: #otherwise })
            }
        };
        quote!(v::Check::#variant)
    }
}

/// `Variant(value)`
fn tuple(variant: &str, value: &impl Quote) -> TokenStream {
    let variant = proc_macro2::Ident::new(variant, proc_macro2::Span::call_site());
    let value = value.quote();
    quote!(#variant(#value))
}

impl Quote for Name {
    fn quote(&self) -> TokenStream {
        let (text, hash, property) = (self.text.quote(), self.hash, option(self.property.as_ref()));
        quote!(v::Name { text: #text, hash: #hash, property: #property })
    }
}

impl Quote for Property {
    fn quote(&self) -> TokenStream {
        let (slot, node) = (self.slot.quote(), self.node.quote());
        quote!(v::Property { slot: #slot, node: #node })
    }
}

impl Quote for PatternProperty {
    fn quote(&self) -> TokenStream {
        let (pattern, node) = (self.pattern, self.node.quote());
        quote!(v::PatternProperty { pattern: #pattern, node: #node })
    }
}

impl Quote for Dependents {
    fn quote(&self) -> TokenStream {
        let (slot, needs) = (self.slot.quote(), self.needs.quote());
        quote!(v::Dependents { slot: #slot, needs: #needs })
    }
}

impl Quote for Pattern {
    fn quote(&self) -> TokenStream {
        let (source, regex, matcher) = (
            self.source.quote(),
            self.regex.quote(),
            self.matcher.quote(),
        );
        quote!(v::Pattern::of_static(#source, #regex, #matcher))
    }
}

impl Quote for Matcher {
    fn quote(&self) -> TokenStream {
        let variant = match self {
            Self::Class(class) => tuple("Class", class),
            Self::Literal { text, at } => {
                let (text, at) = (text.quote(), quote::format_ident!("{at:?}"));
                quote!(Literal { text: #text, at: v::LiteralAt::#at })
            }
            Self::Automaton(bytes) => {
                let bytes = proc_macro2::Literal::byte_string(bytes);
                quote!(Automaton(v::Cow::Borrowed(#bytes)))
            }
            Self::Regex => quote!(Regex),
            Self::Backtracking {
                with_stand_ins,
                cost,
            } => {
                let (with_stand_ins, cost) = (with_stand_ins.quote(), cost.quote());
                quote!(Backtracking { with_stand_ins: #with_stand_ins, cost: #cost })
            }
        };
        quote!(v::Matcher::#variant)
    }
}

impl Quote for StepCost {
    fn quote(&self) -> TokenStream {
        match self {
            Self::Constant => quote!(v::StepCost::Constant),
            Self::Comparison => quote!(v::StepCost::Comparison),
            Self::Power(power) => quote!(v::StepCost::Power(#power)),
        }
    }
}

impl Quote for CharClass {
    fn quote(&self) -> TokenStream {
        let Self { allowed, min, max } = self;
        quote!(v::CharClass { allowed: #allowed, min: #min, max: #max })
    }
}

/// A class of characters as an expression.
pub(crate) fn class(class: &CharClass) -> TokenStream {
    class.quote()
}

impl Quote for Number {
    fn quote(&self) -> TokenStream {
        let text = self.text.quote();
        let small = self
            .small
            .map_or_else(|| quote!(None), |small| quote!(Some(#small)));
        quote!(v::Number { text: #text, small: #small })
    }
}

impl Quote for Literal {
    fn quote(&self) -> TokenStream {
        let variant = match self {
            Self::Null => quote!(Null),
            Self::Bool(value) => quote!(Bool(#value)),
            Self::Number(number) => tuple("Number", number),
            Self::String(text) => tuple("String", text),
            Self::Array(run) => tuple("Array", run),
            Self::Object(run) => tuple("Object", run),
        };
        quote!(v::Literal::#variant)
    }
}

impl Quote for LiteralMember {
    fn quote(&self) -> TokenStream {
        let (name, value) = (self.name.quote(), self.value.quote());
        quote!(v::LiteralMember { name: #name, value: #value })
    }
}

impl Quote for Annotation {
    fn quote(&self) -> TokenStream {
        let (name, value) = (self.name.quote(), self.value.quote());
        quote!(v::Annotation { name: #name, value: #value })
    }
}

impl Quote for Lint {
    fn quote(&self) -> TokenStream {
        let severity = match self.severity {
            LintSeverity::Off => quote!(Off),
            LintSeverity::Info => quote!(Info),
            LintSeverity::Warning => quote!(Warning),
        };
        let (code, node, index) = (self.code.quote(), self.node.quote(), self.index);
        let (message, help) = (option(self.message.as_ref()), option(self.help.as_ref()));
        quote!(v::Lint {
            code: #code,
            severity: v::LintSeverity::#severity,
            message: #message,
            help: #help,
            node: #node,
            index: #index,
        })
    }
}

impl Quote for Rule {
    fn quote(&self) -> TokenStream {
        let members = |variant: &str, members: &Run<Text>, set: &bool| {
            let variant = proc_macro2::Ident::new(variant, proc_macro2::Span::call_site());
            let members = members.quote();
            quote!(#variant { members: #members, set: #set })
        };
        let variant = match self {
            Self::ExclusiveMembers { members: run, set } => members("ExclusiveMembers", run, set),
            Self::ExactlyOneOf { members: run, set } => members("ExactlyOneOf", run, set),
            Self::AtLeastOneOf { members: run, set } => members("AtLeastOneOf", run, set),
            Self::ForbiddenMember { member, set } => {
                let member = member.quote();
                quote!(ForbiddenMember { member: #member, set: #set })
            }
            Self::ForbiddenValue { values } => {
                let values = values.quote();
                quote!(ForbiddenValue { values: #values })
            }
            Self::Condition { tests } => {
                let tests = tests.quote();
                quote!(Condition { tests: #tests })
            }
            Self::TaggedUnion { member } => {
                let member = member.quote();
                quote!(TaggedUnion { member: #member })
            }
            Self::Nullable { branch } => quote!(Nullable { branch: #branch }),
            Self::CharacterClass { words, class } => {
                let (words, class) = (words.quote(), class.quote());
                quote!(CharacterClass { words: #words, class: #class })
            }
            Self::NumericString { min, max } => quote!(NumericString { min: #min, max: #max }),
            Self::Range { min, max } => {
                let (min, max) = (min.quote(), max.quote());
                quote!(Range { min: #min, max: #max })
            }
        };
        quote!(v::Rule::#variant)
    }
}

impl Quote for Test {
    fn quote(&self) -> TokenStream {
        let kind = match &self.kind {
            TestKind::Present => quote!(Present),
            TestKind::Absent => quote!(Absent),
            TestKind::Set => quote!(Set),
            TestKind::Unset => quote!(Unset),
            TestKind::Is(values) => tuple("Is", values),
            TestKind::IsOrAbsent(values) => tuple("IsOrAbsent", values),
            TestKind::IsNot(values) => tuple("IsNot", values),
        };
        let member = self.member.quote();
        quote!(v::Test { member: #member, kind: v::TestKind::#kind })
    }
}

impl Quote for Resource {
    fn quote(&self) -> TokenStream {
        let (uri, anchors) = (self.uri.quote(), self.anchors.quote());
        quote!(v::Resource { uri: #uri, anchors: #anchors })
    }
}

impl Quote for DynamicAnchor {
    fn quote(&self) -> TokenStream {
        let (name, node) = (self.name.quote(), self.node.quote());
        quote!(v::DynamicAnchor { name: #name, node: #node })
    }
}
