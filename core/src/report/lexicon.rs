//! What reports need to know of a schema as a whole, found out when there is first something to report.

use super::suggest::{Plain, closest_of};
use crate::json::{JsonStr, name_hash};
use crate::program::{Check, NodeId, Parts, Program, Text};
use crate::sort;

/// Facts about a schema that one report after the other asks for.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    /// Every member name that the schema mentions, sorted by hash, each once.
    names: Vec<Known>,
    /// The names that no secret has, in the form in which words are compared.
    harmless: Vec<(Text, Plain)>,
    /// The names of secret members, likewise.
    secret: Vec<Plain>,
    /// Whether a node, or one that it leads to, is a secret.
    leads_to_secret: Vec<bool>,
    /// Whether a member is no secret if its name is harmless, and nor is what holds it.
    told_by_name: bool,
    /// The nodes that name a page about themselves.
    pages: Vec<NodeId>,
}

/// A member name of the schema.
#[derive(Debug, Clone, Copy)]
struct Known {
    hash: u32,
    text: Text,
    harmless: bool,
}

impl Program {
    /// What reports look up, found when the first one is made.
    #[expect(clippy::expect_used, reason = "nobody else keeps anything there")]
    pub(crate) fn lexicon(&self) -> &Lexicon {
        self.found(Lexicon::new)
            .expect("reports alone keep what they find")
    }
}

impl Lexicon {
    pub(crate) fn new(parts: &Parts) -> Self {
        let secret_names = parts.secret_names.iter();
        let mut secret_names: Vec<&str> = secret_names.map(|name| parts.str(name.text)).collect();
        sort::by(&mut secret_names, Ord::cmp);
        let mut names: Vec<Known> = parts
            .names
            .iter()
            .map(|name| Known {
                hash: name.hash,
                text: name.text,
                harmless: secret_names.binary_search(&parts.str(name.text)).is_err(),
            })
            .collect();
        sort::by_key(&mut names, |name| (name.hash, parts.str(name.text)));
        names.dedup_by_key(|name| parts.str(name.text));
        let harmless = names.iter().filter(|name| name.harmless);
        let harmless = harmless.map(|name| (name.text, Plain::of(parts.str(name.text))));
        let secret = parts.secret_names.iter();
        let leads_to_secret = leads_to_secret(parts);
        let has_page = |id: &NodeId| parts.annotation_str(parts.node(*id), "x-docs").is_some();
        Self {
            harmless: harmless.collect(),
            secret: secret.map(|name| Plain::of(parts.str(name.text))).collect(),
            told_by_name: told_by_name(parts, &leads_to_secret),
            leads_to_secret,
            pages: ids(parts).filter(has_page).collect(),
            names,
        }
    }

    /// Whether a node, or one that it leads to, is a secret.
    pub(super) fn leads_to_secret(&self, node: NodeId) -> bool {
        self.leads_to_secret[node.0 as usize]
    }

    /// Whether a member is no secret if its name is harmless, and those of all around it are.
    pub(super) const fn told_by_name(&self) -> bool {
        self.told_by_name
    }

    /// Whether the schema mentions a name, which has that hash; `Some(true)` if no secret has it.
    pub(super) fn harmless(&self, parts: &Parts, name: JsonStr<'_>, hash: u32) -> Option<bool> {
        self.find(hash, |text| name.is(parts.str(text)))
    }

    /// The same of a name whose hash is not known.
    pub(super) fn harmless_text(&self, parts: &Parts, name: &str) -> Option<bool> {
        self.find(name_hash(name.as_bytes()), |text| parts.str(text) == name)
    }

    fn find(&self, hash: u32, is: impl Fn(Text) -> bool) -> Option<bool> {
        let first = self.names.partition_point(|known| known.hash < hash);
        let mut same_hash = self.names[first..]
            .iter()
            .take_while(|known| known.hash == hash);
        let known = same_hash.find(|known| is(known.text))?;
        Some(known.harmless)
    }

    /// Whether a name nearly is one that the schema knows, and of no secret.
    pub(super) fn is_nearly_harmless(&self, parts: &Parts, name: &str) -> bool {
        let candidates = self.harmless.iter();
        closest_of(
            name,
            &candidates.map(|(text, plain)| (parts.str(*text), plain)),
        )
        .is_some()
    }

    /// Whether a name is, or nearly is, that of a secret.
    pub(super) fn is_nearly_secret(&self, name: &str) -> bool {
        let name = Plain::of(name);
        self.secret.iter().any(|secret| name.resembles(secret))
    }

    /// The nodes that name a page about themselves.
    pub(super) fn pages(&self) -> &[NodeId] {
        &self.pages
    }
}

fn ids(parts: &Parts) -> impl Iterator<Item = NodeId> + use<> {
    // As many nodes as there are indices.
    (0..u32::try_from(parts.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
}

/// Which nodes are secrets, or lead to some.
fn leads_to_secret(parts: &Parts) -> Vec<bool> {
    let mut leads: Vec<bool> = parts.nodes.iter().map(|node| node.flags.secret).collect();
    if !parts.flags.secrets {
        return leads;
    }
    let mut ways: Vec<(NodeId, NodeId)> = Vec::new();
    for id in ids(parts) {
        for keyword in parts.run(parts.node(id).keywords) {
            parts.each_subschema(&keyword.check, |subschema| {
                ways.push((subschema, id));
            });
        }
    }
    sort::by(&mut ways, Ord::cmp);
    let mut todo: Vec<NodeId> = ids(parts).filter(|id| leads[id.0 as usize]).collect();
    while let Some(found) = todo.pop() {
        let first = ways.partition_point(|way| way.0 < found);
        for &(_, from) in ways[first..].iter().take_while(|way| way.0 == found) {
            if !leads[from.0 as usize] {
                leads[from.0 as usize] = true;
                todo.push(from);
            }
        }
    }
    leads
}

/// Whether secrets are the values of named members and of no others. The names that have secrets are known then.
fn told_by_name(parts: &Parts, leads_to_secret: &[bool]) -> bool {
    let mut root = vec![parts.root];
    let mut seen = vec![false; parts.nodes.len()];
    while let Some(node) = root.pop() {
        if parts.node(node).flags.secret {
            return false;
        }
        for keyword in parts.run(parts.node(node).keywords) {
            let same_value = !matches!(keyword.check, Check::Properties(_));
            parts.each_subschema(&keyword.check, |subschema| {
                if same_value && !std::mem::replace(&mut seen[subschema.0 as usize], true) {
                    root.push(subschema);
                }
            });
        }
    }
    ids(parts).all(|id| {
        let mut keywords = parts.run(parts.node(id).keywords).iter();
        keywords.all(|keyword| {
            let mut leads = false;
            match keyword.check {
                Check::Items { .. }
                | Check::PrefixItems(_)
                | Check::Contains { .. }
                | Check::UnevaluatedItems(_)
                | Check::PatternProperties(_)
                | Check::AdditionalProperties { .. }
                | Check::UnevaluatedProperties(_) => {
                    parts.each_subschema(&keyword.check, |subschema| {
                        leads |= leads_to_secret[subschema.0 as usize];
                    });
                }
                _ => {}
            }
            !leads
        })
    })
}
