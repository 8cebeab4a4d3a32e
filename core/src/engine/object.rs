//! Keywords of objects.

use super::fault::{Detail, Hit, Met, Token};
use super::marks::Marks;
use super::members::{Member, first_member, next_member};
use super::sink::Sink;
use super::{Engine, Place};
use crate::program::{Check, PatternProperty, Property, Run};

impl<'r, S: Sink> Engine<'r, S> {
    pub(super) fn object_as_a_whole(&mut self, place: Place<'r>) -> bool {
        match place.keyword.check {
            Check::MinProperties(min) => {
                self.distinct_members(place.at) >= min || self.fail(place, Detail::None)
            }
            Check::MaxProperties(max) => {
                self.distinct_members(place.at) <= max || self.fail(place, Detail::None)
            }
            Check::Required(slots) => {
                let mut valid = true;
                for &slot in self.parts.run(slots) {
                    if self.member(place, slot).is_none() {
                        valid = self.fail(place, Detail::Missing(slot));
                        if !S::COLLECTS {
                            break;
                        }
                    }
                }
                valid
            }
            Check::DependentRequired(dependents) => {
                let mut valid = true;
                for dependents in self.parts.run(dependents) {
                    if self.member(place, dependents.slot).is_none() {
                        continue;
                    }
                    for &member in self.parts.run(dependents.needs) {
                        if self.member(place, member).is_none() {
                            let because = dependents.slot;
                            valid = self.fail(place, Detail::MissingBeside { member, because });
                        }
                    }
                }
                valid
            }
            Check::PropertyNames(node) => {
                self.sink.push(Token::Text(place.keyword.name));
                let valid = self.each_member(place.at, |engine, member| {
                    engine.child(node, member.name, Detail::UnknownMember { owner: place.id })
                });
                self.sink.pop();
                valid
            }
            _ => true,
        }
    }

    pub(super) fn members(&mut self, place: Place<'r>, mut marks: Option<&mut Marks>) -> bool {
        self.sink.push(Token::Text(place.keyword.name));
        let valid = match place.keyword.check {
            Check::Properties(properties) => self.properties(place, properties, marks),
            Check::PatternProperties(patterns) => self.pattern_properties(place, patterns, marks),
            Check::AdditionalProperties { node, patterns } => {
                let names = self.parts.run(place.node.names);
                self.each_member(place.at, |engine, member| {
                    let slot = engine.slot_of(names, place.at, member.name);
                    if slot.is_some_and(|slot| names[slot].property.is_some())
                        || engine.some_pattern_matches(patterns, member.name)
                    {
                        return true;
                    }
                    if let Some(marks) = marks.as_deref_mut() {
                        marks.add(member.ordinal);
                    }
                    engine.child(
                        node,
                        member.value,
                        Detail::UnknownMember { owner: place.id },
                    )
                })
            }
            Check::UnevaluatedProperties(node) => {
                // That a subschema fails which knows a member is a fault of its own, and says why.
                let consequences = S::COLLECTS && !self.sink.is_raw();
                let valid = self.each_member(place.at, |engine, member| {
                    marks.as_deref().is_some_and(|marks| {
                        marks.has(member.ordinal) || consequences && marks.names(member.ordinal)
                    }) || engine.child(
                        node,
                        member.value,
                        Detail::UnknownMember { owner: place.id },
                    )
                });
                if let Some(marks) = marks {
                    marks.add_all();
                }
                valid
            }
            _ => true,
        };
        self.sink.pop();
        valid
    }

    fn properties(
        &mut self,
        place: Place<'r>,
        properties: Run<Property>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut valid = true;
        for property in self.parts.run(properties) {
            let Some((value, ordinal)) = self.member(place, property.slot) else {
                continue;
            };
            if let Some(marks) = marks.as_deref_mut() {
                marks.add(ordinal);
            }
            let name = self.parts.run(place.node.names)[property.slot.0 as usize].text;
            self.sink.push(Token::Text(name));
            valid &= self.child(property.node, value, Detail::ForbiddenMember);
            self.sink.pop();
            if !valid && !S::COLLECTS {
                break;
            }
        }
        valid
    }

    fn pattern_properties(
        &mut self,
        place: Place<'r>,
        patterns: Run<PatternProperty>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        self.each_member(place.at, |engine, member| {
            let mut valid = true;
            for property in engine.parts.run(patterns) {
                if engine.matches(property.pattern, member.name) {
                    if let Some(marks) = marks.as_deref_mut() {
                        marks.add(member.ordinal);
                    }
                    let source = engine.parts.patterns[property.pattern as usize].source;
                    engine.sink.push(Token::Text(source));
                    valid &= engine.child(property.node, member.value, Detail::ForbiddenMember);
                    engine.sink.pop();
                }
            }
            valid
        })
    }

    pub(super) fn dependent_schemas(
        &mut self,
        place: Place<'r>,
        schemas: Run<Property>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut valid = true;
        self.sink.push(Token::Text(place.keyword.name));
        for schema in self.parts.run(schemas) {
            if self.member(place, schema.slot).is_some() {
                let name = self.parts.run(place.node.names)[schema.slot.0 as usize].text;
                self.sink.push(Token::Text(name));
                self.sink.push_condition(Hit {
                    keyword: place.index,
                    at: place.at,
                    met: Met::Present(name),
                });
                valid &= self.node(schema.node, place.at, marks.as_deref_mut());
                self.sink.pop_condition();
                self.sink.pop();
            }
        }
        self.sink.pop();
        valid
    }

    pub(super) fn some_pattern_matches(
        &mut self,
        patterns: Run<PatternProperty>,
        name: u32,
    ) -> bool {
        self.parts
            .run(patterns)
            .iter()
            .any(|property| self.matches(property.pattern, name))
    }

    /// The number of members, those of the same name counted once.
    fn distinct_members(&mut self, at: u32) -> u64 {
        if self.memory.replaced.is_empty() {
            return u64::from(self.document.entry(at).extra);
        }
        let mut count = 0;
        self.each_member(at, |_, _| {
            count += 1;
            true
        });
        count
    }

    /// Looks at each member in the order of the input; when only the verdict counts, until one fails.
    pub(super) fn each_member(
        &mut self,
        at: u32,
        mut holds: impl FnMut(&mut Self, Member) -> bool,
    ) -> bool {
        let mut valid = self.memory.spend(self.document.entry(at).extra);
        let mut next: Option<Member> = first_member(self.document, at).filter(|_| valid);
        while let Some(member) = next {
            // Of members with the same name the last one counts alone.
            if self.memory.replaced.binary_search(&member.name).is_err() {
                valid &= holds(self, member);
            }
            if !valid && !S::COLLECTS {
                break;
            }
            next = next_member(self.document, at, member);
        }
        valid
    }
}
