//! Named fields against the members of an object.

use std::collections::BTreeSet;

use proc_macro2::Span;
use vouchsafe_codegen::{Admitted, Demand, Given, Member, Object, requires_any};

use super::similar::{help, meant};
use super::{Findings, expectation};
use crate::comparison::{Expectation, Expected, Test};
use crate::input::{Field, Fields, Place, Written};
use crate::schema::Schema;
use crate::types::{field_type, identifier};

/// The object that fields are compared with.
pub(super) struct Scope<'a> {
    pub(super) schema: &'a Schema,
    /// The schemas that describe it.
    pub(super) demand: Demand,
    /// What is known of it: the tag of a variant.
    pub(super) given: Option<Given<'a>>,
    pub(super) object: Object,
    /// Where it is described: `file:line:column`.
    pub(super) at: String,
    /// The struct or variant that has the fields.
    pub(super) owner: Span,
    /// A member that serde reads without a field.
    pub(super) tag: Option<&'a str>,
    /// Not every member needs a field.
    pub(super) partial: bool,
}

impl<'a> Scope<'a> {
    /// The object that satisfies a demand.
    pub(super) fn new(schema: &'a Schema, demand: Demand, given: Option<Given<'a>>) -> Self {
        let object = Object::by(schema.parts(), &demand, given);
        Self {
            schema,
            demand,
            given,
            object,
            at: schema.location.clone(),
            owner: Span::call_site(),
            tag: given.map(|given| given.member),
            partial: false,
        }
    }

    /// What is given, as the end of a sentence.
    fn clause(&self) -> String {
        let given = self.given.as_ref();
        given
            .map(|given| format!(" where `{}` is {:?}", given.member, given.value))
            .unwrap_or_default()
    }

    /// Whether one of the members is always there.
    fn requires_any(&self, names: &[&str]) -> bool {
        requires_any(self.schema.parts(), &self.demand, self.given, names)
    }

    /// What members may be that are not named, if there may be some.
    fn others(&self) -> Option<Expectation> {
        let admitted = Admitted::of(self.schema.parts(), &self.object.others);
        let subject = format!("{}: each member that is not named", self.at);
        (!admitted.types.is_empty()).then_some(Expectation { subject, admitted })
    }

    /// Whether there may be members that are not named.
    pub(super) fn is_open(&self) -> bool {
        self.others().is_some()
    }

    fn expectation(&self, member: &Member) -> Expectation {
        expectation(self.schema, &member.location, &member.name, &member.demand)
    }
}

/// Compares fields with the members of an object.
pub(super) fn compare(scope: &Scope<'_>, fields: &Fields, findings: &mut Findings) {
    let named = || fields.named.iter().filter(|field| !field.flatten);
    let mut covered: BTreeSet<&str> = scope.tag.into_iter().collect();
    for name in named().flat_map(|field| field.names.all()) {
        if !covered.insert(name) {
            let mut twice = named().filter(|field| field.names.all().any(|other| other == name));
            let span = twice.next_back().map_or(scope.owner, |field| field.span);
            let words = format!(
                "{}: `{name}` has a field already, and this is another",
                scope.at
            );
            findings.error(span, words);
        }
    }
    let own: Vec<String> = covered.iter().map(ToString::to_string).collect();
    for field in named().filter(|field| !field.uncompared) {
        for meant in compare_field(scope, field, &own, findings) {
            covered.insert(meant);
        }
    }
    let left: Vec<&Member> = scope
        .object
        .members
        .iter()
        .filter(|member| !covered.contains(member.name.as_str()))
        .collect();
    let flattened: Vec<&Place> = fields
        .named
        .iter()
        .filter(|field| field.flatten && !field.uncompared)
        .map(|field| &field.place)
        .collect();
    // serde does not know what is unknown where it flattens.
    let deny_unknown = fields.deny_unknown && flattened.is_empty();
    if deny_unknown {
        refuse_unknown(scope, fields, findings);
    }
    compare_flattened(scope, &left, &flattened, &own, findings);
    if flattened.is_empty() && !scope.partial && !deny_unknown {
        for member in left {
            findings.error(scope.owner, missing(scope, member));
        }
    }
}

/// One type that has some of the members, as a variant of an internally tagged enum is read.
pub(super) fn compare_as_flattened(scope: &Scope<'_>, place: &Place, findings: &mut Findings) {
    let tag: Vec<String> = scope.tag.into_iter().map(str::to_owned).collect();
    let left: Vec<&Member> = scope
        .object
        .members
        .iter()
        .filter(|member| !tag.contains(&member.name))
        .collect();
    compare_flattened(scope, &left, &[place], &tag, findings);
}

