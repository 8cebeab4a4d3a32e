//! Words for members that are missing, unknown, not allowed, or not allowed together.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::{applied, show};
use super::{At, Said, Step, edits, opening};
use crate::codes::names;
use crate::engine::{Detail, Token};
use crate::json::{Kind, Span, Value};
use crate::program::{Check, NodeId, Parts, Rule, Run, Text};
use crate::sort;

/// The words of a fault that is about members being there; `None` if it is about something else.
pub(super) fn say(at: At<'_>) -> Option<Said> {
    let parts = at.scene.parts;
    let node = parts.node(at.fault().node);
    // What is no object has no members to speak of.
    let is_object = at.scene.document.entry(at.value()).kind == Kind::Object;
    let rule = at
        .fault()
        .keyword
        .and_then(|keyword| at.scene.rule(keyword))
        .filter(|_| is_object);
    Some(match (&at.fault().detail, rule) {
        (Detail::Missing(slot), _) => missing(at, parts.name(node, *slot)),
        (Detail::MissingBeside { member, because }, _) => {
            let mut said = missing(at, parts.name(node, *member));
            let cause = parts.name(node, *because);
            said.message = format!("{} because {} is present", said.message, show::name(cause));
            said.more.extend(member_label(at, cause, "is present"));
            said.conditional = false;
            said
        }
        (Detail::UnknownMember { owner }, _) if at.scene.name_of(at.value()).is_some() => {
            unknown(at, *owner)
        }
        (Detail::ForbiddenMember, _) if at.scene.name_of(at.value()).is_some() => {
            let name = at.scene.name_of(at.value())?;
            let message = format!("{} is not allowed", at.subject());
            let help = format!("remove {}", at.subject());
            Said::new(
                names::FORBIDDEN_MEMBER,
                message,
                (at.scene.document.span(name), "not allowed"),
            )
            .help(help)
            .suggestion(edits::remove(at.scene.document, name))
        }
        (
            Detail::NoBranch(_) | Detail::Branches(_),
            Some(Rule::ExactlyOneOf { members, set } | Rule::AtLeastOneOf { members, set }),
        ) => none_of(at, members, set),
        (Detail::Several(_), Some(Rule::ExactlyOneOf { members, set }))
        | (Detail::None, Some(Rule::ExclusiveMembers { members, set })) => {
            exclusive(at, members, set)
        }
        (Detail::None, Some(Rule::ForbiddenMember { member, set })) => forbidden(at, member, set),
        _ => return None,
    })
}

fn missing(at: At<'_>, name: &str) -> Said {
    let shown = show::name(name);
    let mut said = Said::new(
        names::MISSING_MEMBER,
        [&shown, " is required"].concat(),
        (opening(at.span()), ""),
    );
    said.primary.1 = [&shown, " is missing in this object"].concat();
    said.member = Some(name.to_owned());
    said.insertion_point = insertion_point(at);
    if let Some((member, suggestion)) = edits::insert(at, name) {
        // In a branch of a union it may be another one that was meant.
        if !at.fault().is_in_branch() {
            said.help = Some(format!("add `{member}`"));
        }
        said.suggestion = Some(suggestion);
    }
    misspelt(at, &mut said, name);
    said
}

/// Turns the attention to the member that is probably meant.
fn misspelt(at: At<'_>, said: &mut Said, meant: &str) {
    if let Some(written) = at.finding.misspelt {
        let document = at.scene.document;
        let text = document.text(written).to_lossy();
        let (shown, name) = (at.scene.name(written), meant);
        let meant = show::name(name);
        said.suggestion = edits::rename(at, document.value(at.value()), written, name);
        said.help = Some(if text.trim() != text {
            format!("rename {shown} to {meant}: the name has a space at its edge")
        } else if text.eq_ignore_ascii_case(name) {
            format!("rename {shown} to {meant}: names are case-sensitive")
        } else {
            ["rename ", &shown, " to ", &meant].concat()
        });
        said.primary = (
            document.span(written),
            ["this name is not known; it resembles ", &meant].concat(),
        );
    }
}

