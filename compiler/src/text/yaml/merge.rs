//! The key `<<`, by which a mapping takes over the members of others: no part of YAML 1.2, and in wide use.

use std::collections::HashSet;

use granit_parser::{Event, ScalarStyle};
use vouchsafe_core::json::Span;

use super::{Reader, Unreadable};

/// Whether a key takes over members. In quotes it is a name as any other.
pub(super) fn is_merge(key: &Event<'_>) -> bool {
    matches!(
        key,
        Event::Scalar(name, ScalarStyle::Plain, _, tag)
            if name == "<<" && tag.as_ref().is_none_or(|tag| tag.core_suffix() == Some("merge"))
    )
}

/// For each event that begins a node the one behind it; nothing, if no mapping takes over members.
pub(super) fn behind(events: &[(Event<'_>, Span)]) -> Vec<usize> {
    if !events.iter().any(|(event, _)| is_merge(event)) {
        return Vec::new();
    }
    let mut behind: Vec<usize> = (1..=events.len()).collect();
    let mut open = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => open.push(index),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(start) = open.pop() {
                    behind[start] = index + 1;
                }
            }
            _ => {}
        }
    }
    behind
}

impl Reader<'_> {
    /// The names that a mapping has by itself: they are stronger than those that it takes over.
    pub(super) fn own_names(&self, start: usize) -> HashSet<String> {
        let mut names = HashSet::new();
        let mut index = start + 1;
        while let Some((event, _)) = self.events.all.get(index) {
            match event {
                Event::MappingEnd => break,
                _ => names.extend(self.name(index, None).map(|(name, ..)| name.to_owned())),
            }
            index = self.behind(self.behind(index));
        }
        names
    }

    /// The event behind a node.
    pub(super) fn behind(&self, start: usize) -> usize {
        let behind = self.behind.get(start).copied();
        behind.unwrap_or(self.events.all.len())
    }

    /// Writes the members of the mapping, or of those in a list, that a node is. Returns the event behind it. `names`
    /// are not taken over any more.
    pub(super) fn merge(
        &mut self,
        index: usize,
        alias: Option<Span>,
        depth: usize,
        names: &mut HashSet<String>,
        count: &mut usize,
    ) -> Result<usize, Unreadable> {
        let Some((event, span)) = self.events.all.get(index) else {
            return Ok(index);
        };
        let place = alias.unwrap_or(*span);
        self.count(depth, place)?;
        match event {
            Event::Alias(anchor) => {
                if let Some(meant) = self.meant(*anchor, index) {
                    self.merge(meant, Some(place), depth + 1, names, count)?;
                }
                Ok(index + 1)
            }
            Event::MappingStart(..) => self.members(index, alias, depth, names, count),
            Event::SequenceStart(..) => {
                let mut at = index + 1;
                while let Some((event, _)) = self.events.all.get(at) {
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    at = self.merge(at, alias, depth + 1, names, count)?;
                }
                Ok(at + 1)
            }
            _ => Err(Unreadable::new(
                "`<<` takes over the members of a mapping, or of a list of them",
                place,
            )),
        }
    }

    /// Writes those members of a mapping that are not there already.
    fn members(
        &mut self,
        start: usize,
        alias: Option<Span>,
        depth: usize,
        names: &mut HashSet<String>,
        count: &mut usize,
    ) -> Result<usize, Unreadable> {
        let mut index = start + 1;
        let mut taken = Vec::new();
        let mut further = Vec::new();
        while let Some((event, span)) = self.events.all.get(index) {
            if matches!(event, Event::MappingEnd) {
                break;
            }
            let value = self.behind(index);
            let place = alias.unwrap_or(*span);
            self.count(depth, place)?;
            if is_merge(event) {
                further.push(value);
            } else if names.insert(self.name(index, alias)?.0.to_owned()) {
                taken.push((index, value));
            }
            index = self.behind(value);
        }
        for (key, value) in taken {
            if *count > 0 {
                self.writer.glue(", ");
            }
            *count += 1;
            self.key(key, alias)?;
            self.writer.glue(": ");
            self.node(value, alias, depth + 1)?;
        }
        // What the mapping takes over itself is weaker than its own.
        for value in further {
            self.merge(value, alias, depth + 1, names, count)?;
        }
        Ok(index + 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::text::yaml;

    #[test]
    fn members_are_taken_over() {
        let cases = [
            ("a: &a {x: 1}\nb: {<<: *a, y: 2}\n", r#"{"x": 1, "y": 2}"#),
            (
                "a: &a {x: 1, y: 1}\nb:\n  y: 2\n  <<: *a\n",
                r#"{"y": 2, "x": 1}"#,
            ),
            (
                "a: &a {x: 1}\nc: &c {x: 2, z: 3}\nb: {<<: [*a, *c]}\n",
                r#"{"x": 1, "z": 3}"#,
            ),
            (
                "a: &a {x: 1}\nc: &c {<<: *a, x: 2}\nb: {<<: *c}\n",
                r#"{"x": 2}"#,
            ),
            ("b: {<<: {x: [1, {}]}}\n", r#"{"x": [1, {}]}"#),
            ("b: {'<<': 1}\n", r#"{"<<": 1}"#),
            ("b: {<<: []}\n", "{}"),
        ];
        for (source, expected) in cases {
            let documents = yaml(source).unwrap();
            let json = String::from_utf8(documents[0].json.clone()).unwrap();
            let expected = format!(r#""b": {expected}}}"#);
            assert!(json.ends_with(&expected), "{source}: {json}");
        }
    }

    #[test]
    fn what_has_no_members_is_refused() {
        for source in [
            "<<: 1\n",
            "<<: [[1]]\n",
            "a: &a {<<: *a}\n",
            "<<: {[a]: 1}\n",
        ] {
            assert!(yaml(source).is_err(), "{source}");
        }
    }
}
