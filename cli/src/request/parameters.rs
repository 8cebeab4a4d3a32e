//! Names and values as the JSON object that their schema describes.

use vouchsafe::json::Span;
use vouchsafe::{Program, Untyped};
use vouchsafe_compiler::{Parameter, Style};

use super::Traced;
use super::style::{self, Coding, Value, Wants};
use crate::source::{Source, Writer};

/// A member of the object.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Traced,
    pub(super) value: Value,
}

/// Where parameters stand, and what is known of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameters<'a> {
    pub(super) program: &'a Program,
    /// Those that the document describes.
    pub(super) declared: &'a [&'a Parameter],
    pub(super) coding: Coding,
    pub(super) ignore_case: bool,
}

impl Parameters<'_> {
    /// The members that pairs stand for, in the order in which they begin.
    pub(super) fn members(&self, pairs: &[(Traced, Traced)]) -> Vec<Member> {
        let names = pairs.iter().map(|(name, _)| self.coding.decoded(name));
        let mut taking = Taking {
            of: self,
            pairs,
            names: names.collect(),
            free: vec![true; pairs.len()],
            members: Vec::new(),
        };
        let admitted = self.program.untyped();
        for parameter in self.declared {
            let admitted = admitted.member(&parameter.name, self.ignore_case);
            taking.take(parameter, &admitted);
        }
        taking.rest();
        taking.members.sort_by_key(|(at, _)| *at);
        taking
            .members
            .into_iter()
            .map(|(_, member)| member)
            .collect()
    }

    fn is_same(&self, left: &str, right: &str) -> bool {
        left == right || self.ignore_case && left.eq_ignore_ascii_case(right)
    }

    /// The object of members; `place` is where it stands.
    pub(super) fn object(&self, members: &[Member], source: &str, place: Span) -> Source {
        let mut writer = Writer::default();
        let admitted = self.program.untyped();
        writer.stands_for("{", place);
        for (index, Member { name, value }) in members.iter().enumerate() {
            if index > 0 {
                writer.glue(",");
            }
            string(name, source, &mut writer);
            writer.glue(":");
            let admitted = admitted.member(name.text(), self.ignore_case);
            write(value, &admitted, source, &mut writer);
        }
        writer.stands_for("}", Span::new(place.end, place.end));
        writer.finish()
    }
}

/// Pairs that are handed out to parameters.
struct Taking<'a> {
    of: &'a Parameters<'a>,
    pairs: &'a [(Traced, Traced)],
    names: Vec<Traced>,
    free: Vec<bool>,
    members: Vec<(usize, Member)>,
}