fn unknown(at: At<'_>, owner: NodeId) -> Said {
    let document = at.scene.document;
    let name = at.scene.name_of(at.value()).unwrap_or(at.value());
    let text = document.text(name).to_lossy();
    let shown = at.scene.name(name);
    let message = format!("unknown member {shown}");
    let said = Said::new(
        names::UNKNOWN_MEMBER,
        message,
        (document.span(name), "not known here"),
    );
    let object = object_of(at);
    let known = known_members(at, owner, object.index());
    let known: Vec<&str> = known.iter().map(|name| at.scene.parts.str(*name)).collect();
    // What another schema knows is no slip: to take it away would mend one fault by another.
    if let Some(knowing) = knowing(at, owner, name) {
        return said.help(known_elsewhere(
            at,
            (owner, &known),
            knowing,
            object.index(),
        ));
    }
    // A member that is there already is not the one that was meant.
    let is_there = |name: &str| object.len() <= 1000 && object.member(name).is_some();
    let missing = known.iter().copied().filter(|name| !is_there(name));
    let there = at.scene.closest(&text, known.iter().copied());
    let meant = at.scene.closest(&text, missing);
    let suggestion = match meant {
        Some(meant) => edits::rename(at, object, name, meant),
        None => Some(edits::remove(document, name)),
    };
    let help = match meant {
        Some(meant) if text.trim() == meant => Some(format!(
            "did you mean {}? the name has a space at its edge",
            show::name(meant)
        )),
        Some(meant) if text.eq_ignore_ascii_case(meant) => Some(format!(
            "did you mean {}? names are case-sensitive",
            show::name(meant)
        )),
        Some(meant) => Some(format!("did you mean {}?", show::name(meant))),
        None if there.is_some() => there.map(|there| {
            let there = show::name(there);
            format!("it resembles {there}, which is there already")
        }),
        None if known.is_empty() || known.len() > 12 => None,
        None => {
            let verb = if known.len() == 1 { "is" } else { "are" };
            let known = known.iter().map(|name| show::name(name));
            Some(format!("known {verb} {}", show::list(known, "and")))
        }
    };
    said.help(help).suggestion(suggestion)
}

/// The schema that knows the member at fault though `owner` does not: of those that apply to the same object.
fn knowing(at: At<'_>, owner: NodeId, name: u32) -> Option<NodeId> {
    let [object @ .., _] = at.located.way(at.value()) else {
        return None;
    };
    if applied::is_unheard_of(at.scene, Step::Member(name)) {
        return None;
    }
    let nodes = applied::at_end(at.scene, object);
    let others: Vec<NodeId> = nodes.iter().copied().filter(|id| *id != owner).collect();
    applied::knowing(at.scene, &others, Step::Member(name))
}

/// Why a member is not known here though a schema knows it.
fn known_elsewhere(
    at: At<'_>,
    (owner, known): (NodeId, &[&str]),
    knowing: NodeId,
    object: u32,
) -> String {
    let parts = at.scene.parts;
    let place = |id: NodeId| show::name(&format!("#{}", parts.str(parts.node(id).pointer)));
    let seen = sees(at) && applied::in_place(at.scene, &[owner], object).contains(&knowing);
    if seen {
        // It would count if it held.
        return format!(
            "the schema at {} knows it, but does not hold for this object",
            place(knowing)
        );
    }
    let others = match known.len() {
        0 => "no member".to_owned(),
        1..=12 => {
            let known = known.iter().map(|name| show::name(name));
            format!("no members but {}", show::list(known, "and"))
        }
        _ => "no members but its own".to_owned(),
    };
    format!(
        "the schema at {} knows it, but the one at {} allows {others}",
        place(knowing),
        place(owner)
    )
}

/// Whether the keyword at fault counts what the schemas beside it know: `unevaluatedProperties` does,
/// `additionalProperties` does not.
fn sees(at: At<'_>) -> bool {
    let keyword = at.fault().path().last();
    matches!(keyword, Some(Token::Text(name)) if at.scene.parts.str(*name) == "unevaluatedProperties")
}

