//! What reports need to know of a schema as a whole, found out when there is first something to report.

use super::doubt::in_doubt;
use super::suggest::{Plain, closest_of, is_same_word};
use crate::json::{JsonStr, name_hash};
use crate::program::{Check, NodeId, Parts, Program, Text, Types};
use crate::sort;

/// Of a word with fewer letters little is left, when it is misspelt, that could tell which one it was.
const UNMISTAKABLE: usize = 6;

/// Facts about a schema that one report after the other asks for.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    /// Every member name that the schema mentions, sorted by hash, each once.
    names: Vec<Known>,
    /// The names that no secret has, in the form in which words are compared.
    harmless: Vec<(Text, Plain, Leads)>,
    /// The names of secret members, likewise.
    secret: Vec<Plain>,
    /// The length of the shortest of them, less what may be missing.
    shortest_secret: usize,
    /// Whether a node, or one that it leads to, is a secret.
    leads_to_secret: Vec<bool>,
    /// For each node the types of values that may be secrets as a whole; empty where there are no secrets.
    in_doubt: Vec<Types>,
    /// Whether a member is no secret if its name is harmless, and nor is what holds it.
    told_by_name: bool,
    /// Whether some schema may have a schema for members whose names the schema mentions nowhere.
    knows_more: bool,
    /// The nodes that name a page about themselves.
    pages: Vec<NodeId>,
}

/// A member name of the schema.
#[derive(Debug, Clone, Copy)]
struct Known {
    hash: u32,
    text: Text,
    harmless: bool,
    leads: Leads,
}

/// Whether the value of a member that is no secret has secrets inside, in some place where the schema names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leads {
    Yes,
    No,
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
        let leads_to_secret = leads_to_secret(parts);
        let leading = leading_names(parts, &leads_to_secret);
        let mut names: Vec<Known> = parts
            .names
            .iter()
            .map(|name| Known {
                hash: name.hash,
                text: name.text,
                harmless: secret_names.binary_search(&parts.str(name.text)).is_err(),
                leads: match leading.binary_search(&parts.str(name.text)) {
                    Ok(_) => Leads::Yes,
                    Err(_) => Leads::No,
                },
            })
            .collect();
        sort::by_key(&mut names, |name| (name.hash, parts.str(name.text)));
        names.dedup_by_key(|name| parts.str(name.text));
        let harmless = names.iter().filter(|name| name.harmless);
        let harmless =
            harmless.map(|name| (name.text, Plain::of(parts.str(name.text)), name.leads));
        let secret = parts.secret_names.iter();
        let in_doubt = if parts.flags.secrets {
            in_doubt(parts, &leads_to_secret)
        } else {
            Vec::new()
        };
        let has_page = |id: &NodeId| parts.annotation_str(parts.node(*id), "x-docs").is_some();
        let secret: Vec<Plain> = secret.map(|name| Plain::of(parts.str(name.text))).collect();
        let shortest = secret.iter().map(Plain::letters).min().unwrap_or(0);
        Self {
            harmless: harmless.collect(),
            secret,
            // So many letters may be missing in a name that resembles another.
            shortest_secret: shortest.saturating_sub(3).max(1),
            told_by_name: told_by_name(parts, &leads_to_secret),
            leads_to_secret,
            in_doubt,
            knows_more: parts.keywords.iter().any(|keyword| match keyword.check {
                Check::PatternProperties(_) => true,
                Check::AdditionalProperties { node, .. } | Check::UnevaluatedProperties(node) => {
                    !parts.is_never(node)
                }
                _ => false,
            }),
            pages: ids(parts).filter(has_page).collect(),
            names,
        }
    }

    /// Whether a node, or one that it leads to, is a secret.
    pub(super) fn leads_to_secret(&self, node: NodeId) -> bool {
        self.leads_to_secret[node.0 as usize]
    }

    /// The types of values that may be secrets as a whole, though their schema expects secrets inside of others.
    pub(super) fn in_doubt(&self, node: NodeId) -> Types {
        self.in_doubt
            .get(node.0 as usize)
            .copied()
            .unwrap_or_default()
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

    /// Of a name, which has that hash, that the schema mentions and no secret has: whether it is that of something that
    /// has secrets inside.
    pub(super) fn harmless_leads(
        &self,
        parts: &Parts,
        name: JsonStr<'_>,
        hash: u32,
    ) -> Option<Leads> {
        let known = self.known(hash, |text| name.is(parts.str(text)))?;
        known.harmless.then_some(known.leads)
    }

    fn find(&self, hash: u32, is: impl Fn(Text) -> bool) -> Option<bool> {
        self.known(hash, is).map(|known| known.harmless)
    }

    fn known(&self, hash: u32, is: impl Fn(Text) -> bool) -> Option<&Known> {
        let first = self.names.partition_point(|known| known.hash < hash);
        let mut same_hash = self.names[first..]
            .iter()
            .take_while(|known| known.hash == hash);
        same_hash.find(|known| is(known.text))
    }

    /// Whether a name nearly is one that the schema knows, and of no secret; if so, whether that one has secrets inside.
    pub(super) fn nearly_harmless(&self, parts: &Parts, name: &str) -> Option<Leads> {
        let candidates = self.harmless.iter();
        let closest = closest_of(
            name,
            &candidates.map(|(text, plain, _)| (parts.str(*text), plain)),
        )?;
        let mut harmless = self.harmless.iter();
        let (_, plain, leads) = harmless.find(|(text, ..)| parts.str(*text) == closest)?;
        let is_sure = plain.letters() >= UNMISTAKABLE || is_same_word(name, closest);
        is_sure.then_some(*leads)
    }

    /// What is shorter than this, in bytes, does not resemble the name of a secret.
    pub(super) const fn shortest_secret(&self) -> usize {
        self.shortest_secret
    }

    /// Whether a name is, or nearly is, that of a secret.
    pub(super) fn is_nearly_secret(&self, name: &str) -> bool {
        let name = Plain::of(name);
        self.secret.iter().any(|secret| name.resembles(secret))
    }

    /// Whether a name is, or nearly is, that of a secret, and one of at least `letters` letters.
    pub(super) fn is_unmistakable(&self, name: &str, letters: usize) -> bool {
        let name = Plain::of(name);
        let mut secret = self.secret.iter();
        secret.any(|secret| secret.letters() >= letters && name.resembles(secret))
    }

    /// Where in a text the names of secrets end, whatever their case and punctuation.
    pub(super) fn ends_of_secret<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let names = self.secret.iter().filter(|name| name.letters() > 0);
        names.flat_map(|name| name.ends_in(text))
    }

    /// Whether some schema may have a schema, by which they may be there, for members whose names the schema mentions
    /// nowhere.
    pub(super) const fn knows_more(&self) -> bool {
        self.knows_more
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

/// The names, sorted, of members that are no secrets and have some inside.
fn leading_names<'a>(parts: &'a Parts, leads_to_secret: &[bool]) -> Vec<&'a str> {
    let mut names = Vec::new();
    for node in parts.nodes.iter().filter(|_| parts.flags.secrets) {
        for name in parts.run(node.names) {
            let leads = |property: NodeId| leads_to_secret[property.0 as usize];
            if name.property.is_some_and(leads) {
                names.push(parts.str(name.text));
            }
        }
    }
    sort::by(&mut names, Ord::cmp);
    names.dedup();
    names
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
                | Check::PropertyNames(_)
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
