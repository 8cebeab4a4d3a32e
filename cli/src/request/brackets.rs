//! Names with brackets, as OpenAPI's `deepObject` has them and as forms have them all over the world:
//! `metadata[order_id]=7`, `expand[]=a`, `items[0][price]=3`. OpenAPI describes the first kind alone, so what the others
//! mean is known from the schema, which asks for arrays or objects there.

use std::collections::BTreeMap;

use vouchsafe::Untyped;
use vouchsafe::json::Span;

use super::Traced;

/// A value whose parts are written one by one.
#[derive(Debug)]
pub(super) enum Node {
    Text(Traced),
    Items(Vec<Self>),
    Members(Vec<(Traced, Self)>),
}

/// What is left of a name, and its value.
pub(super) type Entry = (Vec<Traced>, Traced);

/// Names with more brackets than this are not taken apart.
const DEEPEST: usize = 32;

/// The keys of a name behind the name of a parameter: `[a][b]` has two, `[]` has one with nothing in it.
pub(super) fn keys(name: &Traced, parameter: &str) -> Option<Vec<Traced>> {
    let mut rest = name.strip_prefix(parameter)?;
    let mut keys = Vec::new();
    while !rest.text().is_empty() {
        let inner = rest.strip_prefix("[")?;
        let (key, behind) = inner.split_once(']')?;
        if key.text().contains('[') || keys.len() == DEEPEST {
            return None;
        }
        keys.push(key);
        rest = behind;
    }
    (!keys.is_empty()).then_some(keys)
}

impl Node {
    /// Where it stands, from its first text to its last.
    pub(super) fn place(&self) -> Span {
        match self {
            Self::Text(text) => text.span(),
            Self::Items(items) => together(items.first(), items.last()),
            Self::Members(members) => together(
                members.first().map(|(_, node)| node),
                members.last().map(|(_, node)| node),
            ),
        }
    }

    /// The value that entries make together.
    pub(super) fn of(mut entries: Vec<Entry>, admitted: &Untyped<'_>) -> Self {
        let is_last = entries.iter().all(|(keys, _)| keys.is_empty());
        let takes_items = admitted.may_be_array();
        if is_last {
            let wants_items = takes_items && !admitted.may_be_scalar();
            if entries.len() == 1 && !wants_items {
                return Self::Text(entries.remove(0).1);
            }
            let texts = entries.into_iter().map(|(_, text)| Self::Text(text));
            return Self::Items(texts.collect());
        }
        let first = |entry: &Entry| entry.0.first().map_or("", Traced::text).to_owned();
        let number = |entry: &Entry| first(entry).parse::<u32>().ok();
        let is_next = |entry: &Entry| first(entry).is_empty();
        let is_item = |entry: &Entry| is_next(entry) || takes_items && number(entry).is_some();
        if entries.iter().all(is_item) {
            let (next, numbered): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_next);
            let mut items: BTreeMap<u32, Vec<Entry>> = BTreeMap::new();
            for entry in numbered {
                let at = number(&entry).unwrap_or_default();
                items.entry(at).or_default().push(behind(entry));
            }
            let items = items.into_values().chain(runs(next));
            let of = |entries| Self::of(entries, &admitted.items());
            return Self::Items(items.map(of).collect());
        }
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut members: Vec<(Traced, Vec<Entry>)> = Vec::new();
        for entry in entries {
            let key = first(&entry);
            let at = *places.entry(key).or_insert_with(|| {
                let place = entry.1.span().start;
                let name = entry.0.first().cloned();
                members.push((name.unwrap_or_else(|| Traced::empty(place)), Vec::new()));
                members.len() - 1
            });
            members[at].1.push(behind(entry));
        }
        let members = members.into_iter().map(|(name, entries)| {
            let node = Self::of(entries, &admitted.member(name.text(), false));
            (name, node)
        });
        Self::Members(members.collect())
    }
}

fn together(first: Option<&Node>, last: Option<&Node>) -> Span {
    let start = first.map_or(0, |first| first.place().start);
    let end = last.map_or(start, |last| last.place().end);
    Span::new(start, end.max(start))
}

/// An entry without its first key.
fn behind((mut keys, value): Entry) -> Entry {
    if !keys.is_empty() {
        keys.remove(0);
    }
    (keys, value)
}

/// The items that entries with `[]` stand for: each is one, but for several names of one item (`a[][x]=1&a[][y]=2`),
/// which ends where a name comes again.
fn runs(entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let mut items: Vec<Vec<Entry>> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for entry in entries.into_iter().map(behind) {
        let keys: Vec<&str> = entry.0.iter().map(Traced::text).collect();
        let name = keys.join("][");
        if entry.0.is_empty() || items.is_empty() || names.contains(&name) {
            items.push(Vec::new());
            names.clear();
        }
        names.push(name);
        if let Some(item) = items.last_mut() {
            item.push(entry);
        }
    }
    items
}