/// The object that the member at fault is in.
fn object_of(at: At<'_>) -> Value<'_> {
    let document = at.scene.document;
    let mut object = document.root();
    for step in at.located.way(at.value()) {
        let next = match *step {
            Step::Member(name) => document.value(name + 1),
            Step::Item(ordinal) => object.items().nth(ordinal).unwrap_or(object),
        };
        if next.index() >= at.value() {
            break;
        }
        object = next;
    }
    object
}

/// The members that the schema `owner` knows in the object at `object`: its own, and with `unevaluatedProperties`
/// those of the schemas that it applies to the object. A lint also knows those of the schema that it belongs to.
fn known_members(at: At<'_>, owner: NodeId, object: u32) -> Rc<[Text]> {
    let lint = at.fault().lint.map(|lint| lint.node);
    let asking = (owner, lint, object);
    let known = at.scene.memo.known.borrow();
    if let Some((_, names)) = known.iter().find(|(asked, _)| *asked == asking) {
        return names.clone();
    }
    drop(known);
    let schemas = match (sees(at), lint) {
        (false, _) => vec![owner],
        (true, None) => applied::in_place(at.scene, &[owner], object),
        (true, Some(lint)) => applied::in_place(at.scene, &[lint, owner], object),
    };
    let names: Rc<[Text]> = names_of(at.scene.parts, &schemas).into();
    at.scene
        .memo
        .known
        .borrow_mut()
        .push((asking, names.clone()));
    names
}

/// The names of members for which some schemas have schemas that may hold.
fn names_of(parts: &Parts, schemas: &[NodeId]) -> Vec<Text> {
    let mut known = BTreeSet::new();
    let mut names = Vec::new();
    for id in schemas {
        let node = parts.node(*id);
        for keyword in parts.run(node.keywords) {
            if let Check::Properties(properties) = keyword.check {
                for property in parts.run(properties) {
                    let name = parts.run(node.names)[property.slot.0 as usize].text;
                    if !parts.is_never(property.node) && known.insert(name) {
                        names.push(name);
                    }
                }
            }
        }
    }
    names
}

fn none_of(at: At<'_>, members: Run<Text>, set: bool) -> Said {
    let parts = at.scene.parts;
    let names: Vec<&str> = parts
        .run(members)
        .iter()
        .map(|member| parts.str(*member))
        .collect();
    let shown = show::list(names.iter().map(|name| show::name(name)), "or");
    let mut said = Said::new(
        names::AT_LEAST_ONE_OF,
        format!("{shown} is required"),
        (opening(at.span()), ""),
    );
    said.primary.1 = format!("{shown} is missing in this object");
    said.member = names.first().map(|name| (*name).to_owned());
    said.insertion_point = insertion_point(at);
    if set {
        for name in &names {
            said.more
                .extend(member_label(at, name, "is empty, which counts as not set"));
        }
    }
    if let Some(written) = at.finding.misspelt {
        let written = at.scene.document.text(written).to_lossy();
        if let Some(meant) = at.scene.closest(&written, names.iter().copied()) {
            misspelt(at, &mut said, meant);
        }
    }
    said
}

fn exclusive(at: At<'_>, members: Run<Text>, set: bool) -> Said {
    let parts = at.scene.parts;
    let names = parts.run(members).iter().map(|member| parts.str(*member));
    let mut present: Vec<(&str, Span)> = names
        .filter_map(|name| Some((name, present_member(at, name, set)?)))
        .collect();
    sort::by_key(&mut present, |(_, span)| span.start);
    let shown = show::list(present.iter().map(|(name, _)| show::name(name)), "and");
    let (both, state) = (
        if present.len() == 2 { "both " } else { "all " },
        if set { "be set" } else { "be present" },
    );
    let message = [&shown, " must not ", both, state].concat();
    let last = present.pop();
    let (name, span) = last.unwrap_or(("", opening(at.span())));
    let mut said = Said::new(names::EXCLUSIVE_MEMBERS, message, (span, ""));
    said.primary.1 = ["and ", &show::name(name), " here"].concat();
    said.member = Some(name.to_owned());
    let verb = if set { "is set here" } else { "is here" };
    said.more = present
        .iter()
        .map(|(name, span)| (*span, [&show::name(name), " ", verb].concat()))
        .collect();
    let number = if present.len() == 1 {
        "one of the two members"
    } else {
        "all of them but one"
    };
    said.help(format!("remove {number}"))
}

fn forbidden(at: At<'_>, member: Run<Text>, set: bool) -> Said {
    let parts = at.scene.parts;
    let name = parts
        .run(member)
        .first()
        .map_or("", |member| parts.str(*member));
    let shown = show::name(name);
    let span = present_member(at, name, set).unwrap_or_else(|| opening(at.span()));
    let state = if set { "be set" } else { "be present" };
    let message = [&shown, " must not ", state].concat();
    let mut said = Said::new(names::FORBIDDEN_MEMBER, message, (span, "not allowed"));
    said.member = Some(name.to_owned());
    let object = at.scene.document.value(at.value());
    let member = object.member(name).map(|value| value.index() - 1);
    said.help(["remove ", &shown].concat())
        .suggestion(member.map(|member| edits::remove(at.scene.document, member)))
}

/// The name of a member of the object at hand, if it is there (and, if `set`, not `""`).
pub(super) fn present_member(at: At<'_>, name: &str, set: bool) -> Option<Span> {
    let value = member(at, name)?;
    let empty = value.as_str().is_some_and(|text| text.raw().is_empty());
    (!(set && empty)).then(|| value.name().map_or(value.span(), Value::span))
}

fn member<'a>(at: At<'a>, name: &str) -> Option<Value<'a>> {
    at.scene.document.value(at.value()).member(name)
}

/// A label at a member, if it is there.
fn member_label(at: At<'_>, name: &str, words: &str) -> Option<(Span, String)> {
    let value = member(at, name)?;
    Some((
        value.name().map_or(value.span(), Value::span),
        format!("{} {words}", show::name(name)),
    ))
}

/// Where a member can be added to the object at hand.
fn insertion_point(at: At<'_>) -> Option<usize> {
    let value = at.scene.document.value(at.value());
    (value.kind() == Kind::Object).then(|| {
        value
            .members()
            .last()
            .map_or(value.span().start + 1, |(_, last)| last.span().end)
    })
}