impl Taking<'_> {
    /// Takes what belongs to a parameter.
    fn take(&mut self, parameter: &Parameter, admitted: &Untyped<'_>) {
        let wants = Wants::of(admitted);
        let own = self.indices(|name| self.of.is_same(name, &parameter.name));
        if parameter.style == Style::DeepObject && wants == Wants::Object {
            return self.deep(parameter);
        }
        // What is JSON is one text.
        let explodes = parameter.explode && !parameter.is_json();
        // Fields of a header are joined by commas.
        let joins = explodes || self.of.coding == Coding::None && !parameter.is_json();
        match wants {
            Wants::Array if joins => self.items(parameter, &own),
            Wants::TextOrArray if joins && own.len() > 1 => self.items(parameter, &own),
            Wants::Object if explodes && own.is_empty() => self.exploded(parameter, admitted),
            _ => {
                for at in own {
                    let (value, _) = style::value(parameter, &self.pairs[at].1, wants);
                    self.add(at, self.names[at].clone(), value);
                }
            }
        }
    }

    /// The pairs whose name is wanted, and that no other parameter has taken.
    fn indices(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let names = self.names.iter().enumerate();
        let found = names.filter(|(at, name)| self.free[*at] && is_wanted(name.text()));
        found.map(|(at, _)| at).collect()
    }

    fn add(&mut self, at: usize, name: Traced, value: Value) {
        self.free[at] = false;
        self.members.push((at, Member { name, value }));
    }

    /// Several pairs of one name, or several pieces of header fields.
    fn items(&mut self, parameter: &Parameter, own: &[usize]) {
        let mut items = Vec::new();
        for at in own {
            self.free[*at] = false;
            let value = &self.pairs[*at].1;
            if self.of.coding == Coding::None {
                match style::value(parameter, value, Wants::Array).0 {
                    Value::Items(pieces) => items.extend(pieces),
                    value => return self.add(*at, self.names[*at].clone(), value),
                }
            } else {
                items.push(self.of.coding.decoded(value));
            }
        }
        if let Some(first) = own.first() {
            self.add(*first, self.names[*first].clone(), Value::Items(items));
        }
    }

    /// `color[R]=100&color[G]=200`
    fn deep(&mut self, parameter: &Parameter) {
        let key = |name: &Traced| {
            let inner = name.strip_prefix(&parameter.name)?.strip_prefix("[")?;
            let length = inner.text().strip_suffix(']')?.len();
            let key = inner.slice(0..length);
            (!key.text().contains(['[', ']'])).then_some(key)
        };
        let mut members = Vec::new();
        let mut first = None;
        for at in 0..self.pairs.len() {
            if let Some(key) = key(&self.names[at]).filter(|_| self.free[at]) {
                self.free[at] = false;
                first.get_or_insert(at);
                members.push((key, self.of.coding.decoded(&self.pairs[at].1)));
            }
        }
        if let Some(first) = first {
            let name = self.names[first].slice(0..parameter.name.len());
            self.add(first, name, Value::Members(members));
        }
    }

    /// `R=100&G=200` for an object that is a parameter.
    fn exploded(&mut self, parameter: &Parameter, admitted: &Untyped<'_>) {
        let known = admitted.names();
        let declared = self.of.declared;
        let own = self.indices(|name| {
            let is_other = declared.iter().any(|other| other.name == name);
            !is_other && (known.is_empty() || known.contains(&name))
        });
        let members = own.iter().map(|at| {
            (
                self.names[*at].clone(),
                self.of.coding.decoded(&self.pairs[*at].1),
            )
        });
        let members: Vec<(Traced, Traced)> = members.collect();
        for at in &own {
            self.free[*at] = false;
        }
        if let Some(first) = own.first() {
            let place = self.names[*first].span().start;
            self.add(
                *first,
                Traced::named(&parameter.name, place),
                Value::Members(members),
            );
        }
    }

    /// What no parameter has taken.
    fn rest(&mut self) {
        let known = self.of.program.untyped().names();
        let mut seen: Vec<String> = Vec::new();
        for at in self.indices(|_| true) {
            // Header fields that nobody describes may be repeated.
            if self.of.ignore_case {
                let name = self.names[at].text().to_ascii_lowercase();
                let is_known = known.iter().any(|known| known.eq_ignore_ascii_case(&name));
                if !is_known && seen.contains(&name) {
                    continue;
                }
                seen.push(name);
            }
            let value = self.of.coding.decoded(&self.pairs[at].1);
            self.add(at, self.names[at].clone(), Value::Text(value));
        }
    }
}

fn write(value: &Value, admitted: &Untyped<'_>, source: &str, writer: &mut Writer) {
    match value {
        Value::Text(text) => scalar(text, admitted, source, writer),
        Value::Json(text) => text.write(source, writer),
        Value::Items(items) => {
            let place = place(items.first(), items.last());
            let admitted = admitted.items();
            writer.stands_for("[", Span::new(place.start, place.start));
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    writer.glue(",");
                }
                scalar(item, &admitted, source, writer);
            }
            writer.stands_for("]", Span::new(place.end, place.end));
        }
        Value::Members(members) => {
            let ends = (members.first(), members.last());
            let place = place(ends.0.map(|(name, _)| name), ends.1.map(|(_, value)| value));
            writer.stands_for("{", Span::new(place.start, place.start));
            for (index, (name, value)) in members.iter().enumerate() {
                if index > 0 {
                    writer.glue(",");
                }
                string(name, source, writer);
                writer.glue(":");
                scalar(value, &admitted.member(name.text(), false), source, writer);
            }
            writer.stands_for("}", Span::new(place.end, place.end));
        }
    }
}

/// Where something stands that begins and ends with these.
fn place(first: Option<&Traced>, last: Option<&Traced>) -> Span {
    let start = first.map_or(0, |first| first.span().start);
    let end = last.map_or(start, |last| last.span().end);
    Span::new(start, end.max(start))
}

/// A number or Boolean as it is where its schema admits no strings, else a string.
fn scalar(text: &Traced, admitted: &Untyped<'_>, source: &str, writer: &mut Writer) {
    if admitted.takes_bare(text.text()) {
        text.write(source, writer);
    } else {
        string(text, source, writer);
    }
}

/// A JSON string for a text.
fn string(text: &Traced, source: &str, writer: &mut Writer) {
    let span = text.span();
    if span.start <= span.end && source.get(span.range()) == Some(text.text()) {
        writer.string(text.text(), source, span);
    } else {
        let json = serde_json::Value::from(text.text()).to_string();
        writer.stands_for(&json, span);
    }
}