/// Compares a field with the members that it reads and writes; gives the names that it was probably
/// meant to have.
fn compare_field<'a>(
    scope: &'a Scope<'_>,
    field: &Field,
    own: &[String],
    findings: &mut Findings,
) -> Vec<&'a str> {
    let mut slips = Vec::new();
    for name in field.names.all() {
        if scope.object.member(name).is_some() {
            continue;
        }
        let names = scope
            .object
            .members
            .iter()
            .map(|member| member.name.as_str());
        let meant = meant(name, names.filter(|name| own.iter().all(|own| own != name)));
        slips.extend(meant);
        let alias = field.names.aliases.iter().find(|(alias, _)| alias == name);
        let (span, role) = match alias {
            Some((_, span)) => (*span, ", which is an alias"),
            None if field.names.read.as_deref() == Some(name) => (field.span, ""),
            None if field.names.read.is_none() => (field.span, ""),
            None => (field.span, ", as which the field is written"),
        };
        let words = format!(
            "{}: the schema has no property `{name}`{}{role}{}",
            scope.at,
            scope.clause(),
            help(meant)
        );
        findings.error(span, words);
    }
    compare_reading(scope, field, findings);
    compare_writing(scope, field, findings);
    slips
}

/// What is read must have room.
fn compare_reading(scope: &Scope<'_>, field: &Field, findings: &mut Findings) {
    let names: Vec<&str> = field.names.all_read().collect();
    let required = scope.requires_any(&names);
    let members = names.iter().filter_map(|name| scope.object.member(name));
    for member in members {
        let place = &field.place;
        if place.converted && !required && !field.default {
            let words = format!(
                "{}: `{}` is not required, and serde reads an absent member with a function only if the field has `#[serde(default)]`",
                member.location, member.name
            );
            findings.error(field.span, words);
        }
        if place.is_known() {
            let test = Test::Member {
                place: place.clone(),
                expectation: scope.expectation(member),
                required,
                default: field.default,
            };
            findings.compare(place.span(), test);
        }
    }
}

/// What is required must be written.
fn compare_writing(scope: &Scope<'_>, field: &Field, findings: &mut Findings) {
    let members = field
        .names
        .all()
        .filter_map(|name| scope.object.member(name));
    for member in members.filter(|member| member.required) {
        let subject = format!("{}: `{}` is required", member.location, member.name);
        let written = field.names.written.as_deref();
        match (written, field.written) {
            (None, _) | (_, Written::Never) => findings.error(
                field.span,
                format!("{subject}, and `skip_serializing` never writes it, so no value can be written; remove the attribute"),
            ),
            (Some(written), _) if written != member.name => findings.error(
                field.span,
                format!("{subject}, and the field is written as `{written}`, so no value can be written; write the required name and read the other"),
            ),
            (_, Written::Sometimes) => findings.error(
                field.span,
                format!("{subject}, and `skip_serializing_if` may leave it out; remove the attribute"),
            ),
            (_, Written::Always) => {}
        }
    }
}

/// Everything that the schema admits and `deny_unknown_fields` refuses.
fn refuse_unknown(scope: &Scope<'_>, fields: &Fields, findings: &mut Findings) {
    let read: BTreeSet<&str> = fields
        .named
        .iter()
        .flat_map(|field| field.names.all_read())
        .chain(scope.tag.filter(|_| fields.tag.is_none()))
        .collect();
    for member in &scope.object.members {
        if !read.contains(member.name.as_str()) {
            let words = format!(
                "{}: property `{}` is read by no field, so `#[serde(deny_unknown_fields)]` refuses it; add a field `{}`",
                member.location,
                member.name,
                declaration(scope, member),
            );
            findings.error(scope.owner, words);
        }
    }
    if scope.is_open() {
        let words = format!(
            "{}: the schema admits members that it does not name, which `#[serde(deny_unknown_fields)]` refuses; remove the attribute, or say `\"additionalProperties\": false`",
            scope.at
        );
        findings.error(scope.owner, words);
    }
}

/// Leaves to the compiler what the members of flattened types are.
fn compare_flattened(
    scope: &Scope<'_>,
    left: &[&Member],
    flattened: &[&Place],
    own: &[String],
    findings: &mut Findings,
) {
    let members = || -> Vec<Expected> {
        let members = left.iter().map(|member| Expected {
            name: member.name.clone(),
            required: member.required,
            value: scope.expectation(member),
            missing: missing(scope, member),
        });
        members.collect()
    };
    for (index, place) in flattened.iter().enumerate() {
        if !place.is_known() {
            continue;
        }
        let beside = flattened.iter().enumerate();
        let beside = beside.filter(|(other, place)| *other != index && place.is_known());
        let test = Test::Flattened {
            place: (*place).clone(),
            members: members(),
            others: scope.others(),
            own: own.to_vec(),
            beside: beside.map(|(_, place)| (*place).clone()).collect(),
            subject: scope.at.clone(),
        };
        findings.compare(place.span(), test);
    }
    let all_known = flattened.iter().all(|place| place.is_known());
    if !flattened.is_empty() && all_known && !scope.partial {
        let flattened = flattened.iter().map(|place| (*place).clone()).collect();
        let members = members();
        findings.compare(scope.owner, Test::Covered { flattened, members });
    }
}

fn missing(scope: &Scope<'_>, member: &Member) -> String {
    format!(
        "{}: property `{}` has no field{}; add a field `{}`, or `partial` to the attribute",
        member.location,
        member.name,
        scope.clause(),
        declaration(scope, member),
    )
}

/// A field that would do.
fn declaration(scope: &Scope<'_>, member: &Member) -> String {
    let admitted = Admitted::of(scope.schema.parts(), &member.demand);
    let name = identifier(&member.name);
    format!("{name}: {}", field_type(&admitted, member.required))
}
