//! Which pairs of a query, a form or a header belong to which parameter.

use std::collections::BTreeSet;

use vouchsafe::Untyped;
use vouchsafe::json::Span;
use vouchsafe_compiler::{Parameter, Style};

use super::Traced;
use super::brackets::{self, Node};
use super::parameters::{Member, Parameters};
use super::secrets::is_open;
use super::style::{self, Coding, Value, Wants};

impl Parameters<'_> {
    /// The members that pairs stand for, in the order in which they begin.
    pub(super) fn members(&self, pairs: &[(Traced, Traced)]) -> Vec<Member> {
        let names = pairs.iter().map(|(name, _)| self.coding.decoded(name));
        let mut taking = Taking {
            of: self,
            pairs: pairs.to_vec(),
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
}

/// Pairs that are handed out to parameters.
struct Taking<'a> {
    of: &'a Parameters<'a>,
    pairs: Vec<(Traced, Traced)>,
    names: Vec<Traced>,
    free: Vec<bool>,
    members: Vec<(usize, Member)>,
}

impl Taking<'_> {
    /// Takes what belongs to a parameter.
    fn take(&mut self, parameter: &Parameter, admitted: &Untyped<'_>) {
        let wants = Wants::of(admitted);
        let mut own = self.indices(|name| self.of.is_same(name, &parameter.name));
        if self.of.coding == Coding::Query && own.is_empty() && self.deep(parameter, admitted) {
            return;
        }
        if self.of.ignore_case && own.len() > 1 {
            own = self.combined(&own);
        }
        // What is JSON is one text.
        let explodes = parameter.explode && !parameter.is_json();
        let is_object = wants == Wants::Object && parameter.style != Style::DeepObject;
        match wants {
            Wants::Array if explodes => self.items(parameter, &own),
            Wants::TextOrArray if explodes && own.len() > 1 => self.items(parameter, &own),
            Wants::Object if is_object && explodes && own.is_empty() => {
                self.exploded(parameter, admitted);
            }
            _ => {
                for at in own {
                    let (value, _) = style::value(parameter, &self.pairs[at].1, wants);
                    self.add(at, self.names[at].clone(), value);
                }
            }
        }
    }

    /// Header fields of one name as one: their values are a list that commas separate (RFC 9110, section 5.3). Those of
    /// cookies are not, so the first stands for all.
    fn combined(&mut self, own: &[usize]) -> Vec<usize> {
        let Some((first, rest)) = own.split_first() else {
            return Vec::new();
        };
        let is_cookie = self.names[*first].text().eq_ignore_ascii_case("set-cookie");
        for at in rest {
            self.free[*at] = false;
            if is_cookie {
                continue;
            }
            let value = self.pairs[*at].1.clone();
            let place = value.span().start;
            let whole = &mut self.pairs[*first].1;
            whole.push(", ", Span::new(place, place));
            value.append_to(whole);
        }
        vec![*first]
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

    /// Several pairs of one name.
    fn items(&mut self, parameter: &Parameter, own: &[usize]) {
        let Some(first) = own.first() else { return };
        let value = |at: &usize| self.of.coding.decoded(&self.pairs[*at].1);
        let value = if self.of.coding == Coding::None {
            style::value(parameter, &self.pairs[*first].1, Wants::Array).0
        } else {
            Value::Items(own.iter().map(value).collect())
        };
        for at in own {
            self.free[*at] = false;
        }
        self.add(*first, self.names[*first].clone(), value);
    }

    /// `color[R]=100&color[G]=200`; or `colors[]=red`, where the schema has an array or object there, whatever the style.
    fn deep(&mut self, parameter: &Parameter, admitted: &Untyped<'_>) -> bool {
        let is_deep = parameter.style == Style::DeepObject;
        if !is_deep && !admitted.may_be_array() && !admitted.may_be_object() {
            return false;
        }
        let mut entries = Vec::new();
        let mut first = None;
        let others = self.of.declared.iter();
        let others: Vec<&str> = others.map(|other| &*other.name).collect();
        for at in 0..self.pairs.len() {
            let name = &self.names[at];
            let keys = brackets::keys(name, &parameter.name).filter(|_| self.free[at]);
            // Another parameter may have brackets in its name.
            let keys = keys.filter(|_| !others.contains(&name.text()));
            if let Some(keys) = keys {
                self.free[at] = false;
                first.get_or_insert(at);
                entries.push((keys, self.of.coding.decoded(&self.pairs[at].1)));
            }
        }
        if let Some(first) = first {
            let name = self.names[first].slice(0..parameter.name.len());
            self.add(first, name, Value::Deep(Node::of(entries, admitted)));
        }
        first.is_some()
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
        let mut seen = BTreeSet::new();
        for at in self.indices(|_| true) {
            // What nobody describes may be repeated.
            let name = self.names[at].text();
            let key = if self.of.ignore_case {
                name.to_ascii_lowercase()
            } else {
                name.to_owned()
            };
            let is_known = known.iter().any(|known| self.of.is_same(known, name));
            if !is_known && !seen.insert(key) {
                continue;
            }
            // Fields that have a meaning of their own are no unknown members, and cookies are looked at one by one.
            if self.of.ignore_case
                && (is_open(name) || name.eq_ignore_ascii_case("cookie"))
                && !is_known
            {
                continue;
            }
            let value = self.of.coding.decoded(&self.pairs[at].1);
            self.add(at, self.names[at].clone(), Value::Text(value));
        }
    }
}
